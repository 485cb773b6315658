"""Eigenschaften, die für beliebige Bestände gelten müssen (hypothesis, feste Beispiele)."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insek_monitor.kern.begriffe import Datenlage, Konzeptart
from insek_monitor.kern.regeln import SCHEMATA, Regeln
from insek_monitor.lage.abdeckung import abdeckung, kreuztabelle, verlauf
from insek_monitor.lage.fortschreibung import altersverteilung, ohne_fortschreibung, warnbaender
from insek_monitor.lage.lage import lage
from tests.conftest import beispiel_gemeinden, rohe_regeln
from tests.hilfen.konzept import Konzept, als_frames
from tests.hilfen.orakel import antworte

pytestmark = pytest.mark.langsam

REGELN = Regeln.aus_dict(rohe_regeln())
GRUPPIERUNGEN = [
    "kreis",
    "planungsregion",
    "gemeindetyp",
    "groessenklasse_kompakt",
    "groessenklasse_fein",
    None,
]
# Konzepte nur für zwei der vier Gemeinden: So häufen sich die Fassungen, zwei bleiben unbekannt.
AGS = ["14000000", "14000001"]

# Integrierte Konzepte öfter als die übrigen Arten, damit sie aufeinandertreffen.
ARTEN = [*Konzeptart, Konzeptart.INSEK, Konzeptart.INSEK]
# Wenige, eng beieinanderliegende Tage: So treffen Gleichstände, Jahrestage und der 29. Februar oft zusammen.
_tage = st.sampled_from(["2012-02-29", "2016-02-29", "2016-03-01", "2019-02-28", "2021-02-28", "2022-02-28"])
_daten = st.one_of(_tage, st.sampled_from(["2011", "2016", "2021", "2019-02", "2022-03", "unbekannt"]))
_oft_leer = st.one_of(st.none(), _daten)
STICHTAGE = st.one_of(
    st.sampled_from(
        [date(2022, 2, 27), date(2022, 2, 28), date(2024, 2, 29), date(2026, 2, 28), date(2026, 7, 1)]
    ),
    st.dates(date(2008, 1, 1), date(2036, 1, 1)),
)
EINWOHNER = st.lists(
    st.one_of(st.none(), st.sampled_from([0, 1999, 2000, 5000, 15000]), st.integers(0, 600_000)),
    min_size=4,
    max_size=4,
)


@st.composite
def bestaende(draw: st.DrawFn, hoechstens: int = 9) -> list[Konzept]:
    konzepte = []
    for nummer in range(draw(st.integers(0, hoechstens))):
        art = draw(st.sampled_from(ARTEN))
        konzepte.append(
            Konzept(
                konzept_id=f"K{(nummer * 7) % 10}",
                art=art,
                ags=tuple(draw(st.lists(st.sampled_from(AGS), min_size=1, max_size=2, unique=True))),
                datenlage=draw(st.sampled_from([Datenlage.GEMELDET, Datenlage.RECHERCHIERT])),
                begonnen=draw(_oft_leer),
                beschluss=None if art is Konzeptart.KEINS else draw(_oft_leer),
                aufgehoben=draw(st.one_of(st.none(), st.none(), _daten)),
                belegt=draw(_oft_leer),
            )
        )
    return konzepte


def berechne(konzepte: list[Konzept], stichtag: date, einwohner: list[int | None]) -> pd.DataFrame:
    return lage(beispiel_gemeinden(einwohner), *als_frames(konzepte), stichtag, REGELN)


@settings(max_examples=200)
@given(bestaende(), STICHTAGE)
def test_schnelle_und_langsame_fassung_sagen_dasselbe(konzepte: list[Konzept], stichtag: date) -> None:
    ergebnis = berechne(konzepte, stichtag, [3000] * 4)
    for ags, zeile in ergebnis.iterrows():
        antwort = antworte([k for k in konzepte if ags in k.ags], stichtag)
        schnell = {
            name: None if pd.isna(zeile[name]) else zeile[name] for name in ("konzept_id", "aktualitaet")
        }
        assert (zeile["status"], schnell["konzept_id"], schnell["aktualitaet"], zeile["in_arbeit"]) == (
            antwort.status,
            antwort.konzept_id,
            antwort.aktualitaet,
            antwort.in_arbeit,
        )


@given(st.lists(st.integers(0, 1_000_000), min_size=1, max_size=30))
def test_klassen_zerlegen_die_gemeinden(einwohner: list[int]) -> None:
    zahlen = pd.Series(einwohner, dtype="Int64")
    for schema in SCHEMATA:
        klassen = REGELN.groessenklassen(schema)
        eingeordnet = klassen.einordnen(zahlen)
        for zahl, beschriftung in zip(einwohner, eingeordnet, strict=True):
            passend = [
                k.beschriftung
                for k in klassen.klassen
                if k.untergrenze <= zahl and (k.obergrenze is None or zahl < k.obergrenze)
            ]
            assert passend == [beschriftung]


@given(bestaende(), STICHTAGE, EINWOHNER)
def test_anzahlen_gehen_in_jeder_gruppierung_auf(
    konzepte: list[Konzept], stichtag: date, einwohner: list[int | None]
) -> None:
    ergebnis = berechne(konzepte, stichtag, einwohner)
    bekannt = sum(zahl for zahl in einwohner if zahl is not None)
    for nach in GRUPPIERUNGEN:
        tabelle = abdeckung(ergebnis, nach)
        assert tabelle["gemeinden"].sum() == len(einwohner)
        assert tabelle["einwohner"].sum() == bekannt
        je_gruppe = tabelle.groupby("gruppe")
        assert (je_gruppe["gemeinden"].sum() == je_gruppe["gemeinden_gesamt"].first()).all()
        assert je_gruppe["gemeinden_anteil"].sum().to_numpy(dtype=float) == pytest.approx(1.0)
        for anteil in ("gemeinden_anteil", "einwohner_anteil"):
            werte = tabelle[anteil].dropna()
            assert ((werte >= 0) & (werte <= 1)).all()
    kreuz = kreuztabelle(ergebnis, "kreis", "groessenklasse_fein")
    assert kreuz["gemeinden_gesamt"].sum() == len(einwohner)
    assert kreuz[["vorhanden", "teilweise", "kein", "unbekannt"]].to_numpy().sum() == len(einwohner)


@given(bestaende(), STICHTAGE, st.integers(1, 4000))
def test_ein_spaeterer_stichtag_macht_kein_konzept_juenger(
    konzepte: list[Konzept], stichtag: date, tage: int
) -> None:
    spaeter = date.fromordinal(stichtag.toordinal() + tage)
    davor, danach = (berechne(konzepte, tag, [3000] * 4) for tag in (stichtag, spaeter))
    gleich = (davor["konzept_id"] == danach["konzept_id"]).to_numpy(dtype=bool, na_value=False)
    alter = davor["alter_jahre"].notna().to_numpy() & danach["alter_jahre"].notna().to_numpy() & gleich
    assert (danach["alter_jahre"][alter] >= davor["alter_jahre"][alter]).all()
    assert (danach["aktualitaet"].cat.codes[alter] >= davor["aktualitaet"].cat.codes[alter]).all()
    assert danach["ablauf_am"][alter].equals(davor["ablauf_am"][alter])


@settings(max_examples=40)
@given(bestaende(), STICHTAGE, st.sampled_from(AGS), st.sampled_from(["insek", "ingeko", "seko"]), _daten)
def test_ein_belegtes_konzept_mehr_senkt_die_abdeckung_nie(
    konzepte: list[Konzept], stichtag: date, ags: str, art: str, beschluss: str
) -> None:
    neu = Konzept("N", Konzeptart(art), (ags,), Datenlage.GEMELDET, beschluss=beschluss, belegt="2020")
    davor = berechne(konzepte, stichtag, [3000] * 4)
    danach = berechne([*konzepte, neu], stichtag, [3000] * 4)
    assert (danach["status"].cat.codes <= davor["status"].cat.codes).all()
    assert (danach["status"] == "vorhanden").sum() >= (davor["status"] == "vorhanden").sum()


@given(bestaende(), STICHTAGE, EINWOHNER)
def test_fristen_passen_zueinander(
    konzepte: list[Konzept], stichtag: date, einwohner: list[int | None]
) -> None:
    ergebnis = berechne(konzepte, stichtag, einwohner)
    vorhanden = int((ergebnis["status"] == "vorhanden").sum())
    alter = altersverteilung(ergebnis)
    assert alter["gemeinden"].sum() + alter.attrs["ohne_alter"] == vorhanden
    assert warnbaender(ergebnis)["gemeinden"].is_monotonic_increasing
    kuenftig = ohne_fortschreibung(ergebnis, stichtag, stichtag.year + 12)
    assert kuenftig["gueltig"].is_monotonic_decreasing
    gueltig = ergebnis["aktualitaet"].isin(["aktuell", "Fortschreibung einleiten"]).sum()
    assert kuenftig["gueltig"].iloc[0] == gueltig
    assert kuenftig["gueltig"].iloc[-1] == 0


@settings(max_examples=25)
@given(bestaende())
def test_verlauf_und_lage_zaehlen_gleich(konzepte: list[Konzept]) -> None:
    tage = [date(jahr, 12, 31) for jahr in (2012, 2019, 2021, 2026)]
    gemeinden, frames = beispiel_gemeinden([3000] * 4), als_frames(konzepte)
    tabelle = verlauf(gemeinden, *frames, REGELN, tage)
    for nummer, tag in enumerate(tage):
        einzeln = lage(gemeinden, *frames, tag, REGELN)
        zahlen = np.bincount(einzeln["status"].cat.codes, minlength=4).tolist()
        assert tabelle.loc[nummer, ["vorhanden", "teilweise", "kein", "unbekannt"]].tolist() == zahlen
