"""Eine Wiedervorlage auf einen anderen Tag legen: eine Berichtigung nur des Tages, derselbe Vorgang."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from insek_monitor.ansprache.kontakte.pruefen import geprueft
from insek_monitor.ansprache.kontakte.register_erledigtes import erledigte, zusage_von
from insek_monitor.ansprache.kontakte.register_zug import ersetze, geltender, kontakt_aus, schreibe
from insek_monitor.kern.rollen import Person
from insek_monitor.register.ansprachetexte import tag as pruefe_tag
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.verbindung import Register


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
        neu = ersetze(zug, person, alter, sauber, grund)
        zug.einzelheiten = f"Gemeinde {alter['ags']}, neuer Eintrag {neu}, jetzt {neuer:%d.%m.%Y}"
    return neu
