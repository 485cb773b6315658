"""Welche Folge in Arbeit ist: Standardfolge, neue, gespeicherte; Name, speichern, kopieren, Archiv."""

from __future__ import annotations

import streamlit as st

from insek_monitor.kern.rollen import Rolle
from insek_monitor.kern.vortrag import NAME_HOECHSTENS, Folge
from insek_monitor.rahmen import anmeldung, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.handelnder import handelnder, namensfeld
from insek_monitor.register import tabellen
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.workshop.vortrag import register_folgen as vortragsfolgen
from insek_monitor.workshop.vortrag.folien_vorlagen import standardfolge
from insek_monitor.workshop.vortrag.register_folgen import Folgenangabe
from insek_monitor.workshop.vortrag.seite import arbeit as rechnung
from insek_monitor.workshop.vortrag.seite import rechnen, speichern, zustand
from insek_monitor.workshop.vortrag.seite.arbeit import Arbeit

_WAHL, _NAME, _ARCHIV = "praesentation_wahl", "praesentation_name", "praesentation_archiv"
STANDARD, NEU = "standard", "neu"
_FESTE = {STANDARD: "Standardfolge", NEU: "Neue, leere Folge"}
NEUER_NAME = "Neue Folge"


def bereite_vor() -> Arbeit:
    """Die Folge in Arbeit: die aus der Adresse, sonst die bisherige, zu Beginn die Standardfolge."""
    nummer = zustand.genannte_nummer()
    if nummer is not None and not _oeffne_nummer(nummer):
        zustand.vergiss_adresse()
    jetzt = zustand.arbeit()
    if jetzt is None:
        jetzt = rechnung.oeffne(_standard())
        zustand.setze(jetzt)
    return jetzt


