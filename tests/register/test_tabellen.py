"""Die Tabellen in daten/: goldene Zahlen, Zusammenhänge, Datenwörterbuch, Geschwindigkeit."""

import json
import re
import subprocess
import sys
from itertools import pairwise
from urllib.parse import urlsplit

import pandas as pd
import pytest
import shapely
import yaml

from insek_monitor import einstellungen
from insek_monitor.modell.begriffe import Datenlage, Gemeindetyp, Konzeptart, Sicherheit, Status, werte
from insek_monitor.modell.datum import lies_datum
from insek_monitor.register import tabellen
from insek_monitor.register.aufbereiten.recherche import ohne_personen
from insek_monitor.register.woerterbuch import WoerterbuchFehler, woerterbuch

LESER = {
    "gemeinden": tabellen.gemeinden,
    "bevoelkerung": tabellen.bevoelkerung,
    "gebietsaenderungen": tabellen.gebietsaenderungen,
    "nachbarn": tabellen.nachbarn,
    "konzepte_recherche": tabellen.konzepte_recherche,
    "konzepte_recherche_zuordnung": tabellen.zuordnung_recherche,
}
INTEGRIERT = ["insek", "ingeko", "seko"]


@pytest.fixture(scope="module")
def g():
    return tabellen.gemeinden()


@pytest.fixture(scope="module")
def k():
    return tabellen.konzepte_recherche()


@pytest.fixture(scope="module")
def z():
    return tabellen.zuordnung_recherche()


@pytest.fixture(scope="module")
def je_gemeinde(k, z):
    """Eine Zeile je Konzept und Gemeinde."""
    return z.merge(k.reset_index(), on="konzept_id")


def gold(spalte):
    return spalte.count(), round(float(spalte.sum()), 2), float(spalte.min()), float(spalte.max())


# --- gemeinden


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


# --- bevoelkerung, gebietsaenderungen, nachbarn, grenzen


def test_bevoelkerung_summen_der_amtlichen_ausgaben(g):
    b = tabellen.bevoelkerung()
    assert {f"{tag:%Y}": int(summe) for tag, summe in b.groupby("stichtag")["einwohner"].sum().items()} == {
        "2013": 4046385,
        "2017": 4081308,
        "2021": 4043002,
        "2023": 4089467,
    }
    assert b.groupby("stichtag")["ags"].apply(lambda s: s.tolist() == g.index.tolist()).all()
    letzte = b[b["stichtag"] == b["stichtag"].max()].set_index("ags")["einwohner"]
    assert letzte.equals(g["einwohner"])


def test_gebietsaenderungen(g):
    a = tabellen.gebietsaenderungen().set_index("ags_alt")
    assert a.groupby("letzter_stichtag").size().tolist() == [17, 4, 2]
    # 2013 fehlen heute 23 Schlüssel, 2017 noch 6, 2021 noch 2.
    assert [(a["letzter_stichtag"] >= stichtag).sum() for stichtag in ("2013", "2017", "2021")] == [23, 6, 2]
    assert set(a["ags_neu"]) <= set(g.index)
    assert not set(a.index) & set(g.index)
    assert (a["name_neu"] == g["name"].reindex(a["ags_neu"]).to_numpy()).all()
    bekannt = {
        "Aue": "Aue-Bad Schlema",
        "Bad Schlema": "Aue-Bad Schlema",
        "Lengefeld": "Pockau-Lengefeld",
        "Pfaffroda": "Olbernhau",
        "Ostrau": "Jahnatal",
        "Zschaitz-Ottewig": "Jahnatal",
        "Bretnig-Hauswalde": "Großröhrsdorf",
        "Schönteichen": "Kamenz / Kamjenc",
        "Schmiedeberg": "Dippoldiswalde",
        "Kohren-Sahlis": "Frohburg",
    }
    assert a.set_index("name_alt")["name_neu"].reindex(list(bekannt)).to_dict() == bekannt


def test_nachbarn(g):
    n = tabellen.nachbarn()
    assert gold(n["grenze_km"]) == (2264, 12548.45, 0.41, 22.666)
    paare = {(a, b): km for a, b, km in n.itertuples(index=False)}
    assert len(paare) == len(n)
    assert all(paare.get((b, a)) == km for (a, b), km in paare.items())
    assert set(n["ags"]) == set(g.index)
    assert not (n["ags"] == n["nachbar_ags"]).any()
    jahnatal = n[n["ags"] == "14522275"]["nachbar_ags"]
    assert "14522080" in set(jahnatal), "Döbeln grenzt an Jahnatal"


