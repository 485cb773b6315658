"""Die Hausordnung aus docs/architektur.md: Pfeile, Streamlit, Datenbank, Uhr, Länge der Module."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

WURZEL = Path(__file__).resolve().parents[2]
PAKET = "insek_monitor"
# Von unten nach oben: Ein Raum führt nur aus tieferen Stockwerken ein, nie aus einem Raum nebenan.
STOCKWERKE: tuple[set[str], ...] = (
    {"kern"},
    {"lage", "aufbereiten"},
    {"register"},
    {"rahmen"},
    {"einspielen", "ansprache", "workshop"},
    {"seiten", "kommandozeile"},
    {"pages", "app", "__main__"},
)
STOCK = {raum: hoehe for hoehe, raeume in enumerate(STOCKWERKE) for raum in raeume}
FLUEGEL = STOCKWERKE[4]
# In einem Flügel rechnet, was in keinem dieser Ordner liegt: Rechnen kennt weder Oberfläche noch Uhr.
OBERFLAECHE = {"seite"}
RAND = OBERFLAECHE | {"saal", "dienst"}
DATENBANK = {"sqlalchemy", "alembic", "psycopg"}
UHREN = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "time"),
}
HOECHSTENS = {"modul": 300, "seite": 100}


def module() -> list[Path]:
    dateien = [*(WURZEL / PAKET).rglob("*.py"), *(WURZEL / "pages").glob("*.py"), *WURZEL.glob("app.py")]
    return sorted(dateien)


def raum(datei: Path) -> str:
    """Ordner unter insek_monitor, bei Einzeldateien deren Name; ``pages`` und ``app`` für den Rest."""
    teile = datei.relative_to(WURZEL).with_suffix("").parts
    return teile[1] if teile[0] == PAKET else teile[0]


def einfuhren(quelltext: str, datei: Path) -> list[tuple[int, str]]:
    """Alle eingeführten Module mit Zeile, auch in Funktionen; relative Namen werden aufgelöst."""
    gefunden: list[tuple[int, str]] = []
    for knoten in ast.walk(ast.parse(quelltext, filename=str(datei))):
        if isinstance(knoten, ast.Import):
            gefunden += [(knoten.lineno, name.name) for name in knoten.names]
        elif isinstance(knoten, ast.ImportFrom):
            basis = knoten.module or ""
            if knoten.level:
                ordner = datei.relative_to(WURZEL).parts[: -knoten.level]
                basis = ".".join([*ordner, *([basis] if basis else [])])
            gefunden.append((knoten.lineno, basis))
            # „from insek_monitor import register“ nennt die Schicht erst im eingeführten Namen.
            gefunden += [
                (knoten.lineno, f"{basis}.{name.name}")
                for name in knoten.names
                if basis == PAKET and not name.name.startswith("__")
            ]
    return gefunden


def verstoesse(quelltext: str, datei: Path) -> list[str]:
    """Einfuhren, die der Plan nicht vorsieht: nach oben, nach nebenan, Streamlit, Datenbank oder Uhr."""
    eigener, ordner = raum(datei), set(datei.relative_to(WURZEL).parts[2:-1])
    if eigener not in STOCK and eigener not in ("einstellungen", "__init__"):
        return [f"{datei}: Der Raum „{eigener}“ steht nicht in docs/architektur.md."]
    meldungen = []
    for zeile, name in einfuhren(quelltext, datei):
        teile = name.split(".")
        if teile[0] == PAKET and len(teile) > 1:
            verboten = teile[1] != eigener and not _darf(eigener, ordner, teile[1])
        elif teile[0] == "streamlit":
            verboten = not _kennt_streamlit(eigener, ordner)
        else:
            verboten = teile[0] in DATENBANK and not _kennt_datenbank(eigener, datei)
        if verboten:
            meldungen.append(f"{datei}:{zeile}: {eigener} darf {name} nicht einführen.")
        if eigener in FLUEGEL and "seite" in teile[2:-1] + teile[-1:] and not ordner & OBERFLAECHE:
            meldungen.append(f"{datei}:{zeile}: Nur die Seite kennt die Seite ({name}).")
    return meldungen


def _darf(eigener: str, ordner: set[str], anderer: str) -> bool:
    am_rand = eigener not in FLUEGEL or bool(ordner & RAND)
    if anderer == "einstellungen":
        return STOCK.get(eigener, 0) >= STOCK["register"] and am_rand
    if eigener == "einstellungen":
        return anderer == "kern"
    if anderer == "rahmen" and not am_rand:
        return False
    return STOCK.get(anderer, len(STOCKWERKE)) < STOCK.get(eigener, 0)


def _kennt_streamlit(eigener: str, ordner: set[str]) -> bool:
    return eigener in ("rahmen", "seiten", "pages", "app") or bool(ordner & OBERFLAECHE)


def _kennt_datenbank(eigener: str, datei: Path) -> bool:
    return eigener == "register" or (eigener in FLUEGEL and datei.name.startswith("register"))


def uhren(quelltext: str) -> list[int]:
    """Zeilen, in denen die Uhr gelesen wird."""
    return [
        knoten.lineno
        for knoten in ast.walk(ast.parse(quelltext))
        if isinstance(knoten, ast.Attribute)
        and isinstance(knoten.value, ast.Name)
        and (knoten.value.id, knoten.attr) in UHREN
    ]


def test_es_gibt_etwas_zu_pruefen() -> None:
    assert set(STOCK) == {raum(datei) for datei in module()} - {"einstellungen", "__init__"}


def test_pfeile_zeigen_nur_nach_unten() -> None:
    meldungen = [m for datei in module() for m in verstoesse(datei.read_text(encoding="utf-8"), datei)]
    assert not meldungen, "\n".join(meldungen)


@pytest.mark.parametrize(
    ("ort", "quelltext"),
    [
        ("kern/x.py", "from insek_monitor.lage.lage import lage"),
        ("kern/x.py", "from insek_monitor import register"),
        ("lage/x.py", "def f():\n    from insek_monitor.register import laden"),
        ("lage/x.py", "from ..register import laden"),
        ("lage/x.py", "from insek_monitor.aufbereiten import gemeinden"),
        ("lage/x.py", "from insek_monitor import einstellungen"),
        ("lage/bild/x.py", "import streamlit as st"),
        ("lage/ausgabe/x.py", "from streamlit.testing.v1 import AppTest"),
        ("lage/x.py", "import sqlalchemy as sa"),
        ("register/x.py", "import insek_monitor.rahmen.filter"),
        ("rahmen/x.py", "from insek_monitor.ansprache.kontakte import lage"),
        ("rahmen/x.py", "from sqlalchemy import select"),
        ("ansprache/kontakte/seite/x.py", "from insek_monitor.workshop.vortrag import register_folgen"),
        ("ansprache/kontakte/lage.py", "import streamlit"),
        ("ansprache/kontakte/lage.py", "from sqlalchemy import select"),
        ("ansprache/kontakte/lage.py", "from insek_monitor import einstellungen"),
        ("ansprache/kontakte/lage.py", "from insek_monitor.rahmen import filter"),
        ("ansprache/kontakte/lage.py", "from insek_monitor.ansprache.kontakte.seite import tafel"),
        ("workshop/saal/x.py", "import streamlit"),
        ("einspielen/seite/x.py", "from sqlalchemy import select"),
        ("kommandozeile/x.py", "from insek_monitor.seiten import wege"),
        ("neu/x.py", "import math"),
    ],
)
def test_die_pruefung_findet_verstoesse(ort: str, quelltext: str) -> None:
    assert verstoesse(quelltext, WURZEL / PAKET / ort)


@pytest.mark.parametrize(
    ("ort", "quelltext"),
    [
        ("insek_monitor/lage/x.py", "from insek_monitor.kern import regeln\nimport pandas as pd"),
        ("insek_monitor/rahmen/x.py", "import streamlit as st\nfrom insek_monitor.lage.ausgabe import csv"),
        ("insek_monitor/workshop/saal/x.py", "from insek_monitor import einstellungen"),
        ("insek_monitor/ansprache/kontakte/register.py", "from sqlalchemy import select"),
        ("insek_monitor/ansprache/kontakte/seite/x.py", "from insek_monitor.rahmen import filter"),
        ("pages/x.py", "import streamlit as st\nfrom insek_monitor.lage.lage import lage"),
    ],
)
def test_die_pruefung_laesst_erlaubtes_zu(ort: str, quelltext: str) -> None:
    assert verstoesse(quelltext, WURZEL / ort) == []


def test_es_gibt_nur_eine_uhr() -> None:
    """`einstellungen.jetzt` und `heute`; Rechnen kennt auch sie nicht (`verstoesse`)."""
    mit_uhr = [f"{d}:{zeile}" for d in module() for zeile in uhren(d.read_text(encoding="utf-8"))]
    assert len(mit_uhr) == 1, mit_uhr
    assert "einstellungen.py" in mit_uhr[0]


def test_uhr_wird_erkannt() -> None:
    assert uhren("from datetime import date\nx = date.today()\n") == [2]


def test_module_bleiben_ueberschaubar() -> None:
    zu_lang = []
    for datei in module():
        grenze = HOECHSTENS["seite" if raum(datei) == "pages" else "modul"]
        zeilen = len(datei.read_text(encoding="utf-8").splitlines())
        if zeilen > grenze:
            zu_lang.append(f"{datei.relative_to(WURZEL)}: {zeilen} Zeilen, erlaubt sind {grenze}.")
    assert not zu_lang, "\n".join(zu_lang)


STOPPUHREN = {"perf_counter", "process_time", "monotonic"}


def gestoppte(quelltext: str) -> list[int]:
    """Zeilen, in denen ein Test eine Dauer behauptet, auch über eine Variable."""

    def aus_der_uhr(ausdruck: ast.AST, dauern: set[str]) -> bool:
        teile = list(ast.walk(ausdruck))
        rufe = {getattr(k.func, "attr", getattr(k.func, "id", "")) for k in teile if isinstance(k, ast.Call)}
        return bool(rufe & STOPPUHREN) or any(isinstance(k, ast.Name) and k.id in dauern for k in teile)

    zeilen = []
    for funktion in ast.walk(ast.parse(quelltext)):
        if not isinstance(funktion, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        dauern: set[str] = set()
        for knoten in ast.walk(funktion):
            if isinstance(knoten, ast.Assign) and aus_der_uhr(knoten.value, dauern):
                dauern |= {k.id for ziel in knoten.targets for k in ast.walk(ziel) if isinstance(k, ast.Name)}
        zeilen += [
            k.lineno for k in ast.walk(funktion) if isinstance(k, ast.Assert) and aus_der_uhr(k.test, dauern)
        ]
    return zeilen


def test_kein_test_behauptet_eine_dauer() -> None:
    """Wie schnell etwas ist, misst ``make bench``: Der nächste Rechner ist ein anderer."""
    tests = [d for d in (WURZEL / "tests").rglob("*.py") if "messung" not in d.parts]
    verstoesse = [f"{d.relative_to(WURZEL)}:{z}" for d in tests for z in gestoppte(d.read_text("utf-8"))]
    assert verstoesse == []


def test_stoppuhr_wird_erkannt() -> None:
    gleich = "def test():\n    assert perf_counter() - beginn < 5\n"
    ueber_eine_variable = "def test():\n    dauer = time.monotonic() - beginn\n    assert dauer < 5\n"
    assert gestoppte(gleich) == [2]
    assert gestoppte(ueber_eine_variable) == [3]
    assert gestoppte("def test():\n    ende = time.monotonic()\n    assert warte(lambda: True, 5)\n") == []
