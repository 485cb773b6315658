"""Stimmungsbild als HTML, mehrere nebeneinander: Runden, Gruppen, Workshops."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from insek_monitor.darstellung import zahlen
from insek_monitor.darstellung.stimmungsbilder import (
    Benannt,
    laenge,
    lesetabelle,
    optionen,
    rahmen,
    saeulen,
)
from insek_monitor.darstellung.stimmungsbilder_saetze import (
    antwortmenge,
    gruppenhinweis,
    medianzahl,
    satz,
    stimmen,
)
from insek_monitor.kennzahlen.stimmungsbild import (
    Ergebnis,
    Gruppenvergleich,
    Reihe,
    Verteilung,
    verteilung,
)
from insek_monitor.modell.stimmungsbild import Frage, Frageart, Herkunft

NEBENEINANDER = 2
"""So viele Verteilungen passen auf der Leinwand nebeneinander; mehr stehen als Zeilen untereinander."""


def gruppen_html(frage: Frage, vergleich: Gruppenvergleich, *, gross: bool = False) -> str:
    """Vergleich der gezeigten Gruppen, eine Zeile je Gruppe; darunter, was verborgen ist und warum."""
    if frage.art is Frageart.FREITEXT:
        raise ValueError("Freie Antworten lassen sich nicht nach Gruppen vergleichen.")
    zeilen = [(name, verteilung(frage, z.je_antwort, z.anzahl)) for name, z in vergleich.gezeigt.items()]
    befund = gruppenhinweis(vergleich)
    if not zeilen:
        befund = f"Keine Gruppe ist groß genug. {befund}"
    return vergleich_html(frage, zeilen, befund, gross=gross)


def runden_html(
    frage: Frage, runden: Sequence[tuple[str, Verteilung, Herkunft]], *, gross: bool = False
) -> str:
    """Mehrere Runden derselben Frage: zwei nebeneinander, mehr als Zeilen; der Befund gilt der letzten.

    Parameters
    ----------
    runden : Name (``stimmungsbilder_saetze.rundenname``), Verteilung, Herkunft
        Die älteste zuerst.
    """
    benannt: list[Benannt] = [(name, v) for name, v, _ in runden]
    name, letzte, herkunft = runden[-1]
    befund = f"{name}: {satz(frage, letzte, herkunft)}"
    if len(runden) > NEBENEINANDER:
        return vergleich_html(frage, benannt, befund, gross=gross)
    if frage.art is Frageart.SKALA:
        felder = "".join(
            f'<div class="sb-feld"><p class="sb-feldname">{escape(f"{name}: {stimmen(v.anzahl, h)}")}</p>'
            f"{saeulen(v)}</div>"
            for name, v, h in runden
        )
        bild = f'<div class="sb-neben">{felder}</div>{_pole(frage)}'
    else:
        bild = optionen(frage, benannt)
    return rahmen(frage, bild, befund, tabelle=lesetabelle(frage, benannt), gross=gross)


def reihe_html(reihe: Reihe) -> str:
    """Dieselbe Frage in mehreren Workshops, eine Zeile je Workshop und Runde."""
    menge = zahlen.anzahl(reihe.workshops, "Workshop", "Workshops")
    alle = stimmen(sum(e.verteilung.anzahl for e in reihe.ergebnisse))
    zeilen = [(ergebnisname(e, reihe), e.verteilung) for e in reihe.ergebnisse]
    return vergleich_html(reihe.frage, zeilen, f"{menge} mit gleichem Wortlaut, zusammen {alle}.")


def ergebnisname(ergebnis: Ergebnis, reihe: Reihe) -> str:
    """„12.03.2026, Pirna“; mit Titel, Runde und Handzeichen, wo es sie zu unterscheiden gilt."""
    teile = [zahlen.datum(ergebnis.datum), ergebnis.ort or ergebnis.titel]
    gleiche = [e for e in reihe.ergebnisse if (e.datum, e.ort) == (ergebnis.datum, ergebnis.ort)]
    if ergebnis.ort and len({e.raum for e in gleiche}) > 1:
        teile.append(ergebnis.titel)
    if sum(e.raum == ergebnis.raum for e in reihe.ergebnisse) > 1:
        teile.append(f"{ergebnis.runde}. Runde")
    if ergebnis.herkunft is Herkunft.HANDZEICHEN:
        teile.append("Handzeichen")
    return ", ".join(teile)


def vergleich_html(frage: Frage, zeilen: Sequence[Benannt], befund: str, *, gross: bool = False) -> str:
    """Eine Zeile je Verteilung: geteilte Balken um die Mitte oder je Antwort eine Zahl."""
    if not zeilen or frage.art is Frageart.FREITEXT:
        return rahmen(frage, "", befund, gross=gross)
    if frage.art is Frageart.SKALA:
        rumpf = "".join(_balkenzeile(name, v) for name, v in zeilen)
        bild = f'{_pole(frage)}<div class="sb-zeilen">{rumpf}</div>'
    elif gross:
        bild = f'<div class="sb-zeilen">{"".join(_vornzeile(frage, name, v) for name, v in zeilen)}</div>'
    else:
        return rahmen(frage, "", befund, tabelle=_kreuztabelle(frage, zeilen))
    return rahmen(frage, bild, befund, tabelle=lesetabelle(frage, zeilen), gross=gross)


def _pole(frage: Frage) -> str:
    return (
        f'<div class="sb-pole"><p class="sb-aussage sb-links">{escape(frage.links)}</p>'
        f'<p class="sb-aussage sb-rechts">{escape(frage.rechts)}</p></div>'
    )


def _zeilenkopf(name: str, v: Verteilung) -> str:
    menge = escape(stimmen(v.anzahl))
    return f'<span class="sb-name">{escape(name)} <span class="sb-menge">{menge}</span></span>'


def _balkenzeile(name: str, v: Verteilung) -> str:
    """Zwei Hälften um die Mittellinie; die Unentschiedenen liegen zur Hälfte auf jeder Seite."""
    haelften = "".join(
        f'<span class="sb-haelfte sb-zu-{seite}">'
        f'<span class="sb-flaeche sb-mitte {laenge(v.mitte / 2, v.anzahl)}"></span>'
        f'<span class="sb-flaeche sb-{seite} {laenge(zahl, v.anzahl)}"></span></span>'
        for seite, zahl in (("links", v.links), ("rechts", v.rechts))
    )
    mitte = f'<span class="sb-mittzahl">{zahlen.zahl(v.mitte)}</span>' if v.mitte else ""
    median = "" if v.median is None else f"Median {medianzahl(v.median)}"
    return (
        f'<div class="sb-zeile">{_zeilenkopf(name, v)}'
        f'<span class="sb-zahl sb-links">{zahlen.zahl(v.links)}</span>'
        f'<span class="sb-balken">{haelften}{mitte}</span>'
        f'<span class="sb-zahl sb-rechts">{zahlen.zahl(v.rechts)}</span>'
        f'<span class="sb-wert">{median}</span></div>'
    )


def _vornzeile(frage: Frage, name: str, v: Verteilung) -> str:
    """Auf der Leinwand passt je Gruppe nur ihre häufigste Antwort, lesbar bis in die letzte Reihe."""
    vorn = v.haeufigste
    text = zahlen.aufzaehlung((frage.optionen[platz] for platz in vorn), hoechstens=2, leer="keine Stimme")
    menge = f"{v.anzahlen[vorn[0]]} von {v.anzahl}" if vorn else ""
    return (
        f'<div class="sb-zeile sb-vorn">{_zeilenkopf(name, v)}'
        f'<span class="sb-vornname">{escape(text)}</span><span class="sb-wert">{menge}</span></div>'
    )


def _kreuztabelle(frage: Frage, zeilen: Sequence[Benannt]) -> str:
    """Sichtbare Tabelle: je Antwort eine Zeile, je Gruppe oder Workshop eine Spalte."""
    kopf = "".join(f'<th scope="col">{_zeilenkopf(name, v)}</th>' for name, v in zeilen)
    rumpf = "".join(
        f'<tr><th scope="row">{escape(option)}</th>'
        + "".join(f"<td{_fett(platz, v)}>{antwortmenge(v.anzahlen[platz], v.anzahl)}</td>" for _, v in zeilen)
        + "</tr>"
        for platz, option in enumerate(frage.optionen)
    )
    return (
        f'<div class="sb-rollbar" tabindex="0" role="group" aria-label="Tabelle: {escape(frage.text)}">'
        f'<table class="sb-kreuz"><caption>{escape(frage.text)}</caption>'
        f'<thead><tr><th scope="col">Antwort</th>{kopf}</tr></thead><tbody>{rumpf}</tbody></table></div>'
    )


def _fett(platz: int, v: Verteilung) -> str:
    return ' class="sb-vorderste"' if platz in v.haeufigste else ""
