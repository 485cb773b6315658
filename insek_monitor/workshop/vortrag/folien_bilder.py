"""Die Bilder einer Folie: Balken und Säulen aus SVG-Rechtecken, ihre Beschriftung als HTML.

Breiten und Höhen stehen als Attribute in Prozent; so bleibt die Schrift in der Maßeinheit des Stilblatts, und
kein ``style`` ist nötig. Kräftig heißt belegt, hell heißt geschätzt.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from insek_monitor.kern.begriffe import Aktualitaet, Status
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.farben import HELL
from insek_monitor.workshop.vortrag.folien_teile import Balken, Grosszahl, Gruppe, Kartenklasse, Saeule, Teil

BESCHRIFTET_AB = 0.08
"""Kleinere Teile eines Balkens tragen keine Zahl; sie steht in der Legende oder Textalternative."""
HOECHSTE = 82
"""Prozent der Höhe, die die höchste Säule einnimmt; darüber steht ihre Zahl."""


def _prozent(wert: float) -> str:
    return f"{round(100 * wert, 3):g}%"


def leiste(balken: Balken, *, mit_zahlen: bool = False) -> str:
    """Ein gestapelter Balken über die ganze Breite; in jedem Teil erst das Belegte."""
    gesamt = sum(teil.summe for teil in balken.teile) or 1
    stuecke, texte, von = [], [], 0
    for teil in balken.teile:
        anfang = von
        for anzahl, farbe in ((teil.anzahl, voll), (teil.geschaetzt, hell)):
            if anzahl:
                stuecke.append(
                    f'<rect x="{_prozent(von / gesamt)}" width="{_prozent(anzahl / gesamt)}" height="100%" '
                    f'fill="{farbe(teil.klasse)}"/>'
                )
                von += anzahl
        if anfang:
            # Trennt Nachbarn auch dort, wo ihre Farben für manche Augen gleich sind.
            stuecke.append(
                f'<rect x="{_prozent(anfang / gesamt)}" width="3" height="100%" fill="{HELL.grund}"/>'
            )
        if mit_zahlen and teil.summe / gesamt >= BESCHRIFTET_AB:
            mitte = _prozent((anfang + teil.summe / 2) / gesamt)
            texte.append(
                f'<text class="zahl" x="{mitte}" y="50%" dy="0.36em">{zahlen.zahl(teil.summe)}</text>'
            )
    return f'<svg class="leiste" aria-hidden="true">{"".join(stuecke + texte)}</svg>'


def feld(klasse: str, *, belegt: bool = True, geschaetzt: bool = False) -> str:
    """Farbfeld der Legende; geteilt, wenn die Klasse in beiden Tönen vorkommt."""
    flaechen = f'<rect width="100%" height="100%" fill="{hell(klasse)}"/>' if geschaetzt else ""
    if belegt:
        breite = "50%" if geschaetzt else "100%"
        flaechen += f'<rect width="{breite}" height="100%" fill="{voll(klasse)}"/>'
    return f'<svg class="feld" aria-hidden="true">{flaechen}</svg>'


def _feld(teile: Sequence[Teil]) -> str:
    """Das Farbfeld einer Klasse, wie sie in diesen Teilen vorkommt."""
    return feld(
        teile[0].klasse,
        belegt=any(t.anzahl for t in teile),
        geschaetzt=any(t.geschaetzt for t in teile),
    )


def schilder(balken: Balken) -> str:
    """Zu jedem Teil Zahl und Bedeutung; dazu, wie viel belegt ist, oder der Anteil, wo alles belegt ist."""
    eintraege = []
    for teil in balken.teile:
        dazu = f"<i>{_belegt(teil)}</i>" if balken.geschaetzt else ""
        if balken.vollstaendig:
            dazu = f"<em>{zahlen.anteil(teil.anzahl / balken.gesamt if balken.gesamt else None)}</em>"
        eintraege.append(
            f"<li>{_feld([teil])}<b>{teil.menge}</b><span>{escape(teil.beschriftung)}</span>{dazu}</li>"
        )
    return f'<ul class="schilder">{"".join(eintraege)}</ul>{_legende(balken)}'


def _belegt(teil: Teil) -> str:
    if not teil.geschaetzt:
        return "belegt"
    return f"davon {zahlen.zahl(teil.anzahl)} belegt" if teil.anzahl else "geschätzt"


def _legende(balken: Balken) -> str:
    """Was kräftig und hell bedeutet; leer, wenn nichts geschätzt ist."""
    if not balken.geschaetzt:
        return ""
    return (
        f'<ul class="schilder kurz"><li>{feld(Status.VORHANDEN)}<span>kräftig: belegt</span></li>'
        f"<li>{feld(Status.VORHANDEN, belegt=False, geschaetzt=True)}"
        "<span>hell: nach den Eckwerten geschätzt</span></li></ul>"
    )


def reihen(balken: Sequence[Balken]) -> str:
    """Je Gruppe ein Balken mit Namen und der Zahl der Gemeinden mit INSEK; darunter die Legende."""
    zeilen = "".join(
        f'<div class="reihe"><span class="name">{escape(b.name)}</span><b class="wert">{_wert(b)}</b>'
        f"{leiste(b, mit_zahlen=True)}</div>"
        for b in balken
    )
    je_klasse: dict[str, list[Teil]] = {}
    for teil in (teil for b in balken for teil in b.teile):
        je_klasse.setdefault(teil.klasse, []).append(teil)
    stuecke = "".join(
        f"<li>{_feld(teile)}<span>{escape(teile[0].beschriftung)}</span></li>" for teile in je_klasse.values()
    )
    geschaetzt = next((_legende(b) for b in balken if b.geschaetzt), "")
    return f'<div class="reihen">{zeilen}</div><ul class="schilder kurz">{stuecke}</ul>{geschaetzt}'


def _wert(balken: Balken) -> str:
    """„24 belegt, rund 75 von 259“, „24 von 259 belegt“; ohne Offenes „78 von 221 (35 %)“."""
    teil = balken.vorhanden
    n, von = zahlen.zahl(teil.anzahl), f" von {zahlen.zahl(balken.gesamt)}"
    if balken.vollstaendig:
        return f"{n}{von} ({zahlen.anteil(teil.anzahl / balken.gesamt if balken.gesamt else None)})"
    belegt = n if teil.anzahl else "keines"
    return f"{belegt} belegt, {teil.menge}{von}" if teil.geschaetzt else f"{belegt}{von} belegt"


def saeulenbild(saeulen: Sequence[Saeule]) -> str:
    """Säulen mit ihrer Zahl darüber und ihrem Namen darunter."""
    hoechste = max((s.anzahl for s in saeulen), default=0) or 1
    stuecke = []
    for s in saeulen:
        hoehe = HOECHSTE * s.anzahl / hoechste
        oben = 100 - hoehe
        rechteck = f'<rect y="{oben:.2f}%" width="100%" height="{hoehe:.2f}%" fill="{voll(s.klasse)}"/>'
        stuecke.append(
            f'<div class="saeule"><svg aria-hidden="true">{rechteck if s.anzahl else ""}'
            f'<text class="zahl gross" x="50%" y="{oben:.2f}%" dy="-0.25em">{zahlen.zahl(s.anzahl)}</text>'
            "</svg>"
            f"<span>{escape(s.name)}</span></div>"
        )
    return f'<div class="saeulen">{"".join(stuecke)}</div>'


def kartenlegende(klassen: Sequence[Kartenklasse]) -> str:
    """Farben der Karte mit der Zahl der Gemeinden."""
    zeilen = "".join(
        f"<li>{feld(k.klasse)}<b>{zahlen.zahl(len(k.ags))}</b><span>{escape(k.beschriftung)}</span></li>"
        for k in klassen
    )
    return f'<ul class="schilder senkrecht">{zeilen}</ul>'


def zahlenreihe(werte: Sequence[Grosszahl]) -> str:
    """Große Zahlen nebeneinander."""
    stuecke = "".join(f"<div><dt>{escape(z.text)}</dt><dd>{escape(z.wert)}</dd></div>" for z in werte)
    return f'<dl class="zahlen">{stuecke}</dl>'


def listen(gruppen: Sequence[Gruppe]) -> str:
    """Kurze Listen von Gemeinden."""
    stuecke = []
    for gruppe in gruppen:
        eintraege = "".join(
            f"<li><b>{escape(e.name)}</b><span>{escape(e.text)}</span></li>" for e in gruppe.eintraege
        )
        stuecke.append(f"<div><h3>{escape(gruppe.titel)}</h3><ul>{eintraege}</ul></div>")
    einzeln = " einzeln" if len(gruppen) == 1 else ""
    return f'<div class="listen{einzeln}">{"".join(stuecke)}</div>'


_AKTUALITAET = {
    "aktuell": Aktualitaet.AKTUELL,
    "einleiten": Aktualitaet.EINLEITEN,
    "abgelaufen": Aktualitaet.ABGELAUFEN,
    "alter_unbekannt": Aktualitaet.ALTER_UNBEKANNT,
}


def voll(klasse: str) -> str:
    """Volle Farbe einer Klasse als ``#rrggbb``."""
    if klasse in _AKTUALITAET:
        return HELL.aktualitaet[_AKTUALITAET[klasse]]
    return HELL.status[Status(klasse)]


def hell(klasse: str) -> str:
    """Heller Ton für Geschätztes; nur Status, für die geschätzt wird."""
    return HELL.status_geschaetzt[Status(klasse)]