def zeichne(arbeit: Arbeit) -> None:
    """Auswahl, Name, speichern."""
    gespeicherte = {folge.folge: folge for folge in _gespeicherte()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _auswahl(arbeit, gespeicherte)
        st.session_state[_NAME] = arbeit.folge.name
        st.text_input("Name", key=_NAME, max_chars=NAME_HOECHSTENS, on_change=_benenne, width=260)
        with st.popover("Speichern", icon=":material/save:"):
            _speichern(arbeit)
        if frueher := zustand.frueher():
            st.button(
                "Rückgängig",
                icon=":material/undo:",
                key="praesentation_zurueck",
                type="tertiary",
                help=f"Zuletzt: {texte.fremd(frueher[-1].was, 80)}",
                on_click=zustand.rueckgaengig,
            )
    st.caption(_stand(arbeit, gespeicherte))


def _auswahl(arbeit: Arbeit, gespeicherte: dict[int, Folgenangabe]) -> None:
    moeglich = [STANDARD, NEU, *map(str, gespeicherte)]
    jetzt = str(arbeit.nummer) if arbeit.nummer is not None else None
    st.session_state[_WAHL] = jetzt if jetzt in moeglich else None
    st.selectbox(
        "Folge öffnen",
        moeglich,
        index=None,
        key=_WAHL,
        format_func=lambda wert: _FESTE.get(wert) or gespeicherte[int(wert)].name,
        on_change=_waehle,
        placeholder="Folge wählen",
        help="Was Sie gerade bearbeiten, bleibt unter „Rückgängig“.",
        filter_mode="contains",
        width=260,
    )


def _speichern(arbeit: Arbeit) -> None:
    if not anmeldung.darf(Rolle.BEARBEITEN):
        st.markdown(
            f"{anmeldung.hinweis()}\n\nSpeichern braucht die Rolle „Bearbeiten“. Sie können die Folge als "
            "Datei mitnehmen und wieder laden."
        )
        return
    name = namensfeld()
    mangel = rechnen.fehlt(arbeit.folge) or ("" if name else "Es fehlt noch: Ihr Name.")
    with st.container(horizontal=True):
        if arbeit.nummer is not None:
            st.button(
                "Änderung speichern",
                type="primary",
                key="praesentation_speichern",
                disabled=bool(mangel) or not arbeit.geaendert,
                on_click=speichern.speichere,
            )
        st.button(
            "Als neue Folge speichern" if arbeit.nummer is None else "Als Kopie speichern",
            type="primary" if arbeit.nummer is None else "secondary",
            key="praesentation_kopie",
            disabled=bool(mangel),
            on_click=speichern.speichere_neu,
        )
        if arbeit.nummer is not None:
            st.button(
                "Ins Archiv",
                type="tertiary",
                icon=":material/archive:",
                key="praesentation_archivieren",
                disabled=not name,
                on_click=speichern.archiviere,
            )
    if mangel:
        st.caption(texte.fremd(mangel))
    _archiv(name)


def _archiv(name: str) -> None:
    archivierte = {f.folge: f for f in _gespeicherte(auch_archivierte=True) if f.archiviert}
    if not archivierte:
        return
    gewaehlt = st.selectbox(
        "Aus dem Archiv",
        list(archivierte),
        index=None,
        format_func=lambda nummer: archivierte[nummer].name,
        key=_ARCHIV,
        placeholder="Folge wählen",
        filter_mode="contains",
    )
    st.button(
        "Zurückholen",
        key="praesentation_zurueckholen",
        disabled=gewaehlt is None or not name,
        on_click=speichern.hole_zurueck,
        args=(gewaehlt, archivierte[gewaehlt].fassung if gewaehlt in archivierte else 0),
    )


def _stand(arbeit: Arbeit, gespeicherte: dict[int, Folgenangabe]) -> str:
    """Ob und wann gespeichert, in einer Zeile."""
    if arbeit.nummer is None:
        return (
            "Noch nicht gespeichert: Die Folge gehört nur dieser Sitzung."
            if arbeit.geaendert
            else ("Nicht gespeichert; vorführen lässt sie sich trotzdem.")
        )
    angabe = gespeicherte.get(arbeit.nummer)
    kopf = f"Fassung {arbeit.fassung}"
    if angabe is not None and angabe.fassung == arbeit.fassung:
        kopf += f", {texte.zeitpunkt(angabe.am)}, {texte.fremd(angabe.von, 80)}"
    elif angabe is not None:
        kopf += f"; inzwischen gilt Fassung {angabe.fassung} von {texte.fremd(angabe.von, 80)}"
    return f"{kopf}. **Geändert, noch nicht gespeichert.**" if arbeit.geaendert else f"{kopf}."


def _gespeicherte(*, auch_archivierte: bool = False) -> list[Folgenangabe]:
    """Leer für Gäste: In den Folgen stehen Notizen und Gemeinden von Kampagnen."""
    if not anmeldung.darf(Rolle.LESEN):
        return []
    return vortragsfolgen.liste(zwischenspeicher.register(), handelnder(), auch_archivierte=auch_archivierte)


@zwischenspeicher.einmalig(1)
def _standard() -> Folge:
    return standardfolge([frage for satz in tabellen.fragensaetze() for frage in satz.fragen])


def _waehle() -> None:
    wahl = st.session_state[_WAHL]
    if wahl == STANDARD:
        zustand.oeffne(rechnung.oeffne(_standard()), "Standardfolge geöffnet")
    elif wahl == NEU:
        zustand.oeffne(rechnung.oeffne(Folge(NEUER_NAME)), "neue Folge begonnen")
    elif wahl is not None:
        _oeffne_nummer(int(wahl))


def _oeffne_nummer(nummer: int) -> bool:
    if not anmeldung.darf(Rolle.LESEN):
        zustand.melde(
            "Gespeicherte Folgen öffnet, wer mindestens die Rolle „Lesen“ hat. Bitte melden Sie sich an oder "
            "laden Sie die Folge aus einer Datei.",
            "hinweis",
        )
        return False
    try:
        gespeichert = vortragsfolgen.finde(zwischenspeicher.register(), handelnder(), nummer)
    except RegisterFehler as fehler:
        zustand.melde(str(fehler), "fehler")
        return False
    zustand.oeffne(speichern.als_arbeit(gespeichert), f"„{gespeichert.name}“ geöffnet")
    return True


def _benenne() -> None:
    jetzt, name = zustand.arbeit(), " ".join(str(st.session_state[_NAME] or "").split())
    if jetzt is not None and name:
        zustand.setze(rechnung.benenne(jetzt, name), "anderer Name")
