"""Baut einen kleinen erfundenen Quellordner: vier Gemeinden, zwei Jahre, ein Zusammenschluss.

Die Flächen sind Quadrate von 0,1 Grad. Aus Ostrau und Zschaitz-Ottewig (2021) ist 2023 Jahnatal geworden:

    Chemnitz  Döbeln  Ostrau  Zschaitz
    Bautzen   (Bautzen grenzt an Chemnitz und Döbeln)

Die Gemeinden heißen wie echte, Zahlen und Kontakte sind erfunden.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import shapely
from shapely.geometry import box

KOPF = [
    [
        "Satz-art",
        "Text-kenn-zeichen",
        "Amtlicher Regionalschlüssel (ARS)",
        None,
        None,
        None,
        None,
        "Gemeindename",
        "Fläche km2 1)",
        "Bevölkerung2)",
        None,
        None,
        None,
        "Postleit-zahl3)",
        "Geografische Mittelpunktkoordinaten",
        None,
        "Reisegebiete",
        None,
        "Grad der Verstädterung",
        None,
    ],
    [
        None,
        None,
        "Land",
        "RB",
        "Kreis",
        "VB",
        "Gem",
        None,
        None,
        "insgesamt",
        "männlich",
        "weiblich",
        "je km2",
        None,
        "Längengrad",
        "Breitengrad",
        "Schlüssel",
        "Bezeichnung",
        "Schlüssel",
        "Bezeichnung",
    ],
]
ALT = {"14522450": "Ostrau", "14522620": "Zschaitz-Ottewig"}
ECKEN = {
    "14511000": (13.0, 51.0, 13.1, 51.1),
    "14522080": (13.1, 51.0, 13.2, 51.1),
    "14522450": (13.2, 51.0, 13.3, 51.1),
    "14522620": (13.3, 51.0, 13.4, 51.1),
    "14625020": (13.05, 50.9, 13.15, 51.0),
}
JAHNATAL = "14522275"
FLAECHEN = {"14511000": 70.5, "14522080": 71.25, "14522450": 60.0, "14522620": 18.0, "14625020": 70.0}
RECHERCHEKOPF = (
    "ags,gemeinde,status,art,konzept_titel,beschluss_jahr,beschluss_datum,zielhorizont,in_bearbeitung,quelle_url,"
    "quelle_stand,sicherheit,notiz"
)
LANDESKOPF = "ID;SCHLNR;GEMEINDE;STRASSE;PLZ;ORT;OKZ;TELEFON;E_MAIL;HOMEPAGE;AMTSBEZ_BM;"


def gemeindezeile(
    ags: str, name: str, kennzeichen: str, vb: str, flaeche: float, einwohner: int
) -> list[Any]:
    """Satzart 60 wie im GV-ISys: Koordinaten als Text mit Komma, Schlüssel als Text."""
    ecken = ECKEN.get(ags, (13.2, 51.0, 13.3, 51.1))
    x, y = (
        f"{(ecken[0] + ecken[2]) / 2:.6f}".replace(".", ","),
        f"{(ecken[1] + ecken[3]) / 2:.6f}".replace(".", ","),
    )
    return [
        "60",
        kennzeichen,
        ags[:2],
        ags[2],
        ags[3:5],
        vb,
        ags[5:],
        name,
        flaeche,
        einwohner,
        1,
        1,
        1,
        "09111",
        x,
        y,
        "C01",
        "Sachsenland",
        "03",
        "gering\xa0besiedelt",
    ]


def zeilen(jahr: int) -> list[list[Any]]:
    """Datenzeilen eines Jahres, dazu eine Gemeinde aus Thüringen, die niemand haben will."""
    kreise = [("14511", "Chemnitz, Stadt"), ("14522", "Mittelsachsen"), ("14625", "Bautzen")]
    alle: list[list[Any]] = [["40", "44", k[:2], k[2], k[3:], None, None, name] for k, name in kreise]
    alle.append(["50", "54", "14", "5", "22", "5105", None, "Jahnatal-Döbeln"])
    alle.append(
        gemeindezeile("14511000", "Chemnitz, Stadt", "61", "0000", FLAECHEN["14511000"], 240000 + jahr)
    )
    alle.append(gemeindezeile("14522080", "Döbeln, Stadt", "63", "5105", FLAECHEN["14522080"], 20000))
    if jahr < 2023:
        alle.append(gemeindezeile("14522450", "Ostrau", "64", "5105", FLAECHEN["14522450"], 3500))
        alle.append(gemeindezeile("14522620", "Zschaitz-Ottewig", "64", "0620", FLAECHEN["14522620"], 1200))
    else:
        alle.append(gemeindezeile(JAHNATAL, "Jahnatal", "64", "5105", 78.01, 4600))
    alle.append(
        gemeindezeile("14625020", "Bautzen / Budyšin, Stadt", "63", "0020", FLAECHEN["14625020"], 38000)
    )
    alle.append(gemeindezeile("16051000", "Erfurt, Stadt", "61", "0000", 269.0, 213000))
    return alle


def schreibe_verzeichnis(
    datei: Path,
    jahr: int,
    *,
    blatt: str = "Onlineprodukt_Gemeinden",
    kopf: list[list[Any]] = KOPF,
    titel: str = "",
) -> Path:
    """Jahresausgabe mit Vorblatt, Titel, mehrzeiligem Kopf und Fußnote."""
    mappe = openpyxl.Workbook()
    mappe.active.title = "Inhalt"
    mappe.active.append(["Statistisches Bundesamt"])
    inhalt = mappe.create_sheet(blatt)
    inhalt.append([titel or f"Gemeinden in Deutschland nach Fläche und Bevölkerung am 31.12.{jahr} (Jahr)"])
    inhalt.append([])
    for zeile in [*kopf, [None, None, f"Gebietsstand am 31.12.{jahr}"], [], *zeilen(jahr)]:
        inhalt.append(zeile)
    inhalt.append(["1) Abweichungen bei den Flächenangaben sind durch Runden möglich."])
    datei.parent.mkdir(parents=True, exist_ok=True)
    mappe.save(datei)
    return datei


def grenzen(**spalten: Any) -> gpd.GeoDataFrame:
    """Flächen von 2021 im Format des BKG."""
    frame = gpd.GeoDataFrame(
        {
            "AGS": list(ECKEN),
            "GEN": ["Chemnitz", "Döbeln", "Ostrau", "Zschaitz-Ottewig", "Bautzen"],
            "GF": 9,
            **spalten,
        },
        geometry=[_feinrand(*e) for e in ECKEN.values()],
        crs=4326,
    )
    return frame.to_crs(25833)


def _feinrand(x0: float, y0: float, x1: float, y1: float) -> Any:
    """Rechteck mit Stützpunkten alle 0,05 Grad: Nachbarn teilen an jeder Berührung einen Punkt."""
    fein = shapely.segmentize(box(x0, y0, x1, y1), 0.0500001)
    return shapely.transform(fein, lambda punkte: punkte.round(6))


def schreibe_landesdirektion(datei: Path) -> Path:
    reihen = [
        "1;14511000;Chemnitz, Stadt;Markt 1;09111;Chemnitz;0371;4880;info@c.example;http://www.c.de;Oberbürgermeister;",
        "2;14522;Landkreis Mittelsachsen;Straße 1;09599;Freiberg;03731;7990;info@a.example;http://a.de;Landrat;",
        "3;14522080;Döbeln, Große Kreisstadt;Obermarkt 1;04720;Döbeln;03431;579-0; Info@d.example;http://https://www.d.de;Oberbürgermeister;",
        "4;14522275;Jahnatal;Straße 8;04749;Jahnatal;034324;21250;muster@jahnatal.example;;Bürgermeister;",
        "5;14625020;Bautzen, Stadt;Fleischmarkt 1;02625;Bautzen;03591;5340;stadt@b.example;http://www.b.de;Oberbürgermeister;",
    ]
    datei.write_bytes("\r\n".join([LANDESKOPF, *reihen, ""]).encode("utf-8"))
    return datei


def schreibe_recherche(datei: Path, reihen: list[dict[str, str]]) -> Path:
    """Recherchedatei; nicht genannte Felder sind leer, Quelle und Sicherheit haben eine Vorgabe."""
    spalten = RECHERCHEKOPF.split(",")
    with datei.open("w", encoding="utf-8", newline="") as ziel:
        schreiber = csv.DictWriter(ziel, spalten, restval="")
        schreiber.writeheader()
        for reihe in reihen:
            schreiber.writerow({"quelle_url": "https://www.beispiel.de/a", "sicherheit": "hoch"} | reihe)
    return datei


def schreibe_quellordner(ordner: Path) -> Path:
    """Vollständiger Quellordner."""
    schreibe_verzeichnis(ordner / "gv_isys/AuszugGV_31122021.xlsx", 2021, blatt="Gemeindedaten")
    schreibe_verzeichnis(ordner / "gv_isys/AuszugGV_31122023.xlsx", 2023)
    (ordner / "vg5000").mkdir()
    grenzen().to_file(ordner / "vg5000/VG5000_GEM.shp")
    schreibe_landesdirektion(ordner / "landesdirektion_gemeindeverzeichnis_2026-03.csv")
    reihen = [
        {
            "ags": "14511000",
            "status": "vorhanden",
            "art": "INSEK",
            "konzept_titel": "INSEK A",
            "beschluss_jahr": "2019",
        },
        {
            "ags": "14522275",
            "status": "in_erarbeitung",
            "art": "INGEKO",
            "in_bearbeitung": "ja",
            "quelle_stand": "2025",
        },
    ]
    schreibe_recherche(ordner / "insek_recherche_2026-11.csv", reihen)
    return ordner
