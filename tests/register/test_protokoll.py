"""Das Protokoll: vollständig, neueste zuerst, nur mit Rolle lesbar, unveränderlich."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from insek_monitor.einspielen.register_eintragen import Quelldatei
from insek_monitor.kern.rollen import GAST, Rolle
from insek_monitor.register import protokoll, schema, verlauf
from insek_monitor.register.rechte import Verweigert, schreibe, vergib
from insek_monitor.register.verbindung import Register
from tests.hilfen.ablage import LOKAL, angemeldet, lege_grundstand, spiele, zeilenzahlen
from tests.hilfen.sicherungen import fuelle_ansprache

TABELLEN = (
    "quelldatei",
    "freigabe",
    "vermerk",
    "pruefrunde",
    "bestaetigung",
    "rollenvergabe",
    "spaltenwahl",
    "kampagne",
    "kontakt",
    "ansprachestand",
    "erledigung",
    "gewichtung",
    "protokoll",
)


def test_abmeldungen_bleiben(register: Register) -> None:
    protokoll.merke_abmeldung(register, angemeldet(), "a1")
    protokoll.merke_abmeldung(register, angemeldet("bea@example.org"), "b2")
    assert protokoll.abmeldungen(register) == {"a1", "b2"}


def test_ohne_eintraege_stimmen_spalten_und_typen(register: Register) -> None:
    frame = protokoll.lies(register, person=LOKAL)
    assert tuple(frame) == protokoll.SPALTEN
    assert frame.empty
    assert str(frame["am"].dtype) == "datetime64[us, UTC]"
    assert str(frame["datenstand_nummer"].dtype) == "Int64"


def test_neueste_zuerst_mit_allen_angaben(register: Register) -> None:
    lege_grundstand(register)
    anna = angemeldet("Anna@example.org", Rolle.BEARBEITEN)
    spiele(register, "eins", 1, anna, quelle=Quelldatei("liste.xlsx", b"x"))
    with pytest.raises(Verweigert):
        vergib(register, anna, "bernd@example.org", Rolle.LESEN)
    frame = protokoll.lies(register, person=anna).drop(columns="am")
    assert frame.iloc[0, :6].tolist() == [
        *("Anna Amt", "anna@example.org", "anmeldung"),
        *("Rolle vergeben", "bernd@example.org", "verweigert"),
    ]
    assert "braucht die Rolle „Freigeben“" in frame.at[0, "einzelheiten"]
    assert frame.iloc[1].tolist() == [
        *("Anna Amt", "anna@example.org", "anmeldung", "Datenstand einspielen", "liste.xlsx", "ausgefuehrt"),
        *(2, "Aus Datenstand 1. Anlass: Anlass eins"),
    ]
    assert len(frame) == 2


def test_hoechstens(register: Register) -> None:
    for wort in "abc":
        vergib(register, LOKAL, f"{wort}@x.de", Rolle.LESEN)
    assert protokoll.lies(register, person=LOKAL, hoechstens=2)["gegenstand"].tolist() == ["c@x.de", "b@x.de"]
    assert protokoll.lies(register, person=LOKAL, hoechstens=0).empty


def test_gaeste_lesen_nicht_und_der_versuch_bleibt_stehen(register: Register) -> None:
    for person in (GAST, angemeldet()):
        with pytest.raises(Verweigert, match="„Protokoll lesen“ braucht die Rolle „Lesen“"):
            protokoll.lies(register, person=person)
    frame = protokoll.lies(register, person=angemeldet(angabe=Rolle.LESEN))
    assert frame[["person", "zugang", "ergebnis"]].to_numpy().tolist() == [
        ["Anna Amt", "anmeldung", "verweigert"],
        ["Gast", "gast", "verweigert"],
    ]


def test_boesartiger_text_bleibt_text(register: Register) -> None:
    boese = "<script>alert('x')</script>\x00'; DROP TABLE protokoll; --\udcff"
    person = angemeldet(boese, Rolle.LESEN, name=boese)
    with schreibe(register, person, Rolle.LESEN, vorgang="Probe", gegenstand=boese, einzelheiten=boese):
        pass
    erwartet = "<script>alert('x')</script>'; DROP TABLE protokoll; --?"
    zeile = protokoll.lies(register, person=LOKAL).iloc[0]
    assert [zeile["person"], zeile["gegenstand"], zeile["einzelheiten"]] == [erwartet] * 3
    assert zeile["kennung"] == erwartet


@pytest.mark.parametrize("tabelle", TABELLEN)
def test_verzeichnisse_sind_unveraenderlich(register: Register, tabelle: str) -> None:
    """Ändern, löschen, leeren und ersetzen verweigert die Datenbank selbst."""
    _fuelle_alles(register)
    vorher = zeilenzahlen(register)
    spalte = next(iter(schema.metadaten.tables[tabelle].primary_key)).name
    eingriffe = [f"UPDATE {tabelle} SET von = 'anders'", f"DELETE FROM {tabelle}"]
    if tabelle == "protokoll":
        eingriffe[0] = "UPDATE protokoll SET person = 'anders'"
    if register.engine.dialect.name == "sqlite":
        eingriffe.append(f"INSERT OR REPLACE INTO {tabelle} SELECT * FROM {tabelle}")
        eingriffe.append(f"UPDATE OR REPLACE {tabelle} SET {spalte} = {spalte}")
    else:
        eingriffe.append(f"TRUNCATE {tabelle} CASCADE")
        eingriffe.append(
            f"INSERT INTO {tabelle} SELECT * FROM {tabelle} ON CONFLICT ({spalte}) DO UPDATE SET {spalte} = "
            f"excluded.{spalte}"
        )
    for eingriff in eingriffe:
        with (
            pytest.raises(DBAPIError, match="unveränderlich"),
            register.engine.connect() as verbindung,
            verbindung.begin(),
        ):
            verbindung.execute(text(eingriff))
    assert zeilenzahlen(register) == vorher


def _fuelle_alles(register: Register) -> None:
    """In jedem Verzeichnis steht mindestens eine Zeile."""
    lege_grundstand(register)
    spiele(register, "eins", 1, quelle=Quelldatei("liste.xlsx", b"x"))
    verlauf.gib_frei(register, 2, "2026-Q4", person=LOKAL)
    vergib(register, LOKAL, "a@x.de", Rolle.LESEN)
    fuelle_ansprache(register)
    wer = {"von": "Lore", "kennung": "lokal"}
    with schreibe(register, LOKAL, Rolle.BEARBEITEN, vorgang="Probe", gegenstand="x") as zug:
        zug.trage_ein(schema.vermerk, ags="14000000", text="x", **wer)
        runde = zug.trage_ein(schema.pruefrunde, titel="x", **wer)
        angaben = {"ags": "14000000", "inhalt": "x", "datenstand_nummer": 2, **wer}
        zug.trage_ein(schema.bestaetigung, runde=runde, **angaben)
        zug.trage_ein(schema.spaltenwahl, ueberschrift="x", feld="titel", von="Lore")
    assert all(zeilenzahlen(register)[tabelle] for tabelle in TABELLEN)
