"""Karte von Gruppen benachbarter Gemeinden als SVG: Flächen, Umrisse, Nummern und Namen.

Sie zeigt den Ausschnitt, den man ihr gibt (eine Gruppe mit ihren Nachbarn, einen Kreis, ganz Sachsen). Die
Farben der Gruppen sagen nichts über ihre Güte; benachbarte Gruppen haben verschiedene, und jede trägt Umriss
und Nummer.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal

import pandas as pd
import shapely
import shapely.geometry

from insek_monitor.darstellung import kartenbild
from insek_monitor.darstellung.farben import Thema, palette

Strich = Literal["voll", "gestrichelt", "gepunktet"]
_STRICHE: dict[Strich, str] = {
    "voll": "",
    "gestrichelt": ' stroke-dasharray="16 9"',
    "gepunktet": ' stroke-dasharray="2 9" stroke-linecap="round"',
}
RINGE = 1
"""So viele Kreise von Nachbarn zeigt die Karte einer Gruppe zusätzlich."""


@dataclass(frozen=True)
class Umriss:
    """Eine umrandete Gruppe.

    Attributes
    ----------
    nummer : Text in der Mitte; leer lässt ihn weg
    """

    mitglieder: tuple[str, ...]
    nummer: str = ""
    strich: Strich = "voll"


@dataclass(frozen=True)
class Kartenangaben:
    """Was auf der Karte steht.

    Attributes
    ----------
    ausschnitt : AGS, die zu sehen sind
    farben : AGS → Fläche; wer fehlt, hat die Flächenfarbe des Themas
    umrisse : in Zeichenreihenfolge
    texte : AGS → Zeilen in der Fläche (Name, Status); die erste ist fett
    blass : AGS, deren Text zurücktritt
    schraffiert : AGS, deren Angabe modelliert ist
    """

    ausschnitt: tuple[str, ...]
    farben: Mapping[str, str] = field(default_factory=dict)
    umrisse: tuple[Umriss, ...] = ()
    texte: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    blass: frozenset[str] = frozenset()
    schraffiert: frozenset[str] = frozenset()


def umgebung(mitglieder: Iterable[str], nachbarn: pd.DataFrame) -> tuple[str, ...]:
    """Die Mitglieder und ihre unmittelbaren Nachbarn, nach AGS geordnet."""
    gefunden = set(mitglieder)
    for _ in range(RINGE):
        gefunden |= set(nachbarn.loc[nachbarn["ags"].isin(gefunden), "nachbar_ags"])
    return tuple(sorted(gefunden))


def farbnummern(gruppen: Sequence[Collection[str]], nachbarn: pd.DataFrame) -> list[int]:
    """Nummer der Farbe je Gruppe; Gruppen mit gemeinsamer Grenze haben verschiedene.

    Gierig nach der Zahl der Nachbargruppen; auf Landkarten reichen so höchstens sechs Farben.
    """
    von = {ags: nr for nr, gruppe in enumerate(gruppen) for ags in gruppe}
    grenzen: list[set[int]] = [set() for _ in gruppen]
    for ags, nachbar in zip(nachbarn["ags"], nachbarn["nachbar_ags"], strict=True):
        if ags in von and nachbar in von and von[ags] != von[nachbar]:
            grenzen[von[ags]].add(von[nachbar])
    farben = [-1] * len(gruppen)
    for nr in sorted(range(len(gruppen)), key=lambda nr: (-len(grenzen[nr]), nr)):
        belegt = {farben[andere] for andere in grenzen[nr]}
        farben[nr] = next(farbe for farbe in range(len(gruppen) + 1) if farbe not in belegt)
    return farben


def gruppenkarte(
    karte_gemeinden: Mapping[str, Any],
    karte_kreise: Mapping[str, Any],
    angaben: Kartenangaben,
    *,
    titel: str,
    beschreibung: str,
    thema: Thema,
    schrift: int = 24,
) -> str:
    """SVG-Text der Karte, vergrößert auf den Ausschnitt.

    Parameters
    ----------
    karte_gemeinden, karte_kreise : dict
        GeoJSON aus ``daten/``.
    schrift : int
        Größe der Texte in Einheiten der Zeichnung (Breite 1000).

    Raises
    ------
    ValueError
        Wenn keine Gemeinde des Ausschnitts eine Fläche hat.
    """
    farben, gezeigt = palette(thema), set(angaben.ausschnitt)
    merkmale = [m for m in karte_gemeinden["features"] if m["properties"]["ags"] in gezeigt]
    pfade = kartenbild.projiziere({"features": merkmale}, karte_kreise)
    koerper = {m["properties"]["ags"]: shapely.geometry.shape(m["geometry"]) for m in merkmale}
    breite, hoehe = kartenbild.BREITE_INTERN, pfade.hoehe
    teile = [
        f'<svg xmlns="http://www.w3.org/2000/svg" lang="de" role="img" viewBox="-6 -6 {breite + 12} '
        f'{hoehe + 12}" width="{breite}" height="{hoehe}"><title>{escape(titel)}</title>'
        f"<desc>{escape(beschreibung)}</desc>",
        f'<defs><pattern id="modelliert" width="9" height="9" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path d="M0 0V9" stroke="{farben.text_leise}" stroke-width="1.6"/>'
        f'</pattern><clipPath id="rahmen"><rect x="-6" y="-6" width="{breite + 12}" height="{hoehe + 12}"/>'
        "</clipPath></defs>",
        f'<g stroke="{farben.gitter if thema == "hell" else farben.text_leise}" stroke-width="1.2" '
        'stroke-linejoin="round" fill-rule="evenodd">',
    ]
    teile += [
        f'<path fill="{angaben.farben.get(ags, farben.flaeche)}" d="{pfad}"/>'
        for ags, pfad in pfade.gemeinden.items()
    ]
    schraffiert = "".join(pfad for ags, pfad in pfade.gemeinden.items() if ags in angaben.schraffiert)
    if schraffiert:
        teile.append(f'<path fill="url(#modelliert)" fill-opacity=".45" d="{schraffiert}"/>')
    teile.append("</g>")
    teile.append(
        f'<path clip-path="url(#rahmen)" fill="none" stroke="{farben.kreisgrenze}" stroke-width="2" '
        f'stroke-opacity=".55" stroke-linejoin="round" d="{pfade.kreise}"/>'
    )
    for umriss in angaben.umrisse:
        teile.append(_umriss(umriss, koerper, pfade, farben.text, farben.grund))
    stil = f'font-family="system-ui,sans-serif" stroke="{farben.grund}" stroke-linejoin="round"'
    teile.append(
        f'<g {stil} fill="{farben.text}" text-anchor="middle" paint-order="stroke" stroke-width="5">'
    )
    teile += [
        _text(koerper[ags], pfade, zeilen, schrift, blass=ags in angaben.blass)
        for ags, zeilen in angaben.texte.items()
        if ags in koerper
    ]
    for umriss in angaben.umrisse:
        if umriss.nummer and (vereint := _vereint(umriss, koerper)) is not None:
            teile.append(_text(vereint, pfade, (umriss.nummer,), schrift))
    return "".join([*teile, "</g></svg>"])


def _vereint(umriss: Umriss, koerper: Mapping[str, Any]) -> Any:
    flaechen = [koerper[ags] for ags in umriss.mitglieder if ags in koerper]
    return shapely.union_all(flaechen) if flaechen else None


def _umriss(
    umriss: Umriss, koerper: Mapping[str, Any], pfade: kartenbild.Kartenpfade, farbe: str, grund: str
) -> str:
    """Linie um die vereinigte Fläche, hell abgesetzt."""
    vereint = _vereint(umriss, koerper)
    if vereint is None:
        return ""
    pfad = pfade.projektion.pfad(shapely.geometry.mapping(vereint))
    strich = _STRICHE[umriss.strich]
    return "".join(
        f'<path fill="none" stroke="{s}" stroke-width="{dicke}" stroke-linejoin="round"{muster} d="{pfad}"/>'
        for s, dicke, muster in ((grund, 7, ""), (farbe, 3.6, strich))
    )


def _text(
    flaeche: Any,
    pfade: kartenbild.Kartenpfade,
    zeilen: Sequence[str],
    schrift: int,
    *,
    blass: bool = False,
) -> str:
    """Zeilen mitten in der Fläche; lange Namen brechen um."""
    punkt = shapely.maximum_inscribed_circle(flaeche).coords[0]
    x, y = pfade.projektion.punkt(*punkt)
    rand = 4 * schrift
    x = min(max(x, rand), kartenbild.BREITE_INTERN - rand)
    stuecke = [(s, nr == 0) for nr, zeile in enumerate(zeilen) for s in _umbrochen(zeile)]
    y += round(schrift * (0.35 - 0.55 * (len(stuecke) - 1)))
    y = min(max(y, schrift), pfade.hoehe - round(schrift * 1.1 * (len(stuecke) - 1)))
    fett = "" if blass else ' font-weight="650"'
    innen = "".join(
        f'<tspan x="{x}" y="{y + round(nr * schrift * 1.1)}"{fett if kopf else ""}'
        f' font-size="{schrift if kopf else round(schrift * 0.85)}">{escape(stueck)}</tspan>'
        for nr, (stueck, kopf) in enumerate(stuecke)
    )
    return f"<text>{innen}</text>"


def _umbrochen(text: str) -> list[str]:
    return textwrap.wrap(text, 17, break_long_words=False) or [""]


def legende(zeilen: Sequence[tuple[str, str]], *, schraffiert: bool = False) -> str:
    """Legende (HTML): je Zeile Farbe und Bedeutung; auf Wunsch die Schraffur für Modelliertes."""
    stuecke = [
        f'<li><span class="feld" style="background-color:{farbe}"></span><span>{escape(text)}</span></li>'
        for farbe, text in zeilen
    ]
    if schraffiert:
        stuecke.append('<li><span class="feld modelliert"></span><span>laut Modell, nicht belegt</span></li>')
    return f'<ul class="legende gruppenlegende" aria-label="Legende">{"".join(stuecke)}</ul>'
