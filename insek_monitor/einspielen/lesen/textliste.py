"""CSV und Text lesen: Trennzeichen und Anführungszeichen, wie Menschen und Programme sie setzen."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from insek_monitor.einspielen.lesen.fehler import ZEICHEN_JE_ZEILE, DateiFehler
from insek_monitor.einspielen.lesen.zellen import (
    Zellenzaehler,
    ohne_leeres_ende,
    tausender,
)
from insek_monitor.kern.rohdatei import Rohblatt, Zelle

TRENNZEICHEN = (";", "\t", ",")
"""In der Reihenfolge, die bei Gleichstand gilt."""
_PROBE_ZEICHEN, _PROBE_ZEILEN = 200_000, 200
_FELD_BIS = 200_000
"""Ein längeres Feld ist ein Anführungszeichen, das niemand schließt; dann gilt jede Zeile für sich."""
_ANGABE = re.compile(r'"?sep=([^\r\n])"?(?:\r\n|\r|\n)', re.IGNORECASE)
_UMBRUCH = re.compile(r"\r\n|\r|\n")
#: Das Hochkomma, das ``lage.ausgabe.dateien.entschaerft`` vor einen Text setzt, den Excel als Formel läse.
_ENTSCHAERFT = re.compile(r"'(?=[ \u00a0]*[=+\-@＝＋－＠\t\r\n])")


def lies_csv(inhalt: bytes, blattname: str) -> tuple[tuple[Rohblatt, ...], tuple[str, ...]]:
    """Ein Blatt aus einer Textdatei; alle Werte sind Text.

    Raises
    ------
    DateiFehler
        wenn sie zu groß ist.
    """
    text, hinweise = entziffere(inhalt)
    _verlange_kurze_zeilen(text)
    csv.field_size_limit(_FELD_BIS)
    angabe = _ANGABE.match(text)
    if angabe:
        # Excel zeigt die Zeile „sep=;“ nicht an; so stimmen die Zeilennummern überein.
        text = text[angabe.end() :]
    trennzeichen = angabe[1] if angabe and angabe[1] in TRENNZEICHEN else _trennzeichen(text)
    zaehler = Zellenzaehler()
    lose: list[int] = []
    try:
        zeilen = _zeilen(
            csv.reader(io.StringIO(text, newline=""), delimiter=trennzeichen, strict=True), blattname, zaehler
        )
    except csv.Error:
        zaehler = Zellenzaehler()
        zeilen = _zeilen(_zeilenweise(text, trennzeichen, lose), blattname, zaehler)
    if lose:
        hinweise.append(
            f"In Zeile {lose[0]}{' und anderen' if len(lose) > 1 else ''} steht ein einzelnes "
            "Anführungszeichen; die Datei wurde Zeile für Zeile gelesen. Bitte prüfen Sie diese Zeile."
        )
    return (Rohblatt(blattname, zeilen),), (*hinweise, *zaehler.hinweise())


def _zeilen(
    leser: Iterator[list[str]], blattname: str, zaehler: Zellenzaehler
) -> tuple[tuple[Zelle, ...], ...]:
    return ohne_leeres_ende(
        [zaehler.zeile(blattname, nummer, _aufgeraeumt(werte)) for nummer, werte in enumerate(leser, start=1)]
    )


def _aufgeraeumt(werte: list[str]) -> list[str]:
    ende = len(werte)
    while ende and not werte[ende - 1]:
        ende -= 1
    return [wert[1:] if _ENTSCHAERFT.match(wert) else wert for wert in werte[:ende]]


def _zeilenweise(text: str, trennzeichen: str, lose: list[int]) -> Iterator[list[str]]:
    """Jede Zeile für sich; eine mit losem Anführungszeichen wird wörtlich genommen."""
    for nummer, mit_umbruch in enumerate(io.StringIO(text, newline=None), start=1):
        zeile = mit_umbruch.rstrip("\n")
        try:
            yield next(csv.reader([zeile], delimiter=trennzeichen, strict=True), [])
        except csv.Error:
            lose.append(nummer)
            yield zeile.split(trennzeichen)


def _trennzeichen(text: str) -> str:
    """Das Trennzeichen, das die meisten Zeilen in gleich viele Felder teilt."""
    probe = [zeile for zeile in _UMBRUCH.split(text[:_PROBE_ZEICHEN]) if zeile.strip()][:_PROBE_ZEILEN]

    def guete(zeichen: str) -> tuple[int, int]:
        felder = Counter(len(werte) for werte in csv.reader(probe, delimiter=zeichen) if len(werte) > 1)
        if not felder:
            return (0, 0)
        anzahl, zeilen = max(felder.items(), key=lambda paar: (paar[1], paar[0]))
        return (zeilen, anzahl)

    return max(TRENNZEICHEN, key=guete)


def _verlange_kurze_zeilen(text: str) -> None:
    """In jedem Fenster von der erlaubten Länge muss ein Umbruch liegen; so zählt niemand alle Zeilen."""
    anfang = 0
    while len(text) - anfang > ZEICHEN_JE_ZEILE:
        ende = anfang + ZEICHEN_JE_ZEILE + 1
        umbruch = max(text.rfind(zeichen, anfang, ende) for zeichen in "\r\n")
        if umbruch < 0:
            raise DateiFehler(
                f"Die Datei enthält eine Zeile mit mehr als {tausender(ZEICHEN_JE_ZEILE)} Zeichen und ist "
                "keine Liste. Bitte prüfen Sie, ob Sie die richtige Datei gewählt haben."
            )
        anfang = umbruch + 1


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
