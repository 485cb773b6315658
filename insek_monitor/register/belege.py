"""Was die belegten Angaben über jede Gemeinde sagen, ohne Stichtag: der Ausgangspunkt der Modellierung."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from insek_monitor.modell.begriffe import INTEGRIERTE_ARTEN, Konzeptart
from insek_monitor.modell.datum import tage_spalte


@dataclass(frozen=True)
class Belege:
    """Mengen von AGS und Jahre aus den Belegen.

    Attributes
    ----------
    vorhanden, teilweise, kein, unbekannt
        jede Gemeinde in genau einer Menge; dieselbe Rangfolge wie beim Status.
    meldung_kein, in_arbeit, teilgebiet
        Gemeinden mit einem solchen Datensatz, gleich welcher Status gilt.
    beschlussjahr
        je Gemeinde das Jahr ihres neuesten datierten integrierten Konzepts.
    beginnjahr
        je Gemeinde das früheste Jahr, in dem nach den Belegen ein Konzept begonnen wurde oder in Arbeit war.
    """

    vorhanden: frozenset[str]
    teilweise: frozenset[str]
    kein: frozenset[str]
    unbekannt: frozenset[str]
    meldung_kein: frozenset[str]
    in_arbeit: frozenset[str]
    teilgebiet: frozenset[str]
    beschlussjahr: dict[str, int]
    beginnjahr: dict[str, int]


def belege_aus(alle: pd.Index, konzepte: pd.DataFrame, zuordnung: pd.DataFrame) -> Belege:
    """Werte die belegten Konzepte je Gemeinde aus.

    Parameters
    ----------
    alle
        AGS aller Gemeinden; Angaben zu anderen werden übergangen.
    konzepte, zuordnung
        Frames nach ``docs/architektur.md``.
    """
    je_gemeinde = zuordnung[zuordnung["ags"].isin(alle)].join(konzepte, on="konzept_id")
    ags = je_gemeinde["ags"]
    art = je_gemeinde["art"]
    beschlossen = je_gemeinde["beschluss"].notna()
    gilt = je_gemeinde["aufgehoben"].isna()
    integriert = art.isin([eintrag.value for eintrag in INTEGRIERTE_ARTEN])
    aehnlich = art == Konzeptart.AEHNLICH.value
    keins = art == Konzeptart.KEINS.value

    def menge(maske: pd.Series) -> frozenset[str]:
        return frozenset(ags[maske].astype(object))

    vorhanden = menge(integriert & beschlossen & gilt)
    teilweise = menge(aehnlich & beschlossen & gilt) - vorhanden
    # Ein aufgehobenes Konzept hinterlässt „kein“, wenn sonst nichts gilt (Regel des Status).
    kein = menge((keins & gilt) | ((integriert | aehnlich) & beschlossen & ~gilt)) - vorhanden - teilweise
    beschlussjahre = tage_spalte(je_gemeinde["beschluss"]).dt.year
    datiert = integriert & beschlossen & gilt & beschlussjahre.notna()
    begonnen = je_gemeinde["begonnen"].notna()
    beginn = tage_spalte(je_gemeinde["begonnen"]).fillna(tage_spalte(je_gemeinde["belegt"])).dt.year
    return Belege(
        vorhanden=vorhanden,
        teilweise=teilweise,
        kein=kein,
        unbekannt=frozenset(alle) - vorhanden - teilweise - kein,
        meldung_kein=menge(keins),
        in_arbeit=menge(begonnen & ~beschlossen & gilt),
        teilgebiet=menge(art == Konzeptart.TEILGEBIET.value),
        beschlussjahr=_jahre(beschlussjahre[datiert].groupby(ags[datiert]).max()),
        beginnjahr=_jahre(beginn[begonnen & beginn.notna()].groupby(ags[begonnen & beginn.notna()]).min()),
    )


def _jahre(je_gemeinde: pd.Series) -> dict[str, int]:
    return {str(ags): int(jahr) for ags, jahr in je_gemeinde.items()}
