"""Stimmungsbild als HTML: Verteilung, freie Antworten – für die Leinwand (``gross``) und für Seiten.

Kein ``style``, kein SVG, kein Skript: Die Leinwand verbietet Stilangaben im Text, Streamlit entfernt SVG.
Längen stehen als Klasse ``sb-p0`` bis ``sb-p100``; das Aussehen steht in
``workshop/saal/statisch/stimmungsbild.css``. Was zu sehen ist, ist für Vorleseprogramme verborgen; sie
lesen Satz und Tabelle.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from insek_monitor.kern.stimmungsbild import STUFEN, Frage, Frageart, Freigabe, Herkunft
from insek_monitor.lage.bild import zahlen
from insek_monitor.workshop.abstimmung.rechnen import MITTE, Verteilung, verteilung
from insek_monitor.workshop.abstimmung.register_auszaehlung import Zaehlung
from insek_monitor.workshop.abstimmung.saetze import (
    antwortmenge,
    antwortzahl,
    medianzahl,
    satz,
    stimmen,
)
from insek_monitor.workshop.abstimmung.zitate import ZITATE_HOECHSTENS, zitatklassen

Benannt = tuple[str, Verteilung]
"""Name einer Runde, einer Gruppe oder eines Workshops und ihre Verteilung."""
VIELE_OPTIONEN = 6
VIELE_IM_VERGLEICH = 4
"""Darüber stehen auf der Leinwand die Zahlen zweier Runden neben der Antwort und dünne Balken darunter."""


def zaehlung_html(zaehlung: Zaehlung, *, gross: bool = False, zusatz: str = "") -> str:
    """Eine gezählte Runde, gleich welcher Art; von freien Antworten nur die freigegebenen."""
    frage = zaehlung.runde.frage
    if frage.art is Frageart.FREITEXT:
        gezeigt = [text.text for text in zaehlung.texte if text.freigabe is Freigabe.GEZEIGT]
        return freitexte_html(frage, gezeigt, zaehlung.anzahl, gross=gross, zusatz=zusatz)
    v = verteilung(frage, zaehlung.je_antwort, zaehlung.anzahl)
    return verteilung_html(frage, v, gross=gross, herkunft=zaehlung.runde.herkunft, zusatz=zusatz)


def verteilung_html(
    frage: Frage,
    v: Verteilung,
    *,
    gross: bool = False,
    herkunft: Herkunft = Herkunft.TELEFON,
    zusatz: str = "",
) -> str:
    """Eine Runde: Säulen je Stufe mit Median oder Balken je Antwort, darunter der Befund.

    Parameters
    ----------
    gross : Für die Leinwand: keine Schrift unter 2,75 ``--e``.
    zusatz : Weitere Angaben unter dem Befund (Workshop, Ort, Datum).
    """
    befund = satz(frage, v, herkunft)
    if frage.art is Frageart.FREITEXT:
        return rahmen(frage, "", befund, gross=gross, zusatz=zusatz)
    bild = (
        f"{saeulen(v)}{_aussagen(frage, v)}"
        if frage.art is Frageart.SKALA
        else optionen(frage, [("", v)], gross=gross)
    )
    tabelle = lesetabelle(frage, [(stimmen(v.anzahl, herkunft), v)])
    return rahmen(frage, bild, befund, tabelle=tabelle, gross=gross, zusatz=zusatz)


def freitexte_html(
    frage: Frage, texte: Sequence[str], anzahl: int, *, gross: bool = False, zusatz: str = ""
) -> str:
    """Gezeigte freie Antworten als Zitate.

    Parameters
    ----------
    texte : Nur Antworten mit der Freigabe ``GEZEIGT``.
    anzahl : Alle Antworten der Runde, auch noch nicht durchgesehene.
    """
    gezeigt = texte[:ZITATE_HOECHSTENS] if gross else texte
    if not anzahl:
        befund = "Noch keine Antwort."
    elif len(gezeigt) == anzahl:
        befund = f"{antwortzahl(anzahl)}."
    else:
        befund = f"{antwortzahl(anzahl)}, davon gezeigt: {zahlen.zahl(len(gezeigt))}."
    zitate = "".join(f"<li><q>{escape(text)}</q></li>" for text in gezeigt)
    tabelle = f'<ul class="sb-zitate {zitatklassen(gezeigt)}">{zitate}</ul>' if zitate else ""
    return rahmen(frage, "", befund, tabelle=tabelle, gross=gross, zusatz=zusatz)


def rahmen(
    frage: Frage, bild: str, befund: str, *, tabelle: str = "", gross: bool = False, zusatz: str = ""
) -> str:
    """Bild, Tabelle zum Vorlesen und Satz als eine Abbildung; ``bild`` und ``tabelle`` sind fertiges HTML."""
    klassen = f"sb sb-{frage.art.value}" + (" sb-gross" if gross else "")
    unten = f'<span class="sb-zusatz">{escape(zusatz)}</span>' if zusatz else ""
    gezeichnet = f'<div class="sb-bild" aria-hidden="true">{bild}</div>' if bild else ""
    return (
        f'<figure class="{klassen}">{gezeichnet}{tabelle}'
        f'<figcaption class="sb-befund">{escape(befund)}{unten}</figcaption></figure>'
    )


def saeulen(v: Verteilung, *, beschriftet: bool = True) -> str:
    """Sieben Säulen mit Anzahl darüber, Stufe darunter und dem Median als Marke (auf Wunsch ohne Wort)."""
    hoechste = max(v.anzahlen, default=0)
    stufen = "".join(
        f'<div class="sb-stufe {_seite(stufe)}"><div class="sb-saeule">'
        f'<span class="sb-zahl">{zahlen.zahl(zahl)}</span>'
        f'<span class="sb-flaeche {laenge(zahl, hoechste)}"></span></div>'
        f'<span class="sb-nummer">{stufe}</span></div>'
        for stufe, zahl in enumerate(v.anzahlen, start=1)
    )
    return f'<div class="sb-stufen">{stufen}</div><div class="sb-achse">{_medianmarke(v, beschriftet)}</div>'


def _medianmarke(v: Verteilung, beschriftet: bool) -> str:
    if v.median is None or v.anzahl < 2:
        return ""
    platz = round(2 * v.median)
    text = f"Median {medianzahl(v.median)}" if beschriftet else ""
    # Ganz rechts steht das Dreieck hinter dem Wort, sonst ragte es aus dem Bild.
    inhalt = f"{text} ▲" if platz == 2 * STUFEN else f"▲ {text}"
    return f'<span class="sb-median sb-m{platz}">{inhalt.strip()}</span>'


def _seite(stufe: int) -> str:
    return "sb-mitte" if stufe == MITTE else "sb-links" if stufe < MITTE else "sb-rechts"


def _aussagen(frage: Frage, v: Verteilung) -> str:
    """Unter den Säulen: links und rechts die Aussage mit der Summe ihrer Seite, dazwischen die Mitte."""
    felder = (
        ("sb-links", v.links, frage.links),
        ("sb-mitte", v.mitte, "Mitte"),
        ("sb-rechts", v.rechts, frage.rechts),
    )
    return '<div class="sb-aussagen">{}</div>'.format(
        "".join(
            f'<p class="sb-aussage {klasse}"><b class="sb-summe">{zahlen.zahl(zahl)}</b>'
            f"<span>{escape(text)}</span></p>"
            for klasse, zahl, text in felder
        )
    )


def optionen(frage: Frage, runden: Sequence[Benannt], *, gross: bool = False) -> str:
    """Je Antwort ein Balken, bei mehreren Runden einer je Runde; der letzte ist kräftig."""
    hoechste = max((zahl for _, v in runden for zahl in v.anzahlen), default=0)
    mehrere = len(runden) > 1
    eng = gross and mehrere and len(frage.optionen) > VIELE_IM_VERGLEICH
    zeilen = []
    for platz, option in enumerate(frage.optionen):
        balken = ""
        for name, v in runden:
            zahl = v.anzahlen[platz]
            # Bei vielen Antworten und zwei Runden hat die Leinwand keinen Platz für Prozente.
            text = zahlen.zahl(zahl) if eng else antwortmenge(zahl, v.anzahl)
            runde = f' <span class="sb-runde">{escape(name)}</span>' if name and not gross else ""
            balken += (
                f'<div class="sb-spur"><span class="sb-flaeche {laenge(zahl, hoechste)}"></span>'
                f'<span class="sb-zahl">{text}{runde}</span></div>'
            )
        zeilen.append(f'<div class="sb-option"><span class="sb-name">{escape(option)}</span>{balken}</div>')
    klassen = "sb-optionen" + (" sb-mehrere" if mehrere else "")
    klassen += " sb-viele" if len(zeilen) > VIELE_OPTIONEN else ""
    klassen += " sb-eng" if eng else ""
    legende = "".join(f'<span class="sb-schild">{escape(name)}</span>' for name, _ in runden)
    kopf = f'<p class="sb-legende">{legende}</p>' if gross and mehrere else ""
    return f'{kopf}<div class="{klassen}">{"".join(zeilen)}</div>'


def laenge(zahl: float, hoechste: float) -> str:
    """Klasse für die Länge in ganzen Hundertsteln; was nicht null ist, bleibt sichtbar."""
    if not zahl or not hoechste:
        return "sb-p0"
    return f"sb-p{max(1, round(100 * zahl / hoechste))}"


def lesetabelle(frage: Frage, spalten: Sequence[Benannt]) -> str:
    """Alle Zahlen als Tabelle nur für Vorleseprogramme: je Antwort eine Zeile, je Runde eine Spalte."""
    kopf = "".join(f'<th scope="col">{escape(name)}</th>' for name, _ in spalten)
    zeilen = "".join(
        f'<tr><th scope="row">{escape(antwort)}</th>'
        + "".join(f"<td>{zahlen.zahl(v.anzahlen[platz])}</td>" for _, v in spalten)
        + "</tr>"
        for platz, antwort in enumerate(frage.antworten)
    )
    return (
        f'<div class="sb-vorlesen"><table><caption>{escape(frage.text)}</caption>'
        f'<thead><tr><th scope="col">Antwort</th>{kopf}</tr></thead><tbody>{zeilen}</tbody></table></div>'
    )
