"""Verlauf der Datenstände: gilt noch die Basis, einen früheren wieder geltend machen, freigeben."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import DBAPIError

from insek_monitor.kern.rollen import Person, Rolle
from insek_monitor.kern.zeit import wann
from insek_monitor.register import rechte, schema
from insek_monitor.register.datenstaende import (
    Datenstand,
    fassungen_in,
    finde_in,
    liste_in,
    trage_ein,
    vorgabe,
)
from insek_monitor.register.fassungen import Datensatz, datensaetze, speicherbar
from insek_monitor.register.fehler import Abgelehnt, RegisterFehler
from insek_monitor.register.laden import lade
from insek_monitor.register.protokollieren import urheber
from insek_monitor.register.verbindung import Register

_QUARTAL = re.compile(r"20[0-9]{2}-Q[1-4]")


@dataclass(frozen=True)
class Freigabe:
    """Amtliche Freigabe eines Datenstands für ein Quartal; je Quartal gilt die mit der höchsten Nummer."""

    nummer: int
    datenstand_nummer: int
    quartal: str
    vermerk: str | None
    am: datetime
    von: str


class NichtFreigebbar(Abgelehnt):
    """Der Datenstand eignet sich nicht zur amtlichen Freigabe."""


def mache_geltend(
    register: Register, nummer: int, *, basis_nummer: int, person: Person, anlass: str
) -> Datenstand:
    """Mache den Inhalt eines früheren Datenstands wieder geltend, als neuen Datenstand.

    Parameters
    ----------
    nummer
        der frühere.
    basis_nummer
        der geltende, den die Person vor Augen hatte.

    Raises
    ------
    Verweigert, Ueberholt, KeineAenderung, RegisterFehler
        wie bei ``einspielen.eintragen.spiele_ein``.
    """
    frueher = lade(register, nummer)
    saetze = datensaetze(frueher.konzepte, frueher.zuordnung)
    bezeichnung = f"Datenstand {frueher.datenstand.nummer}"
    zugriff = rechte.schreibe(
        register, person, Rolle.BEARBEITEN, vorgang="Datenstand wieder geltend machen", gegenstand=bezeichnung
    )
    with zugriff as zug:
        pruefe_basis(zug.verbindung, basis_nummer, saetze)
        neu = trage_ein(
            zug.verbindung,
            saetze,
            titel=f"Wieder wie {bezeichnung}",
            von=urheber(person),
            anlass=anlass,
            basis_nummer=basis_nummer,
            quelle_datei=bezeichnung,
        )
        zug.datenstand_nummer = neu.nummer
        zug.einzelheiten = f"Statt Datenstand {basis_nummer}. Anlass: {neu.anlass}"
    return neu


def gib_frei(
    register: Register, nummer: int, quartal: str, *, person: Person, vermerk: str | None = None
) -> Freigabe:
    """Gib einen Datenstand amtlich für ein Quartal frei.

    Eine frühere Freigabe desselben Quartals bleibt im Verlauf, gilt aber nicht mehr.

    Parameters
    ----------
    quartal
        etwa ``2026-Q4``.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Freigeben“ fehlt.
    NichtFreigebbar
        wenn der Datenstand für das Quartal schon freigegeben ist.
    RegisterFehler
        wenn es das Quartal oder den Datenstand nicht gibt oder dieser verändert wurde.
    """
    quartal = quartal.strip().upper()
    if _QUARTAL.fullmatch(quartal) is None:
        raise RegisterFehler(
            f"„{quartal[:20]}“ ist kein Quartal. Bitte schreiben Sie Jahr und Quartal, etwa 2026-Q4."
        )
    nummer = lade(register, nummer).datenstand.nummer
    zugriff = rechte.schreibe(
        register,
        person,
        Rolle.FREIGEBEN,
        vorgang="Datenstand freigeben",
        gegenstand=f"Datenstand {nummer} für {quartal}",
        einzelheiten=vermerk,
    )
    with zugriff as zug:
        gueltig = gueltige_freigaben(_freigaben(zug.verbindung)).get(quartal)
        if gueltig is not None and gueltig.datenstand_nummer == nummer:
            raise NichtFreigebbar(
                f"Datenstand {nummer} ist für {quartal} schon freigegeben, von {gueltig.von} am "
                f"{wann(gueltig.am)}. Es ist nichts zu tun."
            )
        zug.datenstand_nummer = nummer
        eingetragen = zug.unterschreibe(
            schema.freigabe,
            datenstand_nummer=nummer,
            quartal=quartal,
            vermerk=speicherbar(vermerk or "").strip() or None,
        )
        return next(f for f in _freigaben(zug.verbindung) if f.nummer == eingetragen)


def freigaben(register: Register) -> list[Freigabe]:
    """Alle Freigaben, die neueste zuerst; auch abgelöste."""
    with register.lesen() as verbindung:
        return _freigaben(verbindung)


def gueltige_freigaben(alle: Iterable[Freigabe]) -> dict[str, Freigabe]:
    """Je Quartal die geltende Freigabe, das neueste Quartal zuerst."""
    geltend = {freigabe.quartal: freigabe for freigabe in sorted(alle, key=lambda f: f.nummer)}
    return dict(sorted(geltend.items(), reverse=True))


def _freigaben(verbindung: Connection) -> list[Freigabe]:
    tabelle = schema.freigabe
    spalten = [tabelle.c[name] for name in Freigabe.__dataclass_fields__]
    return [
        _aus_zeile(zeile) for zeile in verbindung.execute(select(*spalten).order_by(tabelle.c.nummer.desc()))
    ]


def _aus_zeile(zeile: Row[Any]) -> Freigabe:
    return Freigabe(**zeile._asdict())


GENANNT_HOECHSTENS = 5
"""So viele zwischenzeitliche Datenstände nennt eine Meldung."""


class Ueberholt(Abgelehnt):
    """Seit dem Vergleich gilt ein anderer Datenstand.

    Attributes
    ----------
    basis_nummer
        womit verglichen wurde.
    inzwischen
        was seither gilt oder galt, der älteste zuerst; nie leer.
    """

    def __init__(self, meldung: str, *, basis_nummer: int = 0, inzwischen: Sequence[Datenstand] = ()) -> None:
        super().__init__(meldung)
        self.basis_nummer = basis_nummer
        self.inzwischen = tuple(inzwischen)


class KeineAenderung(Abgelehnt):
    """Der neue Inhalt gleicht dem geltenden."""


def pruefe_basis(verbindung: Connection, basis_nummer: int, saetze: Sequence[Datensatz]) -> None:
    """Prüfe in der schreibenden Transaktion, dass die Basis noch gilt und der Inhalt von ihr abweicht.

    Raises
    ------
    Ueberholt
        wenn inzwischen ein anderer Datenstand gilt.
    KeineAenderung
        wenn der Inhalt dem belegten der Basis gleicht.
    RegisterFehler
        wenn es die Basis nicht gibt.
    """
    basis = finde_in(verbindung, basis_nummer)
    alle = liste_in(verbindung)
    geltend = vorgabe(alle)
    if geltend.nummer != basis.nummer:
        # Mitgelieferte Datenstände, die neben den eigenen entstehen, ändern nichts an dem, was gilt.
        seither = [d for d in alle if d.nummer > basis.nummer and d.kuerzel == geltend.kuerzel]
        inzwischen = sorted(seither or [geltend], key=lambda datenstand: datenstand.nummer)
        raise Ueberholt(_meldung(basis, inzwischen), basis_nummer=basis.nummer, inzwischen=inzwischen)
    # Nicht die Prüfsummen: Die eines alten Registers gilt auch für Errechnetes, das niemand mehr weiterträgt.
    try:
        bisher = fassungen_in(verbindung, basis.nummer)
    except (DBAPIError, UnicodeDecodeError):
        bisher = []  # beschädigt: Das darf nicht daran hindern, einen heilen Inhalt geltend zu machen
    if bisher == sorted(satz["fassung"] for satz in saetze):
        raise KeineAenderung(
            f"Es gibt keine Änderung gegenüber Datenstand {basis.nummer} („{basis.titel}“); ein neuer "
            "Datenstand wurde nicht angelegt."
        )


def _meldung(basis: Datenstand, inzwischen: Sequence[Datenstand]) -> str:
    genannt = [
        f"Datenstand {d.nummer} „{d.titel}“ von {d.von} am {wann(d.angelegt_am)} (Anlass: {d.anlass})"
        for d in inzwischen[-GENANNT_HOECHSTENS:]
    ]
    weitere = len(inzwischen) - len(genannt)
    davor = f"{weitere} weitere, zuletzt " if weitere else ""
    return (
        f"Verglichen wurde mit Datenstand {basis.nummer}, der nicht mehr gilt. Inzwischen gilt: {davor}"
        f"{'; '.join(genannt)}. Es wurde nichts geschrieben. Bitte vergleichen Sie noch einmal mit dem "
        "geltenden Stand und übernehmen Sie dann."
    )
