"""Welcher Datenstand gezeigt wird: Auswahl in der Seitenleiste, Angabe in der Adresse, Namen.

Titel eigener Datenstände sind fremder Text. Eindeutig ist ein Name nur durch die Nummer am Ende.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import streamlit as st

from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.konzepttext import sicher
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.adresse import zitat
from insek_monitor.register import altbestand, datenstaende, verlauf
from insek_monitor.register.datenstaende import RECHERCHE, Datenstand
from insek_monitor.register.verlauf import Freigabe

ANGABE, WAHL = "datenstand", "datenstandwahl"
NEUESTE = 12
"""So viele stehen in der Auswahl, auch wenn das Register 500 hat; alle zeigt die Seite Datenpflege."""
TITEL_ZEICHEN = 60

_VORGABE = "datenstand_vorgabe"


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
    """Der Datenstand zu Kürzel (der neueste), Nummer oder Name aus der Adresse.

    Gibt es den Datenstand `modell` alter Links nicht, ist die Recherche gemeint.
    """
    for datenstand in alle:  # der neueste zuerst
        if angabe in (datenstand.kuerzel, str(datenstand.nummer), beschriftung(datenstand)):
            return datenstand
    if altbestand.nennt_modell(angabe):
        return next((d for d in alle if d.kuerzel == RECHERCHE), None)
    return None


def lies_adresse(angaben: Mapping[str, Sequence[str]]) -> list[str]:
    """Prüft den Datenstand in der Adresse (erster Lauf einer Sitzung); liefert Meldungen."""
    alle = zwischenspeicher.alle_datenstaende()
    gefunden = finde(angaben[ANGABE][-1], alle) if ANGABE in angaben else None
    if gefunden is not None:
        ersetzt = altbestand.nennt_modell(angaben[ANGABE][-1]) and gefunden.kuerzel == RECHERCHE
        return [altbestand.HINWEIS] if ersetzt else []
    if ANGABE not in angaben:
        return []
    return [
        f"Den Datenstand „{zitat(angaben[ANGABE][-1])}“ aus der Adresse gibt es nicht; die Angabe "
        f"„datenstand“ wurde übergangen. Möglich sind: recherche · eine Nummer von 1 bis {alle[0].nummer}."
    ]


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
    with st.sidebar.container(key="datenstand_verborgen"):
        # Steht so in der Adresse, wie sie ihn nennt (Nummer, Kürzel oder Name); leer: der jeweils geltende.
        angabe = st.text_input("Datenstand in der Adresse", key=ANGABE, bind="query-params")
    genannt = finde(angabe, alle)
    gewaehlt = genannt or vorgabe
    _melde_wechsel(vorgabe, folgt=genannt is None)
    freigaben = verlauf.freigaben(zwischenspeicher.register())
    freigegeben = {f.datenstand_nummer for f in verlauf.gueltige_freigaben(freigaben).values()}
    if st.session_state.get(WAHL) != beschriftung(gewaehlt):
        st.session_state[WAHL] = beschriftung(gewaehlt)
    st.sidebar.selectbox(
        "Datenstand",
        [beschriftung(d) for d in zur_wahl(alle, vorgabe, freigegeben, beschriftung(gewaehlt))],
        key=WAHL,
        placeholder="Datenstand wählen",
        filter_mode=None,
        on_change=_uebernimm,
        help="Nummerierte, unveränderliche Ausgabe aller Angaben. „recherche“ ist mitgeliefert und gilt, bis "
        "ein eigener Datenstand eingespielt ist. Ältere Datenstände zeigt die Seite „Datenpflege“.",
    )
    freigegeben_fuer = quartale(freigaben, gewaehlt.nummer)
    if freigegeben_fuer:
        st.sidebar.caption(f":material/verified: {freigabetext(freigegeben_fuer)}")
    return gewaehlt, vorgabe, freigegeben_fuer


def zeige(datenstand: Datenstand) -> None:
    """Stellt alle Seiten dieser Sitzung auf einen Datenstand (nur aus einem Rückruf).

    Der geltende steht nicht in der Adresse: Wer ihn wählt, folgt auch dem nächsten.
    """
    geltend = datenstaende.vorgabe(zwischenspeicher.alle_datenstaende()).nummer == datenstand.nummer
    if geltend:
        st.session_state[_VORGABE] = datenstand.nummer  # eben selbst eingespielt: keine Neuigkeit
    st.session_state[ANGABE] = "" if geltend else str(datenstand.nummer)


def _uebernimm() -> None:
    gewaehlt = finde(st.session_state[WAHL] or "", zwischenspeicher.alle_datenstaende())
    if gewaehlt:
        zeige(gewaehlt)


def _melde_wechsel(vorgabe: Datenstand, *, folgt: bool) -> None:
    """Gilt seit dem letzten Lauf ein neuer Datenstand, erfährt es, wer ihm folgt."""
    frueher = st.session_state.get(_VORGABE)
    st.session_state[_VORGABE] = vorgabe.nummer
    if folgt and frueher not in (None, vorgabe.nummer):
        st.toast(
            f"Jetzt gilt Datenstand {vorgabe.nummer} „{sicher(kurzname(vorgabe))}“.",
            icon=":material/update:",
        )
