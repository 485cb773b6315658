"""Was alle sehen: worum es geht, wie man mitmacht, was gespeichert wird."""

from __future__ import annotations

import streamlit as st

from insek_monitor.kern.stimmungsbild import CODELAENGE, MINDESTENS_JE_GRUPPE, normiere_code, zeige_code
from insek_monitor.rahmen import rahmen
from insek_monitor.rahmen.adresse import zitat

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
