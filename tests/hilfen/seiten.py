"""Seiten ohne Browser öffnen (AppTest) und lesen, was auf ihnen steht."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from typing import Any

import pandas as pd
import pytest
from google.protobuf.message import Message  # type: ignore[import-untyped]
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from insek_monitor import einstellungen
from insek_monitor.rahmen import bausteine

# Streamlit liest sonst je geöffneter Seite die Angaben aller installierten Pakete (0,4 s).
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

SEITEN = (
    *("ueberblick", "abdeckung", "fortschreibung", "karte"),
    *("ansprache", "gemeinde", "praesentation", "stimmungsbild", "datenpflege", "methodik"),
)

# Felder der Elemente, die kein Mensch zu sehen bekommt.
TECHNISCH = """
    id key form_id element_id user_key icon url page script_path page_script_hash spec config json tooltip
    columns type selection_mode format min max default column_order color deferred_file_id component_name
    js_content js_source_path css_content css_source_path html_content query_string query_param_key theme
"""
PLOTLY_TEXTE = frozenset({"text", "name", "hovertemplate", "texttemplate", "ticktext", "hovertext"})


def oeffne(seite: str, *, nutzer: dict[str, Any] | None = None, **angaben: str | list[str]) -> AppTest:
    """Ruft eine Seite auf wie ein tiefer Link: erster Lauf einer Sitzung, mit Angaben in der Adresse.

    `nutzer` ist, was der Anmeldedienst nennt (`hilfen.anmelden.angaben`).
    """
    skript = einstellungen.projektordner() / "insek_monitor" / "seiten" / "skript.py"
    lauf = AppTest.from_file(skript, default_timeout=300)
    # `switch_page` verlangt vorher einen Lauf der Startseite. Der Browser nennt beim tiefen Link gleich die
    # Seite.
    lauf._page_hash = calc_hash(seite)
    lauf.query_params = dict(angaben)
    if nutzer is not None:
        lauf.user = nutzer
    return lauf.run()


def wechsle(lauf: AppTest, seite: str) -> AppTest:
    """Wechselt in derselben Sitzung auf eine andere Seite."""
    return lauf.switch_page(f"../../pages/{seite}.py").run()


def letzter_wert(feld: Any) -> Message:
    """Was der Browser zu einem Feld zuletzt weiß; zu nehmen, solange es auf der Seite steht."""
    return feld._widget_state


def mit_verschwundenem(lauf: AppTest, wert: Message) -> AppTest:
    """Läuft noch einmal und schickt den letzten Wert eines Feldes mit, das nicht mehr auf der Seite steht.

    So tut es der Browser, wenn der nächste Klick schneller ist als das Ende des Laufs, der es entfernt.
    """
    zustand = lauf._tree.get_widget_states()
    zustand.widgets.append(wert)
    return lauf._run(zustand)


def elemente(lauf: AppTest, *arten: str) -> list[Any]:
    """Alle Elemente der Seite, auf Wunsch nur die genannten Arten, in der Reihenfolge der Anzeige."""

    def tiefer(knoten: Any) -> Iterator[Any]:
        yield knoten
        for kind in getattr(knoten, "children", {}).values():
            yield from tiefer(kind)

    return [e for e in tiefer(lauf._tree) if not arten or e.type in arten]


def titel(lauf: AppTest) -> str:
    """Die eine Überschrift der Seite."""
    assert len(lauf.title) == 1, [t.value for t in lauf.title]
    return str(lauf.title[0].value)


def ohne_auszeichnung(html: str) -> str:
    """Text ohne HTML-Marken."""
    return unescape(re.sub(r"<[^>]+>", " ", html))


def htmltabellen(lauf: AppTest) -> list[pd.DataFrame]:
    """Die kurzen Tabellen (`lage.bild.html.tabelle`) der Seite als Frames aus Texten."""
    frames = []
    for element in elemente(lauf, "html"):
        for text in re.findall(r"<table>.*?</table>", str(element.value)):
            zeilen = [
                [
                    ohne_auszeichnung(zelle).strip()
                    for zelle in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", zeile)
                ]
                for zeile in re.findall(r"<tr>(.*?)</tr>", text)
            ]
            frames.append(pd.DataFrame(zeilen[1:], columns=zeilen[0]))
    return frames


def texte(lauf: AppTest) -> list[str]:
    """Alles Lesbare: Texte, Beschriftungen, Hilfen, Textalternativen, Tabellen, Diagramme, Hinweisfelder."""
    ergebnis: list[str] = []
    for element in elemente(lauf):
        if element.type in {"dataframe", "arrow_data_frame", "table", "arrow_table"}:
            ergebnis += _tabelle(element.value)
        proto = getattr(element, "proto", None)
        if not isinstance(proto, Message):
            continue
        ergebnis += [ohne_auszeichnung(text) for text in _zeichenketten(proto)]
        if element.type == "plotly_chart":
            ergebnis += [ohne_auszeichnung(text) for text in _diagramm(json.loads(proto.spec))]
        if element.type == "deck_gl_json_chart":
            ergebnis.append(ohne_auszeichnung(json.loads(proto.tooltip)["html"]))
    return [text for text in ergebnis if text.strip()]


def _tabelle(frame: pd.DataFrame) -> list[str]:
    werte = [str(wert) for spalte in frame for wert in frame[spalte].dropna().unique()]
    return [*map(str, frame.columns), *werte]


def _zeichenketten(nachricht: Message) -> Iterator[str]:
    for feld, wert in nachricht.ListFields():
        if feld.name in TECHNISCH.split():
            continue
        for einzeln in wert if feld.is_repeated else [wert]:
            if isinstance(einzeln, str):
                yield einzeln
            elif isinstance(einzeln, Message) and feld.name != "arrow_data":
                yield from _zeichenketten(einzeln)


def _diagramm(teil: Any) -> Iterator[str]:
    if isinstance(teil, dict):
        for name, wert in teil.items():
            if name == "template":
                continue
            for einzeln in wert if isinstance(wert, list) else [wert]:
                if name in PLOTLY_TEXTE and isinstance(einzeln, str):
                    yield re.sub(r"%\{[^}]*\}", " ", einzeln)
            yield from _diagramm(wert)
    elif isinstance(teil, list):
        for wert in teil:
            yield from _diagramm(wert)


def merke_ausgaben(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """Füllt sich beim Zeichnen: Dateiname → Inhalt jedes Knopfs zum Herunterladen, noch nicht gerechnet."""
    inhalte: dict[str, Callable[[], bytes]] = {}
    urspruenglich = bausteine.herunterladen

    def merke(beschriftung: str, inhalt: Callable[[], bytes], datei: str, *weitere: Any, **rest: Any) -> None:
        inhalte[datei] = inhalt
        urspruenglich(beschriftung, inhalt, datei, *weitere, **rest)

    monkeypatch.setattr(bausteine, "herunterladen", merke)
    return inhalte
