"""Eine Liste, die mit einem früheren Datenstand gefüllt wurde: Was inzwischen galt, geht nicht verloren."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from insek_monitor.einspielen.befund import Korrektur
from insek_monitor.einspielen.erkennen import erkenne
from insek_monitor.einspielen.herkunft import herkunft_der_liste
from insek_monitor.einspielen.lesen import lies_datei
from insek_monitor.einspielen.meldeliste import als_meldeliste
from insek_monitor.einspielen.pruefen import Pruefergebnis, Pruefgrundlage, pruefe
from insek_monitor.einspielen.zusammenfuehren import fuehre_zusammen
from insek_monitor.kern.rohdatei import Rohblatt, Rohdatei, Zelle
from insek_monitor.register.datenstaende import lege_an
from insek_monitor.register.fassungen import datensaetze
from insek_monitor.register.laden import Bestand, lade
from insek_monitor.register.speicher import Register
from tests.conftest import STICHTAG
from tests.hilfen.konzept import Konzept
from tests.hilfen.pruefhilfen import (
    bestand,
    gemeinden,
    grundlage,
    konzept,
    kurzform,
    rohdatei,
)

AMTSBERG, PLAUEN, DOEBELN = "14521010", "14523320", "14522080"
ERSTELLT = datetime(2026, 11, 21, 12, tzinfo=UTC)
R1 = konzept("R-1", [AMTSBERG], beschluss="2019", titel="A", notiz="alt")
R2 = konzept("R-2", [PLAUEN], beschluss="2015", titel="P")
R3 = konzept("R-3", [DOEBELN], beschluss="2010", datenlage="recherchiert")


def stand(nummer: int, *konzepte: Konzept) -> Bestand:
    roh = bestand(konzepte)
    return replace(roh, datenstand=replace(roh.datenstand, nummer=nummer, pruefsumme=f"{nummer:064d}"))


def zeile_zu(satz: Konzept, name: str, **anders: Zelle) -> dict[str, Zelle]:
    return {
        "Gemeinde": name,
        "INSEK vorhanden?": "ja",
        "Konzeptart": "INSEK",
        "Titel": satz.titel,
        "Beschluss am": satz.beschluss,
        "in Vorbereitung seit": None,
        "gemeinsam mit": None,
        "Bemerkung": satz.notiz,
        "Datenlage": satz.datenlage.value,
        "Kennung": satz.konzept_id,
    } | anders


ZEILEN = zeile_zu(R1, "Amtsberg"), zeile_zu(R2, "Plauen"), zeile_zu(R3, "Döbeln")


def lauf(
    zeilen: list[dict[str, Zelle]],
    damals: Bestand | None,
    heute: Bestand,
    *korrekturen: tuple[int, str, str],
    vollstaendig: bool = False,
) -> tuple[Pruefergebnis, dict[str, dict[str, Any]]]:
    """Prüfen, alle Warnungen annehmen, zusammenführen; Fehlerzeilen bleiben weg."""
    kopf = list(zeilen[0])
    blatt = Rohblatt("Liste", (tuple(kopf), *(tuple(z[t] for t in kopf) for z in zeilen)))
    leer = grundlage()
    mit = Pruefgrundlage(leer.gemeinden, leer.gebietsaenderungen, heute, leer.regeln, STICHTAG, damals)
    ergebnis = pruefe(erkenne(rohdatei(blatt)), mit, [Korrektur("Liste", *k) for k in korrekturen])
    meldungen = ergebnis.uebernehmbar([b.kennung for b in ergebnis.befunde])
    neu = fuehre_zusammen(heute, meldungen, vollstaendig=vollstaendig, herkunft=damals)
    return ergebnis, inhalt(neu.konzepte, neu.zuordnung)


def inhalt(konzepte: Any, zuordnung: Any) -> dict[str, dict[str, Any]]:
    return {s["konzept_id"]: s for s in datensaetze(konzepte, zuordnung)}


def unveraendert(heute: Bestand) -> dict[str, dict[str, Any]]:
    return inhalt(heute.konzepte, heute.zuordnung)


DAMALS = stand(3, R1, R2, R3)
G1 = konzept(f"G-{DOEBELN}-01", [DOEBELN], beschluss="2021")
HEUTE = stand(5, replace(R1, beschluss="2019-03-14", notiz="neu"), R2, G1)


@pytest.mark.parametrize("vollstaendig", [False, True])
def test_unveraenderte_liste_von_frueher_aendert_nichts(vollstaendig: bool) -> None:
    ergebnis, danach = lauf([*ZEILEN], DAMALS, HEUTE, vollstaendig=vollstaendig)
    assert kurzform(ergebnis) == ["blatt hinweis frueherer_datenstand"]
    assert "mit Datenstand 3 gefüllt; inzwischen gilt 5." in ergebnis.befunde[0].meldung
    assert dict(ergebnis.ausgelassen) == {4: "unverändert, seit die Liste gefüllt wurde"}
    assert danach == unveraendert(HEUTE)


def test_geaendert_hier_und_dort_wird_gefragt() -> None:
    zeilen = [zeile_zu(R1, "Amtsberg", Bemerkung="meine")]
    ergebnis, danach = lauf(zeilen, DAMALS, HEUTE)
    assert kurzform(ergebnis)[1:] == ["2 fehler inzwischen_geaendert"] * 2
    nach_feld = {b.feld: b for b in ergebnis.befunde}
    satz = nach_feld["notiz"].meldung
    assert satz.startswith("„Bemerkung“ hat inzwischen jemand geändert")
    assert [wort in satz for wort in ("steht „meine“", "galt „alt“", "heute gilt „neu“")] == [True] * 3
    assert [(v.korrektur.feld, v.korrektur.wert) for v in nach_feld["beschluss"].vorschlaege] == [
        ("beschluss", "14.03.2019"),
        ("beschluss", "2019"),
        ("_weglassen", "ja"),
    ]
    assert danach == unveraendert(HEUTE)


@pytest.mark.parametrize(
    ("notiz", "beschluss", "danach"),
    [("meine", "14.03.2019", ("meine", "2019-03-14")), ("neu", "2019", ("neu", "2019"))],
)
def test_jede_angabe_laesst_sich_entscheiden(notiz: str, beschluss: str, danach: tuple[str, str]) -> None:
    zeilen = [zeile_zu(R1, "Amtsberg", Bemerkung="meine")]
    ergebnis, saetze = lauf(zeilen, DAMALS, HEUTE, (2, "notiz", notiz), (2, "beschluss", beschluss))
    assert ergebnis.fehlerzeilen() == frozenset()
    assert (saetze["R-1"]["notiz"], saetze["R-1"]["beschluss"]) == danach


def test_dieselbe_aenderung_hier_und_dort_ist_keine_frage() -> None:
    ergebnis, danach = lauf(
        [zeile_zu(R1, "Amtsberg", **{"Beschluss am": "14.03.2019", "Bemerkung": "neu"})], DAMALS, HEUTE
    )
    assert kurzform(ergebnis) == ["blatt hinweis frueherer_datenstand"]
    assert danach == unveraendert(HEUTE)


def test_nur_hier_geaendert_gilt() -> None:
    ergebnis, danach = lauf([zeile_zu(R2, "Plauen", **{"Beschluss am": "2014"})], DAMALS, HEUTE)
    # Die Liste kennt den Datensatz, wie er heute ist: Ein älteres Datum ist Absicht.
    assert kurzform(ergebnis) == ["blatt hinweis frueherer_datenstand"]
    assert danach["R-2"]["beschluss"] == "2014"


def test_nein_zu_einem_inzwischen_geaenderten_datensatz() -> None:
    nein = {"INSEK vorhanden?": "nein", "Beschluss am": None, "Titel": None, "Bemerkung": None}
    zeilen = [zeile_zu(R1, "Amtsberg", **nein)]
    ergebnis, danach = lauf(zeilen, DAMALS, HEUTE)
    assert "2 fehler inzwischen_geaendert" in kurzform(ergebnis)
    assert danach == unveraendert(HEUTE)
    _, entschieden = lauf(zeilen, DAMALS, HEUTE, (2, "vorhanden", "nein"))
    assert entschieden["R-1"]["art"] == "keins"


def test_entfallener_datensatz_wird_nicht_wiederbelebt() -> None:
    zeilen = [zeile_zu(R3, "Döbeln", **{"Beschluss am": "2012"})]
    ergebnis, danach = lauf(zeilen, DAMALS, HEUTE)
    assert kurzform(ergebnis)[1:] == ["2 fehler inzwischen_geaendert"]
    assert "gibt es nicht mehr" in ergebnis.befunde[1].meldung
    assert danach == unveraendert(HEUTE)
    _, neu = lauf(zeilen, DAMALS, HEUTE, (2, "konzept_id", ""))
    assert neu[f"G-{DOEBELN}-02"]["beschluss"] == "2012"


def test_vollstaendig_streicht_nur_was_die_liste_kannte() -> None:
    neu = konzept("G-neu", [AMTSBERG], beschluss="2025")
    heute = stand(5, R1, replace(R2, notiz="ergänzt"), R3, neu)
    _, danach = lauf([ZEILEN[2]], DAMALS, heute, vollstaendig=True)
    # R-1 stand in der Liste und fehlt nun; R-2 hat sich seither geändert, G-neu kam hinzu.
    assert set(danach) == {"R-3", "R-2", "G-neu"}
    _, ohne = lauf([ZEILEN[2]], None, heute, vollstaendig=True)
    assert set(ohne) == {"R-3"}


@pytest.mark.parametrize(
    ("beschluss", "codes"),
    [
        ("2018", ["2 warnung datum_zurueck"]),
        ("2019", ["2 warnung datum_zurueck"]),
        ("03/2019", ["2 warnung datum_zurueck"]),
        ("unbekannt", ["2 warnung datum_zurueck"]),
        ("15.03.2019", []),
        ("2020", []),
    ],
)
def test_ohne_herkunft_warnt_ein_datum_das_zurueckgeht(beschluss: str, codes: list[str]) -> None:
    zeile = zeile_zu(R1, "Amtsberg", **{"Beschluss am": beschluss, "Bemerkung": "neu"})
    ergebnis, _ = lauf([zeile], None, HEUTE)
    assert kurzform(ergebnis) == codes


def mit_blatt(*zeilen: tuple[str, str]) -> Rohdatei:
    return rohdatei(Rohblatt("Quelle und Stand", zeilen))


def test_herkunft_braucht_nummer_und_pruefsumme(register: Register) -> None:
    konzepte, zuordnung = (bestand([R1]).konzepte, bestand([R1]).zuordnung)
    lege_an(register, konzepte, zuordnung, titel="3 ist nicht 1", von="Test", anlass="Test")
    lege_an(register, *_frames(R1, R2), titel="Zweiter", von="Test", anlass="Test")
    for nummer in (1, 2):
        alt = lade(register, nummer)
        liste = lies_datei(als_meldeliste(gemeinden(), alt, {"Quelle": "Probe"}, ERSTELLT), "liste.xlsx")
        gefunden = herkunft_der_liste(register, liste)
        assert gefunden is not None
        assert gefunden.datenstand == alt.datenstand
    summe = lade(register, 1).datenstand.pruefsumme
    leer = lies_datei(als_meldeliste(gemeinden(), None, {}, ERSTELLT), "vorlage.xlsx")
    for datei in (
        leer,
        rohdatei(Rohblatt("Liste", (("Gemeinde",),))),
        mit_blatt(("Gefüllt mit Datenstand", "2 („Zweiter“)"), ("Prüfsumme dieses Datenstands", summe)),
        mit_blatt(("Gefüllt mit Datenstand", "99"), ("Prüfsumme dieses Datenstands", summe)),
        mit_blatt(("Gefüllt mit Datenstand", "=1+1"), ("Prüfsumme dieses Datenstands", summe)),
        mit_blatt(("Gefüllt mit Datenstand", "1")),
        mit_blatt(("Prüfsumme dieses Datenstands", summe)),
    ):
        assert herkunft_der_liste(register, datei) is None


def _frames(*konzepte: Konzept) -> tuple[Any, Any]:
    roh = bestand(konzepte)
    return roh.konzepte, roh.zuordnung
