"""Einstellungen aus der Umgebung, an einer Stelle.

Alles sind Funktionen und keine Konstanten: Tests und Betreiber können die Umgebung setzen, ohne dass die
Reihenfolge der Importe eine Rolle spielt.
"""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from insek_monitor.kern.zeit import ORTSZEIT, STICHTAGE

DATENBANK_DATEI = "insek_monitor.sqlite"
ANMELDUNG_STUNDEN = 12
"""So lange gilt eine Anmeldung ohne eigene Angabe: ein Arbeitstag."""


class EinstellungsFehler(ValueError):
    """Eine Umgebungsvariable hat einen unbrauchbaren Wert."""


def projektordner() -> Path:
    """Oberster Ordner des Projekts (dort liegen ``app.py`` und ``daten/``)."""
    return Path(__file__).resolve().parent.parent


def datenordner() -> Path:
    """Ordner der SQLite-Datei: ``INSEK_DATENORDNER``, sonst ``ablage/`` (wird hier nicht angelegt)."""
    return _ordner("INSEK_DATENORDNER", "ablage")


def tabellenordner() -> Path:
    """Ordner der abgeleiteten Tabellen: ``INSEK_TABELLENORDNER``, sonst ``daten/`` im Projekt."""
    return _ordner("INSEK_TABELLENORDNER", "daten")


def datenbank_url() -> str:
    """SQLAlchemy-Adresse: ``INSEK_DATENBANK_URL``, sonst die SQLite-Datei im Datenordner."""
    url = os.environ.get("INSEK_DATENBANK_URL", "").strip()
    return url or f"sqlite:///{(datenordner() / DATENBANK_DATEI).as_posix()}"


def fester_stichtag() -> date | None:
    """``INSEK_STICHTAG`` (JJJJ-MM-TT) statt des heutigen Tages, für Tests und Vorführungen; sonst None.

    Raises
    ------
    EinstellungsFehler
        Wenn die Angabe kein solches Datum ist.
    """
    gesetzt = os.environ.get("INSEK_STICHTAG", "").strip()
    try:
        return date.fromisoformat(gesetzt) if gesetzt else None
    except ValueError:
        raise EinstellungsFehler(
            f"Die Einstellung INSEK_STICHTAG ist „{gesetzt[:30]}“; erwartet wird ein Datum wie 2026-11-21."
        ) from None


def jetzt() -> datetime:
    """Die Uhr, die einzige: der Zeitpunkt in deutscher Zeit."""
    return datetime.now(ORTSZEIT)


def heute() -> date:
    """Der heutige Tag in deutscher Zeit, es sei denn, `fester_stichtag` nennt einen.

    Raises
    ------
    EinstellungsFehler
        Wenn er außerhalb von ``STICHTAGE`` liegt: Dort lässt sich nichts rechnen.
    """
    fest = fester_stichtag()
    tag = fest or jetzt().date()
    if STICHTAGE[0] <= tag <= STICHTAGE[1]:
        return tag
    von_bis = f"gerechnet wird mit Tagen von {STICHTAGE[0].year} bis {STICHTAGE[1].year}"
    if fest is not None:
        raise EinstellungsFehler(
            f"Die Einstellung INSEK_STICHTAG ist {fest.isoformat()}; {von_bis}. Bitte berichtigen Sie sie "
            "oder nehmen Sie sie weg."
        )
    raise EinstellungsFehler(
        f"Die Uhr dieses Rechners steht auf dem {tag:%d.%m.}{tag.year}; {von_bis}. Bitte stellen Sie die Uhr."
    )


def ist_server() -> bool:
    """Ob ``INSEK_BETRIEB=server`` gesetzt ist: dann gibt der Rechner, von dem jemand kommt, keine Rechte.

    Raises
    ------
    EinstellungsFehler
        Wenn die Angabe weder ``server`` noch ``rechner`` ist; ein Schreibfehler darf nichts öffnen.
    """
    gesetzt = os.environ.get("INSEK_BETRIEB", "").strip().lower()
    if gesetzt not in ("", "rechner", "server"):
        raise EinstellungsFehler(
            f"Die Einstellung INSEK_BETRIEB ist „{gesetzt[:30]}“; erwartet wird „server“ oder „rechner“."
        )
    return gesetzt == "server"


def rollen_angabe() -> str:
    """``INSEK_ROLLEN_ANGABE``: unter welchem Namen der Anmeldedienst Rollen nennt; leer: nur das Register."""
    return os.environ.get("INSEK_ROLLEN_ANGABE", "").strip()


def anmeldung_stunden() -> int:
    """``INSEK_ANMELDUNG_STUNDEN``: so viele Stunden gilt eine Anmeldung, dann ist sie zu erneuern.

    Raises
    ------
    EinstellungsFehler
        Wenn die Angabe keine ganze Zahl von 1 bis 720 ist.
    """
    gesetzt = os.environ.get("INSEK_ANMELDUNG_STUNDEN", "").strip()
    if not gesetzt:
        return ANMELDUNG_STUNDEN
    if not (gesetzt.isascii() and gesetzt.isdigit() and len(gesetzt) <= 3 and 1 <= int(gesetzt) <= 720):
        raise EinstellungsFehler(
            f"Die Einstellung INSEK_ANMELDUNG_STUNDEN ist „{gesetzt[:30]}“; erwartet wird eine ganze Zahl "
            "von 1 bis 720."
        )
    return int(gesetzt)


def saal_adresse() -> str:
    """``INSEK_SAAL_ADRESSE``: unter welcher Adresse Telefone den Rechner erreichen; leer: die der Anfrage.

    Raises
    ------
    EinstellungsFehler
        Wenn die Angabe keine Adresse ohne Pfad ist.
    """
    return _herkunft("INSEK_SAAL_ADRESSE", "http://192.168.1.5:8600")


def saal_innen() -> str:
    """``INSEK_SAAL_INNEN``: wo der Dienst für das Hausnetz das Dashboard findet; leer: nirgends.

    Raises
    ------
    EinstellungsFehler
        Wenn die Angabe keine Adresse ohne Pfad ist.
    """
    return _herkunft("INSEK_SAAL_INNEN", "http://127.0.0.1:8501")


def _herkunft(variable: str, beispiel: str) -> str:
    """Schema, Rechner und Port einer Adresse; ohne Pfad, Zugangsdaten und Schrägstrich am Ende."""
    gesetzt = os.environ.get(variable, "").strip()
    if not gesetzt:
        return ""
    fehler = EinstellungsFehler(
        f"Die Einstellung {variable} ist „{gesetzt[:60]}“; erwartet wird eine Adresse ohne Pfad, etwa "
        f"{beispiel}."
    )
    try:
        teile = urlsplit(gesetzt)
        teile.port  # noqa: B018  ein unmöglicher Port ist ein ValueError
    except ValueError:
        raise fehler from None
    zuviel = teile.path not in ("", "/") or teile.query or teile.fragment or "@" in teile.netloc
    if teile.scheme not in ("http", "https") or not teile.hostname or zuviel or not gesetzt.isprintable():
        raise fehler
    if any(zeichen.isspace() or zeichen in "\"'<>\\" for zeichen in gesetzt):
        raise fehler
    return f"{teile.scheme}://{teile.netloc}"


def _ordner(variable: str, vorgabe: str) -> Path:
    gesetzt = os.environ.get(variable, "").strip()
    return Path(gesetzt).expanduser().resolve() if gesetzt else projektordner() / vorgabe
