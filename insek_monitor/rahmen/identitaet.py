"""Aus den Angaben des Anmeldedienstes (OpenID Connect) wird eine Person; was unklar ist, zählt nicht."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from insek_monitor.kern.rollen import Person, Rolle, Zugang

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
