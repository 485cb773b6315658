"""Ein Workshop unter Last: Antwortzeiten, Rückstand des Bilds, Speicher und was nach ``kill -9`` da ist.

Zweihundert Telefone stimmen binnen dreißig Sekunden ab, während Leinwand und Vortragsansicht offen sind und
zwanzig Leute das Dashboard ansehen. Alles auf der eigenen Schleife.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from insek_monitor.einstellungen import DATENBANK_DATEI
from tests.hilfen import wegwerf_postgres
from tests.hilfen.saalserver import Saalserver, dashboard, hausnetzdienst, nachkommen, verteiler
from tests.messung.last import baue_buehne
from tests.messung.tabelle import Messgroesse
from tests.messung.workshop_lauf import geoeffnet, laufend, miss
from werkzeuge.dienst import STICHTAG, DienstFehler, freier_port


def workshop(ordner: Path) -> list[Messgroesse]:
    """Alle Läufe nacheinander."""
    ergebnis = _vor_ort("make workshop", ordner / "w1", "")
    ergebnis += _vor_ort("kill -9 der Telefonseite", ordner / "w2", "uvicorn")
    ergebnis += _vor_ort("kill -9 des Dashboards", ordner / "w3", "streamlit")
    ergebnis += _nur_app(ordner / "w4")
    return ergebnis + _zwei_server(ordner / "w5")


def _vor_ort(name: str, ordner: Path, opfer: str) -> list[Messgroesse]:
    """``make workshop``; ``opfer`` steht in der Aufrufzeile des Prozesses, der getötet wird."""
    port, saalport = freier_port(), freier_port()
    befehl = [sys.executable, "-m", "insek_monitor", "workshop", "--adresse", "127.0.0.1"]
    befehl += ["--port", str(port), "--saalport", str(saalport)]
    ordner.mkdir(parents=True)
    server = Saalserver(befehl, _umgebung(ordner), saalport, "/w", ordner / "workshop.txt")

    def toete_und_warte() -> None:
        """``make workshop`` startet den Dienst selbst wieder."""
        getoetet = _gesucht(server.pid, opfer)
        os.kill(getoetet, signal.SIGKILL)
        ende = time.monotonic() + 60
        while not _antwortet(saalport if opfer == "uvicorn" else port):
            if time.monotonic() > ende:
                raise DienstFehler(f"„{opfer}“ ist nach kill -9 nicht wieder da:\n{server.text()[-2000:]}")
            time.sleep(0.1)

    with laufend(server), geoeffnet(_datei(ordner)) as register:
        return miss(
            name,
            baue_buehne(register),
            server=lambda: [server.pid],
            ports=(saalport, port, port),
            stoerung=toete_und_warte if opfer else None,
        )


def _antwortet(port: int) -> bool:
    verbindung = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        verbindung.request("GET", "/w")
        return verbindung.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        verbindung.close()


def _nur_app(ordner: Path) -> list[Messgroesse]:
    """Die Wege der Telefone in ``app.py`` selbst; einmal ungestört, einmal mit ``kill -9``."""
    ordner.mkdir(parents=True)
    server = dashboard(_umgebung(ordner), ordner)

    def toete_und_starte() -> None:
        server.toete()
        server.starte()

    ergebnis: list[Messgroesse] = []
    with laufend(server), geoeffnet(_datei(ordner)) as register:
        for name, stoerung in (("nur app.py", None), ("kill -9 von app.py", toete_und_starte)):
            ergebnis += miss(
                name,
                baue_buehne(register),
                server=lambda: [server.pid],
                ports=(server.port, server.port, server.port),
                stoerung=stoerung,
            )
    return ergebnis


def _zwei_server(ordner: Path) -> list[Messgroesse]:
    """PostgreSQL und zwei Server hinter einem Verteiler; einer wird getötet und nicht ersetzt.

    Einmal tragen zwei ``app.py`` alles, einmal stimmen die Telefone an zwei eigenen Diensten
    ab, wie ``docs/betrieb.md`` es rät.
    """
    ordner.mkdir(parents=True)
    name = "PostgreSQL, einer von zwei Servern getötet"
    try:
        postgres = wegwerf_postgres.starte()
    except wegwerf_postgres.KeinPostgres as fehler:
        return [Messgroesse(f"{name}: Antwort auf eine Stimme", "ms", hinweis=f"kein PostgreSQL: {fehler}")]
    try:
        umgebung = _umgebung(ordner) | {"INSEK_DATENBANK_URL": postgres.neue_datenbank()}
        return _zwei_gleiche(name, umgebung, ordner) + _zwei_und_zwei(
            "PostgreSQL, je zwei Dienste und Dashboards, je einer getötet", umgebung, ordner
        )
    finally:
        postgres.stoppe()


def _zwei_gleiche(name: str, umgebung: Mapping[str, str], ordner: Path) -> list[Messgroesse]:
    erster, zweiter = dashboard(umgebung, ordner), dashboard(umgebung, ordner)
    davor = verteiler([erster.port, zweiter.port], ordner)
    with (
        laufend(erster),
        laufend(zweiter),
        laufend(davor),
        geoeffnet(umgebung["INSEK_DATENBANK_URL"]) as register,
    ):
        return miss(
            name,
            baue_buehne(register),
            server=lambda: [erster.pid, zweiter.pid],
            ports=(davor.port, davor.port, davor.port),
            stoerung=erster.toete,
        )


def _zwei_und_zwei(name: str, umgebung: Mapping[str, str], ordner: Path) -> list[Messgroesse]:
    dashboards = [dashboard(umgebung, ordner) for _ in range(2)]
    vor_dashboards = verteiler([server.port for server in dashboards], ordner)
    innen = {**umgebung, "INSEK_SAAL_INNEN": f"http://127.0.0.1:{vor_dashboards.port}"}
    dienste = [hausnetzdienst(innen, ordner) for _ in range(2)]
    vor_diensten = verteiler([server.port for server in dienste], ordner)

    def toete_je_einen() -> None:
        dienste[0].toete()
        dashboards[0].toete()

    with contextlib.ExitStack() as ende:
        for server in (*dashboards, vor_dashboards, *dienste, vor_diensten):
            ende.enter_context(laufend(server))
        register = ende.enter_context(geoeffnet(umgebung["INSEK_DATENBANK_URL"]))
        return miss(
            name,
            baue_buehne(register),
            server=lambda: [server.pid for server in (*dashboards, *dienste)],
            ports=(vor_diensten.port, vor_dashboards.port, vor_dashboards.port),
            stoerung=toete_je_einen,
        )


def _gesucht(wurzel: int, wort: str) -> int:
    """Der Prozess unter ``wurzel``, in dessen Aufrufzeile das Wort steht."""
    for pid in nachkommen(wurzel)[1:]:
        if wort.encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
            return pid
    raise RuntimeError(f"Unter Prozess {wurzel} läuft kein „{wort}“.")


def _umgebung(ordner: Path) -> dict[str, str]:
    return {"INSEK_DATENORDNER": str(ordner), "INSEK_STICHTAG": STICHTAG}


def _datei(ordner: Path) -> str:
    return f"sqlite:///{(ordner / DATENBANK_DATEI).as_posix()}"
