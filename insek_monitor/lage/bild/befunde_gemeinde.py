"""Sätze über eine Gemeinde: Stand, Frist und Fördergrundlage in einfachen Worten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from insek_monitor.kern.begriffe import (
    Aktualitaet,
    Foerdergrundlage,
    Genauigkeit,
    Konzeptart,
    Status,
)
from insek_monitor.kern.datum import jahrestag, lies_datum, plus_monate
from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.konzepttext import gealterte_arbeit, sicher
from insek_monitor.lage.gemeinde import GealterteArbeit
from insek_monitor.lage.schaetzung import Grund, Schaetzung, Widerspruch

UNBEKANNT = "Das heißt nicht, dass es keines gibt."


def _art(zeile: pd.Series) -> str:
    return "INSEK" if zahlen.fehlt(zeile["art"]) else Konzeptart(zeile["art"]).beschriftung


def gemeinde(zeile: pd.Series) -> str:
    """Überschrift der Seite: „Borna hat ein INSEK, beschlossen 2003; es ist 2013 abgelaufen.“

    Parameters
    ----------
    zeile : Zeile von ``lage``.
    """
    name, status = str(zeile["name"]), Status(zeile["status"])
    if status is Status.VORHANDEN:
        if zahlen.fehlt(zeile["beschluss_tag"]):
            return f"{name} hat ein {_art(zeile)}; wann es beschlossen wurde, ist nicht bekannt."
        satz = f"{name} hat ein {_art(zeile)}, beschlossen {zahlen.wann(zeile['beschluss'])}"
        if zeile["aktualitaet"] == Aktualitaet.ABGELAUFEN.value:
            satz += f"; es ist {_ablauf_wann(zeile)} abgelaufen"
        return f"{satz}."
    if status is Status.TEILWEISE:
        return f"{name} hat ein ähnliches Konzept; ein INSEK ist nicht belegt."
    if status is Status.KEIN:
        return f"{name} hat kein INSEK."
    return f"Ob {name} ein INSEK hat, ist nicht belegt."


def _ablauf_wann(zeile: pd.Series) -> str:
    """Ablauf so genau, wie der Beschluss bekannt ist: „2013“, „im März 2013“, „am 14. März 2013“."""
    return zahlen.wann(f"{zeile['ablauf_am']:%Y-%m-%d}"[: len(zeile["beschluss"])])


def frist(zeile: pd.Series, stichtag: date, regeln: Regeln) -> str:
    """Beschluss, Ablauf und was daraus folgt, in ganzen Sätzen.

    Parameters
    ----------
    zeile : Zeile von ``lage``.
    regeln : Jahresgrenzen und übliche Dauer der Erarbeitung.
    """
    status = Status(zeile["status"])
    saetze: list[str]
    if status is Status.UNBEKANNT:
        saetze = ["Ohne belegtes INSEK lässt sich keine Frist nennen."]
    elif status is Status.KEIN:
        saetze = ["Es gibt kein Konzept, das ablaufen könnte."]
    elif status is Status.TEILWEISE:
        titel = "" if zahlen.fehlt(zeile["titel"]) else f": „{sicher(zeile['titel'])}“"
        saetze = [
            f"Es liegt ein ähnliches Konzept vor{titel}. "
            "Es ersetzt kein INSEK; eine Frist lässt sich dafür nicht nennen."
        ]
    elif zahlen.fehlt(zeile["beschluss_tag"]):
        saetze = [
            "Wann das Konzept beschlossen wurde, ist nicht bekannt; darum lässt sich keine Frist nennen."
        ]
    else:
        saetze = [_beschluss(zeile["beschluss"]), *_ablauf(zeile, stichtag, regeln)]
    if zeile["in_arbeit"]:
        saetze.append(f"Ein {'neues ' if status is Status.VORHANDEN else ''}Konzept ist in Arbeit.")
    return " ".join(saetze)


def in_arbeit(zeile: pd.Series, arbeit: GealterteArbeit | None) -> str:
    """„ja“, „2017 war eine Fortschreibung in Arbeit; seither ist nichts bekannt.“ oder „nichts bekannt“.

    Parameters
    ----------
    arbeit : Aus ``lage.gemeinde.gealterte_arbeit``.
    """
    if zeile["in_arbeit"]:
        return "ja"
    return "nichts bekannt" if arbeit is None else gealterte_arbeit(arbeit)


def _beschluss(text: Any) -> str:
    gelesen = lies_datum(text)
    genauigkeit = None if gelesen is None else gelesen.genauigkeit
    zusatz = {
        Genauigkeit.JAHR: " (nur das Jahr ist bekannt; gerechnet wird mit dem 1. Juli)",
        Genauigkeit.MONAT: " (nur der Monat ist bekannt; gerechnet wird mit dem 15.)",
    }
    nachsatz = zusatz.get(genauigkeit, "") if genauigkeit else ""
    return f"Das Konzept wurde {zahlen.wann(text)} beschlossen{nachsatz}."


def _ablauf(zeile: pd.Series, stichtag: date, regeln: Regeln) -> list[str]:
    beschluss, ablauf = zeile["beschluss_tag"].date(), zeile["ablauf_am"].date()
    grenze = zahlen.zahlwort(regeln.gueltig_bis_jahre)
    if Aktualitaet(zeile["aktualitaet"]) is Aktualitaet.ABGELAUFEN:
        if ablauf == stichtag:
            return [f"Es ist am Stichtag {grenze} Jahre alt geworden und damit abgelaufen."]
        seit = zahlen.dauer(ablauf, stichtag, dativ=True)
        return [
            f"Am {zahlen.datum_lang(ablauf)}, vor {seit}, wurde es {grenze} Jahre alt; es ist abgelaufen."
        ]
    saetze = [
        f"Es wird am {zahlen.datum_lang(ablauf)} {grenze} Jahre alt, "
        f"in {zahlen.dauer(stichtag, ablauf, dativ=True)}."
    ]
    if zeile["in_arbeit"]:
        return saetze
    kurz, lang = regeln.erarbeitung_monate
    beginn = plus_monate(ablauf, -lang)
    if Aktualitaet(zeile["aktualitaet"]) is Aktualitaet.AKTUELL:
        einleiten = jahrestag(beschluss, regeln.fortschreibung_ab_jahre)
        saetze.append(
            f"Ab dem {zahlen.datum_lang(einleiten)} "
            f"({zahlen.zahlwort(regeln.fortschreibung_ab_jahre)} Jahre) ist die Fortschreibung einzuleiten."
        )
    elif beginn > stichtag:
        saetze.append(
            f"Die Erarbeitung dauert {kurz} bis {lang} Monate: Die Fortschreibung sollte spätestens am "
            f"{zahlen.datum_lang(beginn)} beginnen."
        )
    else:
        saetze.append(
            f"Die Erarbeitung dauert {kurz} bis {lang} Monate: Die Fortschreibung ist jetzt dringend."
        )
    return saetze


def foerdergrundlage(zeile: pd.Series, regeln: Regeln) -> str:
    """Ob das Konzept Grundlage der Städtebauförderung sein kann, mit Begründung.

    Returns
    -------
    str
        „Grundlage für die Städtebauförderung: ja, weil …“
    """
    ergebnis, status = Foerdergrundlage(zeile["foerdergrundlage"]), Status(zeile["status"])
    mindestens, jahre = regeln.foerderung_mindest_einwohner, zahlen.zahlwort(regeln.gueltig_bis_jahre)
    einwohner = zeile["einwohner"]
    gruende: list[str] = []
    if ergebnis is Foerdergrundlage.JA:
        gruende.append(f"das Konzept jünger als {jahre} Jahre ist")
        gruende.append(f"die Gemeinde mindestens {zahlen.zahl(mindestens)} Einwohner hat")
    elif ergebnis is Foerdergrundlage.UNKLAR:
        if status is Status.UNBEKANNT:
            gruende.append("nicht belegt ist, ob es ein INSEK gibt")
        elif zeile["aktualitaet"] == Aktualitaet.ALTER_UNBEKANNT.value:
            gruende.append("das Alter des Konzepts nicht bekannt ist")
        if zahlen.fehlt(einwohner):
            gruende.append("die Einwohnerzahl nicht bekannt ist")
    else:
        if status is Status.KEIN:
            gruende.append("es kein Konzept gibt")
        elif status is Status.TEILWEISE:
            gruende.append("nur ein ähnliches Konzept vorliegt")
        elif status is Status.VORHANDEN and zeile["aktualitaet"] == Aktualitaet.ABGELAUFEN.value:
            gruende.append(f"das Konzept {jahre} Jahre oder älter ist")
        if not zahlen.fehlt(einwohner) and einwohner < mindestens:
            gruende.append(f"die Gemeinde unter {zahlen.zahl(mindestens)} Einwohner hat")
    return (
        f"Grundlage für die Städtebauförderung: {ergebnis.beschriftung}, weil {zahlen.aufzaehlung(gruende)}."
    )


def widersprueche(schaetzung: Schaetzung) -> list[str]:
    """Je Widerspruch ein Satz: was belegt ist, was veröffentlicht ist, was deshalb nicht geschätzt wird."""
    return [_satz(widerspruch) for widerspruch in schaetzung.widersprueche]


def _satz(w: Widerspruch) -> str:
    klasse = f"Für Gemeinden mit {w.klasse} Einwohnern"
    belegt, soll = zahlen.zahl(w.belegt), zahlen.zahl(w.veroeffentlicht)
    return {
        Grund.VOR_ECKWERTEN: f"Die Eckwerte gelten für {w.veroeffentlicht}; für frühere Stichtage wird nicht "
        "geschätzt.",
        Grund.GESAMTZAHL: f"Die Eckwerte gelten für {soll} Gemeinden, der Datenstand kennt {belegt} mit "
        "Einwohnerzahl; deshalb wird nichts geschätzt.",
        Grund.ZU_VIELE_OHNE: f"{klasse} ist belegt, dass {belegt} kein Konzept haben; veröffentlicht sind "
        f"{soll}. Deshalb wird für sie nichts geschätzt.",
        Grund.ZU_VIELE_MIT: f"{klasse} sind {belegt} mit INSEK oder gemeldetem ähnlichen Konzept belegt; "
        f"nach den Eckwerten wären es höchstens {soll}. Deshalb wird für sie nichts geschätzt.",
        Grund.NICHT_ALLE_MIT: f"{klasse} sind {belegt} ohne INSEK belegt; veröffentlicht ist, dass alle "
        "eines haben. Deshalb wird für sie nichts geschätzt.",
        Grund.ZU_VIELE_AEHNLICHE: f"Gemeldet sind {belegt} ähnliche Konzepte, veröffentlicht nur {soll}. "
        "Deshalb wird unter 15.000 Einwohnern nichts geschätzt.",
        Grund.ZU_WENIGE_AEHNLICHE: f"Veröffentlicht sind {soll} ähnliche Konzepte; neben den {belegt} "
        "gemeldeten lassen die Belege nicht so viele zu. Deshalb wird unter 15.000 Einwohnern nichts "
        "geschätzt.",
    }[w.grund]


def zusammenhang(zeile: Mapping[Any, Any] | pd.Series) -> str:
    """„Von den Gemeinden dieser Größe ohne Nachweis haben 73 % keines.“

    Parameters
    ----------
    zeile
        Eine Zeile der Lage.

    Returns
    -------
    str
        Leer, wenn etwas belegt ist (auch ein ähnliches Konzept) oder nichts geschätzt wird.
    """
    if zeile["status"] != Status.UNBEKANNT.value or pd.isna(zeile["p_kein"]):
        return ""
    if zeile["p_vorhanden"] == 1:
        return "Nach den Eckwerten haben alle Gemeinden dieser Größe ein INSEK."
    return (
        f"Von den Gemeinden dieser Größe ohne Nachweis haben {zahlen.anteil(float(zeile['p_kein']))} keines."
    )


def anteil_ohne(p_kein: float) -> str:
    """Dasselbe in einer Legende: „rund 73 % haben keines“, „alle haben eines“."""
    return f"rund {zahlen.anteil(p_kein)} haben keines" if p_kein > 0 else "alle haben eines"
