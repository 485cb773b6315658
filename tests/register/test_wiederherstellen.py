"""Wiederherstellen: in leere, eben angelegte, ältere und neuere Register; ganz oder gar nicht."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, inspect, select, text

from insek_monitor.kern.rollen import GAST, Person, Zugang
from insek_monitor.register import (
    datenstaende,
    protokoll,
    rechte,
    schema,
    sicherungsabgleich,
    vermerke,
    wiederherstellen,
)
from insek_monitor.register.fassungen import FELDER, datensaetze
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.laden import lade
from insek_monitor.register.sichern import SicherungsFehler, sichere, stelle_her
from insek_monitor.register.speicher import Register, oeffne, oeffne_leer
from insek_monitor.register.verbindung import lies_adresse, verbinde
from insek_monitor.register.wiederherstellen import RollenUnbestaetigt
from tests.hilfen.ablage import LOKAL, inhalt, lege_grundstand, lege_recherche, spiele
from tests.hilfen.sicherungen import (
    ERWARTET,
    fuelle_alles,
    inhalt_aller_tabellen,
    inhalt_von,
    ohne_protokoll,
    verfaelsche,
)
from tests.hilfen.wegwerf_postgres import Wegwerfserver

pytestmark = pytest.mark.langsam


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def ziel(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Adresse einer zweiten leeren Datenbank; mit ``datenbank`` ergibt das alle vier Richtungen."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ziel' / 'register.sqlite'}"
    server: Wegwerfserver = request.getfixturevalue("postgres_server")
    return server.neue_datenbank()


@pytest.fixture
def zielregister(ziel: str) -> Any:
    register = oeffne_leer(ziel)
    yield register
    register.schliesse()


@pytest.fixture(scope="module")
def quellvorlage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ordner mit einem Register, in dem von allem etwas steht, und seiner Sicherung."""
    ordner = tmp_path_factory.mktemp("vorlage")
    register = oeffne_leer(f"sqlite:///{ordner / 'quelle' / 'register.sqlite'}")
    fuelle_alles(register)
    sichere(register, ordner / "s.sqlite")
    register.schliesse()
    return ordner


@pytest.fixture
def quelle(quellvorlage: Path, tmp_path: Path) -> Path:
    """Die Sicherung, abgeschrieben (auch das Register daneben)."""
    shutil.copytree(quellvorlage, tmp_path, dirs_exist_ok=True)
    return tmp_path / "s.sqlite"


def tabellen(adresse: str) -> list[str]:
    register = verbinde(lies_adresse(adresse))
    with register.lesen() as verbindung:
        namen = inspect(verbindung).get_table_names()
    register.schliesse()
    return namen


# --- leere Datenbank ----------------------------------------------------------------------------------------


def test_in_eine_leere_datenbank_in_alle_richtungen(register: Register, ziel: str, tmp_path: Path) -> None:
    fuelle_alles(register)
    erwartet = inhalt_aller_tabellen(register)
    sicherung = sichere(register, tmp_path / "s.sqlite")
    person = Person("Ute Umzug", "kommandozeile", Zugang.KOMMANDOZEILE)
    ergebnis = stelle_her(ziel, tmp_path / "s.sqlite", person=person)
    assert ergebnis.zeilen == ergebnis.ergaenzt == ERWARTET
    assert ergebnis.erstellt_am == sicherung.erstellt_am
    assert not ergebnis.nichts_zu_tun
    bekommen = inhalt_von(ziel)
    assert ohne_protokoll(bekommen) == ohne_protokoll(erwartet)
    assert bekommen["protokoll"][:-1] == erwartet["protokoll"]
    neu = bekommen["protokoll"][-1]
    assert (neu["person"], neu["vorgang"], neu["gegenstand"]) == (
        "Ute Umzug",
        "Register wiederherstellen",
        "s.sqlite",
    )
    assert neu["einzelheiten"].startswith("Datenstände: 3, Freigaben: 1, Vermerke: 2, Prüfrunden: 1")


