"""Einspielen: ein Datenstand, seine Quelldatei und der Eintrag im Protokoll, nur auf dem geltenden Stand."""

from __future__ import annotations

import hashlib
import itertools
import pickle
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, event, text

from insek_monitor.einspielen import register_eintragen as eintragen
from insek_monitor.einspielen.register_eintragen import KeineAenderung, Quelldatei, Ueberholt, quelldatei
from insek_monitor.kern.rollen import GAST, Person, Rolle
from insek_monitor.register import datenstaende
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.laden import lade
from insek_monitor.register.rechte import Verweigert
from insek_monitor.register.speicher import oeffne_leer
from insek_monitor.register.verbindung import Register
from tests.conftest import beispiel_konzept
from tests.hilfen.ablage import (
    KONSOLE,
    LOKAL,
    abbild,
    angemeldet,
    inhalt,
    lege_grundstand,
    lege_recherche,
    spiele,
    vorgaenge,
    zeilenzahlen,
)
from tests.hilfen.vorrichtungen_register import frames

LISTE = Quelldatei("Meldung Mai.xlsx", b"PK\x03\x04 keine echte Mappe \x00\xff")


@pytest.fixture
def bestueckt(register: Register) -> Register:
    lege_grundstand(register)
    return register


# --- einspielen ---------------------------------------------------------------------------------------------


def test_neuer_datenstand_mit_allen_angaben(bestueckt: Register) -> None:
    neu = spiele(bestueckt, "Mai", 1, quelle=LISTE)
    assert datenstaende.finde(bestueckt) == neu, "er ist die neue Vorgabe"
    assert (neu.nummer, neu.kuerzel, neu.basis_nummer) == (2, None, 1)
    assert (neu.von, neu.anlass, neu.titel) == ("Lore Lokal", "Anlass Mai", "Meldung Mai")
    assert (neu.quelle_datei, neu.quelle_pruefsumme) == (
        "Meldung Mai.xlsx",
        hashlib.sha256(LISTE.inhalt).hexdigest(),
    )
    assert lade(bestueckt, 2).konzepte.at["A", "titel"] == "INSEK Mai"
    assert lade(bestueckt, 1).konzepte.at["A", "titel"] == "INSEK Grundstand"
    assert vorgaenge(bestueckt) == [("Lore Lokal", "Datenstand einspielen", "ausgefuehrt", 2)]


def test_ohne_datei_bleibt_die_quelle_leer(bestueckt: Register) -> None:
    neu = spiele(bestueckt, "Einzelangabe", 1, KONSOLE)
    assert (neu.quelle_datei, neu.quelle_pruefsumme, neu.von) == (None, None, "Karl Konsole")
    assert zeilenzahlen(bestueckt)["quelldatei"] == 0


@pytest.mark.parametrize("person", [GAST, angemeldet(), angemeldet(angabe=Rolle.LESEN)])
def test_ohne_rolle_geschieht_nichts(bestueckt: Register, person: Person) -> None:
    vorher = abbild(bestueckt), zeilenzahlen(bestueckt) | {"protokoll": 1}
    with pytest.raises(Verweigert, match="„Datenstand einspielen“ braucht die Rolle „Bearbeiten“"):
        spiele(bestueckt, "Mai", 1, person, quelle=LISTE)
    assert (abbild(bestueckt), zeilenzahlen(bestueckt)) == vorher
    assert vorgaenge(bestueckt) == [(person.name, "Datenstand einspielen", "verweigert", None)]


def test_bearbeiten_genuegt(bestueckt: Register) -> None:
    assert spiele(bestueckt, "Mai", 1, angemeldet(angabe=Rolle.BEARBEITEN)).von == "Anna Amt"


@pytest.mark.parametrize("leer", ["anlass", "titel"])
def test_leere_angaben_machen_auch_die_quelldatei_rueckgaengig(bestueckt: Register, leer: str) -> None:
    vorher = zeilenzahlen(bestueckt)
    with pytest.raises(RegisterFehler, match="braucht Titel, Person und Anlass"):
        spiele(bestueckt, "Mai", 1, quelle=LISTE, **{leer: " \x00 "})  # type: ignore[arg-type]
    assert zeilenzahlen(bestueckt) == vorher


