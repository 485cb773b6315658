"""Kampagnen speichern: neu, geändert, kopiert; und was geschieht, wenn jemand anderes schneller war."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from insek_monitor.ansprache.kampagnen import register as kampagnen
from insek_monitor.ansprache.kampagnen.pruefen import TITEL_HOECHSTENS
from insek_monitor.ansprache.kampagnen.register import Kampagne, KampagneUeberholt
from insek_monitor.ansprache.kampagnen.seite import zustand
from insek_monitor.ansprache.kampagnen.seite.aenderung import Aenderung, zu_schreiben
from insek_monitor.ansprache.prioritaet.seite import auswahlkorb
from insek_monitor.kern.ansprache import Kampagnenangaben
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.register.fehler import RegisterFehler

AUSWAHL_UEBERNOMMEN = "Was jetzt auf der Liste steht, ist im Bereich „Priorität“ nicht mehr gewählt."
"""Sonst stünde dieselbe Auswahl noch da und käme beim nächsten Mal auf eine zweite Liste."""


def lege_an(
    angaben: Kampagnenangaben,
    gemeinden: tuple[str, ...],
    datenstand_nummer: int,
    *,
    aus_auswahl: bool = False,
) -> bool:
    """Speichert eine neue Liste und öffnet sie; bei einem Fehler bleibt das Formular, wie es ist.

    Parameters
    ----------
    aus_auswahl
        ob die Gemeinden aus der Auswahl stammen; dann sind sie danach nicht mehr gewählt.
    """
    try:
        neu = kampagnen.lege_an(
            zwischenspeicher.register(),
            angaben,
            gemeinden,
            handelnder(),
            datenstand_nummer=datenstand_nummer,
        )
    except RegisterFehler as fehler:
        zustand.melde(str(fehler), "fehler")
        return False
    zustand.oeffne(neu.nummer)
    satz = f"Die Liste „{neu.angaben.titel}“ ist gespeichert."
    if aus_auswahl:
        auswahlkorb.lege_weg(gemeinden)
        satz += f" {AUSWAHL_UEBERNOMMEN}"
    zustand.melde(satz)
    return True


def kopiere(stand: Kampagne, datenstand_nummer: int) -> None:
    """Legt eine Kopie an und öffnet sie; Kontakte und Verlauf bleiben beim Vorbild."""
    try:
        laufende = kampagnen.liste(zwischenspeicher.register(), handelnder())
    except RegisterFehler as fehler:
        zustand.melde(str(fehler), "fehler")
        return
    titel = freier_titel(stand.angaben.titel, [liste.angaben.titel for liste in laufende])
    lege_an(replace(stand.angaben, titel=titel), stand.gemeinden, datenstand_nummer)


def freier_titel(vorbild: str, vergebene: Collection[str]) -> str:
    """„Kopie von …“, bei Bedarf mit Zähler; laufende Listen heißen verschieden."""
    schon = {titel.casefold() for titel in vergebene}
    zusaetze = ["", *(f" ({zaehler})" for zaehler in range(2, len(schon) + 3))]
    moeglich = (
        f"{f'Kopie von {vorbild}'[: TITEL_HOECHSTENS - len(zusatz)].rstrip()}{zusatz}" for zusatz in zusaetze
    )
    return next(titel for titel in moeglich if titel.casefold() not in schon)


def aendere(aenderung: Aenderung, erfolg: str, *, stand: Kampagne | None = None) -> bool:
    """Speichert eine Änderung.

    Parameters
    ----------
    erfolg
        Satz, der danach oben steht.
    stand
        auf welchen Stand sie angewendet wird; ohne Angabe der, den die Person vor Augen hatte.

    Returns
    -------
    bool
        Ob die Liste jetzt so ist. Kam jemand zuvor, bleibt die Änderung als Streit erhalten.
    """
    stand = stand or aenderung.basis
    werte = zu_schreiben(aenderung, stand)
    if not werte:
        zustand.beende_streit(stand.nummer)
        zustand.melde("Die Liste ist schon so; es war nichts zu ändern.", "hinweis")
        return True
    try:
        kampagnen.aendere(
            zwischenspeicher.register(), stand.nummer, handelnder(), basis_fassung=stand.fassung, **werte
        )
    except KampagneUeberholt as fehler:
        zustand.merke_streit(zustand.Streit(aenderung, fehler.inzwischen))
        return False
    except RegisterFehler as fehler:
        zustand.melde(str(fehler), "fehler")
        return False
    zustand.beende_streit(stand.nummer)
    zustand.melde(erfolg)
    return True
