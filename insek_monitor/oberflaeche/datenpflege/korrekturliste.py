"""Was an der Liste schon korrigiert wurde, ohne die Datei zu ändern; alles lässt sich zurücknehmen."""

from __future__ import annotations

import streamlit as st

from insek_monitor.darstellung import zahlen
from insek_monitor.modell.befund import WEGLASSEN, Korrektur
from insek_monitor.modell.meldung import FELD_JE_NAME
from insek_monitor.oberflaeche.datenpflege import gruppen, texte
from insek_monitor.oberflaeche.datenpflege.vorgang import Vorgang
from insek_monitor.register.einspielen.ergebnis import Pruefergebnis

JE_SEITE = 20


def satz(korrektur: Korrektur, name: str) -> str:
    """„Zeile 12 · Amtsberg: Beschluss am → 14.03.2019“ (Markdown)."""
    ort = f"Zeile {korrektur.zeile}" + (f" · {texte.fremd(name, 80)}" if name else "")
    if korrektur.feld == WEGLASSEN:
        return f"{ort}: weggelassen"
    feld = FELD_JE_NAME.get(korrektur.feld)
    titel = feld.titel if feld else texte.fremd(korrektur.feld)
    return f"{ort}: {titel} → {texte.fremd(korrektur.wert) or 'leer'}"


def zeichne(vorgang: Vorgang, ergebnis: Pruefergebnis) -> None:
    """Aufklappbare Liste der Korrekturen und angenommenen Warnungen."""
    anzahl = len(vorgang.korrekturen)
    if not anzahl and not vorgang.angenommen:
        return
    teile = [zahlen.anzahl(anzahl, "Korrektur", "Korrekturen")] if anzahl else []
    if vorgang.angenommen:
        teile.append(zahlen.anzahl(len(vorgang.angenommen), "angenommene Warnung", "angenommene Warnungen"))
    with st.expander(f"Ihre Entscheidungen: {' und '.join(teile)}"):
        st.button(
            "Alle zurücknehmen",
            icon=":material/undo:",
            key="datenpflege_alles_zurueck",
            on_click=_setze_zurueck,
            args=(vorgang,),
        )
        if vorgang.angenommen:
            st.caption("Eine einzelne Annahme nehmen Sie oben unter „Warnungen“ zurück.")
        _korrekturen(vorgang, gruppen.zeilennamen(ergebnis.tabelle))


def _korrekturen(vorgang: Vorgang, namen: dict[int, str]) -> None:
    # Die jüngste zuerst: sie nimmt man am ehesten zurück.
    juengste = list(reversed(vorgang.korrekturen))
    for korrektur in juengste[:JE_SEITE]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(satz(korrektur, namen.get(korrektur.zeile, "")), width="stretch")
            st.button(
                "Zurücknehmen",
                key=f"zurueck_{korrektur.blatt}_{korrektur.zeile}_{korrektur.feld}",
                icon=":material/undo:",
                type="tertiary",
                on_click=vorgang.nimm_zurueck,
                args=(korrektur,),
            )
    if (rest := len(juengste) - JE_SEITE) > 0:
        st.caption(f"Dazu {zahlen.anzahl(rest, 'ältere', 'ältere')}.")


def _setze_zurueck(vorgang: Vorgang) -> None:
    vorgang.korrekturen, vorgang.angenommen = (), frozenset()
