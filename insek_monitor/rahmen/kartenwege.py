"""Karten als eigene HTTP-Wege neben den Streamlit-Seiten: Flächen, Grenzen, kleine Karte.

Die Karten sind öffentlich lesbar und aus dem Register abgeleitet. Angaben in der Adresse werden geprüft; was
nicht passt, gibt 400 mit einem deutschen Satz. Die Adressen der Karten nennen Datenstand, Stichtag und eine
Prüfsumme der Daten; eine Antwort ändert sich deshalb nie und darf im Browser liegen bleiben.
"""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from insek_monitor.kern.regeln import SCHEMATA
from insek_monitor.lage.bild import karten, kartenbild, kartenthemen
from insek_monitor.lage.bild.farben import THEMEN, Thema, palette
from insek_monitor.lage.lage import Auswahl
from insek_monitor.rahmen import adresse, zwischenspeicher
from insek_monitor.rahmen.fehler import ERWARTET
from insek_monitor.rahmen.grenzen import Grenzen, gegenstelle, in_sekunden, warten_satz
from insek_monitor.register import tabellen
from insek_monitor.register.fehler import GibtEsNicht

GRENZEN = Grenzen(time.monotonic)
"""Eine Karte zu rechnen kostet; wer Tausende verschiedene verlangt, wartet wie bei den Telefonen."""
UNVERAENDERLICH = {"Cache-Control": "public, max-age=31536000, immutable"}


LAGE = "Lage"
"""Thema der kleinen Karte, das nur die Lage einer Gemeinde zeigt."""


class AngabeFehler(ValueError):
    """Eine Angabe in der Adresse passt nicht; der Text ist die Antwort."""


def adresse_gemeinden(nummer: int, stichtag: date, nur_belegt: bool) -> str:
    """Adresse der Kartenflächen mit den Angaben dieses Datenstands und Stichtags."""
    return "/karte/gemeinden.json?" + urlencode(
        {
            "datenstand": nummer,
            "stichtag": stichtag.isoformat(),
            "belegt": int(nur_belegt),
            "v": zwischenspeicher.fassung(nummer),
        }
    )


def adresse_kreise() -> str:
    """Adresse der Kreisgrenzen."""
    return f"/karte/kreise.json?v={zwischenspeicher.fassung()}"


def adresse_innengrenzen() -> str:
    """Adresse der Grenzen zwischen Gemeinden desselben Kreises."""
    return f"/karte/innengrenzen.json?v={zwischenspeicher.fassung()}"


def adresse_kleine_karte(
    nummer: int, gewaehlt: Auswahl, thema: Thema, kartenthema: str = "Status", gemeinde: str | None = None
) -> str:
    """Adresse der kleinen Karte (SVG) zu einer Auswahl, auf Wunsch mit hervorgehobener Gemeinde."""
    angaben: list[tuple[str, str | int]] = [
        ("datenstand", nummer),
        ("stichtag", gewaehlt.stichtag.isoformat()),
        ("belegt", int(gewaehlt.nur_belegt)),
        ("einteilung", gewaehlt.schema),
        *(("klasse", klasse) for klasse in gewaehlt.klassen),
        *(("kreis", kreis) for kreis in gewaehlt.kreise),
        ("thema", thema),
        ("karte", kartenthema),
        *([("gemeinde", gemeinde)] if gemeinde else []),
        ("v", zwischenspeicher.fassung(nummer)),
    ]
    return "/karte/klein.svg?" + urlencode(angaben)


def _nummer(anfrage: Request) -> int:
    text = anfrage.query_params.get("datenstand", "")
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise AngabeFehler("Die Angabe „datenstand“ muss eine Nummer sein.")
    try:
        return zwischenspeicher.finde_datenstand(int(text)).nummer
    except GibtEsNicht as fehler:
        raise AngabeFehler(str(fehler)) from fehler


def _stichtag(anfrage: Request) -> date:
    text = anfrage.query_params.get("stichtag", "")
    if meldung := adresse.mangel_am_stichtag(text):
        raise AngabeFehler(meldung)
    return date.fromisoformat(text)


def _gemeinde(anfrage: Request) -> str | None:
    ags = anfrage.query_params.get("gemeinde")
    if ags is not None and ags not in kartenpfade().gemeinden:
        raise AngabeFehler("Die Angabe „gemeinde“ muss der Schlüssel (AGS) einer heutigen Gemeinde sein.")
    return ags


