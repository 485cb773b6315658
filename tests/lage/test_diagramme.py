"""Diagramme: was gezeichnet wird, Zahl für Zahl; leicht, deutsch, in beiden Themen."""

import json
import re

import pandas as pd
import pytest

from insek_monitor.lage.abdeckung import Stand
from insek_monitor.lage.bild import (
    diagramme_abdeckung,
    diagramme_fortschreibung,
    diagramme_gemeinde,
    diagramme_verlauf,
    zahlen,
)
from insek_monitor.lage.bild.farben import THEMEN, palette, text_auf
from insek_monitor.lage.bild.vorlage import KONFIGURATION, vorlage
from tests.hilfen.darstellung_beispiele import REGELN, STICHTAG, abdeckung, konzepte, kreuztabelle

HOECHSTENS_BYTES = 25_000

KREISE = abdeckung(
    {f"Landkreis mit langem Namen {i}": (20 + i, 10, 15, 13) for i in range(13)} | {"leer": (0, 0, 0, 0)}
)
GROESSEN = abdeckung({"unter 5.000": (70, 18, 171, 0), "15.000 und mehr": (41, 0, 0, 0)})
GESCHAETZT = abdeckung(
    {"Meißen": (8, 0, 0, 0), "Chemnitz, Stadt": (1, 0, 0, 0)}, {"Meißen": (7.2, 1.6, 11.2, 0)}
)
KREUZ = kreuztabelle(
    *(
        (f"Kreis {i}", klasse, 0 if i == 0 else 10, 0 if i == 0 else i % 11, 0)
        for i in range(13)
        for klasse in (
            "unter 2.000",
            "2.000 bis unter 5.000",
            "5.000 bis unter 10.000",
            "10.000 bis unter 15.000",
            "15.000 bis unter 50.000",
            "50.000 und mehr",
        )
    )
)
VERLAUF = pd.DataFrame(
    {
        "stichtag": pd.to_datetime([f"{jahr}-12-31" for jahr in range(2000, 2026)]),
        "vorhanden": range(26),
        "davon_gueltig": [min(i, 10) for i in range(26)],
        "davon_undatiert": [0] * 25 + [3],
        "gemeinden_gesamt": 100,
        "vorhanden_anteil": [n / 100 for n in range(26)],
    }
)
BELEGT = Stand(100, 25, unbekannt=70)
ABLAUF = pd.DataFrame(
    {
        "jahr": range(2012, 2037),
        "gemeinden": range(25),
        "einwohner": 9,
    }
)
ALTER = pd.DataFrame({"alter_jahre": range(25), "gemeinden": [2] * 25})
OHNE = pd.DataFrame(
    {
        "stichtag": pd.to_datetime(["2026-11-21", *(f"{jahr}-12-31" for jahr in range(2026, 2041))]),
        "gueltig": range(15, -1, -1),
        "gemeinden_gesamt": 30,
        "anteil": [n / 30 for n in range(15, -1, -1)],
    }
)
BEVOELKERUNG = pd.DataFrame(
    {
        "stichtag": pd.to_datetime(["2013-12-31", "2017-12-31", "2021-12-31", "2023-12-31"]),
        "einwohner": [1000, 1100, 1050, 1200],
    }
)
KONZEPTE = konzepte(
    {"beschluss": "2009", "art": "seko", "titel": "x" * 100},
    {"begonnen": "2017-05", "beschluss": "2019-03-14"},
    {"begonnen": "2025"},
    {"beschluss": "unbekannt", "belegt": "2022", "art": "teilgebiet"},
    {"beschluss": "2021", "datenlage": "recherchiert"},
    {"beschluss": "2012", "aufgehoben": "2014-01-31", "art": "ingeko"},
    {"art": "keins", "belegt": "2010"},
    {"art": "aehnlich", "beschluss": "2011-05"},
)

