"""Sätze zur Schätzung: was ihr widerspricht, und was sie als Zusammenhang zu einer Gemeinde sagt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from insek_monitor.kern.begriffe import Status
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.schaetzung import Grund, Schaetzung, Widerspruch


def widersprueche(schaetzung: Schaetzung) -> list[str]:
    """Je Widerspruch ein Satz: was belegt ist, was veröffentlicht ist, was deshalb nicht geschätzt wird."""
    return [_satz(widerspruch) for widerspruch in schaetzung.widersprueche]


def _satz(w: Widerspruch) -> str:
    klasse = f"Für Gemeinden mit {w.klasse} Einwohnern"
    belegt, soll = zahlen.zahl(w.belegt), zahlen.zahl(w.veroeffentlicht)
    return {
        Grund.VOR_ECKWERTEN: f"Die Eckwerte gelten für {w.veroeffentlicht}; für frühere Stichtage wird nicht "
        "geschätzt.",
        Grund.GESAMTZAHL: f"Die Eckwerte gelten für {soll} Gemeinden, der Datenstand kennt {belegt} mit "
        "Einwohnerzahl; deshalb wird nichts geschätzt.",
        Grund.ZU_VIELE_OHNE: f"{klasse} ist belegt, dass {belegt} kein Konzept haben; veröffentlicht sind "
        f"{soll}. Deshalb wird für sie nichts geschätzt.",
        Grund.ZU_VIELE_MIT: f"{klasse} sind {belegt} mit INSEK oder gemeldetem ähnlichen Konzept belegt; "
        f"nach den Eckwerten wären es höchstens {soll}. Deshalb wird für sie nichts geschätzt.",
        Grund.NICHT_ALLE_MIT: f"{klasse} sind {belegt} ohne INSEK belegt; veröffentlicht ist, dass alle "
        "eines haben. Deshalb wird für sie nichts geschätzt.",
        Grund.ZU_VIELE_AEHNLICHE: f"Gemeldet sind {belegt} ähnliche Konzepte, veröffentlicht nur {soll}. "
        "Deshalb wird unter 15.000 Einwohnern nichts geschätzt.",
        Grund.ZU_WENIGE_AEHNLICHE: f"Veröffentlicht sind {soll} ähnliche Konzepte; neben den {belegt} "
        "gemeldeten lassen die Belege nicht so viele zu. Deshalb wird unter 15.000 Einwohnern nichts "
        "geschätzt.",
    }[w.grund]


def zusammenhang(zeile: Mapping[Any, Any] | pd.Series) -> str:
    """„Von den Gemeinden dieser Größe ohne Nachweis haben 73 % keines.“

    Parameters
    ----------
    zeile
        Eine Zeile der Lage.

    Returns
    -------
    str
        Leer, wenn etwas belegt ist (auch ein ähnliches Konzept) oder nichts geschätzt wird.
    """
    if zeile["status"] != Status.UNBEKANNT.value or pd.isna(zeile["p_kein"]):
        return ""
    if zeile["p_vorhanden"] == 1:
        return "Nach den Eckwerten haben alle Gemeinden dieser Größe ein INSEK."
    return (
        f"Von den Gemeinden dieser Größe ohne Nachweis haben {zahlen.anteil(float(zeile['p_kein']))} keines."
    )


def anteil_ohne(p_kein: float) -> str:
    """Dasselbe in einer Legende: „rund 73 % haben keines“, „alle haben eines“."""
    return f"rund {zahlen.anteil(p_kein)} haben keines" if p_kein > 0 else "alle haben eines"
