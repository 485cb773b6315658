"""Einstellungen der gewählten Folie: Überschrift, Kreis, Gemeinde, Frage, Text, Notiz."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from insek_monitor.kern.vortrag import (
    MARKDOWN_HOECHSTENS,
    NOTIZ_HOECHSTENS,
    TITEL_HOECHSTENS,
    Folie,
    Folienart,
)
from insek_monitor.rahmen import filter, gemeindewahl
from insek_monitor.workshop.vortrag.folien_vorlagen import vorlagen_text
from insek_monitor.workshop.vortrag.seite import arbeit as rechnung
from insek_monitor.workshop.vortrag.seite import gebietwahl, rechnen, zustand
from insek_monitor.workshop.vortrag.seite.arbeit import Arbeit
from insek_monitor.workshop.vortrag.seite.rechnen import einzeilig

MARKDOWN_HILFE = (
    "Eine Zeile je Gedanke. „- “ am Anfang macht einen Punkt, „**Wort**“ hebt hervor, „1. “ zählt. Bilder "
    "und Verweise zeigt die Leinwand nicht."
)


def zeichne(arbeit: Arbeit) -> None:
    """Die Felder der gewählten Folie; was an Daten hängt, ist in einer eingefrorenen Folge gesperrt."""
    folie, marke = arbeit.folie, arbeit.gewaehlt
    if folie is None:
        return
    gesperrt = arbeit.folge.eingefroren is not None and folie.art.aus_daten
    if folie.art is Folienart.REGION:
        _wahl(
            "Kreis",
            {"": f"Gebiet der Folge: {gebietwahl.in_worten(arbeit.folge.gebiet)}"}
            | {name: name for name in filter.kreise()},
            marke,
            "kreis",
            folie,
            gesperrt,
        )
    elif folie.art is Folienart.GEMEINDE:
        _wahl(
            "Gemeinde",
            gemeindewahl.beschriftungen(),
            marke,
            "ags",
            folie,
            gesperrt,
            platzhalter="Name oder Gemeindeschlüssel (AGS)",
        )
    elif folie.art in (Folienart.ABSTIMMUNG, Folienart.ERGEBNIS):
        _frage(arbeit, folie, marke)
    _ueberschrift(folie, marke, gesperrt)
    if folie.art is Folienart.TITEL:
        st.text_input(
            "Unterzeile",
            max_chars=TITEL_HOECHSTENS,
            placeholder="etwa Anlass, Ort und Tag",
            **_feld(marke, "text", folie.text),
        )
    elif folie.art is Folienart.TEXT:
        _vorlagenknopf(marke)
        st.text_area(
            "Text (Markdown)",
            height=200,
            max_chars=MARKDOWN_HOECHSTENS,
            help=MARKDOWN_HILFE,
            **_feld(marke, "text", folie.text),
        )
    st.text_area(
        "Notiz für die Vortragsansicht",
        height=90,
        max_chars=NOTIZ_HOECHSTENS,
        placeholder="Nur Sie sehen das, im zweiten Fenster.",
        **_feld(marke, "notiz", folie.notiz),
    )


def _ueberschrift(folie: Folie, marke: int, gesperrt: bool) -> None:
    eigene = folie.art in (Folienart.TITEL, Folienart.TEXT)
    st.text_input(
        "Überschrift" if eigene else "Eigene Überschrift",
        max_chars=TITEL_HOECHSTENS,
        disabled=gesperrt,
        placeholder="Worum es geht" if eigene else _ohne_eigene(folie.art),
        help="Eine eigene Überschrift ändert sich nicht mit den Daten. Prüfen Sie sie vor jedem Vortrag."
        if folie.art.aus_daten
        else None,
        **_feld(marke, "titel", folie.titel),
    )


def _ohne_eigene(art: Folienart) -> str:
    """Was ohne eigene Überschrift dasteht."""
    if art.aus_daten:
        return "leer: der Befund, aus den Daten gerechnet"
    return "leer: die Einladung zum Mitmachen" if art is Folienart.BEITRETEN else "leer: die Frage"


def _frage(arbeit: Arbeit, folie: Folie, marke: int) -> None:
    wahl = rechnen.zur_wahl(arbeit.folge)
    getragen = rechnen.der_folge(arbeit.folge).get(folie.frage)
    name = _name(marke, "frage")
    st.session_state[name] = None if getragen is None else rechnen.schluessel(getragen)
    st.selectbox(
        "Frage",
        list(wahl),
        index=None,
        key=name,
        format_func=lambda schluessel: einzeilig(f"{wahl[schluessel][1].text} · {wahl[schluessel][0]}"),
        on_change=_uebernimm_frage,
        args=(marke,),
        placeholder="Frage wählen",
        filter_mode="contains",
    )


def _wahl(
    beschriftung: str,
    moeglich: Mapping[str, str],
    marke: int,
    feld: str,
    folie: Folie,
    gesperrt: bool,
    platzhalter: str = "",
) -> None:
    jetzt = getattr(folie, feld)
    namen = dict(moeglich) if jetzt in moeglich or not jetzt else {jetzt: jetzt, **moeglich}
    angaben = _feld(marke, feld, jetzt if jetzt in namen else None)
    st.selectbox(
        beschriftung,
        _schluessel(namen),
        index=None,
        format_func=lambda wert: einzeilig(namen[wert]),
        disabled=gesperrt,
        placeholder=platzhalter or f"{beschriftung} wählen",
        filter_mode="contains",
        **angaben,
    )


def _schluessel(namen: Mapping[str, str]) -> Sequence[str]:
    return list(namen)


def _name(marke: int, feld: str) -> str:
    return f"folie_{marke}_{feld}"


def _feld(marke: int, feld: str, wert: Any) -> dict[str, Any]:
    """Schlüssel und Rückruf eines Feldes; es zeigt immer, was die Folie trägt (auch nach „Rückgängig“)."""
    name = _name(marke, feld)
    st.session_state[name] = wert
    return {"key": name, "on_change": _uebernimm, "args": (marke, feld)}


def _uebernimm(marke: int, feld: str) -> None:
    jetzt = zustand.arbeit()
    if jetzt is None or marke not in jetzt.marken:
        return
    wert = str(st.session_state[_name(marke, feld)] or "")
    wert = wert.strip() if feld in ("text", "notiz") else " ".join(wert.split())
    stelle = jetzt.marken.index(marke)
    angaben: dict[str, Any] = {feld: wert}
    folie = replace(jetzt.folge.folien[stelle], **angaben)
    zustand.setze(
        rechnung.aendere(jetzt, marke, folie, rechnen.fester_inhalt(jetzt.folge, folie)),
        f"Änderung an Folie {stelle + 1}",
    )


def _uebernimm_frage(marke: int) -> None:
    jetzt = zustand.arbeit()
    gewaehlt = st.session_state[_name(marke, "frage")]
    if jetzt is None or marke not in jetzt.marken or gewaehlt is None:
        return
    wahl = rechnen.zur_wahl(jetzt.folge)
    if gewaehlt not in wahl:
        return
    frage, stelle = wahl[gewaehlt][1], jetzt.marken.index(marke)
    vorher = rechnen.der_folge(jetzt.folge).get(frage.kennung)
    if vorher is not None and vorher.wortlaut != frage.wortlaut:
        zustand.melde(
            f"Alle Folien mit der Kennung „{frage.kennung}“ stellen jetzt die Frage „{frage.text}“.",
            "hinweis",
        )
    neu = rechnung.mit_frage(jetzt, frage)
    folie = replace(jetzt.folge.folien[stelle], frage=frage.kennung)
    zustand.setze(rechnung.aendere(neu, marke, folie), f"andere Frage auf Folie {stelle + 1}")


def _vorlagenknopf(marke: int) -> None:
    """Ein Menü; die gewählte Vorlage ersetzt Überschrift und Text der Folie."""
    st.menu_button(
        "Vorlage einsetzen",
        [vorlage.titel for vorlage in vorlagen_text()],
        icon=":material/text_snippet:",
        key=f"vorlage_{marke}",
        type="tertiary",
        help="Ersetzt Überschrift, Text und Notiz dieser Folie; „Rückgängig“ holt sie zurück.",
        on_click=_setze_vorlage_ein,
        args=(marke,),
    )


def _setze_vorlage_ein(marke: int) -> None:
    jetzt, titel = zustand.arbeit(), st.session_state.get(f"vorlage_{marke}")
    vorlage = next((v for v in vorlagen_text() if v.titel == titel), None)
    if jetzt is None or vorlage is None or marke not in jetzt.marken:
        return
    stelle = jetzt.marken.index(marke)
    folie = replace(jetzt.folge.folien[stelle], titel=vorlage.titel, text=vorlage.text, notiz=vorlage.notiz)
    neu = rechnung.aendere(jetzt, marke, folie, rechnen.fester_inhalt(jetzt.folge, folie))
    zustand.setze(neu, f"Vorlage auf Folie {stelle + 1}")
