"""Kriterien der Ansprache und ihre Gewichte.

Ein Kriterium ist eine Zahl von 0 bis 1 je Gemeinde (``ansprachekriterien``); wie viel es zählt, stellt die
Nutzerin mit ganzen Zahlen von 0 bis 10 ein.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

HOECHSTES_GEWICHT = 10
FRIST_MONATE = (1, 120)
"""Kleinste und größte Frist für „läuft ab in den nächsten n Monaten“."""


class GewichteFehler(ValueError):
    """Gewichte, die es nicht gibt oder die außerhalb der Grenzen liegen."""


@dataclass(frozen=True)
class Kriterium:
    """Ein Grund, eine Gemeinde anzusprechen.

    Attributes
    ----------
    name
        Spalte in ``kriterien``.
    titel, erklaerung
        für Schieber, Legende und Methodik.
    gruppe
        Kriterien derselben Gruppe zählen für eine Gemeinde zusammen höchstens wie eines.
    """

    name: str
    titel: str
    erklaerung: str
    gruppe: str


KRITERIEN: tuple[Kriterium, ...] = (
    Kriterium(
        "ohne_konzept",
        "ohne Konzept",
        "Kein Konzept zählt voll, ein ähnliches halb. Ist der Stand nicht belegt, zählt der Anteil der "
        "Gemeinden dieser Größe ohne Nachweis, die keines haben.",
        "stand",
    ),
    Kriterium(
        "ablauf",
        "abgelaufen oder bald",
        "Ein abgelaufenes Konzept zählt voll; läuft es in der Frist ab, zählt es umso mehr, je näher der "
        "Ablauf ist (0,5 bis 1).",
        "stand",
    ),
    Kriterium(
        "stand_klaeren",
        "Stand klären",
        "Ob es ein Konzept gibt, ist nicht belegt (mit dem Anteil, der bei „ohne Konzept“ nicht zählt), oder "
        "von einem vorhandenen ist das Alter unbekannt (halb).",
        "stand",
    ),
    Kriterium(
        "klein",
        "kleine Verwaltung",
        "Je kleiner die Gemeinde, desto mehr Unterstützung braucht sie: in vier Stufen nach Einwohnern.",
        "klein",
    ),
    Kriterium(
        "foerderung_fehlt",
        "Fördergrundlage fehlt",
        "Groß genug für die Städtebauförderung, aber ohne gültiges Konzept (voll) oder mit einem unbekannten "
        "Alters (halb).",
        "foerderung",
    ),
    Kriterium(
        "gemeinsam",
        "gemeinsames Konzept möglich",
        "Allein zu klein für die Städtebauförderung, mit kleinen Nachbarn, die ebenfalls kein aktuelles "
        "Konzept haben, aber groß genug.",
        "foerderung",
    ),
    Kriterium(
        "schrumpfung",
        "Rückgang der Einwohner",
        "Anteilig nach dem Rückgang in Prozent; Wachstum und fehlende Zahlen zählen nicht.",
        "schrumpfung",
    ),
    Kriterium(
        "kein_kontakt",
        "lange kein Kontakt",
        "Noch nie Kontakt zählt voll, sonst anteilig nach den Monaten seit dem letzten.",
        "kontakt",
    ),
)
NAMEN = tuple(kriterium.name for kriterium in KRITERIEN)
KRITERIUM_JE_NAME: Mapping[str, Kriterium] = MappingProxyType({k.name: k for k in KRITERIEN})
GRUPPEN = tuple(dict.fromkeys(kriterium.gruppe for kriterium in KRITERIEN))


@dataclass(frozen=True)
class Gewichte:
    """Wie viel jedes Kriterium zählt; hashbar.

    Attributes
    ----------
    werte
        Kriterium → Gewicht (0 bis 10), alle Kriterien; gespeichert in der Reihenfolge von ``KRITERIEN``.
    abschlag_in_arbeit
        Zehntel, um die eine Gemeinde mit einem Konzept in Arbeit zurückgestellt wird (10: ganz nach hinten).
    frist_monate
        „läuft ab in den nächsten n Monaten“.
    """

    werte: tuple[tuple[str, int], ...]
    abschlag_in_arbeit: int = 7
    frist_monate: int = 24

    def __post_init__(self) -> None:
        je_name = dict(self.werte)
        if len(je_name) != len(self.werte) or set(je_name) != set(NAMEN):
            raise GewichteFehler(f"Es braucht je Kriterium genau ein Gewicht: {', '.join(NAMEN)}.")
        for name, gewicht in je_name.items():
            _pruefe(f"Das Gewicht „{KRITERIUM_JE_NAME[name].titel}“", gewicht, 0, HOECHSTES_GEWICHT)
        _pruefe("Der Abschlag „in Arbeit“", self.abschlag_in_arbeit, 0, HOECHSTES_GEWICHT)
        _pruefe("Die Frist in Monaten", self.frist_monate, *FRIST_MONATE)
        # Gleiche Gewichte sollen gleich sein, in welcher Reihenfolge sie auch genannt wurden.
        object.__setattr__(self, "werte", tuple((name, je_name[name]) for name in NAMEN))

    def gewicht(self, name: str) -> int:
        """Gewicht eines Kriteriums."""
        return dict(self.werte)[name]

    @property
    def alle_null(self) -> bool:
        """Zählt gar kein Kriterium?"""
        return not any(gewicht for _, gewicht in self.werte)

    def als_dict(self) -> dict[str, int]:
        """Alle Zahlen je Name, mit ``abschlag_in_arbeit`` und ``frist_monate``; für Register und Adresse."""
        return {
            **dict(self.werte),
            "abschlag_in_arbeit": self.abschlag_in_arbeit,
            "frist_monate": self.frist_monate,
        }

    @classmethod
    def aus_dict(cls, zahlen: Mapping[str, int]) -> Gewichte:
        """Gegenstück zu ``als_dict``; ein Kriterium, das fehlt, zählt nicht (ältere gespeicherte Gewichte).

        Raises
        ------
        GewichteFehler
            bei einem unbekannten Namen oder einer Zahl außerhalb der Grenzen.
        """
        weitere = {name: zahlen[name] for name in ("abschlag_in_arbeit", "frist_monate") if name in zahlen}
        if unbekannt := sorted(set(zahlen) - set(NAMEN) - set(weitere)):
            raise GewichteFehler(f"Diese Kriterien gibt es nicht: {', '.join(unbekannt)}.")
        return cls(tuple((name, zahlen.get(name, 0)) for name in NAMEN), **weitere)


def _pruefe(was: str, zahl: object, mindestens: int, hoechstens: int) -> None:
    if not isinstance(zahl, int) or isinstance(zahl, bool) or not mindestens <= zahl <= hoechstens:
        raise GewichteFehler(
            f"{was} ist {zahl!r}. Erlaubt sind ganze Zahlen von {mindestens} bis {hoechstens}."
        )


def _gewichte(*zahlen: int) -> Gewichte:
    return Gewichte(tuple(zip(NAMEN, zahlen, strict=True)))


VOREINSTELLUNGEN: Mapping[str, Gewichte] = MappingProxyType(
    {
        # Reihenfolge wie KRITERIEN: ohne, Ablauf, klären, klein, Förderung, gemeinsam, Rückgang, Kontakt.
        "Lücken schließen": _gewichte(10, 4, 3, 5, 6, 4, 3, 3),
        "Fortschreibung sichern": _gewichte(2, 10, 4, 3, 6, 2, 2, 3),
        "Gemeinsame Konzepte": _gewichte(6, 4, 2, 5, 0, 10, 3, 2),
    }
)
VORGABE = "Lücken schließen"
