"""Bereiche „Datenstände“, „Bestätigen“, „Ausgeben“ und „Protokoll“."""

import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from io import BytesIO

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.einspielen.seite import datenstandsliste, pruefrunde
from insek_monitor.kern.rollen import Rolle
from insek_monitor.rahmen import anmeldung, bausteine, schalter, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.register import datenstaende, pruefrunden, rechte, verlauf
from insek_monitor.register.sichern import sichere
from tests.hilfen.datenpflege_hilfen import (
    ERIKA,
    LESERIN,
    LOKAL,
    NIEMAND,
    alles,
    anderer_spielt_ein,
    knopf,
    zahlen,
)
from tests.hilfen.seiten import elemente, merke_ausgaben, oeffne, titel

pytestmark = pytest.mark.usefixtures("eigenes_register")


@pytest.fixture
def bereich():
    return lambda name, **angaben: oeffne("datenpflege", bereich=name, **angaben)


def register():
    return zwischenspeicher.register()


# Datenstände


@pytest.mark.parametrize("schaden", ["titel = 'Etwas anderes'", "titel = CAST(x'ff41' AS TEXT)"])
def test_ein_beschaedigter_geltender_datenstand_haelt_die_datenpflege_nicht_auf(bereich, tmp_path, schaden):
    anderer_spielt_ein(ohne=3)
    verlauf.mache_geltend(register(), 1, basis_nummer=2, person=LOKAL, anlass="doch nicht")
    with closing(sqlite3.connect(register().engine.url.database, isolation_level=None)) as datei:
        for (name,) in datei.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            datei.execute(f"DROP TRIGGER {name}")
        datei.execute(
            f"UPDATE konzeptfassung SET {schaden} WHERE fassung_nr IN (SELECT fassung_nr FROM "
            "datenstand_eintrag WHERE nummer = 3 EXCEPT SELECT fassung_nr FROM datenstand_eintrag WHERE "
            "nummer = 2)"
        )
        assert datei.execute("SELECT changes()").fetchone()[0] > 0
    zwischenspeicher.leere()
    assert oeffne("ueberblick").error, "er selbst wird nicht gezeigt"
    lauf = bereich("Datenstände")
    assert not lauf.exception
    assert titel(lauf) == "Datenstand 3 gilt, ist aber nicht lesbar"
    lauf = lauf.button(key="geltend_2").click().run()
    assert not lauf.exception
    assert "ein Vergleich ist deshalb nicht möglich" in alles(lauf)
    verlauf.mache_geltend(register(), 2, basis_nummer=3, person=LOKAL, anlass="Schaden")
    assert zwischenspeicher.bestand(4).konzepte.equals(zwischenspeicher.bestand(2).konzepte)
    assert sichere(register(), tmp_path / "sicherung.sqlite").veraendert == (1, 3)


def test_liste_nennt_wer_wann_warum_und_woraus(bereich):
    anderer_spielt_ein()
    text = alles(bereich("Datenstände"))
    assert "Alle 2 Datenstände" in text
    assert "**Datenstand 2 „Von jemand anderem“**" in text
    assert "Max Andere · Anlass: Eilmeldung · aus Datenstand 1" in text
    marken = [e.proto.body for e in elemente(bereich("Datenstände"), "markdown") if "-badge[" in e.value]
    assert len(marken) >= 3


def test_zwei_datenstaende_vergleichen(bereich):
    anderer_spielt_ein(ohne=3)
    lauf = bereich("Datenstände")
    assert "Wählen Sie zwei Datenstände" in alles(lauf)
    lauf.selectbox(key="datenpflege_von").select("recherche (Nr. 1)")
    lauf = lauf.selectbox(key="datenpflege_nach").select("Von jemand anderem (Nr. 2)").run()
    assert not lauf.exception
    assert (zahlen(lauf)["entfernt"], zahlen(lauf)["neu"]) == ("3", "0")
    lauf = lauf.selectbox(key="datenpflege_von").select("Von jemand anderem (Nr. 2)").run()
    assert "Keine Änderung gegenüber Datenstand 2" in alles(lauf)


def test_ansehen_stellt_alle_seiten_um(bereich):
    anderer_spielt_ein()
    lauf = bereich("Datenstände").button(key="ansehen_1").click().run()
    assert lauf.selectbox(key="datenstandwahl").value == "recherche (Nr. 1)"
    assert lauf.button(key="ansehen_1").disabled
    assert "Verglichen und bestätigt wird immer der geltende Datenstand 2" in alles(lauf)
    assert titel(lauf).startswith("Datenstand 2 gilt: Für ")


