"""Alte Register und Listen: Was früher errechnet war, wird weggelassen. Die einzige Stelle, die davon weiß.

Bis November 2026 ergänzte der Datenstand `modell` die Belege um errechnete Datensätze (Kennung ``M-<ags>``,
Datenlage „modelliert“), und eigene Datenstände konnten welche übernehmen. Ein Datenstand ist unveränderlich:
Nummer, Titel, Verlauf und Prüfsumme bleiben, gelesen wird nur das Belegte. Siehe
docs/entscheidungen/0009-schaetzung.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

KUERZEL = "modell"
"""Kürzel des errechneten Datenstands; steht noch in festen Links."""
DATENLAGE = "modelliert"
DATENLAGEN = ("gemeldet", "recherchiert", DATENLAGE)
"""Was die Datenbank zulässt (Migration 0001): Alte Sicherungen müssen zurückkommen können."""
HINWEIS = (
    "Der Datenstand „modell“ ergänzte die Belege um errechnete Angaben zu einzelnen Gemeinden. Die gibt es "
    "nicht mehr; gezeigt wird, was belegt ist."
)
ALS_GEMELDET = ("als gemeldet übernehmen", "datenlage", "gemeldet")

_KENNUNG = re.compile(r"M-\d{8}")
_BEIWERK = {"titel": "Modellierter Datensatz (kein Nachweis)", "quelle": "Modell (kein Nachweis)"}
_QUELLE = re.compile(r" · Quelle: [^·]*\bModell\b")
_NAME = re.compile(rf"{KUERZEL}( \(Nr\. \d+\))?", re.IGNORECASE)


def ist_beleg(datenlage: str) -> bool:
    """Ob ein gespeicherter Datensatz gelesen wird."""
    return datenlage != DATENLAGE


def nennt_modell(angabe: str) -> bool:
    """Ob eine Adresse oder ein Aufruf den errechneten Datenstand beim Namen nennt."""
    return _NAME.fullmatch(angabe.strip()) is not None


def weglassung(anzahl: int) -> str:
    """Warum ein alter Datenstand weniger zeigt als früher; leer, wenn nichts fehlt."""
    if not anzahl:
        return ""
    menge = "einen errechneten Datensatz" if anzahl == 1 else f"{anzahl} errechnete Datensätze"
    return f"Dieser Datenstand enthielt {menge}; gezeigt wird nur noch, was belegt ist."


def ist_errechnet(werte: Mapping[str, str]) -> bool:
    """Ob eine Zeile einer alten Liste Errechnetes wiedergibt und niemand sie als „gemeldet“ bezeichnet.

    Parameters
    ----------
    werte
        Feld → Text der gefüllten Zellen.
    """
    datenlage = werte.get("datenlage", "").casefold()
    if datenlage == "gemeldet":
        return False
    return datenlage == DATENLAGE or werte != ohne_beiwerk(werte)


def ohne_beiwerk(werte: Mapping[str, str]) -> dict[str, str]:
    """Die Zeile ohne Kennung, Titel und Quelle, die nur von der Errechnung stammen."""
    return {
        feld: text
        for feld, text in werte.items()
        if text != _BEIWERK.get(feld) and not (feld == "konzept_id" and _KENNUNG.fullmatch(text))
    }


def eingefrorener_beleg(inhalt: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Inhalt einer eingefrorenen Folie in heutiger Form; None, wenn Errechnetes in ihr steckt.

    Auch ohne Kennzeichen an einem Teil kann ihre Überschrift Errechnetes zählen: Dann nennt die Herkunft das
    Modell als Quelle.
    """
    marken: list[Any] = []
    beleg: Mapping[str, Any] = _ohne_marke(inhalt, marken)
    return None if any(marken) or _QUELLE.search(str(inhalt.get("herkunft", ""))) else beleg


def _ohne_marke(wert: Any, marken: list[Any], tiefe: int = 6) -> Any:
    """Kopie ohne das Kennzeichen; was daran stand, kommt zu ``marken``. Tiefer als eine Folie ist keine."""
    if not tiefe:
        return wert
    if isinstance(wert, Mapping):
        marken += [teil for name, teil in wert.items() if name == DATENLAGE]
        return {n: _ohne_marke(teil, marken, tiefe - 1) for n, teil in wert.items() if n != DATENLAGE}
    return [_ohne_marke(teil, marken, tiefe - 1) for teil in wert] if isinstance(wert, list | tuple) else wert
