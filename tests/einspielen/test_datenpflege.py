"""Die Seite Datenpflege: wer was darf, einspielen von der Datei bis zum neuen Datenstand, wenn andere
schneller sind.
"""

import re
import tomllib
from io import BytesIO

import openpyxl
import pytest

from insek_monitor import einstellungen
from insek_monitor.einspielen import register_spaltennamen as spaltennamen
from insek_monitor.einspielen.seite import befundliste, einspielen
from insek_monitor.einspielen.seite.zustand import BEREICHE
from insek_monitor.rahmen import bausteine, zwischenspeicher
from insek_monitor.register import datenstaende, sqlitedatei
from tests.hilfen.datenpflege_hilfen import (
    ERIKA,
    LESERIN,
    LOKAL,
    NIEMAND,
    OHNE_ROLLE,
    alles,
    anderer_spielt_ein,
    auszeichnung,
    knopf,
    lade_hoch,
    unterzeichne,
    zahlen,
)
from tests.hilfen.seiten import htmltabellen, merke_ausgaben, oeffne, titel

pytestmark = pytest.mark.usefixtures("eigenes_register")

SAUBER = "Gemeinde;INSEK vorhanden?;Beschluss am\nAmtsberg;ja;14.03.2025\n"
FEHLERHAFT = (
    "Liste der Fachstelle\n\nGemeinde;INSEK vorhanden?;Beschluss am\n"
    "Amtsberg;ja;14.03.2025\nNeukirchen;ja;2020\nPlauen;ja;31.02.2024\n"
)
EINSPIELEN = "Als neuen Datenstand einspielen"


@pytest.fixture
def seite():
    """Öffnet die Seite."""
    return lambda **angaben: oeffne("datenpflege", **angaben)


def nummern():
    return [d.nummer for d in datenstaende.liste(zwischenspeicher.register())]


