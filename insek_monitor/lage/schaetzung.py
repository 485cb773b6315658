"""Schätzung für Summen: was nach den Eckwerten von den Gemeinden ohne Nachweis zu erwarten ist.

Veröffentlicht sind nur Summen. Innerhalb einer Größenklasse (``kompakt``) hat deshalb jede Gemeinde ohne
Nachweis dieselbe Wahrscheinlichkeit, gewählt so, dass die Eckwerte genau herauskommen. Über eine einzelne
Gemeinde sagt das nichts. Verfahren: docs/entscheidungen/0009-schaetzung.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd

from insek_monitor.kern.begriffe import Datenlage, Status

#: Status, für die geschätzt wird, und die Spalte mit ihrer Wahrscheinlichkeit.
SPALTEN = {status: f"p_{status.value}" for status in (Status.VORHANDEN, Status.TEILWEISE, Status.KEIN)}


class Grund(StrEnum):
    """Warum nichts geschätzt wird."""

    VOR_ECKWERTEN = "vor_eckwerten"
    GESAMTZAHL = "gesamtzahl"
    ZU_VIELE_OHNE = "zu_viele_ohne"
    ZU_VIELE_MIT = "zu_viele_mit"
    NICHT_ALLE_MIT = "nicht_alle_mit"
    ZU_VIELE_AEHNLICHE = "zu_viele_aehnliche"
    ZU_WENIGE_AEHNLICHE = "zu_wenige_aehnliche"


@dataclass(frozen=True)
class Widerspruch:
    """Was dem Eckwert widerspricht: die Belege sagen ``belegt``, veröffentlicht ist ``veroeffentlicht``.

    ``klasse`` ist die Größenklasse oder None (das ganze Land).
    """

    grund: Grund
    klasse: str | None
    belegt: int
    veroeffentlicht: int


@dataclass(frozen=True)
class Klassenschaetzung:
    """Eine Größenklasse: Gemeinden, geklärte je Status, offene (R) und ihre Wahrscheinlichkeiten.

    ``p`` ist leer, wenn für die Klasse nichts geschätzt wird.
    """

    klasse: str
    gemeinden: int
    geklaert: Mapping[Status, int]
    offen: int
    p: Mapping[Status, float]


@dataclass(frozen=True)
class Schaetzung:
    """Ergebnis für das ganze Land.

    Attributes
    ----------
    klassen : Leer vor dem Jahr der Eckwerte.
    anteil_aehnlich : float or None
        t: Anteil der ähnlichen Konzepte an denen, die nach Abzug der Gemeinden ohne Konzept bleiben.
    """

    klassen: tuple[Klassenschaetzung, ...] = ()
    anteil_aehnlich: float | None = None
    widersprueche: tuple[Widerspruch, ...] = ()

    @property
    def wirkt(self) -> bool:
        """Wird für irgendeine Gemeinde etwas erwartet?"""
        return any(klasse.p for klasse in self.klassen)


@dataclass(frozen=True)
class Veroeffentlicht:
    """Die Eckwerte, aus denen geschätzt wird (Gemeinden).

    ``kein`` nennt je Größenklasse die ohne Konzept; ``alle_mit`` die Klassen, in denen jede eines hat.
    """

    jahr: int
    gesamt: int
    teilweise: int
    kein: Mapping[str, int]
    alle_mit: frozenset[str]

    @classmethod
    def aus(cls, eckwerte: pd.DataFrame) -> Veroeffentlicht:
        """Liest sie aus ``tabellen.eckwerte()`` (Index ``schluessel``)."""
        je_klasse = eckwerte[eckwerte["groessenklasse"].notna()]
        kein = je_klasse[je_klasse["status"] == Status.KEIN.value]
        alle = je_klasse[
            (je_klasse["status"] == Status.VORHANDEN.value)
            & (je_klasse["wert"] == je_klasse["grundgesamtheit"])
        ]
        return cls(
            jahr=int(str(eckwerte["stand"].max())[:4]),
            gesamt=sum(int(eckwerte.at[s.value, "wert"]) for s in SPALTEN),
            teilweise=int(eckwerte.at[Status.TEILWEISE.value, "wert"]),
            kein={str(k): int(w) for k, w in zip(kein["groessenklasse"], kein["wert"], strict=True)},
            alle_mit=frozenset(alle["groessenklasse"].astype(object)),
        )


def schaetze(lage: pd.DataFrame, eckwerte: pd.DataFrame, stichtag: date) -> pd.DataFrame:
    """Ergänzt die Lage um die Erwartung je Gemeinde ohne Nachweis.

    Parameters
    ----------
    lage : Ungefiltert: die Eckwerte gelten für das ganze Land.
    eckwerte : Wie ``tabellen.eckwerte()``.
    stichtag : Vor dem Jahr der Eckwerte wird nichts geschätzt.

    Returns
    -------
    DataFrame
        ``lage`` und: ``geklaert`` (bool: ein integriertes Konzept oder sein Fehlen ist belegt, oder die
        Fachstelle hat einen Status gemeldet), ``p_vorhanden``, ``p_teilweise``, ``p_kein`` (Float64, in
        [0, 1], Summe 1) und ``offene_der_klasse`` (Int64). Die vier letzten sind NA, wo nichts zu schätzen
        ist.
        ``attrs["schaetzung"]`` ist die ``Schaetzung``.

    Notes
    -----
    Recherchierte ähnliche Konzepte klären nichts: Daneben kann ein INSEK bestehen, und die Fachstelle zählt
    weniger, als zu finden sind.
    """
    veroeffentlicht = Veroeffentlicht.aus(eckwerte)
    if stichtag.year < veroeffentlicht.jahr:
        befund = Schaetzung(
            widersprueche=(Widerspruch(Grund.VOR_ECKWERTEN, None, stichtag.year, veroeffentlicht.jahr),)
        )
    else:
        befund = _rechne(lage, veroeffentlicht)
    klasse, offen = lage["groessenklasse_kompakt"].cat.codes.to_numpy(), ~lage["geklaert"].to_numpy()
    werte = {spalte: np.full(len(lage), np.nan) for spalte in (*SPALTEN.values(), "offene_der_klasse")}
    for code, teil in enumerate(befund.klassen):
        if teil.p:
            zeilen = offen & (klasse == code)
            werte["offene_der_klasse"][zeilen] = teil.offen
            for status, p in teil.p.items():
                werte[SPALTEN[status]][zeilen] = p
    ergebnis = lage.assign(
        **{
            name: pd.array(spalte, dtype="Int64" if name == "offene_der_klasse" else "Float64")
            for name, spalte in werte.items()
        }
    )
    ergebnis.attrs["schaetzung"] = befund
    return ergebnis


def ohne_schaetzung(lage: pd.DataFrame) -> pd.DataFrame:
    """Die Spalten von ``schaetze`` ohne eine Erwartung: so liefert sie ``lage``."""
    leer = {spalte: pd.array([pd.NA] * len(lage), dtype="Float64") for spalte in SPALTEN.values()}
    offene = pd.array([pd.NA] * len(lage), dtype="Int64")
    ergebnis = lage.assign(geklaert=_geklaert(lage), **leer, offene_der_klasse=offene)
    ergebnis.attrs["schaetzung"] = Schaetzung()
    return ergebnis


def _geklaert(lage: pd.DataFrame) -> np.ndarray:
    status = lage["status"].astype("str")
    gemeldet = (lage["datenlage"] == Datenlage.GEMELDET.value).to_numpy(dtype=bool)
    klar = status.isin([Status.VORHANDEN.value, Status.KEIN.value]).to_numpy(dtype=bool)
    return np.asarray(klar | (gemeldet & (status == Status.TEILWEISE.value).to_numpy(dtype=bool)))


def _rechne(lage: pd.DataFrame, eckwerte: Veroeffentlicht) -> Schaetzung:
    klassen = [_zaehle(lage, str(name)) for name in lage["groessenklasse_kompakt"].cat.categories]
    if (zahl := sum(k.gemeinden for k in klassen)) != eckwerte.gesamt:
        return Schaetzung(tuple(klassen), None, (Widerspruch(Grund.GESAMTZAHL, None, zahl, eckwerte.gesamt),))
    ohne_eckwert = {k.klasse for k in klassen} - set(eckwerte.kein) - eckwerte.alle_mit
    widersprueche = [w for k in klassen if k.offen and (w := _widerspruch(k, eckwerte)) is not None]
    gesperrt = ohne_eckwert | {w.klasse for w in widersprueche}
    p_kein = {k.klasse: _p_kein(k, eckwerte) for k in klassen}
    # Ähnliche Konzepte sind nur für das ganze Land veröffentlicht; sie verteilen sich gleichmäßig auf die,
    # die nach Abzug der Gemeinden ohne Konzept bleiben. Widerspricht eine Klasse, gilt dafür ihr Grenzfall.
    rest = sum(k.offen * (1 - p_kein[k.klasse]) for k in klassen if k.klasse not in eckwerte.alle_mit)
    aehnliche = sum(k.geklaert[Status.TEILWEISE] for k in klassen)
    t, grund = _anteil_aehnlich(eckwerte.teilweise - aehnliche, rest)
    if grund is not None and any(k.offen for k in klassen if k.klasse not in eckwerte.alle_mit):
        widersprueche.append(Widerspruch(grund, None, aehnliche, eckwerte.teilweise))
        gesperrt |= set(eckwerte.kein)
    fertig = []
    for k in klassen:
        teil = 0.0 if k.klasse in eckwerte.alle_mit else t
        kein = p_kein[k.klasse]
        p = {
            Status.VORHANDEN: (1 - kein) * (1 - teil),
            Status.TEILWEISE: (1 - kein) * teil,
            Status.KEIN: kein,
        }
        erlaubt = k.offen and k.klasse not in gesperrt
        fertig.append(Klassenschaetzung(k.klasse, k.gemeinden, k.geklaert, k.offen, p if erlaubt else {}))
    return Schaetzung(tuple(fertig), t if grund is None and rest else None, tuple(widersprueche))


def _zaehle(lage: pd.DataFrame, klasse: str) -> Klassenschaetzung:
    darin = (lage["groessenklasse_kompakt"] == klasse).to_numpy()
    geklaert = lage["geklaert"].to_numpy()
    je_status = {s: int((darin & geklaert & (lage["status"] == s.value).to_numpy()).sum()) for s in SPALTEN}
    return Klassenschaetzung(klasse, int(darin.sum()), je_status, int((darin & ~geklaert).sum()), {})


def _widerspruch(k: Klassenschaetzung, eckwerte: Veroeffentlicht) -> Widerspruch | None:
    ohne = k.geklaert[Status.KEIN]
    if k.klasse in eckwerte.alle_mit:
        anders = ohne + k.geklaert[Status.TEILWEISE]
        grund = Grund.NICHT_ALLE_MIT if anders else None
        return Widerspruch(grund, k.klasse, anders, 0) if grund else None
    if (veroeffentlicht := eckwerte.kein.get(k.klasse)) is None:
        return None
    if ohne > veroeffentlicht:
        return Widerspruch(Grund.ZU_VIELE_OHNE, k.klasse, ohne, veroeffentlicht)
    if veroeffentlicht - ohne > k.offen:
        mit = k.gemeinden - k.offen - ohne
        return Widerspruch(Grund.ZU_VIELE_MIT, k.klasse, mit, k.gemeinden - veroeffentlicht)
    return None


def _p_kein(k: Klassenschaetzung, eckwerte: Veroeffentlicht) -> float:
    if not k.offen or k.klasse in eckwerte.alle_mit:
        return 0.0
    fehlt = eckwerte.kein.get(k.klasse, 0) - k.geklaert[Status.KEIN]
    return min(max(fehlt / k.offen, 0.0), 1.0)


def _anteil_aehnlich(fehlende: int, rest: float) -> tuple[float, Grund | None]:
    if fehlende < 0:
        return 0.0, Grund.ZU_VIELE_AEHNLICHE
    if fehlende > rest + 1e-9:
        return 1.0, Grund.ZU_WENIGE_AEHNLICHE
    return (fehlende / rest if rest else 0.0), None
