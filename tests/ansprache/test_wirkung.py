"""Wirkung der Beratung: nur Belegtes, nur sicher danach, alles Zweifelhafte „unklar“."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.ansprache.kontakte.wirkung import ERGEBNISSE, wirkung
from tests.conftest import STICHTAG, beispiel_konzept
from tests.hilfen.konzept import Konzept, als_frames
from tests.hilfen.prioritaet_beispiele import ags
from tests.lage.test_eigenschaften import AGS, bestaende

BERATEN_AM = date(2024, 6, 15)


def verlauf(*zeilen: tuple[int, str, date], ungueltig: Collection[int] = ()) -> pd.DataFrame:
    """Stelle der Gemeinde, Stand, ab wann; ungültige Zeilen nach ihrer Nummer."""
    return pd.DataFrame(
        {
            "ags": pd.array([ags(z[0]) for z in zeilen], dtype="str"),
            "stand": pd.array([z[1] for z in zeilen], dtype="str"),
            "ab": pd.array([z[2] for z in zeilen], dtype="datetime64[s]"),
            "gueltig": np.array([nummer not in ungueltig for nummer in range(len(zeilen))], dtype=bool),
        }
    )


def ergebnis_fuer(*konzepte: Konzept, beraten_am: date = BERATEN_AM) -> tuple[str, Any]:
    """Ergebnis und Tag des Ereignisses einer beratenen Gemeinde."""
    rechnung = wirkung(verlauf((0, "beraten", beraten_am)), *als_frames(list(konzepte)), STICHTAG, 12)
    assert rechnung.beraten == 1
    fall = rechnung.faelle.loc[ags(0)]
    return fall["ergebnis"], None if pd.isna(fall["ereignis_am"]) else fall["ereignis_am"]


@pytest.mark.parametrize(
    ("angaben", "erwartet"),
    [
        ({"beschluss": "2025-03-01"}, ("beschlossen", "2025-03-01")),
        ({"beschluss": "2025"}, ("beschlossen", "2025")),
        ({"beschluss": "2024-07"}, ("beschlossen", "2024-07")),
        # Im Jahr oder Monat der Beratung kann es vorher gewesen sein.
        ({"beschluss": "2024"}, ("unklar", "2024")),
        ({"beschluss": "2024-06"}, ("unklar", "2024-06")),
        # Am Tag der Beratung selbst ist nicht seither.
        ({"beschluss": "2024-06-15"}, ("nichts bekannt", None)),
        ({"beschluss": "2024-06-16"}, ("beschlossen", "2024-06-16")),
        ({"beschluss": "2024-05"}, ("nichts bekannt", None)),
        ({"beschluss": "2019"}, ("nichts bekannt", None)),
        # Noch nicht eingetreten.
        ({"beschluss": "2027-01-01"}, ("nichts bekannt", None)),
        ({"begonnen": "2024-09"}, ("begonnen", "2024-09")),
        ({"begonnen": "2024"}, ("unklar", "2024")),
        ({"begonnen": "2024-09", "beschluss": "2026-02-01"}, ("beschlossen", "2026-02-01")),
        # Begonnen vor der Beratung, beschlossen danach: beschlossen zählt.
        ({"begonnen": "2023", "beschluss": "2026-02-01"}, ("beschlossen", "2026-02-01")),
        # Der Beschluss war sicher davor, also auch der Beginn im selben Jahr.
        ({"begonnen": "2024", "beschluss": "2024-03-01"}, ("nichts bekannt", None)),
        # Ohne Datum: Der Stand der Quelle setzt das Ende.
        ({"beschluss": "unbekannt"}, ("unklar", "unbekannt")),
        ({"beschluss": "unbekannt", "belegt": "2026-10"}, ("unklar", "unbekannt")),
        ({"beschluss": "unbekannt", "belegt": "2024-05"}, ("nichts bekannt", None)),
        ({"beschluss": "unbekannt", "belegt": "2027"}, ("nichts bekannt", None)),
    ],
)
def test_ein_konzept(angaben: dict[str, str], erwartet: tuple[str, str | None]) -> None:
    assert ergebnis_fuer(beispiel_konzept("A", ags(0), **angaben)) == erwartet


def test_aehnliches_und_teilgebiete_zaehlen_nie() -> None:
    for angaben in ({"art": "aehnlich"}, {"art": "teilgebiet"}):
        assert (
            ergebnis_fuer(beispiel_konzept("A", ags(0), beschluss="2025", **angaben))[0] == "nichts bekannt"
        )


def test_gemeinsames_konzept_zaehlt_fuer_jedes_mitglied_und_das_weiteste_ergebnis_gewinnt() -> None:
    rechnung = wirkung(
        verlauf((0, "beraten", BERATEN_AM), (1, "beraten", BERATEN_AM)),
        *als_frames(
            [
                beispiel_konzept("A", ags(0), ags(1), begonnen="2025-01"),
                beispiel_konzept("B", ags(1), beschluss="2026-01-01"),
                beispiel_konzept("C", ags(1), beschluss="2024"),
            ]
        ),
        STICHTAG,
        12,
    )
    assert rechnung.faelle["ergebnis"].to_dict() == {ags(0): "begonnen", ags(1): "beschlossen"}
    assert (rechnung.beraten, rechnung.begonnen, rechnung.beschlossen, rechnung.unklar) == (2, 1, 1, 0)


def test_wer_zaehlt_als_beraten() -> None:
    rechnung = wirkung(
        verlauf(
            (0, "beraten", date(2025, 11, 21)),  # genau zwölf Monate
            (1, "beraten", date(2025, 11, 22)),  # einen Tag zu kurz
            (2, "angesprochen", date(2024, 1, 1)),
            (2, "beraten", date(2024, 3, 1)),
            (2, "beraten", date(2024, 2, 1)),  # der frühere Tag gilt
            (2, "in_umsetzung", date(2024, 5, 1)),
            (3, "beraten", date(2024, 3, 1)),  # zurückgezogen
            (3, "im_gespraech", date(2024, 3, 1)),
            (4, "beraten", date(2024, 4, 1)),
            (4, "in_umsetzung", date(2024, 4, 1)),  # am selben Tag einen Schritt weiter: beraten war sie doch
            ungueltig={6},
        ),
        *als_frames([]),
        STICHTAG,
        12,
    )
    assert rechnung.faelle.index.tolist() == [ags(2), ags(4), ags(0)]
    assert rechnung.faelle["beraten_am"].dt.date.tolist() == [
        date(2024, 2, 1),
        date(2024, 4, 1),
        date(2025, 11, 21),
    ]
    assert rechnung.faelle["ergebnis"].tolist() == ["nichts bekannt"] * 3


def test_leerer_verlauf() -> None:
    rechnung = wirkung(verlauf(), *als_frames([]), STICHTAG, 6)
    assert (rechnung.beraten, rechnung.begonnen, rechnung.beschlossen, rechnung.unklar) == (0, 0, 0, 0)
    assert rechnung.faelle.empty


@given(bestaende(), st.dates(date(2010, 1, 1), date(2026, 11, 21)), st.integers(0, 60))
def test_zaehlungen_gehen_auf(konzepte: list[Konzept], tag: date, monate: int) -> None:
    eintraege = verlauf(*((int(a) - 14_000_000, "beraten", tag) for a in AGS))
    rechnung = wirkung(eintraege, *als_frames(konzepte), STICHTAG, monate)
    assert set(rechnung.faelle["ergebnis"]) <= set(ERGEBNISSE)
    nichts = int((rechnung.faelle["ergebnis"] == "nichts bekannt").sum())
    assert rechnung.beraten == rechnung.begonnen + rechnung.beschlossen + rechnung.unklar + nichts
