"""Kleine Listen bauen und gegen die echten Gemeinden prüfen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import pandas as pd

from insek_monitor.einspielen.befund import Korrektur
from insek_monitor.einspielen.erkennen import erkenne
from insek_monitor.einspielen.pruefen import Pruefergebnis, Pruefgrundlage, pruefe
from insek_monitor.kern.regeln import Regeln
from insek_monitor.kern.rohdatei import Rohblatt, Rohdatei, Zelle
from insek_monitor.register import tabellen
from insek_monitor.register.datenstaende import Datenstand
from insek_monitor.register.laden import Bestand
from tests.conftest import STICHTAG, beispiel_konzept, rohe_regeln
from tests.hilfen.konzept import Konzept, als_frames

DATENSTAND = Datenstand(1, None, "Probe", datetime(2026, 1, 1, tzinfo=UTC), "Test", "Test", "0" * 64)


@lru_cache(maxsize=1)
def gemeinden() -> pd.DataFrame:
    return tabellen.gemeinden()


@lru_cache(maxsize=1)
def gebietsaenderungen() -> pd.DataFrame:
    return tabellen.gebietsaenderungen()


def bestand(konzepte: Iterable[Konzept]) -> Bestand:
    frame, zuordnung = als_frames(konzepte)
    return Bestand(DATENSTAND, frame, zuordnung)


@lru_cache(maxsize=1)
def _leer() -> Pruefgrundlage:
    return grundlage_mit([])


def grundlage() -> Pruefgrundlage:
    """Echte Gemeinden, leerer Datenstand."""
    return _leer()


def grundlage_mit(konzepte: Iterable[Konzept]) -> Pruefgrundlage:
    return Pruefgrundlage(
        gemeinden(), gebietsaenderungen(), bestand(konzepte), Regeln.aus_dict(rohe_regeln()), STICHTAG
    )


def konzept(kennung: str, ags: Sequence[str], **angaben: Any) -> Konzept:
    return beispiel_konzept(kennung, *ags, **angaben)


def rohdatei(*blaetter: Rohblatt, hinweise: tuple[str, ...] = ()) -> Rohdatei:
    return Rohdatei("liste.xlsx", "xlsx", 100, "0" * 64, blaetter, hinweise)


def blatt_aus(zeilen: Sequence[Mapping[str, Zelle]], name: str = "Liste") -> Rohblatt:
    """Blatt mit Kopfzeile in Zeile 1; die Überschriften sind die Schlüssel in ihrer Reihenfolge."""
    kopf = list(dict.fromkeys(titel for zeile in zeilen for titel in zeile))
    return Rohblatt(name, (tuple(kopf), *(tuple(zeile.get(titel) for titel in kopf) for zeile in zeilen)))


def pruefe_zeilen(
    zeilen: Sequence[Mapping[str, Zelle]],
    *,
    mit: Pruefgrundlage | None = None,
    korrekturen: Sequence[tuple[int, str, str]] = (),
) -> Pruefergebnis:
    datei = rohdatei(blatt_aus(zeilen))
    return pruefe(
        erkenne(datei),
        mit or grundlage(),
        [Korrektur("Liste", zeile, feld, wert) for zeile, feld, wert in korrekturen],
        datei=datei,
    )


def kurzform(ergebnis: Pruefergebnis) -> list[str]:
    """Befunde als „2 fehler datum_unlesbar“; ohne Zeile „blatt hinweis …“."""
    return [f"{b.zeile or 'blatt'} {b.stufe.value} {b.code}" for b in ergebnis.befunde]
