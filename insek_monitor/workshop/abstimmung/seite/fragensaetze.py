"""Bereich „Fragensätze“: mitgelieferte ansehen und kopieren, eigene schreiben, mitnehmen, archivieren."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from insek_monitor.kern.fragensaetze import Fragensatz
from insek_monitor.kern.rollen import Rolle
from insek_monitor.kern.stimmungsbild import Frage, Frageart
from insek_monitor.lage.ausgabe.dateien import kuerzel
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import anmeldung, hochladen, rahmen, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.register import tabellen
from insek_monitor.workshop.abstimmung import register_fragensaetze as ablage
from insek_monitor.workshop.abstimmung.register_fragensaetze import EigenerSatz
from insek_monitor.workshop.abstimmung.seite import raumausgabe, satzeditor, satzentwurf, satzschreiben

ARCHIV = "stimmung_satzarchiv"


def zeichne(ansicht: Ansicht, name: str) -> None:
    """Der ganze Bereich: der offene Editor oder die Liste."""
    darf = anmeldung.darf(Rolle.BEARBEITEN)
    entwurf = satzentwurf.offener()
    if entwurf is not None and darf:
        rahmen.befund(satzeditor.ueberschrift(entwurf))
        satzeditor.zeichne(entwurf, name)
        return
    fertige = mitgelieferte()
    eigene = ablage.lies(zwischenspeicher.register(), auch_archivierte=bool(st.session_state.get(ARCHIV)))
    rahmen.befund(ueberschrift(fertige, [satz for satz in eigene if not satz.archiviert]))
    if darf:
        _neu()
    st.subheader("Mitgeliefert", anchor=False)
    for satz in fertige:
        _mitgeliefert(satz, eigene, darf)
    st.subheader("Eigene", anchor=False)
    if darf:
        st.toggle("auch Sätze im Archiv", key=ARCHIV, persist_state="session")
    if not eigene:
        st.info(
            "Noch kein eigener Satz. Kopieren Sie einen mitgelieferten und ändern Sie ihn, oder beginnen Sie "
            "leer.",
            icon=":material/library_add:",
        )
    for eigener in eigene:
        _eigener(eigener, darf)


@zwischenspeicher.einmalig(1)
def mitgelieferte() -> tuple[Fragensatz, ...]:
    """Die mitgelieferten Sätze."""
    return tabellen.fragensaetze()


def ueberschrift(fertige: Sequence[Fragensatz], eigene: Sequence[EigenerSatz]) -> str:
    """Der Befund: was zur Verfügung steht."""
    satz = zahlen.anzahl(len(fertige), "mitgelieferter Fragensatz", "mitgelieferte Fragensätze")
    if not eigene:
        return f"{satz}, noch kein eigener"
    return f"{satz} und {zahlen.anzahl(len(eigene), 'eigener', 'eigene')}"


def liste(fragen: Sequence[Frage]) -> str:
    """Fragen mit ihren Antworten als Markdown."""
    return "\n".join(f"1. {_frage(frage)}" for frage in fragen)


def _frage(frage: Frage) -> str:
    kopf = f"**{texte.fremd(frage.text)}**"
    if frage.art is Frageart.SKALA:
        return f"{kopf}  \n   {texte.fremd(frage.links)} ↔ {texte.fremd(frage.rechts)}"
    if frage.art is Frageart.FREITEXT:
        return f"{kopf}  \n   {frage.art.beschriftung}"
    return (
        f"{kopf}  \n   {frage.art.beschriftung}: {' · '.join(texte.fremd(text) for text in frage.optionen)}"
    )


def _neu() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            "Neuer Fragensatz",
            type="primary",
            icon=":material/add:",
            key="stimmung_satz_neu",
            on_click=satzentwurf.beginne,
            args=("", ()),
        )
        with st.popover("Aus Datei", icon=":material/upload_file:", key="stimmung_satz_datei_feld"):
            hochladen.feld(
                "Fragensatz (JSON)",
                type=["json"],
                key=satzschreiben.DATEI,
                hoechstens_mb=1,
                on_change=satzschreiben.lies_datei,
                help="Eine Datei, die diese Seite auf einem anderen Rechner ausgegeben hat.",
            )


def _mitgeliefert(satz: Fragensatz, eigene: Sequence[EigenerSatz], darf: bool) -> None:
    anzahl = zahlen.anzahl(len(satz.fragen), "Frage", "Fragen")
    with st.expander(f"{texte.fremd(satz.name)} · {anzahl}", icon=":material/list_alt:"):
        st.markdown(liste(satz.fragen))
        with st.container(horizontal=True):
            if darf:
                _kopieren(satz.name, satz.fragen, satz.kennung, eigene)
            _datei(satz.name, satz.fragen, satz.kennung)


def _eigener(satz: EigenerSatz, darf: bool) -> None:
    anzahl = zahlen.anzahl(len(satz.fragen), "Frage", "Fragen")
    archiv = " · im Archiv" if satz.archiviert else ""
    symbol = ":material/inventory_2:" if satz.archiviert else ":material/edit_note:"
    with st.expander(f"{texte.fremd(satz.name)} · {anzahl}{archiv}", icon=symbol):
        st.markdown(liste(satz.fragen))
        st.caption(
            f"Fassung {satz.fassung}, gespeichert {texte.zeitpunkt(satz.am)} von {texte.fremd(satz.von, 80)}"
        )
        with st.container(horizontal=True):
            if darf and not satz.archiviert:
                st.button(
                    "Bearbeiten",
                    icon=":material/edit:",
                    key=f"stimmung_satz_bearbeiten_{satz.satz}",
                    on_click=satzentwurf.beginne,
                    args=(satz.name, satz.fragen, satz),
                )
                _kopieren(satz.name, satz.fragen, str(satz.satz), [satz])
            if darf:
                st.button(
                    "Aus dem Archiv holen" if satz.archiviert else "Ins Archiv legen",
                    icon=":material/unarchive:" if satz.archiviert else ":material/archive:",
                    key=f"stimmung_satz_archiv_{satz.satz}",
                    on_click=satzschreiben.archiviere,
                    args=(satz, not satz.archiviert),
                )
            _datei(satz.name, satz.fragen, str(satz.satz))


def _kopieren(name: str, fragen: Sequence[Frage], schluessel: str, eigene: Sequence[EigenerSatz]) -> None:
    st.button(
        "Als eigenen Satz kopieren",
        icon=":material/content_copy:",
        key=f"stimmung_satz_kopie_{schluessel}",
        on_click=satzentwurf.beginne,
        args=(satzschreiben.freier_name(name, [satz.name for satz in eigene]), fragen),
        help="Unveränderte Fragen bleiben mit früheren Workshops vergleichbar.",
    )


def _datei(name: str, fragen: Sequence[Frage], schluessel: str) -> None:
    raumausgabe.knopf(
        "Als Datei",
        lambda: satzschreiben.als_datei(name, fragen),
        f"fragensatz_{kuerzel(name)}.json",
        schluessel=f"satz_{schluessel}",
        hilfe="Zum Mitnehmen auf einen anderen Rechner",
    )
