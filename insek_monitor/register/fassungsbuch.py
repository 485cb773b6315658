"""Verzeichnisse mit Fassungen: Jede Änderung hängt eine Zeile an; je Eintrag gilt die jüngste, alle bleiben.

Wer ändert, nennt die Fassung, die er vor Augen hatte. Hat inzwischen jemand anderes gespeichert, wird nichts
geschrieben.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, RowMapping, Select, Table, func, select

from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.rechte import Zug

_VERWALTET = {"nummer", "fassung", "am", "von", "kennung"}


class Fassung(Protocol):
    """Was jede Fassung eines Eintrags von sich weiß."""

    @property
    def fassung(self) -> int:
        """Die wievielte."""

    @property
    def von(self) -> str:
        """Wer sie gespeichert hat (fremder Text)."""

    @property
    def am(self) -> datetime:
        """Wann, mit Zeitzone."""


F = TypeVar("F", bound=Fassung)


def ist_weiter(
    zug: Zug, jetzt: F, gesehen: int | None, *, gleich: bool, ueberholt: Callable[[F], RegisterFehler]
) -> bool:
    """Ob eine neue Fassung entsteht: nicht, wenn schon gilt, was gespeichert werden soll.

    Das ist auch der zweite Versuch nach einer verlorenen Antwort; im Protokoll steht „ohne Änderung“.

    Raises
    ------
    RegisterFehler
        ``ueberholt(jetzt)``, wenn inzwischen eine andere Fassung gilt als die gesehene.
    """
    if gleich:
        zug.einzelheiten = "ohne Änderung"
        return False
    if jetzt.fassung != gesehen:
        raise ueberholt(jetzt)
    return True


@dataclass(frozen=True)
class Fassungsbuch:
    """Eine Tabelle mit ``nummer``, ``fassung``, ``archiviert``, ``am``, ``von`` und ``kennung``.

    Attributes
    ----------
    eintrag : Spalte mit der Nummer, die ein Eintrag über alle Fassungen behält.
    """

    tabelle: Table
    eintrag: str

    def geltende(self, verbindung: Connection, *spalten: str) -> Sequence[RowMapping]:
        """Je Eintrag die jüngste Zeile (alle oder die genannten Spalten), die zuletzt geschriebene zuerst."""
        neueste = select(func.max(self.tabelle.c.nummer)).group_by(self.tabelle.c[self.eintrag])
        frage = self._frage(spalten).where(self.tabelle.c.nummer.in_(neueste))
        return verbindung.execute(frage.order_by(self.tabelle.c.nummer.desc())).mappings().all()

    def fassungen(self, verbindung: Connection, eintrag: int, *spalten: str) -> Sequence[RowMapping]:
        """Alle Zeilen eines Eintrags, die jüngste zuerst; leer, wenn es ihn nicht gibt."""
        return verbindung.execute(self._eines(eintrag, spalten)).mappings().all()

    def juengste(self, verbindung: Connection, eintrag: int, *spalten: str) -> RowMapping | None:
        """Die geltende Zeile eines Eintrags; ``None``, wenn es ihn nicht gibt."""
        return verbindung.execute(self._eines(eintrag, spalten).limit(1)).mappings().first()

    def naechster(self, verbindung: Connection) -> int:
        """Nummer des nächsten neuen Eintrags; gilt nur in einer Transaktion von ``schreiben``."""
        return int(verbindung.execute(select(func.max(self.tabelle.c[self.eintrag]))).scalar() or 0) + 1

    def haenge_an(self, zug: Zug, eintrag: int, **neu: Any) -> int:
        """Trage die nächste Fassung ein; was nicht genannt ist, bleibt. Die Nummer der Zeile."""
        # Nur was bleibt, wird gelesen: Der Inhalt einer eingefrorenen Folge ist groß.
        bleibt = [spalte.name for spalte in self.tabelle.c if spalte.name not in {*_VERWALTET, *neu}]
        bisher = self.juengste(zug.verbindung, eintrag, "fassung", *bleibt) or {
            "fassung": 0,
            "archiviert": False,
        }
        kopf = {self.eintrag: eintrag, "fassung": bisher["fassung"] + 1}
        return zug.unterschreibe(self.tabelle, **({**bisher} | kopf | neu))

    def _eines(self, eintrag: int, spalten: Sequence[str]) -> Select[Any]:
        frage = self._frage(spalten).where(self.tabelle.c[self.eintrag] == int(eintrag))
        return frage.order_by(self.tabelle.c.fassung.desc())

    def _frage(self, spalten: Sequence[str]) -> Select[Any]:
        return select(*(self.tabelle.c[name] for name in spalten)) if spalten else select(self.tabelle)
