"""Überschriften der Seiten: der Befund in einem Satz, aus den Daten gerechnet."""

from __future__ import annotations

from datetime import date

import pandas as pd

from insek_monitor.darstellung import zahlen
from insek_monitor.darstellung.befunde_gemeinde import ist_modelliert, modellannahme
from insek_monitor.modell.begriffe import Aktualitaet, Datenlage, Status
from insek_monitor.modell.datum import plus_monate
from insek_monitor.modell.regeln import Regeln

LEERE_AUSWAHL = "Zu dieser Auswahl gehört keine Gemeinde."
MINDESTENS = 5
"""Gruppen mit weniger Gemeinden (kreisfreie Städte) zählen nicht für „am höchsten, am niedrigsten“."""


def _zaehle(lage: pd.DataFrame) -> dict[Status, int]:
    haeufigkeit = lage["status"].astype(str).value_counts()
    return {status: int(haeufigkeit.get(status.value, 0)) for status in Status}


def _hat(n: int) -> str:
    return "hat" if n == 1 else "haben"


def ueberblick(lage: pd.DataFrame) -> str:
    """„207 von 418 Gemeinden (50 %) haben ein INSEK, 22 ein ähnliches Konzept, 189 haben keines.“

    Parameters
    ----------
    lage : DataFrame
        Aus ``kennzahlen.lage.lage`` oder daraus gefiltert.

    Returns
    -------
    str
        Ein Satz; wo nichts bekannt ist, steht das eigens da. Bei leerer Auswahl ``LEERE_AUSWAHL``.
    """
    gesamt, je = len(lage), _zaehle(lage)
    if gesamt == 0:
        return LEERE_AUSWAHL
    if gesamt == 1:
        zeile = lage.iloc[0]
        if ist_modelliert(zeile):
            return modellannahme(zeile)
        return _einzige(str(zeile["name"]), next(s for s in Status if je[s]))
    vorhanden = je[Status.VORHANDEN]
    if vorhanden == gesamt:
        return f"Alle {zahlen.zahl(gesamt)} Gemeinden haben ein INSEK."
    if vorhanden == 0:
        return _ohne_insek(gesamt, je)
    quote = zahlen.anteil(vorhanden / gesamt)
    teile = [
        f"{zahlen.zahl(vorhanden)} von {zahlen.zahl(gesamt)} Gemeinden ({quote}) {_hat(vorhanden)} ein INSEK"
    ]
    if n := je[Status.TEILWEISE]:
        teile.append(f"{zahlen.zahl(n)} ein ähnliches Konzept")
    if n := je[Status.KEIN]:
        teile.append(f"{zahlen.zahl(n)} {_hat(n)} keines")
    if n := je[Status.UNBEKANNT]:
        teile.append(f"von {zahlen.zahl(n)} ist nichts bekannt")
    return ", ".join(teile) + "."


def _ohne_insek(gesamt: int, je: dict[Status, int]) -> str:
    """Satz für mehrere Gemeinden ohne ein einziges INSEK; „keine hat eines“ nur, wenn alle bekannt sind."""
    if je[Status.KEIN] == gesamt:
        return f"Keine der {zahlen.zahl(gesamt)} Gemeinden hat ein INSEK."
    if je[Status.UNBEKANNT] == gesamt:
        return f"Von den {zahlen.zahl(gesamt)} Gemeinden ist nichts bekannt."
    if je[Status.UNBEKANNT]:
        teile = [f"Für keine der {zahlen.zahl(gesamt)} Gemeinden ist ein INSEK bekannt"]
    else:
        teile = [f"Keine der {zahlen.zahl(gesamt)} Gemeinden hat ein INSEK"]
    if n := je[Status.TEILWEISE]:
        teile.append(f"{zahlen.zahl(n)} {_hat(n)} ein ähnliches Konzept")
    if n := je[Status.KEIN]:
        teile.append(f"{zahlen.zahl(n)} {_hat(n)} kein Konzept")
    if n := je[Status.UNBEKANNT]:
        teile.append(f"von {zahlen.zahl(n)} ist nichts bekannt")
    return ", ".join(teile) + "."


def _einzige(name: str, status: Status) -> str:
    return {
        Status.VORHANDEN: f"{name} hat ein INSEK.",
        Status.TEILWEISE: f"{name} hat ein ähnliches Konzept; ein INSEK ist nicht belegt.",
        Status.KEIN: f"{name} hat kein Konzept.",
        Status.UNBEKANNT: f"Ob {name} ein INSEK hat, ist nicht bekannt.",
    }[status]


def modellhinweis(lage: pd.DataFrame) -> str:
    """Wie viel davon modelliert ist; leer, wenn nichts modelliert ist.

    „Modelliert, also nicht belegt, sind 97 der 207 INSEK und alle 189 Angaben „kein Konzept“.“
    """
    modelliert = (lage["datenlage"] == Datenlage.MODELLIERT.value).fillna(False).to_numpy(dtype=bool)
    gesamt, davon = _zaehle(lage), _zaehle(lage[modelliert])
    namen = {
        Status.VORHANDEN: ("INSEK", "INSEK"),
        Status.TEILWEISE: ("ähnliche Konzept", "ähnlichen Konzepte"),
        Status.KEIN: ("Angabe „kein Konzept“", "Angaben „kein Konzept“"),
        Status.UNBEKANNT: ("Angabe", "Angaben"),
    }
    teile = []
    for status, (einzahl, mehrzahl) in namen.items():
        if davon[status] == 0:
            continue
        if gesamt[status] == 1:
            teile.append(f"{'die' if status is Status.KEIN else 'das'} eine {einzahl}")
        elif davon[status] == gesamt[status]:
            teile.append(f"alle {zahlen.zahl(gesamt[status])} {mehrzahl}")
        else:
            teile.append(f"{zahlen.zahl(davon[status])} der {zahlen.zahl(gesamt[status])} {mehrzahl}")
    if not teile:
        return ""
    verb = "ist" if sum(davon.values()) == 1 else "sind"
    return f"Modelliert, also nicht belegt, {verb} {zahlen.aufzaehlung(teile)}."


