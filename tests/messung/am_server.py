"""Was der Server braucht: Startzeit und Speicher je ruhender Sitzung."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from tests.messung.tabelle import Messgroesse
from werkzeuge.dienst import Dienst, dienst


def startzeit(ordner: Path, wiederholungen: int) -> list[Messgroesse]:
    """Vom Prozessstart, bis die Startseite ausgeliefert wird: erster Start (leere Ablage) und weitere."""
    erster = Messgroesse("Server bereit, erster Start", "s", 5.0, stellen=2)
    weitere = Messgroesse("Server bereit, weitere Starts", "s", 5.0, stellen=2)
    for lauf in range(wiederholungen):
        ablage = ordner / f"ablage-{lauf}"
        for groesse in (erster, weitere):
            with dienst(ablage, ordner / "start.log") as laufend:
                groesse.werte.append(laufend.bereit_nach_s)
    return [erster, weitere]


def speicher_mb(pid: int) -> float:
    """Belegter Arbeitsspeicher eines Prozesses in MB (Linux: ``VmRSS`` aus /proc)."""
    for zeile in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if zeile.startswith("VmRSS:"):
            return int(zeile.split()[1]) / 1000
    raise RuntimeError(f"/proc/{pid}/status enthält keine Zeile VmRSS.")


def _oeffne_sitzung(adresse: str, seite: str) -> ClientConnection:
    """Eine Sitzung, wie der Browser sie öffnet, bis das Skript einmal durchgelaufen ist."""
    verbindung = connect(
        adresse.replace("http", "ws", 1) + "/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
    )
    auftrag = BackMsg()
    auftrag.rerun_script.page_name = seite
    auftrag.rerun_script.query_string = ""
    verbindung.send(auftrag.SerializeToString())
    while True:
        nachricht = ForwardMsg()
        nachricht.ParseFromString(bytes(verbindung.recv(timeout=30)))  # type: ignore[arg-type]
        if nachricht.WhichOneof("type") == "script_finished":
            return verbindung


def speicher_je_sitzung(laufend: Dienst, seite: str, anzahl: int) -> Messgroesse:
    """Zuwachs des Arbeitsspeichers durch ``anzahl`` ruhende Sitzungen, geteilt durch ihre Zahl."""
    groesse = Messgroesse(f"Speicher je weiterer ruhender Sitzung: {seite}", "MB", 3.0, stellen=2)
    if not Path(f"/proc/{laufend.pid}/status").exists():
        groesse.hinweis = "nur unter Linux messbar"
        return groesse
    with ExitStack() as offen:
        try:
            for _ in range(10):  # aufwärmen: Zwischenspeicher füllen, Module laden
                offen.enter_context(_oeffne_sitzung(laufend.adresse, seite))
            time.sleep(2)
            vorher = speicher_mb(laufend.pid)
            for _ in range(anzahl):
                offen.enter_context(_oeffne_sitzung(laufend.adresse, seite))
            time.sleep(2)
        except (WebSocketException, TimeoutError, OSError) as fehler:
            groesse.hinweis = f"Sitzung ließ sich nicht öffnen: {fehler}"
            return groesse
        groesse.werte.append((speicher_mb(laufend.pid) - vorher) / anzahl)
    groesse.hinweis = f"Mittel über {anzahl} gleichzeitig offene Sitzungen nach 10 zum Aufwärmen"
    return groesse
