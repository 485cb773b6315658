"""Seite Stimmungsbild: Räume, Steuerung, Handzeichen, Moderation, Fragensätze, Vergleich, Rollen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from insek_monitor import einstellungen
from insek_monitor.kern.stimmungsbild import (
    Frage,
    Frageart,
    FrageFehler,
    Freigabe,
    Gruppenfrage,
    Rundenstand,
)
from insek_monitor.kern.vortrag import Folienart
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register import protokoll
from insek_monitor.workshop.abstimmung import register_auszaehlung as auszaehlung
from insek_monitor.workshop.abstimmung import register_fragensaetze as fragensaetze
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.abstimmung import register_stimmabgabe as stimmabgabe
from insek_monitor.workshop.abstimmung import register_stimmungsergebnisse as stimmungsergebnisse
from insek_monitor.workshop.abstimmung.rechnen import reihe
from insek_monitor.workshop.abstimmung.register_raeume import Raum
from insek_monitor.workshop.abstimmung.seite import (
    raumausgabe,
    raumformular,
    satzeditor,
    satzentwurf,
    satzschreiben,
    vergleich,
)
from insek_monitor.workshop.vortrag import register_vorfuehrungen as vorfuehrungen
from insek_monitor.workshop.vortrag.folien_vorlagen import raumfolge
from tests.conftest import STICHTAG
from tests.hilfen.datenpflege_hilfen import ERIKA, LESERIN, NIEMAND, OHNE_ROLLE, alles, knopf
from tests.hilfen.seiten import elemente, htmltabellen, oeffne, titel
from tests.rahmen.test_fremder_text import BOESE, leck, zeilenanfaenge

pytestmark = pytest.mark.usefixtures("umgebung")

JETZT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SKALA = Frage("allein", Frageart.SKALA, "Allein oder gemeinsam?", "Allein.", "Gemeinsam.")
MEHRERE = Frage("hilfe", Frageart.MEHRFACH, "Was hilft?", optionen=("Geld", "Zeit", "Rat"))
TEXT = Frage("wunsch", Frageart.FREITEXT, "Was jetzt?")
GRUPPEN = ("klein", "mittel", "groß")


@pytest.fixture(autouse=True)
def eigenes(eigenes_register: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eigenes Register je Test, feste Uhr."""
    monkeypatch.setattr(einstellungen, "jetzt", lambda: JETZT)


def register():
    return zwischenspeicher.register()


def lege_an(fragen: Sequence[Frage] = (SKALA, MEHRERE, TEXT), **angaben) -> Raum:
    vorgabe: dict[str, Any] = {"titel": "Herbst", "ort": "Pirna", "datum": STICHTAG, "jetzt": JETZT}
    return raeume.lege_an(register(), ERIKA, fragen=fragen, **(vorgabe | angaben))


def stimme(raum: Raum, frage: str, werte: Sequence[str], gruppen: Sequence[str] = (), **oeffnen) -> int:
    """Öffnet die Frage und gibt je Wert eine Stimme ab; mehrere Antworten mit Komma."""
    nummer = raumsteuerung.oeffne(register(), raum.code, ERIKA, frage, **oeffnen)
    for platz, wert in enumerate(werte):
        antwort = [wert] if frage == "wunsch" else wert.split(",")
        gruppe = gruppen[platz] if gruppen else ""
        stimmabgabe.gib_stimme(
            register(), raum.code, runde=nummer, fassung=1, ausweis=f"g{platz}", werte=antwort, gruppe=gruppe
        )
    return nummer


def schliesse(raum: Raum) -> None:
    raumsteuerung.schliesse(register(), raum.code, ERIKA)


def seite(raum: Raum | None = None, **angaben: Any) -> AppTest:
    return oeffne("stimmungsbild", **({"raum": raum.code} if raum else {}) | angaben)


def jetzt(raum: Raum) -> list[auszaehlung.Zaehlung]:
    return auszaehlung.alle(register(), raum.code)


def html(lauf: AppTest) -> str:
    return "\n".join(str(e.value) for e in elemente(lauf, "html") if "<style>" not in str(e.value))


def knoepfe(lauf: AppTest) -> list[str]:
    return [k.label for k in lauf.button if k.key != "abmelden"]


def bereich(lauf: AppTest, name: str) -> AppTest:
    return next(e for e in elemente(lauf, "button_group") if e.key == "stimmung").set_value(name).run()


# Räume


def test_drei_klicks_bis_zur_leinwand(wer):
    wer(ERIKA)
    lauf = seite()
    assert titel(lauf) == "Noch kein Raum: Was denken die Leute im Saal?"
    lauf = knopf(lauf, "Neuer Raum").click().run()
    lauf = knopf(lauf, "Raum anlegen (10 Fragen)").click().run()
    assert titel(lauf) == "Raum „Workshop vom 21.11.2026“: noch keine Frage gestellt"
    (raum,) = raeume.liste(register(), ERIKA)
    assert (raum.ort, raum.datum, len(raum.fragen)) == ("", STICHTAG, 10)
    assert raum.loeschen_am == JETZT + timedelta(days=30)
    vorfuehrung = vorfuehrungen.juengste_zum_raum(register(), ERIKA, raum.code, JETZT)
    assert vorfuehrung is not None
    verweise = {e.proto.label: e.proto.url for e in elemente(lauf, "link_button")}
    assert verweise["Leinwand öffnen"] == f"/vorfuehrung/{vorfuehrung.kennung}"
    assert verweise["Vortragsansicht öffnen"].endswith(f"/vortrag#s={vorfuehrung.schluessel}")
    assert verweise["Telefonseite ansehen"] == f"/w/{raum.code[:4]}-{raum.code[4:]}"
    assert "Telefone erreichen diesen Rechner so nicht" in alles(lauf)


