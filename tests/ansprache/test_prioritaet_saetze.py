"""Sätze über die Rangliste, Beitragsbalken und ihre Farben."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from insek_monitor.ansprache.prioritaet import befunde as saetze
from insek_monitor.ansprache.prioritaet.rangfolge import Stabilitaet, prioritaet
from insek_monitor.ansprache.prioritaet.rangzeile import (
    DECKUNG,
    KUERZEL,
    beitragsbalken,
    erwartete,
    legende,
    textalternative,
)
from insek_monitor.lage.bild import farben
from insek_monitor.lage.bild.befunde_lage import LEERE_AUSWAHL
from insek_monitor.lage.gewichte import GRUPPEN, NAMEN
from tests.hilfen.prioritaet_beispiele import ags, gewichte, kriterienframe, namensframe
from tests.lage.test_farben import MINDESTENS_VOLL, SICHT, engster


def rangfolge(*punkte: float | None) -> pd.DataFrame:
    return pd.DataFrame(
        {"punkte": pd.array(list(punkte), dtype="Float64")},
        index=pd.Index([ags(i) for i in range(len(punkte))], name="ags", dtype="str"),
    )


def orte(*geklaert: bool) -> pd.DataFrame:
    return namensframe(["Mügeln", "Dahlen", "Roßwein", "Borna"]).assign(geklaert=list(geklaert))


VIER = orte(True, True, True, True)


@pytest.mark.parametrize(
    ("punkte", "satz"),
    [
        (
            (90, 70.5, 61, 10),
            "Zuerst ansprechen: Mügeln, Dahlen und Roßwein; 3 Gemeinden mit mindestens 60 Punkten",
        ),
        ((60, 59.9, 0, 0), "Zuerst ansprechen: Mügeln und Dahlen; 1 Gemeinde mit mindestens 60 Punkten"),
        ((42.4, 0), "Zuerst ansprechen: Mügeln; höchstens 42 von 100 Punkten"),
        ((0, 0, 0), "Auf keine der 3 Gemeinden trifft ein gewichtetes Kriterium zu"),
        ((0,), "Auf die Gemeinde trifft keines der gewichteten Kriterien zu"),
        ((None, None), saetze.ALLE_NULL),
        ((), LEERE_AUSWAHL),
    ],
)
def test_ueberschrift(punkte: tuple[float | None, ...], satz: str) -> None:
    assert saetze.ueberschrift(rangfolge(*punkte), VIER) == satz


@pytest.mark.parametrize(
    ("geklaert", "satz"),
    [
        ((False, True, True, True), "Zuerst bei einer Gemeinde den Stand klären"),
        ((False, False, True, False), "Zuerst bei 3 Gemeinden den Stand klären"),
        (
            (True, True, False, False),
            "Zuerst ansprechen: Mügeln und Dahlen; dann bei 2 Gemeinden den Stand klären",
        ),
        (
            (True, True, True, False),
            "Zuerst ansprechen: Mügeln, Dahlen und Roßwein; 3 Gemeinden mit mindestens 60 Punkten",
        ),
    ],
)
def test_ueberschrift_nennt_nur_wen_belege_nach_vorn_stellen(geklaert: tuple[bool, ...], satz: str) -> None:
    assert saetze.ueberschrift(rangfolge(90, 70, 61, 10), orte(*geklaert)) == satz


def test_stabilitaet() -> None:
    werte = Stabilitaet(20, 200, 17.21, 13.0, frozenset("abcdefgh"), frozenset("xy"))
    assert saetze.stabilitaet(werte).replace("\u00a0", " ") == (
        "Bei ±20 % an allen Gewichten bleiben im Mittel 17,2 von 20 Gemeinden auf den ersten 20 Plätzen, "
        "mindestens 13 (200 Läufe). 8 Gemeinden gehören in jedem Lauf dazu."
    )
    eine = Stabilitaet(3, 50, 3.0, 3.0, frozenset("a"), frozenset())
    assert saetze.stabilitaet(eine, 0.1).replace("\u00a0", " ") == (
        "Bei ±10 % an allen Gewichten bleiben im Mittel 3 von 3 Gemeinden auf den ersten 3 Plätzen, "
        "mindestens 3 (50 Läufe). 1 Gemeinde gehört in jedem Lauf dazu."
    )
    keine = Stabilitaet(3, 50, 1.5, 0.0, frozenset(), frozenset())
    assert saetze.stabilitaet(keine).endswith("Keine Gemeinde gehört in jedem Lauf dazu.")
    leer = Stabilitaet(0, 200, 0.0, 0.0, frozenset(), frozenset())
    assert saetze.stabilitaet(leer).startswith("Keine Gemeinde hat Punkte")


def test_immer_vorn() -> None:
    assert (
        saetze.immer_vorn(0) == "Keine Gemeinde steht unter jeder Voreinstellung auf den ersten 20 Plätzen."
    )
    assert saetze.immer_vorn(8).startswith("8 Gemeinden stehen unter jeder")


class Teile(HTMLParser):
    """Breiten der Teile eines Balkens, Text darin und die Textalternative."""

    def __init__(self) -> None:
        super().__init__()
        self.breiten: list[float] = []
        self.klassen: list[str] = []
        self.flaechen: list[str] = []
        self.text = ""
        self.alternative = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        angaben = {name: wert or "" for name, wert in attrs}
        if angaben.get("role") == "img":
            self.alternative = angaben["aria-label"]
        elif treffer := re.search(r"width:([\d.]+)%", angaben.get("style", "")):
            self.breiten.append(float(treffer[1]))
            self.klassen.append(angaben["class"])
            self.flaechen.append(angaben["style"].partition(";")[2])

    def handle_data(self, data: str) -> None:
        self.text += data


def gelesen(html: str) -> Teile:
    teile = Teile()
    teile.feed(html)
    return teile


def beitraege(**werte: float | bool) -> pd.Series:
    """Höchstes ist 10 + 5 + 5 = 20."""
    gewicht = gewichte(ohne_konzept=10, klein=5, schrumpfung=5)
    return prioritaet(kriterienframe([werte]), gewicht, namensframe(["A"])).iloc[0]


def test_balken_zeigt_beitraege_als_prozent_der_breite() -> None:
    # 10/20, 3,75/20 und 1/20 sind 50, 18,75 und 5 Punkte; 5 ist zu schmal für den Buchstaben.
    teile = gelesen(beitragsbalken(beitraege(ohne_konzept=1, klein=0.75, schrumpfung=0.2)))
    assert teile.breiten == pytest.approx([50, 18.75, 5])
    assert teile.text == "OK"
    assert teile.alternative == (
        "73,8 von 100 Punkten: ohne Konzept 50, kleine Verwaltung 18,8, Rückgang der Einwohner 5"
    )


def test_abschlag_kuerzt_alle_teile_gleich() -> None:
    # 75 Punkte, davon bleiben drei Zehntel: 15 + 7,5 gefüllt, 52,5 gestrichelt.
    teile = gelesen(beitragsbalken(beitraege(ohne_konzept=1, klein=1, in_arbeit=True)))
    assert teile.breiten == pytest.approx([15, 7.5, 52.5])
    assert teile.klassen == ["teil", "teil", "abschlag"]
    assert teile.alternative == (
        "22,5 von 100 Punkten: ohne Konzept 50, kleine Verwaltung 25, "
        "Abschlag, weil ein Konzept in Arbeit ist −52,5"
    )


def test_erwartetes_ist_hell_und_sagt_es() -> None:
    zeile = beitraege(ohne_konzept=0.75, klein=1)
    hell = erwartete({"p_kein": 0.75}, {"gemeinsam_offen": False})
    teile = gelesen(beitragsbalken(zeile, erwartet=hell))
    voll = gelesen(beitragsbalken(zeile))
    assert teile.flaechen[0] != voll.flaechen[0]
    assert teile.flaechen[1] == voll.flaechen[1]
    assert "ohne Konzept (nicht belegt, nach den Eckwerten) 37,5, kleine Verwaltung 25" in teile.alternative
    assert erwartete({"p_kein": None}, {"gemeinsam_offen": True}) == {"gemeinsam"}
    assert erwartete({"p_kein": None}, {"gemeinsam_offen": False}) == frozenset()


def test_ohne_gewichte_und_ohne_gruende() -> None:
    ohne = prioritaet(kriterienframe([{"klein": 1}]), gewichte(), namensframe(["A"])).iloc[0]
    assert gelesen(beitragsbalken(ohne)).breiten == []
    assert textalternative(ohne) == "Keine Punkte, weil alle Gewichte auf null stehen"
    assert textalternative(beitraege()) == "0 von 100 Punkten"
    nichts = gelesen(beitragsbalken(beitraege(in_arbeit=True)))
    assert (nichts.breiten, nichts.alternative) == ([], "0 von 100 Punkten")


def test_legende_nennt_jedes_kriterium_mit_eigenem_buchstaben() -> None:
    assert set(KUERZEL) == set(NAMEN)
    assert len(set(KUERZEL.values())) == len(NAMEN)
    assert legende().count("<li>") == len(NAMEN) + 1
    kurz = legende(["klein"], mit_abschlag=False, mit_erwartung=True)
    assert kurz.count("<li>") == 2
    assert "kleine Verwaltung" in kurz
    assert "nicht belegt" in kurz


@pytest.mark.parametrize("thema", farben.THEMEN)
def test_farben_der_kriterien(thema: farben.Thema) -> None:
    palette = farben.palette(thema)
    assert tuple(palette.kriterien) == GRUPPEN
    for sicht in SICHT:
        assert engster(palette.kriterien.values(), sicht) >= MINDESTENS_VOLL
    for farbe, grund in itertools.product(palette.kriterien.values(), (palette.grund, palette.flaeche)):
        assert farben.kontrast(farbe, grund) >= 3
    helle = [farben.gemischt(farbe, palette.grund, DECKUNG) for farbe in palette.kriterien.values()]
    for farbe in (*palette.kriterien.values(), *helle):
        assert farben.kontrast(farben.text_auf(farbe), farbe) >= 4.5
    for farbe, hell in zip(palette.kriterien.values(), helle, strict=True):
        assert engster([farbe, hell], "normal") >= MINDESTENS_VOLL
