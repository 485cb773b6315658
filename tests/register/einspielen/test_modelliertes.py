"""Errechnete Werte werden nie zur Meldung: von der Zeile bis zum neuen Datenstand."""

from __future__ import annotations

from typing import Any

import pytest

from insek_monitor.modell.befund import Stufe
from insek_monitor.modell.rohdatei import Zelle
from insek_monitor.register.einspielen.pruefen import Pruefergebnis
from insek_monitor.register.einspielen.zusammenfuehren import fuehre_zusammen
from insek_monitor.register.fassungen import datensaetze
from tests.conftest import STICHTAG
from tests.register.einspielen.pruefhilfen import grundlage_mit, konzept, kurzform, pruefe_zeilen

AMTSBERG = "14521010"
BEKANNT = grundlage_mit(
    [
        konzept("M-1", [AMTSBERG], beschluss="2010", zieljahr=2025, titel="INSEK", datenlage="modelliert"),
        konzept("R-1", ["14523320"], beschluss="2019-03", titel="INSEK Plauen"),
    ]
)
ZEILE: dict[str, Zelle] = {
    "Gemeinde": "Amtsberg",
    "INSEK vorhanden?": "ja",
    "Konzeptart": "INSEK",
    "Titel": "INSEK",
    "Beschluss am": "2010",
    "Zieljahr": 2025,
    "in Vorbereitung seit": None,
    "gemeinsam mit": None,
    "Quelle": None,
    "Bemerkung": None,
    "Datenlage": "modelliert",
    "Kennung": "M-1",
}


def pruefe(*korrekturen: tuple[int, str, str], **anders: Zelle) -> Pruefergebnis:
    return pruefe_zeilen([ZEILE | anders], mit=BEKANNT, korrekturen=korrekturen)


def danach(ergebnis: Pruefergebnis) -> dict[str, dict[str, Any]]:
    """Was nach dem Einspielen zu Amtsberg dasteht, alle Warnungen angenommen."""
    alle = [b.kennung for b in ergebnis.befunde]
    neu = fuehre_zusammen(BEKANNT.bestand, ergebnis.uebernehmbar(alle), gemeldet_am=STICHTAG)
    saetze = datensaetze(neu.konzepte, neu.zuordnung)
    return {s["konzept_id"]: s for s in saetze if AMTSBERG in s["gemeinden"]}


def test_unveraendert_ist_kein_befund() -> None:
    ergebnis = pruefe()
    assert kurzform(ergebnis) == []
    assert danach(ergebnis).keys() == {"M-1"}


@pytest.mark.parametrize(
    "anders",
    [
        {"Titel": "INSEK Amtsberg 2035"},
        {"Bemerkung": "Auskunft am Telefon"},
        {"Quelle": "Gemeinde"},
        {"Zieljahr": 2035},
        {"Datenlage": "recherchiert"},
        {"Datenlage": None, "Titel": None},
    ],
)
def test_ergaenzte_zeile_warnt_und_meldet_nichts(anders: dict[str, Zelle]) -> None:
    ergebnis = pruefe(**anders)
    assert kurzform(ergebnis) == ["2 warnung modelliert_ergaenzt"]
    (befund,) = ergebnis.befunde
    assert "Diese Zeile ist modelliert" in befund.meldung
    assert "damit ist noch nichts gemeldet" in befund.meldung
    assert [(v.beschriftung, v.korrektur.feld, v.korrektur.wert) for v in befund.vorschlaege] == [
        ("als gemeldet übernehmen", "datenlage", "gemeldet"),
        ("diese Zeile weglassen", "_weglassen", "ja"),
    ]
    vorher = {s["konzept_id"]: s for s in datensaetze(BEKANNT.bestand.konzepte, BEKANNT.bestand.zuordnung)}
    assert danach(ergebnis) == {"M-1": vorher["M-1"]}


def test_als_gemeldet_uebernommen_ist_ein_neuer_datensatz() -> None:
    ergebnis = pruefe((2, "datenlage", "gemeldet"), Bemerkung="Auskunft am Telefon")
    assert kurzform(ergebnis) == []
    (satz,) = danach(ergebnis).values()
    assert {name: wert for name, wert in satz.items() if wert is not None and name != "fassung"} == {
        "konzept_id": f"G-{AMTSBERG}-01",
        "art": "insek",
        "beschluss": "2010",
        "belegt": "2026-11-21",
        "notiz": "Auskunft am Telefon",
        "datenlage": "gemeldet",
        "gemeinden": [AMTSBERG],
    }


