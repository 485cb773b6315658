"""Hüllen der Leinwand und der Vortragsansicht: ganze HTML-Seiten ohne Skript und Stil im Text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

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
            f"{koerper(buehne.titel, buehne.namen)}"
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


OHNE_SCHLUESSEL = (
    "Notizen und Steuerung brauchen den Schlüssel dieser Vorführung. Bitte öffnen Sie die Vortragsansicht "
    "über den Knopf auf der Seite „Präsentation“ oder „Stimmungsbild“."
)
AKTIONEN = (
    ("oeffne", "Abstimmung öffnen"),
    ("pausiere", "Pause"),
    ("setze_fort", "Fortsetzen"),
    ("schliesse", "Schließen"),
    ("zeige", "Ergebnis zeigen"),
    ("verberge", "Ergebnis verbergen"),
    ("neue_runde", "Neue Runde"),
    ("warte", "Telefone auf „Bitte warten“"),
)
"""Knöpfe der Steuerung: Aktion (siehe ``workshop/saal/steuerwege.py``) und Aufschrift."""


def koerper(titel: str, namen: Sequence[str]) -> str:
    """Alles zwischen ``<body>`` und den Vorlagen."""
    return (
        f"{_kopf(titel)}"
        '<p id="fehler" class="fehler" role="alert" hidden></p>'
        f'<main class="pult">{_folien(len(namen))}'
        '<section class="notizen"><h2 id="ueber-notizen">Notizen</h2>'
        '<div id="notiz" class="notiz" tabindex="0" role="region" '
        'aria-labelledby="ueber-notizen"></div></section>'
        f"{_steuerung()}{_liste(namen)}</main>"
        f'<p id="ohne-schluessel" hidden>{escape(OHNE_SCHLUESSEL)}</p>'
        '<p id="ansage" class="nur-vorlesen" aria-live="polite"></p>'
        '<noscript><p class="fehler">Die Vortragsansicht braucht JavaScript. Bitte schalten Sie es im '
        "Browser ein.</p></noscript>"
    )


def _kopf(titel: str) -> str:
    return (
        f'<header class="pultkopf"><h1>{escape(titel)}</h1>'
        '<p class="uhrzeit"><span class="nur-vorlesen">Uhrzeit: </span><time id="uhr">–:–</time></p>'
        '<div class="laufzeit" role="group" aria-label="Laufzeit">'
        '<output id="zeit" aria-label="vergangene Zeit" aria-live="off">0:00</output>'
        '<button type="button" id="zeit-start">Zeit starten</button>'
        '<button type="button" id="zeit-null">Auf null</button>'
        '<label for="zeit-plan">geplant <input id="zeit-plan" type="number" min="1" max="600" step="1" '
        'inputmode="numeric" autocomplete="off"> Minuten</label><span id="zeit-rest"></span></div></header>'
    )


def _folien(anzahl: int) -> str:
    return (
        '<section class="jetzt" aria-labelledby="ueber-jetzt">'
        f'<h2 id="ueber-jetzt">Folie <span id="nummer">1</span> von {anzahl}</h2>'
        '<div class="buehne" id="jetzt"></div>'
        '<div class="blaettern"><button type="button" id="zurueck">Zurück</button>'
        '<button type="button" id="weiter" class="haupt">Weiter</button>'
        '<button type="button" id="dunkel" aria-pressed="false">Leinwand schwarz</button></div></section>'
        '<section class="danach" aria-labelledby="ueber-danach"><h2 id="ueber-danach">Danach</h2>'
        '<div class="buehne" id="danach" inert></div>'
        '<p id="ende" hidden>Das war die letzte Folie.</p></section>'
    )


def _steuerung() -> str:
    knoepfe = "".join(
        f'<button type="button" data-aktion="{aktion}" aria-disabled="true">{escape(text)}</button>'
        for aktion, text in AKTIONEN
    )
    return (
        '<section class="steuerung" id="steuerung" aria-labelledby="ueber-steuerung" hidden>'
        '<h2 id="ueber-steuerung">Abstimmung</h2>'
        '<p><label for="frage">Frage</label> <select id="frage"></select></p>'
        '<p id="lage" class="lage" role="status"></p><p id="wohin" class="wohin" hidden></p>'
        f'<div class="knoepfe" id="knoepfe">{knoepfe}</div>'
        '<div id="nachfrage" class="nachfrage" role="group" aria-labelledby="nachfrage-satz" hidden>'
        '<p id="nachfrage-satz">Eine neue Runde beginnt bei null Stimmen. Die bisherige bleibt erhalten und '
        'steht im Ergebnis daneben.</p><button type="button" id="nachfrage-ja" class="haupt">Neue Runde '
        'beginnen</button> <button type="button" id="nachfrage-nein">Abbrechen</button></div>'
        '<p id="gruppenzeile" hidden><label><input type="checkbox" id="gruppen"> Gruppenvergleich auf der '
        'Leinwand (Taste G)</label> <span id="gruppenhinweis"></span></p>'
        '<section id="texte" class="texte" aria-labelledby="ueber-texte" hidden><h3 id="ueber-texte">Freie '
        'Antworten <span id="texte-neu" class="abzeichen" hidden></span></h3>'
        '<ul id="textliste" class="textliste"></ul></section>'
        '<p id="verborgen" class="marke" hidden>Noch verborgen – nur hier zu sehen</p>'
        '<div id="verteilung" class="verteilung"></div>'
        '<details id="handzeichen"><summary>Handzeichen eintragen</summary>'
        '<form id="handform" autocomplete="off"><div id="handfelder" class="handfelder"></div>'
        '<button type="submit" class="haupt">Zahlen eintragen</button></form></details>'
        "</section>"
    )


def _liste(namen: Sequence[str]) -> str:
    eintraege = "".join(
        f'<li><button type="button" data-nr="{nr}"><span class="nr">{nr}</span> {escape(name)}</button></li>'
        for nr, name in enumerate(namen, 1)
    )
    return (
        f'<nav class="folienliste" aria-label="Folien"><h2>Folien</h2><ol id="liste">{eintraege}</ol></nav>'
    )
