"""Klassen der Karte: jede Gemeinde hat genau eine; nicht Belegtes ist neutral, nach Größe gestuft."""

from datetime import date

import pandas as pd
import pytest

from insek_monitor.kern.begriffe import Status
from insek_monitor.lage.bild import befunde_bilder, befunde_lage, html, zahlen
from insek_monitor.lage.bild.farben import palette
from insek_monitor.lage.bild.kartenthemen import AUS_DER_LAGE, teile_ein, teile_nach_punkten
from insek_monitor.lage.lage import lage as rechne_lage
from insek_monitor.lage.schaetzung import schaetze
from insek_monitor.register import tabellen
from tests.conftest import beispiel_gemeinden, beispiel_konzept
from tests.hilfen.konzept import als_frames

STICHTAG = date(2026, 11, 21)
EINWOHNER = [0, 1999, 2000, 4999, 5000, 9999, 10000, 14999, 15000, 49999, 50000, None]
AGS = [f"14{n:06d}" for n in range(12)]


@pytest.fixture(scope="module")
def lage(regeln):
    """Zwölf Gemeinden: je eine für jede Aktualität und jedes Ablaufjahr, eine ohne jeden Beleg."""

    def insek(nr, beschluss, **rest):
        return beispiel_konzept(f"K{nr}", AGS[nr], beschluss=beschluss, datenlage="recherchiert", **rest)

    konzepte = [
        insek(0, "2016-11-21"),  # der zehnte Jahrestag selbst: abgelaufen
        insek(1, "2016-11-22"),  # läuft morgen ab, noch 2026
        insek(2, "2017-12-31"),  # 2027
        insek(3, "2018-01-01"),  # 2028
        insek(4, "2019"),  # 2029
        insek(5, "2020-12-31"),  # 2030
        insek(6, "2021-01-01"),  # 2031 und später
        insek(7, "unbekannt", belegt="2020"),  # Alter unbekannt
        insek(8, "2005"),  # abgelaufen
        insek(9, "unbekannt", art="aehnlich", belegt="2020"),
        beispiel_konzept("K10", AGS[10], art="keins"),
    ]
    return rechne_lage(beispiel_gemeinden(EINWOHNER), *als_frames(konzepte), STICHTAG, regeln)


def namen(einteilung):
    """Beschriftung der Klasse je Gemeinde."""
    return [einteilung.klassen[nummer].beschriftung for nummer in einteilung.nummer]


def test_status(lage):
    assert namen(teile_ein(lage, "Status", STICHTAG, "hell")) == [
        *["INSEK vorhanden"] * 9,
        "ähnliches Konzept",
        "kein Konzept",
        "Stand nicht belegt",
    ]


def test_aktualitaet(lage):
    einleiten = "Fortschreibung einleiten"
    assert namen(teile_ein(lage, "Aktualität", STICHTAG, "hell")) == [
        "abgelaufen",
        *[einleiten] * 4,
        "aktuell",
        "aktuell",
        "Alter unbekannt",
        "abgelaufen",
        *["ähnliches oder kein Konzept"] * 2,
        "Stand nicht belegt",
    ]


def test_ablaufjahr(lage):
    assert namen(teile_ein(lage, "Ablaufjahr", STICHTAG, "hell")) == [
        "abgelaufen",
        "läuft noch 2026 ab",
        "läuft 2027 ab",
        "läuft 2028 ab",
        "läuft 2029 und 2030 ab",
        "läuft 2029 und 2030 ab",
        "läuft 2031 und später ab",
        "Alter unbekannt",
        "abgelaufen",
        *["ähnliches oder kein Konzept"] * 2,
        "Stand nicht belegt",
    ]


def test_einwohner_grenzen(lage):
    assert namen(teile_ein(lage, "Einwohner", STICHTAG, "hell")) == [
        *["unter 2.000"] * 2,
        *["2.000 bis unter 5.000"] * 2,
        *["5.000 bis unter 10.000"] * 2,
        *["10.000 bis unter 15.000"] * 2,
        *["15.000 bis unter 50.000"] * 2,
        "50.000 und mehr",
        zahlen.KA,
    ]


