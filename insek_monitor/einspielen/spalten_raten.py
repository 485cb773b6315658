"""Was eine Spalte oder mehrere zusammen (Kreuztabelle, Schlüssel in Teilen) dem Inhalt nach enthalten."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from insek_monitor.einspielen.befund import Stufe
from insek_monitor.einspielen.datumswerte import lies_datumszelle
from insek_monitor.einspielen.gemeindenamen import Gemeindenamen
from insek_monitor.einspielen.spaltentitel import nennt_gegenstand, normiere_titel
from insek_monitor.einspielen.tabelle import MEHRERE, als_text
from insek_monitor.einspielen.werte import ist_adresse, ist_nur_jahr, lies_zieljahr, lies_ziffern
from insek_monitor.einspielen.wortwerte import ist_antwort, ist_art, kurze_antwort, normiere_wort
from insek_monitor.kern.meldung import Vorhanden
from insek_monitor.kern.rohdatei import Zelle
from insek_monitor.register import tabellen

#: So viele gefüllte Zellen genügen, um eine Spalte zu beurteilen.
_STICHPROBE = 200
_KREUZ = frozenset({"x", "xx", "✓", "✔", "☑", "☒", "+", "1", "ja", "j", "wahr", "true"})
_KEIN_KREUZ = frozenset({"-", "--", "0", "nein", "n", "falsch", "false"})
_STRICHE = frozenset({"", "-", "--", "/", "k a"})
Antworten = Sequence[Vorhanden | None]


@lru_cache(maxsize=1)
def _namen() -> Gemeindenamen:
    return Gemeindenamen(tabellen.gemeinden(), tabellen.gebietsaenderungen())


def anteil(werte: Sequence[Zelle], merkmal: Callable[[Zelle], bool]) -> float:
    """Anteil der gefüllten Zellen (die ersten 200) mit einem Merkmal; 0, wenn keine gefüllt ist."""
    probe = [wert for wert in werte if wert is not None and als_text(wert).strip()][:_STICHPROBE]
    return sum(map(merkmal, probe)) / len(probe) if probe else 0.0


def ist_schluessel(zelle: Zelle) -> bool:
    """Ob ein Wert wie ein sächsischer Gemeindeschlüssel aussieht."""
    return re.fullmatch(r"14\d{6}", lies_ziffern(zelle)) is not None


def ist_gemeinde(zelle: Zelle) -> bool:
    """Ob ein Text der Name einer sächsischen Gemeinde ist, auch einer mehrdeutigen oder früheren."""
    if not isinstance(zelle, str) or len(zelle) > 80:
        return False
    fund = _namen().finde(zelle)
    return fund.ags is not None or bool(fund.kandidaten)


def ist_datum(zelle: Zelle) -> bool:
    """Ob ein Wert ein Zeitpunkt ist."""
    gelesen = lies_datumszelle(zelle)
    return gelesen.wert is not None and gelesen.stufe is not Stufe.FEHLER and not ist_antwort(zelle)


def ist_kreuz(zelle: Zelle) -> bool:
    """Ob eine Zelle angekreuzt ist."""
    return normiere_wort(als_text(zelle)) in _KREUZ


def nur_kreuze(werte: Iterable[Zelle], *, auch_nein: bool) -> bool:
    """Ob eine Spalte nichts als Kreuze enthält (``auch_nein``: oder ausdrücklich keine)."""
    texte = {normiere_wort(als_text(wert)) for wert in werte} - {""}
    return bool(texte & _KREUZ) and texte <= _KREUZ | (_KEIN_KREUZ if auch_nein else frozenset())


def sagt_etwas(werte: Sequence[Zelle]) -> bool:
    """Ob eine Spalte Antworten oder Zeitpunkte enthält, gleich wovon."""
    return anteil(werte, lambda wert: ist_antwort(wert) or ist_datum(wert)) >= 0.6


def handelt_von_insek(werte: Sequence[Zelle]) -> bool:
    """Ob die Zellen einer Spalte überwiegend INSEK oder Verwandtes nennen."""
    return anteil(werte, lambda wert: isinstance(wert, str) and nennt_gegenstand(wert[:300])) >= 0.5


def rate_ort(werte: Sequence[Zelle]) -> str | None:
    """``ags`` oder ``gemeinde``, wenn die Spalte überwiegend Schlüssel oder Namen enthält."""
    if anteil(werte, ist_schluessel) >= 0.6:
        return "ags"
    return "gemeinde" if anteil(werte, ist_gemeinde) >= 0.6 else None


#: In dieser Reihenfolge wird eine mehrdeutige Überschrift am Inhalt versucht.
_NACH_INHALT: dict[str, Callable[[Sequence[Zelle]], bool]] = {
    "gemeinde": lambda werte: anteil(werte, ist_gemeinde) >= 0.6,
    "beschluss": lambda werte: anteil(werte, ist_datum) >= 0.6,
    # Arten wie „INSEK“ sind auch eine Antwort auf „INSEK vorhanden?“.
    "vorhanden": lambda werte: anteil(werte, lambda w: ist_antwort(w) or ist_art(w) or ist_datum(w)) >= 0.5,
    "titel": lambda werte: any(werte),
}


def waehle_feld(felder: Sequence[str], werte: Sequence[Zelle]) -> str:
    """Das Feld einer mehrdeutigen Überschrift, deren Gegenstand feststeht."""
    if len(felder) == 1:
        return felder[0]
    return next((feld for feld, passt in _NACH_INHALT.items() if feld in felder and passt(werte)), felder[0])


def passt(feld: str, werte: Sequence[Zelle], antworten: Antworten) -> bool:
    """Ob der Inhalt zu einer unbestimmten Überschrift („Status“, „Datum“, „Titel“) passt.

    Parameters
    ----------
    antworten
        Je Zeile die Antwort auf „INSEK vorhanden?“; leer, wenn die Liste keine solche Spalte hat. Was auch in
        Zeilen ohne Konzept ausgefüllt ist, sagt nichts über Konzepte.
    """
    gefuellt = [i for i, wert in enumerate(werte) if normiere_wort(als_text(wert)) not in _STRICHE]
    if not gefuellt:
        return True
    inhalt = [werte[i] for i in gefuellt]
    stumm = {
        i for i, antwort in enumerate(antworten) if antwort in (None, Vorhanden.NEIN, Vorhanden.UNBEKANNT)
    }
    spricht = sum(i not in stumm for i in gefuellt) >= 0.8 * len(gefuellt)
    zaehler = Counter(map(als_text, inhalt))
    verschieden = len(zaehler) > 1 and zaehler.most_common(1)[0][1] <= 0.5 * len(gefuellt)
    # Ausgefüllt genau dort, wo es ein Konzept gibt.
    genau = bool(stumm) and stumm.isdisjoint(gefuellt)
    if feld in ("beschluss", "begonnen"):
        einzeln = len(gefuellt) == 1 and (genau or ist_nur_jahr(inhalt[0])) and bool(antworten)
        zeiten = verschieden or einzeln or (genau and len(zaehler) > 1)
        if feld == "begonnen" and not all(antworten[i] is Vorhanden.IN_ARBEIT for i in gefuellt if antworten):
            zeiten = zeiten and genau
        return anteil(inhalt, ist_datum) >= 0.6 and spricht and zeiten
    if feld == "titel":
        lang = anteil(inhalt, lambda w: re.search(r"\w{6}", als_text(w)) is not None)
        return handelt_von_insek(inhalt) or (spricht and lang >= 0.6 and len(zaehler) >= 0.6 * len(gefuellt))
    pruefungen: dict[str, Callable[[], bool]] = {
        "vorhanden": lambda: (
            anteil(inhalt, lambda w: ist_antwort(w) or ist_art(w)) >= 0.8
            # „offen“ und „in Bearbeitung“ allein sind der Stand eines Vorgangs, gleich welches.
            and any(kurze_antwort(w) not in (Vorhanden.UNBEKANNT, Vorhanden.IN_ARBEIT) for w in inhalt)
        ),
        "art": lambda: anteil(inhalt, ist_art) >= 0.5,
        "gemeinde": lambda: anteil(inhalt, ist_gemeinde) >= 0.5,
        "belegt": lambda: anteil(inhalt, ist_datum) >= 0.6,
        "zieljahr": lambda: spricht and anteil(inhalt, lambda w: lies_zieljahr(w).wert is not None) >= 0.6,
        "notiz": lambda: verschieden or len(gefuellt) == 1,
        "quelle_url": lambda: spricht and anteil(inhalt, _fuehrt_weiter) >= 0.5,
    }
    return pruefungen[feld]()


def _fuehrt_weiter(zelle: Zelle) -> bool:
    """Ob eine Adresse mehr nennt als die Startseite einer Verwaltung."""
    text = als_text(zelle).strip()
    adresse = text if "://" in text else f"https://{text}"
    return ist_adresse(adresse) and len(urlsplit(adresse).path + urlsplit(adresse).query) > 1


_TEIL = {
    "land": "land", "l": "land", "rb": "rb", "regierungsbezirk": "rb", "r": "rb", "kreis": "kreis",
    "k": "kreis", "vb": "vb", "gemeindeverband": "vb", "gem": "gem", "gemeinde": "gem", "g": "gem",
}  # fmt: skip
_STELLEN = {"land": 2, "rb": 1, "kreis": 2, "vb": 4, "gem": 3}
_GEMEINDE = "60"
KEINE_GEMEINDE = "keine Gemeinde, sondern Land, Kreis oder Verband"


def schluesselteile(texte: Mapping[int, str]) -> dict[str, int]:
    """Land, RB, Kreis, VB und Gem mit ihrer Stelle; leer, wenn die Liste keinen Schlüssel in Teilen hat."""
    gruppen: dict[tuple[str, ...], dict[str, int]] = {}
    for stelle, text in texte.items():
        *davor, letztes = normiere_titel(text).split() or [""]
        if letztes in _TEIL:
            gruppen.setdefault(tuple(davor), {}).setdefault(_TEIL[letztes], stelle)
    return next((teile for teile in gruppen.values() if {"rb", "kreis", "gem"} <= teile.keys()), {})


def sind_ziffern(teile: Mapping[str, int], inhalte: Sequence[Sequence[Zelle]]) -> bool:
    """Ob in den Spalten eines Schlüssels in Teilen kurze Zahlen stehen, keine Namen."""
    for teil, i in teile.items():
        texte = [text for zelle in inhalte[i] if (text := als_text(zelle).strip())]
        kurz = sum(text.isdigit() and len(text) <= _STELLEN[teil] for text in texte)
        if kurz == 0 or kurz < 0.6 * len(texte):
            return False
    return True


def verbinde_schluessel(teile: Mapping[str, int], inhalte: Sequence[Sequence[Zelle]]) -> list[Zelle]:
    """Der Schlüssel je Zeile; ohne Gemeinde bleibt der fünfstellige des Kreises."""
    schluessel: list[Zelle] = []
    for werte in zip(*(inhalte[stelle] for stelle in teile.values()), strict=True):
        texte = {teil: als_text(wert).strip() for teil, wert in zip(teile, werte, strict=True)}
        texte.setdefault("land", "14")
        ziffern = [
            texte[teil].zfill(_STELLEN[teil]) for teil in ("land", "rb", "kreis", "gem") if texte[teil]
        ]
        schluessel.append("".join(ziffern) if texte["kreis"].isdigit() else None)
    return schluessel


def verbinde_kreuze(antworten: Mapping[int, str], inhalte: Sequence[Sequence[Zelle]]) -> list[Zelle]:
    """Je Zeile die angekreuzte Antwort; bei mehreren alle, damit gefragt wird."""
    stellen = list(antworten)
    return [
        MEHRERE.join(antworten[s] for s, wert in zip(stellen, werte, strict=True) if ist_kreuz(wert)) or None
        for werte in zip(*(inhalte[stelle] for stelle in stellen), strict=True)
    ]


def satzart(
    texte: Mapping[int, str], inhalte: Sequence[Sequence[Zelle]]
) -> tuple[int | None, dict[int, str]]:
    """Die Stelle der Spalte „Satzart“ und die Zeilen, die kein Gemeindesatz sind, mit Grund."""
    for stelle, text in texte.items():
        werte = [als_text(wert).strip() for wert in inhalte[stelle]]
        if normiere_titel(text).replace(" ", "") == "satzart" and _GEMEINDE in werte:
            andere = {i: w for i, w in enumerate(werte) if re.fullmatch(r"\d0", w) and w != _GEMEINDE}
            return stelle, {i: f"{KEINE_GEMEINDE} (Satzart {w})" for i, w in andere.items()}
    return None, {}
