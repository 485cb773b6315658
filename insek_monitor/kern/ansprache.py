"""Begriffe der Ansprache: Angebote der Fachstelle, Arten von Kontakten, wie weit die Ansprache ist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FRUEHESTER_KONTAKT = date(1990, 1, 1)
"""Davor gab es weder die Fachstelle noch sächsische Gemeinden im heutigen Sinn: sicher ein Tippfehler."""


class Angebot(StrEnum):
    """Was die Fachstelle anbietet (Auftrag der FS INGE, Austauschformat 2026)."""

    TELEFON = "telefon"
    SEMINAR = "seminar"
    ERSTBERATUNG = "erstberatung"
    AUSTAUSCH = "austausch"

    @property
    def beschriftung(self) -> str:
        return {
            Angebot.TELEFON: "Beratung am Telefon",
            Angebot.SEMINAR: "Seminar",
            Angebot.ERSTBERATUNG: "Erstberatung vor Ort",
            Angebot.AUSTAUSCH: "Austauschformat",
        }[self]

    @property
    def plaetze(self) -> int | None:
        """Übliche Zahl der Plätze; das Austauschformat 2026 hat höchstens zwölf Teilnehmende."""
        return 12 if self is Angebot.AUSTAUSCH else None


class Kontaktart(StrEnum):
    """Auf welchem Weg man sich gesprochen hat."""

    TELEFON = "telefon"
    EMAIL = "email"
    BRIEF = "brief"
    VIDEO = "video"
    VOR_ORT = "vor_ort"
    SEMINAR = "seminar"
    AUSTAUSCH = "austausch"
    SONSTIGES = "sonstiges"

    @property
    def beschriftung(self) -> str:
        return {
            Kontaktart.TELEFON: "Telefon",
            Kontaktart.EMAIL: "E-Mail",
            Kontaktart.BRIEF: "Brief",
            Kontaktart.VIDEO: "Videogespräch",
            Kontaktart.VOR_ORT: "vor Ort",
            Kontaktart.SEMINAR: "Seminar",
            Kontaktart.AUSTAUSCH: "Austauschformat",
            Kontaktart.SONSTIGES: "Sonstiges",
        }[self]


class Kontaktstand(StrEnum):
    """Wie weit die Ansprache einer Gemeinde ist; ohne Eintrag gilt „nicht angesprochen“."""

    NICHT_ANGESPROCHEN = "nicht_angesprochen"
    ANGESPROCHEN = "angesprochen"
    IM_GESPRAECH = "im_gespraech"
    BERATEN = "beraten"
    IN_UMSETZUNG = "in_umsetzung"
    ABGESCHLOSSEN = "abgeschlossen"
    ABGELEHNT = "abgelehnt"
    RUHT = "ruht"

    @property
    def beschriftung(self) -> str:
        return {
            Kontaktstand.NICHT_ANGESPROCHEN: "nicht angesprochen",
            Kontaktstand.ANGESPROCHEN: "angesprochen",
            Kontaktstand.IM_GESPRAECH: "im Gespräch",
            Kontaktstand.BERATEN: "beraten",
            Kontaktstand.IN_UMSETZUNG: "in Umsetzung",
            Kontaktstand.ABGESCHLOSSEN: "abgeschlossen",
            Kontaktstand.ABGELEHNT: "abgelehnt",
            Kontaktstand.RUHT: "ruht",
        }[self]


@dataclass(frozen=True)
class Kontakt:
    """Ein Kontakt mit einer Gemeinde; Namen von Personen gehören nicht hinein.

    Attributes
    ----------
    stelle
        Stelle der Verwaltung, etwa „Bauamt“.
    ergebnis, naechster_schritt
        freier Text.
    wiedervorlage
        bis wann der nächste Schritt zugesagt ist.
    kampagne
        Nummer der Kampagne, in deren Rahmen er stattfand.
    """

    datum: date
    art: Kontaktart
    stelle: str = ""
    ergebnis: str = ""
    naechster_schritt: str = ""
    wiedervorlage: date | None = None
    kampagne: int | None = None


@dataclass(frozen=True)
class Kampagnenangaben:
    """Kopf einer gespeicherten Liste (Kampagne).

    Attributes
    ----------
    zweck
        wozu, in einem Satz.
    plaetze
        wie viele Gemeinden höchstens; None: keine Grenze.
    beginn, ende
        Zeitraum; beide dürfen fehlen.
    stelle
        zuständige Stelle der Fachstelle, keine Person.
    """

    titel: str
    zweck: str
    angebot: Angebot
    plaetze: int | None = None
    beginn: date | None = None
    ende: date | None = None
    stelle: str = ""
