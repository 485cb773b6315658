"""Was ein ganzes Blatt betrifft: Hinweise des Lesens, ausgeblendete Zeilen, Formeln, fehlende Spalten."""

from __future__ import annotations

from collections.abc import Mapping

from insek_monitor.einspielen.befund import Befund, Stufe
from insek_monitor.einspielen.spalten_raten import KEINE_GEMEINDE
from insek_monitor.einspielen.tabelle import Spalte, Tabelle, zitat
from insek_monitor.kern.meldung import FELD_JE_NAME
from insek_monitor.kern.rohdatei import Rohblatt, Rohdatei

_GENANNT = 10
_SPALTEN_GENANNT = 30


def blattbefunde(
    tabelle: Tabelle, datei: Rohdatei | None, gelesen: Mapping[int, str], ausgelassen: Mapping[int, str]
) -> list[Befund]:
    """Befunde, die der Inhalt der Zellen allein nicht ergibt.

    Parameters
    ----------
    gelesen
        Zeilen, die etwas melden, und ihre Gemeinde; nur für sie sind ausgeblendete Zeilen der Rede wert.
    ausgelassen
        Zeilen, die nichts melden, und warum.
    """
    befunde = [*tabelle.befunde, *_spalten(tabelle), *_nicht_gelesen(tabelle)]
    befunde += _keine_gemeinden(tabelle, ausgelassen)
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
                "Keine Spalte sagt etwas über ein INSEK. Gibt es doch eine, ordnen Sie ihr bitte von Hand "
                "„INSEK vorhanden?“ oder „Beschluss am“ zu.",
                erwartet="eine Spalte „INSEK vorhanden?“ oder „Beschluss am“",
            )
        ]
    befunde = []
    if tabelle.thema_offen:
        gelesen = [
            f"„{s.titel}“" for s in tabelle.spalten if s.feld and s.feld not in ("ags", "gemeinde", "kreis")
        ]
        befunde.append(
            _befund(
                tabelle,
                "thema_offen",
                Stufe.WARNUNG,
                "Keine Überschrift und keine Spalte nennt ein INSEK. Nur wenn die Liste davon handelt, "
                f"nehmen Sie die Warnung an; dann wird {', '.join(gelesen[:5])} gelesen.",
                erwartet="eine Überschrift mit „INSEK“",
            )
        )
    if not tabelle.spalte_zu("vorhanden"):
        unbekannt = [f"„{spalte.titel}“" for spalte in tabelle.nicht_gelesen() if spalte.titel]
        frage = f" Ist es {' oder '.join(unbekannt[:3])}? Dann ordnen Sie die Spalte zu." if unbekannt else ""
        befunde.append(
            _befund(
                tabelle,
                "spalte_vorhanden_fehlt",
                # In einer unbekannten Spalte könnte die Antwort stehen; dann fielen alle „nein“ weg.
                Stufe.WARNUNG if unbekannt else Stufe.HINWEIS,
                "Die Liste hat keine Spalte „INSEK vorhanden?“. Eine Zeile mit Beschluss gilt als „ja“, eine "
                f"nur mit Beginn als „in Arbeit“, eine ohne beides meldet nichts.{frage}",
                erwartet="eine Spalte „INSEK vorhanden?“",
            )
        )
    return befunde


def _nicht_gelesen(tabelle: Tabelle) -> list[Befund]:
    namen = [
        f"„{zitat(s.titel, 40)}“" if s.titel else f"die {s.nummer}. Spalte ohne Überschrift"
        for s in tabelle.nicht_gelesen()
    ]
    if not namen:
        return []
    mehr = f" und {len(namen) - _SPALTEN_GENANNT} weitere" if len(namen) > _SPALTEN_GENANNT else ""
    return [
        _befund(
            tabelle,
            "spalten_nicht_gelesen",
            Stufe.HINWEIS,
            f"Nicht gelesen: {', '.join(namen[:_SPALTEN_GENANNT])}{mehr}. Gehört etwas davon zum INSEK, "
            "ordnen Sie die Spalte zu.",
            erwartet="Überschriften, die ein INSEK nennen",
        )
    ]


def _keine_gemeinden(tabelle: Tabelle, ausgelassen: Mapping[int, str]) -> list[Befund]:
    zeilen = sorted(zeile for zeile, grund in ausgelassen.items() if grund.startswith(KEINE_GEMEINDE))
    if not zeilen:
        return []
    genannt = ", ".join(map(str, zeilen[:_GENANNT])) + (" …" if len(zeilen) > _GENANNT else "")
    satz = f"Land, Kreis oder Verband statt einer Gemeinde: {len(zeilen)} ausgelassen (Zeile {genannt})."
    return [_befund(tabelle, "keine_gemeinde", Stufe.HINWEIS, satz, erwartet="Zeilen über Gemeinden")]


def _verborgen(tabelle: Tabelle, blatt: Rohblatt, gelesen: Mapping[int, str]) -> list[Befund]:
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
    zeilen = sorted(blatt.verborgene_zeilen & gelesen.keys())
    if zeilen:
        orte = (
            f"{zeile} · {gelesen[zeile]}" if gelesen[zeile] else str(zeile) for zeile in zeilen[:_GENANNT]
        )
        genannt = ", ".join(orte) + (" …" if len(zeilen) > _GENANNT else "")
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
