"""Bild einer Abstimmung: Maße, Textalternative, gleiche Bytes, fremder Text."""

from __future__ import annotations

import struct
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from insek_monitor.kern.stimmungsbild import Frage, Frageart, Herkunft
from insek_monitor.workshop.abstimmung.bild import Anlass, als_png, als_svg, anlasszeile
from insek_monitor.workshop.abstimmung.rechnen import Verteilung, verteilung

SKALA = Frage("nutzen", Frageart.SKALA, "Wozu dient es?", "Fördermittel.", "Eigenes Werkzeug.")
AUSWAHL = Frage("hilfe", Frageart.MEHRFACH, "Was hilft?", optionen=("Geld", "Rat"))
ANLASS = Anlass("Herbstwerkstatt", "Pirna", date(2026, 11, 21))


def skala(*anzahlen: int) -> Verteilung:
    return verteilung(SKALA, anzahlen, sum(anzahlen))


def svg(frage: Frage, v: Verteilung, anlass: Anlass = ANLASS) -> ET.Element:
    return ET.fromstring(als_svg(frage, v, anlass))


def titel(bild: ET.Element) -> str:
    gefunden = bild.find("{http://www.w3.org/2000/svg}title")
    assert gefunden is not None
    return (gefunden.text or "").replace("\u00a0", " ")


def test_png_ist_1600_bildpunkte_breit_und_gleich_bei_gleicher_eingabe() -> None:
    png = als_png(SKALA, skala(3, 4, 2, 4, 9, 8, 4), ANLASS)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    breite, hoehe = struct.unpack(">II", png[16:24])
    assert breite == 1600
    assert 700 < hoehe < 1300
    assert png == als_png(SKALA, skala(3, 4, 2, 4, 9, 8, 4), ANLASS)
    assert png != als_png(SKALA, skala(3, 4, 2, 4, 9, 8, 5), ANLASS)


def test_svg_sagt_frage_befund_workshop_und_datum() -> None:
    bild = svg(SKALA, skala(3, 4, 2, 4, 9, 8, 4))
    assert bild.get("role") == "img"
    assert titel(bild) == (
        "Wozu dient es? 34 Stimmen, Median 5: leicht für „Eigenes Werkzeug“ (21 von 34 rechts der Mitte). "
        "Herbstwerkstatt, Pirna, 21. November 2026. Stimmungsbild der Anwesenden, nicht repräsentativ."
    )


def test_svg_laedt_nichts_nach() -> None:
    text = als_svg(SKALA, skala(1, 0, 0, 0, 0, 0, 0), ANLASS).decode()
    assert "<script" not in text
    for element in ET.fromstring(text).iter():
        for name, wert in element.attrib.items():
            assert not name.endswith("href") or wert.startswith("#")


@pytest.mark.parametrize(
    "anzahlen",
    [(0,) * 7, (1, 0, 0, 0, 0, 0, 0), (3, 0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0, 900), (0, 2, 0, 0, 0, 0, 2)],
)
def test_auch_leere_und_einseitige_verteilungen(anzahlen: tuple[int, ...]) -> None:
    assert als_png(SKALA, skala(*anzahlen), ANLASS).startswith(b"\x89PNG")


def test_auswahl_mit_langen_texten() -> None:
    frage = Frage("x", Frageart.MEHRFACH, "F" * 200, optionen=tuple(f"{n} " + "Wort " * 15 for n in range(8)))
    assert als_png(frage, verteilung(frage, tuple(range(8)), 9), ANLASS).startswith(b"\x89PNG")


def test_fremder_text_bleibt_text() -> None:
    boese = 'x"><script>alert(1)</script> #import "y" *fett* $1$ 🙂'
    frage = Frage("x", Frageart.SKALA, boese, boese, boese)
    bild = svg(frage, verteilung(frage, (2, 0, 0, 0, 0, 0, 0), 2), Anlass(boese, boese, date(2026, 11, 21)))
    assert titel(bild).startswith(boese)
    assert not list(bild.iter("{http://www.w3.org/2000/svg}script"))


def test_freie_antworten_haben_kein_bild() -> None:
    frage = Frage("x", Frageart.FREITEXT, "Was noch?")
    with pytest.raises(ValueError, match="Freie Antworten haben kein Bild"):
        als_png(frage, verteilung(frage, (), 3), ANLASS)


@pytest.mark.parametrize(
    ("anlass", "zeile"),
    [
        (Anlass("Abend", "", date(2026, 1, 5)), "Abend, 5. Januar 2026."),
        (
            Anlass("Abend", "Pirna", date(2026, 1, 5), Herkunft.HANDZEICHEN, 2),
            "Abend, Pirna, 5. Januar 2026, 2. Runde.",
        ),
    ],
)
def test_anlass(anlass: Anlass, zeile: str) -> None:
    erwartet = f"{zeile} Stimmungsbild der Anwesenden, nicht repräsentativ."
    assert anlasszeile(anlass).replace("\u00a0", " ") == erwartet


def test_handzeichen_heissen_so() -> None:
    anlass = Anlass("Abend", "", date(2026, 1, 5), Herkunft.HANDZEICHEN)
    assert "3 Handzeichen, Mehrfachnennungen: am häufigsten „Geld“ (3 von 3)." in titel(
        svg(AUSWAHL, verteilung(AUSWAHL, (3, 1), 3), anlass)
    )
