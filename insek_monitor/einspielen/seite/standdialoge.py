"""Dialoge zu einem Datenstand: wieder geltend machen (mit Vergleich), amtlich freigeben."""

from __future__ import annotations

from datetime import date

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.einspielen.seite import vergleichsansicht
from insek_monitor.einspielen.seite.zustand import Nachricht, melde, zustand
from insek_monitor.rahmen import datenstandwahl, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import handelnder, namensfeld
from insek_monitor.register import verlauf
from insek_monitor.register.datenstaende import Datenstand
from insek_monitor.register.fehler import RegisterFehler

ANLASS, VERMERK, QUARTAL = "datenpflege_rueck_anlass", "datenpflege_vermerk", "datenpflege_quartal"
"""Schlüssel, dazu die Nummer: Schließen läuft nicht neu; ein Entwurf stünde sonst im nächsten Dialog."""


def quartal(tag: date) -> str:
    """Quartal eines Tages: 21.11.2026 → „2026-Q4“."""
    return f"{tag.year}-Q{(tag.month - 1) // 3 + 1}"


def quartalstext(wert: str) -> str:
    """„2026-Q4“ → „4. Quartal 2026“."""
    jahr, _, nummer = wert.partition("-Q")
    return f"{nummer}. Quartal {jahr}"


def waehlbare(heute: date, zurueck: int = 4) -> list[str]:
    """Das laufende Quartal und die letzten davor, das jüngste zuerst."""
    laufend = heute.year * 4 + (heute.month - 1) // 3
    return [f"{platz // 4}-Q{platz % 4 + 1}" for platz in range(laufend, laufend - zurueck - 1, -1)]


@st.dialog("Wieder geltend machen", width="large")
def mache_geltend(frueher: Datenstand, geltend: Datenstand, ansicht: Ansicht) -> None:
    """Zeigt, was sich ändert, fragt nach dem Anlass, legt einen neuen Datenstand mit dem alten Inhalt an."""
    _schliesse_wenn_fertig()
    st.markdown(
        f"{texte.kurz(frueher)} wird als **neuer** Datenstand wieder geltend. {texte.kurz(geltend)} bleibt "
        "im Verlauf erhalten."
    )
    zwischenspeicher.bestand(frueher.nummer)  # ist er selbst nicht lesbar, ist hier Schluss
    try:
        vergleich = vergleichsansicht.vergleich(geltend.nummer, frueher.nummer, ansicht.stichtag)
    except RegisterFehler:
        st.warning(
            f"{texte.kurz(geltend)} ist nicht lesbar; ein Vergleich ist deshalb nicht möglich.",
            icon=":material/warning:",
        )
    else:
        vergleichsansicht.zeichne(vergleich, ansicht, name="geltend", gegen=f"Datenstand {geltend.nummer}")
        if vergleich.ohne_aenderung:
            return
    name = namensfeld()
    anlass = st.text_input(
        "Anlass", key=f"{ANLASS}_{frueher.nummer}", max_chars=200, placeholder="Warum gilt er wieder?"
    ).strip()
    fehlt = not name or not anlass
    st.button(
        "Als neuen Datenstand geltend machen",
        type="primary",
        icon=":material/restore:",
        disabled=fehlt,
        on_click=_mache_geltend,
        args=(frueher.nummer, geltend.nummer, anlass),
        key="datenpflege_geltend_jetzt",
    )
    if fehlt:
        st.caption("Bitte Name und Anlass ausfüllen.")


def _mache_geltend(nummer: int, basis: int, anlass: str) -> None:
    try:
        neu = verlauf.mache_geltend(
            zwischenspeicher.register(), nummer, basis_nummer=basis, person=handelnder(), anlass=anlass
        )
    except RegisterFehler as fehler:
        melde(Nachricht(str(fehler), "fehler"))
        return
    melde(
        Nachricht(
            f"Datenstand {neu.nummer} gilt, mit dem Inhalt von Datenstand {nummer}. Alle Seiten zeigen ihn "
            "jetzt.",
            datenstand=neu.nummer,
        )
    )
    datenstandwahl.zeige(neu)


@st.dialog("Amtlich freigeben")
def gib_frei(datenstand: Datenstand) -> None:
    """Fragt nach dem Quartal und gibt den Datenstand frei."""
    _schliesse_wenn_fertig()
    st.markdown(
        f"{texte.kurz(datenstand)} wird als amtlicher Stand eines Quartals festgehalten. Eine frühere "
        "Freigabe desselben Quartals bleibt im Verlauf, gilt dann aber nicht mehr."
    )
    name = namensfeld()
    gewaehlt = st.selectbox(
        "Quartal",
        waehlbare(einstellungen.heute()),
        format_func=quartalstext,
        key=f"{QUARTAL}_{datenstand.nummer}",
        filter_mode=None,
    )
    vermerk = st.text_input(
        "Vermerk",
        key=f"{VERMERK}_{datenstand.nummer}",
        max_chars=200,
        placeholder="freiwillig, etwa ein Aktenzeichen",
    )
    st.button(
        "Freigeben",
        type="primary",
        icon=":material/verified:",
        disabled=not name,
        on_click=_gib_frei,
        args=(datenstand.nummer, gewaehlt, vermerk.strip() or None),
        key="datenpflege_freigeben_jetzt",
    )
    if not name:
        st.caption("Bitte den Namen ausfüllen.")


def _gib_frei(nummer: int, gewaehlt: str, vermerk: str | None) -> None:
    try:
        verlauf.gib_frei(zwischenspeicher.register(), nummer, gewaehlt, person=handelnder(), vermerk=vermerk)
    except RegisterFehler as fehler:
        melde(Nachricht(str(fehler), "fehler"))
        return
    melde(Nachricht(f"Datenstand {nummer} ist für das {quartalstext(gewaehlt)} amtlich freigegeben."))


def _schliesse_wenn_fertig() -> None:
    """Nach einem Rückruf läuft nur der Dialog neu; die Nachricht steht auf der Seite, also schließen."""
    if zustand().nachricht is not None:
        st.rerun()
