"""Aufruf und Hilfe der Datenpflege: prüfen, einspielen, ausgeben, Vorlage, Rollen, Protokoll.

Jeder Befehl liefert Text und Rückgabewert; Fehler werden im Rahmen (``kommandozeile``) gemeldet.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from insek_monitor import einstellungen
from insek_monitor.kommandozeile.deutsch import DeutscherParser

Antwort = tuple[str, int]
ROLLEN = ("lesen", "bearbeiten", "freigeben", "keine")


def fuege_hinzu(befehle: argparse._SubParsersAction[DeutscherParser]) -> None:
    """Hängt die Befehle an; jeder setzt ``pflege`` auf eine Funktion ``Namespace → (Text, Rückgabewert)``."""
    for baue in (_pruefe, _einspielen, _ausgeben, _vorlage, _rolle, _protokoll):
        baue(befehle)


def _neu(
    befehle: argparse._SubParsersAction[DeutscherParser], name: str, beschreibung: str, epilog: str = ""
) -> DeutscherParser:
    return befehle.add_parser(name, help=beschreibung, description=beschreibung, epilog=epilog)


def _pruefe(befehle: argparse._SubParsersAction[DeutscherParser]) -> None:
    befehl = _neu(
        befehle,
        "pruefe",
        "Eine Liste lesen und prüfen, ohne etwas zu schreiben.",
        "Rückgabewert 0: keine Fehler (Warnungen möglich), 1: Fehler oder nicht lesbar.",
    )
    _datei(befehl)
    befehl.add_argument(
        "--bericht",
        metavar="ZIEL.xlsx",
        type=Path,
        help="Kopie der Liste mit markierten Zellen schreiben",
    )
    befehl.add_argument("--json", action="store_true", help="als JSON ausgeben")
    befehl.add_argument("--von", metavar="NAME", default="Kommandozeile", help="wer Spalten zuordnet")
    befehl.set_defaults(pflege=_fuehre_pruefe_aus)


def _fuehre_pruefe_aus(angaben: argparse.Namespace) -> Antwort:
    from insek_monitor.kommandozeile import einspielen

    text, fehlerfrei = einspielen.pruefe_datei(
        angaben.datei,
        einstellungen.heute(),
        bericht=angaben.bericht,
        als_json=angaben.json,
        spalten=dict(angaben.spalte),
        von=angaben.von,
    )
    return text, 0 if fehlerfrei else 1


def _einspielen(befehle: argparse._SubParsersAction[DeutscherParser]) -> None:
    befehl = _neu(
        befehle,
        "einspielen",
        "Eine Liste prüfen, mit dem geltenden Datenstand vergleichen und als neuen Datenstand eintragen.",
        "Ganz oder gar nicht: Sind Fehler oder Warnungen offen, wird nichts geschrieben.",
    )
    _datei(befehl)
    befehl.add_argument("--anlass", metavar="TEXT", required=True, help="warum eingespielt wird")
    befehl.add_argument("--von", metavar="NAME", required=True, help="wer einspielt")
    befehl.add_argument("--titel", metavar="TEXT", help="Titel des Datenstands (Vorgabe: Name der Datei)")
    befehl.add_argument(
        "--vollstaendig", action="store_true", help="was in der Datei nicht vorkommt, entfällt"
    )
    befehl.add_argument(
        "--verlust-bestaetigen",
        metavar="N",
        type=_anzahl,
        help="mit --vollstaendig: dass genau N Datensätze entfallen, ist gewollt",
    )
    befehl.add_argument("--warnungen-annehmen", action="store_true", help="alle Warnungen annehmen")
    befehl.add_argument(
        "--ohne-fehlerzeilen",
        action="store_true",
        help="Zeilen mit Fehlern weglassen, die übrigen einspielen",
    )
    befehl.set_defaults(pflege=_fuehre_einspielen_aus)


def _fuehre_einspielen_aus(angaben: argparse.Namespace) -> Antwort:
    from insek_monitor.kommandozeile import einspielen

    text = einspielen.spiele_datei_ein(
        angaben.datei,
        einstellungen.heute(),
        von=angaben.von,
        anlass=angaben.anlass,
        titel=angaben.titel,
        vollstaendig=angaben.vollstaendig,
        warnungen_annehmen=angaben.warnungen_annehmen,
        ohne_fehlerzeilen=angaben.ohne_fehlerzeilen,
        verlust=angaben.verlust_bestaetigen,
        spalten=dict(angaben.spalte),
    )
    return text, 0


def _ausgeben(befehle: argparse._SubParsersAction[DeutscherParser]) -> None:
    befehl = _neu(
        befehle,
        "ausgeben",
        "Das ganze Register eines Datenstands in eine Datei schreiben.",
        "Das Format folgt der Endung: .xlsx (lässt sich wieder einspielen), .csv, .json, .geojson, .gpkg.",
    )
    befehl.add_argument("ziel", metavar="ZIEL", type=Path, help="Datei, etwa register.xlsx")
    befehl.add_argument(
        "--datenstand", metavar="modell|recherche|NUMMER", help="Vorgabe: der geltende Datenstand"
    )
    befehl.set_defaults(pflege=_fuehre_ausgeben_aus)


def _fuehre_ausgeben_aus(angaben: argparse.Namespace) -> Antwort:
    from insek_monitor.kommandozeile import pflege

    return pflege.gib_aus(angaben.ziel, angaben.datenstand, einstellungen.heute(), einstellungen.jetzt()), 0


def _vorlage(befehle: argparse._SubParsersAction[DeutscherParser]) -> None:
    befehl = _neu(befehle, "vorlage", "Die Meldeliste als XLSX schreiben, leer oder gefüllt.")
    befehl.add_argument("ziel", metavar="ZIEL.xlsx", type=Path, help="Datei")
    befehl.add_argument("--gefuellt", action="store_true", help="mit dem geltenden Datenstand gefüllt")
    befehl.set_defaults(pflege=_fuehre_vorlage_aus)


def _fuehre_vorlage_aus(angaben: argparse.Namespace) -> Antwort:
    from insek_monitor.kommandozeile import pflege

    return pflege.schreibe_vorlage(angaben.ziel, einstellungen.jetzt(), gefuellt=angaben.gefuellt), 0


def _rolle(befehle: argparse._SubParsersAction[DeutscherParser]) -> None:
    befehl = _neu(
        befehle,
        "rolle",
        "Jemandem eine Rolle geben oder nehmen.",
        "Die Kennung ist die geprüfte E-Mail-Adresse der Anmeldung, sonst deren „sub“ (docs/betrieb.md).",
    )
    befehl.add_argument("kennung", metavar="KENNUNG", help="etwa name@beispiel.de")
    befehl.add_argument("rolle", metavar="ROLLE", choices=ROLLEN, help="lesen, bearbeiten, freigeben, keine")
    befehl.add_argument("--von", metavar="NAME", required=True, help="wer die Rolle vergibt")
    befehl.set_defaults(pflege=_fuehre_rolle_aus)


def _fuehre_rolle_aus(angaben: argparse.Namespace) -> Antwort:
    from insek_monitor.kommandozeile import pflege

    return pflege.vergib_rolle(angaben.kennung, angaben.rolle, angaben.von), 0


def _protokoll(befehle: argparse._SubParsersAction[DeutscherParser]) -> None:
    befehl = _neu(befehle, "protokoll", "Änderungen und verweigerte Versuche zeigen, die neuesten zuerst.")
    befehl.add_argument("--anzahl", metavar="N", type=_anzahl, default=100, help="so viele (Vorgabe: 100)")
    befehl.set_defaults(pflege=_fuehre_protokoll_aus)


def _fuehre_protokoll_aus(angaben: argparse.Namespace) -> Antwort:
    from insek_monitor.kommandozeile import pflege

    return pflege.protokolltext(angaben.anzahl), 0


def _datei(befehl: DeutscherParser) -> None:
    befehl.add_argument("datei", metavar="DATEI", type=Path, help="Liste als XLSX, XLS, ODS oder CSV")
    befehl.add_argument(
        "--spalte",
        metavar="ÜBERSCHRIFT=FELD",
        type=_spaltenwahl,
        action="append",
        default=[],
        help='was eine Spalte ist, etwa "INSEK=status", oder dass sie nicht gelesen wird: '
        '"STATUS=nichts"; mehrfach möglich, wird für die nächste Liste gemerkt',
    )


def _spaltenwahl(text: str) -> tuple[str, str]:
    from insek_monitor.einspielen.register_spaltennamen import NICHT_UEBERNEHMEN
    from insek_monitor.einspielen.spaltentitel import feld_zu, normiere_titel
    from insek_monitor.kern.meldung import FELD_JE_NAME

    titel, _, name = text.rpartition("=")
    feld = name.strip() if name.strip() in FELD_JE_NAME else feld_zu(name)
    if normiere_titel(name) == "nichts":
        feld = NICHT_UEBERNEHMEN
    if feld is None or not normiere_titel(titel):
        raise argparse.ArgumentTypeError(
            f"„{text}“ ist keine Zuordnung ÜBERSCHRIFT=FELD. Felder: nichts, {', '.join(FELD_JE_NAME)}."
        )
    return titel, feld


def _anzahl(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 100_000):
        raise argparse.ArgumentTypeError(f"„{text}“ ist keine Zahl zwischen 1 und 100000.")
    return int(text)
