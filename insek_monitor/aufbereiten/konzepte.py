"""Macht aus den Funden der Recherche Konzepte und ihre Zuordnung zu Gemeinden.

Regeln, je Wert von ``status``:

``vorhanden``
    beschlossenes Konzept, Art nach der Spalte ``art``. Mit ``in_bearbeitung=ja`` und ohne Jahr beschreibt
    die Zeile eine *neue* Fassung in Arbeit und belegt zugleich eine ältere: Die neue wird ein eigener, nicht
    beschlossener Datensatz (Kennung mit ``-F``), die ältere nur dann, wenn sie nicht schon durch eine andere
    Zeile belegt ist. Mit Jahr ist die Zeile die beschlossene Fassung, und ``-F`` steht für deren laufende
    Fortschreibung.
``teilweise``
    ähnliches Konzept; es zählt auch ohne belegten Beschluss (``unbekannt``). Mit ``in_bearbeitung=ja`` ist
    es begonnen; nur wenn die Zeile einen Beschluss nennt, steht ``-F`` für dessen laufende Fortschreibung.
``in_erarbeitung``
    begonnen, nicht beschlossen.
``teilgebiet``, ``kein``
    Angabe zur Information; zählt nicht als Konzept.

Zeilen verschiedener Gemeinden mit „gemeinsam mit“ in der Notiz, gleichem Titel, gleicher Quelle, gleichem
Status und gleichem Beschluss sind dasselbe Dokument und werden ein Konzept mit mehreren Zuordnungen.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from insek_monitor.aufbereiten.recherche import SICHERHEITEN, Fund, lies_funde
from insek_monitor.kern.begriffe import Datenlage, Konzeptart
from insek_monitor.kern.datum import UNBEKANNT, lies_datum

SPALTEN = [
    "konzept_id", "art", "titel", "begonnen", "beschluss", "aufgehoben", "belegt", "zieljahr", "zielhorizont",
    "quelle", "quelle_url", "sicherheit", "datenlage", "notiz",
]  # fmt: skip

ARTEN = {
    "INSEK": Konzeptart.INSEK,
    "INGEKO": Konzeptart.INGEKO,
    "Gemeindeentwicklungskonzept": Konzeptart.INGEKO,
    "SEKo": Konzeptart.SEKO,
    "Stadtentwicklungskonzept": Konzeptart.SEKO,
}
# Adressen, deren Rechnername ein Personenname ist; die Quelle heißt dann so, die Adresse bleibt als Nachweis.
NEUTRALE_QUELLEN = {"frank-hoehme.de": "private Internetseite"}


def lies_recherche(datei: Path, gemeinden: pd.Index) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Konzepte und Zuordnung aus der Recherchedatei.

    Parameters
    ----------
    gemeinden : Die gültigen Schlüssel.

    Returns
    -------
    tuple of DataFrame
        ``konzepte`` (Spalten `SPALTEN`, alles Text) und ``zuordnung`` (``konzept_id``, ``ags``).

    Raises
    ------
    AufbereitungsFehler
        Siehe `recherche.lies_funde`.
    """
    funde = _fasse_zusammen(lies_funde(datei, gemeinden))
    zeilen = [zeile for paar in _mit_vorgaenger(funde) for zeile in _datensaetze(paar)]
    konzepte = pd.DataFrame([z for z, _ in zeilen], columns=SPALTEN)
    paare = [(z["konzept_id"], ags) for z, mitglieder in zeilen for ags in mitglieder]
    zuordnung = pd.DataFrame(paare, columns=["konzept_id", "ags"])
    return (
        konzepte.sort_values("konzept_id", ignore_index=True),
        zuordnung.sort_values(["konzept_id", "ags"], ignore_index=True),
    )


def _fasse_zusammen(funde: list[Fund]) -> list[Fund]:
    """Gemeinsame Konzepte: Kennung der ersten Zeile, alle Mitglieder, die schwächste Sicherheit."""
    gruppen: dict[tuple[str, ...], list[Fund]] = {}
    for fund in funde:
        gemeinsam = "gemeinsam mit" in fund.notiz and bool(fund.titel)
        kennung = "" if gemeinsam else fund.kennung
        schluessel = (kennung, fund.titel, fund.url, fund.status, fund.beschluss)
        gruppen.setdefault(schluessel, []).append(fund)
    ergebnis = []
    for gruppe in gruppen.values():
        mitglieder = tuple(sorted({ags for f in gruppe for ags in f.gemeinden}))
        if len(mitglieder) < len(gruppe) or len(gruppe) == 1:
            ergebnis.extend(gruppe)
            continue
        anmerkung = max((_anmerkung(f) for f in gruppe), key=len)
        ergebnis.append(
            replace(
                gruppe[0],
                gemeinden=mitglieder,
                in_bearbeitung=any(f.in_bearbeitung for f in gruppe),
                sicherheit=max((f.sicherheit for f in gruppe), key=SICHERHEITEN.index),
                belegt=max(f.belegt for f in gruppe),
                notiz="; ".join(filter(None, ["gemeinsames Konzept", anmerkung])),
            )
        )
    return ergebnis


def _anmerkung(fund: Fund) -> str:
    """Notiz ohne das, was nur eine einzelne Gemeinde betrifft (die anderen Mitglieder, ihr eigenes INSEK)."""
    teile = [teil.strip() for teil in fund.notiz.split(";")]
    return "; ".join(t for t in teile if not t.startswith(("gemeinsam mit", "eigenes INSEK")))


