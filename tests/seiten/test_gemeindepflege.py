"""Auf der Gemeindeseite pflegen: Formular, Prüfung, Vergleich, Schreiben; bestätigen; interne Vermerke."""

import re

import pytest

from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register import datenstaende, laden, protokoll, pruefrunden, rechte, vermerke
from tests.hilfen.datenpflege_hilfen import (
    ERIKA,
    LESERIN,
    LOKAL,
    NIEMAND,
    OHNE_ROLLE,
    alles,
    anderer_spielt_ein,
    knopf,
)
from tests.hilfen.seiten import elemente, oeffne, texte, titel
from tests.rahmen.test_anmeldung import BETREUUNG

pytestmark = pytest.mark.usefixtures("eigenes_register")

PLAUEN, AMTSBERG = "14523320", "14521010"


def register():
    return zwischenspeicher.register()


def geltender():
    return datenstaende.finde(register())


def oeffne_formular(ags=PLAUEN):
    lauf = oeffne("gemeinde", gemeinde=ags)
    return knopf(lauf, "Angaben pflegen").click().run()


def pruefe(lauf, **felder):
    for feld, wert in felder.items():
        element = (lauf.selectbox if feld in ("vorhanden", "art") else lauf.text_input)(key=f"einzel_{feld}")
        element.set_value(wert)
    knopf(lauf, "Prüfen und vergleichen").click()
    return lauf.run()


def uebernimm(lauf, anlass="Anruf der Gemeinde"):
    lauf.text_input(key="einzel_anlass").input(anlass).run()
    return knopf(lauf, "Übernehmen").click().run()


def vergleich(lauf):
    """„Was sich ändert“: Gemeinde → Sätze."""
    liste = next(m.value for m in lauf.markdown if m.value.startswith("**Was sich ändert**"))
    return dict(re.findall(r"^- \*\*(.+?)\*\* – (.+)$", liste, re.MULTILINE))


@pytest.mark.parametrize("person", [NIEMAND, OHNE_ROLLE])
def test_ohne_rolle_ist_nichts_davon_zu_sehen(wer, person):
    wer(person)
    lauf = oeffne("gemeinde", gemeinde=PLAUEN)
    assert "Pflege" not in alles(lauf)
    assert "Vermerke" not in alles(lauf)
    assert not [k for k in lauf.button if k.label not in ("Anmelden", "Abmelden")]


def test_leserin_sieht_vermerke_aber_keine_knoepfe(wer):
    vermerke.schreibe(register(), PLAUEN, "Nur für uns", ERIKA)
    wer(LESERIN)
    lauf = oeffne("gemeinde", gemeinde=PLAUEN)
    assert "Nur für uns" in " ".join(texte(lauf))
    assert not [k for k in lauf.button if k.label != "Abmelden"]


def test_formular_zeigt_den_juengsten_datensatz_und_aendert_unveraendert_nichts():
    lauf = oeffne_formular()
    assert lauf.selectbox(key="einzel_datensatz").value == "R-14523320-02-F"
    assert lauf.selectbox(key="einzel_vorhanden").value == "in Arbeit"
    assert lauf.text_input(key="einzel_titel").value == "Stadtkonzept Plauen 2033"
    pruefe(lauf)
    assert "Keine Änderung: Die Angaben stehen schon so im Register." in alles(lauf)
    assert not [k for k in lauf.button if k.label == "Übernehmen"]


def test_fehler_mit_vorschlag_dann_vergleich_und_neuer_datenstand():
    lauf = pruefe(oeffne_formular(), beschluss="14.03.2026")
    assert "„INSEK vorhanden?“ ist „in Arbeit“, aber „Beschluss am“ nennt 14.03.2026" in alles(lauf)
    assert "Bitte klären Sie zuerst die Fehler." in alles(lauf)
    knopf(lauf, "„INSEK vorhanden?“\\: ja").click().run()
    assert lauf.selectbox(key="einzel_vorhanden").value == "ja"
    while offene := [k for k in lauf.button if k.label == "Annehmen" and not k.disabled]:
        offene[0].click().run()
    assert list(vergleich(lauf)) == ["Plauen"]
    assert "Beschluss am leer → 14.03.2026" in vergleich(lauf)["Plauen"]
    assert "Status" not in vergleich(lauf)["Plauen"]  # ein INSEK hatte die Stadt schon
    assert knopf(lauf, "Übernehmen").disabled
    assert "Bitte noch ausfüllen: Name und Anlass" in alles(lauf)

    lauf.text_input(key="datenpflege_name").input("Erika Muster").run()
    uebernimm(lauf)
    neu = geltender()
    assert (neu.nummer, neu.titel, neu.von) == (2, "Einzelmeldung Plauen", "Erika Muster")
    assert (neu.anlass, neu.basis_nummer) == ("Anruf der Gemeinde", 1)
    satz = laden.lade(register(), 2).konzepte.loc["R-14523320-02-F"]
    assert (satz["beschluss"], satz["datenlage"]) == ("2026-03-14", "gemeldet")
    assert titel(lauf).replace("\u00a0", " ") == "Plauen hat ein INSEK, beschlossen am 14. März 2026."
    assert lauf.sidebar.selectbox(key="datenstandwahl").value == "Einzelmeldung Plauen (Nr. 2)"
    assert "Gespeichert: Es gilt jetzt Datenstand 2" in alles(lauf)
    assert knopf(lauf, "Angaben pflegen")


