"""Eine erkannte Liste prüfen: Zeile für Zeile, untereinander und gegen den Datenstand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from insek_monitor.einspielen.befund import Korrektur
from insek_monitor.einspielen.bestandsabgleich import neueste_beschluesse, pruefe_gegen_bestand
from insek_monitor.einspielen.blattbefunde import blattbefunde
from insek_monitor.einspielen.dreiwege import hinweis_andere_herkunft
from insek_monitor.einspielen.eintrag import Eintrag
from insek_monitor.einspielen.ergebnis import Pruefergebnis, Pruefgrundlage
from insek_monitor.einspielen.listenabgleich import vergleiche_zeilen
from insek_monitor.einspielen.tabelle import Tabelle
from insek_monitor.einspielen.zeile import Zeile
from insek_monitor.einspielen.zeilenfilter import NICHTS_GEMELDET
from insek_monitor.einspielen.zeilenlesung import Zeilenleser
from insek_monitor.kern.rohdatei import Rohdatei

__all__ = ["Pruefergebnis", "Pruefgrundlage", "pruefe"]

#: Anteil des Lesens an der ganzen Arbeit, für die Anzeige des Fortschritts.
_ANTEIL_LESEN = 0.8


def pruefe(
    tabelle: Tabelle,
    grundlage: Pruefgrundlage,
    korrekturen: Sequence[Korrektur] = (),
    *,
    datei: Rohdatei | None = None,
    fortschritt: Callable[[float], None] | None = None,
) -> Pruefergebnis:
    """Prüfe eine Liste; nichts wird geschrieben.

    Parameters
    ----------
    korrekturen
        Werte, die statt der Zellen gelten; bei mehreren für dieselbe Zelle gilt die letzte.
    datei
        Die Datei, aus der die Liste stammt; damit fallen ausgeblendete Zeilen und Formeln auf.
    fortschritt
        Wird mit einem Anteil von 0 bis 1 gerufen, rund hundertmal.
    """
    melde = _Fortschritt(fortschritt, len(tabelle.zeilen))
    je_zeile: dict[int, dict[str, str]] = {}
    for korrektur in korrekturen:
        if korrektur.blatt == tabelle.blatt:
            je_zeile.setdefault(korrektur.zeile, {})[korrektur.feld] = korrektur.wert
    leser = Zeilenleser(tabelle, grundlage)
    zeilen: list[Zeile] = []
    eintraege: list[Eintrag] = []
    ausgelassen: dict[int, str] = {}
    for stelle, (nummer, zellen) in enumerate(tabelle.zeilen, start=1):
        ergebnis = leser.lies(nummer, zellen, je_zeile.get(nummer, {}))
        zeilen.append(ergebnis.zeile)
        if ergebnis.eintrag is not None:
            eintraege.append(ergebnis.eintrag)
        elif ergebnis.ausgelassen is not None:
            ausgelassen[nummer] = ergebnis.ausgelassen
        melde(stelle, _ANTEIL_LESEN)
    gemeinden = {zeile.nummer: leser.gemeindename(zeile) for zeile in zeilen}
    gelesen = {nummer: name for nummer, name in gemeinden.items() if nummer not in ausgelassen}
    stille = set(ausgelassen)
    ausgelassen |= vergleiche_zeilen(eintraege, grundlage.namen.beschrifte)
    neueste = neueste_beschluesse(eintraege)
    for eintrag in eintraege:
        if eintrag.zeile.nummer not in ausgelassen:
            pruefe_gegen_bestand(eintrag, grundlage, neueste)
    befunde = blattbefunde(tabelle, datei, gelesen, ausgelassen)
    if grundlage.herkunft is not None and grundlage.ist_ueberholt:
        befunde.append(
            hinweis_andere_herkunft(
                tabelle.blatt, grundlage.herkunft.datenstand, grundlage.bestand.datenstand
            )
        )
    befunde += [befund for zeile in zeilen for befund in zeile.befunde]
    sagend = {ags for e in eintraege for ags in e.meldung.ags}
    stumm = [(z.nummer, leser.genannte_gemeinde(z)) for z in zeilen if z.nummer in stille]
    # Ein leerer Vordruck zählt nur, wenn die Gemeinde nicht in einer anderen Zeile etwas sagt.
    genannt = {ags for nr, ags in stumm if ags and (ausgelassen[nr] != NICHTS_GEMELDET or ags not in sagend)}
    befunde.sort(key=lambda befund: befund.zeile or 0)  # das ganze Blatt zuerst
    melde.fertig()
    return Pruefergebnis(
        tabelle=tabelle,
        befunde=tuple(befunde),
        meldungen=tuple(e.meldung for e in eintraege if e.zeile.nummer not in ausgelassen),
        ausgelassen=ausgelassen,
        genannt=frozenset(genannt),
        gemeinde_je_zeile=gemeinden,
    )


class _Fortschritt:
    def __init__(self, rufe: Callable[[float], None] | None, anzahl: int) -> None:
        self._rufe = rufe
        self._anzahl = max(anzahl, 1)
        self._schritt = max(anzahl // 100, 1)

    def __call__(self, stelle: int, anteil: float) -> None:
        if self._rufe is not None and stelle % self._schritt == 0:
            self._rufe(anteil * stelle / self._anzahl)

    def fertig(self) -> None:
        if self._rufe is not None:
            self._rufe(1.0)
