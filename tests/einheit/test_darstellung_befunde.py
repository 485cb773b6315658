"""Sätze aus Daten: 0, 1, viele; von Hand geprüft."""

from datetime import date

import pandas as pd
import pytest

from insek_monitor.darstellung import befunde, zahlen
from tests.einheit.darstellung_beispiele import REGELN, STICHTAG, abdeckung, konzepte, lage


def glatt(text):
    return text.replace(zahlen.NBSP, " ")


def mit_status(**anzahl):
    return lage(*({"status": status} for status, n in anzahl.items() for _ in range(n)))


@pytest.mark.parametrize(
    ("anzahl", "satz"),
    [
        (
            {"vorhanden": 207, "teilweise": 22, "kein": 189},
            "207 von 418 Gemeinden (50 %) haben ein INSEK, 22 ein ähnliches Konzept, 189 haben keines.",
        ),
        (
            {"vorhanden": 110, "teilweise": 41, "unbekannt": 267},
            "110 von 418 Gemeinden (26 %) haben ein INSEK, 41 ein ähnliches Konzept, "
            "von 267 ist nichts bekannt.",
        ),
        ({"vorhanden": 1, "kein": 1}, "1 von 2 Gemeinden (50 %) hat ein INSEK, 1 hat keines."),
        ({"vorhanden": 41}, "Alle 41 Gemeinden haben ein INSEK."),
        ({"kein": 3}, "Keine der 3 Gemeinden hat ein INSEK."),
        (
            {"teilweise": 1, "kein": 2},
            "Keine der 3 Gemeinden hat ein INSEK, 1 hat ein ähnliches Konzept, 2 haben kein Konzept.",
        ),
        (
            {"kein": 1, "unbekannt": 2},
            "Für keine der 3 Gemeinden ist ein INSEK bekannt, 1 hat kein Konzept, von 2 ist nichts bekannt.",
        ),
        ({"unbekannt": 3}, "Von den 3 Gemeinden ist nichts bekannt."),
        ({"vorhanden": 1}, "Musterstadt hat ein INSEK."),
        ({"teilweise": 1}, "Musterstadt hat ein ähnliches Konzept; ein INSEK ist nicht belegt."),
        ({"kein": 1}, "Musterstadt hat kein Konzept."),
        ({"unbekannt": 1}, "Ob Musterstadt ein INSEK hat, ist nicht bekannt."),
        ({}, "Zu dieser Auswahl gehört keine Gemeinde."),
    ],
)
def test_ueberblick(anzahl, satz):
    assert glatt(befunde.ueberblick(mit_status(**anzahl))) == satz


def test_modellhinweis():
    gemischt = lage(
        *[{"datenlage": "modelliert"}] * 2,
        {},
        *[{"status": "kein", "datenlage": "modelliert"}] * 3,
        {"status": "unbekannt", "datenlage": None},
    )
    assert befunde.modellhinweis(gemischt) == (
        "Modelliert, also nicht belegt, sind 2 der 3 INSEK und alle 3 Angaben „kein Konzept“."
    )
    eine = lage({"status": "kein", "datenlage": "modelliert"}, {})
    assert befunde.modellhinweis(eine) == "Modelliert, also nicht belegt, ist die eine Angabe „kein Konzept“."
    assert befunde.modellhinweis(lage({}, {"status": "kein"})) == ""
    assert befunde.modellhinweis(lage()) == ""


def test_abdeckung_nennt_die_spanne_ohne_kleinstgruppen():
    tabelle = abdeckung(
        {"Görlitz": (2, 0, 8, 0), "Nordsachsen": (6, 0, 4, 0), "Dresden, Stadt": (1, 0, 0, 0)}
    )
    assert glatt(befunde.abdeckung(tabelle)) == (
        "Der Anteil der Gemeinden mit INSEK reicht von 20 % (Görlitz) bis 60 % (Nordsachsen). "
        "Verglichen sind Gruppen ab fünf Gemeinden."
    )


def test_abdeckung_mit_einer_gleichen_oder_keiner_gruppe():
    eine = abdeckung({"Görlitz": (1, 0, 0, 0)})
    assert glatt(befunde.abdeckung(eine)) == "Görlitz: 1 von 1 Gemeinde (100 %) mit INSEK."
    gleich = abdeckung({"A": (5, 0, 5, 0), "B": (3, 0, 3, 0)})
    assert glatt(befunde.abdeckung(gleich)) == "Der Anteil mit INSEK ist überall gleich: 50 %."
    assert befunde.abdeckung(abdeckung({"A": (0, 0, 0, 0)})) == befunde.LEERE_AUSWAHL
    assert befunde.abdeckung(abdeckung({})) == befunde.LEERE_AUSWAHL


