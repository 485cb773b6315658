"""tabellen und woerterbuch: Typen, Vollständigkeit des Datenwörterbuchs, Fehler."""

import re
import subprocess
import sys
from datetime import date

import pytest
import yaml

from insek_monitor import einstellungen
from insek_monitor.lage.lage import lage
from insek_monitor.register import tabellen
from insek_monitor.register.woerterbuch import WoerterbuchFehler, woerterbuch

LESER = {
    "gemeinden": tabellen.gemeinden,
    "bevoelkerung": tabellen.bevoelkerung,
    "gebietsaenderungen": tabellen.gebietsaenderungen,
    "nachbarn": tabellen.nachbarn,
    "konzepte_recherche": tabellen.konzepte_recherche,
    "konzepte_recherche_zuordnung": tabellen.zuordnung_recherche,
}


@pytest.mark.parametrize("name", LESER)
def test_woerterbuch_beschreibt_jede_spalte(name):
    tabelle = woerterbuch().tabellen[name]
    kopf = (einstellungen.tabellenordner() / tabelle.datei).read_text(encoding="utf-8").splitlines()[0]
    assert kopf.split(",") == list(tabelle.spalten)
    assert all(len(spalte.bedeutung) > 3 for spalte in tabelle.spalten.values())
    # Eine Zahl ohne Einheit wäre nicht zu verstehen.
    zahlen = [s for s in tabelle.spalten.values() if s.typ in ("ganzzahl", "kommazahl")]
    assert all(spalte.einheit for spalte in zahlen)


def test_woerterbuch_beschreibt_jede_datei():
    buch = woerterbuch()
    beschrieben = {t.datei for t in buch.tabellen.values()} | set(buch.weitere_dateien)
    vorhanden = {datei.name for datei in einstellungen.tabellenordner().iterdir()}
    assert vorhanden - beschrieben == {"datenwoerterbuch.yaml", "LIESMICH.md"}
    assert beschrieben - vorhanden == set()
    assert set(LESER) == set(buch.tabellen)


def test_woerterbuch_kennt_die_abgeleiteten_spalten(g, k, z):
    buch = woerterbuch()
    spalten = set(lage(g, k, z, date(2026, 11, 21), tabellen.regeln()).columns)
    assert spalten - set(g.columns) == set(buch.abgeleitet["lage"].spalten)
    assert {s for s in k.columns if s.endswith("_tag")} == set(buch.abgeleitet["konzepte"].spalten)
    flaeche, status = buch.spalte("flaeche_km2"), buch.spalte("status")
    assert flaeche is not None
    assert flaeche.einheit == "km²"
    assert status is not None
    assert status.quelle.schluessel == "projekt"
    assert buch.spalte("gibtsnicht") is None


def test_quellen_nennen_lizenz_und_namensnennung():
    buch = woerterbuch()
    assert all(q.lizenz and q.namensnennung and q.stand for q in buch.quellen.values())
    liesmich = (einstellungen.tabellenordner() / "LIESMICH.md").read_text(encoding="utf-8")
    for schluessel in ("gv_isys", "vg5000", "landesdirektion"):
        assert buch.quellen[schluessel].namensnennung in liesmich


def test_jeder_aufruf_gibt_einen_eigenen_frame(g):
    anderer = tabellen.gemeinden()
    anderer.loc[:, "name"] = "überschrieben"
    assert tabellen.gemeinden()["name"].equals(g["name"])


def test_typen(g, k):
    assert str(g["einwohner"].dtype) == "Int64"
    assert str(g["flaeche_km2"].dtype) == "float64"
    assert str(g["einwohner_stichtag"].dtype) == "datetime64[s]"
    assert str(k["beschluss_tag"].dtype) == "datetime64[s]"
    assert str(k["zieljahr"].dtype) == "Int64"
    assert g.index.str.fullmatch(r"\d{8}").all()
    assert g["plz"].str.fullmatch(r"\d{5}").all(), "führende Null bleibt"


def test_fehlende_und_fremde_dateien(tmp_path, monkeypatch):
    echt = einstellungen.tabellenordner()
    monkeypatch.setenv("INSEK_TABELLENORDNER", str(tmp_path))
    with pytest.raises(WoerterbuchFehler, match="lässt sich nicht lesen"):
        tabellen.gemeinden()
    (tmp_path / "datenwoerterbuch.yaml").write_bytes((echt / "datenwoerterbuch.yaml").read_bytes())
    with pytest.raises(tabellen.TabellenFehler, match=r"gemeinden\.csv: Die Datei fehlt"):
        tabellen.gemeinden()
    inhalt = (echt / "nachbarn.csv").read_text(encoding="utf-8")
    (tmp_path / "nachbarn.csv").write_text(inhalt.replace("grenze_km", "km", 1), encoding="utf-8")
    with pytest.raises(tabellen.TabellenFehler, match="Datenwörterbuch"):
        tabellen.nachbarn()
    (tmp_path / "nachbarn.csv").write_text(re.sub(r"\d+\.\d+\n", "lang\n", inhalt, count=1), encoding="utf-8")
    with pytest.raises(tabellen.TabellenFehler, match="passt nicht zum Typ"):
        tabellen.nachbarn()
    (tmp_path / "eckwerte.yaml").write_text(yaml.safe_dump({"eckwerte": 3}), encoding="utf-8")
    with pytest.raises(tabellen.TabellenFehler, match="Liste „eckwerte“"):
        tabellen.eckwerte()


def test_tabellen_lesen_laedt_keine_geometrie():
    """geopandas kostet beim Start rund eine halbe Sekunde und wird nur für Grenzen gebraucht."""
    skript = (
        "import sys; from insek_monitor.register import tabellen as t; t.gemeinden(); t.konzepte_recherche();"
        "print(any(m in sys.modules for m in ('geopandas', 'shapely', 'openpyxl')))"
    )
    ordner = einstellungen.projektordner()
    lauf = subprocess.run(
        [sys.executable, "-c", skript], cwd=ordner, capture_output=True, text=True, check=True
    )
    assert lauf.stdout.strip() == "False"
