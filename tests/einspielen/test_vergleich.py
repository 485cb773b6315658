"""Vergleich zweier Datenstände: Datensätze, Gemeinden, Eckzahlen und die Überschrift dazu."""

from datetime import UTC, datetime

import pandas as pd
import pytest

from insek_monitor.einspielen import aenderungstexte
from insek_monitor.einspielen.vergleich import vergleiche
from insek_monitor.einspielen.zusammenfuehren import Zusammenfuehrung
from insek_monitor.kern.regeln import Regeln
from insek_monitor.register import tabellen
from insek_monitor.register.datenstaende import Datenstand
from insek_monitor.register.laden import Bestand
from tests.conftest import STICHTAG, beispiel_konzept, rohe_regeln
from tests.hilfen.konzept import als_frames

STAND = Datenstand(1, None, "Probe", datetime(2026, 1, 1, tzinfo=UTC), "Test", "Test", "0" * 64)
AMTSBERG, ANNABERG, AUE, CHEMNITZ = "14521010", "14521020", "14521035", "14511000"


@pytest.fixture(scope="module")
def gemeinden():
    return tabellen.gemeinden()


def inhalt(*konzepte):
    return Bestand(STAND, *als_frames(konzepte))


@pytest.fixture
def verglichen(gemeinden):
    def rechne(alt, neu):
        return vergleiche(alt, neu, gemeinden, STICHTAG, Regeln.aus_dict(rohe_regeln()))

    return rechne


def eckzahl(vergleich, schluessel):
    zeile = vergleich.eckzahlen.set_index("schluessel").loc[schluessel]
    return int(zeile["alt"]), int(zeile["neu"]), int(zeile["differenz"])


def test_gleicher_inhalt_in_anderer_folge(verglichen):
    a = beispiel_konzept("A", AMTSBERG, ANNABERG, beschluss="2019")
    b = beispiel_konzept("B", AUE, beschluss="2020")
    gedreht = beispiel_konzept("A", ANNABERG, AMTSBERG, beschluss="2019")
    ergebnis = verglichen(inhalt(a, b), inhalt(b, gedreht))
    assert ergebnis.ohne_aenderung
    assert (ergebnis.gemeinden["aenderung"] == "unverändert").all()
    assert (ergebnis.eckzahlen["differenz"] == 0).all()
    assert aenderungstexte.ueberschrift(ergebnis) == aenderungstexte.OHNE_AENDERUNG


def test_datensaetze(verglichen):
    alt = inhalt(
        beispiel_konzept("A", AMTSBERG, beschluss="2019", titel="INSEK 2030"),
        beispiel_konzept("B", AUE, art="seko", beschluss="2012"),
        beispiel_konzept("C", ANNABERG, beschluss="2001"),
    )
    neu = inhalt(
        beispiel_konzept("A", AMTSBERG, CHEMNITZ, beschluss="2019-03-14", titel="INSEK 2030"),
        beispiel_konzept("C", ANNABERG, beschluss="2001"),
        beispiel_konzept("D", AUE, beschluss="2024"),
    )
    saetze = verglichen(alt, neu).datensaetze
    assert saetze["aenderung"].to_dict() == {
        "A": "geändert",
        "B": "entfernt",
        "C": "unverändert",
        "D": "neu",
    }
    assert saetze.at["A", "unterschiede"] == (
        ("gemeinden", (AMTSBERG,), (CHEMNITZ, AMTSBERG)),
        ("beschluss", "2019", "2019-03-14"),
    )
    assert saetze.at["C", "unterschiede"] == ()
    assert saetze.at["B", "unterschiede"] == (
        ("gemeinden", (AUE,), None),
        ("art", "seko", None),
        ("beschluss", "2012", None),
        ("datenlage", "gemeldet", None),
    )
    assert saetze["bezeichnung"].to_dict() == {
        "A": "INSEK 2030",
        "B": "SEKO",
        "C": "INSEK",
        "D": "INSEK",
    }
    assert (saetze.at["B", "ags"], saetze.at["D", "ags"]) == ((AUE,), (AUE,))


def test_gemeinden_neu_geaendert_entfernt(verglichen):
    alt = inhalt(beispiel_konzept("A", ANNABERG, AUE, beschluss="2019"))
    neu = inhalt(
        beispiel_konzept("G", AMTSBERG, beschluss="2020"), beispiel_konzept("A", AUE, beschluss="2019")
    )
    gemeinden = verglichen(alt, neu).gemeinden
    assert len(gemeinden) == 418
    geaendert = gemeinden[gemeinden["aenderung"] != "unverändert"]
    assert geaendert["aenderung"].to_dict() == {
        AMTSBERG: "neu",
        ANNABERG: "entfernt",
        AUE: "geändert",
    }
    amtsberg = gemeinden.loc[AMTSBERG]
    assert (amtsberg["kennungen"], gemeinden.at[AUE, "kennungen"]) == (("G",), ("A",))
    assert pd.isna(amtsberg["datenlage_alt"])
    assert amtsberg["datenlage_neu"] == "gemeldet"
    assert (amtsberg["status_alt"], gemeinden.at[ANNABERG, "status_neu"]) == ("unbekannt", "unbekannt")


