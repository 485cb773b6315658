"""Adressen für Telefone: Angabe vor Anfrage, und die eigene Schleife nützt keinem Telefon."""

from __future__ import annotations

import pytest

from insek_monitor.workshop.saal import adressen


@pytest.mark.parametrize(
    ("gesetzt", "anfrage", "erwartet"),
    [
        ("http://192.168.1.5:8600", "http://localhost:8501/praesentation?x=1", "http://192.168.1.5:8600"),
        ("", "http://localhost:8501/praesentation?x=1", "http://localhost:8501"),
        ("", "https://insek.example.org/", "https://insek.example.org"),
    ],
)
def test_basis(monkeypatch: pytest.MonkeyPatch, gesetzt: str, anfrage: str, erwartet: str) -> None:
    monkeypatch.setenv("INSEK_SAAL_ADRESSE", gesetzt)
    assert adressen.basis(anfrage) == erwartet


def test_beitrittsadresse() -> None:
    assert (
        adressen.beitrittsadresse("BCDFGHJK", "http://192.168.1.5:8600")
        == "http://192.168.1.5:8600/w/BCDF-GHJK"
    )


def test_kurzadresse_zum_abtippen() -> None:
    assert adressen.kurzadresse("http://192.168.1.5:8600") == "192.168.1.5:8600/w"
    # Ohne Schema nimmt ein Telefon http; bei https muss es dastehen.
    assert adressen.kurzadresse("https://insek.example.org") == "https://insek.example.org/w"


@pytest.mark.parametrize(
    ("basis", "erwartet"),
    [
        ("http://192.168.1.5:8600", True),
        ("https://insek.example.org", True),
        ("http://[fd00::5]:8600", True),
        ("http://localhost:8501", False),
        ("http://127.0.0.1:8600", False),
        ("http://127.1.2.3", False),
        ("http://[::1]:8501", False),
        ("http://0.0.0.0:8501", False),
        ("", False),
    ],
)
def test_erreichbar(basis: str, erwartet: bool) -> None:
    assert adressen.ist_erreichbar(basis) is erwartet
