"""Gruppen für gemeinsame Konzepte, je Datenstand, Stichtag, Auswahl und Vorgaben einmal gerechnet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from insek_monitor.ansprache.kooperation import kooperation
from insek_monitor.ansprache.kooperation.grundlage import hindernisse
from insek_monitor.ansprache.kooperation.kooperation import Aufteilung, Grundlage, Kooperationswunsch
from insek_monitor.ansprache.kooperation.nachbarn import nachbarfolge
from insek_monitor.ansprache.kooperation.seite import werte as kooperation_werte
from insek_monitor.lage.lage import Auswahl
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.register import tabellen

VORSCHLAEGE = 5


@dataclass(frozen=True)
class Melder:
    """Meldet den Fortschritt einer langen Rechnung; für den Zwischenspeicher sind alle Melder gleich."""

    melde: Callable[[float], object] = field(compare=False)

    def __call__(self, anteil: float) -> None:
        self.melde(anteil)


@dataclass(frozen=True, eq=False)
class Umgebung:
    """Was die Suche um eine Gemeinde ergeben hat.

    Attributes
    ----------
    grund
        warum es keine Gruppe gibt; leer, wenn es welche gibt.
    hindernis
        was gegen die Gemeinde selbst spricht, ein Schlüssel aus ``kooperation_grundlage.HINDERNISSE``;
        leer: nichts.
    nachbarn
        Ergebnis von ``nachbarfolge``.
    """

    gruppen: pd.DataFrame
    grund: str
    hindernis: str
    nachbarn: pd.DataFrame


def ganz_sachsen(ansicht: Ansicht) -> Auswahl:
    """Die Auswahl ohne Größenklassen und Kreise: auch Nachbarn jenseits des Filters zählen."""
    return Auswahl(ansicht.stichtag, nur_belegt=ansicht.auswahl.nur_belegt)


def um(ansicht: Ansicht, ags: str, wunsch: Kooperationswunsch) -> Umgebung:
    """Beste Gruppen um eine Gemeinde und ihre Nachbarn in Reihenfolge."""
    return _um(ansicht.datenstand.nummer, ganz_sachsen(ansicht), ags, wunsch)


def auswege(ansicht: Ansicht, ags: str, wunsch: Kooperationswunsch) -> list[tuple[str, Kooperationswunsch]]:
    """Weitere Grenzen, mit denen sich um die Gemeinde eine Gruppe findet."""
    return _auswege(ansicht.datenstand.nummer, ganz_sachsen(ansicht), ags, wunsch)


def land(ansicht: Ansicht, wunsch: Kooperationswunsch, melder: Melder) -> tuple[Aufteilung, Aufteilung]:
    """Aufteilung der Gemeinden der Auswahl, und zum Vergleich die gierige."""
    return _land(ansicht.datenstand.nummer, ansicht.auswahl, wunsch, melder)


def auswege_im_land(ansicht: Ansicht, wunsch: Kooperationswunsch) -> list[tuple[str, Kooperationswunsch]]:
    """Weitere Grenzen, mit denen sich in der Auswahl eine Gruppe findet."""
    return _auswege_im_land(ansicht.datenstand.nummer, ansicht.auswahl, wunsch)


def bestehende(ansicht: Ansicht) -> pd.DataFrame:
    """Gemeinsame Konzepte am Stichtag, an denen eine Gemeinde der Auswahl beteiligt ist."""
    return _bestehende(ansicht.datenstand.nummer, ansicht.auswahl)


@zwischenspeicher.einmalig(1)
def _grenzen() -> gpd.GeoDataFrame:
    return tabellen.grenzen()


@zwischenspeicher.einmalig(16)
def _grundlage(nummer: int, auswahl: Auswahl) -> Grundlage:
    lage = zwischenspeicher.lage_der_auswahl(nummer, auswahl)
    return kooperation.grundlage(lage, zwischenspeicher.nachbarn(), _grenzen())


@zwischenspeicher.einmalig(128)
def _um(nummer: int, auswahl: Auswahl, ags: str, wunsch: Kooperationswunsch) -> Umgebung:
    grundlage = _grundlage(nummer, auswahl)
    gruppen = kooperation.gruppen_um(ags, grundlage, wunsch, n=VORSCHLAEGE)
    return Umgebung(
        gruppen=gruppen,
        grund=str(gruppen.attrs.get("grund", "")),
        hindernis=str(hindernisse(grundlage.lage.loc[[ags]], wunsch).iloc[0]),
        nachbarn=nachbarfolge(ags, grundlage.lage, grundlage.nachbarn, wunsch, gruppen),
    )


@zwischenspeicher.einmalig(64)
def _auswege(
    nummer: int, auswahl: Auswahl, ags: str, wunsch: Kooperationswunsch
) -> list[tuple[str, Kooperationswunsch]]:
    grundlage = _grundlage(nummer, auswahl)
    return _brauchbare(wunsch, lambda weiter: len(kooperation.gruppen_um(ags, grundlage, weiter, n=1)))


@zwischenspeicher.einmalig(32)
def _land(
    nummer: int, auswahl: Auswahl, wunsch: Kooperationswunsch, melder: Melder
) -> tuple[Aufteilung, Aufteilung]:
    grundlage = _grundlage(nummer, auswahl)
    return (
        kooperation.aufteilung(grundlage, wunsch, fortschritt=melder),
        kooperation.aufteilung_gierig(grundlage, wunsch),
    )


@zwischenspeicher.einmalig(32)
def _auswege_im_land(
    nummer: int, auswahl: Auswahl, wunsch: Kooperationswunsch
) -> list[tuple[str, Kooperationswunsch]]:
    grundlage = _grundlage(nummer, auswahl)
    return _brauchbare(wunsch, lambda weiter: kooperation.aufteilung_gierig(grundlage, weiter).guete.gruppen)


def _brauchbare(
    wunsch: Kooperationswunsch, gruppen: Callable[[Kooperationswunsch], int]
) -> list[tuple[str, Kooperationswunsch]]:
    """Lockerungen, mit denen es Gruppen gibt; hilft keine für sich, alle zusammen."""
    einzeln = [paar for paar in kooperation_werte.lockerungen(wunsch) if gruppen(paar[1])]
    weit = kooperation_werte.alles_weit()
    return einzeln or ([weit] if weit[1] != wunsch and gruppen(weit[1]) else [])


@zwischenspeicher.einmalig(16)
def _bestehende(nummer: int, auswahl: Auswahl) -> pd.DataFrame:
    inhalt = zwischenspeicher.bestand(nummer)
    alle = kooperation.bestehende(
        inhalt.konzepte, inhalt.zuordnung, zwischenspeicher.gemeinden(), auswahl.stichtag
    )
    gewaehlt = set(zwischenspeicher.lage_der_auswahl(nummer, auswahl).index)
    return alle[[not gewaehlt.isdisjoint(mitglieder) for mitglieder in alle["mitglieder"]]]
