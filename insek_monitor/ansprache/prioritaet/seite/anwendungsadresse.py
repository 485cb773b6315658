"""Unter welcher Adresse andere das Dashboard öffnen können; nur dann stehen Verweise darauf in Dateien."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

import streamlit as st

from insek_monitor.rahmen.zugang import ist_schleife


def basisadresse() -> str:
    """Adresse mit „/“ am Ende, wie sie im Browser steht; leer, wenn sie nur an diesem Rechner gilt."""
    return fuer_andere(st.context.url, str(st.get_option("server.baseUrlPath") or ""))


def fuer_andere(adresse: str | None, ordner: str = "") -> str:
    """Adresse der Anwendung; leer bei localhost und Verwandtem, denn dort fände ein Empfänger nichts.

    Parameters
    ----------
    adresse
        Adresse der Seite im Browser.
    ordner
        Streamlits ``server.baseUrlPath``.
    """
    try:
        teile = urlsplit(adresse or "")
        name = (teile.hostname or "").rstrip(".")
    except ValueError:
        return ""
    if teile.scheme not in ("http", "https") or not name or _nur_hier(name):
        return ""
    pfad = ordner.strip("/")
    return f"{teile.scheme}://{teile.netloc}/{f'{pfad}/' if pfad else ''}"


def _nur_hier(name: str) -> bool:
    if ist_schleife(name) or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_unspecified
    except ValueError:
        return False
