"""Gruppen für alle kleinen Gemeinden der Auswahl: Karte, Tabelle, wer übrig bleibt, und wie gut das ist."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from insek_monitor.ansprache.kontakte.seite import mehrknopf
from insek_monitor.ansprache.kooperation import befunde as saetze
from insek_monitor.ansprache.kooperation import kooperation
from insek_monitor.ansprache.kooperation.gruppenkarte import Strich
from insek_monitor.ansprache.kooperation.kooperation import Aufteilung, Kooperationswunsch
from insek_monitor.ansprache.kooperation.seite import ausgabe as kooperation_ausgabe
from insek_monitor.ansprache.kooperation.seite import karte as kooperation_karte
from insek_monitor.ansprache.kooperation.seite import rechnen as kooperation_rechnen
from insek_monitor.ansprache.kooperation.seite import um as kooperation_um
from insek_monitor.ansprache.kooperation.seite import wahl as kooperation_wahl
from insek_monitor.ansprache.kooperation.seite import werte as kooperation_werte
from insek_monitor.ansprache.kooperation.seite.karte import Gruppen
from insek_monitor.ansprache.kooperation.seite.rechnen import Melder
from insek_monitor.lage.bild import html, zahlen
from insek_monitor.lage.bild.konzepttext import sicher
from insek_monitor.rahmen import rahmen
from insek_monitor.rahmen.ansicht import Ansicht

UEBRIGE = 5
SPALTEN = {
    "Nr.": st.column_config.NumberColumn(width=45),
    "Einwohner": st.column_config.NumberColumn(width=95),
    "Grenze (km)": st.column_config.NumberColumn(width=110),
    "Kompaktheit": st.column_config.NumberColumn(width=115),
    "Gründe": st.column_config.TextColumn(width=700),
}
STELLEN = {"Einwohner": 0, "Grenze (km)": 1, "Kompaktheit": 2}
"""Feste Zahl der Nachkommastellen; „localized“ ließe Nullen am Ende weg („0,7“ unter „0,65“)."""
ZEICHENBREITE, GEMEINDEN_BREIT = 8, (330, 800)
"""Die Spalte der Gemeinden richtet sich nach der längsten Gruppe; sorbische Namen verdoppeln manche."""
LINIEN: dict[str, Strich] = {
    kooperation_werte.GEMEINSAME: "gestrichelt",
    kooperation_werte.VERBAENDE: "gepunktet",
}


def zeichne(ansicht: Ansicht, wunsch: Kooperationswunsch) -> None:
    """Der ganze Teil."""
    ergebnis, gierig = _rechne(ansicht, wunsch)
    rahmen.befund(saetze.land_titel(ergebnis.guete), sicher(saetze.land_zusatz(ergebnis)) or None)
    if ergebnis.gruppen.empty:
        _leer(ansicht, wunsch, ergebnis)
        return
    st.html(html.kennzahlenliste(saetze.guetezahlen(ergebnis.guete)))
    ebenen = kooperation_wahl.ebenen()
    links, rechts = st.columns([3, 2], gap="medium")
    with links:
        _karte(ansicht, ergebnis, ebenen)
    with rechts:
        _uebrige(ergebnis.uebrig)
    gewaehlt = _tabelle(ansicht, ergebnis.gruppen)
    kooperation_ausgabe.zeichne(ansicht, ergebnis, wunsch)
    if gewaehlt is not None:
        zeile = next(ergebnis.gruppen.iloc[[gewaehlt]].itertuples())
        kooperation_um.zeichne_gruppe(zeile, gewaehlt + 1, ansicht, wunsch)
    st.caption(f"{sicher(ergebnis.verfahren)} {sicher(saetze.vergleichssatz(ergebnis.guete, gierig.guete))}")


def _rechne(ansicht: Ansicht, wunsch: Kooperationswunsch) -> tuple[Aufteilung, Aufteilung]:
    """Mit Balken, solange gerechnet wird; steht das Ergebnis schon fest, erscheint keiner."""
    platz = st.empty()
    ergebnis = kooperation_rechnen.land(
        ansicht, wunsch, Melder(lambda anteil: platz.progress(anteil, "Gruppen werden gerechnet …"))
    )
    platz.empty()
    return ergebnis


def _leer(ansicht: Ansicht, wunsch: Kooperationswunsch, ergebnis: Aufteilung) -> None:
    anzahl = len(ergebnis.uebrig)
    if anzahl:
        st.markdown(
            f"{zahlen.gemeinden(anzahl)} der Auswahl {'käme' if anzahl == 1 else 'kämen'} infrage, aber "
            "keine Gruppe "
            "erfüllt die Vorgaben."
        )
    elif ansicht.lage.empty:
        st.info(
            "Zur Auswahl gehört keine Gemeinde. Nehmen Sie einen Filter zurück.",
            icon=":material/filter_alt_off:",
        )
        return
    else:
        st.markdown(
            f"Von {zahlen.anzahl(len(ansicht.lage), 'Gemeinde', 'Gemeinden')} der Auswahl ist keine "
            "zugleich klein "
            f"(unter {zahlen.zahl(wunsch.klein_bis)} Einwohnern) und "
            f"{'ohne belegtes' if wunsch.auch_unbekannte else 'nachweislich ohne'} aktuelles Konzept."
        )
    wege = kooperation_rechnen.auswege_im_land(ansicht, wunsch)
    if wege:
        st.markdown("Mit weiteren Vorgaben finden sich Gruppen:")
        kooperation_um.zeichne_auswege(wege)
    else:
        st.markdown(
            "Auch mit weiteren Vorgaben findet sich keine. Nehmen Sie einen Filter (Kreis, "
            "Größenklassen) zurück oder "
            "wählen Sie einen anderen Datenstand."
        )
    if anzahl:
        _uebrige(ergebnis.uebrig)


def _karte(ansicht: Ansicht, ergebnis: Aufteilung, ebenen: list[str]) -> None:
    vergleich: list[tuple[Strich, Gruppen]] = []
    for ebene in ebenen:
        tabelle = (
            kooperation_rechnen.bestehende(ansicht)
            if ebene == kooperation_werte.GEMEINSAME
            else ansicht.einmal(kooperation.verbaende)
        )
        vergleich.append((LINIEN[ebene], tuple(tabelle["mitglieder"])))
    svg, alternative = kooperation_karte.karte_der_aufteilung(
        ansicht, ergebnis.gruppen, list(ergebnis.uebrig.index), vergleich
    )
    with st.container(key="koop_karte"):
        st.image(svg, width="stretch", alt=alternative)
    st.html(
        kooperation_karte.legende_der_aufteilung(
            ansicht.thema, [f"{LINIEN[ebene]} umrandet: {ebene}" for ebene in ebenen], ergebnis.gruppen
        )
    )


def _tabelle(ansicht: Ansicht, gruppen: pd.DataFrame) -> int | None:
    """Tabelle der Gruppen; liefert die Nummer der gewählten Zeile."""
    namen = ansicht.lage_gesamt["bezeichnung"]
    st.subheader("Gruppen, die beste zuerst", anchor=False)
    st.caption("Eine Zeile wählen zeigt darunter die Gruppe mit Gründen, Nachbarn und Ausgaben.")
    anzeige = pd.DataFrame(
        {
            "Nr.": range(1, len(gruppen) + 1),
            "Gemeinden": ["; ".join(namen.loc[list(ags)]) for ags in gruppen["mitglieder"]],
            "Einwohner": gruppen["einwohner"],
            "Stand": [saetze.belegtext(z.unbekannt, z.gemeinden) for z in gruppen.itertuples()],
            "Grenze (km)": gruppen["grenze_km"].round(1),
            "Kompaktheit": gruppen["kompaktheit"].round(2),
            "ein Kreis": gruppen["ein_kreis"].map({True: "ja", False: "nein"}),
            "ein Verband": gruppen["ein_verband"].map({True: "ja", False: "nein"}),
            "Gründe": [" ".join(gruende) for gruende in gruppen["gruende"]],
        }
    )
    schmal, breit = GEMEINDEN_BREIT
    laengste = anzeige["Gemeinden"].str.len().max() * ZEICHENBREITE
    gemeinden = st.column_config.TextColumn(width=int(min(max(laengste, schmal), breit)))
    zustand = st.dataframe(
        anzeige.style.format({name: partial(zahlen.zahl, stellen=n) for name, n in STELLEN.items()}),
        hide_index=True,
        height=min(38 + 35 * len(anzeige), 420),
        key="koop_gruppen",
        on_select="rerun",
        selection_mode="single-row",
        column_config={**SPALTEN, "Gemeinden": gemeinden},
        placeholder="–",
        alt=f"{zahlen.anzahl(len(anzeige), 'Gruppe', 'Gruppen')} mit Gemeinden, Einwohnern, Grenzen und "
        "Gründen.",
    )
    zeilen = zustand["selection"]["rows"]
    return int(zeilen[0]) if zeilen and zeilen[0] < len(gruppen) else None


def _uebrige(uebrig: pd.DataFrame) -> None:
    if uebrig.empty:
        st.markdown("**Keine Gemeinde bleibt übrig**, die infrage käme.")
        return
    verb = "bleibt" if len(uebrig) == 1 else "bleiben"
    st.markdown(f"**{zahlen.gemeinden(len(uebrig))} {verb} übrig**, obwohl sie infrage kämen")
    gezeigt = mehrknopf.anfang(uebrig, "koop_uebrige", UEBRIGE)
    st.html(
        html.tabelle(
            pd.DataFrame({"Gemeinde": gezeigt["name"], "Warum": gezeigt["grund"]}),
            beschreibung="Gemeinden, die übrig bleiben; der Name führt zur Suche um sie",
            verweise=[kooperation_um.adresse(str(ags)) for ags in gezeigt.index],
        )
    )
    mehrknopf.zeichne(uebrig, "koop_uebrige", UEBRIGE)
