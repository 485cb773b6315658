"""Folien aus Daten: Zahlen und Sätze von Hand nachgerechnet; kleine und leere Gebiete; Einfrieren."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insek_monitor.kern.stimmungsbild import Frage, Frageart
from insek_monitor.kern.vortrag import Folge, FolgeFehler, Folie, Folienart, Gebiet
from insek_monitor.lage.bild import befunde_gemeinde
from insek_monitor.register import altbestand
from insek_monitor.workshop.abstimmung.saetze import NICHT_REPRAESENTATIV
from insek_monitor.workshop.vortrag.datei import als_datei, lies_datei
from insek_monitor.workshop.vortrag.folien_grundlage import Grundlage, kreisname
from insek_monitor.workshop.vortrag.folien_rechnen import ENTFALLEN, GRUND, friere_ein, inhalt, inhalte
from insek_monitor.workshop.vortrag.folien_teile import Balken, Grosszahl, Kartenklasse, Saeule, Teil
from insek_monitor.workshop.vortrag.folien_vorlagen import raumfolge, standardfolge, vorlagen_text
from insek_monitor.workshop.vortrag.folieninhalt import Folieninhalt, aus_dict
from tests.hilfen.folien_beispiele import AUSGANG, grundlage, leer

AUE, BORNA, CALAU, DOHNA, EIBAU, FLOEHA = (f"1462000{i}" for i in range(6))
DATENFOLIEN = [
    Folienart.ABDECKUNG,
    Folienart.GROESSE,
    Folienart.KARTE,
    Folienart.ABLAUF,
    Folienart.REGION,
]
ALTBESTAND = Path(__file__).parents[1] / "register" / "altbestand"
"""Folgen, die f3b36d7 eingefroren hat (``werkzeuge/altes_register.py``)."""
ALTER_NAME = f"{altbestand.KUERZEL} (Nr. 2)"
FRAGEN = [Frage(k, Frageart.SKALA, f"Text {k}", "links", "rechts") for k in ("a", "nutzen", "umfang")]


def zeige(
    art: Folienart,
    gebiet: Gebiet = Gebiet(),  # noqa: B008
    basis: Grundlage | None = None,
    **angaben: str,
) -> Folieninhalt:
    folie = Folie(art, **angaben)
    return inhalt(folie, Folge("x", (folie,), gebiet), basis or grundlage())


def test_abdeckung_belegt() -> None:
    folie = zeige(Folienart.ABDECKUNG)
    assert folie.titel == (
        "3 von 6 haben ein INSEK, 1 hat ein ähnliches Konzept, 1 keines, bei 1 ist nichts belegt."
    )
    assert folie.ort == "Sachsen"
    assert folie.balken == (
        Balken(
            "",
            (
                Teil("vorhanden", "INSEK vorhanden", 3),
                Teil("teilweise", "ähnliches Konzept", 1),
                Teil("kein", "kein Konzept", 1),
                Teil("unbekannt", "Stand nicht belegt", 1),
            ),
            6,
        ),
    )
    assert folie.zahlen == (Grosszahl("3 von 6", "INSEK belegt"),)
    assert folie.herkunft == (
        "Stichtag 21.11.2026 · Datenstand recherche (Nr. 1) · "
        "Quelle: Meldungen an die Fachstelle, Recherche des INSEK-Monitors"
    )


def test_abdeckung_nennt_erst_das_belegte_dann_das_geschaetzte() -> None:
    folie = zeige(Folienart.ABDECKUNG, basis=grundlage(mit_schaetzung=True))
    assert folie.titel == "Bei 3 von 6 Gemeinden ist ein INSEK belegt, nach den Eckwerten haben rund 4 eines."
    # Offen sind 2 von 4 im Land: Varianz 2·p·(1−p)·(4−2)/(4−1), für p = 1/2 also 1/3, für p = 1/4 also 1/4.
    # 4 ± 0,95; 0,5 ± 0,82; 1,5 ± 0,82; die Grenzen auf ganze Zahlen nach außen. Gerundet sind es 7 von 6.
    assert folie.balken == (
        Balken(
            "",
            (
                Teil("vorhanden", "INSEK vorhanden", 3, 1, 3, 5),
                Teil("teilweise", "ähnliches Konzept", 0, 1, 0, 2),
                Teil("kein", "kein Konzept", 1, 1, 1, 3),
            ),
            6,
        ),
    )
    assert folie.zahlen == (Grosszahl("3 von 6", "INSEK belegt"), Grosszahl("rund 4", "nach den Eckwerten"))
    assert folie.herkunft.endswith("Recherche des INSEK-Monitors, Eckwerte der FS INGE")


def test_ab_zehn_gemeinden_steht_auch_das_geschaetzte_in_prozent() -> None:
    je = ["vorhanden"] * 4 + ["kein"] * 3 + ["unbekannt"] * 3
    basis = grundlage(*({"name": f"G{i}", "status": s} for i, s in enumerate(je)), mit_schaetzung=True)
    # Drei offene zählen je 1/2; der Anteil ist aus 5,5 gerechnet, nicht aus den gerundeten 6.
    assert zeige(Folienart.ABDECKUNG, basis=basis).zahlen == (
        Grosszahl("40\u00a0%", "INSEK belegt"),
        Grosszahl("rund 55\u00a0%", "nach den Eckwerten"),
    )


@pytest.mark.parametrize(
    ("p", "satz"),
    [
        (1.0, "Bei keiner der 3 Gemeinden ist ein INSEK belegt, nach den Eckwerten haben alle eines."),
        (0.1, "Bei keiner der 3 Gemeinden ist ein INSEK belegt, nach den Eckwerten hat kaum eine eines."),
    ],
)
def test_raender_der_schaetzung(p: float, satz: str) -> None:
    zeilen = [{"name": f"G{i}", "status": "unbekannt", "datenlage": None} for i in range(3)]
    basis = grundlage(*zeilen, mit_schaetzung=True)
    lage = basis.lage.assign(p_vorhanden=p, p_teilweise=0.0, p_kein=1 - p, offene_der_klasse=6)
    folie = zeige(Folienart.ABDECKUNG, basis=replace(basis, lage=lage.astype({"p_kein": "Float64"})))
    assert folie.titel == satz
    assert folie.zahlen[0] == Grosszahl("keines", "belegt")


def test_was_fuer_eine_klasse_nicht_geschaetzt_wird_bleibt_offen() -> None:
    basis = grundlage(mit_schaetzung=True)
    lage = basis.lage.copy()
    lage.loc[EIBAU, ["p_vorhanden", "p_teilweise", "p_kein"]] = pd.NA
    folie = zeige(Folienart.ABDECKUNG, basis=replace(basis, lage=lage))
    # Für Eibau widersprechen sich Beleg und Eckwert: Die Überschrift nennt nur, was belegt ist.
    assert "Eckwerten" not in folie.titel
    assert folie.zahlen == (Grosszahl("3 von 6", "INSEK belegt"),)
    assert Teil("unbekannt", "Stand nicht belegt", 1) in folie.balken[0].teile


def test_ab_zehn_gemeinden_stehen_prozente() -> None:
    zeilen = [{"name": f"G{i}", "status": "vorhanden" if i < 4 else "kein"} for i in range(10)]
    folie = inhalt(Folie(Folienart.ABDECKUNG), Folge("x"), grundlage(*zeilen))
    assert folie.zahlen == (Grosszahl("40\u00a0%", "mit INSEK"),)
    assert folie.titel == "4 von 10 Gemeinden haben ein INSEK, 6 keines."


def test_groesse() -> None:
    folie = zeige(Folienart.GROESSE)
    assert [(b.name, b.gesamt, b.vorhanden.anzahl) for b in folie.balken] == [
        ("unter 5.000 Einwohner", 4, 1),
        ("5.000 und mehr Einwohner", 2, 2),
    ]
    assert folie.titel == "Am seltensten unter 5.000 Einwohner: 1\u00a0von\u00a04 belegt."
    assert folie.herkunft.endswith("Einwohner: Destatis, 31.12.2023")


def test_groesse_mit_schaetzung() -> None:
    folie = zeige(Folienart.GROESSE, basis=grundlage(mit_schaetzung=True))
    assert folie.titel == (
        "Am seltensten unter 5.000 Einwohner: 1\u00a0von\u00a04 belegt, nach den Eckwerten rund 2."
    )
    klein, gross = folie.balken
    assert klein.vorhanden == Teil("vorhanden", "INSEK vorhanden", 1, 1, 1, 3)
    assert gross.teile == (Teil("vorhanden", "INSEK vorhanden", 2),)
    assert "Eckwerte der FS INGE" in folie.herkunft


def test_groesse_ohne_offenes() -> None:
    zeilen = [
        {"name": f"K{i}", "status": "vorhanden" if i < 2 else "kein", "einwohner": 900} for i in range(6)
    ]
    folie = inhalt(Folie(Folienart.GROESSE), Folge("x"), grundlage(*zeilen, {"name": "G", "einwohner": 6000}))
    assert folie.titel == "Am seltensten unter 5.000 Einwohner: 2\u00a0von\u00a06 mit INSEK."


@pytest.mark.parametrize("mit_schaetzung", [False, True])
def test_karte_zeigt_nur_belegtes(mit_schaetzung: bool) -> None:
    folie = zeige(Folienart.KARTE, basis=grundlage(mit_schaetzung=mit_schaetzung))
    assert folie.karte == (
        Kartenklasse("vorhanden", "INSEK vorhanden", (AUE, BORNA, CALAU)),
        Kartenklasse("teilweise", "ähnliches Konzept", (FLOEHA,)),
        Kartenklasse("kein", "kein Konzept", (DOHNA,)),
        Kartenklasse("unbekannt", "Stand nicht belegt", (EIBAU,)),
    )
    assert folie.titel == zeige(Folienart.ABDECKUNG).titel
    assert folie.hinweis == "Neben einem ähnlichen Konzept kann es ein INSEK geben."
    assert folie.herkunft.endswith("Grenzen: © GeoBasis-DE / BKG 2021 (Daten verändert)")


def test_ablauf() -> None:
    folie = zeige(Folienart.ABLAUF)
    # 14.03.2027 und 01.07.2028 liegen vor dem 21.11.2028, Borna ist seit dem 01.07.2024 abgelaufen.
    assert folie.titel == "In 24 Monaten werden 2 belegte INSEK zehn Jahre alt, 1 ist es schon."
    assert folie.saeulen == (
        Saeule("abgelaufen", "abgelaufen", 1),
        Saeule("noch 2026", "aktuell", 0),
        Saeule("2027", "aktuell", 1),
        Saeule("2028", "aktuell", 1),
        Saeule("2029", "aktuell", 0),
        Saeule("2030", "aktuell", 0),
        Saeule("ab 2031", "aktuell", 0),
    )


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


@pytest.mark.parametrize("mit_schaetzung", [False, True])
def test_region_nennt_nur_belegtes(mit_schaetzung: bool) -> None:
    folie = zeige(Folienart.REGION, basis=grundlage(mit_schaetzung=mit_schaetzung), kreis="Bautzen")
    assert folie.ort == "Landkreis Bautzen"
    assert folie.titel == ("3 von 3 belegten INSEK sind fällig oder abgelaufen, 1 Gemeinde hat kein Konzept.")
    assert not folie.geschaetzt
    (liste,) = folie.gruppen
    assert [(e.name, e.text) for e in liste.eintraege] == [
        ("Aue", "läuft 2027 ab"),
        ("Calau", "läuft 2028 ab"),
        ("Borna", "abgelaufen seit 2024"),
        ("Dohna", "kein Konzept"),
    ]


def test_unbekannt_gilt_nie_als_kein() -> None:
    zeilen = [{"name": n, "status": "unbekannt", "datenlage": None, "art": None} for n in ("A", "B")]
    basis = grundlage(*zeilen)
    alle = [inhalt(Folie(art), Folge("x"), basis) for art in DATENFOLIEN]
    assert alle[0].titel == "Von keiner der 2 Gemeinden ist der Stand belegt."
    assert alle[0].zahlen == (Grosszahl("keines", "belegt"),)
    assert all(not folie.gruppen for folie in alle)
    text = str([folie.als_dict() for folie in alle])
    assert "kein Konzept" not in text
    assert "haben keines" not in text
    assert "0\u00a0%" not in text
    assert alle[3].titel == "Hier ist kein INSEK belegt, das fortzuschreiben wäre."
    assert alle[3].saeulen == ()


def test_region_ohne_kreis_nimmt_das_gebiet_und_nennt_hoechstens_sechs() -> None:
    zeilen = [
        {"name": f"G{i}", "beschluss": f"20{10 + i}", "aktualitaet": "abgelaufen"} for i in range(7)
    ] + [{"name": "Z", "status": "kein", "kreis": "Zwickau"}]
    folie = inhalt(Folie(Folienart.REGION), Folge("x", gebiet=Gebiet(kreis="Bautzen")), grundlage(*zeilen))
    assert [e.name for e in folie.gruppen[0].eintraege] == ["G6", "G5", "G4", "G3", "G2", "G1"]
    assert folie.hinweis == "Genannt: 6 von 7."


def test_liste_mit_bezeichnung_und_unbekanntem_schluessel() -> None:
    gebiet = Gebiet(ags=(AUE, "14999999"), bezeichnung="Tour Süd")
    folie = zeige(Folienart.ABDECKUNG, gebiet)
    assert folie.ort == "Tour Süd"
    assert folie.titel == "Aue hat ein INSEK, beschlossen am 14.\u00a0März 2017."
    assert folie.zahlen == ()


@pytest.mark.parametrize("art", DATENFOLIEN)
def test_fuer_eine_einzelne_gemeinde_wird_nichts_geschaetzt(art: Folienart) -> None:
    folie = zeige(art, Gebiet(ags=(EIBAU,)), grundlage(mit_schaetzung=True))
    assert not folie.geschaetzt
    assert folie.titel == zeige(Folienart.GEMEINDE, ags=EIBAU).titel


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
    assert [(g.titel, [e.name for e in g.eintraege]) for g in folie.gruppen] == [
        ("Nachbarn mit diesem Stand", ["Calau"])
    ]


def test_nachbarn_ohne_beleg() -> None:
    zeilen = [{"name": n, "status": "unbekannt", "datenlage": None, "art": None} for n in ("A", "B")]
    folie = zeige(Folienart.GEMEINDE, basis=grundlage(*zeilen, mit_schaetzung=True), ags=AUE)
    (liste,) = folie.gruppen
    assert liste.titel == "Nachbarn, deren Stand auch nicht belegt ist"
    assert [(e.name, e.text) for e in liste.eintraege] == [("B", "Stand nicht belegt")]


@pytest.mark.parametrize(
    ("ags", "erste"),
    [
        (BORNA, Grosszahl("INSEK", "liegt vor")),
        (DOHNA, Grosszahl("kein", "Konzept")),
        (EIBAU, Grosszahl("nicht belegt", "ob es ein INSEK gibt")),
        (FLOEHA, Grosszahl("ähnliches", "Konzept liegt vor")),
    ],
)
def test_gemeinde_je_status(ags: str, erste: Grosszahl) -> None:
    basis = grundlage(mit_schaetzung=True)
    folie = zeige(Folienart.GEMEINDE, basis=basis, ags=ags)
    assert folie.titel == befunde_gemeinde.gemeinde(basis.lage.loc[ags])
    assert folie.zahlen[0] == erste


def test_gemeinde_die_es_nicht_gibt() -> None:
    folie = zeige(Folienart.GEMEINDE, ags="14999999")
    assert folie.titel == "Zum Schlüssel 14999999 gibt es hier keine Gemeinde."
    assert folie.zahlen == ()


def test_eigene_ueberschrift_ersetzt_den_befund() -> None:
    assert zeige(Folienart.ABDECKUNG, titel="Wo wir stehen").titel == "Wo wir stehen"


def test_nur_belegt_steht_in_der_herkunft() -> None:
    basis = grundlage(*AUSGANG[:2], nur_belegt=True)
    folie = inhalt(Folie(Folienart.ABDECKUNG), Folge("x"), basis)
    assert "Datenstand recherche (Nr. 1), nur belegte Angaben" in folie.herkunft
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
    assert all(i.herkunft == NICHT_REPRAESENTATIV for i in alle if i.art is Folienart.ABSTIMMUNG)
    # Die Folie der Frage zeigt auch ihr Ergebnis; leere Ergebnisfolien kämen nur dazwischen.
    assert not any(i.art is Folienart.ERGEBNIS for i in alle)


def test_keine_ueberschrift_der_standardfolge_steht_zweimal_da() -> None:
    for gebiet in (Gebiet(), Gebiet(kreis="Bautzen")):
        titel = [i.titel for i in inhalte(standardfolge(FRAGEN).mit(gebiet=gebiet), grundlage())]
        # Sagt die Karte dasselbe wie die Abdeckung, zählen beide dasselbe (``saetze.karte``).
        region, rest = titel[5], titel[:5] + titel[6:]
        assert region not in rest
    assert region == "3 von 3 belegten INSEK sind fällig oder abgelaufen, 1 Gemeinde hat kein Konzept."


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


@pytest.mark.parametrize("mit_schaetzung", [False, True])
def test_einfrieren_haelt_fest_und_sagt_es(mit_schaetzung: bool) -> None:
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
    basis = grundlage(mit_schaetzung=mit_schaetzung)
    fest = friere_ein(folge, basis, "ab" * 32, date(2026, 11, 20))
    assert fest.eingefroren is not None
    assert fest.eingefroren.inhalte[-1] == {}
    zurueck = lies_datei(als_datei(fest))
    assert zurueck == fest
    live, still = inhalte(folge, basis), inhalte(zurueck, None)
    assert any(i.geschaetzt for i in still) == mit_schaetzung
    assert [i.als_dict() for i in still] == [i.als_dict() for i in live]
    assert [i.eingefroren for i in still] == ["", *["Eingefroren am 20.11.2026"] * 6, ""]
    assert still[-1].frage == FRAGEN[0]


def test_errechnetes_einer_alten_folge_ist_nicht_mehr_zu_sehen() -> None:
    folge = lies_datei(gzip.decompress((ALTBESTAND / "folge.json.gz").read_bytes()))
    titel, *daten, text = inhalte(folge, None)
    assert (titel.titel, text.text) == ("Zwickau", "- a")
    for folie in daten:
        assert (folie.zahlen, folie.balken, folie.saeulen, folie.karte, folie.gruppen) == ((), (), (), (), ())
        assert (folie.herkunft, folie.eingefroren) == ("", "Eingefroren am 21.11.2026")
        assert folie.hinweis == GRUND
    # Die Überschriften waren Befunde aus Errechnetem; nur eine eigene bleibt.
    assert [folie.titel for folie in daten] == [*[ENTFALLEN] * 5, "Wo wir stehen"]


def test_belegtes_einer_alten_folge_bleibt() -> None:
    folge = lies_datei(gzip.decompress((ALTBESTAND / "folge_belegt.json.gz").read_bytes()))
    _, abdeckung, groesse, karte, ablauf, region, gemeinde, _ = inhalte(folge, None)
    assert abdeckung.balken[0].vorhanden.anzahl == 11
    assert abdeckung.balken[0].gesamt == sum(b.gesamt for b in groesse.balken) == 33
    assert len(karte.karte[0].ags) == 11
    assert sum(s.anzahl for s in ablauf.saeulen) > 0
    assert region.gruppen[0].eintraege
    assert gemeinde.zahlen[0] == Grosszahl("INSEK", "liegt vor")
    assert all(f"Datenstand {ALTER_NAME}, nur belegte Angaben" in f.herkunft for f in (abdeckung, gemeinde))


@pytest.mark.parametrize(
    "aenderung",
    [
        {"karte": [{"klasse": "kein", "beschriftung": "x", altbestand.DATENLAGE: True, "ags": []}]},
        {"balken": [{"name": "", "teile": [{"klasse": "kein", altbestand.DATENLAGE: 1}]}]},
        {"herkunft": "Stichtag 21.11.2026 · Quelle: Recherche und Modell des INSEK-Monitors"},
    ],
)
def test_ein_kennzeichen_oder_die_quelle_genuegt(aenderung: dict[str, object]) -> None:
    fest = friere_ein(Folge("x", (Folie(Folienart.KARTE),)), grundlage(), "ab" * 32, date(2026, 11, 20))
    assert fest.eingefroren is not None
    roh = {**fest.eingefroren.inhalte[0], **aenderung}
    (folie,) = inhalte(fest.mit(eingefroren=replace(fest.eingefroren, inhalte=(roh,))), None)
    assert (folie.karte, folie.titel) == ((), ENTFALLEN)


def test_eingefrorenes_aus_fremder_datei_wird_geprueft() -> None:
    fest = friere_ein(Folge("x", (Folie(Folienart.KARTE),)), grundlage(), "ab" * 32, date(2026, 11, 20))
    assert fest.eingefroren is not None
    klasse = {"klasse": "url(//fremd)", "beschriftung": "x", "ags": []}
    roh = {**fest.eingefroren.inhalte[0], "karte": [klasse]}
    boese = fest.mit(eingefroren=replace(fest.eingefroren, inhalte=(roh,)))
    with pytest.raises(FolgeFehler, match=r"Folie 1, Klasse 1: „klasse“ ist „url\(//fremd\)“"):
        inhalte(boese, None)


@pytest.mark.parametrize(
    ("herkunft", "quelle"),
    [
        (
            "Stichtag 01.01.2099 · Datenstand Volkszählung · Quelle: Recherche des INSEK-Monitors",
            "Quelle: Recherche des INSEK-Monitors · Grenzen: © GeoBasis-DE / BKG 2021 (Daten verändert)",
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
        f"Stichtag 21.11.2026 · Datenstand recherche (Nr. 1), nur belegte Angaben · {quelle}"
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


@settings(max_examples=15)
@given(zeilen, st.booleans(), st.booleans())
def test_jede_lage_ergibt_gueltige_folien(
    roh: list[dict[str, object]], gemeldet: bool, mit_schaetzung: bool
) -> None:
    fertig = []
    for zeile in roh:
        status = str(zeile["status"])
        datenlage = None if status == "unbekannt" else "gemeldet" if gemeldet else "recherchiert"
        fertig.append(
            {
                **zeile,
                "datenlage": datenlage,
                "art": "insek" if status == "vorhanden" else None,
                "beschluss": "2015" if status == "vorhanden" else None,
                "aktualitaet": "abgelaufen" if status == "vorhanden" else None,
            }
        )
    basis = grundlage(*fertig, mit_schaetzung=mit_schaetzung)
    for art in DATENFOLIEN:
        folie = inhalt(Folie(art), Folge("x"), basis)
        assert aus_dict(folie.als_dict()) == folie
        assert folie.titel.endswith(".")
        if folie.balken:
            assert sum(b.gesamt for b in folie.balken) == len(fertig)
        if folie.karte:
            assert sum(len(k.ags) for k in folie.karte) == len(fertig)
        # Von benannten Gemeinden ist nur Belegtes zu sehen.
        if art in (Folienart.KARTE, Folienart.ABLAUF, Folienart.REGION) or len(fertig) == 1:
            assert not folie.geschaetzt
