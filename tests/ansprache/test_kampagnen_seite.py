"""Bereich „Kampagnen“: Listen anlegen, ändern, auffüllen, zu zweit ändern, Touren, Kontakt für alle."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.ansprache.kampagnen import register as kampagnen
from insek_monitor.ansprache.kampagnen.register import Kampagne
from insek_monitor.ansprache.kampagnen.seite import auffuellen as kampagne_auffuellen
from insek_monitor.ansprache.kampagnen.seite import daten as kampagne_daten
from insek_monitor.ansprache.kampagnen.seite import gemeinden as kampagne_gemeinden
from insek_monitor.ansprache.kampagnen.seite import kontakt as kampagne_kontakt
from insek_monitor.ansprache.kampagnen.seite import schreiben as kampagne_schreiben
from insek_monitor.ansprache.kampagnen.seite import (
    tourenansicht,
    zustand,
)
from insek_monitor.ansprache.kampagnen.seite.aenderung import (
    Aenderung,
    Widerspruch,
    gemeinden_danach,
    widersprueche,
    zu_schreiben,
)
from insek_monitor.ansprache.kampagnen.touren import Tour, Tourenplan
from insek_monitor.ansprache.kampagnen.unterschied import unterschied
from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.kern.ansprache import Angebot, Kampagnenangaben, Kontakt, Kontaktart, Kontaktstand
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register import rechte
from insek_monitor.register.fehler import RegisterFehler
from tests.hilfen.datenpflege_hilfen import (
    ERIKA,
    LESERIN,
    NIEMAND,
    OHNE_ROLLE,
    alles,
    anderer_spielt_ein,
    knopf,
)
from tests.hilfen.seiten import elemente, htmltabellen, merke_ausgaben, oeffne, titel

pytestmark = pytest.mark.usefixtures("umgebung")

STICHTAG = date(2026, 11, 21)
MAX = replace(ERIKA, name="Max Andere", kennung="max@fs.example")
ANGABEN = Kampagnenangaben("Austausch Frühjahr", "Kennenlernen", Angebot.AUSTAUSCH, 12)
BASIS = Kampagne(1, 1, ANGABEN, ("a", "b", "c"), False, datetime(2026, 11, 21, tzinfo=UTC), "Erika", 1)


def register():
    return zwischenspeicher.register()


def ags(anzahl: int, ab: int = 0) -> tuple[str, ...]:
    """Die ersten Gemeinden unter 15.000 Einwohnern, nach Schlüssel."""
    gemeinden = zwischenspeicher.gemeinden().sort_index()
    return tuple(gemeinden.index[gemeinden["einwohner"] < 15_000][ab : ab + anzahl])


def anlegen(gemeinden=(), person=ERIKA, datenstand_nummer: int | None = 1, **angaben) -> Kampagne:
    return kampagnen.lege_an(
        register(),
        replace(ANGABEN, **angaben),
        gemeinden,
        person,
        datenstand_nummer=datenstand_nummer,
    )


def liste(nummer: int = 1) -> Kampagne:
    return kampagnen.finde(register(), nummer, ERIKA)


def bereich(**angaben):
    return oeffne("ansprache", planung="Kampagnen", **angaben)


def teil(lauf, name: str):
    schalter = next(e for e in elemente(lauf, "button_group") if e.key == "kampagne_teil")
    return schalter.set_value(name).run()


# Eine Änderung auf einem neueren Stand: reine Rechnung


def test_zwei_aenderungen_gehen_beide_ein():
    meine = Aenderung(BASIS, angaben=replace(ANGABEN, titel="Neu", plaetze=8), dazu=("d",), weg=("a",))
    anderer = replace(
        BASIS, fassung=2, angaben=replace(ANGABEN, zweck="Anders", plaetze=10), gemeinden=("a", "c", "e")
    )
    assert zu_schreiben(meine, anderer) == {
        "angaben": replace(ANGABEN, titel="Neu", zweck="Anders", plaetze=8),
        "gemeinden": ("c", "e", "d"),
    }
    assert widersprueche(meine, anderer) == (Widerspruch("plaetze", 8, 10),)


def test_gleiche_aenderung_ist_kein_widerspruch_und_schreibt_nichts():
    meine = Aenderung(BASIS, angaben=replace(ANGABEN, titel="Neu"), weg=("b",), archiviert=True)
    anderer = replace(
        BASIS, fassung=2, angaben=replace(ANGABEN, titel="Neu"), gemeinden=("a", "c"), archiviert=True
    )
    assert widersprueche(meine, anderer) == ()
    assert zu_schreiben(meine, anderer) == {}


MENGEN = st.lists(st.sampled_from("abcdefgh"), unique=True).map(tuple)


@given(basis=MENGEN, anderer=MENGEN, dazu=MENGEN, weg=MENGEN)
def test_nichts_geht_verloren(basis, anderer, dazu, weg):
    """Was ich aufnehme, steht danach da; was ich herausnehme, nicht; alles andere entscheidet der Stand."""
    weg = tuple(stelle for stelle in weg if stelle not in dazu)
    stand = replace(BASIS, gemeinden=anderer)
    danach = gemeinden_danach(Aenderung(replace(BASIS, gemeinden=basis), dazu=dazu, weg=weg), stand)
    assert set(danach) == (set(anderer) | set(dazu)) - set(weg)
    assert len(danach) == len(set(danach))
    bleibende = [stelle for stelle in anderer if stelle in danach]
    assert list(danach[: len(bleibende)]) == bleibende, "Die Reihenfolge des Stands bleibt."


# Sätze


def test_saetze_zu_zeitraum_und_plaetzen():
    eins, zwei = date(2027, 3, 1), date(2027, 5, 31)
    assert zustand.zeitraum(replace(ANGABEN, beginn=eins, ende=zwei)) == "01.03.2027 bis 31.05.2027"
    assert zustand.zeitraum(replace(ANGABEN, beginn=eins)) == "ab 01.03.2027"
    assert zustand.zeitraum(replace(ANGABEN, ende=zwei)) == "bis 31.05.2027"
    assert zustand.zeitraum(ANGABEN) == "ohne Zeitraum"
    assert zustand.belegung(11, 12) == "11 von 12 Plätzen"
    assert zustand.belegung(1, 1) == "1 von 1 Platz"
    assert zustand.belegung(0, None) == "keine Gemeinde"
    assert [zustand.zu_viele(n, 12) for n in (11, 12, 15)] == [0, 0, 3]
    assert zustand.zu_viele(418, None) == 0


def test_unterschiede_in_worten():
    neu = replace(
        BASIS,
        fassung=2,
        angaben=replace(
            ANGABEN, titel="*Neu*", plaetze=None, angebot=Angebot.SEMINAR, ende=date(2027, 5, 31)
        ),
        gemeinden=("b", "c", "d"),
        archiviert=True,
    )
    assert zustand.unterschiede(BASIS, neu, {"a": "Ahorn", "d": "Dorf"}) == [
        "Titel: „Austausch Frühjahr“ → „\\*Neu\\*“",
        "Angebot: Austauschformat → Seminar",
        "Plätze: 12 → keine Grenze",
        "Ende: leer → 31.05.2027",
        "aufgenommen: Dorf",
        "herausgenommen: Ahorn",
        "ins Archiv gelegt",
    ]
    assert zustand.unterschiede(BASIS, replace(BASIS, gemeinden=("c", "b", "a")), {}) == [
        "Reihenfolge geändert"
    ]
    assert zustand.unterschiede(BASIS, BASIS, {}) == ["ohne Unterschied"]


@given(alt=MENGEN, neu=MENGEN, titel=st.sampled_from(["Alt", "Neu"]), archiviert=st.booleans())
def test_seite_und_register_sehen_dieselben_unterschiede(alt, neu, titel, archiviert):
    vorher = replace(BASIS, angaben=replace(ANGABEN, titel="Alt"), gemeinden=alt)
    nachher = replace(vorher, angaben=replace(ANGABEN, titel=titel), gemeinden=neu, archiviert=archiviert)
    saetze = zustand.unterschiede(vorher, nachher, {})
    im_register = unterschied(vorher, nachher, {})
    assert (saetze == ["ohne Unterschied"]) == (im_register == "")
    if im_register:
        assert len(saetze) == len(im_register.split("; ")), (saetze, im_register)


def test_kopie_bekommt_einen_freien_titel():
    assert kampagne_schreiben.freier_titel("A", ["A"]) == "Kopie von A"
    assert kampagne_schreiben.freier_titel("A", ["kopie VON a", "Kopie von A (2)"]) == "Kopie von A (3)"
    lang = kampagne_schreiben.freier_titel("x" * 120, [("Kopie von " + "x" * 120)[:120]])
    assert len(lang) == 120
    assert lang.endswith("x (2)")


# Kandidaten, Auffüllen, Mischung


@pytest.fixture
def kleine_lage() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "einwohner": pd.array([14_999, 15_000, None, 1_000, 900], dtype="Int64"),
            "planungsregion": ["Nord", "Nord", "Nord", "Süd", "Süd"],
            "groessenklasse_kompakt": pd.Categorical(["a", "a", "a", "b", "b"], ["a", "b"], ordered=True),
        },
        index=list("pqrst"),
    )


@pytest.fixture
def kleiner_rang() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "rang": pd.array([1, 2, 3, 4, 5], dtype="Int64"),
            "punkte": pd.array([90, 80, 70, 60, 0], dtype="Float64"),
        },
        index=list("srqpt"),
    )


def test_wer_infrage_kommt(kleine_lage, kleiner_rang):
    def kommen(nicht=(), unter=None):
        return list(kampagne_daten.infrage_kommende(kleine_lage, kleiner_rang, frozenset(nicht), unter).index)

    # t hat keine Punkte; q hat 15.000 Einwohner; von r ist die Zahl unbekannt, zählt also nicht als klein.
    assert kommen(unter=15_000) == ["p", "s"]
    assert kommen() == ["p", "q", "r", "s"]
    assert kommen(nicht="ps") == ["q", "r"]


def test_vorschlag_nie_mehr_als_plaetze_und_nichts_doppelt(kleine_lage, kleiner_rang):
    stand = replace(BASIS, gemeinden=("p", "14000000"))
    neue = kampagne_auffuellen.vorgeschlagene(stand, kleine_lage, tuple(kleine_lage.index), kleiner_rang, 4)
    # Vier Plätze, zwei belegt (einer von einem Schlüssel, den es nicht mehr gibt): zwei neue.
    assert len(neue) == 2
    assert "p" not in neue
    assert neue[0] == "s", "Die vorderste nach der Priorität ist dabei."


def test_wer_bei_zu_vielen_hinten_steht(kleiner_rang):
    assert kampagne_gemeinden.letzte(("p", "s", "r"), 1, kleiner_rang) == ["p"]
    assert kampagne_gemeinden.letzte(("p", "s", "r"), 2, kleiner_rang) == ["r", "p"]
    assert kampagne_gemeinden.letzte(("p", "s"), 0, kleiner_rang) == []


def test_mischung_gegenueber_den_kandidaten():
    spalten = ["merkmal", "wert", "gemeinden", "anteil"]
    eine = pd.DataFrame(
        [("Planungsregion", "Nord", 3, 0.75), ("Planungsregion", "West", 1, 0.25)], columns=spalten
    )
    andere = pd.DataFrame(
        [("Planungsregion", "Nord", 5, 0.5), ("Planungsregion", "Süd", 5, 0.5)], columns=spalten
    )
    tafel = kampagne_daten.gegenueber(eine, andere, "Planungsregion")
    assert tafel.to_dict("index") == {
        "Nord": {"gemeinden": 3, "anteil": 0.75, "kandidaten": 5, "kandidaten_anteil": 0.5},
        "Süd": {"gemeinden": 0, "anteil": 0.0, "kandidaten": 5, "kandidaten_anteil": 0.5},
        "West": {"gemeinden": 1, "anteil": 0.25, "kandidaten": 0, "kandidaten_anteil": 0.0},
    }


# Touren


def test_tourentabelle_und_satz():
    plan = Tourenplan(
        (Tour(1, ("p", "q"), 100.4, (40.0, 20.4, 40.0)), Tour(2, ("r",), 300.0, (150.0, 150.0))),
        400.4,
        "Leipzig",
    )
    namen = pd.Series({"p": "Pirna", "q": "Quersa", "r": "Riesa"})
    tafel = tourenansicht.tabelle(plan, namen)
    assert tafel["Reihenfolge"].tolist() == [
        "Pirna (40\xa0km) → Quersa (20\xa0km) → Leipzig (40\xa0km)",
        "Riesa (150\xa0km) → Leipzig (150\xa0km)",
        "",
    ]
    assert tafel["Halte"].tolist() == [2, 1, 3]
    assert tafel["km Luftlinie"].tolist() == [100, 300, 400]
    satz = tourenansicht.satz(plan, 3)
    assert satz.startswith("**3 Gemeinden in 2 Tagestouren**, zusammen 400\xa0km **Luftlinie**")
    assert "Die längste ist Tour 2 mit 300\xa0km." in satz


# Kontakt für alle


@pytest.mark.parametrize(
    ("kontakt", "erwartet"),
    [
        (Kontakt(date(2026, 11, 22), Kontaktart.EMAIL, ergebnis="x"), "nach heute"),
        (Kontakt(date(1989, 12, 31), Kontaktart.EMAIL, ergebnis="x"), "vor dem 01.01.1990"),
        (Kontakt(STICHTAG, Kontaktart.EMAIL), "worum es ging"),
        (
            Kontakt(STICHTAG, Kontaktart.EMAIL, ergebnis="x", wiedervorlage=date(2026, 12, 1)),
            "Nächster Schritt",
        ),
    ],
)
def test_unmoegliche_kontakte_werden_vorher_gesagt(kontakt, erwartet):
    assert erwartet in " ".join(kampagne_kontakt.maengel(kontakt, "Erika", ("p",), STICHTAG))


def test_moeglicher_kontakt_hat_keinen_mangel():
    kontakt = Kontakt(STICHTAG, Kontaktart.EMAIL, ergebnis="Einladung verschickt")
    assert kampagne_kontakt.maengel(kontakt, "Erika", ("p",), STICHTAG) == []
    assert kampagne_kontakt.maengel(kontakt, "", (), STICHTAG) == [
        "Es fehlt noch: Ihr Name.",
        "Es bleibt keine Gemeinde übrig, für die etwas einzutragen wäre.",
    ]


# Die Seite


@pytest.mark.usefixtures("eigenes_register")
class TestSeite:
    def test_gaeste_sehen_nur_warum(self, wer):
        anlegen(ags(3), titel="Geheimer Plan")
        for person in (NIEMAND, OHNE_ROLLE):
            wer(person)
            lauf = bereich(kampagne="1")
            assert titel(lauf) == "Kampagnen sind intern"
            assert "nur Leute mit einer Rolle" in alles(lauf)
            assert "Geheimer Plan" not in alles(lauf)
            assert [k.label for k in lauf.button if k.key and k.key.startswith("kampagne")] == []

    def test_lesen_sieht_alles_und_aendert_nichts(self, wer):
        anlegen(ags(3))
        wer(LESERIN)
        lauf = bereich(kampagne="1")
        assert not lauf.exception
        assert titel(lauf) == "Austausch Frühjahr: 3 von 12 Plätzen belegt"
        vorhanden = {k.key for k in lauf.button}
        assert not vorhanden & {
            "kampagne_aendern",
            "kampagne_archiv",
            "kampagne_dazu_jetzt",
            "kampagne_vorschlagen",
        }
        schalter = next(e for e in elemente(lauf, "button_group") if e.key == "kampagne_teil")
        assert "Kontakt für alle" not in schalter.options
        assert "Neue leere Liste" not in [k.label for k in bereich().button]

    def test_leeres_register_sagt_wie_es_losgeht(self):
        lauf = bereich()
        assert titel(lauf).startswith("Noch ist keine Liste gespeichert")
        assert "Priorität" in alles(lauf)

    def test_neue_liste_aus_der_auswahl(self):
        lauf = bereich()
        lauf.session_state["ansprache_korb"] = ags(2)
        lauf.session_state["kampagne_neu"] = True
        lauf = lauf.run()
        assert titel(lauf) == "Neue Liste: wen, wofür, bis wann?"
        assert "2 von 12 Plätzen" in alles(lauf)
        assert knopf(lauf, "Liste speichern").disabled
        assert "Es fehlt noch: Ihr Name und der Titel." in alles(lauf)
        lauf.text_input(key="datenpflege_name").input("Erika Muster")
        lauf = lauf.text_input(key="kampagne_feld_titel").input("Frühjahr 2027").run()
        lauf = knopf(lauf, "Liste speichern").click().run()
        assert not lauf.exception
        assert titel(lauf) == "Frühjahr 2027: 2 von 12 Plätzen belegt"
        assert lauf.query_params["kampagne"] in ("1", ["1"])
        gespeichert = liste()
        assert (gespeichert.gemeinden, gespeichert.von) == (ags(2), "Erika Muster")
        assert gespeichert.datenstand_nummer == 1
        assert lauf.session_state["ansprache_korb"] == ()
        assert "nicht mehr gewählt" in alles(lauf)

    def test_gruppe_als_liste_laesst_die_auswahl_stehen(self):
        lauf = bereich()
        lauf.session_state["ansprache_korb"] = ags(2)
        lauf.session_state["kampagne_neu"] = ags(3, ab=5)
        lauf = lauf.run()
        lauf.text_input(key="datenpflege_name").input("Erika Muster")
        lauf = lauf.text_input(key="kampagne_feld_titel").input("Gruppe").run()
        lauf = knopf(lauf, "Liste speichern").click().run()
        assert liste().gemeinden == ags(3, ab=5)
        assert lauf.session_state["ansprache_korb"] == ags(2)
        assert "nicht mehr gewählt" not in alles(lauf)

    def test_plaetze_aus_der_prioritaet_gelten_fuer_die_neue_liste(self):
        lauf = bereich()
        lauf.session_state["ansprache_korb"] = ags(2)
        lauf.session_state["ansprache_plaetze"] = 4
        lauf.session_state["kampagne_neu"] = True
        assert "2 von 4 Plätzen" in alles(lauf.run())

    def test_wer_abgelehnt_hat_wird_genannt(self):
        abgelehnt, andere = ags(2)
        kontakte.setze_stand(
            register(),
            abgelehnt,
            Kontaktstand.ABGELEHNT,
            ERIKA,
            heute=date(2026, 11, 21),
            grund="kein Bedarf",
        )
        anlegen((abgelehnt, andere))
        saetze = [w.value for w in bereich(kampagne="1").warning]
        namen = zwischenspeicher.gemeinden()["bezeichnung"]
        (satz,) = [satz for satz in saetze if "gerade nicht angesprochen" in satz]
        assert f"Abgelehnt (1 Gemeinde): {namen[abgelehnt]}." in satz
        assert namen[andere] not in satz

    def test_gemeinden_zum_aufnehmen_in_deutscher_wortfolge(self):
        anlegen()
        namen = bereich(kampagne="1").multiselect(key="kampagne_dazu").options
        assert namen.index("Mügeln") < namen.index("Muldenhammer")

    def test_auswahl_auf_eine_liste_genommen_ist_danach_leer(self):
        anlegen(ags(1))
        lauf = bereich(kampagne="1")
        lauf.session_state["ansprache_korb"] = ags(3)
        lauf = lauf.text_input(key="datenpflege_name").input("Erika Muster").run()
        lauf = knopf(lauf, "Auswahl aus „Priorität“ aufnehmen (2)").click().run()
        assert liste().gemeinden == ags(3)
        assert lauf.session_state["ansprache_korb"] == ()
        assert "2 Gemeinden aufgenommen" in alles(lauf)

    def test_scheitert_das_speichern_bleibt_die_auswahl(self, monkeypatch):
        def scheitert(*_, **__):
            raise RegisterFehler("Die Datenbank ist gerade belegt.")

        lauf = bereich()
        lauf.session_state["ansprache_korb"] = ags(2)
        lauf.session_state["kampagne_neu"] = True
        lauf = lauf.run()
        lauf.text_input(key="datenpflege_name").input("Erika Muster")
        lauf = lauf.text_input(key="kampagne_feld_titel").input("Frühjahr").run()
        monkeypatch.setattr(kampagnen, "lege_an", scheitert)
        lauf = knopf(lauf, "Liste speichern").click().run()
        assert lauf.session_state["ansprache_korb"] == ags(2)
        assert lauf.text_input(key="kampagne_feld_titel").value == "Frühjahr"

    def test_angebot_bringt_seine_plaetze_mit_und_laesst_eigene(self):
        lauf = knopf(bereich(), "Neue leere Liste").click().run()
        assert lauf.number_input(key="kampagne_feld_plaetze").value == 12
        lauf = lauf.selectbox(key="kampagne_feld_angebot").set_value(Angebot.SEMINAR).run()
        assert lauf.number_input(key="kampagne_feld_plaetze").value is None
        lauf = lauf.number_input(key="kampagne_feld_plaetze").set_value(25).run()
        lauf = lauf.selectbox(key="kampagne_feld_angebot").set_value(Angebot.AUSTAUSCH).run()
        assert lauf.number_input(key="kampagne_feld_plaetze").value == 25

    def test_warnt_neben_freiem_text_und_vor_verkehrtem_zeitraum(self):
        lauf = knopf(bereich(), "Neue leere Liste").click().run()
        lauf.text_input(key="datenpflege_name").input("Erika Muster")
        lauf.text_input(key="kampagne_feld_titel").input("Frühjahr")
        lauf.text_area(key="kampagne_feld_zweck").input("Frau Schulze anrufen")
        lauf.date_input(key="kampagne_feld_beginn").set_value(date(2027, 5, 1))
        lauf = lauf.date_input(key="kampagne_feld_ende").set_value(date(2027, 3, 1)).run()
        assert "wohl der Name einer Person" in alles(lauf)
        assert "Das Ende (01.03.2027) liegt vor dem Beginn (01.05.2027)" in alles(lauf)
        assert knopf(lauf, "Liste speichern").disabled

    def test_unbekannte_und_unlesbare_nummer(self):
        anlegen()
        assert "Eine Kampagne 99 gibt es nicht" in alles(bereich(kampagne="99"))
        lauf = bereich(kampagne="![x](http://boese)")
        assert "ist keine Nummer einer Liste" in alles(lauf)
        assert titel(lauf) == "1 Liste, noch ohne Gemeinden"

    def test_zu_viele_nennt_die_hintersten_und_nimmt_sie_heraus(self):
        anlegen(ags(5), plaetze=3)
        lauf = bereich(kampagne="1")
        assert titel(lauf) == "Austausch Frühjahr: 5 von 3 Plätzen belegt, 2 zu viel"
        tafel = next(t for t in htmltabellen(lauf) if "Gründe" in t.columns)
        raenge = [int(rang.replace(".", "")) for rang in tafel["Rang"]]
        assert raenge == sorted(raenge)
        for zeile in tafel.tail(2).itertuples():
            assert f"{zeile.Gemeinde} (Rang {zeile.Rang})" in alles(lauf)
        bezeichnungen = zwischenspeicher.gemeinden()["bezeichnung"]
        hinten = {stelle for stelle in ags(5) if bezeichnungen[stelle] in set(tafel["Gemeinde"].tail(2))}
        lauf = lauf.text_input(key="datenpflege_name").input("Erika Muster").run()
        lauf = knopf(lauf, "Diese zwei Gemeinden herausnehmen").click().run()
        assert set(liste().gemeinden) == set(ags(5)) - hinten
        assert titel(lauf) == "Austausch Frühjahr: 3 von 3 Plätzen belegt"

    def test_austausch_nennt_zu_grosse(self):
        anlegen(("14713000", *ags(1)))
        assert "unter 15.000 Einwohnern gedacht. Größer ist: Leipzig" in alles(bereich(kampagne="1"))
        anlegen(("14713000",), titel="Seminar", angebot=Angebot.SEMINAR)
        assert "Größer ist" not in alles(bereich(kampagne="2"))

    def test_grenze_des_austauschformats_steht_in_den_regeln(self, monkeypatch):
        regeln = replace(zwischenspeicher.regeln(), klein_unter_einwohner=(500, 2_500))
        monkeypatch.setattr(zwischenspeicher, "regeln", lambda: regeln)
        anlegen(("14713000", *ags(1)), plaetze=5)
        text = alles(bereich(kampagne="1"))
        assert "Gemeinden unter 2.500 Einwohnern gedacht" in text
        assert "beim Austauschformat nur unter 2.500 Einwohnern" in text
        assert "15.000" not in text

    def test_auffuellen_zeigt_erst_und_schreibt_dann(self):
        anlegen(ags(2), plaetze=6)
        lauf = bereich(kampagne="1")
        lauf = lauf.text_input(key="datenpflege_name").input("Erika Muster").run()
        lauf = knopf(lauf, "Vorschlag für 4 Plätze").click().run()
        assert liste().gemeinden == ags(2), "Ein Vorschlag ändert nichts."
        vorschlag = next(t for t in htmltabellen(lauf) if {"Planungsregion", "Gründe"} <= set(t.columns))
        assert len(vorschlag) == 4
        assert vorschlag["Gründe"].str.endswith(".").all()
        ohne = lauf.multiselect(key="kampagne_ohne")
        lauf = ohne.set_value([next(iter(lauf.session_state["kampagne_vorschlag"].gemeinden))]).run()
        lauf = knopf(lauf, "3 Gemeinden aufnehmen").click().run()
        assert len(liste().gemeinden) == 5
        assert liste().gemeinden[:2] == ags(2)
        assert "Doch nicht aufnehmen" not in [m.label for m in lauf.multiselect]

    def test_vorschlag_gilt_nur_fuer_seine_fassung(self):
        """Fünf Plätze, Vorschlag für drei; inzwischen kommen zwei von Hand dazu: angenommen wird nur eine."""
        anlegen(ags(2), plaetze=5)
        lauf = bereich(kampagne="1")
        lauf = lauf.text_input(key="datenpflege_name").input("Erika Muster").run()
        lauf = knopf(lauf, "Vorschlag für 3 Plätze").click().run()
        vorgeschlagen = lauf.session_state["kampagne_vorschlag"].gemeinden
        ausgelassen = vorgeschlagen[0]
        lauf = lauf.multiselect(key="kampagne_ohne").set_value([ausgelassen]).run()
        von_hand = [stelle for stelle in ags(8, ab=20) if stelle not in vorgeschlagen][:2]
        lauf = lauf.multiselect(key="kampagne_dazu").set_value(von_hand).run()
        lauf = lauf.button(key="kampagne_dazu_jetzt").click().run()
        assert not lauf.exception
        assert "Die Liste hat sich seit dem Vorschlag geändert" in alles(lauf)
        assert len(lauf.session_state["kampagne_vorschlag"].gemeinden) == 1
        lauf = lauf.multiselect(key="kampagne_ohne").set_value([]).run()
        lauf = knopf(lauf, "1 Gemeinde aufnehmen").click().run()
        assert len(liste().gemeinden) == 5
        assert set(von_hand) < set(liste().gemeinden)
        assert titel(lauf) == "Austausch Frühjahr: 5 von 5 Plätzen belegt"

    def test_vorschlag_zu_einer_vollen_liste_ist_leer(self):
        anlegen(ags(2), plaetze=3)
        lauf = bereich(kampagne="1")
        lauf = lauf.text_input(key="datenpflege_name").input("Erika Muster").run()
        lauf = knopf(lauf, "Vorschlag für 1 Platz").click().run()
        kampagnen.aendere(register(), 1, MAX, basis_fassung=1, gemeinden=ags(3))
        lauf = lauf.run()
        assert not lauf.exception
        assert "Es gibt keine Gemeinde mehr, die den Plätzen und Filtern entspricht" in alles(lauf)
        assert "kampagne_annehmen" not in {k.key for k in lauf.button}

    def test_nie_vorgeschlagen_wird_wer_abgelehnt_hat(self):
        anlegen((), plaetze=5)
        lauf = bereich(kampagne="1")
        lauf = knopf(lauf, "Vorschlag für 5 Plätze").click().run()
        erster = lauf.session_state["kampagne_vorschlag"].gemeinden[0]
        kontakte.setze_stand(register(), erster, Kontaktstand.ABGELEHNT, ERIKA, heute=STICHTAG)
        lauf = knopf(bereich(kampagne="1"), "Vorschlag für 5 Plätze").click().run()
        assert erster not in lauf.session_state["kampagne_vorschlag"].gemeinden

    def test_zwei_aendern_dieselbe_liste_und_nichts_geht_verloren(self):
        eins, zwei, drei, vier = ags(4)
        anlegen((eins, zwei))
        lauf = bereich(kampagne="1")
        lauf = lauf.text_input(key="datenpflege_name").input("Erika Muster").run()
        lauf.multiselect(key="kampagne_dazu").set_value([drei])
        kampagnen.aendere(
            register(), 1, MAX, basis_fassung=1, gemeinden=(zwei, vier), angaben=replace(ANGABEN, zweck="Neu")
        )
        lauf = lauf.button(key="kampagne_dazu_jetzt").click().run()
        namen = zwischenspeicher.gemeinden()["bezeichnung"]
        text = alles(lauf)
        assert "Max Andere" in text
        assert "noch nicht gespeichert" in text
        assert f"aufgenommen: {namen[vier]}" in text
        assert f"herausgenommen: {namen[eins]}" in text
        assert "Zweck: „Kennenlernen“ → „Neu“" in text
        assert f"aufnehmen: {namen[drei]}" in text
        assert liste().fassung == 2
        lauf = lauf.button(key="kampagne_streit_anwenden").click().run()
        assert not lauf.exception
        assert liste().gemeinden == (zwei, vier, drei)
        assert liste().angaben.zweck == "Neu"
        assert liste().von == "Erika Muster"
        assert "angewendet und gespeichert" in alles(lauf)
        assert "Ihre Änderung:" not in alles(lauf)

    def test_streit_um_den_kopf_nennt_den_widerspruch(self):
        anlegen(ags(1))
        lauf = bereich(kampagne="1")
        lauf = lauf.text_input(key="datenpflege_name").input("Erika Muster").run()
        lauf = lauf.button(key="kampagne_aendern").click().run()
        assert lauf.text_input(key="kampagne_feld_titel").value == "Austausch Frühjahr"
        kampagnen.aendere(register(), 1, MAX, basis_fassung=1, angaben=replace(ANGABEN, titel="Max war da"))
        lauf = lauf.text_input(key="kampagne_feld_titel").input("Erika war da").run()
        lauf = knopf(lauf, "Änderung speichern").click().run()
        assert "**Titel** haben beide geändert" in alles(lauf)
        assert lauf.text_input(key="kampagne_feld_titel").value == "Erika war da", (
            "Der Entwurf bleibt stehen."
        )
        lauf = lauf.button(key="kampagne_streit_anwenden").click().run()
        assert liste().angaben.titel == "Erika war da"
        assert titel(lauf).startswith("Erika war da")

    def test_offener_streit_uebersteht_den_weg_zur_uebersicht(self):
        eins, zwei, drei = ags(3)
        anlegen((eins,), plaetze=2)
        anlegen((), titel="Andere Liste")
        lauf = bereich(kampagne="1")
        lauf = lauf.text_input(key="datenpflege_name").input("Erika Muster").run()
        lauf.multiselect(key="kampagne_dazu").set_value([drei])
        kampagnen.aendere(register(), 1, MAX, basis_fassung=1, gemeinden=(eins, zwei))
        lauf = lauf.button(key="kampagne_dazu_jetzt").click().run()
        assert "Angewendet stünden **1 Gemeinde mehr als Plätze** auf der Liste" in alles(lauf)
        lauf = lauf.button(key="kampagne_zurueck").click().run()
        assert "Ihre Änderung an „Austausch Frühjahr“ ist **noch nicht gespeichert**" in alles(lauf)
        # Auch eine andere Liste anzusehen oder zu ändern lässt die Änderung stehen.
        lauf = lauf.button(key="kampagne_oeffnen_2").click().run()
        assert "kampagne_streit_anwenden" not in {k.key for k in lauf.button}
        lauf = lauf.button(key="kampagne_archiv").click().run()
        lauf = lauf.button(key="kampagne_zurueck").click().run()
        lauf = lauf.button(key="kampagne_streit_oeffnen_1").click().run()
        lauf = lauf.button(key="kampagne_streit_anwenden").click().run()
        assert liste().gemeinden == (eins, zwei, drei)
        lauf = lauf.button(key="kampagne_zurueck").click().run()
        assert "noch nicht gespeichert" not in alles(lauf)

    def test_formular_verwerfen_verwirft_auch_seinen_streit(self):
        anlegen(ags(1))
        lauf = bereich(kampagne="1")
        lauf = lauf.text_input(key="datenpflege_name").input("Erika Muster").run()
        lauf = lauf.button(key="kampagne_aendern").click().run()
        kampagnen.aendere(register(), 1, MAX, basis_fassung=1, gemeinden=ags(2))
        lauf = lauf.text_input(key="kampagne_feld_titel").input("Anders").run()
        lauf = knopf(lauf, "Änderung speichern").click().run()
        assert "noch nicht gespeichert" in alles(lauf)
        lauf = lauf.button(key="kampagne_verwerfen").click().run()
        assert "noch nicht gespeichert" not in alles(lauf)

    def test_eigene_aenderung_verwerfen(self):
        anlegen(ags(1))
        lauf = bereich(kampagne="1")
        lauf = lauf.text_input(key="datenpflege_name").input("Erika Muster").run()
        kampagnen.aendere(register(), 1, MAX, basis_fassung=1, gemeinden=ags(2))
        lauf = lauf.button(key="kampagne_archiv").click().run()
        assert "ins Archiv legen" in alles(lauf)
        lauf = lauf.button(key="kampagne_streit_verwerfen").click().run()
        assert "Ihre Änderung" not in alles(lauf)
        assert not liste().archiviert

    def test_archiv_und_kopie(self):
        anlegen(ags(2))
        lauf = bereich(kampagne="1")
        lauf = lauf.text_input(key="datenpflege_name").input("Erika Muster").run()
        lauf = lauf.button(key="kampagne_archiv").click().run()
        assert liste().archiviert
        assert lauf.button(key="kampagne_aendern").disabled
        assert "kampagne_dazu_jetzt" not in {k.key for k in lauf.button}
        lauf = lauf.button(key="kampagne_kopieren").click().run()
        assert titel(lauf) == "Kopie von Austausch Frühjahr: 2 von 12 Plätzen belegt"
        assert liste(2).gemeinden == ags(2)
        lauf = lauf.button(key="kampagne_zurueck").click().run()
        assert titel(lauf).startswith("1 Liste")
        lauf = lauf.toggle(key="kampagnen_archiv").set_value(True).run()
        assert titel(lauf).startswith("2 Listen")
        lauf = lauf.button(key="kampagne_oeffnen_1").click().run()
        lauf = lauf.button(key="kampagne_archiv").click().run()
        assert not liste().archiviert

    def test_verlauf_nennt_jede_fassung(self):
        anlegen(ags(1))
        kampagnen.aendere(register(), 1, MAX, basis_fassung=1, gemeinden=ags(2))
        text = alles(teil(bereich(kampagne="1"), "Verlauf"))
        namen = zwischenspeicher.gemeinden()["bezeichnung"]
        assert "**2 Fassungen**" in text
        assert f"aufgenommen: {namen[ags(2)[1]]}" in text
        assert f"angelegt mit: {namen[ags(1)[0]]}" in text
        assert text.index("Fassung 2** ·") < text.index("Fassung 1** ·")

    def test_datenstand_der_liste_wird_genannt(self):
        anlegen(ags(1), datenstand_nummer=1)
        anlegen(ags(1), datenstand_nummer=None, titel="Ohne")
        anderer_spielt_ein()
        lauf = bereich(kampagne="1")
        assert "Die Liste entstand mit Datenstand 1" in alles(lauf)
        lauf = lauf.button(key="kampagne_datenstand").click().run()
        assert lauf.selectbox(key="datenstandwahl").value == "recherche (Nr. 1)"
        assert "Die Liste entstand mit" not in alles(lauf)
        assert "Die Liste entstand mit" not in alles(bereich(kampagne="2"))

    def test_verschwundener_datenstand_und_verschwundene_gemeinde(self, monkeypatch):
        anlegen(ags(1))
        alte = replace(liste(), datenstand_nummer=77, gemeinden=(*ags(1), "14999999"))
        monkeypatch.setattr(kampagnen, "finde", lambda *_: alte)
        lauf = bereich(kampagne="1")
        assert not lauf.exception
        assert "Datenstand 77; den gibt es in diesem Register nicht mehr" in alles(lauf)
        assert "14999999" in alles(lauf)
        assert not teil(lauf, "Touren").exception

    def test_leere_liste_hat_keine_tour_und_keinen_kontakt(self):
        anlegen()
        lauf = bereich(kampagne="1")
        assert "Ohne Gemeinden gibt es keine Tour" in alles(teil(lauf, "Touren"))
        assert "Ohne Gemeinden gibt es niemanden" in alles(teil(lauf, "Kontakt für alle"))

    def test_touren_mit_karte_und_tabelle(self):
        anlegen(ags(6))
        lauf = teil(bereich(kampagne="1"), "Touren")
        assert not lauf.exception
        assert "6 Gemeinden in 2 Tagestouren" in alles(lauf)
        assert "Luftlinie" in alles(lauf)
        tafel = next(t for t in htmltabellen(lauf) if "Reihenfolge" in t.columns)
        assert tafel["Tour"].tolist() == ["Tour 1", "Tour 2", "zusammen"]
        assert sum(int(zahl) for zahl in tafel["Halte"][:2]) == 6
        assert lauf.query_params["kampagne_teil"] in ("Touren", ["Touren"])
        lauf = lauf.slider(key="tour_halte").set_value(8).run()
        assert "6 Gemeinden in 1 Tagestour" in alles(lauf)

    def test_teil_der_liste_steht_in_der_adresse(self, wer):
        anlegen(ags(2))
        anlegen(ags(2), titel="Zweite")
        lauf = bereich(kampagne="1", kampagne_teil="Touren")
        assert not lauf.warning
        assert "2 Gemeinden in 1 Tagestour" in alles(lauf)
        # Eine andere Liste beginnt wieder vorn.
        lauf = lauf.button(key="kampagne_zurueck").click().run()
        assert "kampagne_teil" not in lauf.query_params
        lauf = lauf.button(key="kampagne_oeffnen_2").click().run()
        assert "Tagestour" not in alles(lauf)
        lauf = teil(teil(lauf, "Verlauf"), "Gemeinden")
        assert "kampagne_teil" not in lauf.query_params
        assert "gibt es nicht" in alles(bereich(kampagne="1", kampagne_teil="Quatsch"))
        wer(LESERIN)
        lauf = bereich(kampagne="1", kampagne_teil="Kontakt für alle")
        assert not lauf.exception
        assert "nur mit der Rolle „Bearbeiten“" in alles(lauf)
        assert htmltabellen(lauf), "gezeigt werden die Gemeinden"

    def test_gewichte_aus_der_adresse_gelten_auch_hier_und_bleiben(self):
        anlegen(ags(8), plaetze=None)
        gewichte = {"g_ohne_konzept": "0", "g_schrumpfung": "10", "g_klein": "0", "g_ablauf": "0"}

        def raenge(**angaben):
            lauf = bereich(kampagne="1", **angaben)
            tafel = next(t for t in htmltabellen(lauf) if "Gründe" in t.columns)
            return lauf, dict(zip(tafel["Gemeinde"], tafel["Rang"], strict=True))

        lauf, andere = raenge(**gewichte)
        assert not lauf.warning
        assert andere != raenge()[1]
        for wahl in ("Kontakte", "Gemeinsame Konzepte", "Priorität", "Kampagnen"):
            lauf = lauf.segmented_control(key="planung").set_value(wahl).run()
            assert not lauf.exception
            steht = {name: "".join(lauf.query_params.get(name, "")) for name in gewichte}
            assert steht == gewichte, wahl
        assert lauf.slider(key="g_schrumpfung").value == 10

    def test_kontakt_fuer_alle_einmal_und_nicht_doppelt(self):
        anlegen(ags(3))
        lauf = bereich(kampagne="1")
        lauf.text_input(key="datenpflege_name").input("Erika Muster")
        lauf = teil(lauf, "Kontakt für alle")
        assert lauf.button(key="kampagne_kontakt_eintragen").disabled
        lauf = lauf.text_input(key="kampagne_kontakt_ergebnis_1").input("Einladung verschickt").run()
        lauf = lauf.multiselect(key="kampagne_kontakt_ohne_1").set_value([ags(3)[2]]).run()
        lauf = knopf(lauf, "Für 2 Gemeinden eintragen").click().run()
        assert not lauf.exception
        assert "Der Kontakt ist für 2 Gemeinden eingetragen." in alles(lauf)
        eingetragen = kontakte.lies(register(), ERIKA)
        assert set(eingetragen["ags"]) == set(ags(2))
        assert set(eingetragen["kampagne"]) == {1}
        assert set(kontakte.staende(register(), ERIKA)["stand"]) == {"angesprochen"}
        lauf = lauf.multiselect(key="kampagne_kontakt_ohne_1").set_value([]).run()
        assert "steht zu dieser Liste schon da" in alles(lauf)
        lauf = knopf(lauf, "Für 1 Gemeinde eintragen").click().run()
        assert len(kontakte.lies(register(), ERIKA)) == 3

    def test_zweiter_klick_mit_zerlegten_umlauten_traegt_nichts_doppelt_ein(self):
        """„ü“ aus zwei Zeichen (NFD, etwa vom Mac): Das Register speichert eines; damit wird verglichen."""
        anlegen(ags(2))
        lauf = bereich(kampagne="1")
        lauf.text_input(key="datenpflege_name").input("Erika Muster")
        lauf = teil(lauf, "Kontakt für alle")
        lauf = lauf.text_input(key="kampagne_kontakt_ergebnis_1").input("Gru\u0308ße  verschickt").run()
        lauf = knopf(lauf, "Für 2 Gemeinden eintragen").click().run()
        assert len(kontakte.lies(register(), ERIKA)) == 2
        assert "steht zu dieser Liste schon da" in alles(lauf)
        assert lauf.button(key="kampagne_kontakt_eintragen").disabled

    def test_kontakt_scheitert_ganz_oder_gar_nicht(self, monkeypatch):
        anlegen(ags(2))
        lauf = bereich(kampagne="1")
        lauf.text_input(key="datenpflege_name").input("Erika Muster")
        lauf = teil(lauf, "Kontakt für alle")
        lauf = lauf.text_input(key="kampagne_kontakt_ergebnis_1").input("Einladung").run()

        def scheitert(*_, **__):
            raise RegisterFehler("Die Datenbank ist gerade belegt.")

        with monkeypatch.context() as dabei:
            dabei.setattr(kontakte, "trage_ein_fuer_alle", scheitert)
            lauf = knopf(lauf, "Für 2 Gemeinden eintragen").click().run()
        assert "Für keine Gemeinde wurde etwas eingetragen. Die Datenbank ist gerade belegt." in alles(lauf)
        assert kontakte.lies(register(), ERIKA).empty
        # Der Entwurf steht noch da; der zweite Versuch gelingt.
        knopf(lauf, "Für 2 Gemeinden eintragen").click().run()
        assert len(kontakte.lies(register(), ERIKA)) == 2

    def test_eingemeindete_stehen_unter_der_heutigen_gemeinde(self):
        # Aue und Bad Schlema sind heute Aue-Bad Schlema.
        alte = ["14521030", "14521050", ags(1)[0]]
        kampagnen.lege_an(register(), ANGABEN, alte, ERIKA, datenstand_nummer=None, bekannte=alte)
        lauf = bereich(kampagne="1")
        text = alles(lauf)
        assert "Aue-Bad Schlema (damals Aue) und Aue-Bad Schlema (damals Bad Schlema)" in text
        assert titel(lauf) == "Austausch Frühjahr: 2 von 12 Plätzen belegt"
        assert "fehlen aber in Tabelle" not in text

    def test_fremder_text_bleibt_text(self):
        anlegen(ags(1), titel="![x](http://boese.example/x.png)", zweck="**fett** <b>x</b>", stelle=":red[a]")
        for lauf in (bereich(), bereich(kampagne="1")):
            roh = "\n".join(str(e.value) for e in elemente(lauf, "markdown", "title"))
            assert "![x](http" not in roh
            assert "**fett**" not in roh
            assert ":red[" not in roh

    def test_alle_418(self):
        anlegen(tuple(zwischenspeicher.gemeinden().index), plaetze=None, angebot=Angebot.TELEFON)
        lauf = bereich(kampagne="1")
        assert not lauf.exception
        assert titel(lauf) == "Austausch Frühjahr: 418 Gemeinden"
        assert len(elemente(lauf, "arrow_data_frame", "dataframe")[0].value) == 418
        lauf = teil(lauf, "Touren")
        assert not lauf.exception
        assert "418 Gemeinden in 105 Tagestouren" in alles(lauf)

    def test_entzogene_rolle_ist_ein_satz(self, wer, monkeypatch):
        anlegen(ags(1))
        wer(ERIKA)

        def verweigert(*_args, **_rest):
            raise rechte.Verweigert("„Kampagnen lesen“ braucht die Rolle „Lesen“.")

        monkeypatch.setattr(kampagnen, "liste", verweigert)
        lauf = bereich()
        assert not lauf.exception
        assert "braucht die Rolle „Lesen“" in alles(lauf)

    def test_touren_gehen_mit_in_die_ausgaben(self, monkeypatch):
        ausgaben = merke_ausgaben(monkeypatch)
        anlegen(ags(5), titel="Überlandfahrt")
        teil(bereich(kampagne="1"), "Touren")
        tabelle = next(
            inhalt
            for datei, inhalt in ausgaben.items()
            if datei.startswith("touren-1") and datei.endswith(".xlsx")
        )
        blaetter = pd.read_excel(BytesIO(tabelle()), sheet_name=None, header=None, engine="calamine")
        text = " ".join(str(wert) for blatt in blaetter.values() for wert in blatt.to_numpy().ravel())
        assert "Luftlinie" in text
        assert "Überlandfahrt" in text
