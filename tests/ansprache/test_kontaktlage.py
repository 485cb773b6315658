"""Fristen und Tafel: von Hand gerechnet; Sätze zu Fälligkeiten."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.ansprache.kontakte import lage as kontaktlage
from insek_monitor.ansprache.kontakte import texte as kontakttexte
from insek_monitor.ansprache.kontakte.lage import Frist, Zaehlung
from insek_monitor.kern.ansprache import Kontaktstand
from tests.conftest import STICHTAG, beispiel_gemeinden

SAMSTAG = STICHTAG  # der 21.11.2026 ist ein Samstag
TAGE = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("heute", "freitag"),
    [
        (date(2026, 11, 21), date(2026, 11, 27)),  # Samstag
        (date(2026, 11, 23), date(2026, 11, 27)),  # Montag
        (date(2026, 11, 26), date(2026, 11, 27)),  # Donnerstag
        (date(2026, 11, 27), date(2026, 12, 4)),  # Freitag: „heute“ ist eine eigene Gruppe
        (date(2026, 12, 31), date(2027, 1, 1)),  # über den Jahreswechsel
    ],
)
def test_der_naechste_freitag(heute, freitag):
    assert kontaktlage.freitag(heute) == freitag


@given(TAGE)
def test_freitag_ist_immer_ein_freitag_der_naechsten_sieben_tage(heute):
    tag = kontaktlage.freitag(heute)
    assert tag.weekday() == 4
    assert 1 <= (tag - heute).days <= 7


@given(TAGE, st.integers(-400, 400))
def test_jede_wiedervorlage_gehoert_in_genau_eine_gruppe(heute, tage):
    faellig = heute + timedelta(days=tage)
    wert = kontaktlage.frist(faellig, heute)
    assert (wert is Frist.UEBERFAELLIG) == (tage < 0)
    assert (wert is Frist.HEUTE) == (tage == 0)
    assert (wert is Frist.BIS_FREITAG) == (tage > 0 and faellig <= kontaktlage.freitag(heute))
    assert ("überfällig" in kontakttexte.faelligkeit(faellig, heute)) == (tage < 0)


@pytest.mark.parametrize(
    ("faellig", "satz"),
    [
        (date(2026, 11, 18), "seit 3 Tagen überfällig"),
        (date(2026, 11, 20), "seit 1 Tag überfällig"),
        (date(2026, 11, 21), "heute"),
        (date(2026, 11, 22), "bis morgen, Sonntag, 22.11."),
        (date(2026, 11, 27), "bis Freitag, 27.11."),
        (date(2027, 1, 4), "bis Montag, 04.01.2027"),
    ],
)
def test_faelligkeit_in_worten(faellig, satz):
    assert kontakttexte.faelligkeit(faellig, SAMSTAG) == satz


@pytest.mark.parametrize(
    ("zaehlung", "satz"),
    [
        (Zaehlung(), "Keine Zusage ist offen"),
        (Zaehlung(3, 1, 1, 9), "3 Zusagen sind überfällig, bis Freitag, 27.11. sind 2 weitere fällig"),
        (Zaehlung(1, 0, 1), "1 Zusage ist überfällig, bis Freitag, 27.11. ist 1 weitere fällig"),
        (Zaehlung(1), "1 Zusage ist überfällig"),
        (Zaehlung(0, 1, 1), "Bis Freitag, 27.11. sind 2 Zusagen fällig"),
        (Zaehlung(0, 0, 1), "Bis Freitag, 27.11. ist 1 Zusage fällig"),
        (Zaehlung(0, 0, 0, 2), "2 Zusagen sind offen, keine davon bis Freitag, 27.11."),
    ],
)
def test_ueberschrift(zaehlung, satz):
    assert kontakttexte.ueberschrift(zaehlung, SAMSTAG) == satz


def test_kurzzeile_zaehlt_heute_zu_bis_freitag():
    zeile = kontakttexte.kurzzeile(Zaehlung(3, 1, 1, 5, im_gespraech=14))
    assert zeile == "3 Wiedervorlagen überfällig · 2 bis Freitag · 14 Gemeinden im Gespräch"
    leer = kontakttexte.kurzzeile(Zaehlung())
    assert leer == "keine Wiedervorlage überfällig · 0 bis Freitag · keine Gemeinde im Gespräch"


KONTAKTE = pd.DataFrame(
    {
        "ags": ["14000000", "14000000", "14000000", "14000002"],
        "datum": pd.to_datetime(["2026-05-04", "2026-09-01", "2026-09-01", "2025-01-07"]),
        "art": ["brief", "telefon", "vor_ort", "email"],
    },
    index=pd.Index([1, 2, 3, 4], name="nummer"),
)
STAENDE = pd.DataFrame(
    {"stand": ["im_gespraech", "im_gespraech"], "seit": pd.to_datetime(["2026-09-01", "2025-01-07"])},
    index=pd.Index(["14000000", "14000002"], name="ags"),
)
OFFENE = pd.DataFrame(
    {
        "ags": ["14000000", "14000000", "14000002"],
        "faellig_am": pd.to_datetime(["2026-12-24", "2026-11-23", "2026-11-20"]),
        "naechster_schritt": ["später", "zuerst", "war gestern"],
    },
    index=pd.Index([1, 2, 4], name="nummer"),
)


def test_je_gemeinde_letzter_kontakt_und_naechste_zusage():
    """Von zwei Kontakten am selben Tag zählt der zuletzt eingetragene, von den Zusagen die früheste."""
    lage = beispiel_gemeinden([100, 200, 300])
    tabelle = kontaktlage.je_gemeinde(lage, KONTAKTE, STAENDE, OFFENE)
    erste = tabelle.loc["14000000"]
    assert (erste["letzter_kontakt"], erste["letzte_art"]) == (pd.Timestamp("2026-09-01"), "vor_ort")
    assert (erste["faellig_am"], erste["naechster_schritt"]) == (pd.Timestamp("2026-11-23"), "zuerst")
    ohne = tabelle.loc["14000001"]
    assert ohne["stand"] == Kontaktstand.NICHT_ANGESPROCHEN.value
    assert ohne[["seit", "letzter_kontakt", "letzte_art", "faellig_am"]].isna().all()


def test_gleich_faellige_stehen_in_deutscher_wortfolge():
    """Nach Zeichennummern stünde „Öderan“ hinter „Zwickau“; ohne Zusage kommt zuletzt."""
    lage = beispiel_gemeinden([1, 2, 3, 4]).assign(name=["Zwickau", "Öderan", "Aue", "Oschatz"])
    tabelle = kontaktlage.je_gemeinde(lage, KONTAKTE, STAENDE, OFFENE.iloc[:0])
    assert list(tabelle["name"]) == ["Aue", "Öderan", "Oschatz", "Zwickau"]
    erste = kontaktlage.je_gemeinde(lage, KONTAKTE, STAENDE, OFFENE.iloc[:1])
    assert list(erste["name"]) == ["Zwickau", "Aue", "Öderan", "Oschatz"]


def test_tafel_zeigt_ueberfaelliges_zuerst_und_jede_gemeinde_einmal():
    lage = beispiel_gemeinden([100, 200, 300])
    tabelle = kontaktlage.je_gemeinde(lage, KONTAKTE, STAENDE, OFFENE)
    spalten = {stand: list(kontaktlage.spalte_der_tafel(tabelle, stand).index) for stand in Kontaktstand}
    assert spalten[Kontaktstand.IM_GESPRAECH] == ["14000002", "14000000"]
    assert sorted(ags for alle in spalten.values() for ags in alle) == sorted(lage.index)


def test_zaehlung():
    zaehlung = kontaktlage.zaehle(kontaktlage.fristen(OFFENE, SAMSTAG), STAENDE)
    assert zaehlung == Zaehlung(ueberfaellig=1, heute=0, bis_freitag=1, spaeter=1, im_gespraech=2)
    leer = kontaktlage.zaehle(kontaktlage.fristen(OFFENE.iloc[:0], SAMSTAG), STAENDE.iloc[:0])
    assert (leer, leer.offen) == (Zaehlung(), 0)
