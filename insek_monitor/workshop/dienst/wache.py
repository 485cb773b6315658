"""Während des Workshops: Dienste neu starten, wenn sie sterben, und sagen, wenn sich das Netz ändert."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from insek_monitor.workshop.dienst import netz
from insek_monitor.workshop.dienst import prozesse as workshopprozesse
from insek_monitor.workshop.dienst import text as workshoptext
from insek_monitor.workshop.dienst.prozesse import Halt, Kind

NETZ_PRUEFEN_S = 30.0
NEUSTARTS, IN_S = 5, 600.0
"""So oft wird ein Dienst in dieser Zeit neu gestartet; wer öfter stirbt, dem hilft es nicht."""
PAUSE_S = 1.0
"""Vor jedem weiteren Neustart so viel länger: Ein Port oder eine Datei wird manchmal erst gleich frei."""


@dataclass
class Neustarts:
    """Zählt je Dienst, wann er neu gestartet wurde."""

    uhr: Callable[[], float] = time.monotonic
    _zeiten: dict[str, list[float]] = field(default_factory=dict)

    def naechster(self, name: str) -> int:
        """Der wievielte in der Zeitspanne jetzt wäre; 0, wenn es keinen mehr gibt."""
        jetzt = self.uhr()
        juengst = [zeit for zeit in self._zeiten.get(name, []) if jetzt - zeit < IN_S]
        if len(juengst) >= NEUSTARTS:
            return 0
        self._zeiten[name] = [*juengst, jetzt]
        return len(juengst) + 1


def wache(kinder: Sequence[Kind], halt: Halt, adresse: str, quellen: netz.Quellen) -> Kind | None:
    """Bis Halt verlangt ist (None) oder ein Dienst zu oft gestorben ist (dieser).

    Meldet einmal, wenn der Rechner das Netz wechselt.
    """
    naechste, neustarts = time.monotonic() + NETZ_PRUEFEN_S, Neustarts()
    while not halt.verlangt:
        time.sleep(workshopprozesse.TAKT_S)
        if (kind := workshopprozesse.erstes_beendete(kinder)) is not None:
            # Strg+C erreicht auch die Kinder; dann sind sie manchmal früher fertig.
            time.sleep(2 * workshopprozesse.TAKT_S)
            if not halt.verlangt and not _starte_neu(kind, neustarts, halt):
                return kind
        if adresse and time.monotonic() > naechste:
            naechste = time.monotonic() + NETZ_PRUEFEN_S
            jetzt = [anschluss.adresse for anschluss in netz.finde(quellen)]
            if adresse not in jetzt:
                print("\n" + workshoptext.andere_adresse(adresse, jetzt), flush=True)
                adresse = ""
    return None


def _starte_neu(kind: Kind, neustarts: Neustarts, halt: Halt) -> bool:
    """Startet den Dienst neu; falsch, wenn er zu oft gestorben ist."""
    nummer = neustarts.naechster(kind.name)
    if not nummer:
        return False
    satz = workshoptext.neustart(kind.name, kind.prozess.returncode, nummer, NEUSTARTS)
    print("\n" + satz, flush=True)
    ende = time.monotonic() + PAUSE_S * (nummer - 1)
    while not halt.verlangt and time.monotonic() < ende:
        time.sleep(workshopprozesse.TAKT_S)
    if not halt.verlangt:
        kind.starte_neu()
    return True
