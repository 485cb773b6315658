"""Eigene Fragensätze: ein Name, bis zu vierzig Fragen. Jede Änderung ist eine neue Fassung; frühere bleiben.

Wer ändert, nennt die Fassung, die er vor Augen hatte. Hat inzwischen jemand anderes gespeichert, wird nichts
geschrieben, und ``SatzUeberholt`` sagt, wer und wann.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping

from insek_monitor.kern.fragensaetze import NAME_HOECHSTENS
from insek_monitor.kern.rollen import Person, Rolle
from insek_monitor.kern.stimmungsbild import Frage, FrageFehler, einzeiler, lies_fragen
from insek_monitor.kern.zeit import wann
from insek_monitor.register import rechte, schema
from insek_monitor.register.fassungsbuch import Fassungsbuch, ist_weiter
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.verbindung import Register

HOECHSTENS = 100
"""So viele laufende Sätze passen noch in eine Auswahl."""
_buch = Fassungsbuch(schema.fragensatz, "satz")


@dataclass(frozen=True)
class EigenerSatz:
    """Eine Fassung eines eigenen Fragensatzes.

    Attributes
    ----------
    satz : Nummer des Satzes; bleibt über alle Fassungen.
    von : Wer diese Fassung gespeichert hat; nur intern zeigen.
    """

    satz: int
    fassung: int
    name: str
    fragen: tuple[Frage, ...]
    archiviert: bool
    am: datetime
    von: str


_SPALTEN = tuple(EigenerSatz.__dataclass_fields__)


class SatzUeberholt(RegisterFehler):
    """Inzwischen gilt eine andere Fassung; ``inzwischen`` ist sie."""

    def __init__(self, inzwischen: EigenerSatz) -> None:
        super().__init__(
            f"Den Fragensatz „{inzwischen.name}“ hat {inzwischen.von} am "
            f"{wann(inzwischen.am)} geändert (Fassung "
            f"{inzwischen.fassung}). Ihre Änderung ist noch nicht gespeichert. Bitte sehen Sie sich die neue "
            "Fassung an und entscheiden Sie, welche gelten soll."
        )
        self.inzwischen = inzwischen


def lies(register: Register, *, auch_archivierte: bool = False) -> list[EigenerSatz]:
    """Die geltenden Fassungen, nach Namen geordnet. Ohne Rolle lesbar; ``von`` gehört nur Berechtigten."""
    with register.lesen() as verbindung:
        alle = _geltende(verbindung)
    return [satz for satz in alle if auch_archivierte or not satz.archiviert]


def speichere(
    register: Register,
    person: Person,
    name: str,
    fragen: Sequence[Frage],
    satz: int | None = None,
    fassung: int | None = None,
) -> EigenerSatz:
    """Speichere einen neuen Satz oder eine neue Fassung; ohne Änderung entsteht keine.

    Parameters
    ----------
    satz, fassung
        welcher Satz und welche Fassung zu sehen war; ohne Angabe entsteht ein neuer Satz.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    SatzUeberholt
        wenn inzwischen eine andere Fassung gilt.
    RegisterFehler
        wenn Name oder Fragen unbrauchbar sind, schon ein Satz so heißt oder es den Satz nicht gibt.
    """
    zugriff = rechte.schreibe(
        register,
        person,
        Rolle.BEARBEITEN,
        vorgang="Fragensatz speichern",
        gegenstand="neuer Fragensatz" if satz is None else f"Fragensatz {satz}",
    )
    with zugriff as zug:
        sauber, geprueft = _geprueft(name, fragen)
        alle = _geltende(zug.verbindung)
        jetzt = None if satz is None else _finde(alle, satz)
        if jetzt is not None:
            gleich = not jetzt.archiviert and (jetzt.name, jetzt.fragen) == (sauber, geprueft)
            if not ist_weiter(zug, jetzt, fassung, gleich=gleich, ueberholt=SatzUeberholt):
                return jetzt
        _pruefe_name(sauber, satz, alle)
        neu = _buch.naechster(zug.verbindung) if satz is None else satz
        zug.einzelheiten = f"Fragensatz {neu} „{sauber}“, Fragen: {len(geprueft)}"
        text = json.dumps([frage.als_dict() for frage in geprueft], ensure_ascii=False)
        _buch.haenge_an(zug, neu, name=sauber, fragen=text, archiviert=False)
        return _eben_gespeichert(zug.verbindung, neu)


def archiviere(
    register: Register, person: Person, satz: int, fassung: int, *, archiviert: bool = True
) -> EigenerSatz:
    """Lege einen Satz ins Archiv oder hole ihn zurück; seine Fassungen und alle Ergebnisse bleiben.

    Raises
    ------
    Verweigert, SatzUeberholt, RegisterFehler
        wie bei ``speichere``.
    """
    vorgang = "Fragensatz archivieren" if archiviert else "Fragensatz zurückholen"
    zugriff = rechte.schreibe(
        register, person, Rolle.BEARBEITEN, vorgang=vorgang, gegenstand=f"Fragensatz {satz}"
    )
    with zugriff as zug:
        alle = _geltende(zug.verbindung)
        jetzt = _finde(alle, satz)
        gleich = jetzt.archiviert == archiviert
        if not ist_weiter(zug, jetzt, fassung, gleich=gleich, ueberholt=SatzUeberholt):
            return jetzt
        if not archiviert:
            _pruefe_name(jetzt.name, satz, alle)
        _buch.haenge_an(zug, satz, archiviert=archiviert)
        return _eben_gespeichert(zug.verbindung, satz)


def _geltende(verbindung: Connection) -> list[EigenerSatz]:
    saetze = [_als_satz(zeile) for zeile in _buch.geltende(verbindung, *_SPALTEN)]
    return sorted(saetze, key=lambda satz: (satz.name.casefold(), satz.satz))


def _eben_gespeichert(verbindung: Connection, satz: int) -> EigenerSatz:
    return _als_satz(_buch.fassungen(verbindung, satz, *_SPALTEN)[0])


def _als_satz(zeile: RowMapping) -> EigenerSatz:
    return EigenerSatz(**{**zeile, "fragen": lies_fragen(json.loads(zeile["fragen"]))})


def _finde(alle: Sequence[EigenerSatz], nummer: int) -> EigenerSatz:
    gefunden = next((eintrag for eintrag in alle if eintrag.satz == nummer), None)
    if gefunden is None:
        raise RegisterFehler(
            f"Einen Fragensatz {nummer} gibt es nicht. Bitte wählen Sie einen aus der Liste."
        )
    return gefunden


def _geprueft(name: str, fragen: Sequence[Frage]) -> tuple[str, tuple[Frage, ...]]:
    try:
        return einzeiler(name, "Name des Fragensatzes", NAME_HOECHSTENS), lies_fragen(
            [frage.als_dict() for frage in fragen]
        )
    except FrageFehler as fehler:
        raise RegisterFehler(str(fehler)) from fehler


def _pruefe_name(name: str, satz: int | None, alle: Sequence[EigenerSatz]) -> None:
    andere = [eintrag for eintrag in alle if not eintrag.archiviert and eintrag.satz != satz]
    if any(eintrag.name.casefold() == name.casefold() for eintrag in andere):
        raise RegisterFehler(
            f"Einen Fragensatz „{name}“ gibt es schon. Bitte geben Sie diesem einen anderen Namen."
        )
    if len(andere) >= HOECHSTENS:
        raise RegisterFehler(
            f"Es sind schon {HOECHSTENS} Fragensätze gespeichert. Bitte legen Sie zuerst einen ins Archiv."
        )
