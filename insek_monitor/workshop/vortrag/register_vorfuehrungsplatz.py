"""Wie viel Platz Vorführungen bekommen: mit Rolle und, davon getrennt, Gäste; ohne pandas."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, delete, select

from insek_monitor.kern.vortrag import DATEI_HOECHSTENS
from insek_monitor.register import schema
from insek_monitor.register.fehler import RegisterFehler

GASTFRIST = timedelta(days=1)
"""Was jemand ohne Rolle vorführt, verschwindet am nächsten Tag."""
HOECHSTENS = 500
"""So viele mit Rolle begonnene laufen höchstens zugleich."""
GAESTE_HOECHSTENS = 50
"""So viele von Gästen; sie zählen nie gegen die anderen, damit niemand Vortragenden den Platz nimmt."""
GASTFOLGE_HOECHSTENS = 200_000
"""Bytes einer Folge ohne Rolle; zusammen mit ``GAESTE_HOECHSTENS`` füllen Gäste das Register nicht."""


def pruefe_groesse(laenge: int, gast: bool) -> None:
    """Prüfe die Länge der Folge als JSON.

    Raises
    ------
    RegisterFehler
        wenn sie zu groß ist.
    """
    hoechstens = GASTFOLGE_HOECHSTENS if gast else DATEI_HOECHSTENS
    if laenge > hoechstens:
        raise RegisterFehler(
            f"Die Folge ist mit {laenge // 1000} kB zu groß (höchstens {hoechstens // 1000} kB). "
            + (
                "Bitte melden Sie sich an, kürzen Sie sie oder zeigen Sie sie auf einem eigenen Rechner."
                if gast
                else "Bitte kürzen Sie sie."
            )
        )


def schaffe_platz(verbindung: Connection, gast: bool) -> None:
    """Vor dem Eintragen: Für einen Gast weicht die älteste eines Gastes.

    Raises
    ------
    RegisterFehler
        wenn mit Rolle schon zu viele laufen.
    """
    tabelle = schema.vorfuehrung
    spalten = (tabelle.c.kennung, tabelle.c.code, tabelle.c.angelegt_am, tabelle.c.loeschen_am)
    alle = verbindung.execute(select(*spalten).order_by(tabelle.c.angelegt_am, tabelle.c.kennung)).all()
    # Ohne Raum und nur für einen Tag beginnt nur, wer keine Rolle hat; wer es war, steht nirgends.
    von_gaesten = [
        zeile.kennung
        for zeile in alle
        if zeile.code is None and zeile.loeschen_am - zeile.angelegt_am <= GASTFRIST
    ]
    if gast:
        weichen = von_gaesten[: max(len(von_gaesten) - GAESTE_HOECHSTENS + 1, 0)]
        verbindung.execute(delete(tabelle).where(tabelle.c.kennung.in_(weichen)))
    elif len(alle) - len(von_gaesten) >= HOECHSTENS:
        raise RegisterFehler(
            f"Es laufen schon {HOECHSTENS} Vorführungen. Bitte versuchen Sie es morgen wieder oder laden "
            "Sie die Folge auf einem eigenen Rechner."
        )
