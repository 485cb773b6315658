"""Was Liste, Karte und Einzelfall gemeinsam brauchen: Treffer in Rangfolge mit allen Angaben dazu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from insek_monitor.ansprache.kontakte.seite.lesen import Kontaktdaten
from insek_monitor.ansprache.prioritaet.befunde import begruendung
from insek_monitor.ansprache.prioritaet.filter import Zusatzfilter, filtere_zusaetzlich
from insek_monitor.ansprache.prioritaet.rangzeile import Rangzeile, beitragsbalken, erwartete
from insek_monitor.ansprache.prioritaet.seite import auswahlkorb, rechnung
from insek_monitor.kern.ansprache import Kontaktstand
from insek_monitor.lage.gewichte import Gewichte
from insek_monitor.rahmen import navigation
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.gemeindelisten import statustexte


@dataclass(frozen=True, eq=False)
class Ranggrundlage:
    """Ein Stand der Seite.

    Attributes
    ----------
    prioritaet, lage
        für ganz Sachsen; ``prioritaet`` in Rangfolge.
    treffer
        Zeilen von ``prioritaet``, die zu allen Filtern passen.
    korb
        gewählte Gemeinden.
    """

    ansicht: Ansicht
    gewichte: Gewichte
    kontakte: Kontaktdaten | None
    prioritaet: pd.DataFrame
    lage: pd.DataFrame
    treffer: pd.DataFrame
    status: pd.Series
    immer_vorn: frozenset[str]
    korb: frozenset[str]

    def zeilen(self, ags: Sequence[str]) -> list[Rangzeile]:
        """Gemeinden für die Rangliste, in dieser Reihenfolge."""
        stellen = list(ags)
        lage, kriterien = rechnung.zeilen(self.ansicht, self.gewichte.frist_monate, self.kontakte)
        prioritaet = self.prioritaet.loc[stellen].to_dict("records")
        return [
            self._zeile(a, wort, lage[a], kriterien[a], zeile)
            for a, wort, zeile in zip(stellen, self.status.loc[stellen], prioritaet, strict=True)
        ]

    def _zeile(self, ags: str, status: str, lage: Any, kriterien: Any, prioritaet: Any) -> Rangzeile:
        return Rangzeile(
            ags=ags,
            rang=prioritaet["rang"],
            name=str(lage["bezeichnung"]),
            adresse=navigation.adresse_der_gemeinde(ags),
            kreis=str(lage["kreis"]),
            einwohner=lage["einwohner"],
            punkte=prioritaet["punkte"],
            status=str(status),
            balken=beitragsbalken(prioritaet, erwartet=erwartete(lage, kriterien)),
            begruendung=begruendung(lage, kriterien, prioritaet, self.ansicht.regeln),
            immer_vorn=ags in self.immer_vorn,
            stand=self._stand(ags),
        )

    def _stand(self, ags: str) -> str | None:
        """Wie weit die Ansprache ist; „nicht angesprochen“ ist der Normalfall und bleibt weg."""
        if self.kontakte is None or self.kontakte.stand(ags) is Kontaktstand.NICHT_ANGESPROCHEN:
            return None
        return self.kontakte.stand(ags).beschriftung

    def fuer_karte(self) -> pd.DataFrame:
        """Die Treffer mit Ort und Angaben für die Karte."""
        lage = self.lage.loc[self.treffer.index]
        return pd.DataFrame(
            {
                "name": lage["bezeichnung"],
                "laenge": lage["laenge"],
                "breite": lage["breite"],
                "rang": self.treffer["rang"],
                "punkte": self.treffer["punkte"],
                "status": self.status.loc[self.treffer.index],
                "offen": ~lage["geklaert"],
                "gewaehlt": lage.index.isin(self.korb),
            },
            index=lage.index,
        )


def stelle_zusammen(
    ansicht: Ansicht, gewichte: Gewichte, filter_: Zusatzfilter, kontakte: Kontaktdaten | None
) -> Ranggrundlage:
    """Rechnet (oder holt) alles für einen Lauf."""
    lage = ansicht.lage_gesamt
    prioritaet = rechnung.prioritaet(ansicht, gewichte, kontakte)
    passend = filtere_zusaetzlich(
        ansicht.lage, filter_, None if kontakte is None else kontakte.staende, orte=lage
    )
    treffer = prioritaet[prioritaet.index.isin(passend.index)]
    return Ranggrundlage(
        ansicht=ansicht,
        gewichte=gewichte,
        kontakte=kontakte,
        prioritaet=prioritaet,
        lage=lage,
        treffer=treffer,
        status=ansicht.einmal_gesamt(statustexte),
        immer_vorn=rechnung.immer_vorn(ansicht, kontakte),
        korb=frozenset(auswahlkorb.gewaehlt()),
    )
