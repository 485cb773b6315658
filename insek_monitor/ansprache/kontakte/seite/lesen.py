"""Kontakte, Stände und Wiedervorlagen für Leute mit Rolle; je Stand des Registers einmal gelesen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from insek_monitor import einstellungen
from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.ansprache.kontakte import wiedervorlagen
from insek_monitor.ansprache.kontakte.lage import Zaehlung, fristen, je_gemeinde, zaehle
from insek_monitor.kern.rollen import Rolle
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.register import rechte
from insek_monitor.register.verbindung import Register


@dataclass(frozen=True, eq=False)
class Eintraege:
    """Was im Register steht; die Tabellen darf niemand verändern.

    Attributes
    ----------
    kontakte, staende, standverlauf, wiedervorlagen : Wie ``ansprache.kontakte.register`` sie liefert.
    termine : Offene und abzusagende Wiedervorlagen für Kalender (``kontakte.termine``).
    fristen : Je Wiedervorlage ihre ``kontaktlage.Frist``.
    gemeinden : Je Gemeinde Stand, letzter Kontakt und nächste Zusage (``kontaktlage.je_gemeinde``).
    """

    kontakte: pd.DataFrame
    staende: pd.DataFrame
    standverlauf: pd.DataFrame
    wiedervorlagen: pd.DataFrame
    termine: pd.DataFrame
    fristen: pd.Series
    zaehlung: Zaehlung
    gemeinden: pd.DataFrame
    heute: date


def eintraege() -> Eintraege:
    """Alles zu Kontakten. Erst nach ``anmeldung.darf_internes()`` zu rufen.

    Raises
    ------
    Verweigert
        ohne Rolle; der Versuch steht im Protokoll.
    """
    register, person = zwischenspeicher.register(), handelnder()
    # Der Zwischenspeicher kennt keine Rollen: Vor jedem Griff hinein wird gefragt.
    rechte.verlange(register, person, Rolle.LESEN, vorgang="Kontakte lesen", gegenstand="alle Gemeinden")
    return _gemerkt(register, kontakte.folgestand(register)[0], einstellungen.heute())


@zwischenspeicher.einmalig(2)
def _gemerkt(register: Register, _folgestand: int, heute: date) -> Eintraege:
    """Die Person fehlt im Schlüssel: Alle mit Rolle sehen dasselbe."""
    person = handelnder()
    alle, staende = kontakte.lies(register, person), kontakte.staende(register, person)
    offene = wiedervorlagen.offene(alle, heute)
    je_wiedervorlage = fristen(offene, heute)
    return Eintraege(
        alle,
        staende,
        kontakte.standverlauf(register, person),
        offene,
        kontakte.termine(register, person, heute=heute),
        je_wiedervorlage,
        zaehle(je_wiedervorlage, staende),
        je_gemeinde(zwischenspeicher.gemeinden(), alle, staende, offene),
        heute,
    )