def test_grenzen(g):
    flaechen = tabellen.grenzen()
    assert flaechen.index.tolist() == g.index.tolist()
    assert flaechen.crs.to_epsg() == 4326
    assert flaechen.is_valid.all()
    formen = flaechen.geometry.to_numpy()
    assert shapely.coverage_is_valid(formen), "keine Überlappungen, gemeinsame Grenzen haben dieselben Punkte"
    assert int(shapely.get_num_coordinates(formen).sum()) == 8393
    land = flaechen.union_all()
    assert (land.geom_type, len(land.interiors)) == ("Polygon", 0), "keine Lücken"
    km2 = flaechen.to_crs(25833).area / 1e6
    assert km2.sum() == pytest.approx(18444.93, abs=0.02)
    assert km2.sum() == pytest.approx(g["flaeche_km2"].sum(), rel=0.001)
    assert shapely.contains_xy(formen, g["laenge"], g["breite"]).all(), (
        "jeder Mittelpunkt in der eigenen Fläche"
    )


def test_karten(g):
    karte = json.loads(tabellen.karte_gemeinden())
    assert [m["properties"] for m in karte["features"]] == [
        {"ags": a, "name": n} for a, n in g["name"].items()
    ]
    formen = [shapely.geometry.shape(m["geometry"]) for m in karte["features"]]
    assert all(form.is_valid for form in formen)
    assert shapely.coverage_is_valid(formen)
    assert len(tabellen.karte_gemeinden().encode()) < 250_000
    kreise = json.loads(tabellen.karte_kreise())
    assert {m["properties"]["kreis"] for m in kreise["features"]} == set(g["kreis"])
    vereint = shapely.union_all([shapely.geometry.shape(m["geometry"]) for m in kreise["features"]])
    assert vereint.area == pytest.approx(sum(form.area for form in formen))


# --- konzepte


def test_konzepte_goldene_zahlen(k, z):
    assert (len(k), len(z)) == (328, 372)
    assert k["art"].value_counts().to_dict() == {
        "insek": 184,
        "aehnlich": 72,
        "seko": 32,
        "teilgebiet": 20,
        "ingeko": 19,
        "keins": 1,
    }
    assert k["sicherheit"].value_counts().to_dict() == {"hoch": 196, "mittel": 115, "niedrig": 17}
    assert gold(k["zieljahr"]) == (113, 229284.0, 2015.0, 2050.0)
    tage = k["beschluss_tag"]
    assert (tage.count(), str(tage.min())[:10], str(tage.max())[:10]) == (170, "1991-07-01", "2025-11-04")
    assert ((k["beschluss"] == "unbekannt").sum(), (k["begonnen"] == "unbekannt").sum()) == (78, 79)


def test_belegte_gemeinden(je_gemeinde):
    beschlossen = je_gemeinde[je_gemeinde["art"].isin(INTEGRIERT) & je_gemeinde["beschluss"].notna()]
    assert beschlossen["ags"].nunique() == 110
    assert beschlossen.loc[beschlossen["beschluss"] != "unbekannt", "ags"].nunique() == 90
    aehnlich = je_gemeinde[(je_gemeinde["art"] == "aehnlich") & je_gemeinde["beschluss"].notna()]
    assert len(set(aehnlich["ags"]) - set(beschlossen["ags"])) == 41
    assert je_gemeinde["ags"].nunique() == 171


def test_jede_zeile_der_recherche_ist_auffindbar(je_gemeinde):
    """341 Zeilen der Recherche; ein gemeinsames Konzept steht bei jedem Mitglied für dessen Zeile."""
    grund = je_gemeinde["konzept_id"].str.removesuffix("-F")
    assert je_gemeinde.assign(grund=grund).groupby(["ags", "grund"]).ngroups == 341


def test_gemeinsame_konzepte(z):
    mitglieder = z.groupby("konzept_id").size()
    assert mitglieder[mitglieder > 1].to_dict() == {
        "R-14521035-01": 5,
        "R-14521035-01-F": 5,
        "R-14521380-01": 2,
        "R-14523020-01": 4,
        "R-14523020-01-F": 4,
        "R-14524120-01": 3,
        "R-14524120-02": 3,
        "R-14626120-01-F": 3,
        "R-14626120-02": 3,
        "R-14627110-01": 3,
        "R-14627110-01-F": 3,
        "R-14628030-01": 3,
        "R-14628190-02": 4,
        "R-14628190-02-F": 4,
        "R-14729020-01": 6,
        "R-14729030-01": 4,
        "R-14729170-01": 2,
    }


