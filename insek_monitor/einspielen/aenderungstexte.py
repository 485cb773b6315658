"""Was sich zwischen zwei Datenständen ändert, in Worten: Überschrift, Verlust, Eckzahlen, Datensätze."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from insek_monitor.einspielen.vergleich import Aenderung, Unterschied, Vergleich
from insek_monitor.kern.begriffe import Konzeptart, Status
from insek_monitor.kern.meldung import FELD_JE_NAME
from insek_monitor.lage.bild import zahlen
from insek_monitor.register.fassungen import DATUMSSPALTEN

LEER = "leer"
LAENGSTENS = 80
KENNZEICHNEND = ("art", "beschluss", "begonnen", "aufgehoben")
"""Felder, die einen neuen oder entfallenden Datensatz kurz beschreiben."""


def je_gemeinde(vergleich: Vergleich, ags: Sequence[str]) -> list[str]:
    """Ein Text je Gemeinde: alle ihre geänderten Datensätze."""
    namen = vergleich.gemeinden["bezeichnung"].to_dict()
    betroffen = vergleich.datensaetze[vergleich.datensaetze["aenderung"] != Aenderung.UNVERAENDERT]
    saetze = {str(kennung): satz(zeile, namen) for kennung, zeile in betroffen.iterrows()}
    kennungen = vergleich.gemeinden["kennungen"]
    return ["; ".join(saetze[kennung] for kennung in kennungen[eine]) for eine in ags]


def satz(zeile: Any, namen: Mapping[Any, str]) -> str:
    """„INSEK 2035: Beschluss am 2019 → 14.03.2019“, „neu: INSEK 2035 (INSEK, gemeldet)“, „entfällt: …“.

    Parameters
    ----------
    zeile
        Aus ``Vergleich.datensaetze``.
    namen
        AGS → Bezeichnung der Gemeinde.
    """
    titel = _kurz(zeile["bezeichnung"])
    unterschiede: Sequence[Unterschied] = zeile["unterschiede"]
    if zeile["aenderung"] == Aenderung.GEAENDERT:
        teile = [
            f"{feldname(feld)} {wert(feld, alt, namen)} → {wert(feld, neu, namen)}"
            for feld, alt, neu in unterschiede
        ]
        return f"{titel}: {', '.join(teile)}"
    neu = zeile["aenderung"] == Aenderung.NEU
    gilt = {feld: nachher if neu else vorher for feld, vorher, nachher in unterschiede}
    teile = [
        wert(feld, gilt[feld], namen)
        if feld == "art"
        else f"{feldname(feld)} {wert(feld, gilt[feld], namen)}"
        for feld in KENNZEICHNEND
        if gilt.get(feld) and (feld != "art" or wert(feld, gilt[feld], namen) != titel)
    ]
    teile.append(str(zeile["datenlage_neu" if neu else "datenlage_alt"]))
    return f"{'neu' if neu else 'entfällt'}: {titel} ({', '.join(teile)})"


def feldname(feld: str) -> str:
    """Überschrift eines Feldes, wie in der Vorlage."""
    return FELD_JE_NAME[feld].titel if feld in FELD_JE_NAME else "Gemeinden"


def wert(feld: str, inhalt: Any, namen: Mapping[Any, str]) -> str:
    """Ein Wert, wie ihn ein Mensch liest; „leer“, wenn keiner dasteht."""
    if inhalt in ("", ()) or zahlen.fehlt(inhalt):
        return LEER
    if isinstance(inhalt, tuple):
        return zahlen.aufzaehlung((str(namen.get(ags, ags)) for ags in inhalt), hoechstens=5)
    if feld in DATUMSSPALTEN:
        return zahlen.ungenaues_datum(inhalt)
    if feld == "art":
        return Konzeptart(inhalt).beschriftung
    return _kurz(inhalt)


def _kurz(inhalt: Any) -> str:
    text = " ".join(str(inhalt).split())
    return text if len(text) <= LAENGSTENS else f"{text[:LAENGSTENS]}…"


PFEIL = "→"
OHNE_AENDERUNG = "Keine Änderung: Alle Datensätze sind gleich."


def ueberschrift(vergleich: Vergleich) -> str:
    """„4 Gemeinden ändern sich: INSEK vorhanden 207 → 211“; ohne Änderung ein Satz, der das sagt."""
    if vergleich.ohne_aenderung:
        return OHNE_AENDERUNG
    geaendert = vergleich.gemeinden["aenderung"] != Aenderung.UNVERAENDERT
    n = int(geaendert.sum())
    wer = f"{zahlen.anzahl(n, 'Gemeinde ändert', 'Gemeinden ändern', keine='Keine Gemeinde ändert')} sich"
    status = [z for z in _eckzahlen(vergleich) if z.schluessel.startswith("status_") and z.differenz]
    if status:
        return f"{wer}: {', '.join(_eckzahl(zeile) for zeile in status)}"
    andere = [zeile for zeile in _eckzahlen(vergleich) if zeile.differenz]
    if andere:
        return f"{wer}, aber keine Zahl zum Status; {', '.join(_eckzahl(zeile) for zeile in andere[:2])}"
    return f"{wer}, aber keine Eckzahl"


def eckzahlen(vergleich: Vergleich) -> list[str]:
    """Die geänderten Eckzahlen: „INSEK vorhanden 207 → 211“."""
    return [_eckzahl(zeile) for zeile in _eckzahlen(vergleich) if zeile.differenz]


def verlust(vergleich: Vergleich) -> str:
    """„2 Gemeinden fallen von „INSEK vorhanden“ auf weniger“; leer, wenn keine."""
    n = len(vergleich.verlust)
    wer = zahlen.anzahl(n, "Gemeinde fällt", "Gemeinden fallen")
    return f"{wer} von „{Status.VORHANDEN.beschriftung}“ auf weniger" if n else ""


def entfallen(vergleich: Vergleich) -> str:
    """„4 Datensätze aus 3 Gemeinden entfallen: Amtsberg, Bockau und Plauen“."""
    weg = vergleich.entfallen
    if weg.empty:
        return "Kein Datensatz entfällt"
    ags = {eine for gemeinden in weg["ags"] for eine in gemeinden}
    namen = vergleich.gemeinden.loc[vergleich.gemeinden.index.isin(ags)].sort_values("name")["bezeichnung"]
    return (
        f"{zahlen.anzahl(len(weg), 'Datensatz', 'Datensätze')} aus {zahlen.gemeinden(len(ags))} "
        f"{'entfällt' if len(weg) == 1 else 'entfallen'}: {zahlen.aufzaehlung(namen)}"
    )


def _eckzahlen(vergleich: Vergleich) -> list[Any]:
    return list(vergleich.eckzahlen.itertuples(index=False))


def _eckzahl(zeile: Any) -> str:
    return f"{zeile.kennzahl} {zahlen.zahl(zeile.alt)} {PFEIL} {zahlen.zahl(zeile.neu)}"
