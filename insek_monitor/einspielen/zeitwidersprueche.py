"""Daten einer Zeile, die nicht zueinander oder nicht zum heutigen Tag passen."""

from __future__ import annotations

from datetime import date

from insek_monitor.einspielen.befund import Stufe
from insek_monitor.einspielen.zeile import Zeile, leere, setze
from insek_monitor.einspielen.zeitangaben import kurz, zeitraum
from insek_monitor.kern.meldung import FELD_JE_NAME, Meldung, Vorhanden

MIT_BESCHLUSS = frozenset({Vorhanden.JA, Vorhanden.AEHNLICH, Vorhanden.TEILGEBIET})
"""Antworten, die einen Beschluss voraussetzen."""


def pruefe_reihenfolge(zeile: Zeile, meldung: Meldung) -> None:
    """Zieljahr, Aufhebung und Beginn gegen den Beschluss; verglichen wird nur, was sicher "
    "auseinanderliegt."""
    beschluss, begonnen = zeitraum(meldung.beschluss), zeitraum(meldung.begonnen)
    aufgehoben = zeitraum(meldung.aufgehoben)
    if beschluss and meldung.zieljahr is not None and meldung.zieljahr < beschluss[0].year:
        zeile.melde(
            "zieljahr_vor_beschluss",
            Stufe.FEHLER,
            "zieljahr",
            f"ein Jahr ab {beschluss[0].year}",
            f"Das Zieljahr {meldung.zieljahr} liegt vor dem Beschluss ({kurz(str(meldung.beschluss))}). "
            "Bitte "
            "berichtigen Sie eines von beiden.",
            (leere("zieljahr"), leere("beschluss")),
        )
    if beschluss and aufgehoben and aufgehoben[1] < beschluss[0]:
        zeile.melde(
            "aufhebung_vor_beschluss",
            Stufe.FEHLER,
            "aufgehoben",
            f"ein Datum nach {kurz(str(meldung.beschluss))}",
            f"Die Aufhebung ({kurz(str(meldung.aufgehoben))}) liegt vor dem Beschluss "
            f"({kurz(str(meldung.beschluss))}). Bitte berichtigen Sie eines von beiden.",
            (leere("aufgehoben"), leere("beschluss")),
        )
    if begonnen and aufgehoben and begonnen[0] > aufgehoben[1]:
        zeile.melde(
            "beginn_nach_aufhebung",
            Stufe.WARNUNG,
            "begonnen",
            f"ein Datum bis {kurz(str(meldung.aufgehoben))}",
            f"Der Beginn ({kurz(str(meldung.begonnen))}) liegt nach der Aufhebung "
            f"({kurz(str(meldung.aufgehoben))}). Ein neues Konzept gehört in eine eigene Zeile.",
            (leere("begonnen"),),
        )
    elif beschluss and begonnen and begonnen[0] > beschluss[1] and meldung.vorhanden in MIT_BESCHLUSS:
        zeile.melde(
            "fortschreibung",
            Stufe.HINWEIS,
            "begonnen",
            FELD_JE_NAME["begonnen"].erklaerung,
            f"Der Beginn ({kurz(str(meldung.begonnen))}) liegt nach dem Beschluss; die Zeile meldet "
            "zusätzlich "
            "eine Fortschreibung in Arbeit.",
        )


def pruefe_zukunft(zeile: Zeile, meldung: Meldung, heute: date) -> None:
    """Ereignisse, die erst nach ``heute`` liegen."""
    for feld, wort in (("beschluss", "Der Beschluss"), ("begonnen", "Der Beginn"), ("belegt", "Der Stand")):
        wert = getattr(meldung, feld)
        raum = zeitraum(wert)
        if raum is None or raum[0] <= heute:
            continue
        geplant = feld == "beschluss" and meldung.vorhanden is Vorhanden.IN_ARBEIT
        vorschlaege = [leere(feld)]
        if feld == "beschluss" and not geplant:
            vorschlaege.insert(0, setze("vorhanden", Vorhanden.IN_ARBEIT))
        zeile.melde(
            "beschluss_geplant" if geplant else f"{feld}_zukunft",
            Stufe.WARNUNG,
            feld,
            f"ein Datum bis {heute:%d.%m.%Y}",
            f"{wort} ({kurz(wert)}) liegt in der Zukunft. "
            + (
                "Ab diesem Tag gälte er als gefasst, auch wenn es anders kommt. Leeren Sie ihn, wenn er nur "
                "geplant ist."
                if feld == "beschluss"
                else "Bitte prüfen Sie das Datum."
            ),
            vorschlaege,
        )
