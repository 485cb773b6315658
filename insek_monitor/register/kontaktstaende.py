"""Wie weit die Ansprache je Gemeinde ist; es gilt der zuletzt eingetragene Stand.

Ein Stand, der mit einem Kontakt kam, zählt nur, solange dieser gilt, und beginnt an dessen Tag, auch wenn
der Tag später berichtigt wurde.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from insek_monitor.modell.ansprache import Kontaktstand
from insek_monitor.modell.rollen import Person
from insek_monitor.register import schema
from insek_monitor.register.ansprachetexte import pruefe_schluessel
from insek_monitor.register.kontakte_lesen import nur_geltende, verlange
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
}
_AB, _GUELTIG = list(TYPEN).index("ab"), list(TYPEN).index("gueltig")


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
    for ags, stand, ab, _, _, von, _ in zeilen:
        vorher = geltend.get(ags)
        seit = min(ab, vorher[2]) if vorher is not None and vorher[1] == stand else ab
        geltend[ags] = (ags, stand, seit, von)
    typen = {"ags": "str", "stand": "str", "seit": "datetime64[s]", "von": "str"}
    return frame(spalten(sorted(geltend.values()), list(typen)), typen, "ags")


def standverlauf(
    register: Register, person: Person, ags: str | None = None, *, auch_ungueltige: bool = False
) -> pd.DataFrame:
    """Die Stände in der Reihenfolge ihres Eintrags: ``TYPEN``.

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
    return {zeile[0]: Kontaktstand(zeile[1]) for zeile in zeilen if zeile[_GUELTIG]}


def _zeilen(verbindung: Connection, ags: str | None = None) -> list[tuple[Any, ...]]:
    eintrag, kontakt = schema.ansprachestand, schema.kontakt
    spalten = [eintrag.c[name] for name in TYPEN if name != "gueltig"]
    anfrage = select(*spalten, kontakt.c.vorgang).outerjoin(kontakt, kontakt.c.nummer == eintrag.c.kontakt)
    geltend = nur_geltende(select(kontakt.c.vorgang, kontakt.c.datum))
    if ags is not None:
        anfrage, geltend = anfrage.where(eintrag.c.ags == ags), geltend.where(kontakt.c.ags == ags)
    tage = {zeile.vorgang: zeile.datum for zeile in verbindung.execute(geltend)}
    zeilen = []
    for *werte, vorgang in verbindung.execute(anfrage.order_by(eintrag.c.nummer)):
        werte[_AB] = tage.get(vorgang, werte[_AB])
        zeilen.append((*werte, vorgang is None or vorgang in tage))
    return zeilen
