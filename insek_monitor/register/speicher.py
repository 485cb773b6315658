"""Das Register öffnen: Adresse lesen, Schema auf Stand bringen, mitgelieferte Datenstände eintragen."""

from __future__ import annotations

from insek_monitor import einstellungen
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.grundbestand import fuelle
from insek_monitor.register.verbindung import Register, lies_adresse, verbinde
from insek_monitor.register.wanderung import ist_aktuell, wandere

__all__ = ["Register", "RegisterFehler", "oeffne", "oeffne_leer"]


def oeffne(url: str | None = None) -> Register:
    """Öffne das Register; beim ersten Mal wird es angelegt und aus ``daten/`` gefüllt.

    Mehrere Prozesse dürfen das gleichzeitig tun: einer arbeitet, die anderen warten und finden alles vor.

    Parameters
    ----------
    url
        SQLAlchemy-Adresse; ohne Angabe ``INSEK_DATENBANK_URL``, sonst die SQLite-Datei im Datenordner.

    Raises
    ------
    RegisterFehler
        wenn die Datenbank nicht zu öffnen ist, ein neueres Schema hat oder ``daten/`` nicht lesbar ist.
    """
    register = oeffne_leer(url)
    try:
        fuelle(register)
    except BaseException:
        register.schliesse()
        raise
    return register


def oeffne_leer(url: str | None = None) -> Register:
    """Wie ``oeffne``, aber ohne die mitgelieferten Datenstände einzutragen.

    Raises
    ------
    RegisterFehler
        wie bei ``oeffne``.
    """
    register = verbinde(lies_adresse(url or einstellungen.datenbank_url()))
    try:
        with register.lesen() as verbindung:
            aktuell = ist_aktuell(verbindung)
        if not aktuell:
            with register.schreiben() as verbindung:
                wandere(verbindung)
    except BaseException:
        register.schliesse()
        raise
    return register
