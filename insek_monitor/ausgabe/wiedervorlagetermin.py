"""Eine Wiedervorlage als Kalendertermin."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
from icalendar import Alarm, Event

from insek_monitor.darstellung import zahlen

ANFANG = datetime(2020, 1, 1, tzinfo=UTC)
"""Ab hier zählt ``SEQUENCE`` in Minuten, dazu die Änderungen: Jede spätere Ausgabe ersetzt die frühere."""
ERINNERUNG = timedelta(hours=9)
"""Um neun Uhr am Tag der Wiedervorlage."""


def wiedervorlage(zeile: Any, gemeinde: pd.Series, erstellt: datetime) -> Event:
    """Ganztägiger Termin am Tag der Wiedervorlage.

    Parameters
    ----------
    zeile
        Zeile (``itertuples``) mit ``ags``, ``faellig_am``, ``naechster_schritt``, ``stelle``;
        ``ueberfaellig``, ``datum``, ``vorgang``, ``folge`` und ``ausgang`` dürfen fehlen.
    gemeinde : ``name`` und ``telefon``.
    """
    tag = zeile.faellig_am.date()
    ausgang = str(getattr(zeile, "ausgang", ""))
    dringend = bool(getattr(zeile, "ueberfaellig", False)) and not ausgang
    schritt = _text(zeile.naechster_schritt)
    vorsatz = f"[{ausgang}] " if ausgang else "[überfällig] " if dringend else ""
    titel = f"{vorsatz}{gemeinde['name']}: {schritt or 'Wiedervorlage'}"
    ereignis = Event()
    ereignis.add("uid", f"wiedervorlage-{getattr(zeile, 'vorgang', zeile.Index)}@insek-monitor")
    ereignis.add("dtstamp", erstellt)
    ereignis.add("last-modified", erstellt)
    ereignis.add("sequence", folgenummer(erstellt, int(getattr(zeile, "folge", 0))))
    ereignis.add("dtstart", tag)
    ereignis.add("dtend", tag + timedelta(days=1))
    ereignis.add("summary", titel)
    ereignis.add("description", _beschreibung(zeile, gemeinde))
    ereignis.add("status", "CANCELLED" if ausgang else "CONFIRMED")
    ereignis.add("class", "CONFIDENTIAL")
    ereignis.add("transp", "TRANSPARENT")
    ereignis.add("categories", ["INSEK", "Wiedervorlage"])
    if not ausgang and tag >= erstellt.date():
        erinnerung = Alarm()
        erinnerung.add("action", "DISPLAY")
        erinnerung.add("description", titel)
        erinnerung.add("trigger", ERINNERUNG)
        ereignis.add_component(erinnerung)
    return ereignis


def folgenummer(erstellt: datetime, folge: int) -> int:
    """Wächst mit jeder Änderung des Vorgangs, auch in derselben Minute, und mit der Zeit."""
    return int((erstellt - ANFANG).total_seconds() // 60) + folge


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
