"""Das Formular als Zeile der Meldeliste: jeder belegte Datensatz der Recherche kommt unverändert zurück."""

from dataclasses import replace

import pytest

from insek_monitor.einspielen.bekanntes import Bekannt, Bestandsverzeichnis
from insek_monitor.einspielen.ergebnis import Pruefgrundlage
from insek_monitor.einspielen.pruefen import pruefe
from insek_monitor.einspielen.seite import einzelvorgang
from insek_monitor.einspielen.vergleich import vergleiche
from insek_monitor.einspielen.zusammenfuehren import fuehre_zusammen
from insek_monitor.kern.begriffe import Datenlage, Konzeptart
from insek_monitor.kern.meldung import FELDER, Vorhanden
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register import tabellen
from tests.conftest import STICHTAG

pytestmark = pytest.mark.usefixtures("umgebung")

INSEK = Bekannt("R-1", frozenset({"14521010"}), Konzeptart.INSEK, Datenlage.RECHERCHIERT)


@pytest.fixture(scope="module")
def bestand():
    return zwischenspeicher.bestand(zwischenspeicher.finde_datenstand("recherche").nummer)


def test_unveraendert_eingereicht_aendert_sich_nichts(bestand):
    """Alle Datensätze auf einmal, jeder aus Sicht seines ersten und seines letzten Mitglieds."""
    gemeinden = tabellen.gemeinden()
    bekannte = Bestandsverzeichnis(bestand).je_kennung.values()
    assert len(bekannte) == len(bestand.konzepte) > 400
    grundlage = Pruefgrundlage(gemeinden, tabellen.gebietsaenderungen(), bestand, tabellen.regeln(), STICHTAG)
    for wahl in (min, max):
        zeilen = []
        for nummer, bekannt in enumerate(bekannte, start=1):
            ags = wahl(bekannt.ags)
            werte = einzelvorgang.ort(ags, gemeinden) | einzelvorgang.werte_aus(bekannt, ags)
            zeilen.append((nummer, einzelvorgang.tabelle(werte).zeilen[0][1]))
        tabelle = replace(einzelvorgang.tabelle({}), zeilen=tuple(zeilen))
        ergebnis = pruefe(tabelle, grundlage)
        assert [befund.meldung for befund in ergebnis.befunde] == []
        assert len(ergebnis.meldungen) == len(bekannte)
        neu = fuehre_zusammen(bestand, ergebnis.meldungen)
        assert vergleiche(bestand, neu, gemeinden, STICHTAG, tabellen.regeln()).ohne_aenderung


def test_tabelle_hat_jedes_feld_der_meldeliste():
    tabelle = einzelvorgang.tabelle({"ags": "14521010", "titel": "=1+1"})
    assert [spalte.feld for spalte in tabelle.spalten] == [feld.name for feld in FELDER]
    werte = dict(zip((s.feld for s in tabelle.spalten), tabelle.zeilen[0][1], strict=True))
    assert {feld: wert for feld, wert in werte.items() if wert} == {"ags": "14521010", "titel": "=1+1"}


def test_eingaben_sind_alle_felder_ausser_ort_und_verwaltung():
    assert set(einzelvorgang.EINGABEN) == {
        *("vorhanden", "art", "titel", "beschluss", "zieljahr", "begonnen", "gemeinsam", "quelle", "notiz"),
        *("aufgehoben", "zielhorizont", "belegt", "quelle_url", "sicherheit"),
    }


@pytest.mark.parametrize(
    ("felder", "vorhanden"),
    [
        ({"beschluss": "2019"}, Vorhanden.JA),
        ({"art": Konzeptart.KEINS, "belegt": "2024"}, Vorhanden.NEIN),
        ({"begonnen": "2024"}, Vorhanden.IN_ARBEIT),
        ({"beschluss": "2019", "aufgehoben": "2022"}, Vorhanden.AUFGEHOBEN),
        ({"art": Konzeptart.AEHNLICH, "beschluss": "2019"}, Vorhanden.AEHNLICH),
        ({"art": Konzeptart.TEILGEBIET, "beschluss": "2019"}, Vorhanden.TEILGEBIET),
    ],
)
def test_antwort_zu_einem_datensatz(felder, vorhanden):
    assert einzelvorgang.werte_aus(replace(INSEK, **felder), "14521010")["vorhanden"] == vorhanden.value


@pytest.mark.parametrize(
    ("felder", "text"),
    [
        (
            {"titel": "Amtsberg 2030", "beschluss": "2019-03-14"},
            "Amtsberg 2030 · INSEK, beschlossen 14.03.2019",
        ),
        ({"beschluss": "unbekannt"}, "INSEK, beschlossen"),
        ({"begonnen": "2024-05"}, "INSEK, begonnen 05/2024"),
        ({}, "INSEK, ohne Datum"),
        ({"titel": "T" * 100, "aufgehoben": "2022"}, "T" * 59 + "… · INSEK, aufgehoben 2022"),
    ],
)
def test_bezeichnung(felder, text):
    assert einzelvorgang.bezeichnung(replace(INSEK, **felder)) == text


def test_zur_wahl_stehen_die_juengsten_zuerst():
    aelter, juenger = replace(INSEK, beschluss="2012"), replace(INSEK, konzept_id="R-2", beschluss="2020-01")
    assert einzelvorgang.zur_wahl([aelter, juenger]) == [juenger, aelter]
