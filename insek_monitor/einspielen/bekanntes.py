"""Was der Datenstand schon weiß, zum Nachschlagen, und seine Datensätze beim Einarbeiten."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from insek_monitor.einspielen.zeile import zeitraum
from insek_monitor.kern.begriffe import Datenlage, Konzeptart, Sicherheit
from insek_monitor.kern.datum import tage_spalte
from insek_monitor.kern.meldung import Meldung, Vorhanden
from insek_monitor.register.fassungen import DATUMSSPALTEN, SPALTEN
from insek_monitor.register.laden import Bestand

_TEXTE = (
    "titel",
    "beschluss",
    "begonnen",
    "aufgehoben",
    "belegt",
    "zielhorizont",
    "quelle",
    "quelle_url",
    "notiz",
)


@dataclass(frozen=True)
class Bekannt:
    """Ein Datensatz des Datenstands; Felder wie in ``kern.meldung.Meldung``."""

    konzept_id: str
    ags: frozenset[str]
    art: Konzeptart
    datenlage: Datenlage
    titel: str | None = None
    beschluss: str | None = None
    begonnen: str | None = None
    aufgehoben: str | None = None
    belegt: str | None = None
    zieljahr: int | None = None
    zielhorizont: str | None = None
    quelle: str | None = None
    quelle_url: str | None = None
    sicherheit: Sicherheit | None = None
    notiz: str | None = None

    @property
    def gilt(self) -> bool:
        """Ein beschlossenes, nicht aufgehobenes integriertes Konzept."""
        return self.art.ist_integriert and bool(self.beschluss) and not self.aufgehoben

    @property
    def laeuft(self) -> bool:
        """In Arbeit."""
        offen = bool(self.begonnen) and not self.beschluss and not self.aufgehoben
        return self.art.ist_integriert and offen

    @property
    def herkunft(self) -> str:
        """„INSEK Plauen 2035“, Quelle plauen.de: so nennt ihn ein Satz."""
        name = f"„{self.titel}“" if self.titel else self.art.beschriftung
        return f"{name} (Quelle: {self.quelle})" if self.quelle else name

    @property
    def antworten(self) -> frozenset[Vorhanden]:
        """Welche Antworten auf „INSEK vorhanden?“ diesen Datensatz unverändert wiedergeben."""
        if self.art is Konzeptart.KEINS:
            return frozenset({Vorhanden.NEIN})
        if self.art is Konzeptart.AEHNLICH:
            art = Vorhanden.AEHNLICH
        else:
            art = Vorhanden.JA if self.art.ist_integriert else Vorhanden.TEILGEBIET
        if self.aufgehoben:
            return frozenset({Vorhanden.AUFGEHOBEN} | (set() if self.art.ist_integriert else {art}))
        if self.beschluss:
            return frozenset({art})
        if self.begonnen:
            # Ein ähnliches Konzept in Arbeit lässt sich auf zwei Arten nennen.
            return frozenset({Vorhanden.IN_ARBEIT} if self.art.ist_integriert else {Vorhanden.IN_ARBEIT, art})
        return frozenset({Vorhanden.UNBEKANNT, art})

    def gleicht(self, meldung: Meldung) -> bool:
        """Ob die Meldung genau das sagt, was schon bekannt ist."""
        return (
            meldung.vorhanden in self.antworten
            and frozenset(meldung.ags) == self.ags
            and (meldung.art or self.art) == self.art
            and all(getattr(meldung, name) == getattr(self, name) for name in VERGLICHEN)
        )


#: Felder, in denen sich ein Datensatz und eine Meldung unterscheiden können.
VERGLICHEN = tuple(
    feld.name for feld in fields(Bekannt) if feld.name not in ("konzept_id", "ags", "art", "datenlage")
)


class Bestandsverzeichnis:
    """Datensätze nach Kennung und nach Gemeinde."""

    def __init__(self, bestand: Bestand) -> None:
        mitglieder: dict[str, set[str]] = {}
        for kennung, ags in zip(bestand.zuordnung["konzept_id"], bestand.zuordnung["ags"], strict=True):
            mitglieder.setdefault(str(kennung), set()).add(str(ags))
        spalten = {
            name: bestand.konzepte[name].tolist()
            for name in ("art", "datenlage", "zieljahr", "sicherheit", *_TEXTE)
        }
        self.je_kennung: dict[str, Bekannt] = {}
        self._je_gemeinde: dict[str, list[Bekannt]] = {}
        for stelle, kennung in enumerate(map(str, bestand.konzepte.index)):
            werte = {name: _wert(liste[stelle]) for name, liste in spalten.items()}
            bekannt = Bekannt(
                konzept_id=kennung,
                ags=frozenset(mitglieder.get(kennung, ())),
                art=Konzeptart(werte["art"]),
                datenlage=Datenlage(werte["datenlage"]),
                sicherheit=Sicherheit(werte["sicherheit"]) if werte["sicherheit"] else None,
                zieljahr=None if werte["zieljahr"] is None else int(werte["zieljahr"]),
                **{name: werte[name] for name in _TEXTE},
            )
            self.je_kennung[kennung] = bekannt
            for ags in bekannt.ags:
                self._je_gemeinde.setdefault(ags, []).append(bekannt)

    def zu(self, ags: str) -> list[Bekannt]:
        """Alle Datensätze einer Gemeinde."""
        return self._je_gemeinde.get(ags, [])

    def neuestes(self, ags: str) -> Bekannt | None:
        """Das zuletzt beschlossene geltende integrierte Konzept mit Datum."""
        datiert = [(raum[0], b) for b in self.zu(ags) if b.gilt and (raum := zeitraum(b.beschluss))]
        return max(datiert, key=lambda paar: (paar[0], paar[1].konzept_id))[1] if datiert else None


def _wert(wert: Any) -> Any:
    return None if wert is None or pd.isna(wert) or wert == "" else wert


class Arbeitsstand:
    """Datensätze nach Kennung und Gemeinde, veränderlich.

    Parameters
    ----------
    vergebene
        Kennungen, die schon einmal vergeben waren; eine neue ist nie darunter.
    """

    def __init__(self, bestand: Bestand, vergebene: Collection[str]) -> None:
        self.saetze: dict[str, Bekannt] = {}
        self._je_gemeinde: dict[str, set[str]] = {}
        for satz in Bestandsverzeichnis(bestand).je_kennung.values():
            self.setze(satz)
        self._vergeben = {*vergebene, *self.saetze}
        self._letzte: dict[str, int] = {}

    def zu(self, ags: str) -> list[Bekannt]:
        """Die Datensätze einer Gemeinde, nach Kennung geordnet."""
        return [self.saetze[kennung] for kennung in sorted(self._je_gemeinde.get(ags, ()))]

    def setze(self, satz: Bekannt) -> None:
        """Nimm einen Datensatz auf, statt eines früheren mit derselben Kennung."""
        self.entferne(satz.konzept_id)
        self.saetze[satz.konzept_id] = satz
        for ags in satz.ags:
            self._je_gemeinde.setdefault(ags, set()).add(satz.konzept_id)

    def entferne(self, kennung: str) -> None:
        """Streiche einen Datensatz, wenn es ihn gibt."""
        satz = self.saetze.pop(kennung, None)
        for ags in satz.ags if satz else ():
            self._je_gemeinde[ags].discard(kennung)

    def neue_kennung(self, ags: str) -> str:
        """``G-<ags>-<nn>``, wie sie noch nie vergeben war."""
        while True:
            nummer = self._letzte[ags] = self._letzte.get(ags, 0) + 1
            kennung = f"G-{ags}-{nummer:02d}"
            if kennung not in self._vergeben:
                self._vergeben.add(kennung)
                return kennung

    def frames(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """``konzepte`` und ``zuordnung`` wie aus dem Register geladen."""
        return als_frames(self.saetze.values())


def als_frames(saetze: Iterable[Bekannt]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Datensätze als ``konzepte`` (mit ``*_tag``) und ``zuordnung``, sortiert wie in ``register.laden``."""
    liste = sorted(saetze, key=lambda satz: satz.konzept_id)
    index = pd.Index(pd.array([satz.konzept_id for satz in liste], dtype="str"), name="konzept_id")
    konzepte = pd.DataFrame(
        {
            name: pd.array(
                [_schlicht(getattr(satz, name)) for satz in liste],
                dtype="Int64" if name == "zieljahr" else "str",
            )
            for name in SPALTEN
        },
        index=index,
    )
    for name in DATUMSSPALTEN:
        konzepte[f"{name}_tag"] = tage_spalte(konzepte[name])
    paare = [(satz.konzept_id, ags) for satz in liste for ags in sorted(satz.ags)]
    return konzepte, pd.DataFrame(paare, columns=["konzept_id", "ags"]).astype("str")


def _schlicht(wert: str | int | None) -> str | int | None:
    # Aus einer Aufzählung wird ihr Wert: im Frame stehen einfache Texte.
    return str(wert) if isinstance(wert, str) else wert
