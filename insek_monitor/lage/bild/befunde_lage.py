"""Überschriften der Seiten: der Befund in einem Satz, aus den Daten gerechnet.

Die eine Regel (``lage.abdeckung.Stand``): Nicht bekannt ist nicht „keines“. Wo geschätzt wird, steht
die Zahl mit „rund“ und daneben, was belegt ist; wo nicht, gilt ein Anteil denen, deren Stand bekannt ist, und
dabei steht, von wie vielen er es nicht ist.
"""

from __future__ import annotations

from datetime import date
from math import ceil

import pandas as pd

from insek_monitor.kern.begriffe import Aktualitaet, Status
from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.abdeckung import Mass, Stand, staende, stand
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.befunde_gemeinde import gemeinde
from insek_monitor.lage.fortschreibung import faellig

LEERE_AUSWAHL = "Zu dieser Auswahl gehört keine Gemeinde."
NICHT_BELEGT = Status.UNBEKANNT.beschriftung
MINDESTENS = 5
"""Gruppen mit weniger Gemeinden (kreisfreie Städte) zählen nicht für „am höchsten, am niedrigsten“."""


def je_status(lage: pd.DataFrame) -> dict[Status, int]:
    """Gemeinden je Status, wie er belegt ist."""
    haeufigkeit = lage["status"].astype(str).value_counts()
    return {status: int(haeufigkeit.get(status.value, 0)) for status in Status}


def _hat(n: float | str) -> str:
    return "hat" if n in (1, "1") else "haben"


def rund(s: Stand) -> str:
    """„207“, „rund 75“, „rund 264 Tsd.“; „höchstens 1“, wo die Erwartung auf 0 gerundet würde."""
    if not s.ungefaehr:
        return zahlen.zahl(s.zahl)
    return f"höchstens {zahlen.zahl(ceil(s.bis))}" if s.zahl < 0.5 else f"rund {zahlen.kurz(s.zahl)}"


def offen(s: Stand) -> str:
    """„von 7 ist der Stand nicht belegt“; leer, wo alle belegt sind oder geschätzt werden."""
    return f"von {zahlen.zahl(s.unbekannt)} ist der Stand nicht belegt" if s.unbekannt else ""


def keine_bekannt(gemeinden: int) -> str:
    """Satz, wo von keiner etwas bekannt ist."""
    return f"Von keiner der {zahlen.zahl(gemeinden)} Gemeinden ist der Stand belegt."


def mit_nenner(s: Stand, wort: str = "", *, intervall: bool = True, kurz: bool = False) -> str:
    """„rund 75 von 259 (29 %), davon 24 belegt“; „24 von 66 bekannten (36 %), Stand von 193 offen“.

    Die Fassung für Beschriftungen, Hinweise und Textalternativen.

    Parameters
    ----------
    wort : „Gemeinden“, „Einwohnern“; ohne Angabe steht nur die Zahl da.
    intervall : Das 90-%-Intervall nennen, wo es eines gibt.
    kurz : Große Zahlen als „345 Tsd.“.
    """
    zahl = zahlen.kurz if kurz else zahlen.zahl
    offene = f"Stand von {zahl(s.unbekannt)} offen" if s.unbekannt else ""
    if s.anteil is None:
        if not s.bekannt:
            return NICHT_BELEGT if s.gesamt else zahlen.KA
        return f"keines belegt, {offene}"
    klammer = zahlen.anteil(s.anteil)
    if intervall and s.von != s.bis:
        klammer += f"; mit 90{zahlen.NBSP}% Sicherheit {zahlen.kurz(s.von)} bis {zahlen.kurz(s.bis)}"
    nenner = zahl(s.bekannt) + (" bekannten" if s.unbekannt and not s.geschaetzt else "")
    nenner += f" {wort}" if wort else ""
    menge = rund(s) if s.ungefaehr else zahl(s.zahl)
    belegt = f"davon {zahl(s.belegt)} belegt" if s.belegt else "geschätzt"
    return ", ".join(
        filter(None, (f"{menge} von {nenner} ({klammer})", belegt if s.geschaetzt else "", offene))
    )


