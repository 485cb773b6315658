"""Überschriften der Folien: der Befund in höchstens zwei großen Zeilen.

Kürzer als die Sätze in ``befunde``; was hier wegbleibt, zeigt das Bild oder der Hinweis darunter.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from insek_monitor.darstellung import befunde, zahlen
from insek_monitor.darstellung.folien_grundlage import Grundlage
from insek_monitor.kennzahlen.abdeckung import abdeckung
from insek_monitor.kennzahlen.fortschreibung import faellig
from insek_monitor.modell.begriffe import Aktualitaet, Status

ZWEIZEILIG = 90
"""So viele Zeichen passen in zwei Zeilen Überschrift (``folien_text.TITELSTUFEN``)."""


def je_status(lage: pd.DataFrame) -> dict[Status, int]:
    """Gemeinden je Status."""
    haeufigkeit = lage["status"].astype(str).value_counts()
    return {status: int(haeufigkeit.get(status.value, 0)) for status in Status}


def stand(lage: pd.DataFrame) -> str:
    """„207 von 418 Gemeinden haben ein INSEK, 22 ein ähnliches Konzept, 189 keines.“

    Notes
    -----
    Genannt werden alle Gruppen, damit die Zahlen aufgehen und zu denen der Karte passen. Hat keine Gemeinde
    eines, steht nur das da; die Gruppen zeigt der Balken.
    """
    gesamt, je = len(lage), je_status(lage)
    if gesamt == 1:
        return gemeinde(lage.iloc[0])
    vorhanden, unbekannt = je[Status.VORHANDEN], je[Status.UNBEKANNT]
    if vorhanden in (0, gesamt) or gesamt == 0:
        if unbekannt in (0, gesamt):
            return befunde.ueberblick(lage).split(",")[0].rstrip(".") + "."
        return f"Für keine der {zahlen.zahl(gesamt)} Gemeinden ist ein INSEK bekannt."
    fassungen = [
        _gruppensatz(je, gesamt, wer, aehnlich)
        for wer, aehnlich in (
            (" Gemeinden", "ein ähnliches Konzept"),
            ("", "ein ähnliches Konzept"),
            ("", "Ähnliches"),
        )
    ]
    return next((satz for satz in fassungen if len(satz) <= ZWEIZEILIG), fassungen[-1])


def _gruppensatz(je: Mapping[Status, int], gesamt: int, wer: str, aehnlich: str) -> str:
    """Alle Gruppen, die es gibt; ein neues Verb nur, wo es in der Zahl wechselt."""
    satz, verb = "", ""
    for status, was in (
        (Status.VORHANDEN, "ein INSEK"),
        (Status.TEILWEISE, aehnlich),
        (Status.KEIN, "keines"),
    ):
        if n := je[status]:
            von = f" von {zahlen.zahl(gesamt)}{wer}" if status is Status.VORHANDEN else ""
            neues = _hat(n)
            satz += f"{', ' if satz else ''}{zahlen.zahl(n)}{von}{f' {neues}' if neues != verb else ''} {was}"
            verb = neues
    if n := je[Status.UNBEKANNT]:
        satz += f", von {zahlen.zahl(n)} ist nichts bekannt"
    return f"{satz}."


def _hat(n: int) -> str:
    return "hat" if n == 1 else "haben"


def karte(lage: pd.DataFrame) -> str:
    """„211 von 418 Gemeinden (50 %) haben kein INSEK, 22 davon ein ähnliches Konzept.“

    Wo manches nicht bekannt ist, steht dasselbe wie bei der Abdeckung: „kein INSEK“ hieße dort zu viel.
    """
    gesamt, je = len(lage), je_status(lage)
    aehnlich = je[Status.TEILWEISE]
    ohne = je[Status.KEIN] + aehnlich
    if gesamt <= 1 or ohne in (0, gesamt) or je[Status.UNBEKANNT]:
        return stand(lage)
    satz = (
        f"{zahlen.zahl(ohne)} von {zahlen.zahl(gesamt)} Gemeinden ({zahlen.anteil(ohne / gesamt)}) "
        f"{_hat(ohne)} kein INSEK"
    )
    if not aehnlich:
        return f"{satz}."
    if aehnlich == ohne:
        return f"{satz}, {'aber' if ohne == 1 else 'alle aber'} ein ähnliches Konzept."
    verb = "hat " if aehnlich == 1 else ""
    return f"{satz}, {zahlen.zahl(aehnlich)} davon {verb}ein ähnliches Konzept."


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


def region(lage: pd.DataFrame, grundlage: Grundlage) -> str:
    """„116 von 207 INSEK sind fällig oder abgelaufen, 189 Gemeinden haben kein Konzept.“

    Sagt, was zu tun ist; die Liste darunter nennt, wo. Den Stand sagt schon die Abdeckung, die Jahre der
    Ablauf.
    """
    je = je_status(lage)
    kein = je[Status.KEIN]
    if len(lage) <= 1 or not je[Status.VORHANDEN]:
        return stand(lage)
    bald = len(faellig(lage, max(grundlage.regeln.warnbaender_monate), grundlage.stichtag))
    vorbei = int((lage["aktualitaet"].astype(str) == Aktualitaet.ABGELAUFEN.value).sum())
    n, von = bald + vorbei, zahlen.zahl(je[Status.VORHANDEN])
    erneuern = (
        f"{zahlen.zahl(n)} von {von} INSEK {'ist' if n == 1 else 'sind'} fällig oder abgelaufen"
        if n
        else f"Von {von} INSEK ist keines fällig oder abgelaufen"
    )
    if not kein:
        return f"{erneuern}."
    return f"{erneuern}, {zahlen.gemeinden(kein)} {_hat(kein)} kein Konzept."


def groesse(lage: pd.DataFrame, spalte: str) -> str:
    """Spanne des Anteils mit INSEK über alle gezeigten Klassen, auch kleine.

    „Ein INSEK haben 30 % (unter 5.000 Einwohner) bis 100 % (15.000 und mehr).“ Wie viele Gemeinden eine
    Klasse hat, steht im Bild; fehlte eine in der Spanne, widerspräche ihm der Satz.
    """
    tabelle = abdeckung(lage, spalte)
    zeilen = list(tabelle[tabelle["status"].astype(str) == Status.VORHANDEN.value].itertuples())
    if len(lage) <= 1 or len(zeilen) < 2:
        return stand(lage)
    wort = "Ein bekanntes INSEK" if je_status(lage)[Status.UNBEKANNT] else "Ein INSEK"
    tief = min(zeilen, key=lambda z: z.gemeinden_anteil)
    hoch = max(zeilen, key=lambda z: z.gemeinden_anteil)
    if tief.gemeinden_anteil == hoch.gemeinden_anteil:
        return f"{wort} haben überall {zahlen.anteil(hoch.gemeinden_anteil)}."
    return (
        f"{wort} haben {zahlen.anteil(tief.gemeinden_anteil)} ({tief.gruppe} Einwohner) bis "
        f"{zahlen.anteil(hoch.gemeinden_anteil)} ({hoch.gruppe})."
    )
