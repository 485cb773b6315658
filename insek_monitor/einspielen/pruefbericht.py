"""Prüfbericht: eine Kopie der eigenen Datei, in der jede beanstandete Zelle markiert und erklärt ist."""

from __future__ import annotations

from insek_monitor.einspielen.ergebnis import Pruefergebnis
from insek_monitor.einspielen.lesen.waechter import im_kind

SEKUNDEN = 30.0
"""Frist; 10.000 Zeilen mit je einem Befund brauchen rund zehn Sekunden."""

_KIND = "insek_monitor.einspielen.pruefbericht_kind"


def als_pruefbericht(inhalt: bytes, name: str, ergebnis: Pruefergebnis) -> bytes:
    """XLSX mit dem Blatt „Prüfbericht“ (alle Befunde, mit Verweis auf die Zelle) und den Blättern der Datei.

    Die fremde Datei wird, wie beim Lesen, nur im bewachten Kindprozess geöffnet. In der Kopie gibt es weder
    Formeln noch Makros noch Verweise auf andere Dateien; gleiche Eingabe ergibt gleiche Bytes.

    Parameters
    ----------
    inhalt : Die Datei, aus der die Liste stammt (XLSX, XLS, ODS oder CSV).
    name : Ihr Dateiname.
    ergebnis : Die Prüfung dieser Datei.

    Raises
    ------
    DateiFehler
        wenn sich die Datei nicht lesen lässt oder die Kopie zu lange dauert.
    """
    befunde = [
        {
            "stufe": befund.stufe.value,
            "gemeinde": ergebnis.gemeinde_je_zeile.get(befund.zeile or 0, ""),
            **{
                feld: getattr(befund, feld)
                for feld in ("blatt", "zeile", "spalte", "spaltentitel", "gefunden", "erwartet", "meldung")
            },
            "vorschlaege": [vorschlag.beschriftung for vorschlag in befund.vorschlaege],
        }
        for befund in ergebnis.befunde
    ]
    return im_kind(_KIND, {"name": name, "befunde": befunde}, inhalt, sekunden=SEKUNDEN)
