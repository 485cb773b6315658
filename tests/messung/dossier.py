"""Ausgaben zur Ansprache: Dossier zu zwölf Gemeinden und zu allen, Liste mit Karte zu allen."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd

from insek_monitor.ansprache.prioritaet import listenkarte
from insek_monitor.ansprache.prioritaet.dossier import Deckblatt, Dossierfall, als_dossier
from insek_monitor.ansprache.prioritaet.gespraechsfragen import fragen
from insek_monitor.ansprache.prioritaet.listendruck import als_listendruck
from insek_monitor.ansprache.prioritaet.zeilen import zeilen
from insek_monitor.lage.bild import kartenbild
from insek_monitor.lage.gemeinde import (
    einwohnerentwicklung,
    konzepte_der_gemeinde,
    nachbarn_der_gemeinde,
)
from insek_monitor.lage.lage import lage
from insek_monitor.register import tabellen
from insek_monitor.register.laden import lade
from insek_monitor.register.speicher import oeffne
from tests.messung.tabelle import Messgroesse

HEUTE = date(2026, 11, 21)
ERSTELLT = datetime(2026, 11, 21, 12, tzinfo=UTC)
ANGABEN = {
    "Stichtag": "21.11.2026",
    "Datenstand": "Messung",
    "Quellen und Lizenzen": "wie im Dashboard " * 20,
}
ZWOELF = 12


class _Grundlage:
    """Alles, was die Oberfläche im Zwischenspeicher hätte."""

    def __init__(self, ordner: Path) -> None:
        register = oeffne(f"sqlite:///{(ordner / 'dossier.sqlite').as_posix()}")
        self.gemeinden, self.regeln = tabellen.gemeinden(), tabellen.regeln()
        self.bestand = lade(register)
        register.schliesse()
        bestand = self.bestand
        self.lage = lage(self.gemeinden, bestand.konzepte, bestand.zuordnung, HEUTE, self.regeln)
        self.nachbarn, self.bevoelkerung = tabellen.nachbarn(), tabellen.bevoelkerung()
        self.karte = json.loads(tabellen.karte_gemeinden())
        self.pfade = kartenbild.projiziere(self.karte, json.loads(tabellen.karte_kreise()))

    def fall(self, ags: str) -> Dossierfall:
        zeile = self.lage.loc[ags]
        nachbarn = nachbarn_der_gemeinde(self.lage, self.nachbarn, ags)
        konzepte = konzepte_der_gemeinde(self.bestand.konzepte, self.bestand.zuordnung, ags)
        return Dossierfall(
            zeile=zeile,
            konzepte=konzepte,
            nachbarn=nachbarn,
            entwicklung=einwohnerentwicklung(self.bevoelkerung, ags),
            fragen=fragen(zeile, nachbarn, konzepte, HEUTE, self.regeln),
            karte=listenkarte.umgebung(ags, list(nachbarn.index), self.lage, self.karte),
            lagekarte=listenkarte.lage_im_land(ags, self.lage, self.pfade),
            gruende="Kein Konzept gemeldet; klein; seit 2013 um 8,2 % geschrumpft.",
        )

    def deckblatt(self, liste: pd.DataFrame) -> Deckblatt:
        karte = listenkarte.listenkarte(
            liste, self.pfade, titel="Messung", schrift=listenkarte.druckschrift(len(liste))
        )
        return Deckblatt("Messung", karte, listenkarte.legende(liste))

    def dossier(self, ags: Sequence[str]) -> bytes:
        return als_dossier(
            [self.fall(schluessel) for schluessel in ags],
            ANGABEN,
            ERSTELLT,
            namen=self.gemeinden["name"],
            stichtag=HEUTE,
            regeln=self.regeln,
            deckblatt=self.deckblatt(self.lage.loc[list(ags)]),
        )

    def liste(self) -> bytes:
        gruende = dict.fromkeys(self.lage.index, "Kein Konzept gemeldet; klein.")
        alle = zeilen(self.lage, gruende=gruende)
        return als_listendruck(alle, self.deckblatt(self.lage), ANGABEN, ERSTELLT)


def messe(ordner: Path, wiederholungen: int) -> list[Messgroesse]:
    """Dossier für 12 Gemeinden (Vorgabe: 15 s) und für 418; Liste mit 418 Zeilen (Vorgabe: 10 s)."""
    zwoelf = Messgroesse("Dossier zu 12 Gemeinden (PDF)", "s", 15.0, stellen=2)
    liste = Messgroesse("Liste mit 418 Gemeinden (PDF)", "s", 10.0, stellen=2)
    alle = Messgroesse("Dossier zu 418 Gemeinden (PDF)", "s", 60.0, stellen=1)
    grundlage = _Grundlage(ordner)
    schluessel = [str(ags) for ags in grundlage.lage.index]
    for lauf in range(wiederholungen):
        # Jeder Lauf andere Gemeinden: Typst merkt sich, was es schon gesetzt hat.
        auswahl = schluessel[lauf * ZWOELF : (lauf + 1) * ZWOELF] or schluessel[:ZWOELF]
        beginn = time.perf_counter()
        klein = grundlage.dossier(auswahl)
        zwoelf.werte.append(time.perf_counter() - beginn)
    beginn = time.perf_counter()
    gedruckt = grundlage.liste()
    liste.werte.append(time.perf_counter() - beginn)
    beginn = time.perf_counter()
    gross = grundlage.dossier(schluessel)
    alle.werte.append(time.perf_counter() - beginn)
    for groesse, inhalt in ((zwoelf, klein), (liste, gedruckt), (alle, gross)):
        groesse.hinweis = f"{len(inhalt) / 1e6:.1f} MB".replace(".", ",")
    return [zwoelf, liste, alle]
