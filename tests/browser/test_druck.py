"""Die Seite einer Gemeinde passt gedruckt auf ein Blatt A4."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from werkzeuge.chromium import oeffne, warte_bis_steht
from werkzeuge.dienst import Dienst

pytestmark = pytest.mark.browser

# Wenig (kleine Gemeinde) und viel (Großstadt mit vielen Nachbarn und mehreren Fassungen).
GEMEINDEN = {"14524210": "Neukirchen", "14612000": "Dresden", "14713000": "Leipzig", "14626110": "Görlitz"}


@pytest.mark.parametrize("ags", GEMEINDEN)
def test_druckansicht_passt_auf_eine_seite(ags: str, seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, f"{dashboard.adresse}/gemeinde?gemeinde={ags}")
    seite.emulate_media(media="print")
    seite.wait_for_timeout(500)
    warte_bis_steht(seite)
    blatt = PdfReader(io.BytesIO(seite.pdf(format="A4", print_background=True)))
    text = " ".join(blatt.pages[0].extract_text().split())
    assert len(blatt.pages) == 1
    assert GEMEINDEN[ags] in text
    assert "Quelle" in text or "Datenstand" in text, "Auf dem Blatt steht, woher die Angaben kommen."
