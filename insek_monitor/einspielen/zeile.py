"""Eine Zeile während der Prüfung: Werte nach Korrekturen, Befunde; Daten in Satz, Liste und Zeitraum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeVar

from insek_monitor.einspielen.befund import WEGLASSEN, Befund, Korrektur, Stufe, Vorschlag
from insek_monitor.einspielen.lesung import Lesung
from insek_monitor.einspielen.tabelle import Spalte, als_text, zitat
from insek_monitor.kern.datum import DatumsFehler, lies_datum
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


def kurz(wert: str) -> str:
    """Ein Datum des Registers, wie man es schreibt: 14.03.2019, 03/2019, 2019, unbekannt."""
    teile = wert.split("-")
    if len(teile) == 3:
        return f"{teile[2]}.{teile[1]}.{teile[0]}"
    return f"{teile[1]}/{teile[0]}" if len(teile) == 2 else wert


@lru_cache(maxsize=20_000)
def zeitraum(wert: str | None) -> tuple[date, date] | None:
    """Frühester und spätester Tag, den ein Datum des Registers meinen kann; None ohne Zeitpunkt."""
    try:
        gelesen = lies_datum(wert)
    except DatumsFehler:
        return None
    if gelesen is None or gelesen.tag is None:
        return None
    teile = gelesen.text.split("-")
    if len(teile) == 3:
        return gelesen.tag, gelesen.tag
    jahr = gelesen.tag.year
    if len(teile) == 1:
        return date(jahr, 1, 1), date(jahr, 12, 31)
    erster = gelesen.tag.replace(day=1)
    return erster, (erster + timedelta(days=31)).replace(day=1) - timedelta(days=1)
