"""Ortszeit: Tage und Uhrzeiten stehen überall in deutscher Zeit, wo immer der Server steht."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

ORTSZEIT = ZoneInfo("Europe/Berlin")
STICHTAGE = (date(1990, 1, 1), date(2040, 12, 31))
"""Frühester und spätester Stichtag; davor und danach gilt auch „heute“ nicht."""


def wann(zeitpunkt: datetime) -> str:
    """„21.11.2026 um 10:03 Uhr“."""
    return f"{zeitpunkt.astimezone(ORTSZEIT):%d.%m.%Y um %H:%M} Uhr"
