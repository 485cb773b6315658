"""Liste zum Drucken."""

import io

import pandas as pd
import pypdf
import pytest

from insek_monitor.ansprache.kampagnen.touren import Tour, Tourenplan
from insek_monitor.ansprache.prioritaet import listenkarte
from insek_monitor.ansprache.prioritaet.dossier import Deckblatt
from insek_monitor.ansprache.prioritaet.listendruck import als_listendruck
from insek_monitor.ansprache.prioritaet.zeilen import Internes, tourzeilen, zeilen
from insek_monitor.lage.bild import kartenbild
from tests.hilfen.ansprache_beispiele import ANGABEN, BELEGT, ERSTELLT, LAGE, UNBEKANNT, karte

PFADE = kartenbild.projiziere(karte(*LAGE.index))
DECKBLATT = Deckblatt(
    "Einladung *Mai*", listenkarte.listenkarte(LAGE, PFADE, titel="x"), listenkarte.legende(LAGE)
)


def text(inhalt):
    seiten = pypdf.PdfReader(io.BytesIO(inhalt)).pages
    return " ".join(" ".join(seite.extract_text().split()) for seite in seiten)


def test_liste():
    inhalt = als_listendruck(zeilen(LAGE, gruende={BELEGT: "Läuft ab."}), DECKBLATT, ANGABEN, ERSTELLT)
    assert inhalt == als_listendruck(
        zeilen(LAGE, gruende={BELEGT: "Läuft ab."}), DECKBLATT, ANGABEN, ERSTELLT
    )
    lesbar = text(inhalt)
    for stueck in (
        "Einladung *Mai*",
        "3 Gemeinden mit zusammen 15.000 Einwohnern.",
        "Läuft ab.",
        "kein Konzept (gemeldet)",
        "Stand nicht belegt",
        "035793 1234",
        "Seite 1 von",
        "Datenlizenz Deutschland",
    ):
        assert stueck in lesbar, stueck
    assert "intern" not in lesbar
    seite = pypdf.PdfReader(io.BytesIO(inhalt)).pages[0]
    assert seite.mediabox.width > seite.mediabox.height


def test_mit_touren_und_kontaktstand():
    plan = Tourenplan((Tour(1, (UNBEKANNT, BELEGT), 251.4, (100.0, 60.7, 90.7)),), 251.4)
    internes = Internes(pd.Series({BELEGT: "ruht"}), pd.Series({BELEGT: pd.Timestamp("2026-03-01")}))
    lesbar = text(
        als_listendruck(
            zeilen(LAGE, internes=internes, tourenplan=plan),
            DECKBLATT,
            ANGABEN,
            ERSTELLT,
            touren=tourzeilen(plan, LAGE),
        )
    )
    for stueck in (
        "Tour 1: 2 Halte, 251 km",
        "1 Tour, zusammen 251 km Luftlinie hin und zurück",
        "zurück nach Leipzig",
        "ruht, zuletzt 01.03.2026",
        "intern, nicht weitergeben",
    ):
        assert stueck in lesbar, stueck
    assert lesbar.index("1 Böhmen / Čěska Markt 1") < lesbar.index("2 Belegt Markt 1")


@pytest.mark.parametrize(("anzahl", "blaetter"), [(1, 1), (12, 1), (15, 2), (16, 2), (40, 4)])
def test_karte_nimmt_der_tabelle_nicht_das_erste_blatt(anzahl, blaetter):
    liste = pd.concat([LAGE] * 14).iloc[:anzahl]
    frame = zeilen(liste).assign(
        gruende="Stand nicht belegt, in dieser Größe 73 % ohne; schrumpft um 8 %; klein."
    )
    seiten = pypdf.PdfReader(io.BytesIO(als_listendruck(frame, DECKBLATT, ANGABEN, ERSTELLT))).pages
    assert len(seiten) <= blaetter
    auf_dem_ersten = seiten[0].extract_text().count("schrumpft")
    assert auf_dem_ersten >= min(anzahl, 8 if anzahl > listenkarte.KURZ else 12)


def test_leere_liste_ein_satz():
    with pytest.raises(ValueError, match="leere Liste"):
        als_listendruck(zeilen(LAGE.iloc[:0]), DECKBLATT, ANGABEN, ERSTELLT)


def test_karte_nummeriert_kurze_listen_und_zeichnet_touren():
    bild = listenkarte.listenkarte(
        LAGE, PFADE, titel="Probe", touren=[(BELEGT, UNBEKANNT, BELEGT)], gemeinden=LAGE
    )
    assert bild.count("<polyline") == 1
    assert [f">{n}</text>" in bild for n in (1, 2, 3, 4)] == [True, True, True, False]
    lang = pd.concat([LAGE] * 21)
    assert ">1</text>" not in listenkarte.listenkarte(lang, PFADE, titel="Probe")


def test_legende_nennt_nur_was_vorkommt():
    assert [wort for _, wort in listenkarte.legende(LAGE)] == [
        "INSEK vorhanden",
        "kein Konzept",
        "Stand nicht belegt",
    ]
