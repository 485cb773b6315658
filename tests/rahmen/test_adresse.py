"""Prüfung der Adresse: jede unbrauchbare Angabe gibt genau einen deutschen Satz."""

import pytest
from streamlit.runtime.state.query_params import QueryParams

from insek_monitor.rahmen import adresse


@pytest.mark.parametrize("text", ["2026-11-21", "1990-01-01", "2040-12-31", "2024-02-29"])
def test_brauchbarer_stichtag(text):
    assert adresse.pruefe_stichtag(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "quatsch",
        "20261121",
        "2026-W47-6",
        "2026-11-31",
        "2025-02-29",
        "21.11.2026",
        "2026-11-21T00:00",
        "٢٠٢٦-11-21",
    ],
)
def test_kein_datum(text):
    meldung = adresse.pruefe_stichtag(text) or ""
    assert meldung.startswith(
        f"Der Stichtag „{adresse.zitat(text)}“ in der Adresse ist kein Datum der Form JJJJ-MM-TT"
    )
    assert meldung.endswith("Es gilt der heutige Tag.")


@pytest.mark.parametrize(
    ("genannt", "in_sitzung", "vorgabe"),
    [
        (None, None, 24),
        ("24", None, 0),
        ("7", None, 0),
        ("0", None, 1),
        ("24.0", None, 0),
        ("70", None, 24),
        ("x", None, 24),
        (None, 7, 24),
    ],
)
def test_die_vorgabe_weicht_dem_was_die_adresse_nennt(monkeypatch, genannt, in_sitzung, vorgabe):
    """Sonst striche Streamlit die Angabe; Unlesbares darf nie zum Ersatz werden."""
    angaben = QueryParams({} if genannt is None else {"n": genannt})
    sitzung = {} if in_sitzung is None else {"n": in_sitzung}
    monkeypatch.setattr(adresse.st, "query_params", angaben)
    monkeypatch.setattr(adresse.st, "session_state", sitzung)
    assert adresse.vorgabe_zahl("n", 24, 0, 60) == vorgabe


def test_ein_schalter_hat_nur_einen_ersatz(monkeypatch):
    for genannt, vorgabe in (("false", True), ("true", False), ("ja", False)):
        monkeypatch.setattr(adresse.st, "query_params", QueryParams({"n": genannt}))
        assert adresse.vorgabe_ja("n", False) is vorgabe


@pytest.mark.parametrize("text", ["1989-12-31", "2041-01-01", "0001-01-01", "9999-12-31"])
def test_stichtag_ausserhalb(text):
    assert "liegt außerhalb von 1990 bis 2040." in str(adresse.pruefe_stichtag(text))


def test_langer_stichtag_wird_gekuerzt():
    assert 20 < len(adresse.pruefe_stichtag("9" * 10_000) or "") < 200


def test_werte():
    assert adresse.pruefe_werte("kreis", "Den Kreis", ["Meißen", "X", "Y"], ["Bautzen", "Meißen"]) == [
        f"Den Kreis „{wert}“ aus der Adresse gibt es nicht; die Angabe „kreis“ wurde übergangen. "
        "Möglich sind: Bautzen · Meißen."
        for wert in ("X", "Y")
    ]


def test_pruefe_verteilt_auf_werte_eigene_pruefung_und_bekannte_namen():
    meldungen = adresse.pruefe(
        {
            "kreis": ["X"],
            "stichtag": ["gut", "schlecht"],
            "gemeinde": ["egal"],
            "foo": ["1", "2"],
            "n" * 99: ["1"],
        },
        [
            adresse.Angaben({"kreis": ("Den Kreis", ["Bautzen"])}, eigene=frozenset({"gemeinde"})),
            adresse.Angaben(pruefungen={"stichtag": lambda wert: None if wert == "gut" else f"{wert}!"}),
        ],
    )
    assert meldungen[0].startswith("Den Kreis „X“")
    assert meldungen[1] == "schlecht!"
    assert meldungen[2] == "Die Angabe „foo“ in der Adresse ist unbekannt und wurde übergangen."
    assert meldungen[3] == f"Die Angabe „{'n' * 40}“ in der Adresse ist unbekannt und wurde übergangen."
    assert len(meldungen) == 4


def test_leere_adresse_ist_in_ordnung():
    assert adresse.pruefe({}, []) == []


def test_zitat_laesst_markdown_nicht_wirken():
    assert adresse.zitat("![](https://x.example/a)") == "!\\[\\](https\\:\u2060//x.example/a)"
    assert adresse.zitat("Görlitz  und\nmehr", 12) == "Görlitz und"
