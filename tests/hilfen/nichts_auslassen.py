"""pytest-Erweiterung: auf dem CI gilt ein ausgelassener Test als Fehlschlag.

Auf einem Entwicklungsrechner dürfen Tests fehlen, deren Programm nicht installiert ist (Chromium,
PostgreSQL); am Ende steht dann deutlich, was nicht geprüft wurde. Mit ``CI=true`` wird aus jedem
Auslassen ein Fehlschlag, damit ein grüner Lauf immer heißt: alles wurde geprüft. Geladen über
``addopts`` in ``pyproject.toml``.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator

import pytest


def auf_dem_ci() -> bool:
    """Wahr, wenn die Umgebungsvariable ``CI`` gesetzt ist und nicht „false“ oder „0“ lautet."""
    return os.environ.get("CI", "").strip().lower() not in {"", "0", "false"}


def _grund(bericht: pytest.TestReport | pytest.CollectReport) -> str:
    """Der Satz, mit dem das Auslassen begründet wurde."""
    if isinstance(bericht.longrepr, tuple):
        return str(bericht.longrepr[2]).removeprefix("Skipped: ")
    return str(bericht.longrepr)


def _als_fehlschlag(bericht: pytest.TestReport | pytest.CollectReport) -> None:
    if bericht.skipped and not hasattr(bericht, "wasxfail"):
        grund = _grund(bericht)
        bericht.outcome = "failed"
        bericht.longrepr = f"Auf dem CI wird kein Test ausgelassen (CI={os.environ['CI']}): {grund}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    bericht = yield
    if auf_dem_ci():
        _als_fehlschlag(bericht)
    return bericht


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    bericht = yield
    if auf_dem_ci():
        _als_fehlschlag(bericht)
    return bericht


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    ausgelassen = terminalreporter.stats.get("skipped", [])
    if not ausgelassen:
        return
    terminalreporter.section("ACHTUNG: nicht alles wurde geprüft", sep="!", red=True, bold=True)
    for grund, anzahl in Counter(_grund(bericht) for bericht in ausgelassen).most_common():
        terminalreporter.line(f"{anzahl:4d} × ausgelassen: {grund}", red=True)
