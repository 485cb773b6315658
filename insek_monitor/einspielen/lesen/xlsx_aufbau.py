"""Aufbau einer XLSX-Datei: welche Blätter es gibt, in welchen Teilen sie stehen, was sonst darin steckt."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from insek_monitor.einspielen.lesen import zellen
from insek_monitor.einspielen.lesen.archiv import Archiv, lokal, lokale, zerlege
from insek_monitor.einspielen.lesen.fehler import beschaedigt

_UEBLICHE_MAPPE = "xl/workbook.xml"


@dataclass(frozen=True)
class Blattverweis:
    """Ein Blatt der Mappe und der Teil, in dem es steht."""

    name: str
    teil: str
    verborgen: bool


@dataclass
class Aufbau:
    """Was die Arbeitsmappe über sich sagt."""

    blaetter: list[Blattverweis] = field(default_factory=list)
    ab_1904: bool = False
    texte: str | None = None
    formate: str | None = None


@dataclass(frozen=True)
class _Beziehung:
    art: str
    ziel: str


class _Beziehungen:
    def __init__(self, ordner: str) -> None:
        self.je_id: dict[str, _Beziehung] = {}
        self._ordner = ordner

    def beginn(self, name: str, angaben: dict[str, str]) -> None:
        if lokal(name) == "Relationship" and angaben.get("TargetMode") != "External":
            ziel = posixpath.normpath(posixpath.join("/", self._ordner, angaben.get("Target", "")))
            art = angaben.get("Type", "").rpartition("/")[2]
            self.je_id[angaben.get("Id", "")] = _Beziehung(art, ziel.lstrip("/"))

    def ende(self, name: str) -> None:
        """Nichts zu tun."""

    def text(self, zeichen: str) -> None:
        """Nichts zu tun."""


class _Mappe:
    def __init__(self) -> None:
        self.blaetter: list[dict[str, str]] = []
        self.ab_1904 = False

    def beginn(self, name: str, angaben: dict[str, str]) -> None:
        name = lokal(name)
        if name == "sheet":
            self.blaetter.append(lokale(angaben))
        elif name == "workbookPr":
            self.ab_1904 = angaben.get("date1904") in ("1", "true")

    def ende(self, name: str) -> None:
        """Nichts zu tun."""

    def text(self, zeichen: str) -> None:
        """Nichts zu tun."""


def lies_aufbau(archiv: Archiv) -> Aufbau:
    """Liest Mappe und Beziehungen.

    Raises
    ------
    DateiFehler
        wenn die Mappe fehlt oder beschädigt ist.
    """
    mappe_teil = _mappe(archiv)
    mappe = _Mappe()
    zerlege(archiv.stuecke(mappe_teil), mappe)
    beziehungen = _beziehungen(archiv, mappe_teil)
    aufbau = Aufbau(ab_1904=mappe.ab_1904)
    for eintrag in mappe.blaetter:
        beziehung = beziehungen.get(eintrag.get("id", ""))
        # Diagramm-, Dialog- und Makroblätter enthalten keine Liste.
        if beziehung is None or beziehung.art != "worksheet":
            continue
        if not archiv.hat(beziehung.ziel):
            raise beschaedigt()
        verborgen = eintrag.get("state", "visible") != "visible"
        aufbau.blaetter.append(Blattverweis(eintrag.get("name", ""), beziehung.ziel, verborgen))
    je_art = {beziehung.art: beziehung.ziel for beziehung in beziehungen.values()}
    aufbau.texte = _vorhanden(archiv, je_art.get("sharedStrings"))
    aufbau.formate = _vorhanden(archiv, je_art.get("styles"))
    return aufbau


def besonderheiten(archiv: Archiv) -> list[str]:
    """Was in der Datei steckt und nie gelesen oder ausgeführt wird."""
    saetze = []
    namen = archiv.namen
    if any(name.endswith("vbaproject.bin") for name in namen):
        saetze.append(zellen.MAKROS)
    if any(name.startswith(("xl/externallinks/", "xl/connections.xml")) for name in namen):
        saetze.append(zellen.VERKNUEPFT)
    if any("/embeddings/" in name or "/activex/" in name for name in namen):
        saetze.append(zellen.EINGEBETTET)
    return saetze


def _mappe(archiv: Archiv) -> str:
    """Teil der Arbeitsmappe; meist ``xl/workbook.xml``, aber die Wurzel darf einen anderen nennen."""
    if archiv.hat("_rels/.rels"):
        wurzel = _Beziehungen("")
        zerlege(archiv.stuecke("_rels/.rels"), wurzel)
        for beziehung in wurzel.je_id.values():
            if beziehung.art == "officeDocument" and archiv.hat(beziehung.ziel):
                return beziehung.ziel
    return _UEBLICHE_MAPPE


def _beziehungen(archiv: Archiv, mappe_teil: str) -> dict[str, _Beziehung]:
    ordner, name = posixpath.split(mappe_teil)
    beziehungen = _Beziehungen(ordner)
    zerlege(archiv.stuecke(posixpath.join(ordner, "_rels", f"{name}.rels")), beziehungen)
    return beziehungen.je_id


def _vorhanden(archiv: Archiv, teil: str | None) -> str | None:
    return teil if teil is not None and archiv.hat(teil) else None
