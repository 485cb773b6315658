"""Dossier als PDF: was darin steht, was nie darin steht, barrierefrei gekennzeichnet, gleichbleibend."""

import io

import pandas as pd
import pypdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from insek_monitor.ansprache.prioritaet import listenkarte
from insek_monitor.ansprache.prioritaet.dossier import Deckblatt, Dossierfall, Kontaktlage, als_dossier
from insek_monitor.lage.ausgabe.typst import setzbar
from insek_monitor.lage.bild import kartenbild
from insek_monitor.lage.gemeinde import GealterteArbeit
from tests.conftest import STICHTAG
from tests.hilfen.ansprache_beispiele import (
    ANGABEN,
    BELEGT,
    ERSTELLT,
    LAGE,
    OHNE,
    UNBEKANNT,
    karte,
)
from tests.hilfen.darstellung_beispiele import REGELN, konzepte

KARTE = karte(*LAGE.index)
PFADE = kartenbild.projiziere(KARTE)
ENTWICKLUNG = pd.DataFrame(
    {
        "stichtag": pd.to_datetime(["2013-12-31", "2023-12-31"]),
        "einwohner": pd.array([5200, 5000], dtype="Int64"),
        "veraenderung_prozent": pd.array([0.0, -3.846], dtype="Float64"),
    }
)


def datensaetze(*zeilen):
    frame = konzepte(*zeilen)
    for spalte in ("zieljahr", "quelle", "quelle_url", "sicherheit", "notiz"):
        frame[spalte] = [zeile.get(spalte) for zeile in zeilen]
    frame["mitglieder"] = [[BELEGT]] * len(zeilen)
    return frame.assign(gemeinsam=False)


def fall(ags, *zeilen, nachbarn=(), kontakte=None, **angaben):
    rund = LAGE.loc[list(nachbarn)].assign(grenze_km=3.25)
    kontaktlage = None if kontakte is None else Kontaktlage("beraten", kontakte)
    vorgabe = {"fragen": ("Wann wurde beschlossen?",), "kontaktlage": kontaktlage}
    return Dossierfall(
        LAGE.loc[ags],
        datensaetze(*zeilen),
        rund,
        ENTWICKLUNG,
        karte=listenkarte.umgebung(ags, list(nachbarn), LAGE, KARTE),
        lagekarte=listenkarte.lage_im_land(ags, LAGE, PFADE),
        **(vorgabe | angaben),
    )


def setze(*faelle, **angaben):
    return als_dossier(
        faelle, ANGABEN, ERSTELLT, namen=LAGE["name"], stichtag=STICHTAG, regeln=REGELN, **angaben
    )


def gelesen(inhalt):
    return pypdf.PdfReader(io.BytesIO(inhalt))


def text(inhalt):
    return " ".join(" ".join(seite.extract_text().split()) for seite in gelesen(inhalt).pages)


KONTAKTE = pd.DataFrame(
    {
        "datum": pd.to_datetime(["2026-10-05", "2026-05-01"]),
        "art": ["telefon", "email"],
        "stelle": ["Bauamt", ""],
        "ergebnis": ["offen für #Beratung", ""],
        "naechster_schritt": ["Angebot schicken", "Unterlagen"],
        "wiedervorlage": pd.to_datetime(["2026-12-04", None]),
        "erledigt": [False, True],
    }
)


def test_eine_gemeinde():
    inhalt = setze(
        fall(
            BELEGT,
            {"titel": "INSEK 2035", "beschluss": "2019-03-14", "quelle": "Amtsblatt", "notiz": "S. 4"},
            nachbarn=(OHNE, UNBEKANNT),
            gruende="Läuft 2029 ab.",
        )
    )
    lesbar = text(inhalt)
    for stueck in (
        "Belegt hat ein INSEK, beschlossen am 14. März 2019.",
        "Läuft 2029 ab.",
        "INSEK vorhanden (recherchiert)",
        "−3,8 % seit 2013",
        "Stadt Belegt, Markt 1, 01234 Musterort",
        "1. Wann wurde beschlossen?",
        "Konzepte INSEK 2035 beschlossen: 14.03.2019",
        "Quelle: Amtsblatt",
        "kein Konzept (gemeldet) 3,3 km",
        "Stichtag 21.11.2026 · Datenstand probe (Nr. 3)",
        "Destatis & BKG, Datenlizenz Deutschland",
        "Seite 1 von 1",
    ):
        assert stueck in lesbar.replace("\u00a0", " "), stueck
    assert "intern" not in lesbar


