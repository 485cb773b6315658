"""Zeilen der Ansprache als HTML: eine der Rangliste, eine der Anrufliste „Stand klären“."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from insek_monitor.kern.begriffe import Status
from insek_monitor.lage.bild import zahlen


@dataclass(frozen=True)
class Rangzeile:
    """Was in der Zeile steht.

    Attributes
    ----------
    status
        in Worten.
    balken
        fertiges HTML (``beitragsbalken``).
    begruendung
        ganzer Satz.
    stand
        wie weit die Ansprache ist; None, wenn nichts darüber gesagt wird (auch für Gäste).
    """

    ags: str
    rang: Any
    name: str
    adresse: str
    kreis: str
    einwohner: Any
    punkte: Any
    status: str
    balken: str
    begruendung: str
    immer_vorn: bool = False
    stand: str | None = None


def rangzeile(zeile: Rangzeile) -> str:
    """HTML einer Zeile der Rangliste; alle Texte maskiert, die Überschrift ist der Name mit Verweis."""
    marken = [f'<span class="marke status">{escape(zeile.status)}</span>']
    if zeile.stand is not None:
        marken.append(f'<span class="marke stand">{escape(zeile.stand)}</span>')
    if zeile.immer_vorn:
        marken.append('<span class="marke vorn">in allen Voreinstellungen vorn</span>')
    einwohner = zahlen.anzahl(zeile.einwohner, "Einwohner", "Einwohner")
    punkte = "–" if zahlen.fehlt(zeile.punkte) else zahlen.zahl(zeile.punkte)
    return (
        '<article class="rangzeile"><header>'
        f'<h2><span class="platz">{zahlen.zahl(zeile.rang)}.</span> '
        f'<a class="intern" href="{escape(zeile.adresse)}">{escape(zeile.name)}</a></h2>'
        f'<span class="ort">{escape(zeile.kreis)} · {escape(einwohner)}</span>{"".join(marken)}</header>'
        f'<div class="wert">{zeile.balken}<span class="punkte"><b>{punkte}</b> Punkte</span></div>'
        f'<p class="grund">{escape(zeile.begruendung)}</p></article>'
    )


def standzeile(zeile: Any, adresse: str) -> str:
    """HTML einer Zeile der Anrufliste: Name, Größe, Dienststelle, was bekannt ist.

    Parameters
    ----------
    zeile
        Zeile von ``lage`` mit ``rang`` (``itertuples``).
    """
    wege = []
    if not zahlen.fehlt(zeile.telefon):
        nummer = "".join(zeichen for zeichen in str(zeile.telefon) if zeichen.isdigit())
        wege.append(f'<a class="telefon" href="tel:{nummer}">{escape(str(zeile.telefon))}</a>')
    if not zahlen.fehlt(zeile.email):
        wege.append(f'<a href="mailto:{escape(str(zeile.email))}">{escape(str(zeile.email))}</a>')
    if not zahlen.fehlt(zeile.website):
        wege.append(f'<a href="{escape(str(zeile.website))}" target="_blank" rel="noopener">Website</a>')
    bekannt = []
    if Status(zeile.status) is Status.TEILWEISE:
        titel = "" if zahlen.fehlt(zeile.titel) else f" „{zeile.titel}“"
        wann = "" if zahlen.fehlt(zeile.beschluss_tag) else f", {zahlen.ungenaues_datum(zeile.beschluss)}"
        bekannt.append(f"ähnliches Konzept belegt{titel}{wann}")
    if zeile.in_arbeit:
        bekannt.append("Konzept in Arbeit")
    einwohner = zahlen.anzahl(zeile.einwohner, "Einwohner", "Einwohner")
    grund = f'<p class="grund">{escape("; ".join(bekannt))}</p>' if bekannt else ""
    return (
        f'<article class="rangzeile standzeile"><header><h2><a class="intern" href="{escape(adresse)}">'
        f"{escape(str(zeile.bezeichnung))}</a></h2>"
        f'<span class="ort">{escape(einwohner)} · Platz {zahlen.zahl(zeile.rang)}</span></header>'
        f'<p class="wege">{" · ".join(wege) or "keine Dienststelle verzeichnet"}</p>{grund}</article>'
    )
