"""Prüfrunden: bestätigt ist, was jemand gesehen hat, solange es sich nicht ändert."""

from __future__ import annotations

import pandas as pd
import pytest
from sqlalchemy import func, select

from insek_monitor.kern.rollen import GAST, Person, Rolle, Zugang
from insek_monitor.register import datenstaende, protokoll, pruefrunden, rechte, schema
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.laden import Bestand, lade
from insek_monitor.register.speicher import Register
from tests.conftest import beispiel_gemeinden, beispiel_konzept
from tests.hilfen.vorrichtungen_register import frames

pytestmark = pytest.mark.eine_datenbank

LOKAL = Person("Anna Amt", "lokal", Zugang.LOKAL)
LESERIN = Person("Lena Lese", "lena@example.org", Zugang.ANMELDUNG, Rolle.LESEN)
# 0 und 1: belegt (B gemeinsam), 2: zweimal belegt, 3 und 4: nichts.
KONZEPTE = (
    beispiel_konzept("A", "14000000", beschluss="2020-03-10"),
    beispiel_konzept("B", "14000000", "14000001", art="aehnlich", beschluss="2019"),
    beispiel_konzept("C", "14000002", beschluss="2018"),
    beispiel_konzept("M", "14000002", beschluss="2010"),
)


@pytest.fixture
def gemeinden() -> pd.DataFrame:
    return beispiel_gemeinden([5000] * 5)


def lege_an(register: Register, *konzepte) -> Bestand:
    neu = datenstaende.lege_an(register, *frames(*konzepte), titel="T", von="v", anlass="a")
    return lade(register, neu)


@pytest.fixture
def bestand(register: Register) -> Bestand:
    return lege_an(register, *KONZEPTE)


def bestaetigungen(register: Register) -> int:
    with register.lesen() as verbindung:
        return verbindung.execute(select(func.count()).select_from(schema.bestaetigung)).scalar_one()


def test_ohne_runde_ist_nichts_bestaetigbar(
    register: Register, bestand: Bestand, gemeinden: pd.DataFrame
) -> None:
    assert pruefrunden.aktuelle(register) is None
    stand = pruefrunden.stand(register, bestand, gemeinden)
    assert stand.index.equals(gemeinden.index)
    assert not stand["bestaetigt"].any()
    assert not stand["bestaetigbar"].any()
    assert set(stand["grund"]) == {"Es läuft noch keine Prüfrunde."}
    with pytest.raises(RegisterFehler, match="Bitte beginnen Sie zuerst eine"):
        pruefrunden.bestaetige(register, bestand, ["14000000"], LOKAL)


def test_neue_runde(register: Register, bestand: Bestand, gemeinden: pd.DataFrame) -> None:
    runde = pruefrunden.beginne(register, "  4. Quartal\n2026 ", LOKAL)
    assert (runde.nummer, runde.titel, runde.von) == (1, "4. Quartal 2026", "Anna Amt")
    assert pruefrunden.aktuelle(register) == runde
    stand = pruefrunden.stand(register, bestand, gemeinden)
    assert stand["bestaetigbar"].tolist() == [True, True, True, False, False]
    assert stand["grund"].tolist() == ["", "", "", pruefrunden.OHNE_DATENSATZ, pruefrunden.OHNE_DATENSATZ]
    assert stand.dtypes.astype(str).to_dict() == pruefrunden.TYPEN


def test_bestaetigen_uebergeht_schon_bestaetigte_und_nicht_bestaetigbare(
    register: Register, bestand: Bestand, gemeinden: pd.DataFrame
) -> None:
    pruefrunden.beginne(register, "Q4", LOKAL)
    assert pruefrunden.bestaetige(register, bestand, ["14000000"], LOKAL) == 1
    assert pruefrunden.bestaetige(register, bestand, list(gemeinden.index) * 2, LOKAL) == 2
    assert pruefrunden.bestaetige(register, bestand, set(gemeinden.index), LOKAL) == 0
    stand = pruefrunden.stand(register, bestand, gemeinden)
    assert stand["bestaetigt"].tolist() == [True, True, True, False, False]
    assert stand["von"].tolist()[:3] == ["Anna Amt"] * 3
    assert stand["von"].isna().tolist() == [False, False, False, True, True]
    assert stand["am"].isna().tolist() == [False, False, False, True, True]
    assert bestaetigungen(register) == 3
    eintrag = protokoll.lies(register, person=LOKAL).iloc[1]
    assert eintrag["einzelheiten"] == "Q4: 14000001, 14000002"
    assert eintrag["datenstand_nummer"] == bestand.datenstand.nummer


