"""Karte der Gruppen: gültiges SVG, Namen maskiert, kein Text auf dem anderen, Nachbarfarben verschieden."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.ansprache.kooperation.gruppenkarte import (
    Kartenangaben,
    Umriss,
    farbnummern,
    gruppenkarte,
    legende,
    umgebung,
)
from insek_monitor.ansprache.kooperation.schriftplatz import KLEINER
from insek_monitor.lage.bild.farben import palette
from tests.hilfen.gitter import gitter

SVG = "{http://www.w3.org/2000/svg}"
A, B, C, D = (f"14{i:06d}" for i in range(4))
LEER: dict[str, Any] = {"features": []}


def quadrate(anzahl, breite=2):
    """GeoJSON: Quadrate von einem Zehntelgrad, zeilenweise."""
    merkmale = []
    for i in range(anzahl):
        x, y = 13 + 0.1 * (i % breite), 51 - 0.1 * (i // breite)
        ring = [[x, y], [x + 0.1, y], [x + 0.1, y + 0.1], [x, y + 0.1], [x, y]]
        merkmale.append(
            {
                "properties": {"ags": f"14{i:06d}", "name": f"Ort {i}"},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    return {"features": merkmale}


def zeichne(angaben, anzahl=4, breite=2, **rest):
    svg = gruppenkarte(
        quadrate(anzahl, breite), LEER, angaben, titel="T", beschreibung="B", thema="hell", **rest
    )
    return ET.fromstring(svg)


def texte(wurzel):
    return ["".join(t.itertext()) for t in wurzel.iter(f"{SVG}text")]


def test_flaechen_umriss_namen_und_nummer():
    angaben = Kartenangaben(
        (A, B, C, D),
        {A: "#111111", B: "#111111"},
        (Umriss((A, B), "7"),),
        {C: ("Drittort", "kein Konzept")},
    )
    wurzel = zeichne(angaben)
    fuellungen = [pfad.get("fill") for pfad in wurzel.iter(f"{SVG}path")]
    assert fuellungen.count("#111111") == 2
    assert fuellungen.count(palette("hell").flaeche) == 2
    assert texte(wurzel) == ["Drittortkein Konzept", "7"]
    assert wurzel.find(f"{SVG}title").text == "T"
    assert wurzel.find(f"{SVG}desc").text == "B"


def test_umriss_ist_die_vereinigte_flaeche():
    wurzel = zeichne(Kartenangaben((A, B, C, D), umrisse=(Umriss((A, B)),)))
    linien = [p.get("d") for p in wurzel.iter(f"{SVG}path") if p.get("stroke") == palette("hell").text]
    # Zwei Quadrate nebeneinander: ein Ring, die gemeinsame Grenze fehlt.
    assert len(linien) == 1
    assert linien[0].count("M") == 1


def test_vergleich_ist_gestrichelt():
    wurzel = zeichne(Kartenangaben((A, B), umrisse=(Umriss((A, B), strich="gestrichelt"),)), 2)
    striche = [p for p in wurzel.iter(f"{SVG}path") if p.get("stroke-dasharray")]
    assert len(striche) == 1


def test_fremder_text_bleibt_text():
    wurzel = zeichne(Kartenangaben((A,), texte={A: ("<b>x</b> & Co",)}), 1)
    assert texte(wurzel) == ["<b>x</b> & Co"]


def test_ausschnitt_zeigt_die_mitte_groesser():
    alles = zeichne(Kartenangaben((A, B, C, D)))
    nah = zeichne(Kartenangaben((A, B, C, D), mitte=(A,)))
    breiten = []
    for wurzel in (alles, nah):
        erster = next(p for p in wurzel.iter(f"{SVG}path") if p.get("fill") == palette("hell").flaeche)
        x_schritt = erster.get("d").split("l")[1].split(" ")[0]
        breiten.append(abs(int(x_schritt.split("-")[0] or x_schritt)))
    assert breiten[1] > breiten[0]


def test_text_der_nicht_passt_wird_kuerzer_oder_entfaellt():
    # 36 kleine Quadrate mit langen Namen in großer Schrift: es darf nie einer auf dem anderen stehen.
    namen = {f"14{i:06d}": (f"Langer Ortsname {i}", "INSEK bis 2031") for i in range(36)}
    angaben = Kartenangaben(tuple(namen), texte=namen, blass=frozenset(list(namen)[1:]))
    wurzel = zeichne(angaben, 36, 6, schrift=40)
    zeilen = [(t.get("x"), int(t.get("y")), int(t.get("font-size"))) for t in wurzel.iter(f"{SVG}tspan")]
    for x, y, groesse in zeilen:
        # In derselben Spalte liegt jede andere Zeile mindestens eine Schrifthöhe entfernt.
        assert all(abs(y - y2) >= 0.8 * groesse for x2, y2, _ in zeilen if x2 == x and y2 != y)
    assert len({(x, y) for x, y, _ in zeilen}) == len(zeilen)
    gesetzt = texte(wurzel)
    assert any(text.startswith("Langer Ortsname 0") for text in gesetzt)
    assert len(gesetzt) < 36


def test_nummern_werden_kleiner_und_liegen_nie_aufeinander():
    """Gruppen 100 Einheiten breit, eine Nummer 1,86 Schriftgrößen: 50 passt (93), 60 nicht (112), neben einer
    kleineren aber doch ((112 + 80) / 2 = 96); in 150 bleibt nur ein Teil."""
    alle = tuple(f"14{i:06d}" for i in range(100))
    umrisse = tuple(Umriss((ags,), str(nr)) for nr, ags in enumerate(alle, start=100))
    assert nummernkaesten(alle, umrisse, 50) == {50: 100}
    eng = nummernkaesten(alle, umrisse, 60)
    assert sum(eng.values()) == 100
    assert set(eng) == {60, round(KLEINER * 60)}
    assert 0 < sum(nummernkaesten(alle, umrisse, 150).values()) < 100


def nummernkaesten(alle, umrisse, schrift):
    """Wie viele Nummern je Schriftgröße; keine zwei überdecken sich."""
    gross = zeichne(Kartenangaben(alle, umrisse=umrisse), 100, 10, schrift=schrift)
    kaesten = []
    for t in gross.iter(f"{SVG}tspan"):
        x, y, groesse = float(t.get("x")), float(t.get("y")), float(t.get("font-size"))
        halb = 3 * 0.28 * groesse
        kaesten.append((x - halb, x + halb, y - 0.75 * groesse, y, groesse))
    for nr, (l1, r1, o1, u1, _) in enumerate(kaesten):
        for l2, r2, o2, u2, _ in kaesten[:nr]:
            assert r1 <= l2 or r2 <= l1 or u1 <= o2 or u2 <= o1
    return Counter(kasten[4] for kasten in kaesten)


def test_legende_zeigt_mehrere_farben_in_einem_feld():
    html = legende([(("#111111", "#222222"), "Gruppe")])
    assert "linear-gradient(90deg,#111111 0% 50%,#222222 50% 100%)" in html
    assert html.count("<li>") == 1


def test_ohne_flaechen():
    with pytest.raises(ValueError, match="keine Gemeinde"):
        zeichne(Kartenangaben(("14999999",)))


def test_umgebung_sind_die_unmittelbaren_nachbarn():
    nachbarn = gitter(3, [1] * 9).nachbarn
    assert umgebung(["14000000"], nachbarn) == ("14000000", "14000001", "14000003")
    assert umgebung([], nachbarn) == ()


@given(st.lists(st.integers(0, 8), min_size=25, max_size=25))
def test_benachbarte_gruppen_haben_verschiedene_farben(zuteilung):
    nachbarn = gitter(5, [1] * 25).nachbarn
    gruppen = [[f"14{i:06d}" for i, nr in enumerate(zuteilung) if nr == gruppe] for gruppe in range(9)]
    gruppen = [gruppe for gruppe in gruppen if gruppe]
    farben = farbnummern(gruppen, nachbarn)
    von = {ags: nr for nr, gruppe in enumerate(gruppen) for ags in gruppe}
    for a, b in zip(nachbarn["ags"], nachbarn["nachbar_ags"], strict=True):
        if von[a] != von[b]:
            assert farben[von[a]] != farben[von[b]]
    assert min(farben) == 0


def test_legende_maskiert():
    assert "a &lt; b" in legende([("#123456", "a < b")])
