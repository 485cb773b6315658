"""Räume und Runden aus den vergänglichen Tabellen lesen, auch mit Fragen und Frist.

Ohne pandas, wie alles auf dem Weg einer Stimme.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, func, select

from insek_monitor.kern.stimmungsbild import (
    Frage,
    Gruppenfrage,
    Herkunft,
    Rundenstand,
    lies_frage,
    lies_fragen,
)
from insek_monitor.register import schema


@dataclass(frozen=True)
class Rundenlage:
    """Eine Runde.

    Attributes
    ----------
    nummer : im ganzen Register eindeutig; ``runde`` zählt je Frage ab 1.
    fassung : zählt Änderungen des Wortlauts; eine Stimme nennt die Fassung, die sie meint.
    """

    nummer: int
    frage: Frage
    runde: int
    stand: Rundenstand
    fassung: int
    verborgen: bool
    herkunft: Herkunft


@dataclass(frozen=True)
class Raumlage:
    """Was Teilnehmende und Leinwand von einem Raum wissen: weder Schlüssel noch Salz.

    ``stand`` wächst mit jeder Änderung außer Stimmen; ``runde`` ist die aktive. Mit ``siegel`` unterschreibt
    der Server Ausweise; es ist aus dem Salz gerechnet und verlässt den Server nicht.
    """

    code: str
    titel: str
    gruppenfrage: Gruppenfrage
    gruppen: tuple[str, ...]
    stand: int
    beendet: bool
    loeschen_am: datetime
    runde: Rundenlage | None
    siegel: bytes = field(default=b"", repr=False)


def raumlage(zeile: Row[Any], runde: Rundenlage | None) -> Raumlage:
    """Raum aus einer Zeile von ``schema.raum``."""
    return Raumlage(
        zeile.code,
        zeile.titel,
        Gruppenfrage(zeile.gruppenfrage),
        lies_gruppen(zeile.gruppen),
        zeile.stand,
        zeile.beendet,
        zeile.loeschen_am,
        runde,
        hmac.digest(zeile.salz.encode(), b"ausweis", hashlib.sha256),
    )


def rundenlage(zeile: Row[Any]) -> Rundenlage:
    """Runde aus einer Zeile von ``schema.runde``."""
    return Rundenlage(
        zeile.nummer,
        _frage(zeile.inhalt),
        zeile.runde,
        Rundenstand(zeile.stand),
        zeile.fassung,
        zeile.verborgen,
        Herkunft(zeile.herkunft),
    )


def runde_in(verbindung: Connection, nummer: int | None) -> Rundenlage | None:
    """Eine Runde; ``None``, wenn es sie nicht gibt."""
    if nummer is None:
        return None
    zeile = verbindung.execute(select(schema.runde).where(schema.runde.c.nummer == nummer)).first()
    return None if zeile is None else rundenlage(zeile)


def runden_in(verbindung: Connection, code: str) -> list[Rundenlage]:
    """Alle Runden eines Raums, die älteste zuerst."""
    tabelle = schema.runde
    anfrage = select(tabelle).where(tabelle.c.code == code).order_by(tabelle.c.nummer)
    return [rundenlage(zeile) for zeile in verbindung.execute(anfrage)]


def gezeigte_runde(runden: Iterable[Rundenlage], frage: str, aktiv: int | None) -> Rundenlage | None:
    """Die aktive Runde, wenn sie zu dieser Frage gehört, sonst ihre letzte; ``None`` ohne Runde.

    Parameters
    ----------
    runden
        die älteste zuerst.
    """
    passend = [lage for lage in runden if lage.frage.kennung == frage]
    return next((lage for lage in passend if lage.nummer == aktiv), passend[-1] if passend else None)


def stimmende_in(verbindung: Connection, runde: int) -> int:
    """Wie viele Geräte in dieser Runde gestimmt haben."""
    anfrage = select(func.count()).select_from(schema.stimme).where(schema.stimme.c.runde == runde)
    return int(verbindung.execute(anfrage).scalar_one())


@lru_cache(maxsize=64)
def lies_gruppen(text: str) -> tuple[str, ...]:
    """Gruppen, die zur Wahl stehen."""
    return tuple(json.loads(text))


@lru_cache(maxsize=64)
def fragen_aus(text: str) -> tuple[Frage, ...]:
    """Fragen eines Raums."""
    return lies_fragen(json.loads(text))


def als_text(fragen: tuple[Frage, ...]) -> str:
    """Gegenstück zu ``fragen_aus``."""
    return json.dumps([frage.als_dict() for frage in fragen], ensure_ascii=False)


def fragetext(frage: Frage) -> str:
    """Eine Frage, wie sie in ``runde.inhalt`` steht."""
    return json.dumps(frage.als_dict(), ensure_ascii=False)


@lru_cache(maxsize=256)
def _frage(text: str) -> Frage:
    # Zweihundert Telefone fragen nach derselben.
    return lies_frage(json.loads(text))


@dataclass(frozen=True)
class Raum:
    """Ein Raum.

    Attributes
    ----------
    code : damit nehmen Telefone teil; nach dem Löschen ohne Bedeutung.
    kennung : bleibt in den Ergebnissen.
    """

    code: str
    kennung: str
    titel: str
    ort: str
    datum: date
    gruppenfrage: Gruppenfrage
    gruppen: tuple[str, ...]
    fragen: tuple[Frage, ...]
    beendet: bool
    angelegt_am: datetime
    loeschen_am: datetime
    stand: int
    aktive_runde: int | None


def raum_aus(zeile: Row[Any]) -> Raum:
    """Raum aus einer Zeile von ``schema.raum``."""
    return Raum(
        zeile.code,
        zeile.kennung,
        zeile.titel,
        zeile.ort,
        zeile.datum,
        Gruppenfrage(zeile.gruppenfrage),
        lies_gruppen(zeile.gruppen),
        fragen_aus(zeile.fragen),
        zeile.beendet,
        zeile.angelegt_am,
        zeile.loeschen_am,
        zeile.stand,
        zeile.aktive_runde,
    )
