"""Zahlen, Anteile und Daten in deutscher Schreibweise.

Ohne das Modul ``locale``: das wirkt auf den ganzen Prozess und hängt davon ab, was auf dem Rechner
installiert ist. Fehlende Angaben erscheinen immer als „k. A.“, nie als 0. Gerundet wird kaufmännisch
(0,5 wird aufgerundet), weil Leserinnen und Leser so nachrechnen.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from insek_monitor.kern.begriffe import Genauigkeit
from insek_monitor.kern.datum import lies_datum
from insek_monitor.kern.zeit import ORTSZEIT

KA = "k. A."
"""So steht eine fehlende Angabe überall da."""

NBSP = "\u00a0"
"""Geschütztes Leerzeichen: Zahl und Einheit bleiben in einer Zeile."""

MONATE = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)


def fehlt(wert: Any) -> bool:
    """Ob ein einzelner Wert fehlt (None, NaN, pd.NA, NaT)."""
    return wert is None or wert is pd.NA or wert is pd.NaT or bool(wert != wert)


def _gerundet(wert: Any, stellen: int) -> Decimal:
    """Kaufmännisch auf ``stellen`` Nachkommastellen gerundet (am Text der Zahl, nicht binär)."""
    return Decimal(str(wert)).quantize(Decimal(1).scaleb(-stellen), rounding=ROUND_HALF_UP)


def zahl(wert: Any, stellen: int = 0, *, vorzeichen: bool = False) -> str:
    """Zahl mit Tausenderpunkt und Dezimalkomma.

    Parameters
    ----------
    wert : int, float oder fehlend
    stellen : Nachkommastellen.
    vorzeichen : Auch ein Plus zeigen; für Abweichungen. Das Minus ist das typografische „−“.

    Returns
    -------
    str
        ``zahl(4089467) == "4.089.467"``; fehlend → „k. A.“.
    """
    if fehlt(wert):
        return KA
    rund = _gerundet(wert, stellen)
    betrag = f"{abs(rund):,.{stellen}f}".translate(str.maketrans(",.", ".,"))
    if rund < 0:
        return f"−{betrag}"
    return f"+{betrag}" if vorzeichen and rund > 0 else betrag


def kurz(wert: float) -> str:
    """Große Zahl kurz: „1,25 Mio.“, „345 Tsd.“; unter 10.000 wie ``zahl``."""
    if wert >= 1_000_000:
        return f"{zahl(wert / 1_000_000, 2)}{NBSP}Mio."
    return f"{zahl(wert / 1000)}{NBSP}Tsd." if wert >= 10_000 else zahl(wert)


def anteil(wert: Any, stellen: int | None = None) -> str:
    """Anteil (0 bis 1) in Prozent, mit geschütztem Leerzeichen vor dem Zeichen.

    Ohne ``stellen`` ganze Prozent; unter 1 % und über 99 % mit einer Nachkommastelle, damit aus „fast keine“
    nicht „0 %“ und aus „fast alle“ nicht „100 %“ wird. Noch näher an den Enden steht „unter 0,1 %“ und
    „über 99,9 %“.

    Returns
    -------
    str
        ``anteil(0.5) == "50\\u00a0%"``, ``anteil(0.004) == "0,4\\u00a0%"``; fehlend (Nenner 0) → „k. A.“.
    """
    if fehlt(wert):
        return KA
    prozent = Decimal(str(wert)) * 100
    if stellen is not None:
        return f"{zahl(prozent, stellen)}{NBSP}%"
    if 0 < prozent < Decimal("0.05"):
        return f"unter 0,1{NBSP}%"
    if Decimal("99.95") <= prozent < 100:
        return f"über 99,9{NBSP}%"
    am_rand = 0 < prozent < 1 or 99 < prozent < 100
    return f"{zahl(prozent, 1 if am_rand else 0)}{NBSP}%"


def datum(wert: Any) -> str:
    """Tag als „21.11.2026“ (date, datetime oder Timestamp); fehlend → „k. A.“."""
    if fehlt(wert):
        return KA
    wert = _hier(wert)
    return f"{wert.day:02d}.{wert.month:02d}.{wert.year:04d}"


def _hier(wert: Any) -> Any:
    """Ein Zeitpunkt mit Zeitzone in deutscher Zeit: Um 23:30 Uhr UTC ist hier schon der nächste Tag."""
    return wert if getattr(wert, "tzinfo", None) is None else wert.astimezone(ORTSZEIT)


def datum_lang(wert: Any) -> str:
    """Tag als „21. November 2026“, für ganze Sätze; fehlend → „k. A.“."""
    if fehlt(wert):
        return KA
    wert = _hier(wert)
    return f"{wert.day}.{NBSP}{MONATE[wert.month - 1]} {wert.year}"


def zeitpunkt(wann: datetime) -> str:
    """„21.11.2026, 14:05 Uhr“."""
    return f"{datum(wann)}, {_hier(wann):%H:%M} Uhr"


def ungenaues_datum(text: Any) -> str:
    """Ein Datum so genau, wie es bekannt ist.

    Parameters
    ----------
    text : str oder fehlend
        „2019“, „2019-03“, „2019-03-14“ oder „unbekannt“ (siehe docs/fachregeln.md).

    Returns
    -------
    str
        „2019“, „März 2019“, „14.03.2019“, „Datum unbekannt“; fehlend → „k. A.“.

    Raises
    ------
    DatumsFehler
        Wenn der Text keines dieser Muster hat (ein ``ValueError``).
    """
    gelesen = lies_datum(text)
    if gelesen is None:
        return KA
    if gelesen.tag is None:
        return "Datum unbekannt"
    if gelesen.genauigkeit is Genauigkeit.JAHR:
        return str(gelesen.tag.year)
    if gelesen.genauigkeit is Genauigkeit.MONAT:
        return f"{MONATE[gelesen.tag.month - 1]} {gelesen.tag.year}"
    return datum(gelesen.tag)


def anzahl(n: Any, einzahl: str, mehrzahl: str, *, keine: str | None = None) -> str:
    """Zahl mit dem Wort in der richtigen Form.

    ``anzahl(1, "Gemeinde", "Gemeinden") == "1 Gemeinde"``; mit ``keine`` wird die 0 zum Wort.
    """
    if fehlt(n):
        return KA
    if n == 0 and keine is not None:
        return keine
    return f"{zahl(n)} {einzahl if n == 1 else mehrzahl}"


def gemeinden(n: Any) -> str:
    """„keine Gemeinde“, „1 Gemeinde“, „207 Gemeinden“."""
    return anzahl(n, "Gemeinde", "Gemeinden", keine="keine Gemeinde")


def aufzaehlung(teile: Iterable[str], *, hoechstens: int | None = None, leer: str = "") -> str:
    """„A“, „A und B“, „A, B und C“; mit ``hoechstens=2``: „A, B und 3 weitere“."""
    alle = list(teile)
    if not alle:
        return leer
    if hoechstens is not None and len(alle) > hoechstens + 1:
        rest = len(alle) - hoechstens
        alle = [*alle[:hoechstens], f"{zahl(rest)} weitere"]
    return alle[0] if len(alle) == 1 else f"{', '.join(alle[:-1])} und {alle[-1]}"


def jahre(n: Any, *, dativ: bool = False) -> str:
    """„1 Jahr“, „7 Jahre“; im Dativ („seit 7 Jahren“)."""
    return anzahl(n, "Jahr", "Jahren" if dativ else "Jahre")


def monate(n: Any, *, dativ: bool = False) -> str:
    """„1 Monat“, „24 Monate“; im Dativ („in 24 Monaten“)."""
    return anzahl(n, "Monat", "Monaten" if dativ else "Monate")


def dauer(von: date, bis: date, *, dativ: bool = False) -> str:
    """Zeitspanne in Jahren und Monaten, unter einem Monat in Tagen.

    Angefangene Monate zählen nicht mit. ``von`` darf nach ``bis`` liegen; die Spanne ist ohne Vorzeichen.

    Returns
    -------
    str
        „2 Jahre und 7 Monate“, „3 Monate“, „12 Tage“; im Dativ „2 Jahren und 7 Monaten“.
    """
    if von > bis:
        von, bis = bis, von
    volle = (bis.year - von.year) * 12 + bis.month - von.month - (1 if bis.day < von.day else 0)
    if volle == 0:
        return anzahl((bis - von).days, "Tag", "Tagen" if dativ else "Tage")
    ganze_jahre, rest = divmod(volle, 12)
    teile = [jahre(ganze_jahre, dativ=dativ)] if ganze_jahre else []
    if rest:
        teile.append(monate(rest, dativ=dativ))
    return aufzaehlung(teile)


_ZAHLWOERTER = (
    *("null", "eins", "zwei", "drei", "vier", "fünf", "sechs"),
    *("sieben", "acht", "neun", "zehn", "elf", "zwölf"),
)


def zahlwort(n: int) -> str:
    """Zahl bis zwölf als Wort („zehn“), darüber in Ziffern; für ganze Sätze. Die Eins heißt „ein“."""
    if n == 1:
        return "ein"
    return _ZAHLWOERTER[n] if 0 <= n < len(_ZAHLWOERTER) else zahl(n)


def wann(text: Any) -> str:
    """Ungenaues Datum als Teil eines Satzes: „2019“, „im März 2019“, „am 14. März 2019“.

    ``unbekannt`` → „zu einem unbekannten Zeitpunkt“; fehlend → „k. A.“.
    """
    gelesen = None if fehlt(text) else lies_datum(text)
    if gelesen is None:
        return KA
    if gelesen.tag is None:
        return "zu einem unbekannten Zeitpunkt"
    if gelesen.genauigkeit is Genauigkeit.TAG:
        return f"am {datum_lang(gelesen.tag)}"
    return (
        f"im {ungenaues_datum(text)}" if gelesen.genauigkeit is Genauigkeit.MONAT else ungenaues_datum(text)
    )
