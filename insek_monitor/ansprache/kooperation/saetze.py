"""Gründe einer Gruppe und das Verfahren, als deutsche Sätze mit Zahlen."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from insek_monitor.ansprache.kooperation.grundlage import (
    Kooperationswunsch,
    ganz,
    komma,
    und,
)
from insek_monitor.kern.begriffe import Status
from insek_monitor.lage.fortschreibung import sortierschluessel

KOMPAKT_AB, MITTEL_AB = 0.45, 0.3
"""Ab dieser Kompaktheit heißt eine Fläche „kompakt“ oder „mäßig kompakt“; eine Gemeinde hat im Mittel 0,5."""

_STATUSSATZ = (
    (Status.KEIN, "Kein Konzept"),
    (Status.TEILWEISE, "Ähnliches Konzept belegt"),
    (Status.VORHANDEN, "Konzept abgelaufen"),
    (Status.UNBEKANNT, "Stand klären, nicht belegt"),
)


class Mitglied(NamedTuple):
    """Was die Sätze über eine Gemeinde brauchen; ein Tupel, weil Zeilen einer Tabelle viel langsamer sind."""

    ags: str
    bezeichnung: str
    folge: str
    einwohner: int
    kreis: str | None
    verband: str | None
    verband_art: str | None
    status: str


def mitglieder_aus(lage: pd.DataFrame) -> dict[str, Mitglied]:
    """Die Gemeinden einer Lage (alle mit Einwohnerzahl) als Mitglieder, nach AGS."""

    def texte(spalte: str) -> list[str | None]:
        werte = lage[spalte].astype("object")
        return list(werte.where(werte.notna(), None))

    spalten = (
        [str(ags) for ags in lage.index],
        texte("bezeichnung"),
        list(sortierschluessel(lage["name"])),
        [int(zahl) for zahl in lage["einwohner"]],
        texte("kreis"),
        texte("verband"),
        texte("verband_art"),
        texte("status"),
    )
    return {zeile[0]: Mitglied(*zeile) for zeile in zip(*spalten, strict=True)}


def gruende(
    mitglieder: Sequence[Mitglied], grenze_km: float, kompaktheit: float, wunsch: Kooperationswunsch
) -> tuple[str, ...]:
    """Die Gründe einer Gruppe; die Gemeinden werden in der gegebenen Reihenfolge genannt."""
    return (
        *_einwohner(mitglieder, wunsch),
        f"Gemeinsame Grenzen: {komma(grenze_km)} km.",
        _kreis(mitglieder),
        _verband(mitglieder),
        _form(kompaktheit),
        *_stand(mitglieder),
    )


def _satz(text: str) -> str:
    """Mit genau einem Punkt am Ende; manche Namen enden selbst auf einen („Großpostwitz/O.L.“)."""
    return text if text.endswith(".") else f"{text}."


def _einwohner(mitglieder: Sequence[Mitglied], wunsch: Kooperationswunsch) -> tuple[str, str]:
    zusammen = (
        f"Zusammen {ganz(sum(m.einwohner for m in mitglieder))} Einwohner; gewünscht sind "
        f"{ganz(wunsch.mindest_einwohner)} bis {ganz(wunsch.hoechst_einwohner)}."
    )
    klein = [m.bezeichnung for m in mitglieder if m.einwohner < wunsch.mindest_einwohner]
    mindestens = f"{ganz(wunsch.mindest_einwohner)} Einwohner"
    if not klein:
        return zusammen, f"Jede hat auch allein mindestens {mindestens}."
    if len(klein) == len(mitglieder):
        return zusammen, f"Keine erreicht allein {mindestens}."
    return (
        zusammen,
        f"{und(klein)} {'erreicht' if len(klein) == 1 else 'erreichen'} allein nicht {mindestens}.",
    )


def _kreis(mitglieder: Sequence[Mitglied]) -> str:
    kreise = list(dict.fromkeys(m.kreis for m in mitglieder if m.kreis is not None))
    if len(kreise) == 1:
        return _satz(f"Alle im selben Kreis: {kreise[0]}")
    return _satz(f"In {len(kreise)} Kreisen: {und(kreise)}") if kreise else "Der Kreis ist nicht bekannt."


def _verband(mitglieder: Sequence[Mitglied]) -> str:
    anzahl = Counter((m.verband, m.verband_art) for m in mitglieder if m.verband is not None)
    (name, art), haeufigste = min(
        anzahl.items(), key=lambda paar: (-paar[1], paar[0][0]), default=(("", ""), 0)
    )
    if haeufigste < 2:
        return "Keine zwei in derselben Verwaltungsgemeinschaft."
    wer = "Alle" if haeufigste == len(mitglieder) else f"{haeufigste} von {len(mitglieder)}"
    wo = "im selben" if art == "Verwaltungsverband" else "in derselben"
    return _satz(f"{wer} {wo} {art or 'Verwaltungsgemeinschaft'}: {name}")


def _form(kompaktheit: float) -> str:
    if math.isnan(kompaktheit):
        return "Wie kompakt die Fläche ist, lässt sich nicht sagen."
    wort = "kompakt" if kompaktheit >= KOMPAKT_AB else "mäßig kompakt" if kompaktheit >= MITTEL_AB else ""
    wort = wort or "langgestreckt oder zerklüftet"
    return f"Die gemeinsame Fläche ist {wort} (Kompaktheit {komma(kompaktheit, 2)}; höchstens 1)."


def _stand(mitglieder: Sequence[Mitglied]) -> list[str]:
    """Je Status ein Satz."""
    return [
        _satz(f"{satz}: {und(namen)}")
        for wert, satz in _STATUSSATZ
        if (namen := [m.bezeichnung for m in mitglieder if m.status == wert.value])
    ]


def verfahren(
    gesehen: int, zulaessig: int, im_modell: int, *, gekappt: bool, bewiesen: bool, kandidaten: int
) -> str:
    """Wie die Aufteilung zustande kam, für Menschen.

    Parameters
    ----------
    gesehen, zulaessig, im_modell
        Zusammenhängende Gruppen, davon in den Grenzen des Wunsches, davon zur Wahl gestellt.
    gekappt
        Es gäbe noch mehr Gruppen; gewachsen sind nur die besten.
    """
    if not im_modell:
        return f"{ganz(kandidaten)} Gemeinden kommen infrage; eine zulässige Gruppe gibt es nicht."
    mehr = " (mehr wären möglich: Nur die besten je Gemeinde wuchsen weiter)" if gekappt else ""
    alle = im_modell == zulaessig
    worunter = (
        f"Unter allen {ganz(zulaessig)} zulässigen"
        if alle
        else f"Unter den {ganz(im_modell)} besten der {ganz(zulaessig)} zulässigen"
    )
    beweis = (
        f"Besser geht es {'' if alle and not gekappt else 'mit diesen Gruppen '}nachweislich nicht."
        if bewiesen
        else "Die Zeitgrenze war erreicht: Das Ergebnis ist zulässig, aber nicht nachweislich das beste."
    )
    return (
        f"{ganz(kandidaten)} Gemeinden kommen infrage; {ganz(gesehen)} zusammenhängende Gruppen wurden "
        f"gefunden{mehr}. {worunter} wählt ein Optimierungsverfahren (HiGHS) so, dass zuerst die meisten "
        f"Gemeinden unterkommen und dann die Punkte je Gemeinde am höchsten sind. {beweis}"
    )