def _ist_neue_fassung(fund: Fund) -> bool:
    """``vorhanden`` in Arbeit ohne Jahr: die Zeile beschreibt die neue Fassung und belegt eine ältere."""
    return fund.status == "vorhanden" and fund.in_bearbeitung and not fund.beschluss


def _mit_vorgaenger(funde: list[Fund]) -> list[tuple[Fund, bool]]:
    """Paart jeden Fund mit der Angabe, ob der ältere Stand als eigener Datensatz gebraucht wird.

    Er wird nicht gebraucht, wenn für jedes Mitglied schon ein Konzept belegt ist, das am Tag des Belegs galt.
    """
    belegt_ab: dict[str, list[str]] = {}
    for fund in funde:
        if fund.status == "vorhanden" and not _ist_neue_fassung(fund):
            for ags in fund.gemeinden:
                belegt_ab.setdefault(ags, []).append(_tag(fund.beschluss or fund.belegt))
    paare: dict[str, bool] = {}
    for fund in sorted(funde, key=lambda f: (_tag(f.belegt), f.kennung)):
        noetig = not _ist_neue_fassung(fund) or not all(
            any(tag <= _tag(fund.belegt) for tag in belegt_ab.get(ags, [])) for ags in fund.gemeinden
        )
        paare[fund.kennung] = noetig
        if noetig and _ist_neue_fassung(fund):
            for ags in fund.gemeinden:
                belegt_ab.setdefault(ags, []).append(_tag(fund.belegt))
    return [(fund, paare[fund.kennung]) for fund in funde]


def _tag(text: str) -> str:
    datum = lies_datum(text)
    return "" if datum is None or datum.tag is None else datum.tag.isoformat()


def _datensaetze(paar: tuple[Fund, bool]) -> list[tuple[dict[str, str], tuple[str, ...]]]:
    """Ein oder zwei Datensätze eines Fundes mit den Mitgliedern."""
    fund, mit_vorgaenger = paar
    zeilen = []
    if fund.status == "in_erarbeitung":
        zeilen.append(_zeile(fund, art=_art(fund), begonnen=UNBEKANNT, beschluss=""))
    elif fund.status == "kein":
        zeilen.append(_zeile(fund, art=Konzeptart.KEINS, begonnen="", beschluss=""))
    elif fund.status == "teilweise":
        begonnen = UNBEKANNT if fund.in_bearbeitung and not fund.beschluss else ""
        beschluss = fund.beschluss or UNBEKANNT
        zeilen.append(_zeile(fund, art=Konzeptart.AEHNLICH, begonnen=begonnen, beschluss=beschluss))
    elif fund.status == "teilgebiet":
        beschluss = fund.beschluss or UNBEKANNT
        zeilen.append(_zeile(fund, art=Konzeptart.TEILGEBIET, begonnen="", beschluss=beschluss))
    elif not _ist_neue_fassung(fund):
        zeilen.append(_zeile(fund, art=_art(fund), begonnen="", beschluss=fund.beschluss or UNBEKANNT))
    elif mit_vorgaenger:
        vorgaenger = replace(
            fund, titel="", zielhorizont="", notiz=f"Ältere Fassung, belegt durch: {fund.notiz}"
        )
        art = Konzeptart.INSEK if fund.art == "sonstiges" else _art(fund)
        zeilen.append(_zeile(vorgaenger, art=art, begonnen="", beschluss=UNBEKANNT))
    if fund.in_bearbeitung and (
        fund.status == "vorhanden" or (fund.status == "teilweise" and fund.beschluss)
    ):
        neu = replace(fund, kennung=f"{fund.kennung}-F")
        if fund.beschluss:
            neu = replace(neu, titel=f"Fortschreibung zu: {fund.titel}", zielhorizont="")
        art = Konzeptart.AEHNLICH if fund.status == "teilweise" else _art(fund)
        zeilen.append(_zeile(neu, art=art, begonnen=UNBEKANNT, beschluss=""))
    return [(zeile, fund.gemeinden) for zeile in zeilen]


def _art(fund: Fund) -> Konzeptart:
    """Art nach der Spalte ``art``; ``sonstiges`` ist nur dann ein INSEK, wenn der Titel es so nennt."""
    if fund.art in ARTEN:
        return ARTEN[fund.art]
    return Konzeptart.INSEK if "insek" in fund.titel.lower() else Konzeptart.AEHNLICH


def _zeile(fund: Fund, *, art: Konzeptart, begonnen: str, beschluss: str) -> dict[str, str]:
    jahr = re.search(r"\d{4}", fund.zielhorizont)
    rechner = (urlsplit(fund.url).hostname or "").removeprefix("www.")
    return {
        "konzept_id": fund.kennung,
        "art": art.value,
        "titel": fund.titel,
        "begonnen": begonnen,
        "beschluss": beschluss,
        "aufgehoben": "",
        "belegt": fund.belegt,
        "zieljahr": jahr.group() if jahr else "",
        "zielhorizont": fund.zielhorizont,
        "quelle": NEUTRALE_QUELLEN.get(rechner, rechner),
        "quelle_url": fund.url,
        "sicherheit": fund.sicherheit,
        "datenlage": Datenlage.RECHERCHIERT.value,
        "notiz": fund.notiz,
    }
