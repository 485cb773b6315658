"""Liest Angaben aus fremdem JSON: Typ, Länge und Wert geprüft, jeder Fehler mit Ort, Wert und Abhilfe."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from insek_monitor.kern.vortrag import FolgeFehler

NBSP = "\u00a0"
KURZ = 40
"""Zeichen eines fremden Werts, die eine Meldung zeigt."""


def gekuerzt(wert: Any) -> str:
    """Fremder Wert für eine Meldung: einzeilig und kurz."""
    text = " ".join("".join(z if z.isprintable() else " " for z in str(wert)[: KURZ * 4]).split())
    return text if len(text) <= KURZ else f"{text[: KURZ - 1]}…"


def eine_zeile(wert: str) -> str:
    """Text ohne Umbruch und Steuerzeichen; das geschützte Leerzeichen vor einer Einheit bleibt."""
    nfc = unicodedata.normalize("NFC", wert)
    sauber = "".join(z if z.isprintable() or z == NBSP else " " if z.isspace() else "" for z in nfc)
    return re.sub(" {2,}", " ", sauber).strip(f" {NBSP}")


def mehrzeiler(wert: str) -> str:
    """Text mit Zeilenumbrüchen, ohne andere Steuerzeichen, ohne Leerraum am Rand; Umbrüche als ``\\n``."""
    nfc = unicodedata.normalize("NFC", wert.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    "))
    zeilen = ("".join(z for z in zeile if z.isprintable() or z == NBSP).rstrip() for zeile in nfc.split("\n"))
    return "\n".join(zeilen).strip("\n").rstrip()


class Angaben:
    """Die Angaben eines Objekts.

    Parameters
    ----------
    roh : Was im JSON steht.
    ort : Wo, für Meldungen: „Folie 3“.
    erlaubt : collection of str
        Namen der Angaben; jede andere ist ein Fehler.

    Raises
    ------
    FolgeFehler
        Wenn ``roh`` kein Objekt ist oder eine unbekannte Angabe hat; ebenso bei jedem Zugriff auf einen
        unbrauchbaren Wert.
    """

    def __init__(self, roh: Any, ort: str, erlaubt: Collection[str]) -> None:
        self.ort = ort
        if not isinstance(roh, Mapping):
            raise FolgeFehler(
                f"{ort}: Hier steht „{gekuerzt(roh)}“ statt Angaben. Bitte holen Sie die Datei neu."
            )
        for name in roh:
            if name not in erlaubt:
                raise FolgeFehler(
                    f"{ort}: Die Angabe „{gekuerzt(name)}“ gehört nicht hierher. Bitte entfernen Sie sie."
                )
        self.roh = roh

    def fehler(self, name: str, abhilfe: str) -> FolgeFehler:
        """Fehler zu einer Angabe, mit ihrem Wert."""
        return FolgeFehler(f"{self.ort}: „{name}“ ist „{gekuerzt(self.roh.get(name, ''))}“. {abhilfe}")

    def text(self, name: str, hoechstens: int, *, pflicht: bool = False) -> str:
        """Einzeiliger Text; fehlt er und ist nicht Pflicht, leer."""
        wert = self.roh.get(name, "")
        if wert == "" and not pflicht:
            return ""
        if not isinstance(wert, str):
            raise self.fehler(name, "Bitte schreiben Sie einen Text.")
        sauber = eine_zeile(wert)
        if not sauber and pflicht:
            raise FolgeFehler(f"{self.ort}: „{name}“ ist leer. Bitte schreiben Sie etwas hinein.")
        return self._kurz_genug(name, sauber, hoechstens)

    def absatz(self, name: str, hoechstens: int) -> str:
        """Mehrzeiliger Text; fehlt er, leer."""
        wert = self.roh.get(name, "")
        if not isinstance(wert, str):
            raise self.fehler(name, "Bitte schreiben Sie einen Text.")
        return self._kurz_genug(name, mehrzeiler(wert), hoechstens)

    def _kurz_genug(self, name: str, text: str, hoechstens: int) -> str:
        if len(text) > hoechstens:
            raise FolgeFehler(
                f"{self.ort}: „{name}“ hat {len(text)} Zeichen („{gekuerzt(text)}“). "
                f"Bitte kürzen Sie auf {hoechstens}."
            )
        return text

    def zahl(self, name: str, hoechstens: int, *, vorgabe: int | None = None) -> int:
        """Ganze Zahl von 0 bis ``hoechstens``; wahr und falsch sind keine Zahlen."""
        wert = self.roh.get(name, vorgabe)
        if type(wert) is not int or not 0 <= wert <= hoechstens:
            raise self.fehler(name, f"Erlaubt sind ganze Zahlen von 0 bis {hoechstens}.")
        return wert

    def ja(self, name: str) -> bool:
        """``true`` oder ``false``; fehlt es, falsch."""
        wert = self.roh.get(name, False)
        if not isinstance(wert, bool):
            raise self.fehler(name, "Erlaubt sind true und false.")
        return wert

    def wahl(self, name: str, werte: Collection[str]) -> str:
        """Einer der genannten Werte."""
        wert = self.roh.get(name)
        if not isinstance(wert, str) or wert not in werte:
            raise self.fehler(name, f"Erlaubt sind: {', '.join(werte)}.")
        return wert

    def liste(self, name: str, hoechstens: int) -> Sequence[Any]:
        """Liste mit höchstens so vielen Einträgen; fehlt sie, leer."""
        wert = self.roh.get(name, ())
        if not isinstance(wert, list | tuple):
            raise self.fehler(name, "Bitte geben Sie eine Liste an.")
        if len(wert) > hoechstens:
            raise FolgeFehler(
                f"{self.ort}: „{name}“ hat {len(wert)} Einträge. Erlaubt sind höchstens {hoechstens}."
            )
        return wert
