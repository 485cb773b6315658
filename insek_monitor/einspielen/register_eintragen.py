"""Ein geprüfter, verglichener Inhalt wird der neue Datenstand: ganz oder gar nicht, nie auf altem Stand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PureWindowsPath

import pandas as pd
from sqlalchemy import Connection, insert, select

from insek_monitor.kern.rollen import Person, Rolle
from insek_monitor.register import rechte, schema
from insek_monitor.register.datenstaende import Datenstand, trage_ein
from insek_monitor.register.fassungen import datensaetze, speicherbar
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.protokollieren import urheber
from insek_monitor.register.verbindung import Register
from insek_monitor.register.verlauf import KeineAenderung, Ueberholt, pruefe_basis

__all__ = [
    "KeineAenderung",
    "Quelldatei",
    "Ueberholt",
    "quelldatei",
    "spiele_ein",
    "vergebene_kennungen",
]


@dataclass(frozen=True)
class Quelldatei:
    """Eine eingespielte Datei, wie sie kam."""

    name: str
    inhalt: bytes

    @property
    def pruefsumme(self) -> str:
        """Die sha256 des Inhalts."""
        return hashlib.sha256(self.inhalt).hexdigest()


def spiele_ein(
    register: Register,
    konzepte: pd.DataFrame,
    zuordnung: pd.DataFrame,
    *,
    basis_nummer: int,
    person: Person,
    anlass: str,
    titel: str,
    quelle: Quelldatei | None = None,
) -> Datenstand:
    """Mache einen vollständigen Inhalt zum geltenden Datenstand, in einer Transaktion.

    Parameters
    ----------
    konzepte, zuordnung
        vollständiger neuer Inhalt (``einspielen.zusammenfuehren``).
    basis_nummer
        Datenstand, mit dem verglichen wurde.
    quelle
        die eingespielte Datei; sie wird je Inhalt einmal aufbewahrt.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    Ueberholt
        wenn der Vergleich nicht mehr der geltende Stand ist.
    KeineAenderung
        wenn sich gegenüber der Basis nichts ändert.
    RegisterFehler
        bei unzulässigem Inhalt oder wenn die Datenbank nicht schreibt; der alte Stand bleibt.
    """
    saetze = datensaetze(konzepte, zuordnung)
    datei = None if quelle is None else _dateiname(quelle.name)
    zugriff = rechte.schreibe(
        register, person, Rolle.BEARBEITEN, vorgang="Datenstand einspielen", gegenstand=datei or titel
    )
    with zugriff as zug:
        pruefe_basis(zug.verbindung, basis_nummer, saetze)
        if quelle is not None:
            _bewahre_auf(zug.verbindung, quelle, urheber(person))
        neu = trage_ein(
            zug.verbindung,
            saetze,
            titel=titel,
            von=urheber(person),
            anlass=anlass,
            basis_nummer=basis_nummer,
            quelle_datei=datei,
            quelle_pruefsumme=None if quelle is None else quelle.pruefsumme,
        )
        zug.datenstand_nummer = neu.nummer
        zug.einzelheiten = f"Aus Datenstand {basis_nummer}. Anlass: {neu.anlass}"
    return neu


def vergebene_kennungen(register: Register) -> frozenset[str]:
    """Kennungen aller Datensätze, die es je gab; keine davon darf noch einmal vergeben werden."""
    with register.lesen() as verbindung:
        anfrage = select(schema.konzeptfassung.c.konzept_id).distinct()
        return frozenset(verbindung.execute(anfrage).scalars())


def quelldatei(register: Register, pruefsumme: str, person: Person) -> Quelldatei:
    """Die aufbewahrte Datei zu ``Datenstand.quelle_pruefsumme``.

    Raises
    ------
    Verweigert
        für Gäste und Angemeldete ohne Rolle.
    RegisterFehler
        wenn es sie nicht gibt oder sie nicht mehr zur Prüfsumme passt.
    """
    rechte.verlange(
        register, person, Rolle.LESEN, vorgang="Quelldatei herunterladen", gegenstand=pruefsumme[:64]
    )
    tabelle = schema.quelldatei
    anfrage = select(tabelle.c.name, tabelle.c.inhalt).where(tabelle.c.pruefsumme == pruefsumme)
    with register.lesen() as verbindung:
        zeile = verbindung.execute(anfrage).first()
    if zeile is None:
        raise RegisterFehler(
            "Zu diesem Datenstand ist keine Quelldatei aufbewahrt. Bitte wählen Sie einen Datenstand, der "
            "aus einer Datei eingespielt wurde."
        )
    gefunden = Quelldatei(zeile.name, bytes(zeile.inhalt))
    if gefunden.pruefsumme != pruefsumme:
        raise RegisterFehler(
            f"Die Quelldatei „{gefunden.name}“ passt nicht mehr zu ihrer Prüfsumme; sie wurde außerhalb des "
            "Programms verändert. Bitte stellen Sie eine Sicherung des Registers her."
        )
    return gefunden


def _bewahre_auf(verbindung: Connection, quelle: Quelldatei, von: str) -> None:
    tabelle = schema.quelldatei
    vorhanden = select(tabelle.c.name).where(tabelle.c.pruefsumme == quelle.pruefsumme)
    if verbindung.execute(vorhanden).first() is None:
        verbindung.execute(
            insert(tabelle).values(
                pruefsumme=quelle.pruefsumme,
                name=_dateiname(quelle.name),
                groesse=len(quelle.inhalt),
                inhalt=quelle.inhalt,
                von=von,
            )
        )


def _dateiname(name: str) -> str:
    # Ohne Ordner, gleich ob mit / oder \ geschrieben: der Pfad auf dem Rechner geht niemanden etwas an.
    letzter_teil = PureWindowsPath(speicherbar(name).strip()).name
    return letzter_teil if letzter_teil.strip(". ") else "ohne Namen"
