"""Dateien der Befehle: fremde Listen lesen, Ausgaben schreiben, ohne je eine vorhandene Datei zu ersetzen."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from insek_monitor.einspielen.lesen.fehler import verlange_groesse
from insek_monitor.einspielen.lesen.grenzen import DATEI_BYTES
from insek_monitor.kommandozeile.befehle import KennzahlenFehler


def lies(datei: Path) -> bytes:
    """Der Inhalt einer gewöhnlichen Datei; ihre Größe wird geprüft, bevor ein Byte gelesen ist.

    Raises
    ------
    KennzahlenFehler
        wenn sie nicht zu öffnen oder keine gewöhnliche Datei ist.
    DateiFehler
        wenn sie leer oder zu groß ist.
    """
    try:
        angaben = datei.stat()
        if stat.S_ISDIR(angaben.st_mode):
            raise KennzahlenFehler(f"„{datei}“ ist ein Ordner. Bitte nennen Sie die Datei mit der Liste.")
        if not stat.S_ISREG(angaben.st_mode):
            # Aus einer Warteschlange (FIFO) oder einem Gerät läse man womöglich ohne Ende.
            raise KennzahlenFehler(
                f"„{datei}“ ist keine gewöhnliche Datei. Bitte speichern Sie die Liste als Datei und nennen "
                "Sie diese."
            )
        verlange_groesse(angaben.st_size)
        with datei.open("rb") as strom:
            return strom.read(DATEI_BYTES + 1)  # wächst sie eben noch, weist der Leser sie ab
    except OSError as fehler:
        raise KennzahlenFehler(
            f"Die Datei „{datei}“ lässt sich nicht lesen. Bitte prüfen Sie Name und Rechte."
        ) from fehler


def verlange_neu(ziel: Path) -> None:
    """Weist ein Ziel ab, das es schon gibt; zu rufen, bevor gerechnet wird.

    Raises
    ------
    KennzahlenFehler
    """
    if ziel.exists() or ziel.is_symlink():
        raise KennzahlenFehler(
            f"„{ziel}“ gibt es schon und wird nicht überschrieben. Bitte nennen Sie einen anderen Namen oder "
            "löschen Sie die Datei vorher."
        )


def schreibe(ziel: Path, inhalt: bytes) -> None:
    """Schreibt eine neue Datei; ihren Namen bekommt sie erst, wenn sie vollständig auf dem Datenträger steht.

    Raises
    ------
    KennzahlenFehler
        wenn es das Ziel schon gibt oder es sich nicht schreiben lässt; dann bleibt nichts zurück.
    """
    verlange_neu(ziel)
    entstehend = ziel.with_name(f".insek-{secrets.token_hex(8)}.unfertig")
    try:
        with entstehend.open("xb") as strom:
            strom.write(inhalt)
            strom.flush()
            os.fsync(strom.fileno())
        verlange_neu(ziel)
        os.replace(entstehend, ziel)
    except OSError as fehler:
        raise KennzahlenFehler(
            f"„{ziel}“ lässt sich nicht schreiben. Bitte prüfen Sie Ordner, Rechte und freien Platz."
        ) from fehler
    finally:
        entstehend.unlink(missing_ok=True)
