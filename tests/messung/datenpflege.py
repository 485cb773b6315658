"""Datenpflege: Liste einlesen, prüfen, vergleichen, einspielen; Seitenaufruf nach 500 Datenständen."""

from __future__ import annotations

import io
import time
from datetime import date, datetime
from pathlib import Path

import openpyxl
from playwright.sync_api import sync_playwright

from insek_monitor.einspielen.befund import Stufe
from insek_monitor.einspielen.erkennen import erkenne
from insek_monitor.einspielen.lesen import lies_datei
from insek_monitor.einspielen.meldeliste import als_meldeliste
from insek_monitor.einspielen.pruefen import Pruefgrundlage, pruefe
from insek_monitor.einspielen.register_eintragen import Quelldatei, spiele_ein
from insek_monitor.einspielen.vergleich import Vergleich, vergleiche
from insek_monitor.einspielen.zusammenfuehren import Zusammenfuehrung, fuehre_zusammen
from insek_monitor.kern.rollen import Person, Zugang
from insek_monitor.register import datenstaende, tabellen
from insek_monitor.register.laden import Bestand, lade
from insek_monitor.register.speicher import oeffne
from insek_monitor.register.verbindung import Register
from tests.messung.im_browser import fertig_nach, neue_seite
from tests.messung.tabelle import Messgroesse
from werkzeuge.chromium import starte_chromium
from werkzeuge.dienst import SEITEN, dienst

HEUTE = date(2026, 11, 21)
ERSTELLT = datetime(2026, 11, 21, 12)
PERSON = Person("Messung", "kommandozeile", Zugang.KOMMANDOZEILE)
ZEILEN_GROSS = 10_000
DATENSTAENDE = 500


def _register(ordner: Path, name: str) -> Register:
    (ordner / name).mkdir(parents=True, exist_ok=True)
    return oeffne(f"sqlite:///{(ordner / name / 'insek_monitor.sqlite').as_posix()}")


def ausgefuellte_vorlage(lauf: int) -> bytes:
    """Die leere Vorlage, für jede der 418 Gemeinden ausgefüllt; ``lauf`` ändert die Beschlussjahre."""
    gemeinden = tabellen.gemeinden()
    mappe = openpyxl.load_workbook(io.BytesIO(als_meldeliste(gemeinden, None, {}, ERSTELLT)))
    blatt = mappe["Meldeliste"]
    kopf = next(z for z in range(1, 15) if any(c.value == "AGS" for c in blatt[z]))
    spalte = {zelle.value: zelle.column for zelle in blatt[kopf]}
    for nummer in range(len(gemeinden)):
        zeile = kopf + 1 + nummer
        blatt.cell(zeile, spalte["INSEK vorhanden?"], "ja" if nummer % 2 else "nein")
        if nummer % 2:
            blatt.cell(zeile, spalte["Konzeptart"], "INSEK")
            blatt.cell(zeile, spalte["Beschluss am"], f"14.03.{2010 + (nummer + lauf) % 16}")
    puffer = io.BytesIO()
    mappe.save(puffer)
    return puffer.getvalue()


def lange_liste(zeilen: int) -> bytes:
    """Eine Liste mit vielen Fassungen je Gemeinde: AGS, Name, ja, Beschlussjahr, Titel."""
    gemeinden = tabellen.gemeinden()
    mappe = openpyxl.Workbook(write_only=True)
    blatt = mappe.create_sheet("Liste")
    blatt.append(["AGS", "Gemeinde", "INSEK vorhanden?", "Konzeptart", "Beschluss am", "Titel"])
    for nummer in range(zeilen):
        ags = gemeinden.index[nummer % len(gemeinden)]
        jahr = 1991 + nummer // len(gemeinden)
        blatt.append([ags, gemeinden.at[ags, "name"], "ja", "INSEK", f"{jahr}", f"Fassung {jahr}"])
    puffer = io.BytesIO()
    mappe.save(puffer)
    return puffer.getvalue()


def bis_zum_vergleich(inhalt: bytes, bestand: Bestand) -> tuple[Zusammenfuehrung, Vergleich]:
    """Der ganze Weg von der Datei bis zum Vergleich, alle Warnungen angenommen."""
    gemeinden, regeln = tabellen.gemeinden(), tabellen.regeln()
    grundlage = Pruefgrundlage(gemeinden, tabellen.gebietsaenderungen(), bestand, regeln, HEUTE)
    datei = lies_datei(inhalt, "liste.xlsx")
    ergebnis = pruefe(erkenne(datei), grundlage, datei=datei)
    angenommen = [b.kennung for b in ergebnis.befunde if b.stufe is Stufe.WARNUNG]
    neu = fuehre_zusammen(bestand, ergebnis.uebernehmbar(angenommen))
    return neu, vergleiche(bestand, neu, gemeinden, HEUTE, regeln)


