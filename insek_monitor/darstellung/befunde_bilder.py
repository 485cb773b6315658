"""Textalternativen: was ein Diagramm zeigt, in zwei bis drei Sätzen mit den wichtigsten Zahlen."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import pandas as pd

from insek_monitor.darstellung import befunde_lage, zahlen
from insek_monitor.modell.begriffe import Konzeptart, Status
from insek_monitor.modell.regeln import Regeln

LEER = "Das Diagramm ist leer: Zur Auswahl gehört keine Gemeinde."
EREIGNISSE = (("aufgehoben", "aufgehoben"), ("beschluss", "beschlossen"), ("begonnen", "begonnen"))
VIELE = 6
"""Bis zu so vielen Gruppen werden alle genannt, sonst nur die mit dem höchsten und dem niedrigsten Anteil."""


def balken(tabelle: pd.DataFrame, mass: Literal["gemeinden", "einwohner"] = "gemeinden") -> str:
    """Zu ``diagramme.balken_abdeckung``."""
    zeilen = tabelle[tabelle["status"].astype(str) == Status.VORHANDEN.value]
    if zeilen.empty or not (zeilen["gemeinden_gesamt"] > 0).any():
        return LEER
    wort = "Gemeinden" if mass == "gemeinden" else "Einwohnern"
    anfang = f"Gestapelte Balken mit dem Status je Gruppe, gezählt in {wort}. "
    if len(zeilen) > VIELE:
        return anfang + befunde_lage.abdeckung(tabelle)
    teile = [
        f"{z.gruppe}: {zahlen.zahl(getattr(z, mass))} von {zahlen.zahl(getattr(z, f'{mass}_gesamt'))} "
        f"({zahlen.anteil(getattr(z, f'{mass}_anteil'))})"
        for z in zeilen.itertuples()
    ]
    unbekannt = tabelle.loc[tabelle["status"].astype(str) == Status.UNBEKANNT.value, "gemeinden"].sum()
    schluss = f" Von {zahlen.zahl(unbekannt)} Gemeinden ist nichts bekannt." if unbekannt > 1 else ""
    if unbekannt == 1:
        schluss = " Von 1 Gemeinde ist nichts bekannt."
    return f"{anfang}Mit INSEK: {'; '.join(teile)}.{schluss}"


def waermetabelle(kreuz: pd.DataFrame) -> str:
    """Zu ``diagramme.waermetabelle``."""
    belegt = kreuz[kreuz["gemeinden_gesamt"] > 0]
    if belegt.empty:
        return LEER
    grosse = belegt[belegt["gemeinden_gesamt"] >= befunde_lage.MINDESTENS]
    vergleich = list((grosse if len(grosse) >= 2 else belegt).itertuples())
    tief = min(vergleich, key=lambda z: z.vorhanden_anteil)
    hoch = max(vergleich, key=lambda z: z.vorhanden_anteil)

    def zelle(z: Any) -> str:
        return f"{z.zeile}, {z.spalte}: {zahlen.zahl(z.vorhanden)} von {zahlen.zahl(z.gemeinden_gesamt)}"

    return (
        f"Tabelle mit {kreuz['zeile'].nunique()} Zeilen und {kreuz['spalte'].nunique()} Spalten; "
        "jede Zelle nennt, wie viele Gemeinden ein INSEK haben. "
        f"Am niedrigsten ist der Anteil hier: {zelle(tief)}. "
        f"Am höchsten: {zelle(hoch)}."
    )


def verlauf(tabelle: pd.DataFrame) -> str:
    """Zu ``diagramme.linie_verlauf``."""
    if tabelle.empty:
        return "Das Diagramm ist leer: Für den Zeitraum gibt es keine Angaben."
    erste, letzte = tabelle.iloc[0], tabelle.iloc[-1]

    def stand(z: pd.Series, spalte: str) -> str:
        gesamt = z["gemeinden_gesamt"]
        quote = zahlen.anteil(z[spalte] / gesamt) if gesamt else zahlen.KA
        return f"{zahlen.zahl(z[spalte])} von {zahlen.zahl(gesamt)} ({quote})"

    saetze = [
        f"Linie vom {zahlen.datum(erste['stichtag'])} bis zum {zahlen.datum(letzte['stichtag'])}: "
        f"Gemeinden mit INSEK, anfangs {stand(erste, 'vorhanden')}, zuletzt {stand(letzte, 'vorhanden')}.",
        f"Nachweislich noch gültig sind zuletzt {stand(letzte, 'davon_gueltig')}.",
    ]
    if ohne := int(letzte["davon_undatiert"]):
        wort = "Konzept ohne Datum zählt" if ohne == 1 else "Konzepte ohne Datum zählen"
        saetze.append(f"{zahlen.zahl(ohne)} {wort} erst ab dem Stand der Quelle.")
    return " ".join(saetze)


def ablauf(tabelle: pd.DataFrame, stichtag: date) -> str:
    """Zu ``diagramme.saeulen_ablauf``."""
    if tabelle.empty or not tabelle["gemeinden"].sum():
        return "Das Diagramm ist leer: Zu keinem Konzept der Auswahl ist ein Beschlussdatum bekannt."
    vergangen = int(tabelle.loc[tabelle["jahr"] < stichtag.year, "gemeinden"].sum())
    kuenftig = tabelle[tabelle["jahr"] >= stichtag.year]
    saetze = [
        "Säulen je Kalenderjahr: wie viele Konzepte zehn Jahre alt werden.",
        f"Vor {stichtag.year}: {zahlen.zahl(vergangen)}, ab {stichtag.year}: "
        f"{zahlen.zahl(int(kuenftig['gemeinden'].sum()))}.",
    ]
    if len(kuenftig) and kuenftig["gemeinden"].max() > 0:
        spitze = kuenftig.loc[kuenftig["gemeinden"].idxmax()]
        saetze.append(f"Die meisten sind es {int(spitze['jahr'])}: {zahlen.zahl(spitze['gemeinden'])}.")
    if modelliert := int(tabelle["modelliert"].sum()):
        saetze.append(f"Davon {zahlen.zahl(modelliert)} modelliert.")
    return " ".join(saetze)


def alter(tabelle: pd.DataFrame, regeln: Regeln) -> str:
    """Zu ``diagramme.saeulen_alter``."""
    ohne = int(tabelle.attrs.get("ohne_alter", 0))
    if tabelle.empty or not tabelle["gemeinden"].sum():
        return "Das Diagramm ist leer: Zu keinem Konzept der Auswahl ist das Alter bekannt."
    jahre, anzahl = tabelle["alter_jahre"], tabelle["gemeinden"]
    ab, bis = regeln.fortschreibung_ab_jahre, regeln.gueltig_bis_jahre
    teile = (
        f"unter {zahlen.zahlwort(ab)} Jahren {zahlen.zahl(int(anzahl[jahre < ab].sum()))}",
        f"{zahlen.zahlwort(ab)} bis unter {zahlen.zahlwort(bis)} Jahre "
        f"{zahlen.zahl(int(anzahl[(jahre >= ab) & (jahre < bis)].sum()))}",
        f"{zahlen.zahlwort(bis)} Jahre und älter {zahlen.zahl(int(anzahl[jahre >= bis].sum()))}",
    )
    satz = f"Säulen mit dem Alter der Konzepte in vollendeten Jahren: {zahlen.aufzaehlung(teile)}."
    if modelliert := int(tabelle["modelliert"].sum()):
        satz += f" Davon {zahlen.zahl(modelliert)} modelliert."
    return f"{satz} Ohne bekanntes Alter: {zahlen.zahl(ohne)}." if ohne else satz


def ohne_fortschreibung(tabelle: pd.DataFrame) -> str:
    """Zu ``diagramme.linie_ohne_fortschreibung``."""
    if tabelle.empty or not tabelle["gemeinden_gesamt"].iloc[0]:
        return LEER
    erste, letzte = tabelle.iloc[0], tabelle.iloc[-1]
    halb = tabelle[tabelle["gueltig"] <= erste["gueltig"] / 2]
    saetze = [
        "Fallende Linie: Gemeinden mit gültigem INSEK, wenn niemand fortschreibt.",
        f"Am Stichtag {zahlen.zahl(erste['gueltig'])} von {zahlen.zahl(erste['gemeinden_gesamt'])} "
        f"({zahlen.anteil(erste['anteil'])}), Ende {letzte['stichtag'].year} noch "
        f"{zahlen.zahl(letzte['gueltig'])}.",
    ]
    if erste["gueltig"] > 0 and len(halb):
        saetze.append(f"Bis Ende {halb['stichtag'].iloc[0].year} ist mindestens die Hälfte abgelaufen.")
    return " ".join(saetze)


def bevoelkerung(tabelle: pd.DataFrame) -> str:
    """Zu ``diagramme.linie_bevoelkerung`` (Zeilen einer Gemeinde)."""
    if tabelle.empty:
        return "Zur Entwicklung der Einwohnerzahl liegen keine Angaben vor."
    zeilen = tabelle.sort_values("stichtag")
    von, bis = zeilen.iloc[0], zeilen.iloc[-1]
    if len(zeilen) == 1 or not von["einwohner"]:
        return f"Am {zahlen.datum(bis['stichtag'])} {zahlen.zahl(bis['einwohner'])} Einwohner."
    wandel = bis["einwohner"] / von["einwohner"] - 1
    richtung = "gleich geblieben" if not wandel else ("gewachsen" if wandel > 0 else "gesunken")
    um = "" if not wandel else f" um {zahlen.anteil(abs(wandel), 1)}"
    return (
        f"Die Einwohnerzahl ist vom {zahlen.datum(von['stichtag'])} bis zum {zahlen.datum(bis['stichtag'])} "
        f"von {zahlen.zahl(von['einwohner'])} auf {zahlen.zahl(bis['einwohner'])}{um} {richtung}."
    )


def zeitstrahl(konzepte: pd.DataFrame) -> str:
    """Zu ``diagramme.zeitstrahl``: jeder Datensatz in einem Halbsatz."""
    if konzepte.empty:
        return "Zu dieser Gemeinde liegt kein Datensatz vor."
    teile = []
    for z in konzepte.itertuples():
        text = Konzeptart(z.art).beschriftung
        for spalte, wort in EREIGNISSE:
            wert = getattr(z, spalte)
            if not zahlen.fehlt(wert) and wert != "":
                text += f", {wort} {zahlen.wann(wert)}"
                break
        teile.append(text)
    return f"Zeitachse mit {zahlen.anzahl(len(teile), 'Datensatz', 'Datensätzen')}: {'; '.join(teile)}."
