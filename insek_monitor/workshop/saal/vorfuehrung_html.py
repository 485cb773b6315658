"""Hüllen der Leinwand und der Vortragsansicht: ganze HTML-Seiten ohne Skript und Stil im Text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from insek_monitor.kern.vorlagen import fuelle

Statisch = Callable[[str], str]
"""Dateiname → Adresse mit Prüfsumme."""

ZURUECK = "/praesentation"
_VORLAGEN = "workshop/saal/vorlagen/"
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


def leinwand(buehne: Buehne, statisch: Statisch, zurueck: str = ZURUECK) -> str:
    """Seite der Leinwand: alle Folien, zu sehen ist eine; Esc führt nach ``zurueck`` (leer: nirgends)."""
    return _seite("leinwand", statisch, ("abgleich.js", "vorfuehrung.js"), buehne=buehne, zurueck=zurueck)


def vortrag(buehne: Buehne, statisch: Statisch) -> str:
    """Seite der Vortragsansicht; Notizen und Abstimmung holt das Skript mit dem Schlüssel."""
    return _seite(
        "vortrag",
        statisch,
        ("abgleich.js", "vortrag_zeit.js", "vortrag_abstimmung.js", "vortrag.js"),
        "vortrag.css",
        buehne=buehne,
        zurueck=ZURUECK,
        aktionen=AKTIONEN,
        ohne_schluessel=OHNE_SCHLUESSEL,
    )


def meldung(ueberschrift: str, satz: str, statisch: Statisch) -> str:
    """Ruhige Seite mit einem Satz, etwa wenn es die Vorführung nicht (mehr) gibt."""
    return fuelle(
        f"{_VORLAGEN}meldung.html", ueberschrift=ueberschrift, satz=satz, stil=statisch("vorfuehrung.css")
    )


def _seite(klasse: str, statisch: Statisch, skripte: tuple[str, ...], *stile: str, **werte: Any) -> str:
    return fuelle(
        f"{_VORLAGEN}{klasse}.html",
        klasse=klasse,
        stile=[statisch(datei) for datei in (*FOLIENSTILE, *stile)],
        skripte=[statisch(datei) for datei in skripte],
        **werte,
    )
