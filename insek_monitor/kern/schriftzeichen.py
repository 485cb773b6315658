"""Zeichen, die niemand sieht: Sie ließen einen Text anders lesen, als er gespeichert ist."""

from __future__ import annotations

import unicodedata

#: Halten zusammengesetzte Bildzeichen zusammen; anderswo sind sie bloß unsichtbar.
_VERBINDER, _ALS_BILD = "\u200d", "\ufe0f"
#: Ohne Breite, aber von keiner der Kategorien, an denen man das erkennt.
_LEER = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")


def ohne_unsichtbares(text: str) -> str:
    """Text ohne Steuerzeichen, Zeichen ohne Breite und Umkehr der Schreibrichtung; Zeilenumbrüche bleiben."""
    if text.isascii() and text.isprintable():
        return text
    behalten: list[str] = []
    for zeichen, danach in zip(text, f"{text[1:]} ", strict=True):
        if zeichen == _ALS_BILD:
            if behalten and _ist_bild(behalten[-1]):
                behalten.append(zeichen)
        elif zeichen == _VERBINDER:
            if behalten and (behalten[-1] == _ALS_BILD or _ist_bild(behalten[-1])) and _ist_bild(danach):
                behalten.append(zeichen)
        elif zeichen == "\n" or not _ist_unsichtbar(zeichen):
            behalten.append(zeichen)
    return "".join(behalten)


def _ist_bild(zeichen: str) -> bool:
    # So: Bildzeichen; Sk: ihre Hauttöne.
    return unicodedata.category(zeichen) in ("So", "Sk") and zeichen not in _LEER


def _ist_unsichtbar(zeichen: str) -> bool:
    # Cf sind Richtungszeichen, weiche Trennstriche und Nullbreiten; FE00 bis FE0F und E0100 bis E01EF wählen
    # Schriftbilder. U+FFFE und Verwandte darf eine XLSX-Datei nicht enthalten.
    stelle = ord(zeichen)
    return (
        unicodedata.category(zeichen) in ("Cc", "Cs", "Cf")
        or zeichen in _LEER
        or 0xFE00 <= stelle <= 0xFE0F
        or 0xE0100 <= stelle <= 0xE01EF
        or stelle & 0xFFFE == 0xFFFE
    )
