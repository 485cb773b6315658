"""Was der Datenstand schon weiß, zum schnellen Nachschlagen bei der Prüfung."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from insek_monitor.einspielen.zeile import zeitraum
from insek_monitor.kern.begriffe import Datenlage, Konzeptart, Sicherheit
from insek_monitor.kern.meldung import Meldung, Vorhanden
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
