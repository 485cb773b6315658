"""Die Regeln des Monitors ein zweites Mal: langsam, in Schleifen über Datensätze, ohne das Paket.

Geschrieben nach docs/fachregeln.md („Regeln zum Stichtag“) und docs/entscheidungen/0009-schaetzung.md.
Gerechnet wird mit Brüchen; gerundet wird nur, wo die Regel es sagt.
"""

from __future__ import annotations

import calendar
import csv
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

STATUS = ("vorhanden", "teilweise", "kein", "unbekannt")
STUFEN = ("aktuell", "Fortschreibung einleiten", "abgelaufen", "Alter unbekannt")
INTEGRIERT = ("insek", "ingeko", "seko")
IMMER = date.min
QUANTIL = 1.6449

Satz = dict[str, Any]
"""Ein Konzept oder eine Gemeinde, wie sie in der Datei steht."""


def lies_gemeinden(ordner: Path) -> list[Satz]:
    """Die Gemeinden; Einwohner als Zahl oder None."""
    with (ordner / "gemeinden.csv").open(encoding="utf-8", newline="") as datei:
        saetze = [dict(zeile) for zeile in csv.DictReader(datei)]
    for satz in saetze:
        satz["einwohner"] = int(satz["einwohner"]) if satz["einwohner"] else None
    return saetze


def lies_konzepte(ordner: Path) -> list[Satz]:
    """Die Datensätze der Recherche, jeder mit der Liste seiner Gemeinden (``ags``)."""
    with (ordner / "konzepte_recherche.csv").open(encoding="utf-8", newline="") as datei:
        saetze = {z["konzept_id"]: dict(z) | {"ags": []} for z in csv.DictReader(datei)}
    with (ordner / "konzepte_recherche_zuordnung.csv").open(encoding="utf-8", newline="") as datei:
        for zeile in csv.DictReader(datei):
            saetze[zeile["konzept_id"]]["ags"].append(zeile["ags"])
    return list(saetze.values())


def lies_yaml(ordner: Path, name: str) -> dict[str, Any]:
    """``regeln`` oder ``eckwerte``."""
    inhalt: dict[str, Any] = yaml.safe_load((ordner / f"{name}.yaml").read_text(encoding="utf-8"))
    return inhalt


def tag_von(text: str | None) -> date | None:
    """Jahr zählt als 1. Juli, Monat als 15.; ``unbekannt`` und leer haben keinen Tag."""
    if not text or text == "unbekannt":
        return None
    teile = [int(teil) for teil in text.split("-")]
    if len(teile) == 1:
        return date(teile[0], 7, 1)
    return date(teile[0], teile[1], teile[2] if len(teile) == 3 else 15)


def monate_spaeter(tag: date, monate: int) -> date:
    """Derselbe Kalendertag, höchstens der Monatsletzte."""
    jahr, monat = tag.year, tag.month + monate
    while monat > 12:
        jahr, monat = jahr + 1, monat - 12
    return date(jahr, monat, min(tag.day, calendar.monthrange(jahr, monat)[1]))


def _ab(satz: Satz, ereignis: str) -> date | None:
    """Ab wann ein Ereignis zählt: sein Tag, sonst der Stand der Quelle, sonst immer; None: nicht belegt."""
    text = "unbekannt" if satz["art"] == "keins" and ereignis == "beschluss" else satz.get(ereignis)
    if not text:
        return None
    return tag_von(text) or tag_von(satz.get("belegt")) or IMMER


def _bis_dahin(satz: Satz, ereignis: str, stichtag: date) -> bool:
    ab = _ab(satz, ereignis)
    return ab is not None and ab <= stichtag


@dataclass
class Ort:
    """Was an einem Stichtag über eine Gemeinde belegt ist und was für sie erwartet wird."""

    ags: str
    name: str
    kreis: str
    gemeinde: Satz
    status: str
    konzept: Satz | None
    ablauf: date | None
    alter: int | None
    aktualitaet: str | None
    warnband: int | None
    in_arbeit: bool
    foerdergrundlage: str
    klassen: dict[str, str]
    geklaert: bool
    erwartet: dict[str, Fraction] = field(default_factory=dict)
    offene_der_klasse: int = 0

    @property
    def einwohner(self) -> int:
        return int(self.gemeinde["einwohner"] or 0)


