"""Das wirkliche Dashboard: Kopfzeilen an jeder Antwort, Verbindungen nur von der eigenen Seite, keine Dateien
von irgendwem. Dass Felder für Dateien gehen, zeigen die Tests ihrer Seiten.
"""

from __future__ import annotations

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from insek_monitor.rahmen.schutz import RICHTLINIE
from werkzeuge.dienst import Dienst

pytestmark = pytest.mark.browser


def test_jede_antwort_ist_geschuetzt(dashboard: Dienst) -> None:
    for pfad in ("/", "/_stcore/health", "/favicon.png", "/karte/kreise.json", "/x.js", "/w", "/w/x"):
        kopf = httpx.get(dashboard.adresse + pfad).headers
        assert kopf["x-content-type-options"] == "nosniff"
        assert kopf["referrer-policy"] in {"same-origin", "no-referrer"}
        assert "frame-ancestors '" in kopf["content-security-policy"]
        assert kopf["content-security-policy"] == RICHTLINIE or pfad.startswith("/w")


def test_offene_verbindung_nur_von_der_eigenen_seite(dashboard: Dienst) -> None:
    ziel = dashboard.adresse.replace("http://", "ws://") + "/_stcore/stream"
    with connect(ziel, origin=Origin(dashboard.adresse), subprotocols=[Subprotocol("streamlit")]):
        pass
    with pytest.raises(InvalidStatus) as nein:
        connect(ziel, origin=Origin("http://localhost:9"), subprotocols=[Subprotocol("streamlit")])
    assert nein.value.response.status_code == 403


def test_ohne_feld_keine_dateien(dashboard: Dienst) -> None:
    antwort = httpx.put(f"{dashboard.adresse}/_stcore/upload_file/irgendeine/1", content=b"x" * 1000)
    assert antwort.status_code == 413
