"""Laufende Präsentationen: welche Folge gezeigt wird, aus welchem Datenstand und mit welchem Raum.

Ohne pandas. Eine Vorführung ist vergänglich wie der Raum, zu dem sie gehört; „kennung“ steht in der Adresse
der Leinwand, „schluessel“ nur hinter dem # der Vortragsansicht.
"""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from insek_monitor.kern.rollen import GAST, Person, Rolle, Zugang
from insek_monitor.kern.stimmungsbild import (
    AUFBEWAHRUNG_TAGE,
    ZEICHEN,
    Frage,
    lies_fragen,
    normiere_code,
    zeige_code,
)
from insek_monitor.kern.vortrag import DATEI_HOECHSTENS, Folge
from insek_monitor.register import schema
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.vortrag import datei as vortragsdatei

KENNUNGSLAENGE = 10


@dataclass(frozen=True)
class Vorfuehrung:
    """Eine laufende Präsentation.

    Attributes
    ----------
    kennung : Steht in der Adresse der Leinwand.
    schluessel : Öffnet Notizen und Steuerung; nie auf einer Seite, nie in einem Protokoll.
    datenstand_nummer, stichtag : optional
        ``None``: der geltende Datenstand und der heutige Tag („live“).
    code : Raum der Abstimmungen; ``None`` ohne Raum oder wenn er gelöscht ist.
    person : Wer sie begonnen hat und mit dem Schlüssel handelt; ``GAST``, wenn es ohne Rolle war.
    begonnen_am : In UTC.
    """

    kennung: str
    schluessel: str
    folge: Folge
    datenstand_nummer: int | None
    stichtag: date | None
    code: str | None
    person: Person
    begonnen_am: datetime

    @property
    def noetig(self) -> Rolle | None:
        """Welche Rolle Notizen und Steuerung verlangen; ``None``: keine."""
        if self.person.zugang is Zugang.GAST:
            return None
        return Rolle.LESEN if self.code is None else Rolle.BEARBEITEN


def beginne(
    register: Register,
    person: Person,
    folge: Folge,
    *,
    datenstand_nummer: int | None,
    stichtag: date | None,
    code: str | None,
    jetzt: datetime,
) -> Vorfuehrung:
    """Beginne eine Vorführung; mit Raum nur mit der Rolle „Bearbeiten“.

    Parameters
    ----------
    jetzt
        mit Zeitzone; danach richtet sich, wann die Vorführung gelöscht wird (mit dem Raum, sonst nach
        ``AUFBEWAHRUNG_TAGE``, für Gäste nach einem Tag).

    Raises
    ------
    Verweigert
        wenn jemand ohne Rolle einen Raum steuern will.
    RegisterFehler
        wenn die Folge leer oder zu groß ist, es den Raum nicht gibt oder mit Rolle schon zu viele laufen.
    """
    # Erst hier: Das Modul der Rollen bringt pandas mit, das der Dienst fürs Hausnetz nicht lädt.
    from insek_monitor.register import rechte

    if not folge.folien:
        raise RegisterFehler("Die Folge ist leer. Bitte fügen Sie mindestens eine Folie hinzu.")
    inhalt = json.dumps(vortragsdatei.als_json(folge))
    gast = rechte.rolle(register, person) is None
    pruefe_groesse(len(inhalt), gast)
    if code is not None:
        rechte.verlange(
            register, person, Rolle.BEARBEITEN, vorgang="Vorführung mit Raum", gegenstand=zeige_code(code)
        )
    frist = jetzt + (GASTFRIST if gast else timedelta(days=AUFBEWAHRUNG_TAGE))
    vorfuehrung = Vorfuehrung(
        kennung="".join(secrets.choice(ZEICHEN) for _ in range(KENNUNGSLAENGE)),
        schluessel=secrets.token_urlsafe(24),
        folge=folge,
        datenstand_nummer=datenstand_nummer,
        stichtag=stichtag,
        code=code,
        person=GAST if gast else person,
        begonnen_am=jetzt.astimezone(UTC),
    )
    tabelle = schema.vorfuehrung
    with register.aendern() as verbindung:
        verbindung.execute(delete(tabelle).where(tabelle.c.loeschen_am <= jetzt))
        schaffe_platz(verbindung, gast)
        if code is not None:
            frist = _frist_des_raums(verbindung, code, jetzt)
        if datenstand_nummer is not None:
            _verlange_datenstand(verbindung, datenstand_nummer)
        verbindung.execute(
            insert(tabelle).values(
                kennung=vorfuehrung.kennung,
                schluessel=vorfuehrung.schluessel,
                folge=inhalt,
                datenstand_nummer=datenstand_nummer,
                stichtag=stichtag,
                code=code,
                angelegt_am=jetzt,
                loeschen_am=frist,
                person=vorfuehrung.person.name,
                person_kennung=vorfuehrung.person.kennung,
                person_zugang=vorfuehrung.person.zugang.value,
                person_rolle=vorfuehrung.person.rolle_aus_angabe or "",
            )
        )
    return vorfuehrung