def test_gemeinsames_konzept_ueber_die_auswahl_der_gemeinden(wer):
    wer(ERIKA)
    lauf = oeffne_formular(AMTSBERG)
    lauf.multiselect(key="einzel_gemeinsam").set_value(["14521220"])
    pruefe(lauf, vorhanden="ja", art="INGEKO", beschluss="03/2025", titel="Unser Tal 2040")
    while offene := [k for k in lauf.button if k.label == "Annehmen" and not k.disabled]:
        offene[0].click().run()
    assert len(vergleich(lauf)) == 2
    uebernimm(lauf)
    bestand = laden.lade(register(), 2)
    kennung = bestand.konzepte.index[bestand.konzepte["titel"] == "Unser Tal 2040"]
    zugeordnet = bestand.zuordnung[bestand.zuordnung["konzept_id"].isin(kennung)]
    assert sorted(zugeordnet["ags"]) == [AMTSBERG, "14521220"]


def test_wer_nichts_meldet_erfaehrt_es():
    lauf = oeffne_formular(AMTSBERG)
    lauf.selectbox(key="einzel_datensatz").select("").run()
    assert "Das Formular meldet nichts." in alles(pruefe(lauf))


def test_ein_anderer_war_schneller(wer):
    """Der Zweite erfährt, was der Erste geändert hat, und vergleicht neu; seine Eingaben bleiben."""
    wer(ERIKA)
    lauf = pruefe(oeffne_formular(), beschluss="", titel="Neuer Titel")
    lauf.text_input(key="einzel_anlass").input("Anruf").run()
    anderer_spielt_ein("Eilige Liste")
    knopf(lauf, "Übernehmen").click().run()
    assert geltender().titel == "Eilige Liste"
    assert "Inzwischen gilt Datenstand 2 „Eilige Liste“, eingespielt von Max Andere" in alles(lauf)
    assert "An dieser Gemeinde hat sich dabei nichts geändert." in alles(lauf)
    assert knopf(lauf, "Übernehmen").disabled
    knopf(lauf, "Neu vergleichen").click().run()
    assert lauf.text_input(key="einzel_titel").value == "Neuer Titel"
    uebernimm(lauf)
    assert (geltender().nummer, geltender().basis_nummer) == (3, 2)


def test_entzogene_rolle_weist_das_register_ab_und_schreibt_es_auf(wer):
    wer(ERIKA)
    lauf = pruefe(oeffne_formular(), titel="Anders")
    lauf.text_input(key="einzel_anlass").input("Anruf").run()
    rechte.vergib(register(), BETREUUNG, ERIKA.kennung, None)
    knopf(lauf, "Übernehmen").click().run()
    assert "„Datenstand einspielen“ braucht die Rolle „Bearbeiten“; Erika Muster hat keine Rolle" in alles(
        lauf
    )
    assert geltender().nummer == 1
    eintrag = protokoll.lies(register(), person=BETREUUNG).iloc[0]
    assert (eintrag["ergebnis"], eintrag["kennung"]) == ("verweigert", ERIKA.kennung)
    assert "Angaben pflegen" not in [k.label for k in lauf.button]


def test_anderer_datenstand_fuehrt_zum_geltenden():
    anderer_spielt_ein("Eilige Liste")
    lauf = oeffne("gemeinde", gemeinde=PLAUEN, datenstand="recherche")
    assert "Gezeigt wird Datenstand 1 „recherche“. Ändern und bestätigen kann man nur den geltenden" in (
        alles(lauf)
    )
    assert "Angaben pflegen" not in [k.label for k in lauf.button]
    knopf(lauf, "Zum geltenden").click().run()
    assert lauf.sidebar.selectbox(key="datenstandwahl").value == "Eilige Liste (Nr. 2)"
    assert knopf(lauf, "Angaben pflegen")


def test_formular_gehoert_zu_seiner_gemeinde():
    lauf = oeffne_formular()
    lauf.query_params["gemeinde"] = AMTSBERG
    lauf.run()
    assert "Amtsberg" in titel(lauf)
    assert knopf(lauf, "Angaben pflegen")


