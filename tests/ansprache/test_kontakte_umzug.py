"""Ein Kontakt unter der falschen Gemeinde wandert in einem Zug zur richtigen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.ansprache.kontakte.register import KontaktUeberholt
from insek_monitor.ansprache.kontakte.register_umzug import ordne_zu
from insek_monitor.kern.ansprache import Kontakt, Kontaktart, Kontaktstand
from insek_monitor.kern.rollen import Rolle
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.rechte import Verweigert
from insek_monitor.register.speicher import Register
from tests.hilfen.ablage import LOKAL, angemeldet

pytestmark = pytest.mark.eine_datenbank

HEUTE = date(2026, 11, 21)
A, B = "14521010", "14523320"
ANRUF = Kontakt(date(2026, 11, 2), Kontaktart.TELEFON, "Bauamt", "x", "schicken", date(2026, 12, 4))


def trage(register: Register, stand: Kontaktstand | None = None) -> int:
    return kontakte.trage_ein(register, A, ANRUF, LOKAL, heute=HEUTE, stand=stand)


def staende(register: Register) -> dict[str, str]:
    return dict(kontakte.staende(register, LOKAL)["stand"])


def test_kontakt_stand_und_zusage_ziehen_um_und_der_alte_bleibt_im_verlauf(register: Register) -> None:
    nummer = trage(register, Kontaktstand.BERATEN)
    neu = ordne_zu(register, nummer, B, replace(ANRUF, ergebnis="y"), LOKAL, heute=HEUTE, grund="verwechselt")
    gelesen = kontakte.lies(register, LOKAL)
    assert gelesen[["ags", "ergebnis", "vorgang"]].to_dict("index") == {
        neu: {"ags": B, "ergebnis": "y", "vorgang": neu}
    }
    assert staende(register) == {B: "beraten"}
    verlauf = kontakte.verlauf(register, LOKAL, A)
    assert sorted(verlauf["zurueckgezogen"]) == [False, True]
    assert "verwechselt" in set(verlauf["grund"])
    assert list(kontakte.wiedervorlagen(register, LOKAL, heute=HEUTE)["ags"]) == [B]


def test_angesprochen_mindert_keinen_weiteren_stand(register: Register) -> None:
    kontakte.setze_stand(register, B, Kontaktstand.IM_GESPRAECH, LOKAL, heute=HEUTE)
    ordne_zu(register, trage(register), B, ANRUF, LOKAL, heute=HEUTE, grund="verwechselt")
    assert staende(register) == {B: "im_gespraech"}


@pytest.mark.parametrize(("tag", "offen"), [(date(2026, 12, 4), 0), (date(2026, 12, 5), 1)])
def test_erledigtes_bleibt_erledigt_wenn_es_dasselbe_ist(register: Register, tag: date, offen: int) -> None:
    nummer = trage(register)
    kontakte.erledige(register, nummer, LOKAL)
    ordne_zu(register, nummer, B, replace(ANRUF, wiedervorlage=tag), LOKAL, heute=HEUTE, grund="verwechselt")
    assert len(kontakte.wiedervorlagen(register, LOKAL, heute=HEUTE)) == offen


def test_abgewiesenes_schreibt_nichts(register: Register) -> None:
    nummer = trage(register)
    vorher = staende(register), len(kontakte.verlauf(register, LOKAL))
    leser = angemeldet("leser@stelle.example", Rolle.LESEN)
    spaeter = replace(ANRUF, datum=date(2026, 11, 22))
    for fehler, satz, ags, kontakt, person, grund in (
        (Verweigert, "Bearbeiten", B, ANRUF, leser, "verwechselt"),
        (RegisterFehler, "gehört schon zu dieser Gemeinde", A, ANRUF, LOKAL, "verwechselt"),
        (RegisterFehler, "„Grund“ ist leer", B, ANRUF, LOKAL, " "),
        (RegisterFehler, "nach heute", B, spaeter, LOKAL, "verwechselt"),
        (RegisterFehler, "14999999", "14999999", ANRUF, LOKAL, "verwechselt"),
    ):
        with pytest.raises(fehler, match=satz):
            ordne_zu(register, nummer, ags, kontakt, person, heute=HEUTE, grund=grund)
    assert (staende(register), len(kontakte.verlauf(register, LOKAL))) == vorher
    kontakte.berichtige(register, nummer, None, LOKAL, heute=HEUTE, grund="doppelt")
    with pytest.raises(KontaktUeberholt, match="zurückgezogen"):
        ordne_zu(register, nummer, B, ANRUF, LOKAL, heute=HEUTE, grund="verwechselt")
