"""Stimmungsbild als HTML, mehrere nebeneinander: Runden, Gruppen, Workshops."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from insek_monitor.kern.stimmungsbild import Frage, Frageart, Herkunft
from insek_monitor.lage.bild import zahlen
from insek_monitor.workshop.abstimmung.rechnen import (
    Ergebnis,
    Gruppenvergleich,
    Reihe,
    Verteilung,
    verteilung,
)
from insek_monitor.workshop.abstimmung.register_auszaehlung import Zaehlung
from insek_monitor.workshop.abstimmung.saetze import (
    antwortmenge,
    gruppenhinweis,
    medianzahl,
    rundenname,
    satz,
    stimmen,
)
from insek_monitor.workshop.abstimmung.stimmungsbilder import (
    Benannt,
    laenge,
    lesetabelle,
    optionen,
    rahmen,
    saeulen,
    zaehlung_html,
)

NEBENEINANDER = 2
"""So viele Verteilungen passen auf der Leinwand nebeneinander; mehr stehen als Zeilen untereinander."""
ZEILEN_GROSS = 6
"""So viele Zeilen passen auf die Leinwand."""
VIELE_ZEILEN = 4
"""Darüber rücken die Zeilen auf der Leinwand zusammen."""


def gruppen_html(frage: Frage, vergleich: Gruppenvergleich, *, gross: bool = False) -> str:
    """Vergleich der gezeigten Gruppen, eine Zeile je Gruppe; darunter, was verborgen ist und warum."""
    if frage.art is Frageart.FREITEXT:
        raise ValueError("Freie Antworten lassen sich nicht nach Gruppen vergleichen.")
    zeilen = [(name, verteilung(frage, z.je_antwort, z.anzahl)) for name, z in vergleich.gezeigt.items()]
    befund = gruppenhinweis(vergleich)
    if not zeilen:
        befund = f"Keine Gruppe ist groß genug. {befund}"
    return vergleich_html(frage, zeilen, befund, gross=gross)


def zaehlungen_html(zaehlungen: Sequence[Zaehlung], *, hoechstens: int, gross: bool = False) -> str:
    """Gezählte Runden einer Frage, die älteste zuerst; verglichen wird nur, was gleichen Wortlaut hat.

    Freie Antworten werden nicht verglichen: Es erscheint die letzte Runde. Sonst stehen die jüngsten
    ``hoechstens`` Runden da; was noch keine Stimme hat, bekommt kein leeres Bild, nur einen Satz.
    """
    letzte = zaehlungen[-1]
    frage = letzte.runde.frage
    if frage.art is Frageart.FREITEXT:
        return zaehlung_html(letzte, gross=gross)
    gleiche = [z for z in zaehlungen if z.runde.frage.wortlaut == frage.wortlaut and z.anzahl][-hoechstens:]
    if not gleiche:
        return zaehlung_html(letzte, gross=gross)
    leere = satz(frage, verteilung(frage, letzte.je_antwort, letzte.anzahl), letzte.runde.herkunft)
    leer = "" if letzte.anzahl else f"{rundenname(letzte.runde.runde)}: {leere}"
    if len(gleiche) == 1:
        return zaehlung_html(gleiche[0], gross=gross, zusatz=leer)
    runden = [(z.runde.runde, verteilung(frage, z.je_antwort, z.anzahl), z.runde.herkunft) for z in gleiche]
    return runden_html(frage, runden, gross=gross, zusatz=leer)


def runden_html(
    frage: Frage,
    runden: Sequence[tuple[int, Verteilung, Herkunft]],
    *,
    gross: bool = False,
    zusatz: str = "",
) -> str:
    """Mehrere Runden derselben Frage: zwei nebeneinander, mehr als Zeilen; der Befund gilt der letzten.

    Parameters
    ----------
    runden : Nummer der Runde, Verteilung, Herkunft
        Die älteste zuerst.
    """
    benannt: list[Benannt] = [(rundenname(nummer, herkunft), v) for nummer, v, herkunft in runden]
    nummer, letzte, herkunft = runden[-1]
    befund = f"{rundenname(nummer)}: {satz(frage, letzte, herkunft)}"
    if len(runden) > NEBENEINANDER:
        return vergleich_html(frage, benannt, befund, gross=gross, zusatz=zusatz)
    if frage.art is Frageart.SKALA:
        felder = "".join(_feld(nummer, v, herkunft) for nummer, v, herkunft in runden)
        bild = f'<div class="sb-neben">{felder}</div>{_pole(frage)}'
    else:
        bild = optionen(frage, benannt, gross=gross)
    return rahmen(frage, bild, befund, tabelle=lesetabelle(frage, benannt), gross=gross, zusatz=zusatz)


def _feld(nummer: int, v: Verteilung, herkunft: Herkunft) -> str:
    median = "" if v.median is None else f", Median {medianzahl(v.median)}"
    name = f"{rundenname(nummer)}: {stimmen(v.anzahl, herkunft)}{median}"
    return (
        f'<div class="sb-feld"><p class="sb-feldname">{escape(name)}</p>{saeulen(v, beschriftet=False)}</div>'
    )


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


def vergleich_html(
    frage: Frage, zeilen: Sequence[Benannt], befund: str, *, gross: bool = False, zusatz: str = ""
) -> str:
    """Eine Zeile je Verteilung: geteilte Balken um die Mitte oder je Antwort eine Zahl.

    Auf der Leinwand stehen nur die ``ZEILEN_GROSS`` mit den meisten Stimmen, und der Befund sagt es.
    """
    if not zeilen or frage.art is Frageart.FREITEXT:
        return rahmen(frage, "", befund, gross=gross, zusatz=zusatz)
    klassen = "sb-zeilen sb-viele" if len(zeilen) > VIELE_ZEILEN else "sb-zeilen"
    gezeichnet = list(zeilen)
    if gross and len(zeilen) > ZEILEN_GROSS:
        groesste = sorted(zeilen, key=lambda zeile: -zeile[1].anzahl)[:ZEILEN_GROSS]
        gezeichnet = [zeile for zeile in zeilen if zeile in groesste]
        befund = f"Die {zahlen.zahlwort(ZEILEN_GROSS)} mit den meisten Stimmen von {len(zeilen)}. {befund}"
    if frage.art is Frageart.SKALA:
        rumpf = "".join(_balkenzeile(name, v) for name, v in gezeichnet)
        bild = f'{_pole(frage)}<div class="{klassen}">{rumpf}</div>'
    elif gross:
        rumpf = "".join(_vornzeile(frage, name, v) for name, v in gezeichnet)
        bild = f'<div class="{klassen}">{rumpf}</div>'
    else:
        return rahmen(frage, "", befund, tabelle=_kreuztabelle(frage, zeilen), zusatz=zusatz)
    return rahmen(frage, bild, befund, tabelle=lesetabelle(frage, zeilen), gross=gross, zusatz=zusatz)


def _pole(frage: Frage) -> str:
    return (
        f'<div class="sb-pole"><p class="sb-aussage sb-links">{escape(frage.links)}</p>'
        f'<p class="sb-aussage sb-rechts">{escape(frage.rechts)}</p></div>'
    )


def _zeilenkopf(name: str, v: Verteilung) -> str:
    return f'<span class="sb-name">{escape(name)} <span class="sb-menge">{stimmen(v.anzahl)}</span></span>'


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
    namen = (f"„{frage.optionen[platz].rstrip('.')}“" for platz in vorn)
    text = zahlen.aufzaehlung(namen, hoechstens=2, leer="keine Stimme")
    menge = f"{'je ' if len(vorn) > 1 else ''}{v.anzahlen[vorn[0]]} von {v.anzahl}" if vorn else ""
    return (
        f'<div class="sb-zeile sb-vorn">{_zeilenkopf(name, v)}<span class="sb-wert">{menge}</span>'
        f'<span class="sb-vornname">{escape(text)}</span>'
        f'<span class="sb-flaeche {laenge(v.anzahlen[vorn[0]] if vorn else 0, v.anzahl)}"></span></div>'
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
