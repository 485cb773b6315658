"""Zwei Vortragsansichten steuern denselben Raum; eine Antwort bleibt aus; Ergebnisfolien ohne Ergebnis."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Route, expect

from insek_monitor.kern.stimmungsbild import Frage, Frageart
from insek_monitor.kern.vortrag import Folge, Folie, Folienart
from insek_monitor.register import speicher
from insek_monitor.workshop.abstimmung import register_auszaehlung as auszaehlung
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.vortrag import register_vorfuehrungen as vorfuehrungen
from tests.browser.conftest import Fenster
from tests.browser.test_vorfuehrung import LEINWAND, LOKAL, OHNE_ROLLBALKEN, Saal, oeffne, oeffne_vortrag
from tests.browser.test_vorfuehrung import fenster as fenster
from tests.browser.test_vorfuehrung import saal as saal
from tests.browser.test_vorfuehrung import server as server

pytestmark = [pytest.mark.browser, pytest.mark.langsam]

STAND = "**/stand.json"
KASTEN = "e => { const k = e.getBoundingClientRect(); return [k.left, k.right, k.top, k.bottom]; }"


@pytest.fixture
def streit(chromium):
    """Wie ``fenster``; abgewiesene Anfragen (409) stehen hier zu Recht in der Konsole."""
    offen = Fenster(chromium, LEINWAND)
    yield offen
    offen.kontext.close()
    assert offen.waechter.fremde == []


def test_ein_klick_auf_den_stand_von_vorher_aendert_nichts(streit, saal):
    oeffne(streit, saal, saal.nummer(Folienart.ABSTIMMUNG, "nutzen"))
    pult = oeffne_vortrag(streit, saal)
    pult.get_by_role("button", name="Abstimmung öffnen").click()
    expect(pult.locator("#lage")).to_contain_text("Offen")
    saal.stimme("1")
    with pult.expect_event("requestfailed"):
        pult.route(STAND, lambda weg: weg.abort())  # der Stand dieses Fensters bleibt stehen
    andere = next(frage.kennung for frage in saal.raum.fragen if frage.kennung != "nutzen")
    raumsteuerung.oeffne(saal.register, saal.raum.code, LOKAL, andere)
    pult.get_by_role("button", name="Ergebnis zeigen").click()
    expect(pult.get_by_role("alert")).to_have_text(
        "Inzwischen hat jemand eine andere Frage gewählt. Es wurde nichts geändert. Der Stand ist neu "
        "geladen."
    )
    pult.unroute(STAND)
    expect(pult.locator("#lage")).to_contain_text("Geschlossen")
    assert all(lage.verborgen for lage in auszaehlung.runden(saal.register, saal.raum.code))


def test_ohne_antwort_behauptet_die_ansicht_nichts(streit, saal):
    """Der Handgriff kommt an, die Antwort nicht: Gleich darauf zeigt der Stand, was gilt."""
    oeffne(streit, saal, saal.nummer(Folienart.ABSTIMMUNG, "nutzen"))
    pult = oeffne_vortrag(streit, saal)

    def schlucke(weg: Route) -> None:
        weg.fetch()
        weg.abort()

    pult.route("**/steuerung", schlucke)
    pult.get_by_role("button", name="Abstimmung öffnen").click()
    expect(pult.get_by_text("Ob es angekommen ist, zeigt gleich der Stand.")).to_be_visible()
    expect(pult.get_by_text("Es wurde nichts geändert")).to_have_count(0)
    expect(pult.locator("#lage")).to_contain_text("Offen")


def test_gruppen_erst_nach_dem_schliessen(fenster, saal):
    oeffne(fenster, saal, saal.nummer(Folienart.ABSTIMMUNG, "nutzen"))
    pult = oeffne_vortrag(fenster, saal)
    pult.get_by_role("button", name="Abstimmung öffnen").click()
    expect(pult.locator("#gruppenhinweis")).to_have_text("Gruppen erst nach dem Schließen.")
    saal.stimme(*"6262626262", gruppen=("Bautzen", "Zwickau"))
    expect(pult.locator("#verteilung")).to_contain_text("10 Stimmen")
    expect(pult.locator("#verteilung")).not_to_contain_text("Zwickau")
    pult.get_by_role("button", name="Schließen").click()
    expect(pult.locator("#verteilung")).to_contain_text("Zwickau")
    expect(pult.locator("#gruppenhinweis")).to_be_empty()


def test_handzeichen_zweimal_nacheinander_berichtigen(fenster, saal):
    """Nach dem Eintragen gilt der neue Stand, auch wenn der Zeiger im Formular geblieben ist."""
    oeffne(fenster, saal, saal.nummer(Folienart.ABSTIMMUNG, "nutzen"))
    pult = oeffne_vortrag(fenster, saal)
    for zahl in (3, 5, 8):
        pult.get_by_text("Handzeichen eintragen").click()
        pult.locator("#handfelder input").first.fill(str(zahl))
        pult.keyboard.press("Enter")
        expect(pult.locator("#lage")).to_contain_text(f"{zahl} Handzeichen gezählt")
    assert len(auszaehlung.runden(saal.register, saal.raum.code)) == 1


LANG = "Ein sehr langer Satz über Konzepte, " * 5
VIELE = Frage(
    "viele",
    Frageart.MEHRFACH,
    "Was hilft Ihnen?",
    optionen=tuple(f"Antwort {n} " + "lang " * 12 for n in range(8)),
)
LANGE = Frage("lange", Frageart.SKALA, "Was gilt hier?", LANG[:199], LANG[:199])
KURZE = Frage("kurze", Frageart.EINFACH, "Welche Farbe?", optionen=("Rot", "Grün", "Blau"))
WORT = Frage("wort", Frageart.FREITEXT, "Was fehlt Ihnen am meisten?")
NUTZEN = Frage("nutzen", Frageart.SKALA, "Wozu dient es?", "Für Fördermittel.", "Als eigenes Werkzeug.")


@pytest.mark.parametrize("frage", [NUTZEN, KURZE, VIELE, LANGE, WORT], ids=lambda frage: frage.kennung)
def test_ergebnisfolie_vor_der_ersten_stimme(fenster, server, frage):
    """Kein leeres Blatt: worum es geht, und in der Mitte, dass noch niemand abgestimmt hat."""
    saal = _nur_ergebnis(server, frage)
    wand = oeffne(fenster, saal)
    satz = wand.locator(".aktiv .zaehler")
    expect(satz).to_have_text("Noch nicht abgestimmt.")
    for text in [t for t in (frage.links, frage.rechts, *frage.optionen) if t]:
        expect(wand.locator(".aktiv").get_by_text(text, exact=True).first).to_be_visible()
    expect(wand.locator(".aktiv .aufforderung:visible")).to_have_count(0)
    assert wand.evaluate(OHNE_ROLLBALKEN)
    unten = wand.locator(".aktiv .fuss").evaluate("e => e.getBoundingClientRect().top")
    for stelle in wand.locator(".aktiv .abstimmung :is(.aussage, .optionen, .zaehler)").all():
        links, rechts, _, tief = stelle.evaluate(KASTEN)
        assert links >= 0
        assert rechts <= LEINWAND["viewport"]["width"]
        assert tief <= unten
    if frage.art is Frageart.SKALA:
        aussage_links, mitte, aussage_rechts = (
            wand.locator(f".aktiv {stelle}").evaluate(KASTEN)
            for stelle in (".aussage.links", ".zaehler", ".aussage.rechts")
        )
        # Nebeneinander wie auf dem Telefon, darunter der Satz.
        assert aussage_links[1] <= aussage_rechts[0]
        assert max(aussage_links[3], aussage_rechts[3]) <= mitte[2]
    saal.register.schliesse()


def _nur_ergebnis(server, frage: Frage) -> Saal:
    laufend, ablage = server
    register = speicher.oeffne(f"sqlite:///{ablage / 'insek_monitor.sqlite'}")
    jetzt = datetime.now(UTC)
    raum = raeume.lege_an(
        register, LOKAL, titel="Probe", ort="", datum=date(2026, 11, 21), fragen=[frage], jetzt=jetzt
    )
    folge = Folge("Probe", (Folie(Folienart.ERGEBNIS, frage=frage.kennung),), fragen=(frage.als_dict(),))
    show = vorfuehrungen.beginne(
        register, LOKAL, folge, datenstand_nummer=None, stichtag=None, code=raum.code, jetzt=jetzt
    )
    return Saal(register, raum, show, laufend.adresse)
