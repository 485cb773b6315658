"""Karte, Liste, Dateien und Flächen zu dreißig Auswahlen: je Name nur Belegtes, jede Farbe richtig."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

import pytest
from starlette.applications import Starlette

from insek_monitor.rahmen import kartenwege
from insek_monitor.seiten import beitraege
from tests.hilfen.asgi import frage
from tests.hilfen.seiten import elemente
from tests.kette import anzeigen
from tests.kette.anzeigen import NAMEN, Seite, Zeile, zeitpunkt
from tests.kette.beispiele import Fall
from tests.kette.lesen import klartext, pruefe, zahlen
from tests.kette.referenz import STATUS, STUFEN, Ort, wortfolge
from tests.kette.saetze import pruefe_belege, pruefe_liste

THEMEN = ("Status", "Aktualität", "Ablaufjahr", "Einwohner")
GRENZEN = (0, 2_000, 5_000, 10_000, 15_000, 50_000, 10**9)
APP = Starlette(routes=beitraege.WEGE)


def klasse(ort: Ort, thema: str, stichtag: date) -> object:
    """In welche Klasse der Legende eine Gemeinde gehört; Gemeinden gleicher Klasse haben gleiche Farbe."""
    if thema == "Einwohner":
        return sum(ort.einwohner >= grenze for grenze in GRENZEN)
    if ort.status == "unbekannt":
        return ("unbekannt", ort.erwartet.get("kein") if thema == "Status" else None)
    if thema == "Status":
        return ort.status
    if ort.status != "vorhanden":
        return "ohne"
    if thema == "Aktualität" or ort.aktualitaet in ("abgelaufen", "Alter unbekannt"):
        return ort.aktualitaet
    assert ort.ablauf is not None
    # Dieses Jahr, die beiden nächsten einzeln, die zwei danach zusammen, dann der Rest.
    return (0, 1, 2, 3, 3, 5)[min(ort.ablauf.year - stichtag.year, 5)]


def beschriftung(text: str, thema: str, stichtag: date) -> object:
    """Wofür eine Zeile der Legende steht, in denselben Werten wie ``klasse``; ein Anteil als Zahl."""
    if text.startswith("Stand nicht belegt"):
        return "unbekannt"
    if thema == "Status":
        return STATUS[NAMEN.index(text)]
    if thema == "Einwohner":
        return 1 if text.startswith("unter") else 1 + GRENZEN.index(int(zahlen(text)[0].wert))
    if text == "ähnliches oder kein Konzept":
        return "ohne"
    if text in STUFEN:
        return text
    return int(zahlen(text)[0].wert) - stichtag.year


def pruefe_legende(legende: Sequence[tuple[str, int, str]], fall: Fall, thema: str) -> dict[str, str]:
    """Zahl je Klasse; liefert AGS → Farbe, die die Karte zeigen muss."""
    w = fall.wahl
    je_klasse: dict[object, list[Ort]] = {}
    for ort in fall.orte:
        je_klasse.setdefault(klasse(ort, thema, w.stichtag), []).append(ort)
    farben: dict[str, str] = {}
    offen = {k: orte for k, orte in je_klasse.items() if isinstance(k, tuple)}
    for text, zahl, farbe in legende:
        if text == "nicht in der Auswahl":
            assert zahl == len(fall.alle) - len(fall.orte) > 0, (w, text)
            continue
        name = beschriftung(text, thema, w.stichtag)
        if name == "unbekannt":
            # Die Stufe nennt den Anteil ohne Konzept; die Klassen unterscheiden sich nur darin.
            anteile = [z for z in zahlen(text) if z.prozent]
            passend = [
                k
                for k in offen
                if (k[1] is None and not anteile and "alle" not in text)
                or (k[1] is not None and any(z.passt(k[1]) for z in anteile))
                or (k[1] == 0 and "alle haben eines" in text)
            ]
            assert passend, (w, thema, text)
            name = passend[0]
        orte = je_klasse.pop(name, [])
        assert zahl == len(orte), (w, thema, text, zahl, len(orte))
        farben |= {o.ags: farbe for o in orte}
    assert not je_klasse, (w, thema, list(je_klasse))
    return farben


def pruefe_karte(seite: Seite, fall: Fall, thema: str, flaechen: dict[int, str]) -> None:
    w, orte = fall.wahl, fall.orte
    farben = pruefe_legende(seite.legende, fall, thema)
    (karte,) = elemente(seite.lauf, "deck_gl_json_chart")
    gezeichnet = re.search(r"@@=\((\[\[.*?\]\])\)\[\('(\d+)'\)\[properties\.nr\]\]", karte.proto.json)
    assert gezeichnet is not None
    palette = json.loads(gezeichnet[1])
    for nr, stelle in enumerate(gezeichnet[2]):
        rot, gruen, blau, deckung = palette[int(stelle)]
        soll = farben.get(flaechen[nr])
        assert (deckung == 255) == (soll is not None), (w, flaechen[nr])
        assert soll in (None, f"#{rot:02x}{gruen:02x}{blau:02x}"), (w, thema, flaechen[nr])
    pruefe_alternative(karte.proto.alt, seite.legende, w)
    pruefe_titel(seite.titel, fall, thema)
    pruefe_liste(
        seite.listen[0] if orte else [], sorted(orte, key=lambda o: wortfolge(o.gemeinde["name"])), w
    )
    pruefe_gemeindedatei(seite.csv("karte"), orte, w)
    for merkmal, ort in zip(json.loads(seite.dateien["karte.geojson"]())["features"], orte, strict=True):
        p = merkmal["properties"]
        kennung = ort.konzept["konzept_id"] if ort.konzept else None
        assert (merkmal["id"], p["name"], p["status"], p["konzept_id"]) == (
            *(ort.ags, ort.gemeinde["name"]),
            *(NAMEN[STATUS.index(ort.status)], kennung),
        ), w


def pruefe_alternative(text: str, legende: Sequence[tuple[str, int, str]], wo: object) -> None:
    """Die Textalternative ist die Legende in Worten."""
    for name, zahl, _ in legende:
        if zahl and name != "nicht in der Auswahl":
            assert f"{name}: {zahl}" in klartext(text), (wo, name)


def pruefe_titel(text: str, fall: Fall, thema: str) -> None:
    """Die Überschrift zählt, was die Karte zum Thema zeigt."""
    orte, w = fall.orte, fall.wahl
    je = {s: sum(o.status == s for o in orte) for s in STATUS}
    stufen = {s: sum(o.aktualitaet == s for o in orte) for s in STUFEN}
    if len(orte) <= 1:
        assert not orte or orte[0].gemeinde["name"] in text, w
    elif thema == "Einwohner":
        klein = sum(o.einwohner < 5000 for o in orte)
        pruefe(text, [*([klein] if klein else []), len(orte), 5000], w)
    elif thema == "Status" or not je["vorhanden"]:
        pruefe_belege(text, orte, w)
    elif thema == "Aktualität":
        pruefe(text, [je["vorhanden"], *(n for n in stufen.values() if n)], w)
    else:
        # „laufen bis Ende 2028 ab“: das Jahr ist eine Angabe, keine Zählung.
        (jahr,) = [int(j) for j in re.findall(r"bis Ende (\d{4})", text)] or [w.stichtag.year]
        kommende = [o for o in orte if o.ablauf and o.ablauf > w.stichtag]
        bald = sum(o.ablauf.year <= jahr for o in kommende if o.ablauf) if "bis Ende" in text else 0
        soll = [je["vorhanden"], stufen["abgelaufen"], bald, len(kommende) - bald, stufen["Alter unbekannt"]]
        pruefe(re.sub(r"bis Ende \d{4}", "", text), [n for n in soll if n], w)


def _prozent(wert: object) -> float | None:
    return None if wert is None else float(str(wert))


def pruefe_gemeindedatei(zeilen: list[Zeile], orte: Sequence[Ort], wo: object) -> None:
    """Eine Zeile je Gemeinde mit allem, was über sie belegt ist, und der Erwartung, wo nichts belegt ist."""
    assert [z["AGS"] for z in zeilen] == [int(o.ags) for o in orte], wo
    for zeile, ort in zip(zeilen, orte, strict=True):
        k = ort.konzept
        assert [zeile[n] for n in ("Gemeinde", "Kreis", "Einwohner", "Status", "Datenlage", "Konzept")] == [
            *(ort.gemeinde["name"], ort.kreis, ort.einwohner, NAMEN[STATUS.index(ort.status)]),
            *((k["datenlage"], k["konzept_id"]) if k else (None, None)),
        ], (wo, zeile)
        assert [zeile[n] for n in ("Größenklasse", "Größenklasse (fein)")] == list(ort.klassen.values()), wo
        assert [zeile[n] for n in ("Alter (Jahre)", "läuft ab binnen (Monate)", "Aktualität")] == [
            ort.alter,
            ort.warnband,
            ort.aktualitaet,
        ], (wo, zeile)
        assert zeile["läuft ab am"] == (zeitpunkt(ort.ablauf.isoformat()) if ort.ablauf else None), (
            wo,
            zeile,
        )
        assert zeile["Stand geklärt"] == ("ja" if ort.geklaert else "nein"), (wo, zeile)
        assert zeile["in Arbeit"] == ("ja" if ort.in_arbeit else "nein"), (wo, zeile)
        assert zeile["Fördergrundlage"] == ort.foerdergrundlage, (wo, zeile)
        for status, name in (
            ("vorhanden", "INSEK"),
            ("teilweise", "ähnliches Konzept"),
            ("kein", "kein Konzept"),
        ):
            p = _prozent(zeile.get(f"Erwartung bei dieser Größe: {name}"))
            soll = ort.erwartet.get(status)
            assert p == (None if soll is None else pytest.approx(float(soll), abs=1e-5)), (wo, zeile)


def pruefe_flaechen(merkmale: list[Zeile], fall: Fall) -> dict[int, str]:
    """Das Hinweisfeld jeder Gemeinde; liefert Nummer der Fläche → AGS."""
    orte = {o.ags: o for o in fall.alle}
    nummern = {}
    for p in (m["properties"] for m in merkmale):
        ort = orte.pop(p["ags"])
        nummern[p["nr"]] = ort.ags
        k = ort.konzept
        assert (p["name"], p["kreis"]) == (ort.gemeinde["name"], ort.kreis), fall.wahl
        pruefe(p["einwohner"], [ort.einwohner], fall.wahl)
        assert p["status"].startswith(NAMEN[STATUS.index(ort.status)]), (fall.wahl, p)
        assert not ort.aktualitaet or ort.aktualitaet in p["status"], (fall.wahl, p)
        kein = ort.erwartet.get("kein") if ort.status == "unbekannt" else None
        pruefe(p["status"], [kein] if kein else [], (fall.wahl, p))
        assert p["datenlage"] == (k["datenlage"] if k else "keine Angabe"), (fall.wahl, p)
        if k and k["beschluss"]:
            # Bei einem ähnlichen Konzept ohne Datum ist auch der Beschluss nicht belegt.
            offen = k["art"] == "aehnlich" and k["beschluss"] == "unbekannt"
            soll = "kein Beschluss bekannt" if offen else zeitpunkt(k["beschluss"])
            assert p["beschluss"] == soll, (fall.wahl, p)
    assert not orte
    return nummern


def pruefe_kleine_karte(fall: Fall, nummer: int) -> None:
    """Das SVG des Überblicks: Beschreibung und Farbe jeder Fläche."""
    w = fall.wahl
    adresse = f"datenstand={nummer}&stichtag={w.stichtag}&einteilung={w.schema}&belegt={int(w.nur_belegt)}"
    adresse += "".join(f"&klasse={quote(k)}" for k in w.klassen) + "".join(
        f"&kreis={quote(k)}" for k in w.kreise
    )
    svg = frage(APP, f"/karte/klein.svg?{adresse}&karte=Status").text
    je_farbe = dict(re.findall(r'<path fill="(#\w+)" d="([^"]*)"', svg))
    pfade = kartenwege.kartenpfade().gemeinden
    je_klasse: dict[object, set[str]] = {}
    for ort in fall.orte:
        (farbe,) = [f for f, d in je_farbe.items() if pfade[ort.ags] in d]
        je_klasse.setdefault(klasse(ort, "Status", w.stichtag), set()).add(farbe)
    assert all(len(farben) == 1 for farben in je_klasse.values()), (w, je_klasse)
    assert len({min(farben) for farben in je_klasse.values()}) == len(je_klasse), (w, je_klasse)
    (text,) = re.findall(r"<desc[^>]*>(.*?)</desc>", svg)
    genannt = [int(n) for n in re.findall(r": (\d+)", klartext(text).partition("Thema Status. ")[2])]
    assert sum(genannt) == len(fall.orte), (w, text)
    assert sorted(genannt) == sorted(
        sum(klasse(o, "Status", w.stichtag) == k for o in fall.orte) for k in je_klasse
    ), (w, text)


@pytest.mark.parametrize("stelle", range(30))
def test_jede_gemeinde_der_karte(stelle, faelle, nummern):
    fall = faelle[stelle]
    w, nummer, thema = fall.wahl, nummern[fall.wahl.stand], THEMEN[stelle % len(THEMEN)]
    seite = anzeigen.oeffne("karte", w.adresse(nummern) | {"thema": thema})
    adresse = f"datenstand={nummer}&stichtag={w.stichtag}&belegt={int(w.nur_belegt)}"
    antwort = frage(APP, f"/karte/gemeinden.json?{adresse}")
    # Die Seite lädt genau diese Flächen.
    assert adresse in elemente(seite.lauf, "deck_gl_json_chart")[0].proto.json
    flaechen = pruefe_flaechen(json.loads(gzip.decompress(antwort.inhalt))["features"], fall)
    pruefe_karte(seite, fall, thema, flaechen)
    pruefe_kleine_karte(fall, nummer)
