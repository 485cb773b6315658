"""Zwei Datenstände nebeneinander: Verlust, Zahlen je Art, Eckzahlen, Karte und Gemeinden alt → neu."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from insek_monitor.einspielen import aenderungstexte
from insek_monitor.einspielen.vergleich import Aenderung, Vergleich, vergleiche
from insek_monitor.kern.begriffe import Status
from insek_monitor.lage.bild import html, kartenbild, zahlen
from insek_monitor.lage.bild.farben import Thema, palette
from insek_monitor.lage.bild.kartenthemen import Einteilung, Klasse
from insek_monitor.rahmen import bausteine, gemeindelisten, kartenwege, navigation, zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht

KURZ = 60
"""Bis zu so vielen Gemeinden steht eine kurze Tabelle da, darüber eine durchsuchbare."""


@zwischenspeicher.einmalig(8)
def vergleich(alt: int, neu: int, stichtag: date) -> Vergleich:
    """Zwei Datenstände im Vergleich."""
    alter, neuer = zwischenspeicher.bestand(alt), zwischenspeicher.bestand(neu)
    return vergleiche(alter, neuer, zwischenspeicher.gemeinden(), stichtag, zwischenspeicher.regeln())


def zeichne(vergleich: Vergleich, ansicht: Ansicht, *, name: str, gegen: str) -> None:
    """Der ganze Vergleich.

    Parameters
    ----------
    name : Teil der Schlüssel und Dateinamen.
    gegen : Womit verglichen wird, etwa „Datenstand 2“ (Teil eines Satzes).
    """
    if vergleich.ohne_aenderung:
        st.info(
            f"Keine Änderung gegenüber {gegen}: Alle Datensätze sind gleich.", icon=":material/drag_handle:"
        )
        return
    if not vergleich.verlust.empty:
        st.warning(f"**{aenderungstexte.verlust(vergleich)}**", icon=":material/trending_down:")
        _gemeinden(vergleich, vergleich.verlust, f"{name}_verlust")
    geaendert = geaenderte(vergleich)
    stand = zahlen.datum(ansicht.stichtag)
    st.markdown(
        f"Gegenüber {gegen}, Stichtag {stand}, ganz Sachsen ohne Filter: {satz(vergleich, geaendert)}"
    )
    st.html(html.kennzahlenliste(arten(vergleich)))
    links, rechts = st.columns([3, 2], gap="large")
    with links:
        st.markdown("**Auswirkung auf die Eckzahlen**")
        st.html(html.tabelle(eckzahlen(vergleich), beschreibung="Eckzahlen vorher und nachher"))
    with rechts:
        st.markdown("**Wo sich etwas ändert**")
        _karte(vergleich, geaendert, ansicht.thema)
    uebrige = geaendert.drop(index=vergleich.verlust.index)
    if not uebrige.empty:
        st.markdown("**Gemeinde für Gemeinde**" if len(uebrige) == len(geaendert) else "**Alle übrigen**")
        _gemeinden(vergleich, uebrige, name)
    bausteine.unterzeile(ansicht, {"Änderungen": ausgabe(vergleich, geaendert)}, f"vergleich-{name}")


def geaenderte(vergleich: Vergleich) -> pd.DataFrame:
    """Gemeinden, bei denen sich etwas ändert: erst, wer sein INSEK verliert, dann in Wortfolge."""
    gemeinden = vergleich.gemeinden
    alle = gemeinden[gemeinden["aenderung"] != Aenderung.UNVERAENDERT].sort_values("name", kind="stable")
    return pd.concat([vergleich.verlust, alle.drop(index=vergleich.verlust.index)])


def satz(vergleich: Vergleich, geaendert: pd.DataFrame) -> str:
    """Wie viele Gemeinden sich ändern, und bei wie vielen der Status."""
    status = int((geaendert["status_alt"].astype(str) != geaendert["status_neu"].astype(str)).sum())
    return (
        f"**{zahlen.gemeinden(len(geaendert))}** von {zahlen.zahl(len(vergleich.gemeinden))} mit Änderungen, "
        f"{zahlen.anzahl(status, 'Status wechselt', 'Status wechseln', keine='kein Status wechselt')}."
    )


def arten(vergleich: Vergleich) -> list[html.Kennzahl]:
    """Datensätze je Art der Änderung."""
    anzahl = vergleich.datensaetze["aenderung"].astype(str).value_counts()
    return [(art.value, zahlen.zahl(int(anzahl.get(art.value, 0))), "Datensätze") for art in Aenderung]


def eckzahlen(vergleich: Vergleich) -> pd.DataFrame:
    """Anzeigeform: „vorhanden“, „207 → 211“, „+4“."""
    zeilen = vergleich.eckzahlen.itertuples(index=False)
    return pd.DataFrame(
        [
            (str(z.kennzahl), f"{zahlen.zahl(z.alt)} → {zahlen.zahl(z.neu)}", _differenz(z.differenz))
            for z in zeilen
        ],
        columns=["Kennzahl", "vorher → nachher", "Unterschied"],
    )


def _differenz(wert: float) -> str:
    return "±0" if wert == 0 else zahlen.zahl(wert, vorzeichen=True)


def gemeindetabelle(vergleich: Vergleich, geaendert: pd.DataFrame) -> pd.DataFrame:
    """Anzeigeform: Gemeinde, Kreis, Status vorher und nachher, was sich im Einzelnen ändert."""
    return pd.DataFrame(
        {
            "Gemeinde": geaendert["bezeichnung"],
            "Kreis": geaendert["kreis"].astype(str),
            "Vorher": _status(geaendert, "alt"),
            "Nachher": _status(geaendert, "neu"),
            "Im Einzelnen": aenderungstexte.je_gemeinde(vergleich, geaendert.index.astype(str).tolist()),
        }
    )


def ausgabe(vergleich: Vergleich, geaendert: pd.DataFrame) -> pd.DataFrame:
    """Zum Herunterladen: dieselben Zeilen mit Gemeindeschlüssel und Datenlage."""
    einzelheiten = aenderungstexte.je_gemeinde(vergleich, geaendert.index.astype(str).tolist())
    return geaendert.drop(columns="kennungen").assign(einzelheiten=einzelheiten)


def _status(gemeinden: pd.DataFrame, seite: str) -> pd.Series:
    return gemeinden[f"status_{seite}"].astype(str).map(gemeindelisten.STATUSNAMEN)


def _gemeinden(vergleich: Vergleich, geaendert: pd.DataFrame, name: str) -> None:
    anzeige = gemeindetabelle(vergleich, geaendert)
    if len(anzeige) <= KURZ:
        verweise = [navigation.adresse_der_gemeinde(str(ags)) for ags in geaendert.index]
        with st.container(key=f"vergleichsliste_{name}"):
            st.html(html.tabelle(anzeige, beschreibung="Gemeinden mit Änderungen", verweise=verweise))
        return
    st.dataframe(
        anzeige,
        hide_index=True,
        height=420,
        key=f"vergleich_{name}",
        column_config={"Im Einzelnen": st.column_config.TextColumn(width="large")},
        alt=f"Liste mit {zahlen.gemeinden(len(anzeige))}: Name, Kreis, Status vorher und nachher, was sich "
        "im Einzelnen ändert.",
    )


def einteilung(vergleich: Vergleich, geaendert: pd.DataFrame, thema: Thema) -> Einteilung:
    """Klassen der Karte: neuer Status der geänderten Gemeinden, alle übrigen blass."""
    farben = palette(thema)
    neu = vergleich.gemeinden["status_neu"].astype(str)
    nummer = pd.Series(len(Status), vergleich.gemeinden.index)
    klassen = []
    for platz, status in enumerate(Status):
        trifft = neu.index[(neu == status.value).to_numpy() & neu.index.isin(geaendert.index)]
        nummer.loc[trifft] = platz
        klassen.append(Klasse(f"jetzt: {status.beschriftung}", farben.status[status], len(trifft)))
    rest = len(vergleich.gemeinden) - len(geaendert)
    return Einteilung("Status", (*klassen, Klasse("ohne Änderung", farben.flaeche, rest)), nummer)


def _karte(vergleich: Vergleich, geaendert: pd.DataFrame, thema: Thema) -> None:
    teilung = einteilung(vergleich, geaendert, thema)
    beschreibung = (
        f"Karte von Sachsen: {zahlen.gemeinden(len(geaendert))} mit Änderungen sind in der Farbe ihres neuen "
        "Status hervorgehoben, die übrigen blass. Dieselben Angaben stehen in der Tabelle darunter."
    )
    svg = kartenbild.svg_karte(
        kartenwege.kartenpfade(),
        teilung.farben_je_ags(),
        titel="Gemeinden mit Änderungen",
        beschreibung=beschreibung,
        thema=thema,
    )
    st.image(svg, width="stretch", alt=beschreibung)
    st.html(html.legende(teilung))
