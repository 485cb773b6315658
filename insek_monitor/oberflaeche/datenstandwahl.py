"""Welcher Datenstand gezeigt wird: Auswahl in der Seitenleiste, Angabe in der Adresse, Namen.

Titel eigener Datenstände sind fremder Text. Eindeutig ist ein Name nur durch die Nummer am Ende.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import streamlit as st

from insek_monitor.darstellung import zahlen
from insek_monitor.darstellung.konzepttext import sicher
from insek_monitor.oberflaeche import zwischenspeicher
from insek_monitor.oberflaeche.adresse import zitat
from insek_monitor.register import datenstaende, verlauf
from insek_monitor.register.datenstaende import Datenstand
from insek_monitor.register.verlauf import Freigabe

ANGABE = "datenstand"
NEUESTE = 12
"""So viele stehen in der Auswahl, auch wenn das Register 500 hat; alle zeigt die Seite Datenpflege."""
TITEL_ZEICHEN = 60

_VORGABE, _FEST = "datenstand_vorgabe", "datenstand_fest"


def beschriftung(datenstand: Datenstand) -> str:
    """Eindeutiger Name eines Datenstands in Liste und Adresse: „recherche (Nr. 1)“."""
    return f"{kurzname(datenstand)} (Nr. {datenstand.nummer})"


def kurzname(datenstand: Datenstand) -> str:
    """Kürzel oder gekürzter Titel, einzeilig; fremder Text, für Markdown noch zu maskieren."""
    titel = " ".join((datenstand.kuerzel or datenstand.titel).split())
    return titel if len(titel) <= TITEL_ZEICHEN else f"{titel[: TITEL_ZEICHEN - 1].rstrip()}…"


def freigabetext(quartale: Sequence[str]) -> str:
    """„amtlich freigegeben, 2026-Q4“; leer ohne Freigabe."""
    return f"amtlich freigegeben, {zahlen.aufzaehlung(quartale)}" if quartale else ""


def quartale(freigaben: Iterable[Freigabe], nummer: int) -> tuple[str, ...]:
    """Quartale, für die ein Datenstand amtlich freigegeben ist; abgelöste Freigaben zählen nicht."""
    geltend = verlauf.gueltige_freigaben(freigaben)
    return tuple(sorted(q for q, freigabe in geltend.items() if freigabe.datenstand_nummer == nummer))


def finde(angabe: str, alle: Sequence[Datenstand]) -> Datenstand | None:
    """Der Datenstand zu Kürzel (der neueste), Nummer oder Name aus der Adresse."""
    for datenstand in alle:  # der neueste zuerst
        if angabe in (datenstand.kuerzel, str(datenstand.nummer), beschriftung(datenstand)):
            return datenstand
    return None


def lies_adresse(angaben: Mapping[str, Sequence[str]]) -> list[str]:
    """Übernimmt den Datenstand aus der Adresse (erster Lauf einer Sitzung); liefert Meldungen."""
    if ANGABE not in angaben:
        return []
    alle = zwischenspeicher.alle_datenstaende()
    gefunden = finde(angaben[ANGABE][-1], alle)
    if gefunden is None:
        return [
            f"Den Datenstand „{zitat(angaben[ANGABE][-1])}“ aus der Adresse gibt es nicht; die Angabe "
            f"„datenstand“ wurde übergangen. Möglich sind: recherche · eine Nummer von 1 bis "
            f"{alle[0].nummer}."
        ]
    st.session_state[ANGABE] = beschriftung(gefunden)
    st.session_state[_FEST] = True
    return []


def zur_wahl(
    alle: Sequence[Datenstand], vorgabe: Datenstand, freigegeben: Collection[int], gewaehlt: str | None
) -> list[Datenstand]:
    """Was in der Auswahl steht: die Vorgabe, die neuesten, freigegebene, mitgelieferte und der gewählte."""
    return [vorgabe] + [
        d
        for platz, d in enumerate(alle)
        if d.nummer != vorgabe.nummer
        and (platz < NEUESTE or d.kuerzel or d.nummer in freigegeben or beschriftung(d) == gewaehlt)
    ]


def waehle() -> tuple[Datenstand, Datenstand, tuple[str, ...]]:
    """Zeichnet die Auswahl; liefert den gewählten, den geltenden und die Quartale der Freigabe."""
    alle = zwischenspeicher.alle_datenstaende()
    vorgabe = datenstaende.vorgabe(alle)
    _folge_der_vorgabe(vorgabe)
    freigaben = verlauf.freigaben(zwischenspeicher.register())
    freigegeben = {f.datenstand_nummer for f in verlauf.gueltige_freigaben(freigaben).values()}
    moeglich = zur_wahl(alle, vorgabe, freigegeben, st.session_state.get(ANGABE))
    namen = [beschriftung(d) for d in moeglich]
    wahl = st.sidebar.selectbox(
        "Datenstand",
        namen,
        index=0,
        key=ANGABE,
        bind="query-params",
        placeholder="Datenstand wählen",
        filter_mode=None,
        on_change=_merke_wahl,
        help="Nummerierte, unveränderliche Ausgabe aller Angaben. „recherche“ ist mitgeliefert und gilt, bis "
        "ein eigener Datenstand eingespielt ist. Ältere Datenstände zeigt die Seite „Datenpflege“.",
    )
    gewaehlt = moeglich[namen.index(wahl)] if wahl in namen else vorgabe
    freigegeben_fuer = quartale(freigaben, gewaehlt.nummer)
    if freigegeben_fuer:
        st.sidebar.caption(f":material/verified: {freigabetext(freigegeben_fuer)}")
    return gewaehlt, vorgabe, freigegeben_fuer


def zeige(datenstand: Datenstand) -> None:
    """Stellt alle Seiten dieser Sitzung auf einen Datenstand (nur aus einem Rückruf)."""
    name = beschriftung(datenstand)
    if datenstand.nummer == datenstaende.vorgabe(zwischenspeicher.alle_datenstaende()).nummer:
        # Eben selbst eingespielt: keine feste Wahl, sondern der geltende.
        st.session_state[_VORGABE] = name
    st.session_state[ANGABE] = name
    _merke_wahl()


def _merke_wahl() -> None:
    st.session_state[_FEST] = st.session_state.get(ANGABE) != st.session_state.get(_VORGABE)


def _folge_der_vorgabe(vorgabe: Datenstand) -> None:
    """Gilt seit dem letzten Lauf ein neuer Datenstand, folgt ihm, wer den geltenden vor Augen hatte."""
    name, frueher = beschriftung(vorgabe), st.session_state.get(_VORGABE)
    st.session_state[_VORGABE] = name
    if frueher in (None, name):
        return
    if st.session_state.get(ANGABE) == frueher and not st.session_state.get(_FEST):
        st.session_state[ANGABE] = name
        st.toast(
            f"Jetzt gilt Datenstand {vorgabe.nummer} „{sicher(kurzname(vorgabe))}“.",
            icon=":material/update:",
        )
