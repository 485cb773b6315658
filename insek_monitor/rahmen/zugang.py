"""Kommt jemand von diesem Rechner, und erreicht das Dashboard sonst niemand? Im Zweifel: nein.

Ohne Anmeldung hängt davon ab, ob jemand alles darf oder nur lesen. Eine einzelne Angabe reicht nicht: Ein
vorgeschalteter Server (Reverse Proxy) kommt selbst von der eigenen Schleife, und eine fremde Internetseite
kann den Browser an ``localhost`` schicken.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

WEITERLEITUNG = frozenset(
    {"forwarded", "via", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "true-client-ip"}
    | {"cf-connecting-ip", "x-original-host", "x-original-url", "x-rewrite-url"}
)
"""Kopfzeilen, die nur ein vorgeschalteter Server setzt; dazu alles, was mit ``x-forwarded`` beginnt."""


@dataclass(frozen=True)
class Umstaende:
    """Woran man erkennt, woher jemand kommt.

    Attributes
    ----------
    server : ``INSEK_BETRIEB=server``.
    gebunden_an : Streamlits ``server.address``: an welcher Adresse der Dienst hört.
    nach_aussen : Streamlits ``browser.serverAddress``: unter welchem Namen er angekündigt wird.
    kopfzeilen : Mapping of str to str
        Kopfzeilen der Verbindung, Namen in Kleinschreibung.
    gegenstelle : Adresse der Gegenstelle; ``None`` heißt bei Streamlit: die eigene Schleife.
    """

    server: bool
    gebunden_an: object
    nach_aussen: object
    kopfzeilen: Mapping[str, str]
    gegenstelle: object


def grund_dagegen(umstaende: Umstaende) -> str:
    """Warum jemand nicht als „an diesem Rechner“ gilt (Nebensatz ohne Punkt); leer, wenn er es tut."""
    kopf = umstaende.kopfzeilen
    if umstaende.server:
        return "das Dashboard läuft auf einem Server (INSEK_BETRIEB)"
    if not ist_schleife(umstaende.gebunden_an):
        return "das Dashboard ist auch von anderen Rechnern erreichbar"
    if umstaende.nach_aussen is not None and not ist_schleife(umstaende.nach_aussen):
        return "das Dashboard ist unter einem öffentlichen Namen eingerichtet"
    if any(name in WEITERLEITUNG or name.startswith("x-forwarded") for name in kopf):
        return "die Verbindung kommt über einen vorgeschalteten Server"
    if not ist_schleife(_rechner(f"//{kopf.get('host', '')}")) or not ist_schleife(
        _rechner(kopf.get("origin", ""))
    ):
        return "die Adresse im Browser ist nicht localhost"
    if umstaende.gegenstelle is not None and not ist_schleife(umstaende.gegenstelle):
        return "die Verbindung kommt von einem anderen Rechner"
    return ""


def ist_schleife(name: object) -> bool:
    """Ob ein Name oder eine Adresse die eigene Schleife meint (localhost, 127.0.0.0/8, ::1)."""
    if not isinstance(name, str):
        return False
    if name.lower() == "localhost":
        return True
    try:
        adresse = ipaddress.ip_address(name)
    except ValueError:
        return False
    if isinstance(adresse, ipaddress.IPv6Address) and adresse.ipv4_mapped is not None:
        return adresse.ipv4_mapped.is_loopback
    return adresse.is_loopback


def _rechner(adresse: str) -> str | None:
    """Name des Rechners in einer Adresse; None, wenn sie mehr enthält als Rechner und Port."""
    try:
        teile = urlsplit(adresse)
        teile.port  # noqa: B018  ein unmöglicher Port ist ein ValueError
    except ValueError:
        return None
    eindeutig = not (teile.path or teile.query or teile.fragment or "@" in teile.netloc)
    return teile.hostname if eindeutig else None
