"""Regeln für Namen, Kontakte und Gemeindetyp: Dienststellen ja, Menschen nein."""

import pytest

from insek_monitor.aufbereiten.gemeindeverzeichnis import PLANUNGSREGIONEN, kreisname, name_ohne_zusatz
from insek_monitor.aufbereiten.kontakte import email, ist_grosse_kreisstadt, telefon, website
from insek_monitor.aufbereiten.recherche import ohne_personen


@pytest.mark.parametrize(
    ("amtlich", "name"),
    [
        ("Chemnitz, Stadt", "Chemnitz"),
        ("Oberwiesenthal, Kurort, Stadt", "Oberwiesenthal"),
        ("Frankenberg/Sa., Stadt, Garnisonsstadt", "Frankenberg/Sa."),
        ("Bautzen / Budyšin, Stadt", "Bautzen / Budyšin"),
        ("Weißwasser/O.L., Stadt / Běła Woda", "Weißwasser/O.L. / Běła Woda"),
        ("Krauschwitz i.d. O.L. / Krušwica", "Krauschwitz i.d. O.L. / Krušwica"),
        ("Stadt Wehlen, Stadt", "Stadt Wehlen"),
        ("Amtsberg", "Amtsberg"),
    ],
)
def test_name_ohne_zusatz(amtlich, name):
    assert name_ohne_zusatz(amtlich) == name


def test_kreise_sind_unterscheidbar():
    assert kreisname("14729", "Leipzig") == "Landkreis Leipzig"
    assert kreisname("14713", "Leipzig, Stadt") == "Leipzig, Stadt"
    assert len(PLANUNGSREGIONEN) == 13
    assert len(set(PLANUNGSREGIONEN.values())) == 4


@pytest.mark.parametrize(
    ("roh", "gilt"),
    [
        ("http://www.chemnitz.de", "http://www.chemnitz.de"),
        ("http://https://www.dorf.eu", "https://www.dorf.eu"),
        ("HTTP://www.a.de/b/c.html", "http://www.a.de/b/c.html"),
        ("www.a.de", "http://www.a.de"),
        ("", ""),
        ("http://", ""),
        ("keine Angabe", ""),
        ("http://nurwort", ""),
    ],
)
def test_website(roh, gilt):
    assert website(roh) == gilt


def test_telefon():
    assert telefon("037209", "6790") == "037209 6790"
    assert telefon("0371", "27182-0") == "0371 27182-0"
    assert telefon("", "6790") == ""


@pytest.mark.parametrize(
    ("adresse", "ort"),
    [
        ("info@ort.example", "Ort"),
        ("gv-oybin@amt.example", "Oybin"),
        ("gemeindedorfchemnitz@t.example", "Dorfchemnitz"),
        ("neustadt-vogtland@t.example", "Neustadt/Vogtl."),
        ("gemeinde.schoenau-berzdorf@t.example", "Schönau-Berzdorf auf dem Eigen"),
        ("gemeinde-hermsdorf.erzg@t.example", "Hermsdorf/Erzgeb."),
        ("buergermeisterin@t.example", "Ort"),
        ("bm@t.example", "Ort"),
    ],
)
def test_dienstliche_adresse_bleibt(adresse, ort):
    assert email(f" {adresse.upper()} ", [ort]) == adresse


@pytest.mark.parametrize(
    "adresse",
    [
        "muster@ort.example",
        "max.mustermann@ort.example",
        "m.mustermann@ort.example",
        "info.muster@ort.example",
        "kein-at",
        "",
    ],
)
def test_moeglicher_personenname_faellt_weg(adresse):
    assert email(adresse, ["Ort"]) == ""


def test_grosse_kreisstadt():
    assert ist_grosse_kreisstadt("Döbeln, Große Kreisstadt", "Bürgermeister")
    assert ist_grosse_kreisstadt("Rochlitz, Stadt", "Oberbürgermeister")
    assert ist_grosse_kreisstadt("Rochlitz, Stadt", "Oberbürgermeisterin")
    assert not ist_grosse_kreisstadt("Geyer, Stadt", "Bürgermeister")


@pytest.mark.parametrize(
    ("roh", "ohne"),
    [
        ("vermutlich 2019 (Ende Amtszeit Mustermann)", "vermutlich 2019 (Ende einer Amtszeit)"),
        ("gefördert, Architektin Musterfrau", "gefördert, Architektin"),
        ("Zusage von Oberbürgermeister Dr. Muster-Mann 2020", "Zusage von Oberbürgermeister 2020"),
        ("OB nennt laut Freier Presse 2011", "OB nennt laut Freier Presse 2011"),
        ("Auftrag an Planungsbüro Dr. Bednarek", "Auftrag an Planungsbüro Dr. Bednarek"),
        ("Stadtrat Niesky beschloss", "Stadtrat Niesky beschloss"),
    ],
)
def test_ohne_personen(roh, ohne):
    assert ohne_personen(roh) == ohne
