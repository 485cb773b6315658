"""Die Liste für Geoinformationssysteme: GeoPackage, KML, GeoJSON; mit Quelle und Stand in der Datei."""

from __future__ import annotations

import html
import re
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import pandas as pd

from insek_monitor.ausgabe.ansprachespalten import LISTE
from insek_monitor.ausgabe.geojson import als_geojson
from insek_monitor.ausgabe.spalten import Spalte, mit_erwartung, spalten_von, zeilen_von
from insek_monitor.darstellung import zahlen

if TYPE_CHECKING:
    import geopandas as gpd

    from insek_monitor.kennzahlen.touren import Tourenplan

EBENE, EBENE_TOUREN, EBENE_QUELLE = "gemeinden", "touren", "quelle"
_WGS84 = "EPSG:4326"
KML_FELDER = {"NAMEFIELD": "name", "DESCRIPTIONFIELD": "description"}
"""Was in KML als Beschriftung und als Text im Fenster der Fläche erscheint."""
_KEIN_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def als_geojson_liste(liste: pd.DataFrame, flaechen: Mapping[str, Any], angaben: Mapping[str, str]) -> bytes:
    """GeoJSON mit den Spalten der Liste.

    Parameters
    ----------
    liste : Aus ``ansprachezeilen.zeilen``.
    flaechen : dict
        GeoJSON mit ``properties.ags`` (daten/karte_gemeinden.json).
    """
    return als_geojson(liste, flaechen, angaben, spalten=LISTE)


def als_geopackage_liste(
    liste: pd.DataFrame,
    flaechen: Mapping[str, Any],
    angaben: Mapping[str, str],
    erstellt: datetime,
    *,
    tourenplan: Tourenplan | None = None,
    gemeinden: pd.DataFrame | None = None,
) -> bytes:
    """GeoPackage: Ebene ``gemeinden``, mit Tourenplan ``touren`` (Linien, Luftlinie), Tabelle ``quelle``.

    Parameters
    ----------
    erstellt : Steht als Zeitpunkt der Änderung in der Datei; gleiche Eingabe ergibt gleiche Bytes.
    gemeinden : Alle Gemeinden mit ``laenge`` und ``breite``; nötig, wenn es einen Tourenplan gibt.
    """
    import pyogrio

    quelle = pd.DataFrame(mit_erwartung(angaben, liste).items(), columns=["angabe", "text"])
    with tempfile.TemporaryDirectory(prefix="insek-ausgabe-") as ordner:
        datei = Path(ordner) / "liste.gpkg"
        pyogrio.write_dataframe(_ebene(liste, flaechen), datei, layer=EBENE, driver="GPKG")
        if tourenplan is not None and gemeinden is not None:
            linien = _tourlinien(tourenplan, gemeinden)
            pyogrio.write_dataframe(linien, datei, layer=EBENE_TOUREN, driver="GPKG", append=True)
        pyogrio.write_dataframe(quelle, datei, layer=EBENE_QUELLE, driver="GPKG", append=True)
        _lege_zeitpunkt_fest(datei, erstellt)
        return datei.read_bytes()


def als_kml(flaechen: Mapping[str, Any], liste: pd.DataFrame, angaben: Mapping[str, str]) -> bytes:
    """KML 2.2 für Google Earth und andere: je Gemeinde die Fläche, ein Satz und alle Spalten.

    Quelle, Lizenz und Stand stehen in der Beschreibung des Dokuments.
    """
    import pyogrio

    ebene = _ebene(liste, flaechen)
    ebene["description"] = [html.escape(_satz(zeile)) for zeile in ebene.to_dict("records")]
    with tempfile.TemporaryDirectory(prefix="insek-ausgabe-") as ordner:
        datei = Path(ordner) / "liste.kml"
        pyogrio.write_dataframe(ebene, datei, layer=EBENE, driver="KML", dataset_options=KML_FELDER)
        text = datei.read_text(encoding="utf-8")
    # Beschreibungen zeigt Google Earth als HTML; deshalb doppelt maskiert: einmal für HTML, einmal für XML.
    alle = mit_erwartung(angaben, liste)
    herkunft = html.escape("\n".join(f"{bezeichnung}: {wert}" for bezeichnung, wert in alle.items()))
    kopf = f"<name>INSEK-Monitor Sachsen</name><description>{escape(_druckbar(herkunft))}</description>"
    marke = '<Document id="root_doc">'
    assert marke in text, "Der KML-Treiber schreibt ein anderes Dokument als erwartet."
    return text.replace(marke, f"{marke}\n{kopf}", 1).encode("utf-8")


def _ebene(liste: pd.DataFrame, flaechen: Mapping[str, Any]) -> gpd.GeoDataFrame:
    import geopandas as gpd

    spalten = spalten_von(liste, LISTE)
    je_ags = gpd.GeoDataFrame.from_features(flaechen["features"], crs=_WGS84).set_index("ags").geometry
    werte = {
        spalte.name: _feld(spalte, werte)
        for spalte, werte in zip(
            spalten,
            zip(*zeilen_von(liste, spalten), strict=True) if len(liste) else [()] * len(spalten),
            strict=True,
        )
    }
    return gpd.GeoDataFrame(werte, geometry=je_ags.reindex(liste.index).to_list(), crs=_WGS84)


def _feld(spalte: Spalte, werte: tuple[Any, ...]) -> pd.Series:
    dtype = {"ganzzahl": "Int64", "dezimal": "Float64", "anteil": "Float64"}.get(spalte.art, "string")
    schlicht = [
        _druckbar(w) if isinstance(w, str) else f"{w:%Y-%m-%d}" if isinstance(w, date) else w for w in werte
    ]
    return pd.Series(schlicht, dtype=dtype)


def _satz(zeile: Mapping[str, Any]) -> str:
    lage = "" if zahlen.fehlt(zeile["datenlage"]) else f" ({zeile['datenlage']})"
    satz = f"{zeile['status']}{lage}; {zahlen.zahl(zeile['einwohner'])} Einwohner; {zeile['kreis']}."
    gruende = zeile.get("gruende")
    return satz if zahlen.fehlt(gruende) else f"{satz} {gruende}"


def _druckbar(text: str) -> str:
    """Ohne Steuerzeichen; XML 1.0 kennt sie nicht."""
    return _KEIN_XML.sub("", text)


def _tourlinien(plan: Tourenplan, gemeinden: pd.DataFrame) -> gpd.GeoDataFrame:
    import geopandas as gpd
    from shapely import LineString

    start = gemeinden.index[gemeinden["name"] == plan.start][0]
    reihen = [
        {
            "tour": tour.nummer,
            "km_luftlinie": round(tour.km, 1),
            "halte": " – ".join([plan.start, *gemeinden.loc[list(tour.orte), "name"], plan.start]),
            "geometry": LineString(
                gemeinden.loc[[start, *tour.orte, start], ["laenge", "breite"]].to_numpy(dtype=float)
            ),
        }
        for tour in plan.touren
    ]
    return gpd.GeoDataFrame(reihen, columns=["tour", "km_luftlinie", "halte", "geometry"], crs=_WGS84)


def _lege_zeitpunkt_fest(datei: Path, erstellt: datetime) -> None:
    """Der Treiber setzt die Uhrzeit des Schreibens ein; so wären zwei gleiche Listen verschieden."""
    zeitpunkt = f"{erstellt.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"
    with closing(sqlite3.connect(datei)) as verbindung, verbindung:
        verbindung.execute("UPDATE gpkg_contents SET last_change = ?", (zeitpunkt,))
