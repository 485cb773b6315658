"""Gemeinden in fremden Listen finden: viele Schreibweisen, aber nie geraten.

``rahmen.gemeindewahl`` sucht eine einzelne Eingabe im Suchfeld; hier geht es um lange Listen, deshalb
ist das Verzeichnis vorberechnet, und es versteht die Abkürzungen aus dem Alltag.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

import pandas as pd

from insek_monitor.einspielen.namensformen import (
    LANDSCHAFT_KREISE,
    amtliche_formen,
    form,
    kreise_zu,
    ohne_ortsteil,
    ohne_zusatz,
    vereinfache,
)

#: Weniger ähnliche Namen werden nicht vorgeschlagen.
_AEHNLICHKEIT = 0.78
_LAENGSTER_NAME = 200


@dataclass(frozen=True)
class Fund:
    """Was zu einem Namen oder Schlüssel gefunden wurde.

    Attributes
    ----------
    ags : str or None
        Die Gemeinde, wenn es genau eine ist.
    kandidaten : tuple of str
        Alle, wenn mehrere passen.
    aehnlich : tuple of str
        Ähnlich geschriebene, wenn keine passt; nur zum Vorschlagen.
    frueher : str or None
        Name der früheren Gemeinde, die in ``ags`` aufgegangen ist.
    ortsteil : bool
        „OT …“ wurde übergangen.
    aus_kreis : bool
        Erst der Kreis oder die Landschaft hat den Namen eindeutig gemacht.
    """

    ags: str | None = None
    kandidaten: tuple[str, ...] = ()
    aehnlich: tuple[str, ...] = ()
    frueher: str | None = None
    ortsteil: bool = False
    aus_kreis: bool = False


class Gemeindenamen:
    """Verzeichnis aller Schreibweisen.

    Parameters
    ----------
    gemeinden, gebietsaenderungen : DataFrame
        Siehe docs/fachregeln.md.
    """

    def __init__(self, gemeinden: pd.DataFrame, gebietsaenderungen: pd.DataFrame) -> None:
        schluessel = [str(ags) for ags in gemeinden.index]
        self.name: dict[str, str] = dict(zip(schluessel, gemeinden["name"].astype(str), strict=True))
        self.kreis: dict[str, str] = dict(zip(schluessel, gemeinden["kreis"].astype(str), strict=True))
        self._kreisschluessel = dict(zip(schluessel, gemeinden["kreis_schluessel"].astype(str), strict=True))
        self._bezeichnung = {
            vereinfache(text): ags for ags, text in zip(schluessel, gemeinden["bezeichnung"], strict=True)
        }
        spalten = (gebietsaenderungen[name].astype(str) for name in ("ags_alt", "name_alt", "ags_neu"))
        self._frueher_ags: dict[str, set[str]] = {}
        self._frueher_name: dict[str, str] = {}
        #: Form → Gemeinde und, wenn es sie nicht mehr gibt, ihr früherer Name.
        self._formen: dict[tuple[str, ...], dict[str, str | None]] = {}
        for ags, name in self.name.items():
            for f in amtliche_formen(name):
                self._formen.setdefault(f, {})[ags] = None
        for alt, name, neu in zip(*spalten, strict=True):
            self._frueher_ags.setdefault(alt, set()).add(neu)
            self._frueher_name[alt] = name
            for f in amtliche_formen(name):
                self._formen.setdefault(f, {}).setdefault(neu, name)
        self._paare: dict[str, list[tuple[str, ...]]] = {}
        for f in self._formen:
            for paar in _paare(" ".join(f)):
                self._paare.setdefault(paar, []).append(f)
        self._gemerkt: dict[tuple[str, frozenset[str]], Fund] = {}

    def beschrifte(self, ags: str) -> str:
        """„Bernsdorf (Zwickau)“: Name und Kreis, damit Namensvettern zu unterscheiden sind."""
        return f"{self.name[ags]} ({self.kreis[ags]})"

    def im_kreis(self, ags: str, kreise: Collection[str]) -> bool:
        """Ob die Gemeinde in einem der Kreise (fünfstellige Schlüssel) liegt."""
        return self._kreisschluessel[ags] in kreise

    def finde_schluessel(self, ziffern: str) -> Fund:
        """Suche nach acht Ziffern; frühere Schlüssel führen zur heutigen Gemeinde."""
        if ziffern in self.name:
            return Fund(ziffern)
        ziele = sorted(self._frueher_ags.get(ziffern, ()))
        if len(ziele) == 1:
            return Fund(ziele[0], frueher=self._frueher_name[ziffern])
        if ziele:
            return Fund(None, tuple(ziele), frueher=self._frueher_name[ziffern])
        if len(ziffern) == 8 and ziffern.endswith("0"):
            # Seit 2008 heißt so ein Schlüssel in Sachsen: eine Gemeinde von damals, kein Tippfehler.
            return Fund(None, aehnlich=self._aufgegangen(ziffern))
        nah = (
            difflib.get_close_matches(ziffern, self.name, n=3, cutoff=0.87) if 7 <= len(ziffern) <= 9 else []
        )
        return Fund(None, aehnlich=tuple(nah))

    def _aufgegangen(self, ziffern: str) -> tuple[str, ...]:
        """Gemeinden mit Doppelnamen, deren einer Teil nach der alphabetischen Vergabe den Schlüssel hatte.

        14521070 liegt zwischen Bärenstein (…060) und Bockau (…080), also war es Bernsbach: Lauter-Bernsbach.
        """
        kreis = {
            ags: _alphabetisch(name)
            for ags, name in (self._frueher_name | self.name).items()
            if ags.startswith(ziffern[:5])
        }
        davor = max(((ags, name) for ags, name in kreis.items() if ags < ziffern), default=("", ""))
        danach = min(((ags, name) for ags, name in kreis.items() if ags > ziffern), default=("", "~"))
        gefunden = [
            ags
            for ags, name in sorted(kreis.items())
            if ags in self.name
            and "-" in name
            and any(davor[1] < teil < danach[1] for teil in name.split("-"))
        ]
        # Was seither zusammenkam, hat meist einen neuen Schlüssel, der nicht auf 0 endet.
        neu = tuple(ags for ags in gefunden if not ags.endswith("0"))
        return neu or tuple(ags for ags in gefunden if ags not in (davor[0], danach[0]))

    def finde(self, text: str, kreise: frozenset[str] = frozenset()) -> Fund:
        """Suche nach einem Namen.

        Parameters
        ----------
        text : str
            Name, wie er in der Liste steht.
        kreise : frozenset of str
            Schlüssel der Kreise, die eine Spalte „Kreis“ nennt; sie entscheiden zwischen Namensvettern.
        """
        text = text[:_LAENGSTER_NAME]
        gemerkt = self._gemerkt.get((text, kreise))
        if gemerkt is None:
            gemerkt = self._suche(text, kreise)
            if len(self._gemerkt) < 50_000:
                self._gemerkt[(text, kreise)] = gemerkt
        return gemerkt

    def _suche(self, text: str, kreise: frozenset[str]) -> Fund:
        einfach = vereinfache(text)
        if einfach in self._bezeichnung and einfach.endswith(")"):
            return Fund(self._bezeichnung[einfach])
        ohne, ortsteil = ohne_ortsteil(einfach)
        for versuch in dict.fromkeys((einfach, ohne, ohne_zusatz(einfach), ohne_zusatz(ohne))):
            fund = self._passend(form(versuch), kreise) or self._mit_zusatz(versuch, kreise)
            if fund:
                return replace(fund, ortsteil=ortsteil and versuch not in (einfach, ohne_zusatz(einfach)))
        return Fund(aehnlich=self._aehnlich(form(ohne_zusatz(ohne))))

    def _passend(
        self, gesucht: tuple[str, ...], kreise: frozenset[str], *, aus_kreis: bool = False
    ) -> Fund | None:
        treffer = self._formen.get(gesucht)
        if not treffer:
            return None
        if len(treffer) > 1 and kreise:
            im_kreis = {ags: alt for ags, alt in treffer.items() if self.im_kreis(ags, kreise)}
            # Liegt keiner der Namensvettern im Kreis, stimmt etwas nicht: dann alle anbieten.
            if im_kreis and len(im_kreis) < len(treffer):
                treffer, aus_kreis = im_kreis, True
        if len(treffer) > 1:
            return Fund(None, tuple(sorted(treffer)))
        ags, frueher = next(iter(treffer.items()))
        return Fund(ags, frueher=frueher, aus_kreis=aus_kreis)

    def _mit_zusatz(self, einfach: str, kreise: frozenset[str]) -> Fund | None:
        """„Auerbach/Erzgeb.“, „Bernsdorf (LK Zwickau)“: der Zusatz ist nicht amtlich, sagt aber den Kreis."""
        davor, klammer, rest = einfach.partition("(")
        if klammer and davor.strip():
            genannt = kreise_zu(rest.rstrip(") "))
            if genannt:
                gefunden = self._passend(form(davor), genannt)
                return gefunden if gefunden and self._liegt_in(gefunden, genannt) else None
        gesucht = form(einfach)
        if len(gesucht) > 1 and gesucht[-1] == "sachsen":
            return self._passend(gesucht[:-1], kreise)
        landschaft = LANDSCHAFT_KREISE.get(gesucht[-1]) if len(gesucht) > 1 else None
        if landschaft is None:
            return None
        gefunden = self._passend(gesucht[:-1], landschaft & kreise or landschaft)
        if gefunden is None or not self._liegt_in(gefunden, landschaft):
            return None
        return replace(gefunden, aus_kreis=True)

    def _liegt_in(self, fund: Fund, kreise: frozenset[str]) -> bool:
        return fund.ags is None or self.im_kreis(fund.ags, kreise)

    def _aehnlich(self, gesucht: tuple[str, ...]) -> tuple[str, ...]:
        """Ähnlich geschriebene Gemeinden; eine Vorauswahl nach Buchstabenpaaren hält es schnell."""
        text = " ".join(gesucht)
        if len(text) < 3:
            return ()
        zaehler: Counter[tuple[str, ...]] = Counter()
        for paar in _paare(text):
            zaehler.update(self._paare.get(paar, ()))
        gewertet = []
        for f, _ in zaehler.most_common(12):
            wert = difflib.SequenceMatcher(None, text, " ".join(f)).ratio()
            # „Schandau“ statt „Bad Schandau“: ein fehlendes Wort ist kein Tippfehler, liegt aber näher.
            gemeinsam = any(len(wort) >= 5 for wort in set(gesucht) & set(f) - LANDSCHAFT_KREISE.keys())
            if wert >= _AEHNLICHKEIT or gemeinsam:
                gewertet.append((not gemeinsam, -wert, f))
        gefunden = [ags for *_, f in sorted(gewertet) for ags in sorted(self._formen[f])]
        return tuple(dict.fromkeys(gefunden))[:4]


def _alphabetisch(name: str) -> str:
    """Der deutsche Name, wie ihn ein Verzeichnis einreiht: „ä“ unter „a“."""
    zerlegt = unicodedata.normalize("NFD", name.partition("/")[0].casefold().replace("ß", "ss"))
    return "".join(zeichen for zeichen in zerlegt if not unicodedata.combining(zeichen)).strip()


def _paare(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}
