"""Textalternativen: was ein Diagramm zeigt, in zwei bis drei Sätzen mit den wichtigsten Zahlen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from insek_monitor.kern.begriffe import Aktualitaet, Konzeptart, Status
from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.abdeckung import Mass, Stand, staende, zelle
from insek_monitor.lage.bild import befunde_lage, zahlen
from insek_monitor.lage.bild.kartenthemen import EINWOHNERGRENZEN, Einteilung
from insek_monitor.lage.bild.konzepttext import belegte

LEER = "Das Diagramm ist leer: Zur Auswahl gehört keine Gemeinde."


def balken(tabelle: pd.DataFrame, mass: Mass = "gemeinden") -> str:
    """Zu ``diagramme_abdeckung.balken_abdeckung``: jede Gruppe mit ihren Zahlen."""
    gruppen = {gruppe: s for gruppe, s in staende(tabelle, mass).items() if s.gesamt}
    if not gruppen:
        return LEER
    wort = "Gemeinden" if mass == "gemeinden" else "Einwohnern"
    blass = "; voll: belegt, blass: nach den Eckwerten geschätzt" if _geschaetzt(gruppen.values()) else ""
    teile = "; ".join(f"{gruppe}: {befunde_lage.mit_nenner(s)}" for gruppe, s in gruppen.items())
    return f"Gestapelte Balken mit dem Status je Gruppe, gezählt in {wort}{blass}. Mit INSEK: {teile}."


def _geschaetzt(staende_: Iterable[Stand]) -> bool:
    return any(s.geschaetzt for s in staende_)


def waermetabelle(kreuz: pd.DataFrame) -> str:
    """Zu ``diagramme_abdeckung.waermetabelle``: die Zellen mit dem niedrigsten und dem höchsten Anteil."""
    zellen = {f"{z.zeile}, {z.spalte}": zelle(z) for z in kreuz.itertuples() if z.gemeinden_gesamt}
    if not zellen:
        return LEER
    anfang = (
        f"Tabelle mit {kreuz['zeile'].nunique()} Zeilen und {kreuz['spalte'].nunique()} Spalten; "
        "jede Zelle nennt, wie viele Gemeinden ein INSEK haben."
    )
    bekannte = {name: s for name, s in zellen.items() if s.anteil is not None}
    grosse = {name: s for name, s in bekannte.items() if s.bekannt >= befunde_lage.MINDESTENS}
    vergleich = grosse if len(grosse) >= 2 else bekannte
    if not vergleich:
        return f"{anfang} In keiner ist eines belegt."
    tief, hoch = (wahl(vergleich, key=lambda name: vergleich[name].anteil or 0) for wahl in (min, max))
    return (
        f"{anfang} Am niedrigsten ist der Anteil hier: {tief}: {befunde_lage.mit_nenner(vergleich[tief])}. "
        f"Am höchsten: {hoch}: {befunde_lage.mit_nenner(vergleich[hoch])}."
    )


def verlauf(tabelle: pd.DataFrame, s: Stand) -> str:
    """Zu ``diagramme_verlauf.linie_verlauf``."""
    bekannt = tabelle[tabelle["vorhanden_anteil"].notna()]
    if bekannt.empty:
        return "Das Diagramm ist leer: Für den Zeitraum ist kein INSEK belegt."
    erste, letzte = bekannt.iloc[0], tabelle.iloc[-1]

    def am(z: pd.Series, spalte: str) -> str:
        quote = zahlen.anteil(z[spalte] / z["gemeinden_gesamt"])
        return f"{zahlen.zahl(z[spalte])} von {zahlen.zahl(z['gemeinden_gesamt'])} ({quote})"

    saetze = [
        f"Linie vom {zahlen.datum(erste['stichtag'])} bis zum {zahlen.datum(letzte['stichtag'])}: "
        f"Gemeinden mit belegtem INSEK, anfangs mindestens {am(erste, 'vorhanden')}, zuletzt "
        f"{am(letzte, 'vorhanden')}.",
        f"Nachweislich noch gültig sind zuletzt {am(letzte, 'davon_gueltig')}.",
    ]
    if s.geschaetzt:
        saetze.append(f"Mit Schätzung sind es am Stichtag {befunde_lage.mit_nenner(s)}.")
    if ohne := int(letzte["davon_undatiert"]):
        wort = "Konzept ohne Datum zählt" if ohne == 1 else "Konzepte ohne Datum zählen"
        saetze.append(f"{zahlen.zahl(ohne)} {wort} erst ab dem Stand der Quelle.")
    return " ".join(saetze)


def ablauf(tabelle: pd.DataFrame, stichtag: date) -> str:
    """Zu ``diagramme_fortschreibung.saeulen_ablauf``."""
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
    return " ".join(saetze)


def alter(tabelle: pd.DataFrame, regeln: Regeln) -> str:
    """Zu ``diagramme_fortschreibung.saeulen_alter``."""
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
    return f"{satz} Ohne bekanntes Alter: {zahlen.zahl(ohne)}." if ohne else satz


def ohne_fortschreibung(tabelle: pd.DataFrame) -> str:
    """Zu ``diagramme_verlauf.linie_ohne_fortschreibung``."""
    if tabelle.empty or not tabelle["gemeinden_gesamt"].iloc[0]:
        return LEER
    if tabelle["anteil"].isna().all():
        return "Das Diagramm ist leer: Zu keiner Gemeinde der Auswahl ist ein gültiges INSEK belegt."
    erste, letzte = tabelle.iloc[0], tabelle.iloc[-1]
    halb = tabelle[tabelle["gueltig"] <= erste["gueltig"] / 2]
    saetze = [
        "Fallende Linie: Gemeinden, deren INSEK nachweislich gültig ist, wenn niemand fortschreibt.",
        f"Am Stichtag {zahlen.zahl(erste['gueltig'])} von {zahlen.zahl(erste['gemeinden_gesamt'])} "
        f"({zahlen.anteil(erste['anteil'])}), Ende {letzte['stichtag'].year} noch "
        f"{zahlen.zahl(letzte['gueltig'])}.",
    ]
    if erste["gueltig"] > 0 and len(halb):
        saetze.append(f"Bis Ende {halb['stichtag'].iloc[0].year} ist mindestens die Hälfte abgelaufen.")
    return " ".join(saetze)


def bevoelkerung(tabelle: pd.DataFrame) -> str:
    """Zu ``diagramme_verlauf.linie_bevoelkerung`` (Zeilen einer Gemeinde)."""
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
    """Zu ``diagramme_gemeinde.zeitstrahl``: jeder Datensatz in einem Halbsatz."""
    if konzepte.empty:
        return "Zu dieser Gemeinde liegt kein Datensatz vor."
    teile = []
    for z in konzepte.itertuples():
        text = Konzeptart(z.art).beschriftung
        if ereignisse := belegte(z):
            wort, wann = ereignisse[-1]
            text += f", {wort} {zahlen.wann(wann)}" if wann else f", {wort}"
        teile.append(text)
    return f"Zeitachse mit {zahlen.anzahl(len(teile), 'Datensatz', 'Datensätzen')}: {'; '.join(teile)}."


IN_JAHREN = 2
"""Beim Ablaufjahr nennt der Satz, was im Jahr des Stichtags und in so vielen weiteren abläuft."""


def karte(einteilung: Einteilung, lage: pd.DataFrame, stichtag: date) -> str:
    """Der Befund zum Thema der Karte.

    Parameters
    ----------
    einteilung : Seine Klassen liefern die Zahlen.
    lage : Die eingeteilte.
    """
    klassen, gesamt = einteilung.klassen, len(lage)
    if gesamt and einteilung.thema in ("Einwohner", "Priorität"):
        einheit = " Einwohner" if einteilung.thema == "Einwohner" else ""
        if gesamt == 1:
            einzige = klassen[int(einteilung.nummer.iloc[0])].beschriftung
            return f"{lage['name'].iloc[0]}: {einzige}{einheit}."
        erste, zweite = klassen[0].gemeinden, klassen[1].gemeinden
        if einheit:
            return f"{_von(erste + zweite, gesamt)} unter {zahlen.zahl(EINWOHNERGRENZEN[1])} Einwohner."
        weitere = f"{zahlen.zahl(zweite)} {_hat(zweite)} {klassen[1].beschriftung}"
        return f"{_von(erste, gesamt)} {klassen[0].beschriftung}, {weitere}."
    je = {klasse.wert: klasse.gemeinden for klasse in klassen}
    insek = int((lage["status"] == Status.VORHANDEN.value).sum())
    if einteilung.thema == "Status" or gesamt == 1 or not insek:
        return befunde_lage.belege(lage)
    abgelaufen, undatiert = je[Aktualitaet.ABGELAUFEN.value], je[Aktualitaet.ALTER_UNBEKANNT.value]
    if einteilung.thema == "Aktualität":
        teile = [
            (je[Aktualitaet.AKTUELL.value], "aktuell"),
            (je[Aktualitaet.EINLEITEN.value], "fortzuschreiben"),
            (abgelaufen, "abgelaufen"),
        ]
    else:
        bis = stichtag.year + IN_JAHREN
        bald = sum(je[str(jahr)] for jahr in range(stichtag.year, bis + 1))
        teile = [
            (abgelaufen, "abgelaufen"),
            (bald, f"{'läuft' if bald == 1 else 'laufen'} bis Ende {bis} ab"),
            (insek - abgelaufen - bald - undatiert, "später"),
        ]
    worte = ", ".join(
        f"{zahlen.zahl(n)} {wort}" for n, wort in [*teile, (undatiert, "ohne bekanntes Alter")] if n
    )
    return f"{zahlen.anzahl(insek, 'belegtes', 'belegte')} INSEK: {worte}."


def _von(n: int, gesamt: int) -> str:
    return f"{zahlen.zahl(n) if n else 'Keine'} von {zahlen.zahl(gesamt)} Gemeinden {_hat(n or 1)}"


def _hat(n: int) -> str:
    return "hat" if n == 1 else "haben"
