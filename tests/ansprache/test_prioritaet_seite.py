"""Bereich Priorität: Gewichte, Filter, Liste, Korb, Einzelfall; Gäste; schlechte Eingaben."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pandas as pd
import pytest

from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.ansprache.prioritaet import auswahlkarte as kartenbau
from insek_monitor.ansprache.prioritaet import register_gewichtungen as gewichtungen
from insek_monitor.ansprache.prioritaet.seite import auswahlkarte, auswahlkorb, einzelfall
from insek_monitor.kern.ansprache import Kontakt, Kontaktart, Kontaktstand
from insek_monitor.kern.rollen import GAST, Person, Rolle, Zugang
from insek_monitor.lage.gewichte import KRITERIEN, VOREINSTELLUNGEN
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register import rechte, tabellen
from tests.conftest import STICHTAG
from tests.hilfen.seiten import elemente, letzter_wert, mit_verschwundenem, oeffne, texte, titel, wechsle

pytestmark = pytest.mark.usefixtures("eigenes_register")

LOKAL = Person("Eva Muster", "lokal", Zugang.LOKAL)
LESERIN = Person("Lea Leser", "lea@fs-inge.example", Zugang.ANMELDUNG, Rolle.LESEN)


def _liste(lauf):
    """AGS der gezeigten Zeilen, in Reihenfolge (aus den Kästchen)."""
    return [k.key.removeprefix("korb_") for k in lauf.checkbox if k.key and k.key.startswith("korb_1")]


def _korb(lauf):
    try:
        return lauf.session_state[auswahlkorb.SCHLUESSEL]
    except KeyError:
        return ()


def _voreinstellung(lauf):
    return lauf.segmented_control(key="voreinstellung").value


def _gewichte(lauf):
    return {k.name: lauf.slider(key=f"g_{k.name}").value for k in KRITERIEN}


def _karte(lauf):
    return json.loads(elemente(lauf, "plotly_chart")[0].proto.spec)


def test_beginnt_mit_luecken_schliessen_und_fuenfzehn_zeilen():
    lauf = oeffne("ansprache")
    assert not lauf.exception
    assert _voreinstellung(lauf) == "Lücken schließen"
    assert _gewichte(lauf) == dict(VOREINSTELLUNGEN["Lücken schließen"].werte)
    assert len(_liste(lauf)) == 15
    assert titel(lauf) == "Zuerst ansprechen: Jesewitz; dann bei 297 Gemeinden den Stand klären"
    zeilen = [e.value for e in elemente(lauf, "html") if "rangzeile" in e.value]
    assert len(zeilen) == 15
    assert all("<h2>" in z and 'class="intern"' in z and 'class="beitraege"' in z for z in zeilen)
    # Was nicht belegt ist, sagt Marke und Begründung; der Balken nennt es in der Textalternative.
    offene = [z for z in zeilen if 'status">Stand nicht belegt<' in z]
    assert len(offene) > 5
    assert all("Gemeinden dieser Größe ohne Nachweis" in z and "(nicht belegt, nach" in z for z in offene)


def test_knopf_fuehrt_zur_anrufliste():
    lauf = oeffne("ansprache", kreis="Zwickau")
    knopf = lauf.button(key="ansprache_klaeren")
    assert knopf.label == "Stand klären (21)"
    knopf.click().run()
    assert lauf.segmented_control(key="planung").value == "Stand klären"
    assert titel(lauf) == "Bei 21 von 33 Gemeinden ist der Stand zu klären"


def test_voreinstellung_stellt_die_schieber_und_folgt_ihnen():
    lauf = oeffne("ansprache")
    lauf.segmented_control(key="voreinstellung").set_value("Gemeinsame Konzepte").run()
    assert _gewichte(lauf) == dict(VOREINSTELLUNGEN["Gemeinsame Konzepte"].werte)
    lauf.slider(key="g_klein").set_value(9).run()
    assert _voreinstellung(lauf) == "eigene Gewichte"
    lauf.slider(key="g_klein").set_value(5).run()
    assert _voreinstellung(lauf) == "Gemeinsame Konzepte"
    next(k for k in lauf.button if k.label == "Zurücksetzen").click().run()
    assert _voreinstellung(lauf) == "Lücken schließen"


def test_gewichte_aus_der_adresse():
    lauf = oeffne("ansprache", g_klein="9", frist_monate="12", abschlag_in_arbeit="0")
    assert not lauf.warning
    assert _gewichte(lauf)["klein"] == 9
    assert lauf.slider(key="frist_monate").value == 12
    assert lauf.slider(key="abschlag_in_arbeit").value == 0
    assert _voreinstellung(lauf) == "eigene Gewichte"


def test_unbrauchbares_in_der_adresse_wird_erklaert():
    lauf = oeffne(
        "ansprache", g_klein="11", ort="Atlantis", planungsregion="Mars", status="super", umkreis_km="weit"
    )
    assert not lauf.exception
    hinweise = " ".join(w.value for w in lauf.warning)
    for wort in ("„11“", "„Atlantis“", "„Mars“", "„super“", "„weit“", "0 bis 10"):
        assert wort in hinweise, wort
    assert len(_liste(lauf)) == 15


def test_alle_gewichte_null():
    nullen: dict[str, Any] = {f"g_{k.name}": "0" for k in KRITERIEN}
    lauf = oeffne("ansprache", **nullen)
    assert not lauf.exception
    assert any("Alle Gewichte sind 0" in w.value for w in lauf.warning)
    assert "null" in titel(lauf)
    namen = tabellen.gemeinden()["name"]
    # Ohne Punkte gilt die Wortfolge der Namen.
    assert [namen[a] for a in _liste(lauf)][:3] == ["Adorf/Vogtl.", "Altenberg", "Altmittweida"]
    assert "ohne Punkte" in " ".join(texte(lauf))
    auffuellen = lauf.button(key="ansprache_auffuellen")
    assert auffuellen.disabled
    assert "keine Rangfolge" in auffuellen.help
    assert not oeffne("ansprache").button(key="ansprache_auffuellen").disabled


def test_filter_aus_der_adresse_und_leere_liste():
    gemeinden = tabellen.gemeinden()
    lauf = oeffne("ansprache", kreis="Görlitz", reisegebiet="Oberlausitz/Niederschlesien")
    assert not lauf.warning
    assert {gemeinden.loc[a, "kreis"] for a in _liste(lauf)} == {"Görlitz"}
    leer = oeffne("ansprache", kreis="Görlitz", planungsregion=_andere_region("Görlitz"))
    assert _liste(leer) == []
    assert not elemente(leer, "plotly_chart")
    assert any("Keine Gemeinde in dieser Filterzeile passt" in i.value for i in leer.info)
    leer.button(key="filter_leeren_oben").click().run()
    assert len(_liste(leer)) == 15


def _andere_region(kreis):
    gemeinden = tabellen.gemeinden()
    eigene = set(gemeinden.loc[gemeinden["kreis"] == kreis, "planungsregion"])
    return sorted(set(gemeinden["planungsregion"]) - eigene)[0]


def test_umkreis_und_zahl_der_filter():
    lauf = oeffne("ansprache", ort="Zittau", umkreis_km="10", kreis="Görlitz")
    assert not lauf.warning
    gezeigt = _liste(lauf)
    assert "14626610" in gezeigt  # Zittau selbst
    assert "14626110" not in gezeigt  # Görlitz, rund 30 km entfernt
    beschriftungen = [e.proto.popover.label for e in elemente(lauf, "popover")]
    assert "Weitere Filter (1)" in beschriftungen
    lauf.button(key="filter_leeren").click().run()
    knopf = lauf.button(key="filter_neu")  # ein Lauf ohne Felder, dann sind sie leer wieder da
    knopf.click().run()
    assert lauf.selectbox(key="ort").value is None


def test_auffuellen_seite_und_einzeln():
    lauf = oeffne("ansprache", kreis="Bautzen")
    erste = _liste(lauf)
    lauf.checkbox(key=f"korb_{erste[3]}").check().run()
    assert _korb(lauf) == (erste[3],)
    lauf.number_input(key="ansprache_plaetze").set_value(4).run()
    lauf.button(key="ansprache_auffuellen").click().run()
    assert _korb(lauf) == (erste[3], erste[0], erste[1], erste[2])
    lauf.button(key="ansprache_auffuellen").click().run()
    assert len(_korb(lauf)) == 4, "voll ist voll"
    lauf.checkbox(key=f"korb_{erste[0]}").uncheck().run()
    assert _korb(lauf) == (erste[3], erste[1], erste[2])
    lauf.button(key="ansprache_seite_waehlen").click().run()
    assert set(_korb(lauf)) == set(erste)
    lauf.button(key="korb_leeren").click().run()
    assert _korb(lauf) == ()
    assert not any(k.value for k in lauf.checkbox if k.key and k.key.startswith("korb_1"))


def test_geleerte_wahl_bleibt_leer_auch_wenn_der_browser_das_feld_noch_kennt():
    lauf = oeffne("ansprache", kreis="Bautzen")
    erste = _liste(lauf)
    lauf.button(key="ansprache_seite_waehlen").click().run()
    aendern = letzter_wert(lauf.multiselect(key="korb_bleibt"))
    lauf.button(key="korb_leeren").click().run()
    mit_verschwundenem(lauf, aendern)
    assert _korb(lauf) == ()
    lauf.checkbox(key=f"korb_{erste[5]}").check()
    mit_verschwundenem(lauf, aendern)
    assert _korb(lauf) == (erste[5],)
    lauf.button(key="ansprache_seite_waehlen").click().run()
    lauf.multiselect(key="korb_bleibt").unselect(erste[0]).run()
    assert set(_korb(lauf)) == set(erste[1:])


def test_alle_418_lassen_sich_waehlen():
    lauf = oeffne("ansprache")
    lauf.number_input(key="ansprache_plaetze").set_value(418).run()
    lauf.button(key="ansprache_auffuellen").click().run()
    assert not lauf.exception
    assert len(set(_korb(lauf))) == 418
    assert any("**418 gewählt:**" in m.value for m in lauf.markdown)


def test_leiste_nennt_wer_nicht_zu_den_filtern_passt():
    lauf = oeffne("ansprache", kreis="Bautzen")
    lauf.button(key="ansprache_seite_waehlen").click().run()
    lauf.multiselect(key="kreis").set_value(["Görlitz"]).run()
    assert any("15 davon passen nicht zu den Filtern" in m.value for m in lauf.markdown)


def test_herausnehmen_in_der_leiste():
    lauf = oeffne("ansprache")
    lauf.button(key="ansprache_seite_waehlen").click().run()
    korb = list(_korb(lauf))
    lauf.multiselect(key="korb_bleibt").set_value(korb[1:]).run()
    assert list(_korb(lauf)) == korb[1:]
    assert not lauf.checkbox(key=f"korb_{korb[0]}").value


def test_als_kampagne_wechselt_den_bereich():
    lauf = oeffne("ansprache")
    lauf.button(key="ansprache_seite_waehlen").click().run()
    lauf.button(key="korb_kampagne").click().run()
    assert not lauf.exception
    assert lauf.segmented_control(key="planung").value == "Kampagnen"
    assert len(_korb(lauf)) == 15


def test_karte_zeigt_die_treffer_und_die_wahl():
    lauf = oeffne("ansprache", kreis="Nordsachsen")
    anzahl = int((tabellen.gemeinden()["kreis"] == "Nordsachsen").sum())
    assert [len(spur["customdata"]) for spur in _karte(lauf)["data"]] == [anzahl, 0]
    lauf.button(key="ansprache_seite_waehlen").click().run()
    karte = _karte(lauf)
    assert [len(spur["customdata"]) for spur in karte["data"]] == [anzahl - 15, 15]
    assert [spur["marker"]["symbol"] for spur in karte["data"]] == ["circle", "diamond"]
    assert set(karte["data"][1]["customdata"]) == set(_korb(lauf))
    assert karte["layout"]["dragmode"] == "select"
    assert karte["layout"]["images"][0]["source"].startswith("/karte/klein.svg?")
    lauf.toggle(key="karte_zeigen").set_value(False).run()
    assert not elemente(lauf, "plotly_chart")
    assert len(_liste(lauf)) == 15


def test_gezogenes_kommt_dazu_angetipptes_wechselt(monkeypatch):
    korb: dict[str, tuple[str, ...]] = {"ags": ("1",)}
    monkeypatch.setattr(auswahlkorb, "gewaehlt", lambda: korb["ags"])
    monkeypatch.setattr(auswahlkorb, "nimm", lambda ags: korb.update(ags=(*korb["ags"], *ags)))
    monkeypatch.setattr(
        auswahlkorb, "lege_weg", lambda ags: korb.update(ags=tuple(set(korb["ags"]) - set(ags)))
    )
    auswahlkarte.uebernimm(["2"], gezogen=False)
    assert list(korb["ags"]) == ["1", "2"]
    auswahlkarte.uebernimm(["1"], gezogen=True)
    assert set(korb["ags"]) == {"1", "2"}
    auswahlkarte.uebernimm(["1"], gezogen=False)
    assert list(korb["ags"]) == ["2"]


def test_punkte_liegen_in_ihren_klassen():
    punkte = pd.Series([0, 19.99, 20, 59.9, 60, 80, 100, None], dtype="Float64")
    assert kartenbau.punkteklasse(punkte).tolist() == [0, 0, 1, 2, 3, 4, 4, 0]


def test_naechster_offener_fall_geht_die_liste_durch():
    lauf = oeffne("ansprache", kreis="Bautzen")
    erste = _liste(lauf)
    for ags in erste[:2]:
        lauf.button(key="ansprache_naechster").click().run()
        assert lauf.session_state[einzelfall.FALL] == ags
    lauf.button(key="fall_waehlen").click().run()
    assert _korb(lauf) == (erste[1],)
    lauf.button(key="fall_zu").click().run()
    assert not [k for k in lauf.button if k.key == "fall_waehlen"]


def test_naechster_ueberspringt_gewaehlte_und_beginnt_am_ende_von_vorn():
    alle = ("a", "b", "c", "d")
    assert einzelfall.naechster(("a", "c"), None, alle) == "a"
    assert einzelfall.naechster(("a", "c"), "a", alle) == "c"
    assert einzelfall.naechster(("a", "c"), "b", alle) == "c"
    assert einzelfall.naechster(("a", "c"), "c", alle) == "a"
    assert einzelfall.naechster(("a",), "fremd", alle) == "a"
    assert einzelfall.naechster((), "a", alle) is None


def test_kontakte_zaehlen_und_schliessen_faelle():
    register = zwischenspeicher.register()
    lauf = oeffne("ansprache", kreis="Bautzen")
    erste = _liste(lauf)
    kontakt = Kontakt(date(2026, 11, 2), Kontaktart.TELEFON, "Bauamt")
    kontakte.trage_ein(register, erste[0], kontakt, LOKAL, heute=STICHTAG, stand=Kontaktstand.IM_GESPRAECH)
    neu = oeffne("ansprache", kreis="Bautzen", kontaktstand="im Gespräch")
    assert not neu.warning
    assert _liste(neu) == [erste[0]]
    assert any("im Gespräch" in e.value for e in elemente(neu, "html") if "rangzeile" in e.value)
    alle = oeffne("ansprache", kreis="Bautzen")
    alle.button(key="ansprache_naechster").click().run()
    assert alle.session_state[einzelfall.FALL] != erste[0]


def test_gaeste_sehen_nichts_von_kontakten(wer):
    register = zwischenspeicher.register()
    vorher = oeffne("ansprache")
    wer(GAST)
    gast = oeffne("ansprache", kontaktstand="im Gespräch", g_kein_kontakt="10")
    assert not gast.exception
    assert "g_kein_kontakt" not in {s.key for s in gast.slider}
    assert "kontaktstand" not in {m.key for m in gast.multiselect}
    assert not {"korb_kampagne", "gewichte_name"} & {e.key for e in (*gast.button, *gast.text_input)}
    assert len(_liste(gast)) == 15
    ohne = _liste(gast)
    wer(LOKAL)
    for ags in _liste(vorher)[:5]:
        kontakt = Kontakt(date(2026, 11, 20), Kontaktart.TELEFON)
        kontakte.trage_ein(register, ags, kontakt, LOKAL, heute=STICHTAG, stand=Kontaktstand.BERATEN)
    assert _liste(oeffne("ansprache"))[:5] != _liste(vorher)[:5], "intern ändert der Kontakt die Reihenfolge"
    wer(GAST)
    danach = oeffne("ansprache")
    assert _liste(danach) == ohne
    assert "beraten" not in " ".join(texte(danach)).lower().replace("beratung", "")


def test_eigene_voreinstellung_speichern_waehlen_loeschen():
    lauf = oeffne("ansprache", g_klein="10", g_ohne_konzept="1")
    lauf.text_input(key="gewichte_name").input("Dörfer *zuerst*").run()
    next(k for k in lauf.button if k.label == "Speichern").click().run()
    assert not lauf.exception
    assert not lauf.error, [e.value for e in lauf.error]
    assert _voreinstellung(lauf) == "Dörfer *zuerst*"
    andere = oeffne("ansprache")
    andere.segmented_control(key="voreinstellung").set_value("Dörfer *zuerst*").run()
    assert (_gewichte(andere)["klein"], _gewichte(andere)["ohne_konzept"]) == (10, 1)
    andere.button(key="gewichte_loesche_Dörfer *zuerst*").click().run()
    assert _voreinstellung(andere) == "eigene Gewichte"


def test_eigene_voreinstellungen_sehen_gaeste_nicht(wer):
    gewichtungen.speichere(
        zwischenspeicher.register(),
        "Klein zuerst",
        {**VOREINSTELLUNGEN["Lücken schließen"].als_dict(), "klein": 9},
        LOKAL,
    )
    assert "Klein zuerst" in oeffne("ansprache").segmented_control(key="voreinstellung").options
    wer(GAST)
    gast = oeffne("ansprache", g_klein="9")
    assert gast.segmented_control(key="voreinstellung").options == [*VOREINSTELLUNGEN, "eigene Gewichte"]
    assert "Klein zuerst" not in " ".join(texte(gast))


def test_alle_weiteren_filter_entfernen():
    lauf = oeffne("ansprache", status="kein Konzept", ort="Plauen")
    lauf.button(key="filter_leeren").click().run()
    assert not [m for m in lauf.multiselect if m.key == "status"], "ein Lauf ohne Felder"
    lauf.run()
    assert lauf.multiselect(key="status").value == []
    assert lauf.selectbox(key="ort").value is None


def _lege_an_der_pruefung_vorbei(name, werte):
    """Wie eine frühere Fassung des Programms oder eine Wiederherstellung."""
    gewichtungen.speichere(zwischenspeicher.register(), name, werte, LOKAL)


def test_mitgelieferte_voreinstellung_gewinnt_und_das_gespeicherte_laesst_sich_loeschen():
    name = "Lücken schließen"
    _lege_an_der_pruefung_vorbei(name, {**VOREINSTELLUNGEN[name].als_dict(), "klein": 10, "ohne_konzept": 0})
    _lege_an_der_pruefung_vorbei("Von morgen", {"ein_neues_kriterium": 3})
    lauf = oeffne("ansprache")
    assert _voreinstellung(lauf) == name
    assert _gewichte(lauf) == dict(VOREINSTELLUNGEN[name].werte)
    assert "Von morgen" not in lauf.segmented_control(key="voreinstellung").options
    for unbrauchbar in (name, "Von morgen"):
        knopf = lauf.button(key=f"gewichte_loesche_{unbrauchbar}")
        assert knopf.label == f"„{unbrauchbar}“ löschen (nicht verwendbar)"
        lauf = knopf.click().run()
        assert not lauf.error, [e.value for e in lauf.error]
    assert gewichtungen.lies(zwischenspeicher.register()) == {}
    assert _voreinstellung(lauf) == name


def test_auswahllisten_in_deutscher_wortfolge():
    """ü wie u, ä wie a; nach Zeichennummern stünden sie hinter z."""
    lauf = oeffne("ansprache")
    orte = lauf.selectbox(key="ort").options
    assert orte.index("Mügeln") < orte.index("Muldenhammer")
    gebiete = lauf.multiselect(key="reisegebiet").options
    assert gebiete.index("Sächsische Schweiz") < gebiete.index("Stadt Chemnitz")


@pytest.mark.parametrize(
    "name", ["Lücken schließen", "Lu\u0308cken schließen", "LÜCKEN  schließen", "Eigene Gewichte"]
)
def test_name_einer_mitgelieferten_voreinstellung_wird_abgelehnt(name):
    lauf = oeffne("ansprache", g_klein="10")
    lauf.text_input(key="gewichte_name").input(name).run()
    next(k for k in lauf.button if k.label == "Speichern").click().run()
    assert any("ist eine mitgelieferte Voreinstellung" in e.value for e in lauf.error)
    assert gewichtungen.lies(zwischenspeicher.register()) == {}


def test_leserin_darf_lesen_aber_nicht_speichern(wer):
    rechte.vergib(zwischenspeicher.register(), LOKAL, LESERIN.kennung, Rolle.LESEN)
    wer(LESERIN)
    lauf = oeffne("ansprache")
    assert "g_kein_kontakt" in {s.key for s in lauf.slider}
    assert "gewichte_name" not in {t.key for t in lauf.text_input}


def test_gewichte_und_auswahl_ueberstehen_den_wechsel_der_seite():
    lauf = oeffne("ansprache", g_klein="10")
    lauf.button(key="ansprache_seite_waehlen").click().run()
    korb = _korb(lauf)
    wechsle(lauf, "ueberblick")
    wechsle(lauf, "ansprache")
    assert _korb(lauf) == korb
    assert _gewichte(lauf)["klein"] == 10


def test_nur_belegte_angaben_zeigt_keine_erwartung():
    lauf = oeffne("ansprache", belegt="true", g_stand_klaeren="10", g_ablauf="0", g_foerderung_fehlt="0")
    zeilen = " ".join(e.value for e in elemente(lauf, "html") if "rangzeile" in e.value)
    assert "nach den Eckwerten" not in zeilen
    assert "ohne Nachweis haben" not in zeilen
    assert "Stand klären: kein Nachweis gefunden" in zeilen


def test_festigkeit_und_herkunft():
    gezeigt = " ".join(texte(oeffne("ansprache")))
    assert "Bei ±20" in gezeigt
    assert "unter jeder Voreinstellung" in gezeigt
    assert "Stichtag 21.11.2026" in gezeigt
