"""Ablauf eines Workshops: prüfen, Dienste starten, Adresse zeigen, wachen, beenden."""

from __future__ import annotations

import argparse
import contextlib
import ipaddress
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from insek_monitor import einstellungen
from insek_monitor.register import sqlitedatei
from insek_monitor.workshop.dienst import netz
from insek_monitor.workshop.dienst import prozesse as workshopprozesse
from insek_monitor.workshop.dienst import pruefung as workshoppruefung
from insek_monitor.workshop.dienst import text as workshoptext
from insek_monitor.workshop.dienst.proben import proben_dieses_rechners
from insek_monitor.workshop.dienst.prozesse import Halt, Kind
from insek_monitor.workshop.dienst.pruefung import Vorhaben

FRIST_S = 90.0


class WorkshopFehler(Exception):
    """Der Workshop läuft nicht (mehr); der Text sagt, warum und was hilft."""


def fuehre_aus(angaben: argparse.Namespace) -> int:
    """Läuft bis Strg+C; 0, wenn geordnet beendet, 1, wenn etwas nicht ging."""
    halt = Halt()
    halt.horche()
    ordner = Path(tempfile.mkdtemp(prefix="insek-workshop-"))
    try:
        _veranstalte(angaben, halt, ordner)
    except (WorkshopFehler, einstellungen.EinstellungsFehler) as fehler:
        print(f"Fehler: {fehler}", file=sys.stderr)
        with contextlib.suppress(OSError):
            ordner.rmdir()  # nur wenn er leer ist: Protokolle nennt die Meldung, sie bleiben
        return 1
    shutil.rmtree(ordner, ignore_errors=True)
    print("Der Workshop ist beendet. Stimmen und Ergebnisse sind gespeichert.")
    return 0


def _veranstalte(angaben: argparse.Namespace, halt: Halt, ordner: Path) -> None:
    system = platform.system()
    quellen, proben = netz.quellen_dieses_rechners(system), proben_dieses_rechners(system)
    vorhaben = Vorhaben(angaben.port, angaben.saalport, _datenordner(), einstellungen.jetzt().date())
    if hindernisse := workshoppruefung.hindernisse(vorhaben, proben):
        raise WorkshopFehler(" ".join(hindernisse))
    gefunden = [anschluss.adresse for anschluss in netz.finde(quellen)]
    adresse = angaben.adresse or (gefunden[0] if gefunden else "")
    basis = f"http://{adresse}:{angaben.saalport}" if adresse else ""
    basis = basis if angaben.adresse else einstellungen.saal_adresse() or basis
    hinweise = _hinweise(angaben, gefunden)
    print("Register und Dienste werden vorbereitet, das dauert einige Sekunden …", flush=True)
    if meldung := richte_register_ein(einstellungen.projektordner()):
        raise WorkshopFehler(meldung)
    wachhalter = workshopprozesse.halte_wach(
        workshoppruefung.wachhalter(system, lambda name: shutil.which(name) is not None)
    )
    kinder: list[Kind] = []
    try:
        kinder += _starte(angaben, basis, adresse, ordner)
        if not _warte_bis_bereit(angaben, kinder, halt):
            if not halt.verlangt:
                raise WorkshopFehler(_grund(kinder))
            return
        stand = workshoptext.Stand(
            dashboard=f"http://localhost:{angaben.port}",
            telefone=basis,
            weitere=[] if angaben.adresse else gefunden[1:],
            dashboard_im_netz=(
                f"http://{adresse}:{angaben.port}" if angaben.alles_im_netz and adresse else ""
            ),
            wach=wachhalter is not None,
        )
        hinweise += workshoppruefung.hinweise(vorhaben, proben, wach=stand.wach)
        _bereite_konsole_vor()
        print("\n" + workshoptext.bereit(stand, hinweise, mit_qr=sys.stdout.isatty()), flush=True)
        gescheitert = workshopprozesse.wache(kinder, halt, adresse if adresse in gefunden else "", quellen)
        if gescheitert is not None:
            raise WorkshopFehler(_grund([gescheitert], workshopprozesse.NEUSTARTS))
    finally:
        workshopprozesse.beende([kind.prozess for kind in kinder] + ([wachhalter] if wachhalter else []))


def _starte(angaben: argparse.Namespace, basis: str, adresse: str, ordner: Path) -> list[Kind]:
    workshopprozesse.erlaube_viele_verbindungen()
    umgebung = {
        "INSEK_SAAL_ADRESSE": basis,
        "INSEK_SAAL_INNEN": f"http://127.0.0.1:{angaben.port}",
        "PYTHONUNBUFFERED": "1",
    }
    projekt = einstellungen.projektordner()
    befehle = {
        "Das Dashboard": dashboard(angaben.port, adresse if angaben.alles_im_netz else ""),
        "Die Telefonseite": telefone(angaben.saalport, adresse),
    }
    return [
        workshopprozesse.starte(name, befehl, umgebung, projekt, ordner) for name, befehl in befehle.items()
    ]


def _warte_bis_bereit(angaben: argparse.Namespace, kinder: Sequence[Kind], halt: Halt) -> bool:
    def antworten() -> bool:
        return workshopprozesse.antwortet(angaben.port, "/_stcore/health") and workshopprozesse.antwortet(
            angaben.saalport, "/w"
        )

    return workshopprozesse.warte(antworten, kinder, halt, FRIST_S)


