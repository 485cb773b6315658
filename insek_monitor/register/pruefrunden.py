"""Prüfrunden: je Gemeinde wird bestätigt, dass die Angaben stimmen.

Eine Bestätigung gilt für genau die Angaben, die jemand vor Augen hatte: Ändert sich ein Datensatz der
Gemeinde, ist sie wieder offen; kommt der alte Inhalt zurück, gilt auch die alte Bestätigung wieder.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, select

from insek_monitor.kern.rollen import Person, Rolle
from insek_monitor.register import rechte, schema
from insek_monitor.register.fassungen import datensaetze, pruefsumme, speicherbar
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.laden import Bestand
from insek_monitor.register.verbindung import Register

HOECHSTENS_ZEICHEN = 200
TYPEN = {
    "bestaetigt": "bool",
    "am": "datetime64[us, UTC]",
    "von": "str",
    "bestaetigbar": "bool",
    "grund": "str",
}

OHNE_RUNDE = "Es läuft noch keine Prüfrunde."
OHNE_DATENSATZ = "Zu dieser Gemeinde liegt keine Angabe vor. Bitte melden Sie zuerst den wirklichen Stand."
KEINE_DAVON = (
    "Keine dieser Gemeinden kann bestätigt werden: Zu ihnen liegt nichts vor. Bitte melden Sie zuerst den "
    "wirklichen Stand."
)


@dataclass(frozen=True)
class Pruefrunde:
    """Eine Prüfrunde; die mit der höchsten Nummer läuft."""

    nummer: int
    titel: str
    am: datetime
    von: str


def beginne(register: Register, titel: str, person: Person) -> Pruefrunde:
    """Beginne eine neue Runde: alle Gemeinden sind wieder offen; frühere Bestätigungen bleiben im Register.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    RegisterFehler
        wenn der Titel fehlt oder zu lang ist.
    """
    titel = " ".join(speicherbar(titel).split())
    if not titel or len(titel) > HOECHSTENS_ZEICHEN:
        raise RegisterFehler(
            f"Eine Prüfrunde braucht einen Titel mit höchstens {HOECHSTENS_ZEICHEN} Zeichen, etwa "
            "„4. Quartal 2026“. Bitte geben Sie ihn an."
        )
    zugriff = rechte.schreibe(
        register, person, Rolle.BEARBEITEN, vorgang="Prüfrunde beginnen", gegenstand=titel
    )
    with zugriff as zug:
        zug.unterschreibe(schema.pruefrunde, titel=titel)
        runde = _aktuelle(zug.verbindung)
        assert runde is not None, "eben eingetragen"
        return runde


def aktuelle(register: Register) -> Pruefrunde | None:
    """Die laufende Runde; ``None``, solange keine begonnen wurde."""
    with register.lesen() as verbindung:
        return _aktuelle(verbindung)


def stand(register: Register, bestand: Bestand, gemeinden: pd.DataFrame) -> pd.DataFrame:
    """Was in der laufenden Runde je Gemeinde bestätigt oder offen ist.

    Parameters
    ----------
    bestand
        Datenstand, dessen Angaben bestätigt werden.
    gemeinden
        Index ``ags``.

    Returns
    -------
    DataFrame
        Index wie ``gemeinden``: ``bestaetigt`` (bool), ``am`` (UTC, NaT wenn offen), ``von``,
        ``bestaetigbar`` (bool), ``grund`` (warum nicht bestätigbar, sonst leer).
    """
    inhalte = inhalt_je_gemeinde(bestand)
    with register.lesen() as verbindung:
        runde = _aktuelle(verbindung)
        bestaetigt = {} if runde is None else _gueltige(verbindung, runde, inhalte)
    zeilen = []
    for ags in gemeinden.index:
        am, von = bestaetigt.get(ags, (None, None))
        grund = OHNE_RUNDE if runde is None else "" if ags in inhalte else OHNE_DATENSATZ
        zeilen.append((am is not None, am, von, not grund, grund))
    frame = pd.DataFrame(zeilen, columns=list(TYPEN), index=gemeinden.index)
    return frame.astype(TYPEN)


def bestaetige(register: Register, bestand: Bestand, ags: Collection[str], person: Person) -> int:
    """Bestätige die Angaben mehrerer Gemeinden, etwa eines Kreises, in der laufenden Runde.

    Schon bestätigte und nicht bestätigbare werden übergangen.

    Parameters
    ----------
    bestand
        Datenstand, den die Person vor Augen hat.

    Returns
    -------
    int
        wie viele Bestätigungen hinzukamen.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    RegisterFehler
        wenn keine Runde läuft oder keine der Gemeinden bestätigt werden kann.
    """
    inhalte = inhalt_je_gemeinde(bestand)
    gewollt = sorted(set(ags))
    moeglich = [schluessel for schluessel in gewollt if schluessel in inhalte]
    gegenstand = f"Gemeinde {gewollt[0]}" if len(gewollt) == 1 else f"{len(gewollt)} Gemeinden"
    zugriff = rechte.schreibe(
        register, person, Rolle.BEARBEITEN, vorgang="Angaben bestätigen", gegenstand=gegenstand
    )
    with zugriff as zug:
        runde = _aktuelle(zug.verbindung)
        if runde is None:
            raise RegisterFehler(f"{OHNE_RUNDE} Bitte beginnen Sie zuerst eine.")
        if gewollt and not moeglich:
            raise RegisterFehler(OHNE_DATENSATZ if len(gewollt) == 1 else KEINE_DAVON)
        schon = _gueltige(zug.verbindung, runde, inhalte)
        neue = [schluessel for schluessel in moeglich if schluessel not in schon]
        for schluessel in neue:
            zug.unterschreibe(
                schema.bestaetigung,
                runde=runde.nummer,
                ags=schluessel,
                inhalt=inhalte[schluessel],
                datenstand_nummer=bestand.datenstand.nummer,
            )
        zug.datenstand_nummer = bestand.datenstand.nummer
        zug.einzelheiten = f"{runde.titel}: {', '.join(neue) or 'alle waren schon bestätigt'}"
    return len(neue)


def inhalt_je_gemeinde(bestand: Bestand) -> dict[str, str]:
    """Prüfsumme über alle Fassungen je Gemeinde."""
    fassungen: dict[str, list[str]] = {}
    for satz in datensaetze(bestand.konzepte, bestand.zuordnung):
        for ags in satz["gemeinden"]:
            fassungen.setdefault(ags, []).append(satz["fassung"])
    return {ags: pruefsumme(eintraege) for ags, eintraege in fassungen.items()}


def _aktuelle(verbindung: Connection) -> Pruefrunde | None:
    tabelle = schema.pruefrunde
    spalten = [tabelle.c[name] for name in Pruefrunde.__dataclass_fields__]
    zeile = verbindung.execute(select(*spalten).order_by(tabelle.c.nummer.desc()).limit(1)).first()
    return None if zeile is None else Pruefrunde(**zeile._asdict())


def _gueltige(
    verbindung: Connection, runde: Pruefrunde, inhalte: dict[str, str]
) -> dict[str, tuple[datetime, str]]:
    tabelle = schema.bestaetigung
    anfrage = select(tabelle.c.ags, tabelle.c.inhalt, tabelle.c.am, tabelle.c.von)
    anfrage = anfrage.where(tabelle.c.runde == runde.nummer).order_by(tabelle.c.nummer)
    return {
        zeile.ags: (zeile.am, zeile.von)
        for zeile in verbindung.execute(anfrage)
        if inhalte.get(zeile.ags) == zeile.inhalt
    }
