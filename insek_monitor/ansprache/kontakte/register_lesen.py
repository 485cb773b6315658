"""Kontakte lesen: die geltenden, der Verlauf einer Gemeinde, der letzte Tag je Gemeinde, Erledigtes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, RowMapping, Select, func, select

from insek_monitor.kern.rollen import Person, Rolle
from insek_monitor.register import rechte, schema
from insek_monitor.register.ansprachetexte import pruefe_schluessel
from insek_monitor.register.kontaktgebiet import Spalten, frame, heutiges, spalten
from insek_monitor.register.verbindung import Register

TYPEN = {
    "nummer": "int64",
    "vorgang": "int64",
    "ags": "str",
    "ags_damals": "str",
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
_ERRECHNET = ("ags_damals", "erledigt", "berichtigt", "gueltig")
_GELESEN = [name for name in VERLAUFSTYPEN if name not in _ERRECHNET]
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
        er ersetzt einen früheren. ``vorgang``: Nummer des ersten Eintrags, bleibt bei jeder Berichtigung.
        ``ags`` ist die heutige Gemeinde, ``ags_damals`` die beim Eintragen.

    Raises
    ------
    Verweigert
        wie ``verlange``.
    """
    anfrage = nur_geltende(_anfrage()).order_by(_K.c.datum.desc(), _K.c.nummer.desc())
    return frame(_gelesene(register, person, anfrage, "Kontakte", ags), TYPEN, "nummer")


def verlauf(register: Register, person: Person, ags: str | None = None) -> pd.DataFrame:
    """Jeder Eintrag zu Kontakten, der zuletzt geschriebene zuerst.

    Parameters
    ----------
    ags
        nur diese Gemeinde.

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
    anfrage = _anfrage().order_by(_K.c.nummer.desc())
    werte = _gelesene(register, person, anfrage, "Verlauf der Kontakte", ags)
    ersetzte = frozenset(werte["ersetzt"])
    werte["gueltig"] = [
        not zurueckgezogen and nummer not in ersetzte
        for nummer, zurueckgezogen in zip(werte["nummer"], werte["zurueckgezogen"], strict=True)
    ]
    return frame(werte, VERLAUFSTYPEN, "nummer")


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
    anfrage = nur_geltende(select(_K.c.ags, func.max(_K.c.datum))).group_by(_K.c.ags)
    if heute is not None:
        anfrage = anfrage.where(_K.c.datum <= heute)
    with register.lesen() as verbindung:
        zeilen = verbindung.execute(anfrage).all()
    letzte: dict[str, date] = {}
    for ags, tag in zeilen:
        heutige = heutiges().heute(ags)
        letzte[heutige] = max(tag, letzte.get(heutige, tag))
    typen = {"ags": "str", "letzter_kontakt": "datetime64[s]"}
    return frame(spalten(sorted(letzte.items()), list(typen)), typen, "ags")["letzter_kontakt"]


def _anfrage() -> Select[Any]:
    return select(*(_K.c[name] for name in _GELESEN))


def _gelesene(
    register: Register, person: Person, anfrage: Select[Any], gegenstand: str, ags: str | None
) -> Spalten:
    """Prüft Schlüssel und Rolle und liest, mit ``ags`` nur diese Gemeinde samt ihren früheren Schlüsseln."""
    if ags is not None:
        pruefe_schluessel(ags)
        gegenstand = f"Gemeinde {ags}"
        anfrage = anfrage.where(_K.c.ags.in_(heutiges().alle(ags)))
    verlange(register, person, gegenstand)
    with register.lesen() as verbindung:
        return _spalten(verbindung, anfrage)


def _spalten(verbindung: Connection, anfrage: Select[Any]) -> Spalten:
    """Die gelesenen Spalten, dazu heutige Gemeinde, ``erledigt`` und ``berichtigt``."""
    getan = erledigte(verbindung)
    werte, folge = spalten(verbindung.execute(anfrage).all(), _GELESEN), heutiges()
    werte["ags_damals"] = werte["ags"]
    werte["ags"] = [folge.heute(ags) for ags in werte["ags_damals"]]
    zusagen = zip(werte["vorgang"], werte["wiedervorlage"], werte["naechster_schritt"], strict=True)
    werte["erledigt"] = [zusage in getan for zusage in zusagen]
    werte["berichtigt"] = [
        ersetzt is not None and not zurueckgezogen
        for ersetzt, zurueckgezogen in zip(werte["ersetzt"], werte["zurueckgezogen"], strict=True)
    ]
    return werte


Zusage = tuple[int, date | None, str]


def zusage_von(zeile: RowMapping) -> Zusage:
    """Was die Zeile eines Kontakts zusagt."""
    return zeile["vorgang"], zeile["wiedervorlage"], zeile["naechster_schritt"]


def erledigte(verbindung: Connection, vorgang: int | None = None) -> frozenset[Zusage]:
    """Erledigte Zusagen: Vorgang, Wiedervorlage, nächster Schritt.

    Parameters
    ----------
    vorgang
        nur dieser.
    """
    eintrag, kontakt = schema.erledigung, schema.kontakt
    anfrage = (
        select(kontakt.c.vorgang, kontakt.c.wiedervorlage, kontakt.c.naechster_schritt, eintrag.c.erledigt)
        .join(kontakt, kontakt.c.nummer == eintrag.c.kontakt)
        .order_by(eintrag.c.nummer)
    )
    if vorgang is not None:
        anfrage = anfrage.where(kontakt.c.vorgang == vorgang)
    # Der jüngste Eintrag gilt.
    stand: dict[Zusage, bool] = {
        (nummer, tag, schritt): erledigt for nummer, tag, schritt, erledigt in verbindung.execute(anfrage)
    }
    return frozenset(zusage for zusage, erledigt in stand.items() if erledigt)


def erledigungen(verbindung: Connection) -> dict[int, tuple[int, datetime]]:
    """Je Vorgang, wie oft „erledigt“ gesetzt oder zurückgenommen wurde und wann zuletzt."""
    eintrag, kontakt = schema.erledigung, schema.kontakt
    anfrage = (
        select(kontakt.c.vorgang, func.count(), func.max(eintrag.c.am))
        .join(kontakt, kontakt.c.nummer == eintrag.c.kontakt)
        .group_by(kontakt.c.vorgang)
    )
    return {vorgang: (anzahl, zuletzt) for vorgang, anzahl, zuletzt in verbindung.execute(anfrage)}
