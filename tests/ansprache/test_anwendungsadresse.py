"""Verweise auf das Dashboard stehen nur in Dateien, wenn ein Empfänger ihnen folgen kann."""

import pytest

from insek_monitor.ansprache.prioritaet.gis import als_kml
from insek_monitor.ansprache.prioritaet.seite.listenausgabe import fuer_andere
from insek_monitor.ansprache.prioritaet.zeilen import zeilen
from tests.hilfen.ansprache_beispiele import ANGABEN, BELEGT, LAGE, karte


@pytest.mark.parametrize(
    "adresse",
    [
        *("http://localhost:8731/ansprache?planung=Kampagnen", "http://LOCALHOST/", "http://localhost./"),
        *("http://127.0.0.1:8501/", "http://127.1.2.3/", "http://[::1]:8501/", "http://[::ffff:127.0.0.1]/"),
        *("http://0.0.0.0:8501/", "http://[::]:8501/", "http://insek.localhost:8501/"),
        *("", None, "ansprache", "ftp://monitor.example/", "http:///ansprache", "http://[kaputt/"),
    ],
)
def test_nur_an_diesem_rechner_heisst_keine_adresse(adresse):
    assert fuer_andere(adresse) == ""


@pytest.mark.parametrize(
    ("adresse", "ordner", "erwartet"),
    [
        ("https://insek.fs-inge.example/ansprache?x=1", "", "https://insek.fs-inge.example/"),
        ("http://192.168.4.7:8501/", "", "http://192.168.4.7:8501/"),
        ("http://monitor:8501/insek/ansprache", "/insek/", "http://monitor:8501/insek/"),
        ("https://[2001:db8::7]/", "", "https://[2001:db8::7]/"),
    ],
)
def test_unter_einem_echten_namen(adresse, ordner, erwartet):
    assert fuer_andere(adresse, ordner) == erwartet


@pytest.mark.parametrize(
    ("adresse", "verweis"),
    [
        ("http://localhost:8731/", None),
        ("https://monitor.example/", f"https://monitor.example/gemeinde?gemeinde={BELEGT}"),
    ],
)
def test_kml(adresse, verweis):
    text = als_kml(karte(*LAGE.index), zeilen(LAGE, basisadresse=fuer_andere(adresse)), ANGABEN).decode()
    assert "localhost" not in text
    assert ("gemeinde?gemeinde=" in text) is (verweis is not None)
    if verweis:
        assert verweis in text
