"""Rundreise: ein Datenstand als Meldeliste ausgegeben und wieder eingelesen ist derselbe."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insek_monitor.einspielen.erkennen import erkenne
from insek_monitor.einspielen.gesamt import als_gesamt_csv
from insek_monitor.einspielen.lesen import lies_datei
from insek_monitor.einspielen.meldeliste import als_meldeliste
from insek_monitor.einspielen.pruefen import Pruefgrundlage, pruefe
from insek_monitor.einspielen.vergleich import vergleiche
from insek_monitor.einspielen.werte import lies_text
from insek_monitor.einspielen.zusammenfuehren import Zusammenfuehrung, fuehre_zusammen
from insek_monitor.kern.begriffe import Datenlage, Konzeptart
from insek_monitor.kern.meldung import Vorhanden
from insek_monitor.kern.regeln import Regeln
from insek_monitor.register.fassungen import datensaetze, pruefsumme
from insek_monitor.register.laden import lade
from insek_monitor.register.speicher import oeffne
from tests.conftest import STICHTAG, rohe_regeln
from tests.hilfen.pruefhilfen import bestand, gebietsaenderungen, gemeinden, konzept

pytestmark = pytest.mark.langsam

ERSTELLT = datetime(2026, 11, 21, 12)
REGELN = Regeln.aus_dict(rohe_regeln())
HEIKEL = [
    "=1+1", "+49 371", "-x", "@SUMME(A1)", "＝1", "＋1", "－1", "＠x", "'=1", "'abc", '"', '"a";b,c',
    "Zeile 1\nZeile 2", "<b>&amp;</b>", "_x0041_", "_x005F_x000D_", "1e5", "007", "TRUE", "#NV", "2019",
    "14.03.2019", "ä€😀", "👩‍👩‍👧", "a\u00a0b", "x" * 500, "ja", "nein", "Gesamt", "AGS", "* Fußnote",
    "b\u2028a", "a\u2029b", "{=A1}", "a\\nb", "Quelle: x",
]  # fmt: skip


def summe(inhalt):
    return pruefsumme(satz["fassung"] for satz in datensaetze(inhalt.konzepte, inhalt.zuordnung))


def wieder_eingelesen(alt, inhalt, name):
    """Der Weg von der Datei bis zum neuen Inhalt, ohne eine Warnung anzunehmen."""
    grundlage = Pruefgrundlage(gemeinden(), gebietsaenderungen(), alt, REGELN, STICHTAG)
    datei = lies_datei(inhalt, name)
    ergebnis = pruefe(erkenne(datei), grundlage, datei=datei)
    assert ergebnis.befunde == ()
    return fuehre_zusammen(alt, ergebnis.uebernehmbar(()), vollstaendig=True), ergebnis


def pruefe_rundreise(alt):
    inhalt = als_meldeliste(gemeinden(), alt, {"Quelle": "Probe"}, ERSTELLT)
    neu, ergebnis = wieder_eingelesen(alt, inhalt, "liste.xlsx")
    assert summe(neu) == summe(alt)
    assert vergleiche(alt, neu, gemeinden(), STICHTAG, REGELN).ohne_aenderung
    return ergebnis


@pytest.fixture(scope="module")
def mitgeliefert(tmp_path_factory):
    register = oeffne(f"sqlite:///{tmp_path_factory.mktemp('rundreise') / 'r.sqlite'}")
    yield lade(register, "recherche")
    register.schliesse()


def test_mitgelieferter_datenstand(mitgeliefert):
    assert summe(mitgeliefert) == mitgeliefert.datenstand.pruefsumme
    ergebnis = pruefe_rundreise(mitgeliefert)
    assert len(ergebnis.meldungen) == len(mitgeliefert.zuordnung)


def test_gesamt_csv_des_mitgelieferten(mitgeliefert):
    csv = als_gesamt_csv(gemeinden(), mitgeliefert)
    neu, _ = wieder_eingelesen(mitgeliefert, csv, "register.csv")
    assert summe(neu) == summe(mitgeliefert)


def test_jeder_heikle_text_in_jedem_feld():
    felder = ("titel", "quelle", "notiz", "zielhorizont")
    konzepte = [
        konzept(f"K-{nummer:02d}-{feld}", [str(gemeinden().index[nummer])], beschluss="2019", **{feld: text})
        for feld in felder
        for nummer, text in enumerate(HEIKEL)
        if len(text) <= 200 or feld != "zielhorizont"
    ]
    pruefe_rundreise(bestand(konzepte))


def test_was_beim_einlesen_entfaellt():
    """Diese Zeichen nimmt schon das Einspielen nicht an; im Register stehen sie deshalb nie."""
    angenommen = {
        "\tx": "x",
        " x ": "x",
        "\u2028x": "x",
        "a\rb": "a\nb",
        "a\r\nb": "a\nb",
        "a\tb": "a b",
        "a\x00\x0bb": "ab",
        "a\u200b\u202eb": "ab",
        "a\ufffeb": "ab",
        "-": None,
        "k. A.": None,
        " \n": None,
    }
    assert {text: lies_text(text, "notiz").wert for text in angenommen} == angenommen


kanonisch = st.one_of(
    st.none(),
    st.sampled_from([text for text in HEIKEL if len(text) <= 200]),
    st.text(st.characters(codec="utf-8"), max_size=20),
    st.text(alphabet="=+-@'\"_x0aF;,\n 1", max_size=12),
).map(lambda text: None if text is None else lies_text(text, "notiz").wert)
datum = st.one_of(
    st.none(),
    st.just("unbekannt"),
    st.integers(1990, 2100).map(str),
    st.dates(STICHTAG.replace(1990), STICHTAG).map(lambda tag: tag.isoformat()),
    st.dates(STICHTAG.replace(1990), STICHTAG).map(lambda tag: f"{tag:%Y-%m}"),
)
adresse = st.one_of(st.none(), st.sampled_from(["https://a.de/?x=1&y=ä", "http://b.de/#=1"]))


@st.composite
def datensatz(draw, nummer):
    art = draw(st.sampled_from(list(Konzeptart)))
    return konzept(
        f"{draw(st.sampled_from(['R', 'G']))}-{nummer}",
        draw(
            st.lists(st.sampled_from(list(map(str, gemeinden().index))), min_size=1, max_size=4, unique=True)
        ),
        art=art,
        datenlage=draw(st.sampled_from([Datenlage.GEMELDET, Datenlage.RECHERCHIERT])),
        titel=draw(kanonisch),
        begonnen=draw(datum),
        beschluss=None if art is Konzeptart.KEINS else draw(datum),
        aufgehoben=draw(datum),
        belegt=draw(datum),
        zieljahr=draw(st.one_of(st.none(), st.integers(1990, 2150))),
        zielhorizont=draw(kanonisch),
        quelle=draw(kanonisch),
        quelle_url=draw(adresse),
        sicherheit=draw(st.sampled_from([None, "hoch", "mittel", "niedrig"])),
        notiz=draw(kanonisch),
    )


@st.composite
def datenstaende(draw):
    return [draw(datensatz(nummer)) for nummer in range(draw(st.integers(0, 12)))]


@settings(max_examples=12)
@given(datenstaende())
def test_erzeugte_datenstaende(konzepte):
    pruefe_rundreise(bestand(konzepte))


def test_gemeinsames_konzept_hat_je_mitglied_eine_zeile():
    drei = list(map(str, gemeinden().index[:3]))
    alt = bestand([konzept("R-1", drei, art="aehnlich", begonnen="2024")])
    ergebnis = pruefe_rundreise(alt)
    assert [meldung.ags[0] for meldung in ergebnis.meldungen] == drei
    assert {meldung.vorhanden for meldung in ergebnis.meldungen} == {Vorhanden.AEHNLICH}


def test_ohne_kennungen_aendert_die_liste_auch_nichts():
    """Wer die Spalte „Kennung“ löscht, bekommt dieselben Datensätze wieder, nicht doppelte."""
    alt = bestand(
        [
            konzept("R-1", [str(gemeinden().index[0])], beschluss="2019-03-14", titel="INSEK 2030"),
            konzept("R-2", [str(gemeinden().index[0])], beschluss="2009", titel="INSEK 2020"),
            konzept("R-3", list(map(str, gemeinden().index[1:3])), art="aehnlich", beschluss="2015"),
            konzept("R-4", [str(gemeinden().index[5])], art="keins", belegt="2020"),
            konzept("R-5", [str(gemeinden().index[6])], begonnen="2024"),
        ]
    )
    inhalt = als_meldeliste(gemeinden(), alt, {}, ERSTELLT)
    datei = lies_datei(inhalt, "liste.xlsx")
    tabelle = erkenne(datei, {"kennung": ""})
    ergebnis = pruefe(tabelle, Pruefgrundlage(gemeinden(), gebietsaenderungen(), alt, REGELN, STICHTAG))
    assert all(meldung.konzept_id is None for meldung in ergebnis.meldungen)
    neu = fuehre_zusammen(alt, ergebnis.meldungen)
    assert isinstance(neu, Zusammenfuehrung)
    assert summe(neu) == summe(alt)
