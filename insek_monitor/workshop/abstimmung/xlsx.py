"""Ergebnisse eines Workshops und der Vergleich mehrerer als Arbeitsmappe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from insek_monitor.kern.stimmungsbild import (
    MINDESTENS_JE_GRUPPE,
    Frage,
    Frageart,
    Freigabe,
    Herkunft,
)
from insek_monitor.lage.ausgabe import xlsx
from insek_monitor.lage.ausgabe.spalten import Spalte
from insek_monitor.lage.bild import zahlen
from insek_monitor.workshop.abstimmung.rechnen import Reihe, Verteilung, verteilung
from insek_monitor.workshop.abstimmung.register_auszaehlung import Zaehlung
from insek_monitor.workshop.abstimmung.register_rundenzeilen import Raum
from insek_monitor.workshop.abstimmung.saetze import NICHT_REPRAESENTATIV, PROZENT_AB

ERGEBNISSE, GRUPPEN, FREITEXTE, HINWEISE = "Ergebnisse", "Gruppen", "Freitexte", "Hinweise"
NICHT_GEZEIGT = "nicht gezeigt oder ohne Angabe"

_FRAGE = (
    Spalte("frage", "Frage", umbruch=True),
    Spalte("fragekennung", "Kennung der Frage"),
    Spalte("frageart", "Art der Frage"),
    Spalte("runde", "Runde", "ganzzahl"),
    Spalte("herkunft", "Herkunft"),
)
_ANTWORT = (
    Spalte("nummer", "Nr. der Antwort", "ganzzahl"),
    Spalte("antwort", "Antwort", umbruch=True),
    Spalte("stimmen", "Stimmen", "ganzzahl"),
    Spalte("stimmenanteil", f"Anteil der Stimmenden (ab {PROZENT_AB})", "anteil"),
    Spalte("stimmende", "Stimmende", "ganzzahl"),
    Spalte("median", "Median der Stufen", "dezimal"),
)
_WORKSHOP = (
    Spalte("datum", "Datum", "datum"),
    Spalte("workshop", "Workshop"),
    Spalte("ort", "Ort"),
)
_SPALTEN: Mapping[str, tuple[Spalte, ...]] = {
    ERGEBNISSE: (*_WORKSHOP, *_FRAGE, *_ANTWORT),
    GRUPPEN: (*_FRAGE, Spalte("gruppe", "Gruppe"), *_ANTWORT),
    FREITEXTE: (*_FRAGE, Spalte("antwort", "Antwort", umbruch=True)),
}
_REGELN = {
    "Aussagekraft": NICHT_REPRAESENTATIV,
    "Anteile": f"Anteile stehen ab {PROZENT_AB} Stimmenden; bei mehreren Antworten (Mehrfachnennungen) "
    "ergeben sie zusammen mehr als 100 %.",
    "Median": "Mittlere Stufe von 1 (ganz links) bis 7 (ganz rechts); bei gerader Zahl das Mittel der beiden "
    "mittleren.",
}


def als_xlsx(raum: Raum, zaehlungen: Sequence[Zaehlung], erstellt: datetime) -> bytes:
    """Alle Runden eines Raums: Ergebnisse, Gruppen (geschützt), gezeigte Freitexte, Hinweise.

    Parameters
    ----------
    zaehlungen : Aus ``workshop.abstimmung.register_auszaehlung.alle``.

    Returns
    -------
    bytes
        Gleiche Eingabe ergibt gleiche Bytes. Texte sind immer Text, nie Formeln.
    """
    ergebnisse: list[dict[str, Any]] = []
    gruppen: list[dict[str, Any]] = []
    texte: list[dict[str, Any]] = []
    for z in zaehlungen:
        frage = z.runde.frage
        kopf = _kopf(frage, z.runde.runde, z.runde.herkunft)
        ergebnisse += _zeilen(frage, verteilung(frage, z.je_antwort, z.anzahl), kopf)
        gruppen += _gruppenzeilen(z, kopf)
        texte += [kopf | {"antwort": t.text} for t in z.texte if t.freigabe is Freigabe.GEZEIGT]
    angaben = {
        "Workshop": raum.titel,
        "Ort": raum.ort or zahlen.KA,
        "Datum": zahlen.datum(raum.datum),
        "Stimmen": zahlen.anzahl(sum(z.anzahl for z in zaehlungen), "Stimme", "Stimmen")
        + f" in {zahlen.anzahl(len(zaehlungen), 'Runde', 'Runden')}",
        "Herkunft": "Telefone der Teilnehmenden oder Handzeichen im Saal, je Runde angegeben.",
        **_REGELN,
        "Gruppen": "Gruppen stehen hier erst nach dem Schließen der Runde, jede erst ab "
        f"{MINDESTENS_JE_GRUPPE} Stimmen und nur, wenn auch der nicht gezeigte Rest keine kleinere Zahl "
        "verrät.",
        "Freitexte": "Nur Antworten, die nach Durchsicht gezeigt wurden.",
    }
    ohne_workshop = {ERGEBNISSE: (*_FRAGE, *_ANTWORT)}
    return _mappe(
        {ERGEBNISSE: ergebnisse, GRUPPEN: gruppen, FREITEXTE: texte},
        angaben,
        erstellt,
        {**_SPALTEN, **ohne_workshop},
    )


def reihe_als_xlsx(reihen: Sequence[Reihe], erstellt: datetime) -> bytes:
    """Ergebnisse mehrerer Workshops, eine Zeile je Workshop, Runde und Antwort; Hinweise.

    Returns
    -------
    bytes
        Wie bei ``als_xlsx``.
    """
    zeilen = [
        {"datum": e.datum, "workshop": e.titel, "ort": e.ort} | zeile
        for reihe in reihen
        for e in reihe.ergebnisse
        for zeile in _zeilen(reihe.frage, e.verteilung, _kopf(reihe.frage, e.runde, e.herkunft))
    ]
    angaben = {
        "Inhalt": f"{zahlen.anzahl(len(reihen), 'Frage', 'Fragen')}; verglichen wird nur, was mit gleichem "
        "Wortlaut gefragt wurde.",
        **_REGELN,
    }
    return _mappe({ERGEBNISSE: zeilen}, angaben, erstellt, _SPALTEN)


def _mappe(
    blaetter: Mapping[str, list[dict[str, Any]]],
    angaben: Mapping[str, str],
    erstellt: datetime,
    spalten: Mapping[str, tuple[Spalte, ...]],
) -> bytes:
    frames = {
        name: pd.DataFrame(zeilen, columns=[spalte.name for spalte in spalten[name]], dtype="object")
        for name, zeilen in blaetter.items()
    }
    return xlsx.als_xlsx(frames, angaben, erstellt, spalten=spalten, letztes_blatt=HINWEISE)


def _kopf(frage: Frage, runde: int, herkunft: Herkunft) -> dict[str, Any]:
    return {
        "frage": frage.text,
        "fragekennung": frage.kennung,
        "frageart": frage.art.beschriftung,
        "runde": runde,
        "herkunft": herkunft.beschriftung,
    }


def _zeilen(frage: Frage, v: Verteilung, kopf: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Eine Zeile je Antwort; bei freiem Text eine einzige mit der Zahl der Antworten."""
    gemeinsam = {**kopf, "stimmende": v.anzahl, "median": v.median}
    if frage.art is Frageart.FREITEXT:
        return [gemeinsam]
    return [
        gemeinsam
        | {
            "nummer": nummer,
            "antwort": antwort,
            "stimmen": zahl,
            "stimmenanteil": anteil if v.anzahl >= PROZENT_AB else None,
        }
        for nummer, (antwort, zahl, anteil) in enumerate(
            zip(v.antworten, v.anzahlen, v.anteile, strict=True), start=1
        )
    ]


def _gruppenzeilen(z: Zaehlung, kopf: Mapping[str, Any]) -> list[dict[str, Any]]:
    frage = z.runde.frage
    vergleich = z.gruppen
    if not vergleich.gezeigt:
        return []
    zeilen = [
        zeile
        for name, zahl in vergleich.gezeigt.items()
        for zeile in _zeilen(frage, verteilung(frage, zahl.je_antwort, zahl.anzahl), {**kopf, "gruppe": name})
    ]
    if vergleich.rest:
        zeilen.append({**kopf, "gruppe": NICHT_GEZEIGT, "stimmende": vergleich.rest})
    return zeilen
