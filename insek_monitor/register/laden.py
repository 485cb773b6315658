"""Den Bestand eines Datenstands aus dem Register laden, als typisierte Frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from insek_monitor.kern.datum import tage_spalte
from insek_monitor.register import altbestand, schema
from insek_monitor.register.datenstaende import Datenstand, finde_in
from insek_monitor.register.fassungen import DATUMSSPALTEN, FELDER, SPALTEN, fassung, pruefsumme
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.verbindung import Register

#: Stelle der Datenlage in den Zeilen der Abfrage; davor stehen Nummer und Fassung.
_DATENLAGE = 2 + FELDER.index("datenlage")


@dataclass(frozen=True)
class Bestand:
    """Die belegten Angaben eines Datenstands.

    Attributes
    ----------
    datenstand
        woher die Angaben stammen.
    konzepte
        Index ``konzept_id`` (sortiert), Spalten nach ``docs/fachregeln.md`` samt ``*_tag`` (datetime64[s]).
    zuordnung
        ``konzept_id``, ``ags``, nach beidem sortiert.
    weggelassen
        So viele errechnete Datensätze eines alten Registers sind nicht mehr dabei (``altbestand``).
    """

    datenstand: Datenstand
    konzepte: pd.DataFrame
    zuordnung: pd.DataFrame
    weggelassen: int = 0


def lade(register: Register, datenstand: Datenstand | str | int | None = None) -> Bestand:
    """Lade einen Datenstand und prüfe ihn gegen seine Prüfsumme.

    Parameters
    ----------
    datenstand
        ein ``Datenstand`` oder eine Kennung wie bei ``datenstaende.finde``.

    Raises
    ------
    RegisterFehler
        wenn es ihn nicht gibt oder sein Inhalt nicht mehr zur Prüfsumme passt.
    """
    kennung = datenstand.nummer if isinstance(datenstand, Datenstand) else datenstand
    with register.lesen() as verbindung:
        gefunden = finde_in(verbindung, kennung)
        zeilen = _konzepte(verbindung, gefunden.nummer)
        mitglieder = _gemeinden(verbindung, gefunden.nummer)
        _pruefe(gefunden, zeilen, mitglieder)
    belegte = [zeile for zeile in zeilen if altbestand.ist_beleg(zeile[_DATENLAGE])]
    belegte.sort(key=lambda zeile: zeile[2])
    return Bestand(
        gefunden,
        _konzeptframe(belegte),
        _zuordnungsframe(belegte, mitglieder),
        weggelassen=len(zeilen) - len(belegte),
    )


def _konzepte(verbindung: Connection, nummer: int) -> list[tuple[Any, ...]]:
    tabelle, eintrag = schema.konzeptfassung, schema.datenstand_eintrag
    spalten = [tabelle.c[name] for name in ("fassung_nr", "fassung", *FELDER)]
    anfrage = select(*spalten).join(eintrag, eintrag.c.fassung_nr == tabelle.c.fassung_nr)
    return [tuple(zeile) for zeile in verbindung.execute(anfrage.where(eintrag.c.nummer == nummer))]


def _gemeinden(verbindung: Connection, nummer: int) -> dict[int, list[str]]:
    tabelle, eintrag = schema.konzeptfassung_gemeinde, schema.datenstand_eintrag
    anfrage = select(tabelle.c.fassung_nr, tabelle.c.ags).join(
        eintrag, eintrag.c.fassung_nr == tabelle.c.fassung_nr
    )
    mitglieder: dict[int, list[str]] = {}
    for fassung_nr, ags in verbindung.execute(anfrage.where(eintrag.c.nummer == nummer)):
        mitglieder.setdefault(fassung_nr, []).append(ags)
    for liste in mitglieder.values():
        liste.sort()
    return mitglieder


def _pruefe(
    datenstand: Datenstand, zeilen: Sequence[tuple[Any, ...]], mitglieder: dict[int, list[str]]
) -> None:
    # Aus dem Inhalt gerechnet, nicht aus der gespeicherten Fassung: so fällt auch ein veränderter Text auf.
    fassungen = [
        fassung(dict(zip(FELDER, zeile[2:], strict=True)) | {"gemeinden": mitglieder.get(zeile[0], [])})
        for zeile in zeilen
    ]
    if pruefsumme(fassungen) != datenstand.pruefsumme:
        raise RegisterFehler(
            f"Der Inhalt von Datenstand {datenstand.nummer} („{datenstand.titel}“) passt nicht mehr zu "
            "seiner Prüfsumme; er wurde außerhalb des Programms verändert. Bitte wählen Sie einen anderen "
            "Datenstand oder stellen Sie eine Sicherung des Registers her."
        )


def _konzeptframe(zeilen: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    spalten = list(zip(*zeilen, strict=True)) if zeilen else [()] * (2 + len(FELDER))
    werte = dict(zip(("fassung_nr", "fassung", *FELDER), spalten, strict=True))
    index = pd.Index(pd.array(list(werte["konzept_id"]), dtype="str"), name="konzept_id")
    frame = pd.DataFrame(
        {
            name: pd.array(list(werte[name]), dtype="Int64" if name == "zieljahr" else "str")
            for name in SPALTEN
        },
        index=index,
    )
    for name in DATUMSSPALTEN:
        frame[f"{name}_tag"] = tage_spalte(frame[name])
    return frame


def _zuordnungsframe(zeilen: Sequence[tuple[Any, ...]], mitglieder: dict[int, list[str]]) -> pd.DataFrame:
    paare = [(zeile[2], ags) for zeile in zeilen for ags in mitglieder[zeile[0]]]
    return pd.DataFrame(paare, columns=["konzept_id", "ags"]).astype("str")
