"""Eigene Fragensätze: Fassungen, Widerspruch, Archiv, Rollen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insek_monitor.kern.rollen import GAST, Rolle
from insek_monitor.kern.stimmungsbild import Frage, Frageart
from insek_monitor.register import protokoll
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.rechte import Verweigert
from insek_monitor.register.speicher import Register, oeffne_leer
from insek_monitor.workshop.abstimmung import register_fragensaetze as fragensaetze
from insek_monitor.workshop.abstimmung.register_fragensaetze import SatzUeberholt
from tests.hilfen.ablage import LOKAL, angemeldet, zeilenzahlen

pytestmark = pytest.mark.eine_datenbank

SKALA = Frage("allein", Frageart.SKALA, "Allein?", "Nur „wir“ <b>.", "Alle zusammen.")
WAHL = Frage("hilfe", Frageart.MEHRFACH, "Was hilft?", optionen=("Geld", "Zeit", "Rat"))
TEXT = Frage("wunsch", Frageart.FREITEXT, "Was jetzt?")
MAX = angemeldet("max@example.org", Rolle.BEARBEITEN, "Max Amt")


def test_gespeichert_nach_namen_geordnet_und_unveraendert_zurueck(register: Register) -> None:
    assert fragensaetze.lies(register) == []
    for name in ("Vogtland", "allgemein", "Bautzen"):
        fragensaetze.speichere(register, LOKAL, f"  {name}\n", [SKALA, WAHL, TEXT])
    alle = fragensaetze.lies(register)
    assert [(satz.name, satz.satz, satz.fassung) for satz in alle] == [
        ("allgemein", 2, 1),
        ("Bautzen", 3, 1),
        ("Vogtland", 1, 1),
    ]
    assert alle[0].fragen == (SKALA, WAHL, TEXT)
    assert alle[0].von == "Lore Lokal"
    assert alle[0].am.tzinfo is not None
    eintrag = protokoll.lies(register, person=LOKAL).iloc[0]
    assert eintrag[["vorgang", "einzelheiten"]].tolist() == [
        "Fragensatz speichern",
        "Fragensatz 3 „Bautzen“, Fragen: 3",
    ]


def test_neue_fassung_und_ohne_aenderung_keine(register: Register) -> None:
    eins = fragensaetze.speichere(register, LOKAL, "Herbst", [SKALA])
    assert fragensaetze.speichere(register, MAX, "Herbst", [SKALA], eins.satz, 1) == eins
    zwei = fragensaetze.speichere(register, MAX, "Herbst", [TEXT, SKALA], eins.satz, 1)
    assert (zwei.satz, zwei.fassung, zwei.von) == (1, 2, "Max Amt")
    assert fragensaetze.lies(register) == [zwei]
    assert zeilenzahlen(register)["fragensatz"] == 2


def test_wer_zu_spaet_kommt_erfaehrt_wer_schneller_war(register: Register) -> None:
    eins = fragensaetze.speichere(register, LOKAL, "Herbst", [SKALA])
    zwei = fragensaetze.speichere(register, MAX, "Herbst", [TEXT], eins.satz, 1)
    with pytest.raises(SatzUeberholt, match=r"hat Max Amt am .* geändert \(Fassung 2\)") as streit:
        fragensaetze.speichere(register, LOKAL, "Herbst", [WAHL], eins.satz, 1)
    assert streit.value.inzwischen == zwei
    with pytest.raises(SatzUeberholt):
        fragensaetze.archiviere(register, LOKAL, eins.satz, 1)
    assert fragensaetze.lies(register) == [zwei]
    # Dieselbe Eingabe noch einmal, nach einer verlorenen Antwort, ist kein Streit.
    assert fragensaetze.speichere(register, MAX, "Herbst", [TEXT], eins.satz, 1) == zwei


def test_archiv_und_zurueck(register: Register) -> None:
    eins = fragensaetze.speichere(register, LOKAL, "Herbst", [SKALA])
    weg = fragensaetze.archiviere(register, LOKAL, eins.satz, 1)
    assert fragensaetze.lies(register) == []
    assert fragensaetze.lies(register, auch_archivierte=True) == [weg]
    assert fragensaetze.archiviere(register, LOKAL, eins.satz, 1) == weg, "zweimal ist einmal"
    neuer = fragensaetze.speichere(register, LOKAL, "HERBST", [TEXT])
    with pytest.raises(RegisterFehler, match="„Herbst“ gibt es schon"):
        fragensaetze.archiviere(register, LOKAL, eins.satz, weg.fassung, archiviert=False)
    fragensaetze.archiviere(register, LOKAL, neuer.satz, 1)
    zurueck = fragensaetze.archiviere(register, LOKAL, eins.satz, weg.fassung, archiviert=False)
    assert (zurueck.fassung, zurueck.fragen, zurueck.archiviert) == (3, (SKALA,), False)


@pytest.mark.parametrize(
    ("name", "fragen", "meldung"),
    [
        (" \n", [SKALA], "„Name des Fragensatzes“ ist leer"),
        ("x" * 81, [SKALA], "hat 81 Zeichen.*kürzen Sie auf 80"),
        ("a", [], "Es sind 0 Fragen"),
        ("a", [SKALA, TEXT, SKALA], "Frage 3: „allein“ gibt es schon"),
        ("a", [TEXT, replace(SKALA, links="")], "Frage 2: „Aussage links“ ist leer"),
        ("a", [replace(WAHL, optionen=("Ja",))], "Frage 1: Es sind 1 Antworten"),
        ("a", [replace(TEXT, kennung="Ü '; DROP")], "Frage 1: „kennung“ ist"),
        ("schon DA", [TEXT], "Einen Fragensatz „schon DA“ gibt es schon"),
    ],
)
def test_unmoegliches(register: Register, name: str, fragen: list[Frage], meldung: str) -> None:
    fragensaetze.speichere(register, LOKAL, "Schon da", [SKALA])
    with pytest.raises(RegisterFehler, match=meldung):
        fragensaetze.speichere(register, LOKAL, name, fragen)
    assert zeilenzahlen(register)["fragensatz"] == 1


def test_unbekannter_satz(register: Register) -> None:
    for versuch in (
        lambda: fragensaetze.speichere(register, LOKAL, "a", [SKALA], 7, 1),
        lambda: fragensaetze.archiviere(register, LOKAL, 7, 1),
    ):
        with pytest.raises(RegisterFehler, match="Einen Fragensatz 7 gibt es nicht"):
            versuch()


def test_hoechstens_hundert(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragensaetze, "HOECHSTENS", 3)
    for nummer in range(3):
        fragensaetze.speichere(register, LOKAL, f"Nr. {nummer}", [SKALA])
    with pytest.raises(RegisterFehler, match="schon 3 Fragensätze"):
        fragensaetze.speichere(register, LOKAL, "einer zu viel", [SKALA])
    fragensaetze.speichere(register, LOKAL, "Nr. 1 neu", [SKALA], 2, 1)
    fragensaetze.archiviere(register, LOKAL, 1, 1)
    fragensaetze.speichere(register, LOKAL, "jetzt passt er", [SKALA])


def test_nur_mit_rolle(register: Register) -> None:
    eins = fragensaetze.speichere(register, LOKAL, "Herbst", [SKALA])
    for person in (GAST, angemeldet(), angemeldet(angabe=Rolle.LESEN)):
        with pytest.raises(Verweigert, match="„Fragensatz speichern“ braucht die Rolle „Bearbeiten“"):
            fragensaetze.speichere(register, person, "Neu", [SKALA])
        with pytest.raises(Verweigert, match="„Fragensatz archivieren“ braucht die Rolle „Bearbeiten“"):
            fragensaetze.archiviere(register, person, eins.satz, 1)
    assert fragensaetze.lies(register) == [eins]


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4), st.sampled_from("ab")), max_size=8))
@settings(max_examples=15, deadline=None)
def test_nie_geht_eine_fremde_fassung_verloren(
    tmp_path_factory: pytest.TempPathFactory, schritte: list[tuple[int, int, str]]
) -> None:
    """Gegen ein Modell: gespeichert wird nur auf der geltenden Fassung oder ohne Änderung gar nichts."""
    register = oeffne_leer(f"sqlite:///{tmp_path_factory.mktemp('f') / 'r.sqlite'}")
    modell: dict[int, tuple[int, str]] = {}
    for satz in (1, 2, 3):
        fragensaetze.speichere(register, LOKAL, f"Satz {satz}", [replace(TEXT, text="a")])
        modell[satz] = (1, "a")
    for satz, fassung, text in schritte:
        gilt, steht = modell[satz]
        fragen = [replace(TEXT, text=text)]
        if steht == text or gilt == fassung:
            fragensaetze.speichere(register, LOKAL, f"Satz {satz}", fragen, satz, fassung)
            modell[satz] = (gilt, steht) if steht == text else (gilt + 1, text)
        else:
            with pytest.raises(SatzUeberholt):
                fragensaetze.speichere(register, LOKAL, f"Satz {satz}", fragen, satz, fassung)
    jetzt = {s.satz: (s.fassung, s.fragen[0].text) for s in fragensaetze.lies(register)}
    assert jetzt == modell
    register.schliesse()
