"""Gemeinsames der Tests zum Sichern: ein Register mit allem, Inhalt aller Tabellen, Zieldatenbanken."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from sqlite3 import connect
from typing import Any

import pytest

from insek_monitor.ansprache.kampagnen import register as kampagnen
from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.ansprache.prioritaet import register_gewichtungen as gewichtungen
from insek_monitor.einspielen import register_spaltennamen as spaltennamen
from insek_monitor.einspielen.register_eintragen import Quelldatei
from insek_monitor.kern.ansprache import Angebot, Kampagnenangaben, Kontakt, Kontaktart
from insek_monitor.kern.rollen import GAST, Rolle
from insek_monitor.kern.stimmungsbild import Frage, Frageart
from insek_monitor.kern.vortrag import Folge, Folie, Folienart
from insek_monitor.register import pruefrunden, rechte, schema, vermerke
from insek_monitor.register.laden import lade
from insek_monitor.register.speicher import oeffne_leer
from insek_monitor.register.verbindung import Register
from insek_monitor.register.verlauf import gib_frei
from insek_monitor.register.zeilenstrom import zeilen
from insek_monitor.workshop.abstimmung import register_fragensaetze as fragensaetze
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.abstimmung.register_stimmabgabe import gib_stimme
from insek_monitor.workshop.vortrag import register_folgen as vortragsfolgen
from tests.hilfen.ablage import LOKAL, lege_grundstand, spiele

HEUTE = date(2026, 11, 21)
JETZT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
FRAGE = Frage("lohnt", Frageart.SKALA, "Lohnt es sich?", "Nein.", "Ja.")
LAUFEND = "Laufender Workshop"
GEMEINDEN = frozenset({"14000000", "14000001", "14000002"})
#: Zeilen je Tabelle nach ``fuelle_alles``. Protokoll: zweimal einspielen, Freigabe, zwei Vermerke, Runde,
#: Bestätigung, Rolle, Spalten, zweimal Kampagne, zwei Kontakte, Berichtigung, Erledigtes, Gewichte, zweimal
#: Fragensatz, Folge, zwei Räume mit je einer geöffneten Frage, einer beendet, und ein verweigerter Versuch.
ERWARTET = {
    "konzeptfassung_gemeinde": 5,
    "konzeptfassung": 4,
    "datenstand_eintrag": 6,
    "datenstand": 3,
    "quelldatei": 1,
    "freigabe": 1,
    "vermerk": 2,
    "pruefrunde": 1,
    "bestaetigung": 3,
    "rollenvergabe": 1,
    "spaltenwahl": 2,
    "kampagne_gemeinde": 3,
    "kampagne": 2,
    "kontakt": 3,
    "ansprachestand": 2,
    "erledigung": 1,
    "gewichtung": 1,
    "fragensatz": 2,
    "vortragsfolge": 1,
    "stimmungsergebnis": 1,
    "protokoll": 25,
}


def fuelle_alles(register: Register) -> None:
    """Drei Datenstände und in jedem Verzeichnis mindestens ein Eintrag."""
    lege_grundstand(register)
    datei = Quelldatei("liste.xlsx", bytes(range(256)) * 50)
    spiele(register, "eins", 1, quelle=datei)
    spiele(register, "zwei", 2)
    gib_frei(register, 2, "2026-Q4", person=LOKAL, vermerk="Kabinettsvorlage „Ä“")
    vermerke.schreibe(register, "14000000", "Zeile 1\nZeile 2; mit „Zeichen“ 🏛", LOKAL)
    vermerke.schreibe(register, "14000000", "= 1 + 1", LOKAL)
    pruefrunden.beginne(register, "Q4", LOKAL)
    assert pruefrunden.bestaetige(register, lade(register), ["14000000", "14000001", "14000002"], LOKAL) == 3
    rechte.vergib(register, LOKAL, "anna@example.org", Rolle.BEARBEITEN)
    spaltennamen.merke(register, {"rat": "beschluss", "lfd nr": ""}, LOKAL)
    fuelle_ansprache(register)
    fuelle_workshop(register)
    with pytest.raises(rechte.Verweigert):
        vermerke.schreibe(register, "14000000", "nein", GAST)


def fuelle_ansprache(register: Register) -> None:
    """Eine Kampagne in zwei Fassungen, zwei Kontakte, einer davon berichtigt und erledigt, Gewichte."""
    liste = Kampagnenangaben("Frühjahr „Ä“", "einladen", Angebot.AUSTAUSCH, 12, HEUTE, date(2027, 3, 31))
    kampagnen.lege_an(
        register, liste, ["14000001", "14000000"], LOKAL, datenstand_nummer=2, bekannte=GEMEINDEN
    )
    kampagnen.aendere(register, 1, LOKAL, basis_fassung=1, gemeinden=["14000002"], bekannte=GEMEINDEN)
    kontakt = Kontakt(
        date(2026, 11, 2), Kontaktart.TELEFON, "Bauamt", "Zeile 1\nZeile 2", "Unterlagen", HEUTE, 1
    )
    for ags in ("14000000", "14000001"):
        kontakte.trage_ein(register, ags, kontakt, LOKAL, heute=HEUTE, gemeinden=GEMEINDEN)
    kontakte.berichtige(register, 1, replace(kontakt, stelle="Hauptamt"), LOKAL, heute=HEUTE, grund="Stelle")
    kontakte.erledige(register, 3, LOKAL)
    gewichtungen.speichere(register, "Mein Vorschlag", {"klein": 3, "frist_monate": 12}, LOKAL)


def fuelle_workshop(register: Register) -> None:
    """Ein Fragensatz in zwei Fassungen, eine Folge, ein beendeter Raum mit Ergebnis und ein laufender."""
    satz = fragensaetze.speichere(register, LOKAL, "Eigene „Ä“", [FRAGE])
    fragensaetze.speichere(register, LOKAL, "Eigene", [FRAGE], satz.satz, satz.fassung)
    vortragsfolgen.speichere(
        register, LOKAL, Folge("Plauen", (Folie(Folienart.TITEL, "Herzlich willkommen"),))
    )
    for titel in ("Workshop „Ä“", LAUFEND):
        raum = raeume.lege_an(
            register, LOKAL, titel=titel, ort="Plauen", datum=HEUTE, fragen=[FRAGE], jetzt=JETZT
        )
        runde = raumsteuerung.oeffne(register, raum.code, LOKAL, FRAGE.kennung)
        gib_stimme(register, raum.code, runde=runde, fassung=1, ausweis="gerät", werte=["3"])
        if titel != LAUFEND:
            assert raeume.beende(register, LOKAL, raum.code) == 1


def inhalt_aller_tabellen(register: Register) -> dict[str, list[dict[str, Any]]]:
    """Jede Zeile jeder Tabelle, die in eine Sicherung gehört."""
    bleibend = [tabelle for tabelle in schema.metadaten.sorted_tables if tabelle not in schema.VERGAENGLICH]
    with register.lesen() as verbindung:
        return {tabelle.name: list(zeilen(verbindung, tabelle)) for tabelle in bleibend}


def inhalt_von(adresse: str) -> dict[str, list[dict[str, Any]]]:
    """Wie ``inhalt_aller_tabellen`` für eine Adresse."""
    register = oeffne_leer(adresse)
    try:
        return inhalt_aller_tabellen(register)
    finally:
        register.schliesse()


def ohne_protokoll(inhalt: dict[str, Any]) -> dict[str, Any]:
    return {name: wert for name, wert in inhalt.items() if name != "protokoll"}


def verfaelsche(datei: Path, befehl: str) -> None:
    """Ändere eine Registerdatei an ihren Auslösern vorbei."""
    with closing(connect(datei, isolation_level=None)) as verbindung:
        for (name,) in verbindung.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            verbindung.execute(f'DROP TRIGGER "{name}"')
        verbindung.execute(befehl)
        verbindung.execute("PRAGMA wal_checkpoint(TRUNCATE)")
