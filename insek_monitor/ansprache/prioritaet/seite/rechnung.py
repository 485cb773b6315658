"""Kriterien, Priorität und Stabilität, je Datenstand, Stichtag, Gewichten und Kontakten einmal gerechnet.

Gerechnet wird immer für ganz Sachsen; gefiltert wird danach. So heißt „Platz 12“ überall dasselbe.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from insek_monitor import einstellungen
from insek_monitor.ansprache.kontakte.seite import daten as kontaktdaten
from insek_monitor.ansprache.kontakte.seite.daten import Kontaktdaten
from insek_monitor.ansprache.prioritaet import kriterien as ansprachekriterien
from insek_monitor.ansprache.prioritaet import rangfolge, rangstabilitaet
from insek_monitor.ansprache.prioritaet.rangstabilitaet import Stabilitaet
from insek_monitor.ansprache.prioritaet.seite import gewichtewahl
from insek_monitor.lage.gewichte import VOREINSTELLUNGEN, Gewichte
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
    return prioritaet(ansicht, gewichtewahl.aktuelle(), kontaktdaten.lies(einstellungen.heute()))


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
    return rangstabilitaet.stabilitaet(werte, gewichte, zwischenspeicher.lage_gesamt(*lage))


@zwischenspeicher.einmalig(16)
def _immer_vorn(lage: Grund, kontakte: Kontaktdaten | None) -> frozenset[str]:
    # Gerechnet wird wie die Rangliste selbst: mit den Kontakten, oder für Gäste ohne sie.
    je_voreinstellung = {
        name: _kriterien(lage, gewichte.frist_monate, kontakte) for name, gewichte in VOREINSTELLUNGEN.items()
    }
    return rangstabilitaet.immer_vorn(je_voreinstellung, zwischenspeicher.lage_gesamt(*lage))
