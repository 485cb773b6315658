"""Der Stand eines Raums, kurz im Prozess gemerkt: Zweihundert Telefone fragen alle vier Sekunden danach.

Gilt nur zum Nachsehen. Ob eine Stimme zählt, prüft immer die Datenbank.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from insek_monitor.workshop.abstimmung.register_stimmabgabe import Raumlage

DAUER = 0.5
"""Sekunden, die ein gelesener Stand gilt."""
RAEUME_HOECHSTENS = 200


class Raumblick:
    """Liest Räume; gleichzeitig Fragende teilen sich eine Abfrage.

    Parameters
    ----------
    lies : Liest einen Raum aus der Datenbank; ``None``, wenn es ihn nicht gibt.
    uhr : Sekunden, die nie zurückgehen (``time.monotonic``).
    """

    def __init__(self, lies: Callable[[str], Raumlage | None], uhr: Callable[[], float]) -> None:
        self._lies = lies
        self._uhr = uhr
        self._gelesen: dict[str, tuple[float, Raumlage]] = {}
        self._schloss = threading.Lock()

    def gemerkt(self, code: str) -> Raumlage | None:
        """Der gemerkte Raum, wenn er jung genug ist; fragt nie die Datenbank."""
        eintrag = self._gelesen.get(code)
        return eintrag[1] if eintrag and self._uhr() - eintrag[0] < DAUER else None

    def geteilt(self, code: str) -> Raumlage | None:
        """Der gemerkte oder frisch gelesene Raum; es liest immer nur einer, die anderen warten darauf."""
        with self._schloss:
            return self.gemerkt(code) or self.frisch(code)

    def frisch(self, code: str) -> Raumlage | None:
        """Aus der Datenbank. Räume, die es nicht gibt, werden nicht gemerkt: Wer rät, füllt nichts."""
        beginn = self._uhr()
        lage = self._lies(code)
        if lage is None:
            self._gelesen.pop(code, None)
            return None
        # Eine langsame Abfrage darf eine jüngere nicht verdrängen.
        bisher = self._gelesen.get(code)
        if bisher is None or bisher[0] <= beginn:
            self._gelesen.pop(code, None)
            self._gelesen[code] = (beginn, lage)
        while len(self._gelesen) > RAEUME_HOECHSTENS:
            self._gelesen.pop(next(iter(self._gelesen)), None)
        return lage
