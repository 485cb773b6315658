"""Die Seite des Kindprozesses: Grenzen setzen, Auftrag lesen, Ergebnis oder deutschen Satz zurückgeben."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from insek_monitor.einspielen.lesen.fehler import DateiFehler
from insek_monitor.kern.rohdatei import Rohblatt, Rohdatei, Zelle

ERGEBNIS, FEHLER = b"E", b"F"
ZU_VIEL_SPEICHER = (
    "Die Datei braucht beim Lesen zu viel Arbeitsspeicher. Bitte kopieren Sie nur die ausgefüllten Zellen "
    "in eine neue, leere Arbeitsmappe und laden Sie diese hoch."
)


def fuehre_aus(arbeit: Callable[[dict[str, Any], bytes], bytes]) -> None:
    """Liest Angaben (erste Zeile, JSON) und Datei von der Eingabe, schreibt das Ergebnis auf die Ausgabe."""
    eingabe = sys.stdin.buffer
    angaben = json.loads(eingabe.readline())
    begrenze(angaben["sekunden"], angaben["speicher"])
    try:
        antwort = ERGEBNIS + arbeit(angaben, eingabe.read())
    except DateiFehler as fehler:
        antwort = FEHLER + str(fehler).encode("utf-8", "replace")
    except MemoryError:
        antwort = FEHLER + ZU_VIEL_SPEICHER.encode()
    sys.stdout.buffer.write(antwort)
    sys.stdout.buffer.flush()


def begrenze(sekunden: float, speicher: int) -> None:
    """Speicher, Rechenzeit, keine Dateien schreiben. Windows kennt das nicht; dort wacht nur die Frist."""
    try:
        import resource
    except ImportError:
        return
    rechenzeit = int(sekunden) + 1
    for was, grenze, spaetestens in (
        (resource.RLIMIT_AS, speicher, speicher),
        # Eine Sekunde dazwischen, damit das Ende den Grund nennt (SIGXCPU statt SIGKILL).
        (resource.RLIMIT_CPU, rechenzeit, rechenzeit + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        # macOS lehnt manche Grenzen ab; dann bleibt die Frist.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(was, (grenze, spaetestens))


_TAG, _ZEITPUNKT = "d", "z"


def verpacke(datei: Rohdatei) -> bytes:
    """Rohdatei als JSON (ASCII)."""
    return json.dumps(
        {
            "name": datei.name,
            "format": datei.format,
            "groesse": datei.groesse,
            "pruefsumme": datei.pruefsumme,
            "hinweise": datei.hinweise,
            "blaetter": [_blatt(blatt) for blatt in datei.blaetter],
        }
    ).encode("ascii")


def packe_aus(inhalt: bytes) -> Rohdatei:
    """Kehrt ``verpacke`` um."""
    angaben = json.loads(inhalt)
    return Rohdatei(
        name=angaben["name"],
        format=angaben["format"],
        groesse=angaben["groesse"],
        pruefsumme=angaben["pruefsumme"],
        hinweise=tuple(angaben["hinweise"]),
        blaetter=tuple(_rohblatt(blatt) for blatt in angaben["blaetter"]),
    )


def _blatt(blatt: Rohblatt) -> dict[str, Any]:
    return {
        "name": blatt.name,
        "zeilen": [[_zu_json(zelle) for zelle in zeile] for zeile in blatt.zeilen],
        "verborgen": blatt.verborgen,
        "verborgene_zeilen": sorted(blatt.verborgene_zeilen),
        "verbunden": blatt.verbunden,
        "formeln": sorted(blatt.formeln),
    }


def _rohblatt(angaben: dict[str, Any]) -> Rohblatt:
    return Rohblatt(
        name=angaben["name"],
        zeilen=tuple(tuple(map(_aus_json, zeile)) for zeile in angaben["zeilen"]),
        verborgen=angaben["verborgen"],
        verborgene_zeilen=frozenset(angaben["verborgene_zeilen"]),
        verbunden=tuple((a, b, c, d) for a, b, c, d in angaben["verbunden"]),
        formeln=frozenset((zeile, spalte) for zeile, spalte in angaben["formeln"]),
    )


def _zu_json(zelle: Zelle) -> Any:
    if isinstance(zelle, datetime):
        return [_ZEITPUNKT, zelle.isoformat()]
    if isinstance(zelle, date):
        return [_TAG, zelle.isoformat()]
    return zelle


def _aus_json(wert: Any) -> Zelle:
    if isinstance(wert, list):
        art, text = wert
        return datetime.fromisoformat(text) if art == _ZEITPUNKT else date.fromisoformat(text)
    zelle: Zelle = wert
    return zelle
