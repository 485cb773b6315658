"""Woraus Folien gerechnet werden, welcher Ausschnitt gemeint ist und woher die Zahlen stammen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from insek_monitor.darstellung import zahlen
from insek_monitor.modell.begriffe import Datenlage
from insek_monitor.modell.regeln import Regeln
from insek_monitor.modell.vortrag import Eingefroren, FolgeFehler, Folienart, Gebiet

SACHSEN = "Sachsen"
EIGENE_LISTE = "Eigene Liste"
GRENZEN = "Grenzen: © GeoBasis-DE / BKG 2021 (Daten verändert)"
SPALTEN = (
    *("name", "bezeichnung", "kreis", "einwohner", "groessenklasse_kompakt", "status", "datenlage", "art"),
    *("beschluss", "beschluss_tag", "ablauf_am", "alter_jahre", "aktualitaet", "in_arbeit"),
)
"""Was Folien aus der Lage brauchen; jedes Auswählen von Zeilen kopiert alle Spalten, die da sind."""
_QUELLEN = (("Recherche", Datenlage.RECHERCHIERT), ("Modell", Datenlage.MODELLIERT))
_FESTE_QUELLE = re.compile(
    r" · (Quelle: (?:noch keine Angaben|Meldungen an die Fachstelle"
    r"|(?:Meldungen an die Fachstelle, )?(?:Recherche|Modell|Recherche und Modell) des INSEK-Monitors))"
    rf"(?: · (Einwohner: Destatis, [0-9]{{2}}\.[0-9]{{2}}\.[0-9]{{4}}))?(?: · {re.escape(GRENZEN)})?\Z"
)
"""Ende jeder Herkunft, wie ``Grundlage.herkunft`` sie schreibt."""


@dataclass(frozen=True, eq=False)
class Grundlage:
    """Woraus Folien gerechnet werden.

    Attributes
    ----------
    lage : DataFrame
        Aller Gemeinden am Stichtag; „nur belegte Angaben“ wirkt darin schon.
    nachbarn : DataFrame
        ``ags``, ``nachbar_ags``, ``grenze_km``.
    regeln : Regeln
    stichtag : date
    datenstand : str
        Wie er heißt, mit Nummer: „modell (Nr. 2)“.
    datenstand_nummer : int
    nur_belegt : bool
        Steht in der Herkunft.
    """

    lage: pd.DataFrame
    nachbarn: pd.DataFrame
    regeln: Regeln
    stichtag: date
    datenstand: str
    datenstand_nummer: int
    nur_belegt: bool = False

    def herkunft(self, *, einwohner: bool = False, grenzen: bool = False) -> str:
        """„Stichtag … · Datenstand … · Quelle: …“."""
        teile = [
            _stand(self.stichtag, self.datenstand, self.nur_belegt),
            f"Quelle: {self._quelle()}",
        ]
        if einwohner and "einwohner_stichtag" in self.lage:
            teile.append(f"Einwohner: Destatis, {zahlen.datum(self.lage['einwohner_stichtag'].max())}")
        return " · ".join([*teile, GRENZEN] if grenzen else teile)

    def _quelle(self) -> str:
        """Woher die Angaben stammen, nach dem, was gezeigt werden kann."""
        vorhanden = set(self.lage["datenlage"].dropna().astype(str))
        eigene = [wort for wort, datenlage in _QUELLEN if datenlage.value in vorhanden]
        teile = ["Meldungen an die Fachstelle"] if Datenlage.GEMELDET.value in vorhanden else []
        if eigene:
            teile.append(f"{' und '.join(eigene)} des INSEK-Monitors")
        return ", ".join(teile) or "noch keine Angaben"


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
    """Die Gemeinden eines Gebiets und wie es heißt; Unbekanntes trifft keine Gemeinde."""
    lage = lage[list(SPALTEN)]
    if gebiet.kreis:
        lage = lage[(lage["kreis"] == gebiet.kreis).to_numpy(dtype=bool)]
    elif gebiet.ags:
        lage = lage[lage.index.isin(gebiet.ags)]
    return lage, gebietsname(gebiet)


def gebietsname(gebiet: Gebiet) -> str:
    """Wie ein Gebiet auf einer Folie heißt."""
    if gebiet.kreis:
        return kreisname(gebiet.kreis)
    return (gebiet.bezeichnung or EIGENE_LISTE) if gebiet.ags else SACHSEN


def kreisname(kreis: str) -> str:
    """Unverwechselbar mit der Stadt: „Landkreis Bautzen“, „Erzgebirgskreis“, „Leipzig, Stadt“."""
    return kreis if "kreis" in kreis.casefold() or kreis.endswith(", Stadt") else f"Landkreis {kreis}"


def modelliert(lage: pd.DataFrame) -> np.ndarray:
    """Je Gemeinde, ob ihr Status auf einem modellierten Datensatz beruht."""
    return (lage["datenlage"] == Datenlage.MODELLIERT.value).fillna(False).to_numpy(dtype=bool)
