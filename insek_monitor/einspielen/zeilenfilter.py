"""Zeilen, die nichts über eine Gemeinde sagen: Summen, Fußnoten, wiederholte Köpfe, leere Vordrucke."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from insek_monitor.einspielen.namensformen import KREISFREI, kreise_zu
from insek_monitor.einspielen.spalten_raten import KEINE_GEMEINDE
from insek_monitor.einspielen.spaltentitel import normiere_titel
from insek_monitor.einspielen.tabelle import Tabelle, als_text
from insek_monitor.einspielen.werte import lies_ziffern
from insek_monitor.kern.rohdatei import Zelle

NICHTS_GEMELDET = "nichts gemeldet"
SUMME = "Summe oder Auszählung"
FUSSNOTE = "Fußnote oder Anmerkung"
KOPFZEILE = "wiederholte Kopfzeile"
ZWISCHENUEBERSCHRIFT = "Zwischenüberschrift"
WEGGELASSEN = "auf Ihren Wunsch weggelassen"

#: Diese Felder nennen nur die Gemeinde; steht sonst nichts in der Zeile, meldet sie nichts.
_NUR_ORT = frozenset({"ags", "gemeinde", "kreis"})
_SUMME = re.compile(
    r"^(gesamt\w*|insgesamt|summe\w*|zwischensumme|anzahl|durchschnitt|mittelwert|davon|total|prozent|anteil|"
    r"(freistaat )?sachsen|(land)?kreis .* (gesamt|insgesamt|summe))\b"
)
_FUSSNOTE = re.compile(
    r"^(\*|\d\)|\(\d\)|[¹²³⁴]|quelle ?:|stand ?:|anm(erkung(en)?|\.) ?:?|hinweise? ?:|legende|erläuterung|"
    r"fußnote|©|\d\) )",
    re.IGNORECASE,
)
#: Landkreise, deren Namen keine Gemeinde trägt.
_NUR_KREIS = frozenset({"mittelsachsen", "nordsachsen", "saechsische schweiz osterzgebirge"})
#: Ein längerer Text ist kein Gemeindename.
_LAENGSTER_NAME = 70


def grund(werte: Mapping[str, Zelle], zeile: Sequence[Zelle], tabelle: Tabelle) -> str | None:
    """Warum eine Zeile nichts meldet; None, wenn sie zu prüfen ist.

    Parameters
    ----------
    werte
        Gefüllte Felder nach Korrekturen.
    zeile
        Alle Zellen der Zeile, auch solche ohne Feld.
    """
    texte = [text for zelle in zeile if (text := als_text(zelle).strip())]
    ort = als_text(werte.get("gemeinde")).strip()
    angaben = werte.keys() - _NUR_ORT
    if _ist_kopf(zeile, tabelle):
        return KOPFZEILE
    if texte and not als_text(werte.get("ags")).strip() and _ist_summe(ort or texte[0], zeile, werte):
        return SUMME
    if not angaben:
        if len(texte) == 1 and _ist_zwischenueberschrift(texte[0]):
            return ZWISCHENUEBERSCHRIFT
        return FUSSNOTE if len(texte) == 1 and _ist_fussnote(texte[0]) else NICHTS_GEMELDET
    if _ist_kreis(als_text(werte.get("ags")), ort):
        return KEINE_GEMEINDE
    if len(texte) == 1 and not (ort or "ags" in werte) and (_ist_satz(texte[0])):
        return FUSSNOTE
    if texte and _FUSSNOTE.match(texte[0]) and "ags" not in werte and len(texte) <= 2:
        return FUSSNOTE
    return None


def _ist_kopf(zeile: Sequence[Zelle], tabelle: Tabelle) -> bool:
    paare = [
        (normiere_titel(zelle), normiere_titel(spalte.titel))
        for spalte, zelle in zip(tabelle.spalten, zeile, strict=True)
        if isinstance(zelle, str) and spalte.feld and len(zelle) <= 120
    ]
    gleich = sum(text != "" and text == titel for text, titel in paare)
    return gleich >= 2 and gleich * 2 >= len(paare)


def _ist_summe(text: str, zeile: Sequence[Zelle], werte: Mapping[str, Zelle]) -> bool:
    normiert = normiere_titel(text)
    if _SUMME.match(normiert) and len(text) <= _LAENGSTER_NAME:
        return True
    # Eine Auszählung ohne Beschriftung: nur Zahlen, keine Gemeinde.
    gefuellt = [zelle for zelle in zeile if zelle is not None and als_text(zelle).strip()]
    zahlen = [z for z in gefuellt if isinstance(z, int | float) and not isinstance(z, bool)]
    return "gemeinde" not in werte and len(zahlen) == len(gefuellt)


def _ist_kreis(schluessel: str, name: str) -> bool:
    """„14524“, „Landkreis Zwickau“: nie die Stadt gleichen Namens."""
    ziffern = lies_ziffern(schluessel or name)
    if ziffern:
        kreis = ziffern[:5]
        return bool(kreise_zu(kreis)) and (
            len(ziffern) in (5, 9) or (ziffern == f"{kreis}000" and kreis not in KREISFREI)
        )
    normiert = normiere_titel(name)
    genannt = any(w.endswith("kreis") or w in ("lk", "lkr", "lkrs") for w in normiert.split())
    return not schluessel and (normiert in _NUR_KREIS or (genannt and bool(kreise_zu(name))))


def _ist_zwischenueberschrift(text: str) -> bool:
    normiert = normiere_titel(text)
    return normiert.startswith(("landkreis", "lk ", "kreisfreie")) or (
        normiert.endswith("kreis") and bool(kreise_zu(text))
    )


def _ist_fussnote(text: str) -> bool:
    return _FUSSNOTE.match(text) is not None or len(text) > _LAENGSTER_NAME


def _ist_satz(text: str) -> bool:
    return _ist_fussnote(text) or len(text.split()) >= 4
