"""Eine Zeile der Liste lesen: auslassen, zur Meldung machen oder als Fehler festhalten."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from insek_monitor.einspielen import zeilenfilter
from insek_monitor.einspielen.angaben import Angaben, erschliesse, lies_angaben
from insek_monitor.einspielen.befund import WEGLASSEN, Stufe
from insek_monitor.einspielen.bekanntes import VERGLICHEN, Bekannt
from insek_monitor.einspielen.dreiwege import melde_inzwischen
from insek_monitor.einspielen.eintrag import Eintrag
from insek_monitor.einspielen.ergebnis import Pruefgrundlage
from insek_monitor.einspielen.mitglieder import lies_mitglieder
from insek_monitor.einspielen.ort import bestimme_ort
from insek_monitor.einspielen.tabelle import Tabelle, als_text, zitat
from insek_monitor.einspielen.werte import lies_ziffern
from insek_monitor.einspielen.widersprueche import pruefe_zeile
from insek_monitor.einspielen.zeile import ZEILE_WEGLASSEN, Zeile
from insek_monitor.kern.begriffe import Datenlage, Konzeptart
from insek_monitor.kern.meldung import Meldung, Vorhanden
from insek_monitor.kern.rohdatei import Zelle
from insek_monitor.register import altbestand

NUR_BEMERKUNG = "nur Bemerkung oder Quelle"
UNVERAENDERT = "unverändert, seit die Liste gefüllt wurde"
ERRECHNET = "früher errechnet, keine Meldung"


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
        grund = self._tabelle.ausgelassen.get(nummer) or zeilenfilter.grund(werte, zellen, self._tabelle)
        if grund is not None:
            return Ergebnis(zeile, ausgelassen=grund)
        texte = {feld: zeile.text(feld) for feld in werte}
        if altbestand.ist_errechnet(texte):
            _melde_errechnetes(zeile)
            return Ergebnis(zeile, ausgelassen=ERRECHNET)
        zeile.werte = {feld: werte[feld] for feld in altbestand.ohne_beiwerk(texte)}
        return self._deute(zeile, korrekturen.keys())

    def genannte_gemeinde(self, zeile: Zeile) -> str | None:
        """Die Gemeinde einer Zeile, die nichts meldet, wenn Schlüssel oder Name sie sicher nennen."""
        namen, name = self._grundlage.namen, zeile.text("gemeinde")
        ziffern = lies_ziffern(zeile.werte.get("ags")) or lies_ziffern(name)
        return (namen.finde_schluessel(ziffern) if len(ziffern) == 8 else namen.finde(name)).ags

    def gemeindename(self, zeile: Zeile) -> str:
        """Wie die Gemeinde einer Zeile heißt; ist sie nicht sicher, was dasteht."""
        ags, name = self.genannte_gemeinde(zeile), zeile.text("gemeinde")
        fund = self._grundlage.namen.finde(name)
        if ags and (not name or lies_ziffern(name) or ags in (fund.ags, *fund.kandidaten)):
            return self._grundlage.namen.name[ags]
        return zitat(name or zeile.text("ags"))

    def _deute(self, zeile: Zeile, entschieden: Collection[str]) -> Ergebnis:
        namen = self._grundlage.namen
        ags = bestimme_ort(zeile, namen)
        weitere = lies_mitglieder(zeile, namen, ags)
        gemeinden = (ags, *weitere) if ags else weitere
        angaben = lies_angaben(zeile, gemeinden, hat_zieljahr="zieljahr" in self._spalten)
        bekannt, damals = self._bekannt(angaben.meldung), self._damals(angaben.meldung)
        veraltet = damals is not None and damals != bekannt
        if damals is not None and veraltet:
            gleich = self._wiedergabe(zeile, damals, angaben)
            if gleich is not None and not _bestaetigt(damals, gleich):
                return _wie_heute(zeile, bekannt, gleich)
        if bekannt is not None:
            gleich = self._wiedergabe(zeile, bekannt, angaben)
            if gleich is not None:
                return Ergebnis(zeile, Eintrag(zeile, gleich, unveraendert=True))
        meldung = erschliesse(self._ergaenzt(angaben, bekannt, zeile), zeile, hat_spalte=self._hat_antwort)
        if meldung is None:
            return Ergebnis(zeile, ausgelassen=None if zeile.hat_fehler else NUR_BEMERKUNG)
        if damals is not None and veraltet:
            melde_inzwischen(zeile, damals, bekannt, meldung, entschieden, namen)
        meldung = pruefe_zeile(zeile, meldung, self._grundlage.heute)
        return Ergebnis(zeile, None if zeile.hat_fehler else Eintrag(zeile, meldung, unveraendert=False))

    @property
    def _hat_antwort(self) -> bool:
        return "vorhanden" in self._spalten

    def _bekannt(self, meldung: Meldung) -> Bekannt | None:
        """Der Datensatz, den die Zeile nennt, wenn er zu einer ihrer Gemeinden gehört."""
        bekannt = self._grundlage.bekanntes.je_kennung.get(meldung.konzept_id or "")
        return bekannt if bekannt is not None and bekannt.ags & set(meldung.ags) else None

    def _damals(self, meldung: Meldung) -> Bekannt | None:
        """Der Datensatz, mit dem die Zeile gefüllt wurde."""
        if self._grundlage.ursprung is None:
            return None
        damals = self._grundlage.ursprung.je_kennung.get(meldung.konzept_id or "")
        return damals if damals is not None and damals.ags & set(meldung.ags) else None

    def _wiedergabe(self, zeile: Zeile, satz: Bekannt, angaben: Angaben) -> Meldung | None:
        """Was eine Zeile, die nichts Neues sagt, wiedergibt; None, wenn sie etwas meldet."""
        bisher = len(zeile.befunde)
        angaben = self._ergaenzt(angaben, satz, zeile)
        erschlossen = erschliesse(angaben, zeile, hat_spalte=self._hat_antwort)
        gefehlt = zeile.hat_fehler
        for meldung in (angaben.meldung, erschlossen) if not gefehlt else ():
            if meldung is None or not satz.gleicht(meldung):
                continue
            # Die eigene Ausgabe, unverändert: was schon gilt, wird nicht noch einmal bemängelt.
            zeile.befunde.clear()
            return replace(meldung, art=satz.art, konzept_id=satz.konzept_id)
        del zeile.befunde[bisher:]
        return None

    def _ergaenzt(self, angaben: Angaben, satz: Bekannt | None, zeile: Zeile) -> Angaben:
        """Fehlt einer Liste mit Kennungen eine ganze Spalte, bleibt deren Angabe, wie sie bekannt ist."""
        meldung = angaben.meldung
        if satz is None or (meldung.vorhanden is Vorhanden.NEIN and satz.art is not Konzeptart.KEINS):
            # „nein“ meint das Konzept nicht mehr; seine Angaben gehören nicht dazu.
            return angaben
        fehlend = {
            feld: getattr(satz, feld)
            for feld in VERGLICHEN
            if feld not in self._spalten and feld not in zeile.werte
        }
        if "gemeinsam" not in self._spalten and "gemeinsam" not in zeile.werte:
            fehlend["ags"] = (meldung.ags[0], *sorted(satz.ags - {meldung.ags[0]}))
        return replace(angaben, meldung=replace(meldung, **fehlend))


def _bestaetigt(damals: Bekannt, meldung: Meldung) -> bool:
    """Ob die Zeile Recherchiertes zur Meldung macht."""
    return damals.datenlage is Datenlage.RECHERCHIERT and meldung.datenlage is Datenlage.GEMELDET


def _wie_heute(zeile: Zeile, heute: Bekannt | None, meldung: Meldung) -> Ergebnis:
    """Eine Zeile, die seit dem Füllen der Liste niemand geändert hat: Es bleibt, was heute gilt."""
    if heute is None or meldung.ags[0] not in heute.ags:
        return Ergebnis(zeile, ausgelassen=UNVERAENDERT)
    return Ergebnis(zeile, Eintrag(zeile, _wiederholt(heute, meldung), unveraendert=True))


def _wiederholt(satz: Bekannt, meldung: Meldung) -> Meldung:
    """Die Meldung, die den Datensatz unverändert wiedergibt; ``meldung`` sagt nur, welche Zeile es ist."""
    eigene = meldung.ags[0]
    return replace(
        meldung,
        konzept_id=satz.konzept_id,
        ags=(eigene, *sorted(satz.ags - {eigene})),
        vorhanden=meldung.vorhanden if meldung.vorhanden in satz.antworten else min(satz.antworten),
        art=satz.art,
        datenlage=None,
        **{name: getattr(satz, name) for name in VERGLICHEN},
    )


def _melde_errechnetes(zeile: Zeile) -> None:
    """Eine alte Liste enthält, was früher errechnet war: Daraus wird nie von selbst eine Meldung."""
    zeile.melde(
        "errechnet",
        Stufe.WARNUNG,
        "datenlage",
        "„gemeldet“, wenn die ganze Zeile Ihre Angabe ist",
        "Diese Zeile stammt aus einer früheren Liste, in der Antwort und Daten errechnet waren. Sie meldet "
        "nichts, auch wenn Sie die Warnung annehmen. Ist sie Ihre Angabe, übernehmen Sie sie als gemeldet.",
        (altbestand.ALS_GEMELDET, ZEILE_WEGLASSEN),
    )