def test_nur_nicht_bestaetigbare_werden_abgelehnt(register: Register, bestand: Bestand) -> None:
    pruefrunden.beginne(register, "Q4", LOKAL)
    with pytest.raises(RegisterFehler, match="liegt keine Angabe vor"):
        pruefrunden.bestaetige(register, bestand, ["99999999"], LOKAL)
    with pytest.raises(RegisterFehler, match="Keine dieser Gemeinden"):
        pruefrunden.bestaetige(register, bestand, ["14000003", "14000004"], LOKAL)
    assert bestaetigungen(register) == 0


def test_eine_aenderung_macht_genau_ihre_gemeinden_wieder_offen(
    register: Register, bestand: Bestand, gemeinden: pd.DataFrame
) -> None:
    pruefrunden.beginne(register, "Q4", LOKAL)
    pruefrunden.bestaetige(register, bestand, gemeinden.index, LOKAL)
    # B gehört zu 14000000 und 14000001; die Notiz ändert nichts am Status und doch am Inhalt.
    anders = beispiel_konzept("B", "14000000", "14000001", art="aehnlich", beschluss="2019", notiz="neu")
    neu = lege_an(register, KONZEPTE[0], anders, *KONZEPTE[2:])
    assert pruefrunden.stand(register, neu, gemeinden)["bestaetigt"].tolist() == [
        False,
        False,
        True,
        False,
        False,
    ]
    assert pruefrunden.bestaetige(register, neu, gemeinden.index, LOKAL) == 2
    # Der alte Datenstand ist mit der alten Bestätigung weiter bestätigt.
    for gesehen in (bestand, neu):
        stand = pruefrunden.stand(register, gesehen, gemeinden)
        assert stand["bestaetigt"].tolist() == [True, True, True, False, False]


def test_auch_ein_weiteres_konzept_aendert_den_inhalt(
    register: Register, bestand: Bestand, gemeinden: pd.DataFrame
) -> None:
    pruefrunden.beginne(register, "Q4", LOKAL)
    pruefrunden.bestaetige(register, bestand, ["14000002"], LOKAL)
    ohne_modell = lege_an(register, *KONZEPTE[:3])
    assert not pruefrunden.stand(register, ohne_modell, gemeinden).at["14000002", "bestaetigt"]


def test_neue_runde_macht_alle_offen(register: Register, bestand: Bestand, gemeinden: pd.DataFrame) -> None:
    pruefrunden.beginne(register, "Q3", LOKAL)
    pruefrunden.bestaetige(register, bestand, gemeinden.index, LOKAL)
    pruefrunden.beginne(register, "Q4", LOKAL)
    aktuelle = pruefrunden.aktuelle(register)
    assert aktuelle is not None
    assert (aktuelle.nummer, aktuelle.titel) == (2, "Q4")
    assert not pruefrunden.stand(register, bestand, gemeinden)["bestaetigt"].any()
    assert bestaetigungen(register) == 3, "die alten bleiben im Register"


@pytest.mark.parametrize("person", [GAST, LESERIN])
def test_rolle_ist_noetig(register: Register, bestand: Bestand, person: Person) -> None:
    with pytest.raises(rechte.Verweigert, match="Bearbeiten"):
        pruefrunden.beginne(register, "Q4", person)
    pruefrunden.beginne(register, "Q4", LOKAL)
    with pytest.raises(rechte.Verweigert, match="Bearbeiten"):
        pruefrunden.bestaetige(register, bestand, ["14000000"], person)
    assert bestaetigungen(register) == 0


def test_titel_ist_noetig(register: Register) -> None:
    for titel in ("", " \n ", "x" * 201):
        with pytest.raises(RegisterFehler, match="braucht einen Titel"):
            pruefrunden.beginne(register, titel, LOKAL)
    assert pruefrunden.aktuelle(register) is None


def test_leere_wahl_bestaetigt_nichts(register: Register, bestand: Bestand) -> None:
    pruefrunden.beginne(register, "Q4", LOKAL)
    assert pruefrunden.bestaetige(register, bestand, [], LOKAL) == 0
    assert bestaetigungen(register) == 0
