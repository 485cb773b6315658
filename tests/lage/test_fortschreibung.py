"""Alter, Ablauf, Fristen mit von Hand gerechneten Zahlen."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.fortschreibung import (
    ablauf_je_jahr,
    altersverteilung,
    faellig,
    naechste_ablaufende,
    ohne_fortschreibung,
    sortierschluessel,
    warnbaender,
)
from insek_monitor.lage.lage import lage
from tests.conftest import STICHTAG, beispiel_gemeinden, beispiel_konzept
from tests.hilfen.konzept import als_frames

# Ablauf: 21.05.2027 (6 Monate), 21.11.2027 (12), 21.11.2028 (24), 22.11.2028 (kein Band),
# 21.11.2026 (abgelaufen).
BESCHLUESSE = [
    "2017-05-21",
    "2017-11-21",
    "2018-11-21",
    "2018-11-22",
    "2016-11-21",
    "unbekannt",
    "2018-11-21",
]


@pytest.fixture
def beispiel(regeln: Regeln) -> pd.DataFrame:
    gemeinden = beispiel_gemeinden([1000, 2000, 3000, 4000, 5000, 6000, None, 8000, 9000])
    gemeinden["name"] = [
        "Zwota",
        "Bautzen",
        "Öderan",
        "Delitzsch",
        "Elstra",
        "Frohburg",
        "Oelsnitz",
        "Hohnstein",
        "Aue",
    ]
    konzepte = [
        beispiel_konzept(f"K{i}", f"14{i:06d}", beschluss=beschluss)
        for i, beschluss in enumerate(BESCHLUESSE)
    ]
    # Ein ähnliches Konzept hat kein Alter und keinen Ablauf; eine Gemeinde bleibt unbekannt.
    konzepte.append(beispiel_konzept("K9", "14000007", art="aehnlich", beschluss="2018-01-01"))
    return lage(gemeinden, *als_frames(konzepte), STICHTAG, regeln)


def test_altersverteilung(beispiel: pd.DataFrame) -> None:
    tabelle = altersverteilung(beispiel)
    assert tabelle["alter_jahre"].tolist() == list(range(11))
    assert dict(zip(tabelle["alter_jahre"], tabelle["gemeinden"], strict=True)) == {
        **dict.fromkeys(range(11), 0),
        7: 1,
        8: 2,
        9: 2,
        10: 1,
    }
    assert tabelle.attrs["ohne_alter"] == 1


def test_ablauf_je_jahr(beispiel: pd.DataFrame) -> None:
    tabelle = ablauf_je_jahr(beispiel)
    assert tabelle["jahr"].tolist() == [2026, 2027, 2028]
    assert tabelle["gemeinden"].tolist() == [1, 2, 3]
    assert tabelle["einwohner"].tolist() == [5000, 3000, 7000]


def test_faellig_beginnt_nach_dem_stichtag_und_schliesst_den_letzten_tag_ein(beispiel: pd.DataFrame) -> None:
    assert faellig(beispiel, 6, STICHTAG)["name"].tolist() == ["Zwota"]
    assert faellig(beispiel, 12, STICHTAG)["name"].tolist() == ["Zwota", "Bautzen"]
    # Gleicher Tag: nach deutscher Wortfolge, Ö wie O.
    assert faellig(beispiel, 24, STICHTAG)["name"].tolist() == ["Zwota", "Bautzen", "Öderan", "Oelsnitz"]
    assert faellig(beispiel, 0, STICHTAG).empty


def test_naechste_ablaufende(beispiel: pd.DataFrame) -> None:
    assert naechste_ablaufende(beispiel, 2, STICHTAG)["name"].tolist() == ["Zwota", "Bautzen"]
    assert naechste_ablaufende(beispiel, 99, STICHTAG)["name"].tolist()[-1] == "Delitzsch"


def test_warnbaender_sind_kumuliert(beispiel: pd.DataFrame) -> None:
    tabelle = warnbaender(beispiel)
    assert tabelle["band"].tolist() == [6, 12, 24]
    assert tabelle["gemeinden"].tolist() == [1, 2, 4]
    assert tabelle["einwohner"].tolist() == [1000, 3000, 6000]
    for zeile in tabelle.itertuples():
        assert len(faellig(beispiel, zeile.band, STICHTAG)) == zeile.gemeinden


def test_warnbaender_ohne_angabe_sind_ein_fehler(beispiel: pd.DataFrame) -> None:
    blank = beispiel.copy()
    blank.attrs = {}
    assert warnbaender(blank, (12,))["gemeinden"].tolist() == [2]
    with pytest.raises(ValueError, match="Warnbänder fehlen"):
        warnbaender(blank)


def test_warnbaender_ueberleben_das_filtern(beispiel: pd.DataFrame) -> None:
    assert warnbaender(beispiel[beispiel["einwohner"].notna()])["gemeinden"].tolist() == [1, 2, 3]


def test_ohne_fortschreibung(beispiel: pd.DataFrame) -> None:
    tabelle = ohne_fortschreibung(beispiel, STICHTAG, bis=2029)
    tage = tabelle["stichtag"].dt.strftime("%Y-%m-%d").tolist()
    assert tage == ["2026-11-21", "2026-12-31", "2027-12-31", "2028-12-31", "2029-12-31"]
    assert tabelle["gueltig"].tolist() == [5, 5, 3, 0, 0]
    assert tabelle["undatiert"].tolist() == [1] * 5
    assert tabelle["anteil"].tolist() == pytest.approx([5 / 9, 5 / 9, 3 / 9, 0, 0])


def test_ohne_fortschreibung_an_silvester_nennt_den_tag_einmal(beispiel: pd.DataFrame) -> None:
    tabelle = ohne_fortschreibung(beispiel, date(2026, 12, 31), bis=2027)
    assert tabelle["stichtag"].dt.year.tolist() == [2026, 2027]


def test_ohne_fortschreibung_gibt_es_keine_null_wo_etwas_nicht_bekannt_ist(beispiel: pd.DataFrame) -> None:
    # Nur abgelaufen (K4), undatiert (K5) oder unbekannt: Keines ist nachweislich gültig.
    offen = beispiel.loc[["14000004", "14000005", "14000008"]]
    for zeilen in (offen, offen.iloc[:2], offen.iloc[[0, 2]]):
        assert ohne_fortschreibung(zeilen, STICHTAG, bis=2027)["anteil"].isna().all()
    assert ohne_fortschreibung(offen.iloc[:1], STICHTAG, bis=2027)["anteil"].tolist() == [0, 0, 0]


def test_leere_lage(beispiel: pd.DataFrame) -> None:
    leer = beispiel.iloc[:0]
    assert altersverteilung(leer).empty
    assert ablauf_je_jahr(leer).empty
    assert faellig(leer, 24, STICHTAG).empty
    assert warnbaender(leer)["gemeinden"].tolist() == [0, 0, 0]
    assert ohne_fortschreibung(leer, STICHTAG, 2027)["anteil"].isna().all()


def test_sortierschluessel() -> None:
    namen = pd.Series(["Zug", "Öderan", "Oelsnitz", "Aue", "Ärzen", "Weißig", "Weissa"])
    assert namen.iloc[sortierschluessel(namen).argsort(kind="stable")].tolist() == [
        "Ärzen",
        "Aue",
        "Öderan",
        "Oelsnitz",
        "Weissa",
        "Weißig",
        "Zug",
    ]
