"""Zwei Stände nebeneinander: Datensätze, Gemeinden und Eckzahlen, alt und neu."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import pandas as pd

from insek_monitor.kennzahlen.lage import lage
from insek_monitor.modell.begriffe import Aktualitaet, Datenlage, Status
from insek_monitor.modell.datum import tage_spalte
from insek_monitor.modell.regeln import Regeln
from insek_monitor.register.fassungen import DATUMSSPALTEN, SPALTEN

NEU, GEAENDERT, ENTFERNT, UNVERAENDERT = "neu", "geändert", "entfernt", "unverändert"
ARTEN = (NEU, GEAENDERT, ENTFERNT, UNVERAENDERT)
"""Arten der Änderung, in der Reihenfolge der Anzeige."""
GEMEINDEN = "gemeinden"
"""Feldname eines Unterschieds in den Mitgliedern eines Konzepts; alt und neu sind Tupel von AGS."""

#: Feld, alt, neu; ``None`` heißt: keine Angabe.
Unterschied = tuple[str, Any, Any]


class Inhalt(Protocol):
    """Was verglichen wird: ``Bestand`` oder ``Zusammenfuehrung``."""

    @property
    def konzepte(self) -> pd.DataFrame: ...

    @property
    def zuordnung(self) -> pd.DataFrame: ...


@dataclass(frozen=True)
class Vergleich:
    """Ergebnis von ``vergleiche``.

    Attributes
    ----------
    datensaetze : DataFrame
        Index ``konzept_id``: ``aenderung`` (``ARTEN``), ``ags`` (Tupel, alte und neue Mitglieder),
        ``datenlage``, ``art``, ``titel`` (neu, bei Entferntem alt), ``unterschiede`` (Tupel von
        ``Unterschied``; leer bei neu und entfernt).
    gemeinden : DataFrame
        Index ``ags``, alle Gemeinden: ``name``, ``bezeichnung``, ``kreis``, ``aenderung``, ``status_alt``,
        ``status_neu``, ``aktualitaet_alt``, ``aktualitaet_neu``, ``datenlage_alt``, ``datenlage_neu``,
        ``datensaetze`` (Tupel der geänderten ``konzept_id``).
    eckzahlen : DataFrame
        ``kennzahl`` (Beschriftung), ``alt``, ``neu``, ``differenz``.
    lage_alt, lage_neu : DataFrame
        Wie ``kennzahlen.lage.lage``.
    """

    datensaetze: pd.DataFrame
    gemeinden: pd.DataFrame
    eckzahlen: pd.DataFrame
    lage_alt: pd.DataFrame
    lage_neu: pd.DataFrame

    @property
    def ohne_aenderung(self) -> bool:
        """Ob beide Stände denselben Inhalt haben."""
        return bool((self.datensaetze["aenderung"] == UNVERAENDERT).all())


def vergleiche(
    alt: Inhalt, neu: Inhalt, gemeinden: pd.DataFrame, stichtag: date, regeln: Regeln
) -> Vergleich:
    """Vergleiche zwei Stände zum Stichtag.

    Parameters
    ----------
    alt, neu : Bestand or Zusammenfuehrung
        ``konzepte`` (Index ``konzept_id``; ``*_tag`` werden ergänzt) und ``zuordnung``.
    gemeinden : DataFrame
        Alle Gemeinden (docs/architektur.md).

    Notes
    -----
    Eine Gemeinde ist „neu“, wenn vorher nichts Belegtes über sie bekannt war und jetzt etwas, „entfernt“ im
    umgekehrten Fall und „geändert“, wenn sich sonst einer ihrer Datensätze unterscheidet (auch nur ein
    modellierter).
    """
    datensaetze = _datensaetze(alt, neu)
    lagen = [_lage(inhalt, gemeinden, stichtag, regeln) for inhalt in (alt, neu)]
    return Vergleich(
        datensaetze,
        _gemeinden(alt, neu, gemeinden, datensaetze, *lagen),
        _eckzahlen(*lagen),
        *lagen,
    )


def _lage(inhalt: Inhalt, gemeinden: pd.DataFrame, stichtag: date, regeln: Regeln) -> pd.DataFrame:
    konzepte = inhalt.konzepte
    if f"{DATUMSSPALTEN[0]}_tag" not in konzepte:
        konzepte = konzepte.assign(**{f"{n}_tag": tage_spalte(konzepte[n]) for n in DATUMSSPALTEN})
    return lage(gemeinden, konzepte, inhalt.zuordnung, stichtag, regeln)


def _saetze(inhalt: Inhalt) -> dict[str, dict[str, Any]]:
    mitglieder: dict[str, list[str]] = {}
    for konzept_id, ags in zip(inhalt.zuordnung["konzept_id"], inhalt.zuordnung["ags"], strict=True):
        mitglieder.setdefault(str(konzept_id), []).append(str(ags))
    spalten = [inhalt.konzepte[name].astype(object) for name in SPALTEN]
    werte = zip(*(s.where(s.notna(), None).tolist() for s in spalten), strict=True)
    return {
        str(konzept_id): dict(zip(SPALTEN, zeile, strict=True))
        | {GEMEINDEN: tuple(sorted(mitglieder.get(str(konzept_id), ())))}
        for konzept_id, zeile in zip(inhalt.konzepte.index, werte, strict=True)
    }


def _datensaetze(alt: Inhalt, neu: Inhalt) -> pd.DataFrame:
    vorher, nachher = _saetze(alt), _saetze(neu)
    zeilen = []
    kennungen = sorted({*vorher, *nachher})
    for kennung in kennungen:
        a, n = vorher.get(kennung), nachher.get(kennung)
        satz = n or a or {}
        unterschiede = (
            tuple((feld, a[feld], n[feld]) for feld in (*SPALTEN, GEMEINDEN) if a[feld] != n[feld])
            if a and n
            else ()
        )
        art = NEU if a is None else ENTFERNT if n is None else GEAENDERT if unterschiede else UNVERAENDERT
        ags = tuple(sorted({*(a or {}).get(GEMEINDEN, ()), *(n or {}).get(GEMEINDEN, ())}))
        zeilen.append((art, ags, satz["datenlage"], satz["art"], satz["titel"], unterschiede))
    spalten = ["aenderung", "ags", "datenlage", "art", "titel", "unterschiede"]
    return pd.DataFrame(zeilen, columns=spalten, index=pd.Index(kennungen, name="konzept_id", dtype="str"))


def _belegte_gemeinden(inhalt: Inhalt) -> set[str]:
    konzepte = inhalt.konzepte
    belegt = konzepte.index[(konzepte["datenlage"] != Datenlage.MODELLIERT.value).to_numpy(dtype=bool)]
    return set(inhalt.zuordnung.loc[inhalt.zuordnung["konzept_id"].isin(belegt), "ags"])


def _gemeinden(
    alt: Inhalt,
    neu: Inhalt,
    gemeinden: pd.DataFrame,
    datensaetze: pd.DataFrame,
    lage_alt: pd.DataFrame,
    lage_neu: pd.DataFrame,
) -> pd.DataFrame:
    betroffen: dict[str, list[str]] = {}
    geaendert = datensaetze[datensaetze["aenderung"] != UNVERAENDERT]
    for kennung, ags_liste in zip(geaendert.index, geaendert["ags"], strict=True):
        for ags in ags_liste:
            betroffen.setdefault(ags, []).append(str(kennung))
    vorher, nachher = _belegte_gemeinden(alt), _belegte_gemeinden(neu)
    ergebnis = gemeinden[["name", "bezeichnung", "kreis"]].copy()
    ergebnis["aenderung"] = [_art(ags in betroffen, ags in vorher, ags in nachher) for ags in gemeinden.index]
    for name in ("status", "aktualitaet", "datenlage"):
        ergebnis[f"{name}_alt"], ergebnis[f"{name}_neu"] = lage_alt[name], lage_neu[name]
    ergebnis["datensaetze"] = [tuple(betroffen.get(str(ags), ())) for ags in gemeinden.index]
    return ergebnis


def _art(betroffen: bool, belegt_vorher: bool, belegt_nachher: bool) -> str:
    if not betroffen:
        return UNVERAENDERT
    if belegt_vorher == belegt_nachher:
        return GEAENDERT
    return NEU if belegt_nachher else ENTFERNT


def _eckzahlen(lage_alt: pd.DataFrame, lage_neu: pd.DataFrame) -> pd.DataFrame:
    paare = zip(_zahlen(lage_alt), _zahlen(lage_neu), strict=True)
    return pd.DataFrame(
        [(name, alt, neu, neu - alt) for (name, alt), (_, neu) in paare],
        columns=["kennzahl", "alt", "neu", "differenz"],
    )


def _zahlen(stand: pd.DataFrame) -> Iterable[tuple[str, int]]:
    vorhanden = (stand["status"] == Status.VORHANDEN.value).to_numpy(dtype=bool)
    modelliert = (stand["datenlage"] == Datenlage.MODELLIERT.value).to_numpy(dtype=bool)
    for status in Status:
        yield status.beschriftung, int((stand["status"] == status.value).sum())
    yield "INSEK in Arbeit", int(stand["in_arbeit"].sum())
    for stufe in Aktualitaet:
        yield f"INSEK: {stufe.beschriftung}", int((stand["aktualitaet"] == stufe.value).sum())
    yield "Einwohner in Gemeinden mit INSEK", int(stand.loc[vorhanden, "einwohner"].sum())
    yield "Status nur modelliert", int(modelliert.sum())
