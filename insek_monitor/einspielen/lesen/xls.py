"""XLS (Excel 95 bis 2003) lesen: erst durchsehen, dann Werte durch python-calamine."""

from __future__ import annotations

import io
import struct

import python_calamine

from insek_monitor.einspielen.lesen import zellen
from insek_monitor.einspielen.lesen.biff import Blattdurchsicht, sieh_durch
from insek_monitor.einspielen.lesen.fehler import DateiFehler, beschaedigt, mit_kennwort
from insek_monitor.einspielen.lesen.xlsx import verlange_blattzahl, zeilen_von
from insek_monitor.einspielen.lesen.zellen import Zellenzaehler, beschneide
from insek_monitor.kern.rohdatei import Rohblatt

_ANDERE = {
    "worddocument": "ein Textdokument (Word)",
    "powerpoint document": "eine Präsentation (PowerPoint)",
    "__properties_version1.0": "eine E-Mail (Outlook)",
}
_MAKROS = ("_vba_project_cur", "_vba_project", "macros")


def lies_xls(inhalt: bytes) -> tuple[tuple[Rohblatt, ...], tuple[str, ...]]:
    """Blätter und Hinweise einer XLS-Datei.

    Raises
    ------
    DateiFehler
        wenn sie verschlüsselt, beschädigt, zu groß oder keine Tabelle ist.
    """
    verbunddatei = Verbunddatei(inhalt)
    namen = verbunddatei.namen
    if "encryptedpackage" in namen:
        raise mit_kennwort()
    strom = verbunddatei.strom("Workbook") or verbunddatei.strom("Book")
    if strom is None:
        for name, was in _ANDERE.items():
            if name in namen:
                raise DateiFehler(
                    f"Die Datei ist {was}. Bitte wählen Sie die Liste als XLSX, XLS, ODS oder CSV."
                )
        raise beschaedigt()
    durchsicht = sieh_durch(strom)
    verlange_blattzahl(len(durchsicht.blaetter))
    zaehler = Zellenzaehler()
    try:
        with python_calamine.load_workbook(io.BytesIO(inhalt)) as mappe:
            tabellen = [
                i
                for i, angaben in enumerate(mappe.sheets_metadata)
                if angaben.typ == python_calamine.SheetTypeEnum.WorkSheet
            ]
            if len(tabellen) != len(durchsicht.blaetter):
                raise beschaedigt()
            blaetter = tuple(
                _blatt(mappe.get_sheet_by_index(i), blatt, zaehler)
                for i, blatt in zip(tabellen, durchsicht.blaetter, strict=True)
            )
    except python_calamine.CalamineError as fehler:
        raise beschaedigt() from fehler
    saetze = []
    if any(name in namen for name in _MAKROS):
        saetze.append(zellen.MAKROS)
    if durchsicht.verknuepft:
        saetze.append(zellen.VERKNUEPFT)
    saetze += zellen.formeln(sum(len(blatt.formeln) for blatt in durchsicht.blaetter))
    return blaetter, (*saetze, *zaehler.hinweise())


def _blatt(blatt: python_calamine.CalamineSheet, befund: Blattdurchsicht, zaehler: Zellenzaehler) -> Rohblatt:
    zeilen = zeilen_von(befund.name, blatt, befund.fehlerwerte, zaehler)
    letzte_spalte = max(map(len, zeilen), default=0)
    return Rohblatt(
        name=befund.name,
        zeilen=zeilen,
        verborgen=befund.verborgen,
        verborgene_zeilen=frozenset(z for z in befund.verborgene_zeilen if z <= len(zeilen)),
        verbunden=beschneide(befund.name, befund.verbunden, len(zeilen), letzte_spalte),
        formeln=frozenset(befund.formeln),
    )


_KOPF = 512
_FREI_AB = 0xFFFFFFFC
_EINTRAG = 128
_STROM, _WURZEL = 2, 5
_MINI_SEKTOR = 64
_HOECHSTENS_EINTRAEGE = 20_000


