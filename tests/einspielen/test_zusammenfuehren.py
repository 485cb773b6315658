"""Zusammenführen: was eine Zeile bewirkt, an Beispielen; und was für alle Listen gilt."""

from dataclasses import replace
from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.einspielen.zusammenfuehren import Zusammenfuehrung, fuehre_zusammen
from insek_monitor.kern.begriffe import Datenlage, Konzeptart
from insek_monitor.kern.meldung import Meldung, Vorhanden
from insek_monitor.register.fassungen import datensaetze
from tests.hilfen.pruefhilfen import bestand, konzept

A, B, C, D = (f"1452100{n}" for n in range(1, 5))
JA, NEIN, IN_ARBEIT = Vorhanden.JA, Vorhanden.NEIN, Vorhanden.IN_ARBEIT


def melde(vorhanden, *ags, **angaben):
    return Meldung("Liste", 1, ags or (A,), vorhanden, **angaben)


def saetze(ergebnis):
    """Datensätze nach Kennung, nur mit dem, was dasteht."""
    return {
        satz["konzept_id"]: {
            name: wert
            for name, wert in satz.items()
            if wert is not None and name not in ("konzept_id", "fassung")
        }
        for satz in datensaetze(ergebnis.konzepte, ergebnis.zuordnung)
    }


def nach(konzepte, *meldungen, **wie):
    return saetze(fuehre_zusammen(bestand(konzepte), meldungen, **wie))


def test_neuer_datensatz():
    neu = nach([], melde(JA, beschluss="2019-03", art=Konzeptart.SEKO, zieljahr=2030))
    assert neu == {
        f"G-{A}-01": {
            "art": "seko",
            "beschluss": "2019-03",
            "zieljahr": 2030,
            "datenlage": "gemeldet",
            "gemeinden": [A],
        }
    }


def test_neue_kennung_war_noch_nie_vergeben():
    alt = [konzept(f"G-{A}-02", [A], beschluss="2005")]
    neu = nach(alt, melde(JA, beschluss="2019"), vergebene_kennungen={f"G-{A}-01", f"G-{A}-03"})
    assert set(neu) == {f"G-{A}-02", f"G-{A}-04"}


def test_stand_der_angabe_nur_wo_keiner_steht():
    meldungen = melde(JA), melde(JA, B, belegt="2025")
    neu = nach([], *meldungen, gemeldet_am=date(2026, 11, 21))
    assert neu[f"G-{A}-01"]["belegt"] == "2026-11-21"
    assert neu[f"G-{B}-01"]["belegt"] == "2025"


def test_ja_ohne_datum_heisst_unbekannt_und_verdraengt_kein_datum():
    assert nach([], melde(JA))[f"G-{A}-01"]["beschluss"] == "unbekannt"
    assert nach([konzept("R", [A], beschluss="2019")], melde(JA))["R"]["beschluss"] == "2019"


def test_unbekannt_sagt_nichts():
    alt = [konzept("R", [B], beschluss="2019")]
    meldungen = melde(Vorhanden.UNBEKANNT), melde(Vorhanden.UNBEKANNT, B, konzept_id="R")
    assert nach(alt, *meldungen) == nach(alt)
    assert set(nach(alt, *meldungen, vollstaendig=True)) == {"R"}


def test_achtzehn_monate():
    alt = [konzept("R", [A], beschluss="2019-01-31", titel="Alt")]
    nah = nach(alt, melde(JA, beschluss="2020-07-31"))
    assert {k: s["beschluss"] for k, s in nah.items()} == {"R": "2020-07-31"}
    assert nah["R"] | {"titel": "Alt", "datenlage": "gemeldet"} == nah["R"]
    fern = nach(alt, melde(JA, beschluss="2020-08-01"))
    assert {k: s["beschluss"] for k, s in fern.items()} == {"R": "2019-01-31", f"G-{A}-01": "2020-08-01"}


