"""Bereich „Gemeinsame Konzepte“: Nachbarn in Reihenfolge, Vorschläge, Aufteilung, leere Fälle, Ausgaben."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from streamlit import dataframe_util

from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.ansprache.kooperation import gruppenspalten
from insek_monitor.ansprache.kooperation.kooperation import Kooperationswunsch
from insek_monitor.ansprache.kooperation.seite import werte as kooperation_werte
from insek_monitor.ansprache.prioritaet.seite import auswahlkorb
from insek_monitor.kern.ansprache import Kontakt, Kontaktart
from insek_monitor.rahmen import zwischenspeicher
from tests.conftest import STICHTAG
from tests.hilfen.datenpflege_hilfen import LESERIN, LOKAL, NIEMAND, alles, knopf
from tests.hilfen.seiten import elemente, htmltabellen, merke_ausgaben, oeffne, texte, titel

pytestmark = pytest.mark.usefixtures("umgebung")

HAINEWALDE, BOCKAU, DRESDEN = "14626170", "14521080", "14612000"


def bereich(**angaben):
    return oeffne("ansprache", planung="Gemeinsame Konzepte", **angaben)


def land(**angaben):
    return bereich(koop_um="Ganz Sachsen", **angaben)


def test_um_eine_gemeinde_nennt_die_naechsten_gespraeche():
    lauf = bereich(koop_gemeinde=HAINEWALDE)
    assert not lauf.exception
    assert titel(lauf) == "Hainewalde: zuerst bei Bertsdorf-Hörnitz den Stand klären"
    nachbarn = htmltabellen(lauf)[0]
    assert list(nachbarn["Nachbar"][:3]) == ["1. Bertsdorf-Hörnitz", "2. Leutersdorf", "3. Mittelherwigsdorf"]
    # Von keinem der drei ist etwas belegt: weder Zusatz noch Zeile behauptet etwas.
    assert nachbarn["Warum an dieser Stelle"][:3].str.startswith("Stand klären: nicht belegt").all()
    assert "Hainewalde selbst: Stand nicht belegt" in alles(lauf)


def test_vorschlaege_als_karten_mit_gruenden_und_bild():
    lauf = bereich(koop_gemeinde=HAINEWALDE)
    saetze = alles(lauf)
    assert "#### 1 · mit " in saetze
    assert "9.215 Einwohner" in saetze
    assert "Gemeinsame Grenzen: 12,8 km." in saetze
    assert len(elemente(lauf, "image")) == 3
    mitglieder = htmltabellen(lauf)[1]
    assert mitglieder["Gemeinde"][0] == "Hainewalde"
    assert set(mitglieder["Stand"]) == {"ähnliches Konzept belegt", "Stand nicht belegt"}
    knopf(lauf, "2 weitere zeigen").click().run()
    assert len(elemente(lauf, "image")) == 5


def test_in_die_auswahl_und_als_kampagne(eigenes_register):
    lauf = bereich(koop_gemeinde=HAINEWALDE)
    lauf.button(key="koop_korb_1").click().run()
    assert set(lauf.session_state[auswahlkorb.SCHLUESSEL]) == {HAINEWALDE, "14626400", "14626050", "14626210"}
    assert lauf.button(key="koop_korb_1").disabled
    lauf.button(key="koop_kampagne_1").click().run()
    assert not lauf.exception
    assert lauf.session_state["planung"] == "Kampagnen"
    assert "Neue Liste" in titel(lauf)


@pytest.mark.parametrize("person", [NIEMAND, LESERIN])
def test_ohne_rolle_keine_kampagne(person, eigenes_register, wer):
    wer(person)
    lauf = bereich(koop_gemeinde=HAINEWALDE)
    assert not lauf.exception
    assert not [k for k in lauf.button if k.label == "Als Kampagne"]
    assert [k for k in lauf.button if k.label == "In die Auswahl"]


def test_ohne_gemeinde_nennt_beispiele_und_fuehrt_hin():
    lauf = bereich()
    assert titel(lauf) == "Um welche Gemeinde soll ein gemeinsames Konzept entstehen?"
    html = " ".join(str(e.value) for e in elemente(lauf, "html"))
    assert re.search(r"/ansprache\?planung=Gemeinsame\+Konzepte&amp;koop_gemeinde=14\d{6}", html)


def test_zuletzt_gewaehlte_gemeinde_gilt_auch_hier():
    lauf = oeffne("gemeinde", gemeinde=HAINEWALDE)
    assert any(
        "Mit wem zusammen?" in str(e.proto.label) and HAINEWALDE in e.proto.query_string
        for e in elemente(lauf, "page_link")
    )
    lauf.switch_page("../../pages/ansprache.py")
    lauf.session_state["planung"] = "Gemeinsame Konzepte"
    lauf.run()
    assert titel(lauf).startswith("Hainewalde: zuerst ")


def test_keine_gruppe_nennt_auswege_die_helfen():
    lauf = bereich(koop_gemeinde=BOCKAU)
    assert titel(lauf) == "Bockau: mit diesen Vorgaben findet sich keine Gruppe"
    assert "Keine der 4 Nachbargemeinden kommt infrage" in alles(lauf)
    knopf(lauf, "Auch Gemeinden mit bis zu 10.000 Einwohnern").click().run()
    assert titel(lauf).startswith("Bockau: zuerst ")
    assert lauf.session_state["koop_klein"] == "10.000"
    assert lauf.session_state["koop_einwohner"] == ("2.000", "20.000")


def test_gemeinde_mit_geltendem_konzept():
    lauf = bereich(koop_gemeinde=DRESDEN)
    assert titel(lauf) == "Dresden hat ein Konzept, das noch gilt."
    assert "um sie herum lässt sich suchen" in alles(lauf)
    assert len(htmltabellen(lauf)[0]) > 5


def test_nicht_belegter_stand_bietet_an_ihn_einzubeziehen():
    lauf = bereich(koop_gemeinde=HAINEWALDE, koop_unbekannte="false")
    assert titel(lauf) == "Der Stand von Hainewalde ist nicht belegt."
    knopf(lauf, "Auch Gemeinden ohne belegten Stand").click().run()
    assert lauf.session_state["koop_unbekannte"] is True
    assert not lauf.exception
    assert "Stand klären" in " ".join(texte(lauf))
    assert "kein Konzept" not in titel(lauf)


def test_unbekannte_gemeinde_in_der_adresse():
    lauf = bereich(koop_gemeinde="Atlantis")
    assert titel(lauf) == "Um welche Gemeinde soll ein gemeinsames Konzept entstehen?"
    assert "gibt es in Sachsen nicht" in lauf.warning[0].value


@pytest.mark.parametrize(
    ("name", "wert"),
    [
        ("koop_klein", "7"),
        ("koop_einwohner", "zehn"),
        ("koop_mitglieder", "9"),
        ("koop_um", "Mars"),
        ("koop_kreisgrenzen", "vielleicht"),
        ("koop_zeigen", "<b>"),
    ],
)
def test_unbrauchbare_vorgaben_in_der_adresse_werden_genannt(name, wert):
    lauf = bereich(koop_gemeinde=HAINEWALDE, **{name: wert})
    assert not lauf.exception
    assert len(lauf.warning) == 1
    assert f"„{name}“" in lauf.warning[0].value.replace("\\", "")


def test_ganz_sachsen():
    lauf = land()
    assert not lauf.exception
    assert titel(lauf) == "83 Gruppen könnten gemeinsame Konzepte für 225 Gemeinden tragen, 9 bleiben übrig"
    saetze = alles(lauf)
    assert "Bei 175 davon ist zuerst der Stand zu klären" in saetze
    assert "bringt 190 statt 225 Gemeinden unter, lässt 44 statt 9 übrig" in saetze
    gruppen = lauf.dataframe[0].value
    assert len(gruppen) == 83
    assert gruppen["Gründe"].str.len().min() > 50
    uebrig = next(t for t in htmltabellen(lauf) if "Warum" in t.columns)
    assert len(uebrig) == 5
    assert uebrig["Warum"].str.len().min() > 20


def test_kein_mitglied_steht_zweimal_da():
    gruppen = land().dataframe[0].value
    namen = [name for zeile in gruppen["Gemeinden"] for name in zeile.split("; ")]
    assert len(namen) == len(set(namen)) == 225


def test_filterzeile_gilt():
    lauf = land(kreis="Görlitz")
    assert titel(lauf).startswith("13 Gruppen")
    gemeinden = zwischenspeicher.gemeinden().set_index("bezeichnung")["kreis"]
    namen = [n for zeile in lauf.dataframe[0].value["Gemeinden"] for n in zeile.split("; ")]
    assert set(gemeinden[namen]) == {"Görlitz"}


def test_kreis_ohne_kandidaten_nennt_den_ausweg():
    lauf = land(kreis="Leipzig, Stadt")
    assert titel(lauf) == "Mit diesen Vorgaben findet sich keine Gruppe für ein gemeinsames Konzept"
    assert "Nehmen Sie einen Filter" in alles(lauf)
    assert not lauf.dataframe


def test_ohne_belegte_kandidaten_bietet_die_uebrigen():
    lauf = land(koop_unbekannte="false", kreis="Zwickau")
    assert "keine Gruppe" in titel(lauf)
    knopf(lauf, "Auch Gemeinden ohne belegten Stand").click().run()
    assert "Gruppen könnten" in titel(lauf) or "Gruppe könnte" in titel(lauf)
    assert "zuerst der Stand zu klären" in alles(lauf)


def test_leere_auswahl():
    lauf = land(kreis="Leipzig, Stadt", klassen="unter 5.000")
    assert not lauf.exception
    assert "Zur Auswahl gehört keine Gemeinde" in alles(lauf)


def test_vergleich_nennt_bestehendes():
    lauf = land()
    tabellen = {tuple(t.columns): t for t in htmltabellen(lauf)}
    konzepte = tabellen[("Konzept", "Art", "Stand", "Datenlage", "Gemeinden", "Einwohner")]
    assert set(konzepte["Datenlage"]) == {"recherchiert"}
    verbaende = tabellen[("Name", "Art", "Gemeinden", "Einwohner", "ohne aktuelles Konzept")]
    assert len(konzepte) == len(verbaende) == 10
    um = bereich(koop_gemeinde=HAINEWALDE)
    verbaende = next(t for t in htmltabellen(um) if "Name" in t.columns)
    assert "Olbersdorf" in set(verbaende["Name"])


def test_ebene_steht_in_der_adresse_und_aendert_die_karte():
    ohne, mit = land(), land(koop_zeigen="Verwaltungsgemeinschaften")
    assert "gepunktet umrandet: Verwaltungsgemeinschaften" in " ".join(texte(mit))
    assert "gepunktet" not in " ".join(texte(ohne))


def test_ausgaben_nennen_vorgaben_und_verfahren(monkeypatch):
    ausgaben = merke_ausgaben(monkeypatch)
    land(kreis="Görlitz")
    stamm = "gruppen-gemeinsame-konzepte"
    assert {f"{stamm}.xlsx", f"{stamm}.geojson", f"{stamm}.kml"} <= set(ausgaben)
    mappe = openpyxl.load_workbook(io.BytesIO(ausgaben[f"{stamm}.xlsx"]()))
    assert mappe["Gruppen"].max_row == 14
    quelle = dict(zeile[:2] for zeile in mappe["Quelle und Stand"].values)
    assert quelle["Vorgaben"].startswith("zusammen 2.000 bis 10.000 Einwohner")
    assert "HiGHS" in quelle["Verfahren"]
    assert quelle["Kreise"] == "Görlitz"
    assert b"gruppe_nr" in ausgaben[f"{stamm}.geojson"]()
    assert b"<kml" in ausgaben[f"{stamm}.kml"]()


def test_excel_nennt_die_ortszeit(monkeypatch):
    """Auf einem Server in Weltzeit stünde sonst eine andere Stunde als in den übrigen Ausgaben."""
    ausgaben, zeiten = merke_ausgaben(monkeypatch), []

    def merke(*angaben):
        zeiten.append(angaben[-1])
        return b""

    monkeypatch.setattr(gruppenspalten, "als_gruppen_xlsx", merke)
    land(kreis="Görlitz")
    ausgaben["gruppen-gemeinsame-konzepte.xlsx"]()
    assert str(zeiten[0].tzinfo) == "Europe/Berlin"


def test_tabelle_der_gruppen_hat_feste_nachkommastellen():
    tabelle = land().dataframe[0]
    gezeigt = dataframe_util.convert_arrow_bytes_to_pandas_df(tabelle.proto.arrow_data.styler.display_values)
    assert gezeigt["Kompaktheit"].str.fullmatch(r"[01],\d\d").all()
    assert gezeigt["Grenze (km)"].str.fullmatch(r"\d+,\d").all()
    assert gezeigt["Einwohner"].str.fullmatch(r"\d{1,2}\.\d{3}").all()
    assert tabelle.value["Kompaktheit"].dtype.kind == "f", "sortiert wird nach der Zahl, nicht nach dem Text"


def test_lockerungen_sind_immer_weiter_und_gueltig():
    for wunsch in (Kooperationswunsch(), Kooperationswunsch(10_000, 10_000, 2, 2000, False, False)):
        for text, weiter in kooperation_werte.lockerungen(wunsch):
            assert text
            assert weiter != wunsch
            assert weiter.mindest_einwohner <= wunsch.mindest_einwohner
            assert weiter.hoechst_einwohner >= wunsch.hoechst_einwohner
            assert weiter.hoechstens_mitglieder >= wunsch.hoechstens_mitglieder
            assert weiter.klein_bis >= wunsch.klein_bis
    _, weit = kooperation_werte.alles_weit()
    assert kooperation_werte.lockerungen(weit) == []


def test_karte_thema_prioritaet(seite):
    gezeigt = seite("karte", thema="Priorität")
    assert not gezeigt.exception
    liste = gezeigt.dataframe[0].value
    assert len(liste) == 418
    assert liste["Punkte"].is_monotonic_decreasing
    alle = " ".join(texte(gezeigt))
    assert "nach der Voreinstellung „Lücken schließen“" in alle
    assert "dann weichen Punkte und Plätze ab" in alle
    assert "Punkte" not in seite("karte").dataframe[0].value.columns


def test_karte_und_ansprache_zeigen_dieselben_punkte_bis_kontakte_eingetragen_sind(eigenes_register, wer):
    def punkte(lauf):
        zeilen = [e.value for e in elemente(lauf, "html") if "rangzeile" in e.value]
        return re.findall(r"<b>(\d+)</b> Punkte", " ".join(zeilen))

    karte = oeffne("karte", thema="Priorität").dataframe[0].value["Punkte"].astype(int).astype(str)
    wer(LOKAL)
    lauf = oeffne("ansprache")
    assert punkte(lauf) == list(karte[:15])
    assert "Die Karte zeigt" not in alles(lauf)
    kontakt = Kontakt(STICHTAG, Kontaktart.TELEFON)
    kontakte.trage_ein(zwischenspeicher.register(), HAINEWALDE, kontakt, LOKAL, heute=STICHTAG)
    mit = oeffne("ansprache")
    assert punkte(mit) != list(karte[:15])
    assert "Gerechnet mit den eingetragenen Kontakten. Die Karte zeigt" in alles(mit)
    ohne_gewicht = oeffne("ansprache", g_kein_kontakt="0")
    assert punkte(ohne_gewicht) == list(karte[:15])
    assert "Die Karte zeigt" not in alles(ohne_gewicht)
    anders = alles(oeffne("ansprache", g_klein="9", g_kein_kontakt="0"))
    assert "Gerechnet mit den eingestellten Gewichten. Die Karte zeigt" in anders


def test_karte_prioritaet_gefiltert_behaelt_die_punkte_des_landes(seite):
    alle = seite("karte", thema="Priorität").dataframe[0].value["Punkte"]
    teil = seite("karte", thema="Priorität", kreis="Görlitz").dataframe[0].value["Punkte"]
    assert len(teil) == 53
    assert (teil == alle[teil.index]).all()


def test_an_diesem_rechner_steht_alles(eigenes_register, wer):
    wer(LOKAL)
    lauf = bereich(koop_gemeinde=HAINEWALDE)
    assert len([k for k in lauf.button if k.label == "Als Kampagne"]) == 3
