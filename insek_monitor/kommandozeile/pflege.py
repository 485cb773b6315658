"""Datenpflege ohne Oberfläche: Listen prüfen und einspielen, ausgeben, Rollen, Protokoll."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from insek_monitor.ausgabe.dateien import MEDIENTYP
from insek_monitor.ausgabe.geojson import als_geojson
from insek_monitor.ausgabe.gesamt import als_geopackage, als_gesamt_csv, als_gesamt_json
from insek_monitor.ausgabe.meldeliste import als_meldeliste
from insek_monitor.ausgabe.pruefbericht import als_pruefbericht
from insek_monitor.darstellung import befunde_vergleich, zahlen
from insek_monitor.kennzahlen.lage import lage
from insek_monitor.kennzahlen.vergleich import vergleiche
from insek_monitor.kommandozeile import dateien, pflegetext
from insek_monitor.kommandozeile.befehle import FEHLER, KennzahlenFehler
from insek_monitor.modell.befund import Stufe
from insek_monitor.modell.rohdatei import Rohdatei
from insek_monitor.modell.rollen import Person, Rolle, Zugang
from insek_monitor.register import protokoll, rechte, spaltennamen, tabellen
from insek_monitor.register.einspielen.eintragen import Quelldatei, spiele_ein, vergebene_kennungen
from insek_monitor.register.einspielen.ergebnis import Pruefergebnis, Pruefgrundlage
from insek_monitor.register.einspielen.erkennen import erkenne
from insek_monitor.register.einspielen.herkunft import herkunft_der_liste
from insek_monitor.register.einspielen.lesen import lies_datei
from insek_monitor.register.einspielen.pruefen import pruefe
from insek_monitor.register.einspielen.zusammenfuehren import fuehre_zusammen
from insek_monitor.register.laden import Bestand, lade
from insek_monitor.register.speicher import oeffne
from insek_monitor.register.verbindung import Register
from insek_monitor.register.woerterbuch import woerterbuch

PflegeFehler = KennzahlenFehler
"""Ein Befehl ist nicht möglich; der Text sagt auf Deutsch, warum."""
FORMATE = ("xlsx", "csv", "json", "geojson", "gpkg")


@dataclass(frozen=True, eq=False)
class Pruefung:
    """Eine gelesene und geprüfte Datei und der Datenstand, gegen den geprüft wurde."""

    inhalt: bytes
    datei: Rohdatei
    bestand: Bestand
    ergebnis: Pruefergebnis
    herkunft: Bestand | None = None


def person(von: str) -> Person:
    """Wer auf der Kommandozeile handelt: wer an diesem Rechner Befehle ausführen darf, darf alles."""
    return Person(von.strip(), "kommandozeile", Zugang.KOMMANDOZEILE)


@contextmanager
def offenes_register() -> Iterator[Register]:
    """Das Register; jeder erwartete Fehler im Block wird zu ``PflegeFehler``."""
    try:
        register = oeffne()
        try:
            yield register
        finally:
            register.schliesse()
    except FEHLER as fehler:
        raise PflegeFehler(str(fehler)) from fehler


def lies_und_pruefe(register: Register, datei: Path, heute: date) -> Pruefung:
    """Liest die Datei und prüft sie gegen den geltenden Datenstand.

    Raises
    ------
    PflegeFehler
        wenn die Datei nicht zu öffnen ist.
    """
    inhalt = dateien.lies(datei)
    roh = lies_datei(inhalt, datei.name)
    bestand, herkunft = lade(register), herkunft_der_liste(register, roh)
    grundlage = Pruefgrundlage(
        tabellen.gemeinden(), tabellen.gebietsaenderungen(), bestand, tabellen.regeln(), heute, herkunft
    )
    tabelle = erkenne(roh, spaltennamen.lies(register))
    return Pruefung(inhalt, roh, bestand, pruefe(tabelle, grundlage, datei=roh), herkunft)


def pruefe_datei(datei: Path, heute: date, *, bericht: Path | None, als_json: bool) -> tuple[str, bool]:
    """Prüft eine Liste; schreibt auf Wunsch den Bericht in eine Kopie der Datei.

    Returns
    -------
    text : str
        Prüfbericht zum Lesen oder als JSON.
    fehlerfrei : bool
    """
    if bericht is not None:
        dateien.verlange_neu(bericht)
    with offenes_register() as register:
        pruefung = lies_und_pruefe(register, datei, heute)
        if bericht is not None:
            dateien.schreibe(
                bericht, als_pruefbericht(pruefung.inhalt, pruefung.datei.name, pruefung.ergebnis)
            )
    befunde = pruefung.ergebnis.befunde
    fehlerfrei = not any(befund.stufe is Stufe.FEHLER for befund in befunde)
    if als_json:
        inhalt = {
            "datei": pruefung.datei.name,
            "pruefsumme": pruefung.datei.pruefsumme,
            "datenstand": pruefung.bestand.datenstand.nummer,
            "zeilen": len(pruefung.ergebnis.meldungen),
            "befunde": [asdict(befund) for befund in befunde],
        }
        return json.dumps(inhalt, ensure_ascii=False, indent=2), fehlerfrei
    return pflegetext.pruefbericht(pruefung.datei, pruefung.ergebnis), fehlerfrei


def spiele_datei_ein(
    datei: Path,
    heute: date,
    *,
    von: str,
    anlass: str,
    titel: str | None,
    vollstaendig: bool,
    warnungen_annehmen: bool,
    ohne_fehlerzeilen: bool,
) -> str:
    """Spielt eine Liste ein; liefert Vergleich und Nummer des neuen Datenstands.

    Raises
    ------
    PflegeFehler
        wenn Fehler oder Warnungen offen sind und nicht ausdrücklich anders verlangt. Geschrieben ist dann
        nichts.
    """
    with offenes_register() as register:
        pruefung = lies_und_pruefe(register, datei, heute)
        ergebnis = pruefung.ergebnis
        angenommen = [b.kennung for b in ergebnis.befunde if warnungen_annehmen and b.stufe is Stufe.WARNUNG]
        _verlange_klarheit(pruefung, angenommen, ohne_fehlerzeilen=ohne_fehlerzeilen, ganz=vollstaendig)
        neu = fuehre_zusammen(
            pruefung.bestand,
            ergebnis.uebernehmbar(angenommen),
            vollstaendig=vollstaendig,
            vergebene_kennungen=vergebene_kennungen(register),
            gemeldet_am=heute,
            herkunft=pruefung.herkunft,
            genannt=ergebnis.genannt,
        )
        vergleich = vergleiche(pruefung.bestand, neu, tabellen.gemeinden(), heute, tabellen.regeln())
        if vergleich.ohne_aenderung:
            return befunde_vergleich.OHNE_AENDERUNG + " Es wurde kein neuer Datenstand angelegt."
        stand = spiele_ein(
            register,
            neu.konzepte,
            neu.zuordnung,
            basis_nummer=pruefung.bestand.datenstand.nummer,
            person=person(von),
            anlass=anlass,
            titel=titel or f"Liste „{datei.name}“ vom {heute:%d.%m.%Y}",
            quelle=Quelldatei(datei.name, pruefung.inhalt),
        )
    return pflegetext.eingespielt(vergleich, stand)


def _verlange_klarheit(
    pruefung: Pruefung, angenommen: list[str], *, ohne_fehlerzeilen: bool, ganz: bool
) -> None:
    ergebnis = pruefung.ergebnis
    fuer_alle = [b for b in ergebnis.befunde if b.stufe is Stufe.FEHLER and b.zeile is None]
    if fuer_alle:
        # Ein Fehler des ganzen Blatts hält alle Zeilen zurück; keine davon lässt sich weglassen.
        raise PflegeFehler(f"{pflegetext.sauber(fuer_alle[0].meldung)} Es wurde nichts geschrieben.")
    fehler = ergebnis.fehlerzeilen()
    if fehler and (ganz or not ohne_fehlerzeilen):
        rat = (
            "Mit --vollstaendig fielen ihre bisherigen Einträge weg; bitte berichtigen Sie sie zuerst."
            if ganz
            else "Bitte berichtigen Sie sie oder lassen Sie sie mit --ohne-fehlerzeilen weg."
        )
        raise PflegeFehler(
            f"{zahlen.anzahl(len(fehler), 'Zeile hat', 'Zeilen haben')} Fehler "
            f"(Zeile {', '.join(map(str, sorted(fehler)[:10]))}{' …' if len(fehler) > 10 else ''}). {rat} "
            "Einzelheiten zeigt der Befehl „pruefe“. Es wurde nichts geschrieben."
        )
    offen = ergebnis.offen(angenommen)
    if offen:
        raise PflegeFehler(
            f"{zahlen.anzahl(len(offen), 'Warnung ist', 'Warnungen sind')} offen. Bitte sehen Sie sie mit "
            "dem Befehl „pruefe“ an und nehmen Sie sie mit --warnungen-annehmen an. Es wurde nichts "
            "geschrieben."
        )
    if ganz and not ergebnis.meldungen:
        raise PflegeFehler(
            "Die Liste meldet nichts; mit --vollstaendig entfiele alles, was im Register steht. Bitte füllen "
            "Sie die Liste aus. Es wurde nichts geschrieben."
        )


def gib_aus(ziel: Path, kennung: str | None, stichtag: date, jetzt: datetime) -> str:
    """Schreibt das ganze Register eines Datenstands; das Format folgt der Endung des Ziels."""
    endung = ziel.suffix.lower().lstrip(".")
    if endung not in FORMATE or endung not in MEDIENTYP:
        raise PflegeFehler(
            f"Die Endung „{ziel.suffix}“ ist unbekannt. Möglich sind: {', '.join('.' + f for f in FORMATE)}."
        )
    dateien.verlange_neu(ziel)
    with offenes_register() as register:
        bestand = lade(register, kennung)
        gemeinden = tabellen.gemeinden()
        stand = lage(gemeinden, bestand.konzepte, bestand.zuordnung, stichtag, tabellen.regeln())
        angaben = pflegetext.angaben(bestand.datenstand, stichtag)
        karte = json.loads(tabellen.karte_gemeinden())
        inhalt = {
            "xlsx": lambda: als_meldeliste(gemeinden, bestand, angaben, jetzt),
            "csv": lambda: als_gesamt_csv(gemeinden, bestand),
            "json": lambda: als_gesamt_json(bestand, stand, woerterbuch(), angaben),
            "geojson": lambda: als_geojson(stand, karte, angaben),
            "gpkg": lambda: als_geopackage(stand, bestand, karte, angaben),
        }[endung]()
    dateien.schreibe(ziel, inhalt)
    return f"Datenstand {bestand.datenstand.nummer} steht in {ziel} ({pflegetext.groesse(len(inhalt))})."


def schreibe_vorlage(ziel: Path, jetzt: datetime, *, gefuellt: bool) -> str:
    """Schreibt die Meldeliste, leer oder mit dem geltenden Datenstand gefüllt."""
    dateien.verlange_neu(ziel)
    with offenes_register() as register:
        bestand = lade(register) if gefuellt else None
        angaben = pflegetext.angaben(bestand.datenstand, jetzt.date()) if bestand else {}
        inhalt = als_meldeliste(tabellen.gemeinden(), bestand, angaben, jetzt)
    dateien.schreibe(ziel, inhalt)
    return f"Die Vorlage steht in {ziel}."


def vergib_rolle(kennung: str, rolle: str, von: str) -> str:
    """Gibt oder nimmt jemandem eine Rolle."""
    with offenes_register() as register:
        rechte.vergib(register, person(von), kennung, None if rolle == "keine" else Rolle(rolle))
    return f"{kennung.strip().lower()} hat jetzt die Rolle „{rolle}“."


def protokolltext(hoechstens: int) -> str:
    """Die jüngsten Einträge des Protokolls."""
    with offenes_register() as register:
        zeilen = protokoll.lies(register, person=person("Kommandozeile"), hoechstens=hoechstens)
    return pflegetext.protokoll(zeilen)
