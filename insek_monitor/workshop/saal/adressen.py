"""Unter welcher Adresse Telefone den Rechner erreichen.

Wer vorträgt, sieht das Dashboard auf der eigenen Schleife (``http://localhost:8501``); diese Adresse nützt
keinem Telefon. ``make workshop`` kennt die richtige und nennt sie in ``INSEK_SAAL_ADRESSE``.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from insek_monitor import einstellungen
from insek_monitor.kern.stimmungsbild import zeige_code
from insek_monitor.rahmen.zugang import ist_schleife


def basis(anfrage_basis: str) -> str:
    """Anfang der Adressen für Telefone, ohne Schrägstrich am Ende.

    Parameters
    ----------
    anfrage_basis : str
        Adresse, unter der die Seite gerade geöffnet ist; gilt, wenn ``INSEK_SAAL_ADRESSE`` leer ist. Ein Pfad
        darin fällt weg.
    """
    gesetzt = einstellungen.saal_adresse()
    if gesetzt:
        return gesetzt
    teile = urlsplit(anfrage_basis)
    return f"{teile.scheme}://{teile.netloc}"


def beitrittsadresse(code: str, basis: str) -> str:
    """Adresse, mit der ein Telefon in den Raum kommt (die im QR-Code): ``{basis}/w/BCDF-GHJK``."""
    return f"{basis}/w/{zeige_code(code)}"


def kurzadresse(basis: str) -> str:
    """Zum Abtippen, ohne ``http://``: dort fragt die Seite nach dem Code."""
    teile = urlsplit(basis)
    return f"{teile.netloc}/w" if teile.scheme == "http" else f"{basis}/w"


def ist_erreichbar(basis: str) -> bool:
    """Ob ein Telefon diese Adresse erreichen kann; falsch bei der eigenen Schleife."""
    rechner = urlsplit(basis).hostname
    return rechner is not None and rechner != "0.0.0.0" and not ist_schleife(rechner)
