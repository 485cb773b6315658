"""Zusammenhängende Gruppen von Nachbargemeinden aufzählen und bewerten, auf Feldern gerechnet.

Eine Gruppe ist eine Zeile aus Nummern, aufsteigend; kürzere Gruppen sind mit der Nummer der „leeren“ Gemeinde
aufgefüllt, die überall null hat. So rechnet eine Formel für alle Größen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insek_monitor.ansprache.kooperation.grundlage import (
    Grundlage,
    KooperationFehler,
    Kooperationswunsch,
)

PUNKTE = {"kompaktheit": 30, "kreis": 25, "verband": 25, "grenze": 10, "groesse": 10}
"""Höchstpunkte je Merkmal, zusammen 100. Festlegung des Monitors, siehe docs/entscheidungen/0007."""
LANGE_GRENZE = 0.5
"""Ab diesem Anteil innerer Grenzen an allen Umfängen gibt es die vollen Punkte."""
WACHSEN_JE_GEMEINDE = 200
"""Mehr als diese Zahl bester Gruppen je Gemeinde wächst nicht weiter, wenn es sonst zu viele würden."""
HOECHSTENS_GRUPPEN = 60_000


@dataclass(frozen=True, eq=False)
class Netz:
    """Kandidatinnen als Nummern; jedes Feld hat am Ende die leere Gemeinde."""

    ags: tuple[str, ...]
    grenze: np.ndarray
    einwohner: np.ndarray
    umfang: np.ndarray
    flaeche: np.ndarray
    kreis: np.ndarray
    verband: np.ndarray

    @property
    def leer(self) -> int:
        """Nummer der leeren Gemeinde."""
        return len(self.ags)


@dataclass(frozen=True, eq=False)
class Gruppen:
    """Zulässige Gruppen mit ihrer Bewertung, eine Zeile je Gruppe.

    Attributes
    ----------
    mitglieder : ndarray of int
        Nummern im Netz, mit ``Netz.leer`` aufgefüllt.
    gesehen : Wie viele zusammenhängende Gruppen aufgezählt wurden, auch zu kleine.
    gekappt : Es gäbe mehr; gewachsen sind nur die besten je Gemeinde.
    """

    mitglieder: np.ndarray
    groesse: np.ndarray
    einwohner: np.ndarray
    grenze: np.ndarray
    kompaktheit: np.ndarray
    kreisanteil: np.ndarray
    verbandanteil: np.ndarray
    punkte: np.ndarray
    gesehen: int = 0
    gekappt: bool = False


def netz(grundlage: Grundlage, kandidaten: pd.Index, wunsch: Kooperationswunsch) -> Netz:
    """Die Kandidatinnen und ihre gemeinsamen Grenzen; ohne ``ueber_kreisgrenzen`` nur die im selben Kreis."""
    kandidaten = kandidaten.sort_values()  # das Ergebnis hängt nicht von der Reihenfolge der Lage ab
    lage = grundlage.lage.loc[kandidaten]
    paare = grundlage.nachbarn
    a, b = kandidaten.get_indexer(paare["ags"]), kandidaten.get_indexer(paare["nachbar_ags"])
    km = paare["grenze_km"].to_numpy(dtype="float64")
    gilt = (a >= 0) & (b >= 0) & (km > 0)
    kreis, verband = _nummern(lage["kreis"]), _nummern(lage["verband"])
    if not wunsch.ueber_kreisgrenzen:
        gilt &= kreis[a] == kreis[b]
    grenze = np.zeros((len(lage) + 1, len(lage) + 1))
    grenze[a[gilt], b[gilt]] = km[gilt]
    return Netz(
        ags=tuple(str(ags) for ags in kandidaten),
        grenze=np.maximum(grenze, grenze.T),
        einwohner=np.r_[lage["einwohner"].to_numpy(dtype="int64"), 0],
        umfang=np.r_[grundlage.umfang_km.reindex(kandidaten).to_numpy(dtype="float64"), 0.0],
        flaeche=np.r_[grundlage.flaeche_km2.reindex(kandidaten).to_numpy(dtype="float64"), 0.0],
        kreis=kreis,
        verband=verband,
    )


def _nummern(spalte: pd.Series) -> np.ndarray:
    """Gleiche Namen, gleiche Nummer; ohne Namen −1, ebenso für die leere Gemeinde am Ende."""
    return np.r_[pd.factorize(spalte)[0], -1]


def zaehle_auf(
    n: Netz,
    wunsch: Kooperationswunsch,
    *,
    um: int | None = None,
    fortschritt: Callable[[float], None] | None = None,
) -> Gruppen:
    """Alle zusammenhängenden Gruppen in den Grenzen des Wunsches.

    Parameters
    ----------
    um : Nur Gruppen, zu denen diese Nummer gehört.
    fortschritt : Bekommt Werte von 0 bis 1.

    Notes
    -----
    Gruppen wachsen um je eine Nachbarin. Werden es mehr als ``HOECHSTENS_GRUPPEN``, wachsen nur die besten je
    Gemeinde weiter (``gekappt``), damit auch bei sechs Mitgliedern und 50.000 Einwohnern weder Zeit noch
    Speicher ausufern und trotzdem jede Gemeinde ihre besten Gruppen behält.
    """
    breite = wunsch.hoechstens_mitglieder
    if (n.leer + 1) ** breite >= 2**63:
        raise KooperationFehler(
            f"Für {n.leer} Gemeinden sind Gruppen mit bis zu {breite} Mitgliedern zu viele. Bitte wählen Sie "
            "weniger Gemeinden oder kleinere Gruppen."
        )
    stufe = np.arange(n.leer)[:, None] if um is None else np.array([[um]])
    gefunden: list[np.ndarray] = []
    gesehen, gekappt = 0, False
    for groesse in range(2, breite + 1):
        stufe = _wachse(n, stufe, wunsch.hoechst_einwohner)
        gesehen += len(stufe)
        if len(stufe) > HOECHSTENS_GRUPPEN:
            gekappt = True
            punkte = bewerte(n, stufe, wunsch).punkte
            stufe = stufe[beste_je_gemeinde(stufe, punkte, n.leer, WACHSEN_JE_GEMEINDE)]
        zulaessig = stufe[n.einwohner[stufe].sum(axis=1) >= wunsch.mindest_einwohner]
        gefunden.append(np.pad(zulaessig, ((0, 0), (0, breite - groesse)), constant_values=n.leer))
        if fortschritt is not None:
            fortschritt((groesse - 1) / (breite - 1))
    return bewerte(n, np.concatenate(gefunden), wunsch, gesehen=gesehen, gekappt=gekappt)


def _wachse(n: Netz, gruppen: np.ndarray, hoechst_einwohner: int) -> np.ndarray:
    """Jede Gruppe um jede Nachbarin erweitert, jede neue Gruppe einmal."""
    nachbarin = n.grenze[:, : n.leer] > 0
    benachbart = np.zeros((len(gruppen), n.leer), dtype=bool)
    for spalte in gruppen.T:  # spaltenweise statt auf einmal: sonst ein Feld mit hundert Millionen Zellen
        benachbart |= nachbarin[spalte]
    zeile, neu = np.nonzero(benachbart)
    erweitert = np.c_[gruppen[zeile], neu]
    passt = (n.einwohner[erweitert].sum(axis=1) <= hoechst_einwohner) & (gruppen[zeile] != neu[:, None]).all(
        axis=1
    )
    erweitert = np.sort(erweitert[passt], axis=1)
    schluessel = np.zeros(len(erweitert), dtype="int64")
    for spalte in erweitert.T:
        schluessel = schluessel * (n.leer + 1) + spalte
    return erweitert[np.unique(schluessel, return_index=True)[1]]


def bewerte(
    n: Netz, gruppen: np.ndarray, wunsch: Kooperationswunsch, *, gesehen: int = 0, gekappt: bool = False
) -> Gruppen:
    """Merkmale und Punkte (0 bis 100) jeder Gruppe.

    Kompaktheit nach Polsby und Popper: 4π · Fläche / Umfang² der vereinigten Fläche; ihr Umfang ist die Summe
    der Umfänge ohne die inneren Grenzen, die in beiden Umfängen stecken.
    """
    groesse = (gruppen < n.leer).sum(axis=1)
    innen = n.grenze[gruppen[:, :, None], gruppen[:, None, :]].sum(axis=(1, 2)) / 2
    umfaenge = n.umfang[gruppen].sum(axis=1)
    aussen = np.maximum(umfaenge - 2 * innen, 1e-9)
    kompaktheit = np.clip(4 * np.pi * n.flaeche[gruppen].sum(axis=1) / aussen**2, 0, 1)
    einwohner = n.einwohner[gruppen].sum(axis=1)
    kreis, verband = _anteil(n.kreis[gruppen], groesse), _anteil(n.verband[gruppen], groesse)
    punkte = (
        PUNKTE["kompaktheit"] * np.nan_to_num(kompaktheit)
        + PUNKTE["kreis"] * kreis
        + PUNKTE["verband"] * verband
        + PUNKTE["grenze"]
        * np.nan_to_num(np.minimum(2 * innen / np.maximum(umfaenge, 1e-9) / LANGE_GRENZE, 1))
        + PUNKTE["groesse"] * einwohner / wunsch.hoechst_einwohner
    )
    return Gruppen(
        gruppen, groesse, einwohner, innen, kompaktheit, kreis, verband, punkte.round(2), gesehen, gekappt
    )


def _anteil(nummern: np.ndarray, groesse: np.ndarray) -> np.ndarray:
    """0: alle verschieden, 1: alle gleich; dazwischen zählt, wie viele mit der häufigsten übereinstimmen."""
    gleich = (nummern[:, :, None] == nummern[:, None, :]) & (nummern[:, :, None] >= 0)
    haeufigste = np.maximum(gleich.sum(axis=2).max(axis=1, initial=1), 1)
    return (haeufigste - 1) / np.maximum(groesse - 1, 1)


def beste_je_gemeinde(gruppen: np.ndarray, punkte: np.ndarray, leer: int, je: int) -> np.ndarray:
    """Nummern der Gruppen, die für mindestens ein Mitglied unter den ``je`` besten sind, aufsteigend."""
    gemeinde, gruppe = gruppen.ravel(), np.repeat(np.arange(len(gruppen)), gruppen.shape[1])
    echt = gemeinde < leer
    gemeinde, gruppe = gemeinde[echt], gruppe[echt]
    folge = np.lexsort((gruppe, -punkte[gruppe], gemeinde))
    gemeinde, gruppe = gemeinde[folge], gruppe[folge]
    platz = np.arange(len(gemeinde)) - np.searchsorted(gemeinde, gemeinde)
    return np.unique(gruppe[platz < je])
