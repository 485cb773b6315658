"""Nach einer Eingemeindung bleibt alles bei der heutigen Gemeinde zu finden; nichts wird geraten."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.ansprache.kampagnen import register as kampagnen
from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.kern.ansprache import Angebot, Kampagnenangaben, Kontakt, Kontaktart, Kontaktstand
from insek_monitor.register.kontaktgebiet import Gebiet, gebiet, heutiges
from insek_monitor.register.speicher import Register
from tests.hilfen.ablage import LOKAL

pytestmark = pytest.mark.eine_datenbank

HEUTE = date(2026, 11, 21)
#: Aue und Bad Schlema sind seit 2018/2019 Aue-Bad Schlema (daten/gebietsaenderungen.csv).
AUE, SCHLEMA, HEUTIGE, PLAUEN = "14521030", "14521050", "14521035", "14523320"
DAMALS = {AUE, SCHLEMA, HEUTIGE, PLAUEN}


def aenderungen(*paare: tuple[str, str]) -> pd.DataFrame:
    zeilen = [(alt, f"Name {alt}", neu) for alt, neu in paare]
    return pd.DataFrame(zeilen, columns=["ags_alt", "name_alt", "ags_neu"])


def test_kette_bis_zur_heutigen_gemeinde() -> None:
    # a → b → c; b ging später in c auf. d wurde aufgeteilt, e führt ins Leere, f und g im Kreis.
    folge = gebiet(
        aenderungen(
            *("ab", "bc", "dc", "dx", "ez", "fg", "gf", "xc")  # type: ignore[arg-type]
        ),
        ["c", "x"],
    )
    assert folge.nachfolger == {"a": "c", "b": "c"}
    assert [folge.heute(ags) for ags in "abcdefgxy"] == [*"cccdefgxy"]
    assert folge.alle("c") == ("c", "a", "b")
    assert folge.alle("a") == ("c", "a", "b")
    assert folge.alle("d") == ("d",)
    assert folge.namen["a"] == "Name a"


def test_liste_ohne_doppelte_am_ersten_platz() -> None:
    folge = Gebiet({"a": "c", "b": "c"}, {})
    assert folge.ordne_zu("xbcay") == (("x", "c", "y"), (("c", "b"), ("c", "a")))
    assert folge.ordne_zu(()) == ((), ())


@given(
    st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefgh"))),
    st.sets(st.sampled_from("abcdefgh")),
)
def test_jede_tabelle_fuehrt_zu_heutigen_oder_laesst_es(
    paare: list[tuple[str, str]], heutige: set[str]
) -> None:
    folge = gebiet(aenderungen(*paare), heutige)
    for ags in "abcdefgh":
        ziel = folge.heute(ags)
        assert ziel == ags or (ziel in heutige and ags not in heutige)
        assert folge.heute(ziel) == ziel
        assert ags in folge.alle(ags)


def test_echte_tabelle() -> None:
    assert heutiges().heute(AUE) == heutiges().heute(SCHLEMA) == HEUTIGE
    assert set(heutiges().alle(HEUTIGE)) == {AUE, SCHLEMA, HEUTIGE}


# --- gelesen aus dem Register -------------------------------------------------------------------------------


def trage(register: Register, ags: str, tag: int, **angaben: object) -> int:
    kontakt = Kontakt(date(2026, 11, tag), Kontaktart.TELEFON, "", "", "anrufen", date(2026, 12, tag))
    # Eingetragen, als es die Gemeinde noch gab.
    return kontakte.trage_ein(register, ags, kontakt, LOKAL, heute=HEUTE, gemeinden=DAMALS, **angaben)  # type: ignore[arg-type]


def test_kontakte_und_wiedervorlagen_stehen_bei_der_heutigen_gemeinde(register: Register) -> None:
    trage(register, AUE, 9)
    trage(register, SCHLEMA, 3)
    trage(register, PLAUEN, 4)
    alle = kontakte.lies(register, LOKAL)
    assert alle["ags"].tolist() == [HEUTIGE, PLAUEN, HEUTIGE]
    assert alle["ags_damals"].tolist() == [AUE, PLAUEN, SCHLEMA]
    # Über die heutige wie über eine frühere gefragt.
    for ags in (HEUTIGE, AUE):
        assert kontakte.lies(register, LOKAL, ags).index.tolist() == [1, 2]
        assert kontakte.verlauf(register, LOKAL, ags)["ags_damals"].tolist() == [SCHLEMA, AUE]
    offen = kontakte.wiedervorlagen(register, LOKAL, heute=HEUTE)
    assert list(zip(offen["ags"], offen["ags_damals"], strict=True)) == [
        (HEUTIGE, SCHLEMA),
        (PLAUEN, PLAUEN),
        (HEUTIGE, AUE),
    ]
    letzte = kontakte.letzter_kontakt(register, LOKAL)
    assert {ags: tag.day for ags, tag in letzte.items()} == {HEUTIGE: 9, PLAUEN: 4}


def test_der_zuletzt_eingetragene_stand_aller_frueheren_gilt(register: Register) -> None:
    trage(register, AUE, 9, stand=Kontaktstand.BERATEN)
    trage(register, SCHLEMA, 3, stand=Kontaktstand.IM_GESPRAECH)
    staende = kontakte.staende(register, LOKAL)
    assert staende["stand"].to_dict() == {HEUTIGE: "im_gespraech"}
    assert staende["seit"].dt.day.tolist() == [3]
    verlauf = kontakte.standverlauf(register, LOKAL, HEUTIGE)
    assert verlauf["ags_damals"].tolist() == [AUE, SCHLEMA]
    assert set(verlauf["ags"]) == {HEUTIGE}
    # Der neue Kontakt setzt fort, statt bei „angesprochen“ neu zu beginnen, und erledigt Altes.
    trage(register, HEUTIGE, 10, erledigt=[1])
    assert kontakte.staende(register, LOKAL)["stand"].to_dict() == {HEUTIGE: "im_gespraech"}
    assert kontakte.lies(register, LOKAL)["erledigt"].to_dict() == {3: False, 1: True, 2: False}
    # Berichtigt bleibt er, wo er eingetragen wurde.
    neu = kontakte.verschiebe(register, 2, date(2027, 1, 4), LOKAL, heute=HEUTE)
    zeile = kontakte.lies(register, LOKAL).loc[neu]
    assert (zeile["ags"], zeile["ags_damals"], zeile["vorgang"]) == (HEUTIGE, SCHLEMA, 2)


def test_kampagne_nennt_die_heutige_einmal_und_woher_sie_kam(register: Register) -> None:
    angaben = Kampagnenangaben("Frühjahr", "", Angebot.TELEFON)
    alte = [PLAUEN, SCHLEMA, HEUTIGE, AUE]
    kampagnen.lege_an(register, angaben, alte, LOKAL, datenstand_nummer=None, bekannte=DAMALS)
    liste = kampagnen.finde(register, 1, LOKAL)
    assert liste.gemeinden == (PLAUEN, HEUTIGE)
    assert liste.frueher == ((HEUTIGE, SCHLEMA), (HEUTIGE, AUE))
    # Wer die gezeigte Liste unverändert speichert, ändert nichts.
    gleich = kampagnen.aendere(register, 1, LOKAL, basis_fassung=1, gemeinden=liste.gemeinden)
    assert gleich.fassung == 1
    neu = kampagnen.aendere(register, 1, LOKAL, basis_fassung=1, gemeinden=[HEUTIGE])
    assert (neu.fassung, neu.gemeinden, neu.frueher) == (2, (HEUTIGE,), ())
    assert kampagnen.fassungen(register, 1, LOKAL)[1].frueher == liste.frueher
