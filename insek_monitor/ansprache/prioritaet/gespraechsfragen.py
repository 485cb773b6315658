"""Offene Fragen für ein Gespräch mit einer Gemeinde, abgeleitet aus dem, was bekannt ist und was fehlt.

Gefragt wird nur, was die Daten offenlassen.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from insek_monitor.ansprache.kooperation.grundlage import (
    Kooperationswunsch,
    ganz,
    hindernisse,
    und,
)
from insek_monitor.kern.ansprache import Angebot
from insek_monitor.kern.begriffe import (
    INTEGRIERTE_ARTEN,
    Aktualitaet,
    Foerdergrundlage,
    Gemeindetyp,
    Genauigkeit,
    Sicherheit,
    Status,
)
from insek_monitor.kern.datum import lies_datum, plus_monate
from insek_monitor.kern.regeln import Regeln

MOEGLICHE_PARTNER = 3
"""So viele Nachbarn nennt die Frage nach einem gemeinsamen Konzept; mehr liest im Gespräch niemand vor."""


def fragen(
    zeile: pd.Series, nachbarn: pd.DataFrame, konzepte: pd.DataFrame, stichtag: date, regeln: Regeln
) -> tuple[str, ...]:
    """Fragen in der Reihenfolge des Gesprächs: Stand, Frist, Förderung, Nachbarn, Angebot.

    Parameters
    ----------
    zeile : Zeile von ``lage``.
    nachbarn : Aus ``gemeinde.nachbarn_der_gemeinde``.
    konzepte : Aus ``gemeinde.konzepte_der_gemeinde``.
    """
    return (
        *_stand(zeile),
        *_frist(zeile, stichtag, regeln),
        *_gemeinsames(zeile, konzepte, nachbarn),
        *_foerderung(zeile, regeln),
        *_partner(zeile, nachbarn, regeln),
        _angebot(zeile, regeln),
    )


def _rat(zeile: pd.Series) -> str:
    return "Gemeinderat" if str(zeile["gemeindetyp"]) == Gemeindetyp.GEMEINDE.value else "Stadtrat"


def _stand(zeile: pd.Series) -> list[str]:
    status, rat = Status(zeile["status"]), _rat(zeile)
    if zeile["in_arbeit"]:
        return [
            "Wie weit ist das Konzept, das in Arbeit ist, und wann soll es beschlossen werden?",
            "Wobei kann die Fachstelle bis dahin helfen?",
        ]
    if not zeile["geklaert"]:
        was = (
            "Gibt es ein INSEK, ein INGEKO oder ein ähnliches Konzept?"
            if status is Status.UNBEKANNT
            else "Gibt es neben dem ähnlichen Konzept ein INSEK oder ein INGEKO?"
        )
        return [
            f"{was} Wann hat es der {rat} beschlossen, und wo ist es nachzulesen?",
            "Falls nicht: Ist eines geplant, und was steht dem im Weg?",
        ]
    if status is Status.KEIN:
        return [
            "Was hat bisher gegen ein Konzept gesprochen: Personal, Geld oder kein Anlass?",
            "Welche Vorhaben der nächsten Jahre brauchen eine gemeinsame Grundlage?",
        ]
    if status is Status.TEILWEISE:
        return [
            "Gilt das vorliegende ähnliche Konzept für die ganze Gemeinde, und welche Handlungsfelder fehlen "
            "ihm bis zum INSEK?"
        ]
    ergebnis = []
    if zeile["aktualitaet"] == Aktualitaet.ALTER_UNBEKANNT.value:
        ergebnis.append(f"Wann hat der {rat} das Konzept beschlossen?")
    if not pd.isna(zeile["sicherheit"]) and zeile["sicherheit"] == Sicherheit.NIEDRIG.value:
        ergebnis.append("Stimmt die Angabe zum Konzept? Sie beruht nur auf einem mittelbaren Hinweis.")
    return ergebnis


def _frist(zeile: pd.Series, stichtag: date, regeln: Regeln) -> list[str]:
    if zeile["in_arbeit"] or pd.isna(zeile["ablauf_am"]):
        return []
    wann, jahre = _wann(zeile), regeln.gueltig_bis_jahre
    if zeile["aktualitaet"] == Aktualitaet.ABGELAUFEN.value:
        return [
            f"Das Konzept wurde {wann} {jahre} Jahre alt. Wird noch damit gearbeitet, und ist eine "
            "Fortschreibung geplant?"
        ]
    kurz, lang = regeln.erarbeitung_monate
    if zeile["ablauf_am"].date() <= plus_monate(stichtag, lang):
        return [
            f"Das Konzept wird {wann} {jahre} Jahre alt, die Erarbeitung dauert {kurz} bis {lang} Monate. "
            "Hat die Fortschreibung begonnen?"
        ]
    if zeile["aktualitaet"] == Aktualitaet.EINLEITEN.value:
        return [f"Das Konzept wird {wann} {jahre} Jahre alt. Wann soll die Fortschreibung beginnen?"]
    return []


def _wann(zeile: pd.Series) -> str:
    """Der Ablauf so genau, wie der Beschluss bekannt ist."""
    gelesen, ablauf = lies_datum(zeile["beschluss"]), zeile["ablauf_am"].date()
    genauigkeit = Genauigkeit.TAG if gelesen is None else gelesen.genauigkeit
    if genauigkeit is Genauigkeit.JAHR:
        return f"im Jahr {ablauf.year}"
    return f"im Monat {ablauf:%m/%Y}" if genauigkeit is Genauigkeit.MONAT else f"am {ablauf:%d.%m.%Y}"


def _gemeinsames(zeile: pd.Series, konzepte: pd.DataFrame, nachbarn: pd.DataFrame) -> list[str]:
    """Trägt die Gemeinde ihr maßgebliches Konzept mit anderen, stellt sich die Frage, ob es so bleibt."""
    if pd.isna(zeile["konzept_id"]) or zeile["konzept_id"] not in konzepte.index:
        return []
    konzept = konzepte.loc[zeile["konzept_id"]]
    if not konzept["gemeinsam"] or konzept["art"] not in INTEGRIERTE_ARTEN:
        return []
    andere = [ags for ags in konzept["mitglieder"] if ags != zeile.name]
    bekannte = [str(nachbarn.at[ags, "name"]) for ags in andere if ags in nachbarn.index]
    mit = und(bekannte) if len(bekannte) == len(andere) else f"{len(andere)} anderen Gemeinden"
    return [f"Soll das gemeinsame Konzept mit {mit} auch gemeinsam fortgeschrieben werden?"]


def _foerderung(zeile: pd.Series, regeln: Regeln) -> list[str]:
    mindestens = regeln.foerderung_mindest_einwohner
    if pd.isna(zeile["einwohner"]) or zeile["einwohner"] < mindestens:
        return []
    if zeile["foerdergrundlage"] == Foerdergrundlage.JA.value:
        return []
    return [
        "Sind Vorhaben geplant, für die Städtebauförderung beantragt werden soll? Dafür wird ein Konzept "
        f"gebraucht, das jünger als {regeln.gueltig_bis_jahre} Jahre ist."
    ]


def _partner(zeile: pd.Series, nachbarn: pd.DataFrame, regeln: Regeln) -> list[str]:
    """Kleine Gemeinden ohne belegtes gültiges Konzept: mit wem zusammen?"""
    mindestens = regeln.foerderung_mindest_einwohner
    if pd.isna(zeile["einwohner"]) or zeile["einwohner"] >= mindestens:
        return []
    if zeile["aktualitaet"] in (Aktualitaet.AKTUELL.value, Aktualitaet.EINLEITEN.value):
        return []
    ergebnis = []
    if namen := _moegliche(nachbarn, regeln):
        ergebnis.append(
            f"Mit unter {ganz(mindestens)} Einwohnern: Käme ein gemeinsames Konzept mit Nachbarn in Frage, "
            f"etwa mit {und(namen)}?"
        )
    if not pd.isna(zeile["verband"]):
        ergebnis.append(f"Könnte „{zeile['verband']}“ ({zeile['verband_art']}) ein Konzept tragen?")
    return ergebnis


def _moegliche(nachbarn: pd.DataFrame, regeln: Regeln) -> list[str]:
    """Kleine Nachbarn, mit denen ein gemeinsames Konzept denkbar ist; belegt ohne aktuelles Konzept zuerst.

    Es gelten die Hindernisse der Gruppen (``kooperation_grundlage.hindernisse``): Wer ein Konzept erarbeitet,
    eines hat, das gilt, oder eines unbekannten Alters, wird nicht genannt.
    """
    unter = regeln.partner_unter_einwohner
    wunsch = Kooperationswunsch(mindest_einwohner=0, hoechst_einwohner=unter, klein_bis=unter)
    moeglich = nachbarn[(hindernisse(nachbarn, wunsch) == "").to_numpy(dtype=bool)]
    offen = (moeglich["status"] == Status.UNBEKANNT.value).to_numpy(dtype=bool)
    namen = [
        *moeglich.loc[~offen, "name"],
        *(f"{n} (Stand nicht belegt)" for n in moeglich.loc[offen, "name"]),
    ]
    return namen[:MOEGLICHE_PARTNER]


def _angebot(zeile: pd.Series, regeln: Regeln) -> str:
    grenze = regeln.klein_unter_einwohner[-1]
    klein = not pd.isna(zeile["einwohner"]) and zeile["einwohner"] < grenze
    namen = [a.beschriftung for a in Angebot if a is not Angebot.AUSTAUSCH]
    if klein:
        namen.append(f"{Angebot.AUSTAUSCH.beschriftung} für Gemeinden unter {ganz(grenze)} Einwohnern")
    return f"Welches Angebot der Fachstelle hilft am meisten: {', '.join(namen[:-1])} oder {namen[-1]}?"
