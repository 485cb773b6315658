"""Einmal rechnen, oft zeigen: Zwischenspeicher, geschlüsselt nach Datenstand, Stichtag und Auswahl.

Ein Datenstand ist unveränderlich; deshalb veraltet hier nichts, solange seine Nummer im Schlüssel steht. Die
Zahl der Einträge ist begrenzt. `lru_cache` statt `st.cache_data`, weil auch die HTTP-Wege (außerhalb eines
Streamlit-Laufs) daraus lesen und weil das Kopieren der Tabellen bei jedem Treffer mehr kostet als manche
Rechnung. Die gelieferten Tabellen darf niemand verändern.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import Any, TypeVar, cast

import pandas as pd

from insek_monitor import __version__, einstellungen
from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage import abdeckung, lage, schaetzung
from insek_monitor.lage.bild import bilder
from insek_monitor.lage.bild.farben import Thema
from insek_monitor.register import datenstaende, laden, speicher, tabellen
from insek_monitor.register.datenstaende import Datenstand
from insek_monitor.register.laden import Bestand
from insek_monitor.register.verbindung import Register

F = TypeVar("F", bound=Callable[..., Any])

_oeffnen = Lock()
_weitere: list[Callable[[], None]] = []
"""Wie man vergisst, was andere Module mit `einmalig` behalten."""
_gewesen: dict[str, Register] = {}
"""Wo schon ein Register offen war, und das letzte: Fehlt dort die Datei, entsteht keine neue."""


@lru_cache(maxsize=1)
def _register(url: str) -> Register:
    offen = speicher.oeffne(url, anlegen=url not in _gewesen)
    _gewesen[url] = offen
    return offen


def register() -> Register:
    """Das eine Register des Prozesses, beim ersten Zugriff geöffnet (RegisterFehler, wenn das nicht geht)."""
    url = einstellungen.datenbank_url()
    with _oeffnen:  # gleichzeitige erste Besuche sollen nicht doppelt öffnen
        if _register(url).verwaist:
            leere()  # dieselbe Nummer kann in der Datei, die jetzt dort liegt, anderes meinen
        return _register(url)


def schliesse() -> None:
    """Gib das Register ab (Ende des Programms)."""
    with _oeffnen:
        while _gewesen:
            _gewesen.popitem()[1].schliesse()


def finde_datenstand(kennung: str | int | None) -> Datenstand:
    """Datenstand zu Kürzel oder Nummer; nicht gespeichert, weil „der neueste“ sich ändern kann."""
    return datenstaende.finde(register(), kennung)


@lru_cache(maxsize=2)
def _alle_datenstaende(offen: Register, _juengster: tuple[int, str] | None) -> tuple[Datenstand, ...]:
    return tuple(datenstaende.liste(offen))


def alle_datenstaende() -> list[Datenstand]:
    """Alle Datenstände, der neueste zuerst.

    Jeder Aufruf fragt nach dem jüngsten: nur so zeigt eine offene Sitzung, was eine andere eben eingespielt
    hat. Die Liste selbst ist gespeichert, damit 500 Datenstände nicht bei jedem Lauf gelesen werden.
    """
    offen = register()
    return list(_alle_datenstaende(offen, datenstaende.juengster(offen)))


@lru_cache(maxsize=1)
def gemeinden() -> pd.DataFrame:
    """Frame `gemeinden` (siehe docs/fachregeln.md)."""
    return tabellen.gemeinden()


@lru_cache(maxsize=1)
def regeln() -> Regeln:
    """Die Regeln aus `daten/regeln.yaml`."""
    return tabellen.regeln()


@lru_cache(maxsize=1)
def eckwerte() -> pd.DataFrame:
    """Die veröffentlichten Eckwerte."""
    return tabellen.eckwerte()


@lru_cache(maxsize=1)
def nachbarn() -> pd.DataFrame:
    """Frame `nachbarn`."""
    return tabellen.nachbarn()


@lru_cache(maxsize=1)
def gebietsaenderungen() -> pd.DataFrame:
    """Frame `gebietsaenderungen`."""
    return tabellen.gebietsaenderungen()


@lru_cache(maxsize=1)
def bevoelkerung() -> pd.DataFrame:
    """Frame `bevoelkerung`."""
    return tabellen.bevoelkerung()


@lru_cache(maxsize=2)
def geojson(name: str) -> dict[str, Any]:
    """`karte_gemeinden` oder `karte_kreise` aus `daten/` als dict."""
    inhalt: dict[str, Any] = json.loads(
        {"karte_gemeinden": tabellen.karte_gemeinden, "karte_kreise": tabellen.karte_kreise}[name]()
    )
    return inhalt


@lru_cache(maxsize=32)
def fassung(nummer: int | None = None) -> str:
    """Prüfsumme von Programm, Grenzen, Gemeinden und Datenstand, für Adressen, die der Browser behält."""
    summe = hashlib.sha256(__version__.encode())
    summe.update(tabellen.karte_gemeinden().encode())
    summe.update(pd.util.hash_pandas_object(gemeinden()[["name", "kreis", "einwohner"]]).to_numpy().tobytes())
    if nummer is not None:
        summe.update(bestand(nummer).datenstand.pruefsumme.encode())
    return summe.hexdigest()[:12]


@lru_cache(maxsize=4)
def bestand(nummer: int) -> Bestand:
    """Alle Konzepte eines Datenstands."""
    return laden.lade(register(), nummer)


@lru_cache(maxsize=64)
def lage_gesamt(nummer: int, stichtag: date, nur_belegt: bool) -> pd.DataFrame:
    """Lage aller Gemeinden, mit Schätzung oder („nur belegte Angaben“) ohne."""
    inhalt = bestand(nummer)
    belegt = lage.lage(gemeinden(), inhalt.konzepte, inhalt.zuordnung, stichtag, regeln())
    return belegt if nur_belegt else schaetzung.schaetze(belegt, eckwerte(), stichtag)


@lru_cache(maxsize=128)
def lage_der_auswahl(nummer: int, gewaehlt: lage.Auswahl) -> pd.DataFrame:
    """Lage der Gemeinden, die zur Auswahl gehören."""
    return lage.filtere(lage_gesamt(nummer, gewaehlt.stichtag, gewaehlt.nur_belegt), gewaehlt)


@lru_cache(maxsize=256)
def ergebnis(nummer: int, gewaehlt: lage.Auswahl, funktion: Callable[..., Any], *weitere: Any) -> Any:
    """`funktion(lage, *weitere)` für eine Auswahl; alles in `weitere` muss hashbar sein."""
    return funktion(lage_der_auswahl(nummer, gewaehlt), *weitere)


@lru_cache(maxsize=64)
def ergebnis_gesamt(
    nummer: int, stichtag: date, nur_belegt: bool, funktion: Callable[..., Any], *quellen: Callable[[], Any]
) -> Any:
    """`funktion(lage_gesamt, *(quelle() …))`; Quellen sind Funktionen, weil Tabellen nicht hashbar sind."""
    return funktion(lage_gesamt(nummer, stichtag, nur_belegt), *(quelle() for quelle in quellen))


@lru_cache(maxsize=32)
def verlauf(nummer: int, gewaehlt: lage.Auswahl) -> pd.DataFrame:
    """Abdeckung der ausgewählten Gemeinden je 31.12. seit 2000 und am Stichtag."""
    inhalt = bestand(nummer)
    zugehoerig = gemeinden().loc[lage_der_auswahl(nummer, gewaehlt).index]
    mitglieder = inhalt.zuordnung[inhalt.zuordnung["ags"].isin(zugehoerig.index)]
    jahre = range(min(2000, gewaehlt.stichtag.year - 1), gewaehlt.stichtag.year)
    tage = (*(date(jahr, 12, 31) for jahr in jahre), gewaehlt.stichtag)
    return abdeckung.verlauf(zugehoerig, inhalt.konzepte, mitglieder, regeln(), tage)


@lru_cache(maxsize=32)
def verlaufsbild(nummer: int, gewaehlt: lage.Auswahl, thema: Thema) -> bilder.Bild:
    """Der Verlauf als Abbildung."""
    return bilder.verlauf(verlauf(nummer, gewaehlt), lage_der_auswahl(nummer, gewaehlt), thema)


def einmalig(hoechstens: int) -> Callable[[F], F]:
    """Wie `lru_cache`, für Rechnungen anderer Module der Oberfläche; `leere` vergisst sie mit."""

    def mit_gedaechtnis(funktion: F) -> F:
        behalten = lru_cache(maxsize=hoechstens)(funktion)
        _weitere.append(behalten.cache_clear)
        return cast(F, behalten)

    return mit_gedaechtnis


def leere() -> None:
    """Vergisst alles (für Tests und nach einem neuen Grundbestand)."""
    for vergiss in _weitere:
        vergiss()
    for wert in list(globals().values()):
        if hasattr(wert, "cache_clear"):
            wert.cache_clear()
