"""Kleiner Balken als HTML: welches Kriterium wie viele Punkte beiträgt.

Die Farbe steht für die Gruppe (deren Kriterien zusammen höchstens wie eines zählen), der Buchstabe für das
Kriterium. Hell ist, was nach den Eckwerten erwartet und nicht belegt ist. Das Aussehen steht im Stilblatt.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from html import escape
from types import MappingProxyType
from typing import Any

from insek_monitor.ansprache.prioritaet.befunde_begruendung import Zeile
from insek_monitor.lage.bild import farben, zahlen
from insek_monitor.lage.gewichte import KRITERIEN, KRITERIUM_JE_NAME, NAMEN

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
VOM_STATUS = frozenset({"ohne_konzept", "foerderung_fehlt", "gemeinsam"})
"""Kriterien, die annehmen, dass der Gemeinde ein Konzept fehlt."""
DECKUNG = 0.45
"""So viel der vollen Farbe bleibt im hellen Ton."""
SCHMAL = 6
"""Teile unter so vielen Prozent sind zu schmal für ihren Buchstaben."""
ABSCHLAG = "Abschlag, weil ein Konzept in Arbeit ist"


def erwartete(zeile: Zeile, kriterien: Zeile) -> frozenset[str]:
    """Kriterien, deren Wert eine Erwartung nach den Eckwerten ist.

    Parameters
    ----------
    zeile
        Zeile von ``lage``.
    kriterien
        Zeile von ``ansprachekriterien.kriterien``.
    """
    if not zahlen.fehlt(zeile["p_kein"]):
        return VOM_STATUS
    return frozenset({"gemeinsam"}) if kriterien["gemeinsam_offen"] else frozenset()


def beitragsbalken(beitraege: Zeile, *, erwartet: Collection[str] = ()) -> str:
    """Ein Balken; seine volle Breite sind 100 Punkte.

    Parameters
    ----------
    beitraege
        Zeile von ``rangfolge.prioritaet``.
    erwartet
        Kriterien, die hell stehen (``erwartete``).

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
        hell = kriterium.name in erwartet
        buchstabe = KUERZEL[kriterium.name] if breite >= SCHMAL else ""
        teile.append(
            f'<span class="teil" title="{escape(_titel(kriterium.name, erwartet))}: {_punkte(punkte)}" '
            f'style="width:{breite:.2f}%;{_farben(kriterium.gruppe, hell=hell)}">{buchstabe}</span>'
        )
    if abschlag < 0:
        titel = f"{ABSCHLAG}: {_punkte(abschlag)}"
        teile.append(f'<span class="abschlag" title="{titel}" style="width:{-abschlag:.2f}%"></span>')
    text = escape(textalternative(beitraege, erwartet=erwartet))
    return f'<span class="beitraege" role="img" aria-label="{text}">{"".join(teile)}</span>'


def textalternative(beitraege: Zeile, *, erwartet: Collection[str] = ()) -> str:
    """„62 von 100 Punkten: ohne Konzept 31, kleine Verwaltung 16,5, …“"""
    if zahlen.fehlt(beitraege["punkte"]):
        return "Keine Punkte, weil alle Gewichte auf null stehen"
    je_name = {name: float(beitraege[f"beitrag_{name}"]) for name in NAMEN}
    teile = []
    for name in sorted((name for name in NAMEN if je_name[name] > 0), key=lambda name: -je_name[name]):
        teile.append(f"{_titel(name, erwartet)} {_punkte(je_name[name])}")
    if float(beitraege["abschlag"]) < 0:
        teile.append(f"{ABSCHLAG} {_punkte(beitraege['abschlag'])}")
    gesamt = f"{_punkte(beitraege['punkte'])} von 100 Punkten"
    return f"{gesamt}: {', '.join(teile)}" if teile else gesamt


def _titel(name: str, erwartet: Collection[str]) -> str:
    zusatz = " (nicht belegt, nach den Eckwerten)" if name in erwartet else ""
    return f"{KRITERIUM_JE_NAME[name].titel}{zusatz}"


def legende(namen: Iterable[str] = NAMEN, *, mit_abschlag: bool = True, mit_erwartung: bool = False) -> str:
    """Legende zu den Balken; ``namen`` sind die Kriterien mit Gewicht."""
    gezeigt = set(namen)
    zeilen = [
        f'<li><span class="teil" style="{_farben(k.gruppe)}">{KUERZEL[k.name]}</span>{escape(k.titel)}</li>'
        for k in KRITERIEN
        if k.name in gezeigt
    ]
    if mit_erwartung:
        hell = _farben("stand", hell=True)
        zeilen.append(
            f'<li><span class="teil" style="{hell}"></span>hell: nicht belegt, nach den Eckwerten</li>'
        )
    if mit_abschlag:
        zeilen.append(f'<li><span class="abschlag"></span>{ABSCHLAG}</li>')
    return f'<ul class="beitragslegende" aria-label="Legende der Balken">{"".join(zeilen)}</ul>'


def _farben(gruppe: str, *, hell: bool = False) -> str:
    paletten = [farben.palette(thema) for thema in farben.THEMEN]
    flaechen = [p.kriterien[gruppe] for p in paletten]
    if hell:
        flaechen = [
            farben.gemischt(farbe, p.grund, DECKUNG) for farbe, p in zip(flaechen, paletten, strict=True)
        ]
    schrift = ",".join(farben.text_auf(farbe) for farbe in flaechen)
    return f"background-color:light-dark({','.join(flaechen)});color:light-dark({schrift})"


def _punkte(wert: Any) -> str:
    """Punkte mit höchstens einer Nachkommastelle: „31“, „16,5“, „−20“."""
    return zahlen.zahl(wert, 1).removesuffix(",0")
