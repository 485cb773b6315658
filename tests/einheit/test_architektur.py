"""Die Hausordnung aus docs/architektur.md: Pfeile, Streamlit, Uhr, Länge der Module."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

WURZEL = Path(__file__).resolve().parents[2]
PAKET = "insek_monitor"
# Je Schicht die Schichten, aus denen sie einführen darf (außer sich selbst).
ERLAUBT: dict[str, set[str]] = {
    "modell": set(),
    "register": {"modell"},
    "kennzahlen": {"register", "modell"},
    "darstellung": {"kennzahlen", "register", "modell"},
    "ausgabe": {"darstellung", "kennzahlen", "register", "modell"},
    "oberflaeche": {"darstellung", "ausgabe", "kennzahlen", "register", "modell"},
}
# Rand der Anwendung: Einstellungen kennt jeder, der die Umgebung braucht; die Kommandozeile setzt alles
# zusammen.
EINSTELLUNGEN_ERLAUBT = {"register", "oberflaeche", "kommandozeile"}
KOMMANDOZEILE_ERLAUBT = {"modell", "register", "kennzahlen", "ausgabe", "darstellung", "einstellungen"}
SEITEN_ERLAUBT = {"oberflaeche", "darstellung", "ausgabe", "kennzahlen", "register", "modell"}
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


def schicht(datei: Path) -> str:
    """Ordner unter insek_monitor, bei Einzeldateien deren Name; ``pages`` und ``app`` für den Rest."""
    teile = datei.relative_to(WURZEL).with_suffix("").parts
    if teile[0] == PAKET:
        return teile[1]
    return teile[0]


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
    """Einfuhren, die gegen die Pfeile verstoßen oder Streamlit außerhalb der Oberfläche holen."""
    eigene = schicht(datei)
    erlaubt = ERLAUBT.get(eigene)
    if erlaubt is not None and eigene in EINSTELLUNGEN_ERLAUBT:
        erlaubt = erlaubt | {"einstellungen"}
    if eigene in ("kommandozeile", "__main__"):
        erlaubt = KOMMANDOZEILE_ERLAUBT | {"kommandozeile"}
    elif eigene in ("pages", "app"):
        erlaubt = SEITEN_ERLAUBT | ({"einstellungen"} if eigene == "app" else set())
    elif eigene in ("einstellungen", "__init__"):
        erlaubt = {"modell"} if eigene == "einstellungen" else set()
    if erlaubt is None:
        return [f"{datei}: Die Schicht „{eigene}“ steht nicht in docs/architektur.md."]
    meldungen = []
    for zeile, name in einfuhren(quelltext, datei):
        teile = name.split(".")
        if teile[0] == PAKET and len(teile) > 1 and teile[1] != eigene and teile[1] not in erlaubt:
            meldungen.append(f"{datei}:{zeile}: {eigene} darf nicht aus {teile[1]} einführen ({name}).")
        if teile[0] == "streamlit" and eigene not in ("oberflaeche", "pages", "app"):
            meldungen.append(f"{datei}:{zeile}: Streamlit gehört nur in oberflaeche/, pages/ und app.py.")
    return meldungen


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
    assert {"modell", "kennzahlen"} <= {schicht(datei) for datei in module()}


def test_pfeile_zeigen_nur_in_eine_richtung() -> None:
    meldungen = [m for datei in module() for m in verstoesse(datei.read_text(encoding="utf-8"), datei)]
    assert not meldungen, "\n".join(meldungen)


@pytest.mark.parametrize(
    ("ort", "quelltext"),
    [
        ("modell/x.py", "from insek_monitor.lage.lage import lage"),
        ("register/x.py", "import insek_monitor.lage.lage"),
        ("kennzahlen/x.py", "def f():\n    from insek_monitor.darstellung import zahlen"),
        ("kennzahlen/x.py", "from ..darstellung import zahlen"),
        ("modell/x.py", "from insek_monitor import register"),
        ("kennzahlen/x.py", "from insek_monitor import einstellungen"),
        ("darstellung/x.py", "import streamlit as st"),
        ("ausgabe/x.py", "from streamlit.testing.v1 import AppTest"),
        ("neu/x.py", "import math"),
    ],
)
def test_die_pruefung_findet_verstoesse(ort: str, quelltext: str) -> None:
    assert verstoesse(quelltext, WURZEL / PAKET / ort)


@pytest.mark.parametrize(
    ("ort", "quelltext"),
    [
        ("insek_monitor/kennzahlen/x.py", "from insek_monitor.modell import regeln\nimport pandas as pd"),
        ("insek_monitor/oberflaeche/x.py", "import streamlit as st\nfrom insek_monitor.ausgabe import csv"),
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
        grenze = HOECHSTENS["seite" if schicht(datei) == "pages" else "modul"]
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
