"""Abgleich: was belegt ist, neben den veröffentlichten Eckwerten."""

from __future__ import annotations

import numpy as np
import pandas as pd

from insek_monitor.kern.begriffe import Status, werte


class EckwertFehler(ValueError):
    """Ein Eckwert ist so angegeben, dass er sich nicht nachrechnen lässt."""


def abgleich(lage: pd.DataFrame, eckwerte: pd.DataFrame) -> pd.DataFrame:
    """Zählt zu jedem Eckwert, was belegt ist; ohne Schätzung, denn die ist aus den Eckwerten gerechnet.

    Parameters
    ----------
    lage : Ungefilterte Lage; die Eckwerte gelten für das ganze Land.
    eckwerte : Index ``schluessel``; ``beschreibung``, ``wert``, ``einheit``, ``anteil_prozent``,
        ``grundgesamtheit``, ``status`` (NA: alle Gemeinden zählen), ``einwohner_von``, ``einwohner_unter``
        (NA: keine Grenze), ``herkunft``, ``quelle`` (siehe daten/eckwerte.yaml).

    Returns
    -------
    DataFrame
        Je Eckwert: ``eckwert`` (Schlüssel), ``beschreibung``, ``veroeffentlicht``, ``gemeinden_belegt``,
        ``abweichung`` (belegt − veröffentlicht), ``davon_ungeklaert`` (Gemeinden in der Abgrenzung, deren
        Stand nicht geklärt ist; so weit kann die Abweichung an fehlendem Wissen liegen), ``einheit``,
        ``quelle``; dazu ``anteil_prozent``, ``herkunft``, ``grundgesamtheit``, ``grundgesamtheit_berechnet``
        (Gemeinden in der Abgrenzung).

    Raises
    ------
    EckwertFehler
        Bei einem Status oder einer Einheit, die der Abgleich nicht kennt.
    """
    einwohner = lage["einwohner"].to_numpy(dtype="float64", na_value=np.nan)
    status = lage["status"].astype("str").to_numpy()
    belegt, nenner, ungeklaert = [], [], []
    for schluessel, eckwert in eckwerte.iterrows():
        if eckwert["einheit"] != "Gemeinden":
            raise EckwertFehler(f"Eckwert „{schluessel}“: Die Einheit „{eckwert['einheit']}“ ist unbekannt.")
        gesucht = eckwert["status"]
        if pd.notna(gesucht) and gesucht not in werte(Status):
            raise EckwertFehler(f"Eckwert „{schluessel}“: Den Status „{gesucht}“ gibt es nicht.")
        dabei = np.ones(len(lage), dtype=bool)
        # Ohne bekannte Einwohnerzahl (NaN) ist jeder Vergleich falsch: Die Gemeinde fällt aus der Abgrenzung.
        if pd.notna(eckwert["einwohner_von"]):
            dabei &= einwohner >= eckwert["einwohner_von"]
        if pd.notna(eckwert["einwohner_unter"]):
            dabei &= einwohner < eckwert["einwohner_unter"]
        belegt.append(int((dabei & (status == gesucht)).sum() if pd.notna(gesucht) else dabei.sum()))
        nenner.append(int(dabei.sum()))
        ungeklaert.append(int((dabei & ~lage["geklaert"].to_numpy()).sum()))
    tabelle = pd.DataFrame(
        {
            "eckwert": eckwerte.index.astype("str"),
            "beschreibung": eckwerte["beschreibung"].array,
            "veroeffentlicht": eckwerte["wert"].astype("Int64").array,
            "gemeinden_belegt": pd.array(belegt, dtype="Int64"),
        }
    )
    tabelle["abweichung"] = tabelle["gemeinden_belegt"] - tabelle["veroeffentlicht"]
    for spalte in ("einheit", "quelle", "anteil_prozent", "herkunft", "grundgesamtheit"):
        tabelle[spalte] = eckwerte[spalte].array
    tabelle["grundgesamtheit_berechnet"] = pd.array(nenner, dtype="Int64")
    tabelle["davon_ungeklaert"] = pd.array(ungeklaert, dtype="Int64")
    return tabelle