def test_der_naechstliegende_gewinnt():
    alt = [konzept("R1", [A], beschluss="2018-06"), konzept("R2", [A], beschluss="2019-06")]
    neu = nach(alt, melde(JA, beschluss="2019-05-20"))
    assert {k: s["beschluss"] for k, s in neu.items()} == {"R1": "2018-06", "R2": "2019-05-20"}


def test_ohne_datum_der_mit_gleichem_titel_sonst_der_neueste():
    alt = [
        konzept("R1", [A], beschluss="2009", titel="INSEK 2020"),
        konzept("R2", [A], beschluss="2020", titel="INSEK 2035"),
    ]
    assert nach(alt, melde(JA, titel=" insek  2020", notiz="x"))["R1"]["notiz"] == "x"
    assert nach(alt, melde(JA, notiz="x"))["R2"]["notiz"] == "x"


def test_groebere_angabe_laesst_die_genauere_stehen():
    alt = [konzept("R", [A], beschluss="2019-03-14", datenlage="recherchiert")]
    for datum in ("2019", "2019-03"):
        assert nach(alt, melde(JA, beschluss=datum)) == nach(alt)
    assert nach(alt, melde(JA, beschluss="2019-04"))["R"]["beschluss"] == "2019-04"


def test_die_alte_quelle_belegt_keine_neue_angabe():
    alte_quelle = {
        "quelle": "pirna.de",
        "quelle_url": "https://pirna.de",
        "sicherheit": "hoch",
        "notiz": "Schlussbeschluss nicht belegt",
        "belegt": "2018",
    }
    alt = [konzept("R", [A], beschluss="2020", titel="INSEK", **alte_quelle)]
    neu = nach(alt, melde(JA, beschluss="2021", titel="INSEK 2035"), gemeldet_am=date(2026, 11, 21))["R"]
    assert neu["belegt"] == "2026-11-21"
    assert not neu.keys() & {"quelle", "quelle_url", "sicherheit", "notiz"}
    # Sagt die Zeile nichts Neues, bleibt die Quelle.
    gleich = nach(alt, melde(JA, beschluss="2020"), gemeldet_am=date(2026, 11, 21))["R"]
    assert {name: gleich[name] for name in alte_quelle} == alte_quelle


def test_neue_quelle_verliert_die_alte_adresse():
    alt = [
        konzept("R", [A], beschluss="2019", quelle="alt", quelle_url="https://alt.de", sicherheit="mittel")
    ]
    neu = nach(alt, melde(JA, quelle="Gemeinde"))["R"]
    assert neu["quelle"] == "Gemeinde"
    assert not neu.keys() & {"quelle_url", "sicherheit"}
    assert nach(alt, melde(JA, quelle="alt")) == nach(alt)


def test_mit_kennung_loeschen_leere_zellen():
    alt = [konzept("R", [A], beschluss="2019", titel="T", notiz="N", datenlage="recherchiert")]
    neu = nach(alt, melde(JA, konzept_id="R", beschluss="2019", titel="T"))["R"]
    assert neu == {
        "art": "insek",
        "titel": "T",
        "beschluss": "2019",
        "datenlage": "gemeldet",
        "gemeinden": [A],
    }
    gleich = melde(JA, konzept_id="R", beschluss="2019", titel="T", notiz="N")
    assert nach(alt, gleich) == nach(alt)
    assert nach(alt, replace(gleich, datenlage=Datenlage.GEMELDET))["R"]["datenlage"] == "gemeldet"


def test_mit_kennung_und_anderer_antwort():
    alt = [konzept("R", [A], beschluss="2019", titel="T")]
    nein = nach(alt, melde(NEIN, konzept_id="R", titel="T"))
    assert nein == {"R": {"art": "keins", "datenlage": "gemeldet", "gemeinden": [A]}}
    auf = nach(alt, melde(Vorhanden.AUFGEHOBEN, konzept_id="R", beschluss="2019", titel="T"))["R"]
    assert (auf["beschluss"], auf["aufgehoben"]) == ("2019", "unbekannt")


def test_unbekannte_kennung_ist_neu():
    assert set(nach([], melde(JA, konzept_id="weg", beschluss="2019"))) == {f"G-{A}-01"}


