"""Überschrift der Datenpflege, wer was darf, und was eben geschehen ist."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from insek_monitor.einspielen.seite.zustand import zustand
from insek_monitor.kern.begriffe import Status
from insek_monitor.kern.rollen import Rolle
from insek_monitor.lage.bild import befunde_lage, zahlen
from insek_monitor.rahmen import anmeldung, bausteine, rahmen, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.register import pruefrunden, registerdatei, sqlitedatei
from insek_monitor.register.datenstaende import Datenstand
from insek_monitor.register.fehler import RegisterFehler


def ueberschrift(lage: pd.DataFrame, geltend: Datenstand, offen: int | None) -> str:
    """Der Befund in einem Satz: welcher Datenstand gilt, wie viele INSEK belegt sind, was noch offen ist.

    Parameters
    ----------
    lage : Lage der ausgewählten Gemeinden im geltenden Datenstand.
    offen : Noch nicht bestätigte Gemeinden der Auswahl; None, wenn keine Prüfrunde läuft.
    """
    if lage.empty:
        return befunde_lage.LEERE_AUSWAHL
    vorhanden = int((lage["status"] == Status.VORHANDEN.value).sum())
    satz = f"Für {zahlen.zahl(vorhanden)} von {zahlen.gemeinden(len(lage))} ist ein INSEK belegt"
    if texte.ist_mitgeliefert(geltend):
        return f"Noch gilt der mitgelieferte Datenstand {geltend.nummer}: {satz}"
    if offen is None:
        return f"Datenstand {geltend.nummer} gilt: {satz}"
    rest = "alle sind bestätigt" if offen == 0 else f"{zahlen.zahl(offen)} noch nicht bestätigt"
    return f"Datenstand {geltend.nummer} gilt: {satz}, {rest}"


def zeichne(ansicht: Ansicht) -> None:
    """Überschrift, Rechte und die Nachricht vom letzten Lauf."""
    geltend = ansicht.geltend
    try:
        lage = zwischenspeicher.lage_der_auswahl(geltend.nummer, ansicht.auswahl)
        rahmen.befund(ueberschrift(lage, geltend, _offen(lage, geltend)))
    except RegisterFehler as fehler:
        rahmen.befund(f"Datenstand {geltend.nummer} gilt, ist aber nicht lesbar")
        st.error(
            f"{texte.fremd(str(fehler), 2000)} Im Bereich „Datenstände“ können Sie einen früheren wieder "
            "geltend machen.",
            icon=":material/error:",
        )
    if geltend.nummer != ansicht.datenstand.nummer:
        st.info(
            f"Gezeigt wird {texte.kurz(ansicht.datenstand)}. Verglichen und bestätigt wird immer der "
            f"geltende {texte.kurz(geltend)}.",
            icon=":material/history:",
        )
    st.markdown(anmeldung.hinweis())
    if zwischenspeicher.register().im_netz and anmeldung.darf(Rolle.BEARBEITEN):
        st.warning(sqlitedatei.HINWEIS, icon=":material/lan:")
    if zwischenspeicher.register().nur_lesen and anmeldung.darf(Rolle.BEARBEITEN):
        st.info(registerdatei.NUR_LESEN, icon=":material/lock:")
    _nachricht()


def _offen(lage: pd.DataFrame, geltend: Datenstand) -> int | None:
    register = zwischenspeicher.register()
    if pruefrunden.aktuelle(register) is None:
        return None
    stand = pruefrunden.stand(
        register, zwischenspeicher.bestand(geltend.nummer), zwischenspeicher.gemeinden()
    )
    return int((~stand.loc[lage.index, "bestaetigt"].astype(bool)).sum())


def _nachricht() -> None:
    nachricht = zustand().nachricht
    if nachricht is None:
        return
    zustand().nachricht = None
    if nachricht.art == "fehler":
        st.error(texte.fremd(nachricht.text, 2000), icon=":material/error:")
        return
    st.success(texte.fremd(nachricht.text, 2000), icon=":material/check_circle:")
    if nachricht.datenstand is not None:
        with st.container(horizontal=True):
            bausteine.verweis("ueberblick", "Überblick")
            bausteine.verweis("karte", "Karte")
            bausteine.verweis("gemeinde", "Gemeinde")