def test_geaenderte_tatsache_ist_eine_aussage() -> None:
    ergebnis = pruefe(**{"Beschluss am": "14.03.2019"})
    assert kurzform(ergebnis) == []
    (satz,) = danach(ergebnis).values()
    assert (satz["konzept_id"], satz["beschluss"], satz["zieljahr"], satz["titel"]) == (
        f"G-{AMTSBERG}-01",
        "2019-03-14",
        None,
        None,
    )


def test_nein_zur_modellierten_zeile() -> None:
    ergebnis = pruefe(**{"INSEK vorhanden?": "nein", "Beschluss am": None, "Titel": None, "Zieljahr": None})
    (satz,) = danach(ergebnis).values()
    assert (satz["art"], satz["datenlage"], satz["beschluss"]) == ("keins", "gemeldet", None)


def test_modelliertes_datum_neben_einer_aussage_wird_gefragt() -> None:
    ergebnis = pruefe(Konzeptart="SEKO")
    assert kurzform(ergebnis) == ["2 warnung modelliertes_datum"]
    assert ergebnis.befunde[0].feld == "beschluss"
    ohne = pruefe((2, "beschluss", "unbekannt"), Konzeptart="SEKO")
    assert [satz["beschluss"] for satz in danach(ohne).values()] == ["unbekannt"]


def test_fehlende_spalten_werden_nicht_aus_dem_modell_gemeldet() -> None:
    """Eine kurze Liste mit Kennung: was in ihr nicht steht, ist keine Angabe der Gemeinde."""
    kurz = {"Gemeinde": "Amtsberg", "INSEK vorhanden?": "in Arbeit", "Kennung": "M-1"}
    (meldung,) = pruefe_zeilen([kurz], mit=BEKANNT).meldungen
    assert (meldung.beschluss, meldung.titel, meldung.zieljahr) == (None, None, None)


def test_modellierte_zeile_ohne_kennung_meldet_auch_nichts() -> None:
    ohne = {name: wert for name, wert in ZEILE.items() if name not in ("Kennung", "Bemerkung")}
    ergebnis = pruefe_zeilen([ohne], mit=BEKANNT)
    assert kurzform(ergebnis) == []
    assert danach(ergebnis).keys() == {"M-1"}


def test_modellierte_zeile_gegen_einen_belegten_datensatz() -> None:
    zeile = ZEILE | {"Gemeinde": "Plauen", "Kennung": "R-1"}
    ergebnis = pruefe_zeilen([zeile], mit=BEKANNT)
    assert [(b.code, b.stufe) for b in ergebnis.befunde] == [("modelliert_ueberholt", Stufe.WARNUNG)]
    alle = [b.kennung for b in ergebnis.befunde]
    neu = fuehre_zusammen(BEKANNT.bestand, ergebnis.uebernehmbar(alle))
    assert neu.konzepte.loc["R-1", ["beschluss", "titel"]].tolist() == ["2019-03", "INSEK Plauen"]


def test_beschluss_aelter_als_belegt_gilt_auch_hier() -> None:
    beide = grundlage_mit(
        [
            konzept("M-1", [AMTSBERG], beschluss="2010", datenlage="modelliert"),
            konzept("R-2", [AMTSBERG], beschluss="2020"),
        ]
    )
    ergebnis = pruefe_zeilen([ZEILE | {"Beschluss am": "2015"}], mit=beide)
    assert "2 warnung aelter_als_bekannt" in kurzform(ergebnis)


def test_zeilen_ohne_meldung_nennen_ihre_gemeinde() -> None:
    ergebnis = pruefe_zeilen(
        [
            {"AGS": AMTSBERG, "Gemeinde": "Amtsberg", "INSEK vorhanden?": None, "Bemerkung": None},
            {"AGS": None, "Gemeinde": "Plauen", "INSEK vorhanden?": None, "Bemerkung": "folgt"},
            {"AGS": None, "Gemeinde": "Döbeln", "INSEK vorhanden?": "nein", "Bemerkung": None},
            {"AGS": "14522080", "Gemeinde": "Döbeln", "INSEK vorhanden?": None, "Bemerkung": None},
            {"AGS": None, "Gemeinde": "Torgau", "INSEK vorhanden?": "nein", "Bemerkung": None},
        ],
        korrekturen=[(6, "_weglassen", "ja")],
    )
    # Döbeln sagt in einer anderen Zeile etwas; Torgau ist weggelassen und behält deshalb, was belegt ist.
    assert ergebnis.genannt == {AMTSBERG, "14523320", "14730310"}
