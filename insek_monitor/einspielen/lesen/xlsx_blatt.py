"""Ein Blatt einer XLSX-Datei durchsehen, bevor es ganz gelesen wird.

Ein Durchgang findet, was python-calamine nicht sagt (Verborgenes, Formeln ohne Wert, Fehlerwerte), hält die
Grenzen ein und lässt leere formatierte Zellen weg: Blätter, die bis zur letzten Zeile formatiert sind, werden
dadurch klein.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from insek_monitor.einspielen.lesen.archiv import lokal, lokale, zerlege
from insek_monitor.einspielen.lesen.fehler import beschaedigt
from insek_monitor.einspielen.lesen.zellen import Zellenzaehler, pruefe_flaeche, pruefe_ort

# Nur Elemente mit eigener Ortsangabe dürfen entfallen; sonst verschöbe sich, was folgt.
_LEERE_ZELLE = re.compile(rb'<(?:\w{1,20}:)?c r="[^<>]*/>')
_LEERE_ZEILE = re.compile(rb'<((?:\w{1,20}:)?)row r="[^<>]*(?:/>|(?<!/)>\s*</\1row>)')
_BEZUG = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.ASCII)
_WAHR = {"1", "true", "on"}
_DDE = re.compile(r"(?i)\bDDE\s*\(|\|\s*'")


class _OhneOrt(Exception):
    """Das Blatt nennt nicht bei jeder Zelle, wo sie steht; dann darf nichts entfallen."""


@dataclass
class Blattbefund:
    """Was der Durchgang gefunden hat; Zeilen und Spalten ab 1."""

    letzte_zeile: int = 0
    letzte_spalte: int = 0
    gefuellt: bool = False
    verborgene_zeilen: set[int] = field(default_factory=set)
    verborgene_spalten: list[tuple[int, int]] = field(default_factory=list)
    verbunden: list[tuple[int, int, int, int]] = field(default_factory=list)
    formeln: set[tuple[int, int]] = field(default_factory=set)
    formeln_ohne_wert: list[tuple[int, int]] = field(default_factory=list)
    fehlerwerte: dict[tuple[int, int], str] = field(default_factory=dict)
    dde: bool = False


def durchsuche(blatt: str, stuecke: Callable[[], Iterable[bytes]]) -> tuple[Blattbefund, bytes]:
    """Durchsucht das XML eines Blatts.

    Parameters
    ----------
    blatt : str
        Name für Meldungen.
    stuecke : callable
        Liefert den Inhalt des Teils von vorn; wird höchstens zweimal gerufen.

    Returns
    -------
    Blattbefund, bytes
        Befund und das XML ohne leere Zellen.

    Raises
    ------
    DateiFehler
        wenn das XML beschädigt oder das Blatt zu groß ist.
    """
    for filtern in (True, False):
        leser = _Leser(blatt, streng=filtern)
        behalten = bytearray()

        def mitschreiben(filtern: bool = filtern, behalten: bytearray = behalten) -> Iterator[bytes]:
            for stueck in ohne_leere(stuecke()) if filtern else stuecke():
                behalten.extend(stueck)
                yield stueck

        try:
            zerlege(mitschreiben(), leser)
        except _OhneOrt:
            continue
        return leser.befund, bytes(behalten)
    raise beschaedigt()


def ohne_leere(stuecke: Iterable[bytes]) -> Iterator[bytes]:
    """Derselbe Inhalt ohne leere Zellen und Zeilen; geschnitten wird nur vor dem Anfang einer Zeile."""
    rest = b""
    for stueck in stuecke:
        stueck = rest + stueck
        schnitt = max(stueck.rfind(b"<row "), stueck.rfind(b":row "))
        schnitt = stueck.rfind(b"<", 0, schnitt + 1) if schnitt > 0 else len(stueck)
        # Ohne Zeilenanfang (eine sehr lange Zeile, anderer Teil) vor der letzten Marke schneiden.
        if schnitt == len(stueck) and (marke := stueck.rfind(b"<")) > 0:
            schnitt = marke
        fertig, rest = stueck[:schnitt], stueck[schnitt:]
        yield _LEERE_ZEILE.sub(b"", _LEERE_ZELLE.sub(b"", fertig))
    yield _LEERE_ZEILE.sub(b"", _LEERE_ZELLE.sub(b"", rest))


def bezug(text: str) -> tuple[int, int]:
    """„AB3“ ist ``(3, 28)``."""
    treffer = _BEZUG.fullmatch(text)
    if treffer is None:
        raise beschaedigt()
    spalte = 0
    for buchstabe in treffer[1]:
        spalte = spalte * 26 + ord(buchstabe) - 64
    zeile = int(treffer[2])
    if zeile < 1:
        raise beschaedigt()
    return zeile, spalte


class _Leser:
    """Empfängt die Elemente des Blatts."""

    def __init__(self, blatt: str, *, streng: bool) -> None:
        self.befund = Blattbefund()
        self._blatt = blatt
        self._streng = streng
        self._zaehler = Zellenzaehler()
        self._zeile = self._spalte = 0
        self._zeile_gefuellt = False
        self._typ = ""
        self._formel = False
        self._in_wert = self._in_formel = 0
        self._wert = ""
        self._formeltext = ""

    def beginn(self, name: str, angaben: dict[str, str]) -> None:
        name = lokal(name) if ":" in name else name
        if name == "c":
            self._beginne_zelle(angaben)
        elif name in ("v", "t"):
            self._in_wert += 1
        elif name == "f":
            self._formel = True
            self._in_formel += 1
        elif name == "row":
            self._beginne_zeile(angaben)
        elif name == "col" and angaben.get("hidden") in _WAHR:
            self._merke_spalten(angaben)
        elif name == "mergeCell":
            self._merke_verbund(lokale(angaben).get("ref", ""))

    def ende(self, name: str) -> None:
        name = lokal(name) if ":" in name else name
        if name == "c":
            self._beende_zelle()
        elif name in ("v", "t"):
            self._in_wert -= 1
        elif name == "f":
            self._in_formel -= 1

    def text(self, zeichen: str) -> None:
        if self._in_wert and len(self._wert) < 100:
            self._wert += zeichen
        elif self._in_formel and len(self._formeltext) < 10_000:
            self._formeltext += zeichen

    def _beginne_zeile(self, angaben: dict[str, str]) -> None:
        nummer = angaben.get("r")
        if nummer is None and self._streng:
            raise _OhneOrt
        self._zeile = self._zeile + 1 if nummer is None else bezug(f"A{nummer}")[0]
        self._spalte = 0
        self._zeile_gefuellt = False
        if angaben.get("hidden") in _WAHR:
            self.befund.verborgene_zeilen.add(self._zeile)

    def _beginne_zelle(self, angaben: dict[str, str]) -> None:
        stelle = angaben.get("r")
        if stelle is None:
            if self._streng:
                raise _OhneOrt
            self._spalte += 1
        else:
            self._zeile, self._spalte = bezug(stelle)
        self._typ = angaben.get("t", "")
        self._formel = False
        self._wert = self._formeltext = ""

    def _beende_zelle(self) -> None:
        stelle = (self._zeile, self._spalte)
        gefuellt = bool(self._wert)
        if gefuellt or self._formel:
            pruefe_ort(self._blatt, *stelle)
            self.befund.letzte_zeile = max(self.befund.letzte_zeile, self._zeile)
            self.befund.letzte_spalte = max(self.befund.letzte_spalte, self._spalte)
            pruefe_flaeche(self._blatt, self.befund.letzte_zeile, self.befund.letzte_spalte)
        if gefuellt and not self._zeile_gefuellt:
            self.befund.gefuellt = True
            self._zeile_gefuellt = True
            self._zaehler.gefuellte_zeile()
        if gefuellt and self._typ == "e":
            self.befund.fehlerwerte[stelle] = self._wert
        if self._formel:
            self.befund.formeln.add(stelle)
            self.befund.dde |= bool(_DDE.search(self._formeltext))
            # Eine Formel mit leerem Ergebnis (="") speichert einen leeren Text, keine fehlende Angabe.
            if not gefuellt and self._typ != "str":
                self.befund.formeln_ohne_wert.append(stelle)

    def _merke_spalten(self, angaben: dict[str, str]) -> None:
        von, bis = angaben.get("min", ""), angaben.get("max", "")
        if von.isdecimal() and bis.isdecimal() and len(von) < 6 and len(bis) < 6:
            self.befund.verborgene_spalten.append((int(von), int(bis)))

    def _merke_verbund(self, ref: str) -> None:
        von, _, bis = ref.partition(":")
        if bis and len(self.befund.verbunden) < 200_000:
            self.befund.verbunden.append((*bezug(von), *bezug(bis)))
