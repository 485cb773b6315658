"""Sätze zum Stimmungsbild: was eine Runde ergeben hat, in Worten.

Unter ``PROZENT_AB`` Stimmen stehen nur Anzahlen: Ein Anteil täuschte eine Genauigkeit vor, die es nicht gibt.
"""

from __future__ import annotations

from insek_monitor.kern.stimmungsbild import (
    MINDESTENS_JE_GRUPPE,
    STUFEN,
    Frage,
    Frageart,
    Herkunft,
    stufengrad,
)
from insek_monitor.lage.bild import zahlen
from insek_monitor.workshop.abstimmung.rechnen import MITTE, Gruppenvergleich, Verteilung

PROZENT_AB = 10
VORSPRUNG = 5
"""Eine Seite wird erst genannt, wenn sie mit mindestens einem Fünftel aller Stimmen vorn liegt."""
NICHT_REPRAESENTATIV = "Stimmungsbild der Anwesenden, nicht repräsentativ."
GRUPPEN_SPAETER = "Gruppen erst nach dem Schließen."
"""Warum, steht in ``kern.gruppenschutz.gruppen_der_runde``."""
_GLEICHAUF_HOECHSTENS = 3
_ZITAT_HOECHSTENS = 70
"""Längere Texte wiederholt der Befund nicht; sie stehen im Bild darüber."""


def stimmen(anzahl: int, herkunft: Herkunft = Herkunft.TELEFON) -> str:
    """„keine Stimme“, „1 Stimme“, „34 Stimmen“ oder „34 Handzeichen“."""
    if herkunft is Herkunft.HANDZEICHEN:
        return zahlen.anzahl(anzahl, "Handzeichen", "Handzeichen", keine="kein Handzeichen")
    return zahlen.anzahl(anzahl, "Stimme", "Stimmen", keine="keine Stimme")


def antwortzahl(anzahl: int) -> str:
    """„keine Antwort“, „1 Antwort“, „7 Antworten“; für Freitexte."""
    return zahlen.anzahl(anzahl, "Antwort", "Antworten", keine="keine Antwort")


def medianzahl(median: float) -> str:
    """„5“ oder „4,5“."""
    return zahlen.zahl(median, 1).removesuffix(",0")


def antwortmenge(zahl: int, anzahl: int) -> str:
    """„15 (44 %)“; bei wenigen Stimmen nur „15“."""
    return f"{zahl} ({zahlen.anteil(zahl / anzahl)})" if anzahl >= PROZENT_AB else zahlen.zahl(zahl)


def satz(frage: Frage, verteilung: Verteilung, herkunft: Herkunft = Herkunft.TELEFON) -> str:
    """Der Befund einer Runde in einem Satz.

    Returns
    -------
    str
        „34 Stimmen, Median 5: leicht für „…“ (21 von 34 rechts der Mitte).“;
        ohne deutliche Mehrheit einer Seite keine Aussage, ohne Stimmen „Noch keine Stimme.“
    """
    if frage.art is Frageart.FREITEXT:
        return f"{antwortzahl(verteilung.anzahl)}." if verteilung.anzahl else "Noch keine Antwort."
    menge = stimmen(verteilung.anzahl, herkunft)
    if not verteilung.anzahl:
        return f"Noch {menge}."
    if frage.art is Frageart.SKALA:
        return _skalensatz(frage, verteilung, menge)
    return _auswahlsatz(frage, verteilung, menge)


