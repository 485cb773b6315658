"""Was vor sich hatte, wer einen Handgriff tut: Hat inzwischen jemand anderes gesteuert, gilt er nicht.

Zwei Fenster steuern denselben Raum. Ohne diese Angabe träfe ein Klick, was gerade da ist, nicht, was die
Person gesehen hat: Er deckte eine fremde Runde auf oder begänne eine dritte.
"""

from __future__ import annotations

from dataclasses import dataclass

from insek_monitor.register.fehler import RegisterFehler

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
