"""Die Datensätze eines Datenstands, während Meldungen in sie eingearbeitet werden."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pandas as pd

from insek_monitor.einspielen.bekanntes import Bekannt, Bestandsverzeichnis
from insek_monitor.kern.datum import tage_spalte
from insek_monitor.register.fassungen import DATUMSSPALTEN, SPALTEN
from insek_monitor.register.laden import Bestand


class Arbeitsstand:
    """Datensätze nach Kennung und Gemeinde, veränderlich.

    Parameters
    ----------
    vergebene
        Kennungen, die schon einmal vergeben waren; eine neue ist nie darunter.
    """

    def __init__(self, bestand: Bestand, vergebene: Collection[str]) -> None:
        self.saetze: dict[str, Bekannt] = {}
        self._je_gemeinde: dict[str, set[str]] = {}
        for satz in Bestandsverzeichnis(bestand).je_kennung.values():
            self.setze(satz)
        self._vergeben = {*vergebene, *self.saetze}
        self._letzte: dict[str, int] = {}

    def zu(self, ags: str) -> list[Bekannt]:
        """Die Datensätze einer Gemeinde, nach Kennung geordnet."""
        return [self.saetze[kennung] for kennung in sorted(self._je_gemeinde.get(ags, ()))]

    def setze(self, satz: Bekannt) -> None:
        """Nimm einen Datensatz auf, statt eines früheren mit derselben Kennung."""
        self.entferne(satz.konzept_id)
        self.saetze[satz.konzept_id] = satz
        for ags in satz.ags:
            self._je_gemeinde.setdefault(ags, set()).add(satz.konzept_id)

    def entferne(self, kennung: str) -> None:
        """Streiche einen Datensatz, wenn es ihn gibt."""
        satz = self.saetze.pop(kennung, None)
        for ags in satz.ags if satz else ():
            self._je_gemeinde[ags].discard(kennung)

    def neue_kennung(self, ags: str) -> str:
        """``G-<ags>-<nn>``, wie sie noch nie vergeben war."""
        while True:
            nummer = self._letzte[ags] = self._letzte.get(ags, 0) + 1
            kennung = f"G-{ags}-{nummer:02d}"
            if kennung not in self._vergeben:
                self._vergeben.add(kennung)
                return kennung

    def frames(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """``konzepte`` und ``zuordnung`` wie aus dem Register geladen."""
        return als_frames(self.saetze.values())


def als_frames(saetze: Iterable[Bekannt]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Datensätze als ``konzepte`` (mit ``*_tag``) und ``zuordnung``, sortiert wie in ``register.laden``."""
    liste = sorted(saetze, key=lambda satz: satz.konzept_id)
    index = pd.Index(pd.array([satz.konzept_id for satz in liste], dtype="str"), name="konzept_id")
    konzepte = pd.DataFrame(
        {
            name: pd.array(
                [_schlicht(getattr(satz, name)) for satz in liste],
                dtype="Int64" if name == "zieljahr" else "str",
            )
            for name in SPALTEN
        },
        index=index,
    )
    for name in DATUMSSPALTEN:
        konzepte[f"{name}_tag"] = tage_spalte(konzepte[name])
    paare = [(satz.konzept_id, ags) for satz in liste for ags in sorted(satz.ags)]
    return konzepte, pd.DataFrame(paare, columns=["konzept_id", "ags"]).astype("str")


def _schlicht(wert: str | int | None) -> str | int | None:
    # Aus einer Aufzählung wird ihr Wert: im Frame stehen einfache Texte.
    return str(wert) if isinstance(wert, str) else wert