def test_ja_entfernt_die_meldung_kein_konzept():
    alt = [konzept("K", [A, B], art="keins", belegt="2019")]
    neu = nach(alt, melde(JA, beschluss="2020"))
    assert neu["K"]["gemeinden"] == [B]
    assert "G-" in next(iter(neu))


def test_nein_nimmt_nur_die_eigene_gemeinde_aus_dem_gemeinsamen_konzept():
    alt = [
        konzept("R1", [A, B], beschluss="2019", datenlage="recherchiert"),
        konzept("R2", [A], begonnen="2024"),
        konzept("R3", [A], art="aehnlich", beschluss="2015"),
        konzept("R4", [A], beschluss="2001", aufgehoben="2010"),
    ]
    neu = nach(alt, melde(NEIN))
    assert set(neu) == {"R1", "R2", "R3", "R4", f"G-{A}-01"}
    # Was über die andere Gemeinde recherchiert ist, bleibt recherchiert.
    assert (neu["R1"]["gemeinden"], neu["R1"]["datenlage"]) == ([B], "recherchiert")
    assert neu[f"G-{A}-01"] == {"art": "keins", "datenlage": "gemeldet", "gemeinden": [A]}


def test_nein_mit_der_kennung_eines_gemeinsamen_konzepts_ist_ein_austritt():
    alt = [konzept("R", [A, B, C], beschluss="2019")]
    zeilen = [
        melde(JA, A, B, C, konzept_id="R", beschluss="2019"),
        melde(JA, B, A, C, konzept_id="R", beschluss="2019"),
        melde(NEIN, C, konzept_id="R"),
    ]
    neu = nach(alt, *zeilen)
    assert neu["R"]["gemeinden"] == [A, B]
    assert neu[f"G-{C}-01"]["art"] == "keins"
    assert nach(alt, zeilen[2])["R"]["gemeinden"] == [A, B]


def test_vorbereitung_nach_dem_beschluss_ist_ein_zweites_konzept():
    meldung = melde(JA, beschluss="2019", begonnen="2025-05", titel="T", quelle="Q", notiz="N", zieljahr=2030)
    neu = nach([], meldung)
    assert neu[f"G-{A}-01"]["beschluss"] == "2019"
    assert "begonnen" not in neu[f"G-{A}-01"]
    assert neu[f"G-{A}-02"] == {
        "art": "insek",
        "begonnen": "2025-05",
        "quelle": "Q",
        "datenlage": "gemeldet",
        "gemeinden": [A],
    }
    davor = nach([], melde(JA, beschluss="2019", begonnen="2019"))
    assert {k: s["begonnen"] for k, s in davor.items()} == {f"G-{A}-01": "2019"}


def test_vorbereitung_neben_nein():
    neu = nach([], melde(NEIN, A, B, begonnen="2025", titel="INSEK 2040", notiz="N"))
    assert neu[f"G-{A}-01"] == {"art": "keins", "notiz": "N", "datenlage": "gemeldet", "gemeinden": [A]}
    zweites = neu[f"G-{A}-02"]
    assert (zweites["titel"], zweites["begonnen"], zweites["gemeinden"]) == ("INSEK 2040", "2025", [A, B])


def test_die_alte_quelle_gilt_nicht_fuer_die_fortschreibung():
    alt = [konzept("R", [A], beschluss="2014", quelle="alt", notiz="alt")]
    neu = nach(alt, melde(JA, begonnen="2025"))
    assert neu["R"]["beschluss"] == "2014"
    assert "quelle" not in neu[f"G-{A}-01"]


def test_in_arbeit_und_beschlossen_sind_verschiedene_aussagen():
    alt = [konzept("R", [A], beschluss="2019")]
    assert set(nach(alt, melde(IN_ARBEIT, begonnen="2019"))) == {"R", f"G-{A}-01"}
    laufend = [konzept("R", [A], begonnen="2024")]
    assert nach(laufend, melde(IN_ARBEIT))["R"]["begonnen"] == "2024"
    assert set(nach(laufend, melde(IN_ARBEIT, begonnen="2026-11"))) == {"R", f"G-{A}-01"}


