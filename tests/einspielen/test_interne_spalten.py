"""Was intern ist, wird nicht von selbst übernommen."""

from __future__ import annotations

import pytest

from insek_monitor.einspielen.erkennen import erkenne, normiere_titel
from insek_monitor.einspielen.spaltentitel import feld_zu
from tests.hilfen.pruefhilfen import blatt_aus, pruefe_zeilen, rohdatei


@pytest.mark.parametrize(
    "titel",
    [
        "Bemerkung (intern)",
        "interne Anmerkungen",
        "Vertraulich: Quelle",
        "Notiz – nicht öffentlich",
        "INTERN",
    ],
)
def test_interne_spalte_wird_nur_von_hand_zugeordnet(titel: str) -> None:
    zeilen = [{"Gemeinde": "Amtsberg", "Beschluss am": "2019", titel: "ja"}] * 3
    datei = rohdatei(blatt_aus(zeilen))
    assert {s.titel: s.feld for s in erkenne(datei).spalten}[titel] is None
    von_hand = erkenne(datei, {normiere_titel(titel): "notiz"})
    assert {s.titel: s.feld for s in von_hand.spalten}[titel] == "notiz"


def test_internet_ist_nicht_intern() -> None:
    assert (feld_zu("Internetadresse"), feld_zu("interkommunal mit")) == ("quelle_url", "gemeinsam")


@pytest.mark.parametrize(("kennung", "erwartet"), [(False, 1), (True, 0)])
def test_fremde_liste_erfaehrt_dass_bemerkungen_oeffentlich_sind(kennung: bool, erwartet: int) -> None:
    zeile = {"Gemeinde": "Amtsberg", "Beschluss am": "2019", "Bemerkung": "x"}
    befunde = pruefe_zeilen([zeile | ({"Kennung": None} if kennung else {})]).befunde
    assert sum(b.code == "bemerkung_oeffentlich" for b in befunde) == erwartet
