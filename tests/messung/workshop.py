"""Ein Workshop unter Last: Antwortzeiten, Rückstand des Bilds, Speicher und was nach ``kill -9`` da ist.

Zweihundert Telefone stimmen binnen dreißig Sekunden ab, während Leinwand und Vortragsansicht offen sind und
zwanzig Leute das Dashboard ansehen. Alles auf der eigenen Schleife.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from insek_monitor.einstellungen import DATENBANK_DATEI
from insek_monitor.register.speicher import oeffne
from insek_monitor.register.verbindung import Register
from tests.hilfen.saalserver import Saalserver, dashboard, nachkommen, verteiler
from tests.messung.last import (
    BESUCHER,
    FENSTER_S,
    Buehne,
    Lauf,
    Speicherblick,
    abweichung,
    baue_buehne,
    besuch,
    laufe,
)
from tests.messung.tabelle import Messgroesse
from tests.register import wegwerf_postgres
from werkzeuge.dienst import STICHTAG, freier_port

ANTWORT_MS, RUECKSTAND_S, SPEICHER_MB = 300.0, 2.0, 600.0


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

    def toete_und_starte() -> None:
        os.kill(_gesucht(server.pid, opfer), signal.SIGKILL)
        # „make workshop“ hält dann beide Dienste an und sagt, warum; neu gestartet wird von Hand.
        assert server.prozess is not None
        server.prozess.wait(timeout=60)
        server.starte()

    with _laufend(server), _register(ordner) as register:
        return _miss(
            name,
            baue_buehne(register),
            server=lambda: [server.pid],
            ports=(saalport, port, port),
            stoerung=toete_und_starte if opfer else None,
        )


def _nur_app(ordner: Path) -> list[Messgroesse]:
    """Die Wege der Telefone in ``app.py`` selbst; einmal ungestört, einmal mit ``kill -9``."""
    ordner.mkdir(parents=True)
    server = dashboard(_umgebung(ordner), ordner)

    def toete_und_starte() -> None:
        server.toete()
        server.starte()

    ergebnis: list[Messgroesse] = []
    with _laufend(server), _register(ordner) as register:
        for name, stoerung in (("nur app.py", None), ("kill -9 von app.py", toete_und_starte)):
            ergebnis += _miss(
                name,
                baue_buehne(register),
                server=lambda: [server.pid],
                ports=(server.port, server.port, server.port),
                stoerung=stoerung,
            )
    return ergebnis


def _zwei_server(ordner: Path) -> list[Messgroesse]:
    """PostgreSQL und zwei Server hinter einem Verteiler; einer wird getötet und nicht ersetzt."""
    ordner.mkdir(parents=True)
    name = "PostgreSQL, einer von zwei Servern getötet"
    try:
        postgres = wegwerf_postgres.starte()
    except wegwerf_postgres.KeinPostgres as fehler:
        return [Messgroesse(f"{name}: Antwort auf eine Stimme", "ms", hinweis=f"kein PostgreSQL: {fehler}")]
    try:
        umgebung = _umgebung(ordner) | {"INSEK_DATENBANK_URL": postgres.neue_datenbank()}
        erster, zweiter = dashboard(umgebung, ordner), dashboard(umgebung, ordner)
        davor = verteiler([erster.port, zweiter.port], ordner)
        with _laufend(erster), _laufend(zweiter), _laufend(davor):
            register = oeffne(umgebung["INSEK_DATENBANK_URL"])
            try:
                return _miss(
                    name,
                    baue_buehne(register),
                    server=lambda: [erster.pid, zweiter.pid],
                    ports=(davor.port, davor.port, davor.port),
                    stoerung=erster.toete,
                )
            finally:
                register.schliesse()
    finally:
        postgres.stoppe()


def _miss(
    name: str,
    buehne: Buehne,
    *,
    server: Callable[[], Sequence[int]],
    ports: tuple[int, int, int],
    stoerung: Callable[[], None] | None,
) -> list[Messgroesse]:
    """Ein Lauf; ``ports`` gelten für Telefone, Vortragsansicht, Besuch."""
    speicher, dauer = Speicherblick(), [0.0]

    async def stoere() -> None:
        assert stoerung is not None
        beginn = time.monotonic()
        await asyncio.to_thread(stoerung)
        dauer[0] = time.monotonic() - beginn

    telefonport, vortragsport, besuchsport = ports
    with speicher.offen(server), besuch(besuchsport, FENSTER_S + 10, BESUCHER) as seiten:
        lauf = laufe(
            buehne,
            telefonport=telefonport,
            vortragsport=vortragsport,
            stoerung=stoere if stoerung else None,
        )
    gestoert = f"; Ausfall {dauer[0]:.1f} s".replace(".", ",") if stoerung else ""
    return _groessen(name, buehne, lauf, seiten, speicher, gestoert)


def _groessen(
    name: str, buehne: Buehne, lauf: Lauf, seiten: list[float], speicher: Speicherblick, gestoert: str
) -> list[Messgroesse]:
    buch = lauf.buch
    zahl, text = abweichung(buehne, lauf)
    hoechstens = f"höchstens {1000 * max(buch.antwortzeiten, default=0):.0f} ms"
    wiederholt = f"{buch.netzfehler} wiederholte Anfragen, {buch.gebremst} gebremst{gestoert}"
    # Während eines Ausfalls gibt es kein Bild; ein Budget dafür wäre eines für den Neustart.
    rueckstand = None if gestoert else RUECKSTAND_S
    return [
        Messgroesse(
            f"{name}: Antwort auf eine Stimme",
            "ms",
            budget_p95=ANTWORT_MS,
            werte=[1000 * wert for wert in buch.antwortzeiten],
            hinweis=f"{hoechstens}; {wiederholt}",
        ),
        Messgroesse(
            f"{name}: Stimmen, die fehlen, doppelt oder anders zählen",
            "",
            budget_median=0.0,
            werte=[float(zahl)],
            hinweis=text,
        ),
        *(
            Messgroesse(
                f"{name}: bis {wo} die Stimme zeigt",
                "s",
                budget_p95=rueckstand,
                stellen=2,
                werte=blick.rueckstaende(buch),
                hinweis=f"höchstens {max(blick.rueckstaende(buch), default=0):.2f} s".replace(".", ","),
            )
            for wo, blick in (("die Vortragsansicht", lauf.vortrag), ("die Leinwand", lauf.leinwand))
        ),
        Messgroesse(
            f"{name}: Speicher aller Server (PSS)",
            "MB",
            budget_median=SPEICHER_MB,
            werte=[speicher.pss] if speicher.pss else [],
            hinweis=f"Summe der RSS {speicher.rss:.0f} MB, geteilte Seiten mehrfach gezählt",
        ),
        Messgroesse(f"{name}: Seite des Dashboards nebenher", "s", stellen=2, werte=seiten),
    ]


def _umgebung(ordner: Path) -> dict[str, str]:
    return {"INSEK_DATENORDNER": str(ordner), "INSEK_STICHTAG": STICHTAG}


@contextlib.contextmanager
def _laufend(server: Saalserver) -> Iterator[None]:
    server.starte()
    try:
        yield
    finally:
        server.beende()


@contextlib.contextmanager
def _register(ordner: Path) -> Iterator[Register]:
    register = oeffne(f"sqlite:///{(ordner / DATENBANK_DATEI).as_posix()}")
    try:
        yield register
    finally:
        register.schliesse()


def _gesucht(wurzel: int, wort: str) -> int:
    """Der Prozess unter ``wurzel``, in dessen Aufrufzeile das Wort steht."""
    for pid in nachkommen(wurzel)[1:]:
        if wort.encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
            return pid
    raise RuntimeError(f"Unter Prozess {wurzel} läuft kein „{wort}“.")
