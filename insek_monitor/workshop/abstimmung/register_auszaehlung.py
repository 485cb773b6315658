"""Die Stimmen einer Runde zählen; ohne pandas.

``Zaehlung.je_gruppe`` ist ungeschützt. Gezeigt, ausgegeben oder aufgehoben wird nur ``Zaehlung.gruppen``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from insek_monitor.kern.gruppenschutz import GeschuetzteGruppen, Gruppenzahl, gruppen_der_runde
from insek_monitor.kern.stimmungsbild import Frageart, Freigabe, Herkunft, Rundenstand
from insek_monitor.register import schema
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung.register_rundenzeilen import Rundenlage, runde_in, runden_in

STIMMENDE = 0
"""Unter dieser Nummer steht in ``handzaehlung``, wie viele sich gemeldet haben; die Antworten zählen ab 1."""


@dataclass(frozen=True)
class Freitext:
    """Eine freie Antwort.

    ``schluessel`` ist undurchsichtig und gilt nur für genau diesen Text: Ein geänderter hat einen anderen.
    """

    schluessel: str
    text: str
    freigabe: Freigabe


@dataclass(frozen=True)
class Zaehlung:
    """Ergebnis einer Runde.

    Attributes
    ----------
    anzahl : Stimmende.
    je_antwort : in der Reihenfolge von ``Frage.antworten``; leer bei freiem Text.
    je_gruppe : Name → Zahlen, ungeschützt; ohne die Stimmen ohne Angabe. Leer bei Handzeichen.
    texte : in einer Reihenfolge, die nichts über den Zeitpunkt verrät.
    """

    runde: Rundenlage
    anzahl: int
    je_antwort: tuple[int, ...]
    je_gruppe: Mapping[str, Gruppenzahl]
    texte: tuple[Freitext, ...]

    @property
    def gruppen_stehen_fest(self) -> bool:
        """Ob die Runde geschlossen ist; vorher gibt es von den Gruppen nichts zu sehen."""
        return self.runde.stand is Rundenstand.GESCHLOSSEN

    @property
    def gruppen(self) -> GeschuetzteGruppen:
        """Was von den Gruppen zu sehen sein darf; vor dem Schließen nichts."""
        return gruppen_der_runde(self.gruppen_stehen_fest, self.je_gruppe, self.anzahl)


def zaehle(register: Register, runde: int) -> Zaehlung:
    """Zähle eine Runde.

    Raises
    ------
    RegisterFehler
        wenn es die Runde nicht gibt.
    """
    with register.lesen() as verbindung:
        lage = runde_in(verbindung, runde)
        if lage is None:
            raise keine_runde(runde)
        return zaehle_in(verbindung, lage)


def runden(register: Register, code: str) -> list[Rundenlage]:
    """Alle Runden eines Raums, die älteste zuerst."""
    with register.lesen() as verbindung:
        return runden_in(verbindung, code)


def alle(register: Register, code: str) -> list[Zaehlung]:
    """Alle Runden eines Raums gezählt, die älteste zuerst."""
    with register.lesen() as verbindung:
        return alle_in(verbindung, code)


def alle_in(verbindung: Connection, code: str) -> list[Zaehlung]:
    """Wie ``alle``, in einer laufenden Transaktion."""
    return [zaehle_in(verbindung, lage) for lage in runden_in(verbindung, code)]


def zaehle_in(verbindung: Connection, lage: Rundenlage) -> Zaehlung:
    """Wie ``zaehle``, in einer laufenden Transaktion."""
    if lage.herkunft is Herkunft.HANDZEICHEN:
        return _handzeichen(verbindung, lage)
    tabelle = schema.stimme
    if lage.frage.art is Frageart.FREITEXT:
        anfrage = select(tabelle.c.geraet, tabelle.c.wert, tabelle.c.gruppe, tabelle.c.freigabe)
        # Nach der Kennung des Geräts: sie ist zufällig und bleibt gleich.
        zeilen = verbindung.execute(
            anfrage.where(tabelle.c.runde == lage.nummer).order_by(tabelle.c.geraet)
        ).all()
        texte = tuple(
            Freitext(textschluessel(z.geraet, z.wert), z.wert, Freigabe(z.freigabe)) for z in zeilen
        )
        return _summen(lage, [("", zeile.gruppe, 1) for zeile in zeilen], texte)
    gezaehlt = verbindung.execute(
        select(tabelle.c.wert, tabelle.c.gruppe, func.count())
        .where(tabelle.c.runde == lage.nummer)
        .group_by(tabelle.c.wert, tabelle.c.gruppe)
        .order_by(tabelle.c.gruppe)
    )
    return _summen(lage, [(wert, gruppe, zahl) for wert, gruppe, zahl in gezaehlt], ())


def textschluessel(geraet: str, wert: str) -> str:
    """Schlüssel einer freien Antwort; die Kennung des Geräts lässt sich daraus nicht lesen."""
    return hashlib.sha256(f"{geraet}\n{wert}".encode()).hexdigest()[:32]


def keine_runde(nummer: int) -> RegisterFehler:
    """Fehler für eine unbekannte Runde."""
    return RegisterFehler(
        f"Eine Abstimmungsrunde {nummer} gibt es in diesem Raum nicht (mehr). Bitte laden Sie die Seite neu."
    )


def _summen(
    lage: Rundenlage, zeilen: Iterable[tuple[str, str, int]], texte: tuple[Freitext, ...]
) -> Zaehlung:
    laenge = len(lage.frage.antworten)
    gesamt = [0] * laenge
    anzahl = 0
    stimmende: dict[str, int] = {}
    je_gruppe: dict[str, list[int]] = {}
    for wert, gruppe, zahl in zeilen:
        anzahl += zahl
        stimmende[gruppe] = stimmende.get(gruppe, 0) + zahl
        antworten = je_gruppe.setdefault(gruppe, [0] * laenge)
        for nummer in wert.split(",") if wert else ():
            gesamt[int(nummer) - 1] += zahl
            antworten[int(nummer) - 1] += zahl
    gruppen = {
        name: Gruppenzahl(stimmende[name], tuple(antworten)) for name, antworten in je_gruppe.items() if name
    }
    return Zaehlung(lage, anzahl, tuple(gesamt), gruppen, texte)


def _handzeichen(verbindung: Connection, lage: Rundenlage) -> Zaehlung:
    tabelle = schema.handzaehlung
    anfrage = select(tabelle.c.antwort, tabelle.c.anzahl).where(tabelle.c.runde == lage.nummer)
    gezaehlt = {zeile.antwort: zeile.anzahl for zeile in verbindung.execute(anfrage)}
    je_antwort = tuple(gezaehlt.get(nummer, 0) for nummer in range(1, len(lage.frage.antworten) + 1))
    return Zaehlung(lage, gezaehlt.get(STIMMENDE, 0), je_antwort, {}, ())
