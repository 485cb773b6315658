"""Bereich „Kontakte“: Wiedervorlagen, Tafel, Formular, Liste, Wirkung, Rollen."""

import io
import re
from datetime import timedelta

import openpyxl
import pytest

from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.ansprache.kontakte.seite import felder
from insek_monitor.ansprache.kontakte.seite.liste import Kontaktfilter, filtere
from insek_monitor.kern.ansprache import Kontakt, Kontaktart, Kontaktstand
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register import protokoll, rechte
from tests.conftest import STICHTAG
from tests.hilfen.datenpflege_hilfen import ERIKA, LESERIN, NIEMAND, OHNE_ROLLE, alles, knopf
from tests.hilfen.kontakt_hilfen import (
    AMTSBERG,
    BORNA,
    EINTRAGENDE,
    PLAUEN,
    bereich,
    fuelle,
    geltende,
    speichere,
    stand,
    tag,
    trage_ein,
)
from tests.hilfen.seiten import elemente, merke_ausgaben, oeffne, ohne_auszeichnung, texte, titel
from tests.rahmen.test_anmeldung import BETREUUNG

pytestmark = pytest.mark.usefixtures("eigenes_register")


def register():
    return zwischenspeicher.register()


def zusagen(lauf):
    """Überschriften der Gruppen und Zeilen der Wiedervorlagen, in der Reihenfolge der Anzeige."""
    gelesen = []
    for element in elemente(lauf, "subheader", "markdown"):
        text = re.sub(r":material/\w+: |\*\*|\\", "", str(element.value))
        if re.match(r"(Überfällig|Heute|Bis |Später)", text) or "](/gemeinde" in text:
            gelesen.append(re.sub(r"\[(.*?)\]\(.*?\)", r"\1", text))
        if "Stand der Ansprache" in text:
            break
    return gelesen


def html(lauf):
    return ohne_auszeichnung(" ".join(str(e.value) for e in elemente(lauf, "html")))


# Rollen


@pytest.mark.parametrize("person", [NIEMAND, OHNE_ROLLE])
def test_gaeste_lesen_warum_es_intern_ist_und_sonst_nichts(wer, person):
    trage_ein(ergebnis="GEHEIM-4711", frist_tage=-3)
    vorher = len(protokoll.lies(register(), person=EINTRAGENDE))
    wer(person)
    lauf = bereich()
    assert titel(lauf) == "Kontakte sind nur intern zu sehen"
    gelesen = " ".join(texte(lauf))
    assert "ist vertraulich" in gelesen
    for internes in ("GEHEIM", "Muster schicken", "überfällig", "Amtsberg", "Erika"):
        assert internes not in gelesen
    assert not [k for k in lauf.button if k.label not in ("Anmelden", "Abmelden")]
    assert len(protokoll.lies(register(), person=EINTRAGENDE)) == vorher, "Ansehen ist kein Versuch."


def test_leserin_sieht_alles_und_aendert_nichts(wer):
    trage_ein(frist_tage=-3, stand=Kontaktstand.IM_GESPRAECH)
    wer(LESERIN)
    lauf = bereich()
    assert "Amtsberg · seit 3 Tagen überfällig · Muster schicken · Bauamt" in zusagen(lauf)
    assert not [k for k in lauf.button if k.label not in ("Anmelden", "Abmelden")]
    assert not lauf.menu_button


def test_entzogene_rolle_zeigt_sofort_nichts_mehr(wer):
    trage_ein(frist_tage=-3)
    wer(ERIKA)
    lauf = bereich()
    assert zusagen(lauf)
    rechte.vergib(register(), BETREUUNG, ERIKA.kennung, None)
    assert titel(lauf.run()) == "Kontakte sind nur intern zu sehen"


# Wiedervorlagen


