"""Fremdes Markdown als HTML, aus dem nichts Wirksames wird: kein HTML, keine Bilder, keine Verweise."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from insek_monitor.kern.vortrag import MARKDOWN_HOECHSTENS

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
