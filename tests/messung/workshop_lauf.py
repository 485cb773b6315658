"""Ein Lauf eines Workshops unter Last als Zeilen der Tabelle; Server starten, Register öffnen."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator, Sequence

from insek_monitor.register.speicher import oeffne
from insek_monitor.register.verbindung import Register
from tests.hilfen.saalserver import Saalserver
from tests.messung.last import (
    BESUCHER,
    FENSTER_S,
    Buehne,
    Lauf,
    Speicherblick,
    abweichung,
    besuch,
    laufe,
)
from tests.messung.tabelle import Messgroesse

ANTWORT_MS, RUECKSTAND_S, SPEICHER_MB = 300.0, 2.0, 600.0


def miss(
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


@contextlib.contextmanager
def laufend(server: Saalserver) -> Iterator[None]:
    """Startet den Server und beendet ihn am Ende."""
    server.starte()
    try:
        yield
    finally:
        server.beende()


@contextlib.contextmanager
def geoeffnet(adresse: str) -> Iterator[Register]:
    """Das Register unter dieser Adresse."""
    register = oeffne(adresse)
    try:
        yield register
    finally:
        register.schliesse()
