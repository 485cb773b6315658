"""Gespeicherte Gewichte: Namen, Werte, Verlauf."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insek_monitor.ansprache.prioritaet import register_gewichtungen as gewichtungen
from insek_monitor.kern.rollen import GAST, Rolle
from insek_monitor.register import protokoll
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.rechte import Verweigert
from insek_monitor.register.speicher import Register, oeffne_leer
from tests.hilfen.ablage import LOKAL, angemeldet, zeilenzahlen

pytestmark = pytest.mark.eine_datenbank

WERTE = {"ohne_konzept": 10, "klein": 0, "abschlag_in_arbeit": 7, "frist_monate": 24}


def test_gespeichert_nach_namen_geordnet_und_ohne_rolle_lesbar(register: Register) -> None:
    assert gewichtungen.lies(register) == {}
    for name in ("Vogtland", "austausch Ä", "Bautzen"):
        gewichtungen.speichere(register, name, WERTE, LOKAL)
    assert list(gewichtungen.lies(register)) == ["austausch Ä", "Bautzen", "Vogtland"]
    assert gewichtungen.lies(register)["Bautzen"] == WERTE
    eintrag = protokoll.lies(register, person=LOKAL).iloc[0]
    assert eintrag[["vorgang", "gegenstand"]].tolist() == ["Gewichte speichern", "Bautzen"]


def test_gleicher_name_ersetzt_und_das_alte_bleibt_im_register(register: Register) -> None:
    gewichtungen.speichere(register, "Herbst", WERTE, LOKAL)
    gewichtungen.speichere(register, "Herbst", WERTE, LOKAL)
    assert zeilenzahlen(register)["gewichtung"] == 1, "ohne Änderung kein Eintrag"
    gewichtungen.speichere(register, " HERBST\n", WERTE | {"klein": 5}, LOKAL)
    assert gewichtungen.lies(register) == {"HERBST": WERTE | {"klein": 5}}
    assert zeilenzahlen(register)["gewichtung"] == 2


def test_entfernt_und_wieder_gespeichert(register: Register) -> None:
    gewichtungen.speichere(register, "Herbst", WERTE, LOKAL)
    gewichtungen.entferne(register, "herbst", LOKAL)
    assert gewichtungen.lies(register) == {}
    with pytest.raises(RegisterFehler, match="Unter „Herbst“ sind keine Gewichte gespeichert"):
        gewichtungen.entferne(register, "Herbst", LOKAL)
    gewichtungen.speichere(register, "Herbst", {"klein": 1}, LOKAL)
    assert gewichtungen.lies(register) == {"Herbst": {"klein": 1}}


@pytest.mark.parametrize(
    ("name", "werte", "meldung"),
    [
        (" ", WERTE, "„Name“ ist leer"),
        ("x" * 61, WERTE, "„Name“ hat 61 Zeichen, höchstens 60"),
        ("Lücken SCHLIESSEN", WERTE, "ist eine mitgelieferte Voreinstellung"),
        ("a", {}, "keine Gewichte angegeben"),
        ("a", {"klein": 11}, "Das Gewicht „klein“ ist „11“.*von 0 bis 10"),
        ("a", {"klein": -1}, "Das Gewicht „klein“ ist „-1“"),
        ("a", {"klein": 1.5}, r"Das Gewicht „klein“ ist „1\.5“"),
        ("a", {"klein": True}, "Das Gewicht „klein“ ist „True“"),
        ("a", {"frist_monate": 0}, "„frist_monate“ ist „0“.*von 1 bis 120"),
        ("a", {"'; DROP TABLE": 1}, "„'; DROP TABLE“ ist kein Kriterium"),
    ],
)
def test_unmoegliches(register: Register, name: str, werte: Any, meldung: str) -> None:
    with pytest.raises(RegisterFehler, match=meldung):
        gewichtungen.speichere(register, name, werte, LOKAL, vergeben=["Lücken schließen"])
    assert zeilenzahlen(register)["gewichtung"] == 0


def test_hoechstens_fuenfzig(register: Register) -> None:
    for nummer in range(50):
        gewichtungen.speichere(register, f"Nr. {nummer}", {"klein": 1}, LOKAL)
    with pytest.raises(RegisterFehler, match="schon 50 Gewichtungen"):
        gewichtungen.speichere(register, "eine zu viel", {"klein": 1}, LOKAL)
    gewichtungen.speichere(register, "Nr. 7", {"klein": 2}, LOKAL)
    gewichtungen.entferne(register, "Nr. 8", LOKAL)
    gewichtungen.speichere(register, "jetzt passt sie", {"klein": 1}, LOKAL)
    assert len(gewichtungen.lies(register)) == 50


def test_nur_mit_rolle(register: Register) -> None:
    for person in (GAST, angemeldet(), angemeldet(angabe=Rolle.LESEN)):
        with pytest.raises(Verweigert, match="„Gewichte speichern“ braucht die Rolle „Bearbeiten“"):
            gewichtungen.speichere(register, "Herbst", WERTE, person)
        with pytest.raises(Verweigert, match="„Gewichte entfernen“ braucht die Rolle „Bearbeiten“"):
            gewichtungen.entferne(register, "Herbst", person)
    assert gewichtungen.lies(register) == {}


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "A", "b", "Ä", "ä"]), st.none() | st.integers(0, 10)), max_size=8
    )
)
@settings(max_examples=15, deadline=None)
def test_es_gilt_immer_das_zuletzt_gespeicherte(
    tmp_path_factory: pytest.TempPathFactory, schritte: list[tuple[str, int | None]]
) -> None:
    register = oeffne_leer(f"sqlite:///{tmp_path_factory.mktemp('g') / 'r.sqlite'}")
    erwartet: dict[str, tuple[str, dict[str, int]]] = {}
    for name, wert in schritte:
        if wert is not None:
            gewichtungen.speichere(register, name, {"klein": wert}, LOKAL)
            erwartet[name.casefold()] = (name, {"klein": wert})
        elif erwartet.pop(name.casefold(), None):
            gewichtungen.entferne(register, name, LOKAL)
    assert gewichtungen.lies(register) == {name: werte for _, (name, werte) in sorted(erwartet.items())}
    register.schliesse()
