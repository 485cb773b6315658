"""Das Register öffnen: Adresse lesen, Schema auf Stand bringen, mitgelieferte Datenstände eintragen."""

from __future__ import annotations

import hashlib
import logging

from sqlalchemy import Connection

from insek_monitor import einstellungen
from insek_monitor.register import sqlitedatei, tabellen
from insek_monitor.register.datenstaende import RECHERCHE, Datenstand, liste_in, trage_ein
from insek_monitor.register.fassungen import datensaetze, pruefsumme
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.verbindung import Register, lies_adresse, verbinde
from insek_monitor.register.wanderung import ist_aktuell, wandere
from insek_monitor.register.woerterbuch import WoerterbuchFehler

_logger = logging.getLogger(__name__)

__all__ = ["Register", "RegisterFehler", "oeffne", "oeffne_leer"]


def oeffne(url: str | None = None, *, anlegen: bool = True) -> Register:
    """Öffne das Register; beim ersten Mal wird es angelegt und aus ``daten/`` gefüllt.

    Mehrere Prozesse dürfen das gleichzeitig tun: einer arbeitet, die anderen warten und finden alles vor.

    Parameters
    ----------
    url
        SQLAlchemy-Adresse; ohne Angabe ``INSEK_DATENBANK_URL``, sonst die SQLite-Datei im Datenordner.
    anlegen
        ob eine SQLite-Datei, die es nicht gibt, entstehen soll.

    Raises
    ------
    RegisterFehler
        wenn die Datenbank nicht zu öffnen ist, ein neueres Schema hat oder ``daten/`` nicht lesbar ist.
    """
    register = oeffne_leer(url, anlegen=anlegen)
    try:
        if not register.nur_lesen:
            fuelle(register)
    except BaseException:
        register.schliesse()
        raise
    return register


def oeffne_leer(url: str | None = None, *, anlegen: bool = True) -> Register:
    """Wie ``oeffne``, aber ohne die mitgelieferten Datenstände einzutragen.

    Raises
    ------
    RegisterFehler
        wie bei ``oeffne``.
    """
    register = verbinde(lies_adresse(url or einstellungen.datenbank_url()), anlegen=anlegen)
    if register.im_netz:
        _logger.warning(sqlitedatei.HINWEIS)
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


DATEIEN = ("konzepte_recherche.csv", "konzepte_recherche_zuordnung.csv")


def fuelle(register: Register) -> None:
    """Trage den mitgelieferten Datenstand ein, wenn er fehlt oder ``daten/`` sich geändert hat.

    Alte Ausgaben bleiben; die neueste ist die, die das Kürzel nennt.

    Raises
    ------
    RegisterFehler
        wenn ``daten/`` nicht lesbar ist.
    """
    kennung = quellkennung()
    with register.lesen() as verbindung:
        bisher = _neuester(verbindung)
    if bisher is not None and bisher.quelle_pruefsumme == kennung:
        return
    try:
        saetze = datensaetze(tabellen.konzepte_recherche(), tabellen.zuordnung_recherche())
    except (tabellen.TabellenFehler, WoerterbuchFehler) as fehler:
        raise RegisterFehler(str(fehler)) from fehler
    inhalt = pruefsumme(satz["fassung"] for satz in saetze)
    with register.schreiben() as verbindung:
        # Noch einmal fragen: vielleicht war ein anderer Prozess schneller.
        bisher = _neuester(verbindung)
        if bisher is not None and bisher.pruefsumme == inhalt:
            return
        trage_ein(
            verbindung,
            saetze,
            kuerzel=RECHERCHE,
            titel="Recherche: nur belegte Angaben",
            von="INSEK-Monitor",
            anlass="Erster Start" if bisher is None else "Der Ordner daten/ hat sich geändert",
            quelle_datei="daten/" + DATEIEN[0],
            quelle_pruefsumme=kennung,
        )


def quellkennung() -> str:
    """Prüfsumme der Dateien, aus denen der mitgelieferte Datenstand entsteht.

    Raises
    ------
    RegisterFehler
        wenn eine davon fehlt.
    """
    summe = hashlib.sha256()
    for name in DATEIEN:
        datei = einstellungen.tabellenordner() / name
        try:
            summe.update(hashlib.sha256(datei.read_bytes()).digest())
        except OSError as fehler:
            raise RegisterFehler(
                f"Die Datei „{name}“ fehlt oder ist nicht lesbar. Bitte stellen Sie den Ordner daten/ "
                "wieder her.",
                ort=str(datei),
            ) from fehler
    return summe.hexdigest()


def _neuester(verbindung: Connection) -> Datenstand | None:
    return next((stand for stand in liste_in(verbindung) if stand.kuerzel == RECHERCHE), None)
