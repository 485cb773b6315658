"""Kriterien, Priorität und Stabilität, je Datenstand, Stichtag, Gewichten und Kontakten einmal gerechnet.

Gerechnet wird immer für ganz Sachsen; gefiltert wird danach. So heißt „Platz 12“ überall dasselbe.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from insek_monitor import einstellungen
from insek_monitor.ansprache.kontakte.seite import lesen
from insek_monitor.ansprache.kontakte.seite.lesen import Kontaktdaten
from insek_monitor.ansprache.prioritaet import kriterien as ansprachekriterien
from insek_monitor.ansprache.prioritaet import rangfolge
from insek_monitor.ansprache.prioritaet.rangfolge import Stabilitaet
from insek_monitor.ansprache.prioritaet.seite import gewichtewahl
from insek_monitor.lage.bild import kartenthemen
from insek_monitor.lage.bild.kartenthemen import Einteilung, Kartenthema
from insek_monitor.lage.fortschreibung import nach_name
from insek_monitor.lage.gewichte import VOREINSTELLUNGEN, VORGABE, Gewichte
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht

Zeilen = tuple[dict[str, Any], dict[str, Any]]
"""Lage und Kriterien, je AGS eine Zeile."""
Grund = tuple[int, date, bool]
"""Nummer des Datenstands, Stichtag, nur belegte Angaben."""


def mit_kontakten(kontakte: Kontaktdaten | None) -> bool:
    """Ob Kontakte in die Punkte eingehen: Solange keiner eingetragen ist, sagen sie über niemanden etwas."""
    return kontakte is not None and not kontakte.letzter.empty


def grund(ansicht: Ansicht) -> Grund:
    """Wovon die Lage aller Gemeinden abhängt."""
    return ansicht.datenstand.nummer, ansicht.stichtag, ansicht.auswahl.nur_belegt


def kriterien(ansicht: Ansicht, frist_monate: int, kontakte: Kontaktdaten | None) -> pd.DataFrame:
    """Kriterien aller Gemeinden."""
    return _kriterien(grund(ansicht), frist_monate, kontakte)


def prioritaet(ansicht: Ansicht, gewichte: Gewichte, kontakte: Kontaktdaten | None) -> pd.DataFrame:
    """Punkte, Rang und Beiträge aller Gemeinden, nach Rang."""
    return _prioritaet(grund(ansicht), gewichte, kontakte)


def aktuelle_prioritaet(ansicht: Ansicht) -> pd.DataFrame:
    """Priorität mit den Gewichten, die in dieser Sitzung eingestellt sind (für andere Bereiche)."""
    return prioritaet(ansicht, gewichtewahl.aktuelle(), lesen.lies(einstellungen.heute()))


def stabilitaet(ansicht: Ansicht, gewichte: Gewichte, kontakte: Kontaktdaten | None) -> Stabilitaet:
    """Wie fest die ersten Plätze sind."""
    return _stabilitaet(grund(ansicht), gewichte, kontakte)


def immer_vorn(ansicht: Ansicht, kontakte: Kontaktdaten | None) -> frozenset[str]:
    """Wer unter allen mitgelieferten Voreinstellungen vorn steht."""
    return _immer_vorn(grund(ansicht), kontakte)


def zeilen(ansicht: Ansicht, frist_monate: int, kontakte: Kontaktdaten | None) -> Zeilen:
    """Lage und Kriterien je Gemeinde als dict: Zeile für Zeile aus dem Frame wäre zehnmal so langsam."""
    return _lage_je_ags(grund(ansicht)), _kriterien_je_ags(grund(ansicht), frist_monate, kontakte)


@zwischenspeicher.einmalig(8)
def _lage_je_ags(lage: Grund) -> dict[str, Any]:
    return _je_ags(zwischenspeicher.lage_gesamt(*lage))


@zwischenspeicher.einmalig(16)
def _kriterien_je_ags(lage: Grund, frist_monate: int, kontakte: Kontaktdaten | None) -> dict[str, Any]:
    return _je_ags(_kriterien(lage, frist_monate, kontakte))


def _je_ags(frame: pd.DataFrame) -> dict[str, Any]:
    return {str(ags): zeile for ags, zeile in zip(frame.index, frame.to_dict("records"), strict=True)}


@zwischenspeicher.einmalig(32)
def _kriterien(lage: Grund, frist_monate: int, kontakte: Kontaktdaten | None) -> pd.DataFrame:
    return ansprachekriterien.kriterien(
        zwischenspeicher.lage_gesamt(*lage),
        zwischenspeicher.nachbarn(),
        zwischenspeicher.bevoelkerung(),
        lage[1],
        zwischenspeicher.regeln(),
        letzter_kontakt=kontakte.letzter if kontakte is not None and mit_kontakten(kontakte) else None,
        frist_monate=frist_monate,
    )


@zwischenspeicher.einmalig(32)
def _prioritaet(lage: Grund, gewichte: Gewichte, kontakte: Kontaktdaten | None) -> pd.DataFrame:
    werte = _kriterien(lage, gewichte.frist_monate, kontakte)
    return rangfolge.prioritaet(werte, gewichte, zwischenspeicher.lage_gesamt(*lage))


@zwischenspeicher.einmalig(32)
def _stabilitaet(lage: Grund, gewichte: Gewichte, kontakte: Kontaktdaten | None) -> Stabilitaet:
    werte = _kriterien(lage, gewichte.frist_monate, kontakte)
    return rangfolge.stabilitaet(werte, gewichte, zwischenspeicher.lage_gesamt(*lage))


@zwischenspeicher.einmalig(16)
def _immer_vorn(lage: Grund, kontakte: Kontaktdaten | None) -> frozenset[str]:
    # Gerechnet wird wie die Rangliste selbst: mit den Kontakten, oder für Gäste ohne sie.
    je_voreinstellung = {
        name: _kriterien(lage, gewichte.frist_monate, kontakte) for name, gewichte in VOREINSTELLUNGEN.items()
    }
    return rangfolge.immer_vorn(je_voreinstellung, zwischenspeicher.lage_gesamt(*lage))


HINWEIS = (
    f"Priorität: Punkte von 0 bis 100 nach der Voreinstellung „{VORGABE}“, nur aus öffentlichen "
    "Angaben. Auf der Seite Ansprache gelten die dort eingestellten Gewichte, und für Angemeldete mit Rolle "
    "zählen die Kontakte mit; dann weichen Punkte und Plätze ab."
)


def teile_ein(ansicht: Ansicht, kartenthema: Kartenthema) -> Einteilung:
    """Klassen der Karte zu jedem Thema."""
    if kartenthema != "Priorität":
        return ansicht.einmal(kartenthemen.teile_ein, kartenthema, ansicht.stichtag, ansicht.thema)
    return kartenthemen.teile_nach_punkten(ansicht.lage, _punkte(ansicht)["punkte"], ansicht.thema)


def liste(ansicht: Ansicht, kartenthema: Kartenthema) -> pd.DataFrame:
    """Zeilen der Liste neben der Karte: nach Namen, beim Thema „Priorität“ nach Rang mit Punkten."""
    if kartenthema != "Priorität":
        return ansicht.einmal(nach_name)
    return ausgabe(ansicht, kartenthema).sort_values("rang", kind="stable")


def ausgabe(ansicht: Ansicht, kartenthema: Kartenthema) -> pd.DataFrame:
    """Was heruntergeladen wird; beim Thema „Priorität“ mit Rang und Punkten."""
    if kartenthema != "Priorität":
        return ansicht.lage
    return ansicht.lage.join(_punkte(ansicht))


def spalten(kartenthema: Kartenthema) -> list[str]:
    """Überschriften der Liste."""
    return ["Gemeinde", "Status", "Punkte" if kartenthema == "Priorität" else "Ablauf"]


def _punkte(ansicht: Ansicht) -> pd.DataFrame:
    """Rang und Punkte im ganzen Land; gefiltert wird danach."""
    return prioritaet(ansicht, VOREINSTELLUNGEN[VORGABE], None)[["rang", "punkte"]]
