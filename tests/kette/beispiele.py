"""Eigene Datenstände als einfache Datensätze und die zufälligen, aber festen Auswahlen der Kette."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from tests.kette.referenz import Land, Ort, Satz

SAAT = 11
HEUTE = date(2026, 11, 30)
RECHERCHE, EIGENER, WIDERSPRUCH, VOLLSTAENDIG = "recherche", "eigener", "widerspruch", "vollstaendig"
GLIEDERUNGEN = {
    "Kreis": "kreis",
    "Planungsregion": "planungsregion",
    "Gemeindetyp": "gemeindetyp",
    "Größenklasse": None,
}
FRISTEN = {"6 Monate": 6, "12 Monate": 12, "24 Monate": 24, "5 Jahre": 60}


def meldung(kennung: str, art: str, ags: list[str], **angaben: str) -> Satz:
    """Ein Datensatz der Fachstelle."""
    leer = dict.fromkeys(("titel", "begonnen", "beschluss", "aufgehoben", "zieljahr", "zielhorizont"), "")
    leer |= {"quelle": "Meldung der Fachstelle", "quelle_url": "", "sicherheit": "", "notiz": ""}
    return leer | {"konzept_id": kennung, "art": art, "datenlage": "gemeldet", "ags": ags} | angaben


def eigene(land: Land) -> dict[str, list[Satz]]:
    """Drei Datenstände der Fachstelle über der Recherche: zum Teil gemeldet, mit Widerspruch, vollständig."""
    zufall = random.Random(SAAT)
    offene = [o for o in land.orte(HEUTE, schaetzen=False) if not o.geklaert]
    klein = [o.ags for o in offene if o.klassen["kompakt"] == "unter 5.000"]
    mittel = [o.ags for o in offene if o.klassen["kompakt"] == "5.000 bis unter 15.000"]
    zufall.shuffle(klein)
    zufall.shuffle(mittel)
    kleine, mittlere = iter(klein), iter(mittel)
    saetze = list(_gemeldet(zufall, kleine, mittlere))
    # Zwei Gemeinden tauschen ihr INSEK gegen seine Aufhebung, eine davon ohne bekanntes Datum.
    aufgehoben = [s for s in land.konzepte if s["art"] == "insek" and s["beschluss"] and len(s["ags"]) == 1][
        :2
    ]
    tage = dict(zip((s["konzept_id"] for s in aufgehoben), ("2026-08-14", "unbekannt"), strict=True))
    alte = [s | {"aufgehoben": tage.get(s["konzept_id"], s["aufgehoben"])} for s in land.konzepte]
    zu_viele = [meldung(f"W-{i:03d}", "keins", [ags], belegt="2026-05") for i, ags in enumerate(mittlere)]
    return {
        EIGENER: [*alte, *saetze],
        WIDERSPRUCH: [*alte, *saetze, *zu_viele],
        VOLLSTAENDIG: [*land.konzepte, *_vollstaendig(land, offene)],
    }


def _gemeldet(zufall: random.Random, kleine: Iterator[str], mittlere: Iterator[str]) -> Iterator[Satz]:
    nummer = 0

    def kennung() -> str:
        nonlocal nummer
        nummer += 1
        return f"F-{nummer:03d}"

    for _ in range(40):
        yield meldung(kennung(), "keins", [next(kleine)], belegt=zufall.choice(("2026-02", "2026-07-09", "")))
    yield meldung(kennung(), "keins", [next(kleine)], belegt="2028-01-10")
    for _ in range(4):
        yield meldung(kennung(), "keins", [next(mittlere)], belegt="2026")
    for _ in range(9):
        yield meldung(kennung(), "aehnlich", [next(kleine)], beschluss="2021-05", belegt="2026")
    for _ in range(12):
        tag = date(2014, 1, 1) + timedelta(days=zufall.randrange(365 * 14))
        yield meldung(kennung(), "ingeko", [next(kleine)], beschluss=tag.isoformat(), belegt="2026-03-01")
    for beschluss in ("2016-02-29", "2016-11-30", "2016-12-01", "2019-11-30", "2018-11", "unbekannt"):
        yield meldung(kennung(), "insek", [next(mittlere)], beschluss=beschluss, belegt="2026-03-01")
    gemeinsam = [next(kleine), next(kleine), next(mittlere)]
    yield meldung(kennung(), "ingeko", gemeinsam, beschluss="2017-06-20", belegt="2026-03-01")
    for begonnen in ("2021-11-30", "2021-11-29", "2025", "unbekannt"):
        yield meldung(kennung(), "insek", [next(mittlere)], begonnen=begonnen, belegt="2026-03-01")


def _vollstaendig(land: Land, offene: list[Ort]) -> Iterator[Satz]:
    """Für jede offene Gemeinde ein gemeldeter Status, sodass die Eckwerte genau herauskommen."""
    kein = {
        e["groessenklasse"]: e["wert"]
        for e in land.eckwerte
        if e.get("groessenklasse") and e["status"] == "kein"
    }
    for ort in land.orte(HEUTE, schaetzen=False):
        if ort.status == "kein":
            kein[ort.klassen["kompakt"]] -= 1
    aehnlich = 22
    for nummer, ort in enumerate(sorted(offene, key=lambda o: o.ags[::-1])):
        klasse = ort.klassen["kompakt"]
        if kein.get(klasse, 0) and ort.status == "unbekannt":
            kein[klasse] -= 1
            yield meldung(f"V-{nummer:03d}", "keins", [ort.ags], belegt="2026-01")
        elif klasse in kein and aehnlich:
            aehnlich -= 1
            # Später als jedes belegte, damit es maßgeblich ist.
            yield meldung(f"V-{nummer:03d}", "aehnlich", [ort.ags], beschluss="2026-01-31", belegt="2026-02")
        else:
            yield meldung(
                f"V-{nummer:03d}", "insek", [ort.ags], beschluss=f"{2010 + nummer % 17}", belegt="2026-02"
            )


@dataclass(frozen=True)
class Wahl:
    """Was in der Adresse steht: Filterzeile und Schalter."""

    stand: str
    stichtag: date
    schema: str = "kompakt"
    klassen: tuple[str, ...] = ()
    kreise: tuple[str, ...] = ()
    nur_belegt: bool = False
    mass: str = "gemeinden"
    als_anteil: bool = False
    nach: str = "Kreis"
    frist: str = "24 Monate"

    def adresse(self, nummern: dict[str, int]) -> dict[str, str | list[str]]:
        """Angaben in der Adresse."""
        angaben: dict[str, str | list[str]] = {
            "datenstand": str(nummern[self.stand]),
            "stichtag": self.stichtag.isoformat(),
            "einteilung": self.schema,
            "belegt": "true" if self.nur_belegt else "false",
            "masszahl": self.mass.capitalize(),
            "darstellung": "Anteil" if self.als_anteil else "Anzahl",
            "nach": self.nach,
            "frist": self.frist,
        }
        if self.klassen:
            angaben["klassen"] = list(self.klassen)
        if self.kreise:
            angaben["kreis"] = list(self.kreise)
        return angaben

    def gruppe(self, ort: Ort) -> str:
        """Die Gruppe der Gemeinde in der gewählten Gliederung."""
        spalte = GLIEDERUNGEN[self.nach]
        return str(ort.gemeinde[spalte]) if spalte else ort.klassen[self.schema]


@dataclass
class Fall:
    """Eine Auswahl und was die Referenz dazu weiß; gerechnet wird einmal."""

    wahl: Wahl
    land: Land

    @cached_property
    def alle(self) -> list[Ort]:
        """Das ganze Land."""
        return self.land.orte(self.wahl.stichtag, schaetzen=not self.wahl.nur_belegt)

    @cached_property
    def orte(self) -> list[Ort]:
        """Die Gemeinden der Auswahl."""
        w = self.wahl
        return [
            o
            for o in self.alle
            if (not w.klassen or o.klassen[w.schema] in w.klassen) and (not w.kreise or o.kreis in w.kreise)
        ]

    @cached_property
    def verlauf(self) -> list[tuple[date, dict[str, int]]]:
        """Siehe ``Land.verlauf``."""
        return self.land.verlauf(self.orte, self.wahl.stichtag)


FESTE = (
    Wahl(RECHERCHE, HEUTE),
    # Der Fall aus dem Gebrauch: Von keiner der sieben Gemeinden ist etwas bekannt.
    Wahl(RECHERCHE, HEUTE, "fein", ("unter 2.000",), ("Zwickau",), nur_belegt=True, nach="Größenklasse"),
    Wahl(EIGENER, HEUTE, kreise=("Dresden, Stadt",), klassen=("unter 5.000",)),
    Wahl(WIDERSPRUCH, HEUTE, mass="einwohner", als_anteil=True),
    Wahl(VOLLSTAENDIG, HEUTE),
)


def wahlen(land: Land, zahl: int = 30) -> list[Wahl]:
    """Die festen und so viele gezogene, dass es ``zahl`` sind; immer dieselben."""
    zufall = random.Random(SAAT)
    kreise = sorted({g["kreis"] for g in land.gemeinden})
    gezogen = []
    for nummer in range(zahl - len(FESTE)):
        schema = zufall.choice(("kompakt", "fein"))
        klassen = [k["beschriftung"] for k in land.klassen[schema]]
        spaeter = date(2026, 1, 1) + timedelta(days=zufall.randrange(5 * 365))
        frueher = date(2003, 1, 1) + timedelta(days=zufall.randrange(23 * 365))
        gezogen.append(
            Wahl(
                stand=zufall.choice((RECHERCHE, EIGENER, EIGENER, WIDERSPRUCH)),
                stichtag=zufall.choice((HEUTE, HEUTE, spaeter, spaeter, frueher)),
                schema=schema,
                klassen=tuple(k for k in klassen if zufall.random() < 0.4) if zufall.random() < 0.4 else (),
                kreise=tuple(sorted(zufall.sample(kreise, zufall.randint(1, 3))))
                if zufall.random() < 0.5
                else (),
                nur_belegt=zufall.random() < 0.35,
                # Jede Messgröße in jeder Darstellung gleich oft.
                mass=("gemeinden", "einwohner")[nummer % 2],
                als_anteil=bool(nummer // 2 % 2),
                nach=zufall.choice(tuple(GLIEDERUNGEN)),
                frist=zufall.choice(tuple(FRISTEN)),
            )
        )
    return [*FESTE, *gezogen]
