"""Freie Antworten freigeben oder ablehnen, bevor sie auf die Leinwand kommen; ohne pandas."""

from __future__ import annotations

from sqlalchemy import select, update

from insek_monitor.modell.stimmungsbild import Frageart, Freigabe
from insek_monitor.register import schema
from insek_monitor.register.auszaehlung import textschluessel
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.raumzug import greife
from insek_monitor.register.verbindung import Register


def moderiere(
    register: Register, code: str, schluessel: str, runde: int, text: str, freigabe: Freigabe
) -> None:
    """Gib eine freie Antwort frei oder lehne sie ab.

    Parameters
    ----------
    text
        ``Freitext.schluessel``: Er gilt nur für den gelesenen Wortlaut, damit niemand ihn danach austauscht.

    Raises
    ------
    RegisterFehler
        wenn es diesen Text so nicht (mehr) gibt; sonst wie bei ``oeffne``.
    """
    if freigabe is Freigabe.KEINE:
        raise RegisterFehler("Bitte wählen Sie, ob der Text gezeigt oder abgelehnt wird.")
    tabelle = schema.stimme
    with greife(register, code, schluessel) as zug:
        lage = zug.runde(runde)
        if lage.frage.art is not Frageart.FREITEXT:
            raise RegisterFehler(
                f"„{lage.frage.text}“ hat keine freien Antworten. Bitte laden Sie die Seite neu."
            )
        anfrage = select(tabelle.c.geraet, tabelle.c.wert).where(tabelle.c.runde == runde)
        for geraet, wert in zug.verbindung.execute(anfrage).all():
            if textschluessel(geraet, wert) == text:
                ziel = (tabelle.c.runde == runde) & (tabelle.c.geraet == geraet)
                zug.verbindung.execute(update(tabelle).where(ziel).values(freigabe=freigabe.value))
                return
        raise RegisterFehler(
            "Dieser Text wurde inzwischen geändert. Bitte lesen Sie die neue Fassung und entscheiden Sie "
            "dann."
        )
