"""Zeilen an Verzeichnisse anhängen, die nur wachsen; allen voran an das Protokoll."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from insek_monitor.kern.rollen import Person
from insek_monitor.register import schema
from insek_monitor.register.fassungen import speicherbar


def haenge_an(verbindung: Connection, tabelle: Table, werte: dict[str, Any]) -> int:
    """Trage eine Zeile mit der nächsten ``nummer`` ein; nur in einer Transaktion von ``schreiben``.

    Returns
    -------
    int
        die Nummer.
    """
    nummer = naechste_nummer(verbindung, tabelle)
    sauber = {name: speicherbar(wert) if isinstance(wert, str) else wert for name, wert in werte.items()}
    verbindung.execute(insert(tabelle).values(nummer=nummer, **sauber))
    return nummer


def naechste_nummer(verbindung: Connection, tabelle: Table) -> int:
    """Welche Nummer der nächste Eintrag bekommt; gilt nur in einer Transaktion von ``schreiben``."""
    return int(verbindung.execute(select(func.max(tabelle.c.nummer))).scalar() or 0) + 1


def protokolliere(verbindung: Connection, person: Person, **werte: Any) -> None:
    """Trage einen Vorgang ins Protokoll ein (Spalten wie ``schema.protokoll``)."""
    wer = {
        "person": urheber(person),
        "kennung": normiere_kennung(person.kennung),
        "zugang": person.zugang.value,
    }
    haenge_an(verbindung, schema.protokoll, wer | werte)


def urheber(person: Person) -> str:
    """Name für Verlauf und Protokoll; ohne Namen die Kennung."""
    return speicherbar(person.name).strip() or speicherbar(person.kennung).strip() or "unbekannt"


def normiere_kennung(kennung: str) -> str:
    """Kennung zum Vergleichen: Nur bei einer E-Mail-Adresse ist Groß- und Kleinschreibung gleichgültig."""
    text = speicherbar(kennung).strip()
    return text.casefold() if ist_adresse(text) else text


def ist_adresse(kennung: str) -> bool:
    """Ob die Kennung eine E-Mail-Adresse ist; ein ``sub`` in deren Gestalt trägt den Vorsatz ``sub:``."""
    return "@" in kennung and not kennung.startswith("sub:")
