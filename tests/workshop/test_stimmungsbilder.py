"""Stimmungsbild als HTML: maßstäblich, vorlesbar, ohne Stilangaben im Text, ohne Fremdes."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.kern.gruppenschutz import Gruppenzahl, geschuetzte_gruppen
from insek_monitor.kern.stimmungsbild import Frage, Frageart, Freigabe, Herkunft, Rundenstand
from insek_monitor.lage.bild import farben
from insek_monitor.workshop.abstimmung.rechnen import reihe, verteilung
from insek_monitor.workshop.abstimmung.register_auszaehlung import Freitext, Zaehlung
from insek_monitor.workshop.abstimmung.register_rundenzeilen import Rundenlage
from insek_monitor.workshop.abstimmung.stimmungsbilder import freitexte_html, verteilung_html, zaehlung_html
from insek_monitor.workshop.abstimmung.vergleich import (
    ZEILEN_GROSS,
    gruppen_html,
    reihe_html,
    runden_html,
    zaehlungen_html,
)
from insek_monitor.workshop.abstimmung.zitate import STUFEN as ZITATSTUFEN
from insek_monitor.workshop.abstimmung.zitate import zitatklassen
from tests.conftest import WURZEL

STILBLATT = (WURZEL / "insek_monitor/workshop/saal/statisch/stimmungsbild.css").read_text(encoding="utf-8")
SKALA = Frage("nutzen", Frageart.SKALA, "Wozu?", "Fördermittel.", "Eigenes Werkzeug.")
EINFACH = Frage("stand", Frageart.EINFACH, "Wo stehen Sie?", optionen=("Gültig", "Veraltet", "Keines"))
FREI = Frage("wunsch", Frageart.FREITEXT, "Was noch?")
BOESE = "<script>alert(1)</script>\" onload='x"
TELEFON = Herkunft.TELEFON
LEER = {"br", "img", "input", "meta", "link", "hr"}


class Pruefer(HTMLParser):
    """Sammelt Klassen und Eigenschaften; merkt, ob alles geschlossen ist."""

    def __init__(self) -> None:
        super().__init__()
        self.offen: list[str] = []
        self.klassen: set[str] = set()
        self.eigenschaften: set[str] = set()
        self.elemente: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elemente.add(tag)
        self.eigenschaften |= {name for name, _ in attrs}
        self.klassen |= set((dict(attrs).get("class") or "").split())
        if tag not in LEER:
            self.offen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.offen.pop() == tag


def geprueft(inhalt: str) -> Pruefer:
    pruefer = Pruefer()
    pruefer.feed(inhalt)
    pruefer.close()
    assert not pruefer.offen
    assert pruefer.eigenschaften <= {"class", "aria-hidden", "aria-label", "scope", "tabindex", "role"}
    assert not pruefer.elemente & {"script", "style", "svg", "img", "a", "iframe"}
    bekannt = set(re.findall(r"\.(sb[\w-]*)", STILBLATT))
    # Namen, an denen das Stilblatt nichts ändert.
    gleich = {"sb-skala", "sb-einfach", "sb-mehrfach", "sb-freitext", "sb-z6", "sb-zu-rechts"}
    # Die Schriftgrößen der Zitate muss das Stilblatt alle kennen.
    assert {f"sb-g{nummer}" for nummer in range(1, len(ZITATSTUFEN) + 1)} <= bekannt
    assert pruefer.klassen - bekannt <= gleich
    return pruefer


def text(inhalt: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", inhalt)).strip()


def zaehlung(frage: Frage, je_antwort: tuple[int, ...], **angaben: Any) -> Zaehlung:
    lage = Rundenlage(
        angaben.get("runde", 1),
        frage,
        angaben.get("runde", 1),
        Rundenstand.OFFEN,
        1,
        False,
        angaben.get("herkunft", TELEFON),
    )
    return Zaehlung(lage, angaben.get("anzahl", sum(je_antwort)), je_antwort, {}, angaben.get("texte", ()))


def test_saeulen_sind_massstaeblich_und_beschriftet() -> None:
    inhalt = verteilung_html(SKALA, verteilung(SKALA, (5, 0, 1, 4, 10, 0, 0), 20), zusatz="Pirna")
    geprueft(inhalt)
    # Die höchste Säule (10) ist voll; 5 von 10, 0, 1 von 10, 4 von 10.
    flaechen = re.findall(r'class="sb-flaeche sb-p(\d+)"', inhalt)
    assert flaechen == ["50", "0", "10", "40", "100", "0", "0"]
    assert re.findall(r'class="sb-zahl">(\d+)<', inhalt) == ["5", "0", "1", "4", "10", "0", "0"]
    # Geordnet stehen der zehnte auf 4 und der elfte auf 5.
    assert '<span class="sb-median sb-m9">▲ Median 4,5</span>' in inhalt
    assert re.findall(r'sb-summe">(\d+)<', inhalt) == ["6", "4", "10"]
    assert text(inhalt).endswith(
        "20 Stimmen, Median 4,5: ohne klare Richtung (6 links, 4 in der Mitte, 10 rechts). Pirna"
    )


def test_vorgelesen_werden_alle_antworten_in_worten() -> None:
    inhalt = verteilung_html(SKALA, verteilung(SKALA, (5, 0, 1, 4, 10, 0, 0), 20))
    tabelle = inhalt[inhalt.index("<table") : inhalt.index("</table>")]
    assert re.findall(r"<tr><th scope=\"row\">(.+?)</th><td>(\d+)</td>", tabelle) == [
        ("1 von 7: voll für „Fördermittel.“", "5"),
        ("2 von 7: eher für „Fördermittel.“", "0"),
        ("3 von 7: leicht für „Fördermittel.“", "1"),
        ("4 von 7: unentschieden", "4"),
        ("5 von 7: leicht für „Eigenes Werkzeug.“", "10"),
        ("6 von 7: eher für „Eigenes Werkzeug.“", "0"),
        ("7 von 7: voll für „Eigenes Werkzeug.“", "0"),
    ]
    assert "<caption>Wozu?</caption>" in tabelle
    gezeichnet = inhalt[: inhalt.index('<div class="sb-vorlesen">')]
    assert gezeichnet.count('aria-hidden="true"') == 1


@pytest.mark.parametrize(("platz", "marke"), [(0, "▲ Median 1"), (6, "Median 7 ▲")])
def test_die_marke_bleibt_am_rand_im_bild(platz: int, marke: str) -> None:
    anzahlen = tuple(3 if i == platz else 0 for i in range(7))
    assert f">{marke}</span>" in verteilung_html(SKALA, verteilung(SKALA, anzahlen, 3))


@pytest.mark.parametrize("anzahlen", [(0,) * 7, (0, 0, 1, 0, 0, 0, 0)])
def test_ohne_mitte_keine_marke(anzahlen: tuple[int, ...]) -> None:
    assert "sb-median" not in verteilung_html(SKALA, verteilung(SKALA, anzahlen, sum(anzahlen)))


def test_balken_je_antwort() -> None:
    inhalt = verteilung_html(EINFACH, verteilung(EINFACH, (3, 12, 0), 15))
    geprueft(inhalt)
    assert re.findall(r"sb-flaeche sb-p(\d+)", inhalt) == ["25", "100", "0"]
    assert re.findall(r'sb-zahl">([^<]+)<', inhalt) == ["3 (20\u00a0%)", "12 (80\u00a0%)", "0 (0\u00a0%)"]
    wenige = verteilung_html(EINFACH, verteilung(EINFACH, (3, 6, 0), 9))
    assert re.findall(r'sb-zahl">([^<]+)<', wenige) == ["3", "6", "0"]


def test_nur_gezeigte_freitexte() -> None:
    texte = tuple(
        Freitext(str(nummer), f"Text {nummer}", freigabe)
        for nummer, freigabe in enumerate(
            (Freigabe.GEZEIGT, Freigabe.NEU, Freigabe.ABGELEHNT, Freigabe.GEZEIGT)
        )
    )
    inhalt = zaehlung_html(zaehlung(FREI, (), anzahl=4, texte=texte))
    geprueft(inhalt)
    assert text(inhalt) == "Text 0 Text 3 4 Antworten, davon gezeigt: 2."
    assert text(freitexte_html(FREI, (), 0)) == "Noch keine Antwort."
    assert text(freitexte_html(FREI, ("Ja",), 1)) == "Ja 1 Antwort."


def test_auf_der_leinwand_hoechstens_vierzehn_zitate() -> None:
    viele = [f"T{nummer}" for nummer in range(20)]
    assert freitexte_html(FREI, viele, 20, gross=True).count("<q>") == 14
    assert "davon gezeigt: 14." in freitexte_html(FREI, viele, 20, gross=True)
    assert freitexte_html(FREI, viele, 20).count("<q>") == 20


def test_wenige_kurze_antworten_stehen_gross_viele_lange_gekuerzt() -> None:
    assert zitatklassen(["Geld", "Zeit"]) == "sb-g1"
    assert zitatklassen(["x" * 140] * 14) == "sb-z14 sb-zweispaltig"
    assert zitatklassen(["x" * 140] * 9) == "sb-z10 sb-zweispaltig"
    stufen = [int(zitatklassen(["Mehr Geld und mehr Zeit"] * n).split()[0][4:]) for n in range(1, 15)]
    assert stufen == sorted(stufen)
    assert stufen[0] < stufen[-1] <= len(ZITATSTUFEN)


def test_leere_letzte_runde_bekommt_kein_leeres_bild() -> None:
    alle = [zaehlung(SKALA, (0, 0, 0, 0, 0, 2, 1)), zaehlung(SKALA, (0,) * 7, runde=2)]
    eine = zaehlungen_html(alle, hoechstens=4, gross=True)
    assert "sb-neben" not in eine
    assert text(eine).endswith("2. Runde: Noch keine Stimme.")
    assert "3 Stimmen, Median 6" in text(eine)
    leer = zaehlungen_html(alle[1:], hoechstens=4, gross=True)
    assert text(leer).endswith("Noch keine Stimme.")
    frei = [zaehlung(FREI, (), anzahl=0)]
    assert text(zaehlungen_html(frei, hoechstens=4)) == "Noch keine Antwort."


def test_viele_antworten_in_zwei_runden_stehen_auf_der_leinwand_eng() -> None:
    viele = Frage("x", Frageart.EINFACH, "Was?", optionen=("A", "B", "C", "D", "E"))
    runden = [(n, verteilung(viele, (1, 2, 3, 4, n), 10 + n), TELEFON) for n in (1, 2)]
    gross = runden_html(viele, runden, gross=True)
    geprueft(gross)
    assert "1. Runde 2. Runde A 1 1 B 2 2" in text(gross)
    klein = runden_html(viele, runden)
    assert "sb-eng" not in klein
    assert "sb-legende" not in klein


def test_zwei_runden_stehen_nebeneinander_drei_untereinander() -> None:
    eins, zwei = verteilung(SKALA, (2, 0, 0, 0, 0, 0, 0), 2), verteilung(SKALA, (0, 0, 0, 0, 0, 0, 3), 3)
    nebeneinander = runden_html(SKALA, [(1, eins, TELEFON), (2, zwei, Herkunft.HANDZEICHEN)], gross=True)
    geprueft(nebeneinander)
    assert nebeneinander.count('class="sb-feld"') == 2
    assert "1. Runde: 2 Stimmen, Median 1" in text(nebeneinander)
    assert "2. Runde: 3 Handzeichen, Median 7" in text(nebeneinander)
    drei = runden_html(SKALA, [(1, eins, TELEFON), (2, zwei, TELEFON), (3, zwei, TELEFON)], gross=True)
    geprueft(drei)
    assert drei.count('class="sb-zeile"') == 3
    assert text(drei).endswith(
        "3. Runde: 3 Stimmen, Median 7: voll für „Eigenes Werkzeug“ (3 von 3 rechts der Mitte)."
    )


def test_runden_mit_anderem_wortlaut_bleiben_draussen() -> None:
    frueher = Frage("nutzen", Frageart.SKALA, "Wozu dann?", "Fördermittel.", "Eigenes Werkzeug.")
    alle = [
        zaehlung(frueher, (9, 0, 0, 0, 0, 0, 0), runde=1),
        zaehlung(SKALA, (0, 0, 0, 0, 0, 2, 0), runde=2),
    ]
    inhalt = zaehlungen_html(alle, hoechstens=4)
    assert "sb-neben" not in inhalt
    assert text(inhalt).endswith(
        "2 Stimmen, Median 6: eher für „Eigenes Werkzeug“ (2 von 2 rechts der Mitte)."
    )
    alle.append(zaehlung(SKALA, (1, 0, 0, 0, 0, 0, 0), runde=3))
    assert zaehlungen_html(alle, hoechstens=4).count('class="sb-feld"') == 2
    assert "sb-neben" not in zaehlungen_html(alle, hoechstens=1)


def test_gruppen_als_geteilte_balken() -> None:
    gruppen = {"klein": Gruppenzahl(8, (2, 0, 0, 4, 0, 0, 2)), "groß": Gruppenzahl(5, (0, 0, 0, 0, 0, 0, 5))}
    inhalt = gruppen_html(SKALA, geschuetzte_gruppen(gruppen, 20))
    geprueft(inhalt)
    # klein: 2 von 8 links (25), die halbe Mitte 2 von 8 (25) auf beiden Seiten, 2 von 8 rechts (25).
    assert re.findall(r"sb-p(\d+)", inhalt) == ["25", "25", "25", "25", "0", "0", "0", "100"]
    assert "klein 8 Stimmen 2 4 2 Median 4" in text(inhalt)
    assert text(inhalt).endswith(
        "Gezeigt ab 5 Stimmen je Gruppe. 7 Stimmen stehen in keiner gezeigten Gruppe."
    )


def test_zu_kleine_gruppen_erscheinen_nirgends() -> None:
    inhalt = gruppen_html(SKALA, geschuetzte_gruppen({"klein": Gruppenzahl(4, (4, 0, 0, 0, 0, 0, 0))}, 40))
    assert "klein" not in inhalt
    assert text(inhalt).startswith(
        "Keine Gruppe ist groß genug. Gezeigt ab 5 Stimmen je Gruppe. 1 Gruppe ist"
    )
    with pytest.raises(ValueError, match="Freie Antworten"):
        gruppen_html(FREI, geschuetzte_gruppen({}, 3))


def test_auf_der_leinwand_die_groessten_gruppen() -> None:
    gruppen = {f"Kreis {n:02}": Gruppenzahl(n, (n, 0, 0)) for n in range(5, 5 + ZEILEN_GROSS + 2)}
    vergleich = geschuetzte_gruppen(gruppen, sum(range(5, 5 + ZEILEN_GROSS + 2)))
    gross = gruppen_html(EINFACH, vergleich, gross=True)
    geprueft(gross)
    assert gross.count("sb-vorn") - gross.count("sb-vornname") == ZEILEN_GROSS
    assert "Kreis 05 5 Stimmen" not in text(gross)
    assert "Kreis 07 7 Stimmen 7 von 7 „Gültig“" in text(gross)
    assert f"Die sechs mit den meisten Stimmen von {ZEILEN_GROSS + 2}." in text(gross)
    klein = gruppen_html(EINFACH, vergleich)
    geprueft(klein)
    assert "Kreis 05 5 Stimmen" in text(klein)


def test_gleichstand_einer_gruppe_auf_der_leinwand() -> None:
    vergleich = geschuetzte_gruppen({"klein": Gruppenzahl(6, (3, 3, 0))}, 6)
    assert "je 3 von 6 „Gültig“ und „Veraltet“" in text(gruppen_html(EINFACH, vergleich, gross=True))


def ergebnis(nummer: int, **angaben: Any) -> dict[str, Any]:
    je_antwort = angaben.pop("je_antwort", (1, 0, 0, 0, 0, 0, 2))
    return {
        "nummer": nummer,
        "raum": f"r{nummer}",
        "titel": "Werkstatt",
        "ort": "Pirna",
        "datum": date(2026, 3, 12),
        "runde": 1,
        "herkunft": "telefon",
        "inhalt": SKALA,
        "anzahl": sum(je_antwort),
        "je_antwort": je_antwort,
    } | angaben


def test_reihe_nennt_datum_ort_und_was_unterscheidet() -> None:
    inhalt = reihe_html(
        reihe(
            [
                ergebnis(1),
                ergebnis(2, datum=date(2026, 4, 1), ort="", titel="Abend"),
                ergebnis(3, datum=date(2026, 5, 1), raum="r9"),
                ergebnis(4, datum=date(2026, 5, 1), raum="r9", runde=2, herkunft="handzeichen"),
            ]
        )[0]
    )
    geprueft(inhalt)
    namen = re.findall(r'class="sb-name">(.+?) <span', inhalt)
    assert namen == [
        "12.03.2026, Pirna",
        "01.04.2026, Abend",
        "01.05.2026, Pirna, 1. Runde",
        "01.05.2026, Pirna, 2. Runde, Handzeichen",
    ]
    assert text(inhalt).endswith("3 Workshops mit gleichem Wortlaut, zusammen 12 Stimmen.")


@pytest.mark.parametrize("gross", [False, True])
def test_fremder_text_bleibt_text(gross: bool) -> None:
    skala = Frage("x", Frageart.SKALA, BOESE, BOESE, BOESE)
    auswahl = Frage("x", Frageart.MEHRFACH, BOESE, optionen=(BOESE, "B"))
    frei = Frage("x", Frageart.FREITEXT, BOESE)
    v, w = verteilung(skala, (3, 0, 0, 0, 0, 0, 2), 5), verteilung(auswahl, (5, 1), 5)
    gruppen_s = geschuetzte_gruppen({BOESE: Gruppenzahl(5, (3, 0, 0, 0, 0, 0, 2))}, 5)
    gruppen_a = geschuetzte_gruppen({BOESE: Gruppenzahl(5, (5, 1))}, 5)
    zeilen = [ergebnis(1, inhalt=skala, titel=BOESE, ort=BOESE)]
    for inhalt in (
        verteilung_html(skala, v, gross=gross, zusatz=BOESE),
        verteilung_html(auswahl, w, gross=gross),
        freitexte_html(frei, [BOESE], 1, gross=gross),
        runden_html(skala, [(1, v, TELEFON), (2, v, TELEFON)], gross=gross),
        runden_html(auswahl, [(1, w, TELEFON), (2, w, TELEFON), (3, w, TELEFON)], gross=gross),
        gruppen_html(skala, gruppen_s, gross=gross),
        gruppen_html(auswahl, gruppen_a, gross=gross),
        reihe_html(reihe(zeilen)[0]),
    ):
        geprueft(inhalt)
        assert "<script" not in inhalt


@given(st.lists(st.integers(0, 1000), min_size=7, max_size=7), st.booleans())
def test_jede_verteilung_ergibt_ein_heiles_bild(anzahlen: list[int], gross: bool) -> None:
    inhalt = verteilung_html(SKALA, verteilung(SKALA, anzahlen, sum(anzahlen)), gross=gross)
    geprueft(inhalt)
    laengen = [int(zahl) for zahl in re.findall(r"sb-flaeche sb-p(\d+)", inhalt)]
    assert [laenge > 0 for laenge in laengen] == [zahl > 0 for zahl in anzahlen]
    assert not sum(anzahlen) or max(laengen) == 100


def test_farben_stehen_wie_in_der_palette_im_stilblatt() -> None:
    hell, dunkel = (farben.palette(thema) for thema in farben.THEMEN)
    for name, paar in zip(
        ("links", "mitte", "rechts"), zip(hell.seiten, dunkel.seiten, strict=True), strict=True
    ):
        assert f"--sb-{name}: light-dark({paar[0]}, {paar[1]});" in STILBLATT
    for name, eigenschaft in (
        ("text", "text"),
        ("leise", "text_leise"),
        ("grund", "grund"),
        ("akzent", "akzent"),
    ):
        paar = (getattr(hell, eigenschaft), getattr(dunkel, eigenschaft))
        assert f"--sb-{name}: light-dark({paar[0]}, {paar[1]});" in STILBLATT


def test_stilblatt_kennt_jede_laenge_und_jeden_median() -> None:
    for hundertstel in range(101):
        assert f".sb-p{hundertstel} {{ --anteil: {hundertstel / 100:g}; }}" in STILBLATT
    for doppelter in range(2, 15):
        assert f".sb-m{doppelter} {{ grid-column: {doppelter - 1} / span 2; }}" in STILBLATT
    assert "url(" not in STILBLATT
    assert "@import" not in STILBLATT
