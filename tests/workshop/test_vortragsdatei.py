"""Die Datei einer Folge: hin und zurück gleich, streng bei allem Fremden."""

from __future__ import annotations

import hashlib
import json
import string
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insek_monitor.kern.stimmungsbild import Frage, Frageart
from insek_monitor.kern.vortrag import (
    DATEI_HOECHSTENS,
    Eingefroren,
    Folge,
    FolgeFehler,
    Folie,
    Folienart,
    Gebiet,
)
from insek_monitor.workshop.vortrag.datei import als_datei, als_json, aus_json, lies_datei, pruefe_bezug

FRAGE = Frage("nutzen", Frageart.SKALA, "Wozu?", "Förderung", "Steuerung").als_dict()
FOLGE = Folge(
    "Herbst",
    (
        Folie(Folienart.TITEL, "Willkommen", "in Grimma"),
        Folie(Folienart.REGION, kreis="Landkreis Leipzig"),
        Folie(Folienart.GEMEINDE, ags="14729410", notiz="Zeile 1\nZeile 2"),
        Folie(Folienart.TEXT, "Text", "- a\n- b"),
        Folie(Folienart.ABSTIMMUNG, frage="nutzen"),
    ),
    Gebiet(ags=("14729410", "14729040"), bezeichnung="Muldental"),
    True,
    (FRAGE,),
)


def datei(folge: Any, **huelle: Any) -> bytes:
    """Datei mit passender Prüfsumme zu beliebigem Inhalt."""
    text = json.dumps(folge, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    summe = hashlib.sha256(text.encode()).hexdigest()
    angaben = {"format": "insek-monitor-folge", "formatfassung": 1, "pruefsumme": summe, "folge": folge}
    return json.dumps(angaben | huelle, ensure_ascii=False).encode()


def geaendert(**angaben: Any) -> dict[str, Any]:
    return json.loads(json.dumps(als_json(FOLGE))) | angaben


def mit_folie(**angaben: Any) -> dict[str, Any]:
    return {"name": "x", "folien": [{"art": "karte"}, angaben]}


def test_hin_und_zurueck() -> None:
    assert lies_datei(als_datei(FOLGE)) == FOLGE
    assert als_datei(lies_datei(als_datei(FOLGE))) == als_datei(FOLGE)


zeile = st.text(string.ascii_letters + string.digits + "äöüß„“€<>&%._-", min_size=1, max_size=40)
absatz = st.lists(zeile, max_size=4).map("\n".join)
ags = st.integers(0, 999_999).map(lambda n: f"14{n:06d}")
kennung = st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=40)
fragen = st.lists(
    st.builds(
        lambda k, t, li, re: Frage(k, Frageart.SKALA, t, li, re).als_dict(), kennung, zeile, zeile, zeile
    ),
    unique_by=lambda f: f["kennung"],
    max_size=3,
)
json_wert = st.recursive(
    st.none() | st.booleans() | st.integers(0, 10**6) | zeile,
    lambda kind: st.lists(kind, max_size=3) | st.dictionaries(zeile, kind, max_size=3),
    max_leaves=8,
)


@st.composite
def folgen(zieh: st.DrawFn) -> Folge:
    liste = zieh(fragen)
    folien = []
    for _ in range(zieh(st.integers(0, 5))):
        arten = [a for a in Folienart if liste or a not in (Folienart.ABSTIMMUNG, Folienart.ERGEBNIS)]
        art = zieh(st.sampled_from(arten))
        pflicht = art in (Folienart.TITEL, Folienart.TEXT)
        folien.append(
            Folie(
                art,
                titel=zieh(zeile) if pflicht else zieh(st.just("") | zeile),
                text=zieh(absatz) if art is Folienart.TEXT else "",
                kreis=zieh(st.just("") | zeile) if art is Folienart.REGION else "",
                ags=zieh(ags) if art is Folienart.GEMEINDE else "",
                frage=zieh(st.sampled_from(liste))["kennung"]
                if art in (Folienart.ABSTIMMUNG, Folienart.ERGEBNIS)
                else "",
                notiz=zieh(absatz),
            )
        )
    gebiet = zieh(
        st.just(Gebiet())
        | st.builds(Gebiet, kreis=zeile)
        | st.builds(
            Gebiet,
            ags=st.lists(ags, min_size=1, max_size=5, unique=True).map(tuple),
            bezeichnung=st.just("") | zeile,
        )
    )
    fest = None
    if zieh(st.booleans()):
        tage = st.dates(date(2000, 1, 1), date(2099, 12, 31))
        inhalte = [
            {}
            if f.art.aus_abstimmung
            else {**zieh(st.dictionaries(zeile, json_wert, max_size=3)), "art": f.art.value}
            for f in folien
        ]
        summe = zieh(st.text("0123456789abcdef", min_size=64, max_size=64))
        nummer = zieh(st.integers(0, 9999))
        fest = Eingefroren(nummer, zieh(zeile), summe, zieh(tage), zieh(tage), tuple(inhalte))
    return Folge(zieh(zeile), tuple(folien), gebiet, zieh(st.booleans()), tuple(liste), fest)


