"""Ergebnis einer Abstimmung als Bild (PNG, SVG) für Folien und Berichte, gesetzt mit Typst."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from insek_monitor.kern.stimmungsbild import Frage, Frageart, Herkunft
from insek_monitor.lage.ausgabe.typst import setze_bild
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.farben import HELL
from insek_monitor.workshop.abstimmung.rechnen import Verteilung
from insek_monitor.workshop.abstimmung.saetze import (
    NICHT_REPRAESENTATIV,
    antwortmenge,
    medianzahl,
    rundenname,
    satz,
)

BREITE_PX = 1600


@dataclass(frozen=True)
class Anlass:
    """Woher ein Ergebnis stammt.

    Attributes
    ----------
    titel, ort : Des Workshops; ``ort`` darf leer sein.
    runde : Nur nennen, wenn es mehrere gibt.
    """

    titel: str
    ort: str
    datum: date
    herkunft: Herkunft = Herkunft.TELEFON
    runde: int | None = None


def als_png(frage: Frage, verteilung: Verteilung, anlass: Anlass) -> bytes:
    """PNG, ``BREITE_PX`` Bildpunkte breit; gleiche Eingabe ergibt gleiche Bytes.

    Raises
    ------
    ValueError
        bei freien Antworten: Sie haben kein Bild.
    """
    return setze_bild("stimmungsbild", _daten(frage, verteilung, anlass), "png", breite=BREITE_PX)


def als_svg(frage: Frage, verteilung: Verteilung, anlass: Anlass) -> bytes:
    """SVG mit Textalternative; sonst wie ``als_png``."""
    daten = _daten(frage, verteilung, anlass)
    roh = setze_bild("stimmungsbild", daten, "svg", breite=BREITE_PX).decode()
    kopf, klammer, rest = roh.partition(">")
    text = escape(f"{frage.text} {daten['befund']} {daten['fuss']}")
    return f'{kopf} role="img" lang="de"{klammer}<title>{text}</title>{rest}'.encode()


def _daten(frage: Frage, v: Verteilung, anlass: Anlass) -> dict[str, Any]:
    if frage.art is Frageart.FREITEXT:
        raise ValueError("Freie Antworten haben kein Bild. Bitte wählen Sie eine Frage mit Auswahl.")
    hoechste = max(v.anzahlen, default=0) or 1
    skala = frage.art is Frageart.SKALA
    return {
        "frage": frage.text,
        "skala": skala,
        "farben": list(HELL.seiten),
        "balken": [
            {
                "text": antwort,
                "zahl": zahlen.zahl(zahl) if skala else antwortmenge(zahl, v.anzahl),
                "anteil": zahl / hoechste,
            }
            for antwort, zahl in zip(v.antworten, v.anzahlen, strict=True)
        ],
        "median": v.median,
        "mediantext": "" if v.median is None else f"Median {medianzahl(v.median)}",
        "seiten": [
            {"zahl": zahlen.zahl(v.links), "text": frage.links},
            {"zahl": zahlen.zahl(v.mitte), "text": "Mitte"},
            {"zahl": zahlen.zahl(v.rechts), "text": frage.rechts},
        ],
        "befund": satz(frage, v, anlass.herkunft),
        "fuss": anlasszeile(anlass),
    }


def anlasszeile(anlass: Anlass) -> str:
    """„Herbstwerkstatt, Pirna, 21. November 2026. Stimmungsbild der Anwesenden, nicht repräsentativ.“"""
    teile = [anlass.titel, anlass.ort, zahlen.datum_lang(anlass.datum)]
    if anlass.runde is not None:
        teile.append(rundenname(anlass.runde))
    return f"{', '.join(teil for teil in teile if teil)}. {NICHT_REPRAESENTATIV}"
