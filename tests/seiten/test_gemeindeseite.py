"""Die Gemeindeseite: Suche in der Adresse, nur Belegtes, Nachbarn, Quellen."""

import re

import pytest

from insek_monitor.kern.begriffe import Status
from insek_monitor.lage.bild import befunde_gemeinde
from insek_monitor.register import tabellen
from tests.hilfen.seiten import elemente, htmltabellen, oeffne, texte, titel, wechsle

pytestmark = pytest.mark.usefixtures("umgebung")

FRAGE = "Welche Gemeinde möchten Sie sehen?"


@pytest.mark.parametrize("eingabe", ["14523320", "Plauen", "plauen"])
def test_nach_schluessel_und_name(eingabe):
    lauf = oeffne("gemeinde", gemeinde=eingabe)
    assert titel(lauf) == "Plauen hat ein INSEK, beschlossen 2010; es ist 2020 abgelaufen."
    assert not lauf.warning
    assert lauf.query_params["gemeinde"] == "14523320"


@pytest.mark.parametrize(
    "eingabe", ["99999999", "Atlantis", "1", "14", "²", "<b>x</b>", "' OR 1=1 --", "x" * 3000]
)
def test_unbekannte_gemeinde(eingabe):
    lauf = oeffne("gemeinde", gemeinde=eingabe)
    assert not lauf.exception
    assert titel(lauf) == FRAGE
    assert re.search(r"^Eine Gemeinde „.{1,60}“ gibt es in Sachsen nicht\.", lauf.warning[0].value)
    assert len(lauf.warning[0].value) < 300


def test_mehrdeutiger_name_nennt_die_moeglichen():
    lauf = oeffne("gemeinde", gemeinde="Bernsdorf")
    assert titel(lauf) == FRAGE
    assert "Bernsdorf · Zwickau · 14524010" in lauf.warning[0].value
    assert "Bernsdorf · Bautzen · 14625030" in lauf.warning[0].value


@pytest.mark.parametrize("eingabe", ["14522450", "14522620", "Ostrau", "Zschaitz-Ottewig"])
def test_fruehere_gemeinde_fuehrt_zur_heutigen(eingabe):
    lauf = oeffne("gemeinde", gemeinde=eingabe)
    assert "Jahnatal" in titel(lauf)
    assert "gehört heute zu Jahnatal" in lauf.info[0].value
    assert lauf.query_params["gemeinde"] == "14522275"


def angabe(lauf, name):
    return lauf.table[0].value.set_index("Angabe")["Wert"][name]


@pytest.mark.parametrize("klasse", ["unter 5.000", "5.000 bis unter 15.000", "15.000 und mehr"])
def test_ohne_nachweis_steht_da_was_bei_dieser_groesse_zu_erwarten_ist(seite, lage_von, klasse):
    lage = lage_von()
    offene = lage[(lage["status"] == "unbekannt") & (lage["groessenklasse_kompakt"] == klasse)]
    zeile = offene.iloc[0]
    gezeigt = seite("gemeinde", gemeinde=offene.index[0])
    assert titel(gezeigt) == f"Ob {zeile['name']} ein INSEK hat, ist nicht belegt."
    assert angabe(gezeigt, "Status") == "Stand nicht belegt"
    satz = befunde_gemeinde.zusammenhang(zeile)
    assert satz
    assert sum(satz in m.value for m in gezeigt.markdown) == 1
    nur_belegt = seite("gemeinde", gemeinde=offene.index[0], belegt="true")
    assert titel(nur_belegt) == titel(gezeigt)
    assert satz not in " ".join(texte(nur_belegt))


def test_was_belegt_ist_steht_ohne_erwartung_da(seite, lage_von):
    lage = lage_von()
    for status in (Status.VORHANDEN, Status.TEILWEISE, Status.KEIN):
        ags = lage.index[lage["status"] == status.value][0]
        gezeigt = seite("gemeinde", gemeinde=ags)
        assert angabe(gezeigt, "Status") == f"{status.beschriftung} ({lage.at[ags, 'datenlage']})"
        assert "Gemeinden dieser Größe" not in " ".join(texte(gezeigt))


