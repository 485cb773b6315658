"""Eigenschaften jeder Aufteilung auf zufälligen Netzen, gegen eine eigene Aufzählung aller Möglichkeiten."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insek_monitor.ansprache.kooperation import gruppen as kooperation_gruppen
from insek_monitor.ansprache.kooperation import packung as kooperation_packung
from insek_monitor.ansprache.kooperation.kooperation import (
    Aufteilung,
    Grundlage,
    Kooperationswunsch,
    aufteilung,
    aufteilung_gierig,
    gruppen_um,
)
from tests.hilfen.gitter import gitter


@st.composite
def netze(draw: st.DrawFn, hoechstens: int = 9) -> tuple[Grundlage, Kooperationswunsch]:
    """Zufällige Grenzen zwischen bis zu neun Gemeinden, mit Kreisen, Verbänden und mancher ohne Anlass."""
    anzahl = draw(st.integers(1, hoechstens))
    einwohner = draw(st.lists(st.integers(200, 6000), min_size=anzahl, max_size=anzahl))
    lage = gitter(
        anzahl,
        list(einwohner),
        kreis=draw(st.lists(st.sampled_from(["A", "B"]), min_size=anzahl, max_size=anzahl)),
        verband=draw(st.lists(st.sampled_from([None, "U", "V"]), min_size=anzahl, max_size=anzahl)),
        status=draw(
            st.lists(st.sampled_from(["kein", "kein", "unbekannt"]), min_size=anzahl, max_size=anzahl)
        ),
    ).lage
    moegliche = list(combinations(lage.index, 2))
    kanten = draw(st.lists(st.sampled_from(moegliche), unique=True)) if moegliche else []
    km = draw(st.lists(st.floats(0.1, 3), min_size=len(kanten), max_size=len(kanten)))
    zeilen = [(a, b, k) for (a, b), k in zip(kanten, km, strict=True)]
    zeilen += [(b, a, k) for a, b, k in zeilen]
    nachbarn = pd.DataFrame(zeilen, columns=["ags", "nachbar_ags", "grenze_km"]).astype(
        {"ags": "str", "nachbar_ags": "str", "grenze_km": "float64"}
    )
    summe = nachbarn.groupby("ags")["grenze_km"].sum().reindex(lage.index, fill_value=0.0)
    grundlage = Grundlage(lage, nachbarn, summe + 4, pd.Series(5.0, index=lage.index))
    wunsch = Kooperationswunsch(
        mindest_einwohner=draw(st.integers(0, 4000)),
        hoechst_einwohner=draw(st.integers(4000, 12000)),
        hoechstens_mitglieder=draw(st.integers(2, 4)),
        auch_unbekannte=draw(st.booleans()),
        ueber_kreisgrenzen=draw(st.booleans()),
    )
    return grundlage, wunsch


def _kandidatinnen(grundlage: Grundlage, wunsch: Kooperationswunsch) -> set[str]:
    lage = grundlage.lage
    klein = lage["einwohner"] < min(wunsch.klein_bis, wunsch.hoechst_einwohner)
    return set(lage.index[klein & ((lage["status"] == "kein") | wunsch.auch_unbekannte)])


def _zulaessige(grundlage: Grundlage, wunsch: Kooperationswunsch) -> set[frozenset[str]]:
    """Alle zulässigen Gruppen, ohne Kunst: jede Teilmenge geprüft."""
    kanten = {frozenset(paar) for paar in grundlage.nachbarn[["ags", "nachbar_ags"]].itertuples(index=False)}
    lage = grundlage.lage
    if not wunsch.ueber_kreisgrenzen:
        kanten = {kante for kante in kanten if lage.loc[list(kante), "kreis"].nunique() == 1}
    ergebnis = set()
    for groesse in range(2, wunsch.hoechstens_mitglieder + 1):
        for menge in combinations(sorted(_kandidatinnen(grundlage, wunsch)), groesse):
            einwohner = lage.loc[list(menge), "einwohner"].sum()
            if not wunsch.mindest_einwohner <= einwohner <= wunsch.hoechst_einwohner:
                continue
            erreicht, rest = {menge[0]}, set(menge[1:])
            while neu := {b for b in rest if any(frozenset((a, b)) in kanten for a in erreicht)}:
                erreicht |= neu
                rest -= neu
            if not rest:
                ergebnis.add(frozenset(menge))
    return ergebnis


def _beste(moeglich: list[frozenset[str]], punkte: dict[frozenset[str], float]) -> tuple[int, float]:
    """Meiste untergebrachte Gemeinden, dann meiste Punkte: alle disjunkten Auswahlen durchprobiert."""
    if not moeglich:
        return 0, 0.0
    erste, rest = moeglich[0], moeglich[1:]
    ohne = _beste(rest, punkte)
    gedeckt, summe = _beste([g for g in rest if not g & erste], punkte)
    return max(ohne, (gedeckt + len(erste), round(summe + len(erste) * punkte[erste], 6)))


def _mengen(ergebnis: Aufteilung) -> list[frozenset[str]]:
    return [frozenset(gruppe) for gruppe in ergebnis.gruppen["mitglieder"]]


@given(netze())
def test_gruppen_sind_zulaessig_disjunkt_und_vollstaendig_erklaert(
    fall: tuple[Grundlage, Kooperationswunsch],
) -> None:
    grundlage, wunsch = fall
    zulaessig = _zulaessige(grundlage, wunsch)
    for ergebnis in (aufteilung(*fall), aufteilung_gierig(*fall)):
        gruppen = _mengen(ergebnis)
        vergeben = [ags for gruppe in gruppen for ags in gruppe]
        assert len(vergeben) == len(set(vergeben))
        assert set(gruppen) <= zulaessig
        assert set(vergeben) | set(ergebnis.uebrig.index) == _kandidatinnen(grundlage, wunsch)
        assert not set(vergeben) & set(ergebnis.uebrig.index)
        assert ergebnis.uebrig["grund"].str.endswith(".").all()
        # Keine übrig gebliebene Gruppe hätte noch Platz.
        assert not [gruppe for gruppe in zulaessig if not gruppe & set(vergeben)]
        assert ergebnis.gruppen["punkte"].between(0, 100).all()


@given(netze())
def test_highs_deckt_mindestens_so_viel_wie_gierig(fall: tuple[Grundlage, Kooperationswunsch]) -> None:
    beste, gierig = aufteilung(*fall).guete, aufteilung_gierig(*fall).guete
    assert beste.gemeinden >= gierig.gemeinden
    if beste.gemeinden == gierig.gemeinden > 0:
        assert beste.punkte >= gierig.punkte - 0.01


@given(netze(hoechstens=6))
def test_beste_aufteilung_gegen_durchprobieren(fall: tuple[Grundlage, Kooperationswunsch]) -> None:
    grundlage, wunsch = fall
    punkte = {
        frozenset(zeile.mitglieder): zeile.punkte
        for ags in _kandidatinnen(grundlage, wunsch)
        for zeile in gruppen_um(ags, grundlage, wunsch, n=1000).itertuples()
    }
    moeglich = sorted(_zulaessige(grundlage, wunsch), key=sorted)
    assert set(punkte) == set(moeglich)
    guete = aufteilung(*fall).guete
    gedeckt, summe = _beste(moeglich, punkte)
    assert guete.gemeinden == gedeckt
    if gedeckt:
        assert guete.punkte * gedeckt == pytest.approx(summe, abs=0.01)


@given(netze())
def test_gruppen_um_enthalten_die_gemeinde_beste_zuerst(fall: tuple[Grundlage, Kooperationswunsch]) -> None:
    for ags in fall[0].lage.index:
        um = gruppen_um(ags, *fall, n=3)
        assert len(um) <= 3
        assert all(gruppe[0] == ags for gruppe in um["mitglieder"])
        assert um["punkte"].is_monotonic_decreasing
        assert bool(um.attrs.get("grund")) == um.empty


@settings(max_examples=30)
@given(netze())
def test_reihenfolge_der_tabellen_ist_gleichgueltig(fall: tuple[Grundlage, Kooperationswunsch]) -> None:
    grundlage, wunsch = fall
    gemischt = Grundlage(
        grundlage.lage.iloc[::-1], grundlage.nachbarn.iloc[::-1], grundlage.umfang_km, grundlage.flaeche_km2
    )
    assert _mengen(aufteilung(grundlage, wunsch)) == _mengen(aufteilung(gemischt, wunsch))


def test_kappung_haelt_jede_gemeinde_im_spiel(monkeypatch: pytest.MonkeyPatch) -> None:
    # 6 × 6 Gemeinden: ungekürzt gibt es Tausende Gruppen zu fünft. Gekürzt deckt es trotzdem alle ab.
    grundlage = gitter(6, [1500] * 36)
    wunsch = Kooperationswunsch(hoechstens_mitglieder=5)
    voll = aufteilung(grundlage, wunsch)
    monkeypatch.setattr(kooperation_gruppen, "HOECHSTENS_GRUPPEN", 100)
    monkeypatch.setattr(kooperation_gruppen, "WACHSEN_JE_GEMEINDE", 5)
    monkeypatch.setattr(kooperation_packung, "MODELL_HOECHSTENS", 100)
    monkeypatch.setattr(kooperation_packung, "WAHL_JE_GEMEINDE", 10)
    knapp = aufteilung(grundlage, wunsch)
    assert "mehr wären möglich" in knapp.verfahren
    assert "mehr wären möglich" not in voll.verfahren
    assert "mit diesen Gruppen nachweislich" in knapp.verfahren
    assert "Besser geht es nachweislich nicht." in voll.verfahren
    assert knapp.guete.gemeinden == voll.guete.gemeinden == 36
    assert knapp.guete.punkte <= voll.guete.punkte + 0.01


def test_ins_modell_kommen_alle_gruppen_solange_es_nicht_zu_viele_sind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Mit nur der besten Gruppe je Gemeinde zur Wahl wäre „nachweislich“ nicht wahr."""
    grundlage = gitter(4, [1500] * 16)
    wunsch = Kooperationswunsch(hoechstens_mitglieder=3)
    alle = aufteilung(grundlage, wunsch)
    monkeypatch.setattr(kooperation_packung, "WAHL_JE_GEMEINDE", 1)
    assert aufteilung(grundlage, wunsch).verfahren == alle.verfahren
    # 24 Paare; zu dritt 16 gerade und 36 um die Ecke.
    assert "Unter allen 76 zulässigen wählt" in alle.verfahren
    monkeypatch.setattr(kooperation_packung, "MODELL_HOECHSTENS", 75)
    assert "besten der 76 zulässigen wählt" in aufteilung(grundlage, wunsch).verfahren


def test_ohne_zeit_bleibt_es_bei_einer_zulaessigen_loesung(monkeypatch: pytest.MonkeyPatch) -> None:
    grundlage = gitter(6, [1500] * 36, verband=["Nord", "Süd", None] * 12)
    wunsch = Kooperationswunsch(hoechstens_mitglieder=4)
    monkeypatch.setattr(kooperation_packung, "ZEITGRENZE", 0.0)
    eilig = aufteilung(grundlage, wunsch)
    assert eilig.guete.gemeinden >= aufteilung_gierig(grundlage, wunsch).guete.gemeinden
    assert "nicht nachweislich" in eilig.verfahren
