"""Die Leiste am unteren Rand: wer gewählt ist, einzeln herausnehmen, als Kampagne speichern, mitnehmen."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from insek_monitor.ansprache.prioritaet.seite import auswahlkorb, mitnehmen
from insek_monitor.ansprache.prioritaet.seite.ranggrundlage import Ranggrundlage
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.konzepttext import sicher
from insek_monitor.rahmen.ansicht import Ansicht

BLEIBT = "korb_bleibt"
NAMEN_IN_LEISTE = 4
NEUE_KAMPAGNE = "kampagne_neu"
"""Sagt dem Bereich Kampagnen, dass er mit der Auswahl eine neue Liste beginnen soll."""


def zeichne(grundlage: Ranggrundlage, ansicht: Ansicht, *, schreiben: bool) -> None:
    """Leiste und Ausgaben; ohne Auswahl ein Satz, wie man wählt."""
    korb = tuple(ags for ags in auswahlkorb.gewaehlt() if ags in grundlage.lage.index)
    if not korb:
        st.caption(
            "Noch nichts gewählt. Setzen Sie Häkchen in der Liste, ziehen Sie auf der Karte ein Rechteck, "
            "oder füllen Sie von vorn auf."
        )
        return
    namen = grundlage.lage["bezeichnung"].astype(str).loc[list(korb)]
    with st.container(key="auswahlleiste", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(satz(list(namen), ausserhalb(korb, grundlage)), width="stretch")
        _aendern(korb, dict(namen))
        mitnehmen.knoepfe(
            korb, ansicht, name="auswahl", titel="Auswahl", intern=grundlage.kontakte is not None
        )
        st.button(
            "Leeren",
            icon=":material/remove_done:",
            type="tertiary",
            key="korb_leeren",
            on_click=auswahlkorb.leere,
        )
        if schreiben:
            st.button(
                "Als Kampagne speichern",
                type="primary",
                icon=":material/campaign:",
                key="korb_kampagne",
                on_click=_zur_kampagne,
            )


def satz(namen: Sequence[str], nicht_in_liste: int) -> str:
    """„12 gewählt: A, B, C und 9 weitere“ (Markdown); dazu, wie viele die Filter gerade ausblenden."""
    text = f"**{zahlen.zahl(len(namen))} gewählt:** " + sicher(
        zahlen.aufzaehlung(namen, hoechstens=NAMEN_IN_LEISTE)
    )
    if nicht_in_liste:
        passt = "passt" if nicht_in_liste == 1 else "passen"
        text += f" ({zahlen.zahl(nicht_in_liste)} davon {passt} nicht zu den Filtern)"
    return text


def ausserhalb(korb: Sequence[str], grundlage: Ranggrundlage) -> int:
    """Gewählte, die die Filter gerade ausblenden."""
    return len(set(korb) - set(grundlage.treffer.index))


def _aendern(korb: tuple[str, ...], namen: dict[str, str]) -> None:
    with st.popover("Ändern", icon=":material/checklist:", key="korb_aendern"):
        if st.session_state.get(BLEIBT) != list(korb):
            st.session_state[BLEIBT] = list(korb)
        st.multiselect(
            "Gewählte Gemeinden",
            list(korb),
            key=BLEIBT,
            format_func=lambda ags: namen.get(ags, ags),
            on_change=_nimm_heraus,
            args=(korb,),
            placeholder="keine",
            select_all=False,
            help="Das Kreuz neben einem Namen nimmt die Gemeinde heraus.",
        )


def _nimm_heraus(gezeigt: tuple[str, ...]) -> None:
    # Nur was hier fehlt, geht: Der Browser schickt den letzten Wert eines eben verschwundenen Feldes noch
    # einmal mit; ersetzte er die Wahl, brächte der nächste Klick eine geleerte zurück.
    auswahlkorb.lege_weg(set(gezeigt) - set(st.session_state[BLEIBT]))


def _zur_kampagne() -> None:
    st.session_state[NEUE_KAMPAGNE] = True
    st.session_state["planung"] = "Kampagnen"
