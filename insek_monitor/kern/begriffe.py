"""Die Begriffe des INSEK-Monitors als Aufzählungen.

Der Wert steht so in Dateien, Datenbank und Frames; ``beschriftung`` ist der Text für Menschen.
Die Reihenfolge der Mitglieder ist die Reihenfolge in Tabellen und Diagrammen.
"""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Status einer Gemeinde zum Stichtag; immer abgeleitet, nie eingegeben."""

    VORHANDEN = "vorhanden"
    TEILWEISE = "teilweise"
    KEIN = "kein"
    UNBEKANNT = "unbekannt"

    @property
    def beschriftung(self) -> str:
        return {
            Status.VORHANDEN: "INSEK vorhanden",
            Status.TEILWEISE: "ähnliches Konzept",
            Status.KEIN: "kein Konzept",
            Status.UNBEKANNT: "Stand nicht belegt",
        }[self]

    @property
    def erklaerung(self) -> str:
        return {
            Status.VORHANDEN: "Ein integriertes Konzept für die ganze Gemeinde ist beschlossen.",
            Status.TEILWEISE: "Belegt ist ein ähnliches Konzept, ein integriertes nicht.",
            Status.KEIN: "Es ist gemeldet, dass es keines gibt, oder das einzige wurde aufgehoben.",
            Status.UNBEKANNT: "Es liegt keine Angabe vor. Das heißt nicht, dass es kein Konzept gibt.",
        }[self]


class Aktualitaet(StrEnum):
    """Alter des maßgeblichen Konzepts; nur beim Status ``vorhanden``."""

    AKTUELL = "aktuell"
    EINLEITEN = "Fortschreibung einleiten"
    ABGELAUFEN = "abgelaufen"
    ALTER_UNBEKANNT = "Alter unbekannt"

    @property
    def beschriftung(self) -> str:
        return self.value


class Foerdergrundlage(StrEnum):
    """Taugt das Konzept als Grundlage für die Städtebauförderung?"""

    JA = "ja"
    UNKLAR = "unklar"
    NEIN = "nein"

    @property
    def beschriftung(self) -> str:
        return self.value


class Konzeptart(StrEnum):
    """Art eines Datensatzes; ``keins`` ist die Meldung, dass es kein Konzept gibt."""

    INSEK = "insek"
    INGEKO = "ingeko"
    SEKO = "seko"
    AEHNLICH = "aehnlich"
    TEILGEBIET = "teilgebiet"
    KEINS = "keins"

    @property
    def beschriftung(self) -> str:
        return {
            Konzeptart.INSEK: "INSEK",
            Konzeptart.INGEKO: "INGEKO",
            Konzeptart.SEKO: "SEKO",
            Konzeptart.AEHNLICH: "ähnliches Konzept",
            Konzeptart.TEILGEBIET: "Konzept für ein Teilgebiet",
            Konzeptart.KEINS: "Meldung: kein Konzept",
        }[self]

    @property
    def langname(self) -> str:
        return {
            Konzeptart.INSEK: "Integriertes Stadtentwicklungskonzept",
            Konzeptart.INGEKO: "Integriertes Gemeindeentwicklungskonzept",
            Konzeptart.SEKO: "Stadtentwicklungskonzept",
        }.get(self, self.beschriftung)

    @property
    def ist_integriert(self) -> bool:
        """Zählt als integriertes Konzept für die ganze Gemeinde."""
        return self in INTEGRIERTE_ARTEN


INTEGRIERTE_ARTEN = frozenset({Konzeptart.INSEK, Konzeptart.INGEKO, Konzeptart.SEKO})


class Datenlage(StrEnum):
    """Woher ein Datensatz stammt."""

    GEMELDET = "gemeldet"
    RECHERCHIERT = "recherchiert"

    @property
    def beschriftung(self) -> str:
        return self.value


class Sicherheit(StrEnum):
    """Wie sicher eine recherchierte Angabe ist."""

    HOCH = "hoch"
    MITTEL = "mittel"
    NIEDRIG = "niedrig"

    @property
    def beschriftung(self) -> str:
        return self.value

    @property
    def erklaerung(self) -> str:
        return {
            Sicherheit.HOCH: "Quelle ist die Gemeinde selbst oder ihr Rat.",
            Sicherheit.MITTEL: "Quelle ist die Presse, ein Planungsbüro oder ein Fördergeber.",
            Sicherheit.NIEDRIG: "Nur mittelbarer Hinweis.",
        }[self]


class Gemeindetyp(StrEnum):
    """Rechtliche Stellung der Gemeinde."""

    KREISFREIE_STADT = "Kreisfreie Stadt"
    GROSSE_KREISSTADT = "Große Kreisstadt"
    STADT = "Stadt"
    GEMEINDE = "Gemeinde"

    @property
    def beschriftung(self) -> str:
        return self.value


class Genauigkeit(StrEnum):
    """Wie genau ein Datum bekannt ist."""

    TAG = "tag"
    MONAT = "monat"
    JAHR = "jahr"
    UNBEKANNT = "unbekannt"

    @property
    def beschriftung(self) -> str:
        return {
            Genauigkeit.TAG: "auf den Tag genau",
            Genauigkeit.MONAT: "auf den Monat genau",
            Genauigkeit.JAHR: "auf das Jahr genau",
            Genauigkeit.UNBEKANNT: "Datum unbekannt",
        }[self]


def werte(aufzaehlung: type[StrEnum]) -> list[str]:
    """Werte einer Aufzählung als einfache Texte, in ihrer Reihenfolge."""
    return [mitglied.value for mitglied in aufzaehlung]
