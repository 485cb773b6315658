"""Nachbarn in Reihenfolge: ohne aktuelles Konzept zuerst, „unbekannt“ zählt nie als „kein“."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from insek_monitor.ansprache.kooperation import befunde as saetze
from insek_monitor.ansprache.kooperation.kooperation import Guete, Kooperationswunsch, gruppen_um
from insek_monitor.ansprache.kooperation.nachbarn import Stufe, nachbarfolge
from tests.hilfen.gitter import gitter

OBEN, LINKS, MITTE, RECHTS, UNTEN = (f"14{i:06d}" for i in (1, 3, 4, 5, 7))


def stern(**anders):
    """3 × 3 Quadrate; um die Mitte: oben kein, links unbekannt, rechts gilt, unten kein im selben Bund."""
    spalten = {
        "status": ["kein", "kein", "kein", "unbekannt", "kein", "vorhanden", "kein", "kein", "kein"],
        "aktualitaet": [None, None, None, None, None, "aktuell", None, None, None],
        "verband": [None, None, None, None, "Bund", None, None, "Bund", None],
        "ablauf_am": pd.to_datetime(
            [None, None, None, None, None, "2031-05-01", None, None, None], format="%Y-%m-%d"
        ),
    }
    return gitter(3, [900] * 9, **(spalten | anders))


def folge(grundlage, wunsch=None, gruppen=None):
    gruppen = pd.DataFrame({"mitglieder": []}) if gruppen is None else gruppen
    wunsch = wunsch or Kooperationswunsch()
    return nachbarfolge(MITTE, grundlage.lage, grundlage.nachbarn, wunsch, gruppen)


def test_reihenfolge_von_hand():
    tabelle = folge(stern())
    assert list(tabelle.index) == [UNTEN, OBEN, LINKS, RECHTS]
    assert list(tabelle["stufe"]) == [Stufe.INFRAGE, Stufe.INFRAGE, Stufe.KLAEREN, Stufe.GILT]
    assert list(tabelle["partner"]) == [True, True, False, False]
    assert list(tabelle["gleicher_verband"]) == [True, False, False, False]


@pytest.mark.parametrize("auch", [True, False])
def test_nicht_belegt_steht_auch_einbezogen_nie_vor_kein(auch):
    tabelle = folge(stern(), Kooperationswunsch(auch_unbekannte=auch))
    assert list(tabelle.index) == [UNTEN, OBEN, LINKS, RECHTS]
    assert tabelle.loc[LINKS, "stufe"] == Stufe.KLAEREN
    assert not tabelle.loc[LINKS, "partner"]


def test_vorschlaege_entscheiden_vor_dem_verband():
    gruppen = pd.DataFrame({"mitglieder": [(MITTE, OBEN), (MITTE, OBEN, UNTEN)]})
    tabelle = folge(stern(), gruppen=gruppen)
    assert list(tabelle.index)[:2] == [OBEN, UNTEN]
    assert list(tabelle["vorschlaege"]) == [2, 1, 0, 0]


def test_ohne_kreisgrenzen_ist_der_andere_kreis_kein_partner():
    kreis = ["A", "B", "A", "A", "A", "A", "A", "A", "A"]
    tabelle = folge(stern(kreis=kreis), Kooperationswunsch(ueber_kreisgrenzen=False))
    assert not tabelle.loc[OBEN, "partner"]
    assert tabelle.loc[UNTEN, "partner"]


@pytest.mark.parametrize(
    ("spalte", "wert", "stufe"),
    [
        ("aktualitaet", "Fortschreibung einleiten", Stufe.FORTSCHREIBUNG),
        ("aktualitaet", "abgelaufen", Stufe.INFRAGE),
        ("aktualitaet", "Alter unbekannt", Stufe.KLAEREN),
        ("in_arbeit", True, Stufe.ARBEIT),
    ],
)
def test_stufen(spalte, wert, stufe):
    vorgabe: dict[str, list[Any]] = {
        "aktualitaet": [None, None, None, None, None, "abgelaufen", None, None, None],
        "in_arbeit": [False] * 9,
    }
    werte = list(vorgabe[spalte])
    werte[5] = wert
    assert folge(stern(**{**vorgabe, spalte: werte})).loc[RECHTS, "stufe"] == stufe


def test_zu_gross():
    grundlage = stern()
    grundlage.lage.loc[OBEN, "einwohner"] = 5000
    assert folge(grundlage).loc[OBEN, "stufe"] == Stufe.ZU_GROSS


def test_die_groesse_steht_auch_da_wenn_zuerst_anderes_dagegen_spricht():
    """Rechts gilt ein Konzept, oben gibt es keines; beide haben 5.000 Einwohner, unten 4.999."""
    grundlage = stern()
    grundlage.lage.loc[[OBEN, RECHTS], "einwohner"] = 5000
    grundlage.lage.loc[UNTEN, "einwohner"] = 4999
    zeilen = {str(z.Index): z for z in folge(grundlage).itertuples()}
    assert saetze.warum(zeilen[RECHTS], 0) == ("größer als vorgegeben; Konzept gilt: INSEK läuft 2031 ab.")
    assert saetze.warum(zeilen[OBEN], 0) == "größer als vorgegeben: kein Konzept."
    assert "größer" not in saetze.warum(zeilen[UNTEN], 0)
    assert zeilen[RECHTS].stufe == Stufe.GILT


def test_ohne_einwohnerzahl_heisst_niemand_zu_gross():
    grundlage = stern()
    grundlage.lage["einwohner"] = grundlage.lage["einwohner"].astype("Int64")
    grundlage.lage.loc[OBEN, "einwohner"] = None
    assert not folge(grundlage).loc[OBEN, "zu_gross"]


def test_saetze_sagen_was_belegt_ist():
    zeilen = {str(z.Index): z for z in folge(stern()).itertuples()}
    assert saetze.warum(zeilen[OBEN], 0) == "kommt infrage: kein Konzept."
    assert saetze.warum(zeilen[UNTEN], 0) == "kommt infrage: kein Konzept; dieselbe Verwaltungsgemeinschaft."
    assert saetze.warum(zeilen[LINKS], 0) == "Stand klären: nicht belegt."
    assert saetze.warum(zeilen[RECHTS], 0) == "Konzept gilt: INSEK läuft 2031 ab."
    assert saetze.kurzstatus(zeilen[LINKS]) == "Stand nicht belegt"
    assert saetze.kurzstatus(zeilen[RECHTS]) == "INSEK bis 2031"


def test_titel():
    assert saetze.um_titel("X", ["A", "B", "C"], ["D"], 5).startswith("X: zuerst mit A, B und C über")
    assert saetze.um_titel("X", [], ["D", "E"], 5) == "X: zuerst bei D und E den Stand klären"
    assert "nicht unmittelbar angrenzen" in saetze.um_titel("X", [], [], 2)
    assert "keine Gruppe" in saetze.um_titel("X", [], [], 0)
    voll = Guete(2, 5, 0, 0.4, 2, 1, 60.0)
    assert saetze.land_titel(voll) == (
        "2 Gruppen könnten gemeinsame Konzepte für 5 Gemeinden tragen, keine bleibt übrig"
    )
    rest = Guete(1, 2, 3, 0.4, 1, 1, 60.0)
    assert saetze.land_titel(rest) == (
        "1 Gruppe könnte gemeinsame Konzepte für 2 Gemeinden tragen, 3 bleiben übrig"
    )


def test_vergleichssatz_nennt_beide_zahlen():
    satz = saetze.vergleichssatz(Guete(2, 5, 1, 0.4, 2, 1, 60.0), Guete(2, 4, 2, 0.55, 2, 1, 61.0))
    assert "4 statt 5 Gemeinden" in satz
    assert "2 statt 1 übrig" in satz
    assert "0,55 statt 0,40" in satz


def test_partner_stehen_in_den_vorschlaegen():
    # Echte Gruppen: jeder Partner, der in einem Vorschlag steht, wird auch so gezählt.
    grundlage, wunsch = stern(), Kooperationswunsch()
    gruppen = gruppen_um(MITTE, grundlage, wunsch)
    tabelle = nachbarfolge(MITTE, grundlage.lage, grundlage.nachbarn, wunsch, gruppen)
    for ags, anzahl in tabelle["vorschlaege"].items():
        assert anzahl == sum(ags in mitglieder for mitglieder in gruppen["mitglieder"])
