"""Der Eingang für Telefone: Code eingeben, Stilblatt und Skript, der Satz für alles, was es nicht gibt."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from insek_monitor.kern.stimmungsbild import normiere_code
from insek_monitor.workshop.saal import formular, telefonantworten, telefonseite
from insek_monitor.workshop.saal.telefonantworten import BEIGABEN
from insek_monitor.workshop.saal.telefonseite import Meldung

KEIN_RAUM = "Diesen Raum gibt es nicht (mehr). Bitte prüfen Sie den Code; er steht vorn auf der Leinwand."
KEIN_CODE = "Das ist kein Raumcode. Er hat acht Zeichen wie BCDF-GHJK; bitte prüfen Sie die Eingabe."


def codeseite(status: int, meldung: str = "", eingabe: str = "") -> Response:
    """Die Eingabe des Codes, mit einem Satz, warum es der vorige nicht war."""
    seite = telefonseite.codeseite(BEIGABEN, Meldung(meldung, fehler=bool(meldung)), eingabe)
    return telefonantworten.html(seite, status)


async def eingabe(_anfrage: Request) -> Response:
    """``GET /w``."""
    return codeseite(200)


async def zum_raum(anfrage: Request) -> Response:
    """``POST /w``: führt zur Seite des Raums; ob es ihn gibt, sagt sie."""
    formular.pruefe_herkunft(anfrage.headers)
    eingabe = (await formular.lies(anfrage)).get("code", [""])[0]
    code = normiere_code(eingabe)
    return telefonantworten.weiter(f"/w/{code}") if code else codeseite(400, KEIN_CODE, eingabe)


async def statisch(anfrage: Request) -> Response:
    """Stilblatt und Skript."""
    return telefonantworten.statisch(anfrage.path_params["datei"]) or await nichts(anfrage)


async def nichts(anfrage: Request) -> Response:
    """Alles, was es unter ``/w/`` nicht gibt."""
    if anfrage.scope["path"] == "/w/" and anfrage.method != "POST":
        return telefonantworten.weiter("/w")
    return telefonantworten.satz(anfrage, 404, "nichts", "Seite nicht gefunden", "Diese Seite gibt es nicht.")
