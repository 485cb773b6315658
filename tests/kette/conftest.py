"""Ein Register mit der Recherche und drei eigenen Datenständen; die dreißig Auswahlen der Kette."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from insek_monitor.kern.rollen import Person, Zugang
from insek_monitor.rahmen import anmeldung, zwischenspeicher
from insek_monitor.register import datenstaende, speicher
from tests.conftest import DATEN
from tests.kette import beispiele, referenz
from tests.kette.beispiele import Fall
from tests.kette.referenz import Land, Satz


def als_frames(saetze: list[Satz]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Einfache Datensätze in der Form, in der das Register sie annimmt."""
    felder = [name for name in saetze[0] if name not in ("ags", "konzept_id")]
    konzepte = pd.DataFrame(
        {name: pd.array([s[name] or None for s in saetze], dtype="str") for name in felder},
        index=pd.Index([s["konzept_id"] for s in saetze], name="konzept_id", dtype="str"),
    )
    konzepte["zieljahr"] = pd.array(
        [int(s["zieljahr"]) if s["zieljahr"] else None for s in saetze], dtype="Int64"
    )
    paare = [(s["konzept_id"], ags) for s in saetze for ags in s["ags"]]
    return konzepte, pd.DataFrame(paare, columns=["konzept_id", "ags"], dtype="str")


@pytest.fixture(scope="session")
def laender() -> dict[str, Land]:
    """Datenstand → was die Referenz über ihn weiß."""
    gemeinden, recherche = referenz.lies_gemeinden(DATEN), referenz.lies_konzepte(DATEN)
    regeln, eckwerte = referenz.lies_yaml(DATEN, "regeln"), referenz.lies_yaml(DATEN, "eckwerte")
    land = Land(gemeinden, recherche, regeln, eckwerte)
    eigene = {name: Land(gemeinden, s, regeln, eckwerte) for name, s in beispiele.eigene(land).items()}
    return {beispiele.RECHERCHE: land} | eigene


@pytest.fixture(scope="session")
def faelle(laender: dict[str, Land]) -> list[Fall]:
    """Die dreißig Auswahlen."""
    return [Fall(w, laender[w.stand]) for w in beispiele.wahlen(laender[beispiele.RECHERCHE])]


# Je Datei: Mit verteilten Tests (xdist) laufen danach Dateien anderer Ordner im selben Prozess.
@pytest.fixture(scope="module")
def nummern(laender: dict[str, Land], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, int]]:
    """Legt das Register an; Name des Datenstands → seine Nummer."""
    with pytest.MonkeyPatch.context() as setze:
        setze.setenv("INSEK_DATENORDNER", str(tmp_path_factory.mktemp("kette")))
        setze.setenv("INSEK_STICHTAG", beispiele.HEUTE.isoformat())
        setze.delenv("INSEK_DATENBANK_URL", raising=False)
        setze.delenv("INSEK_TABELLENORDNER", raising=False)
        # Ein Mensch an diesem Rechner; ihn in jedem Lauf neu zu erkennen kostet ein Viertel der Zeit.
        lokal = anmeldung.Ergebnis(Person("", "lokal", Zugang.LOKAL), "")
        setze.setattr(anmeldung, "erkenne", lambda: lokal)
        zwischenspeicher.leere()
        register = speicher.oeffne()
        ergebnis = {beispiele.RECHERCHE: datenstaende.finde(register, "recherche").nummer}
        for name in (beispiele.EIGENER, beispiele.WIDERSPRUCH, beispiele.VOLLSTAENDIG):
            neu = datenstaende.lege_an(
                register, *als_frames(laender[name].konzepte), titel=name, von="Test", anlass="Kette"
            )
            ergebnis[name] = neu.nummer
        register.schliesse()
        yield ergebnis
        zwischenspeicher.register().schliesse()
        zwischenspeicher.leere()