def ueberblick(lage: pd.DataFrame) -> str:
    """„207 von 418 Gemeinden haben ein INSEK; bei 120 ist es belegt.“

    Parameters
    ----------
    lage : Aus ``schaetzung.schaetze`` oder ``lage.lage``, auch gefiltert.

    Returns
    -------
    str
        Ein Satz. Von einer einzelnen Gemeinde steht nur da, was belegt ist; bei leerer Auswahl
        ``LEERE_AUSWAHL``.
    """
    s = stand(lage)
    if s.gesamt <= 1 or not s.geschaetzt:
        return belege(lage)
    bekannten = " Gemeinden mit belegtem oder geschätztem Stand" if s.unbekannt else " Gemeinden"
    verb = _hat(rund(s).split()[-1])
    anfang = f"{rund(s)} von {zahlen.zahl(s.bekannt)}{bekannten} {verb} ein INSEK"
    nachweis = f"bei {zahlen.zahl(s.belegt)} ist es belegt" if s.belegt else "belegt ist noch keines"
    satz = "; ".join(filter(None, (anfang, nachweis, offen(s))))
    return f"{satz[0].upper()}{satz[1:]}."


def belege(lage: pd.DataFrame) -> str:
    """Was über die einzelnen Gemeinden belegt ist, ohne Schätzung: so zeigt es die Karte.

    „120 von 195 Gemeinden mit bekanntem Stand (62 %) haben ein INSEK, 74 ein ähnliches Konzept, 1 hat keines;
    von 223 ist der Stand nicht belegt.“
    """
    gesamt, je = len(lage), je_status(lage)
    if gesamt == 0:
        return LEERE_AUSWAHL
    if gesamt == 1:
        return gemeinde(lage.iloc[0])
    unbekannt, vorhanden = je[Status.UNBEKANNT], je[Status.VORHANDEN]
    s = Stand(gesamt, vorhanden, von=vorhanden, bis=vorhanden, unbekannt=unbekannt)
    if unbekannt == gesamt:
        return keine_bekannt(gesamt)
    mit = " mit bekanntem Stand" if unbekannt else ""
    if vorhanden == s.bekannt > 1:
        satz = f"Alle {zahlen.zahl(s.bekannt)} Gemeinden{mit} haben ein INSEK"
    elif vorhanden:
        wer = f"{zahlen.zahl(vorhanden)} von {zahlen.anzahl(s.bekannt, 'Gemeinde', 'Gemeinden')}"
        satz = f"{wer}{mit} ({zahlen.anteil(s.anteil)}) {_hat(vorhanden)} ein INSEK"
    elif lage["geklaert"].all():
        satz = f"Keine der {zahlen.zahl(gesamt)} Gemeinden hat ein INSEK"
    else:
        satz = f"Bei keiner der {zahlen.zahl(gesamt)} Gemeinden ist ein INSEK belegt"
    if n := je[Status.TEILWEISE]:
        satz += f", {zahlen.zahl(n)}{'' if vorhanden > 1 < n else ' ' + _hat(n)} ein ähnliches Konzept"
    if (n := je[Status.KEIN]) and n < gesamt:
        satz += f", {zahlen.zahl(n)} {_hat(n)} {'keines' if vorhanden else 'kein Konzept'}"
    return "; ".join(filter(None, (satz, offen(s)))) + "."


def abdeckung(tabelle: pd.DataFrame, mass: Mass = "gemeinden") -> str:
    """Spanne des Anteils mit INSEK über die Gruppen.

    Parameters
    ----------
    tabelle : Aus ``lage.abdeckung.abdeckung``.

    Notes
    -----
    Gruppen mit weniger als fünf Gemeinden von bekanntem Stand bleiben außer Betracht, wenn sonst zwei zum
    Vergleichen bleiben; solche, von denen nichts bekannt ist, immer.
    """
    gemeinden = staende(tabelle)
    alle = {gruppe: s for gruppe, s in staende(tabelle, mass).items() if s.gesamt}
    bekannte = {gruppe: (s, s.anteil) for gruppe, s in alle.items() if s.anteil is not None}
    if not alle:
        return LEERE_AUSWAHL
    if len(alle) == 1:
        ((gruppe, s),) = alle.items()
        wort = {"gemeinden": "Gemeinden", "einwohner": "Einwohnern"}[mass]
        return f"{gruppe}, mit INSEK: {mit_nenner(s, wort, intervall=False)}."
    if not bekannte:
        ohne = zahlen.gemeinden(sum(s.unbekannt for s in gemeinden.values()))
        return f"In keiner Gruppe ist ein INSEK belegt; von {ohne} ist der Stand nicht belegt."
    grosse = [gruppe for gruppe in bekannte if gemeinden[gruppe].bekannt >= MINDESTENS]
    nachsatz = " Verglichen sind Gruppen ab fünf Gemeinden." if 2 <= len(grosse) < len(bekannte) else ""
    vergleich = grosse if len(grosse) >= 2 else list(bekannte)
    tief, hoch = (wahl(vergleich, key=lambda gruppe: bekannte[gruppe][1]) for wahl in (min, max))

    def quote(gruppe: str) -> str:
        s, wert = bekannte[gruppe]
        return f"{'rund ' if s.ungefaehr else ''}{zahlen.anteil(wert)}"

    was = "Gemeinden" if mass == "gemeinden" else "Einwohner in Gemeinden"
    unbekannt = sum(s.unbekannt for s in gemeinden.values())
    if bekannte[tief][1] == bekannte[hoch][1]:
        satz = f"der Anteil der {was} mit INSEK überall gleich: {quote(hoch)}"
        satz = f"Wo der Stand bekannt ist, ist {satz}" if unbekannt else satz.replace("INSEK", "INSEK ist", 1)
    else:
        satz = f"der Anteil der {was} mit INSEK von {quote(tief)} ({tief}) bis {quote(hoch)} ({hoch})"
        satz = (
            f"Wo der Stand bekannt ist, reicht {satz}"
            if unbekannt
            else satz.replace("INSEK", "INSEK reicht", 1)
        )
    schluss = f"; von {zahlen.gemeinden(unbekannt)} ist er nicht belegt" if unbekannt else ""
    return f"{satz[0].upper()}{satz[1:]}{schluss}.{nachsatz}"