def _skalensatz(frage: Frage, v: Verteilung, menge: str) -> str:
    assert v.median is not None
    if v.anzahl == 1:
        richtung = "unentschieden" if v.median == MITTE else f"{_grad(v.median)} für {_aussage(frage, v)}"
        return f"{menge}: {richtung} (Stufe {medianzahl(v.median)} von {STUFEN})."
    anfang = f"{menge}, Median {medianzahl(v.median)}"
    if v.mitte == v.anzahl:
        return f"{anfang}: alle unentschieden."
    if v.links == v.rechts and not v.mitte:
        # Die beiden mittleren Stimmen stehen sich gegenüber; ihr Mittel läge auf einer Seite, wo niemand mehr
        # steht als auf der anderen.
        return f"{anfang}: geteilt (je {v.links} links und rechts der Mitte)."
    seite, zahl = ("links", v.links) if v.links > v.rechts else ("rechts", v.rechts)
    knapp = abs(v.links - v.rechts) * VORSPRUNG < v.anzahl
    if 2 * zahl <= v.anzahl or knapp:
        # Ohne Mehrheit auf einer Seite darf der Satz keine nennen, gleich wo der Median liegt.
        wort = "fast geteilt" if knapp and v.mitte < min(v.links, v.rechts) else "ohne klare Richtung"
        return f"{anfang}: {wort} ({v.links} links, {v.mitte} in der Mitte, {v.rechts} rechts)."
    # Mit der Mehrheit einer Seite liegt auch der Median auf ihr.
    return f"{anfang}: {_grad(v.median)} für {_aussage(frage, v)} ({zahl} von {v.anzahl} {seite} der Mitte)."


def _grad(median: float) -> str:
    """Wort der Skala; eine halbe Stufe zählt zum schwächeren."""
    return stufengrad(int(abs(median - MITTE)))


def _aussage(frage: Frage, v: Verteilung) -> str:
    assert v.median is not None
    links = v.median < MITTE
    text = frage.links if links else frage.rechts
    if len(text) > _ZITAT_HOECHSTENS:
        return "die linke Aussage" if links else "die rechte Aussage"
    # Der Punkt einer Aussage steht mitten im Satz falsch.
    return f"„{text.rstrip('.')}“"


def _auswahlsatz(frage: Frage, v: Verteilung, menge: str) -> str:
    mehrere = ", Mehrfachnennungen" if frage.art is Frageart.MEHRFACH else ""
    vorn = v.haeufigste
    if not vorn:
        return f"{menge}{mehrere}: keine Antwort gewählt."
    zahl = v.anzahlen[vorn[0]]
    prozent = f", {zahlen.anteil(zahl / v.anzahl)}" if v.anzahl >= PROZENT_AB else ""
    if len(vorn) > _GLEICHAUF_HOECHSTENS:
        return (
            f"{menge}{mehrere}: {len(vorn)} Antworten liegen gleichauf (je {zahl} von {v.anzahl}{prozent})."
        )
    namen = zahlen.aufzaehlung(_antwort(v.antworten[platz], platz) for platz in vorn)
    if len(vorn) > 1:
        return f"{menge}{mehrere}: am häufigsten gleichauf {namen} (je {zahl} von {v.anzahl}{prozent})."
    return f"{menge}{mehrere}: am häufigsten {namen} ({zahl} von {v.anzahl}{prozent})."


def _antwort(text: str, platz: int) -> str:
    return f"„{text.rstrip('.')}“" if len(text) <= _ZITAT_HOECHSTENS else f"die {platz + 1}. Antwort"


def gruppenhinweis(vergleich: Gruppenvergleich) -> str:
    """Warum Gruppen oder Stimmen fehlen."""
    teile = [f"Gezeigt ab {MINDESTENS_JE_GRUPPE} Stimmen je Gruppe."]
    if vergleich.verborgen:
        teile.append(
            zahlen.anzahl(vergleich.verborgen, "Gruppe ist", "Gruppen sind")
            + " zum Schutz der Einzelnen verborgen."
        )
    if vergleich.rest:
        teile.append(
            zahlen.anzahl(vergleich.rest, "Stimme steht", "Stimmen stehen") + " in keiner gezeigten Gruppe."
        )
    return " ".join(teile)


def rundenname(runde: int, herkunft: Herkunft = Herkunft.TELEFON) -> str:
    """„2. Runde“ oder „2. Runde, Handzeichen“."""
    return f"{runde}. Runde" + (", Handzeichen" if herkunft is Herkunft.HANDZEICHEN else "")