@pytest.mark.parametrize("thema", ["hell", "dunkel"])
@pytest.mark.parametrize("kartenthema", AUS_DER_LAGE)
def test_klassen_teilen_die_gemeinden_auf(lage, kartenthema, thema):
    einteilung = teile_ein(lage, kartenthema, STICHTAG, thema)
    assert einteilung.thema == kartenthema
    assert list(einteilung.nummer.index) == list(lage.index)
    assert sum(k.gemeinden for k in einteilung.klassen) == len(lage)
    for nummer, klasse in enumerate(einteilung.klassen):
        assert klasse.gemeinden == (einteilung.nummer == nummer).sum()
    assert len({k.beschriftung for k in einteilung.klassen}) == len(einteilung.klassen)
    assert set(einteilung.farben_je_ags()) == set(lage.index)
    assert all(len(k.farbe) == 7 and k.farbe.startswith("#") for k in einteilung.klassen)


@pytest.mark.parametrize("kartenthema", AUS_DER_LAGE)
def test_leere_lage(lage, kartenthema):
    einteilung = teile_ein(lage.iloc[:0], kartenthema, STICHTAG, "hell")
    assert einteilung.nummer.empty
    assert einteilung.farben_je_ags() == {}
    assert [k.gemeinden for k in einteilung.klassen] == [0] * len(einteilung.klassen)
    assert "Stand nicht belegt" not in {k.beschriftung for k in einteilung.klassen}


@pytest.fixture(scope="module")
def mit_schaetzung(echte_regeln):
    """Alle Gemeinden; belegt sind ein INSEK in jeder fünften und ein ähnliches Konzept in der zweiten."""
    gemeinden = tabellen.gemeinden()
    ags = [str(a) for a in gemeinden.index]
    konzepte = [beispiel_konzept(f"K{a}", a, beschluss="2020") for a in ags[::5]]
    konzepte.append(beispiel_konzept("A", ags[1], art="aehnlich", beschluss="2020", datenlage="recherchiert"))
    grund = rechne_lage(gemeinden, *als_frames(konzepte), STICHTAG, echte_regeln)
    return schaetze(grund, tabellen.eckwerte(), STICHTAG)


@pytest.mark.parametrize("kreis", [None, "Zwickau"])
def test_nicht_belegt_in_stufen_je_groesse(mit_schaetzung, kreis):
    lage = mit_schaetzung if kreis is None else mit_schaetzung[mit_schaetzung["kreis"] == kreis]
    farben = palette("hell")
    einteilung = teile_ein(lage, "Status", STICHTAG, "hell")
    offene = [k for k in einteilung.klassen if k.wert == "unbekannt"]
    unbekannt = lage[lage["status"] == "unbekannt"]
    # Die Stufen folgen dem Land, nicht der Auswahl: gleiche Größe, gleiche Farbe.
    assert [(k.farbe, k.gemeinden) for k in offene] == [
        (farbe, int((unbekannt["groessenklasse_kompakt"] == klasse).sum()))
        for farbe, klasse in zip(
            reversed(farben.nicht_belegt), unbekannt["groessenklasse_kompakt"].cat.categories, strict=True
        )
        if (unbekannt["groessenklasse_kompakt"] == klasse).any()
    ]
    p_kein = lage.attrs["schaetzung"].klassen[0].p[Status.KEIN]
    assert offene[0].beschriftung == (
        f"Stand nicht belegt, unter 5.000 Einwohner · rund {zahlen.anteil(p_kein)} haben keines"
    )
    # Ein belegtes ähnliches Konzept bleibt beim Namen genannt, auch wo es in Summen geschätzt wird.
    aehnlich = einteilung.nummer[lage["status"] == "teilweise"]
    assert {einteilung.klassen[n].wert for n in aehnlich} <= {"teilweise"}


def test_ab_15000_haben_alle_eines(mit_schaetzung):
    gross = mit_schaetzung[mit_schaetzung["groessenklasse_kompakt"] == "15.000 und mehr"]
    einteilung = teile_ein(gross, "Status", STICHTAG, "hell")
    assert einteilung.klassen[-1].beschriftung == (
        "Stand nicht belegt, 15.000 und mehr Einwohner · alle haben eines"
    )


