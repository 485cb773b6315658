"""Größenklassen nach Einwohnern: lückenlos, aufsteigend, Obergrenze ausgeschlossen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from insek_monitor.kern.regelfehler import RegelFehler

ANGABEN = ("beschriftung", "untergrenze", "obergrenze")


@dataclass(frozen=True)
class Groessenklasse:
    """Eine Klasse: ``untergrenze ≤ einwohner < obergrenze``; ``obergrenze`` None heißt offen."""

    beschriftung: str
    untergrenze: int
    obergrenze: int | None


@dataclass(frozen=True)
class Groessenklassen:
    """Ein Schema von Größenklassen.

    Attributes
    ----------
    name : ``kompakt`` oder ``fein``.
    klassen : Von der kleinsten zur größten.
    """

    name: str
    klassen: tuple[Groessenklasse, ...]

    @property
    def beschriftungen(self) -> list[str]:
        """Beschriftungen von der kleinsten zur größten Klasse."""
        return [klasse.beschriftung for klasse in self.klassen]

    @classmethod
    def aus_liste(cls, name: str, liste: Any) -> Groessenklassen:
        """Prüft und baut ein Schema aus der Liste in regeln.yaml.

        Raises
        ------
        RegelFehler
            Wenn Angaben fehlen, Beschriftungen doppelt sind oder Klassen Lücken oder Überschneidungen haben.
        """
        if not isinstance(liste, list) or not liste:
            raise RegelFehler(f"Das Schema „{name}“ der Größenklassen ist leer oder keine Liste.")
        klassen = []
        for eintrag in liste:
            if not isinstance(eintrag, Mapping) or not set(ANGABEN) <= set(eintrag):
                raise RegelFehler(f"Jede Größenklasse in „{name}“ braucht {', '.join(ANGABEN)}.")
            beschriftung, untergrenze, obergrenze = (eintrag[angabe] for angabe in ANGABEN)
            klassen.append(Groessenklasse(str(beschriftung), untergrenze, obergrenze))
        schema = cls(name, tuple(klassen))
        schema._pruefe()
        return schema

    def _pruefe(self) -> None:
        beschriftungen = self.beschriftungen
        if len(set(beschriftungen)) < len(beschriftungen):
            raise RegelFehler(f"Zwei Größenklassen in „{self.name}“ heißen gleich.")
        grenzen = [klasse.untergrenze for klasse in self.klassen] + [k.obergrenze for k in self.klassen[:-1]]
        if not all(isinstance(grenze, int) and not isinstance(grenze, bool) for grenze in grenzen):
            raise RegelFehler(f"Die Grenzen in „{self.name}“ müssen ganze Zahlen sein.")
        if self.klassen[0].untergrenze != 0:
            raise RegelFehler(f"Die erste Größenklasse in „{self.name}“ muss bei 0 beginnen.")
        if self.klassen[-1].obergrenze is not None:
            raise RegelFehler(f"Die letzte Größenklasse in „{self.name}“ muss offen sein (obergrenze: null).")
        for kleiner, groesser in pairwise(self.klassen):
            if kleiner.obergrenze != groesser.untergrenze:
                raise RegelFehler(
                    f"„{groesser.beschriftung}“ schließt nicht an „{kleiner.beschriftung}“ an ({self.name})."
                )
            if kleiner.untergrenze >= groesser.untergrenze:
                raise RegelFehler(f"Die Größenklassen in „{self.name}“ müssen aufsteigen.")

    def einordnen(self, einwohner: pd.Series) -> pd.Categorical:
        """Größenklasse je Gemeinde.

        Parameters
        ----------
        einwohner : Series of Int64
            NA bleibt NA; nie 0.

        Returns
        -------
        Categorical
            Geordnet, mit allen Beschriftungen des Schemas.
        """
        fehlt = einwohner.isna().to_numpy()
        zahlen = einwohner.to_numpy(dtype="int64", na_value=-1)
        if (zahlen[~fehlt] < 0).any():
            raise RegelFehler("Eine Einwohnerzahl ist kleiner als 0.")
        grenzen = np.array([klasse.untergrenze for klasse in self.klassen])
        codes = np.searchsorted(grenzen, zahlen, side="right") - 1
        codes[fehlt] = -1
        return pd.Categorical.from_codes(codes, categories=self.beschriftungen, ordered=True)
