"""Eine geöffnete Liste: Kopf, Hinweise, Knöpfe und ihre vier Teile."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from insek_monitor.ansprache.kampagnen import register as kampagnen
from insek_monitor.ansprache.kampagnen.register import Kampagne
from insek_monitor.ansprache.kampagnen.seite import daten as kampagne_daten
from insek_monitor.ansprache.kampagnen.seite import formular as kampagne_formular
from insek_monitor.ansprache.kampagnen.seite import gemeinden as kampagne_gemeinden
from insek_monitor.ansprache.kampagnen.seite import kontakt as kampagne_kontakt
from insek_monitor.ansprache.kampagnen.seite import schreiben as kampagne_schreiben
from insek_monitor.ansprache.kampagnen.seite import streit as kampagne_streit
from insek_monitor.ansprache.kampagnen.seite import (
    tourenansicht,
    zustand,
)
from insek_monitor.ansprache.kampagnen.seite.aenderung import Aenderung
from insek_monitor.ansprache.kontakte.seite import felder
from insek_monitor.ansprache.seite import bereiche
from insek_monitor.kern.rollen import Rolle
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import anmeldung, datenstandwahl, rahmen, schalter, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import handelnder

GEMEINDEN, TOUREN, KONTAKT, VERLAUF = bereiche.KAMPAGNENTEILE
JE_SEITE = 15
SEITE = "kampagne_verlaufsseite"


def ueberschrift(stand: Kampagne) -> str:
    """Der Befund: Titel, wie voll die Liste ist, was nicht stimmt."""
    anzahl, plaetze = len(stand.gemeinden), stand.angaben.plaetze
    satz = f"{texte.fremd(stand.angaben.titel, 120)}: {zustand.belegung(anzahl, plaetze)}"
    if plaetze is not None:
        satz += " belegt"
    zu_viele = zustand.zu_viele(anzahl, plaetze)
    return f"{satz}, {zahlen.zahl(zu_viele)} zu viel" if zu_viele else satz


def zeichne(stand: Kampagne, ansicht: Ansicht, name: str) -> None:
    """Die ganze Liste; ohne Rolle „Bearbeiten“ nur zum Lesen."""
    rahmen.befund(ueberschrift(stand))
    bezeichnungen = zwischenspeicher.gemeinden()["bezeichnung"].to_dict()
    darf = anmeldung.darf(Rolle.BEARBEITEN)
    if streit := zustand.streit(stand.nummer):
        kampagne_streit.zeichne(streit, bezeichnungen, schreiben=bool(name))
    entwurf = zustand.entwurf()
    im_formular = entwurf is not None and entwurf.basis is not None and entwurf.basis.nummer == stand.nummer
    if darf and not stand.archiviert and entwurf is not None and im_formular:
        kampagne_formular.zeichne(entwurf, name, ansicht.datenstand.nummer)
        return
    _knopfzeile(stand, ansicht, name, darf=darf)
    _kopf(stand, ansicht)
    teil = _teil(darf=darf)
    if teil == TOUREN:
        tourenansicht.zeichne(stand, ansicht)
    elif teil == KONTAKT:
        kampagne_kontakt.zeichne(stand, ansicht, name)
    elif teil == VERLAUF:
        _zeichne_verlauf(stand.nummer, bezeichnungen)
    else:
        kampagne_gemeinden.zeichne(stand, ansicht, name, darf=darf and not stand.archiviert)


def _teil(*, darf: bool) -> str:
    """Der gezeigte Teil; gemerkt ist er nur in der Adresse, damit er mit der Liste wechselt."""
    teile = [teil for teil in bereiche.KAMPAGNENTEILE if darf or teil != KONTAKT]
    aus_adresse = st.query_params.get(zustand.TEIL, GEMEINDEN)
    if aus_adresse == KONTAKT and not darf:
        st.caption(f"Den Teil „{KONTAKT}“ gibt es nur mit der Rolle „{Rolle.BEARBEITEN.beschriftung}“.")
    st.session_state[zustand.TEIL] = aus_adresse if aus_adresse in teile else GEMEINDEN
    wahl = st.segmented_control(
        "Teil der Liste",
        teile,
        required=True,
        key=zustand.TEIL,
        on_change=_merke_teil,
        label_visibility="collapsed",
        wrap=True,
    )
    return wahl or GEMEINDEN


def _merke_teil() -> None:
    wahl = st.session_state[zustand.TEIL]
    if wahl and wahl != GEMEINDEN:
        st.query_params[zustand.TEIL] = wahl
    else:
        st.query_params.pop(zustand.TEIL, None)


def _knopfzeile(stand: Kampagne, ansicht: Ansicht, name: str, *, darf: bool) -> None:
    hilfe = "" if name else "Bitte tragen Sie zuerst Ihren Namen ein; er steht im Verlauf."
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Alle Listen", icon=":material/arrow_back:", key="kampagne_zurueck", on_click=zustand.schliesse
        )
        if not darf:
            return
        st.button(
            "Angaben ändern",
            icon=":material/edit:",
            key="kampagne_aendern",
            disabled=stand.archiviert,
            help="Listen im Archiv bleiben, wie sie sind; holen Sie sie zuerst zurück."
            if stand.archiviert
            else None,
            on_click=kampagne_formular.beginne_aendern,
            args=(stand,),
        )
        st.button(
            "Kopieren",
            icon=":material/content_copy:",
            key="kampagne_kopieren",
            disabled=not name,
            help=hilfe or "Neue Liste mit denselben Angaben und Gemeinden",
            on_click=kampagne_schreiben.kopiere,
            args=(stand, ansicht.datenstand.nummer),
        )
        st.button(
            "Aus dem Archiv holen" if stand.archiviert else "Archivieren",
            icon=":material/unarchive:" if stand.archiviert else ":material/inventory_2:",
            key="kampagne_archiv",
            disabled=not name,
            help=hilfe or "Listen werden nie gelöscht; das Archiv blendet sie aus.",
            on_click=_archiviere,
            args=(stand,),
        )


def _kopf(stand: Kampagne, ansicht: Ansicht) -> None:
    angaben = stand.angaben
    zeilen = [f"**{angaben.angebot.beschriftung}** · {zustand.zeitraum(angaben)}"]
    if angaben.stelle:
        zeilen[0] += f" · {texte.fremd(angaben.stelle, 120)}"
    if stand.archiviert:
        zeilen[0] += " · **im Archiv**"
    if angaben.zweck:
        zeilen.append(texte.fremd(angaben.zweck, 1000))
    zeilen.append(
        f":small[Fassung {stand.fassung}, {texte.zeitpunkt(stand.am)} von {texte.fremd(stand.von, 80)}]"
    )
    st.markdown("  \n".join(zeilen))
    _datenstand(stand, ansicht)
    _fehlende(stand)


def _datenstand(stand: Kampagne, ansicht: Ansicht) -> None:
    """Mit welchem Datenstand die Liste entstand, wenn es ein anderer ist als der gezeigte."""
    nummer, gezeigt = stand.datenstand_nummer, ansicht.datenstand
    if nummer is None or nummer == gezeigt.nummer:
        return
    frueher = next((d for d in zwischenspeicher.alle_datenstaende() if d.nummer == nummer), None)
    if frueher is None:
        st.info(
            f"Die Liste entstand mit Datenstand {nummer}; den gibt es in diesem Register nicht mehr. Gezeigt "
            f"wird {texte.kurz(gezeigt)}. Die Gemeinden der Liste sind unverändert.",
            icon=":material/history:",
        )
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"Die Liste entstand mit {texte.kurz(frueher)}; Status und Rang unten gelten für "
            f"{texte.kurz(gezeigt)}."
        )
        st.button(
            f"Mit Datenstand {nummer} ansehen",
            type="tertiary",
            icon=":material/visibility:",
            key="kampagne_datenstand",
            on_click=datenstandwahl.zeige,
            args=(frueher,),
        )


def _fehlende(stand: Kampagne) -> None:
    if satz := felder.frueher_satz(stand.frueher):
        st.caption(satz)
    if fehlende := kampagne_daten.unbekannte(stand.gemeinden):
        st.warning(
            f"Zu {zahlen.anzahl(len(fehlende), 'Schlüssel', 'Schlüsseln')} der Liste gibt es heute keine "
            f"Gemeinde mehr (Gebietsänderung?): {zahlen.aufzaehlung(fehlende, hoechstens=8)}. Sie bleiben "
            "auf der Liste, fehlen aber in Tabelle, Touren und Ausgaben.",
            icon=":material/location_off:",
        )


def _archiviere(stand: Kampagne) -> None:
    satz = "Die Liste ist zurück aus dem Archiv." if stand.archiviert else "Die Liste liegt jetzt im Archiv."
    kampagne_schreiben.aendere(Aenderung(stand, archiviert=not stand.archiviert), satz)


def _zeichne_verlauf(nummer: int, bezeichnungen: Mapping[str, str]) -> None:
    """Alle Fassungen, die neueste zuerst."""
    fassungen = sorted(
        kampagnen.fassungen(zwischenspeicher.register(), nummer, handelnder()), key=lambda k: k.fassung
    )
    st.markdown(
        f"**{zahlen.anzahl(len(fassungen), 'Fassung', 'Fassungen')}**. Jede Änderung ist eine neue; keine "
        "geht verloren."
    )
    paare = list(zip([None, *fassungen[:-1]], fassungen, strict=True))[::-1]
    seiten = schalter.stuecke(paare, JE_SEITE)
    for vorige, stand in seiten[schalter.aktuelle(SEITE, len(seiten)) - 1]:
        st.markdown(_eintrag(vorige, stand, bezeichnungen))
    schalter.leiste(SEITE, len(seiten))


def _eintrag(vorige: Kampagne | None, stand: Kampagne, bezeichnungen: Mapping[str, str]) -> str:
    kopf = f"**Fassung {stand.fassung}** · {texte.zeitpunkt(stand.am)} · {texte.fremd(stand.von, 80)}"
    if vorige is None:
        namen = zustand.namen(stand.gemeinden, bezeichnungen)
        was = [f"angelegt mit: {namen}" if namen else "leer angelegt"]
    else:
        was = zustand.unterschiede(vorige, stand, bezeichnungen)
    return "\n".join([kopf, "", *(f"- {satz}" for satz in was)])
