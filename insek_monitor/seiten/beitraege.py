"""Was die Flügel zum Ganzen beitragen: Angaben der Adresse, fremde Bausteine, eigene HTTP-Wege."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from insek_monitor.ansprache.kampagnen import register as kampagnen
from insek_monitor.ansprache.seite import adressangaben
from insek_monitor.einspielen.seite import zustand
from insek_monitor.rahmen import schalter, zwischenspeicher
from insek_monitor.rahmen.adresse import Angaben
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.rahmen.kartenwege import KARTENWEGE
from insek_monitor.rahmen.seitenhuelle import DATEIEN
from insek_monitor.workshop.abstimmung.seite import zustand as stimmungsbild
from insek_monitor.workshop.saal.folienwege import FOLIENWEGE
from insek_monitor.workshop.saal.telefonwege import TELEFONWEGE
from insek_monitor.workshop.vortrag.seite import zustand as praesentation
from insek_monitor.workshop.vortrag.seite.gebietwahl import Kampagnenliste


def angaben() -> tuple[Angaben, ...]:
    """Was die Seiten außer der Filterzeile in die Adresse schreiben."""
    return (
        schalter.ANGABEN,
        zustand.ANGABEN,
        adressangaben.angaben(),
        praesentation.ANGABEN,
        stimmungsbild.ANGABEN,
    )


def kampagnenlisten() -> list[Kampagnenliste]:
    """Die Kampagnen, die wer handelt sehen darf, als Gebiet einer Folge."""
    return [
        Kampagnenliste(kampagne.nummer, kampagne.angaben.titel, kampagne.gemeinden)
        for kampagne in kampagnen.liste(zwischenspeicher.register(), handelnder())
    ]


def _statisch(anfrage: Request) -> Response:
    datei = DATEIEN.finde(anfrage.path_params["datei"])
    if datei is None:
        return PlainTextResponse("Diese Datei gibt es nicht.", status_code=404)
    inhalt, art = datei
    return Response(inhalt, media_type=art, headers={"Cache-Control": "public, max-age=3600"})


WEGE: list[BaseRoute] = [
    *KARTENWEGE,
    Route("/oberflaeche/{datei}", _statisch, methods=["GET"]),
    *TELEFONWEGE,
    *FOLIENWEGE,
]
