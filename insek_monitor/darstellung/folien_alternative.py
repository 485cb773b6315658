"""Textalternativen der Bilder: alles, was zu sehen ist, in Worten und Zahlen."""

from __future__ import annotations

from collections.abc import Sequence

from insek_monitor.darstellung import zahlen
from insek_monitor.darstellung.folien_teile import Balken, Kartenklasse, Saeule


def _davon(modelliert: int) -> str:
    return f", davon {zahlen.zahl(modelliert)} modelliert" if modelliert else ""


def balken(reihe: Sequence[Balken]) -> str:
    """„Balken. unter 5.000 Einwohner: 78 INSEK vorhanden, davon 61 modelliert; …“"""
    saetze = []
    for b in reihe:
        teile = [f"{zahlen.zahl(t.anzahl)} {t.beschriftung}{_davon(t.modelliert)}" for t in b.teile]
        saetze.append(f"{b.name + ': ' if b.name else ''}{'; '.join(teile)}.")
    return " ".join(["Gestapelter Balken." if len(reihe) == 1 else "Gestapelte Balken.", *saetze])


def saeulen(reihe: Sequence[Saeule]) -> str:
    """„Säulen: wie viele Konzepte wann zehn Jahre alt werden. abgelaufen: 94, davon 53 modelliert; …“"""
    teile = "; ".join(f"{s.name}: {zahlen.zahl(s.anzahl)}{_davon(s.modelliert)}" for s in reihe)
    return f"Säulen: wie viele Konzepte wann zehn Jahre alt werden. {teile}."


def karte(klassen: Sequence[Kartenklasse]) -> str:
    """„Karte, gefärbt nach Status. INSEK vorhanden: 110 Gemeinden; …“"""
    teile = "; ".join(f"{k.beschriftung}: {zahlen.gemeinden(len(k.ags))}" for k in klassen)
    return f"Karte, gefärbt nach Status. {teile}."
