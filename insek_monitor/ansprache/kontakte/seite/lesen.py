"""Kontakte, Stände und Wiedervorlagen, je Stand des Registers einmal gelesen; Gäste bekommen nichts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from insek_monitor import einstellungen
from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.ansprache.kontakte import wiedervorlagen
from insek_monitor.ansprache.kontakte.lage import Zaehlung, fristen, je_gemeinde, zaehle
from insek_monitor.kern.ansprache import Kontaktstand
from insek_monitor.kern.rollen import Rolle
from insek_monitor.rahmen import anmeldung, zwischenspeicher
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


@dataclass(frozen=True)
class Kontaktdaten:
    """Kontakte in der Form, in der Priorität und Filter sie brauchen.

    Zwei sind gleich, wenn der Folgestand gleich ist: damit taugen sie als Schlüssel der Zwischenspeicher.

    Attributes
    ----------
    folgestand
        wie viele Einträge zu Kontakten das Register hat.
    staende
        AGS → Wert von ``Kontaktstand``; nur Gemeinden mit Eintrag.
    letzter
        AGS → Tag des letzten Kontakts.
    mit_wiedervorlage
        Gemeinden, denen etwas zugesagt ist.
    """

    folgestand: int
    staende: pd.Series = field(compare=False, repr=False)
    letzter: pd.Series = field(compare=False, repr=False)
    mit_wiedervorlage: frozenset[str] = field(compare=False, repr=False)

    def stand(self, ags: str) -> Kontaktstand:
        """Wie weit die Ansprache einer Gemeinde ist; ohne Eintrag „nicht angesprochen“."""
        return Kontaktstand(str(self.staende.get(ags, Kontaktstand.NICHT_ANGESPROCHEN.value)))

    def ist_offener_fall(self, ags: str) -> bool:
        """Noch nicht angesprochen, oder angesprochen, ohne dass ein nächster Schritt zugesagt ist."""
        stand = self.stand(ags)
        return stand is Kontaktstand.NICHT_ANGESPROCHEN or (
            stand is Kontaktstand.ANGESPROCHEN and ags not in self.mit_wiedervorlage
        )


def lies(heute: date) -> Kontaktdaten | None:
    """Die Kontakte; None ohne Rolle. Die Rolle wird bei jedem Aufruf geprüft, gelesen wird nur Neues."""
    if not anmeldung.darf_internes():
        return None
    register = zwischenspeicher.register()
    return _gelesen(register, kontakte.folgestand(register)[0], heute)


@zwischenspeicher.einmalig(4)
def _gelesen(register: Register, folgestand: int, heute: date) -> Kontaktdaten:
    """Die Person fehlt im Schlüssel: Alle mit Rolle bekommen dasselbe, Gäste kommen nicht bis hierher."""
    person = anmeldung.person()
    return Kontaktdaten(
        folgestand,
        kontakte.staende(register, person)["stand"],
        kontakte.letzter_kontakt(register, person),
        frozenset(kontakte.wiedervorlagen(register, person, heute=heute)["ags"]),
    )
