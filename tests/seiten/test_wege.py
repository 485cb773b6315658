"""Eigene HTTP-Wege: Flächen, kleine Karte, Stilblatt; Unbrauchbares gibt 400 auf Deutsch und nie einen
Serverfehler.
"""

import gzip
import json
import re
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette

from insek_monitor.lage.bild import kartenthemen
from insek_monitor.lage.lage import Auswahl
from insek_monitor.rahmen import dateiordner, kartenwege, rahmen, zwischenspeicher
from insek_monitor.rahmen.grenzen import Grenzen
from insek_monitor.register import tabellen
from insek_monitor.seiten import beitraege
from tests.conftest import STICHTAG
from tests.hilfen.asgi import frage

pytestmark = pytest.mark.usefixtures("umgebung")

APP = Starlette(routes=beitraege.WEGE)
UNVERAENDERLICH = "public, max-age=31536000, immutable"
GRUND = "datenstand=1&stichtag=2026-11-21"
GEMEINDEN, KLEIN = f"/karte/gemeinden.json?{GRUND}", f"/karte/klein.svg?{GRUND}"
FEINDLICH = [
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "../../etc/passwd",
    "x\x00y",
    "9" * 20_000,
    "-1",
    "1e9",
    "²",
    "' OR '1'='1",
    "\ud7ff\u202e🙂",
    "",
]


@pytest.fixture(autouse=True)
def stehende_uhr(monkeypatch):
    """Eigene Grenzen je Test, deren Vorrat nicht nachläuft."""
    monkeypatch.setattr(kartenwege, "GRENZEN", Grenzen(lambda: 0.0))


def test_karten_je_adresse_begrenzt():
    zahlen = [frage(APP, "/karte/kreise.json").status for _ in range(301)]
    assert zahlen == [200] * 300 + [429]
    assert frage(APP, GEMEINDEN).kopfzeilen()["retry-after"] == "1"
    assert frage(APP, "/oberflaeche/stil.css").status == 200


def _svg(antwort):
    assert antwort.status == 200, antwort.text[:200]
    assert antwort.kopfzeilen()["content-type"] == "image/svg+xml"
    return ElementTree.fromstring(antwort.text)


def test_flaechen_mit_texten(lage_von):
    antwort = frage(APP, GEMEINDEN)
    kopf = antwort.kopfzeilen()
    assert antwort.status == 200
    assert kopf["cache-control"] == UNVERAENDERLICH
    assert kopf["content-encoding"] == "gzip"
    assert kopf["content-type"] == "application/geo+json"
    assert int(kopf["content-length"]) == len(antwort.inhalt) < 80_000
    merkmale = json.loads(gzip.decompress(antwort.inhalt))["features"]
    lage = lage_von()
    assert len(merkmale) == 418
    assert {m["properties"]["ags"]: m["properties"]["nr"] for m in merkmale} == {
        ags: nr for nr, ags in enumerate(lage.index)
    }
    assert all(m["geometry"]["type"] in {"Polygon", "MultiPolygon"} for m in merkmale)
    plauen = next(m["properties"] for m in merkmale if m["properties"]["ags"] == "14523320")
    assert plauen == {
        "nr": lage.index.get_loc("14523320"),
        "ags": "14523320",
        "name": "Plauen",
        "kreis": "Vogtlandkreis",
        "einwohner": "65.218",
        "status": "INSEK vorhanden (INSEK), abgelaufen",
        "beschluss": "2010",
        "datenlage": "recherchiert",
    }
    offen = [m["properties"] for m in merkmale if m["properties"]["status"].startswith("Stand nicht belegt")]
    assert {o["ags"] for o in offen} == set(lage.index[lage["status"] == "unbekannt"])
    assert all("dieser Größe" in o["status"] for o in offen)


def test_flaechen_nur_belegt():
    merkmale = json.loads(gzip.decompress(frage(APP, GEMEINDEN + "&belegt=1").inhalt))["features"]
    assert not [m for m in merkmale if "dieser Größe" in m["properties"]["status"]]


def test_gleiche_frage_gleiche_antwort():
    assert frage(APP, GEMEINDEN).inhalt == frage(APP, GEMEINDEN).inhalt


