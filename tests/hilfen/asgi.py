"""Kleiner Aufrufer für ASGI-Anwendungen: eine Anfrage hinein, eine Antwort heraus, ohne Netz."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from starlette.types import ASGIApp, Message


@dataclass
class Antwort:
    """Was die Anwendung geschickt hat; `laengen` sind die Längen der einzelnen Stücke."""

    status: int = 0
    kopf: list[tuple[str, str]] = field(default_factory=list)
    inhalt: bytes = b""
    laengen: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.inhalt.decode("utf-8")

    def kopfzeilen(self) -> dict[str, str]:
        """Kopfzeilen als dict; doppelte sind ein Fehler der Anwendung."""
        namen = [name for name, _ in self.kopf]
        assert len(namen) == len(set(namen)), f"doppelte Kopfzeile: {namen}"
        return dict(self.kopf)


def frage(
    app: ASGIApp, adresse: str, *, methode: str = "GET", kopfzeilen: Mapping[str, str] | None = None
) -> Antwort:
    """Schickt eine Anfrage; eine Ausnahme der Anwendung (im Betrieb ein Fehler 500) kommt beim Test an."""
    pfad, _, angaben = adresse.partition("?")
    umfeld: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": methode,
        "scheme": "http",
        "path": unquote(pfad),
        "raw_path": pfad.encode("ascii"),
        "query_string": angaben.encode("ascii"),
        "root_path": "",
        "headers": [(n.lower().encode(), w.encode()) for n, w in (kopfzeilen or {}).items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8501),
    }
    antwort = Antwort()

    gefragt = False

    async def empfange() -> Message:
        nonlocal gefragt
        if gefragt:
            await asyncio.Event().wait()  # wer weiter zuhört, wartet auf das Ende der Verbindung
        gefragt = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def sende(nachricht: Message) -> None:
        if nachricht["type"] == "http.response.start":
            assert not antwort.status, "zweimal begonnen"
            antwort.status = nachricht["status"]
            antwort.kopf = [(n.decode("latin-1"), w.decode("latin-1")) for n, w in nachricht["headers"]]
        else:
            assert antwort.status, "Inhalt vor den Kopfzeilen"
            antwort.inhalt += nachricht.get("body", b"")
            antwort.laengen.append(len(nachricht.get("body", b"")))

    async def bearbeite() -> None:
        await app(umfeld, empfange, sende)

    # Eigener Faden: Läuft schon eine Ereignisschleife (Playwright), verweigert asyncio hier eine zweite.
    with ThreadPoolExecutor(1) as faden:
        faden.submit(asyncio.run, bearbeite()).result()
    return antwort
