"""Gruppen im ganzen Land auf dem mitgelieferten Datenstand; Sollzahlen gemessen und plausibel.

Plausibel heißt: Von 418 Gemeinden ist bei 223 nichts belegt; die meisten davon sind klein.
"""

from __future__ import annotations

import pandas as pd
import pytest

from insek_monitor.ansprache.kooperation.kooperation import (
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
from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.lage import lage
from insek_monitor.register import tabellen
from tests.conftest import STICHTAG

SCHLEIFE, GROSS_DUEBEN, TREBENDORF = "14626490", "14626120", "14626560"


@pytest.fixture(scope="module")
def gesamt(echte_regeln: Regeln) -> Grundlage:
    konzepte, zuordnung = tabellen.konzepte_recherche(), tabellen.zuordnung_recherche()
    land = lage(tabellen.gemeinden(), konzepte, zuordnung, STICHTAG, echte_regeln)
    return grundlage(land, tabellen.nachbarn(), tabellen.grenzen())


def _zahlen(ergebnis: Aufteilung) -> tuple[int, int, int, int, int]:
    guete = ergebnis.guete
    return guete.gruppen, guete.gemeinden, guete.uebrig, guete.ein_kreis, guete.ein_verband


def test_sollzahlen(gesamt: Grundlage) -> None:
    ergebnis = aufteilung(gesamt, Kooperationswunsch())
    assert _zahlen(ergebnis) == (83, 225, 9, 78, 21)
    assert ergebnis.guete.punkte == pytest.approx(58.83, abs=0.01)
    assert ergebnis.guete.kompaktheit_mittel == pytest.approx(0.402, abs=0.001)
    assert ergebnis.verfahren == (
        "234 Gemeinden kommen infrage; 1.722 zusammenhängende Gruppen wurden gefunden. Unter allen 1.714 "
        "zulässigen wählt ein Optimierungsverfahren (HiGHS) so, dass zuerst die meisten Gemeinden "
        "unterkommen und dann die Punkte je Gemeinde am höchsten sind. Besser geht es nachweislich nicht."
    )
    assert ergebnis.gruppen["einwohner"].between(2000, 10000).all()
    assert ergebnis.gruppen["gemeinden"].between(2, 4).all()
    # Was nicht belegt ist, steht in jeder Begründung als solches da.
    for zeile in ergebnis.gruppen.itertuples():
        assert any(satz.startswith("Stand klären") for satz in zeile.gruende) == (zeile.unbekannt > 0)
    pd.testing.assert_frame_equal(ergebnis.gruppen, aufteilung(gesamt, Kooperationswunsch()).gruppen)


def test_gierig_zum_vergleich(gesamt: Grundlage) -> None:
    ergebnis = aufteilung_gierig(gesamt, Kooperationswunsch())
    assert _zahlen(ergebnis)[1:3] == (190, 44)


def test_nur_belegte(gesamt: Grundlage) -> None:
    belegt = aufteilung(gesamt, Kooperationswunsch(auch_unbekannte=False))
    assert _zahlen(belegt) == (13, 33, 18, 12, 4)
    assert not belegt.gruppen["unbekannt"].any()


def test_ein_kreis_ohne_kandidatin(gesamt: Grundlage) -> None:
    stadt = gesamt.lage[(gesamt.lage["kreis"] == "Dresden, Stadt").to_numpy(dtype=bool)]
    ergebnis = aufteilung(
        Grundlage(stadt, gesamt.nachbarn, gesamt.umfang_km, gesamt.flaeche_km2), Kooperationswunsch()
    )
    assert ergebnis.gruppen.empty
    assert ergebnis.uebrig.empty


def test_um_jede_gemeinde_gruppen_oder_ein_grund(gesamt: Grundlage) -> None:
    """Jede zehnte genügt; alle anderen gehen denselben Weg."""
    for ags in gesamt.lage.index[::10]:
        um = gruppen_um(ags, gesamt, Kooperationswunsch())
        assert bool(um.attrs.get("grund")) == um.empty


def test_bestehende_gemeinsame_konzepte() -> None:
    konzepte, zuordnung = tabellen.konzepte_recherche(), tabellen.zuordnung_recherche()
    tabelle = bestehende(konzepte, zuordnung, tabellen.gemeinden(), STICHTAG).set_index("konzept_id")
    assert len(tabelle) == 19
    schleife = tabelle.loc["R-14626120-01"]
    assert set(schleife["mitglieder"]) == {SCHLEIFE, GROSS_DUEBEN, TREBENDORF}
    assert schleife["stand"] == "beschlossen"
    assert tabelle.loc["R-14626120-02-F", "stand"] == "begonnen"
    assert schleife["einwohner"] == tabellen.gemeinden().loc[list(schleife["mitglieder"]), "einwohner"].sum()
    assert set(tabelle["datenlage"]) == {"recherchiert"}
    frueher = bestehende(konzepte, zuordnung, tabellen.gemeinden(), STICHTAG.replace(year=2005))
    assert frueher.empty


def test_verbaende(gesamt: Grundlage) -> None:
    tabelle = verbaende(gesamt.lage).set_index("verband")
    assert len(tabelle) == 70
    assert tabelle["verband_art"].value_counts().to_dict() == {
        "Verwaltungsgemeinschaft": 64,
        "Verwaltungsverband": 6,
    }
    anzahl = tabelle["mitglieder"].map(len)
    assert (anzahl.min(), anzahl.max(), anzahl.sum()) == (2, 5, 179)
    assert (tabelle["ohne_konzept"] + tabelle["unbekannt"] <= anzahl).all()
