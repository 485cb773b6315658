"""Spalten, die erst zusammen ein Feld ergeben: Kreuztabellen und Schlüssel in Teilen; und die Satzart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from insek_monitor.einspielen.spalten_raten import ist_kreuz
from insek_monitor.einspielen.spaltentitel import normiere_titel
from insek_monitor.einspielen.tabelle import MEHRERE, als_text
from insek_monitor.kern.rohdatei import Zelle

_TEIL = {
    "land": "land", "l": "land", "rb": "rb", "regierungsbezirk": "rb", "r": "rb", "kreis": "kreis",
    "k": "kreis", "vb": "vb", "gemeindeverband": "vb", "gem": "gem", "gemeinde": "gem", "g": "gem",
}  # fmt: skip
_STELLEN = {"land": 2, "rb": 1, "kreis": 2, "vb": 4, "gem": 3}
_GEMEINDE = "60"
KEINE_GEMEINDE = "keine Gemeinde, sondern Land, Kreis oder Verband"


def schluesselteile(texte: Mapping[int, str]) -> dict[str, int]:
    """Land, RB, Kreis, VB und Gem mit ihrer Stelle; leer, wenn die Liste keinen Schlüssel in Teilen hat."""
    gruppen: dict[tuple[str, ...], dict[str, int]] = {}
    for stelle, text in texte.items():
        *davor, letztes = normiere_titel(text).split() or [""]
        if letztes in _TEIL:
            gruppen.setdefault(tuple(davor), {}).setdefault(_TEIL[letztes], stelle)
    return next((teile for teile in gruppen.values() if {"rb", "kreis", "gem"} <= teile.keys()), {})


def sind_ziffern(teile: Mapping[str, int], inhalte: Sequence[Sequence[Zelle]]) -> bool:
    """Ob in den Spalten eines Schlüssels in Teilen kurze Zahlen stehen, keine Namen."""
    for teil, i in teile.items():
        texte = [text for zelle in inhalte[i] if (text := als_text(zelle).strip())]
        kurz = sum(text.isdigit() and len(text) <= _STELLEN[teil] for text in texte)
        if kurz == 0 or kurz < 0.6 * len(texte):
            return False
    return True


def verbinde_schluessel(teile: Mapping[str, int], inhalte: Sequence[Sequence[Zelle]]) -> list[Zelle]:
    """Der Schlüssel je Zeile; ohne Gemeinde bleibt der fünfstellige des Kreises."""
    schluessel: list[Zelle] = []
    for werte in zip(*(inhalte[stelle] for stelle in teile.values()), strict=True):
        texte = {teil: als_text(wert).strip() for teil, wert in zip(teile, werte, strict=True)}
        texte.setdefault("land", "14")
        ziffern = [
            texte[teil].zfill(_STELLEN[teil]) for teil in ("land", "rb", "kreis", "gem") if texte[teil]
        ]
        schluessel.append("".join(ziffern) if texte["kreis"].isdigit() else None)
    return schluessel


def verbinde_kreuze(antworten: Mapping[int, str], inhalte: Sequence[Sequence[Zelle]]) -> list[Zelle]:
    """Je Zeile die angekreuzte Antwort; bei mehreren alle, damit gefragt wird."""
    stellen = list(antworten)
    return [
        MEHRERE.join(antworten[s] for s, wert in zip(stellen, werte, strict=True) if ist_kreuz(wert)) or None
        for werte in zip(*(inhalte[stelle] for stelle in stellen), strict=True)
    ]


def satzart(
    texte: Mapping[int, str], inhalte: Sequence[Sequence[Zelle]]
) -> tuple[int | None, dict[int, str]]:
    """Die Stelle der Spalte „Satzart“ und die Zeilen, die kein Gemeindesatz sind, mit Grund."""
    for stelle, text in texte.items():
        werte = [als_text(wert).strip() for wert in inhalte[stelle]]
        if normiere_titel(text).replace(" ", "") == "satzart" and _GEMEINDE in werte:
            andere = {i: w for i, w in enumerate(werte) if re.fullmatch(r"\d0", w) and w != _GEMEINDE}
            return stelle, {i: f"{KEINE_GEMEINDE} (Satzart {w})" for i, w in andere.items()}
    return None, {}
