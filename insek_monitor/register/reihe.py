"""Anstehen in der Reihenfolge der Ankunft; ``threading.Lock`` lässt vor, wer gerade läuft."""

from __future__ import annotations

import threading
from collections import deque


class Reihe:
    """Eine Sperre, die nacheinander alle bekommen, die zuerst anstanden zuerst."""

    def __init__(self) -> None:
        self._schutz = threading.Lock()
        self._wartende: deque[threading.Lock] = deque()
        self._frei = True

    def betritt(self, sekunden: float) -> bool:
        """Stell dich an; ``False``, wenn du nach dieser Zeit nicht dran warst."""
        with self._schutz:
            if self._frei:
                self._frei = False
                return True
            platz = threading.Lock()
            platz.acquire()
            self._wartende.append(platz)
        if platz.acquire(timeout=sekunden):
            return True
        with self._schutz:
            if platz in self._wartende:
                self._wartende.remove(platz)
                return False
        # Zwischen Ablauf und Nachsehen wurde die Sperre doch noch übergeben.
        return True

    def verlasse(self) -> None:
        """Gib die Sperre an den Nächsten weiter."""
        with self._schutz:
            if self._wartende:
                self._wartende.popleft().release()
            else:
                self._frei = True
