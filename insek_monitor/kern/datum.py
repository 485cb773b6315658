"""Daten mit Genauigkeit, Jahrestage und Monatsrechnung.

Ein Datum bleibt als Text so stehen, wie es bekannt ist. Zum Rechnen zählt ein bloßes Jahr als 1. Juli und ein
Monat als 15. (Mitte des Zeitraums; Festlegung des Monitors, siehe docs/fachregeln.md).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from insek_monitor.kern.begriffe import Genauigkeit

UNBEKANNT = "unbekannt"
MONAT_BEI_JAHR, TAG_BEI_JAHR = 7, 1
TAG_BEI_MONAT = 15

_MUSTER = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class DatumsFehler(ValueError):
    """Ein Text ist kein Datum in einer der erlaubten Schreibweisen."""


@dataclass(frozen=True)
class UngenauesDatum:
    """Datum, wie es bekannt ist.

    Attributes
    ----------
    text : ``2019``, ``2019-03``, ``2019-03-14`` oder ``unbekannt``.
    tag : Tag, mit dem gerechnet wird; ``None`` bei ``unbekannt``.
    """

    text: str
    tag: date | None
    genauigkeit: Genauigkeit


def lies_datum(text: Any) -> UngenauesDatum | None:
    """Liest ein Datum mit Genauigkeit.

    Parameters
    ----------
    text : str, None or NA
        ``2019``, ``2019-03``, ``2019-03-14``, ``unbekannt`` oder leer.

    Returns
    -------
    UngenauesDatum or None
        ``None``, wenn der Text leer ist (das Ereignis ist nicht belegt).

    Raises
    ------
    DatumsFehler
        Bei jeder anderen Schreibweise und bei Tagen, die es nicht gibt.
    """
    if text is None or text is pd.NA or text is pd.NaT or (isinstance(text, float) and np.isnan(text)):
        return None
    text = str(text).strip()
    if not text:
        return None
    if text == UNBEKANNT:
        return UngenauesDatum(text, None, Genauigkeit.UNBEKANNT)
    treffer = _MUSTER.fullmatch(text)
    if treffer is None:
        raise DatumsFehler(
            f"„{text}“ ist kein Datum. Erlaubt sind JJJJ, JJJJ-MM, JJJJ-MM-TT, „{UNBEKANNT}“ oder nichts."
        )
    jahr, monat, tag = treffer.groups()
    try:
        if tag is not None:
            return UngenauesDatum(text, date(int(jahr), int(monat), int(tag)), Genauigkeit.TAG)
        if monat is not None:
            return UngenauesDatum(text, date(int(jahr), int(monat), TAG_BEI_MONAT), Genauigkeit.MONAT)
        return UngenauesDatum(text, date(int(jahr), MONAT_BEI_JAHR, TAG_BEI_JAHR), Genauigkeit.JAHR)
    except ValueError as fehler:
        raise DatumsFehler(f"Das Datum „{text}“ gibt es nicht.") from fehler


def jahrestag(tag: date, jahre: int) -> date:
    """Derselbe Kalendertag ``jahre`` Jahre später; der 29. Februar wird sonst zum 28. (§ 188 Abs. 3 BGB)."""
    return plus_monate(tag, 12 * jahre)


def plus_monate(tag: date, monate: int) -> date:
    """Derselbe Tag ``monate`` Monate später (auch negativ), höchstens der Monatsletzte (§ 188 Abs. 3 BGB)."""
    jahr, monat = divmod(tag.year * 12 + tag.month - 1 + monate, 12)
    letzter = calendar.monthrange(jahr, monat + 1)[1] if tag.day > 28 else 28
    return date(jahr, monat + 1, min(tag.day, letzter))


def vollendete_jahre(tag: date, stichtag: date) -> int:
    """Zahl der Jahrestage von ``tag``, die am Stichtag erreicht sind; der Jahrestag selbst zählt mit.

    Liegt ``tag`` nach dem Stichtag, ist die Zahl negativ.
    """
    jahre = stichtag.year - tag.year
    return jahre - (stichtag < jahrestag(tag, jahre))


def je_tag(tage: np.ndarray, regel: Callable[[date], Any], dtype: str, fehlend: Any) -> np.ndarray:
    """Wendet eine Regel für einen einzelnen Tag auf viele Tage an, je verschiedenem Tag nur einmal.

    Parameters
    ----------
    tage : ndarray of datetime64[D]
        NaT ist erlaubt und ergibt ``fehlend``.
    regel : Bekommt ein ``date``.
    dtype : Typ des Ergebnisses, etwa ``"datetime64[D]"``.
    """
    ergebnis = np.full(len(tage), fehlend, dtype=dtype)
    bekannt = ~np.isnat(tage)
    if bekannt.any():
        verschiedene, stelle = np.unique(tage[bekannt], return_inverse=True)
        ergebnis[bekannt] = np.array([regel(tag) for tag in verschiedene.tolist()], dtype=dtype)[stelle]
    return ergebnis


def tage_spalte(texte: pd.Series) -> pd.Series:
    """Die Tage zu einer Textspalte mit Daten (``beschluss`` → ``beschluss_tag``).

    Returns
    -------
    Series of datetime64[s]
        Gleicher Index; NaT, wo der Text leer oder ``unbekannt`` ist.

    Raises
    ------
    DatumsFehler
        Wenn ein Text kein Datum ist.
    """
    stellen, verschiedene = pd.factorize(texte)
    gelesen = [lies_datum(text) for text in verschiedene]
    tage = np.array([g.tag if g else None for g in gelesen] + [None], dtype="datetime64[s]")
    return pd.Series(tage[stellen], index=texte.index)
