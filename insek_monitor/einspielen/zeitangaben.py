"""Ein Datum des Registers im Satz, in der Liste und als Zeitraum."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from insek_monitor.kern.datum import DatumsFehler, lies_datum


def kurz(wert: str) -> str:
    """Ein Datum des Registers, wie man es schreibt: 14.03.2019, 03/2019, 2019, unbekannt."""
    teile = wert.split("-")
    if len(teile) == 3:
        return f"{teile[2]}.{teile[1]}.{teile[0]}"
    return f"{teile[1]}/{teile[0]}" if len(teile) == 2 else wert


@lru_cache(maxsize=20_000)
def zeitraum(wert: str | None) -> tuple[date, date] | None:
    """Frühester und spätester Tag, den ein Datum des Registers meinen kann; None ohne Zeitpunkt."""
    try:
        gelesen = lies_datum(wert)
    except DatumsFehler:
        return None
    if gelesen is None or gelesen.tag is None:
        return None
    teile = gelesen.text.split("-")
    if len(teile) == 3:
        return gelesen.tag, gelesen.tag
    jahr = gelesen.tag.year
    if len(teile) == 1:
        return date(jahr, 1, 1), date(jahr, 12, 31)
    erster = gelesen.tag.replace(day=1)
    return erster, (erster + timedelta(days=31)).replace(day=1) - timedelta(days=1)