def test_aufhebung_trifft_das_geltende_konzept():
    alt = [konzept("R", [A], beschluss="2019")]
    neu = nach(alt, melde(Vorhanden.AUFGEHOBEN, aufgehoben="2024"))
    assert (neu["R"]["beschluss"], neu["R"]["aufgehoben"]) == ("2019", "2024")
    assert nach([], melde(Vorhanden.AUFGEHOBEN))[f"G-{A}-01"]["beschluss"] == "unbekannt"
    # Wer „ja“ sagt, meint nicht das aufgehobene.
    assert set(
        nach([konzept("R", [A], beschluss="2019", aufgehoben="2024")], melde(JA, beschluss="2019"))
    ) == {
        "R",
        f"G-{A}-01",
    }


def test_gemeinsames_konzept_aus_zwei_zeilen_ist_eines():
    zeilen = melde(JA, A, B, beschluss="2019", titel="T"), melde(JA, B, A, beschluss="2019", notiz="N")
    neu = nach([], *zeilen)
    assert set(neu) == {f"G-{A}-01"}
    assert (neu[f"G-{A}-01"]["gemeinden"], neu[f"G-{A}-01"]["notiz"]) == ([A, B], "N")


def test_einzelne_zeile_verdoppelt_das_gemeinsame_konzept_nicht():
    alt = [konzept("R", [A, B], beschluss="2019-03", datenlage="recherchiert")]
    assert nach(alt, melde(JA, beschluss="2019")) == nach(alt)
    # Sagt sie etwas anderes, gilt das nur für ihre Gemeinde.
    anders = nach(alt, melde(JA, beschluss="2019-04"))
    assert anders["R"] == nach(alt)["R"]
    assert anders[f"G-{A}-01"]["gemeinden"] == [A]


def test_mehrere_fassungen_bleiben_mehrere():
    alt = [konzept("R", [A], beschluss="2018-10")]
    neu = nach(alt, melde(JA, beschluss="2018"), melde(JA, beschluss="2019"))
    assert {k: s["beschluss"] for k, s in neu.items()} == {"R": "2018-10", f"G-{A}-01": "2019"}


def test_vollstaendig():
    alt = [konzept("R1", [A], beschluss="2019"), konzept("R2", [B], beschluss="2019")]
    assert set(nach(alt, melde(JA, konzept_id="R1", beschluss="2019"), vollstaendig=True)) == {"R1"}


def test_vollstaendig_nimmt_einer_genannten_gemeinde_nichts_belegtes():
    alt = [
        konzept("R1", [A], beschluss="2019"),
        konzept("R2", [B], beschluss="2019"),
        konzept("R3", [C], beschluss="2019"),
    ]
    unbekannt = melde(Vorhanden.UNBEKANNT)
    assert set(nach(alt, unbekannt, vollstaendig=True)) == {"R1"}
    assert set(nach(alt, unbekannt, vollstaendig=True, genannt={B})) == {"R1", "R2"}


texte = st.one_of(st.none(), st.sampled_from(["x", "INSEK 2030", "=1+1", " y "]))
daten = st.one_of(
    st.none(), st.sampled_from(["2015", "2018", "2018-10", "2018-10-03", "2019", "2025-02", "unbekannt"])
)
gemeindegruppen = st.lists(st.sampled_from([A, B, C, D]), min_size=1, max_size=3, unique=True)


@st.composite
def konzepte(draw):
    ergebnis = []
    for nummer in range(draw(st.integers(0, 5))):
        art = draw(st.sampled_from(list(Konzeptart)))
        ergebnis.append(
            konzept(
                f"R-{nummer}",
                draw(gemeindegruppen),
                art=art,
                datenlage=draw(st.sampled_from(["gemeldet", "recherchiert"])),
                begonnen=draw(daten),
                beschluss=None if art is Konzeptart.KEINS else draw(daten),
                aufgehoben=draw(st.one_of(st.none(), daten)),
                belegt=draw(daten),
                titel=draw(texte),
                quelle=draw(texte),
                zieljahr=draw(st.one_of(st.none(), st.sampled_from([2030, 2035]))),
                zielhorizont=draw(texte),
            )
        )
    return ergebnis


