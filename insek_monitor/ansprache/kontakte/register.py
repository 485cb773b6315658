"""Kontakte mit Gemeinden, ihr Stand und was zugesagt ist: nur angehängt, Berichtigtes bleibt im Verlauf.

Ein Kontakt und seine Berichtigungen sind ein Vorgang; es gilt sein letzter Eintrag, nach einem Rückzug
keiner. Als Stand gilt der zuletzt eingetragene; kam er mit einem Kontakt, gilt und beginnt er wie dieser.
Das Protokoll nennt Gemeinde und Nummer, nie den Wortlaut: Es hat einen anderen Leserkreis.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, Table, func, select

from insek_monitor.ansprache.kontakte.pruefen import GRUND_HOECHSTENS, geprueft, geprueft_grund
from insek_monitor.ansprache.kontakte.register_lesen import erledigte, zusage_von
from insek_monitor.ansprache.kontakte.register_lesen import letzter_kontakt as letzter_kontakt
from insek_monitor.ansprache.kontakte.register_lesen import lies as lies
from insek_monitor.ansprache.kontakte.register_lesen import verlauf as verlauf
from insek_monitor.ansprache.kontakte.register_mehrere import trage_ein_fuer_alle as trage_ein_fuer_alle
from insek_monitor.ansprache.kontakte.register_zug import KontaktUeberholt as KontaktUeberholt
from insek_monitor.ansprache.kontakte.register_zug import (
    ersetze,
    geltende_staende,
    geltender,
    haenge_kontakt_an,
    haenge_stand_an,
    kontakt_aus,
    neuer_stand,
    schreibe,
    setze_erledigt,
)
from insek_monitor.ansprache.kontakte.register_zug import staende as staende
from insek_monitor.ansprache.kontakte.register_zug import standverlauf as standverlauf
from insek_monitor.ansprache.kontakte.wiedervorlagen import termine as termine
from insek_monitor.ansprache.kontakte.wiedervorlagen import wiedervorlagen as wiedervorlagen
from insek_monitor.kern.ansprache import Kontakt, Kontaktstand
from insek_monitor.kern.rollen import Person
from insek_monitor.register import schema
from insek_monitor.register.ansprachetexte import gemeinden as pruefe_gemeinden
from insek_monitor.register.ansprachetexte import pruefe_kampagne, tag, text, wort
from insek_monitor.register.ansprachetexte import tag as pruefe_tag
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.kontaktgebiet import heutiges
from insek_monitor.register.verbindung import Register


def trage_ein(
    register: Register,
    ags: str,
    kontakt: Kontakt,
    person: Person,
    *,
    heute: date,
    stand: Kontaktstand | None = None,
    erledigt: Collection[int] = (),
    gemeinden: Collection[str] | None = None,
) -> int:
    """Trage einen Kontakt ein, mit Stand und Erledigtem in einem Zug; gibt seine Nummer zurück.

    Ohne ``stand`` wird eine Gemeinde, die noch nicht angesprochen ist, zu „angesprochen“.

    Parameters
    ----------
    stand
        neuer Stand, ab dem Tag des Kontakts.
    erledigt
        Nummern früherer Kontakte dieser Gemeinde, deren nächster Schritt damit getan ist.
    gemeinden
        heutige Gemeindeschlüssel; ohne Angabe die aus ``daten/``.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    KontaktUeberholt
        wenn einer der erledigten Kontakte inzwischen berichtigt oder zurückgezogen ist.
    RegisterFehler
        wenn eine Angabe fehlt oder unmöglich ist.
    """
    with schreibe(register, person, "Kontakt eintragen", f"Gemeinde {str(ags)[:8]}") as zug:
        pruefe_gemeinden([ags], gemeinden)
        sauber = geprueft(kontakt, heute)
        pruefe_kampagne(zug.verbindung, sauber.kampagne)
        neuer = neuer_stand(zug.verbindung, ags, stand)
        nummer = haenge_kontakt_an(zug, ags, sauber)
        if neuer is not None:
            haenge_stand_an(zug, ags, neuer, sauber.datum, kontakt=nummer)
        for frueherer in dict.fromkeys(erledigt):
            zeile = geltender(zug.verbindung, frueherer)
            if heutiges().heute(zeile["ags"]) != ags:
                raise RegisterFehler(
                    f"Der Kontakt {frueherer} gehört zu einer anderen Gemeinde ({zeile['ags']}). Bitte "
                    "erledigen Sie seine Wiedervorlage dort."
                )
            setze_erledigt(zug, zeile, True)
        zug.einzelheiten = f"Kontakt {nummer}" + ("" if neuer is None else f", Stand: {neuer.beschriftung}")
    return nummer


def berichtige(
    register: Register,
    nummer: int,
    kontakt: Kontakt | None,
    person: Person,
    *,
    heute: date,
    grund: str,
) -> int:
    """Ersetze einen Kontakt durch einen berichtigten oder ziehe ihn zurück; der alte bleibt im Verlauf.

    Bleiben nächster Schritt und Wiedervorlage, wie sie waren, bleibt auch „erledigt“; sonst ist die
    Wiedervorlage wieder offen.

    Parameters
    ----------
    kontakt
        wie er richtig lautet; ``None`` zieht ihn zurück, etwa weil er zu einer anderen Gemeinde gehört.
    grund
        warum, für den Verlauf.

    Returns
    -------
    int
        Nummer des neuen Eintrags.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    KontaktUeberholt
        wenn ihn inzwischen jemand berichtigt oder zurückgezogen hat.
    RegisterFehler
        wenn es ihn nicht gibt, der Grund fehlt oder eine Angabe unmöglich ist.
    """
    vorgang = "Kontakt zurückziehen" if kontakt is None else "Kontakt berichtigen"
    with schreibe(register, person, vorgang, f"Kontakt {nummer}") as zug:
        alter = geltender(zug.verbindung, nummer)
        warum = geprueft_grund(grund)
        if kontakt is None:
            # Der Rückzug wiederholt, was er zurückzieht: So steht es im Verlauf beisammen.
            sauber = kontakt_aus(alter)
        else:
            sauber = geprueft(kontakt, heute)
            pruefe_kampagne(zug.verbindung, sauber.kampagne)
        neu = ersetze(zug, alter, sauber, warum, zurueckgezogen=kontakt is None)
        zug.einzelheiten = f"Gemeinde {alter['ags']}, neuer Eintrag {neu}"
    return neu


def setze_stand(
    register: Register,
    ags: str,
    stand: Kontaktstand,
    person: Person,
    *,
    heute: date,
    grund: str = "",
    gemeinden: Collection[str] | None = None,
) -> None:
    """Setze den Stand einer Gemeinde ohne Kontakt, ab heute.

    Gilt er schon, wird nichts eingetragen, außer jemand nennt einen Grund.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    RegisterFehler
        wenn es Gemeinde oder Stand nicht gibt oder der Grund zu lang ist.
    """
    with schreibe(register, person, "Stand der Ansprache setzen", f"Gemeinde {str(ags)[:8]}") as zug:
        pruefe_gemeinden([ags], gemeinden)
        neuer = wort(stand, Kontaktstand, "Stand")
        warum = text(grund, "Grund", GRUND_HOECHSTENS)
        jetzt = geltende_staende(zug.verbindung, ags).get(ags, Kontaktstand.NICHT_ANGESPROCHEN)
        zug.einzelheiten = f"{jetzt.beschriftung} → {neuer.beschriftung}"
        if neuer is not jetzt or warum:
            haenge_stand_an(zug, ags, neuer, tag(heute, "Heute"), grund=warum)


def erledige(register: Register, nummer: int, person: Person) -> None:
    """Der nächste Schritt dieses Kontakts ist getan; ist er es schon, geschieht nichts.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    KontaktUeberholt
        wenn der Kontakt inzwischen berichtigt oder zurückgezogen ist.
    RegisterFehler
        wenn es ihn nicht gibt oder er keine Wiedervorlage hat.
    """
    with schreibe(register, person, "Wiedervorlage erledigen", f"Kontakt {nummer}") as zug:
        setze_erledigt(zug, geltender(zug.verbindung, nummer), True)


def oeffne_wieder(register: Register, nummer: int, person: Person) -> None:
    """Nimm „erledigt“ zurück; Ausnahmen wie bei ``erledige``."""
    with schreibe(register, person, "Wiedervorlage wieder öffnen", f"Kontakt {nummer}") as zug:
        setze_erledigt(zug, geltender(zug.verbindung, nummer), False)


_KONTAKTE = (schema.kontakt, schema.ansprachestand, schema.erledigung)
_LISTEN = (schema.kampagne, schema.gewichtung)


def folgestand(register: Register) -> tuple[int, int]:
    """Wie viele Einträge es gibt: zu Kontakten, Ständen und Erledigtem; zu Kampagnen und Gewichten.

    Beide Zahlen wachsen mit jedem Eintrag und nehmen nie ab.
    """
    tabellen = (*_KONTAKTE, *_LISTEN)
    with register.lesen() as verbindung:
        hoechste = verbindung.execute(select(*(_hoechste(tabelle) for tabelle in tabellen))).one()
    zahlen = [int(zahl or 0) for zahl in hoechste]
    return sum(zahlen[: len(_KONTAKTE)]), sum(zahlen[len(_KONTAKTE) :])


def _hoechste(tabelle: Table) -> ScalarSelect[Any]:
    return select(func.max(tabelle.c.nummer)).scalar_subquery()


def verschiebe(register: Register, nummer: int, tag: date, person: Person, *, heute: date) -> int:
    """Lege die offene Wiedervorlage dieses Kontakts auf ``tag``; der frühere Tag bleibt im Verlauf.

    Returns
    -------
    int
        Nummer des neuen Eintrags; dieselbe, wenn der Tag schon gilt.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    KontaktUeberholt
        wenn der Kontakt inzwischen berichtigt, verschoben oder zurückgezogen ist.
    RegisterFehler
        wenn es ihn nicht gibt, er keine offene Wiedervorlage hat oder der Tag unmöglich ist.
    """
    with schreibe(register, person, "Wiedervorlage verschieben", f"Kontakt {nummer}") as zug:
        alter = geltender(zug.verbindung, nummer)
        bisher, neuer = alter["wiedervorlage"], pruefe_tag(tag, "Wiedervorlage")
        if bisher is None:
            raise RegisterFehler(
                f"Der Kontakt {alter['nummer']} hat keine Wiedervorlage, die sich verschieben ließe. Bitte "
                "berichtigen Sie ihn oder tragen Sie einen neuen ein."
            )
        if zusage_von(alter) in erledigte(zug.verbindung, alter["vorgang"]):
            raise RegisterFehler(
                f"Die Wiedervorlage vom {bisher:%d.%m.%Y} ist inzwischen erledigt; es gibt nichts zu "
                "verschieben. Bitte öffnen Sie sie zuerst wieder."
            )
        if neuer == bisher:
            zug.einzelheiten = "ohne Änderung"
            return int(alter["nummer"])
        sauber = geprueft(replace(kontakt_aus(alter), wiedervorlage=neuer), heute)
        grund = f"Wiedervorlage verschoben vom {bisher:%d.%m.%Y} auf den {neuer:%d.%m.%Y}"
        neu = ersetze(zug, alter, sauber, grund)
        zug.einzelheiten = f"Gemeinde {alter['ags']}, neuer Eintrag {neu}, jetzt {neuer:%d.%m.%Y}"
    return neu
