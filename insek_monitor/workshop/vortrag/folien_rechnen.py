"""Folien aus Daten: Folie, Folge und Grundlage hinein, ein ``Folieninhalt`` heraus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from insek_monitor.kern.stimmungsbild import Frage, lies_frage
from insek_monitor.kern.vortrag import Eingefroren, Folge, FolgeFehler, Folie, Folienart, Gebiet
from insek_monitor.lage.bild import zahlen
from insek_monitor.register import altbestand
from insek_monitor.workshop.abstimmung.saetze import NICHT_REPRAESENTATIV
from insek_monitor.workshop.vortrag import folien_daten
from insek_monitor.workshop.vortrag.folien_grundlage import Grundlage, ausschnitt, feste_herkunft, gebietsname
from insek_monitor.workshop.vortrag.folieninhalt import Folieninhalt, aus_dict

__all__ = ["Grundlage", "friere_ein", "inhalt", "inhalte"]

MITMACHEN = "Machen Sie mit: Ihre Meinung zählt"
ENTFALLEN = "Diese Folie wird nicht mehr gezeigt."
GRUND = "Sie hielt errechnete Angaben fest. Aufgetaut zeigt sie, was belegt ist."

_RECHNEN = {
    Folienart.ABDECKUNG: folien_daten.abdeckung,
    Folienart.GROESSE: folien_daten.groesse,
    Folienart.KARTE: folien_daten.karte,
    Folienart.ABLAUF: folien_daten.ablauf,
    Folienart.REGION: folien_daten.region,
}


def inhalt(folie: Folie, folge: Folge, grundlage: Grundlage) -> Folieninhalt:
    """Was eine Folie zeigt.

    Parameters
    ----------
    folie : Eine Folie der Folge (oder eine, die dazukommen soll).
    folge : Ihr Gebiet schränkt Folien aus Daten ein; eine Region nennt ihr eigenes oder nimmt dieses.
    """
    if not folie.art.aus_daten:
        return _ohne_daten(folie, folge)
    if folie.art is Folienart.GEMEINDE:
        gerechnet = folien_daten.gemeinde(folie.ags, grundlage)
    else:
        gebiet = Gebiet(kreis=folie.kreis) if folie.kreis else folge.gebiet
        gemeint, ort = ausschnitt(grundlage.lage, gebiet)
        gerechnet = _RECHNEN[folie.art](gemeint, ort, grundlage)
    return replace(gerechnet, titel=folie.titel) if folie.titel else gerechnet


def _ohne_daten(folie: Folie, folge: Folge) -> Folieninhalt:
    if folie.art is Folienart.BEITRETEN:
        return Folieninhalt(folie.art, folie.titel or MITMACHEN)
    if folie.art.aus_abstimmung:
        frage = _frage(folie, folge)
        titel = folie.titel or (frage.text if frage else folie.art.beschriftung)
        return Folieninhalt(folie.art, titel, herkunft=NICHT_REPRAESENTATIV, frage=frage)
    ort = gebietsname(folge.gebiet) if folie.art is Folienart.TITEL and folge.gebiet != Gebiet() else ""
    return Folieninhalt(folie.art, folie.titel or folie.art.beschriftung, ort, text=folie.text)


def _frage(folie: Folie, folge: Folge) -> Frage | None:
    return next((lies_frage(f) for f in folge.fragen if f.get("kennung") == folie.frage), None)


def inhalte(folge: Folge, grundlage: Grundlage | None) -> tuple[Folieninhalt, ...]:
    """Alle Folien einer Folge, in ihrer Reihenfolge.

    Parameters
    ----------
    grundlage : Eine eingefrorene Folge braucht keine.

    Raises
    ------
    FolgeFehler
        Wenn ein eingefrorener Inhalt unbrauchbar ist (Dateien kommen von Fremden).
    ValueError
        Wenn die Folge nicht eingefroren ist und die Grundlage fehlt.
    """
    fest = folge.eingefroren
    if fest is not None:
        if len(fest.inhalte) != len(folge.folien):
            raise FolgeFehler(
                f"Die Folge hat {len(folge.folien)} Folien, eingefroren sind {len(fest.inhalte)}. "
                "Bitte tauen Sie die Folge auf und frieren Sie sie neu ein."
            )
        paare = zip(folge.folien, fest.inhalte, strict=True)
        return tuple(
            _fester(folge, fest, folie, roh, f"Folie {nummer}")
            for nummer, (folie, roh) in enumerate(paare, 1)
        )
    if grundlage is None:
        raise ValueError("Eine Folge, die nicht eingefroren ist, braucht eine Grundlage.")
    return tuple(inhalt(folie, folge, grundlage) for folie in folge.folien)


def _fester(folge: Folge, fest: Eingefroren, folie: Folie, roh: Mapping[str, Any], ort: str) -> Folieninhalt:
    """Ein festgehaltener Inhalt; woher seine Zahlen sind, sagt die Folge."""
    if not folie.art.aus_daten:
        return aus_dict(roh, ort) if roh else _ohne_daten(folie, folge)
    belegt = altbestand.eingefrorener_beleg(roh)
    if belegt is None:
        return Folieninhalt(
            folie.art,
            folie.titel or ENTFALLEN,
            hinweis=GRUND,
            eingefroren=f"Eingefroren am {zahlen.datum(fest.am)}",
        )
    gelesen = aus_dict(belegt, ort)
    return replace(
        gelesen,
        herkunft=feste_herkunft(folie.art, gelesen.herkunft, fest, folge.nur_belegt, ort),
        eingefroren=f"Eingefroren am {zahlen.datum(fest.am)}",
    )


def friere_ein(folge: Folge, grundlage: Grundlage, pruefsumme: str, am: date) -> Folge:
    """Die Folge mit allen Folien, wie sie jetzt sind; Abstimmungen bleiben offen.

    Parameters
    ----------
    pruefsumme : Des Datenstands.
    am : Tag des Einfrierens.
    """
    gerechnet = inhalte(folge.mit(eingefroren=None), grundlage)
    fest = tuple({} if i.art.aus_abstimmung else i.als_dict() for i in gerechnet)
    return folge.mit(
        nur_belegt=grundlage.nur_belegt,  # steht in der Herkunft jeder Folie
        eingefroren=Eingefroren(
            grundlage.datenstand_nummer, grundlage.datenstand, pruefsumme, grundlage.stichtag, am, fest
        ),
    )
