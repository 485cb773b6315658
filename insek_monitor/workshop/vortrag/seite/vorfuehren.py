"""Vorführen: ein Klick beginnt, danach stehen die Fenster zum Öffnen da; mit Abstimmung samt Raum."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.kern.rollen import Rolle
from insek_monitor.kern.stimmungsbild import zeige_code
from insek_monitor.kern.vortrag import Folge
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import anmeldung, navigation, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.workshop.saal import adressen
from insek_monitor.workshop.vortrag import register_vorfuehrungen as vorfuehrungen
from insek_monitor.workshop.vortrag.seite import raumwahl, rechnen, zustand
from insek_monitor.workshop.vortrag.seite.arbeit import Arbeit
from insek_monitor.workshop.vortrag.seite.zustand import Laufende

DIESER_RECHNER = "http://localhost:8501"
"""Gilt, wenn der Browser keine Adresse nennt (Tests ohne Browser)."""


def zeichne(arbeit: Arbeit, ansicht: Ansicht) -> None:
    """Der Knopf, die Wahl des Raums und was schon läuft."""
    mangel, fragen = rechnen.fehlt(arbeit.folge), rechnen.der_folge(arbeit.folge)
    darf = anmeldung.darf(Rolle.BEARBEITEN)
    with st.container(border=True, key="vorfuehren"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.button(
                "Vorführen",
                type="secondary" if zustand.laufende() else "primary",
                icon=":material/slideshow:",
                key="praesentation_vorfuehren",
                disabled=bool(mangel),
                on_click=_beginne,
                args=(ansicht,),
            )
            if fragen and darf:
                raumwahl.zeichne(arbeit.folge)
        if mangel:
            st.caption(f":material/error: {texte.fremd(mangel)}")
        elif rechnen.braucht_raum(arbeit.folge) and not fragen:
            st.caption("Die Folge lädt zum Mitmachen ein, stellt aber keine Frage: Sie läuft ohne Raum.")
        elif fragen and not darf:
            st.caption(
                "Abstimmen lassen darf, wer die Rolle „Bearbeiten“ hat. Sie können vorführen; die Folien mit "
                "Abstimmung zeigen dann nur die Frage."
            )
        elif fragen:
            raumwahl.angaben(arbeit.folge)
        if laufende := zustand.laufende():
            _laufende(laufende[0], arbeit, ansicht, neueste=True)
        if fruehere := laufende[1:]:
            with st.expander(f"{zahlen.zahl(len(fruehere))} früher begonnene"):
                for laufend in fruehere:
                    _laufende(laufend, arbeit, ansicht, neueste=False)


def _laufende(laufende: Laufende, arbeit: Arbeit, ansicht: Ansicht, *, neueste: bool) -> None:
    vorfuehrung = laufende.vorfuehrung
    leinwand = f"/vorfuehrung/{vorfuehrung.kennung}"
    with st.container(key=f"laufende_{vorfuehrung.kennung}"):
        st.markdown(
            f"**„{texte.fremd(vorfuehrung.folge.name, 80)}“**, begonnen "
            f"{texte.zeitpunkt(laufende.begonnen)}, {laufende.stand}"
        )
        if geaendert := _geaendert(laufende, arbeit, ansicht):
            st.warning(
                "Seit dem Beginn geändert: Leinwand und Vortragsansicht zeigen noch den alten Stand.",
                icon=":material/history:",
            )
        with st.container(horizontal=True):
            if geaendert:
                st.button(
                    "Geändert: neu beginnen",
                    type="primary" if neueste else "secondary",
                    icon=":material/restart_alt:",
                    key=f"neu_{vorfuehrung.kennung}",
                    help="Beginnt mit der Folge, wie sie jetzt ist; der Raum bleibt derselbe. Danach die "
                    "Leinwand neu öffnen.",
                    on_click=_beginne,
                    args=(ansicht, vorfuehrung.code or ""),
                )
            alt = " (alter Stand)" if geaendert else ""
            st.link_button(
                f"Leinwand öffnen{alt}",
                leinwand,
                type="primary" if neueste and not geaendert else "secondary",
                icon=":material/cast:",
                key=f"leinwand_{vorfuehrung.kennung}",
                help="Neues Fenster: auf den Beamer ziehen, dann F für Vollbild.",
            )
            st.link_button(
                f"Vortragsansicht öffnen{alt}",
                f"{leinwand}/vortrag#s={vorfuehrung.schluessel}",
                icon=":material/co_present:",
                key=f"vortrag_{vorfuehrung.kennung}",
                help="Zweites Fenster mit Notizen, Uhr und Steuerung der Abstimmung. Diese Adresse nicht "
                "weitergeben.",
            )
        if vorfuehrung.code:
            _raum(vorfuehrung.code, neueste=neueste)


def _raum(code: str, *, neueste: bool) -> None:
    basis = adressen.basis(st.context.url or DIESER_RECHNER)
    erreichbar = adressen.ist_erreichbar(basis)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        wo = f"**{adressen.kurzadresse(basis)}**, Code " if erreichbar else "Raumcode "
        st.markdown(f"Telefone: {wo}**{zeige_code(code)}**", width="content")
        st.page_link(navigation.seiten()["stimmungsbild"], label="Raum öffnen", query_params={"raum": code})
    if not erreichbar and neueste:
        st.caption(
            ":material/wifi_off: Telefone erreichen diesen Rechner so nicht. Starten Sie ihn mit „make "
            "workshop“ (Windows: „python -m insek_monitor workshop“) fürs Netz im Saal; ohne Netz zählen Sie "
            "Handzeichen in der Vortragsansicht."
        )


def _geaendert(laufende: Laufende, arbeit: Arbeit, ansicht: Ansicht) -> bool:
    """Ob dieselbe Folge inzwischen anders aussieht als in der Vorführung."""
    gezeigt = laufende.vorfuehrung
    return laufende.akte == arbeit.akte and (
        _vorzufuehren(arbeit.folge, ansicht) != gezeigt.folge
        or _stand(ansicht) != (gezeigt.datenstand_nummer, gezeigt.stichtag)
    )


def _vorzufuehren(folge: Folge, ansicht: Ansicht) -> Folge:
    return folge if folge.eingefroren else folge.mit(nur_belegt=ansicht.auswahl.nur_belegt)


def _stand(ansicht: Ansicht) -> tuple[int | None, object]:
    """Datenstand und Stichtag der Vorführung; ``None``: der geltende, der heutige Tag."""
    nummer = None if ansicht.datenstand.nummer == ansicht.geltend.nummer else ansicht.datenstand.nummer
    return nummer, None if ansicht.stichtag == einstellungen.heute() else ansicht.stichtag


def _beginne(ansicht: Ansicht, code: str | None = None) -> None:
    """Beginnt die Vorführung (Rückruf); ``code``: mit diesem Raum, leer ohne, ``None``: wie gewählt."""
    jetzt = zustand.arbeit()
    if jetzt is None or rechnen.fehlt(jetzt.folge):
        return
    folge, (nummer, _), zeit = _vorzufuehren(jetzt.folge, ansicht), _stand(ansicht), einstellungen.jetzt()
    try:
        if code is None:
            code = _raum_fuer(folge, zeit)
        vorfuehrung = vorfuehrungen.beginne(
            zwischenspeicher.register(),
            handelnder(),
            folge,
            datenstand_nummer=nummer,
            stichtag=None if ansicht.stichtag == einstellungen.heute() else ansicht.stichtag,
            code=code or None,
            jetzt=zeit,
        )
    except RegisterFehler as fehler:
        zustand.melde(str(fehler), "fehler")
        return
    tag = folge.eingefroren.stichtag if folge.eingefroren else ansicht.stichtag
    umfang = zahlen.anzahl(len(folge.folien), "Folie", "Folien")
    stand = f"{umfang}, Stichtag {zahlen.datum(tag)}{', eingefroren' if folge.eingefroren else ''}"
    zustand.merke_laufende(Laufende(vorfuehrung, zeit, stand, jetzt.akte))


def _raum_fuer(folge: Folge, zeit: datetime) -> str:
    if not folge.fragen or not anmeldung.darf(Rolle.BEARBEITEN):
        return ""
    return raumwahl.gewaehlter_oder_neuer(folge, zeit)