def _grund(kinder: Sequence[Kind], neustarts: int = 0) -> str:
    kind = workshopprozesse.erstes_beendete(kinder)
    if kind is None:
        return (
            f"Nach {FRIST_S:.0f} Sekunden antworten Dashboard oder Telefonseite noch nicht. Bitte schließen "
            f"Sie andere Programme und starten Sie neu. Einzelheiten: {kinder[0].protokoll.parent}"
        )
    trotz = f" (trotz {neustarts} Neustarts in zehn Minuten)" if neustarts else ""
    return (
        f"{kind.name} hat sich unerwartet beendet{trotz}, Rückgabewert {kind.prozess.returncode}; der "
        "Workshop ist angehalten, Stimmen bleiben erhalten. Bitte starten Sie neu. Einzelheiten: "
        f"{kind.protokoll}"
    )


def _hinweise(angaben: argparse.Namespace, gefunden: Sequence[str]) -> list[str]:
    texte = []
    if angaben.adresse and ipaddress.IPv4Address(angaben.adresse).is_loopback:
        texte.append(f"{angaben.adresse} gilt nur auf diesem Rechner: Kein Telefon erreicht ihn so.")
    elif angaben.adresse and angaben.adresse not in gefunden:
        texte.append(
            f"{angaben.adresse} gehört nicht zu diesem Rechner ({', '.join(gefunden) or 'kein Netz'}). Bitte "
            "prüfen Sie mit einem Telefon, ob die Adresse stimmt."
        )
    if einstellungen.ist_server():
        texte.append(
            "INSEK_BETRIEB=server ist gesetzt: Ohne Anmeldung darf auch dieser Laptop nur lesen und keinen "
            "Raum anlegen."
        )
    if (tag := einstellungen.fester_stichtag()) is not None:
        texte.append(f"INSEK_STICHTAG ist gesetzt: Alle Zahlen gelten zum {tag:%d.%m.%Y}, nicht zu heute.")
    if (ordner := _datenordner()) is not None and sqlitedatei.liegt_im_netz(ordner):
        texte.append(sqlitedatei.HINWEIS)
    return texte


def _datenordner() -> Path | None:
    return einstellungen.datenordner() if einstellungen.datenbank_url().startswith("sqlite:") else None


def _bereite_konsole_vor() -> None:
    """Ältere Windows-Fenster zeigen Farben erst auf Verlangen; ohne sie ist der QR-Code nicht lesbar."""
    if sys.platform == "win32":
        import ctypes

        konsole = ctypes.windll.kernel32
        konsole.SetConsoleMode(konsole.GetStdHandle(-11), 7)


RUHE_S = 15
"""Wer so lange nichts fragt, wird getrennt."""
ALLE = "0.0.0.0"
KEIN_REGISTER = (
    "Das Register lässt sich nicht öffnen. Bitte prüfen Sie INSEK_DATENORDNER und INSEK_DATENBANK_URL."
)


def dashboard(port: int, nach_aussen: str = "") -> list[str]:
    """Das Dashboard auf der eigenen Schleife; mit ``nach_aussen`` an allen Adressen unter diesem Namen."""
    befehl = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    befehl += ["--server.headless", "true", "--server.showEmailPrompt", "false"]
    # Nicht „localhost“: Der Dienst für das Hausnetz muss wissen, ob es 127.0.0.1 oder ::1 ist.
    befehl += ["--server.address", ALLE if nach_aussen else "127.0.0.1"]
    return befehl + (["--browser.serverAddress", nach_aussen] if nach_aussen else [])


def telefone(saalport: int, adresse: str) -> list[str]:
    """Der Dienst für das Hausnetz, ohne Zugriffsprotokoll (IP-Adressen) und ohne fremde Kopfzeilen."""
    nur_hier = bool(adresse) and ipaddress.IPv4Address(adresse).is_loopback
    befehl = [sys.executable, "-m", "uvicorn", "insek_monitor.workshop.saal.dienst:app"]
    befehl += ["--host", adresse if nur_hier else ALLE, "--port", str(saalport)]
    befehl += ["--no-access-log", "--no-server-header", "--no-proxy-headers", "--ws", "none"]
    befehl += ["--log-level", "warning", "--http", "insek_monitor.workshop.saal.verbindung:Verbindung"]
    return [*befehl, "--timeout-keep-alive", str(RUHE_S), "--timeout-graceful-shutdown", "3"]


def richte_register_ein(projekt: Path) -> str:
    """Legt das Register an oder bringt es auf Stand; Rückgabe: warum es nicht geht, sonst leer.

    Vor den Diensten, damit kein Telefon ein halb angelegtes Register trifft; als eigener Prozess, damit
    pandas und SQLAlchemy nicht den ganzen Workshop lang im Speicher bleiben.
    """
    lauf = subprocess.run(
        [sys.executable, "-m", "insek_monitor", "datenstaende"],
        cwd=projekt,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if lauf.returncode == 0:
        return ""
    zeilen = lauf.stderr.decode("utf-8", errors="replace").strip().splitlines()
    # Mehrere Zeilen wären ein Absturz mit englischem Text.
    return zeilen[0].removeprefix("Fehler: ") if len(zeilen) == 1 else KEIN_REGISTER