def test_nur_bestaetigte_rollen(ziel: str, quelle: Path) -> None:
    richtig = {"anna@example.org": "bearbeiten"}
    for bestaetigt in ({}, {"anna@example.org": "freigeben"}, richtig | {"bea@example.org": "lesen"}):
        with pytest.raises(RollenUnbestaetigt, match=r"anna@example\.org \(„Bearbeiten“\)") as fehler:
            stelle_her(ziel, quelle, rollen=bestaetigt)
        assert fehler.value.rollen == richtig
        register = oeffne_leer(ziel)
        assert rechte.vergeben(register).empty
        assert datenstaende.liste(register) == []
        register.schliesse()
    assert stelle_her(ziel, quelle, rollen=richtig).ergaenzt["rollenvergabe"] == 1
    assert stelle_her(ziel, quelle, rollen={}).nichts_zu_tun, "was schon da ist, wird nicht gefragt"


def test_danach_geht_alles_weiter(ziel: str, quelle: Path) -> None:
    stelle_her(ziel, quelle)
    register = oeffne_leer(ziel)
    assert datenstaende.finde(register).nummer == 3
    assert lade(register).konzepte.at["A", "titel"] == "INSEK zwei"
    assert spiele(register, "drei", 3).nummer == 4
    vermerke.schreibe(register, "14000000", "danach", LOKAL)
    assert len(vermerke.lies(register, "14000000", LOKAL)) == 3
    register.schliesse()


def test_die_sicherung_bleibt_unberuehrt(ziel: str, quelle: Path) -> None:
    vorher, daneben = quelle.read_bytes(), sorted(quelle.parent.iterdir())
    stelle_her(ziel, quelle)
    assert quelle.read_bytes() == vorher
    assert set(quelle.parent.iterdir()) - set(daneben) <= {quelle.parent / "ziel"}


# --- eben angelegt, älter, neuer ----------------------------------------------------------------------------


def test_in_ein_eben_angelegtes_register(datenbank: str, tmp_path: Path) -> None:
    alt = oeffne(f"sqlite:///{tmp_path / 'alt' / 'register.sqlite'}")
    konzepte = lade(alt).konzepte
    bestand = lade(alt)
    konzepte.loc[konzepte.index[0], "notiz"] = "neu"
    datenstaende.lege_an(
        alt, konzepte, bestand.zuordnung, titel="Eigener", von="v", anlass="a", basis_nummer=2
    )
    sichere(alt, tmp_path / "s.sqlite")
    alt.schliesse()
    oeffne(datenbank).schliesse()
    ergebnis = stelle_her(datenbank, tmp_path / "s.sqlite")
    assert {name: zahl for name, zahl in ergebnis.ergaenzt.items() if zahl} == {
        "konzeptfassung": 1,
        "konzeptfassung_gemeinde": int((bestand.zuordnung["konzept_id"] == konzepte.index[0]).sum()),
        "datenstand_eintrag": len(bestand.konzepte),
        "datenstand": 1,
    }
    register = oeffne(datenbank)
    assert datenstaende.finde(register).titel == "Eigener"
    assert lade(register).konzepte.to_csv() == konzepte.to_csv()
    register.schliesse()


def test_zweimal_dasselbe_aendert_nichts(ziel: str, quelle: Path) -> None:
    stelle_her(ziel, quelle)
    vorher = inhalt_von(ziel)
    ergebnis = stelle_her(ziel, quelle)
    assert ergebnis.nichts_zu_tun
    assert inhalt_von(ziel) == vorher, "auch kein Eintrag im Protokoll"


def test_in_ein_neueres_register(ziel: str, quelle: Path) -> None:
    stelle_her(ziel, quelle)
    register = oeffne_leer(ziel)
    spiele(register, "drei", 3)
    vermerke.schreibe(register, "14000002", "später", LOKAL)
    register.schliesse()
    vorher = inhalt_von(ziel)
    assert stelle_her(ziel, quelle).nichts_zu_tun
    assert inhalt_von(ziel) == vorher


def test_in_ein_aelteres_register_kommt_das_fehlende(
    register: Register, datenbank: str, ziel: str, tmp_path: Path
) -> None:
    fuelle_alles(register)
    sichere(register, tmp_path / "frueher.sqlite")
    spiele(register, "drei", 3)
    vermerke.schreibe(register, "14000002", "später", LOKAL)
    erwartet = inhalt_aller_tabellen(register)
    sichere(register, tmp_path / "spaeter.sqlite")
    stelle_her(ziel, tmp_path / "frueher.sqlite")
    ergebnis = stelle_her(ziel, tmp_path / "spaeter.sqlite")
    # „drei“ bringt eine neue Fassung von A; B bleibt.
    assert {name: zahl for name, zahl in ergebnis.ergaenzt.items() if zahl} == {
        "konzeptfassung_gemeinde": 1,
        "konzeptfassung": 1,
        "datenstand_eintrag": 2,
        "datenstand": 1,
        "vermerk": 1,
        "protokoll": 2,
    }
    assert ohne_protokoll(inhalt_von(ziel)) == ohne_protokoll(erwartet)


