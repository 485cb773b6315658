"""Die Kriterien der Ansprache je Gemeinde, jedes von 0 bis 1, und die Zahlen dahinter.

Regel: docs/fachregeln.md, „Ansprache“; Schwellen aus ``daten/regeln.yaml``. Alles rechnet auf Feldern.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from insek_monitor.kern.begriffe import Aktualitaet, Foerdergrundlage, Status
from insek_monitor.kern.datum import plus_monate
from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.status import TAGE

OHNE_AKTUELLES = (Status.KEIN.value, Status.TEILWEISE.value)


def kriterien(
    lage_gesamt: pd.DataFrame,
    nachbarn: pd.DataFrame,
    bevoelkerung: pd.DataFrame,
    stichtag: date,
    regeln: Regeln,
    *,
    letzter_kontakt: pd.Series | None = None,
    frist_monate: int = 24,
) -> pd.DataFrame:
    """Die Kriterien aller Gemeinden.

    Parameters
    ----------
    lage_gesamt : Ungefilterte Lage mit den Spalten der Schätzung; sonst fehlen Nachbarn.
    nachbarn : ``ags``, ``nachbar_ags``.
    bevoelkerung : ``ags``, ``stichtag``, ``einwohner``; verglichen werden der erste und der letzte Stichtag.
    letzter_kontakt : Series, optional
        AGS → Tag des letzten Kontakts; wer fehlt, hatte noch keinen. Ohne Angabe (Gast) zählt das Kriterium
        nirgends.
    frist_monate : „läuft ab in den nächsten n Monaten“.

    Returns
    -------
    DataFrame
        Index ``ags`` wie ``lage_gesamt``. Je Kriterium eine Spalte Float64 von 0 bis 1; ``in_arbeit`` (bool);
        ``kontakt_bekannt`` (bool; ohne ``letzter_kontakt`` überall False).
        Dazu die Zahlen für die Begründung: ``einwohner_gemeinsam`` (Int64; mit kleinen Nachbarn ohne
        aktuelles Konzept, NA ohne „gemeinsam“), ``gemeinsam_offen`` (bool; bei ihr oder einem dieser Nachbarn
        ist der Stand nicht belegt), ``rueckgang_prozent`` (Float64), ``rueckgang_seit`` (Int64, Jahr),
        ``monate_seit_kontakt`` (Int64; NA: noch keiner oder ohne Angabe).

    Notes
    -----
    Wo geschätzt wird, zählt eine Gemeinde ohne Nachweis für „ohne Konzept“, „Fördergrundlage fehlt“ und
    „gemeinsam“ mit ``p_kein``, für „Stand klären“ mit dem Rest; neben einem belegten ähnlichen Konzept
    jeweils zur Hälfte. Ohne Schätzung zählt ``unbekannt`` nur für „Stand klären“.
    """
    status, aktualitaet = (lage_gesamt[s].astype(object).to_numpy() for s in ("status", "aktualitaet"))
    einwohner = lage_gesamt["einwohner"].to_numpy(dtype="float64", na_value=np.nan)
    vorhanden = status == Status.VORHANDEN.value
    abgelaufen = vorhanden & (aktualitaet == Aktualitaet.ABGELAUFEN.value)
    ohne_alter = vorhanden & (aktualitaet == Aktualitaet.ALTER_UNBEKANNT.value)
    p_kein = lage_gesamt["p_kein"].to_numpy(dtype="float64", na_value=np.nan)
    geschaetzt, aehnlich = ~np.isnan(p_kein), status == Status.TEILWEISE.value
    voll = np.where(aehnlich, 0.5, 1.0)
    ohne_aktuelles = np.where(
        geschaetzt, voll * p_kein, (np.isin(status, OHNE_AKTUELLES) | abgelaufen).astype("float64")
    )
    partner = (ohne_aktuelles > 0) & (einwohner < regeln.partner_unter_einwohner)
    mit_nachbarn, nachbar_offen = _mit_nachbarn(lage_gesamt, nachbarn, einwohner, partner)
    mindestens = regeln.foerderung_mindest_einwohner
    gemeinsam = (ohne_aktuelles > 0) & (einwohner < mindestens) & (mit_nachbarn >= mindestens)
    gross = einwohner >= mindestens
    foerderung = lage_gesamt["foerdergrundlage"].astype(object).to_numpy()
    rueckgang, seit = _rueckgang(lage_gesamt.index, bevoelkerung)
    monate = _monate_seit(lage_gesamt.index, letzter_kontakt, stichtag)
    spalten = {
        "ohne_konzept": np.where(
            geschaetzt, voll * p_kein, np.select([status == Status.KEIN.value, aehnlich], [1.0, 0.5], 0.0)
        ),
        "ablauf": _ablauf(lage_gesamt, abgelaufen, stichtag, frist_monate),
        "stand_klaeren": np.where(
            geschaetzt,
            voll * (1 - p_kein),
            np.select([status == Status.UNBEKANNT.value, ohne_alter], [1.0, 0.5], 0.0),
        ),
        "klein": _klein(einwohner, regeln.klein_unter_einwohner),
        "foerderung_fehlt": np.select(
            [
                gross & geschaetzt,
                gross & (foerderung == Foerdergrundlage.NEIN.value),
                gross & vorhanden & (foerderung == Foerdergrundlage.UNKLAR.value),
            ],
            [ohne_aktuelles, 1.0, 0.5],
            0.0,
        ),
        "gemeinsam": np.where(gemeinsam, ohne_aktuelles, 0.0),
        "schrumpfung": np.nan_to_num(np.clip(rueckgang / regeln.schrumpfung_voll_prozent, 0.0, 1.0)),
        "kein_kontakt": _kein_kontakt(monate, letzter_kontakt is not None, regeln.kontakt_voll_monate),
    }
    return pd.DataFrame(
        {
            **{name: _zahlen(werte, np.zeros(len(werte), dtype=bool)) for name, werte in spalten.items()},
            "kontakt_bekannt": np.full(len(lage_gesamt), letzter_kontakt is not None),
            "in_arbeit": lage_gesamt["in_arbeit"].to_numpy(dtype=bool),
            "einwohner_gemeinsam": _ganze(np.where(gemeinsam, mit_nachbarn, np.nan)),
            "gemeinsam_offen": gemeinsam & (geschaetzt | nachbar_offen),
            "rueckgang_prozent": _zahlen(np.nan_to_num(rueckgang), np.isnan(rueckgang)),
            "rueckgang_seit": _ganze(np.where(np.isnan(rueckgang), np.nan, seit)),
            "monate_seit_kontakt": _ganze(monate),
        },
        index=lage_gesamt.index,
    )


def _ablauf(
    lage_gesamt: pd.DataFrame, abgelaufen: np.ndarray, stichtag: date, frist_monate: int
) -> np.ndarray:
    heute = np.datetime64(stichtag, "D")
    ablauf = lage_gesamt["ablauf_am"].to_numpy().astype(TAGE)
    fristtage = (plus_monate(stichtag, frist_monate) - stichtag).days
    resttage = np.where(np.isnat(ablauf), np.inf, (ablauf - heute).astype("float64"))
    in_frist = (resttage > 0) & (resttage <= fristtage)
    anteil = 0.5 + 0.5 * (1 - np.where(in_frist, resttage, 0.0) / max(fristtage, 1))
    return np.where(abgelaufen, 1.0, np.where(in_frist, anteil, 0.0))


def _klein(einwohner: np.ndarray, grenzen: tuple[int, ...]) -> np.ndarray:
    # Stelle 0 unter der ersten Grenze, am Ende (auch ohne Angabe: nan sortiert ans Ende) zählt nichts.
    return 1 - np.searchsorted(np.array(grenzen, dtype="float64"), einwohner, side="right") / len(grenzen)


def _mit_nachbarn(
    lage_gesamt: pd.DataFrame, nachbarn: pd.DataFrame, einwohner: np.ndarray, partner: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Einwohner zusammen mit den Nachbarn, die Partner sein können; ob einer davon nicht belegt ist."""
    eigene = lage_gesamt.index.get_indexer(pd.Index(nachbarn["ags"]))
    andere = lage_gesamt.index.get_indexer(pd.Index(nachbarn["nachbar_ags"]))
    zaehlt = (eigene >= 0) & (andere >= 0)
    zaehlt &= partner[andere]
    eigene, andere = eigene[zaehlt], andere[zaehlt]
    anzahl = len(lage_gesamt)
    offen = lage_gesamt["p_kein"].notna().to_numpy()
    zusammen = einwohner + np.bincount(eigene, weights=einwohner[andere], minlength=anzahl)
    return zusammen, np.bincount(eigene[offen[andere]], minlength=anzahl) > 0


