"""Wege der Leinwand und der Vortragsansicht: was öffentlich ist, was den Schlüssel braucht, Steuerung."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette

from insek_monitor import einstellungen
from insek_monitor.kern.rollen import GAST, Person, Rolle, Zugang
from insek_monitor.kern.stimmungsbild import Frage, Frageart, Gruppenfrage
from insek_monitor.kern.vortrag import Eingefroren, Folge, Folie, Folienart, Gebiet
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register import datenstaende, protokoll, rechte
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.seiten import aufwaermen
from insek_monitor.workshop.abstimmung import register_auszaehlung as auszaehlung
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.abstimmung import register_stimmabgabe as stimmabgabe
from insek_monitor.workshop.abstimmung.saetze import NICHT_REPRAESENTATIV
from insek_monitor.workshop.saal import folienwege, standtext, vorfuehrungsseite
from insek_monitor.workshop.saal.folienwege import FOLIENWEGE
from insek_monitor.workshop.saal.kurzspeicher import Kurzspeicher
from insek_monitor.workshop.saal.vorfuehrungsseite import Stand
from insek_monitor.workshop.vortrag import folien_rechnen
from insek_monitor.workshop.vortrag import register_vorfuehrungen as vorfuehrungen
from insek_monitor.workshop.vortrag.seite import rechnen
from tests.hilfen.saalraum import Geraet

pytestmark = pytest.mark.usefixtures("umgebung")

LOKAL = Person("Ute Beispiel", "lokal", Zugang.LOKAL)
NUTZEN = Frage("nutzen", Frageart.SKALA, "Wozu <dient> es?", "Für <b>Fördermittel</b>.", "Zum Steuern.")
WORT = Frage("wort", Frageart.FREITEXT, "Was fehlt Ihnen?")
MEHRERE = Frage("hilfe", Frageart.MEHRFACH, "Was hilft?", optionen=("Geld", "Personal", "Zeit"))
FRAGEN = (NUTZEN, WORT, MEHRERE)
FOLGE = Folge(
    "Herbst <i>2026</i>",
    (
        Folie(Folienart.TITEL, titel="Willkommen", notiz="GEHEIMNOTIZ eins"),
        Folie(Folienart.ABDECKUNG, notiz="GEHEIMNOTIZ zwei"),
        Folie(Folienart.BEITRETEN),
        *(Folie(Folienart.ABSTIMMUNG, frage=frage.kennung) for frage in FRAGEN),
        *(Folie(Folienart.ERGEBNIS, frage=frage.kennung) for frage in FRAGEN),
    ),
    fragen=tuple(frage.als_dict() for frage in FRAGEN),
)


class Saal:
    """Ein Raum mit Vorführung und jemand, der fragt."""

    def __init__(
        self,
        folge: Folge = FOLGE,
        mit_raum: bool = True,
        gruppen: tuple[str, ...] = ("Bautzen", "Zwickau"),
    ) -> None:
        self.jetzt = datetime.now(UTC)
        self.register = zwischenspeicher.register()
        self.raum = raeume.lege_an(
            self.register,
            LOKAL,
            titel="Workshop",
            ort="Pirna",
            datum=date(2026, 11, 21),
            fragen=FRAGEN,
            gruppenfrage=Gruppenfrage.KREIS,
            gruppen=gruppen,
            jetzt=self.jetzt,
        )
        self.folge, self.code = folge, self.raum.code if mit_raum else None
        self.beginne(LOKAL)
        self.kunde = Geraet(Starlette(routes=FOLIENWEGE), "127.0.0.1", "http://localhost:8501")

    def beginne(self, person: Person) -> None:
        """Eine neue Vorführung; alles Weitere geht an sie."""
        self.show = vorfuehrungen.beginne(
            self.register,
            person,
            self.folge,
            datenstand_nummer=None,
            stichtag=None,
            code=self.code,
            jetzt=self.jetzt,
        )
        self.pfad = f"/vorfuehrung/{self.show.kennung}"
        self.kopf = {"X-Schluessel": self.show.schluessel}
        folienwege.leere()

    def hole(self, rest: str = "", **kopf: str):
        return self.kunde.get(self.pfad + rest, headers=kopf)

    def tue(self, aktion: str, frage: str = "nutzen", **angaben):
        """Ein Handgriff auf dem Stand von jetzt, wenn nichts anderes gesagt ist."""
        auftrag = {"aktion": aktion, "frage": frage} | self.gesehen(frage) | angaben
        return self.kunde.post(f"{self.pfad}/steuerung", json=auftrag, headers=self.kopf)

    def gesehen(self, frage: str = "nutzen") -> dict[str, int | None]:
        """Was die Vortragsansicht jetzt zeigt."""
        folienwege.leere()
        vortrag = self.hole("/stand.json", **self.kopf).json().get("vortrag", {"aktiv": None, "fragen": []})
        runden = {f["kennung"]: f["runde"] for f in vortrag["fragen"]}
        return {"runde": runden.get(frage), "aktiv": vortrag["aktiv"]}

    def stand(self) -> str:
        folienwege.leere()
        return self.hole("/stand.json").text

    def teile(self) -> dict[str, str]:
        return json.loads(self.stand())["teile"]

    def frage(self, kennung: str = "nutzen") -> SimpleNamespace:
        folienwege.leere()
        alle = self.hole("/stand.json", **self.kopf).json()["vortrag"]["fragen"]
        return SimpleNamespace(**next(frage for frage in alle if frage["kennung"] == kennung))

    def stimme(self, wert: str, wer: int, gruppe: str = "") -> None:
        lage = stimmabgabe.lies_raum(self.register, self.raum.code)
        assert lage is not None
        assert lage.runde is not None
        stimmabgabe.gib_stimme(
            self.register,
            self.raum.code,
            runde=lage.runde.nummer,
            fassung=lage.runde.fassung,
            ausweis=f"geraet-{wer:016d}",
            werte=[wert],
            gruppe=gruppe,
        )


@pytest.fixture
def saal(eigenes_register) -> Saal:
    return Saal()


def test_leinwand_zeigt_alle_folien_in_einer_seite(saal):
    antwort = saal.hole()
    assert antwort.status_code == 200
    assert re.findall(r'<section class="folie" data-nr="(\d+)" data-art="(\w+)"', antwort.text) == [
        (str(nr), folie.art.value) for nr, folie in enumerate(FOLGE.folien, 1)
    ]
    assert "Stichtag 21.11.2026" in antwort.text
    assert '<html lang="de"' in antwort.text


def _ohne_ganz_junge(register):
    """Ein neuer Datenstand, dem die Hälfte der Konzepte fehlt; er gilt ab jetzt."""
    alt = zwischenspeicher.bestand(1)
    konzepte = alt.konzepte.iloc[::2]
    zuordnung = alt.zuordnung[alt.zuordnung["konzept_id"].isin(konzepte.index)]
    datenstaende.lege_an(register, konzepte, zuordnung, titel="Halbe Liste", von="E", anlass="Test")


def test_leinwand_folgt_stichtag_und_datenstand(saal, monkeypatch):
    def ueberschrift() -> str:
        folienwege.leere()
        html = saal.hole().text
        assert f"Stichtag {zahlen.datum(einstellungen.heute())}" in html
        return re.findall(r'data-art="abdeckung".*?<h2[^>]*>(.*?)</h2>', html)[0]

    gezeigt = [ueberschrift()]
    # Dieselbe Vorführung am nächsten Tag: „heute“ ist ein anderer Stichtag.
    for tag in ("2026-12-01", "2012-06-01"):
        monkeypatch.setenv("INSEK_STICHTAG", tag)
        gezeigt.append(ueberschrift())
    _ohne_ganz_junge(saal.register)
    gezeigt.append(ueberschrift())
    assert gezeigt[0] != gezeigt[2] != gezeigt[3]
    assert "Datenstand Halbe Liste (Nr. 2)" in saal.hole().text
    monkeypatch.setenv("INSEK_STICHTAG", "2026-11-21")
    assert "Halbe Liste" in saal.hole().text


@pytest.mark.usefixtures("eigenes_register")
def test_jede_angabe_des_stands_rechnet_die_folien_neu():
    _ohne_ganz_junge(zwischenspeicher.register())
    stand = Stand(1, "recherche (Nr. 1)", date(2026, 11, 21), nur_belegt=False)
    folie = Folie(Folienart.ABDECKUNG)

    def gerechnet(stand: Stand, gebiet: Gebiet = Gebiet()) -> str:  # noqa: B008
        # Einmal neu, einmal aus dem Zwischenspeicher, an der Seite vorbei wie mit ihr.
        einmal, nochmal = (rechnen.einzelner_inhalt(stand, folie, gebiet, None) for _ in range(2))
        frisch = folien_rechnen.inhalt(folie, Folge("", (folie,), gebiet), vorfuehrungsseite.grundlage(stand))
        assert einmal == nochmal == frisch
        return str(einmal.als_dict())

    alle = [
        gerechnet(stand),
        gerechnet(replace(stand, stichtag=date(2012, 6, 1))),
        gerechnet(replace(stand, stichtag=date(2012, 6, 1), nummer=2, name="Halbe Liste (Nr. 2)")),
        gerechnet(replace(stand, nur_belegt=True)),
        gerechnet(stand, Gebiet(kreis="Zwickau")),
    ]
    assert len(set(alle)) == len(alle)


def test_jedes_ergebnis_sagt_dass_es_nicht_repraesentativ_ist(saal):
    folien = re.findall(r'<section .*?data-art="(abstimmung|ergebnis)".*?</section>', saal.hole().text)
    fuss = re.findall(r'<p class="herkunft">([^<]*)</p>', saal.hole().text)
    assert len(folien) == fuss.count(NICHT_REPRAESENTATIV) == 6
    saal.tue("oeffne")
    saal.stimme("5", 1)
    assert NICHT_REPRAESENTATIV in saal.frage().verteilung


def test_leinwand_maskiert_und_verraet_weder_notiz_noch_schluessel(saal):
    for rest in ("", "/vortrag"):
        seite = saal.hole(rest).text
        assert "Herbst &lt;i&gt;2026&lt;/i&gt;" in seite
        assert "Für &lt;b&gt;Fördermittel&lt;/b&gt;." in seite
        assert "<b>Fördermittel" not in seite
        assert "GEHEIMNOTIZ" not in seite
        for geheim in (saal.show.schluessel, saal.show.person.name):
            assert geheim not in seite


def test_kopfzeilen_verbieten_fremdes_und_eingebettetes(saal):
    for rest in ("", "/vortrag"):
        antwort = saal.hole(rest)
        regel = antwort.headers["content-security-policy"]
        assert "default-src 'none'" in regel
        assert "unsafe" not in regel
        assert antwort.headers["cache-control"] == "no-store"
        assert antwort.headers["referrer-policy"] == "no-referrer"
        assert not re.search(
            r'\sstyle="|<script>|<style|\son\w+="|https?://(?!localhost|www\.w3\.org)', antwort.text
        )
    assert "frame-ancestors 'self'" in saal.hole().headers["content-security-policy"]
    assert "frame-ancestors 'none'" in saal.hole("/vortrag").headers["content-security-policy"]


def test_aus_dem_hausnetz_fuehrt_nichts_ins_dashboard_zurueck(saal):
    assert 'data-zurueck="/praesentation"' in saal.hole().text
    assert 'data-zurueck=""' in saal.hole(Via="1.1 insek-saal").text


def test_beitritt_nennt_adresse_und_code_oder_woran_es_liegt(saal, monkeypatch):
    code = f"{saal.raum.code[:4]}-{saal.raum.code[4:]}"
    seite = saal.hole().text
    assert "Telefone erreichen diesen Rechner so nicht" in seite
    assert code not in seite
    monkeypatch.setenv("INSEK_SAAL_ADRESSE", "http://192.168.1.5:8600")
    seite = saal.hole().text
    assert "Telefone erreichen diesen Rechner so nicht" not in seite
    assert seite.count(code) == 2  # groß zum Beitreten, klein neben der Frage
    assert ">192.168.1.5:8600/w<" in seite


@pytest.mark.parametrize("kennung", ["BCDFGHJKLM", "x", "%2e%2e", "BCDFGHJKLM'--", "A" * 3000])
@pytest.mark.parametrize("rest", ["", "/vortrag", "/notizen.json", "/stand.json", "/x/y"])
def test_unbekannte_vorfuehrung_ist_eine_ruhige_seite(saal, kennung, rest):
    antwort = saal.kunde.get(f"/vorfuehrung/{kennung}{rest}")
    assert antwort.status_code == 404
    assert "Diese Vorführung gibt es nicht (mehr)" in antwort.text
    assert "Bitte beginnen Sie sie auf der Seite „Präsentation“ neu" in antwort.text


def test_abgelaufene_vorfuehrung_gibt_es_nicht_mehr(saal):
    alt = vorfuehrungen.beginne(
        saal.register,
        GAST,
        FOLGE,
        datenstand_nummer=None,
        stichtag=None,
        code=None,
        jetzt=saal.jetzt - timedelta(days=2),
    )
    assert saal.kunde.get(f"/vorfuehrung/{alt.kennung}").status_code == 404


def test_register_nicht_erreichbar_nennt_keine_dateien(saal, monkeypatch):
    def weg(*_):
        raise RegisterFehler("Das Register (Datei „/geheim/x.sqlite“) ist weg.")

    monkeypatch.setattr(vorfuehrungen, "lies", weg)
    folienwege.leere()
    for rest in ("", "/stand.json"):
        antwort = saal.hole(rest)
        assert antwort.status_code == 503
        assert "geheim" not in antwort.text
        assert "gerade nicht erreichbar" in antwort.text


def test_notizen_nur_mit_schluessel(saal):
    for kopf in ({}, {"X-Schluessel": "falsch"}):
        antwort = saal.hole("/notizen.json", **kopf)
        assert antwort.status_code == 403
        assert "Bitte öffnen Sie die Vortragsansicht über den Knopf" in antwort.json()["satz"]
    notizen = saal.hole("/notizen.json", **saal.kopf).json()["notizen"]
    assert notizen == ["GEHEIMNOTIZ eins", "GEHEIMNOTIZ zwei"] + [""] * 7


def test_mit_der_rolle_endet_die_vortragsansicht(saal):
    """Notizen und Handgriffe sind zu, sobald die Rolle entzogen ist; die Leinwand läuft weiter."""
    anna = Person("Anna", "anna@example.org", Zugang.ANMELDUNG)
    rechte.vergib(saal.register, LOKAL, anna.kennung, Rolle.BEARBEITEN)
    saal.beginne(anna)
    assert saal.tue("oeffne").status_code == 200
    assert saal.hole("/notizen.json", **saal.kopf).status_code == 200
    rechte.vergib(saal.register, LOKAL, anna.kennung, None)
    vorher = stimmabgabe.lies_raum(saal.register, saal.raum.code)
    for antwort in (saal.tue("zeige"), saal.tue("schliesse"), saal.hole("/notizen.json", **saal.kopf)):
        assert (antwort.status_code, list(antwort.json())) == (403, ["satz"])
    assert stimmabgabe.lies_raum(saal.register, saal.raum.code) == vorher
    stand = saal.hole("/stand.json", **saal.kopf).json()
    assert stand["satz"]
    assert "vortrag" not in stand
    assert saal.hole().status_code == saal.hole("/stand.json").status_code == 200
    eintraege = protokoll.lies(saal.register, person=LOKAL)
    von_anna = eintraege[eintraege["kennung"] == anna.kennung]
    assert von_anna["ergebnis"].tolist() == ["verweigert"] * 3 + ["ausgefuehrt"]
    rechte.vergib(saal.register, LOKAL, anna.kennung, Rolle.BEARBEITEN)
    assert saal.tue("zeige").status_code == 200


def test_eine_rolle_vom_anmeldedienst_steuert_nur_so_lange_wie_eine_anmeldung(saal, monkeypatch):
    saal.beginne(Person("Otto", "otto@example.org", Zugang.ANMELDUNG, Rolle.BEARBEITEN))
    assert saal.tue("oeffne").status_code == 200
    monkeypatch.setattr(einstellungen, "jetzt", lambda: saal.jetzt + timedelta(hours=12, seconds=1))
    assert saal.tue("schliesse").status_code == 403


def test_verborgenes_ist_nie_oeffentlich(saal):
    saal.tue("oeffne")
    # Alle auf Stufe 7: Stünde die Verteilung irgendwo, fände sie sich als „rechts der Mitte“ oder Median.
    for wer in range(6):
        saal.stimme("7", wer, "Bautzen")
    oeffentlich = saal.stand()
    assert "6 Stimmen" in oeffentlich
    assert "vortrag" not in json.loads(oeffentlich)
    for verraeter in ("Median", "rechts der Mitte", "sb-stufe", "Bautzen", "ergebnis", "gruppen"):
        assert verraeter not in re.sub(r"ergebnis/\w+/stimmen", "", oeffentlich), verraeter
    assert "Das Ergebnis ist noch verborgen." in saal.teile()["ergebnis/nutzen/stimmen"]
    geheim = saal.frage()
    assert geheim.verborgen
    assert "Median 7" in geheim.verteilung
    # Ein falscher Schlüssel bekommt auch das Öffentliche nicht: Die Vortragsansicht soll ihn bemerken.
    assert saal.hole("/stand.json", **{"X-Schluessel": "falsch"}).status_code == 403


def test_aufgedecktes_ist_oeffentlich_und_laesst_sich_verdecken(saal):
    saal.tue("oeffne")
    for wer, wert in enumerate("5567"):
        saal.stimme(wert, wer)
    assert saal.tue("zeige").status_code == 200
    stuecke = saal.teile()
    # Median von 5, 5, 6, 7 ist 5,5.
    for art in ("abstimmung", "ergebnis"):
        assert "4 Stimmen, Median 5,5" in stuecke[f"{art}/nutzen/ergebnis"]
    assert "Abstimmung läuft" in stuecke["abstimmung/nutzen/stimmen"]
    saal.tue("verberge")
    assert "abstimmung/nutzen/ergebnis" not in saal.teile()


def test_gruppen_erst_nach_dem_schliessen_und_ab_fuenf(saal):
    saal.tue("oeffne")
    for wer in range(6):
        saal.stimme("6", wer, "Bautzen")
    for wer in range(6, 12):
        saal.stimme("2", wer, "Zwickau")
    saal.tue("zeige")
    assert not [name for name in saal.teile() if name.endswith("/gruppen")]
    saal.tue("schliesse")
    gruppen = saal.teile()["abstimmung/nutzen/gruppen"]
    assert "Bautzen" in gruppen
    assert "Zwickau" in gruppen


def test_auch_die_vortragsansicht_zeigt_gruppen_erst_nach_dem_schliessen(saal):
    """Zwei Stände einer offenen Runde verrieten, was und woher die Stimme dazwischen war."""
    assert saal.frage().gruppenhinweis == ""
    saal.tue("oeffne")
    for wer in range(12):
        saal.stimme("26"[wer % 2], wer, ("Bautzen", "Zwickau")[wer % 2])
    for lage in ("oeffne", "pausiere"):
        saal.tue(lage)
        assert "Zwickau" not in saal.frage().verteilung
        assert saal.frage().gruppenhinweis == "Gruppen erst nach dem Schließen."
    saal.tue("schliesse")
    assert "Zwickau" in saal.frage().verteilung
    assert saal.frage().gruppenhinweis == ""


def test_gruppen_stehen_in_der_reihenfolge_der_auswahl(eigenes_register):
    saal = Saal(gruppen=("Zwickau", "Bautzen"))
    saal.tue("oeffne")
    for wer in range(12):
        saal.stimme("26"[wer % 2], wer, ("Bautzen", "Zwickau")[wer % 2])
    saal.tue("schliesse")
    bild = saal.frage().verteilung
    assert bild.index("Zwickau") < bild.index("Bautzen")


def test_kleine_gruppe_bleibt_verborgen(saal):
    saal.tue("oeffne")
    for wer in range(6):
        saal.stimme("6", wer, "Bautzen")
    for wer in range(6, 10):
        saal.stimme("2", wer, "Zwickau")
    saal.tue("zeige")
    saal.tue("schliesse")
    assert "Zwickau" not in saal.stand()


def test_zwei_runden_nebeneinander(saal):
    saal.tue("oeffne")
    saal.stimme("1", 1)
    saal.tue("zeige")
    saal.tue("schliesse")
    assert "geschlossen. Bitte beginnen Sie eine neue Runde" in saal.tue("oeffne").json()["satz"]
    assert saal.tue("neue_runde").status_code == 200
    saal.stimme("7", 1)
    assert "2. Runde" not in saal.teile()["ergebnis/nutzen/ergebnis"]  # die zweite ist noch verborgen
    saal.tue("zeige")
    neben = saal.teile()["ergebnis/nutzen/ergebnis"]
    assert "1. Runde" in neben
    assert "2. Runde" in neben


def test_freie_antworten_erst_nach_freigabe(saal):
    saal.tue("oeffne", "wort")
    saal.tue("zeige", "wort")
    saal.stimme("<script>Zeit</script>", 1)
    saal.stimme("Geld", 2)
    assert "Zeit" not in saal.stand()
    texte = saal.frage("wort").texte
    assert {text["freigabe"] for text in texte} == {"neu"}
    gemeint = next(text for text in texte if "Zeit" in text["text"])
    angaben = {"runde": gemeint["runde"], "text": gemeint["schluessel"], "freigabe": "gezeigt"}
    assert saal.tue("moderiere", "wort", **angaben).status_code == 200
    gezeigt = saal.teile()["abstimmung/wort/ergebnis"]
    assert "&lt;script&gt;Zeit&lt;/script&gt;" in gezeigt
    assert "Geld" not in gezeigt
    assert saal.tue("moderiere", "wort", **(angaben | {"freigabe": "egal"})).status_code == 409


def test_aufgedeckt_bevor_eine_antwort_freigegeben_ist(saal):
    saal.tue("oeffne", "wort")
    saal.stimme("Zeit", 1)
    saal.tue("zeige", "wort")
    teile = saal.teile()
    for folie in ("abstimmung", "ergebnis"):
        assert "Antworten werden noch gelesen." in teile[f"{folie}/wort/stimmen"]
        assert f"{folie}/wort/ergebnis" not in teile
    text = saal.frage("wort").texte[0]
    saal.tue("moderiere", "wort", runde=text["runde"], text=text["schluessel"], freigabe="abgelehnt")
    # Gelesen und nicht freigegeben: Es wird nichts mehr gelesen.
    assert "gelesen" not in saal.stand()
    assert "gezeigt: 0" not in saal.stand()


def test_handzeichen_eintragen_und_berichtigen(saal):
    hand = saal.frage().hand
    assert (len(hand.pop("kurz")), hand) == (7, {"runde": None, "anzahlen": [], "stimmende": None})
    assert saal.tue("handzeichen", anzahlen=[0, 0, 3, 1, 0, 2, 0]).status_code == 200
    assert saal.frage().hand["anzahlen"] == [0, 0, 3, 1, 0, 2, 0]
    frage = saal.frage()
    assert frage.lage == "6 Handzeichen gezählt · Ergebnis verborgen"
    assert (frage.naechste, "Median" in saal.stand()) == ("zeige", False)
    assert saal.teile()["abstimmung/nutzen/stimmen"].endswith("<b>6 Handzeichen</b> <span>gezählt</span></p>")
    saal.tue("handzeichen", anzahlen=[0, 0, 0, 0, 0, 0, 5])
    saal.tue("zeige")
    # Gezeigt steht die Zahl nur einmal da, im Befund; dann geht es zur nächsten Folie.
    assert "abstimmung/nutzen/stimmen" not in saal.teile()
    assert saal.frage().naechste == ""
    # Berichtigt, nicht daneben: eine Runde, Median 7.
    assert "5 Handzeichen, Median 7" in saal.teile()["ergebnis/nutzen/ergebnis"]
    saal.tue("schliesse")
    assert saal.frage().hand["runde"] is None


def test_handzeichen_bei_mehreren_antworten_nennt_die_gemeldeten(saal):
    assert saal.tue("handzeichen", "hilfe", anzahlen=[4, 3, 2], stimmende=6).status_code == 200
    assert saal.frage("hilfe").hand["stimmende"] == 6
    satz = saal.tue("handzeichen", "hilfe", anzahlen=[4, 3, 2], stimmende=3).json()["satz"]
    assert "nach den Antworten sind es 4 bis 9" in satz


@pytest.mark.parametrize("anzahlen", [None, [1, 2], ["1"] * 7, [1.5] * 7, [True] * 7, [-1] * 7, [10**9] * 7])
def test_unmoegliche_handzeichen(saal, anzahlen):
    antwort = saal.tue("handzeichen", anzahlen=anzahlen)
    assert antwort.status_code == 409
    assert "Bitte" in antwort.json()["satz"]
    assert "handzeichen" not in saal.stand().lower()


def test_mogliche_handgriffe_der_reihe_nach(saal):
    assert saal.frage().moeglich == ["oeffne"]
    saal.tue("oeffne")
    assert saal.frage().moeglich == ["schliesse", "pausiere", "zeige"]
    saal.tue("pausiere")
    assert saal.frage().moeglich == ["setze_fort", "schliesse", "zeige", "warte"]
    saal.tue("setze_fort")
    assert saal.frage().lage == "Offen · keine Stimme · Ergebnis verborgen"
    saal.tue("schliesse")
    assert saal.frage().moeglich == ["zeige", "neue_runde", "warte"]
    saal.tue("warte")
    assert saal.frage().moeglich == ["zeige", "neue_runde"]
    raeume.beende(saal.register, LOKAL, saal.raum.code)
    assert saal.frage().moeglich == ["zeige"]


def test_jeder_angebotene_handgriff_geht(saal):
    """Was die Ansicht als Knopf zeigt, weist der Server nicht ab."""
    gesehen = set()
    for lage in ("", "oeffne", "pausiere", "setze_fort", "schliesse", "zeige", "verberge", "neue_runde"):
        if lage:
            assert saal.tue(lage).status_code == 200, lage
        for griff in saal.frage().moeglich:
            gesehen.add(griff)
            frisch = Saal()
            for vorher in _weg_zu(lage):
                frisch.tue(vorher)
            assert frisch.tue(griff).status_code == 200, (lage, griff)
    assert gesehen == {
        "oeffne", "pausiere", "setze_fort", "schliesse", "zeige", "verberge", "neue_runde", "warte",
    }  # fmt: skip


def _weg_zu(lage: str) -> list[str]:
    alle = ["oeffne", "pausiere", "setze_fort", "schliesse", "zeige", "verberge", "neue_runde"]
    return alle[: alle.index(lage) + 1] if lage else []


def test_andere_frage_offen(saal):
    saal.tue("handzeichen", "hilfe", anzahlen=[1, 1, 1])
    saal.tue("oeffne")
    for aktion in ("verberge", "schliesse"):
        antwort = saal.tue(aktion, "hilfe")
        assert antwort.status_code == 409
        assert re.search("noch offen|andere Frage dran", antwort.json()["satz"])
    assert saal.frage().lage.startswith("Offen")


def _inzwischen(saal, handgriff):
    """Jemand anderes steuert, während die eigene Ansicht noch den Stand von vorher zeigt."""
    vorher = saal.gesehen()
    handgriff()
    return vorher


def test_ein_klick_trifft_nur_was_zu_sehen_war(saal):
    """Zwischen Blick und Klick öffnet jemand die nächste Frage: Ihr Ergebnis deckt niemand auf."""
    saal.tue("oeffne")
    saal.stimme("1", 1)
    saal.tue("schliesse")
    sah = _inzwischen(saal, lambda: saal.tue("oeffne", "hilfe"))
    for aktion in ("zeige", "verberge", "pausiere", "schliesse", "neue_runde", "warte", "handzeichen"):
        vorher = saal.stand()
        antwort = saal.tue(aktion, **sah, anzahlen=[1] * 7)
        assert antwort.status_code == 409, aktion
        satz = antwort.json()["satz"]
        assert re.fullmatch(
            r"Inzwischen hat jemand eine andere Frage gewählt\. Es wurde nichts geändert\. Der Stand ist neu "
            r"geladen\.",
            satz,
        ), aktion
        assert saal.stand() == vorher, aktion
    assert saal.frage("hilfe").verborgen


def test_zweimal_neue_runde_ergibt_eine(saal):
    saal.tue("oeffne")
    saal.stimme("1", 1)
    saal.tue("schliesse")
    sah = saal.gesehen()
    assert saal.tue("neue_runde", **sah).status_code == 200
    assert saal.tue("neue_runde", **sah).status_code == 200  # noch leer: dieselbe Runde, kein Streit
    saal.stimme("2", 2)
    antwort = saal.tue("neue_runde", **sah)
    assert "Inzwischen hat jemand zu dieser Frage eine andere Runde begonnen" in antwort.json()["satz"]
    assert saal.frage().lage.startswith("2. Runde · Offen · 1 Stimme")


def test_wer_als_zweiter_oeffnet_liest_keine_warnung(saal):
    sah = _inzwischen(saal, lambda: saal.tue("oeffne"))
    saal.stimme("1", 1)
    assert saal.tue("oeffne", **sah).status_code == 200
    assert saal.frage().lage.startswith("Offen · 1 Stimme")


def test_zweimal_dieselben_handzeichen_ergeben_eine_runde(saal):
    sah = saal.gesehen()
    assert saal.tue("handzeichen", anzahlen=[1] * 7, **sah).status_code == 200
    assert saal.tue("handzeichen", anzahlen=[1] * 7, **sah).status_code == 409
    assert len(auszaehlung.runden(saal.register, saal.raum.code)) == 1


def test_aufdecken_einer_anderen_frage_ist_ein_handgriff(saal):
    """Wählen und Aufdecken in zwei Transaktionen ließen dazwischen Platz für jemand anderen."""
    saal.tue("handzeichen", "hilfe", anzahlen=[1, 1, 1])
    saal.tue("oeffne")
    saal.tue("schliesse")
    vorher = stimmabgabe.lies_raum(saal.register, saal.raum.code)
    assert saal.tue("verberge", "hilfe").status_code == 200
    nachher = stimmabgabe.lies_raum(saal.register, saal.raum.code)
    assert vorher is not None
    assert nachher is not None
    assert nachher.runde is not None
    assert nachher.stand == vorher.stand + 1
    assert (nachher.runde.frage.kennung, nachher.runde.verborgen) == ("hilfe", True)


@pytest.mark.parametrize(
    ("auftrag", "satz"),
    [
        ({}, "Den Handgriff „None“ gibt es nicht"),
        ({"aktion": "loesche"}, "Den Handgriff „loesche“ gibt es nicht"),
        ({"aktion": ["oeffne"]}, "gibt es nicht"),
        ({"aktion": "oeffne"}, "„frage“ fehlt"),
        ({"aktion": "oeffne", "frage": "gibts-nicht", "runde": None, "aktiv": None}, "gibts-nicht"),
        ({"aktion": "oeffne", "frage": "nutzen"}, "nennt nicht, welcher Stand"),
        ({"aktion": "oeffne", "frage": "nutzen", "runde": "1", "aktiv": None}, "nennt nicht, welcher Stand"),
        ({"aktion": "oeffne", "frage": "nutzen", "runde": None, "aktiv": True}, "nennt nicht, welcher Stand"),
        ({"aktion": "zeige", "frage": "nutzen", "runde": None, "aktiv": None}, "noch kein Ergebnis"),
        ({"aktion": "moderiere", "frage": "wort"}, "fehlt eine Angabe"),
    ],
)
def test_unmoegliche_handgriffe_sind_saetze(saal, auftrag, satz):
    antwort = saal.kunde.post(f"{saal.pfad}/steuerung", json=auftrag, headers=saal.kopf)
    assert antwort.status_code == 409
    assert satz in antwort.json()["satz"]


@pytest.mark.parametrize(
    ("kopf", "status"),
    [
        ({"X-Schluessel": ""}, 403),
        ({"X-Schluessel": "falsch"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://boese.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
    ],
)
def test_steuerung_weist_fremdes_ab(saal, kopf, status):
    rumpf = json.dumps({"aktion": "oeffne", "frage": "nutzen"})
    alle = saal.kopf | {"Content-Type": "application/json"} | kopf
    antwort = saal.kunde.post(f"{saal.pfad}/steuerung", content=rumpf, headers=alle)
    assert antwort.status_code == status
    assert antwort.json()["satz"]
    assert saal.frage().lage == "Noch nicht gefragt"


@pytest.mark.parametrize(
    ("rumpf", "status"),
    [(b"{" * 5000, 400), (b'"x"', 400), (b"\xff", 400), (b" " * 8001, 413), (b"[" * 7900, 400)],
)
def test_steuerung_unlesbar_oder_zu_gross(saal, rumpf, status):
    kopf = saal.kopf | {"Content-Type": "application/json"}
    assert saal.kunde.post(f"{saal.pfad}/steuerung", content=rumpf, headers=kopf).status_code == status


def test_schluessel_einer_anderen_vorfuehrung_gilt_nicht(saal):
    andere = Saal()
    antwort = saal.kunde.post(
        f"{andere.pfad}/steuerung", json={"aktion": "oeffne", "frage": "nutzen"}, headers=saal.kopf
    )
    assert antwort.status_code == 403


def test_gleicher_stand_kostet_nur_304(saal):
    erste = saal.hole("/stand.json")
    marke = erste.headers["etag"]
    zweite = saal.hole("/stand.json", **{"If-None-Match": marke})
    assert (zweite.status_code, zweite.content) == (304, b"")
    saal.tue("oeffne")
    dritte = saal.hole("/stand.json", **{"If-None-Match": marke})
    assert dritte.status_code == 200
    assert dritte.headers["etag"] != marke


def test_geloeschter_raum_steht_auf_der_leinwand():
    stand = standtext.oeffentlich(FOLGE, None, hatte_raum=True)
    assert stand["teile"]["abstimmung/nutzen/stimmen"] == (
        '<p class="zaehler">Diese Abstimmung ist beendet und gelöscht.</p>'
    )


def test_ohne_raum_laeuft_nichts_und_die_folie_sagt_es(eigenes_register):
    saal = Saal(mit_raum=False)
    stand = saal.hole("/stand.json", **saal.kopf).json()
    assert stand["laeuft"] is False
    assert "vortrag" not in stand
    assert "Ohne Abstimmung" in stand["teile"]["abstimmung/nutzen/stimmen"]
    assert "Den Raum dieser Vorführung gibt es nicht mehr" in saal.tue("oeffne").json()["satz"]


def test_geaenderter_wortlaut_erscheint_auf_der_leinwand(saal):
    neu = replace(NUTZEN, text="Wofür <genau>?", links="Für Geld.")
    raumsteuerung.aendere_frage(saal.register, saal.raum.code, LOKAL, neu)
    assert "Für Geld." in saal.teile()["abstimmung/nutzen/frage"]
    assert saal.teile()["abstimmung/nutzen/titel"] == "Wofür <genau>?"  # Text, kein HTML
    assert "abstimmung/hilfe/frage" not in saal.teile()


def test_beendeter_workshop(saal):
    saal.tue("oeffne")
    saal.stimme("4", 1)
    raeume.beende(saal.register, LOKAL, saal.raum.code)
    stuecke = saal.teile()
    assert "Die Abstimmung ist beendet" in stuecke["beitreten/beitritt"]
    assert stuecke["abstimmung/beitritt"] == ""


def test_eingefrorene_folge_bleibt_wie_sie_war(eigenes_register):
    titel = {"art": "titel", "titel": "Willkommen"}
    herkunft = "Stichtag 05.05.2025 · Datenstand anders · Quelle: Recherche des INSEK-Monitors"
    abdeckung = {"art": "abdeckung", "titel": "Damals waren es 3.", "herkunft": herkunft}
    leer: dict[str, str] = {}
    fest = Eingefroren(
        2, "modell (Nr. 2)", "a" * 64, date(2020, 1, 1), date(2020, 1, 2), (titel, abdeckung, *[leer] * 7)
    )
    seite = Saal(FOLGE.mit(eingefroren=fest)).hole().text
    assert "Damals waren es 3." in seite
    assert "Eingefroren am 02.01.2020" in seite
    assert "Stichtag 01.01.2020 · Datenstand modell (Nr. 2) · Quelle: Recherche des" in seite
    assert "Stichtag 21.11.2026" not in seite
    assert "05.05.2025" not in seite, "Stichtag und Datenstand sagt die Folge, nie der Inhalt."


@pytest.mark.parametrize(
    "datei", ["vorfuehrung.css", "vorfuehrung.js", "vortrag.js", "abgleich.js", "folien.css"]
)
def test_statische_dateien(saal, datei):
    antwort = saal.kunde.get(vorfuehrungsseite.statische_adresse(datei))
    assert antwort.content == (vorfuehrungsseite.STATISCH / datei).read_bytes()
    assert "immutable" in antwort.headers["cache-control"]
    assert saal.kunde.get(f"/vorfuehrung/statisch/{datei}").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "datei", ["..", "../folienwege.py", "%2e%2e%2ffolienwege.py", "x.css", "", "VORTRAG.JS"]
)
def test_keine_anderen_dateien(saal, datei):
    assert saal.kunde.get(f"/vorfuehrung/statisch/{datei}").status_code in (404, 307)


def test_kurzspeicher_gilt_kurz_und_behaelt_nichts_altes():
    zeit = [0.0]
    speicher: Kurzspeicher[int] = Kurzspeicher(0.5, 2, lambda: zeit[0])
    gerechnet: list[int] = []

    def rechne() -> int:
        gerechnet.append(1)
        return len(gerechnet)

    assert [speicher.hole("a", rechne), speicher.hole("a", rechne)] == [1, 1]
    zeit[0] = 0.5
    assert speicher.hole("a", rechne) == 2
    speicher.leere()
    assert speicher.hole("a", rechne) == 3

    def rechne_waehrend_einer_aenderung() -> int:
        speicher.leere()
        return 40

    # Wer während einer Änderung gerechnet hat, hat Altes gelesen: geliefert, aber nicht behalten.
    assert speicher.hole("b", rechne_waehrend_einer_aenderung) == 40
    assert speicher.hole("b", rechne) == 4
    for schluessel in ("c", "d"):
        speicher.hole(schluessel, rechne)
    assert speicher.hole("b", rechne) == 7  # höchstens zwei bleiben


def test_abgelaufene_raeume_werden_geloescht_und_fehler_gemeldet(saal, caplog, monkeypatch):
    raeume.aendere_frist(saal.register, LOKAL, saal.raum.code, 1, saal.jetzt - timedelta(days=3))
    aufwaermen.loesche()
    assert raeume.liste(saal.register, LOKAL) == []

    def weg(*_):
        raise RegisterFehler("Das Register ist gesperrt.")

    monkeypatch.setattr(raeume, "loesche_abgelaufene", weg)
    aufwaermen.loesche()
    assert "nicht gelöscht" in caplog.text
    assert "Workshop" not in caplog.text
