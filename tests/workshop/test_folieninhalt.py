"""Inhalt einer Folie als JSON: hin und zurück gleich; aus fremden Dateien nur Geprüftes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insek_monitor.kern.vortrag import FolgeFehler, Folienart
from insek_monitor.workshop.vortrag.folien_teile import (
    KLASSEN,
    Balken,
    Eintrag,
    Grosszahl,
    Gruppe,
    Kartenklasse,
    Saeule,
    Teil,
)
from insek_monitor.workshop.vortrag.folieninhalt import Folieninhalt, aus_dict

VOLL = Folieninhalt(
    Folienart.REGION,
    "3 von 6 (50\u00a0%)",
    "Landkreis Bautzen",
    (Grosszahl("50\u00a0%", "mit INSEK"),),
    (Balken("", (Teil("vorhanden", "INSEK", 3, 1, 3, 5), Teil("kein", "keines", 3)), 6),),
    (Saeule("2027", "aktuell", 4),),
    (Kartenklasse("kein", "kein Konzept", ("14625200", "14625240")),),
    (Gruppe("Belegt", (Eintrag("Aue", "läuft 2027 ab"), Eintrag("Borna", ""))),),
    "a\nb",
    "Hinweis.",
    "Stichtag 21.11.2026",
)


def durch_json(folie: Folieninhalt) -> Any:
    return json.loads(json.dumps(folie.als_dict(), ensure_ascii=False))


def test_hin_und_zurueck() -> None:
    assert aus_dict(durch_json(VOLL)) == VOLL
    knapp = Folieninhalt(Folienart.KARTE, "x", herkunft="y")
    assert aus_dict(durch_json(knapp)) == knapp


@pytest.mark.parametrize("art", Folienart)
def test_folien_aus_daten_nennen_ihre_herkunft(art: Folienart) -> None:
    roh = {"art": art.value, "titel": "x"}
    if not art.aus_daten:
        assert aus_dict(roh).herkunft == ""
        return
    with pytest.raises(FolgeFehler, match="Folie 2: „herkunft“ ist leer"):
        aus_dict(roh, "Folie 2")


def test_leeres_fehlt_in_der_datei() -> None:
    assert Folieninhalt(Folienart.KARTE, "x", eingefroren="am").als_dict() == {"art": "karte", "titel": "x"}


@pytest.mark.parametrize(
    ("angaben", "teil"),
    [
        ({"art": "film"}, "„art“ ist „film“"),
        ({"titel": ""}, "„titel“ ist leer"),
        ({"titel": 5}, "„titel“ ist „5“"),
        ({"titel": "x" * 161}, "„titel“ hat 161 Zeichen"),
        ({"hinweis": "x" * 201}, "„hinweis“ hat 201 Zeichen"),
        ({"html": "<b>"}, "„html“ gehört nicht hierher"),
        ({"eingefroren": "gestern"}, "„eingefroren“ gehört nicht hierher"),
        ({"balken": {}}, "Bitte geben Sie eine Liste an"),
        ({"balken": [{"name": "x", "teile": [{}]}]}, "Balken 1, Teil 1: „klasse“"),
        ({"saeulen": [{"name": "x", "klasse": "red", "anzahl": 1}]}, "Säule 1: „klasse“ ist „red“"),
        ({"saeulen": [{"name": "x", "klasse": "kein", "anzahl": -1}]}, "„anzahl“ ist „-1“"),
        ({"saeulen": [{"name": "x", "klasse": "kein", "anzahl": True}]}, "„anzahl“ ist „True“"),
        ({"saeulen": [{"name": "x", "klasse": "kein", "anzahl": 1.5}]}, "„anzahl“ ist „1.5“"),
        ({"saeulen": [{"name": "x", "klasse": "kein", "anzahl": 10**30}]}, "0 bis 100000"),
        ({"balken": [{"teile": [{"klasse": "kein", "beschriftung": "x", "anzahl": 1, "von": -1}]}]}, "„von“"),
        (
            {"balken": [{"teile": [{"klasse": "unbekannt", "beschriftung": "x", "geschaetzt": 1}]}]},
            "„klasse“ ist „unbekannt“",
        ),
        ({"saeulen": [{}] * 11}, "höchstens 10"),
        ({"karte": [{"klasse": "kein", "beschriftung": "x", "ags": ["1462520"]}]}, "achtstellige"),
        ({"karte": [{"klasse": ["kein"], "beschriftung": "x", "ags": []}]}, "„klasse“"),
        (
            {
                "karte": [
                    {"klasse": "kein", "beschriftung": "x", "ags": ["14625200"]},
                    {"klasse": "vorhanden", "beschriftung": "y", "ags": ["14625200"]},
                ]
            },
            "„14625200“ steht mehrfach",
        ),
        ({"zahlen": [{"wert": "x" * 25}]}, "„wert“ hat 25 Zeichen"),
        ({"gruppen": [{"titel": "x", "eintraege": [{"name": "y"}] * 9}]}, "höchstens 8"),
        ({"gruppen": [{"titel": "x", "eintraege": ["y"]}]}, "Liste 1, Eintrag 1"),
    ],
)
def test_fremdes_wird_abgewiesen(angaben: dict[str, Any], teil: str) -> None:
    with pytest.raises(FolgeFehler) as fehler:
        aus_dict({"art": "karte", "titel": "x"} | angaben, "Folie 4")
    assert str(fehler.value).startswith("Folie 4")
    assert teil in str(fehler.value)


json_wert = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda kind: (
        st.lists(kind, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "klasse", "anzahl", "teile", "ags", "titel", "eintraege", "x"]),
            kind,
            max_size=4,
        )
    ),
    max_leaves=10,
)
angaben = st.sampled_from(["titel", "balken", "saeulen", "karte", "gruppen", "zahlen", "text", "ort"])


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(angaben, json_wert, max_size=3))
def test_beliebiges_ergibt_eine_folie_oder_einen_satz(roh: dict[str, Any]) -> None:
    try:
        folie = aus_dict({"art": "region", "titel": "x", "herkunft": "y"} | roh)
    except FolgeFehler as fehler:
        satz = str(fehler)
    else:
        satz = "."
        assert aus_dict(durch_json(folie)) == folie
        assert all(teil.klasse in KLASSEN for balken in folie.balken for teil in balken.teile)
    assert satz.endswith(".")
