"""Hinweise, wenn in einem freien Text wohl Angaben zu einer Person stehen; verboten wird nichts."""

from __future__ import annotations

import re

#: Längen begrenzt, wie Adressen es sind; sonst dauerte ein langes Wort ohne „@“ quadratisch lange.
_EMAIL = re.compile(r"[^\s@<>,;:()\[\]]{1,64}@[^\s@<>,;:()\[\]]{1,200}\.[^\W\d_]{2,}")
#: Jahr, Betrag und Aktenzeichen sind keine Rufnummern: nötig sind eine führende 0 oder + und sechs Ziffern.
_RUFNUMMER = re.compile(r"(?<![\w.,/+-])(?:\+|00?(?=[1-9(]))(?:[ ()/.-]{0,2}\d){6,14}(?![\w])")
_DATUM = re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?|\b\d{4}-\d{2}-\d{2}\b")
_ANREDE = re.compile(
    r"\b(?:Herrn?|Frau|Hr\.|Fr\.)[ \t\u00a0]+(?:(?:Dr|Prof|Dipl)\.?(?:-\w+\.?)?[ \t\u00a0]*)*"
    r"(?P<name>[A-ZÄÖÜ][\w-]*)"
)
#: Nach „Frau“ oder „Herr“ ist das ein Amt, kein Name.
_AEMTER = re.compile(
    r"(?:Ober|Orts|Stadt|Bau)?(?:[Bb]ürgermeister|[Aa]mtsleiter|[Ll]andr[aä]t|[Bb]eigeordnete|[Kk]ämmer|[Ll]eiter)"
)


def hinweise(text: str) -> tuple[str, ...]:
    """Deutsche Sätze, wenn im Text E-Mail-Adressen, Rufnummern oder „Herr/Frau …“ stehen.

    Returns
    -------
    tuple of str
        leer, wenn nichts auffällt; höchstens ein Satz je Art.
    """
    saetze = []
    if _EMAIL.search(text):
        saetze.append("Im Text steht eine E-Mail-Adresse. Bitte nennen Sie nur die Stelle, etwa „Bauamt“.")
    if _RUFNUMMER.search(_DATUM.sub(" ", _EMAIL.sub(" ", text))):
        saetze.append(
            "Im Text steht wohl eine Rufnummer. Die der Gemeinde ist schon im Register; eine persönliche "
            "gehört nicht hierher."
        )
    if any(_AEMTER.match(treffer["name"]) is None for treffer in _ANREDE.finditer(text)):
        saetze.append(
            "Im Text steht wohl der Name einer Person. Bitte nennen Sie nur die Stelle, etwa „Bauamt“."
        )
    return tuple(saetze)