def test_leinwand_ohne_eigene_folge_zeigt_titel_beitritt_und_jede_frage():
    raum = lege_an()
    folge = raumfolge(raum.titel, raum.ort, raum.datum, raum.fragen)
    assert [(folie.art, folie.frage) for folie in folge.folien] == [
        (Folienart.TITEL, ""),
        (Folienart.BEITRETEN, ""),
        (Folienart.ABSTIMMUNG, "allein"),
        (Folienart.ABSTIMMUNG, "hilfe"),
        (Folienart.ABSTIMMUNG, "wunsch"),
    ]
    assert (folge.folien[0].titel, folge.folien[0].text) == ("Herbst", "Pirna · 21.11.2026")
    assert folge.fragen == tuple(frage.als_dict() for frage in (SKALA, MEHRERE, TEXT))


def test_formular_mit_eigenen_angaben(wer):
    wer(ERIKA)
    lauf = knopf(seite(), "Neuer Raum").click().run()
    feld = raumformular.SCHLUESSEL
    lauf.text_input(key=f"{feld}titel").input("Werkstatt")
    lauf.text_input(key=f"{feld}ort").input("Zwickau")
    lauf.multiselect(key=f"{feld}saetze").set_value(["Zehn Themen der Workshops", "Nächste Schritte"])
    lauf.number_input(key=f"{feld}tage").set_value(7)
    lauf = (
        next(e for e in elemente(lauf, "button_group") if e.key == f"{feld}gruppen")
        .set_value(Gruppenfrage.GROESSE)
        .run()
    )
    lauf = lauf.multiselect(key=f"{feld}fragen").set_value(["wunsch", "nutzen"]).run()
    lauf = knopf(lauf, "Raum anlegen (2 Fragen)").click().run()
    (raum,) = raeume.liste(register(), ERIKA)
    assert (raum.titel, raum.ort) == ("Werkstatt", "Zwickau")
    assert [frage.kennung for frage in raum.fragen] == ["nutzen", "wunsch"], "Reihenfolge des Satzes"
    assert raum.gruppen == tuple(zwischenspeicher.regeln().groessenklassen("kompakt").beschriftungen)
    assert raum.loeschen_am == JETZT + timedelta(days=7)


def test_ohne_fragen_kein_raum(wer):
    wer(ERIKA)
    lauf = knopf(seite(), "Neuer Raum").click().run()
    lauf = lauf.multiselect(key=f"{raumformular.SCHLUESSEL}saetze").set_value([]).run()
    assert knopf(lauf, "Raum anlegen (0 Fragen)").disabled
    assert "Es fehlt noch eine Frage" in alles(lauf)


def test_gleiche_kennung_verschiedene_frage_bleibt_unterscheidbar():
    andere = replace(SKALA, links="Für uns.")
    alle = {"a": (SKALA, TEXT), "b": (andere, SKALA)}
    fragen = raumformular.zur_wahl(alle, ["a", "b"])
    assert [frage.kennung for frage in fragen] == ["allein", "wunsch", "allein-2"]
    assert fragen[2].links == "Für uns."


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(["a", "b", "a-2"]), st.sampled_from("xyz")), max_size=5),
        max_size=4,
    )
)
def test_zur_wahl_steht_jeder_wortlaut_einmal_und_jede_kennung_einmal(saetze):
    alle = {
        str(platz): tuple(replace(TEXT, kennung=kennung, text=text) for kennung, text in satz)
        for platz, satz in enumerate(saetze)
    }
    fragen = raumformular.zur_wahl(alle, list(alle))
    assert len({frage.kennung for frage in fragen}) == len(fragen)
    worte = [frage.wortlaut for frage in fragen]
    assert sorted(worte) == sorted({frage.wortlaut for satz in alle.values() for frage in satz})


def test_uebersicht_zaehlt_laufende(wer):
    wer(ERIKA)
    raum = lege_an()
    assert titel(seite()) == "1 Raum, er läuft"
    lege_an(titel="Zweiter")
    raeume.beende(register(), ERIKA, raum.code)
    lauf = seite()
    assert titel(lauf) == "2 Räume, 1 davon läuft"
    lauf = lauf.button(key=f"stimmung_raum_oeffnen_{raum.code}").click().run()
    assert lauf.query_params["raum"] in (raum.code, [raum.code])
    assert "Der Workshop ist beendet" not in titel(lauf)


@pytest.mark.parametrize("code", ["unsinn", "BCDFGHJK"])
def test_unbekannter_raum_in_der_adresse(wer, code):
    wer(ERIKA)
    lauf = oeffne("stimmungsbild", raum=code)
    assert not lauf.exception
    assert [w.icon for w in lauf.warning if "Uhr dieses Rechners" not in w.value] == [":material/link_off:"]
    assert titel(lauf) == "Noch kein Raum: Was denken die Leute im Saal?"


# Steuern


