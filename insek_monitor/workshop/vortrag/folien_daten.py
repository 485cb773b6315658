"""Folien aus Daten: Abdeckung, Größe, Karte, Ablauf, eine Region, eine einzelne Gemeinde."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd

from insek_monitor.kern.begriffe import Aktualitaet, Genauigkeit, Konzeptart, Status
from insek_monitor.kern.datum import lies_datum
from insek_monitor.kern.vortrag import Folienart
from insek_monitor.lage.bild import befunde_gemeinde, zahlen
from insek_monitor.lage.fortschreibung import ablauf_je_jahr, faellig, nach_name
from insek_monitor.lage.gemeinde import nachbarn_der_gemeinde
from insek_monitor.lage.schaetzung import ohne_schaetzung
from insek_monitor.workshop.vortrag import folien_saetze as saetze
from insek_monitor.workshop.vortrag.folien_grundlage import SACHSEN, Grundlage, balken, kreisname
from insek_monitor.workshop.vortrag.folien_teile import (
    Balken,
    Eintrag,
    Grosszahl,
    Gruppe,
    Kartenklasse,
    Saeule,
)
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


GENANNT = 6
"""So viele Gemeinden passen mit Grund in 28 Pixeln auf eine Folie."""
_KURZ = {
    Status.TEILWEISE: ("ähnliches", "Konzept liegt vor"),
    Status.KEIN: ("kein", "Konzept"),
    Status.UNBEKANNT: ("nicht belegt", "ob es ein INSEK gibt"),
}


def region(lage: pd.DataFrame, ort: str, grundlage: Grundlage) -> Folieninhalt:
    """Balken der Region und die Gemeinden, deren Konzept bald abläuft, abgelaufen ist oder fehlt."""
    betroffen = _betroffene(lage, grundlage)
    gezeigt = min(GENANNT, len(betroffen))
    return Folieninhalt(
        Folienart.REGION,
        saetze.region(lage, grundlage),
        ort,
        balken=tuple(balken(ohne_schaetzung(lage))) if len(lage) else (),
        gruppen=_gruppe(betroffen, "Fällig, abgelaufen oder ohne Konzept"),
        hinweis=f"Genannt: {zahlen.zahl(gezeigt)} von {zahlen.zahl(len(betroffen))}."
        if gezeigt < len(betroffen)
        else "",
        herkunft=grundlage.herkunft(),
    )


def _betroffene(lage: pd.DataFrame, grundlage: Grundlage) -> pd.DataFrame:
    """Erst was bald abläuft, dann Abgelaufenes (das jüngste zuerst), dann Gemeinden ohne Konzept."""
    bald = faellig(lage, max(grundlage.regeln.warnbaender_monate), grundlage.stichtag)
    status, aktualitaet = lage["status"].astype(str), lage["aktualitaet"].astype(str)
    vorbei = lage[(aktualitaet == Aktualitaet.ABGELAUFEN.value).to_numpy(dtype=bool)]
    vorbei = vorbei.sort_values("ablauf_am", ascending=False, kind="stable")
    ohne = nach_name(lage[(status == Status.KEIN.value).to_numpy(dtype=bool)])
    return pd.concat([teil for teil in (bald, vorbei, ohne) if len(teil)] or [lage.iloc[:0]])


def _gruppe(lage: pd.DataFrame, titel: str) -> tuple[Gruppe, ...]:
    """Höchstens ``GENANNT`` Gemeinden als Liste; keine, wenn es keine gibt."""
    eintraege = tuple(_eintrag(zeile) for _, zeile in lage.head(GENANNT).iterrows())
    return (Gruppe(titel, eintraege),) if eintraege else ()


def _eintrag(zeile: pd.Series) -> Eintrag:
    status, arbeit = Status(zeile["status"]), bool(zeile["in_arbeit"])
    if status is Status.VORHANDEN:
        if zahlen.fehlt(zeile["ablauf_am"]):
            text = "INSEK, Alter unbekannt"
        else:
            # Nur das Jahr: Viele Beschlüsse sind nicht auf den Tag bekannt.
            jahr = zeile["ablauf_am"].year
            vorbei = zeile["aktualitaet"] == Aktualitaet.ABGELAUFEN.value
            text = f"abgelaufen seit {jahr}" if vorbei else f"läuft {jahr} ab"
            if arbeit and vorbei:
                text = "abgelaufen"  # sonst zu lang für eine Zeile
        return Eintrag(str(zeile["bezeichnung"]), f"{text}, Neues in Arbeit" if arbeit else text)
    return Eintrag(
        str(zeile["bezeichnung"]),
        f"{status.beschriftung}, INSEK in Arbeit" if arbeit else status.beschriftung,
    )


def gemeinde(ags: str, grundlage: Grundlage) -> Folieninhalt:
    """Stand, Alter und Ablauf einer Gemeinde, dazu Nachbarn mit demselben Stand."""
    lage = grundlage.lage
    if ags not in lage.index:
        satz = f"Zum Schlüssel {ags} gibt es hier keine Gemeinde."
        return Folieninhalt(Folienart.GEMEINDE, satz, SACHSEN, herkunft=grundlage.herkunft())
    zeile = lage.loc[ags]
    return Folieninhalt(
        Folienart.GEMEINDE,
        befunde_gemeinde.gemeinde(zeile),
        kreisname(str(zeile["kreis"])),
        zahlen=_kennzahlen(zeile, grundlage),
        gruppen=_nachbarn(ags, zeile, grundlage),
        herkunft=grundlage.herkunft(einwohner=not zeile["in_arbeit"]),
    )


def _kennzahlen(zeile: pd.Series, grundlage: Grundlage) -> tuple[Grosszahl, ...]:
    status = Status(zeile["status"])
    if status is Status.VORHANDEN:
        werte = [Grosszahl(Konzeptart(zeile["art"]).beschriftung, "liegt vor"), *_alter(zeile, grundlage)]
    else:
        werte = [Grosszahl(*_KURZ[status])]
    if zeile["in_arbeit"]:
        neu = "ein neues Konzept" if status is Status.VORHANDEN else "ein Konzept"
        return (*werte, Grosszahl("in Arbeit", f"ist {neu}"))
    return (*werte, Grosszahl(zahlen.zahl(zeile["einwohner"]), "Einwohner"))


def _alter(zeile: pd.Series, grundlage: Grundlage) -> tuple[Grosszahl, ...]:
    """Alter eines Konzepts und wann es zehn Jahre sind."""
    if zahlen.fehlt(zeile["ablauf_am"]):
        return (Grosszahl("unbekannt", "Alter des Konzepts"),)
    grenze = f"{zahlen.zahlwort(grundlage.regeln.gueltig_bis_jahre)} Jahre alt"
    verb = "wurde" if zeile["aktualitaet"] == Aktualitaet.ABGELAUFEN.value else "wird"
    return (
        Grosszahl(zahlen.jahre(int(zeile["alter_jahre"])), "ist es alt"),
        Grosszahl(_ablauftag(zeile), f"{verb} es {grenze}"),
    )


def _ablauftag(zeile: pd.Series) -> str:
    """So genau, wie der Beschluss bekannt ist."""
    gelesen = lies_datum(zeile["beschluss"])
    tag = zeile["ablauf_am"]
    if gelesen is not None and gelesen.genauigkeit is Genauigkeit.TAG:
        return zahlen.datum(tag)
    if gelesen is not None and gelesen.genauigkeit is Genauigkeit.MONAT:
        return f"{tag.month:02d}/{tag.year}"
    return str(tag.year)


def _nachbarn(ags: str, zeile: pd.Series, grundlage: Grundlage) -> tuple[Gruppe, ...]:
    """Nachbarn mit gleichem Status und gleicher Aktualität, längste gemeinsame Grenze zuerst."""
    alle: Sequence[str] = nachbarn_der_gemeinde(grundlage.lage, grundlage.nachbarn, ags).index.tolist()
    # Als Nummern verglichen, damit auch „keine Aktualität“ gleich „keine Aktualität“ ist.
    stand = grundlage.lage[["status", "aktualitaet"]].apply(lambda spalte: spalte.cat.codes)
    gleich = (stand.loc[alle] == stand.loc[ags]).all(axis=1)
    unbekannt = Status(zeile["status"]) is Status.UNBEKANNT
    titel = "Nachbarn, deren Stand auch nicht belegt ist" if unbekannt else "Nachbarn mit diesem Stand"
    return _gruppe(grundlage.lage.loc[gleich[gleich].index], titel)
