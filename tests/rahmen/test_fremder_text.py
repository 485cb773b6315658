"""Fremder Text steht auf jeder Seite als Text da: kein Bild, kein Verweis, keine Farbe, keine Überschrift."""

import re
from datetime import UTC, date, datetime

import pytest

from insek_monitor.einspielen.register_eintragen import Quelldatei, spiele_ein
from insek_monitor.einspielen.seite.zustand import BEREICHE
from insek_monitor.kern.rollen import Person, Rolle, Zugang
from insek_monitor.kern.stimmungsbild import Frage, Frageart
from insek_monitor.kern.vortrag import Folge, Folie, Folienart, Gebiet
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register import datenstaende, pruefrunden, vermerke
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.vortrag import register_folgen as vortragsfolgen
from tests.hilfen.datenpflege_hilfen import LOKAL, NIEMAND, lade_hoch
from tests.hilfen.seiten import SEITEN, elemente, oeffne

pytestmark = [pytest.mark.langsam, pytest.mark.usefixtures("modulregister")]

WIRKSAM = (
    "<script>alert(1)</script>",
    "![x](http://evil.example/x.png)",
    "[x](javascript:alert(1))",
    "# x",
    "- x",
    "$x$",
    ":red[x]",
    "www.evil.example",
    "chef@evil.example",
    ":material/delete:",
    "&lt;",
    "`x`",
)
BOESE = "# x - x " + " ".join(WIRKSAM)
# Was in einer Zeile ohne Anfang harmlos ist, steht nicht in dieser Liste.
SPUREN = [spur for spur in WIRKSAM if spur not in ("# x", "- x")]
PERSON = Person(BOESE[:200], "boese@fs.example", Zugang.ANMELDUNG, Rolle.FREIGEBEN)
PLAUEN = "14523320"
SEITEN_UND_BEREICHE = [
    *((name, {}) for name in SEITEN if name != "datenpflege"),
    ("praesentation", {"folge": "1"}),
    *(("datenpflege", {"bereich": bereich}) for bereich in BEREICHE),
]


def schreibe_boeses():
    """Titel, Anlass, Namen, Dateiname, Angaben, Vermerk und Prüfrunde voller Auszeichnung."""
    register = zwischenspeicher.register()
    bestand = zwischenspeicher.bestand(datenstaende.finde(register).nummer)
    konzepte = bestand.konzepte.copy()
    kennungen = bestand.zuordnung.loc[bestand.zuordnung["ags"] == PLAUEN, "konzept_id"]
    konzepte.loc[kennungen, ["titel", "notiz", "quelle", "zielhorizont"]] = BOESE
    spiele_ein(
        register,
        konzepte,
        bestand.zuordnung,
        basis_nummer=bestand.datenstand.nummer,
        person=PERSON,
        anlass=BOESE[:200],
        titel=f"{WIRKSAM[0]} {WIRKSAM[2]}",
        quelle=Quelldatei(f"{BOESE}.csv".replace("/", "|")[:150], b"a;b"),
    )
    pruefrunden.beginne(register, BOESE[:200], PERSON)
    pruefrunden.bestaetige(register, zwischenspeicher.bestand(2), [PLAUEN], PERSON)
    vermerke.schreibe(register, PLAUEN, BOESE, PERSON)
    frage = Frage("boese", Frageart.EINFACH, BOESE[:200], optionen=(BOESE[:80], "nein"))
    folge = Folge(
        f"{WIRKSAM[0]} {WIRKSAM[2]}",
        (
            Folie(Folienart.TEXT, titel=BOESE[:120], text=BOESE, notiz=BOESE),
            Folie(Folienart.TITEL, titel=BOESE[:120], text=BOESE[:120]),
            Folie(Folienart.ABSTIMMUNG, frage="boese"),
        ),
        Gebiet(ags=(PLAUEN,), bezeichnung=BOESE[:80]),
        fragen=(frage.als_dict(),),
    )
    vortragsfolgen.speichere(register, PERSON, folge)
    raeume.lege_an(
        register,
        PERSON,
        titel=BOESE[:120],
        ort=BOESE[:120],
        datum=date(2026, 11, 21),
        fragen=[frage],
        jetzt=datetime.now(UTC),
    )


