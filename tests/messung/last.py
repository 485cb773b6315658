"""Last eines Workshops: Telefone, Leinwand, Vortragsansicht, Besuch des Dashboards, Speicher der Prozesse."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from insek_monitor.kern.stimmungsbild import Frage, Frageart
from insek_monitor.kern.vortrag import Folge, Folie, Folienart
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung import register_auszaehlung as auszaehlung
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.vortrag import register_vorfuehrungen as vorfuehrungen
from insek_monitor.workshop.vortrag.register_vorfuehrungen import Vorfuehrung
from tests.hilfen.ablage import LOKAL
from tests.hilfen.saalserver import nachkommen
from tests.hilfen.telefone import Leitung, Netzfehler, Saalbuch, saal_voll
from tests.messung.am_server import speicher_mb
from werkzeuge.dienst import WURZEL

TELEFONE, FENSTER_S, BESUCHER = 200, 30.0, 20
SAAT = 20261121
FRAGE = Frage("last", Frageart.SKALA, "Lohnt sich Beteiligung?", "Sie kostet mehr.", "Sie bringt mehr.")
STIMMENZAHL = re.compile(r"(\d+)\D*Stimme")
TAKT_S = 1.0
"""So oft fragen Leinwand und Vortragsansicht nach (wie ``vorfuehrung.js``)."""


@dataclass(frozen=True)
class Buehne:
    """Ein Raum mit offener Frage und seine Vorführung."""

    register: Register
    code: str
    runde: int
    vorfuehrung: Vorfuehrung

    @property
    def stand(self) -> str:
        """Weg, den Leinwand und Vortragsansicht abfragen."""
        return f"/vorfuehrung/{self.vorfuehrung.kennung}/stand.json"


def baue_buehne(register: Register) -> Buehne:
    """Raum anlegen, Frage unverborgen öffnen, vorführen."""
    jetzt = datetime.now(UTC)
    raum = raeume.lege_an(
        register, LOKAL, titel="Messung", ort="", datum=date.today(), fragen=[FRAGE], jetzt=jetzt
    )
    runde = raumsteuerung.oeffne(register, raum.code, LOKAL, FRAGE.kennung, verborgen=False)
    folge = Folge("Messung", (Folie(Folienart.ABSTIMMUNG, frage=FRAGE.kennung),), fragen=(FRAGE.als_dict(),))
    vorfuehrung = vorfuehrungen.beginne(
        register, LOKAL, folge, datenstand_nummer=None, stichtag=None, code=raum.code, jetzt=jetzt
    )
    return Buehne(register, raum.code, runde, vorfuehrung)


@dataclass
class Blick:
    """Was eine Leinwand gesehen hat: Zeitpunkt und Zahl der Stimmen."""

    gesehen: list[tuple[float, int]] = field(default_factory=list)
    dauern: list[float] = field(default_factory=list)

    async def laufe(self, port: int, buehne: Buehne, *, mit_schluessel: bool) -> None:
        """Frage jede Sekunde nach, bis jemand abbricht."""
        leitung, marke = Leitung(port), ""
        kopf = {"X-Schluessel": buehne.vorfuehrung.schluessel} if mit_schluessel else {}
        while True:
            with contextlib.suppress(Netzfehler):
                antwort = await leitung.frage("GET", buehne.stand, kopf | {"If-None-Match": marke or '"-"'})
                if antwort.status in (200, 304):
                    self.dauern.append(antwort.dauer_s)
                if antwort.status == 200:
                    marke = antwort.kopf.get("etag", "")
                    self.gesehen.append((time.monotonic(), _stimmenzahl(json.loads(antwort.rumpf))))
            await asyncio.sleep(TAKT_S)

    def rueckstaende(self, buch: Saalbuch) -> list[float]:
        """Je neuem Gerät: Sekunden von der Bestätigung am Telefon, bis das Bild so viele Stimmen zeigt."""
        geraete: set[int] = set()
        ergebnis = []
        for zeitpunkt, geraet, _ in buch.bestaetigt:
            if geraet in geraete:
                continue
            geraete.add(geraet)
            zuerst = next((wann for wann, zahl in self.gesehen if zahl >= len(geraete)), None)
            ergebnis.append(float("inf") if zuerst is None else max(0.0, zuerst - zeitpunkt))
        return ergebnis


def _stimmenzahl(stand: dict[str, dict[str, str]]) -> int:
    text = re.sub("<[^>]+>", " ", stand["teile"][f"abstimmung/{FRAGE.kennung}/stimmen"])
    treffer = STIMMENZAHL.search(text)
    return int(treffer[1]) if treffer else 0


@dataclass
class Lauf:
    """Ein ganzer Lauf: was die Telefone erlebten und die beiden Blicke sahen."""

    buch: Saalbuch = field(default_factory=Saalbuch)
    vortrag: Blick = field(default_factory=Blick)
    leinwand: Blick = field(default_factory=Blick)


def laufe(
    buehne: Buehne,
    *,
    telefonport: int,
    vortragsport: int,
    stoerung: Callable[[], Awaitable[None]] | None = None,
    telefone: int = TELEFONE,
    frist_s: float = 240.0,
) -> Lauf:
    """Alle Telefone stimmen ab, während Leinwand und Vortragsansicht offen sind.

    Parameters
    ----------
    telefonport : int
        Für Telefone und Leinwand; ``vortragsport`` für die Vortragsansicht.
    stoerung : Callable, optional
        Was nach der Hälfte der Zeit geschieht.
    """
    lauf = Lauf()

    async def alles() -> None:
        blicke = [
            asyncio.create_task(lauf.vortrag.laufe(vortragsport, buehne, mit_schluessel=True)),
            asyncio.create_task(lauf.leinwand.laufe(telefonport, buehne, mit_schluessel=False)),
        ]
        try:
            alle = saal_voll(telefone, telefonport, buehne.code, lauf.buch, fenster_s=FENSTER_S, saat=SAAT)
            async with asyncio.timeout(frist_s), asyncio.TaskGroup() as gruppe:
                for telefon in alle:
                    gruppe.create_task(telefon.stimme_ab())
                if stoerung is not None:
                    gruppe.create_task(_nach(FENSTER_S / 2, stoerung))
            await asyncio.sleep(2 * TAKT_S + 1)
        finally:
            for blick in blicke:
                blick.cancel()
            await asyncio.gather(*blicke, return_exceptions=True)

    asyncio.run(alles())
    return lauf


async def _nach(sekunden: float, was: Callable[[], Awaitable[None]]) -> None:
    await asyncio.sleep(sekunden)
    await was()


def abweichung(buehne: Buehne, lauf: Lauf, telefone: int = TELEFONE) -> tuple[int, str]:
    """Wie viele Stimmen fehlen, doppelt oder anders zählen, als sie bestätigt wurden; dazu der Grund."""
    gezaehlt = auszaehlung.zaehle(buehne.register, buehne.runde)
    erwartet = lauf.buch.erwartet(len(FRAGE.antworten))
    anders = sum(abs(ist - soll) for ist, soll in zip(gezaehlt.je_antwort, erwartet, strict=True))
    ohne = telefone - len(lauf.buch.zuletzt)
    text = f"{len(lauf.buch.bestaetigt)} bestätigt, {gezaehlt.anzahl} Geräte gezählt"
    if lauf.buch.abgewiesen:
        text += f"; abgewiesen: {lauf.buch.abgewiesen[0]}"
    return anders + ohne + abs(gezaehlt.anzahl - telefone), text


@contextlib.contextmanager
def besuch(port: int, sekunden: float, anzahl: int = BESUCHER) -> Iterator[list[float]]:
    """Besucherinnen und Besucher des Dashboards in einem eigenen Prozess; am Ende stehen ihre Dauern da."""
    befehl = [sys.executable, "-m", "tests.messung.besucher", str(port), str(anzahl), str(sekunden)]
    dauern: list[float] = []
    with subprocess.Popen(befehl, cwd=WURZEL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as prozess:
        try:
            yield dauern
            ausgabe, _ = prozess.communicate(timeout=sekunden + 60)
            dauern += json.loads(ausgabe)
        finally:
            if prozess.poll() is None:
                prozess.kill()


@dataclass
class Speicherblick:
    """Höchster Speicher aller Serverprozesse zusammen, in MB (Linux).

    ``pss`` zählt geteilte Seiten nur einmal, ``rss`` in jedem Prozess.
    """

    rss: float = 0.0
    pss: float = 0.0

    @contextlib.contextmanager
    def offen(self, wurzeln: Callable[[], Sequence[int]]) -> Iterator[None]:
        """Miss alle zwei Sekunden die Prozesse und alle, die sie gestartet haben."""
        ende = threading.Event()

        def messe() -> None:
            while not ende.wait(2.0):
                # Ein Prozess kann zwischen Auflisten und Lesen enden.
                with contextlib.suppress(OSError, RuntimeError):
                    alle = [pid for wurzel in wurzeln() for pid in nachkommen(wurzel)]
                    self.rss = max(self.rss, sum(speicher_mb(pid) for pid in alle))
                    self.pss = max(self.pss, sum(_pss_mb(pid) for pid in alle))

        faden = threading.Thread(target=messe, daemon=True)
        faden.start()
        try:
            yield
        finally:
            ende.set()
            faden.join()


def _pss_mb(pid: int) -> float:
    for zeile in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if zeile.startswith("Pss:"):
            return int(zeile.split()[1]) / 1000
    raise RuntimeError(f"/proc/{pid}/smaps_rollup enthält keine Zeile Pss.")