def test_fortschreibung():
    frame = lage(
        {"beschluss": "2017", "aktualitaet": "Fortschreibung einleiten"},
        {"beschluss": "2018-11-21", "aktualitaet": "Fortschreibung einleiten"},
        {"beschluss": "2018-11-22", "aktualitaet": "Fortschreibung einleiten"},
        {"beschluss": "2010", "aktualitaet": "abgelaufen"},
        {"aktualitaet": "Alter unbekannt"},
        {"status": "kein"},
    )
    # 1.7.2027 und 21.11.2028 liegen binnen 24 Monaten, 22.11.2028 nicht mehr.
    assert befunde.fortschreibung(frame, STICHTAG, REGELN) == (
        "In den nächsten 24 Monaten werden 2 INSEK zehn Jahre alt, 1 ist es schon; "
        "von 1 ist das Alter nicht bekannt."
    )
    assert befunde.fortschreibung(frame.iloc[:1], STICHTAG, REGELN) == (
        "In den nächsten 24 Monaten wird 1 INSEK zehn Jahre alt."
    )
    assert befunde.fortschreibung(frame.iloc[2:3], STICHTAG, REGELN) == (
        "In den nächsten 24 Monaten wird kein INSEK zehn Jahre alt."
    )
    assert befunde.fortschreibung(frame.iloc[5:], STICHTAG, REGELN) == (
        "In dieser Auswahl gibt es kein INSEK, das fortzuschreiben wäre."
    )
    assert befunde.fortschreibung(lage(), STICHTAG, REGELN) == befunde.LEERE_AUSWAHL


@pytest.mark.parametrize(
    ("zeile", "satz"),
    [
        ({"beschluss": "2019"}, "Musterstadt hat ein INSEK, beschlossen 2019."),
        (
            {"beschluss": "2003-03", "art": "ingeko", "aktualitaet": "abgelaufen"},
            "Musterstadt hat ein INGEKO, beschlossen im März 2003; es ist im März 2013 abgelaufen.",
        ),
        (
            {"beschluss": "2003", "aktualitaet": "abgelaufen"},
            "Musterstadt hat ein INSEK, beschlossen 2003; es ist 2013 abgelaufen.",
        ),
        (
            {"beschluss": "unbekannt"},
            "Musterstadt hat ein INSEK; wann es beschlossen wurde, ist nicht bekannt.",
        ),
        (
            {"status": "teilweise", "art": "aehnlich"},
            "Musterstadt hat ein ähnliches Konzept; ein INSEK ist nicht belegt.",
        ),
        ({"status": "kein", "art": "keins"}, "Musterstadt hat kein INSEK."),
        (
            {"status": "unbekannt", "datenlage": None, "art": None},
            "Ob Musterstadt ein INSEK hat, ist nicht belegt.",
        ),
    ],
)
def test_gemeinde(zeile, satz):
    assert befunde.gemeinde(lage(zeile).iloc[0]) == satz


@pytest.mark.parametrize(
    ("zeile", "satz"),
    [
        (
            {"beschluss": "2021", "aktualitaet": "aktuell"},
            "Das Konzept wurde 2021 beschlossen (nur das Jahr ist bekannt; gerechnet wird mit dem 1. Juli). "
            "Es wird am 1. Juli 2031 zehn Jahre alt, in 4 Jahren und 7 Monaten. "
            "Ab dem 1. Juli 2028 (sieben Jahre) ist die Fortschreibung einzuleiten.",
        ),
        (
            {"beschluss": "2019-03-14", "aktualitaet": "Fortschreibung einleiten"},
            "Das Konzept wurde am 14. März 2019 beschlossen. "
            "Es wird am 14. März 2029 zehn Jahre alt, in 2 Jahren und 3 Monaten. "
            "Die Erarbeitung dauert 18 bis 24 Monate: Die Fortschreibung sollte spätestens am "
            "14. März 2027 beginnen.",
        ),
        (
            {"beschluss": "2018-11", "aktualitaet": "Fortschreibung einleiten"},
            "Das Konzept wurde im November 2018 beschlossen (nur der Monat ist bekannt; gerechnet wird mit "
            "dem 15.). Es wird am 15. November 2028 zehn Jahre alt, in 1 Jahr und 11 Monaten. "
            "Die Erarbeitung dauert 18 bis 24 Monate: Die Fortschreibung ist jetzt dringend.",
        ),
        (
            {"beschluss": "2018", "aktualitaet": "Fortschreibung einleiten", "in_arbeit": True},
            "Das Konzept wurde 2018 beschlossen (nur das Jahr ist bekannt; gerechnet wird mit dem 1. Juli). "
            "Es wird am 1. Juli 2028 zehn Jahre alt, in 1 Jahr und 7 Monaten. "
            "Ein neues Konzept ist in Arbeit.",
        ),
        (
            {"beschluss": "2016-11-21", "aktualitaet": "abgelaufen"},
            "Das Konzept wurde am 21. November 2016 beschlossen. "
            "Es ist am Stichtag zehn Jahre alt geworden und damit abgelaufen.",
        ),
        (
            {"beschluss": "2016-11-20", "aktualitaet": "abgelaufen"},
            "Das Konzept wurde am 20. November 2016 beschlossen. "
            "Am 20. November 2026, vor 1 Tag, wurde es zehn Jahre alt; es ist abgelaufen.",
        ),
        (
            {"beschluss": "unbekannt", "aktualitaet": "Alter unbekannt"},
            "Wann das Konzept beschlossen wurde, ist nicht bekannt; darum lässt sich keine Frist nennen.",
        ),
        (
            {"status": "teilweise", "titel": "Leitbild 2030"},
            "Es liegt ein ähnliches Konzept vor: „Leitbild 2030“. Es ersetzt kein INSEK; eine Frist lässt "
            "sich dafür nicht nennen.",
        ),
        (
            {"status": "kein", "in_arbeit": True},
            "Es gibt kein Konzept, das ablaufen könnte. Ein Konzept ist in Arbeit.",
        ),
        (
            {"status": "unbekannt", "datenlage": None},
            "Ohne belegtes Konzept lässt sich keine Frist nennen.",
        ),
    ],
)
def test_frist(zeile, satz):
    assert glatt(befunde.frist(lage(zeile).iloc[0], STICHTAG, REGELN)) == satz