def einspielen(ordner: Path, wiederholungen: int) -> list[Messgroesse]:
    """418 Zeilen bis zum Vergleich und bis zum neuen Datenstand; 10 000 Zeilen bis zum Vergleich."""
    vergleich = Messgroesse("418 Zeilen: lesen, prüfen, vergleichen", "s", 2.0, stellen=2)
    eintragen = Messgroesse("418 Zeilen: einspielen", "s", 1.0, stellen=2)
    gross = Messgroesse("10.000 Zeilen: lesen, prüfen, vergleichen", "s", 20.0, stellen=2)
    register = _register(ordner, "einspielen")
    for lauf in range(wiederholungen):
        basis = datenstaende.finde(register)
        bestand = lade(register, basis)
        inhalt = ausgefuellte_vorlage(lauf)
        beginn = time.perf_counter()
        neu, _ = bis_zum_vergleich(inhalt, bestand)
        mitte = time.perf_counter()
        spiele_ein(
            register,
            neu.konzepte,
            neu.zuordnung,
            basis_nummer=basis.nummer,
            person=PERSON,
            anlass="Messung",
            titel=f"Messung {lauf}",
            quelle=Quelldatei("liste.xlsx", inhalt),
        )
        eintragen.werte.append(time.perf_counter() - mitte)
        vergleich.werte.append(mitte - beginn)
    bestand = lade(register)
    inhalt = lange_liste(ZEILEN_GROSS)
    for _ in range(3):
        beginn = time.perf_counter()
        neu, _ = bis_zum_vergleich(inhalt, bestand)
        gross.werte.append(time.perf_counter() - beginn)
    gross.hinweis = f"{len(neu.konzepte)} Datensätze danach"
    register.schliesse()
    return [vergleich, eintragen, gross]


def _fuelle(ordner: Path, name: str, anzahl: int) -> None:
    """Register mit ``anzahl`` eigenen Datenständen, jeder mit einer geänderten Angabe."""
    register = _register(ordner, name)
    grund = lade(register)
    for lauf in range(anzahl):
        basis = datenstaende.finde(register)
        konzepte = grund.konzepte.copy()
        konzepte.iloc[lauf % len(konzepte), konzepte.columns.get_loc("notiz")] = f"Änderung {lauf}"
        spiele_ein(
            register,
            konzepte,
            grund.zuordnung,
            basis_nummer=basis.nummer,
            person=PERSON,
            anlass="Messung",
            titel=f"Messung {lauf}",
        )
    register.schliesse()


def viele_datenstaende(ordner: Path, wiederholungen: int) -> list[Messgroesse]:
    """Seitenaufruf im Browser mit einem und mit 500 eigenen Datenständen, abwechselnd gemessen."""
    eine = Messgroesse("Seite öffnen nach 1 Datenstand", "s", stellen=2)
    viele = Messgroesse(f"Seite öffnen nach {DATENSTAENDE} Datenständen", "s", stellen=2)
    verhaeltnis = Messgroesse(f"Verhältnis {DATENSTAENDE} Datenstände zu 1", "×", 1.10, stellen=2)
    _fuelle(ordner, "eine", 1)
    _fuelle(ordner, "viele", DATENSTAENDE)
    adressen = [SEITEN["ueberblick"], SEITEN["fortschreibung"], SEITEN["gemeinde"], SEITEN["datenpflege"]]
    with (
        sync_playwright() as playwright,
        dienst(ordner / "eine", ordner / "eine.log") as mit_einem,
        dienst(ordner / "viele", ordner / "viele.log") as mit_vielen,
    ):
        browser = starte_chromium(playwright)
        for lauf in range(wiederholungen + 1):
            for adresse in adressen:
                for groesse, laufend in ((eine, mit_einem), (viele, mit_vielen)):
                    seite = neue_seite(browser)
                    seite.goto(laufend.adresse + adresse, wait_until="commit")
                    dauer = fertig_nach(seite) / 1000
                    seite.context.close()
                    if lauf:  # der erste Durchgang wärmt auf
                        groesse.werte.append(dauer)
        browser.close()
    verhaeltnis.werte.append(viele.median() / eine.median())
    verhaeltnis.hinweis = "Überblick, Fortschreibung, Gemeinde und Datenpflege, abwechselnd gemessen"
    return [eine, viele, verhaeltnis]
