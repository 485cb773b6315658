"""HTML-Stücke: maskiert, Zahlen deutsch und rechts, Fehlendes als Strich, Verweise in der ersten Spalte."""

import re
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.lage.bild import html
from insek_monitor.lage.bild.konzepttext import ereignisse, konzepttext, sicher, verweis


def test_kennzahlen_sind_maskiert_und_ohne_zusatz_moeglich():
    text = html.kennzahlenliste([("<b>mit</b>", "207", "50 %"), ("ohne", "1", None)])
    assert "<b>" not in text
    assert text.count("<dt>") == 2
    assert text.count('class="zusatz"') == 1


def test_tabelle():
    inhalt = pd.DataFrame(
        {"Gemeinde": ["<Plauen>", "Au"], "Einwohner": pd.array([65218, None], "Int64"), "km": [9.25, 2.0]}
    )
    text = html.tabelle(
        inhalt, beschreibung="Nachbarn", verweise=["/gemeinde?gemeinde=1&a=2", "/x"], hinweis="Stand <heute>"
    )
    assert '<a class="intern" href="/gemeinde?gemeinde=1&amp;a=2">&lt;Plauen&gt;</a>' in text
    assert '<td class="rechts">65.218</td>' in text
    assert '<td class="rechts">–</td>' in text
    assert '<td class="rechts">9,3</td>' in text
    assert "<caption>Nachbarn</caption>" in text
    assert "Stand &lt;heute&gt;" in text


def test_verweis_nimmt_nur_http():
    assert verweis("Quelle", "javascript:alert(1)") == "Quelle"
    assert verweis("a]b", "https://x.de/a (1) <2>") == r"[a\]b](<https://x.de/a%20(1)%20%3C2%3E>)"


def test_sicher_laesst_markdown_nicht_wirken():
    assert sicher("*fett* [x](y) $a$ :red[z]") == r"\*fett\* \[x\](y) \$a\$ \:red\[z\]"


@pytest.mark.parametrize(
    ("text", "maskiert"),
    [
        ("- x", r"\- x"),
        ("+ x", r"\+ x"),
        ("===", r"\==="),
        ("12. x", r"12\. x"),
        ("3) x", r"3\) x"),
        ("12.5 ha", r"12\.5 ha"),
        ("# x", r"\# x"),
        ("> x", r"\> x"),
        ("a - b + c", "a - b + c"),
        ("Satz\n\n- Punkt\r\n# Titel\u2028    x", r"Satz - Punkt \# Titel x"),
        ("    Quelltext", "Quelltext"),
        ("&lt;b&gt; & Co.", r"\&lt;b\&gt; \& Co."),
        # Im Browser gemessen: Diese sucht Streamlit im fertigen Text; maskiert allein wirken sie trotzdem.
        ("www.x.de", "www\u2060.x.de"),
        ("WWW.x.de", "WWW\u2060.x.de"),
        ("a@b.de", "a@\u2060b.de"),
        ("https://x.de", "https\\:\u2060//x.de"),
        (":material/check:", "\\:\u2060material/check\\:"),
        (":smile:", "\\:\u2060smile\\:"),
        ("Beginn: 12:30 Uhr", r"Beginn\: 12\:30 Uhr"),
        ("", ""),
    ],
)
def test_sicher(text, maskiert):
    assert sicher(text) == maskiert


GFM_VERWEIS = re.compile(
    r"(https?://|www(?=\.))[-.\w]+|[-.\w+]+@[-\w]+(\.[-\w]+)+|:[\w+\-/]+:", re.IGNORECASE
)
"""Muster, nach denen Streamlit (remark-gfm, remark-emoji, Symbole) im fertigen Text sucht."""


_STUECKE = [*"abw.:/@-+#*_[]()<>!`$~|&\\ \n\t0129", "www.", "https://", "a@b.de", ":red["]


@given(st.lists(st.sampled_from(_STUECKE), max_size=20).map("".join))
def test_sicher_gilt_fuer_jeden_text(text):
    ergebnis = sicher(text)
    assert ergebnis == " ".join(ergebnis.split())
    gezeigt = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", ergebnis)
    assert gezeigt.replace("\u2060", "") == " ".join(text.split()), "nichts geht verloren"
    assert not GFM_VERWEIS.search(gezeigt)
    assert not re.match(r"[-+=#>]|\d+[.)]", ergebnis)
    assert not re.search(r"(?<!\\)(\\\\)*[`*_{}\[\]<>#|$~:&]", ergebnis)


def test_verweis_bleibt_ein_verweis():
    """Ein Umbruch beendete ihn; der Rest stünde als Markdown da."""
    assert verweis("Q", "https://x.de/\r\n![x](http://evil)") == (
        "[Q](<https://x.de/%0D%0A![x](http://evil)>)"
    )
    assert verweis("Q", "https://x.de/\\>a&lt;b") == "[Q](<https://x.de/%5C%3Ea&amp;lt;b>)"


@pytest.mark.parametrize(
    ("angaben", "erwartet"),
    [
        ({"quelle": "Meldung vom 12.10.2026"}, "Quelle: Meldung vom 12.10.2026"),
        ({"quelle_url": "https://a.de/x"}, "](<https://a.de/x>)"),
        ({}, "Quelle: Meldung"),
    ],
)
def test_eine_meldung_nennt_ihre_quelle_auch_ohne_adresse(angaben, erwartet):
    assert erwartet in konzepttext(datensatz(**angaben), pd.Series(dtype="str"))


@pytest.mark.parametrize(
    ("angaben", "erwartet"),
    [
        ({"begonnen": "unbekannt", "beschluss": "unbekannt"}, ["in Arbeit, Beschluss nicht belegt"]),
        ({"begonnen": "2018", "beschluss": "unbekannt"}, ["begonnen: 2018"]),
        ({"beschluss": "unbekannt"}, []),
        ({"beschluss": "2018"}, ["beschlossen: 2018"]),
        ({"art": "insek", "beschluss": "unbekannt"}, ["beschlossen: Datum unbekannt"]),
    ],
)
def test_ein_aehnliches_ohne_datum_heisst_nicht_beschlossen(angaben, erwartet):
    assert ereignisse(datensatz(**({"art": "aehnlich"} | angaben)), pd.Series(dtype="str")) == erwartet


def datensatz(**angaben):
    leer = dict.fromkeys(("titel", "begonnen", "beschluss", "aufgehoben", "belegt", "zieljahr", "notiz"))
    leer |= dict.fromkeys(("quelle", "quelle_url", "sicherheit", "beschluss_tag"))
    return SimpleNamespace(
        **{**leer, "art": "insek", "datenlage": "gemeldet", "gemeinsam": False, "mitglieder": (), **angaben}
    )
