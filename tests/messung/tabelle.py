"""Messwerte sammeln und als eine deutsche Tabelle ausgeben."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass, field


@dataclass
class Messgroesse:
    """Eine Zeile der Tabelle.

    ``budget_median`` und ``budget_p95`` haben die Einheit von ``werte``; ``None`` heißt: ohne Budget.
    """

    name: str
    einheit: str
    budget_median: float | None = None
    budget_p95: float | None = None
    stellen: int = 0
    werte: list[float] = field(default_factory=list)
    hinweis: str = ""

    def median(self) -> float:
        """Mittlerer Wert."""
        return statistics.median(self.werte)

    def p95(self) -> float:
        """Kleinster gemessener Wert, unter oder auf dem mindestens 95 % der Werte liegen."""
        geordnet = sorted(self.werte)
        return geordnet[math.ceil(0.95 * len(geordnet)) - 1]

    def eingehalten(self) -> bool | None:
        """Ob beide Budgets eingehalten sind; ``None`` ohne Budget oder ohne Messung."""
        if not self.werte or (self.budget_median is None and self.budget_p95 is None):
            return None
        gut = self.budget_median is None or self.median() <= self.budget_median
        return gut and (self.budget_p95 is None or self.p95() <= self.budget_p95)


def _zahl(wert: float, stellen: int) -> str:
    return f"{wert:,.{stellen}f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def _zeile(m: Messgroesse) -> tuple[str, ...]:
    budgets = []
    if m.budget_median is not None:
        budgets.append(f"≤ {_zahl(m.budget_median, m.stellen)} {m.einheit}")
    if m.budget_p95 is not None:
        budgets.append(f"p95 ≤ {_zahl(m.budget_p95, m.stellen)} {m.einheit}")
    ergebnis = {True: "eingehalten", False: "VERFEHLT", None: "–"}[m.eingehalten()]
    if not m.werte:
        return m.name, "0", "k. A.", "k. A.", ", ".join(budgets) or "–", "nicht gemessen"
    median = f"{_zahl(m.median(), m.stellen)} {m.einheit}"
    p95 = f"{_zahl(m.p95(), m.stellen)} {m.einheit}" if len(m.werte) >= 5 else "–"
    return m.name, str(len(m.werte)), median, p95, ", ".join(budgets) or "–", ergebnis


def als_text(messgroessen: list[Messgroesse]) -> str:
    """Die Tabelle mit den Spalten Messgröße, n, Median, p95, Budget, Ergebnis; Hinweise stehen darunter."""
    kopf = ("Messgröße", "n", "Median", "p95", "Budget", "Ergebnis")
    zeilen = [kopf, *(_zeile(m) for m in messgroessen)]
    breiten = [max(len(zeile[i]) for zeile in zeilen) for i in range(len(kopf))]

    def satz(zeile: tuple[str, ...]) -> str:
        rechts = {1, 2, 3}
        paare = enumerate(zip(zeile, breiten, strict=True))
        return "  ".join(t.rjust(b) if i in rechts else t.ljust(b) for i, (t, b) in paare).rstrip()

    linie = "  ".join("-" * breite for breite in breiten)
    hinweise = [f"{m.name}: {m.hinweis}" for m in messgroessen if m.hinweis]
    if hinweise:
        hinweise.insert(0, "")
    return "\n".join([satz(kopf), linie, *(satz(zeile) for zeile in zeilen[1:]), *hinweise])
