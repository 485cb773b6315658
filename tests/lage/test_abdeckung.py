"""Abdeckung, Kreuztabelle, Verlauf, Abgleich mit von Hand gerechneten Zahlen."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.abdeckung import Stand, abdeckung, kreuztabelle, staende, stand, verlauf, zelle
from insek_monitor.lage.abgleich import EckwertFehler, abgleich
from insek_monitor.lage.lage import lage
from tests.conftest import STICHTAG, beispiel_gemeinden, beispiel_konzept
from tests.hilfen.konzept import als_frames

Konzepte = tuple[pd.DataFrame, pd.DataFrame]


@pytest.fixture
def beispiel(vier_gemeinden: pd.DataFrame, vier_konzepte: Konzepte, regeln: Regeln) -> pd.DataFrame:
    return lage(vier_gemeinden, *vier_konzepte, STICHTAG, regeln)


def test_gesamt(beispiel: pd.DataFrame) -> None:
    tabelle = abdeckung(beispiel, None)
    assert tabelle["gruppe"].tolist() == ["gesamt"] * 4
    assert tabelle["status"].tolist() == ["vorhanden", "teilweise", "kein", "unbekannt"]
    assert tabelle["gemeinden"].tolist() == [2, 1, 0, 1]
    # Die unbekannte Gemeinde hat keine Einwohnerzahl: NA, nicht 0. Bei „kein“ gibt es keine Gemeinde: 0.
    assert tabelle["einwohner"].tolist() == [26000, 1500, 0, pd.NA]
    assert tabelle["einwohner_gesamt"].tolist() == [27500] * 4
    assert tabelle["gemeinden_anteil"].tolist() == [0.5, 0.25, 0.0, 0.25]
    assert tabelle["einwohner_anteil"].tolist()[:3] == pytest.approx([26000 / 27500, 1500 / 27500, 0.0])
    assert tabelle["einwohner_anteil"].isna().tolist() == [False, False, False, True]


def test_nach_groessenklasse_mit_gruppe_ohne_angabe(beispiel: pd.DataFrame) -> None:
    tabelle = abdeckung(beispiel, "groessenklasse_kompakt")
    vorhanden = tabelle[tabelle["status"] == "vorhanden"].set_index("gruppe")
    assert vorhanden.index.tolist() == ["unter 5.000", "5.000 bis unter 15.000", "15.000 und mehr", "k. A."]
    assert vorhanden["gemeinden"].tolist() == [0, 1, 1, 0]
    assert vorhanden["gemeinden_gesamt"].tolist() == [1, 1, 1, 1]
    assert vorhanden["einwohner_gesamt"].tolist() == [1500, 6000, 20000, pd.NA]


def test_anteile_sind_aus_summen_gerechnet(beispiel: pd.DataFrame) -> None:
    chemnitz = (
        abdeckung(beispiel, "planungsregion").query("gruppe == 'Chemnitz' and status == 'vorhanden'").iloc[0]
    )
    assert (chemnitz["gemeinden"], chemnitz["gemeinden_gesamt"]) == (2, 3)
    assert chemnitz["gemeinden_anteil"] == pytest.approx(2 / 3)


def test_leere_lage(beispiel: pd.DataFrame) -> None:
    leer = beispiel.iloc[:0]
    gesamt = abdeckung(leer, None)
    assert gesamt["gemeinden"].tolist() == [0, 0, 0, 0]
    assert gesamt["gemeinden_anteil"].isna().all()
    assert abdeckung(leer, "kreis").empty


def test_kreuztabelle(beispiel: pd.DataFrame) -> None:
    tabelle = kreuztabelle(beispiel, "planungsregion", "groessenklasse_kompakt").set_index(
        ["zeile", "spalte"]
    )
    assert len(tabelle) == 2 * 4
    assert tabelle["gemeinden_gesamt"].sum() == 4
    assert tabelle.loc[("Chemnitz", "15.000 und mehr"), "vorhanden_anteil"] == 1.0
    leer = tabelle.loc[("Oberlausitz-Niederschlesien", "15.000 und mehr")]
    assert leer["gemeinden_gesamt"] == 0
    assert leer["vorhanden_anteil"] is pd.NA
    assert tabelle[["vorhanden", "teilweise", "kein", "unbekannt"]].sum().tolist() == [2, 1, 0, 1]


def test_stand_von_hand(beispiel: pd.DataFrame) -> None:
    gesamt = stand(beispiel)
    assert gesamt == Stand(gesamt=4, belegt=2, von=2, bis=2, unbekannt=1)
    assert (gesamt.zahl, gesamt.bekannt) == (2, 3)
    assert gesamt.anteil == pytest.approx(2 / 3)
    assert stand(beispiel.iloc[:0]) == Stand(0, 0)
    einwohner = staende(abdeckung(beispiel, None), "einwohner")["gesamt"]
    assert (einwohner.gesamt, einwohner.belegt) == (27500, 26000)
    je_klasse = staende(abdeckung(beispiel, "groessenklasse_kompakt"))
    assert {gruppe: s.anteil for gruppe, s in je_klasse.items()} == {
        "unter 5.000": 0,
        "5.000 bis unter 15.000": 1,
        "15.000 und mehr": 1,
        "k. A.": None,
    }


def test_stand_mit_schaetzung(beispiel: pd.DataFrame) -> None:
    # Zwei offene von dreien ihrer Klasse, je mit 0,25: Varianz 2·0,25·0,75·(3−2)/(3−1) = 0,1875.
    offen = beispiel.index.isin(["14000002", "14000003"])
    erwartung = {"p_vorhanden": 0.25, "p_teilweise": 0.25, "p_kein": 0.5, "offene_der_klasse": 3}
    for spalte, wert in erwartung.items():
        beispiel.loc[offen, spalte] = wert
    beispiel["groessenklasse_kompakt"] = beispiel["groessenklasse_kompakt"].fillna("unter 5.000")
    gesamt = stand(beispiel)
    assert (gesamt.belegt, gesamt.geschaetzt, gesamt.unbekannt) == (2, 0.5, 0)
    assert (gesamt.von, gesamt.bis) == (2, 4)
    assert gesamt.ungefaehr
    kreuz = kreuztabelle(beispiel, "planungsregion", "groessenklasse_kompakt")
    zellen = {(z.zeile, z.spalte): zelle(z) for z in kreuz.itertuples()}
    assert sum(s.zahl for s in zellen.values()) == 2.5
    assert zellen["Chemnitz", "unter 5.000"].geschaetzt == 0.25


@pytest.mark.parametrize(
    ("eingabe", "anteil"),
    [
        (Stand(7, 0, unbekannt=7), None),
        (Stand(7, 0, unbekannt=6), None),
        (Stand(7, 0), 0),
        (Stand(7, 2, unbekannt=3), 0.5),
        (Stand(8, 2, 2.0, 3, 5), 0.5),
        (Stand(0, 0), None),
    ],
)
def test_nicht_bekannt_ist_nicht_keines(eingabe: Stand, anteil: float | None) -> None:
    assert eingabe.anteil == anteil


def test_verlauf_von_hand(regeln: Regeln) -> None:
    gemeinden = beispiel_gemeinden([1000, 4000, None])
    konzepte, zuordnung = als_frames(
        [
            beispiel_konzept("A", "14000000", beschluss="2005-12-31"),
            beispiel_konzept("B", "14000001", beschluss="2010-01-01"),
            beispiel_konzept("C", "14000002", beschluss="unbekannt", belegt="2015"),
            beispiel_konzept("D", "14000001", art="aehnlich", beschluss="2008"),
        ]
    )
    tage = [date(jahr, 12, 31) for jahr in (2004, 2005, 2009, 2015)] + [date(2020, 7, 1)]
    tabelle = verlauf(gemeinden, konzepte, zuordnung, regeln, tage)
    assert tabelle["stichtag"].dt.date.tolist() == tage
    assert tabelle["vorhanden"].tolist() == [0, 1, 1, 3, 3]
    # A läuft am 31.12.2015 ab, B am 01.01.2020; C ist undatiert.
    assert tabelle["davon_gueltig"].tolist() == [0, 1, 1, 1, 0]
    assert tabelle["davon_undatiert"].tolist() == [0, 0, 0, 1, 1]
    assert tabelle["teilweise"].tolist() == [0, 0, 1, 0, 0]
    assert tabelle["unbekannt"].tolist() == [3, 2, 1, 0, 0]
    assert tabelle["vorhanden_einwohner"].tolist() == [0, 1000, 1000, 5000, 5000]
    # 2004 ist von keiner etwas bekannt: keine 0.
    assert tabelle["vorhanden_anteil"].isna().tolist() == [True, *[False] * 4]
    assert tabelle["vorhanden_anteil"].tolist()[1:] == pytest.approx([1 / 3, 1 / 3, 1, 1])


def test_verlauf_sagt_dasselbe_wie_lage(
    vier_gemeinden: pd.DataFrame, vier_konzepte: Konzepte, regeln: Regeln
) -> None:
    tage = [date(jahr, 12, 31) for jahr in range(2015, 2030)]
    tabelle = verlauf(vier_gemeinden, *vier_konzepte, regeln, tage)
    for _, zeile in tabelle.iterrows():
        einzeln = lage(vier_gemeinden, *vier_konzepte, zeile["stichtag"].date(), regeln)
        zahlen = einzeln["status"].value_counts()
        assert [zeile[s] for s in zahlen.index] == zahlen.tolist()
        gueltig = einzeln["aktualitaet"].isin(["aktuell", "Fortschreibung einleiten"]).sum()
        assert zeile["davon_gueltig"] == gueltig


def eckwerte(**spalten: list[object]) -> pd.DataFrame:
    zahl = len(spalten["wert"])
    grund: dict[str, object] = {
        "beschreibung": ["x"] * zahl,
        "anteil_prozent": pd.array([50] * zahl, dtype="Int64"),
        "grundgesamtheit": pd.array([4] * zahl, dtype="Int64"),
        "einheit": ["Gemeinden"] * zahl,
        "status": pd.array([None] * zahl, dtype="str"),
        "einwohner_von": pd.array([None] * zahl, dtype="Int64"),
        "einwohner_unter": pd.array([None] * zahl, dtype="Int64"),
        "herkunft": ["veroeffentlicht"] * zahl,
        "quelle": ["Folie"] * zahl,
    }
    frame = pd.DataFrame(grund | spalten, index=pd.Index([f"e{i}" for i in range(zahl)], name="schluessel"))
    return frame.astype({"einwohner_von": "Int64", "einwohner_unter": "Int64"})


def test_abgleich_von_hand(beispiel: pd.DataFrame) -> None:
    tabelle = abgleich(
        beispiel,
        eckwerte(
            wert=[3, 1, 2, 4],
            status=["vorhanden", "vorhanden", "kein", None],
            einwohner_von=[None, 6000, None, None],
            einwohner_unter=[None, 20000, 6000, None],
        ),
    )
    assert tabelle["eckwert"].tolist() == ["e0", "e1", "e2", "e3"]
    assert tabelle["gemeinden_belegt"].tolist() == [2, 1, 0, 4]
    assert tabelle["abweichung"].tolist() == [-1, 0, -2, 0]
    assert tabelle["grundgesamtheit_berechnet"].tolist() == [4, 1, 1, 4]
    # Die Gemeinde ohne Einwohnerzahl fällt aus jeder Abgrenzung nach Größe.
    assert tabelle["davon_ungeklaert"].tolist() == [1, 0, 0, 1]


@pytest.mark.parametrize(
    ("angabe", "meldung"),
    [({"einheit": ["Prozent"]}, "Einheit „Prozent“"), ({"status": ["da"]}, "Status „da“")],
)
def test_abgleich_lehnt_unbekanntes_ab(beispiel: pd.DataFrame, angabe: dict, meldung: str) -> None:
    with pytest.raises(EckwertFehler, match=meldung):
        abgleich(beispiel, eckwerte(wert=[1], **angabe))
