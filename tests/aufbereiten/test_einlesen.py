"""Einlesen im Einzelnen: Überschriften anderer Jahre, Flächenbilanz, Vereinfachung der Karte."""

import zipfile
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import Polygon, box

from insek_monitor.aufbereiten import AufbereitungsFehler
from insek_monitor.aufbereiten.gebietsstand import auf_heutigen_stand
from insek_monitor.aufbereiten.gemeindeverzeichnis import lies_gemeindeverzeichnis
from insek_monitor.aufbereiten.grenzen import lies_grenzen
from insek_monitor.aufbereiten.karte import HOECHSTENS_PUNKTE, kartenflaechen
from tests.hilfen.auszug import bauen

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


def test_quartalsausgabe_nennt_einwohner_eines_frueheren_tages(tmp_path):
    titel = "Gemeinden in Deutschland nach Fläche, Bevölkerung und Postleitzahl am 31.12.2024 (4. Quartal)"
    stand: list[str | None] = [None] * 20
    stand[2], stand[9] = "Gebietsstand am 31.12.2024", "Zensus vom 15.05.2022, fortgeschrieben, am 30.09.2024"
    kopf = [[wert and wert.replace("Bevölkerung", "Bevölkerung, Zensus 15.05.2022") for wert in zeile]
            for zeile in bauen.KOPF]  # fmt: skip
    kopf.append(stand)
    v = lies_gemeindeverzeichnis(
        bauen.schreibe_verzeichnis(tmp_path / "q.xlsx", 2024, kopf=kopf, titel=titel)
    )
    assert (v.stichtag, v.einwohnertag) == (date(2024, 12, 31), date(2024, 9, 30))
    # Verbundene Zelle: Der Tag gilt für Fläche und Einwohner und steht nur in der Spalte der Fläche.
    stand[8], stand[9] = "31.12.2023", None
    v = lies_gemeindeverzeichnis(
        bauen.schreibe_verzeichnis(tmp_path / "q.xlsx", 2024, kopf=kopf, titel=titel)
    )
    assert v.einwohnertag == date(2023, 12, 31)
    stand[8], kopf[0] = None, bauen.KOPF[0]
    with pytest.raises(AufbereitungsFehler, match="Quartalsausgabe ohne diese Angabe"):
        lies_gemeindeverzeichnis(
            bauen.schreibe_verzeichnis(tmp_path / "q.xlsx", 2024, kopf=kopf, titel=titel)
        )


def als_zip(archiv: Path, *dateien: Path) -> Path:
    """Wie das BKG liefert: alles in Unterordnern."""
    with zipfile.ZipFile(archiv, "w") as ziel:
        ziel.writestr("vg250_01-01.utm32s/dokumentation/liesmich.txt", "…")
        for datei in dateien:
            ziel.write(datei, f"vg250_01-01.utm32s/vg250_ebenen_0101/{datei.name}")
    return archiv


@pytest.mark.parametrize("form", ["gpkg", "shp"])
@pytest.mark.parametrize("schluessel", ["AGS", "ARS"])
def test_lieferung_des_bkg_im_zip(tmp_path, form, schluessel):
    """Auch mit Umlaut und Leerzeichen im Weg; ein ARS (zwölf Stellen) allein genügt."""
    ordner = tmp_path / "Grenzen für März"
    ordner.mkdir()
    frame = bauen.grenzen()
    if schluessel == "ARS":
        frame["ARS"] = frame["AGS"].str[:5] + "5105" + frame["AGS"].str[5:]
        frame = frame.drop(columns="AGS")
    if form == "gpkg":
        frame.to_file(ordner / "DE_VG250.gpkg", layer="vg250_gem")
        frame.iloc[[0]].to_file(ordner / "DE_VG250.gpkg", layer="vg250_krs")
        archiv = als_zip(ordner / "vg250.ZIP", ordner / "DE_VG250.gpkg")
    else:
        frame.to_file(ordner / "VG250_GEM.shp")
        archiv = als_zip(ordner / "vg250.zip", *ordner.glob("VG250_GEM.*"))
    gelesen = lies_grenzen(archiv)
    assert gelesen.index.tolist() == list(bauen.ECKEN)
    assert gelesen["name"].tolist()[0] == "Chemnitz"
    assert gelesen.crs == frame.crs


def test_zip_ohne_grenzen_und_beschaedigtes_zip(tmp_path):
    bauen.grenzen().to_file(tmp_path / "VG250_GEM.shp")
    (tmp_path / "kaputt.zip").write_bytes(b"PK")
    for datei, gefunden in (
        (tmp_path / "kaputt.zip", "ein beschädigtes ZIP-Archiv"),
        (als_zip(tmp_path / "ohne.zip"), "ein ZIP-Archiv ohne"),
        (als_zip(tmp_path / "teil.zip", tmp_path / "VG250_GEM.shp"), "keine Datei VG250_GEM.dbf"),
    ):
        with pytest.raises(AufbereitungsFehler, match=gefunden):
            lies_grenzen(datei)


# Vier Quadrate in einer Reihe: A B C D
REIHE = {"14522010": 0, "14522020": 1, "14522030": 2, "14522040": 3}
QUELLE = Path("grenzen.shp")


def reihe() -> gpd.GeoDataFrame:
    formen = [box(x, 0, x + 1, 1) for x in REIHE.values()]
    return gpd.GeoDataFrame(geometry=formen, index=pd.Index(list(REIHE), name="ags"), crs=25833)


def verzeichnis(**flaechen: float) -> pd.DataFrame:
    index = [f"145220{k[1:]}" for k in flaechen]
    return pd.DataFrame({"flaeche_km2": list(flaechen.values()), "name": "N"}, index=index)


FRUEHER = [verzeichnis(a10=30.0, a20=20.0, a30=50.0, a40=40.0)]


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


def test_zuwachs_seit_dem_stand_der_grenzen():
    """Eine Ausgabe nach dem Zusammenschluss enthält den Zuwachs schon, eine ältere nennt andere Flächen."""
    damals = verzeichnis(a09=10.0, a10=20.0, a20=20.0, a30=50.0, a40=40.0)
    heute = verzeichnis(a10=30.1, a30=70.05, a40=40.0)
    for ausgaben in ([*FRUEHER, heute], [damals, *FRUEHER, heute], [*FRUEHER, heute, heute]):
        ergebnis = auf_heutigen_stand(reihe(), heute, ausgaben, QUELLE)
        assert ergebnis.geometry["14522030"].bounds == (1, 0, 3, 1)
    heute = verzeichnis(a55=100.0, a40=40.0)
    neu = auf_heutigen_stand(reihe(), heute, [*FRUEHER, heute], QUELLE)
    assert neu.geometry["14522055"].bounds == (0, 0, 3, 1)


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
