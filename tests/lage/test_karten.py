"""Die große Karte: der Farbausdruck gibt jeder Gemeinde ihre Farbe, die Texte stimmen, nichts wird fremd
geladen.
"""

import ast
import json
from datetime import date

import pytest

from insek_monitor.lage.bild import karten, kartenthemen
from insek_monitor.lage.bild.farben import palette, rgb
from insek_monitor.lage.lage import lage as rechne_lage
from tests.conftest import beispiel_konzept
from tests.hilfen.konzept import als_frames

STICHTAG = date(2026, 11, 21)
FARBEN = [[n, 2 * n, 3 * n, 255] for n in range(1, 15)]


def werte_aus(ausdruck, **eigenschaften):
    """Wertet den Ausdruck wie deck.gl aus: nur Zahlen, Texte, Listen, `+`, `*`, `[…]` und `properties.…`."""

    def rechne(k):
        match k:
            case ast.Expression(body=inhalt):
                return rechne(inhalt)
            case ast.Constant(value=wert):
                return wert
            case ast.List(elts=teile):
                return [rechne(teil) for teil in teile]
            case ast.Attribute(value=ast.Name(id="properties"), attr=name):
                return eigenschaften[name]
            case ast.Subscript(value=inhalt, slice=stelle):
                return rechne(inhalt)[int(rechne(stelle))]
            case ast.BinOp(left=links, op=ast.Mult(), right=rechts):
                return int(rechne(links)) * int(rechne(rechts))
            case ast.BinOp(left=links, op=ast.Add(), right=rechts):
                a, b = rechne(links), rechne(rechts)
                assert isinstance(a, int), "JavaScript hängte hier Texte aneinander"
                assert isinstance(b, int), "JavaScript hängte hier Texte aneinander"
                return a + b
        raise AssertionError(f"unerwartet: {ast.dump(k)}")

    return rechne(ast.parse(ausdruck, mode="eval"))


@pytest.fixture
def lage(vier_gemeinden, regeln):
    """INSEK 2020, INSEK 2017 mit neuem in Arbeit, ähnliches Konzept, nichts belegt und ohne Einwohnerzahl."""
    konzepte, zuordnung = als_frames(
        [
            beispiel_konzept("A", "14000000", beschluss="2020-03-10"),
            beispiel_konzept("B", "14000001", beschluss="2017-06", datenlage="recherchiert"),
            beispiel_konzept("B2", "14000001", begonnen="2025"),
            beispiel_konzept("C", "14000002", art="aehnlich", beschluss="unbekannt", belegt="2019"),
        ]
    )
    gemeinden = vier_gemeinden.assign(laenge=[12.1, 12.9, 13.7, 14.9], breite=[51.3, 50.8, 51.0, 51.1])
    return rechne_lage(gemeinden, konzepte, zuordnung, STICHTAG, regeln)


@pytest.fixture
def flaechen():
    """Fünf Quadrate in anderer Reihenfolge als die Lage; das letzte gehört zu keiner Gemeinde."""
    quadrat = {"type": "Polygon", "coordinates": [[[12, 50], [13, 50], [13, 51], [12, 50]]]}
    ags = ["14000003", "14000001", "14000000", "14000002", "14999999"]
    return {"features": [{"properties": {"ags": a, "name": "x"}, "geometry": quadrat} for a in ags]}


def fuellung(deck):
    """Farbausdruck der Flächen; er steht an der Teilebene, sonst blendet Streamlit ab."""
    return schichten(deck)["gemeinden"]["_subLayerProps"]["polygons-fill"]["getFillColor"]


def decke(lage, kartenthema="Status", **angaben):
    einteilung = kartenthemen.teile_ein(lage, kartenthema, STICHTAG, angaben.get("thema", "hell"))
    grund = {
        "url_gemeinden": "/karte/gemeinden.json?x=1",
        "url_kreise": "/karte/kreise.json",
        "url_innengrenzen": "/karte/innengrenzen.json",
        "thema": "hell",
    }
    return einteilung, karten.karte(einteilung, angaben.pop("gesamt", lage), **(grund | angaben))


