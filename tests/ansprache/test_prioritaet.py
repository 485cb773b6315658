"""Priorität der Ansprache: von Hand gerechnete Punkte und Regeln, die für jede Eingabe gelten."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.ansprache.prioritaet.kriterien import kriterien
from insek_monitor.ansprache.prioritaet.rangfolge import immer_vorn, prioritaet, stabilitaet
from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.gewichte import (
    GRUPPEN,
    KRITERIEN,
    NAMEN,
    VOREINSTELLUNGEN,
    VORGABE,
    Gewichte,
    GewichteFehler,
)
from insek_monitor.lage.lage import lage as rechne_lage
from insek_monitor.lage.schaetzung import schaetze
from insek_monitor.register import tabellen
from tests.conftest import STICHTAG, beispiel_konzept
from tests.hilfen.konzept import Konzept
from tests.hilfen.prioritaet_beispiele import (
    KEINE_NACHBARN,
    ags,
    bevoelkerung,
    gewichte,
    kriterienframe,
    lage_aus,
    mit_erwartung,
    nachbarschaft,
    namensframe,
)
from tests.lage.test_eigenschaften import EINWOHNER, REGELN, STICHTAGE, berechne, bestaende

BEITRAEGE = [f"beitrag_{name}" for name in NAMEN]


def test_punkte_von_hand_gerechnet() -> None:
    werte = kriterienframe(
        [
            {"ohne_konzept": 1, "klein": 0.75, "foerderung_fehlt": 1, "schrumpfung": 0.4},
            {"ablauf": 0.8, "klein": 0.5, "in_arbeit": True},
            {"stand_klaeren": 1, "gemeinsam": 0, "kein_kontakt": 0.5},
        ]
    )
    # Höchstes: Stand max(10, 8, 4) + klein 6 + Förderung max(5, 2) + Rückgang 3 + Kontakt 1 = 25.
    gewicht = gewichte(
        ohne_konzept=10,
        ablauf=8,
        stand_klaeren=4,
        klein=6,
        foerderung_fehlt=5,
        gemeinsam=2,
        schrumpfung=3,
        kein_kontakt=1,
    )
    ergebnis = prioritaet(werte, gewicht, namensframe(["A", "B", "C"]))
    # A: 10 + 4,5 + 5 + 1,2 = 20,7 von 25; B: (6,4 + 3) · 0,3 = 2,82 von 25; C: 4 + 0,5 = 4,5 von 25.
    assert ergebnis.index.tolist() == [ags(0), ags(2), ags(1)]
    assert ergebnis["rang"].tolist() == [1, 2, 3]
    assert ergebnis["punkte"].tolist() == pytest.approx([82.8, 18.0, 11.28])
    erste, letzte = ergebnis.iloc[0], ergebnis.iloc[2]
    assert [erste[f"beitrag_{n}"] for n in ("ohne_konzept", "klein", "foerderung_fehlt", "schrumpfung")] == (
        pytest.approx([40.0, 18.0, 20.0, 4.8])
    )
    assert (letzte["beitrag_ablauf"], letzte["beitrag_klein"]) == pytest.approx((25.6, 12.0))
    assert letzte["abschlag"] == pytest.approx(-26.32)
    assert erste["abschlag"] == 0


def test_ganze_rechnung_an_fuenf_gemeinden(regeln: Regeln) -> None:
    # 0: kein Konzept, 1.500 Einwohner; 1: abgelaufen, 4.000; 2: läuft in einem Jahr ab, 12.000;
    # 3: unbekannt, 1.000; 4: ähnliches Konzept, 900, Nachbar von 0.
    lage = lage_aus(
        [1500, 4000, 12000, 1000, 900],
        [
            beispiel_konzept("A", ags(0), art="keins", belegt="2026"),
            beispiel_konzept("B", ags(1), beschluss="2015-01-01"),
            beispiel_konzept("C", ags(2), beschluss="2017-11-21"),
            beispiel_konzept("E", ags(4), art="aehnlich", beschluss="2020"),
        ],
        regeln,
    )
    kontakte = pd.Series({ags(0): pd.Timestamp("2026-05-22"), ags(1): pd.Timestamp("2024-11-21")})
    ergebnis = kriterien(
        lage,
        nachbarschaft((0, 4), (0, 3), (1, 3)),
        bevoelkerung({0: (2000, 1700), 1: (4000, 3700), 2: (100, 110), 3: (None, 5), 4: (1000, 700)}),
        STICHTAG,
        regeln,
        letzter_kontakt=kontakte,
    )
    fristtage = (date(2028, 11, 21) - STICHTAG).days  # 731, weil 2028 einen 29. Februar hat
    erwartet = {
        "ohne_konzept": [1, 0, 0, 0, 0.5],
        "ablauf": [0, 1, 0.5 + 0.5 * (1 - 365 / fristtage), 0, 0],
        "stand_klaeren": [0, 0, 0, 1, 0],
        "klein": [1, 0.75, 0.25, 1, 1],
        "foerderung_fehlt": [0, 1, 0, 0, 0],
        # 0 und 4 haben zusammen 2.400; der unbekannte Nachbar 3 zählt nie als einer ohne Konzept.
        "gemeinsam": [1, 0, 0, 0, 1],
        # 15 % Rückgang zählt voll, 7,5 % halb, Wachstum und fehlende Zahlen gar nicht, 30 % nicht doppelt.
        "schrumpfung": [1, 0.5, 0, 0, 1],
        # 5 volle Monate (der sechste wird morgen voll), 24 Monate, sonst noch nie.
        "kein_kontakt": [5 / 24, 1, 1, 1, 1],
    }
    for name, werte in erwartet.items():
        assert ergebnis[name].tolist() == pytest.approx(werte), name
    assert ergebnis["einwohner_gemeinsam"].tolist() == [2400, pd.NA, pd.NA, pd.NA, 2400]
    assert ergebnis["rueckgang_prozent"].tolist()[:3] == pytest.approx([15, 7.5, -10])
    assert ergebnis["rueckgang_seit"].tolist() == [2013, 2013, 2013, pd.NA, 2013]
    assert ergebnis["monate_seit_kontakt"].tolist() == [5, 24, pd.NA, pd.NA, pd.NA]


def test_gast_sieht_nichts_ueber_kontakte_und_verliert_keine_punkte(regeln: Regeln) -> None:
    lage = lage_aus([1000], [beispiel_konzept("A", ags(0), art="keins")], regeln)
    ohne = kriterien(lage, KEINE_NACHBARN, bevoelkerung({}), STICHTAG, regeln)
    assert ohne["kein_kontakt"].tolist() == [0]
    ergebnis = prioritaet(ohne, gewichte(ohne_konzept=5, kein_kontakt=5), lage)
    assert ergebnis["punkte"].tolist() == [100]


def test_nicht_belegte_nachbarn_werden_gemerkt(regeln: Regeln) -> None:
    keins = [beispiel_konzept(name, ags(nummer), art="keins") for name, nummer in (("A", 0), ("C", 2))]
    lage = mit_erwartung(lage_aus([1500, 900, 1500, 600], keins, regeln), [None, 0.7, None, 0])
    ergebnis = kriterien(lage, nachbarschaft((0, 1), (0, 2), (0, 3)), bevoelkerung({}), STICHTAG, regeln)
    # 0 nicht belegt mit p_kein 0 ist kein Partner: Nach den Eckwerten hat sie ein INSEK.
    assert ergebnis["einwohner_gemeinsam"].tolist() == [3900, 2400, 3000, pd.NA]
    assert ergebnis["gemeinsam"].tolist() == pytest.approx([1, 0.7, 1, 0])
    assert ergebnis["gemeinsam_offen"].tolist() == [True, True, False, False]


def test_grosser_nachbar_ist_kein_partner(regeln: Regeln) -> None:
    lage = lage_aus([1500, 5000, 4999], [beispiel_konzept("A", *map(ags, range(3)), art="keins")], regeln)
    grosser, kleiner = (
        kriterien(lage, nachbarschaft((0, n)), bevoelkerung({}), STICHTAG, regeln)["gemeinsam"].iloc[0]
        for n in (1, 2)
    )
    assert (grosser, kleiner) == (0, 1)


def test_alle_gewichte_null_ordnet_nach_namen() -> None:
    werte = kriterienframe([{"ohne_konzept": 1}, {"klein": 1}, {}])
    ergebnis = prioritaet(werte, gewichte(), namensframe(["Zwota", "Öderan", "Oelsnitz"]))
    # „Öderan“ wie „Oderan“ vor „Oelsnitz“ (DIN 5007-1).
    assert ergebnis.index.tolist() == [ags(1), ags(2), ags(0)]
    assert ergebnis["punkte"].isna().all()
    assert ergebnis["rang"].tolist() == [1, 2, 3]
    assert (ergebnis[[*BEITRAEGE, "abschlag"]] == 0).all(axis=None)


def test_gleichstand_nach_name_dann_ags() -> None:
    werte = kriterienframe([{"klein": 0.5}] * 4)
    namen = namensframe(["Neustadt", "Älbersdorf", "Neustadt", "Weißig"]).iloc[[3, 2, 1, 0]]
    ergebnis = prioritaet(werte, gewichte(klein=3), namen)
    assert ergebnis.index.tolist() == [ags(1), ags(0), ags(2), ags(3)]


def test_gleichstand_trotz_rundung_im_rechner() -> None:
    # 0,1 + 0,2 ist im Rechner nicht 0,3; der Name entscheidet trotzdem.
    werte = kriterienframe([{"klein": 0.1, "schrumpfung": 0.2}, {"klein": 0.3}])
    gewicht = gewichte(klein=1, schrumpfung=1)
    assert prioritaet(werte, gewicht, namensframe(["B", "A"])).index.tolist() == [ags(1), ags(0)]
    assert prioritaet(werte, gewicht, namensframe(["A", "B"])).index.tolist() == [ags(0), ags(1)]


def test_nur_die_gemeinden_der_lage_werden_geordnet() -> None:
    werte = kriterienframe([{"klein": 1}, {"klein": 0.5}, {"klein": 0.25}])
    ergebnis = prioritaet(werte, gewichte(klein=1), namensframe(["A", "B", "C"]).iloc[[2, 1]])
    assert ergebnis.index.tolist() == [ags(1), ags(2)]
    assert ergebnis["rang"].tolist() == [1, 2]
    with pytest.raises(KeyError, match="Ohne Kriterien"):
        prioritaet(werte.iloc[:1], gewichte(klein=1), namensframe(["A", "B"]))


def test_leere_lage() -> None:
    leer = prioritaet(kriterienframe([{}]), gewichte(klein=1), namensframe(["A"]).iloc[:0])
    assert leer.empty
    assert list(leer.columns) == ["rang", "punkte", *BEITRAEGE, "abschlag"]
    assert stabilitaet(kriterienframe([{}]), gewichte(klein=1), namensframe(["A"]).iloc[:0]).n == 0


@pytest.mark.parametrize(
    "angaben",
    [
        {"klein": 11},
        {"klein": -1},
        {"klein": True},
        {"klein": 2.5},
        {"abschlag_in_arbeit": 11},
        {"frist_monate": 0},
        {"frist_monate": 121},
        {"gross": 1},
    ],
)
def test_falsche_gewichte(angaben: dict[str, Any]) -> None:
    with pytest.raises(GewichteFehler):
        Gewichte.aus_dict(angaben)


def test_gewichte_hin_und_zurueck() -> None:
    vorgabe = VOREINSTELLUNGEN[VORGABE]
    assert Gewichte.aus_dict(vorgabe.als_dict()) == vorgabe
    umgekehrt = Gewichte(tuple(reversed(vorgabe.werte)))
    assert umgekehrt == vorgabe
    assert hash(umgekehrt) == hash(vorgabe)
    with pytest.raises(GewichteFehler, match="je Kriterium"):
        Gewichte(vorgabe.werte[1:])


def test_stabilitaet_von_hand() -> None:
    # Klar vorn: 0 und 1. Platz 3 und 4 trennt ein Gewicht von 10 gegen eines von 9: ±20 % dreht sie oft um.
    werte = kriterienframe(
        [{"klein": 1, "schrumpfung": 1}, {"klein": 1, "schrumpfung": 1}, {"klein": 1}, {"schrumpfung": 1}, {}]
    )
    ergebnis = stabilitaet(werte, gewichte(klein=10, schrumpfung=9), namensframe(list("ABCDE")), n=3)
    assert (ergebnis.n, ergebnis.laeufe) == (3, 200)
    assert ergebnis.sicher == {ags(0), ags(1)}
    assert ergebnis.nie_sicher == {ags(2), ags(3)}
    assert ergebnis.gleich_min == 2
    assert 2.5 < ergebnis.gleich_mittel < 3
    fest = stabilitaet(werte, gewichte(klein=10, schrumpfung=9), namensframe(list("ABCDE")), n=3, spanne=0)
    assert (fest.gleich_mittel, fest.gleich_min, fest.nie_sicher) == (3, 3, frozenset())
    # Ohne Punkte steht niemand vorn.
    nur_vier = stabilitaet(werte, gewichte(klein=10, schrumpfung=9), namensframe(list("ABCDE")), n=20)
    assert (nur_vier.n, len(nur_vier.sicher)) == (4, 4)


def test_immer_vorn_braucht_jede_voreinstellung() -> None:
    werte = kriterienframe(
        [
            {"ohne_konzept": 1, "klein": 1, "foerderung_fehlt": 1},
            {"ablauf": 1, "klein": 1, "foerderung_fehlt": 1},
            {"ohne_konzept": 1, "klein": 1, "gemeinsam": 1},
            {},
        ]
    )
    namen = namensframe(list("ABCD"))
    je = dict.fromkeys(VOREINSTELLUNGEN, werte)
    # „Lücken“: A 21, C 19, B 15; „Fortschreibung“: B 19, A 11, C 7; „Gemeinsame“: C 21, A 11, B 9.
    assert immer_vorn(je, namen, n=1) == frozenset()
    assert immer_vorn(je, namen, n=2) == {ags(0)}
    assert immer_vorn(je, namen, n=4) == {ags(0), ags(1), ags(2)}
    assert immer_vorn({}, namen) == frozenset()


def test_jede_voreinstellung_bevorzugt_was_ihr_name_sagt() -> None:
    staerkstes = {name: max(g.werte, key=lambda paar: paar[1])[0] for name, g in VOREINSTELLUNGEN.items()}
    assert staerkstes == {
        "Lücken schließen": "ohne_konzept",
        "Fortschreibung sichern": "ablauf",
        "Gemeinsame Konzepte": "gemeinsam",
    }


def test_echte_tabellen_halten_die_regeln(echte_regeln: Regeln) -> None:
    lage = rechne_lage(
        tabellen.gemeinden(),
        tabellen.konzepte_recherche(),
        tabellen.zuordnung_recherche(),
        STICHTAG,
        echte_regeln,
    )
    werte = kriterien(lage, tabellen.nachbarn(), tabellen.bevoelkerung(), STICHTAG, echte_regeln)
    assert len(werte) == 418
    assert ((werte[list(NAMEN)] >= 0) & (werte[list(NAMEN)] <= 1)).all(axis=None)
    for gruppe in GRUPPEN:
        namen = [k.name for k in KRITERIEN if k.gruppe == gruppe]
        assert ((werte[namen] > 0).sum(axis=1) <= 1).all(), gruppe
    unbekannt = (lage["status"] == "unbekannt").to_numpy()
    assert unbekannt.sum() == 223
    assert (werte.loc[unbekannt, ["ohne_konzept", "gemeinsam", "foerderung_fehlt", "ablauf"]] == 0).all(
        axis=None
    )
    assert (werte.loc[unbekannt, "stand_klaeren"] == 1).all()


def test_echte_tabellen_mit_schaetzung(echte_regeln: Regeln) -> None:
    grundlage = (tabellen.konzepte_recherche(), tabellen.zuordnung_recherche(), STICHTAG, echte_regeln)
    lage = schaetze(rechne_lage(tabellen.gemeinden(), *grundlage), tabellen.eckwerte(), STICHTAG)
    werte = kriterien(lage, tabellen.nachbarn(), tabellen.bevoelkerung(), STICHTAG, echte_regeln)
    klein = (lage["groessenklasse_kompakt"] == "unter 5.000").to_numpy()
    je_status = {
        status: werte.loc[klein & (lage["status"] == status).to_numpy() & ~lage["geklaert"].to_numpy()]
        for status in ("unbekannt", "teilweise")
    }
    # 171 veröffentlicht ohne Konzept, eines davon belegt, 234 ohne Nachweis.
    p = 170 / 234
    for status, voll in (("unbekannt", 1.0), ("teilweise", 0.5)):
        assert len(je_status[status])
        assert je_status[status]["ohne_konzept"].tolist() == pytest.approx(
            [voll * p] * len(je_status[status])
        )
        assert je_status[status]["stand_klaeren"].unique() == pytest.approx([voll * (1 - p)])
    geklaert = lage["geklaert"].to_numpy()
    assert set(werte.loc[geklaert, "ohne_konzept"]) == {0.0, 1.0}


@given(bestaende(), STICHTAGE, EINWOHNER)
def test_jeder_bestand_haelt_gruppen_und_grenzen(
    konzepte: list[Konzept], stichtag: date, einwohner: list[int | None]
) -> None:
    lage = berechne(konzepte, stichtag, einwohner)
    ring = nachbarschaft((0, 1), (1, 2), (2, 3), (3, 0))
    werte = kriterien(lage, ring, bevoelkerung({0: (100, 90), 1: (0, 5)}), stichtag, REGELN)
    assert werte[list(NAMEN)].notna().all(axis=None)
    assert ((werte[list(NAMEN)] >= 0) & (werte[list(NAMEN)] <= 1)).all(axis=None)
    for gruppe in GRUPPEN:
        namen = [k.name for k in KRITERIEN if k.gruppe == gruppe]
        assert ((werte[namen] > 0).sum(axis=1) <= 1).all()
    unbekannt = (lage["status"] == "unbekannt").to_numpy()
    assert (werte.loc[unbekannt, ["ohne_konzept", "gemeinsam", "ablauf"]] == 0).all(axis=None)
    assert (werte.loc[unbekannt, "stand_klaeren"] == 1).all()
    ohne_zahl = lage["einwohner"].isna().to_numpy()
    assert (werte.loc[ohne_zahl, ["klein", "gemeinsam", "foerderung_fehlt"]] == 0).all(axis=None)


@given(bestaende(), STICHTAGE, EINWOHNER, st.floats(0, 1))
def test_mit_schaetzung_zaehlen_kriterien_einer_gruppe_hoechstens_wie_eines(
    konzepte: list[Konzept], stichtag: date, einwohner: list[int | None], p: float
) -> None:
    ohne = berechne(konzepte, stichtag, einwohner)
    lage = mit_erwartung(ohne, [None if geklaert else p for geklaert in ohne["geklaert"]])
    ring = nachbarschaft((0, 1), (1, 2), (2, 3), (3, 0))
    werte = kriterien(lage, ring, bevoelkerung({0: (100, 90)}), stichtag, REGELN)
    assert werte[list(NAMEN)].notna().all(axis=None)
    for gruppe in GRUPPEN:
        summe = werte[[k.name for k in KRITERIEN if k.gruppe == gruppe]].sum(axis=1)
        assert ((summe >= 0) & (summe <= 1 + 1e-9)).all(), gruppe


# Werte je Gemeinde so, dass von einer Gruppe höchstens eines zutrifft, wie es ``kriterien`` liefert.
_wert = st.one_of(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), st.floats(0, 1))
_gewicht = st.integers(0, 10)


@st.composite
def zeile(draw: st.DrawFn) -> dict[str, Any]:
    ergebnis: dict[str, Any] = {"in_arbeit": draw(st.booleans())}
    for gruppe in GRUPPEN:
        name = draw(st.sampled_from([k.name for k in KRITERIEN if k.gruppe == gruppe]))
        ergebnis[name] = draw(_wert)
    return ergebnis


ZEILEN = st.lists(zeile(), min_size=1, max_size=8)
GEWICHTE = st.builds(
    lambda werte, abschlag: Gewichte(tuple(zip(NAMEN, werte, strict=True)), abschlag),
    st.lists(_gewicht, min_size=len(NAMEN), max_size=len(NAMEN)),
    _gewicht,
)


def _namen(anzahl: int) -> pd.DataFrame:
    return namensframe([f"Ort {anzahl - i}" for i in range(anzahl)])


@given(ZEILEN, GEWICHTE)
def test_punkte_bleiben_in_grenzen_und_gehen_auf(zeilen: list[dict[str, Any]], gewicht: Gewichte) -> None:
    ergebnis = prioritaet(kriterienframe(zeilen), gewicht, _namen(len(zeilen)))
    assert sorted(ergebnis["rang"]) == list(range(1, len(zeilen) + 1))
    if gewicht.alle_null:
        assert ergebnis["punkte"].isna().all()
        return
    assert ergebnis["punkte"].between(0, 100).all()
    assert ergebnis["punkte"].round(6).is_monotonic_decreasing
    summe = ergebnis[[*BEITRAEGE, "abschlag"]].sum(axis=1)
    assert summe.tolist() == pytest.approx(ergebnis["punkte"].tolist(), abs=1e-9)
    assert (ergebnis["abschlag"] <= 0).all()
    assert (ergebnis[BEITRAEGE] >= 0).all(axis=None)


@given(zeile(), GEWICHTE, st.sampled_from(NAMEN), _wert)
def test_mehr_von_einem_kriterium_gibt_nie_weniger_punkte(
    eine: dict[str, Any], gewicht: Gewichte, name: str, wert: float
) -> None:
    if name not in eine or gewicht.alle_null:
        return
    mehr = eine | {name: max(eine[name], wert)}
    ergebnis = prioritaet(kriterienframe([eine, mehr]), gewicht, _namen(2))["punkte"]
    assert ergebnis[ags(1)] >= ergebnis[ags(0)] - 1e-9


@given(ZEILEN, GEWICHTE, st.sampled_from(NAMEN), _wert)
def test_gewicht_null_nimmt_das_kriterium_heraus(
    zeilen: list[dict[str, Any]], gewicht: Gewichte, name: str, wert: float
) -> None:
    ohne = Gewichte.aus_dict(gewicht.als_dict() | {name: 0})
    anders = [eine | {name: wert} for eine in zeilen]
    eins, zwei = (prioritaet(kriterienframe(z), ohne, _namen(len(zeilen))) for z in (zeilen, anders))
    pd.testing.assert_frame_equal(eins, zwei)


@given(ZEILEN, GEWICHTE, st.randoms(use_true_random=False))
def test_die_reihenfolge_der_eingabe_ist_gleichgueltig(
    zeilen: list[dict[str, Any]], gewicht: Gewichte, zufall: Any
) -> None:
    werte, namen = kriterienframe(zeilen), _namen(len(zeilen))
    folge = list(range(len(zeilen)))
    zufall.shuffle(folge)
    eins = prioritaet(werte, gewicht, namen)
    zwei = prioritaet(werte.iloc[folge[::-1]], gewicht, namen.iloc[folge])
    pd.testing.assert_frame_equal(eins, zwei)


@given(zeile(), GEWICHTE)
def test_alle_gewichte_verdoppelt_aendert_nichts(eine: dict[str, Any], gewicht: Gewichte) -> None:
    halb = {n: w // 2 for n, w in gewicht.werte} | {"abschlag_in_arbeit": gewicht.abschlag_in_arbeit}
    doppelt = {n: 2 * w if n in NAMEN else w for n, w in halb.items()}
    eins, zwei = (
        prioritaet(kriterienframe([eine]), Gewichte.aus_dict(g), _namen(1))["punkte"].iloc[0]
        for g in (halb, doppelt)
    )
    assert (pd.isna(eins) and pd.isna(zwei)) or eins == pytest.approx(zwei)
