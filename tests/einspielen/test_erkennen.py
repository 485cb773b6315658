"""Blatt, Kopfzeile und Spalten fremder Listen."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from insek_monitor.einspielen.befund import Stufe
from insek_monitor.einspielen.erkennen import (
    HOECHSTENS_ZEILEN,
    ErkennungsFehler,
    Tabelle,
    erkenne,
    normiere_titel,
)
from insek_monitor.einspielen.spaltentitel import feld_zu
from insek_monitor.kern.meldung import FELDER
from insek_monitor.kern.rohdatei import Rohblatt, Rohdatei, Zelle
from tests.hilfen.pruefhilfen import rohdatei


def zeilen(text: str) -> tuple[tuple[Zelle, ...], ...]:
    """Tabelle aus Text: Spalten mit |, leer ist None."""
    return tuple(
        tuple(z.strip() or None for z in zeile.split("|")) for zeile in text.strip("\n").splitlines()
    )


def blatt(text: str, name: str = "Liste", **weiteres: object) -> Rohblatt:
    return Rohblatt(name, zeilen(text), **weiteres)  # type: ignore[arg-type]


def felder(tabelle: Tabelle) -> list[str | None]:
    return [spalte.feld for spalte in tabelle.spalten]


def codes(tabelle: Tabelle) -> list[tuple[str, Stufe]]:
    return [(befund.code, befund.stufe) for befund in tabelle.befunde]


EINFACH = "Gemeinde|INSEK vorhanden?\nPlauen|ja"


@pytest.mark.parametrize("feld", FELDER, ids=[feld.name for feld in FELDER])
def test_ueberschriften_der_vorlage(feld) -> None:
    for titel in (feld.titel, feld.titel.upper(), f" {feld.titel}: ", feld.titel.replace(" ", "\n")):
        assert feld_zu(titel) == feld.name


@pytest.mark.parametrize(
    ("titel", "feld"),
    [
        ("Kommune", "gemeinde"), ("Stadt/Gemeinde", "gemeinde"), ("Name der Gemeinde", "gemeinde"),
        ("amtl. Gemeindeschlüssel", "ags"), ("Gemeinde-\nschlüssel", "ags"), ("GEMEINDESCHLUESSEL", "ags"),
        ("Landkreis", "kreis"), ("INSEK (ja/nein)", "vorhanden"), ("INSEK vorh.?", "vorhanden"),
        ("Status", "vorhanden"),
        ("INSEK/INGEKO vorhanden? (j/n)", "vorhanden"), ("Beschlussdatum", "beschluss"),
        ("Datum des Ratsbeschlusses", "beschluss"), ("Beschluss (TT.MM.JJJJ)", "beschluss"),
        ("in Arbeit seit", "begonnen"), ("Horizont", "zieljahr"), ("Planungshorizont", "zieljahr"),
        ("Bemerkungen", "notiz"), ("Link", "quelle_url"), ("Partnergemeinden", "gemeinsam"),
        ("Konzept-ID", "konzept_id"), ("Beschluss-Nr.", None), ("Einwohner", None), ("Gemeindetyp", None),
        ("lfd. Nr.", None), ("Kreisschlüssel", None), ("Stand", None), ("", None),
    ],
)  # fmt: skip
def test_uebliche_ueberschriften(titel: str, feld: str | None) -> None:
    assert feld_zu(titel) == feld


def test_normierte_ueberschrift() -> None:
    assert normiere_titel("INSEK vorhan-\nden?") == "insek vorhanden"
    assert normiere_titel("Gemeindeschlu\u0308ssel") == "gemeindeschluessel"
    assert normiere_titel("  Größe (m²) ") == "groesse m2"


@given(st.text(max_size=60))
def test_normieren_ist_stabil(text: str) -> None:
    assert normiere_titel(normiere_titel(text)) == normiere_titel(text)


def test_kopf_unter_einem_titelblock_und_leere_zeilen() -> None:
    tabelle = erkenne(
        rohdatei(
            blatt(
                """Übersicht der Gemeinden mit INSEK-Beschluss

