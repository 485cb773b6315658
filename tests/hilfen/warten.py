"""Warten, bis etwas gilt: Ob ein Rechner langsam ist, prüft kein Test; er wartet nur nicht ewig."""

from __future__ import annotations

import time
from collections.abc import Callable


def warte(bedingung: Callable[[], bool], frist_s: float, takt_s: float = 0.05) -> bool:
    """Ob die Bedingung innerhalb der Frist gilt."""
    ende = time.monotonic() + frist_s
    while not bedingung():
        if time.monotonic() > ende:
            return False
        time.sleep(takt_s)
    return True