def test_was_haben_wir_wem_bis_freitag_zugesagt():
    """Samstag, 21.11.2026: überfällig vor heute, heute, bis Freitag (27.11.), später."""
    trage_ein(PLAUEN, frist_tage=6, schritt="Termin nennen")
    trage_ein(AMTSBERG, frist_tage=-3)
    trage_ein(BORNA, frist_tage=0, schritt="Anrufen", stelle="")
    trage_ein(BORNA, vor_tagen=30, frist_tage=-20, schritt="Liste schicken")
    trage_ein(PLAUEN, frist_tage=7, schritt="Nachfragen")
    lauf = bereich()
    assert titel(lauf) == "2 Zusagen sind überfällig, bis Freitag, 27.11. sind 2 weitere fällig"
    assert zusagen(lauf) == [
        "Überfällig: 2",
        "Borna · seit 20 Tagen überfällig · Liste schicken · Bauamt",
        "Amtsberg · seit 3 Tagen überfällig · Muster schicken · Bauamt",
        "Heute: 1",
        "Borna · heute · Anrufen",
        "Bis Freitag, 27.11.: 1",
        "Plauen · bis Freitag, 27.11. · Termin nennen · Bauamt",
        "Plauen · bis Samstag, 28.11. · Nachfragen · Bauamt",
    ]


def test_erledigt_und_doch_wieder_offen():
    nummer = trage_ein(frist_tage=-3)
    lauf = bereich()
    lauf.button(key=f"erledigt_{nummer}").click().run()
    assert titel(lauf) == "Keine Zusage ist offen"
    assert "Amtsberg: „Muster schicken“ ist erledigt." in alles(lauf)
    assert bool(geltende().loc[nummer, "erledigt"])
    knopf(lauf, "Doch noch offen").click().run()
    assert zusagen(lauf)[0] == "Überfällig: 1"
    assert not geltende().loc[nummer, "erledigt"]


def test_ohne_namen_laesst_sich_nichts_abhaken():
    nummer = trage_ein(frist_tage=-3)
    lauf = bereich(name="")
    assert lauf.button(key=f"erledigt_{nummer}").disabled
    assert lauf.menu_button(key=f"verschieben_{nummer}").disabled
    assert "Bitte zuerst Ihren Namen eintragen" in alles(lauf)
    assert "Bitte zuerst Ihren Namen" not in alles(bereich())


def test_verschieben_mit_einem_klick_und_zurueck():
    nummer = trage_ein(frist_tage=-3)
    lauf = bereich()
    lauf.menu_button(key=f"verschieben_{nummer}").click("in 2 Wochen").run()
    # 21.11.2026 + 14 Tage, ein Samstag.
    assert "Amtsberg: Wiedervorlage jetzt am Samstag, 05.12., vorher am 18.11.2026." in alles(lauf)
    (neu,) = geltende().index
    zeile = geltende().loc[neu]
    assert (zeile["wiedervorlage"].date(), zeile["vorgang"]) == (tag("2026-12-05"), nummer)
    assert zeile["naechster_schritt"] == "Muster schicken"
    knopf(lauf, "Zurück auf den alten Tag").click().run()
    assert zusagen(lauf)[0] == "Überfällig: 1"
    assert geltende()["wiedervorlage"].iloc[0].date() == tag("2026-11-18")
    assert len(kontakte.verlauf(register(), EINTRAGENDE, AMTSBERG)) == 3


def test_verschieben_auf_einen_anderen_tag():
    nummer = trage_ein(frist_tage=-3)
    lauf = bereich()
    lauf.menu_button(key=f"verschieben_{nummer}").click("anderer Tag …").run()
    feld = lauf.date_input(key="kontaktfeld_wiedervorlage")
    assert (feld.value, feld.min) == (tag("2026-11-28"), STICHTAG)
    speichere(fuelle(lauf, wiedervorlage=None))
    assert "Bitte wählen Sie den neuen Tag" in alles(lauf)
    speichere(fuelle(lauf, wiedervorlage=tag("2026-12-24")))
    assert "jetzt am Donnerstag, 24.12." in alles(lauf)
    assert geltende()["wiedervorlage"].iloc[0].date() == tag("2026-12-24")


def test_verschieben_wenn_jemand_schneller_war():
    nummer = trage_ein(frist_tage=-3)
    lauf = bereich()
    lauf.menu_button(key=f"verschieben_{nummer}").click("anderer Tag …").run()
    kontakte.erledige(register(), nummer, EINTRAGENDE)
    speichere(lauf)
    assert "ist inzwischen erledigt" in alles(lauf)
    assert len(geltende()) == 1
    andere = trage_ein(PLAUEN, frist_tage=-3)
    lauf = bereich()
    knopf_davor = lauf.menu_button(key=f"verschieben_{andere}")
    kontakte.berichtige(register(), andere, None, EINTRAGENDE, heute=STICHTAG, grund="doppelt")
    knopf_davor.click("in 1 Woche").run()
    assert "zurückgezogen" in alles(lauf)


