"""Die Zwischenschicht: nur die HTML-Hülle wird deutsch, alles andere kommt unverändert an."""

import asyncio
import gzip
from itertools import pairwise

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from insek_monitor.rahmen.seitenhuelle import KOPF, DeutscheSeite, stelle_um
from tests.hilfen.asgi import frage

HUELLE = '<!doctype html><html lang="en"><head><title>Streamlit</title></head><body>Größe ✓</body></html>'
KENNUNG = {"etag": '"abc"', "last-modified": "Sat, 21 Nov 2026 00:00:00 GMT", "cache-control": "no-cache"}


def _stueckweise(anfrage):
    daten = HUELLE.encode("utf-8")
    # Die Schnitte liegen auch mitten in „ö“ und in „lang“.
    stellen = [0, 20, daten.index("ö".encode()) + 1, len(daten)]

    async def stuecke():
        for von, bis in pairwise(stellen):
            yield daten[von:bis]

    return StreamingResponse(stuecke(), media_type="text/html")


def _unveraendert(anfrage):
    return Response(status_code=304, headers={"etag": '"abc"', "content-type": "text/html"})


def _huelle(anfrage):
    return HTMLResponse(HUELLE, headers=KENNUNG)


APP = Starlette(
    routes=[
        Route("/", _huelle),
        Route("/karte", _huelle),
        Route("/karte/klein.html", _huelle),
        Route("/static/js/index.html", _huelle),
        Route("/stueckweise", _stueckweise),
        Route("/unveraendert", _unveraendert),
        Route("/json", lambda anfrage: JSONResponse({"html": HUELLE})),
        Route("/text", lambda anfrage: PlainTextResponse(HUELLE, headers={"etag": '"t"'})),
    ],
    middleware=[Middleware(DeutscheSeite), Middleware(GZipMiddleware, minimum_size=10)],
)


def test_stelle_um():
    deutsch = stelle_um(HUELLE)
    assert deutsch.startswith('<!doctype html><html lang="de"><head>' + KOPF)
    assert deutsch.count("<title>") == 1
    assert "<title>INSEK-Monitor Sachsen</title>" in deutsch
    assert deutsch.endswith("<body>Größe ✓</body></html>")


def test_stelle_um_laesst_fremdes_html_ganz():
    assert stelle_um("<p>nichts zu tun</p>") == "<p>nichts zu tun</p>"


def test_stelle_um_trifft_nur_die_erste_stelle():
    html = (
        '<html lang="en"><head><title>a</title></head><body><pre><html lang="en"><head></pre></body></html>'
    )
    assert stelle_um(html).endswith('<pre><html lang="en"><head></pre></body></html>')


@pytest.mark.parametrize("pfad", ["/", "/karte"])
def test_huelle_wird_deutsch_mit_richtiger_laenge(pfad):
    antwort = frage(APP, pfad, kopfzeilen={"Accept-Encoding": "gzip, br"})
    kopf = antwort.kopfzeilen()
    assert antwort.status == 200
    assert antwort.text == stelle_um(HUELLE)
    assert int(kopf["content-length"]) == len(antwort.inhalt)
    assert kopf["content-type"] == "text/html; charset=utf-8"
    assert kopf["cache-control"] == "no-cache"
    # Die Kennungen gehören zum unveränderten Text; mit ihnen bliebe die alte Fassung im Browser liegen.
    assert not {"etag", "last-modified", "content-encoding"} & set(kopf)


def test_huelle_in_stuecken():
    antwort = frage(APP, "/stueckweise")
    assert antwort.text == stelle_um(HUELLE)
    assert int(antwort.kopfzeilen()["content-length"]) == len(antwort.inhalt)
    assert len(antwort.laengen) == 1


@pytest.mark.parametrize("pfad", ["/static/js/index.html", "/karte/klein.html"])
def test_eigene_wege_und_dateien_von_streamlit_bleiben_unberuehrt(pfad):
    antwort = frage(APP, pfad)
    assert antwort.text == HUELLE
    assert antwort.kopfzeilen()["etag"] == '"abc"'


def test_unberuehrte_wege_duerfen_gepackt_sein():
    antwort = frage(APP, "/static/js/index.html", kopfzeilen={"Accept-Encoding": "gzip"})
    assert antwort.kopfzeilen()["content-encoding"] == "gzip"
    assert gzip.decompress(antwort.inhalt).decode() == HUELLE


@pytest.mark.parametrize("pfad", ["/json", "/text"])
def test_andere_arten_bleiben_unberuehrt(pfad):
    antwort = frage(APP, pfad)
    unmittelbar = frage(APP.router, pfad)
    assert antwort.inhalt == unmittelbar.inhalt
    assert antwort.kopfzeilen() == unmittelbar.kopfzeilen() | {"vary": "Accept-Encoding"}


def test_kopf_ohne_text():
    antwort = frage(APP, "/unveraendert")
    assert antwort.status == 304
    assert antwort.inhalt == b""
    assert antwort.kopfzeilen()["etag"] == '"abc"'


def test_head_anfrage():
    """Ein Server streicht bei HEAD den Text; kommt er doch, ist er umgestellt. Nie fehlen die Kopfzeilen."""

    async def nur_kopf(umfeld, empfange, sende):
        kopf = [(b"content-type", b"text/html"), (b"content-length", b"99")]
        await sende({"type": "http.response.start", "status": 200, "headers": kopf})
        await sende({"type": "http.response.body", "body": b""})

    antwort = frage(DeutscheSeite(nur_kopf), "/", methode="HEAD")
    assert (antwort.status, antwort.inhalt) == (200, b"")
    assert frage(APP, "/", methode="HEAD").kopfzeilen()["content-type"].startswith("text/html")


def test_andere_verbindungen_gehen_durch():
    gesehen = []

    async def app(umfeld, empfange, sende):
        gesehen.append((umfeld["type"], sende))

    async def empfange():
        raise AssertionError("nichts zu empfangen")

    async def sende(nachricht):
        raise AssertionError("nichts zu senden")

    asyncio.run(DeutscheSeite(app)({"type": "websocket", "path": "/_stcore/stream"}, empfange, sende))
    assert gesehen == [("websocket", sende)]
