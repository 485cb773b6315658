"""Kampagnen: wie sich eine Liste zusammensetzt und wie sie ausgewogen aufgefüllt wird."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from insek_monitor.lage.summen import anteil, anzahl, gruppen

MERKMALE = (("Planungsregion", "planungsregion"), ("Größenklasse", "groessenklasse_kompakt"))
"""Wonach gemischt wird: Name und Spalte von ``lage``."""
LOESER = {"threads": 1, "random_seed": 1, "mip_rel_gap": 0.0, "mip_abs_gap": 1e-6}
"""HiGHS: gleich bei gleicher Eingabe und bis zum Beweis. Ab Werk genügte ihm ein Zehntausendstel, und die
Strafen für überzählige Plätze sind so groß, dass darin viele Ränge verschwänden."""


def mischung(lage: pd.DataFrame) -> pd.DataFrame:
    """Wie viele Gemeinden einer Liste aus welcher Planungsregion und Größenklasse kommen.

    Returns
    -------
    DataFrame
        ``merkmal`` („Planungsregion“, „Größenklasse“), ``wert`` (nur vorkommende; Fehlendes als „k. A.“
        zuletzt), ``gemeinden``, ``anteil`` (Float64, an der Liste).
    """
    teile = []
    for merkmal, spalte in MERKMALE:
        nummern, namen = gruppen(lage[spalte])
        zahl = anzahl(nummern, len(namen))
        gesamt = np.full(len(namen), len(lage))
        teile.append(
            pd.DataFrame(
                {
                    "merkmal": pd.array([merkmal] * len(namen), dtype="str"),
                    "wert": pd.array(namen, dtype="str"),
                    "gemeinden": zahl,
                    "anteil": anteil(zahl, gesamt),
                }
            )
        )
    return pd.concat(teile, ignore_index=True)


def ausgewogen(
    prioritaet: pd.DataFrame, lage: pd.DataFrame, plaetze: int, *, vorhandene: Sequence[str] = ()
) -> tuple[str, ...]:
    """Füllt eine Liste nach Priorität auf; Planungsregionen und Größenklassen bleiben anteilig.

    Parameters
    ----------
    prioritaet : Die Kandidaten, nach Rang (Index ``ags``).
    lage : Angaben zu Kandidaten und Vorhandenen.
    plaetze : Größe der fertigen Liste.
    vorhandene
        AGS, die schon auf der Liste stehen; sie bleiben, auch wenn es mehr sind als Plätze.

    Returns
    -------
    tuple of str
        Zuerst die vorhandenen in ihrer Reihenfolge, dann die neuen nach Rang. Gibt es nicht mehr Kandidaten
        als freie Plätze, kommen alle hinein.

    Notes
    -----
    Jede Planungsregion und jede Größenklasse bekommt Plätze nach ihrem Anteil an Kandidaten und Vorhandenen
    (größte Reste, Hare-Niemeyer). Lassen sich nicht beide Verteilungen zugleich einhalten, weicht die Liste
    so wenig wie möglich ab. Unter allen solchen Listen ist es eine mit der kleinsten Summe der Ränge.
    """
    liste = tuple(dict.fromkeys(vorhandene))
    neue = [ags for ags in prioritaet.index if ags not in set(liste) and ags in lage.index]
    frei = plaetze - len(liste)
    if frei <= 0:
        return liste
    if len(neue) <= frei:
        return (*liste, *neue)
    bekannte = [ags for ags in liste if ags in lage.index]
    gruppe, frei_je_gruppe = _freie_plaetze(lage.loc[[*bekannte, *neue]], len(bekannte), frei)
    gewaehlt = _beste(gruppe[len(bekannte) :], frei_je_gruppe, frei)
    return (*liste, *(neue[stelle] for stelle in gewaehlt))


def groesste_reste(zahlen: np.ndarray, plaetze: int) -> np.ndarray:
    """Teilt Plätze anteilig zu (Hare-Niemeyer); bei gleichem Rest die größere Gruppe zuerst."""
    if not zahlen.sum():
        return np.zeros(len(zahlen), dtype="int64")
    # In ganzen Zahlen gerechnet: Gleiche Reste sollen gleich sein.
    ganze, reste = np.divmod(zahlen.astype("int64") * plaetze, int(zahlen.sum()))
    folge = np.lexsort((np.arange(len(zahlen)), -zahlen, -reste))
    ganze[folge[: plaetze - int(ganze.sum())]] += 1
    return ganze


def _freie_plaetze(zeilen: pd.DataFrame, vorhanden: int, frei: int) -> tuple[np.ndarray, np.ndarray]:
    """Je Zeile die Nummern ihrer Gruppen (eine Spalte je Merkmal); je Gruppe, was noch frei ist."""
    spalten: list[np.ndarray] = []
    plaetze: list[np.ndarray] = []
    for _, spalte in MERKMALE:
        nummern, namen = gruppen(zeilen[spalte])
        soll = groesste_reste(anzahl(nummern, len(namen)), vorhanden + frei)
        spalten.append(nummern + sum(len(teil) for teil in plaetze))
        plaetze.append(soll - anzahl(nummern[:vorhanden], len(namen)))
    return np.column_stack(spalten), np.concatenate(plaetze)


def _beste(gruppe: np.ndarray, frei_je_gruppe: np.ndarray, frei: int) -> list[int]:
    """Stellen der gewählten Kandidaten, als ganzzahlige Aufgabe mit HiGHS gelöst.

    Jeder Platz über dem Soll einer Gruppe kostet mehr, als alle Ränge zusammen einbringen.
    """
    import highspy  # erst hier: braucht eine zehntel Sekunde, und nur dieser Knopf rechnet damit

    zahl = len(gruppe)
    loeser = highspy.Highs()
    loeser.silent()
    for name, wert in LOESER.items():
        loeser.setOptionValue(name, wert)
    nimmt = loeser.addBinaries(zahl)
    zu_viel = loeser.addVariables(len(frei_je_gruppe), lb=0)
    loeser.addConstr(loeser.qsum(nimmt) == frei)
    for nummer, soll in enumerate(frei_je_gruppe.tolist()):
        mitglieder = np.flatnonzero((gruppe == nummer).any(axis=1)).tolist()
        loeser.addConstr(loeser.qsum([nimmt[stelle] for stelle in mitglieder]) - zu_viel[nummer] <= soll)
    nutzen = loeser.qsum([(zahl - stelle) * nimmt[stelle] for stelle in range(zahl)])
    loeser.maximize(nutzen - (zahl * frei + 1) * loeser.qsum(zu_viel))
    werte = np.array([loeser.val(nimmt[stelle]) for stelle in range(zahl)])
    return [int(stelle) for stelle in np.flatnonzero(werte > 0.5)]