class Land:
    """Gemeinden, Datensätze, Regeln und Eckwerte; beantwortet jeden Stichtag von vorn."""

    def __init__(
        self, gemeinden: list[Satz], konzepte: list[Satz], regeln: dict[str, Any], eckwerte: dict[str, Any]
    ) -> None:
        self.gemeinden, self.konzepte = gemeinden, konzepte
        self.klassen: dict[str, list[Satz]] = regeln["groessenklassen"]
        self.wert = {name: r["wert"] for name, r in regeln.items() if "wert" in r}
        self.eckwerte: list[Satz] = eckwerte["eckwerte"]
        self._je_gemeinde: dict[str, list[Satz]] = {g["ags"]: [] for g in gemeinden}
        for satz in konzepte:
            for ags in satz["ags"]:
                self._je_gemeinde[ags].append(satz)

    def klasse(self, schema: str, einwohner: int) -> str:
        for k in self.klassen[schema]:
            if einwohner >= k["untergrenze"] and (k["obergrenze"] is None or einwohner < k["obergrenze"]):
                return str(k["beschriftung"])
        raise AssertionError(einwohner)

    def orte(self, stichtag: date, *, schaetzen: bool) -> list[Ort]:
        """Alle Gemeinden am Stichtag, auf Wunsch mit der Erwartung."""
        orte = [self._ort(g, stichtag) for g in self.gemeinden]
        if schaetzen:
            self._schaetze(orte, stichtag)
        return orte

    def status(self, ags: str, stichtag: date) -> tuple[str, Satz | None]:
        """Status und der Datensatz, auf dem er beruht."""
        beschlossen = [s for s in self._je_gemeinde[ags] if _bis_dahin(s, "beschluss", stichtag)]
        gilt = [s for s in beschlossen if not _bis_dahin(s, "aufgehoben", stichtag)]
        for status, kandidaten in (
            ("vorhanden", [s for s in gilt if s["art"] in INTEGRIERT]),
            ("teilweise", [s for s in gilt if s["art"] == "aehnlich"]),
            ("kein", [s for s in gilt if s["art"] == "keins"]),
            ("kein", [s for s in beschlossen if s["art"] in INTEGRIERT]),
        ):
            if kandidaten:
                return status, _neuestes(kandidaten)
        return "unbekannt", None

    def ablauf(self, satz: Satz) -> date | None:
        tag = tag_von(satz["beschluss"])
        return None if tag is None else monate_spaeter(tag, 12 * self.wert["gueltig_bis_jahre"])

    def _ort(self, g: Satz, stichtag: date) -> Ort:
        status, satz = self.status(g["ags"], stichtag)
        tag = ablauf = alter = stufe = band = None
        if status == "vorhanden":
            assert satz is not None
            tag, ablauf = tag_von(satz["beschluss"]), self.ablauf(satz)
            stufe = "Alter unbekannt"
        if tag is not None and ablauf is not None:
            alter = 0
            while monate_spaeter(tag, 12 * (alter + 1)) <= stichtag:
                alter += 1
            einleiten = monate_spaeter(tag, 12 * self.wert["fortschreibung_ab_jahre"])
            stufe = "aktuell"
            if stichtag >= einleiten:
                stufe = "Fortschreibung einleiten"
            if stichtag >= ablauf:
                stufe = "abgelaufen"
            for monate in sorted(self.wert["warnbaender_monate"], reverse=True):
                if stichtag < ablauf <= monate_spaeter(stichtag, monate):
                    band = monate
        einwohner = g["einwohner"]
        gross = einwohner >= self.wert["foerderung_mindest_einwohner"]
        foerderung = "nein"
        if gross and (status == "unbekannt" or stufe == "Alter unbekannt"):
            foerderung = "unklar"
        if gross and stufe in ("aktuell", "Fortschreibung einleiten"):
            foerderung = "ja"
        gemeldet = any(
            s["art"] in ("keins", "aehnlich") and s["datenlage"] == "gemeldet"
            for s in self._je_gemeinde[g["ags"]]
            if _bis_dahin(s, "beschluss", stichtag) and not _bis_dahin(s, "aufgehoben", stichtag)
        )
        return Ort(
            ags=g["ags"],
            name=g["bezeichnung"],
            kreis=g["kreis"],
            gemeinde=g,
            status=status,
            konzept=satz,
            ablauf=ablauf,
            alter=alter,
            aktualitaet=stufe,
            warnband=band,
            in_arbeit=self._in_arbeit(g["ags"], stichtag),
            foerdergrundlage=foerderung,
            klassen={schema: self.klasse(schema, einwohner) for schema in self.klassen},
            geklaert=status in ("vorhanden", "kein") or gemeldet,
        )

    def _in_arbeit(self, ags: str, stichtag: date) -> bool:
        alle = [s for s in self._je_gemeinde[ags] if s["art"] in INTEGRIERT]
        for satz in alle:
            beginn = _ab(satz, "begonnen")
            if beginn is None or beginn > stichtag:
                continue
            if _bis_dahin(satz, "beschluss", stichtag) or _bis_dahin(satz, "aufgehoben", stichtag):
                continue
            if beginn != IMMER and stichtag > monate_spaeter(beginn, 12 * self.wert["in_arbeit_gilt_jahre"]):
                continue
            spaetere = [tag for s in alle if (tag := tag_von(s["beschluss"])) and beginn <= tag <= stichtag]
            if not spaetere:
                return True
        return False

    def _schaetze(self, orte: list[Ort], stichtag: date) -> None:
        eckwert = {e["schluessel"]: e for e in self.eckwerte}
        if stichtag.year < int(eckwert["kein"]["stand"]):
            return
        if len(orte) != sum(eckwert[s]["wert"] for s in ("vorhanden", "teilweise", "kein")):
            return
        ohne = {
            e["groessenklasse"]: e["wert"]
            for e in self.eckwerte
            if e.get("groessenklasse") and e["status"] == "kein"
        }
        # Ab 15.000 haben nach den Eckwerten alle eines.
        namen = [k["beschriftung"] for k in self.klassen["kompakt"]]
        offene = {k: [o for o in orte if o.klassen["kompakt"] == k and not o.geklaert] for k in namen}
        belegt = {
            k: {
                s: sum(o.klassen["kompakt"] == k and o.geklaert and o.status == s for o in orte)
                for s in STATUS
            }
            for k in namen
        }
        p_kein: dict[str, Fraction] = {}
        gesperrt = set()
        for k in namen:
            if k not in ohne:
                p_kein[k] = Fraction(0)
                if belegt[k]["kein"] + belegt[k]["teilweise"]:
                    gesperrt.add(k)
                continue
            fehlt = ohne[k] - belegt[k]["kein"]
            p_kein[k] = (
                Fraction(min(max(fehlt, 0), len(offene[k])), len(offene[k])) if offene[k] else Fraction(0)
            )
            if not 0 <= fehlt <= len(offene[k]):
                gesperrt.add(k)
        aehnliche = eckwert["teilweise"]["wert"] - sum(belegt[k]["teilweise"] for k in namen)
        rest = sum((len(offene[k]) * (1 - p_kein[k]) for k in ohne), Fraction(0))
        if not 0 <= aehnliche <= rest:
            gesperrt |= set(ohne)
        for k in namen:
            if k in gesperrt:
                continue
            t = Fraction(aehnliche) / rest if k in ohne and rest else Fraction(0)
            for ort in offene[k]:
                ort.erwartet = {
                    "vorhanden": (1 - p_kein[k]) * (1 - t),
                    "teilweise": (1 - p_kein[k]) * t,
                    "kein": p_kein[k],
                }
                ort.offene_der_klasse = len(offene[k])

    def verlauf(self, orte: Sequence[Ort], stichtag: date) -> list[tuple[date, dict[str, int]]]:
        """Belegtes am 31.12. jedes Jahres seit 2000 und am Stichtag, dazu ``gueltig`` und ``undatiert``."""
        tage = [date(jahr, 12, 31) for jahr in range(min(2000, stichtag.year - 1), stichtag.year)]
        ergebnis = []
        for tag in [*tage, stichtag]:
            zahl = dict.fromkeys((*STATUS, "gueltig", "undatiert", "einwohner"), 0)
            for ort in orte:
                status, satz = self.status(ort.ags, tag)
                zahl[status] += 1
                if status == "vorhanden":
                    assert satz is not None
                    ablauf = self.ablauf(satz)
                    zahl["undatiert"] += ablauf is None
                    zahl["gueltig"] += ablauf is not None and ablauf > tag
                    zahl["einwohner"] += ort.einwohner
            ergebnis.append((tag, zahl))
        return ergebnis


