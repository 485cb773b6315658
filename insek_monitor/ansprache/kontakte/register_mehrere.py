"""Derselbe Kontakt für viele Gemeinden, etwa eine Einladung: in einem Zug, ganz oder gar nicht."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import func, insert, select

from insek_monitor.ansprache.kontakte.pruefen import geprueft
from insek_monitor.ansprache.kontakte.register_zug import geltende_staende, neuer_stand, schreibe
from insek_monitor.kern.ansprache import Kontakt, Kontaktstand
from insek_monitor.kern.rollen import Person
from insek_monitor.register import rechte, schema
from insek_monitor.register.ansprachetexte import gemeinden as pruefe_gemeinden
from insek_monitor.register.ansprachetexte import pruefe_kampagne
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.verbindung import Register


def trage_ein_fuer_alle(
    register: Register,
    ags: Iterable[str],
    kontakt: Kontakt,
    person: Person,
    *,
    heute: date,
    stand: Kontaktstand | None = None,
    gemeinden: Collection[str] | None = None,
) -> dict[str, int]:
    """Trage denselben Kontakt für mehrere Gemeinden ein; scheitert eine, wird keine eingetragen.

    Im Protokoll steht ein Eintrag mit der Zahl der Gemeinden. Doppelte Schlüssel zählen einmal. Stand wie bei
    ``kontakte.trage_ein``.

    Returns
    -------
    dict
        ``ags`` → Nummer des Kontakts, in der Reihenfolge von ``ags``.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    RegisterFehler
        wenn keine Gemeinde genannt ist oder eine Angabe fehlt oder unmöglich ist.
    """
    ziele = list(dict.fromkeys(ags))
    with schreibe(register, person, "Kontakt für mehrere eintragen", f"Gemeinden: {len(ziele)}") as zug:
        if not ziele:
            raise RegisterFehler(
                "Es ist keine Gemeinde genannt. Bitte wählen Sie aus, für wen der Kontakt gilt."
            )
        pruefe_gemeinden(ziele, gemeinden)
        sauber = geprueft(kontakt, heute)
        pruefe_kampagne(zug.verbindung, sauber.kampagne)
        neue = _neue_staende(zug, ziele, stand)
        nummern = _haenge_kontakte_an(zug, ziele, sauber)
        _haenge_staende_an(zug, neue, nummern, sauber.datum)
        zug.einzelheiten = _einzelheiten(nummern, sauber, len(neue), stand)
    return nummern


def _neue_staende(zug: rechte.Zug, ziele: list[str], stand: Kontaktstand | None) -> dict[str, Kontaktstand]:
    if stand is not None:
        neuer = neuer_stand(zug.verbindung, ziele[0], stand)
        return {} if neuer is None else dict.fromkeys(ziele, neuer)
    # Einmal für alle gelesen: Je Gemeinde gefragt, dauerte es bei 418 Sekunden.
    jetzt, offen = geltende_staende(zug.verbindung), Kontaktstand.NICHT_ANGESPROCHEN
    return {ags: Kontaktstand.ANGESPROCHEN for ags in ziele if jetzt.get(ags, offen) is offen}


def _haenge_kontakte_an(zug: rechte.Zug, ziele: list[str], kontakt: Kontakt) -> dict[str, int]:
    tabelle = schema.kontakt
    nummern = dict(zip(ziele, _nummern(zug, tabelle.c.nummer, len(ziele)), strict=True))
    gleiches = {"ersetzt": None, "zurueckgezogen": False, "grund": "", **asdict(kontakt), **zug.wer}
    zeilen = [{"nummer": nr, "vorgang": nr, "ags": ags, **gleiches} for ags, nr in nummern.items()]
    zug.verbindung.execute(insert(tabelle), zeilen)
    return nummern


def _haenge_staende_an(
    zug: rechte.Zug,
    neue: dict[str, Kontaktstand],
    kontakte: dict[str, int],
    ab: date,
) -> None:
    if not neue:
        return
    tabelle = schema.ansprachestand
    zeilen = [
        {"nummer": nr, "ags": ags, "stand": stand.value, "ab": ab, "grund": "", "kontakt": kontakte[ags]}
        | zug.wer
        for nr, (ags, stand) in zip(_nummern(zug, tabelle.c.nummer, len(neue)), neue.items(), strict=True)
    ]
    zug.verbindung.execute(insert(tabelle), zeilen)


def _nummern(zug: rechte.Zug, spalte: Any, anzahl: int) -> range:
    """Die nächsten freien; geschrieben wird immer nur nacheinander."""
    erste = int(zug.verbindung.execute(select(func.max(spalte))).scalar() or 0) + 1
    return range(erste, erste + anzahl)


def _einzelheiten(nummern: dict[str, int], kontakt: Kontakt, neue: int, stand: Kontaktstand | None) -> str:
    alle = list(nummern.values())
    teile = [f"Kontakte {alle[0]} bis {alle[-1]}" if len(alle) > 1 else f"Kontakt {alle[0]}"]
    if kontakt.kampagne is not None:
        teile.append(f"Kampagne {kontakt.kampagne}")
    if neue:
        teile.append(f"Stand: {(stand or Kontaktstand.ANGESPROCHEN).beschriftung} ({neue})")
    return ", ".join(teile)
