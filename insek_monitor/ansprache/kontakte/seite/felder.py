"""Felder eines Kontakts: Gemeinde, Datum, Art, Stelle, Texte, Wiedervorlage, Stand, Kampagne, Erledigtes."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.ansprache.kampagnen import register as kampagnen
from insek_monitor.ansprache.kontakte.pruefen import (
    ERGEBNIS_HOECHSTENS,
    GRUND_HOECHSTENS,
    SCHRITT_HOECHSTENS,
    hinweise,
)
from insek_monitor.ansprache.kontakte.seite.lesen import eintraege
from insek_monitor.ansprache.kontakte.seite.vorgabe import Vorgabe, feld, wert
from insek_monitor.ansprache.kontakte.texte import faelligkeit, wochentag
from insek_monitor.kern.ansprache import Kontaktart, Kontaktstand
from insek_monitor.kern.datum import plus_monate
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen import gemeindewahl, navigation, zwischenspeicher
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.register import kontaktgebiet

STELLEN = (
    "Bürgermeisteramt",
    "Hauptamt",
    "Bauamt",
    "Kämmerei",
    "Stadtplanung",
    "Wirtschaftsförderung",
    "Verwaltungsgemeinschaft",
)
"""Stellen einer Verwaltung, nie Personen; andere lassen sich eintippen."""
OHNE_PERSONEN = (
    "Bitte keine Namen, Durchwahlen oder E-Mail-Adressen von Personen: Die Stelle der Verwaltung genügt. "
    "Was hier steht, sehen alle mit einer Rolle, und es lässt sich nicht löschen."
)
FRUEHESTES, SPAETESTES = date(1900, 1, 1), date(2100, 12, 31)
"""Grenzen des Kalenders; was davon ein Kontakt sein kann, sagt das Register."""


def zeichne(vorgabe: Vorgabe) -> list[int]:
    """Alle Felder; liefert die angebotenen offenen Wiedervorlagen."""
    with st.container(key="kontaktfelder"):
        return _felder(vorgabe)


def _felder(vorgabe: Vorgabe) -> list[int]:
    if not vorgabe.fest or vorgabe.zweck == "berichtigen":
        _gemeinde(vorgabe)
    links, mitte, rechts = st.columns(3)
    links.date_input(
        "Datum", key=feld("datum"), min_value=FRUEHESTES, max_value=SPAETESTES, format="DD.MM.YYYY"
    )
    mitte.selectbox(
        "Art", list(Kontaktart), key=feld("art"), format_func=lambda art: art.beschriftung, filter_mode=None
    )
    rechts.selectbox(
        "Stelle",
        _stellen(),
        index=None,
        key=feld("stelle"),
        accept_new_options=True,
        placeholder="wählen oder eintippen",
        help="Stelle der Verwaltung, keine Person.",
    )
    unter(wert("stelle"))
    st.text_area(
        "Ergebnis",
        key=feld("ergebnis"),
        max_chars=ERGEBNIS_HOECHSTENS,
        placeholder="Was kam heraus?",
        height=90,
    )
    unter(wert("ergebnis"))
    st.caption(f":material/shield_person: {OHNE_PERSONEN}")
    _naechster_schritt()
    offene = _stand_und_kampagne(vorgabe)
    if vorgabe.nummer is not None:
        st.text_input("Grund der Berichtigung", key=feld("grund"), max_chars=GRUND_HOECHSTENS)
        unter(wert("grund"))
    return offene


def freitexte() -> tuple[Any, ...]:
    """Was in den Feldern steht, in denen etwas zu einer Person stehen könnte."""
    return tuple(wert(name) for name in ("stelle", "ergebnis", "naechster_schritt", "grund"))


def _gemeinde(vorgabe: Vorgabe) -> None:
    namen = dict(gemeindewahl.beschriftungen())
    if vorgabe.ags is not None and vorgabe.ags not in namen:
        namen[vorgabe.ags] = name(vorgabe.ags)
    st.selectbox(
        "Gemeinde",
        list(namen),
        index=None,
        key=feld("ags"),
        format_func=namen.__getitem__,
        filter_mode="contains",
        placeholder="Name oder Gemeindeschlüssel (AGS)",
    )


def _naechster_schritt() -> None:
    heute = einstellungen.heute()
    st.text_input(
        "Nächster Schritt",
        key=feld("naechster_schritt"),
        max_chars=SCHRITT_HOECHSTENS,
        placeholder="Was haben wir zugesagt?",
    )
    unter(wert("naechster_schritt"))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        # Die Knöpfe stehen vor dem Datum: Dessen Kalender klappt beim Betreten auf und verdeckte sie.
        for name, wann in fristen(heute).items():
            st.button(name, key=f"kontakt_frist_{wann}", on_click=_setze_frist, args=(wann,))
        tag = st.date_input(
            "Wiedervorlage",
            value=None,
            key=feld("wiedervorlage"),
            min_value=FRUEHESTES,
            max_value=SPAETESTES,
            format="DD.MM.YYYY",
            width=170,
        )
    # Die Zeile steht immer da: Käme sie erst mit dem Datum, wiche „Speichern“ unter dem Klick aus.
    st.caption(f"Wiedervorlage: {wochentag(tag, heute) if isinstance(tag, date) else 'keine'}")


def fristen(heute: date) -> dict[str, date]:
    """Übliche Fristen einer Wiedervorlage, von heute an."""
    return {
        "in 1 Woche": heute + timedelta(weeks=1),
        "in 2 Wochen": heute + timedelta(weeks=2),
        "in 1 Monat": plus_monate(heute, 1),
    }


def _setze_frist(tag: date) -> None:
    st.session_state[feld("wiedervorlage")] = tag


def _stand_und_kampagne(vorgabe: Vorgabe) -> list[int]:
    """Stand danach, Kampagne und was damit erledigt ist; liefert die angebotenen Wiedervorlagen."""
    ags = wert("ags")
    spalten = iter(st.columns(2))
    if vorgabe.nummer is None:
        daten = eintraege()
        bisher = Kontaktstand(daten.gemeinden.loc[ags, "stand"]) if ags else None
        next(spalten).selectbox(
            "Stand danach",
            ["", *(stand.value for stand in Kontaktstand if stand is not Kontaktstand.NICHT_ANGESPROCHEN)],
            key=feld("stand"),
            format_func=lambda wert: Kontaktstand(wert).beschriftung if wert else _unveraendert(bisher),
            filter_mode=None,
        )
    listen = {k.nummer: k.angaben.titel for k in kampagnen.liste(zwischenspeicher.register(), handelnder())}
    gewaehlt = wert("kampagne")
    if gewaehlt:
        listen.setdefault(gewaehlt, f"Nr. {gewaehlt} (archiviert)")
    if listen:
        next(spalten).selectbox(
            "Kampagne",
            [0, *listen],
            key=feld("kampagne"),
            format_func=lambda nummer: listen[nummer] if nummer else "keine",
            filter_mode=None,
        )
    if vorgabe.nummer is not None or ags is None:
        return []
    return _erledigtes(vorgabe, daten.wiedervorlagen[daten.wiedervorlagen["ags"] == ags], daten.heute)


def _unveraendert(bisher: Kontaktstand | None) -> str:
    if bisher is None:
        return "unverändert"
    if bisher is Kontaktstand.NICHT_ANGESPROCHEN:
        return "angesprochen (erster Kontakt)"
    return f"unverändert: {bisher.beschriftung}"


def _erledigtes(vorgabe: Vorgabe, offene: pd.DataFrame, heute: date) -> list[int]:
    if len(offene):
        st.markdown("Damit ist erledigt:")
    for nummer, zeile in offene.iterrows():
        schluessel = feld(f"erledigt_{nummer}")
        if schluessel not in st.session_state:
            st.session_state[schluessel] = nummer == vorgabe.erledigt
        wann = faelligkeit(pd.Timestamp(zeile["faellig_am"]).date(), heute)
        st.checkbox(f"{texte.fremd(zeile['naechster_schritt']) or 'Wiedervorlage'} ({wann})", key=schluessel)
    return [int(nummer) for nummer in offene.index]


def _stellen() -> list[str]:
    """Übliche Stellen, dazu die schon benutzten."""
    benutzte = eintraege().kontakte["stelle"]
    weitere = {str(stelle) for stelle in benutzte if isinstance(stelle, str) and stelle}
    gewaehlt = wert("stelle")
    return [*STELLEN, *sorted((weitere | ({gewaehlt} if gewaehlt else set())) - set(STELLEN))]


def name(ags: str) -> str:
    """Bezeichnung der Gemeinde; ohne heutige Gemeinde ihr früherer Name oder der Schlüssel."""
    gemeinden = zwischenspeicher.gemeinden()
    return str(gemeinden.at[ags, "bezeichnung"]) if gibt_es(ags) else frueherer_name(ags)


def gibt_es(ags: str) -> bool:
    """Ob der Schlüssel heute eine Gemeinde meint."""
    return ags in zwischenspeicher.gemeinden().index


def verweis(ags: str) -> str:
    """``name``, bei einer heutigen Gemeinde als Verweis (Markdown)."""
    return f"[{name(ags)}]({navigation.adresse_der_gemeinde(ags)})" if gibt_es(ags) else name(ags)


def frueherer_name(ags: str) -> str:
    """Name einer Gemeinde, die es nicht mehr gibt; ist er unbekannt, der Schlüssel."""
    return kontaktgebiet.heutiges().namen.get(ags, f"Schlüssel {ags}")


def damals(ags: str, ags_damals: str) -> str:
    """„damals Aue“, wenn der Eintrag unter einer früheren Gemeinde steht; sonst leer."""
    return "" if ags == ags_damals else f"damals {frueherer_name(ags_damals)}"


def frueher_satz(frueher: tuple[tuple[str, str], ...]) -> str:
    """Welche Gemeinden einer Liste sie unter einem früheren Namen aufgenommen hat; ohne solche leer."""
    if not frueher:
        return ""
    namen = [f"{name(heute)} (damals {frueherer_name(alt)})" for heute, alt in frueher]
    return (
        f"Nach einer Gebietsänderung {'steht' if len(namen) == 1 else 'stehen'} auf der Liste die heutigen "
        f"Gemeinden: {zahlen.aufzaehlung(namen, hoechstens=8)}."
    )


TROTZDEM = "Trotzdem speichern, es sind keine personenbezogenen Angaben"
UNBESTAETIGT = (
    "In den Textfeldern steht wohl etwas zu einer Person. Bitte nehmen Sie es heraus, oder bestätigen Sie "
    "mit dem Kästchen, dass es keine personenbezogene Angabe ist."
)


def unter(text: object) -> None:
    """Die Hinweise zu einem Feld; zu rufen gleich nach ihm."""
    for satz in hinweise(str(text or "")):
        st.warning(texte.fremd(satz, 400), icon=":material/shield_person:")


def zeichne_bestaetigung(felder: Sequence[object], vorsatz: str) -> bool:
    """Das Kästchen, wenn ein Feld einen Hinweis hat; liefert, ob gespeichert werden darf."""
    if not _auffaellige(felder):
        return True
    st.checkbox(TROTZDEM, key=_schluessel(felder, vorsatz))
    return bestaetigt(felder, vorsatz)


def bestaetigt(felder: Sequence[object], vorsatz: str) -> bool:
    """Ob kein Feld einen Hinweis hat oder jemand genau diese Texte bestätigt hat."""
    return not _auffaellige(felder) or bool(st.session_state.get(_schluessel(felder, vorsatz)))


def _auffaellige(felder: Sequence[object]) -> list[str]:
    return [str(text) for text in felder if text and hinweise(str(text))]


def _schluessel(felder: Sequence[object], vorsatz: str) -> str:
    """Der Schlüssel hängt am Text: Wer ihn danach ändert, bestätigt neu."""
    return f"{vorsatz}trotzdem_{zlib.crc32(repr(_auffaellige(felder)).encode())}"