def test_ohne_schaetzung_eine_neutrale_farbe(lage):
    farben = palette("hell")
    klassen = teile_ein(lage, "Status", STICHTAG, "hell").klassen
    assert [(k.beschriftung, k.farbe, k.gemeinden) for k in klassen] == [
        ("INSEK vorhanden", farben.status["vorhanden"], 9),
        ("ähnliches Konzept", farben.status["teilweise"], 1),
        ("kein Konzept", farben.status["kein"], 1),
        ("Stand nicht belegt", farben.nicht_belegt[0], 1),
    ]


@pytest.mark.parametrize(
    ("kartenthema", "satz"),
    [
        (
            "Status",
            "9 von 11 Gemeinden mit bekanntem Stand (82\u00a0%) haben ein INSEK, 1 hat ein ähnliches "
            "Konzept, 1 hat keines; von 1 ist der Stand nicht belegt.",
        ),
        (
            "Aktualität",
            "9 belegte INSEK: 2 aktuell, 4 fortzuschreiben, 2 abgelaufen, 1 ohne bekanntes Alter.",
        ),
        (
            "Ablaufjahr",
            "9 belegte INSEK: 2 abgelaufen, 3 laufen bis Ende 2028 ab, 3 später, 1 ohne bekanntes Alter.",
        ),
        ("Einwohner", "4 von 12 Gemeinden haben unter 5.000 Einwohner."),
    ],
)
def test_ueberschrift_passt_zum_thema_und_zur_legende(lage, kartenthema, satz):
    einteilung = teile_ein(lage, kartenthema, STICHTAG, "hell")
    assert befunde_bilder.karte(einteilung, lage, STICHTAG) == satz
    legende = html.legende(einteilung)
    assert all(f'<span class="zahl">{k.gemeinden}</span>' in legende for k in einteilung.klassen)


@pytest.mark.parametrize("kartenthema", ["Status", "Aktualität", "Ablaufjahr"])
@pytest.mark.parametrize("welche", [[9, 10, 11], [11, 11], [9], [11], [0], []])
def test_ueberschrift_ohne_insek_oder_zu_einer_gemeinde_ist_der_beleg(lage, kartenthema, welche):
    teil = lage.iloc[welche]
    einteilung = teile_ein(teil, kartenthema, STICHTAG, "hell")
    assert befunde_bilder.karte(einteilung, teil, STICHTAG) == befunde_lage.belege(teil)


def test_ueberschrift_zu_einer_gemeinde_nennt_ihre_klasse(lage):
    eine = lage.iloc[[2]]
    assert befunde_bilder.karte(teile_ein(eine, "Einwohner", STICHTAG, "hell"), eine, STICHTAG) == (
        "Ort 2: 2.000 bis unter 5.000 Einwohner."
    )


def test_lage_bleibt_unveraendert(lage):
    vorher = lage.copy()
    for kartenthema in AUS_DER_LAGE:
        teile_ein(lage, kartenthema, STICHTAG, "dunkel")
    pd.testing.assert_frame_equal(lage, vorher)


def test_prioritaet_drei_stufen(lage):
    werte = [100, 60, 59.9, 30, 45, 29.9, 20, 0, 0, 0, 0, None]
    punkte = pd.Series(pd.array(werte, dtype="Float64"), index=lage.index)
    einteilung = teile_nach_punkten(lage, punkte, "hell")
    hoch, mittel, niedrig = "60 und mehr Punkte", "30 bis unter 60 Punkte", "unter 30 Punkte"
    assert namen(einteilung) == [*[hoch] * 2, *[mittel] * 3, *[niedrig] * 6, zahlen.KA]
    assert befunde_bilder.karte(einteilung, lage, STICHTAG) == (
        "2 von 12 Gemeinden haben 60 und mehr Punkte, 3 haben 30 bis unter 60 Punkte."
    )
    assert sum(k.gemeinden for k in einteilung.klassen) == len(lage)
    farben = {k.beschriftung: k.farbe for k in einteilung.klassen}
    assert len(set(farben.values())) == len(farben)


def test_prioritaet_braucht_punkte(lage):
    with pytest.raises(ValueError, match="Priorität"):
        teile_ein(lage, "Priorität", STICHTAG, "hell")
    assert teile_nach_punkten(lage.iloc[:0], pd.Series(dtype="Float64"), "dunkel").nummer.empty
