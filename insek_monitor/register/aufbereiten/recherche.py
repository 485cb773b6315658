"""Übersetzt die Recherche (eine Zeile je Fundstelle und Gemeinde) in Konzepte und Zuordnung.

Regeln, je Wert von ``status``:

``vorhanden``
    beschlossenes Konzept, Art nach der Spalte ``art``. Mit ``in_bearbeitung=ja`` und ohne Jahr beschreibt die Zeile eine
    *neue* Fassung in Arbeit und belegt zugleich eine ältere: die neue wird ein eigener, nicht beschlossener Datensatz
    (Kennung mit ``-F``); die ältere nur dann, wenn sie nicht schon durch eine andere Zeile belegt ist. Mit Jahr ist die
    Zeile die beschlossene Fassung, und ``-F`` steht für deren laufende Fortschreibung.
``teilweise``
    ähnliches Konzept; mit ``in_bearbeitung=ja`` zusätzlich ein Datensatz ``-F``.
``in_erarbeitung``
    begonnen, nicht beschlossen.
``teilgebiet``, ``kein``
    Angabe zur Information; zählt nicht als Konzept.

Zeilen verschiedener Gemeinden mit „gemeinsam mit“ in der Notiz, gleichem Titel, gleicher Quelle, gleichem Status und gleichem
Beschluss sind dasselbe Dokument und werden ein Konzept mit mehreren Zuordnungen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, urlsplit

import pandas as pd

from insek_monitor.modell.begriffe import Datenlage, Konzeptart
from insek_monitor.modell.datum import UNBEKANNT, DatumsFehler, lies_datum
from insek_monitor.register.aufbereiten.fehler import AufbereitungsFehler
from insek_monitor.register.aufbereiten.tabellen_lesen import lies_csv

SPALTEN_ROH = [
    "ags", "status", "art", "konzept_titel", "beschluss_jahr", "beschluss_datum", "zielhorizont", "in_bearbeitung",
    "quelle_url", "quelle_stand", "sicherheit", "notiz",
]  # fmt: skip
SPALTEN = [
    "konzept_id", "art", "titel", "begonnen", "beschluss", "aufgehoben", "belegt", "zieljahr", "zielhorizont",
    "quelle", "quelle_url", "sicherheit", "datenlage", "notiz",
]  # fmt: skip

STATUS = ("vorhanden", "teilweise", "in_erarbeitung", "teilgebiet", "kein")
ARTEN = {
    "INSEK": Konzeptart.INSEK,
    "INGEKO": Konzeptart.INGEKO,
    "Gemeindeentwicklungskonzept": Konzeptart.INGEKO,
    "SEKo": Konzeptart.SEKO,
    "Stadtentwicklungskonzept": Konzeptart.SEKO,
}
_SICHERHEITEN = ("hoch", "mittel", "niedrig")

# Namen von Menschen kommen in keine Tabelle (Büros heißen oft nach Menschen; das sind Firmen und bleibt).
NEUTRAL = {
    "Ende Amtszeit Haupt": "Ende einer Amtszeit",
    "Architektin Göll": "Architekturbüro",
}
NEUTRALE_QUELLEN = {"frank-hoehme.de": "private Internetseite"}
# Steht kein Stand der Quelle da, die Notiz nennt aber, wie alt sie ist, gilt dieses Jahr statt des Recherchemonats.
_ALTER_STAND = re.compile(r"(?:Seitenstand vor |Presse \d{4}/)(\d{4})")


@dataclass(frozen=True)
class Fund:
    """Eine Zeile der Recherche oder mehrere Zeilen zu demselben gemeinsamen Dokument."""

    kennung: str
    gemeinden: tuple[str, ...]
    status: str
    art: str
    titel: str
    beschluss: str
    zielhorizont: str
    in_bearbeitung: bool
    url: str
    belegt: str
    sicherheit: str
    notiz: str


def lies_recherche(datei: Path, gemeinden: pd.Index) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Konzepte und Zuordnung aus der Recherchedatei.

    Parameters
    ----------
    datei : Path
        Der Monat der Recherche steht im Namen: ``insek_recherche_2026-11.csv``.
    gemeinden : Index
        Die gültigen Schlüssel.

    Returns
    -------
    tuple of DataFrame
        ``konzepte`` (Spalten `SPALTEN`, alles Text) und ``zuordnung`` (``konzept_id``, ``ags``).

    Raises
    ------
    AufbereitungsFehler
        Wenn die Datei nicht lesbar ist oder einen unbekannten Schlüssel, Status, eine unbekannte Art oder ein
        ungültiges Datum enthält.
    """
    roh = lies_csv(datei, ",", SPALTEN_ROH, "die Recherche der Konzepte (CSV)")
    monat = re.search(r"\d{4}-\d{2}", datei.stem)
    if monat is None:
        raise AufbereitungsFehler(
            datei,
            erwartet="ein Dateiname mit dem Monat der Recherche, etwa insek_recherche_2026-11.csv",
            gefunden=datei.name,
            abhilfe="Bitte die Datei so benennen",
        )
    _pruefe(datei, roh, gemeinden)
    funde = _fasse_zusammen(_funde(roh, monat.group()))
    zeilen = [zeile for fund in _ohne_doppelte_vorgaenger(funde) for zeile in _datensaetze(fund)]
    konzepte = pd.DataFrame([z for z, _ in zeilen], columns=SPALTEN)
    zuordnung = pd.DataFrame(
        [(z["konzept_id"], ags) for z, mitglieder in zeilen for ags in mitglieder], columns=["konzept_id", "ags"]
    )
    return (
        konzepte.sort_values("konzept_id", ignore_index=True),
        zuordnung.sort_values(["konzept_id", "ags"], ignore_index=True),
    )


