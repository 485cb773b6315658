"""Folien aus Daten: Zahlen und Sätze von Hand nachgerechnet; kleine und leere Gebiete; Einfrieren."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insek_monitor.darstellung.folien_grundlage import kreisname
from insek_monitor.darstellung.folien_rechnen import friere_ein, inhalt, inhalte
from insek_monitor.darstellung.folien_teile import Grosszahl, Kartenklasse, Saeule, Teil
from insek_monitor.darstellung.folien_vorlagen import raumfolge, standardfolge, vorlagen_text
from insek_monitor.darstellung.folieninhalt import Folieninhalt, aus_dict
from insek_monitor.modell.stimmungsbild import Frage, Frageart
from insek_monitor.modell.vortrag import Folge, FolgeFehler, Folie, Folienart, Gebiet
from insek_monitor.modell.vortragsdatei import als_datei, lies_datei
from tests.einheit.folien_beispiele import AUSGANG, grundlage, leer

AUE, BORNA, CALAU, DOHNA, EIBAU, FLOEHA = (f"1462000{i}" for i in range(6))
DATENFOLIEN = [
    Folienart.ABDECKUNG,
    Folienart.GROESSE,
    Folienart.KARTE,
    Folienart.ABLAUF,
    Folienart.REGION,
]
FRAGEN = [Frage(k, Frageart.SKALA, f"Text {k}", "links", "rechts") for k in ("a", "nutzen", "umfang")]


def zeige(art: Folienart, gebiet: Gebiet = Gebiet(), **angaben: str) -> Folieninhalt:  # noqa: B008
    folie = Folie(art, **angaben)
    return inhalt(folie, Folge("x", (folie,), gebiet), grundlage())


def test_abdeckung() -> None:
    folie = zeige(Folienart.ABDECKUNG)
    assert folie.titel == (
        "3 von 6 haben ein INSEK, 1 hat ein ähnliches Konzept, 1 keines, von 1 ist nichts bekannt."
    )
    assert folie.ort == "Sachsen"
    assert folie.balken[0].teile == (
        Teil("vorhanden", "INSEK vorhanden", 3, 1),
        Teil("teilweise", "ähnliches Konzept", 1, 0),
        Teil("kein", "kein Konzept", 1, 1),
        Teil("unbekannt", "unbekannt", 1, 0),
    )
    # Unter zehn Gemeinden stehen Zahlen, keine Prozente.
    assert folie.zahlen == (Grosszahl("3 von 6", "mit bekanntem INSEK, davon 1 modelliert"),)
    assert folie.hinweis == "Schraffiert: modelliert, nicht belegt."
    assert folie.herkunft == (
        "Stichtag 21.11.2026 · Datenstand modell (Nr. 2) · Quelle: Recherche und Modell des INSEK-Monitors"
    )


def test_ab_zehn_gemeinden_stehen_prozente() -> None:
    zeilen = [{"name": f"G{i}", "status": "vorhanden" if i < 4 else "kein"} for i in range(10)]
    folie = inhalt(Folie(Folienart.ABDECKUNG), Folge("x"), grundlage(*zeilen))
    assert folie.zahlen == (Grosszahl("40\u00a0%", "mit INSEK"),)
    assert folie.titel == "4 von 10 Gemeinden haben ein INSEK, 6 keines."


def test_groesse() -> None:
    folie = zeige(Folienart.GROESSE)
    assert [(b.name, b.gesamt) for b in folie.balken] == [
        ("unter 5.000 Einwohner", 4),
        ("5.000 und mehr Einwohner", 2),
    ]
    # Nur eine von vier kleinen (Calau), beide großen.
    assert folie.titel == (
        "Ein bekanntes INSEK haben 25\u00a0% (unter 5.000 Einwohner) bis 100\u00a0% (5.000 und mehr)."
    )
    assert folie.herkunft.endswith("Einwohner: Destatis, 31.12.2023")
    assert folie.hinweis == (
        "Modelliert, also nicht belegt, sind 1 der 3 INSEK und die eine Angabe „kein Konzept“."
    )


def test_spanne_der_groessen_umfasst_auch_kleine_klassen() -> None:
    zeilen = [
        {"name": f"K{i}", "status": "vorhanden" if i < 2 else "kein", "einwohner": 900} for i in range(6)
    ]
    zeilen += [{"name": "G", "einwohner": 6000}]
    folie = inhalt(Folie(Folienart.GROESSE), Folge("x"), grundlage(*zeilen))
    assert folie.titel == (
        "Ein INSEK haben 33\u00a0% (unter 5.000 Einwohner) bis 100\u00a0% (5.000 und mehr)."
    )


def test_karte_trennt_modelliertes() -> None:
    folie = zeige(Folienart.KARTE)
    assert folie.karte == (
        Kartenklasse("vorhanden", "INSEK vorhanden", False, (AUE, BORNA)),
        Kartenklasse("vorhanden", "INSEK laut Modell", True, (CALAU,)),
        Kartenklasse("teilweise", "ähnliches Konzept", False, (FLOEHA,)),
        Kartenklasse("kein", "keines laut Modell", True, (DOHNA,)),
        Kartenklasse("unbekannt", "unbekannt", False, (EIBAU,)),
    )
    assert folie.hinweis == "Schraffiert: modelliert, nicht belegt."
    assert folie.herkunft.endswith("Grenzen: © GeoBasis-DE / BKG 2021 (Daten verändert)")


def test_ablauf() -> None:
    folie = zeige(Folienart.ABLAUF)
    # 14.03.2027 und 01.07.2028 liegen vor dem 21.11.2028, Borna ist seit dem 01.07.2024 abgelaufen.
    assert folie.titel == "In 24 Monaten werden 2 INSEK zehn Jahre alt, 1 ist es schon."
    assert folie.saeulen == (
        Saeule("abgelaufen", "abgelaufen", 1, 0),
        Saeule("noch 2026", "aktuell", 0, 0),
        Saeule("2027", "aktuell", 1, 0),
        Saeule("2028", "aktuell", 1, 1),
        Saeule("2029", "aktuell", 0, 0),
        Saeule("2030", "aktuell", 0, 0),
        Saeule("ab 2031", "aktuell", 0, 0),
    )
    assert folie.hinweis == "Schraffiert: modelliert, nicht belegt (1 von 3)."


def test_was_am_stichtag_ablaeuft_ist_abgelaufen_und_spaetes_geht_nicht_verloren() -> None:
    zeilen = [
        {"name": "A", "beschluss": "2016-11-21", "aktualitaet": "abgelaufen"},
        {"name": "B", "beschluss": "2016-11-22", "aktualitaet": "Fortschreibung einleiten"},
        {"name": "C", "beschluss": "2026-11-21", "aktualitaet": "aktuell"},
        {"name": "D", "beschluss": "unbekannt", "aktualitaet": "Alter unbekannt"},
    ]
    folie = inhalt(Folie(Folienart.ABLAUF), Folge("x"), grundlage(*zeilen))
    assert [(s.name, s.anzahl) for s in folie.saeulen] == [
        ("abgelaufen", 1),
        ("noch 2026", 1),
        ("2027", 0),
        ("2028", 0),
        ("2029", 0),
        ("2030", 0),
        ("ab 2031", 1),
    ]
    assert folie.titel == "In 24 Monaten wird 1 INSEK zehn Jahre alt, 1 ist es schon."
    assert folie.hinweis == "Von 1 INSEK ist das Alter nicht bekannt."


def test_region_trennt_belegtes_und_modelliertes() -> None:
    folie = zeige(Folienart.REGION, kreis="Bautzen")
    assert folie.ort == "Landkreis Bautzen"
    belegt, modelliert = folie.gruppen
    assert (belegt.titel, belegt.modelliert) == ("Fällig oder ohne, belegt", False)
    assert [(e.name, e.text) for e in belegt.eintraege] == [
        ("Aue", "läuft 2027 ab"),
        ("Borna", "abgelaufen seit 2024"),
    ]
    assert (modelliert.titel, modelliert.modelliert) == ("Modelliert, nicht belegt", True)
    assert [(e.name, e.text) for e in modelliert.eintraege] == [
        ("Calau", "läuft 2028 ab"),
        ("Dohna", "kein Konzept"),
    ]


def test_unbekannt_gilt_nie_als_kein() -> None:
    zeilen = [{"name": n, "status": "unbekannt", "datenlage": None, "art": None} for n in ("A", "B")]
    basis = grundlage(*zeilen)
    alle = [inhalt(Folie(art), Folge("x"), basis) for art in DATENFOLIEN]
    assert alle[0].titel == "Von den 2 Gemeinden ist nichts bekannt."
    assert all(not folie.gruppen for folie in alle)
    text = str([folie.als_dict() for folie in alle])
    assert "kein Konzept" not in text
    assert "haben keines" not in text
    assert alle[3].titel == "Hier ist kein INSEK bekannt, das fortzuschreiben wäre."
    assert alle[3].saeulen == ()


def test_region_ohne_kreis_nimmt_das_gebiet_und_nennt_hoechstens_sechs() -> None:
    zeilen = [
        {"name": f"G{i}", "beschluss": f"20{10 + i}", "aktualitaet": "abgelaufen"} for i in range(7)
    ] + [{"name": "Z", "status": "kein", "kreis": "Zwickau"}]
    folie = inhalt(Folie(Folienart.REGION), Folge("x", gebiet=Gebiet(kreis="Bautzen")), grundlage(*zeilen))
    assert [e.name for e in folie.gruppen[0].eintraege] == ["G6", "G5", "G4", "G3", "G2", "G1"]
    assert folie.hinweis == "Genannt: 6 von 7, die fällig oder ohne Konzept sind."


def test_liste_mit_bezeichnung_und_unbekanntem_schluessel() -> None:
    gebiet = Gebiet(ags=(AUE, "14999999"), bezeichnung="Tour Süd")
    folie = zeige(Folienart.ABDECKUNG, gebiet)
    assert folie.ort == "Tour Süd"
    assert folie.titel == "Aue hat ein INSEK, beschlossen am 14.\u00a0März 2017."
    assert folie.zahlen == ()


@pytest.mark.parametrize("art", DATENFOLIEN)
def test_eine_modellierte_gemeinde_ist_nie_eine_tatsache(art: Folienart) -> None:
    folie = zeige(art, Gebiet(ags=(CALAU,)))
    if art is Folienart.REGION:
        assert [g.titel for g in folie.gruppen] == ["Modelliert, nicht belegt"]
    assert folie.titel == "Für Calau ist kein INSEK nachgewiesen; das Modell rechnet mit einem."


@pytest.mark.parametrize("art", DATENFOLIEN)
@pytest.mark.parametrize("gebiet", [Gebiet(kreis="Harz"), Gebiet(ags=("14999999",))])
def test_leeres_gebiet(art: Folienart, gebiet: Gebiet) -> None:
    folie = zeige(art, gebiet)
    assert folie.titel == "Zu dieser Auswahl gehört keine Gemeinde."
    assert (folie.zahlen, folie.balken, folie.saeulen, folie.karte, folie.gruppen) == ((), (), (), (), ())
    assert inhalt(Folie(art), Folge("x"), leer()).titel == folie.titel


def test_gemeinde_belegt() -> None:
    folie = zeige(Folienart.GEMEINDE, ags=AUE)
    assert folie.titel == "Aue hat ein INSEK, beschlossen am 14.\u00a0März 2017."
    assert folie.zahlen == (
        Grosszahl("INSEK", "liegt vor"),
        Grosszahl("9 Jahre", "ist es alt"),
        Grosszahl("14.03.2027", "wird es zehn Jahre alt"),
        Grosszahl("5.000", "Einwohner"),
    )
    # Calau hat denselben Stand, aber nur laut Modell.
    assert [(g.titel, g.modelliert, [e.name for e in g.eintraege]) for g in folie.gruppen] == [
        ("Nachbarn laut Modell, nicht belegt", True, ["Calau"])
    ]


def test_gemeinde_modelliert_sagt_es_bei_jeder_zahl() -> None:
    folie = zeige(Folienart.GEMEINDE, ags=CALAU)
    assert folie.titel == "Für Calau ist kein INSEK nachgewiesen; das Modell rechnet mit einem."
    assert folie.zahlen[:3] == (
        Grosszahl("INSEK", "laut Modell, nicht belegt", True),
        Grosszahl("8 Jahre", "Alter laut Modell", True),
        Grosszahl("2028", "zehn Jahre alt, laut Modell", True),
    )
    assert folie.hinweis == "Schraffiert: modelliert, nicht belegt."


@pytest.mark.parametrize(
    ("ags", "titel", "erste"),
    [
        (BORNA, "Borna hat ein INSEK, beschlossen 2014.", Grosszahl("INSEK", "liegt vor")),
        (
            DOHNA,
            "Für Dohna ist kein Konzept nachgewiesen; das Modell rechnet mit keinem.",
            Grosszahl("kein", "laut Modell, nicht belegt", True),
        ),
        (
            EIBAU,
            "Ob Eibau ein INSEK hat, ist nicht bekannt.",
            Grosszahl("unbekannt", "ob es ein Konzept gibt"),
        ),
        (
            FLOEHA,
            "Flöha hat ein ähnliches Konzept; ein INSEK ist nicht belegt.",
            Grosszahl("ähnliches", "Konzept liegt vor"),
        ),
        ("14999999", "Zum Schlüssel 14999999 gibt es hier keine Gemeinde.", None),
    ],
)
def test_gemeinde_je_status(ags: str, titel: str, erste: Grosszahl | None) -> None:
    folie = zeige(Folienart.GEMEINDE, ags=ags)
    assert folie.titel == titel
    assert (folie.zahlen[0] if folie.zahlen else None) == erste


def test_eigene_ueberschrift_ersetzt_den_befund() -> None:
    assert zeige(Folienart.ABDECKUNG, titel="Wo wir stehen").titel == "Wo wir stehen"


def test_nur_belegt_steht_in_der_herkunft() -> None:
    basis = grundlage(*AUSGANG[:2], nur_belegt=True)
    folie = inhalt(Folie(Folienart.ABDECKUNG), Folge("x"), basis)
    assert "Datenstand modell (Nr. 2), nur belegte Angaben" in folie.herkunft
    assert folie.herkunft.endswith("Quelle: Recherche des INSEK-Monitors")


@pytest.mark.parametrize(
    ("kreis", "name"),
    [
        ("Bautzen", "Landkreis Bautzen"),
        ("Erzgebirgskreis", "Erzgebirgskreis"),
        ("Landkreis Leipzig", "Landkreis Leipzig"),
        ("Leipzig, Stadt", "Leipzig, Stadt"),
    ],
)
def test_kreisnamen(kreis: str, name: str) -> None:
    assert kreisname(kreis) == name


def test_abstimmung_traegt_ihre_frage() -> None:
    folge = standardfolge(FRAGEN)
    alle = inhalte(folge, grundlage())
    gefragt = [i.frage.kennung for i in alle if i.art is Folienart.ABSTIMMUNG and i.frage]
    assert gefragt == ["nutzen", "umfang"]
    # Die Folie der Frage zeigt auch ihr Ergebnis; leere Ergebnisfolien kämen nur dazwischen.
    assert not any(i.art is Folienart.ERGEBNIS for i in alle)


def test_keine_ueberschrift_der_standardfolge_steht_zweimal_da() -> None:
    for gebiet in (Gebiet(), Gebiet(kreis="Bautzen")):
        titel = [i.titel for i in inhalte(standardfolge(FRAGEN).mit(gebiet=gebiet), grundlage())]
        # Sagt die Karte dasselbe wie die Abdeckung, zählen beide dasselbe (``saetze.karte``).
        region, rest = titel[5], titel[:5] + titel[6:]
        assert region not in rest
    assert region == "3 von 3 INSEK sind fällig oder abgelaufen, 1 Gemeinde hat kein Konzept."


def test_standardfolge_ist_vollstaendig_und_lesbar() -> None:
    folge = standardfolge(FRAGEN)
    assert {f.art for f in folge.folien} == set(Folienart) - {Folienart.GEMEINDE, Folienart.ERGEBNIS}
    assert lies_datei(als_datei(folge)) == folge
    ohne = standardfolge()
    assert not any(f.art.aus_abstimmung for f in ohne.folien)
    assert lies_datei(als_datei(ohne)) == ohne
    assert lies_datei(als_datei(raumfolge("Workshop", "Grimma", date(2026, 11, 21), FRAGEN))).fragen
    assert [f.titel for f in vorlagen_text()] == [
        "Was es schwer macht",
        "Was es bringt",
        "Was die FS INGE anbietet",
    ]


def test_einfrieren_haelt_fest_und_sagt_es() -> None:
    folge = Folge(
        "x",
        (
            Folie(Folienart.TITEL, "T"),
            *(Folie(art) for art in DATENFOLIEN),
            Folie(Folienart.GEMEINDE, ags=AUE),
            Folie(Folienart.ABSTIMMUNG, frage="a"),
        ),
        fragen=tuple(f.als_dict() for f in FRAGEN),
    )
    fest = friere_ein(folge, grundlage(), "ab" * 32, date(2026, 11, 20))
    assert fest.eingefroren is not None
    assert fest.eingefroren.inhalte[-1] == {}
    zurueck = lies_datei(als_datei(fest))
    assert zurueck == fest
    live, still = inhalte(folge, grundlage()), inhalte(zurueck, None)
    assert [i.als_dict() for i in still] == [i.als_dict() for i in live]
    assert [i.eingefroren for i in still] == ["", *["Eingefroren am 20.11.2026"] * 6, ""]
    assert still[-1].frage == FRAGEN[0]


def test_eingefrorenes_aus_fremder_datei_wird_geprueft() -> None:
    fest = friere_ein(Folge("x", (Folie(Folienart.KARTE),)), grundlage(), "ab" * 32, date(2026, 11, 20))
    assert fest.eingefroren is not None
    klasse = {"klasse": "url(//fremd)", "beschriftung": "x", "modelliert": False, "ags": []}
    roh = {**fest.eingefroren.inhalte[0], "karte": [klasse]}
    boese = fest.mit(eingefroren=replace(fest.eingefroren, inhalte=(roh,)))
    with pytest.raises(FolgeFehler, match=r"Folie 1, Klasse 1: „klasse“ ist „url\(//fremd\)“"):
        inhalte(boese, None)


@pytest.mark.parametrize(
    ("herkunft", "quelle"),
    [
        (
            "Stichtag 01.01.2099 · Datenstand Volkszählung · Quelle: Modell des INSEK-Monitors",
            "Quelle: Modell des INSEK-Monitors · Grenzen: © GeoBasis-DE / BKG 2021 (Daten verändert)",
        ),
        (" · Quelle: amtlich", None),
        ("Amtlich geprüft", None),
        ("", None),
    ],
)
def test_stichtag_und_datenstand_sagt_nie_die_folie_einer_datei(herkunft: str, quelle: str | None) -> None:
    basis = grundlage(nur_belegt=True)
    fest = friere_ein(Folge("x", (Folie(Folienart.KARTE),)), basis, "ab" * 32, date(2026, 11, 20))
    assert fest.eingefroren is not None
    roh = {**fest.eingefroren.inhalte[0], "herkunft": herkunft}
    fremd = fest.mit(eingefroren=replace(fest.eingefroren, inhalte=(roh,)))
    if quelle is None:
        with pytest.raises(FolgeFehler, match="Folie 1: „herkunft“"):
            inhalte(fremd, None)
        return
    folie = inhalte(lies_datei(als_datei(fremd)), None)[0]
    assert folie.herkunft == (
        f"Stichtag 21.11.2026 · Datenstand modell (Nr. 2), nur belegte Angaben · {quelle}"
    )
    assert folie.eingefroren == "Eingefroren am 20.11.2026"


def test_eingefroren_mit_anderer_zahl_von_folien_ist_ein_satz() -> None:
    fest = friere_ein(Folge("x", (Folie(Folienart.KARTE),)), grundlage(), "ab" * 32, date(2026, 11, 20))
    with pytest.raises(FolgeFehler, match="hat 0 Folien, eingefroren sind 1"):
        inhalte(fest.mit(folien=()), None)


def test_ohne_grundlage_nur_eingefroren() -> None:
    with pytest.raises(ValueError, match="Grundlage"):
        inhalte(Folge("x"), None)


zeilen = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["Aue", "Borna", "Calau"]),
            "status": st.sampled_from(["vorhanden", "teilweise", "kein", "unbekannt"]),
            "einwohner": st.sampled_from([0, 4999, 5000, None]),
        }
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(zeilen, st.booleans())
def test_jede_lage_ergibt_gueltige_folien(roh: list[dict[str, object]], modelliert: bool) -> None:
    fertig = []
    for zeile in roh:
        status = str(zeile["status"])
        datenlage = None if status == "unbekannt" else "modelliert" if modelliert else "gemeldet"
        fertig.append(
            {
                **zeile,
                "datenlage": datenlage,
                "art": "insek" if status == "vorhanden" else None,
                "beschluss": "2015" if status == "vorhanden" else None,
                "aktualitaet": "abgelaufen" if status == "vorhanden" else None,
            }
        )
    basis = grundlage(*fertig)
    for art in DATENFOLIEN:
        folie = inhalt(Folie(art), Folge("x"), basis)
        assert aus_dict(folie.als_dict()) == folie
        assert folie.titel.endswith(".")
        if folie.balken:
            assert sum(b.gesamt for b in folie.balken) == len(fertig)
        if folie.karte:
            assert sum(len(k.ags) for k in folie.karte) == len(fertig)
        for gruppe in folie.gruppen:
            assert gruppe.modelliert == modelliert
