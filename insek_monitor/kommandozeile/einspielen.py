"""Listen auf der Kommandozeile prüfen und einspielen."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from insek_monitor.einspielen import aenderungstexte
from insek_monitor.einspielen import register_spaltennamen as spaltennamen
from insek_monitor.einspielen.befund import Stufe
from insek_monitor.einspielen.ergebnis import Pruefergebnis, Pruefgrundlage
from insek_monitor.einspielen.erkennen import Tabelle, erkenne, normiere_titel
from insek_monitor.einspielen.herkunft import herkunft_der_liste
from insek_monitor.einspielen.lesen import lies_datei
from insek_monitor.einspielen.pruefbericht import als_pruefbericht
from insek_monitor.einspielen.pruefen import pruefe
from insek_monitor.einspielen.register_eintragen import Quelldatei, spiele_ein, vergebene_kennungen
from insek_monitor.einspielen.vergleich import WENIGE, Vergleich, vergleiche
from insek_monitor.einspielen.zusammenfuehren import fuehre_zusammen
from insek_monitor.kern.meldung import FELD_JE_NAME
from insek_monitor.kern.rohdatei import Rohdatei
from insek_monitor.kommandozeile import pflege, pflegetext
from insek_monitor.kommandozeile.pflege import PflegeFehler, offenes_register, person
from insek_monitor.lage.bild import zahlen
from insek_monitor.register import tabellen
from insek_monitor.register.laden import Bestand, lade
from insek_monitor.register.verbindung import Register


@dataclass(frozen=True, eq=False)
class Pruefung:
    """Eine gelesene und geprüfte Datei und der Datenstand, gegen den geprüft wurde."""

    inhalt: bytes
    datei: Rohdatei
    bestand: Bestand
    ergebnis: Pruefergebnis
    herkunft: Bestand | None = None


def lies_und_pruefe(
    register: Register, datei: Path, heute: date, spalten: Mapping[str, str], von: str
) -> Pruefung:
    """Liest die Datei und prüft sie gegen den geltenden Datenstand.

    Parameters
    ----------
    spalten
        Überschrift → Feld (``NICHT_UEBERNEHMEN``: weglassen); geht allem vor und wird gemerkt.

    Raises
    ------
    PflegeFehler
        wenn die Datei nicht zu öffnen ist oder es eine Überschrift nicht gibt.
    """
    inhalt = pflege.lies(datei)
    roh = lies_datei(inhalt, datei.name)
    bestand, herkunft = lade(register), herkunft_der_liste(register, roh)
    grundlage = Pruefgrundlage(
        tabellen.gemeinden(), tabellen.gebietsaenderungen(), bestand, tabellen.regeln(), heute, herkunft
    )
    wahl = {normiere_titel(titel): feld for titel, feld in spalten.items()}
    # Was gerade gesagt wird, verdrängt eine früher gemerkte Überschrift für dasselbe Feld.
    gemerkt = {t: f for t, f in spaltennamen.lies(register).items() if not f or f not in wahl.values()}
    tabelle = erkenne(roh, gemerkt | wahl)
    _verlange_spalten(tabelle, spalten)
    spaltennamen.merke(register, wahl, person(von))
    return Pruefung(inhalt, roh, bestand, pruefe(tabelle, grundlage, datei=roh), herkunft)


def _verlange_spalten(tabelle: Tabelle, spalten: Mapping[str, str]) -> None:
    """Eine vertippte Überschrift oder ein doppeltes Feld soll niemand für gelesen halten."""
    vorhanden = {normiere_titel(spalte.titel) for spalte in tabelle.spalten}
    fehlend = [titel for titel in spalten if normiere_titel(titel) not in vorhanden]
    if fehlend:
        da = zahlen.aufzaehlung(f"„{pflegetext.sauber(s.titel, 40)}“" for s in tabelle.spalten if s.titel)
        raise PflegeFehler(f"Die Überschrift „{fehlend[0]}“ gibt es in der Liste nicht; da sind: {da}.")
    anzahl = Counter(feld for feld in spalten.values() if feld)
    doppelt = [FELD_JE_NAME[feld].titel for feld, n in anzahl.items() if n > 1]
    if doppelt:
        raise PflegeFehler(f"„{doppelt[0]}“ ist mehreren Spalten zugeordnet; jedes Feld geht nur einmal.")


def pruefe_datei(
    datei: Path, heute: date, *, bericht: Path | None, als_json: bool, spalten: Mapping[str, str], von: str
) -> tuple[str, bool]:
    """Prüft eine Liste; schreibt auf Wunsch den Bericht in eine Kopie der Datei.

    Returns
    -------
    text : str
        Prüfbericht zum Lesen oder als JSON.
    fehlerfrei : bool
    """
    if bericht is not None:
        pflege.verlange_neu(bericht)
    with offenes_register() as register:
        pruefung = lies_und_pruefe(register, datei, heute, spalten, von)
        if bericht is not None:
            pflege.schreibe(
                bericht, als_pruefbericht(pruefung.inhalt, pruefung.datei.name, pruefung.ergebnis)
            )
    befunde, tabelle = pruefung.ergebnis.befunde, pruefung.ergebnis.tabelle
    fehlerfrei = not any(befund.stufe is Stufe.FEHLER for befund in befunde)
    if als_json:
        inhalt = {
            "datei": pruefung.datei.name,
            "pruefsumme": pruefung.datei.pruefsumme,
            "datenstand": pruefung.bestand.datenstand.nummer,
            "zeilen": len(pruefung.ergebnis.meldungen),
            "spalten": [asdict(spalte) for spalte in tabelle.spalten],
            "nicht_gelesen": [spalte.nummer for spalte in tabelle.nicht_gelesen()],
            "befunde": [
                asdict(befund) | {"gemeinde": pruefung.ergebnis.gemeinde_je_zeile.get(befund.zeile or 0)}
                for befund in befunde
            ],
        }
        return json.dumps(inhalt, ensure_ascii=False, indent=2), fehlerfrei
    return pflegetext.pruefbericht(pruefung.datei, pruefung.ergebnis), fehlerfrei


def spiele_datei_ein(
    datei: Path,
    heute: date,
    *,
    von: str,
    anlass: str,
    titel: str | None,
    vollstaendig: bool,
    warnungen_annehmen: bool,
    ohne_fehlerzeilen: bool,
    spalten: Mapping[str, str],
    verlust: int | None = None,
) -> str:
    """Spielt eine Liste ein; liefert Vergleich und Nummer des neuen Datenstands.

    Parameters
    ----------
    verlust
        So viele Datensätze dürfen wegen ``vollstaendig`` entfallen, genau.

    Raises
    ------
    PflegeFehler
        wenn Fehler oder Warnungen offen sind und nicht ausdrücklich anders verlangt, oder mehr als wenige
        Datensätze unbestätigt entfielen. Geschrieben ist dann nichts.
    """
    with offenes_register() as register:
        pruefung = lies_und_pruefe(register, datei, heute, spalten, von)
        ergebnis = pruefung.ergebnis
        angenommen = [b.kennung for b in ergebnis.befunde if warnungen_annehmen and b.stufe is Stufe.WARNUNG]
        _verlange_klarheit(pruefung, angenommen, ohne_fehlerzeilen=ohne_fehlerzeilen, ganz=vollstaendig)
        neu = fuehre_zusammen(
            pruefung.bestand,
            ergebnis.uebernehmbar(angenommen),
            vollstaendig=vollstaendig,
            vergebene_kennungen=vergebene_kennungen(register),
            gemeldet_am=heute,
            herkunft=pruefung.herkunft,
            genannt=ergebnis.genannt,
        )
        vergleich = vergleiche(pruefung.bestand, neu, tabellen.gemeinden(), heute, tabellen.regeln())
        if vergleich.ohne_aenderung:
            return aenderungstexte.OHNE_AENDERUNG + " Es wurde kein neuer Datenstand angelegt."
        if vollstaendig or verlust is not None:
            _verlange_bestaetigung(vergleich, verlust)
        stand = spiele_ein(
            register,
            neu.konzepte,
            neu.zuordnung,
            basis_nummer=pruefung.bestand.datenstand.nummer,
            person=person(von),
            anlass=anlass,
            titel=titel or f"Liste „{datei.name}“ vom {heute:%d.%m.%Y}",
            quelle=Quelldatei(datei.name, pruefung.inhalt),
        )
    return pflegetext.eingespielt(vergleich, stand)


def _verlange_klarheit(
    pruefung: Pruefung, angenommen: list[str], *, ohne_fehlerzeilen: bool, ganz: bool
) -> None:
    ergebnis = pruefung.ergebnis
    fuer_alle = [b for b in ergebnis.befunde if b.stufe is Stufe.FEHLER and b.zeile is None]
    if fuer_alle:
        # Ein Fehler des ganzen Blatts hält alle Zeilen zurück; keine davon lässt sich weglassen.
        raise PflegeFehler(f"{pflegetext.sauber(fuer_alle[0].meldung)} Es wurde nichts geschrieben.")
    fehler = ergebnis.fehlerzeilen()
    if fehler and (ganz or not ohne_fehlerzeilen):
        rat = (
            "Mit --vollstaendig fielen ihre bisherigen Einträge weg; bitte berichtigen Sie sie zuerst."
            if ganz
            else "Bitte berichtigen Sie sie oder lassen Sie sie mit --ohne-fehlerzeilen weg."
        )
        raise PflegeFehler(
            f"{zahlen.anzahl(len(fehler), 'Zeile hat', 'Zeilen haben')} Fehler "
            f"({pflegetext.zeilen(ergebnis, sorted(fehler)[:10])}{' …' if len(fehler) > 10 else ''}). {rat} "
            "Einzelheiten zeigt der Befehl „pruefe“. Es wurde nichts geschrieben."
        )
    offen = ergebnis.offen(angenommen)
    if offen:
        raise PflegeFehler(
            f"{zahlen.anzahl(len(offen), 'Warnung ist', 'Warnungen sind')} offen. Bitte sehen Sie sie mit "
            "dem Befehl „pruefe“ an und nehmen Sie sie mit --warnungen-annehmen an. Es wurde nichts "
            "geschrieben."
        )
    if ganz and not ergebnis.meldungen:
        raise PflegeFehler(
            "Die Liste meldet nichts; mit --vollstaendig entfiele alles, was im Register steht. Bitte füllen "
            "Sie die Liste aus. Es wurde nichts geschrieben."
        )


def _verlange_bestaetigung(vergleich: Vergleich, verlust: int | None) -> None:
    anzahl = len(vergleich.entfallen)
    if verlust == anzahl or (verlust is None and anzahl <= WENIGE):
        return
    bestaetigt = "" if verlust is None else f"Bestätigt sind {zahlen.zahl(verlust)}. "
    befehl = f"mit --verlust-bestaetigen {anzahl}" if anzahl else "ohne --verlust-bestaetigen"
    teile = [
        f"{aenderungstexte.entfallen(vergleich)}.",
        pflegetext.verlusttext(vergleich),
        f"{bestaetigt}Soll es so sein, wiederholen Sie den Befehl {befehl}. Ohne --vollstaendig bleibt, was "
        "in der Liste fehlt. Es wurde nichts geschrieben.",
    ]
    raise PflegeFehler("\n".join(filter(None, teile)))
