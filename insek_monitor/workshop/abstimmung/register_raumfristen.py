"""Wie lange ein Raum bleibt: Frist ändern, löschen, Abgelaufenes löschen."""

from __future__ import annotations

import logging
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from insek_monitor.kern.rollen import Person, Rolle, Zugang
from insek_monitor.kern.stimmungsbild import AUFBEWAHRUNG_HOECHSTENS, normiere_code
from insek_monitor.kern.zeit import ORTSZEIT
from insek_monitor.register import rechte, schema
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.sqlitedatei import leere_schreibprotokoll
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung import register_stimmungsergebnisse as stimmungsergebnisse
from insek_monitor.workshop.abstimmung.register_auszaehlung import alle_in
from insek_monitor.workshop.abstimmung.register_raumzug import schliesse_runden, sperre_raum
from insek_monitor.workshop.abstimmung.register_rundenzeilen import raum_aus, runden_in, stimmende_in

FRIST = Person("INSEK-Monitor (Frist)", "frist", Zugang.KOMMANDOZEILE)
"""Wer löscht, wenn die Frist abläuft."""
NACHFRIST = timedelta(days=7)
"""So lange wartet ein Raum, dessen Summen sich nicht eintragen lassen; dann geht er ohne sie."""

_logger = logging.getLogger(__name__)


def pruefe_tage(tage: int) -> None:
    """Prüfe die Aufbewahrung in Tagen.

    Raises
    ------
    RegisterFehler
        wenn es keine ganze Zahl von 1 bis ``AUFBEWAHRUNG_HOECHSTENS`` ist.
    """
    if isinstance(tage, bool) or not isinstance(tage, int) or not 1 <= tage <= AUFBEWAHRUNG_HOECHSTENS:
        raise RegisterFehler(
            f"Die Aufbewahrung ist „{str(tage)[:20]}“ Tage. Bitte wählen Sie 1 bis {AUFBEWAHRUNG_HOECHSTENS}."
        )


def aendere_frist(register: Register, person: Person, code: str, tage: int, jetzt: datetime) -> None:
    """Lösche den Raum in so vielen Tagen, gerechnet ab jetzt.

    Hat schon jemand gestimmt, lässt sich die Frist nur verkürzen: Auf den Telefonen stand der frühere Tag.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    RegisterFehler
        wenn es den Raum nicht gibt oder die Frist zu lang ist.
    """
    zugriff = rechte.schreibe(
        register, person, Rolle.BEARBEITEN, vorgang="Frist eines Raums ändern", gegenstand="Raum"
    )
    with zugriff as zug:
        pruefe_tage(tage)
        raum = raum_aus(sperre_raum(zug.verbindung, normiere_code(code)))
        neu = jetzt + timedelta(days=tage)
        spaetestens = raum.angelegt_am + timedelta(days=AUFBEWAHRUNG_HOECHSTENS)
        if _tag(neu) > _tag(spaetestens):
            raise RegisterFehler(
                f"Der Raum würde erst am {_tag(neu):%d.%m.%Y} gelöscht, länger als {AUFBEWAHRUNG_HOECHSTENS} "
                f"Tage nach dem Anlegen. Bitte wählen Sie einen Tag bis zum {_tag(spaetestens):%d.%m.%Y}."
            )
        neu = min(neu, spaetestens)
        hat_stimmen = any(
            stimmende_in(zug.verbindung, lage.nummer) for lage in runden_in(zug.verbindung, raum.code)
        )
        if hat_stimmen and _tag(neu) > _tag(raum.loeschen_am):
            raise RegisterFehler(
                f"Den Teilnehmenden ist zugesagt, dass ihre Stimmen am {_tag(raum.loeschen_am):%d.%m.%Y} "
                "gelöscht werden; später geht nicht mehr. Ergebnisse bleiben, wenn Sie den Workshop beenden."
            )
        if hat_stimmen:
            neu = min(neu, raum.loeschen_am)
        zug.einzelheiten = f"„{raum.titel}“, gelöscht am {_tag(neu):%d.%m.%Y}"
        zug.verbindung.execute(
            update(schema.raum)
            .where(schema.raum.c.code == raum.code)
            .values(loeschen_am=neu, stand=schema.raum.c.stand + 1)
        )
        # Die Vorführungen tragen Titel und Fragen des Raums: Sie bleiben so lange wie er, nicht länger.
        zug.verbindung.execute(
            update(schema.vorfuehrung)
            .where(schema.vorfuehrung.c.code == raum.code)
            .values(loeschen_am=max(neu, jetzt))
        )


def loesche(register: Register, person: Person, code: str) -> None:
    """Lösche einen Raum samt Stimmen und Vorführungen sofort; nur vorher Beendetes hinterlässt Ergebnisse.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    Abgewiesen
        wenn es den Raum nicht gibt.
    """
    zugriff = rechte.schreibe(register, person, Rolle.BEARBEITEN, vorgang="Raum löschen", gegenstand="Raum")
    with zugriff as zug:
        raum = raum_aus(sperre_raum(zug.verbindung, normiere_code(code)))
        zug.einzelheiten = f"„{raum.titel}“"
        _loesche_in(zug.verbindung, raum.code)
    leere_schreibprotokoll(register.engine)