def test_kreise():
    antwort = frage(APP, kartenwege.adresse_kreise())
    assert antwort.kopfzeilen()["cache-control"] == UNVERAENDERLICH
    assert len(json.loads(antwort.inhalt)["features"]) == 13


def test_kleine_karte_faerbt_die_auswahl(lage_von):
    ganz = _svg(frage(APP, KLEIN))
    assert ganz.get("lang") == "de"
    namen = [kind.tag.split("}")[1] for kind in ganz]
    assert namen[:2] == ["title", "desc"]
    lage = lage_von()
    bautzen = lage[lage["kreis"] == "Bautzen"]
    for teil, angaben in ((lage, ""), (bautzen, "&kreis=Bautzen"), (lage_von(nur_belegt=True), "&belegt=1")):
        einteilung = kartenthemen.teile_ein(teil, "Status", STICHTAG, "hell")
        antwort = frage(APP, KLEIN + angaben)
        assert _svg(antwort)[1].text == einteilung.alternative()
        assert all((f'fill="{k.farbe}"' in antwort.text) == (k.gemeinden > 0) for k in einteilung.klassen)


def test_lagekarte_hebt_die_gemeinde_hervor():
    ohne, mit = frage(APP, KLEIN + "&karte=Lage"), frage(APP, KLEIN + "&karte=Lage&gemeinde=14523320")
    assert _svg(mit)[1].text == "Die Gemeinde ist hervorgehoben."
    assert len(mit.inhalt) > len(ohne.inhalt)


@pytest.mark.parametrize("thema", ["hell", "dunkel"])
@pytest.mark.parametrize("karte", ["Status", "Aktualität", "Ablaufjahr", "Einwohner"])
def test_adressen_fuehren_zu_den_wegen(thema, karte):
    gewaehlt = Auswahl(STICHTAG, "fein", ("unter 2.000",), ("Bautzen", "Leipzig, Stadt"), True)
    _svg(frage(APP, kartenwege.adresse_kleine_karte(1, gewaehlt, thema, karte, "14523320")))
    assert frage(APP, kartenwege.adresse_gemeinden(1, STICHTAG, True)).status == 200


@pytest.mark.parametrize(
    ("adresse", "satz"),
    [
        ("/karte/gemeinden.json", "„datenstand“ muss eine Nummer sein"),
        ("/karte/gemeinden.json?datenstand=1", "kein Datum der Form JJJJ-MM-TT"),
        ("/karte/gemeinden.json?datenstand=1&stichtag=quatsch", "kein Datum der Form JJJJ-MM-TT"),
        ("/karte/gemeinden.json?datenstand=1&stichtag=9999-12-31", "außerhalb von 1990 bis 2040"),
        ("/karte/gemeinden.json?datenstand=1&stichtag=0001-01-01", "außerhalb von 1990 bis 2040"),
        ("/karte/gemeinden.json?datenstand=99&stichtag=2026-11-21", "Den Datenstand „99“ gibt es nicht"),
        ("/karte/klein.svg?datenstand=1&stichtag=9999-12-31", "außerhalb von 1990 bis 2040"),
        (KLEIN + "&thema=rot", "„thema“ oder „karte“ ist unbekannt"),
        (KLEIN + "&karte=Wetter", "„thema“ oder „karte“ ist unbekannt"),
        (KLEIN + "&einteilung=grob", "„einteilung“ muss kompakt oder fein sein"),
        (KLEIN + "&gemeinde=14522450", "„gemeinde“ muss der Schlüssel (AGS) einer heutigen Gemeinde sein"),
    ],
)
def test_unbrauchbares_gibt_400_mit_einem_satz(adresse, satz):
    antwort = frage(APP, adresse)
    assert antwort.status == 400
    assert satz in antwort.text
    assert antwort.kopfzeilen()["content-type"] == "text/plain; charset=utf-8"
    assert "cache-control" not in antwort.kopfzeilen()


