"""Bausteine in der Transaktion, die Kontakte, Stände und Erledigtes schreibt."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, RowMapping, select

from insek_monitor.ansprache.kontakte.register_lesen import erledigte, nur_geltende, verlange, zusage_von
from insek_monitor.kern.ansprache import Kontakt, Kontaktstand
from insek_monitor.kern.rollen import Person, Rolle
from insek_monitor.kern.zeit import wann
from insek_monitor.register import rechte, schema
from insek_monitor.register.ansprachetexte import pruefe_schluessel, wort
from insek_monitor.register.fehler import Abgelehnt, RegisterFehler
from insek_monitor.register.kontaktgebiet import frame, heutiges, spalten
from insek_monitor.register.protokollieren import naechste_nummer
from insek_monitor.register.verbindung import Register


class KontaktUeberholt(Abgelehnt):
    """Der Kontakt wurde inzwischen von jemandem berichtigt oder zurückgezogen."""


def schreibe(
    register: Register, person: Person, vorgang: str, gegenstand: str
) -> AbstractContextManager[rechte.Zug]:
    """``rechte.schreibe`` für alle, die bearbeiten dürfen."""
    return rechte.schreibe(register, person, Rolle.BEARBEITEN, vorgang=vorgang, gegenstand=gegenstand)


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


def haenge_kontakt_an(zug: rechte.Zug, ags: str, kontakt: Kontakt, **kette: Any) -> int:
    """Trage den Kontakt ein; ``kette``: was er ersetzt."""
    tabelle = schema.kontakt
    # Der erste Eintrag nennt sich selbst als Vorgang; geschrieben wird hier immer nur nacheinander.
    naechste = naechste_nummer(zug.verbindung, tabelle)
    vorgabe = {"vorgang": naechste, "ersetzt": None, "zurueckgezogen": False, "grund": ""}
    return zug.unterschreibe(tabelle, ags=ags, **(vorgabe | kette), **asdict(kontakt))


def kontakt_aus(zeile: RowMapping) -> Kontakt:
    """Der Kontakt einer gelesenen Zeile."""
    return Kontakt(**{name: zeile[name] for name in Kontakt.__dataclass_fields__})


def ersetze(
    zug: rechte.Zug,
    alter: RowMapping,
    kontakt: Kontakt,
    grund: str,
    *,
    zurueckgezogen: bool = False,
) -> int:
    """Trage ein, was an die Stelle eines Eintrags tritt; derselbe Vorgang, dieselbe Gemeinde."""
    kette = {"vorgang": alter["vorgang"], "ersetzt": alter["nummer"], "grund": grund}
    return haenge_kontakt_an(zug, alter["ags"], kontakt, zurueckgezogen=zurueckgezogen, **kette)


def haenge_stand_an(
    zug: rechte.Zug,
    ags: str,
    stand: Kontaktstand,
    ab: date,
    *,
    grund: str = "",
    kontakt: int | None = None,
) -> None:
    """Trage einen Stand ein."""
    zug.unterschreibe(schema.ansprachestand, ags=ags, stand=stand.value, ab=ab, grund=grund, kontakt=kontakt)


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


def setze_erledigt(zug: rechte.Zug, zeile: RowMapping, erledigt: bool) -> None:
    """Merke, ob der nächste Schritt getan ist; gilt das schon, geschieht nichts."""
    nummer = zeile["nummer"]
    if zeile["wiedervorlage"] is None:
        raise RegisterFehler(
            f"Der Kontakt {nummer} hat keine Wiedervorlage; es gibt nichts zu erledigen. Bitte tragen Sie "
            "einen neuen Kontakt ein."
        )
    if (zusage_von(zeile) in erledigte(zug.verbindung, zeile["vorgang"])) is erledigt:
        return
    zug.unterschreibe(schema.erledigung, kontakt=nummer, erledigt=erledigt)


TYPEN = {
    "ags": "str",
    "stand": "str",
    "ab": "datetime64[s]",
    "grund": "str",
    "am": "datetime64[us, UTC]",
    "von": "str",
    "gueltig": "bool",
    "ags_damals": "str",
}
_SPALTEN = list(TYPEN)
_AGS, _STAND, _AB, _VON, _GUELTIG = (_SPALTEN.index(n) for n in ("ags", "stand", "ab", "von", "gueltig"))
_GELESEN = _SPALTEN[:_GUELTIG]


def staende(register: Register, person: Person) -> pd.DataFrame:
    """Der geltende Stand je Gemeinde.

    Returns
    -------
    DataFrame
        Index ``ags``, nur Gemeinden mit Eintrag: ``stand``, ``seit`` (wann er in dieser Folge zuerst galt,
        datetime64[s]), ``von`` (wer ihn zuletzt eintrug).

    Raises
    ------
    Verweigert
        wie bei ``kontakte_lesen.verlange``.
    """
    verlange(register, person, "Stände der Ansprache")
    with register.lesen() as verbindung:
        zeilen = [zeile for zeile in _zeilen(verbindung) if zeile[_GUELTIG]]
    geltend: dict[str, tuple[Any, ...]] = {}
    for zeile in zeilen:
        ags, stand, ab, von = (zeile[stelle] for stelle in (_AGS, _STAND, _AB, _VON))
        vorher = geltend.get(ags)
        seit = min(ab, vorher[2]) if vorher is not None and vorher[1] == stand else ab
        geltend[ags] = (ags, stand, seit, von)
    typen = {"ags": "str", "stand": "str", "seit": "datetime64[s]", "von": "str"}
    return frame(spalten(sorted(geltend.values()), list(typen)), typen, "ags")


def standverlauf(
    register: Register, person: Person, ags: str | None = None, *, auch_ungueltige: bool = False
) -> pd.DataFrame:
    """Die Stände in der Reihenfolge ihres Eintrags: ``TYPEN``; ``ags_damals``: Gemeinde beim Eintragen.

    Parameters
    ----------
    ags
        nur diese Gemeinde.
    auch_ungueltige
        auch Stände aus zurückgezogenen Kontakten (``gueltig`` ist dann falsch).

    Raises
    ------
    Verweigert
        wie bei ``kontakte_lesen.verlange``.
    """
    if ags is not None:
        pruefe_schluessel(ags)
    verlange(register, person, "Stände der Ansprache" if ags is None else f"Gemeinde {ags}")
    with register.lesen() as verbindung:
        zeilen = _zeilen(verbindung, ags)
        gewollt = [zeile for zeile in zeilen if auch_ungueltige or zeile[_GUELTIG]]
        return frame(spalten(gewollt, list(TYPEN)), TYPEN)


def geltende_staende(verbindung: Connection, ags: str | None = None) -> dict[str, Kontaktstand]:
    """Der geltende Stand je Gemeinde, in einer laufenden Transaktion."""
    zeilen = _zeilen(verbindung, ags)
    return {zeile[_AGS]: Kontaktstand(zeile[_STAND]) for zeile in zeilen if zeile[_GUELTIG]}


def _zeilen(verbindung: Connection, ags: str | None = None) -> list[tuple[Any, ...]]:
    eintrag, kontakt, folge = schema.ansprachestand, schema.kontakt, heutiges()
    felder = [eintrag.c[name] for name in _GELESEN]
    anfrage = select(*felder, kontakt.c.vorgang).outerjoin(kontakt, kontakt.c.nummer == eintrag.c.kontakt)
    geltend = nur_geltende(select(kontakt.c.vorgang, kontakt.c.datum))
    if ags is not None:
        alle = folge.alle(ags)
        anfrage, geltend = anfrage.where(eintrag.c.ags.in_(alle)), geltend.where(kontakt.c.ags.in_(alle))
    tage = {zeile.vorgang: zeile.datum for zeile in verbindung.execute(geltend)}
    zeilen = []
    for *werte, vorgang in verbindung.execute(anfrage.order_by(eintrag.c.nummer)):
        damals = werte[_AGS]
        werte[_AGS], werte[_AB] = folge.heute(damals), tage.get(vorgang, werte[_AB])
        zeilen.append((*werte, vorgang is None or vorgang in tage, damals))
    return zeilen
