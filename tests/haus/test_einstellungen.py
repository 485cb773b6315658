"""Einstellungen aus der Umgebung: Betrieb, Rollenangabe, Dauer der Anmeldung; die Uhr."""

import time
from datetime import UTC, date, datetime

import pytest

from insek_monitor import einstellungen
from insek_monitor.einstellungen import EinstellungsFehler


@pytest.mark.parametrize(
    ("wert", "erwartet"),
    [(None, False), ("", False), ("rechner", False), ("server", True), (" Server ", True)],
)
def test_betrieb(monkeypatch, wert, erwartet):
    monkeypatch.delenv("INSEK_BETRIEB", raising=False)
    if wert is not None:
        monkeypatch.setenv("INSEK_BETRIEB", wert)
    assert einstellungen.ist_server() is erwartet


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Tokyo"])
def test_die_uhr_geht_deutsch_wo_immer_der_server_steht(monkeypatch, zone):
    class Uhr(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2026, 11, 20, 23, 27, tzinfo=UTC).astimezone(tz)

    monkeypatch.setenv("TZ", zone)
    monkeypatch.delenv("INSEK_STICHTAG", raising=False)
    monkeypatch.setattr(einstellungen, "datetime", Uhr)
    time.tzset()
    try:
        assert einstellungen.heute() == date(2026, 11, 21)
        assert f"{einstellungen.jetzt():%d.%m.%Y %H:%M}" == "21.11.2026 00:27"
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("wert", ["sever", "1", "nein", "server;rechner"])
def test_schreibfehler_am_betrieb_oeffnet_nichts(monkeypatch, wert):
    monkeypatch.setenv("INSEK_BETRIEB", wert)
    with pytest.raises(EinstellungsFehler, match=f"INSEK_BETRIEB ist „{wert}“; erwartet wird „server“"):
        einstellungen.ist_server()


def test_rollenangabe(monkeypatch):
    monkeypatch.delenv("INSEK_ROLLEN_ANGABE", raising=False)
    assert einstellungen.rollen_angabe() == ""
    monkeypatch.setenv("INSEK_ROLLEN_ANGABE", " realm_access.roles ")
    assert einstellungen.rollen_angabe() == "realm_access.roles"


@pytest.mark.parametrize(("wert", "erwartet"), [("", 12), ("1", 1), ("24", 24), ("720", 720)])
def test_dauer_der_anmeldung(monkeypatch, wert, erwartet):
    monkeypatch.setenv("INSEK_ANMELDUNG_STUNDEN", wert)
    assert einstellungen.anmeldung_stunden() == erwartet


@pytest.mark.parametrize("wert", ["0", "721", "-1", "1,5", "zwölf", "²", "99999999999999999999"])
def test_unbrauchbare_dauer(monkeypatch, wert):
    monkeypatch.setenv("INSEK_ANMELDUNG_STUNDEN", wert)
    with pytest.raises(EinstellungsFehler, match="erwartet wird eine ganze Zahl von 1 bis 720"):
        einstellungen.anmeldung_stunden()


@pytest.mark.parametrize("lies", [einstellungen.saal_adresse, einstellungen.saal_innen])
@pytest.mark.parametrize(
    ("wert", "erwartet"),
    [
        (None, ""),
        ("  ", ""),
        ("http://192.168.1.5:8600", "http://192.168.1.5:8600"),
        (" http://192.168.1.5:8600/ ", "http://192.168.1.5:8600"),
        ("https://insek.example.org", "https://insek.example.org"),
        ("http://[fd00::5]:8600", "http://[fd00::5]:8600"),
    ],
)
def test_adresse_des_saals(monkeypatch, lies, wert, erwartet):
    for name in ("INSEK_SAAL_ADRESSE", "INSEK_SAAL_INNEN"):
        monkeypatch.delenv(name, raising=False)
        if wert is not None:
            monkeypatch.setenv(name, wert)
    assert lies() == erwartet


@pytest.mark.parametrize(
    "wert",
    [
        "192.168.1.5:8600",
        "ftp://192.168.1.5",
        "http://",
        "http://192.168.1.5:8600/w",
        "http://192.168.1.5:86000",
        "http://name:wort@192.168.1.5",
        "http://192.168.1.5?x=1",
        "http://192.168.1.5#x",
        'http://192.168.1.5"onload',
        "http://192.168.1.5 8600",
        "http://[::1",
    ],
)
def test_unbrauchbare_adresse_des_saals(monkeypatch, wert):
    monkeypatch.setenv("INSEK_SAAL_ADRESSE", wert)
    with pytest.raises(EinstellungsFehler, match=r"INSEK_SAAL_ADRESSE ist „.*“; erwartet wird eine Adresse"):
        einstellungen.saal_adresse()
