"""Zwischenschichten vor dem Dashboard: Kopfzeilen, Herkunft der Verbindung, Grenze für Dateien."""

from __future__ import annotations

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from insek_monitor.rahmen import hochladen
from insek_monitor.rahmen.hochladen import MB, Hochladegrenze
from insek_monitor.rahmen.schutz import KOPFZEILEN, Schutz

pytestmark = pytest.mark.usefixtures("umgebung")


async def _rede(app, scope: dict, rumpf: bytes = b"") -> list[dict]:
    """Was die Anwendung auf diese Anfrage schickt."""
    gesendet: list[dict] = []

    async def empfange() -> dict:
        return {"type": "http.request", "body": rumpf, "more_body": False}

    async def sende(nachricht) -> None:
        gesendet.append(nachricht)

    await app(scope, empfange, sende)
    return gesendet


def _kopf(**angaben: str) -> list[tuple[bytes, bytes]]:
    return [(name.replace("_", "-").encode(), wert.encode()) for name, wert in angaben.items()]


def _anfrage(methode: str, pfad: str, **kopf: str) -> dict:
    return {"type": "http", "method": methode, "path": pfad, "query_string": b"", "headers": _kopf(**kopf)}


async def _streng(_: Request) -> PlainTextResponse:
    return PlainTextResponse("", headers={"Content-Security-Policy": "default-src 'none'"})


def test_jede_antwort_traegt_die_kopfzeilen_und_strengere_bleiben() -> None:
    app = Schutz(Starlette(routes=[Route("/streng", _streng)]))
    streng = {"Content-Security-Policy": "default-src 'none'"}
    for pfad, erwartet in (("/nichts", KOPFZEILEN), ("/streng", streng)):
        anfang = asyncio.run(_rede(app, _anfrage("GET", pfad)))[0]
        kopf = {name.decode(): wert.decode() for name, wert in anfang["headers"]}
        for name, wert in (KOPFZEILEN | erwartet).items():
            assert kopf[name.lower()] == wert


@pytest.mark.parametrize(
    ("ursprung", "darf"),
    [
        ("http://localhost:8501", True),
        ("https://LOCALHOST:8501", True),
        (None, True),
        ("http://localhost:9000", False),
        ("http://evil.example", False),
        ("null", False),
        ("http://[", False),
    ],
)
def test_offene_verbindung_nur_von_hier(ursprung: str | None, darf: bool) -> None:
    erreicht = []

    async def innen(scope, receive, send) -> None:
        erreicht.append(scope)

    kopf = _kopf(host="localhost:8501", **({"origin": ursprung} if ursprung else {}))
    gesendet = asyncio.run(_rede(Schutz(innen), {"type": "websocket", "headers": kopf}))
    assert bool(erreicht) is darf
    assert [n["type"] for n in gesendet] == ([] if darf else ["websocket.close"])


@pytest.fixture
def speicher(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Sitzung A darf 4 MB, B 50 MB; was angenommen wird, bleibt liegen."""
    monkeypatch.setattr(hochladen, "_je_sitzung", {"A": 4 * MB, "B": 50 * MB})
    return {}


def _schicke(speicher: dict[str, int], sitzung: str, mb: float | None) -> int:
    async def innen(scope, receive, send) -> None:
        speicher[sitzung] = speicher.get(sitzung, 0) + int((mb or 0) * MB)
        await PlainTextResponse("", 204)(scope, receive, send)

    laenge = {} if mb is None else {"content_length": str(int(mb * MB))}
    grenze = Hochladegrenze(innen, lambda: dict(speicher))
    anfrage = _anfrage("PUT", f"/_stcore/upload_file/{sitzung}/1", **laenge)
    return asyncio.run(_rede(grenze, anfrage))[0]["status"]


def test_dateien_nur_so_viele_wie_das_feld_braucht(speicher: dict[str, int]) -> None:
    assert _schicke(speicher, "ohne Feld", 0.1) == 413
    assert _schicke(speicher, "A", None) == 411
    assert [_schicke(speicher, "A", mb) for mb in (5, 4, 4, 1)] == [413, 204, 204, 413]
    assert speicher == {"A": 8 * MB}


def test_dateien_aller_sitzungen_zusammen(speicher: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hochladen, "INSGESAMT", 100 * MB)
    zahlen = [_schicke(speicher, sitzung, mb) for sitzung, mb in (("B", 50), ("B", 48), ("A", 4))]
    assert zahlen == [204, 204, 413]


def test_was_noch_unterwegs_ist_zaehlt_mit(speicher: dict[str, int]) -> None:
    """Dreißig gleichzeitig: keine sieht die andere schon im Speicher."""

    async def alle() -> list[int]:
        fertig = asyncio.Event()

        async def innen(scope, receive, send) -> None:
            await fertig.wait()
            await PlainTextResponse("", 204)(scope, receive, send)

        grenze = Hochladegrenze(innen, dict)
        anfrage = _anfrage("PUT", "/_stcore/upload_file/B/1", content_length=str(40 * MB))
        laufend = [asyncio.create_task(_rede(grenze, anfrage)) for _ in range(30)]
        await asyncio.sleep(0)
        fertig.set()
        return [(await eine)[0]["status"] for eine in laufend]

    assert sorted(asyncio.run(alle())) == [204] * 2 + [413] * 28