def test_netzlaufwerk_sagt_es_wer_schreiben_darf(seite, wer, tmp_path, monkeypatch):
    (tmp_path / "mounts").write_text("//server/amt / cifs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(sqlitedatei, "EINHAENGUNGEN", tmp_path / "mounts")
    zwischenspeicher.leere()
    assert sqlitedatei.HINWEIS in [warnung.value for warnung in seite().warning]
    wer(LESERIN)
    assert sqlitedatei.HINWEIS not in [warnung.value for warnung in seite().warning]


def test_ueberschrift_aus_den_daten(seite):
    lauf = seite()
    assert not lauf.exception
    assert titel(lauf) == (
        "Noch gilt der mitgelieferte Datenstand 1: Für 120 von 418 Gemeinden ist ein INSEK belegt"
    )
    assert titel(seite(kreis="Dresden, Stadt")) == titel(lauf), "dort nicht zu sehen, also ohne Wirkung"
    assert titel(seite(bereich="Bestätigen", kreis="Dresden, Stadt")).startswith(
        "Noch gilt der mitgelieferte Datenstand 1: Für 1 von 1 Gemeinde ist ein INSEK belegt"
    )
    assert titel(seite(bereich="Bestätigen", kreis="Dresden, Stadt", klassen="unter 5.000")) == (
        "Zu dieser Auswahl gehört keine Gemeinde."
    )


@pytest.mark.parametrize("bereich", BEREICHE)
def test_jeder_bereich_steht_in_der_adresse_und_laeuft_fuer_alle(seite, wer, bereich):
    for person in (LOKAL, ERIKA, LESERIN, OHNE_ROLLE, NIEMAND):
        wer(person)
        lauf = seite(bereich=bereich)
        assert not lauf.exception, (bereich, person)
        assert not lauf.error
        assert lauf.segmented_control(key="bereich").value == bereich


@pytest.mark.parametrize("person", [LESERIN, OHNE_ROLLE, NIEMAND])
def test_ohne_rolle_kein_bedienelement_das_schreibt(seite, wer, person):
    wer(person)
    for bereich in BEREICHE:
        lauf = seite(bereich=bereich)
        assert not lauf.file_uploader
        assert not [k.label for k in lauf.button if k.label not in {"Ansehen", "Abmelden", "Anmelden"}]
    assert "braucht man die Rolle „Bearbeiten“" in alles(seite())
    assert {k.label for k in seite().download_button} >= {"Leere Vorlage"}


def test_protokoll_nur_mit_rolle(seite, wer):
    for person, darf in ((NIEMAND, False), (OHNE_ROLLE, False), (LESERIN, True), (LOKAL, True)):
        wer(person)
        assert ("Das Protokoll sieht, wer eine Rolle hat." in alles(seite(bereich="Protokoll"))) is not darf


def test_saubere_liste_wird_der_neue_datenstand(seite):
    lauf = lade_hoch(seite(), SAUBER)
    assert not lauf.exception
    assert nummern() == [1]
    assert zahlen(lauf)["Zeilen gehen mit"] == "1"
    schreibe = knopf(lauf, EINSPIELEN)
    assert schreibe.disabled
    assert "Bitte noch ausfüllen: Name und Anlass." in alles(lauf)
    lauf = unterzeichne(lauf)
    assert not knopf(lauf, EINSPIELEN).disabled
    assert nummern() == [1], "Vor dem Knopf wird nichts geschrieben."
    lauf = knopf(lauf, EINSPIELEN).click().run()
    assert not lauf.exception
    assert nummern() == [2, 1]
    neu = datenstaende.finde(zwischenspeicher.register())
    assert (neu.von, neu.anlass, neu.titel) == ("Erika Muster", "Probe", "Register vom 21.11.2026")
    assert (neu.basis_nummer, neu.quelle_datei) == (1, "liste.csv")
    assert "Datenstand 2 „Register vom 21.11.2026“ ist eingespielt und gilt: 1 Gemeinde mit Änderungen." in (
        alles(lauf)
    )
    assert titel(lauf) == "Datenstand 2 gilt: Für 121 von 418 Gemeinden ist ein INSEK belegt"
    assert lauf.selectbox(key="datenstandwahl").value == "Register vom 21.11.2026 (Nr. 2)"
    assert lauf.file_uploader, "Der Vorgang ist zu Ende, die nächste Datei kann kommen."


def test_vergleich_nennt_alt_und_neu(seite):
    lauf = lade_hoch(seite(), SAUBER)
    gemeinden = next(t for t in htmltabellen(lauf) if "Nachher" in t)
    zeile = gemeinden[gemeinden["Gemeinde"] == "Amtsberg"].iloc[0]
    assert (zeile["Vorher"], zeile["Nachher"]) == ("Stand nicht belegt", "INSEK vorhanden")
    eckzahlen = next(t for t in htmltabellen(lauf) if "vorher → nachher" in t)
    assert "120 → 121" in set(eckzahlen["vorher → nachher"])


def test_fehler_halten_ihre_zeile_zurueck_und_werden_auf_der_seite_behoben(seite):
    lauf = lade_hoch(seite(), FEHLERHAFT)
    assert zahlen(lauf)["Fehler"] == "2"
    assert zahlen(lauf)["Zeilen gehen mit"] == "1"
    assert lauf.toggle(key=vollstaendig(lauf)).disabled
    kandidaten = [k for k in lauf.button if "Neukirchen" in k.label]
    assert len(kandidaten) >= 2, "Gleichnamige Gemeinden werden angeboten, nicht geraten."
    lauf = next(k for k in kandidaten if "Erzgeb" in k.label).click().run()
    assert zahlen(lauf)["Fehler"] == "1"
    assert zahlen(lauf)["Zeilen gehen mit"] == "2"
    lauf = lauf.button(key="weg_liste_6").click().run()
    assert zahlen(lauf)["Fehler"] == "0"
    assert not lauf.toggle(key=vollstaendig(lauf)).disabled
    assert "Ihre Entscheidungen: 2 Korrekturen" in [e.label for e in lauf.expander]
    lauf = lauf.button(key="datenpflege_alles_zurueck").click().run()
    assert zahlen(lauf)["Fehler"] == "2"
    assert nummern() == [1]


def vollstaendig(lauf):
    return next(t.key for t in lauf.toggle if t.label == "Diese Datei ist vollständig")


def test_anderer_wert_im_dialog(seite):
    lauf = lade_hoch(seite(), FEHLERHAFT)
    aendern = next(k for k in reversed(lauf.button) if k.label == "Anderer Wert …")
    lauf = aendern.click().run()
    feld = next(t for t in lauf.text_input if t.label == "Beschluss am in Zeile 6")
    assert feld.value == "31.02.2024"
    feld.input("28.02.2024")
    lauf = next(k for k in lauf.button if k.label == "Übernehmen").click().run()
    assert not lauf.exception
    assert zahlen(lauf)["Fehler"] == "1"


def test_warnungen_einzeln_und_alle_annehmen(seite):
    lauf = lade_hoch(seite(), "Gemeinde;INSEK vorhanden?\nAmtsberg;ja\nPlauen;ja\n")
    offen = int(zahlen(lauf)["Warnungen"])
    assert offen >= 2, "„ja“ ohne Datum ist eine Warnung."
    assert zahlen(lauf)["Zeilen gehen mit"] == "0"
    assert not [k for k in lauf.button if k.label == EINSPIELEN], "Ohne Vergleich kein Einspielen."
    lauf = next(k for k in lauf.button if k.label == "Annehmen").click().run()
    lauf = lauf.button(key="datenpflege_alle_annehmen").click().run()
    assert zahlen(lauf)["Zeilen gehen mit"] == "2"
    assert "Nichts mehr zu klären." in alles(lauf)


def test_eine_annahme_laesst_sich_zuruecknehmen(seite):
    lauf = lade_hoch(seite(), "Gemeinde;INSEK vorhanden?\nAmtsberg;ja\n")
    lauf = knopf(lauf, "Warnung annehmen").click().run()
    assert zahlen(lauf)["Zeilen gehen mit"] == "1"
    lauf.segmented_control(key="datenpflege_stufe").set_value("Warnungen").run()
    lauf = knopf(lauf, "Annahme zurücknehmen").click().run()
    assert zahlen(lauf)["Zeilen gehen mit"] == "0"
    assert knopf(lauf, "Annehmen")


def test_zeilen_ohne_meldung_stehen_mit_grund_da(seite):
    lauf = lade_hoch(seite(), "Gemeinde;INSEK vorhanden?\nAmtsberg;nein\nSumme;1\n")
    (klappe,) = [e for e in lauf.expander if e.label == "1 Zeile ohne Meldung"]
    assert "1 Zeile (3)" in klappe.markdown[0].value


def test_vollstaendig_laesst_entfallen_was_fehlt(seite):
    lauf = lade_hoch(seite(), SAUBER)
    vorher = int(zahlen(lauf)["entfernt"])
    lauf = lauf.toggle(key=vollstaendig(lauf)).set_value(True).run()
    assert int(zahlen(lauf)["entfernt"]) > vorher + 400
    assert zahlen(lauf)["unverändert"] == "0"
    assert "entfällt im neuen Datenstand" in alles(lauf)


def test_viel_verlust_braucht_die_genaue_zahl(seite):
    lauf = lade_hoch(seite(), SAUBER)
    lauf = unterzeichne(lauf.toggle(key=vollstaendig(lauf)).set_value(True).run())
    assert alles(lauf).index("fallen von „INSEK vorhanden“ auf weniger") < alles(lauf).index("ohne Filter")
    frage = next(e.value for e in lauf.error)
    (anzahl,) = re.findall(r"([\d.]+) Datensätze aus", frage)
    assert "Annaberg-Buchholz" in frage
    eingabe = next(str(t.key) for t in lauf.text_input if "sollen entfallen" in t.label)
    for text, gesperrt in (("", True), ("ja", True), ("3", True), (anzahl.replace(".", ""), False)):
        lauf = lauf.text_input(key=eingabe).input(text).run()
        assert knopf(lauf, EINSPIELEN).disabled is gesperrt, text
    lauf = knopf(lauf, EINSPIELEN).click().run()
    assert nummern() == [2, 1]
    assert len(zwischenspeicher.bestand(2).konzepte) == 1


def bedeutung(lauf):
    spalten = next(t for t in htmltabellen(lauf) if "Gelesen als" in t)
    return dict(zip(spalten["Überschrift in der Datei"], spalten["Gelesen als"], strict=True))


def test_vermutete_und_unbekannte_spalten_zuordnen_und_merken(seite):
    text = "Wo;Habt ihr eins;Beschluss am;Woher\nAmtsberg;ja;14.03.2025;Anruf\n"
    lauf = lade_hoch(seite(), text)
    assert bedeutung(lauf)["Wo"] == "Gemeinde (vermutet)"
    # „Habt ihr eins“ kann von allem handeln und „Beschluss am“ davon.
    fremd = ("Habt ihr eins", "Beschluss am", "Woher")
    assert {bedeutung(lauf)[titel] for titel in fremd} == {"nicht gelesen"}
    assert "Nicht gelesen:** „Habt ihr eins“, „Beschluss am“ und „Woher“." in alles(lauf)
    lauf = knopf(lauf, "Spalten zuordnen").click().run()
    next(s for s in lauf.selectbox if "Habt ihr" in s.label).select("vorhanden")
    next(s for s in lauf.selectbox if "Woher" in s.label).select("quelle")
    lauf = knopf(lauf, "Übernehmen und merken").click().run()
    assert not lauf.exception
    erwartet = {
        "Wo": "Gemeinde",
        "Habt ihr eins": "INSEK vorhanden?",
        "Beschluss am": "Beschluss am",
        "Woher": "Quelle",
    }
    assert bedeutung(lauf) == erwartet
    assert {"vorhanden", "quelle"} <= set(spaltennamen.lies(zwischenspeicher.register()).values())
    assert bedeutung(lade_hoch(seite(), text)) == erwartet, "beim nächsten Mal gewusst"


def test_ein_feld_fuer_zwei_spalten_wird_nicht_uebernommen(seite):
    lauf = lade_hoch(seite(), "Gemeinde;INSEK vorhanden?;Woher\nAmtsberg;nein;Anruf\n")
    lauf = knopf(lauf, "Spalten zuordnen").click().run()
    next(s for s in lauf.selectbox if "Woher" in s.label).select("gemeinde")
    lauf = knopf(lauf, "Übernehmen und merken").click().run()
    assert bedeutung(lauf)["Woher"] == "nicht gelesen"
    assert not spaltennamen.lies(zwischenspeicher.register())


def test_unlesbare_datei_wird_erklaert_und_vergessen(seite):
    lauf = seite().file_uploader[0].upload("leer.xlsx", b"", "application/octet-stream").run()
    assert not lauf.exception
    assert len(lauf.error) == 1
    assert lauf.error[0].value.startswith("leer.xlsx")
    assert "Traceback" not in alles(lauf)
    assert lauf.file_uploader
    assert not lauf.run().error, "Die Nachricht steht nur einmal da."


def test_verwerfen(seite):
    lauf = knopf(lade_hoch(seite(), SAUBER), "Verwerfen").click().run()
    assert lauf.file_uploader
    assert not [k for k in lauf.button if k.label == EINSPIELEN]
    assert nummern() == [1]


def test_wer_zu_spaet_kommt_erfaehrt_was_der_erste_geaendert_hat(seite):
    lauf = unterzeichne(lade_hoch(seite(), SAUBER))
    anderer_spielt_ein()
    lauf = knopf(lauf, EINSPIELEN).click().run()  # der Rückruf läuft, bevor neu gezeichnet wird
    assert not lauf.exception
    assert nummern() == [2, 1], "Der zweite hat nichts geschrieben."
    warnung = " ".join(w.value for w in lauf.warning)
    assert "Von jemand anderem" in warnung
    assert "Max Andere" in warnung
    assert "Eilmeldung" in warnung
    assert knopf(lauf, EINSPIELEN).disabled
    lauf = lauf.button(key="datenpflege_neu_vergleichen").click().run()
    assert not lauf.warning
    lauf = knopf(lauf, EINSPIELEN).click().run()
    assert nummern() == [3, 2, 1]
    assert datenstaende.finde(zwischenspeicher.register()).basis_nummer == 2


def test_neuer_stand_eines_anderen_faellt_schon_vor_dem_knopf_auf(seite):
    lauf = unterzeichne(lade_hoch(seite(), SAUBER))
    anderer_spielt_ein()
    lauf = lauf.run()
    assert "Inzwischen gilt Datenstand 2 „Von jemand anderem“ von Max Andere" in lauf.warning[0].value
    assert knopf(lauf, EINSPIELEN).disabled


def test_rolle_inzwischen_entzogen(seite, wer):
    """Die Seite wurde noch mit Rolle gezeichnet; das Register prüft trotzdem."""
    wer(ERIKA)
    lauf = unterzeichne(lade_hoch(seite(), SAUBER), name=None)
    schreibe = knopf(lauf, EINSPIELEN)
    assert not schreibe.disabled
    wer(LESERIN)
    lauf = schreibe.click().run()
    assert nummern() == [1]
    assert not [k for k in lauf.button if k.label == EINSPIELEN]


def test_name_kommt_von_der_anmeldung(seite, wer):
    wer(ERIKA)
    lauf = unterzeichne(lade_hoch(seite(), SAUBER), name=None)
    knopf(lauf, EINSPIELEN).click().run()
    assert datenstaende.finde(zwischenspeicher.register()).von == "Erika Muster"


def test_fremder_text_wird_nirgends_zu_auszeichnung(seite):
    boese = "<b>*fett*</b> [klick](http://boese.example)"
    anderer_spielt_ein(titel=boese)
    for bereich in ("Datenstände", "Einspielen", "Ausgeben", "Bestätigen"):
        text = auszeichnung(seite(bereich=bereich))
        assert "[klick](http" not in text, bereich
        assert "<b>" not in text.replace("\\<b\\>", ""), bereich


def test_nach_eigenem_einspielen_folgt_die_sitzung_dem_geltenden(seite):
    """Wer selbst eingespielt hat, sitzt nicht auf seinem Datenstand fest."""
    lauf = knopf(unterzeichne(lade_hoch(seite(), SAUBER)), EINSPIELEN).click().run()
    assert lauf.selectbox(key="datenstandwahl").value == "Register vom 21.11.2026 (Nr. 2)"
    anderer_spielt_ein()
    assert lauf.run().selectbox(key="datenstandwahl").value == "Von jemand anderem (Nr. 3)"


def test_viele_befunde_stehen_auf_seiten(seite, monkeypatch):
    monkeypatch.setattr(befundliste, "GROSS_AB", 10)  # zeigt dabei den Fortschritt
    schluessel = zwischenspeicher.gemeinden().index[:60]
    text = "AGS;INSEK vorhanden?\n" + "".join(f"{ags};vielleicht\n" for ags in schluessel)
    lauf = lade_hoch(seite(), text)
    assert not lauf.exception
    assert zahlen(lauf)["Fehler"] == "60"
    assert len([k for k in lauf.button if k.label == "Zeile weglassen"]) == 20
    assert "Seite 1 von 3, zusammen 60 Befunde." in alles(lauf)
    lauf = lauf.pagination(key="datenpflege_befundseite").set_value(3).run()
    assert [k.key for k in lauf.button if k.label == "Zeile weglassen"][-1] == "weg_liste_61"
    for _ in range(20):
        lauf = next(k for k in lauf.button if k.label == "Zeile weglassen").click().run()
    assert "Seite 2 von 2, zusammen 40 Befunde." in alles(lauf), (
        "Wird die Liste kürzer, gilt die letzte Seite."
    )


def test_pruefbericht_laesst_sich_herunterladen(seite, monkeypatch):
    inhalte = merke_ausgaben(monkeypatch)
    lade_hoch(seite(), FEHLERHAFT)
    mappe = openpyxl.load_workbook(BytesIO(inhalte["pruefbericht.xlsx"]()))
    text = " ".join(str(z.value) for blatt in mappe for reihe in blatt.iter_rows() for z in reihe)
    assert "31.02.2024" in text
    assert "Neukirchen" in text
    aenderungen = inhalte["vergleich-einspielen.csv"]().decode("utf-8-sig")
    assert "Status vorher" in aenderungen
    assert "Amtsberg" in aenderungen


def test_vorlage_ausgefuellt_wieder_eingespielt_aendert_nichts(seite, monkeypatch):
    inhalte = {}
    monkeypatch.setattr(
        bausteine, "herunterladen", lambda _, inhalt, datei, *a, **k: inhalte.update({datei: inhalt})
    )
    lauf = seite()
    vorlage = inhalte["vorlage-ausgefuellt.xlsx"]()
    lauf = lauf.file_uploader[0].upload("vorlage.xlsx", vorlage, "application/octet-stream").run()
    assert not lauf.exception
    assert zahlen(lauf)["Fehler"] == "0"
    assert "Keine Änderung gegenüber Datenstand 1" in alles(lauf)
    assert knopf(lauf, EINSPIELEN).disabled
    assert "Es gibt nichts einzuspielen" in alles(lauf)


def test_hoechste_groesse_wie_am_server():
    pfad = einstellungen.projektordner() / ".streamlit" / "config.toml"
    angaben = tomllib.loads(pfad.read_text(encoding="utf-8"))
    assert angaben["server"]["maxUploadSize"] == einspielen.GROSS_MB
