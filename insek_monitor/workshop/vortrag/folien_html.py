"""Eine Folie als HTML: eigene Zeichnung, ohne Skript, ohne ``style`` (die Inhaltsregel verbietet beides)."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from insek_monitor.kern.stimmungsbild import STUFEN, Frage, Frageart
from insek_monitor.kern.vortrag import Folienart
from insek_monitor.lage.bild import zahlen
from insek_monitor.workshop.vortrag import folien_bilder as bilder
from insek_monitor.workshop.vortrag.folien_karte import Karten, karte_svg
from insek_monitor.workshop.vortrag.folien_teile import Balken, Kartenklasse, Saeule, Teil
from insek_monitor.workshop.vortrag.folien_text import (
    aussageklasse,
    einzeilig,
    gekuerzt,
    sicher_html,
    stufe,
    titelklasse,
    viel_text,
)
from insek_monitor.workshop.vortrag.folieninhalt import Folieninhalt


def folie_html(
    inhalt: Folieninhalt, nummer: int, von: int, *, karten: Karten | None = None, vorsilbe: str = "f"
) -> str:
    """Die Folie als ``<section class="folie">``.

    Parameters
    ----------
    nummer, von : „Folie 3 von 12“.
    karten : Nur für ``KARTE`` nötig; ohne sie steht dort nur die Legende.
    vorsilbe : Anfang aller ``id``; je Seite eindeutig, wenn dieselbe Folie zweimal darauf steht.

    Notes
    -----
    Folien aus Abstimmungen sind Rahmen: Das Skript der Leinwand füllt ``.beitritt``, ``.stimmen`` und
    ``.ergebnis`` in ``<div class="abstimmung" data-frage="…">``.
    """
    kennung = f"{vorsilbe}{nummer}"
    return (
        f'<section class="folie" data-nr="{nummer}" data-art="{inhalt.art.value}" '
        f'aria-roledescription="Folie" aria-label="Folie {nummer} von {von}"><div class="blatt">'
        f"{_kopf(inhalt)}{_rumpf(inhalt, kennung, karten)}{_fuss(inhalt, nummer)}</div></section>"
    )


def _kopf(inhalt: Folieninhalt) -> str:
    ort = f'<p class="ort">{escape(einzeilig(inhalt.ort))}</p>' if inhalt.ort else ""
    klasse = titelklasse(inhalt.titel)
    return f'<header class="kopf">{ort}<h2 class="titel {klasse}">{escape(inhalt.titel)}</h2></header>'


def _fuss(inhalt: Folieninhalt, nummer: int) -> str:
    hinweis = f'<p class="hinweis">{escape(inhalt.hinweis)}</p>' if inhalt.hinweis else ""
    herkunft = " · ".join(filter(None, (inhalt.herkunft, inhalt.eingefroren)))
    return (
        f'{hinweis}<footer class="fuss"><p class="herkunft">{escape(herkunft)}</p>'
        f'<p class="seite" aria-hidden="true">{nummer}</p></footer>'
    )


def _rumpf(inhalt: Folieninhalt, kennung: str, karten: Karten | None) -> str:
    if inhalt.art.aus_abstimmung:
        return _abstimmung(inhalt)
    if inhalt.art is Folienart.TITEL:
        return f'<p class="unterzeile">{escape(inhalt.text)}</p>' if inhalt.text else ""
    if inhalt.art is Folienart.TEXT:
        text = gekuerzt(inhalt.text)
        return f'<div class="text {stufe(text)}">{sicher_html(text)}</div>'
    teile = []
    if inhalt.zahlen:
        teile.append(bilder.zahlenreihe(inhalt.zahlen))
    if inhalt.balken:
        teile.append(_bild(balken(inhalt.balken), _balken(inhalt)))
    if inhalt.saeulen:
        teile.append(_bild(saeulen(inhalt.saeulen), bilder.saeulenbild(inhalt.saeulen)))
    if inhalt.karte:
        satz = karte(inhalt.karte)
        zeichnung = karte_svg(inhalt.karte, karten, f"{kennung}-k", satz) if karten else ""
        teile.append(f'<div class="kartenbild">{zeichnung}</div>{bilder.kartenlegende(inhalt.karte)}')
    if inhalt.gruppen:
        teile.append(bilder.listen(inhalt.gruppen))
    return f'<div class="rumpf">{"".join(teile)}</div>'


def _bild(satz: str, zeichnung: str) -> str:
    return f'<div class="bild" role="img" aria-label="{escape(satz)}">{zeichnung}</div>'


def _balken(inhalt: Folieninhalt) -> str:
    if inhalt.art is Folienart.GROESSE:
        return bilder.reihen(inhalt.balken)
    return "".join(bilder.leiste(b) + bilder.schilder(b) for b in inhalt.balken)


def _abstimmung(inhalt: Folieninhalt) -> str:
    kennung = inhalt.frage.kennung if inhalt.frage else ""
    frage = frage_html(inhalt.frage) if inhalt.frage else ""
    viel = " viel" if inhalt.frage and viel_text(inhalt.frage) else ""
    return (
        f'<div class="abstimmung{viel}" data-frage="{escape(kennung)}"><div class="frage">{frage}</div>'
        '<div class="beitritt"></div><div class="stimmen"></div><div class="ergebnis"></div></div>'
    )


def frage_html(frage: Frage) -> str:
    """Was zur Wahl steht; der Text der Frage ist die Überschrift der Folie."""
    if frage.art is Frageart.SKALA:
        # Gezeichnet wie auf dem Telefon, damit jede ihre Seite wiederfindet.
        groesse = aussageklasse(max(frage.links, frage.rechts, key=len))
        return (
            f'<div class="skala{groesse}"><p class="aussage links"><b>← Links</b> '
            f"<span>{escape(frage.links)}</span></p>"
            f'<p class="aussage rechts"><b>Rechts →</b> <span>{escape(frage.rechts)}</span></p>'
            f'<div class="regler" aria-hidden="true">{"<i></i>" * STUFEN}</div>'
            '<p class="pole" aria-hidden="true"><span>← Links stimmt</span><span>unentschieden</span>'
            "<span>Rechts stimmt →</span></p></div>"
        )
    if frage.art is Frageart.FREITEXT:
        return '<p class="aufforderung">Schreiben Sie Ihre Antwort in einem kurzen Satz.</p>'
    mehrere = '<p class="aufforderung">Mehrere Antworten sind möglich.</p>'
    optionen = "".join(f"<li>{escape(option)}</li>" for option in frage.optionen)
    liste = f'<ol class="optionen{" eng" if viel_text(frage) else ""}">{optionen}</ol>'
    return f"{mehrere if frage.art is Frageart.MEHRFACH else ''}{liste}"


def _teil(teil: Teil) -> str:
    text = f"{teil.menge} {teil.beschriftung}"
    if not teil.geschaetzt:
        return text
    # Gerundet umschließt auch eine sichere Erwartung (74,7) zwei Zahlen; das ist kein Intervall.
    spanne = f", mit 90{zahlen.NBSP}% {teil.von} bis {teil.bis}" if teil.bis - teil.von > 1 else ""
    return f"{text}, davon {zahlen.zahl(teil.anzahl)} belegt{spanne}"


def balken(reihe: Sequence[Balken]) -> str:
    """„Balken. unter 5.000 Einwohner: rund 75 INSEK vorhanden, davon 24 belegt, mit 90 % 70 bis 80; …“"""
    saetze = []
    for b in reihe:
        teile = "; ".join(map(_teil, b.teile))
        saetze.append(f"{b.name + ': ' if b.name else ''}{teile}.")
    return " ".join(["Gestapelter Balken." if len(reihe) == 1 else "Gestapelte Balken.", *saetze])


def saeulen(reihe: Sequence[Saeule]) -> str:
    """„Säulen: wie viele Konzepte wann zehn Jahre alt werden. abgelaufen: 46; …“"""
    teile = "; ".join(f"{s.name}: {zahlen.zahl(s.anzahl)}" for s in reihe)
    return f"Säulen: wie viele Konzepte wann zehn Jahre alt werden. {teile}."


def karte(klassen: Sequence[Kartenklasse]) -> str:
    """„Karte, gefärbt nach Status. INSEK vorhanden: 110 Gemeinden; …“"""
    teile = "; ".join(f"{k.beschriftung}: {zahlen.gemeinden(len(k.ags))}" for k in klassen)
    return f"Karte, gefärbt nach Status. {teile}."
