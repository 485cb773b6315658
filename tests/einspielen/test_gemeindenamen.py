"""Gemeindenamen: jede Schreibweise führt zur richtigen Gemeinde oder zu Kandidaten, nie zu einer anderen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.einspielen.gemeindenamen import Fund, Gemeindenamen
from insek_monitor.einspielen.mitglieder import zerlege
from insek_monitor.einspielen.namensformen import kreise_zu
from tests.hilfen.pruefhilfen import gebietsaenderungen, gemeinden, grundlage

NAMEN: Gemeindenamen = grundlage().namen
ALLE = sorted(NAMEN.name.items())
#: Ausgezählt aus daten/gemeinden.csv: Kurzformen, die auf mehrere Gemeinden passen.
NAMENSVETTERN = {
    "Auerbach": {"14521040", "14523020"},
    "Bernsdorf": {"14524010", "14625030"},
    "Hartmannsdorf": {"14522260", "14524100"},
    "Lichtenberg": {"14522340", "14625320"},
    "Neukirch": {"14625370", "14625380"},
    "Neukirchen": {"14521410", "14524210"},
    "Neustadt": {"14523290", "14628260"},
    "Oelsnitz": {"14521450", "14523300"},
    "Reichenbach": {"14523340", "14626450"},
    "Rosenbach": {"14523365", "14626470"},
}


def moegliche(fund: Fund) -> set[str]:
    return {fund.ags} if fund.ags else set(fund.kandidaten)


def test_es_sind_418() -> None:
    assert len(ALLE) == 418


def test_jeder_amtliche_name_fuehrt_zu_sich_oder_zu_kandidaten() -> None:
    for ags, name in ALLE:
        fund = NAMEN.finde(name)
        assert ags in moegliche(fund), name
        if name.partition("/")[0].strip() not in NAMENSVETTERN:
            assert fund == Fund(ags), name


def test_stadt_davor_grossschreibung_und_umschrift_aendern_nichts() -> None:
    ersatz = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
    for _, name in ALLE:
        varianten = (name.upper(), f"{name}, Stadt", f"Stadt {name}", f"Gemeinde {name}", f" {name} ")
        for variante in (*varianten, name.translate(ersatz)):
            assert NAMEN.finde(variante) == NAMEN.finde(name), variante


def test_name_und_kreis_sind_eindeutig_bis_auf_neukirch() -> None:
    mehrdeutig = {name for ags, name in ALLE if NAMEN.finde(name, kreise_zu(NAMEN.kreis[ags])).ags != ags}
    assert mehrdeutig == {"Neukirch"}


def test_alle_namensvettern_sind_bekannt_und_werden_nie_geraten() -> None:
    gefunden = {}
    for _, name in ALLE:
        kurz = name.partition("/")[0].partition(" im ")[0].partition(" in ")[0].partition(" b. ")[0].strip()
        fund = NAMEN.finde(kurz)
        if fund.ags is None:
            gefunden[kurz] = set(fund.kandidaten)
    # „Sohland“ kann auch die frühere Gemeinde Sohland a. Rotstein sein; als Kurzform kommt es hier nicht vor.
    assert gefunden == NAMENSVETTERN


@pytest.mark.parametrize(
    ("text", "ags"),
    [
        ("Oelsnitz i. V.", "14523300"), ("Oelsnitz/Vogtl.", "14523300"), ("Oelsnitz (V)", "14523300"),
        ("Ölsnitz i. E.", "14521450"), ("Oelsnitz/Erzgebirge", "14521450"),
        ("Oelsnitz Erzgebirge", "14521450"),
        ("Reichenbach i.V.", "14523340"), ("Reichenbach/O. L.", "14626450"), ("Reichenbach/OL", "14626450"),
        ("Rosenbach/Vogtland", "14523365"), ("Neukirchen/Pleisse", "14524210"),
        ("Neustadt i.Sa.", "14628260"),
        ("Hartmannsdorf bei Kirchberg", "14524100"), ("Königstein/Sächsische Schweiz", "14628210"),
        ("Sohland an der Spree", "14625560"), ("Bautzen/Budysin", "14625020"), ("Weisswasser", "14626600"),
        ("Dresden, Landeshauptstadt", "14612000"), ("Wehlen", "14628370"), ("Annaberg Buchholz", "14521020"),
    ],
)  # fmt: skip
def test_schreibweisen(text: str, ags: str) -> None:
    assert NAMEN.finde(text) == Fund(ags)


def test_fruehere_gemeinden_fuehren_zum_nachfolger() -> None:
    aenderungen = gebietsaenderungen()
    assert len(aenderungen) == 23
    for alt, name, neu in zip(
        aenderungen["ags_alt"], aenderungen["name_alt"], aenderungen["ags_neu"], strict=True
    ):
        assert NAMEN.finde(name) == Fund(neu, frueher=name)
        assert NAMEN.finde_schluessel(alt) == Fund(neu, frueher=name)


def test_kurzform_einer_frueheren_gemeinde_macht_mehrdeutig() -> None:
    assert NAMEN.finde("Sohland") == Fund(None, ("14625560", "14626450"))


@pytest.mark.parametrize(
    "text",
    ["Berlin", "Jena", "Landkreis Bautzen", "Erzgebirge", "OT Bärenhecke", "", "123", "🏰"],
)
def test_was_es_nicht_gibt(text: str) -> None:
    assert moegliche(NAMEN.finde(text)) == set()


@pytest.mark.parametrize(
    ("text", "vorschlag"),
    [
        ("Anaberg-Bucholz", "14521020"),
        ("Plaune", "14523320"),
        ("Schandau", "14628030"),
        ("Wiesenbad", "14521630"),
    ],
)
def test_tippfehler_nur_als_vorschlag(text: str, vorschlag: str) -> None:
    fund = NAMEN.finde(text)
    assert moegliche(fund) == set()
    assert vorschlag in fund.aehnlich


def test_ortsteil_wird_uebergangen_und_gesagt() -> None:
    assert NAMEN.finde("Frohburg, OT Kohren-Sahlis") == Fund("14729140", ortsteil=True)
    assert NAMEN.finde("Kohren-Sahlis OT Gnandstein") == Fund(
        "14729140", frueher="Kohren-Sahlis", ortsteil=True
    )


@given(st.sampled_from(ALLE), st.data())
def test_ein_vertauschter_buchstabe_fuehrt_nie_zu_einer_fremden_gemeinde_ohne_befund(
    gemeinde: tuple[str, str], daten: st.DataObject
) -> None:
    ags, name = gemeinde
    stelle = daten.draw(st.integers(0, max(len(name) - 2, 0)))
    verdreht = name[:stelle] + name[stelle + 1 : stelle + 2] + name[stelle : stelle + 1] + name[stelle + 2 :]
    fund = NAMEN.finde(verdreht)
    # Entweder derselbe Name in anderer Schreibweise oder nichts; nie eine andere Gemeinde.
    assert fund.ags in (None, ags)


@given(st.text(max_size=40))
def test_beliebiger_text_bricht_nichts(text: str) -> None:
    fund = NAMEN.finde(text)
    assert fund == NAMEN.finde(text)
    assert not (fund.ags and fund.kandidaten)


@pytest.mark.parametrize(
    ("text", "schluessel"),
    [
        ("Leipzig", {"14713", "14729"}), ("Landkreis Leipzig", {"14729"}), ("Leipzig, Stadt", {"14713"}),
        ("LK Görlitz", {"14626"}), ("SOE", {"14628"}), ("Vogtland", {"14523"}), ("Zwickau", {"14524"}),
        ("Sächsische Schweiz-Osterzgebirge", {"14628"}), ("14521", {"14521"}), ("14 5 21", {"14521"}),
        ("Muldentalkreis", set()), ("", set()), ("Chemnitz, Stadt", {"14511"}),
    ],
)  # fmt: skip
def test_kreise(text: str, schluessel: set[str]) -> None:
    assert kreise_zu(text) == schluessel


def test_jeder_amtliche_kreisname_wird_erkannt() -> None:
    paare = gemeinden()[["kreis", "kreis_schluessel"]].drop_duplicates()
    for kreis, schluessel in zip(paare["kreis"], paare["kreis_schluessel"], strict=True):
        assert kreise_zu(kreis) == {schluessel}


@pytest.mark.parametrize(
    ("text", "teile"),
    [
        ("Gornau; Thum", ["Gornau", "Thum"]),
        ("Gornau, Thum und Amtsberg", ["Gornau", "Thum", "Amtsberg"]),
        ("Gornau\nThum", ["Gornau", "Thum"]),
        ("Plauen, Stadt", ["Plauen, Stadt"]),
        ("Plauen, Stadt, Thum", ["Plauen", "Thum"]),
        ("gemeinsam mit Gornau", ["Gornau"]),
        ("Bautzen / Budyšin (14625020); 14521640", ["Bautzen / Budyšin (14625020)", "14521640"]),
    ],
)
def test_aufzaehlung_der_mitglieder(text: str, teile: list[str]) -> None:
    assert zerlege(text, NAMEN) == teile
