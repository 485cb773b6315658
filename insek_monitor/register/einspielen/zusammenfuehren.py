"""Geprüfte Meldungen mit einem Bestand zusammenführen (Regeln: docs/architektur.md, „Datenpflege“)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from insek_monitor.modell.begriffe import INTEGRIERTE_ARTEN, Datenlage, Konzeptart
from insek_monitor.modell.datum import UNBEKANNT, lies_datum
from insek_monitor.modell.meldung import Meldung, Vorhanden
from insek_monitor.register.einspielen.aussage import Aussage, Aussageart, angaben, art_des_satzes, aussagen
from insek_monitor.register.fassungen import SPALTEN
from insek_monitor.register.laden import Bestand

HOECHSTER_ABSTAND_TAGE = 548
"""18 Monate: liegen zwei Beschlüsse weiter auseinander, sind es zwei Fassungen (eigene Festlegung)."""

Satz = dict[str, Any]


@dataclass(frozen=True)
class Zusammenfuehrung:
    """Vollständiger neuer Inhalt.

    Attributes
    ----------
    konzepte : DataFrame
        Index ``konzept_id``, Spalten ``register.fassungen.SPALTEN``.
    zuordnung : DataFrame
        ``konzept_id``, ``ags``.
    """

    konzepte: pd.DataFrame
    zuordnung: pd.DataFrame


def fuehre_zusammen(
    bestand: Bestand,
    meldungen: Sequence[Meldung],
    *,
    vollstaendig: bool = False,
    vergebene_kennungen: Collection[str] = (),
    gemeldet_am: date | None = None,
) -> Zusammenfuehrung:
    """Der Inhalt des nächsten Datenstands.

    Parameters
    ----------
    meldungen
        Geprüfte Zeilen in der Reihenfolge der Datei.
    vollstaendig
        Was die Datei nicht nennt, entfällt.
    vergebene_kennungen
        Alle je benutzten ``konzept_id``; neue Datensätze bekommen keine davon.
    gemeldet_am
        Stand der Angabe bei neuen Datensätzen, die keinen nennen: ab da zählt, was kein Datum hat.

    Notes
    -----
    Dieselben Meldungen ein zweites Mal ändern nichts.
    """
    arbeit = _Arbeit(bestand, vergebene_kennungen, gemeldet_am)
    mit_kennung: dict[str, list[Meldung]] = {}
    for meldung in meldungen:
        if meldung.konzept_id:
            mit_kennung.setdefault(meldung.konzept_id, []).append(meldung)
    for kennung, gruppe in mit_kennung.items():
        arbeit.nimm_mit_kennung(kennung, gruppe)
    for meldung in meldungen:
        if not meldung.konzept_id:
            arbeit.nimm(meldung)
    arbeit.raeume_auf(vollstaendig=vollstaendig)
    return arbeit.ergebnis()


class _Arbeit:
    """Der Stand während des Zusammenführens.

    ``geschuetzt`` sind Datensätze, die diese Meldungen anlegen oder ändern; ``genannt`` auch die, die sie
    unverändert nennen.
    """

    def __init__(self, bestand: Bestand, vergebene: Collection[str], gemeldet_am: date | None) -> None:
        self.saetze = _saetze(bestand)
        self.je_gemeinde: dict[str, list[str]] = {}
        for kennung, satz in self.saetze.items():
            for ags in satz["gemeinden"]:
                self.je_gemeinde.setdefault(ags, []).append(kennung)
        self.vergeben = {*vergebene, *self.saetze}
        self.gemeldet_am = gemeldet_am.isoformat() if gemeldet_am else None
        self.geschuetzt: set[str] = set()
        self.genannt: set[str] = set()
        self.mit_aussage: set[str] = set()
        self.mit_konzept: set[str] = set()
        self.ohne_konzept: set[str] = set()

    def nimm_mit_kennung(self, kennung: str, gruppe: Sequence[Meldung]) -> None:
        """Zeilen, die genau einen Datensatz meinen (eine je Mitglied)."""
        meldung = gruppe[0]
        mitglieder = tuple(sorted({ags for zeile in gruppe for ags in zeile.ags}))
        alt = self.saetze.get(kennung)
        self.genannt.add(kennung)
        if alt is None or meldung.vorhanden is Vorhanden.UNBEKANNT or _gleich(alt, meldung, mitglieder):
            return
        neue = aussagen(replace(meldung, art=meldung.art or Konzeptart(alt["art"])))
        if neue[0].art is Aussageart.KEINS and alt["art"] != Konzeptart.KEINS.value:
            # Aus „ja“ wurde „nein“: der Datensatz selbst entfällt, die Meldung ist ein neuer.
            self._entferne(kennung, alt["gemeinden"])
            for aussage in neue:
                self._fuege_ein(aussage, mitglieder)
        else:
            self._setze(kennung, {**neue[0].felder, "gemeinden": mitglieder})
            for aussage in neue[1:]:
                self._nimm_aussage(aussage, mitglieder)
        self._merke(neue, mitglieder)

    def nimm(self, meldung: Meldung) -> None:
        """Eine Zeile ohne Kennung."""
        neue = aussagen(meldung)
        for aussage in neue:
            self._nimm_aussage(aussage, meldung.ags)
        self._merke(neue, meldung.ags)

    def _merke(self, neue: Sequence[Aussage], mitglieder: Iterable[str]) -> None:
        if not neue:
            return
        self.mit_aussage.update(mitglieder)
        if neue[0].art is Aussageart.KEINS:
            self.ohne_konzept.update(mitglieder)
        elif neue[0].art is Aussageart.INTEGRIERT and neue[0].felder["aufgehoben"] is None:
            self.mit_konzept.update(mitglieder)

    def _nimm_aussage(self, aussage: Aussage, mitglieder: Sequence[str]) -> None:
        kennung = self._passender(aussage, mitglieder[0])
        if kennung is None:
            self._fuege_ein(aussage, mitglieder)
            return
        alt = self.saetze[kennung]
        neu = _ergaenzt(alt, aussage.felder)
        neu["gemeinden"] = tuple(sorted({*alt["gemeinden"], *mitglieder}))
        self.genannt.add(kennung)
        if neu != alt:
            self._setze(kennung, neu)
        else:
            self.geschuetzt.add(kennung)

    def _passender(self, aussage: Aussage, ags: str) -> str | None:
        """Der nächstliegende belegte Datensatz, den die Aussage meint."""
        bester: tuple[int, str] | None = None
        for kennung in self.je_gemeinde.get(ags, ()):
            satz = self.saetze.get(kennung)
            if satz is None or ags not in satz["gemeinden"]:
                continue
            if satz["datenlage"] == Datenlage.MODELLIERT.value or art_des_satzes(satz) is not aussage.art:
                continue
            abstand = abstand_tage(satz, aussage)
            if abstand is None:
                continue
            if kennung in self.geschuetzt and _ergaenzt(satz, aussage.felder) != satz:
                continue  # gehört schon einer anderen Zeile
            if bester is None or (abstand, kennung) < bester:
                bester = (abstand, kennung)
        return bester[1] if bester else None

    def _fuege_ein(self, aussage: Aussage, mitglieder: Sequence[str]) -> None:
        nummer = 1
        while (kennung := f"G-{mitglieder[0]}-{nummer:02d}") in self.vergeben:
            nummer += 1
        self.vergeben.add(kennung)
        felder = {**aussage.felder, "gemeinden": tuple(sorted(mitglieder))}
        felder["belegt"] = felder["belegt"] or self.gemeldet_am
        for ags in mitglieder:
            self.je_gemeinde.setdefault(ags, []).append(kennung)
        self._setze(kennung, felder)

    def _setze(self, kennung: str, felder: Satz) -> None:
        for ags in felder["gemeinden"]:
            if kennung not in self.je_gemeinde.setdefault(ags, []):
                self.je_gemeinde[ags].append(kennung)
        self.saetze[kennung] = {**felder, "datenlage": Datenlage.GEMELDET.value}
        self.geschuetzt.add(kennung)
        self.genannt.add(kennung)

    def _entferne(self, kennung: str, mitglieder: Iterable[str]) -> None:
        satz = self.saetze[kennung]
        rest = tuple(ags for ags in satz["gemeinden"] if ags not in set(mitglieder))
        if not rest:
            del self.saetze[kennung]
        elif rest != satz["gemeinden"]:
            self.saetze[kennung] = {**satz, "gemeinden": rest, "datenlage": Datenlage.GEMELDET.value}

    def raeume_auf(self, *, vollstaendig: bool) -> None:
        """Entferne, was die Meldungen ersetzen."""
        for kennung in list(self.saetze):
            if vollstaendig and kennung not in self.genannt:
                del self.saetze[kennung]
            elif kennung not in self.geschuetzt:
                satz = self.saetze[kennung]
                if satz["datenlage"] == Datenlage.MODELLIERT.value:
                    self._entferne(kennung, self.mit_aussage)
                elif satz["art"] == Konzeptart.KEINS.value:
                    self._entferne(kennung, self.mit_konzept)
                elif art_des_satzes(satz) is Aussageart.INTEGRIERT and satz["aufgehoben"] is None:
                    self._entferne(kennung, self.ohne_konzept)

    def ergebnis(self) -> Zusammenfuehrung:
        """Die Frames, nach Kennung sortiert."""
        kennungen = sorted(self.saetze)
        index = pd.Index(pd.array(kennungen, dtype="str"), name="konzept_id")
        spalten = {
            name: pd.array(
                [self.saetze[k][name] for k in kennungen], dtype="Int64" if name == "zieljahr" else "str"
            )
            for name in SPALTEN
        }
        paare = [(k, ags) for k in kennungen for ags in self.saetze[k]["gemeinden"]]
        zuordnung = pd.DataFrame(paare, columns=["konzept_id", "ags"]).astype("str")
        return Zusammenfuehrung(pd.DataFrame(spalten, index=index), zuordnung)


def abstand_tage(satz: Satz, aussage: Aussage) -> int | None:
    """Wie weit ein Datensatz und eine Aussage gleicher Art auseinanderliegen; None: verschiedene Konzepte."""
    if aussage.art is Aussageart.KEINS:
        return 0
    feld = "begonnen" if aussage.art is Aussageart.IN_ARBEIT else "beschluss"
    hier, dort = lies_datum(satz[feld]), lies_datum(aussage.felder[feld])
    if hier and dort and hier.tag and dort.tag:
        tage = abs((hier.tag - dort.tag).days)
        return tage if tage <= HOECHSTER_ABSTAND_TAGE else None
    titel = {str(felder["titel"]).casefold().strip() for felder in (satz, aussage.felder)}
    return 0 if len(titel) == 1 and satz["titel"] else HOECHSTER_ABSTAND_TAGE


def _ergaenzt(satz: Satz, felder: Satz) -> Satz:
    """Der Datensatz mit dem, was die Aussage nennt; „unbekannt“ verdrängt kein Datum."""
    neu = dict(satz)
    for name, wert in felder.items():
        if wert is not None and not (wert == UNBEKANNT and satz[name] is not None):
            neu[name] = wert
    return neu


def _gleich(alt: Satz, meldung: Meldung, mitglieder: tuple[str, ...]) -> bool:
    """Ob die Zeile den Datensatz so nennt, wie er ist."""
    nur_datenlage_neu = (
        meldung.datenlage is Datenlage.GEMELDET and alt["datenlage"] != Datenlage.GEMELDET.value
    )
    if nur_datenlage_neu or alt["gemeinden"] != mitglieder:
        return False
    if meldung.art is not None and meldung.art.value != alt["art"]:
        return False
    passt = {
        Vorhanden.NEIN: Konzeptart.KEINS.value,
        Vorhanden.AEHNLICH: Konzeptart.AEHNLICH.value,
        Vorhanden.TEILGEBIET: Konzeptart.TEILGEBIET.value,
    }.get(meldung.vorhanden)
    integriert = Konzeptart(alt["art"]) in INTEGRIERTE_ARTEN
    if passt != alt["art"] if passt else not integriert:
        return False
    return all(alt[name] == wert for name, wert in angaben(meldung).items())


def _saetze(bestand: Bestand) -> dict[str, Satz]:
    mitglieder: dict[str, list[str]] = {}
    for konzept_id, ags in zip(bestand.zuordnung["konzept_id"], bestand.zuordnung["ags"], strict=True):
        mitglieder.setdefault(str(konzept_id), []).append(str(ags))
    spalten = [bestand.konzepte[name].astype(object) for name in SPALTEN]
    werte = zip(*(spalte.where(spalte.notna(), None).tolist() for spalte in spalten), strict=True)
    return {
        str(kennung): dict(zip(SPALTEN, zeile, strict=True))
        | {"gemeinden": tuple(sorted(mitglieder[str(kennung)]))}
        for kennung, zeile in zip(bestand.konzepte.index, werte, strict=True)
    }
