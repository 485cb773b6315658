"""Die Meldeliste: was eine Zeile über das Konzept einer Gemeinde sagt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from insek_monitor.kern.begriffe import Datenlage, Konzeptart, Sicherheit


class Vorhanden(StrEnum):
    """Antwort in der Spalte „INSEK vorhanden?“."""

    JA = "ja"
    NEIN = "nein"
    AEHNLICH = "ähnliches Konzept"
    TEILGEBIET = "nur für ein Teilgebiet"
    IN_ARBEIT = "in Arbeit"
    AUFGEHOBEN = "aufgehoben"
    UNBEKANNT = "unbekannt"

    @property
    def beschriftung(self) -> str:
        return self.value


@dataclass(frozen=True)
class Feld:
    """Eine Spalte der Meldeliste.

    Attributes
    ----------
    name : Wie in ``Meldung`` und im Register.
    titel : Überschrift in Vorlage und Ausgabe.
    erklaerung : Ein Satz für das Blatt „Erläuterungen“.
    haupt : Steht vorn in der Vorlage; die übrigen folgen als „weitere Angaben“.
    """

    name: str
    titel: str
    erklaerung: str
    beispiele: tuple[str, ...]
    haupt: bool = True


FELDER: tuple[Feld, ...] = (
    Feld("ags", "AGS", "Amtlicher Gemeindeschlüssel, acht Ziffern. Nicht ändern.", ("14521010",)),
    Feld("gemeinde", "Gemeinde", "Amtlicher Name. Nicht ändern.", ("Amtsberg",)),
    Feld("kreis", "Kreis", "Landkreis oder kreisfreie Stadt. Nicht ändern.", ("Erzgebirgskreis",)),
    Feld(
        "vorhanden",
        "INSEK vorhanden?",
        "Ob die Gemeinde ein beschlossenes integriertes Konzept (INSEK, INGEKO, SEKO) für das ganze "
        "Gebiet hat. Leer lassen, wenn Sie nichts melden.",
        ("ja", "nein", "ähnliches Konzept", "in Arbeit", "unbekannt"),
    ),
    Feld("art", "Konzeptart", "Art des Konzepts.", ("INSEK", "INGEKO", "SEKO", "ähnliches Konzept")),
    Feld("titel", "Titel", "Titel des Konzepts, wie er auf dem Deckblatt steht.", ("INSEK Amtsberg 2035",)),
    Feld(
        "beschluss",
        "Beschluss am",
        "Tag des Ratsbeschlusses; auch nur Monat oder Jahr, oder „unbekannt“, wenn beschlossen, aber der Tag "
        "nicht bekannt ist.",
        ("14.03.2019", "03/2019", "2019", "unbekannt"),
    ),
    Feld("zieljahr", "Zieljahr", "Jahr, bis zu dem das Konzept plant.", ("2035",)),
    Feld(
        "begonnen",
        "in Vorbereitung seit",
        "Beginn der Arbeit. Liegt er nach dem Beschluss, meldet die Zeile zusätzlich eine Fortschreibung in "
        "Arbeit.",
        ("05/2025", "2025", "unbekannt"),
    ),
    Feld(
        "gemeinsam",
        "gemeinsam mit",
        "Weitere Gemeinden eines gemeinsamen Konzepts, mit Semikolon getrennt; Name oder AGS.",
        ("Gornau; 14521220",),
    ),
    Feld("quelle", "Quelle", "Woher die Angabe stammt.", ("Meldung der Gemeinde vom 12.10.2026",)),
    Feld("notiz", "Bemerkung", "Anmerkung zur Angabe. Sie wird veröffentlicht.", ("Fortschreibung geplant",)),
    Feld("aufgehoben", "aufgehoben am", "Tag, an dem der Rat das Konzept aufgehoben hat.", ("2022",), False),
    Feld("zielhorizont", "Zielhorizont", "Zielhorizont im Wortlaut der Quelle.", ("2030 plus",), False),
    Feld("belegt", "Stand der Angabe", "Tag oder Monat, zu dem die Angabe gilt.", ("10/2026",), False),
    Feld("quelle_url", "Adresse der Quelle", "Internetadresse.", ("https://www.amtsberg.eu/insek",), False),
    Feld("sicherheit", "Sicherheit", "Wie sicher die Angabe ist.", ("hoch", "mittel", "niedrig"), False),
    Feld(
        "datenlage",
        "Datenlage",
        "gemeldet oder recherchiert. Eine geänderte Zeile gilt immer als gemeldet.",
        ("gemeldet",),
        False,
    ),
    Feld(
        "konzept_id",
        "Kennung",
        "Kennung des Datensatzes im INSEK-Monitor. Nicht ändern; bei neuen Zeilen leer lassen.",
        ("R-14521020-02",),
        False,
    ),
)
FELD_JE_NAME = {feld.name: feld for feld in FELDER}


@dataclass(frozen=True)
class Meldung:
    """Eine geprüfte Zeile der Liste.

    Attributes
    ----------
    blatt, zeile : str, int
        Woher; Zeile ab 1.
    ags : Gemeinden: zuerst die der Zeile, dann die unter „gemeinsam mit“; mindestens eine, keine doppelt.
    konzept_id : Kennung eines Datensatzes, wenn die Datei sie nennt.
    beschluss, begonnen, aufgehoben, belegt : str or None
        Wie in ``kern.datum``: JJJJ, JJJJ-MM, JJJJ-MM-TT, ``unbekannt`` oder None.
    """

    blatt: str
    zeile: int
    ags: tuple[str, ...]
    vorhanden: Vorhanden
    konzept_id: str | None = None
    art: Konzeptart | None = None
    titel: str | None = None
    beschluss: str | None = None
    begonnen: str | None = None
    aufgehoben: str | None = None
    belegt: str | None = None
    zieljahr: int | None = None
    zielhorizont: str | None = None
    quelle: str | None = None
    quelle_url: str | None = None
    sicherheit: Sicherheit | None = None
    datenlage: Datenlage | None = None
    notiz: str | None = None
