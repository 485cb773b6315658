"""Was auf einer Seite steht, herausgelesen aus dem, was an den Browser geht."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from tests.hilfen import seiten
from tests.kette.lesen import klartext
from tests.kette.referenz import Ort

Zeile = dict[str, Any]
NAMEN = ("INSEK vorhanden", "ähnliches Konzept", "kein Konzept", "Stand nicht belegt")
"""Wie die Status heißen, in der Folge von ``referenz.STATUS``."""
MONATE = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)


def zeitpunkt(text: str) -> str:
    """Wie ein Datum dasteht: so genau, wie es bekannt ist."""
    teile = text.split("-")
    if text == "unbekannt":
        return "Datum unbekannt"
    if len(teile) == 2:
        return f"{MONATE[int(teile[1]) - 1]} {teile[0]}"
    return ".".join(reversed(teile))


def ablauftext(ort: Ort) -> str | None:
    """Wann das Konzept abläuft, so genau wie sein Beschluss."""
    if ort.ablauf is None or ort.konzept is None:
        return None
    return zeitpunkt(ort.ablauf.isoformat()[: len(ort.konzept["beschluss"])])


@dataclass(frozen=True)
class Bild:
    """Ein Diagramm: Spuren, Anordnung, Textalternative."""

    spuren: list[Zeile]
    layout: Zeile
    alternative: str

    def spur(self, name: str) -> Zeile:
        """Die eine Spur dieses Namens."""
        (spur,) = [s for s in self.spuren if s.get("name") == name]
        return spur


@dataclass(frozen=True)
class Tabelle:
    """Eine kurze Tabelle: je Zeile die Zellen und der Verweis der ersten."""

    kopf: list[str]
    zeilen: list[list[str]]
    verweise: list[str]


@dataclass
class Seite:
    """Eine gezeichnete Seite und ihre Dateien (noch nicht gerechnet)."""

    lauf: AppTest
    dateien: dict[str, Callable[[], bytes]] = field(default_factory=dict)

    @property
    def titel(self) -> str:
        return klartext(seiten.titel(self.lauf))

    @property
    def kacheln(self) -> dict[str, tuple[str, str]]:
        """Beschriftung → große Zahl und Zusatz."""
        html = next(e.value for e in seiten.elemente(self.lauf, "html") if 'class="kennzahlen"' in e.value)
        muster = r"<div><dt>(.*?)</dt><dd>(.*?)</dd>(?:<dd class=\"zusatz\">(.*?)</dd>)?</div>"
        return {klartext(n): (klartext(w), klartext(z)) for n, w, z in re.findall(muster, html)}

    @property
    def legende(self) -> list[tuple[str, int, str]]:
        """Beschriftung, Zahl, Farbe."""
        html = next(e.value for e in seiten.elemente(self.lauf, "html") if 'class="legende"' in e.value)
        muster = r'background-color:([^"]*)"></span><span>(.*?)</span><span class="zahl">([\d.]+)</span>'
        return [(klartext(t), int(n.replace(".", "")), f) for f, t, n in re.findall(muster, html)]

    @property
    def tabellen(self) -> dict[str, Tabelle]:
        """Beschreibung → Tabelle."""
        ergebnis = {}
        for element in seiten.elemente(self.lauf, "html"):
            for text in re.findall(r"<table>.*?</table>", str(element.value)):
                name = klartext(re.findall(r"<caption>(.*?)</caption>", text)[0])
                reihen = [
                    re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", r) for r in re.findall(r"<tr>(.*?)</tr>", text)
                ]
                verweise = [v for reihe in reihen[1:] for v in re.findall(r'href="([^"]*)"', reihe[0])]
                kopf, *zeilen = [[klartext(zelle) for zelle in reihe] for reihe in reihen]
                ergebnis[name] = Tabelle(kopf, zeilen, verweise)
        return ergebnis

    @property
    def bilder(self) -> dict[str, Bild]:
        """Name der Abbildung → Diagramm."""
        ergebnis = {}
        for element in seiten.elemente(self.lauf, "plotly_chart"):
            spec = _entpackt(json.loads(element.proto.spec))
            name = re.split(r"-?bild_", element.proto.id)[-1]
            ergebnis[name] = Bild(spec["data"], spec["layout"], klartext(element.proto.alt))
        return ergebnis

    @property
    def listen(self) -> list[list[Zeile]]:
        """Die anklickbaren Listen von Gemeinden."""
        frames = [e.value for e in seiten.elemente(self.lauf, "dataframe", "arrow_data_frame")]
        return [f.astype(object).where(f.notna(), None).to_dict("records") for f in frames]

    def csv(self, name: str) -> list[Zeile]:
        """Zeilen einer CSV-Datei; Zahlen mit Dezimalkomma als Zahl, Leeres als None."""
        text = self.dateien[f"{name}.csv"]().decode("utf-8-sig")
        return [
            {k: _zellwert(w) for k, w in z.items()} for z in csv.DictReader(io.StringIO(text), delimiter=";")
        ]

    def xlsx(self, name: str) -> tuple[list[Zeile], dict[str, str]]:
        """Zeilen des ersten Blatts einer Excel-Datei, wie ``csv`` sie liefert, und „Quelle und Stand“."""
        mappe = openpyxl.load_workbook(io.BytesIO(self.dateien[f"{name}.xlsx"]()))
        kopf, *zeilen = mappe.worksheets[0].iter_rows(values_only=True)
        angaben = {str(z[0]): str(z[1]) for z in mappe.worksheets[-1].iter_rows(values_only=True)}
        return [dict(zip(map(str, kopf), map(_wie_csv, z), strict=True)) for z in zeilen], angaben


def _wie_csv(wert: Any) -> Any:
    if isinstance(wert, datetime):
        return zeitpunkt(wert.date().isoformat())
    return _zellwert(wert) if isinstance(wert, str) else None if wert is None else round(float(wert), 6)


def _zellwert(text: str) -> Any:
    if not text:
        return None
    return float(text.replace(",", ".")) if re.fullmatch(r"-?\d+(,\d+)?", text) else text


def _entpackt(teil: Any) -> Any:
    """Plotly packt Zahlenreihen als Bytes ein."""
    if isinstance(teil, dict):
        if set(teil) >= {"bdata", "dtype"}:
            return np.frombuffer(base64.b64decode(teil["bdata"]), teil["dtype"]).tolist()
        return {name: _entpackt(wert) for name, wert in teil.items() if name != "template"}
    return [_entpackt(wert) for wert in teil] if isinstance(teil, list) else teil


def oeffne(name: str, angaben: dict[str, Any]) -> Seite:
    """Eine Seite, wie ein tiefer Link sie öffnet."""
    with pytest.MonkeyPatch.context() as setze:
        dateien = seiten.merke_ausgaben(setze)
        lauf = seiten.oeffne(name, **angaben)
    assert not lauf.exception, lauf.exception
    return Seite(lauf, dateien)
