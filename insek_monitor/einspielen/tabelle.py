"""Eine erkannte Liste: welche Spalte welches Feld der Meldeliste ist, und ihre Zeilen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from insek_monitor.einspielen.befund import Befund
from insek_monitor.kern.meldung import FELD_JE_NAME
from insek_monitor.kern.rohdatei import Zelle

MEHRERE = " + "
"""Zwischen den Antworten einer Kreuztabelle, wenn in einer Zeile mehrere angekreuzt sind."""


@dataclass(frozen=True)
class Spalte:
    """Eine Spalte der Datei.

    Attributes
    ----------
    nummer : int
        Ab 1, wie in der Datei.
    titel : str
        Überschrift, wie sie dasteht; bei zweizeiligem Kopf beide Zeilen.
    feld : str or None
        Feld der Meldeliste; None: wird nicht übernommen.
    vermutet : bool
        Aus dem Inhalt geschlossen, nicht aus der Überschrift.
    beitrag : str
        Was die Spalte zusammen mit anderen sagt („Kreuz: nein“, „Teil des Schlüssels“).
    """

    nummer: int
    titel: str
    feld: str | None
    vermutet: bool = False
    beitrag: str = ""

    @property
    def bedeutung(self) -> str:
        """Als was die Spalte gelesen wird: „Beschluss am“, „Gemeinde (vermutet)“, „nicht gelesen“."""
        if self.beitrag or self.feld is None:
            return self.beitrag or "nicht gelesen"
        return f"{FELD_JE_NAME[self.feld].titel}{' (vermutet)' if self.vermutet else ''}"


@dataclass(frozen=True)
class Tabelle:
    """Eine Liste mit gedeuteten Spalten.

    Attributes
    ----------
    blatt : str
    kopfzeile : int
        Ab 1; bei zweizeiligem Kopf die untere Zeile.
    spalten : tuple of Spalte
        Jedes Feld kommt höchstens einmal vor.
    zeilen : tuple of (int, tuple)
        Zeilennummer in der Datei und Werte in der Reihenfolge von ``spalten``; verbundene Zellen sind nach
        unten aufgefüllt, leere Zeilen fehlen.
    befunde : tuple of Befund
        Was beim Erkennen auffiel (doppelte Überschrift, weiteres Blatt …).
    thema_offen : bool
        Weder Überschriften noch Inhalt sagen, dass es um INSEK geht.
    ausgelassen : mapping of int to str
        Zeilen, die nach ihrer Satzart keine Gemeinde sind, und warum.
    """

    blatt: str
    kopfzeile: int
    spalten: tuple[Spalte, ...]
    zeilen: tuple[tuple[int, tuple[Zelle, ...]], ...]
    befunde: tuple[Befund, ...] = ()
    thema_offen: bool = False
    ausgelassen: Mapping[int, str] = field(default_factory=dict)

    def nicht_gelesen(self) -> tuple[Spalte, ...]:
        """Spalten mit Inhalt, die nicht übernommen werden."""
        gefuellt = {i for _, zeile in self.zeilen for i, zelle in enumerate(zeile) if zelle is not None}
        return tuple(
            spalte
            for i, spalte in enumerate(self.spalten)
            if not spalte.feld and not spalte.beitrag and i in gefuellt
        )

    def spalte_zu(self, feld: str) -> Spalte | None:
        """Die Spalte zu einem Feld der Meldeliste."""
        return next((spalte for spalte in self.spalten if spalte.feld == feld), None)


def zitat(text: str, laenge: int = 80) -> str:
    """Ein Text für eine Meldung, gekürzt, damit die Meldung lesbar bleibt."""
    return text if len(text) <= laenge else f"{text[: laenge - 1]}…"


def als_text(zelle: Zelle) -> str:
    """Ein Wert, wie ihn ein Mensch in der Tabelle sieht; leer, wenn nichts dasteht."""
    if zelle is None:
        return ""
    if isinstance(zelle, bool):
        return "ja" if zelle else "nein"
    if isinstance(zelle, float) and zelle.is_integer() and abs(zelle) < 1e15:
        return str(int(zelle))
    if isinstance(zelle, float):
        return repr(zelle).replace(".", ",")
    if isinstance(zelle, datetime | date):
        return f"{zelle.day:02d}.{zelle.month:02d}.{zelle.year:04d}"
    return str(zelle)
