"""Schritt 3: der Prüfbericht. Zahlen je Stufe, Befunde je Zeile mit Vorschlägen, Korrekturen, Ausgabe."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from insek_monitor import einstellungen
from insek_monitor.einspielen.befund import WEGLASSEN, Korrektur, Stufe
from insek_monitor.einspielen.ergebnis import Pruefergebnis
from insek_monitor.einspielen.pruefbericht import als_pruefbericht
from insek_monitor.einspielen.seite import befundzeile
from insek_monitor.einspielen.seite.befundzeile import zeichne_gruppe
from insek_monitor.einspielen.seite.vorgang import Vorgang
from insek_monitor.kern.meldung import FELD_JE_NAME
from insek_monitor.lage.bild import html, zahlen
from insek_monitor.rahmen import bausteine, schalter
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht

SEITE = "datenpflege_befundseite"
GENANNT = 12
"""So viele Zeilen ohne Meldung stehen je Grund mit ihrer Nummer da."""
GROSS_AB = 1000
"""Ab so vielen Zeilen zeigt ein Balken den Fortschritt."""


def pruefe(vorgang: Vorgang) -> Pruefergebnis:
    """Prüft die Liste, wenn sich etwas geändert hat; bei großen mit Fortschrittsbalken."""
    heute = einstellungen.heute()
    if vorgang.ist_geprueft(heute):
        return vorgang.ergebnis(heute)
    anzahl = len(vorgang.tabelle().zeilen)
    if anzahl < GROSS_AB:
        with st.spinner("Die Liste wird geprüft …"):
            return vorgang.ergebnis(heute)
    text = f"{zahlen.zahl(anzahl)} Zeilen werden geprüft …"
    balken = st.progress(0.0, text=text)
    ergebnis = vorgang.ergebnis(heute, lambda anteil: _stelle(balken, anteil, text))
    balken.empty()
    return ergebnis


def _stelle(balken: DeltaGenerator, anteil: float, text: str) -> None:
    balken.progress(min(1.0, max(0.0, anteil)), text=f"{text} {zahlen.anteil(anteil, 0)}")


def zeichne(vorgang: Vorgang, ergebnis: Pruefergebnis, ansicht: Ansicht) -> None:
    """Zahlen, Auswahl, eine Seite Befunde und was schon korrigiert ist."""
    st.subheader("3 · Prüfbericht", anchor=False)
    offen = ergebnis.offen(vorgang.angenommen)
    uebernehmbar = ergebnis.uebernehmbar(vorgang.angenommen)
    st.html(html.kennzahlenliste(kennzahlen(ergebnis, len(offen), len(uebernehmbar))))
    if not ergebnis.befunde:
        st.success("In dieser Liste ist nichts zu beanstanden.", icon=":material/check_circle:")
    else:
        wahl = _kopfzeile(vorgang, ergebnis, ansicht)
        _seite(vorgang, ergebnis, wahl)
    _zeichne_korrekturen(vorgang, ergebnis)
    _ausgelassene(ergebnis)


def kennzahlen(ergebnis: Pruefergebnis, offen: int, uebernehmbar: int) -> list[html.Kennzahl]:
    """Zeilen mit Angaben, davon übernehmbar; Befunde je Stufe."""
    je_stufe = {stufe: sum(b.stufe is stufe for b in ergebnis.befunde) for stufe in Stufe}
    warnungen = je_stufe[Stufe.WARNUNG]
    return [
        (
            "Zeilen gehen mit",
            zahlen.zahl(uebernehmbar),
            zahlen.anzahl(
                len(ergebnis.ausgelassen),
                "Zeile meldet nichts",
                "Zeilen melden nichts",
                keine="keine Zeile ohne Meldung",
            ),
        ),
        ("Fehler", zahlen.zahl(je_stufe[Stufe.FEHLER]), "halten ihre Zeile zurück"),
        ("Warnungen", zahlen.zahl(warnungen), f"{zahlen.zahl(warnungen - offen)} davon angenommen"),
        ("Hinweise", zahlen.zahl(je_stufe[Stufe.HINWEIS]), "zur Kenntnis"),
    ]


def ohne_meldung(ergebnis: Pruefergebnis) -> list[str]:
    """Je Grund ein Satz: „Summe: Zeile 7“ (Markdown)."""
    je_grund: dict[str, list[int]] = {}
    for zeile, grund in sorted(ergebnis.ausgelassen.items()):
        je_grund.setdefault(grund, []).append(zeile)
    return [
        f"{texte.fremd(grund)}: {zahlen.anzahl(len(zeilen), 'Zeile', 'Zeilen')} "
        f"({', '.join(map(str, zeilen[:GENANNT]))}{' …' if len(zeilen) > GENANNT else ''})"
        for grund, zeilen in je_grund.items()
    ]


def _ausgelassene(ergebnis: Pruefergebnis) -> None:
    if ergebnis.ausgelassen:
        anzahl = len(ergebnis.ausgelassen)
        with st.expander(zahlen.anzahl(anzahl, "Zeile ohne Meldung", "Zeilen ohne Meldung")):
            st.markdown("\n".join(f"- {satz}" for satz in ohne_meldung(ergebnis)))


def _kopfzeile(vorgang: Vorgang, ergebnis: Pruefergebnis, ansicht: Ansicht) -> str:
    offen = ergebnis.offen(vorgang.angenommen)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        wahl = st.segmented_control(
            "Zeigen",
            list(befundzeile.WAHLEN),
            default=befundzeile.ZU_KLAEREN,
            required=True,
            key="datenpflege_stufe",
            wrap=True,
        )
        if offen:
            st.button(
                f"Alle {zahlen.zahl(len(offen))} Warnungen annehmen"
                if len(offen) > 1
                else "Warnung annehmen",
                icon=":material/done_all:",
                key="datenpflege_alle_annehmen",
                on_click=vorgang.nimm_an,
                args=(offen,),
                help="Ihre Zeilen werden übernommen, wie sie dastehen.",
            )
        bausteine.herunterladen(
            "Datei mit markierten Zellen",
            lambda: als_pruefbericht(vorgang.inhalt, vorgang.datei.name, ergebnis),
            "pruefbericht.xlsx",
            ansicht,
            hilfe="Eine Kopie Ihrer Datei, in der jede beanstandete Zelle markiert und erklärt ist",
        )
    return wahl or befundzeile.ZU_KLAEREN


def _seite(vorgang: Vorgang, ergebnis: Pruefergebnis, wahl: str) -> None:
    gezeigt = befundzeile.passende(ergebnis.befunde, wahl, vorgang.angenommen)
    if not gezeigt:
        st.success(
            "Nichts mehr zu klären." if wahl == befundzeile.ZU_KLAEREN else "Davon gibt es hier nichts.",
            icon=":material/check_circle:",
        )
        return
    seiten = befundzeile.verteile(befundzeile.gruppiere(gezeigt))
    nummer = schalter.aktuelle(SEITE, len(seiten))
    for gruppe in seiten[nummer - 1]:
        zeichne_gruppe(gruppe, ergebnis.gemeinde_je_zeile.get(gruppe.zeile or 0, ""), vorgang)
    if len(seiten) > 1:
        schalter.leiste(SEITE, len(seiten))
        anzahl = zahlen.anzahl(len(gezeigt), "Befund", "Befunde")
        st.caption(f"Seite {nummer} von {zahlen.zahl(len(seiten))}, zusammen {anzahl}.")


JE_SEITE = 20


def satz(korrektur: Korrektur, name: str) -> str:
    """„Zeile 12 · Amtsberg: Beschluss am → 14.03.2019“ (Markdown)."""
    ort = f"Zeile {korrektur.zeile}" + (f" · {texte.fremd(name, 80)}" if name else "")
    if korrektur.feld == WEGLASSEN:
        return f"{ort}: weggelassen"
    feld = FELD_JE_NAME.get(korrektur.feld)
    titel = feld.titel if feld else texte.fremd(korrektur.feld)
    return f"{ort}: {titel} → {texte.fremd(korrektur.wert) or 'leer'}"


def _zeichne_korrekturen(vorgang: Vorgang, ergebnis: Pruefergebnis) -> None:
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
        _korrekturen(vorgang, ergebnis.gemeinde_je_zeile)


def _korrekturen(vorgang: Vorgang, namen: Mapping[int, str]) -> None:
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