def _pruefe(datei: Path, roh: pd.DataFrame, gemeinden: pd.Index) -> None:
    erlaubt = {
        "ags": set(gemeinden),
        "status": set(STATUS),
        "art": {*ARTEN, "sonstiges", ""},
        "in_bearbeitung": {"ja", ""},
        "sicherheit": set(_SICHERHEITEN),
    }
    for spalte, werte in erlaubt.items():
        fremd = roh[~roh[spalte].isin(werte)]
        if not fremd.empty:
            _melde(datei, fremd.index[0], spalte, fremd[spalte].iloc[0], "einen der bekannten Werte")
    for spalte in ("beschluss_jahr", "beschluss_datum", "quelle_stand"):
        for zeile, wert in roh[spalte].items():
            try:
                lies_datum(wert)
            except DatumsFehler:
                _melde(datei, zeile, spalte, wert, "JJJJ, JJJJ-MM oder JJJJ-MM-TT")
    for zeile, wert in roh["quelle_url"].items():
        if urlsplit(wert).scheme not in ("http", "https") or not urlsplit(wert).hostname:
            _melde(datei, zeile, "quelle_url", wert, "eine Adresse mit http:// oder https://")


def _melde(datei: Path, zeile: object, spalte: str, wert: str, erwartet: str) -> None:
    nummer = int(str(zeile)) + 1
    raise AufbereitungsFehler(
        datei,
        erwartet=f"{erwartet} in der Spalte „{spalte}“",
        gefunden=f"„{wert}“ im Datensatz {nummer}",
        abhilfe="Bitte den Eintrag berichtigen",
    )


