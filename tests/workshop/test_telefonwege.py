"""Die Wege der Telefone: abstimmen mit und ohne Skript, Ausweis, Grenzen, Abwehr."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Route

from insek_monitor.kern.stimmungsbild import Frage, Frageart, Gruppenfrage
from insek_monitor.rahmen import grenzen
from insek_monitor.rahmen.seitenhuelle import DeutscheSeite
from insek_monitor.register import schema, speicher
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.verbindung import Register
from insek_monitor.seiten import beitraege
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.saal import zugriff
from tests.hilfen.asgi import frage
from tests.hilfen.saalraum import VORTRAG, Geraet, Saalraum, lege_an, telefonapp

pytestmark = pytest.mark.usefixtures("umgebung")

JSON = {"Accept": "application/json"}
FORMULAR = {"Content-Type": "application/x-www-form-urlencoded"}
GESPEICHERT = "Gespeichert. Sie können Ihre Antwort ändern, bis die Abstimmung endet."
UNBEKANNT = "/w/BCDFGHJK"
BOESE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def offen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """Ein Register für alle Tests hier; jeder legt seinen eigenen Raum an."""
    register = speicher.oeffne_leer(f"sqlite:///{tmp_path_factory.mktemp('saal') / 'r.sqlite'}")
    yield register
    register.schliesse()


@pytest.fixture
def raum(offen: Register) -> Saalraum:
    return lege_an(offen)


class Uhr:
    jetzt = 1000.0

    def __call__(self) -> float:
        return self.jetzt


@pytest.fixture
def uhr() -> Uhr:
    return Uhr()


@pytest.fixture
def app(offen: Register, uhr: Uhr) -> Starlette:
    return telefonapp(lambda: offen, uhr)


@pytest.fixture
def geraet(app: Starlette) -> Geraet:
    return Geraet(app)


def im_raum(app: Starlette, raum: Saalraum, **angaben) -> Geraet:
    geraet = Geraet(app, **angaben)
    assert geraet.get(raum.weg).status_code == 200
    return geraet


def stimme(raum: Saalraum, runde: int, *antworten: str, fassung: int | None = None, **weitere: str) -> dict:
    gilt = raum.zaehle(runde).runde.fassung if fassung is None else fassung
    return {"runde": str(runde), "fassung": str(gilt), "antwort": list(antworten), **weitere}


def summen(raum: Saalraum, runde: int) -> tuple[int, ...]:
    return raum.zaehle(runde).je_antwort


# Abstimmen


def test_ohne_skript_formular_speichert_und_zeigt_die_wahl(app, raum):
    runde = raum.oeffne()
    geraet = im_raum(app, raum)
    antwort = geraet.post(raum.weg, data=stimme(raum, runde, "6"))
    assert (antwort.status_code, antwort.headers["location"]) == (303, raum.weg)
    assert summen(raum, runde) == (0, 0, 0, 0, 0, 1, 0)
    seite = geraet.get(raum.weg).text
    assert GESPEICHERT in seite
    assert 'value="6" checked' in seite
    assert seite.count(" checked") == 1


def test_mit_skript_kommt_json(app, raum):
    runde = raum.oeffne("mehrfach")
    geraet = im_raum(app, raum)
    antwort = geraet.post(raum.weg, data=stimme(raum, runde, "1", "3"), headers=JSON)
    assert antwort.status_code == 200
    assert antwort.json() == {"gespeichert": True, "meldung": GESPEICHERT}
    assert (raum.zaehle(runde).anzahl, summen(raum, runde)) == (1, (1, 0, 1))


def test_eine_stimme_je_geraet_aenderbar_bis_zum_ende(app, raum):
    runde = raum.oeffne("einfach")
    eines, anderes = im_raum(app, raum), im_raum(app, raum)
    for wert in ("1", "3", "3"):
        assert eines.post(raum.weg, data=stimme(raum, runde, wert), headers=JSON).json()["gespeichert"]
    assert anderes.post(raum.weg, data=stimme(raum, runde, "2"), headers=JSON).json()["gespeichert"]
    assert summen(raum, runde) == (0, 1, 1)
    raum.mach(raumsteuerung.schliesse)
    antwort = eines.post(raum.weg, data=stimme(raum, runde, "1"), headers=JSON)
    assert (antwort.status_code, antwort.json()["grund"]) == (409, "geschlossen")
    assert summen(raum, runde) == (0, 1, 1)


def test_gruppe_wird_gespeichert_und_bleibt_gewaehlt(app, offen):
    raum = lege_an(offen, gruppenfrage=Gruppenfrage.KREIS, gruppen=("Zwickau", "Vogtlandkreis"))
    runde = raum.oeffne()
    geraet = im_raum(app, raum)
    geraet.post(raum.weg, data=stimme(raum, runde, "1", gruppe="Zwickau"))
    assert "<option selected>Zwickau</option>" in geraet.get(raum.weg).text
    erfunden = geraet.post(raum.weg, data=stimme(raum, runde, "2", gruppe="Mond"), headers=JSON)
    assert (erfunden.status_code, erfunden.json()["grund"]) == (422, "ungueltig")
    assert summen(raum, runde)[0] == 1


@pytest.mark.parametrize(
    ("handgriff", "status", "satz"),
    [
        (raumsteuerung.pausiere, 409, "macht gerade eine Pause"),
        (raumsteuerung.schliesse, 409, "ist geschlossen"),
    ],
)
def test_ohne_skript_sagt_die_seite_warum_nicht(app, raum, handgriff, status, satz):
    runde = raum.oeffne()
    geraet = im_raum(app, raum)
    raum.mach(handgriff)
    antwort = geraet.post(raum.weg, data=stimme(raum, runde, "2"))
    assert antwort.status_code == status
    assert 'class="fehler"' in antwort.text
    assert satz in geraet.get(raum.weg).text
    assert sum(summen(raum, runde)) == 0


def test_falsche_wahl_ohne_skript_behaelt_das_formular(app, raum):
    runde = raum.oeffne("einfach")
    geraet = im_raum(app, raum)
    antwort = geraet.post(raum.weg, data=stimme(raum, runde, "1", "2"))
    assert antwort.status_code == 422
    assert "Hier gilt nur eine Antwort. Bitte wählen Sie eine aus." in antwort.text
    assert antwort.text.count(" checked") == 2
    assert "<form" in antwort.text
    leer = geraet.post(raum.weg, data=stimme(raum, runde))
    assert "Sie haben noch nichts gewählt." in leer.text


def test_neue_runde_steht_neben_der_alten(app, raum):
    erste = raum.oeffne()
    geraet = im_raum(app, raum)
    geraet.post(raum.weg, data=stimme(raum, erste, "1"))
    raum.mach(raumsteuerung.schliesse)
    zweite = raum.oeffne(neue_runde=True)
    seite = geraet.get(raum.weg).text
    assert "(2. Runde)" in seite
    assert " checked" not in seite, "in der neuen Runde ist noch nichts gewählt"
    alt = geraet.post(raum.weg, data=stimme(raum, erste, "7"), headers=JSON)
    assert (alt.status_code, alt.json()["grund"]) == (409, "andere_frage")
    geraet.post(raum.weg, data=stimme(raum, zweite, "7"))
    assert (summen(raum, erste)[0], summen(raum, zweite)[6]) == (1, 1)


def test_beendeter_raum(app, raum):
    runde = raum.oeffne()
    geraet = im_raum(app, raum)
    raeume.beende(raum.register, VORTRAG, raum.code)
    antwort = geraet.post(raum.weg, data=stimme(raum, runde, "1"), headers=JSON)
    assert (antwort.status_code, antwort.json()["grund"]) == (410, "beendet")
    assert "Dieses Stimmungsbild ist beendet." in geraet.get(raum.weg).text


@pytest.mark.parametrize("kopf", [JSON, {}])
def test_eine_ueberholte_stimme_aendert_nichts(app, raum, kopf):
    runde = raum.oeffne()
    geraet = im_raum(app, raum)
    assert 'name="zug" value="1"' in geraet.get(raum.weg).text
    geraet.post(raum.weg, data=stimme(raum, runde, "7", zug="2"))
    assert 'name="zug" value="3"' in geraet.get(raum.weg).text
    for aelter in (stimme(raum, runde, "1", zug="1"), stimme(raum, runde, "1")):
        antwort = geraet.post(raum.weg, data=aelter, headers=kopf)
        assert antwort.status_code == 409
        assert "Gespeichert ist eine neuere von diesem Gerät" in antwort.text
        if kopf:
            assert antwort.json()["grund"] == "ueberholt"
        else:
            assert 'value="7" checked' in antwort.text, "gezeigt wird, was gilt"
            assert 'name="zug" value="3"' in antwort.text
    assert summen(raum, runde) == (0, 0, 0, 0, 0, 0, 1)
    assert geraet.post(raum.weg, data=stimme(raum, runde, "3", zug="3"), headers=JSON).json()["gespeichert"]


# Ausweis


def test_ohne_ausweis_keine_stimme_aber_beim_naechsten_mal(app, raum):
    runde = raum.oeffne()
    geraet = Geraet(app)
    for kopf in (JSON, {}):
        geraet.cookies.clear()
        antwort = geraet.post(raum.weg, data=stimme(raum, runde, "2"), headers=kopf)
        assert antwort.status_code == 403
        assert "Bitte erlauben Sie Cookies für diese Seite" in antwort.text
        assert sum(summen(raum, runde)) == 0
    assert 'value="2" checked' in antwort.text
    assert geraet.post(raum.weg, data=stimme(raum, runde, "2"), headers=JSON).json()["gespeichert"]


@pytest.mark.parametrize(
    "ausweis", ["", "kurz", "a" * 65, "x y" * 10, "ä" * 30, "../" * 10, "a" * 43 + "'", "a" * 44]
)
def test_unmoeglicher_oder_erfundener_ausweis_zaehlt_nicht(app, raum, ausweis):
    runde = raum.oeffne()
    kopf = [(b"Accept", b"application/json"), (b"Cookie", f"insek_geraet={ausweis}".encode())]
    antwort = Geraet(app).post(raum.weg, data=stimme(raum, runde, "2"), headers=kopf)
    assert (antwort.status_code, antwort.json()["grund"]) == (403, "kein_ausweis")
    assert sum(summen(raum, runde)) == 0


def test_cookie_gilt_nur_fuer_den_raum_und_so_lange_wie_er(app, raum, offen):
    geraet = Geraet(app)
    cookie = geraet.get(raum.weg).headers["set-cookie"]
    name, _, rest = cookie.partition("=")
    wert, *merkmale = rest.split("; ")
    assert name == "insek_geraet"
    assert len(wert) == 44, "128 Bit und ihre Unterschrift"
    assert set(merkmale) == {"HttpOnly", "Max-Age=2592000", f"Path={raum.weg}", "SameSite=lax"}
    assert geraet.get(raum.weg).headers["set-cookie"] == cookie, "bleibt derselbe"
    anderer = lege_an(offen)
    geraet.cookies.set("insek_geraet", wert, path=anderer.weg)
    assert geraet.get(anderer.weg).headers["set-cookie"].split(";")[0] != cookie.split(";")[0]


def test_cookie_ueber_https_ist_secure(app, raum):
    antwort = Geraet(app, ursprung="https://saal").get(raum.weg)
    assert "Secure" in antwort.headers["set-cookie"].split("; ")


def test_im_register_steht_kein_ausweis(app, raum):
    runde = raum.oeffne("text")
    geraet = im_raum(app, raum)
    geraet.post(raum.weg, data=stimme(raum, runde, "Mehr Zeit"), headers={"User-Agent": "Telefon-4711"})
    with raum.register.lesen() as verbindung:
        zeile = verbindung.execute(select(schema.stimme).where(schema.stimme.c.runde == runde)).one()
    assert set(zeile._mapping) == {"runde", "geraet", "wert", "gruppe", "freigabe", "zug"}
    assert geraet.cookies["insek_geraet"] not in repr(zeile)
    assert "4711" not in repr(zeile)
    assert "192.168" not in repr(zeile)


# Code eingeben, nachsehen


@pytest.mark.parametrize("eingabe", ["{}", " {} ", "{}."])
def test_code_eingeben(geraet, raum, eingabe):
    code = f"{raum.code[:4]}-{raum.code[4:]}".lower()
    antwort = geraet.post("/w", data={"code": eingabe.format(code)})
    assert (antwort.status_code, antwort.headers["location"]) == (303, raum.weg)


def test_unbrauchbarer_code(geraet):
    antwort = geraet.post("/w", data={"code": BOESE})
    assert antwort.status_code == 400
    assert "Das ist kein Raumcode." in antwort.text
    assert "<script>alert" not in antwort.text
    assert geraet.get(UNBEKANNT).status_code == 404
    assert "Diesen Raum gibt es nicht" in geraet.get(UNBEKANNT).text


def test_andere_schreibweise_fuehrt_zur_einen(geraet, raum):
    antwort = geraet.get(f"/w/{raum.code.lower()}")
    assert (antwort.status_code, antwort.headers["location"]) == (303, raum.weg)


def test_stand_aendert_sich_mit_der_frage(app, raum, uhr):
    geraet = im_raum(app, raum)
    erster = geraet.get(f"{raum.weg}/stand")
    assert erster.json() == {"stand": 1, "runde": 0}
    gleich = geraet.get(f"{raum.weg}/stand", headers={"If-None-Match": erster.headers["etag"]})
    assert (gleich.status_code, gleich.content) == (304, b"")
    runde = raum.oeffne()
    uhr.jetzt += 0.4
    assert geraet.get(f"{raum.weg}/stand").json()["runde"] == 0, "noch gemerkt"
    uhr.jetzt += 0.1
    neu = geraet.get(f"{raum.weg}/stand", headers={"If-None-Match": erster.headers["etag"]})
    assert neu.status_code == 200
    assert (neu.json()["runde"], neu.json()["stand"] > 1) == (runde, True)
    assert f'data-stand="{neu.json()["stand"]}"' in geraet.get(raum.weg).text


def test_der_gemerkte_stand_fragt_die_datenbank_nicht(offen, raum, uhr):
    gefragt = []

    def zaehle() -> Register:
        gefragt.append(1)
        return offen

    geraet = Geraet(telefonapp(zaehle, uhr))
    for _ in range(50):
        assert geraet.get(f"{raum.weg}/stand").status_code == 200
    assert len(gefragt) == 1


def test_eine_stimme_nimmt_nie_den_gemerkten_stand(app, raum):
    runde = raum.oeffne()
    geraet = im_raum(app, raum)
    assert geraet.get(f"{raum.weg}/stand").status_code == 200
    raum.mach(raumsteuerung.schliesse)
    assert geraet.post(raum.weg, data=stimme(raum, runde, "1"), headers=JSON).status_code == 409


# Grenzen


def test_raten_hoert_nach_dreissig_codes_auf(app, raum, uhr):
    drinnen, raetselnd = im_raum(app, raum), Geraet(app)
    for nummer in range(30):
        weg = UNBEKANNT + ("/stand" if nummer % 2 else "")
        assert raetselnd.get(weg).status_code == 404
    for weg in (UNBEKANNT, UNBEKANNT + "/stand", raum.weg, raum.weg + "/stand"):
        antwort = raetselnd.get(weg)
        assert antwort.status_code == 429, "auch der richtige Code verrät sich nicht"
        assert antwort.headers["retry-after"] == "2"
        assert "Bitte warten Sie 2 Sekunden" in antwort.text
    runde = raum.oeffne()
    assert raetselnd.post(raum.weg, data=stimme(raum, runde, "1")).status_code == 429
    assert drinnen.get(raum.weg).status_code == 200, "wer schon im Raum ist, stimmt weiter ab"
    assert drinnen.post(raum.weg, data=stimme(raum, runde, "1"), headers=JSON).json()["gespeichert"]
    assert Geraet(app, "192.168.1.8").get(UNBEKANNT).status_code == 404
    uhr.jetzt += 2
    assert raetselnd.get(raum.weg).status_code == 200


def test_neue_geraete_je_adresse(offen, raum, uhr, monkeypatch):
    monkeypatch.setattr(grenzen, "GERAETE_JE_STUNDE", 3.0)
    app = telefonapp(lambda: offen, uhr)
    runde = raum.oeffne()
    alte = [im_raum(app, raum) for _ in range(3)]
    neu = Geraet(app)
    assert neu.get(raum.weg).status_code == 429
    assert neu.post(raum.weg, data=stimme(raum, runde, "1"), headers=JSON).status_code == 429
    assert not neu.cookies
    for geraet in alte:
        assert geraet.post(raum.weg, data=stimme(raum, runde, "1"), headers=JSON).json()["gespeichert"]
    assert Geraet(app, "192.168.1.8").get(raum.weg).status_code == 200
    uhr.jetzt += 1200
    assert neu.get(raum.weg).status_code == 200


def test_dreissig_stimmen_je_minute(app, raum, uhr):
    runde = raum.oeffne()
    eines, anderes = im_raum(app, raum), im_raum(app, raum)
    daten = stimme(raum, runde, "1")
    for _ in range(30):
        assert eines.post(raum.weg, data=daten, headers=JSON).status_code == 200
    antwort = eines.post(raum.weg, data=daten, headers=JSON)
    assert (antwort.status_code, antwort.json()["grund"]) == (429, "zu_viele")
    assert anderes.post(raum.weg, data=daten, headers=JSON).status_code == 200


def test_anfragen_je_adresse(app, raum):
    geraet = im_raum(app, raum)
    zahlen = [geraet.get(f"{raum.weg}/stand").status_code for _ in range(302)]
    assert zahlen == [200] * 299 + [429] * 3, "dreihundert auf einmal, eine war die Seite"
    assert geraet.get("/w/statisch/telefon.css").status_code == 200


def test_zu_viel_auch_ohne_laengenangabe(app, raum):
    runde = raum.oeffne("text")
    geraet = im_raum(app, raum)
    rumpf = f"runde={runde}&fassung=1&antwort=".encode() + b"x" * 20_000
    gelesen = []

    async def stueckweise() -> AsyncIterator[bytes]:
        for anfang in range(0, len(rumpf), 1_000):
            gelesen.append(anfang)
            yield rumpf[anfang : anfang + 1_000]

    for inhalt in (rumpf, stueckweise()):
        antwort = geraet.post(raum.weg, content=inhalt, headers=JSON | FORMULAR)
        assert (antwort.status_code, antwort.json()["grund"]) == (413, "zu_gross")
    assert gelesen[-1] == 8_000, "der neunte Teil war schon zu viel; weiter wird nicht gelesen"
    assert raum.zaehle(runde).anzahl == 0
    passt = f"runde={runde}&fassung=1&antwort=gut&x=".encode() + b"x" * 7_900
    assert geraet.post(raum.weg, content=passt, headers=JSON | FORMULAR).status_code == 200


@pytest.mark.parametrize(
    ("format_", "inhalt", "status"),
    [
        ("application/json", b'{"runde": 1}', 415),
        ("multipart/form-data; boundary=x", b"--x--", 415),
        ("text/plain", b"runde=1", 415),
        ("", b"runde=1", 415),
        ("application/x-www-form-urlencoded", b"antwort=1", 400),
        ("application/x-www-form-urlencoded", b"runde=1&fassung=-1", 400),
        ("application/x-www-form-urlencoded", b"runde=%C2%B2&fassung=1", 400),
        ("application/x-www-form-urlencoded", b"runde=9999999999&fassung=1", 400),
        ("application/x-www-form-urlencoded", b"runde=1&fassung=1&antwort=1&zug=-1", 400),
        ("application/x-www-form-urlencoded", b"runde=1&fassung=1&antwort=1&zug=1000001", 400),
        ("application/x-www-form-urlencoded", b"runde=1&fassung=1&antwort=1&zug=", 400),
        ("application/x-www-form-urlencoded", b"antwort=%FF&runde=1&fassung=1", 400),
        ("application/x-www-form-urlencoded", b"\xff\xfe", 400),
        ("application/x-www-form-urlencoded", b"a=1&" * 40, 400),
        ("application/x-www-form-urlencoded; charset=utf-8", b"runde=0&fassung=0&antwort=1", 409),
    ],
)
def test_unbrauchbare_formulare(app, raum, format_, inhalt, status):
    raum.oeffne()
    geraet = im_raum(app, raum)
    antwort = geraet.post(raum.weg, content=inhalt, headers=JSON | {"Content-Type": format_})
    assert antwort.status_code == status
    assert antwort.json()["gespeichert"] is False
    assert antwort.json()["meldung"].endswith((".", "application/x-www-form-urlencoded."))


# Abwehr


@pytest.mark.parametrize(
    ("kopf", "erlaubt"),
    [
        ({}, True),
        ({"Origin": "http://saal"}, True),
        ({"Origin": "HTTP://SAAL"}, True),
        ({"Origin": "https://boese.example"}, False),
        ({"Origin": "http://saal.boese.example"}, False),
        ({"Origin": "http://saal:81"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "http://[kaputt"}, False),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://saal"}, False),
    ],
)
def test_fremde_seiten_stimmen_nicht_ab(app, raum, kopf, erlaubt):
    runde = raum.oeffne()
    geraet = im_raum(app, raum)
    antwort = geraet.post(raum.weg, data=stimme(raum, runde, "3"), headers=kopf | JSON)
    assert antwort.status_code == (200 if erlaubt else 403)
    assert summen(raum, runde)[2] == erlaubt
    if not erlaubt:
        seite = geraet.post(raum.weg, data=stimme(raum, runde, "3"), headers=kopf)
        assert f'<a href="{raum.weg}">Noch einmal versuchen</a>' in seite.text


def test_html_in_allen_texten_bleibt_text(app, offen):
    fragen = (
        Frage("s", Frageart.SKALA, BOESE, BOESE, BOESE + "2"),
        Frage("m", Frageart.MEHRFACH, BOESE, optionen=(BOESE, BOESE + "2")),
        Frage("t", Frageart.FREITEXT, BOESE),
    )
    raum = lege_an(offen, titel=BOESE, fragen=fragen, gruppenfrage=Gruppenfrage.KREIS, gruppen=(BOESE, "b"))
    geraet = im_raum(app, raum)
    for kennung, wert in (("s", "1"), ("m", "2"), ("t", BOESE)):
        runde = raum.oeffne(kennung)
        assert geraet.post(raum.weg, data=stimme(raum, runde, wert, gruppe=BOESE)).status_code == 303
        seite = geraet.get(raum.weg).text
        assert "&lt;script&gt;alert(1)" in seite
        assert "<script>alert" not in seite


def test_kopfzeilen_verbieten_fremdes(geraet, raum):
    for weg in ("/w", raum.weg, UNBEKANNT):
        kopf = geraet.get(weg).headers
        richtlinie = dict(teil.split(" ", 1) for teil in kopf["content-security-policy"].split("; "))
        assert richtlinie["default-src"] == "'none'"
        assert richtlinie["script-src"] == richtlinie["style-src"] == richtlinie["form-action"] == "'self'"
        assert richtlinie["frame-ancestors"] == richtlinie["base-uri"] == "'none'"
        assert "unsafe" not in kopf["content-security-policy"]
        assert kopf["referrer-policy"] == "same-origin"
        assert kopf["cache-control"] == "no-store"
    for weg in ("/w", raum.weg, f"{raum.weg}/stand", "/w/statisch/telefon.js", "/w/nichts/da"):
        assert geraet.get(weg).headers["x-content-type-options"] == "nosniff"
    statisch = geraet.get("/w/statisch/telefon.js").headers
    assert "immutable" in statisch["cache-control"]
    assert statisch["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(
    "weg",
    [
        "/w/../app.py",
        "/w/..%2fapp.py",
        "/w/statisch/../telefonwege.py",
        "/w/statisch/..%2ftelefonwege.py",
        "/w/statisch/%2e%2e/telefonwege.py",
        "/w/statisch/..%5ctelefonwege.py",
        "/w/statisch/vortrag.js",
        "/w/statisch/telefon.js%00.css",
        "/w/statisch/",
        "/w/statisch",
        "/w/%00",
        "/w//etc/passwd",
        "/w/" + "B" * 5_000,
        "/w/BCDFGHJK/stand/mehr",
        "/w/%F0%9F%99%82",
    ],
)
def test_kein_weg_zu_einer_datei(app, weg):
    antwort = frage(app, weg)
    assert antwort.status == 404
    assert "import" not in antwort.text
    assert "Diese Seite gibt es nicht." in antwort.text or "Das ist kein Raumcode." in antwort.text


@pytest.mark.parametrize("methode", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "FOO"])
def test_andere_methoden_gibt_es_nicht(geraet, raum, methode):
    for weg, erlaubt in (
        ("/w", "GET, POST"),
        (raum.weg, "GET, POST"),
        (f"{raum.weg}/stand", "GET"),
        ("/w/statisch/telefon.css", "GET"),
    ):
        antwort = geraet.schicke(methode, weg)
        assert (antwort.status_code, antwort.headers["allow"]) == (405, erlaubt)
        assert "Diese Art der Anfrage gibt es hier nicht." in antwort.text
    assert geraet.post(f"{raum.weg}/stand").status_code == 405
    assert geraet.schicke("HEAD", raum.weg).status_code == 200
    assert geraet.get("/w/").headers["location"] == "/w"


def test_kaputtes_register_verraet_nichts(caplog):
    def kaputt() -> Register:
        raise RegisterFehler("Das Register (Datei „/geheim/insek.sqlite“) ist gesperrt.")

    geraet = Geraet(telefonapp(kaputt))
    geraet.cookies.set("insek_geraet", "a" * 22)
    with caplog.at_level(logging.WARNING):
        antworten = [
            geraet.get(UNBEKANNT),
            geraet.get(UNBEKANNT + "/stand"),
            geraet.post(UNBEKANNT, data={"runde": "1", "fassung": "1", "antwort": "1"}),
            geraet.post(UNBEKANNT, data={"runde": "1", "fassung": "1", "antwort": "1"}, headers=JSON),
        ]
    for antwort in antworten:
        assert antwort.status_code == 503
        assert antwort.headers["retry-after"] == "3"
        assert "es wurde nichts gespeichert" in antwort.text
        assert "geheim" not in antwort.text
    assert "/geheim/insek.sqlite" in caplog.text
    assert "192.168" not in caplog.text


# Zusammenspiel


def test_register_noch_nicht_angelegt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("INSEK_DATENBANK_URL", f"sqlite:///{tmp_path / 'neu.sqlite'}")
    geraet = Geraet(telefonapp(zugriff.register))
    antwort = geraet.get(UNBEKANNT)
    assert antwort.status_code == 503
    assert "Das Dashboard richtet sich gerade ein." in antwort.text
    speicher.oeffne_leer(f"sqlite:///{tmp_path / 'neu.sqlite'}").schliesse()
    assert geraet.get(UNBEKANNT).status_code == 404, "beim nächsten Mal wird wieder nachgesehen"
    assert zugriff.register() is zugriff.register()
    zugriff.vergiss()


@pytest.mark.parametrize(
    ("weg", "unberuehrt"),
    [
        ("/w", True),
        ("/w/BCDFGHJK", True),
        ("/vorfuehrung/x", True),
        ("/wirkung", False),
        ("/vorfuehrung", False),
    ],
)
def test_die_huelle_laesst_die_wege_in_ruhe(weg, unberuehrt):
    async def huelle(_anfrage):
        return HTMLResponse("<html lang='de'><head><title>Fremd</title></head></html>")

    app = Starlette(routes=[Route("/{rest:path}", huelle)], middleware=[Middleware(DeutscheSeite)])
    assert ("<title>Fremd</title>" in frage(app, weg).text) == unberuehrt


def test_das_dashboard_hat_dieselben_wege():
    antwort = frage(Starlette(routes=beitraege.WEGE), "/w")
    assert antwort.status == 200
    assert "Raumcode" in antwort.text


@pytest.mark.langsam
def test_ohne_streamlit_und_pandas():
    befehl = (
        "import sys, json; import insek_monitor.workshop.saal.telefonwege;"
        "print(json.dumps(sorted({'streamlit', 'pandas', 'numpy'} & set(sys.modules))))"
    )
    lauf = subprocess.run([sys.executable, "-c", befehl], capture_output=True, text=True, check=True)
    assert json.loads(lauf.stdout) == []
