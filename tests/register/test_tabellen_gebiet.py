"""Einwohner, Gebietsänderungen, Nachbarn, Grenzen und Karten: goldene Zahlen und Zusammenhänge."""

import json

import pytest
import shapely

from insek_monitor.register import tabellen
from tests.hilfen.auszug.gold import gold


def test_bevoelkerung_summen_der_amtlichen_ausgaben(g):
    b = tabellen.bevoelkerung()
    assert {f"{tag:%Y}": int(summe) for tag, summe in b.groupby("stichtag")["einwohner"].sum().items()} == {
        "2013": 4046385,
        "2017": 4081308,
        "2021": 4043002,
        "2023": 4089467,
    }
    assert b.groupby("stichtag")["ags"].apply(lambda s: s.tolist() == g.index.tolist()).all()
    letzte = b[b["stichtag"] == b["stichtag"].max()].set_index("ags")["einwohner"]
    assert letzte.equals(g["einwohner"])


def test_gebietsaenderungen(g):
    a = tabellen.gebietsaenderungen().set_index("ags_alt")
    assert a.groupby("letzter_stichtag").size().tolist() == [17, 4, 2]
    # 2013 fehlen heute 23 Schlüssel, 2017 noch 6, 2021 noch 2.
    assert [(a["letzter_stichtag"] >= stichtag).sum() for stichtag in ("2013", "2017", "2021")] == [23, 6, 2]
    assert set(a["ags_neu"]) <= set(g.index)
    assert not set(a.index) & set(g.index)
    assert (a["name_neu"] == g["name"].reindex(a["ags_neu"]).to_numpy()).all()
    bekannt = {
        "Aue": "Aue-Bad Schlema",
        "Bad Schlema": "Aue-Bad Schlema",
        "Lengefeld": "Pockau-Lengefeld",
        "Pfaffroda": "Olbernhau",
        "Ostrau": "Jahnatal",
        "Zschaitz-Ottewig": "Jahnatal",
        "Bretnig-Hauswalde": "Großröhrsdorf",
        "Schönteichen": "Kamenz / Kamjenc",
        "Schmiedeberg": "Dippoldiswalde",
        "Kohren-Sahlis": "Frohburg",
    }
    assert a.set_index("name_alt")["name_neu"].reindex(list(bekannt)).to_dict() == bekannt


def test_nachbarn(g):
    n = tabellen.nachbarn()
    assert gold(n["grenze_km"]) == (2264, 12548.45, 0.41, 22.666)
    paare = {(a, b): km for a, b, km in n.itertuples(index=False)}
    assert len(paare) == len(n)
    assert all(paare.get((b, a)) == km for (a, b), km in paare.items())
    assert set(n["ags"]) == set(g.index)
    assert not (n["ags"] == n["nachbar_ags"]).any()
    jahnatal = n[n["ags"] == "14522275"]["nachbar_ags"]
    assert "14522080" in set(jahnatal), "Döbeln grenzt an Jahnatal"


def test_grenzen(g):
    flaechen = tabellen.grenzen()
    assert flaechen.index.tolist() == g.index.tolist()
    assert flaechen.crs.to_epsg() == 4326
    assert flaechen.is_valid.all()
    formen = flaechen.geometry.to_numpy()
    assert shapely.coverage_is_valid(formen), "keine Überlappungen, gemeinsame Grenzen haben dieselben Punkte"
    assert int(shapely.get_num_coordinates(formen).sum()) == 8393
    land = flaechen.union_all()
    assert (land.geom_type, len(land.interiors)) == ("Polygon", 0), "keine Lücken"
    km2 = flaechen.to_crs(25833).area / 1e6
    assert km2.sum() == pytest.approx(18444.93, abs=0.02)
    assert km2.sum() == pytest.approx(g["flaeche_km2"].sum(), rel=0.001)
    assert shapely.contains_xy(formen, g["laenge"], g["breite"]).all(), (
        "jeder Mittelpunkt in der eigenen Fläche"
    )


def test_karten(g):
    karte = json.loads(tabellen.karte_gemeinden())
    assert [m["properties"] for m in karte["features"]] == [
        {"ags": a, "name": n} for a, n in g["name"].items()
    ]
    formen = [shapely.geometry.shape(m["geometry"]) for m in karte["features"]]
    assert all(form.is_valid for form in formen)
    assert shapely.coverage_is_valid(formen)
    assert len(tabellen.karte_gemeinden().encode()) < 250_000
    kreise = json.loads(tabellen.karte_kreise())
    assert {m["properties"]["kreis"] for m in kreise["features"]} == set(g["kreis"])
    vereint = shapely.union_all([shapely.geometry.shape(m["geometry"]) for m in kreise["features"]])
    assert vereint.area == pytest.approx(sum(form.area for form in formen))