def test_oeffnen_pausieren_fortsetzen_schliessen_aufdecken_neue_runde(wer):
    wer(ERIKA)
    raum = lege_an()
    lauf = seite(raum)

    def stand(beschriftung: str) -> tuple[Rundenstand, bool]:
        nonlocal lauf
        lauf = knopf(lauf, beschriftung).click().run()
        assert not lauf.exception
        assert not lauf.error
        runde = jetzt(raum)[-1].runde
        return runde.stand, runde.verborgen

    assert stand("Abstimmung öffnen") == (Rundenstand.OFFEN, True)
    assert titel(lauf) == "Raum „Herbst“: „Allein oder gemeinsam?“ ist offen"
    assert stand("Pause") == (Rundenstand.PAUSIERT, True)
    assert stand("Fortsetzen") == (Rundenstand.OFFEN, True)
    assert stand("Ergebnis zeigen") == (Rundenstand.OFFEN, False)
    assert stand("Ergebnis verbergen") == (Rundenstand.OFFEN, True)
    assert stand("Schließen") == (Rundenstand.GESCHLOSSEN, True)
    lauf.toggle(key="stimmung_gleich_zeigen").set_value(True)
    assert stand("Neue Runde") == (Rundenstand.OFFEN, False)
    assert [z.runde.runde for z in jetzt(raum)] == [1, 2]


def test_zahlen_und_median_stehen_in_ueberschrift_und_bild(wer):
    wer(ERIKA)
    raum = lege_an()
    stimme(raum, "allein", ["2", "5", "6", "7"])
    schliesse(raum)
    lauf = seite(raum)
    assert titel(lauf) == "Raum „Herbst“: 4 Stimmen zu „Allein oder gemeinsam?“, Median 5,5"
    assert "4 Stimmen, Median 5,5: leicht für „Gemeinsam“ (3 von 4 rechts der Mitte)." in html(lauf)
    assert "noch verborgen: nur Sie sehen das Ergebnis" in alles(lauf)
    assert "nicht repräsentativ" in alles(lauf)


def test_klick_trifft_nie_eine_andere_frage(wer):
    """In der Vortragsansicht ist inzwischen die nächste Frage dran."""
    wer(ERIKA)
    raum = lege_an()
    stimme(raum, "allein", ["1"])
    lauf = seite(raum)
    zweite = stimme(raum, "hilfe", ["1"])
    lauf = knopf(lauf, "Pause").click().run()
    assert auszaehlung.zaehle(register(), zweite).runde.stand is Rundenstand.OFFEN
    assert "Inzwischen hat jemand eine andere Frage gewählt. Es wurde nichts geändert." in alles(lauf)
    assert titel(lauf) == "Raum „Herbst“: „Was hilft?“ ist offen", "die Seite geht mit"


def test_entzogene_rolle_steuert_nicht_mehr(wer):
    raum = lege_an()
    wer(ERIKA)
    lauf = seite(raum)
    wer(LESERIN)
    lauf = knopf(lauf, "Abstimmung öffnen").click().run()
    assert jetzt(raum) == []
    assert "braucht die Rolle „Bearbeiten“" in alles(lauf)


def test_zwei_runden_nebeneinander(wer):
    wer(ERIKA)
    raum = lege_an()
    stimme(raum, "allein", ["1", "2"])
    schliesse(raum)
    stimme(raum, "allein", ["6", "7", "7"], neue_runde=True)
    lauf = seite(raum)
    assert "Runden im Vergleich" in alles(lauf)
    text = html(lauf)
    assert "1. Runde: 2 Stimmen" in text
    assert "2. Runde: 3 Stimmen" in text


def test_gruppen_erst_ab_fuenf(wer):
    wer(ERIKA)
    raum = lege_an(gruppenfrage=Gruppenfrage.GROESSE, gruppen=GRUPPEN)
    stimme(raum, "allein", ["1"] * 6 + ["7"] * 4 + ["4"], ["klein"] * 6 + ["mittel"] * 4 + [""])
    schliesse(raum)
    lauf = seite(raum).toggle(key="stimmung_gruppen_zeigen").set_value(True).run()
    text = html(lauf)
    assert "klein" in text
    assert "mittel" not in text
    assert "1 Gruppe ist zum Schutz der Einzelnen verborgen." in text
    assert "5 Stimmen stehen in keiner gezeigten Gruppe." in text


def test_gruppen_erst_nach_dem_schliessen(wer):
    """Ablesen, eine Stimme abwarten, noch einmal ablesen: Der Unterschied wäre diese Stimme."""
    wer(ERIKA)
    raum = lege_an(gruppenfrage=Gruppenfrage.GROESSE, gruppen=GRUPPEN)
    stimme(raum, "allein", ["1"] * 6 + ["7"] * 6, ["klein"] * 6 + ["mittel"] * 6)
    for angehalten in (False, True):
        if angehalten:
            raumsteuerung.pausiere(register(), raum.code, ERIKA)
        lauf = seite(raum)
        assert "Gruppen erst nach dem Schließen." in alles(lauf)
        assert not [schalter for schalter in lauf.toggle if schalter.key == "stimmung_gruppen_zeigen"]
        assert "mittel" not in html(lauf)
    schliesse(raum)
    lauf = seite(raum).toggle(key="stimmung_gruppen_zeigen").set_value(True).run()
    assert "mittel" in html(lauf)
    assert "Gruppen erst nach dem Schließen." not in alles(lauf)


