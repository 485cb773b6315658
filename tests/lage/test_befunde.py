"""Sätze aus Daten: 0, 1, viele; von Hand geprüft."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from insek_monitor.lage.abdeckung import Stand
from insek_monitor.lage.bild import befunde_bilder, befunde_gemeinde, befunde_lage, zahlen
from tests.hilfen.darstellung_beispiele import REGELN, STICHTAG, abdeckung, konzepte, kreuztabelle, lage


def glatt(text):
    return text.replace(zahlen.NBSP, " ")


def mit_status(**anzahl):
    return lage(*({"status": status} for status, n in anzahl.items() for _ in range(n)))


def geschaetzt(belegt, offen, p=(0.25, 0.05, 0.7), r=100):
    """So viele Gemeinden mit belegtem INSEK und so viele offene von ``r`` ihrer Klasse."""
    erwartung = dict(zip(("p_vorhanden", "p_teilweise", "p_kein"), p, strict=True))
    zeile = {"status": "unbekannt", "datenlage": None, "offene_der_klasse": r, **erwartung}
    return lage(*[{}] * belegt, *[zeile] * offen)


@pytest.mark.parametrize(
    ("anzahl", "satz"),
    [
        (
            {"vorhanden": 207, "teilweise": 22, "kein": 189},
            "207 von 418 Gemeinden (50 %) haben ein INSEK, 22 ein ähnliches Konzept, 189 haben keines.",
        ),
        (
            {"vorhanden": 110, "teilweise": 41, "unbekannt": 267},
            "110 von 151 Gemeinden mit bekanntem Stand (73 %) haben ein INSEK, 41 ein ähnliches Konzept; "
            "von 267 ist der Stand nicht belegt.",
        ),
        ({"vorhanden": 1, "kein": 1}, "1 von 2 Gemeinden (50 %) hat ein INSEK, 1 hat keines."),
        ({"vorhanden": 41}, "Alle 41 Gemeinden haben ein INSEK."),
        ({"kein": 3}, "Keine der 3 Gemeinden hat ein INSEK."),
        (
            {"teilweise": 1, "kein": 2},
            "Bei keiner der 3 Gemeinden ist ein INSEK belegt, 1 hat ein ähnliches Konzept, 2 haben kein "
            "Konzept.",
        ),
        (
            {"kein": 1, "unbekannt": 2},
            "Bei keiner der 3 Gemeinden ist ein INSEK belegt, 1 hat kein Konzept; von 2 ist der Stand nicht "
            "belegt.",
        ),
        ({"unbekannt": 7}, "Von keiner der 7 Gemeinden ist der Stand belegt."),
        ({"vorhanden": 1}, "Musterstadt hat ein INSEK; wann es beschlossen wurde, ist nicht bekannt."),
        ({"unbekannt": 1}, "Ob Musterstadt ein INSEK hat, ist nicht belegt."),
        ({}, "Zu dieser Auswahl gehört keine Gemeinde."),
    ],
)
def test_belege_ohne_schaetzung(anzahl, satz):
    assert glatt(befunde_lage.belege(mit_status(**anzahl))) == satz
    assert glatt(befunde_lage.ueberblick(mit_status(**anzahl))) == satz


@pytest.mark.parametrize(
    ("frame", "satz"),
    [
        # Alle 100 offenen ihrer Klasse, Erwartung 87: sicher, darum ohne „rund“.
        (
            geschaetzt(120, 100, (0.87, 0.0, 0.13)),
            "207 von 220 Gemeinden haben ein INSEK; bei 120 ist es belegt.",
        ),
        (geschaetzt(11, 41), "Rund 21 von 52 Gemeinden haben ein INSEK; bei 11 ist es belegt."),
        (geschaetzt(0, 4), "Rund 1 von 4 Gemeinden hat ein INSEK; belegt ist noch keines."),
        (geschaetzt(0, 1), "Ob Musterstadt ein INSEK hat, ist nicht belegt."),
    ],
)
def test_ueberblick_mit_schaetzung(frame, satz):
    assert glatt(befunde_lage.ueberblick(frame)) == satz


def test_wo_nur_zum_teil_geschaetzt_wird_steht_was_offen_bleibt():
    frame = geschaetzt(11, 41)
    frame.loc[frame.index[-10:], ["p_vorhanden", "p_teilweise", "p_kein", "offene_der_klasse"]] = pd.NA
    assert glatt(befunde_lage.ueberblick(frame)) == (
        "Rund 19 von 42 Gemeinden mit belegtem oder geschätztem Stand haben ein INSEK; bei 11 ist es belegt; "
        "von 10 ist der Stand nicht belegt."
    )


@pytest.mark.parametrize(
    ("stand", "text"),
    [
        (
            Stand(259, 24, 50.7, 68, 82),
            "rund 75 von 259 (29 %; mit 90 % Sicherheit 68 bis 82), davon 24 belegt",
        ),
        (Stand(418, 120, 87, 207, 207), "207 von 418 (50 %), davon 120 belegt"),
        (Stand(7, 0, 1.6, 0, 4), "rund 2 von 7 (23 %; mit 90 % Sicherheit 0 bis 4), geschätzt"),
        (Stand(2, 0, 0.4, 0, 1), "höchstens 1 von 2 (20 %; mit 90 % Sicherheit 0 bis 1), geschätzt"),
        (Stand(259, 24, unbekannt=193), "24 von 66 bekannten (36 %), Stand von 193 offen"),
        (Stand(7, 0, unbekannt=6), "keines belegt, Stand von 6 offen"),
        (Stand(7, 0, unbekannt=7), "Stand nicht belegt"),
        (Stand(7, 0), "0 von 7 (0 %)"),
        (Stand(0, 0), "k. A."),
    ],
)
def test_zahl_mit_nenner(stand, text):
    if not stand.geschaetzt:
        stand = replace(stand, von=stand.belegt, bis=stand.belegt)
    assert glatt(befunde_lage.mit_nenner(stand)) == text


def test_geschaetzte_einwohner_stehen_ohne_scheingenauigkeit_da():
    einwohner = Stand(310_111, 239_653, 24_665.0, 243_210.0, 285_426.0)
    assert glatt(befunde_lage.mit_nenner(einwohner, "Einwohnern")) == (
        "rund 264 Tsd. von 310.111 Einwohnern (85 %; mit 90 % Sicherheit 243 Tsd. bis 285 Tsd.), "
        "davon 239.653 belegt"
    )


def test_abdeckung_nennt_die_spanne_ohne_kleinstgruppen():
    tabelle = abdeckung(
        {"Görlitz": (2, 0, 8, 0), "Nordsachsen": (6, 0, 4, 0), "Dresden, Stadt": (1, 0, 0, 0)}
    )
    assert glatt(befunde_lage.abdeckung(tabelle)) == (
        "Der Anteil der Gemeinden mit INSEK reicht von 20 % (Görlitz) bis 60 % (Nordsachsen). "
        "Verglichen sind Gruppen ab fünf Gemeinden."
    )
    assert glatt(befunde_lage.abdeckung(tabelle, "einwohner")).startswith(
        "Der Anteil der Einwohner in Gemeinden mit INSEK reicht von 20 % (Görlitz)"
    )


def test_abdeckung_mit_schaetzung_und_mit_unbekanntem():
    offen = {"Görlitz": (2, 0, 3, 5), "Nordsachsen": (6, 0, 4, 0), "Meißen": (0, 0, 0, 9)}
    assert glatt(befunde_lage.abdeckung(abdeckung(offen))) == (
        "Wo der Stand bekannt ist, reicht der Anteil der Gemeinden mit INSEK von 40 % (Görlitz) bis 60 % "
        "(Nordsachsen); von 14 Gemeinden ist er nicht belegt."
    )
    mit = abdeckung({"Görlitz": (2, 0, 3, 0), "Meißen": (4, 0, 1, 0)}, {"Görlitz": (1.4, 0, 3.6, 0)})
    assert glatt(befunde_lage.abdeckung(mit)) == (
        "Der Anteil der Gemeinden mit INSEK reicht von rund 34 % (Görlitz) bis 80 % (Meißen)."
    )


def test_abdeckung_mit_einer_gleichen_oder_keiner_gruppe():
    eine = abdeckung({"Görlitz": (1, 0, 1, 0)})
    assert glatt(befunde_lage.abdeckung(eine)) == "Görlitz, mit INSEK: 1 von 2 Gemeinden (50 %)."
    gleich = abdeckung({"A": (5, 0, 5, 0), "B": (3, 0, 3, 0)})
    assert glatt(befunde_lage.abdeckung(gleich)) == (
        "Der Anteil der Gemeinden mit INSEK ist überall gleich: 50 %."
    )
    nichts = abdeckung({"A": (0, 1, 0, 4), "B": (0, 0, 0, 3)})
    assert befunde_lage.abdeckung(nichts) == (
        "In keiner Gruppe ist ein INSEK belegt; von 7 Gemeinden ist der Stand nicht belegt."
    )
    assert befunde_lage.abdeckung(abdeckung({"A": (0, 0, 0, 0)})) == befunde_lage.LEERE_AUSWAHL
    assert befunde_lage.abdeckung(abdeckung({})) == befunde_lage.LEERE_AUSWAHL


def test_hinter_dem_blassen_stehen_keine_namen():
    assert befunde_lage.hinter_dem_blassen(16).endswith("Nicht belegt ist der Stand dieser 16 Gemeinden.")
    assert befunde_lage.hinter_dem_blassen(1).endswith("Nicht belegt ist der Stand dieser Gemeinde.")


def test_fortschreibung():
    frame = lage(
        {"beschluss": "2017", "aktualitaet": "Fortschreibung einleiten"},
        {"beschluss": "2018-11-21", "aktualitaet": "Fortschreibung einleiten"},
        {"beschluss": "2018-11-22", "aktualitaet": "Fortschreibung einleiten"},
        {"beschluss": "2010", "aktualitaet": "abgelaufen"},
        {"aktualitaet": "Alter unbekannt"},
        {"status": "kein"},
        {"status": "unbekannt", "datenlage": None},
    )
    # 1.7.2027 und 21.11.2028 liegen binnen 24 Monaten, 22.11.2028 nicht mehr.
    assert befunde_lage.fortschreibung(frame.iloc[:6], STICHTAG, REGELN) == (
        "In den nächsten 24 Monaten werden 2 INSEK zehn Jahre alt, 1 ist es schon; "
        "von 1 ist das Alter nicht bekannt."
    )
    assert befunde_lage.fortschreibung(frame, STICHTAG, REGELN) == (
        "In den nächsten 24 Monaten werden 2 der 5 belegten INSEK zehn Jahre alt, 1 ist es schon; "
        "von 1 ist das Alter nicht bekannt."
    )
    assert befunde_lage.gezaehlt(frame) == "Gezählt sind die 4 belegten INSEK mit bekanntem Datum."
    assert befunde_lage.gezaehlt(frame.iloc[:4]) == ""
    assert befunde_lage.fortschreibung(frame.iloc[[2, 3, 6]], STICHTAG, REGELN) == (
        "In den nächsten 24 Monaten wird keines der 2 belegten INSEK zehn Jahre alt, 1 ist es schon."
    )
    assert befunde_lage.fortschreibung(frame.iloc[:1], STICHTAG, REGELN) == (
        "In den nächsten 24 Monaten wird 1 INSEK zehn Jahre alt."
    )
    assert befunde_lage.fortschreibung(frame.iloc[2:3], STICHTAG, REGELN) == (
        "In den nächsten 24 Monaten wird kein INSEK zehn Jahre alt."
    )
    assert befunde_lage.fortschreibung(frame.iloc[5:6], STICHTAG, REGELN) == (
        "In dieser Auswahl gibt es kein INSEK, das fortzuschreiben wäre."
    )
    assert befunde_lage.fortschreibung(frame.iloc[5:], STICHTAG, REGELN) == (
        "In dieser Auswahl ist kein INSEK belegt; von 1 ist der Stand nicht belegt."
    )
    assert befunde_lage.fortschreibung(lage(), STICHTAG, REGELN) == befunde_lage.LEERE_AUSWAHL


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
    assert befunde_gemeinde.gemeinde(lage(zeile).iloc[0]) == satz


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
            "Ohne belegtes INSEK lässt sich keine Frist nennen.",
        ),
    ],
)
def test_frist(zeile, satz):
    assert glatt(befunde_gemeinde.frist(lage(zeile).iloc[0], STICHTAG, REGELN)) == satz


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
            "unklar, weil nicht belegt ist, ob es ein INSEK gibt.",
        ),
        (
            {"foerdergrundlage": "unklar", "aktualitaet": "aktuell", "einwohner": None},
            "unklar, weil die Einwohnerzahl nicht bekannt ist.",
        ),
    ],
)
def test_foerdergrundlage(zeile, ende):
    satz = befunde_gemeinde.foerdergrundlage(lage(zeile).iloc[0], REGELN)
    assert satz == f"Grundlage für die Städtebauförderung: {ende}"


def test_textalternative_balken():
    tabelle = abdeckung(
        {"unter 5.000": (1, 0, 2, 1), "15.000 und mehr": (2, 0, 0, 0)}, {"unter 5.000": (3, 0, 3, 0)}
    )
    assert glatt(befunde_bilder.balken(tabelle)) == (
        "Gestapelte Balken mit dem Status je Gruppe, gezählt in Gemeinden; voll: belegt, blass: nach den "
        "Eckwerten geschätzt. Mit INSEK: unter 5.000: rund 4 von 9 (44 %; mit 90 % Sicherheit 2 bis 6), "
        "davon 1 belegt, Stand von 1 offen; 15.000 und mehr: 2 von 2 (100 %)."
    )
    assert "gezählt in Einwohnern" in befunde_bilder.balken(tabelle, "einwohner")
    assert "2.000 von 2.000 (100 %)" in glatt(befunde_bilder.balken(tabelle, "einwohner"))
    assert "geschätzt" not in befunde_bilder.balken(abdeckung({"A": (1, 0, 2, 1)}))
    assert befunde_bilder.balken(abdeckung({})) == befunde_bilder.LEER


def test_textalternative_waermetabelle():
    kreuz = kreuztabelle(("A", "klein", 10, 1, 0), ("A", "groß", 0, 0, 0), ("B", "klein", 8, 5, 2))
    assert glatt(befunde_bilder.waermetabelle(kreuz)) == (
        "Tabelle mit 2 Zeilen und 2 Spalten; jede Zelle nennt, wie viele Gemeinden ein INSEK haben. "
        "Am niedrigsten ist der Anteil hier: A, klein: 1 von 10 (10 %). Am höchsten: B, klein: 5 von 6 "
        "bekannten (83 %), Stand von 2 offen."
    )
    assert befunde_bilder.waermetabelle(kreuz.iloc[1:2]) == befunde_bilder.LEER
    assert befunde_bilder.waermetabelle(kreuztabelle(("A", "klein", 7, 0, 6))).endswith(
        "In keiner ist eines belegt."
    )


def test_textalternative_verlauf():
    tabelle = pd.DataFrame(
        {
            "stichtag": pd.to_datetime(["2024-12-31", "2025-12-31", "2026-11-21"]),
            "vorhanden": [0, 1, 4],
            "davon_gueltig": [0, 1, 2],
            "davon_undatiert": [0, 0, 1],
            "gemeinden_gesamt": [8, 8, 8],
            "vorhanden_anteil": pd.array([None, 0.125, 0.5], dtype="Float64"),
        }
    )
    belegt = (
        "Linie vom 31.12.2025 bis zum 21.11.2026: Gemeinden mit belegtem INSEK, anfangs mindestens 1 von 8 "
        "(13 %), zuletzt 4 von 8 (50 %). Nachweislich noch gültig sind zuletzt 2 von 8 (25 %). "
    )
    undatiert = "1 Konzept ohne Datum zählt erst ab dem Stand der Quelle."
    assert glatt(befunde_bilder.verlauf(tabelle, Stand(8, 4, unbekannt=4))) == belegt + undatiert
    assert glatt(befunde_bilder.verlauf(tabelle, Stand(8, 4, 1.2, 4, 7))) == (
        f"{belegt}Mit Schätzung sind es am Stichtag rund 5 von 8 (65 %; mit 90 % Sicherheit 4 bis 7), "
        f"davon 4 belegt. {undatiert}"
    )
    assert "leer" in befunde_bilder.verlauf(tabelle.iloc[:1], Stand(8, 0, unbekannt=8))


def test_textalternative_ablauf_und_alter():
    ablauf = pd.DataFrame({"jahr": [2025, 2026, 2027], "gemeinden": [3, 1, 4]})
    assert befunde_bilder.ablauf(ablauf, STICHTAG) == (
        "Säulen je Kalenderjahr: wie viele Konzepte zehn Jahre alt werden. Vor 2026: 3, ab 2026: 5. "
        "Die meisten sind es 2027: 4."
    )
    assert "leer" in befunde_bilder.ablauf(ablauf.iloc[:0], STICHTAG)
    alter = pd.DataFrame({"alter_jahre": [6, 7, 9, 10], "gemeinden": [1, 2, 3, 4]})
    alter.attrs["ohne_alter"] = 5
    assert befunde_bilder.alter(alter, REGELN) == (
        "Säulen mit dem Alter der Konzepte in vollendeten Jahren: unter sieben Jahren 1, sieben bis unter "
        "zehn Jahre 5 und zehn Jahre und älter 4. Ohne bekanntes Alter: 5."
    )
    assert "leer" in befunde_bilder.alter(alter.iloc[:0], REGELN)


def test_textalternative_ohne_fortschreibung():
    tabelle = pd.DataFrame(
        {
            "stichtag": pd.to_datetime(["2026-11-21", "2026-12-31", "2027-12-31"]),
            "gueltig": [4, 3, 2],
            "gemeinden_gesamt": [8, 8, 8],
            "anteil": [0.5, 0.375, 0.25],
        }
    )
    assert glatt(befunde_bilder.ohne_fortschreibung(tabelle)) == (
        "Fallende Linie: Gemeinden, deren INSEK nachweislich gültig ist, wenn niemand fortschreibt. "
        "Am Stichtag 4 von 8 (50 %), Ende 2027 noch 2. Bis Ende 2027 ist mindestens die Hälfte abgelaufen."
    )
    assert befunde_bilder.ohne_fortschreibung(tabelle.iloc[:0]) == befunde_bilder.LEER
    offen = tabelle.assign(gueltig=0, anteil=pd.array([None] * 3, dtype="Float64"))
    assert "leer" in befunde_bilder.ohne_fortschreibung(offen)


@pytest.mark.parametrize(
    ("bis", "ende"),
    [(1100, "um 10,0 % gewachsen."), (950, "um 5,0 % gesunken."), (1000, "1.000 gleich geblieben.")],
)
def test_textalternative_bevoelkerung(bis, ende):
    tabelle = pd.DataFrame(
        {"stichtag": pd.to_datetime(["2013-12-31", "2023-12-31"]), "einwohner": [1000, bis]}
    )
    assert glatt(befunde_bilder.bevoelkerung(tabelle)).endswith(ende)


def test_textalternative_zeitstrahl():
    frame = konzepte(
        {"beschluss": "2009", "art": "seko"},
        {"begonnen": "2025-03"},
        {"art": "keins", "belegt": "2019"},
        {"art": "aehnlich", "begonnen": "unbekannt", "beschluss": "unbekannt", "belegt": "2020"},
    )
    assert befunde_bilder.zeitstrahl(frame) == (
        "Zeitachse mit 4 Datensätzen: SEKO, beschlossen 2009; INSEK, begonnen im März 2025; Meldung: kein "
        "Konzept; ähnliches Konzept, in Arbeit, Beschluss nicht belegt."
    )
    assert befunde_bilder.zeitstrahl(frame.iloc[:0]) == "Zu dieser Gemeinde liegt kein Datensatz vor."


def test_stichtag_bestimmt_die_frist():
    zeile = lage({"beschluss": "2021", "aktualitaet": "aktuell"}).iloc[0]
    assert "in 1 Monat." in befunde_gemeinde.frist(zeile, date(2031, 6, 1), REGELN)
