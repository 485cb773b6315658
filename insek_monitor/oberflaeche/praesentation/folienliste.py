"""Die Liste der Folien: wählen, ordnen, verdoppeln, entfernen, hinzufügen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from insek_monitor.darstellung.folieninhalt import Folieninhalt
from insek_monitor.modell.vortrag import FOLIEN_HOECHSTENS, Folie, Folienart
from insek_monitor.oberflaeche import gemeindewahl
from insek_monitor.oberflaeche.datenpflege import texte
from insek_monitor.oberflaeche.praesentation import arbeit as rechnung
from insek_monitor.oberflaeche.praesentation import fragenwahl, gebietwahl, rechnen, satzeinfuegen, zustand
from insek_monitor.oberflaeche.praesentation.arbeit import Arbeit

_WAHL, _NEU = "praesentation_folie", "praesentation_neue_folie"
TITEL_ZEICHEN = 160
LISTE_HOCH, LISTE_AB = 660, 12
"""Ab so vielen Folien rollt die Liste für sich, so hoch (in Pixeln)."""
NEUER_TEXT = "Neue Textfolie"


def zeichne(arbeit: Arbeit, inhalte: Sequence[Folieninhalt]) -> None:
    """Die Liste mit ihren Knöpfen; die Überschriften sind die Befunde der Folien."""
    if arbeit.marken:
        lang = len(arbeit.marken) > LISTE_AB
        schluessel = "folienliste_lang" if lang else "folienliste"
        with st.container(height=LISTE_HOCH if lang else "content", border=False, key=schluessel):
            _liste(arbeit, inhalte)
    else:
        st.markdown("Noch keine Folie. Fügen Sie die erste hinzu oder beginnen Sie mit der Standardfolge.")
    _hinzufuegen(arbeit)


def kurz(art: Folienart) -> str:
    """Die Art ohne Erläuterung in Klammern."""
    return art.beschriftung.partition(" (")[0]


def knoepfe(arbeit: Arbeit) -> None:
    """Was mit der gewählten Folie geht."""
    platz, zahl = arbeit.platz, len(arbeit.marken)
    if platz is None:
        return
    with st.container(horizontal=True, gap="small", key="folienknoepfe"):
        for beschriftung, symbol, schluessel, gesperrt, tue in (
            ("Nach vorn", "arrow_upward", "vor", platz == 0, partial(_verschiebe, -1)),
            ("Nach hinten", "arrow_downward", "zurueck", platz == zahl - 1, partial(_verschiebe, 1)),
            ("Verdoppeln", "content_copy", "doppelt", not arbeit.frei, _verdopple),
            ("Entfernen", "delete", "weg", False, _entferne),
        ):
            st.button(
                beschriftung,
                icon=f":material/{symbol}:",
                key=f"folie_{schluessel}",
                type="tertiary",
                disabled=gesperrt,
                on_click=tue,
            )


def _liste(arbeit: Arbeit, inhalte: Sequence[Folieninhalt]) -> None:
    luecken = rechnen.luecken(arbeit)
    zeilen = {
        marke: (nummer, folie, inhalt)
        for nummer, (marke, folie, inhalt) in enumerate(
            zip(arbeit.marken, arbeit.folge.folien, inhalte, strict=True), 1
        )
    }
    st.session_state[_WAHL] = arbeit.gewaehlt
    st.radio(
        "Folien",
        list(zeilen),
        format_func=lambda marke: f"{zeilen[marke][0]} · {kurz(zeilen[marke][1].art)}",
        captions=[
            luecken[marke] if marke in luecken else texte.fremd(inhalt.titel, TITEL_ZEICHEN)
            for marke, (_, _, inhalt) in zeilen.items()
        ],
        key=_WAHL,
        on_change=_waehle,
        label_visibility="collapsed",
        width="stretch",
    )


def _hinzufuegen(arbeit: Arbeit) -> None:
    fest = arbeit.folge.eingefroren is not None
    arten = [art for art in Folienart if not (fest and art.aus_daten)]
    with st.container(horizontal=True, gap="small"):
        st.menu_button(
            "Folie hinzufügen",
            arten,
            format_func=lambda art: art.beschriftung,
            icon=":material/add:",
            key=_NEU,
            disabled=not arbeit.frei,
            help="Sie steht danach hinter der gewählten Folie."
            if arbeit.frei
            else f"Mehr als {FOLIEN_HOECHSTENS} Folien hat eine Folge nicht.",
            on_click=_neue_folie,
        )
        with st.popover("Fragensatz einfügen", icon=":material/how_to_vote:", disabled=not arbeit.frei):
            satzeinfuegen.zeichne(arbeit)
    if fest:
        st.caption("Folien aus Daten kommen erst nach dem Auftauen dazu.")


def _waehle() -> None:
    jetzt = zustand.arbeit()
    if jetzt is not None:
        zustand.setze(rechnung.waehle(jetzt, st.session_state[_WAHL]))


def _verschiebe(schritt: int) -> None:
    jetzt = zustand.arbeit()
    if jetzt is not None and jetzt.platz is not None:
        zustand.setze(rechnung.verschiebe(jetzt, schritt), f"Folie {jetzt.platz + 1} verschoben")


def _verdopple() -> None:
    jetzt = zustand.arbeit()
    if jetzt is not None and jetzt.platz is not None:
        zustand.setze(rechnung.verdopple(jetzt), f"Folie {jetzt.platz + 1} verdoppelt")


def _entferne() -> None:
    jetzt = zustand.arbeit()
    if jetzt is not None and jetzt.platz is not None:
        zustand.setze(rechnung.entferne(jetzt), f"Folie {jetzt.platz + 1} entfernt")


def _neue_folie() -> None:
    jetzt, art = zustand.arbeit(), st.session_state.get(_NEU)
    if jetzt is None or art is None:
        return
    folie = Folie(Folienart(art))
    if folie.art is Folienart.TITEL:
        folie = Folie(folie.art, titel=jetzt.folge.name)
    elif folie.art is Folienart.TEXT:
        folie = Folie(folie.art, titel=NEUER_TEXT)
    elif folie.art is Folienart.GEMEINDE:
        # Um die es geht: die einzige Gemeinde des Gebiets, sonst die der Adresse oder zuletzt gewählte.
        folie = Folie(folie.art, ags=gebietwahl.einzige(jetzt.folge.gebiet) or gemeindewahl.genannte() or "")
    elif folie.art in (Folienart.ABSTIMMUNG, Folienart.ERGEBNIS):
        vorher = jetzt.folie
        # Ein Ergebnis gehört zur Abstimmung davor; eine Abstimmung stellt die nächste Frage.
        if folie.art is Folienart.ERGEBNIS and vorher is not None and vorher.frage:
            folie = Folie(folie.art, frage=vorher.frage)
        else:
            frage = fragenwahl.noch_nicht_gestellt(jetzt.folge)
            jetzt, folie = rechnung.mit_frage(jetzt, frage), Folie(folie.art, frage=frage.kennung)
    inhalt = rechnen.fester_inhalt(jetzt.folge, folie)
    satzeinfuegen.fuege_ein(
        jetzt, [folie], [] if inhalt is None else [inhalt], f"{folie.art.beschriftung} hinzugefügt"
    )