def lies(register: Register, kennung: str, jetzt: datetime | None = None) -> Vorfuehrung | None:
    """Die Vorführung zu einer Kennung; ``None``, wenn es sie nicht gibt oder sie abgelaufen ist.

    Parameters
    ----------
    jetzt
        ohne Angabe zählt nur, ob sie noch gespeichert ist.
    """
    if len(kennung) != KENNUNGSLAENGE or any(zeichen not in ZEICHEN for zeichen in kennung):
        return None
    tabelle = schema.vorfuehrung
    with register.lesen() as verbindung:
        zeile = verbindung.execute(select(tabelle).where(tabelle.c.kennung == kennung)).one_or_none()
        if zeile is None or (jetzt is not None and zeile.loeschen_am <= jetzt):
            return None
        return Vorfuehrung(
            zeile.kennung,
            zeile.schluessel,
            vortragsdatei.aus_json(json.loads(zeile.folge)),
            zeile.datenstand_nummer,
            zeile.stichtag,
            zeile.code,
            _person_aus(zeile),
            zeile.angelegt_am,
        )


def _person_aus(zeile: Row[Any]) -> Person:
    rolle = Rolle(zeile.person_rolle) if zeile.person_rolle else None
    return Person(zeile.person, zeile.person_kennung, Zugang(zeile.person_zugang), rolle)


def juengste_zum_raum(register: Register, person: Person, code: str, jetzt: datetime) -> Vorfuehrung | None:
    """Die Vorführung mit diesem Raum, die diese Person zuletzt begonnen hat; ``None``, wenn keine läuft.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    """
    from insek_monitor.register import rechte

    rechte.verlange(
        register, person, Rolle.BEARBEITEN, vorgang="Vorführung mit Raum", gegenstand=zeige_code(code)
    )
    tabelle = schema.vorfuehrung
    zugehoerig = (
        (tabelle.c.code == code)
        & (tabelle.c.loeschen_am > jetzt)
        & (tabelle.c.person_kennung == person.kennung)
        & (tabelle.c.person_zugang == person.zugang.value)
    )
    anfrage = (
        select(tabelle.c.kennung).where(zugehoerig).order_by(tabelle.c.angelegt_am.desc(), tabelle.c.kennung)
    )
    with register.lesen() as verbindung:
        kennung = verbindung.execute(anfrage.limit(1)).scalar()
    return None if kennung is None else lies(register, kennung, jetzt)


def passt(vorfuehrung: Vorfuehrung, schluessel: str) -> bool:
    """Ob der Schlüssel der dieser Vorführung ist; die Dauer verrät nichts."""
    return hmac.compare_digest(vorfuehrung.schluessel.encode(), schluessel.encode("utf-8", "replace"))


def raumfragen(register: Register, code: str) -> tuple[Frage, ...] | None:
    """Fragen des Raums einer Vorführung; ``None``, wenn es ihn nicht gibt."""
    tabelle = schema.raum
    with register.lesen() as verbindung:
        fragen = verbindung.execute(select(tabelle.c.fragen).where(tabelle.c.code == code)).scalar()
        return None if fragen is None else lies_fragen(json.loads(fragen))


def _frist_des_raums(verbindung: Connection, code: str, jetzt: datetime) -> Any:
    tabelle = schema.raum
    # FOR SHARE: Der Raum darf nicht gelöscht werden, während die Vorführung auf ihn verweist.
    anfrage = select(tabelle.c.loeschen_am).where(tabelle.c.code == code).with_for_update(read=True)
    frist = verbindung.execute(anfrage).scalar()
    if frist is None or frist <= jetzt or normiere_code(code) != code:
        raise RegisterFehler(
            f"Den Raum „{zeige_code(code[:20])}“ gibt es nicht mehr. Bitte wählen Sie einen anderen oder "
            "legen Sie einen neuen an."
        )
    return frist


def _verlange_datenstand(verbindung: Connection, nummer: int) -> None:
    tabelle = schema.datenstand
    if verbindung.execute(select(tabelle.c.nummer).where(tabelle.c.nummer == nummer)).scalar() is None:
        raise RegisterFehler(
            f"Den Datenstand {nummer} gibt es nicht. Bitte wählen Sie einen aus der Liste der Datenstände."
        )


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
