"""Sagt vor den Tests, welche Programme fehlen, was deshalb ausgelassen wird und wie man sie bekommt.

Aufruf: ``python werkzeuge/voraussetzungen.py``. Rückgabe 0, auf dem CI (``CI=true``) 1, sobald etwas fehlt:
dort wird nichts ausgelassen. Ohne Abhängigkeiten, damit die Auskunft auch in einer halben Umgebung gelingt.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

CHROMIUM_NAMEN = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def finde_chromium() -> str | None:
    """Pfad des Chromium (oder Chrome), mit dem die Browsertests laufen; ``INSEK_CHROMIUM`` geht vor."""
    if eigener := os.environ.get("INSEK_CHROMIUM"):
        return eigener
    return next((pfad for name in CHROMIUM_NAMEN if (pfad := shutil.which(name))), None)


def finde_postgres() -> str | None:
    """Pfad des Programms ``postgres``; Debian legt es außerhalb von PATH unter /usr/lib/postgresql ab."""
    if pfad := shutil.which("postgres"):
        return pfad
    kandidaten = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True)
    return str(kandidaten[0]) if kandidaten else None


def fehlendes() -> list[tuple[str, str, str]]:
    """Je fehlendem Programm: Name, was deshalb ausgelassen wird, Befehl für Debian/Ubuntu."""
    liste = []
    if finde_chromium() is None:
        folge = "alle Tests in tests/browser (Seiten im echten Browser, Barrierefreiheit, Druck, Karte)"
        liste.append(("Chromium", folge, "sudo apt-get install chromium"))
    if finde_postgres() is None:
        folge = "die Register-Tests auf PostgreSQL (auf SQLite laufen sie)"
        liste.append(("PostgreSQL", folge, "sudo apt-get install postgresql"))
    return liste


def main() -> int:
    """Gibt die Auskunft aus und liefert den Rückgabewert des Programms."""
    liste = fehlendes()
    if not liste:
        return 0
    print("!" * 100)
    for name, folge, befehl in liste:
        print(f"!! {name} fehlt. Ausgelassen werden: {folge}.")
        print(f"!!   Installieren (Debian/Ubuntu): {befehl}")
    print("!" * 100, flush=True)
    if os.environ.get("CI", "").strip().lower() not in {"", "0", "false"}:
        print("Auf dem CI wird nichts ausgelassen: Abbruch.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
