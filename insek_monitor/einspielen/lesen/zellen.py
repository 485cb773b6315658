"""Werte von Zellen säubern und zählen: was jedes Format gleich behandelt."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from insek_monitor.einspielen.lesen.fehler import DateiFehler
from insek_monitor.einspielen.lesen.grenzen import (
    FLAECHE,
    LETZTE_ZEILE,
    SPALTEN,
    ZEICHEN,
    ZEICHEN_JE_ZELLE,
    ZEILEN,
)
from insek_monitor.kern.rohdatei import Zelle

# Steuerzeichen, weiche Trennstriche, Zeichen ohne Breite, Umkehr der Schreibrichtung und „Tags“. Der
# Verbinder U+200D bleibt: er hält zusammengesetzte Emoji zusammen.
_UNSICHTBAR = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_ERSATZ = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_GANZ_BIS = 1e15


def ort(zeile: int, spalte: int) -> str:
    """Zelle, wie Tabellenprogramme sie nennen: ``(3, 28)`` ist ``AB3``."""
    return f"{spaltenname(spalte)}{zeile}"


def spaltenname(spalte: int) -> str:
    """Buchstaben einer Spalte ab 1."""
    buchstaben = ""
    while spalte > 0:
        spalte, rest = divmod(spalte - 1, 26)
        buchstaben = chr(65 + rest) + buchstaben
    return buchstaben


def tausender(zahl: int) -> str:
    """Zahl mit Punkten, unabhängig von der Sprache des Rechners."""
    return f"{zahl:,}".replace(",", ".")


class Zellenzaehler:
    """Säubert Werte und hält über die ganze Datei die Grenzen ein."""

    def __init__(self) -> None:
        self.zeilen = 0
        self._zeichen = 0
        self._gesaeubert = 0
        self._ersetzt = 0
        self._erste = ""

    def gefuellte_zeile(self) -> None:
        """Zählt eine ausgefüllte Zeile."""
        self.zeilen += 1
        if self.zeilen > ZEILEN:
            raise DateiFehler(
                f"Die Datei hat mehr als {tausender(ZEILEN)} ausgefüllte Zeilen; so viele liest der "
                "INSEK-Monitor nicht. Bitte löschen Sie Zeilen, die nicht zur Liste gehören, oder teilen "
                "Sie die Liste in mehrere Dateien."
            )

    def zeile(self, blatt: str, nummer: int, werte: Iterable[Any]) -> tuple[Zelle, ...]:
        """Eine Zeile ohne leere Zellen am Ende; eine leere Zeile ist ``()``."""
        zellen = [self.zelle(blatt, nummer, spalte, wert) for spalte, wert in enumerate(werte, start=1)]
        while zellen and zellen[-1] is None:
            zellen.pop()
        if zellen:
            pruefe_ort(blatt, nummer, len(zellen))
            self.gefuellte_zeile()
        return tuple(zellen)

    def zelle(self, blatt: str, zeile: int, spalte: int, wert: Any) -> Zelle:
        """Ein Wert, wie ihn ``kern.rohdatei.Zelle`` erlaubt."""
        if wert is None or wert == "":
            return None
        if isinstance(wert, str):
            return self._text(blatt, zeile, spalte, wert)
        if isinstance(wert, float):
            if not math.isfinite(wert):
                return str(wert)
            # Tabellen kennen nur Kommazahlen: 14521010.0 meint die ganze Zahl.
            return int(wert) if wert.is_integer() and abs(wert) < _GANZ_BIS else wert
        if isinstance(wert, bool | int | datetime | date):
            return wert
        if isinstance(wert, time):
            return f"{wert:%H:%M}"
        if isinstance(wert, timedelta):
            minuten = int(wert.total_seconds() // 60)
            return f"{minuten // 60}:{minuten % 60:02d}"
        return self._text(blatt, zeile, spalte, str(wert))

    def hinweise(self) -> tuple[str, ...]:
        """Was beim Säubern auffiel."""
        saetze = []
        if self._gesaeubert:
            wo = "1 Zelle" if self._gesaeubert == 1 else f"{tausender(self._gesaeubert)} Zellen"
            saetze.append(
                f"In {wo} standen unsichtbare Zeichen (zuerst in {self._erste}); sie wurden weggelassen."
            )
        if self._ersetzt:
            saetze.append(
                "Einzelne Zeichen ließen sich nicht lesen und erscheinen als „�“. Bitte prüfen Sie diese "
                "Stellen."
            )
        return tuple(saetze)

    def _text(self, blatt: str, zeile: int, spalte: int, text: str) -> str | None:
        if not text.isascii() or not text.isprintable():
            sauber = _UNSICHTBAR.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
            # Verglichen ohne Zeilenenden: deren Vereinheitlichung ist keine Erwähnung wert.
            if len(sauber) + text.count("\r\n") != len(text):
                self._gesaeubert += 1
                self._erste = self._erste or f"Blatt „{kurz(blatt)}“, Zelle {ort(zeile, spalte)}"
            text = _ERSATZ.sub("\ufffd", sauber)
            self._ersetzt += "\ufffd" in text
        if not text or text.isspace():
            return None
        self._zeichen += len(text)
        if len(text) > ZEICHEN_JE_ZELLE:
            raise DateiFehler(
                f"Blatt „{kurz(blatt)}“, Zelle {ort(zeile, spalte)}: Der Text hat {tausender(len(text))} "
                f"Zeichen, erlaubt sind {tausender(ZEICHEN_JE_ZELLE)}. Bitte kürzen Sie ihn."
            )
        if self._zeichen > ZEICHEN:
            raise DateiFehler(
                f"Die Texte der Datei sind zusammen länger als {tausender(ZEICHEN)} Zeichen. Bitte laden "
                "Sie nur die Liste der Gemeinden hoch."
            )
        return text


def pruefe_ort(blatt: str, zeile: int, spalte: int) -> None:
    """Verlangt, dass eine ausgefüllte Zelle nicht zu weit unten oder rechts steht."""
    if spalte > SPALTEN:
        raise DateiFehler(
            f"Blatt „{kurz(blatt)}“: Zelle {ort(zeile, spalte)} ist ausgefüllt; gelesen werden höchstens "
            f"{SPALTEN} Spalten (bis {spaltenname(SPALTEN)}). Bitte löschen Sie die Spalten rechts der Liste."
        )
    if zeile > LETZTE_ZEILE:
        raise DateiFehler(
            f"Blatt „{kurz(blatt)}“: Zelle {ort(zeile, spalte)} ist ausgefüllt; gelesen wird höchstens "
            f"bis Zeile {tausender(LETZTE_ZEILE)}. Bitte löschen Sie die Zeilen unterhalb der Liste."
        )


def pruefe_flaeche(blatt: str, zeilen: int, spalten: int) -> None:
    """Verlangt, dass der benutzte Bereich samt leeren Zellen in den Speicher passt."""
    if zeilen * spalten > FLAECHE:
        raise DateiFehler(
            f"Blatt „{kurz(blatt)}“: Der benutzte Bereich reicht bis Zelle {ort(zeilen, spalten)} und ist "
            "damit zu groß. Bitte löschen Sie Zeilen unterhalb und Spalten rechts der Liste."
        )


def ohne_leeres_ende(zeilen: Sequence[tuple[Zelle, ...]]) -> tuple[tuple[Zelle, ...], ...]:
    """Zeilen ohne die leeren am Ende."""
    ende = len(zeilen)
    while ende and not zeilen[ende - 1]:
        ende -= 1
    return tuple(zeilen[:ende])


def kurz(text: str, laenge: int = 60) -> str:
    """Ein Name aus der Datei, gesäubert und gekürzt, für einen Satz."""
    sauber = " ".join(_ERSATZ.sub("\ufffd", _UNSICHTBAR.sub("", text)).split())
    return sauber if len(sauber) <= laenge else sauber[: laenge - 1] + "…"
