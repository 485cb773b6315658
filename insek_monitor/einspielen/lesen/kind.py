"""Kindprozess des Lesers: ``python -m insek_monitor.einspielen.lesen.kind``."""

from __future__ import annotations

from typing import Any

from insek_monitor.einspielen.lesen.kern import lies_kern
from insek_monitor.einspielen.lesen.kindprozess import fuehre_aus, verpacke


def _lies(angaben: dict[str, Any], inhalt: bytes) -> bytes:
    return verpacke(lies_kern(inhalt, angaben["name"]))


if __name__ == "__main__":
    fuehre_aus(_lies)
