"""Angaben in der Adresse: prüfen, in Werte der Bedienelemente übersetzen, Unbekanntes auf Deutsch melden.

Streamlit verwirft Werte, die kein Bedienelement kennt, ohne ein Wort. Deshalb liest dieses Modul die Adresse
vorher.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

import streamlit as st

from insek_monitor.kern.zeit import STICHTAGE
from insek_monitor.lage.bild.konzepttext import sicher

T = TypeVar("T")


@dataclass(frozen=True)
class Angaben:
    """Was eine Seite in die Adresse schreibt.

    Attributes
    ----------
    werte : Name → (Bezeichnung für die Meldung, mögliche Werte)
    pruefungen : Name → Prüfung eines einzelnen Wertes (Meldung oder None)
    eigene : Namen, die die Seite selbst prüft
    """

    werte: Mapping[str, tuple[str, Sequence[str]]] = field(default_factory=dict)
    pruefungen: Mapping[str, Callable[[str], str | None]] = field(default_factory=dict)
    eigene: frozenset[str] = frozenset()

    def namen(self) -> frozenset[str]:
        """Alle Namen dieser Angaben."""
        return frozenset({*self.werte, *self.pruefungen, *self.eigene})


def zitat(text: str, laenge: int = 60) -> str:
    """Fremder Text, gekürzt und so maskiert, dass Markdown daraus weder Bild noch Verweis macht."""
    return sicher(text[:laenge])


def mangel_am_stichtag(text: str) -> str | None:
    """Was an einer Angabe `stichtag` nicht stimmt, sonst None.

    Nur JJJJ-MM-TT: Python läse auch „20261121“ und „2026-W47-6“, das Bedienelement aber nicht.
    """
    try:
        tag = date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        tag = None
    if tag is None:
        return (
            f"Der Stichtag „{zitat(text, 30)}“ in der Adresse ist kein Datum der Form JJJJ-MM-TT "
            "(Beispiel: 2026-11-21)."
        )
    if not STICHTAGE[0] <= tag <= STICHTAGE[1]:
        return (
            f"Der Stichtag {tag:%d.%m.%Y} in der Adresse liegt außerhalb von "
            f"{STICHTAGE[0].year} bis {STICHTAGE[1].year}."
        )
    return None


def pruefe_stichtag(text: str) -> str | None:
    """Meldung zu einer unbrauchbaren Angabe `stichtag`, sonst None."""
    mangel = mangel_am_stichtag(text)
    return f"{mangel} Es gilt der heutige Tag." if mangel else None


def pruefe_werte(name: str, bezeichnung: str, werte: Sequence[str], erlaubt: Sequence[str]) -> list[str]:
    """Meldungen zu Werten, die es nicht gibt."""
    return [
        f"{bezeichnung} „{zitat(wert)}“ aus der Adresse gibt es nicht; die Angabe „{name}“ wurde übergangen. "
        f"Möglich sind: {' · '.join(erlaubt)}."
        for wert in werte
        if wert not in erlaubt
    ]


def pruefe(genannt: Mapping[str, Sequence[str]], beitraege: Iterable[Angaben]) -> list[str]:
    """Alle Meldungen zu einer Adresse.

    Parameters
    ----------
    genannt : Name → Werte (mehrere, wenn die Angabe mehrfach steht)
    beitraege : was die Seiten kennen; jeder andere Name ist unbekannt

    Returns
    -------
    list of str
        Deutsche Sätze mit dem, was stattdessen gilt; leer, wenn alles passt.
    """
    bekannt = list(beitraege)
    meldungen: list[str] = []
    for name, werte in genannt.items():
        zustaendig = next((b for b in bekannt if name in b.namen()), None)
        if zustaendig is None:
            meldungen.append(
                f"Die Angabe „{zitat(name, 40)}“ in der Adresse ist unbekannt und wurde übergangen."
            )
        elif name in zustaendig.werte:
            meldungen += pruefe_werte(name, zustaendig.werte[name][0], werte, zustaendig.werte[name][1])
        elif name in zustaendig.pruefungen:
            meldungen += [m for wert in werte if (m := zustaendig.pruefungen[name](wert))]
    return meldungen


def vorgabe(name: str, wert: T, andere: Iterable[T], lies: Callable[[str], T | None]) -> T:
    """Vorgabe eines Bedienelements mit `bind="query-params"`; was die Adresse nennt, bleibt in ihr stehen.

    Streamlit nimmt eine Angabe aus der Adresse, sobald sie der Vorgabe gleicht; ein Verweis auf den heutigen
    Stichtag zeigte morgen einen anderen. Nennt die Adresse den Namen, bekommt das Bedienelement deshalb eine
    andere Vorgabe. Zu sehen ist sie nie: Der Wert kommt aus der Adresse.

    Parameters
    ----------
    wert : was ohne Angabe gilt
    andere : Ersatz, in der Folge der Wahl (None, wo das Bedienelement leer sein darf)
    lies : der Wert zu einem Text der Adresse; None, wenn er nicht geht
    """
    texte = st.query_params.get_all(name)
    gelesen = lies(texte[-1]) if texte else None
    if gelesen is None:
        # Auf den Ersatz gestellt: Streamlit hat die Angabe gestrichen, obwohl sie nicht die Vorgabe ist.
        if st.session_state.get(name, wert) != wert:
            st.session_state[name] = st.session_state[name]
        return wert
    moeglich = [ersatz for ersatz in andere if ersatz != gelesen]
    return next((ersatz for ersatz in moeglich if ersatz != wert), wert if gelesen != wert else moeglich[0])


def vorgabe_wahl(name: str, wert: str, moeglich: Sequence[str]) -> str | None:
    """`vorgabe` für eine von mehreren Möglichkeiten."""
    return vorgabe(name, wert, (None,), {m: m for m in moeglich}.get)


def vorgabe_ja(name: str, wert: bool) -> bool:
    """`vorgabe` für einen Schalter."""
    return vorgabe(name, wert, (True, False), {"true": True, "false": False}.get)


def vorgabe_zahl(name: str, wert: int, unten: int, oben: int) -> int:
    """`vorgabe` für eine ganze Zahl."""
    return vorgabe(name, wert, range(unten, oben + 1), lambda text: ganzzahl(text, unten, oben))


def vorgabe_stichtag(heute: date) -> date:
    """`vorgabe` für den Stichtag."""
    return vorgabe(
        "stichtag",
        heute,
        STICHTAGE,
        lambda text: None if mangel_am_stichtag(text) else date.fromisoformat(text),
    )


def ganzzahl(text: str, unten: int, oben: int) -> int | None:
    """Eine ganze Zahl von `unten` bis `oben`, auch als „7.0“; sonst None."""
    passt = re.fullmatch(r"[0-9]{1,4}(\.0)?", text) and unten <= float(text) <= oben
    return int(float(text)) if passt else None


def fester_link(seite: str, angaben: Mapping[str, Sequence[str]], stichtag: date, datenstand: int) -> str:
    """Adresse dieser Ansicht, die auch morgen und nach einem neuen Datenstand dasselbe zeigt.

    Die gewöhnliche Adresse lässt weg, was Vorgabe ist (heute, der neueste Datenstand).
    """
    fest = {**angaben, "stichtag": [stichtag.isoformat()], "datenstand": [str(datenstand)]}
    return f"/{seite}?{urlencode(fest, doseq=True)}"
