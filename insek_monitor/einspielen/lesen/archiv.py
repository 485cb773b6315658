"""ZIP-Archive und das XML darin stückweise lesen, wirklich gezählt und ohne je eine Entität aufzulösen."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import NoReturn, Protocol
from xml.parsers import expat

from insek_monitor.einspielen.lesen.fehler import (
    ARCHIVTEILE,
    ENTPACKT_BYTES,
    MIB,
    VERHAELTNIS,
    DateiFehler,
    beschaedigt,
    mit_kennwort,
)
from insek_monitor.einspielen.lesen.zellen import tausender

STUECK = MIB
_EINTRAG = b"PK\x01\x02"
_VERSCHLUESSELT = 0x1
_UNLESBAR = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    OverflowError,
    OSError,
    NotImplementedError,
    RuntimeError,
)


class Archiv:
    """Ein ZIP-Archiv, dessen Inhalt niemand traut.

    Nichts wird auf die Platte entpackt; Namen der Teile sind nur Schlüssel. Groß- und Kleinschreibung ist
    gleich, ``\\`` gilt als ``/``.
    """

    def __init__(self, inhalt: bytes) -> None:
        # Vor dem Öffnen gezählt: zipfile legt sonst für jeden Eintrag des Verzeichnisses ein Objekt an.
        if inhalt.count(_EINTRAG) > ARCHIVTEILE:
            raise DateiFehler(
                f"Die Datei ist ein Archiv mit mehr als {tausender(ARCHIVTEILE)} Teilen und keine "
                "gewöhnliche Tabelle. Bitte kopieren Sie die Liste in eine neue, leere Arbeitsmappe und "
                "laden Sie diese hoch."
            )
        self._groesse = len(inhalt)
        self._entpackt = 0
        self._teile: dict[str, zipfile.ZipInfo] = {}
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(inhalt))
        except _UNLESBAR as fehler:
            raise beschaedigt() from fehler
        for info in self._zip.infolist():
            name = _schluessel(info.filename)
            if name in self._teile:
                raise DateiFehler(
                    "Die Datei enthält denselben Teil zweimal; welcher gilt, ist nicht zu entscheiden. Bitte "
                    "öffnen Sie sie in Excel oder LibreOffice und speichern Sie sie neu als XLSX."
                )
            self._teile[name] = info

    @property
    def namen(self) -> tuple[str, ...]:
        """Namen aller Teile, klein geschrieben."""
        return tuple(self._teile)

    def hat(self, name: str) -> bool:
        """Ob es den Teil gibt."""
        return _schluessel(name) in self._teile

    def stuecke(self, name: str) -> Iterator[bytes]:
        """Inhalt eines Teils in Stücken; gezählt wird, was wirklich herauskommt, nicht was angegeben ist.

        Raises
        ------
        DateiFehler
            wenn der Teil fehlt, beschädigt oder verschlüsselt ist oder zu groß wird.
        """
        info = self._teile.get(_schluessel(name))
        if info is None:
            raise beschaedigt()
        if info.flag_bits & _VERSCHLUESSELT:
            raise mit_kennwort()
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DateiFehler(
                "Die Datei ist auf eine für Tabellen unübliche Weise gepackt. Bitte öffnen Sie sie in "
                "Excel oder LibreOffice und speichern Sie sie neu als XLSX."
            )
        if info.file_size > ENTPACKT_BYTES:
            raise self._zu_gross()
        try:
            with self._zip.open(info) as teil:
                while stueck := teil.read(STUECK):
                    self._zaehle(len(stueck))
                    yield stueck
        except _UNLESBAR as fehler:
            raise beschaedigt() from fehler

    def lies(self, name: str) -> bytes:
        """Inhalt eines Teils; siehe ``stuecke``."""
        return b"".join(self.stuecke(name))

    def _zaehle(self, laenge: int) -> None:
        self._entpackt += laenge
        zu_dicht = self._entpackt > 50 * MIB and self._entpackt > VERHAELTNIS * self._groesse
        if self._entpackt > ENTPACKT_BYTES or zu_dicht:
            raise self._zu_gross()

    def _zu_gross(self) -> DateiFehler:
        return DateiFehler(
            f"Die Datei ist entpackt zu groß (mehr als {ENTPACKT_BYTES // MIB} MB oder mehr als das "
            f"{VERHAELTNIS}-Fache der Datei). Bitte kopieren Sie nur die ausgefüllten Zellen in eine "
            "neue, leere Arbeitsmappe und laden Sie diese hoch."
        )


def _schluessel(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/").lower()


_DTD = tuple("<!DOCTYPE".encode(kodierung) for kodierung in ("utf-8", "utf-16-le", "utf-16-be"))


class Empfaenger(Protocol):
    """Wer die Elemente bekommt; Namen mit Präfix, wie sie dastehen."""

    def beginn(self, name: str, angaben: dict[str, str]) -> None: ...
    def ende(self, name: str) -> None: ...
    def text(self, zeichen: str) -> None: ...


def mit_dtd() -> DateiFehler:
    """Tabellen enthalten keine Dokumenttypdefinition; sie dient nur Angriffen."""
    return DateiFehler(
        "Die Datei enthält eine Dokumenttypdefinition (DTD), die in einer Tabelle nichts zu suchen hat. "
        "Bitte kopieren Sie die Liste in eine neue, leere Arbeitsmappe und laden Sie diese hoch."
    )


def zerlege(stuecke: Iterable[bytes], empfaenger: Empfaenger) -> None:
    """Reicht Elemente und Text weiter.

    Raises
    ------
    DateiFehler
        bei fehlerhaftem XML und bei jeder Dokumenttypdefinition.
    """
    leser = expat.ParserCreate()
    leser.buffer_text = True
    leser.StartElementHandler = empfaenger.beginn
    leser.EndElementHandler = empfaenger.ende
    leser.CharacterDataHandler = empfaenger.text
    leser.StartDoctypeDeclHandler = _verbiete_dtd
    try:
        for stueck in stuecke:
            leser.Parse(stueck, False)
        leser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as fehler:
        # LookupError und ValueError: ein Zeichensatz, den es nicht gibt oder den expat nicht beherrscht.
        raise beschaedigt() from fehler


def verlange_ohne_dtd(teil: bytes) -> None:
    """Für Teile, die hier niemand zerlegt, sondern weiterreicht."""
    if any(marke in teil for marke in _DTD):
        raise mit_dtd()


def lokal(name: str) -> str:
    """Name ohne Präfix."""
    return name.rpartition(":")[2]


def lokale(angaben: dict[str, str]) -> dict[str, str]:
    """Angaben mit Namen ohne Präfix."""
    return {lokal(name): wert for name, wert in angaben.items()}


def _verbiete_dtd(*_: object) -> NoReturn:
    raise mit_dtd()
