"""Themen der Karte: welche Klasse eine Gemeinde hat, wie die Klasse heißt und welche Farbe sie trägt.

Dieselben Klassen speisen die große Karte (pydeck), die kleine (SVG), die Legende und die Liste daneben.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

import numpy as np
import pandas as pd

from insek_monitor.darstellung import zahlen
from insek_monitor.darstellung.farben import Palette, Thema, palette
from insek_monitor.modell.begriffe import Aktualitaet, Datenlage, Status

Kartenthema = Literal["Status", "Aktualität", "Ablaufjahr", "Einwohner", "Priorität"]
AUS_DER_LAGE: tuple[Kartenthema, ...] = ("Status", "Aktualität", "Ablaufjahr", "Einwohner")
"""Themen, die aus der Lage allein folgen (`teile_ein`)."""
KARTENTHEMEN: tuple[Kartenthema, ...] = (*AUS_DER_LAGE, "Priorität")

PUNKTGRENZEN = (60, 30)
EINWOHNERGRENZEN = (2_000, 5_000, 10_000, 15_000, 50_000)


@dataclass(frozen=True)
class Klasse:
    """Eine Zeile der Legende: Beschriftung, Farbe, Zahl der Gemeinden, und ob sie Modelliertes enthält."""

    beschriftung: str
    farbe: str
    gemeinden: int
    modelliert: bool


@dataclass(frozen=True, eq=False)
class Einteilung:
    """Klassen eines Themas und die Klassennummer je Gemeinde (Index `ags`)."""

    thema: Kartenthema
    klassen: tuple[Klasse, ...]
    nummer: pd.Series

    def farben_je_ags(self) -> dict[str, str]:
        """Farbe jeder Gemeinde als `#rrggbb`."""
        farben = [klasse.farbe for klasse in self.klassen]
        return {str(ags): farben[nummer] for ags, nummer in self.nummer.items()}


def teile_ein(lage: pd.DataFrame, kartenthema: Kartenthema, stichtag: date, thema: Thema) -> Einteilung:
    """Ordnet jeder Gemeinde eine Klasse zu.

    Parameters
    ----------
    lage : DataFrame
        Ergebnis von `kennzahlen.lage.lage`.
    kartenthema : eines von `AUS_DER_LAGE`
    stichtag : date
        Teilt die Ablaufjahre in vergangene und kommende.
    thema : „hell“ oder „dunkel“

    Returns
    -------
    Einteilung
        Klassen ohne Gemeinde bleiben in der Legende (mit 0), außer modellierten: die fehlen, wenn es keine
        gibt.

    Raises
    ------
    ValueError
        Wenn das Thema mehr braucht als die Lage.
    """
    if kartenthema not in AUS_DER_LAGE:
        raise ValueError(f"Das Thema {kartenthema} folgt nicht aus der Lage allein.")
    farben = palette(thema)
    if kartenthema == "Status":
        namen = [(s.value, s.beschriftung, farben.status[s], farben.status_modelliert.get(s)) for s in Status]
        return _benannt(lage, kartenthema, lage["status"].astype("string"), namen)
    if kartenthema == "Aktualität":
        ohne = lage["status"].astype("string").map({Status.UNBEKANNT.value: "fehlt"}).fillna("ohne")
        werte = lage["aktualitaet"].astype("string").fillna(ohne)
        namen = [
            (a.value, a.beschriftung, farben.aktualitaet[a], farben.aktualitaet_modelliert.get(a))
            for a in Aktualitaet
        ]
        return _benannt(
            lage,
            kartenthema,
            werte,
            [
                *namen,
                ("ohne", "ohne INSEK", farben.flaeche, None),
                ("fehlt", "nicht bekannt", farben.gitter, None),
            ],
        )
    if kartenthema == "Ablaufjahr":
        return _ablaufjahre(lage, stichtag, farben)
    grenzen = [0, *EINWOHNERGRENZEN]
    texte = [f"unter {zahlen.zahl(grenzen[1])}"]
    texte += [f"{zahlen.zahl(von)} bis unter {zahlen.zahl(bis)}" for von, bis in pairwise(grenzen[1:])]
    texte.append(f"{zahlen.zahl(grenzen[-1])} und mehr")
    nummern = pd.Series(
        np.searchsorted(EINWOHNERGRENZEN, lage["einwohner"].fillna(-1).to_numpy("int64"), side="right"),
        lage.index,
    )
    nummern = nummern.where(lage["einwohner"].notna().to_numpy(), len(texte))
    zeilen = [(text, farbe, False) for text, farbe in zip(texte, farben.skala, strict=True)]
    if lage["einwohner"].isna().any():
        zeilen.append((zahlen.KA, farben.flaeche, False))
    return _fertig(kartenthema, zeilen, nummern)


def teile_nach_punkten(lage: pd.DataFrame, punkte: pd.Series, thema: Thema) -> Einteilung:
    """Thema „Priorität“: drei Stufen, die dringendste zuerst und am kräftigsten.

    Parameters
    ----------
    punkte : Series
        Punkte (0 bis 100) je AGS, für mindestens alle Gemeinden der Lage; NA steht für sich.

    Returns
    -------
    Einteilung
        Gemeinden mit modelliertem Status bilden eigene, blassere Klassen.
    """
    farben = palette(thema)
    werte = punkte.reindex(lage.index).astype("Float64")
    modelliert = (lage["datenlage"] == Datenlage.MODELLIERT.value).to_numpy(dtype=bool)
    zahl = werte.to_numpy(dtype="float64", na_value=np.nan)
    texte = [f"{PUNKTGRENZEN[0]} und mehr Punkte"]
    texte += [f"{unten} bis unter {oben} Punkte" for oben, unten in pairwise(PUNKTGRENZEN)]
    texte.append(f"unter {PUNKTGRENZEN[-1]} Punkte")
    oben = np.inf
    nummern = pd.Series(0, lage.index)
    zeilen: list[tuple[str, str, bool]] = []
    stufen = zip(
        texte, (*PUNKTGRENZEN, -np.inf), farben.prioritaet, farben.prioritaet_modelliert, strict=True
    )
    for text, unten, farbe, blass in stufen:
        trifft = (zahl >= unten) & (zahl < oben)
        nummern[trifft] = len(zeilen)
        zeilen.append((text, farbe, False))
        if (trifft & modelliert).any():
            nummern[trifft & modelliert] = len(zeilen)
            zeilen.append((f"{text} (modelliert)", blass, True))
        oben = unten
    if np.isnan(zahl).any():
        nummern[np.isnan(zahl)] = len(zeilen)
        zeilen.append((zahlen.KA, farben.flaeche, False))
    return _fertig("Priorität", zeilen, nummern)


def _benannt(
    lage: pd.DataFrame,
    kartenthema: Kartenthema,
    werte: pd.Series,
    namen: Sequence[tuple[str, str, str, str | None]],
) -> Einteilung:
    """Klassen aus benannten Werten; modellierte Gemeinden bekommen die blasse Farbe als eigene Klasse."""
    modelliert = (lage["datenlage"] == Datenlage.MODELLIERT.value).to_numpy(dtype=bool)
    nummern = pd.Series(0, lage.index)
    zeilen: list[tuple[str, str, bool]] = []
    for wert, beschriftung, farbe, blass in namen:
        trifft = (werte == wert).to_numpy(dtype=bool)
        getrennt = blass is not None and bool((trifft & modelliert).any())
        nummern[trifft] = len(zeilen)
        zeilen.append((beschriftung, farbe, False))
        if getrennt:
            nummern[trifft & modelliert] = len(zeilen)
            zeilen.append((f"{beschriftung} (modelliert)", str(blass), True))
    return _fertig(kartenthema, zeilen, nummern)


def _ablaufjahre(lage: pd.DataFrame, stichtag: date, farben: Palette) -> Einteilung:
    jahr = stichtag.year
    # Dunkel ist, was drängt; abgelaufen trägt dieselbe Farbe wie im Thema „Aktualität“.
    stufen = [
        (jahr, f"noch {jahr}", 5),
        (jahr + 1, str(jahr + 1), 4),
        (jahr + 2, str(jahr + 2), 3),
        (jahr + 4, f"{jahr + 3} und {jahr + 4}", 2),
        (9999, f"{jahr + 5} und später", 1),
    ]
    modelliert = (lage["datenlage"] == Datenlage.MODELLIERT.value).to_numpy(dtype=bool)
    ablauf = lage["ablauf_am"]
    abgelaufen = (
        (lage["aktualitaet"].astype("string") == Aktualitaet.ABGELAUFEN.value)
        .fillna(False)
        .to_numpy(dtype=bool)
    )
    rest = ablauf.notna().to_numpy() & ~abgelaufen
    jahre = ablauf.dt.year.fillna(0).to_numpy()
    auswahl: list[tuple[str, str, np.ndarray]] = [
        ("abgelaufen", farben.aktualitaet[Aktualitaet.ABGELAUFEN], abgelaufen)
    ]
    von = 0
    for bis, text, stufe in stufen:
        auswahl.append((f"läuft {text} ab", farben.skala[stufe], rest & (jahre > von) & (jahre <= bis)))
        von = bis
    unbekannt = (
        (lage["aktualitaet"].astype("string") == Aktualitaet.ALTER_UNBEKANNT.value)
        .fillna(False)
        .to_numpy(dtype=bool)
    )
    auswahl.append(("Alter unbekannt", farben.status[Status.UNBEKANNT], unbekannt))
    nummern = pd.Series(0, lage.index)
    zeilen: list[tuple[str, str, bool]] = []
    for text, farbe, trifft in auswahl:
        nummern[trifft] = len(zeilen)
        zeilen.append((text, farbe, False))
        if (trifft & modelliert).any():
            nummern[trifft & modelliert] = len(zeilen)
            zeilen.append((f"{text} (modelliert)", _blass(farbe, farben.grund), True))
    fehlt = (lage["status"] == Status.UNBEKANNT.value).to_numpy(dtype=bool)
    nummern[~(abgelaufen | rest | unbekannt)] = len(zeilen)
    zeilen.append(("ohne INSEK", farben.flaeche, False))
    nummern[fehlt] = len(zeilen)
    zeilen.append(("nicht bekannt", farben.gitter, False))
    return _fertig("Ablaufjahr", zeilen, nummern)


def _blass(farbe: str, grund: str) -> str:
    """Farbe zu 55 % mit dem Grund gemischt: sichtbar blasser, Reihenfolge der Stufen bleibt."""
    teile = [round(0.45 * int(farbe[i : i + 2], 16) + 0.55 * int(grund[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{teil:02x}" for teil in teile)


def _fertig(
    kartenthema: Kartenthema, zeilen: Sequence[tuple[str, str, bool]], nummern: pd.Series
) -> Einteilung:
    anzahl = np.bincount(nummern.to_numpy("int64"), minlength=len(zeilen))
    klassen = tuple(
        Klasse(text, farbe, int(n), modelliert)
        for (text, farbe, modelliert), n in zip(zeilen, anzahl, strict=True)
    )
    return Einteilung(kartenthema, klassen, nummern.astype("int64"))
