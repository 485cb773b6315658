"""Was vor einem Workshop geprüft wird: Jede Meldung nennt den Wert und was zu tun ist."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from insek_monitor.workshop.dienst import proben as workshopproben
from insek_monitor.workshop.dienst import pruefung as workshoppruefung
from insek_monitor.workshop.dienst.proben import Proben
from insek_monitor.workshop.dienst.pruefung import Vorhaben

ORDNER = Path("/srv/ablage")
VORHABEN = Vorhaben(8501, 8600, ORDNER, date(2026, 11, 21))


def proben(
    system: str = "Linux",
    *,
    belegt: frozenset[int] = frozenset(),
    ausgaben: Mapping[str, str] | None = None,
    dateien: Mapping[str, str] | None = None,
    frei: int = 10_000_000_000,
    beschreibbar: bool = True,
) -> Proben:
    return Proben(
        system,
        lambda port: port in belegt,
        lambda befehl: (ausgaben or {}).get(" ".join(befehl), ""),
        lambda pfad: (dateien or {}).get(pfad.as_posix(), ""),
        lambda _: frei,
        lambda ordner: sorted(
            {
                Path(d).parent.name
                for d in dateien or {}
                if Path(d).parent.parent.as_posix() == ordner.as_posix()
            }
        ),
        lambda _: beschreibbar,
    )


def test_nichts_zu_beanstanden() -> None:
    assert workshoppruefung.hindernisse(VORHABEN, proben()) == []
    assert workshoppruefung.hinweise(VORHABEN, proben(), wach=True) == []


def test_belegter_port_nennt_den_naechsten_freien() -> None:
    (satz,) = workshoppruefung.hindernisse(VORHABEN, proben(belegt=frozenset({8600, 8601})))
    assert satz == (
        "Port 8600 für die Telefone ist belegt; vielleicht läuft der INSEK-Monitor schon. Bitte beenden Sie "
        "das andere Programm oder nehmen Sie einen anderen: --saalport 8602 (make workshop SAALPORT=8602)."
    )


def test_vorschlag_ist_nie_der_port_des_anderen_dienstes() -> None:
    eng = replace(VORHABEN, port=8501, saalport=8502)
    (satz,) = workshoppruefung.hindernisse(eng, proben(belegt=frozenset({8501})))
    assert "--port 8503 (make workshop PORT=8503)" in satz


def test_alle_ports_belegt() -> None:
    saetze = workshoppruefung.hindernisse(VORHABEN, proben(belegt=frozenset(range(8000, 9000))))
    assert [satz.rpartition("Bitte ")[2] for satz in saetze] == ["beenden Sie das andere Programm."] * 2


def test_gleicher_port() -> None:
    (satz,) = workshoppruefung.hindernisse(replace(VORHABEN, saalport=8501), proben())
    assert "denselben Port 8501" in satz


@pytest.mark.parametrize(
    ("frei", "hindernis", "hinweis"),
    [
        (49_999_999, True, False),
        (50_000_000, False, True),
        (499_999_999, False, True),
        (500_000_000, False, False),
    ],
)
def test_platz(frei: int, hindernis: bool, hinweis: bool) -> None:
    assert bool(workshoppruefung.hindernisse(VORHABEN, proben(frei=frei))) is hindernis
    saetze = workshoppruefung.hinweise(VORHABEN, proben(frei=frei), wach=True)
    assert bool(saetze) is hinweis
    assert all(f"{frei // 1_000_000} MB" in satz for satz in saetze)


def test_ordner_nicht_beschreibbar() -> None:
    (satz,) = workshoppruefung.hindernisse(VORHABEN, proben(beschreibbar=False))
    assert "„/srv/ablage“" in satz
    assert "INSEK_DATENORDNER" in satz


def test_mit_postgresql_zaehlt_kein_ordner() -> None:
    ohne = replace(VORHABEN, datenordner=None)
    assert workshoppruefung.hindernisse(ohne, proben(frei=0, beschreibbar=False)) == []
    assert workshoppruefung.hinweise(ohne, proben(frei=60_000_000), wach=True) == []


@pytest.mark.parametrize(
    ("heute", "plausibel"),
    [
        (date(1970, 1, 1), False),
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2059, 12, 31), True),
        (date(2060, 1, 1), False),
    ],
)
def test_uhr(heute: date, plausibel: bool) -> None:
    saetze = workshoppruefung.hinweise(replace(VORHABEN, heute=heute), proben(), wach=True)
    assert (saetze == []) is plausibel
    assert all(f"{heute:%d.%m.%Y}" in satz for satz in saetze)


def test_ufw_mit_befehl_und_rueckweg() -> None:
    an = proben(dateien={"/etc/ufw/ufw.conf": "# Kommentar\nENABLED=yes\nLOGLEVEL=low\n"})
    (satz,) = workshoppruefung.hinweise(VORHABEN, an, wach=True)
    assert "sudo ufw allow 8600/tcp" in satz
    assert "sudo ufw delete allow 8600/tcp" in satz
    aus = proben(dateien={"/etc/ufw/ufw.conf": "# ENABLED=yes\nENABLED=no\n"})
    assert workshoppruefung.hinweise(VORHABEN, aus, wach=True) == []


def test_firewalld() -> None:
    an = proben(ausgaben={"systemctl is-active firewalld": "active\n"})
    (satz,) = workshoppruefung.hinweise(VORHABEN, an, wach=True)
    assert "sudo firewall-cmd --add-port=8600/tcp" in satz
    aus = proben(ausgaben={"systemctl is-active firewalld": "inactive\n"})
    assert workshoppruefung.hinweise(VORHABEN, aus, wach=True) == []


def test_wsl_wird_genannt() -> None:
    wsl = proben(dateien={"/proc/version": "Linux version 5.15.167.4-microsoft-standard-WSL2"})
    (satz,) = workshoppruefung.hinweise(VORHABEN, wsl, wach=True)
    assert r".venv\Scripts\python -m insek_monitor workshop" in satz


def test_windows_und_macos() -> None:
    (satz,) = workshoppruefung.hinweise(VORHABEN, proben("Windows"), wach=True)
    assert "-LocalPort 8600 " in satz
    befehl = "/usr/libexec/ApplicationFirewall/socketfilterfw --getglobalstate"
    an = proben("Darwin", ausgaben={befehl: "Firewall is enabled. (State = 1)"})
    assert len(workshoppruefung.hinweise(VORHABEN, an, wach=True)) == 1
    aus = proben("Darwin", ausgaben={befehl: "Firewall is disabled. (State = 0)"})
    assert workshoppruefung.hinweise(VORHABEN, aus, wach=True) == []


@pytest.mark.parametrize(
    ("system", "befehl"), [("Linux", "Einstellungen"), ("Windows", "powercfg"), ("Darwin", "caffeinate")]
)
def test_ruhezustand_wenn_nicht_gesperrt(system: str, befehl: str) -> None:
    saetze = [
        s for s in workshoppruefung.hinweise(VORHABEN, proben(system), wach=False) if "Ruhezustand" in s
    ]
    assert len(saetze) == 1
    assert befehl in saetze[0]


def strom(**netzteile: str) -> dict[str, str]:
    wurzel = "/sys/class/power_supply"
    return {f"{wurzel}/BAT0/type": "Battery\n"} | {
        f"{wurzel}/{name}/{angabe}": wert
        for name, online in netzteile.items()
        for angabe, wert in (("type", "Mains\n"), ("online", f"{online}\n"))
    }


@pytest.mark.parametrize(
    ("dateien", "akku"),
    [
        (strom(AC="0"), True),
        (strom(AC="1"), False),
        (strom(ADP0="0", ADP1="1"), False),
        (strom(), False),
        ({}, False),
    ],
)
def test_akku(dateien: dict[str, str], akku: bool) -> None:
    assert workshoppruefung.laeuft_auf_akku(proben(dateien=dateien)) is akku
    saetze = workshoppruefung.hinweise(VORHABEN, proben(dateien=dateien), wach=True)
    assert any("Netzteil" in satz for satz in saetze) is akku


def test_wachhalter() -> None:
    assert workshoppruefung.wachhalter("Linux", lambda name: name == "systemd-inhibit")[-1] == "cat"
    assert workshoppruefung.wachhalter("Linux", lambda _: False) == []
    assert workshoppruefung.wachhalter("Darwin", lambda name: name == "caffeinate")[0] == "caffeinate"
    assert workshoppruefung.wachhalter("Windows", lambda _: True) == []


def test_echte_proben_erkennen_einen_belegten_port(tmp_path: Path) -> None:
    echt = workshopproben.proben_dieses_rechners("Linux")
    with socket.create_server(("127.0.0.1", 0)) as anschluss:
        port = anschluss.getsockname()[1]
        assert echt.belegt(port)
    assert not echt.belegt(port)
    assert echt.beschreibbar(tmp_path / "neu" / "ablage")
    assert not (tmp_path / "neu").exists()
    assert echt.freier_platz(tmp_path / "neu") > 0
    assert echt.ausgabe(["gibt-es-nicht"]) == ""
    assert echt.datei(tmp_path / "fehlt") == ""
    assert echt.namen(tmp_path / "fehlt") == []