def test_eingemeindete_stehen_unter_der_heutigen_gemeinde():
    """Aue ist heute Aue-Bad Schlema; eingetragen wurde, als es Aue noch gab."""
    aue, heutige = "14521030", "14521035"
    kontakt = Kontakt(tag("2026-11-02"), Kontaktart.TELEFON, "", "x", "anrufen", tag("2026-11-20"))
    kontakte.trage_ein(register(), aue, kontakt, EINTRAGENDE, heute=STICHTAG, gemeinden=[aue])
    lauf = bereich("Liste")
    assert "Aue-Bad Schlema · seit 1 Tag überfällig · anrufen · damals Aue" in zusagen(lauf)
    assert "damals Aue" in html(lauf)
    assert stand(heutige) == "angesprochen"
    lauf = oeffne("gemeinde", gemeinde=heutige)
    assert "Stand: **angesprochen** seit 02.11.2026" in alles(lauf)


def test_zusage_einer_gemeinde_ohne_heutige_bleibt_sichtbar():
    kontakt = Kontakt(tag("2026-11-02"), Kontaktart.TELEFON, "", "x", "anrufen", tag("2026-11-20"))
    kontakte.trage_ein(register(), "14999999", kontakt, EINTRAGENDE, heute=STICHTAG, gemeinden=["14999999"])
    lauf = bereich()
    assert "Schlüssel 14999999 · **seit 1 Tag überfällig** · anrufen" in alles(lauf)
    lauf.button(key="erledigt_1").click().run()
    assert "Schlüssel 14999999: „anrufen“ ist erledigt." in alles(lauf)


def test_lange_listen_zeigen_zehn_und_mehr():
    for tage in range(12):
        trage_ein(vor_tagen=30, frist_tage=-1 - tage, schritt=f"Schritt {tage}")
    lauf = bereich()
    assert len([z for z in zusagen(lauf) if "Schritt" in z]) == 10
    knopf(lauf, "2 weitere zeigen").click().run()
    assert len([z for z in zusagen(lauf) if "Schritt" in z]) == 12


# Formular


def test_kontakt_eintragen_mit_allem():
    alter = trage_ein(frist_tage=-3)
    lauf = bereich()
    lauf.button(key=f"kontakt_zu_{alter}").click().run()
    assert lauf.checkbox(key=f"kontaktfeld_erledigt_{alter}").value, "die Zusage, von der man kommt"
    assert lauf.date_input(key="kontaktfeld_datum").value == STICHTAG
    fuelle(
        lauf,
        art=Kontaktart.VIDEO,
        stelle="Hauptamt",
        ergebnis="Gemeinderat berät\nim Frühjahr",
        naechster_schritt="Vorlage schicken",
        stand=Kontaktstand.IM_GESPRAECH.value,
    )
    knopf(lauf, "in 1 Woche").click().run()
    assert lauf.date_input(key="kontaktfeld_wiedervorlage").value == tag("2026-11-28")
    speichere(lauf)
    satz = "Kontakt mit Amtsberg vom 21.11.2026 ist eingetragen; Wiedervorlage am Samstag, 28.11."
    assert satz in alles(lauf)
    assert "28.11.." not in alles(lauf)
    assert "Kontakt eintragen" in [k.label for k in lauf.button], "das Formular ist zu"
    assert not [k for k in lauf.button if k.key == "kontakt_speichern"]
    neu = geltende(AMTSBERG).iloc[0]
    assert (neu["art"], neu["stelle"], neu["ergebnis"]) == (
        "video",
        "Hauptamt",
        "Gemeinderat berät\nim Frühjahr",
    )
    assert (neu["wiedervorlage"].date(), neu["von"]) == (tag("2026-11-28"), "Erika Muster")
    assert stand(AMTSBERG) == "im_gespraech"
    assert bool(geltende().loc[alter, "erledigt"])


