"""Bereich „Kampagnen“: gespeicherte Listen von Gemeinden, ihre Plätze, ihre Mischung, ihre Touren."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from insek_monitor.ansprache.kampagnen import register as kampagnen
from insek_monitor.ansprache.kampagnen.register import Kampagne
from insek_monitor.ansprache.kampagnen.seite import ansicht as kampagne_ansicht
from insek_monitor.ansprache.kampagnen.seite import daten as kampagne_daten
from insek_monitor.ansprache.kampagnen.seite import formular as kampagne_formular
from insek_monitor.ansprache.kampagnen.seite import zustand
from insek_monitor.ansprache.prioritaet.seite import auswahlkorb
from insek_monitor.kern.rollen import Rolle, Zugang
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import anmeldung, rahmen, schalter, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import handelnder, namensfeld
from insek_monitor.register.fehler import RegisterFehler


def zeichne(ansicht: Ansicht) -> None:
    """Der ganze Bereich: die offene Liste, ein Formular oder die Übersicht."""
    if not anmeldung.darf_internes():
        rahmen.befund("Kampagnen sind intern")
        st.info(
            "Wen die Fachstelle wann ansprechen will, ist ein Vorhaben, keine Auskunft über die Gemeinden; "
            "deshalb sehen es nur Leute mit einer Rolle. Die Bereiche „Priorität“ und „Gemeinsame Konzepte“ "
            "stehen allen offen.",
            icon=":material/lock:",
        )
        return
    name = _name() if anmeldung.darf(Rolle.BEARBEITEN) else ""
    zustand.zeige_nachricht()
    try:
        _zeichne(ansicht, name)
    except RegisterFehler as fehler:  # etwa: Rolle eben entzogen
        rahmen.befund("Kampagnen sind gerade nicht verfügbar")
        st.error(texte.fremd(fehler, 2000), icon=":material/error:")


def _zeichne(ansicht: Ansicht, name: str) -> None:
    if anmeldung.darf(Rolle.BEARBEITEN):
        _uebernimm_auswahl()
    if stand := _offene():
        kampagne_ansicht.zeichne(stand, ansicht, name)
        return
    entwurf = zustand.entwurf()
    if entwurf is not None and entwurf.basis is None and anmeldung.darf(Rolle.BEARBEITEN):
        rahmen.befund("Neue Liste: wen, wofür, bis wann?")
        kampagne_formular.zeichne(entwurf, name, ansicht.datenstand.nummer)
        return
    listen = kampagnen.liste(zwischenspeicher.register(), handelnder(), auch_archivierte=auch_archivierte())
    rahmen.befund(ueberschrift(listen))
    zeichne_uebersicht(listen, ansicht, schreiben=anmeldung.darf(Rolle.BEARBEITEN))


def _uebernimm_auswahl() -> None:
    """Der Bereich „Priorität“ hat „als Liste speichern“ gedrückt."""
    gewuenscht = st.session_state.pop(zustand.NEU, None)
    if not gewuenscht:
        return
    if isinstance(gewuenscht, tuple | list):
        kampagne_formular.beginne_neu(tuple(gewuenscht))
    else:
        kampagne_formular.beginne_neu(auswahlkorb.gewaehlt(), aus_auswahl=True)


def _offene() -> Kampagne | None:
    nummer = zustand.offene_nummer()
    if nummer is None:
        return None
    try:
        return kampagnen.finde(zwischenspeicher.register(), nummer, handelnder())
    except RegisterFehler as fehler:
        st.warning(texte.fremd(fehler, 2000), icon=":material/link_off:")
        return None


def _name() -> str:
    """Name für den Verlauf; an diesem Rechner einmal einzutragen, sonst aus der Anmeldung."""
    if anmeldung.person().zugang is not Zugang.LOKAL:
        return handelnder().name
    with st.container(width=280):
        return namensfeld()


JE_SEITE = 10
SEITE = "kampagnen_seite"
AUCH_ARCHIV = "kampagnen_archiv"


def ueberschrift(listen: Sequence[Kampagne]) -> str:
    """Der Befund: wie viele Listen es gibt, wie viele überbelegt sind."""
    if not listen:
        return "Noch ist keine Liste gespeichert: Wen laden Sie ein?"
    gemeinden = len({ags for liste in listen for ags in liste.gemeinden})
    wovon = f" mit {zahlen.gemeinden(gemeinden)}" if gemeinden else ", noch ohne Gemeinden"
    satz = f"{zahlen.anzahl(len(listen), 'Liste', 'Listen')}{wovon}"
    zu_voll = sum(bool(zustand.zu_viele(len(liste.gemeinden), liste.angaben.plaetze)) for liste in listen)
    if not zu_voll:
        return satz
    return f"{satz}, {zahlen.zahl(zu_voll)} davon {'hat' if zu_voll == 1 else 'haben'} zu wenige Plätze"


def auch_archivierte() -> bool:
    """Schalter: auch Listen im Archiv."""
    return bool(st.session_state.get(AUCH_ARCHIV))


def zeichne_uebersicht(listen: Sequence[Kampagne], ansicht: Ansicht, *, schreiben: bool) -> None:
    """Neue Liste, dann alle Listen, die zuletzt geänderte zuerst; vorher, was noch nicht gespeichert ist."""
    for nummer, fall in zustand.streitfaelle().items():
        _offene_aenderung(nummer, fall.inzwischen.angaben.titel)
    with st.container(horizontal=True, vertical_alignment="center"):
        if schreiben:
            _neue()
        st.toggle("auch Listen im Archiv", key=AUCH_ARCHIV, persist_state="session")
    if not listen:
        st.info(
            "Eine Liste hält fest, welche Gemeinden Sie wofür ansprechen. Wählen Sie im Bereich „Priorität“ "
            "Gemeinden aus oder beginnen Sie mit einer leeren Liste und lassen Sie sie ausgewogen auffüllen.",
            icon=":material/playlist_add:",
        )
        return
    folge = sorted(listen, key=lambda liste: liste.am, reverse=True)
    seiten = schalter.stuecke(folge, JE_SEITE)
    for liste in seiten[schalter.aktuelle(SEITE, len(seiten)) - 1]:
        _eintrag(liste, ansicht)
    schalter.leiste(SEITE, len(seiten))


def _offene_aenderung(nummer: int, titel: str) -> None:
    """Eine eigene Änderung, der jemand zuvorkam: Sie wartet, bis sie angewendet oder verworfen ist."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(
            f"Ihre Änderung an „{texte.fremd(titel, 120)}“ ist **noch nicht gespeichert**: Jemand anderes "
            "hat die Liste inzwischen geändert.",
            icon=":material/sync_problem:",
            width="stretch",
        )
        st.button(
            "Ansehen und entscheiden",
            icon=":material/folder_open:",
            key=f"kampagne_streit_oeffnen_{nummer}",
            on_click=zustand.oeffne,
            args=(nummer,),
        )


