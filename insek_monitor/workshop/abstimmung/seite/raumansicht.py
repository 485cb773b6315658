"""Ein offener Raum: Zugang, Fragen, Steuerung, Ergebnis, Verwaltung."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from insek_monitor.kern.stimmungsbild import Frage, Frageart, Rundenstand
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen import rahmen, zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.workshop.abstimmung import register_auszaehlung as auszaehlung
from insek_monitor.workshop.abstimmung.rechnen import median
from insek_monitor.workshop.abstimmung.register_auszaehlung import Zaehlung
from insek_monitor.workshop.abstimmung.register_raeume import Raum
from insek_monitor.workshop.abstimmung.register_rundenzeilen import gezeigte_runde
from insek_monitor.workshop.abstimmung.saetze import medianzahl, stimmen
from insek_monitor.workshop.abstimmung.seite import (
    ergebnis,
    handzeichen,
    raumausgabe,
    raumende,
    raumzugang,
    steuerung,
    zustand,
)

AKTIVE = "stimmung_aktive_runde"


@dataclass(frozen=True)
class Raumbild:
    """Ein Raum mit allen Runden zu einem Zeitpunkt.

    Attributes
    ----------
    zaehlungen : Alle Runden, die älteste zuerst.
    gezeigt : Die Frage, die auf dieser Seite offen ist.
    """

    raum: Raum
    zaehlungen: tuple[Zaehlung, ...]
    gezeigt: Frage

    def runden(self, kennung: str) -> tuple[Zaehlung, ...]:
        """Runden einer Frage, die älteste zuerst."""
        return tuple(z for z in self.zaehlungen if z.runde.frage.kennung == kennung)

    @property
    def aktive(self) -> Zaehlung | None:
        """Was Telefone und Leinwand zeigen."""
        return next((z for z in self.zaehlungen if z.runde.nummer == self.raum.aktive_runde), None)

    @property
    def letzte(self) -> Zaehlung | None:
        """Die aktive Runde der gezeigten Frage, sonst ihre letzte."""
        runden = self.runden(self.gezeigt.kennung)
        lage = gezeigte_runde((z.runde for z in runden), self.gezeigt.kennung, self.raum.aktive_runde)
        return next((z for z in runden if z.runde == lage), None)


def lies(raum: Raum) -> Raumbild:
    """Alle Runden des Raums; gezeigt wird die gewählte Frage, sonst die aktive, sonst die erste."""
    zaehlungen = tuple(auszaehlung.alle(zwischenspeicher.register(), raum.code))
    aktive = next((z.runde.frage.kennung for z in zaehlungen if z.runde.nummer == raum.aktive_runde), None)
    je_kennung = {frage.kennung: frage for frage in raum.fragen}
    if st.session_state.get(AKTIVE) != (raum.code, raum.aktive_runde):
        # Jemand hat, vielleicht in der Vortragsansicht, eine andere Frage drangenommen: die Seite geht mit.
        st.session_state[AKTIVE] = (raum.code, raum.aktive_runde)
        st.session_state.pop(zustand.FRAGE, None)
    gewaehlt = st.session_state.get(zustand.FRAGE) or aktive
    return Raumbild(raum, zaehlungen, je_kennung.get(str(gewaehlt), raum.fragen[0]))


def ueberschrift(bild: Raumbild) -> str:
    """Der Befund: was gerade läuft oder was die gezeigte Frage ergeben hat."""
    wer = f"Raum „{texte.fremd(bild.raum.titel, 80)}“"
    if not bild.zaehlungen:
        return f"{wer}: noch keine Frage gestellt"
    aktive, letzte = bild.aktive, bild.letzte
    if aktive is not None and aktive.runde.stand is Rundenstand.OFFEN:
        return f"{wer}: „{texte.fremd(aktive.runde.frage.text, 120)}“ ist offen"
    if letzte is None:
        return f"{wer}: „{texte.fremd(bild.gezeigt.text, 120)}“ ist noch nicht gestellt"
    frage = letzte.runde.frage
    menge = stimmen(letzte.anzahl, letzte.runde.herkunft)
    mitte = median(letzte.je_antwort) if frage.art is Frageart.SKALA else None
    zusatz = "" if mitte is None else f", Median {medianzahl(mitte)}"
    return f"{wer}: {menge} zu „{texte.fremd(frage.text, 120)}“{zusatz}"


def zeichne(raum: Raum, ansicht: Ansicht) -> None:
    """Der ganze Raum."""
    bild = lies(raum)
    rahmen.befund(ueberschrift(bild))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Alle Räume",
            icon=":material/arrow_back:",
            type="tertiary",
            key="stimmung_alle_raeume",
            on_click=zustand.schliesse,
        )
        orte = [texte.fremd(raum.ort, 120)] if raum.ort else []
        st.markdown(" · ".join([*orte, zahlen.datum(raum.datum)]))
        if raum.beendet:
            st.badge("beendet", color="gray", icon=":material/flag:")
    raumzugang.zeichne(raum)
    with st.container(key="stimmung_raumspalten"):
        links, rechts = st.columns([3, 2], gap="medium")
    with links:
        _frage(bild)
    with rechts:
        _fragenliste(bild)
    raumausgabe.zeichne(bild.raum, bild.zaehlungen, bild.letzte)
    raumende.zeichne(bild.raum, bild.zaehlungen)


def _frage(bild: Raumbild) -> None:
    platz = [frage.kennung for frage in bild.raum.fragen].index(bild.gezeigt.kennung)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f"Frage {platz + 1} von {len(bild.raum.fragen)}")
        for wort, symbol, ziel in (
            ("Vorige", "chevron_left", platz - 1),
            ("Nächste", "chevron_right", platz + 1),
        ):
            moeglich = 0 <= ziel < len(bild.raum.fragen)
            st.button(
                wort,
                icon=f":material/{symbol}:",
                type="tertiary",
                key=f"stimmung_{wort.lower()}",
                disabled=not moeglich,
                on_click=_zeige,
                args=(bild.raum.fragen[ziel if moeglich else platz].kennung,),
            )
    st.subheader(texte.fremd(bild.gezeigt.text), anchor=False)
    if bild.gezeigt.art is Frageart.SKALA:
        st.markdown(f"{texte.fremd(bild.gezeigt.links)} ↔ {texte.fremd(bild.gezeigt.rechts)}")
    steuerung.zeichne(bild.raum, bild.gezeigt, bild.letzte, bild.aktive)
    ergebnis.zeichne(bild.raum, bild.runden(bild.gezeigt.kennung), bild.letzte)
    if not bild.raum.beendet:
        handzeichen.zeichne(bild.raum, bild.gezeigt, bild.letzte)
        steuerung.zeichne_wortlaut(bild.raum, bild.gezeigt, bild.letzte)


def _fragenliste(bild: Raumbild) -> None:
    je_kennung = {frage.kennung: frage for frage in bild.raum.fragen}
    plaetze = {frage.kennung: platz for platz, frage in enumerate(bild.raum.fragen, 1)}

    def beschriftung(kennung: str) -> str:
        return f"{plaetze[kennung]} · {texte.fremd(je_kennung[kennung].text, 90)} {_stand(bild, kennung)}"

    st.session_state[zustand.FRAGE] = bild.gezeigt.kennung
    st.radio("Fragen", list(je_kennung), format_func=beschriftung, key=zustand.FRAGE)
    st.button(
        "Stand neu laden",
        icon=":material/refresh:",
        type="tertiary",
        key="stimmung_neu_laden",
        help="Holt, was inzwischen in der Vortragsansicht geschehen ist. Solange eine Frage offen ist, geht "
        "das von selbst.",
        on_click=_folge_der_aktiven,
    )


def _zeige(kennung: str) -> None:
    st.session_state[zustand.FRAGE] = kennung


def _folge_der_aktiven() -> None:
    st.session_state.pop(zustand.FRAGE, None)


def _stand(bild: Raumbild, kennung: str) -> str:
    """Stand einer Frage als kurzer Zusatz (Markdown)."""
    runden: Sequence[Zaehlung] = bild.runden(kennung)
    if not runden:
        return ""
    letzte = runden[-1]
    farbe, wort = {
        Rundenstand.OFFEN: ("green", "offen"),
        Rundenstand.PAUSIERT: ("orange", "pausiert"),
        Rundenstand.GESCHLOSSEN: ("gray", "geschlossen"),
    }[letzte.runde.stand]
    mehrere = f", {len(runden)} Runden" if len(runden) > 1 else ""
    # Die Zahl einer offenen Runde stünde still, während das Bild daneben weiterzählt.
    menge = (
        ""
        if letzte.runde.stand is Rundenstand.OFFEN
        else f", {stimmen(letzte.anzahl, letzte.runde.herkunft)}"
    )
    return f":{farbe}-badge[{wort}{menge}{mehrere}]"
