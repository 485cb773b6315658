"""Begriffe der Präsentation: Folienarten, Folie, Gebiet, Folge und ihre Datei (JSON)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

NAME_HOECHSTENS = 80
TITEL_HOECHSTENS = 120
NOTIZ_HOECHSTENS = 2000
MARKDOWN_HOECHSTENS = 1200
FOLIEN_HOECHSTENS = 60
DATEI_HOECHSTENS = 4_000_000
"""Bytes einer Folgendatei; eine eingefrorene Folge mit 60 Folien bleibt darunter."""
FORMAT = "insek-monitor-folge"
FORMATFASSUNG = 2
"""2: Balken nennen Belegtes und Geschätztes getrennt; 1 wird gelesen."""

_AGS = re.compile(r"14[0-9]{6}")
_KENNUNG = re.compile(r"[a-z0-9-]{1,40}")


class Folienart(StrEnum):
    """Was eine Folie zeigt."""

    TITEL = "titel"
    ABDECKUNG = "abdeckung"
    GROESSE = "groesse"
    KARTE = "karte"
    ABLAUF = "ablauf"
    REGION = "region"
    GEMEINDE = "gemeinde"
    TEXT = "text"
    BEITRETEN = "beitreten"
    ABSTIMMUNG = "abstimmung"
    ERGEBNIS = "ergebnis"

    @property
    def beschriftung(self) -> str:
        """Für die Auswahl auf der Seite."""
        return {
            "titel": "Titel",
            "abdeckung": "Abdeckung in Sachsen",
            "groesse": "Abdeckung nach Größe",
            "karte": "Karte",
            "ablauf": "Was läuft ab",
            "region": "Diese Region",
            "gemeinde": "Diese Gemeinde",
            "text": "Text (Hemmnisse, Chancen, Angebote)",
            "beitreten": "Mitmachen (QR-Code)",
            "abstimmung": "Abstimmung",
            "ergebnis": "Ergebnis einer Abstimmung",
        }[self.value]

    @property
    def aus_daten(self) -> bool:
        """Ob die Folie Zahlen aus einem Datenstand zeigt."""
        return self.value in ("abdeckung", "groesse", "karte", "ablauf", "region", "gemeinde")

    @property
    def aus_abstimmung(self) -> bool:
        """Ob die Folie den Stand eines Raums zeigt."""
        return self.value in ("beitreten", "abstimmung", "ergebnis")


class FolgeFehler(ValueError):
    """Eine Folge oder ihre Datei ist unbrauchbar; der Text nennt Folie, Angabe, Wert und Abhilfe."""


@dataclass(frozen=True)
class Folie:
    """Eine Folie einer Folge.

    Attributes
    ----------
    titel : Eigene Überschrift; leer: der Befund aus den Daten. Pflicht bei ``TITEL`` und ``TEXT``.
    text : Markdown (nur ``TEXT``) oder Unterzeile (nur ``TITEL``).
    kreis : Name des Kreises (nur ``REGION``; leer: Gebiet der Folge).
    ags : Schlüssel (nur ``GEMEINDE``).
    frage : Kennung der Frage (nur ``ABSTIMMUNG`` und ``ERGEBNIS``).
    notiz : Nur für die Vortragsansicht.
    """

    art: Folienart
    titel: str = ""
    text: str = ""
    kreis: str = ""
    ags: str = ""
    frage: str = ""
    notiz: str = ""

    def als_dict(self) -> dict[str, str]:
        """Für JSON; leere Angaben fehlen."""
        angaben = {name: getattr(self, name) for name in ("titel", "text", "kreis", "ags", "frage", "notiz")}
        return {"art": self.art.value} | {name: wert for name, wert in angaben.items() if wert}


@dataclass(frozen=True)
class Gebiet:
    """Worauf die Folge eingeschränkt ist: ganz Sachsen, ein Kreis oder eine Liste von Gemeinden.

    ``bezeichnung`` ist der Name der Liste (bei Kreis und Sachsen leer).
    """

    kreis: str = ""
    ags: tuple[str, ...] = ()
    bezeichnung: str = ""


@dataclass(frozen=True)
class Eingefroren:
    """Festgehaltene Folien: woher sie stammen und was sie zeigen.

    Attributes
    ----------
    datenstand_nummer, datenstand_name, pruefsumme
        aus dem Register, in dem eingefroren wurde.
    inhalte : tuple of dict
        je Folie der Inhalt (``workshop.vortrag.folieninhalt.Folieninhalt.als_dict``); leer bei Folien aus
        Abstimmungen.
    """

    datenstand_nummer: int
    datenstand_name: str
    pruefsumme: str
    stichtag: date
    am: date
    inhalte: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Folge:
    """Eine Folge von Folien.

    ``fragen`` sind die Fragen der Abstimmungen (``kern.stimmungsbild.Frage.als_dict``); die Datei
    trägt sie mit.
    """

    name: str
    folien: tuple[Folie, ...] = ()
    gebiet: Gebiet = field(default_factory=Gebiet)
    nur_belegt: bool = False
    fragen: tuple[Mapping[str, Any], ...] = ()
    eingefroren: Eingefroren | None = None

    def mit(self, **angaben: Any) -> Folge:
        """Geänderte Kopie; wer eine eingefrorene Folge ändert, taut sie mit ``eingefroren=None`` auf."""
        return replace(self, **angaben)
