"""Der Editor eines eigenen Fragensatzes: Fragen wählen, ordnen, schreiben, ansehen, speichern."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from insek_monitor.kern.fragensaetze import NAME_HOECHSTENS
from insek_monitor.kern.stimmungsbild import (
    FRAGEN_HOECHSTENS,
    OPTION_HOECHSTENS,
    OPTIONEN,
    STUFEN,
    TEXT_HOECHSTENS,
    Frage,
    Frageart,
)
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen import streit as streitkasten
from insek_monitor.rahmen.streit import Weg
from insek_monitor.workshop.abstimmung.seite import satzentwurf, satzschreiben
from insek_monitor.workshop.abstimmung.seite.satzentwurf import Entwurf, Zeile


def ueberschrift(entwurf: Entwurf) -> str:
    """Der Befund: wie viele Fragen, wie viele noch unvollständig."""
    name = str(st.session_state.get(satzentwurf.NAME) or "").strip()
    wer = f"Fragensatz „{texte.fremd(name, 80)}“" if name else "Neuer Fragensatz"
    offen = sum(bool(zeile.mangel) for zeile in entwurf.zeilen)
    satz = f"{wer}: {zahlen.anzahl(len(entwurf.zeilen), 'Frage', 'Fragen')}"
    if not offen:
        return f"{satz}, alle vollständig"
    return f"{satz}, {zahlen.zahl(offen)} noch unvollständig"


def zeichne(entwurf: Entwurf, name: str) -> None:
    """Der ganze Editor."""
    if entwurf.inzwischen is not None:
        _streit(entwurf)
    st.text_input(
        "Name des Fragensatzes",
        key=satzentwurf.NAME,
        max_chars=NAME_HOECHSTENS,
        persist_state="session",
        placeholder="etwa „Workshop kleine Gemeinden“",
    )
    with st.container(key="stimmung_satzspalten"):
        liste, felder = st.columns([2, 3], gap="medium")
    with liste:
        _liste(entwurf)
    with felder:
        _frage(entwurf)
    _speichern(entwurf, name)


def _liste(entwurf: Entwurf) -> None:
    je_nummer = {zeile.nummer: zeile for zeile in entwurf.zeilen}
    plaetze = {zeile.nummer: platz for platz, zeile in enumerate(entwurf.zeilen, 1)}

    def beschriftung(nummer: int) -> str:
        zeile = je_nummer[nummer]
        text = texte.fremd(zeile.text, 70) or "noch ohne Text"
        offen = " :material/error: unvollständig" if zeile.mangel else ""
        return f"{plaetze[nummer]} · {text}{offen}"

    st.session_state[satzentwurf.GEWAEHLT] = satzentwurf.gewaehlte(entwurf).nummer
    st.radio("Fragen", list(je_nummer), format_func=beschriftung, key=satzentwurf.GEWAEHLT)
    with st.container(horizontal=True):
        st.button(
            "Frage hinzufügen",
            icon=":material/add:",
            key="stimmung_satz_dazu",
            disabled=len(entwurf.zeilen) >= FRAGEN_HOECHSTENS,
            on_click=satzentwurf.haenge_an,
        )
        if entwurf.entfernt is not None:
            st.button(
                "Entfernte Frage zurückholen",
                icon=":material/undo:",
                type="tertiary",
                key="stimmung_satz_zurueck",
                on_click=satzentwurf.hole_zurueck,
            )


def _frage(entwurf: Entwurf) -> None:
    zeile = satzentwurf.gewaehlte(entwurf)
    platz, letzter = entwurf.platz(zeile.nummer), len(entwurf.zeilen) - 1
    st.subheader(f"Frage {platz + 1}", anchor=False)
    with st.container(horizontal=True, gap="small"):
        for beschriftung, symbol, schluessel, gesperrt, rueckruf, args in (
            ("Nach oben", "arrow_upward", "hoch", platz == 0, satzentwurf.verschiebe, (-1,)),
            ("Nach unten", "arrow_downward", "runter", platz == letzter, satzentwurf.verschiebe, (1,)),
            (
                "Verdoppeln",
                "content_copy",
                "doppelt",
                letzter + 1 >= FRAGEN_HOECHSTENS,
                satzentwurf.verdopple,
                (),
            ),
            ("Entfernen", "delete", "weg", letzter == 0, satzentwurf.entferne, ()),
        ):
            st.button(
                beschriftung,
                icon=f":material/{symbol}:",
                key=f"stimmung_satz_{schluessel}",
                type="tertiary",
                disabled=gesperrt,
                on_click=rueckruf,
                args=args,
            )
    art = st.selectbox(
        "Art der Frage",
        list(Frageart),
        format_func=lambda wert: wert.beschriftung,
        filter_mode=None,
        **_feld(zeile, "art"),
    )
    st.text_input("Frage", max_chars=TEXT_HOECHSTENS, **_feld(zeile, "text"))
    if art is Frageart.SKALA:
        st.text_input("Aussage links", max_chars=TEXT_HOECHSTENS, **_feld(zeile, "links"))
        st.text_input("Aussage rechts, das Gegenteil", max_chars=TEXT_HOECHSTENS, **_feld(zeile, "rechts"))
    elif art is not Frageart.FREITEXT:
        st.text_area(
            f"Antworten, je Zeile eine ({OPTIONEN[0]} bis {OPTIONEN[1]})",
            height=160,
            help=f"Jede Antwort höchstens {OPTION_HOECHSTENS} Zeichen.",
            **_feld(zeile, "optionen"),
        )
    jetzt = next(z for z in satzentwurf.offener().zeilen if z.nummer == zeile.nummer)  # type: ignore[union-attr]
    if jetzt.mangel:
        st.warning(texte.fremd(jetzt.mangel, 400), icon=":material/edit:")
        return
    st.caption("So sieht es auf dem Telefon ungefähr aus:")
    st.html(html(jetzt.als_frage()))


def _feld(zeile: Zeile, feld: str) -> dict[str, Any]:
    """Schlüssel eines Feldes; beim ersten Mal mit dem Wert der Frage."""
    schluessel = satzentwurf.schluessel(zeile, feld)
    if schluessel not in st.session_state:
        st.session_state[schluessel] = getattr(zeile, feld)
    return {"key": schluessel, "persist_state": "session"}


def _speichern(entwurf: Entwurf, name: str) -> None:
    fehlt = satzschreiben.maengel(entwurf, name)
    with st.container(horizontal=True):
        st.button(
            "Fragensatz speichern",
            type="primary",
            icon=":material/save:",
            key="stimmung_satz_speichern",
            disabled=bool(fehlt),
            on_click=satzschreiben.speichere,
        )
        st.button("Verwerfen", key="stimmung_satz_verwerfen", on_click=satzentwurf.verwirf)
    if fehlt:
        st.caption(" ".join(fehlt))


def _streit(entwurf: Entwurf) -> None:
    inzwischen = entwurf.inzwischen
    assert inzwischen is not None
    fragen = "\n".join(f"1. {texte.fremd(frage.text)}" for frage in inzwischen.fragen)
    wege = (
        Weg(
            "Meine Fassung darüber speichern",
            "drueber",
            satzschreiben.speichere_darueber,
            symbol=":material/save:",
        ),
        Weg(
            "Meine als neuen Satz speichern",
            "daneben",
            satzschreiben.speichere_daneben,
            symbol=":material/library_add:",
        ),
        Weg("Meine Änderung verwerfen", "verwerfen", satzentwurf.verwirf, symbol=":material/delete:"),
    )
    streitkasten.zeichne(
        "stimmung_streit",
        inzwischen,
        "diesen Satz geändert",
        wege,
        dazwischen=[f"**Jetzt gilt „{texte.fremd(inzwischen.name, 80)}“:**\n{fragen}"],
    )


def html(frage: Frage) -> str:
    """Kleines Bild der Telefonseite; nichts darin lässt sich bedienen."""
    return (
        f'<div class="telefonvorschau" role="img" aria-label="{escape(_in_worten(frage))}">'
        f'<div aria-hidden="true"><p class="frage">{escape(frage.text)}</p>{_antworten(frage)}'
        '<p class="senden">Abstimmen</p></div></div>'
    )


def _antworten(frage: Frage) -> str:
    if frage.art is Frageart.SKALA:
        stufen = "".join(f"<span>{stufe}</span>" for stufe in range(1, STUFEN + 1))
        return (
            f'<p class="links">{escape(frage.links)}</p><div class="stufen">{stufen}</div>'
            f'<p class="rechts">{escape(frage.rechts)}</p>'
        )
    if frage.art is Frageart.FREITEXT:
        return f'<p class="textfeld">höchstens {TEXT_HOECHSTENS} Zeichen</p>'
    form = "rund" if frage.art is Frageart.EINFACH else "eckig"
    return "".join(f'<p class="option"><i class="{form}"></i>{escape(text)}</p>' for text in frage.optionen)


def _in_worten(frage: Frage) -> str:
    teile = {
        Frageart.SKALA: f"links „{frage.links}“, rechts „{frage.rechts}“, dazwischen {STUFEN} Stufen",
        Frageart.FREITEXT: "ein Feld für kurzen Text",
    }
    antworten = teile.get(frage.art) or f"zur Wahl: {' · '.join(frage.optionen)}"
    return f"Vorschau auf dem Telefon: „{frage.text}“; {antworten}"
