"""Sätze über das, was beim Lesen auffiel, ohne dass die Datei deshalb unlesbar wäre; für alle Formate."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from insek_monitor.einspielen.lesen.zellen import ort, spaltenname, tausender

MAKROS = "Die Datei enthält Makros; sie wurden weder gelesen noch ausgeführt."
VERKNUEPFT = (
    "Die Datei verweist auf andere Dateien oder Datenquellen; ihnen wurde nicht gefolgt, es gelten die "
    "zuletzt gespeicherten Werte."
)
EINGEBETTET = "Die Datei enthält eingebettete Objekte; sie wurden nicht gelesen."


def formeln(anzahl: int) -> list[str]:
    """Ob Werte aus Formeln stammen."""
    if not anzahl:
        return []
    was = "1 Zelle enthält eine Formel" if anzahl == 1 else f"{tausender(anzahl)} Zellen enthalten Formeln"
    return [f"{was}; gelesen wurde der zuletzt gespeicherte Wert, gerechnet wurde nichts."]


def ohne_wert(blatt: str, stellen: Sequence[tuple[int, int]]) -> list[str]:
    """Formeln, deren Ergebnis die Datei nicht enthält."""
    if not stellen:
        return []
    was = "eine Formel" if len(stellen) == 1 else f"{tausender(len(stellen))} Formeln"
    return [
        f"Blatt „{blatt}“: Für {was} ist kein Ergebnis gespeichert (zuerst {ort(*stellen[0])}); diese Zellen "
        "gelten als leer. Bitte öffnen und speichern Sie die Datei in Excel oder LibreOffice, damit die "
        "Werte berechnet werden."
    ]


def befehle(blatt: str) -> str:
    """Formeln, die andere Programme starten wollen."""
    return f"Blatt „{blatt}“ enthält Befehle an andere Programme (DDE); sie wurden nicht ausgeführt."


def verborgene_spalten(blatt: str, bereiche: Collection[tuple[int, int]], letzte_spalte: int) -> list[str]:
    """Ausgeblendete Spalten innerhalb des Benutzten."""
    benutzt = [(von, min(bis, letzte_spalte)) for von, bis in bereiche if von <= letzte_spalte]
    if not benutzt:
        return []
    namen = [spaltenname(v) if v == b else f"{spaltenname(v)} bis {spaltenname(b)}" for v, b in benutzt[:5]]
    mehr = " und weitere" if len(benutzt) > 5 else ""
    eine = len(benutzt) == 1 and benutzt[0][0] == benutzt[0][1]
    was = (
        f"Spalte {namen[0]} ist ausgeblendet und wurde"
        if eine
        else f"Die Spalten {', '.join(namen)}{mehr} sind ausgeblendet und wurden"
    )
    return [f"Blatt „{blatt}“: {was} mitgelesen."]
