"""Eine Zeile der Liste lesen: auslassen, zur Meldung machen oder als Fehler festhalten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from insek_monitor.modell.befund import WEGLASSEN
from insek_monitor.modell.begriffe import Datenlage, Konzeptart
from insek_monitor.modell.meldung import Meldung, Vorhanden
from insek_monitor.modell.rohdatei import Zelle
from insek_monitor.register.einspielen import zeilenfilter
from insek_monitor.register.einspielen.angaben import erschliesse, lies_angaben
from insek_monitor.register.einspielen.bekanntes import VERGLICHEN, Bekannt
from insek_monitor.register.einspielen.eintrag import Eintrag
from insek_monitor.register.einspielen.ergebnis import Pruefgrundlage
from insek_monitor.register.einspielen.mitglieder import lies_mitglieder
from insek_monitor.register.einspielen.modelliertes import (
    melde_errechnetes,
    melde_geerbtes,
    modellierter_zu,
    nur_errechnet,
    wie_bekannt,
)
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
        bekannt = self._bekannt(angaben.meldung)
        eigene, bisher = angaben, len(zeile.befunde)
        if bekannt is not None:
            angaben = replace(angaben, meldung=self._ergaenze(angaben.meldung, bekannt, zeile))
        meldung = erschliesse(angaben, zeile, hat_spalte="vorhanden" in self._spalten)
        if bekannt is not None and not zeile.hat_fehler:
            gleich = self._wiedergabe(zeile, bekannt, angaben.meldung, meldung)
            if gleich is not None:
                return Ergebnis(zeile, Eintrag(zeile, gleich, unveraendert=True))
        if bekannt is not None and not bekannt.datenlage.ist_belegt:
            # Wer etwas anderes sagt als das Modell, sagt nur, was in seiner Zeile steht.
            del zeile.befunde[bisher:]
            meldung = erschliesse(eigene, zeile, hat_spalte="vorhanden" in self._spalten)
        if meldung is None:
            return Ergebnis(zeile, ausgelassen=None if zeile.hat_fehler else NUR_BEMERKUNG)
        if bekannt is not None:
            melde_geerbtes(zeile, bekannt, meldung)
        meldung = pruefe_zeile(zeile, meldung, self._grundlage.heute)
        return Ergebnis(zeile, None if zeile.hat_fehler else Eintrag(zeile, meldung, unveraendert=False))

    def _bekannt(self, meldung: Meldung) -> Bekannt | None:
        """Der Datensatz, den die Zeile nennt, wenn er zu einer ihrer Gemeinden gehört."""
        verzeichnis = self._grundlage.bekanntes
        if meldung.konzept_id is None:
            return modellierter_zu(verzeichnis.zu(meldung.ags[0]), meldung) if meldung.ags else None
        bekannt = verzeichnis.je_kennung.get(meldung.konzept_id)
        return bekannt if bekannt is not None and bekannt.ags & set(meldung.ags) else None

    def _wiedergabe(
        self, zeile: Zeile, bekannt: Bekannt, gelesen: Meldung, erschlossen: Meldung | None
    ) -> Meldung | None:
        """Was eine Zeile, die nichts Neues sagt, wiedergibt; None, wenn sie etwas meldet."""
        errechnet = erschlossen is not None and nur_errechnet(bekannt, erschlossen)
        for meldung in (gelesen, erschlossen):
            if meldung is None or not bekannt.gleicht(meldung):
                continue
            if bekannt.datenlage.ist_belegt or meldung.datenlage in (None, Datenlage.MODELLIERT):
                # Die eigene Ausgabe, unverändert: was schon gilt, wird nicht noch einmal bemängelt.
                zeile.befunde.clear()
                return replace(meldung, art=bekannt.art, konzept_id=bekannt.konzept_id)
        if erschlossen is None or not errechnet:
            return None
        zeile.befunde.clear()
        melde_errechnetes(zeile, bekannt, erschlossen)
        return wie_bekannt(bekannt, erschlossen)

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
