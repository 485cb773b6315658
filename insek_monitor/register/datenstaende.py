"""Datenstände auflisten, finden und anlegen. Ändern und löschen kann man sie nicht."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, func, insert, select

from insek_monitor.register import altbestand, schema
from insek_monitor.register.fassungen import FELDER, Datensatz, datensaetze, pruefsumme, speicherbar
from insek_monitor.register.fehler import GibtEsNicht, RegisterFehler
from insek_monitor.register.protokollieren import naechste_nummer
from insek_monitor.register.verbindung import Register

RECHERCHE = "recherche"
PAKET = 1000
"""So viele Fassungen sucht eine Abfrage; Datenbanken begrenzen die Zahl der Werte je Anweisung."""


@dataclass(frozen=True)
class Datenstand:
    """Nummerierte, unveränderliche Ausgabe aller Konzepte.

    Attributes
    ----------
    nummer
        fortlaufend ab 1, ohne Lücke.
    kuerzel
        ``recherche`` für den mitgelieferten (in alten Registern auch ``modell``), sonst ``None``.
    angelegt_am
        Zeitpunkt in UTC.
    pruefsumme
        sha256 über den Inhalt (``fassungen.pruefsumme``).
    basis_nummer
        Nummer des Datenstands, aus dem dieser hervorging.
    quelle_datei, quelle_pruefsumme
        Woraus er entstand und dessen sha256.
    """

    nummer: int
    kuerzel: str | None
    titel: str
    angelegt_am: datetime
    von: str
    anlass: str
    pruefsumme: str
    basis_nummer: int | None = None
    quelle_datei: str | None = None
    quelle_pruefsumme: str | None = None


def liste(register: Register) -> list[Datenstand]:
    """Alle Datenstände, der neueste zuerst."""
    with register.lesen() as verbindung:
        return liste_in(verbindung)


def liste_in(verbindung: Connection) -> list[Datenstand]:
    """Wie ``liste``, in einer laufenden Transaktion."""
    zeilen = verbindung.execute(select(schema.datenstand).order_by(schema.datenstand.c.nummer.desc()))
    return [_aus_zeile(zeile) for zeile in zeilen]


def juengster(register: Register) -> tuple[int, str] | None:
    """Nummer und Prüfsumme des jüngsten Datenstands: ändert sich nur, wenn einer hinzukommt."""
    tabelle = schema.datenstand
    with register.lesen() as verbindung:
        zeile = verbindung.execute(
            select(tabelle.c.nummer, tabelle.c.pruefsumme).order_by(tabelle.c.nummer.desc()).limit(1)
        ).first()
    return None if zeile is None else (int(zeile.nummer), str(zeile.pruefsumme))


def vorgabe(alle: Sequence[Datenstand]) -> Datenstand:
    """Welcher ohne Wahl gilt: der neueste eigene, solange es keinen gibt ``recherche``.

    Parameters
    ----------
    alle
        wie von ``liste``, der neueste zuerst.

    Raises
    ------
    RegisterFehler
        wenn keiner davon vorhanden ist.
    """
    for gesucht in (None, RECHERCHE):
        for datenstand in alle:
            if datenstand.kuerzel == gesucht:
                return datenstand
    raise RegisterFehler(
        "Im Register ist kein Datenstand, der gezeigt werden kann. Bitte das Register neu anlegen."
    )


def finde(register: Register, kennung: str | int | None = None) -> Datenstand:
    """Der Datenstand zu einer Kennung.

    Parameters
    ----------
    kennung
        Nummer (auch als Text) oder ``recherche`` (der neueste). ``None``: der neueste eigene Datenstand der
        Fachstelle, und solange es keinen gibt, ``recherche``. ``modell`` (alte Links) meint
        den neuesten dieses Kürzels und ohne ihn ``recherche``.

    Raises
    ------
    RegisterFehler
        wenn es ihn nicht gibt; die Meldung nennt die vorhandenen.
    """
    with register.lesen() as verbindung:
        return finde_in(verbindung, kennung)


def finde_in(verbindung: Connection, kennung: str | int | None = None) -> Datenstand:
    """Wie ``finde``, in einer laufenden Transaktion."""
    tabelle = schema.datenstand
    anfrage = select(tabelle).order_by(tabelle.c.nummer.desc()).limit(1)
    text = "" if kennung is None else str(kennung).strip().lower()
    zeile = None
    if not text:
        zeile = verbindung.execute(anfrage.where(tabelle.c.kuerzel.is_(None))).first()
        text = RECHERCHE
    if zeile is None:
        if altbestand.nennt_modell(text):
            zeile = verbindung.execute(anfrage.where(tabelle.c.kuerzel == altbestand.KUERZEL)).first()
            text = RECHERCHE
        if zeile is None and text == RECHERCHE:
            zeile = verbindung.execute(anfrage.where(tabelle.c.kuerzel == RECHERCHE)).first()
        # Mehr als neun Stellen passen in keine Nummer und würden PostgreSQL überfordern.
        elif text.isascii() and text.isdigit() and len(text) <= 9:
            zeile = verbindung.execute(anfrage.where(tabelle.c.nummer == int(text))).first()
    if zeile is None:
        hoechste = verbindung.execute(select(func.max(tabelle.c.nummer))).scalar() or 0
        nummern = f" oder eine Nummer von 1 bis {hoechste}" if hoechste else ""
        raise GibtEsNicht(
            f"Den Datenstand „{str(kennung or text)[:40]}“ gibt es nicht. Möglich sind „recherche“{nummern}."
        )
    return _aus_zeile(zeile)


def fassungen_in(verbindung: Connection, nummer: int) -> list[str]:
    """Die Fassungen der belegten Datensätze eines Datenstands, sortiert."""
    tabelle, eintrag = schema.konzeptfassung, schema.datenstand_eintrag
    anfrage = select(tabelle.c.fassung, tabelle.c.datenlage).join(
        eintrag, eintrag.c.fassung_nr == tabelle.c.fassung_nr
    )
    zeilen = verbindung.execute(anfrage.where(eintrag.c.nummer == nummer))
    return sorted(zeile.fassung for zeile in zeilen if altbestand.ist_beleg(zeile.datenlage))


def lege_an(
    register: Register,
    konzepte: pd.DataFrame,
    zuordnung: pd.DataFrame,
    *,
    titel: str,
    von: str,
    anlass: str,
    kuerzel: str | None = None,
    basis_nummer: int | None = None,
    quelle_datei: str | None = None,
    quelle_pruefsumme: str | None = None,
    angelegt_am: datetime | None = None,
    im_selben_zug: Callable[[Connection, Datenstand], object] | None = None,
) -> Datenstand:
    """Lege einen neuen Datenstand an: ganz oder gar nicht.

    Parameters
    ----------
    konzepte, zuordnung
        vollständiger Inhalt (siehe ``fassungen.datensaetze``).
    angelegt_am
        Zeitpunkt mit Zeitzone; ohne Angabe die Uhr der Datenbank.
    im_selben_zug
        wird vor dem Abschluss mit Verbindung und Datenstand gerufen, etwa für ein Protokoll. Eine Ausnahme
        darin macht auch den Datenstand rückgängig.

    Raises
    ------
    RegisterFehler
        bei unzulässigem Inhalt oder wenn die Datenbank nicht schreibt; der alte Stand bleibt.
    """
    saetze = datensaetze(konzepte, zuordnung)
    with register.schreiben() as verbindung:
        neu = trage_ein(
            verbindung,
            saetze,
            titel=titel,
            von=von,
            anlass=anlass,
            kuerzel=kuerzel,
            basis_nummer=basis_nummer,
            quelle_datei=quelle_datei,
            quelle_pruefsumme=quelle_pruefsumme,
            angelegt_am=angelegt_am,
        )
        if im_selben_zug is not None:
            im_selben_zug(verbindung, neu)
    return neu


def trage_ein(verbindung: Connection, saetze: list[Datensatz], **angaben: Any) -> Datenstand:
    """Trage einen Datenstand in eine laufende Transaktion von ``Register.schreiben`` ein.

    Parameters
    ----------
    saetze
        aus ``fassungen.datensaetze``.
    **angaben
        wie bei ``lege_an``: ``titel``, ``von``, ``anlass`` und nach Bedarf die übrigen.

    Raises
    ------
    RegisterFehler
        wenn Titel, Person oder Anlass leer sind oder der Zeitpunkt keine Zeitzone hat.
    """
    for name, wort in (("titel", "Titel"), ("von", "Name der Person"), ("anlass", "Anlass")):
        angaben[name] = speicherbar(str(angaben.get(name) or "")).strip()
        if not angaben[name]:
            raise RegisterFehler(f"Ein Datenstand braucht Titel, Person und Anlass; es fehlt: {wort}.")
    zeitpunkt = angaben.get("angelegt_am")
    if zeitpunkt is not None and zeitpunkt.tzinfo is None:
        raise RegisterFehler("Der Zeitpunkt eines Datenstands braucht eine Zeitzone.")
    tabelle = schema.datenstand
    nummer = naechste_nummer(verbindung, tabelle)
    fassungsnummern = _trage_fassungen_ein(verbindung, saetze)
    if fassungsnummern:
        verbindung.execute(
            insert(schema.datenstand_eintrag),
            [{"nummer": nummer, "fassung_nr": fassung_nr} for fassung_nr in sorted(fassungsnummern)],
        )
    werte = {name: wert for name, wert in angaben.items() if wert is not None}
    werte |= {"nummer": nummer, "pruefsumme": pruefsumme(satz["fassung"] for satz in saetze)}
    # Zuletzt: mit dieser Zeile ist der Datenstand abgeschlossen (Auslöser in der Datenbank).
    verbindung.execute(insert(tabelle).values(**werte))
    return _aus_zeile(verbindung.execute(select(tabelle).where(tabelle.c.nummer == nummer)).one())


def _trage_fassungen_ein(verbindung: Connection, saetze: list[Datensatz]) -> list[int]:
    tabelle = schema.konzeptfassung
    bekannt = _nummern_der_fassungen(verbindung, [satz["fassung"] for satz in saetze])
    naechste = int(verbindung.execute(select(func.max(tabelle.c.fassung_nr))).scalar() or 0) + 1
    neue, gemeinden, nummern = [], [], []
    for satz in saetze:
        nr = bekannt.get(satz["fassung"])
        if nr is None:
            nr, naechste = naechste, naechste + 1
            neue.append(
                {"fassung_nr": nr, "fassung": satz["fassung"], **{name: satz[name] for name in FELDER}}
            )
            gemeinden += [{"fassung_nr": nr, "ags": ags} for ags in satz["gemeinden"]]
        nummern.append(nr)
    if neue:
        verbindung.execute(insert(schema.konzeptfassung_gemeinde), gemeinden)
        verbindung.execute(insert(tabelle), neue)
    return nummern


def _nummern_der_fassungen(verbindung: Connection, fassungen: Sequence[str]) -> dict[str, int]:
    # Nur die gesuchten, in Paketen: sonst dauerte jeder weitere Datenstand länger als der vorige.
    tabelle = schema.konzeptfassung
    bekannt: dict[str, int] = {}
    for anfang in range(0, len(fassungen), PAKET):
        paket = tabelle.c.fassung.in_(fassungen[anfang : anfang + PAKET])
        zeilen = verbindung.execute(select(tabelle.c.fassung, tabelle.c.fassung_nr).where(paket))
        bekannt |= {zeile.fassung: int(zeile.fassung_nr) for zeile in zeilen}
    return bekannt


def _aus_zeile(zeile: Row[Any]) -> Datenstand:
    return Datenstand(**zeile._asdict())
