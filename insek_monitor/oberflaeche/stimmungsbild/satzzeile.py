"""Eine Frage, wie sie in den Feldern steht, und ob sie schon eine ist."""

from __future__ import annotations

from dataclasses import dataclass

from insek_monitor.modell.stimmungsbild import Frage, Frageart, FrageFehler, lies_frage


@dataclass(frozen=True)
class Zeile:
    """Eine Frage, wie sie in den Feldern steht; ``optionen`` je Zeile eine Antwort.

    ``nummer`` ist in der Sitzung eindeutig: Daran hängen die Schlüssel der Felder.
    """

    nummer: int
    kennung: str = ""
    art: Frageart = Frageart.SKALA
    text: str = ""
    links: str = ""
    rechts: str = ""
    optionen: str = ""

    def als_frage(self, kennung: str = "") -> Frage:
        """Die Frage.

        Raises
        ------
        FrageFehler
            wenn noch etwas fehlt.
        """
        return lies_frage(
            {
                "kennung": kennung or self.kennung or "neu",
                "art": self.art.value,
                "text": self.text,
                "links": self.links,
                "rechts": self.rechts,
                "optionen": [zeile for zeile in self.optionen.splitlines() if zeile.strip()],
            }
        )

    @property
    def mangel(self) -> str:
        """Was noch nicht stimmt, als Satz; leer, wenn es eine Frage ist."""
        try:
            self.als_frage()
        except FrageFehler as fehler:
            return str(fehler)
        return ""
