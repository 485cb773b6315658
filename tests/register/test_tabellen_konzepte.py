"""Recherchierte Konzepte, Eckwerte und Regeln: goldene Zahlen und Zusammenhänge."""

from itertools import pairwise
from urllib.parse import urlsplit

import pandas as pd
import pytest

from insek_monitor.aufbereiten.recherche import ohne_personen
from insek_monitor.kern.begriffe import Datenlage, Konzeptart, Sicherheit, Status, werte
from insek_monitor.kern.datum import lies_datum
from insek_monitor.register import tabellen
from tests.hilfen.auszug.gold import gold

INTEGRIERT = ["insek", "ingeko", "seko"]


@pytest.fixture(scope="module")
def je_gemeinde(k, z):
    """Eine Zeile je Konzept und Gemeinde."""
    return z.merge(k.reset_index(), on="konzept_id")


def test_konzepte_goldene_zahlen(k, z):
    assert (len(k), len(z)) == (423, 481)
    assert k["art"].value_counts().to_dict() == {
        "insek": 200,
        "aehnlich": 97,
        "teilgebiet": 56,
        "seko": 40,
        "ingeko": 28,
        "keins": 2,
    }
    assert k["sicherheit"].value_counts().to_dict() == {"hoch": 232, "mittel": 169, "niedrig": 22}
    assert gold(k["zieljahr"]) == (136, 275951.0, 2015.0, 2050.0)
    tage = k["beschluss_tag"]
    assert (tage.count(), str(tage.min())[:10], str(tage.max())[:10]) == (209, "1991-07-01", "2025-11-04")
    assert ((k["beschluss"] == "unbekannt").sum(), (k["begonnen"] == "unbekannt").sum()) == (130, 113)


def test_belegte_gemeinden(je_gemeinde):
    beschlossen = je_gemeinde[je_gemeinde["art"].isin(INTEGRIERT) & je_gemeinde["beschluss"].notna()]
    assert beschlossen["ags"].nunique() == 120
    assert beschlossen.loc[beschlossen["beschluss"] != "unbekannt", "ags"].nunique() == 100
    aehnlich = je_gemeinde[(je_gemeinde["art"] == "aehnlich") & je_gemeinde["beschluss"].notna()]
    assert len(set(aehnlich["ags"]) - set(beschlossen["ags"])) == 74
    assert je_gemeinde["ags"].nunique() == 240


def test_jede_zeile_der_recherche_ist_auffindbar(je_gemeinde):
    """476 Zeilen der Recherche; ein gemeinsames Konzept steht bei jedem Mitglied für dessen Zeile."""
    grund = je_gemeinde["konzept_id"].str.removesuffix("-F")
    assert je_gemeinde.assign(grund=grund).groupby(["ags", "grund"]).ngroups == 476


def test_keine_fundstelle_steht_zweimal_da(je_gemeinde):
    """Borsdorf, Schwarzenberg, Neustadt in Sachsen: nicht einmal begonnen und einmal beschlossen."""
    fundstelle = je_gemeinde.dropna(subset="titel")[["ags", "titel", "quelle_url", "beschluss", "notiz"]]
    ohne_datum = fundstelle[fundstelle["beschluss"].fillna("unbekannt") == "unbekannt"]
    assert not ohne_datum.duplicated(["ags", "titel", "quelle_url", "notiz"]).any()


def test_gemeinsame_konzepte(z):
    mitglieder = z.groupby("konzept_id").size()
    assert mitglieder[mitglieder > 1].to_dict() == {
        "R-14521035-03": 5,
        "R-14521040-01": 3,
        "R-14521110-01": 3,
        "R-14521380-01": 2,
        "R-14522300-01": 3,
        "R-14523020-02": 4,
        "R-14524120-01": 3,
        "R-14524120-02": 3,
        "R-14625010-01": 14,
        "R-14626120-01": 3,
        "R-14626120-02-F": 3,
        "R-14627110-02": 3,
        "R-14628030-01": 3,
        "R-14628190-04": 4,
        "R-14729020-01": 6,
        "R-14729030-01": 4,
        "R-14729170-01": 2,
        "R-14730010-01": 2,
        "R-14730050-01": 7,
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
