"""Themen der Karte: welche Klasse eine Gemeinde hat, wie die Klasse heißt und welche Farbe sie trägt.

Dieselben Klassen speisen die große Karte (pydeck), die kleine (SVG), die Legende und die Überschrift. Über
eine Gemeinde sagt die Karte nur, was belegt ist; wo nichts belegt ist, sagt ein neutraler Ton, wie viele
Gemeinden dieser Größe ohne Nachweis keines haben.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

import numpy as np
import pandas as pd

from insek_monitor.kern.begriffe import Aktualitaet, Status
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.befunde_gemeinde import anteil_ohne
from insek_monitor.lage.bild.farben import Palette, Thema, palette
from insek_monitor.lage.schaetzung import Schaetzung

Kartenthema = Literal["Status", "Aktualität", "Ablaufjahr", "Einwohner", "Priorität"]
AUS_DER_LAGE: tuple[Kartenthema, ...] = ("Status", "Aktualität", "Ablaufjahr", "Einwohner")
"""Themen, die aus der Lage allein folgen (`teile_ein`)."""
KARTENTHEMEN: tuple[Kartenthema, ...] = (*AUS_DER_LAGE, "Priorität")

PUNKTGRENZEN = (60, 30)
EINWOHNERGRENZEN = (2_000, 5_000, 10_000, 15_000, 50_000)


@dataclass(frozen=True)
class Klasse:
    """Eine Zeile der Legende: Beschriftung, Farbe, Zahl der Gemeinden.

    ``wert`` sagt, wofür sie steht; alle Klassen „Stand nicht belegt“ haben denselben.
    """

    beschriftung: str
    farbe: str
    gemeinden: int
    wert: str = ""


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

    def alternative(self) -> str:
        """Textalternative der Karte: die Legende in Worten."""
        teile = [f"{k.beschriftung}: {zahlen.zahl(k.gemeinden)}" for k in self.klassen if k.gemeinden]
        return f"Karte der Gemeinden in Sachsen, Thema {self.thema}. {'; '.join(teile) or 'Keine Gemeinde'}."


Zeile = tuple[str, str, str, np.ndarray]
"""Eine Klasse vor dem Zählen: Wert, Beschriftung, Farbe, und welche Gemeinden dazugehören."""


def teile_ein(lage: pd.DataFrame, kartenthema: Kartenthema, stichtag: date, thema: Thema) -> Einteilung:
    """Ordnet jeder Gemeinde eine Klasse zu.

    Parameters
    ----------
    lage : Ergebnis von `lage.schaetzung.schaetze` oder `ohne_schaetzung`, auch gefiltert.
    kartenthema : eines von `AUS_DER_LAGE`
    stichtag : Teilt die Ablaufjahre in vergangene und kommende.
    thema : „hell“ oder „dunkel“

    Returns
    -------
    Einteilung
        Klassen ohne Gemeinde bleiben in der Legende (mit 0); „Stand nicht belegt“ und „k. A.“ stehen nur
        darin, wenn es das gibt.

    Raises
    ------
    ValueError
        Wenn das Thema mehr braucht als die Lage.
    """
    if kartenthema not in AUS_DER_LAGE:
        raise ValueError(f"Das Thema {kartenthema} folgt nicht aus der Lage allein.")
    farben = palette(thema)
    if kartenthema == "Einwohner":
        return _fertig(kartenthema, lage, _einwohner(lage["einwohner"], farben))
    status = lage["status"].astype("str").to_numpy()
    belegt = [s for s in Status if s is not Status.UNBEKANNT]
    if kartenthema == "Status":
        zeilen = [(s.value, s.beschriftung, farben.status[s], status == s.value) for s in belegt]
        return _fertig(kartenthema, lage, [*zeilen, *_nicht_belegt(lage, farben)])
    aktualitaet = lage["aktualitaet"].astype("string").fillna("").to_numpy(dtype=object)
    if kartenthema == "Aktualität":
        zeilen = [
            (a.value, a.beschriftung, farben.aktualitaet[a], aktualitaet == a.value) for a in Aktualitaet
        ]
    else:
        zeilen = _ablaufjahre(lage["ablauf_am"], aktualitaet, stichtag, farben)
    ohne = (status == Status.TEILWEISE.value) | (status == Status.KEIN.value)
    zeilen.append(("ohne", "ähnliches oder kein Konzept", farben.flaeche, ohne))
    offen = status == Status.UNBEKANNT.value
    if offen.any():
        unbekannt = Status.UNBEKANNT
        zeilen.append((unbekannt.value, unbekannt.beschriftung, farben.nicht_belegt[0], offen))
    return _fertig(kartenthema, lage, zeilen)


def teile_nach_punkten(lage: pd.DataFrame, punkte: pd.Series, thema: Thema) -> Einteilung:
    """Thema „Priorität“: drei Stufen, die dringendste zuerst und am kräftigsten.

    Parameters
    ----------
    punkte : Punkte (0 bis 100) je AGS, für mindestens alle Gemeinden der Lage; NA steht für sich.
    """
    farben = palette(thema)
    zahl = punkte.reindex(lage.index).astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
    texte = [f"{PUNKTGRENZEN[0]} und mehr Punkte"]
    texte += [f"{unten} bis unter {oben} Punkte" for oben, unten in pairwise(PUNKTGRENZEN)]
    texte.append(f"unter {PUNKTGRENZEN[-1]} Punkte")
    grenzen = (np.inf, *PUNKTGRENZEN, -np.inf)
    zeilen = [
        (text, text, farbe, (zahl >= unten) & (zahl < oben))
        for text, farbe, (oben, unten) in zip(texte, farben.prioritaet, pairwise(grenzen), strict=True)
    ]
    return _fertig("Priorität", lage, [*zeilen, *_ohne_angabe(np.isnan(zahl), farben)])


def _nicht_belegt(lage: pd.DataFrame, farben: Palette) -> list[Zeile]:
    """Je Erwartung für das Land eine Stufe, die höchste am kräftigsten; ohne Schätzung eine einzige."""
    unbekannt = Status.UNBEKANNT
    offen = (lage["status"] == unbekannt.value).to_numpy(dtype=bool)
    p = lage["p_kein"].to_numpy(dtype="float64", na_value=np.nan)
    schaetzung: Schaetzung = lage.attrs["schaetzung"]
    klassen = [k for k in schaetzung.klassen if k.p]
    zeilen = []
    stufen = sorted({k.p[Status.KEIN] for k in klassen}, reverse=True)
    for p_kein, farbe in zip(stufen, reversed(farben.nicht_belegt), strict=False):
        groessen = zahlen.aufzaehlung(k.klasse for k in klassen if k.p[Status.KEIN] == p_kein)
        text = f"{unbekannt.beschriftung}, {groessen} Einwohner · {anteil_ohne(p_kein)}"
        zeilen.append((unbekannt.value, text, farbe, offen & (p == p_kein)))
    zeilen.append((unbekannt.value, unbekannt.beschriftung, farben.nicht_belegt[0], offen & np.isnan(p)))
    return [zeile for zeile in zeilen if zeile[-1].any()]


def _ablaufjahre(ablauf: pd.Series, aktualitaet: np.ndarray, stichtag: date, farben: Palette) -> list[Zeile]:
    jahr = stichtag.year
    # Dunkel ist, was drängt; abgelaufen trägt dieselbe Farbe wie im Thema „Aktualität“.
    stufen = [
        (jahr, f"noch {jahr}", 5),
        (jahr + 1, str(jahr + 1), 4),
        (jahr + 2, str(jahr + 2), 3),
        (jahr + 4, f"{jahr + 3} und {jahr + 4}", 2),
        (9999, f"{jahr + 5} und später", 1),
    ]
    abgelaufen, undatiert = Aktualitaet.ABGELAUFEN, Aktualitaet.ALTER_UNBEKANNT
    vorbei = aktualitaet == abgelaufen.value
    jahre = ablauf.dt.year.fillna(0).to_numpy()
    zeilen = [(abgelaufen.value, abgelaufen.beschriftung, farben.aktualitaet[abgelaufen], vorbei)]
    von = 0
    for bis, text, stufe in stufen:
        trifft = ~vorbei & (jahre > von) & (jahre <= bis)
        zeilen.append((str(bis), f"läuft {text} ab", farben.skala[stufe], trifft))
        von = bis
    ohne_alter = aktualitaet == undatiert.value
    return [*zeilen, (undatiert.value, undatiert.beschriftung, farben.aktualitaet[undatiert], ohne_alter)]


def _einwohner(einwohner: pd.Series, farben: Palette) -> list[Zeile]:
    grenzen = [0, *EINWOHNERGRENZEN]
    texte = [f"unter {zahlen.zahl(grenzen[1])}"]
    texte += [f"{zahlen.zahl(von)} bis unter {zahlen.zahl(bis)}" for von, bis in pairwise(grenzen[1:])]
    texte.append(f"{zahlen.zahl(grenzen[-1])} und mehr")
    fehlt = einwohner.isna().to_numpy()
    stufe = np.searchsorted(EINWOHNERGRENZEN, einwohner.fillna(-1).to_numpy("int64"), side="right")
    return [
        *(
            (text, text, farbe, ~fehlt & (stufe == n))
            for n, (text, farbe) in enumerate(zip(texte, farben.skala, strict=True))
        ),
        *_ohne_angabe(fehlt, farben),
    ]


def _ohne_angabe(trifft: np.ndarray, farben: Palette) -> list[Zeile]:
    return [(zahlen.KA, zahlen.KA, farben.flaeche, trifft)] if trifft.any() else []


def _fertig(kartenthema: Kartenthema, lage: pd.DataFrame, zeilen: Sequence[Zeile]) -> Einteilung:
    nummern = np.zeros(len(lage), dtype="int64")
    klassen = []
    for nummer, (wert, text, farbe, trifft) in enumerate(zeilen):
        nummern[trifft] = nummer
        klassen.append(Klasse(text, farbe, int(trifft.sum()), wert))
    return Einteilung(kartenthema, tuple(klassen), pd.Series(nummern, lage.index))
