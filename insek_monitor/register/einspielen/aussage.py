"""Was eine Meldung aussagt: ein oder zwei Datensätze und ihre Art (docs/architektur.md, „Datenpflege“)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from insek_monitor.modell.begriffe import INTEGRIERTE_ARTEN, Konzeptart
from insek_monitor.modell.datum import UNBEKANNT, lies_datum
from insek_monitor.modell.meldung import Meldung, Vorhanden

ANGABEN = (
    "titel",
    "begonnen",
    "beschluss",
    "aufgehoben",
    "belegt",
    "zieljahr",
    "zielhorizont",
    "quelle",
    "quelle_url",
    "sicherheit",
    "notiz",
)
"""Felder eines Datensatzes, die eine Meldung unmittelbar nennt (ohne Art und Datenlage)."""


class Aussageart(Enum):
    """Aussagen verschiedener Art meinen nie denselben Datensatz."""

    INTEGRIERT = "beschlossenes integriertes Konzept"
    IN_ARBEIT = "integriertes Konzept in Arbeit"
    AEHNLICH = "ähnliches Konzept"
    TEILGEBIET = "Konzept für ein Teilgebiet"
    KEINS = "Meldung, dass es keines gibt"


@dataclass(frozen=True)
class Aussage:
    """Ein Datensatz, wie ihn eine Meldung nennt.

    Attributes
    ----------
    felder : dict
        ``art`` und ``ANGABEN``; was die Meldung nicht nennt, ist None.
    """

    art: Aussageart
    felder: dict[str, Any]


def angaben(meldung: Meldung) -> dict[str, Any]:
    """``ANGABEN`` der Meldung, unverändert."""
    return {name: getattr(meldung, name) for name in ANGABEN}


def art_des_satzes(satz: dict[str, Any]) -> Aussageart:
    """Art der Aussage eines vorhandenen Datensatzes."""
    art = Konzeptart(satz["art"])
    if art is Konzeptart.KEINS:
        return Aussageart.KEINS
    if art is Konzeptart.AEHNLICH:
        return Aussageart.AEHNLICH
    if art is Konzeptart.TEILGEBIET:
        return Aussageart.TEILGEBIET
    offen = satz["beschluss"] is None and satz["aufgehoben"] is None
    return Aussageart.IN_ARBEIT if offen else Aussageart.INTEGRIERT


def aussagen(meldung: Meldung) -> list[Aussage]:
    """Was die Meldung aussagt: nichts („unbekannt“), einen oder zwei Datensätze.

    Zwei sind es, wenn sie neben einem beschlossenen Konzept oder einem „nein“ eines in Arbeit nennt.
    """
    felder = angaben(meldung)
    match meldung.vorhanden:
        case Vorhanden.UNBEKANNT:
            return []
        case Vorhanden.NEIN:
            keins = {**felder, "art": Konzeptart.KEINS.value, "zieljahr": None, "zielhorizont": None}
            keins |= {"titel": None, "begonnen": None, "beschluss": None, "aufgehoben": None}
            return [Aussage(Aussageart.KEINS, keins), *_in_arbeit(meldung)]
        case Vorhanden.AEHNLICH | Vorhanden.TEILGEBIET:
            aehnlich = meldung.vorhanden is Vorhanden.AEHNLICH
            felder["art"] = (Konzeptart.AEHNLICH if aehnlich else Konzeptart.TEILGEBIET).value
            if felder["beschluss"] is None and felder["begonnen"] is None:
                felder["beschluss"] = UNBEKANNT
            return [Aussage(Aussageart.AEHNLICH if aehnlich else Aussageart.TEILGEBIET, felder)]
        case Vorhanden.IN_ARBEIT:
            beschlossen = [_beschlossen(meldung, {**felder, "begonnen": None})] if meldung.beschluss else []
            return [*beschlossen, *_in_arbeit(meldung, begonnen=meldung.begonnen or UNBEKANNT)]
        case Vorhanden.AUFGEHOBEN:
            felder["aufgehoben"] = felder["aufgehoben"] or UNBEKANNT
            return [_beschlossen(meldung, felder)]
        case Vorhanden.JA:
            if meldung.begonnen and not _vor_dem_beschluss(meldung):
                felder["begonnen"] = None
                return [_beschlossen(meldung, felder), *_in_arbeit(meldung)]
            return [_beschlossen(meldung, felder)]


def _integrierte_art(meldung: Meldung) -> str:
    return (meldung.art if meldung.art in INTEGRIERTE_ARTEN and meldung.art else Konzeptart.INSEK).value


def _beschlossen(meldung: Meldung, felder: dict[str, Any]) -> Aussage:
    felder = {**felder, "art": _integrierte_art(meldung), "beschluss": felder["beschluss"] or UNBEKANNT}
    return Aussage(Aussageart.INTEGRIERT, felder)


def _in_arbeit(meldung: Meldung, begonnen: str | None = None) -> list[Aussage]:
    begonnen = begonnen or meldung.begonnen
    if begonnen is None:
        return []
    # Titel, Zieljahr und Zielhorizont gehören zum beschlossenen Konzept, wenn die Zeile eines nennt.
    allein = meldung.beschluss is None and meldung.vorhanden is not Vorhanden.JA
    felder = {name: getattr(meldung, name) for name in ("belegt", "quelle", "quelle_url", "sicherheit")}
    felder |= {
        name: getattr(meldung, name) if allein else None for name in ("titel", "zieljahr", "zielhorizont")
    }
    notiz = meldung.notiz if allein and meldung.vorhanden is Vorhanden.IN_ARBEIT else None
    felder |= {"begonnen": begonnen, "beschluss": None, "aufgehoben": None, "notiz": notiz}
    return [Aussage(Aussageart.IN_ARBEIT, {**felder, "art": _integrierte_art(meldung)})]


def _vor_dem_beschluss(meldung: Meldung) -> bool:
    begonnen, beschluss = lies_datum(meldung.begonnen), lies_datum(meldung.beschluss)
    if begonnen is None or beschluss is None or begonnen.tag is None or beschluss.tag is None:
        return False
    return begonnen.tag <= beschluss.tag
