"""Ein Fragensatz als Datei (JSON), zum Mitnehmen auf einen anderen Rechner."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from insek_monitor.kern.fragensaetze import NAME_HOECHSTENS
from insek_monitor.kern.stimmungsbild import Frage, FrageFehler, einzeiler, lies_fragen

FORMAT = "insek-monitor-fragensatz"
FORMATFASSUNG = 1
HOECHSTENS_BYTES = 200_000
"""Vierzig Fragen mit je acht langen Antworten bleiben darunter."""


def als_datei(name: str, fragen: Sequence[Frage]) -> bytes:
    """Die Datei; ``lies_datei`` liest sie zurück."""
    inhalt = {
        "format": FORMAT,
        "fassung": FORMATFASSUNG,
        "name": name,
        "fragen": [frage.als_dict() for frage in fragen],
    }
    return (json.dumps(inhalt, ensure_ascii=False, indent=1) + "\n").encode()


def lies_datei(inhalt: bytes) -> tuple[str, tuple[Frage, ...]]:
    """Name und Fragen aus einer fremden Datei, geprüft.

    Raises
    ------
    FrageFehler
        wenn sie kein Fragensatz ist oder eine Frage nicht stimmt (mit deren Nummer).
    """
    if len(inhalt) > HOECHSTENS_BYTES:
        raise FrageFehler(
            f"Die Datei hat {len(inhalt) // 1000} kB; ein Fragensatz hat höchstens "
            f"{HOECHSTENS_BYTES // 1000} kB. Bitte wählen Sie eine andere Datei."
        )
    try:
        angaben = json.loads(inhalt.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise FrageFehler(
            "Die Datei ist kein lesbares JSON. Bitte wählen Sie eine Datei, die diese Seite ausgegeben hat."
        ) from None
    if not isinstance(angaben, Mapping) or angaben.get("format") != FORMAT:
        raise FrageFehler(
            "Die Datei ist kein Fragensatz des INSEK-Monitors. Bitte wählen Sie eine Datei, die diese Seite "
            "ausgegeben hat."
        )
    if angaben.get("fassung") != FORMATFASSUNG:
        raise FrageFehler(
            f"Die Datei hat das Format {str(angaben.get('fassung'))[:20]}, gelesen wird {FORMATFASSUNG}. "
            "Bitte aktualisieren Sie den INSEK-Monitor auf diesem Rechner."
        )
    return einzeiler(angaben.get("name", ""), "Name des Fragensatzes", NAME_HOECHSTENS), lies_fragen(
        angaben.get("fragen")
    )
