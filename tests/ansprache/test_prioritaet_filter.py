"""Zusatzfilter der Ansprache und Luftlinie."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.ansprache.prioritaet.filter import Zusatzfilter, filtere_zusaetzlich, km
from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.gemeinde import UnbekannteGemeinde
from insek_monitor.register import tabellen
from tests.conftest import beispiel_konzept
from tests.hilfen.prioritaet_beispiele import ags, lage_aus

LEIPZIG, DRESDEN = (12.3731, 51.3397), (13.7373, 51.0504)


@pytest.fixture
def lage(regeln: Regeln) -> pd.DataFrame:
    """Stelle 0 abgelaufen, 1 kein, 2 unbekannt, 3 aktuell und ohne Koordinaten."""
    ergebnis = lage_aus(
        [1000] * 4,
        [
            beispiel_konzept("A", ags(0), beschluss="2010"),
            beispiel_konzept("B", ags(1), art="keins"),
            beispiel_konzept("D", ags(3), beschluss="2022"),
        ],
        regeln,
    )
    # Auf demselben Längenkreis; 0,1 Grad Breite sind gut 11,1 km.
    return ergebnis.assign(
        reisegebiet=pd.array(["Vogtland", "Erzgebirge", None, "Vogtland"], dtype="str"),
        laenge=[13.0, 13.0, 13.0, np.nan],
        breite=[51.0, 51.1, 51.5, np.nan],
    )


@pytest.mark.parametrize(
    ("angaben", "treffer"),
    [
        ({}, [0, 1, 2, 3]),
        ({"planungsregionen": ("Oberlausitz-Niederschlesien",)}, [2]),
        ({"status": ("kein", "unbekannt")}, [1, 2]),
        ({"aktualitaeten": ("abgelaufen",)}, [0]),
        ({"reisegebiete": ("Vogtland",)}, [0, 3]),
        ({"reisegebiete": ("Vogtland",), "aktualitaeten": ("aktuell",)}, [3]),
        ({"status": ("gibt es nicht",)}, []),
        ({"kontaktstaende": ("nicht_angesprochen",)}, [0, 3]),
        ({"kontaktstaende": ("beraten", "ruht")}, [1, 2]),
        ({"ort": ags(0), "umkreis_km": 11}, [0]),
        ({"ort": ags(0), "umkreis_km": 12}, [0, 1]),
        ({"ort": ags(0), "umkreis_km": 0}, [0]),
        ({"ort": ags(0)}, [0, 1, 2, 3]),
        ({"umkreis_km": 12}, [0, 1, 2, 3]),
    ],
)
def test_filter(lage: pd.DataFrame, angaben: dict[str, tuple[str, ...]], treffer: list[int]) -> None:
    staende = pd.Series({ags(1): "beraten", ags(2): "ruht"})
    ergebnis = filtere_zusaetzlich(lage, Zusatzfilter(**angaben), staende)  # type: ignore[arg-type]
    assert ergebnis.index.tolist() == [ags(nummer) for nummer in treffer]


def test_gast_filtert_nicht_nach_kontakten(lage: pd.DataFrame) -> None:
    assert len(filtere_zusaetzlich(lage, Zusatzfilter(kontaktstaende=("beraten",)), None)) == 4


def test_ort_darf_ausserhalb_der_auswahl_liegen(lage: pd.DataFrame) -> None:
    umkreis = Zusatzfilter(ort=ags(0), umkreis_km=12)
    assert filtere_zusaetzlich(lage.iloc[1:], umkreis, None, orte=lage).index.tolist() == [ags(1)]
    with pytest.raises(UnbekannteGemeinde, match="Bitte wählen Sie ihn neu"):
        filtere_zusaetzlich(lage.iloc[1:], umkreis, None)


def test_zusatzfilter_ist_schluessel() -> None:
    assert Zusatzfilter().ist_leer
    assert Zusatzfilter(ort=ags(0)).ist_leer
    assert not Zusatzfilter(ort=ags(0), umkreis_km=5).ist_leer
    assert not Zusatzfilter(kontaktstaende=("ruht",)).ist_leer
    assert hash(Zusatzfilter(status=("kein",))) == hash(Zusatzfilter(status=("kein",)))


def test_bekannte_entfernungen() -> None:
    # Ein Grad Breite bei 51° nach der Meridianformel 111,13 − 0,56·cos(2φ): 111,25 km.
    assert km(np.array([13.0]), np.array([51.5]), (13.0, 50.5))[0] == pytest.approx(111.25, abs=0.02)
    # Leipzig bis Dresden sind rund 100 km Luftlinie.
    assert km(np.array([DRESDEN[0]]), np.array([DRESDEN[1]]), LEIPZIG)[0] == pytest.approx(100.5, abs=1)
    assert np.isnan(km(np.array([np.nan]), np.array([51.0]), LEIPZIG)[0])


@given(st.floats(11.8, 15.1), st.floats(50.1, 51.7), st.floats(11.8, 15.1), st.floats(50.1, 51.7))
def test_entfernung_ist_symmetrisch_und_nie_negativ(a: float, b: float, c: float, d: float) -> None:
    hin, zurueck = km(np.array([a]), np.array([b]), (c, d))[0], km(np.array([c]), np.array([d]), (a, b))[0]
    assert hin == pytest.approx(zurueck, abs=1e-6)
    assert 0 <= hin < 300


def test_echte_koordinaten() -> None:
    gemeinden = tabellen.gemeinden()
    leipzig = gemeinden.loc["14713000"]
    entfernung = km(
        gemeinden["laenge"].to_numpy(), gemeinden["breite"].to_numpy(), (leipzig["laenge"], leipzig["breite"])
    )
    assert np.isfinite(entfernung).all()
    assert entfernung[gemeinden.index.get_loc("14713000")] == 0
    # Zittau ist von Leipzig die fernste Ecke: unter 190 km.
    assert gemeinden["name"].iloc[int(entfernung.argmax())] in {
        "Zittau",
        "Bertsdorf-Hörnitz",
        "Oybin",
        "Görlitz",
    }
    assert entfernung.max() < 190
