"""Datenstände: anlegen, finden, laden; unveränderlich, lückenlos, ganz oder gar nicht."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from insek_monitor.register import datenstaende, schema
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.laden import lade
from insek_monitor.register.speicher import Register
from tests.conftest import beispiel_konzept
from tests.hilfen.vorrichtungen_register import frames

ANGABEN: dict[str, Any] = {"titel": "Meldung Mai", "von": "Fachstelle", "anlass": "Einspielen"}
Frames = tuple[pd.DataFrame, pd.DataFrame]


def zahl(register: Register, tabelle: str) -> int:
    with register.lesen() as verbindung:
        anfrage = select(func.count()).select_from(schema.metadaten.tables[tabelle])
        return verbindung.execute(anfrage).scalar_one()


def test_geladen_ist_gleich_angelegt(register: Register, drei_konzepte: Frames) -> None:
    angelegt = datenstaende.lege_an(register, *drei_konzepte, **ANGABEN)
    bestand = lade(register, angelegt)
    pd.testing.assert_frame_equal(bestand.konzepte, drei_konzepte[0])
    pd.testing.assert_frame_equal(bestand.zuordnung, drei_konzepte[1])
    assert bestand.datenstand == angelegt


def test_reihenfolge_der_zeilen_ist_gleichgueltig(register: Register, drei_konzepte: Frames) -> None:
    konzepte, zuordnung = drei_konzepte
    eins = datenstaende.lege_an(register, konzepte, zuordnung, **ANGABEN)
    zwei = datenstaende.lege_an(register, konzepte[::-1], zuordnung[::-1], **ANGABEN)
    assert eins.pruefsumme == zwei.pruefsumme
    pd.testing.assert_frame_equal(lade(register, 1).zuordnung, lade(register, 2).zuordnung)


def test_leerer_datenstand_hat_alle_spalten(register: Register, drei_konzepte: Frames) -> None:
    konzepte, zuordnung = drei_konzepte
    datenstaende.lege_an(register, konzepte[:0], zuordnung[:0], **ANGABEN)
    bestand = lade(register, 1)
    pd.testing.assert_frame_equal(bestand.konzepte, konzepte[:0])
    pd.testing.assert_frame_equal(bestand.zuordnung, zuordnung[:0])


def test_unveraenderte_fassungen_werden_geteilt(register: Register, drei_konzepte: Frames) -> None:
    konzepte, zuordnung = drei_konzepte
    datenstaende.lege_an(register, konzepte, zuordnung, **ANGABEN)
    geaendert = konzepte.copy()
    geaendert.loc["A", "titel"] = "INSEK 2040"
    datenstaende.lege_an(register, geaendert, zuordnung, **ANGABEN)
    assert zahl(register, "konzeptfassung") == 4
    assert zahl(register, "datenstand_eintrag") == 6
    assert lade(register, 1).konzepte.at["A", "titel"] == "INSEK „Bärenstein“ 2035"
    assert lade(register, 2).konzepte.at["A", "titel"] == "INSEK 2040"


def test_andere_gemeinden_sind_eine_andere_fassung(register: Register) -> None:
    gemeinsam = beispiel_konzept("A", "14000000", "14000001", beschluss="2020")
    allein = beispiel_konzept("A", "14000000", beschluss="2020")
    datenstaende.lege_an(register, *frames(gemeinsam), **ANGABEN)
    datenstaende.lege_an(register, *frames(allein), **ANGABEN)
    assert [len(lade(register, nummer).zuordnung) for nummer in (1, 2)] == [2, 1]


def test_angaben_stehen_im_datenstand(register: Register, drei_konzepte: Frames) -> None:
    zeitpunkt = datetime(2026, 5, 4, 10, 30, tzinfo=UTC)
    datenstaende.lege_an(register, *drei_konzepte, **ANGABEN)
    datenstaende.lege_an(
        register,
        *drei_konzepte,
        **ANGABEN,
        basis_nummer=1,
        quelle_datei="meldung.xlsx",
        quelle_pruefsumme="a" * 64,
        angelegt_am=zeitpunkt,
    )
    zweiter, erster = datenstaende.liste(register)
    assert (zweiter.nummer, zweiter.basis_nummer, zweiter.quelle_datei) == (2, 1, "meldung.xlsx")
    assert zweiter.angelegt_am == zeitpunkt
    assert zweiter.angelegt_am.utcoffset() is not None
    assert (erster.titel, erster.von, erster.anlass) == ("Meldung Mai", "Fachstelle", "Einspielen")
    assert abs((datetime.now(UTC) - erster.angelegt_am).total_seconds()) < 60


def test_zeitpunkt_ohne_zeitzone_wird_abgelehnt(register: Register, drei_konzepte: Frames) -> None:
    with pytest.raises(RegisterFehler, match="Zeitzone"):
        datenstaende.lege_an(register, *drei_konzepte, **ANGABEN, angelegt_am=datetime(2026, 5, 4))
    assert datenstaende.liste(register) == []


def test_titel_person_und_anlass_sind_noetig(register: Register, drei_konzepte: Frames) -> None:
    for name in ANGABEN:
        with pytest.raises(RegisterFehler, match="braucht Titel, Person und Anlass"):
            datenstaende.lege_an(register, *drei_konzepte, **(ANGABEN | {name: "  "}))
    assert datenstaende.liste(register) == []


def test_nul_zeichen_stoeren_nicht(register: Register) -> None:
    konzepte = frames(beispiel_konzept("A", "14000000", titel="INSEK\x00 2030"))
    datenstaende.lege_an(register, *konzepte, **ANGABEN)
    assert lade(register, 1).konzepte.at["A", "titel"] == "INSEK 2030"


# --- finden
# ---------------------------------------------------------------------------------------------------


def test_finde_nach_kuerzel_nummer_und_vorgabe(register: Register, drei_konzepte: Frames) -> None:
    for _ in range(3):
        datenstaende.lege_an(register, *drei_konzepte, **ANGABEN, kuerzel="recherche")
    assert datenstaende.finde(register, " Recherche ").nummer == 3, "das Kürzel meint den neuesten"
    assert datenstaende.finde(register, "2").nummer == datenstaende.finde(register, 2).nummer == 2
    assert datenstaende.finde(register).nummer == 3, "ohne eigenen Datenstand gilt die Recherche"
    datenstaende.lege_an(register, *drei_konzepte, **ANGABEN)
    datenstaende.lege_an(register, *drei_konzepte, **ANGABEN, kuerzel="recherche")
    assert datenstaende.finde(register).nummer == 4, "der eigene geht vor, auch wenn die Recherche neuer ist"


@pytest.mark.parametrize(
    "kennung", ["7", "0", "-1", "model", "1; DROP TABLE datenstand", "9" * 30, "²", "1.5"]
)
def test_unbekannte_kennung(register: Register, drei_konzepte: Frames, kennung: str) -> None:
    datenstaende.lege_an(register, *drei_konzepte, **ANGABEN)
    with pytest.raises(RegisterFehler, match=r"gibt es nicht. Möglich sind .*Nummer von 1 bis 1"):
        datenstaende.finde(register, kennung)


# --- unveränderlich
# -------------------------------------------------------------------------------------------

EINGRIFFE = [
    "UPDATE datenstand SET titel = 'anders'",
    "DELETE FROM datenstand",
    "UPDATE konzeptfassung SET beschluss = '2026' WHERE konzept_id = 'A'",
    "DELETE FROM konzeptfassung",
    "UPDATE konzeptfassung_gemeinde SET ags = '14999999'",
    "DELETE FROM konzeptfassung_gemeinde",
    "UPDATE datenstand_eintrag SET fassung_nr = 1",
    "DELETE FROM datenstand_eintrag",
    "INSERT INTO konzeptfassung_gemeinde (fassung_nr, ags) VALUES (1, '14999999')",
    "INSERT INTO datenstand_eintrag (nummer, fassung_nr) VALUES (1, 4)",
]


@pytest.mark.parametrize("eingriff", EINGRIFFE)
def test_datenbank_verweigert_aenderungen(register: Register, drei_konzepte: Frames, eingriff: str) -> None:
    konzepte, zuordnung = drei_konzepte
    datenstaende.lege_an(register, konzepte, zuordnung, **ANGABEN)
    vorher = lade(register, 1)
    with (
        pytest.raises(DBAPIError, match=r"unveränderlich|abgeschlossen"),
        register.engine.connect() as verbindung,
        verbindung.begin(),
    ):
        verbindung.execute(text(eingriff))
    pd.testing.assert_frame_equal(lade(register, 1).konzepte, vorher.konzepte)


def test_datenbank_verweigert_leeren_und_ersetzen(register: Register, drei_konzepte: Frames) -> None:
    datenstaende.lege_an(register, *drei_konzepte, **ANGABEN)
    ersetzen = "INSERT OR REPLACE INTO datenstand (nummer, titel, von, anlass, pruefsumme) "
    ersetzen += "VALUES (1, 'x', 'x', 'x', 'x')"
    eingriff = ersetzen if register.engine.dialect.name == "sqlite" else "TRUNCATE datenstand CASCADE"
    with (
        pytest.raises(DBAPIError, match=r"unveränderlich|lückenlos"),
        register.engine.connect() as verbindung,
        verbindung.begin(),
    ):
        verbindung.execute(text(eingriff))
    assert datenstaende.finde(register, 1).titel == "Meldung Mai"


def test_datenbank_verweigert_luecken(register: Register, drei_konzepte: Frames) -> None:
    datenstaende.lege_an(register, *drei_konzepte, **ANGABEN)
    anfrage = text(
        "INSERT INTO datenstand (nummer, titel, von, anlass, pruefsumme) VALUES (3, 'x', 'x', 'x', 'x')"
    )
    with pytest.raises(RegisterFehler, match="keine Änderung"), register.schreiben() as verbindung:
        verbindung.execute(anfrage)


def test_veraenderter_inhalt_faellt_beim_laden_auf(register: Register, drei_konzepte: Frames) -> None:
    datenstaende.lege_an(register, *drei_konzepte, **ANGABEN)
    sqlite = register.engine.dialect.name == "sqlite"
    with register.engine.connect() as verbindung, verbindung.begin():
        ausloeser = (
            "konzeptfassung_kein_update" if sqlite else "konzeptfassung_unveraenderlich ON konzeptfassung"
        )
        verbindung.execute(text(f"DROP TRIGGER {ausloeser}"))
        verbindung.execute(text("UPDATE konzeptfassung SET beschluss = '2026' WHERE konzept_id = 'A'"))
    with pytest.raises(RegisterFehler, match=r"Datenstand 1 .* passt nicht mehr zu seiner Prüfsumme"):
        lade(register, 1)


# --- ganz oder gar nicht, lückenlos
# ---------------------------------------------------------------------------


def test_abbruch_mittendrin_laesst_den_alten_stand(register: Register, drei_konzepte: Frames) -> None:
    konzepte, zuordnung = drei_konzepte
    datenstaende.lege_an(register, konzepte, zuordnung, **ANGABEN)
    geaendert = konzepte.copy()
    geaendert["titel"] = "neu"

    def stromausfall(*_: object) -> None:
        raise RuntimeError("Stromausfall")

    with pytest.raises(RuntimeError, match="Stromausfall"):
        datenstaende.lege_an(register, geaendert, zuordnung, **ANGABEN, im_selben_zug=stromausfall)
    assert [stand.nummer for stand in datenstaende.liste(register)] == [1]
    assert zahl(register, "konzeptfassung") == 3
    assert zahl(register, "datenstand_eintrag") == 3
    assert datenstaende.lege_an(register, geaendert, zuordnung, **ANGABEN).nummer == 2


def test_gleichzeitige_schreiber_nummerieren_ohne_luecke(register: Register, drei_konzepte: Frames) -> None:
    konzepte, zuordnung = drei_konzepte
    fehler: list[BaseException] = []

    def schreibe(wer: int) -> None:
        eigene = konzepte.assign(notiz=f"Schreiber {wer}")
        try:
            for lauf in range(5):
                datenstaende.lege_an(register, eigene, zuordnung, titel=f"{wer}-{lauf}", von="x", anlass="y")
        except RegisterFehler as ausnahme:
            fehler.append(ausnahme)

    faeden = [threading.Thread(target=schreibe, args=(wer,)) for wer in range(3)]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join()
    assert fehler == []
    assert [stand.nummer for stand in datenstaende.liste(register)] == list(range(15, 0, -1))
    assert zahl(register, "konzeptfassung") == 9
    for nummer in range(1, 16):
        assert len(lade(register, nummer).konzepte) == 3
