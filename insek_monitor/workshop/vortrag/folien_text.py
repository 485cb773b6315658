"""Text auf einer Folie: wie groß, wann zu lang; fremdes Markdown als HTML, in dem nichts wirkt.

Gerechnet wird mit den Maßen von ``folien.css`` in der Einheit ``--e`` (Folie: mindestens 100 breit, 75 hoch)
und eher zu vorsichtig: Was hier passt, passt auch auf den Projektor mit 1024 × 768 Punkten.
"""

from __future__ import annotations

import math
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from insek_monitor.kern.stimmungsbild import Frage
from insek_monitor.kern.vortrag import MARKDOWN_HOECHSTENS

BREITE, HOEHE = 90, 53
"""Platz für den Text einer Folie unter zwei Zeilen Überschrift."""
ZEICHENBREITE = 0.56
"""Mittlere Breite eines Zeichens der Systemschriften, in Schriftgrößen."""
STUFEN = (("gross", 4.4), ("mittel", 3.7), ("klein", 3.2), ("mini", 2.8))
"""Klasse im Stilblatt und Schriftgröße."""
TITELSTUFEN = ((46, "kurz"), (68, "mittel"), (90, "lang"))
"""Zeichen und Klasse im Stilblatt."""
ORT_HOECHSTENS = 46
ZEILENHOEHE = 1.3
_ABSTAND = 0.5


def stufe(text: str) -> str | None:
    """Größte Stufe, in der der Text auf die Folie passt; None, wenn er auch in der kleinsten zu lang ist."""
    return next((name for name, groesse in STUFEN if _hoehe(text, groesse) <= HOEHE), None)


def passt(text: str) -> bool:
    """Ob der Text auf eine Folie passt."""
    return stufe(text) is not None


def gekuerzt(text: str) -> str:
    """So viele ganze Zeilen, wie in der kleinsten Stufe passen; endet sonst mit „…“."""
    zeilen = text.split("\n")
    if passt(text):
        return text
    while len(zeilen) > 1 and not passt("\n".join([*zeilen, "", "…"])):
        zeilen.pop()
    kurz = "\n".join(zeilen)
    while not passt(f"{kurz}\n\n…"):
        kurz = kurz[: len(kurz) * 9 // 10]
    return f"{kurz.rstrip()}\n\n…"


def _hoehe(text: str, groesse: float) -> float:
    je_zeile = int(BREITE / (ZEICHENBREITE * groesse))
    zeilen = 0.0
    for zeile in text.split("\n"):
        inhalt = zeile.strip()
        if not inhalt:
            zeilen += _ABSTAND
        elif inhalt.startswith("#"):
            zeilen += 1.4 * math.ceil(1.3 * len(inhalt) / je_zeile)
        else:
            einzug = 4 if inhalt[0] in "-*+>0123456789" else 0
            zeilen += math.ceil(len(inhalt) / (je_zeile - einzug)) + (_ABSTAND / 2 if einzug else 0)
    return zeilen * groesse * ZEILENHOEHE


def titelklasse(titel: str) -> str:
    """Schriftgröße der Überschrift, damit sie auch in breiten Schriften in zwei Zeilen passt."""
    return next((name for bis, name in TITELSTUFEN if len(titel) <= bis), "sehrlang")


def aussageklasse(aussage: str) -> str:
    """Schriftgröße einer Aussage, damit zwei lange nebeneinander auf eine Folie passen."""
    return "" if len(aussage) <= 70 else " lang" if len(aussage) <= 120 else " sehrlang"


def viel_text(frage: Frage) -> bool:
    """Ob die Antworten die ganze Breite brauchen; Aussagen haben sie immer."""
    return sum(math.ceil(len(option) / 34) for option in frage.optionen) > 7


def einzeilig(ort: str) -> str:
    """Name eines Gebiets, der in eine Zeile passt."""
    return ort if len(ort) <= ORT_HOECHSTENS else f"{ort[: ORT_HOECHSTENS - 1].rstrip()}…"


_AUS = ("image", "link", "autolink", "html_inline", "html_block", "reference", "code", "fence")
"""Verweise und Bilder führten vom Rechner weg, Programmtext zerrisse die Folie; es bleibt lesbarer Text."""


@cache
def _leser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).disable(list(_AUS))


def sicher_html(text: str) -> str:
    """HTML zu Markdown: Absätze, Listen, fett, kursiv, Überschriften ab h3 (die Folie selbst hat h2).

    Was länger ist als erlaubt, wird mit „…“ gekürzt; der Leser der Folge weist solche Texte vorher ab.
    """
    if len(text) > MARKDOWN_HOECHSTENS:
        text = f"{text[: MARKDOWN_HOECHSTENS - 1]}…"
    leser = _leser()
    zeichen = leser.parse(text)
    for stueck in zeichen:
        _rueckt_ab(stueck)
    html: str = leser.renderer.render(zeichen, leser.options, {})
    return html


def _rueckt_ab(stueck: Token) -> None:
    if stueck.type in ("heading_open", "heading_close"):
        stueck.tag = f"h{min(6, int(stueck.tag[1]) + 2)}"
