"""Kampagnen: anlegen, ändern in Fassungen, zu zweit bearbeiten, Grenzen der Angaben."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insek_monitor.ansprache.kampagnen import register as kampagnen
from insek_monitor.ansprache.kampagnen.register import Kampagne, KampagneUeberholt
from insek_monitor.ansprache.kampagnen.unterschied import unterschied
from insek_monitor.kern.ansprache import Angebot, Kampagnenangaben
from insek_monitor.kern.rollen import GAST, Person, Rolle, Zugang
from insek_monitor.register import protokoll, tabellen
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.rechte import Verweigert
from insek_monitor.register.speicher import Register
from tests.hilfen.ablage import LOKAL, angemeldet, lege_grundstand, vorgaenge, zeilenzahlen

pytestmark = pytest.mark.eine_datenbank

AMTSBERG, ANNABERG, AUE, AUERBACH = "14521010", "14521020", "14521035", "14521040"
FRUEHJAHR = Kampagnenangaben(
    "Austausch Frühjahr 2027",
    "Kleine Gemeinden zusammenbringen",
    Angebot.AUSTAUSCH,
    12,
    date(2027, 3, 1),
    date(2027, 5, 31),
    "FS INGE",
)
ANNA = Person("Anna", "lokal", Zugang.LOKAL)
LESERIN = angemeldet("lena@example.org", Rolle.LESEN, "Lena Lese")


def lege(register: Register, *ags: str, angaben: Kampagnenangaben = FRUEHJAHR) -> Kampagne:
    return kampagnen.lege_an(register, angaben, ags, LOKAL, datenstand_nummer=None)


# --- anlegen und lesen --------------------------------------------------------------------------------------


def test_angelegtes_steht_mit_allen_angaben_da(register: Register) -> None:
    lege_grundstand(register)
    neu = kampagnen.lege_an(register, FRUEHJAHR, [AUE, AMTSBERG], LOKAL, datenstand_nummer=1)
    assert (neu.nummer, neu.fassung, neu.angaben) == (1, 1, FRUEHJAHR)
    assert neu.gemeinden == (AUE, AMTSBERG), "die Reihenfolge bleibt"
    assert (neu.archiviert, neu.von, neu.datenstand_nummer) == (False, "Lore Lokal", 1)
    assert isinstance(neu.angaben.angebot, Angebot)
    assert kampagnen.liste(register, LESERIN) == [neu]
    assert kampagnen.finde(register, 1, LESERIN) == neu
    eintrag = protokoll.lies(register, person=LOKAL).iloc[0]
    assert eintrag[["vorgang", "gegenstand", "einzelheiten", "datenstand_nummer"]].tolist() == [
        "Kampagne anlegen",
        "neue Kampagne",
        "Kampagne 1 „Austausch Frühjahr 2027“, Gemeinden: 2",
        1,
    ]


def test_leer_und_ueber_die_plaetze_ist_erlaubt(register: Register) -> None:
    alle = tuple(tabellen.gemeinden().index)
    assert lege(register).gemeinden == ()
    voll = lege(register, *alle, angaben=replace(FRUEHJAHR, titel="Alle"))
    assert (len(alle), voll.gemeinden) == (418, alle)
    assert [k.nummer for k in kampagnen.liste(register, LOKAL)] == [2, 1]


def test_angaben_duerfen_fehlen(register: Register) -> None:
    knapp = Kampagnenangaben("Rundruf", "", Angebot.TELEFON)
    assert lege(register, angaben=knapp).angaben == knapp


def test_texte_werden_bereinigt(register: Register) -> None:
    roh = replace(FRUEHJAHR, titel=" Früh\n\x00jahr\u202e ", zweck="a\r\n\r\n\r\n\r\nb ", stelle="FS\tINGE")
    assert lege(register, angaben=roh).angaben == replace(
        FRUEHJAHR, titel="Früh jahr", zweck="a\n\nb", stelle="FS INGE"
    )


@pytest.mark.parametrize(
    ("aenderung", "meldung"),
    [
        ({"titel": " \n "}, "„Titel“ ist leer"),
        ({"titel": "x" * 121}, "„Titel“ hat 121 Zeichen, höchstens 120"),
        ({"zweck": "x" * 1001}, "„Zweck“ hat 1001 Zeichen, höchstens 1000"),
        ({"stelle": "x" * 201}, "„Zuständige Stelle“ hat 201 Zeichen"),
        ({"angebot": None}, "„Angebot“ fehlt. Bitte wählen Sie eines: Beratung am Telefon, Seminar"),
        ({"angebot": "tanz"}, "„Angebot“ ist „tanz“, das gibt es nicht"),
        ({"plaetze": 0}, "„Plätze“ ist „0“.*ganze Zahl ab 1"),
        ({"plaetze": -3}, "„Plätze“ ist „-3“"),
        ({"plaetze": 2.5}, r"„Plätze“ ist „2\.5“"),
        ({"plaetze": 10**12}, "„Plätze“ ist „1000000000000“"),
        (
            {"ende": date(2027, 2, 28)},
            r"„Ende“ ist der 28\.02\.2027 und liegt vor dem Beginn \(01\.03",
        ),
        (
            {"beginn": date(1927, 3, 1)},
            r"„Beginn“ ist der 01\.03\.1927.*die Jahre 1990 bis 2100",
        ),
        ({"ende": date(9999, 1, 1)}, r"„Ende“ ist der 01\.01\.9999"),
        ({"beginn": "morgen"}, "„Beginn“ fehlt oder ist kein Datum"),
    ],
)
def test_unmoegliches_wird_abgelehnt(register: Register, aenderung: dict[str, Any], meldung: str) -> None:
    with pytest.raises(RegisterFehler, match=meldung):
        lege(register, angaben=replace(FRUEHJAHR, **aenderung))
    lege(register, AUE)
    with pytest.raises(RegisterFehler, match=meldung):
        kampagnen.aendere(register, 1, LOKAL, basis_fassung=1, angaben=replace(FRUEHJAHR, **aenderung))
    assert [k.fassung for k in kampagnen.fassungen(register, 1, LOKAL)] == [1]


def test_ein_tag_genuegt_als_zeitraum(register: Register) -> None:
    assert lege(register, angaben=replace(FRUEHJAHR, ende=FRUEHJAHR.beginn)).angaben.ende == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("ags", "meldung"),
    [
        ([AUE, "14999999"], "Den Gemeindeschlüssel 14999999 hat heute keine Gemeinde"),
        ([AUE, "Aue"], "„Aue“ ist kein Gemeindeschlüssel"),
        ([AUE, AMTSBERG, AUE], f"Der Gemeindeschlüssel {AUE} steht mehrfach"),
        ([AUE, AUE, AMTSBERG, AMTSBERG], f"Der Gemeindeschlüssel {AUE} und 1 weitere steh"),
    ],
)
def test_unmoegliche_gemeinden(register: Register, ags: list[str], meldung: str) -> None:
    with pytest.raises(RegisterFehler, match=meldung):
        lege(register, *ags)
    assert zeilenzahlen(register)["kampagne_gemeinde"] == 0


def test_mehr_als_418_sind_immer_doppelte(register: Register) -> None:
    alle = list(tabellen.gemeinden().index)
    with pytest.raises(RegisterFehler, match="steht mehrfach in der Liste"):
        lege(register, *alle, alle[0])


def test_unbekannter_datenstand(register: Register) -> None:
    with pytest.raises(RegisterFehler, match="Einen Datenstand 7 gibt es nicht"):
        kampagnen.lege_an(register, FRUEHJAHR, [], LOKAL, datenstand_nummer=7)


def test_unbekannte_nummer(register: Register) -> None:
    for tue in (
        lambda: kampagnen.finde(register, 3, LOKAL),
        lambda: kampagnen.fassungen(register, 3, LOKAL),
        lambda: kampagnen.aendere(register, 3, LOKAL, basis_fassung=1, archiviert=True),
    ):
        with pytest.raises(RegisterFehler, match="Eine Kampagne 3 gibt es nicht"):
            tue()


# --- ändern -------------------------------------------------------------------------------------------------


def test_jede_aenderung_ist_eine_fassung(register: Register) -> None:
    erste = lege(register, AUE)
    zweite = kampagnen.aendere(register, 1, ANNA, basis_fassung=1, gemeinden=[AUE, AMTSBERG])
    dritte = kampagnen.aendere(
        register, 1, LOKAL, basis_fassung=2, angaben=replace(FRUEHJAHR, titel="Herbst", plaetze=None)
    )
    assert (zweite.fassung, zweite.gemeinden, zweite.angaben) == (2, (AUE, AMTSBERG), FRUEHJAHR)
    assert (dritte.fassung, dritte.gemeinden, dritte.angaben.titel) == (3, (AUE, AMTSBERG), "Herbst")
    assert kampagnen.fassungen(register, 1, LOKAL) == [dritte, zweite, erste]
    assert kampagnen.liste(register, LOKAL) == [dritte]
    einzelheiten = protokoll.lies(register, person=LOKAL)["einzelheiten"].tolist()
    assert einzelheiten[:2] == [
        "Fassung 3: Titel jetzt „Herbst“; Plätze jetzt leer",
        "Fassung 2: hinzugekommen: Amtsberg",
    ]


def test_ohne_aenderung_keine_fassung(register: Register) -> None:
    erste = lege(register, AUE, AMTSBERG)
    for angaben in ({"angaben": FRUEHJAHR}, {"gemeinden": [AUE, AMTSBERG]}, {"archiviert": False}, {}):
        assert kampagnen.aendere(register, 1, LOKAL, basis_fassung=1, **angaben) == erste
    assert zeilenzahlen(register)["kampagne"] == 1


def test_archiv(register: Register) -> None:
    lege(register, AUE)
    kampagnen.aendere(register, 1, LOKAL, basis_fassung=1, archiviert=True)
    assert kampagnen.liste(register, LOKAL) == []
    assert [k.nummer for k in kampagnen.liste(register, LOKAL, auch_archivierte=True)] == [1]
    with pytest.raises(RegisterFehler, match="Die Kampagne 1 liegt im Archiv"):
        kampagnen.aendere(register, 1, LOKAL, basis_fassung=2, gemeinden=[])
    zurueck = kampagnen.aendere(register, 1, LOKAL, basis_fassung=2, archiviert=False, gemeinden=[AMTSBERG])
    assert (zurueck.fassung, zurueck.gemeinden) == (3, (AMTSBERG,))


def test_titel_sind_unter_den_laufenden_eindeutig(register: Register) -> None:
    lege(register)
    gleich = replace(FRUEHJAHR, titel="  AUSTAUSCH frühjahr  2027")
    with pytest.raises(RegisterFehler, match="so heißt schon Kampagne 1 von Lore Lokal"):
        lege(register, angaben=gleich)
    lege(register, angaben=replace(FRUEHJAHR, titel="Herbst"))
    with pytest.raises(RegisterFehler, match="so heißt schon Kampagne 1"):
        kampagnen.aendere(register, 2, LOKAL, basis_fassung=1, angaben=gleich)
    umbenannt = kampagnen.aendere(
        register, 1, LOKAL, basis_fassung=1, angaben=replace(FRUEHJAHR, titel="AUSTAUSCH Frühjahr 2027")
    )
    assert umbenannt.fassung == 2, "der eigene Titel steht nicht im Weg"
    kampagnen.aendere(register, 1, LOKAL, basis_fassung=2, archiviert=True)
    lege(register, angaben=gleich)
    with pytest.raises(RegisterFehler, match="so heißt schon Kampagne 3"):
        kampagnen.aendere(register, 1, LOKAL, basis_fassung=3, archiviert=False)


def test_weggefallene_gemeinden_duerfen_bleiben_aber_nicht_neu_hinein(register: Register) -> None:
    kampagnen.lege_an(register, FRUEHJAHR, ["14000000"], LOKAL, datenstand_nummer=None, bekannte={"14000000"})
    neu = kampagnen.aendere(register, 1, LOKAL, basis_fassung=1, gemeinden=["14000000", AUE])
    assert neu.gemeinden == ("14000000", AUE)
    with pytest.raises(RegisterFehler, match="14000001 hat heute keine Gemeinde"):
        kampagnen.aendere(register, 1, LOKAL, basis_fassung=2, gemeinden=["14000001"])


# --- zu zweit -----------------------------------------------------------------------------------------------


def test_wer_zu_spaet_kommt_erfaehrt_was_geschah(register: Register) -> None:
    lege(register, AMTSBERG, ANNABERG)
    kampagnen.aendere(register, 1, ANNA, basis_fassung=1, gemeinden=[AMTSBERG, AUERBACH])
    kampagnen.aendere(
        register, 1, LOKAL, basis_fassung=2, angaben=replace(FRUEHJAHR, titel="Herbst", zweck="geheim")
    )
    with pytest.raises(KampagneUeberholt) as fehler:
        kampagnen.aendere(register, 1, ANNA, basis_fassung=1, gemeinden=[AMTSBERG, ANNABERG, AUE])
    text = str(fehler.value)
    assert text.startswith("Die Kampagne 1 wurde inzwischen geändert. Anna am ")
    assert "Uhr: hinzugekommen: Auerbach; entfernt: Annaberg-Buchholz. Lore Lokal am " in text
    assert "Uhr: Titel jetzt „Herbst“; Zweck geändert. Ihre Änderung ist noch nicht gespeichert." in text
    assert "geheim" not in text
    assert fehler.value.inzwischen == kampagnen.finde(register, 1, LOKAL)
    assert vorgaenge(register)[-1] == ("Anna", "Kampagne ändern", "verweigert", None)
    # Mit der neuen Basis gelingt es, und nichts ging verloren.
    neu = kampagnen.aendere(register, 1, ANNA, basis_fassung=3, gemeinden=[AMTSBERG, AUERBACH, AUE])
    assert (neu.fassung, neu.angaben.titel) == (4, "Herbst")
    assert [len(k.gemeinden) for k in kampagnen.fassungen(register, 1, LOKAL)] == [3, 2, 2, 2]


def test_zweiter_versuch_nach_verlorener_antwort(register: Register) -> None:
    lege(register)
    erster = kampagnen.aendere(register, 1, LOKAL, basis_fassung=1, gemeinden=[AUE])
    assert kampagnen.aendere(register, 1, LOKAL, basis_fassung=1, gemeinden=[AUE]) == erster


@pytest.mark.parametrize("basis", [0, 2, 99])
def test_basis_die_es_nicht_gibt(register: Register, basis: int) -> None:
    lege(register)
    with pytest.raises(KampagneUeberholt, match="Ihre Änderung ist noch nicht gespeichert"):
        kampagnen.aendere(register, 1, LOKAL, basis_fassung=basis, gemeinden=[AUE])


def test_unterschied_nennt_hoechstens_fuenf_und_die_reihenfolge(register: Register) -> None:
    viele = [f"1400000{i}" for i in range(8)]
    leer = kampagnen.lege_an(register, FRUEHJAHR, [], LOKAL, datenstand_nummer=None)
    voll = replace(leer, gemeinden=tuple(viele))
    namen = {ags: f"G{ags[-1]}" for ags in viele[:7]}
    assert unterschied(leer, voll, namen) == "hinzugekommen: G0, G1, G2, G3, G4 und 3 weitere"
    assert (
        unterschied(voll, leer, {})
        == "entfernt: 14000000, 14000001, 14000002, 14000003, 14000004 und 3 weitere"
    )
    gedreht = replace(voll, gemeinden=tuple(reversed(viele)))
    assert unterschied(voll, gedreht, namen) == "Reihenfolge geändert"
    anders = replace(
        leer,
        archiviert=True,
        angaben=replace(FRUEHJAHR, angebot=Angebot.SEMINAR, beginn=None, ende=date(2027, 6, 1), plaetze=9),
    )
    assert unterschied(leer, anders, {}) == (
        "Angebot jetzt „Seminar“; Plätze jetzt 9; Beginn jetzt leer; Ende jetzt 01.06.2027; archiviert"
    )
    assert unterschied(anders, leer, {}).endswith("aus dem Archiv zurückgeholt")


AGS = st.sampled_from([f"1400000{i}" for i in range(6)])
LISTEN = st.lists(AGS, unique=True).map(tuple)


@given(LISTEN, LISTEN)
@settings(max_examples=60, deadline=None)
def test_unterschied_ist_genau_dann_leer_wenn_nichts_anders_ist(
    alt: tuple[str, ...], neu: tuple[str, ...]
) -> None:
    vorher = Kampagne(1, 1, FRUEHJAHR, alt, False, datetime(2026, 11, 21, tzinfo=UTC), "A", None)
    text = unterschied(vorher, replace(vorher, gemeinden=neu), {})
    assert (text == "") == (alt == neu)
    assert ("hinzugekommen" in text) == bool(set(neu) - set(alt))
    assert ("entfernt" in text) == bool(set(alt) - set(neu))


# --- Rollen -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", [GAST, angemeldet()], ids=["Gast", "ohne Rolle"])
def test_ohne_rolle_kein_lesen_und_kein_schreiben(register: Register, person: Person) -> None:
    lege(register, AUE)
    for lesen in (
        lambda: kampagnen.liste(register, person),
        lambda: kampagnen.finde(register, 1, person),
        lambda: kampagnen.fassungen(register, 1, person),
    ):
        with pytest.raises(Verweigert, match="„Kampagnen lesen“ braucht die Rolle „Lesen“"):
            lesen()
    with pytest.raises(Verweigert, match="„Kampagne anlegen“ braucht die Rolle „Bearbeiten“"):
        kampagnen.lege_an(register, FRUEHJAHR, [], person, datenstand_nummer=None)
    with pytest.raises(Verweigert, match="„Kampagne ändern“ braucht"):
        kampagnen.aendere(register, 1, person, basis_fassung=1, gemeinden=[])
    assert kampagnen.finde(register, 1, LOKAL).gemeinden == (AUE,)


def test_lesende_schreiben_nicht(register: Register) -> None:
    with pytest.raises(Verweigert, match="nur die Rolle „Lesen“"):
        kampagnen.lege_an(register, FRUEHJAHR, [], LESERIN, datenstand_nummer=None)
    assert zeilenzahlen(register)["kampagne"] == 0
