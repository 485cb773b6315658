"""ODS lesen: Blätter, Verborgenes, Verbundenes und Hinweise aus ``content.xml``."""

from __future__ import annotations

from insek_monitor.einspielen.lesen import hinweise
from insek_monitor.einspielen.lesen.archiv import Archiv
from insek_monitor.einspielen.lesen.ods_strom import OdsBlatt, OdsLeser
from insek_monitor.einspielen.lesen.verbund import beschneide
from insek_monitor.einspielen.lesen.xlsx import verlange_blattzahl
from insek_monitor.einspielen.lesen.xmlstrom import zerlege
from insek_monitor.kern.rohdatei import Rohblatt


def lies_ods(archiv: Archiv) -> tuple[tuple[Rohblatt, ...], tuple[str, ...]]:
    """Blätter und Hinweise einer ODS-Datei.

    Raises
    ------
    DateiFehler
        wenn sie beschädigt oder zu groß ist.
    """
    leser = OdsLeser()
    zerlege(archiv.stuecke("content.xml"), leser)
    verlange_blattzahl(len(leser.blaetter))
    blaetter = tuple(_rohblatt(blatt, blatt.stil in leser.verborgene_stile) for blatt in leser.blaetter)
    return blaetter, (*_hinweise(archiv, leser), *leser.zaehler.hinweise())


def _rohblatt(blatt: OdsBlatt, verborgen: bool) -> Rohblatt:
    ende = max((nummer for nummer, werte in blatt.zeilen.items() if werte), default=0)
    spalten = max(map(len, blatt.zeilen.values()), default=0)
    return Rohblatt(
        name=blatt.name,
        zeilen=tuple(blatt.zeilen.get(nummer, ()) for nummer in range(1, ende + 1)),
        verborgen=verborgen,
        verborgene_zeilen=frozenset(nummer for nummer in blatt.verborgene_zeilen if nummer <= ende),
        verbunden=beschneide(blatt.name, blatt.verbunden, ende, spalten),
        formeln=frozenset(blatt.formeln),
    )


def _hinweise(archiv: Archiv, leser: OdsLeser) -> list[str]:
    saetze = []
    if any(name.startswith(("basic/", "scripts/")) for name in archiv.namen):
        saetze.append(hinweise.MAKROS)
    if leser.verknuepft:
        saetze.append(hinweise.VERKNUEPFT)
    saetze += hinweise.formeln(sum(len(blatt.formeln) for blatt in leser.blaetter))
    for blatt in leser.blaetter:
        saetze += hinweise.ohne_wert(blatt.name, blatt.ohne_wert)
    return saetze
