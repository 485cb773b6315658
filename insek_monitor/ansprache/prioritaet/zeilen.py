"""Zeilen der Ansprache: eine je Gemeinde der Liste, dazu die Halte der Touren.

Ein Frame, aus dem Tabelle, Serienbrief, Karte und Druck lesen; was intern ist, entscheidet sich hier.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pandas as pd

from insek_monitor.kern.ansprache import Kontaktstand
from insek_monitor.kern.begriffe import Gemeindetyp, Genauigkeit
from insek_monitor.kern.datum import lies_datum
from insek_monitor.lage.ausgabe.spalten import STAND
from insek_monitor.lage.ausgabe.xlsx import als_xlsx
from insek_monitor.lage.bild import zahlen

if TYPE_CHECKING:  # das Modul holt die Optimierung herein; hier zählt nur die Form
    from insek_monitor.ansprache.kampagnen.touren import Tourenplan
from insek_monitor.lage.ausgabe.spalten import Spalte

UEBERNOMMEN = (
    *("name", "kreis", "einwohner", *(spalte.name for spalte in STAND), "aktualitaet"),
    *("strasse", "plz", "ort", "telefon", "email", "website", "quelle_url"),
)
SEITE = "gemeinde?gemeinde="
BLATT_LISTE, BLATT_TOUREN = "Liste", "Touren"


@dataclass(frozen=True, eq=False)
class Internes:
    """Was nur Leute mit Rolle mitnehmen: Stand der Ansprache und Tag des letzten Kontakts je AGS."""

    staende: pd.Series
    letzter_kontakt: pd.Series


def verwaltung(zeile: Mapping[Any, Any] | pd.Series) -> str:
    """Wen man anschreibt: „Stadt Borna“, „Gemeinde Amtsberg“; nie eine Person.

    Parameters
    ----------
    zeile
        Mit ``name`` und ``gemeindetyp``.
    """
    name = str(zeile["name"])
    art = "Gemeinde" if str(zeile["gemeindetyp"]) == Gemeindetyp.GEMEINDE.value else "Stadt"
    # „Stadt Wehlen“ heißt schon so.
    return name if name.startswith(f"{art} ") else f"{art} {name}"


def ablauf_text(beschluss: Any, ablauf_am: Any) -> str | None:
    """Ablauf so genau, wie der Beschluss bekannt ist: „2029“, „März 2029“, „14.03.2029“; sonst None."""
    gelesen = None if zahlen.fehlt(beschluss) else lies_datum(beschluss)
    if gelesen is None or zahlen.fehlt(ablauf_am):
        return None
    laenge = {Genauigkeit.JAHR: 4, Genauigkeit.MONAT: 7}.get(gelesen.genauigkeit, 10)
    return zahlen.ungenaues_datum(f"{ablauf_am:%Y-%m-%d}"[:laenge])


def zeilen(
    lage: pd.DataFrame,
    *,
    gruende: Mapping[str, str] | None = None,
    prioritaet: pd.DataFrame | None = None,
    internes: Internes | None = None,
    tourenplan: Tourenplan | None = None,
    basisadresse: str = "",
) -> pd.DataFrame:
    """Eine Zeile je Gemeinde, in der Reihenfolge von ``lage``.

    Parameters
    ----------
    lage : Zeilen von ``lage`` in der Reihenfolge der Liste.
    gruende : AGS → Satz, optional
        Aus ``ansprache.prioritaet.befunde``.
    prioritaet : Index ``ags`` mit ``rang`` und ``punkte``; auch über mehr Gemeinden als die Liste.
    internes : Ohne sie fehlen die Spalten ganz; auch ein leeres Feld verriete etwas.
    basisadresse : Adresse der Anwendung mit „/“ am Ende; leer: keine Spalte mit Verweisen.

    Returns
    -------
    DataFrame
        Index ``ags``; Spalten aus ``ansprachespalten.LISTE``. Ohne ``prioritaet`` ist der Rang der Platz in
        der Liste.
    """
    ergebnis = lage[[name for name in UEBERNOMMEN if name in lage.columns]].copy()
    ergebnis["rang"] = pd.array(range(1, len(lage) + 1), dtype="Int64")
    if prioritaet is not None:
        ergebnis["rang"] = prioritaet["rang"].reindex(lage.index).astype("Int64")
        ergebnis["punkte"] = prioritaet["punkte"].reindex(lage.index).astype("Float64").round(1)
    ergebnis["gruende"] = pd.Series(
        [str((gruende or {}).get(str(ags), "")) or None for ags in lage.index], lage.index, dtype="string"
    )
    ergebnis["ablauf"] = pd.Series(
        [ablauf_text(b, a) for b, a in zip(lage["beschluss"], lage["ablauf_am"], strict=True)],
        lage.index,
        dtype="string",
    )
    ergebnis["verwaltung"] = pd.Series(
        [
            verwaltung({"name": name, "gemeindetyp": typ})
            for name, typ in zip(lage["name"], lage["gemeindetyp"], strict=True)
        ],
        lage.index,
        dtype="string",
    )
    if internes is not None:
        staende = internes.staende.reindex(lage.index)
        ergebnis["kontaktstand"] = pd.Series(
            [_stand(wert).beschriftung for wert in staende], lage.index, dtype="string"
        )
        ergebnis["letzter_kontakt"] = pd.to_datetime(internes.letzter_kontakt.reindex(lage.index))
    if tourenplan is not None:
        ergebnis = ergebnis.join(_je_gemeinde(tourenplan))
    if basisadresse:
        ergebnis["seite"] = pd.Series(
            [f"{basisadresse}{SEITE}{ags}" for ags in lage.index], lage.index, dtype="string"
        )
    return ergebnis.rename_axis("ags")


def _stand(wert: Any) -> Kontaktstand:
    return Kontaktstand.NICHT_ANGESPROCHEN if zahlen.fehlt(wert) else Kontaktstand(wert)


def _je_gemeinde(plan: Tourenplan) -> pd.DataFrame:
    halte = [
        (ags, tour.nummer, nummer, round(km, 1))
        for tour in plan.touren
        for nummer, (ags, km) in enumerate(zip(tour.orte, tour.teilstrecken_km, strict=False), start=1)
    ]
    frame = pd.DataFrame(halte, columns=["ags", "tour", "reihenfolge", "km_seit_halt"]).set_index("ags")
    return frame.astype({"tour": "Int64", "reihenfolge": "Int64", "km_seit_halt": "Float64"})


def tourzeilen(plan: Tourenplan, lage: pd.DataFrame) -> pd.DataFrame:
    """Ein Halt je Zeile in Fahrfolge, nach dem letzten Halt jeder Tour die Rückfahrt.

    Parameters
    ----------
    lage : Mindestens die Gemeinden der Touren.
    """
    reihen: list[dict[str, Any]] = []
    for tour in plan.touren:
        summe = 0.0
        ziele: Sequence[str | None] = (*tour.orte, None)
        for halt, (ags, km) in enumerate(zip(ziele, tour.teilstrecken_km, strict=True), start=1):
            summe += km
            reihe: dict[str, Any] = {
                "tour": tour.nummer,
                "km_seit_halt": round(km, 1),
                "km_summe": round(summe, 1),
            }
            if ags is None:
                reihe |= {"name": f"zurück nach {plan.start}"}
            else:
                z = lage.loc[ags]
                reihe |= {"halt": halt, "ags": ags, "name": z["name"], "telefon": z["telefon"]}
                reihe["anschrift"] = f"{z['strasse']}, {z['plz']} {z['ort']}"
            reihen.append(reihe)
    frame = pd.DataFrame(reihen, columns=[spalte.name for spalte in TOUREN])
    return frame.astype({"tour": "Int64", "halt": "Int64", "km_seit_halt": "Float64", "km_summe": "Float64"})


def als_liste_xlsx(
    liste: pd.DataFrame,
    angaben: Mapping[str, str],
    erstellt: datetime,
    *,
    touren: pd.DataFrame | None = None,
) -> bytes:
    """Arbeitsmappe mit den Blättern „Liste“, „Touren“ (nur mit Tourenplan) und „Quelle und Stand“.

    Parameters
    ----------
    liste : Aus ``zeilen``.
    touren : Aus ``tourzeilen``.
    """
    tabellen = {BLATT_LISTE: liste} | ({} if touren is None else {BLATT_TOUREN: touren})
    return als_xlsx(tabellen, angaben, erstellt, spalten={BLATT_LISTE: LISTE, BLATT_TOUREN: TOUREN})


LISTE: tuple[Spalte, ...] = (
    Spalte("rang", "Rang", "ganzzahl"),
    Spalte("name", "Gemeinde"),
    Spalte("ags", "AGS"),
    Spalte("kreis", "Kreis"),
    Spalte("einwohner", "Einwohner", "ganzzahl"),
    Spalte("punkte", "Punkte", "dezimal"),
    Spalte("gruende", "Gründe", umbruch=True),
    *STAND,
    Spalte("aktualitaet", "Aktualität"),
    Spalte("ablauf", "Ablauf"),
    Spalte("tour", "Tour", "ganzzahl"),
    Spalte("reihenfolge", "Reihenfolge", "ganzzahl"),
    Spalte("km_seit_halt", "km seit dem letzten Halt (Luftlinie)", "dezimal"),
    Spalte("verwaltung", "Kontaktstelle"),
    Spalte("strasse", "Straße"),
    Spalte("plz", "PLZ"),
    Spalte("ort", "Ort"),
    Spalte("telefon", "Telefon"),
    Spalte("email", "E-Mail", "verweis"),
    Spalte("website", "Website", "verweis"),
    Spalte("kontaktstand", "Kontaktstand (intern)"),
    Spalte("letzter_kontakt", "letzter Kontakt (intern)", "datum"),
    Spalte("seite", "Seite im INSEK-Monitor", "verweis"),
    Spalte("quelle_url", "Quelle zum Status", "verweis"),
)
"""Eine Zeile je Gemeinde; was im Frame fehlt (Kontaktstand bei Gästen, Tour ohne Plan), entfällt."""

TOUREN: tuple[Spalte, ...] = (
    Spalte("tour", "Tour", "ganzzahl"),
    Spalte("halt", "Halt", "ganzzahl"),
    Spalte("name", "Gemeinde"),
    Spalte("ags", "AGS"),
    Spalte("km_seit_halt", "km seit dem letzten Halt (Luftlinie)", "dezimal"),
    Spalte("km_summe", "km seit dem Start (Luftlinie)", "dezimal"),
    Spalte("anschrift", "Anschrift"),
    Spalte("telefon", "Telefon"),
)
"""Eine Zeile je Halt, am Ende jeder Tour die Rückfahrt."""
