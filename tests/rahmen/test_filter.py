"""Filterzeile und Adresse: sie wirken auf allen Seiten; Unbrauchbares wird auf Deutsch gemeldet."""

import json

import pytest

from insek_monitor.rahmen import filter
from tests.hilfen.seiten import SEITEN, elemente, oeffne, texte, titel, wechsle

pytestmark = pytest.mark.usefixtures("umgebung")

NBSP = "\u00a0"


def test_groessenklassen(seite):
    for klasse, rund, gesamt, belegt in (
        ("unter 5.000", "Rund 75", 259, 24),
        ("5.000 bis unter 15.000", "Rund 91", 118, 58),
    ):
        genannt = titel(seite("ueberblick", klassen=klasse))
        assert genannt.startswith(f"{rund} von {gesamt} Gemeinden")
        assert f"bei {belegt} " in genannt
    alle = titel(seite("ueberblick", klassen="15.000 und mehr"))
    assert "41 Gemeinden" in alle
    assert "38" in alle


def test_einteilung_fein_bietet_sechs_klassen(seite):
    fein = seite("ueberblick", einteilung="fein", klassen="2.000 bis unter 5.000")
    assert len(fein.multiselect(key="klassen").options) == 6
    assert " von 168 Gemeinden" in titel(fein)
    assert not fein.warning


@pytest.mark.parametrize("name", SEITEN)
def test_ueberschrift_nennt_die_auswahl(seite, name):
    """Die Filterzeile wird nicht gedruckt; genannt wird nur, was auf der Seite wirkt."""
    gewaehlt = {"kreis": "Zwickau", "klassen": "unter 5.000", "belegt": "true"}
    kreis, klasse, belegt = "Kreis: Zwickau", "Einwohner: unter 5.000", "nur belegte Angaben"
    teile = {"klassen": klasse, "kreis": kreis, "belegt": belegt}
    unten = [c.value for c in seite(name, **gewaehlt).caption if c.value.startswith(":material/filter_alt:")]
    wirkt = filter.WIRKT.get(name, filter.TEILE)
    erwartet = " · ".join(teile[teil] for teil in ("kreis", "klassen", "belegt") if teil in wirkt)
    assert unten == ([f":material/filter_alt: {erwartet}"] if erwartet else [])
    assert not [c for c in seite(name).caption if c.value.startswith(":material/filter_alt:")]


def test_kreis(seite, zahlen_von):
    goerlitz = next(k for k in zahlen_von()["kreise"] if k["gruppe"] == "Görlitz")
    gezeigt = seite("ueberblick", kreis="Görlitz")
    vorhanden = goerlitz["status"]["vorhanden"]["gemeinden"]
    assert titel(gezeigt).startswith(f"Rund {round(vorhanden['gesamt'])} von 53 Gemeinden")
    assert f"bei {vorhanden['belegt']} " in titel(gezeigt)
    karte = seite("karte", kreis=("Görlitz", "Leipzig, Stadt"))
    assert set(karte.dataframe[0].value["Kreis"]) == {"Görlitz", "Leipzig, Stadt"}
    legende = next(e.value for e in elemente(karte, "html") if "legende" in e.value)
    assert 'nicht in der Auswahl</span><span class="zahl">364<' in legende


def test_bedienen_wirkt_und_bleibt_beim_seitenwechsel():
    lauf = oeffne("ueberblick")
    lauf.multiselect(key="kreis").set_value(["Bautzen"])
    lauf.segmented_control(key="einteilung").set_value("fein")
    lauf.toggle(key="belegt").set_value(True)
    lauf.run()
    assert titel(lauf).startswith("11 von 18 Gemeinden mit bekanntem Stand")
    assert "von 39 ist der Stand nicht belegt" in titel(lauf)
    wechsle(lauf, "karte")
    assert set(lauf.dataframe[0].value["Kreis"]) == {"Bautzen"}
    assert len(lauf.dataframe[0].value) == 57
    assert "belegt=1" in json.loads(elemente(lauf, "deck_gl_json_chart")[0].proto.json)["layers"][0]["data"]


def test_wechsel_der_einteilung_vergisst_unpassende_klassen():
    lauf = oeffne("ueberblick", klassen="unter 5.000")
    lauf.segmented_control(key="einteilung").set_value("fein").run()
    assert not lauf.exception
    assert titel(lauf).startswith("207 von 418")
    assert lauf.multiselect(key="klassen").value == []


def test_geleerter_stichtag_heisst_heute():
    lauf = oeffne("ueberblick", stichtag="2015-01-01")
    assert "Stichtag 01.01.2015" in " ".join(c.value for c in lauf.caption)
    lauf.date_input(key="stichtag").set_value(None).run()
    assert titel(lauf).startswith("207 von 418")


@pytest.mark.parametrize("name", SEITEN)
def test_stichtag_vor_dem_ersten_konzept(seite, name):
    """1995 ist in der Recherche kein INSEK belegt."""
    frueh = seite(name, stichtag="1995-01-01", belegt="true")
    assert not frueh.exception
    assert not frueh.warning
    erwartet = {
        "ueberblick": "von 417 ist der Stand nicht belegt",
        "karte": "von 417 ist der Stand nicht belegt",
        "abdeckung": f"0{NBSP}%",
        "fortschreibung": "kein INSEK",
    }
    assert erwartet.get(name, "") in titel(frueh)


