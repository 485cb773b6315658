"""Datenpflege ohne Oberfläche: ausgeben, Vorlage, Rollen, Protokoll; Listen: ``einspielen``."""

from __future__ import annotations

import json
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from insek_monitor.einspielen.gesamt import als_geopackage, als_gesamt_csv, als_gesamt_json
from insek_monitor.einspielen.lesen.fehler import DATEI_BYTES, verlange_groesse
from insek_monitor.einspielen.meldeliste import als_meldeliste
from insek_monitor.kern.rollen import Person, Rolle, Zugang
from insek_monitor.kommandozeile import pflegetext
from insek_monitor.kommandozeile.befehle import FEHLER, KennzahlenFehler
from insek_monitor.lage.ausgabe.dateien import MEDIENTYP
from insek_monitor.lage.ausgabe.geojson import als_geojson
from insek_monitor.lage.lage import lage
from insek_monitor.register import protokoll, rechte, tabellen
from insek_monitor.register.fehler import mit_ort
from insek_monitor.register.laden import lade
from insek_monitor.register.protokollieren import normiere_kennung
from insek_monitor.register.speicher import oeffne
from insek_monitor.register.verbindung import Register
from insek_monitor.register.woerterbuch import woerterbuch

PflegeFehler = KennzahlenFehler
"""Ein Befehl ist nicht möglich; der Text sagt auf Deutsch, warum."""
FORMATE = ("xlsx", "csv", "json", "geojson", "gpkg")


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
        raise PflegeFehler(mit_ort(fehler)) from fehler


def gib_aus(ziel: Path, kennung: str | None, stichtag: date, jetzt: datetime) -> str:
    """Schreibt das ganze Register eines Datenstands; das Format folgt der Endung des Ziels."""
    endung = ziel.suffix.lower().lstrip(".")
    if endung not in FORMATE or endung not in MEDIENTYP:
        raise PflegeFehler(
            f"Die Endung „{ziel.suffix}“ ist unbekannt. Möglich sind: {', '.join('.' + f for f in FORMATE)}."
        )
    verlange_neu(ziel)
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
    schreibe(ziel, inhalt)
    return f"Datenstand {bestand.datenstand.nummer} steht in {ziel} ({pflegetext.groesse(len(inhalt))})."


def schreibe_vorlage(ziel: Path, jetzt: datetime, *, gefuellt: bool) -> str:
    """Schreibt die Meldeliste, leer oder mit dem geltenden Datenstand gefüllt."""
    verlange_neu(ziel)
    with offenes_register() as register:
        bestand = lade(register) if gefuellt else None
        angaben = pflegetext.angaben(bestand.datenstand, jetzt.date()) if bestand else {}
        inhalt = als_meldeliste(tabellen.gemeinden(), bestand, angaben, jetzt)
    schreibe(ziel, inhalt)
    return f"Die Vorlage steht in {ziel}."


def vergib_rolle(kennung: str, rolle: str, von: str) -> str:
    """Gibt oder nimmt jemandem eine Rolle."""
    with offenes_register() as register:
        rechte.vergib(register, person(von), kennung, None if rolle == "keine" else Rolle(rolle))
    return f"{normiere_kennung(kennung)} hat jetzt die Rolle „{rolle}“."


def protokolltext(hoechstens: int) -> str:
    """Die jüngsten Einträge des Protokolls."""
    with offenes_register() as register:
        zeilen = protokoll.lies(register, person=person("Kommandozeile"), hoechstens=hoechstens)
    return pflegetext.protokoll(zeilen)


def lies(datei: Path) -> bytes:
    """Der Inhalt einer gewöhnlichen Datei; ihre Größe wird geprüft, bevor ein Byte gelesen ist.

    Raises
    ------
    KennzahlenFehler
        wenn sie nicht zu öffnen oder keine gewöhnliche Datei ist.
    DateiFehler
        wenn sie leer oder zu groß ist.
    """
    try:
        angaben = datei.stat()
        if stat.S_ISDIR(angaben.st_mode):
            raise KennzahlenFehler(f"„{datei}“ ist ein Ordner. Bitte nennen Sie die Datei mit der Liste.")
        if not stat.S_ISREG(angaben.st_mode):
            # Aus einer Warteschlange (FIFO) oder einem Gerät läse man womöglich ohne Ende.
            raise KennzahlenFehler(
                f"„{datei}“ ist keine gewöhnliche Datei. Bitte speichern Sie die Liste als Datei und nennen "
                "Sie diese."
            )
        verlange_groesse(angaben.st_size)
        with datei.open("rb") as strom:
            return strom.read(DATEI_BYTES + 1)  # wächst sie eben noch, weist der Leser sie ab
    except OSError as fehler:
        raise KennzahlenFehler(
            f"Die Datei „{datei}“ lässt sich nicht lesen. Bitte prüfen Sie Name und Rechte."
        ) from fehler


def verlange_neu(ziel: Path) -> None:
    """Weist ein Ziel ab, das es schon gibt; zu rufen, bevor gerechnet wird.

    Raises
    ------
    KennzahlenFehler
    """
    if ziel.exists() or ziel.is_symlink():
        raise KennzahlenFehler(
            f"„{ziel}“ gibt es schon und wird nicht überschrieben. Bitte nennen Sie einen anderen Namen oder "
            "löschen Sie die Datei vorher."
        )


def schreibe(ziel: Path, inhalt: bytes) -> None:
    """Schreibt eine neue Datei; ihren Namen bekommt sie erst, wenn sie vollständig auf dem Datenträger steht.

    Raises
    ------
    KennzahlenFehler
        wenn es das Ziel schon gibt oder es sich nicht schreiben lässt; dann bleibt nichts zurück.
    """
    verlange_neu(ziel)
    entstehend = ziel.with_name(f".insek-{secrets.token_hex(8)}.unfertig")
    try:
        with entstehend.open("xb") as strom:
            strom.write(inhalt)
            strom.flush()
            os.fsync(strom.fileno())
        verlange_neu(ziel)
        os.replace(entstehend, ziel)
    except OSError as fehler:
        raise KennzahlenFehler(
            f"„{ziel}“ lässt sich nicht schreiben. Bitte prüfen Sie Ordner, Rechte und freien Platz."
        ) from fehler
    finally:
        entstehend.unlink(missing_ok=True)
