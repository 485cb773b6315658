"""Schwellen und Größenklassen, wie sie in ``daten/regeln.yaml`` stehen.

Jede Schwelle trägt Einheit, Quelle und Datum; die Rohangaben bleiben für die Seite Methodik erhalten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

Schema = Literal["kompakt", "fein"]
SCHEMATA: tuple[Schema, ...] = get_args(Schema)
ANGABEN = ("wert", "einheit", "quelle", "gueltig_ab", "bemerkung")


@dataclass(frozen=True)
class Regelwert:
    """Eine Schwelle mit ihrer Herkunft.

    Attributes
    ----------
    name : Schlüssel in regeln.yaml, etwa ``gueltig_bis_jahre``.
    wert : int or tuple of int
    gueltig_ab : Datum oder Jahr, wie es in der Datei steht.
    """

    name: str
    wert: int | tuple[int, ...]
    einheit: str
    quelle: str
    gueltig_ab: Any
    bemerkung: str


@dataclass(frozen=True)
class Regeln:
    """Alle Schwellen, geprüft.

    Attributes
    ----------
    fortschreibung_ab_jahre : Ab diesem Jahrestag des Beschlusses ist die Fortschreibung einzuleiten (Jahre).
    gueltig_bis_jahre : Ab diesem Jahrestag ist das Konzept abgelaufen (Jahre).
    foerderung_mindest_einwohner : Kleinste Einwohnerzahl für die Städtebauförderung.
    warnbaender_monate : Aufsteigend, Monate vor dem Ablauf.
    erarbeitung_monate : Übliche Dauer der Erarbeitung: von, bis (Monate).
    in_arbeit_gilt_jahre : So lange nach dem Beginn gilt ein Konzept als in Arbeit (Jahre).
    klein_unter_einwohner : tuple of int
        Aufsteigende Grenzen, unter denen eine Gemeinde für die Ansprache als klein gilt; unter der ersten
        zählt sie voll, unter jeder weiteren einen gleichen Teil weniger.
    partner_unter_einwohner : Nur kleinere Nachbarn zählen für „gemeinsames Konzept möglich“.
    schrumpfung_voll_prozent : int
        Rückgang der Einwohner, ab dem das Kriterium „Schrumpfung“ voll zählt (Prozent).
    kontakt_voll_monate : So lange nach dem letzten Kontakt zählt „lange kein Kontakt“ voll (Monate).
    eintraege : Dieselben Schwellen mit Einheit, Quelle und Datum, in der Reihenfolge der Datei.
    """

    fortschreibung_ab_jahre: int
    gueltig_bis_jahre: int
    foerderung_mindest_einwohner: int
    warnbaender_monate: tuple[int, ...]
    erarbeitung_monate: tuple[int, ...]
    in_arbeit_gilt_jahre: int
    klein_unter_einwohner: tuple[int, ...]
    partner_unter_einwohner: int
    schrumpfung_voll_prozent: int
    kontakt_voll_monate: int
    kompakt: Groessenklassen
    fein: Groessenklassen
    eintraege: tuple[Regelwert, ...] = field(default=(), compare=False, repr=False)

    def groessenklassen(self, schema: Schema) -> Groessenklassen:
        """Die Größenklassen eines Schemas (``kompakt`` oder ``fein``)."""
        if schema not in SCHEMATA:
            raise RegelFehler(f"Das Schema „{schema}“ gibt es nicht; erlaubt sind {', '.join(SCHEMATA)}.")
        return self.kompakt if schema == "kompakt" else self.fein

    @classmethod
    def aus_dict(cls, roh: Mapping[str, Any]) -> Regeln:
        """Prüft den Inhalt von regeln.yaml und macht Regeln daraus.

        Raises
        ------
        RegelFehler
            Wenn eine Angabe fehlt, den falschen Typ hat oder Schwellen einander widersprechen.
        """
        if not isinstance(roh, Mapping):
            raise RegelFehler("Die Regeldatei ist leer oder keine Zuordnung von Namen zu Angaben.")
        zahl = {name: _regelwert(roh, name) for name in _ZAHLEN}
        reihe = {name: _regelwert(roh, name, reihe=True) for name in _REIHEN}
        eintraege = zahl | reihe
        klassen = roh.get("groessenklassen")
        if not isinstance(klassen, Mapping) or not set(SCHEMATA) <= set(klassen):
            raise RegelFehler("Die Regel „groessenklassen“ braucht die Abschnitte kompakt und fein.")
        regeln = cls(
            **{name: eintrag.wert for name, eintrag in eintraege.items()},  # type: ignore[arg-type]
            kompakt=Groessenklassen.aus_liste("kompakt", klassen["kompakt"]),
            fein=Groessenklassen.aus_liste("fein", klassen["fein"]),
            eintraege=tuple(eintraege[name] for name in roh if name in eintraege),
        )
        regeln._pruefe()
        return regeln

    def _pruefe(self) -> None:
        if self.fortschreibung_ab_jahre >= self.gueltig_bis_jahre:
            raise RegelFehler("fortschreibung_ab_jahre muss kleiner sein als gueltig_bis_jahre.")
        for name in _REIHEN:
            reihe = getattr(self, name)
            if any(a >= b for a, b in pairwise(reihe)):
                raise RegelFehler(f"Die Werte von „{name}“ müssen aufsteigen: {list(reihe)}.")
        if len(self.erarbeitung_monate) != 2:
            raise RegelFehler("„erarbeitung_monate“ braucht zwei Werte: von, bis.")


_ZAHLEN = (
    "fortschreibung_ab_jahre",
    "gueltig_bis_jahre",
    "foerderung_mindest_einwohner",
    "in_arbeit_gilt_jahre",
    "partner_unter_einwohner",
    "schrumpfung_voll_prozent",
    "kontakt_voll_monate",
)
_REIHEN = ("warnbaender_monate", "erarbeitung_monate", "klein_unter_einwohner")


def _ist_positive_zahl(wert: Any) -> bool:
    return isinstance(wert, int) and not isinstance(wert, bool) and wert > 0


def _regelwert(roh: Mapping[str, Any], name: str, *, reihe: bool = False) -> Regelwert:
    if name not in roh:
        raise RegelFehler(f"Die Regel „{name}“ fehlt.")
    eintrag = roh[name]
    if not isinstance(eintrag, Mapping):
        raise RegelFehler(f"Die Regel „{name}“ braucht die Angaben {', '.join(ANGABEN)}.")
    fehlend = [angabe for angabe in ANGABEN if angabe not in eintrag]
    if fehlend:
        raise RegelFehler(f"Der Regel „{name}“ fehlt: {', '.join(fehlend)}.")
    wert = eintrag["wert"]
    if reihe:
        if not isinstance(wert, list | tuple) or not wert or not all(_ist_positive_zahl(w) for w in wert):
            raise RegelFehler(f"„{name}“ braucht eine Liste ganzer Zahlen über 0, hat aber {wert!r}.")
        # Die Datei darf die Bänder in jeder lesbaren Richtung nennen; gerechnet wird aufsteigend.
        wert = tuple(sorted(wert)) if name == "warnbaender_monate" else tuple(wert)
    elif not _ist_positive_zahl(wert):
        raise RegelFehler(f"„{name}“ braucht eine ganze Zahl über 0, hat aber {wert!r}.")
    return Regelwert(
        name=name,
        wert=wert,
        einheit=str(eintrag["einheit"]),
        quelle=str(eintrag["quelle"]),
        gueltig_ab=eintrag["gueltig_ab"],
        bemerkung=str(eintrag["bemerkung"] or ""),
    )


KLASSENANGABEN = ("beschriftung", "untergrenze", "obergrenze")


@dataclass(frozen=True)
class Groessenklasse:
    """Eine Klasse: ``untergrenze ≤ einwohner < obergrenze``; ``obergrenze`` None heißt offen."""

    beschriftung: str
    untergrenze: int
    obergrenze: int | None


@dataclass(frozen=True)
class Groessenklassen:
    """Ein Schema von Größenklassen.

    Attributes
    ----------
    name : ``kompakt`` oder ``fein``.
    klassen : Von der kleinsten zur größten.
    """

    name: str
    klassen: tuple[Groessenklasse, ...]

    @property
    def beschriftungen(self) -> list[str]:
        """Beschriftungen von der kleinsten zur größten Klasse."""
        return [klasse.beschriftung for klasse in self.klassen]

    @classmethod
    def aus_liste(cls, name: str, liste: Any) -> Groessenklassen:
        """Prüft und baut ein Schema aus der Liste in regeln.yaml.

        Raises
        ------
        RegelFehler
            Wenn Angaben fehlen, Beschriftungen doppelt sind oder Klassen Lücken oder Überschneidungen haben.
        """
        if not isinstance(liste, list) or not liste:
            raise RegelFehler(f"Das Schema „{name}“ der Größenklassen ist leer oder keine Liste.")
        klassen = []
        for eintrag in liste:
            if not isinstance(eintrag, Mapping) or not set(KLASSENANGABEN) <= set(eintrag):
                raise RegelFehler(f"Jede Größenklasse in „{name}“ braucht {', '.join(KLASSENANGABEN)}.")
            beschriftung, untergrenze, obergrenze = (eintrag[angabe] for angabe in KLASSENANGABEN)
            klassen.append(Groessenklasse(str(beschriftung), untergrenze, obergrenze))
        schema = cls(name, tuple(klassen))
        schema._pruefe()
        return schema

    def _pruefe(self) -> None:
        beschriftungen = self.beschriftungen
        if len(set(beschriftungen)) < len(beschriftungen):
            raise RegelFehler(f"Zwei Größenklassen in „{self.name}“ heißen gleich.")
        grenzen = [klasse.untergrenze for klasse in self.klassen] + [k.obergrenze for k in self.klassen[:-1]]
        if not all(isinstance(grenze, int) and not isinstance(grenze, bool) for grenze in grenzen):
            raise RegelFehler(f"Die Grenzen in „{self.name}“ müssen ganze Zahlen sein.")
        if self.klassen[0].untergrenze != 0:
            raise RegelFehler(f"Die erste Größenklasse in „{self.name}“ muss bei 0 beginnen.")
        if self.klassen[-1].obergrenze is not None:
            raise RegelFehler(f"Die letzte Größenklasse in „{self.name}“ muss offen sein (obergrenze: null).")
        for kleiner, groesser in pairwise(self.klassen):
            if kleiner.obergrenze != groesser.untergrenze:
                raise RegelFehler(
                    f"„{groesser.beschriftung}“ schließt nicht an „{kleiner.beschriftung}“ an ({self.name})."
                )
            if kleiner.untergrenze >= groesser.untergrenze:
                raise RegelFehler(f"Die Größenklassen in „{self.name}“ müssen aufsteigen.")

    def einordnen(self, einwohner: pd.Series) -> pd.Categorical:
        """Größenklasse je Gemeinde.

        Parameters
        ----------
        einwohner : Series of Int64
            NA bleibt NA; nie 0.

        Returns
        -------
        Categorical
            Geordnet, mit allen Beschriftungen des Schemas.
        """
        fehlt = einwohner.isna().to_numpy()
        zahlen = einwohner.to_numpy(dtype="int64", na_value=-1)
        if (zahlen[~fehlt] < 0).any():
            raise RegelFehler("Eine Einwohnerzahl ist kleiner als 0.")
        grenzen = np.array([klasse.untergrenze for klasse in self.klassen])
        codes = np.searchsorted(grenzen, zahlen, side="right") - 1
        codes[fehlt] = -1
        return pd.Categorical.from_codes(codes, categories=self.beschriftungen, ordered=True)


class RegelFehler(ValueError):
    """Die Regeldatei enthält eine fehlende, falsche oder widersprüchliche Angabe."""
