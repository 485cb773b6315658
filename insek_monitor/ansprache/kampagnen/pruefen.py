"""Angaben und Gemeinden einer Kampagne prüfen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from numbers import Integral
from typing import Any

from insek_monitor.ansprache.kampagnen.register_lesen import Kampagne
from insek_monitor.kern.ansprache import FRUEHESTER_KONTAKT, Angebot, Kampagnenangaben
from insek_monitor.register.ansprachetexte import gemeinden as pruefe_gemeinden
from insek_monitor.register.ansprachetexte import tag, text, wort, zeile
from insek_monitor.register.fehler import RegisterFehler

TITEL_HOECHSTENS = 120
ZWECK_HOECHSTENS = 1000
STELLE_HOECHSTENS = 200
PLAETZE_HOECHSTENS = 10_000
SPAETESTES_JAHR = 2100


def geprueft(angaben: Kampagnenangaben) -> Kampagnenangaben:
    """Die Angaben mit bereinigten Texten.

    Raises
    ------
    RegisterFehler
        wenn eine fehlt, zu lang oder unmöglich ist.
    """
    titel = zeile(angaben.titel, "Titel", TITEL_HOECHSTENS)
    if not titel:
        raise RegisterFehler(
            "„Titel“ ist leer. Bitte geben Sie der Kampagne einen Namen, etwa „Austausch Frühjahr 2027“."
        )
    beginn, ende = _tag(angaben.beginn, "Beginn"), _tag(angaben.ende, "Ende")
    if beginn is not None and ende is not None and ende < beginn:
        raise RegisterFehler(
            f"„Ende“ ist der {ende:%d.%m.%Y} und liegt vor dem Beginn ({beginn:%d.%m.%Y}). Bitte tauschen "
            "Sie die Tage oder berichtigen Sie einen."
        )
    return Kampagnenangaben(
        titel=titel,
        zweck=text(angaben.zweck, "Zweck", ZWECK_HOECHSTENS),
        angebot=wort(angaben.angebot, Angebot, "Angebot"),
        plaetze=_plaetze(angaben.plaetze),
        beginn=beginn,
        ende=ende,
        stelle=zeile(angaben.stelle, "Zuständige Stelle", STELLE_HOECHSTENS),
    )


def gepruefte_gemeinden(ags: Iterable[str], bekannte: Collection[str] | None) -> tuple[str, ...]:
    """Die Schlüssel in ihrer Reihenfolge; eine leere Liste und mehr als Plätze sind erlaubt.

    Raises
    ------
    RegisterFehler
        wenn einer doppelt ist oder keine heutige Gemeinde meint.
    """
    liste = tuple(ags)
    pruefe_gemeinden(liste, bekannte)
    # Mehr Schlüssel als Gemeinden sind immer auch doppelte.
    doppelt = [schluessel for schluessel, anzahl in Counter(liste).items() if anzahl > 1]
    if doppelt:
        weitere = f" und {len(doppelt) - 1} weitere" if len(doppelt) > 1 else ""
        raise RegisterFehler(
            f"Der Gemeindeschlüssel {doppelt[0]}{weitere} steht mehrfach in der Liste. Bitte nehmen Sie jede "
            "Gemeinde nur einmal auf."
        )
    return liste


def pruefe_titel(titel: str, nummer: int | None, alle: Sequence[Kampagne]) -> None:
    """Prüfe, dass keine andere laufende Kampagne so heißt; Groß und Klein ist gleichgültig.

    Raises
    ------
    RegisterFehler
        wenn doch.
    """
    for andere in alle:
        if andere.archiviert or andere.nummer == nummer:
            continue
        if andere.angaben.titel.casefold() == titel.casefold():
            raise RegisterFehler(
                f"„Titel“ ist „{titel}“; so heißt schon Kampagne {andere.nummer} von {andere.von}. Bitte "
                "wählen Sie einen anderen oder archivieren Sie die alte."
            )


def _tag(wert: date | None, angabe: str) -> date | None:
    if wert is None:
        return None
    gemeint = tag(wert, angabe)
    if not FRUEHESTER_KONTAKT <= gemeint <= date(SPAETESTES_JAHR, 12, 31):
        raise RegisterFehler(
            f"„{angabe}“ ist der {gemeint.day:02}.{gemeint.month:02}.{gemeint.year:04}. Möglich sind die "
            f"Jahre {FRUEHESTER_KONTAKT.year} bis {SPAETESTES_JAHR}. Bitte prüfen Sie die Jahreszahl."
        )
    return gemeint


def _plaetze(wert: Any) -> int | None:
    if wert is None:
        return None
    if isinstance(wert, bool) or not isinstance(wert, Integral) or not 1 <= int(wert) <= PLAETZE_HOECHSTENS:
        raise RegisterFehler(
            f"„Plätze“ ist „{str(wert)[:20]}“. Bitte geben Sie eine ganze Zahl ab 1 an oder lassen Sie die "
            "Angabe leer, wenn es keine Grenze gibt."
        )
    return int(wert)
