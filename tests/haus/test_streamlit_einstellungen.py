"""`.streamlit/config.toml`: dieselben Farben wie in `lage.bild.farben`, nichts nach außen."""

import tomllib

import pytest

from insek_monitor import einstellungen
from insek_monitor.lage.bild.farben import palette


@pytest.fixture(scope="module")
def angaben():
    pfad = einstellungen.projektordner() / ".streamlit" / "config.toml"
    return tomllib.loads(pfad.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "thema"), [("light", "hell"), ("dark", "dunkel")])
def test_farben(angaben, name, thema):
    farben, gesetzt = palette(thema), dict(angaben["theme"][name])
    leiste = gesetzt.pop("sidebar")
    assert gesetzt == {
        "primaryColor": farben.akzent,
        "backgroundColor": farben.grund,
        "secondaryBackgroundColor": farben.flaeche,
        "textColor": farben.text,
        "linkColor": farben.akzent,
    }
    assert leiste == {"backgroundColor": farben.flaeche, "secondaryBackgroundColor": farben.grund}


def test_nichts_geht_nach_aussen_und_kein_fehlertext_auf_die_seite(angaben):
    assert angaben["browser"]["gatherUsageStats"] is False
    assert angaben["client"] == {"toolbarMode": "viewer", "showErrorDetails": "none"}
    assert "http" not in angaben["theme"]["font"]
