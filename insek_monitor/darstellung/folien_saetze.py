"""Überschriften der Folien: der Befund in höchstens zwei großen Zeilen.

Kürzer als die Sätze in ``befunde``; was hier wegbleibt, zeigt das Bild oder der Hinweis darunter.
"""

from __future__ import annotations

import pandas as pd

from insek_monitor.darstellung import befunde, zahlen
from insek_monitor.darstellung.befunde_lage import MINDESTENS
from insek_monitor.darstellung.folien_grundlage import Grundlage
from insek_monitor.kennzahlen.abdeckung import abdeckung
from insek_monitor.kennzahlen.fortschreibung import faellig
from insek_monitor.modell.begriffe import Aktualitaet, Status


def je_status(lage: pd.DataFrame) -> dict[Status, int]:
    """Gemeinden je Status."""
    haeufigkeit = lage["status"].astype(str).value_counts()
    return {status: int(haeufigkeit.get(status.value, 0)) for status in Status}


def stand(lage: pd.DataFrame) -> str:
    """„207 von 418 Gemeinden (50 %) haben ein INSEK, 189 haben keines.“"""
    gesamt, je = len(lage), je_status(lage)
    if gesamt == 1:
        return gemeinde(lage.iloc[0])
    vorhanden, unbekannt = je[Status.VORHANDEN], je[Status.UNBEKANNT]
    if vorhanden in (0, gesamt) or gesamt == 0:
        if unbekannt in (0, gesamt):
            return befunde.ueberblick(lage).split(",")[0].rstrip(".") + "."
        return f"Für keine der {zahlen.zahl(gesamt)} Gemeinden ist ein INSEK bekannt."
    satz = (
        f"{zahlen.zahl(vorhanden)} von {zahlen.zahl(gesamt)} Gemeinden ({zahlen.anteil(vorhanden / gesamt)}) "
        f"{'hat' if vorhanden == 1 else 'haben'} ein INSEK"
    )
    if unbekannt:
        return f"{satz}, von {zahlen.zahl(unbekannt)} ist nichts bekannt."
    keines = je[Status.KEIN]
    return (
        f"{satz}, {zahlen.zahl(keines)} {'hat' if keines == 1 else 'haben'} keines." if keines else f"{satz}."
    )


def gemeinde(zeile: pd.Series) -> str:
    """Stand einer Gemeinde; Modelliertes steht nie als Aussage über sie da."""
    if not befunde.ist_modelliert(zeile):
        return befunde.gemeinde(zeile)
    kein = Status(zeile["status"]) is Status.KEIN
    return (
        f"Für {zeile['name']} ist kein {'Konzept' if kein else 'INSEK'} nachgewiesen; "
        f"das Modell rechnet mit {'keinem' if kein else 'einem'}."
    )


def fristen(lage: pd.DataFrame, grundlage: Grundlage) -> tuple[str, str]:
    """„In 24 Monaten werden 22 INSEK zehn Jahre alt, 94 sind es schon.“ und was ohne Alter bleibt."""
    if len(lage) == 1:
        return gemeinde(lage.iloc[0]), ""
    if lage.empty:
        return befunde.LEERE_AUSWAHL, ""
    je = je_status(lage)
    if not je[Status.VORHANDEN]:
        wort = "ist kein INSEK bekannt" if je[Status.UNBEKANNT] else "gibt es kein INSEK"
        return f"Hier {wort}, das fortzuschreiben wäre.", ""
    monate = max(grundlage.regeln.warnbaender_monate)
    alter = zahlen.zahlwort(grundlage.regeln.gueltig_bis_jahre)
    n = len(faellig(lage, monate, grundlage.stichtag))
    aktualitaet = lage["aktualitaet"].astype(str)
    vorbei = int((aktualitaet == Aktualitaet.ABGELAUFEN.value).sum())
    ohne = int((aktualitaet == Aktualitaet.ALTER_UNBEKANNT.value).sum())
    wie_viele = zahlen.zahl(n) if n else "kein"
    verb = "wird" if n <= 1 else "werden"
    satz = f"In {zahlen.zahl(monate)} Monaten {verb} {wie_viele} INSEK {alter} Jahre alt"
    if vorbei:
        satz += f", {zahlen.zahl(vorbei)} {'ist' if vorbei == 1 else 'sind'} es schon"
    nachsatz = f"Von {zahlen.zahl(ohne)} INSEK ist das Alter nicht bekannt." if ohne else ""
    return f"{satz}.", nachsatz


def groesse(lage: pd.DataFrame, spalte: str) -> tuple[str, str]:
    """Spanne des Anteils mit INSEK und, ob kleine Gruppen beim Vergleich fehlen.

    „Ein INSEK haben 30 % (unter 5.000 Einwohner) bis 100 % (15.000 und mehr).“
    """
    tabelle = abdeckung(lage, spalte)
    zeilen = list(tabelle[tabelle["status"].astype(str) == Status.VORHANDEN.value].itertuples())
    if len(lage) <= 1 or len(zeilen) < 2:
        return stand(lage), ""
    wort = "Ein bekanntes INSEK" if je_status(lage)[Status.UNBEKANNT] else "Ein INSEK"
    grosse = [z for z in zeilen if z.gemeinden_gesamt >= MINDESTENS]
    vergleich = grosse if len(grosse) >= 2 else zeilen
    nachsatz = "Verglichen sind Gruppen ab fünf Gemeinden." if len(vergleich) < len(zeilen) else ""
    tief = min(vergleich, key=lambda z: z.gemeinden_anteil)
    hoch = max(vergleich, key=lambda z: z.gemeinden_anteil)
    if tief.gemeinden_anteil == hoch.gemeinden_anteil:
        return f"{wort} haben überall {zahlen.anteil(hoch.gemeinden_anteil)}.", nachsatz
    return (
        f"{wort} haben {zahlen.anteil(tief.gemeinden_anteil)} ({tief.gruppe} Einwohner) bis "
        f"{zahlen.anteil(hoch.gemeinden_anteil)} ({hoch.gruppe}).",
        nachsatz,
    )
