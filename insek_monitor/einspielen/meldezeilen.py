"""Ein Datenstand als Zeilen der Meldeliste: je Gemeinde und Datensatz eine, ohne Datensatz eine leere."""

from __future__ import annotations

from typing import Any

import pandas as pd

from insek_monitor.einspielen.bekanntes import VERGLICHEN, Bekannt, Bestandsverzeichnis
from insek_monitor.einspielen.zeile import kurz
from insek_monitor.kern.begriffe import Konzeptart
from insek_monitor.kern.meldung import FELDER, Vorhanden
from insek_monitor.lage.ausgabe.spalten import Zellwert
from insek_monitor.register.laden import Bestand

FELDNAMEN = tuple(feld.name for feld in FELDER)
DATEN = ("beschluss", "begonnen", "aufgehoben", "belegt")
Meldezeile = dict[str, Zellwert]


def meldezeilen(gemeinden: pd.DataFrame, bestand: Bestand | None) -> list[Meldezeile]:
    """Zeilen der Meldeliste, nach AGS und Kennung.

    Parameters
    ----------
    gemeinden : Alle Gemeinden (docs/fachregeln.md).
    bestand : Ohne Bestand eine leere Zeile je Gemeinde.

    Returns
    -------
    list of dict
        Schlüssel ``FELDNAMEN``. Daten als Text in der bekannten Genauigkeit (``14.03.2019``, ``03/2019``,
        ``2019``, ``unbekannt``), ``zieljahr`` als Zahl, Fehlendes None. Ein gemeinsames Konzept hat je
        Mitglied eine Zeile mit derselben Kennung; ``gemeinsam`` nennt die übrigen.
    """
    bekannt = Bestandsverzeichnis(bestand) if bestand is not None else None
    namen = gemeinden["name"].to_dict()
    zeilen: list[Meldezeile] = []
    for ags, name, kreis in zip(gemeinden.index, gemeinden["name"], gemeinden["kreis"], strict=True):
        ort: Meldezeile = {"ags": str(ags), "gemeinde": str(name), "kreis": str(kreis)}
        leer: Meldezeile = dict.fromkeys(FELDNAMEN)
        saetze = sorted(bekannt.zu(str(ags)), key=lambda satz: satz.konzept_id) if bekannt else []
        zeilen += [{**leer, **_angaben(satz, str(ags), namen), **ort} for satz in saetze] or [{**leer, **ort}]
    return zeilen


def datum_als_text(text: str | None) -> str | None:
    """``2019-03-14`` → ``14.03.2019``, ``2019-03`` → ``03/2019``; sonst wie es ist."""
    return None if text is None else kurz(text)


def antwort(satz: Bekannt) -> Vorhanden:
    """Was in der Spalte „INSEK vorhanden?“ steht."""
    je_art = {
        Konzeptart.KEINS: Vorhanden.NEIN,
        Konzeptart.AEHNLICH: Vorhanden.AEHNLICH,
        Konzeptart.TEILGEBIET: Vorhanden.TEILGEBIET,
    }
    if satz.art in je_art:
        return je_art[satz.art]
    if satz.aufgehoben is not None:
        return Vorhanden.AUFGEHOBEN
    if satz.beschluss is None:
        return Vorhanden.IN_ARBEIT if satz.begonnen else Vorhanden.UNBEKANNT
    return Vorhanden.JA


def _angaben(satz: Bekannt, ags: str, namen: dict[Any, str]) -> Meldezeile:
    weitere = "; ".join(f"{namen[a]} ({a})" if a in namen else a for a in sorted(satz.ags) if a != ags)
    zeile: Meldezeile = {name: getattr(satz, name) for name in ("konzept_id", *VERGLICHEN)}
    zeile |= {name: datum_als_text(getattr(satz, name)) for name in DATEN}
    zeile |= {
        "vorhanden": antwort(satz).beschriftung,
        "art": satz.art.beschriftung,
        "gemeinsam": weitere or None,
        "datenlage": satz.datenlage.beschriftung,
    }
    if satz.sicherheit is not None:
        zeile["sicherheit"] = satz.sicherheit.beschriftung
    return zeile