def test_konzepte_sind_in_sich_schluessig(k, z, g):
    assert k.index.is_unique
    assert k.index.str.fullmatch(r"R-14\d{6}-\d{2}(-F)?").all()
    assert set(z["konzept_id"]) == set(k.index)
    assert set(z["ags"]) <= set(g.index)
    assert not z.duplicated().any()
    assert set(k["art"]) == set(werte(Konzeptart))
    assert set(k["sicherheit"]) == set(werte(Sicherheit))
    assert set(k["datenlage"]) == {Datenlage.RECHERCHIERT.value}
    assert k["aufgehoben"].isna().all()
    assert (k["begonnen"].notna() | k["beschluss"].notna() | (k["art"] == "keins")).all()
    assert k["belegt_tag"].notna().all()
    assert all(
        urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname for url in k["quelle_url"]
    )
    assert k["quelle_url"].str.fullmatch(r"[!-~]+").all()
    assert not k["quelle"].str.startswith("www.").any()
    assert k["beschluss"].dropna().map(lies_datum).notna().all()


def test_keine_personennamen(k):
    for spalte in ("titel", "notiz"):
        texte = k[spalte].dropna()
        assert texte.map(ohne_personen).equals(texte)
        assert not texte.str.contains(r"\b(?:Herrn?|Frau) [A-ZÄÖÜ]").any()


# --- Eckwerte, Regeln


def test_eckwerte(g):
    e = tabellen.eckwerte()
    assert e["wert"].to_dict() == {
        "vorhanden": 207,
        "teilweise": 22,
        "kein": 189,
        "kein_unter_5000": 171,
        "kein_5000_bis_15000": 18,
        "vorhanden_ab_15000": 41,
        "kein_unter_15000": 189,
    }
    assert set(e["status"]) <= set(werte(Status))
    assert set(e["herkunft"]) == {"veroeffentlicht", "abgeleitet"}
    assert (e["herleitung"].notna() == (e["herkunft"] == "abgeleitet")).all()
    beschriftungen = tabellen.regeln().kompakt.beschriftungen
    assert set(e["groessenklasse"].dropna()) == set(beschriftungen)
    for eckwert in e.itertuples():
        von = 0 if pd.isna(eckwert.einwohner_von) else eckwert.einwohner_von
        unter = 10**9 if pd.isna(eckwert.einwohner_unter) else eckwert.einwohner_unter
        assert g["einwohner"].between(von, unter, inclusive="left").sum() == eckwert.grundgesamtheit
        if not pd.isna(eckwert.anteil_prozent):
            assert round(100 * eckwert.wert / eckwert.grundgesamtheit) == eckwert.anteil_prozent


def test_regeln(g):
    r = tabellen.regeln()
    assert (r.fortschreibung_ab_jahre, r.gueltig_bis_jahre, r.foerderung_mindest_einwohner) == (7, 10, 2000)
    assert (r.warnbaender_monate, r.erarbeitung_monate, r.in_arbeit_gilt_jahre) == ((6, 12, 24), (18, 24), 5)
    assert r.kompakt.beschriftungen == ["unter 5.000", "5.000 bis unter 15.000", "15.000 und mehr"]
    assert r.fein.beschriftungen == [
        "unter 2.000",
        "2.000 bis unter 5.000",
        "5.000 bis unter 10.000",
        "10.000 bis unter 15.000",
        "15.000 bis unter 50.000",
        "50.000 und mehr",
    ]
    for schema in (r.kompakt, r.fein):
        assert all(a.obergrenze == b.untergrenze for a, b in pairwise(schema.klassen))
    assert r.roh["modell"]["startwert"]["wert"]


# --- Datenwörterbuch


@pytest.mark.parametrize("name", LESER)
def test_woerterbuch_beschreibt_jede_spalte(name):
    tabelle = woerterbuch().tabellen[name]
    kopf = (einstellungen.tabellenordner() / tabelle.datei).read_text(encoding="utf-8").splitlines()[0]
    assert kopf.split(",") == list(tabelle.spalten)
    assert all(len(spalte.bedeutung) > 3 for spalte in tabelle.spalten.values())
    # Eine Zahl ohne Einheit wäre nicht zu verstehen.
    zahlen = [s for s in tabelle.spalten.values() if s.typ in ("ganzzahl", "kommazahl")]
    assert all(spalte.einheit for spalte in zahlen)


