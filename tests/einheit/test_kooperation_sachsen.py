"""Gruppen im ganzen Land auf den beiden mitgelieferten Datenständen; Sollzahlen gemessen und plausibel.

Plausibel heißt: Im Modell stehen 219 kleine Gemeinden ohne aktuelles Konzept (189 „kein“ und die kleinen
unter den „teilweise“ und abgelaufenen), in der Recherche nur 21, weil 267 Gemeinden unbekannt sind.
"""

from __future__ import annotations

from dataclasses import astuple

import pandas as pd
import pytest

from insek_monitor.kennzahlen.kooperation import (
    Aufteilung,
    Grundlage,
    Kooperationswunsch,
    aufteilung,
    aufteilung_gierig,
    bestehende,
    grundlage,
    gruppen_um,
    verbaende,
)
from insek_monitor.kennzahlen.lage import lage
from insek_monitor.modell.regeln import Regeln
from insek_monitor.register import tabellen
from insek_monitor.register.laden import Bestand, lade
from insek_monitor.register.speicher import oeffne
from tests.conftest import STICHTAG

SCHLEIFE, GROSS_DUEBEN, TREBENDORF = "14626490", "14626120", "14626560"


@pytest.fixture(scope="module")
def bestaende(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bestand]:
    register = oeffne(f"sqlite:///{(tmp_path_factory.mktemp('gruppen') / 'register.sqlite').as_posix()}")
    return {kuerzel: lade(register, kuerzel) for kuerzel in ("recherche", "modell")}


@pytest.fixture(scope="module")
def grundlagen(bestaende: dict[str, Bestand], echte_regeln: Regeln) -> dict[str, Grundlage]:
    return {
        kuerzel: grundlage(
            lage(tabellen.gemeinden(), bestand.konzepte, bestand.zuordnung, STICHTAG, echte_regeln),
            tabellen.nachbarn(),
            tabellen.grenzen(),
        )
        for kuerzel, bestand in bestaende.items()
    }


def _zahlen(ergebnis: Aufteilung) -> tuple[int, int, int, int, int]:
    guete = ergebnis.guete
    return guete.gruppen, guete.gemeinden, guete.uebrig, guete.ein_kreis, guete.ein_verband


def test_modell_sollzahlen(grundlagen: dict[str, Grundlage]) -> None:
    ergebnis = aufteilung(grundlagen["modell"], Kooperationswunsch())
    assert _zahlen(ergebnis) == (78, 209, 10, 72, 18)
    assert ergebnis.guete.punkte == pytest.approx(57.59, abs=0.01)
    assert ergebnis.guete.kompaktheit_mittel == pytest.approx(0.398, abs=0.001)
    assert ergebnis.verfahren == (
        "219 Gemeinden kommen infrage; 1.199 zusammenhängende Gruppen wurden gefunden. Unter allen 1.191 "
        "zulässigen wählt ein Optimierungsverfahren (HiGHS) so, dass zuerst die meisten Gemeinden "
        "unterkommen und dann die Punkte je Gemeinde am höchsten sind. Besser geht es nachweislich nicht."
    )
    assert ergebnis.gruppen["einwohner"].between(2000, 10000).all()
    assert ergebnis.gruppen["gemeinden"].between(2, 4).all()
    # Was nur laut Modell gilt, steht in jeder Begründung als solches da.
    for zeile in ergebnis.gruppen.itertuples():
        assert any("laut Modell" in satz for satz in zeile.gruende) == (zeile.modelliert > 0)


def test_gierig_zum_vergleich(grundlagen: dict[str, Grundlage]) -> None:
    ergebnis = aufteilung_gierig(grundlagen["modell"], Kooperationswunsch())
    assert _zahlen(ergebnis) == (76, 170, 49, 73, 38)


