"""Ein Raum, wie ihn die Fachstelle sieht: mit Fragen und Frist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from insek_monitor.kern.stimmungsbild import Frage, Gruppenfrage
from insek_monitor.workshop.abstimmung.register_rundenzeilen import fragen_aus, lies_gruppen


@dataclass(frozen=True)
class Raum:
    """Ein Raum.

    Attributes
    ----------
    code : damit nehmen Telefone teil; nach dem Löschen ohne Bedeutung.
    kennung : bleibt in den Ergebnissen.
    """

    code: str
    kennung: str
    titel: str
    ort: str
    datum: date
    gruppenfrage: Gruppenfrage
    gruppen: tuple[str, ...]
    fragen: tuple[Frage, ...]
    beendet: bool
    angelegt_am: datetime
    loeschen_am: datetime
    stand: int
    aktive_runde: int | None


def raum_aus(zeile: Row[Any]) -> Raum:
    """Raum aus einer Zeile von ``schema.raum``."""
    return Raum(
        zeile.code,
        zeile.kennung,
        zeile.titel,
        zeile.ort,
        zeile.datum,
        Gruppenfrage(zeile.gruppenfrage),
        lies_gruppen(zeile.gruppen),
        fragen_aus(zeile.fragen),
        zeile.beendet,
        zeile.angelegt_am,
        zeile.loeschen_am,
        zeile.stand,
        zeile.aktive_runde,
    )
