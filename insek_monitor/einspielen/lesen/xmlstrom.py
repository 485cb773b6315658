"""XML Stück für Stück lesen, ohne je eine Entität aufzulösen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn, Protocol
from xml.parsers import expat

from insek_monitor.einspielen.lesen.fehler import DateiFehler, beschaedigt

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
