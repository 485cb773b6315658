"""Was wir wem bis wann zugesagt haben: Überfälliges zuerst, dann heute, bis Freitag, später."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.ansprache.kontakte.lage import Frist
from insek_monitor.ansprache.kontakte.seite import felder as felder_seite
from insek_monitor.ansprache.kontakte.seite import formular as kontaktformular
from insek_monitor.ansprache.kontakte.seite import mehrknopf
from insek_monitor.ansprache.kontakte.seite import schreiben as kontaktschreiben
from insek_monitor.ansprache.kontakte.seite import vorgabe as kontaktvorgabe
from insek_monitor.ansprache.kontakte.seite.felder import fristen
from insek_monitor.ansprache.kontakte.seite.lesen import Eintraege
from insek_monitor.ansprache.kontakte.seite.vorgabe import Vorgabe
from insek_monitor.ansprache.kontakte.texte import faelligkeit, gruppentitel, wochentag
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import fremdtext as texte

HOECHSTENS = 10
SYMBOLE = {
    Frist.UEBERFAELLIG: ":material/alarm:",
    Frist.HEUTE: ":material/today:",
    Frist.BIS_FREITAG: ":material/event_upcoming:",
    Frist.SPAETER: ":material/event:",
}


def zeichne(daten: Eintraege, *, schreiben: bool, name: str) -> None:
    """Alle offenen Wiedervorlagen, gleich welche Gemeinden die Filterzeile wählt."""
    offene = daten.wiedervorlagen
    if offene.empty:
        st.markdown("Keine Wiedervorlage ist offen.")
        return
    if schreiben and not name:
        st.markdown(kontaktschreiben.ZUERST_NAMEN.format(was="abhaken oder verschieben"))
    for wert in Frist:
        teil = offene[(daten.fristen == wert.value).to_numpy(dtype=bool)]
        if teil.empty:
            continue
        titel = f"{gruppentitel(wert, daten.heute)}: {zahlen.zahl(len(teil))}"
        if wert is Frist.SPAETER:
            with st.expander(titel, icon=SYMBOLE[wert]):
                _gruppe(teil, wert, daten.heute, schreiben=schreiben, name=name)
        else:
            st.subheader(f"{SYMBOLE[wert]} {titel}", anchor=False)
            _gruppe(teil, wert, daten.heute, schreiben=schreiben, name=name)


def _gruppe(teil: pd.DataFrame, wert: Frist, heute: date, *, schreiben: bool, name: str) -> None:
    schluessel = f"wiedervorlagen_{wert.value}"
    with st.container(gap="xxsmall"):
        for zeile in mehrknopf.anfang(teil, schluessel, HOECHSTENS).itertuples():
            zeichne_zeile(zeile, heute, schreiben=schreiben, name=name)
        mehrknopf.zeichne(teil, schluessel, HOECHSTENS)


def zeichne_zeile(zeile: Any, heute: date, *, schreiben: bool, name: str, mit_gemeinde: bool = True) -> None:
    """Eine Wiedervorlage mit ihren Knöpfen (Zeile aus ``kontakte.wiedervorlagen``)."""
    ags, nummer = str(zeile.ags), int(zeile.Index)
    schritt = texte.fremd(zeile.naechster_schritt, 300) or "ohne nächsten Schritt"
    kopf = [f"**{faelligkeit(zeile.faellig_am.date(), heute)}**"]
    if mit_gemeinde:
        kopf.insert(0, felder_seite.verweis(ags))
    kopf.append(schritt)
    if zeile.stelle:
        kopf.append(texte.fremd(zeile.stelle, 120))
    if damals := felder_seite.damals(ags, str(zeile.ags_damals)):
        kopf.append(damals)
    with st.container(
        horizontal=True, vertical_alignment="center", gap="xsmall", key=f"wiedervorlage_{nummer}"
    ):
        st.markdown(" · ".join(kopf), width="stretch")
        if not schreiben:
            return
        st.button(
            "Erledigt",
            icon=":material/check:",
            key=f"erledigt_{nummer}",
            type="tertiary",
            disabled=not name,
            help=None if name else kontaktschreiben.OHNE_NAMEN,
            on_click=kontaktschreiben.erledige,
            args=(nummer, ags, str(zeile.naechster_schritt or "")),
        )
        _verschiebeknopf(zeile, heute, name=name)
        if felder_seite.gibt_es(ags):
            kontaktformular.knopf(
                "Kontakt eintragen",
                f"kontakt_zu_{nummer}",
                Vorgabe(ags=ags, fest=True, erledigt=nummer),
            )


ANDERER_TAG = "anderer Tag …"


def _verschiebeknopf(zeile: Any, heute: date, *, name: str) -> None:
    """Der Knopf zu einer Zeile aus ``kontakte.wiedervorlagen``."""
    nummer, bisher = int(zeile.Index), zeile.faellig_am.date()
    tage = fristen(heute)
    schluessel = f"verschieben_{nummer}"
    st.menu_button(
        "Verschieben",
        [*(wort for wort, tag in tage.items() if tag != bisher), ANDERER_TAG],
        icon=":material/event_repeat:",
        key=schluessel,
        type="tertiary",
        format_func=lambda wort: f"{wort}: {wochentag(tage[wort], heute)}" if wort in tage else wort,
        disabled=not name,
        help=None if name else kontaktschreiben.OHNE_NAMEN,
        on_click=_gewaehlt,
        args=(nummer, str(zeile.ags), bisher, str(zeile.naechster_schritt or ""), schluessel),
    )


def _gewaehlt(nummer: int, ags: str, bisher: date, schritt: str, schluessel: str) -> None:
    wort, tage = st.session_state.get(schluessel), fristen(einstellungen.heute())
    if wort in tage:
        kontaktschreiben.verschiebe(nummer, ags, bisher, tage[wort])
    elif wort == ANDERER_TAG:
        # Vorgeschlagen wird der bisherige Tag; ist er vorbei, in einer Woche.
        vorschlag = bisher if bisher >= einstellungen.heute() else next(iter(tage.values()))
        felder = {"wiedervorlage": vorschlag, "bisher": bisher, "naechster_schritt": schritt}
        kontaktvorgabe.oeffne(Vorgabe("verschieben", ags, fest=True, nummer=nummer), felder)