def test_doppelte_neue_runde_und_doppelte_handzeichen_ergeben_je_eine(wer):
    """Ein zweites Fenster zeigt noch den Stand von vorher."""
    wer(ERIKA)
    raum = lege_an()
    stimme(raum, "allein", ["1"])
    schliesse(raum)
    erstes, zweites = seite(raum), seite(raum)
    knopf(erstes, "Neue Runde").click().run()
    stimme(raum, "allein", ["2"])
    zweites = knopf(zweites, "Neue Runde").click().run()
    assert [z.runde.runde for z in jetzt(raum)] == [1, 2]
    assert "Inzwischen hat jemand zu dieser Frage eine andere Runde begonnen" in alles(zweites)
    next(f for f in zweites.number_input if f.label == "Stufe 1").set_value(3)
    schliesse(raum)
    raumsteuerung.trage_handzeichen_ein(register(), raum.code, ERIKA, "allein", [1] * 7)
    zweites = knopf(zweites, "Handzeichen als neue Runde eintragen").click().run()
    assert [z.runde.runde for z in jetzt(raum)] == [1, 2, 3]
    assert "Es wurde nichts geändert. Der Stand ist neu geladen." in alles(zweites)


def test_die_seite_zeigt_die_aktive_runde_auch_wenn_sie_nicht_die_letzte_ist(wer):
    """Neben laufenden Telefonen gezählt, dann geht es mit den Telefonen weiter."""
    wer(ERIKA)
    raum = lege_an()
    telefone = stimme(raum, "allein", ["1", "2"])
    raumsteuerung.trage_handzeichen_ein(register(), raum.code, ERIKA, "allein", [5, 0, 0, 0, 0, 0, 0])
    raumsteuerung.oeffne(register(), raum.code, ERIKA, "allein")
    lauf = knopf(seite(raum), "Schließen").click().run()
    assert not lauf.exception
    assert auszaehlung.zaehle(register(), telefone).runde.stand is Rundenstand.GESCHLOSSEN
    assert "2 Stimmen, Median 1,5" in html(lauf)


def test_wortlaut_aendern_bis_zur_ersten_stimme(wer):
    wer(ERIKA)
    raum = lege_an([MEHRERE])
    lauf = seite(raum)
    lauf.text_area[0].set_value("Geld\n\nRat\nMut\nZeit")
    lauf.main.text_input[-1].input("Was hilft wirklich?")
    lauf = knopf(lauf, "Wortlaut speichern").click().run()
    neu = raeume.lies(register(), ERIKA, raum.code).fragen[0]
    assert (neu.text, neu.optionen) == ("Was hilft wirklich?", ("Geld", "Rat", "Mut", "Zeit"))
    stimme(raum, "hilfe", ["1,2"])
    lauf = seite(raum)
    assert not [k for k in lauf.button if k.label == "Wortlaut speichern"]
    assert "Gesperrt: Es gibt schon 1 Stimme." in alles(lauf)


def test_wortlaut_mit_mangel_wird_erklaert(wer):
    wer(ERIKA)
    raum = lege_an([MEHRERE])
    lauf = seite(raum)
    lauf.text_area[0].set_value("Geld\ngeld")
    lauf = knopf(lauf, "Wortlaut speichern").click().run()
    assert "Eine Antwort steht doppelt da." in lauf.error[0].value
    assert raeume.lies(register(), ERIKA, raum.code).fragen == (MEHRERE,)


def test_handzeichen_eintragen_berichtigen_abschliessen(wer):
    wer(ERIKA)
    raum = lege_an()
    lauf = seite(raum)
    lauf = knopf(lauf, "Handzeichen als neue Runde eintragen").click().run()
    assert jetzt(raum) == []
    assert "noch keine Hand eingetragen" in alles(lauf)
    for stufe, zahl in ((1, 3), (4, 1), (7, 2)):
        next(f for f in lauf.number_input if f.label == f"Stufe {stufe}").set_value(zahl)
    lauf = knopf(lauf, "Handzeichen als neue Runde eintragen").click().run()
    assert titel(lauf) == "Raum „Herbst“: 6 Handzeichen zu „Allein oder gemeinsam?“, Median 2,5"
    next(f for f in lauf.number_input if f.label == "Stufe 7").set_value(5)
    lauf = knopf(lauf, "Zahlen berichtigen").click().run()
    (zaehlung,) = jetzt(raum)
    assert zaehlung.je_antwort == (3, 0, 0, 1, 0, 0, 5)
    lauf = knopf(lauf, "Schließen").click().run()
    assert jetzt(raum)[0].runde.stand is Rundenstand.GESCHLOSSEN
    assert not [k for k in lauf.button if k.label == "Zahlen berichtigen"]


def test_handzeichen_bei_mehreren_antworten_zaehlt_personen(wer):
    wer(ERIKA)
    raum = lege_an([MEHRERE])
    lauf = seite(raum)
    for antwort, zahl in (("Geld", 7), ("Zeit", 4)):
        next(f for f in lauf.number_input if f.label == antwort).set_value(zahl)
    next(f for f in lauf.number_input if f.label.startswith("Wie viele")).set_value(9)
    lauf = knopf(lauf, "Handzeichen als neue Runde eintragen").click().run()
    (zaehlung,) = jetzt(raum)
    assert (zaehlung.anzahl, zaehlung.je_antwort) == (9, (7, 4, 0))