def test_stichtag_1990_ist_alles_unbekannt(seite):
    for name in ("ueberblick", "karte"):
        satz = titel(seite(name, stichtag="1990-01-01", belegt="true"))
        assert satz.startswith("Von keiner der 418 Gemeinden")
        assert "%" not in satz


@pytest.mark.parametrize("name", SEITEN)
def test_leere_auswahl_sagt_was_zu_tun_ist(seite, name):
    """Dresden hat mehr als 5.000 Einwohner: keine Gemeinde bleibt übrig."""
    leer = seite(name, kreis="Dresden, Stadt", klassen="unter 5.000")
    assert not leer.exception
    if name in filter.WIRKT:
        return
    assert titel(leer) == "Zu dieser Auswahl gehört keine Gemeinde."
    assert not {"nan", "NaN", "None", "<NA>"} & {wort for text in texte(leer) for wort in text.split()}
    if name in {"karte", "fortschreibung"}:
        assert leer.info
    if name == "ueberblick":
        assert "In dieser Auswahl läuft kein Konzept" in " ".join(texte(leer))


@pytest.mark.parametrize(
    ("angaben", "satz"),
    [
        ({"stichtag": "quatsch"}, "Der Stichtag „quatsch“ in der Adresse ist kein Datum der Form JJJJ-MM-TT"),
        ({"stichtag": "20200101"}, "Der Stichtag „20200101“ in der Adresse ist kein Datum"),
        (
            {"stichtag": "1800-01-01"},
            "Der Stichtag 01.01.1800 in der Adresse liegt außerhalb von 1990 bis 2040.",
        ),
        ({"kreis": "Unsinn"}, "Den Kreis „Unsinn“ aus der Adresse gibt es nicht"),
        ({"datenstand": "99"}, "Den Datenstand „99“ aus der Adresse gibt es nicht"),
        ({"klassen": "riesig"}, "Die Größenklasse „riesig“ aus der Adresse gibt es nicht"),
        ({"einteilung": "grob"}, "Die Einteilung „grob“ aus der Adresse gibt es nicht"),
        ({"masszahl": "Äpfel"}, "Die Messgröße „Äpfel“ aus der Adresse gibt es nicht"),
        ({"foo": "1"}, "Die Angabe „foo“ in der Adresse ist unbekannt und wurde übergangen."),
    ],
)
def test_unbrauchbare_adresse_wird_gemeldet(angaben, satz):
    lauf = oeffne("ueberblick", **angaben)
    assert not lauf.exception
    assert [w.value for w in lauf.warning if w.value.startswith(satz)], [w.value for w in lauf.warning]
    assert len(lauf.warning) == 1
    assert titel(lauf).startswith("207 von 418")


def test_fremder_text_in_der_adresse_bleibt_text():
    lauf = oeffne("ueberblick", kreis="<script>alert(1)</script>" + "x" * 5000)
    assert len(lauf.warning) == 1
    assert len(lauf.warning[0].value) < 500
    assert not any(e.proto.unsafe_allow_javascript for e in elemente(lauf, "html"))


def test_meldung_verschwindet_nach_der_naechsten_bedienung():
    lauf = oeffne("ueberblick", foo="1")
    lauf.toggle(key="belegt").set_value(True).run()
    assert not lauf.warning


@pytest.mark.parametrize("kennung", ["recherche", "1", "recherche (Nr. 1)"])
def test_datenstand_nach_kuerzel_nummer_und_name(kennung):
    lauf = oeffne("ueberblick", datenstand=kennung)
    assert not lauf.warning
    assert titel(lauf).startswith("207 von 418")
    assert lauf.sidebar.selectbox(key="datenstandwahl").value == "recherche (Nr. 1)"
    assert "Datenstand „recherche“" in " ".join(m.value for m in lauf.markdown)


def test_messgroesse_und_darstellung_aendern_das_bild(seite):
    gemeinden = elemente(seite("ueberblick"), "plotly_chart")[0].proto
    einwohner = elemente(seite("ueberblick", masszahl="Einwohner", darstellung="Anteil"), "plotly_chart")[
        0
    ].proto
    assert gemeinden.spec != einwohner.spec
    assert "gezählt in Einwohnern" in einwohner.alt


@pytest.mark.parametrize(
    ("gliederung", "gruppen"), [("Planungsregion", 4), ("Gemeindetyp", 4), ("Größenklasse", 3)]
)
def test_gliederungen_der_abdeckung(seite, gliederung, gruppen):
    bild = elemente(seite("abdeckung", nach=gliederung), "plotly_chart")[0].proto
    namen = {punkt[0] for spur in json.loads(bild.spec)["data"] for punkt in spur.get("customdata", [])}
    assert len(namen) == gruppen


@pytest.mark.parametrize(("frist", "bis"), [("12 Monate", "2027-11-21"), ("5 Jahre", "2031-11-21")])
def test_fristen(seite, lage_von, frist, bis):
    lage = lage_von()
    faellig = lage[(lage["ablauf_am"] > "2026-11-21") & (lage["ablauf_am"] <= bis)]
    gezeigt = seite("fortschreibung", frist=frist)
    assert len(faellig) >= 3
    assert list(gezeigt.dataframe[0].value["Gemeinde"]) == list(
        faellig.sort_values(["ablauf_am", "name"])["bezeichnung"]
    )
    assert f"**{len(faellig)} Gemeinden** ab" in " ".join(m.value for m in gezeigt.markdown)