ALLE = {
    "balken_abdeckung": lambda t: diagramme_abdeckung.balken_abdeckung(KREISE, thema=t),
    "balken_abdeckung_anteil": lambda t: diagramme_abdeckung.balken_abdeckung(
        KREISE, mass="einwohner", anteil=True, thema=t
    ),
    "waermetabelle": lambda t: diagramme_abdeckung.waermetabelle(KREUZ, t),
    "balken_geschaetzt": lambda t: diagramme_abdeckung.balken_abdeckung(GESCHAETZT, thema=t),
    "linie_verlauf": lambda t: diagramme_verlauf.linie_verlauf(VERLAUF, BELEGT, t),
    "saeulen_ablauf": lambda t: diagramme_fortschreibung.saeulen_ablauf(ABLAUF, STICHTAG, t),
    "saeulen_alter": lambda t: diagramme_fortschreibung.saeulen_alter(ALTER, REGELN, t),
    "linie_ohne_fortschreibung": lambda t: diagramme_verlauf.linie_ohne_fortschreibung(OHNE, t),
    "linie_bevoelkerung": lambda t: diagramme_verlauf.linie_bevoelkerung(BEVOELKERUNG, t),
    "zeitstrahl": lambda t: diagramme_gemeinde.zeitstrahl(KONZEPTE, STICHTAG, t),
}
LEER = {
    "balken_abdeckung": lambda: diagramme_abdeckung.balken_abdeckung(KREISE.iloc[:0]),
    "waermetabelle": lambda: diagramme_abdeckung.waermetabelle(KREUZ.iloc[:0]),
    "linie_verlauf": lambda: diagramme_verlauf.linie_verlauf(VERLAUF.iloc[:0], Stand(0, 0)),
    "saeulen_ablauf": lambda: diagramme_fortschreibung.saeulen_ablauf(ABLAUF.iloc[:0], STICHTAG),
    "saeulen_alter": lambda: diagramme_fortschreibung.saeulen_alter(ALTER.iloc[:0], REGELN),
    "linie_ohne_fortschreibung": lambda: diagramme_verlauf.linie_ohne_fortschreibung(OHNE.iloc[:0]),
    "linie_bevoelkerung": lambda: diagramme_verlauf.linie_bevoelkerung(BEVOELKERUNG.iloc[:0]),
    "zeitstrahl": lambda: diagramme_gemeinde.zeitstrahl(KONZEPTE.iloc[:0], STICHTAG),
}


def spur(figur, name):
    return next(s for s in figur.data if s.name == name)


def glatt(texte):
    return [text.replace(zahlen.NBSP, " ") for text in texte]


@pytest.mark.parametrize("thema", THEMEN)
@pytest.mark.parametrize("name", ALLE)
def test_leicht_und_ohne_englisches(name, thema):
    figur = ALLE[name](thema)
    assert figur.layout.template == vorlage(thema)
    assert figur.layout.height
    figur.layout.template = None
    inhalt = figur.to_json()
    assert len(inhalt.encode()) <= HOECHSTENS_BYTES
    for eintrag in json.loads(inhalt)["data"]:
        # Ohne eigene Vorlage zeigte plotly „trace 0“ und englische Achsennamen.
        assert eintrag.get("hoverinfo") == "skip" or eintrag["hovertemplate"].endswith("<extra></extra>")


@pytest.mark.parametrize("name", LEER)
def test_leere_tabellen_ergeben_ein_leeres_diagramm(name):
    figur = LEER[name]()
    assert not [s for s in figur.data if s.type == "bar" and s.y and s.y[0] is not None]


def test_vorlage_ist_deutsch():
    for thema in THEMEN:
        assert vorlage(thema).layout.separators == ",."
        assert vorlage(thema).layout.font.color == palette(thema).text
    assert KONFIGURATION["displayModeBar"] is False


def zeilen(figur):
    """Beschriftung über den Balken."""
    return glatt(next(s for s in figur.data if s.type == "scatter" and s.mode == "text").text)


def test_balken_zeigen_die_zahlen_in_fester_reihenfolge():
    figur = diagramme_abdeckung.balken_abdeckung(GROESSEN)
    # „Stand nicht belegt“ kommt nicht vor und fehlt darum in der Legende, ebenso alles Geschätzte.
    assert [s.name for s in figur.data if s.name] == ["INSEK vorhanden", "ähnliches Konzept", "kein Konzept"]
    kein = spur(figur, "kein Konzept")
    assert list(kein.x) == [171, 0]
    assert list(kein.y) == [0, 1]
    assert glatt(kein.text) == ["171 (66 %)", ""]
    assert [list(paar[:3]) for paar in kein.customdata] == [
        ["unter 5.000", "kein", "belegt"],
        ["15.000 und mehr", "kein", "belegt"],
    ]
    assert glatt(kein.customdata[0][3:]) == [
        "Gemeinden: 171 von 259 (66 %)",
        "Einwohner: 171.000 von 259.000 (66 %)",
    ]
    assert zeilen(figur) == [
        "<b>unter 5.000</b> · 259 Gemeinden<br>mit INSEK: 70 von 259 (27 %)",
        "<b>15.000 und mehr</b> · 41 Gemeinden<br>mit INSEK: 41 von 41 (100 %)",
    ]
    # Die erste Gruppe steht oben: Die Achse läuft nach unten.
    assert figur.layout.yaxis.range[0] > figur.layout.yaxis.range[1]


