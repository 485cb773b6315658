"""Zu welcher Gemeinde ein Eintrag gehört, auch wenn sie beim Eintragen anders hieß."""

from __future__ import annotations

from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import navigation, zwischenspeicher
from insek_monitor.register import kontaktgebiet


def name(ags: str) -> str:
    """Bezeichnung der Gemeinde; ohne heutige Gemeinde ihr früherer Name oder der Schlüssel."""
    gemeinden = zwischenspeicher.gemeinden()
    return str(gemeinden.at[ags, "bezeichnung"]) if gibt_es(ags) else frueherer_name(ags)


def gibt_es(ags: str) -> bool:
    """Ob der Schlüssel heute eine Gemeinde meint."""
    return ags in zwischenspeicher.gemeinden().index


def verweis(ags: str) -> str:
    """``name``, bei einer heutigen Gemeinde als Verweis (Markdown)."""
    return f"[{name(ags)}]({navigation.adresse_der_gemeinde(ags)})" if gibt_es(ags) else name(ags)


def frueherer_name(ags: str) -> str:
    """Name einer Gemeinde, die es nicht mehr gibt; ist er unbekannt, der Schlüssel."""
    return kontaktgebiet.heutiges().namen.get(ags, f"Schlüssel {ags}")


def damals(ags: str, ags_damals: str) -> str:
    """„damals Aue“, wenn der Eintrag unter einer früheren Gemeinde steht; sonst leer."""
    return "" if ags == ags_damals else f"damals {frueherer_name(ags_damals)}"


def frueher_satz(frueher: tuple[tuple[str, str], ...]) -> str:
    """Welche Gemeinden einer Liste sie unter einem früheren Namen aufgenommen hat; ohne solche leer."""
    if not frueher:
        return ""
    namen = [f"{name(heute)} (damals {frueherer_name(alt)})" for heute, alt in frueher]
    return (
        f"Nach einer Gebietsänderung {'steht' if len(namen) == 1 else 'stehen'} auf der Liste die heutigen "
        f"Gemeinden: {zahlen.aufzaehlung(namen, hoechstens=8)}."
    )
