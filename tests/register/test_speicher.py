"""Register öffnen: anlegen, füllen, gleichzeitig, nach Änderungen, und was bei Fehlern gesagt wird."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from insek_monitor.register import datenstaende, verbindung
from insek_monitor.register.fehler import RegisterFehler, mit_ort
from insek_monitor.register.laden import lade
from insek_monitor.register.schema import SCHEMASTAND, VERSIONSTABELLE, metadaten
from insek_monitor.register.speicher import Register, oeffne, oeffne_leer
from insek_monitor.register.wanderung import ORDNER
from tests.conftest import DATEN, WURZEL
from tests.hilfen.wegwerf_postgres import Wegwerfserver


@pytest.fixture
def eigene_daten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Kopie von daten/, die ein Test ändern darf."""
    ordner = tmp_path / "daten"
    shutil.copytree(DATEN, ordner)
    monkeypatch.setenv("INSEK_TABELLENORDNER", str(ordner))
    return ordner


def aendere(datei: Path, alt: str, neu: str) -> None:
    inhalt = datei.read_text(encoding="utf-8")
    assert alt in inhalt
    datei.write_text(inhalt.replace(alt, neu, 1), encoding="utf-8")


def kuerzel(register: Register) -> list[tuple[int, str | None]]:
    return [(stand.nummer, stand.kuerzel) for stand in reversed(datenstaende.liste(register))]


# --- anlegen und füllen -------------------------------------------------------------------------------------


def test_erster_start_fuellt_und_zweiter_aendert_nichts(datenbank: str) -> None:
    for _ in range(2):
        register = oeffne(datenbank)
        assert kuerzel(register) == [(1, "recherche")]
        assert datenstaende.finde(register).kuerzel == "recherche"
        assert set(lade(register).konzepte["datenlage"]) == {"recherchiert"}
        register.schliesse()


def test_sqlite_ist_richtig_eingestellt(tmp_path: Path) -> None:
    register = oeffne_leer(f"sqlite:///{tmp_path / 'unter' / 'ordner' / 'r.sqlite'}")
    with register.lesen() as offen:
        werte = {
            name: offen.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "foreign_keys")
        }
        assert offen.execute(text("PRAGMA busy_timeout")).scalar() == 1000 * verbindung.WARTEZEIT_SEKUNDEN
    register.schliesse()
    assert werte == {"journal_mode": "wal", "foreign_keys": 1}


def test_ohne_adresse_gilt_der_datenordner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INSEK_DATENBANK_URL", raising=False)
    monkeypatch.setenv("INSEK_DATENORDNER", str(tmp_path / "ablage"))
    oeffne_leer().schliesse()
    assert (tmp_path / "ablage" / "insek_monitor.sqlite").is_file()


def test_schema_und_migrationen_stimmen_ueberein(register: Register) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    einstellungen = Config()
    einstellungen.set_main_option("script_location", str(ORDNER))
    assert ScriptDirectory.from_config(einstellungen).get_heads() == [SCHEMASTAND]
    with register.lesen() as offen:
        kontext = MigrationContext.configure(
            offen, opts={"compare_type": True, "version_table": VERSIONSTABELLE}
        )
        assert compare_metadata(kontext, metadaten) == []


PROZESS = """
import sys, time
from insek_monitor.register import datenstaende, laden, speicher
while time.time() < float(sys.argv[2]):
    pass
register = speicher.oeffne(sys.argv[1])
print([s.nummer for s in datenstaende.liste(register)], len(laden.lade(register).konzepte))
"""


