"""Gemeinsame Konzepte und Touren: Gruppen im Land (HiGHS gegen gierig), Touren mit 40 und 418 Orten."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from insek_monitor.ansprache.kampagnen.touren import plane
from insek_monitor.ansprache.kooperation.grundlage import komma
from insek_monitor.ansprache.kooperation.kooperation import (
    Aufteilung,
    Grundlage,
    Kooperationswunsch,
    aufteilung,
    aufteilung_gierig,
    grundlage,
    gruppen_um,
)
from insek_monitor.lage.lage import lage
from insek_monitor.register import tabellen
from insek_monitor.register.laden import lade
from insek_monitor.register.speicher import oeffne
from tests.messung.tabelle import Messgroesse

STICHTAG = date(2026, 11, 21)
BUDGET_GRUPPEN_S, BUDGET_TOUR_S = 5.0, 3.0
ORTE_JE_TOUR = 4
FAELLE: tuple[tuple[str, Kooperationswunsch], ...] = (
    ("Vorgaben", Kooperationswunsch()),
    ("nur belegte", Kooperationswunsch(auch_unbekannte=False)),
    (
        "bis 6 Gemeinden und 50.000 Einwohner",
        Kooperationswunsch(hoechst_einwohner=50_000, hoechstens_mitglieder=6, klein_bis=50_000),
    ),
)


def _grundlage(ordner: Path) -> Grundlage:
    ordner.mkdir(parents=True, exist_ok=True)
    register = oeffne(f"sqlite:///{(ordner / 'kooperation.sqlite').as_posix()}")
    bestand = lade(register, "recherche")
    gesamt = lage(tabellen.gemeinden(), bestand.konzepte, bestand.zuordnung, STICHTAG, tabellen.regeln())
    return grundlage(gesamt, tabellen.nachbarn(), tabellen.grenzen())


def _miss(groesse: Messgroesse, laeufe: int, rechne: Callable[[], Any]) -> Any:
    """Rechnet ``laeufe`` Mal, merkt sich die Zeiten und gibt das letzte Ergebnis zurück."""
    ergebnis = None
    for _ in range(laeufe):
        beginn = time.perf_counter()
        ergebnis = rechne()
        groesse.werte.append((time.perf_counter() - beginn) * (1000 if groesse.einheit == "ms" else 1))
    return ergebnis


def _guete(name: str, ergebnis: Aufteilung) -> str:
    g = ergebnis.guete
    return (
        f"{name}: {g.gruppen} Gruppen, {g.gemeinden} Gemeinden, {g.uebrig} übrig, im Mittel Kompaktheit "
        f"{komma(g.kompaktheit_mittel, 2)} und {komma(g.punkte)} Punkte je Gemeinde, im selben Kreis "
        f"{g.ein_kreis}, in derselben Verwaltungsgemeinschaft {g.ein_verband}"
    )


def gruppen(ordner: Path, laeufe: int) -> list[Messgroesse]:
    """Aufteilung des ganzen Landes mit Güte gegen das gierige Verfahren; Gruppen um eine Gemeinde."""
    daten = _grundlage(ordner)
    ergebnis = []
    for name, wunsch in FAELLE:
        messung = Messgroesse(f"Gruppen im ganzen Land ({name})", "s", BUDGET_GRUPPEN_S, stellen=2)
        gewaehlt = _miss(messung, laeufe, partial(aufteilung, daten, wunsch))
        gierig = aufteilung_gierig(daten, wunsch)
        messung.hinweis = f"{_guete('HiGHS', gewaehlt)}; {_guete('gierig', gierig)}"
        ergebnis.append(messung)
    um = Messgroesse("Gruppen um eine Gemeinde (jede zehnte)", "ms", stellen=1)
    for ags in daten.lage.index[::10]:
        _miss(um, 1, partial(gruppen_um, ags, daten, Kooperationswunsch()))
    return [*ergebnis, um]


def touren(laeufe: int) -> list[Messgroesse]:
    """Tagestouren mit vier Orten für eine Liste von 40 und für alle Gemeinden."""
    gemeinden = tabellen.gemeinden()
    ergebnis = []
    for anzahl in (40, len(gemeinden)):
        budget = BUDGET_TOUR_S if anzahl == 40 else None
        messung = Messgroesse(f"Touren mit {anzahl} Orten", "s", budget, stellen=2)
        orte = gemeinden.sample(anzahl, random_state=3)
        plan = _miss(messung, laeufe, partial(plane, orte, hoechstens=ORTE_JE_TOUR))
        messung.hinweis = f"{len(plan.touren)} Touren, {komma(plan.km, 0)} km Luftlinie"
        ergebnis.append(messung)
    return ergebnis
