"""Eine Wiedervorlage als Kalendertermin."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
from icalendar import Alarm, Event

from insek_monitor.darstellung import zahlen

ANFANG = datetime(2020, 1, 1, tzinfo=UTC)
"""Ab hier zählt ``SEQUENCE`` in Minuten: Jede spätere Ausgabe ersetzt die frühere."""
ERINNERUNG = timedelta(hours=9)
"""Um neun Uhr am Tag der Wiedervorlage."""


def wiedervorlage(zeile: Any, gemeinde: pd.Series, erstellt: datetime) -> Event:
    """Ganztägiger Termin am Tag der Wiedervorlage.

    Parameters
    ----------
    zeile
        Zeile (``itertuples``) mit ``ags``, ``faellig_am``, ``naechster_schritt``, ``stelle``;
        ``ueberfaellig``, ``datum``, ``erledigt`` und ``vorgang`` dürfen fehlen.
    gemeinde : Series
        ``name`` und ``telefon``.
    """
    tag = zeile.faellig_am.date()
    erledigt = bool(getattr(zeile, "erledigt", False))
    dringend = bool(getattr(zeile, "ueberfaellig", False)) and not erledigt
    schritt = _text(zeile.naechster_schritt)
    vorsatz = "[erledigt] " if erledigt else "[überfällig] " if dringend else ""
    titel = f"{vorsatz}{gemeinde['name']}: {schritt or 'Wiedervorlage'}"
    ereignis = Event()
    ereignis.add("uid", f"wiedervorlage-{getattr(zeile, 'vorgang', zeile.Index)}@insek-monitor")
    ereignis.add("dtstamp", erstellt)
    ereignis.add("last-modified", erstellt)
    ereignis.add("sequence", int((erstellt - ANFANG).total_seconds() // 60))
    ereignis.add("dtstart", tag)
    ereignis.add("dtend", tag + timedelta(days=1))
    ereignis.add("summary", titel)
    ereignis.add("description", _beschreibung(zeile, gemeinde))
    ereignis.add("status", "CANCELLED" if erledigt else "CONFIRMED")
    ereignis.add("class", "CONFIDENTIAL")
    ereignis.add("transp", "TRANSPARENT")
    ereignis.add("categories", ["INSEK", "Wiedervorlage"])
    if not erledigt and tag >= erstellt.date():
        erinnerung = Alarm()
        erinnerung.add("action", "DISPLAY")
        erinnerung.add("description", titel)
        erinnerung.add("trigger", ERINNERUNG)
        ereignis.add_component(erinnerung)
    return ereignis


def _beschreibung(zeile: Any, gemeinde: pd.Series) -> str:
    teile = [f"Nächster Schritt: {_text(zeile.naechster_schritt) or zahlen.KA}."]
    if stelle := _text(zeile.stelle):
        teile.append(f"Stelle: {stelle}.")
    if not zahlen.fehlt(gemeinde["telefon"]):
        teile.append(f"Telefon der Verwaltung: {gemeinde['telefon']}.")
    if not zahlen.fehlt(getattr(zeile, "datum", None)):
        teile.append(f"Letzter Kontakt dazu: {zahlen.datum(zeile.datum)}.")
    return " ".join(teile)


def _text(wert: Any) -> str:
    return "" if zahlen.fehlt(wert) else " ".join(str(wert).split())
