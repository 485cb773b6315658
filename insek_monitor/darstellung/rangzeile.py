"""Eine Zeile der Rangliste als HTML: Platz, Name, Kreis, Marken, Punkte, Balken, Begründung."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from insek_monitor.darstellung import zahlen


@dataclass(frozen=True)
class Rangzeile:
    """Was in der Zeile steht.

    Attributes
    ----------
    status
        in Worten; Modelliertes sagt es selbst.
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
    """HTML einer Zeile; alle Texte maskiert, die Überschrift ist der Name mit Verweis."""
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
