"""Alle eigenen HTTP-Wege neben den Streamlit-Seiten: Karten, Stilblatt und Übersetzung, Workshop."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from insek_monitor.rahmen.kartenwege import KARTENWEGE
from insek_monitor.rahmen.seitenhuelle import DATEIEN
from insek_monitor.workshop.saal.folienwege import FOLIENWEGE
from insek_monitor.workshop.saal.telefonwege import TELEFONWEGE


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
