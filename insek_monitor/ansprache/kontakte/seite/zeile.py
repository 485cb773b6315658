"""Ein Kontakt als Absatz, mit den Knöpfen zum Berichtigen und Zurückziehen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

import streamlit as st

from insek_monitor.ansprache.kontakte.seite import gemeinde as kontaktgemeinde
from insek_monitor.ansprache.kontakte.seite import vorgabe as kontaktvorgabe
from insek_monitor.ansprache.kontakte.seite.vorgabe import Vorgabe
from insek_monitor.ansprache.kontakte.texte import faelligkeit
from insek_monitor.kern.ansprache import Kontaktart
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen import navigation, zwischenspeicher


def zeichne(
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
    return kontaktgemeinde.damals(str(zeile.ags), str(zeile.ags_damals))


def _mit_umbruechen(text: Any) -> str:
    return escape(str(text)).replace("\n", "<br>")
