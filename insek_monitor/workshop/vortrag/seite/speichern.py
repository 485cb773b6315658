"""Speichern, kopieren, archivieren; und was geschieht, wenn jemand anderes schneller war."""

from __future__ import annotations

import streamlit as st

from insek_monitor.kern.vortrag import Folge
from insek_monitor.rahmen import streit as streitkasten
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.rahmen.streit import Weg
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.workshop.vortrag import register_folgen as vortragsfolgen
from insek_monitor.workshop.vortrag.register_folgen import FolgeUeberholt, GespeicherteFolge
from insek_monitor.workshop.vortrag.seite import arbeit as rechnung
from insek_monitor.workshop.vortrag.seite import zustand
from insek_monitor.workshop.vortrag.seite.arbeit import Arbeit


def als_arbeit(gespeichert: GespeicherteFolge) -> Arbeit:
    """Eine gespeicherte Folge zum Weiterarbeiten."""
    return rechnung.oeffne(gespeichert.inhalt, gespeichert.folge, gespeichert.fassung)


def speichere() -> None:
    """Speichert die nächste Fassung (Rückruf)."""
    jetzt = zustand.arbeit()
    if jetzt is not None:
        _schreibe(jetzt, jetzt.folge, jetzt.nummer, jetzt.fassung)


def speichere_neu() -> None:
    """Speichert als neue Folge, bei Bedarf unter einem freien Namen (Rückruf)."""
    jetzt = zustand.arbeit()
    if jetzt is None:
        return
    try:
        vergeben = [f.name for f in vortragsfolgen.liste(zwischenspeicher.register(), handelnder())]
    except RegisterFehler as fehler:
        zustand.melde(str(fehler), "fehler")
        return
    name = jetzt.folge.name
    if name.casefold() in {anderer.casefold() for anderer in vergeben}:
        name = vortragsfolgen.freier_name(name, vergeben)
    _schreibe(jetzt, jetzt.folge.mit(name=name), None, None)


def speichere_darueber() -> None:
    """Macht die eigene Folge zur nächsten Fassung nach der des anderen (Rückruf)."""
    jetzt, andere = zustand.arbeit(), zustand.streit()
    if jetzt is not None and andere is not None:
        _schreibe(jetzt, jetzt.folge, andere.folge, andere.fassung)


def archiviere() -> None:
    """Legt die geöffnete Folge ins Archiv; in der Sitzung bleibt sie offen (Rückruf)."""
    jetzt = zustand.arbeit()
    if jetzt is None or jetzt.nummer is None or jetzt.fassung is None:
        return
    try:
        vortragsfolgen.archiviere(zwischenspeicher.register(), handelnder(), jetzt.nummer, jetzt.fassung)
    except FolgeUeberholt as fehler:
        zustand.merke_streit(fehler.inzwischen)
        return
    except RegisterFehler as fehler:
        zustand.melde(str(fehler), "fehler")
        return
    zustand.oeffne(rechnung.geloest(jetzt), "ins Archiv gelegt")
    zustand.melde(f"„{jetzt.folge.name}“ liegt im Archiv. Unter „Speichern“ lässt sie sich zurückholen.")


def hole_zurueck(nummer: int, fassung: int) -> None:
    """Holt eine Folge aus dem Archiv und öffnet sie (Rückruf)."""
    try:
        gespeichert = vortragsfolgen.archiviere(
            zwischenspeicher.register(), handelnder(), nummer, fassung, archiviert=False
        )
    except RegisterFehler as fehler:
        zustand.melde(str(fehler), "fehler")
        return
    zustand.oeffne(als_arbeit(gespeichert), f"„{gespeichert.name}“ zurückgeholt")
    zustand.melde(f"„{gespeichert.name}“ ist wieder da.")


def zeichne_streit() -> None:
    """Wer inzwischen gespeichert hat, und was jetzt geht; verloren ist nichts."""
    andere, jetzt = zustand.streit(), zustand.arbeit()
    if andere is None or jetzt is None:
        return
    wege = (
        Weg("Meine als Kopie speichern", "kopie", speichere_neu, haupt=True),
        Weg("Die andere öffnen (meine bleibt unter „Rückgängig“)", "andere", _oeffne_andere),
        Weg("Meine darüber speichern", "darueber", speichere_darueber),
    )
    was = "diese Folge ins Archiv gelegt" if andere.archiviert else "diese Folge gespeichert"
    streitkasten.zeichne("praesentation_streit", andere, was, wege)


def _oeffne_andere() -> None:
    andere = zustand.streit()
    if andere is not None:
        zustand.oeffne(als_arbeit(andere), f"Fassung {andere.fassung} geöffnet")


def _schreibe(jetzt: Arbeit, folge: Folge, nummer: int | None, fassung: int | None) -> None:
    if folge.eingefroren is None:
        # Die Folge merkt sich, womit sie zu sehen war; die Filterzeile bestimmt es.
        folge = folge.mit(nur_belegt=bool(st.session_state.get("belegt")))
    try:
        neu = vortragsfolgen.speichere(zwischenspeicher.register(), handelnder(), folge, nummer, fassung)
    except FolgeUeberholt as fehler:
        zustand.merke_streit(fehler.inzwischen)
        return
    except RegisterFehler as fehler:
        zustand.melde(str(fehler), "fehler")
        return
    zustand.merke_streit(None)
    zustand.uebernimm(rechnung.gespeichert(jetzt, neu.inhalt, neu.folge, neu.fassung))
    zustand.melde(f"„{neu.name}“ ist gespeichert (Fassung {neu.fassung}).")
