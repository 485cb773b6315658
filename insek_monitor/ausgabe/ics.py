"""Kalender (iCalendar, RFC 5545): Ablauftage der Konzepte und Wiedervorlagen, mit fester Kennung."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
from icalendar import Alarm, Calendar, Event

from insek_monitor.ausgabe.kampagnentermin import zeitraum
from insek_monitor.ausgabe.wiedervorlagetermin import wiedervorlage
from insek_monitor.modell.begriffe import Datenlage, Genauigkeit, Konzeptart
from insek_monitor.modell.datum import lies_datum, plus_monate
from insek_monitor.register.kampagnen_lesen import Kampagne

ERINNERUNGEN_MONATE = (24, 12, 6)


def termin(zeile: Any, jahre: int = 10) -> tuple[date, str]:
    """Tag des Termins und wie er zustande kommt.

    Parameters
    ----------
    zeile : Zeile von ``lage`` mit ``beschluss`` und ``ablauf_am``

    Returns
    -------
    tag : date
        Auf den Tag bekannt: der Ablauftag. Nur Monat bekannt: der Erste des Monats. Nur Jahr bekannt: der
        1. Januar. So liegt der Termin nie hinter dem wirklichen Ablauf.
    hinweis : str
    """
    ablauf = zeile.ablauf_am.date()
    beschluss = lies_datum(zeile.beschluss)
    genauigkeit = Genauigkeit.UNBEKANNT if beschluss is None else beschluss.genauigkeit
    if genauigkeit is Genauigkeit.JAHR:
        return date(ablauf.year, 1, 1), (
            f"Nur das Jahr des Beschlusses ist bekannt ({zeile.beschluss}); der Termin steht deshalb am "
            f"1. Januar des Jahres, in dem das Konzept {jahre} Jahre alt wird."
        )
    if genauigkeit is Genauigkeit.MONAT:
        return ablauf.replace(day=1), (
            f"Nur der Monat des Beschlusses ist bekannt ({zeile.beschluss}); der Termin steht deshalb am "
            f"Ersten des Monats, in dem das Konzept {jahre} Jahre alt wird."
        )
    return (
        ablauf,
        f"Beschlossen am {zeile.beschluss_tag:%d.%m.%Y}; an diesem Tag wird das Konzept {jahre} Jahre alt.",
    )


def als_ics(
    lage: pd.DataFrame,
    stichtag: date,
    erstellt: datetime,
    *,
    mit_modellierten: bool = False,
    erinnerungen_monate: Sequence[int] = ERINNERUNGEN_MONATE,
    jahre: int = 10,
) -> bytes:
    """Kalenderdatei mit allen Konzepten, die nach dem Stichtag ablaufen.

    Parameters
    ----------
    lage : DataFrame
        Aus ``kennzahlen.lage.lage`` (Index ``ags``) oder daraus gefiltert.
    erstellt : datetime
        ``DTSTAMP`` aller Termine, mit Zeitzone.
    mit_modellierten : bool
        Auch modellierte Konzepte; ihr Titel beginnt dann mit „[modelliert]“.
    erinnerungen_monate : sequence of int
        Monate vor dem Termin, an denen erinnert wird (24, weil die Erarbeitung so lange dauert).
    jahre : int
        Gültigkeit in Jahren (``regeln.gueltig_bis_jahre``), nur für den Text.

    Returns
    -------
    bytes
        Kennungen (``UID``) sind ``<AGS>-<Konzept>@insek-monitor``: Wer die Datei erneut einliest, bekommt
        keine doppelten Termine.

    Raises
    ------
    ValueError
        Wenn ``erstellt`` keine Zeitzone hat.
    """
    kalender = _kalender("Ablauf der Konzepte", erstellt)
    _mit_ablauf(kalender, lage, stichtag, erstellt, mit_modellierten, erinnerungen_monate, jahre)
    return bytes(kalender.to_ical())


def ablaufende(lage: pd.DataFrame, stichtag: date, *, mit_modellierten: bool = False) -> pd.DataFrame:
    """Zeilen von ``lage``, die einen Termin bekommen, nach Tag und Name."""
    kommt = (lage["ablauf_am"] > pd.Timestamp(stichtag)).to_numpy(dtype=bool, na_value=False)
    modelliert = (lage["datenlage"] == Datenlage.MODELLIERT.value).to_numpy(dtype=bool, na_value=False)
    return lage[kommt & (mit_modellierten | ~modelliert)].sort_values(["ablauf_am", "name"])


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
    gemeinden : DataFrame
        Index ``ags``; ``name``, ``telefon``.
    erstellt : datetime
        Mit Zeitzone; geht in ``SEQUENCE`` ein, damit jede spätere Ausgabe die frühere ersetzt.
    ablauf : DataFrame, optional
        Zeilen von ``lage``, deren belegte Ablauftage nach ``stichtag`` mit hineinkommen.
    kampagne : Kampagne, optional
        Ihr Zeitraum wird ein Termin (``kampagnentermin.zeitraum``).

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
        _mit_ablauf(kalender, ablauf, stichtag, erstellt, False, ERINNERUNGEN_MONATE, jahre)
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
    kalender: Calendar,
    lage: pd.DataFrame,
    stichtag: date,
    erstellt: datetime,
    mit_modellierten: bool,
    erinnerungen_monate: Sequence[int],
    jahre: int,
) -> None:
    for zeile in ablaufende(lage, stichtag, mit_modellierten=mit_modellierten).itertuples():
        modelliert = zeile.datenlage == Datenlage.MODELLIERT.value
        kalender.add_component(_ereignis(zeile, stichtag, erstellt, modelliert, erinnerungen_monate, jahre))


def _ereignis(
    zeile: Any,
    stichtag: date,
    erstellt: datetime,
    modelliert: bool,
    erinnerungen_monate: Sequence[int],
    jahre: int,
) -> Event:
    tag, hinweis = termin(zeile, jahre)
    art = Konzeptart(zeile.art).beschriftung
    zusammenfassung = f"{'[modelliert] ' if modelliert else ''}{zeile.name}: {art} wird {jahre} Jahre alt"
    text = [hinweis]
    if isinstance(zeile.titel, str):
        text.insert(0, f"Konzept: {zeile.titel}.")
    if modelliert:
        text.append("Modellierte Angabe, kein Befund über diese Gemeinde.")
    ereignis = Event()
    ereignis.add("uid", f"{zeile.Index}-{zeile.konzept_id}@insek-monitor")
    ereignis.add("dtstamp", erstellt)
    ereignis.add("dtstart", tag)
    ereignis.add("dtend", tag + timedelta(days=1))
    ereignis.add("summary", zusammenfassung)
    ereignis.add("description", " ".join(text))
    ereignis.add("transp", "TRANSPARENT")
    ereignis.add("categories", ["INSEK", str(zeile.kreis)])
    if isinstance(zeile.quelle_url, str) and zeile.quelle_url.startswith(("https://", "http://")):
        ereignis.add("url", zeile.quelle_url)
    for monate in erinnerungen_monate:
        vorher = plus_monate(tag, -monate)
        if vorher <= stichtag:
            continue
        erinnerung = Alarm()
        erinnerung.add("action", "DISPLAY")
        erinnerung.add("description", f"In {monate} Monaten: {zusammenfassung}")
        erinnerung.add("trigger", vorher - tag)
        ereignis.add_component(erinnerung)
    return ereignis
