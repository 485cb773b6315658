"""Gruppen für gemeinsame Konzepte zum Mitnehmen: je Gruppe, je Mitglied und wer übrig bleibt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from insek_monitor.ansprache.prioritaet.gis import als_kml
from insek_monitor.lage.ausgabe.geojson import als_geojson
from insek_monitor.lage.ausgabe.spalten import Spalte
from insek_monitor.lage.ausgabe.xlsx import als_xlsx

_NUMMER = Spalte("gruppe_nr", "Gruppe", "ganzzahl")
GRUPPEN: tuple[Spalte, ...] = (
    _NUMMER,
    Spalte("mitglieder", "Gemeinden", umbruch=True),
    Spalte("gemeinden", "Zahl der Gemeinden", "ganzzahl"),
    Spalte("einwohner", "Einwohner", "ganzzahl"),
    Spalte("unbekannt", "davon Stand nicht belegt", "ganzzahl"),
    Spalte("grenze_km", "gemeinsame Grenze (km)", "dezimal"),
    Spalte("kompaktheit", "Kompaktheit (0 bis 1)", "dezimal"),
    Spalte("ein_kreis", "ganz in einem Kreis"),
    Spalte("ein_verband", "ganz in einem Verband"),
    Spalte("punkte", "Punkte (0 bis 100)", "dezimal"),
    Spalte("gruende", "Gründe", umbruch=True),
)
MITGLIEDER: tuple[Spalte, ...] = (
    _NUMMER,
    Spalte("name", "Gemeinde"),
    Spalte("ags", "AGS"),
    Spalte("kreis", "Kreis"),
    Spalte("verband", "Verwaltungsverband oder -gemeinschaft"),
    Spalte("einwohner", "Einwohner", "ganzzahl"),
    Spalte("status", "Status"),
    Spalte("datenlage", "Datenlage"),
    Spalte("aktualitaet", "Aktualität"),
    Spalte("ablauf_am", "läuft ab am", "datum"),
    Spalte("partner", "zusammen mit", umbruch=True),
    Spalte("email", "E-Mail der Verwaltung", "verweis"),
    Spalte("telefon", "Telefon der Verwaltung"),
)
UEBRIG: tuple[Spalte, ...] = (
    Spalte("name", "Gemeinde"),
    Spalte("ags", "AGS"),
    Spalte("grund", "Warum keine Gruppe", umbruch=True),
)


def gruppenzeilen(gruppen: pd.DataFrame, lage: pd.DataFrame) -> pd.DataFrame:
    """Eine Zeile je Gruppe, nummeriert wie auf der Karte."""
    namen = lage["bezeichnung"]
    return gruppen.assign(
        gruppe_nr=range(1, len(gruppen) + 1),
        mitglieder=["; ".join(namen.loc[list(ags)]) for ags in gruppen["mitglieder"]],
        gruende=[" ".join(saetze) for saetze in gruppen["gruende"]],
    )


def mitgliederzeilen(gruppen: pd.DataFrame, lage: pd.DataFrame) -> pd.DataFrame:
    """Eine Zeile je Gemeinde in einer Gruppe (Zeilen von ``lage``), nach Gruppen."""
    folge = [(ags, nr, alle) for nr, alle in enumerate(gruppen["mitglieder"], start=1) for ags in alle]
    namen = lage["bezeichnung"]
    return lage.loc[[ags for ags, _, _ in folge]].assign(
        gruppe_nr=[nr for _, nr, _ in folge],
        partner=["; ".join(namen.loc[[a for a in alle if a != ags]]) for ags, _, alle in folge],
    )


def als_gruppen_xlsx(
    gruppen: pd.DataFrame,
    uebrig: pd.DataFrame,
    lage: pd.DataFrame,
    angaben: Mapping[str, str],
    erstellt: datetime,
) -> bytes:
    """Arbeitsmappe mit den Blättern „Gruppen“, „Gemeinden“, „Übrig“ und „Quelle und Stand“."""
    tabellen = {
        "Gruppen": gruppenzeilen(gruppen, lage),
        "Gemeinden": mitgliederzeilen(gruppen, lage),
        "Übrig": uebrig,
    }
    spalten: dict[str, Sequence[Spalte]] = {"Gruppen": GRUPPEN, "Gemeinden": MITGLIEDER, "Übrig": UEBRIG}
    return als_xlsx(tabellen, angaben, erstellt, spalten=spalten)


def als_gruppen_geojson(
    gruppen: pd.DataFrame, lage: pd.DataFrame, flaechen: Mapping[str, Any], angaben: Mapping[str, str]
) -> bytes:
    """GeoJSON: eine Fläche je Gemeinde mit der Nummer ihrer Gruppe."""
    return als_geojson(mitgliederzeilen(gruppen, lage), flaechen, angaben, spalten=MITGLIEDER)


def als_gruppen_kml(
    gruppen: pd.DataFrame, lage: pd.DataFrame, flaechen: Mapping[str, Any], angaben: Mapping[str, str]
) -> bytes:
    """KML: eine Fläche je Gemeinde; die Gruppe steht im Text."""
    zeilen = mitgliederzeilen(gruppen, lage)
    zeilen["gruende"] = [
        f"Gruppe {nr}, zusammen mit {partner}."
        for nr, partner in zip(zeilen["gruppe_nr"], zeilen["partner"], strict=True)
    ]
    return als_kml(flaechen, zeilen, angaben)
