"""Klassen der Karte: jede Gemeinde hat genau eine; Modelliertes steht für sich."""

from datetime import date

import pandas as pd
import pytest

from insek_monitor.darstellung import zahlen
from insek_monitor.darstellung.farben import palette
from insek_monitor.darstellung.kartenthemen import AUS_DER_LAGE, teile_ein, teile_nach_punkten
from insek_monitor.kennzahlen.lage import lage as rechne_lage
from insek_monitor.modell.konzept import als_frames
from tests.conftest import beispiel_gemeinden, beispiel_konzept

STICHTAG = date(2026, 11, 21)
EINWOHNER = [0, 1999, 2000, 4999, 5000, 9999, 10000, 14999, 15000, 49999, 50000, None]
AGS = [f"14{n:06d}" for n in range(12)]


@pytest.fixture(scope="module")
def lage(regeln):
    """Zwölf Gemeinden: je eine für jede Aktualität und jedes Ablaufjahr, belegt und modelliert."""

    def insek(nr, beschluss, datenlage="recherchiert", **rest):
        return beispiel_konzept(f"K{nr}", AGS[nr], beschluss=beschluss, datenlage=datenlage, **rest)

    konzepte = [
        insek(0, "2016-11-21"),  # der zehnte Jahrestag selbst: abgelaufen
        insek(1, "2016-11-22"),  # läuft morgen ab, noch 2026
        insek(2, "2017-12-31"),  # 2027
        insek(3, "2018-01-01", "modelliert"),  # 2028, modelliert
        insek(4, "2019"),  # 2029
        insek(5, "2020-12-31"),  # 2030
        insek(6, "2021-01-01"),  # 2031 und später
        insek(7, "unbekannt", belegt="2020"),  # Alter unbekannt
        insek(8, "2005", "modelliert"),  # abgelaufen, modelliert
        insek(9, "unbekannt", art="aehnlich", belegt="2020"),
        beispiel_konzept("K10", AGS[10], art="keins", datenlage="modelliert"),
    ]
    return rechne_lage(beispiel_gemeinden(EINWOHNER), *als_frames(konzepte), STICHTAG, regeln)


def namen(einteilung):
    """Beschriftung der Klasse je Gemeinde."""
    return [einteilung.klassen[nummer].beschriftung for nummer in einteilung.nummer]


def test_status(lage):
    ins, mod = "INSEK vorhanden", "INSEK vorhanden (modelliert)"
    assert namen(teile_ein(lage, "Status", STICHTAG, "hell")) == [
        *(ins, ins, ins, mod, ins, ins, ins, ins, mod),
        "ähnliches Konzept",
        "kein Konzept (modelliert)",
        "unbekannt",
    ]


def test_aktualitaet(lage):
    einleiten = "Fortschreibung einleiten"
    assert namen(teile_ein(lage, "Aktualität", STICHTAG, "hell")) == [
        "abgelaufen",
        einleiten,
        einleiten,
        "Fortschreibung einleiten (modelliert)",
        einleiten,
        "aktuell",
        "aktuell",
        "Alter unbekannt",
        "abgelaufen (modelliert)",
        "ohne INSEK",
        "ohne INSEK",
        "nicht bekannt",
    ]


