"""Aus Zeilen der Recherche werden Konzepte: jede Regel an einer kleinen Datei."""

import pandas as pd
import pytest

from insek_monitor.aufbereiten import AufbereitungsFehler
from insek_monitor.aufbereiten.konzepte import lies_recherche
from tests.hilfen.auszug.bauen import schreibe_recherche

A, B, C = "14511000", "14522080", "14625020"


def lies(tmp_path, *reihen, name="insek_recherche_2026-11.csv"):
    datei = schreibe_recherche(tmp_path / name, list(reihen))
    konzepte, zuordnung = lies_recherche(datei, pd.Index([A, B, C]))
    return konzepte.set_index("konzept_id"), zuordnung


def zeile(ags=A, status="vorhanden", art="INSEK", titel="T", **weitere):
    return {"ags": ags, "status": status, "art": art, "konzept_titel": titel} | weitere


@pytest.mark.parametrize(
    ("roh", "art"),
    [
        ("INSEK", "insek"),
        ("INGEKO", "ingeko"),
        ("Gemeindeentwicklungskonzept", "ingeko"),
        ("SEKo", "seko"),
        ("Stadtentwicklungskonzept", "seko"),
        ("sonstiges", "aehnlich"),
    ],
)
def test_arten(tmp_path, roh, art):
    k, z = lies(tmp_path, zeile(art=roh, beschluss_jahr="2019"))
    assert k["art"].to_dict() == {f"R-{A}-01": art}
    assert z.values.tolist() == [[f"R-{A}-01", A]]


def test_sonstiges_mit_insek_im_titel_ist_ein_insek(tmp_path):
    k, _ = lies(
        tmp_path, zeile(art="sonstiges", titel="Gesamtkonzept (ersetzt INSEK)", beschluss_jahr="2024")
    )
    assert k["art"].tolist() == ["insek"]


def test_datum_und_zielhorizont(tmp_path):
    k, _ = lies(
        tmp_path,
        zeile(
            beschluss_jahr="2016", beschluss_datum="2016-06-23", zielhorizont="2035/2050", quelle_stand="2017"
        ),
        zeile(beschluss_jahr="2008", zielhorizont="2020"),
        zeile(zielhorizont="2030+"),
    )
    assert k["beschluss"].tolist() == ["2016-06-23", "2008", "unbekannt"]
    assert k["belegt"].tolist() == ["2017", "2026-11", "2026-11"]
    assert k["zieljahr"].tolist() == ["2035", "2020", "2030"]
    assert k["zielhorizont"].tolist() == ["2035/2050", "2020", "2030+"]
    assert set(k["datenlage"]) == {"recherchiert"}
    assert set(k["begonnen"]) == set(k["aufgehoben"]) == {""}


def test_neue_fassung_ohne_jahr_belegt_eine_aeltere(tmp_path):
    """Allein steht sie für zwei Datensätze: die ältere ohne Titel und Zieljahr, die neue in Arbeit."""
    k, z = lies(
        tmp_path, zeile(titel="INSEK 2035", in_bearbeitung="ja", zielhorizont="2035", quelle_stand="2020")
    )
    assert k[["titel", "begonnen", "beschluss", "zieljahr", "belegt"]].to_dict("index") == {
        f"R-{A}-01": {
            "titel": "",
            "begonnen": "",
            "beschluss": "unbekannt",
            "zieljahr": "",
            "belegt": "2020",
        },
        f"R-{A}-01-F": {
            "titel": "INSEK 2035",
            "begonnen": "unbekannt",
            "beschluss": "",
            "zieljahr": "2035",
            "belegt": "2020",
        },
    }
    assert z["konzept_id"].tolist() == [f"R-{A}-01", f"R-{A}-01-F"]


@pytest.mark.parametrize(("jahr", "noetig"), [("2019", False), ("2020", False), ("2021", True)])
def test_aeltere_fassung_nur_wenn_sonst_nicht_belegt(tmp_path, jahr, noetig):
    """Was 2021 beschlossen wurde, kann nicht die ältere Fassung einer Quelle von 2020 sein."""
    k, _ = lies(
        tmp_path,
        zeile(titel="neu", in_bearbeitung="ja", quelle_stand="2020"),
        zeile(titel="alt", beschluss_jahr=jahr),
    )
    assert (f"R-{A}-01" in k.index) is noetig
    assert {f"R-{A}-01-F", f"R-{A}-02"} <= set(k.index)


def test_mehrere_zeilen_in_arbeit_belegen_nur_eine_aeltere(tmp_path):
    k, _ = lies(
        tmp_path,
        zeile(titel="neu", in_bearbeitung="ja", quelle_stand="2022"),
        zeile(titel="neu", in_bearbeitung="ja", quelle_stand="2018"),
    )
    assert list(k.index) == [f"R-{A}-01-F", f"R-{A}-02", f"R-{A}-02-F"]


