"""Verlauf einer Liste: jede Fassung mit Zeitpunkt, Person und dem, was sich geändert hat."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from insek_monitor.darstellung import zahlen
from insek_monitor.oberflaeche import zwischenspeicher
from insek_monitor.oberflaeche.ansprache import kampagne_texte
from insek_monitor.oberflaeche.datenpflege import blaettern, texte
from insek_monitor.oberflaeche.datenpflege.zustand import handelnder
from insek_monitor.register import kampagnen
from insek_monitor.register.kampagnen import Kampagne

JE_SEITE = 15
SEITE = "kampagne_verlaufsseite"


def zeichne(nummer: int, bezeichnungen: Mapping[str, str]) -> None:
    """Alle Fassungen, die neueste zuerst."""
    fassungen = sorted(
        kampagnen.fassungen(zwischenspeicher.register(), nummer, handelnder()), key=lambda k: k.fassung
    )
    st.markdown(
        f"**{zahlen.anzahl(len(fassungen), 'Fassung', 'Fassungen')}**. Jede Änderung ist eine neue; keine "
        "geht verloren."
    )
    paare = list(zip([None, *fassungen[:-1]], fassungen, strict=True))[::-1]
    seiten = blaettern.stuecke(paare, JE_SEITE)
    for vorige, stand in seiten[blaettern.aktuelle(SEITE, len(seiten)) - 1]:
        st.markdown(_eintrag(vorige, stand, bezeichnungen))
    blaettern.leiste(SEITE, len(seiten))


def _eintrag(vorige: Kampagne | None, stand: Kampagne, bezeichnungen: Mapping[str, str]) -> str:
    kopf = f"**Fassung {stand.fassung}** · {texte.zeitpunkt(stand.am)} · {texte.fremd(stand.von, 80)}"
    if vorige is None:
        namen = kampagne_texte.namen(stand.gemeinden, bezeichnungen)
        was = [f"angelegt mit: {namen}" if namen else "leer angelegt"]
    else:
        was = kampagne_texte.unterschiede(vorige, stand, bezeichnungen)
    return "\n".join([kopf, "", *(f"- {satz}" for satz in was)])
