"""Gespeicherte Gewichte der Priorität: ein Name, ganze Zahlen je Kriterium; frühere Werte bleiben."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager

from sqlalchemy import Connection, select

from insek_monitor.kern.rollen import Person, Rolle
from insek_monitor.register import rechte, schema
from insek_monitor.register.ansprachetexte import zeile
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.verbindung import Register

NAME_HOECHSTENS = 60
HOECHSTENS = 50
"""So viele eigene passen noch in eine Auswahl."""
GRENZEN = {"frist_monate": (1, 120)}
_GEWICHT = (0, 10)
_ANGABE = re.compile(r"[a-z][a-z_0-9]{0,39}")


def speichere(
    register: Register,
    name: str,
    gewichte: Mapping[str, int],
    person: Person,
    *,
    vergeben: Collection[str] = (),
) -> None:
    """Speichere Gewichte unter einem Namen; gibt es ihn schon (ohne Groß und Klein), gelten sie statt dessen.

    Parameters
    ----------
    gewichte
        je Kriterium 0 bis 10, dazu ``frist_monate`` und ``abschlag_in_arbeit``.
    vergeben
        Namen, die niemand nehmen darf: die mitgelieferten Voreinstellungen.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    RegisterFehler
        wenn der Name fehlt oder vergeben ist oder ein Gewicht unmöglich ist.
    """
    with _schreibe(register, person, "Gewichte speichern", name) as zug:
        sauber = _name(name)
        if sauber.casefold() in {wort.casefold() for wort in vergeben}:
            raise RegisterFehler(
                f"„{sauber}“ ist eine mitgelieferte Voreinstellung. Bitte wählen Sie einen anderen Namen."
            )
        werte = _geprueft(gewichte)
        geltend = _geltende(zug.verbindung)
        if sauber.casefold() not in geltend and len(geltend) >= HOECHSTENS:
            raise RegisterFehler(
                f"Es sind schon {HOECHSTENS} Gewichtungen gespeichert. Bitte entfernen Sie zuerst eine, die "
                "niemand mehr braucht."
            )
        if geltend.get(sauber.casefold()) != (sauber, werte):
            zug.unterschreibe(schema.gewichtung, name=sauber, werte=json.dumps(werte, sort_keys=True))


def entferne(register: Register, name: str, person: Person) -> None:
    """Nimm gespeicherte Gewichte aus der Auswahl; ihre früheren Werte bleiben im Register.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    RegisterFehler
        wenn es den Namen nicht gibt.
    """
    with _schreibe(register, person, "Gewichte entfernen", name) as zug:
        sauber = _name(name)
        geltend = _geltende(zug.verbindung).get(sauber.casefold())
        if geltend is None:
            raise RegisterFehler(
                f"Unter „{sauber}“ sind keine Gewichte gespeichert; vielleicht hat sie jemand anderes "
                "entfernt. Bitte laden Sie die Seite neu."
            )
        zug.unterschreibe(schema.gewichtung, name=geltend[0], werte="")


def lies(register: Register) -> dict[str, dict[str, int]]:
    """Name → Gewichte, nach Namen geordnet. Nichts Persönliches; ohne Rolle lesbar."""
    with register.lesen() as verbindung:
        geltend = _geltende(verbindung)
    return {name: dict(werte) for _, (name, werte) in sorted(geltend.items())}


def _schreibe(
    register: Register, person: Person, vorgang: str, name: str
) -> AbstractContextManager[rechte.Zug]:
    gegenstand = " ".join(str(name).split())[:NAME_HOECHSTENS]
    return rechte.schreibe(register, person, Rolle.BEARBEITEN, vorgang=vorgang, gegenstand=gegenstand)


def _name(name: str) -> str:
    sauber = zeile(name, "Name", NAME_HOECHSTENS)
    if not sauber:
        raise RegisterFehler("„Name“ ist leer. Bitte geben Sie den Gewichten einen Namen.")
    return sauber


def _geprueft(gewichte: Mapping[str, int]) -> dict[str, int]:
    if not gewichte:
        raise RegisterFehler("Es sind keine Gewichte angegeben. Bitte stellen Sie mindestens eines ein.")
    for angabe, wert in gewichte.items():
        von, bis = GRENZEN.get(angabe, _GEWICHT)
        if _ANGABE.fullmatch(str(angabe)) is None:
            raise RegisterFehler(f"„{str(angabe)[:40]}“ ist kein Kriterium. Bitte laden Sie die Seite neu.")
        if isinstance(wert, bool) or not isinstance(wert, int) or not von <= wert <= bis:
            raise RegisterFehler(
                f"Das Gewicht „{angabe}“ ist „{str(wert)[:20]}“. Bitte wählen Sie eine ganze Zahl von {von} "
                f"bis {bis}."
            )
    return dict(gewichte)


def _geltende(verbindung: Connection) -> dict[str, tuple[str, dict[str, int]]]:
    tabelle = schema.gewichtung
    alle = {
        eintrag.name.casefold(): (eintrag.name, eintrag.werte)
        for eintrag in verbindung.execute(select(tabelle.c.name, tabelle.c.werte).order_by(tabelle.c.nummer))
    }
    return {schluessel: (name, json.loads(werte)) for schluessel, (name, werte) in alle.items() if werte}