def schichten(deck):
    return {schicht["id"]: schicht for schicht in json.loads(deck.to_json())["layers"]}


@pytest.mark.parametrize("klassen", [1, 2, 9, 10, 11, 14])
def test_farbausdruck(klassen):
    nummern = [(7 * n) % klassen for n in range(40)]
    ausdruck = karten.farbausdruck(nummern, FARBEN[:klassen])
    assert [werte_aus(ausdruck, nr=nr) for nr in range(40)] == [FARBEN[n] for n in nummern]


def test_farbausdruck_kostet_ein_bis_zwei_zeichen_je_gemeinde():
    kurz, lang = (len(karten.farbausdruck([0] * n, FARBEN[:5])) for n in (0, 418))
    assert lang - kurz == 418
    kurz, lang = (len(karten.farbausdruck([0] * n, FARBEN[:12])) for n in (0, 418))
    assert lang - kurz == 2 * 418


def test_angaben_je_gemeinde(lage, flaechen):
    merkmale = json.loads(karten.angaben_je_gemeinde(flaechen, lage))["features"]
    texte = {m["properties"].pop("ags"): m["properties"] for m in merkmale}
    # Die Nummer folgt der Lage, nicht der Reihenfolge der Flächen; die fremde Fläche fehlt.
    assert {ags: texte[ags]["nr"] for ags in texte} == {f"1400000{n}": n for n in range(4)}
    assert texte["14000000"] == {
        "nr": 0,
        "name": "Ort 0",
        "kreis": "Chemnitz, Stadt",
        "einwohner": "20.000",
        "status": "INSEK vorhanden (INSEK), aktuell",
        "beschluss": "10.03.2020",
        "datenlage": "gemeldet",
    }
    assert texte["14000001"]["status"] == "INSEK vorhanden (INSEK), Fortschreibung einleiten; neues in Arbeit"
    assert texte["14000001"]["datenlage"] == "recherchiert"
    assert texte["14000001"]["beschluss"] == "Juni 2017"
    assert texte["14000002"]["status"] == "ähnliches Konzept"
    # Ein ähnliches Konzept zählt auch ohne Beschluss; „unbekannt“ belegt dort keinen.
    assert texte["14000002"]["beschluss"] == "kein Beschluss bekannt"
    unbekannt = ("Stand nicht belegt", "kein Beschluss bekannt", "keine Angabe", "k.\u00a0A.")
    gefunden = tuple(texte["14000003"][n] for n in ("status", "beschluss", "datenlage", "einwohner"))
    assert tuple(t.replace("\u00a0", " ") for t in gefunden) == tuple(
        t.replace("\u00a0", " ") for t in unbekannt
    )


def test_hinweisfeld_sagt_was_bei_dieser_groesse_zu_erwarten_ist(lage, flaechen):
    lage.loc["14000003", ["p_kein", "p_vorhanden"]] = 0.726, 0.2
    merkmale = json.loads(karten.angaben_je_gemeinde(flaechen, lage))["features"]
    texte = {m["properties"]["ags"]: m["properties"]["status"] for m in merkmale}
    assert "73\u00a0%" in texte["14000003"]
    assert texte["14000002"] == "ähnliches Konzept"


@pytest.mark.parametrize("thema", ["hell", "dunkel"])
@pytest.mark.parametrize("kartenthema", kartenthemen.AUS_DER_LAGE)
def test_karte_gibt_jeder_gemeinde_die_farbe_ihrer_klasse(lage, kartenthema, thema):
    einteilung, deck = decke(lage, kartenthema, thema=thema)
    ausdruck = fuellung(deck).removeprefix("@@=")
    farben = einteilung.farben_je_ags()
    for nr, ags in enumerate(lage.index):
        assert werte_aus(ausdruck, nr=nr) == rgb(farben[ags])


def test_was_nicht_zur_auswahl_gehoert_ist_nur_umriss(lage):
    _, deck = decke(lage.iloc[[1]], gesamt=lage)
    ausdruck = fuellung(deck).removeprefix("@@=")
    assert werte_aus(ausdruck, nr=0) == rgb(palette("hell").flaeche, 90)
    assert werte_aus(ausdruck, nr=1) == rgb(palette("hell").status["vorhanden"])


