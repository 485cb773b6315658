"""Text entziffern: Zeichensatz am Inhalt erkennen."""

from __future__ import annotations

import codecs
import re

# Umlaute neben Buchstaben in den beiden Zeichensätzen, in denen deutsche CSV-Dateien ohne UTF-8 vorkommen.
_WINDOWS = re.compile(rb"[A-Za-z][\xe4\xf6\xfc\xdf\xc4\xd6\xdc]|[\xc4\xd6\xdc][a-z]")
_MS_DOS = re.compile(rb"[A-Za-z][\x84\x94\x81\xe1\x8e\x99\x9a]|[\x8e\x99\x9a][a-z]")
_ZEILE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)?")


def entziffere(inhalt: bytes) -> tuple[str, list[str]]:
    """Text und Hinweise zum Zeichensatz."""
    for bom, kodierung in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if inhalt.startswith(bom):
            return inhalt[len(bom) :].decode(kodierung, "replace"), []
    # UTF-16 ohne Kennung: jedes zweite Byte ist null.
    haelfte = len(inhalt) // 2
    if haelfte and inhalt[1::2].count(0) > 0.8 * haelfte:
        return inhalt.decode("utf-16-le", "replace"), []
    if haelfte and inhalt[::2].count(0) > 0.8 * haelfte:
        return inhalt.decode("utf-16-be", "replace"), []
    try:
        return inhalt.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    if len(_MS_DOS.findall(inhalt)) > len(_WINDOWS.findall(inhalt)):
        text = inhalt.decode("cp850", "replace")
        return text, ["Die Datei ist im Zeichensatz MS-DOS (850) gespeichert; Umlaute wurden daraus gelesen."]
    return _gemischt(inhalt)


def _gemischt(inhalt: bytes) -> tuple[str, list[str]]:
    """Zeile für Zeile: aneinandergehängte Listen haben manchmal verschiedene Zeichensätze."""
    teile = []
    utf_8 = 0
    for zeile in _ZEILE.findall(inhalt):
        try:
            text = zeile.decode("utf-8")
            utf_8 += not zeile.isascii()
        except UnicodeDecodeError:
            text = zeile.decode("cp1252", "replace")
        teile.append(text)
    if utf_8:
        return "".join(teile), [
            "Die Datei mischt zwei Zeichensätze (UTF-8 und Windows-1252); jede Zeile wurde für sich "
            "gelesen. Bitte prüfen Sie die Umlaute."
        ]
    return "".join(teile), ["Die Datei ist im Zeichensatz Windows-1252 gespeichert."]