def loesche_abgelaufene(register: Register, jetzt: datetime) -> int:
    """Lösche Räume und Vorführungen, deren Frist abgelaufen ist; Summen der Räume werden vorher eingetragen.

    Jeder Raum ist eine eigene Transaktion: Einer, der sich nicht lesen lässt, hält die übrigen nicht auf. Das
    Schreibprotokoll wird immer geleert, auch wenn nichts abgelaufen ist: Beim vorigen Löschen las vielleicht
    gerade jemand.

    Returns
    -------
    int
        Zahl der gelöschten Räume.
    """
    raum = schema.raum
    try:
        _loesche_vorfuehrungen(register, jetzt)
        with register.lesen() as verbindung:
            abgelaufen = select(raum.c.code).where(raum.c.loeschen_am <= jetzt).order_by(raum.c.code)
            codes = verbindung.execute(abgelaufen).scalars().all()
        return sum(_loesche_raum(register, code, jetzt) for code in codes)
    finally:
        leere_schreibprotokoll(register.engine)


class _NichtMehrFaellig(Exception):
    """Ein anderer Prozess war schneller."""


def _loesche_raum(register: Register, code: str, jetzt: datetime) -> bool:
    tabelle = schema.raum
    faellig = (tabelle.c.code == code) & (tabelle.c.loeschen_am <= jetzt)
    try:
        with _frist(register) as zug:
            zeile = zug.verbindung.execute(select(tabelle).where(faellig).with_for_update()).first()
            if zeile is None:
                raise _NichtMehrFaellig
            ergebnisse = _trage_summen_ein(zug, zeile, jetzt)
            vorfuehrungen = _loesche_in(zug.verbindung, code)
            zug.einzelheiten = f"Räume: 1, Ergebnisse: {ergebnisse}, Vorführungen: {vorfuehrungen}"
    except _NichtMehrFaellig:
        return False
    except Exception as fehler:  # noqa: BLE001  die übrigen Räume müssen trotzdem weg
        # Nur die Art: Im Wortlaut könnte eine Antwort stehen.
        _logger.error("Abgelaufener Raum nicht gelöscht (%s); nächster Versuch folgt", type(fehler).__name__)
        return False
    return True


def _trage_summen_ein(zug: rechte.Zug, zeile: Row[Any], jetzt: datetime) -> int:
    try:
        with zug.verbindung.begin_nested():
            raum = raum_aus(zeile)
            # Gruppen stehen nur in geschlossenen Runden fest.
            schliesse_runden(zug.verbindung, raum.code)
            nummern = [
                stimmungsergebnisse.trage_ein(zug, FRIST, raum, zaehlung)
                for zaehlung in alle_in(zug.verbindung, raum.code)
            ]
    except Exception as fehler:
        # Die Zusage an die Teilnehmenden geht am Ende vor: Unlesbares bleibt nicht für immer.
        if zeile.loeschen_am + NACHFRIST > jetzt:
            raise
        _logger.error("Abgelaufener Raum ohne Summen gelöscht (%s)", type(fehler).__name__)
        return 0
    return sum(nummer is not None for nummer in nummern)


def _loesche_vorfuehrungen(register: Register, jetzt: datetime) -> None:
    tabelle = schema.vorfuehrung
    faellig = tabelle.c.loeschen_am <= jetzt
    with register.lesen() as verbindung:
        if verbindung.execute(select(tabelle.c.kennung).where(faellig).limit(1)).first() is None:
            return
    with _frist(register) as zug:
        weg = zug.verbindung.execute(delete(tabelle).where(faellig)).rowcount
        zug.einzelheiten = f"Räume: 0, Ergebnisse: 0, Vorführungen: {weg}"


def _frist(register: Register) -> AbstractContextManager[rechte.Zug]:
    return rechte.schreibe(
        register, FRIST, Rolle.BEARBEITEN, vorgang="Abgelaufene Räume löschen", gegenstand="Stimmungsbild"
    )


def _loesche_in(verbindung: Connection, code: str) -> int:
    """Einen Raum mit allem, was an ihm hängt; liefert die Zahl seiner Vorführungen."""
    vorfuehrung = schema.vorfuehrung
    # Zuerst: Mit dem Raum verlören sie ihren Verweis auf ihn.
    weg = verbindung.execute(delete(vorfuehrung).where(vorfuehrung.c.code == code)).rowcount
    verbindung.execute(delete(schema.raum).where(schema.raum.c.code == code))
    return weg


def _tag(zeitpunkt: datetime) -> date:
    # Der Tag, der auf den Telefonen steht.
    return zeitpunkt.astimezone(ORTSZEIT).date()
