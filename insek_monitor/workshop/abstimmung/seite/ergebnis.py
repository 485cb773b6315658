"""Das Ergebnis der gezeigten Frage; solange eine Runde offen ist, zählt nur dieses Stück der Seite weiter."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.kern.stimmungsbild import Frageart, Freigabe, Gruppenfrage, Rundenstand
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.workshop.abstimmung import register_auszaehlung as auszaehlung
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.abstimmung import register_stimmabgabe as stimmabgabe
from insek_monitor.workshop.abstimmung.rechnen import verteilung
from insek_monitor.workshop.abstimmung.register_auszaehlung import Freitext, Zaehlung
from insek_monitor.workshop.abstimmung.register_raeume import Raum
from insek_monitor.workshop.abstimmung.saetze import (
    GRUPPEN_SPAETER,
    NICHT_REPRAESENTATIV,
    rundenname,
)
from insek_monitor.workshop.abstimmung.seite import steuerung
from insek_monitor.workshop.abstimmung.stimmungsbilder import zaehlung_html
from insek_monitor.workshop.abstimmung.vergleich import gruppen_html, runden_html
from insek_monitor.workshop.saal import vorfuehrungsseite

SEKUNDEN = 2
"""So oft zählt die Seite eine offene Runde neu."""
GRUPPEN = "stimmung_gruppen_zeigen"
STILBLATT = vorfuehrungsseite.STATISCH / "stimmungsbild.css"


def zeichne(raum: Raum, runden: Sequence[Zaehlung], letzte: Zaehlung | None) -> None:
    """Alle Runden der gezeigten Frage, groß die letzte oder aktive; ohne Runde ein Satz."""
    if letzte is None:
        st.info("Zu dieser Frage gibt es noch keine Stimmen.", icon=":material/hourglass_empty:")
        return
    # Im selben Lauf gezählt; nur die Wiederholungen des Stücks zählen selbst.
    nummern = tuple(z.runde.nummer for z in runden)
    offen = letzte.runde.stand is Rundenstand.OFFEN
    st.fragment(_stueck, run_every=SEKUNDEN if offen else None)(raum, nummern, letzte.runde.nummer)


def _stueck(raum: Raum, nummern: tuple[int, ...], gezeigt: int) -> None:
    register = zwischenspeicher.register()
    try:
        lage = stimmabgabe.lies_raum(register, raum.code)
        if lage is None or lage.stand != raum.stand:
            # In der Vortragsansicht hat jemand etwas geändert: jetzt stimmt die ganze Seite nicht mehr.
            st.rerun()
        runden = [auszaehlung.zaehle(register, nummer) for nummer in nummern]
    except RegisterFehler as fehler:
        st.error(texte.fremd(fehler, 2000), icon=":material/error:")
        return
    letzte = next(z for z in runden if z.runde.nummer == gezeigt)
    st.html(STILBLATT)
    st.html(zaehlung_html(letzte))
    if letzte.runde.frage.art is Frageart.FREITEXT:
        _zeichne_moderation(raum, letzte)
    else:
        _fruehere(runden, letzte)
        _gruppen(raum, letzte)
    st.caption(herkunft(raum, letzte))


def herkunft(raum: Raum, zaehlung: Zaehlung) -> str:
    """Quelle und Stand einer Auszählung (Markdown)."""
    orte = [texte.fremd(raum.ort, 120)] if raum.ort else []
    wo = ", ".join([f"Raum „{texte.fremd(raum.titel, 120)}“", *orte, zahlen.datum(raum.datum)])
    runde = rundenname(zaehlung.runde.runde, zaehlung.runde.herkunft)
    wann = texte.zeitpunkt(einstellungen.jetzt())
    return f"Quelle: Abstimmung im {wo}, {runde}; gezählt {wann}. {NICHT_REPRAESENTATIV}"


def _fruehere(runden: Sequence[Zaehlung], gezeigt: Zaehlung) -> None:
    """Runden mit gleichem Wortlaut nebeneinander; andere Wortlaute für sich."""
    letzte = gezeigt.runde.frage
    gleiche = [z for z in runden if z.runde.frage.wortlaut == letzte.wortlaut and z.anzahl]
    if len(gleiche) > 1:
        st.markdown("**Runden im Vergleich**")
        st.html(
            runden_html(
                letzte,
                [
                    (
                        z.runde.runde,
                        verteilung(z.runde.frage, z.je_antwort, z.anzahl),
                        z.runde.herkunft,
                    )
                    for z in gleiche
                ],
            )
        )
    for andere in runden:
        if andere.runde.frage.wortlaut != letzte.wortlaut and andere.anzahl:
            name = rundenname(andere.runde.runde, andere.runde.herkunft)
            st.markdown(f"**{name}, mit anderem Wortlaut:** {texte.fremd(andere.runde.frage.text)}")
            st.html(zaehlung_html(andere))


def _gruppen(raum: Raum, letzte: Zaehlung) -> None:
    if raum.gruppenfrage is Gruppenfrage.KEINE or not letzte.je_gruppe:
        return
    if not letzte.gruppen_stehen_fest:
        st.caption(
            f":material/lock_clock: {GRUPPEN_SPAETER} Solange gezählt wird, verriete der Unterschied zweier "
            "Stände einzelne Stimmen."
        )
        return
    wonach = raum.gruppenfrage.beschriftung
    if st.toggle(f"nach Gruppen vergleichen ({wonach})", key=GRUPPEN, persist_state="session"):
        # In der Reihenfolge der Auswahl, also von klein nach groß.
        st.html(gruppen_html(letzte.runde.frage, letzte.gruppen.geordnet(raum.gruppen)))


HOECHSTENS = 20
"""So viele stehen auf einmal da; was entschieden ist, macht Platz."""
TEIL = "stimmung_moderation"
_GESEHEN = "stimmung_texte_gesehen"
_TEILE = {Freigabe.NEU: "neu", Freigabe.GEZEIGT: "gezeigt", Freigabe.ABGELEHNT: "abgelehnt"}


def _zeichne_moderation(raum: Raum, zaehlung: Zaehlung) -> None:
    """Liste zum Freigeben und Ablehnen."""
    if not zaehlung.texte:
        return
    je_teil = {teil: [t for t in zaehlung.texte if t.freigabe is teil] for teil in _TEILE}
    wahl = st.segmented_control(
        "Freie Antworten",
        list(_TEILE),
        format_func=lambda teil: f"{_TEILE[teil]} ({zahlen.zahl(len(je_teil[teil]))})",
        default=Freigabe.NEU,
        required=True,
        key=TEIL,
        persist_state="session",
    )
    teil = wahl if wahl in je_teil else Freigabe.NEU
    liste = _in_fester_folge(zaehlung.runde.nummer, je_teil[teil])
    if not liste:
        st.caption("Hier steht gerade nichts.")
    for text in liste[:HOECHSTENS]:
        _eintrag(raum, zaehlung.runde.nummer, text)
    if len(liste) > HOECHSTENS:
        rest = zahlen.anzahl(len(liste) - HOECHSTENS, "weitere Antwort", "weitere Antworten")
        st.caption(f"{rest} rücken nach.")


def _in_fester_folge(runde: int, liste: list[Freitext]) -> list[Freitext]:
    """Wer da stand, bleibt am Platz, Neues kommt ans Ende: Sonst träfe der Klick den falschen Text."""
    gesehen: dict[int, dict[str, int]] = st.session_state.setdefault(_GESEHEN, {})
    plaetze = gesehen.setdefault(runde, {})
    for text in liste:
        plaetze.setdefault(text.schluessel, len(plaetze))
    return sorted(liste, key=lambda text: plaetze[text.schluessel])


def _eintrag(raum: Raum, runde: int, text: Freitext) -> None:
    kurz = text.schluessel[:16]
    with st.container(
        horizontal=True, wrap=False, vertical_alignment="center", gap="small", key=f"stimmung_text_{kurz}"
    ):
        st.markdown(f"„{texte.fremd(text.text)}“", width="stretch")
        for beschriftung, ziel in (("Zeigen", Freigabe.GEZEIGT), ("Ablehnen", Freigabe.ABGELEHNT)):
            if text.freigabe is not ziel:
                st.button(
                    beschriftung,
                    key=f"stimmung_text_{ziel.value}_{kurz}",
                    on_click=_entscheide,
                    args=(raum.code, runde, text.schluessel, ziel),
                )


def _entscheide(code: str, runde: int, schluessel: str, ziel: Freigabe) -> None:
    steuerung.tu(code, raumsteuerung.moderiere, runde, schluessel, ziel)
