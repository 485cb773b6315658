"""Ein Kontakt für viele in einem Zug; Wiedervorlagen verschieben; was ein Kalender davon erfährt."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pandas as pd
import pytest

from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.ansprache.kontakte.kalender import als_ics_wiedervorlagen
from insek_monitor.ansprache.kontakte.register import KontaktUeberholt
from insek_monitor.kern.ansprache import Kontakt, Kontaktart, Kontaktstand
from insek_monitor.kern.rollen import Rolle
from insek_monitor.register import protokoll
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.rechte import Verweigert
from insek_monitor.register.speicher import Register
from tests.hilfen.ablage import LOKAL, angemeldet, zeilenzahlen

pytestmark = pytest.mark.eine_datenbank

HEUTE = date(2026, 11, 21)
A, B, C = "14521010", "14521020", "14523320"
EINLADUNG = Kontakt(date(2026, 11, 20), Kontaktart.EMAIL, "Hauptamt", "Eingeladen", "nachfragen", HEUTE)
ANRUF = Kontakt(date(2026, 11, 2), Kontaktart.TELEFON, "Bauamt", "x", "schicken", date(2026, 12, 4))


def fuer_alle(
    register: Register, ags: list[str], kontakt: Kontakt = EINLADUNG, **angaben: Any
) -> dict[str, int]:
    person = angaben.pop("person", LOKAL)
    return kontakte.trage_ein_fuer_alle(register, ags, kontakt, person, heute=HEUTE, **angaben)


def trage(register: Register, kontakt: Kontakt = ANRUF, ags: str = A) -> int:
    return kontakte.trage_ein(register, ags, kontakt, LOKAL, heute=HEUTE)


def staende(register: Register) -> dict[str, str]:
    return dict(kontakte.staende(register, LOKAL)["stand"])


# --- für mehrere --------------------------------------------------------------------------------------------


def test_alle_in_einem_zug_wie_einzeln_eingetragen(register: Register) -> None:
    kontakte.setze_stand(register, B, Kontaktstand.BERATEN, LOKAL, heute=HEUTE)
    assert fuer_alle(register, [C, A, B, A]) == {C: 1, A: 2, B: 3}
    gelesen = kontakte.lies(register, LOKAL)
    assert gelesen.loc[[1, 2, 3], "ags"].tolist() == [C, A, B]
    assert gelesen["vorgang"].to_dict() == {3: 3, 2: 2, 1: 1}
    assert staende(register) == {A: "angesprochen", B: "beraten", C: "angesprochen"}
    einzeln = trage(register, EINLADUNG, C)
    spalten = ["datum", "art", "stelle", "ergebnis", "naechster_schritt", "wiedervorlage", "von"]
    gelesen = kontakte.lies(register, LOKAL)
    assert gelesen.loc[einzeln, spalten].tolist() == gelesen.loc[1, spalten].tolist()
    # Mit dem Kontakt verknüpft: Zurückgezogen gilt auch sein Stand nicht mehr.
    kontakte.berichtige(register, 2, None, LOKAL, heute=HEUTE, grund="nicht verschickt")
    assert A not in staende(register)


def test_stand_fuer_alle_und_ein_eintrag_im_protokoll(register: Register) -> None:
    vorher = len(protokoll.lies(register, person=LOKAL))
    fuer_alle(register, [A, B], stand=Kontaktstand.IM_GESPRAECH)
    assert staende(register) == {A: "im_gespraech", B: "im_gespraech"}
    neue = protokoll.lies(register, person=LOKAL)
    assert len(neue) == vorher + 1
    eintrag = neue.iloc[0]
    assert eintrag["vorgang"] == "Kontakt für mehrere eintragen"
    assert eintrag["gegenstand"] == "Gemeinden: 2"
    assert eintrag["einzelheiten"] == "Kontakte 1 bis 2, Stand: im Gespräch (2)"


@pytest.mark.parametrize(
    ("ags", "kontakt", "meldung"),
    [
        ([A, "14999999"], EINLADUNG, "14999999 hat heute keine Gemeinde"),
        ([A, B], replace(EINLADUNG, datum=date(2026, 11, 22)), "liegt nach heute"),
        ([A, B], replace(EINLADUNG, kampagne=7), "Eine Kampagne 7 gibt es nicht"),
        ([], EINLADUNG, "Es ist keine Gemeinde genannt"),
    ],
)
def test_ganz_oder_gar_nicht(register: Register, ags: list[str], kontakt: Kontakt, meldung: str) -> None:
    vorher = zeilenzahlen(register)
    with pytest.raises(RegisterFehler, match=meldung):
        fuer_alle(register, ags, kontakt)
    assert zeilenzahlen(register) == vorher


def test_nur_wer_bearbeiten_darf(register: Register) -> None:
    leserin = angemeldet("lena@example.org", Rolle.LESEN, "Lena Lese")
    with pytest.raises(Verweigert):
        fuer_alle(register, [A], person=leserin)
    with pytest.raises(Verweigert):
        kontakte.verschiebe(register, 1, HEUTE, leserin, heute=HEUTE)
    assert kontakte.lies(register, LOKAL).empty


# --- verschieben --------------------------------------------------------------------------------------------


def test_verschieben_behaelt_vorgang_und_verlauf(register: Register) -> None:
    nummer = trage(register)
    neu = kontakte.verschiebe(register, nummer, date(2026, 12, 11), LOKAL, heute=HEUTE)
    nochmal = kontakte.verschiebe(register, neu, date(2026, 12, 18), LOKAL, heute=HEUTE)
    gelesen = kontakte.lies(register, LOKAL)
    assert gelesen.index.tolist() == [nochmal]
    zeile = gelesen.loc[nochmal]
    assert (zeile["vorgang"], zeile["wiedervorlage"]) == (nummer, pd.Timestamp("2026-12-18"))
    assert (zeile["ergebnis"], zeile["naechster_schritt"]) == ("x", "schicken")
    assert kontakte.verlauf(register, LOKAL, A)["grund"].tolist() == [
        "Wiedervorlage verschoben vom 11.12.2026 auf den 18.12.2026",
        "Wiedervorlage verschoben vom 04.12.2026 auf den 11.12.2026",
        "",
    ]
    with pytest.raises(KontaktUeberholt, match=f"Der Kontakt {neu} wurde am .* berichtigt"):
        kontakte.verschiebe(register, neu, HEUTE, LOKAL, heute=HEUTE)
    assert kontakte.verschiebe(register, nochmal, date(2026, 12, 18), LOKAL, heute=HEUTE) == nochmal


def test_nur_offenes_und_moegliches_laesst_sich_verschieben(register: Register) -> None:
    ohne, mit = trage(register, replace(ANRUF, wiedervorlage=None)), trage(register)
    for nummer, tag, meldung in (
        (ohne, HEUTE, "hat keine Wiedervorlage"),
        (mit, date(2026, 11, 1), "liegt vor dem Kontakt"),
        (mit, date(2036, 11, 22), "mehr als 10 Jahre voraus"),
        (mit, None, "„Wiedervorlage“ fehlt"),
        (99, HEUTE, "Einen Kontakt 99 gibt es nicht"),
    ):
        with pytest.raises(RegisterFehler, match=meldung):
            kontakte.verschiebe(register, nummer, tag, LOKAL, heute=HEUTE)  # type: ignore[arg-type]
    kontakte.erledige(register, mit, LOKAL)
    with pytest.raises(RegisterFehler, match="ist inzwischen erledigt"):
        kontakte.verschiebe(register, mit, HEUTE, LOKAL, heute=HEUTE)
    assert len(kontakte.verlauf(register, LOKAL, A)) == 2


# --- Kalender -----------------------------------------------------------------------------------------------

GEMEINDEN = pd.DataFrame({"name": ["Amtsberg"], "telefon": [None]}, index=[A])
ERSTELLT = datetime(2026, 11, 21, 9, tzinfo=UTC)


def ausgabe(register: Register, heute: date = HEUTE) -> dict[str, Any]:
    """Die Termine einer Ausgabe je Kennung; alle Ausgaben entstehen in derselben Minute."""
    termine = kontakte.termine(register, LOKAL, heute=heute)
    inhalt = als_ics_wiedervorlagen(termine, GEMEINDEN, ERSTELLT)
    return {str(t["uid"]): t for t in icalendar.Calendar.from_ical(inhalt).walk("VEVENT")}


def test_ein_termin_behaelt_seine_kennung_bis_zur_absage(register: Register) -> None:
    nummer = trage(register)
    schritte = [ausgabe(register)]
    neu = kontakte.verschiebe(register, nummer, date(2026, 12, 11), LOKAL, heute=HEUTE)
    schritte.append(ausgabe(register))
    kontakte.erledige(register, neu, LOKAL)
    schritte.append(ausgabe(register))
    kontakte.oeffne_wieder(register, neu, LOKAL)
    schritte.append(ausgabe(register))
    ohne = replace(ANRUF, wiedervorlage=None)
    letzter = kontakte.berichtige(register, neu, ohne, LOKAL, heute=HEUTE, grund="entfällt")
    schritte.append(ausgabe(register))
    kontakte.berichtige(register, letzter, None, LOKAL, heute=HEUTE, grund="falsche Gemeinde")
    schritte.append(ausgabe(register))
    assert {tuple(schritt) for schritt in schritte} == {("wiedervorlage-1@insek-monitor",)}
    termine = [schritt["wiedervorlage-1@insek-monitor"] for schritt in schritte]
    assert [str(t["status"]) for t in termine] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
        "CONFIRMED",
        "CANCELLED",
        "CANCELLED",
    ]
    folge = [int(t["sequence"]) for t in termine]
    assert [wert - folge[0] for wert in folge] == [0, 1, 2, 3, 4, 5]
    assert [t["dtstart"].dt.day for t in termine] == [4, 11, 11, 11, 11, 11]
    assert str(termine[4]["summary"]) == "[entfallen] Amtsberg: schicken"
    assert str(termine[5]["summary"]) == "[zurückgezogen] Amtsberg: schicken"


def test_zurueckgezogene_werden_abgesagt(register: Register) -> None:
    nummer = trage(register)
    kontakte.berichtige(register, nummer, None, LOKAL, heute=HEUTE, grund="doppelt")
    (termin,) = ausgabe(register).values()
    assert (str(termin["status"]), termin["dtstart"].dt) == ("CANCELLED", date(2026, 12, 4))


def test_absagen_enden_ein_jahr_nach_frist_und_aenderung(register: Register) -> None:
    erledigt, offen = trage(register), trage(register)
    trage(register, replace(ANRUF, wiedervorlage=None))
    kontakte.erledige(register, erledigt, LOKAL)
    # Fällig am 4.12.2026, abgehakt zur Zeit des Tests: Der spätere der beiden Tage zählt ein Jahr.
    termine = kontakte.termine(register, LOKAL, heute=date(2027, 12, 4))
    assert termine["ausgang"].to_dict() == {erledigt: "erledigt", offen: ""}
    assert termine["ueberfaellig"].to_dict() == {erledigt: False, offen: True}
    spaeter = kontakte.termine(register, LOKAL, heute=date(2099, 1, 1))
    assert spaeter["ausgang"].to_dict() == {offen: ""}


def test_ohne_kontakte_gibt_es_keine_termine(register: Register) -> None:
    leer = kontakte.termine(register, LOKAL, heute=HEUTE)
    trage(register)
    voll = kontakte.termine(register, LOKAL, heute=HEUTE)
    assert leer.empty
    assert list(leer) == list(voll)
    assert leer["ausgang"].tolist() == []
