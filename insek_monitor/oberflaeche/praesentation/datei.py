"""Die Folge als Datei mitnehmen und auf einem anderen Rechner laden; eine schlechte Datei verliert nichts."""

from __future__ import annotations

import streamlit as st

from insek_monitor.ausgabe.dateien import kuerzel
from insek_monitor.darstellung import folien_rechnen
from insek_monitor.modell import vortragsdatei
from insek_monitor.modell.vortrag import DATEI_HOECHSTENS, FolgeFehler
from insek_monitor.oberflaeche import bausteine, zwischenspeicher
from insek_monitor.oberflaeche.ansicht import Ansicht
from insek_monitor.oberflaeche.praesentation import arbeit as rechnung
from insek_monitor.oberflaeche.praesentation import rechnen, zustand
from insek_monitor.oberflaeche.praesentation.arbeit import Arbeit


def zeichne(arbeit: Arbeit, ansicht: Ansicht) -> None:
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
    st.file_uploader(
        "Folge aus einer Datei laden",
        type=["json"],
        max_upload_size=DATEI_HOECHSTENS // 1_000_000,
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
