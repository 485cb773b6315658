"""Suche nach einer Gemeinde: nie geraten, auch nicht bei gleichen Namen und früheren Gemeinden."""

import unicodedata

import pandas as pd
import pytest

from insek_monitor.rahmen.gemeindewahl import Treffer, finde

GEMEINDEN = pd.DataFrame(
    {
        "name": [
            "Bernsdorf",
            "Bernsdorf",
            "Bautzen / Budyšin",
            "Weißenborn/Erzgeb.",
            "Plauen",
            "Neustadt in Sachsen",
        ],
        "bezeichnung": [
            "Bernsdorf (Zwickau)",
            "Bernsdorf (Bautzen)",
            "Bautzen / Budyšin",
            "Weißenborn/Erzgeb.",
            "Plauen",
            "Neustadt in Sachsen",
        ],
    },
    index=pd.Index(["14524010", "14625030", "14625020", "14522570", "14523320", "14628260"], name="ags"),
)
FRUEHER = pd.DataFrame(
    {
        "ags_alt": ["14522450", "14522620", "14000001", "14000002", "14000003"],
        "name_alt": ["Ostrau", "Zschaitz-Ottewig", "Neudorf", "Neudorf", "Plauen"],
        "ags_neu": ["14522275", "14522275", "14523320", "14625020", "14625020"],
    }
)


@pytest.mark.parametrize(
    ("text", "ags"),
    [
        ("14523320", "14523320"),
        (" 14 523 320 ", "14523320"),
        ("14\u00a0523\u00a0320", "14523320"),
        ("Plauen", "14523320"),
        ("  pLAUEN ", "14523320"),
        ("Bautzen", "14625020"),
        ("bautzen / budyšin", "14625020"),
        ("BAUTZEN  /  BUDYŠIN", "14625020"),
        ("WEISSENBORN/ERZGEB.", "14522570"),  # ß und SS sind gleich
        ("Neustadt  in\tSachsen", "14628260"),
        ("Bernsdorf (Bautzen)", "14625030"),
    ],
)
def test_eindeutig(text, ags):
    assert finde(text, GEMEINDEN, FRUEHER) == Treffer(ags)


def test_gleicher_name_gibt_kandidaten():
    assert finde("Bernsdorf", GEMEINDEN, FRUEHER) == Treffer(None, ("14524010", "14625030"))


@pytest.mark.parametrize(
    ("text", "name"), [("14522450", "Ostrau"), ("OSTRAU", "Ostrau"), ("14522620", "Zschaitz-Ottewig")]
)
def test_fruehere_gemeinde(text, name):
    assert finde(text, GEMEINDEN, FRUEHER) == Treffer("14522275", frueherer_name=name)


def test_heutige_gemeinde_geht_vor_der_frueheren():
    assert finde("Plauen", GEMEINDEN, FRUEHER) == Treffer("14523320")


def test_zwei_fruehere_gleichen_namens_geben_kandidaten():
    assert finde("Neudorf", GEMEINDEN, FRUEHER) == Treffer(None, ("14523320", "14625020"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "Atlantis",
        "Plau",
        "1452332",
        "145233200",
        "²",
        "Budyšin",
        "%",
        ".*",
        "Plauen\x00",
        "/",
        "ı" * 5000,
    ],
)
def test_nichts_gefunden(text):
    assert finde(text, GEMEINDEN, FRUEHER) == Treffer(None)


def test_zerlegte_umlaute_werden_gefunden() -> None:
    budysin = unicodedata.normalize("NFD", "Bautzen / Budyšin")
    assert budysin != "Bautzen / Budyšin"
    assert finde(budysin, GEMEINDEN, FRUEHER).ags == "14625020"