@settings(max_examples=60, deadline=None)
@given(folgen())
def test_jede_folge_kommt_unveraendert_zurueck(folge: Folge) -> None:
    assert lies_datei(als_datei(folge)) == folge


fremdes = (
    st.binary(max_size=300)
    | json_wert.map(lambda wert: datei(wert))
    | json_wert.map(lambda wert: json.dumps(wert).encode())
)


@settings(max_examples=80, deadline=None)
@given(fremdes)
def test_beliebiges_ergibt_nur_deutsche_fehler(inhalt: bytes) -> None:
    with pytest.raises(FolgeFehler, match=r"\.$"):
        lies_datei(inhalt)


def test_leerzeichen_und_steuerzeichen_werden_bereinigt() -> None:
    roh = mit_folie(art="text", titel=" A\x07\n B\u00a0% ", text="a\r\nb\x00\t\n\n", notiz="\ud800x")
    folie = aus_json(roh).folien[1]
    assert folie.titel == "A B\u00a0%"
    assert folie.text == "a\nb"
    assert folie.notiz == "x"


@pytest.mark.parametrize(
    ("roh", "teile"),
    [
        (mit_folie(art="film"), ["Folie 2", "„art“", "„film“", "titel, abdeckung"]),
        (mit_folie(art="text"), ["Folie 2", "„titel“ ist leer"]),
        (mit_folie(art="text", titel="x" * 121), ["Folie 2", "„titel“ hat 121 Zeichen", "auf 120"]),
        (mit_folie(art="text", titel="x", text=7), ["Folie 2", "„text“ ist „7“"]),
        (mit_folie(art="text", titel="x", text="y" * 1201), ["„text“ hat 1201 Zeichen", "auf 1200"]),
        (mit_folie(art="karte", kreis="Bautzen"), ["Folie 2", "„kreis“ ist „Bautzen“", "„Karte“"]),
        (mit_folie(art="gemeinde"), ["Folie 2", "„ags“", "achtstelliger Schlüssel"]),
        (mit_folie(art="gemeinde", ags="15001000"), ["„ags“ ist „15001000“"]),
        (mit_folie(art="gemeinde", ags=["14625200"]), ["Folie 2", "„ags“"]),
        (mit_folie(art="abstimmung", frage="weg"), ["Folie 2", "„frage“ ist „weg“", "zur Folge gehört"]),
        (mit_folie(art="karte", farbe="red"), ["Folie 2", "„farbe“", "entfernen"]),
        (mit_folie(art="karte", notiz="n" * 2001), ["„notiz“ hat 2001 Zeichen", "auf 2000"]),
        ({"name": "", "folien": []}, ["„name“ ist leer"]),
        ({"name": "x", "folien": {}}, ["„folien“", "Liste"]),
        ({"name": "x", "folien": [{"art": "karte"}] * 61}, ["61 Einträge", "höchstens 60"]),
        ({"name": "x", "folien": ["karte"]}, ["Folie 1", "„karte“"]),
        ({"name": "x", "nur_belegt": 1}, ["„nur_belegt“ ist „1“", "true und false"]),
        ({"name": "x", "gebiet": {}}, ["entweder einen Kreis oder Gemeinden"]),
        ({"name": "x", "gebiet": {"kreis": "a", "ags": ["14625200"]}}, ["entweder"]),
        ({"name": "x", "gebiet": {"ags": ["x"]}}, ["„ags“ enthält „x“"]),
        ({"name": "x", "gebiet": {"ags": ["14625200", "14625200"]}}, ["doppelt"]),
        ({"name": "x", "fragen": [{"kennung": "A B", "art": "skala"}]}, ["Frage 1", "„kennung“"]),
        ([], ["Die Folge"]),
    ],
)
def test_fehler_nennen_ort_wert_und_abhilfe(roh: Any, teile: list[str]) -> None:
    with pytest.raises(FolgeFehler) as fehler:
        lies_datei(datei(roh))
    for teil in teile:
        assert teil in str(fehler.value)


EINGEFROREN = {
    "datenstand_nummer": 2,
    "datenstand_name": "modell (Nr. 2)",
    "pruefsumme": "0" * 64,
    "stichtag": "2026-11-21",
    "am": "2026-11-20",
    "inhalte": [{"art": "karte"}],
}