def _auswahl(anfrage: Request) -> Auswahl:
    werte = anfrage.query_params
    schema = next((s for s in SCHEMATA if s == werte.get("einteilung", "kompakt")), None)
    if schema is None:
        raise AngabeFehler("Die Angabe „einteilung“ muss kompakt oder fein sein.")
    return Auswahl(
        stichtag=_stichtag(anfrage),
        schema=schema,
        klassen=tuple(werte.getlist("klasse")),
        kreise=tuple(werte.getlist("kreis")),
        nur_belegt=werte.get("belegt") == "1",
    )


@zwischenspeicher.einmalig(8)
def _flaechen(nummer: int, stichtag: date, nur_belegt: bool) -> bytes:
    lage = zwischenspeicher.lage_gesamt(nummer, stichtag, nur_belegt)
    inhalt = karten.angaben_je_gemeinde(zwischenspeicher.geojson("karte_gemeinden"), lage)
    return gzip.compress(inhalt, compresslevel=5, mtime=0)


@lru_cache(maxsize=1)
def kartenpfade() -> kartenbild.Kartenpfade:
    """Projizierte Grenzen der kleinen Karten."""
    return kartenbild.projiziere(
        zwischenspeicher.geojson("karte_gemeinden"), zwischenspeicher.geojson("karte_kreise")
    )


def _gemeindekarte(anfrage: Request) -> Response:
    inhalt = _flaechen(_nummer(anfrage), _stichtag(anfrage), anfrage.query_params.get("belegt") == "1")
    return Response(
        inhalt, media_type="application/geo+json", headers={**UNVERAENDERLICH, "Content-Encoding": "gzip"}
    )


def _kreiskarte(anfrage: Request) -> Response:
    return Response(tabellen.karte_kreise(), media_type="application/geo+json", headers=UNVERAENDERLICH)


@lru_cache(maxsize=1)
def _innengrenzen() -> bytes:
    kreis_je_ags = zwischenspeicher.gemeinden()["kreis"].to_dict()
    return karten.innengrenzen(zwischenspeicher.geojson("karte_gemeinden"), kreis_je_ags)


def _grenzkarte(anfrage: Request) -> Response:
    return Response(_innengrenzen(), media_type="application/geo+json", headers=UNVERAENDERLICH)


def _kleine_karte(anfrage: Request) -> Response:
    thema = next((t for t in THEMEN if t == anfrage.query_params.get("thema", "hell")), None)
    gewuenscht = anfrage.query_params.get("karte", "Status")
    kartenthema = next((t for t in kartenthemen.AUS_DER_LAGE if t == gewuenscht), None)
    if thema is None or (kartenthema is None and gewuenscht != LAGE):
        raise AngabeFehler("Die Angabe „thema“ oder „karte“ ist unbekannt.")
    gemeinde = _gemeinde(anfrage)
    if kartenthema is None:
        farben = {gemeinde: palette(thema).akzent} if gemeinde else {}
        beschreibung = "Die Gemeinde ist hervorgehoben."
    else:
        gewaehlt = _auswahl(anfrage)
        lage = zwischenspeicher.lage_der_auswahl(_nummer(anfrage), gewaehlt)
        einteilung = kartenthemen.teile_ein(lage, kartenthema, gewaehlt.stichtag, thema)
        farben, beschreibung = einteilung.farben_je_ags(), einteilung.alternative()
    svg = kartenbild.svg_karte(
        kartenpfade(),
        farben,
        hervorgehoben=gemeinde,
        titel="Karte der Gemeinden in Sachsen",
        beschreibung=beschreibung,
        thema=thema,
    )
    return Response(svg, media_type="image/svg+xml", headers=UNVERAENDERLICH)


def _weg(pfad: str, antwort: Callable[[Request], Response]) -> Route:
    async def bearbeite(anfrage: Request) -> Response:
        if warten := GRENZEN.anfrage(gegenstelle(anfrage)):
            kopf = {"Retry-After": str(in_sekunden(warten))}
            return PlainTextResponse(warten_satz(warten), status_code=429, headers=kopf)
        try:
            return await run_in_threadpool(antwort, anfrage)
        except AngabeFehler as fehler:
            return PlainTextResponse(str(fehler), status_code=400)
        except ERWARTET as fehler:
            return PlainTextResponse(str(fehler), status_code=503)

    return Route(pfad, bearbeite, methods=["GET"])


KARTENWEGE = [
    _weg("/karte/gemeinden.json", _gemeindekarte),
    _weg("/karte/kreise.json", _kreiskarte),
    _weg("/karte/innengrenzen.json", _grenzkarte),
    _weg("/karte/klein.svg", _kleine_karte),
]
