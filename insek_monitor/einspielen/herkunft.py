"""Mit welchem Datenstand eine Liste gefüllt wurde: Das Blatt „Quelle und Stand“ sagt es."""

from __future__ import annotations

import re
from collections.abc import Iterator

from insek_monitor.einspielen.spaltentitel import normiere_titel
from insek_monitor.einspielen.tabelle import als_text
from insek_monitor.kern.rohdatei import Rohdatei
from insek_monitor.register.datenstaende import Datenstand, liste
from insek_monitor.register.laden import Bestand, lade
from insek_monitor.register.verbindung import Register

#: Wie sie ``einspielen.meldeliste`` schreibt; ein Test hält beide zusammen.
_BLATT = "quelle und stand"
_DATENSTAND = "gefuellt mit datenstand"
_PRUEFSUMME = "pruefsumme dieses datenstands"
_NUMMER = re.compile(r"(\d{1,9})\b", re.ASCII)


def herkunft_der_liste(register: Register, datei: Rohdatei) -> Bestand | None:
    """Der Datenstand, mit dem die Liste gefüllt wurde.

    Returns
    -------
    Bestand or None
        None, wenn die Datei keinen nennt oder Nummer und Prüfsumme nicht beide zu einem Datenstand dieses
        Registers gehören.
    """
    angaben = dict(_angaben(datei))
    nummer = _NUMMER.match(angaben.get(_DATENSTAND, ""))
    pruefsumme = angaben.get(_PRUEFSUMME, "").lower()
    if nummer is None or not pruefsumme:
        return None
    stand = next((s for s in liste(register) if _ist(s, int(nummer[1]), pruefsumme)), None)
    return None if stand is None else lade(register, stand)


def _ist(stand: Datenstand, nummer: int, pruefsumme: str) -> bool:
    return stand.nummer == nummer and stand.pruefsumme == pruefsumme


def _angaben(datei: Rohdatei) -> Iterator[tuple[str, str]]:
    for blatt in datei.blaetter:
        if normiere_titel(blatt.name) == _BLATT:
            for zeile in blatt.zeilen[:100]:
                if len(zeile) >= 2:
                    yield normiere_titel(als_text(zeile[0])), als_text(zeile[1]).strip()
