"""Was beim Zuordnen der Spalten zu sagen ist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from insek_monitor.einspielen.befund import Befund, Stufe
from insek_monitor.einspielen.spaltentitel import ORTSFELDER, normiere_titel
from insek_monitor.einspielen.tabelle import Spalte, als_text
from insek_monitor.kern.meldung import FELD_JE_NAME
from insek_monitor.kern.rohdatei import Zelle


def vermutet(blatt: str, spalte: Spalte) -> Befund:
    """Ein Feld, das nur der Inhalt nahelegt."""
    return _befund(
        blatt,
        spalte,
        Stufe.HINWEIS,
        "spalte_vermutet",
        f"Die {spalte.nummer}. Spalte („{spalte.titel}“) enthält nach ihrem Inhalt „{_feld(spalte)}“ und "
        "wird so gelesen. Stimmt das nicht, ordnen Sie die Spalte anders zu.",
    )


def gedeutet(blatt: str, spalte: Spalte) -> Befund:
    """Eine unbestimmte Überschrift, deren Inhalt passt."""
    return _befund(
        blatt,
        spalte,
        Stufe.HINWEIS,
        "spalte_gedeutet",
        f"Die Spalte „{spalte.titel}“ wird als „{_feld(spalte)}“ gelesen, weil es keine besser passende "
        "gibt. Stimmt das nicht, ordnen Sie die Spalte anders zu.",
    )


def fraglich(blatt: str, spalte: Spalte) -> Befund:
    """Eine Aussage ohne Gegenstand in einer Liste, die auch von anderem handelt."""
    return _befund(
        blatt,
        spalte,
        Stufe.WARNUNG,
        "spalte_fraglich",
        f"Die Liste handelt nicht nur von INSEK, und „{spalte.titel}“ sagt nicht, wovon. Die Spalte wird "
        "nicht gelesen; gehört sie zum INSEK, ordnen Sie sie zu.",
    )


def doppelt(
    blatt: str, spalte: Spalte, schon: Spalte, werte: Sequence[Zelle], gelesen: Sequence[Zelle]
) -> list[Befund]:
    """Zwei Spalten für dasselbe Feld; zwei Schreibweisen des Orts sind nicht der Rede wert."""
    # „INSEK 2019“ und „INSEK 2024“ unterscheiden sich nur in der Zahl.
    gleich = len({re.sub(r"\d", "", normiere_titel(s.titel)) for s in (spalte, schon)}) == 1
    if schon.feld in ORTSFELDER and not gleich:
        return []
    anders = any(
        wert is not None and als_text(wert) != als_text(anderer)
        for wert, anderer in zip(werte, gelesen, strict=True)
    )
    return [
        _befund(
            blatt,
            replace(spalte, feld=schon.feld),
            Stufe.WARNUNG if gleich and anders else Stufe.HINWEIS,
            "spalte_doppelt",
            f"Die Spalten „{schon.titel}“ ({schon.nummer}.) und „{spalte.titel}“ ({spalte.nummer}.) meinen "
            f"beide „{_feld(schon)}“. Gelesen wird die {schon.nummer}. Spalte. Stimmt das nicht, ordnen Sie "
            "die Spalten anders zu.",
        )
    ]


def veroeffentlicht(blatt: str, spalten: Iterable[Spalte]) -> list[Befund]:
    """Wer eine fremde Liste bringt, weiß nicht, dass Bemerkungen veröffentlicht werden."""
    je_feld = {spalte.feld: spalte for spalte in spalten}
    if "notiz" not in je_feld or "konzept_id" in je_feld:
        return []
    satz = (
        f"Die Spalte „{je_feld['notiz'].titel}“ wird als Bemerkung übernommen und veröffentlicht. Ist sie "
        "nur für den internen Gebrauch, ordnen Sie die Spalte keinem Feld zu."
    )
    return [_befund(blatt, je_feld["notiz"], Stufe.HINWEIS, "bemerkung_oeffentlich", satz)]


def _feld(spalte: Spalte) -> str:
    return FELD_JE_NAME[str(spalte.feld)].titel


def _befund(blatt: str, spalte: Spalte, stufe: Stufe, code: str, meldung: str) -> Befund:
    return Befund(
        code=code,
        stufe=stufe,
        blatt=blatt,
        zeile=None,
        spalte=spalte.nummer,
        feld=spalte.feld,
        spaltentitel=spalte.titel,
        gefunden=spalte.titel,
        erwartet="eindeutige Überschriften",
        meldung=meldung,
    )
