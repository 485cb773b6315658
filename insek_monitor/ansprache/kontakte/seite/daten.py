"""Was die Ansprache aus den Kontakten braucht; nur für Leute mit Rolle, Gäste bekommen nichts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.kern.ansprache import Kontaktstand
from insek_monitor.rahmen import anmeldung, zwischenspeicher
from insek_monitor.register.verbindung import Register


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
