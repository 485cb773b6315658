"""Welche Überschrift fremder Listen welches Feld meint: einmal zugeordnet, beim nächsten Mal gewusst."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from insek_monitor.kern.meldung import FELD_JE_NAME
from insek_monitor.kern.rollen import Person, Rolle
from insek_monitor.register import rechte, schema
from insek_monitor.register.fassungen import speicherbar
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.protokollieren import urheber
from insek_monitor.register.verbindung import Register

NICHT_UEBERNEHMEN = ""
HOECHSTENS_ZEICHEN = 200
"""Längeres ist keine Überschrift, sondern ein Absatz; es wird nicht gemerkt."""


def lies(register: Register) -> dict[str, str]:
    """Normierte Überschrift → Feld der Meldeliste; ``NICHT_UEBERNEHMEN`` heißt: Spalte weglassen."""
    with register.lesen() as verbindung:
        return _geltende(verbindung)


def merke(register: Register, wahl: Mapping[str, str], person: Person) -> None:
    """Merke dir eine Zuordnung; was schon so gilt, wird nicht noch einmal eingetragen.

    Parameters
    ----------
    wahl
        normierte Überschrift (``einspielen.erkennen.normiere_titel``) → Feld oder ``NICHT_UEBERNEHMEN``.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    RegisterFehler
        wenn es ein Feld nicht gibt.
    """
    unbekannt = sorted({feld for feld in wahl.values() if feld and feld not in FELD_JE_NAME})
    if unbekannt:
        raise RegisterFehler(
            f"Das Feld „{unbekannt[0][:40]}“ gibt es nicht. Bitte wählen Sie eines aus der Liste: "
            f"{', '.join(feld.titel for feld in FELD_JE_NAME.values())}."
        )
    neu = {_sauber(titel): feld for titel, feld in wahl.items()}
    neu = {titel: feld for titel, feld in neu.items() if 0 < len(titel) <= HOECHSTENS_ZEICHEN}
    if neu.items() <= lies(register).items():
        return
    zugriff = rechte.schreibe(
        register, person, Rolle.BEARBEITEN, vorgang="Spalten zuordnen", gegenstand="Spaltennamen"
    )
    with zugriff as zug:
        geltend = _geltende(zug.verbindung)
        anders = {titel: feld for titel, feld in neu.items() if geltend.get(titel) != feld}
        for titel, feld in anders.items():
            zug.trage_ein(schema.spaltenwahl, ueberschrift=titel, feld=feld, von=urheber(person))
        zug.einzelheiten = "; ".join(f"„{titel}“ → {_beschriftung(feld)}" for titel, feld in anders.items())


def _geltende(verbindung: Connection) -> dict[str, str]:
    tabelle = schema.spaltenwahl
    anfrage = select(tabelle.c.ueberschrift, tabelle.c.feld).order_by(tabelle.c.nummer)
    # Ein späterer Eintrag überschreibt den früheren; Felder, die es nicht mehr gibt, fallen weg.
    alle = {zeile.ueberschrift: zeile.feld for zeile in verbindung.execute(anfrage)}
    return {titel: feld for titel, feld in alle.items() if not feld or feld in FELD_JE_NAME}


def _sauber(titel: str) -> str:
    return speicherbar(titel).strip()


def _beschriftung(feld: str) -> str:
    return FELD_JE_NAME[feld].titel if feld else "nicht übernehmen"
