"""CSV für deutsches Excel: Trennzeichen, Zahlen, Reihenfolge, keine Formeln; Dateinamen."""

import csv
import io
from datetime import date
from typing import get_args

import pandas as pd
import pytest

from insek_monitor.lage.ausgabe.dateien import MEDIENTYP, Endung, als_csv, dateiname, entschaerft
from insek_monitor.lage.ausgabe.spalten import SPALTEN, spalten_von
from tests.hilfen.darstellung_beispiele import abdeckung, lage

ERWARTET = ("INSEK", "ähnliches Konzept", "kein Konzept")


def gelesen(inhalt):
    return list(csv.reader(io.StringIO(inhalt.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_form_der_datei():
    inhalt = als_csv(lage({"name": "Görlitz"}, {"name": "Bad Muskau / Mužakow"}))
    assert inhalt.startswith(b"\xef\xbb\xbf" + b"AGS;Gemeinde;Kreis;Einwohner;")
    assert inhalt.count(b"\r\n") == 3
    assert b"\n" not in inhalt.replace(b"\r\n", b"")
    assert "Mužakow" in inhalt.decode("utf-8-sig")


def test_werte_sind_beschriftet_und_deutsch_geschrieben():
    kopf, zeile = gelesen(
        als_csv(
            lage(
                {
                    "beschluss": "2019-03",
                    "aktualitaet": "aktuell",
                    "datenlage": "gemeldet",
                    "in_arbeit": True,
                }
            )
        )
    )
    satz = dict(zip(kopf, zeile, strict=True))
    assert satz["AGS"] == "14620000"
    assert satz["Einwohner"] == "5000"
    assert satz["Status"] == "INSEK vorhanden"
    assert satz["Datenlage"] == "gemeldet"
    assert satz["Stand geklärt"] == "ja"
    # Nichts zu erwarten: Dann fehlen die Spalten ganz.
    assert not [name for name in satz if name.startswith("Erwartung")]
    assert satz["Beschluss (wie bekannt)"] == "2019-03"
    assert satz["Beschluss (gerechnet)"] == "15.03.2019"
    assert satz["läuft ab am"] == "15.03.2029"
    assert satz["in Arbeit"] == "ja"
    assert satz["Titel"] == ""


def test_erwartung_steht_nur_bei_gemeinden_ohne_nachweis():
    offen = {"status": "unbekannt", "datenlage": None, "geklaert": False}
    kopf, belegt, nicht_belegt = gelesen(
        als_csv(lage({}, {**offen, "p_vorhanden": 0.2, "p_teilweise": 0.05, "p_kein": 0.75}))
    )
    spalten = [kopf.index(f"Erwartung bei dieser Größe: {was}") for was in ERWARTET]
    assert [[zeile[i] for i in spalten] for zeile in (belegt, nicht_belegt)] == [
        ["", "", ""],
        ["0,2", "0,05", "0,75"],
    ]
    assert (nicht_belegt[kopf.index("Status")], nicht_belegt[kopf.index("Stand geklärt")]) == (
        "Stand nicht belegt",
        "nein",
    )


def test_anteile_mit_komma_und_fehlendes_leer():
    zeilen = gelesen(als_csv(abdeckung({"A": (1, 0, 3, 0), "leer": (0, 0, 0, 0)})))
    assert zeilen[0][-2:] == ["Einwohner gesamt", "Anteil der Einwohner"]
    assert zeilen[1][-2:] == ["4000", "0,25"]
    assert zeilen[5][-2:] == ["0", ""]


def test_summen_tragen_belegtes_geschaetztes_und_intervall():
    kopf, vorhanden, *_ = gelesen(als_csv(abdeckung({"A": (24, 0, 1, 0)}, {"A": (50.7, 13.3, 170, 0)})))
    satz = dict(zip(kopf, vorhanden, strict=True))
    spalten = ("Gemeinden belegt", "Gemeinden geschätzt", "Gemeinden")
    grenzen = tuple(f"Gemeinden {ende} (90-%-Intervall)" for ende in ("von", "bis"))
    assert [satz[name] for name in (*spalten, *grenzen)] == ["24", "50,7", "74,7", "72,7", "76,7"]
    assert (satz["Gemeinden gesamt"], satz["Einwohner geschätzt"]) == ("259", "50700")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49 351",
        "-2",
        "@SUMME(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\x00",
        "  =1",
        "\u00a0=1",
        "＝1",
        "\u200b=1",
    ],
)
def test_formeln_werden_entschaerft(text):
    assert entschaerft(text) == f"'{text}"
    (_, zeile) = gelesen(als_csv(lage({"name": text})))
    assert zeile[1] == f"'{text}"


@pytest.mark.parametrize("text", ["", "Aue-Bad Schlema", "INSEK 2030+", "1=1", "„INSEK“", "  "])
def test_gewoehnlicher_text_bleibt(text):
    assert entschaerft(text) == text


def test_negative_zahlen_bleiben_zahlen():
    frame = pd.DataFrame({"beschreibung": ["x"], "abweichung": [-1.5], "veroeffentlicht": [-0.0]})
    assert gelesen(als_csv(frame)) == [["Eckwert", "veröffentlicht", "Abweichung"], ["x", "0", "-1,5"]]


def test_trennzeichen_und_anfuehrung_im_text_ueberleben():
    titel = 'INSEK "2030"; Teil 1\nzweite Zeile'
    assert titel in gelesen(als_csv(lage({"titel": titel})))[1]


def test_spalten_stehen_einmal_da_und_unbekannte_fehlen():
    namen = [spalte.name for spalte in SPALTEN]
    assert len(namen) == len(set(namen))
    frame = pd.DataFrame({"name": ["A"], "hilfsspalte": [1], "ags": ["14511000"]})
    assert [spalte.name for spalte in spalten_von(frame)] == ["ags", "name"]
    with pytest.raises(ValueError, match="hilfsspalte"):
        spalten_von(frame[["hilfsspalte"]])


def test_leerer_frame_ergibt_nur_den_kopf():
    assert len(gelesen(als_csv(lage()))) == 1


def test_dateiname():
    assert dateiname("Abdeckung nach Größenklasse", date(2026, 11, 21), 2, "csv") == (
        "insek-monitor_abdeckung-nach-groessenklasse_stichtag-2026-11-21_datenstand-2.csv"
    )
    assert set(MEDIENTYP) == set(get_args(Endung))