def test_nicht_belegt_heisst_nicht_kein():
    lesbar = text(setze(fall(UNBEKANNT))).replace("\u00a0", " ")
    assert "Ob Böhmen / Čěska ein INSEK hat, ist nicht belegt." in lesbar
    assert "Von den Gemeinden dieser Größe ohne Nachweis haben 73 % keines." in lesbar
    gruende = "Stand nicht belegt; von den Gemeinden dieser Größe ohne Nachweis haben 73\u00a0% keines."
    assert text(setze(fall(UNBEKANNT, gruende=gruende))).count("dieser Größe") == 1
    assert "Das heißt nicht, dass es keines gibt." in lesbar
    assert "hat kein" not in lesbar


def test_was_einmal_in_arbeit_war_steht_da():
    arbeit = GealterteArbeit("K", "2017", fortschreibung=True)
    assert "2017 war eine Fortschreibung in Arbeit" in text(setze(fall(BELEGT, arbeit=arbeit)))
    assert "In Arbeit nichts bekannt" in text(setze(fall(BELEGT)))


def test_internes_nur_mit_kontaktlage():
    ohne = text(setze(fall(BELEGT)))
    assert "Ansprache" not in ohne
    mit = text(setze(fall(BELEGT, kontakte=KONTAKTE)))
    for stueck in (
        "intern, nicht weitergeben",
        "Stand: beraten",
        "05.10.2026, Telefon, Bauamt",
        "offen für #Beratung",
        "Angebot schicken (Wiedervorlage 04.12.2026)",
        "Unterlagen – erledigt",
    ):
        assert stueck in mit, stueck
    keiner = text(setze(fall(BELEGT, kontakte=KONTAKTE.iloc[:0])))
    assert "Ansprache beraten, kein Kontakt (intern)" in keiner
    assert "Bisherige Ansprache" not in keiner


def test_offene_zusagen_stehen_zuerst_und_nie_hinter_neueren_kontakten():
    """Eine Zusage, danach neun neuere Kontakte: Von den übrigen fehlt der älteste, die Zusage nie."""
    kontakte = pd.DataFrame(
        {
            "datum": pd.to_datetime(
                [f"2026-10-{20 - i:02d}" for i in range(9)] + ["2026-03-02", "2026-02-03"]
            ),
            "art": "telefon",
            "stelle": "",
            "ergebnis": [f"Gespräch {i}" for i in range(9)] + ["", ""],
            "naechster_schritt": [""] * 9 + ["Muster schicken", "Rückruf"],
            "wiedervorlage": pd.to_datetime([None] * 9 + ["2026-11-27", "2026-11-20"]),
            "erledigt": False,
        }
    )
    lesbar = text(setze(fall(BELEGT, kontakte=kontakte)))
    folge = ["Offene Zusagen", "Rückruf (Wiedervorlage 20.11.2026)", "Muster schicken", "Weitere Kontakte"]
    stellen = [lesbar.index(stueck) for stueck in [*folge, "Gespräch 0", "Gespräch 7", "Dazu 1 ältere"]]
    assert stellen == sorted(stellen)
    assert "Gespräch 8" not in lesbar
    assert lesbar.count("Muster schicken") == 1
    assert "Offene Zusagen" not in text(setze(fall(BELEGT, kontakte=kontakte.head(3))))


