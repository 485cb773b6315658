"""Barrierefreiheit: axe-core findet nichts Schweres von uns, die Tastatur erreicht alles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from werkzeuge.chromium import oeffne
from werkzeuge.dienst import SEITEN, Dienst

pytestmark = pytest.mark.browser

BEKANNT: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("axe_bekannt.yaml").read_text(encoding="utf-8")
)
SCHWER = {"serious", "critical"}


# Relative Helligkeit einer Farbe, 0 (schwarz) bis 1 (weiß).
HELLIGKEIT = """(e, eigenschaft) => {
    const rgb = getComputedStyle(e)[eigenschaft].match(/[0-9.]+/g).slice(0, 3).map(Number);
    return (0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]) / 255;
}"""


def pruefe_helligkeit(seite: Page, thema: str) -> None:
    """Hell heißt heller Grund und dunkle Schrift, auch in den Diagrammen; dunkel umgekehrt."""
    grund = seite.get_by_test_id("stApp").evaluate(HELLIGKEIT, "backgroundColor")
    schriften = [seite.locator("h1").evaluate(HELLIGKEIT, "color")]
    schriften += [text.evaluate(HELLIGKEIT, "fill") for text in seite.locator(".xtick text").all()[:1]]
    if thema == "light":
        assert grund > 0.9
        assert max(schriften) < 0.45
    else:
        assert grund < 0.2
        assert min(schriften) > 0.55


def schwere_verstoesse(seite: Page) -> list[dict[str, str]]:
    """Je betroffenem Element: Regel, Auswahl (CSS), HTML."""
    ergebnis = Axe().run(seite, options={"resultTypes": ["violations"]}).response
    return [
        {
            "regel": verstoss["id"],
            "auswahl": str(knoten["target"][0]),
            "html": knoten["html"][:200],
            "grund": " ".join(knoten.get("failureSummary", "").split())[:300],
        }
        for verstoss in ergebnis["violations"]
        if verstoss["impact"] in SCHWER
        for knoten in verstoss["nodes"]
    ]


def bekannter_eintrag(seite: Page, verstoss: dict[str, str]) -> int | None:
    """Nummer des Eintrags in axe_bekannt.yaml, unter den ein Verstoß fällt."""
    for nummer, eintrag in enumerate(BEKANNT):
        if eintrag["regel"] != verstoss["regel"]:
            continue
        gehoert_dazu = "(e, auswahl) => e.closest(auswahl) !== null"
        if seite.locator(verstoss["auswahl"]).first.evaluate(gehoert_dazu, eintrag["auswahl"]):
            return nummer
    return None


BEDIENBAR = Path(__file__).with_name("bedienbar.js").read_text(encoding="utf-8")
FOKUS = "() => document.activeElement?.closest('[data-probe]')?.dataset.probe ?? null"


def pruefe_tastatur(seite: Page) -> None:
    """Die Tabulatortaste erreicht jedes Bedienelement."""
    bedienbar: list[list[str]] = seite.evaluate(BEDIENBAR)
    assert len(bedienbar) > len(SEITEN)
    offen = {nummer for nummer, _ in bedienbar}
    seite.evaluate("() => document.activeElement?.blur()")
    for _ in range(10 * len(bedienbar) + 200):  # in einer Liste geht es Zelle für Zelle weiter
        if not offen:
            break
        seite.keyboard.press("Tab")
        offen.discard(seite.evaluate(FOKUS))
    assert sorted({was for nummer, was in bedienbar if nummer in offen}) == []


@pytest.mark.parametrize("name", SEITEN)
@pytest.mark.parametrize("thema", ["light", "dark"])
def test_nichts_schweres_von_uns_und_alles_mit_der_tastatur(
    name: str, thema: str, seite_mit: Callable[..., Page], dashboard: Dienst
) -> None:
    seite = seite_mit(color_scheme=thema)
    oeffne(seite, dashboard.adresse + SEITEN[name])
    pruefe_helligkeit(seite, thema)
    gezaehlt: Counter[int] = Counter()
    eigene = []
    for verstoss in schwere_verstoesse(seite):
        nummer = bekannter_eintrag(seite, verstoss)
        if nummer is None:
            eigene.append(f"{verstoss['regel']}: {verstoss['html']}\n    {verstoss['grund']}")
        else:
            gezaehlt[nummer] += 1
    assert not eigene, "\n".join(eigene)
    zu_viele = {
        BEKANNT[nummer]["regel"]: zahl
        for nummer, zahl in gezaehlt.items()
        if zahl > BEKANNT[nummer]["hoechstens_je_seite"]
    }
    assert not zu_viele, f"Bekannte Verstöße von Streamlit kommen öfter vor als verzeichnet: {zu_viele}"
    if thema == "light":
        pruefe_tastatur(seite)


def test_axe_erkennt_einen_verstoss(seite: Page, dashboard: Dienst) -> None:
    """Gegenprobe: ein Bild ohne Alternativtext fällt auf."""
    oeffne(seite, dashboard.adresse + "/methodik")
    seite.evaluate("""() => {
        const bild = document.createElement('img');
        bild.id = 'probe';
        bild.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
        document.querySelector('[data-testid="stMain"]').append(bild);
    }""")
    assert "#probe" in {v["auswahl"] for v in schwere_verstoesse(seite) if v["regel"] == "image-alt"}


def test_bekannte_verstoesse_sind_belegt() -> None:
    for eintrag in BEKANNT:
        assert set(eintrag) == {"regel", "auswahl", "hoechstens_je_seite", "grund", "meldung"}
        assert eintrag["meldung"].startswith("https://github.com/")
        assert eintrag["hoechstens_je_seite"] >= 1
