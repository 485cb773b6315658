"""Wiedervorlagen als Kalender (iCalendar, RFC 5545), mit fester Kennung."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
from icalendar import Alarm, Event

from insek_monitor.ansprache.kampagnen.register_lesen import Kampagne
from insek_monitor.ansprache.kampagnen.termin import zeitraum
from insek_monitor.lage.ausgabe import ics
from insek_monitor.lage.ausgabe.ics import folgenummer
from insek_monitor.lage.bild import zahlen

ERINNERUNG = timedelta(hours=9)
"""Um neun Uhr am Tag der Wiedervorlage."""


def als_ics_wiedervorlagen(
    wiedervorlagen: pd.DataFrame,
    gemeinden: pd.DataFrame,
    erstellt: datetime,
    *,
    ablauf: pd.DataFrame | None = None,
    stichtag: date | None = None,
    jahre: int = 10,
    kampagne: Kampagne | None = None,
) -> bytes:
    """Kalenderdatei mit Wiedervorlagen, auf Wunsch mit den Ablauftagen und dem Zeitraum einer Liste.

    Parameters
    ----------
    wiedervorlagen : DataFrame
        Aus ``ansprache.kontakte.register.termine`` oder ``wiedervorlagen`` (Index ``nummer``; ``vorgang``,
        ``ags``, ``faellig_am``, ``ueberfaellig``, ``naechster_schritt``, ``stelle``). Was nicht mehr offen
        ist (``ausgang``), wird zum abgesagten Termin, damit ein Kalender, der ihn kennt, ihn streicht.
    gemeinden : Index ``ags``; ``name``, ``telefon``.
    erstellt : Mit Zeitzone; geht in ``SEQUENCE`` ein, damit jede spätere Ausgabe die frühere ersetzt.
    ablauf : Zeilen von ``lage``, deren belegte Ablauftage nach ``stichtag`` mit hineinkommen.
    kampagne : Ihr Zeitraum wird ein Termin (``kampagnentermin.zeitraum``).

    Returns
    -------
    bytes
        Kennungen (``UID``) sind ``wiedervorlage-<vorgang>@insek-monitor``, auch nach Berichtigungen;
        ``SEQUENCE`` wächst mit jeder (``folge``).

    Raises
    ------
    ValueError
        Wenn ``erstellt`` keine Zeitzone hat oder zu ``ablauf`` der Stichtag fehlt.
    """
    if ablauf is not None and stichtag is None:
        raise ValueError("Zu den Ablauftagen gehört ein Stichtag.")
    kalender = ics.kalender("Wiedervorlagen" if ablauf is None else "Wiedervorlagen und Ablauf", erstellt)
    for zeile in wiedervorlagen.itertuples():
        if zeile.ags in gemeinden.index:
            kalender.add_component(wiedervorlage(zeile, gemeinden.loc[zeile.ags], erstellt))
    if kampagne is not None and (termin_der_kampagne := zeitraum(kampagne, erstellt)) is not None:
        kalender.add_component(termin_der_kampagne)
    if ablauf is not None and stichtag is not None:
        ics.mit_ablauf(kalender, ablauf, stichtag, erstellt, jahre)
    return bytes(kalender.to_ical())


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
