"""Der Dienst für das Hausnetz: Telefone und Leinwand, sonst kommt nichts durch."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.types import Message

from insek_monitor.kern.stimmungsbild import ZEICHEN
from insek_monitor.rahmen.grenzen import ANFRAGEN_VORRAT, Grenzen
from insek_monitor.rahmen.zugang import WEITERLEITUNG
from insek_monitor.workshop.saal import dienst, vorfuehrungsseite, weiterreichen
from insek_monitor.workshop.saal.weiterreichen import Weiterreicher
from tests.conftest import WURZEL
from tests.hilfen.asgi import Antwort, frage

pytestmark = pytest.mark.usefixtures("umgebung")

KENNUNG = "BCDFGHJK23"
INNEN = "http://127.0.0.1:8501"
ENGLISCH = re.compile(r"\b(not found|method|allowed|error|internal|unavailable|forbidden)\b", re.IGNORECASE)


def antwort(
    status: int = 200, inhalt: bytes = b"Leinwand", kopf: Mapping[str, str] | None = None
) -> httpx.Response:
    """Eine Antwort in Stücken, wie sie über das Netz kommt (sonst packt httpx sie gleich aus)."""

    async def stuecke() -> AsyncIterator[bytes]:
        yield inhalt[:3]
        yield inhalt[3:]

    return httpx.Response(
        status, headers={"Content-Type": "text/plain"} | dict(kopf or {}), content=stuecke()
    )


class Dashboard:
    """Das Dashboard hinter dem Dienst: merkt sich Anfragen und antwortet, was der Test will."""

    def __init__(self, antworte: Callable[[httpx.Request], httpx.Response] | None = None) -> None:
        self.anfragen: list[httpx.Request] = []
        self._antwort = antworte or (lambda _: antwort())

    def __call__(self, anfrage: httpx.Request) -> httpx.Response:
        self.anfragen.append(anfrage)
        return self._antwort(anfrage)

    def frage(
        self,
        adresse: str,
        *,
        methode: str = "GET",
        kopfzeilen: dict[str, str] | None = None,
        ziel: str = INNEN,
    ) -> Antwort:
        weiterreicher = Weiterreicher(ziel, Grenzen(lambda: 0.0), httpx.MockTransport(self))
        return frage(dienst.baue([], weiterreicher), adresse, methode=methode, kopfzeilen=kopfzeilen)


def scheitert(fehler: Exception) -> Callable[[httpx.Request], httpx.Response]:
    def antworte(_: httpx.Request) -> httpx.Response:
        raise fehler

    return antworte


@pytest.mark.parametrize(
    "adresse",
    [
        f"/vorfuehrung/{KENNUNG}",
        f"/vorfuehrung/{KENNUNG}/stand.json",
        "/vorfuehrung/statisch/vorfuehrung.css",
        "/vorfuehrung/statisch/vortrag_abstimmung.js?v=0123456789ab",
    ],
)
def test_weitergereicht_wird_genau_diese_adresse(adresse: str) -> None:
    dashboard = Dashboard()
    bekam = dashboard.frage(adresse)
    assert (bekam.status, bekam.text) == (200, "Leinwand")
    assert [(a.method, str(a.url)) for a in dashboard.anfragen] == [("GET", INNEN + adresse)]


def test_jede_datei_der_leinwand_kommt_durch() -> None:
    dateien = [datei.name for datei in vorfuehrungsseite.STATISCH.iterdir() if datei.is_file()]
    assert dateien
    for name in dateien:
        assert Dashboard().frage(vorfuehrungsseite.statische_adresse(name)).status == 200, name


@pytest.mark.parametrize(
    "adresse",
    [
        "/_stcore/health",
        "/_stcore/host-config",
        "/_stcore/stream",
        "/_stcore/upload_file/x/y",
        "/oberflaeche/stil.css",
        "/karte",
        "/karte/gemeinden.json?datenstand=1",
        "/datenpflege",
        "/praesentation",
        "/stimmungsbild",
        "/media/x.xlsx",
        "/static/js/index.js",
        "/oauth2callback",
        "/vorfuehrung",
        "/vorfuehrung/",
        "/vorfuehrung/statisch",
        "/vorfuehrung/statisch/",
        "/vorfuehrung/statisch/..",
        "/vorfuehrung/statisch/.css",
        "/vorfuehrung/statisch/x.py",
        "/vorfuehrung/statisch/x.css/",
        "/vorfuehrung/statisch/x.css%00.py",
        "/vorfuehrung/statisch/%2e%2e%2fapp.css",
        "/vorfuehrung/statisch/x.css?w=1",
        f"/vorfuehrung/{KENNUNG}/",
        f"/vorfuehrung/{KENNUNG}/vortrag",
        f"/vorfuehrung/{KENNUNG}/notizen.json",
        f"/vorfuehrung/{KENNUNG}/steuerung",
        f"/vorfuehrung/{KENNUNG}/stand.json/",
        f"/vorfuehrung/{KENNUNG}/stand.json?schluessel=x",
        f"/vorfuehrung/{KENNUNG}%2fvortrag",
        f"/vorfuehrung/{KENNUNG}%3fx",
        f"/vorfuehrung/%42{KENNUNG[1:]}",  # dieselbe Kennung, verschlüsselt geschrieben
        f"/vorfuehrung/{KENNUNG}%0d%0aX-Schluessel:%20x",
        f"/vorfuehrung/{KENNUNG}/../../datenpflege",
        f"/vorfuehrung/{KENNUNG.lower()}",
        f"/vorfuehrung/{KENNUNG[:-1]}",
        f"/vorfuehrung/{KENNUNG}B",
        "/vorfuehrung/AAAAAAAAAA",  # Selbstlaute gibt es in Kennungen nicht
        f"/Vorfuehrung/{KENNUNG}",
        f"//vorfuehrung/{KENNUNG}",
        "/http://127.0.0.1:8501/",
    ],
)
def test_alles_andere_gibt_es_von_aussen_nicht(adresse: str) -> None:
    dashboard = Dashboard()
    bekam = dashboard.frage(adresse)
    assert (bekam.status, bekam.text) == (404, weiterreichen.GIBT_ES_NICHT)
    assert bekam.kopfzeilen()["content-type"] == "text/plain; charset=utf-8"
    assert dashboard.anfragen == []


@pytest.mark.parametrize("methode", ["HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
@pytest.mark.parametrize("pfad", [f"/vorfuehrung/{KENNUNG}", "/", "/_stcore/stream"])
def test_nur_get(methode: str, pfad: str) -> None:
    dashboard = Dashboard()
    bekam = dashboard.frage(pfad, methode=methode)
    # HEAD auf „/“ ist dasselbe wie GET: zur Eingabe des Codes.
    assert bekam.status == (303 if (methode, pfad) == ("HEAD", "/") else 404)
    assert not ENGLISCH.search(bekam.text)
    assert dashboard.anfragen == []


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=f"{ZEICHEN}aet/.%2ef5c?_-#;", max_size=30).map(lambda text: "/vorfuehrung/" + text))
def test_kein_pfad_ausser_den_dreien_erreicht_das_dashboard(adresse: str) -> None:
    dashboard = Dashboard()
    dashboard.frage(adresse)
    for anfrage in dashboard.anfragen:
        assert weiterreichen.WEGE.fullmatch(anfrage.url.path)
        assert b"%" not in anfrage.url.raw_path


@pytest.mark.parametrize("pfad", ["/_stcore/stream", f"/vorfuehrung/{KENNUNG}", "/w", "/"])
def test_websocket_wird_abgewiesen(pfad: str) -> None:
    dashboard, gesendet = Dashboard(), []

    async def ablauf() -> None:
        async def empfange() -> Message:
            return {"type": "websocket.connect"}

        async def sende(nachricht: Message) -> None:
            gesendet.append(nachricht["type"])

        umfeld = {
            "type": "websocket",
            "path": pfad,
            "raw_path": pfad.encode(),
            "headers": [],
            "query_string": b"",
        }
        weiterreicher = Weiterreicher(INNEN, Grenzen(lambda: 0.0), httpx.MockTransport(dashboard))
        await dienst.baue(dienst.TELEFONWEGE, weiterreicher)(umfeld, empfange, sende)

    with ThreadPoolExecutor(1) as faden:
        faden.submit(asyncio.run, ablauf()).result()
    assert gesendet == ["websocket.close"]
    assert dashboard.anfragen == []


def test_kein_schluessel_und_kein_cookie_hinein() -> None:
    dashboard = Dashboard()
    dashboard.frage(
        f"/vorfuehrung/{KENNUNG}/stand.json",
        kopfzeilen={
            "X-Schluessel": "geheim",
            "Cookie": "insek_geraet=x; _streamlit_user=y",
            "Authorization": "Bearer x",
            "X-Forwarded-For": "127.0.0.1",
            "Host": "192.168.1.5:8600",
            "Origin": "http://localhost:8501",
            "User-Agent": "Telefon",
            "If-None-Match": '"7"',
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
        },
    )
    kopf = dict(dashboard.anfragen[0].headers)
    assert kopf.pop("host") == "127.0.0.1:8501"
    kopf.pop("connection")
    kopf.pop("user-agent", None)
    assert kopf == {
        "accept": "application/json",
        "accept-encoding": "gzip",
        "if-none-match": '"7"',
        "via": "1.1 insek-saal",
    }


def test_das_dashboard_haelt_die_anfrage_nicht_fuer_die_eigene() -> None:
    dashboard = Dashboard()
    dashboard.frage(f"/vorfuehrung/{KENNUNG}", kopfzeilen={"User-Agent": "Telefon 17, Muster"})
    kopf = dashboard.anfragen[0].headers
    assert WEITERLEITUNG & set(kopf)
    assert "Telefon" not in kopf.get("user-agent", "")


def test_kein_cookie_heraus_und_jede_kopfzeile_einmal() -> None:
    bekam = Dashboard(
        lambda _: antwort(
            inhalt=b"x",
            kopf={
                "Set-Cookie": "_streamlit_xsrf=1",
                "X-Schluessel": "geheim",
                "Server": "TornadoServer",
                "Location": "/datenpflege",
                "ETag": '"7"',
                "Cache-Control": "public, max-age=31536000, immutable",
                "Content-Security-Policy": "default-src 'none'",
            },
        )
    ).frage(f"/vorfuehrung/{KENNUNG}")
    assert bekam.kopfzeilen() == {
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-resource-policy": "same-origin",
        "x-robots-tag": "noindex",
        "cache-control": "public, max-age=31536000, immutable",
        "etag": '"7"',
        "content-security-policy": "default-src 'none'",
        "content-type": "text/plain",
        "content-length": "1",
    }


def test_gepacktes_bleibt_gepackt() -> None:
    bekam = Dashboard(
        lambda _: antwort(inhalt=b"\x1f\x8bkein gzip", kopf={"Content-Encoding": "gzip"})
    ).frage(f"/vorfuehrung/{KENNUNG}", kopfzeilen={"Accept-Encoding": "gzip"})
    assert (bekam.inhalt, bekam.kopfzeilen()["content-encoding"]) == (b"\x1f\x8bkein gzip", "gzip")


@pytest.mark.parametrize("status", [304, 404, 410, 429, 503])
def test_diese_antworten_kommen_unveraendert_an(status: int) -> None:
    inhalt = "" if status == 304 else "Diese Vorführung gibt es nicht (mehr)."
    bekam = Dashboard(lambda _: antwort(status, inhalt.encode())).frage(f"/vorfuehrung/{KENNUNG}")
    assert (bekam.status, bekam.text) == (status, inhalt)


@pytest.mark.parametrize("status", [201, 206, 301, 302, 307, 400, 401, 403, 500, 502])
def test_alles_unerwartete_ist_502(status: int) -> None:
    bekam = Dashboard(lambda _: antwort(status, b"Traceback", {"Location": "http://127.0.0.1:8501/"})).frage(
        f"/vorfuehrung/{KENNUNG}"
    )
    assert (bekam.status, bekam.text) == (502, weiterreichen.UNPASSEND)
    assert "location" not in bekam.kopfzeilen()


@pytest.mark.parametrize(
    ("fehler", "status", "text"),
    [
        (httpx.ConnectError("refused"), 503, weiterreichen.NICHT_BEREIT),
        (httpx.ReadTimeout("timed out"), 503, weiterreichen.NICHT_BEREIT),
        (httpx.RemoteProtocolError("closed"), 502, weiterreichen.UNPASSEND),
    ],
)
def test_das_dashboard_antwortet_nicht(fehler: Exception, status: int, text: str) -> None:
    bekam = Dashboard(scheitert(fehler)).frage(f"/vorfuehrung/{KENNUNG}")
    assert (bekam.status, bekam.text) == (status, text)
    assert ("retry-after" in bekam.kopfzeilen()) is (status == 503)


def _immer(inhalt: bytes, _: httpx.Request) -> httpx.Response:
    return antwort(inhalt=inhalt)


def test_zu_grosse_antwort(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weiterreichen, "HOECHSTENS", 1000)
    for groesse, status in ((1000, 200), (1001, 502)):
        inhalt = b"x" * groesse
        bekam = Dashboard(partial(_immer, inhalt)).frage(f"/vorfuehrung/{KENNUNG}")
        assert bekam.status == status
    assert bekam.text == weiterreichen.ZU_GROSS


def test_ohne_ziel_wird_nichts_weitergereicht() -> None:
    dashboard = Dashboard()
    assert dashboard.frage(f"/vorfuehrung/{KENNUNG}", ziel="").status == 404
    assert dashboard.anfragen == []


def _anfrage() -> Request:
    return Request(
        {
            "type": "http",
            "method": "GET",
            "path": f"/vorfuehrung/{KENNUNG}",
            "query_string": b"",
            "headers": [],
            "client": ("192.168.1.9", 1),
        }
    )


def test_wer_zu_viel_fragt_wartet() -> None:
    async def rufe_oft() -> list[int]:
        weiterreicher = Weiterreicher(INNEN, Grenzen(lambda: 0.0), httpx.MockTransport(Dashboard()))
        return [
            (await weiterreicher.antworte(_anfrage())).status_code for _ in range(int(ANFRAGEN_VORRAT) + 1)
        ]

    with ThreadPoolExecutor(1) as faden:
        status = faden.submit(asyncio.run, rufe_oft()).result()
    assert status == [200] * int(ANFRAGEN_VORRAT) + [429]


def test_haengt_das_dashboard_warten_die_uebrigen_nicht_ewig(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weiterreichen, "WARTEN_S", 0.05)

    async def ablauf() -> tuple[int, set[int]]:
        los = asyncio.Event()

        async def haenge(_: httpx.Request) -> httpx.Response:
            await los.wait()
            return antwort()

        weiterreicher = Weiterreicher(INNEN, Grenzen(lambda: 0.0), httpx.MockTransport(haenge))
        haengende = [
            asyncio.create_task(weiterreicher.antworte(_anfrage())) for _ in range(weiterreichen.GLEICHZEITIG)
        ]
        await asyncio.sleep(0)
        neunte = await weiterreicher.antworte(_anfrage())
        los.set()
        return neunte.status_code, {bekam.status_code for bekam in await asyncio.gather(*haengende)}

    with ThreadPoolExecutor(1) as faden:
        assert faden.submit(asyncio.run, ablauf()).result() == (503, {200})


def test_der_echte_dienst_fuehrt_zur_eingabe_des_codes() -> None:
    bekam = frage(dienst.app, "/")
    assert (bekam.status, bekam.kopfzeilen()["location"]) == (303, "/w")
    seite = frage(dienst.app, "/w")
    assert seite.status == 200
    assert 'lang="de"' in seite.text
    for pfad in ("/praesentation", "/_stcore/health", "/karte"):
        assert frage(dienst.app, pfad).status == 404


@pytest.mark.langsam
def test_der_dienst_kommt_ohne_streamlit_und_pandas_aus() -> None:
    lauf = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from insek_monitor.workshop.saal.dienst import app; "
            "print([m for m in ('streamlit', 'pandas', 'numpy', 'plotly', 'geopandas') if m in sys.modules])",
        ],
        cwd=WURZEL,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert lauf.stdout.strip() == "[]"
