"""Was ``workshop`` auf der Konsole zeigt."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from insek_monitor.workshop.saal import qr

BREITE = 100


@dataclass(frozen=True)
class Stand:
    """Was läuft.

    Attributes
    ----------
    dashboard : Adresse für diesen Laptop.
    telefone : Anfang der Adressen für Telefone; leer ohne Netz.
    weitere : Andere Adressen dieses Rechners, falls die erste die falsche ist.
    dashboard_im_netz : Adresse des Dashboards für andere; leer, wenn nur dieser Laptop es erreicht.
    wach : Ob der Ruhezustand gesperrt ist.
    """

    dashboard: str
    telefone: str
    weitere: Sequence[str]
    dashboard_im_netz: str
    wach: bool


def bereit(stand: Stand, hinweise: Sequence[str], *, mit_qr: bool) -> str:
    """Adressen, QR-Code, was andere erreichen, Hinweise."""
    bloecke = ["INSEK-Monitor: Der Workshop läuft.", _adressen(stand)]
    if stand.telefone and mit_qr:
        bloecke.append(qr.terminal(f"{stand.telefone}/w"))
    bloecke.append(_absatz(_erreichbar(stand)))
    if stand.wach:
        bloecke.append("Der Ruhezustand ist gesperrt, solange der Workshop läuft.")
    if hinweise:
        punkte = [_absatz(hinweis, "  - ", "    ") for hinweis in hinweise]
        bloecke.append("\n".join(["Bitte beachten:", *punkte]))
    bloecke.append("Beenden: Strg+C")
    return "\n\n".join(bloecke)


def andere_adresse(alt: str, neu: Sequence[str]) -> str:
    """Der Rechner ist in ein anderes Netz gewechselt."""
    jetzt = f"jetzt {neu[0]}" if neu else "jetzt keine"
    return _absatz(
        f"Achtung: Dieser Rechner hat die Adresse {alt} nicht mehr ({jetzt}). Telefone finden ihn so nicht. "
        "Bitte stellen Sie die Verbindung wieder her oder beenden Sie mit Strg+C und starten Sie neu; "
        "Stimmen bleiben erhalten."
    )


def neustart(name: str, rueckgabewert: int | None, nummer: int, hoechstens: int) -> str:
    """Ein Dienst ist gestorben und wird neu gestartet."""
    folge = (
        "Telefone versuchen es von selbst weiter."
        if "Telefon" in name
        else "Telefone stimmen weiter ab; Dashboard, Leinwand und Vortragsansicht sind gleich wieder da."
    )
    return _absatz(
        f"{name} hat sich unerwartet beendet (Rückgabewert {rueckgabewert}) und wird neu gestartet "
        f"({nummer}. von höchstens {hoechstens} Malen in zehn Minuten). Bestätigte Stimmen sind gespeichert. "
        f"{folge}"
    )


def _adressen(stand: Stand) -> str:
    zeilen = [f"  Dieser Laptop:  {stand.dashboard}"]
    if stand.telefone:
        zeilen.append(f"  Telefone:       {stand.telefone}/w")
    if stand.dashboard_im_netz:
        zeilen.append(f"  Dashboard für andere: {stand.dashboard_im_netz}")
    if stand.weitere:
        zeilen.append(
            f"  Falls Telefone das nicht erreichen, mit --adresse neu starten: {', '.join(stand.weitere)}"
        )
    return "\n".join(zeilen)


def _erreichbar(stand: Stand) -> str:
    if not stand.telefone:
        return (
            "Dieser Rechner ist in keinem Netz: Telefone können nicht mitmachen. Handzeichen lassen sich auf "
            "der Seite Stimmungsbild eintragen. Mit WLAN oder eigenem Hotspot (auch ohne Internet) bitte neu "
            "starten."
        )
    if stand.dashboard_im_netz:
        return (
            "Alle Geräte in diesem Netz erreichen das ganze Dashboard. Ohne Anmeldung dürfen damit alle nur "
            "lesen, auch dieser Laptop: Neue Räume lassen sich so nicht anlegen."
        )
    return (
        "Der QR-Code führt zur Eingabe des Raumcodes; den Code zeigt die Präsentation. Andere Geräte "
        "erreichen nur die Telefonseite (/w) und zum Zusehen die Leinwand (/vorfuehrung/…). Dashboard, "
        "Datenpflege und Vortragsansicht mit Notizen bleiben auf diesem Laptop."
    )


def _absatz(text: str, erste: str = "", weitere: str = "") -> str:
    # Befehle und Adressen bleiben ganz, damit man sie kopieren kann.
    return textwrap.fill(
        text,
        BREITE,
        initial_indent=erste,
        subsequent_indent=weitere,
        break_long_words=False,
        break_on_hyphens=False,
    )
