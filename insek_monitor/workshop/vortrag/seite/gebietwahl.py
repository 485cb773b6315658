"""Worauf die Folge eingeschränkt ist: ganz Sachsen, ein Kreis, eine eigene Liste oder eine Kampagne."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from insek_monitor.kern.rollen import Rolle
from insek_monitor.kern.vortrag import NAME_HOECHSTENS, Gebiet
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import anmeldung, filter, gemeindewahl, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.workshop.vortrag.folien_grundlage import EIGENE_LISTE
from insek_monitor.workshop.vortrag.seite import arbeit as rechnung
from insek_monitor.workshop.vortrag.seite import zustand
from insek_monitor.workshop.vortrag.seite.arbeit import Arbeit
from insek_monitor.workshop.vortrag.seite.rechnen import einzeilig

SACHSEN, KREIS, LISTE, KAMPAGNE = "ganz Sachsen", "ein Kreis", "eigene Liste", "Kampagne"
_ART, _KREIS, _AGS, _NAME, _KAMPAGNE, _TITEL = (
    f"praesentation_gebiet_{teil}" for teil in ("art", "kreis", "ags", "name", "kampagne", "titel")
)


@dataclass(frozen=True)
class Kampagnenliste:
    """Was die Präsentation von einer Kampagne braucht."""

    nummer: int
    titel: str
    gemeinden: tuple[str, ...]


Kampagnen = Callable[[], Sequence[Kampagnenliste]]
"""Liest die Kampagnen, die zu sehen sind; die Seite bringt es mit."""


def zeichne(arbeit: Arbeit, kampagnen: Kampagnen) -> None:
    """Die Felder; in einer eingefrorenen Folge nur zu lesen."""
    fest, gebiet = arbeit.folge.eingefroren is not None, arbeit.folge.gebiet
    moeglich = [SACHSEN, KREIS, LISTE, *([KAMPAGNE] if anmeldung.darf(Rolle.LESEN) else [])]
    # Die Kampagne ist nur ein Weg zur Liste: Die Folge behält die Gemeinden, wie sie beim Wählen waren.
    art = art_von(gebiet)
    if st.session_state.get(_ART) not in moeglich or not _passt(st.session_state[_ART], gebiet):
        st.session_state[_ART] = art
    with st.container(horizontal=True, vertical_alignment="bottom"):
        gewaehlt = st.selectbox(
            "Gebiet", moeglich, key=_ART, disabled=fest, on_change=_andere_art, filter_mode=None, width=170
        )
        if gewaehlt == KREIS:
            _kreis(gebiet, fest)
        elif gewaehlt == LISTE:
            _liste(gebiet, fest)
        elif gewaehlt == KAMPAGNE:
            _kampagne(gebiet, fest, kampagnen)


def art_von(gebiet: Gebiet) -> str:
    """Welche Art von Gebiet es ist."""
    return KREIS if gebiet.kreis else LISTE if gebiet.ags else SACHSEN


def in_worten(gebiet: Gebiet) -> str:
    """„ganz Sachsen“, „Zwickau“, „Nachbarn (3 Gemeinden)“; fremder Text, noch zu maskieren."""
    if gebiet.ags:
        return f"{gebiet.bezeichnung or EIGENE_LISTE} ({zahlen.gemeinden(len(gebiet.ags))})"
    return gebiet.kreis or SACHSEN


def einzige(gebiet: Gebiet) -> str:
    """Die Gemeinde eines Gebiets, das nur aus einer besteht (Liste, kreisfreie Stadt); sonst leer."""
    gemeinden = zwischenspeicher.gemeinden()
    ags = gebiet.ags or gemeinden.index[(gemeinden["kreis"] == gebiet.kreis).to_numpy(dtype=bool)]
    return str(ags[0]) if len(ags) == 1 and ags[0] in gemeinden.index else ""


def _passt(art: str, gebiet: Gebiet) -> bool:
    """Ob die gewählte Art zum Gebiet passt; bevor etwas gewählt ist, gilt noch ganz Sachsen."""
    return art in (art_von(gebiet), *([KAMPAGNE] if gebiet.ags else [])) or gebiet == Gebiet()


def _kreis(gebiet: Gebiet, fest: bool) -> None:
    st.session_state[_KREIS] = gebiet.kreis or None
    st.selectbox(
        "Kreis",
        filter.kreise(),
        index=None,
        key=_KREIS,
        disabled=fest,
        on_change=_uebernimm_kreis,
        placeholder="Kreis wählen",
        width=280,
    )


def _liste(gebiet: Gebiet, fest: bool) -> None:
    namen = gemeindewahl.beschriftungen()
    st.session_state[_AGS] = [ags for ags in gebiet.ags if ags in namen]
    st.session_state[_NAME] = gebiet.bezeichnung
    st.multiselect(
        "Gemeinden",
        list(namen),
        format_func=namen.__getitem__,
        key=_AGS,
        disabled=fest,
        on_change=_uebernimm_liste,
        placeholder="Name oder Gemeindeschlüssel (AGS)",
        select_all=False,
        filter_mode="contains",
        width=420,
    )
    st.text_input(
        "Name der Liste",
        key=_NAME,
        max_chars=NAME_HOECHSTENS,
        disabled=fest or not gebiet.ags,
        on_change=_uebernimm_liste,
        placeholder=EIGENE_LISTE,
        help="Steht auf den Folien.",
        width=220,
    )
    if weg := [ags for ags in gebiet.ags if ags not in namen]:
        st.caption(
            f":material/warning: {zahlen.anzahl(len(weg), 'Schlüssel', 'Schlüssel')} dieser Liste "
            f"({', '.join(texte.fremd(ags, 8) for ags in weg[:5])}) gibt es heute nicht; sie fehlen auf den "
            "Folien."
        )


def _kampagne(gebiet: Gebiet, fest: bool, kampagnen: Kampagnen) -> None:
    listen = {kampagne.nummer: kampagne.titel for kampagne in kampagnen() if kampagne.gemeinden}
    gewaehlt = st.selectbox(
        "Kampagne",
        list(listen),
        index=None,
        format_func=lambda nummer: einzeilig(listen[nummer]),
        key=_KAMPAGNE,
        disabled=fest or not listen,
        on_change=_setze_kampagne,
        args=(kampagnen, False),  # erst ohne Titel: Er ist intern, bis jemand ihn zeigen will
        placeholder="Liste wählen" if listen else "noch keine Liste mit Gemeinden",
        help="Die Folge übernimmt die Gemeinden, wie sie jetzt auf der Liste stehen, nicht ihren Titel.",
        width=320,
    )
    st.session_state[_TITEL] = gewaehlt in listen and gebiet.bezeichnung == _listenname(listen[gewaehlt])
    st.checkbox(
        "Titel der Kampagne zeigen",
        key=_TITEL,
        disabled=fest or gewaehlt is None,
        on_change=_setze_kampagne,
        args=(kampagnen, True),
        help="Der Titel steht dann auf den Folien und in der Datei: Alle im Saal und alle, die die Datei "
        f"bekommen, sehen ihn. Sonst heißt das Gebiet dort „{EIGENE_LISTE}“.",
    )


def _andere_art() -> None:
    """Eine andere Art beginnt leer; bis etwas gewählt ist, gilt ganz Sachsen."""
    jetzt = zustand.arbeit()
    if jetzt is not None and not _passt(st.session_state[_ART], jetzt.folge.gebiet):
        _setze(jetzt, Gebiet())


def _arbeit(art: str) -> Arbeit | None:
    # Der Browser schickt den letzten Wert eines eben verschwundenen Feldes noch einmal mit; er gilt nur,
    # solange diese Art noch gewählt ist.
    return zustand.arbeit() if st.session_state.get(_ART) == art else None


def _uebernimm_kreis() -> None:
    jetzt = _arbeit(KREIS)
    if jetzt is not None:
        _setze(jetzt, Gebiet(kreis=st.session_state[_KREIS] or ""))


def _uebernimm_liste() -> None:
    jetzt = _arbeit(LISTE)
    if jetzt is None:
        return
    ags = tuple(st.session_state[_AGS])
    name = " ".join(str(st.session_state.get(_NAME) or "").split())
    _setze(jetzt, Gebiet(ags=ags, bezeichnung=name or EIGENE_LISTE) if ags else Gebiet())


def _setze_kampagne(kampagnen: Kampagnen, titel_waehlbar: bool) -> None:
    jetzt = _arbeit(KAMPAGNE)
    gewaehlt = next((k for k in kampagnen() if k.nummer == st.session_state[_KAMPAGNE]), None)
    if jetzt is None or gewaehlt is None:
        return
    mit_titel = titel_waehlbar and bool(st.session_state[_TITEL])
    name = _listenname(gewaehlt.titel) if mit_titel else EIGENE_LISTE
    _setze(jetzt, Gebiet(ags=gewaehlt.gemeinden, bezeichnung=name))


def _listenname(titel: str) -> str:
    return titel[:NAME_HOECHSTENS].rstrip()


def _setze(jetzt: Arbeit, gebiet: Gebiet) -> None:
    zustand.setze(rechnung.mit_gebiet(jetzt, gebiet), "anderes Gebiet")
