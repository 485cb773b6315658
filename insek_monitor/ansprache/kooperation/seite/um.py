"""Suche um eine Gemeinde: mit welchen Nachbarn zuerst sprechen, und welche Gruppen es gäbe."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from insek_monitor.ansprache.kampagnen.seite import zustand as kampagne_zustand
from insek_monitor.ansprache.kontakte.seite import mehrknopf
from insek_monitor.ansprache.kooperation import befunde as saetze
from insek_monitor.ansprache.kooperation.grundlage import hindernisse
from insek_monitor.ansprache.kooperation.kooperation import Kooperationswunsch
from insek_monitor.ansprache.kooperation.nachbarn import Stufe
from insek_monitor.ansprache.kooperation.seite import karte as kooperation_karte
from insek_monitor.ansprache.kooperation.seite import rechnen as kooperation_rechnen
from insek_monitor.ansprache.kooperation.seite import wahl as kooperation_wahl
from insek_monitor.ansprache.kooperation.seite.rechnen import Umgebung
from insek_monitor.ansprache.prioritaet.seite import auswahlkorb, mitnehmen
from insek_monitor.kern.rollen import Rolle
from insek_monitor.lage.bild import html, zahlen
from insek_monitor.lage.bild.konzepttext import sicher
from insek_monitor.lage.fortschreibung import nach_name
from insek_monitor.rahmen import anmeldung, navigation, rahmen
from insek_monitor.rahmen.ansicht import Ansicht

BEISPIELE = 10
ZUERST = 3
"""So viele Vorschläge stehen gleich da, die übrigen hinter einem Knopf."""


def adresse(ags: str) -> str:
    """Adresse der Suche um diese Gemeinde (für Verweise anderer Seiten)."""
    angaben = {"planung": "Gemeinsame Konzepte", "koop_gemeinde": ags}
    return f"/ansprache?{urlencode(angaben)}"


def zeichne(ansicht: Ansicht, ags: str | None, wunsch: Kooperationswunsch) -> None:
    """Der ganze Teil."""
    if ags is None:
        _ohne_gemeinde(ansicht, wunsch)
        return
    eigene = next(ansicht.lage_gesamt.loc[[ags]].itertuples())
    name = str(eigene.bezeichnung)
    ergebnis = kooperation_rechnen.um(ansicht, ags, wunsch)
    partner = ergebnis.nachbarn[ergebnis.nachbarn["partner"]].head(saetze.ZUERST)
    if ergebnis.hindernis:
        satz, punkt, rest = ergebnis.grund.partition(". ")
        rahmen.befund(satz + punkt.strip(), sicher(rest) or None)
    elif ergebnis.gruppen.empty:
        rahmen.befund(saetze.um_titel(name, [], [], 0), sicher(ergebnis.grund))
    else:
        offen = (ergebnis.nachbarn["stufe"] == Stufe.KLAEREN) & (ergebnis.nachbarn["vorschlaege"] > 0)
        klaeren = ergebnis.nachbarn[offen].head(saetze.ZUERST)
        titel = saetze.um_titel(
            name, list(partner["bezeichnung"]), list(klaeren["bezeichnung"]), len(ergebnis.gruppen)
        )
        rahmen.befund(titel, sicher(saetze.um_zusatz(eigene)))
    if ergebnis.gruppen.empty:
        _auswege(ansicht, ags, wunsch, ergebnis)
    _nachbarn(name, ergebnis)
    if not ergebnis.gruppen.empty:
        _vorschlaege(ansicht, ags, wunsch, ergebnis)


def _ohne_gemeinde(ansicht: Ansicht, wunsch: Kooperationswunsch) -> None:
    rahmen.befund("Um welche Gemeinde soll ein gemeinsames Konzept entstehen?")
    lage = ansicht.lage
    kleine = nach_name(lage[(hindernisse(lage, wunsch) == "").to_numpy()])
    kleine = kleine[(kleine["einwohner"] < wunsch.mindest_einwohner).to_numpy(dtype=bool)]
    if kleine.empty:
        st.info(
            f"In der Auswahl gibt es keine Gemeinde ohne belegtes aktuelles Konzept unter "
            f"{zahlen.zahl(wunsch.mindest_einwohner)} Einwohnern. Suchen Sie oben eine andere oder nehmen "
            "Sie einen "
            "Filter zurück.",
            icon=":material/filter_alt_off:",
        )
        return
    st.markdown(
        f"Suchen Sie oben nach Name oder Gemeindeschlüssel. Für {zahlen.gemeinden(len(kleine))} der "
        "Auswahl liegt "
        f"die Frage besonders nahe: ohne belegtes aktuelles Konzept und allein unter "
        f"{zahlen.zahl(wunsch.mindest_einwohner)} Einwohnern."
    )
    gezeigt = mehrknopf.anfang(kleine, "koop_beispiele", BEISPIELE)
    with st.container(key="koop_beispieltabelle"):
        st.html(
            html.tabelle(
                pd.DataFrame(
                    {
                        "Gemeinde": gezeigt["bezeichnung"],
                        "Stand": [saetze.standsatz(zeile) for zeile in gezeigt.itertuples()],
                        "Einwohner": gezeigt["einwohner"],
                        "Kreis": gezeigt["kreis"],
                    }
                ),
                beschreibung="Kleine Gemeinden ohne belegtes aktuelles Konzept; der Name führt weiter",
                verweise=[adresse(str(ags)) for ags in gezeigt.index],
            )
        )
    mehrknopf.zeichne(kleine, "koop_beispiele", BEISPIELE)


def _auswege(ansicht: Ansicht, ags: str, wunsch: Kooperationswunsch, ergebnis: Umgebung) -> None:
    wege = kooperation_rechnen.auswege(ansicht, ags, wunsch)
    if wege:
        st.markdown("Mit weiteren Vorgaben finden sich Gruppen:")
        zeichne_auswege(wege)
    elif ergebnis.hindernis in ("gilt", "arbeit", "alter"):
        st.markdown(
            "Unten steht, welche Nachbarn ohne aktuelles Konzept sind; um sie herum lässt sich suchen, "
            "oder die "
            "Fortschreibung wird gemeinsam vorbereitet."
        )
    elif ergebnis.nachbarn.empty:
        st.markdown("Wählen Sie eine andere Gemeinde oder suchen Sie in ganz Sachsen.")
    else:
        st.markdown(
            "Auch mit weiteren Vorgaben (bis 15.000 Einwohner je Gemeinde, bis zu 5 Gemeinden, auch "
            "ohne belegten Stand) "
            "findet sich keine Gruppe: ein eigenes Konzept oder ein Anschluss an das eines Nachbarn "
            "liegt näher."
        )


def zeichne_auswege(wege: list[tuple[str, Kooperationswunsch]]) -> None:
    """Knöpfe, die die Vorgaben so stellen, dass sich etwas findet."""
    with st.container(horizontal=True, gap="small"):
        for nummer, (text, weiter) in enumerate(wege):
            st.button(
                text,
                key=f"koop_ausweg_{nummer}",
                icon=":material/open_in_full:",
                on_click=kooperation_wahl.uebernimm,
                args=(weiter,),
            )


def _nachbarn(name: str, ergebnis: Umgebung) -> None:
    nachbarn = ergebnis.nachbarn
    st.subheader(f"Nachbarn von {sicher(name)}, die nächsten Gespräche zuerst", anchor=False)
    if nachbarn.empty:
        st.markdown(
            "Keine Gemeinde in Sachsen grenzt an. Gemeinden jenseits der Landesgrenze kennt der Monitor "
            "nicht."
        )
        return
    anzeige = pd.DataFrame(
        {
            "Nachbar": nachbarn["bezeichnung"],
            "Warum an dieser Stelle": [
                saetze.warum(zeile, len(ergebnis.gruppen)) for zeile in nachbarn.itertuples()
            ],
            "Einwohner": nachbarn["einwohner"],
            "Grenze (km)": nachbarn["grenze_km"],
        }
    )
    anzeige.insert(0, "", [f"{nr}." for nr in range(1, len(anzeige) + 1)])
    anzeige["Nachbar"] = anzeige.pop("").str.cat(anzeige["Nachbar"], sep=" ")
    st.html(
        html.tabelle(
            anzeige[["Nachbar", "Warum an dieser Stelle", "Einwohner", "Grenze (km)"]],
            beschreibung=f"Nachbarn von {name}, die nächsten Gespräche zuerst",
            verweise=[navigation.adresse_der_gemeinde(str(ags)) for ags in nachbarn.index],
            hinweis="Reihenfolge: ohne aktuelles Konzept vor „Stand klären“ vor den übrigen; dann wer in "
            "den meisten "
            "Vorschlägen steht, dieselbe Verwaltungsgemeinschaft, derselbe Kreis, die längste gemeinsame "
            "Grenze.",
        )
    )


def _vorschlaege(ansicht: Ansicht, ags: str, wunsch: Kooperationswunsch, ergebnis: Umgebung) -> None:
    anzahl = len(ergebnis.gruppen)
    st.subheader(
        "Der eine mögliche Vorschlag" if anzahl == 1 else f"Die {zahlen.zahlwort(anzahl)} besten Vorschläge",
        anchor=False,
    )
    st.caption(
        "Bewertet nach Kompaktheit, Kreis, Verwaltungsgemeinschaft, gemeinsamer Grenze und Größe; ein "
        "Vorschlag sagt, "
        "was auf der Karte zusammenpasst, nicht, wer zusammenarbeiten will."
    )
    gezeigt = mehrknopf.anfang(ergebnis.gruppen, "koop_vorschlaege", ZUERST)
    for nummer, zeile in enumerate(gezeigt.itertuples(), start=1):
        zeichne_gruppe(zeile, nummer, ansicht, wunsch, um=ags)
    mehrknopf.zeichne(ergebnis.gruppen, "koop_vorschlaege", ZUERST)


def zeichne_gruppe(
    zeile: Any, nummer: int, ansicht: Ansicht, wunsch: Kooperationswunsch, *, um: str = ""
) -> None:
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
