"""Antworten an Telefone: Seiten mit Ausweis, JSON für das Skript, Stilblatt und Skript."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from insek_monitor.kern.stimmungsbild import normiere_code
from insek_monitor.rahmen.dateiordner import Dateiordner
from insek_monitor.workshop.abstimmung.register_stimmabgabe import Raumlage
from insek_monitor.workshop.saal import formular, kopfzeilen, telefonseite
from insek_monitor.workshop.saal.telefonseite import Beigaben, Meldung


def _ohne_einzug(inhalt: bytes) -> bytes:
    # Die Seite soll auch bei schwachem Empfang gleich da sein; mehrzeilige Texte enthalten die Dateien nicht.
    return b"\n".join(zeile.strip() for zeile in inhalt.splitlines() if zeile.strip())


DATEIEN = Dateiordner(
    Path(__file__).parent / "statisch",
    "/w/statisch/",
    nur=("telefon.css", "telefon.js"),
    aufbereiten=_ohne_einzug,
)
BEIGABEN = Beigaben(DATEIEN.adresse("telefon.css"), DATEIEN.adresse("telefon.js"))


def will_json(anfrage: Request) -> bool:
    """Ob das Skript der Seite fragt."""
    return "application/json" in anfrage.headers.get("accept", "")


def html(text: str, status: int = 200, warten: int = 0) -> Response:
    """Eine Seite."""
    kopf = kopfzeilen.fuer_html(verweis="same-origin")
    return HTMLResponse(text, status, headers=kopf | _warten(warten))


def json(angaben: dict[str, Any], status: int = 200, warten: int = 0) -> Response:
    """Eine Antwort an das Skript."""
    return JSONResponse(angaben, status, headers=kopfzeilen.GRUND | _warten(warten))


def weiter(adresse: str) -> Response:
    """Zur Seite, nach dem Absenden oder zur einen richtigen Schreibweise."""
    return RedirectResponse(adresse, 303, headers=kopfzeilen.GRUND)


def statisch(name: str) -> Response | None:
    """Stilblatt oder Skript; ``None``, wenn es die Datei nicht gibt."""
    datei = DATEIEN.finde(name)
    if datei is None:
        return None
    inhalt, art = datei
    return Response(inhalt, media_type=art, headers=kopfzeilen.GRUND | kopfzeilen.UNVERAENDERLICH)


def satz(
    anfrage: Request, status: int, grund: str, ueberschrift: str, meldung: str, warten: int = 0
) -> Response:
    """Ein Satz, als JSON oder als Seite."""
    if will_json(anfrage):
        return json({"gespeichert": False, "grund": grund, "meldung": meldung}, status, warten)
    code = normiere_code(anfrage.path_params.get("code", ""))
    zurueck = f"/w/{code}" if code else "/w"
    seite = telefonseite.satzseite(ueberschrift, Meldung(meldung, fehler=True), BEIGABEN, zurueck)
    return html(seite, status, warten)


def _warten(sekunden: int) -> dict[str, str]:
    return {"Retry-After": str(sekunden)} if sekunden else {}


def gib_ausweis(antwort: Response, anfrage: Request, ausweis: str, lage: Raumlage, jetzt: datetime) -> None:
    """Gibt dem Gerät seinen Ausweis für diesen Raum oder verlängert ihn.

    Der Pfad ist der des Raums: In zwei Räumen ist dasselbe Gerät nicht wiederzuerkennen.
    """
    bleibt = int((lage.loeschen_am - jetzt).total_seconds())
    antwort.set_cookie(
        formular.AUSWEIS,
        ausweis,
        max_age=max(bleibt, 3600),
        path=f"/w/{lage.code}",
        secure=anfrage.scope["scheme"] == "https",
        httponly=True,
        samesite="lax",
    )


KEIN_RAUM = "Diesen Raum gibt es nicht (mehr). Bitte prüfen Sie den Code; er steht vorn auf der Leinwand."
KEIN_CODE = "Das ist kein Raumcode. Er hat acht Zeichen wie BCDF-GHJK; bitte prüfen Sie die Eingabe."


def codeseite(status: int, meldung: str = "", eingabe: str = "") -> Response:
    """Die Eingabe des Codes, mit einem Satz, warum es der vorige nicht war."""
    seite = telefonseite.codeseite(BEIGABEN, Meldung(meldung, fehler=bool(meldung)), eingabe)
    return html(seite, status)


async def eingabe(_anfrage: Request) -> Response:
    """``GET /w``."""
    return codeseite(200)


async def zum_raum(anfrage: Request) -> Response:
    """``POST /w``: führt zur Seite des Raums; ob es ihn gibt, sagt sie."""
    formular.pruefe_herkunft(anfrage.headers)
    eingabe = (await formular.lies(anfrage)).get("code", [""])[0]
    code = normiere_code(eingabe)
    return weiter(f"/w/{code}") if code else codeseite(400, KEIN_CODE, eingabe)


async def antworte_statisch(anfrage: Request) -> Response:
    """Stilblatt und Skript."""
    return statisch(anfrage.path_params["datei"]) or await nichts(anfrage)


async def nichts(anfrage: Request) -> Response:
    """Alles, was es unter ``/w/`` nicht gibt."""
    if anfrage.scope["path"] == "/w/" and anfrage.method != "POST":
        return weiter("/w")
    return satz(anfrage, 404, "nichts", "Seite nicht gefunden", "Diese Seite gibt es nicht.")
