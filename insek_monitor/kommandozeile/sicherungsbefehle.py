"""Die Befehle ``sichern`` und ``wiederherstellen``: das ganze Register in eine Datei und zurück."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from insek_monitor.kommandozeile.deutsch import DeutscherParser

if TYPE_CHECKING:
    from insek_monitor.register.sichern import Sicherung
    from insek_monitor.register.wiederherstellen import RollenUnbestaetigt

Antwort = tuple[str, int]
WAS = {
    "datenstand": ("Datenstand", "Datenstände"),
    "quelldatei": ("Quelldatei", "Quelldateien"),
    "freigabe": ("Freigabe", "Freigaben"),
    "vermerk": ("Vermerk", "Vermerke"),
    "pruefrunde": ("Prüfrunde", "Prüfrunden"),
    "bestaetigung": ("Bestätigung", "Bestätigungen"),
    "rollenvergabe": ("Rollenvergabe", "Rollenvergaben"),
    "spaltenwahl": ("Spaltenname", "Spaltennamen"),
    "kampagne": ("Fassung einer Kampagne", "Fassungen von Kampagnen"),
    "kontakt": ("Kontakt", "Kontakte"),
    "ansprachestand": ("Stand der Ansprache", "Stände der Ansprache"),
    "erledigung": ("Erledigungsvermerk", "Erledigungsvermerke"),
    "gewichtung": ("gespeicherte Gewichtung", "gespeicherte Gewichtungen"),
    "fragensatz": ("Fassung eines Fragensatzes", "Fassungen von Fragensätzen"),
    "vortragsfolge": ("Fassung einer Vortragsfolge", "Fassungen von Vortragsfolgen"),
    "stimmungsergebnis": ("Ergebnis einer Abstimmung", "Ergebnisse von Abstimmungen"),
    "protokoll": ("Protokolleintrag", "Protokolleinträge"),
}
"""Was ein Mensch unter den Zeilen einer Tabelle versteht."""


def fuege_hinzu(befehle: argparse._SubParsersAction[DeutscherParser]) -> None:
    """Hängt beide Befehle an (wie ``pflegebefehle.fuege_hinzu``)."""
    beschreibung = "Das ganze Register in eine Datei sichern; das Dashboard darf dabei laufen."
    befehl = befehle.add_parser(
        "sichern",
        help=beschreibung,
        description=beschreibung,
        epilog="Die Datei enthält auch Vermerke, Rollen und Protokoll. Vorhandenes wird nie überschrieben.",
    )
    befehl.add_argument("ziel", metavar="ZIEL", type=Path, help="neue Datei, etwa insek-2026-11-21.sqlite")
    befehl.set_defaults(pflege=_fuehre_sichern_aus)

    beschreibung = "Eine Sicherung in ein leeres oder älteres Register zurückbringen."
    befehl = befehle.add_parser(
        "wiederherstellen",
        help=beschreibung,
        description=beschreibung,
        epilog="Ganz oder gar nicht: Passen Register und Sicherung nicht zusammen, bleibt alles, wie es ist.",
    )
    befehl.add_argument("quelle", metavar="QUELLE", type=Path, help="Datei, die „sichern“ geschrieben hat")
    befehl.add_argument("--von", metavar="NAME", help="wer wiederherstellt, für das Protokoll")
    befehl.add_argument(
        "--rollen-uebernehmen",
        action="store_true",
        help="nicht nachfragen, wenn die Sicherung jemandem eine Rolle gibt",
    )
    befehl.set_defaults(pflege=_fuehre_wiederherstellen_aus)


def _fuehre_sichern_aus(angaben: argparse.Namespace) -> Antwort:
    from insek_monitor import einstellungen
    from insek_monitor.kommandozeile.befehle import FEHLER, KennzahlenFehler
    from insek_monitor.kommandozeile.pflegetext import groesse
    from insek_monitor.register.fehler import mit_ort
    from insek_monitor.register.sichern import sichere
    from insek_monitor.register.speicher import oeffne_leer
    from insek_monitor.register.verbindung import lies_adresse

    try:
        adresse = lies_adresse(einstellungen.datenbank_url())
        # Öffnen legte sonst ein leeres Register an, wo keines ist.
        if adresse.get_backend_name() == "sqlite" and not Path(str(adresse.database)).exists():
            raise KennzahlenFehler(
                f"Es gibt noch kein Register („{adresse.database}“). Bitte prüfen Sie INSEK_DATENORDNER und "
                "INSEK_DATENBANK_URL."
            )
        register = oeffne_leer()
        try:
            sicherung = sichere(register, angaben.ziel)
        finally:
            register.schliesse()
    except FEHLER as fehler:
        raise KennzahlenFehler(mit_ort(fehler)) from fehler
    umfang = groesse(angaben.ziel.stat().st_size)
    zeilen = [f"Gesichert nach {angaben.ziel} ({umfang}): {_aufzaehlung(sicherung.zeilen)}."]
    return "\n".join([*zeilen, *_warnung(sicherung)]), 0


def _fuehre_wiederherstellen_aus(angaben: argparse.Namespace) -> Antwort:
    from insek_monitor import einstellungen
    from insek_monitor.kern.rollen import Person, Zugang
    from insek_monitor.kern.zeit import wann
    from insek_monitor.kommandozeile.befehle import FEHLER, KennzahlenFehler
    from insek_monitor.register.fehler import mit_ort
    from insek_monitor.register.wiederherstellen import RollenUnbestaetigt, stelle_her

    name = (angaben.von or "").strip() or "Wiederherstellung"
    wer = Person(name, "kommandozeile", Zugang.KOMMANDOZEILE)
    adresse = einstellungen.datenbank_url()
    rollen: Mapping[str, str] | None = None if angaben.rollen_uebernehmen else {}
    try:
        try:
            sicherung = stelle_her(adresse, angaben.quelle, person=wer, rollen=rollen)
        except RollenUnbestaetigt as frage:
            if not _bestaetigt(frage):
                raise KennzahlenFehler(
                    f"{frage} Bitte rufen Sie den Befehl mit --rollen-uebernehmen auf, wenn das so sein soll."
                ) from None
            sicherung = stelle_her(adresse, angaben.quelle, person=wer, rollen=frage.rollen)
    except FEHLER as fehler:
        raise KennzahlenFehler(mit_ort(fehler)) from fehler
    if sicherung.nichts_zu_tun:
        return f"Das Register enthält schon alles aus {angaben.quelle}; es gibt nichts zu tun.", 0
    von_wann = ""
    if sicherung.erstellt_am is not None:
        von_wann = f" (gesichert am {wann(sicherung.erstellt_am)})"
    zeilen = [f"Wiederhergestellt aus {angaben.quelle}{von_wann}: {_aufzaehlung(sicherung.ergaenzt)}."]
    return "\n".join([*zeilen, *_warnung(sicherung)]), 0


def _bestaetigt(frage: RollenUnbestaetigt) -> bool:
    """Frag nach, wenn jemand davor sitzt."""
    if not sys.stdin.isatty():
        return False
    print(frage, file=sys.stderr)
    return input("Diese Rollen übernehmen? [j/N] ").strip().lower() in ("j", "ja")


def _aufzaehlung(anzahlen: Mapping[str, int]) -> str:
    from insek_monitor.lage.bild import zahlen

    return ", ".join(
        zahlen.anzahl(anzahlen[tabelle], einzahl, mehrzahl)
        for tabelle, (einzahl, mehrzahl) in WAS.items()
        if anzahlen.get(tabelle)
    )


def _warnung(sicherung: Sicherung) -> list[str]:
    if not sicherung.veraendert:
        return []
    nummern = ", ".join(map(str, sicherung.veraendert))
    return [
        f"Achtung: Der Inhalt von Datenstand {nummern} passt nicht zu seiner Prüfsumme; er wurde außerhalb "
        "des Programms verändert. Bitte bewahren Sie ältere Sicherungen auf."
    ]
