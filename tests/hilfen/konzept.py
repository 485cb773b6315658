"""Ein Konzept (oder eine Meldung) als Datensatz mit belegten Ereignissen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

import pandas as pd

from insek_monitor.kern.begriffe import Datenlage, Konzeptart, Sicherheit
from insek_monitor.kern.datum import DatumsFehler, lies_datum, tage_spalte

EREIGNISSE = ("begonnen", "beschluss", "aufgehoben", "belegt")


class KonzeptFehler(ValueError):
    """Ein Konzept ist unvollständig oder widerspricht sich."""


@dataclass(frozen=True)
class Konzept:
    """Ein Datensatz des Registers.

    Attributes
    ----------
    ags : Gemeinden, für die das Konzept gilt (8 Zeichen je Schlüssel); ein gemeinsames Konzept hat mehrere.
    begonnen, beschluss, aufgehoben, belegt : str or None
        Wie bekannt: ``2019``, ``2019-03``, ``2019-03-14``, ``unbekannt`` oder None (nicht belegt).

    Raises
    ------
    KonzeptFehler
        Wenn eine Angabe fehlt oder kein Datum ist.
    """

    konzept_id: str
    art: Konzeptart
    ags: tuple[str, ...]
    datenlage: Datenlage
    titel: str | None = None
    begonnen: str | None = None
    beschluss: str | None = None
    aufgehoben: str | None = None
    belegt: str | None = None
    zieljahr: int | None = None
    zielhorizont: str | None = None
    quelle: str | None = None
    quelle_url: str | None = None
    sicherheit: Sicherheit | None = None
    notiz: str | None = None

    def __post_init__(self) -> None:
        if not self.ags:
            raise KonzeptFehler(f"Das Konzept {self.konzept_id} ist keiner Gemeinde zugeordnet.")
        if len(set(self.ags)) < len(self.ags):
            raise KonzeptFehler(f"Das Konzept {self.konzept_id} nennt eine Gemeinde doppelt.")
        for schluessel in self.ags:
            if len(schluessel) != 8 or not schluessel.isascii() or not schluessel.isdigit():
                raise KonzeptFehler(f"„{schluessel}“ ist kein AGS; erwartet werden 8 Ziffern.")
        for name in EREIGNISSE:
            try:
                lies_datum(getattr(self, name))
            except DatumsFehler as fehler:
                raise KonzeptFehler(f"Konzept {self.konzept_id}, Angabe „{name}“: {fehler}") from fehler
        if self.art is Konzeptart.KEINS and self.beschluss:
            raise KonzeptFehler(
                f"{self.konzept_id}: Eine Meldung, dass es kein Konzept gibt, hat keinen Beschluss."
            )


def als_frames(konzepte: Iterable[Konzept]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Macht aus Konzepten die Frames ``konzepte`` und ``zuordnung`` (Spalten: docs/fachregeln.md).

    Returns
    -------
    konzepte : DataFrame
        Index ``konzept_id``; mit den Spalten ``*_tag``.
    zuordnung : DataFrame
        Spalten ``konzept_id``, ``ags``.
    """
    liste = list(konzepte)
    namen = [feld.name for feld in fields(Konzept) if feld.name not in ("konzept_id", "ags")]
    index = pd.Index([k.konzept_id for k in liste], name="konzept_id", dtype="str")
    if index.has_duplicates:
        raise KonzeptFehler(f"Die Kennung {index[index.duplicated()][0]} kommt mehrfach vor.")
    frame = pd.DataFrame(index=index)
    for name in namen:
        dtype = "Int64" if name == "zieljahr" else "str"
        frame[name] = pd.array([getattr(k, name) for k in liste], dtype=dtype)
    for name in EREIGNISSE:
        frame[f"{name}_tag"] = tage_spalte(frame[name])
    paare = [(k.konzept_id, ags) for k in liste for ags in k.ags]
    zuordnung = pd.DataFrame(
        {
            "konzept_id": pd.array([p[0] for p in paare], dtype="str"),
            "ags": pd.array([p[1] for p in paare], dtype="str"),
        }
    )
    return frame, zuordnung
