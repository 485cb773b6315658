"""Was einer Datenbank gegenüber einer Sicherung fehlt, und es eintragen.

Datenstände sind gleich, wenn Nummer, Kürzel und Prüfsumme gleich sind; der Zeitpunkt zählt nicht, weil jedes
neue Register die mitgelieferten selbst anlegt. Verzeichnisse, in denen der jüngste Eintrag gilt, müssen bis
zum Ende des kürzeren übereinstimmen. Quelldateien und Protokoll sind bloße Sammlungen: Was fehlt, kommt
hinzu.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, select

from insek_monitor.kern.zeit import wann
from insek_monitor.register import schema
from insek_monitor.register.protokollieren import naechste_nummer
from insek_monitor.register.sicherungsdatei import SicherungsFehler
from insek_monitor.register.zeilenstrom import REIHENFOLGE, Zeile, trage_zeilen_ein, zeilen

GEORDNET = {
    schema.datenstand: "Datenstände",
    schema.freigabe: "Freigaben",
    schema.vermerk: "Vermerke",
    schema.pruefrunde: "Prüfrunden",
    schema.bestaetigung: "Bestätigungen",
    schema.rollenvergabe: "Rollen",
    schema.spaltenwahl: "Spaltennamen",
    # Vor den Kampagnen, die sie abschließen.
    schema.kampagne_gemeinde: "Gemeinden in Kampagnen",
    schema.kampagne: "Fassungen von Kampagnen",
    schema.kontakt: "Kontakte",
    schema.ansprachestand: "Stände der Ansprache",
    schema.erledigung: "Erledigungsvermerke",
    schema.gewichtung: "gespeicherte Gewichte",
    schema.fragensatz: "Fassungen von Fragensätzen",
    schema.vortragsfolge: "Fassungen von Folgen",
    schema.stimmungsergebnis: "Ergebnisse des Stimmungsbilds",
}
VERZEICHNISSE = GEORDNET | {schema.quelldatei: "Quelldateien", schema.protokoll: "Protokolleinträge"}
"""Woraus eine Sicherung für Menschen besteht."""
ABHILFE = (
    "Es wurde nichts geändert. Bitte stellen Sie die Sicherung in einer leeren Datenbank wieder her: Nennen "
    "Sie eine in INSEK_DATENBANK_URL oder mit INSEK_DATENORDNER einen leeren Ordner."
)


@dataclass(frozen=True)
class _Unterschied:
    """Was einem Verzeichnis fehlt und wie viele Zeilen es selbst mehr hat."""

    fehlende: list[Zeile]
    mehr: int


def gleiche_an(aus: Connection, nach: Connection) -> dict[str, int]:
    """Trage ein, was ``nach`` gegenüber ``aus`` fehlt; liefert die neuen Zeilen je Tabelle.

    Raises
    ------
    SicherungsFehler
        wenn die beiden auseinandergelaufen sind; der Aufrufer macht die Transaktion dann rückgängig.
    """
    unterschiede = {tabelle: _unterschied(aus, nach, tabelle) for tabelle in GEORDNET}
    fehlt = [GEORDNET[tabelle] for tabelle, u in unterschiede.items() if u.fehlende]
    mehr = [GEORDNET[tabelle] for tabelle, u in unterschiede.items() if u.mehr]
    if fehlt and mehr:
        raise SicherungsFehler(
            f"Register und Sicherung sind auseinandergelaufen: Nur die Sicherung hat weitere Einträge unter "
            f"„{'“, „'.join(fehlt)}“, nur das Register unter „{'“, „'.join(mehr)}“. {ABHILFE}"
        )
    ergaenzt = dict.fromkeys((tabelle.name for tabelle in REIHENFOLGE), 0)
    staende = {zeile["nummer"] for zeile in unterschiede[schema.datenstand].fehlende}
    if staende:
        ergaenzt |= _ergaenze_inhalte(aus, nach, staende)
    bekannt = set(nach.execute(select(schema.quelldatei.c.pruefsumme)).scalars())
    neue_dateien = (zeile for zeile in zeilen(aus, schema.quelldatei) if zeile["pruefsumme"] not in bekannt)
    ergaenzt["quelldatei"] = trage_zeilen_ein(nach, schema.quelldatei, neue_dateien)
    for tabelle, unterschied in unterschiede.items():
        ergaenzt[tabelle.name] = trage_zeilen_ein(nach, tabelle, unterschied.fehlende)
    ergaenzt["protokoll"] = trage_zeilen_ein(nach, schema.protokoll, _fehlendes_protokoll(aus, nach))
    return ergaenzt


def _unterschied(aus: Connection, nach: Connection, tabelle: Table) -> _Unterschied:
    dort, hier = list(zeilen(aus, tabelle)), list(zeilen(nach, tabelle))
    for eins, zwei in zip(dort, hier, strict=False):
        if _inhalt(tabelle, eins) != _inhalt(tabelle, zwei):
            raise SicherungsFehler(_abweichung(tabelle, eins, zwei))
    return _Unterschied(dort[len(hier) :], max(0, len(hier) - len(dort)))


def _inhalt(tabelle: Table, zeile: Zeile) -> tuple[Any, ...]:
    if tabelle is schema.datenstand:
        return zeile["nummer"], zeile["kuerzel"], zeile["pruefsumme"]
    return tuple(zeile.values())


def _abweichung(tabelle: Table, dort: Zeile, hier: Zeile) -> str:
    if tabelle is schema.datenstand:
        return (
            f"Datenstand {hier['nummer']} des Registers („{hier['titel']}“, {wann(hier['angelegt_am'])}) "
            f"hat einen anderen Inhalt als in der Sicherung („{dort['titel']}“, "
            f"{wann(dort['angelegt_am'])}). {ABHILFE}"
        )
    return (
        f"Register und Sicherung sind auseinandergelaufen: Unter „{GEORDNET[tabelle]}“ ist der Eintrag "
        f"{_nummer(hier)} im Register ein anderer als in der Sicherung. {ABHILFE}"
    )


def _nummer(zeile: Zeile) -> Any:
    # Gemeinden einer Kampagne tragen die Nummer ihrer Fassung.
    return zeile["nummer"] if "nummer" in zeile else zeile["eintrag"]


def _ergaenze_inhalte(aus: Connection, nach: Connection, staende: set[int]) -> dict[str, int]:
    """Fehlende Fassungen und die Einträge fehlender Datenstände; die kurzen Nummern dürfen abweichen."""
    tabelle = schema.konzeptfassung
    spalten = tabelle.c.fassung, tabelle.c.fassung_nr
    nummern: dict[str, int] = {zeile.fassung: zeile.fassung_nr for zeile in nach.execute(select(*spalten))}
    naechste = int(nach.execute(select(func.max(tabelle.c.fassung_nr))).scalar() or 0) + 1
    neu: dict[int, int] = {}
    neue_nummer: dict[int, int] = {}
    for zeile in aus.execute(select(*spalten).order_by(tabelle.c.fassung_nr)):
        if zeile.fassung in nummern:
            neue_nummer[zeile.fassung_nr] = nummern[zeile.fassung]
        else:
            neu[zeile.fassung_nr] = neue_nummer[zeile.fassung_nr] = naechste
            naechste += 1

    def umnummeriert(quelle: Table, zuordnung: dict[int, int]) -> Iterator[Zeile]:
        for zeile in zeilen(aus, quelle):
            if zeile["fassung_nr"] in zuordnung:
                yield zeile | {"fassung_nr": zuordnung[zeile["fassung_nr"]]}

    eintraege = (
        zeile for zeile in umnummeriert(schema.datenstand_eintrag, neue_nummer) if zeile["nummer"] in staende
    )
    return {
        ziel.name: trage_zeilen_ein(nach, ziel, werte)
        for ziel, werte in (
            (schema.konzeptfassung_gemeinde, umnummeriert(schema.konzeptfassung_gemeinde, neu)),
            (tabelle, umnummeriert(tabelle, neu)),
            (schema.datenstand_eintrag, eintraege),
        )
    }


def _fehlendes_protokoll(aus: Connection, nach: Connection) -> list[Zeile]:
    def ohne_nummer(zeile: Zeile) -> tuple[Any, ...]:
        return tuple(wert for name, wert in zeile.items() if name != "nummer")

    vorhanden = Counter(ohne_nummer(zeile) for zeile in zeilen(nach, schema.protokoll))
    naechste = naechste_nummer(nach, schema.protokoll)
    fehlend: list[Zeile] = []
    for zeile in zeilen(aus, schema.protokoll):
        if vorhanden[ohne_nummer(zeile)]:
            vorhanden[ohne_nummer(zeile)] -= 1
        else:
            fehlend.append(zeile | {"nummer": naechste + len(fehlend)})
    return fehlend
