"""Was ein ganzes Blatt betrifft: Hinweise des Lesens, ausgeblendete Zeilen, Formeln, fehlende Spalten."""

from __future__ import annotations

from collections.abc import Collection

from insek_monitor.modell.befund import Befund, Stufe
from insek_monitor.modell.meldung import FELD_JE_NAME
from insek_monitor.modell.rohdatei import Rohblatt, Rohdatei
from insek_monitor.register.einspielen.tabelle import Spalte, Tabelle

_GENANNT = 10


def blattbefunde(tabelle: Tabelle, datei: Rohdatei | None, gelesen: Collection[int]) -> list[Befund]:
    """Befunde, die der Inhalt der Zellen allein nicht ergibt.

    Parameters
    ----------
    gelesen
        Zeilen, die etwas melden; nur für sie sind ausgeblendete Zeilen der Rede wert.
    """
    befunde = list(tabelle.befunde) + _spalten(tabelle)
    if datei is None:
        return befunde
    befunde += [
        _befund(tabelle, "datei", Stufe.HINWEIS, hinweis, erwartet="eine einfache Liste")
        for hinweis in datei.hinweise
    ]
    blatt = next((b for b in datei.blaetter if b.name == tabelle.blatt), None)
    if blatt is not None:
        befunde += _verborgen(tabelle, blatt, gelesen) + _formeln(tabelle, blatt)
    return befunde


def _spalten(tabelle: Tabelle) -> list[Befund]:
    if not (tabelle.spalte_zu("ags") or tabelle.spalte_zu("gemeinde")):
        return [
            _befund(
                tabelle,
                "spalte_gemeinde_fehlt",
                Stufe.FEHLER,
                "Keine Spalte nennt die Gemeinde. Bitte ordnen Sie „AGS“ oder „Gemeinde“ einer Spalte zu.",
                erwartet="eine Spalte „Gemeinde“ oder „AGS“",
            )
        ]
    felder = ("vorhanden", "beschluss", "art", "begonnen", "aufgehoben")
    if not any(tabelle.spalte_zu(feld) for feld in felder):
        return [
            _befund(
                tabelle,
                "spalte_angaben_fehlt",
                Stufe.FEHLER,
                "Keine Spalte sagt etwas über ein Konzept. Bitte ordnen Sie „INSEK vorhanden?“ oder "
                "„Beschluss am“ einer Spalte zu.",
                erwartet="eine Spalte „INSEK vorhanden?“ oder „Beschluss am“",
            )
        ]
    if not tabelle.spalte_zu("vorhanden"):
        unbekannt = [
            f"„{spalte.titel}“" for spalte in tabelle.spalten if spalte.feld is None and spalte.titel
        ]
        frage = f" Ist es {' oder '.join(unbekannt[:3])}? Dann ordnen Sie die Spalte zu." if unbekannt else ""
        return [
            _befund(
                tabelle,
                "spalte_vorhanden_fehlt",
                # In einer unbekannten Spalte könnte die Antwort stehen; dann fielen alle „nein“ weg.
                Stufe.WARNUNG if unbekannt else Stufe.HINWEIS,
                "Die Liste hat keine Spalte „INSEK vorhanden?“. Eine Zeile mit Beschluss gilt als „ja“, eine "
                f"nur mit Beginn als „in Arbeit“, eine ohne beides meldet nichts.{frage}",
                erwartet="eine Spalte „INSEK vorhanden?“",
            )
        ]
    return []


def _verborgen(tabelle: Tabelle, blatt: Rohblatt, gelesen: Collection[int]) -> list[Befund]:
    befunde = []
    if blatt.verborgen:
        befunde.append(
            _befund(
                tabelle,
                "blatt_ausgeblendet",
                Stufe.HINWEIS,
                f"Das Blatt „{blatt.name}“ ist in der Datei ausgeblendet und wird trotzdem gelesen.",
                erwartet="ein sichtbares Blatt",
            )
        )
    zeilen = sorted(blatt.verborgene_zeilen & set(gelesen))
    if zeilen:
        genannt = ", ".join(map(str, zeilen[:_GENANNT])) + (" …" if len(zeilen) > _GENANNT else "")
        satz = (
            f"Zeile {genannt} ist ausgeblendet und wird mitgelesen."
            if len(zeilen) == 1
            else f"{len(zeilen)} ausgeblendete Zeilen werden mitgelesen: {genannt}."
        )
        befunde.append(
            _befund(tabelle, "zeilen_ausgeblendet", Stufe.HINWEIS, satz, erwartet="sichtbare Zeilen")
        )
    return befunde


def _formeln(tabelle: Tabelle, blatt: Rohblatt) -> list[Befund]:
    """Formeln: mit Ergebnis ein Hinweis je Spalte, ohne eine Warnung je Zelle."""
    gefuellt = {
        (nummer, spalte.nummer)
        for nummer, zellen in tabelle.zeilen
        for spalte, zelle in zip(tabelle.spalten, zellen, strict=True)
        if zelle is not None
    }
    zeilen = {nummer for nummer, _ in tabelle.zeilen}
    befunde = []
    for spalte in tabelle.spalten:
        stellen = [s for s in blatt.formeln if s[1] == spalte.nummer and s[0] > tabelle.kopfzeile]
        if not spalte.feld or not stellen:
            continue
        erwartet = f"Werte für „{FELD_JE_NAME[spalte.feld].titel}“"
        zellen = sorted(zeile for zeile, _ in stellen if (zeile, spalte.nummer) in gefuellt)
        if zellen:
            wo = f"Zeile {', '.join(map(str, zellen[:_GENANNT]))}{' …' if len(zellen) > _GENANNT else ''}"
            anzahl = "steht eine Formel" if len(zellen) == 1 else f"stehen {len(zellen)} Formeln"
            satz = f"In der Spalte „{spalte.titel}“ {anzahl} ({wo}); gelesen wird das Ergebnis."
            befunde.append(_befund(tabelle, "formeln", Stufe.HINWEIS, satz, erwartet=erwartet, spalte=spalte))
        befunde += [
            _befund(
                tabelle,
                "formel_ohne_ergebnis",
                Stufe.WARNUNG,
                "In dieser Zelle steht eine Formel, deren Ergebnis die Datei nicht enthält; sie gilt als "
                "leer. Bitte öffnen und speichern Sie die Datei in Ihrer Tabellenkalkulation, wenn dort "
                "etwas stehen sollte.",
                erwartet=erwartet,
                spalte=spalte,
                zeile=zeile,
            )
            for zeile in sorted(zeile for zeile, _ in stellen)
            if zeile in zeilen and (zeile, spalte.nummer) not in gefuellt
        ]
    return befunde


def _befund(
    tabelle: Tabelle,
    code: str,
    stufe: Stufe,
    meldung: str,
    *,
    erwartet: str,
    spalte: Spalte | None = None,
    zeile: int | None = None,
) -> Befund:
    return Befund(
        code=code,
        stufe=stufe,
        blatt=tabelle.blatt,
        zeile=zeile,
        spalte=spalte.nummer if spalte else None,
        feld=spalte.feld if spalte else None,
        spaltentitel=spalte.titel if spalte else "",
        gefunden="",
        erwartet=erwartet,
        meldung=meldung,
    )
