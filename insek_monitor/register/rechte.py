"""Rollen: wer was darf, geprüft in derselben Transaktion, die schreibt; jeder Versuch steht im Protokoll."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Table, func, select

from insek_monitor.kern.rollen import Person, Rolle, Zugang
from insek_monitor.register import schema
from insek_monitor.register.fehler import Abgelehnt, RegisterFehler
from insek_monitor.register.protokollieren import (
    haenge_an,
    ist_adresse,
    normiere_kennung,
    protokolliere,
    urheber,
)
from insek_monitor.register.verbindung import Register

OHNE_ROLLE = "keine"
"""Eintrag, der jemandem die Rolle nimmt; auch die, die der Anmeldedienst nennt."""
KENNUNG_HOECHSTENS = 200
GENAU = "genau:"
"""Vorsatz gespeicherter Kennungen, die Zeichen für Zeichen gelten (``sub``). Ohne ihn stehen E-Mail-Adressen
da und, was frühere Fassungen für ein ``sub`` eintrugen: in Kleinschreibung, weil sie es so verglichen."""

_logger = logging.getLogger(__name__)


class Verweigert(Abgelehnt):
    """Der Person fehlt die nötige Rolle."""


@dataclass
class Zug:
    """Ein Schreibvorgang: alles darin gilt gemeinsam oder gar nicht.

    Attributes
    ----------
    verbindung
        schreibende Transaktion.
    person
        wer schreibt.
    datenstand_nummer, einzelheiten
        stehen am Ende im Protokoll; der Block darf sie setzen.
    """

    verbindung: Connection
    person: Person
    datenstand_nummer: int | None = None
    einzelheiten: str | None = None

    def trage_ein(self, tabelle: Table, **werte: Any) -> int:
        """Trage eine Zeile mit der nächsten ``nummer`` ein und gib diese zurück."""
        return haenge_an(self.verbindung, tabelle, werte)

    def unterschreibe(self, tabelle: Table, **werte: Any) -> int:
        """Wie ``trage_ein``, dazu in ``von`` und ``kennung``, wer schreibt."""
        return self.trage_ein(tabelle, **(werte | self.wer))

    @property
    def wer(self) -> dict[str, str]:
        """``von`` und ``kennung`` der Person."""
        return {"von": urheber(self.person), "kennung": normiere_kennung(self.person.kennung)}


def rolle(register: Register, person: Person) -> Rolle | None:
    """Welche Rolle die Person jetzt hat; ``None``: keine."""
    if person.zugang is not Zugang.ANMELDUNG:
        return _rolle_ohne_anmeldung(person)
    with register.lesen() as verbindung:
        return rolle_in(verbindung, person)


def rolle_in(verbindung: Connection, person: Person) -> Rolle | None:
    """Wie ``rolle``, in einer laufenden Transaktion."""
    if person.zugang is not Zugang.ANMELDUNG:
        return _rolle_ohne_anmeldung(person)
    kennung = normiere_kennung(person.kennung)
    if not kennung:
        return None
    eintrag = _eintrag_in(verbindung, _eintraege(kennung))
    if eintrag is None:
        return person.rolle_aus_angabe
    return None if eintrag == OHNE_ROLLE else Rolle(eintrag)


@contextmanager
def schreibe(
    register: Register,
    person: Person,
    noetig: Rolle,
    *,
    vorgang: str,
    gegenstand: str,
    einzelheiten: str | None = None,
) -> Iterator[Zug]:
    """Schreibe nur mit Rolle: prüfen, schreiben und protokollieren in einer Transaktion.

    Eine Ausnahme im Block macht alles rückgängig. Ist sie ein ``Abgelehnt``, steht der Versuch danach im
    Protokoll. Im Block darf kein zweites Mal geschrieben werden; benutzt wird ``Zug.verbindung``.

    Parameters
    ----------
    vorgang, gegenstand
        was mit was geschieht, für das Protokoll, etwa „Datenstand einspielen“ und der Dateiname.

    Raises
    ------
    Verweigert
        wenn die Rolle fehlt oder eben entzogen wurde.
    RegisterFehler
        wenn die Datenbank nicht schreibt.
    """
    angaben = {"vorgang": vorgang, "gegenstand": gegenstand}
    try:
        with register.schreiben() as verbindung:
            _pruefe(rolle_in(verbindung, person), person, noetig, vorgang)
            zug = Zug(verbindung, person, einzelheiten=einzelheiten)
            yield zug
            protokolliere(
                verbindung,
                person,
                **angaben,
                ergebnis="ausgefuehrt",
                datenstand_nummer=zug.datenstand_nummer,
                einzelheiten=zug.einzelheiten,
            )
    except Abgelehnt as fehler:
        _protokolliere_ablehnung(register, person, fehler, angaben)
        raise


def verlange(register: Register, person: Person, noetig: Rolle, *, vorgang: str, gegenstand: str) -> None:
    """Prüfe die Rolle vor dem Lesen geschützter Angaben; eine Verweigerung steht im Protokoll.

    Raises
    ------
    Verweigert
        wenn die Rolle fehlt.
    """
    try:
        _pruefe(rolle(register, person), person, noetig, vorgang)
    except Verweigert as fehler:
        _protokolliere_ablehnung(register, person, fehler, {"vorgang": vorgang, "gegenstand": gegenstand})
        raise


def vergib(register: Register, person: Person, kennung: str, rolle: Rolle | None) -> None:
    """Gib jemandem eine Rolle; ``None`` nimmt sie, auch eine vom Anmeldedienst genannte.

    Parameters
    ----------
    kennung
        E-Mail-Adresse der Anmeldung (Groß- und Kleinschreibung ist gleichgültig) oder ``sub``, genau so.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Freigeben“ fehlt.
    RegisterFehler
        wenn die Kennung leer, zu lang oder unlesbar ist.
    """
    gemeint = normiere_kennung(kennung)
    if not gemeint or len(gemeint) > KENNUNG_HOECHSTENS or not gemeint.isprintable():
        raise RegisterFehler(
            f"„{gemeint[:40]}“ ist keine Kennung einer Anmeldung. Bitte geben Sie die E-Mail-Adresse an, mit "
            f"der sich die Person anmeldet (höchstens {KENNUNG_HOECHSTENS} Zeichen)."
        )
    neu = OHNE_ROLLE if rolle is None else rolle.value
    wort = "keine Rolle" if rolle is None else f"Rolle „{rolle.beschriftung}“"
    zugriff = schreibe(
        register, person, Rolle.FREIGEBEN, vorgang="Rolle vergeben", gegenstand=gemeint, einzelheiten=wort
    )
    with zugriff as zug:
        genau, *frueher = _eintraege(gemeint)
        for kennung_frueher in frueher:
            # Von nun an gilt nur noch der genaue Eintrag: Der frühere träfe auch andere Schreibweisen.
            if _eintrag_in(zug.verbindung, [kennung_frueher]) not in (None, OHNE_ROLLE):
                zug.trage_ein(
                    schema.rollenvergabe, kennung=kennung_frueher, rolle=OHNE_ROLLE, von=urheber(person)
                )
        zug.trage_ein(schema.rollenvergabe, kennung=genau, rolle=neu, von=urheber(person))


def vergeben(register: Register) -> pd.DataFrame:
    """Die geltenden Einträge: ``kennung``, ``rolle`` (auch „keine“), ``am``, ``von``; nach Kennung."""
    tabelle = schema.rollenvergabe
    juengste = select(func.max(tabelle.c.nummer)).group_by(tabelle.c.kennung)
    spalten = [tabelle.c[name] for name in ("kennung", "rolle", "am", "von")]
    with register.lesen() as verbindung:
        zeilen = verbindung.execute(select(*spalten).where(tabelle.c.nummer.in_(juengste))).all()
        lesbar = [(kennung.removeprefix(GENAU), *rest) for kennung, *rest in zeilen]
        return pd.DataFrame(sorted(lesbar), columns=["kennung", "rolle", "am", "von"])


def _eintraege(kennung: str) -> list[str]:
    """Unter welchen Kennungen die Rolle gespeichert sein kann; die erste schreibt ``vergib``."""
    return [kennung] if ist_adresse(kennung) else [GENAU + kennung, kennung.casefold()]


def _eintrag_in(verbindung: Connection, kennungen: list[str]) -> str | None:
    """Der jüngste Eintrag zu einer dieser Kennungen."""
    tabelle = schema.rollenvergabe
    anfrage = select(tabelle.c.rolle).where(tabelle.c.kennung.in_(kennungen))
    return verbindung.execute(anfrage.order_by(tabelle.c.nummer.desc()).limit(1)).scalar()


def _rolle_ohne_anmeldung(person: Person) -> Rolle | None:
    return Rolle.FREIGEBEN if person.zugang in (Zugang.LOKAL, Zugang.KOMMANDOZEILE) else None


def _pruefe(vorhanden: Rolle | None, person: Person, noetig: Rolle, vorgang: str) -> None:
    if vorhanden is not None and vorhanden.umfasst(noetig):
        return
    satz = f"„{vorgang}“ braucht die Rolle „{noetig.beschriftung}“"
    if person.zugang is Zugang.GAST:
        raise Verweigert(
            f"{satz}. Sie sind nicht angemeldet. Bitte melden Sie sich an oder arbeiten Sie an dem Rechner, "
            "auf dem der INSEK-Monitor läuft."
        )
    hat = "keine Rolle" if vorhanden is None else f"nur die Rolle „{vorhanden.beschriftung}“"
    raise Verweigert(
        f"{satz}; {urheber(person)} hat {hat}. Bitte lassen Sie sich die Rolle von jemandem geben, der "
        "„Freigeben“ darf."
    )


def _protokolliere_ablehnung(
    register: Register, person: Person, fehler: Abgelehnt, angaben: dict[str, str]
) -> None:
    try:
        with register.schreiben() as verbindung:
            protokolliere(verbindung, person, **angaben, ergebnis="verweigert", einzelheiten=str(fehler))
    except RegisterFehler as grund:
        # Abgelehnt bleibt abgelehnt, auch wenn die Datenbank den Eintrag gerade nicht annimmt.
        _logger.error("Abgelehnter Versuch nicht im Protokoll (%s): %s", grund, fehler)