@pytest.mark.parametrize(
    ("tage", "mangel"),
    [
        (STICHTAG + timedelta(days=1), "liegt nach heute (21.11.2026)"),
        (tag("1989-12-31"), "31.12.1989"),
    ],
)
def test_unmoegliches_datum_wird_abgewiesen_und_nichts_geht_verloren(tage, mangel):
    lauf = bereich()
    lauf.button(key="kontakt_neu").click().run()
    fuelle(lauf, ags=PLAUEN, datum=tage, ergebnis="langer Text", naechster_schritt="Muster schicken")
    speichere(lauf)
    assert mangel in alles(lauf)
    assert lauf.text_area(key="kontaktfeld_ergebnis").value == "langer Text"
    assert lauf.selectbox(key="kontaktfeld_ags").value == PLAUEN
    assert geltende().empty
    speichere(fuelle(lauf, datum=STICHTAG))
    assert list(geltende()["ergebnis"]) == ["langer Text"]


def test_ohne_gemeinde_und_ohne_namen_steht_da_was_fehlt():
    lauf = bereich(name="")
    lauf.button(key="kontakt_neu").click().run()
    speichere(lauf)
    assert "Bitte tragen Sie zuerst Ihren Namen ein" in alles(lauf)
    speichere(fuelle(lauf, name="Erika Muster"))
    assert "Bitte wählen Sie die Gemeinde aus" in alles(lauf)
    speichere(fuelle(lauf, ags=BORNA))
    assert list(geltende()["von"]) == ["Erika Muster"]
    assert lauf.text_input(key="datenpflege_name").value == "Erika Muster", "gilt in der Sitzung weiter"


def test_speichern_bevor_der_browser_die_neue_beschriftung_kennt():
    lauf = bereich()
    lauf.button(key="kontakt_neu").click().run()
    ohne_gemeinde = lauf.selectbox(key="kontaktfeld_stand").options[0]
    fuelle(lauf, ags=PLAUEN)
    stand = lauf.selectbox(key="kontaktfeld_stand")
    assert ohne_gemeinde not in stand.options
    stand.options.append(ohne_gemeinde)  # so kennt sie noch der Browser
    stand.set_value(ohne_gemeinde)
    speichere(lauf)
    assert not lauf.exception
    assert list(geltende()["ags"]) == [PLAUEN]


def test_hinweis_auf_personen_kommt_beim_schreiben():
    lauf = bereich()
    lauf.button(key="kontakt_neu").click().run()
    assert "Bitte keine Namen" in alles(lauf)
    assert not lauf.warning
    fuelle(lauf, ergebnis="Mit Frau Beispiel gesprochen, mail@beispiel.de")
    assert "E-Mail-Adresse" in alles(lauf)
    assert "Name einer Person" in alles(lauf)


def bestaetigung(lauf):
    return next((k for k in lauf.checkbox if k.label == felder.TROTZDEM), None)


def test_mit_hinweis_wird_nur_bestaetigt_gespeichert():
    lauf = bereich()
    lauf.button(key="kontakt_neu").click().run()
    fuelle(lauf, ags=PLAUEN)
    assert bestaetigung(lauf) is None
    assert not lauf.button(key="kontakt_speichern").disabled
    # Tippen und sofort klicken: Die Sperre steht noch nicht da, gespeichert wird trotzdem nichts.
    lauf.text_area(key="kontaktfeld_ergebnis").set_value("Rückruf 0171 2345678")
    speichere(lauf)
    assert geltende().empty
    assert "bestätigen Sie mit dem Kästchen" in alles(lauf)
    assert lauf.button(key="kontakt_speichern").disabled
    bestaetigung(lauf).check().run()
    assert not lauf.button(key="kontakt_speichern").disabled
    # Bestätigt ist dieser Text, kein anderer.
    fuelle(lauf, naechster_schritt="mail@beispiel.de")
    assert lauf.button(key="kontakt_speichern").disabled
    fuelle(lauf, naechster_schritt="")
    bestaetigung(lauf).check().run()
    speichere(lauf)
    assert list(geltende()["ergebnis"]) == ["Rückruf 0171 2345678"]


def test_zeile_zur_wiedervorlage_steht_immer_da():
    lauf = bereich()
    lauf.button(key="kontakt_neu").click().run()
    assert "Wiedervorlage: keine" in alles(lauf)
    fuelle(lauf, wiedervorlage=tag("2026-11-27"))
    assert "Wiedervorlage: Freitag, 27.11." in alles(lauf)