def hinter_dem_blassen(gemeinden: int) -> str:
    """Statt Namen, wo ein geschätzter Teil eines Balkens gewählt ist."""
    diese = (
        "ist der Stand dieser Gemeinde" if gemeinden == 1 else f"ist der Stand dieser {gemeinden} Gemeinden"
    )
    return (
        "Hinter dem blassen Teil stehen keine Namen: Er ist nach den Eckwerten geschätzt. "
        f"Nicht belegt {diese}."
    )


def gezaehlt(lage: pd.DataFrame) -> str:
    """Welche Konzepte ein Diagramm zu Alter und Ablauf zählt: „Gezählt sind die 100 belegten INSEK mit …“."""
    insek, datiert = je_status(lage)[Status.VORHANDEN], int(lage["alter_jahre"].notna().sum())
    belegten = "" if lage["geklaert"].all() else "belegten "
    if not datiert or (datiert == insek and not belegten):
        return ""
    return f"Gezählt sind die {zahlen.zahl(datiert)} {belegten}INSEK mit bekanntem Datum."


def fortschreibung(lage: pd.DataFrame, stichtag: date, regeln: Regeln) -> str:
    """„In den nächsten 24 Monaten werden 13 der 120 belegten INSEK zehn Jahre alt, 52 sind es schon.“"""
    if lage.empty:
        return LEERE_AUSWAHL
    alle_geklaert, je = bool(lage["geklaert"].all()), je_status(lage)
    insek = je[Status.VORHANDEN]
    if not insek:
        if alle_geklaert:
            return "In dieser Auswahl gibt es kein INSEK, das fortzuschreiben wäre."
        s = Stand(len(lage), 0, unbekannt=je[Status.UNBEKANNT])
        return "; ".join(filter(None, ("In dieser Auswahl ist kein INSEK belegt", offen(s)))) + "."
    monate = max(regeln.warnbaender_monate)
    alter = zahlen.zahlwort(regeln.gueltig_bis_jahre)
    n = len(faellig(lage, monate, stichtag))
    aktualitaet = lage["aktualitaet"].astype(str)
    abgelaufen = int((aktualitaet == Aktualitaet.ABGELAUFEN.value).sum())
    ohne = int((aktualitaet == Aktualitaet.ALTER_UNBEKANNT.value).sum())
    if alle_geklaert or insek == 1:
        welche = f"{zahlen.zahl(n)} INSEK" if n else "kein INSEK"
    else:
        welche = f"{zahlen.zahl(n) if n else 'keines'} der {zahlen.zahl(insek)} belegten INSEK"
    satz = f"In den nächsten {zahlen.monate(monate, dativ=True)} {'werden' if n > 1 else 'wird'} {welche} "
    satz += f"{alter} Jahre alt"
    if abgelaufen:
        satz += f", {zahlen.zahl(abgelaufen)} {'ist' if abgelaufen == 1 else 'sind'} es schon"
    if ohne:
        satz += f"; von {zahlen.zahl(ohne)} ist das Alter nicht bekannt"
    return satz + "."
