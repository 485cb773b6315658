"""Gemeinsames der Tests zum Stimmungsbild: Fragen, ein Raum, kurze Handgriffe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from insek_monitor.kern.rollen import Person
from insek_monitor.kern.stimmungsbild import Frage, Frageart, Gruppenfrage
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung import register_auszaehlung as auszaehlung
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.abstimmung.register_auszaehlung import Zaehlung
from insek_monitor.workshop.abstimmung.register_rundenzeilen import Raumlage, Rundenlage
from insek_monitor.workshop.abstimmung.register_stimmabgabe import gib_stimme, lies_raum
from tests.hilfen.ablage import LOKAL

HEUTE = date(2026, 11, 21)
JETZT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SKALA = Frage("lohnt", Frageart.SKALA, "Lohnt es sich?", "Nein.", "Ja.")
EINFACH = Frage("farbe", Frageart.EINFACH, "Welche Farbe?", optionen=("Rot", "Grün", "Blau"))
MEHRFACH = Frage("hilfe", Frageart.MEHRFACH, "Was hilft?", optionen=("Geld", "Rat", "Zeit"))
TEXT = Frage("frei", Frageart.FREITEXT, "Was noch?")
FRAGEN = (SKALA, EINFACH, MEHRFACH, TEXT)
GRUPPEN = ("klein", "groß")


@dataclass(frozen=True)
class Saal:
    """Ein Raum mit seinem Register."""

    register: Register
    raum: raeume.Raum

    @property
    def zugang(self) -> tuple[Register, str, Person]:
        """Die ersten drei Angaben jedes Handgriffs."""
        return self.register, self.raum.code, LOKAL

    def oeffne(self, frage: Frage = SKALA, *, verborgen: bool = True, neue_runde: bool = False) -> int:
        return raumsteuerung.oeffne(*self.zugang, frage.kennung, verborgen=verborgen, neue_runde=neue_runde)

    def stimme(
        self,
        geraet: str,
        *werte: str,
        runde: int | None = None,
        fassung: int | None = None,
        gruppe: str = "",
        zug: int = 0,
    ) -> None:
        """Stimme in der aktiven Runde und Fassung, wenn nichts anderes gesagt ist."""
        aktive = self.lage().runde if runde is None or fassung is None else None
        nummer = runde if runde is not None else aktive.nummer if aktive else 0
        gilt = fassung if fassung is not None else aktive.fassung if aktive else 1
        gib_stimme(
            self.register,
            self.raum.code,
            runde=nummer,
            fassung=gilt,
            ausweis=geraet,
            werte=list(werte),
            gruppe=gruppe,
            zug=zug,
        )

    def stimmen(self, werte: Sequence[str], gruppe: str = "", vorsatz: str = "g") -> None:
        """Je Wert ein Gerät."""
        for nummer, wert in enumerate(werte):
            self.stimme(f"{vorsatz}{gruppe}{nummer}", wert, gruppe=gruppe)

    def lage(self) -> Raumlage:
        lage = lies_raum(self.register, self.raum.code)
        assert lage is not None
        return lage

    def aktive(self) -> Rundenlage:
        runde = self.lage().runde
        assert runde is not None
        return runde

    def zaehle(self, runde: int) -> Zaehlung:
        return auszaehlung.zaehle(self.register, runde)


def lege_saal(register: Register, **angaben: Any) -> Saal:
    """Ein Raum mit allen Fragearten, der nach der Größe fragt."""
    vorgabe: dict[str, Any] = {
        "titel": "Workshop Plauen",
        "ort": "Rathaus",
        "datum": HEUTE,
        "fragen": FRAGEN,
        "gruppenfrage": Gruppenfrage.GROESSE,
        "gruppen": GRUPPEN,
        "jetzt": JETZT,
    }
    return Saal(register, raeume.lege_an(register, LOKAL, **(vorgabe | angaben)))
