"""Dialoge zu einem Kontakt: eintragen, berichtigen, zurückziehen, Wiedervorlage verschieben.

Der Dialog schließt nur über seine Knöpfe: Ein Klick daneben soll kein Gespräch verlieren. Die Felder stehen
nicht in einem Formular (`st.form`), damit der Hinweis auf Angaben zu Personen gleich beim Schreiben kommt.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.ansprache.kontakte.pruefen import GRUND_HOECHSTENS
from insek_monitor.ansprache.kontakte.seite import felder as kontaktfelder
from insek_monitor.ansprache.kontakte.seite import schreiben as kontaktschreiben
from insek_monitor.ansprache.kontakte.seite import vorgabe as kontaktvorgabe
from insek_monitor.ansprache.kontakte.seite.vorgabe import FEHLER, OFFEN, Vorgabe, feld, wert
from insek_monitor.ansprache.kontakte.texte import wochentag
from insek_monitor.kern.rollen import Zugang
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import anmeldung
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.handelnder import handelnder


def zeige(ort: str) -> None:
    """Zeichnet das hier geöffnete Formular; am Ende einer Seite zu rufen.

    Parameters
    ----------
    ort : Bereich oder Gemeinde; wer weggeht, lässt das Formular zurück.
    """
    kontaktvorgabe.betrete(ort)
    vorgabe = kontaktvorgabe.offene()
    if vorgabe is None:
        return
    {
        "eintragen": _eintragen,
        "berichtigen": _berichtigen,
        "zurueckziehen": _zurueckziehen,
        "verschieben": _verschieben,
    }[vorgabe.zweck](vorgabe)


def knopf(beschriftung: str, schluessel: str, vorgabe: Vorgabe, *, haupt: bool = False) -> None:
    """Knopf, der das Formular öffnet."""
    st.button(
        beschriftung,
        icon=":material/add_call:",
        key=schluessel,
        type="primary" if haupt else "tertiary",
        on_click=kontaktvorgabe.oeffne,
        args=(vorgabe,),
    )


@st.dialog("Kontakt eintragen", width="medium", dismissible=False)
def _eintragen(vorgabe: Vorgabe) -> None:
    _formular(vorgabe)


@st.dialog("Kontakt berichtigen", width="medium", dismissible=False)
def _berichtigen(vorgabe: Vorgabe) -> None:
    st.markdown(
        "Der frühere Eintrag bleibt mit dem Grund im Verlauf der Gemeinde. War es eine andere Gemeinde, "
        "wählen Sie sie hier: Der Kontakt wandert dann samt Stand und Wiedervorlage zu ihr."
    )
    _formular(vorgabe)


@st.dialog("Kontakt zurückziehen", dismissible=False)
def _zurueckziehen(vorgabe: Vorgabe) -> None:
    _schliesse_wenn_fertig()
    st.markdown(
        f"Kontakt mit **{_bezeichnung(vorgabe)}** vom {zahlen.datum(wert('datum'))}: Er zählt danach nicht "
        "mehr, seine Wiedervorlage entfällt. Im Verlauf bleibt er stehen."
    )
    st.text_input("Grund", key=feld("grund"), max_chars=GRUND_HOECHSTENS, placeholder="Warum zählt er nicht?")
    _name()
    _fehler()
    _knoepfe("Zurückziehen", ":material/undo:", kontaktschreiben.ziehe_zurueck, vorgabe)


@st.dialog("Wiedervorlage verschieben", dismissible=False)
def _verschieben(vorgabe: Vorgabe) -> None:
    _schliesse_wenn_fertig()
    schritt = texte.fremd(wert("naechster_schritt"), 300)
    st.markdown(f"**{_bezeichnung(vorgabe)}**: {schritt}")
    heute = einstellungen.heute()
    tag = st.date_input(
        "Neuer Tag",
        key=feld("wiedervorlage"),
        min_value=heute,
        max_value=kontaktfelder.SPAETESTES,
        format="DD.MM.YYYY",
        width=170,
    )
    # Steht immer da, sonst wiche der Knopf darunter dem Klick aus.
    st.caption(wochentag(tag, heute) if isinstance(tag, date) else "noch kein Tag gewählt")
    _name()
    _fehler()
    _knoepfe("Verschieben", ":material/event_repeat:", kontaktschreiben.verschiebe_auf_tag, vorgabe)


def _formular(vorgabe: Vorgabe) -> None:
    _schliesse_wenn_fertig()
    if vorgabe.fest and vorgabe.zweck == "eintragen":
        st.markdown(f"**{_bezeichnung(vorgabe)}**")
    offene = kontaktfelder.zeichne(vorgabe)
    _name()
    frei = kontaktfelder.zeichne_bestaetigung(kontaktfelder.freitexte(), feld(""))
    _fehler()
    _knoepfe("Speichern", ":material/save:", kontaktschreiben.speichere, vorgabe, offene, frei=frei)


def _bezeichnung(vorgabe: Vorgabe) -> str:
    return kontaktfelder.name(str(vorgabe.ags))


def _name() -> None:
    """An diesem Rechner der Name; sonst steht fest, wer einträgt."""
    if anmeldung.person().zugang is Zugang.LOKAL:
        st.text_input("Ihr Name", key=feld("name"), max_chars=80, placeholder="Vor- und Nachname", width=280)
    else:
        st.caption(f"Eingetragen von {texte.fremd(handelnder().name, 80)}")


def _fehler() -> None:
    if satz := st.session_state.get(FEHLER):
        st.error(texte.fremd(satz, 2000), icon=":material/error:")


def _knoepfe(
    beschriftung: str,
    symbol: str,
    rueckruf: Callable[..., None],
    vorgabe: Vorgabe,
    *weitere: list[int],
    frei: bool = True,
) -> None:
    with st.container(horizontal=True):
        st.button(
            beschriftung,
            icon=symbol,
            key="kontakt_speichern",
            type="primary",
            disabled=not frei,
            on_click=rueckruf,
            args=(vorgabe, *weitere),
        )
        st.button("Abbrechen", key="kontakt_abbrechen", on_click=kontaktvorgabe.schliesse)


def _schliesse_wenn_fertig() -> None:
    """Nach einem Rückruf läuft nur der Dialog neu; ist er fertig, soll die Seite neu laufen.

    Ebenso, wenn die Person inzwischen gar keine Rolle mehr hat: Auch der Dialog zeigt Internes.
    """
    if OFFEN not in st.session_state or not anmeldung.darf_internes():
        st.rerun()
