"""Der ganze Weg an einem kleinen Auszug: Ergebnis, gleiche Bytes, alles oder nichts."""

import json
import shutil
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from insek_monitor.aufbereiten import AufbereitungsFehler, aufbereite
from tests.hilfen.auszug import bauen

ERZEUGT = {
    "gemeinden.csv",
    "bevoelkerung.csv",
    "gebietsaenderungen.csv",
    "nachbarn.csv",
    "konzepte_recherche.csv",
    "konzepte_recherche_zuordnung.csv",
    "karte_gemeinden.json",
    "karte_kreise.json",
    "grenzen.parquet",
}


@pytest.fixture(scope="module")
def quellen(tmp_path_factory):
    return bauen.schreibe_quellordner(tmp_path_factory.mktemp("quellen"))


@pytest.fixture(scope="module")
def fertig(quellen, tmp_path_factory):
    ziel = tmp_path_factory.mktemp("ziel") / "daten"
    aufbereite(quellen, ziel)
    return ziel


def inhalt(ordner: Path) -> dict[str, bytes]:
    return {datei.name: datei.read_bytes() for datei in sorted(ordner.iterdir())}


def test_zwei_laeufe_ergeben_dieselben_bytes(quellen, fertig, tmp_path):
    aufbereite(quellen, tmp_path / "zweites")
    assert set(inhalt(fertig)) == ERZEUGT
    assert inhalt(fertig) == inhalt(tmp_path / "zweites")
    assert all(b"\r" not in daten for name, daten in inhalt(fertig).items() if name.endswith(("csv", "json")))


def test_gemeinden(fertig):
    g = pd.read_csv(fertig / "gemeinden.csv", dtype=str, keep_default_na=False).set_index("ags")
    assert list(g.index) == ["14511000", "14522080", "14522275", "14625020"]
    assert list(g["name"]) == ["Chemnitz", "Döbeln", "Jahnatal", "Bautzen / Budyšin"]
    assert list(g["gemeindetyp"]) == ["Kreisfreie Stadt", "Große Kreisstadt", "Gemeinde", "Große Kreisstadt"]
    assert list(g["kreis"]) == ["Chemnitz, Stadt", "Mittelsachsen", "Mittelsachsen", "Bautzen"]
    assert list(g["verband_art"]) == ["", "Verwaltungsgemeinschaft", "Verwaltungsgemeinschaft", ""]
    assert g.loc["14522275", ["flaeche_km2", "einwohner", "einwohner_stichtag"]].tolist() == [
        "78.01",
        "4600",
        "2023-12-31",
    ]
    assert g.loc["14522080", ["laenge", "breite"]].tolist() == ["13.150000", "51.050000"]
    assert g.loc["14522080", ["telefon", "email", "website"]].tolist() == [
        "03431 579-0",
        "info@d.example",
        "https://www.d.de",
    ]
    assert g.loc["14522275", "email"] == "", "Eine Adresse, die ein Personenname sein kann, fällt weg"
    assert set(g["verstaedterung"]) == {"gering besiedelt"}, "geschütztes Leerzeichen"


def test_gebietsstand(fertig):
    aenderungen = pd.read_csv(fertig / "gebietsaenderungen.csv", dtype=str)
    assert aenderungen[["ags_alt", "ags_neu", "letzter_stichtag"]].values.tolist() == [
        ["14522450", "14522275", "2021-12-31"],
        ["14522620", "14522275", "2021-12-31"],
    ]
    ew = pd.read_csv(fertig / "bevoelkerung.csv", dtype={"ags": str}).set_index(["ags", "stichtag"])[
        "einwohner"
    ]
    assert ew["14522275", "2021-12-31"] == 3500 + 1200
    assert ew.groupby("stichtag").sum().to_dict() == {
        "2021-12-31": 242021 + 20000 + 3500 + 1200 + 38000,
        "2023-12-31": 242023 + 20000 + 4600 + 38000,
    }
    flaechen = gpd.read_parquet(fertig / "grenzen.parquet")
    assert list(flaechen.index) == ["14511000", "14522080", "14522275", "14625020"]
    assert flaechen.crs.to_epsg() == 4326
    assert shapely.area(flaechen.geometry.to_numpy()).round(4).tolist() == [0.01, 0.01, 0.02, 0.01]
    assert flaechen.union_all().area == pytest.approx(0.05, rel=1e-4), "keine Lücken, keine Überlappungen"


