"""QR-Codes: als Zeichnung für Seiten und Folien, als Zeichen für die Konsole."""

from __future__ import annotations

import html

import segno

RUHEZONE = 4
"""Heller Rand in Kästchen, wie die Norm (ISO/IEC 18004) ihn verlangt; sonst findet keine Kamera den Code."""
_SCHWARZ_AUF_WEISS, _ZURUECK = "\x1b[30;107m", "\x1b[0m"
_HALBE = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def svg(text: str, *, titel: str) -> str:
    """QR-Code als SVG zum Einbetten, ohne feste Größe; dunkel auf weiß, auch auf dunklen Seiten.

    Parameters
    ----------
    text : Was die Kamera liest, in der Regel eine Adresse.
    titel : Beschreibung für Vorleseprogramme; wird maskiert.
    """
    raster = _raster(text)
    seite, name = len(raster), html.escape(titel)
    # Ein Rechteck je Lauf statt Linien: Beim Vergrößern auf eine Leinwand entstehen keine hellen Fugen.
    pfad = "".join(
        f"M{x} {y}h{laenge}v1h-{laenge}z" for y, zeile in enumerate(raster) for x, laenge in _laeufe(zeile)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {seite} {seite}" role="img" '
        f'aria-label="{name}" shape-rendering="crispEdges"><title>{name}</title>'
        f'<rect width="{seite}" height="{seite}" fill="#fff"/><path fill="#000" d="{pfad}"/></svg>'
    )


def terminal(text: str) -> str:
    """QR-Code aus halben Blöcken, zwei Kästchen übereinander je Zeichen.

    Die Farben sind gesetzt (ANSI): Auch in einem dunklen Fenster bleibt der Code dunkel auf hell.
    """
    raster = _raster(text)
    if len(raster) % 2:
        raster.append([False] * len(raster[0]))
    return "\n".join(
        _SCHWARZ_AUF_WEISS + "".join(_HALBE[paar] for paar in zip(oben, unten, strict=True)) + _ZURUECK
        for oben, unten in zip(raster[::2], raster[1::2], strict=True)
    )


def _raster(text: str) -> list[list[bool]]:
    """Kästchen mit Ruhezone, True ist dunkel. Stufe M gleicht bis zu 15 % verdeckte Fläche aus."""
    code = segno.make_qr(text, error="m", boost_error=False)
    return [[bool(kaestchen) for kaestchen in zeile] for zeile in code.matrix_iter(border=RUHEZONE)]


def _laeufe(zeile: list[bool]) -> list[tuple[int, int]]:
    """Anfang und Länge zusammenhängender dunkler Kästchen einer Zeile."""
    laeufe: list[tuple[int, int]] = []
    for x, dunkel in enumerate(zeile):
        if dunkel and laeufe and sum(laeufe[-1]) == x:
            laeufe[-1] = (laeufe[-1][0], laeufe[-1][1] + 1)
        elif dunkel:
            laeufe.append((x, 1))
    return laeufe