def _rueckgang(index: pd.Index, bevoelkerung: pd.DataFrame) -> tuple[np.ndarray, int]:
    """Rückgang vom ersten zum letzten Stichtag in Prozent (Wachstum negativ, nan ohne Zahl); erstes Jahr."""
    if bevoelkerung.empty:
        return np.full(len(index), np.nan), 0
    tage = bevoelkerung["stichtag"]

    def am(tag: pd.Timestamp) -> np.ndarray:
        zeilen = bevoelkerung[tage == tag]
        werte = zeilen["einwohner"].to_numpy(dtype="float64", na_value=np.nan)
        stelle = pd.Index(zeilen["ags"]).get_indexer(index)
        return np.where(stelle < 0, np.nan, np.append(werte, np.nan)[stelle])

    anfang, ende = am(tage.min()), am(tage.max())
    anfang = np.where(anfang > 0, anfang, np.nan)
    return (anfang - ende) / anfang * 100, int(tage.min().year)


def _monate_seit(index: pd.Index, letzter_kontakt: pd.Series | None, stichtag: date) -> np.ndarray:
    """Volle Monate seit dem letzten Kontakt, nan ohne; ein Kontakt nach dem Stichtag gilt als eben erst."""
    if letzter_kontakt is None:
        return np.full(len(index), np.nan)
    tage = letzter_kontakt.reindex(index).to_numpy().astype(TAGE)
    monat = tage.astype("datetime64[M]")
    tag_im_monat = (tage - monat.astype(TAGE)).astype("float64")
    volle = (np.datetime64(stichtag, "M") - monat).astype("float64") - (tag_im_monat > stichtag.day - 1)
    return np.where(np.isnat(tage), np.nan, np.maximum(volle, 0.0))


def _kein_kontakt(monate: np.ndarray, bekannt: bool, voll_ab: int) -> np.ndarray:
    if not bekannt:
        return np.zeros(len(monate))
    return np.where(np.isnan(monate), 1.0, np.minimum(monate / voll_ab, 1.0))


def _zahlen(werte: np.ndarray, fehlt: np.ndarray) -> pd.array:
    return pd.arrays.FloatingArray(np.asarray(werte, dtype="float64"), mask=fehlt)


def _ganze(werte: np.ndarray) -> pd.array:
    fehlt = np.isnan(werte)
    return pd.arrays.IntegerArray(np.where(fehlt, 0, werte).astype("int64"), mask=fehlt)