def test_unzulaessiger_inhalt_schreibt_nichts(bestueckt: Register) -> None:
    konzepte, zuordnung = inhalt("Mai")
    vorher = zeilenzahlen(bestueckt)
    with pytest.raises(RegisterFehler, match="Das Datum „2020-02-30“ gibt es nicht"):
        eintragen.spiele_ein(
            bestueckt,
            konzepte.assign(beschluss="2020-02-30"),
            zuordnung,
            basis_nummer=1,
            person=LOKAL,
            anlass="x",
            titel="x",
        )
    assert zeilenzahlen(bestueckt) == vorher


def test_boesartiger_text_bleibt_text(bestueckt: Register) -> None:
    boese = "=1+1<script>\x00\udcff'; DROP TABLE datenstand; --"
    neu = spiele(bestueckt, boese.replace("\udcff", "?"), 1, titel=boese, anlass=boese)
    erwartet = "=1+1<script>?'; DROP TABLE datenstand; --"
    assert (neu.titel, neu.anlass) == (erwartet, erwartet)
    assert lade(bestueckt, 2).konzepte.at["A", "titel"] == f"INSEK {erwartet}"


# --- die Basis ----------------------------------------------------------------------------------------------


def test_der_zweite_erfaehrt_was_der_erste_aenderte(bestueckt: Register) -> None:
    erster = spiele(bestueckt, "Mai", 1, angemeldet(angabe=Rolle.BEARBEITEN))
    vorher = abbild(bestueckt)
    with pytest.raises(Ueberholt) as fehler:
        spiele(bestueckt, "Juni", 1, quelle=LISTE)
    assert (fehler.value.basis_nummer, fehler.value.inzwischen) == (1, (erster,))
    wann = erster.angelegt_am.astimezone(ZoneInfo("Europe/Berlin"))
    assert (
        "Verglichen wurde mit Datenstand 1, der nicht mehr gilt. Inzwischen gilt: Datenstand 2 „Meldung Mai“ "
        f"von Anna Amt am {wann:%d.%m.%Y um %H:%M} Uhr (Anlass: Anlass Mai). Es wurde "
        "nichts geschrieben. Bitte vergleichen Sie noch einmal"
    ) in str(fehler.value)
    assert abbild(bestueckt) == vorher
    assert zeilenzahlen(bestueckt)["quelldatei"] == 0
    assert vorgaenge(bestueckt)[-1] == ("Lore Lokal", "Datenstand einspielen", "verweigert", None)
    assert spiele(bestueckt, "Juni", 2).nummer == 3


def test_alle_zwischenzeitlichen_werden_genannt_im_text_die_letzten(bestueckt: Register) -> None:
    for nummer in range(1, 9):
        spiele(bestueckt, f"Nr. {nummer}", nummer)
    with pytest.raises(Ueberholt, match=r"3 weitere, zuletzt Datenstand 5 .*; Datenstand 9 ") as fehler:
        spiele(bestueckt, "zu spät", 1)
    assert [stand.nummer for stand in fehler.value.inzwischen] == list(range(2, 10))
    assert "Datenstand 4 " not in str(fehler.value)


def test_ueberholt_uebersteht_den_weg_zwischen_prozessen(bestueckt: Register) -> None:
    spiele(bestueckt, "Mai", 1)
    with pytest.raises(Ueberholt) as fehler:
        spiele(bestueckt, "Juni", 1)
    kopie = pickle.loads(pickle.dumps(fehler.value))
    assert (str(kopie), kopie.basis_nummer, kopie.inzwischen) == (
        str(fehler.value),
        1,
        fehler.value.inzwischen,
    )