def test_nachbarn(fertig):
    n = pd.read_csv(fertig / "nachbarn.csv", dtype={"ags": str, "nachbar_ags": str})
    paare = {(a, b): km for a, b, km in n.itertuples(index=False)}
    assert set(paare) == {
        ("14511000", "14522080"),
        ("14522080", "14511000"),
        ("14522080", "14522275"),
        ("14522275", "14522080"),
        ("14511000", "14625020"),
        ("14625020", "14511000"),
        ("14522080", "14625020"),
        ("14625020", "14522080"),
    }
    assert all(paare[a, b] == paare[b, a] for a, b in paare)
    # 0,1 Breitengrad sind bei 51° Nord rund 11,13 km, 0,05 Längengrad rund 3,5 km.
    assert paare["14511000", "14522080"] == pytest.approx(11.13, abs=0.02)
    assert paare["14511000", "14625020"] == pytest.approx(3.51, abs=0.02)


def test_karten(fertig):
    karte = json.loads((fertig / "karte_gemeinden.json").read_text(encoding="utf-8"))
    assert [m["properties"]["ags"] for m in karte["features"]] == [
        "14511000",
        "14522080",
        "14522275",
        "14625020",
    ]
    assert set(karte["features"][0]["properties"]) == {"ags", "name"}
    zahlen = [z for m in karte["features"] for ring in m["geometry"]["coordinates"] for p in ring for z in p]
    assert all(round(z, 4) == z for z in zahlen)
    kreise = json.loads((fertig / "karte_kreise.json").read_text(encoding="utf-8"))
    assert [m["properties"] for m in kreise["features"]] == [
        {"kreis": "Bautzen"},
        {"kreis": "Chemnitz, Stadt"},
        {"kreis": "Mittelsachsen"},
    ]


def test_handgeschriebenes_bleibt(quellen, tmp_path):
    ziel = tmp_path / "daten"
    ziel.mkdir()
    (ziel / "regeln.yaml").write_text("x: 1\n", encoding="utf-8")
    aufbereite(quellen, ziel)
    assert (ziel / "regeln.yaml").read_text(encoding="utf-8") == "x: 1\n"
    assert [p.name for p in tmp_path.iterdir()] == ["daten"], "kein vorläufiger Ordner bleibt zurück"


def test_neuere_ausgaben_ueber_optionen(quellen, tmp_path):
    """VG250 als GeoPackage (Wasserfläche GF=2 zählt nicht) und ein jüngeres Gemeindeverzeichnis."""
    gv = bauen.schreibe_verzeichnis(tmp_path / "neu.xlsx", 2024, blatt="Irgendwie")
    frame = bauen.grenzen()
    jahnatal = (
        frame[frame["GEN"].isin(bauen.ALT.values())]
        .dissolve()
        .assign(AGS=bauen.JAHNATAL, GEN="Jahnatal", GF=4)
    )
    wasser = frame.iloc[[0]].assign(GF=2, geometry=frame.geometry.iloc[[0]].translate(0, 20000))
    neu = pd.concat([frame[~frame["GEN"].isin(bauen.ALT.values())].assign(GF=4), jahnatal, wasser])
    neu.to_file(tmp_path / "DE_VG250.gpkg", layer="vg250_gem")
    frame.iloc[[0]].to_file(tmp_path / "DE_VG250.gpkg", layer="vg250_krs")
    bericht = aufbereite(quellen, tmp_path / "d", gemeindeverzeichnis=gv, grenzen=tmp_path / "DE_VG250.gpkg")
    assert bericht.zeilen["gemeinden.csv"] == 4
    assert bericht.zeilen["bevoelkerung.csv"] == 12, "drei Stichtage"
    flaechen = gpd.read_parquet(tmp_path / "d/grenzen.parquet")
    assert shapely.area(flaechen.geometry.to_numpy()).round(4).tolist() == [0.01, 0.01, 0.02, 0.01]


