"""Woraus Folien bestehen: Balken, Säulen, Karte, große Zahlen, kurze Listen. Nur Angaben, kein Aussehen.

Farben stehen nur als Name einer Klasse da (``KLASSEN``); was gezeichnet wird, bestimmt ``folien_bilder``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from insek_monitor.kern.angabenleser import Angaben
from insek_monitor.lage.bild import zahlen

KLASSEN = (
    *("vorhanden", "teilweise", "kein", "unbekannt"),
    *("aktuell", "einleiten", "abgelaufen", "alter_unbekannt"),
)
"""Namen der Farben: Status und Aktualität."""
GESCHAETZT = KLASSEN[:3]
"""Für diese wird geschätzt; nur sie haben einen hellen Ton."""
NAME_HOECHSTENS = 80
TEXT_HOECHSTENS = 200
ANZAHL_HOECHSTENS = 100_000
EINTRAEGE_HOECHSTENS = 8
"""So viele Gemeinden stehen höchstens auf einer Folie."""

_AGS = re.compile(r"14[0-9]{6}")


@dataclass(frozen=True)
class Teil:
    """Ein Stück eines Balkens: ``anzahl`` ist belegt, ``geschaetzt`` nach den Eckwerten dazu erwartet.

    ``von`` und ``bis`` grenzen die Summe ein (90 %); gleich, wo sie genau ist.
    """

    klasse: str
    beschriftung: str
    anzahl: int
    geschaetzt: int = 0
    von: int = 0
    bis: int = 0

    @property
    def summe(self) -> int:
        """Belegt und geschätzt."""
        return self.anzahl + self.geschaetzt

    @property
    def rund(self) -> str:
        """„rund “ vor einer Summe, die nicht genau ist."""
        return "rund " if self.von < self.bis else ""

    @property
    def menge(self) -> str:
        """Die Summe: „207“ oder „rund 28“."""
        return f"{self.rund}{zahlen.zahl(self.summe)}"


@dataclass(frozen=True)
class Balken:
    """Ein gestapelter Balken; leerer Name heißt: der einzige seiner Folie.

    ``gesamt`` sind alle Gemeinden; gerundete Teile ergeben sie nicht immer genau.
    """

    name: str
    teile: tuple[Teil, ...]
    gesamt: int

    @property
    def geschaetzt(self) -> bool:
        """Ob ein Teil geschätzt ist."""
        return any(teil.geschaetzt for teil in self.teile)

    @property
    def unbekannt(self) -> bool:
        """Ob von Gemeinden der Stand weder belegt noch geschätzt ist."""
        return any(teil.klasse == KLASSEN[3] for teil in self.teile)

    @property
    def vollstaendig(self) -> bool:
        """Ob von allen der Stand belegt ist; sonst täuschten Anteile."""
        return not (self.geschaetzt or self.unbekannt)

    @property
    def vorhanden(self) -> Teil:
        """Der Teil „INSEK vorhanden“, auch mit 0."""
        leer = Teil(KLASSEN[0], "", 0)
        return next((teil for teil in self.teile if teil.klasse == leer.klasse), leer)


@dataclass(frozen=True)
class Saeule:
    """Eine Säule mit ihrer Zahl."""

    name: str
    klasse: str
    anzahl: int


@dataclass(frozen=True)
class Kartenklasse:
    """Gemeinden gleicher Farbe; ihre Zahl steht in der Legende."""

    klasse: str
    beschriftung: str
    ags: tuple[str, ...]


@dataclass(frozen=True)
class Grosszahl:
    """Eine große Zahl (oder ein kurzes Wort) mit ihrer Bedeutung darunter."""

    wert: str
    text: str


@dataclass(frozen=True)
class Eintrag:
    """Eine Gemeinde einer kurzen Liste und was sie dorthin bringt."""

    name: str
    text: str


@dataclass(frozen=True)
class Gruppe:
    """Kurze Liste von Gemeinden."""

    titel: str
    eintraege: tuple[Eintrag, ...]


def lies_teil(roh: Any, ort: str) -> Teil:
    """Prüft ein Stück eines Balkens (``FolgeFehler``)."""
    angaben = Angaben(roh, ort, ("klasse", "beschriftung", "anzahl", "geschaetzt", "von", "bis"))
    return Teil(
        angaben.wahl("klasse", GESCHAETZT if roh.get("geschaetzt") else KLASSEN),
        angaben.text("beschriftung", NAME_HOECHSTENS, pflicht=True),
        angaben.zahl("anzahl", ANZAHL_HOECHSTENS),
        *(angaben.zahl(name, ANZAHL_HOECHSTENS, vorgabe=0) for name in ("geschaetzt", "von", "bis")),
    )


def lies_balken(roh: Any, ort: str) -> Balken:
    """Prüft einen Balken."""
    angaben = Angaben(roh, ort, ("name", "teile", "gesamt"))
    teile = tuple(lies_teil(t, f"{ort}, Teil {i}") for i, t in enumerate(angaben.liste("teile", 8), 1))
    gesamt = angaben.zahl("gesamt", 8 * ANZAHL_HOECHSTENS, vorgabe=sum(teil.anzahl for teil in teile))
    return Balken(angaben.text("name", NAME_HOECHSTENS), teile, gesamt)


def lies_saeule(roh: Any, ort: str) -> Saeule:
    """Prüft eine Säule."""
    angaben = Angaben(roh, ort, ("name", "klasse", "anzahl"))
    return Saeule(
        angaben.text("name", NAME_HOECHSTENS, pflicht=True),
        angaben.wahl("klasse", KLASSEN),
        angaben.zahl("anzahl", ANZAHL_HOECHSTENS),
    )


def lies_kartenklasse(roh: Any, ort: str) -> Kartenklasse:
    """Prüft eine Klasse der Karte; jeder Schlüssel muss ein sächsischer sein."""
    angaben = Angaben(roh, ort, ("klasse", "beschriftung", "ags"))
    schluessel = angaben.liste("ags", 1000)
    for ags in schluessel:
        if not isinstance(ags, str) or _AGS.fullmatch(ags) is None:
            raise angaben.fehler("ags", "Erlaubt sind achtstellige Schlüssel, die mit 14 beginnen.")
    return Kartenklasse(
        angaben.wahl("klasse", KLASSEN),
        angaben.text("beschriftung", NAME_HOECHSTENS, pflicht=True),
        tuple(schluessel),
    )


def lies_grosszahl(roh: Any, ort: str) -> Grosszahl:
    """Prüft eine große Zahl."""
    angaben = Angaben(roh, ort, ("wert", "text"))
    return Grosszahl(angaben.text("wert", 24, pflicht=True), angaben.text("text", NAME_HOECHSTENS))


def lies_gruppe(roh: Any, ort: str) -> Gruppe:
    """Prüft eine kurze Liste von Gemeinden."""
    angaben = Angaben(roh, ort, ("titel", "eintraege"))
    eintraege = []
    for nummer, eintrag in enumerate(angaben.liste("eintraege", EINTRAEGE_HOECHSTENS), 1):
        stelle = Angaben(eintrag, f"{ort}, Eintrag {nummer}", ("name", "text"))
        eintraege.append(
            Eintrag(stelle.text("name", NAME_HOECHSTENS, pflicht=True), stelle.text("text", NAME_HOECHSTENS))
        )
    return Gruppe(angaben.text("titel", NAME_HOECHSTENS, pflicht=True), tuple(eintraege))
