"""Karte als SVG: Form, Farben, Schraffur, Zugänglichkeit."""

import xml.etree.ElementTree as ET

import pytest

from insek_monitor.lage.bild import kartenbild
from insek_monitor.lage.bild.farben import HELL

SVG = "{http://www.w3.org/2000/svg}"


def flaeche(ags, *ringe):
    art, ecken = ("Polygon", list(ringe)) if len(ringe) == 1 else ("MultiPolygon", [[r] for r in ringe])
    return {"properties": {"ags": ags, "name": ags}, "geometry": {"type": art, "coordinates": ecken}}


def rechteck(west, sued, ost, nord):
    return [[west, sued], [ost, sued], [ost, nord], [west, nord], [west, sued]]


KARTE = {
    "features": [
        flaeche("14000001", rechteck(12.0, 50.0, 13.0, 52.0)),
        flaeche("14000002", rechteck(13.0, 50.0, 14.0, 51.0), rechteck(13.0, 51.0, 14.0, 52.0)),
    ]
}
KREISE = {"features": [{"properties": {"kreis": "A"}, "geometry": KARTE["features"][0]["geometry"]}]}


@pytest.fixture
def pfade():
    return kartenbild.projiziere(KARTE, KREISE)


def male(pfade, **angaben):
    vorgabe = {"titel": "Karte <1>", "beschreibung": "Zwei & zwei", "farben_je_ags": {"14000001": "#112233"}}
    text = kartenbild.svg_karte(pfade, **(vorgabe | angaben))
    return text, ET.fromstring(text)


def test_projektion(pfade):
    # Zwei Grad Länge sind 1000 Einheiten; zwei Grad Breite 1000 / cos(51°) = 1589,02.
    assert pfade.hoehe == 1590
    assert pfade.gemeinden["14000001"] == "M0 1589l500 0 0-1589-500 0z"
    assert pfade.gemeinden["14000002"].count("M") == 2
    assert {name for name, _, _ in pfade.staedte} >= {"Dresden", "Chemnitz"}
    assert "Görlitz" not in {name for name, _, _ in pfade.staedte}


def test_beschriftung_fuer_vorleseprogramme(pfade):
    text, baum = male(pfade)
    assert baum.attrib["role"] == "img"
    assert baum.attrib["lang"] == "de"
    assert baum.find(f"{SVG}title").text == "Karte <1>"
    assert baum.find(f"{SVG}desc").text == "Zwei & zwei"
    verweise = baum.attrib["aria-labelledby"].split()
    assert verweise == [baum.find(f"{SVG}title").attrib["id"], baum.find(f"{SVG}desc").attrib["id"]]
    assert "<script" not in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


def test_ein_pfad_je_farbe_und_flaechenfarbe_ausserhalb(pfade):
    _, baum = male(pfade)
    fuellungen = [p.attrib["fill"] for p in baum.find(f"{SVG}g").findall(f"{SVG}path")]
    assert fuellungen == ["#112233", HELL.flaeche]
    _, beide = male(pfade, farben_je_ags=dict.fromkeys(pfade.gemeinden, "#112233"))
    assert len(beide.find(f"{SVG}g").findall(f"{SVG}path")) == 1


def test_hervorgehoben_staedte_breite(pfade):
    text, baum = male(pfade, hervorgehoben="14000001", mit_staedten=False, breite=300)
    assert text.count(pfade.gemeinden["14000001"]) == 4  # Fläche, Kreis, zwei Ränder
    assert "Dresden" not in text
    assert (baum.attrib["width"], baum.attrib["height"]) == ("300", "477")
    with pytest.raises(ValueError, match="14999999"):
        male(pfade, hervorgehoben="14999999")


def test_fehler_haben_eine_deutsche_meldung():
    with pytest.raises(ValueError, match="keine Gemeinde"):
        kartenbild.projiziere({"features": []})
    punkt = {"features": [{"properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}
    with pytest.raises(ValueError, match="Nur Polygon"):
        kartenbild.projiziere(punkt)
