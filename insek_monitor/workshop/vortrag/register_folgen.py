"""Gespeicherte Folgen von Folien. Jede Änderung ist eine neue Fassung; frühere bleiben.

Wer ändert, nennt die Fassung, die er vor Augen hatte. Hat inzwischen jemand anderes gespeichert, wird nichts
geschrieben, und ``FolgeUeberholt`` trägt die geltende Fassung.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping

from insek_monitor.kern.rollen import Person, Rolle
from insek_monitor.kern.vortrag import DATEI_HOECHSTENS, NAME_HOECHSTENS, Folge, FolgeFehler
from insek_monitor.kern.zeit import wann
from insek_monitor.register import rechte, schema
from insek_monitor.register.ansprachetexte import zeile
from insek_monitor.register.fassungsbuch import Fassungsbuch, ist_weiter
from insek_monitor.register.fehler import Abgelehnt, RegisterFehler
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.vortrag import datei as vortragsdatei

_buch = Fassungsbuch(schema.vortragsfolge, "folge")


@dataclass(frozen=True)
class Folgenangabe:
    """Eine gespeicherte Folge ohne ihren Inhalt, für Listen (eingefrorene sind groß)."""

    folge: int
    fassung: int
    name: str
    archiviert: bool
    am: datetime
    von: str


@dataclass(frozen=True)
class GespeicherteFolge(Folgenangabe):
    """Eine Fassung einer gespeicherten Folge mit Inhalt."""

    inhalt: Folge


class FolgeUeberholt(Abgelehnt):
    """Inzwischen hat jemand anderes eine Fassung gespeichert.

    Attributes
    ----------
    inzwischen
        die Fassung, die jetzt gilt.
    """

    def __init__(self, inzwischen: GespeicherteFolge) -> None:
        super().__init__(
            f"Die Folge {inzwischen.folge} wurde inzwischen geändert: von {inzwischen.von} am "
            f"{wann(inzwischen.am)} (Fassung {inzwischen.fassung}). Ihre Änderung ist noch nicht "
            "gespeichert. Bitte speichern Sie sie als Kopie oder sehen Sie sich die andere Fassung an."
        )
        self.inzwischen = inzwischen


def liste(register: Register, person: Person, *, auch_archivierte: bool = False) -> list[Folgenangabe]:
    """Die geltenden Fassungen, die zuletzt geänderte zuerst.

    Mit Rolle, weil Notizen und die Gemeinden einer Kampagne darin stehen.

    Raises
    ------
    Verweigert
        für Gäste und Angemeldete ohne Rolle; der Versuch steht im Protokoll.
    """
    _verlange(register, person, "alle Folgen")
    with register.lesen() as verbindung:
        alle = _geltende(verbindung)
    return [folge for folge in alle if auch_archivierte or not folge.archiviert]


def finde(register: Register, person: Person, nummer: int) -> GespeicherteFolge:
    """Die geltende Fassung einer Folge.

    Raises
    ------
    Verweigert
        wie bei ``liste``.
    RegisterFehler
        wenn es sie nicht gibt oder ihr Inhalt nicht lesbar ist.
    """
    _verlange(register, person, f"Folge {nummer}")
    with register.lesen() as verbindung:
        return _juengste(verbindung, nummer)


def speichere(
    register: Register, person: Person, folge: Folge, nummer: int | None = None, fassung: int | None = None
) -> GespeicherteFolge:
    """Speichere eine Folge: ohne Nummer als neue, sonst als nächste Fassung. Ohne Änderung entsteht keine.

    Parameters
    ----------
    fassung
        die Fassung, die die Person vor Augen hatte.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    FolgeUeberholt
        wenn inzwischen eine andere Fassung gilt.
    RegisterFehler
        wenn der Name fehlt oder vergeben ist, eine Angabe unmöglich ist oder es die Folge nicht gibt.
    """
    name = zeile(folge.name, "Name", NAME_HOECHSTENS)
    with _schreibe(register, person, "Folge speichern", name) as zug:
        inhalt = _geprueft(folge, name)
        jetzt = None if nummer is None else _juengste(zug.verbindung, nummer)
        if jetzt is not None:
            gleich = not jetzt.archiviert and als_text(jetzt.inhalt) == inhalt
            if not ist_weiter(zug, jetzt, fassung, gleich=gleich, ueberholt=FolgeUeberholt):
                return jetzt
        _pruefe_name(name, nummer, _geltende(zug.verbindung))
        neue = _buch.naechster(zug.verbindung) if nummer is None else nummer
        return _haenge_an(zug, neue, name=name, inhalt=inhalt, archiviert=False)


def archiviere(
    register: Register, person: Person, nummer: int, fassung: int, *, archiviert: bool = True
) -> GespeicherteFolge:
    """Nimm eine Folge aus der Auswahl oder hole sie zurück; ihr Inhalt bleibt.

    Raises
    ------
    Verweigert, FolgeUeberholt, RegisterFehler
        wie bei ``speichere``.
    """
    vorgang = "Folge archivieren" if archiviert else "Folge zurückholen"
    with _schreibe(register, person, vorgang, f"Folge {nummer}") as zug:
        jetzt = _juengste(zug.verbindung, nummer)
        gleich = jetzt.archiviert == archiviert
        if not ist_weiter(zug, jetzt, fassung, gleich=gleich, ueberholt=FolgeUeberholt):
            return jetzt
        if not archiviert:
            _pruefe_name(jetzt.name, nummer, _geltende(zug.verbindung))
        return _haenge_an(zug, nummer, archiviert=archiviert)


def _geltende(verbindung: Connection) -> list[Folgenangabe]:
    kopf = tuple(Folgenangabe.__dataclass_fields__)
    return [Folgenangabe(**eintrag) for eintrag in _buch.geltende(verbindung, *kopf)]


def _juengste(verbindung: Connection, nummer: int) -> GespeicherteFolge:
    zeile = _buch.juengste(verbindung, nummer, *GespeicherteFolge.__dataclass_fields__)
    if zeile is None:
        raise RegisterFehler(f"Eine Folge {nummer} gibt es nicht. Bitte wählen Sie eine aus der Liste.")
    return _gelesen(zeile)


def _gelesen(eintrag: RowMapping) -> GespeicherteFolge:
    try:
        inhalt = vortragsdatei.aus_json(json.loads(eintrag["inhalt"]))
    except FolgeFehler as fehler:
        raise RegisterFehler(f"Die Folge {eintrag['folge']} lässt sich nicht lesen. {fehler}") from fehler
    return GespeicherteFolge(**{**eintrag, "inhalt": inhalt})


def _schreibe(register: Register, person: Person, vorgang: str, gegenstand: str) -> Any:
    return rechte.schreibe(register, person, Rolle.BEARBEITEN, vorgang=vorgang, gegenstand=gegenstand)


def _verlange(register: Register, person: Person, gegenstand: str) -> None:
    rechte.verlange(register, person, Rolle.LESEN, vorgang="Folgen lesen", gegenstand=gegenstand)


def _haenge_an(zug: rechte.Zug, nummer: int, **neu: Any) -> GespeicherteFolge:
    _buch.haenge_an(zug, nummer, **neu)
    gespeichert = _juengste(zug.verbindung, nummer)
    zug.einzelheiten = f"Folge {nummer} „{gespeichert.name}“, Fassung {gespeichert.fassung}"
    return gespeichert


def freier_name(vorbild: str, vergebene: Collection[str]) -> str:
    """„Kopie von …“, bei Bedarf mit Zähler; laufende Folgen heißen verschieden."""
    schon = {name.casefold() for name in vergebene}
    zusaetze = ["", *(f" ({zaehler})" for zaehler in range(2, len(schon) + 3))]
    moeglich = (
        f"{f'Kopie von {vorbild}'[: NAME_HOECHSTENS - len(zusatz)].rstrip()}{zusatz}" for zusatz in zusaetze
    )
    return next(name for name in moeglich if name.casefold() not in schon)


def _geprueft(folge: Folge, name: str) -> str:
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


def _pruefe_name(name: str, nummer: int | None, geltend: Iterable[Folgenangabe]) -> None:
    """Laufende Folgen heißen verschieden."""
    for andere in geltend:
        if andere.folge != nummer and not andere.archiviert and andere.name.casefold() == name.casefold():
            raise RegisterFehler(
                f"Es gibt schon eine Folge „{andere.name}“. Bitte wählen Sie einen anderen Namen."
            )
