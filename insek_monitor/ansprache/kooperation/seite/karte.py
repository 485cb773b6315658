"""Karten des Bereichs „Gemeinsame Konzepte“: eine Gruppe mit ihren Nachbarn, die Aufteilung einer Auswahl."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from insek_monitor.ansprache.kooperation import befunde as saetze
from insek_monitor.ansprache.kooperation import gruppenkarte
from insek_monitor.ansprache.kooperation.grundlage import hindernisse
from insek_monitor.ansprache.kooperation.gruppenkarte import Kartenangaben, Umriss
from insek_monitor.ansprache.kooperation.kooperation import Kooperationswunsch
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.farben import Thema, palette
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht

Gruppen = tuple[tuple[str, ...], ...]
GROSS = 60
"""Bis zu so vielen Gemeinden stehen ihre Namen auf der Karte."""


def karte_der_gruppe(
    ansicht: Ansicht, mitglieder: tuple[str, ...], wunsch: Kooperationswunsch
) -> tuple[str, str]:
    """SVG und Textalternative: die Gruppe und alle, die an sie grenzen, mit ihrem Stand."""
    return _gruppe(
        (ansicht.datenstand.nummer, ansicht.stichtag, ansicht.auswahl.nur_belegt),
        mitglieder,
        wunsch,
        ansicht.thema,
    )


def legende_der_gruppe(thema: Thema) -> str:
    """Legende dazu (HTML)."""
    farben = palette(thema)
    return gruppenkarte.legende(
        [
            (farben.gruppen[0], "die Gruppe"),
            (farben.gruppen[1], "käme auch infrage"),
            (farben.flaeche, "übrige Nachbarn"),
        ]
    )


@zwischenspeicher.einmalig(128)
def _gruppe(
    lage_von: tuple[int, date, bool], mitglieder: tuple[str, ...], wunsch: Kooperationswunsch, thema: Thema
) -> tuple[str, str]:
    lage, farben = zwischenspeicher.lage_gesamt(*lage_von), palette(thema)
    ausschnitt = gruppenkarte.umgebung(mitglieder, zwischenspeicher.nachbarn())
    zeilen = lage.loc[list(ausschnitt)]
    infrage = zeilen.index[(hindernisse(zeilen, wunsch) == "").to_numpy()]
    stand = {str(z.Index): saetze.kurzstatus(z) for z in zeilen.itertuples()}
    namen = {str(ags): str(name) for ags, name in zeilen["name"].items()}
    angaben = Kartenangaben(
        ausschnitt,
        dict.fromkeys(infrage, farben.gruppen[1]) | dict.fromkeys(mitglieder, farben.gruppen[0]),
        (Umriss(mitglieder),),
        {ags: (name,) if ags in mitglieder else (name, stand[ags]) for ags, name in namen.items()},
        blass=frozenset(ausschnitt) - frozenset(mitglieder),
        mitte=mitglieder,
    )
    gruppe = zahlen.aufzaehlung(lage.loc[list(mitglieder), "bezeichnung"])
    umgeben = "; ".join(f"{name}: {stand[ags]}" for ags, name in namen.items() if ags not in mitglieder)
    alternative = f"Karte der Gruppe aus {gruppe}. Nachbarn: {umgeben or 'keine'}."
    return _svg(angaben, f"Gruppe {gruppe}", alternative, thema, 30), alternative


def karte_der_aufteilung(
    ansicht: Ansicht,
    gruppen: pd.DataFrame,
    uebrig: Sequence[str],
    vergleich: Sequence[tuple[gruppenkarte.Strich, Gruppen]],
) -> tuple[str, str]:
    """SVG und Textalternative: nummerierte Gruppen, Übriges grau, auf Wunsch Umrisse zum Vergleich."""
    return _aufteilung(
        ansicht.datenstand.nummer,
        ansicht.auswahl,
        tuple(gruppen["mitglieder"]),
        tuple(uebrig),
        tuple(vergleich),
        ansicht.thema,
    )


def legende_der_aufteilung(thema: Thema, vergleich: Sequence[str], gruppen: pd.DataFrame) -> str:
    """Legende dazu (HTML); das Feld der Gruppen zeigt jede Farbe, die auf der Karte vorkommt."""
    farben = palette(thema)
    nummern = gruppenkarte.farbnummern(tuple(gruppen["mitglieder"]), zwischenspeicher.nachbarn())
    vorkommende = [farben.gruppen[nr] for nr in sorted({nr % len(farben.gruppen) for nr in nummern})]
    zeilen: list[tuple[str | Sequence[str], str]] = [
        (vorkommende, "Gruppe mit Nummer (wo Platz ist); die Farbe trennt nur benachbarte Gruppen"),
        (grau(thema), "käme infrage, bleibt übrig"),
        (farben.flaeche, "kommt nicht infrage oder gehört nicht zur Auswahl"),
        *(("transparent", text) for text in vergleich),
    ]
    return gruppenkarte.legende(zeilen)


def grau(thema: Thema) -> str:
    """Fläche der Übrigen."""
    return palette(thema).status["unbekannt"]


@zwischenspeicher.einmalig(32)
def _aufteilung(
    nummer: int, auswahl: Any, gruppen: Gruppen, uebrig: tuple[str, ...], vergleich: Any, thema: Thema
) -> tuple[str, str]:
    gezeigt = zwischenspeicher.lage_der_auswahl(nummer, auswahl)
    palettenfarben, nachbarn = palette(thema).gruppen, zwischenspeicher.nachbarn()
    farben = dict.fromkeys(uebrig, grau(thema))
    for gruppe, farbe in zip(gruppen, gruppenkarte.farbnummern(gruppen, nachbarn), strict=True):
        farben |= dict.fromkeys(gruppe, palettenfarben[farbe % len(palettenfarben)])
    in_gruppen = gezeigt.loc[[ags for gruppe in gruppen for ags in gruppe]]
    angaben = Kartenangaben(
        tuple(gezeigt.index),
        farben,
        tuple(Umriss(gruppe, str(nr)) for nr, gruppe in enumerate(gruppen, start=1)),
    )
    umrisse = tuple(Umriss(mitglieder, strich=strich) for strich, alle in vergleich for mitglieder in alle)
    angaben = replace(angaben, umrisse=angaben.umrisse + umrisse)
    if len(gezeigt) <= GROSS:
        nummern = {ags: nr for nr, gruppe in enumerate(gruppen, start=1) for ags in gruppe}
        angaben = replace(
            angaben,
            texte={ags: (_mit_nummer(name, nummern.get(ags)),) for ags, name in gezeigt["name"].items()},
            umrisse=tuple(replace(umriss, nummer="") for umriss in angaben.umrisse),
            blass=frozenset(map(str, gezeigt.index)) - frozenset(map(str, in_gruppen.index)),
        )
    alternative = (
        f"Karte mit {zahlen.anzahl(len(gruppen), 'nummerierten Gruppe', 'nummerierten Gruppen')}; "
        f"{zahlen.gemeinden(len(uebrig))} übrig. Dieselben Angaben stehen in den Tabellen."
    )
    return _svg(angaben, "Gruppen für gemeinsame Konzepte", alternative, thema, 21), alternative


def _mit_nummer(name: str, nummer: int | None) -> str:
    return name if nummer is None else f"{nummer} · {name}"


def _svg(angaben: Kartenangaben, titel: str, beschreibung: str, thema: Thema, schrift: int) -> str:
    return gruppenkarte.gruppenkarte(
        zwischenspeicher.geojson("karte_gemeinden"),
        zwischenspeicher.geojson("karte_kreise"),
        angaben,
        titel=titel,
        beschreibung=beschreibung,
        thema=thema,
        schrift=schrift,
    )
