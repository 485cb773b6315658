"""Arbeitsmappe der Ergebnisse: Zahlen, Schutz der Gruppen, nur Gezeigtes, keine Formeln."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from insek_monitor.kern.gruppenschutz import Gruppenzahl
from insek_monitor.kern.stimmungsbild import (
    Frage,
    Frageart,
    Freigabe,
    Gruppenfrage,
    Herkunft,
    Rundenstand,
)
from insek_monitor.workshop.abstimmung.rechnen import reihe
from insek_monitor.workshop.abstimmung.register_auszaehlung import Freitext, Zaehlung
from insek_monitor.workshop.abstimmung.register_rundenzeilen import Raum, Rundenlage
from insek_monitor.workshop.abstimmung.xlsx import als_xlsx, reihe_als_xlsx

JETZT = datetime(2026, 11, 21, 16, 30, tzinfo=UTC)
SKALA = Frage("nutzen", Frageart.SKALA, "Wozu?", "Fördermittel.", "Eigenes Werkzeug.")
MEHRFACH = Frage("hilfe", Frageart.MEHRFACH, "Was hilft?", optionen=("=1+1", "Rat"))
FREI = Frage("wunsch", Frageart.FREITEXT, "Was noch?")
RAUM = Raum(
    "BCDFGHJK",
    "kennung",
    "=cmd|' /C calc'!A0",
    "Pirna",
    date(2026, 11, 21),
    Gruppenfrage.GROESSE,
    ("klein", "groß"),
    (SKALA, MEHRFACH, FREI),
    False,
    JETZT,
    JETZT,
    3,
    None,
)


def zaehlung(frage: Frage, anzahl: int, je_antwort: tuple[int, ...], **angaben: Any) -> Zaehlung:
    lage = Rundenlage(
        1,
        frage,
        angaben.get("runde", 1),
        angaben.get("stand", Rundenstand.GESCHLOSSEN),
        1,
        False,
        angaben.get("herkunft", Herkunft.TELEFON),
    )
    return Zaehlung(lage, anzahl, je_antwort, angaben.get("gruppen", {}), angaben.get("texte", ()))


ALLE = [
    zaehlung(
        SKALA,
        12,
        (2, 0, 0, 4, 6, 0, 0),
        gruppen={
            "klein": Gruppenzahl(7, (2, 0, 0, 4, 1, 0, 0)),
            "groß": Gruppenzahl(5, (0, 0, 0, 0, 5, 0, 0)),
        },
    ),
    zaehlung(SKALA, 9, (9, 0, 0, 0, 0, 0, 0), runde=2, herkunft=Herkunft.HANDZEICHEN),
    zaehlung(
        MEHRFACH,
        8,
        (8, 4),
        gruppen={"klein": Gruppenzahl(4, (4, 4)), "groß": Gruppenzahl(4, (4, 0))},
    ),
    zaehlung(
        FREI,
        3,
        (),
        texte=(
            Freitext("a", "=SUMME(A1)", Freigabe.GEZEIGT),
            Freitext("b", "ungeprüft", Freigabe.NEU),
            Freitext("c", "abgelehnt", Freigabe.ABGELEHNT),
        ),
    ),
]


def blatt(inhalt: bytes, name: str) -> list[dict[str, Any]]:
    zeilen = list(load_workbook(io.BytesIO(inhalt))[name].iter_rows(values_only=True))
    return [dict(zip(zeilen[0], zeile, strict=True)) for zeile in zeilen[1:]]


def test_eine_zeile_je_frage_runde_und_antwort() -> None:
    inhalt = als_xlsx(RAUM, ALLE, JETZT)
    assert load_workbook(io.BytesIO(inhalt)).sheetnames == ["Ergebnisse", "Gruppen", "Freitexte", "Hinweise"]
    zeilen = blatt(inhalt, "Ergebnisse")
    assert len(zeilen) == 7 + 7 + 2 + 1
    # Geordnet stehen die sechste und die siebte von zwölf auf 4 und 5.
    assert zeilen[4] == {
        "Frage": "Wozu?",
        "Kennung der Frage": "nutzen",
        "Art der Frage": "Zwei Aussagen, sieben Stufen",
        "Runde": 1,
        "Herkunft": "Telefone",
        "Nr. der Antwort": 5,
        "Antwort": "5 von 7: leicht für „Eigenes Werkzeug.“",
        "Stimmen": 6,
        "Anteil der Stimmenden (ab 10)": 0.5,
        "Stimmende": 12,
        "Median der Stufen": 4.5,
    }
    assert [zeilen[7][name] for name in ("Runde", "Herkunft", "Stimmen", "Median der Stufen")] == [
        2,
        "Handzeichen",
        9,
        1,
    ]
    assert zeilen[7]["Anteil der Stimmenden (ab 10)"] is None
    assert [(z["Antwort"], z["Stimmen"], z["Stimmende"]) for z in zeilen[14:16]] == [
        ("=1+1", 8, 8),
        ("Rat", 4, 8),
    ]
    assert (zeilen[16]["Stimmende"], zeilen[16]["Antwort"]) == (3, None)


def test_gruppen_nur_wenn_sie_geschuetzt_sind() -> None:
    zeilen = blatt(als_xlsx(RAUM, ALLE, JETZT), "Gruppen")
    assert {z["Frage"] for z in zeilen} == {"Wozu?"}
    assert [(z["Gruppe"], z["Stimmende"]) for z in zeilen[::7]] == [("klein", 7), ("groß", 5)]
    # Mit vieren in „groß“ verriete sie der Rest: dann steht gar keine da.
    weniger = zaehlung(
        SKALA,
        11,
        (2, 0, 0, 4, 5, 0, 0),
        gruppen={
            "klein": Gruppenzahl(7, (2, 0, 0, 4, 1, 0, 0)),
            "groß": Gruppenzahl(4, (0, 0, 0, 0, 4, 0, 0)),
        },
    )
    assert blatt(als_xlsx(RAUM, [weniger], JETZT), "Gruppen") == []


def test_rest_der_gruppen_steht_als_eine_zahl_da() -> None:
    mit_rest = zaehlung(
        SKALA, 13, (7, 0, 0, 0, 6, 0, 0), gruppen={"klein": Gruppenzahl(7, (7, 0, 0, 0, 0, 0, 0))}
    )
    letzte = blatt(als_xlsx(RAUM, [mit_rest], JETZT), "Gruppen")[-1]
    assert (letzte["Gruppe"], letzte["Stimmende"], letzte["Stimmen"]) == (
        "nicht gezeigt oder ohne Angabe",
        6,
        None,
    )


def test_nur_gezeigte_freitexte() -> None:
    inhalt = als_xlsx(RAUM, ALLE, JETZT)
    assert [z["Antwort"] for z in blatt(inhalt, "Freitexte")] == ["=SUMME(A1)"]


def test_nichts_wird_zur_formel_und_nichts_geheimes_steht_darin() -> None:
    mappe = load_workbook(io.BytesIO(als_xlsx(RAUM, ALLE, JETZT)))
    zellen = [zelle for name in mappe.sheetnames for zeile in mappe[name].iter_rows() for zelle in zeile]
    assert all(zelle.data_type != "f" for zelle in zellen)
    gefunden = [zelle for zelle in zellen if str(zelle.value).startswith("=")]
    assert {zelle.value for zelle in gefunden} == {"=1+1", "=SUMME(A1)", "=cmd|' /C calc'!A0"}
    assert all(zelle.quotePrefix for zelle in gefunden)
    alles = " ".join(str(zelle.value) for zelle in zellen)
    for geheim in ("BCDFGHJK", "ungeprüft", "abgelehnt"):
        assert geheim not in alles


def test_hinweise_nennen_anlass_regel_und_aussagekraft() -> None:
    zeilen = load_workbook(io.BytesIO(als_xlsx(RAUM, ALLE, JETZT)))["Hinweise"].iter_rows(values_only=True)
    hinweise = {str(name): str(wert) for name, wert in zeilen}
    assert hinweise["Ort"] == "Pirna"
    assert hinweise["Datum"] == "21.11.2026"
    assert hinweise["Stimmen"] == "32 Stimmen in 4 Runden"
    assert "ab 5 Stimmen" in hinweise["Gruppen"]
    assert "nicht repräsentativ" in hinweise["Aussagekraft"]
    assert hinweise["Erstellt am"] == "21.11.2026, 17:30 Uhr"


def test_ohne_stimmen_und_ohne_runden() -> None:
    leer = als_xlsx(RAUM, [], JETZT)
    assert blatt(leer, "Ergebnisse") == blatt(leer, "Freitexte") == []
    null = blatt(als_xlsx(RAUM, [zaehlung(SKALA, 0, (0,) * 7)], JETZT), "Ergebnisse")
    assert [(z["Stimmen"], z["Median der Stufen"]) for z in null] == [(0, None)] * 7


def test_gleiche_eingabe_gleiche_bytes() -> None:
    assert als_xlsx(RAUM, ALLE, JETZT) == als_xlsx(RAUM, ALLE, JETZT)


def test_reihe_nennt_je_zeile_den_workshop() -> None:
    zeilen = [
        {
            "nummer": nummer,
            "raum": f"r{nummer}",
            "titel": "Werkstatt",
            "ort": ort,
            "datum": date(2026, 3, nummer),
            "runde": 1,
            "herkunft": "telefon",
            "inhalt": SKALA,
            "anzahl": 2,
            "je_antwort": (1, 0, 0, 0, 0, 1, 0),
        }
        for nummer, ort in ((1, "Pirna"), (2, "Grimma"))
    ]
    gelesen = blatt(reihe_als_xlsx(reihe(zeilen), JETZT), "Ergebnisse")
    assert [(z["Datum"].date(), z["Ort"]) for z in gelesen[::7]] == [
        (date(2026, 3, 1), "Pirna"),
        (date(2026, 3, 2), "Grimma"),
    ]
    assert {z["Median der Stufen"] for z in gelesen} == {3.5}


@pytest.mark.parametrize("stand", [Rundenstand.OFFEN, Rundenstand.PAUSIERT])
def test_gruppen_erst_nach_dem_schliessen(stand: Rundenstand) -> None:
    """Zwei Dateien einer offenen Runde verrieten die Stimme dazwischen."""
    gruppen = {
        "klein": Gruppenzahl(6, (6, 0, 0, 0, 0, 0, 0)),
        "groß": Gruppenzahl(6, (0, 0, 0, 0, 0, 0, 6)),
    }
    offen = zaehlung(SKALA, 12, (6, 0, 0, 0, 0, 0, 6), gruppen=gruppen, stand=stand)
    assert blatt(als_xlsx(RAUM, [offen], JETZT), "Gruppen") == []
    geschlossen = zaehlung(SKALA, 12, (6, 0, 0, 0, 0, 0, 6), gruppen=gruppen)
    inhalt = als_xlsx(RAUM, [geschlossen], JETZT)
    assert {zeile["Gruppe"] for zeile in blatt(inhalt, "Gruppen")} == {"klein", "groß"}
    hinweise = list(load_workbook(io.BytesIO(inhalt))["Hinweise"].iter_rows(values_only=True))
    assert any("erst nach dem Schließen der Runde" in str(zeile) for zeile in hinweise)
