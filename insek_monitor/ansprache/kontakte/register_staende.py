"""Wie weit die Ansprache je Gemeinde ist; es gilt der zuletzt eingetragene Stand.

Ein Stand, der mit einem Kontakt kam, zählt nur, solange dieser gilt, und beginnt an dessen Tag, auch wenn
der Tag später berichtigt wurde. Nach einer Eingemeindung zählen auch die Einträge der früheren Gemeinden.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from insek_monitor.ansprache.kontakte.register_lesen import nur_geltende, verlange
from insek_monitor.kern.ansprache import Kontaktstand
from insek_monitor.kern.rollen import Person
from insek_monitor.register import schema
from insek_monitor.register.ansprachetexte import pruefe_schluessel
from insek_monitor.register.kontaktgebiet import heutiges
from insek_monitor.register.leseframe import frame, spalten
from insek_monitor.register.verbindung import Register

TYPEN = {
    "ags": "str",
    "stand": "str",
    "ab": "datetime64[s]",
    "grund": "str",
    "am": "datetime64[us, UTC]",
    "von": "str",
    "gueltig": "bool",
    "ags_damals": "str",
}
_SPALTEN = list(TYPEN)
_AGS, _STAND, _AB, _VON, _GUELTIG = (_SPALTEN.index(n) for n in ("ags", "stand", "ab", "von", "gueltig"))
_GELESEN = _SPALTEN[:_GUELTIG]


def staende(register: Register, person: Person) -> pd.DataFrame:
    """Der geltende Stand je Gemeinde.

    Returns
    -------
    DataFrame
        Index ``ags``, nur Gemeinden mit Eintrag: ``stand``, ``seit`` (wann er in dieser Folge zuerst galt,
        datetime64[s]), ``von`` (wer ihn zuletzt eintrug).

    Raises
    ------
    Verweigert
        wie bei ``kontakte_lesen.verlange``.
    """
    verlange(register, person, "Stände der Ansprache")
    with register.lesen() as verbindung:
        zeilen = [zeile for zeile in _zeilen(verbindung) if zeile[_GUELTIG]]
    geltend: dict[str, tuple[Any, ...]] = {}
    for zeile in zeilen:
        ags, stand, ab, von = (zeile[stelle] for stelle in (_AGS, _STAND, _AB, _VON))
        vorher = geltend.get(ags)
        seit = min(ab, vorher[2]) if vorher is not None and vorher[1] == stand else ab
        geltend[ags] = (ags, stand, seit, von)
    typen = {"ags": "str", "stand": "str", "seit": "datetime64[s]", "von": "str"}
    return frame(spalten(sorted(geltend.values()), list(typen)), typen, "ags")


def standverlauf(
    register: Register, person: Person, ags: str | None = None, *, auch_ungueltige: bool = False
) -> pd.DataFrame:
    """Die Stände in der Reihenfolge ihres Eintrags: ``TYPEN``; ``ags_damals``: Gemeinde beim Eintragen.

    Parameters
    ----------
    ags
        nur diese Gemeinde.
    auch_ungueltige
        auch Stände aus zurückgezogenen Kontakten (``gueltig`` ist dann falsch).

    Raises
    ------
    Verweigert
        wie bei ``kontakte_lesen.verlange``.
    """
    if ags is not None:
        pruefe_schluessel(ags)
    verlange(register, person, "Stände der Ansprache" if ags is None else f"Gemeinde {ags}")
    with register.lesen() as verbindung:
        zeilen = _zeilen(verbindung, ags)
        gewollt = [zeile for zeile in zeilen if auch_ungueltige or zeile[_GUELTIG]]
        return frame(spalten(gewollt, list(TYPEN)), TYPEN)


def geltende_staende(verbindung: Connection, ags: str | None = None) -> dict[str, Kontaktstand]:
    """Der geltende Stand je Gemeinde, in einer laufenden Transaktion."""
    zeilen = _zeilen(verbindung, ags)
    return {zeile[_AGS]: Kontaktstand(zeile[_STAND]) for zeile in zeilen if zeile[_GUELTIG]}


def _zeilen(verbindung: Connection, ags: str | None = None) -> list[tuple[Any, ...]]:
    eintrag, kontakt, folge = schema.ansprachestand, schema.kontakt, heutiges()
    felder = [eintrag.c[name] for name in _GELESEN]
    anfrage = select(*felder, kontakt.c.vorgang).outerjoin(kontakt, kontakt.c.nummer == eintrag.c.kontakt)
    geltend = nur_geltende(select(kontakt.c.vorgang, kontakt.c.datum))
    if ags is not None:
        alle = folge.alle(ags)
        anfrage, geltend = anfrage.where(eintrag.c.ags.in_(alle)), geltend.where(kontakt.c.ags.in_(alle))
    tage = {zeile.vorgang: zeile.datum for zeile in verbindung.execute(geltend)}
    zeilen = []
    for *werte, vorgang in verbindung.execute(anfrage.order_by(eintrag.c.nummer)):
        damals = werte[_AGS]
        werte[_AGS], werte[_AB] = folge.heute(damals), tage.get(vorgang, werte[_AB])
        zeilen.append((*werte, vorgang is None or vorgang in tage, damals))
    return zeilen
