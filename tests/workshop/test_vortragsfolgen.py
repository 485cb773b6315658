"""Gespeicherte Folgen: Fassungen, Widerspruch, Namen, Archiv, Rollen."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insek_monitor.kern.rollen import GAST, Rolle
from insek_monitor.kern.vortrag import Folge, Folie, Folienart, Gebiet
from insek_monitor.register import protokoll
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.rechte import Verweigert
from insek_monitor.register.speicher import Register
from insek_monitor.workshop.vortrag import register_folgen as vortragsfolgen
from insek_monitor.workshop.vortrag.register_folgen import FolgeUeberholt
from tests.hilfen.ablage import LOKAL, angemeldet, vorgaenge, zeilenzahlen

pytestmark = pytest.mark.eine_datenbank

FRAGE = {"kennung": "nutzen", "art": "skala", "text": "Wozu?", "links": "Geld", "rechts": "Steuern"}
FOLGE = Folge(
    "Herbst",
    (
        Folie(Folienart.TITEL, titel="Willkommen", text="Wurzen", notiz="Begrüßen"),
        Folie(Folienart.ABDECKUNG),
        Folie(Folienart.REGION, kreis="Zwickau"),
        Folie(Folienart.ABSTIMMUNG, frage="nutzen"),
    ),
    Gebiet(ags=("14523320", "14511000"), bezeichnung="Nachbarn"),
    nur_belegt=True,
    fragen=(FRAGE,),
)
ANNA = angemeldet("anna@example.org", Rolle.BEARBEITEN)
MAX = angemeldet("max@example.org", Rolle.BEARBEITEN, "Max Andere")


def test_gespeichert_und_wieder_da_wie_vorher(register: Register) -> None:
    neu = vortragsfolgen.speichere(register, ANNA, FOLGE)
    assert (neu.folge, neu.fassung, neu.name, neu.von, neu.archiviert) == (1, 1, "Herbst", "Anna Amt", False)
    assert neu.inhalt == FOLGE
    assert vortragsfolgen.finde(register, ANNA, 1) == neu
    eintrag = protokoll.lies(register, person=LOKAL).iloc[0]
    assert eintrag[["vorgang", "gegenstand", "einzelheiten"]].tolist() == [
        "Folge speichern",
        "Herbst",
        "Folge 1 „Herbst“, Fassung 1",
    ]


def test_liste_nennt_zuletzt_geaendertes_zuerst_und_keinen_inhalt(register: Register) -> None:
    for name in ("A", "B"):
        vortragsfolgen.speichere(register, ANNA, FOLGE.mit(name=name))
    vortragsfolgen.speichere(register, MAX, FOLGE.mit(name="A", folien=FOLGE.folien[:1]), 1, 1)
    alle = vortragsfolgen.liste(register, LOKAL)
    assert [(f.folge, f.fassung, f.name, f.von) for f in alle] == [
        (1, 2, "A", "Max Andere"),
        (2, 1, "B", "Anna Amt"),
    ]
    assert not any(hasattr(folge, "inhalt") for folge in alle)


def test_ohne_aenderung_keine_fassung(register: Register) -> None:
    vortragsfolgen.speichere(register, ANNA, FOLGE)
    wieder = vortragsfolgen.speichere(register, MAX, FOLGE.mit(name=" Herbst\n"), 1, 1)
    assert (wieder.fassung, wieder.von) == (1, "Anna Amt")
    assert zeilenzahlen(register)["vortragsfolge"] == 1


def test_wer_zu_spaet_speichert_verliert_nichts(register: Register) -> None:
    vortragsfolgen.speichere(register, ANNA, FOLGE)
    max_folge = FOLGE.mit(folien=FOLGE.folien[:2])
    vortragsfolgen.speichere(register, MAX, max_folge, 1, 1)
    meine = FOLGE.mit(name="Herbst 2")
    with pytest.raises(FolgeUeberholt, match=r"von Max Andere am .*Fassung 2.*als Kopie") as fehler:
        vortragsfolgen.speichere(register, ANNA, meine, 1, 1)
    assert fehler.value.inzwischen.inhalt == max_folge
    assert vortragsfolgen.finde(register, ANNA, 1).inhalt == max_folge
    kopie = vortragsfolgen.speichere(register, ANNA, meine)
    assert (kopie.folge, kopie.fassung, kopie.inhalt) == (2, 1, meine)
    darueber = vortragsfolgen.speichere(register, ANNA, FOLGE, 1, fehler.value.inzwischen.fassung)
    assert (darueber.folge, darueber.fassung, darueber.inhalt) == (1, 3, FOLGE)


def test_namen_sind_eindeutig_ohne_gross_und_klein(register: Register) -> None:
    vortragsfolgen.speichere(register, ANNA, FOLGE)
    with pytest.raises(RegisterFehler, match="Es gibt schon eine Folge „Herbst“"):
        vortragsfolgen.speichere(register, ANNA, FOLGE.mit(name="herbst"))
    assert vortragsfolgen.speichere(register, ANNA, FOLGE.mit(name="HERBST"), 1, 1).name == "HERBST"
    vortragsfolgen.archiviere(register, ANNA, 1, 2)
    vortragsfolgen.speichere(register, ANNA, FOLGE)
    with pytest.raises(RegisterFehler, match="Es gibt schon eine Folge „Herbst“"):
        vortragsfolgen.archiviere(register, ANNA, 1, 3, archiviert=False)


def test_archiv_und_zurueck(register: Register) -> None:
    vortragsfolgen.speichere(register, ANNA, FOLGE)
    assert vortragsfolgen.archiviere(register, ANNA, 1, 1).archiviert
    assert vortragsfolgen.liste(register, ANNA) == []
    assert [f.folge for f in vortragsfolgen.liste(register, ANNA, auch_archivierte=True)] == [1]
    assert vortragsfolgen.archiviere(register, ANNA, 1, 1).fassung == 2, "schon im Archiv: nichts zu tun"
    zurueck = vortragsfolgen.archiviere(register, ANNA, 1, 2, archiviert=False)
    assert (zurueck.fassung, zurueck.archiviert, zurueck.inhalt) == (3, False, FOLGE)
    with pytest.raises(FolgeUeberholt):
        vortragsfolgen.archiviere(register, MAX, 1, 1)


@pytest.mark.parametrize(
    ("folge", "meldung"),
    [
        (FOLGE.mit(name=" "), "„Name“ ist leer"),
        (FOLGE.mit(name="x" * 81), "„Name“ hat 81 Zeichen, höchstens 80"),
    ],
)
def test_unmoegliches(register: Register, folge: Folge, meldung: str) -> None:
    with pytest.raises(RegisterFehler, match=meldung):
        vortragsfolgen.speichere(register, ANNA, folge)
    assert zeilenzahlen(register)["vortragsfolge"] == 0


def test_unbekannte_nummer(register: Register) -> None:
    for versuch in (
        lambda: vortragsfolgen.finde(register, ANNA, 7),
        lambda: vortragsfolgen.speichere(register, ANNA, FOLGE, 7, 1),
        lambda: vortragsfolgen.archiviere(register, ANNA, 7, 1),
    ):
        with pytest.raises(RegisterFehler, match="Eine Folge 7 gibt es nicht"):
            versuch()


def test_lesen_mit_rolle_schreiben_mit_bearbeiten(register: Register) -> None:
    vortragsfolgen.speichere(register, ANNA, FOLGE)
    for person in (GAST, angemeldet()):
        with pytest.raises(Verweigert, match="„Folgen lesen“ braucht die Rolle „Lesen“"):
            vortragsfolgen.liste(register, person)
        with pytest.raises(Verweigert, match="„Folgen lesen“"):
            vortragsfolgen.finde(register, person, 1)
    leserin = angemeldet("lena@example.org", Rolle.LESEN)
    assert vortragsfolgen.finde(register, leserin, 1).name == "Herbst"
    for person in (GAST, leserin):
        with pytest.raises(Verweigert, match="„Folge speichern“ braucht die Rolle „Bearbeiten“"):
            vortragsfolgen.speichere(register, person, FOLGE.mit(name="Winter"))
        with pytest.raises(Verweigert, match="„Folge archivieren“ braucht die Rolle „Bearbeiten“"):
            vortragsfolgen.archiviere(register, person, 1, 1)
    assert zeilenzahlen(register)["vortragsfolge"] == 1
    assert [ergebnis for _, vorgang, ergebnis, _ in vorgaenge(register) if vorgang == "Folge speichern"] == [
        "ausgefuehrt",
        "verweigert",
        "verweigert",
    ]


@given(st.lists(st.text(min_size=1, max_size=80), max_size=5), st.text(max_size=100))
@settings(max_examples=60, deadline=None)
def test_freier_name_ist_frei_und_kurz_genug(vergebene: list[str], vorbild: str) -> None:
    belegt = [*vergebene, f"Kopie von {vorbild}"[:80].rstrip()]
    name = vortragsfolgen.freier_name(vorbild, belegt)
    assert name.casefold() not in {anderer.casefold() for anderer in belegt}
    assert name.startswith("Kopie von")
    assert len(name) <= 80
