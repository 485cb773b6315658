"""Zeilen ganzer Tabellen lesen und eintragen, in Paketen und so geordnet, dass die Auslöser sie zulassen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from insek_monitor.register import schema
from insek_monitor.register.fassungen import FELDER, fassung, pruefsumme

#: Zuerst Gemeinden und Einträge, dann Fassung, Datenstand oder Kampagne, die sie abschließen. Die
#: vergänglichen Tabellen (``schema.VERGAENGLICH``) fehlen: Stimmen gehören in keine Sicherung.
REIHENFOLGE: tuple[Table, ...] = (
    schema.konzeptfassung_gemeinde,
    schema.konzeptfassung,
    schema.datenstand_eintrag,
    schema.datenstand,
    schema.quelldatei,
    schema.freigabe,
    schema.vermerk,
    schema.pruefrunde,
    schema.bestaetigung,
    schema.rollenvergabe,
    schema.spaltenwahl,
    schema.kampagne_gemeinde,
    schema.kampagne,
    schema.kontakt,
    schema.ansprachestand,
    schema.erledigung,
    schema.gewichtung,
    schema.fragensatz,
    schema.vortragsfolge,
    schema.stimmungsergebnis,
    schema.protokoll,
)
PAKET = 2000
Zeile = dict[str, Any]


def pakete(verbindung: Connection, tabelle: Table) -> Iterator[list[Zeile]]:
    """Alle Zeilen nach dem Schlüssel geordnet; von Quelldateien steht immer nur eine im Speicher."""
    paket = 1 if tabelle is schema.quelldatei else PAKET
    anfrage = select(tabelle).order_by(*tabelle.primary_key.columns).execution_options(yield_per=paket)
    for teil in verbindung.execute(anfrage).mappings().partitions():
        yield [dict(zeile) for zeile in teil]


def zeilen(verbindung: Connection, tabelle: Table) -> Iterator[Zeile]:
    """Wie ``pakete``, Zeile für Zeile."""
    for paket in pakete(verbindung, tabelle):
        yield from paket


def trage_zeilen_ein(verbindung: Connection, tabelle: Table, werte: Iterable[Zeile]) -> int:
    """Trage Zeilen in der gegebenen Reihenfolge ein; liefert ihre Zahl."""
    grenze = 1 if tabelle is schema.quelldatei else PAKET
    anzahl, paket = 0, []
    for zeile in werte:
        paket.append(zeile)
        if len(paket) >= grenze:
            verbindung.execute(insert(tabelle), paket)
            anzahl, paket = anzahl + len(paket), []
    if paket:
        verbindung.execute(insert(tabelle), paket)
    return anzahl + len(paket)


def zeilenzahlen(verbindung: Connection) -> dict[str, int]:
    """Zeilen je Tabelle."""
    return {
        tabelle.name: verbindung.execute(select(func.count()).select_from(tabelle)).scalar_one()
        for tabelle in REIHENFOLGE
    }


def veraenderte_datenstaende(verbindung: Connection) -> tuple[int, ...]:
    """Nummern der Datenstände, deren Inhalt nicht (mehr) zu ihrer Prüfsumme passt."""
    gemeinden: dict[int, list[str]] = {}
    for zeile in zeilen(verbindung, schema.konzeptfassung_gemeinde):
        gemeinden.setdefault(zeile["fassung_nr"], []).append(zeile["ags"])
    fassungen = {
        zeile["fassung_nr"]: fassung(
            {name: zeile[name] for name in FELDER}
            | {"gemeinden": sorted(gemeinden.get(zeile["fassung_nr"], []))}
        )
        for zeile in zeilen(verbindung, schema.konzeptfassung)
    }
    je_stand: dict[int, list[str]] = {}
    for zeile in zeilen(verbindung, schema.datenstand_eintrag):
        # Ein Eintrag ohne Fassung macht die Prüfsumme sicher falsch.
        je_stand.setdefault(zeile["nummer"], []).append(fassungen.get(zeile["fassung_nr"], ""))
    return tuple(
        zeile["nummer"]
        for zeile in zeilen(verbindung, schema.datenstand)
        if pruefsumme(je_stand.get(zeile["nummer"], [])) != zeile["pruefsumme"]
    )