@pytest.mark.parametrize(
    ("zeile", "ende"),
    [
        (
            {"foerdergrundlage": "ja", "aktualitaet": "aktuell"},
            "ja, weil das Konzept jünger als zehn Jahre ist und die Gemeinde mindestens 2.000 Einwohner hat.",
        ),
        (
            {"foerdergrundlage": "nein", "aktualitaet": "aktuell", "einwohner": 1999},
            "nein, weil die Gemeinde unter 2.000 Einwohner hat.",
        ),
        (
            {"aktualitaet": "abgelaufen", "einwohner": 1999},
            "nein, weil das Konzept zehn Jahre oder älter ist und die Gemeinde unter 2.000 Einwohner hat.",
        ),
        ({"status": "kein", "einwohner": None}, "nein, weil es kein Konzept gibt."),
        (
            {"status": "unbekannt", "datenlage": None, "einwohner": 1999},
            "nein, weil die Gemeinde unter 2.000 Einwohner hat.",
        ),
        ({"status": "teilweise"}, "nein, weil nur ein ähnliches Konzept vorliegt."),
        (
            {"foerdergrundlage": "unklar", "aktualitaet": "Alter unbekannt"},
            "unklar, weil das Alter des Konzepts nicht bekannt ist.",
        ),
        (
            {"foerdergrundlage": "unklar", "status": "unbekannt", "datenlage": None},
            "unklar, weil nicht belegt ist, ob es ein Konzept gibt.",
        ),
        (
            {"foerdergrundlage": "unklar", "aktualitaet": "aktuell", "einwohner": None},
            "unklar, weil die Einwohnerzahl nicht bekannt ist.",
        ),
    ],
)
def test_foerdergrundlage(zeile, ende):
    satz = befunde.foerdergrundlage(lage(zeile).iloc[0], REGELN)
    assert satz == f"Grundlage für die Städtebauförderung: {ende}"


def test_textalternative_balken():
    tabelle = abdeckung({"unter 5.000": (1, 0, 2, 1), "15.000 und mehr": (2, 0, 0, 0)})
    assert glatt(befunde.bilder.balken(tabelle)) == (
        "Gestapelte Balken mit dem Status je Gruppe, gezählt in Gemeinden. Mit INSEK: unter 5.000: 1 von 4 "
        "(25 %); 15.000 und mehr: 2 von 2 (100 %). Von 1 Gemeinde ist nichts bekannt."
    )
    assert "1.000 von 4.000 (25 %)" in glatt(befunde.bilder.balken(tabelle, "einwohner"))
    viele = abdeckung({str(i): (i, 0, 10 - i, 0) for i in range(1, 9)})
    assert glatt(befunde.bilder.balken(viele)).endswith("reicht von 10 % (1) bis 80 % (8).")
    assert befunde.bilder.balken(abdeckung({})) == befunde.bilder.LEER


def test_textalternative_waermetabelle():
    kreuz = pd.DataFrame(
        [("A", "klein", 10, 1, 0.1), ("A", "groß", 0, 0, None), ("B", "klein", 8, 6, 0.75)],
        columns=["zeile", "spalte", "gemeinden_gesamt", "vorhanden", "vorhanden_anteil"],
    )
    assert befunde.bilder.waermetabelle(kreuz) == (
        "Tabelle mit 2 Zeilen und 2 Spalten; jede Zelle nennt, wie viele Gemeinden ein INSEK haben. "
        "Am niedrigsten ist der Anteil hier: A, klein: 1 von 10. Am höchsten: B, klein: 6 von 8."
    )
    assert befunde.bilder.waermetabelle(kreuz.iloc[1:2]) == befunde.bilder.LEER


