"""Gemeinsame Konzepte: Gruppen von Nachbargemeinden, die zusammen eines tragen könnten.

Gesucht wird unter Gemeinden ohne aktuelles Konzept, um eine herum (``gruppen_um``) oder als Aufteilung aller
(``aufteilung``). Warum so: docs/entscheidungen/0007-gruppen-und-touren.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from insek_monitor.ansprache.kooperation import saetze
from insek_monitor.ansprache.kooperation.grundlage import (
    Grundlage,
    KooperationFehler,
    Kooperationswunsch,
    bestehende,
    grundlage,
    hindernisse,
    verbaende,
    warum_nicht,
)
from insek_monitor.ansprache.kooperation.gruppen import Gruppen, Netz, netz, zaehle_auf
from insek_monitor.ansprache.kooperation.packung import packe, packe_gierig, warum_uebrig
from insek_monitor.kern.begriffe import Status
from insek_monitor.lage.fortschreibung import sortierschluessel

__all__ = [
    "Aufteilung", "Grundlage", "Guete", "KooperationFehler", "Kooperationswunsch", "aufteilung",
    "aufteilung_gierig", "bestehende", "grundlage", "gruppen_um", "verbaende",
]  # fmt: skip


@dataclass(frozen=True)
class Guete:
    """Wie gut eine Aufteilung ist.

    Attributes
    ----------
    gruppen, gemeinden, uebrig : Gruppen; Gemeinden darin; Kandidatinnen ohne Gruppe.
    kompaktheit_mittel : Mittel über die Gruppen; NaN ohne Gruppe.
    ein_kreis, ein_verband : Gruppen ganz in einem Kreis, ganz in einer Verwaltungsgemeinschaft.
    punkte : Mittlere Punkte je untergebrachter Gemeinde (0 bis 100); NaN ohne Gruppe.
    """

    gruppen: int
    gemeinden: int
    uebrig: int
    kompaktheit_mittel: float
    ein_kreis: int
    ein_verband: int
    punkte: float


@dataclass(frozen=True, eq=False)
class Aufteilung:
    """Aufteilung der Kandidatinnen in Gruppen.

    Attributes
    ----------
    gruppen : Beste zuerst; Spalten wie bei ``gruppen_um``.
    uebrig : Index ``ags``, deutsche Wortfolge: ``name``, ``grund``.
    verfahren : Wie sie zustande kam, auch ob gekürzt wurde.
    """

    gruppen: pd.DataFrame
    uebrig: pd.DataFrame
    guete: Guete
    verfahren: str


def gruppen_um(ags: str, grundlage: Grundlage, wunsch: Kooperationswunsch, n: int = 5) -> pd.DataFrame:
    """Die besten Gruppen, zu denen eine Gemeinde gehören könnte.

    Returns
    -------
    DataFrame
        Beste zuerst: ``mitglieder`` (tuple AGS; die gesuchte Gemeinde zuerst, dann die größte),
        ``einwohner``, ``gemeinden``, ``grenze_km`` (gemeinsam), ``kompaktheit`` (0 bis 1), ``ein_kreis``,
        ``ein_verband``, ``punkte`` (0 bis 100), ``unbekannt`` (Mitglieder, deren Stand nicht belegt ist),
        ``gruende`` (tuple Sätze). Ohne Gruppe leer;
        dann sagt ``attrs["grund"]``, warum.

    Raises
    ------
    KooperationFehler
        Wenn es die Gemeinde in der Grundlage nicht gibt oder ``n`` unter 1 liegt.
    """
    lage = grundlage.lage
    if ags not in lage.index:
        raise KooperationFehler(
            f"Zum Schlüssel „{ags}“ gibt es in der Auswahl keine Gemeinde. "
            "Bitte wählen Sie eine aus der Liste."
        )
    if n < 1:
        raise KooperationFehler("Bitte lassen Sie mindestens eine Gruppe vorschlagen.")
    arten = hindernisse(lage, wunsch)
    if arten[ags]:
        return leer(warum_nicht(lage, ags, arten[ags], wunsch))
    feld = netz(grundlage, lage.index[(arten == "").to_numpy()], wunsch)
    mitte = feld.ags.index(ags)
    gruppen = zaehle_auf(feld, wunsch, um=mitte)
    if not len(gruppen.punkte):
        return leer(warum_uebrig(feld, mitte, grundlage, arten, wunsch, moeglich=False))
    # Alle, die mit der n-ten gleichauf liegen: erst die Namen entscheiden, welche davon dabei ist.
    schwelle = -np.sort(-gruppen.punkte)[min(n, len(gruppen.punkte)) - 1]
    beste = np.flatnonzero(gruppen.punkte >= schwelle)
    frame = tabelle(gruppen, beste, feld, grundlage, wunsch, zuerst=ags)
    return frame.head(n)


def aufteilung(
    grundlage: Grundlage,
    wunsch: Kooperationswunsch,
    *,
    fortschritt: Callable[[float], None] | None = None,
) -> Aufteilung:
    """Teilt alle Kandidatinnen in Gruppen: zuerst möglichst viele, dann möglichst gute (Mengenpackung).

    Parameters
    ----------
    fortschritt : Bekommt Werte von 0 bis 1, zuletzt genau 1.
    """
    melde = fortschritt or (lambda _anteil: None)
    melde(0.0)
    arten = hindernisse(grundlage.lage, wunsch)
    feld = netz(grundlage, grundlage.lage.index[(arten == "").to_numpy()], wunsch)
    gruppen = zaehle_auf(feld, wunsch, fortschritt=lambda anteil: melde(0.5 * anteil))
    packung = packe(gruppen, feld.leer)
    melde(0.9)
    verfahren = saetze.verfahren(
        gruppen.gesehen,
        len(gruppen.punkte),
        packung.im_modell,
        gekappt=gruppen.gekappt,
        bewiesen=packung.bewiesen,
        kandidaten=feld.leer,
    )
    ergebnis = _aufteilung(gruppen, packung.gewaehlt, feld, grundlage, arten, wunsch, verfahren)
    melde(1.0)
    return ergebnis


def aufteilung_gierig(grundlage: Grundlage, wunsch: Kooperationswunsch) -> Aufteilung:
    """Zum Vergleich: immer die beste noch mögliche Gruppe."""
    arten = hindernisse(grundlage.lage, wunsch)
    feld = netz(grundlage, grundlage.lage.index[(arten == "").to_numpy()], wunsch)
    gruppen = zaehle_auf(feld, wunsch)
    gewaehlt = packe_gierig(gruppen, feld.leer)
    return _aufteilung(
        gruppen, gewaehlt, feld, grundlage, arten, wunsch, "Gierig: immer die beste noch mögliche Gruppe."
    )


def _aufteilung(
    gruppen: Gruppen,
    gewaehlt: np.ndarray,
    feld: Netz,
    grundlage: Grundlage,
    arten: pd.Series,
    wunsch: Kooperationswunsch,
    verfahren: str,
) -> Aufteilung:
    frame = tabelle(gruppen, gewaehlt, feld, grundlage, wunsch)
    vergeben, moeglich = np.zeros(feld.leer + 1, dtype=bool), np.zeros(feld.leer + 1, dtype=bool)
    vergeben[gruppen.mitglieder[gewaehlt]] = True
    moeglich[gruppen.mitglieder] = True
    rest = np.flatnonzero(~vergeben[: feld.leer])
    uebrig = grundlage.lage.loc[[feld.ags[i] for i in rest], ["name"]]
    uebrig["grund"] = pd.Series(
        [warum_uebrig(feld, int(i), grundlage, arten, wunsch, moeglich=bool(moeglich[i])) for i in rest],
        index=uebrig.index,
        dtype="str",
    )
    folge = sortierschluessel(uebrig["name"]).to_numpy(dtype=str).argsort(kind="stable")
    gedeckt = int(frame["gemeinden"].sum())
    mittel = float((frame["punkte"] * frame["gemeinden"]).sum() / gedeckt) if gedeckt else float("nan")
    guete = Guete(
        gruppen=len(frame),
        gemeinden=gedeckt,
        uebrig=len(rest),
        kompaktheit_mittel=float(frame["kompaktheit"].mean()),
        ein_kreis=int(frame["ein_kreis"].sum()),
        ein_verband=int(frame["ein_verband"].sum()),
        punkte=mittel,
    )
    return Aufteilung(frame, uebrig.iloc[folge], guete, verfahren)


TYPEN = {
    "mitglieder": "object", "einwohner": "int64", "gemeinden": "int64", "grenze_km": "float64",
    "kompaktheit": "float64", "ein_kreis": "bool", "ein_verband": "bool", "punkte": "float64",
    "unbekannt": "int64", "gruende": "object",
}  # fmt: skip


def tabelle(
    gruppen: Gruppen,
    zeilen: Sequence[int] | np.ndarray,
    feld: Netz,
    grundlage: Grundlage,
    wunsch: Kooperationswunsch,
    *,
    zuerst: str = "",
) -> pd.DataFrame:
    """Gruppen als Tabelle, beste zuerst, bei gleichen Punkten nach den Namen der Mitglieder."""
    bekannt = saetze.mitglieder_aus(grundlage.lage.loc[list(feld.ags)])
    ergebnis = []
    for nummer in zeilen:
        mitglieder = sorted(
            (bekannt[feld.ags[i]] for i in gruppen.mitglieder[nummer] if i < feld.leer),
            key=lambda m: (m.ags != zuerst, -m.einwohner, m.folge, m.ags),
        )
        grenze, kompaktheit = float(gruppen.grenze[nummer]), float(gruppen.kompaktheit[nummer])
        zeile: dict[str, Any] = {
            "mitglieder": tuple(m.ags for m in mitglieder),
            "einwohner": int(gruppen.einwohner[nummer]),
            "gemeinden": len(mitglieder),
            "grenze_km": round(grenze, 3),
            "kompaktheit": round(kompaktheit, 4),
            "ein_kreis": bool(gruppen.kreisanteil[nummer] == 1),
            "ein_verband": bool(gruppen.verbandanteil[nummer] == 1),
            "punkte": float(gruppen.punkte[nummer]),
            "unbekannt": sum(m.status == Status.UNBEKANNT.value for m in mitglieder),
            "gruende": saetze.gruende(mitglieder, grenze, kompaktheit, wunsch),
        }
        ergebnis.append(((-zeile["punkte"], [(m.folge, m.ags) for m in mitglieder]), zeile))
    if not ergebnis:
        return leer("")
    ergebnis.sort(key=lambda paar: paar[0])
    return pd.DataFrame([zeile for _, zeile in ergebnis]).astype(TYPEN)


def leer(grund: str) -> pd.DataFrame:
    """Keine Gruppe; ``attrs["grund"]`` sagt, warum."""
    frame = pd.DataFrame({spalte: pd.Series([], dtype=typ) for spalte, typ in TYPEN.items()})
    frame.attrs["grund"] = grund
    return frame
