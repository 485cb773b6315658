"""Ansprache: Kriterien, Punkte und Reihenfolge für alle Gemeinden; Sätze, Stabilität, ausgewogene Liste."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import insert

from insek_monitor.ansprache.kampagnen.kampagne import ausgewogen
from insek_monitor.ansprache.kontakte.register import lies
from insek_monitor.ansprache.prioritaet.befunde import begruendungen
from insek_monitor.ansprache.prioritaet.kriterien import kriterien
from insek_monitor.ansprache.prioritaet.rangfolge import prioritaet, stabilitaet
from insek_monitor.kern.rollen import Person, Zugang
from insek_monitor.lage.gewichte import VOREINSTELLUNGEN, VORGABE
from insek_monitor.lage.lage import lage
from insek_monitor.lage.schaetzung import schaetze
from insek_monitor.register import schema, tabellen
from insek_monitor.register.laden import lade
from insek_monitor.register.speicher import Register, oeffne
from tests.messung.tabelle import Messgroesse

STICHTAG = date(2026, 11, 21)
PLAETZE = 12


def ansprache(ordner: Path, laeufe: int) -> list[Messgroesse]:
    """Misst am mitgelieferten Datenstand, mit Schätzung wie auf der Seite."""
    ordner.mkdir(parents=True, exist_ok=True)
    bestand = lade(oeffne(f"sqlite:///{(ordner / 'ansprache.sqlite').as_posix()}"), "recherche")
    regeln, nachbarn, bevoelkerung = tabellen.regeln(), tabellen.nachbarn(), tabellen.bevoelkerung()
    belegt = lage(tabellen.gemeinden(), bestand.konzepte, bestand.zuordnung, STICHTAG, regeln)
    alle = schaetze(belegt, tabellen.eckwerte(), STICHTAG)
    # Jede dritte Gemeinde hatte einen Kontakt, verschieden lange her.
    kontakte = pd.Series(
        {ags: pd.Timestamp(2024, 1 + i % 12, 1) for i, ags in enumerate(alle.index) if i % 3 == 0}
    )
    gewichte = list(VOREINSTELLUNGEN.values())

    def werte() -> pd.DataFrame:
        return kriterien(alle, nachbarn, bevoelkerung, STICHTAG, regeln, letzter_kontakt=kontakte)

    feste = werte()
    register = mit_kontakten(ordner, list(alle.index), 10_000)
    rang = prioritaet(feste, VOREINSTELLUNGEN[VORGABE], alle)
    return [
        _miss(
            f"Ansprache: Kriterien, Punkte und Reihenfolge für {len(alle)}",
            laeufe,
            lambda i: prioritaet(werte(), gewichte[i % len(gewichte)], alle),
            50,
        ),
        _miss(
            "Ansprache: nur Gewichte verschoben (Punkte und Reihenfolge)",
            laeufe,
            lambda i: prioritaet(feste, gewichte[i % len(gewichte)], alle),
            5,
        ),
        _miss(
            f"Ansprache: {len(alle)} Begründungen", laeufe, lambda _: begruendungen(alle, feste, rang, regeln)
        ),
        _miss(
            "Ansprache: Stabilität in 200 Läufen",
            laeufe,
            lambda i: stabilitaet(feste, gewichte[i % len(gewichte)], alle),
        ),
        _miss(
            f"Ansprache: {PLAETZE} Plätze ausgewogen füllen",
            laeufe,
            lambda _: ausgewogen(rang, alle, PLAETZE),
        ),
        _miss(
            "Ansprache: 10.000 Kontakte lesen",
            laeufe,
            lambda _: lies(register, Person("", "lokal", Zugang.LOKAL)),
        ),
    ]


def mit_kontakten(ordner: Path, ags: list[str], anzahl: int) -> Register:
    """Ein Register mit so vielen Kontakten, reihum auf die Gemeinden verteilt."""
    register = oeffne(f"sqlite:///{(ordner / 'kontakte.sqlite').as_posix()}")
    zeilen = [
        {
            "nummer": i,
            "vorgang": i,
            "zurueckgezogen": False,
            "grund": "",
            "ags": ags[i % len(ags)],
            "datum": STICHTAG - timedelta(days=i % 3000),
            "art": "telefon",
            "stelle": "Bauamt",
            "ergebnis": "Text " * 20,
            "naechster_schritt": "anrufen",
            "von": "Anna",
            "kennung": "anna",
            "wiedervorlage": STICHTAG + timedelta(days=i % 50) if i % 2 else None,
        }
        for i in range(1, anzahl + 1)
    ]
    with register.schreiben() as verbindung:
        verbindung.execute(insert(schema.kontakt), zeilen)
    return register


def _miss(name: str, laeufe: int, rechnung: Callable[[int], Any], budget: float | None = None) -> Messgroesse:
    ergebnis = Messgroesse(name, "ms", budget_median=budget, stellen=1)
    rechnung(0)
    for lauf in range(laeufe):
        beginn = time.perf_counter()
        rechnung(lauf)
        ergebnis.werte.append((time.perf_counter() - beginn) * 1000)
    return ergebnis
