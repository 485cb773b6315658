"""Vorrichtungen für das Register: dieselben Tests laufen auf SQLite und auf einem echten PostgreSQL."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from insek_monitor.register import tabellen
from insek_monitor.register.fassungen import SPALTEN
from insek_monitor.register.speicher import Register, oeffne_leer
from tests.conftest import beispiel_konzept
from tests.hilfen.konzept import als_frames
from tests.hilfen.wegwerf_postgres import KeinPostgres, Wegwerfserver, starte

ABHILFE = "Bitte installieren: apt-get install postgresql"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Wegwerfserver]:
    try:
        server = starte()
    except KeinPostgres as fehler:
        grund = f"NICHT GEPRÜFT: Die Tests des Registers auf PostgreSQL fehlen ({fehler}). {ABHILFE}"
        if os.environ.get("CI", "").strip().lower() not in {"", "0", "false"}:
            pytest.fail(grund)
        pytest.skip(grund)
    yield server
    server.stoppe()


@pytest.fixture(scope="session")
def vorlage_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eine Datei mit Schema, zum Abschreiben: Das Wandern dauert länger als die meisten Tests."""
    datei = tmp_path_factory.mktemp("vorlage") / "register.sqlite"
    oeffne_leer(f"sqlite:///{datei}").schliesse()
    return datei


@pytest.fixture(scope="session")
def vorlage_postgres(postgres_server: Wegwerfserver) -> str:
    """Dasselbe auf PostgreSQL: der Name der Datenbank."""
    adresse = postgres_server.neue_datenbank()
    oeffne_leer(adresse).schliesse()
    return adresse.rpartition("/")[2]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Auf beiden Datenbanken, außer wo dieselben einfachen Anweisungen laufen (``eine_datenbank``).

    Was sich unterscheidet (Sperren, Abbrüche, Typen, Regeln der Tabellen, Sichern), prüfen die übrigen auf
    beiden; jede Tabelle ist dabei (``sicherungen.fuelle_alles``).
    """
    selbst = any("datenbank" in marke.args for marke in metafunc.definition.iter_markers("parametrize"))
    if "datenbank" in metafunc.fixturenames and not selbst:
        eine = metafunc.definition.get_closest_marker("eine_datenbank")
        weitere = [] if eine else [pytest.param("postgresql", marks=pytest.mark.postgres)]
        metafunc.parametrize("datenbank", ["sqlite", *weitere], indirect=True)


@pytest.fixture
def datenbank(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Adresse einer leeren Datenbank; für ``register`` mit Schema."""
    mit_schema = "register" in request.fixturenames
    if request.param == "sqlite":
        datei = tmp_path / "register.sqlite"
        if mit_schema:
            shutil.copyfile(request.getfixturevalue("vorlage_sqlite"), datei)
        return f"sqlite:///{datei}"
    server: Wegwerfserver = request.getfixturevalue("postgres_server")
    if mit_schema:
        return server.leere_datenbank(request.getfixturevalue("vorlage_postgres"))
    return server.neue_datenbank()


@pytest.fixture
def register(datenbank: str) -> Iterator[Register]:
    """Register mit Schema, ohne Datenstände."""
    geoeffnet = oeffne_leer(datenbank)
    yield geoeffnet
    geoeffnet.schliesse()


def frames(*konzepte) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Konzepte als Frames, Spalten in der Reihenfolge des Registers."""
    konzeptframe, zuordnung = als_frames(konzepte)
    tage = [name for name in konzeptframe if name.endswith("_tag")]
    return konzeptframe[[*SPALTEN, *tage]], zuordnung


@pytest.fixture
def drei_konzepte() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Ein INSEK mit allen Angaben, ein gemeinsames ähnliches Konzept, eine Meldung „keins“."""
    return frames(
        beispiel_konzept(
            "A",
            "14000000",
            titel="INSEK „Bärenstein“ 2035",
            begonnen="2018",
            beschluss="2020-03-10",
            belegt="2024-05",
            zieljahr=2035,
            zielhorizont="2035 ff.",
            quelle="Ratsbeschluss",
            quelle_url="https://example.org/ä?x=1&y=2",
            sicherheit="hoch",
            notiz="Zeile 1\nZeile 2; mit „Zeichen“",
        ),
        beispiel_konzept("B", "14000001", "14000002", art="aehnlich", beschluss="unbekannt", belegt="2019"),
        beispiel_konzept("C", "14000003", art="keins", datenlage="recherchiert", belegt="2019"),
    )


@pytest.fixture(scope="module")
def g() -> pd.DataFrame:
    """Die Gemeinden."""
    return tabellen.gemeinden()


@pytest.fixture(scope="module")
def k() -> pd.DataFrame:
    """Die recherchierten Konzepte."""
    return tabellen.konzepte_recherche()


@pytest.fixture(scope="module")
def z() -> pd.DataFrame:
    """Gemeinden je recherchiertem Konzept."""
    return tabellen.zuordnung_recherche()
