"""Die Bereiche der Seite Datenpflege."""

from __future__ import annotations

from typing import Literal

from insek_monitor.rahmen import schalter
from insek_monitor.rahmen.adresse import Angaben

Bereich = Literal["Einspielen", "Datenstände", "Bestätigen", "Ausgeben", "Protokoll"]
BEREICHE: tuple[Bereich, ...] = ("Einspielen", "Datenstände", "Bestätigen", "Ausgeben", "Protokoll")
ANGABEN = Angaben({"bereich": ("Den Bereich", BEREICHE)})


def bereich() -> Bereich:
    """Der gewählte Bereich."""
    wahl = schalter.waehle("Bereich", BEREICHE, "bereich")
    return next(bereich for bereich in BEREICHE if bereich == wahl)
