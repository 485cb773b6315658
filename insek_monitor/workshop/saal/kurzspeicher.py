"""Kurzes Gedächtnis für Antworten, nach denen viele Fenster jede Sekunde fragen."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

W = TypeVar("W")


class Kurzspeicher(Generic[W]):
    """Behält Werte für kurze Zeit; gleichzeitig Fragende rechnen nicht doppelt.

    Parameters
    ----------
    dauer_s : So lange gilt ein Wert.
    hoechstens : So viele Werte, der älteste weicht.
    uhr : Sekunden, die nur steigen.
    """

    def __init__(self, dauer_s: float, hoechstens: int, uhr: Callable[[], float] = time.monotonic) -> None:
        self._dauer, self._hoechstens, self._uhr = dauer_s, hoechstens, uhr
        self._werte: OrderedDict[Hashable, tuple[float, W]] = OrderedDict()
        self._schloss, self._rechnet = Lock(), Lock()
        self._fassung = 0

    def hole(self, schluessel: Hashable, rechne: Callable[[], W]) -> W:
        """Der gemerkte Wert, sonst ein frisch gerechneter."""
        with self._schloss:
            if (treffer := self._frisch(schluessel)) is not None:
                return treffer[1]
        with self._rechnet:
            with self._schloss:
                if (treffer := self._frisch(schluessel)) is not None:
                    return treffer[1]
                fassung = self._fassung
            wert = rechne()
            with self._schloss:
                # Wurde inzwischen etwas geändert, ist der Wert schon alt und wird nicht behalten.
                if fassung == self._fassung:
                    self._werte[schluessel] = (self._uhr(), wert)
                    self._werte.move_to_end(schluessel)
                    while len(self._werte) > self._hoechstens:
                        self._werte.popitem(last=False)
            return wert

    def leere(self) -> None:
        """Vergiss alles, etwa nach einer Änderung."""
        with self._schloss:
            self._fassung += 1
            self._werte.clear()

    def _frisch(self, schluessel: Hashable) -> tuple[float, W] | None:
        eintrag = self._werte.get(schluessel)
        return eintrag if eintrag is not None and self._uhr() - eintrag[0] < self._dauer else None
