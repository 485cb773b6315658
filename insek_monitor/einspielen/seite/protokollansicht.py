"""Bereich „Protokoll“: jede Änderung und jeder abgewiesene Versuch; wer welche Rolle hat."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from insek_monitor.einspielen.seite.zustand import Nachricht, melde
from insek_monitor.kern.rollen import Rolle, Zugang
from insek_monitor.lage.bild import html, zahlen
from insek_monitor.rahmen import anmeldung, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.register import protokoll, rechte
from insek_monitor.register.fehler import RegisterFehler

HOECHSTENS = 500
KENNUNG, ROLLE = "datenpflege_kennung", "datenpflege_rolle"
KEINE = "keine Rolle"
ERGEBNISSE = {"ausgefuehrt": "ausgeführt", "verweigert": "abgewiesen"}


def zeichne(_: Ansicht) -> None:
    """Rollen, wenn eine Anmeldung eingerichtet ist; darunter das Protokoll."""
    if not anmeldung.darf_internes():
        st.info("Das Protokoll sieht, wer eine Rolle hat.", icon=":material/lock:")
        return
    if anmeldung.ist_eingerichtet() and anmeldung.darf(Rolle.FREIGEBEN):
        _rollen()
    st.subheader("Protokoll", anchor=False)
    eintraege = protokoll.lies(zwischenspeicher.register(), person=handelnder(), hoechstens=HOECHSTENS)
    if eintraege.empty:
        st.markdown("Noch ist nichts geändert worden: Im Protokoll steht kein Eintrag.")
        return
    anzeige = tabelle(eintraege)
    st.markdown(
        f"{zahlen.anzahl(len(anzeige), 'Eintrag', 'Einträge')}, der neueste zuerst"
        + (f" (gezeigt sind die letzten {HOECHSTENS})" if len(anzeige) == HOECHSTENS else "")
        + ". Einträge lassen sich weder ändern noch löschen."
    )
    st.dataframe(
        anzeige,
        hide_index=True,
        height="auto" if len(anzeige) < 12 else 480,
        key="protokoll",
        placeholder="–",
        alt=f"Protokoll mit {zahlen.anzahl(len(anzeige), 'Eintrag', 'Einträgen')}: Zeitpunkt, Person, "
        "Vorgang, Gegenstand, Ergebnis, Datenstand, Einzelheiten.",
    )


def tabelle(eintraege: pd.DataFrame) -> pd.DataFrame:
    """Anzeigeform des Protokolls."""
    return pd.DataFrame(
        {
            "Wann": [texte.zeitpunkt(wann) for wann in eintraege["am"]],
            "Person": eintraege["person"].astype(str),
            "Zugang": [Zugang(zugang).beschriftung for zugang in eintraege["zugang"]],
            "Vorgang": eintraege["vorgang"].astype(str),
            "Gegenstand": eintraege["gegenstand"].astype(str),
            "Ergebnis": eintraege["ergebnis"].map(ERGEBNISSE),
            "Datenstand": eintraege["datenstand_nummer"],
            "Einzelheiten": eintraege["einzelheiten"],
        }
    )


def _rollen() -> None:
    st.subheader("Rollen", anchor=False)
    vergeben = rechte.vergeben(zwischenspeicher.register())
    if vergeben.empty:
        st.markdown("Im Register ist keine Rolle vergeben; es gilt, was der Anmeldedienst nennt.")
    else:
        st.html(html.tabelle(rollentabelle(vergeben), beschreibung="Vergebene Rollen"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kennung = st.text_input(
            "Kennung", key=KENNUNG, max_chars=200, placeholder="E-Mail-Adresse der Anmeldung", width=300
        ).strip()
        rolle = st.selectbox(
            "Rolle", [*(r.beschriftung for r in Rolle), KEINE], key=ROLLE, filter_mode=None, width=180
        )
        st.button(
            "Rolle vergeben",
            icon=":material/manage_accounts:",
            key="datenpflege_rolle_vergeben",
            disabled=not kennung,
            on_click=_vergib,
            args=(kennung, rolle),
            help="Der Eintrag im Register geht vor, was der Anmeldedienst nennt.",
        )


def rollentabelle(vergeben: pd.DataFrame) -> pd.DataFrame:
    """Anzeigeform der Rollen."""
    return pd.DataFrame(
        {
            "Kennung": vergeben["kennung"].astype(str),
            "Rolle": [
                KEINE if wert == rechte.OHNE_ROLLE else Rolle(wert).beschriftung for wert in vergeben["rolle"]
            ],
            "vergeben am": [texte.zeitpunkt(wann) for wann in vergeben["am"]],
            "von": vergeben["von"].astype(str),
        }
    )


def _vergib(kennung: str, beschriftung: str) -> None:
    rolle = next((r for r in Rolle if r.beschriftung == beschriftung), None)
    try:
        rechte.vergib(zwischenspeicher.register(), handelnder(), kennung, rolle)
    except RegisterFehler as fehler:
        melde(Nachricht(str(fehler), "fehler"))
        return
    st.session_state.pop(KENNUNG, None)
    melde(Nachricht(f"{kennung}: {beschriftung}."))