def _neuestes(kandidaten: list[Satz]) -> Satz:
    """Das neueste datierte, sonst ein undatiertes; bei Gleichstand die kleinere Kennung."""
    bestes = kandidaten[0]
    for satz in kandidaten[1:]:
        neu, alt = tag_von(satz["beschluss"]) or IMMER, tag_von(bestes["beschluss"]) or IMMER
        if neu > alt or (neu == alt and satz["konzept_id"] < bestes["konzept_id"]):
            bestes = satz
    return bestes


@dataclass(frozen=True)
class Summe:
    """Eine Zahl der Gruppe: belegt, erwartet, beides und das 90-%-Intervall."""

    belegt: int
    geschaetzt: Fraction
    von: Fraction
    bis: Fraction

    @property
    def gesamt(self) -> Fraction:
        return self.belegt + self.geschaetzt


def eins(_: Ort) -> int:
    """Jede Gemeinde zählt gleich."""
    return 1


def einwohner(ort: Ort) -> int:
    """Jede Gemeinde zählt so viel, wie sie Einwohner hat."""
    return ort.einwohner


MASSE: dict[str, Callable[[Ort], int]] = {"gemeinden": eins, "einwohner": einwohner}


def summe(orte: Iterable[Ort], status: str, gewicht: Callable[[Ort], int] = eins) -> Summe:
    """Belege und Erwartung; Varianz des Ziehens ohne Zurücklegen je Größenklasse."""
    alle = belegt = belegt_anders = 0
    je_klasse: dict[str, list[Ort]] = {}
    for ort in orte:
        zahl = gewicht(ort)
        alle += zahl
        if ort.erwartet:
            je_klasse.setdefault(ort.klassen["kompakt"], []).append(ort)
        elif ort.status == status:
            belegt += zahl
        else:
            belegt_anders += zahl
    geschaetzt = varianz = Fraction(0)
    for offene in je_klasse.values():
        r, p = offene[0].offene_der_klasse, offene[0].erwartet.get(status, Fraction(0))
        einfach = sum(gewicht(o) for o in offene)
        geschaetzt += p * einfach
        if r > 1:
            quadrate = sum(gewicht(o) ** 2 for o in offene)
            varianz += p * (1 - p) * Fraction(r, r - 1) * (quadrate - Fraction(einfach**2, r))
    gesamt = belegt + geschaetzt
    if not varianz:
        return Summe(belegt, geschaetzt, gesamt, gesamt)
    weite = QUANTIL * math.sqrt(varianz)
    von = max(belegt, math.floor(round(float(gesamt) - weite, 6)))
    bis = min(alle - belegt_anders, math.ceil(round(float(gesamt) + weite, 6)))
    return Summe(belegt, geschaetzt, Fraction(von), Fraction(bis))