def test_recherche_sollzahlen(grundlagen: dict[str, Grundlage]) -> None:
    belegt = aufteilung(grundlagen["recherche"], Kooperationswunsch())
    assert _zahlen(belegt) == (3, 8, 13, 3, 2)
    assert not belegt.gruppen["modelliert"].any()
    mit = aufteilung(grundlagen["recherche"], Kooperationswunsch(auch_unbekannte=True))
    assert _zahlen(mit) == (84, 230, 10, 78, 21)
    offen = mit.gruppen[mit.gruppen["unbekannt"] > 0]
    assert all(any(s.startswith("Stand klären") for s in saetze) for saetze in offen["gruende"])


def test_gleiche_eingabe_gleiches_ergebnis(grundlagen: dict[str, Grundlage]) -> None:
    eins, zwei = (aufteilung(grundlagen["modell"], Kooperationswunsch()) for _ in range(2))
    pd.testing.assert_frame_equal(eins.gruppen, zwei.gruppen)
    assert astuple(eins.guete) == astuple(zwei.guete)


def test_ein_kreis_ohne_kandidatin(grundlagen: dict[str, Grundlage]) -> None:
    gesamt = grundlagen["modell"]
    stadt = gesamt.lage[(gesamt.lage["kreis"] == "Dresden, Stadt").to_numpy(dtype=bool)]
    ergebnis = aufteilung(
        Grundlage(stadt, gesamt.nachbarn, gesamt.umfang_km, gesamt.flaeche_km2), Kooperationswunsch()
    )
    assert ergebnis.gruppen.empty
    assert ergebnis.uebrig.empty


def test_um_jede_gemeinde_gruppen_oder_ein_grund(grundlagen: dict[str, Grundlage]) -> None:
    """Jede zehnte genügt; alle anderen gehen denselben Weg."""
    for ags in grundlagen["modell"].lage.index[::10]:
        um = gruppen_um(ags, grundlagen["modell"], Kooperationswunsch())
        assert bool(um.attrs.get("grund")) == um.empty


def test_bestehende_gemeinsame_konzepte(bestaende: dict[str, Bestand]) -> None:
    recherche = bestaende["recherche"]
    tabelle = bestehende(recherche.konzepte, recherche.zuordnung, tabellen.gemeinden(), STICHTAG).set_index(
        "konzept_id"
    )
    assert len(tabelle) == 17
    schleife = tabelle.loc["R-14626120-02"]
    assert set(schleife["mitglieder"]) == {SCHLEIFE, GROSS_DUEBEN, TREBENDORF}
    assert schleife["stand"] == "beschlossen"
    assert tabelle.loc["R-14626120-01-F", "stand"] == "begonnen"
    assert schleife["einwohner"] == tabellen.gemeinden().loc[list(schleife["mitglieder"]), "einwohner"].sum()
    assert set(tabelle["datenlage"]) == {"recherchiert"}
    frueher = bestehende(
        recherche.konzepte, recherche.zuordnung, tabellen.gemeinden(), STICHTAG.replace(year=2005)
    )
    assert frueher.empty


def test_verbaende(grundlagen: dict[str, Grundlage]) -> None:
    tabelle = verbaende(grundlagen["recherche"].lage).set_index("verband")
    assert len(tabelle) == 70
    assert tabelle["verband_art"].value_counts().to_dict() == {
        "Verwaltungsgemeinschaft": 64,
        "Verwaltungsverband": 6,
    }
    anzahl = tabelle["mitglieder"].map(len)
    assert (anzahl.min(), anzahl.max(), anzahl.sum()) == (2, 5, 179)
    assert (tabelle["ohne_konzept"] + tabelle["unbekannt"] <= anzahl).all()
    assert tabelle["modelliert"].sum() == 0
    modell = verbaende(grundlagen["modell"].lage)
    assert modell["unbekannt"].sum() == 0
    assert (modell["modelliert"] <= modell["ohne_konzept"]).all()
    assert modell["modelliert"].sum() > 0