@pytest.mark.parametrize("thema", THEMEN)
def test_balken_belegt_voll_geschaetzt_blass_daneben(thema):
    figur = diagramme_abdeckung.balken_abdeckung(GESCHAETZT, thema=thema)
    farben = palette(thema)
    spuren = [(s.marker.color, list(s.x)) for s in figur.data if s.type == "bar" and s.x[0] is not None]
    voll, blass = farben.status, farben.status_geschaetzt
    assert spuren == [
        (voll["vorhanden"], [8, 1]),
        (blass["vorhanden"], [7.2, 0]),
        (voll["teilweise"], [0, 0]),
        (blass["teilweise"], [1.6, 0]),
        (voll["kein"], [0, 0]),
        (blass["kein"], [11.2, 0]),
    ]
    assert [s.name for s in figur.data if s.type == "bar" and s.showlegend is not False] == [
        "INSEK vorhanden",
        "ähnliches Konzept",
        "kein Konzept",
        "blasse Farben: geschätzt",
    ]
    # Auch der Balken einer einzigen Gemeinde, in den keine Zahl passt, trägt eine.
    assert zeilen(figur) == [
        "<b>Meißen</b> · 28 Gemeinden<br>mit INSEK: rund 15 von 28 (54 %), davon 8 belegt",
        "<b>Chemnitz, Stadt</b> · 1 Gemeinde<br>mit INSEK: 1 von 1 (100 %)",
    ]
    assert [glatt(s.text) for s in figur.data[:2]] == [["8 belegt", ""], ["rund 7", ""]]
    assert list(figur.data[1].customdata[0][:3]) == ["Meißen", "vorhanden", "geschaetzt"]
    assert glatt(figur.data[1].customdata[0][3:4]) == [
        "Gemeinden: rund 15 von 28 (54 %;<br>mit 90 % Sicherheit 13 bis 17),<br>davon 8 belegt"
    ]


def test_balken_nach_einwohnern_und_anteil():
    figur = diagramme_abdeckung.balken_abdeckung(GROESSEN, mass="einwohner", anteil=True)
    assert list(spur(figur, "INSEK vorhanden").x) == pytest.approx([70 / 259, 1.0])
    assert glatt(spur(figur, "INSEK vorhanden").text) == ["27 %", "100 % (41 Tsd.)"]
    assert tuple(figur.layout.xaxis.range) == (0, 1)
    assert zeilen(figur)[0] == (
        "<b>unter 5.000</b> · 259.000 Einwohner<br>mit INSEK: 70 Tsd. von 259 Tsd. (27 %)"
    )


def test_balken_unbekanntes_steht_zuletzt_und_wird_nicht_zu_null():
    figur = diagramme_abdeckung.balken_abdeckung(
        abdeckung({"A": (1, 1, 1, 7), "B": (0, 0, 0, 7), "C": (0, 1, 0, 6)})
    )
    namen = [s.name for s in figur.data if s.name]
    assert namen[-1] == "Stand nicht belegt"
    assert list(spur(figur, namen[-1]).x) == [7, 7, 6]
    assert [zeile.partition("mit INSEK: ")[2] for zeile in zeilen(figur)] == [
        "1 von 3 bekannten (33 %), Stand von 7 offen",
        "Stand nicht belegt",
        "keines belegt, Stand von 6 offen",
    ]


def test_schrift_im_balken_ist_lesbar():
    for thema in THEMEN:
        for s in diagramme_abdeckung.balken_abdeckung(KREISE, thema=thema).data:
            if s.type == "bar" and s.textfont.color:
                assert s.textfont.color == text_auf(s.marker.color)


def test_hoehe_waechst_mit_den_gruppen():
    assert (
        diagramme_abdeckung.balken_abdeckung(KREISE).layout.height
        > 3 * diagramme_abdeckung.balken_abdeckung(GROESSEN).layout.height
    )


