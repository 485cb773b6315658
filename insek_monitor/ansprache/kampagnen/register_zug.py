"""Bausteine in der Transaktion, die Kampagnen schreibt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, insert, select

from insek_monitor.ansprache.kampagnen.register_lesen import BUCH, Kampagne, fassungen_von
from insek_monitor.ansprache.kampagnen.unterschied import unterschied
from insek_monitor.kern.ansprache import Kampagnenangaben
from insek_monitor.kern.zeit import wann
from insek_monitor.register import rechte, schema
from insek_monitor.register.fehler import Abgelehnt, RegisterFehler
from insek_monitor.register.protokollieren import naechste_nummer


class KampagneUeberholt(Abgelehnt):
    """Inzwischen hat jemand anderes eine Fassung gespeichert.

    Attributes
    ----------
    inzwischen
        die Fassung, die jetzt gilt.
    """

    def __init__(self, meldung: str, inzwischen: Kampagne) -> None:
        super().__init__(meldung)
        self.inzwischen = inzwischen


def ueberholt(alle: Sequence[Kampagne], basis_fassung: int, namen: Mapping[str, str]) -> KampagneUeberholt:
    """Der Fehler, wenn seit ``basis_fassung`` jemand gespeichert hat; ``alle``: die jüngste zuerst."""
    jetzt = alle[0]
    schritte = []
    for neu, alt in reversed(list(pairwise(alle))):
        if neu.fassung > basis_fassung:
            was = unterschied(alt, neu, namen) or "neu gespeichert"
            schritte.append(f"{neu.von} am {wann(neu.am)}: {was}")
    geaendert = ". ".join(schritte) or f"es gilt Fassung {jetzt.fassung}"
    meldung = (
        f"Die Kampagne {jetzt.nummer} wurde inzwischen geändert. {geaendert}. Ihre Änderung ist noch nicht "
        "gespeichert. Bitte sehen Sie sich die jetzige Liste an und speichern Sie dann noch einmal."
    )
    return KampagneUeberholt(meldung, jetzt)


def pruefe_datenstand(verbindung: Connection, nummer: int | None) -> None:
    """Prüfe, dass es den Datenstand gibt; ``None`` ist erlaubt.

    Raises
    ------
    RegisterFehler
        wenn es ihn nicht gibt.
    """
    tabelle = schema.datenstand
    if nummer is None:
        return
    if verbindung.execute(select(tabelle.c.nummer).where(tabelle.c.nummer == nummer)).first() is None:
        raise RegisterFehler(f"Einen Datenstand {nummer} gibt es nicht. Bitte laden Sie die Seite neu.")


def haenge_an(
    zug: rechte.Zug, nummer: int, angaben: Kampagnenangaben, gemeinden: Sequence[str], **weitere: Any
) -> Kampagne:
    """Trage eine Fassung ein: zuerst ihre Gemeinden, dann die Zeile, die sie abschließt."""
    tabelle = schema.kampagne_gemeinde
    eintrag = naechste_nummer(zug.verbindung, schema.kampagne)
    if gemeinden:
        zeilen = [{"eintrag": eintrag, "platz": i, "ags": ags} for i, ags in enumerate(gemeinden, start=1)]
        zug.verbindung.execute(insert(tabelle), zeilen)
    BUCH.haenge_an(zug, nummer, **asdict(angaben), **weitere)
    return fassungen_von(zug.verbindung, nummer)[0]
