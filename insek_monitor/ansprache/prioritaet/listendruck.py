"""Liste zum Drucken: Karte, Gemeinden mit Gründen und Anschriften, Touren; A4 quer, als PDF (PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd

from insek_monitor.ansprache.prioritaet.dossier import Deckblatt, angaben_fuer_druck, legendenzeilen
from insek_monitor.ansprache.prioritaet.dossierzeilen import statustext
from insek_monitor.ansprache.prioritaet.listenkarte import KURZ
from insek_monitor.lage.ausgabe.typst import setze
from insek_monitor.lage.bild import zahlen


def als_listendruck(
    liste: pd.DataFrame,
    deckblatt: Deckblatt,
    angaben: Mapping[str, str],
    erstellt: datetime,
    *,
    touren: pd.DataFrame | None = None,
) -> bytes:
    """Die Liste als PDF.

    Parameters
    ----------
    liste : Aus ``ansprachezeilen.zeilen``; der Kontaktstand steht nur darin, wenn Internes mitgeht.
    deckblatt : Titel, Karte (SVG, Nummern wie in der Tabelle) und Legende.
    touren : Aus ``ansprachezeilen.tourzeilen``.

    Returns
    -------
    bytes
        Gleiche Eingabe ergibt gleiche Bytes.

    Raises
    ------
    ValueError
        Wenn die Liste leer ist oder ``erstellt`` keine Zeitzone hat.
    """
    if liste.empty:
        raise ValueError("Eine leere Liste lässt sich nicht drucken.")
    if erstellt.tzinfo is None:
        raise ValueError("Der Zeitpunkt „erstellt“ braucht eine Zeitzone.")
    je_tour = [] if touren is None else [_tour(nummer, halte) for nummer, halte in touren.groupby("tour")]
    summe = 0.0 if touren is None else float(touren["km_seit_halt"].sum())
    daten = {
        "titel": deckblatt.titel,
        "angaben": angaben_fuer_druck(angaben),
        "erstellt": zahlen.datum(erstellt),
        "intern": "kontaktstand" in liste.columns,
        "unterzeile": f"{zahlen.gemeinden(len(liste))} mit zusammen "
        f"{zahlen.zahl(int(liste['einwohner'].sum()))} Einwohnern.",
        "neben_der_karte": len(liste) <= KURZ,
        "legende": legendenzeilen(deckblatt.legende),
        "alternative": f"Karte von Sachsen: {zahlen.gemeinden(len(liste))} der Liste, gefärbt nach Status.",
        "zeilen": [_zeile(nummer, zeile) for nummer, (_, zeile) in enumerate(liste.iterrows(), start=1)],
        "touren": je_tour,
        "tourensatz": f"{zahlen.anzahl(len(je_tour), 'Tour', 'Touren')}, zusammen {zahlen.zahl(summe)} km "
        "Luftlinie hin und zurück; auf der Straße ist es weiter.",
    }
    return setze("liste", daten, {"karte": deckblatt.karte}, erstellt)


def _text(wert: Any) -> str:
    return "" if zahlen.fehlt(wert) else str(wert)


def _zeile(nummer: int, zeile: pd.Series) -> dict[str, str]:
    kontakt = _text(zeile.get("kontaktstand"))
    if not zahlen.fehlt(zeile.get("letzter_kontakt")):
        kontakt += f", zuletzt {zahlen.datum(zeile['letzter_kontakt'])}"
    return {
        "nummer": str(nummer),
        "name": str(zeile["name"]),
        "kreis": str(zeile["kreis"]),
        "einwohner": zahlen.zahl(zeile["einwohner"]),
        "status": statustext(zeile["status"], zeile["aktualitaet"], zeile["datenlage"]),
        "gruende": _text(zeile["gruende"]),
        "anschrift": f"{zeile['strasse']}, {zeile['plz']} {zeile['ort']}",
        "telefon": _text(zeile["telefon"]),
        "kontakt": kontakt,
    }


def _tour(nummer: Any, halte: pd.DataFrame) -> dict[str, Any]:
    km = zahlen.zahl(float(halte["km_seit_halt"].sum()))
    anzahl = zahlen.anzahl(int(halte["halt"].notna().sum()), "Halt", "Halte")
    return {
        "titel": f"Tour {int(nummer)}: {anzahl}, {km} km",
        "halte": [
            [
                "" if zahlen.fehlt(halt.halt) else str(int(halt.halt)),
                str(halt.name),
                _text(halt.anschrift),
                _text(halt.telefon),
                zahlen.zahl(halt.km_seit_halt, 1),
            ]
            for halt in halte.itertuples()
        ],
    }
