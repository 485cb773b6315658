"""HTTP-Wege der Vorführung: Leinwand, Vortragsansicht, Notizen, Stand, Steuerung, Stilblätter und Skripte.

Öffentlich ist, was auf der Leinwand steht; Notizen, Verborgenes und Steuerung verlangen den Schlüssel in der
Kopfzeile ``X-Schluessel`` und dass die Rolle dessen noch gilt, der die Vorführung begonnen hat.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from insek_monitor import einstellungen
from insek_monitor.kern.rollen import Person
from insek_monitor.kern.vortrag import FolgeFehler
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.fehler import ERWARTET
from insek_monitor.rahmen.grenzen import Grenzen, gegenstelle, in_sekunden, warten_satz
from insek_monitor.rahmen.zugang import ist_schleife
from insek_monitor.register import rechte
from insek_monitor.register.fehler import mit_ort
from insek_monitor.register.rechte import Verweigert
from insek_monitor.workshop.saal import (
    kopfzeilen,
    standtext,
    steuerlage,
    steuerwege,
    vorfuehrung_html,
    vorfuehrungsseite,
)
from insek_monitor.workshop.saal.formular import FormularFehler
from insek_monitor.workshop.saal.kurzspeicher import Kurzspeicher
from insek_monitor.workshop.saal.standtext import Saalstand
from insek_monitor.workshop.saal.vorfuehrung_html import OHNE_SCHLUESSEL
from insek_monitor.workshop.vortrag import register_vorfuehrungen as vorfuehrungen
from insek_monitor.workshop.vortrag.register_vorfuehrungen import Vorfuehrung

GIBT_ES_NICHT = "Diese Vorführung gibt es nicht (mehr)"
WIE_WEITER = (
    "Vorführungen werden nach ihrer Frist gelöscht. Bitte beginnen Sie sie auf der Seite „Präsentation“ neu, "
    "oder prüfen Sie die Adresse."
)
NICHT_ZU_ZEIGEN = "Die Vorführung ist gerade nicht zu zeigen"
NICHT_ERREICHBAR = "Die Daten sind gerade nicht erreichbar. Bitte laden Sie die Seite gleich noch einmal."
OHNE_ROLLE = (
    "Wer diese Vorführung begonnen hat, darf sie nicht mehr steuern: Die Rolle ist entzogen oder die "
    "Anmeldung abgelaufen. Bitte beginnen Sie sie auf der Seite „Präsentation“ oder „Stimmungsbild“ neu."
)
ZU_VIELE = "Bitte kurz warten"
protokoll = logging.getLogger("insek_monitor")

grenzen = Grenzen(time.monotonic)
vorfuehrungsspeicher: Kurzspeicher[Vorfuehrung | None] = Kurzspeicher(5.0, 32)
standspeicher: Kurzspeicher[Saalstand | None] = Kurzspeicher(0.5, 64)
textspeicher: Kurzspeicher[bytes] = Kurzspeicher(0.5, 128)


class Fehlt(Exception):
    """Die Vorführung gibt es nicht."""


def leere() -> None:
    """Vergiss alles Gemerkte (nach einer Änderung, für Tests)."""
    for speicher in (vorfuehrungsspeicher, standspeicher, textspeicher):
        speicher.leere()


def _vorfuehrung(anfrage: Request) -> Vorfuehrung:
    kennung = str(anfrage.path_params["kennung"])[:40]
    register = zwischenspeicher.register()
    gefunden = vorfuehrungsspeicher.hole(
        kennung, lambda: vorfuehrungen.lies(register, kennung, einstellungen.jetzt())
    )
    if gefunden is None:
        raise Fehlt
    return gefunden


def _passt(vorfuehrung: Vorfuehrung, anfrage: Request) -> bool:
    schluessel = anfrage.headers.get("x-schluessel", "")
    return bool(schluessel) and vorfuehrungen.passt(vorfuehrung, schluessel)


def _handelnder(vorfuehrung: Vorfuehrung) -> Person:
    """Wer mit dem Schlüssel handelt; was der Anmeldedienst nannte, gilt nur so lange wie eine Anmeldung."""
    alter = einstellungen.jetzt() - vorfuehrung.begonnen_am
    if alter <= timedelta(hours=einstellungen.anmeldung_stunden()):
        return vorfuehrung.person
    return replace(vorfuehrung.person, rolle_aus_angabe=None)


def _basis(anfrage: Request) -> str:
    return str(anfrage.base_url)


def _json(inhalt: Any, status: int = 200, **kopf: str) -> Response:
    rumpf = inhalt if isinstance(inhalt, bytes) else json.dumps(inhalt, ensure_ascii=False).encode()
    return Response(rumpf, status, media_type="application/json", headers=kopfzeilen.GRUND | kopf)


def leinwand(anfrage: Request) -> Response:
    """Alle Folien in einer Seite."""
    buehne = vorfuehrungsseite.buehne(_vorfuehrung(anfrage), _basis(anfrage))
    # Über das Hausnetz (``weiterreichen``) gibt es das Dashboard nicht, also auch keinen Weg dorthin zurück.
    zurueck = "" if "via" in anfrage.headers else vorfuehrung_html.ZURUECK
    seite = vorfuehrung_html.leinwand(buehne, vorfuehrungsseite.statische_adresse, zurueck)
    return HTMLResponse(seite, headers=kopfzeilen.fuer_html("self"))


def vortrag(anfrage: Request) -> Response:
    """Die Hülle der Vortragsansicht, ohne Notizen."""
    buehne = vorfuehrungsseite.buehne(_vorfuehrung(anfrage), _basis(anfrage))
    seite = vorfuehrung_html.vortrag(buehne, vorfuehrungsseite.statische_adresse)
    return HTMLResponse(seite, headers=kopfzeilen.fuer_html())


def notizen(anfrage: Request) -> Response:
    """Notizen je Folie, nur mit Schlüssel."""
    vorfuehrung = _vorfuehrung(anfrage)
    if not _passt(vorfuehrung, anfrage):
        return _json({"satz": OHNE_SCHLUESSEL}, 403)
    if vorfuehrung.noetig is not None:
        rechte.verlange(
            zwischenspeicher.register(),
            _handelnder(vorfuehrung),
            vorfuehrung.noetig,
            vorgang="Notizen lesen",
            gegenstand="Vorführung",
        )
    return _json({"notizen": [folie.notiz for folie in vorfuehrung.folge.folien]})


def stand(anfrage: Request) -> Response:
    """Stand des Raums; gleicher Stand kostet nur 304."""
    vorfuehrung = _vorfuehrung(anfrage)
    geheim = _passt(vorfuehrung, anfrage)
    if not geheim and anfrage.headers.get("x-schluessel"):
        return _json({"satz": OHNE_SCHLUESSEL}, 403)
    satz = _ohne_rolle(vorfuehrung) if geheim else ""
    inhalt = textspeicher.hole(
        (vorfuehrung.schluessel, geheim, satz), lambda: _standtext(vorfuehrung, geheim, satz)
    )
    marke = f'"{hashlib.sha256(inhalt).hexdigest()[:20]}"'
    if marke in anfrage.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=kopfzeilen.GRUND | {"ETag": marke})
    return _json(inhalt, ETag=marke)


def _ohne_rolle(vorfuehrung: Vorfuehrung) -> str:
    """Warum die Vortragsansicht nur noch Öffentliches sieht; leer, solange die Rolle reicht.

    Gefragt wird jede Sekunde; deshalb steht es nicht jedes Mal im Protokoll.
    """
    if vorfuehrung.noetig is None:
        return ""
    rolle = rechte.rolle(zwischenspeicher.register(), _handelnder(vorfuehrung))
    return "" if rolle is not None and rolle.umfasst(vorfuehrung.noetig) else OHNE_ROLLE


def vortragsstand(vorfuehrung: Vorfuehrung) -> bytes:
    """Frischer Stand mit allem, was die Vortragsansicht braucht."""
    leere()
    return _standtext(vorfuehrung, geheim=True)


def _standtext(vorfuehrung: Vorfuehrung, geheim: bool, satz: str = "") -> bytes:
    register = zwischenspeicher.register()
    saal = standspeicher.hole(
        vorfuehrung.schluessel, lambda: standtext.lies(register, vorfuehrung.code, einstellungen.jetzt())
    )
    inhalt = standtext.oeffentlich(vorfuehrung.folge, saal, hatte_raum=vorfuehrung.code is not None)
    if satz:
        inhalt["satz"] = satz
    elif geheim and saal is not None:
        inhalt["vortrag"] = steuerlage.fuer_vortrag(saal)
    return json.dumps(inhalt, ensure_ascii=False).encode()


def statisch(anfrage: Request) -> Response:
    """Stilblatt oder Skript; nur Dateien, die genau so heißen."""
    name = anfrage.path_params["datei"]
    datei = vorfuehrungsseite.DATEIEN.finde(name)
    if datei is None:
        return Response("Diese Datei gibt es nicht.", 404, media_type="text/plain", headers=kopfzeilen.GRUND)
    inhalt, art = datei
    frisch = vorfuehrungsseite.DATEIEN.ist_diese(name, anfrage.query_params.get("v", ""))
    kopf = kopfzeilen.GRUND | (kopfzeilen.UNVERAENDERLICH if frisch else {})
    return Response(inhalt, media_type=art, headers=kopf)


def nichts(_: Request) -> Response:
    """Alles Übrige unter ``/vorfuehrung/``."""
    raise Fehlt


async def steuerung(anfrage: Request) -> Response:
    """Ein Handgriff der Vortragsansicht; Antwort ist der neue Stand."""
    try:
        auftrag = await steuerwege.lies_rumpf(anfrage)
    except FormularFehler as fehler:
        return _json({"satz": str(fehler)}, fehler.status)
    return await run_in_threadpool(_steuere, anfrage, auftrag)


def _steuere(anfrage: Request, auftrag: dict[str, Any]) -> Response:
    vorfuehrung = _vorfuehrung(anfrage)
    if not _passt(vorfuehrung, anfrage):
        return _json({"satz": OHNE_SCHLUESSEL}, 403)
    register = zwischenspeicher.register()
    try:
        steuerwege.fuehre_aus(register, vorfuehrung.code, _handelnder(vorfuehrung), auftrag)
    except steuerwege.Unmoeglich as fehler:
        leere()
        return _json({"satz": str(fehler)}, 409)
    return _json(vortragsstand(vorfuehrung))


def _weg(pfad: str, antwort: Callable[[Request], Response], *, seite: bool = False) -> Route:
    async def bearbeite(anfrage: Request) -> Response:
        return await _mit_fehlern(anfrage, lambda: run_in_threadpool(antwort, anfrage), seite)

    return Route(pfad, bearbeite, methods=["GET"])


async def _steuerweg(anfrage: Request) -> Response:
    return await _mit_fehlern(anfrage, lambda: steuerung(anfrage), seite=False)


def _woher(anfrage: Request) -> str:
    # Was aus dem Hausnetz weitergereicht wird, kommt auch von der eigenen Schleife, zählt aber für sich: Wer
    # dort zu viel fragt, nimmt der Vortragsansicht nichts weg.
    wer = gegenstelle(anfrage)
    return f"{wer} weitergereicht" if "via" in anfrage.headers and ist_schleife(wer) else wer


async def _mit_fehlern(
    anfrage: Request, antworte: Callable[[], Awaitable[Response]], seite: bool
) -> Response:
    if warten := grenzen.anfrage(_woher(anfrage)):
        antwort = _absage(ZU_VIELE, warten_satz(warten), 429, seite)
        antwort.headers["Retry-After"] = str(in_sekunden(warten))
        return antwort
    try:
        return await antworte()
    except Fehlt:
        return _absage(GIBT_ES_NICHT, WIE_WEITER, 404, seite)
    except Verweigert:
        return _absage(NICHT_ZU_ZEIGEN, OHNE_ROLLE, 403, seite)
    except FolgeFehler as fehler:
        return _absage(NICHT_ZU_ZEIGEN, str(fehler), 503, seite)
    except ERWARTET as fehler:
        # Der Wortlaut nennt Dateien und Rechner; die Leinwand ist öffentlich.
        protokoll.warning("Vorführung: %s", mit_ort(fehler))
        return _absage(NICHT_ZU_ZEIGEN, NICHT_ERREICHBAR, 503, seite)


def _absage(ueberschrift: str, satz: str, status: int, seite: bool) -> Response:
    if not seite:
        return _json({"satz": f"{ueberschrift}. {satz}" if status == 404 else satz}, status)
    html = vorfuehrung_html.meldung(ueberschrift, satz, vorfuehrungsseite.statische_adresse)
    return HTMLResponse(html, status, headers=kopfzeilen.fuer_html())


FOLIENWEGE: list[BaseRoute] = [
    _weg("/vorfuehrung/statisch/{datei}", statisch),
    _weg("/vorfuehrung/{kennung}", leinwand, seite=True),
    _weg("/vorfuehrung/{kennung}/vortrag", vortrag, seite=True),
    _weg("/vorfuehrung/{kennung}/notizen.json", notizen),
    _weg("/vorfuehrung/{kennung}/stand.json", stand),
    Route("/vorfuehrung/{kennung}/steuerung", _steuerweg, methods=["POST"]),
    # Sonst antwortete das Dashboard mit seiner eigenen Seite.
    _weg("/vorfuehrung/{rest:path}", nichts, seite=True),
]
