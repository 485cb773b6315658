"""Alle Kontakte der Auswahl, der jüngste zuerst: filtern, blättern, berichtigen, zurückziehen, mitnehmen."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.ausgabe import ics
from insek_monitor.ausgabe.kontaktliste import als_kontaktliste, kontaktzeilen, standzeilen
from insek_monitor.darstellung import zahlen
from insek_monitor.oberflaeche import anmeldung, bausteine, zwischenspeicher
from insek_monitor.oberflaeche.ansicht import Ansicht
from insek_monitor.oberflaeche.ansprache import kontaktfilter, kontaktzeile
from insek_monitor.oberflaeche.ansprache.kontaktlesen import Eintraege
from insek_monitor.oberflaeche.datenpflege import blaettern
from insek_monitor.oberflaeche.datenpflege.zustand import handelnder
from insek_monitor.register import kampagnen

JE_SEITE = 15
SEITE = "kontaktliste_seite"


def zeichne(ansicht: Ansicht, daten: Eintraege, *, schreiben: bool) -> None:
    """Filter, Ausgabe und die Kontakte seitenweise."""
    if daten.kontakte.empty:
        st.markdown("Noch ist kein Kontakt eingetragen.")
        return
    wahl = kontaktfilter.zeile(daten.heute)
    gefunden = kontaktfilter.filtere(daten.kontakte, wahl, ansicht.lage.index)
    titel = kampagnentitel()
    with st.container(horizontal=True, vertical_alignment="center"):
        gesamt = zahlen.anzahl(len(daten.kontakte), "Kontakt", "Kontakten")
        st.markdown(f"**{zahlen.zahl(len(gefunden))}** von {gesamt}, der jüngste zuerst", width="stretch")
        if len(gefunden):
            bausteine.herunterladen(
                "Kontakte (XLSX)",
                _mit_rolle(
                    lambda: als_kontaktliste(
                        kontaktzeilen(gefunden, zwischenspeicher.gemeinden(), titel),
                        standzeilen(daten.gemeinden.loc[ansicht.lage.index], zwischenspeicher.gemeinden()),
                        bausteine.angaben(ansicht),
                        einstellungen.jetzt(),
                    ),
                    "Kontakte",
                ),
                "kontakte-intern.xlsx",
                ansicht,
                hilfe="Die gezeigten Kontakte und die Stände der Auswahl. Nur für den internen Gebrauch.",
            )
    if gefunden.empty:
        st.info(
            "Kein Kontakt passt. Nehmen Sie einen Filter zurück, auch einen der Filterzeile oben.",
            icon=":material/filter_alt_off:",
        )
        return
    seiten = blaettern.stuecke(gefunden.index, JE_SEITE)
    for zeile in gefunden.loc[seiten[blaettern.aktuelle(SEITE, len(seiten)) - 1]].itertuples():
        kontaktzeile.zeichne(zeile, daten.heute, titel, schreiben=schreiben)
    blaettern.leiste(SEITE, len(seiten))


def kalender(ansicht: Ansicht, daten: Eintraege) -> None:
    """Die offenen Wiedervorlagen als Kalenderdatei; Erledigtes und Zurückgezogenes sagt sie ab."""
    bausteine.herunterladen(
        "Wiedervorlagen (ICS)",
        _mit_rolle(
            lambda: ics.als_ics_wiedervorlagen(
                daten.termine, zwischenspeicher.gemeinden(), einstellungen.jetzt()
            ),
            "Wiedervorlagen",
        ),
        "wiedervorlagen-intern.ics",
        ansicht,
        hilfe="Für Outlook, Thunderbird und andere Kalender. Noch einmal eingelesen, wird nichts doppelt: "
        "Verschobenes wandert, Erledigtes wird abgesagt. Nur für den internen Gebrauch.",
    )


def _mit_rolle(inhalt: Callable[[], bytes], gegenstand: str) -> Callable[[], bytes]:
    """Derselbe Inhalt; beim Klick wird die Rolle noch einmal geprüft."""
    pruefe = anmeldung.pruefer(gegenstand)

    def geprueft() -> bytes:
        pruefe()
        return inhalt()

    return geprueft


def kampagnentitel() -> dict[int, str]:
    """Nummer → Titel aller Kampagnen, auch archivierter."""
    alle = kampagnen.liste(zwischenspeicher.register(), handelnder(), auch_archivierte=True)
    return {kampagne.nummer: kampagne.angaben.titel for kampagne in alle}