def test_andere_kurze_nummern_der_fassungen(zielregister: Register, ziel: str, quelle: Path) -> None:
    # Derselbe Datenstand 1, aber B hat die Nummer 1 und A die 2, und 7 gehört zu keinem Datenstand.
    saetze = datensaetze(*inhalt("Grundstand"))
    fremd = datensaetze(*inhalt("fremd"))[0]
    with zielregister.schreiben() as verbindung:
        for nr, satz in ((2, saetze[0]), (1, saetze[1]), (7, fremd)):
            gemeinden = [{"fassung_nr": nr, "ags": ags} for ags in satz["gemeinden"]]
            verbindung.execute(insert(schema.konzeptfassung_gemeinde), gemeinden)
            werte = {name: satz[name] for name in FELDER} | {"fassung_nr": nr, "fassung": satz["fassung"]}
            verbindung.execute(insert(schema.konzeptfassung).values(**werte))
        datenstaende.trage_ein(
            verbindung, saetze, titel="Recherche", von="anderer", anlass="Start", kuerzel="recherche"
        )
    stelle_her(ziel, quelle)
    titel = [lade(zielregister, nummer).konzepte.at["A", "titel"] for nummer in (1, 2, 3)]
    assert titel == ["INSEK Grundstand", "INSEK eins", "INSEK zwei"]
    assert [lade(zielregister, n).zuordnung["ags"].tolist() for n in (1, 2, 3)] == [
        ["14000000", "14000001", "14000002"]
    ] * 3


def test_protokoll_wird_zusammengelegt(zielregister: Register, ziel: str, quelle: Path) -> None:
    lege_grundstand(zielregister)
    with pytest.raises(rechte.Verweigert):
        vermerke.lies(zielregister, "14000003", GAST)
    ergebnis = stelle_her(ziel, quelle)
    assert ergebnis.ergaenzt["protokoll"] == 25
    eintraege = protokoll.lies(zielregister, person=LOKAL)
    assert len(eintraege) == 27, "dazu der verweigerte Versuch und das Wiederherstellen"
    assert eintraege["gegenstand"].iloc[-1] == "Gemeinde 14000003"
    assert eintraege["vorgang"].iloc[0] == "Register wiederherstellen"


# --- auseinandergelaufen ------------------------------------------------------------------------------------


def test_anderer_datenstand(zielregister: Register, ziel: str, quelle: Path) -> None:
    lege_grundstand(zielregister)
    spiele(zielregister, "anders", 1)
    vorher = inhalt_aller_tabellen(zielregister)
    with pytest.raises(
        SicherungsFehler,
        match=r"Datenstand 2 des Registers \(„Meldung anders“, .*Sicherung \(„Meldung eins“.*leeren",
    ):
        stelle_her(ziel, quelle)
    assert inhalt_aller_tabellen(zielregister) == vorher


def test_gleicher_inhalt_anderes_kuerzel(zielregister: Register, ziel: str, quelle: Path) -> None:
    datenstaende.lege_an(zielregister, *inhalt("Grundstand"), titel="T", von="v", anlass="a")
    with pytest.raises(SicherungsFehler, match="Datenstand 1 des Registers"):
        stelle_her(ziel, quelle)


def test_anderer_vermerk(zielregister: Register, ziel: str, quelle: Path) -> None:
    vermerke.schreibe(zielregister, "14000000", "ganz anders", LOKAL)
    vorher = inhalt_aller_tabellen(zielregister)
    with pytest.raises(SicherungsFehler, match="Unter „Vermerke“ ist der Eintrag 1 im Register ein anderer"):
        stelle_her(ziel, quelle)
    assert inhalt_aller_tabellen(zielregister) == vorher


def test_beide_haben_etwas_eigenes(zielregister: Register, ziel: str, quelle: Path, tmp_path: Path) -> None:
    stelle_her(ziel, quelle)
    lege_recherche(zielregister, "Neues Modell")
    quellregister = oeffne_leer(f"sqlite:///{tmp_path / 'quelle' / 'register.sqlite'}")
    vermerke.schreibe(quellregister, "14000000", "nur hier", LOKAL)
    sichere(quellregister, tmp_path / "s2.sqlite")
    quellregister.schliesse()
    vorher = inhalt_aller_tabellen(zielregister)
    with pytest.raises(
        SicherungsFehler, match="die Sicherung hat weitere Einträge unter „Vermerke“, nur das Register"
    ) as fehler:
        stelle_her(ziel, tmp_path / "s2.sqlite")
    assert "unter „Datenstände“" in str(fehler.value)
    assert inhalt_aller_tabellen(zielregister) == vorher


