"""Wortlaut der Sätze zur Schätzung (einmal, hier)."""

from __future__ import annotations

import pandas as pd
import pytest

from insek_monitor.lage.bild.befunde_gemeinde import widersprueche, zusammenhang
from insek_monitor.lage.schaetzung import Grund, Schaetzung, Widerspruch


@pytest.mark.parametrize("grund", list(Grund))
def test_jeder_widerspruch_hat_einen_satz_mit_seinen_zahlen(grund: Grund) -> None:
    (satz,) = widersprueche(Schaetzung(widersprueche=(Widerspruch(grund, "unter 5.000", 1204, 2026),)))
    assert satz.endswith(".")
    assert "None" not in satz
    if grund is not Grund.VOR_ECKWERTEN:
        assert "1.204" in satz
    assert grund is Grund.NICHT_ALLE_MIT or "2.026" in satz or "2026" in satz


def test_wortlaut_eines_widerspruchs() -> None:
    zu_viele = Widerspruch(Grund.ZU_VIELE_MIT, "5.000 bis unter 15.000", 101, 100)
    assert widersprueche(Schaetzung(widersprueche=(zu_viele,))) == [
        "Für Gemeinden mit 5.000 bis unter 15.000 Einwohnern sind 101 mit INSEK oder gemeldetem ähnlichen "
        "Konzept belegt; nach den Eckwerten wären es höchstens 100. Deshalb wird für sie nichts geschätzt."
    ]


@pytest.mark.parametrize(
    ("status", "p_kein", "p_vorhanden", "satz"),
    [
        (
            *("unbekannt", 170 / 234, 0.2),
            "Von den Gemeinden dieser Größe ohne Nachweis haben 73\u00a0% keines.",
        ),
        ("unbekannt", 0.0, 1.0, "Nach den Eckwerten haben alle Gemeinden dieser Größe ein INSEK."),
        ("unbekannt", pd.NA, pd.NA, ""),
        ("teilweise", 170 / 234, 0.2, ""),
    ],
)
def test_zusammenhang_zu_einer_gemeinde(status: str, p_kein: object, p_vorhanden: object, satz: str) -> None:
    zeile = pd.Series({"status": status, "p_kein": p_kein, "p_vorhanden": p_vorhanden})
    assert zusammenhang(zeile) == satz
