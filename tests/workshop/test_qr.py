"""QR-Codes: Was gezeichnet ist, muss Kästchen für Kästchen der Code sein, samt heller Ruhezone."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from insek_monitor.workshop.saal import qr

ADRESSE = "http://192.168.178.23:8600/w/BCDF-GHJK"
SVG = "{http://www.w3.org/2000/svg}"
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def gezeichnet(svg: str) -> list[list[bool]]:
    """Kästchen aus dem Pfad zurückgelesen; doppelt Gefülltes ist ein Fehler."""
    wurzel = ET.fromstring(svg)
    breite, hoehe = (int(zahl) for zahl in wurzel.attrib["viewBox"].split()[2:])
    feld = [[False] * breite for _ in range(hoehe)]
    for x, y, laenge, zurueck in re.findall(
        r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", wurzel.findall(f"{SVG}path")[0].attrib["d"]
    ):
        assert laenge == zurueck
        for spalte in range(int(x), int(x) + int(laenge)):
            assert not feld[int(y)][spalte]
            feld[int(y)][spalte] = True
    return feld


def gedruckt(text: str) -> list[list[bool]]:
    """Kästchen aus den halben Blöcken der Konsole zurückgelesen."""
    feld = []
    for zeile in ANSI.sub("", text).splitlines():
        feld.append([zeichen in "▀█" for zeichen in zeile])
        feld.append([zeichen in "▄█" for zeichen in zeile])
    return feld


def erwartet(text: str) -> list[list[bool]]:
    code = segno.make_qr(text, error="m", boost_error=False)
    seite = len(code.matrix)
    leer = [[False] * (seite + 8) for _ in range(4)]
    return [*leer, *([False] * 4 + [bool(k) for k in z] + [False] * 4 for z in code.matrix), *leer]


def test_svg_zeigt_den_code_mit_vier_kaestchen_rand() -> None:
    feld = gezeichnet(qr.svg(ADRESSE, titel="Adresse"))
    # 38 Zeichen, Stufe M: Version 3 hat 29 Kästchen; dazu zweimal vier Rand.
    assert len(feld) == 37
    assert feld == erwartet(ADRESSE)
    # Sucher oben links: sieben dunkle Kästchen, darunter sein heller Ring.
    assert feld[4][4:12] == [True] * 7 + [False]
    assert feld[5][4:12] == [True] + [False] * 5 + [True, False]


def test_svg_ist_dunkel_auf_weiss_und_passt_sich_der_groesse_an() -> None:
    wurzel = ET.fromstring(qr.svg(ADRESSE, titel="Adresse"))
    assert "width" not in wurzel.attrib
    assert "height" not in wurzel.attrib
    grund, code = wurzel.findall(f"{SVG}rect")[0], wurzel.findall(f"{SVG}path")[0]
    assert (grund.attrib["width"], grund.attrib["height"], grund.attrib["fill"]) == ("37", "37", "#fff")
    assert code.attrib["fill"] == "#000"
    # Die Sicherheitsvorgaben der Leinwand (CSP) erlauben keine Stile im Text.
    assert "style" not in qr.svg(ADRESSE, titel="Adresse")


def test_svg_hat_einen_namen_und_maskiert_ihn() -> None:
    svg = qr.svg("x", titel='QR-Code <b onload="x">')
    wurzel = ET.fromstring(svg)
    assert wurzel.attrib["role"] == "img"
    assert wurzel.attrib["aria-label"] == 'QR-Code <b onload="x">'
    assert wurzel.findtext(f"{SVG}title") == 'QR-Code <b onload="x">'
    assert "<b" not in svg


@pytest.mark.parametrize("text", [ADRESSE, "http://10.0.0.7:8600/w", "https://insek.example.org/w/2346-789B"])
def test_eine_kamera_liest_den_text(text: str) -> None:
    feld = gezeichnet(qr.svg(text, titel="x"))
    bild = np.array([[0 if dunkel else 255 for dunkel in zeile] for zeile in feld], dtype=np.uint8)
    gelesen = zxingcpp.read_barcodes(bild.repeat(8, axis=0).repeat(8, axis=1))
    assert [(code.text, code.ec_level) for code in gelesen] == [(text, "M")]


def test_konsole_zeigt_denselben_code_dunkel_auf_hell() -> None:
    zeilen = qr.terminal(ADRESSE).splitlines()
    assert all(z.startswith("\x1b[30;107m") and z.endswith("\x1b[0m") for z in zeilen)
    feld = gedruckt(qr.terminal(ADRESSE))
    # 37 Zeilen sind ungerade: unten kommt eine helle dazu.
    assert feld == [*erwartet(ADRESSE), [False] * 37]


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1, max_size=120))
def test_jeder_text_wird_treu_gezeichnet(text: str) -> None:
    soll = erwartet(text)
    assert gezeichnet(qr.svg(text, titel="x")) == soll
    assert gedruckt(qr.terminal(text))[: len(soll)] == soll
