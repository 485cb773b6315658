"""Viele Telefone in einem Prozess: holen die Seite, stimmen ab, ändern ihre Antwort, sehen nach Neuem.

Ein eigener, sehr kleiner HTTP-Aufrufer, damit die Last vom Server kommt und nicht vom Messen. Wie das Skript
der Telefonseite: Was nicht bestätigt ist, wird wiederholt, bis es gespeichert oder abgewiesen ist.
"""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

FRIST_S = 10.0
NACHSEHEN_S = 4.0
FELD = re.compile(r'name="(runde|fassung|zug)" value="(\d+)"')
FORMULAR = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


class Netzfehler(Exception):
    """Keine oder keine ganze Antwort."""


@dataclass(frozen=True)
class Antwort:
    """Eine ganze Antwort und wie lange sie gedauert hat."""

    status: int
    kopf: Mapping[str, str]
    rumpf: bytes
    dauer_s: float


class Leitung:
    """Eine Verbindung, die offen bleibt; nacheinander eine Anfrage nach der anderen."""

    def __init__(self, port: int, absender: str = "127.0.0.1") -> None:
        self._port = port
        self._absender = absender
        self.abbrueche = 0
        self._strom: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def frage(
        self, methode: str, pfad: str, kopf: Mapping[str, str] | None = None, rumpf: bytes = b""
    ) -> Antwort:
        """Eine Anfrage; ``Netzfehler``, wenn keine ganze Antwort kommt."""
        schon_offen = self._strom is not None
        beginn = time.monotonic()
        try:
            return await self._versuche(methode, pfad, kopf or {}, rumpf, beginn)
        except Netzfehler:
            # Der Server darf eine ruhende Verbindung jederzeit schließen; das merkt erst die nächste Anfrage.
            if not schon_offen or time.monotonic() - beginn > FRIST_S / 2:
                raise
            self.abbrueche += 1
        return await self._versuche(methode, pfad, kopf or {}, rumpf, beginn)

    async def _versuche(
        self, methode: str, pfad: str, kopf: Mapping[str, str], rumpf: bytes, beginn: float
    ) -> Antwort:
        zeilen = [
            f"{methode} {pfad} HTTP/1.1",
            f"Host: 127.0.0.1:{self._port}",
            f"Content-Length: {len(rumpf)}",
        ]
        zeilen += [f"{name}: {wert}" for name, wert in kopf.items()]
        try:
            async with asyncio.timeout(FRIST_S):
                if self._strom is None:
                    self._strom = await asyncio.open_connection(
                        "127.0.0.1", self._port, local_addr=(self._absender, 0)
                    )
                self._strom[1].write("\r\n".join([*zeilen, "", ""]).encode() + rumpf)
                return await self._lies(self._strom[0], beginn)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError) as fehler:
            self.schliesse()
            raise Netzfehler(str(fehler)) from fehler

    async def _lies(self, strom: asyncio.StreamReader, beginn: float) -> Antwort:
        oben = (await strom.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        kopf = {
            name.lower(): wert.strip()
            for name, _, wert in (zeile.partition(":") for zeile in oben[1:] if zeile)
        }
        rumpf = await strom.readexactly(int(kopf.get("content-length", "0")))
        if kopf.get("connection", "").lower() == "close":
            self.schliesse()
        return Antwort(int(oben[0].split()[1]), kopf, rumpf, time.monotonic() - beginn)

    def schliesse(self) -> None:
        """Gib die Verbindung auf."""
        if self._strom is not None:
            self._strom[1].close()
            self._strom = None


@dataclass
class Saalbuch:
    """Was alle Telefone zusammen erlebt haben.

    Attributes
    ----------
    antwortzeiten : Sekunden je gespeicherter Stimme, vom Absenden bis zur ganzen Antwort
    bestaetigt : Zeitpunkt, Gerät und Wert jeder bestätigten Stimme, in dieser Reihenfolge
    zuletzt : Gerät → zuletzt bestätigter Wert
    netzfehler : Anfragen ohne Antwort, die wiederholt wurden
    abbrueche : ruhende Verbindungen, die der Server geschlossen hatte
    """

    antwortzeiten: list[float] = field(default_factory=list)
    seitenzeiten: list[float] = field(default_factory=list)
    standzeiten: list[float] = field(default_factory=list)
    bestaetigt: list[tuple[float, int, str]] = field(default_factory=list)
    zuletzt: dict[int, str] = field(default_factory=dict)
    netzfehler: int = 0
    abbrueche: int = 0
    gebremst: int = 0
    abgewiesen: list[str] = field(default_factory=list)

    def merke(self, geraet: int, wert: str) -> None:
        self.bestaetigt.append((time.monotonic(), geraet, wert))
        self.zuletzt[geraet] = wert

    def erwartet(self, antworten: int) -> tuple[int, ...]:
        """Stimmen je Antwort, wenn je Gerät genau die zuletzt bestätigte zählt."""
        zahlen = Counter(self.zuletzt.values())
        return tuple(zahlen[str(nummer)] for nummer in range(1, antworten + 1))


class Telefon:
    """Ein Gerät: eine Seite, ein Cookie, eine Antwort, vielleicht eine zweite.

    Parameters
    ----------
    wuerfel : Random
        Eigener Zufall, damit jeder Lauf gleich ist.
    fenster_s : float
        In dieser Zeit stimmt jedes Gerät zum ersten Mal ab.
    """

    def __init__(
        self, nummer: int, port: int, code: str, buch: Saalbuch, wuerfel: random.Random, fenster_s: float
    ) -> None:
        # Jedes Telefon hat im Hausnetz seine eigene Adresse.
        absender = f"127.0.{1 + nummer // 200}.{1 + nummer % 200}"
        self._stimmleitung, self._standleitung = Leitung(port, absender), Leitung(port, absender)
        self._nummer, self._weg, self._buch = nummer, f"/w/{code}", buch
        self._wuerfel, self._fenster_s = wuerfel, fenster_s
        self._keks = ""
        self._runde, self._fassung = "", ""
        self._zug = 0

    async def stimme_ab(self) -> None:
        """Seite holen, abstimmen; jedes dritte Gerät ändert seine Antwort."""
        moment = self._wuerfel.uniform(0, self._fenster_s)
        await asyncio.sleep(moment * 0.6)
        await self._hole_seite()
        nachsehen = asyncio.create_task(self._sieh_nach())
        try:
            await asyncio.sleep(moment * 0.4)
            await self._stimme(str(self._wuerfel.randint(1, 7)))
            if self._nummer % 3 == 0:
                await asyncio.sleep(self._wuerfel.uniform(0.1, 0.2) * self._fenster_s)
                await self._stimme(str(self._wuerfel.randint(1, 7)))
            await asyncio.sleep(max(0.0, self._fenster_s - moment))
        finally:
            nachsehen.cancel()
            with suppress(asyncio.CancelledError):
                await nachsehen
            for leitung in (self._stimmleitung, self._standleitung):
                self._buch.abbrueche += leitung.abbrueche
                leitung.schliesse()

    async def _hole_seite(self) -> None:
        antwort = await self._beharrlich("GET", {"Cookie": self._keks} if self._keks else {}, b"")
        assert antwort.status == 200, f"Die Seite antwortet mit {antwort.status}."
        self._buch.seitenzeiten.append(antwort.dauer_s)
        self._keks = antwort.kopf.get("set-cookie", self._keks).partition(";")[0]
        felder = dict(FELD.findall(antwort.rumpf.decode()))
        self._runde, self._fassung = felder["runde"], felder["fassung"]
        # Das Feld nennt schon den nächsten Zug.
        self._zug = int(felder["zug"]) - 1

    async def _stimme(self, wert: str) -> None:
        # Jedes Abschicken zählt weiter, eine Wiederholung nicht.
        self._zug += 1
        felder = {"runde": self._runde, "fassung": self._fassung, "zug": self._zug, "antwort": wert}
        rumpf = urlencode(felder).encode()
        antwort = await self._beharrlich("POST", FORMULAR | {"Cookie": self._keks}, rumpf)
        if antwort.status == 200 and b'"gespeichert":true' in antwort.rumpf.replace(b" ", b""):
            self._buch.antwortzeiten.append(antwort.dauer_s)
            self._buch.merke(self._nummer, wert)
        else:
            self._buch.abgewiesen.append(f"{antwort.status} {antwort.rumpf.decode()[:200]}")

    async def _beharrlich(self, methode: str, kopf: Mapping[str, str], rumpf: bytes) -> Antwort:
        versuch = 0
        while True:
            mindestens = 0.0
            try:
                antwort = await self._stimmleitung.frage(methode, self._weg, kopf, rumpf)
                if antwort.status != 429 and antwort.status < 500:
                    return antwort
                self._buch.gebremst += 1
                mindestens = float(antwort.kopf.get("retry-after", "0"))
            except Netzfehler:
                self._buch.netzfehler += 1
            pause = min(15.0, 2.0**versuch) * self._wuerfel.uniform(0.75, 1.25)
            versuch += 1
            await asyncio.sleep(max(mindestens, pause))

    async def _sieh_nach(self) -> None:
        marke = ""
        while True:
            await asyncio.sleep(NACHSEHEN_S * self._wuerfel.uniform(0.75, 1.25))
            kopf = {"Cookie": self._keks} | ({"If-None-Match": marke} if marke else {})
            try:
                antwort = await self._standleitung.frage("GET", f"{self._weg}/stand", kopf)
            except Netzfehler:
                self._buch.netzfehler += 1
                continue
            marke = antwort.kopf.get("etag", marke)
            self._buch.standzeiten.append(antwort.dauer_s)


def saal_voll(
    anzahl: int, port: int, code: str, buch: Saalbuch, *, fenster_s: float, saat: int
) -> list[Telefon]:
    """So viele Telefone mit je eigenem, festem Zufall."""
    wuerfel = random.Random(saat)
    return [
        Telefon(nummer, port, code, buch, random.Random(wuerfel.random()), fenster_s)
        for nummer in range(anzahl)
    ]
