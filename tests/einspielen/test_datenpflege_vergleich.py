"""Der Vergleich in Worten und Zahlen, an einem von Hand gerechneten Beispiel."""

from datetime import date

import pandas as pd
import pytest

from insek_monitor.einspielen import aenderungstexte
from insek_monitor.einspielen.seite import vergleichsansicht
from insek_monitor.einspielen.seite.spaltendialog import beispiele, doppelte, uebersicht
from insek_monitor.einspielen.tabelle import Spalte, Tabelle
from insek_monitor.einspielen.vergleich import vergleiche
from insek_monitor.lage.bild.farben import HELL
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register import laden
from tests.conftest import beispiel_konzept
from tests.hilfen.konzept import als_frames

pytestmark = pytest.mark.usefixtures("umgebung")

AMTSBERG, PLAUEN = "14521010", "14523320"
STICHTAG = date(2026, 11, 21)
NAMEN = {AMTSBERG: "Amtsberg", PLAUEN: "Plauen"}


def zeile(aenderung, unterschiede, bezeichnung="INSEK 2035", alt="recherchiert", neu="gemeldet"):
    return {
        "aenderung": aenderung,
        "bezeichnung": bezeichnung,
        "datenlage_alt": alt,
        "datenlage_neu": neu,
        "unterschiede": unterschiede,
    }


@pytest.mark.parametrize(
    ("eingabe", "text"),
    [
        (
            zeile("geändert", (("beschluss", "2019", "2019-03-14"), ("quelle", None, "Meldung"))),
            "INSEK 2035: Beschluss am 2019 → 14.03.2019, Quelle leer → Meldung",
        ),
        (
            zeile("neu", (("art", None, "insek"), ("beschluss", None, "unbekannt"))),
            "neu: INSEK 2035 (INSEK, Beschluss am Datum unbekannt, gemeldet)",
        ),
        (
            zeile("neu", (("art", None, "insek"),), bezeichnung="INSEK"),
            "neu: INSEK (gemeldet)",
        ),
        (
            zeile("entfernt", (("art", "keins", None),), "Meldung: kein Konzept", "gemeldet", None),
            "entfällt: Meldung: kein Konzept (gemeldet)",
        ),
        (
            zeile("geändert", (("gemeinden", (AMTSBERG,), (AMTSBERG, PLAUEN)), ("art", "insek", "ingeko"))),
            "INSEK 2035: Gemeinden Amtsberg → Amtsberg und Plauen, Konzeptart INSEK → INGEKO",
        ),
        (
            zeile("geändert", (("notiz", None, "x" * 200),)),
            f"INSEK 2035: Bemerkung leer → {'x' * 80}…",
        ),
    ],
)
def test_satz(eingabe, text):
    assert aenderungstexte.satz(eingabe, NAMEN) == text


@pytest.fixture
def vergleich(umgebung):
    """Gegenüber der Recherche: Zu Amtsberg war nichts belegt, nun ist ein INSEK gemeldet."""
    alt = laden.lade(zwischenspeicher.register(), "recherche")
    assert AMTSBERG not in set(alt.zuordnung["ags"])
    konzepte, zuordnung = als_frames([beispiel_konzept("G-1", AMTSBERG, beschluss="2025-03-14")])
    neu = laden.Bestand(
        alt.datenstand, pd.concat([alt.konzepte, konzepte]), pd.concat([alt.zuordnung, zuordnung])
    )
    return vergleiche(alt, neu, zwischenspeicher.gemeinden(), STICHTAG, zwischenspeicher.regeln())


def test_zahlen_je_art_und_eckzahlen(vergleich):
    gesamt = len(vergleich.datensaetze)
    assert [zahl for _, zahl, _ in vergleichsansicht.arten(vergleich)] == ["1", "0", "0", str(gesamt - 1)]
    eckzahlen = vergleichsansicht.eckzahlen(vergleich).set_index("Kennzahl")
    assert list(eckzahlen.loc["INSEK vorhanden"]) == ["120 → 121", "+1"]
    assert list(eckzahlen.loc["kein Konzept"]) == ["1 → 1", "±0"]
    assert list(eckzahlen.loc["Stand nicht belegt"]) == ["223 → 222", "−1"]


def test_nur_die_geaenderte_gemeinde_steht_in_tabelle_und_karte(vergleich):
    geaendert = vergleichsansicht.geaenderte(vergleich)
    assert list(geaendert.index) == [AMTSBERG]
    assert vergleichsansicht.satz(vergleich, geaendert) == (
        "**1 Gemeinde** von 418 mit Änderungen, 1 Status wechselt."
    )
    (anzeige,) = vergleichsansicht.gemeindetabelle(vergleich, geaendert).to_dict("records")
    assert anzeige["Vorher"] == "Stand nicht belegt"
    assert anzeige["Nachher"] == "INSEK vorhanden"
    assert "Beschluss am 14.03.2025" in anzeige["Im Einzelnen"]
    teilung = vergleichsansicht.einteilung(vergleich, geaendert, "hell")
    farben = teilung.farben_je_ags()
    assert farben.pop(AMTSBERG) == HELL.status["vorhanden"]
    assert set(farben.values()) == {HELL.flaeche}
    assert [k.gemeinden for k in teilung.klassen] == [1, 0, 0, 0, 417]


def test_ausgabe_ohne_hilfsspalten(vergleich):
    frame = vergleichsansicht.ausgabe(vergleich, vergleichsansicht.geaenderte(vergleich))
    assert "kennungen" not in frame
    assert frame.loc[AMTSBERG, "einzelheiten"]


TABELLE = Tabelle(
    "Liste",
    2,
    (
        Spalte(1, "Kommune", "gemeinde"),
        Spalte(2, "Stand", "belegt", vermutet=True),
        Spalte(3, "Wer", None),
        Spalte(4, " ", None),
    ),
    ((3, ("Amtsberg", 2019, None, "x")), (4, ("Plauen", 2019.0, "Frau Y")), (5, ("Amtsberg",))),
)


def test_spaltenuebersicht_nennt_jede_spalte():
    frame = uebersicht(TABELLE)
    assert list(frame["Spalte"]) == ["A", "B", "C", "D"]
    assert list(frame["Gelesen als"]) == [
        "Gemeinde", "Stand der Angabe (vermutet)", "nicht gelesen", "nicht gelesen"
    ]  # fmt: skip
    assert list(frame["Zum Beispiel"]) == ["Amtsberg, Plauen", "2019", "Frau Y", "x"]
    assert beispiele(TABELLE, TABELLE.spalten[0], 1) == ["Amtsberg"]


def test_doppelt_zugeordnete_felder():
    assert doppelte(["ags", "", "", "beschluss", "beschluss"]) == ["Beschluss am"]
    assert doppelte(["ags", "", ""]) == []
