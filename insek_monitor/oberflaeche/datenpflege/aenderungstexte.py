"""Was sich an einem Datensatz und an einer Gemeinde ändert, in Worten (Klartext, nicht maskiert)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from insek_monitor.darstellung import zahlen
from insek_monitor.kennzahlen.vergleich import ENTFERNT, GEMEINDEN, NEU, UNVERAENDERT, Vergleich
from insek_monitor.modell.begriffe import Konzeptart
from insek_monitor.modell.meldung import FELD_JE_NAME
from insek_monitor.register.fassungen import DATUMSSPALTEN

LEER = "leer"
LAENGSTENS = 80


def je_gemeinde(vergleich: Vergleich, ags_liste: list[str]) -> list[str]:
    """Ein Text je Gemeinde: alle ihre geänderten Datensätze."""
    namen = vergleich.gemeinden["bezeichnung"].to_dict()
    saetze = {
        str(kennung): satz(zeile, namen)
        for kennung, zeile in vergleich.datensaetze.iterrows()
        if zeile["aenderung"] != UNVERAENDERT
    }
    kennungen = vergleich.gemeinden["datensaetze"]
    return ["; ".join(saetze[kennung] for kennung in kennungen[ags]) for ags in ags_liste]


def satz(zeile: Any, namen: Mapping[Any, str]) -> str:
    """„INSEK „2035“: Beschluss am 2019 → 14.03.2019“, „neu: INSEK (gemeldet)“, „entfällt: …“."""
    art = Konzeptart(zeile["art"]).beschriftung
    titel = "" if zahlen.fehlt(zeile["titel"]) else f" „{_kurz(zeile['titel'])}“"
    if zeile["aenderung"] in (NEU, ENTFERNT):
        wort = "neu" if zeile["aenderung"] == NEU else "entfällt"
        return f"{wort}: {art}{titel} ({zeile['datenlage']})"
    teile = [
        f"{_feldname(feld)} {_wert(feld, alt, namen)} → {_wert(feld, neu, namen)}"
        for feld, alt, neu in zeile["unterschiede"]
    ]
    return f"{art}{titel}: {', '.join(teile)}"


def _feldname(feld: str) -> str:
    return "Gemeinden" if feld == GEMEINDEN else FELD_JE_NAME[feld].titel


def _wert(feld: str, wert: Any, namen: Mapping[Any, str]) -> str:
    if zahlen.fehlt(wert) or wert in ("", ()):
        return LEER
    if feld == GEMEINDEN:
        return zahlen.aufzaehlung((namen.get(ags, ags) for ags in wert), hoechstens=5)
    if feld in DATUMSSPALTEN:
        return zahlen.ungenaues_datum(wert)
    if feld == "art":
        return Konzeptart(wert).beschriftung
    return _kurz(wert)


def _kurz(wert: Any) -> str:
    text = " ".join(str(wert).split())
    return text if len(text) <= LAENGSTENS else f"{text[:LAENGSTENS]}…"
