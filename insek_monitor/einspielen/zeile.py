"""Eine Zeile während der Prüfung: ihre Werte nach Korrekturen und die Befunde, die sich ansammeln."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from insek_monitor.einspielen.befund import WEGLASSEN, Befund, Korrektur, Stufe, Vorschlag
from insek_monitor.einspielen.lesung import Lesung
from insek_monitor.einspielen.tabelle import Spalte, als_text, zitat
from insek_monitor.kern.meldung import FELD_JE_NAME
from insek_monitor.kern.rohdatei import Zelle

T = TypeVar("T")
Vorschlagstext = tuple[str, str, str]
"""Beschriftung, Feld und neuer Text."""
ZEILE_WEGLASSEN: Vorschlagstext = ("diese Zeile weglassen", WEGLASSEN, "ja")


def setze(feld: str, wert: str) -> Vorschlagstext:
    """Vorschlag, ein Feld der Zeile auf einen Wert zu setzen."""
    return f"„{FELD_JE_NAME[feld].titel}“: {wert}", feld, str(wert)


def leere(feld: str) -> Vorschlagstext:
    """Vorschlag, ein Feld der Zeile zu leeren."""
    return f"„{FELD_JE_NAME[feld].titel}“ leeren", feld, ""


class Zeile:
    """Werte und Befunde einer Zeile.

    Parameters
    ----------
    spalten
        Feld → Spalte der Datei.
    werte
        Feld → Wert nach Korrekturen; nur gefüllte.
    """

    def __init__(
        self, blatt: str, nummer: int, spalten: Mapping[str, Spalte], werte: Mapping[str, Zelle]
    ) -> None:
        self.blatt = blatt
        self.nummer = nummer
        self.werte = werte
        self.befunde: list[Befund] = []
        self._spalten = spalten

    @property
    def hat_fehler(self) -> bool:
        """Ob schon ein Fehler gefunden ist."""
        return any(befund.stufe is Stufe.FEHLER for befund in self.befunde)

    def unlesbar(self, feld: str) -> bool:
        """Ob ein Feld ausgefüllt, aber nicht zu lesen ist; dann fehlt es nicht."""
        return any(b.stufe is Stufe.FEHLER and b.feld == feld for b in self.befunde)

    def text(self, feld: str) -> str:
        """Der Wert eines Felds, wie er dasteht."""
        return als_text(self.werte.get(feld)).strip()

    def melde(
        self,
        code: str,
        stufe: Stufe,
        feld: str | None,
        erwartet: str,
        meldung: str,
        vorschlaege: Iterable[Vorschlagstext | Vorschlag] = (),
    ) -> None:
        """Halte einen Befund fest; Vorschläge gelten für diese Zeile."""
        spalte = self._spalten.get(feld or "")
        self.befunde.append(
            Befund(
                code=code,
                stufe=stufe,
                blatt=self.blatt,
                zeile=self.nummer,
                spalte=spalte.nummer if spalte else None,
                feld=feld,
                spaltentitel=spalte.titel if spalte else "",
                gefunden=zitat(self.text(feld), 300) if feld else "",
                erwartet=erwartet,
                meldung=meldung,
                vorschlaege=tuple(self._vorschlag(v) for v in vorschlaege),
            )
        )

    def _vorschlag(self, vorschlag: Vorschlagstext | Vorschlag) -> Vorschlag:
        if isinstance(vorschlag, Vorschlag):
            return vorschlag
        beschriftung, feld, wert = vorschlag
        return Vorschlag(beschriftung, Korrektur(self.blatt, self.nummer, feld, wert))

    def vorschlag_weglassen(self, beschriftung: str) -> Vorschlag:
        """Vorschlag für einen Befund an anderer Stelle, diese Zeile zu übergehen."""
        return Vorschlag(beschriftung, Korrektur(self.blatt, self.nummer, WEGLASSEN, "ja"))

    def nimm(self, gelesen: Lesung[T], feld: str) -> T | None:
        """Der gelesene Wert; was dabei auffiel, wird zum Befund."""
        if gelesen.stufe is not None:
            vorschlaege = [(beschriftung, feld, wert) for beschriftung, wert in gelesen.vorschlaege]
            self.melde(gelesen.code, gelesen.stufe, feld, gelesen.erwartet, gelesen.meldung, vorschlaege)
        return gelesen.wert
