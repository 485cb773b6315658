"""Die Kopfzeile einer Liste finden: unter einem Titelblock, zweizeilig oder mit verbundenen Zellen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from insek_monitor.modell.rohdatei import Rohblatt
from insek_monitor.register.einspielen.spaltentitel import NACH_INHALT, NOTNAGEL, feld_zu, normiere_titel
from insek_monitor.register.einspielen.tabelle import als_text

#: Weiter rechts steht keine Überschrift, die zählt.
HOECHSTENS_SPALTEN = 300
#: So weit unten darf die Kopfzeile stehen.
_SUCHTIEFE = 60
#: Ein längerer Text ist ein Satz, keine Überschrift.
_LAENGSTE_UEBERSCHRIFT = 120


@dataclass(frozen=True)
class Titel:
    """Überschrift einer Spalte: der Text für Menschen und die Namen, unter denen sie zu suchen ist."""

    text: str
    namen: tuple[str, ...]


@dataclass(frozen=True)
class Kopf:
    """Fundstelle der Überschriften; ``zeile`` ab 1, bei zwei Zeilen die untere."""

    zeile: int
    titel: tuple[Titel, ...]
    punkte: float


def feld_von(titel: Titel, spaltenwahl: Mapping[str, str]) -> str | None:
    """Das Feld einer Überschrift: zuerst die Wahl des Menschen (``""``: keines), dann der übliche Name."""
    gewaehlt = wahl_zu(titel, spaltenwahl)
    if gewaehlt is not None:
        return gewaehlt or None
    return next((feld for name in titel.namen if (feld := feld_zu(name))), None)


def wahl_zu(titel: Titel, spaltenwahl: Mapping[str, str]) -> str | None:
    """Was der Mensch für diese Überschrift gewählt hat; None, wenn nichts."""
    for name in (titel.text, *titel.namen):
        if (gewaehlt := spaltenwahl.get(normiere_titel(name))) is not None:
            return gewaehlt
    return None


def finde_kopf(blatt: Rohblatt, spaltenwahl: Mapping[str, str]) -> Kopf | None:
    """Die Zeile mit den meisten bekannten Überschriften; bei Gleichstand die oberste.

    Zwei Zeilen zusammen gelten nur, wenn sie mehr erkennen lassen als eine allein.
    """
    zeilen = _kopfbereich(blatt)
    bester: Kopf | None = None
    for stelle, zeile in enumerate(zeilen):
        varianten = [(tuple(Titel(text, (text,) if text else ()) for text in zeile), 0.0)]
        if stelle:
            # Zwei Zeilen müssen mindestens ein Feld mehr zeigen; ein „Stand: …“ darüber genügt nicht.
            varianten.append((_zweizeilig(zeilen[stelle - 1], zeile), 0.5))
        for titel, huerde in varianten:
            punkte = _punkte(titel, spaltenwahl)
            if punkte and (bester is None or punkte > bester.punkte + huerde):
                bester = Kopf(stelle + 1, titel, punkte)
    return bester


def kopf_aus(blatt: Rohblatt, nummer: int) -> Kopf:
    """Nimm eine bestimmte Zeile als Kopf, auch wenn keine Überschrift bekannt ist."""
    texte = _kopfbereich(blatt)[nummer - 1]
    return Kopf(nummer, tuple(Titel(text, (text,) if text else ()) for text in texte), 0.0)


def _punkte(titel: Sequence[Titel], spaltenwahl: Mapping[str, str]) -> float:
    if len({eintrag.text for eintrag in titel if eintrag.text}) < 2:
        return 0.0
    felder = set()
    halb = 0
    for eintrag in titel:
        if not eintrag.namen:
            continue
        feld = feld_von(eintrag, spaltenwahl)
        if feld:
            felder.add(feld)
        elif wahl_zu(eintrag, spaltenwahl) is not None or normiere_titel(eintrag.text) in (
            NOTNAGEL | NACH_INHALT
        ):
            halb += 1
    # Gemeinde oder Schlüssel wiegen mehr: ohne sie ist es keine Liste von Gemeinden.
    return len(felder) + 0.5 * halb + 2.0 * bool(felder & {"ags", "gemeinde"})


def _zweizeilig(oben: Sequence[str], unten: Sequence[str]) -> tuple[Titel, ...]:
    titel = []
    for stelle in range(max(len(oben), len(unten))):
        erster = oben[stelle] if stelle < len(oben) else ""
        zweiter = unten[stelle] if stelle < len(unten) else ""
        if not zweiter or erster == zweiter:
            titel.append(Titel(erster, (erster,) if erster else ()))
        elif not erster:
            titel.append(Titel(zweiter, (zweiter,)))
        else:
            titel.append(Titel(f"{erster} {zweiter}", (zweiter, f"{erster} {zweiter}")))
    return tuple(titel)


def _kopfbereich(blatt: Rohblatt) -> list[list[str]]:
    """Die ersten Zeilen als Text; verbundene Zellen stehen in jeder ihrer Zellen."""
    bereich = [
        [
            text if len(text := als_text(zelle).strip()) <= _LAENGSTE_UEBERSCHRIFT else ""
            for zelle in zeile[:HOECHSTENS_SPALTEN]
        ]
        for zeile in blatt.zeilen[:_SUCHTIEFE]
    ]
    for zeile1, spalte1, zeile2, spalte2 in blatt.verbunden:
        if zeile1 > len(bereich) or spalte1 > len(bereich[zeile1 - 1]):
            continue
        text = bereich[zeile1 - 1][spalte1 - 1]
        for zeile in bereich[zeile1 - 1 : zeile2]:
            zeile.extend([""] * (min(spalte2, HOECHSTENS_SPALTEN) - len(zeile)))
            for spalte in range(spalte1 - 1, min(spalte2, len(zeile))):
                zeile[spalte] = zeile[spalte] or text
    return bereich