def test_abbrechen_verwirft_und_der_naechste_beginnt_leer():
    lauf = bereich()
    lauf.button(key="kontakt_neu").click().run()
    fuelle(lauf, ergebnis="Entwurf", ags=PLAUEN)
    knopf(lauf, "Abbrechen").click().run()
    lauf.button(key="kontakt_neu").click().run()
    assert lauf.text_area(key="kontaktfeld_ergebnis").value == ""
    assert lauf.selectbox(key="kontaktfeld_ags").value is None
    assert geltende().empty


def test_verweigertes_schreiben_behaelt_die_eingabe(wer):
    wer(ERIKA)
    lauf = bereich()
    lauf.button(key="kontakt_neu").click().run()
    fuelle(lauf, ags=PLAUEN, ergebnis="Text")
    rechte.vergib(register(), BETREUUNG, ERIKA.kennung, LESERIN.rolle_aus_angabe)
    speichere(lauf)
    assert geltende().empty
    assert "braucht die Rolle „Bearbeiten“" in alles(lauf)
    assert lauf.text_area(key="kontaktfeld_ergebnis").value == "Text"


# Tafel


def test_tafel_zaehlt_je_stand_und_ueberfaelliges_steht_oben():
    trage_ein(AMTSBERG, stand=Kontaktstand.BERATEN)
    trage_ein(PLAUEN, stand=Kontaktstand.BERATEN, frist_tage=-2)
    lauf = bereich()
    spalten = [str(m.value) for m in lauf.markdown if str(m.value).startswith("#### ")]
    assert spalten[0] == "#### Nicht angesprochen · 416"
    assert "#### Beraten · 2" in spalten
    assert "#### Ruht · 0" in spalten
    assert len(spalten) == 8
    karten = [re.findall(r"^\*\*\[(.+?)\]", str(m.value)) for m in lauf.markdown]
    assert [k[0] for k in karten if k] == ["Plauen", "Amtsberg"]


def test_nicht_angesprochene_sind_nur_vorschlaege_und_nicht_belegtes_ist_benannt(lage_von):
    lauf = bereich()
    liste = next(str(m.value) for m in lauf.markdown if str(m.value).startswith("Vorn nach Priorität"))
    vorschlaege = re.findall(r"gemeinde=(\d{8})\)(.*)", liste)
    assert len(vorschlaege) == 5
    geklaert = lage_von()["geklaert"]
    assert {"Stand klären" in zusatz for _, zusatz in vorschlaege} == {True, False}
    for ags, zusatz in vorschlaege:
        assert ("Stand klären" in zusatz) != geklaert[ags]


def test_stand_auf_der_karte_aendern():
    trage_ein(AMTSBERG, stand=Kontaktstand.ANGESPROCHEN)
    lauf = bereich()
    lauf.menu_button(key=f"stand_{AMTSBERG}").click("beraten").run()
    assert stand(AMTSBERG) == "beraten"
    assert "Amtsberg: Stand „beraten“." in alles(lauf)
    assert "#### Beraten · 1" in alles(lauf)


def test_filterzeile_schraenkt_die_tafel_ein_aber_nicht_die_zusagen():
    trage_ein(AMTSBERG, frist_tage=-1)
    lauf = bereich(kreis="Nordsachsen")
    assert "Amtsberg · seit 1 Tag überfällig · Muster schicken · Bauamt" in zusagen(lauf)
    assert "#### Angesprochen · 0" in alles(lauf)


# Liste


def test_liste_filtern_und_text_ist_nur_text():
    trage_ein(AMTSBERG, ergebnis="**fett** <b>x</b> https://boese.example")
    trage_ein(PLAUEN, art=Kontaktart.BRIEF, vor_tagen=400, ergebnis="Förderung erklärt")
    lauf = bereich("Liste")
    assert "**2** von 2 Kontakten" in alles(lauf)
    assert "&lt;b&gt;x&lt;/b&gt;" in " ".join(str(e.value) for e in elemente(lauf, "html"))
    lauf.multiselect(key="kontaktfilter_art").select("brief").run()
    assert "**1** von 2 Kontakten" in alles(lauf)
    assert "Förderung erklärt" in html(lauf)
    assert "https://boese" not in html(lauf)
    lauf.text_input(key="kontaktfilter_text").input("gibtesnicht").run()
    assert "Kein Kontakt passt." in alles(lauf)


