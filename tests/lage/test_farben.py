"""Farben: Abstand in normaler Sicht und bei Fehlsichtigkeit, Kontrast, Rangfolge der Helligkeit.

Matrizen: Machado, Oliveira, Fernandes (2009), „A Physiologically-based Model for Simulation of Color Vision
Deficiency“, Schwere 1,0, angewandt auf lineares RGB. Abstand: CIEDE2000 nach Sharma, Wu, Dalal (2005).
"""

import itertools
import re

import numpy as np
import pytest

from insek_monitor.kern.begriffe import Aktualitaet, Status
from insek_monitor.lage.bild import farben

SICHT = {
    "normal": np.eye(3),
    "Protanopie": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "Deuteranopie": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "Tritanopie": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
MINDESTENS_VOLL = 14
MINDESTENS_HELL = 8
MINDESTENS_NACHBARN_SKALA = 6


def lab(farbe, sicht="normal"):
    anteile = np.array([int(farbe[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(anteile <= 0.04045, anteile / 12.92, ((anteile + 0.055) / 1.055) ** 2.4)
    x = XYZ @ np.clip(SICHT[sicht] @ linear, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(x > 216 / 24389, np.cbrt(x), (24389 / 27 * x + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def ciede2000(eins, zwei):
    (l1, a1, b1), (l2, a2, b2) = eins, zwei
    c_mittel = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    g = 0.5 * (1 - np.sqrt(c_mittel**7 / (c_mittel**7 + 25**7)))
    a1, a2 = (1 + g) * a1, (1 + g) * a2
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1)) % 360, np.degrees(np.arctan2(b2, a2)) % 360
    dh, h = h2 - h1, h1 + h2
    if c1 * c2 == 0:
        dh = 0.0
    elif abs(dh) <= 180:
        h /= 2
    else:
        dh -= 360 * np.sign(dh)
        h = (h + 360) / 2 if h < 360 else (h - 360) / 2
    dl, dc, dh = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(dh / 2))
    l_, c = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * np.cos(np.radians(h - 30))
        + 0.24 * np.cos(np.radians(2 * h))
        + 0.32 * np.cos(np.radians(3 * h + 6))
        - 0.20 * np.cos(np.radians(4 * h - 63))
    )
    sl = 1 + 0.015 * (l_ - 50) ** 2 / np.sqrt(20 + (l_ - 50) ** 2)
    sc, sh = 1 + 0.045 * c, 1 + 0.015 * c * t
    drehung = 60 * np.exp(-(((h - 275) / 25) ** 2))
    rt = -np.sin(np.radians(drehung)) * 2 * np.sqrt(c**7 / (c**7 + 25**7))
    return np.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * dc / sc * dh / sh)


def engster(farbliste, sicht):
    return min(ciede2000(lab(a, sicht), lab(b, sicht)) for a, b in itertools.combinations(farbliste, 2))


def test_messgeraet_stimmt_mit_den_pruefwerten_von_sharma_ueberein():
    # Zeilen 1, 4, 7, 17 und 25 der veröffentlichten Prüftabelle.
    for eins, zwei, soll in [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ]:
        assert ciede2000(eins, zwei) == pytest.approx(soll, abs=2e-4)


@pytest.mark.parametrize("sicht", SICHT)
@pytest.mark.parametrize("thema", farben.THEMEN)
@pytest.mark.parametrize("skala", ["status", "aktualitaet"])
def test_volle_farben_liegen_weit_auseinander(thema, skala, sicht):
    assert engster(getattr(farben.palette(thema), skala).values(), sicht) >= MINDESTENS_VOLL


@pytest.mark.parametrize("sicht", SICHT)
@pytest.mark.parametrize("thema", farben.THEMEN)
def test_geschaetztes_bleibt_von_belegtem_und_voneinander_unterscheidbar(thema, sicht):
    palette = farben.palette(thema)
    alle = [*palette.status.values(), *palette.status_geschaetzt.values()]
    assert engster(alle, sicht) >= MINDESTENS_HELL


@pytest.mark.parametrize("thema", farben.THEMEN)
def test_geschaetztes_hat_den_farbton_des_belegten(thema):
    palette = farben.palette(thema)
    for status, hell in palette.status_geschaetzt.items():
        (_, a1, b1), (_, a2, b2) = lab(palette.status[status]), lab(hell)
        unterschied = np.degrees(abs(np.angle(complex(a1, b1) / complex(a2, b2))))
        assert unterschied <= 30


@pytest.mark.parametrize("sicht", SICHT)
@pytest.mark.parametrize("thema", farben.THEMEN)
def test_nicht_belegt_ist_neutral_steigt_und_gleicht_keinem_status(thema, sicht):
    palette = farben.palette(thema)
    for eine, naechste in itertools.pairwise([palette.flaeche, *palette.nicht_belegt]):
        assert ciede2000(lab(eine, sicht), lab(naechste, sicht)) >= MINDESTENS_NACHBARN_SKALA
        assert farben.kontrast(eine, palette.grund) < farben.kontrast(naechste, palette.grund)
    for farbe, status in itertools.product(palette.nicht_belegt, palette.status_geschaetzt):
        assert ciede2000(lab(farbe, sicht), lab(palette.status[status], sicht)) >= MINDESTENS_VOLL
    assert all(np.hypot(*lab(farbe)[1:]) <= 10 for farbe in palette.nicht_belegt)


@pytest.mark.parametrize("sicht", SICHT)
@pytest.mark.parametrize("thema", farben.THEMEN)
def test_prioritaet_ist_unterscheidbar(thema, sicht):
    palette = farben.palette(thema)
    assert engster([*palette.prioritaet, palette.flaeche], sicht) >= MINDESTENS_HELL


@pytest.mark.parametrize("sicht", SICHT)
@pytest.mark.parametrize("thema", farben.THEMEN)
def test_gruppenfarben_sind_unterscheidbar_und_tragen_schrift(thema, sicht):
    palette = farben.palette(thema)
    assert engster(palette.gruppen, sicht) >= MINDESTENS_HELL
    assert all(farben.kontrast(farbe, palette.text) >= 4.5 for farbe in palette.gruppen)


@pytest.mark.parametrize("sicht", SICHT)
@pytest.mark.parametrize("thema", farben.THEMEN)
def test_seiten_eines_stimmungsbilds_sind_unterscheidbar(thema, sicht):
    palette = farben.palette(thema)
    assert engster(palette.seiten, sicht) >= MINDESTENS_VOLL
    assert all(farben.kontrast(farbe, palette.grund) >= 3 for farbe in palette.seiten)
    # Die Summen unter den Säulen stehen in der Farbe ihrer Seite.
    assert all(farben.kontrast(farbe, palette.grund) >= 4.5 for farbe in palette.seiten[::2])


@pytest.mark.parametrize("thema", farben.THEMEN)
def test_keine_seite_sieht_aus_wie_ein_status(thema):
    # Auf der Folie davor heißt die Farbe „kein Konzept“ oder „abgelaufen“.
    palette = farben.palette(thema)
    status = [*palette.status.values(), *palette.aktualitaet.values(), palette.akzent]
    for seite, anderer in itertools.product(palette.seiten[::2], status):
        assert ciede2000(lab(seite), lab(anderer)) >= MINDESTENS_VOLL


@pytest.mark.parametrize("thema", farben.THEMEN)
def test_kontrast(thema):
    palette = farben.palette(thema)
    for grund in (palette.grund, palette.flaeche):
        assert farben.kontrast(palette.text, grund) >= 7
        assert farben.kontrast(palette.text_leise, grund) >= 4.5
        assert farben.kontrast(palette.akzent, grund) >= 4.5
    for farbe in [*palette.status.values(), *palette.aktualitaet.values(), palette.kreisgrenze]:
        assert farben.kontrast(farbe, palette.grund) >= 3
    getragen = (
        palette.status.values(),
        palette.status_geschaetzt.values(),
        palette.skala,
        palette.nicht_belegt,
    )
    for farbe in itertools.chain.from_iterable(getragen):
        assert farben.kontrast(farben.text_auf(farbe), farbe) >= 4.5


@pytest.mark.parametrize("thema", farben.THEMEN)
def test_helligkeit_folgt_der_rangfolge(thema):
    palette = farben.palette(thema)
    abstand = [farben.kontrast(palette.status[status], palette.grund) for status in Status]
    assert abstand == sorted(abstand, reverse=True)
    for status, blass in palette.status_geschaetzt.items():
        assert farben.kontrast(blass, palette.grund) < farben.kontrast(palette.status[status], palette.grund)


@pytest.mark.parametrize("sicht", SICHT)
@pytest.mark.parametrize("thema", farben.THEMEN)
def test_skala_steigt_gleichmaessig(thema, sicht):
    palette = farben.palette(thema)
    abstand = [farben.kontrast(farbe, palette.grund) for farbe in palette.skala]
    assert abstand == sorted(abstand)
    for eine, naechste in itertools.pairwise(palette.skala):
        assert ciede2000(lab(eine, sicht), lab(naechste, sicht)) >= MINDESTENS_NACHBARN_SKALA


def test_jeder_wert_hat_eine_farbe_und_nur_unbekanntes_wird_nicht_geschaetzt():
    for thema in farben.THEMEN:
        palette = farben.palette(thema)
        assert set(palette.status) == set(Status)
        assert set(palette.aktualitaet) == set(Aktualitaet)
        assert set(Status) - set(palette.status_geschaetzt) == {Status.UNBEKANNT}
        for farbe in [*palette.status.values(), *palette.skala, palette.grund]:
            assert re.fullmatch("#[0-9a-f]{6}", farbe)


def test_umrechnungen():
    assert farben.rgb("#0b4a63", 200) == [11, 74, 99, 200]
    assert farben.durchscheinend("#0b4a63", 0.5) == "rgba(11,74,99,0.5)"
    assert farben.kontrast("#000000", "#ffffff") == pytest.approx(21)
    assert [farben.stufe(w, (10, 20), ("a", "b", "c")) for w in (9, 10, 19, 20)] == ["a", "b", "b", "c"]
    with pytest.raises(ValueError, match="Grenze"):
        farben.stufe(1, (10,), ("a", "b", "c"))
    with pytest.raises(ValueError, match="Thema"):
        farben.palette("bunt")  # type: ignore[arg-type]