def test_woerterbuch_beschreibt_jede_datei():
    buch = woerterbuch()
    beschrieben = {t.datei for t in buch.tabellen.values()} | set(buch.weitere_dateien)
    vorhanden = {datei.name for datei in einstellungen.tabellenordner().iterdir()}
    assert vorhanden - beschrieben == {"datenwoerterbuch.yaml", "LIESMICH.md"}
    assert beschrieben - vorhanden == set()
    assert set(LESER) == set(buch.tabellen)


def test_woerterbuch_kennt_die_abgeleiteten_spalten(g, k, z):
    from datetime import date

    from insek_monitor.kennzahlen.lage import lage

    buch = woerterbuch()
    spalten = set(lage(g, k, z, date(2026, 11, 21), tabellen.regeln()).columns)
    assert spalten - set(g.columns) == set(buch.abgeleitet["lage"].spalten)
    assert {s for s in k.columns if s.endswith("_tag")} == set(buch.abgeleitet["konzepte"].spalten)
    flaeche, status = buch.spalte("flaeche_km2"), buch.spalte("status")
    assert flaeche is not None
    assert flaeche.einheit == "km²"
    assert status is not None
    assert status.quelle.schluessel == "projekt"
    assert buch.spalte("gibtsnicht") is None


def test_quellen_nennen_lizenz_und_namensnennung():
    buch = woerterbuch()
    assert all(q.lizenz and q.namensnennung and q.stand for q in buch.quellen.values())
    liesmich = (einstellungen.tabellenordner() / "LIESMICH.md").read_text(encoding="utf-8")
    for schluessel in ("gv_isys", "vg5000", "landesdirektion"):
        assert buch.quellen[schluessel].namensnennung in liesmich


# --- Lesen, Fehler, Geschwindigkeit


def test_jeder_aufruf_gibt_einen_eigenen_frame(g):
    anderer = tabellen.gemeinden()
    anderer.loc[:, "name"] = "überschrieben"
    assert tabellen.gemeinden()["name"].equals(g["name"])


def test_typen(g, k):
    assert str(g["einwohner"].dtype) == "Int64"
    assert str(g["flaeche_km2"].dtype) == "float64"
    assert str(g["einwohner_stichtag"].dtype) == "datetime64[s]"
    assert str(k["beschluss_tag"].dtype) == "datetime64[s]"
    assert str(k["zieljahr"].dtype) == "Int64"
    assert g.index.str.fullmatch(r"\d{8}").all()
    assert g["plz"].str.fullmatch(r"\d{5}").all(), "führende Null bleibt"


def test_fehlende_und_fremde_dateien(tmp_path, monkeypatch):
    echt = einstellungen.tabellenordner()
    monkeypatch.setenv("INSEK_TABELLENORDNER", str(tmp_path))
    with pytest.raises(WoerterbuchFehler, match="lässt sich nicht lesen"):
        tabellen.gemeinden()
    (tmp_path / "datenwoerterbuch.yaml").write_bytes((echt / "datenwoerterbuch.yaml").read_bytes())
    with pytest.raises(tabellen.TabellenFehler, match=r"gemeinden\.csv: Die Datei fehlt"):
        tabellen.gemeinden()
    inhalt = (echt / "nachbarn.csv").read_text(encoding="utf-8")
    (tmp_path / "nachbarn.csv").write_text(inhalt.replace("grenze_km", "km", 1), encoding="utf-8")
    with pytest.raises(tabellen.TabellenFehler, match="Datenwörterbuch"):
        tabellen.nachbarn()
    (tmp_path / "nachbarn.csv").write_text(re.sub(r"\d+\.\d+\n", "lang\n", inhalt, count=1), encoding="utf-8")
    with pytest.raises(tabellen.TabellenFehler, match="passt nicht zum Typ"):
        tabellen.nachbarn()
    (tmp_path / "eckwerte.yaml").write_text(yaml.safe_dump({"eckwerte": 3}), encoding="utf-8")
    with pytest.raises(tabellen.TabellenFehler, match="Liste „eckwerte“"):
        tabellen.eckwerte()


def test_tabellen_lesen_laedt_keine_geometrie():
    """geopandas kostet beim Start rund eine halbe Sekunde und wird nur für Grenzen gebraucht."""
    skript = (
        "import sys; from insek_monitor.register import tabellen as t; t.gemeinden(); t.konzepte_recherche();"
        "print(any(m in sys.modules for m in ('geopandas', 'shapely', 'openpyxl')))"
    )
    ordner = einstellungen.projektordner()
    lauf = subprocess.run(
        [sys.executable, "-c", skript], cwd=ordner, capture_output=True, text=True, check=True
    )
    assert lauf.stdout.strip() == "False"