def test_jahresausgaben_nach_dem_zusammenschluss_und_quartalsausgabe(quellen, tmp_path):
    """Grenzen 2021 im ZIP; Ausgaben 2021, 2023, 2024 und ein Quartal 2025 mit den Einwohnern von 2024."""
    quelle = tmp_path / "quellen"
    shutil.copytree(quellen, quelle)
    bauen.schreibe_verzeichnis(quelle / "gv_isys/AuszugGV_31122024.xlsx", 2024)
    stand = [None] * 9 + ["am 31.12.2024"]
    titel = "Gemeinden in Deutschland am 30.06.2025 (2. Quartal)"
    quartal = bauen.schreibe_verzeichnis(
        quelle / "gv_isys/AuszugGV2QAktuell.xlsx", 2025, kopf=[*bauen.KOPF, stand], titel=titel
    )
    shutil.make_archive(str(quelle / "vg5000_ebenen"), "zip", quelle / "vg5000")
    shutil.rmtree(quelle / "vg5000")
    bericht = aufbereite(quelle, tmp_path / "daten")
    assert [d.name for d in bericht.quellen[3:5]] == [quartal.name, "vg5000_ebenen.zip"]
    g = pd.read_csv(tmp_path / "daten/gemeinden.csv", dtype=str).set_index("ags")
    assert g["einwohner_stichtag"].unique().tolist() == ["2024-12-31"]
    ew = pd.read_csv(tmp_path / "daten/bevoelkerung.csv", dtype={"ags": str}).set_index(["ags", "stichtag"])
    assert ew.loc["14511000", "einwohner"].to_dict() == {
        "2021-12-31": 242021, "2023-12-31": 242023, "2024-12-31": 242024,
    }  # fmt: skip
    flaechen = gpd.read_parquet(tmp_path / "daten/grenzen.parquet")
    assert shapely.area(flaechen.geometry.to_numpy()).round(4).tolist() == [0.01, 0.01, 0.02, 0.01]


def _abgeschnitten(ordner: Path) -> None:
    datei = ordner / "gv_isys/AuszugGV_31122023.xlsx"
    datei.write_bytes(datei.read_bytes()[:3000])


def _csv_als_xlsx(ordner: Path) -> None:
    (ordner / "gv_isys/AuszugGV_31122023.xlsx").write_text("Satzart;Land\n60;14\n", encoding="utf-8")


def _ohne_blatt(ordner: Path) -> None:
    bauen.schreibe_verzeichnis(
        ordner / "gv_isys/AuszugGV_31122023.xlsx", 2023, kopf=[["Etwas", "anderes"], ["ohne", "Satz"]]
    )


def _ohne_spalte(ordner: Path) -> None:
    kopf = [[None if wert == "Fläche km2 1)" else wert for wert in zeile] for zeile in bauen.KOPF]
    bauen.schreibe_verzeichnis(ordner / "gv_isys/AuszugGV_31122023.xlsx", 2023, kopf=kopf)


def _ohne_stichtag(ordner: Path) -> None:
    bauen.schreibe_verzeichnis(
        ordner / "gv_isys/AuszugGV_31122023.xlsx", 2023, titel="Gemeinden in Deutschland"
    )


def _ohne_dbf(ordner: Path) -> None:
    (ordner / "vg5000/VG5000_GEM.dbf").unlink()


def _shape_abgeschnitten(ordner: Path) -> None:
    datei = ordner / "vg5000/VG5000_GEM.shp"
    datei.write_bytes(datei.read_bytes()[:50])


def _shape_ohne_ende(ordner: Path) -> None:
    datei = ordner / "vg5000/VG5000_GEM.shp"
    datei.write_bytes(datei.read_bytes()[:-100])


def _gpkg_ohne_sachsen(ordner: Path) -> None:
    frame = bauen.grenzen()
    frame["AGS"] = "16" + frame["AGS"].str[2:]
    frame.to_file(ordner / "vg5000/VG250.gpkg", layer="vg250_gem")


def _grenzen_ohne_ags(ordner: Path) -> None:
    bauen.grenzen().drop(columns="AGS").to_file(ordner / "vg5000/VG5000_GEM.shp")


def _gemeinde_ohne_flaeche(ordner: Path) -> None:
    frame = bauen.grenzen()
    frame[frame["GEN"] != "Bautzen"].to_file(ordner / "vg5000/VG5000_GEM.shp")


def _flaeche_zu_neu(ordner: Path) -> None:
    frame = bauen.grenzen()
    frame.loc[4, "AGS"] = "14625999"
    frame.to_file(ordner / "vg5000/VG5000_GEM.shp")


def _falscher_zeichensatz(ordner: Path) -> None:
    datei = ordner / "landesdirektion_gemeindeverzeichnis_2026-03.csv"
    datei.write_bytes(datei.read_text(encoding="utf-8").encode("latin-1"))


def _fehlende_csv_spalte(ordner: Path) -> None:
    datei = ordner / "insek_recherche_2026-11.csv"
    datei.write_text(datei.read_text(encoding="utf-8").replace("quelle_url", "adresse"), encoding="utf-8")