def test_liste_mit_deckblatt_und_seitenzahlen():
    deckblatt = Deckblatt(
        "Frühjahr 2027", listenkarte.listenkarte(LAGE, PFADE, titel="x"), listenkarte.legende(LAGE)
    )
    leser = gelesen(setze(*(fall(ags) for ags in LAGE.index), deckblatt=deckblatt))
    erste = " ".join(leser.pages[0].extract_text().split())
    assert "Frühjahr 2027" in erste
    assert "Dossier zu 3 Gemeinden mit zusammen 15.000 Einwohnern." in erste
    assert "INSEK vorhanden kein Konzept Stand nicht belegt" in erste
    assert len(leser.pages) == 4
    # Jede Gemeinde beginnt auf ihrem Blatt und steht in dessen Kopf; die Lesezeichen nennen alle.
    for nummer, name in enumerate(LAGE["name"], start=1):
        assert leser.pages[nummer].extract_text().count(name.split(" /")[0]) >= 2
    lesezeichen = [e.title for e in leser.outline if not isinstance(e, list)]
    assert lesezeichen == ["Frühjahr 2027", *LAGE["name"]]


def test_barrierefrei_gekennzeichnet_und_gleichbleibend():
    inhalt = setze(fall(BELEGT, nachbarn=(OHNE,)))
    assert inhalt == setze(fall(BELEGT, nachbarn=(OHNE,)))
    leser = gelesen(inhalt)
    wurzel = leser.trailer["/Root"]
    assert wurzel["/MarkInfo"]["/Marked"]
    assert wurzel["/Lang"].lower().startswith("de")
    assert leser.metadata.title == "Dossier Belegt"
    assert b"pdfuaid" in wurzel["/Metadata"].get_object().get_data()
    alternativen = list(_alternativtexte(wurzel["/StructTreeRoot"]))
    assert any("Belegt und 1 Nachbargemeinde, gefärbt nach Status" in t for t in alternativen)
    assert any("Lage von Belegt" in t for t in alternativen)


def _alternativtexte(knoten):
    knoten = knoten.get_object()
    if isinstance(knoten, list):
        for kind in knoten:
            yield from _alternativtexte(kind)
    elif isinstance(knoten, dict):
        if "/Alt" in knoten:
            yield str(knoten["/Alt"])
        if "/K" in knoten:
            yield from _alternativtexte(knoten["/K"])


def test_ohne_gemeinde_oder_zeitzone_ein_satz():
    with pytest.raises(ValueError, match="mindestens eine Gemeinde"):
        setze()
    with pytest.raises(ValueError, match="Zeitzone"):
        als_dossier(
            [fall(BELEGT)],
            ANGABEN,
            ERSTELLT.replace(tzinfo=None),
            namen=LAGE["name"],
            stichtag=STICHTAG,
            regeln=REGELN,
        )


def test_auszeichnung_im_titel_bleibt_text():
    boese = '#panic("x") *fett* $x$ `a` <b> \\ [#read("/etc/passwd")] @ref // weg'
    lesbar = text(setze(fall(BELEGT, {"titel": boese, "beschluss": "2019"})))
    assert '#panic("x") *fett* $x$ `a` <b>' in lesbar
    assert "root:" not in lesbar


@settings(max_examples=40)
@example("\x00\x01\ue000\ufffe\uffff\U0001f600漢字א\u0301\u202e\u2028\t\r\n")
@example("".join(chr(zeichen) for zeichen in range(0x20, 0x530)))
@example("".join(chr(zeichen) for zeichen in range(0x1E00, 0x2300)))
@given(st.text(max_size=120))
def test_jeder_titel_laesst_sich_setzen(titel):
    assert setze(fall(BELEGT, {"titel": titel, "beschluss": "2019", "notiz": titel})).startswith(b"%PDF")


def test_setzbar():
    assert setzbar("Budyšin, Łužica – „ö“ 5 €\u00a0") == "Budyšin, Łužica – „ö“ 5 €\u00a0"
    assert setzbar("a\tb\u2028c\x00d\u200be") == "a b c" + "de"
    assert setzbar("😀漢") == "\ufffd\ufffd"
    assert setzbar("u\u0308") == "ü"