def _funde(roh: pd.DataFrame, monat: str) -> list[Fund]:
    nummer = roh.groupby("ags").cumcount() + 1
    funde = []
    for zeile, n in zip(roh.to_dict("records"), nummer, strict=True):
        notiz, titel = str(zeile["notiz"]), str(zeile["konzept_titel"])
        for name, ersatz in NEUTRAL.items():
            notiz, titel = notiz.replace(name, ersatz), titel.replace(name, ersatz)
        alter_stand = _ALTER_STAND.search(notiz)
        funde.append(
            Fund(
                kennung=f"R-{zeile['ags']}-{n:02d}",
                gemeinden=(zeile["ags"],),
                status=zeile["status"],
                art=zeile["art"],
                titel=titel,
                beschluss=zeile["beschluss_datum"] or zeile["beschluss_jahr"],
                zielhorizont=zeile["zielhorizont"],
                in_bearbeitung=zeile["in_bearbeitung"] == "ja",
                url=quote(zeile["quelle_url"], safe="%/:?#[]@!$&'()*+,;=~-._"),
                belegt=zeile["quelle_stand"] or (alter_stand.group(1) if alter_stand else monat),
                sicherheit=zeile["sicherheit"],
                notiz=notiz,
            )
        )
    return funde


def _fasse_zusammen(funde: list[Fund]) -> list[Fund]:
    """Gemeinsame Konzepte: eine Kennung (die der ersten Zeile), alle Mitglieder, die schwächste Sicherheit."""
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
        teile = [t.strip() for f in gruppe for t in f.notiz.split(";") if "gemeinsam mit" not in t]
        ergebnis.append(
            replace(
                gruppe[0],
                gemeinden=mitglieder,
                in_bearbeitung=any(f.in_bearbeitung for f in gruppe),
                sicherheit=max((f.sicherheit for f in gruppe), key=_SICHERHEITEN.index),
                belegt=max(f.belegt for f in gruppe),
                notiz="; ".join(["gemeinsames Konzept", *dict.fromkeys(t for t in teile if t)]),
            )
        )
    return ergebnis


def _ist_neue_fassung(fund: Fund) -> bool:
    """``vorhanden`` in Arbeit ohne Jahr: die Zeile beschreibt die neue Fassung und belegt eine ältere."""
    return fund.status == "vorhanden" and fund.in_bearbeitung and not fund.beschluss


def _ohne_doppelte_vorgaenger(funde: list[Fund]) -> list[tuple[Fund, bool]]:
    """Paart jeden Fund mit der Angabe, ob der ältere Stand als eigener Datensatz gebraucht wird.

    Er wird nicht gebraucht, wenn für jedes Mitglied schon ein Konzept belegt ist, das spätestens am Tag des Belegs galt.
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
    elif fund.status in ("teilweise", "teilgebiet"):
        art = Konzeptart.AEHNLICH if fund.status == "teilweise" else Konzeptart.TEILGEBIET
        zeilen.append(_zeile(fund, art=art, begonnen="", beschluss=fund.beschluss or UNBEKANNT))
    elif not _ist_neue_fassung(fund):
        zeilen.append(_zeile(fund, art=_art(fund), begonnen="", beschluss=fund.beschluss or UNBEKANNT))
    elif mit_vorgaenger:
        vorgaenger = replace(fund, titel="", zielhorizont="", notiz=f"Ältere Fassung, belegt durch: {fund.notiz}")
        art = Konzeptart.INSEK if fund.art == "sonstiges" else _art(fund)
        zeilen.append(_zeile(vorgaenger, art=art, begonnen="", beschluss=UNBEKANNT))
    if fund.in_bearbeitung and fund.status in ("vorhanden", "teilweise"):
        neu = replace(fund, kennung=f"{fund.kennung}-F")
        if fund.beschluss:
            neu = replace(neu, titel=f"Fortschreibung zu: {fund.titel}", zielhorizont="")
        art = Konzeptart.AEHNLICH if fund.status == "teilweise" else _art(fund)
        zeilen.append(_zeile(neu, art=art, begonnen=UNBEKANNT, beschluss=""))
    return [(zeile, fund.gemeinden) for zeile in zeilen]


def _art(fund: Fund) -> Konzeptart:
    """Art nach der Spalte ``art``; ``sonstiges`` gilt nur als INSEK, wenn der Titel es so nennt, sonst als ähnlich."""
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
