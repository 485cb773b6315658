"""Bereich „Vergleich“: dieselbe Frage in mehreren Workshops, mitnehmen, eine Probe zurückziehen."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.kern.rollen import Rolle
from insek_monitor.kern.stimmungsbild import Frageart, Herkunft
from insek_monitor.lage.ausgabe.dateien import kuerzel
from insek_monitor.lage.bild import html, zahlen
from insek_monitor.rahmen import anmeldung, rahmen, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.workshop.abstimmung import register_stimmungsergebnisse as stimmungsergebnisse
from insek_monitor.workshop.abstimmung.rechnen import Ergebnis, Reihe, reihe
from insek_monitor.workshop.abstimmung.saetze import NICHT_REPRAESENTATIV, medianzahl, stimmen
from insek_monitor.workshop.abstimmung.seite import ergebnis, raumausgabe, zustand
from insek_monitor.workshop.abstimmung.vergleich import ergebnisname, reihe_html
from insek_monitor.workshop.abstimmung.xlsx import reihe_als_xlsx

WAHL, NUMMER, GRUND = "stimmung_reihe", "stimmung_rueckzug_nummer", "stimmung_rueckzug_grund"


def zeichne(ansicht: Ansicht, name: str) -> None:
    """Der ganze Bereich."""
    reihen = reihe(stimmungsergebnisse.lies(zwischenspeicher.register()).to_dict("records"))
    if not reihen:
        rahmen.befund("Noch kein Ergebnis: Verglichen wird, was beendete Workshops ergeben haben")
        st.info(
            "Beenden Sie einen Workshop im Bereich „Räume“; seine Summen stehen danach hier.",
            icon=":material/timeline:",
        )
        return
    je_wortlaut = {eine.frage.wortlaut: eine for eine in reihen}
    if st.session_state.get(WAHL) not in je_wortlaut:
        st.session_state[WAHL] = reihen[0].frage.wortlaut
    gewaehlt = st.selectbox(
        "Frage",
        list(je_wortlaut),
        format_func=lambda wortlaut: beschriftung(je_wortlaut[wortlaut]),
        key=WAHL,
        filter_mode="contains",
    )
    eine = je_wortlaut.get(str(gewaehlt), reihen[0])
    rahmen.befund(ueberschrift(eine))
    _zeichne(eine)
    _anderer_wortlaut(eine, reihen)
    if anmeldung.darf(Rolle.BEARBEITEN):
        _zurueckziehen(eine, name)


def beschriftung(eine: Reihe) -> str:
    """Frage und Zahl ihrer Workshops, für die Auswahl."""
    return f"{eine.frage.text} · {zahlen.anzahl(eine.workshops, 'Workshop', 'Workshops')}"


def ueberschrift(eine: Reihe) -> str:
    """Der Befund: wie sich der Median vom ersten zum letzten Workshop bewegt hat, je Workshop am Ende."""
    wer = f"„{texte.fremd(eine.frage.text, 120)}“"
    letzte = eine.letzte_runden
    mit = [e for e in letzte if e.verteilung.median is not None]
    menge = zahlen.anzahl(eine.workshops, "Workshop", "Workshops")
    if len(letzte) < len(eine.ergebnisse):
        menge += ", letzte Runde" if len(letzte) == 1 else ", jeweils letzte Runde"
    if eine.frage.art is not Frageart.SKALA or not mit:
        alle = stimmen(sum(e.verteilung.anzahl for e in letzte))
        return f"{wer}: {menge}, zusammen {alle}"
    erster, letzter = (medianzahl(e.verteilung.median or 0) for e in (mit[0], mit[-1]))
    if len(mit) == 1:
        return f"{wer}: erst {menge}, Median {erster}"
    if erster == letzter:
        return f"{wer}: {menge}, Median zuerst und zuletzt {erster}"
    return f"{wer}: {menge}, Median zuerst {erster}, zuletzt {letzter}"


def tabelle(eine: Reihe) -> pd.DataFrame:
    """Je Ergebnis eine Zeile: Workshop, Runde, Zahl der Stimmen, Median und Anzahl je Antwort."""
    skala = eine.frage.art is Frageart.SKALA
    zeilen = [
        {
            "Datum": zahlen.datum(e.datum),
            "Ort": e.ort or None,
            "Workshop": e.titel,
            "Runde": e.runde,
            "Gezählt": "Handzeichen" if e.herkunft is Herkunft.HANDZEICHEN else "Telefone",
            "Stimmen": e.verteilung.anzahl,
            **({"Median": _medianwert(e)} if skala else {}),
            **{
                (f"Stufe {platz}" if skala else antwort): zahl
                for platz, (antwort, zahl) in enumerate(
                    zip(e.verteilung.antworten, e.verteilung.anzahlen, strict=True), 1
                )
            },
        }
        for e in eine.ergebnisse
    ]
    return pd.DataFrame(zeilen)


def _medianwert(e: Ergebnis) -> float:
    return float("nan") if e.verteilung.median is None else e.verteilung.median


def _zeichne(eine: Reihe) -> None:
    st.html(ergebnis.STILBLATT)
    st.html(reihe_html(eine))
    inhalt = tabelle(eine)
    st.html(html.tabelle(inhalt, beschreibung=f"Ergebnisse zu „{eine.frage.text}“"))
    st.caption(f"{herkunft(eine)} {NICHT_REPRAESENTATIV}")
    raumausgabe.knopf(
        "Excel",
        lambda: reihe_als_xlsx([eine], einstellungen.jetzt()),
        f"stimmungsbild-vergleich_{kuerzel(eine.frage.text)}.xlsx",
        schluessel="stimmung_vergleich",
        hilfe="Genau diese Zahlen als Excel-Datei",
    )


def herkunft(eine: Reihe) -> str:
    """Quelle und Zeitraum der Reihe."""
    tage = [e.datum for e in eine.ergebnisse]
    erster, letzter = zahlen.datum(min(tage)), zahlen.datum(max(tage))
    zeitraum = erster if erster == letzter else f"{erster} bis {letzter}"
    return f"Quelle: Abstimmungen in Workshops, {zeitraum}."


def _anderer_wortlaut(eine: Reihe, reihen: Sequence[Reihe]) -> None:
    andere = anderer_wortlaut(eine, reihen)
    if not andere:
        return
    st.subheader("Mit anderem Wortlaut gefragt", anchor=False)
    st.caption(
        "Dieselbe Frage mit anderen Worten ist eine andere Frage; deshalb steht sie nicht in der Reihe."
    )
    for weitere in andere:
        frage = weitere.frage
        zusatz = f" ({texte.fremd(frage.links)} ↔ {texte.fremd(frage.rechts)})" if frage.links else ""
        namen = "; ".join(texte.fremd(ergebnisname(e, weitere), 120) for e in weitere.ergebnisse)
        st.markdown(f"- **{texte.fremd(frage.text)}**{zusatz}: {namen}")


def anderer_wortlaut(eine: Reihe, reihen: Sequence[Reihe]) -> list[Reihe]:
    """Reihen mit derselben Kennung und anderem Wortlaut."""
    return [
        r for r in reihen if r.frage.kennung == eine.frage.kennung and r.frage.wortlaut != eine.frage.wortlaut
    ]


def _zurueckziehen(eine: Reihe, name: str) -> None:
    je_nummer = {e.nummer: e for e in eine.ergebnisse}
    with st.popover("Ergebnis zurückziehen", icon=":material/undo:", key="stimmung_rueckzug_feld"):
        st.caption(
            "Etwa eine Probe. Das Ergebnis verschwindet aus allen Vergleichen; warum, steht im Protokoll."
        )
        if st.session_state.get(NUMMER) not in je_nummer:
            st.session_state.pop(NUMMER, None)
        st.selectbox(
            "Ergebnis",
            list(je_nummer),
            format_func=lambda nummer: (
                f"{ergebnisname(je_nummer[nummer], eine)}: "
                f"{stimmen(je_nummer[nummer].verteilung.anzahl, je_nummer[nummer].herkunft)}"
            ),
            key=NUMMER,
            filter_mode=None,
        )
        grund = st.text_input(
            "Grund", key=GRUND, max_chars=stimmungsergebnisse.GRUND_HOECHSTENS, placeholder="etwa „Probelauf“"
        )
        fehlt = not name or not str(grund or "").strip()
        st.button(
            "Zurückziehen",
            icon=":material/undo:",
            key="stimmung_rueckzug",
            disabled=fehlt,
            on_click=_ziehe_zurueck,
        )
        if fehlt:
            st.caption("Bitte Name und Grund ausfüllen.")


def _ziehe_zurueck() -> None:
    nummer, grund = st.session_state.get(NUMMER), str(st.session_state.get(GRUND) or "").strip()
    if nummer is None or not grund:
        return
    if zustand.versuche(
        stimmungsergebnisse.ziehe_zurueck,
        zwischenspeicher.register(),
        handelnder(),
        int(nummer),
        grund,
        erfolg="Das Ergebnis ist zurückgezogen.",
    ):
        st.session_state[GRUND] = ""
