"""Seite Präsentation: bauen, ordnen, rückgängig, speichern zu zweit, Datei, einfrieren, vorführen."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.ansprache.kampagnen import register as kampagnen
from insek_monitor.kern.ansprache import Angebot, Kampagnenangaben
from insek_monitor.kern.stimmungsbild import Frage, Frageart, Gruppenfrage, zeige_code
from insek_monitor.kern.vortrag import Eingefroren, Folge, Folie, Folienart, Gebiet
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register import datenstaende, tabellen
from insek_monitor.workshop.abstimmung import register_fragensaetze as fragensaetze
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.vortrag import datei as vortragsdatei
from insek_monitor.workshop.vortrag import register_folgen as vortragsfolgen
from insek_monitor.workshop.vortrag import register_vorfuehrungen as vorfuehrungen
from insek_monitor.workshop.vortrag.folien_vorlagen import standardfolge, vorlagen_text
from insek_monitor.workshop.vortrag.seite import arbeit as rechnung
from insek_monitor.workshop.vortrag.seite import seite as aufbau
from insek_monitor.workshop.vortrag.seite import zustand
from tests.hilfen.datenpflege_hilfen import ERIKA, LESERIN, NIEMAND, alles, knopf
from tests.hilfen.seiten import (
    elemente,
    letzter_wert,
    merke_ausgaben,
    mit_verschwundenem,
    oeffne,
    texte,
    titel,
    wechsle,
)

pytestmark = pytest.mark.usefixtures("umgebung")

STICHTAG = date(2026, 11, 21)
MIT_SCHAETZUNG = "Bei 120 von 418 Gemeinden ist ein INSEK belegt, nach den Eckwerten haben 207 eines."
ALTBESTAND = Path(__file__).parents[1] / "register" / "altbestand"
MAX = replace(ERIKA, name="Max Andere", kennung="max@fs.example")
PLAUEN = "14523320"
F = Folienart
NUTZEN = Frage("nutzen", Frageart.SKALA, "Wozu?", "Geld", "Steuern")
KURZ = Folge("Kurz", (Folie(F.TITEL, titel="Guten Tag"), Folie(F.ABDECKUNG), Folie(F.TEXT, titel="Ende")))
UMFANG = len(standardfolge([f for satz in tabellen.fragensaetze() for f in satz.fragen]).folien)
"""Folien der Standardfolge."""
MIT_FRAGE = KURZ.mit(
    name="Mit Frage", folien=(*KURZ.folien, Folie(F.ABSTIMMUNG, frage="nutzen")), fragen=(NUTZEN.als_dict(),)
)
FEST = Eingefroren(1, "recherche (Nr. 1)", "a" * 64, date(2026, 5, 1), date(2026, 5, 2), ({}, {}, {}))

schreibend = pytest.mark.usefixtures("eigenes_register")


def register():
    return zwischenspeicher.register()


def seite(**angaben):
    return oeffne("praesentation", **angaben)


def gespeichert(folge=KURZ, person=ERIKA):
    return vortragsfolgen.speichere(register(), person, folge)


def in_arbeit(lauf) -> rechnung.Arbeit:
    return lauf.session_state["praesentation_arbeit"]


def gewaehlte(lauf) -> Folie:
    folie = in_arbeit(lauf).folie
    assert folie is not None
    return folie


def fest_in(folge: Folge) -> Eingefroren:
    assert folge.eingefroren is not None
    return folge.eingefroren


def vorfuehrung_zu(adresse: str) -> vorfuehrungen.Vorfuehrung:
    """Die Vorführung, deren Leinwand unter dieser Adresse steht."""
    treffer = re.fullmatch(r"/vorfuehrung/([A-Z0-9]{10})", adresse)
    assert treffer is not None, adresse
    gelesen = vorfuehrungen.lies(register(), treffer.group(1))
    assert gelesen is not None
    return gelesen


def arten(lauf) -> list[Folienart]:
    return [folie.art for folie in in_arbeit(lauf).folge.folien]


def waehle(lauf, nummer: int):
    """Wählt die Folie an dieser Stelle, ab 1."""
    liste = lauf.radio(key="praesentation_folie")
    return liste.set_value(in_arbeit(lauf).marken[nummer - 1]).run()


def feld(lauf, name: str):
    schluessel = f"folie_{in_arbeit(lauf).gewaehlt}_{name}"
    return next(e for e in elemente(lauf) if getattr(e, "key", None) == schluessel)


def lade(lauf, inhalt: bytes, name: str = "folge.json"):
    return lauf.file_uploader[0].upload(name, inhalt, "application/json").run()


def verweise(lauf) -> dict[str, str]:
    """Beschriftung → Adresse der Knöpfe, die ein Fenster öffnen; der jüngste zuerst."""
    gefunden: dict[str, str] = {}
    for element in elemente(lauf, "link_button"):
        gefunden.setdefault(element.proto.label, element.proto.url)
    return gefunden


# Die Folge in Arbeit: reine Rechnung


def test_verschieben_entfernen_verdoppeln():
    offen = rechnung.oeffne(KURZ)
    assert (offen.marken, offen.gewaehlt, offen.geaendert) == ((1, 2, 3), 1, False)
    assert rechnung.verschiebe(offen, -1) == offen, "ganz vorn geht es nicht weiter"
    zweite = rechnung.verschiebe(offen, 1)
    assert [f.art for f in zweite.folge.folien] == [F.ABDECKUNG, F.TITEL, F.TEXT]
    assert (zweite.marken, zweite.gewaehlt, zweite.platz) == ((2, 1, 3), 1, 1)
    ohne = rechnung.entferne(zweite)
    assert ([f.art for f in ohne.folge.folien], ohne.gewaehlt) == ([F.ABDECKUNG, F.TEXT], 3)
    assert rechnung.entferne(rechnung.waehle(ohne, 3)).gewaehlt == 2, "am Ende ist die vorige gewählt"
    doppelt = rechnung.verdopple(rechnung.waehle(offen, 2))
    assert [f.art for f in doppelt.folge.folien] == [F.TITEL, F.ABDECKUNG, F.ABDECKUNG, F.TEXT]
    assert (doppelt.marken, doppelt.gewaehlt) == ((1, 2, 4, 3), 4)
    leer = rechnung.entferne(rechnung.oeffne(Folge("x", (Folie(F.KARTE),))))
    assert (leer.gewaehlt, leer.platz, leer.folie) == (0, None, None)


def test_fragen_gehen_mit_ihrer_letzten_folie():
    offen = rechnung.waehle(rechnung.oeffne(MIT_FRAGE), 4)
    zwei = rechnung.verdopple(offen)
    eine = rechnung.entferne(zwei)
    assert eine.folge.fragen == MIT_FRAGE.fragen
    assert rechnung.entferne(rechnung.waehle(eine, 4)).folge.fragen == ()


def test_gleiche_kennung_anderer_wortlaut_ersetzt():
    neu = replace(NUTZEN, text="Wofür?")
    offen = rechnung.mit_frage(rechnung.oeffne(MIT_FRAGE), neu)
    assert [f["text"] for f in offen.folge.fragen] == ["Wofür?"]
    assert rechnung.mit_frage(offen, neu) is offen


def test_hoechstens_sechzig_folien():
    offen = rechnung.oeffne(Folge("x", (Folie(F.KARTE),) * 59))
    voll = rechnung.fuege_ein(offen, [Folie(F.TITEL, titel="a"), Folie(F.TITEL, titel="b")])
    assert len(voll.folge.folien) == 60
    assert voll.folge.folien[1].titel == "a"
    assert rechnung.verdopple(voll) == voll


SCHRITTE = st.lists(
    st.tuples(st.sampled_from(["vor", "zurueck", "weg", "doppelt", "dazu", "aendern"]), st.integers(0, 9)),
    max_size=15,
)


@given(SCHRITTE)
def test_marken_und_feste_inhalte_bleiben_bei_ihrer_folie(schritte):
    """Zu jeder Folie gehört nach jeder Änderung genau eine Marke und ihr eigener Inhalt."""
    folien = tuple(Folie(F.TEXT, titel=f"T{i}") for i in range(4))
    inhalte = tuple({"titel": folie.titel} for folie in folien)
    arbeit = rechnung.oeffne(Folge("x", folien, eingefroren=replace(FEST, inhalte=inhalte)))
    for nummer, (was, wo) in enumerate(schritte):
        if arbeit.marken:
            arbeit = rechnung.waehle(arbeit, arbeit.marken[wo % len(arbeit.marken)])
        neu = Folie(F.TEXT, titel=f"N{nummer}")
        if was in ("vor", "zurueck"):
            arbeit = rechnung.verschiebe(arbeit, -1 if was == "vor" else 1)
        elif was == "dazu":
            arbeit = rechnung.fuege_ein(arbeit, [neu], [{"titel": neu.titel}])
        elif was == "aendern":
            arbeit = rechnung.aendere(arbeit, arbeit.gewaehlt, neu, {"titel": neu.titel})
        else:
            arbeit = rechnung.entferne(arbeit) if was == "weg" else rechnung.verdopple(arbeit)
        titel_der_folien = [folie.titel for folie in arbeit.folge.folien]
        assert [inhalt["titel"] for inhalt in fest_in(arbeit.folge).inhalte] == titel_der_folien
        assert len(set(arbeit.marken)) == len(arbeit.marken) == len(titel_der_folien)
        assert arbeit.gewaehlt in arbeit.marken or not arbeit.marken


def test_ueberschrift_zaehlt_folien_und_abstimmungen():
    assert aufbau.ueberschrift(KURZ) == "Die Folge „Kurz“ hat 3 Folien, keine mit Abstimmung."
    assert aufbau.ueberschrift(MIT_FRAGE) == "Die Folge „Mit Frage“ hat 4 Folien, 1 davon mit Abstimmung."
    assert aufbau.ueberschrift(Folge("*x*")) == r"Die Folge „\*x\*“ ist noch leer"
    assert aufbau.ueberschrift(KURZ.mit(eingefroren=FEST)) == (
        "Die Folge „Kurz“ hat 3 Folien, keine mit Abstimmung, eingefroren am 02.05.2026."
    )


# Beginn


def test_beginn_ist_die_standardfolge_mit_befunden():
    lauf = seite()
    assert titel(lauf) == f"Die Folge „INSEK in Sachsen“ hat {UMFANG} Folien, 3 davon mit Abstimmung."
    fragen = [frage for satz in tabellen.fragensaetze() for frage in satz.fragen]
    assert in_arbeit(lauf).folge == standardfolge(fragen)
    gezeigt = texte(lauf)
    assert "2 · Abdeckung in Sachsen" in gezeigt
    assert any(text.startswith(MIT_SCHAETZUNG) for text in gezeigt)
    assert "der Filterzeile: Stichtag 21.11.2026, Summen mit Schätzung" in alles(lauf)


def test_filterzeile_bestimmt_stichtag_und_belegtes():
    belegt = seite(belegt="true")
    assert not any("Eckwerten" in text for text in texte(belegt))
    assert "Stichtag 21.11.2026, nur belegte Angaben" in alles(belegt)
    kreis = texte(seite(kreis="Zwickau"))
    assert any(text.startswith(MIT_SCHAETZUNG) for text in kreis), "Das Gebiet hat die Folge."
    # Vor dem Jahr der Eckwerte wird nichts geschätzt.
    frueher = seite(stichtag="2020-01-01")
    assert "Stichtag 01.01.2020, nur belegte Angaben" in alles(frueher)
    assert not any(text.startswith(MIT_SCHAETZUNG) for text in texte(frueher))


# Bauen


def test_ordnen_aendern_rueckgaengig():
    lauf = waehle(seite(), 2)
    lauf = knopf(lauf, "Nach vorn").click().run()
    assert arten(lauf)[:2] == [F.ABDECKUNG, F.TITEL]
    assert knopf(lauf, "Nach vorn").disabled
    lauf = feld(lauf, "notiz").input("  Pause nicht vergessen\n").run()
    assert gewaehlte(lauf).notiz == "Pause nicht vergessen"
    lauf = feld(lauf, "titel").input("Die Hälfte fehlt").run()
    assert "Die Hälfte fehlt" in texte(lauf)
    lauf = knopf(lauf, "Entfernen").click().run()
    assert len(arten(lauf)) == UMFANG - 1
    lauf = knopf(lauf, "Rückgängig").click().run()
    assert (len(arten(lauf)), gewaehlte(lauf).titel) == (UMFANG, "Die Hälfte fehlt")
    lauf = knopf(lauf, "Rückgängig").click().run()
    assert feld(lauf, "titel").value == "", "Auch das Feld zeigt wieder den alten Stand."
    for _ in range(2):
        lauf = knopf(lauf, "Rückgängig").click().run()
    assert arten(lauf)[:2] == [F.TITEL, F.ABDECKUNG]
    assert not [k for k in lauf.button if k.label == "Rückgängig"]


def test_jede_art_laesst_sich_hinzufuegen():
    lauf = seite()
    for art in Folienart:
        lauf = lauf.menu_button(key="praesentation_neue_folie").click(art).run()
        assert not lauf.exception, art
        assert gewaehlte(lauf).art is art
    assert len(arten(lauf)) == UMFANG + 11
    assert "Die Gemeinde fehlt. Bitte wählen Sie eine." in alles(lauf) + " ".join(texte(lauf))
    assert knopf(lauf, "Vorführen").disabled, "Eine Folie ohne Gemeinde lässt sich nicht zeigen."
    stelle = arten(lauf).index(F.GEMEINDE) + 1
    lauf = waehle(lauf, stelle)
    lauf = feld(lauf, "ags").set_value(PLAUEN).run()
    assert gewaehlte(lauf).ags == PLAUEN
    assert not knopf(lauf, "Vorführen").disabled


@pytest.mark.parametrize(
    ("gebiet", "adresse", "erwartet"),
    [
        (Gebiet(), {"gemeinde": PLAUEN}, PLAUEN),
        (Gebiet(), {"gemeinde": "Plauen"}, PLAUEN),
        (Gebiet(), {"gemeinde": "Atlantis"}, ""),
        (Gebiet(), {}, ""),
        (Gebiet(ags=("14511000",)), {"gemeinde": PLAUEN}, "14511000"),
        (Gebiet(kreis="Leipzig, Stadt"), {}, "14713000"),
        (Gebiet(ags=("14999999",)), {}, ""),
        (Gebiet(ags=(PLAUEN, "14511000")), {}, ""),
        (Gebiet(kreis="Zwickau"), {"gemeinde": PLAUEN}, PLAUEN),
    ],
)
def test_diese_gemeinde_ist_die_um_die_es_geht(gebiet, adresse, erwartet):
    lauf = seite(**adresse)
    zuvor = in_arbeit(lauf)
    lauf.session_state["praesentation_arbeit"] = rechnung.mit_gebiet(zuvor, gebiet)
    lauf = lauf.run().menu_button(key="praesentation_neue_folie").click(F.GEMEINDE).run()
    assert not lauf.exception
    assert gewaehlte(lauf).ags == erwartet
    assert feld(lauf, "ags").value == (erwartet or None)
    assert feld(lauf, "ags").placeholder == "Name oder Gemeindeschlüssel (AGS)"


def test_neue_abstimmung_stellt_eine_neue_frage_und_ihr_ergebnis_dieselbe():
    lauf = seite().menu_button(key="praesentation_neue_folie").click(F.ABSTIMMUNG).run()
    neu = gewaehlte(lauf).frage
    assert neu == "ressourcen", "die erste der zehn, die noch fehlt"
    lauf = lauf.menu_button(key="praesentation_neue_folie").click(F.ERGEBNIS).run()
    assert gewaehlte(lauf) == Folie(F.ERGEBNIS, frage=neu)
    assert "ressourcen" in {frage["kennung"] for frage in in_arbeit(lauf).folge.fragen}


def test_fragensatz_fuegt_nur_neue_fragen_ein():
    lauf = seite()
    lauf = knopf(lauf, "14 Folien einfügen").click().run()  # 7 der zehn Themen, je mit Ergebnis
    assert titel(lauf) == f"Die Folge „INSEK in Sachsen“ hat {UMFANG + 14} Folien, 10 davon mit Abstimmung."
    assert arten(lauf).count(F.BEITRETEN) == 1
    assert "Alle Fragen dieses Satzes stellt die Folge schon." in alles(lauf)


@schreibend
def test_eigene_fragen_stehen_zur_wahl_und_reisen_mit():
    eigene = Frage("eigene", Frageart.EINFACH, "Kommen Sie wieder?", optionen=("ja", "nein"))
    fragensaetze.speichere(register(), ERIKA, "Unsere", [eigene])
    lauf = waehle(seite(), arten(seite()).index(F.ABSTIMMUNG) + 1)
    wahl = feld(lauf, "frage")
    lauf = wahl.set_value(f"eigene:{eigene.wortlaut}").run()
    assert gewaehlte(lauf).frage == "eigene"
    assert eigene.als_dict() in in_arbeit(lauf).folge.fragen
    assert "Kommen Sie wieder?" in texte(lauf)


def test_vorlage_fuer_textfolie():
    lauf = seite().menu_button(key="praesentation_neue_folie").click(F.TEXT).run()
    marke, vorlage = in_arbeit(lauf).gewaehlt, vorlagen_text()[1]
    lauf = lauf.menu_button(key=f"vorlage_{marke}").click(vorlage.titel).run()
    assert gewaehlte(lauf) == vorlage
    assert feld(lauf, "text").value == vorlage.text


def test_vorschau_zeigt_die_folie_ohne_wirksames():
    lauf = seite().menu_button(key="praesentation_neue_folie").click(F.TEXT).run()
    lauf = (
        feld(lauf, "text").input("**stark** <script>alert(1)</script> ![x](http://evil.example/x.png)").run()
    )
    (rahmen,) = elemente(lauf, "iframe")
    html = rahmen.proto.srcdoc
    assert "<strong>stark</strong>" in html
    assert "<script" not in html
    assert "<img" not in html
    assert "default-src 'none'" in html


# Gebiet


def test_gebiet_kreis_und_eigene_liste():
    lauf = seite()
    lauf = lauf.selectbox(key="praesentation_gebiet_art").set_value("ein Kreis").run()
    assert in_arbeit(lauf).folge.gebiet == Gebiet()
    lauf = lauf.selectbox(key="praesentation_gebiet_kreis").set_value("Zwickau").run()
    assert in_arbeit(lauf).folge.gebiet == Gebiet(kreis="Zwickau")
    kreis = letzter_wert(lauf.selectbox(key="praesentation_gebiet_kreis"))
    assert any(" von 33 Gemeinden" in text for text in texte(lauf)), "Der Kreis Zwickau hat 33 Gemeinden."
    lauf = lauf.selectbox(key="praesentation_gebiet_art").set_value("eigene Liste").run()
    assert in_arbeit(lauf).folge.gebiet == Gebiet()
    lauf = mit_verschwundenem(lauf, kreis)
    assert in_arbeit(lauf).folge.gebiet == Gebiet(), "Der Kreis ist nicht mehr gefragt."
    lauf = lauf.multiselect(key="praesentation_gebiet_ags").set_value([PLAUEN, "14511000"]).run()
    lauf = lauf.text_input(key="praesentation_gebiet_name").input("Zwei Städte").run()
    assert in_arbeit(lauf).folge.gebiet == Gebiet(ags=(PLAUEN, "14511000"), bezeichnung="Zwei Städte")
    lauf = lauf.selectbox(key="praesentation_gebiet_art").set_value("ganz Sachsen").run()
    assert in_arbeit(lauf).folge.gebiet == Gebiet()


@schreibend
def test_kampagne_als_gebiet_nur_mit_rolle(wer):
    angaben = Kampagnenangaben("Frühjahr", "", Angebot.AUSTAUSCH, 12)
    kampagnen.lege_an(register(), angaben, (PLAUEN,), ERIKA, datenstand_nummer=1)
    andere = replace(angaben, titel="Härtefälle")
    kampagnen.lege_an(register(), andere, ("14511000",), ERIKA, datenstand_nummer=1)
    lauf = seite().selectbox(key="praesentation_gebiet_art").set_value("Kampagne").run()
    lauf = lauf.selectbox(key="praesentation_gebiet_kampagne").set_value(1).run()
    # Der Titel ist intern: Er steht erst auf Folien und in der Datei, wenn jemand das will.
    assert in_arbeit(lauf).folge.gebiet == Gebiet(ags=(PLAUEN,), bezeichnung="Eigene Liste")
    titelwahl = lauf.checkbox(key="praesentation_gebiet_titel")
    assert not titelwahl.value
    assert "Alle im Saal" in titelwahl.help
    lauf = titelwahl.check().run()
    assert in_arbeit(lauf).folge.gebiet == Gebiet(ags=(PLAUEN,), bezeichnung="Frühjahr")
    assert lauf.checkbox(key="praesentation_gebiet_titel").value
    # Eine andere Kampagne beginnt wieder ohne ihren Titel.
    lauf = lauf.selectbox(key="praesentation_gebiet_kampagne").set_value(2).run()
    assert in_arbeit(lauf).folge.gebiet == Gebiet(ags=("14511000",), bezeichnung="Eigene Liste")
    lauf = lauf.checkbox(key="praesentation_gebiet_titel").check().run()
    lauf = lauf.checkbox(key="praesentation_gebiet_titel").uncheck().run()
    assert in_arbeit(lauf).folge.gebiet.bezeichnung == "Eigene Liste"
    wer(NIEMAND)
    gast = seite()
    assert "Kampagne" not in gast.selectbox(key="praesentation_gebiet_art").options
    assert "Frühjahr" not in " ".join(texte(gast))


# Speichern


@schreibend
def test_speichern_oeffnen_und_weiterarbeiten(wer):
    wer(ERIKA)
    lauf = seite()
    lauf = lauf.text_input(key="praesentation_name").input(" Herbst ").run()
    lauf = knopf(lauf, "Als neue Folge speichern").click().run()
    assert "„Herbst“ ist gespeichert (Fassung 1)." in alles(lauf)
    assert lauf.query_params["folge"] == "1"
    assert knopf(lauf, "Änderung speichern").disabled
    lauf = knopf(lauf, "Entfernen").click().run()
    assert "Geändert, noch nicht gespeichert." in alles(lauf)
    lauf = knopf(lauf, "Änderung speichern").click().run()
    assert "(Fassung 2)" in alles(lauf)
    # Was vor dem Speichern geschah, lässt sich rückgängig machen und wieder speichern.
    lauf = knopf(lauf, "Rückgängig").click().run()
    lauf = knopf(lauf, "Änderung speichern").click().run()
    assert "(Fassung 3)" in alles(lauf)
    andere = seite(folge="1")
    assert titel(andere) == f"Die Folge „Herbst“ hat {UMFANG} Folien, 3 davon mit Abstimmung."
    assert "Fassung 3" in alles(andere)


@schreibend
def test_zu_zweit_geht_nichts_verloren(wer):
    wer(ERIKA)
    gespeichert()
    lauf = seite(folge="1")
    lauf = knopf(waehle(lauf, 3), "Entfernen").click().run()
    vortragsfolgen.speichere(register(), MAX, KURZ.mit(folien=KURZ.folien[:1]), 1, 1)
    lauf = knopf(lauf, "Änderung speichern").click().run()
    assert "Inzwischen hat Max Andere diese Folge gespeichert (Fassung 2" in alles(lauf)
    assert len(arten(lauf)) == 2
    lauf = knopf(lauf, "Meine als Kopie speichern").click().run()
    assert "„Kopie von Kurz“ ist gespeichert" in alles(lauf)
    assert lauf.query_params["folge"] == "2"
    assert "Inzwischen hat" not in alles(lauf)
    assert len(vortragsfolgen.finde(register(), ERIKA, 1).inhalt.folien) == 1
    assert len(vortragsfolgen.finde(register(), ERIKA, 2).inhalt.folien) == 2


@schreibend
@pytest.mark.parametrize(
    ("beschriftung", "folien_der_seite", "folien_im_register"),
    [("Meine darüber speichern", 2, 2), ("Die andere öffnen (meine bleibt unter „Rückgängig“)", 1, 1)],
)
def test_streit_entscheiden(wer, beschriftung, folien_der_seite, folien_im_register):
    wer(ERIKA)
    gespeichert()
    lauf = knopf(waehle(seite(folge="1"), 3), "Entfernen").click().run()
    vortragsfolgen.speichere(register(), MAX, KURZ.mit(folien=KURZ.folien[:1]), 1, 1)
    lauf = knopf(lauf, "Änderung speichern").click().run()
    lauf = knopf(lauf, beschriftung).click().run()
    assert "Inzwischen hat" not in alles(lauf)
    assert len(arten(lauf)) == folien_der_seite
    assert len(vortragsfolgen.finde(register(), ERIKA, 1).inhalt.folien) == folien_im_register
    if folien_der_seite == 1:
        lauf = knopf(lauf, "Rückgängig").click().run()
        assert len(arten(lauf)) == 2


@schreibend
def test_archiv_und_zurueck(wer):
    wer(ERIKA)
    gespeichert()
    lauf = knopf(seite(folge="1"), "Ins Archiv").click().run()
    assert vortragsfolgen.liste(register(), ERIKA) == []
    assert "folge" not in lauf.query_params
    assert len(arten(lauf)) == 3, "In der Sitzung bleibt sie offen."
    lauf = lauf.selectbox(key="praesentation_archiv").set_value(1).run()
    lauf = knopf(lauf, "Zurückholen").click().run()
    assert [f.fassung for f in vortragsfolgen.liste(register(), ERIKA)] == [3]
    assert lauf.query_params["folge"] == "1"


@schreibend
def test_gaeste_sehen_keine_gespeicherten_und_warum_sie_nicht_speichern(wer):
    gespeichert(KURZ.mit(name="Geheim"))
    wer(NIEMAND)
    lauf = seite(folge="1")
    assert "Gespeicherte Folgen öffnet, wer mindestens die Rolle „Lesen“ hat" in alles(lauf)
    assert "Geheim" not in " ".join(texte(lauf))
    assert "folge" not in lauf.query_params
    assert "Speichern braucht die Rolle „Bearbeiten“" in alles(lauf)
    assert not [k for k in lauf.button if "speichern" in k.label]
    wer(LESERIN)
    leserin = seite(folge="1")
    assert "Geheim" in titel(leserin)
    assert "Speichern braucht die Rolle „Bearbeiten“" in alles(leserin)


@pytest.mark.parametrize(
    ("angabe", "meldung"),
    [("x1", "„x1“ in der Adresse ist keine Nummer einer Folge"), ("7", "Eine Folge 7 gibt es nicht")],
)
@schreibend
def test_unbrauchbare_nummer_in_der_adresse(angabe, meldung):
    lauf = seite(folge=angabe)
    assert meldung in alles(lauf)
    assert "folge" not in lauf.query_params
    assert len(arten(lauf)) == UMFANG


@schreibend
def test_folge_ueberlebt_den_wechsel_der_seite(wer):
    wer(ERIKA)
    gespeichert()
    lauf = knopf(seite(folge="1"), "Entfernen").click().run()
    lauf = wechsle(wechsle(lauf, "methodik"), "praesentation")
    assert len(arten(lauf)) == 2
    assert lauf.query_params["folge"] == "1"


@schreibend
def test_nur_belegt_gespeichert_warnt_vor_geschaetztem(wer):
    wer(ERIKA)
    gespeichert(KURZ.mit(nur_belegt=True))
    lauf = seite(folge="1")
    assert "wurde mit „nur belegte Angaben“ gespeichert" in alles(lauf)
    lauf = knopf(lauf, "Nur belegte Angaben zeigen").click().run()
    assert "gespeichert; die Filterzeile" not in alles(lauf)
    assert not any("Eckwerten" in text for text in texte(lauf))
    # Ohne Schätzung gibt es nichts zu warnen.
    assert "gespeichert; die Filterzeile" not in alles(seite(folge="1", stichtag="2020-01-01"))


# Datei


def test_datei_holen_und_laden(monkeypatch):
    ausgaben = merke_ausgaben(monkeypatch)
    seite(belegt="true")
    inhalt = ausgaben["folge_insek-in-sachsen.json"]()
    folge = vortragsdatei.lies_datei(inhalt)
    assert (len(folge.folien), folge.nur_belegt) == (UMFANG, True)
    lauf = lade(seite(), vortragsdatei.als_datei(MIT_FRAGE))
    assert "„Mit Frage“ ist geladen." in alles(lauf)
    assert titel(lauf) == "Die Folge „Mit Frage“ hat 4 Folien, 1 davon mit Abstimmung."
    lauf = knopf(lauf, "Rückgängig").click().run()
    assert len(arten(lauf)) == UMFANG


@pytest.mark.parametrize(
    ("inhalt", "meldung"),
    [
        (b"\x00\xff", "Die Datei ist keine Folge"),
        (json.dumps({"format": "anderes"}).encode(), "Die Datei ist keine Folge des INSEK-Monitors"),
        (vortragsdatei.als_datei(KURZ).replace(b"Guten Tag", b"Guten Abend"), "Die Prüfsumme passt nicht"),
    ],
)
def test_schlechte_datei_verliert_nichts(inhalt, meldung):
    lauf = knopf(seite(), "Entfernen").click().run()
    lauf = lade(lauf, inhalt, "*böse*.json")
    (fehler,) = lauf.error
    assert meldung in fehler.value
    assert r"„\*böse\*.json“ ist nicht geladen" in fehler.value
    assert len(arten(lauf)) == UMFANG - 1
    assert lauf.file_uploader[0].value is None, "Die nächste Datei kann kommen."


def test_datei_mit_unbekanntem_kreis_sagt_es():
    fremd = KURZ.mit(gebiet=Gebiet(kreis="Atlantis"))
    lauf = lade(seite(), vortragsdatei.als_datei(fremd))
    assert not lauf.exception
    assert "Den Kreis „Atlantis“ gibt es hier nicht" in alles(lauf)


# Einfrieren


def test_einfrieren_haelt_die_zahlen_fest():
    lauf = lade(seite(), vortragsdatei.als_datei(KURZ))
    lauf = knopf(lauf, "Einfrieren").click().run()
    fest = fest_in(in_arbeit(lauf).folge)
    assert (fest.datenstand_nummer, fest.datenstand_name) == (1, "recherche (Nr. 1)")
    assert (fest.stichtag, fest.am, len(fest.pruefsumme), len(fest.inhalte)) == (STICHTAG, STICHTAG, 64, 3)
    assert titel(lauf).endswith("eingefroren am 21.11.2026.")
    assert "Eingefroren am 21.11.2026: Datenstand recherche (Nr. 1), Prüfsumme" in alles(lauf)
    assert "Stichtag 21.11.2026, Summen mit Schätzung" in alles(lauf)
    # Die Filterzeile ändert nichts mehr.
    lauf.toggle(key="belegt").set_value(True)
    assert any(text.startswith(MIT_SCHAETZUNG) for text in texte(lauf.run()))
    # Texte und Reihenfolge bleiben frei, was an Daten hängt, nicht.
    lauf = waehle(lauf, 2)
    assert feld(lauf, "titel").disabled
    assert lauf.selectbox(key="praesentation_gebiet_art").disabled
    assert F.KARTE not in lauf.menu_button(key="praesentation_neue_folie").options
    lauf = knopf(lauf, "Nach hinten").click().run()
    lauf = feld(waehle(lauf, 2), "titel").input("Schluss").run()
    assert [inhalt["titel"] for inhalt in fest_in(in_arbeit(lauf).folge).inhalte][1] == "Schluss"
    lauf = feld(lauf, "titel").input("").run()
    assert not lauf.exception
    lauf = knopf(lauf, "Rückgängig").click().run()
    lauf = knopf(lauf, "Ja, auftauen").click().run()
    assert in_arbeit(lauf).folge.eingefroren is None
    assert not any("Eckwerten" in text for text in texte(lauf))


def test_eingefrorene_datei_zeigt_ihren_eigenen_stand(monkeypatch):
    ausgaben = merke_ausgaben(monkeypatch)
    lauf = lade(seite(datenstand="recherche", stichtag="2020-01-01"), vortragsdatei.als_datei(KURZ))
    lauf = knopf(lauf, "Einfrieren").click().run()
    datei = ausgaben["folge_kurz.json"]()
    andere = lade(seite(), datei)
    assert "Eingefroren am 21.11.2026: Datenstand recherche (Nr. 1)" in alles(andere)
    assert "Stichtag 01.01.2020, nur belegte Angaben" in alles(andere)


def test_alte_folge_sagt_was_sie_nicht_mehr_zeigt_und_zeigt_es_aufgetaut():
    lauf = lade(seite(), gzip.decompress((ALTBESTAND / "folge.json.gz").read_bytes()))
    assert "„Alt“ ist geladen." in alles(lauf)
    (warnung,) = [w.value for w in lauf.warning]
    assert warnung.startswith("Folien 2, 3, 4, 5, 6 und 7: ")
    lauf = knopf(lauf, "Ja, auftauen").click().run()
    assert not lauf.warning
    assert any(text.startswith("Bei 12 von 33 Gemeinden ist ein INSEK belegt") for text in texte(lauf))


def test_alte_folge_mit_belegtem_bleibt_wie_sie_ist():
    lauf = lade(seite(), gzip.decompress((ALTBESTAND / "folge_belegt.json.gz").read_bytes()))
    assert not lauf.warning
    assert "Stichtag 21.11.2026, nur belegte Angaben" in alles(lauf)
    assert any(text.startswith("11 von 33 haben ein INSEK") for text in texte(lauf))


# Vorführen


@schreibend
def test_mit_zwei_klicks_auf_der_leinwand(wer):
    wer(ERIKA)
    lauf = knopf(seite(), "Vorführen").click().run()
    assert not lauf.exception
    (raum,) = raeume.liste(register(), ERIKA)
    assert (raum.titel, raum.datum, len(raum.fragen)) == ("INSEK in Sachsen", STICHTAG, 3)
    adressen = verweise(lauf)
    vorfuehrung = vorfuehrung_zu(adressen["Leinwand öffnen"])
    kennung = vorfuehrung.kennung
    assert adressen["Vortragsansicht öffnen"] == f"/vorfuehrung/{kennung}/vortrag#s={vorfuehrung.schluessel}"
    assert (vorfuehrung.code, len(vorfuehrung.folge.folien)) == (raum.code, UMFANG)
    assert (vorfuehrung.datenstand_nummer, vorfuehrung.stichtag) == (None, None), "live"
    assert zeige_code(raum.code) in alles(lauf)
    assert "Telefone erreichen diesen Rechner so nicht" in alles(lauf)
    # Ein zweites Mal: derselbe Raum.
    knopf(lauf, "Vorführen").click().run()
    assert len(raeume.liste(register(), ERIKA)) == 1


@schreibend
def test_raum_mit_eigenen_angaben_und_anderem_stand(wer):
    wer(ERIKA)
    belege = zwischenspeicher.bestand(1)
    datenstaende.lege_an(
        register(), belege.konzepte, belege.zuordnung, titel="Neue Liste", von="E", anlass="Test"
    )
    lauf = seite(stichtag="2024-12-31", datenstand="recherche", belegt="true")
    lauf.text_input(key="praesentation_raumfeld_titel").input("Workshop Pirna")
    lauf.text_input(key="praesentation_raumfeld_ort").input("Pirna")
    lauf.selectbox(key="praesentation_raumfeld_gruppen").set_value(Gruppenfrage.GROESSE)
    lauf.number_input(key="praesentation_raumfeld_tage").set_value(7)
    lauf = knopf(lauf.run(), "Vorführen").click().run()
    (raum,) = raeume.liste(register(), ERIKA)
    assert (raum.titel, raum.ort, raum.gruppenfrage) == ("Workshop Pirna", "Pirna", Gruppenfrage.GROESSE)
    assert raum.gruppen == ("unter 5.000", "5.000 bis unter 15.000", "15.000 und mehr")
    assert (raum.loeschen_am - raum.angelegt_am).days == 7
    (laufende,) = lauf.session_state["praesentation_laufende"]
    assert laufende.vorfuehrung.datenstand_nummer == 1
    assert laufende.vorfuehrung.stichtag == date(2024, 12, 31)
    assert laufende.vorfuehrung.folge.nur_belegt


@schreibend
def test_laufende_bleibt_bis_neu_begonnen_wird(wer):
    wer(ERIKA)
    lauf = knopf(seite(), "Vorführen").click().run()
    assert not [k for k in lauf.button if "neu beginnen" in k.label]
    lauf = knopf(lauf, "Entfernen").click().run()
    assert any("Seit dem Beginn geändert" in hinweis.value for hinweis in lauf.warning)
    assert knopf(lauf, "Geändert: neu beginnen").proto.type == "primary"
    assert {"Leinwand öffnen (alter Stand)", "Vortragsansicht öffnen (alter Stand)"} <= set(verweise(lauf))
    (laufende,) = lauf.session_state["praesentation_laufende"]
    alt = laufende.vorfuehrung
    assert len(vorfuehrung_zu(f"/vorfuehrung/{alt.kennung}").folge.folien) == UMFANG
    lauf = knopf(lauf, "Geändert: neu beginnen").click().run()
    neu = lauf.session_state["praesentation_laufende"][0].vorfuehrung
    assert (len(neu.folge.folien), neu.code) == (UMFANG - 1, alt.code)
    assert verweise(lauf)["Leinwand öffnen"].endswith(neu.kennung)


@schreibend
def test_vorhandener_raum_sagt_welche_fragen_fehlen(wer):
    wer(ERIKA)
    raum = raeume.lege_an(
        register(),
        ERIKA,
        titel="Morgens",
        ort="",
        datum=STICHTAG,
        fragen=[tabellen.fragensaetze()[0].fragen[1]],
        jetzt=datetime(2026, 11, 21, 9, tzinfo=UTC),
    )
    lauf = seite().selectbox(key="praesentation_raum").set_value(raum.code).run()
    assert "Diesem Raum fehlen 2 Fragen der Folge: „Allein oder gemeinsam?“" in alles(lauf)
    lauf = knopf(lauf, "Vorführen").click().run()
    assert lauf.session_state["praesentation_laufende"][0].vorfuehrung.code == raum.code
    lauf = lauf.selectbox(key="praesentation_raum").set_value("ohne").run()
    lauf = knopf(lauf, "Vorführen").click().run()
    assert lauf.session_state["praesentation_laufende"][0].vorfuehrung.code is None
    assert len(raeume.liste(register(), ERIKA)) == 1


@schreibend
def test_gaeste_fuehren_ohne_raum_vor(wer):
    wer(NIEMAND)
    lauf = seite()
    assert "Abstimmen lassen darf, wer die Rolle „Bearbeiten“ hat" in alles(lauf)
    lauf = knopf(lauf, "Vorführen").click().run()
    assert not lauf.error
    assert lauf.session_state["praesentation_laufende"][0].vorfuehrung.code is None
    assert verweise(lauf)["Leinwand öffnen"].startswith("/vorfuehrung/")


@schreibend
def test_entzogene_rolle_legt_keinen_raum_an(wer):
    wer(ERIKA)
    lauf = seite()
    wer(LESERIN)
    lauf = knopf(lauf, "Vorführen").click().run()
    assert lauf.session_state["praesentation_laufende"][0].vorfuehrung.code is None
    wer(ERIKA)
    assert raeume.liste(register(), ERIKA) == []


def test_leere_folge_laesst_sich_nicht_vorfuehren():
    lauf = seite().selectbox(key="praesentation_wahl").set_value("neu").run()
    assert titel(lauf) == "Die Folge „Neue Folge“ ist noch leer"
    assert knopf(lauf, "Vorführen").disabled
    assert "Die Folge hat noch keine Folie" in alles(lauf)
    assert zustand.ANGABE not in lauf.query_params
