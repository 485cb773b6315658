"""Folien als HTML: Rahmen nach Vertrag, alles maskiert, kein Stil im Text, Zahlen und Breiten stimmen."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from insek_monitor.kern.stimmungsbild import Frage, Frageart
from insek_monitor.kern.vortrag import Folge, Folie, Folienart
from insek_monitor.workshop.vortrag.folien_bilder import hell, voll
from insek_monitor.workshop.vortrag.folien_html import folie_html
from insek_monitor.workshop.vortrag.folien_karte import Karten, Ort, karte_svg
from insek_monitor.workshop.vortrag.folien_rechnen import inhalte
from insek_monitor.workshop.vortrag.folien_teile import (
    GESCHAETZT,
    KLASSEN,
    Balken,
    Eintrag,
    Gruppe,
    Kartenklasse,
    Saeule,
    Teil,
)
from insek_monitor.workshop.vortrag.folien_text import gekuerzt, passt, stufe, titelklasse
from insek_monitor.workshop.vortrag.folieninhalt import Folieninhalt
from tests.hilfen.folien_beispiele import grundlage

BOESE = '"><script>alert(1)</script>'
FRAGEN = (
    Frage("skala", Frageart.SKALA, "Wozu?", "Für Förderung", "Für uns"),
    Frage("viele", Frageart.MEHRFACH, "Was hilft?", optionen=("Beratung", "Geld")),
    Frage("frei", Frageart.FREITEXT, "Was noch?"),
)


def flaeche(ags: str, x: float) -> dict[str, object]:
    ecken = [[x, 51.0], [x + 0.1, 51.0], [x + 0.1, 51.1], [x, 51.1], [x, 51.0]]
    return {
        "type": "Feature",
        "properties": {"ags": ags, "name": ags},
        "geometry": {"type": "Polygon", "coordinates": [ecken]},
    }


KARTEN = Karten({"features": [flaeche(f"1462000{i}", 12 + i / 10) for i in range(8)]}, {"features": []})


class Baum(HTMLParser):
    """Offene Elemente, damit nichts unausgeglichen bleibt; dazu alle Attribute."""

    LEER = frozenset({"rect", "path", "hr", "br", "circle"})

    def __init__(self) -> None:
        super().__init__()
        self.offen: list[str] = []
        self.attribute: list[tuple[str, str | None]] = []
        self.elemente: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elemente.append(tag)
        self.attribute += attrs
        if tag not in self.LEER:
            self.offen.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elemente.append(tag)
        self.attribute += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.offen.pop() == tag


def baum(html: str) -> Baum:
    gelesen = Baum()
    gelesen.feed(html)
    assert gelesen.offen == []
    return gelesen


def alle_folien() -> list[str]:
    folge = Folge(
        "x",
        (
            Folie(Folienart.TITEL, "T", "Unterzeile"),
            *(Folie(a) for a in Folienart if a.aus_daten and a is not Folienart.GEMEINDE),
            Folie(Folienart.GEMEINDE, ags="14620002"),
            Folie(Folienart.TEXT, "Text", "- **a**"),
            Folie(Folienart.BEITRETEN),
            *(Folie(Folienart.ABSTIMMUNG, frage=f.kennung) for f in FRAGEN),
            Folie(Folienart.ERGEBNIS, frage="skala"),
        ),
        fragen=tuple(f.als_dict() for f in FRAGEN),
    )
    fertig = inhalte(folge, grundlage(mit_schaetzung=True))
    return [folie_html(i, n, len(fertig), karten=KARTEN) for n, i in enumerate(fertig, 1)]


def test_rahmen_nach_vertrag() -> None:
    html = folie_html(Folieninhalt(Folienart.TEXT, "A & B"), 3, 12)
    assert html.startswith(
        '<section class="folie" data-nr="3" data-art="text" aria-roledescription="Folie" '
        'aria-label="Folie 3 von 12">'
    )
    assert '<h2 class="titel kurz">A &amp; B</h2>' in html


def test_alle_folien_sind_wohlgeformt_und_ohne_stil_und_skript() -> None:
    kennungen: list[str] = []
    for html in alle_folien():
        gelesen = baum(html)
        namen = {name for name, _ in gelesen.attribute}
        assert "style" not in namen
        assert not {n for n in namen if n.startswith("on")}
        assert not {"script", "img", "a", "iframe", "style", "link"} & set(gelesen.elemente)
        kennungen += [str(wert) for name, wert in gelesen.attribute if name == "id"]
        verweise = re.findall(r"url\(#([^)]+)\)", html)
        assert set(verweise) <= set(kennungen)
    assert len(kennungen) == len(set(kennungen))


def test_fremder_text_bleibt_text() -> None:
    folie = Folieninhalt(
        Folienart.REGION,
        BOESE,
        BOESE,
        balken=(Balken(BOESE, (Teil("kein", BOESE, 1, 1),), 2),),
        saeulen=(Saeule(BOESE, "kein", 1),),
        gruppen=(Gruppe(BOESE, (Eintrag(BOESE, BOESE),)),),
        hinweis=BOESE,
        herkunft=BOESE,
        eingefroren=BOESE,
    )
    frage = Frage("skala", Frageart.SKALA, BOESE, BOESE, BOESE)
    optionen = Frage("viele", Frageart.EINFACH, BOESE, optionen=(BOESE, "b"))
    for html in (
        folie_html(folie, 1, 1),
        folie_html(Folieninhalt(Folienart.GROESSE, "x", balken=folie.balken), 1, 1),
        folie_html(Folieninhalt(Folienart.TEXT, "x", text=BOESE), 1, 1),
        folie_html(Folieninhalt(Folienart.ABSTIMMUNG, BOESE, frage=frage), 1, 1),
        folie_html(Folieninhalt(Folienart.ABSTIMMUNG, BOESE, frage=optionen), 1, 1),
    ):
        assert "script" not in baum(html).elemente
        assert "&lt;script&gt;" in html


def leiste(html: str) -> list[tuple[str, str, str]]:
    """Anfang, Breite und Farbe der Stücke des ersten Balkens."""
    stueck = html.split('class="leiste"')[1].split("</svg>")[0]
    return re.findall(r'<rect x="([\d.]+)%" width="([\d.]+)%" height="100%" fill="([^"]+)"', stueck)


def test_balken_teilt_die_breite_nach_anzahl() -> None:
    teile = (Teil("vorhanden", "INSEK", 3), Teil("kein", "keines", 1))
    html = folie_html(Folieninhalt(Folienart.ABDECKUNG, "x", balken=(Balken("", teile, 4),)), 2, 2)
    assert leiste(html) == [("0", "75", voll("vorhanden")), ("75", "25", voll("kein"))]
    assert "<b>3</b><span>INSEK</span><em>75\u00a0%</em>" in html
    assert 'aria-label="Gestapelter Balken. 3 INSEK; 1 keines."' in html
    assert "geschätzt" not in html


def test_geschaetztes_steht_hell_neben_dem_belegten() -> None:
    teile = (Teil("vorhanden", "INSEK", 2, 1, 2, 5), Teil("teilweise", "ähnlich", 0, 1, 1, 1))
    balken = (Balken("", teile, 4),)
    html = folie_html(Folieninhalt(Folienart.ABDECKUNG, "x", balken=balken), 2, 2)
    assert leiste(html) == [
        ("0", "50", voll("vorhanden")),
        ("50", "25", hell("vorhanden")),
        ("75", "25", hell("teilweise")),
    ]
    assert "<b>rund 3</b><span>INSEK</span><i>davon 2 belegt</i>" in html
    assert "<b>1</b><span>ähnlich</span><i>geschätzt</i>" in html
    assert "hell: nach den Eckwerten geschätzt" in html
    # Das Intervall steht im Text zum Vorlesen; was genau ist, hat keines. Anteile gibt es keine.
    assert (
        'aria-label="Gestapelter Balken. rund 3 INSEK, davon 2 belegt, mit 90\u00a0% 2 bis 5; '
        '1 ähnlich, davon 0 belegt."'
    ) in html
    assert "<em>" not in html


@pytest.mark.parametrize(
    ("teile", "wert"),
    [
        ((Teil("vorhanden", "a", 2, 1, 2, 5), Teil("kein", "b", 1, 1, 1, 3)), "2 belegt, rund 3 von 5"),
        ((Teil("vorhanden", "a", 0, 1, 0, 2), Teil("kein", "b", 0, 4, 3, 5)), "keines belegt, rund 1 von 5"),
        ((Teil("kein", "b", 0, 5, 4, 5),), "keines von 5 belegt"),
        ((Teil("vorhanden", "a", 2), Teil("unbekannt", "b", 3)), "2 von 5 belegt"),
        ((Teil("unbekannt", "b", 5),), "keines von 5 belegt"),
        ((Teil("vorhanden", "a", 2), Teil("kein", "b", 3)), "2 von 5 (40\u00a0%)"),
    ],
)
def test_zeile_je_groesse(teile: tuple[Teil, ...], wert: str) -> None:
    html = folie_html(Folieninhalt(Folienart.GROESSE, "x", balken=(Balken("a", teile, 5),)), 1, 1)
    assert f'<b class="wert">{wert}</b>' in html


def test_saeulen_haben_hoehe_nach_anzahl() -> None:
    saeulen = (Saeule("2026", "aktuell", 4), Saeule("2027", "aktuell", 0), Saeule("2028", "aktuell", 2))
    html = folie_html(Folieninhalt(Folienart.ABLAUF, "x", saeulen=saeulen), 1, 1)
    # Die höchste nimmt 82 Prozent ein.
    assert re.findall(r'<rect y="([\d.]+)%" width="100%" height="([\d.]+)%"', html) == [
        ("18.00", "82.00"),
        ("59.00", "41.00"),
    ]
    assert re.findall(r'class="zahl gross"[^>]*>(\d+)<', html) == ["4", "0", "2"]


def test_lauter_nullen_teilen_nicht_durch_null() -> None:
    folie = Folieninhalt(
        Folienart.ABLAUF,
        "x",
        saeulen=(Saeule("2026", "aktuell", 0),),
        balken=(Balken("", (), 0), Balken("a", (Teil("kein", "b", 0),), 0)),
    )
    baum(folie_html(folie, 1, 1))
    baum(folie_html(Folieninhalt(Folienart.GROESSE, "x", balken=folie.balken), 1, 1))


def test_karte_zeichnet_nur_das_gebiet_und_nennt_zahlen() -> None:
    html = next(h for h in alle_folien() if 'data-art="karte"' in h)
    assert 'role="img"' in html
    assert "INSEK vorhanden: 3 Gemeinden; ähnliches Konzept: 1 Gemeinde;" in html
    assert "<b>3</b><span>INSEK vorhanden</span>" in html
    assert len(KARTEN.ausschnitt(["14620001", "14620002"]).gemeinden) == 2
    assert len(KARTEN.ausschnitt(["14999999"]).gemeinden) == 8
    assert "<svg xmlns" not in folie_html(
        inhalte(Folge("x", (Folie(Folienart.KARTE),)), grundlage())[0], 1, 1
    )


def test_karte_eines_gebiets_nennt_die_groessten_orte() -> None:
    orte = {f"1462000{i}": Ort(f"Ort {i}", 12.05 + i / 10, 51.05, 1000 + i) for i in range(8)}
    karten = Karten(KARTEN.gemeinden, KARTEN.kreise, orte)
    klein, gross = (
        karte_svg([Kartenklasse("kein", "kein Konzept", ags)], karten, "k", "Karte")
        for ags in (("14620001",), ("14620001", "14620002", "14620003"))
    )
    assert ">Ort 1<" in klein
    assert ">Ort 3<" in gross
    assert ">Ort 4<" not in gross


def test_abstimmung_ist_ein_rahmen_fuer_das_skript() -> None:
    html = folie_html(Folieninhalt(Folienart.ABSTIMMUNG, "Wozu?", frage=FRAGEN[0]), 1, 1)
    assert (
        '<div class="abstimmung" data-frage="skala"><div class="frage"><div class="skala">'
        '<p class="aussage links"><b>← Links</b> <span>Für Förderung</span></p>'
        '<p class="aussage rechts"><b>Rechts →</b> <span>Für uns</span></p>'
        f'<div class="regler" aria-hidden="true">{"<i></i>" * 7}</div><p class="pole" '
        'aria-hidden="true"><span>← Links stimmt</span><span>unentschieden</span>'
        '<span>Rechts stimmt →</span></p></div></div><div class="beitritt"></div>'
        '<div class="stimmen"></div><div class="ergebnis"></div></div>'
    ) in html
    beitreten = folie_html(Folieninhalt(Folienart.BEITRETEN, "Mitmachen"), 1, 1)
    assert '<div class="abstimmung" data-frage=""><div class="frage"></div>' in beitreten
    mehrere = folie_html(Folieninhalt(Folienart.ABSTIMMUNG, "Was hilft?", frage=FRAGEN[1]), 1, 1)
    assert "Mehrere Antworten sind möglich." in mehrere


def test_eingefroren_steht_bei_der_herkunft() -> None:
    folie = Folieninhalt(Folienart.KARTE, "x", herkunft="Stichtag", eingefroren="Eingefroren am 20.11.2026")
    assert "Stichtag · Eingefroren am 20.11.2026</p>" in folie_html(folie, 1, 1)


def test_vorsilbe_macht_kennungen_eindeutig() -> None:
    karte = (Kartenklasse("kein", "kein Konzept", ("14620001",)),)
    html = folie_html(Folieninhalt(Folienart.KARTE, "x", karte=karte), 4, 9, karten=KARTEN, vorsilbe="n")
    assert 'id="n4-k-titel"' in html


def test_jede_klasse_hat_farben() -> None:
    for klasse in KLASSEN:
        assert re.fullmatch("#[0-9a-f]{6}", voll(klasse))
    for klasse in GESCHAETZT:
        assert hell(klasse) not in map(voll, KLASSEN)


@pytest.mark.parametrize(
    ("laenge", "klasse"),
    [(46, "kurz"), (47, "mittel"), (68, "mittel"), (69, "lang"), (90, "lang"), (91, "sehrlang")],
)
def test_lange_ueberschriften_werden_kleiner(laenge: int, klasse: str) -> None:
    assert titelklasse("x" * laenge) == klasse


def test_text_waehlt_die_groesste_schrift_und_kuerzt_sichtbar() -> None:
    assert stufe("- kurz") == "gross"
    lang = "\n".join(f"- Punkt {i}" for i in range(40))
    assert not passt(lang)
    kurz = gekuerzt(lang)
    assert passt(kurz)
    assert kurz.endswith("\n\n…")
    assert lang.startswith(kurz.removesuffix("\n\n…"))
    assert gekuerzt("- kurz") == "- kurz"
    assert passt(gekuerzt("wort " * 240))