Stand|21.11.2026
|AGS|Kommune|INSEK ja/nein|Beschlussdatum
|14521010|Amtsberg|ja|2019

|14523320|Plauen|nein|"""
            )
        )
    )
    assert tabelle.kopfzeile == 4
    assert felder(tabelle) == ["ags", "gemeinde", "vorhanden", "beschluss"]
    assert [spalte.nummer for spalte in tabelle.spalten] == [2, 3, 4, 5]
    assert [nummer for nummer, _ in tabelle.zeilen] == [5, 7]
    assert tabelle.zeilen[1][1] == ("14523320", "Plauen", "nein", None)


def test_zweizeiliger_kopf_mit_verbundenen_zellen() -> None:
    text = "Gemeinde|INSEK||in Arbeit\n|vorhanden|Beschluss am|seit\nPlauen|ja|2019|2025"
    tabelle = erkenne(rohdatei(blatt(text, verbunden=((1, 1, 2, 1), (1, 2, 1, 3)))))
    assert tabelle.kopfzeile == 2
    assert felder(tabelle) == ["gemeinde", "vorhanden", "beschluss", "begonnen"]
    assert [s.titel for s in tabelle.spalten][2:] == ["INSEK Beschluss am", "in Arbeit seit"]
    assert [nummer for nummer, _ in tabelle.zeilen] == [3]


def test_zweizeiliger_kopf_ohne_verbindung_wie_in_csv() -> None:
    tabelle = erkenne(rohdatei(blatt("Gemeinde|INSEK||\n|vorhanden?|Beschluss|Bemerkung\nPlauen|ja|2019|x")))
    assert felder(tabelle) == ["gemeinde", "vorhanden", "beschluss", "notiz"]


def test_verbundener_titel_ueber_der_liste_ist_keine_kopfzeile() -> None:
    tabelle = erkenne(
        rohdatei(blatt("INSEK-Beschluss der Gemeinden||\n" + EINFACH, verbunden=((1, 1, 1, 3),)))
    )
    assert tabelle.kopfzeile == 2


def test_senkrecht_verbundene_zellen_gelten_fuer_jede_zeile() -> None:
    text = "Gemeinde|INSEK vorhanden?|Beschluss am\nPlauen|ja|2009\n||2019\nDöbeln|nein|"
    tabelle = erkenne(rohdatei(blatt(text, verbunden=((2, 1, 3, 1), (2, 2, 3, 2)))))
    assert tabelle.zeilen[1] == (3, ("Plauen", "ja", "2019"))
    assert tabelle.zeilen[2] == (4, ("Döbeln", "nein", None))


def test_waagrecht_verbundene_zellen_werden_nicht_vervielfacht() -> None:
    text = EINFACH + "\nLandkreis Bautzen|\nKamenz|ja"
    tabelle = erkenne(rohdatei(blatt(text, verbunden=((3, 1, 3, 2),))))
    assert tabelle.zeilen[1] == (3, ("Landkreis Bautzen", None))


def test_blatt_meldeliste_geht_vor_beiblaetter_zaehlen_nicht() -> None:
    reich = blatt("AGS|Gemeinde|Kreis|INSEK vorhanden?|Titel\n1|2|3|4|5", "Schlüssel")
    andere = blatt("AGS|Gemeinde|Kreis|INSEK vorhanden?|Titel\n14523320|Plauen|V|ja|x", "Sicherung")
    tabelle = erkenne(rohdatei(reich, andere, blatt(EINFACH, "Meldeliste")))
    assert tabelle.blatt == "Meldeliste"
    assert codes(tabelle) == [("weiteres_blatt", Stufe.WARNUNG)]
    assert tabelle.befunde[0].blatt == "Sicherung"


def test_sichtbares_blatt_geht_vor_dem_ausgeblendeten() -> None:
    versteckt = blatt("AGS|Gemeinde|INSEK vorhanden?|Titel\n14523320|Plauen|ja|x", "Alt", verborgen=True)
    tabelle = erkenne(rohdatei(versteckt, blatt(EINFACH, "Neu")))
    assert tabelle.blatt == "Neu"
    assert codes(tabelle) == [("weiteres_blatt", Stufe.HINWEIS)]
    assert erkenne(rohdatei(versteckt)).blatt == "Alt"


def test_nur_ein_beiblatt_wird_trotzdem_gelesen() -> None:
    assert erkenne(rohdatei(blatt(EINFACH, "Schlüssel"))).blatt == "Schlüssel"


def test_unbekannte_ueberschriften_aus_dem_inhalt() -> None:
    tabelle = erkenne(rohdatei(blatt("Nr|Kenn|Bez|Wert\n1|14523320|Plauen|ja\n2|14522080|Döbeln|nein")))
    assert felder(tabelle) == [None, "ags", "gemeinde", "vorhanden"]
    assert [spalte.vermutet for spalte in tabelle.spalten] == [False, True, True, True]
    assert ("spalte_vermutet", Stufe.HINWEIS) in codes(tabelle)


def test_zwei_spalten_voller_antworten_werden_nicht_geraten() -> None:
    tabelle = erkenne(rohdatei(blatt("Gemeinde|A|B|Beschluss am\nPlauen|ja|nein|2019\nDöbeln|nein|nein|")))
    # „Beschluss am“ kann zu A oder B gehören.
    assert felder(tabelle) == ["gemeinde", None, None, None]


def test_wahl_des_menschen_geht_vor() -> None:
    datei = rohdatei(blatt("Nr|Bez|Wert|Gemeinde\n1|Plauen|ja|Amt A\n2|Döbeln|nein|Amt B"))
    tabelle = erkenne(datei, {"bez": "gemeinde", "wert": "vorhanden", "gemeinde": ""})
    assert felder(tabelle) == [None, "gemeinde", "vorhanden", None]
    assert not any(spalte.vermutet for spalte in tabelle.spalten)


def test_unbekanntes_feld_in_der_wahl_wird_nicht_uebernommen() -> None:
    assert felder(erkenne(rohdatei(blatt(EINFACH + "\n")), {"insek vorhanden": "quatsch"})) == [
        "gemeinde",
        None,
    ]


@pytest.mark.parametrize(
    ("text", "erwartet", "stufe"),
    [
        (
            "Gemeinde|Beschluss am|Beschluss am\nPlauen|2019|2020",
            ["gemeinde", "beschluss", None],
            Stufe.WARNUNG,
        ),
        (
            "Gemeinde|Beschluss am|Beschluss am\nPlauen|2019|2019",
            ["gemeinde", "beschluss", None],
            Stufe.HINWEIS,
        ),
        ("Gemeinde|Beschluss|Beschluss am\nPlauen|2019|2020", ["gemeinde", None, "beschluss"], Stufe.HINWEIS),
    ],
)
def test_doppelte_ueberschriften(text: str, erwartet: list[str | None], stufe: Stufe) -> None:
    tabelle = erkenne(rohdatei(blatt(text)))
    assert felder(tabelle) == erwartet
    assert codes(tabelle) == [("spalte_doppelt", stufe)]


@pytest.mark.parametrize(
    ("spalte", "werte", "feld"),
    [
        ("INSEK", ["2019", "2020"], "beschluss"),
        ("INSEK", ["ja", "nein"], "vorhanden"),
        ("Konzept", ["INSEK", "SEKO"], "vorhanden"),
        ("Konzept", ["INSEK Plauen 2030", "Leitbild der Stadt"], "titel"),
        ("Stand", ["2019", "2020"], "beschluss"),
        ("Stand", ["in Arbeit", "beschlossen"], "vorhanden"),
        ("Jahr", ["2019", "2020"], "beschluss"),
        ("Typ", ["Stadt", "Gemeinde"], None),
        ("Bezeichnung", ["INSEK 2030", "Konzept"], "titel"),
    ],
)
def test_mehrdeutige_ueberschrift_nach_dem_inhalt(spalte: str, werte: list[str], feld: str | None) -> None:
    text = f"Gemeinde|{spalte}\n" + "\n".join(
        f"{g}|{w}" for g, w in zip(["Plauen", "Döbeln"], werte, strict=True)
    )
    assert felder(erkenne(rohdatei(blatt(text)))) == ["gemeinde", feld]


def test_jahr_neben_beschluss_wird_nicht_uebernommen() -> None:
    tabelle = erkenne(rohdatei(blatt("Gemeinde|Beschluss am|Jahr\nPlauen|2019|2024")))
    assert felder(tabelle) == ["gemeinde", "beschluss", None]


@pytest.mark.parametrize(
    ("text", "enthaelt"),
    [
        ("14521010|Amtsberg|ja\n14523320|Plauen|nein", "keine Kopfzeile"),
        ("a|b\n1|2", "keine Kopfzeile"),
        ("nur ein Satz", "keine Kopfzeile"),
        ("", "enthält keine Zeilen"),
    ],
)
def test_ohne_kopfzeile(text: str, enthaelt: str) -> None:
    with pytest.raises(ErkennungsFehler, match=enthaelt) as fehler:
        erkenne(rohdatei(blatt(text)))
    assert "Bitte" in str(fehler.value)


def test_zu_viele_zeilen() -> None:
    viele = ((*zeilen(EINFACH)[0],), *((("Plauen", "ja"),) * (HOECHSTENS_ZEILEN + 1)))
    with pytest.raises(ErkennungsFehler, match=str(HOECHSTENS_ZEILEN)):
        erkenne(rohdatei(Rohblatt("Liste", viele)))


def test_fuenftausend_spalten_und_ungleich_lange_zeilen() -> None:
    kopf = ("Gemeinde", "INSEK vorhanden?", *(f"Spalte {i}" for i in range(4998)))
    tabelle = erkenne(rohdatei(Rohblatt("Liste", (kopf, ("Plauen",), ("Döbeln", "ja", None, "x")))))
    assert len(tabelle.spalten) == 300
    assert all(len(werte) == 300 for _, werte in tabelle.zeilen)
    assert codes(tabelle) == [("zu_viele_spalten", Stufe.HINWEIS)]


def versuche(datei: Rohdatei) -> tuple[Tabelle | None, str]:
    try:
        return erkenne(datei), ""
    except ErkennungsFehler as fehler:
        return None, str(fehler)


ZELLEN = st.none() | st.text(max_size=12) | st.integers() | st.floats() | st.booleans() | st.dates()


@given(
    st.lists(
        st.lists(ZELLEN | st.sampled_from(["Gemeinde", "AGS", "Status", "Stand"]), max_size=6), max_size=8
    )
)
def test_beliebiger_inhalt_gibt_eine_tabelle_oder_einen_deutschen_satz(inhalt: list[list[Zelle]]) -> None:
    datei: Rohdatei = rohdatei(Rohblatt("Liste", tuple(tuple(zeile) for zeile in inhalt)))
    tabelle, satz = versuche(datei)
    event("nicht erkannt" if tabelle is None else "erkannt")
    if tabelle is None:
        assert "Bitte" in satz
        return
    vergeben = [spalte.feld for spalte in tabelle.spalten if spalte.feld]
    assert len(vergeben) == len(set(vergeben))
    assert all(len(werte) == len(tabelle.spalten) for _, werte in tabelle.zeilen)
    assert all(nummer > tabelle.kopfzeile for nummer, _ in tabelle.zeilen)


def test_tage_und_zahlen_als_werte() -> None:
    inhalt = (("AGS", "Beschluss am"), (14523320, date(2019, 3, 14)))
    tabelle = erkenne(rohdatei(Rohblatt("Liste", inhalt)))
    assert tabelle.zeilen == ((2, (14523320, date(2019, 3, 14))),)
