"""Ein Einzelformular von der Eingabe bis vor das Schreiben; lebt in der Sitzung."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from insek_monitor.einspielen.befund import WEGLASSEN, Korrektur
from insek_monitor.einspielen.bekanntes import Bekannt, Bestandsverzeichnis
from insek_monitor.einspielen.seite import einzelmeldung
from insek_monitor.einspielen.seite.einzelmeldung import Werte
from insek_monitor.einspielen.seite.vorgang import Vorgang
from insek_monitor.einspielen.tabelle import Tabelle
from insek_monitor.rahmen import zwischenspeicher

SCHLUESSEL, DATENSATZ = "einzelmeldung", "einzel_datensatz"
NEU = "neue Angabe"


@dataclass
class Einzelvorgang(Vorgang):
    """Wie ein Einspielen, nur dass die eine Zeile aus dem Formular kommt.

    Attributes
    ----------
    ags : Gemeinde, zu der das Formular gehört.
    kennung : Datensatz, der geändert wird; leer: neue Angabe.
    eingereicht : Eingaben beim letzten „Prüfen“.
    """

    ags: str = ""
    kennung: str = ""
    eingereicht: Werte | None = None
    bekannte: dict[str, Bekannt] = field(default_factory=dict, repr=False)

    def tabelle(self) -> Tabelle:
        """Die Eingaben als Liste mit einer Zeile."""
        return einzelmeldung.tabelle(self.eingereicht or {})

    def korrigiere(self, korrektur: Korrektur) -> None:
        """Ein angenommener Vorschlag steht danach im Formular und gilt als eingereicht."""
        self.fehler = ""
        if korrektur.feld == WEGLASSEN:
            self.eingereicht = None
        elif self.eingereicht is not None:
            self.eingereicht = {**self.eingereicht, korrektur.feld: korrektur.wert}
            setze_eingabe(korrektur.feld, korrektur.wert)

    @property
    def _spalten(self) -> Hashable:
        return tuple(sorted((self.eingereicht or {}).items()))

    def reiche_ein(self) -> None:
        """Übernimmt, was im Formular steht."""
        werte = einzelmeldung.ort(self.ags, zwischenspeicher.gemeinden()) | lies_eingaben()
        if self.kennung:
            werte["konzept_id"] = self.kennung
        self.eingereicht, self.fehler = werte, ""

    def waehle(self, kennung: str) -> None:
        """Lädt einen anderen Datensatz (oder keinen) in das Formular."""
        self.kennung, self.eingereicht, self.angenommen, self.fehler = kennung, None, frozenset(), ""
        fuelle_formular(einzelmeldung.werte_aus(self.bekannte[kennung], self.ags) if kennung else {})


def oeffne(ags: str, basis: int) -> Einzelvorgang:
    """Beginnt ein Formular für eine Gemeinde; ein anderes, noch offenes entfällt."""
    verzeichnis = Bestandsverzeichnis(zwischenspeicher.bestand(basis))
    bekannte = {b.konzept_id: b for b in einzelmeldung.zur_wahl(verzeichnis.zu(ags))}
    vorgang = Einzelvorgang(einzelmeldung.ohne_datei(), b"", basis, ags=ags, bekannte=bekannte)
    st.session_state[SCHLUESSEL] = vorgang
    st.session_state.pop(DATENSATZ, None)
    vorgang.waehle(next(iter(bekannte), ""))
    return vorgang


def offener(ags: str) -> Einzelvorgang | None:
    """Das offene Formular dieser Gemeinde."""
    vorgang = st.session_state.get(SCHLUESSEL)
    return vorgang if isinstance(vorgang, Einzelvorgang) and vorgang.ags == ags else None


def schliesse() -> None:
    """Vergisst alles, was eingegeben wurde."""
    st.session_state.pop(SCHLUESSEL, None)


def eingabe(feld: str) -> str:
    """Schlüssel des Bedienelements zu einem Feld."""
    return f"einzel_{feld}"


def fuelle_formular(werte: Werte) -> None:
    """Setzt alle Bedienelemente auf diese Werte."""
    for feld in einzelmeldung.EINGABEN:
        setze_eingabe(feld, werte.get(feld, ""))


def setze_eingabe(feld: str, wert: str) -> None:
    """Setzt ein Bedienelement; was es nicht annehmen kann, bleibt leer."""
    passend: Any = wert
    if feld in einzelmeldung.AUSWAHLEN:
        passend = wert if wert in einzelmeldung.AUSWAHLEN[feld] else None
    elif feld == "gemeinsam":
        bekannt = zwischenspeicher.gemeinden().index
        passend = [teil.strip() for teil in wert.split(";") if teil.strip() in bekannt]
    st.session_state[eingabe(feld)] = passend


def lies_eingaben() -> Werte:
    """Was im Formular steht; leere Felder fehlen."""
    werte = {}
    for feld in einzelmeldung.EINGABEN:
        roh = st.session_state.get(eingabe(feld))
        text = "; ".join(sorted(roh)) if isinstance(roh, list) else str(roh or "").strip()
        if text:
            werte[feld] = text
    return werte
