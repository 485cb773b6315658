"""Stand klären im Browser: zwei Gemeinden nacheinander, die nächste steht, wo die erste stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from insek_monitor import einstellungen
from insek_monitor.register import datenstaende, speicher
from tests.browser.test_datenpflege import pruefe_zustand
from werkzeuge.chromium import oeffne, warte_bis_steht
from werkzeuge.dienst import Dienst

pytestmark = pytest.mark.browser


def _erste(seite: Page) -> Locator:
    return seite.locator(".standzeile").first


def _knopf(seite: Page, name: str) -> Locator:
    return seite.get_by_role("button", name=name, exact=True).first


def test_zwei_gemeinden_nacheinander(
    neue_seite: Callable[..., Page], eigenes: Dienst, tmp_path: Path
) -> None:
    seite = neue_seite()
    oeffne(seite, eigenes.adresse + "/ansprache?kreis=Zwickau")
    # Wen rufe ich zuerst an? Ein Klick; die Antwort ist der zweite.
    seite.get_by_role("button", name="Stand klären (21)").click()
    expect(seite.locator("h1")).to_have_text("Bei 21 von 33 Gemeinden ist der Stand zu klären")
    expect(_knopf(seite, "hat keins")).to_be_disabled()
    name = seite.get_by_role("textbox", name="Ihr Name")
    name.fill("Eva Muster")
    name.press("Enter")
    expect(_knopf(seite, "hat keins")).to_be_enabled()
    warte_bis_steht(seite)
    pruefe_zustand(seite)
    erste = _erste(seite).get_by_role("link").first.inner_text()
    assert (_erste(seite).locator(".telefon").get_attribute("href") or "").startswith("tel:0")
    stelle = _knopf(seite, "hat keins").bounding_box()
    _knopf(seite, "hat keins").click()
    expect(seite.locator("h1")).to_have_text("Bei 20 von 33 Gemeinden ist der Stand zu klären")
    warte_bis_steht(seite)
    zweite = _erste(seite).get_by_role("link").first.inner_text()
    assert zweite != erste
    assert _knopf(seite, "hat keins").bounding_box() == stelle
    # Mit Jahr: tippen und gleich klicken.
    seite.get_by_role("textbox", name="Beschluss", exact=True).first.fill("2019")
    _knopf(seite, "hat ein INSEK").click()
    expect(seite.locator("h1")).to_have_text("Bei 19 von 33 Gemeinden ist der Stand zu klären")
    warte_bis_steht(seite)
    expect(seite.get_by_role("link", name=zweite, exact=True)).to_have_count(0)
    register = speicher.oeffne(f"sqlite:///{tmp_path / 'ablage' / einstellungen.DATENBANK_DATEI}")
    neueste = datenstaende.liste(register)[:2]
    register.schliesse()
    assert [d.titel for d in neueste] == [f"Einzelmeldung {zweite}", f"Einzelmeldung {erste}"]
    assert {d.von for d in neueste} == {"Eva Muster"}
    # Vertan: die letzte zurück, sie steht wieder da.
    seite.get_by_role("button", name=f"Zurücknehmen: {zweite}: hat ein INSEK").click()
    expect(seite.locator("h1")).to_have_text("Bei 20 von 33 Gemeinden ist der Stand zu klären")
    expect(seite.get_by_role("link", name=zweite, exact=True)).to_be_visible()
