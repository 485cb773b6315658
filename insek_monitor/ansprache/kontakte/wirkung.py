"""Was aus Beratungen wurde: Wer seither ein Konzept begonnen oder beschlossen hat.

Es zählt nur Belegtes. Ein Ereignis zählt, wenn es sicher nach dem Tag der Beratung liegt; ist sein Datum
dafür zu grob („2026“), ist der Fall „unklar“. Ein Zusammenhang ist damit nicht bewiesen.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from insek_monitor.kern.ansprache import Kontaktstand
from insek_monitor.kern.begriffe import INTEGRIERTE_ARTEN, Genauigkeit
from insek_monitor.kern.datum import lies_datum, plus_monate

BESCHLOSSEN, BEGONNEN, UNKLAR, NICHTS = "beschlossen", "begonnen", "unklar", "nichts bekannt"
ERGEBNISSE = (BESCHLOSSEN, BEGONNEN, UNKLAR, NICHTS)
"""Das Weitestgehende zuerst; jede Gemeinde zählt einmal."""
MONATE = (0, 60)
"""Wie lange die Beratung mindestens zurückliegen kann: kürzeste und längste wählbare Frist."""


@dataclass(frozen=True, eq=False)
class Wirkung:
    """Beratene Gemeinden und was seither belegt ist; jede zählt bei genau einem Ergebnis.

    Attributes
    ----------
    monate
        So lange liegt die Beratung mindestens zurück.
    beraten
        Gemeinden im Ganzen; ``begonnen`` zählt nur, wer noch nicht beschlossen hat.
    faelle
        Index ``ags``, älteste Beratung zuerst: ``beraten_am`` (datetime64[s]), ``ergebnis`` (``ERGEBNISSE``),
        ``ereignis_am`` (Text, so genau wie bekannt; NA ohne Ereignis).
    """

    monate: int
    beraten: int
    begonnen: int
    beschlossen: int
    unklar: int
    faelle: pd.DataFrame


@dataclass(frozen=True)
class _Ereignis:
    """Ein Ereignis liegt irgendwo zwischen ``von`` und ``bis`` (beide eingeschlossen)."""

    text: str
    von: date
    bis: date


def wirkung(
    standverlauf: pd.DataFrame,
    konzepte: pd.DataFrame,
    zuordnung: pd.DataFrame,
    stichtag: date,
    monate: int,
) -> Wirkung:
    """Von den Gemeinden, die vor mindestens ``monate`` Monaten beraten wurden: Was ist seither belegt?

    Parameters
    ----------
    standverlauf : DataFrame
        ``ags``, ``stand``, ``ab``, ``gueltig`` (``ansprache.kontakte.register.standverlauf``). Beraten ist
        eine Gemeinde ab dem ersten Tag mit einem gültigen Eintrag „beraten“, auch wenn sie am selben Tag
        weiterkam: Wer beraten war, bleibt es. Berichtigtes und Zurückgezogenes hat das Register schon als
        ungültig gekennzeichnet.
    konzepte, zuordnung : Wie in docs/fachregeln.md.
    """
    beraten = _beraten_am(standverlauf, plus_monate(stichtag, -monate))
    je_gemeinde = _belegte(konzepte, zuordnung, set(beraten))
    zeilen = [(ags, tag, *_ergebnis(je_gemeinde.get(ags, []), tag, stichtag)) for ags, tag in beraten.items()]
    zeilen.sort(key=lambda zeile: (zeile[1], zeile[0]))
    faelle = pd.DataFrame(
        {
            "beraten_am": pd.array([zeile[1] for zeile in zeilen], dtype="datetime64[s]"),
            "ergebnis": pd.array([zeile[2] for zeile in zeilen], dtype="str"),
            "ereignis_am": pd.array([zeile[3] for zeile in zeilen], dtype="str"),
        },
        index=pd.Index([zeile[0] for zeile in zeilen], name="ags", dtype="str"),
    )
    zahl = {ergebnis: int((faelle["ergebnis"] == ergebnis).sum()) for ergebnis in ERGEBNISSE}
    return Wirkung(monate, len(faelle), zahl[BEGONNEN], zahl[BESCHLOSSEN], zahl[UNKLAR], faelle)


def _beraten_am(standverlauf: pd.DataFrame, spaetestens: date) -> dict[str, date]:
    beraten = standverlauf[standverlauf["gueltig"] & (standverlauf["stand"] == Kontaktstand.BERATEN.value)]
    tage = pd.to_datetime(beraten["ab"]).dt.date
    erste: dict[str, date] = {}
    for ags, tag in sorted(zip(beraten["ags"].astype(str), tage, strict=True)):
        erste.setdefault(ags, tag)
    return {ags: tag for ags, tag in erste.items() if tag <= spaetestens}


def _belegte(
    konzepte: pd.DataFrame, zuordnung: pd.DataFrame, gemeinden: set[str]
) -> dict[str, list[dict[str, Any]]]:
    """Belegte integrierte Konzepte je Gemeinde."""
    dabei = konzepte["art"].isin([art.value for art in INTEGRIERTE_ARTEN])
    je_kennung = konzepte.loc[dabei, ["begonnen", "beschluss", "belegt"]].to_dict("index")
    ergebnis: dict[str, list[dict[str, Any]]] = {}
    for kennung, ags in zip(zuordnung["konzept_id"], zuordnung["ags"], strict=True):
        if ags in gemeinden and kennung in je_kennung:
            ergebnis.setdefault(ags, []).append(je_kennung[kennung])
    return ergebnis


def _ergebnis(konzepte: list[dict[str, Any]], beraten_am: date, stichtag: date) -> tuple[str, str | None]:
    sicher: dict[str, list[_Ereignis]] = {BESCHLOSSEN: [], BEGONNEN: []}
    unklar: list[_Ereignis] = []
    for konzept in konzepte:
        beschluss = _ereignis(konzept["beschluss"], konzept["belegt"], stichtag)
        beginn = _ereignis(konzept["begonnen"], konzept["belegt"], stichtag)
        if beginn is not None and beschluss is not None:
            # Begonnen wird vor dem Beschluss: War der sicher vor der Beratung, dann auch der Beginn.
            beginn = _Ereignis(beginn.text, beginn.von, min(beginn.bis, beschluss.bis))
        for ereignis, wort in ((beschluss, BESCHLOSSEN), (beginn, BEGONNEN)):
            if ereignis is None or ereignis.bis <= beraten_am:
                continue
            (sicher[wort] if ereignis.von > beraten_am else unklar).append(ereignis)
    for wort, ereignisse in (*sicher.items(), (UNKLAR, unklar)):
        if ereignisse:
            return wort, min(ereignisse, key=lambda ereignis: (ereignis.bis, ereignis.text)).text
    return NICHTS, None


def _ereignis(text: Any, belegt: Any, stichtag: date) -> _Ereignis | None:
    """Das Ereignis, wenn es am Stichtag eingetreten ist; ohne Datum gilt der Stand der Quelle als Ende."""
    gelesen, quelle = lies_datum(text), lies_datum(belegt)
    if gelesen is None:
        return None
    if gelesen.tag is None:
        if quelle is None or quelle.tag is None:
            return _Ereignis(gelesen.text, date.min, stichtag)
        bis = _spanne(quelle.tag, quelle.genauigkeit)[1]
        return _Ereignis(gelesen.text, date.min, bis) if quelle.tag <= stichtag else None
    if gelesen.tag > stichtag:
        return None
    return _Ereignis(gelesen.text, *_spanne(gelesen.tag, gelesen.genauigkeit))


def _spanne(tag: date, genauigkeit: Genauigkeit) -> tuple[date, date]:
    if genauigkeit is Genauigkeit.JAHR:
        return date(tag.year, 1, 1), date(tag.year, 12, 31)
    if genauigkeit is Genauigkeit.MONAT:
        letzter = calendar.monthrange(tag.year, tag.month)[1]
        return date(tag.year, tag.month, 1), date(tag.year, tag.month, letzter)
    return tag, tag
