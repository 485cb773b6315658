"""Der eine Fehler der Aufbereitung: welche Datei, was erwartet war, was da steht, was zu tun ist."""

from __future__ import annotations

from pathlib import Path


class AufbereitungsFehler(Exception):
    """Eine Eingabedatei ist nicht zu gebrauchen; am Ziel wurde nichts geändert.

    Parameters
    ----------
    datei : Path or str
        Die Datei (oder der Ordner), um die es geht.
    erwartet, gefunden, abhilfe : str
        Drei Satzteile ohne Punkt am Ende; ``str(fehler)`` setzt sie zu einem deutschen Text zusammen.
    """

    def __init__(self, datei: Path | str, *, erwartet: str, gefunden: str, abhilfe: str) -> None:
        self.datei = str(datei)
        self.erwartet = erwartet
        self.gefunden = gefunden
        self.abhilfe = abhilfe
        super().__init__(
            f"{datei}: Erwartet war {erwartet}. Gefunden: {gefunden}. {abhilfe}. Es wurde nichts geändert."
        )