@pytest.mark.parametrize(
    ("wahl", "nummern"),
    [
        (Kontaktfilter(), [1, 2, 3]),
        (Kontaktfilter(ags=PLAUEN), [2]),
        (Kontaktfilter(text="BAU"), [1, 3]),
        (Kontaktfilter(text="förder"), [2]),
        (Kontaktfilter(von=tag("2026-11-11")), [1]),
        (Kontaktfilter(bis=tag("2026-11-11")), [1, 2, 3]),
        (Kontaktfilter(von=tag("2025-01-01"), bis=tag("2026-11-10")), [2, 3]),
        (Kontaktfilter(arten=("telefon",), text="bau"), [1]),
    ],
)
def test_filter_einzeln(wahl, nummern):
    trage_ein(AMTSBERG)  # 11.11.2026, Telefon, Bauamt
    trage_ein(PLAUEN, stelle="", art=Kontaktart.BRIEF, vor_tagen=400, ergebnis="Förderung erklärt")
    trage_ein(BORNA, art=Kontaktart.EMAIL, vor_tagen=30)
    alle = geltende()
    assert sorted(filtere(alle, wahl, [AMTSBERG, PLAUEN, BORNA]).index) == nummern


def test_filter_bleibt_in_der_auswahl_der_filterzeile():
    trage_ein(AMTSBERG)
    trage_ein(PLAUEN)
    assert list(filtere(geltende(), Kontaktfilter(), [PLAUEN])["ags"]) == [PLAUEN]


def test_berichtigen_mit_grund():
    nummer = trage_ein(AMTSBERG, frist_tage=6, ergebnis="falsch")
    lauf = bereich("Liste")
    lauf.button(key=f"berichtigen_{nummer}").click().run()
    assert lauf.text_area(key="kontaktfeld_ergebnis").value == "falsch"
    assert lauf.date_input(key="kontaktfeld_wiedervorlage").value == tag("2026-11-27")
    speichere(fuelle(lauf, ergebnis="richtig"))
    assert "„Grund“ ist leer" in alles(lauf)
    speichere(fuelle(lauf, grund="verschrieben"))
    assert list(geltende()["ergebnis"]) == ["richtig"]
    assert "berichtigt" in html(lauf)
    frueher = kontakte.verlauf(register(), EINTRAGENDE, AMTSBERG)
    assert sorted(frueher["ergebnis"]) == ["falsch", "richtig"]


def test_falsche_gemeinde_berichtigen():
    nummer = trage_ein(AMTSBERG, frist_tage=6, stand=Kontaktstand.BERATEN)
    lauf = bereich("Liste")
    lauf.button(key=f"berichtigen_{nummer}").click().run()
    assert lauf.selectbox(key="kontaktfeld_ags").value == AMTSBERG
    speichere(fuelle(lauf, ags=BORNA, grund="verwechselt"))
    assert "Kontakt mit Borna vom 11.11.2026 ist berichtigt; Wiedervorlage am Freitag, 27.11." in alles(lauf)
    assert list(geltende()["ags"]) == [BORNA]
    assert (stand(AMTSBERG), stand(BORNA)) == (None, "beraten")


def test_zurueckziehen_mit_grund():
    nummer = trage_ein(AMTSBERG, frist_tage=-1)
    lauf = bereich("Liste")
    lauf.button(key=f"zurueckziehen_{nummer}").click().run()
    assert "Kontakt mit **Amtsberg** vom 11.11.2026" in alles(lauf)
    speichere(fuelle(lauf, grund="andere Gemeinde"))
    assert geltende().empty
    assert titel(lauf) == "Keine Zusage ist offen"
    assert "er bleibt mit dem Grund im Verlauf" in alles(lauf)


def test_jemand_war_schneller():
    nummer = trage_ein(AMTSBERG)
    lauf = bereich("Liste")
    lauf.button(key=f"zurueckziehen_{nummer}").click().run()
    kontakte.berichtige(register(), nummer, None, EINTRAGENDE, heute=STICHTAG, grund="doppelt")
    speichere(fuelle(lauf, grund="auch doppelt"))
    assert "wurde am" in alles(lauf)
    assert "zurückgezogen" in alles(lauf)


def test_liste_blaettert():
    for n in range(17):
        trage_ein(vor_tagen=n, ergebnis=f"Gespräch {n:02d}.")
    lauf = bereich("Liste")
    assert len(re.findall(r"Gespräch \d\d", html(lauf))) == 15