def test_freie_antworten_erst_nach_freigabe(wer):
    wer(ERIKA)
    raum = lege_an()
    stimme(raum, "wunsch", ["Mehr Beratung", "Unfug"])
    lauf = seite(raum)
    assert "Mehr Beratung" not in html(lauf), "im Bild steht nur Freigegebenes"
    je_text = {t.text: t.schluessel[:16] for t in jetzt(raum)[0].texte}
    lauf = lauf.button(key=f"stimmung_text_gezeigt_{je_text['Mehr Beratung']}").click().run()
    lauf = lauf.button(key=f"stimmung_text_abgelehnt_{je_text['Unfug']}").click().run()
    assert {t.text: t.freigabe for t in jetzt(raum)[0].texte} == {
        "Mehr Beratung": Freigabe.GEZEIGT,
        "Unfug": Freigabe.ABGELEHNT,
    }
    assert "Mehr Beratung" in html(lauf)
    assert "Unfug" not in html(lauf)


# Nach dem Workshop


def test_beenden_traegt_summen_ein_und_nimmt_nichts_mehr_an(wer):
    wer(ERIKA)
    raum = lege_an()
    stimme(raum, "allein", ["1", "2", "7"])
    lauf = knopf(seite(raum), "Workshop beenden").click().run()
    assert "1 Ergebnis bleibt als Summen" in alles(lauf)
    lauf = knopf(lauf, "Jetzt beenden").click().run()
    assert raeume.lies(register(), ERIKA, raum.code).beendet
    assert stimmungsergebnisse.lies(register())["je_antwort"].tolist() == [(1, 1, 0, 0, 0, 0, 1)]
    lauf = seite(raum)
    assert not {"Neue Runde", "Workshop beenden"} & {k.label for k in lauf.button}


def test_frist_und_loeschen_nur_nach_bestaetigung(wer):
    wer(ERIKA)
    raum = lege_an()
    lauf = knopf(seite(raum), "Löschfrist ändern").click().run()
    lauf.number_input(key=f"stimmung_frist_tage_{raum.code}").set_value(3)
    lauf = knopf(lauf, "Frist speichern").click().run()
    assert raeume.lies(register(), ERIKA, raum.code).loeschen_am == JETZT + timedelta(days=3)
    lauf = knopf(seite(raum), "Jetzt löschen").click().run()
    assert "Es bleibt nichts übrig, auch keine Summen" in alles(lauf)
    assert knopf(lauf, "Endgültig löschen").disabled
    # AppTest läuft immer ganz neu und schlösse den Dialog; im Browser läuft nur er.
    lauf = seite(raum)
    lauf.session_state[f"stimmung_loeschen_sicher_{raum.code}"] = True
    lauf = knopf(lauf, "Jetzt löschen").click().run()
    knopf(lauf, "Endgültig löschen").click().run()
    assert raeume.liste(register(), ERIKA) == []


def test_ergebnisse_als_datei(wer, monkeypatch):
    wer(ERIKA)
    inhalte: dict[str, Any] = {}
    monkeypatch.setattr(
        raumausgabe, "knopf", lambda _b, inhalt, datei, **_: inhalte.setdefault(datei, inhalt)
    )
    raum = lege_an()
    assert not inhalte, "ohne Stimmen nichts zum Herunterladen"
    stimme(raum, "allein", ["1", "2", "7"])
    seite(raum)
    stamm = "stimmungsbild_herbst_2026-11-21"
    assert set(inhalte) == {f"{stamm}.xlsx", f"{stamm}_allein.png", f"{stamm}_allein.svg"}
    mappe = load_workbook(BytesIO(inhalte[f"{stamm}.xlsx"]()))
    assert "Ergebnisse" in mappe.sheetnames
    assert inhalte[f"{stamm}_allein.png"]().startswith(b"\x89PNG")
    assert b"Allein oder gemeinsam?" in inhalte[f"{stamm}_allein.svg"]()


# Fragensätze


def saetze(**angaben: Any) -> AppTest:
    return oeffne("stimmungsbild", stimmung="Fragensätze", **angaben)


def satzfeld(lauf: AppTest, feld: str) -> str:
    entwurf = lauf.session_state[satzentwurf.ENTWURF]
    nummer = lauf.session_state[satzentwurf.GEWAEHLT]
    assert nummer in [zeile.nummer for zeile in entwurf.zeilen]
    return f"stimmung_satzfeld_{nummer}_{feld}"


def test_mitgelieferten_kopieren_aendern_speichern(wer):
    wer(ERIKA)
    lauf = saetze()
    assert titel(lauf) == "2 mitgelieferte Fragensätze, noch kein eigener"
    lauf = lauf.button(key="stimmung_satz_kopie_naechste-schritte").click().run()
    assert titel(lauf) == "Fragensatz „Nächste Schritte“: 3 Fragen, alle vollständig"
    lauf = lauf.text_input(key=satzfeld(lauf, "text")).input("Wo stehen Sie?").run()
    assert "Wo stehen Sie?" in html(lauf), "Vorschau"
    lauf = knopf(lauf, "Nach unten").click().run()
    lauf = knopf(lauf, "Fragensatz speichern").click().run()
    (satz,) = fragensaetze.lies(register())
    assert [frage.kennung for frage in satz.fragen] == ["hilfe", "stand", "wunsch"]
    assert satz.fragen[1].text == "Wo stehen Sie?"
    assert titel(lauf) == "2 mitgelieferte Fragensätze und 1 eigener"