def test_frueheren_wieder_geltend_machen(bereich):
    anderer_spielt_ein(ohne=2)
    lauf = bereich("Datenstände").button(key="geltend_1").click().run()
    assert zahlen(lauf)["neu"] == "2", "Der Vergleich steht vor dem Knopf."
    assert knopf(lauf, "Als neuen Datenstand geltend machen").disabled
    lauf.text_input(key="datenpflege_name").input("Erika Muster")
    lauf.text_input(key="datenpflege_rueck_anlass_1").input("Versehen")
    # Ein Dialog läuft im Browser als Bruchstück allein neu; hier wird er neu geöffnet.
    lauf = lauf.button(key="geltend_1").click().run()
    lauf = knopf(lauf, "Als neuen Datenstand geltend machen").click().run()
    neu = datenstaende.finde(register())
    assert (neu.nummer, neu.von, neu.anlass) == (3, "Erika Muster", "Versehen")
    assert neu.pruefsumme == datenstaende.finde(register(), 1).pruefsumme
    assert "Datenstand 3 gilt, mit dem Inhalt von Datenstand 1." in alles(lauf)


def test_amtlich_freigeben_nur_mit_der_rolle(bereich, wer):
    bestand = zwischenspeicher.bestand(1)
    datenstaende.lege_an(
        register(), bestand.konzepte, bestand.zuordnung, titel="Amtlich", von="X", anlass="Y"
    )
    wer(ERIKA)
    assert not [k for k in bereich("Datenstände").button if k.label == "Amtlich freigeben"]
    wer(LOKAL)
    lauf = knopf(bereich("Datenstände"), "Amtlich freigeben").click().run()
    assert lauf.selectbox(key="datenpflege_quartal_2").value == "2026-Q4"
    lauf.text_input(key="datenpflege_name").input("Erika Muster")
    lauf = lauf.button(key="freigeben_2").click().run()
    lauf = knopf(lauf, "Freigeben").click().run()
    assert "Datenstand 2 ist für das 4. Quartal 2026 amtlich freigegeben." in alles(lauf)
    (freigabe,) = verlauf.freigaben(register())
    assert (freigabe.datenstand_nummer, freigabe.quartal, freigabe.von) == (2, "2026-Q4", "Erika Muster")


@pytest.mark.parametrize(
    ("tag", "erwartet"),
    [
        (date(2026, 1, 1), "2026-Q1"),
        (date(2026, 3, 31), "2026-Q1"),
        (date(2026, 4, 1), "2026-Q2"),
        (date(2026, 11, 21), "2026-Q4"),
    ],
)
def test_quartal(tag, erwartet):
    assert datenstandsliste.quartal(tag) == erwartet


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_waehlbare_quartale_enden_beim_laufenden(tag):
    quartale = datenstandsliste.waehlbare(tag)
    assert quartale[0] == datenstandsliste.quartal(tag)
    assert len(quartale) == len(set(quartale)) == 5
    assert quartale == sorted(quartale, reverse=True)


