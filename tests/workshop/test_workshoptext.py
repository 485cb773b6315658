"""Was der Befehl zeigt und womit er die Dienste startet."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from insek_monitor.workshop.dienst import dienst as workshop
from insek_monitor.workshop.dienst import prozesse as workshopprozesse
from insek_monitor.workshop.dienst import text as workshoptext
from insek_monitor.workshop.dienst.prozesse import Halt
from insek_monitor.workshop.dienst.text import Stand
from insek_monitor.workshop.saal import qr

STAND = Stand(
    dashboard="http://localhost:8501",
    telefone="http://192.168.1.5:8600",
    weitere=[],
    dashboard_im_netz="",
    wach=True,
)


def mit(**angaben: object) -> Stand:
    return Stand(**(STAND.__dict__ | angaben))


def test_adressen_code_und_was_andere_erreichen() -> None:
    text = workshoptext.bereit(STAND, [], mit_qr=True)
    assert "Dieser Laptop:  http://localhost:8501\n" in text
    assert "Telefone:       http://192.168.1.5:8600/w\n" in text
    assert qr.terminal("http://192.168.1.5:8600/w") in text
    assert "nur die Telefonseite (/w)" in text.replace("\n", " ")
    assert "Der Ruhezustand ist gesperrt" in text
    assert "Bitte beachten" not in text
    assert text.endswith("Beenden: Strg+C")


def test_in_einer_datei_ohne_steuerzeichen() -> None:
    assert "\x1b" not in workshoptext.bereit(STAND, [], mit_qr=False)


def test_ohne_netz_bleibt_das_handzeichen() -> None:
    text = workshoptext.bereit(mit(telefone=""), [], mit_qr=True)
    assert "in keinem Netz" in text
    assert "Handzeichen" in text
    assert "Telefone:  " not in text
    assert "\x1b" not in text


def test_weitere_adressen() -> None:
    text = workshoptext.bereit(mit(weitere=["10.0.0.7", "172.17.0.1"]), [], mit_qr=False)
    assert "mit --adresse neu starten: 10.0.0.7, 172.17.0.1" in text


def test_alles_im_netz_sagt_dass_alle_nur_lesen() -> None:
    text = workshoptext.bereit(mit(dashboard_im_netz="http://192.168.1.5:8501"), [], mit_qr=False)
    assert "Dashboard für andere: http://192.168.1.5:8501\n" in text
    text = text.replace("\n", " ")
    assert "das ganze Dashboard" in text
    assert "nur lesen, auch dieser Laptop" in text
    assert "bleiben auf diesem Laptop" not in text


def test_hinweise_als_liste_und_befehle_unzerteilt() -> None:
    befehl = "sudo firewall-cmd --add-port=8600/tcp"
    text = workshoptext.bereit(mit(wach=False), ["Kurz.", f"{'Wort ' * 17}{befehl} (gilt)"], mit_qr=False)
    zeilen = text.splitlines()
    assert "  - Kurz." in zeilen
    assert any("--add-port=8600/tcp" in zeile for zeile in zeilen)
    assert all(len(zeile) <= workshoptext.BREITE for zeile in zeilen)
    assert "Ruhezustand" not in text


def test_anderes_netz() -> None:
    assert "Adresse 192.168.1.5 nicht mehr (jetzt 10.0.0.7)" in workshoptext.andere_adresse(
        "192.168.1.5", ["10.0.0.7"]
    )
    assert "(jetzt keine)" in workshoptext.andere_adresse("192.168.1.5", [])


def test_dashboard_hoert_nur_auf_der_eigenen_schleife() -> None:
    befehl = workshop.dashboard(8501)
    assert befehl[befehl.index("--server.address") + 1] == "127.0.0.1"
    assert "0.0.0.0" not in befehl
    assert "--browser.serverAddress" not in befehl


def test_dashboard_auf_wunsch_im_netz() -> None:
    befehl = workshop.dashboard(8501, "192.168.1.5")
    assert befehl[befehl.index("--server.address") + 1] == "0.0.0.0"
    assert befehl[befehl.index("--browser.serverAddress") + 1] == "192.168.1.5"


@pytest.mark.parametrize(
    ("adresse", "an"), [("192.168.1.5", "0.0.0.0"), ("", "0.0.0.0"), ("127.0.0.1", "127.0.0.1")]
)
def test_telefonseite_im_netz_und_ohne_protokoll_der_besuche(adresse: str, an: str) -> None:
    befehl = workshop.telefone(8600, adresse)
    assert befehl[befehl.index("--host") + 1] == an
    # Adressen von Telefonen stehen in keinem Protokoll, und niemand kann eine andere vorgeben.
    assert {"--no-access-log", "--no-proxy-headers"} <= set(befehl)


def test_register_das_nicht_aufgeht(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "datei").write_text("x", encoding="utf-8")
    monkeypatch.setenv("INSEK_DATENORDNER", str(tmp_path / "datei"))
    monkeypatch.delenv("INSEK_DATENBANK_URL", raising=False)
    meldung = workshop.richte_register_ein(Path(workshop.__file__).parents[3])
    assert meldung
    assert "Traceback" not in meldung
    assert not meldung.startswith("Fehler")


def test_wachhalter_der_sofort_endet_zaehlt_nicht() -> None:
    assert workshopprozesse.halte_wach([]) is None
    assert workshopprozesse.halte_wach(["gibt-es-nicht"]) is None
    assert workshopprozesse.halte_wach([sys.executable, "-c", ""]) is None


def test_wachhalter_endet_mit_seiner_eingabe() -> None:
    wache = workshopprozesse.halte_wach([sys.executable, "-c", "import sys; sys.stdin.read()"])
    assert wache is not None
    assert wache.stdin is not None
    wache.stdin.close()
    assert wache.wait(timeout=5) == 0


def test_prozesse_starten_warten_und_beenden(tmp_path: Path) -> None:
    befehl = [sys.executable, "-c", "import os, time; print(os.environ['PROBE'], flush=True); time.sleep(60)"]
    kind = workshopprozesse.starte("Der Dienst", befehl, {"PROBE": "da"}, tmp_path, tmp_path)
    try:
        assert kind.protokoll.name == "dienst.txt"
        assert workshopprozesse.warte(lambda: "da" in kind.protokoll.read_text(), [kind], Halt(), 10)
        assert workshopprozesse.erstes_beendete([kind]) is None
    finally:
        workshopprozesse.beende([kind.prozess])
    assert workshopprozesse.erstes_beendete([kind]) is kind


def test_warten_endet_mit_dem_prozess_mit_der_frist_und_mit_halt(tmp_path: Path) -> None:
    def nie() -> bool:
        return False

    kurz = workshopprozesse.starte("Der Dienst", [sys.executable, "-c", ""], {}, tmp_path, tmp_path)
    assert not workshopprozesse.warte(nie, [kurz], Halt(), 10)
    assert kurz.prozess.returncode == 0
    assert not workshopprozesse.warte(nie, [], Halt(), 0.01)
    halt = Halt()
    halt.verlangt = True
    assert not workshopprozesse.warte(nie, [], halt, 10)


def test_niemand_antwortet() -> None:
    assert not workshopprozesse.antwortet(9, "/w")