@pytest.fixture(scope="module")
def befuelle():
    return schreibe_boeses


def mit_markdown(lauf):
    """Alle Texte, in denen Streamlit Markdown auswertet, je mit der Art des Elements."""
    for element in elemente(lauf):
        if element.type in ("table", "arrow_table"):
            for spalte in element.value:
                yield from (("table", str(wert)) for wert in element.value[spalte])
        if element.type == "html":
            continue  # eigene Maskierung, unten geprüft
        proto = getattr(element, "proto", None)
        for feld in ("body", "label", "help", "title", "text"):
            wert = getattr(proto, feld, "")
            if isinstance(wert, str):
                yield element.type, wert


def wirkt(text):
    """Ob eine Auszeichnung unmaskiert dasteht; Ziele eigener Verweise (``](/…)``) zählen nicht."""
    eigenes = re.sub(r"\]\(/[^)\s]*\)", "]", text)
    return any(re.search(rf"(?<!\\){re.escape(spur)}", eigenes) for spur in SPUREN)


def leck(lauf):
    """Stellen, an denen fremder Text wirkte."""
    markdown = [(art, text) for art, text in mit_markdown(lauf) if wirkt(text)]
    html = [str(e.value) for e in elemente(lauf, "html") if "<script>alert" in str(e.value)]
    return markdown + html


def zeilenanfaenge(lauf):
    return [
        zeile
        for _, text in mit_markdown(lauf)
        for zeile in text.splitlines()
        if zeile.strip().startswith(("# x", "- x"))
    ]


@pytest.mark.parametrize("person", [PERSON, LOKAL, NIEMAND], ids=["angemeldet", "lokal", "gast"])
@pytest.mark.parametrize(("name", "angaben"), SEITEN_UND_BEREICHE)
def test_jede_seite_zeigt_fremdes_als_text(wer, name, angaben, person):
    wer(person)
    lauf = oeffne(name, gemeinde=PLAUEN, **angaben)
    assert not lauf.exception
    assert leck(lauf) == []
    assert zeilenanfaenge(lauf) == []


def test_die_suche_findet_was_wirkt(wer, monkeypatch):
    """Sonst bewiese der vorige Test nichts."""
    wer(PERSON)
    for modul in ("lage.bild.konzepttext", "rahmen.fremdtext", "seiten.methodikseite"):
        monkeypatch.setattr(f"insek_monitor.{modul}.sicher", str)
    for name in ("gemeinde", "methodik", "datenpflege"):
        assert leck(oeffne(name, gemeinde=PLAUEN, bereich="Datenstände")), name


def test_hochgeladene_liste_zeigt_fremdes_als_text(wer):
    wer(PERSON)
    kopf = f"Gemeinde;INSEK vorhanden?;Beschluss am;Titel;{BOESE.replace(';', ',')}"
    zeile = BOESE.replace(";", ",")
    lauf = lade_hoch(
        oeffne("datenpflege"),
        f"{kopf}\nPlauen;ja;{zeile};{zeile};{zeile}\n{zeile};ja;2019;x;y\nAmtsberg;{zeile};2020;x;y\n",
        f"{zeile.replace('/', '|')[:120]}.csv",
    )
    assert not lauf.exception
    assert any("gefunden" in text for _, text in mit_markdown(lauf)), "Es gibt Befunde."
    assert leck(lauf) == []
    for knopf in [k for k in lauf.button if k.label == "Anderer Wert …"][:2]:
        assert leck(knopf.click().run()) == []


@pytest.mark.parametrize("text", SPUREN)
def test_adresse_zeigt_fremdes_als_text(text):
    angaben = ("stichtag", "datenstand", "gemeinde", "kreis", "unbekannt")
    assert leck(oeffne("gemeinde", **dict.fromkeys(angaben, text))) == []