def test_neuer_satz_mit_allen_arten(wer):
    wer(ERIKA)
    lauf = knopf(saetze(), "Neuer Fragensatz").click().run()
    assert titel(lauf) == "Neuer Fragensatz: 1 Frage, 1 noch unvollständig"
    assert knopf(lauf, "Fragensatz speichern").disabled
    assert "Frage 1: „Frage“ ist leer." in alles(lauf)
    lauf.text_input(key=satzentwurf.NAME).input("Probe")
    for feld, wert in (("text", "Weit?"), ("links", "Nah."), ("rechts", "Fern.")):
        lauf.text_input(key=satzfeld(lauf, feld)).input(wert)
    lauf = knopf(lauf.run(), "Frage hinzufügen").click().run()
    lauf = lauf.selectbox(key=satzfeld(lauf, "art")).set_value(Frageart.EINFACH).run()
    lauf.text_input(key=satzfeld(lauf, "text")).input("Was?")
    lauf = lauf.text_area(key=satzfeld(lauf, "optionen")).set_value("Ja").run()
    assert "Es sind 1 Antworten. Bitte geben Sie 2 bis 8 an." in alles(lauf)
    lauf = lauf.text_area(key=satzfeld(lauf, "optionen")).set_value("Ja\nNein").run()
    lauf = knopf(lauf, "Verdoppeln").click().run()
    lauf = lauf.selectbox(key=satzfeld(lauf, "art")).set_value(Frageart.FREITEXT).run()
    lauf = knopf(lauf, "Fragensatz speichern").click().run()
    assert not lauf.error
    (satz,) = fragensaetze.lies(register())
    assert [(f.art, f.text, f.optionen) for f in satz.fragen] == [
        (Frageart.SKALA, "Weit?", ()),
        (Frageart.EINFACH, "Was?", ("Ja", "Nein")),
        (Frageart.FREITEXT, "Was?", ()),
    ]
    assert len({frage.kennung for frage in satz.fragen}) == 3


def test_entfernen_und_zurueckholen(wer):
    wer(ERIKA)
    lauf = saetze().button(key="stimmung_satz_kopie_naechste-schritte").click().run()
    lauf = knopf(lauf, "Entfernen").click().run()
    assert titel(lauf).startswith("Fragensatz „Nächste Schritte“: 2 Fragen")
    lauf = knopf(lauf, "Entfernte Frage zurückholen").click().run()
    texte = [zeile.text for zeile in lauf.session_state[satzentwurf.ENTWURF].zeilen]
    assert texte[0] == "Wo steht Ihre Gemeinde beim INSEK?"
    assert len(texte) == 3


@pytest.mark.parametrize("weg", ["Meine Fassung darüber speichern", "Meine als neuen Satz speichern"])
def test_zwei_aendern_denselben_satz(wer, weg):
    wer(ERIKA)
    eins = fragensaetze.speichere(register(), ERIKA, "Probe", [TEXT])
    lauf = saetze().button(key="stimmung_satz_bearbeiten_1").click().run()
    lauf = lauf.text_input(key=satzfeld(lauf, "text")).input("Meine Frage?").run()
    fragensaetze.speichere(register(), replace(ERIKA, name="Max Andere"), "Probe", [SKALA], eins.satz, 1)
    lauf = knopf(lauf, "Fragensatz speichern").click().run()
    assert "Inzwischen hat Max Andere diesen Satz geändert" in alles(lauf)
    assert fragensaetze.lies(register())[0].fragen == (SKALA,)
    lauf = knopf(lauf, weg).click().run()
    assert not lauf.error
    jetzige = {satz.name: (satz.fassung, satz.fragen[0].text) for satz in fragensaetze.lies(register())}
    if "darüber" in weg:
        assert jetzige == {"Probe": (3, "Meine Frage?")}
    else:
        assert jetzige == {"Probe": (2, "Allein oder gemeinsam?"), "Probe (2)": (1, "Meine Frage?")}


def test_archiv_und_zurueck(wer):
    wer(ERIKA)
    fragensaetze.speichere(register(), ERIKA, "Probe", [TEXT])
    lauf = knopf(saetze(), "Ins Archiv legen").click().run()
    assert titel(lauf) == "2 mitgelieferte Fragensätze, noch kein eigener"
    lauf = lauf.toggle(key="stimmung_satzarchiv").set_value(True).run()
    lauf = knopf(lauf, "Aus dem Archiv holen").click().run()
    assert titel(lauf) == "2 mitgelieferte Fragensätze und 1 eigener"


def test_satz_aus_datei_oeffnet_den_editor(wer):
    wer(ERIKA)
    lauf = saetze()
    lauf = lauf.file_uploader[0].upload("satz.json", b"{}", "application/json").run()
    assert "satz.json: Die Datei ist kein Fragensatz des INSEK-Monitors" in alles(lauf)
    lauf = (
        saetze()
        .file_uploader[0]
        .upload("satz.json", satzschreiben.als_datei("Neu", [SKALA]), "application/json")
        .run()
    )
    assert titel(lauf) == "Fragensatz „Neu“: 1 Frage, alle vollständig"
    assert fragensaetze.lies(register()) == [], "gespeichert wird erst auf Knopfdruck"


