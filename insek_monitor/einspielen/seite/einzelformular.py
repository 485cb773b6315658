"""Das Formular auf der Gemeindeseite: Datensatz wählen, Felder, Prüfung, Vergleich, Übernehmen."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.einspielen.seite import einzelabschluss, einzelvorgang
from insek_monitor.einspielen.seite.einzelvorgang import DATENSATZ, NEU, Einzelvorgang
from insek_monitor.kern.meldung import FELD_JE_NAME
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.register.fehler import RegisterFehler

REIHEN: tuple[tuple[str, ...], ...] = (
    ("vorhanden", "art", "beschluss"),
    ("titel", "zieljahr", "begonnen"),
    ("gemeinsam", "quelle", "belegt"),
)
WEITERE: tuple[tuple[str, ...], ...] = (("aufgehoben", "sicherheit", "zielhorizont"), ("quelle_url", "notiz"))


def zeichne(vorgang: Einzelvorgang, ansicht: Ansicht, name: str) -> None:
    """Das offene Formular mit allem, was darunter folgt.

    Parameters
    ----------
    name : Wer handelt; leer: noch nicht eingetragen.
    """
    einzelabschluss.inzwischen(vorgang, ansicht)
    _datensatz(vorgang)
    _formular(vorgang)
    if vorgang.eingereicht is None:
        return
    try:
        ergebnis = vorgang.ergebnis(einstellungen.heute())
        einzelabschluss.zeichne(vorgang, ergebnis, ansicht, name)
    except RegisterFehler as fehler:
        st.error(texte.fremd(fehler, 2000), icon=":material/error:")


def _datensatz(vorgang: Einzelvorgang) -> None:
    """Welcher Datensatz geändert wird; ohne belegten bleibt nur eine neue Angabe."""
    kennungen = [*vorgang.bekannte, ""]
    if DATENSATZ not in st.session_state:
        st.session_state[DATENSATZ] = vorgang.kennung
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Was möchten Sie melden?",
            kennungen,
            key=DATENSATZ,
            format_func=lambda kennung: (
                f"ändern: {einzelvorgang.bezeichnung(vorgang.bekannte[kennung])}" if kennung else NEU
            ),
            filter_mode=None,
            on_change=lambda: vorgang.waehle(st.session_state[DATENSATZ]),
        )
        st.button("Schließen", icon=":material/close:", type="tertiary", on_click=einzelvorgang.schliesse)
    st.caption(_folge(vorgang))


def _folge(vorgang: Einzelvorgang) -> str:
    if not vorgang.kennung:
        return (
            "Die neue Angabe tritt neben die Datensätze dieser Gemeinde. Meint sie denselben Beschluss wie "
            "ein vorhandener, wird dieser ergänzt."
        )
    weitere = vorgang.bekannte[vorgang.kennung].ags - {vorgang.ags}
    satz = "Der Datensatz wird geändert und gilt dann als gemeldet. Ein geleertes Feld löscht die Angabe."
    if not weitere:
        return satz
    namen = ", ".join(sorted(zwischenspeicher.gemeinden().loc[sorted(weitere), "name"]))
    return f"{satz} Das Konzept ist gemeinsam; die Änderung gilt auch für {namen}."


def _formular(vorgang: Einzelvorgang) -> None:
    with st.form("einzelmeldung_formular"):
        for reihe in REIHEN:
            _reihe(reihe, vorgang)
        with st.expander("Weitere Angaben"):
            for reihe in WEITERE:
                _reihe(reihe, vorgang)
        st.form_submit_button(
            "Prüfen und vergleichen", icon=":material/rule:", type="primary", on_click=vorgang.reiche_ein
        )


def _reihe(felder: tuple[str, ...], vorgang: Einzelvorgang) -> None:
    for spalte, feld in zip(st.columns(len(felder)), felder, strict=True):
        with spalte:
            _eingabe(feld, vorgang)


def _eingabe(feld: str, vorgang: Einzelvorgang) -> None:
    angabe, schluessel = FELD_JE_NAME[feld], einzelvorgang.eingabe(feld)
    if schluessel not in st.session_state:  # nach einem Seitenwechsel: was zuletzt eingereicht wurde
        gespeichert = vorgang.eingereicht
        if gespeichert is None and vorgang.kennung:
            gespeichert = einzelvorgang.werte_aus(vorgang.bekannte[vorgang.kennung], vorgang.ags)
        einzelvorgang.setze_eingabe(feld, (gespeichert or {}).get(feld, ""))
    if feld in einzelvorgang.AUSWAHLEN:
        st.selectbox(
            angabe.titel,
            einzelvorgang.AUSWAHLEN[feld],
            index=None,
            key=schluessel,
            placeholder="keine Angabe",
            filter_mode=None,
            help=angabe.erklaerung.replace("Leer lassen, wenn Sie nichts melden.", ""),
        )
    elif feld == "gemeinsam":
        namen = _namen()
        st.multiselect(
            angabe.titel,
            [ags for ags in namen if ags != vorgang.ags],
            key=schluessel,
            format_func=namen.__getitem__,
            placeholder="keine weitere Gemeinde",
            select_all=False,
            help="Weitere Gemeinden eines gemeinsamen Konzepts.",
        )
    else:
        st.text_input(
            angabe.titel,
            key=schluessel,
            max_chars=2000,
            placeholder=" · ".join(angabe.beispiele[:3]),
            help=angabe.erklaerung,
        )


@lru_cache(maxsize=1)
def _namen() -> dict[str, str]:
    tabelle = zwischenspeicher.gemeinden().sort_values("name")
    return dict(zip(tabelle.index.astype(str), tabelle["bezeichnung"].astype(str), strict=True))
