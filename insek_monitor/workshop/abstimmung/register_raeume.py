"""Räume des Stimmungsbilds: anlegen, auflisten, beenden; Fristen und Löschen in ``raumfristen``.

Im Protokoll stehen Titel und Zahlen, nie Code oder Stimmen.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from insek_monitor.kern.rollen import Person, Rolle
from insek_monitor.kern.stimmungsbild import (
    AUFBEWAHRUNG_TAGE,
    CODELAENGE,
    OPTION_HOECHSTENS,
    ZEICHEN,
    Frage,
    FrageFehler,
    Gruppenfrage,
    einzeiler,
    lies_fragen,
    normiere_code,
)
from insek_monitor.register import ansprachetexte, rechte, schema
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung import register_stimmungsergebnisse as stimmungsergebnisse
from insek_monitor.workshop.abstimmung.abgewiesen import Abgewiesen
from insek_monitor.workshop.abstimmung.register_auszaehlung import alle_in
from insek_monitor.workshop.abstimmung.register_raumfristen import aendere_frist as aendere_frist
from insek_monitor.workshop.abstimmung.register_raumfristen import loesche as loesche
from insek_monitor.workshop.abstimmung.register_raumfristen import loesche_abgelaufene as loesche_abgelaufene
from insek_monitor.workshop.abstimmung.register_raumfristen import pruefe_tage
from insek_monitor.workshop.abstimmung.register_raumzug import schliesse_runden, sperre_raum
from insek_monitor.workshop.abstimmung.register_rundenzeilen import Raum, als_text, raum_aus


def lege_an(
    register: Register,
    person: Person,
    *,
    titel: str,
    ort: str,
    datum: date,
    fragen: Sequence[Frage],
    gruppenfrage: Gruppenfrage = Gruppenfrage.KEINE,
    gruppen: Sequence[str] = (),
    tage: int = AUFBEWAHRUNG_TAGE,
    jetzt: datetime,
) -> Raum:
    """Lege einen Raum mit frischem Code an.

    Parameters
    ----------
    ort
        darf leer sein.
    gruppen
        was bei einer Gruppenfrage zur Wahl steht; sonst leer.
    tage
        so lange bleiben die Stimmen.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    RegisterFehler
        wenn eine Angabe fehlt oder unmöglich ist.
    """
    zugriff = rechte.schreibe(
        register, person, Rolle.BEARBEITEN, vorgang="Raum anlegen", gegenstand="neuer Raum"
    )
    with zugriff as zug:
        pruefe_tage(tage)
        werte = gepruefte_angaben(titel, ort, fragen, gruppenfrage, gruppen) | {
            "code": _freier_code(zug.verbindung),
            "kennung": secrets.token_hex(16),
            "datum": ansprachetexte.moeglicher_tag(datum, "Datum", jetzt.date()),
            "salz": secrets.token_hex(32),
            "aktive_runde": None,
            "stand": 1,
            "beendet": False,
            "angelegt_am": jetzt,
            "loeschen_am": jetzt + timedelta(days=tage),
        }
        zug.verbindung.execute(insert(schema.raum).values(**werte))
        zug.einzelheiten = f"„{werte['titel']}“, Fragen: {len(fragen)}, gelöscht nach {tage} Tagen"
        return raum_aus(sperre_raum(zug.verbindung, str(werte["code"])))


def liste(register: Register, person: Person) -> list[Raum]:
    """Alle Räume, der neueste zuerst.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    """
    _verlange(register, person)
    tabelle = schema.raum
    anfrage = select(tabelle).order_by(tabelle.c.angelegt_am.desc(), tabelle.c.code)
    with register.lesen() as verbindung:
        return [raum_aus(zeile) for zeile in verbindung.execute(anfrage)]


def lies(register: Register, person: Person, code: str) -> Raum:
    """Ein Raum.

    Raises
    ------
    Verweigert
        wie bei ``liste``.
    Abgewiesen
        wenn es ihn nicht gibt.
    """
    _verlange(register, person)
    with register.lesen() as verbindung:
        anfrage = select(schema.raum).where(schema.raum.c.code == normiere_code(code))
        zeile = verbindung.execute(anfrage).first()
        if zeile is None:
            raise Abgewiesen("kein_raum")
        return raum_aus(zeile)


def beende(register: Register, person: Person, code: str) -> int:
    """Schließe alle Runden und trage ihre Summen in die Ergebnisse ein; ein zweites Mal ändert nichts.

    Returns
    -------
    int
        wie viele Ergebnisse dieses Raums gelten; Runden ohne Stimmen ergeben keines.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    Abgewiesen
        wenn es den Raum nicht gibt.
    """
    zugriff = rechte.schreibe(register, person, Rolle.BEARBEITEN, vorgang="Raum beenden", gegenstand="Raum")
    with zugriff as zug:
        zeile = sperre_raum(zug.verbindung, normiere_code(code))
        raum = raum_aus(zeile)
        zug.einzelheiten = f"„{raum.titel}“ war schon beendet"
        if not raum.beendet:
            schliesse_runden(zug.verbindung, raum.code)
            zug.verbindung.execute(
                update(schema.raum)
                .where(schema.raum.c.code == raum.code)
                .values(beendet=True, stand=schema.raum.c.stand + 1)
            )
            for zaehlung in alle_in(zug.verbindung, raum.code):
                stimmungsergebnisse.trage_ein(zug, person, raum, zaehlung)
        anzahl = stimmungsergebnisse.anzahl_in(zug.verbindung, raum)
        if not raum.beendet:
            zug.einzelheiten = f"„{raum.titel}“, Ergebnisse: {anzahl}"
    return anzahl


def _verlange(register: Register, person: Person) -> None:
    rechte.verlange(register, person, Rolle.BEARBEITEN, vorgang="Räume lesen", gegenstand="Räume")


def _freier_code(verbindung: Connection) -> str:
    while True:
        code = "".join(secrets.choice(ZEICHEN) for _ in range(CODELAENGE))
        vergeben = select(schema.raum.c.code).where(schema.raum.c.code == code)
        if verbindung.execute(vergeben).first() is None:
            return code


TITEL_HOECHSTENS = 120
GRUPPEN_HOECHSTENS = 30


def gepruefte_angaben(
    titel: str, ort: str, fragen: Sequence[Frage], gruppenfrage: Gruppenfrage, gruppen: Sequence[str]
) -> dict[str, str]:
    """Spalten von ``schema.raum``.

    Raises
    ------
    RegisterFehler
        mit Angabe, Wert und Abhilfe.
    """
    try:
        sauber = lies_fragen([frage.als_dict() for frage in fragen])
        return {
            "titel": einzeiler(titel, "Titel", TITEL_HOECHSTENS),
            "ort": einzeiler(ort, "Ort", TITEL_HOECHSTENS) if ort.strip() else "",
            "fragen": als_text(sauber),
            "gruppenfrage": Gruppenfrage(gruppenfrage).value,
            "gruppen": json.dumps(_gepruefte_gruppen(gruppenfrage, gruppen), ensure_ascii=False),
        }
    except FrageFehler as fehler:
        raise RegisterFehler(str(fehler)) from None


def _gepruefte_gruppen(gruppenfrage: Gruppenfrage, gruppen: Sequence[str]) -> list[str]:
    if gruppenfrage is Gruppenfrage.KEINE:
        if gruppen:
            raise RegisterFehler(
                f"Es wird nicht nach Gruppen gefragt, aber {len(gruppen)} stehen zur Wahl. Bitte wählen Sie, "
                "wonach gefragt wird."
            )
        return []
    sauber = [einzeiler(name, "Gruppe", OPTION_HOECHSTENS) for name in gruppen]
    if not 2 <= len(set(sauber)) == len(sauber) <= GRUPPEN_HOECHSTENS:
        raise RegisterFehler(
            f"Zur Wahl stehen {len(sauber)} Gruppen, davon {len(set(sauber))} verschiedene. Bitte geben Sie "
            f"2 bis {GRUPPEN_HOECHSTENS} verschiedene an."
        )
    return sauber
