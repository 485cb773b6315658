"""Kopfzeilen der eigenen HTML-Seiten für Telefone, Leinwand und Vortrag, an einer Stelle."""

from __future__ import annotations

from typing import Literal

UNVERAENDERLICH = {"Cache-Control": "public, max-age=31536000, immutable"}
"""Für Dateien, deren Adresse eine Prüfsumme trägt."""

GRUND = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
"""Für jede Antwort, auch JSON und Fehler."""


def richtlinie(rahmen: Literal["none", "self"] = "none") -> str:
    """``Content-Security-Policy``: nichts von fremden Rechnern, kein Skript und kein Stil im Text.

    Parameters
    ----------
    rahmen
        Wer die Seite in einen Rahmen setzen darf; ``self`` für die Leinwand in der Vortragsansicht.
    """
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        f"frame-src '{rahmen}'; form-action 'self'; base-uri 'none'; frame-ancestors '{rahmen}'"
    )


def fuer_html(
    rahmen: Literal["none", "self"] = "none", verweis: Literal["no-referrer", "same-origin"] = "no-referrer"
) -> dict[str, str]:
    """Kopfzeilen einer HTML-Seite.

    Parameters
    ----------
    rahmen
        Siehe ``richtlinie``.
    verweis
        ``Referrer-Policy``. Seiten mit einem Formular brauchen ``same-origin``: Mit ``no-referrer`` schickt
        der Browser beim Absenden ``Origin: null``, und eigene wären von fremden Seiten nicht zu
        unterscheiden. An fremde Rechner geht auch so nichts.
    """
    return GRUND | {
        "Content-Security-Policy": richtlinie(rahmen),
        "Referrer-Policy": verweis,
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
