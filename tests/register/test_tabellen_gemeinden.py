"""gemeinden.csv: goldene Zahlen und Regeln."""

import pandas as pd

from insek_monitor.kern.begriffe import Gemeindetyp, werte
from tests.hilfen.auszug.gold import gold


def test_gemeinden_goldene_zahlen(g):
    assert len(g) == 418
    assert gold(g["einwohner"]) == (418, 4089467.0, 333.0, 619879.0)
    assert gold(g["flaeche_km2"]) == (418, 18449.98, 3.56, 328.48)
    assert (g["laenge"].min(), g["laenge"].max()) == (11.997007, 14.988035)
    assert (g["breite"].min(), g["breite"].max()) == (50.223255, 51.639733)
    assert g["einwohner_stichtag"].unique().tolist() == [pd.Timestamp("2023-12-31")]
    assert g[["email", "website", "telefon", "strasse", "ort", "plz"]].count().tolist() == [
        416,
        416,
        418,
        418,
        418,
        418,
    ]


def test_gemeinden_groessenklassen(g):
    feine = pd.cut(g["einwohner"], [0, 2000, 5000, 10000, 15000, 10**7], right=False).value_counts(sort=False)
    assert feine.tolist() == [91, 168, 92, 26, 41]
    kompakt = pd.cut(g["einwohner"], [0, 5000, 15000, 10**7], right=False).value_counts(sort=False)
    assert kompakt.tolist() == [259, 118, 41]


def test_gemeinden_je_kreis_und_region(g):
    assert g["kreis"].value_counts().to_dict() == {
        "Erzgebirgskreis": 59,
        "Bautzen": 57,
        "Görlitz": 53,
        "Mittelsachsen": 52,
        "Vogtlandkreis": 37,
        "Sächsische Schweiz-Osterzgebirge": 36,
        "Zwickau": 33,
        "Landkreis Leipzig": 30,
        "Nordsachsen": 30,
        "Meißen": 28,
        "Chemnitz, Stadt": 1,
        "Dresden, Stadt": 1,
        "Leipzig, Stadt": 1,
    }
    assert g.groupby("planungsregion").size().to_dict() == {
        "Chemnitz": 1 + 59 + 52 + 37 + 33,
        "Leipzig-Westsachsen": 1 + 30 + 30,
        "Oberes Elbtal/Osterzgebirge": 1 + 28 + 36,
        "Oberlausitz-Niederschlesien": 57 + 53,
    }
    assert g.groupby("kreis_schluessel")["kreis"].nunique().tolist() == [1] * 13


def test_gemeindetyp(g):
    anzahl = g["gemeindetyp"].value_counts().to_dict()
    assert set(anzahl) == set(werte(Gemeindetyp))
    assert anzahl["Kreisfreie Stadt"] == 3
    assert anzahl["Große Kreisstadt"] == 53
    assert 418 - anzahl["Gemeinde"] == 169, "Städte insgesamt"


def test_verbaende(g):
    assert g["verband_art"].value_counts().to_dict() == {
        "Verwaltungsgemeinschaft": 158,
        "Verwaltungsverband": 21,
    }
    assert g["verband"].nunique() == 70, "64 Verwaltungsgemeinschaften und 6 Verwaltungsverbände"
    assert (g["verband"].isna() == g["verband_art"].isna()).all()
    assert g.groupby("verband").size().min() >= 2


def test_namen(g):
    assert g["bezeichnung"].is_unique
    assert not g["name"].str.contains(",").any()
    assert g.at["14625020", "name"] == "Bautzen / Budyšin"
    assert g.at["14626600", "name"] == "Weißwasser/O.L. / Běła Woda"
    assert g.at["14628370", "name"] == "Stadt Wehlen"
    assert sorted(g.loc[g["name"] == "Bernsdorf", "bezeichnung"]) == [
        "Bernsdorf (Bautzen)",
        "Bernsdorf (Zwickau)",
    ]
    assert g["name"].str.contains(" / ").sum() == 42


def test_kontakte_sind_gueltig(g):
    assert g["website"].dropna().str.fullmatch(r"https?://[a-z0-9.-]+\.[a-z]{2,}(/[!-~]*)?").all()
    assert not g["website"].dropna().str.contains("//.*//").any()
    assert g["email"].dropna().str.fullmatch(r"[a-z0-9._-]+@[a-z0-9.-]+\.[a-z]+").all()
    assert g["telefon"].str.fullmatch(r"0\d+ \d[\d-]+").all()
    assert g.loc[g["email"].isna()].index.tolist() == ["14521270", "14627340"], (
        "keine Adresse; möglicher Personenname"
    )
    assert g.loc[g["website"].isna()].index.tolist() == ["14626100", "14628150"]