def test_bestaetigen_in_der_pruefrunde(wer):
    wer(ERIKA)
    assert "Prüfrunde" not in alles(oeffne("gemeinde", gemeinde=PLAUEN))
    pruefrunden.beginne(register(), "4. Quartal 2026", ERIKA)
    lauf = oeffne("gemeinde", gemeinde=PLAUEN)
    assert "Prüfrunde „4. Quartal 2026“: **noch nicht bestätigt**" in alles(lauf)
    knopf(lauf, "Angaben bestätigen").click().run()
    assert "**Bestätigt** am" in alles(lauf)
    assert "von Erika Muster (Prüfrunde „4. Quartal 2026“)" in alles(lauf)
    wer(NIEMAND)
    assert "Erika" not in " ".join(texte(lauf.run()))
    wer(ERIKA)
    lauf = oeffne("gemeinde", gemeinde=AMTSBERG)
    assert pruefrunden.OHNE_DATENSATZ in alles(lauf)
    assert "Angaben bestätigen" not in [k.label for k in lauf.button]


def test_ohne_namen_wird_an_diesem_rechner_nichts_geschrieben(wer):
    wer(LOKAL)
    lauf = oeffne("gemeinde", gemeinde=PLAUEN)
    assert knopf(lauf, "Vermerk speichern").disabled
    lauf.text_input(key="datenpflege_name").input("Erika Muster").run()
    assert not knopf(lauf, "Vermerk speichern").disabled


def test_vermerk_schreiben_und_leerer_vermerk(wer):
    wer(ERIKA)
    lauf = oeffne("gemeinde", gemeinde=PLAUEN)
    knopf(lauf, "Vermerk speichern").click().run()
    assert "Der Vermerk ist leer. Bitte schreiben Sie einen Text." in alles(lauf)
    lauf.text_area(key=f"gemeindepflege_vermerk_{PLAUEN}").input("Zeile 1\nZeile 2 <b>&amp;</b> **x**")
    knopf(lauf, "Vermerk speichern").click().run()
    html = next(str(e.value) for e in elemente(lauf, "html") if "Zeile 1" in str(e.value))
    assert "Zeile 1<br>Zeile 2 &lt;b&gt;&amp;amp;&lt;/b&gt; **x**" in html
    assert "· Erika Muster" in html
    assert lauf.text_area(key=f"gemeindepflege_vermerk_{PLAUEN}").value == ""


def zu(lauf, ags):
    """Wechselt in derselben Sitzung zu einer anderen Gemeinde."""
    lauf.query_params["gemeinde"] = ags
    return lauf.run()


def test_entwurf_eines_vermerks_steht_nicht_unter_der_naechsten_gemeinde(wer):
    wer(ERIKA)
    lauf = oeffne("gemeinde", gemeinde=PLAUEN)
    lauf.text_area(key=f"gemeindepflege_vermerk_{PLAUEN}").input("Nur über Plauen")
    zu(lauf, AMTSBERG)
    [feld] = lauf.text_area
    assert feld.value == ""
    knopf(lauf, "Vermerk speichern").click().run()
    assert "Der Vermerk ist leer" in alles(lauf)
    assert vermerke.lies(register(), AMTSBERG, ERIKA).empty


def test_eingaben_des_formulars_stehen_nicht_unter_der_naechsten_gemeinde(wer):
    wer(ERIKA)
    lauf = pruefe(oeffne_formular(), titel="Plauener Titel")
    lauf.text_input(key="einzel_anlass").input("Anruf aus Plauen").run()
    knopf(zu(lauf, AMTSBERG), "Angaben pflegen").click().run()
    assert "Plauener Titel" not in [t.value for t in lauf.text_input]
    pruefe(lauf, vorhanden="ja", beschluss="14.03.2020", titel="Amtsberger Titel")
    while offene := [k for k in lauf.button if k.label == "Annehmen" and not k.disabled]:
        offene[0].click().run()
    assert "Anruf aus Plauen" not in [t.value for t in lauf.text_input]
    assert lauf.text_input(key="einzel_anlass").value == ""


def test_bestaetigt_wird_nur_was_zu_sehen_war(wer):
    wer(ERIKA)
    pruefrunden.beginne(register(), "4. Quartal 2026", ERIKA)
    lauf = oeffne("gemeinde", gemeinde=PLAUEN)
    anderer_spielt_ein("Eilige Liste")
    knopf(lauf, "Angaben bestätigen").click().run()
    assert "Inzwischen gilt Datenstand 2 „Eilige Liste“; gezeigt war Datenstand 1." in alles(lauf)
    stand = pruefrunden.stand(register(), zwischenspeicher.bestand(2), zwischenspeicher.gemeinden())
    assert not stand["bestaetigt"].any()
