"""Handzeichen: ohne Netz für die Telefone zählt jemand im Saal und trägt die Zahlen ein."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert

from insek_monitor.kern.rollen import Person
from insek_monitor.kern.stimmungsbild import Frage, Frageart, Herkunft, Rundenstand
from insek_monitor.register import schema
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung.abgewiesen import Gesehen
from insek_monitor.workshop.abstimmung.register_auszaehlung import STIMMENDE
from insek_monitor.workshop.abstimmung.register_raumzug import Raumzug, greife
from insek_monitor.workshop.abstimmung.register_rundenzeilen import Rundenlage
from insek_monitor.workshop.abstimmung.register_stimmabgabe import Abgewiesen

HANDZEICHEN_HOECHSTENS = 100_000


def trage_handzeichen_ein(
    register: Register,
    code: str,
    person: Person,
    frage: str,
    anzahlen: Sequence[int],
    *,
    runde: int | None = None,
    stimmende: int | None = None,
    gesehen: Gesehen | None = None,
) -> int:
    """Trage ein, wie viele sich je Antwort gemeldet haben; verborgen, bis jemand das Ergebnis zeigt.

    Die Runde ist „pausiert“: Sie nimmt von Telefonen nichts an und lässt sich bis zum Schließen berichtigen.

    Parameters
    ----------
    anzahlen
        je Antwort, in der Reihenfolge von ``Frage.antworten``.
    runde
        Nummer einer Runde mit Handzeichen, die berichtigt wird; ohne Angabe beginnt eine neue.
    stimmende
        nur bei mehreren Antworten: wie viele sich überhaupt gemeldet haben; ohne Angabe die größte Anzahl (so
        viele waren es mindestens).
    gesehen
        was vor sich hatte, wer zählt; eine Runde mit Handzeichen darin, die noch nicht geschlossen ist, wird
        berichtigt.

    Raises
    ------
    Abgewiesen
        wenn die Runde geschlossen ist; sonst wie bei ``oeffne``.
    RegisterFehler
        wenn eine Zahl unmöglich ist.
    """
    tabelle = schema.handzaehlung
    with greife(register, code, person, "Handzeichen eintragen", laufend=True) as zug:
        zug.pruefe(gesehen)
        if runde is None and gesehen is not None:
            runde = _zu_berichtigende(zug, gesehen)
        lage = None if runde is None else _handzeichenrunde(zug, runde, frage)
        gemeint = zug.frage(frage) if lage is None else lage.frage
        werte = _gepruefte_zahlen(gemeint, anzahlen, stimmende)
        if lage is None:
            nummer = zug.neue_runde(gemeint, Herkunft.HANDZEICHEN, Rundenstand.PAUSIERT, verborgen=True)
        else:
            nummer = lage.nummer
        zug.verbindung.execute(delete(tabelle).where(tabelle.c.runde == nummer))
        zeilen = [{"runde": nummer, "antwort": nr, "anzahl": zahl} for nr, zahl in werte.items()]
        zug.verbindung.execute(insert(tabelle), zeilen)
        zug.aktive_runde = nummer
    return nummer


def _zu_berichtigende(zug: Raumzug, gesehen: Gesehen) -> int | None:
    if gesehen.runde is None:
        return None
    lage = zug.runde(gesehen.runde)
    laeuft = lage.herkunft is Herkunft.HANDZEICHEN and lage.stand is not Rundenstand.GESCHLOSSEN
    return lage.nummer if laeuft else None


def _handzeichenrunde(zug: Raumzug, runde: int, frage: str) -> Rundenlage:
    lage = zug.runde(runde)
    if lage.herkunft is not Herkunft.HANDZEICHEN or lage.frage.kennung != frage:
        raise RegisterFehler(
            f"Die Runde {runde} zählt keine Handzeichen zu dieser Frage. Bitte laden Sie die Seite neu."
        )
    if lage.stand is Rundenstand.GESCHLOSSEN:
        raise Abgewiesen(
            "geschlossen", f"„{lage.frage.text}“ ist geschlossen. Bitte zählen Sie in einer neuen Runde."
        )
    return lage


def _gepruefte_zahlen(frage: Frage, anzahlen: Sequence[int], stimmende: int | None) -> dict[int, int]:
    """Antwort (ab 1) → Anzahl; unter ``STIMMENDE``, wie viele sich gemeldet haben."""
    if frage.art is Frageart.FREITEXT:
        raise RegisterFehler(
            f"„{frage.text}“ fragt nach freiem Text. Bitte wählen Sie eine Frage mit Antworten."
        )
    if len(anzahlen) != len(frage.antworten):
        raise RegisterFehler(
            f"Es sind {len(anzahlen)} Zahlen für {len(frage.antworten)} Antworten. Bitte laden Sie die Seite "
            "neu."
        )
    werte = {nummer: _zahl(wert, f"Antwort {nummer}") for nummer, wert in enumerate(anzahlen, 1)}
    summe, groesste = sum(werte.values()), max(werte.values())
    if frage.art is not Frageart.MEHRFACH:
        if stimmende not in (None, summe):
            raise RegisterFehler(
                f"Gemeldet haben sich {stimmende}, die Antworten ergeben {summe}. Bitte zählen Sie "
                "noch einmal."
            )
        return {STIMMENDE: summe} | werte
    gemeldet = groesste if stimmende is None else _zahl(stimmende, "Gemeldete")
    if not groesste <= gemeldet <= summe:
        raise RegisterFehler(
            f"Gemeldet haben sich {gemeldet}; nach den Antworten sind es {groesste} bis {summe}. Bitte "
            "zählen Sie noch einmal."
        )
    return {STIMMENDE: gemeldet} | werte


def _zahl(wert: int, angabe: str) -> int:
    if isinstance(wert, bool) or not isinstance(wert, int) or not 0 <= wert <= HANDZEICHEN_HOECHSTENS:
        raise RegisterFehler(
            f"„{angabe}“ ist „{str(wert)[:20]}“. Bitte geben Sie eine ganze Zahl von 0 bis "
            f"{HANDZEICHEN_HOECHSTENS} an."
        )
    return wert
