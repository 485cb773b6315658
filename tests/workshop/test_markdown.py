"""Fremdes Markdown: lesbar, aber ohne HTML, Bilder und Verweise."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.kern.vortrag import MARKDOWN_HOECHSTENS
from insek_monitor.workshop.vortrag.folien_text import sicher_html

ERLAUBT = {"p", "ul", "ol", "li", "strong", "em", "code", "blockquote", "hr", "br", "h3", "h4", "h5", "h6"}


class Sammler(HTMLParser):
    """Namen aller Elemente und Attribute, dazu der sichtbare Text."""

    def __init__(self) -> None:
        super().__init__()
        self.elemente: set[str] = set()
        self.attribute: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elemente.add(tag)
        self.attribute |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def gelesen(text: str) -> Sammler:
    sammler = Sammler()
    sammler.feed(sicher_html(text))
    return sammler


def test_liste_und_fett() -> None:
    assert sicher_html("- **Geld:** fehlt\n- Zeit") == (
        "<ul>\n<li><strong>Geld:</strong> fehlt</li>\n<li>Zeit</li>\n</ul>\n"
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# A", "<h3>A</h3>\n"),
        ("## A", "<h4>A</h4>\n"),
        ("### A", "<h5>A</h5>\n"),
        ("#### A", "<h6>A</h6>\n"),
        ("###### A", "<h6>A</h6>\n"),
        ("A\n===", "<h3>A</h3>\n"),
    ],
)
def test_ueberschriften_ruecken_unter_die_der_folie(text: str, html: str) -> None:
    assert sicher_html(text) == html


BOESES = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[klick](javascript:alert(1))",
    "[klick](https://fremd.example)",
    "![bild](https://fremd.example/x.png)",
    "<https://fremd.example>",
    "[a]: https://fremd.example\n\n[a]",
    "`</code><script>alert(1)</script>`",
    "```html\n<script>\n```",
    "    <script>",
    "&lt;script&gt;",
    "<style>*{display:none}</style>",
    "</section><h1>x",
    '"><iframe src=//fremd.example>',
    "<!-- --!><script>",
    "> " * 200 + "tief",
    "*" * 1000,
    "[" * 1000,
]


@pytest.mark.parametrize("text", BOESES)
def test_nichts_wirksames(text: str) -> None:
    seite = gelesen(text)
    assert seite.elemente <= ERLAUBT
    assert seite.attribute <= {"start"}


def test_verweis_bleibt_als_text_lesbar() -> None:
    assert gelesen("[klick](https://fremd.example)").text.strip() == "[klick](https://fremd.example)"
    assert gelesen("<b>fett</b>").text.strip() == "<b>fett</b>"


def test_zu_langes_wird_gekuerzt() -> None:
    genau = "a" * MARKDOWN_HOECHSTENS
    assert gelesen(genau).text.strip() == genau
    gekuerzt = gelesen(genau + "b").text.strip()
    assert gekuerzt == "a" * (MARKDOWN_HOECHSTENS - 1) + "…"


@given(st.text(alphabet=st.sampled_from("<>&\"'[]()!#*_`~-+=:/\\ \n\tabjsrcipt1."), max_size=200))
def test_beliebiges_ergibt_nur_erlaubte_elemente(text: str) -> None:
    seite = gelesen(text)
    assert seite.elemente <= ERLAUBT
    assert seite.attribute <= {"start"}
