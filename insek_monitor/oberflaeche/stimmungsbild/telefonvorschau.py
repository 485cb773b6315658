"""Wie eine Frage auf dem Telefon ungefähr aussieht (HTML, zum Ansehen)."""

from __future__ import annotations

from html import escape

from insek_monitor.modell.stimmungsbild import STUFEN, TEXT_HOECHSTENS, Frage, Frageart


def html(frage: Frage) -> str:
    """Kleines Bild der Telefonseite; nichts darin lässt sich bedienen."""
    return (
        f'<div class="telefonvorschau" role="img" aria-label="{escape(_in_worten(frage))}">'
        f'<div aria-hidden="true"><p class="frage">{escape(frage.text)}</p>{_antworten(frage)}'
        '<p class="senden">Abstimmen</p></div></div>'
    )


def _antworten(frage: Frage) -> str:
    if frage.art is Frageart.SKALA:
        stufen = "".join(f"<span>{stufe}</span>" for stufe in range(1, STUFEN + 1))
        return (
            f'<p class="links">{escape(frage.links)}</p><div class="stufen">{stufen}</div>'
            f'<p class="rechts">{escape(frage.rechts)}</p>'
        )
    if frage.art is Frageart.FREITEXT:
        return f'<p class="textfeld">höchstens {TEXT_HOECHSTENS} Zeichen</p>'
    form = "rund" if frage.art is Frageart.EINFACH else "eckig"
    return "".join(f'<p class="option"><i class="{form}"></i>{escape(text)}</p>' for text in frage.optionen)


def _in_worten(frage: Frage) -> str:
    teile = {
        Frageart.SKALA: f"links „{frage.links}“, rechts „{frage.rechts}“, dazwischen {STUFEN} Stufen",
        Frageart.FREITEXT: "ein Feld für kurzen Text",
    }
    antworten = teile.get(frage.art) or f"zur Wahl: {' · '.join(frage.optionen)}"
    return f"Vorschau auf dem Telefon: „{frage.text}“; {antworten}"
