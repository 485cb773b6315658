"""PDF setzen mit Typst: Vorlage aus ``vorlagen/``, Inhalt nur als Daten.

Texte gelangen als JSON in die Vorlage, nie als Auszeichnung; ein „#“ oder „*“ in einem Titel bleibt ein
Zeichen. Die Vorlagen laden keine Pakete, und die Schriften liegen Typst bei: Es braucht weder Netz noch
Schriften des Rechners.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import typst

ORDNER = Path(__file__).parent / "vorlagen"

_SCHRIFT = (
    *((0x20, 0x7E), (0xA0, 0x2E4), (0x384, 0x38A), (0x38E, 0x3A1), (0x3A3, 0x3CE), (0x400, 0x45F)),
    *((0x1E00, 0x1EFF), (0x2010, 0x2027), (0x202F, 0x2037), (0x2039, 0x203A), (0x2044, 0x2044)),
    *((0x2070, 0x2071), (0x2074, 0x208E), (0x20AC, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122)),
    *((0x2190, 0x2195), (0x2212, 0x2212), (0x2247, 0x2249), (0x2260, 0x2260), (0x2264, 0x2265)),
    *((0x25A0, 0x25A1), (0x25C6, 0x25C7), (0xFFFD, 0xFFFD)),
)
"""Zeichen, die Libertinus Serif (liegt Typst bei) enthält: europäische Schriften, Zeichensetzung."""

_FREMD = re.compile("[^" + "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in _SCHRIFT) + "]")
ERSATZ = "\ufffd"
BILDBREITE_PT = 800


def setzbar(text: str) -> str:
    """Text, den die Schrift setzen kann; PDF/UA verbietet Zeichen ohne Bild.

    Leerraum wird ein Leerzeichen, unsichtbare Steuerzeichen entfallen, fremde Schriften und Bildzeichen
    werden zum Ersatzzeichen.
    """

    def ersatz(treffer: re.Match[str]) -> str:
        zeichen = treffer.group()
        if zeichen.isspace():
            return " "
        return "" if unicodedata.category(zeichen) in ("Cc", "Cf", "Mn", "Me") else ERSATZ

    return _FREMD.sub(ersatz, unicodedata.normalize("NFC", text))


def _schlicht(wert: Any) -> Any:
    if isinstance(wert, str):
        return setzbar(wert)
    if isinstance(wert, Mapping):
        return {name: _schlicht(inhalt) for name, inhalt in wert.items()}
    if isinstance(wert, list | tuple):
        return [_schlicht(inhalt) for inhalt in wert]
    return wert


def setze(vorlage: str, daten: Mapping[str, Any], bilder: Mapping[str, str], erstellt: datetime) -> bytes:
    """Setzt eine Vorlage als PDF nach PDF/UA-1 (barrierefrei: Überschriften, Tabellen, Textalternativen).

    Parameters
    ----------
    vorlage : Name in ``vorlagen/`` ohne Endung.
    daten : dict
        Was die Vorlage liest (JSON: Texte, Zahlen, Listen, Wahrheitswerte, None).
    bilder : Name → SVG-Text
    erstellt : Zeitpunkt in der Datei; gleiche Eingabe ergibt gleiche Bytes.

    Returns
    -------
    bytes
    """
    inhalt: bytes = typst.compile(
        ORDNER / f"{vorlage}.typ",
        root=ORDNER,
        ignore_system_fonts=True,
        sys_inputs={
            "daten": json.dumps(_schlicht(daten), ensure_ascii=False),
            "bilder": json.dumps(dict(bilder), ensure_ascii=False),
        },
        pdf_standards=["ua-1"],
        timestamp=erstellt.astimezone(UTC).replace(microsecond=0),
    )
    return inhalt


def setze_bild(vorlage: str, daten: Mapping[str, Any], art: Literal["png", "svg"], *, breite: int) -> bytes:
    """Setzt eine Vorlage mit einer Seite als Bild.

    Parameters
    ----------
    vorlage, daten
        Wie bei ``setze``; die Vorlage ist 800 pt breit.
    breite : Bildpunkte eines PNG; ein SVG hat keine.

    Returns
    -------
    bytes
        Gleiche Eingabe ergibt gleiche Bytes.
    """
    inhalt: bytes = typst.compile(
        ORDNER / f"{vorlage}.typ",
        root=ORDNER,
        ignore_system_fonts=True,
        sys_inputs={"daten": json.dumps(_schlicht(daten), ensure_ascii=False)},
        format=art,
        ppi=72 * breite / BILDBREITE_PT,
    )
    return inhalt
