"""Adressen dieses Rechners im Hausnetz, ohne irgendwen zu fragen: Kein Paket verlässt den Rechner.

Gesucht wird die Adresse, die ein Telefon im selben Raum erreicht. Ein Laptop hat oft mehrere: WLAN, Kabel,
eigener Hotspot, dazu VPN und Brücken für virtuelle Maschinen, die kein Telefon erreicht.
"""

from __future__ import annotations

import ipaddress
import json
import re
import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from insek_monitor.workshop.dienst.proben import ausgabe, datei

HOTSPOT = frozenset({"192.168.137.1", "10.42.0.1"})
"""Eigener Hotspot unter Windows und Linux (NetworkManager): Wer ihn einschaltet, will Telefone dort haben."""
BEREICHE = tuple(ipaddress.ip_network(netz) for netz in ("192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12"))
VERMITTELT = ipaddress.ip_network("100.64.0.0/10")
"""Vergeben Anbieter und VPN (Tailscale), nie ein Hausnetz."""
VIRTUELL = re.compile(
    r"docker|veth|vethernet|br-|virbr|vmnet|vmware|virtualbox|vbox|hyper-v|wsl|lxc|lxd|podman|cni|tun|tap|wg"
    r"|vpn|ppp|utun|tailscale|zt|zerotier|openvpn|wireguard",
    re.IGNORECASE,
)
"""Namen von Anschlüssen, hinter denen kein Telefon ist; gilt am Anfang, unter Windows im ganzen Namen."""


@dataclass(frozen=True)
class Anschluss:
    """Eine IPv4-Adresse dieses Rechners.

    Attributes
    ----------
    name : Name des Anschlusses („wlan0“, „Drahtlos-LAN-Adapter WLAN“); leer, wenn unbekannt.
    """

    adresse: str
    name: str = ""


@dataclass(frozen=True)
class Quellen:
    """Woher die Adressen kommen; im Test austauschbar. Was nicht geht, ist leer."""

    system: str
    ausgabe: Callable[[Sequence[str]], str]
    datei: Callable[[Path], str]
    standardweg: Callable[[], str]
    rechnername: Callable[[], list[str]]


def finde(quellen: Quellen) -> list[Anschluss]:
    """Adressen, unter denen ein Telefon diesen Rechner erreichen könnte, die aussichtsreichste zuerst.

    Leer, wenn der Rechner in keinem Netz ist.
    """
    if quellen.system == "Windows":
        benannt = aus_ipconfig(quellen.ausgabe(["ipconfig"]))
    else:
        benannt = aus_ip(quellen.ausgabe(["ip", "-j", "-4", "address"]))
        benannt = benannt or aus_ifconfig(quellen.ausgabe(["ifconfig"]))
    standardweg = quellen.standardweg()
    unbenannt = [standardweg, *quellen.rechnername()]
    if not benannt:
        unbenannt += aus_fib_trie(quellen.datei(Path("/proc/net/fib_trie")))
    je_adresse: dict[str, Anschluss] = {}
    for anschluss in [*benannt, *(Anschluss(adresse) for adresse in unbenannt)]:
        if _ist_brauchbar(anschluss.adresse):
            je_adresse.setdefault(anschluss.adresse, anschluss)
    return sorted(je_adresse.values(), key=lambda anschluss: _rang(anschluss, standardweg))


def ist_virtuell(anschluss: Anschluss) -> bool:
    """Ob der Name nach VPN, Behälter oder virtueller Maschine klingt."""
    name = anschluss.name
    # Windows nennt die Art des Adapters davor: „Ethernet-Adapter vEthernet (WSL)“.
    if " " in name:
        return any(VIRTUELL.match(wort) for wort in re.split(r"[\s(]+", name))
    return VIRTUELL.match(name) is not None


def aus_ip(text: str) -> list[Anschluss]:
    """Aus ``ip -j -4 address`` (Linux); nur eingeschaltete Anschlüsse."""
    try:
        eintraege = json.loads(text)
    except ValueError:
        return []
    return [
        Anschluss(str(angabe.get("local", "")), str(eintrag.get("ifname", "")))
        for eintrag in _liste(eintraege)
        if isinstance(eintrag, dict) and eintrag.get("operstate") != "DOWN"
        for angabe in _liste(eintrag.get("addr_info"))
        if isinstance(angabe, dict)
    ]


def aus_ifconfig(text: str) -> list[Anschluss]:
    """Aus ``ifconfig`` (macOS, ältere Linux)."""
    return _aus_absaetzen(text, r"^(\S+?):? ", r"^\s+inet (?:addr:)?([0-9.]+)")


def aus_ipconfig(text: str) -> list[Anschluss]:
    """Aus ``ipconfig`` (Windows, deutsch oder englisch)."""
    return _aus_absaetzen(text, r"^(\S.*):\s*$", r"^\s+.*IPv4[^:]*:\s*([0-9.]+)")


def aus_fib_trie(text: str) -> list[str]:
    """Eigene Adressen aus ``/proc/net/fib_trie`` (Linux ohne ``ip``)."""
    return re.findall(r"\|-- ([0-9.]+)\s+/32 host LOCAL", text)


def quellen_dieses_rechners(system: str) -> Quellen:
    """Die echten Quellen."""
    return Quellen(system, ausgabe, datei, _standardweg, _rechnername)


def _aus_absaetzen(text: str, kopf: str, adresse: str) -> list[Anschluss]:
    gefunden, name = [], ""
    for zeile in text.splitlines():
        if treffer := re.match(adresse, zeile):
            gefunden.append(Anschluss(treffer[1], name))
        elif treffer := re.match(kopf, zeile):
            name = treffer[1]
    return gefunden


def _liste(wert: object) -> list[object]:
    return wert if isinstance(wert, list) else []


def _ist_brauchbar(text: str) -> bool:
    try:
        adresse = ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return not (adresse.is_loopback or adresse.is_unspecified or adresse.is_multicast)


def _rang(anschluss: Anschluss, standardweg: str) -> tuple[bool, bool, bool, bool, bool, int]:
    adresse = ipaddress.IPv4Address(anschluss.adresse)
    bereich = next((i for i, netz in enumerate(BEREICHE) if adresse in netz), len(BEREICHE))
    return (
        ist_virtuell(anschluss) or adresse in VERMITTELT,
        adresse.is_link_local,
        anschluss.adresse not in HOTSPOT,
        bereich == len(BEREICHE),
        # Wo es ins Internet geht, sind meist auch die Telefone.
        anschluss.adresse != standardweg,
        bereich,
    )


def _standardweg() -> str:
    """Eigene Adresse auf dem Weg ins Internet.

    ``connect`` mit UDP wählt nur den Weg und schickt nichts; 192.0.2.0/24 ist für Beispiele reserviert.
    """
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as anschluss:
            anschluss.connect(("192.0.2.1", 9))
            return str(anschluss.getsockname()[0])
    except OSError:
        return ""


def _rechnername() -> list[str]:
    try:
        angaben: Iterable[tuple[object, ...]] = socket.getaddrinfo(
            socket.gethostname(), None, family=socket.AF_INET, type=socket.SOCK_STREAM
        )
    except (OSError, UnicodeError):
        return []
    return [str(angabe[4][0]) for angabe in angaben if isinstance(angabe[4], tuple)]
