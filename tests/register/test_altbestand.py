"""Register, Sicherung und Liste der letzten Fassung mit Errechnetem (werkzeuge/altes_register.py)."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from insek_monitor.einspielen.befund import Korrektur
from insek_monitor.einspielen.ergebnis import Pruefergebnis
from insek_monitor.einspielen.erkennen import erkenne
from insek_monitor.einspielen.herkunft import herkunft_der_liste
from insek_monitor.einspielen.lesen import lies_datei
from insek_monitor.einspielen.pruefen import Pruefgrundlage, pruefe
from insek_monitor.einspielen.register_eintragen import KeineAenderung, spiele_ein, vergebene_kennungen
from insek_monitor.einspielen.vergleich import vergleiche
from insek_monitor.einspielen.zusammenfuehren import Zusammenfuehrung, fuehre_zusammen
from insek_monitor.register import altbestand, datenstaende, pruefrunden, tabellen, verlauf, vermerke
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.laden import Bestand, lade
from insek_monitor.register.sichern import sichere, stelle_her
from insek_monitor.register.speicher import oeffne, oeffne_leer
from insek_monitor.register.verbindung import Register
from tests.hilfen.ablage import KONSOLE, abbild, lege_grundstand, zeilenzahlen

VORLAGEN = Path(__file__).parent / "altbestand"
HEUTE = date(2026, 11, 30)
AMTSBERG, OLBERSDORF = "14521010", "14626400"
#: Errechnete Datensätze je Datenstand: 1 recherche, 2 modell, 3 auf dessen Grundlage eingespielt.
WEGGELASSEN = {1: 0, 2: 286, 3: 284}


def entpackt(name: str, ziel: Path) -> Path:
    ziel.write_bytes(gzip.decompress((VORLAGEN / f"{name}.gz").read_bytes()))
    return ziel


@pytest.fixture
def alt(tmp_path: Path) -> Iterator[Register]:
    """Das alte Register, vom heutigen Programm geöffnet."""
    register = oeffne(f"sqlite:///{entpackt('register.sqlite', tmp_path / 'register.sqlite')}")
    yield register
    register.schliesse()


def roh(register: Register, nummer: int) -> list[str]:
    """Datenlagen der gespeicherten Datensätze."""
    anfrage = text(
        "SELECT datenlage FROM konzeptfassung JOIN datenstand_eintrag USING (fassung_nr) WHERE nummer = :n"
    )
    with register.lesen() as verbindung:
        return list(verbindung.execute(anfrage, {"n": nummer}).scalars())


def test_datenstaende_behalten_alles_was_sie_ausmacht(alt: Register, tmp_path: Path) -> None:
    spalten = "nummer, kuerzel, titel, von, anlass, pruefsumme, basis_nummer, quelle_datei, quelle_pruefsumme"
    with closing(sqlite3.connect(entpackt("register.sqlite", tmp_path / "unberuehrt.sqlite"))) as verbindung:
        vorher = verbindung.execute(f"SELECT {spalten} FROM datenstand ORDER BY nummer").fetchall()
    staende = {stand.nummer: stand for stand in datenstaende.liste(alt)}
    assert [tuple(getattr(staende[n], s) for s in spalten.split(", ")) for n in (1, 2, 3)] == vorher
    assert [staende[n].kuerzel for n in sorted(staende)] == ["recherche", "modell", None, "recherche"]
    assert [f.datenstand_nummer for f in verlauf.freigaben(alt)] == [1]
    assert len(vermerke.lies(alt, AMTSBERG, KONSOLE)) == 1


def test_gelesen_wird_nur_belegtes(alt: Register) -> None:
    for nummer, anzahl in WEGGELASSEN.items():
        bestand = lade(alt, nummer)
        assert bestand.weggelassen == anzahl
        assert set(bestand.konzepte["datenlage"]) <= {"gemeldet", "recherchiert"}
        assert set(bestand.zuordnung["konzept_id"]) == set(bestand.konzepte.index)
        assert len(roh(alt, nummer)) == len(bestand.konzepte) + anzahl
    recherche, modell, eigener = (lade(alt, nummer) for nummer in (1, 2, 3))
    assert modell.konzepte.equals(recherche.konzepte)

    gemeldet = eigener.konzepte.index[eigener.konzepte["datenlage"] == "gemeldet"]
    assert set(eigener.zuordnung.set_index("konzept_id").loc[gemeldet, "ags"]) == {AMTSBERG, OLBERSDORF}


def test_die_pruefsumme_gilt_auch_fuer_das_weggelassene(alt: Register) -> None:
    with alt.engine.connect() as verbindung, verbindung.begin():
        verbindung.execute(text("DROP TRIGGER konzeptfassung_kein_update"))
        verbindung.execute(text("UPDATE konzeptfassung SET notiz = 'x' WHERE konzept_id = 'M-14521080'"))
        assert verbindung.execute(text("SELECT changes()")).scalar() == 1
    with pytest.raises(RegisterFehler, match=r"Datenstand 2 .* passt nicht mehr zu seiner Prüfsumme"):
        lade(alt, 2)


def test_vorgabe_und_alte_kennungen(alt: Register) -> None:
    staende = datenstaende.liste(alt)
    assert datenstaende.vorgabe(staende).nummer == 3, "ein eigener gilt"
    ohne_eigene = [stand for stand in staende if stand.nummer <= 2]
    assert datenstaende.vorgabe(ohne_eigene).nummer == 1, "sonst die Recherche, auch wenn modell jünger ist"
    assert [datenstaende.finde(alt, k).nummer for k in ("modell", "Modell (Nr. 2)", 2, "recherche")] == [
        2,
        2,
        2,
        4,
    ]


def test_ohne_datenstand_modell_meint_sein_name_die_recherche(register: Register) -> None:
    lege_grundstand(register)
    assert datenstaende.finde(register, "modell").kuerzel == "recherche"


def test_bestaetigtes_bleibt_bestaetigt_und_mehr_wird_bestaetigbar(alt: Register) -> None:
    stand = pruefrunden.stand(alt, lade(alt, 3), tabellen.gemeinden())
    assert stand.index[stand["bestaetigt"]].tolist() == [AMTSBERG]
    assert set(stand.index[stand["bestaetigbar"]]) == set(lade(alt, 3).zuordnung["ags"])


def test_vergleich_nur_von_belegtem(alt: Register) -> None:
    gemeinden, regeln = tabellen.gemeinden(), tabellen.regeln()
    assert vergleiche(lade(alt, 1), lade(alt, 2), gemeinden, HEUTE, regeln).ohne_aenderung
    unterschied = vergleiche(lade(alt, 2), lade(alt, 3), gemeinden, HEUTE, regeln).gemeinden
    geaendert = unterschied[unterschied["kennungen"].map(len) > 0]
    assert set(geaendert.index) == {AMTSBERG, OLBERSDORF}
    assert set(geaendert["status_alt"]) == {"unbekannt"}


def test_weiter_gearbeitet_wird_ohne_errechnetes(alt: Register) -> None:
    basis = lade(alt, 3)
    angaben: dict[str, Any] = {"basis_nummer": 3, "person": KONSOLE, "anlass": "Winter", "titel": "Weiter"}
    with pytest.raises(KeineAenderung):
        spiele_ein(alt, basis.konzepte, basis.zuordnung, **angaben)
    konzepte = basis.konzepte.assign(notiz="neu")
    neu = spiele_ein(alt, konzepte, basis.zuordnung, **angaben)
    assert (neu.nummer, neu.basis_nummer) == (5, 3)
    assert "modelliert" not in roh(alt, 5)
    assert lade(alt, 5).weggelassen == 0
    wieder = verlauf.mache_geltend(alt, 2, basis_nummer=5, person=KONSOLE, anlass="zurück")
    assert "modelliert" not in roh(alt, wieder.nummer)
    assert lade(alt, wieder).konzepte.equals(lade(alt, 1).konzepte)
    verlauf.gib_frei(alt, 2, "2026-Q4", person=KONSOLE)


def test_sichern_und_wiederherstellen_verlieren_nichts(alt: Register, datenbank: str, tmp_path: Path) -> None:
    if datenbank.startswith("sqlite"):
        datenbank = f"sqlite:///{tmp_path / 'leer' / 'register.sqlite'}"
    sichere(alt, tmp_path / "neu.sqlite")
    stelle_her(datenbank, tmp_path / "neu.sqlite")
    zurueck = oeffne_leer(datenbank)
    assert abbild(zurueck) == abbild(alt)
    assert [roh(zurueck, n).count("modelliert") for n in WEGGELASSEN] == list(WEGGELASSEN.values())
    zurueck.schliesse()


def test_alte_sicherung_kommt_zurueck(datenbank: str, tmp_path: Path) -> None:
    stelle_her(datenbank, entpackt("sicherung.sqlite", tmp_path / "sicherung.sqlite"))
    register = oeffne(datenbank)
    assert {n: lade(register, n).weggelassen for n in WEGGELASSEN} == WEGGELASSEN
    zahlen = zeilenzahlen(register)
    assert (zahlen["freigabe"], zahlen["vermerk"], zahlen["bestaetigung"], zahlen["quelldatei"]) == (
        1,
        1,
        1,
        1,
    )
    register.schliesse()


# --- die alte, gefüllte Liste -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def liste() -> bytes:
    return (VORLAGEN / "liste.xlsx").read_bytes()


def eingelesen(register: Register, liste: bytes, *korrekturen: Korrektur) -> tuple[Bestand, Pruefergebnis]:
    datei = lies_datei(liste, "liste.xlsx")
    heute, herkunft = lade(register), herkunft_der_liste(register, datei)
    assert herkunft is not None
    assert herkunft.datenstand.nummer == 2
    grundlage = Pruefgrundlage(
        tabellen.gemeinden(), tabellen.gebietsaenderungen(), heute, tabellen.regeln(), HEUTE, herkunft
    )
    return heute, pruefe(erkenne(datei), grundlage, korrekturen, datei=datei)


def zusammen(
    register: Register, heute: Bestand, ergebnis: Pruefergebnis, *, vollstaendig: bool = False
) -> Zusammenfuehrung:
    return fuehre_zusammen(
        heute,
        ergebnis.uebernehmbar([b.kennung for b in ergebnis.befunde]),
        vollstaendig=vollstaendig,
        vergebene_kennungen=vergebene_kennungen(register),
        herkunft=lade(register, 2),
        genannt=ergebnis.genannt,
    )


@pytest.mark.parametrize("vollstaendig", [False, True])
def test_alte_liste_meldet_nichts_errechnetes(alt: Register, liste: bytes, vollstaendig: bool) -> None:
    heute, ergebnis = eingelesen(alt, liste)
    befunde = [b for b in ergebnis.befunde if b.code == "errechnet"]
    assert len(befunde) == WEGGELASSEN[2]
    assert {b.zeile for b in befunde} <= ergebnis.ausgelassen.keys()
    assert {b.code for b in ergebnis.befunde} == {"errechnet", "frueherer_datenstand"}
    neu = zusammen(alt, heute, ergebnis, vollstaendig=vollstaendig)
    assert neu.konzepte.equals(heute.konzepte)


def test_als_gemeldet_uebernommen_gilt_nur_was_in_der_zeile_steht(alt: Register, liste: bytes) -> None:
    _, vorher = eingelesen(alt, liste)
    befund = next(b for b in vorher.befunde if b.code == "errechnet")
    (als_gemeldet, _) = befund.vorschlaege
    heute, ergebnis = eingelesen(alt, liste, als_gemeldet.korrektur)
    neu = zusammen(alt, heute, ergebnis).konzepte
    (kennung,) = set(neu.index) - set(heute.konzepte.index)
    assert kennung.startswith("G-")
    assert neu.at[kennung, "datenlage"] == "gemeldet"
    assert neu.loc[kennung, ["titel", "quelle"]].isna().all()


@pytest.mark.parametrize(
    ("werte", "errechnet"),
    [
        ({"datenlage": "modelliert", "konzept_id": "R-14521010-01"}, True),
        ({"datenlage": "Modelliert"}, True),
        ({"konzept_id": "M-14521010"}, True),
        ({"konzept_id": "M-14521010", "datenlage": "recherchiert"}, True),
        ({"titel": "Modellierter Datensatz (kein Nachweis)"}, True),
        ({"quelle": "Modell (kein Nachweis)"}, True),
        ({"konzept_id": "M-14521010", "datenlage": "gemeldet"}, False),
        ({"konzept_id": "R-14521010-01", "datenlage": "recherchiert", "titel": "Modell"}, False),
        ({}, False),
    ],
)
def test_was_als_errechnet_erkannt_wird(werte: dict[str, str], errechnet: bool) -> None:
    assert altbestand.ist_errechnet(werte) is errechnet


@pytest.mark.parametrize(
    ("angabe", "gemeint"),
    [("modell", True), (" Modell (Nr. 12)", True), ("modelle", False), ("2", False), ("", False)],
)
def test_name_des_errechneten_datenstands(angabe: str, gemeint: bool) -> None:
    assert altbestand.nennt_modell(angabe) is gemeint
