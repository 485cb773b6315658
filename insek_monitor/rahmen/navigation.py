"""Die Seiten und ihre Abschnitte: eine Liste, aus der Navigation, Verweise und Tests lesen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from insek_monitor import einstellungen


@dataclass(frozen=True)
class Seitenangabe:
    """Eine Seite: Datei in ``pages/`` (ohne Endung), Titel, Symbol, Abschnitt und ihre Frage."""

    name: str
    titel: str
    symbol: str
    abschnitt: str
    frage: str


SEITEN = (
    Seitenangabe(
        "ueberblick",
        "Überblick",
        "home",
        "Lage",
        "Wie gut ist Sachsen mit INSEK versorgt, was läuft als Nächstes ab?",
    ),
    Seitenangabe(
        "abdeckung",
        "Abdeckung",
        "bar_chart",
        "Lage",
        "Wo und in welchen Größenklassen fehlen Konzepte, seit wann?",
    ),
    Seitenangabe(
        "fortschreibung",
        "Fortschreibung",
        "event_repeat",
        "Lage",
        "Wie alt sind die Konzepte, wer muss bald fortschreiben?",
    ),
    Seitenangabe("karte", "Karte", "map", "Lage", "Wo liegen die Gemeinden mit und ohne Konzept?"),
    Seitenangabe(
        "ansprache",
        "Ansprache",
        "contact_phone",
        "Planen",
        "Wen sprechen wir als Nächstes an, womit, mit wem zusammen?",
    ),
    Seitenangabe("gemeinde", "Gemeinde", "location_city", "Gemeinde", "Wo steht eine einzelne Gemeinde?"),
    Seitenangabe(
        "praesentation",
        "Präsentation",
        "slideshow",
        "Workshop",
        "Wie zeige ich das vierzig Bürgermeisterinnen und Bürgermeistern?",
    ),
    Seitenangabe(
        "stimmungsbild",
        "Stimmungsbild",
        "how_to_vote",
        "Workshop",
        "Was denken die Leute im Saal, und wie hat es sich geändert?",
    ),
    Seitenangabe(
        "datenpflege",
        "Datenpflege",
        "edit_note",
        "Daten",
        "Wie kommt die eigene Liste hinein, was hat sich wann geändert?",
    ),
    Seitenangabe("methodik", "Methodik", "menu_book", "Daten", "Woher kommen die Zahlen, was bedeuten sie?"),
)


@cache
def seiten() -> dict[str, StreamlitPage]:
    """Streamlit-Seiten je Name; die erste ist die Startseite."""
    ordner = einstellungen.projektordner() / "pages"
    return {
        angabe.name: st.Page(
            ordner / f"{angabe.name}.py",
            title=angabe.titel,
            icon=f":material/{angabe.symbol}:",
            url_path=angabe.name,
            default=angabe is SEITEN[0],
            help=angabe.frage,
        )
        for angabe in SEITEN
    }


def navigation() -> StreamlitPage:
    """Seitenleiste mit Abschnitten; liefert die gewählte Seite."""
    alle = seiten()
    gruppen: dict[str, list[StreamlitPage]] = {}
    for angabe in SEITEN:
        gruppen.setdefault(angabe.abschnitt, []).append(alle[angabe.name])
    return st.navigation(gruppen, position="sidebar", expanded=True)


def adresse_der_gemeinde(ags: str) -> str:
    """Adresse der Gemeindeseite; die Auswahl der Filterzeile ergänzt `verweise.js` beim Klick."""
    return f"/gemeinde?gemeinde={ags}"


def zur_gemeinde(ags: str) -> None:
    """Wechselt auf die Seite der Gemeinde."""
    st.switch_page(seiten()["gemeinde"], query_params={"gemeinde": ags})
