"""Gemerkte Spalten: der jüngste Eintrag gilt, Gleiches wird nicht noch einmal eingetragen."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from insek_monitor.einspielen import register_spaltennamen as spaltennamen
from insek_monitor.kern.rollen import GAST, Person, Zugang
from insek_monitor.register import protokoll, rechte, schema
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.speicher import Register

pytestmark = pytest.mark.eine_datenbank

LOKAL = Person("Anna Amt", "lokal", Zugang.LOKAL)


def eintraege(register: Register) -> int:
    with register.lesen() as verbindung:
        return verbindung.execute(select(func.count()).select_from(schema.spaltenwahl)).scalar_one()


def test_gemerktes_gilt_und_laesst_sich_aendern(register: Register) -> None:
    assert spaltennamen.lies(register) == {}
    spaltennamen.merke(register, {"rat hat getagt": "beschluss", "lfd nr": ""}, LOKAL)
    assert spaltennamen.lies(register) == {"rat hat getagt": "beschluss", "lfd nr": ""}
    spaltennamen.merke(register, {"rat hat getagt": "belegt", "lfd nr": ""}, LOKAL)
    assert spaltennamen.lies(register) == {"rat hat getagt": "belegt", "lfd nr": ""}
    assert eintraege(register) == 3, "„lfd nr“ galt schon"


def test_nichts_neues_schreibt_nichts(register: Register) -> None:
    spaltennamen.merke(register, {"rat": "beschluss"}, LOKAL)
    spaltennamen.merke(register, {"rat": "beschluss"}, LOKAL)
    spaltennamen.merke(register, {}, LOKAL)
    assert eintraege(register) == 1
    assert len(protokoll.lies(register, person=LOKAL)) == 1


def test_protokoll_nennt_die_zuordnung(register: Register) -> None:
    spaltennamen.merke(register, {"rat": "beschluss", "lfd nr": ""}, LOKAL)
    eintrag = protokoll.lies(register, person=LOKAL).iloc[0]
    assert eintrag["einzelheiten"] == "„rat“ → Beschluss am; „lfd nr“ → nicht übernehmen"


def test_gaeste_merken_nichts(register: Register) -> None:
    with pytest.raises(rechte.Verweigert, match="Bearbeiten"):
        spaltennamen.merke(register, {"rat": "beschluss"}, GAST)
    assert spaltennamen.lies(register) == {}


def test_unbekanntes_feld_und_ueberlange_ueberschrift(register: Register) -> None:
    with pytest.raises(RegisterFehler, match="Das Feld „zauber“ gibt es nicht"):
        spaltennamen.merke(register, {"rat": "beschluss", "hut": "zauber"}, LOKAL)
    spaltennamen.merke(register, {"x" * 201: "titel", " ": "titel", "ra\x00t": "titel"}, LOKAL)
    assert spaltennamen.lies(register) == {"rat": "titel"}
