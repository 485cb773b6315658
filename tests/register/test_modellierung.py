"""Modellierung: genau die Eckwerte, nur Ergänzungen, immer dasselbe Ergebnis."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from insek_monitor.kennzahlen.lage import lage
from insek_monitor.modell.datum import tage_spalte
from insek_monitor.modell.konzept import EREIGNISSE
from insek_monitor.modell.regeln import Regeln
from insek_monitor.register import tabellen
from insek_monitor.register.belege import belege_aus
from insek_monitor.register.grundbestand import startwert_aus, zielwerte_aus
from insek_monitor.register.jahresziehung import losnummer
from insek_monitor.register.modellierung import ModellierungsFehler, Zielwerte, modelliere
from tests.conftest import STICHTAG, beispiel_gemeinden, beispiel_konzept
from tests.register.conftest import frames

Frames = tuple[pd.DataFrame, pd.DataFrame]


def mit_tagen(konzepte: pd.DataFrame) -> pd.DataFrame:
    return konzepte.assign(**{f"{name}_tag": tage_spalte(konzepte[name]) for name in EREIGNISSE})


# --- an den echten Daten ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def gemeinden() -> pd.DataFrame:
    return tabellen.gemeinden()


@pytest.fixture(scope="module")
def recherche() -> Frames:
    return tabellen.konzepte_recherche(), tabellen.zuordnung_recherche()


@pytest.fixture(scope="module")
def zielwerte() -> Zielwerte:
    return zielwerte_aus(tabellen.eckwerte())


@pytest.fixture(scope="module")
def modell(gemeinden: pd.DataFrame, recherche: Frames, zielwerte: Zielwerte, echte_regeln: Regeln) -> Frames:
    konzepte, zuordnung = modelliere(
        gemeinden, *recherche, zielwerte, echte_regeln, startwert_aus(echte_regeln)
    )
    return mit_tagen(konzepte), zuordnung


def test_zielwerte_aus_den_eckwerten(zielwerte: Zielwerte) -> None:
    assert (zielwerte.vorhanden, zielwerte.teilweise, zielwerte.kein) == (207, 22, 189)
    assert zielwerte.kein_je_klasse == {"unter 5.000": 171, "5.000 bis unter 15.000": 18}
    assert zielwerte.alle_vorhanden == ("15.000 und mehr",)
    assert zielwerte.letztes_jahr == 2025


@pytest.mark.parametrize("stichtag", [STICHTAG, date(2031, 7, 1), date(2060, 1, 1)])
def test_eckwerte_genau(
    gemeinden: pd.DataFrame, modell: Frames, echte_regeln: Regeln, stichtag: date
) -> None:
    stand = lage(gemeinden, *modell, stichtag, echte_regeln)
    zahlen = stand["status"].value_counts().to_dict()
    assert zahlen == {"vorhanden": 207, "teilweise": 22, "kein": 189, "unbekannt": 0}
    kreuz = pd.crosstab(stand["groessenklasse_kompakt"], stand["status"])
    assert kreuz["kein"].to_dict() == {"unter 5.000": 171, "5.000 bis unter 15.000": 18, "15.000 und mehr": 0}
    assert kreuz.sum(axis=1).tolist() == [259, 118, 41]
    assert kreuz.at["15.000 und mehr", "vorhanden"] == 41


def test_recherche_allein_hat_110(gemeinden: pd.DataFrame, recherche: Frames, echte_regeln: Regeln) -> None:
    stand = lage(gemeinden, *recherche, STICHTAG, echte_regeln)
    assert stand["status"].value_counts()["vorhanden"] == 110


def test_es_wird_nur_ergaenzt(recherche: Frames, modell: Frames) -> None:
    konzepte, zuordnung = modell
    belegt = recherche[0][list(konzepte.columns)]
    assert konzepte[: len(belegt)].to_csv() == belegt.to_csv()
    assert zuordnung[: len(recherche[1])].to_csv() == recherche[1].to_csv()
    ergaenzt = konzepte[len(belegt) :]
    assert set(ergaenzt["datenlage"]) == {"modelliert"}
    assert set(ergaenzt["titel"]) == {"Modellierter Datensatz (kein Nachweis)"}
    assert ergaenzt[["sicherheit", "belegt", "quelle_url"]].isna().all(axis=None)
    assert (ergaenzt.index == "M-" + zuordnung["ags"][len(recherche[1]) :].to_numpy()).all()


def test_belege_gehen_vor(
    gemeinden: pd.DataFrame, recherche: Frames, modell: Frames, echte_regeln: Regeln
) -> None:
    vorher = lage(gemeinden, *recherche, STICHTAG, echte_regeln)
    nachher = lage(gemeinden, *modell, STICHTAG, echte_regeln)
    vorhanden = vorher.index[vorher["status"] == "vorhanden"]
    spalten = ["status", "konzept_id", "beschluss", "datenlage", "aktualitaet"]
    pd.testing.assert_frame_equal(nachher.loc[vorhanden, spalten], vorher.loc[vorhanden, spalten])
    mit_konzept = recherche[1]["ags"][recherche[1]["konzept_id"].map(recherche[0]["art"]) != "keins"]
    assert set(nachher.loc[mit_konzept.unique(), "status"]) == {"vorhanden", "teilweise"}
    assert set(nachher["datenlage"][nachher["status"] == "kein"]) == {"modelliert"}


@pytest.mark.parametrize("jahr", [2005, 2012, 2018, 2021, 2024, 2026])
def test_belegte_arbeit_bleibt_sichtbar(
    gemeinden: pd.DataFrame, recherche: Frames, modell: Frames, echte_regeln: Regeln, jahr: int
) -> None:
    stichtag = date(jahr, 12, 31)
    vorher = lage(gemeinden, *recherche, stichtag, echte_regeln)["in_arbeit"]
    nachher = lage(gemeinden, *modell, stichtag, echte_regeln)["in_arbeit"]
    assert nachher.tolist() == vorher.tolist()


def test_jahre_stammen_aus_den_belegen(gemeinden: pd.DataFrame, recherche: Frames, modell: Frames) -> None:
    belege = belege_aus(gemeinden.index, *recherche)
    konzepte = modell[0][modell[0]["datenlage"] == "modelliert"]
    gezogen = set(konzepte["beschluss"].dropna()) - {"unbekannt"}
    assert gezogen <= {str(jahr) for jahr in belege.beschlussjahr.values()}
    assert max(gezogen) <= "2025"
    assert len(gezogen) > 10


def test_doerfer_bekommen_ein_ingeko(gemeinden: pd.DataFrame, modell: Frames) -> None:
    konzepte, zuordnung = modell
    zeilen = zuordnung[zuordnung["konzept_id"].str.startswith("M-")].join(konzepte, on="konzept_id")
    zeilen = zeilen[zeilen["art"].isin(["insek", "ingeko", "seko"])]
    dorf = zeilen["ags"].map(gemeinden["gemeindetyp"]) == "Gemeinde"
    assert set(zeilen["art"][dorf]) == {"ingeko"}
    assert set(zeilen["art"][~dorf]) == {"insek"}


def test_reihenfolge_der_eingabe_ist_gleichgueltig(
    gemeinden: pd.DataFrame, recherche: Frames, zielwerte: Zielwerte, echte_regeln: Regeln
) -> None:
    eins = modelliere(gemeinden, *recherche, zielwerte, echte_regeln, "x")
    zwei = modelliere(gemeinden[::-1], recherche[0][::-1], recherche[1][::-1], zielwerte, echte_regeln, "x")
    assert eins[0].sort_index().to_csv() == zwei[0].sort_index().to_csv()
    anders = modelliere(gemeinden, *recherche, zielwerte, echte_regeln, "y")
    assert eins[0].to_csv() != anders[0].to_csv(), "ein anderer Startwert wählt anders"


# --- von Hand nachgerechnet ---------------------------------------------------------------------------------

# 14000000 groß; 14000001 und 14000002 mittel; 14000003 bis 14000006 klein
EINWOHNER: list[int | None] = [20000, 6000, 7000, 1000, 1000, 1000, 1000]
ZIEL = Zielwerte(
    vorhanden=3,
    teilweise=2,
    kein=2,
    kein_je_klasse={"unter 5.000": 2},
    alle_vorhanden=("15.000 und mehr",),
    letztes_jahr=2025,
)


def modelliere_klein(*konzepte, ziel: Zielwerte = ZIEL, regeln: Regeln) -> tuple[pd.DataFrame, Frames]:
    gemeinden = beispiel_gemeinden(EINWOHNER)
    ergebnis = modelliere(gemeinden, *frames(*konzepte), ziel, regeln, "1")
    return gemeinden, (mit_tagen(ergebnis[0]), ergebnis[1])


def test_kleines_beispiel(regeln: Regeln) -> None:
    gemeinden, modell = modelliere_klein(
        beispiel_konzept("A", "14000001", beschluss="2015"),
        beispiel_konzept("B", "14000000", "14000002", art="aehnlich", beschluss="2020"),
        beispiel_konzept("C", "14000003", art="keins", belegt="2019"),
        beispiel_konzept("D", "14000004", begonnen="2024", belegt="2024"),
        beispiel_konzept("E", "14000005", art="teilgebiet", beschluss="2020"),
        regeln=regeln,
    )
    stand = lage(gemeinden, *modell, STICHTAG, regeln)
    # Groß muss vorhanden sein (das ähnliche Konzept genügt nicht); 2 behält das ähnliche; von den kleinen ist
    # eine belegt ohne, ohne jede Spur ist nur 6, also wird sie das zweite „kein“; 4 und 5 teilen den Rest.
    assert stand.loc["14000000", ["status", "beschluss"]].tolist() == ["vorhanden", "2015"]
    assert stand.loc[["14000002", "14000003", "14000006"], "status"].tolist() == ["teilweise", "kein", "kein"]
    assert sorted(stand.loc[["14000004", "14000005"], "status"]) == ["teilweise", "vorhanden"]
    assert Counter(stand["status"]) == {"vorhanden": 3, "teilweise": 2, "kein": 2}
    assert stand["datenlage"].tolist()[1:4] == ["gemeldet"] * 3


def test_modellierter_beschluss_liegt_vor_belegter_arbeit(regeln: Regeln) -> None:
    gemeinden, modell = modelliere_klein(
        beispiel_konzept("A", "14000001", beschluss="2015"),
        beispiel_konzept("B", "14000002", beschluss="2022"),
        beispiel_konzept("C", "14000000", begonnen="2020", belegt="2020"),
        regeln=regeln,
    )
    assert modell[0].at["M-14000000", "beschluss"] == "2015"
    assert lage(gemeinden, *modell, date(2021, 1, 1), regeln).at["14000000", "in_arbeit"]


def test_gemeldetes_gegen_ein_konzept_bleibt_zuletzt_ohne_insek(regeln: Regeln) -> None:
    aehnliche = [
        beispiel_konzept(f"A{n}", f"1400000{n}", art="aehnlich", beschluss="2020") for n in range(1, 7)
    ]
    ziel = replace(ZIEL, vorhanden=6, teilweise=1, kein=0, kein_je_klasse={})
    gemeinden, modell = modelliere_klein(
        *aehnliche,
        beispiel_konzept("X", "14000005", art="keins", belegt="2019"),
        beispiel_konzept("Y", "14000000", beschluss="2010"),
        ziel=ziel,
        regeln=regeln,
    )
    stand = lage(gemeinden, *modell, STICHTAG, regeln)
    assert stand.index[stand["status"] == "teilweise"].tolist() == ["14000005"]


@pytest.mark.parametrize(
    ("ziel", "konzepte", "meldung"),
    [
        (replace(ZIEL, vorhanden=4), [], "zusammen 8 Gemeinden"),
        (replace(ZIEL, kein_je_klasse={"unter 5.000": 1}), [], "je Größenklasse 1 ohne Konzept"),
        (
            ZIEL,
            [beispiel_konzept("K", "14000000", art="keins")],
            "„15.000 und mehr“: Veröffentlicht sind 0 Gemeinden ohne Konzept; belegt sind 1",
        ),
        (
            ZIEL,
            [beispiel_konzept("V", "14000003", "14000004", "14000005", beschluss="2020")],
            "„unter 5.000“: Veröffentlicht sind 2 .* nur 1 sind noch ohne Angabe",
        ),
        (
            ZIEL,
            [beispiel_konzept("V", "14000001", "14000002", "14000003", "14000004", beschluss="2020")],
            "höchstens 0 möglich",
        ),
        (ZIEL, [beispiel_konzept("V", "14000001", beschluss="2026")], "Kein belegtes Konzept .* bis 2025"),
    ],
)
def test_widersprueche(ziel: Zielwerte, konzepte: list, meldung: str, regeln: Regeln) -> None:
    with pytest.raises(ModellierungsFehler, match=meldung):
        modelliere_klein(*konzepte, ziel=ziel, regeln=regeln)


def test_belege_ohne_stichtag() -> None:
    gemeinden = beispiel_gemeinden(EINWOHNER)
    belege = belege_aus(
        gemeinden.index,
        *frames(
            beispiel_konzept("A1", "14000000", beschluss="2005"),
            beispiel_konzept("A2", "14000000", beschluss="2019-05"),
            beispiel_konzept("A3", "14000000", beschluss="unbekannt"),
            beispiel_konzept("B", "14000001", beschluss="2010", aufgehoben="2020"),
            beispiel_konzept("C", "14000002", begonnen="unbekannt", belegt="2023"),
            beispiel_konzept("D", "14000003", art="aehnlich", beschluss="unbekannt", begonnen="2017"),
            beispiel_konzept("X", "14999999", beschluss="2020"),
        ),
    )
    assert belege.vorhanden == {"14000000"}
    assert belege.kein == {"14000001"}, "das einzige Konzept ist aufgehoben"
    assert belege.teilweise == {"14000003"}
    assert belege.in_arbeit == {"14000002"}
    assert belege.beschlussjahr == {"14000000": 2019}
    assert belege.beginnjahr == {"14000002": 2023, "14000003": 2017}


def test_losnummer_ist_fuer_immer_dieselbe() -> None:
    # Von Hand: printf 'start:kein:14511000' | sha256sum | cut -c1-16
    assert losnummer("start", "kein", "14511000") == 0x77FE610ECD79C280
