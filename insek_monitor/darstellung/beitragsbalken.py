"""Kleiner Balken als HTML: welches Kriterium wie viele Punkte beiträgt.

Die Farbe steht für die Gruppe (von deren Kriterien trifft auf eine Gemeinde höchstens eines zu), der
Buchstabe für das Kriterium; Modelliertes ist schraffiert. Das Aussehen steht im Stilblatt der Oberfläche.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from html import escape
from types import MappingProxyType
from typing import Any

from insek_monitor.darstellung import farben, zahlen
from insek_monitor.darstellung.befunde_begruendung import Zeile
from insek_monitor.darstellung.befunde_gemeinde import ist_modelliert
from insek_monitor.kennzahlen.gewichte import KRITERIEN, KRITERIUM_JE_NAME, NAMEN

KUERZEL: Mapping[str, str] = MappingProxyType(
    {
        "ohne_konzept": "O",
        "ablauf": "A",
        "stand_klaeren": "?",
        "klein": "K",
        "foerderung_fehlt": "F",
        "gemeinsam": "G",
        "schrumpfung": "R",
        "kein_kontakt": "L",
    }
)
"""Buchstabe im Balken und in der Legende."""
VOM_STATUS = frozenset(k.name for k in KRITERIEN if k.gruppe in ("stand", "foerderung"))
"""Kriterien, deren Wert auf dem Status der Gemeinde beruht."""
SCHMAL = 6
"""Teile unter so vielen Prozent sind zu schmal für ihren Buchstaben."""
ABSCHLAG = "Abschlag, weil ein Konzept in Arbeit ist"


def modellierte(zeile: Zeile, kriterien: Zeile) -> frozenset[str]:
    """Kriterien, deren Wert auf Modelliertem beruht.

    Parameters
    ----------
    zeile
        Zeile von ``lage``.
    kriterien
        Zeile von ``kennzahlen.ansprache.kriterien``.
    """
    if ist_modelliert(zeile):
        return VOM_STATUS
    return frozenset({"gemeinsam"}) if kriterien["gemeinsam_modelliert"] else frozenset()


def beitragsbalken(beitraege: Zeile, *, modelliert: Collection[str] = ()) -> str:
    """Ein Balken; seine volle Breite sind 100 Punkte.

    Parameters
    ----------
    beitraege
        Zeile von ``kennzahlen.ansprache.prioritaet``.
    modelliert
        Kriterien, die auf Modelliertem beruhen (``modellierte``): schraffiert.

    Notes
    -----
    Mit Abschlag sind alle Teile gleichmäßig gekürzt, damit die gefüllte Länge die Punkte zeigt; der
    Abschlag steht gestrichelt dahinter. Die Textalternative nennt die ungekürzten Beiträge.
    """
    je_name = {name: float(beitraege[f"beitrag_{name}"]) for name in NAMEN}
    abschlag = float(beitraege["abschlag"])
    summe = sum(je_name.values())
    anteil = (summe + abschlag) / summe if summe else 0.0
    teile = []
    for kriterium in KRITERIEN:
        punkte = je_name[kriterium.name]
        if punkte <= 0:
            continue
        breite = punkte * anteil
        muster = " modelliert" if kriterium.name in modelliert else ""
        buchstabe = KUERZEL[kriterium.name] if breite >= SCHMAL else ""
        teile.append(
            f'<span class="teil{muster}" title="{escape(kriterium.titel)}: {_punkte(punkte)}" '
            f'style="width:{breite:.2f}%;{_farben(kriterium.gruppe)}">{buchstabe}</span>'
        )
    if abschlag < 0:
        titel = f"{ABSCHLAG}: {_punkte(abschlag)}"
        teile.append(f'<span class="abschlag" title="{titel}" style="width:{-abschlag:.2f}%"></span>')
    text = escape(textalternative(beitraege, modelliert=modelliert))
    return f'<span class="beitraege" role="img" aria-label="{text}">{"".join(teile)}</span>'


def textalternative(beitraege: Zeile, *, modelliert: Collection[str] = ()) -> str:
    """„62 von 100 Punkten: ohne Konzept 31, kleine Verwaltung 16,5, …“"""
    if zahlen.fehlt(beitraege["punkte"]):
        return "Keine Punkte, weil alle Gewichte auf null stehen"
    je_name = {name: float(beitraege[f"beitrag_{name}"]) for name in NAMEN}
    teile = []
    for name in sorted((name for name in NAMEN if je_name[name] > 0), key=lambda name: -je_name[name]):
        woher = " (laut Modell, nicht belegt)" if name in modelliert else ""
        teile.append(f"{KRITERIUM_JE_NAME[name].titel}{woher} {_punkte(je_name[name])}")
    if float(beitraege["abschlag"]) < 0:
        teile.append(f"{ABSCHLAG} {_punkte(beitraege['abschlag'])}")
    gesamt = f"{_punkte(beitraege['punkte'])} von 100 Punkten"
    return f"{gesamt}: {', '.join(teile)}" if teile else gesamt


def legende(namen: Iterable[str] = NAMEN, *, mit_abschlag: bool = True, mit_modell: bool = False) -> str:
    """Legende zu den Balken; ``namen`` sind die Kriterien mit Gewicht."""
    gezeigt = set(namen)
    zeilen = [
        f'<li><span class="teil" style="{_farben(k.gruppe)}">{KUERZEL[k.name]}</span>{escape(k.titel)}</li>'
        for k in KRITERIEN
        if k.name in gezeigt
    ]
    if mit_modell:
        zeilen.append('<li><span class="teil modelliert"></span>beruht auf dem Modell, nicht belegt</li>')
    if mit_abschlag:
        zeilen.append(f'<li><span class="abschlag"></span>{ABSCHLAG}</li>')
    return f'<ul class="beitragslegende" aria-label="Legende der Balken">{"".join(zeilen)}</ul>'


def _farben(gruppe: str) -> str:
    hell, dunkel = (farben.palette(thema).kriterien[gruppe] for thema in farben.THEMEN)
    schrift = f"light-dark({farben.text_auf(hell)},{farben.text_auf(dunkel)})"
    return f"background-color:light-dark({hell},{dunkel});color:{schrift}"


def _punkte(wert: Any) -> str:
    """Punkte mit höchstens einer Nachkommastelle: „31“, „16,5“, „−20“."""
    return zahlen.zahl(wert, 1).removesuffix(",0")
