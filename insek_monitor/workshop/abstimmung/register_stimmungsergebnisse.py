"""Ergebnisse des Stimmungsbilds: Summen, die den Raum überdauern; nur angehängt.

Gruppen stehen darin schon geschützt (``kern.gruppenschutz``); einzelne Stimmen und freie Texte nie.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, func, select

from insek_monitor.kern.gruppenschutz import Gruppenzahl
from insek_monitor.kern.rollen import Person, Rolle
from insek_monitor.kern.stimmungsbild import lies_frage
from insek_monitor.register import ansprachetexte, rechte, schema
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung.register_auszaehlung import Zaehlung
from insek_monitor.workshop.abstimmung.register_rundenzeilen import Raum, fragetext

GRUND_HOECHSTENS = 200
SPALTEN = (
    "nummer",
    "raum",
    "titel",
    "ort",
    "datum",
    "frage",
    "runde",
    "herkunft",
    "wortlaut",
    "inhalt",
    "anzahl",
    "je_antwort",
    "je_gruppe",
)


def trage_ein(zug: rechte.Zug, person: Person, raum: Raum, zaehlung: Zaehlung) -> int | None:
    """Trage die Summen einer geschlossenen Runde ein; von einer anderen blieben die Gruppen draußen.

    Returns
    -------
    int or None
        die Nummer; ``None`` ohne Stimmen und wenn diese Runde schon eingetragen (oder danach zurückgezogen)
        ist.
    """
    lage = zaehlung.runde
    if not zaehlung.anzahl or _schon_da(zug.verbindung, raum, lage.frage.kennung, lage.runde):
        return None
    gezeigt = zaehlung.gruppen.gezeigt
    zahlen = {
        "anzahl": zaehlung.anzahl,
        "je_antwort": zaehlung.je_antwort,
        "je_gruppe": {name: [zahl.anzahl, zahl.je_antwort] for name, zahl in gezeigt.items()},
    }
    return zug.unterschreibe(
        schema.stimmungsergebnis,
        raum=raum.kennung,
        titel=raum.titel,
        ort=raum.ort,
        datum=raum.datum,
        frage=lage.frage.kennung,
        runde=lage.runde,
        herkunft=lage.herkunft.value,
        inhalt=fragetext(lage.frage),
        zahlen=json.dumps(zahlen, ensure_ascii=False),
        zurueckgezogen=False,
    )


def lies(register: Register) -> pd.DataFrame:
    """Die geltenden Ergebnisse, das älteste zuerst.

    Returns
    -------
    DataFrame
        Spalten ``SPALTEN``: ``frage`` ist die Kennung, ``inhalt`` die ``Frage``, ``wortlaut`` ihre Prüfsumme,
        ``je_antwort`` ein Tupel, ``je_gruppe`` ein dict Name → ``Gruppenzahl``.
    """
    with register.lesen() as verbindung:
        zeilen = [_als_dict(zeile) for zeile in _geltende(verbindung)]
    return pd.DataFrame(zeilen, columns=list(SPALTEN))


def anzahl_in(verbindung: Connection, raum: Raum) -> int:
    """Wie viele Ergebnisse eines Raums gelten."""
    return sum(zeile.raum == raum.kennung for zeile in _geltende(verbindung))


def ziehe_zurueck(register: Register, person: Person, nummer: int, grund: str = "") -> None:
    """Nimm ein Ergebnis aus allen Auswertungen, etwa eine Probe; im Register bleibt es stehen.

    Parameters
    ----------
    grund
        warum, für das Protokoll.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    RegisterFehler
        wenn es das Ergebnis nicht gibt oder es schon zurückgezogen ist.
    """
    zugriff = rechte.schreibe(
        register,
        person,
        Rolle.BEARBEITEN,
        vorgang="Ergebnis zurückziehen",
        gegenstand=f"Ergebnis {nummer}",
    )
    with zugriff as zug:
        for zeile in _geltende(zug.verbindung):
            if zeile.nummer == nummer:
                break
        else:
            raise RegisterFehler(
                f"Ein Ergebnis {nummer} gibt es nicht (mehr). Bitte laden Sie die Seite neu und wählen Sie "
                "eines aus der Liste."
            )
        warum = ansprachetexte.zeile(grund, "Grund", GRUND_HOECHSTENS)
        zug.einzelheiten = f"„{zeile.titel}“, Frage „{zeile.frage}“, Runde {zeile.runde}" + (
            f"; Grund: {warum}" if warum else ""
        )
        bleibt = {name: wert for name, wert in zeile._mapping.items() if name not in ("nummer", "am")}
        zug.unterschreibe(schema.stimmungsergebnis, **(bleibt | {"zurueckgezogen": True}))


def _schon_da(verbindung: Connection, raum: Raum, frage: str, runde: int) -> bool:
    tabelle = schema.stimmungsergebnis
    dieses = (tabelle.c.raum == raum.kennung) & (tabelle.c.frage == frage) & (tabelle.c.runde == runde)
    return verbindung.execute(select(tabelle.c.nummer).where(dieses)).first() is not None


def _geltende(verbindung: Connection) -> Sequence[Row[Any]]:
    tabelle = schema.stimmungsergebnis
    juengste = select(func.max(tabelle.c.nummer)).group_by(tabelle.c.raum, tabelle.c.frage, tabelle.c.runde)
    gilt = tabelle.c.nummer.in_(juengste) & ~tabelle.c.zurueckgezogen
    return verbindung.execute(select(tabelle).where(gilt).order_by(tabelle.c.datum, tabelle.c.nummer)).all()


def _als_dict(zeile: Row[Any]) -> Mapping[str, Any]:
    zahlen = json.loads(zeile.zahlen)
    frage = lies_frage(json.loads(zeile.inhalt))
    gruppen = {name: Gruppenzahl(zahl, tuple(je)) for name, (zahl, je) in zahlen["je_gruppe"].items()}
    gleich = ("nummer", "raum", "titel", "ort", "datum", "frage", "runde", "herkunft")
    return {name: zeile._mapping[name] for name in gleich} | {
        "wortlaut": frage.wortlaut,
        "inhalt": frage,
        "anzahl": zahlen["anzahl"],
        "je_antwort": tuple(zahlen["je_antwort"]),
        "je_gruppe": gruppen,
    }
