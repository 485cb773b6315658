"""Was die Ansicht einer Liste rechnet: Priorität, Gründe, Kandidaten, Mischung; je Stand einmal."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from insek_monitor.darstellung import befunde_ansprache
from insek_monitor.kennzahlen import kampagne as kampagnenzahlen
from insek_monitor.modell.ansprache import Angebot, Kontaktstand
from insek_monitor.oberflaeche import filter as filterzeile
from insek_monitor.oberflaeche import zwischenspeicher
from insek_monitor.oberflaeche.ansicht import Ansicht
from insek_monitor.oberflaeche.ansprache import gewichtewahl, kontaktdaten, rechnung
from insek_monitor.oberflaeche.ansprache.rechnung import Grund
from insek_monitor.register.kampagnen import Kampagne

AUSTAUSCH_UNTER = 15_000
"""Das Austauschformat 2026 lädt Verwaltungsspitzen von Gemeinden unter 15.000 Einwohnern ein."""
NICHT_VORSCHLAGEN = frozenset({Kontaktstand.ABGELEHNT.value, Kontaktstand.RUHT.value})
KANDIDATEN_ERKLAERUNG = (
    "alle der Filterzeile mit Punkten, die nicht abgelehnt haben oder ruhen; beim Austauschformat nur unter "
    "15.000 Einwohnern."
)


def bekannte(ags: Iterable[str]) -> tuple[str, ...]:
    """Die Schlüssel, zu denen es heute eine Gemeinde gibt; die Reihenfolge bleibt."""
    gemeinden = zwischenspeicher.gemeinden().index
    return tuple(stelle for stelle in ags if stelle in gemeinden)


def unbekannte(ags: Iterable[str]) -> tuple[str, ...]:
    """Die übrigen, etwa nach einer Gebietsänderung."""
    gemeinden = zwischenspeicher.gemeinden().index
    return tuple(stelle for stelle in ags if stelle not in gemeinden)


def prioritaet(ansicht: Ansicht) -> pd.DataFrame:
    """Rang und Punkte aller Gemeinden mit den Gewichten dieser Sitzung."""
    return rechnung.aktuelle_prioritaet(ansicht)


def kandidaten(stand: Kampagne, ansicht: Ansicht) -> pd.DataFrame:
    """Gemeinden der Filterzeile, die für das Angebot infrage kommen, auch solche auf der Liste."""
    kontakte = kontaktdaten.lies(filterzeile.heute())
    nicht = frozenset(
        str(ags) for ags, wert in (kontakte.staende.items() if kontakte else ()) if wert in NICHT_VORSCHLAGEN
    )
    return infrage_kommende(ansicht.lage, prioritaet(ansicht), stand.angaben.angebot, nicht)


def infrage_kommende(
    lage: pd.DataFrame, rang: pd.DataFrame, angebot: Angebot, nicht: frozenset[str]
) -> pd.DataFrame:
    """Zeilen von ``lage`` mit Punkten, ohne ``nicht``; für das Austauschformat nur kleine Gemeinden."""
    punkte = rang["punkte"].reindex(lage.index)
    behalten = (punkte > 0).fillna(False).to_numpy(dtype=bool) & ~lage.index.isin(list(nicht))
    if angebot is Angebot.AUSTAUSCH:
        behalten &= (lage["einwohner"] < AUSTAUSCH_UNTER).fillna(False).to_numpy(dtype=bool)
    return lage[behalten]


def gruende(ansicht: Ansicht, ags: tuple[str, ...]) -> pd.Series:
    """Warum jede dieser Gemeinden ihren Rang hat, als Satz; Modelliertes sagt es."""
    gewichte, kontakte = gewichtewahl.aktuelle(), kontaktdaten.lies(filterzeile.heute())
    return befunde_ansprache.begruendungen(
        ansicht.lage_gesamt,
        rechnung.kriterien(ansicht, gewichte.frist_monate, kontakte),
        rechnung.prioritaet(ansicht, gewichte, kontakte).loc[list(ags)],
        zwischenspeicher.regeln(),
    )


def mischung(ansicht: Ansicht, ags: tuple[str, ...]) -> pd.DataFrame:
    """Mischung dieser Gemeinden nach Planungsregion und Größenklasse."""
    return _mischung(rechnung.grund(ansicht), bekannte(ags))


@zwischenspeicher.einmalig(64)
def _mischung(lage: Grund, ags: tuple[str, ...]) -> pd.DataFrame:
    return kampagnenzahlen.mischung(zwischenspeicher.lage_gesamt(*lage).loc[list(ags)])
