"""Einlesen im Einzelnen: Überschriften anderer Jahre, Flächenbilanz, Vereinfachung der Karte."""

from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import Polygon, box

from insek_monitor.register.aufbereiten import AufbereitungsFehler
from insek_monitor.register.aufbereiten.flaechenstand import auf_heutigen_stand
from insek_monitor.register.aufbereiten.gemeindeverzeichnis import lies_gemeindeverzeichnis
from insek_monitor.register.aufbereiten.grenzen import lies_grenzen
from insek_monitor.register.aufbereiten.karte import HOECHSTENS_PUNKTE, kartenflaechen
from tests.register.auszug import bauen

ANDERS = {
    "Amtlicher Regionalschlüssel (ARS)": "Regionalschlüssel\xa0(RS)",
    "Fläche km2 1)": "Fläche km2\nam 31.12.2013 (Jahr)1)",
    "Bevölkerung2)": "Bevölkerung",
    "Postleit-zahl3)": "Post-leit-zahl",
    "Grad der Verstädterung": "EU-Stadt-/Landgliederung",
}


def test_ueberschriften_von_2013(tmp_path):
    kopf = [[ANDERS.get(wert, wert) if wert else wert for wert in zeile] for zeile in bauen.KOPF]
    v = lies_gemeindeverzeichnis(bauen.schreibe_verzeichnis(tmp_path / "a.xlsx", 2013, kopf=kopf))
    assert v.stichtag == date(2013, 12, 31)
    doebeln = v.gemeinden.loc["14522080"]
    assert doebeln[["name", "einwohner", "plz", "reisegebiet"]].tolist() == [
        "Döbeln, Stadt",
        20000,
        "09111",
        "Sachsenland",
    ]
    assert v.verbaende.loc["145225105", "textkennzeichen"] == "54"
    assert v.kreise["14625"] == "Bautzen"


def test_ganz_deutschland(tmp_path):
    datei = bauen.schreibe_verzeichnis(tmp_path / "a.xlsx", 2023)
    assert lies_gemeindeverzeichnis(datei, land=None).gemeinden.index.tolist()[-1] == "16051000"
    assert len(lies_gemeindeverzeichnis(datei).gemeinden) == 4


def test_fremdes_land_wird_gemeldet(tmp_path):
    datei = bauen.schreibe_verzeichnis(tmp_path / "a.xlsx", 2023)
    with pytest.raises(AufbereitungsFehler, match="keine einzige Gemeinde"):
        lies_gemeindeverzeichnis(datei, land="09")


def test_zip_wird_erklaert(tmp_path):
    (tmp_path / "vg250.zip").write_bytes(b"PK")
    with pytest.raises(AufbereitungsFehler, match="entpacken"):
        lies_grenzen(tmp_path / "vg250.zip")


# Vier Quadrate in einer Reihe: A B C D
REIHE = {"14522010": 0, "14522020": 1, "14522030": 2, "14522040": 3}
QUELLE = Path("grenzen.shp")


def reihe() -> gpd.GeoDataFrame:
    formen = [box(x, 0, x + 1, 1) for x in REIHE.values()]
    return gpd.GeoDataFrame(geometry=formen, index=pd.Index(list(REIHE), name="ags"), crs=25833)


def verzeichnis(**flaechen: float) -> pd.DataFrame:
    index = [f"145220{k[1:]}" for k in flaechen]
    return pd.DataFrame({"flaeche_km2": list(flaechen.values()), "name": "N"}, index=index)


FRUEHER = verzeichnis(a10=30.0, a20=20.0, a30=50.0, a40=40.0)


def test_eingemeindung_in_den_gewachsenen_nachbarn():
    """B geht unter; A bleibt gleich groß, C wächst um die Fläche von B."""
    ergebnis = auf_heutigen_stand(reihe(), verzeichnis(a10=30.1, a30=70.05, a40=40.0), FRUEHER, QUELLE)
    assert shapely.area(ergebnis.geometry.to_numpy()).tolist() == [1.0, 2.0, 1.0]
    assert ergebnis.index.tolist() == ["14522010", "14522030", "14522040"]


def test_zwei_eingemeindungen_in_verschiedene_nachbarn():
    """B und C gehen unter: B nach A, C nach D (nicht zusammen in einen von beiden)."""
    ergebnis = auf_heutigen_stand(reihe(), verzeichnis(a10=50.0, a40=90.0), FRUEHER, QUELLE)
    assert ergebnis.geometry["14522010"].bounds == (0, 0, 2, 1)
    assert ergebnis.geometry["14522040"].bounds == (2, 0, 4, 1)


def test_neue_gemeinde_aus_dreien():
    ergebnis = auf_heutigen_stand(reihe(), verzeichnis(a55=100.0, a40=40.0), FRUEHER, QUELLE)
    assert ergebnis.geometry["14522055"].bounds == (0, 0, 3, 1)


def test_ohne_passende_flaechenbilanz_kein_raten():
    with pytest.raises(AufbereitungsFehler, match="keine Nachfolgerin für die Fläche 14522020"):
        auf_heutigen_stand(reihe(), verzeichnis(a10=30.0, a30=50.0, a40=40.0), FRUEHER, QUELLE)


def test_viele_punkte_werden_gemeinsam_vereinfacht():
    """Zwei Nachbarn mit einer feinen gemeinsamen Linie: danach weniger Punkte und dieselbe Linie."""
    y = np.linspace(0, 20_000, HOECHSTENS_PUNKTE)
    welle = np.column_stack([400_000 + 60 * np.sin(y / 40), 5_650_000 + y])
    links = Polygon([(380_000, 5_650_000), *welle, (380_000, 5_670_000)])
    rechts = Polygon([(420_000, 5_650_000), *welle, (420_000, 5_670_000)])
    frame = gpd.GeoDataFrame(geometry=[links, rechts], index=["a", "b"], crs=25833)
    karte = kartenflaechen(frame)
    formen = karte.geometry.to_numpy()
    assert int(shapely.get_num_coordinates(formen).sum()) < 1000
    assert shapely.coverage_is_valid(formen)
    assert shapely.area(karte.to_crs(25833).geometry.to_numpy()) == pytest.approx([4e8, 4e8], rel=0.02)
    assert formen[0].intersection(formen[1]).length == pytest.approx(0.18, abs=0.02)