@pytest.mark.parametrize(
    ("angaben", "teil"),
    [
        ({"pruefsumme": "xyz"}, "64 Zeichen"),
        ({"stichtag": "21.11.2026"}, "2026-11-21"),
        ({"am": "2026-02-30"}, "„am“ ist „2026-02-30“"),
        ({"datenstand_nummer": True}, "„datenstand_nummer“ ist „True“"),
        ({"inhalte": []}, "Zu 1 Folien gehören 0"),
        ({"inhalte": ["x"]}, "Folie 1"),
        ({"inhalte": [{}]}, "Folie 1 (Karte) hat keinen eingefrorenen Inhalt"),
        ({"inhalte": [{"art": "ablauf"}]}, "gehört zu „ablauf“"),
        ({"noch": 1}, "„noch“"),
    ],
)
def test_eingefrorenes_wird_geprueft(angaben: dict[str, Any], teil: str) -> None:
    folge = {"name": "x", "folien": [{"art": "karte"}]}
    assert aus_json(folge | {"eingefroren": EINGEFROREN}).eingefroren is not None
    with pytest.raises(FolgeFehler) as fehler:
        aus_json(folge | {"eingefroren": EINGEFROREN | angaben})
    assert teil in str(fehler.value)


def test_abstimmung_hat_keinen_eingefrorenen_inhalt() -> None:
    folge = {"name": "x", "folien": [{"art": "beitreten"}]}
    assert aus_json(folge | {"eingefroren": EINGEFROREN | {"inhalte": [{}]}}).eingefroren is not None
    with pytest.raises(FolgeFehler, match="hat einen eingefrorenen Inhalt"):
        aus_json(folge | {"eingefroren": EINGEFROREN | {"inhalte": [{"art": "beitreten"}]}})


@pytest.mark.parametrize(
    ("inhalt", "teil"),
    [
        (b"", "kein lesbares JSON"),
        (b"\xff\xfe", "kein lesbares JSON"),
        (b"[" * 100_000, "kein lesbares JSON"),
        (b'{"format": "insek-monitor-folge", "format": "x"}', "kein lesbares JSON"),
        (b'{"format": NaN}', "kein lesbares JSON"),
        (b"9" * 10_000, "kein lesbares JSON"),
        (b"[]", "keine Folge des INSEK-Monitors"),
        (b'{"format": "anderes"}', "keine Folge des INSEK-Monitors"),
        (b" " * (DATEI_HOECHSTENS + 100_000), "4,1 MB groß; erlaubt sind 4 MB"),
        (datei(geaendert(), formatfassung=3), "Formatfassung 3, dieser INSEK-Monitor kennt bis 2"),
        (datei(geaendert(), formatfassung="1"), "„formatfassung“ ist „1“"),
        (datei(geaendert(), pruefsumme="0" * 64), "Prüfsumme passt nicht"),
        (als_datei(FOLGE).replace(b"Willkommen", b"Willkomnen"), "Prüfsumme passt nicht"),
        (datei(geaendert(), zusatz=1), "„zusatz“"),
    ],
)
def test_fremde_und_beschaedigte_dateien(inhalt: bytes, teil: str) -> None:
    with pytest.raises(FolgeFehler) as fehler:
        lies_datei(inhalt)
    assert teil in str(fehler.value)


def test_was_nicht_zur_art_gehoert_wird_nicht_geschrieben() -> None:
    folge = Folge("x", (Folie(Folienart.KARTE, kreis="Bautzen", ags="14625200", text="t", frage="f"),))
    assert als_json(folge)["folien"] == [{"art": "karte"}]


def test_bezug_nennt_unbekanntes() -> None:
    gemeinden = pd.DataFrame({"kreis": ["Landkreis Leipzig"]}, index=["14729410"])
    assert pruefe_bezug(FOLGE, gemeinden) == [
        "Das Gebiet: Diese Schlüssel gibt es hier nicht, sie zählen nicht mit: 14729040."
    ]
    fremd = Folge(
        "x",
        (Folie(Folienart.REGION, kreis="Harz"), Folie(Folienart.GEMEINDE, ags="14999999")),
        Gebiet(kreis="Harz"),
    )
    assert pruefe_bezug(fremd, gemeinden) == [
        "Das Gebiet: Den Kreis „Harz“ gibt es hier nicht. Bitte wählen Sie neu.",
        "Folie 1: Den Kreis „Harz“ gibt es hier nicht. Bitte wählen Sie neu.",
        "Folie 2: Zum Schlüssel 14999999 gibt es hier keine Gemeinde. Bitte wählen Sie neu.",
    ]