def _neue() -> None:
    korb = auswahlkorb.gewaehlt()
    if korb:
        st.button(
            f"Neue Liste aus der Auswahl ({zahlen.zahl(len(korb))})",
            type="primary",
            icon=":material/playlist_add_check:",
            key="kampagne_neu_korb",
            on_click=kampagne_formular.beginne_neu,
            args=(korb,),
            kwargs={"aus_auswahl": True},
        )
    st.button(
        "Neue leere Liste",
        icon=":material/playlist_add:",
        key="kampagne_neu_leer",
        on_click=kampagne_formular.beginne_neu,
        args=((),),
    )


def _eintrag(liste: Kampagne, ansicht: Ansicht) -> None:
    angaben = liste.angaben
    with st.container(border=True, key=f"kampagne_kasten_{liste.nummer}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{texte.fremd(angaben.titel, 120)}**")
            st.badge(angaben.angebot.beschriftung, color="blue")
            zu_viele = zustand.zu_viele(len(liste.gemeinden), angaben.plaetze)
            st.badge(
                zustand.belegung(len(liste.gemeinden), angaben.plaetze),
                color="orange" if zu_viele else "gray",
                icon=":material/warning:" if zu_viele else None,
            )
            if liste.archiviert:
                st.badge("im Archiv", color="gray", icon=":material/inventory_2:")
        kopf = [zustand.zeitraum(angaben)]
        if angaben.stelle:
            kopf.append(texte.fremd(angaben.stelle, 120))
        mischung = _mischung_kurz(ansicht, liste.gemeinden)
        geaendert = f"zuletzt geändert {texte.zeitpunkt(liste.am)} von {texte.fremd(liste.von, 80)}"
        zeilen = [" · ".join(kopf), *([mischung] if mischung else []), f":small[{geaendert}]"]
        st.markdown("  \n".join(zeilen))
        st.button(
            "Liste öffnen",
            key=f"kampagne_oeffnen_{liste.nummer}",
            icon=":material/folder_open:",
            on_click=zustand.oeffne,
            args=(liste.nummer,),
        )


def _mischung_kurz(ansicht: Ansicht, ags: tuple[str, ...]) -> str:
    return zustand.mischung_kurz(kampagne_daten.mischung(ansicht, ags)) if ags else ""
