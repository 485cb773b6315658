"""Dossier für ein Gespräch: je Gemeinde meist eine Seite A4, als PDF (PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from insek_monitor.ansprache.prioritaet.dossierzeilen import (
    anschrift,
    eckdaten,
    internes,
    konzeptangaben,
    nachbarzeilen,
    saetze,
    statustext,
)
from insek_monitor.ansprache.prioritaet.listenkarte import legende
from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.ausgabe.typst import setze
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.gemeinde import GealterteArbeit


@dataclass(frozen=True, eq=False)
class Kontaktlage:
    """Was nur Leute mit Rolle sehen: Stand der Ansprache und die Kontakte.

    Attributes
    ----------
    stand : Wert aus ``Kontaktstand``.
    kontakte : Aus ``ansprache.kontakte.register.lies``, der neueste zuerst.
    """

    stand: str
    kontakte: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Dossierfall:
    """Eine Gemeinde im Dossier.

    Attributes
    ----------
    zeile : Zeile von ``lage``.
    konzepte, nachbarn, entwicklung : DataFrame
        Aus ``lage.gemeinde`` (``konzepte_der_gemeinde``, ``nachbarn_der_gemeinde``,
        ``einwohnerentwicklung``).
    fragen : Aus ``ansprache.prioritaet.gespraechsfragen``.
    karte, lagekarte : SVG aus ``ansprache.prioritaet.listenkarte``.
    arbeit : Was einmal in Arbeit war (``lage.gemeinde.gealterte_arbeit``).
    gruende : Warum diese Gemeinde jetzt (``ansprache.prioritaet.befunde``); leer lässt den
        Absatz weg.
    kontaktlage : None: ohne jeden Hinweis auf Kontakte (Gäste).
    """

    zeile: pd.Series
    konzepte: pd.DataFrame
    nachbarn: pd.DataFrame
    entwicklung: pd.DataFrame
    fragen: tuple[str, ...]
    karte: str
    lagekarte: str
    arbeit: GealterteArbeit | None = None
    gruende: str = ""
    kontaktlage: Kontaktlage | None = None


@dataclass(frozen=True)
class Deckblatt:
    """Erste Seite eines Dossiers zu einer Liste.

    Attributes
    ----------
    titel : Name der Liste; fremder Text.
    karte : SVG von Sachsen, die Gemeinden der Liste hervorgehoben.
    legende : Farbe und Bedeutung, in der Reihenfolge der Anzeige
    """

    titel: str
    karte: str
    legende: tuple[tuple[str, str], ...] = ()


def als_dossier(
    faelle: Sequence[Dossierfall],
    angaben: Mapping[str, str],
    erstellt: datetime,
    *,
    namen: pd.Series,
    stichtag: date,
    regeln: Regeln,
    deckblatt: Deckblatt | None = None,
) -> bytes:
    """Dossier zu einer oder mehreren Gemeinden.

    Parameters
    ----------
    faelle : Folge von Dossierfall
        In der Reihenfolge des Dossiers.
    angaben : Bezeichnung → Text
        ``Stichtag``, ``Datenstand`` und ``Quellen und Lizenzen`` stehen in der Fußzeile und am Ende.
    namen : AGS → Name, für gemeinsame Konzepte.
    deckblatt : Mit Liste und Karte vor den einzelnen Gemeinden.

    Returns
    -------
    bytes
        PDF nach PDF/UA-1. Gleiche Eingabe ergibt gleiche Bytes.

    Raises
    ------
    ValueError
        Wenn ``faelle`` leer ist oder ``erstellt`` keine Zeitzone hat.
    """
    if not faelle:
        raise ValueError("Ein Dossier braucht mindestens eine Gemeinde.")
    if erstellt.tzinfo is None:
        raise ValueError("Der Zeitpunkt „erstellt“ braucht eine Zeitzone.")
    bilder = {f"u{fall.zeile.name}": fall.karte for fall in faelle}
    bilder |= {f"l{fall.zeile.name}": fall.lagekarte for fall in faelle}
    if deckblatt is not None:
        bilder["deckblatt"] = deckblatt.karte
    titel = deckblatt.titel if deckblatt else f"Dossier {faelle[0].zeile['name']}"
    daten = {
        "titel": titel,
        "angaben": angaben_fuer_druck(angaben),
        "erstellt": zahlen.datum(erstellt),
        "intern": any(fall.kontaktlage is not None for fall in faelle),
        "deckblatt": None if deckblatt is None else _deckblatt(deckblatt, faelle),
        "faelle": [_fall(fall, namen, stichtag, regeln) for fall in faelle],
    }
    return setze("dossier", daten, bilder, erstellt)


def angaben_fuer_druck(angaben: Mapping[str, str]) -> dict[str, Any]:
    """Was Kopf und Fuß der Drucksachen aus „Quelle und Stand“ brauchen."""
    return {
        "stichtag": angaben.get("Stichtag", zahlen.KA),
        "datenstand": angaben.get("Datenstand", zahlen.KA),
        "hinweis": angaben.get("Hinweis", ""),
        "quellen": angaben.get("Quellen und Lizenzen", ""),
    }


def _deckblatt(deckblatt: Deckblatt, faelle: Sequence[Dossierfall]) -> dict[str, Any]:
    return {
        "anzahl": zahlen.gemeinden(len(faelle)),
        "einwohner": zahlen.zahl(
            sum(int(f.zeile["einwohner"]) for f in faelle if not zahlen.fehlt(f.zeile["einwohner"]))
        ),
        "legende": legendenzeilen(deckblatt.legende),
        "alternative": f"Karte von Sachsen: {zahlen.gemeinden(len(faelle))} der Liste, gefärbt nach Status.",
    }


def legendenzeilen(eintraege: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """Farbe und Bedeutung für die Vorlage."""
    return [{"farbe": farbe, "text": text} for farbe, text in eintraege]


def _fall(fall: Dossierfall, namen: pd.Series, stichtag: date, regeln: Regeln) -> dict[str, Any]:
    zeile = fall.zeile
    nachbarn = zahlen.anzahl(
        len(fall.nachbarn), "Nachbargemeinde", "Nachbargemeinden", keine="keine Nachbarn"
    )
    return {
        "ags": str(zeile.name),
        "name": str(zeile["name"]),
        "kreis": str(zeile["kreis"]),
        "einwohner": zahlen.zahl(zeile["einwohner"]),
        "status": statustext(zeile["status"], zeile["aktualitaet"], zeile["datenlage"]),
        "legende": legendenzeilen(legende(pd.concat([fall.nachbarn, zeile.to_frame().T]))),
        "gruende": fall.gruende,
        **saetze(zeile, fall.gruende, stichtag, regeln),
        "eckdaten": eckdaten(zeile, fall.entwicklung, fall.arbeit),
        "konzepte": konzeptangaben(fall.konzepte, namen),
        "nachbarn": nachbarzeilen(fall.nachbarn),
        "anschrift": anschrift(zeile),
        "fragen": list(fall.fragen),
        "internes": None
        if fall.kontaktlage is None
        else internes(fall.kontaktlage.stand, fall.kontaktlage.kontakte),
        "alternative": f"Karte: {zeile['name']} und {nachbarn}, gefärbt nach Status; "
        "die Nummern stehen in der Tabelle der Nachbargemeinden.",
        "lagealternative": f"Umrisskarte von Sachsen: Lage von {zeile['name']} im Kreis {zeile['kreis']}.",
    }