@pytest.mark.langsam
def test_zwei_prozesse_starten_gleichzeitig(datenbank: str) -> None:
    # Beide laden erst ihre Module und öffnen dann zur selben Zeit.
    zeitpunkt = str(time.time() + 2.5)
    prozesse = [
        subprocess.Popen(
            [sys.executable, "-c", PROZESS, datenbank, zeitpunkt],
            cwd=WURZEL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    ergebnisse = [prozess.communicate(timeout=60) for prozess in prozesse]
    assert [fehler for _, fehler in ergebnisse] == ["", ""]
    register = oeffne(datenbank)
    erwartet = f"[1] {len(lade(register).konzepte)}\n"
    register.schliesse()
    assert [ausgabe for ausgabe, _ in ergebnisse] == [erwartet, erwartet]


# --- daten/ ändert sich -------------------------------------------------------------------------------------


def test_geaenderte_recherche_ergibt_einen_neuen_datenstand(datenbank: str, eigene_daten: Path) -> None:
    oeffne(datenbank).schliesse()
    aendere(eigene_daten / "konzepte_recherche.csv", "INSEK Chemnitz 2035", "INSEK Chemnitz 2040")
    register = oeffne(datenbank)
    assert kuerzel(register) == [(1, "recherche"), (2, "recherche")]
    titel = [set(lade(register, kennung).konzepte["titel"]) for kennung in (1, "recherche")]
    register.schliesse()
    assert "INSEK Chemnitz 2035" in titel[0]
    assert "INSEK Chemnitz 2040" in titel[1]


def test_gleicher_inhalt_ergibt_keinen_neuen_datenstand(tmp_path: Path, eigene_daten: Path) -> None:
    adresse = f"sqlite:///{tmp_path / 'r.sqlite'}"
    oeffne(adresse).schliesse()
    datei = eigene_daten / "konzepte_recherche_zuordnung.csv"
    datei.write_bytes(datei.read_bytes().replace(b"\n", b"\r\n"))
    register = oeffne(adresse)
    assert len(datenstaende.liste(register)) == 1
    register.schliesse()


def test_fehlende_tabelle(tmp_path: Path, eigene_daten: Path) -> None:
    (eigene_daten / "konzepte_recherche.csv").unlink()
    with pytest.raises(RegisterFehler, match=r"konzepte_recherche.csv.* fehlt"):
        oeffne(f"sqlite:///{tmp_path / 'r.sqlite'}")


# --- Fehler beim Öffnen -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("adresse", "meldung"),
    [
        ("kein Unsinn: geheim", "keine gültige Datenbankadresse"),
        ("postgresql://name:geheim@rechner:keinport/db", "keine gültige Datenbankadresse"),
        ("mysql://name:geheim@rechner/db", "SQLite-Datei oder eine PostgreSQL-Datenbank"),
        ("sqlite://", "SQLite-Datei oder eine PostgreSQL-Datenbank"),
        ("postgresql://name:geheim@127.0.0.1:1/db?password=geheim", "nicht erreichbar"),
        ("sqlite:////proc/gibt/es/nicht.sqlite", r"Ordner .* nicht anlegen"),
        ("sqlite:////tmp", "ist ein Ordner"),
    ],
)
def test_unbrauchbare_adresse(adresse: str, meldung: str) -> None:
    with pytest.raises(RegisterFehler, match=meldung) as fehler:
        oeffne(adresse)
    assert "geheim" not in mit_ort(fehler.value)
    assert "Bitte" in str(fehler.value)
    # Wo das Register liegt, steht nicht in dem Satz, den auch Gäste sehen.
    for ort in ("127.0.0.1", "/proc", "/tmp"):
        assert ort not in str(fehler.value)
        assert (ort in mit_ort(fehler.value)) == (ort in adresse)


def test_datei_ist_keine_datenbank(tmp_path: Path) -> None:
    datei = tmp_path / "brief.sqlite"
    datei.write_text("Sehr geehrte Damen und Herren, " * 100, encoding="utf-8")
    with pytest.raises(RegisterFehler, match="keine lesbare Registerdatei"):
        oeffne(f"sqlite:///{datei}")


OHNE_RECHTE = """
import os
from insek_monitor.register.speicher import RegisterFehler, oeffne
if os.geteuid() == 0:  # root dürfte alles
    os.seteuid(65534)
try:
    oeffne()
except RegisterFehler as fehler:
    print(fehler)
"""


def test_keine_rechte() -> None:
    ordner = Path(tempfile.mkdtemp(prefix="insek-rechte-"))
    ordner.chmod(0o555)
    umgebung = {n: w for n, w in os.environ.items() if not n.startswith("INSEK_")}
    try:
        lauf = subprocess.run(
            [sys.executable, "-c", OHNE_RECHTE],
            cwd=WURZEL,
            env=umgebung | {"INSEK_DATENORDNER": str(ordner), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    finally:
        ordner.chmod(0o755)
        ordner.rmdir()
    assert lauf.stderr == ""
    assert "lässt sich nicht öffnen oder nicht beschreiben. Bitte prüfen Sie Pfad und Rechte" in lauf.stdout


def test_gesperrtes_register(datenbank: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verbindung, "WARTEZEIT_SEKUNDEN", 0.05)
    register, anderes = oeffne_leer(datenbank), oeffne_leer(datenbank)
    gesperrt = pytest.raises(RegisterFehler, match="gesperrt, weil ein anderes Programm schreibt")
    with register.schreiben():
        with gesperrt, anderes.schreiben():
            pass
        assert datenstaende.liste(anderes) == [], "Lesen geht auch, während ein anderer schreibt"
    with anderes.schreiben():
        pass
    register.schliesse()
    anderes.schliesse()


def test_neueres_schema(datenbank: str) -> None:
    register = oeffne_leer(datenbank)
    with register.schreiben() as offen:
        offen.execute(text(f"UPDATE {VERSIONSTABELLE} SET version_num = '9999'"))
    register.schliesse()
    with pytest.raises(RegisterFehler, match=r"„9999“.*neueren Fassung.*aktualisieren Sie das Programm"):
        oeffne(datenbank)


def test_fremde_tabellen_bleiben_unberuehrt(datenbank: str) -> None:
    register = verbindung.verbinde(verbindung.lies_adresse(datenbank))
    with register.schreiben() as offen:
        offen.execute(text("CREATE TABLE datenstand (x INTEGER)"))
    register.schliesse()
    with pytest.raises(RegisterFehler, match=r"gleichen Namens \(datenstand\)"):
        oeffne(datenbank)


def test_abgebrochene_migration_hinterlaesst_nichts(datenbank: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy import inspect

    from insek_monitor.register import speicher

    eigentlich = speicher.wandere

    def stromausfall(offen) -> None:
        eigentlich(offen)
        raise RuntimeError("Stromausfall")

    monkeypatch.setattr(speicher, "wandere", stromausfall)
    with pytest.raises(RuntimeError, match="Stromausfall"):
        oeffne_leer(datenbank)
    monkeypatch.undo()
    register = verbindung.verbinde(verbindung.lies_adresse(datenbank))
    with register.lesen() as offen:
        assert inspect(offen).get_table_names() == []
    register.schliesse()
    oeffne_leer(datenbank).schliesse()


@pytest.mark.postgres
def test_falsches_passwort_und_fehlende_datenbank(postgres_server: Wegwerfserver) -> None:
    richtig = postgres_server.adresse("gibt_es_nicht")
    with pytest.raises(RegisterFehler, match="gibt es so nicht"):
        oeffne(richtig)
    with pytest.raises(RegisterFehler, match="Anmeldung abgelehnt") as fehler:
        oeffne(richtig.replace(postgres_server.passwort, "geheim-falsch"))
    assert "geheim" not in str(fehler.value)
