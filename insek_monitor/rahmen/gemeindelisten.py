"""Listen und Zahlen von Gemeinden: die Liste mit Verweis, die großen Zahlen, der Abgleich."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from insek_monitor.kern.begriffe import Aktualitaet, Status
from insek_monitor.kern.datum import plus_monate
from insek_monitor.lage.abdeckung import GESAMT, Stand, abdeckung, staende
from insek_monitor.lage.bild import befunde_gemeinde, befunde_lage, html, zahlen
from insek_monitor.lage.bild.html import Kennzahl
from insek_monitor.lage.bild.konzepttext import beschluss_belegt
from insek_monitor.lage.fortschreibung import naechste_ablaufende, warnbaender
from insek_monitor.rahmen import navigation
from insek_monitor.rahmen.ansicht import Ansicht

STATUSNAMEN = {status.value: status.beschriftung for status in Status}
SPALTEN: dict[str, Any] = {
    "Einwohner": st.column_config.NumberColumn(format="localized"),
    "Ablauf": st.column_config.TextColumn(width=120),
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
    lage : Zeilen von `lage` in der Reihenfolge der Anzeige.
    spalten : Folge von Überschriften
        Nur diese, in dieser Reihenfolge; sonst alle.
    leer : Satz, wenn es keine gibt.
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
    belegt = [beschluss_belegt(*paar) for paar in zip(lage["beschluss"], lage["art"], strict=True)]
    beschluss = lage["beschluss"].where(belegt)
    punkte = {"Punkte": lage["punkte"].round(0)} if "punkte" in lage.columns else {}
    return pd.DataFrame(
        {
            "Gemeinde": lage["bezeichnung"],
            "Kreis": lage["kreis"].astype("category"),
            "Einwohner": lage["einwohner"],
            "Status": statustexte(lage),
            "Beschluss": beschluss.map(zahlen.ungenaues_datum, na_action="ignore").astype("category"),
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
    """Die Zahlen des Überblicks: Status mit Schätzung, gültige Konzepte, was in 24 Monaten abläuft."""
    namen = {
        Status.VORHANDEN: "mit INSEK",
        Status.TEILWEISE: "nur ähnliches Konzept",
        Status.KEIN: "ohne Konzept",
    }
    tabelle = abdeckung(lage, None)
    stand = {status: staende(tabelle, status=status)[GESAMT] for status in namen}
    ergebnis = [_kachel(name, stand[status]) for status, name in namen.items()]
    if offen := stand[Status.VORHANDEN].unbekannt:
        ergebnis.append((Status.UNBEKANNT.beschriftung, zahlen.zahl(offen), f"von {zahlen.zahl(len(lage))}"))
    datiert, nichts = _datiert(lage)
    gueltig = int(lage["aktualitaet"].isin([Aktualitaet.AKTUELL.value, Aktualitaet.EINLEITEN.value]).sum())
    jung = f"von {zahlen.zahl(datiert)} mit bekanntem Alter" if datiert else nichts
    ergebnis.append(("INSEK jünger als 10 Jahre", zahlen.zahl(gueltig) if datiert else "–", jung))
    bald = zahlen.zahl(int(warnbaender(lage)["gemeinden"].iloc[-1]))
    bis = f"bis {zahlen.datum(plus_monate(stichtag, 24))}"
    ergebnis.append(("laufen in 24 Monaten ab", bald if datiert else "–", bis if datiert else nichts))
    return ergebnis


def _kachel(name: str, stand: Stand) -> Kennzahl:
    """„rund 75“, darunter „von 259 (29 %), davon 24 belegt“; „–“, wo eine 0 nur Unwissen wäre."""
    text = befunde_lage.mit_nenner(stand, intervall=False)
    if stand.anteil is None:
        return name, "–", text
    menge, _, rest = text.partition(" von ")
    return name, menge, f"von {rest}"


def _datiert(lage: pd.DataFrame) -> tuple[int, str]:
    """INSEK mit bekanntem Alter, und was da steht, wenn es keines gibt."""
    datiert = int(lage["alter_jahre"].notna().sum())
    if (lage["status"] == Status.VORHANDEN.value).any():
        return datiert, "Alter nicht bekannt"
    return datiert, "kein INSEK" if lage["geklaert"].all() else "kein INSEK belegt"


def fristzahlen(lage: pd.DataFrame) -> list[Kennzahl]:
    """Warnbänder (die längere Frist enthält die kürzere), Abgelaufenes, Konzepte ohne Datum, Begonnenes."""
    datiert, nichts = _datiert(lage)
    ergebnis: list[Kennzahl] = [
        (
            f"laufen in {zahlen.monate(int(zeile.band), dativ=True)} ab",
            zahlen.zahl(int(zeile.gemeinden)) if datiert else "–",
            zahlen.anzahl(int(zeile.einwohner), "Einwohner", "Einwohner") if datiert else nichts,
        )
        for zeile in warnbaender(lage).itertuples()
    ]
    insek = int((lage["status"] == Status.VORHANDEN.value).sum())
    belegte = f"{zahlen.zahl(insek)}{'' if lage['geklaert'].all() else ' belegten'} INSEK"
    for wert, text, nenner in (
        (Aktualitaet.ABGELAUFEN, "schon abgelaufen", datiert),
        (Aktualitaet.ALTER_UNBEKANNT, "Alter unbekannt", insek),
    ):
        n = int((lage["aktualitaet"] == wert.value).sum())
        zusatz = f"von {zahlen.zahl(datiert)} mit bekanntem Alter" if nenner == datiert else f"von {belegte}"
        ergebnis.append((text, zahlen.zahl(n) if nenner else "–", zusatz if nenner else nichts))
    in_arbeit = int(lage["in_arbeit"].sum())
    offen = not in_arbeit and not lage["geklaert"].all()
    ergebnis.append(
        (
            "in Arbeit",
            "–" if offen else zahlen.zahl(in_arbeit),
            "nichts bekannt" if offen else "begonnen, nicht beschlossen",
        )
    )
    return ergebnis


def fristsatz(faellige: pd.DataFrame, monate: int, stichtag: date) -> str:
    """Wie viele Konzepte bis wann ablaufen."""
    bis = zahlen.datum(plus_monate(stichtag, monate))
    if faellige.empty:
        return f"Bis zum {bis} läuft in dieser Auswahl kein Konzept mit bekanntem Datum ab."
    wer = "läuft das Konzept" if len(faellige) == 1 else "laufen die Konzepte"
    return f"Bis zum {bis} {wer} von **{zahlen.gemeinden(len(faellige))}** ab."


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
    """Veröffentlichter Wert und was davon belegt ist, mit Quelle (HTML)."""
    anzeige = pd.DataFrame(
        {
            "Eckwert": vergleich["beschreibung"],
            "veröffentlicht": vergleich["veroeffentlicht"],
            "belegt": vergleich["gemeinden_belegt"],
        }
    )
    if vergleich["davon_ungeklaert"].sum():
        anzeige["Stand nicht geklärt"] = vergleich["davon_ungeklaert"]
    quellen = zahlen.aufzaehlung(dict.fromkeys(vergleich["quelle"].astype(str)))
    hinweis = f"Immer für ganz Sachsen, ohne Größenklassen und Kreise. Veröffentlicht: {quellen}"
    if ((vergleich["abweichung"] > 0) & (vergleich["davon_ungeklaert"] > 0)).any():
        hinweis = (
            "Ähnliche Konzepte sind mehr belegt, als die Fachstelle zählt: Daneben kann es ein INSEK geben. "
            f"In Summen mit Schätzung zählen sie deshalb wie die übrigen ohne Nachweis. {hinweis}"
        )
    return html.tabelle(anzeige, beschreibung="Abgleich mit den veröffentlichten Eckwerten", hinweis=hinweis)


def gemeindekarte(ags: str, aktuelle: Ansicht) -> None:
    """Kurzangaben der gewählten Gemeinde mit Weg zu ihrer Seite."""
    zeile = aktuelle.lage_gesamt.loc[ags]
    with st.container(border=True):
        st.markdown(
            f"**{zeile['name']}** · {zeile['kreis']} · {zahlen.zahl(zeile['einwohner'])} Einwohner  \n"
            f"{befunde_gemeinde.gemeinde(zeile)}"
        )
        if satz := befunde_gemeinde.zusammenhang(zeile):
            st.caption(satz)
        if ags not in aktuelle.lage.index:
            st.caption("Diese Gemeinde gehört nicht zur Auswahl der Filterzeile.")
        st.page_link(
            navigation.seiten()["gemeinde"],
            label=f"Seite von {zeile['name']} öffnen",
            icon=":material/arrow_forward:",
            query_params={"gemeinde": ags},
        )
