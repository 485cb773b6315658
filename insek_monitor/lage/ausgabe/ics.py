"""Kalender (iCalendar, RFC 5545): Ablauftage der Konzepte, mit fester Kennung."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
from icalendar import Alarm, Calendar, Event

from insek_monitor.kern.begriffe import Genauigkeit, Konzeptart
from insek_monitor.kern.datum import lies_datum, plus_monate
from insek_monitor.kern.zeit import ORTSZEIT
from insek_monitor.lage.bild import zahlen

ANFANG = datetime(2020, 1, 1, tzinfo=UTC)
"""Ab hier zählt ``SEQUENCE`` in Minuten, dazu die Änderungen: Jede spätere Ausgabe ersetzt die frühere."""
ERINNERUNGEN_MONATE = (24, 12, 6)
"""So viele Monate vorher wird erinnert (24, weil die Erarbeitung so lange dauert)."""


def _hinweis(zeile: Any, jahre: int) -> str:
    """Wie genau der Tag des Termins ist: Er ist derselbe wie auf den Seiten und in den Tabellen."""
    ablauf, beschluss = zeile.ablauf_am, lies_datum(zeile.beschluss)
    genauigkeit = Genauigkeit.UNBEKANNT if beschluss is None else beschluss.genauigkeit
    if genauigkeit is Genauigkeit.JAHR:
        return (
            f"Vom Beschluss ist nur das Jahr bekannt ({zeile.beschluss}); er zählt als 1. Juli. "
            f"{jahre} Jahre alt wird das Konzept irgendwann im Jahr {ablauf.year}."
        )
    if genauigkeit is Genauigkeit.MONAT:
        return (
            f"Vom Beschluss ist nur der Monat bekannt ({zahlen.ungenaues_datum(zeile.beschluss)}); er zählt "
            f"als 15. {jahre} Jahre alt wird das Konzept irgendwann im "
            f"{zahlen.ungenaues_datum(f'{ablauf:%Y-%m}')}."
        )
    return f"Beschlossen am {zeile.beschluss_tag:%d.%m.%Y}; an diesem Tag wird das Konzept {jahre} Jahre alt."


def als_ics(
    lage: pd.DataFrame,
    stichtag: date,
    erstellt: datetime,
    *,
    jahre: int = 10,
) -> bytes:
    """Kalenderdatei mit allen Konzepten, die nach dem Stichtag ablaufen.

    Parameters
    ----------
    lage : Aus ``lage.lage.lage`` (Index ``ags``) oder daraus gefiltert.
    erstellt : ``DTSTAMP`` aller Termine, mit Zeitzone; erinnert wird erst danach.
    jahre : Gültigkeit in Jahren (``regeln.gueltig_bis_jahre``), nur für den Text.

    Returns
    -------
    bytes
        Kennungen (``UID``) sind ``<AGS>-<Konzept>@insek-monitor``: Wer die Datei erneut einliest, bekommt
        keine doppelten Termine, und ein neuer Tag ersetzt den alten.

    Raises
    ------
    ValueError
        Wenn ``erstellt`` keine Zeitzone hat.
    """
    ablauf = kalender("Ablauf der Konzepte", erstellt)
    mit_ablauf(ablauf, lage, stichtag, erstellt, jahre)
    return bytes(ablauf.to_ical())


def ablaufende(lage: pd.DataFrame, stichtag: date) -> pd.DataFrame:
    """Zeilen von ``lage``, die einen Termin bekommen, nach Tag und Name."""
    return lage[lage["ablauf_am"] > pd.Timestamp(stichtag)].sort_values(["ablauf_am", "name"])


def folgenummer(erstellt: datetime, folge: int) -> int:
    """Wächst mit jeder Änderung des Vorgangs, auch in derselben Minute, und mit der Zeit."""
    return int((erstellt - ANFANG).total_seconds() // 60) + folge


def kalender(inhalt: str, erstellt: datetime) -> Calendar:
    """Leerer Kalender; ``ValueError``, wenn ``erstellt`` keine Zeitzone hat."""
    if erstellt.tzinfo is None:
        raise ValueError("Der Zeitpunkt „erstellt“ braucht eine Zeitzone.")
    neu = Calendar()
    neu.add("prodid", f"-//INSEK-Monitor Sachsen//{inhalt}//DE")
    neu.add("version", "2.0")
    neu.add("calscale", "GREGORIAN")
    neu.add("x-wr-calname", f"INSEK-Monitor: {inhalt}")
    return neu


def mit_ablauf(ziel: Calendar, lage: pd.DataFrame, stichtag: date, erstellt: datetime, jahre: int) -> None:
    """Hängt die Ablauftage nach dem Stichtag an (``als_ics``)."""
    for zeile in ablaufende(lage, stichtag).itertuples():
        ziel.add_component(_ereignis(zeile, erstellt, jahre))


def _ereignis(zeile: Any, erstellt: datetime, jahre: int) -> Event:
    tag = zeile.ablauf_am.date()
    zusammenfassung = f"{zeile.name}: {Konzeptart(zeile.art).beschriftung} wird {jahre} Jahre alt"
    text = [_hinweis(zeile, jahre)]
    if isinstance(zeile.titel, str):
        text.insert(0, f"Konzept: {zeile.titel}.")
    ereignis = Event()
    ereignis.add("uid", f"{zeile.Index}-{zeile.konzept_id}@insek-monitor")
    ereignis.add("dtstamp", erstellt)
    ereignis.add("sequence", folgenummer(erstellt, 0))
    ereignis.add("dtstart", tag)
    ereignis.add("dtend", tag + timedelta(days=1))
    ereignis.add("summary", zusammenfassung)
    ereignis.add("description", " ".join(text))
    ereignis.add("transp", "TRANSPARENT")
    ereignis.add("categories", ["INSEK", str(zeile.kreis)])
    if isinstance(zeile.quelle_url, str) and zeile.quelle_url.startswith(("https://", "http://")):
        ereignis.add("url", zeile.quelle_url)
    for wann in _erinnerungen(tag, erstellt.astimezone(ORTSZEIT).date()):
        erinnerung = Alarm()
        erinnerung.add("action", "DISPLAY")
        erinnerung.add("description", f"{zahlen.datum(tag)}: {zusammenfassung}")
        erinnerung.add("trigger", wann - tag)
        ereignis.add_component(erinnerung)
    return ereignis


def _erinnerungen(tag: date, heute: date) -> list[date]:
    """Was von 24, 12 und 6 Monaten vorher noch kommt; kommt nichts mehr, der nächste Werktag.

    Wer den Kalender weniger als ein halbes Jahr vorher einliest, ist spät daran und soll es gleich erfahren.
    """
    kommende = [v for monate in ERINNERUNGEN_MONATE if (v := plus_monate(tag, -monate)) > heute]
    werktag = next(t for n in range(1, 4) if (t := heute + timedelta(days=n)).weekday() < 5)
    return kommende or ([min(werktag, tag)] if tag > heute else [])
