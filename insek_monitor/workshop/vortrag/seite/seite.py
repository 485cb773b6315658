"""Aufbau der Seite: vorführen, Folge wählen, Folien ordnen, ansehen, ändern, mitnehmen."""

from __future__ import annotations

import streamlit as st

from insek_monitor.kern.vortrag import DATEI_HOECHSTENS, Folge, FolgeFehler
from insek_monitor.lage.ausgabe.dateien import kuerzel
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import bausteine, hochladen, rahmen, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.workshop.saal import vorfuehrungsseite
from insek_monitor.workshop.saal.vorfuehrung_html import FOLIENSTILE
from insek_monitor.workshop.vortrag import datei as vortragsdatei
from insek_monitor.workshop.vortrag import folien_html, folien_rechnen
from insek_monitor.workshop.vortrag.folieninhalt import Folieninhalt
from insek_monitor.workshop.vortrag.seite import arbeit as rechnung
from insek_monitor.workshop.vortrag.seite import (
    festhalten,
    folgenwahl,
    folienfelder,
    folienliste,
    gebietwahl,
    rechnen,
    speichern,
    vorfuehren,
    zustand,
)
from insek_monitor.workshop.vortrag.seite.arbeit import Arbeit


def zeichne(ansicht: Ansicht, kampagnen: gebietwahl.Kampagnen) -> None:
    """Zeichnet die Seite."""
    arbeit = folgenwahl.bereite_vor()
    rahmen.befund(
        ueberschrift(arbeit.folge),
        "„Vorführen“ beginnt mit dieser Folge, so wie sie ist. Ändern können Sie alles darunter: Folien "
        "ordnen, Gebiet wählen, Texte und Notizen schreiben.",
    )
    # Je ein Behälter: Erscheint oder verschwindet darin etwas, behält alles darunter seine Stelle. Sonst
    # baute der Browser die Liste der Folien neu auf, und sie spränge an ihren Anfang.
    with st.container():
        zustand.zeige_nachricht()
        speichern.zeichne_streit()
    with st.container():
        vorfuehren.zeichne(arbeit, ansicht)
    with st.container():
        folgenwahl.zeichne(arbeit)
    with st.container():
        st.markdown(festhalten.hinweis(arbeit, ansicht))
        festhalten.belegt_wie_gespeichert(arbeit, ansicht)
        festhalten.entfallenes(arbeit, ansicht)
    with st.container():
        gebietwahl.zeichne(arbeit, kampagnen)
    inhalte = rechnen.inhalte(arbeit.folge, ansicht)
    links, rechts = st.columns([2, 3], gap="large")
    with links:
        st.subheader("Folien", anchor=False)
        folienliste.zeichne(arbeit, inhalte)
    with rechts:
        if arbeit.platz is not None:
            st.subheader(f"Folie {arbeit.platz + 1} von {len(arbeit.marken)}", anchor=False)
            folienliste.knoepfe(arbeit)
            _zeichne_vorschau(arbeit, inhalte[arbeit.platz])
            folienfelder.zeichne(arbeit)
    st.subheader("Mitnehmen", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        festhalten.zeichne(arbeit, ansicht)
        _zeichne_datei(arbeit, ansicht)


def ueberschrift(folge: Folge) -> str:
    """Der Befund: wie viele Folien die Folge hat, wie viele davon fragen, ob sie eingefroren ist."""
    name = texte.fremd(folge.name, 80)
    if not folge.folien:
        return f"Die Folge „{name}“ ist noch leer"
    satz = f"Die Folge „{name}“ hat {zahlen.anzahl(len(folge.folien), 'Folie', 'Folien')}"
    fragen = rechnen.abstimmungen(folge)
    satz += f", {zahlen.zahl(fragen)} davon mit Abstimmung" if fragen else ", keine mit Abstimmung"
    if folge.eingefroren is not None:
        satz += f", eingefroren am {zahlen.datum(folge.eingefroren.am)}"
    return f"{satz}."


HOEHE = 380


def _zeichne_vorschau(arbeit: Arbeit, inhalt: Folieninhalt) -> None:
    """Die Folie im Seitenverhältnis 4:3, so groß, wie Platz ist."""
    platz = (arbeit.platz or 0) + 1
    with st.container(key="folienvorschau"):  # stil.css hält das Seitenverhältnis
        st.iframe(
            _vorschauseite(inhalt, platz, len(arbeit.marken)),
            height=HOEHE,
            tab_index=-1,
            alt=f"Vorschau der Folie {platz}: {inhalt.titel}",
        )


def _vorschauseite(inhalt: Folieninhalt, nummer: int, von: int) -> str:
    folie = folien_html.folie_html(inhalt, nummer, von, karten=vorfuehrungsseite.karten())
    folie = folie.replace('class="folie"', 'class="folie aktiv"', 1)
    stile = "".join(
        f'<link rel="stylesheet" href="{vorfuehrungsseite.statische_adresse(datei)}">'
        for datei in FOLIENSTILE
    )
    # Keine Skripte, nichts von fremden Rechnern: dieselbe Vorsicht wie auf der Leinwand.
    return (
        '<!DOCTYPE html><html lang="de" class="leinwand laeuft"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; "
        "img-src 'self' data:\">"
        f'{stile}</head><body><main class="buehne">{folie}</main></body></html>'
    )


def _zeichne_datei(arbeit: Arbeit, ansicht: Ansicht) -> None:
    """Holen und laden."""
    mangel = rechnen.fehlt(arbeit.folge)
    if not mangel:
        folge = arbeit.folge
        if folge.eingefroren is None:
            folge = folge.mit(nur_belegt=ansicht.auswahl.nur_belegt)
        bausteine.herunterladen(
            "Folge als Datei",
            lambda: vortragsdatei.als_datei(folge),
            dateiname(folge.name),
            ansicht,
            hilfe="Alle Folien, Notizen und Fragen; eingefroren auch die Zahlen. Für einen anderen Rechner.",
        )
    else:
        st.caption("Als Datei erst, wenn die Folge vollständig ist.")
    schluessel = f"praesentation_datei_{zustand.dateizaehler()}"
    hochladen.feld(
        "Folge aus einer Datei laden",
        type=["json"],
        hoechstens_mb=DATEI_HOECHSTENS // 1_000_000,
        key=schluessel,
        on_change=_lade,
        args=(schluessel,),
        help="Was Sie gerade bearbeiten, bleibt unter „Rückgängig“.",
    )


def dateiname(name: str) -> str:
    """Dateiname mit dem Namen der Folge: Wer mehrere mitnimmt, erkennt sie auf dem Stick."""
    return f"folge_{kuerzel(name, leer='ohne-namen')}.json"


def _lade(schluessel: str) -> None:
    datei = st.session_state.get(schluessel)
    if datei is None:
        return
    try:
        folge = vortragsdatei.lies_datei(datei.getvalue())
        if folge.eingefroren is not None:
            # Auch die festgehaltenen Inhalte kommen von fremder Hand.
            folien_rechnen.inhalte(folge, None)
    except FolgeFehler as fehler:
        zustand.melde(f"„{datei.name}“ ist nicht geladen. {fehler} Ihre Folge ist unverändert.", "fehler")
        zustand.leere_dateifeld()
        return
    zustand.leere_dateifeld()
    zustand.oeffne(rechnung.oeffne(folge), f"„{datei.name}“ geladen")
    if saetze := vortragsdatei.pruefe_bezug(folge, zwischenspeicher.gemeinden()):
        zustand.melde(f"„{folge.name}“ ist geladen. Zu prüfen: {' '.join(saetze)}", "hinweis")
    else:
        zustand.melde(f"„{folge.name}“ ist geladen.")
