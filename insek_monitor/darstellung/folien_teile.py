"""Woraus Folien bestehen: Balken, Säulen, Karte, große Zahlen, kurze Listen. Nur Angaben, kein Aussehen.

Farben stehen nur als Name einer Klasse da (``KLASSEN``); was gezeichnet wird, bestimmt ``folien_bilder``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from insek_monitor.modell.angabenleser import Angaben

KLASSEN = (
    *("vorhanden", "teilweise", "kein", "unbekannt"),
    *("aktuell", "einleiten", "abgelaufen", "alter_unbekannt"),
)
"""Namen der Farben: Status und Aktualität."""
NAME_HOECHSTENS = 80
TEXT_HOECHSTENS = 200
ANZAHL_HOECHSTENS = 100_000
EINTRAEGE_HOECHSTENS = 8
"""So viele Gemeinden stehen höchstens auf einer Folie."""

_AGS = re.compile(r"14[0-9]{6}")


@dataclass(frozen=True)
class Teil:
    """Ein Stück eines Balkens; ``modelliert`` zählt, wie viele davon nicht belegt sind."""

    klasse: str
    beschriftung: str
    anzahl: int
    modelliert: int = 0


@dataclass(frozen=True)
class Balken:
    """Ein gestapelter Balken; leerer Name heißt: der einzige seiner Folie."""

    name: str
    teile: tuple[Teil, ...]

    @property
    def gesamt(self) -> int:
        """Summe der Teile."""
        return sum(teil.anzahl for teil in self.teile)


@dataclass(frozen=True)
class Saeule:
    """Eine Säule mit ihrer Zahl; ``modelliert`` zählt, wie viele davon nicht belegt sind."""

    name: str
    klasse: str
    anzahl: int
    modelliert: int = 0


@dataclass(frozen=True)
class Kartenklasse:
    """Gemeinden gleicher Farbe; ihre Zahl steht in der Legende."""

    klasse: str
    beschriftung: str
    modelliert: bool
    ags: tuple[str, ...]


@dataclass(frozen=True)
class Grosszahl:
    """Eine große Zahl (oder ein kurzes Wort) mit ihrer Bedeutung darunter."""

    wert: str
    text: str
    modelliert: bool = False


@dataclass(frozen=True)
class Eintrag:
    """Eine Gemeinde einer kurzen Liste und was sie dorthin bringt."""

    name: str
    text: str


@dataclass(frozen=True)
class Gruppe:
    """Kurze Liste von Gemeinden gleicher Datenlage; Modelliertes steht nie zwischen Belegtem."""

    titel: str
    modelliert: bool
    eintraege: tuple[Eintrag, ...]


def lies_teil(roh: Any, ort: str) -> Teil:
    """Prüft ein Stück eines Balkens (``FolgeFehler``)."""
    angaben = Angaben(roh, ort, ("klasse", "beschriftung", "anzahl", "modelliert"))
    anzahl = angaben.zahl("anzahl", ANZAHL_HOECHSTENS)
    return Teil(
        angaben.wahl("klasse", KLASSEN),
        angaben.text("beschriftung", NAME_HOECHSTENS, pflicht=True),
        anzahl,
        angaben.zahl("modelliert", anzahl, vorgabe=0),
    )


def lies_balken(roh: Any, ort: str) -> Balken:
    """Prüft einen Balken."""
    angaben = Angaben(roh, ort, ("name", "teile"))
    teile = [lies_teil(t, f"{ort}, Teil {i}") for i, t in enumerate(angaben.liste("teile", 8), 1)]
    return Balken(angaben.text("name", NAME_HOECHSTENS), tuple(teile))


def lies_saeule(roh: Any, ort: str) -> Saeule:
    """Prüft eine Säule."""
    angaben = Angaben(roh, ort, ("name", "klasse", "anzahl", "modelliert"))
    anzahl = angaben.zahl("anzahl", ANZAHL_HOECHSTENS)
    return Saeule(
        angaben.text("name", NAME_HOECHSTENS, pflicht=True),
        angaben.wahl("klasse", KLASSEN),
        anzahl,
        angaben.zahl("modelliert", anzahl, vorgabe=0),
    )


def lies_kartenklasse(roh: Any, ort: str) -> Kartenklasse:
    """Prüft eine Klasse der Karte; jeder Schlüssel muss ein sächsischer sein."""
    angaben = Angaben(roh, ort, ("klasse", "beschriftung", "modelliert", "ags"))
    schluessel = angaben.liste("ags", 1000)
    for ags in schluessel:
        if not isinstance(ags, str) or _AGS.fullmatch(ags) is None:
            raise angaben.fehler("ags", "Erlaubt sind achtstellige Schlüssel, die mit 14 beginnen.")
    return Kartenklasse(
        angaben.wahl("klasse", KLASSEN),
        angaben.text("beschriftung", NAME_HOECHSTENS, pflicht=True),
        angaben.ja("modelliert"),
        tuple(schluessel),
    )


def lies_grosszahl(roh: Any, ort: str) -> Grosszahl:
    """Prüft eine große Zahl."""
    angaben = Angaben(roh, ort, ("wert", "text", "modelliert"))
    wert = angaben.text("wert", 24, pflicht=True)
    return Grosszahl(wert, angaben.text("text", NAME_HOECHSTENS), angaben.ja("modelliert"))


def lies_gruppe(roh: Any, ort: str) -> Gruppe:
    """Prüft eine kurze Liste von Gemeinden."""
    angaben = Angaben(roh, ort, ("titel", "modelliert", "eintraege"))
    eintraege = []
    for nummer, eintrag in enumerate(angaben.liste("eintraege", EINTRAEGE_HOECHSTENS), 1):
        stelle = Angaben(eintrag, f"{ort}, Eintrag {nummer}", ("name", "text"))
        eintraege.append(
            Eintrag(stelle.text("name", NAME_HOECHSTENS, pflicht=True), stelle.text("text", NAME_HOECHSTENS))
        )
    titel = angaben.text("titel", NAME_HOECHSTENS, pflicht=True)
    return Gruppe(titel, angaben.ja("modelliert"), tuple(eintraege))