def gruppiere(orte: Iterable[Ort], nach: Callable[[Ort], str]) -> dict[str, list[Ort]]:
    """Orte je Gruppe; nur Gruppen, die vorkommen."""
    gruppen: dict[str, list[Ort]] = {}
    for ort in orte:
        gruppen.setdefault(nach(ort), []).append(ort)
    return gruppen


def faellig(orte: Iterable[Ort], monate: int, stichtag: date) -> list[Ort]:
    """Wer nach dem Stichtag und binnen so vieler Monate abläuft, in der Folge des Ablaufs."""
    bis = monate_spaeter(stichtag, monate)
    return sorted((o for o in orte if o.ablauf and stichtag < o.ablauf <= bis), key=_nach_ablauf)


def naechste(orte: Iterable[Ort], zahl: int, stichtag: date) -> list[Ort]:
    """Die nächsten, die ablaufen."""
    return sorted((o for o in orte if o.ablauf and o.ablauf > stichtag), key=_nach_ablauf)[:zahl]


def _nach_ablauf(ort: Ort) -> tuple[date, str]:
    assert ort.ablauf is not None
    return ort.ablauf, wortfolge(ort.gemeinde["name"])


def wortfolge(name: str) -> str:
    """Deutsche Wortfolge: ä wie a, ß wie ss, Zeichen ohne Bedeutung fallen weg."""
    ersatz = {"ä": "a", "ö": "o", "ü": "u", "ß": "ss"}
    text = "".join(ersatz.get(zeichen, zeichen) for zeichen in name.lower())
    return "".join(zeichen for zeichen in text if zeichen.isalnum() or zeichen == " ")


