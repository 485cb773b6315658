"""XLSX ohne Frames: eine Zelle setzen, Blattnamen, gleiche Bytes bei gleicher Eingabe."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Hashable
from copy import copy
from datetime import UTC, datetime

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles.cell_style import StyleArray

from insek_monitor.kern.rohdatei import Zelle

ZEITPUNKT_ZIP = (1980, 1, 1, 0, 0, 0)
"""Alle Teile der Datei tragen denselben Zeitpunkt; so ergibt gleiche Eingabe gleiche Bytes."""

#: „_x0041_“ liest jedes Tabellenprogramm als „A“; der Unterstrich selbst ist deshalb zu verschlüsseln.
_KODIERT = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def blattname(name: str) -> str:
    """Excel erlaubt 31 Zeichen und keine der Zeichen ``[]:*?/\\``."""
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31]


def setze(zelle: Cell, wert: Zelle, fmt: str) -> None:
    """Wert und Format einer Zelle; Text bleibt Text, auch wenn er wie eine Formel beginnt."""
    if isinstance(wert, str):
        zelle.value = _KODIERT.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("", wert))
        # openpyxl hält „=…“ für eine Formel; der Typ „s“ macht Text daraus, das Präfix hält es beim
        # Bearbeiten so.
        zelle.data_type = "s"
        if wie_formel(wert):
            zelle.quotePrefix = True
    else:
        zelle.value = wert
    if zelle.number_format != fmt:
        zelle.number_format = fmt


def wie_formel(text: str) -> bool:
    """Ob ein Tabellenprogramm den Text beim Eintippen als Formel läse."""
    return text[:1] in tuple("=+-@")


class Stilvorrat:
    """Überträgt das Aussehen einer fertigen Zelle auf weitere; openpyxl rechnet es sonst jedes Mal neu."""

    def __init__(self) -> None:
        self._stile: dict[Hashable, StyleArray] = {}

    def gestalte(self, zelle: Cell, schluessel: Hashable, gestalte: Callable[[Cell], None]) -> None:
        """Ruft ``gestalte`` nur für die erste Zelle mit diesem Schlüssel und gleichem bisherigen Aussehen."""
        voll = (schluessel, tuple(zelle._style or ()))
        stil = self._stile.get(voll)
        if stil is None:
            gestalte(zelle)
            self._stile[voll] = copy(zelle._style)
        else:
            zelle._style = copy(stil)


def gleichbleibend(inhalt: bytes, erstellt: datetime) -> bytes:
    """Packt die Datei mit festen Zeitpunkten neu; openpyxl setzt sonst die Uhrzeit des Speicherns ein.

    In den Eigenschaften der Datei steht Weltzeit, so will es das Format.
    """
    neu = io.BytesIO()
    zeit = f"{erstellt.astimezone(UTC) if erstellt.tzinfo else erstellt:%Y-%m-%dT%H:%M:%S}Z"
    with (
        zipfile.ZipFile(io.BytesIO(inhalt)) as alt,
        zipfile.ZipFile(neu, "w", zipfile.ZIP_DEFLATED) as ziel,
    ):
        for name in alt.namelist():
            teil = alt.read(name)
            if name == "docProps/core.xml":
                teil = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + zeit.encode(), teil)
            eintrag = zipfile.ZipInfo(name, ZEITPUNKT_ZIP)
            eintrag.compress_type = zipfile.ZIP_DEFLATED
            ziel.writestr(eintrag, teil)
    return neu.getvalue()
