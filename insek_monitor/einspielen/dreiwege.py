"""Drei Stände einer Angabe: in der Liste, als sie gefüllt wurde, und heute.

Was die Zeile ändert und inzwischen auch jemand anderes geändert hat, wird gefragt und nie überschrieben.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from insek_monitor.einspielen.befund import Befund, Stufe
from insek_monitor.einspielen.bekanntes import VERGLICHEN, Bekannt
from insek_monitor.einspielen.gemeindenamen import Gemeindenamen
from insek_monitor.einspielen.tabelle import zitat
from insek_monitor.einspielen.zeile import ZEILE_WEGLASSEN, Vorschlagstext, Zeile, kurz, leere
from insek_monitor.kern.begriffe import Konzeptart
from insek_monitor.kern.meldung import FELD_JE_NAME, Meldung, Vorhanden
from insek_monitor.register.datenstaende import Datenstand

_DATEN = ("beschluss", "begonnen", "aufgehoben", "belegt")
_ERWARTET = "die heutige Angabe oder Ihre Entscheidung"
_CODE = "inzwischen_geaendert"


def melde_inzwischen(
    zeile: Zeile,
    damals: Bekannt,
    heute: Bekannt | None,
    meldung: Meldung,
    entschieden: Collection[str],
    namen: Gemeindenamen,
) -> None:
    """Melde, was sich im Datenstand geändert hat, seit die Liste gefüllt wurde, und anders in ihr steht.

    Parameters
    ----------
    damals, heute
        Der Datensatz, als die Liste gefüllt wurde, und jetzt; None: Es gibt ihn nicht mehr.
    entschieden
        Felder mit einer Korrektur: Über sie hat ein Mensch nach der Prüfung entschieden.
    """
    if heute is None:
        _entfernt(zeile, damals)
    elif meldung.vorhanden is Vorhanden.NEIN and heute.art is not Konzeptart.KEINS:
        _nein(zeile, damals, heute, entschieden, namen)
    elif meldung.vorhanden is not Vorhanden.UNBEKANNT:
        for feld in _geaendert(damals, heute):
            gemeldet = _wert(meldung, feld)
            if feld in entschieden or (feld == "art" and gemeldet is None) or gemeldet == _wert(heute, feld):
                continue
            _feld(zeile, feld, _wert(damals, feld), _wert(heute, feld), gemeldet, namen)


def hinweis_andere_herkunft(blatt: str, damals: Datenstand, heute: Datenstand) -> Befund:
    """Der Hinweis, dass die Liste mit einem früheren Datenstand gefüllt wurde."""
    return Befund(
        code="frueherer_datenstand",
        stufe=Stufe.HINWEIS,
        blatt=blatt,
        zeile=None,
        spalte=None,
        feld=None,
        spaltentitel="",
        gefunden=f"Datenstand {damals.nummer}",
        erwartet=f"Datenstand {heute.nummer}",
        meldung=f"Diese Liste wurde mit Datenstand {damals.nummer} gefüllt; inzwischen gilt {heute.nummer}. "
        "Zeilen, die Sie nicht geändert haben, melden nichts: Es bleibt, was heute gilt.",
    )


def _geaendert(damals: Bekannt, heute: Bekannt) -> list[str]:
    felder = ("art", *VERGLICHEN, "gemeinsam")
    return [feld for feld in felder if _wert(damals, feld) != _wert(heute, feld)]


def _wert(quelle: Bekannt | Meldung, feld: str) -> Any:
    return frozenset(quelle.ags) if feld == "gemeinsam" else getattr(quelle, feld)


def _entfernt(zeile: Zeile, damals: Bekannt) -> None:
    zeile.melde(
        _CODE,
        Stufe.FEHLER,
        "konzept_id",
        _ERWARTET,
        f"Den Datensatz „{damals.konzept_id}“, den diese Zeile ändert, gibt es nicht mehr: Er ist entfallen, "
        "seit die Liste gefüllt wurde. Bitte lassen Sie die Zeile weg oder leeren Sie die Kennung; dann gilt "
        "sie als neue Meldung.",
        (ZEILE_WEGLASSEN, leere("konzept_id")),
    )


def _nein(
    zeile: Zeile, damals: Bekannt, heute: Bekannt, entschieden: Collection[str], namen: Gemeindenamen
) -> None:
    felder = _geaendert(damals, heute)
    if "vorhanden" in entschieden or not felder:
        return
    worin = "; ".join(
        f"„{FELD_JE_NAME[f].titel}“ von {_zitat(_wert(damals, f), f, namen)} auf "
        f"{_zitat(_wert(heute, f), f, namen)}"
        for f in felder[:3]
    )
    zeile.melde(
        _CODE,
        Stufe.FEHLER,
        "vorhanden",
        _ERWARTET,
        f"Die Liste meldet „nein“; inzwischen hat jemand den Datensatz geändert ({worin}). Bitte entscheiden "
        "Sie, ob es dabei bleibt.",
        (ZEILE_WEGLASSEN, ("bei „nein“ bleiben", "vorhanden", Vorhanden.NEIN.value)),
    )


def _feld(zeile: Zeile, feld: str, damals: Any, heute: Any, gemeldet: Any, namen: Gemeindenamen) -> None:
    zeile.melde(
        _CODE,
        Stufe.FEHLER,
        feld,
        _ERWARTET,
        f"„{FELD_JE_NAME[feld].titel}“ hat inzwischen jemand geändert: In dieser Zeile steht "
        f"{_zitat(gemeldet, feld, namen)}, als die Liste gefüllt wurde, galt {_zitat(damals, feld, namen)}, "
        f"heute gilt {_zitat(heute, feld, namen)}. Bitte entscheiden Sie.",
        (
            _vorschlag("heutige Angabe", feld, heute, namen),
            _vorschlag("Angabe der Liste", feld, gemeldet, namen),
            ZEILE_WEGLASSEN,
        ),
    )


def _vorschlag(wort: str, feld: str, wert: Any, namen: Gemeindenamen) -> Vorschlagstext:
    return f"{wort}: {_zitat(wert, feld, namen)}", feld, _text(wert, feld, namen)


def _zitat(wert: Any, feld: str, namen: Gemeindenamen) -> str:
    text = _text(wert, feld, namen)
    return f"„{zitat(text)}“" if text else "nichts"


def _text(wert: Any, feld: str, namen: Gemeindenamen) -> str:
    """Wie man den Wert in die Liste schreibt."""
    if wert is None:
        return ""
    if feld == "gemeinsam":
        return "; ".join(f"{namen.name.get(ags, '')} ({ags})".strip() for ags in sorted(wert))
    if feld in _DATEN:
        return kurz(wert)
    return str(getattr(wert, "beschriftung", wert))
