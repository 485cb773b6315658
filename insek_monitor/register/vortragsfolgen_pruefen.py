"""Was eine Folge erfüllen muss, bevor sie gespeichert wird: lesbar, nicht zu groß, eigener Name."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from insek_monitor.modell import vortragsdatei
from insek_monitor.modell.vortrag import DATEI_HOECHSTENS, NAME_HOECHSTENS, Folge, FolgeFehler
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.vortragsfolgen_lesen import Folgenangabe


def freier_name(vorbild: str, vergebene: Collection[str]) -> str:
    """„Kopie von …“, bei Bedarf mit Zähler; laufende Folgen heißen verschieden."""
    schon = {name.casefold() for name in vergebene}
    zusaetze = ["", *(f" ({zaehler})" for zaehler in range(2, len(schon) + 3))]
    moeglich = (
        f"{f'Kopie von {vorbild}'[: NAME_HOECHSTENS - len(zusatz)].rstrip()}{zusatz}" for zusatz in zusaetze
    )
    return next(name for name in moeglich if name.casefold() not in schon)


def geprueft(folge: Folge, name: str) -> str:
    """Inhalt für die Tabelle; einmal gelesen, damit nichts gespeichert wird, was sich nicht öffnen lässt."""
    if not name:
        raise RegisterFehler("„Name“ ist leer. Bitte geben Sie der Folge einen Namen.")
    try:
        inhalt = als_text(vortragsdatei.aus_json(vortragsdatei.als_json(folge.mit(name=name))))
    except FolgeFehler as fehler:
        raise RegisterFehler(str(fehler)) from fehler
    if len(inhalt.encode()) > DATEI_HOECHSTENS:
        raise RegisterFehler(
            f"Die Folge ist mit {len(inhalt) // 1000} kB zu groß (höchstens {DATEI_HOECHSTENS // 1000} kB). "
            "Bitte entfernen Sie Folien."
        )
    return inhalt


def als_text(folge: Folge) -> str:
    """JSON für die Tabelle; gleiche Folge, gleicher Text."""
    return json.dumps(vortragsdatei.als_json(folge), ensure_ascii=False, sort_keys=True)


def pruefe_name(name: str, nummer: int | None, geltend: Iterable[Folgenangabe]) -> None:
    """Laufende Folgen heißen verschieden."""
    for andere in geltend:
        if andere.folge != nummer and not andere.archiviert and andere.name.casefold() == name.casefold():
            raise RegisterFehler(
                f"Es gibt schon eine Folge „{andere.name}“. Bitte wählen Sie einen anderen Namen."
            )
