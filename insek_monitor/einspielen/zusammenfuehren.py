"""Geprüfte Meldungen in einen Datenstand einarbeiten: der vollständige neue Inhalt.

Die Regeln stehen in docs/fachregeln.md, „Was eine Zeile bewirkt“. Dieselben Meldungen ein zweites Mal
eingearbeitet ändern nichts mehr.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from insek_monitor.einspielen.bekanntes import Arbeitsstand, Bekannt, Bestandsverzeichnis
from insek_monitor.einspielen.zielsatz import (
    Ziel,
    ergaenzter_satz,
    ersetzter_satz,
    naehe,
    neuer_satz,
    passt,
)
from insek_monitor.kern.begriffe import Datenlage, Konzeptart
from insek_monitor.kern.meldung import Meldung, Vorhanden
from insek_monitor.register.laden import Bestand

_GEMELDET: dict[str, Any] = {"datenlage": Datenlage.GEMELDET}


@dataclass(frozen=True, eq=False)
class Zusammenfuehrung:
    """Vollständiger Inhalt des künftigen Datenstands, Spalten wie in ``register.laden.Bestand``."""

    konzepte: pd.DataFrame
    zuordnung: pd.DataFrame


def fuehre_zusammen(
    bestand: Bestand,
    meldungen: Sequence[Meldung],
    *,
    vollstaendig: bool = False,
    vergebene_kennungen: Collection[str] = (),
    gemeldet_am: date | None = None,
    herkunft: Bestand | None = None,
    genannt: Collection[str] = (),
) -> Zusammenfuehrung:
    """Arbeite Meldungen in einen Datenstand ein.

    Parameters
    ----------
    meldungen
        Geprüft und angenommen (``Pruefergebnis.uebernehmbar``).
    vollstaendig
        Was in den Meldungen nicht vorkommt, entfällt.
    vergebene_kennungen
        Kennungen früherer Datenstände; sie werden nicht neu vergeben.
    gemeldet_am
        Stand der Angabe bei neuen Datensätzen, die keinen nennen: ab da zählt, was kein Datum hat.
    herkunft
        Datenstand, mit dem die Liste gefüllt wurde. Was seither hinzukam oder sich änderte, entfällt auch
        bei „vollständig“ nicht.
    genannt
        Gemeinden, die ohne Meldung dastehen (``Pruefergebnis.genannt``). Ihnen und denen mit „unbekannt“
        nimmt „vollständig“ nichts Belegtes.

    Returns
    -------
    Zusammenfuehrung
        Was niemand meldet, bleibt unverändert. Neues und Geändertes hat die Datenlage ``gemeldet``.
    """
    einarbeitung = _Einarbeitung(Arbeitsstand(bestand, vergebene_kennungen), gemeldet_am)
    je_kennung: dict[str, list[Meldung]] = {}
    for meldung in meldungen:
        if meldung.konzept_id is not None:
            je_kennung.setdefault(meldung.konzept_id, []).append(meldung)
    # Erst, was seinen Datensatz nennt: dann sucht keine andere Zeile ihn für sich aus.
    for kennung, gruppe in je_kennung.items():
        einarbeitung.mit_kennung(kennung, gruppe)
    for meldung in meldungen:
        if meldung.konzept_id is None:
            einarbeitung.ohne_kennung(meldung)
    ohne_aussage = {*genannt, *(m.ags[0] for m in meldungen if m.vorhanden is Vorhanden.UNBEKANNT)}
    entfaellt = _entbehrlich(bestand, herkunft, ohne_aussage) if vollstaendig else frozenset()
    einarbeitung.raeume_auf(entfaellt)
    return Zusammenfuehrung(*einarbeitung.stand.frames())


class _Einarbeitung:
    def __init__(self, stand: Arbeitsstand, gemeldet_am: date | None) -> None:
        self.stand = stand
        self._gemeldet_am = gemeldet_am
        #: Datensätze, die in den Meldungen vorkommen, und die Gemeinden der Zeilen, die sie nennen.
        self._genannt: dict[str, set[str]] = {}
        self._ja: set[str] = set()
        self._nein: set[str] = set()

    def mit_kennung(self, kennung: str, gruppe: Sequence[Meldung]) -> None:
        """Zeilen, die einen Datensatz nennen; bei verschiedenen Angaben gilt die erste."""
        alt = self.stand.saetze.get(kennung)
        for meldung in gruppe:
            if alt is None or alt.ags.isdisjoint(meldung.ags):
                self.ohne_kennung(replace(meldung, konzept_id=None))
        if alt is not None:
            self._mit_bekannter_kennung(alt, [m for m in gruppe if not alt.ags.isdisjoint(m.ags)])

    def _mit_bekannter_kennung(self, alt: Bekannt, gruppe: Sequence[Meldung]) -> None:
        kennung = alt.konzept_id
        ausgetreten = [m for m in gruppe if _verlaesst(m, alt)]
        geblieben = [m for m in gruppe if m not in ausgetreten]
        if geblieben:
            self._nenne(kennung, geblieben)
        # „unbekannt“ sagt nichts: der Datensatz bleibt.
        sagend = [m for m in geblieben if m.vorhanden is not Vorhanden.UNBEKANNT]
        ags = {a for m in sagend for a in m.ags} if sagend else set(alt.ags)
        ags -= {m.ags[0] for m in ausgetreten}
        if not ags:
            self.stand.entferne(kennung)
        elif sagend:
            ziel = ersetzter_satz(alt, replace(sagend[0], ags=tuple(sorted(ags))))
            if ziel.satz != alt:
                self.stand.setze(ziel.satz)
                self._wirke(sagend[0], ags)
            self._fortschreibung(ziel, sagend[0])
        elif ags != alt.ags:
            self.stand.setze(replace(alt, ags=frozenset(ags)))
        for meldung in ausgetreten:
            self.ohne_kennung(replace(meldung, konzept_id=None))

    def ohne_kennung(self, meldung: Meldung) -> None:
        """Eine Zeile, die ihren Datensatz nicht nennt."""
        if meldung.vorhanden is Vorhanden.UNBEKANNT:
            return
        gilt_fuer = meldung.ags[:1] if meldung.vorhanden is Vorhanden.NEIN else meldung.ags
        eigene = replace(meldung, ags=gilt_fuer)
        self._wirke(eigene, gilt_fuer)
        entwurf = neuer_satz(eigene, "")
        moeglich = [s for s in self._mit(gilt_fuer) if passt(s, eigene, entwurf.satz)]
        ziele = [(s, ergaenzter_satz(s, eigene, self._gemeldet_am)) for s in moeglich]
        gleiche = [paar for paar in ziele if paar[0] == paar[1].satz]
        if gleiche:
            for satz, _ in gleiche:
                self._nenne(satz.konzept_id, [meldung])
            naechster = min(gleiche, key=lambda paar: naehe(paar[0], eigene, entwurf.satz))
            self._fortschreibung(naechster[1], meldung)
        else:
            self._aendere_oder_lege_an(eigene, meldung, ziele, entwurf.satz)

    def _aendere_oder_lege_an(
        self, eigene: Meldung, meldung: Meldung, ziele: Sequence[tuple[Bekannt, Ziel]], entwurf: Bekannt
    ) -> None:
        frei = [
            (s, z) for s, z in ziele if s.ags == frozenset(eigene.ags) and s.konzept_id not in self._genannt
        ]
        if frei:
            ziel = min(frei, key=lambda paar: naehe(paar[0], eigene, entwurf))[1]
        else:
            ziel = self._gegenstueck(ziele, meldung) or neuer_satz(
                eigene, self.stand.neue_kennung(meldung.ags[0]), self._gemeldet_am
            )
        self.stand.setze(ziel.satz)
        self._nenne(ziel.satz.konzept_id, [meldung])
        self._fortschreibung(ziel, meldung)

    def raeume_auf(self, entbehrlich: Collection[str]) -> None:
        """Streiche, was die Aussagen verdrängen, und von ``entbehrlich``, was niemand nennt."""
        for satz in list(self.stand.saetze.values()):
            genannt = satz.konzept_id in self._genannt
            weg: set[str] = set()
            if not genannt and satz.art is Konzeptart.KEINS:
                weg = self._ja
            elif not genannt and satz.gilt:
                weg = self._nein
            uebrig = satz.ags - weg
            if not uebrig or (satz.konzept_id in entbehrlich and not genannt):
                self.stand.entferne(satz.konzept_id)
            elif uebrig != satz.ags:
                # Nur ein Mitglied fällt weg; was über die übrigen belegt ist, bleibt, wie es belegt ist.
                self.stand.setze(replace(satz, ags=uebrig))

    def _mit(self, ags: Sequence[str]) -> list[Bekannt]:
        """Datensätze genau dieser Gemeinden; für eine allein auch die gemeinsamen."""
        menge = frozenset(ags)
        return [s for s in self.stand.zu(ags[0]) if s.ags == menge or len(menge) == 1]

    def _gegenstueck(self, ziele: Iterable[tuple[Bekannt, Ziel]], meldung: Meldung) -> Ziel | None:
        """Das gemeinsame Konzept, das ein anderes Mitglied in seiner Zeile schon gemeldet hat.

        Es wird nur ergänzt: Die Zeile, die zuerst kam, gilt.
        """
        for satz, ziel in ziele:
            zeilen = self._genannt.get(satz.konzept_id, {meldung.ags[0]})
            zugleich = satz.beschluss == ziel.satz.beschluss and satz.begonnen == ziel.satz.begonnen
            if satz.ags == frozenset(meldung.ags) and meldung.ags[0] not in zeilen and zugleich:
                offen: dict[str, Any] = {
                    name: wert
                    for name, wert in vars(ziel.satz).items()
                    if wert is not None and getattr(satz, name) is None
                }
                return replace(ziel, satz=replace(satz, **offen, **(_GEMELDET if offen else {})))
        return None

    def _nenne(self, kennung: str, meldungen: Iterable[Meldung]) -> None:
        self._genannt.setdefault(kennung, set()).update(meldung.ags[0] for meldung in meldungen)

    def _wirke(self, meldung: Meldung, ags: Iterable[str]) -> None:
        if meldung.vorhanden is Vorhanden.JA:
            self._ja.update(ags)
        elif meldung.vorhanden is Vorhanden.NEIN:
            self._nein.add(meldung.ags[0])

    def _fortschreibung(self, ziel: Ziel, meldung: Meldung) -> None:
        if ziel.in_arbeit is not None:
            self.ohne_kennung(replace(ziel.in_arbeit, ags=meldung.ags))


def _entbehrlich(bestand: Bestand, herkunft: Bestand | None, ohne_aussage: Collection[str]) -> frozenset[str]:
    """Kennungen, die „vollständig“ streicht, wenn keine Zeile sie nennt."""
    heute = Bestandsverzeichnis(bestand).je_kennung
    damals = heute if herkunft is None else Bestandsverzeichnis(herkunft).je_kennung
    return frozenset(
        kennung
        for kennung, satz in heute.items()
        if damals.get(kennung) == satz and satz.ags.isdisjoint(ohne_aussage)
    )


def _verlaesst(meldung: Meldung, satz: Bekannt) -> bool:
    """„nein“ gilt nur für die Gemeinde der Zeile: aus einem gemeinsamen Konzept tritt sie aus."""
    nein = meldung.vorhanden is Vorhanden.NEIN and satz.art is not Konzeptart.KEINS
    return nein and satz.ags != {meldung.ags[0]}
