"""Was die Seite zwischen zwei Läufen behält; Register rufen mit Meldung; was Gäste sehen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import streamlit as st

from insek_monitor.kern.stimmungsbild import CODELAENGE, MINDESTENS_JE_GRUPPE, normiere_code, zeige_code
from insek_monitor.rahmen import rahmen, schalter
from insek_monitor.rahmen.adresse import Angaben, zitat
from insek_monitor.rahmen.nachricht import Nachricht
from insek_monitor.register.fehler import RegisterFehler

RAUM = "raum"
"""Name in der Adresse: der offene Raum."""
FRAGE = "stimmung_frage"
"""In der Sitzung: welche Frage des Raums zu sehen ist."""
FORMULAR = "stimmung_raumformular"
Stimmungsteil = Literal["Räume", "Fragensätze", "Vergleich"]
STIMMUNGSTEILE: tuple[Stimmungsteil, ...] = ("Räume", "Fragensätze", "Vergleich")
ANGABEN = Angaben({"stimmung": ("Den Bereich", STIMMUNGSTEILE)}, eigene=frozenset({RAUM}))
_nachricht = Nachricht("stimmung_nachricht")
melde, zeige_nachricht, hat_nachricht = _nachricht.melde, _nachricht.zeige, _nachricht.wartet


def teil() -> Stimmungsteil:
    """Der gewählte Bereich der Seite."""
    wahl = schalter.waehle("Bereich", STIMMUNGSTEILE, "stimmung")
    return next(teil for teil in STIMMUNGSTEILE if teil == wahl)


def offener_code() -> str:
    """Code aus der Adresse; leer ohne Raum. Unlesbares wird gemeldet und übergangen."""
    angabe = st.query_params.get(RAUM)
    if angabe is None:
        return ""
    if not (code := normiere_code(angabe)):
        st.warning(
            f"„{zitat(angabe, 30)}“ in der Adresse ist kein Raumcode. Bitte wählen Sie einen Raum aus.",
            icon=":material/link_off:",
        )
    return code


def oeffne(code: str) -> None:
    """Zeigt diesen Raum (Rückruf)."""
    schliesse()
    st.query_params[RAUM] = code


def schliesse() -> None:
    """Zurück zur Übersicht (Rückruf)."""
    st.query_params.pop(RAUM, None)
    for schluessel in (FRAGE, FORMULAR):
        st.session_state.pop(schluessel, None)


def versuche(funktion: Callable[..., Any], *args: Any, erfolg: str = "", **angaben: Any) -> bool:
    """Ruft das Register; sein deutscher Satz steht sonst beim nächsten Lauf oben.

    Parameters
    ----------
    erfolg
        Satz, wenn es gelungen ist; leer: keiner (man sieht es).
    """
    try:
        funktion(*args, **angaben)
    except RegisterFehler as fehler:
        melde(str(fehler), "fehler")
        return False
    if erfolg:
        melde(erfolg)
    return True


CODE = "stimmung_beitritt"


def zeichne() -> None:
    """Die Seite ohne Rolle."""
    rahmen.befund("Mitmachen geht mit dem eigenen Telefon, ohne Konto und ohne App")
    st.markdown(
        "In einem Workshop stehen zwei gegensätzliche Aussagen auf der Leinwand; alle im Saal setzen sich "
        "auf dem Telefon irgendwo dazwischen. So entsteht ein Stimmungsbild: ein Anlass zum Gespräch, keine "
        "Wahl und keine repräsentative Befragung."
    )
    beitreten()
    datenschutz()
    st.info(
        "Räume und Ergebnisse sind intern, bis die Fachstelle sie selbst zeigt. Sehen kann sie, wer sich "
        "anmeldet und eine Rolle hat.",
        icon=":material/lock:",
    )


def beitreten() -> None:
    """Feld für den Raumcode und der Weg zur Abstimmung."""
    st.subheader("Mit einem Raumcode mitmachen", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        eingabe = st.text_input(
            "Raumcode",
            key=CODE,
            max_chars=40,
            placeholder="BCDF-GHJK",
            autocomplete="off",
            help=f"{CODELAENGE} Zeichen, wie sie auf der Leinwand stehen. Groß oder klein ist gleichgültig.",
            width=220,
        )
        code = normiere_code(str(eingabe or ""))
        st.link_button(
            "Zur Abstimmung",
            f"/w/{zeige_code(code)}" if code else "/w",
            icon=":material/how_to_vote:",
            type="primary",
            key="stimmung_zur_abstimmung",
        )
    if eingabe and not code:
        st.caption(
            f"„{zitat(str(eingabe), 40)}“ ist kein Raumcode. Er hat {CODELAENGE} Zeichen; Selbstlaute, S, 0, "
            "1 und 5 kommen nicht vor."
        )


def datenschutz() -> None:
    """Hinweis für Teilnehmende."""
    st.subheader("Datenschutz", anchor=False)
    st.markdown(
        "- Gespeichert wird die Antwort, sonst nichts: keine IP-Adresse, kein Name, keine Gerätedaten, kein "
        "Zeitpunkt.\n"
        "- Ein Zufallswert im Telefon sorgt dafür, dass jedes Gerät einmal zählt und seine Antwort ändern "
        "kann. Er verbindet die Antworten verschiedener Fragen nicht.\n"
        f"- Gruppen (etwa Größenklassen) erscheinen erst ab {MINDESTENS_JE_GRUPPE} Stimmen.\n"
        "- Die Stimmen werden nach dem Workshop gelöscht; wann, steht auf der Abstimmungsseite. Behalten "
        "werden nur Summen, freie Texte nicht."
    )
