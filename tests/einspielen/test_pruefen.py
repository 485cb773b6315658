"""Die Prüfung als Ganzes: Fälle, Ergebnis, Rundreise der eigenen Ausgabe, Dauer."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from insek_monitor.einspielen.befund import Befund, Stufe
from insek_monitor.einspielen.bekanntes import Bekannt
from insek_monitor.einspielen.erkennen import erkenne
from insek_monitor.einspielen.pruefen import Pruefergebnis, Pruefgrundlage, pruefe
from insek_monitor.einspielen.zeile import kurz
from insek_monitor.kern.meldung import FELDER, Meldung, Vorhanden
from insek_monitor.kern.rohdatei import Rohblatt, Zelle
from insek_monitor.register import tabellen
from insek_monitor.register.laden import Bestand
from tests.conftest import STICHTAG, WURZEL
from tests.hilfen.pruefhilfen import (
    DATENSTAND,
    blatt_aus,
    gebietsaenderungen,
    gemeinden,
    grundlage,
    grundlage_mit,
    konzept,
    kurzform,
    pruefe_zeilen,
    rohdatei,
)

ORDNER = WURZEL / "tests" / "faelle" / "einspielen"
SCHLUESSEL = {
    "name",
    "bekannt",
    "zeilen",
    "korrekturen",
    "befunde",
    "vorschlaege",
    "meldungen",
    "ausgelassen",
}


def faelle() -> list[Any]:
    liste = []
    for datei in sorted(ORDNER.glob("*.yaml")):
        for fall in yaml.safe_load(datei.read_text(encoding="utf-8")):
            assert set(fall) <= SCHLUESSEL, (datei.name, fall["name"], set(fall) - SCHLUESSEL)
            liste.append(pytest.param(fall, id=f"{datei.stem}: {fall['name']}"))
    return liste


FAELLE = faelle()


def als_angaben(meldung: Meldung) -> dict[str, Any]:
    """Alles, was die Meldung sagt, in der Schreibweise der Fälle."""
    angaben = {
        name: wert
        for name, wert in dataclasses.asdict(meldung).items()
        if wert is not None and name not in ("blatt", "zeile")
    }
    return {
        name: list(wert) if name == "ags" else getattr(wert, "value", wert) for name, wert in angaben.items()
    }


def erwartete_meldung(angaben: dict[str, Any]) -> dict[str, Any]:
    # YAML macht aus 2019-03-14 einen Tag; im Register steht Text.
    return {name: wert.isoformat() if isinstance(wert, date) else wert for name, wert in angaben.items()}


@pytest.mark.parametrize("fall", FAELLE)
def test_fall(fall: dict[str, Any]) -> None:
    mit = grundlage()
    if fall.get("bekannt"):
        mit = grundlage_mit(
            konzept(k["kennung"], k["ags"], **{n: w for n, w in k.items() if n not in ("kennung", "ags")})
            for k in fall["bekannt"]
        )
    ergebnis = pruefe_zeilen(
        fall["zeilen"], mit=mit, korrekturen=[tuple(k) for k in fall.get("korrekturen", [])]
    )
    assert kurzform(ergebnis) == fall.get("befunde", [])
    for code, erwartet in fall.get("vorschlaege", {}).items():
        befund = next(b for b in ergebnis.befunde if b.code == code)
        assert [[v.korrektur.feld, v.korrektur.wert] for v in befund.vorschlaege] == erwartet
    assert [als_angaben(m) for m in ergebnis.meldungen] == [
        erwartete_meldung(m) for m in fall.get("meldungen", [])
    ]
    gruende = fall.get("ausgelassen", {})
    assert ergebnis.ausgelassen.keys() == gruende.keys()
    assert all(ergebnis.ausgelassen[zeile].startswith(grund) for zeile, grund in gruende.items())


def test_genug_faelle_mit_eigenen_namen() -> None:
    namen = [parameter.id for parameter in FAELLE]
    assert len(namen) >= 60
    assert len(set(namen)) == len(namen)


def test_jeder_befund_nennt_ort_wert_erwartung_und_ausweg() -> None:
    befunde = [b for p in FAELLE for b in pruefe_zeilen(p.values[0]["zeilen"]).befunde]
    assert len({b.code for b in befunde}) >= 30
    for befund in befunde:
        assert befund.meldung.endswith(".")
        assert befund.erwartet
        assert "Traceback" not in befund.meldung
        if befund.stufe is Stufe.FEHLER:
            assert "Bitte" in befund.meldung or "wählen Sie" in befund.meldung, befund.meldung
        for vorschlag in befund.vorschlaege:
            assert vorschlag.beschriftung
            assert type(vorschlag.korrektur.wert) is str


def test_jeder_vorschlag_aendert_den_befund() -> None:
    """Wer klickt, soll diesen Befund danach nicht unverändert wiedersehen."""
    for parameter in FAELLE:
        fall = parameter.values[0]
        if fall.get("bekannt") or fall.get("korrekturen"):
            continue
        for befund in pruefe_zeilen(fall["zeilen"]).befunde:
            for vorschlag in befund.vorschlaege:
                k = vorschlag.korrektur
                danach = pruefe_zeilen(fall["zeilen"], korrekturen=[(k.zeile, k.feld, k.wert)])
                if befund.code in ("gemeinde_frueher", "aelter_als_bekannt"):
                    continue
                assert befund.kennung not in {b.kennung for b in danach.befunde}, (fall["name"], befund, k)


def test_ergebnis_haelt_zurueck_was_nicht_angenommen_ist() -> None:
    ergebnis = pruefe_zeilen(
        [
            {"Gemeinde": "Amtsberg", "INSEK vorhanden?": "nein"},
            {"Gemeinde": "Plauen", "INSEK vorhanden?": "ja"},
            {"Gemeinde": "Bernsdorf", "INSEK vorhanden?": "nein"},
        ]
    )
    assert ergebnis.fehlerzeilen() == {4}
    (warnung,) = ergebnis.offen(())
    assert warnung.code == "beschluss_fehlt"
    assert [m.zeile for m in ergebnis.uebernehmbar(())] == [2]
    assert [m.zeile for m in ergebnis.uebernehmbar({warnung.kennung})] == [2, 3]
    assert ergebnis.offen({warnung.kennung}) == ()


def test_befund_ohne_zeile_haelt_alles_zurueck() -> None:
    ergebnis = pruefe_zeilen([{"Gemeinde": "Amtsberg", "INSEK vorhanden?": "nein"}])
    warnung = Befund("x", Stufe.WARNUNG, "Liste", None, None, None, "", "", "y", "z.")
    mit = dataclasses.replace(ergebnis, befunde=(warnung,))
    assert mit.uebernehmbar(()) == ()
    assert len(mit.uebernehmbar({warnung.kennung})) == 1


def test_ort_des_befunds_ist_die_zelle() -> None:
    spalten, befund = pruefe_zeilen(
        [{"Nr.": 1, "Gemeinde": "Amtsberg", "INSEK vorhanden?": "ja", "Beschluss vom": "bald"}]
    ).befunde
    assert (spalten.code, spalten.zeile) == ("spalten_nicht_gelesen", None)
    assert (befund.zeile, befund.spalte, befund.feld) == (2, 4, "beschluss")
    assert (befund.spaltentitel, befund.gefunden) == ("Beschluss vom", "bald")


def test_jede_zeile_nennt_ihre_gemeinde() -> None:
    namen = {
        ("14612000", None): "Dresden",
        (None, "14612000"): "Dresden",
        (14523320, "Plauen, Stadt"): "Plauen",
        (None, "Auerbach i. V."): "Auerbach/Vogtl.",
        (None, "Bernsdorf"): "Bernsdorf",
        ("14524010", "Bernsdorf"): "Bernsdorf",
        ("14521010", "Plauen"): "Plauen",
        (None, "Torgau, Beilrode"): "Torgau, Beilrode",
        ("99", None): "99",
    }
    zeilen: list[dict[str, Any]] = [{"AGS": ags, "Gemeinde": name, "INSEK": "ja"} for ags, name in namen]
    ergebnis = pruefe_zeilen(zeilen)
    assert list(ergebnis.gemeinde_je_zeile.values()) == list(namen.values())
    assert all(ergebnis.gemeinde_je_zeile[b.zeile] for b in ergebnis.befunde if b.zeile)


def test_ausgeblendete_zeilen_formeln_und_hinweise_der_datei() -> None:
    blatt = blatt_aus(
        [
            {"Gemeinde": "Amtsberg", "INSEK vorhanden?": "nein"},
            {"Gemeinde": "Plauen", "INSEK vorhanden?": "nein"},
            {"Gemeinde": "Döbeln", "INSEK vorhanden?": None},
        ]
    )
    blatt = dataclasses.replace(
        blatt, verborgene_zeilen=frozenset({2, 3, 4}), formeln=frozenset({(2, 2), (4, 2), (1, 1)})
    )
    datei = rohdatei(blatt, hinweise=("Die Datei enthält Makros; sie werden nicht ausgeführt.",))
    ergebnis = pruefe(erkenne(datei), grundlage(), datei=datei)
    assert kurzform(ergebnis) == [
        "blatt hinweis datei",
        "blatt hinweis zeilen_ausgeblendet",
        "blatt hinweis formeln",
        "4 warnung formel_ohne_ergebnis",
    ]
    assert (
        "2 ausgeblendete Zeilen werden mitgelesen: 2 · Amtsberg, 3 · Plauen." in ergebnis.befunde[1].meldung
    )
    assert "steht eine Formel (Zeile 2)" in ergebnis.befunde[2].meldung
    assert (ergebnis.befunde[3].zeile, ergebnis.befunde[3].spalte) == (4, 2)
    assert len(ergebnis.meldungen) == 2


def test_nie_berechnete_formeln_bleiben_nicht_unbemerkt() -> None:
    blatt = blatt_aus([{"Gemeinde": "Amtsberg", "INSEK vorhanden?": None}])
    datei = rohdatei(dataclasses.replace(blatt, formeln=frozenset({(2, 2)})))
    assert kurzform(pruefe(erkenne(datei), grundlage(), datei=datei)) == ["2 warnung formel_ohne_ergebnis"]


def test_ueberschrift_aus_zwei_konzeptarten_ist_die_antwortspalte() -> None:
    datei = rohdatei(Rohblatt("Liste", (("Gemeinde", "INGEKO/INSEK"), ("Amtsberg", "n"), ("Plauen", "nein"))))
    assert erkenne(datei).spalte_zu("vorhanden") is not None


def test_ohne_antwortspalte_haelt_eine_unbekannte_spalte_die_liste_an() -> None:
    datei = rohdatei(
        Rohblatt("Liste", (("Gemeinde", "Wie weit?", "Beschluss am"), ("Amtsberg", "q", "2019")))
    )
    ergebnis = pruefe(erkenne(datei), grundlage())
    assert "blatt warnung spalte_vorhanden_fehlt" in kurzform(ergebnis)
    assert "Ist es „Wie weit?“?" in ergebnis.befunde[1].meldung
    assert ergebnis.uebernehmbar(()) == ()


@pytest.mark.parametrize(
    ("kopf", "code"),
    [
        (("Nr.", "INSEK vorhanden?", "Titel"), "spalte_gemeinde_fehlt"),
        (("AGS", "Gemeinde", "Plz"), "spalte_angaben_fehlt"),
    ],
)
def test_fehlende_spalten_sperren_alles(kopf: tuple[str, ...], code: str) -> None:
    datei = rohdatei(Rohblatt("Liste", (kopf, ("1", "x", "08523"))))
    ergebnis = pruefe(erkenne(datei), grundlage())
    assert f"blatt fehler {code}" in kurzform(ergebnis)
    assert ergebnis.uebernehmbar({b.kennung for b in ergebnis.befunde}) == ()


def als_zeile(bekannt: Bekannt, ags: str) -> tuple[Zelle, ...]:
    """Ein Datensatz, wie ihn die eigene Ausgabe schreibt: Daten als Text, Mitglieder mit Schlüssel."""
    namen, kreise = gemeinden()["name"], gemeinden()["kreis"]
    werte: dict[str, Zelle] = {
        "ags": ags,
        "gemeinde": namen[ags],
        "kreis": kreise[ags],
        "vorhanden": min(bekannt.antworten, key=lambda v: list(Vorhanden).index(v)).value,
        "art": bekannt.art.beschriftung,
        "gemeinsam": "; ".join(f"{namen[a]} ({a})" for a in sorted(bekannt.ags - {ags})) or None,
        "datenlage": bekannt.datenlage.value,
        "sicherheit": bekannt.sicherheit.value if bekannt.sicherheit else None,
    }
    for feld in ("beschluss", "begonnen", "aufgehoben", "belegt"):
        wert = getattr(bekannt, feld)
        werte[feld] = kurz(wert) if wert else None
    return tuple(werte[f.name] if f.name in werte else getattr(bekannt, f.name) for f in FELDER)


@pytest.fixture(scope="module")
def recherche() -> Pruefgrundlage:
    echter = Bestand(DATENSTAND, tabellen.konzepte_recherche(), tabellen.zuordnung_recherche())
    return Pruefgrundlage(gemeinden(), gebietsaenderungen(), echter, tabellen.regeln(), STICHTAG)


def eigene_ausgabe(mit: Pruefgrundlage) -> list[tuple[Zelle, ...]]:
    kopf = tuple(feld.titel for feld in FELDER)
    return [kopf] + [als_zeile(b, ags) for b in mit.bekanntes.je_kennung.values() for ags in sorted(b.ags)]


def pruefe_ausgabe(zeilen: list[tuple[Zelle, ...]], mit: Pruefgrundlage) -> Pruefergebnis:
    datei = rohdatei(Rohblatt("Meldeliste", tuple(zeilen)))
    return pruefe(erkenne(datei), mit, datei=datei)


def test_eigene_ausgabe_kommt_ohne_befund_und_ohne_verlust_zurueck(recherche: Pruefgrundlage) -> None:
    ergebnis = pruefe_ausgabe(eigene_ausgabe(recherche), recherche)
    assert ergebnis.befunde == ()
    assert not ergebnis.ausgelassen
    gelesen: dict[str, list[Meldung]] = {}
    for meldung in ergebnis.meldungen:
        gelesen.setdefault(str(meldung.konzept_id), []).append(meldung)
    assert gelesen.keys() == recherche.bekanntes.je_kennung.keys()
    felder = [f.name for f in dataclasses.fields(Bekannt) if f.name not in ("konzept_id", "ags")]
    for kennung, bekannt in recherche.bekanntes.je_kennung.items():
        assert {m.ags[0] for m in gelesen[kennung]} == bekannt.ags
        for meldung in gelesen[kennung]:
            assert set(meldung.ags) == bekannt.ags
            assert [getattr(meldung, f) for f in felder] == [getattr(bekannt, f) for f in felder]


def test_eine_aenderung_in_der_eigenen_ausgabe_wird_geprueft(recherche: Pruefgrundlage) -> None:
    zeilen = eigene_ausgabe(recherche)
    stelle = next(i for i, z in enumerate(zeilen) if z[0] == "14511000" and z[6] == "2024")
    geaendert = list(zeilen[stelle])
    geaendert[3] = "nein"
    ergebnis = pruefe_ausgabe([*zeilen[:stelle], tuple(geaendert), *zeilen[stelle + 1 :]], recherche)
    assert {b.code for b in ergebnis.befunde} == {"nein_mit_beschluss", "nein_mit_angaben"}
    assert ergebnis.fehlerzeilen() == {stelle + 1}


def viele_zeilen(anzahl: int) -> list[dict[str, Zelle]]:
    namen = list(gemeinden()["name"])
    antworten = ["ja", "nein", "in Arbeit", "teilweise"]
    return [
        {
            # Jeder siebte Name ist falsch geschrieben: das ist der teure Weg.
            "Gemeinde": namen[i % 418] if i % 7 else f"{namen[i % 418][:-1]}x{i}",
            "INSEK vorhanden?": antworten[i % 4],
            "Titel": f"INSEK {i}",
            "Beschluss am": f"{i % 28 + 1}.{i % 12 + 1}.20{i % 20:02d}",
            "gemeinsam mit": "Plauen; Döbeln" if i % 50 == 0 else None,
        }
        for i in range(anzahl)
    ]


@pytest.mark.parametrize("anzahl", [418, 1_000])
def test_fortschritt(anzahl: int) -> None:
    datei = rohdatei(blatt_aus(viele_zeilen(anzahl)))
    frisch = grundlage_mit([konzept("K1", ["14523320"], beschluss="2019")])
    anteile: list[float] = []
    pruefe(erkenne(datei), frisch, datei=datei, fortschritt=anteile.append)
    assert 90 <= len(anteile) <= 140
    assert anteile == sorted(anteile)
    assert anteile[-1] == 1.0


def test_pruefung_veraendert_nichts_und_ist_wiederholbar() -> None:
    zeilen = viele_zeilen(60)
    assert pruefe_zeilen(zeilen) == pruefe_zeilen(zeilen)


def test_faelle_liegen_als_dateien_vor() -> None:
    assert [datei.name for datei in sorted(Path(ORDNER).glob("*.yaml"))] == [
        "01_gemeinden.yaml",
        "02_angaben.yaml",
        "03_widersprueche.yaml",
        "04_zeilen.yaml",
    ]
