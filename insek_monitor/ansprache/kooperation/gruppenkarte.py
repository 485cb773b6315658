"""Karte von Gruppen benachbarter Gemeinden als SVG: Flächen, Umrisse, Nummern und Namen.

Sie zeigt den Ausschnitt, den man ihr gibt (eine Gruppe mit ihren Nachbarn, einen Kreis, ganz Sachsen). Die
Farben der Gruppen sagen nichts über ihre Güte; benachbarte Gruppen haben verschiedene, und jede trägt Umriss
und Nummer.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal

import pandas as pd
import shapely
import shapely.geometry

from insek_monitor.ansprache.kooperation.schriftplatz import Blatt, Schriftplatz
from insek_monitor.lage.bild import kartenbild
from insek_monitor.lage.bild.farben import Thema, palette

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
    mitte : AGS, auf die die Karte zugeschnitten ist, mit etwas Rand; leer: auf den ganzen Ausschnitt
    """

    ausschnitt: tuple[str, ...]
    farben: Mapping[str, str] = field(default_factory=dict)
    umrisse: tuple[Umriss, ...] = ()
    texte: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    blass: frozenset[str] = frozenset()
    mitte: tuple[str, ...] = ()


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
    schrift : Größe der Texte in Einheiten der Zeichnung (Breite 1000).

    Raises
    ------
    ValueError
        Wenn keine Gemeinde des Ausschnitts eine Fläche hat.
    """
    farben, gezeigt = palette(thema), set(angaben.ausschnitt)
    merkmale = [m for m in karte_gemeinden["features"] if m["properties"]["ags"] in gezeigt]
    koerper = {m["properties"]["ags"]: shapely.geometry.shape(m["geometry"]) for m in merkmale}
    if not koerper:
        raise ValueError("Die Karte enthält keine Gemeinde.")
    blatt = _blatt(koerper, angaben.mitte)
    pfade = {m["properties"]["ags"]: blatt.projektion.pfad(m["geometry"]) for m in merkmale}
    breite, hoehe = kartenbild.BREITE_INTERN, blatt.hoehe
    teile = [
        f'<svg xmlns="http://www.w3.org/2000/svg" lang="de" role="img" viewBox="-6 -6 {breite + 12} '
        f'{hoehe + 12}" width="{breite}" height="{hoehe}"><title>{escape(titel)}</title>'
        f"<desc>{escape(beschreibung)}</desc>",
        f'<g stroke="{farben.gitter if thema == "hell" else farben.text_leise}" stroke-width="1.2" '
        'stroke-linejoin="round" fill-rule="evenodd">',
    ]
    teile += [
        f'<path fill="{angaben.farben.get(ags, farben.flaeche)}" d="{pfad}"/>' for ags, pfad in pfade.items()
    ]
    teile.append("</g>")
    kreise = "".join(blatt.projektion.pfad(m["geometry"]) for m in karte_kreise["features"])
    teile.append(
        f'<path fill="none" stroke="{farben.kreisgrenze}" stroke-width="2" '
        f'stroke-opacity=".55" stroke-linejoin="round" d="{kreise}"/>'
    )
    for umriss in angaben.umrisse:
        farbe = farben.text if umriss.strich == "voll" else farben.akzent
        teile.append(_umriss(umriss, koerper, blatt.projektion, farbe, farben.grund))
    stil = f'font-family="system-ui,sans-serif" stroke="{farben.grund}" stroke-linejoin="round"'
    teile.append(
        f'<g {stil} fill="{farben.text}" text-anchor="middle" paint-order="stroke" stroke-width="5">'
    )
    platz = Schriftplatz(blatt, schrift)
    # Was zur Gruppe gehört, bekommt zuerst Platz; danach die größten Flächen.
    folge = sorted(
        (ags for ags in angaben.texte if ags in koerper),
        key=lambda ags: (ags in angaben.blass, -koerper[ags].area),
    )
    for ags in folge:
        teile.append(platz.text(koerper[ags], angaben.texte[ags], fett=ags not in angaben.blass))
    for umriss in angaben.umrisse:
        if umriss.nummer and (vereint := _vereint(umriss, koerper)) is not None:
            teile.append(platz.nummer(vereint, umriss.nummer))
    return "".join([*teile, "</g></svg>"])


def _blatt(koerper: Mapping[str, Any], mitte: Sequence[str]) -> Blatt:
    """Ausschnitt um die Mitte mit Rand, weder sehr schmal noch sehr hoch; ohne Mitte um alles."""
    flaechen = [koerper[ags] for ags in mitte if ags in koerper] or list(koerper.values())
    west, sued, ost, nord = shapely.total_bounds(flaechen)
    stauchung = math.cos(math.radians((sued + nord) / 2))
    breite, hoehe = (ost - west) * stauchung, nord - sued
    if mitte:
        rand = 0.28 * max(breite, hoehe)
        breite, hoehe = breite + 2 * rand, hoehe + 2 * rand
        breite, hoehe = max(breite, hoehe / 0.95), max(hoehe, 0.65 * breite)
        mitte_x, mitte_y = (west + ost) / 2, (sued + nord) / 2
        # Wo nichts mehr kommt (jenseits der Landesgrenze), wäre der Rand nur leer.
        alles = shapely.total_bounds(list(koerper.values()))
        west = max(mitte_x - breite / stauchung / 2, alles[0])
        ost = min(mitte_x + breite / stauchung / 2, alles[2])
        sued, nord = max(mitte_y - hoehe / 2, alles[1]), min(mitte_y + hoehe / 2, alles[3])
        breite, hoehe = (ost - west) * stauchung, nord - sued
    massstab = kartenbild.BREITE_INTERN / breite
    projektion = kartenbild.Projektion(west, nord, massstab, stauchung)
    return Blatt(shapely.box(west, sued, ost, nord), projektion, math.ceil(hoehe * massstab))


def _vereint(umriss: Umriss, koerper: Mapping[str, Any]) -> Any:
    flaechen = [koerper[ags] for ags in umriss.mitglieder if ags in koerper]
    return shapely.union_all(flaechen) if flaechen else None


def _umriss(
    umriss: Umriss, koerper: Mapping[str, Any], projektion: kartenbild.Projektion, farbe: str, grund: str
) -> str:
    """Linie um die vereinigte Fläche, hell abgesetzt."""
    vereint = _vereint(umriss, koerper)
    if vereint is None:
        return ""
    pfad = projektion.pfad(shapely.geometry.mapping(vereint))
    strich = _STRICHE[umriss.strich]
    linien = ((grund, 7, ""), (farbe, 3.6, "")) if umriss.strich == "voll" else ((farbe, 3.2, strich),)
    return "".join(
        f'<path fill="none" stroke="{s}" stroke-width="{dicke}" stroke-linejoin="round"{muster} d="{pfad}"/>'
        for s, dicke, muster in linien
    )


def legende(zeilen: Sequence[tuple[str | Sequence[str], str]]) -> str:
    """Legende (HTML): je Zeile Farbe oder Farben und Bedeutung."""
    stuecke = [f"<li>{_feld(farben)}<span>{escape(text)}</span></li>" for farben, text in zeilen]
    return f'<ul class="legende gruppenlegende" aria-label="Legende">{"".join(stuecke)}</ul>'


def _feld(farben: str | Sequence[str]) -> str:
    """Farbfeld; mehrere Farben stehen darin nebeneinander."""
    if isinstance(farben, str):
        return f'<span class="feld" style="background-color:{farben}"></span>'
    schritt = 100 / len(farben)
    streifen = ",".join(
        f"{farbe} {nr * schritt:.4g}% {(nr + 1) * schritt:.4g}%" for nr, farbe in enumerate(farben)
    )
    breite = max(1.35, 0.65 * len(farben))
    return (
        f'<span class="feld" style="background-image:linear-gradient(90deg,{streifen});width:{breite:g}rem">'
        "</span>"
    )