def test_leere_auswahl(lage):
    _, deck = decke(lage.iloc[:0], gesamt=lage)
    ausdruck = fuellung(deck).removeprefix("@@=")
    assert {tuple(werte_aus(ausdruck, nr=nr)) for nr in range(4)} == {tuple(rgb(palette("hell").flaeche, 90))}


def test_kein_kartendienst_und_keine_fremde_adresse(lage):
    _, deck = decke(lage, gewaehlt="14000001")
    text = deck.to_json()
    # pydecks Platzhalter „kein Stil gewählt“; mit `map_style=None` lüde die Seite dagegen einen fremden Stil.
    assert json.loads(text)["mapStyle"] == "__MAP_STYLE__"
    assert json.loads(text).get("mapProvider") is None
    assert "//" not in text
    assert {s["data"] for s in schichten(deck).values() if isinstance(s["data"], str)} == {
        "/karte/gemeinden.json?x=1",
        "/karte/innengrenzen.json",
        "/karte/kreise.json",
    }


def test_hinweisfeld_nennt_nur_was_die_flaechen_liefern(lage, flaechen):
    eigenschaften = json.loads(karten.angaben_je_gemeinde(flaechen, lage))["features"][0]["properties"]
    assert karten.HINWEIS.format(**eigenschaften).count("{") == 0
    assert "Datenlage: {datenlage}" in karten.HINWEIS


def test_gewaehlte_gemeinde_bekommt_einen_rand(lage):
    _, deck = decke(lage, gewaehlt="14000002")
    assert schichten(deck)["gewaehlt-2"]["getLineColor"].startswith("@@=properties.nr==2?")
    for ohne in (decke(lage, gewaehlt="99999999")[1], decke(lage)[1]):
        assert not any(kennung.startswith("gewaehlt") for kennung in schichten(ohne))


def test_blick(lage):
    blick = decke(lage)[1].initial_view_state
    assert (blick.latitude, blick.longitude) == karten.MITTE
    assert blick.zoom == karten.zoom_fuer(None)
    sprung = decke(lage, sprungziel="14000003")[1].initial_view_state
    assert (sprung.latitude, sprung.longitude, sprung.zoom) == (51.1, 14.9, karten.ZOOM_GEMEINDE)
    assert decke(lage, sprungziel="99999999")[1].initial_view_state.zoom == karten.zoom_fuer(None)


def test_zoom_fuer():
    """512 Pixel zeigen auf Stufe 0 360 Grad, je Stufe halb so viel; Sachsen braucht 3,3 Grad."""
    for breite in (300, 400, 580, 700):
        grad = 360 * breite / 512 / 2 ** karten.zoom_fuer(breite)
        assert grad == pytest.approx(3.3, rel=0.005)
    assert karten.zoom_fuer(580) == karten.zoom_fuer(None) == 6.95
    assert karten.zoom_fuer(10) == 5.6
    assert karten.zoom_fuer(4000) == 7.35


def test_hoehe_fuer():
    assert [karten.hoehe_fuer(b) for b in (None, 200, 500, 700, 2000)] == [546, 300, 390, 546, 560]


def test_innengrenzen_nur_einmal_und_nur_im_kreis():
    """Drei Quadrate nebeneinander: A und B im selben Kreis, C in einem anderen; es bleibt die Grenze A–B."""

    def quadrat(ags, x):
        ring = [[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]
        return {
            "type": "Feature",
            "properties": {"ags": ags},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }

    flaechen = {"features": [quadrat("A", 0), quadrat("B", 1), quadrat("C", 2)]}
    inhalt = json.loads(karten.innengrenzen(flaechen, {"A": "eins", "B": "eins", "C": "zwei"}))
    (merkmal,) = inhalt["features"]
    linien = merkmal["geometry"]["coordinates"]
    if merkmal["geometry"]["type"] == "LineString":
        linien = [linien]
    assert [sorted(map(tuple, linie)) for linie in linien] == [[(1.0, 0.0), (1.0, 1.0)]]
