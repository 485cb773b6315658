"""Woran eine Liste geprüft wird und was dabei herauskommt."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from insek_monitor.einspielen.befund import Befund, Stufe
from insek_monitor.einspielen.bekanntes import Bestandsverzeichnis
from insek_monitor.einspielen.gemeindenamen import Gemeindenamen
from insek_monitor.einspielen.tabelle import Tabelle
from insek_monitor.kern.meldung import Meldung
from insek_monitor.kern.regeln import Regeln
from insek_monitor.register.laden import Bestand


@dataclass(frozen=True, eq=False)
class Pruefgrundlage:
    """Was vor der Liste schon bekannt ist.

    Attributes
    ----------
    gemeinden, gebietsaenderungen : DataFrame
        Siehe docs/fachregeln.md.
    bestand : Bestand
        Datenstand, mit dem die Liste verglichen wird.
    heute : date
        Was danach liegt, ist Zukunft.
    herkunft : Bestand or None
        Datenstand, mit dem die Liste gefüllt wurde (``herkunft.herkunft_der_liste``).
    """

    gemeinden: pd.DataFrame
    gebietsaenderungen: pd.DataFrame
    bestand: Bestand
    regeln: Regeln
    heute: date
    herkunft: Bestand | None = None

    @cached_property
    def namen(self) -> Gemeindenamen:
        """Verzeichnis der Gemeindenamen, einmal gerechnet."""
        return Gemeindenamen(self.gemeinden, self.gebietsaenderungen)

    @cached_property
    def bekanntes(self) -> Bestandsverzeichnis:
        """Verzeichnis der bekannten Datensätze, einmal gerechnet."""
        return Bestandsverzeichnis(self.bestand)

    @cached_property
    def ursprung(self) -> Bestandsverzeichnis | None:
        """Verzeichnis der Datensätze, mit denen die Liste gefüllt wurde."""
        return None if self.herkunft is None else Bestandsverzeichnis(self.herkunft)

    @property
    def ist_ueberholt(self) -> bool:
        """Ob die Liste mit einem anderen Datenstand gefüllt wurde als dem, mit dem verglichen wird."""
        return self.herkunft is not None and self.herkunft.datenstand.nummer != self.bestand.datenstand.nummer


@dataclass(frozen=True)
class Pruefergebnis:
    """Ergebnis der Prüfung einer Liste.

    Attributes
    ----------
    befunde : tuple of Befund
        In der Reihenfolge der Zeilen; was das ganze Blatt betrifft, zuerst.
    meldungen : tuple of Meldung
        Je gelesene Zeile eine, auch wenn sie einer anderen widerspricht (dann steht sie in
        ``fehlerzeilen``).
    ausgelassen : mapping of int to str
        Zeile und warum sie nichts meldet (leer, Summe, Fußnote, weggelassen …).
    genannt : frozenset of str
        Gemeinden (AGS), die mit einer Zeile dastehen, die nichts meldet: Auch „vollständig“ nimmt ihnen
        nichts Belegtes.
    gemeinde_je_zeile : mapping of int to str
        Zeile → ihre Gemeinde; ist sie nicht sicher, Name oder Schlüssel, wie sie dastehen.
    """

    tabelle: Tabelle
    befunde: tuple[Befund, ...]
    meldungen: tuple[Meldung, ...]
    ausgelassen: Mapping[int, str]
    genannt: frozenset[str] = frozenset()
    gemeinde_je_zeile: Mapping[int, str] = field(default_factory=dict)

    def fehlerzeilen(self) -> frozenset[int]:
        """Zeilen mit mindestens einem Fehler."""
        return frozenset(
            befund.zeile
            for befund in self.befunde
            if befund.stufe is Stufe.FEHLER and befund.zeile is not None
        )

    def offen(self, angenommen: Collection[str]) -> tuple[Befund, ...]:
        """Warnungen, die noch niemand angenommen hat (``angenommen``: ``Befund.kennung``)."""
        return tuple(
            befund
            for befund in self.befunde
            if befund.stufe is Stufe.WARNUNG and befund.kennung not in angenommen
        )

    def uebernehmbar(self, angenommen: Collection[str]) -> tuple[Meldung, ...]:
        """Meldungen ohne Fehler, deren Warnungen angenommen sind.

        Ein Fehler oder eine offene Warnung ohne Zeile betrifft die ganze Liste und hält alles zurück.
        """
        offen = self.offen(angenommen)
        fehler = [befund for befund in self.befunde if befund.stufe is Stufe.FEHLER]
        gesperrt = {befund.zeile for befund in (*fehler, *offen)}
        if None in gesperrt:
            return ()
        return tuple(meldung for meldung in self.meldungen if meldung.zeile not in gesperrt)
