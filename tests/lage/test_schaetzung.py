"""Schätzung: von Hand gerechnete Gruppen, Widersprüche, Eigenschaften, Abdeckung des Intervalls."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.kern.begriffe import Status, werte
from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.abdeckung import abdeckung, kreuztabelle
from insek_monitor.lage.lage import lage
from insek_monitor.lage.schaetzung import Grund, Schaetzung, ohne_schaetzung, schaetze
from insek_monitor.lage.summen import summen
from insek_monitor.register import tabellen

TAG = date(2026, 11, 30)
KLASSEN = ["unter 5.000", "5.000 bis unter 15.000", "15.000 und mehr"]
EINWOHNER = {"unter 5.000": 1000, "5.000 bis unter 15.000": 8000, "15.000 und mehr": 20000}
# 10 kleine (6 ohne), 5 mittlere (1 ohne), 2 große (alle mit); 2 ähnliche.
# Belegt: 2 + 1 + 1 mit, 1 kleine ohne.
BELEGE = {
    "unter 5.000": ["vorhanden", "vorhanden", "kein"] + ["unbekannt"] * 6 + ["teilweise"],
    "5.000 bis unter 15.000": ["vorhanden"] + ["unbekannt"] * 4,
    "15.000 und mehr": ["vorhanden", "unbekannt"],
}


def eckwerte(teilweise: int = 2, kein: tuple[int, int] = (6, 1), gesamt: int = 17) -> pd.DataFrame:
    zeilen = [
        ("vorhanden", gesamt - teilweise - sum(kein), gesamt, None, "vorhanden"),
        ("teilweise", teilweise, gesamt, None, "teilweise"),
        ("kein", sum(kein), gesamt, None, "kein"),
        ("kein_klein", kein[0], 10, KLASSEN[0], "kein"),
        ("kein_mittel", kein[1], 5, KLASSEN[1], "kein"),
        ("gross", 2, 2, KLASSEN[2], "vorhanden"),
    ]
    spalten = ["schluessel", "wert", "grundgesamtheit", "groessenklasse", "status"]
    return pd.DataFrame(zeilen, columns=spalten).set_index("schluessel").assign(stand="2026")


def stand(
    belege: dict[str, list[str]] | None = None,
    gemeldet: frozenset[int] = frozenset(),
    **spalten: list[str],
) -> pd.DataFrame:
    paare = [(klasse, status) for klasse, alle in (belege or BELEGE).items() for status in alle]
    datenlage = [
        None if s == "unbekannt" else ("gemeldet" if i in gemeldet else "recherchiert")
        for i, (_, s) in enumerate(paare)
    ]
    frame = pd.DataFrame(
        {
            "status": pd.Categorical([s for _, s in paare], werte(Status), ordered=True),
            "datenlage": pd.array(datenlage, dtype="str"),
            "groessenklasse_kompakt": pd.Categorical([k for k, _ in paare], KLASSEN, ordered=True),
            "einwohner": pd.array([EINWOHNER[k] for k, _ in paare], dtype="Int64"),
        }
        | spalten
    )
    return ohne_schaetzung(frame)


def geschaetzt(*, belege: dict[str, list[str]] | None = None, **angaben: Any) -> pd.DataFrame:
    return schaetze(stand(belege), eckwerte(**angaben), TAG)


def zeile(tabelle: pd.DataFrame, gruppe: str, status: str) -> pd.Series:
    return tabelle[(tabelle["gruppe"] == gruppe) & (tabelle["status"] == status)].iloc[0]


def befund(frame: pd.DataFrame) -> Schaetzung:
    ergebnis = frame.attrs["schaetzung"]
    assert isinstance(ergebnis, Schaetzung)
    return ergebnis


def test_wahrscheinlichkeiten_von_hand() -> None:
    klein, mittel, gross = befund(geschaetzt()).klassen
    # Klein: 7 offen (das ähnliche klärt nichts), 6 − 1 ohne: p = 5/7. Mittel: 4 offen, p = 1/4.
    assert [klein.offen, mittel.offen, gross.offen] == [7, 4, 1]
    assert [k.p[Status.KEIN] for k in (klein, mittel, gross)] == pytest.approx([5 / 7, 1 / 4, 0])
    # Es bleiben 7·2/7 + 4·3/4 = 5, davon 2 ähnliche: t = 0,4.
    assert befund(geschaetzt()).anteil_aehnlich == pytest.approx(0.4)
    assert klein.p[Status.TEILWEISE] == pytest.approx(2 / 7 * 0.4)
    assert gross.p == {Status.VORHANDEN: 1, Status.TEILWEISE: 0, Status.KEIN: 0}


def test_je_gemeinde_steht_nur_bei_ungeklaerten_etwas() -> None:
    frame = geschaetzt()
    offen = ~frame["geklaert"]
    assert frame.loc[offen, "p_kein"].notna().all()
    assert (
        frame.loc[~offen, ["p_vorhanden", "p_teilweise", "p_kein", "offene_der_klasse"]].isna().all(axis=None)
    )
    assert frame.loc[9, "status"] == "teilweise"  # dem Namen nach bleibt das ähnliche Konzept


@pytest.mark.parametrize(
    ("gruppe", "status", "belegt", "gesamt", "von", "bis"),
    [
        # 3 offene kleine: 3·5/7; Varianz 3·5/7·2/7·4/6 = 0,4082; ±1,051; neben einer belegten höchstens 3.
        ("A", "kein", 0, 15 / 7, 1, 3),
        ("A", "vorhanden", 1, 1 + 3 * 1.2 / 7, 1, 3),
        # 2 offene mittlere und 1 kleine: 2·0,45 + 1,2/7; Varianz 2·0,45·0,55·2/3 + 0,1420 = 0,4720; ±1,130.
        ("B", "vorhanden", 0, 0.9 + 1.2 / 7, 0, 3),
        # 1 belegt, 3 kleine, 2 mittlere: 1 + 3·5/7 + 2/4; Varianz 0,4082 + 2·3/16·2/3 = 0,6582; ±1,334.
        ("C", "kein", 1, 1 + 15 / 7 + 0.5, 2, 5),
    ],
)
def test_gruppen_von_hand(gruppe: str, status: str, belegt: int, gesamt: float, von: int, bis: int) -> None:
    gruppen = list("ACCAAABCCCCBBCCCC")
    frame = schaetze(stand(gruppe=gruppen), eckwerte(), TAG)
    treffer = zeile(abdeckung(frame, "gruppe"), gruppe, status)
    assert treffer["gemeinden_belegt"] == belegt
    assert treffer["gemeinden"] == pytest.approx(gesamt)
    assert (treffer["gemeinden_von"], treffer["gemeinden_bis"]) == (von, bis)


def test_ganze_klasse_ist_genau() -> None:
    tabelle = abdeckung(geschaetzt(), "groessenklasse_kompakt")
    ohne = zeile(tabelle, "unter 5.000", "kein")
    assert (ohne["gemeinden"], ohne["gemeinden_von"], ohne["gemeinden_bis"]) == (6, 6, 6)
    assert zeile(tabelle, "15.000 und mehr", "vorhanden")["gemeinden"] == 2
    assert zeile(tabelle, "unter 5.000", "vorhanden")["gemeinden"] == pytest.approx(2 + 7 * 1.2 / 7)


def test_einwohner_folgen_derselben_rechnung() -> None:
    # Klein: 1 belegt ohne, 7 offene zu 1.000 Einwohnern: 1.000 + 5.000; mittel: 4·8.000/4.
    tabelle = abdeckung(geschaetzt(), None)
    ohne = zeile(tabelle, "gesamt", "kein")
    assert (ohne["einwohner_belegt"], ohne["einwohner"]) == (1000, 6000 + 8000)
    # Gleich große Gemeinden, ganze Klasse: nichts kann schwanken.
    assert (ohne["einwohner_von"], ohne["einwohner_bis"]) == (14000, 14000)


def test_kreuztabelle_nennt_beleg_und_intervall() -> None:
    frame = schaetze(stand(ort=["A"] * 5 + ["B"] * 12), eckwerte(), TAG)
    tabelle = kreuztabelle(frame, "ort", "groessenklasse_kompakt").set_index(["zeile", "spalte"])
    a = tabelle.loc[("A", "unter 5.000")]
    assert (a["vorhanden_belegt"], a["vorhanden"]) == (2, pytest.approx(2 + 2 * 1.2 / 7))
    assert a["vorhanden_von"] == 2
    assert tabelle[["vorhanden", "teilweise", "kein", "unbekannt"]].sum().tolist() == pytest.approx(
        [8, 2, 7, 0]
    )


def test_gemeldetes_aehnliches_klaert() -> None:
    frame = schaetze(stand(gemeldet=frozenset({9})), eckwerte(), TAG)
    assert frame.loc[9, "geklaert"]
    klein = befund(frame).klassen[0]
    assert (klein.offen, klein.geklaert[Status.TEILWEISE]) == (6, 1)
    assert zeile(abdeckung(frame, None), "gesamt", "teilweise")["gemeinden_belegt"] == 1


@pytest.mark.parametrize(
    ("angaben", "grund", "klasse", "belegt", "veroeffentlicht"),
    [
        ({"kein": (0, 1), "teilweise": 8}, Grund.ZU_VIELE_OHNE, "unter 5.000", 1, 0),
        ({"kein": (9, 1)}, Grund.ZU_VIELE_MIT, "unter 5.000", 2, 1),
        ({"kein": (6, 5)}, Grund.ZU_VIELE_MIT, "5.000 bis unter 15.000", 1, 0),
        ({"teilweise": 6}, Grund.ZU_WENIGE_AEHNLICHE, None, 0, 6),
        ({"gesamt": 18}, Grund.GESAMTZAHL, None, 17, 18),
    ],
)
def test_widerspruch_schaetzt_nicht(
    angaben: dict[str, Any], grund: Grund, klasse: str | None, belegt: int, veroeffentlicht: int
) -> None:
    frame = geschaetzt(**angaben)
    erster = befund(frame).widersprueche[0]
    assert (erster.grund, erster.klasse) == (grund, klasse)
    assert (erster.belegt, erster.veroeffentlicht) == (belegt, veroeffentlicht)
    betroffen = frame["groessenklasse_kompakt"].isin([klasse] if klasse else KLASSEN[:2])
    assert frame.loc[betroffen, "p_kein"].isna().all()
    # Die großen brauchen nur ihren eigenen Eckwert; ohne passende Gesamtzahl ist auch er nicht zu gebrauchen.
    grosse = frame[frame["groessenklasse_kompakt"] == "15.000 und mehr"]
    erwartet = [] if grund is Grund.GESAMTZAHL else [1.0]
    assert grosse.loc[~grosse["geklaert"], "p_vorhanden"].dropna().tolist() == erwartet


def test_grosse_ohne_konzept_und_zu_viele_aehnliche() -> None:
    belege = BELEGE | {"15.000 und mehr": ["kein", "unbekannt"]}
    erster = befund(geschaetzt(belege=belege)).widersprueche[0]
    assert (erster.grund, erster.belegt) == (Grund.NICHT_ALLE_MIT, 1)
    viele = stand(
        BELEGE | {"5.000 bis unter 15.000": ["teilweise"] * 3 + ["unbekannt"] * 2}, frozenset({10, 11, 12})
    )
    frame = schaetze(viele, eckwerte(), TAG)
    assert befund(frame).widersprueche[0].grund is Grund.ZU_VIELE_AEHNLICHE
    assert frame.loc[frame["groessenklasse_kompakt"] != "15.000 und mehr", "p_kein"].isna().all()


def test_vor_dem_jahr_der_eckwerte_wird_nicht_geschaetzt() -> None:
    frame = schaetze(stand(), eckwerte(), date(2025, 12, 31))
    assert frame["p_kein"].isna().all()
    assert [w.grund for w in befund(frame).widersprueche] == [Grund.VOR_ECKWERTEN]
    assert schaetze(stand(), eckwerte(), date(2026, 1, 1))["p_kein"].notna().any()


def test_alles_gemeldet_laesst_nichts_zu_schaetzen() -> None:
    # Auch wenn die Liste von den Eckwerten abweicht: Es gibt keine offene Gemeinde und keinen Widerspruch.
    belege = {klasse: ["kein"] * len(alle) for klasse, alle in BELEGE.items()}
    frame = geschaetzt(belege=belege)
    assert not befund(frame).wirkt
    assert befund(frame).widersprueche == ()
    assert zeile(abdeckung(frame, None), "gesamt", "kein")["gemeinden"] == 17


@given(
    st.lists(st.sampled_from(werte(Status)), min_size=17, max_size=17),
    st.sets(st.integers(0, 16)),
    st.integers(0, 10),
    st.integers(0, 5),
    st.integers(0, 6),
)
def test_summen_treffen_die_eckwerte_wo_die_belege_es_erlauben(
    status: list[str], gemeldet: set[int], kein_klein: int, kein_mittel: int, teilweise: int
) -> None:
    belege = dict(zip(KLASSEN, (status[:10], status[10:15], status[15:]), strict=True))
    if kein_klein + kein_mittel + teilweise > 15:
        return
    werte_ = eckwerte(teilweise, (kein_klein, kein_mittel))
    frame = schaetze(stand(belege, frozenset(gemeldet)), werte_, TAG)
    p = frame[["p_vorhanden", "p_teilweise", "p_kein"]].dropna()
    assert ((p >= 0) & (p <= 1)).all(axis=None)
    assert np.allclose(p.sum(axis=1).astype(float), 1)
    alle = summen(frame, np.zeros(17, dtype="int64"), 1)
    assert (alle.von <= alle.gesamt + 1e-6).all()
    assert (alle.gesamt <= alle.bis + 1e-6).all()
    assert alle.gesamt.sum() == pytest.approx(17)
    offen = (~frame["geklaert"]).groupby(frame["groessenklasse_kompakt"], observed=False).any()
    if befund(frame).widersprueche == () and offen.all():
        assert alle.gesamt[0, :3].tolist() == pytest.approx(werte_["wert"].tolist()[:3], abs=1e-5)


def test_das_intervall_haelt_in_einer_simulation() -> None:
    frame = schaetze(stand(gruppe=["A", "B"] * 8 + ["A"]), eckwerte(), TAG)
    tabelle = abdeckung(frame, "gruppe")
    grenzen = {name: zeile(tabelle, "A", name) for name in ("vorhanden", "teilweise", "kein")}
    offene = [
        (teil, np.flatnonzero((frame["groessenklasse_kompakt"] == teil.klasse) & ~frame["geklaert"]))
        for teil in befund(frame).klassen
    ]
    zufall = np.random.default_rng(20261130)
    laeufe, treffer = 400, dict.fromkeys(grenzen, 0)
    in_a, belegt = (frame["gruppe"] == "A").to_numpy(), frame["status"].astype("str").to_numpy(dtype=object)
    for _ in range(laeufe):
        gezogen = belegt.copy()
        for teil, stellen in offene:
            folge = zufall.permutation(stellen)
            ohne = round(teil.offen * teil.p[Status.KEIN])
            aehnlich = int(teil.offen * teil.p[Status.TEILWEISE] + zufall.random())  # im Mittel die Erwartung
            gezogen[folge] = "vorhanden"
            gezogen[folge[:ohne]] = "kein"
            gezogen[folge[ohne : ohne + aehnlich]] = "teilweise"
        for name, grenze in grenzen.items():
            zahl = int((gezogen[in_a] == name).sum())
            treffer[name] += int(grenze["gemeinden_von"] <= zahl <= grenze["gemeinden_bis"])
    assert min(treffer.values()) / laeufe >= 0.88, treffer


def test_echte_zahlen(echte_regeln: Regeln) -> None:
    konzepte, zuordnung = tabellen.konzepte_recherche(), tabellen.zuordnung_recherche()
    frame = lage(tabellen.gemeinden(), konzepte, zuordnung, TAG, echte_regeln)
    frame = schaetze(frame, tabellen.eckwerte(), TAG)
    klein, mittel, gross = befund(frame).klassen
    assert [klein.offen, mittel.offen, gross.offen] == [234, 60, 3]
    assert klein.p[Status.KEIN] == pytest.approx(170 / 234)
    assert mittel.p[Status.KEIN] == pytest.approx(18 / 60)
    assert befund(frame).anteil_aehnlich == pytest.approx(22 / 106)
    tabelle = abdeckung(frame, None).set_index("status")
    assert tabelle["gemeinden"].tolist() == [207, 22, 189, 0]
    assert tabelle["gemeinden_belegt"].tolist() == [120, 0, 1, 0]
    unter_5000 = zeile(abdeckung(frame, "groessenklasse_kompakt"), "unter 5.000", "vorhanden")
    assert (round(unter_5000["gemeinden"]), unter_5000["gemeinden_belegt"]) == (75, 24)
    # Jede Gruppierung ergibt zusammen dieselben Summen.
    for nach in ("kreis", "planungsregion", "gemeindetyp", "groessenklasse_fein"):
        je_status = abdeckung(frame, nach).groupby("status", observed=False)["gemeinden"].sum()
        assert je_status.tolist() == pytest.approx([207, 22, 189, 0], abs=1e-4)


def test_summen_mit_leerer_auswahl() -> None:
    leer = summen(geschaetzt().iloc[:0], np.zeros(0, dtype="int64"), 1)
    assert leer.gesamt.tolist() == [[0, 0, 0, 0]]
