"""Ein Raum zum Abstimmen in einem Register, mit den Handgriffen der Vortragenden."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import httpx
from starlette.applications import Starlette

from insek_monitor.kern.rollen import Person, Rolle, Zugang
from insek_monitor.kern.stimmungsbild import Frage, Frageart, Gruppenfrage
from insek_monitor.rahmen.grenzen import Grenzen
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung import register_auszaehlung as auszaehlung
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.saal.telefonwege import Telefondienst

JETZT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
VORTRAG = Person("Erika Muster", "erika@fs.example", Zugang.ANMELDUNG, Rolle.BEARBEITEN)
SKALA = Frage("skala", Frageart.SKALA, "Lohnt sich Beteiligung?", "Sie kostet mehr.", "Sie bringt mehr.")
EINFACH = Frage(
    "einfach", Frageart.EINFACH, "Wo stehen Sie?", optionen=("Am Anfang", "Mittendrin", "Am Ziel")
)
MEHRFACH = Frage("mehrfach", Frageart.MEHRFACH, "Was hilft?", optionen=("Geld", "Beratung", "Zeit"))
TEXT = Frage("text", Frageart.FREITEXT, "Was soll als Nächstes geschehen?")
FRAGEN = (SKALA, EINFACH, MEHRFACH, TEXT)


@dataclass(frozen=True)
class Saalraum:
    """Ein angelegter Raum."""

    register: Register
    raum: raeume.Raum

    @property
    def code(self) -> str:
        return self.raum.code

    @property
    def weg(self) -> str:
        return f"/w/{self.code}"

    def oeffne(self, frage: str = "skala", *, neue_runde: bool = False) -> int:
        """Öffnet eine Frage; liefert die Nummer der Runde."""
        return raumsteuerung.oeffne(self.register, self.code, VORTRAG, frage, neue_runde=neue_runde)

    def mach(self, handgriff: Callable[[Register, str, Person], None]) -> None:
        """``raumsteuerung.pausiere`` oder ``schliesse``."""
        handgriff(self.register, self.code, VORTRAG)

    def zaehle(self, runde: int) -> auszaehlung.Zaehlung:
        return auszaehlung.zaehle(self.register, runde)


def lege_an(
    register: Register,
    *,
    titel: str = "Workshop Plauen",
    fragen: Sequence[Frage] = FRAGEN,
    gruppenfrage: Gruppenfrage = Gruppenfrage.KEINE,
    gruppen: Sequence[str] = (),
    jetzt: datetime = JETZT,
) -> Saalraum:
    """Ein neuer Raum; noch ist keine Frage offen."""
    raum = raeume.lege_an(
        register,
        VORTRAG,
        titel=titel,
        ort="Plauen",
        datum=date(2026, 11, 21),
        fragen=fragen,
        gruppenfrage=gruppenfrage,
        gruppen=gruppen,
        jetzt=jetzt,
    )
    return Saalraum(register, raum)


def telefonapp(register: Callable[[], Register], uhr: Callable[[], float] = time.monotonic) -> Starlette:
    """Nur die Wege der Telefone, mit eigenen Grenzen."""
    return Starlette(routes=Telefondienst(register, Grenzen(uhr), uhr, lambda: JETZT).wege())


class Geraet:
    """Ein Telefon ohne Netz: spricht unmittelbar mit der Anwendung und merkt sich Cookies wie ein Browser."""

    def __init__(self, app: Starlette, adresse: str = "192.168.1.7", ursprung: str = "http://saal") -> None:
        weg = httpx.ASGITransport(app=app, client=(adresse, 50_000))
        self.client = httpx.AsyncClient(transport=weg, base_url=ursprung)

    @property
    def cookies(self) -> httpx.Cookies:
        return self.client.cookies

    def schicke(self, methode: str, weg: str, **angaben: Any) -> httpx.Response:
        return asyncio.run(self.client.request(methode, weg, **angaben))

    def get(self, weg: str, **angaben: Any) -> httpx.Response:
        return self.schicke("GET", weg, **angaben)

    def post(self, weg: str, **angaben: Any) -> httpx.Response:
        return self.schicke("POST", weg, **angaben)
