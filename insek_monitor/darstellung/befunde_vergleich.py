"""Sätze zum Vergleich zweier Datenstände: Überschrift, Eckzahlen, „alt → neu“ je Datensatz und Gemeinde."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from insek_monitor.darstellung import zahlen
from insek_monitor.kennzahlen.vergleich import Aenderung, Unterschied, Vergleich
from insek_monitor.modell.begriffe import Datenlage, Konzeptart, Status
from insek_monitor.modell.meldung import FELD_JE_NAME

PFEIL = "→"
OHNE_AENDERUNG = "Keine Änderung: Alle Datensätze sind gleich."
TRENNER = "; "
KURZ_ZEICHEN = 120
"""Längere Texte stehen gekürzt da."""

_TITEL = {
    "gemeinden": "Gemeinden",
    "beschluss": "Beschluss",
    "aufgehoben": "aufgehoben",
    "art": "Art",
}
_DATEN = frozenset({"beschluss", "begonnen", "aufgehoben", "belegt"})
#: Nur diese Angaben stehen bei einem neuen oder entfernten Datensatz dabei.
_WESENTLICH = ("begonnen", "beschluss", "aufgehoben", "zieljahr")


def ueberschrift(vergleich: Vergleich) -> str:
    """„4 Gemeinden ändern sich: INSEK vorhanden 207 → 211“; ohne Änderung ein Satz, der das sagt."""
    if vergleich.ohne_aenderung:
        return OHNE_AENDERUNG
    geaendert = vergleich.gemeinden["aenderung"] != Aenderung.UNVERAENDERT
    n = int(geaendert.sum())
    wer = f"{zahlen.anzahl(n, 'Gemeinde ändert', 'Gemeinden ändern', keine='Keine Gemeinde ändert')} sich"
    status = [z for z in _eckzahlen(vergleich) if z.schluessel.startswith("status_") and z.differenz]
    if status:
        return f"{wer}: {', '.join(_eckzahl(zeile) for zeile in status)}"
    andere = [zeile for zeile in _eckzahlen(vergleich) if zeile.differenz]
    if andere:
        return f"{wer}, aber keine Zahl zum Status; {', '.join(_eckzahl(zeile) for zeile in andere[:2])}"
    return f"{wer}, aber keine Eckzahl"


def eckzahlen(vergleich: Vergleich) -> list[str]:
    """Die geänderten Eckzahlen: „INSEK vorhanden 207 → 211“."""
    return [_eckzahl(zeile) for zeile in _eckzahlen(vergleich) if zeile.differenz]


def _eckzahlen(vergleich: Vergleich) -> list[Any]:
    return list(vergleich.eckzahlen.itertuples(index=False))


def _eckzahl(zeile: Any) -> str:
    return f"{zeile.kennzahl} {zahlen.zahl(zeile.alt)} {PFEIL} {zahlen.zahl(zeile.neu)}"


def unterschied(eintrag: Unterschied, namen: Mapping[str, str]) -> str:
    """„Beschluss: 2019 → 14.03.2019“; Fehlendes ist „k. A.“.

    Parameters
    ----------
    namen
        AGS → Beschriftung der Gemeinde.
    """
    feld, alt, neu = eintrag
    titel = _TITEL.get(feld) or FELD_JE_NAME[feld].titel
    if feld == "gemeinden":
        return _mitglieder(titel, alt or (), neu or (), namen)
    return f"{titel}: {_wert(feld, alt)} {PFEIL} {_wert(feld, neu)}"


def _mitglieder(titel: str, alt: Sequence[str], neu: Sequence[str], namen: Mapping[str, str]) -> str:
    dazu = [f"+ {namen.get(ags, ags)}" for ags in neu if ags not in alt]
    weg = [f"− {namen.get(ags, ags)}" for ags in alt if ags not in neu]
    return f"{titel}: {', '.join(dazu + weg)}"


def _wert(feld: str, wert: Any) -> str:
    if zahlen.fehlt(wert):
        return zahlen.KA
    if feld in _DATEN:
        return zahlen.ungenaues_datum(wert)
    if feld == "art":
        return Konzeptart(wert).beschriftung
    text = " ".join(str(wert).split())
    kurz = text if len(text) <= KURZ_ZEICHEN else f"{text[: KURZ_ZEICHEN - 1]}…"
    return kurz if feld in ("zieljahr", "sicherheit", "datenlage") else f"„{kurz}“"


def felder(vergleich: Vergleich) -> pd.Series:
    """Je Datensatz, was sich ändert (Text, Index ``konzept_id``); unveränderte sind leer."""
    namen = vergleich.gemeinden["bezeichnung"].to_dict()
    texte = [_datensatz(zeile, namen) for zeile in vergleich.datensaetze.itertuples()]
    return pd.Series(texte, index=vergleich.datensaetze.index, dtype="str", name="aenderungen")


def _datensatz(zeile: Any, namen: Mapping[str, str]) -> str:
    if zeile.aenderung == Aenderung.UNVERAENDERT:
        return ""
    if zeile.aenderung == Aenderung.GEAENDERT:
        return TRENNER.join(unterschied(eintrag, namen) for eintrag in zeile.unterschiede)
    stelle = 2 if zeile.aenderung == Aenderung.NEU else 1
    werte = {eintrag[0]: eintrag[stelle] for eintrag in zeile.unterschiede}
    return ", ".join(
        f"{_TITEL.get(feld) or FELD_JE_NAME[feld].titel}: {_wert(feld, werte[feld])}"
        for feld in _WESENTLICH
        if werte.get(feld) is not None
    )


def beschreibungen(vergleich: Vergleich) -> pd.Series:
    """Je Gemeinde, was sich ändert (Text, Index ``ags``); unveränderte sind leer.

    „Status: unbekannt → INSEK vorhanden; neu: INSEK Wilsdruff 2035 (Beschluss: 14.03.2019)“.
    """
    saetze = _satz_je_datensatz(vergleich)
    texte = []
    for zeile in vergleich.gemeinden.itertuples():
        alt, neu = _status(zeile, "alt"), _status(zeile, "neu")
        teile = [f"Status: {alt} {PFEIL} {neu}"] if alt != neu else []
        texte.append(TRENNER.join(teile + [saetze[kennung] for kennung in zeile.kennungen]))
    return pd.Series(texte, index=vergleich.gemeinden.index, dtype="str", name="aenderungen")


def _satz_je_datensatz(vergleich: Vergleich) -> dict[str, str]:
    geaendert = vergleich.datensaetze[vergleich.datensaetze["aenderung"] != Aenderung.UNVERAENDERT]
    texte = felder(vergleich)
    saetze = {}
    for zeile in geaendert.itertuples():
        text = texte.at[zeile.Index]
        if zeile.aenderung == Aenderung.GEAENDERT:
            saetze[str(zeile.Index)] = f"{zeile.bezeichnung}: {text}"
            continue
        modelliert = Datenlage.MODELLIERT.value in (zeile.datenlage_alt, zeile.datenlage_neu)
        name = f"{zeile.bezeichnung}, modelliert" if modelliert else zeile.bezeichnung
        saetze[str(zeile.Index)] = f"{zeile.aenderung}: {name}" + (f" ({text})" if text else "")
    return saetze


def _status(zeile: Any, seite: str) -> str:
    text = Status(getattr(zeile, f"status_{seite}")).beschriftung
    modelliert = getattr(zeile, f"datenlage_{seite}") == Datenlage.MODELLIERT.value
    return f"{text} (modelliert)" if modelliert else text
