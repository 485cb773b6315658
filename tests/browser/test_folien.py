"""Alle Folien auf drei Leinwänden: mindestens 28 Pixel bei 1024 × 768, nichts abgeschnitten, kein Rollbalken.

Gezeichnet wird jede Folie mit Schätzung und ohne, dazu jeder Kreis und die sperrigsten Texte.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from insek_monitor.kern.regeln import Regeln
from insek_monitor.kern.stimmungsbild import Frage, Frageart
from insek_monitor.kern.vortrag import MARKDOWN_HOECHSTENS, Folge, Folie, Folienart, Gebiet
from insek_monitor.lage.lage import lage
from insek_monitor.lage.schaetzung import schaetze
from insek_monitor.register import tabellen
from insek_monitor.register.laden import lade
from insek_monitor.register.speicher import oeffne
from insek_monitor.workshop.vortrag.folien_html import folie_html
from insek_monitor.workshop.vortrag.folien_karte import Karten
from insek_monitor.workshop.vortrag.folien_rechnen import Grundlage, friere_ein, inhalte
from insek_monitor.workshop.vortrag.folien_vorlagen import standardfolge
from insek_monitor.workshop.vortrag.folieninhalt import Folieninhalt
from tests.conftest import STICHTAG

pytestmark = pytest.mark.browser

STATISCH = Path(__file__).parents[2] / "insek_monitor/workshop/saal/statisch"
GROESSEN = ((1024, 768), (1440, 900), (1920, 1080))
LANGER_TITEL = (
    "Gemeindeentwicklungskonzepte und Städtebauförderung im Zusammenhang betrachtet: Was heißt das für Sie"
)
SATZ = "Die Erarbeitung eines integrierten Konzepts braucht Zeit. "

PRUEFEN = """() => {
    const funde = [];
    if (document.documentElement.scrollWidth > innerWidth) funde.push(['Rollbalken']);
    for (const folie of document.querySelectorAll('.folie')) {
        const wo = `${folie.dataset.nr} ${folie.dataset.art}`;
        const rahmen = folie.getBoundingClientRect();
        const blatt = folie.querySelector('.blatt');
        if (blatt.scrollHeight > blatt.clientHeight + 1) funde.push([wo, 'zu hoch', blatt.scrollHeight]);
        for (const e of folie.querySelectorAll('*')) {
            const zeichen = e.ownerSVGElement;
            if (zeichen && e.tagName !== 'text') continue;
            const text = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
            const kasten = e.getBoundingClientRect();
            if (!text || !kasten.width || e.tagName === 'svg') continue;
            let px = parseFloat(getComputedStyle(e).fontSize);
            if (zeichen) px *= e.getScreenCTM().a;
            const kurz = e.textContent.trim().slice(0, 30);
            if (px < 28) funde.push([wo, 'unter 28 px', px, kurz]);
            const hinaus = kasten.right > rahmen.right + 1 || kasten.bottom > rahmen.bottom + 1
                || kasten.left < rahmen.left - 1 || kasten.top < rahmen.top - 1;
            if (hinaus) funde.push([wo, 'außerhalb', kurz]);
            if (!zeichen && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')
                funde.push([wo, 'zu breit', kurz]);
        }
        for (const kiste of folie.querySelectorAll('.rumpf, .abstimmung, .text, .bild')) {
            const aussen = kiste.getBoundingClientRect();
            for (const kind of kiste.children) {
                const innen = kind.getBoundingClientRect();
                const unten = innen.bottom - aussen.bottom, oben = aussen.top - innen.top;
                if (innen.height && Math.max(unten, oben) > 1) {
                    funde.push([wo, 'überlappt', kind.className, folie.textContent.slice(0, 40)]);
                }
            }
        }
        const titel = folie.querySelector('.titel');
        const zeilen = titel.getBoundingClientRect().height / parseFloat(getComputedStyle(titel).lineHeight);
        // Nur fremde, sehr lange Überschriften und die Titelfolie dürfen eine dritte Zeile haben.
        const hoechstens = titel.textContent.length > 90 || folie.dataset.art === 'titel' ? 3.1 : 2.1;
        if (zeilen > hoechstens) funde.push([wo, 'Überschrift', zeilen, titel.textContent]);
    }
    return funde;
}"""


@pytest.fixture(scope="module")
def folien(tmp_path_factory: pytest.TempPathFactory, echte_regeln: Regeln) -> list[str]:
    register = oeffne(f"sqlite:///{(tmp_path_factory.mktemp('folien') / 'r.sqlite').as_posix()}")
    gemeinden, nachbarn = tabellen.gemeinden(), tabellen.nachbarn()
    karten = Karten(json.loads(tabellen.karte_gemeinden()), json.loads(tabellen.karte_kreise()))
    fragen = [frage for satz in tabellen.fragensaetze() for frage in satz.fragen]
    lang = "Gemeindeentwicklungskonzept und Förderung " * 5
    fragen.append(Frage("lang", Frageart.SKALA, lang[:100], lang[:200], lang[:200]))
    fragen.append(
        Frage("acht", Frageart.MEHRFACH, "Was?", optionen=tuple(f"{i} {lang}"[:80] for i in range(8)))
    )
    angaben = tuple(frage.als_dict() for frage in fragen)
    inhalt: list[Folieninhalt] = []
    bestand = lade(register)
    belegt = lage(gemeinden, bestand.konzepte, bestand.zuordnung, STICHTAG, echte_regeln)
    for alle in (schaetze(belegt, tabellen.eckwerte(), STICHTAG), belegt):
        name, nur_belegt = "Meldungen Herbst 2026 (Nr. 12)", alle is belegt
        basis = Grundlage(alle, nachbarn, echte_regeln, STICHTAG, name, 12, nur_belegt)
        folge = standardfolge(fragen)
        kreise = sorted(gemeinden["kreis"].unique())
        laengste = gemeinden["bezeichnung"].str.len().nlargest(6).index
        bunt = alle.groupby([alle["status"], alle["datenlage"]], observed=True).head(1).index
        weitere = (
            *(Folie(Folienart.REGION, kreis=kreis) for kreis in kreise),
            *(Folie(Folienart.GEMEINDE, ags=ags) for ags in (*laengste, *bunt)),
            Folie(Folienart.TITEL, LANGER_TITEL, LANGER_TITEL),
            Folie(Folienart.TEXT, LANGER_TITEL, (SATZ * 30)[:MARKDOWN_HOECHSTENS]),
            Folie(Folienart.TEXT, "Liste", "\n".join(f"- {SATZ}" for _ in range(20))),
            Folie(Folienart.TEXT, "Überschriften", "# Eins\n\n## Zwei\n\n> Zitat\n\n1. a\n2. b"),
            *(Folie(Folienart.ABSTIMMUNG, frage=frage.kennung) for frage in fragen),
        )
        folge = folge.mit(folien=(*folge.folien, *weitere), fragen=angaben)
        inhalt += inhalte(friere_ein(folge, basis, "0" * 64, date(2026, 11, 20)), None)
        for gebiet in (
            *(Gebiet(kreis=kreis) for kreis in kreise),
            Gebiet(ags=tuple(laengste), bezeichnung="Tour durch die Lausitz im Frühjahr " * 2),
            Gebiet(ags=("14999999",)),
        ):
            daten = tuple(Folie(art) for art in Folienart if art.aus_daten and art is not Folienart.GEMEINDE)
            inhalt += inhalte(Folge("x", daten, gebiet), basis)
    register.schliesse()
    return [folie_html(eine, n, len(inhalt), karten=karten) for n, eine in enumerate(inhalt, 1)]


@pytest.mark.langsam
@pytest.mark.parametrize(("breite", "hoehe"), GROESSEN)
def test_jede_folie_passt_und_ist_von_hinten_lesbar(
    folien: list[str], neue_seite: Callable[..., Page], breite: int, hoehe: int
) -> None:
    seite = neue_seite(viewport={"width": breite, "height": hoehe})
    stil = "".join(
        (STATISCH / name).read_text(encoding="utf-8") for name in ("folien.css", "vorfuehrung.css")
    )
    huelle = f"html,body{{margin:0}} .fenster{{width:{breite}px;height:{hoehe}px}}"
    seite.set_content(
        f'<!doctype html><html lang="de"><meta charset="utf-8"><style>{huelle}{stil}</style>'
        + "".join(f'<div class="fenster">{folie}</div>' for folie in folien)
    )
    # Was das Skript der Leinwand einsetzt, braucht Platz neben und unter der Frage.
    seite.evaluate(
        """() => document.querySelectorAll('[data-art=abstimmung]').forEach((folie) => {
            folie.querySelector('.beitritt').innerHTML = '<div class="qr"><svg viewBox="0 0 9 9"></svg></div>'
                + '<p class="weg"><span class="adresse lang">192.168.178.125:8600/w</span> '
                + '<span class="code">BCDF-GHJK</span></p>';
            folie.querySelector('.stimmen').textContent = '200 Stimmen, Abstimmung läuft';
        })"""
    )
    funde = seite.evaluate(PRUEFEN)
    assert not funde, "\n".join(map(str, funde[:40]))


@pytest.mark.langsam
def test_gedruckt_steht_je_folie_eine_seite(folien: list[str], neue_seite: Callable[..., Page]) -> None:
    seite = neue_seite()
    stil = (STATISCH / "folien.css").read_text(encoding="utf-8")
    seite.set_content(
        f'<!doctype html><html lang="de"><meta charset="utf-8"><style>{stil}</style>'
        f"<body><main>{''.join(folien[:12])}</main>"
    )
    pdf = seite.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") == 12
