"""Überschriften der Folien: der Befund in höchstens zwei großen Zeilen.

Kürzer als die Sätze in ``befunde``; was hier wegbleibt, zeigt das Bild oder der Hinweis darunter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from insek_monitor.kern.begriffe import Aktualitaet, Status
from insek_monitor.lage.bild import befunde_gemeinde, befunde_lage, zahlen
from insek_monitor.lage.bild.befunde_lage import je_status, keine_bekannt
from insek_monitor.lage.fortschreibung import faellig
from insek_monitor.workshop.vortrag.folien_grundlage import Grundlage
from insek_monitor.workshop.vortrag.folien_teile import Balken

ZWEIZEILIG = 90
"""So viele Zeichen passen in zwei Zeilen Überschrift (``folien_text.TITELSTUFEN``)."""


def offen(lage: pd.DataFrame) -> bool:
    """Ob von einer Gemeinde nicht geklärt ist, ob sie ein INSEK hat: „keines“ hieße dann zu viel."""
    return not lage["geklaert"].all()


def abdeckung(lage: pd.DataFrame, balken: Balken) -> str:
    """„Bei 11 von 52 Gemeinden ist ein INSEK belegt, nach den Eckwerten haben rund 28 eines.“

    Ohne Schätzung, und wo sie nicht für alle gilt, der belegte Stand.
    """
    teil, gesamt = balken.vorhanden, len(lage)
    if balken.unbekannt or not balken.geschaetzt:
        return stand(lage)
    if not teil.geschaetzt:
        eckwerte = f"nach den Eckwerten hat kaum eine {'weitere ' if teil.anzahl else ''}eines"
    elif teil.menge == zahlen.zahl(gesamt):
        eckwerte = "nach den Eckwerten haben alle eines"
    else:
        eckwerte = f"nach den Eckwerten {_hat(teil.summe)} {teil.menge} eines"
    wie_viele = f"{zahlen.zahl(teil.anzahl)} von {zahlen.zahl(gesamt)}" if teil.anzahl else _keiner(gesamt)
    return f"Bei {wie_viele} Gemeinden ist ein INSEK belegt, {eckwerte}."


def _keiner(gesamt: int) -> str:
    return f"keiner der {zahlen.zahl(gesamt)}"


def stand(lage: pd.DataFrame) -> str:
    """„120 von 418 haben ein INSEK, 74 Ähnliches, 1 keines, bei 223 ist nichts belegt.“

    Notes
    -----
    Genannt werden alle belegten Gruppen, damit die Zahlen aufgehen und zu denen der Karte passen. Hat keine
    Gemeinde eines, steht nur das da; die Gruppen zeigt der Balken.
    """
    gesamt, je = len(lage), je_status(lage)
    if gesamt == 0:
        return befunde_lage.LEERE_AUSWAHL
    if gesamt == 1:
        return befunde_gemeinde.gemeinde(lage.iloc[0])
    alle = zahlen.zahl(gesamt)
    if je[Status.VORHANDEN] == gesamt:
        return f"Alle {alle} Gemeinden haben ein INSEK."
    if je[Status.UNBEKANNT] == gesamt:
        return keine_bekannt(gesamt)
    if je[Status.VORHANDEN] == 0:
        if offen(lage):
            return f"Bei {_keiner(gesamt)} Gemeinden ist ein INSEK belegt."
        return f"Keine der {alle} Gemeinden hat ein INSEK."
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
        satz += f", bei {zahlen.zahl(n)} ist nichts belegt"
    return f"{satz}."


def _hat(n: int) -> str:
    return "hat" if n == 1 else "haben"


def karte(lage: pd.DataFrame) -> str:
    """„211 von 418 Gemeinden (50 %) haben kein INSEK, 22 davon ein ähnliches Konzept.“

    Wo manches nicht geklärt ist, steht der belegte Stand: „kein INSEK“ hieße dort zu viel.
    """
    gesamt, je = len(lage), je_status(lage)
    aehnlich = je[Status.TEILWEISE]
    ohne = je[Status.KEIN] + aehnlich
    if gesamt <= 1 or ohne in (0, gesamt) or offen(lage):
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


def fristen(lage: pd.DataFrame, grundlage: Grundlage) -> tuple[str, str]:
    """„In 24 Monaten werden 9 belegte INSEK zehn Jahre alt, 46 sind es schon.“ und was ohne Alter bleibt."""
    je = je_status(lage)
    if len(lage) <= 1:
        return stand(lage), ""
    if not je[Status.VORHANDEN]:
        wort = "ist kein INSEK belegt" if offen(lage) else "gibt es kein INSEK"
        return f"Hier {wort}, das fortzuschreiben wäre.", ""
    monate = max(grundlage.regeln.warnbaender_monate)
    alter = zahlen.zahlwort(grundlage.regeln.gueltig_bis_jahre)
    n = len(faellig(lage, monate, grundlage.stichtag))
    aktualitaet = lage["aktualitaet"].astype(str)
    vorbei = int((aktualitaet == Aktualitaet.ABGELAUFEN.value).sum())
    ohne = int((aktualitaet == Aktualitaet.ALTER_UNBEKANNT.value).sum())
    wie_viele = zahlen.zahl(n) if n else "kein"
    verb = "wird" if n <= 1 else "werden"
    belegt = ("belegtes " if n <= 1 else "belegte ") if offen(lage) else ""
    satz = f"In {zahlen.zahl(monate)} Monaten {verb} {wie_viele} {belegt}INSEK {alter} Jahre alt"
    if vorbei:
        satz += f", {zahlen.zahl(vorbei)} {'ist' if vorbei == 1 else 'sind'} es schon"
    nachsatz = f"Von {zahlen.zahl(ohne)} INSEK ist das Alter nicht bekannt." if ohne else ""
    return f"{satz}.", nachsatz


def region(lage: pd.DataFrame, grundlage: Grundlage) -> str:
    """„64 von 120 belegten INSEK sind fällig oder abgelaufen, 1 Gemeinde hat kein Konzept.“

    Sagt, was zu tun ist; die Liste darunter nennt, wo. Den Stand sagt schon die Abdeckung, die Jahre der
    Ablauf.
    """
    je = je_status(lage)
    kein = je[Status.KEIN]
    if len(lage) <= 1 or not je[Status.VORHANDEN]:
        return stand(lage)
    bald = len(faellig(lage, max(grundlage.regeln.warnbaender_monate), grundlage.stichtag))
    vorbei = int((lage["aktualitaet"].astype(str) == Aktualitaet.ABGELAUFEN.value).sum())
    n = bald + vorbei
    von = f"{zahlen.zahl(je[Status.VORHANDEN])} {'belegten ' if offen(lage) else ''}INSEK"
    erneuern = (
        f"{zahlen.zahl(n)} von {von} {'ist' if n == 1 else 'sind'} fällig oder abgelaufen"
        if n
        else f"Von {von} ist keines fällig oder abgelaufen"
    )
    if not kein:
        return f"{erneuern}."
    return f"{erneuern}, {zahlen.gemeinden(kein)} {_hat(kein)} kein Konzept."


def groesse(lage: pd.DataFrame, balken: Sequence[Balken]) -> str:
    """„Am seltensten unter 5.000 Einwohner: 24 von 259 belegt, nach den Eckwerten rund 75.“"""
    anteile = [b.vorhanden.summe / b.gesamt for b in balken]
    if len(lage) <= 1 or len(set(anteile)) < 2:
        return stand(lage)
    gruppe = balken[anteile.index(min(anteile))]
    teil = gruppe.vorhanden
    wie_viele = zahlen.zahl(teil.anzahl) if teil.anzahl else "keines"
    satz = f"{gruppe.name}: {wie_viele}\u00a0von\u00a0{zahlen.zahl(gruppe.gesamt)} "
    satz += "belegt" if offen(lage) else "mit INSEK"
    satz += f", nach den Eckwerten {teil.menge}." if teil.geschaetzt else "."
    ganz = f"Am seltensten {satz}"
    return ganz if len(ganz) <= ZWEIZEILIG else satz
