"""Verlauf: Früheres wieder geltend machen, amtlich freigeben; kein Vorgang ändert einen alten Datenstand."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insek_monitor.einspielen.register_eintragen import KeineAenderung, Quelldatei, Ueberholt
from insek_monitor.kern.rollen import GAST, Person, Rolle
from insek_monitor.register import datenstaende, verlauf
from insek_monitor.register.fehler import Abgelehnt, RegisterFehler
from insek_monitor.register.laden import lade
from insek_monitor.register.rechte import Verweigert
from insek_monitor.register.verbindung import Register
from insek_monitor.register.verlauf import NichtFreigebbar, gib_frei, mache_geltend
from tests.hilfen.ablage import (
    LOKAL,
    abbild,
    angemeldet,
    lege_grundstand,
    spiele,
    vorgaenge,
    zeilenzahlen,
)

pytestmark = pytest.mark.langsam


@pytest.fixture
def dreifach(register: Register) -> Register:
    """1 Grundstand (mitgeliefert), 2 „Mai“, 3 „Juni“ (gilt)."""
    lege_grundstand(register)
    spiele(register, "Mai", 1, quelle=Quelldatei("mai.xlsx", b"x"))
    spiele(register, "Juni", 2)
    return register


# --- wieder geltend machen ----------------------------------------------------------------------------------


def test_frueherer_inhalt_gilt_als_neuer_datenstand(dreifach: Register) -> None:
    vorher = abbild(dreifach)
    neu = mache_geltend(dreifach, 2, basis_nummer=3, person=LOKAL, anlass="Juni war falsch")
    assert datenstaende.finde(dreifach) == neu
    assert (neu.nummer, neu.basis_nummer, neu.kuerzel) == (4, 3, None)
    assert (neu.titel, neu.von, neu.anlass) == ("Wieder wie Datenstand 2", "Lore Lokal", "Juni war falsch")
    assert (neu.quelle_datei, neu.quelle_pruefsumme) == ("Datenstand 2", None)
    assert neu.pruefsumme == vorher[2][0].pruefsumme
    nachher = abbild(dreifach)
    assert nachher.pop(4)[1:] == vorher[2][1:]
    assert nachher == vorher
    assert vorgaenge(dreifach)[-1] == ("Lore Lokal", "Datenstand wieder geltend machen", "ausgefuehrt", 4)


def test_auch_der_mitgelieferte_laesst_sich_wieder_geltend_machen(dreifach: Register) -> None:
    neu = mache_geltend(dreifach, 1, basis_nummer=3, person=LOKAL, anlass="x")
    assert (neu.kuerzel, lade(dreifach).konzepte.at["A", "titel"]) == (None, "INSEK Grundstand")


def test_wieder_geltend_nur_auf_dem_geltenden(dreifach: Register) -> None:
    with pytest.raises(Ueberholt, match="Inzwischen gilt: Datenstand 3 „Meldung Juni“"):
        mache_geltend(dreifach, 1, basis_nummer=2, person=LOKAL, anlass="x")
    assert zeilenzahlen(dreifach)["datenstand"] == 3
    assert vorgaenge(dreifach)[-1][2] == "verweigert"


def test_der_geltende_braucht_es_nicht(dreifach: Register) -> None:
    with pytest.raises(KeineAenderung, match="keine Änderung gegenüber Datenstand 3"):
        mache_geltend(dreifach, 3, basis_nummer=3, person=LOKAL, anlass="x")


@pytest.mark.parametrize("person", [GAST, angemeldet(), angemeldet(angabe=Rolle.LESEN)])
def test_wieder_geltend_braucht_bearbeiten(dreifach: Register, person: Person) -> None:
    with pytest.raises(Verweigert, match="„Datenstand wieder geltend machen“ braucht die Rolle „Bearbeiten“"):
        mache_geltend(dreifach, 2, basis_nummer=3, person=person, anlass="x")
    assert zeilenzahlen(dreifach)["datenstand"] == 3


def test_wieder_geltend_braucht_einen_anlass_und_den_datenstand(dreifach: Register) -> None:
    with pytest.raises(RegisterFehler, match="es fehlt: Anlass"):
        mache_geltend(dreifach, 2, basis_nummer=3, person=LOKAL, anlass=" ")
    with pytest.raises(RegisterFehler, match="Den Datenstand „9“ gibt es nicht"):
        mache_geltend(dreifach, 9, basis_nummer=3, person=LOKAL, anlass="x")
    assert zeilenzahlen(dreifach)["datenstand"] == 3


# --- freigeben ----------------------------------------------------------------------------------------------


def test_freigabe_mit_allen_angaben(dreifach: Register) -> None:
    neu = gib_frei(dreifach, 2, "2026-Q4", person=LOKAL, vermerk=" Kabinettsvorlage ")
    assert (neu.nummer, neu.datenstand_nummer, neu.quartal, neu.vermerk, neu.von) == (
        *(1, 2, "2026-Q4"),
        *("Kabinettsvorlage", "Lore Lokal"),
    )
    assert neu.am.utcoffset() is not None
    assert verlauf.freigaben(dreifach) == [neu]
    assert vorgaenge(dreifach)[-1] == ("Lore Lokal", "Datenstand freigeben", "ausgefuehrt", 2)
    assert datenstaende.finde(dreifach).nummer == 3, "was gilt, ändert eine Freigabe nicht"


def test_je_quartal_gilt_die_juengste_freigabe(dreifach: Register) -> None:
    for nummer, quartal in ((2, "2026-Q3"), (2, "2026-Q4"), (3, "2026-Q4")):
        gib_frei(dreifach, nummer, quartal, person=LOKAL)
    alle = verlauf.freigaben(dreifach)
    assert [(f.nummer, f.datenstand_nummer, f.quartal) for f in alle] == [
        (3, 3, "2026-Q4"),
        (2, 2, "2026-Q4"),
        (1, 2, "2026-Q3"),
    ]
    gueltig = verlauf.gueltige_freigaben(alle)
    assert list(gueltig) == ["2026-Q4", "2026-Q3"]
    assert [f.datenstand_nummer for f in gueltig.values()] == [3, 2]
    gib_frei(dreifach, 2, "2026-Q4", person=LOKAL)
    assert verlauf.gueltige_freigaben(verlauf.freigaben(dreifach))["2026-Q4"].datenstand_nummer == 2


def test_zweimal_dieselbe_freigabe_ist_keine(dreifach: Register) -> None:
    gib_frei(dreifach, 3, "2026-Q4", person=LOKAL)
    with pytest.raises(
        NichtFreigebbar, match="Datenstand 3 ist für 2026-Q4 schon freigegeben, von Lore Lokal"
    ):
        gib_frei(dreifach, 3, "2026-q4", person=LOKAL)
    assert len(verlauf.freigaben(dreifach)) == 1


@pytest.mark.parametrize(
    "quartal", ["", "2026", "2026-Q0", "2026-Q5", "2026Q4", "1999-Q1", "26-Q1", "2026-Q44", "2026-Q４"]
)
def test_kein_quartal(dreifach: Register, quartal: str) -> None:
    with pytest.raises(RegisterFehler, match=r"ist kein Quartal\. Bitte schreiben Sie .* 2026-Q4"):
        gib_frei(dreifach, 3, quartal, person=LOKAL)
    assert verlauf.freigaben(dreifach) == []


@pytest.mark.parametrize(
    "person", [GAST, *(angemeldet(angabe=r) for r in (None, Rolle.LESEN, Rolle.BEARBEITEN))]
)
def test_freigeben_braucht_die_rolle(dreifach: Register, person: Person) -> None:
    with pytest.raises(Verweigert, match="„Datenstand freigeben“ braucht die Rolle „Freigeben“"):
        gib_frei(dreifach, 3, "2026-Q4", person=person)
    assert verlauf.freigaben(dreifach) == []


def test_freigabe_eines_fehlenden_datenstands(dreifach: Register) -> None:
    with pytest.raises(RegisterFehler, match="Den Datenstand „9“ gibt es nicht"):
        gib_frei(dreifach, 9, "2026-Q4", person=LOKAL)


# --- nichts Altes ändert sich -------------------------------------------------------------------------------

SCHRITT = st.tuples(
    st.sampled_from(["einspielen", "wieder", "freigeben"]),
    st.integers(0, 50),
    st.integers(0, 50),
    st.sampled_from([LOKAL, GAST, angemeldet(angabe=Rolle.BEARBEITEN)]),
)


def wende_an(register: Register, schritt: tuple[str, int, int, Person]) -> None:
    """Ein Vorgang auf irgendeinem Datenstand; die Basis ist meist, aber nicht immer die geltende."""
    art, zahl, wahl, person = schritt
    alle = datenstaende.liste(register)
    nummer = alle[zahl % len(alle)].nummer
    basis = alle[wahl % len(alle)].nummer if wahl % 4 == 0 else datenstaende.vorgabe(alle).nummer
    if art == "einspielen":
        spiele(register, f"Wort {zahl % 7}", basis, person, quelle=Quelldatei("x.csv", bytes([wahl])))
    elif art == "wieder":
        mache_geltend(register, nummer, basis_nummer=basis, person=person, anlass="x")
    else:
        gib_frei(register, nummer, f"2026-Q{1 + wahl % 4}", person=person)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(schritte=st.lists(SCHRITT, min_size=1, max_size=7))
def test_keine_folge_von_vorgaengen_aendert_einen_alten_datenstand(
    register: Register, schritte: list[tuple[str, int, int, Person]]
) -> None:
    """Das Register wächst über alle Beispiele weiter: so wird auch ein langer Verlauf geprüft."""
    if not datenstaende.liste(register):
        lege_grundstand(register)
    vorher, zahlen, freigegeben = abbild(register), zeilenzahlen(register), verlauf.freigaben(register)
    for schritt in schritte:
        abgelehnt = False
        try:
            wende_an(register, schritt)
        except Abgelehnt:
            abgelehnt = True
        nachher, neue_zahlen, jetzt = abbild(register), zeilenzahlen(register), verlauf.freigaben(register)
        assert {nummer: nachher[nummer] for nummer in vorher} == vorher
        assert sorted(nachher) == list(range(1, len(nachher) + 1))
        assert jetzt[len(jetzt) - len(freigegeben) :] == freigegeben
        assert neue_zahlen["protokoll"] == zahlen["protokoll"] + 1, "jeder Versuch steht im Protokoll"
        assert all(neue_zahlen[name] >= zahlen[name] for name in zahlen)
        if abgelehnt:
            assert neue_zahlen == zahlen | {"protokoll": zahlen["protokoll"] + 1}
        vorher, zahlen, freigegeben = nachher, neue_zahlen, jetzt