@pytest.mark.parametrize("stelle", [0, 3, 4, 12, 17, 20])
def test_abbruch_aendert_nichts(
    ziel: str, quelle: Path, monkeypatch: pytest.MonkeyPatch, stelle: int
) -> None:
    eigentlich = sicherungsabgleich.trage_zeilen_ein
    rufe = []

    def stromausfall(*angaben: Any) -> int:
        anzahl = eigentlich(*angaben)
        rufe.append(angaben[1].name)
        if len(rufe) == stelle + 1:
            raise KeyboardInterrupt
        return anzahl

    monkeypatch.setattr(sicherungsabgleich, "trage_zeilen_ein", stromausfall)
    with pytest.raises(KeyboardInterrupt):
        stelle_her(ziel, quelle)
    assert tabellen(ziel) == []
    monkeypatch.undo()
    assert stelle_her(ziel, quelle).ergaenzt == ERWARTET


def test_was_zurueckkommt_wird_geprueft(ziel: str, quelle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    antworten = iter([(), (), (3,)])
    monkeypatch.setattr(wiederherstellen, "veraenderte_datenstaende", lambda _: next(antworten))
    with pytest.raises(SicherungsFehler, match="gibt nicht zurück, was in sie geschrieben wurde"):
        stelle_her(ziel, quelle)
    assert tabellen(ziel) == []


# --- fremde Datenbank, beschädigtes Register ----------------------------------------------------------------


def test_fremde_tabellen_im_ziel(ziel: str, quelle: Path) -> None:
    register = verbinde(lies_adresse(ziel))
    with register.schreiben() as verbindung:
        verbindung.execute(text("CREATE TABLE vermerk (x INTEGER)"))
    register.schliesse()
    with pytest.raises(RegisterFehler, match=r"gleichen Namens \(vermerk\)"):
        stelle_her(ziel, quelle)
    assert tabellen(ziel) == ["vermerk"]


def test_neueres_ziel(ziel: str, quelle: Path) -> None:
    register = oeffne_leer(ziel)
    with register.schreiben() as verbindung:
        verbindung.execute(text(f"UPDATE {schema.VERSIONSTABELLE} SET version_num = '9999'"))
    register.schliesse()
    with pytest.raises(RegisterFehler, match=r"„9999“.*neueren Fassung"):
        stelle_her(ziel, quelle)


def test_beschaedigtes_register_ist_nicht_vollstaendig(quelle: Path, tmp_path: Path) -> None:
    ziel = tmp_path / "ziel.sqlite"
    stelle_her(f"sqlite:///{ziel}", quelle)
    verfaelsche(ziel, "UPDATE konzeptfassung SET titel = 'gefälscht' WHERE titel = 'INSEK eins'")
    with pytest.raises(SicherungsFehler, match="Im Register passt der Inhalt von Datenstand 2 nicht mehr"):
        stelle_her(f"sqlite:///{ziel}", quelle)


def test_sicherung_eines_beschaedigten_registers(quelle: Path, ziel: str, tmp_path: Path) -> None:
    datei = tmp_path / "quelle" / "register.sqlite"
    verfaelsche(datei, "UPDATE konzeptfassung SET titel = 'gefälscht' WHERE titel = 'INSEK eins'")
    register = oeffne_leer(f"sqlite:///{datei}")
    sichere(register, tmp_path / "s2.sqlite")
    register.schliesse()
    ergebnis = stelle_her(ziel, tmp_path / "s2.sqlite")
    assert ergebnis.veraendert == (2,)
    wieder = oeffne_leer(ziel)
    assert lade(wieder, 3).konzepte.at["A", "titel"] == "INSEK zwei"
    with pytest.raises(RegisterFehler, match="passt nicht mehr zu seiner Prüfsumme"):
        lade(wieder, 2)
    with wieder.lesen() as verbindung:
        assert verbindung.execute(select(func.count()).select_from(schema.vermerk)).scalar_one() == 2
    wieder.schliesse()
