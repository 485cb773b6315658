"""Eingaben der Ansprache prüfen: Texte, Gemeinden, Tage; jede Meldung nennt Angabe, Wert und Abhilfe."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from insek_monitor.kern.ansprache import FRUEHESTER_KONTAKT
from insek_monitor.kern.datum import jahrestag
from insek_monitor.register import schema, tabellen
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.vermerke import bereinige

JAHRE_VORAUS = 10
"""Weiter im Voraus ist ein Tag sicher ein Tippfehler."""

_AGS = re.compile(r"[0-9]{8}")
_Wort = TypeVar("_Wort", bound=StrEnum)


def text(wert: str, angabe: str, hoechstens: int) -> str:
    """Freier Text: bereinigt, Zeilenumbrüche bleiben.

    Raises
    ------
    RegisterFehler
        wenn er zu lang ist.
    """
    sauber = bereinige(wert or "")
    if len(sauber) > hoechstens:
        raise RegisterFehler(
            f"„{angabe}“ hat {len(sauber)} Zeichen, höchstens {hoechstens} sind möglich. Bitte kürzen Sie "
            "den Text."
        )
    return sauber


def zeile(wert: str, angabe: str, hoechstens: int) -> str:
    """Wie ``text``, in einer Zeile."""
    return text(" ".join(bereinige(wert or "").split()), angabe, hoechstens)


def wort(wert: Any, art: type[_Wort], angabe: str) -> _Wort:
    """Ein Wert einer Aufzählung.

    Raises
    ------
    RegisterFehler
        wenn er fehlt oder nicht dazugehört.
    """
    try:
        return art(wert)
    except ValueError as fehler:
        moeglich = ", ".join(mitglied.beschriftung for mitglied in art)  # type: ignore[attr-defined]
        was = "fehlt" if wert in (None, "") else f"ist „{str(wert)[:40]}“, das gibt es nicht"
        raise RegisterFehler(f"„{angabe}“ {was}. Bitte wählen Sie eines: {moeglich}.") from fehler


def tag(wert: Any, angabe: str) -> date:
    """Ein Kalendertag; ein Zeitpunkt zählt als sein Tag.

    Raises
    ------
    RegisterFehler
        wenn er fehlt oder kein Datum ist.
    """
    if isinstance(wert, datetime):
        wert = wert.date()
    # NaT ist ein datetime, dessen Tag wieder NaT ist.
    if not isinstance(wert, date) or wert != wert:
        raise RegisterFehler(f"„{angabe}“ fehlt oder ist kein Datum. Bitte geben Sie einen Tag an.")
    return wert


def moeglicher_tag(wert: Any, angabe: str, heute: date) -> date:
    """Ein Tag zwischen 1990 und ``JAHRE_VORAUS`` Jahren nach heute.

    Raises
    ------
    RegisterFehler
        wenn er außerhalb liegt.
    """
    gemeint = tag(wert, angabe)
    spaetester = jahrestag(heute, JAHRE_VORAUS)
    if gemeint > spaetester:
        raise RegisterFehler(
            f"„{angabe}“ ist der {gemeint:%d.%m.%Y}, mehr als {JAHRE_VORAUS} Jahre voraus. Bitte geben Sie "
            f"einen Tag bis zum {spaetester:%d.%m.%Y} an."
        )
    if gemeint < FRUEHESTER_KONTAKT:
        raise RegisterFehler(zu_frueh(angabe, gemeint))
    return gemeint


def zu_frueh(angabe: str, gemeint: date) -> str:
    """Satz für einen Tag vor 1990."""
    return (
        f"„{angabe}“ ist der {gemeint.day:02}.{gemeint.month:02}.{gemeint.year:04}, vor dem "
        f"{FRUEHESTER_KONTAKT:%d.%m.%Y}. Bitte prüfen Sie die Jahreszahl."
    )


def gemeinden(ags: Collection[str], bekannte: Collection[str] | None = None) -> None:
    """Prüfe, dass jeder Schlüssel eine heutige Gemeinde meint.

    Parameters
    ----------
    bekannte
        heutige Schlüssel; ohne Angabe die aus ``daten/``.

    Raises
    ------
    RegisterFehler
        mit dem ersten Schlüssel, den es nicht gibt.
    """
    heutige = frozenset(tabellen.gemeinden().index if bekannte is None else bekannte)
    for schluessel in ags:
        if schluessel not in heutige:
            pruefe_schluessel(schluessel)
            raise RegisterFehler(
                f"Den Gemeindeschlüssel {schluessel} hat heute keine Gemeinde in Sachsen. Bitte wählen Sie "
                "die Gemeinde aus der Liste; nach einer Eingemeindung die aufnehmende."
            )


def pruefe_schluessel(ags: str) -> None:
    """Prüfe nur die Form, etwa vor dem Lesen.

    Raises
    ------
    RegisterFehler
        wenn es nicht acht Ziffern sind.
    """
    if not isinstance(ags, str) or _AGS.fullmatch(ags) is None:
        raise RegisterFehler(
            f"„{str(ags)[:20]}“ ist kein Gemeindeschlüssel. Bitte wählen Sie die Gemeinde noch einmal aus."
        )


def pruefe_kampagne(verbindung: Connection, nummer: int | None) -> None:
    """Prüfe, dass es die Kampagne gibt; ``None`` ist erlaubt.

    Raises
    ------
    RegisterFehler
        wenn es sie nicht gibt.
    """
    tabelle = schema.kampagne
    if nummer is None:
        return
    if verbindung.execute(select(tabelle.c.nummer).where(tabelle.c.kampagne == nummer)).first() is None:
        raise keine_kampagne(nummer)


def keine_kampagne(nummer: int) -> RegisterFehler:
    """Fehler für eine unbekannte Nummer."""
    return RegisterFehler(
        f"Eine Kampagne {nummer} gibt es nicht. Bitte wählen Sie eine aus der Liste der Kampagnen."
    )
