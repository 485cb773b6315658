"""Bausteine in der Transaktion, die Kontakte, Stände und Erledigtes schreibt."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from insek_monitor.ansprache.kontakte.register_erledigtes import erledigte, zusage_von
from insek_monitor.ansprache.kontakte.register_staende import geltende_staende
from insek_monitor.kern.ansprache import Kontakt, Kontaktstand
from insek_monitor.kern.rollen import Person, Rolle
from insek_monitor.kern.zeit import wann
from insek_monitor.register import rechte, schema
from insek_monitor.register.ansprachetexte import wort
from insek_monitor.register.fehler import Abgelehnt, RegisterFehler
from insek_monitor.register.protokollieren import naechste_nummer, normiere_kennung, urheber
from insek_monitor.register.verbindung import Register


class KontaktUeberholt(Abgelehnt):
    """Der Kontakt wurde inzwischen von jemandem berichtigt oder zurückgezogen."""


def schreibe(
    register: Register, person: Person, vorgang: str, gegenstand: str
) -> AbstractContextManager[rechte.Zug]:
    """``rechte.schreibe`` für alle, die bearbeiten dürfen."""
    return rechte.schreibe(register, person, Rolle.BEARBEITEN, vorgang=vorgang, gegenstand=gegenstand)


def wer(person: Person) -> dict[str, str]:
    """Wer den Eintrag schrieb."""
    return {"von": urheber(person), "kennung": normiere_kennung(person.kennung)}


def neuer_stand(verbindung: Connection, ags: str, stand: Kontaktstand | None) -> Kontaktstand | None:
    """Welcher Stand mit einem Kontakt kommt; ``None``: er bleibt, wie er ist."""
    if stand is not None:
        neuer = wort(stand, Kontaktstand, "Stand")
        if neuer is Kontaktstand.NICHT_ANGESPROCHEN:
            raise RegisterFehler(
                "„Stand“ ist „nicht angesprochen“, obwohl ein Kontakt eingetragen wird. Bitte wählen Sie "
                "einen anderen Stand oder lassen Sie ihn unverändert."
            )
        return neuer
    jetzt = geltende_staende(verbindung, ags).get(ags, Kontaktstand.NICHT_ANGESPROCHEN)
    return Kontaktstand.ANGESPROCHEN if jetzt is Kontaktstand.NICHT_ANGESPROCHEN else None


def haenge_kontakt_an(zug: rechte.Zug, person: Person, ags: str, kontakt: Kontakt, **kette: Any) -> int:
    """Trage den Kontakt ein; ``kette``: was er ersetzt."""
    tabelle = schema.kontakt
    # Der erste Eintrag nennt sich selbst als Vorgang; geschrieben wird hier immer nur nacheinander.
    naechste = naechste_nummer(zug.verbindung, tabelle)
    vorgabe = {"vorgang": naechste, "ersetzt": None, "zurueckgezogen": False, "grund": ""}
    return zug.trage_ein(tabelle, ags=ags, **(vorgabe | kette), **asdict(kontakt), **wer(person))


def kontakt_aus(zeile: RowMapping) -> Kontakt:
    """Der Kontakt einer gelesenen Zeile."""
    return Kontakt(**{name: zeile[name] for name in Kontakt.__dataclass_fields__})


def ersetze(
    zug: rechte.Zug,
    person: Person,
    alter: RowMapping,
    kontakt: Kontakt,
    grund: str,
    *,
    zurueckgezogen: bool = False,
) -> int:
    """Trage ein, was an die Stelle eines Eintrags tritt; derselbe Vorgang, dieselbe Gemeinde."""
    kette = {"vorgang": alter["vorgang"], "ersetzt": alter["nummer"], "grund": grund}
    return haenge_kontakt_an(zug, person, alter["ags"], kontakt, zurueckgezogen=zurueckgezogen, **kette)


def haenge_stand_an(
    zug: rechte.Zug,
    person: Person,
    ags: str,
    stand: Kontaktstand,
    ab: date,
    *,
    grund: str = "",
    kontakt: int | None = None,
) -> None:
    """Trage einen Stand ein."""
    zug.trage_ein(
        schema.ansprachestand, ags=ags, stand=stand.value, ab=ab, grund=grund, kontakt=kontakt, **wer(person)
    )


def geltender(verbindung: Connection, nummer: int) -> RowMapping:
    """Der Kontakt, wenn er noch gilt.

    Raises
    ------
    KontaktUeberholt
        wenn er berichtigt oder zurückgezogen ist.
    RegisterFehler
        wenn es ihn nicht gibt.
    """
    tabelle = schema.kontakt
    zeile = verbindung.execute(select(tabelle).where(tabelle.c.nummer == int(nummer))).mappings().first()
    if zeile is None:
        raise RegisterFehler(
            f"Einen Kontakt {nummer} gibt es nicht. Bitte wählen Sie ihn noch einmal aus der Liste."
        )
    juengster = (
        verbindung.execute(
            select(tabelle).where(tabelle.c.vorgang == zeile["vorgang"]).order_by(tabelle.c.nummer.desc())
        )
        .mappings()
        .first()
    )
    assert juengster is not None, "mindestens der Eintrag selbst"
    if juengster["nummer"] != nummer or juengster["zurueckgezogen"]:
        was = "zurückgezogen" if juengster["zurueckgezogen"] else "berichtigt"
        raise KontaktUeberholt(
            f"Der Kontakt {nummer} wurde am {wann(juengster['am'])} von {juengster['von']} {was}. Es wurde "
            "nichts geschrieben. Bitte sehen Sie sich den Verlauf der Gemeinde an und entscheiden Sie neu."
        )
    return zeile


def setze_erledigt(zug: rechte.Zug, person: Person, zeile: RowMapping, erledigt: bool) -> None:
    """Merke, ob der nächste Schritt getan ist; gilt das schon, geschieht nichts."""
    nummer = zeile["nummer"]
    if zeile["wiedervorlage"] is None:
        raise RegisterFehler(
            f"Der Kontakt {nummer} hat keine Wiedervorlage; es gibt nichts zu erledigen. Bitte tragen Sie "
            "einen neuen Kontakt ein."
        )
    if (zusage_von(zeile) in erledigte(zug.verbindung, zeile["vorgang"])) is erledigt:
        return
    zug.trage_ein(schema.erledigung, kontakt=nummer, erledigt=erledigt, **wer(person))
