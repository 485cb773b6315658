"""Vorrichtungen für Seiten ohne Browser: frischer Datenordner, fester Stichtag, eigenes Register."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from insek_monitor import einstellungen
from insek_monitor.kern.rollen import Person, Zugang
from insek_monitor.lage.lage import lage
from insek_monitor.lage.schaetzung import schaetze
from insek_monitor.lage.uebersicht import uebersicht
from insek_monitor.rahmen import anmeldung, zwischenspeicher
from insek_monitor.register import datenstaende, laden, speicher, tabellen
from tests.conftest import STICHTAG
from tests.hilfen import seiten

LageVon = Callable[..., pd.DataFrame]


@pytest.fixture(scope="session")
def leere_ablage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ein leerer Datenordner, wie beim ersten Start; wer schreibt, nimmt ``eigenes_register``."""
    return tmp_path_factory.mktemp("ablage")


# Je Datei: Danach laufen im selben Prozess Tests, die ihre Umgebung selbst bestimmen. Der Zwischenspeicher
# bleibt warm: Alle anderen Vorrichtungen hinterlassen ihn leer.
@pytest.fixture(scope="module")
def umgebung(leere_ablage: Path) -> Iterator[None]:
    """Was die Anwendung aus der Umgebung liest; nach der Datei mit Tests ist alles wie vorher."""
    with pytest.MonkeyPatch.context() as setze:
        setze.setenv("INSEK_DATENORDNER", str(leere_ablage))
        setze.setenv("INSEK_STICHTAG", STICHTAG.isoformat())
        setze.delenv("INSEK_DATENBANK_URL", raising=False)
        setze.delenv("INSEK_TABELLENORDNER", raising=False)
        yield


@pytest.fixture(scope="session")
def offene_seiten() -> dict[tuple[str, Any], AppTest]:
    """Adresse → gezeichnete Seite, für alle Dateien mit Tests."""
    return {}


@pytest.fixture(scope="module")
def seite(umgebung: None, offene_seiten: dict[tuple[str, Any], AppTest]) -> Callable[..., AppTest]:
    """Fertig geöffnete Seite zum Lesen, je Adresse nur einmal gezeichnet (nicht bedienen: sie gehört allen
    Tests).
    """

    def lies(name: str, **angaben: str | tuple[str, ...]) -> AppTest:
        schluessel: tuple[str, Any] = name, tuple(sorted(angaben.items()))
        if schluessel not in offene_seiten:
            offene_seiten[schluessel] = seiten.oeffne(name, **dict(schluessel[1]))
        return offene_seiten[schluessel]

    return lies


@pytest.fixture(scope="module")
def lage_von(umgebung: None) -> LageVon:
    """Lage an der Oberfläche vorbei, unmittelbar aus dem Register."""
    register = speicher.oeffne()

    @cache
    def rechne(
        kuerzel: str = "recherche", stichtag: date = STICHTAG, nur_belegt: bool = False
    ) -> pd.DataFrame:
        bestand = laden.lade(register, datenstaende.finde(register, kuerzel).nummer)
        belegt = lage(tabellen.gemeinden(), bestand.konzepte, bestand.zuordnung, stichtag, tabellen.regeln())
        return belegt if nur_belegt else schaetze(belegt, tabellen.eckwerte(), stichtag)

    return rechne


@pytest.fixture(scope="module")
def zahlen_von(lage_von: LageVon) -> Callable[..., dict[str, Any]]:
    """Kennzahlen wie auf der Kommandozeile."""

    def rechne(stichtag: date = STICHTAG, **wahl: Any) -> dict[str, Any]:
        return uebersicht(
            lage_von(stichtag=stichtag, **wahl),
            stichtag,
            tabellen.regeln(),
            {},
            nur_belegt=wahl.get("nur_belegt", False),
        )

    return rechne


@pytest.fixture
def wer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Person], None]:
    """Bestimmt, wer vor dem Bildschirm sitzt."""

    def setze(person: Person) -> None:
        ergebnis = anmeldung.Ergebnis(person, "Sie sind nicht angemeldet.")
        monkeypatch.setattr(anmeldung, "erkenne", lambda: ergebnis)

    return setze


@pytest.fixture(scope="session")
def registervorlage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ein frisches Register, einmal angelegt."""
    datei = tmp_path_factory.mktemp("vorlage") / einstellungen.DATENBANK_DATEI
    speicher.oeffne(f"sqlite:///{datei}").schliesse()
    return datei


@pytest.fixture(scope="module")
def befuelle() -> Callable[[], None]:
    """Was im Register steht, bevor ein Test beginnt; eine Datei mit Tests kann es für sich bestimmen."""
    return lambda: None


@pytest.fixture(scope="module")
def modulvorlage(
    umgebung: None,
    registervorlage: Path,
    befuelle: Callable[[], None],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Das frische Register, einmal je Datei mit Tests befüllt: Abschreiben ist schneller als Schreiben."""
    datei = tmp_path_factory.mktemp("modul") / registervorlage.name
    shutil.copy(registervorlage, datei)
    with pytest.MonkeyPatch.context() as setze:
        setze.setenv("INSEK_DATENORDNER", str(datei.parent))
        zwischenspeicher.leere()
        befuelle()
        zwischenspeicher.register().schliesse()
        zwischenspeicher.leere()
    return datei


@pytest.fixture(scope="module")
def modulregister(modulvorlage: Path) -> Iterator[None]:
    """Für Dateien mit Tests, die nur lesen: ein Register für alle, der Zwischenspeicher bleibt warm."""
    with pytest.MonkeyPatch.context() as setze:
        setze.setenv("INSEK_DATENORDNER", str(modulvorlage.parent))
        zwischenspeicher.leere()
        yield
        zwischenspeicher.register().schliesse()
        zwischenspeicher.leere()


@pytest.fixture
def eigenes_register(
    modulvorlage: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wer: Callable[[Person], None],
) -> Iterator[None]:
    """Für Tests, die schreiben: eine Kopie des frischen Registers, an diesem Rechner."""
    shutil.copy(modulvorlage, tmp_path / modulvorlage.name)
    monkeypatch.setenv("INSEK_DATENORDNER", str(tmp_path))
    zwischenspeicher.leere()
    wer(Person("", "lokal", Zugang.LOKAL))
    yield
    zwischenspeicher.register().schliesse()
    zwischenspeicher.leere()
