"""Die Seite für Telefone: jeder Zustand, alles maskiert, klein, mit Beschriftung an jedem Feld."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.kern.stimmungsbild import (
    OPTION_HOECHSTENS,
    TEXT_HOECHSTENS,
    Frage,
    Frageart,
    Gruppenfrage,
    Herkunft,
    Rundenstand,
)
from insek_monitor.workshop.abstimmung.register_stimmabgabe import Raumlage, Rundenlage
from insek_monitor.workshop.saal import telefonantworten, telefonseite
from insek_monitor.workshop.saal.telefonseite import (
    Beigaben,
    Eigenes,
    Meldung,
    codeseite,
    raumseite,
    satzseite,
    tag,
)

BEIGABEN = Beigaben("/w/statisch/telefon.css?v=0123456789", "/w/statisch/telefon.js?v=0123456789")
SKALA = Frage("skala", Frageart.SKALA, "Lohnt sich Beteiligung?", "Sie kostet mehr.", "Sie bringt mehr.")
EINFACH = Frage("einfach", Frageart.EINFACH, "Wo stehen Sie?", optionen=("Am Anfang", "Am Ziel"))
MEHRFACH = replace(EINFACH, art=Frageart.MEHRFACH)
TEXT = Frage("text", Frageart.FREITEXT, "Was nun?")
# „am 21.12.“ in Ortszeit, obwohl es in UTC noch der 20. ist.
LOESCHEN = datetime(2026, 12, 20, 23, 30, tzinfo=UTC)


def lage(frage: Frage | None = SKALA, stand: Rundenstand = Rundenstand.OFFEN, **angaben) -> Raumlage:
    runde = (
        Rundenlage(
            nummer=7,
            frage=frage,
            runde=angaben.pop("wievielte", 1),
            stand=stand,
            fassung=3,
            verborgen=True,
            herkunft=angaben.pop("herkunft", Herkunft.TELEFON),
        )
        if frage
        else None
    )
    grund: dict[str, Any] = {
        "code": "BCDFGHJK",
        "titel": "Workshop Plauen",
        "gruppenfrage": Gruppenfrage.KEINE,
        "gruppen": (),
        "stand": 12,
        "beendet": False,
        "loeschen_am": LOESCHEN,
        "runde": runde,
    }
    return Raumlage(**(grund | angaben))


class Leser(HTMLParser):
    """Sammelt Elemente mit ihren Angaben und prüft, dass alles geschlossen wird."""

    LEER = frozenset({"meta", "link", "input", "br"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elemente: list[tuple[str, dict[str, str | None]]] = []
        self.offen: list[str] = []
        self.texte: list[str] = []
        self.feed(text)
        assert not self.offen, self.offen

    def handle_starttag(self, tag, attrs):
        self.elemente.append((tag, dict(attrs)))
        if tag not in self.LEER:
            self.offen.append(tag)

    def handle_endtag(self, tag):
        assert self.offen.pop() == tag

    def handle_data(self, data):
        self.texte.append(data)

    def alle(self, name: str) -> list[dict[str, str | None]]:
        return [angaben for tag, angaben in self.elemente if tag == name]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texte).split())

    @property
    def daten(self) -> dict[str, str | None]:
        return next(angaben for angaben in self.alle("div") if angaben.get("id") == "inhalt")

    @property
    def wahl(self) -> list[str | None]:
        return [feld["value"] for feld in self.alle("input") if "checked" in feld]


ZUSTAENDE = {
    "wartet": lage(None),
    "offen": lage(),
    "pausiert": lage(stand=Rundenstand.PAUSIERT),
    "geschlossen": lage(stand=Rundenstand.GESCHLOSSEN),
    "handzeichen": lage(herkunft=Herkunft.HANDZEICHEN),
    "beendet": lage(beendet=True),
}


@pytest.mark.parametrize("name", ZUSTAENDE)
def test_jeder_zustand(name):
    seite = Leser(raumseite(ZUSTAENDE[name], BEIGABEN))
    assert seite.alle("html") == [{"lang": "de"}]
    assert len(seite.alle("h1")) == len(seite.alle("main")) == 1
    assert seite.daten["data-zustand"] == name
    assert seite.daten["data-stand"] == "12"
    assert "Workshop Plauen" in seite.text
    assert "Raum BCDF-GHJK" in seite.text
    assert "Ohne Namen und ohne IP-Adresse. Gelöscht wird am 21.12.2026." in seite.text
    assert "Behalten werden nur Summen." in seite.text
    assert len(seite.alle("form")) == (name == "offen")
    assert any(a.get("role") == "status" for a in seite.alle("p"))
    nachladen = [a for a in seite.alle("meta") if a.get("http-equiv") == "refresh"]
    assert [a["content"] for a in nachladen] == ([] if name in ("offen", "beendet") else ["8"])
    assert "/w/BCDFGHJK" in [a["href"] for a in seite.alle("a")], "ohne Skript: Aktualisieren"


def test_skala_hat_sieben_beschriftete_felder():
    seite = Leser(raumseite(lage(), BEIGABEN))
    felder = [a for a in seite.alle("input") if a["type"] == "radio"]
    assert [a["value"] for a in felder] == ["1", "2", "3", "4", "5", "6", "7"]
    assert {a["name"] for a in felder} == {"antwort"}
    for worte in ("1 von 7: voll für „Sie kostet mehr.“", "4 von 7: unentschieden", "7 von 7: voll für „Sie"):
        assert worte in seite.text
    assert seite.wahl == []
    verborgen = {a["name"]: a["value"] for a in seite.alle("input") if a["type"] == "hidden"}
    assert verborgen == {"runde": "7", "fassung": "3", "zug": "1"}
    assert "← Links Sie kostet mehr." in seite.text
    assert "Rechts → Sie bringt mehr." in seite.text
    assert "← Links stimmt unentschieden Rechts → stimmt" in seite.text, "welches Ende was heißt"
    assert "Abstimmen" in seite.text
    assert telefonseite.GESPEICHERT not in seite.text


def test_gespeicherte_antwort_bleibt_gewaehlt():
    seite = Leser(raumseite(lage(), BEIGABEN, Eigenes(["6"], gespeichert=True)))
    assert seite.wahl == ["6"]
    assert "Gespeichert. Sie können Ihre Antwort ändern, bis die Abstimmung endet." in seite.text
    assert "Antwort ändern" in seite.text


@pytest.mark.parametrize(("zug", "naechster"), [(0, "1"), (4, "5"), (10**6, "1000000")])
def test_das_naechste_abschicken_traegt_den_naechsten_zug(zug, naechster):
    seite = Leser(raumseite(lage(), BEIGABEN, Eigenes(["6"], gespeichert=True, zug=zug)))
    assert [a["value"] for a in seite.alle("input") if a["name"] == "zug"] == [naechster]


def test_abgewiesenes_bleibt_gewaehlt_ist_aber_nicht_gespeichert():
    seite = Leser(raumseite(lage(MEHRFACH), BEIGABEN, Eigenes(["1", "2"]), Meldung("Leider nein.", True)))
    assert seite.wahl == ["1", "2"]
    assert "Leider nein." in seite.text
    assert telefonseite.GESPEICHERT not in seite.text
    assert {a.get("class") for a in seite.alle("p") if a.get("id") == "meldung"} == {"fehler"}


def test_einfach_ist_ein_knopf_mehrfach_ein_haken():
    for frage, art in ((EINFACH, "radio"), (MEHRFACH, "checkbox")):
        felder = [a for a in Leser(raumseite(lage(frage), BEIGABEN)).alle("input") if a["type"] == art]
        assert [a["value"] for a in felder] == ["1", "2"]


def test_freitext_sagt_dass_durchgesehen_wird():
    seite = Leser(raumseite(lage(TEXT), BEIGABEN, Eigenes(["Mehr <Geld>"])))
    (feld,) = seite.alle("textarea")
    assert feld["maxlength"] == "200"
    assert "wird erst nach Durchsicht gezeigt" in seite.text
    assert "Mehr <Geld>" in seite.text


def test_geschlossen_zeigt_die_eigene_antwort_in_worten():
    seite = Leser(
        raumseite(lage(EINFACH, Rundenstand.GESCHLOSSEN), BEIGABEN, Eigenes(["2"], gespeichert=True))
    )
    assert "Ihre Antwort ist gespeichert: Am Ziel" in seite.text
    ohne = Leser(raumseite(lage(EINFACH, Rundenstand.GESCHLOSSEN), BEIGABEN, Eigenes(["2"])))
    assert "Von diesem Gerät gibt es dazu keine Antwort." in ohne.text


def test_gruppe_nur_wenn_gefragt_wird():
    assert not Leser(raumseite(lage(), BEIGABEN)).alle("select")
    mit = lage(gruppenfrage=Gruppenfrage.KREIS, gruppen=("Zwickau", "Vogtlandkreis"))
    seite = Leser(raumseite(mit, BEIGABEN, Eigenes(gruppe="Zwickau")))
    # Ohne „value“ schickt der Browser den Text.
    assert seite.alle("option") == [{"value": ""}, {"selected": None}, {}]
    assert "keine Angabe Zwickau Vogtlandkreis" in seite.text
    assert "In welchem Kreis liegt Ihre Gemeinde? (freiwillig)" in seite.text
    assert "nur Gruppen mit mindestens 5 Stimmen" in seite.text


def test_zweite_runde_ist_zu_erkennen():
    assert "Lohnt sich Beteiligung? (2. Runde)" in Leser(raumseite(lage(wievielte=2), BEIGABEN)).text


def test_tag_in_ortszeit():
    assert tag(LOESCHEN) == "21.12.2026"


BOESE = "<script>alert(1)</script>\"'>&<img src=x onerror=alert(1)>"


@pytest.mark.parametrize("stand", list(Rundenstand))
@pytest.mark.parametrize("art", list(Frageart))
def test_fremder_text_wird_nie_zu_html(stand, art):
    frage = Frage("x", art, BOESE, BOESE, BOESE, (BOESE, BOESE + "2"))
    raum = lage(frage, stand, titel=BOESE, gruppenfrage=Gruppenfrage.KREIS, gruppen=(BOESE,))
    werte = [BOESE] if art is Frageart.FREITEXT else ["1"]
    text = raumseite(raum, BEIGABEN, Eigenes(werte, BOESE, gespeichert=True), Meldung(BOESE))
    _keine_fremden_elemente(text)


def test_eingabe_und_satz_maskieren():
    _keine_fremden_elemente(codeseite(BEIGABEN, Meldung(BOESE), BOESE))
    _keine_fremden_elemente(satzseite(BOESE, Meldung(BOESE), BEIGABEN))


@given(st.text(min_size=1, max_size=200))
def test_beliebiger_text_bleibt_text(text):
    frage = replace(EINFACH, text=text, optionen=(text, "b"))
    html = raumseite(lage(frage, titel=text), BEIGABEN, Eigenes(["1"], gespeichert=True))
    _keine_fremden_elemente(html)


def _keine_fremden_elemente(html: str) -> None:
    seite = Leser(html)
    assert not seite.alle("img")
    assert all(a["src"] == BEIGABEN.skript for a in seite.alle("script"))
    assert not [name for _, angaben in seite.elemente for name in angaben if name.startswith("on")]
    assert not seite.alle("style")
    assert not [angaben for _, angaben in seite.elemente if "style" in angaben], "die Richtlinie verbietet es"


def test_alles_zusammen_unter_30_kb():
    """Die größte Seite: acht lange Antworten, alle Kreise, alle Zeichen maskiert; zwei lange Aussagen."""
    beigaben = sum(len(inhalt) for inhalt in telefonantworten.DATEIEN.inhalte.values())
    kreise = tuple(f"Landkreis Sächsische Schweiz-Osterzgebirge {n}".ljust(80, "x") for n in range(30))
    optionen = tuple("&" * (OPTION_HOECHSTENS - 1) + str(nummer) for nummer in range(8))
    voll = "ß&" * (TEXT_HOECHSTENS // 2)
    groesste = 0
    for frage in (
        Frage("x", Frageart.MEHRFACH, voll, optionen=optionen),
        Frage("x", Frageart.SKALA, voll, voll, voll),
    ):
        raum = lage(frage, titel=voll, gruppenfrage=Gruppenfrage.KREIS, gruppen=kreise)
        seite = raumseite(raum, BEIGABEN, Eigenes(["1"], kreise[3], gespeichert=True))
        groesste = max(groesste, len(seite.encode()))
    assert groesste > 5_000, "sonst wäre die Probe zu klein"
    assert groesste + beigaben < 30_000
