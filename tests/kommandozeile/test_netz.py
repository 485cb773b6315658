"""Adressen im Hausnetz aus dem, was Linux, macOS und Windows wirklich ausgeben."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.workshop.dienst import netz
from insek_monitor.workshop.dienst.netz import Anschluss, Quellen


def quellen(
    *,
    system: str = "Linux",
    ausgaben: dict[str, str] | None = None,
    fib_trie: str = "",
    standardweg: str = "",
    rechnername: Sequence[str] = (),
) -> Quellen:
    return Quellen(
        system,
        lambda befehl: (ausgaben or {}).get(befehl[0], ""),
        lambda pfad: fib_trie if pfad == Path("/proc/net/fib_trie") else "",
        lambda: standardweg,
        lambda: list(rechnername),
    )


def ip(*eintraege: tuple[str, str], operstate: str = "UP") -> str:
    return json.dumps(
        [
            {"ifname": name, "operstate": operstate, "addr_info": [{"family": "inet", "local": adresse}]}
            for name, adresse in eintraege
        ]
    )


def adressen(gefunden: Sequence[Anschluss]) -> list[str]:
    return [anschluss.adresse for anschluss in gefunden]


def test_linux_wlan_vor_bruecken_und_vpn() -> None:
    gefunden = netz.finde(
        quellen(
            ausgaben={
                "ip": ip(
                    ("lo", "127.0.0.1"),
                    ("docker0", "172.17.0.1"),
                    ("virbr0", "192.168.122.1"),
                    ("tun0", "10.8.0.6"),
                    ("wlp3s0", "192.168.178.23"),
                )
            },
            # Das VPN nimmt den ganzen Verkehr; Telefone erreichen es trotzdem nicht.
            standardweg="10.8.0.6",
            rechnername=["127.0.1.1"],
        )
    )
    assert gefunden[0] == Anschluss("192.168.178.23", "wlp3s0")
    assert set(adressen(gefunden)) == {"192.168.178.23", "172.17.0.1", "192.168.122.1", "10.8.0.6"}


def test_eigener_hotspot_vor_dem_kabel() -> None:
    gefunden = netz.finde(
        quellen(
            ausgaben={"ip": ip(("eth0", "192.168.1.5"), ("wlan0", "10.42.0.1"))}, standardweg="192.168.1.5"
        )
    )
    assert adressen(gefunden) == ["10.42.0.1", "192.168.1.5"]


def test_standardweg_vor_dem_zweiten_anschluss() -> None:
    gefunden = netz.finde(
        quellen(ausgaben={"ip": ip(("eth0", "192.168.1.5"), ("wlan0", "10.1.2.3"))}, standardweg="10.1.2.3")
    )
    assert adressen(gefunden) == ["10.1.2.3", "192.168.1.5"]


def test_bereiche_in_fester_folge_und_selbst_vergebene_zuletzt() -> None:
    eintraege = [
        ("eth4", "169.254.7.8"),
        ("eth3", "81.169.1.2"),
        ("eth2", "172.16.3.4"),
        ("eth1", "10.1.2.3"),
        ("eth0", "192.168.1.5"),
    ]
    assert adressen(netz.finde(quellen(ausgaben={"ip": ip(*eintraege)}))) == [
        "192.168.1.5",
        "10.1.2.3",
        "172.16.3.4",
        "81.169.1.2",
        "169.254.7.8",
    ]


def test_ohne_standardweg_und_ohne_ip_hilft_fib_trie() -> None:
    # Ein WLAN ohne Internet: kein Weg nach draußen, der Name des Rechners führt auf die Schleife.
    fib = """Main:
  +-- 0.0.0.0/0 3 0 5
        |-- 127.0.0.1
           /32 host LOCAL
     |-- 192.168.43.0
        /24 link UNICAST
           |-- 192.168.43.17
              /32 host LOCAL
        |-- 192.168.43.255
           /32 link BROADCAST
"""
    assert adressen(netz.finde(quellen(fib_trie=fib, rechnername=["127.0.1.1"]))) == ["192.168.43.17"]


def test_kein_netz() -> None:
    assert netz.finde(quellen(ausgaben={"ip": ip(("lo", "127.0.0.1"))}, rechnername=["127.0.1.1"])) == []
    assert netz.finde(quellen(ausgaben={"ip": ip(("eth0", "192.168.1.5"), operstate="DOWN")})) == []


def test_windows_deutsch() -> None:
    text = """
Windows-IP-Konfiguration


Ethernet-Adapter Ethernet:

   Medienstatus. . . . . . . . . . . : Medium getrennt

