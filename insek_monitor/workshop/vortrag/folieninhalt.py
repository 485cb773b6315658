"""Was eine Folie zeigt: nur Angaben, die sich als JSON speichern lassen; rechnet nichts.

Eine eingefrorene Folge trägt diese Inhalte in ihrer Datei. Dateien kommen von Fremden: ``aus_dict`` prüft
Typen, Längen, Zahlen und Namen der Farben.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar

from insek_monitor.kern.angabenleser import Angaben
from insek_monitor.kern.stimmungsbild import Frage
from insek_monitor.kern.vortrag import MARKDOWN_HOECHSTENS, FolgeFehler, Folienart
from insek_monitor.workshop.vortrag import folien_teile as teile
from insek_monitor.workshop.vortrag.folien_teile import Balken, Grosszahl, Gruppe, Kartenklasse, Saeule

T = TypeVar("T")

BEFUND_HOECHSTENS = 160
"""Zeichen einer Überschrift; errechnete dürfen etwas länger sein als eigene."""


@dataclass(frozen=True)
class Folieninhalt:
    """Eine Folie, fertig zum Zeichnen.

    Attributes
    ----------
    titel : Der Befund als Satz (oder die eigene Überschrift).
    ort : Wofür die Zahlen stehen („Sachsen“, ein Kreis, eine Liste); steht klein darüber.
    zahlen, balken, saeulen, karte, gruppen : Das Bild; leer, was die Art nicht zeigt.
    text : Markdown (``TEXT``) oder Unterzeile (``TITEL``).
    hinweis : Was zum Lesen nötig ist, etwa wie viele genannt sind.
    herkunft : str
        Stichtag, Datenstand und Quelle; Pflicht bei Folien aus Daten. Eingefroren zählt davon nur die Quelle
        (``folien_grundlage.feste_herkunft``). Bei Abstimmungen, dass sie nicht repräsentativ sind.
    eingefroren : „Eingefroren am …“; leer bei Folien aus dem Register. Setzt erst das Zeigen, nie die Datei.
    frage : Nur bei ``ABSTIMMUNG`` und ``ERGEBNIS``; steht in der Folge, nie in ``als_dict``.
    """

    art: Folienart
    titel: str
    ort: str = ""
    zahlen: tuple[Grosszahl, ...] = ()
    balken: tuple[Balken, ...] = ()
    saeulen: tuple[Saeule, ...] = ()
    karte: tuple[Kartenklasse, ...] = ()
    gruppen: tuple[Gruppe, ...] = ()
    text: str = ""
    hinweis: str = ""
    herkunft: str = ""
    eingefroren: str = ""
    frage: Frage | None = None

    @property
    def geschaetzt(self) -> bool:
        """Ob eine Summe darauf geschätzt ist."""
        return any(balken.geschaetzt for balken in self.balken)

    def als_dict(self) -> dict[str, Any]:
        """Für JSON; leere Angaben fehlen. Die Frage und ``eingefroren`` stehen in der Folge."""
        angaben = {name: _json(getattr(self, name)) for name in _GESPEICHERT}
        return {"art": self.art.value} | {name: wert for name, wert in angaben.items() if wert}


_GESPEICHERT = tuple(
    feld.name for feld in fields(Folieninhalt) if feld.name not in ("art", "eingefroren", "frage")
)


def _json(wert: Any) -> Any:
    """Dataclasses und Tupel als Objekte und Listen."""
    if is_dataclass(wert) and not isinstance(wert, type):
        return {feld.name: _json(getattr(wert, feld.name)) for feld in fields(wert)}
    return [_json(teil) for teil in wert] if isinstance(wert, tuple) else wert


def aus_dict(roh: Mapping[str, Any], ort: str = "Folie") -> Folieninhalt:
    """Inhalt aus einer (fremden) Datei, geprüft.

    Parameters
    ----------
    roh : Aus ``Folieninhalt.als_dict``.
    ort : Wo in der Datei, für Meldungen: „Folie 3“.

    Raises
    ------
    FolgeFehler
        Wenn etwas fehlt, den falschen Typ hat, zu lang oder unbekannt ist; mit Ort, Wert und Abhilfe.
    """
    angaben = Angaben(roh, ort, ("art", *_GESPEICHERT))
    art = Folienart(angaben.wahl("art", [a.value for a in Folienart]))
    karte = _alle(angaben, "karte", 16, teile.lies_kartenklasse, "Klasse")
    ags = [schluessel for klasse in karte for schluessel in klasse.ags]
    if len(set(ags)) < len(ags):
        doppelt = next(schluessel for schluessel in ags if ags.count(schluessel) > 1)
        raise FolgeFehler(
            f"{ort}: Die Gemeinde „{doppelt}“ steht mehrfach auf der Karte. Bitte holen Sie die Datei neu."
        )
    return Folieninhalt(
        art,
        angaben.text("titel", BEFUND_HOECHSTENS, pflicht=True),
        ort=angaben.text("ort", teile.NAME_HOECHSTENS),
        zahlen=_alle(angaben, "zahlen", 4, teile.lies_grosszahl, "Zahl"),
        balken=_alle(angaben, "balken", 8, teile.lies_balken, "Balken"),
        saeulen=_alle(angaben, "saeulen", 10, teile.lies_saeule, "Säule"),
        karte=karte,
        gruppen=_alle(angaben, "gruppen", 2, teile.lies_gruppe, "Liste"),
        text=angaben.absatz("text", MARKDOWN_HOECHSTENS),
        hinweis=angaben.text("hinweis", teile.TEXT_HOECHSTENS),
        herkunft=angaben.text("herkunft", 2 * teile.TEXT_HOECHSTENS, pflicht=art.aus_daten),
    )


def _alle(
    angaben: Angaben, name: str, hoechstens: int, lies: Callable[[Any, str], T], wort: str
) -> tuple[T, ...]:
    return tuple(
        lies(roh, f"{angaben.ort}, {wort} {nummer}")
        for nummer, roh in enumerate(angaben.liste(name, hoechstens), 1)
    )
