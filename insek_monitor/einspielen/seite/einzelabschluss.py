"""Unter dem Formular: was die Prüfung fand, was sich ändert, und der eine Knopf, der schreibt."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.einspielen.befund import Befund, Stufe
from insek_monitor.einspielen.ergebnis import Pruefergebnis
from insek_monitor.einspielen.register_eintragen import Ueberholt, spiele_ein
from insek_monitor.einspielen.seite import befundzeile, einzelvorgang, vergleichsansicht
from insek_monitor.einspielen.seite.einzelvorgang import Einzelvorgang
from insek_monitor.einspielen.seite.vorgang import Entwurf
from insek_monitor.einspielen.vergleich import Vergleich
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import datenstandwahl, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.register.datenstaende import Datenstand
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.rechte import Verweigert

ANLASS = "einzel_anlass"
NACHRICHT, FEHLER = "gemeindepflege_nachricht", "gemeindepflege_fehler"


def zeichne(vorgang: Einzelvorgang, ergebnis: Pruefergebnis, ansicht: Ansicht, name: str) -> None:
    """Befunde, Vergleich, Anlass und Übernehmen."""
    for befund in ergebnis.befunde:
        _befund(befund, vorgang)
    if not ergebnis.uebernehmbar(vorgang.angenommen):
        st.info(_warum_nicht(ergebnis, vorgang), icon=":material/rule:")
        return
    entwurf = vorgang.entwurf(einstellungen.heute(), ansicht.stichtag)
    if entwurf.vergleich.ohne_aenderung:
        st.info("Keine Änderung: Die Angaben stehen schon so im Register.", icon=":material/drag_handle:")
        return
    _vergleich(entwurf)
    _uebernehmen(vorgang, entwurf, ansicht, name)


def inzwischen(vorgang: Einzelvorgang, ansicht: Ansicht) -> None:
    """Sagt, was andere eingespielt haben, seit das Formular offen ist."""
    geltend = ansicht.geltend
    if geltend.nummer == vorgang.basis:
        return
    st.warning(
        f"Inzwischen gilt {texte.kurz(geltend)}, eingespielt von {texte.fremd(geltend.von, 80)} (Anlass: "
        f"{texte.fremd(geltend.anlass)}). Ihre Eingaben beziehen sich noch auf Datenstand {vorgang.basis}. "
        "Bitte vergleichen Sie neu.",
        icon=":material/sync_problem:",
    )
    unterschied = vergleichsansicht.vergleich(vorgang.basis, geltend.nummer, ansicht.stichtag)
    hier = vergleichsansicht.geaenderte(unterschied)
    hier = hier[hier.index == vorgang.ags]
    if hier.empty:
        st.markdown("An dieser Gemeinde hat sich dabei nichts geändert.")
    else:
        st.markdown("Dabei wurde an dieser Gemeinde geändert:\n" + _saetze(unterschied, hier))
    st.button(
        "Neu vergleichen",
        icon=":material/refresh:",
        key="einzel_neu_vergleichen",
        on_click=vorgang.vergleiche_neu,
        args=(geltend.nummer,),
        help="Ihre Eingaben bleiben; sie werden gegen den geltenden Datenstand geprüft.",
    )


def _befund(befund: Befund, vorgang: Einzelvorgang) -> None:
    wo = f" ({texte.fremd(befund.spaltentitel, 60)})" if befund.spaltentitel else ""
    zeichen = befundzeile.ZEICHEN[befund.stufe]
    st.markdown(f"{zeichen} **{befund.stufe.beschriftung}**{wo}: {texte.fremd(befund.meldung, 600)}")
    if not befundzeile.vorschlaege(befund) and befund.stufe is not Stufe.WARNUNG:
        return
    with st.container(horizontal=True, gap="small"):
        befundzeile.knoepfe(
            befund, vorgang, hilfe="Die Angaben werden übernommen, wie sie dastehen.", vorsatz="einzel_"
        )


def _warum_nicht(ergebnis: Pruefergebnis, vorgang: Einzelvorgang) -> str:
    if any(befund.stufe is Stufe.FEHLER for befund in ergebnis.befunde):
        return "Bitte klären Sie zuerst die Fehler."
    if ergebnis.offen(vorgang.angenommen):
        return "Bitte nehmen Sie die Warnungen an oder ändern Sie die Angaben."
    return "Das Formular meldet nichts. Bitte beantworten Sie „INSEK vorhanden?“."


def _vergleich(entwurf: Entwurf) -> None:
    geaendert = vergleichsansicht.geaenderte(entwurf.vergleich)
    st.markdown("**Was sich ändert**\n" + _saetze(entwurf.vergleich, geaendert))
    eckzahlen = entwurf.vergleich.eckzahlen
    bewegt = eckzahlen[eckzahlen["differenz"] != 0]
    if not bewegt.empty:
        st.caption(
            "Eckzahlen: "
            + ", ".join(
                f"{z.kennzahl} {zahlen.zahl(z.alt)} → {zahlen.zahl(z.neu)}" for z in bewegt.itertuples()
            )
        )


def _saetze(unterschied: Vergleich, geaendert: pd.DataFrame) -> str:
    """Je Gemeinde ein Listenpunkt: was sich an ihren Datensätzen ändert, und am Status (Markdown)."""
    return "".join(
        f"\n- **{texte.fremd(gemeinde)}** – {texte.fremd(einzelheiten, 1000)}"
        + ("" if vorher == nachher else f". Status: {vorher} → **{nachher}**")
        for gemeinde, _, vorher, nachher, einzelheiten in vergleichsansicht.gemeindetabelle(
            unterschied, geaendert
        ).itertuples(index=False)
    )


def _uebernehmen(vorgang: Einzelvorgang, entwurf: Entwurf, ansicht: Ansicht, name: str) -> None:
    if vorgang.fehler:
        st.error(texte.fremd(vorgang.fehler, 2000), icon=":material/error:")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        anlass = st.text_input(
            "Anlass",
            key=ANLASS,
            max_chars=200,
            placeholder="etwa: Anruf der Gemeinde am 12.11.2026",
            width=380,
        ).strip()
        st.button(
            "Übernehmen",
            type="primary",
            icon=":material/publish:",
            key="einzel_uebernehmen",
            disabled=not (name and anlass) or ansicht.geltend.nummer != vorgang.basis,
            on_click=_uebernimm,
            args=(vorgang, entwurf, anlass),
        )
    fehlend = [wort for wort, text in (("Name", name), ("Anlass", anlass)) if not text]
    if fehlend:
        st.caption(
            f"Bitte noch ausfüllen: {zahlen.aufzaehlung(fehlend)}. Dann entsteht ein neuer Datenstand."
        )


def _uebernimm(vorgang: Einzelvorgang, entwurf: Entwurf, anlass: str) -> None:
    """Schreibt (Rückruf des Knopfes)."""
    if (neu := schreibe(vorgang, entwurf, anlass)) is not None:
        st.session_state[NACHRICHT] = f"Gespeichert: Es gilt jetzt Datenstand {neu.nummer} „{neu.titel}“."
        st.session_state.pop(ANLASS, None)


def schreibe(vorgang: Einzelvorgang, entwurf: Entwurf, anlass: str) -> Datenstand | None:
    """Macht den Entwurf zum geltenden Datenstand (nur aus einem Rückruf).

    Returns
    -------
    Datenstand or None
        None, wenn es nicht ging: Der Vorgang bleibt, der nächste Lauf sagt, was zu tun ist.
    """
    gemeinde = str(zwischenspeicher.gemeinden().loc[vorgang.ags, "bezeichnung"])
    try:
        neu = spiele_ein(
            zwischenspeicher.register(),
            entwurf.zusammenfuehrung.konzepte,
            entwurf.zusammenfuehrung.zuordnung,
            basis_nummer=vorgang.basis,
            person=handelnder(),
            anlass=anlass,
            titel=f"Einzelmeldung {gemeinde}",
        )
    except Ueberholt:
        return None  # den Hinweis samt neuem Vergleich zeigt der nächste Lauf (`inzwischen`)
    except Verweigert as fehler:
        st.session_state[FEHLER] = str(fehler)  # das Formular ist im nächsten Lauf nicht mehr da
        return None
    except RegisterFehler as fehler:
        vorgang.fehler = str(fehler)
        return None
    einzelvorgang.schliesse()
    datenstandwahl.zeige(neu)
    return neu
