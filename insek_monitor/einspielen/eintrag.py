"""Eine gelesene Zeile mit ihrer Meldung, für die Vergleiche zwischen Zeilen und mit dem Datenstand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from insek_monitor.einspielen.zeile import Zeile
from insek_monitor.kern.begriffe import Konzeptart
from insek_monitor.kern.meldung import Meldung

#: Angaben, die zwei Zeilen über dasselbe Konzept gemeinsam haben müssen.
SACHANGABEN = (
    "art", "titel", "beschluss", "begonnen", "aufgehoben", "belegt", "zieljahr", "zielhorizont", "quelle",
    "quelle_url", "sicherheit", "notiz",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Eintrag:
    """Zeile und Meldung.

    Attributes
    ----------
    unveraendert : bool
        Die Zeile trägt die Kennung eines Datensatzes und sagt genau, was er schon sagt.
    """

    zeile: Zeile
    meldung: Meldung
    unveraendert: bool

    @property
    def ags(self) -> str:
        """Die Gemeinde der Zeile."""
        return self.meldung.ags[0]

    @property
    def mitglieder(self) -> frozenset[str]:
        """Alle Gemeinden."""
        return frozenset(self.meldung.ags)

    def inhalt(self) -> tuple[object, ...]:
        """Alles, was die Meldung sagt, ohne Ort in der Datei."""
        werte = tuple(getattr(self.meldung, name) for name in SACHANGABEN)
        return (self.meldung.konzept_id, self.mitglieder, self.meldung.vorhanden, *werte)

    def steckt_in(self, anderer: Eintrag) -> bool:
        """Ob der andere alles sagt, was hier steht (und vielleicht mehr)."""
        return (
            self.meldung.vorhanden is anderer.meldung.vorhanden
            and self.mitglieder <= anderer.mitglieder
            and self.meldung.konzept_id in (None, anderer.meldung.konzept_id)
            and all(
                wert is None or wert == getattr(anderer.meldung, name)
                for name in SACHANGABEN
                if (wert := getattr(self.meldung, name)) is not Konzeptart.KEINS
            )
        )

    def abweichungen(self, anderer: Eintrag) -> list[str]:
        """Felder, die beide nennen, aber verschieden."""
        return [
            name
            for name in ("vorhanden", *SACHANGABEN)
            if (wert := getattr(self.meldung, name)) is not None
            and (fremd := getattr(anderer.meldung, name)) is not None
            and wert != fremd
        ]


def gruppen(eintraege: Iterable[Eintrag], schluessel: Callable[[Eintrag], str]) -> dict[str, list[Eintrag]]:
    """Einträge nach einem Schlüssel, in ihrer Reihenfolge."""
    gefunden: dict[str, list[Eintrag]] = {}
    for eintrag in eintraege:
        gefunden.setdefault(schluessel(eintrag), []).append(eintrag)
    return gefunden
