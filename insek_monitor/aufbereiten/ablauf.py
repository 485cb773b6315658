"""Der Weg von den amtlichen Dateien zu ``daten/``."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import pandas as pd

from insek_monitor.aufbereiten.fehler import AufbereitungsFehler
from insek_monitor.aufbereiten.gebietsstand import auf_heutigen_stand, bevoelkerung, gebietsaenderungen
from insek_monitor.aufbereiten.gemeindeverzeichnis import (
    Gemeindeverzeichnis,
    baue_gemeinden,
    lies_gemeindeverzeichnis,
)
from insek_monitor.aufbereiten.grenzen import MUSTER, im_archiv, lies_grenzen, nachbarn
from insek_monitor.aufbereiten.karte import karte_gemeinden, karte_kreise, kartenflaechen
from insek_monitor.aufbereiten.kontakte import lies_kontakte
from insek_monitor.aufbereiten.konzepte import lies_recherche
from insek_monitor.aufbereiten.schreiben import (
    csv_text,
    schreibe_grenzen,
    tausche_alles,
    text_schreiber,
)


@dataclass(frozen=True)
class Aufbereitung:
    """Was geschrieben wurde: Zielordner, Zeilen je Tabelle und die benutzten Quelldateien."""

    ziel: Path
    zeilen: dict[str, int]
    quellen: tuple[Path, ...]


def aufbereite(
    quellordner: Path | str,
    ziel: Path | str,
    *,
    gemeindeverzeichnis: Path | str | None = None,
    grenzen: Path | str | None = None,
) -> Aufbereitung:
    """Macht aus den amtlichen Dateien die Tabellen in ``daten/``.

    Parameters
    ----------
    quellordner : Path or str
        Ordner mit ``AuszugGV*.xlsx``, Grenzen (``*_GEM.shp``, ``*.gpkg`` oder ein ``*.zip`` damit),
        ``landesdirektion_gemeindeverzeichnis*.csv`` und ``insek_recherche*.csv``; Unterordner werden mit
        durchsucht.
    ziel : Path or str
        Zielordner. Handgeschriebene Dateien darin (Regeln, Eckwerte, Wörterbuch) bleiben unberührt.
    gemeindeverzeichnis, grenzen : Path or str, optional
        Andere (neuere) Ausgabe. Das jüngste Gemeindeverzeichnis bestimmt den heutigen Gebietsstand.

    Returns
    -------
    Aufbereitung

    Raises
    ------
    AufbereitungsFehler
        Wenn eine Datei fehlt oder nicht zu gebrauchen ist; am Ziel ist dann nichts geändert.
    """
    ordner, zielordner = Path(quellordner), Path(ziel)
    if not ordner.is_dir():
        raise AufbereitungsFehler(
            ordner,
            erwartet="ein Ordner mit den Quelldateien",
            gefunden="dieser Ordner fehlt",
            abhilfe="Bitte den Pfad prüfen",
        )
    verzeichnisse = _verzeichnisse(ordner, gemeindeverzeichnis)
    frueher, heute = verzeichnisse[:-1], verzeichnisse[-1]
    grenzdatei = Path(grenzen) if grenzen is not None else _grenzdatei(ordner)
    if grenzdatei.is_dir():
        grenzdatei = _grenzdatei(grenzdatei)
    kontaktdatei = _neueste(ordner, "landesdirektion_gemeindeverzeichnis*.csv")
    recherchedatei = _neueste(ordner, "insek_recherche*.csv")

    gemeinden = baue_gemeinden(heute, lies_kontakte(kontaktdatei))
    fruehere = [v.gemeinden for v in frueher]
    flaechen = auf_heutigen_stand(lies_grenzen(grenzdatei), heute.gemeinden, fruehere, grenzdatei)
    aenderungen = gebietsaenderungen(frueher, gemeinden, flaechen)
    konzepte, zuordnung = lies_recherche(recherchedatei, pd.Index(gemeinden["ags"]))
    tabellen = {
        "gemeinden.csv": gemeinden,
        "bevoelkerung.csv": bevoelkerung(verzeichnisse, aenderungen),
        "gebietsaenderungen.csv": aenderungen,
        "nachbarn.csv": nachbarn(flaechen),
        "konzepte_recherche.csv": konzepte,
        "konzepte_recherche_zuordnung.csv": zuordnung,
    }
    karte = kartenflaechen(flaechen)
    je_ags = gemeinden.set_index("ags")
    schreiber = {name: text_schreiber(csv_text(frame)) for name, frame in tabellen.items()}
    schreiber["karte_gemeinden.json"] = text_schreiber(karte_gemeinden(karte, je_ags["name"]))
    schreiber["karte_kreise.json"] = text_schreiber(karte_kreise(karte, je_ags["kreis"]))
    schreiber["grenzen.parquet"] = lambda datei: schreibe_grenzen(flaechen, datei)
    tausche_alles(zielordner, schreiber)
    return Aufbereitung(
        ziel=zielordner,
        zeilen={name: len(frame) for name, frame in tabellen.items()},
        quellen=(*(v.datei for v in verzeichnisse), grenzdatei, kontaktdatei, recherchedatei),
    )


def _verzeichnisse(ordner: Path, zusaetzlich: Path | str | None) -> list[Gemeindeverzeichnis]:
    """Alle Ausgaben nach Stichtag; eine ausdrücklich genannte ersetzt die mit demselben Stichtag.

    Gibt es zu einem Stichtag Jahres- und Quartalsausgabe, gilt die mit den neueren Einwohnerzahlen.
    """
    dateien = sorted(ordner.rglob("AuszugGV*.xlsx"))
    if not dateien and zusaetzlich is None:
        _fehlt(ordner, "AuszugGV*.xlsx")
    gelesen = sorted(map(lies_gemeindeverzeichnis, dateien), key=lambda v: v.einwohnertag)
    je_stichtag = {v.stichtag: v for v in gelesen}
    if zusaetzlich is not None:
        eigenes = lies_gemeindeverzeichnis(Path(zusaetzlich))
        je_stichtag[eigenes.stichtag] = eigenes
    return [je_stichtag[stichtag] for stichtag in sorted(je_stichtag)]


def _grenzdatei(ordner: Path) -> Path:
    dateien = sorted(ordner.rglob("*"))
    for muster in MUSTER:
        if gefunden := [d for d in dateien if fnmatch(d.name.lower(), muster)]:
            return gefunden[-1]
    archive = [d for d in dateien if d.suffix.lower() == ".zip" and im_archiv(d)]
    return archive[-1] if archive else _fehlt(ordner, "VG250.gpkg oder VG*_GEM.shp (auch als ZIP)")


def _neueste(ordner: Path, muster: str) -> Path:
    gefunden = sorted(ordner.rglob(muster), key=lambda datei: datei.name)
    return gefunden[-1] if gefunden else _fehlt(ordner, muster)


def _fehlt(ordner: Path, muster: str) -> Path:
    raise AufbereitungsFehler(
        ordner,
        erwartet=f"eine Datei {muster} in diesem Ordner oder einem Unterordner",
        gefunden="keine",
        abhilfe="Welche Dateien gebraucht werden, steht in daten/LIESMICH.md",
    )
