"""Was jedes Format gleich behandelt: Werte säubern und zählen, Verbundenes beschneiden, Hinweise."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from insek_monitor.einspielen.lesen.fehler import (
    FLAECHE,
    LETZTE_ZEILE,
    SPALTEN,
    ZEICHEN,
    ZEICHEN_JE_ZELLE,
    ZEILEN,
    DateiFehler,
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


Bereich = tuple[int, int, int, int]


def beschneide(
    blatt: str, bereiche: Iterable[Bereich], letzte_zeile: int, letzte_spalte: int
) -> tuple[Bereich, ...]:
    """Bereiche innerhalb des Benutzten, ohne die, die nur noch eine Zelle umfassen.

    Ein Bereich darf bis zur letzten Zeile des Blatts reichen; wer ihn auffüllt, soll daran nicht ersticken.

    Raises
    ------
    DateiFehler
        wenn die Bereiche zusammen größer sind, als ein Blatt sein darf (sie überdecken sich dann).
    """
    ergebnis = []
    flaeche = 0
    for von_zeile, von_spalte, bis_zeile, bis_spalte in bereiche:
        bis_zeile, bis_spalte = min(bis_zeile, letzte_zeile), min(bis_spalte, letzte_spalte)
        zellen = (bis_zeile - von_zeile + 1) * (bis_spalte - von_spalte + 1)
        if bis_zeile < von_zeile or bis_spalte < von_spalte or zellen < 2:
            continue
        flaeche += zellen
        if flaeche > FLAECHE:
            raise DateiFehler(
                f"Blatt „{kurz(blatt)}“: Die verbundenen Zellen überdecken sich. Bitte heben Sie den "
                "Verbund auf und speichern Sie die Datei neu."
            )
        ergebnis.append((von_zeile, von_spalte, bis_zeile, bis_spalte))
    return tuple(ergebnis)


MAKROS = "Die Datei enthält Makros; sie wurden weder gelesen noch ausgeführt."
VERKNUEPFT = (
    "Die Datei verweist auf andere Dateien oder Datenquellen; ihnen wurde nicht gefolgt, es gelten die "
    "zuletzt gespeicherten Werte."
)
EINGEBETTET = "Die Datei enthält eingebettete Objekte; sie wurden nicht gelesen."


def formeln(anzahl: int) -> list[str]:
    """Ob Werte aus Formeln stammen."""
    if not anzahl:
        return []
    was = "1 Zelle enthält eine Formel" if anzahl == 1 else f"{tausender(anzahl)} Zellen enthalten Formeln"
    return [f"{was}; gelesen wurde der zuletzt gespeicherte Wert, gerechnet wurde nichts."]


def ohne_wert(blatt: str, stellen: Sequence[tuple[int, int]]) -> list[str]:
    """Formeln, deren Ergebnis die Datei nicht enthält."""
    if not stellen:
        return []
    was = "eine Formel" if len(stellen) == 1 else f"{tausender(len(stellen))} Formeln"
    return [
        f"Blatt „{blatt}“: Für {was} ist kein Ergebnis gespeichert (zuerst {ort(*stellen[0])}); diese Zellen "
        "gelten als leer. Bitte öffnen und speichern Sie die Datei in Excel oder LibreOffice, damit die "
        "Werte berechnet werden."
    ]


def befehle(blatt: str) -> str:
    """Formeln, die andere Programme starten wollen."""
    return f"Blatt „{blatt}“ enthält Befehle an andere Programme (DDE); sie wurden nicht ausgeführt."


def verborgene_spalten(blatt: str, bereiche: Collection[tuple[int, int]], letzte_spalte: int) -> list[str]:
    """Ausgeblendete Spalten innerhalb des Benutzten."""
    benutzt = [(von, min(bis, letzte_spalte)) for von, bis in bereiche if von <= letzte_spalte]
    if not benutzt:
        return []
    namen = [spaltenname(v) if v == b else f"{spaltenname(v)} bis {spaltenname(b)}" for v, b in benutzt[:5]]
    mehr = " und weitere" if len(benutzt) > 5 else ""
    eine = len(benutzt) == 1 and benutzt[0][0] == benutzt[0][1]
    was = (
        f"Spalte {namen[0]} ist ausgeblendet und wurde"
        if eine
        else f"Die Spalten {', '.join(namen)}{mehr} sind ausgeblendet und wurden"
    )
    return [f"Blatt „{blatt}“: {was} mitgelesen."]
