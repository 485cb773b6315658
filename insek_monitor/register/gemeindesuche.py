"""Eine Gemeinde nach Schlüssel oder Name finden, ohne zu raten."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Treffer:
    """Ergebnis der Suche.

    Attributes
    ----------
    ags : Gefundene Gemeinde; None, wenn keine oder mehrere passen.
    kandidaten : AGS aller passenden Gemeinden, wenn es mehrere sind.
    frueherer_name : str or None
        Name der früheren Gemeinde, wenn der gesuchte Schlüssel oder Name in `ags` aufgegangen ist.
    """

    ags: str | None
    kandidaten: tuple[str, ...] = ()
    frueherer_name: str | None = None


def finde(text: str, gemeinden: pd.DataFrame, gebietsaenderungen: pd.DataFrame) -> Treffer:
    """Sucht nach AGS, Name, eindeutiger Bezeichnung oder deutschem Teil eines zweisprachigen Namens.

    Parameters
    ----------
    text : „14523320“, „Plauen“, „Bautzen“ oder „Bautzen / Budyšin“; Groß- und Kleinschreibung ist gleich.
    gemeinden, gebietsaenderungen : Siehe docs/fachregeln.md.

    Returns
    -------
    Treffer
        Bei mehreren gleichen Namen nur Kandidaten, nie eine geratene Gemeinde.
    """
    # macOS schickt Umlaute in zwei Zeichen zerlegt.
    gesucht = " ".join(unicodedata.normalize("NFC", text).split())
    schluessel = gesucht.replace(" ", "")
    if schluessel.isdigit():
        if schluessel in gemeinden.index:
            return Treffer(schluessel)
        frueher = gebietsaenderungen[gebietsaenderungen["ags_alt"] == schluessel]
    else:
        klein = gesucht.casefold()
        namen = gemeinden["name"].str.casefold()
        passend = gemeinden.index[(gemeinden["bezeichnung"].str.casefold() == klein).to_numpy(dtype=bool)]
        if passend.empty:
            passend = gemeinden.index[
                ((namen == klein) | (namen.str.split(" / ").str[0] == klein)).to_numpy(dtype=bool)
            ]
        if len(passend) == 1:
            return Treffer(str(passend[0]))
        if len(passend) > 1:
            return Treffer(None, tuple(map(str, passend)))
        frueher = gebietsaenderungen[gebietsaenderungen["name_alt"].str.casefold() == klein]
    ziele = frueher["ags_neu"].unique()
    if len(ziele) == 1:
        return Treffer(str(ziele[0]), frueherer_name=str(frueher["name_alt"].iloc[0]))
    return Treffer(None, tuple(map(str, ziele)))
