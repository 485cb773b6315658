"""Gilt noch, womit verglichen wurde? Die Prüfung vor jedem neuen Datenstand der Fachstelle."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from insek_monitor.kern.zeit import wann
from insek_monitor.register.datenstaende import Datenstand, fassungen_in, finde_in, liste_in, vorgabe
from insek_monitor.register.fassungen import Datensatz
from insek_monitor.register.fehler import Abgelehnt

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
