"""Anfragen der Telefone lesen: Herkunft, Ausweis, Formular. Alles, was von außen kommt, wird hier geprüft."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect, Request

from insek_monitor.rahmen.schutz import ist_von_hier
from insek_monitor.workshop.abstimmung.register_stimmabgabe import ZUG_HOECHSTENS

RUMPF_HOECHSTENS = 8_000
"""Bytes eines Formulars; 200 Zeichen Text sind auch maskiert unter 3 kB."""
ZU_GROSS = f"Das ist zu viel auf einmal; erlaubt sind {RUMPF_HOECHSTENS} Bytes. Bitte kürzen Sie."
FELDER_HOECHSTENS = 32
RUMPF_SEKUNDEN = 20
FORMAT = "application/x-www-form-urlencoded"
AUSWEIS = "insek_geraet"
_AUSWEIS = re.compile(r"[A-Za-z0-9_-]{44}")
_ZUFALL = 22
"""Davor der Zufall, dahinter die Unterschrift."""


@dataclass(frozen=True)
class Stimmzettel:
    """Was das Formular einer Frage schickt, gelesen, aber noch nicht gegen die Frage geprüft."""

    runde: int
    fassung: int
    zug: int
    werte: Sequence[str]
    gruppe: str


class FormularFehler(ValueError):
    """Die Anfrage ist kein brauchbares Formular; ``status`` ist die Nummer der Antwort."""

    def __init__(self, status: int, grund: str, meldung: str) -> None:
        super().__init__(meldung)
        self.status = status
        self.grund = grund


def pruefe_herkunft(kopf: Mapping[str, str]) -> None:
    """Weist ab, was eine fremde Internetseite im Namen des Geräts schickt.

    ``Sec-Fetch-Site`` setzt nur der Browser selbst, aber nicht im ungesicherten Hausnetz; dort sagt es
    ``Origin``. Fehlt beides, fragt kein heutiger Browser (und ein fremder hätte den Ausweis nicht: SameSite).

    Raises
    ------
    FormularFehler
        mit 403.
    """
    abruf = kopf.get("sec-fetch-site")
    eigen = ist_von_hier(kopf) if abruf is None else abruf in ("same-origin", "none")
    if not eigen:
        raise FormularFehler(
            403,
            "fremd",
            "Diese Antwort kam von einer fremden Internetseite und wurde nicht angenommen. Bitte stimmen Sie "
            "auf dieser Seite ab.",
        )


def ausweis(anfrage: Request) -> str:
    """Der Ausweis des Geräts aus dem Cookie; leer, wenn keiner oder ein unmöglicher da ist."""
    wert = anfrage.cookies.get(AUSWEIS, "")
    return wert if _AUSWEIS.fullmatch(wert) else ""


def neuer_ausweis(siegel: bytes) -> str:
    """Ein Ausweis, den nur dieser Raum ausgestellt haben kann (``Raumlage.siegel``)."""
    zufall = secrets.token_urlsafe(16)
    return zufall + _unterschrift(zufall, siegel)


def ist_ausgestellt(ausweis: str, siegel: bytes) -> bool:
    """Ob dieser Raum den Ausweis ausgestellt hat: Mit erfundenen füllte ein Gerät die ganze Abstimmung."""
    return hmac.compare_digest(ausweis[_ZUFALL:], _unterschrift(ausweis[:_ZUFALL], siegel))


def _unterschrift(zufall: str, siegel: bytes) -> str:
    kurz = hmac.digest(siegel, zufall.encode(), hashlib.sha256)[:16]
    return base64.urlsafe_b64encode(kurz).decode().rstrip("=")


async def lies(anfrage: Request) -> dict[str, list[str]]:
    """Die Felder des Formulars, höchstens ``RUMPF_HOECHSTENS`` Bytes.

    Gezählt wird, was ankommt; die angekündigte Länge kann falsch sein.

    Raises
    ------
    FormularFehler
        mit 415, 413, 408 oder 400.
    """
    format_ = anfrage.headers.get("content-type", "").partition(";")[0].strip().lower()
    if format_ != FORMAT:
        raise FormularFehler(415, "format", f"Diese Anfrage ist kein Formular. Erwartet wird {FORMAT}.")
    rumpf = bytearray()
    try:
        async with asyncio.timeout(RUMPF_SEKUNDEN):
            async for stueck in anfrage.stream():
                rumpf += stueck
                if len(rumpf) > RUMPF_HOECHSTENS:
                    raise FormularFehler(413, "zu_gross", ZU_GROSS)
    except TimeoutError:
        raise FormularFehler(
            408, "zu_langsam", "Die Verbindung war zu langsam. Bitte versuchen Sie es noch einmal."
        ) from None
    except ClientDisconnect:
        raise FormularFehler(400, "unlesbar", "Die Verbindung ist abgebrochen.") from None
    try:
        # Was kein UTF-8 ist, wird abgewiesen, nicht geraten.
        return parse_qs(
            rumpf.decode("utf-8"), keep_blank_values=True, max_num_fields=FELDER_HOECHSTENS, errors="strict"
        )
    except ValueError:
        raise FormularFehler(
            400, "unlesbar", "Das Formular ist nicht lesbar. Bitte laden Sie die Seite neu."
        ) from None


def stimmzettel(felder: Mapping[str, list[str]]) -> Stimmzettel:
    """Die Felder einer Stimme; ohne ``zug`` gilt 0.

    Raises
    ------
    FormularFehler
        mit 400, wenn eine Nummer fehlt oder keine ist.
    """
    zug = _nummer(felder, "zug", ZUG_HOECHSTENS) if "zug" in felder else 0
    return Stimmzettel(
        _nummer(felder, "runde"),
        _nummer(felder, "fassung"),
        zug,
        felder.get("antwort", []),
        felder.get("gruppe", [""])[0],
    )


def _nummer(felder: Mapping[str, list[str]], name: str, hoechstens: int = 10**9 - 1) -> int:
    text = felder.get(name, [""])[0]
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text) <= hoechstens):
        raise FormularFehler(
            400, "unlesbar", "Im Formular fehlt, welche Frage gemeint ist. Bitte laden Sie die Seite neu."
        )
    return int(text)
