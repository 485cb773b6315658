"""Die Befehle ``aufbereiten``, ``kennzahlen``, ``datenstaende``, Datenpflege, Sicherung, Workshop; deutsch.

Rückgabewerte: 0 erledigt, 1 nicht möglich (die Meldung sagt warum), 2 falscher Aufruf. Was lange lädt
(pandas, SQLAlchemy), holen erst die Befehle selbst, damit die Hilfe sofort erscheint.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
import warnings
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from insek_monitor import __version__, einstellungen
from insek_monitor.kommandozeile import pflegebefehle, sicherungsbefehle, workshopbefehl
from insek_monitor.kommandozeile.deutsch import DeutscherParser

ERLEDIGT, NICHT_MOEGLICH, ABGEBROCHEN = 0, 1, 130
FRUEHESTER, SPAETESTER = date(1900, 1, 1), date(2199, 12, 31)


def main(argumente: Sequence[str] | None = None) -> int:
    """Führe einen Befehl aus.

    Parameters
    ----------
    argumente
        Wörter nach dem Programmnamen; ohne Angabe die des Prozesses.

    Returns
    -------
    int
        Rückgabewert des Prozesses.
    """
    _stelle_ausgabe_ein()
    # Warnungen der Bibliotheken sind englisch und nur für Entwickler; „python -W default“ zeigt sie.
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    try:
        angaben = _parser().parse_args(argumente)
        ergebnis: int = _pflege(angaben) if "pflege" in angaben else angaben.befehl(angaben)
        sys.stdout.flush()
    except BrokenPipeError:
        # Sonst versucht Python beim Beenden noch einmal zu schreiben und meldet es auf Englisch.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _melde("Die Ausgabe wurde vorzeitig geschlossen.")
    except einstellungen.EinstellungsFehler as fehler:
        return _melde(str(fehler))
    except KeyboardInterrupt:
        _melde("Abgebrochen.")
        return ABGEBROCHEN
    return ergebnis


def _parser() -> DeutscherParser:
    parser = DeutscherParser(
        prog="python -m insek_monitor",
        description="INSEK-Monitor Sachsen: Kennzahlen und Daten auf der Kommandozeile.",
        epilog="Das Dashboard startet mit „make start“ oder „streamlit run app.py“.",
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"INSEK-Monitor {__version__}",
        help="Version zeigen und beenden",
    )
    befehle = parser.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    _befehl_aufbereiten(befehle)
    _befehl_kennzahlen(befehle)
    _befehl_datenstaende(befehle)
    pflegebefehle.fuege_hinzu(befehle)
    sicherungsbefehle.fuege_hinzu(befehle)
    workshopbefehl.fuege_hinzu(befehle)
    return parser


def _befehl_aufbereiten(befehle: argparse._SubParsersAction[DeutscherParser]) -> None:
    beschreibung = "Amtliche Dateien und Recherche zu den Tabellen in daten/ aufbereiten."
    befehl = befehle.add_parser("aufbereiten", help=beschreibung, description=beschreibung)
    befehl.add_argument("quellordner", metavar="QUELLORDNER", type=Path, help="Ordner mit den Quelldateien")
    befehl.add_argument(
        "--gemeindeverzeichnis",
        metavar="DATEI",
        type=Path,
        help="anderes (neueres) Destatis-Verzeichnis, XLSX",
    )
    befehl.add_argument(
        "--grenzen",
        metavar="DATEI",
        type=Path,
        help="andere (neuere) BKG-Grenzen: Shape, GeoPackage oder das ZIP, wie es geliefert wird",
    )
    befehl.add_argument("--ziel", metavar="ORDNER", type=Path, help="Zielordner (Vorgabe: daten/ im Projekt)")
    befehl.set_defaults(befehl=_aufbereiten)


def _befehl_kennzahlen(befehle: argparse._SubParsersAction[DeutscherParser]) -> None:
    beschreibung = "Kennzahlen zu einem Stichtag ausgeben."
    befehl = befehle.add_parser(
        "kennzahlen",
        help=beschreibung,
        description=beschreibung,
        epilog="Die Schlüssel der JSON-Ausgabe beschreibt docs/kennzahlen_json.md.",
    )
    befehl.add_argument(
        "--stichtag", metavar="JJJJ-MM-TT", type=_stichtag, help="Tag, zu dem gerechnet wird (Vorgabe: heute)"
    )
    befehl.add_argument(
        "--datenstand",
        metavar="recherche|NUMMER",
        help="woher die Angaben stammen (Vorgabe: der neueste eigene Datenstand, sonst recherche)",
    )
    befehl.add_argument("--nur-belegt", action="store_true", help="nichts schätzen: nur belegte Angaben")
    befehl.add_argument("--json", action="store_true", help="als JSON ausgeben")
    befehl.set_defaults(befehl=_kennzahlen)


def _befehl_datenstaende(befehle: argparse._SubParsersAction[DeutscherParser]) -> None:
    beschreibung = "Alle Datenstände des Registers auflisten."
    befehl = befehle.add_parser("datenstaende", help=beschreibung, description=beschreibung)
    befehl.set_defaults(befehl=_datenstaende)


def _stichtag(text: str) -> date:
    muster = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text.strip())
    if muster is None:
        raise argparse.ArgumentTypeError(
            f"„{text}“ ist kein Datum in der Form JJJJ-MM-TT. Beispiel: 2026-11-21."
        )
    try:
        tag = date(*(int(teil) for teil in muster.groups()))
    except ValueError as fehler:
        raise argparse.ArgumentTypeError(f"Den Tag „{text}“ gibt es nicht.") from fehler
    if not FRUEHESTER <= tag <= SPAETESTER:
        raise argparse.ArgumentTypeError(
            f"Der Stichtag muss zwischen {FRUEHESTER.year} und {SPAETESTER.year} liegen, "
            f"nicht im Jahr {tag.year}."
        )
    return tag


def _aufbereiten(angaben: argparse.Namespace) -> int:
    from insek_monitor import einstellungen
    from insek_monitor.aufbereiten import AufbereitungsFehler, aufbereite

    ziel = angaben.ziel or einstellungen.tabellenordner()
    try:
        ergebnis = aufbereite(
            angaben.quellordner,
            ziel,
            gemeindeverzeichnis=angaben.gemeindeverzeichnis,
            grenzen=angaben.grenzen,
        )
    except AufbereitungsFehler as fehler:
        return _melde(str(fehler))
    print(f"Aufbereitet nach {ergebnis.ziel}:")
    for name, zeilen in ergebnis.zeilen.items():
        print(f"  {name}: {zeilen} {'Zeile' if zeilen == 1 else 'Zeilen'}")
    return ERLEDIGT


def _kennzahlen(angaben: argparse.Namespace) -> int:
    from insek_monitor.kommandozeile.befehle import KennzahlenFehler, kennzahlen

    try:
        text = kennzahlen(
            angaben.stichtag or einstellungen.heute(),
            angaben.datenstand,
            nur_belegt=angaben.nur_belegt,
            als_json=angaben.json,
        )
    except KennzahlenFehler as fehler:
        return _melde(str(fehler))
    print(text)
    return ERLEDIGT


def _datenstaende(_angaben: argparse.Namespace) -> int:
    from insek_monitor.kommandozeile.befehle import KennzahlenFehler, datenstandsliste

    try:
        text = datenstandsliste()
    except KennzahlenFehler as fehler:
        return _melde(str(fehler))
    print(text)
    return ERLEDIGT


def _pflege(angaben: argparse.Namespace) -> int:
    from insek_monitor.kommandozeile.befehle import KennzahlenFehler

    try:
        text, rueckgabe = angaben.pflege(angaben)
    except KennzahlenFehler as fehler:
        return _melde(str(fehler))
    print(text)
    return int(rueckgabe)


def _melde(text: str) -> int:
    print(f"Fehler: {text}", file=sys.stderr)
    return NICHT_MOEGLICH


def _stelle_ausgabe_ein() -> None:
    # Umlaute sollen auch in eine Datei oder eine Röhre unter Windows gelangen.
    for strom in (sys.stdout, sys.stderr):
        if isinstance(strom, io.TextIOWrapper):
            strom.reconfigure(encoding="utf-8", errors="replace")
