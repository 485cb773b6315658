"""Warum eine Sicherung nicht zu gebrauchen ist."""

from __future__ import annotations

from pathlib import Path

from insek_monitor.register.fehler import RegisterFehler


class SicherungsFehler(RegisterFehler):
    """Eine Sicherung ist nicht zu schreiben, nicht zu lesen oder passt nicht zum Register."""


def keine_sicherung(quelle: Path) -> SicherungsFehler:
    """Die Datei ist etwas anderes."""
    return SicherungsFehler(
        f"„{quelle}“ ist keine Sicherung des INSEK-Monitors. Bitte nennen Sie eine Datei, die der Befehl "
        "„sichern“ geschrieben hat."
    )


def beschaedigt(quelle: Path) -> SicherungsFehler:
    """Der Inhalt passt nicht zu den Prüfsummen oder ist nicht lesbar."""
    return SicherungsFehler(
        f"Die Sicherung „{quelle}“ ist beschädigt oder unvollständig. Es wurde nichts geändert. Bitte "
        "kopieren Sie sie noch einmal von ihrem Ablageort oder nehmen Sie eine andere Sicherung."
    )


def zu_neu(quelle: Path) -> SicherungsFehler:
    """Dieses Programm kennt Format oder Schemastand nicht."""
    return SicherungsFehler(
        f"Die Sicherung „{quelle}“ stammt von einer neueren Fassung des INSEK-Monitors. Es wurde nichts "
        "geändert. Bitte aktualisieren Sie das Programm und stellen Sie sie dann wieder her."
    )