TEXTE = (
    st.text(min_size=1, max_size=60)
    .map(lambda t: " ".join(t.split()))
    .filter(lambda t: t.isprintable() and t.strip())
)


@given(TEXTE, st.lists(TEXTE, min_size=2, max_size=8, unique_by=str.casefold))
def test_datei_liest_zurueck_was_sie_schreibt(text, optionen):
    try:
        frage = satzentwurf.Zeile(1, "k", Frageart.EINFACH, text, optionen="\n".join(optionen)).als_frage()
    except FrageFehler:
        return  # Unicode-Normalform macht zwei Antworten gleich
    assert satzschreiben.saetze_aus(satzschreiben.als_datei("Satz", [frage, SKALA])) == (
        "Satz",
        (frage, SKALA),
    )


@pytest.mark.parametrize(
    ("inhalt", "meldung"),
    [
        (b"\xff\xfe", "kein lesbares JSON"),
        (b"[" * 100_000, "kein lesbares JSON"),
        (b"[]", "kein Fragensatz"),
        (b"x" * 200_001, "höchstens 200 kB"),
        (
            json.dumps({"format": satzschreiben.FORMAT, "fassung": 9}).encode(),
            "hat das Format 9, gelesen wird 1",
        ),
        (
            json.dumps(
                {
                    "format": satzschreiben.FORMAT,
                    "fassung": 1,
                    "name": "a",
                    "fragen": [{"kennung": "a", "art": "x"}],
                }
            ).encode(),
            "Frage 1: „art“ ist „x“",
        ),
    ],
)
def test_schlechte_datei_sagt_was_fehlt(inhalt, meldung):
    with pytest.raises(FrageFehler, match=meldung):
        satzschreiben.saetze_aus(inhalt)


def test_freier_name_und_kennung():
    assert satzschreiben.freier_name("Satz", ["a"]) == "Satz"
    assert satzschreiben.freier_name("Satz", ["SATZ", "Satz (2)"]) == "Satz (3)"
    assert len(satzschreiben.freier_name("x" * 80, ["x" * 80])) == 80
    kennung = satzentwurf.neue_kennung("Wohin geht’s, Ähm?", ())
    assert kennung.startswith("wohin-geht-s-aehm-")
    assert replace(TEXT, kennung=kennung).als_dict()["kennung"] == kennung


def test_vorschau_maskiert():
    text = satzeditor.html(replace(MEHRERE, text='<script>"x"</script>', optionen=("<b>", "&")))
    assert "<script>" not in text
    assert "<b>" not in text
    assert 'class="eckig"' in text


# Vergleich


def ergebnis(titel: str, tag: date, werte: Sequence[str], frage: Frage = SKALA) -> Raum:
    raum = lege_an([frage], titel=titel, ort="", datum=tag)
    stimme(raum, frage.kennung, werte)
    raeume.beende(register(), ERIKA, raum.code)
    return raum


def test_vergleich_nur_bei_gleichem_wortlaut(wer):
    wer(ERIKA)
    ergebnis("Zweiter", date(2026, 6, 1), ["4", "5", "5"])
    ergebnis("Erster", date(2026, 3, 1), ["1", "2"])
    ergebnis("Anders", date(2026, 9, 1), ["7"], replace(SKALA, rechts="Mit Nachbarn."))
    lauf = oeffne("stimmungsbild", stimmung="Vergleich")
    assert titel(lauf) == "„Allein oder gemeinsam?“: 2 Workshops, Median zuerst 1,5, zuletzt 5"
    tabelle = next(t for t in htmltabellen(lauf) if "Workshop" in t.columns)
    assert tabelle["Workshop"].tolist() == ["Erster", "Zweiter"]
    assert tabelle["Median"].tolist() == ["1,5", "5,0"]
    assert tabelle[["Stufe 1", "Stufe 5"]].to_numpy().tolist() == [["1", "0"], ["0", "2"]]
    assert "Mit anderem Wortlaut gefragt" in alles(lauf)
    assert "Mit Nachbarn." in alles(lauf)


def test_vergleich_nimmt_je_workshop_die_letzte_runde(wer):
    wer(ERIKA)
    erster = lege_an([SKALA], titel="Erster", ort="", datum=date(2026, 3, 1))
    stimme(erster, SKALA.kennung, ["2", "2", "2"])
    raumsteuerung.oeffne(register(), erster.code, ERIKA, SKALA.kennung, neue_runde=True)
    stimme(erster, SKALA.kennung, ["5", "5", "6", "6", "6"])
    raeume.beende(register(), ERIKA, erster.code)
    ergebnis("Zweiter", date(2026, 6, 1), ["4", "5", "5"])
    lauf = oeffne("stimmungsbild", stimmung="Vergleich")
    soll = "„Allein oder gemeinsam?“: 2 Workshops, jeweils letzte Runde, Median zuerst 6, zuletzt 5"
    assert titel(lauf) == soll
    # Die früheren Runden stehen weiter in Bild und Tabelle.
    tabelle = next(t for t in htmltabellen(lauf) if "Workshop" in t.columns)
    assert tabelle["Median"].tolist() == ["2,0", "6,0", "5,0"]


