"""Zwei Datenstände nebeneinander: Datensätze, Gemeinden und Eckzahlen, alt und neu."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from insek_monitor.einspielen.zusammenfuehren import Zusammenfuehrung
from insek_monitor.kern.begriffe import (
    Aktualitaet,
    Foerdergrundlage,
    Konzeptart,
    Status,
)
from insek_monitor.kern.datum import tage_spalte
from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.lage import lage
from insek_monitor.register.fassungen import DATUMSSPALTEN, SPALTEN
from insek_monitor.register.laden import Bestand

Inhalt = Bestand | Zusammenfuehrung
Unterschied = tuple[str, Any, Any]
"""Feld, Wert vorher, Wert nachher; None ist leer. Das Feld ``gemeinden`` hat Tupel von AGS."""

WENIGE = 3
"""So viele Datensätze darf eine vollständige Liste weglassen, ohne dass jemand die Zahl bestätigt."""
_JE_GEMEINDE = ("status", "aktualitaet", "datenlage", "in_arbeit", "beschluss")


class Aenderung(StrEnum):
    """Was mit einem Datensatz oder einer Gemeinde geschieht."""

    NEU = "neu"
    GEAENDERT = "geändert"
    ENTFERNT = "entfernt"
    UNVERAENDERT = "unverändert"


@dataclass(frozen=True, eq=False)
class Vergleich:
    """Unterschied zweier Datenstände.

    Attributes
    ----------
    datensaetze : DataFrame
        Index ``konzept_id``, alle: ``aenderung``, ``ags`` (Tupel; bei entfernten die alten), ``bezeichnung``
        (Titel oder Art), ``datenlage_alt``, ``datenlage_neu``, ``unterschiede`` (Tupel von
        ``Unterschied``).
    gemeinden : DataFrame
        Index ``ags``, alle: ``name``, ``bezeichnung``, ``kreis``, ``aenderung`` (neu: vorher nichts belegt;
        entfernt: nachher nichts belegt), ``kennungen`` (Tupel: Datensätze mit Änderung), und je mit ``_alt``
        und ``_neu``: ``status``, ``aktualitaet``, ``datenlage``, ``in_arbeit``, ``beschluss``.
    eckzahlen : DataFrame
        ``schluessel``, ``kennzahl`` (Beschriftung), ``einheit``, ``alt``, ``neu``, ``differenz`` (Int64).
    lage_alt, lage_neu : Ergebnisse von ``lage.lage.lage``.
    """

    datensaetze: pd.DataFrame
    gemeinden: pd.DataFrame
    eckzahlen: pd.DataFrame
    lage_alt: pd.DataFrame
    lage_neu: pd.DataFrame

    @property
    def ohne_aenderung(self) -> bool:
        """Ob beide Datenstände dieselben Datensätze haben."""
        return bool((self.datensaetze["aenderung"] == Aenderung.UNVERAENDERT).all())

    @property
    def entfallen(self) -> pd.DataFrame:
        """Datensätze, die entfallen; ohne „kein Konzept“, dem die Gemeinde etwas anderes entgegensetzt."""
        weg = self.datensaetze[self.datensaetze["aenderung"] == Aenderung.ENTFERNT]
        leer = set(self.gemeinden.index[self.gemeinden["aenderung"] == Aenderung.ENTFERNT])
        ersetzt = [
            ("art", Konzeptart.KEINS.value, None) in unterschiede and leer.isdisjoint(ags)
            for unterschiede, ags in zip(weg["unterschiede"], weg["ags"], strict=True)
        ]
        return weg[~pd.Series(ersetzt, weg.index, dtype=bool)]

    @property
    def verlust(self) -> pd.DataFrame:
        """Gemeinden, die von „vorhanden“ auf weniger fallen, in Wortfolge."""
        vorher, nachher = (
            (self.gemeinden[f"status_{seite}"] == Status.VORHANDEN).to_numpy(dtype=bool)
            for seite in ("alt", "neu")
        )
        return self.gemeinden[vorher & ~nachher].sort_values("name", kind="stable")


def vergleiche(
    alt: Inhalt, neu: Inhalt, gemeinden: pd.DataFrame, stichtag: date, regeln: Regeln
) -> Vergleich:
    """Stelle zwei Datenstände gegenüber.

    Parameters
    ----------
    alt, neu
        Mit ``konzepte`` (fehlende ``*_tag`` werden ergänzt) und ``zuordnung``.
    gemeinden : Alle Gemeinden (docs/fachregeln.md).
    stichtag, regeln
        Damit werden Status und Eckzahlen beider gerechnet.
    """
    lage_alt, lage_neu = (
        lage(gemeinden, _mit_tagen(inhalt.konzepte), inhalt.zuordnung, stichtag, regeln)
        for inhalt in (alt, neu)
    )
    saetze_alt, saetze_neu = _saetze(alt), _saetze(neu)
    datensaetze = _datensaetze(saetze_alt, saetze_neu)
    return Vergleich(
        datensaetze=datensaetze,
        gemeinden=_gemeinden(lage_alt, lage_neu, datensaetze, saetze_alt, saetze_neu),
        eckzahlen=_eckzahlen(lage_alt, lage_neu),
        lage_alt=lage_alt,
        lage_neu=lage_neu,
    )


def _mit_tagen(konzepte: pd.DataFrame) -> pd.DataFrame:
    fehlend = [name for name in DATUMSSPALTEN if f"{name}_tag" not in konzepte]
    return konzepte.assign(**{f"{name}_tag": tage_spalte(konzepte[name]) for name in fehlend})


_Saetze = dict[str, dict[str, Any]]


def _saetze(inhalt: Inhalt) -> _Saetze:
    mitglieder: dict[str, list[str]] = {}
    for kennung, ags in zip(inhalt.zuordnung["konzept_id"], inhalt.zuordnung["ags"], strict=True):
        mitglieder.setdefault(str(kennung), []).append(str(ags))
    spalten = [[_schlicht(wert) for wert in inhalt.konzepte[name].tolist()] for name in SPALTEN]
    zeilen = zip(*spalten, strict=True) if len(inhalt.konzepte) else ()
    return {
        str(kennung): dict(zip(SPALTEN, werte, strict=True))
        | {"gemeinden": tuple(sorted(mitglieder.get(str(kennung), ())))}
        for kennung, werte in zip(inhalt.konzepte.index, zeilen, strict=True)
    }


def _schlicht(wert: Any) -> Any:
    return None if wert is None or wert is pd.NA or wert != wert or wert == "" else wert


def _datensaetze(alt: _Saetze, neu: _Saetze) -> pd.DataFrame:
    kennungen = sorted(alt.keys() | neu.keys())
    zeilen = []
    for kennung in kennungen:
        vorher, nachher = alt.get(kennung, {}), neu.get(kennung, {})
        unterschiede = tuple(
            (feld, vorher.get(feld), nachher.get(feld))
            for feld in ("gemeinden", *SPALTEN)
            if vorher.get(feld) != nachher.get(feld)
        )
        gilt = nachher or vorher
        zeilen.append(
            (
                _aenderung(bool(vorher), bool(nachher), bool(unterschiede)),
                gilt["gemeinden"],
                gilt["titel"] or Konzeptart(gilt["art"]).beschriftung,
                vorher.get("datenlage"),
                nachher.get("datenlage"),
                unterschiede,
            )
        )
    spalten = ["aenderung", "ags", "bezeichnung", "datenlage_alt", "datenlage_neu", "unterschiede"]
    index = pd.Index(pd.array(kennungen, dtype="str"), name="konzept_id")
    texte = dict.fromkeys(("aenderung", "bezeichnung", "datenlage_alt", "datenlage_neu"), "str")
    return pd.DataFrame(zeilen, columns=spalten, index=index).astype(texte)


def _aenderung(vorher: bool, nachher: bool, anders: bool) -> str:
    if vorher and nachher:
        return (Aenderung.GEAENDERT if anders else Aenderung.UNVERAENDERT).value
    if nachher:
        return Aenderung.NEU.value
    return (Aenderung.ENTFERNT if vorher else Aenderung.GEAENDERT if anders else Aenderung.UNVERAENDERT).value


def _gemeinden(
    lage_alt: pd.DataFrame, lage_neu: pd.DataFrame, datensaetze: pd.DataFrame, alt: _Saetze, neu: _Saetze
) -> pd.DataFrame:
    betroffen: dict[str, list[str]] = {}
    geaendert = datensaetze[datensaetze["aenderung"] != Aenderung.UNVERAENDERT]
    for kennung in geaendert.index:
        beide = {*alt.get(kennung, {}).get("gemeinden", ()), *neu.get(kennung, {}).get("gemeinden", ())}
        for ags in beide:
            betroffen.setdefault(ags, []).append(str(kennung))
    belegt_alt, belegt_neu = _belegt(alt), _belegt(neu)
    ergebnis = lage_neu[["name", "bezeichnung", "kreis"]].copy()
    ergebnis["aenderung"] = pd.array(
        [_aenderung(ags in belegt_alt, ags in belegt_neu, ags in betroffen) for ags in ergebnis.index],
        dtype="str",
    )
    ergebnis["kennungen"] = [tuple(betroffen.get(ags, ())) for ags in ergebnis.index]
    for name in _JE_GEMEINDE:
        ergebnis[f"{name}_alt"], ergebnis[f"{name}_neu"] = lage_alt[name], lage_neu[name]
    return ergebnis


def _belegt(saetze: _Saetze) -> set[str]:
    return {ags for satz in saetze.values() for ags in satz["gemeinden"]}


def _eckzahlen(alt: pd.DataFrame, neu: pd.DataFrame) -> pd.DataFrame:
    vorher, nachher = _zaehle(alt), _zaehle(neu)
    frame = pd.DataFrame(
        [(*kopf, wert, nachher[kopf]) for kopf, wert in vorher.items()],
        columns=["schluessel", "kennzahl", "einheit", "alt", "neu"],
    ).astype({"alt": "Int64", "neu": "Int64"})
    frame["differenz"] = frame["neu"] - frame["alt"]
    return frame


def _zaehle(lage_: pd.DataFrame) -> dict[tuple[str, str, str], int]:
    vorhanden = lage_["status"] == Status.VORHANDEN
    zahlen: dict[tuple[str, str], Any] = {
        (f"status_{s.name.lower()}", s.beschriftung): lage_["status"] == s for s in Status
    }
    zahlen |= {
        (f"aktualitaet_{a.name.lower()}", f"INSEK: {a.beschriftung}"): lage_["aktualitaet"] == a
        for a in Aktualitaet
    }
    zahlen["in_arbeit", "INSEK in Arbeit"] = lage_["in_arbeit"]
    zahlen["foerdergrundlage", "INSEK als Fördergrundlage"] = lage_["foerdergrundlage"] == Foerdergrundlage.JA
    ergebnis = {(*kopf, "Gemeinden"): int(trifft.fillna(False).sum()) for kopf, trifft in zahlen.items()}
    einwohner = int(lage_.loc[vorhanden.fillna(False).to_numpy(dtype=bool), "einwohner"].sum())
    return ergebnis | {("einwohner_vorhanden", "Einwohner mit INSEK", "Einwohner"): einwohner}
