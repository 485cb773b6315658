"""Woraus Folien gerechnet werden, welcher Ausschnitt gemeint ist und woher die Zahlen stammen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from typing import Any

import pandas as pd

from insek_monitor.kern.begriffe import Datenlage, Status
from insek_monitor.kern.regeln import Regeln
from insek_monitor.kern.vortrag import Eingefroren, FolgeFehler, Folienart, Gebiet
from insek_monitor.lage.abdeckung import abdeckung
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.schaetzung import SPALTEN as WAHRSCHEINLICHKEITEN
from insek_monitor.lage.schaetzung import ohne_schaetzung
from insek_monitor.workshop.vortrag.folien_teile import Balken, Teil

SACHSEN = "Sachsen"
EIGENE_LISTE = "Eigene Liste"
GRENZEN = "Grenzen: © GeoBasis-DE / BKG 2021 (Daten verändert)"
SPALTEN = (
    *("name", "bezeichnung", "kreis", "einwohner", "groessenklasse_kompakt", "status", "datenlage", "art"),
    *("beschluss", "beschluss_tag", "ablauf_am", "alter_jahre", "aktualitaet", "in_arbeit"),
    *("geklaert", "offene_der_klasse", *WAHRSCHEINLICHKEITEN.values()),
)
"""Was Folien aus der Lage brauchen; jedes Auswählen von Zeilen kopiert alle Spalten, die da sind."""
MELDUNGEN, RECHERCHE = "Meldungen an die Fachstelle", "Recherche des INSEK-Monitors"
ECKWERTE = "Eckwerte der FS INGE"
_FESTE_QUELLE = re.compile(
    rf" · (Quelle: (?:noch keine Angaben|{MELDUNGEN}|(?:{MELDUNGEN}, )?{RECHERCHE})(?:, {ECKWERTE})?)"
    rf"(?: · (Einwohner: Destatis, [0-9]{{2}}\.[0-9]{{2}}\.[0-9]{{4}}))?(?: · {re.escape(GRENZEN)})?\Z"
)
"""Ende jeder Herkunft, wie ``Grundlage.herkunft`` sie schreibt."""


@dataclass(frozen=True, eq=False)
class Grundlage:
    """Woraus Folien gerechnet werden.

    Attributes
    ----------
    lage : Aller Gemeinden am Stichtag, mit Schätzung oder („nur belegte Angaben“) ohne.
    nachbarn : ``ags``, ``nachbar_ags``, ``grenze_km``.
    datenstand : Wie er heißt, mit Nummer: „recherche (Nr. 1)“.
    nur_belegt : Steht in der Herkunft.
    """

    lage: pd.DataFrame
    nachbarn: pd.DataFrame
    regeln: Regeln
    stichtag: date
    datenstand: str
    datenstand_nummer: int
    nur_belegt: bool = False

    def herkunft(self, *, geschaetzt: bool = False, einwohner: bool = False, grenzen: bool = False) -> str:
        """„Stichtag … · Datenstand … · Quelle: …“."""
        eckwerte = f", {ECKWERTE}" if geschaetzt else ""
        teile = [
            _stand(self.stichtag, self.datenstand, self.nur_belegt),
            f"Quelle: {self._quelle()}{eckwerte}",
        ]
        if einwohner and "einwohner_stichtag" in self.lage:
            teile.append(f"Einwohner: Destatis, {zahlen.datum(self.lage['einwohner_stichtag'].max())}")
        return " · ".join([*teile, GRENZEN] if grenzen else teile)

    def _quelle(self) -> str:
        """Woher die Angaben stammen, nach dem, was gezeigt werden kann."""
        vorhanden = set(self.lage["datenlage"].dropna().astype(str))
        quellen = {MELDUNGEN: Datenlage.GEMELDET, RECHERCHE: Datenlage.RECHERCHIERT}
        genannt = [quelle for quelle, datenlage in quellen.items() if datenlage in vorhanden]
        return ", ".join(genannt) or "noch keine Angaben"


def _stand(stichtag: date, datenstand: str, nur_belegt: bool) -> str:
    belegt = ", nur belegte Angaben" if nur_belegt else ""
    return f"Stichtag {zahlen.datum(stichtag)} · Datenstand {datenstand}{belegt}"


def feste_herkunft(art: Folienart, herkunft: str, fest: Eingefroren, nur_belegt: bool, ort: str) -> str:
    """Herkunft einer eingefrorenen Folie: Stichtag und Datenstand aus der Folge, nie aus dem Inhalt.

    Die Datei kann von Fremden sein. Von ihrem Wortlaut zählt nur, welche der bekannten Quellen er nennt.

    Raises
    ------
    FolgeFehler
        Wenn er keine bekannte Quelle nennt.
    """
    treffer = _FESTE_QUELLE.search(herkunft)
    if treffer is None:
        raise FolgeFehler(
            f"{ort}: „herkunft“ nennt keine Quelle, die dieser INSEK-Monitor kennt. "
            "Bitte holen Sie die Datei neu oder frieren Sie die Folge neu ein."
        )
    teile = [_stand(fest.stichtag, fest.datenstand_name, nur_belegt), *filter(None, treffer.groups())]
    return " · ".join([*teile, GRENZEN] if art is Folienart.KARTE else teile)


def ausschnitt(lage: pd.DataFrame, gebiet: Gebiet) -> tuple[pd.DataFrame, str]:
    """Die Gemeinden eines Gebiets und wie es heißt; Unbekanntes trifft keine Gemeinde.

    Eine einzelne ist keine Summe: Für sie wird nichts geschätzt.
    """
    lage = lage[list(SPALTEN)]
    if gebiet.kreis:
        lage = lage[(lage["kreis"] == gebiet.kreis).to_numpy(dtype=bool)]
    elif gebiet.ags:
        lage = lage[lage.index.isin(gebiet.ags)]
    return ohne_schaetzung(lage) if len(lage) == 1 else lage, gebietsname(gebiet)


def gebietsname(gebiet: Gebiet) -> str:
    """Wie ein Gebiet auf einer Folie heißt."""
    if gebiet.kreis:
        return kreisname(gebiet.kreis)
    return (gebiet.bezeichnung or EIGENE_LISTE) if gebiet.ags else SACHSEN


def kreisname(kreis: str) -> str:
    """Unverwechselbar mit der Stadt: „Landkreis Bautzen“, „Erzgebirgskreis“, „Leipzig, Stadt“."""
    return kreis if "kreis" in kreis.casefold() or kreis.endswith(", Stadt") else f"Landkreis {kreis}"


def balken(lage: pd.DataFrame, nach: str | None = None, zusatz: str = "") -> Iterator[Balken]:
    """Status der Gemeinden als ein Balken je Gruppe; was nicht vorkommt, fehlt.

    Parameters
    ----------
    nach : Spalte zum Gruppieren; ohne sie ein einziger Balken ohne Namen.
    zusatz : Steht hinter dem Namen jeder Gruppe.
    """
    for name, zeilen in abdeckung(lage, nach).groupby("gruppe", sort=False):
        teile = tuple(
            Teil(z.status, Status(z.status).beschriftung, z.gemeinden_belegt, *_erwartet(z))
            for z in zeilen.itertuples()
        )
        gesamt = int(zeilen["gemeinden_gesamt"].iloc[0])
        yield Balken(f"{name}{zusatz}" if nach else "", tuple(t for t in teile if t.summe), gesamt)


def _erwartet(zeile: Any) -> tuple[int, ...]:
    """Geschätzte Gemeinden und Grenzen der Summe, auf ganze gerundet (die Grenzen nach außen)."""
    if not zeile.gemeinden_geschaetzt:
        return ()
    return (
        floor(zeile.gemeinden + 0.5) - zeile.gemeinden_belegt,
        floor(zeile.gemeinden_von),
        ceil(zeile.gemeinden_bis),
    )
