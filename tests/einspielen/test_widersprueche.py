"""Widersprüche zwischen Zeilen und mit dem Datenstand, über die Fälle in YAML hinaus."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.einspielen.befund import Stufe
from insek_monitor.einspielen.pruefen import Pruefergebnis
from insek_monitor.einspielen.zusammenfuehren import fuehre_zusammen
from insek_monitor.kern.meldung import Vorhanden
from tests.hilfen.pruefhilfen import grundlage_mit, konzept, kurzform, pruefe_zeilen

DUEBEN, LAUSSIG, TORGAU = "14730020", "14730160", "14730310"


def zeile(gemeinde: str, antwort: str | None, **weiteres: object) -> dict[str, object]:
    return {"Gemeinde": gemeinde, "INSEK vorhanden?": antwort, **weiteres}


def pruefe(*zeilen: dict[str, object], **weiteres: object) -> Pruefergebnis:
    return pruefe_zeilen(zeilen, **weiteres)  # type: ignore[arg-type]


def je(datum: object, mit: str | None = None, titel: str | None = None) -> dict[str, object]:
    return {"Beschluss am": datum, "gemeinsam mit": mit, "Titel": titel}


def test_gemeinsames_konzept_ueber_kreuz_ist_eine_meldung() -> None:
    ergebnis = pruefe(
        zeile("Laußig", "ja", **je(2020, "Bad Düben")), zeile("Bad Düben", "ja", **je(2020, "Laußig"))
    )
    assert kurzform(ergebnis) == []
    assert [m.ags for m in ergebnis.meldungen] == [(LAUSSIG, DUEBEN)]
    assert ergebnis.ausgelassen == {3: "dieselbe Angabe wie in Zeile 2"}


def test_mitglied_mit_anderem_datum() -> None:
    ergebnis = pruefe(zeile("Bad Düben", "ja", **je(2020, "Laußig")), zeile("Laußig", "ja", **je(2012)))
    assert kurzform(ergebnis) == ["2 warnung mitglied_widerspricht"]
    assert len(ergebnis.meldungen) == 2


def test_zwei_gemeinsame_konzepte_nacheinander() -> None:
    ergebnis = pruefe(
        zeile("Bad Düben", "ja", **je(2010, "Laußig")), zeile("Bad Düben", "ja", **je(2020, "Laußig"))
    )
    assert kurzform(ergebnis) == ["3 hinweis mehrere_fassungen"]


def test_drei_gleiche_zeilen_ergeben_eine_meldung() -> None:
    ergebnis = pruefe(*[zeile("Torgau", "nein") for _ in range(3)])
    assert kurzform(ergebnis) == ["3 hinweis doppelt_gleich", "4 hinweis doppelt_gleich"]
    assert [m.zeile for m in ergebnis.meldungen] == [2]


def test_undatiertes_ja_geht_im_datierten_auf() -> None:
    ergebnis = pruefe(zeile("Torgau", "ja", **je(None)), zeile("Torgau", "ja", **je(2020)))
    assert [m.beschluss for m in ergebnis.meldungen] == ["2020"]
    assert ergebnis.ausgelassen == {2: "dieselbe Angabe wie in Zeile 3"}


def test_undatiertes_ja_mit_anderem_titel_wird_gefragt() -> None:
    ergebnis = pruefe(
        zeile("Torgau", "ja", **je("unbekannt", None, "INSEK A")),
        zeile("Torgau", "ja", **je(2020, None, "INSEK B")),
    )
    assert kurzform(ergebnis) == ["2 warnung doppelt_verschieden", "3 warnung doppelt_verschieden"]


@pytest.mark.parametrize("andere", ["ähnliches Konzept", "nur für ein Teilgebiet", "in Arbeit", "aufgehoben"])
def test_nein_neben_anderem_ist_kein_widerspruch(andere: str) -> None:
    ergebnis = pruefe(
        zeile("Torgau", "nein"), zeile("Torgau", andere, **{"in Arbeit seit": 2020, "aufgehoben am": None})
    )
    assert "ja_und_nein" not in {b.code for b in ergebnis.befunde}
    assert len(ergebnis.meldungen) == 2


def test_mehrere_aehnliche_konzepte_sind_erlaubt() -> None:
    ergebnis = pruefe(
        zeile("Torgau", "ähnliches Konzept", **je(2019, None, "Leitbild")),
        zeile("Torgau", "ähnliches Konzept", **je(2019, None, "Wohnkonzept")),
    )
    assert kurzform(ergebnis) == []
    assert len(ergebnis.meldungen) == 2


def test_mit_einem_klick_ist_der_widerspruch_weg() -> None:
    zeilen = [zeile("Torgau", "ja", **je(2020)), zeile("Torgau", "nein")]
    erster = pruefe(*zeilen)
    assert erster.fehlerzeilen() == {2, 3}
    assert erster.uebernehmbar(()) == ()
    for vorschlag in erster.befunde[0].vorschlaege:
        k = vorschlag.korrektur
        danach = pruefe(*zeilen, korrekturen=[(k.zeile, k.feld, k.wert)])
        assert kurzform(danach) == []
        assert len(danach.uebernehmbar(())) == 1
    assert {v.korrektur.zeile for v in erster.befunde[0].vorschlaege} == {2, 3}


BEKANNT = grundlage_mit(
    [
        konzept("K1", [DUEBEN, LAUSSIG], beschluss="2015-03", titel="INSEK Dübener Heide", quelle="Rat"),
        konzept("K2", [TORGAU], beschluss="2010"),
        konzept("K3", [TORGAU], beschluss="2020"),
        konzept("K4", ["14523320"], begonnen="2025", titel="INSEK Plauen"),
        konzept("K5", ["14522080"], art="keins"),
        konzept("K6", ["14522080"], art="aehnlich", beschluss="2019"),
        konzept("K7", ["14522180"], beschluss="2012", aufgehoben="2022"),
    ]
)


def test_nein_nennt_den_beleg_mit_quelle() -> None:
    (befund,) = pruefe(zeile("Laußig", "nein"), mit=BEKANNT).befunde
    assert (befund.code, befund.stufe) == ("nein_trotz_beleg", Stufe.WARNUNG)
    assert "„INSEK Dübener Heide“ (Quelle: Rat), Beschluss: 03/2015" in befund.meldung


def test_nein_laesst_ein_laufendes_konzept_stehen() -> None:
    (befund,) = pruefe(zeile("Plauen", "nein"), mit=BEKANNT).befunde
    assert "„INSEK Plauen“, in Arbeit" in befund.meldung
    assert befund.meldung.endswith("gilt „nein“; was in Arbeit ist, bleibt.")
    (eigener,) = pruefe(zeile("Plauen", "nein", Kennung="K4"), mit=BEKANNT).befunde
    assert eigener.meldung.endswith("entfällt der Datensatz dieser Zeile.")


def test_alle_mitglieder_treten_mit_nein_aus() -> None:
    ergebnis = pruefe(
        zeile("Bad Düben", "nein", Kennung="K1", **je(None)),
        zeile("Laußig", "nein", Kennung="K1", **je(None)),
        mit=BEKANNT,
    )
    assert kurzform(ergebnis) == ["2 warnung nein_trotz_beleg", "3 warnung nein_trotz_beleg"]
    neu = fuehre_zusammen(BEKANNT.bestand, ergebnis.uebernehmbar([b.kennung for b in ergebnis.befunde]))
    zuordnung = neu.zuordnung[neu.zuordnung["ags"].isin([DUEBEN, LAUSSIG])]
    assert sorted(zip(zuordnung["konzept_id"], zuordnung["ags"], strict=True)) == [
        (f"G-{DUEBEN}-01", DUEBEN),
        (f"G-{LAUSSIG}-01", LAUSSIG),
    ]
    assert set(neu.konzepte.loc[zuordnung["konzept_id"], "art"]) == {"keins"}


@pytest.mark.parametrize("gemeinde", ["Döbeln", "Freiberg"])
def test_nein_ohne_geltendes_konzept_ist_nichts_besonderes(gemeinde: str) -> None:
    assert kurzform(pruefe(zeile(gemeinde, "nein"), mit=BEKANNT)) == []


@pytest.mark.parametrize(
    ("datum", "codes"),
    [
        ("2019", ["2 warnung aelter_als_bekannt"]),
        ("31.12.2019", ["2 warnung aelter_als_bekannt"]),
        ("2020", []),
        ("01.01.2020", []),
        ("2021", []),
        ("unbekannt", []),
    ],
)
def test_aelter_als_das_neueste_bekannte(datum: str, codes: list[str]) -> None:
    assert kurzform(pruefe(zeile("Torgau", "ja", **je(datum)), mit=BEKANNT)) == codes


def test_altes_gilt_auch_fuer_mitglieder() -> None:
    ergebnis = pruefe(zeile("Plauen", "ja", **je(2010, "Torgau")), mit=BEKANNT)
    assert kurzform(ergebnis) == ["2 warnung aelter_als_bekannt"]
    assert "Torgau" in ergebnis.befunde[0].meldung


def test_frueherer_datensatz_mit_eigener_kennung_darf_alt_sein() -> None:
    # Die Zeile berichtigt die alte Fassung; dass es eine neuere gibt, ist bekannt.
    assert kurzform(pruefe(zeile("Torgau", "ja", Kennung="K2", **je("12.05.2010")), mit=BEKANNT)) == []


def test_bekanntes_aehnliches_konzept_ist_ein_hinweis() -> None:
    assert kurzform(pruefe(zeile("Döbeln", "ja", **je(2024)), mit=BEKANNT)) == [
        "2 hinweis bisher_nur_aehnlich"
    ]


def test_neues_mitglied_darf_die_kennung_der_anderen_tragen() -> None:
    ergebnis = pruefe(
        zeile("Bad Düben", "ja", Kennung="K1", **je("03/2015", "Laußig; Torgau", "INSEK Dübener Heide")),
        zeile("Laußig", "ja", Kennung="K1", **je("03/2015", "Bad Düben; Torgau", "INSEK Dübener Heide")),
        zeile("Torgau", "ja", Kennung="K1", **je("03/2015", "Bad Düben; Laußig", "INSEK Dübener Heide")),
        mit=BEKANNT,
    )
    # Für Torgau ist ein neuerer Beschluss bekannt, die Kennung meint aber ausdrücklich dieses Konzept.
    assert kurzform(ergebnis) == []
    assert all(set(m.ags) == {DUEBEN, LAUSSIG, TORGAU} for m in ergebnis.meldungen)
    assert len(ergebnis.meldungen) == 3


def test_mit_nein_tritt_eine_gemeinde_aus_dem_gemeinsamen_konzept_aus() -> None:
    ergebnis = pruefe(
        zeile("Bad Düben", "ja", Kennung="K1", **je("03/2015", "Laußig", "INSEK Dübener Heide")),
        zeile("Laußig", "nein", Kennung="K1", **je(None)),
        mit=BEKANNT,
    )
    assert kurzform(ergebnis) == ["3 warnung nein_trotz_beleg"]
    assert [(m.ags, m.vorhanden.value) for m in ergebnis.meldungen] == [
        ((DUEBEN, LAUSSIG), "ja"),
        ((LAUSSIG,), "nein"),
    ]


def test_nein_uebernimmt_keine_angaben_aus_fehlenden_spalten() -> None:
    ergebnis = pruefe({"Gemeinde": "Torgau", "INSEK vorhanden?": "nein", "Kennung": "K3"}, mit=BEKANNT)
    assert kurzform(ergebnis) == ["2 warnung nein_trotz_beleg"]
    assert (ergebnis.meldungen[0].beschluss, ergebnis.meldungen[0].konzept_id) == (None, "K3")


def test_unbekannte_kennung() -> None:
    ergebnis = pruefe(zeile("Laußig", "ja", Kennung="X-1", Datenlage="gemeldet", **je(2021)), mit=BEKANNT)
    assert kurzform(ergebnis) == ["2 fehler kennung_unbekannt"]


def test_geleerte_zeile_mit_kennung_fragt_nach() -> None:
    ergebnis = pruefe(
        {"Gemeinde": "Torgau", "INSEK vorhanden?": None, "Beschluss am": None, "Kennung": "K3"}, mit=BEKANNT
    )
    assert kurzform(ergebnis) == ["2 fehler vorhanden_fehlt"]


ANTWORTEN = st.sampled_from([v.value for v in Vorhanden] + ["x", "–", "teilweise", "quatsch", None])
DATEN = st.sampled_from([None, "2009", "2019", "03/2019", "2030", "unbekannt", "bald"])
ZEILEN = st.builds(
    lambda g, a, b, s, z, m, t: {
        "Gemeinde": g,
        "INSEK vorhanden?": a,
        "Beschluss am": b,
        "in Arbeit seit": s,
        "Zieljahr": z,
        "gemeinsam mit": m,
        "Titel": t,
    },
    st.sampled_from(["Torgau", "Laußig", "Bad Düben", "Bernsdorf", "Ostrau", "Summe", None]),
    ANTWORTEN,
    DATEN,
    DATEN,
    st.sampled_from([None, 2000, 2035, "2030 plus"]),
    st.sampled_from([None, "Laußig", "Torgau; Bad Düben", "Nirgendwo"]),
    st.sampled_from([None, "INSEK 2030", "<b>"]),
)


@given(st.lists(ZEILEN, min_size=1, max_size=7))
def test_jede_liste_ergibt_ein_stimmiges_ergebnis(zeilen: list[dict[str, object]]) -> None:
    if not any(wert is not None for zeile in zeilen for wert in zeile.values()):
        return
    ergebnis = pruefe(*zeilen, mit=BEKANNT)
    nummern = [m.zeile for m in ergebnis.meldungen]
    assert len(nummern) == len(set(nummern))
    assert not set(nummern) & ergebnis.ausgelassen.keys()
    # Jede Zeile wird gemeldet, sichtbar ausgelassen oder hat einen Fehler; keine verschwindet.
    alle = {nummer for nummer, _ in ergebnis.tabelle.zeilen}
    assert alle == set(nummern) | ergebnis.ausgelassen.keys() | ergebnis.fehlerzeilen()
    alles = {b.kennung for b in ergebnis.befunde}
    uebernehmbar = ergebnis.uebernehmbar(alles)
    assert {m.zeile for m in uebernehmbar} == set(nummern) - ergebnis.fehlerzeilen()
    assert len(alles) == len(ergebnis.befunde)
    for meldung in uebernehmbar:
        assert len(set(meldung.ags)) == len(meldung.ags) >= 1
        assert not (meldung.vorhanden is Vorhanden.NEIN and meldung.beschluss)
    # Wer eine Antwort mit ja und eine mit nein für dieselbe Gemeinde gibt, kommt nie mit beiden durch.
    for ags in {m.ags[0] for m in uebernehmbar}:
        antworten = {m.vorhanden for m in uebernehmbar if m.ags[0] == ags}
        assert not {Vorhanden.JA, Vorhanden.NEIN} <= antworten
