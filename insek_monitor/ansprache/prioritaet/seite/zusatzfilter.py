"""Weitere Filter der Ansprache: Region, Status, Aktualität, Reisegebiet, Umkreis, Stand der Ansprache.

Größenklasse und Kreis stehen in der Filterzeile. Alles steht in der Adresse.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import streamlit as st

from insek_monitor.ansprache.prioritaet.filter import Zusatzfilter
from insek_monitor.kern.ansprache import Kontaktstand
from insek_monitor.kern.begriffe import Aktualitaet, Status
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.fortschreibung import sortierschluessel
from insek_monitor.rahmen import adresse, gemeindewahl, zwischenspeicher

REGION, STATUS, AKTUALITAET, REISE = "planungsregion", "status", "aktualitaet", "reisegebiet"
ORT, UMKREIS, STAND = "ort", "umkreis_km", "kontaktstand"
UMKREIS_GRENZEN, UMKREIS_VORGABE = (1, 300), 20
STATUSWERTE = {status.beschriftung: status.value for status in Status}
STANDWERTE = {stand.beschriftung: stand.value for stand in Kontaktstand}
ENTFERNT = "weitere_filter_entfernt"
LISTEN = (REGION, STATUS, AKTUALITAET, REISE, STAND)


@lru_cache(maxsize=8)
def _werte_aus(spalte: str) -> tuple[str, ...]:
    werte = zwischenspeicher.gemeinden()[spalte].dropna().drop_duplicates()
    return tuple(werte.sort_values(key=sortierschluessel))


@lru_cache(maxsize=1)
def orte() -> dict[str, str]:
    """Eindeutige Beschriftung → AGS, in Suchfolge."""
    tabelle = zwischenspeicher.gemeinden().sort_values("bezeichnung", key=sortierschluessel)
    schluessel = dict(zip(tabelle["bezeichnung"], map(str, tabelle.index), strict=True))
    folge = gemeindewahl.suchfolge(dict(zip(tabelle["bezeichnung"], tabelle["name"], strict=True)))
    return {bezeichnung: schluessel[bezeichnung] for bezeichnung in folge}


def moeglich() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Name in der Adresse → Bezeichnung und mögliche Werte."""
    return {
        REGION: ("Die Planungsregion", _werte_aus("planungsregion")),
        STATUS: ("Den Status", tuple(STATUSWERTE)),
        AKTUALITAET: ("Die Aktualität", tuple(a.beschriftung for a in Aktualitaet)),
        REISE: ("Das Reisegebiet", _werte_aus("reisegebiet")),
        STAND: ("Den Stand der Ansprache", tuple(STANDWERTE)),
    }


def waehle(*, intern: bool) -> Zusatzfilter:
    """Zeichnet den Aufklapper und liefert die Filter."""
    aktive = zahl_aktiver(intern=intern)
    beschriftung = f"Weitere Filter ({aktive})" if aktive else "Weitere Filter"
    with st.popover(beschriftung, icon=":material/filter_alt:", key="weitere_filter"):
        if st.session_state.pop(ENTFERNT, False):
            # Einen Lauf lang ohne Felder, damit der Browser ihre alten Werte vergisst: Ein geschlossenes Feld
            # erfährt nichts von neuen Werten und brächte die alten beim nächsten Klick zurück.
            st.markdown("Alle weiteren Filter sind entfernt.")
            st.button("Neu filtern", icon=":material/filter_alt:", key="filter_neu")
            return Zusatzfilter()
        return _felder(intern)


def zahl_aktiver(*, intern: bool) -> int:
    """Wie viele der weiteren Filter gerade etwas ausschließen."""
    namen = [name for name in (*LISTEN, ORT) if intern or name != STAND]
    return sum(_gesetzt(name) for name in namen)


def _gesetzt(name: str) -> bool:
    if name in st.session_state:
        return bool(st.session_state[name])
    # Im ersten Lauf kennt nur die Adresse die Werte; was es nicht gibt, wird nicht zum Filter.
    erlaubt = orte() if name == ORT else moeglich()[name][1]
    return any(wert in erlaubt for wert in st.query_params.get_all(name))


def entferne_alle() -> None:
    """Nimmt alle weiteren Filter zurück (Rückruf)."""
    for name in LISTEN:
        if name in st.session_state:
            st.session_state[name] = []
    st.session_state[ORT] = None
    st.session_state[UMKREIS] = UMKREIS_VORGABE
    st.session_state[ENTFERNT] = True


def _felder(intern: bool) -> Zusatzfilter:
    angebot = moeglich()
    regionen = _liste("Planungsregion", REGION, angebot)
    status = _liste("Status", STATUS, angebot)
    aktualitaeten = _liste("Aktualität", AKTUALITAET, angebot)
    reisegebiete = _liste("Reisegebiet", REISE, angebot)
    ort, umkreis = _umkreis()
    staende = _liste("Stand der Ansprache", STAND, angebot) if intern else ()
    st.button("Alle entfernen", icon=":material/filter_alt_off:", on_click=entferne_alle, key="filter_leeren")
    return Zusatzfilter(
        planungsregionen=regionen,
        status=tuple(STATUSWERTE[wort] for wort in status),
        aktualitaeten=aktualitaeten,
        reisegebiete=reisegebiete,
        kontaktstaende=tuple(STANDWERTE[wort] for wort in staende),
        ort=ort,
        umkreis_km=umkreis if ort else None,
    )


def _liste(beschriftung: str, name: str, angebot: dict[str, tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    gewaehlt: Sequence[str] = st.multiselect(
        beschriftung,
        list(angebot[name][1]),
        key=name,
        bind="query-params",
        placeholder="alle",
        select_all=False,
        width=320,
    )
    return tuple(gewaehlt)


def _umkreis() -> tuple[str | None, int]:
    with st.container(horizontal=True, wrap=False, vertical_alignment="bottom", width=320):
        ort = st.selectbox(
            "Im Umkreis von",
            list(orte()),
            index=None,
            key=ORT,
            bind="query-params",
            placeholder="Gemeinde",
            filter_mode="contains",
            help="Luftlinie zwischen den Orten, nicht Fahrstrecke.",
        )
        km = st.number_input(
            "Kilometer",
            *UMKREIS_GRENZEN,
            value=adresse.vorgabe_zahl(UMKREIS, UMKREIS_VORGABE, *UMKREIS_GRENZEN),
            step=5,
            key=UMKREIS,
            bind="query-params",
            width=130,
        )
    return orte().get(str(ort)), int(km or UMKREIS_VORGABE)


def in_worten(filter_: Zusatzfilter) -> str:
    """Was gefiltert wird, als Satzteil für leere Listen und Dateien; leer ohne Filter."""
    status = [Status(wert).beschriftung for wert in filter_.status]
    staende = [Kontaktstand(wert).beschriftung for wert in filter_.kontaktstaende]
    teile = [
        f"{name}: {zahlen.aufzaehlung(werte)}"
        for name, werte in (
            ("Planungsregion", filter_.planungsregionen),
            ("Status", status),
            ("Aktualität", filter_.aktualitaeten),
            ("Reisegebiet", filter_.reisegebiete),
            ("Stand der Ansprache", staende),
        )
        if werte
    ]
    if filter_.ort and filter_.umkreis_km:
        name = zwischenspeicher.gemeinden().loc[filter_.ort, "bezeichnung"]
        teile.append(f"höchstens {zahlen.zahl(filter_.umkreis_km)} km um {name}")
    return "; ".join(teile)
