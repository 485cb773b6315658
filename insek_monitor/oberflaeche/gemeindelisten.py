"""Listen und Zahlen von Gemeinden: die Liste mit Verweis, die großen Zahlen, der Abgleich."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from insek_monitor.darstellung import befunde, html, zahlen
from insek_monitor.darstellung.html import Kennzahl
from insek_monitor.kennzahlen.fortschreibung import naechste_ablaufende, warnbaender
from insek_monitor.modell.begriffe import Aktualitaet, Datenlage, Status
from insek_monitor.modell.datum import plus_monate
from insek_monitor.oberflaeche import navigation
from insek_monitor.oberflaeche.ansicht import Ansicht

STATUSNAMEN = {status.value: status.beschriftung for status in Status}
SPALTEN: dict[str, Any] = {
    "Einwohner": st.column_config.NumberColumn(format="localized"),
    "Ablauf": st.column_config.TextColumn(width=95),
    "Punkte": st.column_config.NumberColumn(format="localized", width=70),
}


def gemeindeliste(
    lage: pd.DataFrame,
    *,
    name: str,
    hoehe: int | None = None,
    spalten: Sequence[str] | None = None,
    leer: str = "Zu dieser Auswahl gehört keine Gemeinde. Nehmen Sie einen Filter zurück.",
) -> None:
    """Liste von Gemeinden; ein Klick auf eine Zeile führt zur Seite der Gemeinde.

    Parameters
    ----------
    lage : DataFrame
        Zeilen von `lage` in der Reihenfolge der Anzeige.
    spalten : Folge von Überschriften
        Nur diese, in dieser Reihenfolge; sonst alle.
    leer : str
        Satz, wenn es keine gibt.
    """
    if lage.empty:
        st.info(leer, icon=":material/filter_alt_off:")
        return
    zustand = st.dataframe(
        gemeindetabelle(lage),
        hide_index=True,
        height=hoehe or "auto",
        key=f"liste_{name}",
        on_select="rerun",
        selection_mode="single-cell",
        column_config=SPALTEN,
        column_order=spalten,
        placeholder="–",
        alt=f"Liste mit {zahlen.gemeinden(len(lage))}: Name, Kreis, Einwohner, Status, Beschluss, Ablauf, "
        "Datenlage.",
    )
    zellen = zustand["selection"]["cells"]
    if zellen:
        navigation.zur_gemeinde(str(lage.index[zellen[0][0]]))


def gemeindetabelle(lage: pd.DataFrame) -> pd.DataFrame:
    """Anzeigeform: Name, Kreis, Einwohner, Status, Beschluss, Ablauf, Datenlage (je Zeile von `lage`).

    Hat `lage` die Spalte `punkte` (Priorität), steht sie am Ende.
    """
    punkte = {"Punkte": lage["punkte"].round(0)} if "punkte" in lage.columns else {}
    return pd.DataFrame(
        {
            "Gemeinde": lage["bezeichnung"],
            "Kreis": lage["kreis"].astype("category"),
            "Einwohner": lage["einwohner"],
            "Status": statustexte(lage),
            "Beschluss": lage["beschluss"].map(zahlen.ungenaues_datum, na_action="ignore").astype("category"),
            "Ablauf": ablauf_texte(lage).astype("category"),
            "Datenlage": lage["datenlage"].astype("category"),
            **punkte,
        }
    )


def statustexte(lage: pd.DataFrame) -> pd.Series:
    """Status in Worten."""
    return lage["status"].cat.rename_categories(STATUSNAMEN)


def ablauf_texte(lage: pd.DataFrame) -> pd.Series:
    """Ablauf so genau, wie der Beschluss bekannt ist: „2029“, „März 2029“, „14.03.2029“; sonst NA."""
    teile = lage["beschluss"].astype("string").str.len()
    tag = lage["ablauf_am"]
    texte = tag.dt.strftime("%Y-%m-%d").astype("string")
    texte = texte.where(teile != 4, texte.str[:4]).where(teile != 7, texte.str[:7])
    return texte.map(zahlen.ungenaues_datum, na_action="ignore")


def lagezahlen(lage: pd.DataFrame, stichtag: date) -> list[Kennzahl]:
    """Die sechs Zahlen des Überblicks: vier Status, gültige Konzepte, was in 24 Monaten abläuft."""
    je_status = lage["status"].value_counts()
    gesamt = len(lage)
    namen = {
        Status.VORHANDEN: "mit INSEK",
        Status.TEILWEISE: "nur ähnliches Konzept",
        Status.KEIN: "ohne Konzept",
        Status.UNBEKANNT: "nicht bekannt",
    }
    ergebnis: list[Kennzahl] = []
    for status, name in namen.items():
        n = int(je_status.get(status.value, 0))
        ergebnis.append((name, zahlen.zahl(n), _von(n, gesamt)))
    gueltig = int(lage["aktualitaet"].isin([Aktualitaet.AKTUELL.value, Aktualitaet.EINLEITEN.value]).sum())
    ergebnis.append(("INSEK jünger als 10 Jahre", zahlen.zahl(gueltig), _von(gueltig, gesamt)))
    bald = int(warnbaender(lage)["gemeinden"].iloc[-1])
    ergebnis.append(
        ("laufen in 24 Monaten ab", zahlen.zahl(bald), f"bis {zahlen.datum(plus_monate(stichtag, 24))}")
    )
    return ergebnis


def _von(n: int, gesamt: int) -> str:
    return f"{zahlen.anteil(n / gesamt)} von {zahlen.zahl(gesamt)}" if gesamt else zahlen.KA


def fristzahlen(lage: pd.DataFrame) -> list[Kennzahl]:
    """Warnbänder (die längere Frist enthält die kürzere), Abgelaufenes, Konzepte ohne Datum, Begonnenes."""
    ergebnis: list[Kennzahl] = [
        (
            f"laufen in {zahlen.monate(int(zeile.band), dativ=True)} ab",
            zahlen.zahl(int(zeile.gemeinden)),
            zahlen.anzahl(int(zeile.einwohner), "Einwohner", "Einwohner"),
        )
        for zeile in warnbaender(lage).itertuples()
    ]
    anzahl = lage["aktualitaet"].value_counts()
    insek = int(anzahl.sum())
    for wert, text in (
        (Aktualitaet.ABGELAUFEN, "schon abgelaufen"),
        (Aktualitaet.ALTER_UNBEKANNT, "Alter unbekannt"),
    ):
        n = int(anzahl.get(wert.value, 0))
        ergebnis.append((text, zahlen.zahl(n), f"{_von(n, insek)} INSEK" if insek else None))
    in_arbeit = int(lage["in_arbeit"].sum())
    ergebnis.append(("in Arbeit", zahlen.zahl(in_arbeit), "begonnen, nicht beschlossen"))
    return ergebnis


def fristsatz(faellige: pd.DataFrame, monate: int, stichtag: date) -> str:
    """Wie viele Konzepte bis wann ablaufen, und wie viele davon modelliert sind."""
    bis = zahlen.datum(plus_monate(stichtag, monate))
    if faellige.empty:
        return f"Bis zum {bis} läuft in dieser Auswahl kein Konzept ab."
    wer = "läuft das Konzept" if len(faellige) == 1 else "laufen die Konzepte"
    satz = f"Bis zum {bis} {wer} von **{zahlen.gemeinden(len(faellige))}** ab"
    modelliert = int((faellige["datenlage"] == Datenlage.MODELLIERT.value).sum())
    if not modelliert:
        return f"{satz}."
    return f"{satz}, {zahlen.zahl(modelliert)} davon {'ist' if modelliert == 1 else 'sind'} modelliert."


def naechste_tabelle(lage: pd.DataFrame, stichtag: date, herkunft: str) -> str:
    """Die zehn Konzepte, die als Nächstes ablaufen, mit Verweis auf die Gemeinde (HTML)."""
    naechste = naechste_ablaufende(lage, 10, stichtag)
    if naechste.empty:
        return "<p>In dieser Auswahl läuft kein Konzept mit bekanntem Datum ab.</p>"
    return html.tabelle(
        gemeindetabelle(naechste)[["Gemeinde", "Ablauf", "Datenlage", "Kreis"]],
        beschreibung="Konzepte, die als Nächstes ablaufen",
        hinweis=herkunft,
        verweise=[navigation.adresse_der_gemeinde(str(ags)) for ags in naechste.index],
    )


def abgleichstabelle(vergleich: pd.DataFrame) -> str:
    """Veröffentlichter und berechneter Wert nebeneinander, mit Abweichung und Quelle (HTML)."""
    anzeige = pd.DataFrame(
        {
            "Eckwert": vergleich["beschreibung"],
            "veröffentlicht": vergleich["veroeffentlicht"],
            "berechnet": vergleich["berechnet"],
            "Abweichung": vergleich["abweichung"],
        }
    )
    if vergleich["davon_unbekannt"].sum():
        anzeige["nicht bekannt"] = vergleich["davon_unbekannt"]
    quellen = zahlen.aufzaehlung(dict.fromkeys(vergleich["quelle"].astype(str)))
    hinweis = f"Immer für ganz Sachsen, ohne Größenklassen und Kreise. Veröffentlicht: {quellen}"
    return html.tabelle(anzeige, beschreibung="Abgleich mit den veröffentlichten Eckwerten", hinweis=hinweis)


def gemeindekarte(ags: str, aktuelle: Ansicht) -> None:
    """Kurzangaben der gewählten Gemeinde mit Weg zu ihrer Seite."""
    zeile = aktuelle.lage_gesamt.loc[ags]
    with st.container(border=True):
        st.markdown(
            f"**{zeile['name']}** · {zeile['kreis']} · {zahlen.zahl(zeile['einwohner'])} Einwohner  \n"
            f"{befunde.gemeinde(zeile)}"
        )
        if satz := befunde.zusammenhang(zeile):
            st.caption(satz)
        if ags not in aktuelle.lage.index:
            st.caption("Diese Gemeinde gehört nicht zur Auswahl der Filterzeile.")
        st.page_link(
            navigation.seiten()["gemeinde"],
            label=f"Seite von {zeile['name']} öffnen",
            icon=":material/arrow_forward:",
            query_params={"gemeinde": ags},
        )
