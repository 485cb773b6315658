"""Handgriffe der Vortragsansicht: eine JSON-Anfrage wird zu einem Aufruf der Raumsteuerung."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import ClientDisconnect, Request

from insek_monitor.modell.stimmungsbild import Freigabe, Rundenstand
from insek_monitor.oberflaeche.saal import formular, standtext, steuerlage
from insek_monitor.oberflaeche.saal.formular import FormularFehler
from insek_monitor.oberflaeche.saal.standtext import Saalstand
from insek_monitor.register import raumsteuerung, vorfuehrungen
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.verbindung import Register

RUMPF_HOECHSTENS = 8_000
NEU_LADEN = "Bitte laden Sie die Vortragsansicht neu."


class Unmoeglich(Exception):
    """Der Handgriff geht gerade nicht; der Text sagt, warum und was zu tun ist."""


@dataclass(frozen=True)
class _Griff:
    register: Register
    code: str
    schluessel: str
    stand: Saalstand
    auftrag: dict[str, Any]

    @property
    def frage(self) -> str:
        frage = self.auftrag.get("frage")
        if not isinstance(frage, str) or not frage:
            raise Unmoeglich(f"Die Angabe „frage“ fehlt. {NEU_LADEN}")
        return frage

    @property
    def ziel(self) -> tuple[Register, str, str]:
        return self.register, self.code, self.schluessel


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


def fuehre_aus(register: Register, code: str | None, auftrag: dict[str, Any]) -> None:
    """Führe einen Handgriff aus.

    Raises
    ------
    Unmoeglich
        wenn er gerade nicht geht oder eine Angabe fehlt; mit deutschem Satz.
    """
    aktion = auftrag.get("aktion")
    tue = AKTIONEN.get(aktion) if isinstance(aktion, str) else None
    if tue is None:
        raise Unmoeglich(f"Den Handgriff „{str(aktion)[:30]}“ gibt es nicht. {NEU_LADEN}")
    zugang = None if code is None else vorfuehrungen.raumzugang(register, code)
    stand = standtext.lies(register, code)
    if code is None or zugang is None or stand is None:
        raise Unmoeglich(
            "Den Raum dieser Vorführung gibt es nicht mehr. Bitte beginnen Sie auf der Seite „Präsentation“ "
            "neu."
        )
    try:
        tue(_Griff(register, code, zugang.schluessel, stand, auftrag))
    except RegisterFehler as fehler:
        raise Unmoeglich(str(fehler)) from fehler


def _oeffne(griff: _Griff) -> None:
    raumsteuerung.oeffne(*griff.ziel, griff.frage)


def _neue_runde(griff: _Griff) -> None:
    raumsteuerung.oeffne(*griff.ziel, griff.frage, neue_runde=True)


def _pausiere(griff: _Griff) -> None:
    _verlange_aktiv(griff)
    raumsteuerung.pausiere(*griff.ziel)


def _schliesse(griff: _Griff) -> None:
    _verlange_aktiv(griff)
    raumsteuerung.schliesse(*griff.ziel)


def _zeige(griff: _Griff) -> None:
    _waehle_juengste(griff)
    raumsteuerung.zeige(*griff.ziel)


def _verberge(griff: _Griff) -> None:
    _waehle_juengste(griff)
    raumsteuerung.verberge(*griff.ziel)


def _warte(griff: _Griff) -> None:
    raumsteuerung.waehle(*griff.ziel, None)


def _moderiere(griff: _Griff) -> None:
    runde, text, freigabe = (griff.auftrag.get(name) for name in ("runde", "text", "freigabe"))
    if type(runde) is not int or not isinstance(text, str) or freigabe not in set(Freigabe):
        raise Unmoeglich(f"Zur freien Antwort fehlt eine Angabe. {NEU_LADEN}")
    raumsteuerung.moderiere(*griff.ziel, runde, text, Freigabe(freigabe))


def _handzeichen(griff: _Griff) -> None:
    anzahlen, stimmende = griff.auftrag.get("anzahlen"), griff.auftrag.get("stimmende")
    if not isinstance(anzahlen, list) or not all(type(zahl) is int for zahl in anzahlen):
        raise Unmoeglich("Bitte tragen Sie in jedes Feld eine ganze Zahl ein, auch die Null.")
    juengste = griff.stand.juengste(griff.frage)
    hand = None if juengste is None else steuerlage.handzeichen(juengste.runde.frage, griff.stand)
    raumsteuerung.trage_handzeichen_ein(
        *griff.ziel,
        griff.frage,
        anzahlen,
        runde=None if hand is None else hand["runde"],
        stimmende=stimmende if type(stimmende) is int else None,
    )


def _verlange_aktiv(griff: _Griff) -> None:
    aktiv = griff.stand.raum.runde
    if aktiv is None or aktiv.frage.kennung != griff.frage:
        raise Unmoeglich(
            "Inzwischen ist eine andere Frage dran; es wurde nichts geändert. Bitte sehen Sie nach, welche "
            "die Telefone zeigen."
        )


def _waehle_juengste(griff: _Griff) -> None:
    """Aufgedeckt wird die aktive Runde; eine andere muss es erst werden."""
    juengste, aktiv = griff.stand.juengste(griff.frage), griff.stand.raum.runde
    if juengste is None:
        raise Unmoeglich(
            "Zu dieser Frage gibt es noch kein Ergebnis. Bitte öffnen Sie zuerst die Abstimmung."
        )
    if aktiv is not None and aktiv.nummer == juengste.runde.nummer:
        return
    if aktiv is not None and aktiv.stand is Rundenstand.OFFEN:
        raise Unmoeglich(
            f"„{aktiv.frage.text}“ ist noch offen. Bitte schließen Sie erst diese Abstimmung; die Telefone "
            "zeigten sonst eine andere Frage."
        )
    raumsteuerung.waehle(*griff.ziel, juengste.runde.nummer)


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
