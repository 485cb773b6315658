"""Zeilen der Liste, Touren, Arbeitsmappe, Dateinamen."""

import io
import re
from datetime import date

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.ansprache.kampagnen.touren import Tour, Tourenplan
from insek_monitor.ansprache.prioritaet.zeilen import (
    Internes,
    ablauf_text,
    als_liste_xlsx,
    tourzeilen,
    verwaltung,
    zeilen,
)
from insek_monitor.lage.ausgabe.dateien import LAENGSTENS, dateiname, kuerzel
from tests.hilfen.ansprache_beispiele import ANGABEN, BELEGT, ERSTELLT, LAGE, OHNE, UNBEKANNT

PLAN = Tourenplan(
    (
        Tour(1, (OHNE, BELEGT), 95.5, (40.0, 10.25, 45.25)),
        Tour(2, (UNBEKANNT,), 60.0, (30.0, 30.0)),
    ),
    155.5,
)


def blatt(inhalt, name):
    mappe = openpyxl.load_workbook(io.BytesIO(inhalt))
    reihen = [[zelle.value for zelle in reihe] for reihe in mappe[name].iter_rows()]
    return [dict(zip(reihen[0], reihe, strict=True)) for reihe in reihen[1:]]


def test_wen_man_anschreibt():
    namen = [verwaltung(zeile) for _, zeile in LAGE.iterrows()]
    assert namen == ["Stadt Belegt", "Stadt Wehlen", "Gemeinde Böhmen / Čěska"]


@pytest.mark.parametrize(
    ("beschluss", "ablauf", "text"),
    [
        ("2019", "2029-07-01", "2029"),
        ("2019-03", "2029-03-15", "März 2029"),
        ("2019-03-14", "2029-03-14", "14.03.2029"),
        ("unbekannt", None, None),
        (None, None, None),
    ],
)
def test_ablauf_nie_genauer_als_der_beschluss(beschluss, ablauf, text):
    assert ablauf_text(beschluss, None if ablauf is None else pd.Timestamp(ablauf)) == text


def test_ohne_internes_fehlen_die_spalten_ganz():
    assert not {"kontaktstand", "letzter_kontakt"} & set(zeilen(LAGE).columns)


def test_internes_ohne_eintrag_heisst_nicht_angesprochen():
    internes = Internes(
        pd.Series({BELEGT: "beraten"}), pd.Series({BELEGT: pd.Timestamp("2026-03-01")}, dtype="datetime64[s]")
    )
    frame = zeilen(LAGE, internes=internes)
    assert list(frame["kontaktstand"]) == ["beraten", "nicht angesprochen", "nicht angesprochen"]
    assert frame["letzter_kontakt"].notna().tolist() == [True, False, False]


def test_rang_aus_der_prioritaet_sonst_der_platz():
    rang = pd.DataFrame(
        {"rang": pd.array([7, 2, 5], dtype="Int64"), "punkte": [10.04, 88.88, 50.0]}, index=LAGE.index
    )
    assert list(zeilen(LAGE)["rang"]) == [1, 2, 3]
    frame = zeilen(LAGE, prioritaet=rang)
    assert list(frame["rang"]) == [7, 2, 5]
    assert list(frame["punkte"]) == [10.0, 88.9, 50.0]


def test_reihenfolge_der_liste_bleibt():
    assert list(zeilen(LAGE.iloc[::-1]).index) == [UNBEKANNT, OHNE, BELEGT]


def test_touren_je_gemeinde_und_je_halt():
    frame = zeilen(LAGE, tourenplan=PLAN)
    assert frame.loc[BELEGT, ["tour", "reihenfolge", "km_seit_halt"]].tolist() == [1, 2, 10.2]
    halte = tourzeilen(PLAN, LAGE)
    assert halte["name"].tolist() == [
        *("Stadt Wehlen", "Belegt", "zurück nach Leipzig"),
        *("Böhmen / Čěska", "zurück nach Leipzig"),
    ]
    # Je Tour beginnt die Summe neu: 40; 50,25; 95,5 und 30; 60 (eine Nachkommastelle).
    assert halte["km_summe"].tolist() == [40.0, 50.2, 95.5, 30.0, 60.0]
    assert halte["halt"].isna().tolist() == [False, False, True, False, True]


