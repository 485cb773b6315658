"""HTML aus Vorlagen (Jinja2). Jeder Wert wird maskiert, bis eine Vorlage es ausdrücklich anders sagt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_umgebung = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1]),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def fuelle(vorlage: str, **werte: Any) -> Markup:
    """Fülle eine Vorlage und gib fertiges HTML zurück.

    Parameters
    ----------
    vorlage
        Pfad unter ``insek_monitor/``, etwa ``workshop/saal/vorlagen/telefon.html``.
    werte
        was sie braucht; ein fehlender Wert ist ein Fehler. ``Markup`` bleibt, wie es ist, alles andere wird
        maskiert.
    """
    return Markup(_umgebung.get_template(vorlage).render(**werte))
