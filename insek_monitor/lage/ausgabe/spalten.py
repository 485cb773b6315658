"""Spalten aller Ausgaben: Reihenfolge, Überschrift und Art stehen nur hier.

Jede Ausgabe mit Gemeinden enthält die Spalte „Datenlage“. Wo nichts belegt ist, stehen daneben die
Erwartungen für Gemeinden dieser Größe; ist für keine etwas zu erwarten, fehlen diese Spalten ganz. Fehlende
Angaben sind leere Zellen (in Tabellenprogrammen rechnet „k. A.“ sich schlecht).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import pandas as pd

from insek_monitor.kern.begriffe import Aktualitaet, Datenlage, Konzeptart, Status
from insek_monitor.lage.schaetzung import SPALTEN as P_SPALTEN

Art = Literal["text", "ganzzahl", "dezimal", "anteil", "datum", "verweis"]
Zellwert = str | int | float | date | None


@dataclass(frozen=True)
class Spalte:
    """Eine Spalte der Ausgabe.

    Attributes
    ----------
    name : Spaltenname im Frame (docs/fachregeln.md)
    ueberschrift : Kopf der Spalte, mit Einheit, wo es keine Anzahl ist
    art : bestimmt Zahlenformat und Ausrichtung; ein Verweis ist in Excel anzuklicken
    umbruch : lange Texte brechen in ihrer Zelle um, statt abgeschnitten zu werden
    """

    name: str
    ueberschrift: str
    art: Art = "text"
    umbruch: bool = False


STAND: tuple[Spalte, ...] = (
    Spalte("status", "Status"),
    Spalte("datenlage", "Datenlage"),
    Spalte("geklaert", "Stand geklärt"),
    Spalte("p_vorhanden", "Erwartung bei dieser Größe: INSEK", "anteil"),
    Spalte("p_teilweise", "Erwartung bei dieser Größe: ähnliches Konzept", "anteil"),
    Spalte("p_kein", "Erwartung bei dieser Größe: kein Konzept", "anteil"),
)
"""Was zu einer Gemeinde belegt ist und, ohne Nachweis, was von solchen zu erwarten ist."""

SPALTEN: tuple[Spalte, ...] = (
    # Gruppen und Zeit (Ergebnisse der Kennzahlen)
    Spalte("gruppe", "Gruppe"),
    Spalte("zeile", "Zeile"),
    Spalte("spalte", "Spalte"),
    Spalte("stichtag", "Stichtag", "datum"),
    Spalte("jahr", "Jahr", "ganzzahl"),
    Spalte("band", "binnen (Monate)", "ganzzahl"),
    # Gemeinde
    Spalte("ags", "AGS"),
    Spalte("name", "Gemeinde"),
    Spalte("gemeindetyp", "Gemeindetyp"),
    Spalte("kreis", "Kreis"),
    Spalte("planungsregion", "Planungsregion"),
    Spalte("verband", "Verwaltungsverband oder -gemeinschaft"),
    Spalte("flaeche_km2", "Fläche (km²)", "dezimal"),
    Spalte("einwohner", "Einwohner", "ganzzahl"),
    Spalte("einwohner_stichtag", "Einwohner am", "datum"),
    Spalte("rang", "Rang der Priorität", "ganzzahl"),
    Spalte("punkte", "Punkte der Priorität", "dezimal"),
    Spalte("groessenklasse_kompakt", "Größenklasse"),
    Spalte("groessenklasse_fein", "Größenklasse (fein)"),
    # Status und Konzept
    *STAND,
    Spalte("aktualitaet", "Aktualität"),
    Spalte("konzept_id", "Konzept"),
    Spalte("art", "Konzeptart"),
    Spalte("titel", "Titel"),
    Spalte("begonnen", "begonnen"),
    Spalte("beschluss", "Beschluss (wie bekannt)"),
    Spalte("beschluss_tag", "Beschluss (gerechnet)", "datum"),
    Spalte("aufgehoben", "aufgehoben"),
    Spalte("ablauf_am", "läuft ab am", "datum"),
    Spalte("alter_jahre", "Alter (Jahre)", "ganzzahl"),
    Spalte("warnband_monate", "läuft ab binnen (Monate)", "ganzzahl"),
    Spalte("in_arbeit", "in Arbeit"),
    Spalte("foerdergrundlage", "Fördergrundlage"),
    Spalte("zieljahr", "Zieljahr", "ganzzahl"),
    Spalte("belegt", "Stand der Quelle"),
    Spalte("sicherheit", "Sicherheit"),
    Spalte("quelle", "Quelle"),
    Spalte("quelle_url", "Adresse der Quelle"),
    Spalte("notiz", "Anmerkung"),
    # Vergleich zweier Datenstände
    Spalte("aenderung", "Änderung"),
    Spalte("status_alt", "Status vorher"),
    Spalte("status_neu", "Status nachher"),
    Spalte("aktualitaet_alt", "Aktualität vorher"),
    Spalte("aktualitaet_neu", "Aktualität nachher"),
    Spalte("datenlage_alt", "Datenlage vorher"),
    Spalte("datenlage_neu", "Datenlage nachher"),
    Spalte("einzelheiten", "im Einzelnen"),
    # Nachbarn
    Spalte("grenze_km", "gemeinsame Grenze (km)", "dezimal"),
    # Zählungen
    Spalte("gemeinden_belegt", "Gemeinden belegt", "ganzzahl"),
    Spalte("gemeinden_geschaetzt", "Gemeinden geschätzt", "ganzzahl"),
    Spalte("gemeinden", "Gemeinden", "ganzzahl"),
    Spalte("gemeinden_von", "Gemeinden von (90-%-Intervall)", "ganzzahl"),
    Spalte("gemeinden_bis", "Gemeinden bis (90-%-Intervall)", "ganzzahl"),
    Spalte("gemeinden_gesamt", "Gemeinden gesamt", "ganzzahl"),
    Spalte("gemeinden_anteil", "Anteil der Gemeinden", "anteil"),
    Spalte("einwohner_belegt", "Einwohner belegt", "ganzzahl"),
    Spalte("einwohner_geschaetzt", "Einwohner geschätzt", "ganzzahl"),
    Spalte("einwohner_von", "Einwohner von (90-%-Intervall)", "ganzzahl"),
    Spalte("einwohner_bis", "Einwohner bis (90-%-Intervall)", "ganzzahl"),
    Spalte("einwohner_gesamt", "Einwohner gesamt", "ganzzahl"),
    Spalte("einwohner_anteil", "Anteil der Einwohner", "anteil"),
    Spalte("vorhanden", "INSEK vorhanden", "ganzzahl"),
    Spalte("vorhanden_belegt", "INSEK belegt", "ganzzahl"),
    Spalte("vorhanden_geschaetzt", "INSEK geschätzt", "ganzzahl"),
    Spalte("vorhanden_von", "INSEK von (90-%-Intervall)", "ganzzahl"),
    Spalte("vorhanden_bis", "INSEK bis (90-%-Intervall)", "ganzzahl"),
    Spalte("vorhanden_anteil", "Anteil INSEK vorhanden", "anteil"),
    Spalte("vorhanden_einwohner", "Einwohner mit INSEK", "ganzzahl"),
    Spalte("davon_gueltig", "davon unter zehn Jahre alt", "ganzzahl"),
    Spalte("davon_undatiert", "davon ohne Datum", "ganzzahl"),
    Spalte("teilweise", "ähnliches Konzept", "ganzzahl"),
    Spalte("kein", "kein Konzept", "ganzzahl"),
    Spalte("unbekannt", "Stand nicht belegt", "ganzzahl"),
    Spalte("gueltig", "gültig", "ganzzahl"),
    Spalte("undatiert", "Konzepte ohne Datum", "ganzzahl"),
    Spalte("anteil", "Anteil", "anteil"),
    # Abgleich
    Spalte("beschreibung", "Eckwert"),
    Spalte("veroeffentlicht", "veröffentlicht", "dezimal"),
    Spalte("abweichung", "Abweichung", "dezimal"),
    Spalte("davon_ungeklaert", "Stand nicht geklärt", "ganzzahl"),
    Spalte("einheit", "Einheit"),
)

_ERWARTUNG = (
    "Die Spalten „Erwartung bei dieser Größe“ gelten nach den Eckwerten für die Gemeinden einer Größenklasse "
    "ohne Nachweis zusammen; über die einzelne Gemeinde sagen sie nichts."
)

_BESCHRIFTUNG: dict[str, Any] = {
    "status": lambda wert: Status(wert).beschriftung,
    "status_alt": lambda wert: Status(wert).beschriftung,
    "status_neu": lambda wert: Status(wert).beschriftung,
    "aktualitaet": lambda wert: Aktualitaet(wert).beschriftung,
    "art": lambda wert: Konzeptart(wert).beschriftung,
    "datenlage": lambda wert: Datenlage(wert).beschriftung,
}


def spalten_von(frame: pd.DataFrame, vorrat: Sequence[Spalte] = SPALTEN) -> list[Spalte]:
    """Die bekannten Spalten eines Frames in der Reihenfolge der Ausgabe; ein Index mit Namen gehört dazu.

    Spalten, die im Vorrat keine Überschrift haben (etwa Hilfsspalten), werden nicht ausgegeben, und die der
    Erwartung nur, wenn etwas darin steht.

    Raises
    ------
    ValueError
        Wenn keine Spalte bekannt ist.
    """
    namen = {*map(str, frame.columns), *(str(n) for n in frame.index.names if n)}
    if not _erwartet(frame):
        namen -= set(P_SPALTEN.values())
    gefunden = [spalte for spalte in vorrat if spalte.name in namen]
    if not gefunden:
        raise ValueError(f"Für die Ausgabe ist keine dieser Spalten bekannt: {', '.join(sorted(namen))}.")
    return gefunden


def mit_erwartung(angaben: Mapping[str, str], *frames: pd.DataFrame) -> dict[str, str]:
    """Quelle und Stand; hat eine der Tabellen Spalten der Erwartung, mit einem Satz dazu."""
    return {**angaben, **({"Erwartung": _ERWARTUNG} if any(map(_erwartet, frames)) else {})}


def _erwartet(frame: pd.DataFrame) -> bool:
    return "p_kein" in frame.columns and bool(frame["p_kein"].notna().any())


def werte_von(frame: pd.DataFrame, spalte: Spalte) -> list[Zellwert]:
    """Werte einer Spalte als schlichte Python-Werte; Fehlendes ist ``None``."""
    roh = frame[spalte.name] if spalte.name in frame.columns else frame.index.get_level_values(spalte.name)
    return [_wert(wert, spalte) for wert in roh.tolist()]


def zeilen_von(frame: pd.DataFrame, spalten: Iterable[Spalte]) -> Iterable[tuple[Zellwert, ...]]:
    """Zeilen der Ausgabe."""
    return zip(*(werte_von(frame, spalte) for spalte in spalten), strict=True)


def _wert(wert: Any, spalte: Spalte) -> Zellwert:
    if wert is None or wert is pd.NA or wert is pd.NaT or wert != wert:
        return None
    if isinstance(wert, bool):
        return "ja" if wert else "nein"
    if spalte.name in _BESCHRIFTUNG:
        return str(_BESCHRIFTUNG[spalte.name](wert))
    if isinstance(wert, datetime):
        return wert.date()
    if spalte.art in ("text", "verweis"):
        return str(wert)
    if spalte.art == "ganzzahl":
        # Geschätzte Anzahlen sind nicht ganz: Die Tabelle zeigt sie gerundet, die Zelle hält den Wert.
        return int(wert) if wert == int(wert) else round(float(wert), 4)
    if spalte.art == "datum":
        return wert if isinstance(wert, date) else date.fromisoformat(str(wert))
    return float(wert)
