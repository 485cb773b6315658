"""Die Angaben eines Kontakts prüfen."""

from __future__ import annotations

from datetime import date

import pandas as pd

from insek_monitor.kern.ansprache import FRUEHESTER_KONTAKT, Kontakt, Kontaktart
from insek_monitor.register.ansprachetexte import moeglicher_tag, tag, text, wort, zeile, zu_frueh
from insek_monitor.register.fehler import RegisterFehler

STELLE_HOECHSTENS = 200
ERGEBNIS_HOECHSTENS = 4000
SCHRITT_HOECHSTENS = 1000
GRUND_HOECHSTENS = 500


def geprueft(kontakt: Kontakt, heute: date) -> Kontakt:
    """Der Kontakt mit bereinigten Texten.

    Raises
    ------
    RegisterFehler
        wenn eine Angabe fehlt, zu lang oder unmöglich ist.
    """
    datum = tag(kontakt.datum, "Datum")
    if datum > heute:
        raise RegisterFehler(
            f"„Datum“ ist der {datum:%d.%m.%Y} und liegt nach heute ({heute:%d.%m.%Y}). Bitte tragen Sie den "
            "Kontakt ein, wenn er stattgefunden hat; Geplantes gehört in die Wiedervorlage."
        )
    if datum < FRUEHESTER_KONTAKT:
        raise RegisterFehler(zu_frueh("Datum", datum))
    schritt = text(kontakt.naechster_schritt, "Nächster Schritt", SCHRITT_HOECHSTENS)
    return Kontakt(
        datum=datum,
        art=wort(kontakt.art, Kontaktart, "Art des Kontakts"),
        stelle=zeile(kontakt.stelle, "Stelle", STELLE_HOECHSTENS),
        ergebnis=text(kontakt.ergebnis, "Ergebnis", ERGEBNIS_HOECHSTENS),
        naechster_schritt=schritt,
        wiedervorlage=_wiedervorlage(kontakt.wiedervorlage, datum, schritt, heute),
        # Aus einem Frame kommt eine Zahl von numpy, die nicht jede Datenbank kennt.
        kampagne=None if kontakt.kampagne is None or pd.isna(kontakt.kampagne) else int(kontakt.kampagne),
    )


def geprueft_grund(grund: str) -> str:
    """Warum etwas berichtigt wird; ohne Grund geht es nicht.

    Raises
    ------
    RegisterFehler
        wenn er leer oder zu lang ist.
    """
    warum = text(grund, "Grund", GRUND_HOECHSTENS)
    if not warum:
        raise RegisterFehler("„Grund“ ist leer. Bitte schreiben Sie, was falsch war.")
    return warum


def _wiedervorlage(wert: date | None, datum: date, schritt: str, heute: date) -> date | None:
    if wert is None:
        return None
    faellig = moeglicher_tag(wert, "Wiedervorlage", heute)
    if faellig < datum:
        raise RegisterFehler(
            f"„Wiedervorlage“ ist der {faellig:%d.%m.%Y} und liegt vor dem Kontakt ({datum:%d.%m.%Y}). Bitte "
            "geben Sie einen späteren Tag an."
        )
    if not schritt:
        raise RegisterFehler(
            f"Zur Wiedervorlage am {faellig:%d.%m.%Y} fehlt „Nächster Schritt“. Bitte schreiben Sie, was bis "
            "dahin zu tun ist, oder nehmen Sie die Wiedervorlage weg."
        )
    return faellig
