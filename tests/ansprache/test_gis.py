"""GeoPackage, KML und GeoJSON der Liste: wieder geöffnet, mit Quelle, gleichbleibend."""

import io
import json
import sqlite3
from xml.etree import ElementTree

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insek_monitor.ansprache.kampagnen.touren import Tour, Tourenplan
from insek_monitor.ansprache.prioritaet.gis import als_geojson_liste, als_geopackage_liste, als_kml
from insek_monitor.ansprache.prioritaet.zeilen import zeilen
from insek_monitor.lage.bild.farben import palette
from tests.hilfen.ansprache_beispiele import (
    ANGABEN,
    BELEGT,
    ERSTELLT,
    LAGE,
    OHNE,
    UNBEKANNT,
    gemeinden,
    karte,
)

KARTE = karte(*LAGE.index)
KML = "{http://www.opengis.net/kml/2.2}"


def liste(**angaben):
    return zeilen(LAGE, **angaben)


def test_geopackage(tmp_path):
    inhalt = als_geopackage_liste(liste(), KARTE, ANGABEN, ERSTELLT)
    assert inhalt == als_geopackage_liste(liste(), KARTE, ANGABEN, ERSTELLT)
    datei = tmp_path / "liste.gpkg"
    datei.write_bytes(inhalt)
    ebene = gpd.read_file(datei, layer="gemeinden")
    assert ebene["ags"].tolist() == list(LAGE.index)
    assert ebene.crs.to_epsg() == 4326
    assert ebene["plz"].tolist() == ["01234", "01234", "09111"]
    assert ebene["datenlage"].fillna("").tolist() == ["recherchiert", "gemeldet", ""]
    assert ebene["einwohner"].tolist() == [5000] * 3
    assert not any("kontakt" in spalte for spalte in ebene.columns)
    quelle = pyogrio.read_dataframe(datei, layer="quelle")
    assert quelle["angabe"].tolist() == [*ANGABEN, "Erwartung"]
    assert ebene["geklaert"].tolist() == ["ja", "ja", "nein"]
    assert ebene["p_kein"].fillna(-1).tolist() == [-1, -1, 0.73]
    with sqlite3.connect(datei) as verbindung:
        zeitpunkte = {zeit for (zeit,) in verbindung.execute("SELECT last_change FROM gpkg_contents")}
    verbindung.close()
    assert zeitpunkte == {"2026-11-21T12:30:00.000Z"}


def test_geopackage_mit_touren(tmp_path):
    alle = pd.concat([LAGE, gemeinden({"name": "Leipzig"}).rename(index={BELEGT: "14713000"})])
    plan = Tourenplan((Tour(1, (UNBEKANNT, BELEGT), 30.04, (10.0, 10.0, 10.04)),), 30.04)
    datei = tmp_path / "touren.gpkg"
    datei.write_bytes(
        als_geopackage_liste(
            liste(tourenplan=plan), KARTE, ANGABEN, ERSTELLT, tourenplan=plan, gemeinden=alle
        )
    )
    (linie,) = gpd.read_file(datei, layer="touren").itertuples()
    assert linie.km_luftlinie == 30.0
    assert linie.halte == "Leipzig – Böhmen / Čěska – Belegt – Leipzig"
    assert list(linie.geometry.coords) == [(13.0, 51.05), (13.2, 51.05), (13.0, 51.05), (13.0, 51.05)]


def test_kml():
    inhalt = als_kml(KARTE, liste(gruende={BELEGT: "Läuft <b>ab</b> & mehr"}), ANGABEN)
    assert inhalt == als_kml(KARTE, liste(gruende={BELEGT: "Läuft <b>ab</b> & mehr"}), ANGABEN)
    baum = ElementTree.fromstring(inhalt)
    assert "Datenlizenz Deutschland" in baum.findtext(f"{KML}Document/{KML}description", "")
    orte = list(baum.iter(f"{KML}Placemark"))
    assert [ort.findtext(f"{KML}name") for ort in orte] == ["Belegt", "Stadt Wehlen", "Böhmen / Čěska"]
    texte = [ort.findtext(f"{KML}description", "") for ort in orte]
    # Google Earth zeigt die Beschreibung als HTML: fremde Zeichen bleiben auch dort Text.
    assert "Läuft &lt;b&gt;ab&lt;/b&gt; &amp; mehr</p>" in texte[0]
    assert texte[1].startswith("<p>kein Konzept (gemeldet);")
    assert texte[2].startswith("<p>Stand nicht belegt;")
    ebene = gpd.read_file(io.BytesIO(inhalt))
    assert ebene["ags"].tolist() == list(LAGE.index)


def test_kml_zeigt_felder_zahlen_umriss_und_fuellung():
    baum = ElementTree.fromstring(als_kml(KARTE, liste(), ANGABEN))
    texte = [ort.findtext(f"{KML}description", "") for ort in baum.iter(f"{KML}Placemark")]
    for reihe in (
        "<td>Einwohner</td><td>5.000</td>",
        "<td>PLZ</td><td>01234</td>",
        '<td>Website</td><td><a href="https://muster.example">https://muster.example</a></td>',
    ):
        assert reihe in texte[0]
    assert "<td>Erwartung bei dieser Größe: kein Konzept</td><td>73\u00a0%</td>" in texte[2]
    assert "Erwartung" not in texte[0], "Was fehlt, ist keine leere Zeile"
    arten = {feld.get("name"): feld.get("type") for feld in baum.iter(f"{KML}SimpleField")}
    assert {arten[name] for name in ("rang", "einwohner")} == {"int"}
    assert (arten["p_kein"], arten["ags"], arten["plz"]) == ("float", "string", "string")
    stile = {f"#{stil.get('id')}": stil for stil in baum.iter(f"{KML}Style")}
    benutzt = [ort.findtext(f"{KML}styleUrl") for ort in baum.iter(f"{KML}Placemark")]
    assert benutzt == ["#vorhanden", "#kein", "#unbekannt"]
    rot, gruen, blau = (palette("hell").status["kein"][i : i + 2] for i in (1, 3, 5))
    assert stile["#kein"].findtext(f"{KML}LineStyle/{KML}color") == f"ff{blau}{gruen}{rot}"
    assert stile["#kein"].findtext(f"{KML}PolyStyle/{KML}color") == f"99{blau}{gruen}{rot}"


def test_geojson():
    sammlung = json.loads(als_geojson_liste(liste(), KARTE, ANGABEN))
    assert list(sammlung["angaben"]) == [*ANGABEN, "Erwartung"]
    assert [f["id"] for f in sammlung["features"]] == [BELEGT, OHNE, UNBEKANNT]
    assert sammlung["features"][0]["properties"]["verwaltung"] == "Stadt Belegt"


@pytest.mark.parametrize(
    "ausgabe",
    [
        lambda leer: als_geopackage_liste(leer, KARTE, ANGABEN, ERSTELLT),
        lambda leer: als_kml(KARTE, leer, ANGABEN),
        lambda leer: als_geojson_liste(leer, KARTE, ANGABEN),
    ],
)
def test_leere_liste_ist_kein_fehler(ausgabe):
    assert ausgabe(zeilen(LAGE.iloc[:0]))


@settings(max_examples=25)
@given(st.text(max_size=60))
def test_jeder_text_ergibt_gueltiges_kml(text):
    inhalt = als_kml(KARTE, liste(gruende={BELEGT: text}), {"Liste": text})
    orte = list(ElementTree.fromstring(inhalt).iter(f"{KML}Placemark"))
    assert len(orte) == 3
