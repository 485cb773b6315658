"""Die Kopfzeile einer Liste finden: unter einem Titelblock, zweizeilig oder mit verbundenen Zellen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from insek_monitor.einspielen.spalten_raten import ist_datum, ist_gemeinde, ist_schluessel, schluesselteile
from insek_monitor.einspielen.spaltentitel import (
    ORTSFELDER,
    Deutung,
    antwort_zu,
    deute,
    normiere_titel,
)
from insek_monitor.einspielen.tabelle import als_text
from insek_monitor.kern.rohdatei import Rohblatt

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

    @property
    def deutung(self) -> Deutung:
        """Die Deutung des ersten Namens, der verstanden ist; sonst die des ganzen."""
        deutungen = [deute(name) for name in self.namen]
        return next((d for d in deutungen if d.felder), deutungen[0] if deutungen else Deutung())

    @property
    def antwort(self) -> str:
        """Die Antwort, für die ein Kreuz in der Spalte steht; leer: keine."""
        return next((antwort for name in self.namen if (antwort := antwort_zu(name))), "")


@dataclass(frozen=True)
class Kopf:
    """Fundstelle der Überschriften; ``zeile`` ab 1, bei zwei Zeilen die untere."""

    zeile: int
    titel: tuple[Titel, ...]
    punkte: float


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
        if any(ist_schluessel(text) or ist_gemeinde(text) for text in zeile):
            continue  # „Bockau · Stadt · in Arbeit“ ist eine Zeile der Liste, kein Kopf.
        varianten = [(tuple(Titel(text, (text,) if text else ()) for text in zeile), 0.0)]
        if stelle:
            zweizeilig = _zweizeilig(zeilen[stelle - 1], zeile, verbunden=bool(blatt.verbunden))
            if _ist_gruppenzeile(zeilen[stelle - 1], zeile):
                # Unter „FNP“ ist „vorhanden“ etwas anderes als allein.
                varianten = [(zweizeilig, 0.0)]
            else:
                # Sonst müssen zwei Zeilen mehr zeigen als eine; ein „Stand: …“ darüber genügt nicht.
                varianten.append((zweizeilig, 0.5))
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
    felder, halb = set(), set()
    for eintrag in titel:
        gewaehlt = wahl_zu(eintrag, spaltenwahl)
        if gewaehlt:
            felder.add(gewaehlt)
        elif len(eintrag.deutung.felder) == 1:
            felder.add(eintrag.deutung.felder[0])
        elif eintrag.deutung.felder or (eintrag.antwort and eintrag.deutung.eigen) or gewaehlt is not None:
            # Eine über mehrere Spalten verbundene Überschrift zählt einmal.
            halb.add(normiere_titel(eintrag.text))
    if schluesselteile({i: eintrag.text for i, eintrag in enumerate(titel)}):
        felder |= {"ags", "kreis"}
    # Gemeinde oder Schlüssel wiegen mehr: ohne sie ist es keine Liste von Gemeinden.
    return len(felder) + 0.5 * len(halb) + 2.0 * bool(felder & {"ags", "gemeinde"})


def _ist_gruppenzeile(oben: Sequence[str], unten: Sequence[str]) -> bool:
    """Ob über den Überschriften Gruppen stehen: mehrere kurze Texte, oder einer nicht ganz links."""
    texte = [text for text in oben if text]
    if not texte or any(":" in text or ist_datum(text) or text[:1].isdigit() for text in texte):
        return False
    links = next((stelle for stelle, text in enumerate(unten) if text), 0)
    darueber = {
        text for text, darunter in zip(oben, unten, strict=False) if text and darunter and text != darunter
    }
    return bool(darueber) and (len(set(texte)) > 1 or texte[0] not in oben[: links + 1])


def _zweizeilig(oben: Sequence[str], unten: Sequence[str], *, verbunden: bool) -> tuple[Titel, ...]:
    titel = []
    gruppe = ""
    for stelle in range(max(len(oben), len(unten))):
        erster = oben[stelle] if stelle < len(oben) else ""
        zweiter = unten[stelle] if stelle < len(unten) else ""
        # Eine Gruppe gilt bis zur nächsten; nur wo Zellen verbunden sind, steht sie in jeder.
        gruppe = erster if erster and zweiter else "" if erster or verbunden else gruppe
        erster = erster or (gruppe if zweiter else "")
        if not zweiter or not erster or erster == zweiter:
            titel.append(Titel(erster or zweiter, (erster or zweiter,) if erster or zweiter else ()))
            continue
        darunter = deute(zweiter)
        # Die untere Zeile gilt allein nur, wenn sie selbst sagt, wovon, oder die obere nichts anderes nennt.
        allein = darunter.eigen or not deute(erster).fremd or not ORTSFELDER.isdisjoint(darunter.felder)
        titel.append(Titel(f"{erster} {zweiter}", (f"{erster} {zweiter}", *((zweiter,) if allein else ()))))
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