def ablauf_je_jahr(orte: Iterable[Ort]) -> dict[int, int]:
    """Konzepte je Ablaufjahr, ohne Lücke."""
    jahre = [o.ablauf.year for o in orte if o.ablauf]
    return {jahr: jahre.count(jahr) for jahr in range(min(jahre), max(jahre) + 1)} if jahre else {}


def je_alter(orte: Iterable[Ort]) -> dict[int, int]:
    """Konzepte je Alter in vollendeten Jahren, ohne Lücke ab 0."""
    alter = [o.alter for o in orte if o.alter is not None]
    return {jahre: alter.count(jahre) for jahre in range(max(alter) + 1)} if alter else {}


def ohne_fortschreibung(orte: Sequence[Ort], stichtag: date, bis: int = 2040) -> list[tuple[date, int]]:
    """Gültige datierte Konzepte am Stichtag und an jedem späteren 31.12., wenn niemand fortschreibt."""
    tage = [stichtag, *(date(j, 12, 31) for j in range(stichtag.year, bis + 1) if date(j, 12, 31) > stichtag)]
    return [(tag, sum(o.ablauf is not None and o.ablauf > tag for o in orte)) for tag in tage]


@dataclass(frozen=True)
class Menge:
    """Wie viele einen Status haben, von wie vielen man es weiß und von wie vielen nicht.

    Nicht bekannt ist nicht „keines“: Ein Anteil gilt denen, deren Stand belegt ist oder geschätzt wird, und
    solange auch nur einer fehlt, gibt es keine 0.
    """

    summe: Summe
    gesamt: int
    unbekannt: int

    @property
    def zahl(self) -> Fraction:
        return self.summe.gesamt

    @property
    def bekannt(self) -> int:
        return self.gesamt - self.unbekannt

    @property
    def anteil(self) -> Fraction | None:
        if not self.gesamt or (self.unbekannt and not self.zahl):
            return None
        return self.zahl / self.bekannt

    @property
    def unsicher(self) -> bool:
        return self.summe.von != self.summe.bis or self.zahl.denominator != 1


def menge(orte: Sequence[Ort], status: str = "vorhanden", gewicht: Callable[[Ort], int] = eins) -> Menge:
    """Die Menge zu einem Status."""
    unbekannt = summe(orte, "unbekannt", gewicht)
    return Menge(summe(orte, status, gewicht), sum(gewicht(o) for o in orte), unbekannt.belegt)
