"""Jede Folge von Einträgen, Berichtigungen und Rückzügen: nichts verschwindet, es gilt genau das Letzte."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.ansprache.kontakte.register import KontaktUeberholt
from insek_monitor.kern.ansprache import Kontakt, Kontaktart, Kontaktstand
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.speicher import oeffne_leer
from tests.hilfen.ablage import LOKAL

pytestmark = pytest.mark.langsam

HEUTE = date(2026, 11, 21)
GEMEINDEN = ("14000000", "14000001")

tage = st.integers(0, 40).map(lambda n: HEUTE - timedelta(days=n))
wiedervorlagen = st.none() | st.integers(0, 3).map(lambda n: HEUTE + timedelta(days=n))
kontaktangaben = st.builds(
    lambda tag, schritt, faellig: Kontakt(tag, Kontaktart.TELEFON, "", "", schritt, faellig),
    tage,
    st.sampled_from(["anrufen", "schicken"]),
    wiedervorlagen,
)
staende = st.sampled_from([s for s in Kontaktstand if s is not Kontaktstand.NICHT_ANGESPROCHEN])


@dataclass(frozen=True)
class Eintrag:
    """Was das Modell über einen Eintrag weiß."""

    nummer: int
    vorgang: int
    ags: str
    kontakt: Kontakt
    rueckzug: bool = False


class Ansprache(RuleBasedStateMachine):
    """Vergleicht das Register nach jedem Schritt mit einer einfachen Nachrechnung."""

    vorlage: Path
    nummern = Bundle("nummern")

    @initialize()
    def beginne(self) -> None:
        self.ordner = tempfile.TemporaryDirectory()
        datei = shutil.copy(self.vorlage, Path(self.ordner.name) / "r.sqlite")
        self.register = oeffne_leer(f"sqlite:///{datei}")
        self.eintraege: list[Eintrag] = []
        self.standfolge: list[tuple[str, str, date, int | None]] = []
        #: Zusagen, die zuletzt als erledigt gemeldet wurden.
        self.getan: dict[tuple[int, date | None, str], bool] = {}

    def teardown(self) -> None:
        if hasattr(self, "register"):
            self.register.schliesse()
            self.ordner.cleanup()

    # --- Nachrechnung

    def letzter(self, vorgang: int) -> Eintrag:
        return max((e for e in self.eintraege if e.vorgang == vorgang), key=lambda e: e.nummer)

    def geltende(self) -> list[Eintrag]:
        letzte = [self.letzter(v) for v in {e.vorgang for e in self.eintraege}]
        return [e for e in letzte if not e.rueckzug]

    def stand_folge(self, ags: str) -> list[tuple[str, date]]:
        """Geltende Stände einer Gemeinde mit ihrem Tag."""
        tage = {e.vorgang: e.kontakt.datum for e in self.geltende()}
        return [
            (stand, tage.get(vorgang, ab) if vorgang else ab)
            for gemeinde, stand, ab, vorgang in self.standfolge
            if gemeinde == ags and (vorgang is None or vorgang in tage)
        ]

    def gilt(self, nummer: int) -> Eintrag | None:
        return next((e for e in self.geltende() if e.nummer == nummer), None)

    # --- Schritte

    @rule(target=nummern, ags=st.sampled_from(GEMEINDEN), kontakt=kontaktangaben, stand=st.none() | staende)
    def trage_ein(self, ags: str, kontakt: Kontakt, stand: Kontaktstand | None) -> int:
        folge = self.stand_folge(ags)
        nummer = kontakte.trage_ein(
            self.register, ags, kontakt, LOKAL, heute=HEUTE, stand=stand, gemeinden=GEMEINDEN
        )
        if stand is None and (not folge or folge[-1][0] == "nicht_angesprochen"):
            stand = Kontaktstand.ANGESPROCHEN
        assert nummer == len(self.eintraege) + 1
        self.eintraege.append(Eintrag(nummer, nummer, ags, kontakt))
        if stand is not None:
            self.standfolge.append((ags, stand.value, kontakt.datum, nummer))
        return nummer

    @rule(target=nummern, nummer=nummern, kontakt=st.none() | kontaktangaben)
    def berichtige(self, nummer: int, kontakt: Kontakt | None):
        vorher = self.gilt(nummer)
        angaben = {"heute": HEUTE, "grund": "Probe"}
        if vorher is None:
            with pytest.raises(KontaktUeberholt):
                kontakte.berichtige(self.register, nummer, kontakt, LOKAL, **angaben)  # type: ignore[arg-type]
            return multiple()
        neu = kontakte.berichtige(self.register, nummer, kontakt, LOKAL, **angaben)  # type: ignore[arg-type]
        self.eintraege.append(
            replace(vorher, nummer=neu, kontakt=kontakt or vorher.kontakt, rueckzug=kontakt is None)
        )
        return neu

    @rule(nummer=nummern, erledigt=st.booleans())
    def erledige(self, nummer: int, erledigt: bool) -> None:
        eintrag = self.gilt(nummer)
        tue = kontakte.erledige if erledigt else kontakte.oeffne_wieder
        if eintrag is None or eintrag.kontakt.wiedervorlage is None:
            with pytest.raises(RegisterFehler):
                tue(self.register, nummer, LOKAL)
            return
        tue(self.register, nummer, LOKAL)
        self.getan[self.zusage(eintrag)] = erledigt

    @rule(nummer=consumes(nummern))
    def vergiss(self, nummer: int) -> None:
        """Spätere Schritte treffen auch auf jüngere Einträge."""

    @rule(ags=st.sampled_from(GEMEINDEN), stand=st.sampled_from(list(Kontaktstand)))
    def setze_stand(self, ags: str, stand: Kontaktstand) -> None:
        folge = self.stand_folge(ags)
        jetzt = folge[-1][0] if folge else "nicht_angesprochen"
        kontakte.setze_stand(self.register, ags, stand, LOKAL, heute=HEUTE, gemeinden=GEMEINDEN)
        if stand.value != jetzt:
            self.standfolge.append((ags, stand.value, HEUTE, None))

    def zusage(self, eintrag: Eintrag) -> tuple[int, date | None, str]:
        return eintrag.vorgang, eintrag.kontakt.wiedervorlage, eintrag.kontakt.naechster_schritt

    # --- was immer gilt

    @invariant()
    def nichts_verschwindet(self) -> None:
        for ags in GEMEINDEN:
            verlauf = kontakte.verlauf(self.register, LOKAL, ags)
            erwartet = [e for e in reversed(self.eintraege) if e.ags == ags]
            assert [
                (nummer, zeile.datum.date(), zeile.naechster_schritt, zeile.zurueckgezogen)
                for nummer, zeile in zip(verlauf.index, verlauf.itertuples(), strict=True)
            ] == [(e.nummer, e.kontakt.datum, e.kontakt.naechster_schritt, e.rueckzug) for e in erwartet]
            gueltig = {e.nummer for e in self.geltende()}
            assert verlauf["gueltig"].tolist() == [e.nummer in gueltig for e in erwartet]

    @invariant()
    def es_gilt_genau_das_letzte(self) -> None:
        gelesen = kontakte.lies(self.register, LOKAL)
        geltend = sorted(self.geltende(), key=lambda e: (e.kontakt.datum, e.nummer), reverse=True)
        assert gelesen.index.tolist() == [e.nummer for e in geltend]
        assert gelesen["erledigt"].tolist() == [self.getan.get(self.zusage(e), False) for e in geltend]
        offen = kontakte.wiedervorlagen(self.register, LOKAL, heute=HEUTE)
        assert set(offen.index) == {
            e.nummer
            for e in geltend
            if e.kontakt.wiedervorlage is not None and not self.getan.get(self.zusage(e), False)
        }
        letzte = kontakte.letzter_kontakt(self.register, LOKAL)
        assert {ags: tag.date() for ags, tag in letzte.items()} == {
            ags: max(e.kontakt.datum for e in geltend if e.ags == ags) for ags in {e.ags for e in geltend}
        }

    @invariant()
    def der_zuletzt_eingetragene_stand_gilt(self) -> None:
        gelesen = kontakte.staende(self.register, LOKAL)
        folgen = {ags: self.stand_folge(ags) for ags in GEMEINDEN}
        assert gelesen["stand"].to_dict() == {ags: folge[-1][0] for ags, folge in folgen.items() if folge}
        for ags, folge in folgen.items():
            verlauf = kontakte.standverlauf(self.register, LOKAL, ags)
            paare = zip(verlauf["stand"], verlauf["ab"].dt.date, strict=True)
            assert list(paare) == folge


@pytest.fixture(scope="module")
def vorlage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    datei = tmp_path_factory.mktemp("vorlage") / "leer.sqlite"
    oeffne_leer(f"sqlite:///{datei}").schliesse()
    return datei


def test_jede_folge_von_schritten(vorlage: Path) -> None:
    Ansprache.vorlage = vorlage
    run_state_machine_as_test(
        Ansprache,
        settings=settings(
            max_examples=25,
            stateful_step_count=15,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
