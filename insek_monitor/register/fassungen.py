"""Fassung: der eindeutige Inhalt eines Konzeptdatensatzes samt seinen Gemeinden und seine Prüfsumme."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from insek_monitor.kern.begriffe import Datenlage
from insek_monitor.kern.datum import DatumsFehler, tage_spalte
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.schema import ARTEN, SICHERHEITEN

TEXTSPALTEN = (
    "art",
    "titel",
    "begonnen",
    "beschluss",
    "aufgehoben",
    "belegt",
    "zielhorizont",
    "quelle",
    "quelle_url",
    "sicherheit",
    "datenlage",
    "notiz",
)
DATUMSSPALTEN = ("begonnen", "beschluss", "aufgehoben", "belegt")
#: Spalten eines Konzeptdatensatzes in der Reihenfolge der Frames.
SPALTEN = (
    "art",
    "titel",
    "begonnen",
    "beschluss",
    "aufgehoben",
    "belegt",
    "zieljahr",
    "zielhorizont",
    "quelle",
    "quelle_url",
    "sicherheit",
    "datenlage",
    "notiz",
)
#: Felder einer Fassung in fester Reihenfolge: sie bestimmt die Prüfsumme und darf sich nie ändern.
FELDER = ("konzept_id", *SPALTEN)

#: Frühestes und spätestes Zieljahr, das kein Tippfehler ist.
ZIELJAHRE = (1990, 2150)

Datensatz = dict[str, Any]


def datensaetze(konzepte: pd.DataFrame, zuordnung: pd.DataFrame) -> list[Datensatz]:
    """Mache aus den beiden Frames geprüfte Datensätze, nach ``konzept_id`` sortiert.

    Parameters
    ----------
    konzepte
        Index ``konzept_id``, Spalten wie im Vertrag (``docs/fachregeln.md``); abgeleitete ``*_tag`` werden
        übergangen.
    zuordnung
        Spalten ``konzept_id``, ``ags``.

    Returns
    -------
    list of dict
        Schlüssel ``FELDER``, dazu ``gemeinden`` (sortierte Liste der AGS) und ``fassung`` (sha256).
        Fehlende und leere Angaben sind ``None``.

    Raises
    ------
    RegisterFehler
        wenn Spalten fehlen, Kennungen doppelt sind, ein Wert unzulässig oder ein Datum unlesbar ist oder ein
        Konzept zu keiner Gemeinde gehört.
    """
    _pruefe(konzepte, zuordnung)
    gemeinden: dict[str, list[str]] = {}
    for konzept_id, ags in zip(zuordnung["konzept_id"], zuordnung["ags"], strict=True):
        gemeinden.setdefault(str(konzept_id), []).append(str(ags))
    spalten: dict[str, list[str | int | None]] = {"konzept_id": [str(wert) for wert in konzepte.index]}
    for name in SPALTEN:
        spalten[name] = [_wert(name, wert) for wert in konzepte[name].tolist()]
    saetze = []
    for werte in zip(*(spalten[name] for name in FELDER), strict=True):
        satz: Datensatz = dict(zip(FELDER, werte, strict=True))
        satz["gemeinden"] = sorted(gemeinden[satz["konzept_id"]])
        satz["fassung"] = fassung(satz)
        saetze.append(satz)
    return sorted(saetze, key=lambda satz: satz["konzept_id"])


def fassung(satz: Mapping[str, Any]) -> str:
    """Prüfsumme (sha256) über den Inhalt eines Datensatzes und die AGS seiner Gemeinden."""
    inhalt = [satz[name] for name in FELDER] + [satz["gemeinden"]]
    text = json.dumps(inhalt, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def pruefsumme(fassungen: Iterable[str]) -> str:
    """Prüfsumme eines Datenstands: sha256 über die sortierten Fassungen; die Reihenfolge ist gleichgültig."""
    return hashlib.sha256("\n".join(sorted(fassungen)).encode()).hexdigest()


def speicherbar(text: str) -> str:
    """Text ohne Zeichen, die nicht jede Datenbank speichert: NUL entfällt, halbe Ersatzzeichen werden „?“."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _wert(name: str, wert: Any) -> str | int | None:
    if pd.isna(wert) or wert == "":
        return None
    if name == "zieljahr":
        return int(wert)
    return speicherbar(str(wert))


def _pruefe(konzepte: pd.DataFrame, zuordnung: pd.DataFrame) -> None:
    fehlend = [name for name in SPALTEN if name not in konzepte] + [
        name for name in ("konzept_id", "ags") if name not in zuordnung
    ]
    if fehlend:
        raise RegisterFehler(f"Den Daten fehlen die Spalten {', '.join(fehlend)}. Bitte ergänzen Sie sie.")
    _melde("Diese Konzept-Kennungen kommen mehrfach vor", konzepte.index[konzepte.index.duplicated()])
    kennungen = set(konzepte.index)
    zugeordnet = set(zuordnung["konzept_id"])
    _melde("Diese Konzepte gehören zu keiner Gemeinde", kennungen - zugeordnet)
    _melde("Die Zuordnung nennt unbekannte Konzepte", zugeordnet - kennungen)
    doppelt = zuordnung[zuordnung.duplicated(["konzept_id", "ags"])]
    _melde("Diese Konzepte nennen eine Gemeinde doppelt", doppelt["konzept_id"])
    ags = zuordnung["ags"].astype("string")
    _melde(
        "Das sind keine achtstelligen Gemeindeschlüssel", ags[~ags.str.fullmatch(r"[0-9]{8}").fillna(False)]
    )
    for name, erlaubt, pflicht in (
        ("art", ARTEN, True),
        ("datenlage", (Datenlage.GEMELDET.value, Datenlage.RECHERCHIERT.value), True),
        ("sicherheit", SICHERHEITEN, False),
    ):
        falsch = ~konzepte[name].isin(erlaubt) & (konzepte[name].notna() | pflicht)
        _melde(f"Unzulässige Angabe in „{name}“ (erlaubt: {', '.join(erlaubt)}) bei", konzepte.index[falsch])
    jahre = konzepte["zieljahr"].astype("Int64")
    _melde("Unzulässiges Zieljahr bei", konzepte.index[(~jahre.between(*ZIELJAHRE)).fillna(False)])
    for name in DATUMSSPALTEN:
        try:
            tage_spalte(konzepte[name])
        except DatumsFehler as fehler:
            raise RegisterFehler(f"Spalte „{name}“: {fehler} Bitte berichtigen Sie die Angabe.") from fehler


def _melde(satz: str, werte: Iterable[Any]) -> None:
    liste = sorted({str(wert) for wert in werte})
    if liste:
        mehr = f" und {len(liste) - 5} weitere" if len(liste) > 5 else ""
        raise RegisterFehler(f"{satz}: {', '.join(liste[:5])}{mehr}. Bitte berichtigen Sie die Daten.")
