"""Kalender (iCalendar, RFC 5545): Ablauftage der Konzepte und Wiedervorlagen, mit fester Kennung."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
from icalendar import Alarm, Calendar, Event

from insek_monitor.ausgabe.kampagnentermin import zeitraum
from insek_monitor.ausgabe.wiedervorlagetermin import folgenummer, wiedervorlage
from insek_monitor.darstellung import zahlen
from insek_monitor.modell.begriffe import Genauigkeit, Konzeptart
from insek_monitor.modell.datum import lies_datum, plus_monate
from insek_monitor.modell.zeit import ORTSZEIT
from insek_monitor.register.kampagnen_lesen import Kampagne

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
    lage : Aus ``kennzahlen.lage.lage`` (Index ``ags``) oder daraus gefiltert.
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
    kalender = _kalender("Ablauf der Konzepte", erstellt)
    _mit_ablauf(kalender, lage, stichtag, erstellt, jahre)
    return bytes(kalender.to_ical())


def ablaufende(lage: pd.DataFrame, stichtag: date) -> pd.DataFrame:
    """Zeilen von ``lage``, die einen Termin bekommen, nach Tag und Name."""
    return lage[lage["ablauf_am"] > pd.Timestamp(stichtag)].sort_values(["ablauf_am", "name"])


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
        Aus ``register.kontakte.termine`` oder ``wiedervorlagen`` (Index ``nummer``; ``vorgang``, ``ags``,
        ``faellig_am``, ``ueberfaellig``, ``naechster_schritt``, ``stelle``). Was nicht mehr offen ist
        (``ausgang``), wird zum abgesagten Termin, damit ein Kalender, der ihn kennt, ihn streicht.
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
    kalender = _kalender("Wiedervorlagen" if ablauf is None else "Wiedervorlagen und Ablauf", erstellt)
    for zeile in wiedervorlagen.itertuples():
        if zeile.ags in gemeinden.index:
            kalender.add_component(wiedervorlage(zeile, gemeinden.loc[zeile.ags], erstellt))
    if kampagne is not None and (termin_der_kampagne := zeitraum(kampagne, erstellt)) is not None:
        kalender.add_component(termin_der_kampagne)
    if ablauf is not None and stichtag is not None:
        _mit_ablauf(kalender, ablauf, stichtag, erstellt, jahre)
    return bytes(kalender.to_ical())


def _kalender(inhalt: str, erstellt: datetime) -> Calendar:
    if erstellt.tzinfo is None:
        raise ValueError("Der Zeitpunkt „erstellt“ braucht eine Zeitzone.")
    kalender = Calendar()
    kalender.add("prodid", f"-//INSEK-Monitor Sachsen//{inhalt}//DE")
    kalender.add("version", "2.0")
    kalender.add("calscale", "GREGORIAN")
    kalender.add("x-wr-calname", f"INSEK-Monitor: {inhalt}")
    return kalender


def _mit_ablauf(
    kalender: Calendar, lage: pd.DataFrame, stichtag: date, erstellt: datetime, jahre: int
) -> None:
    for zeile in ablaufende(lage, stichtag).itertuples():
        kalender.add_component(_ereignis(zeile, erstellt, jahre))


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