def test_neue_recherche_zaehlt_nur_solange_sie_gilt(bestueckt: Register) -> None:
    lege_recherche(bestueckt, "neue Recherche")
    with pytest.raises(Ueberholt, match="Inzwischen gilt: Datenstand 2 „Recherche“ von INSEK-Monitor"):
        spiele(bestueckt, "Mai", 1)
    spiele(bestueckt, "Mai", 2)
    lege_recherche(bestueckt, "noch eine Recherche")
    assert spiele(bestueckt, "Juni", 3).nummer == 5, "neben dem eigenen ändert eine neue Recherche nichts"


def test_vergleich_mit_einem_der_nie_galt(bestueckt: Register) -> None:
    geltend = spiele(bestueckt, "Mai", 1)
    lege_recherche(bestueckt, "neue Recherche")
    with pytest.raises(Ueberholt, match="Verglichen wurde mit Datenstand 3, der nicht mehr gilt") as fehler:
        spiele(bestueckt, "Juni", 3)
    assert fehler.value.inzwischen == (geltend,)


@pytest.mark.parametrize("basis", [0, -1, 99])
def test_basis_gibt_es_nicht(bestueckt: Register, basis: int) -> None:
    with pytest.raises(RegisterFehler, match=f"Den Datenstand „{basis}“ gibt es nicht"):
        spiele(bestueckt, "Mai", basis)
    assert zeilenzahlen(bestueckt)["datenstand"] == 1


def test_gleicher_inhalt_ergibt_keinen_datenstand(bestueckt: Register) -> None:
    with pytest.raises(KeineAenderung, match="keine Änderung gegenüber Datenstand 1"):
        spiele(bestueckt, "Grundstand", 1, quelle=LISTE)
    assert zeilenzahlen(bestueckt)["datenstand"] == 1
    assert zeilenzahlen(bestueckt)["quelldatei"] == 0
    spiele(bestueckt, "Mai", 1)
    assert spiele(bestueckt, "Grundstand", 2).nummer == 3, "verglichen wird nur mit der Basis"


def test_vergebene_kennungen_auch_die_entfallenen(bestueckt: Register) -> None:
    konzepte, zuordnung = inhalt("Mai")
    ohne_b = konzepte.drop(index="B"), zuordnung[zuordnung["konzept_id"] != "B"]
    eintragen.spiele_ein(bestueckt, *ohne_b, basis_nummer=1, person=LOKAL, anlass="x", titel="x")
    assert list(lade(bestueckt).konzepte.index) == ["A"]
    assert eintragen.vergebene_kennungen(bestueckt) == {"A", "B"}


# --- Quelldateien -------------------------------------------------------------------------------------------


def test_quelldatei_kommt_unveraendert_zurueck(bestueckt: Register) -> None:
    neu = spiele(bestueckt, "Mai", 1, quelle=LISTE)
    assert quelldatei(bestueckt, str(neu.quelle_pruefsumme), angemeldet(angabe=Rolle.LESEN)) == LISTE


def test_gleicher_inhalt_wird_einmal_aufbewahrt(bestueckt: Register) -> None:
    spiele(bestueckt, "Mai", 1, quelle=LISTE)
    zweiter = spiele(bestueckt, "Juni", 2, quelle=Quelldatei("Kopie.xlsx", LISTE.inhalt))
    assert zeilenzahlen(bestueckt)["quelldatei"] == 1
    assert zweiter.quelle_datei == "Kopie.xlsx", "der Datenstand nennt den Namen, unter dem sie diesmal kam"
    spiele(bestueckt, "Juli", 3, quelle=Quelldatei("Meldung Mai.xlsx", b"anderer Inhalt"))
    assert zeilenzahlen(bestueckt)["quelldatei"] == 2


@pytest.mark.parametrize("person", [GAST, angemeldet()])
def test_quelldatei_nicht_fuer_gaeste(bestueckt: Register, person: Person) -> None:
    neu = spiele(bestueckt, "Mai", 1, quelle=LISTE)
    with pytest.raises(Verweigert, match="„Quelldatei herunterladen“ braucht die Rolle „Lesen“"):
        quelldatei(bestueckt, str(neu.quelle_pruefsumme), person)
    assert vorgaenge(bestueckt)[-1][1:3] == ("Quelldatei herunterladen", "verweigert")


