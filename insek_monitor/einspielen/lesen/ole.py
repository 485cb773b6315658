"""Verbunddateien (OLE) von Office bis 2003: Ströme nach Namen, ohne einer Angabe zu trauen."""

from __future__ import annotations

import struct

from insek_monitor.einspielen.lesen.fehler import beschaedigt

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
