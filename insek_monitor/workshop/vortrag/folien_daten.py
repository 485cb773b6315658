"""Folien über viele Gemeinden: Abdeckung, Größe, Karte, Ablauf."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from insek_monitor.kern.begriffe import Status
from insek_monitor.kern.vortrag import Folienart
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.fortschreibung import ablauf_je_jahr
from insek_monitor.workshop.vortrag import folien_saetze as saetze
from insek_monitor.workshop.vortrag.folien_grundlage import Grundlage, balken
from insek_monitor.workshop.vortrag.folien_teile import Balken, Grosszahl, Kartenklasse, Saeule
from insek_monitor.workshop.vortrag.folieninhalt import Folieninhalt

KOMMENDE_JAHRE = 4
"""So viele Kalenderjahre nach dem laufenden haben eine eigene Säule; der Rest steht in der letzten."""
PROZENTE_AB = 10
"""Unter so vielen Gemeinden täuschten Prozente Genauigkeit vor."""
DANEBEN = "Neben einem ähnlichen Konzept kann es ein INSEK geben."


def abdeckung(lage: pd.DataFrame, ort: str, grundlage: Grundlage) -> Folieninhalt:
    """Ein breiter Balken und der Anteil mit INSEK."""
    (einer,) = balken(lage)
    return Folieninhalt(
        Folienart.ABDECKUNG,
        saetze.abdeckung(lage, einer),
        ort,
        zahlen=_grosse_anteile(lage, einer),
        balken=(einer,) if len(lage) else (),
        herkunft=grundlage.herkunft(geschaetzt=einer.geschaetzt),
    )


def _grosse_anteile(lage: pd.DataFrame, einer: Balken) -> tuple[Grosszahl, ...]:
    """Anteil mit INSEK: was belegt ist, und daneben, was nach den Eckwerten zu erwarten ist."""
    gesamt, teil, offen = len(lage), einer.vorhanden, saetze.offen(lage)
    if gesamt < 2:
        return ()
    in_prozent = gesamt >= PROZENTE_AB and not einer.unbekannt
    anzahl = f"{zahlen.zahl(teil.anzahl)} von {zahlen.zahl(gesamt)}"
    wert = zahlen.anteil(teil.anzahl / gesamt) if in_prozent else anzahl
    belegt = Grosszahl(wert, "INSEK belegt") if teil.anzahl else Grosszahl("keines", "belegt")
    if not offen:
        return (Grosszahl(wert, "mit INSEK"),)
    if einer.unbekannt or not teil.geschaetzt:
        return (belegt,)
    anteil = zahlen.anteil((teil.anzahl + lage["p_vorhanden"].sum()) / gesamt)
    erwartet = f"{teil.rund}{anteil}" if in_prozent else teil.menge
    return belegt, Grosszahl(erwartet, "nach den Eckwerten")


def groesse(lage: pd.DataFrame, ort: str, grundlage: Grundlage) -> Folieninhalt:
    """Ein Balken je Größenklasse (kompakt), die kleinste zuerst."""
    je_klasse = tuple(balken(lage, "groessenklasse_kompakt", " Einwohner"))
    return Folieninhalt(
        Folienart.GROESSE,
        saetze.groesse(lage, je_klasse),
        ort,
        balken=je_klasse,
        herkunft=grundlage.herkunft(geschaetzt=any(b.geschaetzt for b in je_klasse), einwohner=True),
    )


def karte(lage: pd.DataFrame, ort: str, grundlage: Grundlage) -> Folieninhalt:
    """Jede Gemeinde nach ihrem belegten Status."""
    aehnliche = (lage["status"] == Status.TEILWEISE.value) & ~lage["geklaert"]
    return Folieninhalt(
        Folienart.KARTE,
        saetze.karte(lage),
        ort,
        karte=tuple(_kartenklassen(lage)),
        hinweis=DANEBEN if aehnliche.any() else "",
        herkunft=grundlage.herkunft(grenzen=True),
    )


def _kartenklassen(lage: pd.DataFrame) -> Iterator[Kartenklasse]:
    status = lage["status"].astype(str).to_numpy()
    for s in Status:
        ags = lage.index[status == s.value]
        if len(ags):
            yield Kartenklasse(s.value, s.beschriftung, tuple(map(str, ags)))


def ablauf(lage: pd.DataFrame, ort: str, grundlage: Grundlage) -> Folieninhalt:
    """Säulen: wie viele Konzepte schon zehn Jahre alt sind und wann die anderen es werden."""
    saeulen = tuple(_saeulen(lage, grundlage.stichtag))
    titel, nachsatz = saetze.fristen(lage, grundlage)
    return Folieninhalt(
        Folienart.ABLAUF,
        titel,
        ort,
        saeulen=saeulen if any(s.anzahl for s in saeulen) else (),
        hinweis=nachsatz,
        herkunft=grundlage.herkunft(),
    )


def _saeulen(lage: pd.DataFrame, stichtag: date) -> Iterator[Saeule]:
    vorbei = (lage["ablauf_am"] <= pd.Timestamp(stichtag)).to_numpy(dtype=bool)
    yield Saeule("abgelaufen", "abgelaufen", int(vorbei.sum()))
    je_jahr = ablauf_je_jahr(lage[~vorbei])
    letztes = stichtag.year + KOMMENDE_JAHRE
    for jahr in range(stichtag.year, letztes + 2):
        trifft = je_jahr["jahr"] == jahr if jahr <= letztes else je_jahr["jahr"] > letztes
        name = {stichtag.year: f"noch {jahr}", letztes + 1: f"ab {jahr}"}.get(jahr, str(jahr))
        yield Saeule(name, "aktuell", int(je_jahr[trifft]["gemeinden"].sum()))