@given(st.lists(st.integers(), max_size=40), st.integers(1, 12))
def test_blaettern_verliert_nichts(alle, je_seite):
    seiten = schalter.stuecke(alle, je_seite)
    assert [wert for seite in seiten for wert in seite] == alle
    assert len(seiten) == max(1, -(-len(alle) // je_seite))


@given(st.text(max_size=300))
def test_fremder_text_steht_in_einer_zeile_und_ist_maskiert(text):
    ergebnis = texte.fremd(text)
    assert "\n" not in ergebnis
    for zeichen in "*[]<`$":
        assert ergebnis.count(zeichen) == ergebnis.count(f"\\{zeichen}")


# Bestätigen


def beginne_runde(lauf):
    lauf = lauf.text_input(key="datenpflege_name").input("Erika Muster").run()
    return lauf.button(key="datenpflege_runde_beginnen").click().run()


def test_pruefrunde_beginnen_und_bestaetigen(bereich):
    lauf = bereich("Bestätigen", kreis="Görlitz")
    assert lauf.button(key="datenpflege_runde_beginnen").disabled, "Erst der Name."
    lauf = beginne_runde(lauf)
    assert not lauf.exception
    runde = pruefrunden.aktuelle(register())
    assert runde is not None
    assert (runde.titel, runde.von) == ("4. Quartal 2026", "Erika Muster")
    gesamt = len(zwischenspeicher.gemeinden().query("kreis == 'Görlitz'"))
    assert zahlen(lauf)["noch offen"] == str(gesamt)
    einzeln = next(k for k in lauf.button if k.key.startswith("bestaetige_"))
    lauf = einzeln.click().run()
    assert (zahlen(lauf)["noch offen"], zahlen(lauf)["bestätigt"]) == (str(gesamt - 1), "1")
    assert "1 Gemeinde bestätigt." in alles(lauf)
    lauf = lauf.button(key="kreis_ja_Görlitz").click().run()
    ohne = int(zahlen(lauf)["ohne belegte Angabe"])
    assert zahlen(lauf)["noch offen"] == str(ohne)
    assert 0 < ohne < gesamt, "Wovon nichts bekannt ist, lässt sich nicht bestätigen."
    assert not [k for k in lauf.button if k.key.startswith("kreis_ja_")]
    stand = pruefrunden.stand(register(), zwischenspeicher.bestand(1), zwischenspeicher.gemeinden())
    assert int(stand["bestaetigt"].sum()) == gesamt - ohne, "nur Gemeinden der Auswahl"


@pytest.mark.parametrize("was", ["einzeln", "kreis"])
def test_inzwischen_eingespieltes_wird_nicht_ungesehen_bestaetigt(bereich, was):
    lauf = beginne_runde(bereich("Bestätigen", kreis="Görlitz"))
    anderer_spielt_ein("Eilige Liste")
    schluessel = (
        "kreis_ja_Görlitz"
        if was == "kreis"
        else next(k.key for k in lauf.button if k.key.startswith("bestaetige_"))
    )
    lauf = lauf.button(key=schluessel).click().run()
    assert "Inzwischen gilt Datenstand 2 „Eilige Liste“; gezeigt war Datenstand 1." in alles(lauf)
    assert "nichts bestätigt" in alles(lauf)
    stand = pruefrunden.stand(register(), zwischenspeicher.bestand(2), zwischenspeicher.gemeinden())
    assert not stand["bestaetigt"].any()
    lauf = lauf.button(key=schluessel).click().run()  # jetzt ist Datenstand 2 zu sehen
    assert int(zahlen(lauf)["bestätigt"]) > 0


def test_name_titel_und_knopf_der_neuen_runde_stehen_auf_einer_linie(bereich):
    """Titel und Knopf in einem eigenen Kasten schöben den Namen nach unten."""
    lauf = bereich("Bestätigen")

    def reihe(knoten):
        return {getattr(kind, "key", None) for kind in knoten.children.values()}

    reihen = [reihe(k) for k in elemente(lauf) if hasattr(k, "children")]
    assert any({"datenpflege_rundentitel", "datenpflege_runde_beginnen"} <= r for r in reihen)
    [zeile] = [k for k in elemente(lauf) if hasattr(k, "children") and "datenpflege_rundentitel" in reihe(k)]
    assert zeile.proto.flex_container.direction == zeile.proto.flex_container.Direction.HORIZONTAL


def test_entwurf_im_dialog_steht_nicht_unter_dem_naechsten_datenstand(bereich):
    """Ein geschlossener Dialog läuft nicht neu; sein Text bliebe unter einem gemeinsamen Schlüssel stehen."""
    belegt = zwischenspeicher.bestand(1)
    for titel_, ab in (("Eine", 1), ("Noch eine", 2), ("Die geltende", 0)):
        konzepte = belegt.konzepte.iloc[ab:]
        zuordnung = belegt.zuordnung[belegt.zuordnung["konzept_id"].isin(konzepte.index)]
        datenstaende.lege_an(register(), konzepte, zuordnung, titel=titel_, von="X", anlass="Y")
    lauf = bereich("Datenstände").button(key="freigeben_2").click().run()
    lauf.text_input(key="datenpflege_vermerk_2").input("Aktenzeichen 2")
    lauf = lauf.button(key="freigeben_3").click().run()
    assert lauf.text_input(key="datenpflege_vermerk_3").value == ""
    lauf = lauf.button(key="geltend_2").click().run()
    lauf.text_input(key="datenpflege_rueck_anlass_2").input("Anlass 2")
    lauf = lauf.button(key="geltend_3").click().run()
    assert lauf.text_input(key="datenpflege_rueck_anlass_3").value == ""


def test_ohne_rolle_sieht_man_die_runde_nur(bereich, wer):
    beginne_runde(bereich("Bestätigen"))
    wer(NIEMAND)
    lauf = bereich("Bestätigen")
    assert "4. Quartal 2026" in alles(lauf)
    assert zahlen(lauf)["noch offen"] == "418"
    assert not [k for k in lauf.button if k.key.startswith(("bestaetige_", "kreis_ja_"))]


def test_ueberschrift_zaehlt_die_offenen(bereich):
    beginne_runde(bereich("Bestätigen"))
    anderer_spielt_ein()
    assert titel(bereich("Bestätigen")).endswith(", 418 noch nicht bestätigt")


def test_je_kreis_rechnet():
    uebersicht = pd.DataFrame(
        {
            "kreis": ["B", "A", "A", "A"],
            "bestaetigt": [False, True, False, False],
            "bestaetigbar": [True, True, True, False],
        },
        index=["1", "2", "3", "4"],
    )
    ergebnis = pruefrunde.je_kreis(uebersicht)
    assert ergebnis.loc["A"].to_dict() == {"gemeinden": 3, "bestaetigt": 1, "bereit": 1, "offen": 2}
    assert ergebnis.loc["B"].to_dict() == {"gemeinden": 1, "bestaetigt": 0, "bereit": 1, "offen": 1}
    assert [zahl for _, zahl, _ in pruefrunde.kennzahlen(uebersicht)] == ["3", "1", "1"]


# Ausgeben und Protokoll


def test_jede_ausgabe_laesst_sich_rechnen(bereich, monkeypatch):
    inhalte = merke_ausgaben(monkeypatch)
    lauf = bereich("Ausgeben", klassen="unter 5.000")
    assert not lauf.exception
    dateien = {datei.rsplit(".", 1)[1]: inhalt() for datei, inhalt in inhalte.items()}
    assert set(dateien) == {"xlsx", "csv", "geojson", "gpkg", "json"}
    assert zipfile.is_zipfile(BytesIO(dateien["xlsx"]))
    assert dateien["gpkg"].startswith(b"SQLite format 3\x00")
    assert len(json.loads(dateien["geojson"])["features"]) == 418, "ohne Filter"
    assert json.loads(dateien["json"])
    bestand = zwischenspeicher.bestand(1)
    assert dateien["csv"].count(b"\r\n") > len(bestand.zuordnung)


def test_vorlagen_lassen_sich_rechnen(monkeypatch):
    inhalte = {}
    monkeypatch.setattr(
        bausteine, "herunterladen", lambda _, inhalt, datei, *a, **k: inhalte.update({datei: inhalt})
    )
    oeffne("datenpflege")
    leer, gefuellt = (inhalte[f"vorlage-{name}.xlsx"]() for name in ("leer", "ausgefuellt"))
    assert zipfile.is_zipfile(BytesIO(leer))
    assert len(gefuellt) > len(leer)


def test_protokoll_zeigt_aenderungen_und_abgewiesenes(bereich, wer):
    assert "kein Eintrag" in alles(bereich("Protokoll"))
    anderer_spielt_ein()
    with pytest.raises(rechte.Verweigert):
        pruefrunden.beginne(register(), "Versuch", LESERIN)
    wer(LESERIN)
    lauf = bereich("Protokoll")
    tabelle = lauf.dataframe[0].value
    assert list(tabelle["Ergebnis"]) == ["abgewiesen", "ausgeführt"]
    assert list(tabelle["Person"]) == ["Lena Leser", "Max Andere"]
    assert tabelle["Datenstand"].iloc[1] == 2
    assert not lauf.main.text_input, "Rollen vergibt nur, wer freigeben darf."


def test_rollen_vergeben_wenn_eine_anmeldung_eingerichtet_ist(bereich, wer, monkeypatch):
    monkeypatch.setattr(anmeldung, "ist_eingerichtet", lambda: False)
    assert not [t for t in bereich("Protokoll").text_input if t.label == "Kennung"]
    monkeypatch.setattr(anmeldung, "ist_eingerichtet", lambda: True)
    lauf = bereich("Protokoll")
    lauf.text_input(key="datenpflege_kennung").input("neu@fs.example").run()
    lauf.selectbox(key="datenpflege_rolle").select("Bearbeiten").run()
    lauf = lauf.button(key="datenpflege_rolle_vergeben").click().run()
    assert not lauf.exception
    vergeben = rechte.vergeben(register()).iloc[0]
    assert (vergeben["kennung"], vergeben["rolle"]) == ("neu@fs.example", Rolle.BEARBEITEN.value)
    wer(ERIKA)
    assert not [t for t in bereich("Protokoll").text_input if t.label == "Kennung"]
