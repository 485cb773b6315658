"""Jeder Spalte einer Liste ihr Feld geben; jedes Feld höchstens einmal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from insek_monitor.modell.befund import Befund, Stufe
from insek_monitor.modell.meldung import FELD_JE_NAME
from insek_monitor.modell.rohdatei import Zelle
from insek_monitor.register.einspielen.kopfzeile import Titel, feld_von, wahl_zu
from insek_monitor.register.einspielen.spalten_raten import anteil, rate_mehrdeutig, rate_notnagel, rate_ort
from insek_monitor.register.einspielen.spaltentitel import NACH_INHALT, NOTNAGEL, ist_intern, normiere_titel
from insek_monitor.register.einspielen.tabelle import Spalte, als_text
from insek_monitor.register.einspielen.wortwerte import ist_antwort


def ordne_zu(
    blatt: str, titel: Sequence[Titel], inhalte: Sequence[list[Zelle]], spaltenwahl: Mapping[str, str]
) -> tuple[tuple[Spalte, ...], list[Befund]]:
    """Die Spalten mit Überschrift oder Inhalt und was dabei auffiel.

    Parameters
    ----------
    inhalte
        Werte je Spalte, in derselben Reihenfolge wie ``titel`` (oder länger).
    """
    kandidaten = [
        (stelle, titel[stelle] if stelle < len(titel) else Titel("", ())) for stelle in range(len(inhalte))
    ]
    kandidaten = [
        (stelle, eintrag)
        for stelle, eintrag in kandidaten
        if eintrag.text or any(wert is not None for wert in inhalte[stelle])
    ]
    befunde: list[Befund] = []
    spalten: dict[int, Spalte] = {}
    # Was der Mensch gewählt hat, ist vergeben, bevor Namen und Inhalt gefragt werden.
    for stelle, eintrag in sorted(
        kandidaten, key=lambda paar: (_rang(paar[1], spaltenwahl), not any(inhalte[paar[0]]), paar[0])
    ):
        feld = feld_von(eintrag, spaltenwahl)
        einfach = normiere_titel(eintrag.text)
        if einfach in NACH_INHALT and wahl_zu(eintrag, spaltenwahl) is None:
            feld = rate_mehrdeutig(einfach, inhalte[stelle])
        spalte = Spalte(stelle + 1, eintrag.text, feld if feld in FELD_JE_NAME else None)
        schon = next((s for s in spalten.values() if s.feld and s.feld == spalte.feld), None)
        if schon is not None:
            befunde.append(_doppelt(blatt, spalte, schon, inhalte))
            spalte = replace(spalte, feld=None)
        spalten[stelle] = spalte
    befunde += _notnagel(blatt, spalten, dict(kandidaten), inhalte, spaltenwahl)
    _rate_orte(spalten, dict(kandidaten), inhalte, spaltenwahl)
    _rate_antwort(spalten, dict(kandidaten), inhalte, spaltenwahl)
    befunde += [_vermutet(blatt, spalte) for spalte in spalten.values() if spalte.vermutet]
    befunde += _veroeffentlicht(blatt, spalten)
    return tuple(spalten[stelle] for stelle in sorted(spalten)), befunde


def _rang(titel: Titel, spaltenwahl: Mapping[str, str]) -> int:
    if wahl_zu(titel, spaltenwahl) is not None:
        return 0
    feld = feld_von(titel, spaltenwahl)
    einfach = normiere_titel(titel.text)
    if feld and einfach == normiere_titel(FELD_JE_NAME[feld].titel):
        return 1
    return 3 if einfach in NACH_INHALT else 2


def _notnagel(
    blatt: str,
    spalten: dict[int, Spalte],
    titel: Mapping[int, Titel],
    inhalte: Sequence[list[Zelle]],
    spaltenwahl: Mapping[str, str],
) -> list[Befund]:
    befunde = []
    for stelle in sorted(spalten):
        einfach = normiere_titel(titel[stelle].text)
        if einfach not in NOTNAGEL or spalten[stelle].feld or wahl_zu(titel[stelle], spaltenwahl) is not None:
            continue
        vergeben = {spalte.feld for spalte in spalten.values() if spalte.feld}
        feld = rate_notnagel(einfach, inhalte[stelle], vergeben)
        if feld is None:
            continue
        spalten[stelle] = replace(spalten[stelle], feld=feld)
        befunde.append(
            _befund(
                blatt,
                spalten[stelle],
                Stufe.HINWEIS,
                "spalte_gedeutet",
                f"Die Spalte „{titel[stelle].text}“ wird als „{FELD_JE_NAME[feld].titel}“ gelesen, weil es "
                "keine besser passende gibt. Stimmt das nicht, ordnen Sie die Spalte anders zu.",
            )
        )
    return befunde


def _rate_orte(
    spalten: dict[int, Spalte],
    titel: Mapping[int, Titel],
    inhalte: Sequence[list[Zelle]],
    spaltenwahl: Mapping[str, str],
) -> None:
    for stelle in sorted(spalten):
        vergeben = {spalte.feld for spalte in spalten.values() if spalte.feld}
        if {"ags", "gemeinde"} <= vergeben or spalten[stelle].feld:
            continue
        if wahl_zu(titel[stelle], spaltenwahl) is not None or ist_intern(titel[stelle].text):
            continue
        feld = rate_ort(inhalte[stelle])
        if feld and feld not in vergeben:
            spalten[stelle] = replace(spalten[stelle], feld=feld, vermutet=True)


def _rate_antwort(
    spalten: dict[int, Spalte],
    titel: Mapping[int, Titel],
    inhalte: Sequence[list[Zelle]],
    spaltenwahl: Mapping[str, str],
) -> None:
    """Die eine Spalte voller „ja“ und „nein“; gibt es mehrere, muss der Mensch wählen."""
    if any(spalte.feld == "vorhanden" for spalte in spalten.values()):
        return
    stellen = [
        stelle
        for stelle, spalte in spalten.items()
        if not spalte.feld
        and not ist_intern(titel[stelle].text)
        and wahl_zu(titel[stelle], spaltenwahl) is None
        and anteil(inhalte[stelle], ist_antwort) >= 0.8
    ]
    if len(stellen) == 1:
        spalten[stellen[0]] = replace(spalten[stellen[0]], feld="vorhanden", vermutet=True)


def _doppelt(blatt: str, spalte: Spalte, schon: Spalte, inhalte: Sequence[list[Zelle]]) -> Befund:
    gleich = normiere_titel(spalte.titel) == normiere_titel(schon.titel)
    anders = any(
        wert is not None and als_text(wert) != als_text(anderer)
        for wert, anderer in zip(inhalte[spalte.nummer - 1], inhalte[schon.nummer - 1], strict=True)
    )
    return _befund(
        blatt,
        spalte,
        Stufe.WARNUNG if gleich and anders else Stufe.HINWEIS,
        "spalte_doppelt",
        f"Die Spalten „{schon.titel}“ ({schon.nummer}.) und „{spalte.titel}“ ({spalte.nummer}.) meinen "
        f"beide „{FELD_JE_NAME[str(schon.feld)].titel}“. Gelesen wird die {schon.nummer}. Spalte. "
        "Stimmt das nicht, ordnen Sie die Spalten anders zu.",
    )


def _vermutet(blatt: str, spalte: Spalte) -> Befund:
    feld = FELD_JE_NAME[str(spalte.feld)].titel
    return _befund(
        blatt,
        spalte,
        Stufe.HINWEIS,
        "spalte_vermutet",
        f"Die {spalte.nummer}. Spalte („{spalte.titel}“) enthält nach ihrem Inhalt „{feld}“ und wird so "
        "gelesen. Stimmt das nicht, ordnen Sie die Spalte anders zu.",
    )


def _veroeffentlicht(blatt: str, spalten: Mapping[int, Spalte]) -> list[Befund]:
    """Wer eine fremde Liste bringt, weiß nicht, dass Bemerkungen veröffentlicht werden."""
    je_feld = {spalte.feld: spalte for spalte in spalten.values()}
    if "notiz" not in je_feld or "konzept_id" in je_feld:
        return []
    spalte = je_feld["notiz"]
    return [
        _befund(
            blatt,
            spalte,
            Stufe.HINWEIS,
            "bemerkung_oeffentlich",
            f"Die Spalte „{spalte.titel}“ wird als Bemerkung übernommen und veröffentlicht. Ist sie nur für "
            "den internen Gebrauch, ordnen Sie die Spalte keinem Feld zu.",
        )
    ]


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
