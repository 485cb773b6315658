"""Die Bilder einer Folie: Balken und Säulen aus SVG-Rechtecken, ihre Beschriftung als HTML.

Breiten und Höhen stehen als Attribute in Prozent; so bleibt die Schrift in der Maßeinheit des Stilblatts, und
kein ``style`` ist nötig. Modelliertes ist blasser und schraffiert.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from insek_monitor.darstellung import zahlen
from insek_monitor.darstellung.farben import HELL
from insek_monitor.darstellung.folien_farben import blass, voll
from insek_monitor.darstellung.folien_teile import Balken, Grosszahl, Gruppe, Kartenklasse, Saeule, Teil

BESCHRIFTET_AB = 0.08
"""Kleinere Teile eines Balkens tragen keine Zahl; sie steht in der Legende oder Textalternative."""
HOECHSTE = 82
"""Prozent der Höhe, die die höchste Säule einnimmt; darüber steht ihre Zahl."""


def muster(klassen: Iterable[str], vorsilbe: str) -> str:
    """Schraffuren einer Folie; die Vorsilbe macht ihre Namen auf der Seite eindeutig."""
    stuecke = "".join(
        f'<pattern id="{vorsilbe}-{klasse}" width="10" height="10" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="10" height="10" fill="{blass(klasse)}"/>'
        f'<path d="M0 0V10" stroke="{voll(klasse)}" stroke-width="5"/></pattern>'
        for klasse in sorted(set(klassen))
    )
    return f'<svg class="muster" aria-hidden="true"><defs>{stuecke}</defs></svg>' if stuecke else ""


def _fuellung(klasse: str, modelliert: bool, vorsilbe: str) -> str:
    return f"url(#{vorsilbe}-{klasse})" if modelliert else voll(klasse)


def _prozent(wert: float) -> str:
    return f"{round(100 * wert, 3):g}%"


def leiste(balken: Balken, vorsilbe: str, *, mit_zahlen: bool = False) -> str:
    """Ein gestapelter Balken über die ganze Breite."""
    gesamt = balken.gesamt or 1
    stuecke, texte, von = [], [], 0
    for teil in balken.teile:
        anfang = von
        for anzahl, ist_modell in ((teil.anzahl - teil.modelliert, False), (teil.modelliert, True)):
            if anzahl:
                stuecke.append(
                    f'<rect x="{_prozent(von / gesamt)}" width="{_prozent(anzahl / gesamt)}" height="100%" '
                    f'fill="{_fuellung(teil.klasse, ist_modell, vorsilbe)}"/>'
                )
                von += anzahl
        if anfang:
            # Trennt Nachbarn auch dort, wo ihre Farben für manche Augen gleich sind.
            stuecke.append(
                f'<rect x="{_prozent(anfang / gesamt)}" width="3" height="100%" fill="{HELL.grund}"/>'
            )
        if mit_zahlen and teil.anzahl / gesamt >= BESCHRIFTET_AB:
            mitte = _prozent((anfang + teil.anzahl / 2) / gesamt)
            texte.append(
                f'<text class="zahl" x="{mitte}" y="50%" dy="0.36em">{zahlen.zahl(teil.anzahl)}</text>'
            )
    return f'<svg class="leiste" aria-hidden="true">{"".join(stuecke + texte)}</svg>'


def feld(klasse: str, modelliert: bool, vorsilbe: str) -> str:
    """Farbfeld der Legende."""
    fuellung = _fuellung(klasse, modelliert, vorsilbe)
    return f'<svg class="feld" aria-hidden="true"><rect width="100%" height="100%" fill="{fuellung}"/></svg>'


def schilder(balken: Balken, vorsilbe: str) -> str:
    """Zu jedem Teil des Balkens Zahl, Bedeutung und Anteil; in der Reihenfolge des Balkens."""
    eintraege = []
    for teil in balken.teile:
        davon = f"<i>({zahlen.zahl(teil.modelliert)} modelliert)</i>" if _gemischt(teil) else ""
        if teil.anzahl and teil.modelliert == teil.anzahl:
            davon = "<i>(modelliert)</i>"
        eintraege.append(
            f"<li>{feld(teil.klasse, bool(teil.anzahl) and teil.modelliert == teil.anzahl, vorsilbe)}"
            f"<b>{zahlen.zahl(teil.anzahl)}</b><span>{escape(teil.beschriftung)}</span>"
            f"<em>{_anteil(teil.anzahl, balken.gesamt)}</em>{davon}</li>"
        )
    return f'<ul class="schilder">{"".join(eintraege)}</ul>'


def _gemischt(teil: Teil) -> bool:
    return 0 < teil.modelliert < teil.anzahl


def _anteil(anzahl: int, gesamt: int) -> str:
    return zahlen.anteil(anzahl / gesamt if gesamt else None)


def reihen(balken: Sequence[Balken], vorsilbe: str) -> str:
    """Je Gruppe ein Balken mit Namen, Zahl und Anteil der ersten Klasse „INSEK vorhanden“."""
    zeilen = []
    for b in balken:
        n = sum(teil.anzahl for teil in b.teile if teil.klasse == "vorhanden")
        wert = f"{zahlen.zahl(n)} von {zahlen.zahl(b.gesamt)} ({_anteil(n, b.gesamt)})"
        zeilen.append(
            f'<div class="reihe"><span class="name">{escape(b.name)}</span><b class="wert">{wert}</b>'
            f"{leiste(b, vorsilbe, mit_zahlen=True)}</div>"
        )
    return f'<div class="reihen">{"".join(zeilen)}</div>{_legende(balken, vorsilbe)}'


def _legende(balken: Sequence[Balken], vorsilbe: str) -> str:
    """Bedeutung der Farben, einmal für alle Balken; die Schraffur eigens, wenn sie vorkommt."""
    teile = {teil.klasse: teil.beschriftung for b in balken for teil in b.teile}
    stuecke = [f"<li>{feld(k, False, vorsilbe)}<span>{escape(text)}</span></li>" for k, text in teile.items()]
    modelliert = [teil.klasse for b in balken for teil in b.teile if teil.modelliert]
    if modelliert:
        stuecke.append(f"<li>{feld(modelliert[0], True, vorsilbe)}<span>modelliert</span></li>")
    return f'<ul class="schilder kurz">{"".join(stuecke)}</ul>'


def saeulenbild(saeulen: Sequence[Saeule], vorsilbe: str) -> str:
    """Säulen mit ihrer Zahl darüber und ihrem Namen darunter."""
    hoechste = max((s.anzahl for s in saeulen), default=0) or 1
    stuecke = []
    for s in saeulen:
        belegt, modell = (HOECHSTE * n / hoechste for n in (s.anzahl - s.modelliert, s.modelliert))
        oben = 100 - belegt - modell
        rechtecke = "".join(
            f'<rect y="{y:.2f}%" width="100%" height="{hoehe:.2f}%" fill="{fuellung}"/>'
            for y, hoehe, fuellung in (
                (oben, modell, _fuellung(s.klasse, True, vorsilbe)),
                (100 - belegt, belegt, voll(s.klasse)),
            )
            if hoehe
        )
        stuecke.append(
            f'<div class="saeule"><svg aria-hidden="true">{rechtecke}'
            f'<text class="zahl gross" x="50%" y="{oben:.2f}%" dy="-0.25em">{zahlen.zahl(s.anzahl)}</text>'
            "</svg>"
            f"<span>{escape(s.name)}</span></div>"
        )
    return f'<div class="saeulen">{"".join(stuecke)}</div>'


def kartenlegende(klassen: Sequence[Kartenklasse], vorsilbe: str) -> str:
    """Farben der Karte mit der Zahl der Gemeinden."""
    zeilen = "".join(
        f"<li>{feld(k.klasse, k.modelliert, vorsilbe)}<b>{zahlen.zahl(len(k.ags))}</b>"
        f"<span>{escape(k.beschriftung)}</span></li>"
        for k in klassen
    )
    return f'<ul class="schilder senkrecht">{zeilen}</ul>'


def zahlenreihe(werte: Sequence[Grosszahl]) -> str:
    """Große Zahlen nebeneinander."""
    stuecke = "".join(
        f"<div{_modelliert(z.modelliert)}><dt>{escape(z.text)}</dt><dd>{escape(z.wert)}</dd></div>"
        for z in werte
    )
    return f'<dl class="zahlen">{stuecke}</dl>'


def listen(gruppen: Sequence[Gruppe]) -> str:
    """Kurze Listen von Gemeinden; Modelliertes in einem schraffierten Kasten."""
    stuecke = []
    for gruppe in gruppen:
        eintraege = "".join(
            f"<li><b>{escape(e.name)}</b><span>{escape(e.text)}</span></li>" for e in gruppe.eintraege
        )
        stuecke.append(
            f"<div{_modelliert(gruppe.modelliert)}><h3>{escape(gruppe.titel)}</h3><ul>{eintraege}</ul></div>"
        )
    einzeln = " einzeln" if len(gruppen) == 1 else ""
    return f'<div class="listen{einzeln}">{"".join(stuecke)}</div>'


def _modelliert(ist: bool) -> str:
    return ' class="modelliert"' if ist else ""