def test_arbeitsmappe():
    frame = zeilen(
        LAGE, gruende={BELEGT: "=1+1", OHNE: "Lang " * 40}, basisadresse="https://monitor.example/"
    )
    inhalt = als_liste_xlsx(frame, ANGABEN, ERSTELLT, touren=tourzeilen(PLAN, LAGE))
    assert inhalt == als_liste_xlsx(frame, ANGABEN, ERSTELLT, touren=tourzeilen(PLAN, LAGE))
    liste = blatt(inhalt, "Liste")
    assert list(liste[0])[:4] == ["Rang", "Gemeinde", "AGS", "Kreis"]
    erste, zweite, dritte = liste
    assert (erste["Status"], erste["Datenlage"], erste["Ablauf"]) == (
        "INSEK vorhanden",
        "recherchiert",
        "14.03.2029",
    )
    assert (zweite["Status"], zweite["Datenlage"]) == ("kein Konzept", "gemeldet")
    assert (dritte["Status"], dritte["Datenlage"], dritte["PLZ"]) == (
        "Stand nicht belegt",
        None,
        "09111",
    )
    assert erste["Gründe"] == "=1+1"
    assert erste["Seite im INSEK-Monitor"] == f"https://monitor.example/gemeinde?gemeinde={BELEGT}"
    mappe = openpyxl.load_workbook(io.BytesIO(inhalt))
    assert mappe.sheetnames == ["Liste", "Touren", "Quelle und Stand"]
    gruende = mappe["Liste"].cell(2, 1 + list(erste).index("Gründe"))
    assert gruende.data_type == "s"
    assert gruende.alignment.wrap_text
    website = mappe["Liste"].cell(2, 1 + list(erste).index("Website"))
    assert website.hyperlink.target == "https://muster.example"
    assert "Kontaktstand (intern)" not in erste
    assert "Erwartung" in [reihe[0].value for reihe in mappe["Quelle und Stand"]]
    assert dritte["Erwartung bei dieser Größe: kein Konzept"] == 0.73


def test_ohne_oeffentliche_adresse_kein_verweis_auf_das_dashboard():
    frame = zeilen(LAGE, basisadresse="")
    assert "seite" not in frame
    assert "Seite im INSEK-Monitor" not in blatt(als_liste_xlsx(frame, ANGABEN, ERSTELLT), "Liste")[0]


def test_nur_http_adressen_werden_zu_verweisen():
    boese = LAGE.assign(quelle_url="javascript:alert(1)")
    mappe = openpyxl.load_workbook(io.BytesIO(als_liste_xlsx(zeilen(boese), ANGABEN, ERSTELLT)))
    verweise = [z.hyperlink.target for reihe in mappe["Liste"] for z in reihe if z.hyperlink]
    assert verweise == ["https://muster.example"] * 2


@pytest.mark.parametrize(
    ("titel", "erwartet"),
    [
        ("Frühjahr/Süd: 12 Plätze?", "fruehjahr-sued-12-plaetze"),
        ('Ü/..\\: *?"<>|', "ue"),
        ("../../etc/passwd", "etc-passwd"),
        ("Budyšin & Łužica", "budysin-luzica"),
        ("u\u0308ber", "ueber"),
        ("", "liste"),
        ("漢字 😀", "liste"),
        ("CON", "con"),
        ("a" * 200, "a" * 60),
    ],
)
def test_titel_im_dateinamen(titel, erwartet):
    assert kuerzel(titel) == erwartet


@given(st.text(max_size=200))
def test_jeder_titel_ergibt_einen_harmlosen_namen(titel):
    stamm = kuerzel(titel)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", stamm)
    assert len(stamm) <= LAENGSTENS
    assert dateiname(titel, date(2026, 11, 21), 2, "pdf").endswith("_datenstand-2.pdf")
