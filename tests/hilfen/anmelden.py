"""Wer in einem Test vor der Seite sitzt: an diesem Rechner, angemeldet oder Gast."""

from __future__ import annotations

import time
from typing import Any

import pytest

from insek_monitor.rahmen import anmeldung
from insek_monitor.rahmen.zugang import Umstaende

LOKAL = Umstaende(
    server=False,
    gebunden_an="localhost",
    nach_aussen="localhost",
    kopfzeilen={"host": "localhost:8501", "origin": "http://localhost:8501"},
    gegenstelle=None,
)
"""Ein Browser auf dem Rechner, auf dem das Dashboard läuft, wie bei `streamlit run app.py`."""


def an_diesem_rechner(setze: pytest.MonkeyPatch) -> None:
    """AppTest kennt keine Verbindung und wäre deshalb Gast; danach ist er „an diesem Rechner“."""
    setze.setattr(anmeldung, "_umstaende", lambda: LOKAL)


def angaben(**weitere: Any) -> dict[str, Any]:
    """Was der Anmeldedienst über Erika Muster nennt; für `AppTest.user` (`hilfen.seiten.oeffne`)."""
    return {
        "is_logged_in": True,
        "provider": "default",
        "iss": "https://anmeldung.example.org",
        "sub": "u-4711",
        "iat": int(time.time()) - 60,
        "name": "Erika Muster",
        "email": "Erika.Muster@Example.org",
        "email_verified": True,
    } | weitere
