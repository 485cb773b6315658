"""Vorlagen maskieren alles; was unmaskiert bleibt, steht in einer kurzen Liste."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from insek_monitor.kern import vorlagen
from insek_monitor.kern.vorlagen import fuelle

PAKET = Path(vorlagen.__file__).parents[1]
VORLAGEN = sorted(str(d.relative_to(PAKET)) for d in PAKET.rglob("*.html"))
# Fertiges HTML, das andere Vorlagen oder `folien_html` schon maskiert haben.
FERTIG = {"folie", "buehne.beitritt_gross", "buehne.beitritt_klein"}


def test_text_wird_maskiert() -> None:
    seite = fuelle("workshop/saal/vorlagen/meldung.html", ueberschrift="<b>&", satz='"', stil="/x")
    assert "<h1>&lt;b&gt;&amp;</h1><p>&#34;</p>" in seite


def test_ein_fehlender_wert_ist_ein_fehler() -> None:
    with pytest.raises(UndefinedError):
        fuelle("workshop/saal/vorlagen/meldung.html", ueberschrift="", satz="")


def test_es_gibt_vorlagen() -> None:
    assert "workshop/saal/vorlagen/raum.html" in VORLAGEN


@pytest.mark.parametrize("name", VORLAGEN)
def test_unmaskiert_bleibt_nur_was_schon_maskiert_ist(name: str) -> None:
    text = (PAKET / name).read_text(encoding="utf-8")
    assert set(re.findall(r"([\w.]+)\s*\|\s*safe", text)) <= FERTIG
    assert "autoescape" not in text