def test_textalternative_verlauf():
    tabelle = pd.DataFrame(
        {
            "stichtag": pd.to_datetime(["2024-12-31", "2025-12-31"]),
            "vorhanden": [1, 4],
            "davon_gueltig": [1, 2],
            "davon_undatiert": [0, 1],
            "gemeinden_gesamt": [8, 8],
        }
    )
    assert glatt(befunde.bilder.verlauf(tabelle)) == (
        "Linie vom 31.12.2024 bis zum 31.12.2025: Gemeinden mit INSEK, anfangs 1 von 8 (13 %), "
        "zuletzt 4 von 8 (50 %). Nachweislich noch gültig sind zuletzt 2 von 8 (25 %). "
        "1 Konzept ohne Datum zählt erst ab dem Stand der Quelle."
    )
    assert "leer" in befunde.bilder.verlauf(tabelle.iloc[:0])


def test_textalternative_ablauf_und_alter():
    ablauf = pd.DataFrame({"jahr": [2025, 2026, 2027], "gemeinden": [3, 1, 4], "modelliert": [1, 0, 1]})
    assert befunde.bilder.ablauf(ablauf, STICHTAG) == (
        "Säulen je Kalenderjahr: wie viele Konzepte zehn Jahre alt werden. Vor 2026: 3, ab 2026: 5. "
        "Die meisten sind es 2027: 4. Davon 2 modelliert."
    )
    assert "leer" in befunde.bilder.ablauf(ablauf.iloc[:0], STICHTAG)
    alter = pd.DataFrame(
        {"alter_jahre": [6, 7, 9, 10], "gemeinden": [1, 2, 3, 4], "modelliert": [0, 0, 0, 1]}
    )
    alter.attrs["ohne_alter"] = 5
    assert befunde.bilder.alter(alter, REGELN) == (
        "Säulen mit dem Alter der Konzepte in vollendeten Jahren: unter sieben Jahren 1, sieben bis unter "
        "zehn Jahre 5 und zehn Jahre und älter 4. Davon 1 modelliert. Ohne bekanntes Alter: 5."
    )
    assert "leer" in befunde.bilder.alter(alter.iloc[:0], REGELN)


def test_textalternative_ohne_fortschreibung():
    tabelle = pd.DataFrame(
        {
            "stichtag": pd.to_datetime(["2026-11-21", "2026-12-31", "2027-12-31"]),
            "gueltig": [4, 3, 2],
            "gemeinden_gesamt": [8, 8, 8],
            "anteil": [0.5, 0.375, 0.25],
        }
    )
    assert glatt(befunde.bilder.ohne_fortschreibung(tabelle)) == (
        "Fallende Linie: Gemeinden mit gültigem INSEK, wenn niemand fortschreibt. Am Stichtag 4 von 8 (50 %)"
        ", Ende 2027 noch 2. Bis Ende 2027 ist mindestens die Hälfte abgelaufen."
    )
    assert befunde.bilder.ohne_fortschreibung(tabelle.iloc[:0]) == befunde.bilder.LEER


@pytest.mark.parametrize(
    ("bis", "ende"),
    [(1100, "um 10,0 % gewachsen."), (950, "um 5,0 % gesunken."), (1000, "1.000 gleich geblieben.")],
)
def test_textalternative_bevoelkerung(bis, ende):
    tabelle = pd.DataFrame(
        {"stichtag": pd.to_datetime(["2013-12-31", "2023-12-31"]), "einwohner": [1000, bis]}
    )
    assert glatt(befunde.bilder.bevoelkerung(tabelle)).endswith(ende)


def test_textalternative_zeitstrahl():
    frame = konzepte(
        {"beschluss": "2009", "art": "seko"},
        {"begonnen": "2025-03"},
        {"art": "keins", "belegt": "2019"},
    )
    assert befunde.bilder.zeitstrahl(frame) == (
        "Zeitachse mit 3 Datensätzen: SEKO, beschlossen 2009; INSEK, begonnen im März 2025; Meldung: kein "
        "Konzept."
    )
    assert befunde.bilder.zeitstrahl(frame.iloc[:0]) == "Zu dieser Gemeinde liegt kein Datensatz vor."


def test_stichtag_bestimmt_die_frist():
    zeile = lage({"beschluss": "2021", "aktualitaet": "aktuell"}).iloc[0]
    assert "in 1 Monat." in befunde.frist(zeile, date(2031, 6, 1), REGELN)