@st.composite
def meldungslisten(draw, mit_kennung=True):
    ergebnis = []
    genannt = set()
    for zeile in range(draw(st.integers(0, 5))):
        kennung = draw(st.sampled_from([None, "R-0", "R-1", "R-2"])) if mit_kennung else None
        # Zeilen mit derselben Kennung lässt die Prüfung nur mit denselben Angaben durch.
        kennung = None if kennung in genannt else kennung
        genannt.add(kennung)
        ergebnis.append(
            Meldung(
                "Liste",
                zeile,
                tuple(draw(gemeindegruppen)),
                draw(st.sampled_from(list(Vorhanden))),
                kennung,
                art=draw(st.one_of(st.none(), st.sampled_from(list(Konzeptart)))),
                titel=draw(texte),
                beschluss=draw(daten),
                begonnen=draw(daten),
                aufgehoben=draw(st.one_of(st.none(), daten)),
                belegt=draw(daten),
                zieljahr=draw(st.one_of(st.none(), st.sampled_from([2030, 2035]))),
                quelle=draw(texte),
                datenlage=draw(
                    st.one_of(st.none(), st.sampled_from([Datenlage.GEMELDET, Datenlage.RECHERCHIERT]))
                ),
            )
        )
    return ergebnis


wahrheit = st.booleans()


@given(konzepte())
def test_ohne_meldung_bleibt_alles(alt):
    vorher = bestand(alt)
    nachher = fuehre_zusammen(vorher, [])
    assert saetze(nachher) == saetze(Zusammenfuehrung(vorher.konzepte, vorher.zuordnung))
    pd.testing.assert_frame_equal(
        nachher.konzepte.sort_index(axis=1), vorher.konzepte.sort_index().sort_index(axis=1)
    )


@given(konzepte(), meldungslisten(), wahrheit)
def test_ergebnis_ist_immer_zulaessig(alt, meldungen, vollstaendig):
    ergebnis = saetze(fuehre_zusammen(bestand(alt), meldungen, vollstaendig=vollstaendig))
    vorher = {k.konzept_id: k for k in alt}
    for kennung, satz in ergebnis.items():
        if kennung not in vorher:
            assert satz["datenlage"] == "gemeldet"


@given(konzepte(), meldungslisten(), wahrheit)
def test_zweimal_ist_wie_einmal(alt, meldungen, vollstaendig):
    vorher = bestand(alt)
    einmal = fuehre_zusammen(vorher, meldungen, vollstaendig=vollstaendig)
    danach = replace(vorher, konzepte=einmal.konzepte, zuordnung=einmal.zuordnung)
    assert saetze(fuehre_zusammen(danach, meldungen, vollstaendig=vollstaendig)) == saetze(einmal)


def ueber(ergebnis, ags):
    """Was über eine Gemeinde belegt ist, ohne die übrigen Mitglieder."""
    return {
        kennung: {name: wert for name, wert in satz.items() if name != "gemeinden"}
        for kennung, satz in ergebnis.items()
        if ags in satz["gemeinden"]
    }


@given(konzepte(), meldungslisten(mit_kennung=False))
def test_ungenannte_gemeinden_bleiben_wie_belegt(alt, meldungen):
    vorher = bestand(alt)
    nachher = saetze(fuehre_zusammen(vorher, meldungen))
    genannt = {ags for meldung in meldungen for ags in meldung.ags}
    for ags in {A, B, C, D} - genannt:
        assert ueber(nachher, ags) == ueber(saetze(vorher), ags)


@given(konzepte(), meldungslisten())
def test_nie_eine_vergebene_kennung(alt, meldungen):
    frueher = {f"G-{ags}-0{n}" for ags in (A, B, C, D) for n in (1, 3)}
    ergebnis = fuehre_zusammen(bestand(alt), meldungen, vergebene_kennungen=frueher)
    assert not set(ergebnis.konzepte.index) & frueher
