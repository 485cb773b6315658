"""Folien über viele Gemeinden: Abdeckung, Größe, Karte, Ablauf."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from insek_monitor.darstellung import befunde, zahlen
from insek_monitor.darstellung import folien_saetze as saetze
from insek_monitor.darstellung.folien_grundlage import Grundlage, modelliert
from insek_monitor.darstellung.folien_teile import Balken, Grosszahl, Kartenklasse, Saeule, Teil
from insek_monitor.darstellung.folieninhalt import Folieninhalt
from insek_monitor.kennzahlen.fortschreibung import ablauf_je_jahr
from insek_monitor.kennzahlen.gruppen import gruppen
from insek_monitor.modell.begriffe import Status
from insek_monitor.modell.vortrag import Folienart

KOMMENDE_JAHRE = 4
"""So viele Kalenderjahre nach dem laufenden haben eine eigene Säule; der Rest steht in der letzten."""
SCHRAFFIERT = "Schraffiert: modelliert, nicht belegt."
_KARTE = {
    Status.VORHANDEN: ("INSEK vorhanden", "INSEK laut Modell"),
    Status.TEILWEISE: ("ähnliches Konzept", "ähnliches laut Modell"),
    Status.KEIN: ("kein Konzept", "keines laut Modell"),
    Status.UNBEKANNT: ("unbekannt", "unbekannt"),
}


def balken(lage: pd.DataFrame, name: str = "") -> Balken:
    """Status der Gemeinden als ein Balken; was nicht vorkommt, fehlt."""
    status, modell = lage["status"].astype(str), modelliert(lage)
    teile = []
    for s in Status:
        trifft = (status == s.value).to_numpy(dtype=bool)
        if trifft.any():
            teile.append(Teil(s.value, s.beschriftung, int(trifft.sum()), int((trifft & modell).sum())))
    return Balken(name, tuple(teile))


def abdeckung(lage: pd.DataFrame, ort: str, grundlage: Grundlage) -> Folieninhalt:
    """Ein breiter Balken und der Anteil mit INSEK."""
    return Folieninhalt(
        Folienart.ABDECKUNG,
        saetze.stand(lage),
        ort,
        zahlen=_grosser_anteil(lage),
        balken=(balken(lage),) if len(lage) else (),
        hinweis=SCHRAFFIERT if modelliert(lage).any() else "",
        herkunft=grundlage.herkunft(),
    )


def _grosser_anteil(lage: pd.DataFrame) -> tuple[Grosszahl, ...]:
    """Anteil mit INSEK; unter zehn Gemeinden als Zahl, denn Prozente täuschten dort Genauigkeit vor."""
    if len(lage) < 2:
        return ()
    status = lage["status"].astype(str)
    vorhanden = (status == Status.VORHANDEN.value).to_numpy(dtype=bool)
    n, gesamt = int(vorhanden.sum()), len(lage)
    wert = zahlen.anteil(n / gesamt) if gesamt >= 10 else f"{zahlen.zahl(n)} von {zahlen.zahl(gesamt)}"
    nicht_belegt = int((vorhanden & modelliert(lage)).sum())
    if n and nicht_belegt == n:
        return (Grosszahl(wert, "mit INSEK, laut Modell, nicht belegt", True),)
    text = "mit bekanntem INSEK" if (status == Status.UNBEKANNT.value).any() else "mit INSEK"
    if nicht_belegt:
        text += f", davon {zahlen.zahl(nicht_belegt)} modelliert"
    return (Grosszahl(wert, text),)


def groesse(lage: pd.DataFrame, ort: str, grundlage: Grundlage) -> Folieninhalt:
    """Ein Balken je Größenklasse (kompakt), die kleinste zuerst."""
    spalte = "groessenklasse_kompakt"
    nummern, namen = gruppen(lage[spalte])
    return Folieninhalt(
        Folienart.GROESSE,
        saetze.groesse(lage, spalte),
        ort,
        balken=tuple(balken(lage[nummern == i], f"{name} Einwohner") for i, name in enumerate(namen)),
        hinweis=befunde.modellhinweis(lage),
        herkunft=grundlage.herkunft(einwohner=True),
    )


def karte(lage: pd.DataFrame, ort: str, grundlage: Grundlage) -> Folieninhalt:
    """Jede Gemeinde nach Status; Modelliertes als eigene Klasse."""
    klassen = tuple(_kartenklassen(lage))
    return Folieninhalt(
        Folienart.KARTE,
        saetze.karte(lage),
        ort,
        karte=klassen,
        hinweis=SCHRAFFIERT if any(k.modelliert for k in klassen) else "",
        herkunft=grundlage.herkunft(grenzen=True),
    )


def _kartenklassen(lage: pd.DataFrame) -> Iterator[Kartenklasse]:
    status, modell = lage["status"].astype(str).to_numpy(), modelliert(lage)
    for s in Status:
        for ist_modell in (False, True):
            ags = lage.index[(status == s.value) & (modell == ist_modell)]
            if len(ags):
                yield Kartenklasse(s.value, _KARTE[s][ist_modell], ist_modell, tuple(map(str, ags)))


def ablauf(lage: pd.DataFrame, ort: str, grundlage: Grundlage) -> Folieninhalt:
    """Säulen: wie viele Konzepte schon zehn Jahre alt sind und wann die anderen es werden."""
    saeulen = tuple(_saeulen(lage, grundlage.stichtag))
    nicht_belegt = sum(s.modelliert for s in saeulen)
    alle = sum(s.anzahl for s in saeulen)
    titel, nachsatz = saetze.fristen(lage, grundlage)
    modell = f"Schraffiert: modelliert, nicht belegt ({zahlen.zahl(nicht_belegt)} von {zahlen.zahl(alle)})."
    return Folieninhalt(
        Folienart.ABLAUF,
        titel,
        ort,
        saeulen=saeulen if alle else (),
        hinweis=" ".join(filter(None, (nachsatz, modell if nicht_belegt else ""))),
        herkunft=grundlage.herkunft(),
    )


def _saeulen(lage: pd.DataFrame, stichtag: date) -> Iterator[Saeule]:
    vorbei = (lage["ablauf_am"] <= pd.Timestamp(stichtag)).to_numpy(dtype=bool)
    yield Saeule("abgelaufen", "abgelaufen", int(vorbei.sum()), int(modelliert(lage[vorbei]).sum()))
    je_jahr = ablauf_je_jahr(lage[~vorbei])
    letztes = stichtag.year + KOMMENDE_JAHRE
    for jahr in range(stichtag.year, letztes + 2):
        trifft = je_jahr["jahr"] == jahr if jahr <= letztes else je_jahr["jahr"] > letztes
        name = {stichtag.year: f"noch {jahr}", letztes + 1: f"ab {jahr}"}.get(jahr, str(jahr))
        zeilen = je_jahr[trifft]
        yield Saeule(name, "aktuell", int(zeilen["gemeinden"].sum()), int(zeilen["modelliert"].sum()))
