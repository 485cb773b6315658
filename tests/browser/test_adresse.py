"""Was die Adresse nennt, bleibt in ihr: jede Angabe, auch eine, die der Vorgabe gleicht."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from insek_monitor import einstellungen
from insek_monitor.ansprache.kampagnen import register as kampagnen
from insek_monitor.einspielen.register_eintragen import spiele_ein
from insek_monitor.kern.ansprache import Angebot, Kampagnenangaben
from insek_monitor.kern.rollen import Person, Rolle, Zugang
from insek_monitor.lage.gewichte import VOREINSTELLUNGEN
from insek_monitor.rahmen import filter
from insek_monitor.register import datenstaende, laden, speicher
from insek_monitor.register.verbindung import Register
from insek_monitor.seiten import beitraege
from insek_monitor.workshop.vortrag import register_folgen as vortragsfolgen
from insek_monitor.workshop.vortrag.folien_vorlagen import standardfolge
from tests.hilfen import saalraum
from werkzeuge.bedienung import gewaehlte, wechsle_seite
from werkzeuge.chromium import oeffne, warte_bis_steht
from werkzeuge.dienst import STICHTAG, Dienst, dienst

pytestmark = pytest.mark.browser

ERIKA = Person("Erika Muster", "erika@fs.example", Zugang.ANMELDUNG, Rolle.FREIGEBEN)
NEUKIRCHEN = "14524210"
Wert = str | tuple[str, ...]
Angaben = dict[str, tuple[Wert, Wert]]

UEBERALL: Angaben = {
    "stichtag": (STICHTAG, "2024-12-31"),
    "einteilung": ("kompakt", "fein"),
    "klassen": ("unter 5.000", ("unter 2.000", "2.000 bis unter 5.000")),
    "kreis": ("Zwickau", ("Zwickau", "Leipzig, Stadt")),
    "belegt": ("false", "true"),
    "datenstand": ("3", "2"),
}
"""Angaben für alle Seiten: die Vorgabe (soweit es eine gibt; es gilt Datenstand 3) und ein anderer Wert."""


def _gewichte(voreinstellung: str) -> dict[str, str]:
    werte = VOREINSTELLUNGEN[voreinstellung].als_dict()
    return {n if n in {"abschlag_in_arbeit", "frist_monate"} else f"g_{n}": str(w) for n, w in werte.items()}


BILD: Angaben = {"masszahl": ("Gemeinden", "Einwohner"), "darstellung": ("Anzahl", "Anteil")}
JE_SEITE: dict[str, tuple[str, Angaben]] = {
    "ueberblick": ("/", BILD),
    "abdeckung": ("/abdeckung", BILD | {"nach": ("Kreis", "Planungsregion")}),
    "fortschreibung": ("/fortschreibung", {"frist": ("24 Monate", "6 Monate")}),
    "karte": ("/karte", {"thema": ("Status", "Priorität"), "gemeinde": (NEUKIRCHEN, NEUKIRCHEN)}),
    "gemeinde": ("/gemeinde", {"gemeinde": (NEUKIRCHEN, NEUKIRCHEN)}),
    "prioritaet": (
        "/ansprache",
        {
            "planung": ("Priorität", "Priorität"),
            **dict(
                zip(
                    _gewichte("Lücken schließen"),
                    zip(
                        _gewichte("Lücken schließen").values(),
                        _gewichte("Gemeinsame Konzepte").values(),
                        strict=True,
                    ),
                    strict=True,
                )
            ),
            "karte_zeigen": ("true", "true"),
            "kartenwerkzeug": ("Rechteck", "Lasso"),
            "planungsregion": ("Chemnitz", ("Chemnitz", "Leipzig-Westsachsen")),
            "status": ("Stand nicht belegt", ("Stand nicht belegt", "ähnliches Konzept")),
            "aktualitaet": ("aktuell", ("aktuell", "abgelaufen")),
            "reisegebiet": ("Erzgebirge", ("Erzgebirge", "Vogtland")),
            "kontaktstand": ("nicht angesprochen", ("nicht angesprochen", "ruht")),
            "ort": ("Plauen", "Zwickau"),
            "umkreis_km": ("20", "150"),
        },
    ),
    "kampagne": (
        "/ansprache",
        {
            "planung": ("Kampagnen", "Kampagnen"),
            "kampagne": ("1", "1"),
            "kampagne_teil": ("Gemeinden", "Verlauf"),
        },
    ),
    "um": (
        "/ansprache",
        {
            "planung": ("Gemeinsame Konzepte", "Gemeinsame Konzepte"),
            "koop_um": ("Um eine Gemeinde", "Um eine Gemeinde"),
            "koop_gemeinde": (NEUKIRCHEN, NEUKIRCHEN),
            "koop_einwohner": (("2.000", "10.000"), ("3.000", "7.500")),
            "koop_mitglieder": ("4", "3"),
            "koop_klein": ("5.000", "10.000"),
            "koop_unbekannte": ("false", "true"),
            "koop_kreisgrenzen": ("true", "false"),
        },
    ),
    "land": (
        "/ansprache",
        {
            "planung": ("Gemeinsame Konzepte", "Gemeinsame Konzepte"),
            "koop_um": ("Ganz Sachsen", "Ganz Sachsen"),
            "koop_zeigen": ("Gemeinsame Konzepte", ("Gemeinsame Konzepte", "Verwaltungsgemeinschaften")),
        },
    ),
    "kontakte": ("/ansprache", {"planung": ("Kontakte", "Kontakte"), "kontakte": ("Tafel", "Liste")}),
    "wirkung": (
        "/ansprache",
        {
            "planung": ("Kontakte", "Kontakte"),
            "kontakte": ("Wirkung", "Wirkung"),
            "wirkung_monate": ("12", "24"),
        },
    ),
    "folge": ("/praesentation", {"folge": ("1", "1")}),
    "raum": ("/stimmungsbild", {"stimmung": ("Räume", "Räume"), "raum": ("CODE", "CODE")}),
    "vergleich": ("/stimmungsbild", {"stimmung": ("Vergleich", "Fragensätze")}),
    "datenpflege": ("/datenpflege", {"bereich": ("Einspielen", "Bestätigen")}),
}
"""Seite oder Bereich → Weg und Angaben, die nur dort etwas bedeuten."""


def spiele_neuen_ein(register: Register, titel: str) -> None:
    """Ein eigener Datenstand: der geltende ohne seinen ersten Datensatz."""
    bestand = laden.lade(register, datenstaende.finde(register).nummer)
    weg = bestand.konzepte.index[:1]
    spiele_ein(
        register,
        bestand.konzepte.drop(index=weg),
        bestand.zuordnung[~bestand.zuordnung["konzept_id"].isin(weg)],
        basis_nummer=bestand.datenstand.nummer,
        person=ERIKA,
        anlass="Probe",
        titel=titel,
    )


@pytest.fixture(scope="module")
def ablage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Register, str]]:
    """Ein Register mit zwei eigenen Datenständen, einer Liste, einer Folge und einem Raum (mit Code)."""
    ordner = tmp_path_factory.mktemp("adresse")
    register = speicher.oeffne(f"sqlite:///{(ordner / einstellungen.DATENBANK_DATEI).as_posix()}")
    for titel in ("Herbst", "Winter"):
        spiele_neuen_ein(register, titel)
    angaben = Kampagnenangaben("Austausch", "Kennenlernen", Angebot.AUSTAUSCH)
    kampagnen.lege_an(register, angaben, [NEUKIRCHEN], ERIKA, datenstand_nummer=None)
    vortragsfolgen.speichere(register, ERIKA, standardfolge().mit(name="Vortrag"))
    raum = saalraum.lege_an(register, jetzt=einstellungen.jetzt())
    yield ordner, register, raum.code
    register.schliesse()


@pytest.fixture(scope="module")
def eigenes(chromium: object, ablage: tuple[Path, Register, str]) -> Iterator[Dienst]:
    ordner, _, _ = ablage
    with dienst(ordner, ordner / "server.log") as laufend:
        yield laufend


def genannt(seite: Page) -> dict[str, list[str]]:
    """Name → Werte in der Adresse des Browsers."""
    return parse_qs(urlsplit(seite.url).query, keep_blank_values=True)


def _als_listen(angaben: Mapping[str, Wert]) -> dict[str, list[str]]:
    return {name: [wert] if isinstance(wert, str) else list(wert) for name, wert in angaben.items()}


def _gehe(seite: Page, schritt: Callable[[], object], ueberschrift: str) -> None:
    schritt()
    expect(seite.locator("h1").first).to_have_text(ueberschrift)
    warte_bis_steht(seite)


def test_jede_angabe_kommt_vor() -> None:
    namen = set(UEBERALL).union(*(angaben for _, angaben in JE_SEITE.values()))
    assert namen == filter.angaben("kompakt").namen().union(*(b.namen() for b in beitraege.angaben()))


VORGABE, ANDERE = 0, 1
Genannte = dict[str, list[str]]


@pytest.fixture
def oeffne_mit(
    seite: Page, eigenes: Dienst, ablage: tuple[Path, Register, str]
) -> Callable[[str, int], tuple[Genannte, Genannte]]:
    """Öffnet einen Bereich mit allen Angaben, die er kennt; liefert sie und die, die überall gelten."""

    def oeffnen(bereich: str, fall: int) -> tuple[Genannte, Genannte]:
        weg, eigene = JE_SEITE[bereich]
        ueberall = _als_listen({name: werte[fall] for name, werte in UEBERALL.items()})
        alle = ueberall | _als_listen({name: werte[fall] for name, werte in eigene.items()})
        if "raum" in alle:
            alle["raum"] = [ablage[2]]
        oeffne(seite, f"{eigenes.adresse}{weg}?{urlencode(alle, doseq=True)}")
        assert genannt(seite) == alle
        assert "aus der Adresse" not in seite.get_by_test_id("stMain").inner_text()
        return alle, ueberall

    return oeffnen


@pytest.mark.parametrize("bereich", JE_SEITE)
def test_jede_angabe_bleibt(
    bereich: str, oeffne_mit: Callable[[str, int], tuple[Genannte, Genannte]]
) -> None:
    """Auch eine, die der Vorgabe gleicht: Streamlit nähme sie heraus."""
    oeffne_mit(bereich, VORGABE)


@pytest.mark.parametrize(("bereich", "fall"), [("prioritaet", ANDERE), ("um", VORGABE)])
def test_angaben_ueberstehen_neu_laden_seitenwechsel_und_zurueck(
    bereich: str, fall: int, seite: Page, oeffne_mit: Callable[[str, int], tuple[Genannte, Genannte]]
) -> None:
    alle, ueberall = oeffne_mit(bereich, fall)
    ueberschrift = seite.locator("h1").first.inner_text()
    _gehe(seite, lambda: seite.reload(wait_until="domcontentloaded"), ueberschrift)
    assert genannt(seite) == alle
    wechsle_seite(seite, "methodik")
    assert genannt(seite) == ueberall
    _gehe(seite, lambda: seite.go_back(wait_until="domcontentloaded"), ueberschrift)
    assert genannt(seite) == alle


@pytest.mark.parametrize("angabe", ["modell", "recherche", "Herbst (Nr. 2)"])
def test_der_datenstand_bleibt_wie_er_genannt_ist(angabe: str, seite: Page, eigenes: Dienst) -> None:
    oeffne(seite, f"{eigenes.adresse}/methodik?{urlencode({'datenstand': angabe})}")
    assert genannt(seite) == {"datenstand": [angabe]}
    wechsle_seite(seite, "gemeinde")
    assert genannt(seite) == {"datenstand": [angabe]}


def test_der_feste_link_ist_fest(seite: Page, eigenes: Dienst, ablage: tuple[Path, Register, str]) -> None:
    """Auch am selben Tag und nach einem neuen Datenstand: neu geladen, zurück und auf anderen Seiten."""
    oeffne(seite, eigenes.adresse + "/abdeckung")
    assert genannt(seite) == {}
    fest = seite.get_by_role("link", name="Fester Link zu dieser Ansicht").get_attribute("href") or ""
    oeffne(seite, eigenes.adresse + fest)
    angaben = genannt(seite)
    assert angaben["stichtag"] == [STICHTAG]
    gezeigt = seite.get_by_test_id("stSidebar").get_by_role("combobox", name="Datenstand")
    name = gezeigt.input_value()
    assert angaben["datenstand"] == re.findall(r"Nr\. (\d+)\)$", name)

    spiele_neuen_ein(ablage[1], "Frühling")
    seite.reload()
    warte_bis_steht(seite)
    expect(gezeigt).to_have_value(name)
    wechsle_seite(seite, "fortschreibung")
    seite.go_back()
    expect(seite).to_have_url(re.compile("/abdeckung"))
    warte_bis_steht(seite)
    expect(gezeigt).to_have_value(name)
    assert genannt(seite) == angaben
    # Ohne die Angabe gilt der neue.
    oeffne(seite, eigenes.adresse + "/abdeckung")
    expect(gezeigt).to_have_value(re.compile("^Frühling"))


def test_bedienen_schreibt_die_adresse_weiter(seite: Page, eigenes: Dienst) -> None:
    """Von der genannten Vorgabe weg und wieder hin."""
    oeffne(seite, eigenes.adresse + "/fortschreibung?kreis=Zwickau&frist=24+Monate&belegt=false")
    frist = seite.locator(".st-key-frist")
    for wahl in ("6 Monate", "24 Monate"):
        frist.get_by_role("radio", name=wahl, exact=True).click()
        warte_bis_steht(seite)
        assert genannt(seite)["frist"] == [wahl]
    seite.locator(".st-key-belegt label").first.click()
    warte_bis_steht(seite)
    assert genannt(seite)["belegt"] == ["true"]
    assert gewaehlte(seite, "Kreis") == ["Zwickau"]
