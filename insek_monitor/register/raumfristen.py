"""Wie lange ein Raum bleibt: Frist ändern, löschen, Abgelaufenes löschen."""

from __future__ import annotations

import logging
import sqlite3
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select, update

from insek_monitor.modell.rollen import Person, Rolle, Zugang
from insek_monitor.modell.stimmungsbild import AUFBEWAHRUNG_HOECHSTENS, normiere_code
from insek_monitor.register import rechte, schema, stimmungsergebnisse
from insek_monitor.register.auszaehlung import alle_in
from insek_monitor.register.basis import ORTSZEIT
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.raumzeilen import raum_aus
from insek_monitor.register.raumzug import sperre_raum
from insek_monitor.register.rundenzeilen import runden_in, stimmende_in
from insek_monitor.register.verbindung import Register

FRIST = Person("INSEK-Monitor (Frist)", "frist", Zugang.KOMMANDOZEILE)
"""Wer löscht, wenn die Frist abläuft."""
WARTEZEIT_MILLISEKUNDEN = 500

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


def loesche(register: Register, person: Person, code: str) -> None:
    """Lösche einen Raum mit allen Stimmen sofort; Ergebnisse bleiben nur, wenn er vorher beendet wurde.

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
        zug.verbindung.execute(delete(schema.raum).where(schema.raum.c.code == raum.code))
    leere_schreibprotokoll(register)


def loesche_abgelaufene(register: Register, jetzt: datetime) -> int:
    """Lösche Räume und Vorführungen, deren Frist abgelaufen ist; Summen der Räume werden vorher eingetragen.

    Returns
    -------
    int
        Zahl der gelöschten Räume.
    """
    raum, vorfuehrung = schema.raum, schema.vorfuehrung
    with register.lesen() as verbindung:
        faellig = (
            verbindung.execute(select(tabelle.c.loeschen_am).where(tabelle.c.loeschen_am <= jetzt).limit(1))
            for tabelle in (raum, vorfuehrung)
        )
        if all(zeilen.first() is None for zeilen in faellig):
            return 0
    zugriff = rechte.schreibe(
        register, FRIST, Rolle.BEARBEITEN, vorgang="Abgelaufene Räume löschen", gegenstand="Stimmungsbild"
    )
    with zugriff as zug:
        anfrage = select(raum).where(raum.c.loeschen_am <= jetzt).order_by(raum.c.code).with_for_update()
        raeume = [raum_aus(zeile) for zeile in zug.verbindung.execute(anfrage)]
        ergebnisse = 0
        for abgelaufen in raeume:
            for zaehlung in alle_in(zug.verbindung, abgelaufen.code):
                eingetragen = stimmungsergebnisse.trage_ein(zug, FRIST, abgelaufen, zaehlung)
                ergebnisse += eingetragen is not None
        zug.verbindung.execute(delete(raum).where(raum.c.code.in_([r.code for r in raeume])))
        weg = zug.verbindung.execute(delete(vorfuehrung).where(vorfuehrung.c.loeschen_am <= jetzt)).rowcount
        zug.einzelheiten = f"Räume: {len(raeume)}, Ergebnisse: {ergebnisse}, Vorführungen: {weg}"
    leere_schreibprotokoll(register)
    return len(raeume)


def _tag(zeitpunkt: datetime) -> date:
    # Der Tag, der auf den Telefonen steht.
    return zeitpunkt.astimezone(ORTSZEIT).date()


def leere_schreibprotokoll(register: Register) -> None:
    """Auf SQLite stünden gelöschte Stimmen sonst noch im Schreibprotokoll (``-wal``).

    Wer gerade liest, verhindert das; dann räumt der nächste Aufruf auf.
    """
    if register.engine.dialect.name != "sqlite":
        return
    # Außerhalb einer Transaktion: In einer lehnt SQLite ab.
    verbindung = register.engine.raw_connection()
    try:
        zeiger = verbindung.cursor()
        wartezeit = zeiger.execute("PRAGMA busy_timeout").fetchone()[0]
        zeiger.execute(f"PRAGMA busy_timeout = {WARTEZEIT_MILLISEKUNDEN}")
        zeiger.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        zeiger.execute(f"PRAGMA busy_timeout = {wartezeit}")
    except sqlite3.Error as fehler:
        # Gelöscht ist schon; nur das Aufräumen kommt später.
        _logger.warning("Schreibprotokoll nicht geleert (%s)", type(fehler).__name__)
        verbindung.invalidate()
    finally:
        verbindung.close()
