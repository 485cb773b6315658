"""Die Statusregel ein zweites Mal: langsam, einfach, Konzept für Konzept, nach docs/fachregeln.md.

Die Eigenschaftstests vergleichen sie mit der schnellen Fassung auf Feldern. Sie benutzt davon nichts.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from insek_monitor.kern.datum import lies_datum
from tests.hilfen.konzept import Konzept

IMMER = date.min


@dataclass(frozen=True)
class Antwort:
    """Was die Regel über eine Gemeinde sagt."""

    status: str
    konzept_id: str | None
    aktualitaet: str | None
    in_arbeit: bool


def n_jahre_spaeter(tag: date, jahre: int) -> date:
    if (tag.month, tag.day) == (2, 29) and not calendar.isleap(tag.year + jahre):
        return date(tag.year + jahre, 2, 28)
    return date(tag.year + jahre, tag.month, tag.day)


def ereignis_ab(text: str | None, belegt: str | None) -> date | None:
    """Tag, ab dem ein Ereignis zählt; None, wenn es nicht belegt ist."""
    datum = lies_datum(text)
    if datum is None:
        return None
    if datum.tag is not None:
        return datum.tag
    stand = lies_datum(belegt)
    return stand.tag if stand is not None and stand.tag is not None else IMMER


def eingetreten(text: str | None, belegt: str | None, stichtag: date) -> bool:
    ab = ereignis_ab(text, belegt)
    return ab is not None and ab <= stichtag


def antworte(konzepte: Iterable[Konzept], stichtag: date) -> Antwort:
    """Status, maßgebliches Konzept, Aktualität und „in Arbeit“ nach den Schwellen 7, 10 und 5 Jahre."""
    alle = list(konzepte)
    beschlossen = [k for k in alle if eingetreten(k.beschluss, k.belegt, stichtag)]
    aufgehoben = [k for k in alle if eingetreten(k.aufgehoben, k.belegt, stichtag)]
    integriert = [k for k in beschlossen if k.art in ("insek", "ingeko", "seko")]
    gueltig = [k for k in integriert if k not in aufgehoben]
    aehnlich = [k for k in beschlossen if k.art == "aehnlich" and k not in aufgehoben]
    meldungen = [k for k in alle if k.art == "keins" and k not in aufgehoben]
    meldungen = [k for k in meldungen if eingetreten("unbekannt", k.belegt, stichtag)]
    arbeit = any(_in_arbeit(k, alle, stichtag) for k in alle)
    for status, kandidaten in (
        ("vorhanden", gueltig),
        ("teilweise", aehnlich),
        ("kein", meldungen),
        ("kein", [k for k in integriert if k in aufgehoben]),
    ):
        if kandidaten:
            wahl = _neuestes(kandidaten)
            aktualitaet = _aktualitaet(wahl, stichtag) if status == "vorhanden" else None
            return Antwort(status, wahl.konzept_id, aktualitaet, arbeit)
    return Antwort("unbekannt", None, None, arbeit)


def _tag(text: str | None) -> date | None:
    datum = lies_datum(text)
    return datum.tag if datum else None


def _neuestes(kandidaten: list[Konzept]) -> Konzept:
    datierte = [k for k in kandidaten if _tag(k.beschluss)]
    if datierte:
        neuester_tag = max(tag for k in datierte if (tag := _tag(k.beschluss)))
        kandidaten = [k for k in datierte if _tag(k.beschluss) == neuester_tag]
    return min(kandidaten, key=lambda k: k.konzept_id)


def _aktualitaet(konzept: Konzept, stichtag: date) -> str:
    tag = _tag(konzept.beschluss)
    if tag is None:
        return "Alter unbekannt"
    if stichtag < n_jahre_spaeter(tag, 7):
        return "aktuell"
    return "Fortschreibung einleiten" if stichtag < n_jahre_spaeter(tag, 10) else "abgelaufen"


def _in_arbeit(konzept: Konzept, alle: list[Konzept], stichtag: date) -> bool:
    beginn = ereignis_ab(konzept.begonnen, konzept.belegt)
    if konzept.art not in ("insek", "ingeko", "seko") or beginn is None or beginn > stichtag:
        return False
    if eingetreten(konzept.beschluss, konzept.belegt, stichtag):
        return False
    if eingetreten(konzept.aufgehoben, konzept.belegt, stichtag):
        return False
    if beginn != IMMER and stichtag > n_jahre_spaeter(beginn, 5):
        return False
    beendende = [k for k in alle if k.art in ("insek", "ingeko", "seko")]
    return not any((tag := _tag(k.beschluss)) is not None and beginn <= tag <= stichtag for k in beendende)
