"""Handgriffe der Vortragsansicht: eine JSON-Anfrage wird zu einem Aufruf der Raumsteuerung."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import ClientDisconnect, Request

from insek_monitor.kern.rollen import Person
from insek_monitor.kern.stimmungsbild import Freigabe
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.rechte import Verweigert
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.abstimmung.abgewiesen import Abgewiesen
from insek_monitor.workshop.abstimmung.register_raumsteuerung import Gesehen
from insek_monitor.workshop.saal import formular
from insek_monitor.workshop.saal.formular import FormularFehler

RUMPF_HOECHSTENS = 8_000
NEU_LADEN = "Bitte laden Sie die Vortragsansicht neu."


class Unmoeglich(Exception):
    """Der Handgriff geht gerade nicht; der Text sagt, warum und was zu tun ist."""


@dataclass(frozen=True)
class _Griff:
    register: Register
    code: str
    person: Person
    auftrag: dict[str, Any]

    @property
    def frage(self) -> str:
        frage = self.auftrag.get("frage")
        if not isinstance(frage, str) or not frage:
            raise Unmoeglich(f"Die Angabe „frage“ fehlt. {NEU_LADEN}")
        return frage

    @property
    def gesehen(self) -> Gesehen:
        """Was die Vortragsansicht beim Klick zeigte; geprüft wird es in der Transaktion, die ändert."""
        runde, aktiv = (self.auftrag.get(name, "fehlt") for name in ("runde", "aktiv"))
        if type(runde) not in (int, type(None)) or type(aktiv) not in (int, type(None)):
            raise Unmoeglich(f"Der Handgriff nennt nicht, welcher Stand zu sehen war. {NEU_LADEN}")
        return Gesehen(self.frage, runde, aktiv)

    @property
    def ziel(self) -> tuple[Register, str, Person]:
        return self.register, self.code, self.person


async def lies_rumpf(anfrage: Request) -> dict[str, Any]:
    """Rumpf der Anfrage als Objekt; nur JSON, nur von eigenen Seiten, höchstens ``RUMPF_HOECHSTENS`` Bytes.

    Raises
    ------
    FormularFehler
        mit 403, 415, 413, 408 oder 400.
    """
    formular.pruefe_herkunft(anfrage.headers)
    if anfrage.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise FormularFehler(415, "format", f"Erwartet wird JSON. {NEU_LADEN}")
    inhalt = bytearray()
    try:
        async with asyncio.timeout(formular.RUMPF_SEKUNDEN):
            async for stueck in anfrage.stream():
                inhalt += stueck
                if len(inhalt) > RUMPF_HOECHSTENS:
                    raise FormularFehler(413, "zu_gross", f"Die Anfrage ist zu groß. {NEU_LADEN}")
    except TimeoutError:
        raise FormularFehler(408, "zu_langsam", "Die Verbindung war zu langsam. Bitte noch einmal.") from None
    except ClientDisconnect:
        raise FormularFehler(400, "unlesbar", "Die Verbindung ist abgebrochen.") from None
    try:
        auftrag = json.loads(inhalt)
    except (ValueError, RecursionError):
        raise FormularFehler(400, "unlesbar", f"Die Anfrage ist nicht lesbar. {NEU_LADEN}") from None
    if not isinstance(auftrag, dict):
        raise FormularFehler(400, "unlesbar", f"Die Anfrage ist nicht lesbar. {NEU_LADEN}")
    return auftrag


def fuehre_aus(register: Register, code: str | None, person: Person, auftrag: dict[str, Any]) -> None:
    """Führe einen Handgriff aus; ihre Rolle prüft und protokolliert das Register dabei.

    Raises
    ------
    Unmoeglich
        wenn er gerade nicht geht oder eine Angabe fehlt; mit deutschem Satz.
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    """
    aktion = auftrag.get("aktion")
    tue = AKTIONEN.get(aktion) if isinstance(aktion, str) else None
    if tue is None:
        raise Unmoeglich(f"Den Handgriff „{str(aktion)[:30]}“ gibt es nicht. {NEU_LADEN}")
    try:
        if code is None:
            raise Abgewiesen("kein_raum")
        tue(_Griff(register, code, person, auftrag))
    except Verweigert:
        raise
    except RegisterFehler as fehler:
        if isinstance(fehler, Abgewiesen) and fehler.grund == "kein_raum":
            raise Unmoeglich(
                "Den Raum dieser Vorführung gibt es nicht mehr. Bitte beginnen Sie auf der Seite "
                "„Präsentation“ neu."
            ) from fehler
        raise Unmoeglich(str(fehler)) from fehler


def _oeffne(griff: _Griff) -> None:
    raumsteuerung.oeffne(*griff.ziel, griff.frage, gesehen=griff.gesehen)


def _neue_runde(griff: _Griff) -> None:
    raumsteuerung.oeffne(*griff.ziel, griff.frage, neue_runde=True, gesehen=griff.gesehen)


def _pausiere(griff: _Griff) -> None:
    raumsteuerung.pausiere(*griff.ziel, gesehen=griff.gesehen)


def _schliesse(griff: _Griff) -> None:
    raumsteuerung.schliesse(*griff.ziel, gesehen=griff.gesehen)


def _zeige(griff: _Griff) -> None:
    raumsteuerung.zeige(*griff.ziel, gesehen=griff.gesehen)


def _verberge(griff: _Griff) -> None:
    raumsteuerung.verberge(*griff.ziel, gesehen=griff.gesehen)


def _warte(griff: _Griff) -> None:
    raumsteuerung.waehle(*griff.ziel, None, gesehen=griff.gesehen)


def _moderiere(griff: _Griff) -> None:
    runde, text, freigabe = (griff.auftrag.get(name) for name in ("runde", "text", "freigabe"))
    if type(runde) is not int or not isinstance(text, str) or freigabe not in set(Freigabe):
        raise Unmoeglich(f"Zur freien Antwort fehlt eine Angabe. {NEU_LADEN}")
    raumsteuerung.moderiere(*griff.ziel, runde, text, Freigabe(freigabe))


def _handzeichen(griff: _Griff) -> None:
    anzahlen, stimmende = griff.auftrag.get("anzahlen"), griff.auftrag.get("stimmende")
    if not isinstance(anzahlen, list) or not all(type(zahl) is int for zahl in anzahlen):
        raise Unmoeglich("Bitte tragen Sie in jedes Feld eine ganze Zahl ein, auch die Null.")
    raumsteuerung.trage_handzeichen_ein(
        *griff.ziel,
        griff.frage,
        anzahlen,
        stimmende=stimmende if type(stimmende) is int else None,
        gesehen=griff.gesehen,
    )


AKTIONEN: dict[str, Callable[[_Griff], None]] = {
    "oeffne": _oeffne,
    "setze_fort": _oeffne,
    "neue_runde": _neue_runde,
    "pausiere": _pausiere,
    "schliesse": _schliesse,
    "zeige": _zeige,
    "verberge": _verberge,
    "warte": _warte,
    "moderiere": _moderiere,
    "handzeichen": _handzeichen,
}
