"""Bösartige Dateien für die Tests; ``python -m tests.hilfen.boese_dateien ORDNER`` schreibt alle."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.hilfen.boese_andere import ANDERE
from tests.hilfen.boese_excel import EXCEL


@dataclass(frozen=True)
class BoeseDatei:
    """Eine Datei und was der Leser mit ihr tun muss.

    Attributes
    ----------
    erwartet
        ``fehler``: ``DateiFehler``; ``lesbar``: eine Rohdatei.
    wort
        Steht in der Meldung, bei lesbaren Dateien in einem Hinweis; leer: beliebig.
    """

    name: str
    erwartet: Literal["fehler", "lesbar"]
    wort: str
    baue: Callable[[], bytes]


BOESE_DATEIEN: tuple[BoeseDatei, ...] = tuple(
    BoeseDatei(name, "fehler" if erwartet == "fehler" else "lesbar", wort, baue)
    for name, erwartet, wort, baue in (*EXCEL, *ANDERE)
)


def main() -> int:
    """Schreibt alle Dateien in einen Ordner."""
    lesen = argparse.ArgumentParser(description="Schreibt bösartige Tabellendateien zum Ausprobieren.")
    lesen.add_argument("ordner", type=Path)
    ordner: Path = lesen.parse_args().ordner
    ordner.mkdir(parents=True, exist_ok=True)
    for datei in BOESE_DATEIEN:
        (ordner / datei.name).write_bytes(datei.baue())
    print(f"{len(BOESE_DATEIEN)} Dateien in {ordner}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
