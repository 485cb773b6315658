"""Stellt die Gemeinden eines Dossiers zusammen: Steckbrief, Konzepte, Nachbarn, Fragen, Karten, Kontakte."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from insek_monitor.ansprache.kontakte.seite.lesen import Eintraege
from insek_monitor.ansprache.prioritaet import listenkarte
from insek_monitor.ansprache.prioritaet.dossier import Dossierfall, Kontaktlage
from insek_monitor.ansprache.prioritaet.gespraechsfragen import fragen
from insek_monitor.lage.gemeinde import (
    einwohnerentwicklung,
    gealterte_arbeit,
    konzepte_der_gemeinde,
    nachbarn_der_gemeinde,
)
from insek_monitor.rahmen import kartenwege, zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht


def faelle(
    ags: Iterable[str], ansicht: Ansicht, *, gruende: pd.Series, eintraege: Eintraege | None
) -> list[Dossierfall]:
    """Je Gemeinde ein Fall, in dieser Reihenfolge.

    Parameters
    ----------
    gruende : AGS → Satz; Fehlendes lässt den Absatz weg.
    eintraege : Ohne sie steht im Dossier nichts über Kontakte.
    """
    return [_fall(str(schluessel), ansicht, gruende, eintraege) for schluessel in ags]


def _fall(ags: str, ansicht: Ansicht, gruende: pd.Series, eintraege: Eintraege | None) -> Dossierfall:
    lage = ansicht.lage_gesamt
    zeile = lage.loc[ags]
    nachbarn = nachbarn_der_gemeinde(lage, zwischenspeicher.nachbarn(), ags)
    zuordnung = ansicht.bestand.zuordnung
    konzepte = konzepte_der_gemeinde(ansicht.konzepte, zuordnung, ags)
    satz = gruende.get(ags)
    return Dossierfall(
        zeile=zeile,
        konzepte=konzepte,
        nachbarn=nachbarn,
        entwicklung=einwohnerentwicklung(zwischenspeicher.bevoelkerung(), ags),
        fragen=fragen(zeile, nachbarn, konzepte, ansicht.stichtag, ansicht.regeln),
        karte=listenkarte.umgebung(
            ags, [str(n) for n in nachbarn.index], lage, zwischenspeicher.geojson("karte_gemeinden")
        ),
        lagekarte=listenkarte.lage_im_land(ags, lage, kartenwege.kartenpfade()),
        arbeit=gealterte_arbeit(ansicht.konzepte, zuordnung, ags, ansicht.stichtag, ansicht.regeln),
        gruende="" if satz is None or pd.isna(satz) else str(satz),
        kontaktlage=None if eintraege is None else _kontaktlage(ags, eintraege),
    )


def _kontaktlage(ags: str, eintraege: Eintraege) -> Kontaktlage:
    alle = eintraege.kontakte
    return Kontaktlage(str(eintraege.gemeinden.at[ags, "stand"]), alle[alle["ags"] == ags])
