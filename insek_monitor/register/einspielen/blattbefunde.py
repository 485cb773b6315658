"""Was ein ganzes Blatt betrifft: Hinweise des Lesens, ausgeblendete Zeilen, Formeln, fehlende Spalten."""

from __future__ import annotations

from collections.abc import Collection

from insek_monitor.modell.befund import Befund, Stufe
from insek_monitor.modell.meldung import FELD_JE_NAME
from insek_monitor.modell.rohdatei import Rohblatt, Rohdatei
from insek_monitor.register.einspielen.tabelle import Spalte, Tabelle

_GENANNT = 10


def blattbefunde(tabelle: Tabelle, datei: Rohdatei | None, gelesen: Collection[int]) -> list[Befund]:
    """Befunde ohne Zeile.

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
                "„Beschluss "
                "am“ einer Spalte zu.",
                erwartet="eine Spalte „INSEK vorhanden?“ oder „Beschluss am“",
            )
        ]
    if not tabelle.spalte_zu("vorhanden"):
        return [
            _befund(
                tabelle,
                "spalte_vorhanden_fehlt",
                Stufe.HINWEIS,
                "Die Liste hat keine Spalte „INSEK vorhanden?“. Eine Zeile mit Beschluss gilt als „ja“, "
                "eine nur "
                "mit Beginn als „in Arbeit“, eine ohne beides meldet nichts.",
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
    """Formeln je Spalte; ohne gespeichertes Ergebnis sähe eine ganze Spalte leer aus."""
    gefuellt = {
        (nummer, spalte.nummer)
        for nummer, zellen in tabelle.zeilen
        for spalte, zelle in zip(tabelle.spalten, zellen, strict=True)
        if zelle is not None
    }
    befunde = []
    for spalte in tabelle.spalten:
        stellen = [s for s in blatt.formeln if s[1] == spalte.nummer and s[0] > tabelle.kopfzeile]
        if not spalte.feld or not stellen:
            continue
        ohne = sum(stelle not in gefuellt for stelle in stellen)
        satz = f"In der Spalte „{spalte.titel}“ stehen {len(stellen)} Formeln; gelesen wird ihr Ergebnis."
        if ohne:
            satz += (
                f" {ohne} davon haben keines und gelten als leer. Bitte öffnen und speichern Sie die Datei "
                "in Ihrer "
                "Tabellenkalkulation, wenn dort etwas stehen sollte."
            )
        stufe = Stufe.WARNUNG if ohne == len(stellen) else Stufe.HINWEIS
        erwartet = f"Werte für „{FELD_JE_NAME[spalte.feld].titel}“"
        befunde.append(_befund(tabelle, "formeln", stufe, satz, erwartet=erwartet, spalte=spalte))
    return befunde


def _befund(
    tabelle: Tabelle, code: str, stufe: Stufe, meldung: str, *, erwartet: str, spalte: Spalte | None = None
) -> Befund:
    return Befund(
        code=code,
        stufe=stufe,
        blatt=tabelle.blatt,
        zeile=None,
        spalte=spalte.nummer if spalte else None,
        feld=spalte.feld if spalte else None,
        spaltentitel=spalte.titel if spalte else "",
        gefunden="",
        erwartet=erwartet,
        meldung=meldung,
    )
