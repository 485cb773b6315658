"""Was vor einem Workshop üblicherweise schiefgeht: Port belegt, Firewall, Ruhezustand, Platz, Uhr.

Alles hier sieht nur nach und ändert nichts. Was den Start verhindert, ist ein Hindernis; alles andere ein
Hinweis, mit dem Befehl, der hilft.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from insek_monitor.workshop.dienst.proben import Proben

PLATZ_NOETIG, PLATZ_KNAPP = 50_000_000, 500_000_000
"""Bytes: darunter wird nicht gestartet, darunter gewarnt. Ein Workshop braucht wenige Megabyte."""
FRUEHESTENS, SPAETESTENS = date(2026, 1, 1), date(2060, 1, 1)
STROM = Path("/sys/class/power_supply")
UFW = Path("/etc/ufw/ufw.conf")
VERSION = Path("/proc/version")
MACOS_FIREWALL = "/usr/libexec/ApplicationFirewall/socketfilterfw"


@dataclass(frozen=True)
class Vorhaben:
    """Was gestartet werden soll; ``datenordner`` ist None, wenn das Register in PostgreSQL liegt."""

    port: int
    saalport: int
    datenordner: Path | None
    heute: date


def hindernisse(vorhaben: Vorhaben, proben: Proben) -> list[str]:
    """Was den Start verhindert; leer, wenn nichts."""
    return [*_ports(vorhaben, proben), *_ablage(vorhaben.datenordner, proben)]


def hinweise(vorhaben: Vorhaben, proben: Proben, *, wach: bool) -> list[str]:
    """Was im Saal stören kann, jeweils mit Abhilfe.

    Parameters
    ----------
    wach : Ob der Ruhezustand schon gesperrt ist (``wachhalter``).
    """
    texte = [*_firewall(vorhaben.saalport, proben)]
    if proben.system == "Linux" and "microsoft" in proben.datei(VERSION).lower():
        texte.append(
            "Unter WSL erreichen Telefone diesen Rechner nicht ohne Weiteres. Bitte starten Sie unter "
            "Windows: .venv\\Scripts\\python -m insek_monitor workshop"
        )
    if not wach:
        texte.append(_ruhezustand(proben.system))
    if laeuft_auf_akku(proben):
        texte.append("Der Laptop läuft auf Akku. Bitte schließen Sie das Netzteil an.")
    if vorhaben.datenordner is not None:
        frei = proben.freier_platz(vorhaben.datenordner)
        if PLATZ_NOETIG <= frei < PLATZ_KNAPP:
            texte.append(
                f"Auf dem Datenträger von „{vorhaben.datenordner}“ sind nur noch {frei // 1_000_000} MB "
                "frei. Bitte räumen Sie auf."
            )
    if not FRUEHESTENS <= vorhaben.heute < SPAETESTENS:
        texte.append(
            f"Die Uhr dieses Rechners zeigt den {vorhaben.heute:%d.%m.%Y}. Stichtag und Löschfrist hängen "
            "daran; bitte stellen Sie die Uhr."
        )
    return texte


def wachhalter(system: str, vorhanden: Callable[[str], bool]) -> list[str]:
    """Befehl, der den Ruhezustand sperrt, solange seine Eingabe offen ist; leer, wenn es keinen gibt.

    ``cat`` endet mit dem Ende seiner Eingabe, also auch, wenn dieses Programm abstürzt.
    """
    if system == "Linux" and vorhanden("systemd-inhibit"):
        return [
            "systemd-inhibit",
            "--what=sleep:idle",
            "--who=INSEK-Monitor",
            "--why=Ein Workshop läuft",
            "--mode=block",
            "cat",
        ]
    if system == "Darwin" and vorhanden("caffeinate"):
        return ["caffeinate", "-dis", "cat"]
    return []


def laeuft_auf_akku(proben: Proben) -> bool:
    """Ob ein Netzteil da ist, aber keines angeschlossen (nur Linux nennt das ohne Nachfrage)."""
    netzteile = [
        proben.datei(STROM / name / "online").strip()
        for name in proben.namen(STROM)
        if proben.datei(STROM / name / "type").strip() == "Mains"
    ]
    return bool(netzteile) and all(zustand == "0" for zustand in netzteile)


def _ports(vorhaben: Vorhaben, proben: Proben) -> list[str]:
    if vorhaben.port == vorhaben.saalport:
        return [
            f"Dashboard und Telefone können nicht denselben Port {vorhaben.port} haben. Bitte nennen Sie "
            "zwei verschiedene, etwa --port 8501 --saalport 8600."
        ]
    texte = []
    for port, wofuer, schalter, variable in (
        (vorhaben.port, "das Dashboard", "--port", "PORT"),
        (vorhaben.saalport, "die Telefone", "--saalport", "SAALPORT"),
    ):
        if not proben.belegt(port):
            continue
        vergeben = {vorhaben.port, vorhaben.saalport}
        weitere = (p for p in range(port + 1, min(port + 50, 65_536)) if p not in vergeben)
        anderer = next((p for p in weitere if not proben.belegt(p)), 0)
        wahl = f" oder nehmen Sie einen anderen: {schalter} {anderer} (make workshop {variable}={anderer})"
        texte.append(
            f"Port {port} für {wofuer} ist belegt; vielleicht läuft der INSEK-Monitor schon. Bitte beenden "
            f"Sie das andere Programm{wahl if anderer else ''}."
        )
    return texte


def _ablage(ordner: Path | None, proben: Proben) -> list[str]:
    if ordner is None:
        return []
    if not proben.beschreibbar(ordner):
        return [
            f"In „{ordner}“ lässt sich nichts speichern. Bitte prüfen Sie die Rechte oder nennen Sie mit "
            "INSEK_DATENORDNER einen anderen Ordner."
        ]
    frei = proben.freier_platz(ordner)
    if frei < PLATZ_NOETIG:
        return [
            f"Auf dem Datenträger von „{ordner}“ sind nur noch {frei // 1_000_000} MB frei; Stimmen könnten "
            "verloren gehen. Bitte räumen Sie auf oder nennen Sie mit INSEK_DATENORDNER einen anderen Ordner."
        ]
    return []


def _firewall(saalport: int, proben: Proben) -> list[str]:
    if proben.system == "Windows":
        # Der Zustand ist ohne Verwaltungsrechte nicht verlässlich zu lesen; meist fragt Windows selbst.
        return [
            "Fragt die Windows-Firewall, ob Python Verbindungen annehmen darf: „Zulassen“. Kommen Telefone "
            "nicht durch, in einer PowerShell als Administrator: New-NetFirewallRule -DisplayName "
            f"'INSEK-Workshop' -Direction Inbound -Protocol TCP -LocalPort {saalport} -Action Allow "
            "(danach: Remove-NetFirewallRule -DisplayName 'INSEK-Workshop')"
        ]
    if proben.system == "Darwin":
        if "enabled" in proben.ausgabe([MACOS_FIREWALL, "--getglobalstate"]).lower():
            return [
                "Die Firewall dieses Rechners ist an. Fragt macOS, ob Python Verbindungen annehmen darf: "
                "„Erlauben“."
            ]
        return []
    texte = []
    einstellung = [zeile.strip().lower() for zeile in proben.datei(UFW).splitlines()]
    if "enabled=yes" in einstellung:
        texte.append(
            f"Die Firewall ufw ist an. Damit Telefone durchkommen: sudo ufw allow {saalport}/tcp "
            f"(danach: sudo ufw delete allow {saalport}/tcp)"
        )
    if proben.ausgabe(["systemctl", "is-active", "firewalld"]).strip() == "active":
        texte.append(
            "Die Firewall firewalld ist an. Damit Telefone durchkommen: sudo firewall-cmd "
            f"--add-port={saalport}/tcp (gilt bis zum Neustart)"
        )
    return texte


def _ruhezustand(system: str) -> str:
    befehl = {
        "Windows": "powercfg /change standby-timeout-ac 0 und powercfg /change monitor-timeout-ac 0",
        "Darwin": "caffeinate -dis (in einem zweiten Fenster)",
    }.get(system, "in den Einstellungen unter Energie")
    return (
        "Geht der Laptop in den Ruhezustand, erreichen ihn die Telefone nicht mehr. Bitte schalten Sie ihn "
        f"für heute ab: {befehl}. Klappen Sie den Deckel nicht zu."
    )
