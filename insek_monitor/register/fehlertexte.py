"""Was der Treiber der Datenbank meldet, als deutscher Satz mit dem nächsten Schritt."""

from __future__ import annotations

import sqlite3
import traceback
from typing import Any

from sqlalchemy.exc import DBAPIError

GESPERRT = (
    "ist seit einiger Zeit gesperrt, weil ein anderes Programm schreibt. Bitte versuchen Sie es gleich noch "
    "einmal."
)
KEIN_ZUGRIFF = (
    "lässt sich nicht öffnen oder nicht beschreiben. Bitte prüfen Sie Pfad und Rechte oder geben Sie mit "
    "INSEK_DATENORDNER oder INSEK_DATENBANK_URL einen anderen Ort an."
)
BESCHAEDIGT = (
    "ist keine lesbare Registerdatei: Sie ist beschädigt oder etwas anderes. Bitte beenden Sie den Dienst, "
    "legen Sie die Datei beiseite und stellen Sie eine Sicherung her („wiederherstellen“), oder geben Sie "
    "eine andere Datei an."
)
"""Alle drei als Fortsetzung von „Das Register“."""

#: Kennzeichen im Text des Treibers → was los ist und was zu tun ist. Der Text selbst erscheint nicht in der
#: Meldung.
_URSACHEN: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("not a database", "malformed", "disk image"),
        BESCHAEDIGT,
    ),
    (
        ("locked", "lock timeout"),
        GESPERRT,
    ),
    (
        ("readonly", "permission denied", "keine berechtigung", "unable to open"),
        KEIN_ZUGRIFF,
    ),
    (
        ("disk is full", "no space left"),
        "lässt sich nicht beschreiben, weil der Datenträger voll ist. Bitte schaffen Sie Platz.",
    ),
    (
        ("disk i/o error",),
        "lässt sich nicht lesen oder nicht beschreiben. Bitte prüfen Sie, ob der Datenträger voll oder "
        "schadhaft ist.",
    ),
    (
        ("password", "passwort", "authenti", "no pg_hba"),
        "hat die Anmeldung abgelehnt. Bitte prüfen Sie Name und Passwort in INSEK_DATENBANK_URL.",
    ),
    (
        ('database "', 'role "', "datenbank »", "rolle »"),
        "gibt es so nicht. Bitte prüfen Sie Name und Datenbank in INSEK_DATENBANK_URL und legen Sie sie "
        "sonst an.",
    ),
    (("unveränderlich", "lückenlos", "abgeschlossen"), "lässt keine Änderung an einem Datenstand zu."),
)


def meldung(fehler: DBAPIError) -> str:
    """Deutscher Satz zu einem Fehler des Treibers."""
    wortlaut = str(fehler.orig).lower()
    for kennzeichen, folge in _URSACHEN:
        if any(wort in wortlaut for wort in kennzeichen):
            return f"Das Register {folge}"
    if isinstance(fehler.orig, sqlite3.Error) and not isinstance(fehler.orig, sqlite3.IntegrityError):
        return f"Das Register {BESCHAEDIGT}"  # eine Datei hat keinen Server, der läuft
    if _ist_verbindungsfehler(fehler.orig):
        return (
            "Das Register ist nicht erreichbar. Bitte prüfen Sie, ob der Datenbankserver "
            "läuft und INSEK_DATENBANK_URL stimmt."
        )
    return (
        f"Das Register hat den Vorgang abgelehnt ({type(fehler.orig).__name__}). Es wurde "
        "nichts geändert. Bitte melden Sie den Fehler der betreuenden Stelle."
    )


def kam_aus_der_abfrage(fehler: BaseException) -> bool:
    """Ob ein Fehler beim Umwandeln gelesener Werte entstand, also im Inneren von SQLAlchemy."""
    return any(
        rahmen.f_globals.get("__name__", "").startswith("sqlalchemy.")
        for rahmen, _ in traceback.walk_tb(fehler.__traceback__)
    )


def _ist_verbindungsfehler(ursache: Any) -> bool:
    return type(ursache).__name__ in (
        "OperationalError",
        "ConnectionTimeout",
        "AdminShutdown",
        "InterfaceError",
    )
