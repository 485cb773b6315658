"""Schreibweisen eines Datums in fremden Listen: jede Schreibweise ein Muster und was sie bedeutet."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

#: Anfänge der Monatsnamen nach Umschrift der Umlaute, die eindeutig sind.
_MONATE = {
    "jan": 1, "jaen": 1, "feb": 2, "mae": 3, "mrz": 3, "maerz": 3, "mar": 3, "apr": 4, "mai": 5, "may": 5,
    "jun": 6, "jul": 7, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dez": 12, "dec": 12,
}  # fmt: skip
_MONAT = (
    r"(?P<name>januar|jaenner|jan|februar|feber|feb|maerz|mrz|mae|mar|april|apr|mai|may|juni|jun|juli|jul|"
    r"august|aug|september|sept|sep|oktober|okt|oct|november|nov|dezember|dez|dec)\.?"
)
_JAHR4 = r"(?P<jahr>\d{4})"
_JAHR = r"(?P<jahr>\d{4}|'?\d{2})"
_ABSCHNITT = (
    r"(?:fruehjahr|fruehling|sommer|herbst|winter|jahresanfang|jahresmitte|jahresende|jahreswechsel|"
    r"anfang|mitte|ende)"
)
_TEIL = (
    r"(?:q ?[1-4]|[1-4]\. ?q(?:u|uartal)?\.?|[1-4]\. ?(?:hj|halbjahr)\.?|h ?[12]|"
    r"(?:i{1,3}|iv)\.? ?(?:q(?:u|uartal)?\.?)?|(?:erstes|zweites|drittes|viertes) (?:quartal|halbjahr))"
)


@dataclass(frozen=True)
class Lesart:
    """Eine Deutung: Jahr, Monat und Tag, soweit genannt; ``ungenau``: gröber, als es dasteht."""

    jahr: int
    monat: int | None = None
    tag: int | None = None
    ungenau: bool = False
    #: Es gibt eine zweite vernünftige Deutung; der Mensch soll hinsehen.
    zweideutig: bool = False


def _voll(jahr: str) -> int:
    ziffern = jahr.lstrip("'")
    if len(ziffern) == 4:
        return int(ziffern)
    # „19“ ist 2019, „97“ ist 1997: Konzepte gibt es seit 1990.
    return int(ziffern) + (1900 if int(ziffern) >= 90 else 2000)


def _tag(treffer: re.Match[str]) -> Lesart:
    zweideutig = treffer.groupdict().get("strich") == "/" and int(treffer["tag"]) <= 12
    return Lesart(_voll(treffer["jahr"]), int(treffer["monat"]), int(treffer["tag"]), zweideutig=zweideutig)


def _tag_mit_namen(treffer: re.Match[str]) -> Lesart:
    return Lesart(_voll(treffer["jahr"]), _MONATE[treffer["name"][:3]], int(treffer["tag"]))


def _monat(treffer: re.Match[str]) -> Lesart:
    return Lesart(_voll(treffer["jahr"]), int(treffer["monat"]), zweideutig=len(treffer["jahr"]) < 4)


def _monat_mit_namen(treffer: re.Match[str]) -> Lesart:
    return Lesart(_voll(treffer["jahr"]), _MONATE[treffer["name"][:3]])


def _monat_ungenau(treffer: re.Match[str]) -> Lesart:
    return Lesart(_voll(treffer["jahr"]), _MONATE[treffer["name"][:3]], ungenau=True)


def _jahr(treffer: re.Match[str]) -> Lesart:
    return Lesart(int(treffer["jahr"]))


def _jahr_ungenau(treffer: re.Match[str]) -> Lesart:
    return Lesart(_voll(treffer["jahr"]), ungenau=True)


_MUSTER: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Lesart]], ...] = tuple(
    (re.compile(muster), deute)
    for muster, deute in (
        (r"(?P<jahr>\d{4})-(?P<monat>\d{1,2})-(?P<tag>\d{1,2})(?:[ t]0?0:00(?::00(?:\.0+)?)?)?", _tag),
        (r"(?P<jahr>\d{4})(?P<monat>\d{2})(?P<tag>\d{2})", _tag),
        (rf"(?P<tag>\d{{1,2}}) ?(?P<strich>[./\-,]) ?(?P<monat>\d{{1,2}}) ?[./\-,] ?{_JAHR}", _tag),
        (rf"(?P<tag>\d{{1,2}})\.? ?{_MONAT} ?{_JAHR}", _tag_mit_namen),
        (rf"(?P<monat>\d{{1,2}}) ?[./\-] ?{_JAHR4}", _monat),
        (rf"{_JAHR4} ?[./\-] ?(?P<monat>\d{{1,2}})", _monat),
        (r"(?P<monat>\d{1,2})/(?P<jahr>\d{2})", _monat),
        (rf"{_MONAT} ?/?{_JAHR}", _monat_mit_namen),
        (rf"(?:anfang|mitte|ende) {_MONAT} ?{_JAHR}", _monat_ungenau),
        (_JAHR4, _jahr),
        (rf"{_ABSCHNITT} ?/?{_JAHR4}", _jahr_ungenau),
        (r"winter (?P<jahr>\d{4})/\d{2,4}", _jahr_ungenau),
        (rf"{_TEIL} ?[/\- ]? ?{_JAHR4}", _jahr_ungenau),
        (rf"{_JAHR4} ?[/\- ]? ?{_TEIL}", _jahr_ungenau),
    )
)


def deute(text: str) -> Lesart | None:
    """Deute einen ganzen, klein geschriebenen Text ohne Umlaute als Datum.

    Ob es den Tag gibt, prüft der Aufrufer.
    """
    for muster, deutung in _MUSTER:
        treffer = muster.fullmatch(text)
        if treffer:
            return deutung(treffer)
    return None


def jahresspanne(text: str) -> tuple[str, ...]:
    """„2015/16“ und „15/16“ sind zwei Jahre; „2011/12“ kann auch ein Monat sein. Der Mensch entscheidet."""
    treffer = re.fullmatch(r"(\d{4}|'?\d{2}) ?([/-]) ?'?(\d{2})", text)
    if treffer is None:
        return ()
    jahr, ende = _voll(treffer[1]), int(treffer[3])
    vierstellig, ist_monat = len(treffer[1]) == 4, 1 <= ende <= 12
    if ende <= jahr % 100 or (ist_monat and (treffer[2] == "-" or ende != jahr % 100 + 1)):
        return ()
    if not vierstellig and 1 <= jahr % 100 <= 12:
        return ()  # „11/12“ ist November 2012.
    jahre = (str(jahr), str(jahr - jahr % 100 + ende))
    return (*jahre, f"{ende:02d}/{jahr}") if ist_monat else jahre


_DARIN = re.compile(
    rf"(?<!\d)(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}\. ?\d{{1,2}}\. ?\d{{2,4}}|"
    rf"\d{{1,2}}\. ?{_MONAT} ?\d{{4}}|{_MONAT.replace('name', 'name2')} ?\d{{4}}|"
    rf"\d{{1,2}}[./]\d{{4}}|\d{{4}})(?!\d)"
)


def stellen(text: str) -> list[str]:
    """Alles in einem längeren Text, was wie ein Datum aussieht, in seiner Reihenfolge."""
    return [treffer.group() for treffer in _DARIN.finditer(text)]
