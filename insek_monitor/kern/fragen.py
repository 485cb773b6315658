"""Fragen des Stimmungsbilds: Arten, Wortlaut, Prüfen fremder Angaben.

Ohne pandas, damit der Dienst für Telefone klein bleibt. Wer Fragen braucht, holt sie aus
``kern.stimmungsbild``.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

STUFEN = 7
"""Schritte zwischen zwei gegensätzlichen Aussagen: 1 ganz links, 4 in der Mitte, 7 ganz rechts."""
TEXT_HOECHSTENS = 200
"""Zeichen einer Frage, einer Aussage und einer freien Antwort."""
OPTION_HOECHSTENS = 80
OPTIONEN = (2, 8)
FRAGEN_HOECHSTENS = 40
KENNUNG = re.compile(r"[a-z0-9-]{1,40}")


class Frageart(StrEnum):
    """Wie gefragt wird."""

    SKALA = "skala"
    EINFACH = "einfach"
    MEHRFACH = "mehrfach"
    FREITEXT = "freitext"

    @property
    def beschriftung(self) -> str:
        """Für die Oberfläche."""
        return {
            "skala": "Zwei Aussagen, sieben Stufen",
            "einfach": "Eine Antwort",
            "mehrfach": "Mehrere Antworten",
            "freitext": "Kurzer Text",
        }[self.value]


class FrageFehler(ValueError):
    """Eine Frage oder Antwort ist unbrauchbar; der Text nennt Angabe, Wert und Abhilfe."""


@dataclass(frozen=True)
class Frage:
    """Eine Frage, wie sie gestellt wird.

    Attributes
    ----------
    kennung : str
        Bleibt über Workshops gleich, damit sich Ergebnisse vergleichen lassen (``[a-z0-9-]``, höchstens 40).
    text : Überschrift oder Frage.
    links, rechts : Die zwei Aussagen; nur bei ``SKALA``.
    optionen : Nur bei ``EINFACH`` und ``MEHRFACH``.
    """

    kennung: str
    art: Frageart
    text: str
    links: str = ""
    rechts: str = ""
    optionen: tuple[str, ...] = ()

    @property
    def antworten(self) -> tuple[str, ...]:
        """Was zur Wahl steht, in Worten und in der Reihenfolge der Zählung; leer bei Freitext."""
        if self.art is Frageart.SKALA:
            return tuple(stufentext(self, stufe) for stufe in range(1, STUFEN + 1))
        return self.optionen

    @property
    def wortlaut(self) -> str:
        """Prüfsumme von Art und Wortlaut: nur was gleich gefragt wurde, lässt sich vergleichen."""
        teile = [self.art.value, self.text, self.links, self.rechts, *self.optionen]
        return hashlib.sha256(json.dumps(teile, ensure_ascii=False).encode()).hexdigest()[:16]

    def als_dict(self) -> dict[str, Any]:
        """Für JSON; ``lies_frage`` liest es zurück."""
        angaben: dict[str, Any] = {"kennung": self.kennung, "art": self.art.value, "text": self.text}
        if self.art is Frageart.SKALA:
            angaben |= {"links": self.links, "rechts": self.rechts}
        if self.optionen:
            angaben["optionen"] = list(self.optionen)
        return angaben


def stufentext(frage: Frage, stufe: int) -> str:
    """Eine Stufe in Worten, für Vorleseprogramme und Tabellen: „2 von 7, eher: …“."""
    mitte = (STUFEN + 1) // 2
    if stufe == mitte:
        return f"{stufe} von {STUFEN}: unentschieden"
    grad = stufengrad(abs(stufe - mitte))
    return f"{stufe} von {STUFEN}: {grad} für „{frage.links if stufe < mitte else frage.rechts}“"


def stufengrad(abstand: int) -> str:
    """Wie deutlich eine Stufe für eine Aussage ist, nach ihrem Abstand von der Mitte (1 bis 3)."""
    return {3: "voll", 2: "eher", 1: "leicht"}[abstand]


def lies_frage(angaben: Mapping[str, Any]) -> Frage:
    """Frage aus JSON oder YAML, geprüft.

    Raises
    ------
    FrageFehler
        wenn eine Angabe fehlt, zu lang ist oder nicht zur Art passt.
    """
    kennung = angaben.get("kennung", "")
    if not isinstance(kennung, str) or KENNUNG.fullmatch(kennung) is None:
        raise FrageFehler(
            f"„kennung“ ist „{str(kennung)[:40]}“. Erlaubt sind bis zu 40 kleine Buchstaben, "
            "Ziffern, Bindestriche."
        )
    try:
        art = Frageart(angaben.get("art", ""))
    except ValueError:
        arten = ", ".join(art.value for art in Frageart)
        raise FrageFehler(f"„art“ ist „{str(angaben.get('art'))[:40]}“. Bitte wählen Sie: {arten}.") from None
    text = einzeiler(angaben.get("text", ""), "Frage", TEXT_HOECHSTENS)
    if art is Frageart.SKALA:
        links = einzeiler(angaben.get("links", ""), "Aussage links", TEXT_HOECHSTENS)
        rechts = einzeiler(angaben.get("rechts", ""), "Aussage rechts", TEXT_HOECHSTENS)
        return Frage(kennung, art, text, links, rechts)
    if art is Frageart.FREITEXT:
        return Frage(kennung, art, text)
    optionen = angaben.get("optionen", ())
    if isinstance(optionen, str) or not isinstance(optionen, Sequence):
        raise FrageFehler("„optionen“ ist keine Liste. Bitte geben Sie je Antwort einen Eintrag an.")
    sauber = tuple(einzeiler(wert, f"Antwort {i}", OPTION_HOECHSTENS) for i, wert in enumerate(optionen, 1))
    if not OPTIONEN[0] <= len(sauber) <= OPTIONEN[1]:
        raise FrageFehler(
            f"Es sind {len(sauber)} Antworten. Bitte geben Sie {OPTIONEN[0]} bis {OPTIONEN[1]} an."
        )
    if len({wert.casefold() for wert in sauber}) < len(sauber):
        raise FrageFehler("Eine Antwort steht doppelt da. Bitte ändern oder entfernen Sie eine davon.")
    return Frage(kennung, art, text, optionen=sauber)


def lies_fragen(liste: Any) -> tuple[Frage, ...]:
    """Fragen eines Satzes; jede Kennung nur einmal.

    Raises
    ------
    FrageFehler
        mit der Nummer der Frage.
    """
    if isinstance(liste, str | Mapping) or not isinstance(liste, Sequence):
        raise FrageFehler("Die Fragen stehen nicht als Liste da. Bitte prüfen Sie die Datei.")
    if not 1 <= len(liste) <= FRAGEN_HOECHSTENS:
        raise FrageFehler(f"Es sind {len(liste)} Fragen. Bitte geben Sie 1 bis {FRAGEN_HOECHSTENS} an.")
    fragen: list[Frage] = []
    for nummer, angaben in enumerate(liste, 1):
        if not isinstance(angaben, Mapping):
            raise FrageFehler(f"Frage {nummer}: Angaben fehlen. Bitte prüfen Sie die Datei.")
        try:
            frage = lies_frage(angaben)
        except FrageFehler as fehler:
            raise FrageFehler(f"Frage {nummer}: {fehler}") from None
        if any(frage.kennung == andere.kennung for andere in fragen):
            raise FrageFehler(
                f"Frage {nummer}: „{frage.kennung}“ gibt es schon. Bitte ändern Sie die Kennung."
            )
        fragen.append(frage)
    return tuple(fragen)


def einzeiler(wert: Any, angabe: str, hoechstens: int) -> str:
    """Text ohne Zeilenumbruch und Steuerzeichen, nicht leer, nicht zu lang.

    Raises
    ------
    FrageFehler
        mit Angabe, Wert und Abhilfe.
    """
    if not isinstance(wert, str):
        raise FrageFehler(f"„{angabe}“ ist kein Text. Bitte schreiben Sie einen Satz.")
    nfc = unicodedata.normalize("NFC", wert)
    sauber = " ".join("".join(z if z.isprintable() or z.isspace() else "" for z in nfc).split())
    if not sauber:
        raise FrageFehler(f"„{angabe}“ ist leer. Bitte schreiben Sie etwas hinein.")
    if len(sauber) > hoechstens:
        raise FrageFehler(
            f"„{angabe}“ hat {len(sauber)} Zeichen („{sauber[:30]}…“). Bitte kürzen Sie auf {hoechstens}."
        )
    return sauber