Ethernet-Adapter vEthernet (WSL):

   IPv4-Adresse  . . . . . . . . . . : 172.20.0.1
   Subnetzmaske  . . . . . . . . . . : 255.255.240.0

Ethernet-Adapter VirtualBox Host-Only Network:

   IPv4-Adresse  . . . . . . . . . . : 192.168.56.1

Drahtlos-LAN-Adapter WLAN:

   Verbindungsspezifisches DNS-Suffix: fritz.box
   IPv4-Adresse  . . . . . . . . . . : 192.168.178.23(Bevorzugt)
   Subnetzmaske  . . . . . . . . . . : 255.255.255.0
   Standardgateway . . . . . . . . . : 192.168.178.1
"""
    gefunden = netz.finde(
        quellen(system="Windows", ausgaben={"ipconfig": text}, standardweg="192.168.178.23")
    )
    assert gefunden[0] == Anschluss("192.168.178.23", "Drahtlos-LAN-Adapter WLAN")
    assert set(adressen(gefunden)) == {"192.168.178.23", "172.20.0.1", "192.168.56.1"}
    assert "255.255.255.0" not in adressen(gefunden)


def test_windows_englisch_mit_selbst_vergebener_adresse() -> None:
    text = """
Wireless LAN adapter Wi-Fi:

   Autoconfiguration IPv4 Address. . : 169.254.10.20

Wireless LAN adapter Local Area Connection* 2:

   IPv4 Address. . . . . . . . . . . : 192.168.137.1
"""
    assert adressen(netz.finde(quellen(system="Windows", ausgaben={"ipconfig": text}))) == [
        "192.168.137.1",
        "169.254.10.20",
    ]


def test_macos() -> None:
    text = (
        "lo0: flags=8049<UP,LOOPBACK,RUNNING,MULTICAST> mtu 16384\n"
        "\tinet 127.0.0.1 netmask 0xff000000\n"
        "en0: flags=8863<UP,BROADCAST,SMART,RUNNING> mtu 1500\n"
        "\tinet6 fe80::1%en0 prefixlen 64 secured scopeid 0x6\n"
        "\tinet 10.0.0.7 netmask 0xffffff00 broadcast 10.0.0.255\n"
        "utun3: flags=8051<UP,POINTOPOINT,RUNNING,MULTICAST> mtu 1380\n"
        "\tinet 192.168.99.2 --> 192.168.99.2 netmask 0xffffffff\n"
    )
    gefunden = netz.finde(quellen(system="Darwin", ausgaben={"ifconfig": text}))
    assert gefunden == [Anschluss("10.0.0.7", "en0"), Anschluss("192.168.99.2", "utun3")]


@pytest.mark.parametrize(
    ("name", "erwartet"),
    [
        ("wlan0", False),
        ("enp0s31f6", False),
        ("bridge100", False),  # Internetfreigabe von macOS: dahinter sind die Telefone
        ("br-3f2a", True),
        ("docker0", True),
        ("wg0", True),
        ("Unbekannter Adapter OpenVPN TAP-Windows6", True),
        ("Ethernet-Adapter vEthernet (Default Switch)", True),
        ("Drahtlos-LAN-Adapter LAN-Verbindung* 2", False),
        ("", False),
    ],
)
def test_virtuelle_anschluesse(name: str, erwartet: bool) -> None:
    assert netz.ist_virtuell(Anschluss("192.168.1.5", name)) is erwartet


def test_vermittelte_adresse_eines_vpn_steht_hinten() -> None:
    gefunden = netz.finde(quellen(standardweg="100.101.2.3", rechnername=["192.168.1.5"]))
    assert adressen(gefunden) == ["192.168.1.5", "100.101.2.3"]


@given(st.text(max_size=200))
def test_unsinn_wirft_nicht(text: str) -> None:
    for system, befehl in (("Linux", "ip"), ("Darwin", "ifconfig"), ("Windows", "ipconfig")):
        gefunden = netz.finde(quellen(system=system, ausgaben={befehl: text}, fib_trie=text))
        assert all(not anschluss.adresse.startswith("127.") for anschluss in gefunden)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda k: (
            st.lists(k) | st.dictionaries(st.sampled_from(["ifname", "addr_info", "local", "operstate"]), k)
        ),
        max_leaves=8,
    )
)
def test_unerwartetes_json_wirft_nicht(angaben: object) -> None:
    assert isinstance(netz.aus_ip(json.dumps(angaben)), list)


def test_echte_quellen_antworten() -> None:
    gefunden = netz.finde(netz.quellen_dieses_rechners("Linux"))
    assert all(anschluss.adresse.count(".") == 3 for anschluss in gefunden)
