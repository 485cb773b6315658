"""HTML-Stücke: maskiert, Zahlen deutsch und rechts, Fehlendes als Strich, Verweise in der ersten Spalte."""

import pandas as pd

from insek_monitor.darstellung import html
from insek_monitor.darstellung.konzepttext import sicher, verweis


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
