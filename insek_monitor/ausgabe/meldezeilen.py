"""Ein Datenstand als Zeilen der Meldeliste: je Gemeinde und Datensatz eine, ohne Datensatz eine leere."""

from __future__ import annotations

from typing import Any

import pandas as pd

from insek_monitor.ausgabe.spalten import Zellwert
from insek_monitor.modell.begriffe import Datenlage, Konzeptart, Sicherheit
from insek_monitor.modell.meldung import FELDER, Vorhanden
from insek_monitor.register.fassungen import SPALTEN
from insek_monitor.register.laden import Bestand

FELDNAMEN = tuple(feld.name for feld in FELDER)
DATEN = ("beschluss", "begonnen", "aufgehoben", "belegt")
Meldezeile = dict[str, Zellwert]


def meldezeilen(gemeinden: pd.DataFrame, bestand: Bestand | None) -> list[Meldezeile]:
    """Zeilen der Meldeliste, nach AGS und Kennung.

    Parameters
    ----------
    gemeinden : DataFrame
        Alle Gemeinden (docs/architektur.md).
    bestand : Bestand or None
        Ohne Bestand eine leere Zeile je Gemeinde.

    Returns
    -------
    list of dict
        Schlüssel ``FELDNAMEN``. Daten als Text in der bekannten Genauigkeit (``14.03.2019``, ``03/2019``,
        ``2019``, ``unbekannt``), ``zieljahr`` als Zahl, Fehlendes None. Ein gemeinsames Konzept hat je
        Mitglied eine Zeile mit derselben Kennung; ``gemeinsam`` nennt die übrigen.
    """
    saetze = _saetze_je_gemeinde(bestand) if bestand is not None else {}
    namen = gemeinden["name"].to_dict()
    zeilen: list[Meldezeile] = []
    for ags, name, kreis in zip(gemeinden.index, gemeinden["name"], gemeinden["kreis"], strict=True):
        ort: Meldezeile = {"ags": str(ags), "gemeinde": str(name), "kreis": str(kreis)}
        leer: Meldezeile = dict.fromkeys(FELDNAMEN)
        for satz in saetze.get(str(ags), [{}]):
            zeilen.append({**leer, **_angaben(satz, str(ags), namen), **ort})
    return zeilen


def datum_als_text(text: str | None) -> str | None:
    """``2019-03-14`` → ``14.03.2019``, ``2019-03`` → ``03/2019``; sonst wie es ist."""
    if text is None:
        return None
    teile = text.split("-")
    if len(teile) == 3:
        return f"{teile[2]}.{teile[1]}.{teile[0]}"
    return f"{teile[1]}/{teile[0]}" if len(teile) == 2 else text


def antwort(satz: dict[str, Any]) -> Vorhanden:
    """Was in der Spalte „INSEK vorhanden?“ steht."""
    je_art = {
        Konzeptart.KEINS.value: Vorhanden.NEIN,
        Konzeptart.AEHNLICH.value: Vorhanden.AEHNLICH,
        Konzeptart.TEILGEBIET.value: Vorhanden.TEILGEBIET,
    }
    if satz["art"] in je_art:
        return je_art[satz["art"]]
    if satz["aufgehoben"] is not None:
        return Vorhanden.AUFGEHOBEN
    if satz["beschluss"] is None:
        return Vorhanden.IN_ARBEIT if satz["begonnen"] else Vorhanden.UNBEKANNT
    return Vorhanden.JA


def _saetze_je_gemeinde(bestand: Bestand) -> dict[str, list[dict[str, Any]]]:
    mitglieder: dict[str, list[str]] = {}
    for konzept_id, ags in zip(bestand.zuordnung["konzept_id"], bestand.zuordnung["ags"], strict=True):
        mitglieder.setdefault(str(konzept_id), []).append(str(ags))
    spalten = [bestand.konzepte[name].astype(object) for name in SPALTEN]
    werte = zip(*(spalte.where(spalte.notna(), None).tolist() for spalte in spalten), strict=True)
    ergebnis: dict[str, list[dict[str, Any]]] = {}
    for konzept_id, zeile in sorted(
        zip(bestand.konzepte.index, werte, strict=True), key=lambda paar: paar[0]
    ):
        satz = dict(zip(SPALTEN, zeile, strict=True)) | {"konzept_id": str(konzept_id)}
        satz["gemeinden"] = sorted(mitglieder.get(str(konzept_id), ()))
        for ags in satz["gemeinden"]:
            ergebnis.setdefault(ags, []).append(satz)
    return ergebnis


def _angaben(satz: dict[str, Any], ags: str, namen: dict[Any, str]) -> Meldezeile:
    if not satz:
        return {}
    weitere = "; ".join(f"{namen[a]} ({a})" if a in namen else a for a in satz["gemeinden"] if a != ags)
    zeile: Meldezeile = {name: satz[name] for name in FELDNAMEN if name in satz}
    zeile |= {name: datum_als_text(satz[name]) for name in DATEN}
    zeile |= {
        "vorhanden": antwort(satz).beschriftung,
        "art": Konzeptart(satz["art"]).beschriftung,
        "gemeinsam": weitere or None,
        "datenlage": Datenlage(satz["datenlage"]).beschriftung,
    }
    if satz["sicherheit"] is not None:
        zeile["sicherheit"] = Sicherheit(satz["sicherheit"]).beschriftung
    return zeile