def test_ausgaben_sind_intern_benannt_und_ohne_namen_der_eintragenden(monkeypatch):
    trage_ein(AMTSBERG, frist_tage=6, ergebnis="=1+1", stand=Kontaktstand.BERATEN)
    inhalte = merke_ausgaben(monkeypatch)
    bereich("Liste")
    mappe = openpyxl.load_workbook(io.BytesIO(inhalte["kontakte-intern.xlsx"]()))
    assert mappe.sheetnames == ["Kontakte", "Stände", "Quelle und Stand"]
    kopf, zeile = list(mappe["Kontakte"].iter_rows(values_only=True))[:2]
    gelesen = dict(zip(kopf, zeile, strict=True))
    assert gelesen["AGS"] == AMTSBERG
    assert (gelesen["Ergebnis"], gelesen["Nächster Schritt"]) == ("=1+1", "Muster schicken")
    assert gelesen["Wiedervorlage"].date() == tag("2026-11-27")
    assert mappe["Kontakte"]["G2"].data_type == "s", "nie eine Formel"
    stand_zeile = list(mappe["Stände"].iter_rows(values_only=True))[1]
    assert "beraten" in stand_zeile
    alles_darin = str([list(blatt.iter_rows(values_only=True)) for blatt in mappe])
    assert "Nur für den internen Gebrauch" in alles_darin
    assert "Erika" not in alles_darin
    kalender = inhalte["wiedervorlagen-intern.ics"]().decode()
    assert "DTSTART;VALUE=DATE:20261127" in kalender
    assert "Erika" not in kalender
    kontakte.erledige(register(), 1, EINTRAGENDE)
    # Nichts ist mehr offen; die Absage gibt es trotzdem.
    inhalte.clear()
    bereich("Liste")
    danach = inhalte["wiedervorlagen-intern.ics"]().decode()
    assert "STATUS:CANCELLED" in danach
    assert [z for z in danach.splitlines() if z.startswith("UID")] == [
        z for z in kalender.splitlines() if z.startswith("UID")
    ]


# Wirkung


def test_wirkung_nennt_faelle_und_dass_es_kein_beweis_ist():
    """Amtsberg vor 400 Tagen beraten: bei 12 Monaten ein Fall, bei 24 keiner."""
    trage_ein(AMTSBERG, vor_tagen=400, stand=Kontaktstand.BERATEN)
    trage_ein(PLAUEN, vor_tagen=30, stand=Kontaktstand.BERATEN)
    lauf = bereich("Wirkung")
    gelesen = alles(lauf)
    assert "Von **1 Gemeinde**, die vor mindestens 12 Monaten beraten war, haben seither **0**" in gelesen
    assert "Das ist nur ein Fall" in gelesen
    assert "Das beweist keine Wirkung" in gelesen
    assert "Amtsberg" in html(lauf)
    assert "Plauen" not in html(lauf)
    assert "%" not in html(lauf), "unter fünf Fällen kein Anteil"
    lauf.slider(key="wirkung_monate").set_value(24).run()
    assert "Vor mindestens 24 Monaten war noch keine Gemeinde der Auswahl „beraten“." in alles(lauf)


def test_frist_der_wirkung_steht_in_der_adresse():
    trage_ein(AMTSBERG, vor_tagen=400, stand=Kontaktstand.BERATEN)
    lauf = oeffne("ansprache", planung="Kontakte", kontakte="Wirkung", wirkung_monate="24")
    assert lauf.slider(key="wirkung_monate").value == 24
    assert "Vor mindestens 24 Monaten war noch keine Gemeinde" in alles(lauf)
    lauf.slider(key="wirkung_monate").set_value(6).run()
    assert "**1 Gemeinde**, die vor mindestens 6 Monaten" in alles(lauf)
    zu_lang = alles(oeffne("ansprache", planung="Kontakte", kontakte="Wirkung", wirkung_monate="61"))
    assert (
        "Die Zahl der Monate seit der Beratung „61“ aus der Adresse ist keine ganze Zahl von 0 bis 60"
        in zu_lang
    )


# Adresse


def test_unbekannte_ansicht_in_der_adresse_wird_gemeldet():
    lauf = oeffne("ansprache", planung="Kontakte", kontakte="Quatsch")
    assert "Die Ansicht „Quatsch“ aus der Adresse gibt es nicht" in alles(lauf)