def test_waermetabelle():
    figur = diagramme_abdeckung.waermetabelle(KREUZ)
    flaeche, schrift = figur.data
    assert flaeche.z[0][0] is None
    assert schrift.text[0] == "–"
    assert schrift.text[6] == "1/10"
    assert glatt([flaeche.hovertext[1][0]]) == ["INSEK vorhanden:<br>Gemeinden: 1 von 10 (10 %)"]
    assert figur.layout.xaxis.ticktext[0] == "unter<br>2"
    assert figur.layout.xaxis.ticktext[-1] == "ab<br>50"
    assert figur.layout.xaxis.title.text == "Tausend Einwohner"
    drei = diagramme_abdeckung.waermetabelle(KREUZ[KREUZ["spalte"].isin(KREUZ["spalte"].unique()[:3])])
    assert drei.layout.xaxis.ticktext == (
        "unter 2.000",
        "2.000 bis<br>unter 5.000",
        "5.000 bis<br>unter 10.000",
    )
    assert drei.layout.xaxis.title.text == ""


def test_waermetabelle_mit_schaetzung_und_mit_unbekanntem():
    zellen = [
        ("A", "unter 5.000", 20, 4, 0, 7.2),
        ("A", "15.000 und mehr", 3, 3, 0),
        ("B", "unter 5.000", 9, 4, 3),
        ("B", "15.000 und mehr", 7, 0, 6),
    ]
    figur = diagramme_abdeckung.waermetabelle(kreuztabelle(*zellen))
    assert list(figur.data[1].text) == ["rund 11/20<br>4 belegt", "3/3", "4/9<br>3 offen", "?/7"]
    assert [list(reihe) for reihe in figur.data[0].z] == [[0.56, 1.0], [0.6667, None]]
    assert glatt([figur.data[0].hovertext[0][0]])[0].endswith(
        "rund 11 von 20 (56 %;<br>mit 90 % Sicherheit 4 bis 18),<br>davon 4 belegt"
    )
    viele = [("A", f"ab {n}", 20, 4, 0, 7.2) for n in range(4)]
    breit = diagramme_abdeckung.waermetabelle(kreuztabelle(*viele))
    assert breit.data[1].text[0] == "11/20<br>(4)"
    # Eine kleine Erwartung ist keine 0.
    assert diagramme_abdeckung.waermetabelle(kreuztabelle(("A", "klein", 2, 0, 0, 0.4))).data[1].text == (
        "≤1/2<br>0 belegt",
    )
    assert breit.layout.xaxis.title.text == "in Klammern: belegt"


def test_verlauf_ist_als_untergrenze_beschriftet_und_nennt_undatierte():
    figur = diagramme_verlauf.linie_verlauf(VERLAUF, BELEGT)
    texte = [glatt([a.text])[0] for a in figur.layout.annotations]
    assert texte == ["<b>INSEK belegt, mindestens: 25 %</b>", "<b>unter zehn Jahre alt: 10 %</b>"]
    assert figur.layout.xaxis.title.text == (
        "3 Konzepte ohne Datum zählen erst ab dem Stand<br>der jeweiligen Quelle."
    )
    assert list(figur.data[0].y)[-1] == 0.25
    assert diagramme_verlauf.linie_verlauf(VERLAUF.iloc[:5], BELEGT).layout.xaxis.title.text == ""


def test_verlauf_steht_an_den_tagen_selbst():
    figur = diagramme_verlauf.linie_verlauf(VERLAUF, BELEGT)
    assert list(figur.data[0].x) == [f"{tag:%Y-%m-%d}" for tag in VERLAUF["stichtag"]]
    marken = dict(zip(figur.layout.xaxis.tickvals, figur.layout.xaxis.ticktext, strict=True))
    assert set(marken) <= set(figur.data[0].x)
    assert marken["2010-12-31"] == "31.12.<br>2010"


def test_verlauf_zeigt_die_schaetzung_als_punkt_mit_intervall():
    gesamt = int(VERLAUF["gemeinden_gesamt"].iloc[-1])
    figur = diagramme_verlauf.linie_verlauf(VERLAUF, Stand(gesamt, 10, 8.5, 15, 22))
    punkt = spur(figur, "mit Schätzung")
    assert (punkt.x, punkt.y) == ((figur.data[0].x[-1],), (round(18.5 / gesamt, 4),))
    assert punkt.error_y.array[0] == pytest.approx(3.5 / gesamt)
    assert punkt.error_y.arrayminus[0] == pytest.approx(3.5 / gesamt)
    assert any("mit Schätzung: rund" in a.text for a in figur.layout.annotations)


def test_verlauf_zieht_keine_linie_bei_null_wo_nichts_bekannt_ist():
    leer = VERLAUF.assign(vorhanden=0, vorhanden_anteil=pd.array([None] * len(VERLAUF), dtype="Float64"))
    figur = diagramme_verlauf.linie_verlauf(leer, Stand(40, 0, unbekannt=40))
    assert not figur.data
    assert [a.text for a in figur.layout.annotations] == ["Stand nicht belegt"]


