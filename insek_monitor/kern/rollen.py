"""Wer etwas darf: Rollen und Personen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rolle(StrEnum):
    """Was jemand darf; jede Rolle schließt die vorigen ein (Reihenfolge der Mitglieder)."""

    LESEN = "lesen"
    BEARBEITEN = "bearbeiten"
    FREIGEBEN = "freigeben"

    @property
    def beschriftung(self) -> str:
        return {Rolle.LESEN: "Lesen", Rolle.BEARBEITEN: "Bearbeiten", Rolle.FREIGEBEN: "Freigeben"}[self]

    def umfasst(self, andere: Rolle) -> bool:
        """Ob diese Rolle alles darf, was die andere darf."""
        reihenfolge = list(Rolle)
        return reihenfolge.index(self) >= reihenfolge.index(andere)


class Zugang(StrEnum):
    """Auf welchem Weg jemand kommt."""

    LOKAL = "lokal"
    ANMELDUNG = "anmeldung"
    KOMMANDOZEILE = "kommandozeile"
    GAST = "gast"

    @property
    def beschriftung(self) -> str:
        return {
            Zugang.LOKAL: "an diesem Rechner",
            Zugang.ANMELDUNG: "angemeldet",
            Zugang.KOMMANDOZEILE: "Kommandozeile",
            Zugang.GAST: "Gast",
        }[self]


@dataclass(frozen=True)
class Person:
    """Wer handelt.

    Attributes
    ----------
    name : Name für Verlauf und Protokoll.
    kennung : Eindeutige Kennung der Anmeldung (geprüfte E-Mail-Adresse in Kleinschreibung, sonst ``sub``);
        ``lokal`` oder ``kommandozeile`` ohne Anmeldung, leer beim Gast.
    rolle_aus_angabe : Rolle, die der Anmeldedienst nennt. Ein Eintrag im Register geht vor.
    """

    name: str
    kennung: str
    zugang: Zugang
    rolle_aus_angabe: Rolle | None = None


GAST = Person("Gast", "", Zugang.GAST)
"""Wer nicht angemeldet ist, auf einem Rechner, den andere erreichen."""
