"""Liest die abgeleiteten Tabellen in ``daten/`` als typisierte Frames.

Die Typen kommen aus dem Datenwörterbuch: text → str (fehlend NaN), ganzzahl → Int64, kommazahl → float64,
datum → datetime64[s], unscharfes_datum → str. Jeder Aufruf liest neu und gibt einen eigenen Frame zurück.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from insek_monitor import einstellungen
from insek_monitor.kern.datum import tage_spalte
from insek_monitor.kern.fragensaetze import Fragensatz, lies_saetze
from insek_monitor.kern.regeln import Regeln
from insek_monitor.kern.stimmungsbild import FrageFehler
from insek_monitor.register.woerterbuch import lies_yaml, woerterbuch

if TYPE_CHECKING:
    import geopandas as gpd

DATUMSSPALTEN = ("begonnen", "beschluss", "aufgehoben", "belegt")
"""Spalten von ``konzepte`` mit einem ungenauen Datum; daneben steht beim Laden ``*_tag``."""

_DTYPEN = {
    "text": "str", "unscharfes_datum": "str", "ganzzahl": "Int64", "kommazahl": "float64",
    "datum": "datetime64[s]", "wahrheitswert": "boolean",
}  # fmt: skip
_ECKWERTSPALTEN = {
    "beschreibung": "str", "wert": "Int64", "anteil_prozent": "Int64", "grundgesamtheit": "Int64",
    "einheit": "str", "status": "str", "groessenklasse": "str", "einwohner_von": "Int64",
    "einwohner_unter": "Int64", "herkunft": "str", "herleitung": "str", "quelle": "str", "stand": "str",
}  # fmt: skip


class TabellenFehler(Exception):
    """Eine Tabelle in ``daten/`` fehlt oder passt nicht zum Datenwörterbuch."""


def gemeinden() -> pd.DataFrame:
    """Die Gemeinden (Index ``ags``); Spalten siehe Datenwörterbuch."""
    return _tabelle("gemeinden")


def bevoelkerung() -> pd.DataFrame:
    """Einwohner je ``ags`` und ``stichtag`` auf heutigem Gebietsstand."""
    return _tabelle("bevoelkerung")


def nachbarn() -> pd.DataFrame:
    """Gemeinsame Grenzen: ``ags``, ``nachbar_ags``, ``grenze_km``; beide Richtungen."""
    return _tabelle("nachbarn")


def gebietsaenderungen() -> pd.DataFrame:
    """Weggefallene Schlüssel seit 2013 und ihre heutige Gemeinde."""
    return _tabelle("gebietsaenderungen")


def konzepte_recherche() -> pd.DataFrame:
    """Recherchierte Konzepte (Index ``konzept_id``) samt den abgeleiteten Spalten ``*_tag``."""
    frame = _tabelle("konzepte_recherche")
    for spalte in DATUMSSPALTEN:
        frame[f"{spalte}_tag"] = tage_spalte(frame[spalte])
    return frame


def zuordnung_recherche() -> pd.DataFrame:
    """Gemeinden je recherchiertem Konzept: ``konzept_id``, ``ags``."""
    return _tabelle("konzepte_recherche_zuordnung")


def eckwerte() -> pd.DataFrame:
    """Veröffentlichte Vergleichswerte.

    Returns
    -------
    DataFrame
        Index ``schluessel``; ``beschreibung``, ``wert``, ``anteil_prozent``, ``grundgesamtheit``,
        ``einheit``, ``status``, ``groessenklasse`` (Beschriftung im Schema kompakt), ``einwohner_von``,
        ``einwohner_unter`` (Abgrenzung; NA = keine), ``herkunft`` (veroeffentlicht, abgeleitet),
        ``herleitung``, ``quelle``, ``stand``.
    """
    datei = einstellungen.tabellenordner() / "eckwerte.yaml"
    zeilen = lies_yaml(datei).get("eckwerte")
    if not isinstance(zeilen, list) or not all(isinstance(z, dict) and "schluessel" in z for z in zeilen):
        raise TabellenFehler(f"{datei.name}: Erwartet ist eine Liste „eckwerte“, jeder mit „schluessel“.")
    frame = pd.DataFrame(zeilen).set_index("schluessel")
    fremd = [s for s in frame.columns if s not in _ECKWERTSPALTEN]
    if fremd:
        raise TabellenFehler(f"{datei.name}: Die Angabe „{fremd[0]}“ ist unbekannt.")
    return frame.reindex(columns=list(_ECKWERTSPALTEN)).astype(_ECKWERTSPALTEN)


def regeln() -> Regeln:
    """Schwellen und Größenklassen aus ``regeln.yaml``.

    Raises
    ------
    RegelFehler
        Wenn eine Regel fehlt oder unzulässig ist.
    """
    return Regeln.aus_dict(lies_yaml(einstellungen.tabellenordner() / "regeln.yaml"))


def fragensaetze() -> tuple[Fragensatz, ...]:
    """Die mitgelieferten Fragensätze des Stimmungsbilds aus ``fragensaetze.yaml``."""
    datei = einstellungen.tabellenordner() / "fragensaetze.yaml"
    try:
        return lies_saetze(lies_yaml(datei))
    except FrageFehler as fehler:
        raise TabellenFehler(f"{datei.name}: {fehler}") from fehler


def grenzen() -> gpd.GeoDataFrame:
    """Gemeindeflächen (Index ``ags``, ``geometry``, EPSG:4326)."""
    import geopandas as gpd  # braucht rund eine halbe Sekunde, deshalb erst hier

    return gpd.read_parquet(_vorhanden("grenzen.parquet"))


def karte_gemeinden() -> str:
    """GeoJSON der Gemeindeflächen als Text (Eigenschaften ``ags``, ``name``)."""
    return _vorhanden("karte_gemeinden.json").read_text(encoding="utf-8")


def karte_kreise() -> str:
    """GeoJSON der Kreise als Text (Eigenschaft ``kreis``)."""
    return _vorhanden("karte_kreise.json").read_text(encoding="utf-8")


def _vorhanden(name: str) -> Path:
    datei = einstellungen.tabellenordner() / name
    if not datei.is_file():
        raise TabellenFehler(
            f"{datei.name}: Die Datei fehlt. Bitte den Ordner daten/ wiederherstellen oder "
            "„python -m insek_monitor aufbereiten ORDNER“ ausführen."
        )
    return datei


def _tabelle(name: str) -> pd.DataFrame:
    """Liest eine Tabelle ganz als Text und gibt ihr die Typen des Datenwörterbuchs."""
    beschreibung = woerterbuch().tabellen[name]
    datei = _vorhanden(beschreibung.datei)
    try:
        frame = pd.read_csv(datei, dtype="str", keep_default_na=False, na_values=[""], encoding="utf-8")
        if list(frame.columns) != list(beschreibung.spalten):
            raise TabellenFehler(f"{datei.name}: Die Spalten stimmen nicht mit dem Datenwörterbuch überein.")
        frame = frame.astype({s.name: _DTYPEN[s.typ] for s in beschreibung.spalten.values()})
    except (ValueError, TypeError, UnicodeDecodeError) as fehler:
        raise TabellenFehler(
            f"{datei.name}: Ein Wert passt nicht zum Typ seiner Spalte ({fehler})."
        ) from fehler
    return frame.set_index(beschreibung.index) if beschreibung.index else frame
