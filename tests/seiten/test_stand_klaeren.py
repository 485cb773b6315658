"""Bereich „Stand klären“: Anrufliste, ein Klick je Antwort, zurücknehmen; was andere inzwischen ändern."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from insek_monitor.einspielen.bekanntes import Bekannt, Bestandsverzeichnis
from insek_monitor.einspielen.register_eintragen import spiele_ein
from insek_monitor.kern.rollen import GAST, Person, Rolle, Zugang
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register import datenstaende, protokoll, tabellen
from insek_monitor.register.laden import lade
from insek_monitor.seiten import standantwort
from tests.conftest import STICHTAG
from tests.hilfen.seiten import elemente, merke_ausgaben, oeffne, texte, titel

pytestmark = pytest.mark.usefixtures("eigenes_register")

LESERIN = Person("Lea Leser", "lea@fs-inge.example", Zugang.ANMELDUNG, Rolle.LESEN)
ANDERE = Person("Max Andere", "lokal", Zugang.LOKAL)
OFFEN = 297
IN_ARBEIT = "14522260"  # Hartmannsdorf: nichts belegt als ein Konzept in Arbeit
GEMEINSAM, PARTNER = "14521040", "14521120"  # Auerbach und Burkhardtsdorf: gemeinsames ähnliches Konzept
LUGAU = "14521380"  # eigenes ähnliches Konzept mit Quelle


def bereich(*, name: str = "Eva Muster", **angaben: Any) -> AppTest:
    lauf = oeffne("ansprache", planung="Stand klären", **angaben)
    felder = [feld for feld in lauf.text_input if feld.key == "datenpflege_name"]
    return felder[0].input(name).run() if felder and name else lauf


def erste(lauf: AppTest) -> str:
    """AGS der obersten Zeile."""
    return next(str(k.key).rsplit("_", 1)[1] for k in lauf.button if str(k.key).startswith("klaeren_insek_"))


def antworte(lauf: AppTest, antwort: str, ags: str) -> AppTest:
    return lauf.button(key=f"klaeren_{antwort}_{ags}").click().run()


def geltender() -> datenstaende.Datenstand:
    return datenstaende.vorgabe(zwischenspeicher.alle_datenstaende())


def stand(ags: str):
    return zwischenspeicher.lage_gesamt(geltender().nummer, STICHTAG, False).loc[ags]


def bekannte(ags: str) -> list[Bekannt]:
    return Bestandsverzeichnis(lade(zwischenspeicher.register(), geltender().nummer)).zu(ags)


def andere_aendern(ags: str, notiz: str) -> None:
    """Eine Kollegin ergänzt inzwischen einen Datensatz dieser Gemeinde."""
    bestand = lade(zwischenspeicher.register(), geltender().nummer)
    kennung = bestand.zuordnung.loc[bestand.zuordnung["ags"] == ags, "konzept_id"].iloc[0]
    konzepte = bestand.konzepte.copy()
    konzepte.loc[kennung, "notiz"] = notiz
    spiele_ein(
        zwischenspeicher.register(),
        konzepte,
        bestand.zuordnung,
        basis_nummer=bestand.datenstand.nummer,
        person=ANDERE,
        anlass="Post",
        titel="Nachtrag",
    )


@pytest.mark.parametrize("person", [GAST, LESERIN])
def test_ohne_recht_zu_bearbeiten_nur_die_liste(person, wer):
    wer(person)
    lauf = bereich()
    assert not lauf.exception
    assert titel(lauf) == f"Bei {OFFEN} von 418 Gemeinden ist der Stand zu klären"
    assert not [k for k in lauf.button if str(k.key).startswith("klaeren_")]
    zeilen = [e.value for e in elemente(lauf, "html") if "standzeile" in e.value]
    assert len(zeilen) == 12
    assert all('href="tel:0' in zeile for zeile in zeilen)


def test_nach_kreisen_und_darin_nach_prioritaet():
    lauf = bereich(name="")
    assert [u.value for u in lauf.subheader] == ["Bautzen · 46"]
    kreise = oeffne("ansprache", planung="Stand klären", kreis=["Zwickau", "Vogtlandkreis"])
    assert "Vogtlandkreis 29 · Zwickau 21" in texte(kreise)
    plaetze = [
        int(e.value.split("Platz ")[1].split("<")[0].replace(".", ""))
        for e in elemente(lauf, "html")
        if "standzeile" in e.value
    ]
    assert plaetze == sorted(plaetze)


@pytest.mark.parametrize(
    ("antwort", "datum", "status", "beschluss"),
    [
        ("insek", "", "vorhanden", "unbekannt"),
        ("insek", "2019", "vorhanden", "2019"),
        ("aehnlich", "", "teilweise", "unbekannt"),
        ("keins", "", "kein", None),
    ],
)
def test_ein_klick_ein_datenstand(antwort, datum, status, beschluss):
    lauf = bereich()
    ags, vorher = erste(lauf), geltender()
    if datum:
        lauf.text_input(key=standantwort.feld_beschluss(ags)).input(datum)
    antworte(lauf, antwort, ags)
    assert not lauf.exception
    neu = geltender()
    name = tabellen.gemeinden().at[ags, "bezeichnung"]
    assert (neu.nummer, neu.basis_nummer) == (vorher.nummer + 1, vorher.nummer)
    assert (neu.von, neu.titel, neu.anlass) == (
        "Eva Muster",
        f"Einzelmeldung {name}",
        standantwort.UEBLICHER_ANLASS,
    )
    zeile = stand(ags)
    assert (zeile["status"], zeile["datenlage"], zeile["geklaert"]) == (status, "gemeldet", True)
    (satz,) = bekannte(ags)
    assert (satz.beschluss, satz.belegt) == (beschluss, STICHTAG.isoformat())
    assert satz.quelle == "Auskunft der Gemeinde vom 21.11.2026"
    # Die erledigte Zeile ist weg, die nächste steht oben; alles steht im Protokoll.
    assert titel(lauf) == f"Bei {OFFEN - 1} von 418 Gemeinden ist der Stand zu klären"
    assert erste(lauf) != ags
    eintrag = protokoll.lies(zwischenspeicher.register(), person=ANDERE).iloc[0]
    assert (eintrag["vorgang"], eintrag["datenstand_nummer"]) == ("Datenstand einspielen", neu.nummer)


def test_hintereinander_und_die_letzte_zurueck():
    lauf = bereich()
    eine = erste(lauf)
    antworte(lauf, "keins", eine)
    zweite = erste(lauf)
    antworte(lauf, "insek", zweite)
    assert titel(lauf).startswith(f"Bei {OFFEN - 2} von")
    lauf.button(key="klaeren_zurueck").click().run()
    assert titel(lauf).startswith(f"Bei {OFFEN - 1} von")
    assert erste(lauf) == zweite
    assert geltender().titel == "Wieder wie Datenstand 2"
    assert (stand(eine)["status"], bekannte(zweite)) == ("kein", [])
    assert lauf.button(key="klaeren_zurueck").disabled


def test_belegtes_aehnliches_behaelt_seine_quelle():
    lauf = bereich(kreis="Erzgebirgskreis")
    (vorher,) = [b for b in bekannte(LUGAU) if b.ags == {LUGAU}]
    seite_mit(lauf, LUGAU)
    antworte(lauf, "aehnlich", LUGAU)
    (nachher,) = [b for b in bekannte(LUGAU) if b.ags == {LUGAU}]
    assert nachher.datenlage == "gemeldet"
    assert (nachher.quelle, nachher.quelle_url, nachher.beschluss) == (
        vorher.quelle,
        vorher.quelle_url,
        vorher.beschluss,
    )
    assert stand(LUGAU)["geklaert"]


def test_gemeinsames_aehnliches_klaert_nur_die_gefragte():
    lauf = bereich(kreis="Erzgebirgskreis")
    seite_mit(lauf, GEMEINSAM)
    antworte(lauf, "aehnlich", GEMEINSAM)
    assert stand(GEMEINSAM)["geklaert"]
    assert not stand(PARTNER)["geklaert"]
    assert stand(PARTNER)["datenlage"] == "recherchiert"


def seite_mit(lauf: AppTest, ags: str) -> None:
    """Blättert, bis die Gemeinde auf der Seite steht."""
    for nummer in range(1, 30):
        lauf.session_state["klaeren_seite"] = nummer
        lauf.run()
        if any(k.key == f"klaeren_insek_{ags}" for k in lauf.button):
            return
    raise AssertionError(f"{ags} steht auf keiner Seite.")


def test_ohne_namen_und_vor_heute_gesperrt():
    lauf = bereich(name="")
    assert lauf.button(key=f"klaeren_keins_{erste(lauf)}").disabled
    frueher = bereich(stichtag=date(2026, 1, 1).isoformat())
    assert frueher.button(key=f"klaeren_keins_{erste(frueher)}").disabled
    assert any("heutigen Stichtag" in info.value for info in frueher.info)


def test_rolle_inzwischen_entzogen(wer):
    lauf = bereich()
    ags = erste(lauf)
    wer(LESERIN)
    antworte(lauf, "keins", ags)
    assert geltender().kuerzel == "recherche"
    assert lauf.error
    assert titel(lauf).startswith(f"Bei {OFFEN} von")


def test_andere_haben_anderswo_etwas_geaendert():
    lauf = bereich()
    ags = erste(lauf)
    andere_aendern(LUGAU, "Post vom Bauamt")
    antworte(lauf, "keins", ags)
    assert geltender().nummer == 3
    assert stand(ags)["status"] == "kein"
    assert "Post vom Bauamt" in [b.notiz for b in bekannte(LUGAU)]


def test_andere_haben_dieselbe_gemeinde_geaendert_nichts_geht_verloren():
    lauf = bereich(kreis="Erzgebirgskreis")
    seite_mit(lauf, LUGAU)
    andere_aendern(LUGAU, "Post vom Bauamt")
    antworte(lauf, "insek", LUGAU)
    assert geltender().nummer == 2
    assert any("eingespielt von Max Andere" in satz.value for satz in lauf.warning)
    lauf.button(key="einzel_neu_vergleichen").click().run()
    lauf.button(key="einzel_uebernehmen").click().run()
    assert geltender().nummer == 3
    assert stand(LUGAU)["status"] == "vorhanden"
    assert "Post vom Bauamt" in [b.notiz for b in bekannte(LUGAU)]


def test_widerspricht_ein_beleg_bleibt_die_antwort_als_formular_stehen():
    lauf = bereich(kreis="Mittelsachsen")
    seite_mit(lauf, IN_ARBEIT)
    antworte(lauf, "keins", IN_ARBEIT)
    assert geltender().kuerzel == "recherche"
    assert any("Gemeldet wird „nein“" in satz for satz in texte(lauf))
    next(k for k in lauf.button if "annehmen" in k.label.lower()).click().run()
    lauf.button(key="einzel_uebernehmen").click().run()
    assert stand(IN_ARBEIT)["status"] == "kein"
    assert stand(IN_ARBEIT)["in_arbeit"]


def test_als_excel(monkeypatch):
    ausgaben = merke_ausgaben(monkeypatch)
    bereich(kreis="Zwickau")
    inhalt = next(inhalt for datei, inhalt in ausgaben.items() if datei.endswith("intern.xlsx"))
    mappe = openpyxl.load_workbook(io.BytesIO(inhalt()))
    kopf, *zeilen = mappe["Liste"].values
    assert len(zeilen) == 21
    werte = [dict(zip(kopf, zeile, strict=True)) for zeile in zeilen]
    assert all(wert["Telefon"] for wert in werte)
    assert {wert["Status"] for wert in werte} <= {"Stand nicht belegt", "ähnliches Konzept"}
