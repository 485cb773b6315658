"""Warum eine Stimme oder ein Handgriff am Raum nicht gilt: ein Wort für Programme, ein Satz für Menschen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from insek_monitor.register.fehler import RegisterFehler

GERAETE_HOECHSTENS = 1000
"""Geräte je Runde. Auf PostgreSQL können gleichzeitige Stimmen sie um wenige überschreiten: Sie schützt vor
Missbrauch, nicht vor der 1001. Person."""

Grund = Literal[
    "kein_raum",
    "beendet",
    "keine_frage",
    "andere_frage",
    "pausiert",
    "geschlossen",
    "geaendert",
    "ueberholt",
    "voll",
    "ungueltig",
]

_SAETZE: dict[Grund, str] = {
    "kein_raum": "Diesen Raum gibt es nicht (mehr). Bitte prüfen Sie den Code.",
    "beendet": "Der Workshop ist beendet. Es werden keine Stimmen mehr angenommen.",
    "keine_frage": "Gerade ist keine Frage offen. Bitte warten Sie auf die nächste.",
    "andere_frage": "Inzwischen wird etwas anderes gefragt. Bitte beantworten Sie die neue Frage.",
    "pausiert": "Die Abstimmung ist angehalten. Bitte warten Sie, bis sie weitergeht.",
    "geschlossen": "Die Abstimmung ist geschlossen. Ihre Antwort wurde nicht mehr gezählt.",
    "geaendert": "Die Frage wurde eben geändert. Bitte lesen Sie sie noch einmal und antworten Sie dann.",
    "ueberholt": "Diese Antwort kam zu spät an: Gespeichert ist eine neuere von diesem Gerät, und die gilt.",
    "voll": f"Hier haben schon {GERAETE_HOECHSTENS} Geräte geantwortet. Bitte melden Sie sich im Saal.",
    "ungueltig": "Diese Antwort ist nicht möglich. Bitte laden Sie die Seite neu und wählen Sie noch einmal.",
}


class Abgewiesen(RegisterFehler):
    """Die Stimme (oder der Handgriff am Raum) gilt nicht; ``grund`` sagt maschinenlesbar, warum."""

    def __init__(self, grund: Grund, meldung: str = "") -> None:
        super().__init__(meldung or _SAETZE[grund])
        self.grund: Grund = grund


NICHTS_GEAENDERT = "Es wurde nichts geändert. Der Stand ist neu geladen."


class Ueberholt(RegisterFehler):
    """Jemand war schneller; der Handgriff hat nichts geändert."""


@dataclass(frozen=True)
class Gesehen:
    """Der Stand, auf den sich ein Handgriff bezieht.

    Attributes
    ----------
    frage : Kennung der Frage, um die es geht.
    runde : die gezeigte Runde dieser Frage (``rundenzeilen.gezeigte_runde``); ``None``: noch keine.
    aktiv : die Runde, die Telefone und Leinwand zeigten.
    """

    frage: str
    runde: int | None
    aktiv: int | None

    def pruefe(self, runde: int | None, aktiv: int | None) -> None:
        """Vergleiche mit dem, was jetzt gilt.

        Raises
        ------
        Ueberholt
            wenn es etwas anderes ist.
        """
        if self.runde != runde:
            raise Ueberholt(
                f"Inzwischen hat jemand zu dieser Frage eine andere Runde begonnen. {NICHTS_GEAENDERT}"
            )
        if self.aktiv != aktiv:
            was = "die Frage von der Leinwand genommen" if aktiv is None else "eine andere Frage gewählt"
            raise Ueberholt(f"Inzwischen hat jemand {was}. {NICHTS_GEAENDERT}")
