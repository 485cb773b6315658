"""Eine vorgeschlagene Gruppe als Karte: Mitglieder, Gründe, Karte, und was man mit ihr anfangen kann."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from insek_monitor.ansprache.kampagnen.seite import zustand as kampagne_zustand
from insek_monitor.ansprache.kooperation import befunde as saetze
from insek_monitor.ansprache.kooperation.kooperation import Kooperationswunsch
from insek_monitor.ansprache.kooperation.seite import karte as kooperation_karte
from insek_monitor.ansprache.prioritaet.seite import auswahlkorb, mitnehmen
from insek_monitor.kern.rollen import Rolle
from insek_monitor.lage.bild import html, zahlen
from insek_monitor.lage.bild.konzepttext import sicher
from insek_monitor.rahmen import anmeldung, navigation
from insek_monitor.rahmen.ansicht import Ansicht


def zeichne(zeile: Any, nummer: int, ansicht: Ansicht, wunsch: Kooperationswunsch, *, um: str = "") -> None:
    """Die ganze Karte.

    Parameters
    ----------
    zeile
        Eine Zeile aus ``gruppen_um`` oder ``Aufteilung.gruppen`` (``itertuples``).
    um
        AGS der Gemeinde, um die gesucht wurde; die anderen heißen dann ihre Partner.
    """
    lage = ansicht.lage_gesamt.loc[list(zeile.mitglieder)]
    namen = list(lage["bezeichnung"])
    with st.container(border=True, key=f"gruppe_{nummer}"):
        links, rechts = st.columns([5, 4], gap="medium")
        with links:
            kopf = f"mit {zahlen.aufzaehlung(namen[1:])}" if um else zahlen.aufzaehlung(namen)
            st.markdown(f"#### {nummer} · {sicher(kopf)}")
            st.markdown(saetze.gruppenzeile(zeile))
            st.html(_mitglieder(lage, nummer))
            st.markdown("\n".join(f"- {sicher(grund)}" for grund in zeile.gruende))
            _knoepfe(zeile, nummer, ansicht, f"Gemeinsames Konzept: {zahlen.aufzaehlung(namen)}")
        with rechts:
            svg, alternative = kooperation_karte.karte_der_gruppe(ansicht, zeile.mitglieder, wunsch)
            st.image(svg, width="stretch", alt=alternative)
            st.html(kooperation_karte.legende_der_gruppe(ansicht.thema))


def _mitglieder(lage: pd.DataFrame, nummer: int) -> str:
    anzeige = pd.DataFrame(
        {
            "Gemeinde": lage["bezeichnung"],
            "Stand": [saetze.standsatz(zeile) for zeile in lage.itertuples()],
            "Einwohner": lage["einwohner"],
            "Verwaltungsgemeinschaft": lage["verband"],
        }
    )
    return html.tabelle(
        anzeige,
        beschreibung=f"Mitglieder der Gruppe {nummer}",
        verweise=[navigation.adresse_der_gemeinde(str(ags)) for ags in lage.index],
    )


def _knoepfe(zeile: Any, nummer: int, ansicht: Ansicht, titel: str) -> None:
    mitglieder: tuple[str, ...] = zeile.mitglieder
    im_korb = set(mitglieder) <= set(auswahlkorb.gewaehlt())
    with st.container(horizontal=True, gap="small"):
        st.button(
            "In der Auswahl" if im_korb else "In die Auswahl",
            icon=":material/check:" if im_korb else ":material/add:",
            key=f"koop_korb_{nummer}",
            disabled=im_korb,
            on_click=auswahlkorb.nimm,
            args=(mitglieder,),
            help="Sammelt die Gemeinden für eine Liste; die Auswahl sehen Sie im Bereich „Priorität“.",
        )
        if anmeldung.darf(Rolle.BEARBEITEN):
            st.button(
                "Als Kampagne",
                icon=":material/campaign:",
                key=f"koop_kampagne_{nummer}",
                on_click=_als_kampagne,
                args=(mitglieder,),
                help="Öffnet im Bereich „Kampagnen“ eine neue Liste mit diesen Gemeinden.",
            )
        mitnehmen.knoepfe(
            mitglieder, ansicht, name=f"gruppe-{nummer}", titel=titel, intern=anmeldung.darf_internes()
        )


def _als_kampagne(mitglieder: tuple[str, ...]) -> None:
    st.session_state[kampagne_zustand.NEU] = mitglieder
    st.session_state["planung"] = "Kampagnen"
