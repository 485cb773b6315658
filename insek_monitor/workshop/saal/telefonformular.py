"""Frage und Antwortfelder der Telefonseite als HTML; jede Antwort ist ein ``input`` mit ``label``."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from insek_monitor.kern.stimmungsbild import (
    STUFEN,
    TEXT_HOECHSTENS,
    Frage,
    Frageart,
    Gruppenfrage,
    stufentext,
)
from insek_monitor.workshop.abstimmung.register_stimmabgabe import ZUG_HOECHSTENS, Raumlage, Rundenlage

GRUPPENTEXT = {
    Gruppenfrage.GROESSE: "Wie groß ist Ihre Gemeinde?",
    Gruppenfrage.KREIS: "In welchem Kreis liegt Ihre Gemeinde?",
}


def frage(runde: Rundenlage) -> str:
    """Die Frage ohne Formular, bei zwei Aussagen mit beiden."""
    inhalt = runde.frage
    aussagen = _aussagen(inhalt) if inhalt.art is Frageart.SKALA else ""
    return _ueberschrift(runde) + aussagen


def eigene(runde: Rundenlage, werte: Sequence[str]) -> str:
    """Was dieses Gerät geantwortet hat, in Worten."""
    if not werte:
        return "<p>Von diesem Gerät gibt es dazu keine Antwort.</p>"
    if runde.frage.art is Frageart.FREITEXT:
        worte = list(werte)
    else:
        moeglich = {str(nummer): text for nummer, text in enumerate(runde.frage.antworten, 1)}
        worte = [moeglich[wert] for wert in werte if wert in moeglich]
    zeilen = "".join(f"<li>{escape(wort)}</li>" for wort in worte)
    return f'<p>Ihre Antwort ist gespeichert:</p><ul class="eigene">{zeilen}</ul>'


def formular(
    lage: Raumlage, runde: Rundenlage, werte: Sequence[str], gruppe: str, gespeichert: bool, zug: int = 0
) -> str:
    """Das Formular einer offenen Runde; was gewählt war, bleibt gewählt. ``zug`` ist der zuletzt bekannte."""
    return (
        f'<form method="post" action="/w/{escape(lage.code)}">'
        f'<input type="hidden" name="runde" value="{runde.nummer}">'
        f'<input type="hidden" name="fassung" value="{runde.fassung}">'
        f'<input type="hidden" name="zug" value="{min(zug + 1, ZUG_HOECHSTENS)}">'
        f"{_felder(runde, werte)}{_gruppenwahl(lage, gruppe)}"
        f'<button type="submit">{"Antwort ändern" if gespeichert else "Abstimmen"}</button></form>'
    )


def _felder(runde: Rundenlage, werte: Sequence[str]) -> str:
    inhalt = runde.frage
    if inhalt.art is Frageart.FREITEXT:
        text = escape(werte[0][:TEXT_HOECHSTENS]) if werte else ""
        return (
            f'<label for="antwort">{_ueberschrift(runde)}</label>'
            f'<textarea id="antwort" name="antwort" rows="4" required maxlength="{TEXT_HOECHSTENS}" '
            f'aria-describedby="texthilfe">{text}</textarea>'
            f'<p class="hilfe" id="texthilfe">Höchstens {TEXT_HOECHSTENS} Zeichen. Ihr Text wird erst nach '
            "Durchsicht gezeigt. Bitte nennen Sie keine Namen von Personen.</p>"
        )
    legende = f"<legend>{_ueberschrift(runde)}</legend>"
    if inhalt.art is Frageart.SKALA:
        stufen = "".join(_stufe(inhalt, stufe, str(stufe) in werte) for stufe in range(1, STUFEN + 1))
        return (
            f'<fieldset class="skala">{legende}{_aussagen(inhalt)}<div class="stufen">{stufen}</div>'
            '<p class="pole" aria-hidden="true"><span>← Links<br>stimmt</span><span>unentschieden</span>'
            "<span>Rechts →<br>stimmt</span></p></fieldset>"
        )
    mehrere = inhalt.art is Frageart.MEHRFACH
    satz = "Sie können mehrere Antworten wählen." if mehrere else "Bitte wählen Sie eine Antwort."
    hilfe = f'<p class="hilfe">{satz}</p>'
    art = 'type="checkbox"' if mehrere else 'type="radio" required'
    zeilen = "".join(
        f'<label class="wahl"><input {art} name="antwort" value="{nummer}"{_gewaehlt(str(nummer) in werte)}>'
        f"<span>{escape(option)}</span></label>"
        for nummer, option in enumerate(inhalt.optionen, 1)
    )
    return f'<fieldset class="optionen">{legende}{hilfe}{zeilen}</fieldset>'


def _stufe(inhalt: Frage, stufe: int, gewaehlt: bool) -> str:
    return (
        f'<label><input type="radio" required name="antwort" value="{stufe}"{_gewaehlt(gewaehlt)}>'
        f"<span>{escape(stufentext(inhalt, stufe))}</span></label>"
    )


def _gewaehlt(ja: bool) -> str:
    return " checked" if ja else ""


def _ueberschrift(runde: Rundenlage) -> str:
    zusatz = f" ({runde.runde}. Runde)" if runde.runde > 1 else ""
    return f'<h2 class="frage" tabindex="-1">{escape(runde.frage.text)}{zusatz}</h2>'


def _aussagen(inhalt: Frage) -> str:
    return (
        f'<div class="aussagen"><p><b><i aria-hidden="true">← </i>Links</b> {escape(inhalt.links)}</p>'
        f'<p><b>Rechts<i aria-hidden="true"> →</i></b> {escape(inhalt.rechts)}</p></div>'
    )


def _gruppenwahl(lage: Raumlage, gruppe: str) -> str:
    if lage.gruppenfrage is Gruppenfrage.KEINE or not lage.gruppen:
        return ""
    auswahl = "".join(
        f"<option{' selected' if name == gruppe else ''}>{escape(name)}</option>" for name in lage.gruppen
    )
    return (
        f'<label class="gruppe" for="gruppe">{GRUPPENTEXT[lage.gruppenfrage]} (freiwillig)</label>'
        f'<select id="gruppe" name="gruppe"><option value="">keine Angabe</option>{auswahl}</select>'
    )
