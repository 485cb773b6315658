"""Die Liste der Folien: wählen, ordnen, verdoppeln, entfernen, hinzufügen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from insek_monitor.kern.stimmungsbild import Frage
from insek_monitor.kern.vortrag import FOLIEN_HOECHSTENS, Folie, Folienart
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen import gemeindewahl
from insek_monitor.workshop.vortrag.folieninhalt import Folieninhalt
from insek_monitor.workshop.vortrag.seite import arbeit as rechnung
from insek_monitor.workshop.vortrag.seite import gebietwahl, rechnen, zustand
from insek_monitor.workshop.vortrag.seite.arbeit import Arbeit

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
            _satz_einfuegen(arbeit)
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
            frage = rechnen.noch_nicht_gestellt(jetzt.folge)
            jetzt, folie = rechnung.mit_frage(jetzt, frage), Folie(folie.art, frage=frage.kennung)
    inhalt = rechnen.fester_inhalt(jetzt.folge, folie)
    fuege_ein(jetzt, [folie], [] if inhalt is None else [inhalt], f"{folie.art.beschriftung} hinzugefügt")


_SATZ, _MIT_ERGEBNIS = "praesentation_fragensatz", "praesentation_mit_ergebnis"


def _satz_einfuegen(arbeit: Arbeit) -> None:
    """Auswahl und Knopf."""
    saetze = {satz.schluessel: satz for satz in rechnen.saetze()}
    gewaehlt = st.selectbox(
        "Fragensatz",
        list(saetze),
        format_func=lambda schluessel: rechnen.einzeilig(saetze[schluessel].name),
        key=_SATZ,
        filter_mode=None,
    )
    mit = st.checkbox("nach jeder Frage ihr Ergebnis", value=True, key=_MIT_ERGEBNIS)
    fragen = _neue_fragen(arbeit, saetze[gewaehlt].fragen) if gewaehlt in saetze else ()
    if not fragen:
        st.caption("Alle Fragen dieses Satzes stellt die Folge schon.")
        return
    mitmachen = not any(folie.art is Folienart.BEITRETEN for folie in arbeit.folge.folien)
    zahl = len(fragen) * (2 if mit else 1) + mitmachen
    st.caption(
        f"{zahl} Folien hinter der gewählten"
        + (", davor „Mitmachen“ mit dem QR-Code." if mitmachen else ".")
        + ("" if zahl <= arbeit.frei else f" Es passen nur noch {arbeit.frei}.")
    )
    st.button(
        f"{zahl} Folien einfügen",
        key="praesentation_satz_einfuegen",
        disabled=not 0 < zahl <= arbeit.frei,
        on_click=_fuege_satz_ein,
    )


def fuege_ein(jetzt: Arbeit, folien: list[Folie], inhalte: list[rechnung.Inhalt], was: str) -> None:
    """Setzt Folien hinter die gewählte; „Rückgängig“ nimmt sie zurück."""
    zustand.setze(rechnung.ohne_ungefragte(rechnung.fuege_ein(jetzt, folien, inhalte)), was)


def _neue_fragen(arbeit: Arbeit, fragen: Sequence[Frage]) -> tuple[Frage, ...]:
    """Die Fragen, die noch keine Folie stellt."""
    gestellt = {folie.frage for folie in arbeit.folge.folien if folie.art is Folienart.ABSTIMMUNG}
    return tuple(frage for frage in fragen if frage.kennung not in gestellt)


def _fuege_satz_ein() -> None:
    jetzt, schluessel = zustand.arbeit(), st.session_state.get(_SATZ)
    satz = next((satz for satz in rechnen.saetze() if satz.schluessel == schluessel), None)
    if jetzt is None or satz is None:
        return
    arten = (
        (Folienart.ABSTIMMUNG, Folienart.ERGEBNIS)
        if st.session_state[_MIT_ERGEBNIS]
        else (Folienart.ABSTIMMUNG,)
    )
    fragen = _neue_fragen(jetzt, satz.fragen)
    folien = [Folie(art, frage=frage.kennung) for frage in fragen for art in arten]
    if not any(folie.art is Folienart.BEITRETEN for folie in jetzt.folge.folien):
        folien.insert(0, Folie(Folienart.BEITRETEN))
    for frage in fragen:
        jetzt = rechnung.mit_frage(jetzt, frage)
    fuege_ein(jetzt, folien, [{}] * len(folien), f"„{satz.name}“ eingefügt")
