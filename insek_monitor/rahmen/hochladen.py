"""Dateien hochladen: das Feld und die Grenze davor.

Streamlit nimmt unter ``/_stcore/upload_file/SITZUNG/DATEI`` von jeder offenen Sitzung beliebig viele Dateien
an und behält sie im Speicher. Hier darf eine Sitzung nur, was das Feld auf ihrer Seite braucht.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import Runtime, get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

WEG = "/_stcore/upload_file/"
MB = 1024 * 1024
DATEIEN_JE_SITZUNG = 2
"""So viele Dateien der erlaubten Größe: Die neue kommt an, bevor Streamlit die alte vergisst."""
INSGESAMT = 300 * MB
"""Aller Sitzungen zusammen; Dateien bleiben liegen, bis die Sitzung endet (Minuten nach dem Verlassen)."""
WEGLESEN = 51 * MB
"""``server.maxUploadSize`` und der Rahmen der Anfrage; Größeres schickt die Seite gar nicht erst ab."""
RAHMEN = 10_000
"""Um so viel größer als die Datei ist die Anfrage höchstens (Name und Art stehen darin)."""

_je_sitzung: dict[str, int] = {}


def feld(beschriftung: str, *, hoechstens_mb: int, **angaben: Any) -> UploadedFile | None:
    """``st.file_uploader`` für eine Datei; von da an darf diese Sitzung so große Dateien schicken."""
    laeuft = get_script_run_ctx()
    if laeuft is not None:
        for sitzung in [s for s in _je_sitzung if not _ist_offen(s)]:
            del _je_sitzung[sitzung]
        _je_sitzung[laeuft.session_id] = hoechstens_mb * MB
    return st.file_uploader(beschriftung, max_upload_size=hoechstens_mb, **angaben)


def _ist_offen(sitzung: str) -> bool:
    return Runtime.exists() and get_instance().is_active_session(sitzung)


def gespeichert() -> dict[str, int]:
    """Bytes je Sitzung, die Streamlit gerade behält."""
    ablage = get_instance().uploaded_file_mgr
    assert isinstance(ablage, MemoryUploadedFileManager)
    return {
        sitzung: sum(len(datei.data) for datei in list(dateien.values()))
        for sitzung, dateien in list(ablage.file_storage.items())
    }


class Hochladegrenze:
    """ASGI-Zwischenschicht; weist ab, was mehr ist, als die Sitzung oder der Server behalten darf.

    Parameters
    ----------
    behalten : Bytes je Sitzung, die schon im Speicher liegen.
    """

    def __init__(self, app: ASGIApp, behalten: Callable[[], dict[str, int]] = gespeichert) -> None:
        self.app = app
        self._behalten = behalten
        self._unterwegs: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "PUT" or not scope["path"].startswith(WEG):
            await self.app(scope, receive, send)
            return
        sitzung = scope["path"].removeprefix(WEG).partition("/")[0]
        laenge = Headers(scope=scope).get("content-length", "")
        if not (laenge.isascii() and laenge.isdigit()):
            await _nein(411, "Die Anfrage sagt nicht, wie groß die Datei ist.")(scope, receive, send)
            return
        if meldung := self._mangel(sitzung, int(laenge)):
            # Wer noch schickt, hört die Antwort nicht; was der Browser schicken darf, wird weggelesen.
            while int(laenge) <= WEGLESEN and (await receive()).get("more_body"):
                pass
            await _nein(413, meldung)(scope, receive, send)
            return
        self._unterwegs[sitzung] += int(laenge)
        try:
            await self.app(scope, receive, send)
        finally:
            self._unterwegs[sitzung] -= int(laenge)
            if not self._unterwegs[sitzung]:
                del self._unterwegs[sitzung]

    def _mangel(self, sitzung: str, laenge: int) -> str:
        erlaubt = _je_sitzung.get(sitzung, 0)
        if not erlaubt:
            return "Auf dieser Seite werden keine Dateien angenommen. Bitte laden Sie die Seite neu."
        if laenge > erlaubt + RAHMEN:
            return f"Die Datei ist zu groß; erlaubt sind hier {erlaubt // MB} MB."
        behalten = self._behalten()
        if behalten.get(sitzung, 0) + self._unterwegs[sitzung] + laenge > DATEIEN_JE_SITZUNG * (
            erlaubt + RAHMEN
        ):
            return "Das sind zu viele Dateien auf einmal. Bitte laden Sie die Seite neu und wählen Sie eine."
        if sum(behalten.values()) + self._unterwegs.total() + laenge > INSGESAMT:
            return "Gerade laden viele Dateien hoch. Bitte versuchen Sie es in einigen Minuten noch einmal."
        return ""


def _nein(status: int, meldung: str) -> PlainTextResponse:
    return PlainTextResponse(meldung, status, headers={"Connection": "close"})
