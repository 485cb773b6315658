"""Den Strom einer alten Excel-Datei (BIFF) durchsehen: Verborgenes, Formeln, Fehlerwerte, Ausdehnung."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from insek_monitor.einspielen.lesen.fehler import beschaedigt, mit_kennwort
from insek_monitor.einspielen.lesen.zellen import Zellenzaehler, kurz, pruefe_flaeche, pruefe_ort

_BOF, _EOF, _BLATT, _KENNWORT, _ZEILE, _VERBUND, _EXTERN = 0x809, 0x0A, 0x85, 0x2F, 0x208, 0xE5, 0x1AE
_MULRK, _BOOLERR = 0xBD, 0x205
_FORMELN = (0x06, 0x206, 0x406)
_WERTE = frozenset((0x203, 0x27E, 0xFD, 0x204, 0xD6, _MULRK, _BOOLERR, *_FORMELN))
_FEHLERTEXTE = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


@dataclass
class Blattdurchsicht:
    """Was im Strom über ein Blatt steht; Zeilen und Spalten ab 1."""

    name: str
    verborgen: bool
    anfang: int
    letzte_zeile: int = 0
    letzte_spalte: int = 0
    verborgene_zeilen: set[int] = field(default_factory=set)
    verbunden: list[tuple[int, int, int, int]] = field(default_factory=list)
    formeln: set[tuple[int, int]] = field(default_factory=set)
    fehlerwerte: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass
class Durchsicht:
    """Alle Tabellenblätter und ob die Mappe auf andere verweist."""

    blaetter: list[Blattdurchsicht] = field(default_factory=list)
    verknuepft: bool = False


def sieh_durch(strom: bytes) -> Durchsicht:
    """Durchsieht den Strom ``Workbook`` (oder ``Book``).

    Raises
    ------
    DateiFehler
        bei Kennwort, beschädigtem Strom oder zu großem Blatt.
    """
    durchsicht = Durchsicht()
    zaehler = Zellenzaehler()
    try:
        for art, daten in _saetze(strom, 0):
            if art == _KENNWORT:
                raise mit_kennwort()
            if art == _BLATT:
                _merke_blatt(durchsicht, daten)
            elif art == _EXTERN:
                # Vier Byte: die Mappe selbst oder die eingebauten Funktionen.
                durchsicht.verknuepft |= len(daten) > 4
        for blatt in durchsicht.blaetter:
            _sieh_blatt_durch(strom, blatt, zaehler)
    except (struct.error, IndexError) as fehler:
        raise beschaedigt() from fehler
    return durchsicht


def _saetze(strom: bytes, ort: int) -> Iterator[tuple[int, bytes]]:
    """Sätze eines Abschnitts von BOF bis zu seinem EOF; eingebettete Abschnitte (Diagramme) entfallen."""
    tiefe = 0
    while True:
        art, laenge = struct.unpack_from("<HH", strom, ort)
        daten = strom[ort + 4 : ort + 4 + laenge]
        if len(daten) < laenge:
            raise beschaedigt()
        ort += 4 + laenge
        if art == _BOF:
            tiefe += 1
        elif art == _EOF:
            tiefe -= 1
            if tiefe <= 0:
                return
        elif tiefe <= 1:
            yield art, daten


def _merke_blatt(durchsicht: Durchsicht, daten: bytes) -> None:
    anfang, sichtbar, art, laenge = struct.unpack_from("<IBBB", daten)
    if art != 0:
        # Diagramme und Makroblätter enthalten keine Liste.
        return
    if len(daten) == 7 + laenge:
        # Vor Excel 97 steht der Name ohne Kennzeichen für Unicode.
        name = daten[7:].decode("cp1252", "replace")
    elif daten[7] & 1:
        name = daten[8 : 8 + 2 * laenge].decode("utf-16-le", "replace")
    else:
        name = daten[8 : 8 + laenge].decode("latin-1")
    name = kurz(name) or f"Blatt {len(durchsicht.blaetter) + 1}"
    durchsicht.blaetter.append(Blattdurchsicht(name, sichtbar & 3 != 0, anfang))


def _sieh_blatt_durch(strom: bytes, blatt: Blattdurchsicht, zaehler: Zellenzaehler) -> None:
    gezaehlt: set[int] = set()
    for art, daten in _saetze(strom, blatt.anfang):
        if art in _WERTE:
            zeile, spalte = (wert + 1 for wert in struct.unpack_from("<HH", daten))
            rechts = struct.unpack_from("<H", daten, len(daten) - 2)[0] + 1 if art == _MULRK else spalte
            pruefe_ort(blatt.name, zeile, rechts)
            blatt.letzte_zeile = max(blatt.letzte_zeile, zeile)
            blatt.letzte_spalte = max(blatt.letzte_spalte, rechts)
            pruefe_flaeche(blatt.name, blatt.letzte_zeile, blatt.letzte_spalte)
            if zeile not in gezaehlt:
                gezaehlt.add(zeile)
                zaehler.gefuellte_zeile()
            if art in _FORMELN:
                blatt.formeln.add((zeile, spalte))
            _merke_fehlerwert(blatt, art, daten, (zeile, spalte))
        elif art == _ZEILE:
            # Bit 5: Höhe null, also ausgeblendet.
            if struct.unpack_from("<H", daten, 12)[0] & 0x20:
                blatt.verborgene_zeilen.add(struct.unpack_from("<H", daten)[0] + 1)
        elif art == _VERBUND:
            for i in range(struct.unpack_from("<H", daten)[0]):
                oben, unten, links, rechts = struct.unpack_from("<4H", daten, 2 + 8 * i)
                blatt.verbunden.append((oben + 1, links + 1, unten + 1, rechts + 1))


def _merke_fehlerwert(blatt: Blattdurchsicht, art: int, daten: bytes, stelle: tuple[int, int]) -> None:
    kennzahl = None
    if art == _BOOLERR and daten[7] == 1:
        kennzahl = daten[6]
    elif art in _FORMELN and daten[12:14] == b"\xff\xff" and daten[6] == 2:
        kennzahl = daten[8]
    if kennzahl is not None:
        blatt.fehlerwerte[stelle] = _FEHLERTEXTE.get(kennzahl, "#FEHLER")