def test_abgelaufenes_und_einmal_begonnenes_wird_gesagt(seite):
    annaberg = seite("gemeinde", gemeinde="14521020")
    assert titel(annaberg) == "Annaberg-Buchholz hat ein INSEK, beschlossen 2003; es ist 2013 abgelaufen."
    assert angabe(annaberg, "INSEK in Arbeit").startswith("2017 war eine Fortschreibung in Arbeit")


@pytest.mark.parametrize(
    ("name", "titel_des_konzepts"),
    [
        ("Borsdorf", "Zukunftskonzept Borsdorf 2035"),
        ("Schwarzenberg", "Städtebund Silberberg"),
        ("Neustadt in Sachsen", "Interkommunales Entwicklungskonzept"),
    ],
)
def test_ein_fund_steht_einmal_da(seite, name, titel_des_konzepts):
    gemeinden = tabellen.gemeinden()
    ags = gemeinden.index[gemeinden["name"].str.startswith(name)][0]
    zeilen = [m.value for m in seite("gemeinde", gemeinde=ags).markdown if m.value.startswith("- **")]
    gemeint = [zeile for zeile in zeilen if titel_des_konzepts in zeile]
    assert len(gemeint) == 1
    assert "beschlossen" not in gemeint[0].split("  \n")[0]


def test_nachbarn_wie_in_der_tabelle(seite):
    nachbarn = tabellen.nachbarn().query("ags == '14523320'")
    gezeigt = seite("gemeinde", gemeinde="14523320")
    tabelle = htmltabellen(gezeigt)[0]
    assert len(tabelle) == len(nachbarn)
    assert f"{len(nachbarn)} Nachbargemeinden in Sachsen" in [s.value for s in gezeigt.subheader]
    erwartet = tabellen.gemeinden().loc[nachbarn["nachbar_ags"], "bezeichnung"]
    assert set(tabelle["Gemeinde"]) == set(erwartet)


def test_belegtes_konzept_nennt_seine_quelle(seite):
    zeilen = [m.value for m in seite("gemeinde", gemeinde="14523320").markdown if m.value.startswith("- **")]
    assert len(zeilen) == 2
    assert all(re.search(r"Quelle: \[.+\]\(<?https?://.+\)", zeile) for zeile in zeilen)


def test_groesste_stadt_steht_auf_platz_eins(seite):
    leipzig = seite("gemeinde", gemeinde="14713000")
    assert angabe(leipzig, "Größenklasse") == "15.000 und mehr; Platz 1 von 41"


def test_jede_art_von_gemeinde_laesst_sich_zeichnen(lage_von):
    """Je Verbindung von Status, Datenlage, Aktualität und „in Arbeit“ eine Gemeinde."""
    lage = lage_von()
    vertreter = lage.index[~lage.duplicated(["status", "datenlage", "aktualitaet", "in_arbeit"])]
    assert len(vertreter) > 8
    for ags in vertreter:
        lauf = oeffne("gemeinde", gemeinde=ags)
        assert not lauf.exception, ags
        assert lage.loc[ags, "name"] in titel(lauf)


def test_gewaehlte_gemeinde_bleibt_beim_seitenwechsel():
    lauf = oeffne("karte", gemeinde="Plauen")
    assert any("Plauen" in m.value for m in lauf.markdown)
    wechsle(lauf, "gemeinde")
    assert titel(lauf).startswith("Plauen ")


def test_suche_auf_der_karte_waehlt_und_zurueck():
    lauf = oeffne("karte")
    lauf.selectbox(key="gemeinde_wahl").set_value("Plauen · Vogtlandkreis · 14523320").run()
    assert lauf.query_params["gemeinde"] == "14523320"
    assert '"gewaehlt-' in elemente(lauf, "deck_gl_json_chart")[0].proto.json
    lauf.selectbox(key="gemeinde_wahl").set_value(None).run()
    assert "gemeinde" not in lauf.query_params
    assert '"gewaehlt-' not in elemente(lauf, "deck_gl_json_chart")[0].proto.json


def test_gemeinde_ausserhalb_der_auswahl_wird_gesagt():
    lauf = oeffne("karte", gemeinde="14523320", kreis="Bautzen")
    assert "Diese Gemeinde gehört nicht zur Auswahl der Filterzeile." in [c.value for c in lauf.caption]
