"""Das Formular einer Kampagne: Titel, Zweck, Angebot, Plätze, Zeitraum, zuständige Stelle."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from insek_monitor.ansprache.kampagnen.pruefen import (
    SPAETESTES_JAHR,
    STELLE_HOECHSTENS,
    TITEL_HOECHSTENS,
    ZWECK_HOECHSTENS,
)
from insek_monitor.ansprache.kampagnen.register import Kampagne
from insek_monitor.ansprache.kampagnen.seite import schreiben as kampagne_schreiben
from insek_monitor.ansprache.kampagnen.seite import zustand
from insek_monitor.ansprache.kampagnen.seite.aenderung import Aenderung
from insek_monitor.ansprache.kampagnen.seite.zustand import Entwurf
from insek_monitor.ansprache.kontakte import pruefen
from insek_monitor.ansprache.prioritaet.seite import rangliste
from insek_monitor.kern.ansprache import FRUEHESTER_KONTAKT, Angebot, Kampagnenangaben
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.handelnder import handelnder

SCHLUESSEL = "kampagne_feld_"
FRUEHESTENS, SPAETESTENS = FRUEHESTER_KONTAKT, date(SPAETESTES_JAHR, 12, 31)


def beginne_neu(gemeinden: tuple[str, ...], *, aus_auswahl: bool = False) -> None:
    """Öffnet ein leeres Formular für eine neue Liste (auch als Rückruf).

    Aus der Auswahl kommt auch mit, wie viele Plätze dort eingestellt sind.
    """
    zustand.schliesse()
    zustand.beginne(Entwurf(None, gemeinden, aus_auswahl))
    plaetze = st.session_state.get(rangliste.PLAETZE) if aus_auswahl else None
    _setze(Kampagnenangaben("", "", Angebot.AUSTAUSCH, plaetze or Angebot.AUSTAUSCH.plaetze))


def beginne_aendern(stand: Kampagne) -> None:
    """Öffnet das Formular mit den Angaben einer Liste (Rückruf)."""
    zustand.beginne(Entwurf(stand))
    _setze(stand.angaben)


def zeichne(entwurf: Entwurf, name: str, datenstand_nummer: int) -> None:
    """Das ganze Formular mit Speichern und Verwerfen."""
    _texte()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Angebot",
            list(Angebot),
            format_func=lambda wert: wert.beschriftung,
            on_change=_folge_dem_angebot,
            filter_mode=None,
            placeholder="Angebot wählen",
            width=220,
            **_feld("angebot"),
        )
        st.number_input(
            "Plätze",
            min_value=1,
            max_value=10_000,
            value=None,
            step=1,
            placeholder="keine Grenze",
            help="Leer heißt: keine Grenze. Das Austauschformat hat üblicherweise zwölf.",
            width=150,
            **_feld("plaetze"),
        )
        for beschriftung, feld in (("Beginn", "beginn"), ("Ende", "ende")):
            st.date_input(
                beschriftung,
                value=None,
                min_value=FRUEHESTENS,
                max_value=SPAETESTENS,
                format="DD.MM.YYYY",
                width=190,
                **_feld(feld),
            )
    angaben = _eingaben()
    _gemeinden(entwurf, angaben)
    mangel = maengel(angaben, name)
    with st.container(horizontal=True):
        st.button(
            "Liste speichern" if entwurf.basis is None else "Änderung speichern",
            type="primary",
            icon=":material/save:",
            disabled=bool(mangel),
            key="kampagne_speichern",
            on_click=_speichere,
            args=(entwurf, datenstand_nummer),
        )
        st.button("Verwerfen", key="kampagne_verwerfen", on_click=zustand.schliesse_formular)
    if mangel:
        st.caption(" ".join(mangel))


def maengel(angaben: Kampagnenangaben, name: str) -> list[str]:
    """Was vor dem Speichern noch fehlt oder nicht stimmt, in Sätzen."""
    fehlt = [was for was, da in (("Ihr Name", name), ("der Titel", angaben.titel)) if not da]
    saetze = [f"Es fehlt noch: {zahlen.aufzaehlung(fehlt)}."] if fehlt else []
    if angaben.beginn and angaben.ende and angaben.ende < angaben.beginn:
        saetze.append(
            f"Das Ende ({zahlen.datum(angaben.ende)}) liegt vor dem Beginn ({zahlen.datum(angaben.beginn)}). "
            "Bitte tauschen Sie die beiden Tage."
        )
    return saetze


def _texte() -> None:
    titel = st.text_input(
        "Titel",
        max_chars=TITEL_HOECHSTENS,
        placeholder="etwa „Austausch kleine Gemeinden, Frühjahr 2027“",
        **_feld("titel"),
    )
    zweck = st.text_area(
        "Zweck",
        max_chars=ZWECK_HOECHSTENS,
        height=80,
        placeholder="Wozu diese Liste, in einem Satz",
        **_feld("zweck"),
    )
    stelle = st.text_input(
        "Zuständige Stelle",
        max_chars=STELLE_HOECHSTENS,
        placeholder="etwa „FS INGE, Beratung“",
        help="Die Stelle der Fachstelle, keine Person.",
        **_feld("stelle"),
    )
    st.caption(
        ":material/shield_person: Bitte keine Namen, Rufnummern oder Adressen von Personen eintragen; die "
        "Stelle genügt."
    )
    werte = tuple(str(wert or "").strip() for wert in (titel, zweck, stelle))
    for satz in dict.fromkeys(satz for wert in werte for satz in pruefen.hinweise(wert)):
        st.warning(texte.fremd(satz, 400), icon=":material/shield_person:")


def _gemeinden(entwurf: Entwurf, angaben: Kampagnenangaben) -> None:
    ags = entwurf.gemeinden if entwurf.basis is None else entwurf.basis.gemeinden
    bezeichnungen = zwischenspeicher.gemeinden()["bezeichnung"].to_dict()
    if ags:
        belegung = zustand.belegung(len(ags), angaben.plaetze)
        st.markdown(f"**{belegung}**: {zustand.namen(ags, bezeichnungen)}.")
    else:
        st.markdown("Noch ohne Gemeinden; Sie nehmen sie auf, wenn die Liste gespeichert ist.")
    if mehr := zustand.zu_viele(len(ags), angaben.plaetze):
        st.warning(
            f"{zahlen.gemeinden(mehr)} mehr als Plätze. Die Liste lässt sich trotzdem speichern; sie zeigt "
            "dann, welche nach der Priorität hinten stehen.",
            icon=":material/group_remove:",
        )


def _eingaben() -> Kampagnenangaben:
    """Was jetzt in den Feldern steht."""
    felder = {name: st.session_state[f"{SCHLUESSEL}{name}"] for name in Kampagnenangaben.__dataclass_fields__}
    for name in ("titel", "zweck", "stelle"):
        felder[name] = str(felder[name] or "").strip()
    plaetze = felder["plaetze"]
    return Kampagnenangaben(
        **felder
        | {
            "angebot": Angebot(felder["angebot"]),
            "plaetze": None if plaetze is None else int(plaetze),
            "beginn": _tag(felder["beginn"]),
            "ende": _tag(felder["ende"]),
        }
    )


def _speichere(entwurf: Entwurf, datenstand_nummer: int) -> None:
    # Aus den Feldern und nicht aus dem letzten Lauf: Wer ein Datum tippt und sofort klickt, war schneller.
    angaben = _eingaben()
    if maengel(angaben, handelnder().name):
        return
    if entwurf.basis is None:
        kampagne_schreiben.lege_an(
            angaben, entwurf.gemeinden, datenstand_nummer, aus_auswahl=entwurf.aus_auswahl
        )
        return
    aenderung = Aenderung(entwurf.basis, angaben=angaben)
    if kampagne_schreiben.aendere(aenderung, f"Die Angaben zu „{angaben.titel}“ sind gespeichert."):
        zustand.schliesse_formular()


def _feld(name: str) -> dict[str, Any]:
    """Schlüssel eines Feldes; der Entwurf überlebt den Wechsel auf eine andere Seite."""
    return {"key": f"{SCHLUESSEL}{name}", "persist_state": "session"}


def _setze(angaben: Kampagnenangaben) -> None:
    for feld in Kampagnenangaben.__dataclass_fields__:
        st.session_state[f"{SCHLUESSEL}{feld}"] = getattr(angaben, feld)


def _folge_dem_angebot() -> None:
    """Wer das Angebot wechselt, bekommt dessen übliche Zahl der Plätze; eine eigene Zahl bleibt."""
    gewaehlt = Angebot(st.session_state[f"{SCHLUESSEL}angebot"])
    uebliche = {angebot.plaetze for angebot in Angebot}
    if st.session_state.get(f"{SCHLUESSEL}plaetze") in uebliche:
        st.session_state[f"{SCHLUESSEL}plaetze"] = gewaehlt.plaetze


def _tag(wert: Any) -> date | None:
    return wert if isinstance(wert, date) else None
