"""Gewichte der Priorität: Voreinstellung, Schieber, eigene Voreinstellungen; alles steht in der Adresse.

Die gezeigte Voreinstellung folgt den Gewichten und nicht umgekehrt: so stimmt sie auch nach einem tiefen Link
und nach einem verschobenen Schieber.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.ansprache.prioritaet import register_gewichtungen as gewichtungen
from insek_monitor.lage import gewichte as gewichte_
from insek_monitor.lage.bild.konzepttext import sicher
from insek_monitor.lage.gewichte import (
    FRIST_MONATE,
    KRITERIEN,
    VOREINSTELLUNGEN,
    Gewichte,
    GewichteFehler,
)
from insek_monitor.rahmen import adresse, anmeldung, zwischenspeicher
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.register.fehler import RegisterFehler

_logger = logging.getLogger(__name__)

WAHL = "voreinstellung"
GEMERKT = "ansprache_gewichte"
EIGENE = "eigene Gewichte"
NACHRICHT = "ansprache_gewichte_nachricht"
NAME = "gewichte_name"
ABSCHLAG, FRIST = "abschlag_in_arbeit", "frist_monate"
NUR_INTERN = "kein_kontakt"
"""Was Gästen nichts über Kontakte verraten darf, bekommen sie gar nicht erst als Schieber."""
VORGABE = VOREINSTELLUNGEN[gewichte_.VORGABE]


def schluessel(kriterium: str) -> str:
    """Name eines Schiebers, zugleich in der Adresse."""
    return f"g_{kriterium}"


def aktuelle() -> Gewichte:
    """Die zuletzt eingestellten Gewichte der Sitzung, auch in anderen Bereichen; ohne Rolle ohne Kontakte."""
    gemerkt: Gewichte = st.session_state.get(GEMERKT, VORGABE)
    return gemerkt if anmeldung.darf_internes() else fuer_gaeste(gemerkt)


def fuer_gaeste(gewichte: Gewichte) -> Gewichte:
    """Dieselben Gewichte ohne das, was auf Kontakten beruht."""
    return replace(gewichte, werte=tuple((n, 0 if n == NUR_INTERN else w) for n, w in gewichte.werte))


def halte_in_adresse() -> None:
    """In den anderen Bereichen der Seite: Die Gewichte bleiben eingestellt und in der Adresse.

    Streamlit nimmt eine Angabe aus der Adresse, sobald ihr Bedienelement nicht mehr gezeichnet wird. Deshalb
    sind die Schieber überall da und nur im Bereich „Priorität“ zu sehen (Stilblatt).
    """
    with st.container(key="gewichte_verborgen"):
        st.session_state[GEMERKT] = _schieber(anmeldung.darf_internes())


def voreinstellungen() -> dict[str, Gewichte]:
    """Die mitgelieferten; mit Rolle dazu die eigenen, die zu diesem Programm passen.

    Wie die Fachstelle ihre Suchen nennt, geht Gäste nichts an.
    """
    if not anmeldung.darf_internes():
        return dict(VOREINSTELLUNGEN)
    passend = {name: g for name, g in _gespeicherte().items() if g is not None}
    return {**VOREINSTELLUNGEN, **{n: g for n, g in passend.items() if n not in VOREINSTELLUNGEN}}


def _gespeicherte() -> dict[str, Gewichte | None]:
    return _eigene(kontakte.folgestand(zwischenspeicher.register())[1])


@zwischenspeicher.einmalig(4)
def _eigene(_folgestand: int) -> dict[str, Gewichte | None]:
    eigene: dict[str, Gewichte | None] = {}
    for name, zahlen in gewichtungen.lies(zwischenspeicher.register()).items():
        try:
            eigene[name] = Gewichte.aus_dict(zahlen)
        except GewichteFehler as fehler:
            # Von einer anderen Fassung des Programms gespeichert: nicht anzubieten ist besser als zu raten.
            eigene[name] = None
            _logger.warning("Voreinstellung „%s“ passt nicht: %s", name, fehler)
    return eigene


def waehle(oben: DeltaGenerator, *, intern: bool, schreiben: bool) -> Gewichte:
    """Zeichnet die Voreinstellung in den Platz oben, darunter die Schieber; liefert die Gewichte."""
    alle = voreinstellungen()
    with st.expander("Gewichte", icon=":material/tune:", key="gewichte"):
        gewichte = _schieber(intern)
        _eigene_voreinstellung(gewichte, schreiben=schreiben)
    with oben:
        _voreinstellung(alle, gewichte, intern)
    st.session_state[GEMERKT] = gewichte
    return gewichte if intern else fuer_gaeste(gewichte)


def passende(alle: Mapping[str, Gewichte], gewichte: Gewichte, *, intern: bool) -> str:
    """Name der Voreinstellung mit genau diesen Gewichten, sonst „eigene Gewichte“."""
    form = (lambda g: g) if intern else fuer_gaeste
    return next((name for name, g in alle.items() if form(g) == form(gewichte)), EIGENE)


def _voreinstellung(alle: Mapping[str, Gewichte], gewichte: Gewichte, intern: bool) -> None:
    jetzt = passende(alle, gewichte, intern=intern)
    if st.session_state.get(WAHL) != jetzt:
        st.session_state[WAHL] = jetzt
    st.segmented_control(
        "Voreinstellung",
        [*alle, *([EIGENE] if jetzt == EIGENE else [])],
        key=WAHL,
        required=True,
        format_func=sicher,
        on_change=_uebernimm,
        wrap=True,
        help="Stellt alle Gewichte auf einmal ein. Feinheiten stehen unter „Gewichte“.",
    )


def _uebernimm() -> None:
    gewaehlt = voreinstellungen().get(st.session_state.get(WAHL) or EIGENE)
    if gewaehlt is not None:
        stelle(gewaehlt)


def stelle(gewichte: Gewichte) -> None:
    """Setzt alle Schieber (nur in einem Rückruf, vor dem nächsten Zeichnen)."""
    for name, wert in gewichte.als_dict().items():
        st.session_state[name if name in (ABSCHLAG, FRIST) else schluessel(name)] = wert


def _schieber(intern: bool) -> Gewichte:
    gemerkt = st.session_state.get(GEMERKT, VORGABE).als_dict()
    vorgabe = VORGABE.als_dict()
    werte: dict[str, int] = {}
    st.caption("0 lässt ein Kriterium weg, 10 zählt am meisten. Die Adresse der Seite enthält die Gewichte.")
    with st.container(horizontal=True, gap="medium", key="gewichte_schieber"):
        for kriterium in KRITERIEN:
            if kriterium.name == NUR_INTERN and not intern:
                werte[kriterium.name] = gemerkt[kriterium.name]
                continue
            werte[kriterium.name] = _einer(
                kriterium.titel, schluessel(kriterium.name), vorgabe[kriterium.name], kriterium.erklaerung
            )
        abschlag = _einer(
            "Abschlag: Konzept in Arbeit",
            ABSCHLAG,
            vorgabe[ABSCHLAG],
            "0: ein Konzept in Arbeit ändert nichts; 10: ganz nach hinten.",
        )
        frist = st.slider(
            "Frist für „bald“ in Monaten",
            *FRIST_MONATE,
            value=adresse.vorgabe_zahl(FRIST, vorgabe[FRIST], *FRIST_MONATE),
            key=FRIST,
            bind="query-params",
            width=240,
            help="Wie weit vor dem Ablauf eine Gemeinde zu zählen beginnt.",
        )
    return Gewichte(tuple(werte.items()), abschlag, int(frist))


def _einer(titel: str, name: str, vorgabe: int, hilfe: str) -> int:
    wert = adresse.vorgabe_zahl(name, vorgabe, 0, 10)
    return int(st.slider(titel, 0, 10, value=wert, key=name, bind="query-params", width=240, help=hilfe))


def _eigene_voreinstellung(gewichte: Gewichte, *, schreiben: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button("Zurücksetzen", icon=":material/restart_alt:", on_click=stelle, args=(VORGABE,))
        if schreiben:
            st.text_input("Name", key=NAME, max_chars=60, placeholder="eigene Voreinstellung", width=230)
            st.button("Speichern", icon=":material/save:", on_click=_speichere, args=(gewichte,))
            for name, passt in _loeschbare().items():
                st.button(
                    f"„{sicher(name)}“ löschen{'' if passt else ' (nicht verwendbar)'}",
                    icon=":material/delete:",
                    type="tertiary",
                    key=f"gewichte_loesche_{name}",
                    on_click=_entferne,
                    args=(name,),
                )
    if nachricht := st.session_state.pop(NACHRICHT, None):
        gut, satz = nachricht
        (st.success if gut else st.error)(sicher(satz))


def _loeschbare() -> dict[str, bool]:
    """Jeder gespeicherte Name, und ob er unter den Voreinstellungen angeboten wird."""
    angeboten = voreinstellungen()
    return {
        name: gespeichert is not None and angeboten[name] == gespeichert
        for name, gespeichert in _gespeicherte().items()
    }


def _speichere(gewichte: Gewichte) -> None:
    name = " ".join(str(st.session_state.get(NAME) or "").split())
    vergeben = (*VOREINSTELLUNGEN, EIGENE)
    try:
        gewichtungen.speichere(
            zwischenspeicher.register(), name, gewichte.als_dict(), handelnder(), vergeben=vergeben
        )
    except RegisterFehler as fehler:
        _melde(False, str(fehler))
        return
    st.session_state[NAME] = ""
    _melde(True, f"Die Voreinstellung „{name}“ ist gespeichert.")


def _entferne(name: str) -> None:
    try:
        gewichtungen.entferne(zwischenspeicher.register(), name, handelnder())
    except RegisterFehler as fehler:
        _melde(False, str(fehler))
        return
    _melde(True, f"Die Voreinstellung „{name}“ ist gelöscht.")


def _melde(gut: bool, satz: str) -> None:
    st.session_state[NACHRICHT] = (gut, satz)
