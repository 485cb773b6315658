"""Welche Gemeinde gewählt ist: eine Angabe für Suche, Karte und Gemeindeseite, in der Adresse als
`gemeinde=<AGS>`. Wer eine andere Frage stellt (mit wem zusammen?), nimmt eine eigene `angabe`.

Die Adresse gilt, wenn sie eine andere Gemeinde nennt (tiefer Link, Zurück-Taste); nennt sie keine, bleibt die
zuletzt gewählte.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import pandas as pd
import streamlit as st

from insek_monitor.lage.fortschreibung import sortierschluessel
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.adresse import zitat

ANGABE = "gemeinde"
SPRUNG = "gemeinde_sprung"


@lru_cache(maxsize=1)
def _namen() -> dict[str, str]:
    """Beschriftung → AGS, in Suchfolge; mit Kreis und AGS, damit gleiche Namen auffindbar sind."""
    tabelle = zwischenspeicher.gemeinden().sort_values("name", key=sortierschluessel)
    spalten = zip(tabelle.index, tabelle["name"], tabelle["kreis"], strict=True)
    namen = {f"{name} · {kreis} · {ags}": (str(ags), str(name)) for ags, name, kreis in spalten}
    folge = suchfolge({beschriftung: name for beschriftung, (_, name) in namen.items()})
    return {beschriftung: namen[beschriftung][0] for beschriftung in folge}


def suchfolge(namen: Mapping[str, str]) -> list[str]:
    """Reihenfolge, in der zu jedem Namen zuerst die Gemeinde steht, die so heißt.

    Das Suchfeld nimmt mit der Eingabetaste die erste Beschriftung, in der das Getippte vorkommt. „Görlitz“
    kommt auch in Bad Muskau vor (Kreis Görlitz), „Hartha“ in Großharthau: Wer so heißt, rückt davor. Alle
    übrigen bleiben, wo sie sind.

    Parameters
    ----------
    namen : Beschriftung → Name der Gemeinde, in Wortfolge.
    """
    klein = [(beschriftung.casefold(), name) for beschriftung, name in namen.items()]
    rang: dict[str, tuple[int, bool, int]] = {}
    for stelle, (beschriftung, name) in enumerate(namen.items()):
        gesucht = name.partition(" / ")[0].casefold()  # „Bautzen / Budyšin“ sucht man als Bautzen
        andere = [i for i, (text, wer) in enumerate(klein) if gesucht in text and wer != name]
        vorn = min([stelle, *andere])
        rang[beschriftung] = (vorn, vorn == stelle, -len(andere))
    return sorted(namen, key=rang.__getitem__)


@lru_cache(maxsize=1)
def beschriftungen() -> dict[str, str]:
    """AGS → Beschriftung, in Suchfolge."""
    return {ags: beschriftung for beschriftung, ags in _namen().items()}


def merke(ags: str | None, angabe: str = ANGABE) -> None:
    """Macht `ags` zur gewählten Gemeinde und schreibt sie in die Adresse."""
    st.session_state[angabe] = ags
    if ags is None:
        st.query_params.pop(angabe, None)
    else:
        st.query_params[angabe] = ags


def aus_karte() -> None:
    """Übernimmt den Klick auf die große Karte (Rückruf von `st.pydeck_chart`)."""
    gewaehlt = st.session_state["grosse_karte"]["selection"]["objects"].get("gemeinden", [])
    merke(gewaehlt[0]["properties"]["ags"] if gewaehlt else None)


def wahl(
    beschriftung: str = "Gemeinde",
    *,
    breite: int | Literal["stretch"] = "stretch",
    angabe: str = ANGABE,
) -> str | None:
    """Suchfeld; liefert den AGS der gewählten Gemeinde oder None."""
    _lies_adresse(angabe)
    gemerkt = st.session_state.get(angabe)
    passend = beschriftungen().get(gemerkt) if gemerkt else None
    schluessel = f"{angabe}_wahl"
    if st.session_state.get(schluessel) != passend:
        st.session_state[schluessel] = passend
    st.selectbox(
        beschriftung,
        list(_namen()),
        index=None,
        key=schluessel,
        placeholder="Name oder Gemeindeschlüssel (AGS)",
        on_change=_aus_suche,
        args=(angabe,),
        filter_mode="contains",
        width=breite,
    )
    return gemerkt if passend else None


def sprungziel() -> str | None:
    """Gemeinde, zu der die Karte rücken soll: nach Suche oder tiefem Link, nicht nach einem Klick."""
    return st.session_state.get(SPRUNG)


def genannte() -> str | None:
    """Gemeinde aus der Adresse, sonst die zuletzt gewählte; für Seiten ohne Suchfeld, ohne Meldung."""
    text, gemerkt = st.query_params.get(ANGABE), st.session_state.get(ANGABE)
    if text is not None and text != gemerkt:
        return finde(text, zwischenspeicher.gemeinden(), zwischenspeicher.gebietsaenderungen()).ags
    return gemerkt if gemerkt in beschriftungen() else None


def _aus_suche(angabe: str) -> None:
    beschriftung = st.session_state[f"{angabe}_wahl"]
    ags = _namen().get(beschriftung) if beschriftung else None
    if angabe == ANGABE:
        st.session_state[SPRUNG] = ags
    merke(ags, angabe)


def _lies_adresse(angabe: str) -> None:
    text = st.query_params.get(angabe)
    gemerkt = st.session_state.get(angabe)
    if text is None:
        if gemerkt:  # beim Seitenwechsel über die Navigation bleibt die Gemeinde gewählt
            st.query_params[angabe] = gemerkt
        return
    if text == gemerkt:
        return
    gemeinden = zwischenspeicher.gemeinden()
    treffer = finde(text, gemeinden, zwischenspeicher.gebietsaenderungen())
    if treffer.ags is None:
        st.session_state[angabe] = None
        moeglich = ", ".join(beschriftungen()[ags] for ags in treffer.kandidaten)
        st.warning(
            f"„{zitat(text)}“ passt zu mehreren Gemeinden: {moeglich}. Bitte wählen Sie eine aus."
            if moeglich
            else f"Eine Gemeinde „{zitat(text)}“ gibt es in Sachsen nicht. Bitte suchen Sie nach Name oder "
            "Gemeindeschlüssel (acht Ziffern, beginnt mit 14).",
            icon=":material/search_off:",
        )
        return
    if treffer.frueherer_name:
        st.info(
            f"{treffer.frueherer_name} gehört heute zu {gemeinden.loc[treffer.ags, 'name']}; gezeigt wird "
            "die heutige Gemeinde.",
            icon=":material/merge:",
        )
    if angabe == ANGABE:
        st.session_state[SPRUNG] = treffer.ags
    merke(treffer.ags, angabe)


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