def test_ablaufjahr(lage):
    assert namen(teile_ein(lage, "Ablaufjahr", STICHTAG, "hell")) == [
        "abgelaufen",
        "läuft noch 2026 ab",
        "läuft 2027 ab",
        "läuft 2028 ab (modelliert)",
        "läuft 2029 und 2030 ab",
        "läuft 2029 und 2030 ab",
        "läuft 2031 und später ab",
        "Alter unbekannt",
        "abgelaufen (modelliert)",
        "ohne INSEK",
        "ohne INSEK",
        "nicht bekannt",
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


@pytest.mark.parametrize("kartenthema", ["Status", "Aktualität", "Ablaufjahr"])
def test_modelliertes_steht_fuer_sich_und_ist_blasser(lage, kartenthema):
    einteilung = teile_ein(lage, kartenthema, STICHTAG, "hell")
    farben = {k.beschriftung: k.farbe for k in einteilung.klassen}
    modellierte = [k for k in einteilung.klassen if k.modelliert]
    assert len(modellierte) == 2
    for klasse in modellierte:
        voll = farben[klasse.beschriftung.removesuffix(" (modelliert)")]
        assert klasse.farbe != voll
        helligkeit = [sum(int(f[i : i + 2], 16) for i in (1, 3, 5)) for f in (klasse.farbe, voll)]
        assert helligkeit[0] > helligkeit[1]
    modelliert = (lage["datenlage"] == "modelliert") & (
        kartenthema == "Status" or lage["status"] == "vorhanden"
    )
    nummern = [n for n, k in enumerate(einteilung.klassen) if k.modelliert]
    assert set(einteilung.nummer.index[einteilung.nummer.isin(nummern)]) == set(lage.index[modelliert])


@pytest.mark.parametrize("kartenthema", AUS_DER_LAGE)
def test_leere_lage(lage, kartenthema):
    einteilung = teile_ein(lage.iloc[:0], kartenthema, STICHTAG, "hell")
    assert einteilung.nummer.empty
    assert einteilung.farben_je_ags() == {}
    assert [k.gemeinden for k in einteilung.klassen] == [0] * len(einteilung.klassen)
    assert not any(k.modelliert for k in einteilung.klassen)
    assert len(einteilung.klassen) >= 4


def test_ohne_modelliertes_gibt_es_keine_modellierte_klasse(lage):
    belegt = lage[(lage["datenlage"] != "modelliert").fillna(True)]
    klassen = teile_ein(belegt, "Status", STICHTAG, "hell").klassen
    farben = palette("hell")
    assert [(k.beschriftung, k.farbe, k.gemeinden) for k in klassen] == [
        ("INSEK vorhanden", farben.status["vorhanden"], 7),
        ("ähnliches Konzept", farben.status["teilweise"], 1),
        ("kein Konzept", farben.status["kein"], 0),
        ("unbekannt", farben.status["unbekannt"], 1),
    ]


def test_lage_bleibt_unveraendert(lage):
    vorher = lage.copy()
    for kartenthema in AUS_DER_LAGE:
        teile_ein(lage, kartenthema, STICHTAG, "dunkel")
    pd.testing.assert_frame_equal(lage, vorher)


def test_prioritaet_drei_stufen(lage):
    werte = [100, 60, 59.9, 60, 30, 45, 29.9, 20, 29.9, 0, 30, None]
    punkte = pd.Series(pd.array(werte, dtype="Float64"), index=lage.index)
    einteilung = teile_nach_punkten(lage, punkte, "hell")
    hoch, mittel, niedrig = "60 und mehr Punkte", "30 bis unter 60 Punkte", "unter 30 Punkte"
    # Modelliert sind die Gemeinden 3, 8 und 10 (siehe Vorrichtung).
    assert namen(einteilung) == [
        *(hoch, hoch, mittel, f"{hoch} (modelliert)"),
        *(mittel, mittel, niedrig, niedrig, f"{niedrig} (modelliert)", niedrig, f"{mittel} (modelliert)"),
        zahlen.KA,
    ]
    assert sum(k.gemeinden for k in einteilung.klassen) == len(lage)
    farben = {k.beschriftung: k.farbe for k in einteilung.klassen}
    assert len(set(farben.values())) == len(farben)


def test_prioritaet_braucht_punkte(lage):
    with pytest.raises(ValueError, match="Priorität"):
        teile_ein(lage, "Priorität", STICHTAG, "hell")
    assert teile_nach_punkten(lage.iloc[:0], pd.Series(dtype="Float64"), "dunkel").nummer.empty
