"""Einen Raum beenden, seine Frist ändern, ihn löschen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.kern.stimmungsbild import AUFBEWAHRUNG_HOECHSTENS
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung.register_auszaehlung import Zaehlung
from insek_monitor.workshop.abstimmung.register_raeume import Raum
from insek_monitor.workshop.abstimmung.seite import zustand

TAGE, SICHER = "stimmung_frist_tage", "stimmung_loeschen_sicher"


def zeichne(raum: Raum, zaehlungen: Sequence[Zaehlung]) -> None:
    """Was mit dem Raum geschieht, wenn der Workshop vorbei ist."""
    st.subheader("Nach dem Workshop", anchor=False)
    st.caption(
        f"Alle Stimmen und freien Texte werden gelöscht: {texte.zeitpunkt(raum.loeschen_am)}. Summen bleiben "
        "im Vergleich der Workshops."
    )
    with st.container(horizontal=True):
        if not raum.beendet and st.button("Workshop beenden", icon=":material/flag:", key="stimmung_beenden"):
            _beende(raum, zaehlungen)
        if st.button("Löschfrist ändern", icon=":material/event:", key="stimmung_frist"):
            _aendere_frist(raum)
        if st.button("Jetzt löschen", icon=":material/delete_forever:", key="stimmung_loeschen"):
            _loesche(raum)


@st.dialog("Workshop beenden")
def _beende(raum: Raum, zaehlungen: Sequence[Zaehlung]) -> None:
    _schliesse_wenn_fertig()
    mit_stimmen = sum(bool(zaehlung.anzahl) for zaehlung in zaehlungen)
    bleibt = (
        f"{zahlen.anzahl(mit_stimmen, 'Ergebnis bleibt', 'Ergebnisse bleiben')} als Summen im Vergleich der "
        "Workshops, Gruppen nur, wenn sie groß genug sind."
        if mit_stimmen
        else "Es gibt keine Stimmen, also bleibt auch kein Ergebnis."
    )
    st.markdown(
        "Danach nimmt der Raum keine Stimmen mehr an; das lässt sich nicht zurücknehmen. Leinwand und "
        f"Herunterladen gehen weiter.\n\n- {bleibt}\n- Stimmen und freie Texte werden gelöscht: "
        f"{texte.zeitpunkt(raum.loeschen_am)}."
    )
    st.button(
        "Jetzt beenden",
        type="primary",
        icon=":material/flag:",
        key="stimmung_beenden_jetzt",
        on_click=_beende_jetzt,
        args=(raum,),
    )


def _beende_jetzt(raum: Raum) -> None:
    try:
        anzahl = raeume.beende(zwischenspeicher.register(), handelnder(), raum.code)
    except RegisterFehler as fehler:
        zustand.melde(str(fehler), "fehler")
        return
    bleibt = zahlen.anzahl(anzahl, "Ergebnis steht", "Ergebnisse stehen", keine="kein Ergebnis steht")
    zustand.melde(f"Der Workshop ist beendet; {bleibt} im Vergleich.")


@st.dialog("Löschfrist ändern")
def _aendere_frist(raum: Raum) -> None:
    _schliesse_wenn_fertig()
    bisher = max(1, round((raum.loeschen_am - einstellungen.jetzt()) / timedelta(days=1)))
    tage = st.number_input(
        "Löschen in Tagen, von heute an",
        min_value=1,
        max_value=AUFBEWAHRUNG_HOECHSTENS,
        value=min(bisher, AUFBEWAHRUNG_HOECHSTENS),
        step=1,
        key=f"{TAGE}_{raum.code}",
    )
    dann = einstellungen.jetzt() + timedelta(days=int(tage or 1))
    st.caption(
        f"Dann werden Stimmen und freie Texte am {zahlen.datum(dann)} gelöscht. Das Datum steht auch auf den "
        "Telefonen: Hat schon jemand abgestimmt, lässt sich die Frist nur noch verkürzen."
    )
    st.button(
        "Frist speichern",
        type="primary",
        icon=":material/save:",
        key="stimmung_frist_jetzt",
        on_click=_frist_jetzt,
        args=(raum,),
    )


def _frist_jetzt(raum: Raum) -> None:
    tage = int(st.session_state.get(f"{TAGE}_{raum.code}") or 1)
    zustand.versuche(
        raeume.aendere_frist,
        zwischenspeicher.register(),
        handelnder(),
        raum.code,
        tage,
        einstellungen.jetzt(),
        erfolg=f"Der Raum „{raum.titel}“ wird in {zahlen.anzahl(tage, 'Tag', 'Tagen')} gelöscht.",
    )


@st.dialog("Raum löschen")
def _loesche(raum: Raum) -> None:
    _schliesse_wenn_fertig()
    summen = (
        "Seine Summen stehen schon im Vergleich und bleiben dort; zurückziehen lassen sie sich im Bereich "
        "„Vergleich“."
        if raum.beendet
        else "Der Workshop ist nicht beendet: **Es bleibt nichts übrig, auch keine Summen.** Sollen sie "
        "bleiben, beenden Sie ihn zuerst."
    )
    st.markdown(
        f"Raum „{texte.fremd(raum.titel, 120)}“ mit allen Stimmen und freien Texten wird sofort gelöscht; "
        f"das lässt sich nicht zurücknehmen. {summen}"
    )
    sicher = st.checkbox("Ja, alles löschen", key=f"{SICHER}_{raum.code}")
    st.button(
        "Endgültig löschen",
        type="primary",
        icon=":material/delete_forever:",
        disabled=not sicher,
        key="stimmung_loeschen_jetzt",
        on_click=_loesche_jetzt,
        args=(raum,),
    )


def _loesche_jetzt(raum: Raum) -> None:
    if not st.session_state.get(f"{SICHER}_{raum.code}"):
        return
    if zustand.versuche(
        raeume.loesche,
        zwischenspeicher.register(),
        handelnder(),
        raum.code,
        erfolg=f"Der Raum „{raum.titel}“ ist mit allen Stimmen gelöscht.",
    ):
        zustand.schliesse()


def _schliesse_wenn_fertig() -> None:
    """Nach einem Rückruf läuft nur der Dialog neu; die Nachricht steht auf der Seite, also schließen."""
    if zustand.hat_nachricht():
        st.rerun()
