"""Tagestouren für Besuche vor Ort: Reihenfolge und Aufteilung einer Liste, ab Leipzig und zurück.

Gerechnet wird mit der Luftlinie; die Optimierung ist VROOM (pyvroom). Warum so:
docs/entscheidungen/0007-gruppen-und-touren.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pandas as pd

from insek_monitor.ansprache.prioritaet.filter import km

START = "Leipzig"
LEIPZIG = (12.377931, 51.338288)
"""Länge und Breite wie in ``daten/gemeinden.csv``: Leipzig selbst als Ziel hat so die Entfernung null."""
HOECHSTENS_ORTE = 420
"""Alle Gemeinden Sachsens; mehr wäre ein Versehen."""
HINWEIS = f"Entfernungen sind Luftlinien ab {START} und zurück; auf der Straße ist es weiter."
HOECHSTENS_JE_TOUR = 20
"""Mehr Besuche passen in keinen Tag; lange Rundreisen kosten außerdem Minuten."""
_GRUENDLICH_BIS = 60
_ZEITGRENZE = timedelta(seconds=10)
"""Nur zur Sicherheit; greift sie, ist die Tour zulässig, aber das Ergebnis hängt vom Rechner ab."""


class TourFehler(ValueError):
    """Aus diesen Orten lässt sich keine Tour planen; der Text ist ein Satz für Menschen."""


@dataclass(frozen=True)
class Tour:
    """Ein Tag: von Leipzig über die Orte zurück nach Leipzig.

    Attributes
    ----------
    orte : AGS in der Reihenfolge der Besuche.
    km : Summe der Teilstrecken.
    teilstrecken_km : Eine mehr als Orte: hin, dazwischen, zurück; Luftlinie.
    """

    nummer: int
    orte: tuple[str, ...]
    km: float
    teilstrecken_km: tuple[float, ...]


@dataclass(frozen=True)
class Tourenplan:
    """Alle Touren, die nächstgelegene zuerst; ``km`` ist ihre Summe."""

    touren: tuple[Tour, ...]
    km: float
    start: str = START

    @property
    def hinweis(self) -> str:
        """Satz zur Luftlinie; gehört neben jede Entfernung."""
        return HINWEIS


def plane(orte: pd.DataFrame, *, hoechstens: int = 4) -> Tourenplan:
    """Teilt Orte so in Tagestouren, dass die Wege zusammen kurz sind.

    Parameters
    ----------
    orte : Zeilen von ``lage`` (Index ``ags``; ``laenge``, ``breite``); eine doppelte Zeile zählt einmal.
    hoechstens : Höchstens so viele Orte je Tour, 1 bis 20. Es werden so wenige Touren wie möglich.

    Raises
    ------
    TourFehler
        Ohne Ort, mit mehr als 420 Orten, bei einer unmöglichen Zahl je Tour oder fehlenden Koordinaten.
    """
    orte = orte[~orte.index.duplicated()]
    _pruefe(orte, hoechstens)
    # Nach AGS geordnet hängt das Ergebnis nicht von der Reihenfolge der Liste ab.
    orte = orte.sort_index()
    laenge = np.r_[LEIPZIG[0], orte["laenge"].to_numpy(dtype="float64")]
    breite = np.r_[LEIPZIG[1], orte["breite"].to_numpy(dtype="float64")]
    strecken = np.array([km(laenge, breite, ort) for ort in zip(laenge, breite, strict=True)])
    routen = sorted(
        (_nahe_zuerst(route, strecken) for route in _loese(strecken, hoechstens)), key=_folge(strecken)
    )
    ags = [str(schluessel) for schluessel in orte.index]
    touren = []
    for nummer, route in enumerate(routen, start=1):
        weg = [0, *route, 0]
        teile = tuple(round(float(strecken[a, b]), 3) for a, b in pairwise(weg))
        touren.append(Tour(nummer, tuple(ags[ort - 1] for ort in route), round(sum(teile), 3), teile))
    return Tourenplan(tuple(touren), round(sum(tour.km for tour in touren), 3))


def _pruefe(orte: pd.DataFrame, hoechstens: int) -> None:
    if orte.empty:
        raise TourFehler("Die Liste ist leer. Bitte wählen Sie mindestens eine Gemeinde für die Tour.")
    if len(orte) > HOECHSTENS_ORTE:
        raise TourFehler(
            f"Die Liste hat {len(orte)} Orte, planbar sind höchstens {HOECHSTENS_ORTE}. Bitte kürzen Sie sie."
        )
    if not 1 <= hoechstens <= HOECHSTENS_JE_TOUR:
        raise TourFehler(
            f"Eine Tagestour hat 1 bis {HOECHSTENS_JE_TOUR} Orte, gewünscht sind höchstens {hoechstens}. "
            "Bitte wählen Sie eine Zahl dazwischen."
        )
    fehlend = orte[orte[["laenge", "breite"]].isna().any(axis=1).to_numpy()]
    if len(fehlend):
        namen = ", ".join(str(name) for name in fehlend.get("name", pd.Series(fehlend.index))[:3])
        raise TourFehler(
            f"Ohne Koordinaten lässt sich keine Tour planen: {namen}"
            f"{' und weitere' if len(fehlend) > 3 else ''}. Bitte nehmen Sie diese Orte aus der Liste."
        )


def _loese(strecken: np.ndarray, hoechstens: int) -> list[list[int]]:
    """Routen als Nummern der Orte ab 1; null ist Leipzig."""
    import vroom  # type: ignore[import-untyped]  # erst hier: nur der Tourenplaner braucht es

    anzahl = len(strecken) - 1
    aufgabe = vroom.Input()
    aufgabe.set_durations_matrix(profile="car", matrix_input=np.rint(strecken * 1000).astype("uint32"))
    for nummer in range(math.ceil(anzahl / hoechstens)):
        aufgabe.add_vehicle(vroom.Vehicle(nummer + 1, start=0, end=0, max_tasks=hoechstens))
    for ort in range(1, anzahl + 1):
        aufgabe.add_job(vroom.Job(ort, location=ort))
    # Die gründlichste Suche dauert bei vielen Orten Sekunden und spart dort kaum einen Kilometer im Hundert.
    stufe = 5 if anzahl <= _GRUENDLICH_BIS else 0
    schritte = aufgabe.solve(exploration_level=stufe, nb_threads=2, timeout=_ZEITGRENZE).routes
    besuche = schritte[schritte["type"] == "job"]
    routen = [[int(ort) for ort in gruppe["id"]] for _, gruppe in besuche.groupby("vehicle_id")]
    if sorted(ort for route in routen for ort in route) != list(range(1, anzahl + 1)):
        raise TourFehler("Für diese Liste ließ sich keine Tour finden. Bitte ändern Sie die Orte je Tour.")
    return routen


def _nahe_zuerst(route: list[int], strecken: np.ndarray) -> list[int]:
    """Hin und zurück sind gleich weit; los geht es mit dem näheren Ende."""
    return min(route, route[::-1], key=lambda weg: (strecken[0, weg[0]], weg))


def _folge(strecken: np.ndarray) -> Callable[[list[int]], tuple[float, list[int]]]:
    """Touren nach der Entfernung ihres ersten Ortes."""
    return lambda route: (strecken[0, route[0]], route)