class Verbunddatei:
    """Verzeichnis und Ströme.

    Raises
    ------
    DateiFehler
        wenn Ketten im Kreis laufen, über das Ende zeigen oder Angaben fehlen.
    """

    def __init__(self, inhalt: bytes) -> None:
        self._inhalt = inhalt
        try:
            self._oeffne()
        except (struct.error, IndexError, UnicodeDecodeError) as fehler:
            raise beschaedigt() from fehler

    @property
    def namen(self) -> frozenset[str]:
        """Namen aller Einträge (Ströme und Ordner), klein geschrieben."""
        return frozenset(self._alle)

    def strom(self, name: str) -> bytes | None:
        """Inhalt eines Stroms; None, wenn es ihn nicht gibt."""
        eintrag = self._stroeme.get(name.lower())
        if eintrag is None:
            return None
        anfang, groesse = eintrag
        if groesse > len(self._inhalt):
            raise beschaedigt()
        if groesse >= self._mini_grenze:
            return self._kette(anfang)[:groesse]
        sektoren = []
        for nummer in self._folge(anfang, self._mini_fat):
            sektoren.append(self._mini[nummer * _MINI_SEKTOR : (nummer + 1) * _MINI_SEKTOR])
        return b"".join(sektoren)[:groesse]

    def _oeffne(self) -> None:
        kopf = self._inhalt[:_KOPF]
        potenz = struct.unpack_from("<H", kopf, 30)[0]
        if potenz not in (9, 12):
            raise beschaedigt()
        self._sektor = 1 << potenz
        fat_zahl, verzeichnis = struct.unpack_from("<I I", kopf, 44)
        self._mini_grenze, mini_fat, _, difat, _ = struct.unpack_from("<I I I I I", kopf, 56)
        self._fat = self._lies_fat(list(struct.unpack_from("<109I", kopf, 76)), fat_zahl, difat)
        self._mini_fat = self._zahlen(self._kette(mini_fat)) if mini_fat < _FREI_AB else ()
        self._lies_verzeichnis(self._kette(verzeichnis))

    def _lies_fat(self, orte: list[int], fat_zahl: int, difat: int) -> tuple[int, ...]:
        besucht: set[int] = set()
        while difat < _FREI_AB and len(orte) < fat_zahl:
            if difat in besucht:
                raise beschaedigt()
            besucht.add(difat)
            *weitere, difat = self._zahlen(self._lies_sektor(difat))
            orte += weitere
        fat: list[int] = []
        for ort in orte[:fat_zahl]:
            if ort < _FREI_AB:
                fat += self._zahlen(self._lies_sektor(ort))
        return tuple(fat)

    def _lies_verzeichnis(self, verzeichnis: bytes) -> None:
        self._alle: set[str] = set()
        self._stroeme: dict[str, tuple[int, int]] = {}
        self._mini = b""
        for i in range(0, min(len(verzeichnis), _HOECHSTENS_EINTRAEGE * _EINTRAG), _EINTRAG):
            eintrag = verzeichnis[i : i + _EINTRAG]
            laenge, art = struct.unpack_from("<H B", eintrag, 64)
            name = eintrag[: max(0, min(laenge, 64) - 2)].decode("utf-16-le", "replace").lower()
            anfang, groesse = struct.unpack_from("<I I", eintrag, 116)
            if art == _WURZEL:
                self._mini = self._kette(anfang) if anfang < _FREI_AB else b""
            elif art:
                self._alle.add(name)
                if art == _STROM:
                    self._stroeme.setdefault(name, (anfang, groesse))

    def _lies_sektor(self, nummer: int) -> bytes:
        anfang = (nummer + 1) * self._sektor
        sektor = self._inhalt[anfang : anfang + self._sektor]
        if not sektor:
            raise beschaedigt()
        # Manche Programme lassen den letzten Sektor kürzer.
        return sektor.ljust(self._sektor, b"\x00")

    def _kette(self, anfang: int) -> bytes:
        return b"".join(self._lies_sektor(nummer) for nummer in self._folge(anfang, self._fat))

    def _folge(self, nummer: int, tabelle: tuple[int, ...]) -> list[int]:
        folge: list[int] = []
        while nummer < _FREI_AB:
            if nummer >= len(tabelle) or len(folge) > len(tabelle):
                raise beschaedigt()
            folge.append(nummer)
            nummer = tabelle[nummer]
        return folge

    @staticmethod
    def _zahlen(sektor: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(sektor) // 4}I", sektor)
