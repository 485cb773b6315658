"""Eine Zeile der Liste lesen: auslassen, zur Meldung machen oder als Fehler festhalten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from insek_monitor.modell.befund import WEGLASSEN
from insek_monitor.modell.begriffe import Konzeptart
from insek_monitor.modell.meldung import Meldung, Vorhanden
from insek_monitor.modell.rohdatei import Zelle
from insek_monitor.register.einspielen import zeilenfilter
from insek_monitor.register.einspielen.angaben import erschliesse, lies_angaben
from insek_monitor.register.einspielen.bekanntes import VERGLICHEN, Bekannt
from insek_monitor.register.einspielen.eintrag import Eintrag
from insek_monitor.register.einspielen.ergebnis import Pruefgrundlage
from insek_monitor.register.einspielen.mitglieder import lies_mitglieder
from insek_monitor.register.einspielen.ort import bestimme_ort
from insek_monitor.register.einspielen.tabelle import Tabelle, als_text
from insek_monitor.register.einspielen.widersprueche import pruefe_zeile
from insek_monitor.register.einspielen.zeile import Zeile

NUR_BEMERKUNG = "nur Bemerkung oder Quelle"


@dataclass(frozen=True)
class Ergebnis:
    """Was aus einer Zeile wurde: ein Eintrag, ein Grund zum Auslassen oder (beides None) nur Fehler."""

    zeile: Zeile
    eintrag: Eintrag | None = None
    ausgelassen: str | None = None


class Zeilenleser:
    """Liest Zeile für Zeile gegen dieselbe Grundlage."""

    def __init__(self, tabelle: Tabelle, grundlage: Pruefgrundlage) -> None:
        self._tabelle = tabelle
        self._grundlage = grundlage
        self._spalten = {spalte.feld: spalte for spalte in tabelle.spalten if spalte.feld}
        self._stellen = [
            (stelle, spalte.feld) for stelle, spalte in enumerate(tabelle.spalten) if spalte.feld
        ]

    def lies(self, nummer: int, zellen: Sequence[Zelle], korrekturen: Mapping[str, str]) -> Ergebnis:
        """Lies eine Zeile.

        Parameters
        ----------
        korrekturen
            Feld → neuer Text für diese Zeile.
        """
        werte = {feld: zellen[stelle] for stelle, feld in self._stellen}
        werte |= {feld: wert for feld, wert in korrekturen.items() if feld != WEGLASSEN}
        werte = {feld: wert for feld, wert in werte.items() if wert is not None and als_text(wert).strip()}
        zeile = Zeile(self._tabelle.blatt, nummer, self._spalten, werte)
        if korrekturen.get(WEGLASSEN):
            return Ergebnis(zeile, ausgelassen=zeilenfilter.WEGGELASSEN)
        grund = zeilenfilter.grund(werte, zellen, self._tabelle)
        if grund is not None:
            return Ergebnis(zeile, ausgelassen=grund)
        return self._deute(zeile)

    def _deute(self, zeile: Zeile) -> Ergebnis:
        namen = self._grundlage.namen
        ags = bestimme_ort(zeile, namen)
        weitere = lies_mitglieder(zeile, namen, ags)
        gemeinden = (ags, *weitere) if ags else weitere
        angaben = lies_angaben(zeile, gemeinden, hat_zieljahr="zieljahr" in self._spalten)
        bekannt = self._grundlage.bekanntes.je_kennung.get(angaben.meldung.konzept_id or "")
        if bekannt is not None and bekannt.ags & set(gemeinden):
            angaben = replace(angaben, meldung=self._ergaenze(angaben.meldung, bekannt, zeile))
        meldung = erschliesse(angaben, zeile, hat_spalte="vorhanden" in self._spalten)
        gleich = next((m for m in (angaben.meldung, meldung) if m and bekannt and bekannt.gleicht(m)), None)
        if gleich is not None and bekannt is not None and not zeile.hat_fehler:
            # Die eigene Ausgabe, unverändert: was schon gilt, wird nicht noch einmal bemängelt.
            zeile.befunde.clear()
            return Ergebnis(zeile, Eintrag(zeile, replace(gleich, art=bekannt.art), unveraendert=True))
        if meldung is None:
            return Ergebnis(zeile, ausgelassen=None if zeile.hat_fehler else NUR_BEMERKUNG)
        meldung = pruefe_zeile(zeile, meldung, self._grundlage.heute)
        return Ergebnis(zeile, None if zeile.hat_fehler else Eintrag(zeile, meldung, unveraendert=False))

    def _ergaenze(self, meldung: Meldung, bekannt: Bekannt, zeile: Zeile) -> Meldung:
        """Fehlt einer Liste mit Kennungen eine ganze Spalte, bleibt deren Angabe, wie sie bekannt ist."""
        if meldung.vorhanden is Vorhanden.NEIN and bekannt.art is not Konzeptart.KEINS:
            # „nein“ meint das Konzept nicht mehr; seine Angaben gehören nicht dazu.
            return meldung
        fehlend = {
            feld: getattr(bekannt, feld)
            for feld in VERGLICHEN
            if feld not in self._spalten and feld not in zeile.werte
        }
        if "gemeinsam" not in self._spalten and "gemeinsam" not in zeile.werte:
            fehlend["ags"] = (meldung.ags[0], *sorted(bekannt.ags - {meldung.ags[0]}))
        return replace(meldung, **fehlend)
