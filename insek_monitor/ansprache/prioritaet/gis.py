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

from insek_monitor.ansprache.prioritaet.zeilen import LISTE
from insek_monitor.lage.ausgabe.geojson import als_geojson
from insek_monitor.lage.ausgabe.spalten import Spalte, mit_erwartung, spalten_von, zeilen_von
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.farben import palette

if TYPE_CHECKING:
    import geopandas as gpd

    from insek_monitor.ansprache.kampagnen.touren import Tourenplan

EBENE, EBENE_TOUREN, EBENE_QUELLE = "gemeinden", "touren", "quelle"
_WGS84 = "EPSG:4326"
KML_FELDER = {"NAMEFIELD": "name", "DESCRIPTIONFIELD": "description"}
"""Was in KML als Beschriftung und als Text im Fenster der Fläche erscheint."""
_KML_STIL = re.compile(r"<Style>.*?</Style>", re.DOTALL)
"""Der Treiber gibt jeder Fläche denselben roten Rand ohne Füllung."""
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
        return _feste_bytes(datei, erstellt)


def als_kml(flaechen: Mapping[str, Any], liste: pd.DataFrame, angaben: Mapping[str, str]) -> bytes:
    """KML 2.2 für Google Earth und andere: je Gemeinde die Fläche in der Farbe ihres Status und ihre Angaben.

    Im Fenster der Fläche stehen ein Satz und alle Spalten als Tabelle (Google Earth zeigt neben einer
    Beschreibung keine Felder); daneben stehen sie als Felder, Zahlen als Zahlen. Quelle, Lizenz und Stand
    stehen in der Beschreibung des Dokuments.
    """
    import pyogrio

    ebene = _ebene(liste, flaechen)
    ebene["description"] = [
        f"<p>{html.escape(_satz(zeile))}</p>{_tabelle(zeile)}" for zeile in ebene.to_dict("records")
    ]
    with tempfile.TemporaryDirectory(prefix="insek-ausgabe-") as ordner:
        datei = Path(ordner) / "liste.kml"
        pyogrio.write_dataframe(ebene, datei, layer=EBENE, driver="KML", dataset_options=KML_FELDER)
        text = datei.read_text(encoding="utf-8")
    # Beschreibungen zeigt Google Earth als HTML; deshalb doppelt maskiert: einmal für HTML, einmal für XML.
    alle = mit_erwartung(angaben, liste)
    herkunft = "<br>".join(html.escape(f"{bezeichnung}: {wert}") for bezeichnung, wert in alle.items())
    kopf = f"<name>INSEK-Monitor Sachsen</name><description>{escape(_druckbar(herkunft))}</description>"
    marke, status = '<Document id="root_doc">', [str(wert) for wert in liste["status"]]
    verweise = iter(f"<styleUrl>#{wert}</styleUrl>" for wert in status)
    text, gesetzt = _KML_STIL.subn(lambda _: next(verweise), text)
    assert marke in text, "Der KML-Treiber schreibt ein anderes Dokument als erwartet."
    assert gesetzt == len(status), "Der KML-Treiber gibt nicht mehr jeder Fläche genau einen Stil."
    return text.replace(marke, f"{marke}\n{kopf}\n{_kml_stile()}", 1).encode("utf-8")


def _kml_stile() -> str:
    """Je Status Umriss und durchscheinende Füllung; KML schreibt Farben als Deckung, Blau, Grün, Rot."""
    stile = []
    for wert, farbe in palette("hell").status.items():
        bgr = f"{farbe[5:7]}{farbe[3:5]}{farbe[1:3]}"
        stile.append(
            f'<Style id="{wert}"><LineStyle><color>ff{bgr}</color><width>2</width></LineStyle>'
            f"<PolyStyle><color>99{bgr}</color></PolyStyle></Style>"
        )
    return "\n".join(stile)


def _tabelle(zeile: Mapping[str, Any]) -> str:
    """Alle Angaben einer Gemeinde als HTML, mit deutschen Überschriften und Zahlen."""
    reihen = "".join(
        f"<tr><td>{html.escape(spalte.ueberschrift)}</td><td>{_anzeige(zeile[spalte.name], spalte)}</td></tr>"
        for spalte in LISTE
        if spalte.name in zeile and not zahlen.fehlt(zeile[spalte.name])
    )
    return f"<table>{reihen}</table>"


def _anzeige(wert: Any, spalte: Spalte) -> str:
    if spalte.art == "verweis" and str(wert).startswith(("https://", "http://")):
        return f'<a href="{html.escape(str(wert))}">{html.escape(str(wert))}</a>'
    if spalte.art == "anteil":
        return html.escape(zahlen.anteil(wert))
    if spalte.art in ("ganzzahl", "dezimal"):
        return html.escape(zahlen.zahl(wert, 1 if spalte.art == "dezimal" else 0))
    return html.escape(str(wert))


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
    # Nicht Int64: Der KML-Treiber schriebe solche Zahlen als Text.
    dtype = {"ganzzahl": "Int32", "dezimal": "Float64", "anteil": "Float64"}.get(spalte.art, "string")
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


def _feste_bytes(datei: Path, erstellt: datetime) -> bytes:
    """Der Treiber setzt die Uhrzeit des Schreibens ein; so wären zwei gleiche Listen verschieden.

    Ebenso die beiden Zähler im Kopf der Datei (SQLite, „file change counter“ und „version-valid-for“): Wie
    oft er schreibt, ist nicht immer gleich.
    """
    zeitpunkt = f"{erstellt.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"
    with closing(sqlite3.connect(datei)) as verbindung, verbindung:
        verbindung.execute("UPDATE gpkg_contents SET last_change = ?", (zeitpunkt,))
    inhalt = bytearray(datei.read_bytes())
    inhalt[24:28] = inhalt[92:96] = (1).to_bytes(4, "big")
    return bytes(inhalt)
