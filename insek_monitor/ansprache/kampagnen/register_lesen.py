"""Kampagnen aus dem Register lesen, in einer laufenden Transaktion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select

from insek_monitor.kern.ansprache import Angebot, Kampagnenangaben
from insek_monitor.register import schema
from insek_monitor.register.fassungsbuch import Fassungsbuch
from insek_monitor.register.kontaktgebiet import heutiges

BUCH = Fassungsbuch(schema.kampagne, "kampagne")
_FELDER = tuple(Kampagnenangaben.__dataclass_fields__)


@dataclass(frozen=True)
class Kampagne:
    """Eine Fassung einer gespeicherten Liste.

    Attributes
    ----------
    nummer, fassung
        welche Kampagne, die wievielte Fassung.
    gemeinden
        Gemeindeschlüssel in der gespeicherten Reihenfolge.
    am, von
        wann und von wem diese Fassung gespeichert wurde.
    datenstand_nummer
        welcher Datenstand dabei zu sehen war.
    frueher
        heutiger und gespeicherter Schlüssel, wo eine Gemeinde inzwischen in einer anderen aufgegangen ist;
        ``gemeinden`` nennt die heutige, jede einmal.
    """

    nummer: int
    fassung: int
    angaben: Kampagnenangaben
    gemeinden: tuple[str, ...]
    archiviert: bool
    am: datetime
    von: str
    datenstand_nummer: int | None
    frueher: tuple[tuple[str, str], ...] = ()


def geltende(verbindung: Connection) -> list[Kampagne]:
    """Je Kampagne die jüngste Fassung, die neueste Kampagne zuerst."""
    alle = _lies(verbindung, BUCH.geltende(verbindung))
    return sorted(alle, key=lambda kampagne: -kampagne.nummer)


def fassungen_von(verbindung: Connection, nummer: int) -> list[Kampagne]:
    """Alle Fassungen einer Kampagne, die jüngste zuerst; leer, wenn es sie nicht gibt."""
    return _lies(verbindung, BUCH.fassungen(verbindung, nummer))


def _lies(verbindung: Connection, zeilen: Sequence[RowMapping]) -> list[Kampagne]:
    gemeinden = _gemeinden(verbindung, [zeile["nummer"] for zeile in zeilen])
    return [_aus_zeile(zeile, tuple(gemeinden.get(zeile["nummer"], ()))) for zeile in zeilen]


def _gemeinden(verbindung: Connection, eintraege: Iterable[int]) -> dict[int, list[str]]:
    tabelle = schema.kampagne_gemeinde
    anfrage = select(tabelle.c.eintrag, tabelle.c.ags).where(tabelle.c.eintrag.in_(list(eintraege)))
    ergebnis: dict[int, list[str]] = {}
    for eintrag, ags in verbindung.execute(anfrage.order_by(tabelle.c.eintrag, tabelle.c.platz)):
        ergebnis.setdefault(eintrag, []).append(ags)
    return ergebnis


def _aus_zeile(zeile: RowMapping, gemeinden: tuple[str, ...]) -> Kampagne:
    heutige, frueher = heutiges().ordne_zu(gemeinden)
    werte = {name: zeile[name] for name in _FELDER} | {"angebot": Angebot(zeile["angebot"])}
    return Kampagne(
        nummer=zeile["kampagne"],
        fassung=zeile["fassung"],
        angaben=Kampagnenangaben(**werte),
        gemeinden=heutige,
        archiviert=zeile["archiviert"],
        am=zeile["am"],
        von=zeile["von"],
        datenstand_nummer=zeile["datenstand_nummer"],
        frueher=frueher,
    )
