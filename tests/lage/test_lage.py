"""Lage und Auswahl: Spalten, Typen, Vorrang, Fehlendes. Die Regeln selbst prüfen die Fälle."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.lage import Auswahl, filtere, lage
from tests.conftest import STICHTAG, beispiel_gemeinden, beispiel_konzept
from tests.hilfen.konzept import Konzept, als_frames
from tests.hilfen.prioritaet_beispiele import ags, lage_aus

NEU = [
    *("status", "datenlage", "konzept_id", "art", "titel", "beschluss", "beschluss_tag", "ablauf_am"),
    *("alter_jahre", "aktualitaet", "warnband_monate", "in_arbeit", "foerdergrundlage", "zieljahr"),
    *("quelle_url", "sicherheit", "groessenklasse_kompakt", "groessenklasse_fein"),
    *("geklaert", "p_vorhanden", "p_teilweise", "p_kein", "offene_der_klasse"),
]
Konzepte = tuple[pd.DataFrame, pd.DataFrame]


@pytest.fixture
def beispiel(vier_gemeinden: pd.DataFrame, vier_konzepte: Konzepte, regeln: Regeln) -> pd.DataFrame:
    return lage(vier_gemeinden, *vier_konzepte, STICHTAG, regeln)


def test_beispiel_von_hand(beispiel: pd.DataFrame) -> None:
    assert beispiel["status"].tolist() == ["vorhanden", "vorhanden", "teilweise", "unbekannt"]
    assert beispiel["konzept_id"].tolist()[:3] == ["A", "B", "C"]
    assert beispiel["alter_jahre"].tolist() == [6, 9, pd.NA, pd.NA]
    assert beispiel["datenlage"].fillna("-").tolist() == ["gemeldet", "recherchiert", "gemeldet", "-"]
    assert beispiel["warnband_monate"].tolist() == [pd.NA, 12, pd.NA, pd.NA]
    assert beispiel["foerdergrundlage"].tolist() == ["ja", "ja", "nein", "unklar"]
    assert beispiel.loc["14000000", "titel"] == "INSEK 2035"
    assert beispiel["zieljahr"].tolist() == [2035, pd.NA, pd.NA, pd.NA]


def test_spalten_und_typen(beispiel: pd.DataFrame, vier_gemeinden: pd.DataFrame) -> None:
    assert beispiel.index.equals(vier_gemeinden.index)
    assert set(beispiel.columns) == set(vier_gemeinden.columns) | set(NEU)
    geordnet = ["status", "aktualitaet", "gemeindetyp", "foerdergrundlage"]
    geordnet += ["groessenklasse_kompakt", "groessenklasse_fein"]
    assert all(beispiel[name].cat.ordered for name in geordnet)
    assert beispiel["status"].cat.categories.tolist() == ["vorhanden", "teilweise", "kein", "unbekannt"]
    typen = {
        name: str(beispiel[name].dtype)
        for name in ("alter_jahre", "warnband_monate", "in_arbeit", "zieljahr")
    }
    assert typen == {
        "alter_jahre": "Float64",
        "warnband_monate": "Int64",
        "in_arbeit": "bool",
        "zieljahr": "Int64",
    }
    assert str(beispiel["ablauf_am"].dtype) == str(beispiel["beschluss_tag"].dtype) == "datetime64[s]"


def test_fehlende_einwohner_werden_nie_zu_null(beispiel: pd.DataFrame) -> None:
    ohne = beispiel.loc["14000003"]
    assert ohne["einwohner"] is pd.NA
    assert pd.isna(ohne["groessenklasse_kompakt"])
    assert pd.isna(ohne["groessenklasse_fein"])


def test_eingaben_bleiben_unveraendert(
    vier_gemeinden: pd.DataFrame, vier_konzepte: Konzepte, regeln: Regeln
) -> None:
    vorher = (vier_gemeinden.copy(), vier_konzepte[0].copy(), vier_konzepte[1].copy())
    lage(vier_gemeinden, *vier_konzepte, STICHTAG, regeln)
    for davor, danach in zip(vorher, (vier_gemeinden, *vier_konzepte), strict=True):
        pd.testing.assert_frame_equal(davor, danach)


def test_bei_gleichem_tag_entscheidet_die_kennung_unabhaengig_von_der_reihenfolge(regeln: Regeln) -> None:
    gemeinden = beispiel_gemeinden([3000])
    zwei = [
        beispiel_konzept("Z", "14000000", beschluss="2020-01-01"),
        beispiel_konzept("A", "14000000", beschluss="2020-01-01"),
    ]
    for folge in (zwei, zwei[::-1]):
        assert lage(gemeinden, *als_frames(folge), STICHTAG, regeln)["konzept_id"].tolist() == ["A"]


@pytest.mark.parametrize(
    ("meldung", "geklaert"),
    [
        (None, False),
        (beispiel_konzept("B", ags(0), art="aehnlich", beschluss="unbekannt", belegt="2026-11-20"), True),
        (beispiel_konzept("B", ags(0), art="keins", belegt="2026-11-20"), True),
        (beispiel_konzept("B", ags(0), art="keins", belegt="2026-11-22"), False),
        (beispiel_konzept("B", ags(0), art="teilgebiet", beschluss="2020"), False),
        (beispiel_konzept("B", ags(0), art="keins", belegt="2019", datenlage="recherchiert"), False),
    ],
)
def test_neben_einem_recherchierten_aehnlichen_klaert_die_meldung(
    meldung: Konzept | None, geklaert: bool, regeln: Regeln
) -> None:
    """Maßgeblich bleibt das datierte gemeinsame; die Auskunft der einen klärt nur ihren Stand."""
    gemeinsam = beispiel_konzept(
        "A", ags(0), ags(1), art="aehnlich", beschluss="2019", datenlage="recherchiert"
    )
    frame = lage_aus([4000, 4000], [gemeinsam, *([meldung] if meldung else [])], regeln)
    assert frame["konzept_id"].tolist() == ["A", "A"]
    assert frame["geklaert"].tolist() == [geklaert, False]


def test_zuordnung_zu_fremden_gemeinden_und_konzepten_stoert_nicht(regeln: Regeln) -> None:
    konzepte, zuordnung = als_frames([beispiel_konzept("A", "14999999", beschluss="2020")])
    fremd = pd.concat([zuordnung, pd.DataFrame({"konzept_id": ["fehlt"], "ags": ["14000000"]})])
    assert lage(beispiel_gemeinden([3000]), konzepte, fremd, STICHTAG, regeln)["status"].tolist() == [
        "unbekannt"
    ]


def test_ohne_konzepte_und_ohne_gemeinden(regeln: Regeln) -> None:
    leer = als_frames([])
    assert lage(beispiel_gemeinden([1, 2]), *leer, STICHTAG, regeln)["status"].tolist() == ["unbekannt"] * 2
    assert len(lage(beispiel_gemeinden([]), *leer, STICHTAG, regeln)) == 0


def test_auswahl_filtert_klassen_und_kreise(beispiel: pd.DataFrame) -> None:
    def namen(**angaben: object) -> list[str]:
        return filtere(beispiel, Auswahl(STICHTAG, **angaben))["name"].tolist()  # type: ignore[arg-type]

    assert namen() == ["Ort 0", "Ort 1", "Ort 2", "Ort 3"]
    assert namen(klassen=("unter 5.000", "15.000 und mehr")) == ["Ort 0", "Ort 2"]
    assert namen(schema="fein", klassen=("unter 2.000",)) == ["Ort 2"]
    assert namen(kreise=("Chemnitz, Stadt",)) == ["Ort 0", "Ort 3"]
    assert namen(kreise=("Chemnitz, Stadt",), klassen=("15.000 und mehr",)) == ["Ort 0"]
    assert namen(kreise=("Nirgendwo",)) == []


def test_auswahl_ist_schluessel_eines_zwischenspeichers() -> None:
    eine, gleiche = Auswahl(STICHTAG, kreise=("Bautzen",)), Auswahl(STICHTAG, kreise=("Bautzen",))
    assert {eine: 1}[gleiche] == 1
    assert hash(Auswahl(date(2026, 1, 1))) != hash(Auswahl(STICHTAG))
