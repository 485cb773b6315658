"""Ergebnisse auf der Leinwand: Balken nehmen die Breite, nichts ragt heraus, keine Schrift unter 28 px."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from insek_monitor.kern.gruppenschutz import Gruppenzahl, geschuetzte_gruppen
from insek_monitor.kern.stimmungsbild import Frage, Frageart, Herkunft
from insek_monitor.workshop.abstimmung.rechnen import verteilung
from insek_monitor.workshop.abstimmung.stimmungsbilder import freitexte_html, verteilung_html
from insek_monitor.workshop.abstimmung.vergleich import gruppen_html, runden_html
from tests.conftest import WURZEL

pytestmark = [pytest.mark.browser, pytest.mark.langsam]

STATISCH = WURZEL / "insek_monitor/workshop/saal/statisch"
STIL = "".join(
    (STATISCH / datei).read_text(encoding="utf-8") for datei in ("folien.css", "stimmungsbild.css")
)
SKALA = Frage("s", Frageart.SKALA, "Allein oder gemeinsam?", "Jede Gemeinde für sich.", "Alle zusammen.")
EINFACH = Frage("e", Frageart.EINFACH, "Wo?", optionen=("Gültig", "Veraltet", "In Arbeit", "Keines"))
VIELE = Frage("m", Frageart.MEHRFACH, "Was?", optionen=tuple(f"{n}. " + "Möglichkeit " * 6 for n in range(8)))
FREI = Frage("f", Frageart.FREITEXT, "Was fehlt?")
V = verteilung(SKALA, (9, 4, 2, 4, 9, 8, 4), 40)
W = verteilung(VIELE, (9, 4, 2, 40, 9, 8, 4, 0), 40)
NAMEN = ("Sächsische Schweiz-Osterzgebirge", "Bautzen", "Zwickau", "Mittelsachsen", "Leipzig", "Meißen")
GRUPPEN = geschuetzte_gruppen({name: Gruppenzahl(10, (3, 1, 0, 2, 4, 0, 0)) for name in NAMEN}, 60)
AUSWAHLGRUPPEN = geschuetzte_gruppen({name: Gruppenzahl(10, (7, 1, 0, 2)) for name in NAMEN}, 60)
TELEFON = Herkunft.TELEFON
BILDER: dict[str, Callable[[], str]] = {
    "Auswahl": lambda: verteilung_html(EINFACH, verteilung(EINFACH, (9, 4, 2, 25), 40), gross=True),
    "acht Antworten": lambda: verteilung_html(VIELE, W, gross=True),
    "acht Antworten, zwei Runden": lambda: runden_html(VIELE, [(n, W, TELEFON) for n in (1, 2)], gross=True),
    "zwei Runden": lambda: runden_html(
        EINFACH, [(n, verteilung(EINFACH, (0, 0, 0, 120), 120), TELEFON) for n in (1, 2)], gross=True
    ),
    "vier Runden": lambda: runden_html(SKALA, [(n, V, TELEFON) for n in range(1, 5)], gross=True),
    "sechs Gruppen": lambda: gruppen_html(SKALA, GRUPPEN, gross=True),
    "sechs Gruppen, Auswahl": lambda: gruppen_html(EINFACH, AUSWAHLGRUPPEN, gross=True),
}
MESSEN = """() => {
  const sb = document.querySelector(".sb"), breit = sb.clientWidth;
  const teile = [...sb.querySelectorAll("*")].filter((e) => !e.closest(".sb-vorlesen"));
  const ragt = (e) => e.scrollHeight > e.clientHeight + 3 || e.scrollWidth > e.clientWidth + 3;
  const groesse = (e) => parseFloat(getComputedStyle(e).fontSize);
  return {
    balken: Math.max(...teile.filter((e) => e.matches(".sb-flaeche, .sb-balken")).map((e) => e.clientWidth))
      / breit,
    ragt: [sb, ...teile.filter((e) => e.matches(".sb-bild, .sb-zeilen, .sb-optionen, .sb-zitate"))]
      .filter(ragt).map((e) => `${e.className} ${e.scrollHeight} > ${e.clientHeight}`),
    schrift: Math.min(...teile.filter((e) => e.textContent.trim()).map(groesse)),
    zitat: Math.max(0, ...teile.filter((e) => e.matches("q")).map(groesse)),
  };
}"""


@pytest.fixture(scope="module", params=[(1024, 768), (1440, 900), (1920, 1080)], ids=str)
def leinwand(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    breite, hoehe = request.param
    seite = chromium.new_page(viewport={"width": breite, "height": hoehe})
    yield seite
    seite.close()


def zeige(seite: Page, bild: str) -> dict[str, Any]:
    """Ein Bild unter einer zweizeiligen Überschrift, wie auf einer Ergebnisfolie."""
    seite.set_content(
        "<html lang=de><style>body{margin:0} .buehne{container-type:size;width:100vw;height:100vh}"
        f"{STIL}</style>"
        '<div class="buehne"><section class="folie" data-art="ergebnis"><div class="blatt">'
        '<div class="kopf"><h2 class="titel kurz">Allein planen oder<br>gemeinsam?</h2></div>'
        f'<div class="abstimmung mit-ergebnis"><div class="ergebnis">{bild}</div></div>'
        '<div class="fuss"><span class="herkunft"></span><span class="seite">7</span></div>'
        "</div></section></div>"
    )
    gemessen: dict[str, Any] = seite.evaluate(MESSEN)
    return gemessen


@pytest.mark.parametrize("name", BILDER)
def test_balken_fuellen_die_breite(leinwand: Page, name: str) -> None:
    gemessen = zeige(leinwand, BILDER[name]())
    assert gemessen["ragt"] == []
    assert gemessen["balken"] >= (0.69 if name == "sechs Gruppen, Auswahl" else 0.75)
    assert gemessen["schrift"] >= 28


def test_freie_antworten_stehen_so_gross_wie_moeglich(leinwand: Page) -> None:
    schriften = []
    for anzahl in (1, 3, 7, 14):
        texte = [f"Mehr Personal im Bauamt ({n})" for n in range(anzahl)]
        gemessen = zeige(leinwand, freitexte_html(FREI, texte, anzahl, gross=True))
        assert gemessen["ragt"] == []
        schriften.append(gemessen["zitat"])
    assert schriften == sorted(schriften, reverse=True)
    assert schriften[0] >= 60
    assert schriften[-1] >= 28


@pytest.mark.parametrize("wort", ["Mehr Geld", "Bauamtsleitung", "x"])
def test_was_passen_soll_passt(leinwand: Page, wort: str) -> None:
    for anzahl in range(1, 15):
        texte = [" ".join([wort] * (1 + (n * 3) % 7))[:140] for n in range(anzahl)]
        assert zeige(leinwand, freitexte_html(FREI, texte, anzahl, gross=True))["ragt"] == [], anzahl
