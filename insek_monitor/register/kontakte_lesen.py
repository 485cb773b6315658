"""Kontakte lesen: die geltenden, der ganze Verlauf einer Gemeinde, der letzte Tag je Gemeinde."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, Select, func, select

from insek_monitor.modell.rollen import Person, Rolle
from insek_monitor.register import rechte, schema
from insek_monitor.register.ansprachetexte import pruefe_schluessel
from insek_monitor.register.erledigtes import erledigte
from insek_monitor.register.leseframe import frame
from insek_monitor.register.verbindung import Register

TYPEN = {
    "nummer": "int64",
    "ags": "str",
    "datum": "datetime64[s]",
    "art": "str",
    "stelle": "str",
    "ergebnis": "str",
    "naechster_schritt": "str",
    "wiedervorlage": "datetime64[s]",
    "erledigt": "bool",
    "kampagne": "Int64",
    "am": "datetime64[us, UTC]",
    "von": "str",
    "berichtigt": "bool",
}
VERLAUFSTYPEN = TYPEN | {"zurueckgezogen": "bool", "gueltig": "bool", "ersetzt": "Int64", "grund": "str"}

_K = schema.kontakt
_ERSETZTE = select(_K.c.ersetzt).where(_K.c.ersetzt.is_not(None))


def verlange(register: Register, person: Person, gegenstand: str) -> None:
    """Prüfe die Rolle „Lesen“; eine Verweigerung steht im Protokoll, deshalb fragt die Oberfläche vorher.

    Raises
    ------
    Verweigert
        für Gäste und Angemeldete ohne Rolle.
    """
    rechte.verlange(register, person, Rolle.LESEN, vorgang="Kontakte lesen", gegenstand=gegenstand)


def nur_geltende(anfrage: Select[Any]) -> Select[Any]:
    """Nur Einträge, die niemand ersetzt hat und die kein Rückzug sind."""
    return anfrage.where(~_K.c.zurueckgezogen, _K.c.nummer.not_in(_ERSETZTE))


def lies(register: Register, person: Person, ags: str | None = None) -> pd.DataFrame:
    """Die geltenden Kontakte, der jüngste zuerst (nach Tag, dann Nummer).

    Parameters
    ----------
    ags
        nur diese Gemeinde.

    Returns
    -------
    DataFrame
        Index ``nummer``, sonst ``TYPEN``. ``am`` und ``von`` gehören zum geltenden Eintrag; ``berichtigt``:
        er ersetzt einen früheren.

    Raises
    ------
    Verweigert
        wie ``verlange``.
    """
    if ags is not None:
        pruefe_schluessel(ags)
    verlange(register, person, "Kontakte" if ags is None else f"Gemeinde {ags}")
    anfrage = nur_geltende(_anfrage()).order_by(_K.c.datum.desc(), _K.c.nummer.desc())
    if ags is not None:
        anfrage = anfrage.where(_K.c.ags == ags)
    with register.lesen() as verbindung:
        zeilen = _zeilen(verbindung, anfrage)
    return frame((zeile[: len(TYPEN)] for zeile in zeilen), TYPEN, "nummer")


def verlauf(register: Register, person: Person, ags: str) -> pd.DataFrame:
    """Jeder Eintrag zu Kontakten einer Gemeinde, der zuletzt geschriebene zuerst.

    Returns
    -------
    DataFrame
        Wie ``lies``, dazu ``zurueckgezogen`` (der Eintrag ist ein Rückzug und wiederholt das Zurückgezogene),
        ``gueltig`` (steht in ``lies``), ``ersetzt`` (Nummer) und ``grund``.

    Raises
    ------
    Verweigert
        wie ``verlange``.
    """
    pruefe_schluessel(ags)
    verlange(register, person, f"Gemeinde {ags}")
    anfrage = _anfrage().where(_K.c.ags == ags).order_by(_K.c.nummer.desc())
    with register.lesen() as verbindung:
        zeilen = _zeilen(verbindung, anfrage)
    ersetzte = {zeile[-2] for zeile in zeilen}
    stelle = list(VERLAUFSTYPEN).index("gueltig")
    ganz = [
        (*zeile[:stelle], not zeile[stelle - 1] and zeile[0] not in ersetzte, *zeile[stelle:])
        for zeile in zeilen
    ]
    return frame(ganz, VERLAUFSTYPEN, "nummer")


def letzter_kontakt(register: Register, person: Person, *, heute: date | None = None) -> pd.Series:
    """Tag des letzten geltenden Kontakts je ``ags`` (datetime64[s]); nur Gemeinden mit Kontakt.

    Parameters
    ----------
    heute
        spätere zählen nicht, etwa bei einem früheren Stichtag.

    Raises
    ------
    Verweigert
        wie ``verlange``.
    """
    verlange(register, person, "Letzte Kontakte")
    anfrage = nur_geltende(select(_K.c.ags, func.max(_K.c.datum))).group_by(_K.c.ags).order_by(_K.c.ags)
    if heute is not None:
        anfrage = anfrage.where(_K.c.datum <= heute)
    with register.lesen() as verbindung:
        zeilen = verbindung.execute(anfrage).all()
    return frame(zeilen, {"ags": "str", "letzter_kontakt": "datetime64[s]"}, "ags")["letzter_kontakt"]


def _anfrage() -> Select[Any]:
    namen = [name for name in TYPEN if name not in ("erledigt", "berichtigt")]
    return select(*(_K.c[name] for name in [*namen, "vorgang", "zurueckgezogen", "ersetzt", "grund"]))


def _zeilen(verbindung: Connection, anfrage: Select[Any]) -> list[tuple[Any, ...]]:
    """Zeilen in der Reihenfolge von ``VERLAUFSTYPEN``, ohne ``gueltig``."""
    getan = erledigte(verbindung)

    def zeile(z: Row[Any]) -> tuple[Any, ...]:
        *kopf, kampagne, am, von, vorgang, zurueckgezogen, ersetzt, grund = tuple(z)
        erledigt = (vorgang, z.wiedervorlage, z.naechster_schritt) in getan
        return (*kopf, erledigt, kampagne, am, von, ersetzt is not None and not zurueckgezogen,
                zurueckgezogen, ersetzt, grund)  # fmt: skip

    return [zeile(z) for z in verbindung.execute(anfrage)]
