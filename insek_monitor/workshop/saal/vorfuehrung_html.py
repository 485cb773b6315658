"""Hüllen der Leinwand und der Vortragsansicht: ganze HTML-Seiten ohne Skript und Stil im Text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from insek_monitor.workshop.saal import vortrag_html

Statisch = Callable[[str], str]
"""Dateiname → Adresse mit Prüfsumme."""

ZURUECK = "/praesentation"
FOLIENSTILE = ("folien.css", "stimmungsbild.css", "vorfuehrung.css")


@dataclass(frozen=True)
class Buehne:
    """Was Leinwand und Vortragsansicht zeigen.

    Attributes
    ----------
    folien : fertige ``<section class="folie">``.
    namen : Überschrift je Folie, zum Springen.
    beitritt_gross, beitritt_klein : fertiges HTML mit QR-Code; leer ohne Raum.
    """

    kennung: str
    titel: str
    folien: tuple[str, ...]
    namen: tuple[str, ...]
    beitritt_gross: str = ""
    beitritt_klein: str = ""


def leinwand(buehne: Buehne, statisch: Statisch, zurueck: str = ZURUECK) -> str:
    """Seite der Leinwand: alle Folien, zu sehen ist eine; Esc führt nach ``zurueck`` (leer: nirgends)."""
    return _seite(
        buehne,
        statisch,
        klasse="leinwand",
        zurueck=zurueck,
        stile=FOLIENSTILE,
        skripte=("abgleich.js", "vorfuehrung.js"),
        inhalt=(
            f'<main class="buehne" id="buehne">{"".join(buehne.folien)}</main>'
            '<div id="schwarz" class="schwarz" hidden></div>'
            '<p id="anzeige" class="anzeige" hidden></p>'
            '<p id="verbindung" class="anzeige unten" hidden>Keine Verbindung zum Rechner mit dem '
            "INSEK-Monitor. Es wird weiter versucht.</p>"
            '<p id="ansage" class="nur-vorlesen" aria-live="polite"></p>'
            '<noscript><p class="ohne-skript">Ohne JavaScript stehen die Folien untereinander; Abstimmungen '
            "erscheinen nicht.</p></noscript>"
        ),
    )


def vortrag(buehne: Buehne, statisch: Statisch) -> str:
    """Seite der Vortragsansicht; Notizen und Abstimmung holt das Skript mit dem Schlüssel."""
    return _seite(
        buehne,
        statisch,
        klasse="vortrag",
        zurueck=ZURUECK,
        stile=(*FOLIENSTILE, "vortrag.css"),
        skripte=("abgleich.js", "vortrag_zeit.js", "vortrag_abstimmung.js", "vortrag.js"),
        inhalt=(
            f"{vortrag_html.koerper(buehne.titel, buehne.namen)}"
            f'<template id="vorlage-folien">{"".join(buehne.folien)}</template>'
        ),
    )


def meldung(ueberschrift: str, satz: str, statisch: Statisch) -> str:
    """Ruhige Seite mit einem Satz, etwa wenn es die Vorführung nicht (mehr) gibt."""
    return (
        '<!doctype html><html lang="de"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(ueberschrift)} · INSEK-Monitor Sachsen</title>"
        f'<link rel="icon" href="data:,"><link rel="stylesheet" href="{escape(statisch("vorfuehrung.css"))}">'
        f'</head><body class="meldung"><main><h1>{escape(ueberschrift)}</h1><p>{escape(satz)}</p></main>'
        "</body></html>"
    )


def _seite(
    buehne: Buehne,
    statisch: Statisch,
    *,
    klasse: str,
    zurueck: str,
    stile: Sequence[str],
    skripte: Sequence[str],
    inhalt: str,
) -> str:
    titel = escape(buehne.titel)
    zusatz = "" if klasse == "leinwand" else "Vortragsansicht · "
    kopf = "".join(f'<link rel="stylesheet" href="{escape(statisch(datei))}">' for datei in stile)
    # Das erste Skript wartet nicht: Es versteckt die anderen Folien, bevor etwas zu sehen ist.
    kopf += "".join(
        f'<script src="{escape(statisch(datei))}"{"" if platz == 0 else " defer"}></script>'
        for platz, datei in enumerate(skripte)
    )
    return (
        f'<!doctype html><html lang="de" class="{klasse}" data-kennung="{escape(buehne.kennung)}" '
        f'data-zurueck="{escape(zurueck)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{zusatz}{titel} · INSEK-Monitor Sachsen</title><link rel="icon" href="data:,">{kopf}</head>'
        f'<body class="{klasse}">{inhalt}'
        f'<template id="beitritt-gross">{buehne.beitritt_gross}</template>'
        f'<template id="beitritt-klein">{buehne.beitritt_klein}</template>'
        "</body></html>"
    )