def test_fortschreibung_eines_beschlossenen(tmp_path):
    k, _ = lies(
        tmp_path, zeile(titel="INSEK 2035", beschluss_jahr="2022", in_bearbeitung="ja", zielhorizont="2035")
    )
    assert k[["titel", "begonnen", "beschluss", "zieljahr"]].values.tolist() == [
        ["INSEK 2035", "", "2022", "2035"],
        ["Fortschreibung zu: INSEK 2035", "unbekannt", "", ""],
    ]


def test_uebrige_status(tmp_path):
    k, _ = lies(
        tmp_path,
        zeile(status="teilweise", art="sonstiges", in_bearbeitung="ja"),
        zeile(status="teilweise", art="SEKo", beschluss_jahr="2008"),
        zeile(status="teilweise", art="SEKo", beschluss_jahr="2008", in_bearbeitung="ja"),
        zeile(B, status="in_erarbeitung", art="INGEKO", in_bearbeitung="ja"),
        zeile(B, status="teilgebiet", art="SEKo", in_bearbeitung="ja"),
        zeile(C, status="kein", art="", titel=""),
    )
    assert k[["art", "begonnen", "beschluss"]].to_dict("index") == {
        # Eine Zeile ohne Beschluss ist ein Datensatz, nicht zwei, die einander widersprechen.
        f"R-{A}-01": {"art": "aehnlich", "begonnen": "unbekannt", "beschluss": "unbekannt"},
        f"R-{A}-02": {"art": "aehnlich", "begonnen": "", "beschluss": "2008"},
        f"R-{A}-03": {"art": "aehnlich", "begonnen": "", "beschluss": "2008"},
        f"R-{A}-03-F": {"art": "aehnlich", "begonnen": "unbekannt", "beschluss": ""},
        f"R-{B}-01": {"art": "ingeko", "begonnen": "unbekannt", "beschluss": ""},
        f"R-{B}-02": {"art": "teilgebiet", "begonnen": "", "beschluss": "unbekannt"},
        f"R-{C}-01": {"art": "keins", "begonnen": "", "beschluss": ""},
    }


def test_gemeinsames_konzept(tmp_path):
    gleich = {"titel": "Gemeinsam", "beschluss_jahr": "2008"}
    k, z = lies(
        tmp_path,
        zeile(
            A, **gleich, notiz="gemeinsam mit B; Stand 2008; eigenes INSEK nicht belegt", sicherheit="hoch"
        ),
        zeile(B, **gleich, notiz="gemeinsam mit A; Stand 2008", sicherheit="mittel", quelle_stand="2010"),
        zeile(C, **gleich, notiz="nur gleicher Titel"),
    )
    assert z.values.tolist() == [[f"R-{A}-01", A], [f"R-{A}-01", B], [f"R-{C}-01", C]]
    assert k.loc[f"R-{A}-01", ["sicherheit", "belegt", "notiz"]].tolist() == [
        "mittel",
        "2026-11",
        "gemeinsames Konzept; Stand 2008",
    ]


def test_gemeinsames_konzept_mit_eigenem_beschluss_bleibt_getrennt(tmp_path):
    _, z = lies(
        tmp_path,
        zeile(A, beschluss_jahr="2021", notiz="gemeinsam mit B"),
        zeile(B, beschluss_jahr="2021", beschluss_datum="2021-04", notiz="gemeinsam mit A"),
    )
    assert z["konzept_id"].tolist() == [f"R-{A}-01", f"R-{B}-01"]


def test_quelle_ist_der_rechnername_und_die_adresse_gueltig(tmp_path):
    k, _ = lies(tmp_path, zeile(quelle_url="https://www.Ort.de/Rahmenpläne und mehr?a=1#b"))
    assert k["quelle"].tolist() == ["ort.de"]
    assert k["quelle_url"].tolist() == ["https://www.Ort.de/Rahmenpl%C3%A4ne%20und%20mehr?a=1#b"]


def test_alter_seitenstand_gilt_statt_des_recherchemonats(tmp_path):
    k, _ = lies(
        tmp_path, zeile(status="in_erarbeitung", notiz="Seitenstand vor 2008: Fertigstellung erwartet")
    )
    assert k["belegt"].tolist() == ["2008"]


@pytest.mark.parametrize(
    ("feld", "wert", "gefunden"),
    [
        ("status", "fertig", "„fertig“"),
        ("art", "Plan", "„Plan“"),
        ("beschluss_datum", "2016-13-01", "„2016-13-01“"),
        ("quelle_url", "ftp://a.de", "„ftp://a.de“"),
        ("sicherheit", "sehr", "„sehr“"),
        ("in_bearbeitung", "x", "„x“"),
    ],
)
def test_falsche_werte(tmp_path, feld, wert, gefunden):
    with pytest.raises(AufbereitungsFehler, match=gefunden):
        lies(tmp_path, zeile(), zeile() | {feld: wert})


def test_dateiname_ohne_monat(tmp_path):
    with pytest.raises(AufbereitungsFehler, match="Dateiname mit dem Monat"):
        lies(tmp_path, zeile(), name="insek_recherche.csv")