def test_verlust_ist_was_von_vorhanden_auf_weniger_faellt(verglichen):
    alt = inhalt(
        beispiel_konzept("A", AMTSBERG, AUE, beschluss="2019"),
        beispiel_konzept("B", ANNABERG, beschluss="2019"),
        beispiel_konzept("B2", ANNABERG, art="aehnlich", beschluss="2019"),
        beispiel_konzept("C", CHEMNITZ, art="keins", belegt="2020"),
    )
    neu = inhalt(
        beispiel_konzept("A", AUE, beschluss="2019"),
        beispiel_konzept("B2", ANNABERG, art="aehnlich", beschluss="2019"),
        beispiel_konzept("C2", CHEMNITZ, beschluss="2024"),
    )
    ergebnis = verglichen(alt, neu)
    assert list(ergebnis.verlust.index) == [AMTSBERG, ANNABERG]
    assert aenderungstexte.verlust(ergebnis) == "2 Gemeinden fallen von „INSEK vorhanden“ auf weniger"
    # Das „kein Konzept“ von Chemnitz ist durch sein INSEK ersetzt, kein Verlust.
    assert list(ergebnis.entfallen.index) == ["B"]
    assert aenderungstexte.entfallen(ergebnis) == ("1 Datensatz aus 1 Gemeinde entfällt: Annaberg-Buchholz")
    leer = verglichen(neu, inhalt(beispiel_konzept("A", AUE, beschluss="2019")))
    assert list(leer.entfallen.index) == ["B2", "C2"]
    assert aenderungstexte.verlust(verglichen(neu, neu)) == ""


def test_eckzahlen_von_hand(verglichen, gemeinden):
    alt = inhalt(
        beispiel_konzept("A", AMTSBERG, beschluss="2015-01-01"),
        beispiel_konzept("B", AUE, art="keins", belegt="2020"),
    )
    neu = inhalt(
        beispiel_konzept("A", AMTSBERG, beschluss="2021-01-01"),
        beispiel_konzept("B", AUE, beschluss="unbekannt", belegt="2020"),
        beispiel_konzept("C", ANNABERG, begonnen="2025"),
        beispiel_konzept("M", CHEMNITZ, art="aehnlich", beschluss="2020"),
    )
    ergebnis = verglichen(alt, neu)
    assert eckzahl(ergebnis, "status_vorhanden") == (1, 2, 1)
    assert eckzahl(ergebnis, "status_teilweise") == (0, 1, 1)
    assert eckzahl(ergebnis, "status_kein") == (1, 0, -1)
    assert eckzahl(ergebnis, "status_unbekannt") == (416, 415, -1)
    assert eckzahl(ergebnis, "aktualitaet_abgelaufen") == (1, 0, -1)
    assert eckzahl(ergebnis, "aktualitaet_aktuell") == (0, 1, 1)
    assert eckzahl(ergebnis, "aktualitaet_alter_unbekannt") == (0, 1, 1)
    assert eckzahl(ergebnis, "in_arbeit") == (0, 1, 1)
    einwohner = gemeinden["einwohner"]
    vorher, nachher = int(einwohner[AMTSBERG]), int(einwohner[AMTSBERG] + einwohner[AUE])
    assert eckzahl(ergebnis, "einwohner_vorhanden") == (vorher, nachher, nachher - vorher)
    assert aenderungstexte.ueberschrift(ergebnis) == (
        "4 Gemeinden ändern sich: INSEK vorhanden 1 → 2, ähnliches Konzept 0 → 1, kein Konzept 1 → 0, "
        "Stand nicht belegt 416 → 415"
    )
    assert "INSEK in Arbeit 0 → 1" in aenderungstexte.eckzahlen(ergebnis)


def test_ueberschrift_ohne_statuswechsel(verglichen):
    alt = inhalt(beispiel_konzept("A", AMTSBERG, beschluss="2020"))
    andere = inhalt(beispiel_konzept("A", AMTSBERG, beschluss="2020", titel="T"))
    satz = aenderungstexte.ueberschrift(verglichen(alt, andere))
    assert satz == "1 Gemeinde ändert sich, aber keine Eckzahl"
    aelter = inhalt(beispiel_konzept("A", AMTSBERG, beschluss="2012"))
    satz = aenderungstexte.ueberschrift(verglichen(alt, aelter))
    assert satz.startswith("1 Gemeinde ändert sich, aber keine Zahl zum Status; INSEK: aktuell 1 → 0")


def test_leer_und_ohne_abgeleitete_tage(verglichen):
    leer = inhalt()
    assert verglichen(leer, leer).ohne_aenderung
    voll = inhalt(beispiel_konzept("A", AMTSBERG, beschluss="2020"))
    ohne_tage = voll.konzepte.drop(columns=[n for n in voll.konzepte if n.endswith("_tag")])
    ergebnis = verglichen(leer, Zusammenfuehrung(ohne_tage, voll.zuordnung))
    assert eckzahl(ergebnis, "status_vorhanden") == (0, 1, 1)
    assert ergebnis.gemeinden.at[AMTSBERG, "aenderung"] == "neu"
