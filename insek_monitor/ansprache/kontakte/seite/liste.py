"""Alle Kontakte der Auswahl, der jüngste zuerst: filtern, blättern, berichtigen, zurückziehen, mitnehmen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.ansprache.kampagnen import register as kampagnen
from insek_monitor.ansprache.kontakte.kalender import als_ics_wiedervorlagen
from insek_monitor.ansprache.kontakte.lage import tage_von
from insek_monitor.ansprache.kontakte.liste import als_kontaktliste, kontaktzeilen, standzeilen
from insek_monitor.ansprache.kontakte.seite import felder as felder_seite
from insek_monitor.ansprache.kontakte.seite import vorgabe as kontaktvorgabe
from insek_monitor.ansprache.kontakte.seite.lesen import Eintraege
from insek_monitor.ansprache.kontakte.seite.vorgabe import Vorgabe
from insek_monitor.ansprache.kontakte.texte import faelligkeit
from insek_monitor.kern.ansprache import FRUEHESTER_KONTAKT, Kontaktart
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import anmeldung, bausteine, gemeindewahl, navigation, schalter, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import handelnder

JE_SEITE = 15
SEITE = "kontaktliste_seite"


def zeichne(ansicht: Ansicht, daten: Eintraege, *, schreiben: bool) -> None:
    """Filter, Ausgabe und die Kontakte seitenweise."""
    if daten.kontakte.empty:
        st.markdown("Noch ist kein Kontakt eingetragen.")
        return
    wahl = filterzeile(daten.heute)
    gefunden = filtere(daten.kontakte, wahl, ansicht.lage.index)
    titel = kampagnentitel()
    with st.container(horizontal=True, vertical_alignment="center"):
        gesamt = zahlen.anzahl(len(daten.kontakte), "Kontakt", "Kontakten")
        st.markdown(f"**{zahlen.zahl(len(gefunden))}** von {gesamt}, der jüngste zuerst", width="stretch")
        if len(gefunden):
            bausteine.herunterladen(
                "Kontakte (XLSX)",
                _mit_rolle(
                    lambda: als_kontaktliste(
                        kontaktzeilen(gefunden, zwischenspeicher.gemeinden(), titel),
                        standzeilen(daten.gemeinden.loc[ansicht.lage.index], zwischenspeicher.gemeinden()),
                        bausteine.angaben(ansicht),
                        einstellungen.jetzt(),
                    ),
                    "Kontakte",
                ),
                "kontakte-intern.xlsx",
                ansicht,
                hilfe="Die gezeigten Kontakte und die Stände der Auswahl. Nur für den internen Gebrauch.",
            )
    if gefunden.empty:
        st.info(
            "Kein Kontakt passt. Nehmen Sie einen Filter zurück, auch einen der Filterzeile oben.",
            icon=":material/filter_alt_off:",
        )
        return
    seiten = schalter.stuecke(gefunden.index, JE_SEITE)
    for zeile in gefunden.loc[seiten[schalter.aktuelle(SEITE, len(seiten)) - 1]].itertuples():
        zeichne_zeile(zeile, daten.heute, titel, schreiben=schreiben)
    schalter.leiste(SEITE, len(seiten))


def kalender(ansicht: Ansicht, daten: Eintraege) -> None:
    """Die offenen Wiedervorlagen als Kalenderdatei; Erledigtes und Zurückgezogenes sagt sie ab."""
    bausteine.herunterladen(
        "Wiedervorlagen (ICS)",
        _mit_rolle(
            lambda: als_ics_wiedervorlagen(
                daten.termine, zwischenspeicher.gemeinden(), einstellungen.jetzt()
            ),
            "Wiedervorlagen",
        ),
        "wiedervorlagen-intern.ics",
        ansicht,
        hilfe="Für Outlook, Thunderbird und andere Kalender. Noch einmal eingelesen, wird nichts doppelt: "
        "Verschobenes wandert, Erledigtes wird abgesagt. Nur für den internen Gebrauch.",
    )


def _mit_rolle(inhalt: Callable[[], bytes], gegenstand: str) -> Callable[[], bytes]:
    """Derselbe Inhalt; beim Klick wird die Rolle noch einmal geprüft."""
    pruefe = anmeldung.pruefer(gegenstand)

    def geprueft() -> bytes:
        pruefe()
        return inhalt()

    return geprueft


def kampagnentitel() -> dict[int, str]:
    """Nummer → Titel aller Kampagnen, auch archivierter."""
    alle = kampagnen.liste(zwischenspeicher.register(), handelnder(), auch_archivierte=True)
    return {kampagne.nummer: kampagne.angaben.titel for kampagne in alle}


TEXTSPALTEN = ("stelle", "ergebnis", "naechster_schritt")


@dataclass(frozen=True)
class Kontaktfilter:
    """Was gezeigt wird; leer heißt: alles."""

    arten: tuple[str, ...] = ()
    text: str = ""
    ags: str | None = None
    von: date | None = None
    bis: date | None = None


def filtere(kontakte: pd.DataFrame, wahl: Kontaktfilter, gemeinden: Collection[str]) -> pd.DataFrame:
    """Kontakte der Auswahl; der Text darf irgendwo stehen, Groß- und Kleinschreibung ist gleich."""
    passt = kontakte["ags"].isin(gemeinden if wahl.ags is None else [wahl.ags])
    if wahl.arten:
        passt &= kontakte["art"].isin(wahl.arten)
    if wahl.text:
        gesucht = wahl.text.casefold()
        treffer = pd.Series(False, index=kontakte.index)
        for spalte in TEXTSPALTEN:
            inhalt = kontakte[spalte].fillna("").map(lambda text: gesucht in str(text).casefold())
            treffer |= inhalt.astype(bool)
        passt &= treffer
    tage = tage_von(kontakte["datum"])
    if wahl.von:
        passt &= tage >= pd.Timestamp(wahl.von)
    if wahl.bis:
        passt &= tage <= pd.Timestamp(wahl.bis)
    return kontakte[passt.to_numpy(dtype=bool)]


def filterzeile(heute: date) -> Kontaktfilter:
    """Zeichnet die Filter und liefert die Wahl."""
    namen = gemeindewahl.beschriftungen()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        arten = st.multiselect(
            "Art",
            [art.value for art in Kontaktart],
            key="kontaktfilter_art",
            format_func=lambda wert: Kontaktart(wert).beschriftung,
            placeholder="alle",
            select_all=False,
            width=200,
        )
        text = st.text_input("Text enthält", key="kontaktfilter_text", max_chars=100, width=200)
        ags = st.selectbox(
            "Gemeinde",
            list(namen),
            index=None,
            key="kontaktfilter_gemeinde",
            format_func=namen.__getitem__,
            filter_mode="contains",
            placeholder="alle der Auswahl",
            width=260,
        )
        von, bis = (_tag(name, heute) for name in ("von", "bis"))
    return Kontaktfilter(tuple(arten), (text or "").strip(), ags, von, bis)


def _tag(name: str, heute: date) -> date | None:
    return st.date_input(
        name,
        value=None,
        key=f"kontaktfilter_{name}",
        min_value=FRUEHESTER_KONTAKT,
        max_value=heute,
        format="DD.MM.YYYY",
        width=150,
    )


def zeichne_zeile(
    zeile: Any,
    heute: date,
    kampagnen: Mapping[int, str],
    *,
    schreiben: bool,
    mit_gemeinde: bool = True,
) -> None:
    """Ein geltender Kontakt (Zeile aus ``kontakte.lies``)."""
    nummer = int(zeile.Index)
    with st.container(horizontal=True, vertical_alignment="top", key=f"kontakt_{nummer}"):
        st.html(inhalt(zeile, heute, kampagnen, mit_gemeinde=mit_gemeinde), width="stretch")
        if not schreiben:
            return
        for beschriftung, symbol, zweck in (
            ("Berichtigen", ":material/edit:", "berichtigen"),
            ("Zurückziehen", ":material/undo:", "zurueckziehen"),
        ):
            st.button(
                beschriftung,
                icon=symbol,
                key=f"{zweck}_{nummer}",
                type="tertiary",
                on_click=kontaktvorgabe.oeffne,
                args=(Vorgabe(zweck, str(zeile.ags), fest=True, nummer=nummer), felder(zeile)),  # type: ignore[arg-type]
            )


def inhalt(
    zeile: Any, heute: date, kampagnen: Mapping[int, str], *, mit_gemeinde: bool, zusatz: str = ""
) -> str:
    """Als HTML, weil Zeilenumbrüche bleiben und kein Zeichen wirken soll; alles Fremde ist maskiert."""
    kopf = [zahlen.datum(zeile.datum), Kontaktart(zeile.art).beschriftung]
    if zeile.stelle:
        kopf.append(str(zeile.stelle))
    if not zahlen.fehlt(zeile.kampagne):
        nummer = int(zeile.kampagne)
        kopf.append(f"Kampagne „{kampagnen.get(nummer, f'Nr. {nummer}')}“")
    kopfzeile = escape(" · ".join(kopf))
    if mit_gemeinde:
        ags = str(zeile.ags)
        name = escape(str(zwischenspeicher.gemeinden().loc[ags, "bezeichnung"]))
        adresse = escape(navigation.adresse_der_gemeinde(ags))
        kopfzeile = f'<a class="intern" href="{adresse}">{name}</a> · {kopfzeile}'
    absaetze = [f"<p><strong>{kopfzeile}</strong></p>"]
    if zeile.ergebnis:
        absaetze.append(f"<p>{_mit_umbruechen(zeile.ergebnis)}</p>")
    if zeile.naechster_schritt or not zahlen.fehlt(zeile.wiedervorlage):
        absaetze.append(f"<p>→ {_mit_umbruechen(zeile.naechster_schritt)}{_frist(zeile, heute)}</p>")
    herkunft = " · ".join(teil for teil in (_herkunft(zeile), _damals(zeile)) if teil)
    absaetze.append(f'<p class="hinweis">{escape(herkunft)}{escape(zusatz)}</p>')
    return f'<div class="vermerk">{"".join(absaetze)}</div>'


def felder(zeile: Any) -> dict[str, Any]:
    """Womit das Formular beim Berichtigen beginnt."""
    return {
        "datum": zeile.datum.date(),
        "art": Kontaktart(zeile.art),
        "stelle": str(zeile.stelle) or None,
        "ergebnis": str(zeile.ergebnis),
        "naechster_schritt": str(zeile.naechster_schritt),
        "wiedervorlage": None if zahlen.fehlt(zeile.wiedervorlage) else zeile.wiedervorlage.date(),
        "kampagne": 0 if zahlen.fehlt(zeile.kampagne) else int(zeile.kampagne),
    }


def _frist(zeile: Any, heute: date) -> str:
    if zahlen.fehlt(zeile.wiedervorlage):
        return ""
    tag = zeile.wiedervorlage.date()
    wann = f"erledigt, war bis {zahlen.datum(tag)}" if zeile.erledigt else faelligkeit(tag, heute)
    return f" ({escape(wann)})"


def _herkunft(zeile: Any) -> str:
    wort = "berichtigt" if zeile.berichtigt else "eingetragen"
    return f"{wort} {texte.zeitpunkt(zeile.am)} von {zeile.von}"


def _damals(zeile: Any) -> str:
    return felder_seite.damals(str(zeile.ags), str(zeile.ags_damals))


def _mit_umbruechen(text: Any) -> str:
    return escape(str(text)).replace("\n", "<br>")
