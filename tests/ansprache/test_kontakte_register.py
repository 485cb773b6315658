"""Kontakte: eintragen, berichtigen, zurückziehen; Stand, Wiedervorlagen und wer was darf."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest

from insek_monitor.ansprache.kampagnen import register as kampagnen
from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.ansprache.kontakte.register import KontaktUeberholt
from insek_monitor.kern.ansprache import Angebot, Kampagnenangaben, Kontakt, Kontaktart, Kontaktstand
from insek_monitor.kern.rollen import GAST, Rolle
from insek_monitor.register import protokoll
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.rechte import Verweigert
from insek_monitor.register.speicher import Register
from tests.hilfen.ablage import LOKAL, angemeldet, vorgaenge, zeilenzahlen

pytestmark = pytest.mark.eine_datenbank

HEUTE = date(2026, 11, 21)
#: Amtsberg und Annaberg-Buchholz.
A, B = "14521010", "14521020"
ANRUF = Kontakt(
    date(2026, 11, 2), Kontaktart.TELEFON, "Bauamt", "Interesse", "Muster schicken", date(2026, 11, 9)
)
LESERIN = angemeldet("lena@example.org", Rolle.LESEN, "Lena Lese")


def trage(register: Register, ags: str = A, kontakt: Kontakt = ANRUF, **angaben: Any) -> int:
    return kontakte.trage_ein(register, ags, kontakt, LOKAL, heute=HEUTE, **angaben)


def berichtige(register: Register, nummer: int, kontakt: Kontakt | None, grund: str = "vertippt") -> int:
    return kontakte.berichtige(register, nummer, kontakt, LOKAL, heute=HEUTE, grund=grund)


def stand_von(register: Register, ags: str = A) -> tuple[str, str]:
    zeile = kontakte.staende(register, LOKAL).loc[ags]
    return zeile["stand"], f"{zeile['seit']:%Y-%m-%d}"


# --- eintragen und lesen ------------------------------------------------------------------------------------


def test_eingetragenes_steht_mit_allen_angaben_da(register: Register) -> None:
    assert trage(register) == 1
    gelesen = kontakte.lies(register, LESERIN)
    assert gelesen.index.tolist() == [1]
    zeile = gelesen.loc[1].drop("am")
    assert zeile.drop("kampagne").to_dict() == {
        "vorgang": 1,
        "ags": A,
        "ags_damals": A,
        "datum": pd.Timestamp("2026-11-02"),
        "art": "telefon",
        "stelle": "Bauamt",
        "ergebnis": "Interesse",
        "naechster_schritt": "Muster schicken",
        "wiedervorlage": pd.Timestamp("2026-11-09"),
        "erledigt": False,
        "von": "Lore Lokal",
        "berichtigt": False,
    }
    assert zeile["kampagne"] is pd.NA


def test_ohne_kontakte_stimmen_spalten_und_typen(register: Register) -> None:
    leer = kontakte.lies(register, LOKAL)
    assert leer.empty
    assert leer.dtypes.astype(str).to_dict() == {
        "vorgang": "int64",
        "ags": "str",
        "ags_damals": "str",
        "datum": "datetime64[s]",
        "art": "str",
        "stelle": "str",
        "ergebnis": "str",
        "naechster_schritt": "str",
        "wiedervorlage": "datetime64[s]",
        "erledigt": "bool",
        "kampagne": "Int64",
        "am": "datetime64[us, UTC]",
        "von": "str",
        "berichtigt": "bool",
    }
    trage(register)
    gefuellt = [
        kontakte.lies(register, LOKAL),
        kontakte.verlauf(register, LOKAL, A),
        kontakte.staende(register, LOKAL),
        kontakte.standverlauf(register, LOKAL),
        kontakte.wiedervorlagen(register, LOKAL, heute=HEUTE),
        kontakte.letzter_kontakt(register, LOKAL).to_frame(),
    ]
    leere = [
        kontakte.lies(register, LOKAL, B),
        kontakte.verlauf(register, LOKAL, B),
        kontakte.standverlauf(register, LOKAL, B),
    ]
    assert not any(frame.empty for frame in gefuellt)
    assert [f.dtypes.to_dict() for f in leere] == [gefuellt[i].dtypes.to_dict() for i in (0, 1, 3)]


def test_der_juengste_zuerst_und_nur_die_gewaehlte_gemeinde(register: Register) -> None:
    for tag, ags in ((3, A), (5, B), (3, A), (4, A)):
        trage(register, ags, Kontakt(date(2026, 11, tag), Kontaktart.EMAIL))
    assert kontakte.lies(register, LOKAL).index.tolist() == [2, 4, 3, 1]
    assert kontakte.lies(register, LOKAL, A).index.tolist() == [4, 3, 1]


def test_texte_werden_bereinigt(register: Register) -> None:
    boese = "  <script>\x00\u202e\r\n\n\n\nu\u0308  "
    trage(register, kontakt=replace(ANRUF, stelle="Bau-\n  amt\t1", ergebnis=boese))
    zeile = kontakte.lies(register, LOKAL).loc[1]
    assert (zeile["stelle"], zeile["ergebnis"]) == ("Bau- amt 1", "<script>\n\nü")


@pytest.mark.parametrize(
    ("aenderung", "meldung"),
    [
        (
            {"datum": date(2026, 11, 22)},
            r"Datum“ ist der 22\.11\.2026 und liegt nach heute \(21\.11\.2026\)",
        ),
        ({"datum": date(1989, 12, 31)}, r"„Datum“ ist der 31\.12\.1989, vor dem 01\.01\.1990.*Jahreszahl"),
        ({"datum": date(202, 11, 2)}, r"„Datum“ ist der 02\.11\.0202, vor dem"),
        ({"datum": None}, "„Datum“ fehlt oder ist kein Datum"),
        ({"datum": "2026-11-02"}, "„Datum“ fehlt oder ist kein Datum"),
        ({"datum": pd.NaT}, "„Datum“ fehlt oder ist kein Datum"),
        ({"art": None}, "„Art des Kontakts“ fehlt. Bitte wählen Sie eines: Telefon, E-Mail"),
        ({"art": "fax"}, "„Art des Kontakts“ ist „fax“, das gibt es nicht"),
        (
            {"wiedervorlage": date(2026, 11, 1)},
            r"Wiedervorlage“ ist der 01\.11\.2026 und liegt vor dem",
        ),
        (
            {"wiedervorlage": date(2036, 11, 22)},
            r"22\.11\.2036, mehr als 10 Jahre.*bis zum 21\.11\.2036",
        ),
        ({"wiedervorlage": date(1926, 12, 1)}, r"„Wiedervorlage“ ist der 01\.12\.1926, vor dem"),
        ({"naechster_schritt": " \n"}, r"Wiedervorlage am 09\.11\.2026 fehlt „Nächster Schritt“"),
        ({"stelle": "x" * 201}, "„Stelle“ hat 201 Zeichen, höchstens 200"),
        ({"ergebnis": "x" * 4001}, "„Ergebnis“ hat 4001 Zeichen, höchstens 4000"),
        ({"naechster_schritt": "x" * 1001}, "„Nächster Schritt“ hat 1001 Zeichen, höchstens 1000"),
        ({"kampagne": 7}, "Eine Kampagne 7 gibt es nicht"),
    ],
)
def test_unmoegliches_wird_abgelehnt_und_nichts_geschrieben(
    register: Register, aenderung: dict[str, Any], meldung: str
) -> None:
    with pytest.raises(RegisterFehler, match=meldung):
        trage(register, kontakt=replace(ANRUF, **aenderung))
    assert kontakte.lies(register, LOKAL).empty
    assert kontakte.staende(register, LOKAL).empty
    assert vorgaenge(register) == [], "eine unmögliche Angabe ist kein Vorgang"


def test_grenzen_sind_erlaubt(register: Register) -> None:
    trage(register, kontakt=replace(ANRUF, datum=HEUTE, wiedervorlage=HEUTE))
    trage(register, kontakt=replace(ANRUF, datum=date(1990, 1, 1), wiedervorlage=date(2036, 11, 21)))
    trage(register, kontakt=Kontakt(datetime(2026, 11, 2, 15, 30), Kontaktart.SONSTIGES))
    assert kontakte.lies(register, LOKAL)["datum"].astype(str).tolist() == [
        "2026-11-21",
        "2026-11-02",
        "1990-01-01",
    ]


@pytest.mark.parametrize(
    ("ags", "meldung"),
    [
        ("14999999", "Den Gemeindeschlüssel 14999999 hat heute keine Gemeinde in Sachsen"),
        ("1452‘ OR 1=1", "„1452‘ OR 1=1“ ist kein Gemeindeschlüssel"),
        ("", "„“ ist kein Gemeindeschlüssel"),
    ],
)
def test_unbekannte_gemeinde(register: Register, ags: str, meldung: str) -> None:
    with pytest.raises(RegisterFehler, match=meldung):
        trage(register, ags)
    with pytest.raises(RegisterFehler, match=meldung):
        kontakte.setze_stand(register, ags, Kontaktstand.RUHT, LOKAL, heute=HEUTE)
    if len(ags) != 8:
        for lesen in (kontakte.lies, kontakte.standverlauf):
            with pytest.raises(RegisterFehler, match=meldung):
                lesen(register, LOKAL, ags)


def test_kontakt_einer_kampagne(register: Register) -> None:
    angaben = Kampagnenangaben("Frühjahr", "", Angebot.SEMINAR)
    kampagnen.lege_an(register, angaben, [A], LOKAL, datenstand_nummer=None)
    trage(register, kontakt=replace(ANRUF, kampagne=1))
    assert kontakte.lies(register, LOKAL)["kampagne"].tolist() == [1]


def test_nummern_aus_einem_frame(register: Register) -> None:
    angaben = Kampagnenangaben("Frühjahr", "", Angebot.SEMINAR, plaetze=np.int64(3))  # type: ignore[arg-type]
    kampagnen.lege_an(register, angaben, [A], LOKAL, datenstand_nummer=None)
    eins, keine = np.int64(1), cast(None, pd.NA)
    trage(register, kontakt=replace(ANRUF, kampagne=cast(int, eins)))
    trage(register, kontakt=replace(ANRUF, kampagne=keine), erledigt=[cast(int, eins)])
    berichtige(register, cast(int, eins), replace(ANRUF, kampagne=cast(int, eins)))
    kontakte.oeffne_wieder(register, cast(int, np.int64(3)), LOKAL)
    kampagnen.aendere(register, cast(int, eins), LOKAL, basis_fassung=cast(int, eins), gemeinden=[B])
    assert kampagnen.finde(register, cast(int, eins), LOKAL).angaben.plaetze == 3
    assert kontakte.lies(register, LOKAL)["kampagne"].tolist() == [1, pd.NA]
    assert kontakte.lies(register, LOKAL)["erledigt"].tolist() == [False, False]


# --- berichtigen und zurückziehen ---------------------------------------------------------------------------


def test_berichtigt_gilt_und_das_alte_bleibt_im_verlauf(register: Register) -> None:
    trage(register)
    assert berichtige(register, 1, replace(ANRUF, stelle="Hauptamt"), "falsche Stelle") == 2
    gelesen = kontakte.lies(register, LOKAL)
    assert gelesen[["stelle", "berichtigt"]].to_dict("index") == {
        2: {"stelle": "Hauptamt", "berichtigt": True}
    }
    verlauf = kontakte.verlauf(register, LOKAL, A)
    assert verlauf[["stelle", "gueltig", "zurueckgezogen", "grund"]].to_numpy().tolist() == [
        ["Hauptamt", True, False, "falsche Stelle"],
        ["Bauamt", False, False, ""],
    ]
    assert verlauf["ersetzt"].tolist() == [1, pd.NA]


def test_zurueckgezogenes_gilt_nicht_mehr(register: Register) -> None:
    trage(register)
    trage(register, B)
    assert berichtige(register, 1, None, "gehört zu Annaberg-Buchholz") == 3
    assert kontakte.lies(register, LOKAL).index.tolist() == [2]
    assert kontakte.lies(register, LOKAL, A).empty
    assert kontakte.letzter_kontakt(register, LOKAL).index.tolist() == [B]
    assert kontakte.wiedervorlagen(register, LOKAL, heute=HEUTE).index.tolist() == [2]
    verlauf = kontakte.verlauf(register, LOKAL, A)
    assert verlauf[["ergebnis", "gueltig", "zurueckgezogen", "berichtigt"]].to_numpy().tolist() == [
        ["Interesse", False, True, False],
        ["Interesse", False, False, False],
    ]


def test_ueberholtes_laesst_sich_nicht_noch_einmal_aendern(register: Register) -> None:
    trage(register)
    berichtige(register, 1, replace(ANRUF, stelle="Hauptamt"))
    geheim = replace(ANRUF, ergebnis="streng vertraulich")
    with pytest.raises(KontaktUeberholt, match=r"Der Kontakt 1 wurde am .* Uhr von Lore Lokal berichtigt"):
        berichtige(register, 1, geheim)
    with pytest.raises(KontaktUeberholt, match="berichtigt"):
        kontakte.erledige(register, 1, LOKAL)
    berichtige(register, 2, None)
    for nummer in (1, 2, 3):
        with pytest.raises(KontaktUeberholt, match=r"zurückgezogen\. Es wurde nichts geschrieben"):
            berichtige(register, nummer, geheim)
    with pytest.raises(KontaktUeberholt):
        trage(register, erledigt=[2])
    assert len(kontakte.verlauf(register, LOKAL, A)) == 3
    assert "vertraulich" not in protokoll.lies(register, person=LOKAL).to_string()


@pytest.mark.parametrize(
    ("nummer", "grund", "meldung"),
    [
        (1, " ", "„Grund“ ist leer"),
        (1, "x" * 501, "„Grund“ hat 501 Zeichen"),
        (9, "x", "Einen Kontakt 9 gibt es nicht"),
    ],
)
def test_berichtigung_braucht_grund_und_kontakt(
    register: Register, nummer: int, grund: str, meldung: str
) -> None:
    trage(register)
    with pytest.raises(RegisterFehler, match=meldung):
        berichtige(register, nummer, ANRUF, grund)
    with pytest.raises(RegisterFehler, match="liegt nach heute"):
        berichtige(register, 1, replace(ANRUF, datum=date(2027, 1, 1)))
    assert kontakte.lies(register, LOKAL).index.tolist() == [1]


# --- Stand --------------------------------------------------------------------------------------------------


def test_erster_kontakt_macht_angesprochen_der_zweite_aendert_nichts(register: Register) -> None:
    trage(register)
    assert stand_von(register) == ("angesprochen", "2026-11-02")
    trage(register, kontakt=replace(ANRUF, datum=HEUTE, wiedervorlage=None))
    assert stand_von(register) == ("angesprochen", "2026-11-02")
    assert len(kontakte.standverlauf(register, LOKAL)) == 1
    assert B not in kontakte.staende(register, LOKAL).index


def test_stand_mit_dem_kontakt_beginnt_an_dessen_tag(register: Register) -> None:
    trage(register, stand=Kontaktstand.BERATEN)
    assert stand_von(register) == ("beraten", "2026-11-02")
    berichtige(register, 1, replace(ANRUF, datum=date(2026, 10, 5)))
    assert stand_von(register) == ("beraten", "2026-10-05"), "er folgt dem berichtigten Tag"
    assert kontakte.standverlauf(register, LOKAL)["ab"].astype(str).tolist() == ["2026-10-05"]


def test_es_gilt_der_zuletzt_eingetragene_auch_mit_frueherem_tag(register: Register) -> None:
    kontakte.setze_stand(register, A, Kontaktstand.RUHT, LOKAL, heute=HEUTE, grund="Haushaltssperre")
    assert stand_von(register) == ("ruht", "2026-11-21")
    trage(register, kontakt=replace(ANRUF, datum=date(2020, 1, 1)), stand=Kontaktstand.BERATEN)
    assert stand_von(register) == ("beraten", "2020-01-01")
    verlauf = kontakte.standverlauf(register, LOKAL, A)
    assert verlauf[["stand", "grund", "von"]].to_numpy().tolist() == [
        ["ruht", "Haushaltssperre", "Lore Lokal"],
        ["beraten", "", "Lore Lokal"],
    ]


def test_seit_meint_den_beginn_der_folge(register: Register) -> None:
    for tag, stand in ((1, "beraten"), (2, "im_gespraech"), (3, "beraten"), (4, "beraten")):
        kontakt = Kontakt(date(2026, 11, tag), Kontaktart.VIDEO)
        trage(register, kontakt=kontakt, stand=Kontaktstand(stand))
    assert stand_von(register) == ("beraten", "2026-11-03")


def test_ein_zurueckgezogener_kontakt_nimmt_seinen_stand_mit(register: Register) -> None:
    kontakte.setze_stand(register, B, Kontaktstand.IM_GESPRAECH, LOKAL, heute=HEUTE)
    trage(register, A, stand=Kontaktstand.BERATEN)
    trage(register, B, stand=Kontaktstand.BERATEN)
    berichtige(register, 1, None)
    berichtige(register, 2, None)
    assert kontakte.staende(register, LOKAL)["stand"].to_dict() == {B: "im_gespraech"}
    assert kontakte.standverlauf(register, LOKAL)["ags"].tolist() == [B]
    alle = kontakte.standverlauf(register, LOKAL, auch_ungueltige=True)
    assert alle[["ags", "stand", "gueltig"]].to_numpy().tolist() == [
        [B, "im_gespraech", True],
        [A, "beraten", False],
        [B, "beraten", False],
    ]
    trage(register, A)
    assert stand_von(register, A)[0] == "angesprochen", "danach beginnt es von vorn"


def test_nach_nicht_angesprochen_macht_der_naechste_kontakt_wieder_angesprochen(register: Register) -> None:
    trage(register)
    kontakte.setze_stand(register, A, Kontaktstand.NICHT_ANGESPROCHEN, LOKAL, heute=HEUTE)
    assert stand_von(register) == ("nicht_angesprochen", "2026-11-21")
    trage(register)
    assert stand_von(register) == ("angesprochen", "2026-11-02")


def test_gleicher_stand_wird_nur_mit_grund_eingetragen(register: Register) -> None:
    kontakte.setze_stand(register, A, Kontaktstand.NICHT_ANGESPROCHEN, LOKAL, heute=HEUTE)
    assert kontakte.staende(register, LOKAL).empty
    kontakte.setze_stand(register, A, Kontaktstand.RUHT, LOKAL, heute=HEUTE)
    kontakte.setze_stand(register, A, Kontaktstand.RUHT, LOKAL, heute=HEUTE)
    assert zeilenzahlen(register)["ansprachestand"] == 1
    kontakte.setze_stand(register, A, Kontaktstand.RUHT, LOKAL, heute=HEUTE, grund="bis zur Wahl")
    assert zeilenzahlen(register)["ansprachestand"] == 2


def test_unmoeglicher_stand(register: Register) -> None:
    with pytest.raises(RegisterFehler, match="„Stand“ ist „nicht angesprochen“, obwohl ein Kontakt"):
        trage(register, stand=Kontaktstand.NICHT_ANGESPROCHEN)
    with pytest.raises(RegisterFehler, match="„Stand“ ist „egal“, das gibt es nicht"):
        kontakte.setze_stand(register, A, "egal", LOKAL, heute=HEUTE)  # type: ignore[arg-type]
    with pytest.raises(RegisterFehler, match="„Grund“ hat 501 Zeichen"):
        kontakte.setze_stand(register, A, Kontaktstand.RUHT, LOKAL, heute=HEUTE, grund="x" * 501)
    assert kontakte.staende(register, LOKAL).empty


# --- Wiedervorlagen -----------------------------------------------------------------------------------------


def test_wiedervorlagen_die_am_laengsten_faellige_zuerst(register: Register) -> None:
    for tag, ags in ((date(2026, 11, 21), B), (date(2026, 11, 20), A), (date(2027, 1, 4), A), (None, A)):
        trage(register, ags, replace(ANRUF, wiedervorlage=tag))
    trage(register, A, replace(ANRUF, wiedervorlage=date(2026, 11, 21)))
    frame = kontakte.wiedervorlagen(register, LESERIN, heute=HEUTE)
    assert list(frame) == [
        "vorgang",
        "ags",
        "ags_damals",
        "faellig_am",
        "ueberfaellig",
        "naechster_schritt",
        "stelle",
        "datum",
        "art",
    ]
    assert frame.index.tolist() == [2, 5, 1, 3]
    assert frame["ueberfaellig"].tolist() == [True, False, False, False], "heute fällig ist nicht überfällig"


def test_erledigen_und_wieder_oeffnen(register: Register) -> None:
    trage(register)

    def offen() -> list[int]:
        return kontakte.wiedervorlagen(register, LOKAL, heute=HEUTE).index.tolist()

    kontakte.erledige(register, 1, LOKAL)
    kontakte.erledige(register, 1, LOKAL)
    assert (offen(), kontakte.lies(register, LOKAL).at[1, "erledigt"]) == ([], True)
    assert zeilenzahlen(register)["erledigung"] == 1, "zweimal klicken erledigt einmal"
    kontakte.oeffne_wieder(register, 1, LOKAL)
    assert offen() == [1]


def test_berichtigung_ohne_neue_zusage_bleibt_erledigt(register: Register) -> None:
    trage(register)
    kontakte.erledige(register, 1, LOKAL)
    berichtige(register, 1, replace(ANRUF, ergebnis="doch kein Interesse"))
    assert kontakte.wiedervorlagen(register, LOKAL, heute=HEUTE).empty
    berichtige(register, 2, replace(ANRUF, wiedervorlage=date(2026, 12, 1)))
    assert kontakte.wiedervorlagen(register, LOKAL, heute=HEUTE).index.tolist() == [3]
    kontakte.erledige(register, 3, LOKAL)
    berichtige(register, 3, replace(ANRUF, wiedervorlage=date(2026, 12, 1), naechster_schritt="anrufen"))
    assert kontakte.wiedervorlagen(register, LOKAL, heute=HEUTE).index.tolist() == [4]


def test_ein_neuer_kontakt_erledigt_fruehere(register: Register) -> None:
    trage(register)
    trage(register, B)
    trage(register, kontakt=Kontakt(HEUTE, Kontaktart.TELEFON), erledigt=[1, 1])
    assert kontakte.wiedervorlagen(register, LOKAL, heute=HEUTE).index.tolist() == [2]
    with pytest.raises(RegisterFehler, match=rf"Kontakt 2 gehört zu einer anderen Gemeinde \({B}\)"):
        trage(register, erledigt=[2])
    with pytest.raises(RegisterFehler, match="Der Kontakt 3 hat keine Wiedervorlage"):
        trage(register, erledigt=[3])
    assert len(kontakte.lies(register, LOKAL)) == 3, "nichts halb geschrieben"


# --- letzter Kontakt, Folgestand ----------------------------------------------------------------------------


def test_letzter_kontakt(register: Register) -> None:
    for tag in (1, 9, 5):
        trage(register, kontakt=Kontakt(date(2026, 11, tag), Kontaktart.BRIEF))
    reihe = kontakte.letzter_kontakt(register, LESERIN)
    assert reihe.to_dict() == {A: pd.Timestamp("2026-11-09")}
    assert (str(reihe.dtype), reihe.index.name) == ("datetime64[s]", "ags")
    frueher = kontakte.letzter_kontakt(register, LESERIN, heute=date(2026, 11, 8))
    assert frueher.to_dict() == {A: pd.Timestamp("2026-11-05")}
    berichtige(register, 2, replace(ANRUF, datum=date(2026, 11, 3)))
    assert kontakte.letzter_kontakt(register, LESERIN).to_dict() == {A: pd.Timestamp("2026-11-05")}


def test_folgestand_aendert_sich_mit_jedem_eintrag(register: Register) -> None:
    gesehen = [kontakte.folgestand(register)]
    assert gesehen == [(0, 0)]
    angaben = Kampagnenangaben("Frühjahr", "", Angebot.SEMINAR)
    for schritt in (
        lambda: trage(register),
        lambda: kontakte.erledige(register, 1, LOKAL),
        lambda: kontakte.setze_stand(register, A, Kontaktstand.RUHT, LOKAL, heute=HEUTE),
        lambda: berichtige(register, 1, None),
        lambda: kampagnen.lege_an(register, angaben, [A], LOKAL, datenstand_nummer=None),
        lambda: kampagnen.aendere(register, 1, LOKAL, basis_fassung=1, archiviert=True),
    ):
        schritt()
        gesehen.append(kontakte.folgestand(register))
    assert gesehen == sorted(set(gesehen))
    kontakte.lies(register, LOKAL)
    assert kontakte.folgestand(register) == gesehen[-1]


# --- Rollen und Protokoll -----------------------------------------------------------------------------------


@pytest.mark.parametrize("person", [GAST, angemeldet()], ids=["Gast", "ohne Rolle"])
def test_ohne_rolle_kein_lesen(register: Register, person: Any) -> None:
    trage(register)
    for lesen in (
        lambda: kontakte.lies(register, person),
        lambda: kontakte.verlauf(register, person, A),
        lambda: kontakte.staende(register, person),
        lambda: kontakte.standverlauf(register, person),
        lambda: kontakte.wiedervorlagen(register, person, heute=HEUTE),
        lambda: kontakte.letzter_kontakt(register, person),
    ):
        with pytest.raises(Verweigert, match="„Kontakte lesen“ braucht die Rolle „Lesen“"):
            lesen()
    assert [ergebnis for _, _, ergebnis, _ in vorgaenge(register)] == ["ausgefuehrt"] + ["verweigert"] * 6


def test_lesende_schreiben_nicht(register: Register) -> None:
    trage(register)
    vorher = zeilenzahlen(register)
    for schreiben in (
        lambda: kontakte.trage_ein(register, A, ANRUF, LESERIN, heute=HEUTE),
        lambda: kontakte.berichtige(register, 1, None, LESERIN, heute=HEUTE, grund="x"),
        lambda: kontakte.setze_stand(register, A, Kontaktstand.RUHT, LESERIN, heute=HEUTE),
        lambda: kontakte.erledige(register, 1, LESERIN),
        lambda: kontakte.oeffne_wieder(register, 1, LESERIN),
    ):
        with pytest.raises(Verweigert, match="nur die Rolle „Lesen“"):
            schreiben()
    assert zeilenzahlen(register) == vorher | {"protokoll": vorher["protokoll"] + 5}


def test_das_protokoll_nennt_gemeinde_und_nummer_nie_den_wortlaut(register: Register) -> None:
    trage(register, stand=Kontaktstand.BERATEN)
    berichtige(register, 1, replace(ANRUF, ergebnis="streng geheim"), "Grund bleibt hier")
    kontakte.erledige(register, 2, LOKAL)
    kontakte.setze_stand(register, A, Kontaktstand.RUHT, LOKAL, heute=HEUTE, grund="intern")
    eintraege = protokoll.lies(register, person=LOKAL)
    assert eintraege[["vorgang", "gegenstand", "einzelheiten"]].iloc[::-1].fillna("").to_numpy().tolist() == [
        ["Kontakt eintragen", f"Gemeinde {A}", "Kontakt 1, Stand: beraten"],
        ["Kontakt berichtigen", "Kontakt 1", f"Gemeinde {A}, neuer Eintrag 2"],
        ["Wiedervorlage erledigen", "Kontakt 2", ""],
        ["Stand der Ansprache setzen", f"Gemeinde {A}", "beraten → ruht"],
    ]
