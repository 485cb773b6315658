"""Wer nebenher das Dashboard ansieht: je eine Sitzung wie ein Browser, alle paar Sekunden eine Seite.

Eigener Prozess, damit das Lesen der Antworten die Zeiten der Telefone nicht verfälscht:
``python -m tests.messung.besucher PORT ANZAHL SEKUNDEN`` gibt am Ende die Dauern der Skriptläufe als JSON
aus.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

SEITEN = ("ueberblick", "abdeckung", "fortschreibung", "karte", "gemeinde", "methodik")
PAUSE_S = (3.0, 7.0)


def rufe_seite(verbindung: ClientConnection, seite: str) -> float:
    """Lass das Skript einer Seite laufen; Sekunden bis zum Ende."""
    auftrag = BackMsg()
    auftrag.rerun_script.page_name = seite
    auftrag.rerun_script.query_string = ""
    beginn = time.monotonic()
    verbindung.send(auftrag.SerializeToString())
    while True:
        nachricht = ForwardMsg()
        nachricht.ParseFromString(bytes(verbindung.recv(timeout=60)))  # type: ignore[arg-type]
        if nachricht.WhichOneof("type") == "script_finished":
            return time.monotonic() - beginn


def besuche(port: int, ende: float, wuerfel: random.Random, dauern: list[float]) -> None:
    """Eine Sitzung bis ``ende``; bricht sie ab, wird neu verbunden."""
    time.sleep(wuerfel.uniform(0, PAUSE_S[1]))
    while time.monotonic() < ende:
        try:
            with connect(
                f"ws://127.0.0.1:{port}/_stcore/stream",
                subprotocols=["streamlit"],  # type: ignore[list-item]
                max_size=None,
            ) as verbindung:
                while time.monotonic() < ende:
                    dauern.append(rufe_seite(verbindung, wuerfel.choice(SEITEN)))
                    time.sleep(wuerfel.uniform(*PAUSE_S))
        except (WebSocketException, TimeoutError, OSError):
            time.sleep(1)


def main(port: int, anzahl: int, sekunden: float) -> list[float]:
    """Alle zugleich; die Dauer jedes Skriptlaufs in Sekunden."""
    dauern: list[float] = []
    ende = time.monotonic() + sekunden
    sitzungen = [
        threading.Thread(target=besuche, args=(port, ende, random.Random(nummer), dauern), daemon=True)
        for nummer in range(anzahl)
    ]
    for sitzung in sitzungen:
        sitzung.start()
    for sitzung in sitzungen:
        sitzung.join(timeout=max(0.0, ende - time.monotonic()) + 5)
    return dauern


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))))
