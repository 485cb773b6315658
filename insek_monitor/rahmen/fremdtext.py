"""Sätze und Texte der Datenpflege: fremder Text für Markdown, Zeitpunkte, was ein Datenstand ist."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.konzepttext import sicher
from insek_monitor.rahmen import datenstandwahl
from insek_monitor.register.datenstaende import Datenstand

LAENGSTENS = 200


def fremd(text: Any, laenge: int = LAENGSTENS) -> str:
    """Fremder Text in einer Zeile, gekürzt und so maskiert, dass Markdown nichts daraus macht."""
    eine_zeile = " ".join(str(text).split())
    return sicher(eine_zeile if len(eine_zeile) <= laenge else f"{eine_zeile[:laenge]}…")


def zeitpunkt(wann: datetime) -> str:
    """„21.11.2026, 14:05 Uhr“ in deutscher Ortszeit."""
    return zahlen.zeitpunkt(wann)


def kurz(datenstand: Datenstand) -> str:
    """„Datenstand 3 „Meldungen Herbst““ (Titel maskiert)."""
    return f"Datenstand {datenstand.nummer} „{sicher(datenstandwahl.kurzname(datenstand))}“"


def entstehung(datenstand: Datenstand, *, intern: bool) -> str:
    """Wann, für Leute mit Rolle auch von wem und warum, in einer Zeile."""
    if not intern:
        return zeitpunkt(datenstand.angelegt_am)
    return (
        f"{zeitpunkt(datenstand.angelegt_am)} · {fremd(datenstand.von, 80)} · Anlass: "
        f"{fremd(datenstand.anlass)}"
    )


def ist_mitgeliefert(datenstand: Datenstand) -> bool:
    """Ob ihn das Programm angelegt hat."""
    return datenstand.kuerzel is not None
