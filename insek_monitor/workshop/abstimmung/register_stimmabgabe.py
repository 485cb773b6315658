"""Eine Stimme abgeben und den Raum dazu lesen.

Ohne pandas und ohne Rollen: Dieser Weg steht Telefonen offen und muss schnell sein. Geprüft und geschrieben
wird in einer Transaktion; wer steuert (``raumsteuerung``), sperrt die Zeile des Raums ganz, wer stimmt, nur
gegen Änderung. So gilt jede Stimme für genau die Frage, die auf dem Telefon stand, oder gar nicht.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, case, func, select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from insek_monitor.kern.stimmungsbild import (
    Frageart,
    FrageFehler,
    Freigabe,
    Herkunft,
    Rundenstand,
    normiere_code,
    pruefe_antwort,
)
from insek_monitor.register import schema
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung.abgewiesen import GERAETE_HOECHSTENS as GERAETE_HOECHSTENS
from insek_monitor.workshop.abstimmung.abgewiesen import Abgewiesen as Abgewiesen
from insek_monitor.workshop.abstimmung.register_rundenzeilen import Raumlage as Raumlage
from insek_monitor.workshop.abstimmung.register_rundenzeilen import Rundenlage as Rundenlage
from insek_monitor.workshop.abstimmung.register_rundenzeilen import lies_gruppen, raumlage, runde_in

AUSWEIS_HOECHSTENS = 200
ZUG_HOECHSTENS = 10**6


class EigeneAntwort(NamedTuple):
    """Was von einem Gerät in einer Runde gespeichert ist; ``zug`` ist die Nummer dieses Abschickens."""

    wert: str
    gruppe: str
    zug: int


def lies_raum(register: Register, code: str, jetzt: datetime | None = None) -> Raumlage | None:
    """Der Raum mit seiner aktiven Runde; ``None``, wenn es ihn nicht gibt.

    Parameters
    ----------
    jetzt
        nach seiner Frist gibt es ihn nicht mehr, auch wenn er noch nicht gelöscht ist (der Laptop war aus);
        ohne Angabe zählt nur, ob er noch gespeichert ist.
    """
    sauber = normiere_code(code)
    if not sauber:
        return None
    with register.lesen() as verbindung:
        zeile = verbindung.execute(select(schema.raum).where(schema.raum.c.code == sauber)).first()
        if zeile is None or _ist_abgelaufen(zeile, jetzt):
            return None
        return raumlage(zeile, runde_in(verbindung, zeile.aktive_runde))


def gib_stimme(
    register: Register,
    code: str,
    *,
    runde: int,
    fassung: int,
    ausweis: str,
    werte: Sequence[str],
    gruppe: str = "",
    jetzt: datetime | None = None,
    zug: int = 0,
) -> None:
    """Speichere die Stimme eines Geräts; eine frühere desselben Geräts in dieser Runde wird ersetzt.

    Kehrt erst zurück, wenn die Datenbank die Stimme sicher hat.

    Parameters
    ----------
    runde, fassung
        was auf dem Telefon stand.
    ausweis
        Zufallstext des Geräts; gespeichert wird nur eine Prüfsumme, je Runde eine andere.
    werte
        was das Formular schickt.
    gruppe
        eine aus ``Raumlage.gruppen`` oder leer.
    jetzt
        wie bei ``lies_raum``.
    zug
        das wievielte Abschicken des Geräts in dieser Runde; ein niedrigerer als der gespeicherte wurde
        unterwegs überholt. Die Ankunft allein sagt das nicht: Ein schlechtes Netz dreht die Reihenfolge um.

    Raises
    ------
    Abgewiesen
        wenn die Stimme nicht gilt.
    RegisterFehler
        wenn die Datenbank nicht schreibt; dann ist die Stimme nicht gezählt.
    """
    with register.aendern() as verbindung:
        raum, lage = _gesperrt(verbindung, normiere_code(code), runde, jetzt)
        _pruefe_stand(lage, fassung)
        try:
            wert = pruefe_antwort(lage.frage, werte)
        except FrageFehler as fehler:
            raise Abgewiesen("ungueltig", str(fehler)) from None
        if gruppe and gruppe not in lies_gruppen(raum.gruppen):
            raise Abgewiesen("ungueltig")
        if not 0 < len(ausweis) <= AUSWEIS_HOECHSTENS or not 0 <= zug <= ZUG_HOECHSTENS:
            raise Abgewiesen("ungueltig")
        kennung = _kennung(raum.salz, runde, ausweis)
        _pruefe_platz(verbindung, runde, kennung)
        freitext = lage.frage.art is Frageart.FREITEXT
        freigabe = Freigabe.NEU if freitext else Freigabe.KEINE
        stimme = {"runde": runde, "geraet": kennung, "wert": wert, "gruppe": gruppe}
        if not _schreibe(verbindung, stimme | {"freigabe": freigabe.value, "zug": zug}):
            raise Abgewiesen("ueberholt")


def eigene_antwort(register: Register, lage: Raumlage, ausweis: str) -> EigeneAntwort | None:
    """Was dieses Gerät in der aktiven Runde geantwortet hat."""
    if lage.runde is None or not ausweis:
        return None
    tabelle = schema.stimme
    with register.lesen() as verbindung:
        salz = verbindung.execute(select(schema.raum.c.salz).where(schema.raum.c.code == lage.code)).scalar()
        if salz is None:
            return None
        meine = (tabelle.c.runde == lage.runde.nummer) & (
            tabelle.c.geraet == _kennung(salz, lage.runde.nummer, ausweis)
        )
        zeile = verbindung.execute(
            select(tabelle.c.wert, tabelle.c.gruppe, tabelle.c.zug).where(meine)
        ).first()
    return None if zeile is None else EigeneAntwort(zeile.wert, zeile.gruppe, zeile.zug)


def _ist_abgelaufen(raum: Row[Any], jetzt: datetime | None) -> bool:
    return jetzt is not None and raum.loeschen_am <= jetzt


def _gesperrt(
    verbindung: Connection, code: str, runde: int, jetzt: datetime | None
) -> tuple[Row[Any], Rundenlage]:
    # Zwei Abfragen: Nur die erste wartet auf eine Änderung am Raum. In einer einzigen sähe PostgreSQL nach
    # dem Warten den neuen Raum, aber noch die alte Runde.
    anfrage = select(schema.raum).where(schema.raum.c.code == code).with_for_update(read=True)
    raum = verbindung.execute(anfrage).first()
    if raum is None or _ist_abgelaufen(raum, jetzt):
        raise Abgewiesen("kein_raum")
    if raum.beendet:
        raise Abgewiesen("beendet")
    lage = runde_in(verbindung, raum.aktive_runde)
    if lage is None:
        raise Abgewiesen("keine_frage")
    if lage.nummer != runde:
        raise Abgewiesen("andere_frage")
    return raum, lage


def _pruefe_stand(lage: Rundenlage, fassung: int) -> None:
    if lage.herkunft is Herkunft.HANDZEICHEN:
        raise Abgewiesen(
            "geschlossen", "Hier wird mit der Hand abgestimmt. Bitte heben Sie die Hand im Saal."
        )
    if lage.stand is Rundenstand.PAUSIERT:
        raise Abgewiesen("pausiert")
    if lage.stand is Rundenstand.GESCHLOSSEN:
        raise Abgewiesen("geschlossen")
    if lage.fassung != fassung:
        raise Abgewiesen("geaendert")


def _kennung(salz: str, runde: int, ausweis: str) -> str:
    # „backslashreplace“: auch ein unmöglicher Cookie ergibt eine Kennung statt eines Fehlers.
    text = f"{runde}:{ausweis}".encode(errors="backslashreplace")
    return hmac.new(salz.encode(), text, hashlib.sha256).hexdigest()


def _pruefe_platz(verbindung: Connection, runde: int, kennung: str) -> None:
    tabelle = schema.stimme
    eigene = func.sum(case((tabelle.c.geraet == kennung, 1), else_=0))
    zahl, schon_da = verbindung.execute(
        select(func.count(), eigene).select_from(tabelle).where(tabelle.c.runde == runde)
    ).one()
    if zahl >= GERAETE_HOECHSTENS and not schon_da:
        raise Abgewiesen("voll")


def _schreibe(verbindung: Connection, werte: dict[str, Any]) -> bool:
    """Schreibe die Stimme; ``False``, wenn eine mit höherem Zug schon da ist."""
    tabelle = schema.stimme
    insert = insert_postgresql if verbindung.dialect.name == "postgresql" else insert_sqlite
    befehl = insert(tabelle).values(**werte)
    neu = befehl.excluded
    # Verglichen wird im selben Befehl, der schreibt: Auf PostgreSQL wartet er auf eine gleichzeitige Stimme
    # desselben Geräts und vergleicht dann mit ihr.
    geschrieben = verbindung.execute(
        befehl.on_conflict_do_update(
            index_elements=[tabelle.c.runde, tabelle.c.geraet],
            set_={
                "wert": neu.wert,
                "gruppe": neu.gruppe,
                # Derselbe Text noch einmal abgeschickt bleibt freigegeben, ein anderer muss wieder geprüft
                # werden.
                "freigabe": case((tabelle.c.wert == neu.wert, tabelle.c.freigabe), else_=neu.freigabe),
                "zug": neu.zug,
            },
            where=neu.zug >= tabelle.c.zug,
        ).returning(tabelle.c.zug)
    )
    return geschrieben.first() is not None