def test_zurueckziehen_braucht_einen_grund_und_steht_im_protokoll(wer):
    wer(ERIKA)
    ergebnis("Probe", date(2026, 6, 1), ["4"])
    lauf = oeffne("stimmungsbild", stimmung="Vergleich")
    assert knopf(lauf, "Zurückziehen").disabled
    lauf = lauf.text_input(key=vergleich.GRUND).input("Probelauf").run()
    lauf = knopf(lauf, "Zurückziehen").click().run()
    assert titel(lauf).startswith("Noch kein Ergebnis")
    assert protokoll.lies(register(), person=ERIKA).iloc[0]["einzelheiten"].endswith("; Grund: Probelauf")


def test_vergleich_als_datei(wer, monkeypatch):
    wer(ERIKA)
    inhalte: dict[str, Any] = {}
    monkeypatch.setattr(
        raumausgabe, "knopf", lambda _b, inhalt, datei, **_: inhalte.setdefault(datei, inhalt)
    )
    ergebnis("Erster", date(2026, 3, 1), ["1", "2"])
    oeffne("stimmungsbild", stimmung="Vergleich")
    (inhalt,) = inhalte.values()
    assert load_workbook(BytesIO(inhalt()))["Ergebnisse"].max_row >= 8


def test_reihe_ohne_skala_nennt_keinen_median():
    raum = lege_an([MEHRERE])
    stimme(raum, "hilfe", ["1,2", "1"])
    raeume.beende(register(), ERIKA, raum.code)
    (eine,) = reihe(stimmungsergebnisse.lies(register()).to_dict("records"))
    assert vergleich.ueberschrift(eine) == "„Was hilft?“: 1 Workshop, zusammen 2 Stimmen"
    assert vergleich.tabelle(eine)[["Geld", "Zeit", "Rat"]].to_numpy().tolist() == [[2, 1, 0]]


# Wer was sieht


@pytest.mark.parametrize("person", [NIEMAND, OHNE_ROLLE])
@pytest.mark.parametrize("teil", ["Räume", "Fragensätze", "Vergleich"])
def test_gaeste_sehen_nur_wie_man_mitmacht(wer, person, teil):
    raum = ergebnis("Geheim", date(2026, 3, 1), ["1", "2"])
    wer(person)
    lauf = oeffne("stimmungsbild", stimmung=teil, raum=raum.code)
    assert not lauf.exception
    assert titel(lauf) == "Mitmachen geht mit dem eigenen Telefon, ohne Konto und ohne App"
    alles_lesbare = alles(lauf) + html(lauf)
    assert "Geheim" not in alles_lesbare
    assert "keine IP-Adresse, kein Name, keine Gerätedaten" in alles_lesbare
    assert knoepfe(lauf) == []


@pytest.mark.parametrize(
    ("eingabe", "ziel"),
    [("", "/w"), ("bcdf ghjk", "/w/BCDF-GHJK"), ("javascript:alert(1)", "/w"), ("AEIOU", "/w")],
)
def test_code_fuehrt_zur_abstimmung(wer, eingabe, ziel):
    wer(NIEMAND)
    lauf = seite().text_input(key="stimmung_beitritt").input(eingabe).run()
    (verweis,) = elemente(lauf, "link_button")
    assert verweis.proto.url == ziel


def test_lesende_sehen_vergleich_und_saetze_aber_keine_raeume(wer):
    raum = ergebnis("Erster", date(2026, 3, 1), ["1", "2"])
    fragensaetze.speichere(register(), ERIKA, "Probe", [TEXT])
    wer(LESERIN)
    lauf = seite(raum)
    assert titel(lauf).startswith("Räume steuert, wer „Bearbeiten“ darf")
    lauf = bereich(lauf, "Vergleich")
    assert "1 Workshop, Median 1,5" in titel(lauf)
    assert knoepfe(lauf) == []
    lauf = bereich(lauf, "Fragensätze")
    assert titel(lauf) == "2 mitgelieferte Fragensätze und 1 eigener"
    assert knoepfe(lauf) == []


@pytest.mark.parametrize("teil", ["Räume", "Fragensätze", "Vergleich"])
def test_fremdes_steht_als_text_da(wer, teil):
    wer(ERIKA)
    boese = [
        replace(SKALA, text=BOESE[:190], links=BOESE[:180], rechts=BOESE[:170]),
        replace(MEHRERE, optionen=tuple(f"{n} {BOESE[:60]}" for n in range(3)), text=BOESE[10:200]),
        replace(TEXT, text=BOESE[20:200]),
    ]
    raum = lege_an(boese, titel=BOESE[:100], ort=BOESE[20:120])
    stimme(raum, "allein", ["1"])
    stimme(raum, "hilfe", ["1"])
    raeume.beende(register(), ERIKA, raum.code)
    raum = lege_an(boese, titel=BOESE[:100], ort=BOESE[20:120])
    stimme(raum, "wunsch", [BOESE[:150]])
    fragensaetze.speichere(register(), replace(ERIKA, name=BOESE[:80]), BOESE[:70], boese)
    laeufe = [oeffne("stimmungsbild", stimmung=teil)]
    if teil == "Räume":
        laeufe.append(oeffne("stimmungsbild", stimmung=teil, raum=raum.code))
    if teil == "Fragensätze":
        laeufe.append(saetze().button(key="stimmung_satz_bearbeiten_1").click().run())
    for lauf in laeufe:
        assert not lauf.exception
        assert leck(lauf) == []
        assert zeilenanfaenge(lauf) == []
