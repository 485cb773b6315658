"""Kommt jemand von diesem Rechner? Wer ist, wen der Anmeldedienst nennt? Im Zweifel: nein, niemand.

Ohne Anmeldung hängt davon ab, ob jemand alles darf oder nur lesen. Eine einzelne Angabe reicht nicht: Ein
vorgeschalteter Server (Reverse Proxy) kommt selbst von der eigenen Schleife, und eine fremde Internetseite
kann den Browser an ``localhost`` schicken.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from insek_monitor.kern.rollen import Person, Rolle, Zugang

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


HOECHSTENS_ZEICHEN = 200
VORSATZ = "insek-"


def person_aus(angaben: Mapping[str, Any], rollen_angabe: str = "") -> Person | None:
    """Die angemeldete Person.

    Parameters
    ----------
    angaben
        Angaben (Claims) des Identitätsnachweises.
    rollen_angabe
        Name der Angabe mit den Rollen; Punkte führen in verschachtelte Angaben
        (``realm_access.roles``). Leer: der Anmeldedienst nennt keine Rollen.

    Returns
    -------
    Person or None
        None, wenn keine brauchbare Kennung dabei ist.
    """
    kennung = kennung_aus(angaben)
    if not kennung:
        return None
    name = _zeile(angaben.get("name")) or _zeile(angaben.get("preferred_username")) or kennung
    return Person(name, kennung, Zugang.ANMELDUNG, rolle_aus(_wert(angaben, rollen_angabe)))


def kennung_aus(angaben: Mapping[str, Any]) -> str:
    """Die geprüfte E-Mail-Adresse in Kleinschreibung, sonst ``sub``; leer, wenn beides fehlt.

    Eine ungeprüfte Adresse kann jeder angeben; sie darf niemandes Rolle geben. Deshalb bekommt auch ein
    ``sub``, das wie eine Adresse aussieht, einen Vorsatz.
    """
    adresse = _zeile(angaben.get("email"))
    if angaben.get("email_verified") is True and adresse.isascii() and adresse.count("@") == 1:
        return adresse.lower()
    nachweis = _zeile(angaben.get("sub"))
    if nachweis != angaben.get("sub"):  # Ein ``sub`` gilt Zeichen für Zeichen.
        return ""
    return f"sub:{nachweis}" if "@" in nachweis else nachweis


def rolle_aus(wert: Any) -> Rolle | None:
    """Die höchste Rolle in einer Angabe (ein Text oder eine Liste von Texten); None ohne bekannte Rolle.

    Nur mit Vorsatz: Ein bloßes „lesen“ kann die Gruppe einer ganz anderen Anwendung sein.
    """
    texte = [wert] if isinstance(wert, str) else wert if isinstance(wert, list | tuple) else []
    genannt = {text.strip().lower() for text in texte if isinstance(text, str)}
    return next((rolle for rolle in reversed(Rolle) if VORSATZ + rolle.value in genannt), None)


def grund_ohne_rolle(angaben: Mapping[str, Any], rollen_angabe: str) -> str:
    """Warum der Anmeldedienst keine Rolle nennt; leer, wenn er eine nennt oder keine nennen soll."""
    wert = _wert(angaben, rollen_angabe)
    if not rollen_angabe or rolle_aus(wert) is not None:
        return ""
    angabe = f"Angabe „{rollen_angabe}“ des Anmeldedienstes"
    if wert is None:
        return f"Die {angabe} fehlt."
    texte = [wert] if isinstance(wert, str) else wert if isinstance(wert, list | tuple) else []
    for text in texte:
        if isinstance(text, str) and text.lower().count(VORSATZ) > 1:
            return (
                f"In der {angabe} steht „{text[:80]}“ als ein einziger Text; gebraucht wird eine Liste mit "
                "einem Eintrag je Rolle."
            )
    namen = ", ".join(VORSATZ + rolle.value for rolle in Rolle)
    return f"In der {angabe} steht keine der Rollen {namen}."


def _wert(angaben: Mapping[str, Any], name: str) -> Any:
    if not name:
        return None
    if name in angaben:  # Namen wie „https://example.org/rollen“ enthalten selbst Punkte
        return angaben[name]
    wert: Any = angaben
    for teil in name.split("."):
        wert = wert.get(teil) if isinstance(wert, Mapping) else None
    return wert


def _zeile(wert: Any) -> str:
    """Eine brauchbare einzeilige Angabe, sonst leer."""
    if not isinstance(wert, str):
        return ""
    text = wert.strip()
    return text if text.isprintable() and len(text) <= HOECHSTENS_ZEICHEN else ""
