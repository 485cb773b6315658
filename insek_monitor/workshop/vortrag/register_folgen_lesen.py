"""Gespeicherte Folgen aus dem Register lesen, in einer laufenden Transaktion."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from insek_monitor.kern.vortrag import Folge, FolgeFehler
from insek_monitor.register import schema
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.workshop.vortrag import datei as vortragsdatei

_T = schema.vortragsfolge
_KOPF = (_T.c.folge, _T.c.fassung, _T.c.name, _T.c.archiviert, _T.c.am, _T.c.von)


@dataclass(frozen=True)
class Folgenangabe:
    """Eine gespeicherte Folge ohne ihren Inhalt, für Listen (eingefrorene sind groß)."""

    folge: int
    fassung: int
    name: str
    archiviert: bool
    am: datetime
    von: str


@dataclass(frozen=True)
class GespeicherteFolge(Folgenangabe):
    """Eine Fassung einer gespeicherten Folge mit Inhalt."""

    inhalt: Folge


def geltende(verbindung: Connection) -> list[Folgenangabe]:
    """Je Folge die jüngste Fassung, die zuletzt geänderte zuerst; auch archivierte."""
    neueste = select(func.max(_T.c.nummer)).group_by(_T.c.folge)
    anfrage = select(*_KOPF).where(_T.c.nummer.in_(neueste)).order_by(_T.c.nummer.desc())
    return [Folgenangabe(**eintrag) for eintrag in verbindung.execute(anfrage).mappings()]


def juengste(verbindung: Connection, nummer: int) -> GespeicherteFolge | None:
    """Die geltende Fassung einer Folge; ``None``, wenn es sie nicht gibt.

    Raises
    ------
    RegisterFehler
        wenn ihr Inhalt nicht lesbar ist.
    """
    anfrage: Select[Any] = select(*_KOPF, _T.c.inhalt).where(_T.c.folge == int(nummer))
    eintrag = verbindung.execute(anfrage.order_by(_T.c.fassung.desc()).limit(1)).mappings().first()
    if eintrag is None:
        return None
    try:
        inhalt = vortragsdatei.aus_json(json.loads(eintrag["inhalt"]))
    except FolgeFehler as fehler:
        raise RegisterFehler(f"Die Folge {nummer} lässt sich nicht lesen. {fehler}") from fehler
    return GespeicherteFolge(**{**eintrag, "inhalt": inhalt})
