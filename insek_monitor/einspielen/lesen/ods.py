"""ODS lesen: Blätter, Verborgenes, Verbundenes und Hinweise aus ``content.xml``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from insek_monitor.einspielen.lesen import zellen
from insek_monitor.einspielen.lesen.archiv import Archiv, lokal, lokale, zerlege
from insek_monitor.einspielen.lesen.fehler import ZEICHEN_JE_ZELLE, beschaedigt
from insek_monitor.einspielen.lesen.xlsx import verlange_blattzahl
from insek_monitor.einspielen.lesen.zellen import (
    Bereich,
    Zellenzaehler,
    beschneide,
    kurz,
    pruefe_flaeche,
    pruefe_ort,
)
from insek_monitor.kern.rohdatei import Rohblatt, Zelle


def lies_ods(archiv: Archiv) -> tuple[tuple[Rohblatt, ...], tuple[str, ...]]:
    """Blätter und Hinweise einer ODS-Datei.

    Raises
    ------
    DateiFehler
        wenn sie beschädigt oder zu groß ist.
    """
    leser = OdsLeser()
    zerlege(archiv.stuecke("content.xml"), leser)
    verlange_blattzahl(len(leser.blaetter))
    blaetter = tuple(_rohblatt(blatt, blatt.stil in leser.verborgene_stile) for blatt in leser.blaetter)
    return blaetter, (*_hinweise(archiv, leser), *leser.zaehler.hinweise())


def _rohblatt(blatt: OdsBlatt, verborgen: bool) -> Rohblatt:
    ende = max((nummer for nummer, werte in blatt.zeilen.items() if werte), default=0)
    spalten = max(map(len, blatt.zeilen.values()), default=0)
    return Rohblatt(
        name=blatt.name,
        zeilen=tuple(blatt.zeilen.get(nummer, ()) for nummer in range(1, ende + 1)),
        verborgen=verborgen,
        verborgene_zeilen=frozenset(nummer for nummer in blatt.verborgene_zeilen if nummer <= ende),
        verbunden=beschneide(blatt.name, blatt.verbunden, ende, spalten),
        formeln=frozenset(blatt.formeln),
    )


def _hinweise(archiv: Archiv, leser: OdsLeser) -> list[str]:
    saetze = []
    if any(name.startswith(("basic/", "scripts/")) for name in archiv.namen):
        saetze.append(zellen.MAKROS)
    if leser.verknuepft:
        saetze.append(zellen.VERKNUEPFT)
    saetze += zellen.formeln(sum(len(blatt.formeln) for blatt in leser.blaetter))
    for blatt in leser.blaetter:
        saetze += zellen.ohne_wert(blatt.name, blatt.ohne_wert)
    return saetze


_ZAHLEN = ("float", "currency", "percentage")
# Kommentare und Zeichnungen enthalten Absätze, die nicht der Wert der Zelle sind.
_DANEBEN = ("annotation", "frame", "custom-shape", "shapes")
_HOECHSTE_WIEDERHOLUNG = 10_000_000


@dataclass
class OdsBlatt:
    """Ein Blatt, wie es im Strom steht; Zeilen und Spalten ab 1."""

    name: str
    stil: str
    zeilen: dict[int, tuple[Zelle, ...]] = field(default_factory=dict)
    verborgene_zeilen: set[int] = field(default_factory=set)
    verbunden: list[Bereich] = field(default_factory=list)
    formeln: set[tuple[int, int]] = field(default_factory=set)
    ohne_wert: list[tuple[int, int]] = field(default_factory=list)
    letzte_zeile: int = 0
    letzte_spalte: int = 0


@dataclass
class _Zelle:
    angaben: dict[str, str]
    absaetze: list[str] = field(default_factory=list)
    zeichen: int = 0


class OdsLeser:
    """Empfängt die Elemente von ``content.xml``."""

    def __init__(self) -> None:
        self.blaetter: list[OdsBlatt] = []
        self.verborgene_stile: set[str] = set()
        self.verknuepft = False
        self.zaehler = Zellenzaehler()
        self._stil = ""
        self._tabelle = 0
        self._zeile = self._spalte = 0
        self._zeilenangaben: dict[str, str] = {}
        self._werte: list[tuple[int, int, _Zelle]] = []
        self._zelle: _Zelle | None = None
        self._daneben = 0
        self._absatz = 0

    def beginn(self, name: str, angaben: dict[str, str]) -> None:
        name = lokal(name)
        if name in ("table-cell", "covered-table-cell"):
            if self._tabelle == 1:
                self._zelle = _Zelle(lokale(angaben))
        elif name == "p":
            self._absatz += 1
            if self._zelle is not None and not self._daneben:
                self._zelle.absaetze.append("")
        elif name in ("s", "tab", "line-break"):
            self._leerraum(name, angaben)
        elif name == "table-row":
            self._zeilenangaben, self._werte, self._spalte = lokale(angaben), [], 0
        elif name in _DANEBEN:
            self._daneben += 1
        else:
            self._beginne_seltenes(name, angaben)

    def _beginne_seltenes(self, name: str, angaben: dict[str, str]) -> None:
        if name == "table":
            self._tabelle += 1
            if self._tabelle == 1:
                eigene = lokale(angaben)
                nummer = len(self.blaetter) + 1
                titel = kurz(eigene.get("name", "")) or f"Blatt {nummer}"
                self.blaetter.append(OdsBlatt(titel, eigene.get("style-name", "")))
                self._zeile = 0
        elif name == "style":
            self._stil = lokale(angaben).get("name", "")
        elif name == "table-properties" and lokale(angaben).get("display") == "false":
            self.verborgene_stile.add(self._stil)
        elif name in ("table-source", "dde-link", "cell-range-source", "database-source-sql"):
            self.verknuepft = True

    def ende(self, name: str) -> None:
        name = lokal(name)
        if name in ("table-cell", "covered-table-cell"):
            if self._tabelle == 1 and self._zelle is not None:
                self._beende_zelle(self._zelle, name == "covered-table-cell")
                self._zelle = None
        elif name == "p":
            self._absatz -= 1
        elif name == "table-row":
            if self._tabelle == 1:
                self._beende_zeile()
        elif name in _DANEBEN:
            self._daneben -= 1
        elif name == "table":
            self._tabelle -= 1

    def text(self, zeichen: str) -> None:
        zelle = self._zelle
        if zelle is None or not self._absatz or self._daneben or not zelle.absaetze:
            return
        zelle.zeichen += len(zeichen)
        # Etwas mehr als erlaubt, damit die Grenze es mit Ort meldet.
        if zelle.zeichen <= 2 * ZEICHEN_JE_ZELLE:
            zelle.absaetze[-1] += zeichen

    def _leerraum(self, name: str, angaben: dict[str, str]) -> None:
        anzahl = min(_wiederholung(lokale(angaben).get("c", "1")), ZEICHEN_JE_ZELLE)
        self.text({"s": " " * anzahl, "tab": "\t"}.get(name, "\n"))

    def _beende_zelle(self, zelle: _Zelle, verdeckt: bool) -> None:
        blatt, angaben = self.blaetter[-1], zelle.angaben
        wie_oft = _wiederholung(angaben.get("number-columns-repeated", "1"))
        erste = self._spalte + 1
        self._spalte += wie_oft
        # Unter einem Verbund steht manchmal noch ein alter Wert, den niemand sieht.
        gefuellt = not verdeckt and ("value-type" in angaben or any(zelle.absaetze))
        if "formula" in angaben and not verdeckt:
            pruefe_ort(blatt.name, self._zeile + 1, erste)
            blatt.formeln.add((self._zeile + 1, erste))
            if not gefuellt:
                blatt.ohne_wert.append((self._zeile + 1, erste))
        if gefuellt:
            pruefe_ort(blatt.name, self._zeile + 1, self._spalte)
            self._werte.append((erste, wie_oft, zelle))
        breite = _wiederholung(angaben.get("number-columns-spanned", "1"))
        hoehe = _wiederholung(angaben.get("number-rows-spanned", "1"))
        if breite * hoehe > 1 and erste <= 20_000 and len(blatt.verbunden) < 200_000:
            blatt.verbunden.append((self._zeile + 1, erste, self._zeile + hoehe, erste + breite - 1))

    def _beende_zeile(self) -> None:
        blatt = self.blaetter[-1]
        wie_oft = _wiederholung(self._zeilenangaben.get("number-rows-repeated", "1"))
        erste = self._zeile + 1
        self._zeile += wie_oft
        if self._zeilenangaben.get("visibility", "visible") != "visible":
            blatt.verborgene_zeilen.update(range(erste, erste + min(wie_oft, 100_000)))
        if not self._werte:
            return
        for nummer in range(erste, erste + wie_oft):
            werte: list[Any] = []
            for spalte, anzahl, zelle in self._werte:
                werte += [None] * (spalte - 1 - len(werte))
                werte += [_wert(zelle)] * anzahl
            zeile = self.zaehler.zeile(blatt.name, nummer, werte)
            if zeile:
                blatt.letzte_zeile, blatt.letzte_spalte = nummer, max(blatt.letzte_spalte, len(zeile))
                pruefe_flaeche(blatt.name, nummer, blatt.letzte_spalte)
                blatt.zeilen[nummer] = zeile
            elif nummer - erste > 1000:
                # Nur Leerraum, viele Male wiederholt: der Rest ist ebenso leer.
                return


def _wiederholung(text: str) -> int:
    if not text.isascii() or not text.isdecimal():
        raise beschaedigt()
    zahl = int(text) if len(text) < 10 else _HOECHSTE_WIEDERHOLUNG
    return max(1, min(zahl, _HOECHSTE_WIEDERHOLUNG))


def _wert(zelle: _Zelle) -> Any:
    angaben = zelle.angaben
    art = angaben.get("value-type", "string")
    text = angaben.get("string-value") or "\n".join(zelle.absaetze)
    try:
        if art in _ZAHLEN:
            return float(angaben["value"])
        if art == "boolean":
            return angaben["boolean-value"] == "true"
        if art == "date":
            return _datum(angaben["date-value"])
    except (KeyError, ValueError):
        # Widersprüchliche Angaben: es gilt, was in der Zelle zu sehen ist.
        return text
    return text


def _datum(text: str) -> date | datetime:
    if "T" not in text:
        return date.fromisoformat(text)
    zeitpunkt = datetime.fromisoformat(text[:19])
    return zeitpunkt.date() if zeitpunkt.time() == datetime.min.time() else zeitpunkt
