"""Was eine Vorführung zeigt: Folien aus Datenstand und Stichtag, Beitritt, Namen zum Springen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from insek_monitor import einstellungen
from insek_monitor.kern.stimmungsbild import zeige_code
from insek_monitor.kern.vortrag import Folge
from insek_monitor.rahmen import datenstandwahl, zwischenspeicher
from insek_monitor.rahmen.dateiordner import Dateiordner
from insek_monitor.register import datenstaende
from insek_monitor.workshop.saal import abstimmungsteile, adressen
from insek_monitor.workshop.saal.vorfuehrung_html import Buehne
from insek_monitor.workshop.vortrag import folien_html, folien_rechnen
from insek_monitor.workshop.vortrag.folien_karte import Karten, Ort
from insek_monitor.workshop.vortrag.folien_rechnen import Grundlage
from insek_monitor.workshop.vortrag.register_vorfuehrungen import Vorfuehrung

STATISCH = Path(__file__).parent / "statisch"
DATEIEN = Dateiordner(STATISCH, "/vorfuehrung/statisch/")


def statische_adresse(datei: str) -> str:
    """Adresse eines Stilblatts oder Skripts, mit Prüfsumme."""
    return DATEIEN.adresse(datei)


def buehne(vorfuehrung: Vorfuehrung, anfrage_basis: str) -> Buehne:
    """Folien einer Vorführung, fertig zum Ausliefern.

    Parameters
    ----------
    anfrage_basis : Adresse, unter der die Leinwand geöffnet ist.
    """
    folien, namen = _folien(vorfuehrung)
    gross = klein = ""
    if vorfuehrung.code is not None:
        basis = adressen.basis(anfrage_basis)
        gross, klein = (
            abstimmungsteile.beitritt(
                adressen.beitrittsadresse(vorfuehrung.code, basis),
                adressen.kurzadresse(basis),
                zeige_code(vorfuehrung.code),
                erreichbar=adressen.ist_erreichbar(basis),
                gross=ist_gross,
            )
            for ist_gross in (True, False)
        )
    return Buehne(vorfuehrung.kennung, vorfuehrung.folge.name, folien, namen, gross, klein)


@dataclass(frozen=True)
class Stand:
    """Wovon die Zahlen der Folien abhängen; Schlüssel aller Zwischenspeicher für Folien."""

    nummer: int
    name: str
    stichtag: date
    nur_belegt: bool


def stand(folge: Folge, nummer: int | None, stichtag: date | None) -> Stand:
    """Der Stand einer Vorführung; ohne Angabe der geltende Datenstand und der heutige Tag."""
    if nummer is None:
        datenstand = datenstaende.vorgabe(zwischenspeicher.alle_datenstaende())
    else:
        datenstand = zwischenspeicher.finde_datenstand(nummer)
    name = datenstandwahl.beschriftung(datenstand)
    return Stand(datenstand.nummer, name, stichtag or einstellungen.heute(), folge.nur_belegt)


@zwischenspeicher.einmalig(8)
def grundlage(gezeigt: Stand) -> Grundlage:
    """Woraus die Folien gerechnet werden."""
    return Grundlage(
        lage=zwischenspeicher.lage_gesamt(gezeigt.nummer, gezeigt.stichtag, gezeigt.nur_belegt),
        nachbarn=zwischenspeicher.nachbarn(),
        regeln=zwischenspeicher.regeln(),
        stichtag=gezeigt.stichtag,
        datenstand=gezeigt.name,
        datenstand_nummer=gezeigt.nummer,
        nur_belegt=gezeigt.nur_belegt,
    )


@zwischenspeicher.einmalig(1)
def karten() -> Karten:
    """Flächen für Kartenfolien."""
    zeilen = zwischenspeicher.gemeinden().itertuples()
    orte = {str(z.Index): Ort(str(z.name), z.laenge, z.breite, int(z.einwohner)) for z in zeilen}
    return Karten(zwischenspeicher.geojson("karte_gemeinden"), zwischenspeicher.geojson("karte_kreise"), orte)


_fertige: dict[tuple[str, Stand | None], tuple[tuple[str, ...], tuple[str, ...]]] = {}
_FERTIGE_HOECHSTENS = 16


def _folien(vorfuehrung: Vorfuehrung) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Fertige Folien und ihre Überschriften; je Vorführung und Stand einmal gerechnet."""
    folge, gezeigt = vorfuehrung.folge, None
    if folge.eingefroren is None:
        gezeigt = stand(folge, vorfuehrung.datenstand_nummer, vorfuehrung.stichtag)
    schluessel = (vorfuehrung.kennung, gezeigt)
    if (fertig := _fertige.get(schluessel)) is not None:
        return fertig
    inhalte = folien_rechnen.inhalte(folge, None if gezeigt is None else grundlage(gezeigt))
    von = len(inhalte)
    fertig = (
        tuple(
            folien_html.folie_html(inhalt, nr, von, karten=karten()) for nr, inhalt in enumerate(inhalte, 1)
        ),
        tuple(
            " ".join((inhalt.frage.text if inhalt.frage else inhalt.titel or inhalt.art.beschriftung).split())
            for inhalt in inhalte
        ),
    )
    while len(_fertige) >= _FERTIGE_HOECHSTENS:
        _fertige.pop(next(iter(_fertige)), None)
    _fertige[schluessel] = fertig
    return fertig
