"""Abschnitt „Pflege“ der Gemeindeseite: bestätigen, Angaben ändern, interne Vermerke. Nie im Druck.

Gäste sehen davon nichts. Ein- und Ausblenden ist Bequemlichkeit; verbindlich prüft das Register.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from insek_monitor.einspielen.seite import einzelformular, einzelvorgang, pruefrunde
from insek_monitor.einspielen.seite.einzelabschluss import FEHLER, NACHRICHT
from insek_monitor.kern.rollen import Rolle, Zugang
from insek_monitor.rahmen import anmeldung, datenstandwahl, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import handelnder, namensfeld
from insek_monitor.register import pruefrunden, vermerke
from insek_monitor.register.fehler import RegisterFehler

VERMERK = "gemeindepflege_vermerk"
OHNE_NAMEN = "Bitte tragen Sie zuerst Ihren Namen ein; er steht im Verlauf."


def zeichne(ags: str, ansicht: Ansicht) -> None:
    """Der ganze Abschnitt; ohne Rolle höchstens, warum der letzte Versuch abgewiesen wurde."""
    if not anmeldung.darf_internes():
        nachrichten()
        return
    schreiben = anmeldung.darf(Rolle.BEARBEITEN)
    with st.container(key="gemeindepflege"):
        st.subheader("Pflege (nur intern)", anchor=False)
        nachrichten()
        name = _name() if schreiben else ""
        if ansicht.datenstand.nummer != ansicht.geltend.nummer:
            anderer_datenstand(ansicht)
        else:
            _bestaetigung(ags, ansicht, name, schreiben=schreiben)
            if schreiben:
                _angaben(ags, ansicht, name)
        _vermerke(ags, name, schreiben=schreiben)


def _name() -> str:
    """Name für Verlauf und Protokoll; an diesem Rechner einmal einzutragen, sonst aus der Anmeldung."""
    if anmeldung.person().zugang is not Zugang.LOKAL:
        return handelnder().name
    with st.container(width=280):
        return namensfeld()


def nachrichten() -> None:
    """Was aus dem letzten Schreibversuch wurde."""
    if satz := st.session_state.pop(NACHRICHT, ""):
        st.success(texte.fremd(satz, 400), icon=":material/check_circle:")
    if satz := st.session_state.pop(FEHLER, ""):
        st.error(texte.fremd(satz, 2000), icon=":material/error:")


def anderer_datenstand(ansicht: Ansicht) -> None:
    """Warum der gezeigte Datenstand nicht zu ändern ist, mit dem Weg zum geltenden."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(
            f"Gezeigt wird {texte.kurz(ansicht.datenstand)}. Ändern und bestätigen kann man nur den "
            f"geltenden: {texte.kurz(ansicht.geltend)}.",
            icon=":material/history:",
        )
        st.button(
            "Zum geltenden",
            icon=":material/arrow_forward:",
            key="gemeindepflege_geltend",
            on_click=datenstandwahl.zeige,
            args=(ansicht.geltend,),
        )


def _bestaetigung(ags: str, ansicht: Ansicht, name: str, *, schreiben: bool) -> None:
    """„Bestätigt am … von …“ in der laufenden Prüfrunde, sonst der Knopf dazu."""
    register = zwischenspeicher.register()
    runde = pruefrunden.aktuelle(register)
    if runde is None:
        return
    stand = pruefrunden.stand(register, ansicht.bestand, zwischenspeicher.gemeinden().loc[[ags]]).loc[ags]
    titel = texte.fremd(runde.titel)
    if stand["bestaetigt"]:
        st.markdown(
            f":material/check_circle: **Bestätigt** am {texte.zeitpunkt(stand['am'])} von "
            f"{texte.fremd(stand['von'], 80)} (Prüfrunde „{titel}“)."
        )
        return
    st.markdown(
        f":material/pending: Prüfrunde „{titel}“: **noch nicht bestätigt**. {texte.fremd(stand['grund'])}"
    )
    if stand["bestaetigbar"] and schreiben:
        st.button(
            "Angaben bestätigen",
            icon=":material/check:",
            key="gemeindepflege_bestaetigen",
            disabled=not name,
            on_click=_bestaetige,
            args=(ags, ansicht.datenstand.nummer),
            help=OHNE_NAMEN if not name else "Sie haben die Angaben dieser Gemeinde geprüft; sie stimmen.",
        )


def _angaben(ags: str, ansicht: Ansicht, name: str) -> None:
    vorgang = einzelvorgang.offener(ags)
    if vorgang is None:
        st.button(
            "Angaben pflegen",
            icon=":material/edit:",
            key="gemeindepflege_oeffnen",
            on_click=_oeffne,
            args=(ags, ansicht.geltend.nummer),
        )
        return
    einzelformular.zeichne(vorgang, ansicht, name)


def _oeffne(ags: str, basis: int) -> None:
    einzelvorgang.oeffne(ags, basis)


def _vermerke(ags: str, name: str, *, schreiben: bool) -> None:
    try:
        liste = vermerke.lies(zwischenspeicher.register(), ags, anmeldung.person())
    except RegisterFehler as fehler:  # etwa: Rolle eben entzogen
        st.error(texte.fremd(fehler, 2000), icon=":material/lock:")
        return
    st.markdown("**Interne Vermerke**" + ("" if len(liste) else ": noch keine"))
    for zeile in liste.itertuples():
        kopf = f"{texte.zeitpunkt(zeile.am)} · {zeile.von}"
        # Als HTML, weil Zeilenumbrüche bleiben und kein Zeichen wirken soll.
        inhalt = escape(str(zeile.text)).replace("\n", "<br>")
        st.html(f'<div class="vermerk"><p class="hinweis">{escape(kopf)}</p><p>{inhalt}</p></div>')
    if not schreiben:
        return
    with st.popover("Vermerk hinzufügen", icon=":material/note_add:", key="gemeindepflege_neuer_vermerk"):
        st.text_area(
            "Vermerk",
            key=_vermerkschluessel(ags),
            max_chars=vermerke.HOECHSTENS_ZEICHEN,
            placeholder="Ansprechpartner, Zwischenstand, offene Fragen …",
            help="Sichtbar für alle mit einer Rolle; in keiner Ausgabe. Er lässt sich nicht löschen.",
        )
        st.button(
            "Vermerk speichern",
            icon=":material/save:",
            key="gemeindepflege_vermerk_speichern",
            disabled=not name,
            help="" if name else OHNE_NAMEN,
            on_click=_schreibe_vermerk,
            args=(ags,),
        )


def _vermerkschluessel(ags: str) -> str:
    """Je Gemeinde einer: Ein Entwurf darf nicht unter der nächsten stehen."""
    return f"{VERMERK}_{ags}"


def _bestaetige(ags: str, nummer: int) -> None:
    try:
        pruefrunde.bestaetige([ags], nummer)
    except RegisterFehler as fehler:
        st.session_state[FEHLER] = str(fehler)


def _schreibe_vermerk(ags: str) -> None:
    text = str(st.session_state.get(_vermerkschluessel(ags)) or "")
    try:
        vermerke.schreibe(zwischenspeicher.register(), ags, text, handelnder())
    except RegisterFehler as fehler:
        st.session_state[FEHLER] = str(fehler)
        return
    st.session_state[_vermerkschluessel(ags)] = ""
