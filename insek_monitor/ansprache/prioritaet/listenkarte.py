"""Karte zu einer Liste als SVG: die Gemeinden nach Status gefärbt und nummeriert, auf Wunsch mit Touren."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from insek_monitor.ansprache.prioritaet.umgebungskarte import ergaenzt, farben_nach_status, nummer
from insek_monitor.kern.begriffe import Status
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.farben import palette
from insek_monitor.lage.bild.kartenbild import Kartenpfade, svg_karte

NUMMERN_HOECHSTENS = 60
"""Bei längeren Listen lägen die Nummern übereinander."""
SCHRIFT = 22
"""Größe der Nummern in Einheiten der Zeichnung (1000 breit), wenn die Karte ein Blatt breit ist."""
KURZ = 15
"""So viele Gemeinden passen im Druck neben die Karte; sie ist dann schmal und braucht größere Nummern."""
SCHRIFT_KURZ, SCHRIFT_LANG = 38, 28


def listenkarte(
    liste: pd.DataFrame,
    pfade: Kartenpfade,
    *,
    titel: str,
    touren: Sequence[Sequence[str]] = (),
    gemeinden: pd.DataFrame | None = None,
    schrift: int = SCHRIFT,
) -> str:
    """Sachsen mit den Gemeinden der Liste.

    Parameters
    ----------
    liste : Zeilen von ``lage`` in der Reihenfolge der Liste; die Nummer ist der Platz darin.
    touren : je Tour die AGS in Fahrfolge, mit Start und Ziel
    gemeinden : Mit ``laenge`` und ``breite``, auch für den Start; nötig für ``touren``.
    schrift : Größe der Nummern; für den Druck ``druckschrift``.
    """
    fuellung = farben_nach_status(liste)
    bild = svg_karte(
        pfade,
        fuellung,
        titel=titel,
        beschreibung=f"{zahlen.gemeinden(len(liste))} der Liste, gefärbt nach Status.",
        mit_staedten=len(liste) > NUMMERN_HOECHSTENS,
        kennung="liste",
    )
    farben, stuecke = palette("hell"), []
    if gemeinden is not None:
        for tour in touren:
            orte = gemeinden.loc[list(tour), ["laenge", "breite"]].to_numpy(dtype=float)
            punkte = " ".join(f"{x},{y}" for x, y in (pfade.projektion.punkt(*ort) for ort in orte))
            stuecke.append(
                f'<polyline points="{punkte}" fill="none" stroke="{farben.akzent}" stroke-width="4" '
                'stroke-linejoin="round"/>'
            )
    if len(liste) <= NUMMERN_HOECHSTENS:
        stellen = zip(liste.index, liste["laenge"].tolist(), liste["breite"].tolist(), strict=True)
        stuecke += [
            nummer(str(platz), pfade.projektion.punkt(laenge, breite), schrift, rand=fuellung[str(ags)])
            for platz, (ags, laenge, breite) in enumerate(stellen, start=1)
        ]
    return ergaenzt(bild, stuecke)


def druckschrift(anzahl: int) -> int:
    """Größe der Nummern in der gedruckten Liste; lesbar, obwohl die Karte dort klein ist."""
    return SCHRIFT_KURZ if anzahl <= KURZ else SCHRIFT_LANG


def legende(lage: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """Farbe und Bedeutung, soweit sie in diesen Gemeinden vorkommen."""
    farben, vorhandene = palette("hell").status, set(lage["status"])
    return tuple((farben[status], status.beschriftung) for status in Status if status.value in vorhandene)
