"""Ein Einspielen von der Datei bis vor das Schreiben: was gewählt wurde und was sich daraus ergibt."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from insek_monitor.einspielen.befund import WEGLASSEN, Befund, Korrektur, Stufe
from insek_monitor.einspielen.ergebnis import Pruefergebnis, Pruefgrundlage
from insek_monitor.einspielen.erkennen import erkenne
from insek_monitor.einspielen.herkunft import herkunft_der_liste
from insek_monitor.einspielen.lesen import lies_datei
from insek_monitor.einspielen.pruefen import pruefe
from insek_monitor.einspielen.register_eintragen import Quelldatei, Ueberholt, vergebene_kennungen
from insek_monitor.einspielen.tabelle import Tabelle
from insek_monitor.einspielen.vergleich import Vergleich, vergleiche
from insek_monitor.einspielen.zusammenfuehren import Zusammenfuehrung, fuehre_zusammen
from insek_monitor.kern.rohdatei import Rohdatei
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register.laden import Bestand

T = TypeVar("T")
Fortschritt = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Entwurf:
    """Der künftige Inhalt des Registers und wie er sich vom geltenden unterscheidet."""

    zusammenfuehrung: Zusammenfuehrung
    vergleich: Vergleich


@dataclass
class Vorgang:
    """Eine hochgeladene Datei und alles, was dazu entschieden wurde. Lebt nur in der Sitzung.

    Attributes
    ----------
    basis : Datenstand, mit dem verglichen wird: der geltende, als die Prüfung begann.
    spaltenwahl : Normierte Überschrift → Feld.
    angenommen : Kennungen angenommener Warnungen.
    vollstaendig : Was in der Datei fehlt, entfällt.
    ueberholt : Jemand war beim Schreiben schneller.
    fehler : Warum das letzte Schreiben nicht ging.
    """

    datei: Rohdatei
    inhalt: bytes
    basis: int
    spaltenwahl: Mapping[str, str] = field(default_factory=dict)
    korrekturen: tuple[Korrektur, ...] = ()
    angenommen: frozenset[str] = frozenset()
    vollstaendig: bool = False
    ueberholt: Ueberholt | None = None
    fehler: str = ""
    _gerechnet: dict[str, tuple[Hashable, Any]] = field(default_factory=dict, repr=False)

    def tabelle(self) -> Tabelle:
        """Die erkannte Liste (RegisterFehler ohne Kopfzeile)."""
        return self._einmal("tabelle", self._spalten, lambda: erkenne(self.datei, self.spaltenwahl))

    def herkunft(self) -> Bestand | None:
        """Der Datenstand, mit dem die Liste gefüllt wurde, wenn sie ihn nennt."""
        return self._einmal(
            "herkunft",
            self.datei.pruefsumme,
            lambda: herkunft_der_liste(zwischenspeicher.register(), self.datei),
        )

    def ist_geprueft(self, heute: date) -> bool:
        """Ob `ergebnis` sofort antwortet."""
        return self._gerechnet.get("ergebnis", (None,))[0] == self._pruefschluessel(heute)

    def ergebnis(self, heute: date, fortschritt: Fortschritt | None = None) -> Pruefergebnis:
        """Prüft die Liste mit allen Korrekturen gegen die Basis."""

        def rechne() -> Pruefergebnis:
            grundlage = Pruefgrundlage(
                zwischenspeicher.gemeinden(),
                zwischenspeicher.gebietsaenderungen(),
                zwischenspeicher.bestand(self.basis),
                zwischenspeicher.regeln(),
                heute,
                self.herkunft(),
            )
            return pruefe(
                self.tabelle(), grundlage, self.korrekturen, datei=self.datei, fortschritt=fortschritt
            )

        return self._einmal("ergebnis", self._pruefschluessel(heute), rechne)

    def entwurf(self, heute: date, stichtag: date) -> Entwurf:
        """Führt zusammen, was übernommen werden kann, und vergleicht mit der Basis."""
        ergebnis = self.ergebnis(heute)
        meldungen = ergebnis.uebernehmbar(self.angenommen)
        vollstaendig = self.vollstaendig and not self.zurueckgehalten(heute)

        def rechne() -> Entwurf:
            basis = zwischenspeicher.bestand(self.basis)
            neu = fuehre_zusammen(
                basis,
                meldungen,
                vollstaendig=vollstaendig,
                vergebene_kennungen=vergebene_kennungen(zwischenspeicher.register()),
                gemeldet_am=heute,
                herkunft=self.herkunft(),
                genannt=ergebnis.genannt,
            )
            unterschied = vergleiche(
                basis, neu, zwischenspeicher.gemeinden(), stichtag, zwischenspeicher.regeln()
            )
            return Entwurf(neu, unterschied)

        schluessel = (self._pruefschluessel(heute), meldungen, vollstaendig, stichtag)
        return self._einmal("entwurf", schluessel, rechne)

    def zurueckgehalten(self, heute: date) -> int:
        """Zahl der Zeilen, die wegen eines Fehlers oder einer offenen Warnung nicht mitgehen."""
        ergebnis = self.ergebnis(heute)
        fehler = [befund for befund in ergebnis.befunde if befund.stufe is Stufe.FEHLER]
        gesperrt = {befund.zeile for befund in (*fehler, *ergebnis.offen(self.angenommen))}
        if None in gesperrt:  # betrifft die ganze Liste
            gesperrt |= {meldung.zeile for meldung in ergebnis.meldungen}
        return len(gesperrt - {None})

    def korrigiere(self, korrektur: Korrektur) -> None:
        """Merkt einen anderen Wert für eine Zelle; ein früherer für dieselbe Zelle entfällt."""
        ort = (korrektur.blatt, korrektur.zeile, korrektur.feld)
        andere = tuple(k for k in self.korrekturen if (k.blatt, k.zeile, k.feld) != ort)
        self.korrekturen = (*andere, korrektur)
        self.fehler = ""

    def lass_weg(self, blatt: str, zeile: int) -> None:
        """Übergeht eine ganze Zeile der Datei."""
        self.korrigiere(Korrektur(blatt, zeile, WEGLASSEN, "ja"))

    def nimm_zurueck(self, korrektur: Korrektur) -> None:
        """Streicht eine Korrektur."""
        self.korrekturen = tuple(k for k in self.korrekturen if k != korrektur)

    def nimm_an(self, befunde: Sequence[Befund]) -> None:
        """Nimmt Warnungen an: ihre Zeilen gehen mit."""
        self.angenommen |= {befund.kennung for befund in befunde}

    def widerrufe(self, befund: Befund) -> None:
        """Nimmt die Annahme einer Warnung zurück."""
        self.angenommen -= {befund.kennung}

    def vergleiche_neu(self, basis: int) -> None:
        """Prüft und vergleicht gegen einen anderen Datenstand; Korrekturen und Angenommenes bleiben."""
        self.basis, self.ueberholt, self.fehler = basis, None, ""

    def quelle(self) -> Quelldatei:
        """Die Datei, wie sie kam."""
        return Quelldatei(self.datei.name, self.inhalt)

    @property
    def _spalten(self) -> Hashable:
        return frozenset(self.spaltenwahl.items())

    def _pruefschluessel(self, heute: date) -> Hashable:
        return (self.basis, self._spalten, self.korrekturen, heute)

    def _einmal(self, name: str, schluessel: Hashable, rechne: Callable[[], T]) -> T:
        if self._gerechnet.get(name, (None, None))[0] != schluessel:
            self._gerechnet[name] = (schluessel, rechne())
        wert: T = self._gerechnet[name][1]
        return wert


def beginne(inhalt: bytes, name: str, basis: int, spaltenwahl: Mapping[str, str]) -> Vorgang:
    """Liest die Datei und beginnt das Einspielen.

    Raises
    ------
    RegisterFehler
        wenn die Datei nicht gelesen werden kann; der Satz sagt, was zu tun ist.
    """
    datei = lies_datei(inhalt, name)
    return Vorgang(datei if datei.name else replace(datei, name=name), inhalt, basis, dict(spaltenwahl))