@pytest.mark.parametrize("wert", FEINDLICH, ids=range(len(FEINDLICH)))
def test_feindliche_angaben_bleiben_ohne_wirkung(wert):
    gefragt = quote(wert, safe="", errors="surrogatepass")
    for name in (
        "datenstand",
        "stichtag",
        "belegt",
        "einteilung",
        "klasse",
        "kreis",
        "thema",
        "karte",
        "gemeinde",
        "v",
    ):
        for pfad in ("/karte/gemeinden.json", "/karte/klein.svg"):
            grund = [teil for teil in GRUND.split("&") if not teil.startswith(f"{name}=")]
            antwort = frage(APP, f"{pfad}?{'&'.join([*grund, f'{name}={gefragt}'])}")
            assert antwort.status in {200, 400}, (name, antwort.text[:200])
            assert len(antwort.inhalt) < 80_000
            if antwort.status == 400:
                assert antwort.kopfzeilen()["content-type"].startswith("text/plain")
                assert len(antwort.text) < 300
            elif pfad.endswith("svg"):
                _svg(antwort)
                assert not re.search(r"<script|onload|alert\(", antwort.text)


@pytest.mark.parametrize(
    "datei",
    [
        "../../etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e%2fwege.py",
        "..",
        ".",
        "",
        "stil.css%00",
        "x" * 20_000,
        "STIL.CSS",
        "stil.css/",
        "%5c..%5cwege.py",
        "deutsch.js%0d%0aX-Boese:1",
    ],
    ids=str,
)
def test_aus_dem_ordner_fuehrt_kein_weg(datei):
    antwort = frage(APP, f"/oberflaeche/{datei}")
    assert antwort.status in {307, 404}
    assert len(antwort.inhalt) < 100
    assert "x-boese" not in antwort.kopfzeilen()


@pytest.mark.parametrize(
    ("datei", "art"),
    [("stil.css", "text/css"), ("deutsch.js", "text/javascript"), ("logo.svg", "image/svg+xml")],
)
def test_stilblatt_uebersetzung_und_logo(datei, art):
    antwort = frage(APP, f"/oberflaeche/{datei}")
    assert antwort.status == 200
    assert antwort.kopfzeilen()["content-type"].split(";")[0] == art
    assert antwort.inhalt == (rahmen.STATISCH / datei).read_bytes()


def test_jede_statische_datei_hat_eine_art():
    assert {datei.suffix for datei in rahmen.STATISCH.iterdir()} <= set(dateiordner.ARTEN)


@pytest.mark.parametrize("methode", ["POST", "PUT", "DELETE"])
def test_nur_lesen(methode):
    assert frage(APP, GEMEINDEN, methode=methode).status == 405


@pytest.mark.parametrize("art", ["sqlite", "postgresql"])
def test_register_nicht_erreichbar(monkeypatch, tmp_path, art):
    (tmp_path / "x.sqlite").write_bytes(b"keine Datenbank " * 1000)
    # Am Port 1 hört niemand: wie ein beendetes PostgreSQL.
    adressen = {
        "sqlite": f"sqlite:///{tmp_path / 'x.sqlite'}",
        "postgresql": "postgresql://anna:geheim@127.0.0.1:1/insek",
    }
    monkeypatch.setenv("INSEK_DATENBANK_URL", adressen[art])
    antwort = frage(APP, GEMEINDEN)
    assert antwort.status == 503
    assert "Register" in antwort.text
    assert not any(wort in antwort.text for wort in (str(tmp_path), "127.0.0.1", "anna", "geheim"))
    monkeypatch.undo()
    assert zwischenspeicher.finde_datenstand(1).kuerzel == "recherche"


def test_alle_gemeinden_der_tabelle_haben_eine_flaeche():
    flaechen = zwischenspeicher.geojson("karte_gemeinden")["features"]
    assert {f["properties"]["ags"] for f in flaechen} == set(tabellen.gemeinden().index)


def test_ohne_datenbank_liegt_es_nicht_an_der_angabe(tmp_path, monkeypatch):
    datei = tmp_path / "register.sqlite"
    monkeypatch.setenv("INSEK_DATENBANK_URL", f"sqlite:///{datei}")
    zwischenspeicher.leere()
    assert frage(APP, GEMEINDEN).status == 200
    assert frage(APP, GEMEINDEN.replace("datenstand=1", "datenstand=7")).status == 400
    datei.unlink()
    for weg in (GEMEINDEN, KLEIN):
        antwort = frage(APP, weg)
        assert antwort.status == 503
        assert str(tmp_path) not in antwort.text
    monkeypatch.undo()
    zwischenspeicher.leere()
