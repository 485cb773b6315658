"""``make workshop`` wie vor Ort: abstimmen und zusehen über den Dienst für das Hausnetz."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from insek_monitor.kern.rollen import Person, Zugang
from insek_monitor.kern.stimmungsbild import zeige_code
from insek_monitor.kern.vortrag import Folge, Folie, Folienart
from insek_monitor.register.speicher import oeffne
from insek_monitor.workshop.abstimmung import register_auszaehlung as auszaehlung
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.saal.telefonseite import GESPEICHERT
from insek_monitor.workshop.vortrag import register_vorfuehrungen as vorfuehrungen
from tests.hilfen.saalraum import SKALA
from tests.hilfen.workshop import hole, workshop
from werkzeuge import chromium

pytestmark = pytest.mark.browser
HIER = Person("Vortrag", "lokal", Zugang.LOKAL)


def test_vom_start_bis_zur_stimme(tmp_path: Path, neue_seite: Callable[..., Page]) -> None:
    jetzt = datetime.now(UTC)
    vorgabe = {"INSEK_STICHTAG": "2026-11-21", "INSEK_SAAL_ADRESSE": "http://192.168.1.5:8600"}
    with workshop(tmp_path / "ablage", **vorgabe) as laufend:
        saal = f"http://127.0.0.1:{laufend.saalport}"
        register = oeffne(f"sqlite:///{tmp_path / 'ablage' / 'insek_monitor.sqlite'}")
        raum = raeume.lege_an(
            register, HIER, titel="Probe", ort="Pirna", datum=jetzt.date(), fragen=[SKALA], jetzt=jetzt
        )
        folge = Folge(
            "Probe",
            (
                Folie(Folienart.TITEL, titel="Wo stehen wir?"),
                Folie(Folienart.ABDECKUNG),
                Folie(Folienart.BEITRETEN),
                Folie(Folienart.ABSTIMMUNG, frage=SKALA.kennung),
            ),
            fragen=(SKALA.als_dict(),),
        )
        vorfuehrung = vorfuehrungen.beginne(
            register, HIER, folge, datenstand_nummer=None, stichtag=None, code=raum.code, jetzt=jetzt
        )
        runde = raumsteuerung.oeffne(register, raum.code, HIER, SKALA.kennung)

        # Das Telefon kennt nur die kurze Adresse und den Code von der Leinwand.
        telefon = neue_seite(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
        telefon.goto(saal)
        assert telefon.url == f"{saal}/w"
        telefon.get_by_label("Raumcode").fill(raum.code.lower())
        telefon.get_by_role("button", name="Mitmachen").tap()
        expect(telefon).to_have_url(f"{saal}/w/{raum.code}")
        telefon.locator('input[name="antwort"][value="6"]').check(force=True)
        telefon.get_by_role("button").first.tap()
        expect(telefon.locator("#meldung")).to_have_text(GESPEICHERT)
        assert auszaehlung.zaehle(register, runde).je_antwort == (0, 0, 0, 0, 0, 1, 0)

        # Die Leinwand zum Zusehen, durch den Dienst hindurch; Notizen und Steuerung gibt es dort nicht.
        leinwand = neue_seite(viewport={"width": 1024, "height": 768})
        leinwand.goto(f"{saal}/vorfuehrung/{vorfuehrung.kennung}")
        expect(leinwand.get_by_text("Wo stehen wir?").first).to_be_visible()
        leinwand.keyboard.press("End")
        leinwand.keyboard.press("ArrowLeft")
        # Auf der Leinwand steht die Adresse für Telefone, nicht die des Laptops.
        expect(
            leinwand.locator(".folie:visible").get_by_text("192.168.1.5:8600/w", exact=True).last
        ).to_be_visible()
        bild = Image.open(io.BytesIO(leinwand.screenshot()))
        assert [code.text for code in zxingcpp.read_barcodes(bild)] == [
            f"http://192.168.1.5:8600/w/{zeige_code(raum.code)}"
        ]
        for geheim in ("vortrag", "notizen.json", "steuerung"):
            assert hole(laufend.saalport, f"/vorfuehrung/{vorfuehrung.kennung}/{geheim}")[0] == 404
        assert vorfuehrung.schluessel not in leinwand.content()

        # Das Dashboard: am Laptop da und mit allen Rechten, im Netz nicht.
        laptop = neue_seite()
        chromium.oeffne(laptop, f"http://localhost:{laufend.port}/stimmungsbild")
        expect(laptop.get_by_role("heading", level=1)).to_be_visible()
        expect(laptop.get_by_text("Nur lesen")).to_have_count(0)
        register.schliesse()
        # Sonst fragen offene Seiten noch nach dem Stand, wenn der Dienst schon beendet ist.
        for seite in (telefon, leinwand, laptop):
            seite.close()
