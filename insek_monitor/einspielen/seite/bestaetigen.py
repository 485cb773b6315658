"""Bestätigen, was jemand vor Augen hat: nie einen Datenstand, der eben erst dazukam."""

from __future__ import annotations

from collections.abc import Collection

from insek_monitor.einspielen.seite.zustand import geltender
from insek_monitor.rahmen import datenstandwahl, zwischenspeicher
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.register import pruefrunden
from insek_monitor.register.fehler import RegisterFehler


def bestaetige(ags: Collection[str], nummer: int) -> int:
    """Bestätigt Gemeinden in der laufenden Prüfrunde; liefert, wie viele hinzukamen.

    Parameters
    ----------
    nummer : Datenstand, der gezeichnet war, als jemand klickte.

    Raises
    ------
    RegisterFehler
        wenn inzwischen ein anderer gilt (dann ist nichts bestätigt) oder das Register ablehnt.
    """
    geltend = geltender()
    if geltend.nummer != nummer:
        raise RegisterFehler(
            f"Inzwischen gilt Datenstand {geltend.nummer} „{datenstandwahl.kurzname(geltend)}“; gezeigt war "
            f"Datenstand {nummer}. Es wurde nichts bestätigt. Bitte sehen Sie die Angaben noch einmal an und "
            "bestätigen Sie dann."
        )
    return pruefrunden.bestaetige(
        zwischenspeicher.register(), zwischenspeicher.bestand(nummer), ags, handelnder()
    )
