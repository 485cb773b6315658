"""Was die Befehle ausgeben: Register öffnen, rechnen, in Text oder JSON fassen."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

from insek_monitor.kern.datum import DatumsFehler
from insek_monitor.kern.regelfehler import RegelFehler
from insek_monitor.kommandozeile.text import datenstaende_text, kennzahlen_text
from insek_monitor.lage.lage import lage
from insek_monitor.lage.schaetzung import schaetze
from insek_monitor.lage.uebersicht import uebersicht
from insek_monitor.register import altbestand, datenstaende, tabellen
from insek_monitor.register.fehler import RegisterFehler, mit_ort
from insek_monitor.register.laden import lade
from insek_monitor.register.speicher import oeffne
from insek_monitor.register.woerterbuch import WoerterbuchFehler


class KennzahlenFehler(Exception):
    """Ein Befehl ist nicht möglich; der Text sagt auf Deutsch, warum."""


FEHLER = (RegisterFehler, tabellen.TabellenFehler, WoerterbuchFehler, RegelFehler, DatumsFehler)
"""Erwartete Fehler mit einem fertigen deutschen Satz."""


def kennzahlen(stichtag: date, datenstand: str | None, *, nur_belegt: bool, als_json: bool) -> str:
    """Kennzahlen eines Datenstands zum Stichtag.

    Raises
    ------
    KennzahlenFehler
        wenn Register, Datenstand oder Tabellen nicht benutzbar sind.
    """
    try:
        register = oeffne()
        try:
            bestand = lade(register, datenstand)
        finally:
            register.schliesse()
        gemeinden, regeln = tabellen.gemeinden(), tabellen.regeln()
        stand = lage(gemeinden, bestand.konzepte, bestand.zuordnung, stichtag, regeln)
        if not nur_belegt:
            stand = schaetze(stand, tabellen.eckwerte(), stichtag)
    except FEHLER as fehler:
        raise KennzahlenFehler(mit_ort(fehler)) from fehler
    zahlen = uebersicht(stand, stichtag, regeln, asdict(bestand.datenstand), nur_belegt=nur_belegt)
    if als_json:
        return json.dumps(zahlen, ensure_ascii=False, indent=2)
    return "\n\n".join(filter(None, (kennzahlen_text(zahlen), altbestand.weglassung(bestand.weggelassen))))


def datenstandsliste() -> str:
    """Alle Datenstände als Text, der neueste zuerst.

    Raises
    ------
    KennzahlenFehler
        wenn das Register nicht benutzbar ist.
    """
    try:
        register = oeffne()
        try:
            return datenstaende_text(datenstaende.liste(register), datenstaende.finde(register).nummer)
        finally:
            register.schliesse()
    except FEHLER as fehler:
        raise KennzahlenFehler(mit_ort(fehler)) from fehler