def test_keine_quelldatei(bestueckt: Register) -> None:
    for pruefsumme in ("0" * 64, "", "' OR 1=1 --"):
        with pytest.raises(RegisterFehler, match=r"keine Quelldatei aufbewahrt\. Bitte"):
            quelldatei(bestueckt, pruefsumme, LOKAL)


def test_veraenderte_quelldatei_faellt_auf(bestueckt: Register) -> None:
    neu = spiele(bestueckt, "Mai", 1, quelle=LISTE)
    sqlite = bestueckt.engine.dialect.name == "sqlite"
    ausloeser = "quelldatei_kein_update" if sqlite else "quelldatei_unveraenderlich ON quelldatei"
    with bestueckt.schreiben() as verbindung:
        verbindung.execute(text(f"DROP TRIGGER {ausloeser}"))
        verbindung.execute(text("UPDATE quelldatei SET inhalt = :neu"), {"neu": b"gefaelscht"})
    with pytest.raises(RegisterFehler, match=r"„Meldung Mai\.xlsx“ passt nicht mehr zu ihrer Prüfsumme"):
        quelldatei(bestueckt, str(neu.quelle_pruefsumme), LOKAL)


@pytest.mark.parametrize(
    ("name", "erwartet"),
    [
        ("/home/lore/geheim/liste.xlsx", "liste.xlsx"),
        (r"C:\Users\lore\Liste Mai.xlsx", "Liste Mai.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("liste\x00.csv", "liste.csv"),
        ("mei\udcfcne.csv", "mei?ne.csv"),
        ("  ", "ohne Namen"),
        ("..", "ohne Namen"),
        ("/", "ohne Namen"),
    ],
)
def test_vom_dateinamen_bleibt_kein_ordner(bestueckt: Register, name: str, erwartet: str) -> None:
    neu = spiele(bestueckt, "Mai", 1, quelle=Quelldatei(name, b"x"))
    assert neu.quelle_datei == erwartet
    assert quelldatei(bestueckt, str(neu.quelle_pruefsumme), LOKAL).name == erwartet


@given(st.text(alphabet=st.characters(codec=None), max_size=40))
def test_jeder_dateiname_wird_ein_speicherbarer(name: str) -> None:
    sauber = eintragen._dateiname(name)
    assert sauber.encode("utf-8")
    assert not set(sauber) & {"\x00", "/", "\\"}


# --- viele Datenstände --------------------------------------------------------------------------------------


def test_einspielen_wird_mit_der_zahl_der_datenstaende_nicht_teurer(tmp_path: Path) -> None:
    """Gezählt werden die Rechenschritte von SQLite, nicht die Zeit: das Ergebnis ist immer dasselbe."""
    register = oeffne_leer(f"sqlite:///{tmp_path / 'register.sqlite'}")
    lege_grundstand(register)

    def schritte(basis: int) -> int:
        gezaehlt = itertools.count()

        def zaehle(verbindung: Connection) -> None:
            roh: Any = verbindung.connection.driver_connection
            roh.set_progress_handler(lambda: next(gezaehlt) < 0, 100)

        event.listen(register.engine, "begin", zaehle, once=True)
        konzepte, zuordnung = frames(
            *(beispiel_konzept(f"K{i}", f"14{i:06d}", titel=f"{i if i >= 20 else basis}") for i in range(100))
        )
        eintragen.spiele_ein(
            register, konzepte, zuordnung, basis_nummer=basis, person=LOKAL, anlass="x", titel="x"
        )
        return next(gezaehlt)

    gemessen = [schritte(basis) for basis in range(1, 31)]
    register.schliesse()
    # Der erste legt 100 Fassungen an; danach sind je Datenstand 20 neu.
    assert gemessen[29] < 1.15 * gemessen[4]
