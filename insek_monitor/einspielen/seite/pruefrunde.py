"""Bereich „Bestätigen“: Prüfrunde, was noch offen ist, je Kreis und einzeln bestätigen."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import nullcontext

import pandas as pd
import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.einspielen.seite import datenstandsliste
from insek_monitor.einspielen.seite.zustand import Nachricht, geltender, melde
from insek_monitor.kern.rollen import Rolle
from insek_monitor.lage.bild import html, zahlen
from insek_monitor.rahmen import (
    anmeldung,
    datenstandwahl,
    gemeindelisten,
    navigation,
    schalter,
    zwischenspeicher,
)
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import handelnder, namensfeld
from insek_monitor.register import pruefrunden
from insek_monitor.register.fehler import RegisterFehler

JE_SEITE = 20
SEITE, TITEL = "datenpflege_rundenseite", "datenpflege_rundentitel"


def zeichne(ansicht: Ansicht) -> None:
    """Die laufende Runde für die Gemeinden der Auswahl."""
    register, geltend = zwischenspeicher.register(), ansicht.geltend
    runde = pruefrunden.aktuelle(register)
    darf = anmeldung.darf(Rolle.BEARBEITEN)
    if runde is None:
        st.markdown(
            "In einer Prüfrunde bestätigen Sie je Gemeinde, dass die Angaben stimmen. Ändern sie sich "
            "danach, ist die Gemeinde wieder offen."
        )
    else:
        von = f" von {texte.fremd(runde.von, 80)}" if anmeldung.darf_internes() else ""
        st.markdown(
            f"**Prüfrunde „{texte.fremd(runde.titel)}“**, begonnen am {texte.zeitpunkt(runde.am)}{von}. "
            f"Bestätigt werden die Angaben aus {texte.kurz(geltend)}."
        )
    name = ""
    if darf:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            with st.container(width=260):
                name = namensfeld()
            # Läuft schon eine, steht der Knopf dahinter: Eine neue macht alles wieder offen. Sonst gibt es
            # keinen Kasten um Titel und Knopf: Er wäre höher als das Namensfeld und schöbe es nach unten.
            with st.popover("Neue Prüfrunde …", icon=":material/flag:") if runde else nullcontext():
                _beginnen(name)
    else:
        st.info("Zum Bestätigen braucht man die Rolle „Bearbeiten“.", icon=":material/lock:")
    if runde is None:
        return
    lage = zwischenspeicher.lage_der_auswahl(geltend.nummer, ansicht.auswahl)
    stand = pruefrunden.stand(
        register, zwischenspeicher.bestand(geltend.nummer), zwischenspeicher.gemeinden()
    )
    uebersicht = lage.join(stand.loc[lage.index])
    st.html(html.kennzahlenliste(kennzahlen(uebersicht)))
    _je_kreis(uebersicht, geltend.nummer, schreibbar=bool(darf and name))
    _offene(uebersicht, geltend.nummer, schreibbar=bool(darf and name))


def kennzahlen(uebersicht: pd.DataFrame) -> list[html.Kennzahl]:
    """Noch offen, bestätigt, noch nicht bestätigbar."""
    offen = ~uebersicht["bestaetigt"].astype(bool)
    ohne = int((offen & ~uebersicht["bestaetigbar"].astype(bool)).sum())
    gesamt = f"von {zahlen.gemeinden(len(uebersicht))} der Auswahl"
    return [
        ("noch offen", zahlen.zahl(int(offen.sum())), gesamt),
        ("bestätigt", zahlen.zahl(int((~offen).sum())), gesamt),
        ("ohne belegte Angabe", zahlen.zahl(ohne), "erst melden, dann bestätigen"),
    ]


def je_kreis(uebersicht: pd.DataFrame) -> pd.DataFrame:
    """Je Kreis: Gemeinden, bestätigt, offen, davon bestätigbar; in Wortfolge."""
    gruppen = uebersicht.assign(
        kreis=uebersicht["kreis"].astype(str),
        bestaetigt=uebersicht["bestaetigt"].astype(bool),
        bereit=~uebersicht["bestaetigt"].astype(bool) & uebersicht["bestaetigbar"].astype(bool),
    ).groupby("kreis", sort=True)
    tabelle = gruppen.agg(
        gemeinden=("bestaetigt", "size"), bestaetigt=("bestaetigt", "sum"), bereit=("bereit", "sum")
    )
    return tabelle.assign(offen=tabelle["gemeinden"] - tabelle["bestaetigt"])


def _je_kreis(uebersicht: pd.DataFrame, nummer: int, *, schreibbar: bool) -> None:
    st.subheader("Je Kreis", anchor=False)
    for kreis, zeile in je_kreis(uebersicht).iterrows():
        with st.container(horizontal=True, vertical_alignment="center", key=f"kreiszeile_{kreis}"):
            st.markdown(
                f"**{kreis}** · {zahlen.zahl(zeile['offen'])} von {zahlen.gemeinden(zeile['gemeinden'])} "
                "offen"
                + (
                    f", {zahlen.zahl(zeile['offen'] - zeile['bereit'])} davon ohne belegte Angabe"
                    if zeile["offen"] > zeile["bereit"]
                    else ""
                ),
                width="stretch",
            )
            if zeile["bereit"] and schreibbar:
                _alle_im_kreis(str(kreis), uebersicht, int(zeile["bereit"]), nummer)


def _alle_im_kreis(kreis: str, uebersicht: pd.DataFrame, bereit: int, nummer: int) -> None:
    im_kreis = (uebersicht["kreis"] == kreis).to_numpy(dtype=bool)
    with st.popover("Alle im Kreis bestätigen", key=f"kreis_{kreis}", type="tertiary"):
        st.markdown(
            f"Die Angaben zu **{zahlen.gemeinden(bereit)}** ({kreis}, innerhalb der Auswahl) als geprüft "
            "bestätigen?"
        )
        st.button(
            "Ja, bestätigen",
            key=f"kreis_ja_{kreis}",
            type="primary",
            on_click=_bestaetige,
            args=(
                uebersicht.index[im_kreis & uebersicht["bestaetigbar"].to_numpy(dtype=bool)].tolist(),
                nummer,
            ),
        )


def _offene(uebersicht: pd.DataFrame, nummer: int, *, schreibbar: bool) -> None:
    offen = uebersicht[~uebersicht["bestaetigt"].astype(bool)].sort_values(
        ["bestaetigbar", "name"], ascending=[False, True], kind="stable"
    )
    st.subheader(f"Noch offen: {zahlen.gemeinden(len(offen))}", anchor=False)
    if offen.empty:
        st.success("Alle Gemeinden der Auswahl sind bestätigt.", icon=":material/check_circle:")
        return
    seiten = schalter.stuecke(offen.index, JE_SEITE)
    ausschnitt = offen.loc[seiten[schalter.aktuelle(SEITE, len(seiten)) - 1]]
    texte_status = gemeindelisten.statustexte(ausschnitt).astype(str)
    for (ags, zeile), status in zip(ausschnitt.iterrows(), texte_status, strict=True):
        with st.container(horizontal=True, vertical_alignment="center", key=f"offen_{ags}"):
            verweis = f"[{zeile['bezeichnung']}]({navigation.adresse_der_gemeinde(str(ags))})"
            st.markdown(
                f"{verweis} · {zeile['kreis']} · {status}" + _grund(zeile),
                width="stretch",
            )
            if zeile["bestaetigbar"] and schreibbar:
                st.button(
                    "Bestätigen",
                    key=f"bestaetige_{ags}",
                    icon=":material/check:",
                    type="tertiary",
                    on_click=_bestaetige,
                    args=([str(ags)], nummer),
                )
    schalter.leiste(SEITE, len(seiten))


def _grund(zeile: pd.Series) -> str:
    return f"  \n:small[{zeile['grund']}]" if zeile["grund"] else ""


def _beginnen(name: str) -> None:
    if TITEL not in st.session_state:
        st.session_state[TITEL] = datenstandsliste.quartalstext(
            datenstandsliste.quartal(einstellungen.heute())
        )
    titel = st.text_input("Titel der neuen Prüfrunde", key=TITEL, max_chars=200, width=260).strip()
    st.button(
        "Neue Prüfrunde beginnen",
        icon=":material/flag:",
        key="datenpflege_runde_beginnen",
        disabled=not name or not titel,
        on_click=_beginne,
        args=(titel,),
        help="Alle Gemeinden sind dann offen; frühere Bestätigungen bleiben im Register.",
    )


def _beginne(titel: str) -> None:
    try:
        runde = pruefrunden.beginne(zwischenspeicher.register(), titel, handelnder())
    except RegisterFehler as fehler:
        melde(Nachricht(str(fehler), "fehler"))
        return
    melde(Nachricht(f"Prüfrunde „{runde.titel}“ ist begonnen."))


def _bestaetige(ags: Collection[str], nummer: int) -> None:
    try:
        anzahl = bestaetige(ags, nummer)
    except RegisterFehler as fehler:
        melde(Nachricht(str(fehler), "fehler"))
        return
    melde(Nachricht(f"{zahlen.gemeinden(anzahl)} bestätigt."))


def bestaetige(ags: Collection[str], nummer: int) -> int:
    """Bestätigt Gemeinden in der laufenden Prüfrunde; liefert, wie viele hinzukamen.

    Parameters
    ----------
    nummer : Datenstand, der gezeichnet war, als jemand klickte.

    Raises
    ------
    RegisterFehler
        wenn inzwischen ein anderer gilt (dann ist nichts bestätigt) oder das Register ablehnt.
    """
    geltend = geltender()
    if geltend.nummer != nummer:
        raise RegisterFehler(
            f"Inzwischen gilt Datenstand {geltend.nummer} „{datenstandwahl.kurzname(geltend)}“; gezeigt war "
            f"Datenstand {nummer}. Es wurde nichts bestätigt. Bitte sehen Sie die Angaben noch einmal an und "
            "bestätigen Sie dann."
        )
    return pruefrunden.bestaetige(
        zwischenspeicher.register(), zwischenspeicher.bestand(nummer), ags, handelnder()
    )