def test_ablauf_unterscheidet_vergangenes():
    figur = diagramme_fortschreibung.saeulen_ablauf(ABLAUF, STICHTAG)
    saeulen, summen = figur.data
    assert list(saeulen.y) == list(range(25))
    farben = palette("hell")
    # 2012 bis 2025 sind vergangen (14 Säulen), ab 2026 zählt.
    assert list(saeulen.marker.color) == [farben.status["unbekannt"]] * 14 + [farben.status["vorhanden"]] * 11
    assert list(summen.text) == ["", *map(str, range(1, 25))]
    # 21. November: 324 Tage nach Neujahr; die Säule 2026 reicht von 2025,5 bis 2026,5.
    assert figur.layout.shapes[0].x0 == pytest.approx(2025.5 + 324 / 366)


def test_alter_faerbt_nach_den_grenzen_der_regeln():
    figur = diagramme_fortschreibung.saeulen_alter(ALTER, REGELN)
    farben = palette("hell").aktualitaet
    assert list(figur.data[0].marker.color) == (
        [farben["aktuell"]] * 7 + [farben["Fortschreibung einleiten"]] * 3 + [farben["abgelaufen"]] * 15
    )
    assert [a.text for a in figur.layout.annotations] == [
        "<b>14</b><br>aktuell",
        "<b>6</b><br>einleiten",
        "<b>30</b><br>abgelaufen",
    ]
    assert [s.x0 for s in figur.layout.shapes] == [6.5, 9.5]


def test_ohne_fortschreibung_beschriftet_anfang_haelfte_ende():
    texte = [glatt([a.text])[0] for a in diagramme_verlauf.linie_ohne_fortschreibung(OHNE).layout.annotations]
    # 15 → höchstens 7,5 erstmals bei 7, das ist die 9. Zeile: Ende 2033.
    assert texte == [
        "<b>50 %</b><br>am Stichtag gültig",
        "<b>23 %</b><br>Ende 2033",
        "<b>0 %</b><br>Ende 2040",
    ]


def test_bevoelkerung_beschriftet_jeden_punkt_und_taeler_unten():
    linie = diagramme_verlauf.linie_bevoelkerung(BEVOELKERUNG.sample(4, random_state=1)).data[0]
    assert list(linie.text) == ["1.000", "1.100", "1.050", "1.200"]
    assert list(linie.textposition) == ["bottom center", "top center", "bottom center", "top center"]


def test_zeitstrahl():
    figur = diagramme_gemeinde.zeitstrahl(KONZEPTE, STICHTAG)
    namen = figur.data[-1].text
    assert list(namen) == [
        "<b>INSEK</b> · begonnen 2025",
        "<b>Teilgebiet</b> · Stand der Quelle 2022",
        "<b>INSEK</b> · beschlossen 2021",
        "<b>INSEK</b> · beschlossen 14.03.2019",
        "<b>INGEKO</b> · aufgehoben 31.01.2014",
        "<b>ähnliches Konzept</b> · beschlossen Mai 2011",
        "<b>Meldung: kein Konzept</b> · Stand der Quelle 2010",
        "<b>SEKO</b> · beschlossen 2009",
    ]
    je_bahn = {i: [s for s in figur.data[:-1] if s.y[0] == i] for i in range(8)}
    # Beschlossen 14.3.2019: Gültigkeit bis 14.3.2029 (3653 Tage), Punkte für Beginn und Beschluss.
    gueltig, beginn, beschluss = je_bahn[3]
    assert (gueltig.base[0], gueltig.x[0]) == ("2019-03-14", 3653 * 86_400_000)
    assert (beginn.x[0], beschluss.x[0]) == ("2017-05-15", "2019-03-14")
    # Nur das Jahr bekannt: ein Balken von Neujahr bis Neujahr.
    assert [(s.base[0], s.x[0]) for s in je_bahn[7]][1] == ("2009-01-01", 365 * 86_400_000)
    # Aufgehoben: Die Gültigkeit endet am Tag der Aufhebung, 1.7.2012 bis 31.1.2014 sind 579 Tage.
    assert je_bahn[4][0].x[0] == 579 * 86_400_000
    assert je_bahn[6][0].marker.symbol == "diamond-open"
    # Ein ähnliches Konzept hat keine Frist.
    assert [s.type for s in je_bahn[5]] == ["scatter"]
    titel = je_bahn[7][0].hovertext[0]
    assert re.search("x{67}…", titel)
    assert "x" * 68 not in titel