def abdeckung(tabelle: pd.DataFrame) -> str:
    """Spanne des Anteils mit INSEK über die Gruppen.

    Parameters
    ----------
    tabelle : DataFrame
        Aus ``kennzahlen.abdeckung.abdeckung``.

    Notes
    -----
    Gruppen mit weniger als fünf Gemeinden bleiben außer Betracht, wenn sonst zwei zum Vergleichen bleiben.
    """
    zeilen = tabelle[tabelle["status"].astype(str) == Status.VORHANDEN.value]
    zeilen = zeilen[zeilen["gemeinden_anteil"].notna()]
    if zeilen.empty:
        return LEERE_AUSWAHL
    grosse = zeilen[zeilen["gemeinden_gesamt"] >= MINDESTENS]
    kleine_weg = 2 <= len(grosse) < len(zeilen)
    nachsatz = " Verglichen sind Gruppen ab fünf Gemeinden." if kleine_weg else ""
    vergleich = list((grosse if len(grosse) >= 2 else zeilen).itertuples())
    tief = min(vergleich, key=lambda z: z.gemeinden_anteil)
    hoch = max(vergleich, key=lambda z: z.gemeinden_anteil)
    if len(vergleich) == 1:
        return (
            f"{hoch.gruppe}: {zahlen.zahl(hoch.gemeinden)} von "
            f"{zahlen.anzahl(hoch.gemeinden_gesamt, 'Gemeinde', 'Gemeinden')} "
            f"({zahlen.anteil(hoch.gemeinden_anteil)}) mit INSEK."
        )
    if tief.gemeinden_anteil == hoch.gemeinden_anteil:
        return f"Der Anteil mit INSEK ist überall gleich: {zahlen.anteil(hoch.gemeinden_anteil)}.{nachsatz}"
    return (
        f"Der Anteil der Gemeinden mit INSEK reicht von {zahlen.anteil(tief.gemeinden_anteil)} "
        f"({tief.gruppe}) bis {zahlen.anteil(hoch.gemeinden_anteil)} ({hoch.gruppe}).{nachsatz}"
    )


def fortschreibung(lage: pd.DataFrame, stichtag: date, regeln: Regeln) -> str:
    """„In den nächsten 24 Monaten werden 34 INSEK zehn Jahre alt, 56 sind es schon.“"""
    if lage.empty:
        return LEERE_AUSWAHL
    vorhanden = lage[lage["status"].astype(str) == Status.VORHANDEN.value]
    if vorhanden.empty:
        return "In dieser Auswahl gibt es kein INSEK, das fortzuschreiben wäre."
    monate = max(regeln.warnbaender_monate)
    alter = zahlen.zahlwort(regeln.gueltig_bis_jahre)
    ende = pd.Timestamp(plus_monate(stichtag, monate))
    ablauf = vorhanden["ablauf_am"]
    faellig = int(((ablauf > pd.Timestamp(stichtag)) & (ablauf <= ende)).sum())
    aktualitaet = vorhanden["aktualitaet"].astype(str)
    abgelaufen = int((aktualitaet == Aktualitaet.ABGELAUFEN.value).sum())
    ohne = int((aktualitaet == Aktualitaet.ALTER_UNBEKANNT.value).sum())
    if faellig:
        satz = f"In den nächsten {zahlen.monate(monate, dativ=True)} "
        satz += f"{'wird' if faellig == 1 else 'werden'} {zahlen.zahl(faellig)} INSEK {alter} Jahre alt"
    else:
        satz = f"In den nächsten {zahlen.monate(monate, dativ=True)} wird kein INSEK {alter} Jahre alt"
    if abgelaufen:
        satz += f", {zahlen.zahl(abgelaufen)} {'ist' if abgelaufen == 1 else 'sind'} es schon"
    if ohne:
        satz += f"; von {zahlen.zahl(ohne)} ist das Alter nicht bekannt"
    return satz + "."


def karte(lage: pd.DataFrame) -> str:
    """Überschrift der Karte: was fehlt, in Zahlen."""
    gesamt, je = len(lage), _zaehle(lage)
    if gesamt <= 1:
        return ueberblick(lage)
    ohne = je[Status.KEIN] + je[Status.TEILWEISE]
    if (not ohne and not je[Status.UNBEKANNT]) or je[Status.UNBEKANNT] == gesamt:
        return ueberblick(lage)
    teile = []
    if ohne:
        verb = "hat" if ohne == 1 else "haben"
        teile.append(
            f"{zahlen.zahl(ohne)} von {zahlen.zahl(gesamt)} Gemeinden ({zahlen.anteil(ohne / gesamt)}) "
            f"{verb} kein INSEK"
        )
    if n := je[Status.UNBEKANNT]:
        nenner = "" if ohne else f" der {zahlen.zahl(gesamt)} Gemeinden"
        teile.append(f"{'von' if ohne else 'Von'} {zahlen.zahl(n)}{nenner} ist nichts bekannt")
    return ", ".join(teile) + "."
