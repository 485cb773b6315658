"""Gemeinsames der Tests zu Rollen, Einspielen und Verlauf: Personen, Inhalt, Abbild des Registers."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import func, select

from insek_monitor.einspielen.register_eintragen import spiele_ein
from insek_monitor.kern.rollen import Person, Rolle, Zugang
from insek_monitor.register import datenstaende, schema
from insek_monitor.register.datenstaende import Datenstand
from insek_monitor.register.laden import lade
from insek_monitor.register.verbindung import Register
from tests.conftest import beispiel_konzept
from tests.hilfen.vorrichtungen_register import frames

LOKAL = Person("Lore Lokal", "lokal", Zugang.LOKAL)
KONSOLE = Person("Karl Konsole", "kommandozeile", Zugang.KOMMANDOZEILE)


def angemeldet(
    kennung: str = "anna@example.org", angabe: Rolle | None = None, name: str = "Anna Amt"
) -> Person:
    return Person(name, kennung, Zugang.ANMELDUNG, angabe)


def inhalt(wort: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Zwei belegte Konzepte; das Wort steht im Titel des ersten."""
    return frames(
        beispiel_konzept("A", "14000000", beschluss="2020-03-10", titel=f"INSEK {wort}"),
        beispiel_konzept("B", "14000001", "14000002", art="aehnlich", beschluss="unbekannt", belegt="2019"),
    )


def lege_grundstand(register: Register) -> Datenstand:
    """Datenstand 1: mitgeliefert und damit die Vorgabe, solange es keinen eigenen gibt."""
    return datenstaende.lege_an(
        register,
        *inhalt("Grundstand"),
        titel="Recherche",
        von="INSEK-Monitor",
        anlass="Start",
        kuerzel="recherche",
    )


def lege_recherche(register: Register, wort: str) -> Datenstand:
    """Ein weiterer mitgelieferter Datenstand, als hätte sich ``daten/`` geändert."""
    return datenstaende.lege_an(
        register,
        *inhalt(wort),
        titel="Recherche",
        von="INSEK-Monitor",
        anlass="daten/ geändert",
        kuerzel="recherche",
    )


def spiele(register: Register, wort: str, basis: int, person: Person = LOKAL, **angaben: Any) -> Datenstand:
    """Spiele den Inhalt zu diesem Wort ein."""
    vorgabe = {"anlass": f"Anlass {wort}", "titel": f"Meldung {wort}"}
    return spiele_ein(register, *inhalt(wort), basis_nummer=basis, person=person, **(vorgabe | angaben))


def abbild(register: Register) -> dict[int, tuple[Datenstand, str, str]]:
    """Jeder Datenstand mit seinem Inhalt; ``lade`` vergleicht ihn dabei mit der Prüfsumme."""
    bestaende = {stand.nummer: lade(register, stand) for stand in datenstaende.liste(register)}
    return {
        nummer: (bestand.datenstand, bestand.konzepte.to_csv(), bestand.zuordnung.to_csv())
        for nummer, bestand in bestaende.items()
    }


def zeilenzahlen(register: Register) -> dict[str, int]:
    """Zeilen jeder Tabelle."""
    with register.lesen() as verbindung:
        return {
            name: verbindung.execute(select(func.count()).select_from(tabelle)).scalar_one()
            for name, tabelle in schema.metadaten.tables.items()
        }


def vorgaenge(register: Register) -> list[tuple[str, str, str, int | None]]:
    """Das Protokoll, der älteste Eintrag zuerst: Person, Vorgang, Ergebnis, Datenstand."""
    tabelle = schema.protokoll
    spalten = [tabelle.c[name] for name in ("person", "vorgang", "ergebnis", "datenstand_nummer")]
    with register.lesen() as verbindung:
        return [tuple(z) for z in verbindung.execute(select(*spalten).order_by(tabelle.c.nummer))]
