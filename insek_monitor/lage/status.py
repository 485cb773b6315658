"""Die Statusregel auf Feldern: einmal vorbereiten, zu jedem Stichtag billig auswerten.

Regel: docs/fachregeln.md, „Regeln zum Stichtag“. ``lage`` und ``verlauf`` rechnen beide hiermit, damit es
die Regel nur einmal gibt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from insek_monitor.kern.begriffe import INTEGRIERTE_ARTEN, Datenlage, Konzeptart, Status, werte
from insek_monitor.kern.datum import jahrestag, je_tag
from insek_monitor.kern.regeln import Regeln

TAGE = "datetime64[D]"
IMMER = np.datetime64("0001-01-01", "D")
NIE = np.datetime64("9999-12-31", "D")
STATUS_CODE = {status: code for code, status in enumerate(Status)}
_INTEGRIERT, _AEHNLICH, _KEINS, _AUFGEHOBEN, _OHNE = range(5)
# Was der beste gefundene Rang für den Status heißt (Stelle = Rang).
_STATUS_JE_RANG = np.array(
    [
        STATUS_CODE[s]
        for s in (Status.VORHANDEN, Status.TEILWEISE, Status.KEIN, Status.KEIN, Status.UNBEKANNT)
    ],
    dtype="int8",
)


@dataclass(frozen=True, eq=False)
class Ereignisse:
    """Je Zeile eine Zuordnung Gemeinde × Konzept, je Gemeinde die maßgeblichste zuerst.

    Attributes
    ----------
    gemeinde, konzept : ndarray of int
        Stelle in ``gemeinden`` und in ``konzepte``.
    integriert, aehnlich, keins, datiert, gemeldet : ndarray of bool
    gilt_ab, gilt_bis : ndarray of datetime64[D]
        Beschlossen ab; nicht mehr ab (ausgeschlossen). ``IMMER`` und ``NIE`` stehen für offene Enden.
    beginn, beginn_gilt_bis : ndarray of datetime64[D]
        Beginn der Erarbeitung und letzter Tag, an dem er noch als in Arbeit zählt.
    ablauf : ndarray of datetime64[D]
        Jahrestag des Beschlusses, an dem das Konzept abläuft; NaT ohne Datum.
    """

    gemeinden_zahl: int
    gemeinde: np.ndarray
    konzept: np.ndarray
    integriert: np.ndarray
    aehnlich: np.ndarray
    keins: np.ndarray
    datiert: np.ndarray
    gemeldet: np.ndarray
    gilt_ab: np.ndarray
    gilt_bis: np.ndarray
    beginn: np.ndarray
    beginn_gilt_bis: np.ndarray
    ablauf: np.ndarray


@dataclass(frozen=True, eq=False)
class StatusFelder:
    """Status aller Gemeinden zu einem Stichtag.

    Attributes
    ----------
    code : ndarray of int8
        Stelle in ``Status``.
    zeile : ndarray of int
        Maßgebliche Zeile in ``Ereignisse``; −1, wenn es keine gibt.
    in_arbeit : ndarray of bool
    gemeldet : ndarray of bool
        Die Fachstelle meldet ein ähnliches oder keines; maßgeblich kann daneben ein recherchiertes sein.
    """

    code: np.ndarray
    zeile: np.ndarray
    in_arbeit: np.ndarray
    gemeldet: np.ndarray


def bereite_vor(
    gemeinden_index: pd.Index,
    konzepte: pd.DataFrame,
    zuordnung: pd.DataFrame,
    regeln: Regeln,
) -> Ereignisse:
    """Verbindet Konzepte mit Gemeinden und ordnet sie nach Maßgeblichkeit.

    Parameters
    ----------
    gemeinden_index : Die AGS; Zuordnungen zu anderen Gemeinden bleiben außer Betracht.
    konzepte, zuordnung : Wie in docs/fachregeln.md.
    """
    g = gemeinden_index.get_indexer(pd.Index(zuordnung["ags"]))
    k = konzepte.index.get_indexer(pd.Index(zuordnung["konzept_id"]))
    behalten = (g >= 0) & (k >= 0)
    g, k = g[behalten], k[behalten]
    if konzepte.index.is_monotonic_increasing:
        kennung = np.arange(len(konzepte))
    else:
        kennung = np.empty(len(konzepte), dtype="int64")
        kennung[konzepte.index.argsort()] = np.arange(len(konzepte))
    beschluss_tag = _tage(konzepte, "beschluss_tag")
    # Neueste zuerst, undatierte zuletzt; bei gleichem Tag nach der Kennung.
    neueste_zuerst = -np.where(np.isnat(beschluss_tag), IMMER, beschluss_tag).astype("int64")
    folge = np.lexsort((kennung[k], neueste_zuerst[k], g))
    g, k = g[folge], k[folge]

    art = konzepte["art"]
    integriert = art.isin([a.value for a in INTEGRIERTE_ARTEN]).to_numpy(dtype=bool)
    keins = (art == Konzeptart.KEINS.value).to_numpy(dtype=bool)
    belegt_tag = _tage(konzepte, "belegt_tag")
    gilt_ab = _ab(konzepte["beschluss"].notna().to_numpy() | keins, beschluss_tag, belegt_tag)
    gilt_bis = _ab(konzepte["aufgehoben"].notna().to_numpy(), _tage(konzepte, "aufgehoben_tag"), belegt_tag)
    beginn = _ab(konzepte["begonnen"].notna().to_numpy(), _tage(konzepte, "begonnen_tag"), belegt_tag)
    echter_beginn = np.where((beginn == IMMER) | (beginn == NIE), np.datetime64("NaT"), beginn)
    beginn_gilt_bis = je_tag(echter_beginn, lambda t: jahrestag(t, regeln.in_arbeit_gilt_jahre), TAGE, NIE)
    ablauf = je_tag(
        beschluss_tag, lambda t: jahrestag(t, regeln.gueltig_bis_jahre), TAGE, np.datetime64("NaT")
    )
    return Ereignisse(
        gemeinden_zahl=len(gemeinden_index),
        gemeinde=g,
        konzept=k,
        integriert=integriert[k],
        aehnlich=(art == Konzeptart.AEHNLICH.value).to_numpy(dtype=bool)[k],
        keins=keins[k],
        datiert=~np.isnat(beschluss_tag)[k],
        gemeldet=(konzepte["datenlage"] == Datenlage.GEMELDET.value).to_numpy(dtype=bool)[k],
        gilt_ab=gilt_ab[k],
        gilt_bis=gilt_bis[k],
        beginn=beginn[k],
        beginn_gilt_bis=beginn_gilt_bis[k],
        ablauf=ablauf[k],
    )


def status_am(ereignisse: Ereignisse, stichtag: date) -> StatusFelder:
    """Status, maßgebliche Zeile und „in Arbeit“ je Gemeinde zum Stichtag."""
    e, tag = ereignisse, np.datetime64(stichtag, "D")
    beschlossen = e.gilt_ab <= tag
    aufgehoben = e.gilt_bis <= tag
    gilt = beschlossen & ~aufgehoben
    zeile = np.full(e.gemeinden_zahl, -1, dtype="int64")
    rang = np.full(e.gemeinden_zahl, _OHNE, dtype="int8")
    # Vom schwächsten zum stärksten Rang: der stärkere überschreibt.
    for nummer, trifft in (
        (_AUFGEHOBEN, e.integriert & beschlossen & aufgehoben),
        (_KEINS, e.keins & gilt),
        (_AEHNLICH, e.aehnlich & gilt),
        (_INTEGRIERT, e.integriert & gilt),
    ):
        betroffen, erste = _erste_je_gemeinde(e, trifft)
        zeile[betroffen] = erste
        rang[betroffen] = nummer
    in_arbeit = np.zeros(e.gemeinden_zahl, dtype=bool)
    in_arbeit[e.gemeinde[offene_arbeit(e, stichtag) & (tag <= e.beginn_gilt_bis)]] = True
    gemeldet = np.zeros(e.gemeinden_zahl, dtype=bool)
    gemeldet[e.gemeinde[gilt & e.gemeldet & (e.keins | e.aehnlich)]] = True
    return StatusFelder(_STATUS_JE_RANG[rang], zeile, in_arbeit, gemeldet)


def offene_arbeit(e: Ereignisse, stichtag: date) -> np.ndarray:
    """Zeilen mit einem begonnenen integrierten Konzept ohne Abschluss, auch wenn es zu lange her ist."""
    tag = np.datetime64(stichtag, "D")
    beschlossen, aufgehoben = e.gilt_ab <= tag, e.gilt_bis <= tag
    betroffen, erste = _erste_je_gemeinde(e, e.integriert & e.datiert & beschlossen)
    letzter_beschluss = np.full(e.gemeinden_zahl, IMMER - 1, dtype=TAGE)
    letzter_beschluss[betroffen] = e.gilt_ab[erste]
    offen = e.integriert & (e.beginn <= tag) & ~beschlossen & ~aufgehoben
    return np.asarray(offen & (letzter_beschluss[e.gemeinde] < e.beginn))


def _erste_je_gemeinde(e: Ereignisse, trifft: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    zeilen = np.flatnonzero(trifft)
    gemeinde = e.gemeinde[zeilen]
    ist_erste = np.ones(len(zeilen), dtype=bool)
    ist_erste[1:] = gemeinde[1:] != gemeinde[:-1]
    return gemeinde[ist_erste], zeilen[ist_erste]


def _tage(konzepte: pd.DataFrame, spalte: str) -> np.ndarray:
    return konzepte[spalte].to_numpy().astype(TAGE)


def _ab(bekannt: np.ndarray, tag: np.ndarray, belegt_tag: np.ndarray) -> np.ndarray:
    """Tag, ab dem ein Ereignis zählt: sein Datum, sonst der Stand der Quelle, sonst immer; ohne Beleg nie."""
    ab = np.where(np.isnat(tag), belegt_tag, tag)
    ab = np.where(np.isnat(ab), IMMER, ab)
    return np.where(bekannt, ab, NIE)


def status_categorical(code: np.ndarray) -> pd.Categorical:
    """Statuscodes als geordnetes Categorical mit allen vier Werten."""
    return pd.Categorical.from_codes(code, categories=werte(Status), ordered=True)
