"""Textalternativen der Bilder: alles, was zu sehen ist, in Worten und Zahlen."""

from __future__ import annotations

from collections.abc import Sequence

from insek_monitor.lage.bild import zahlen
from insek_monitor.workshop.vortrag.folien_teile import Balken, Kartenklasse, Saeule, Teil


def _teil(teil: Teil) -> str:
    text = f"{teil.menge} {teil.beschriftung}"
    if not teil.geschaetzt:
        return text
    # Gerundet umschließt auch eine sichere Erwartung (74,7) zwei Zahlen; das ist kein Intervall.
    spanne = f", mit 90{zahlen.NBSP}% {teil.von} bis {teil.bis}" if teil.bis - teil.von > 1 else ""
    return f"{text}, davon {zahlen.zahl(teil.anzahl)} belegt{spanne}"


def balken(reihe: Sequence[Balken]) -> str:
    """„Balken. unter 5.000 Einwohner: rund 75 INSEK vorhanden, davon 24 belegt, mit 90 % 70 bis 80; …“"""
    saetze = []
    for b in reihe:
        teile = "; ".join(map(_teil, b.teile))
        saetze.append(f"{b.name + ': ' if b.name else ''}{teile}.")
    return " ".join(["Gestapelter Balken." if len(reihe) == 1 else "Gestapelte Balken.", *saetze])


def saeulen(reihe: Sequence[Saeule]) -> str:
    """„Säulen: wie viele Konzepte wann zehn Jahre alt werden. abgelaufen: 46; …“"""
    teile = "; ".join(f"{s.name}: {zahlen.zahl(s.anzahl)}" for s in reihe)
    return f"Säulen: wie viele Konzepte wann zehn Jahre alt werden. {teile}."


def karte(klassen: Sequence[Kartenklasse]) -> str:
    """„Karte, gefärbt nach Status. INSEK vorhanden: 110 Gemeinden; …“"""
    teile = "; ".join(f"{k.beschriftung}: {zahlen.gemeinden(len(k.ags))}" for k in klassen)
    return f"Karte, gefärbt nach Status. {teile}."
