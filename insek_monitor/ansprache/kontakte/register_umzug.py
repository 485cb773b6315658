"""Einen Kontakt, der unter der falschen Gemeinde steht, in einem Zug der richtigen zuordnen."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, select

from insek_monitor.ansprache.kontakte.pruefen import geprueft, geprueft_grund
from insek_monitor.ansprache.kontakte.register_lesen import erledigte
from insek_monitor.ansprache.kontakte.register_zug import (
    ersetze,
    geltender,
    haenge_kontakt_an,
    haenge_stand_an,
    kontakt_aus,
    neuer_stand,
    schreibe,
    setze_erledigt,
)
from insek_monitor.kern.ansprache import Kontakt, Kontaktstand
from insek_monitor.kern.rollen import Person
from insek_monitor.register import schema
from insek_monitor.register.ansprachetexte import gemeinden as pruefe_gemeinden
from insek_monitor.register.ansprachetexte import pruefe_kampagne
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.kontaktgebiet import heutiges
from insek_monitor.register.verbindung import Register


def ordne_zu(
    register: Register,
    nummer: int,
    ags: str,
    kontakt: Kontakt,
    person: Person,
    *,
    heute: date,
    grund: str,
    gemeinden: Collection[str] | None = None,
) -> int:
    """Ziehe den Kontakt bei seiner Gemeinde zurück und trage ihn bei ``ags`` als neuen Vorgang ein.

    Der Stand, den er brachte, zieht mit. War seine Zusage erledigt, ist es auch die neue, wenn sie dieselbe
    ist. Bei der falschen Gemeinde bleibt alles mit dem Grund im Verlauf.

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
        wenn er schon zu ``ags`` gehört, der Grund fehlt oder eine Angabe unmöglich ist.
    """
    with schreibe(register, person, "Kontakt anderer Gemeinde zuordnen", f"Kontakt {nummer}") as zug:
        pruefe_gemeinden([ags], gemeinden)
        alter = geltender(zug.verbindung, nummer)
        if heutiges().heute(alter["ags"]) == ags:
            raise RegisterFehler(
                f"Der Kontakt {nummer} gehört schon zu dieser Gemeinde ({ags}). Bitte berichtigen Sie nur, "
                "was sonst falsch ist."
            )
        warum = geprueft_grund(grund)
        sauber = geprueft(kontakt, heute)
        pruefe_kampagne(zug.verbindung, sauber.kampagne)
        stand = neuer_stand(zug.verbindung, ags, _gebrachter_stand(zug.verbindung, alter["vorgang"]))
        ersetze(zug, alter, kontakt_aus(alter), warum, zurueckgezogen=True)
        neu = haenge_kontakt_an(zug, ags, sauber)
        if stand is not None:
            haenge_stand_an(zug, ags, stand, sauber.datum, kontakt=neu)
        zusage = (alter["vorgang"], sauber.wiedervorlage, sauber.naechster_schritt)
        if sauber.wiedervorlage and zusage in erledigte(zug.verbindung, alter["vorgang"]):
            setze_erledigt(zug, geltender(zug.verbindung, neu), True)
        zug.einzelheiten = f"bisher {alter['ags']}, jetzt {ags}, neuer Eintrag {neu}"
    return neu


def _gebrachter_stand(verbindung: Connection, vorgang: int) -> Kontaktstand | None:
    """Der Stand, den jemand mit dem Kontakt setzte; „angesprochen“ ergibt sich von selbst."""
    staende, kontakte = schema.ansprachestand, schema.kontakt
    letzter = verbindung.execute(
        select(staende.c.stand)
        .join(kontakte, kontakte.c.nummer == staende.c.kontakt)
        .where(kontakte.c.vorgang == vorgang)
        .order_by(staende.c.nummer.desc())
    ).scalar()
    stand = Kontaktstand(letzter) if letzter else None
    return None if stand is Kontaktstand.ANGESPROCHEN else stand
