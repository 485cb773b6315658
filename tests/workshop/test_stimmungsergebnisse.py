"""Ergebnisse überdauern den Raum: nur Summen, Gruppen nur geschützt, nie einzelne Stimmen oder Texte."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from insek_monitor.kern.gruppenschutz import Gruppenzahl
from insek_monitor.kern.rollen import GAST, Rolle
from insek_monitor.kern.stimmungsbild import Herkunft
from insek_monitor.register import schema
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.rechte import Verweigert
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.abstimmung import register_stimmungsergebnisse as stimmungsergebnisse
from tests.hilfen.ablage import LOKAL, angemeldet
from tests.hilfen.raumablage import HEUTE, JETZT, MEHRFACH, SKALA, TEXT, Saal, lege_saal

pytestmark = pytest.mark.eine_datenbank


@pytest.fixture
def saal(register: Register) -> Saal:
    return lege_saal(register)


def beende(saal: Saal) -> None:
    raeume.beende(saal.register, LOKAL, saal.raum.code)


def test_leer(register: Register) -> None:
    frame = stimmungsergebnisse.lies(register)
    assert frame.empty
    assert tuple(frame.columns) == stimmungsergebnisse.SPALTEN


def test_eine_zeile_von_hand(saal: Saal) -> None:
    saal.oeffne(SKALA)
    saal.stimmen(["1", "2", "2", "4", "4"], gruppe="klein")
    saal.stimmen(["7", "7", "7", "7", "7", "6"], gruppe="groß")
    beende(saal)
    (zeile,) = stimmungsergebnisse.lies(saal.register).to_dict("records")
    assert zeile == {
        "nummer": 1,
        "raum": saal.raum.kennung,
        "titel": "Workshop Plauen",
        "ort": "Rathaus",
        "datum": HEUTE,
        "frage": "lohnt",
        "runde": 1,
        "herkunft": "telefon",
        "wortlaut": SKALA.wortlaut,
        "inhalt": SKALA,
        "anzahl": 11,
        "je_antwort": (1, 2, 0, 2, 0, 1, 5),
        "je_gruppe": {
            "klein": Gruppenzahl(5, (1, 2, 0, 2, 0, 0, 0)),
            "groß": Gruppenzahl(6, (0, 0, 0, 0, 0, 1, 5)),
        },
    }


def test_zu_kleine_gruppen_stehen_auch_nicht_in_der_tabelle(saal: Saal) -> None:
    saal.oeffne(SKALA)
    saal.stimmen(["1"] * 5, gruppe="klein")
    saal.stimmen(["7"] * 4, gruppe="groß")
    beende(saal)
    (zeile,) = stimmungsergebnisse.lies(saal.register).to_dict("records")
    assert (zeile["anzahl"], zeile["je_gruppe"]) == (9, {}), "klein verriete groß"
    with saal.register.lesen() as verbindung:
        zahlen = verbindung.execute(select(schema.stimmungsergebnis.c.zahlen)).scalar_one()
    assert json.loads(zahlen) == {"anzahl": 9, "je_antwort": [5, 0, 0, 0, 0, 0, 4], "je_gruppe": {}}


def test_freie_texte_bleiben_nicht(saal: Saal) -> None:
    saal.oeffne(TEXT)
    saal.stimmen(["Geheimer Wunsch"] * 3)
    beende(saal)
    (zeile,) = stimmungsergebnisse.lies(saal.register).to_dict("records")
    assert (zeile["anzahl"], zeile["je_antwort"], zeile["inhalt"]) == (3, (), TEXT)
    with saal.register.lesen() as verbindung:
        alles = repr(verbindung.execute(select(schema.stimmungsergebnis)).all())
    assert "Geheimer Wunsch" not in alles


def test_handzeichen_und_telefone_je_runde(saal: Saal) -> None:
    saal.oeffne(MEHRFACH)
    saal.stimme("a", "1", "2")
    raumsteuerung.trage_handzeichen_ein(*saal.zugang, "hilfe", [3, 2, 0], stimmende=4)
    saal.oeffne(MEHRFACH, neue_runde=True)
    saal.stimme("a", "3")
    beende(saal)
    frame = stimmungsergebnisse.lies(saal.register)
    assert frame[["runde", "herkunft", "anzahl", "je_antwort"]].to_numpy().tolist() == [
        [1, Herkunft.TELEFON.value, 1, (1, 1, 0)],
        [2, Herkunft.HANDZEICHEN.value, 4, (3, 2, 0)],
        [3, Herkunft.TELEFON.value, 1, (0, 0, 1)],
    ]


def test_mehrere_workshops_nach_datum(register: Register) -> None:
    for tag in (21, 3, 12):
        saal = lege_saal(register, datum=HEUTE.replace(day=tag))
        saal.oeffne(SKALA)
        saal.stimme("a", "4")
        beende(saal)
    frame = stimmungsergebnisse.lies(register)
    assert [datum.day for datum in frame["datum"]] == [3, 12, 21]
    assert frame["nummer"].tolist() == [2, 3, 1]
    assert frame["wortlaut"].nunique() == 1
    assert frame["raum"].nunique() == 3


def test_zurueckziehen(saal: Saal) -> None:
    for frage in (SKALA, MEHRFACH):
        saal.oeffne(frage)
        saal.stimme("a", "1")
    beende(saal)
    register = saal.register
    for person in (GAST, angemeldet(angabe=Rolle.LESEN)):
        with pytest.raises(Verweigert):
            stimmungsergebnisse.ziehe_zurueck(register, person, 1)
    with pytest.raises(RegisterFehler, match="Ein Ergebnis 9 gibt es nicht"):
        stimmungsergebnisse.ziehe_zurueck(register, LOKAL, 9)
    stimmungsergebnisse.ziehe_zurueck(register, LOKAL, 1)
    assert stimmungsergebnisse.lies(register)["frage"].tolist() == ["hilfe"]
    for nummer in (1, 3):
        with pytest.raises(RegisterFehler, match=f"Ein Ergebnis {nummer} gibt es nicht"):
            stimmungsergebnisse.ziehe_zurueck(register, LOKAL, nummer)
    with register.lesen() as verbindung:
        spalten = schema.stimmungsergebnis.c
        alle = verbindung.execute(select(spalten.nummer, spalten.zurueckgezogen).order_by("nummer")).all()
    assert [tuple(zeile) for zeile in alle] == [(1, False), (2, False), (3, True)]


@given(st.lists(st.tuples(st.sampled_from(["", "klein", "groß"]), st.integers(1, 7)), max_size=14))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_aus_keinem_ergebnis_lassen_sich_eins_bis_vier_stimmen_ausrechnen(
    register: Register, stimmen: list[tuple[str, int]]
) -> None:
    saal = lege_saal(register)
    saal.oeffne(SKALA)
    for nummer, (gruppe, stufe) in enumerate(stimmen):
        saal.stimme(f"g{nummer}", str(stufe), gruppe=gruppe)
    beende(saal)
    frame = stimmungsergebnisse.lies(register)
    eigene = frame[frame["raum"] == saal.raum.kennung].to_dict("records")
    assert len(eigene) == (1 if stimmen else 0)
    for zeile in eigene:
        assert zeile["anzahl"] == len(stimmen) == sum(zeile["je_antwort"])
        gruppen = [zahl.anzahl for zahl in zeile["je_gruppe"].values()]
        assert all(zahl >= 5 for zahl in gruppen)
        assert not gruppen or zeile["anzahl"] - sum(gruppen) not in range(1, 5)


def test_gruppen_auch_wenn_die_frist_den_raum_mit_offener_runde_trifft(saal: Saal) -> None:
    """Danach zählt niemand mehr weiter: Was steht, steht fest."""
    saal.oeffne(SKALA)
    saal.stimmen(["1"] * 5, gruppe="klein")
    saal.stimmen(["7"] * 6, gruppe="groß")
    assert raeume.loesche_abgelaufene(saal.register, JETZT + timedelta(days=31)) == 1
    (zeile,) = stimmungsergebnisse.lies(saal.register).to_dict("records")
    assert list(zeile["je_gruppe"]) == ["groß", "klein"]


def test_eine_geschlossene_runde_oeffnet_sich_nie_wieder(saal: Saal) -> None:
    """Sonst verriete der Vergleich vor dem Wiederöffnen und danach einzelne Stimmen."""
    runde = saal.oeffne(SKALA)
    saal.stimmen(["1"] * 5, gruppe="klein")
    raumsteuerung.schliesse(*saal.zugang)
    raumsteuerung.waehle(*saal.zugang, runde)
    versuche = (
        lambda: saal.oeffne(SKALA),
        lambda: raumsteuerung.pausiere(*saal.zugang),
        lambda: raumsteuerung.trage_handzeichen_ein(*saal.zugang, "lohnt", [1] * 7, runde=runde),
    )
    for versuch in versuche:
        with pytest.raises(RegisterFehler):
            versuch()
    assert saal.zaehle(runde).gruppen_stehen_fest
    saal.oeffne(SKALA, neue_runde=True)
    assert saal.zaehle(runde).gruppen_stehen_fest