def _zeile_zu_kurz(ordner: Path) -> None:
    datei = ordner / "insek_recherche_2026-11.csv"
    datei.write_text(datei.read_text(encoding="utf-8") + "14511000,abgebrochen\n", encoding="utf-8")


def _fremder_schluessel(ordner: Path) -> None:
    datei = ordner / "insek_recherche_2026-11.csv"
    datei.write_text(datei.read_text(encoding="utf-8").replace("14511000", "99999999"), encoding="utf-8")


def _fehlende_datei(ordner: Path) -> None:
    (ordner / "insek_recherche_2026-11.csv").unlink()


SCHAEDEN = [
    (_abgeschnitten, "AuszugGV_31122023.xlsx", "nicht als XLSX öffnen"),
    (_csv_als_xlsx, "AuszugGV_31122023.xlsx", "nicht als XLSX öffnen"),
    (_ohne_blatt, "AuszugGV_31122023.xlsx", "nur die Blätter „Inhalt“, „Onlineprodukt_Gemeinden“"),
    (_ohne_spalte, "AuszugGV_31122023.xlsx", "Überschrift „fläche“"),
    (_ohne_stichtag, "AuszugGV_31122023.xlsx", "„Gemeinden in Deutschland“"),
    (_ohne_dbf, "VG5000_GEM.shp", "keine Datei VG5000_GEM.dbf"),
    (_shape_abgeschnitten, "VG5000_GEM.shp", "nicht lesen lässt"),
    (_shape_ohne_ende, "VG5000_GEM.shp", "keine Fläche für Bautzen"),
    (_gpkg_ohne_sachsen, "VG250.gpkg", "5 Flächen, keine davon aus diesem Land"),
    (_grenzen_ohne_ags, "VG5000_GEM.shp", "es fehlt AGS"),
    (_gemeinde_ohne_flaeche, "VG5000_GEM.shp", "keine Fläche für 14625020"),
    (_flaeche_zu_neu, "VG5000_GEM.shp", "die Fläche 14625999"),
    (_falscher_zeichensatz, "landesdirektion_gemeindeverzeichnis_2026-03.csv", "Zeichensatz UTF-8"),
    (_fehlende_csv_spalte, "insek_recherche_2026-11.csv", "es fehlen quelle_url"),
    (_zeile_zu_kurz, "insek_recherche_2026-11.csv", "2 Felder im Datensatz 4"),
    (_fremder_schluessel, "insek_recherche_2026-11.csv", "„99999999“ im Datensatz 1"),
    (_fehlende_datei, "quellen", "insek_recherche*.csv"),
]


@pytest.mark.parametrize(
    ("beschaedige", "datei", "gefunden"), SCHAEDEN, ids=lambda w: getattr(w, "__name__", None)
)
def test_schaden_aendert_nichts(beschaedige, datei, gefunden, quellen, fertig, tmp_path):
    quelle, ziel = tmp_path / "quellen", tmp_path / "daten"
    shutil.copytree(quellen, quelle)
    shutil.copytree(fertig, ziel)
    vorher = inhalt(ziel)
    beschaedige(quelle)
    with pytest.raises(AufbereitungsFehler) as fehler:
        aufbereite(quelle, ziel)
    text = str(fehler.value)
    assert datei in text
    assert gefunden in text
    assert "Erwartet war" in text
    assert text.endswith("Es wurde nichts geändert.")
    assert inhalt(ziel) == vorher
    assert sorted(p.name for p in tmp_path.iterdir()) == ["daten", "quellen"]


def test_fehler_beim_schreiben_aendert_nichts(quellen, fertig, tmp_path, monkeypatch):
    """Auch wenn erst die letzte Datei scheitert, ist noch keine getauscht."""
    ziel = tmp_path / "daten"
    shutil.copytree(fertig, ziel)
    vorher = inhalt(ziel)

    def voll(*_):
        raise OSError("Kein Platz auf dem Datenträger")

    monkeypatch.setattr("insek_monitor.aufbereiten.ablauf.schreibe_grenzen", voll)
    with pytest.raises(OSError, match="Kein Platz"):
        aufbereite(quellen, ziel)
    assert inhalt(ziel) == vorher
    assert [p.name for p in tmp_path.iterdir()] == ["daten"]


def test_ordner_fehlt(tmp_path):
    with pytest.raises(AufbereitungsFehler, match="dieser Ordner fehlt"):
        aufbereite(tmp_path / "gibtsnicht", tmp_path / "daten")
