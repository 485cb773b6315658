"""Die Gemeindeseite: Suche in der Adresse, Modelliertes als Annahme, Nachbarn, Quellen."""

import re

import pytest

from insek_monitor.register import tabellen
from tests.hilfen.seiten import elemente, htmltabellen, oeffne, texte, titel, wechsle

FRAGE = "Welche Gemeinde möchten Sie sehen?"


@pytest.fixture(scope="module")
def modellierte(lage_von):
    """Je Status eine modellierte Gemeinde: AGS und Name."""
    lage = lage_von().query("datenlage == 'modelliert'")
    return {
        status: (gruppe.index[0], gruppe["name"].iloc[0])
        for status, gruppe in lage.groupby("status", observed=True)
    }


@pytest.mark.parametrize("angabe", ["14523320", "Plauen", "plauen"])
def test_nach_schluessel_und_name(angabe):
    lauf = oeffne("gemeinde", gemeinde=angabe)
    assert titel(lauf) == "Plauen hat ein INSEK, beschlossen 2010."
    assert not lauf.warning
    assert lauf.query_params["gemeinde"] == "14523320"


@pytest.mark.parametrize(
    "angabe", ["99999999", "Atlantis", "1", "14", "²", "<b>x</b>", "' OR 1=1 --", "x" * 3000]
)
def test_unbekannte_gemeinde(angabe):
    lauf = oeffne("gemeinde", gemeinde=angabe)
    assert not lauf.exception
    assert titel(lauf) == FRAGE
    assert re.search(r"^Eine Gemeinde „.{1,60}“ gibt es in Sachsen nicht\.", lauf.warning[0].value)
    assert len(lauf.warning[0].value) < 300


def test_mehrdeutiger_name_nennt_die_moeglichen():
    lauf = oeffne("gemeinde", gemeinde="Bernsdorf")
    assert titel(lauf) == FRAGE
    assert "Bernsdorf · Zwickau · 14524010" in lauf.warning[0].value
    assert "Bernsdorf · Bautzen · 14625030" in lauf.warning[0].value


@pytest.mark.parametrize("angabe", ["14522450", "14522620", "Ostrau", "Zschaitz-Ottewig"])
def test_fruehere_gemeinde_fuehrt_zur_heutigen(angabe):
    lauf = oeffne("gemeinde", gemeinde=angabe)
    assert "Jahnatal" in titel(lauf)
    assert "gehört heute zu Jahnatal" in lauf.info[0].value
    assert lauf.query_params["gemeinde"] == "14522275"


def test_modelliertes_steht_als_annahme_da(seite, modellierte):
    assert {"vorhanden", "kein"} <= set(modellierte)
    for ags, name in modellierte.values():
        gezeigt = seite("gemeinde", gemeinde=ags)
        assert titel(gezeigt).startswith(f"Für {name} ist kein ")
        assert "das Modell rechnet mit" in titel(gezeigt)
        status = gezeigt.table[0].value.set_index("Angabe")["Wert"]["Status"]
        assert status.endswith("(modelliert)")
        saetze = " ".join(m.value for m in gezeigt.markdown)
        assert (
            "Modelliert, also aus veröffentlichten Summen errechnet und kein Befund über diese Gemeinde"
            in saetze
        )
        assert "**modelliert**" in saetze
        assert not re.search(rf"{re.escape(name)} hat (ein|kein) ", " ".join(texte(gezeigt)))


def test_nur_belegte_angaben_blendet_modelliertes_aus(seite, modellierte, lage_von):
    belegt = lage_von(nur_belegt=True)
    for ags, name in modellierte.values():
        gezeigt = seite("gemeinde", gemeinde=ags, belegt="true")
        saetze = {
            "unbekannt": f"Ob {name} ein INSEK hat, ist nicht bekannt.",
            "teilweise": f"{name} hat ein ähnliches Konzept; ein INSEK ist nicht belegt.",
        }
        assert titel(gezeigt) == saetze[belegt.loc[ags, "status"]]
        assert "odelliert" not in gezeigt.table[0].value.to_csv()
        assert not any("**modelliert**" in m.value for m in gezeigt.markdown)
        assert not htmltabellen(gezeigt)[0]["Status"].str.contains("modelliert").any()


def test_nachbarn_wie_in_der_tabelle(seite):
    nachbarn = tabellen.nachbarn().query("ags == '14523320'")
    gezeigt = seite("gemeinde", gemeinde="14523320")
    tabelle = htmltabellen(gezeigt)[0]
    assert len(tabelle) == len(nachbarn)
    assert f"{len(nachbarn)} Nachbargemeinden in Sachsen" in [s.value for s in gezeigt.subheader]
    erwartet = tabellen.gemeinden().loc[nachbarn["nachbar_ags"], "bezeichnung"]
    assert set(tabelle["Gemeinde"]) == set(erwartet)


def test_belegtes_konzept_nennt_seine_quelle(seite):
    zeilen = [m.value for m in seite("gemeinde", gemeinde="14523320").markdown if m.value.startswith("- **")]
    assert len(zeilen) == 2
    assert all(re.search(r"Quelle: \[.+\]\(<?https?://.+\)", zeile) for zeile in zeilen)


def test_groesste_stadt_steht_auf_platz_eins(seite):
    werte = seite("gemeinde", gemeinde="14713000").table[0].value.set_index("Angabe")["Wert"]
    assert werte["Größenklasse"] == "15.000 und mehr; Platz 1 von 41"


def test_jede_art_von_gemeinde_laesst_sich_zeichnen(lage_von):
    """Je Verbindung von Status, Datenlage, Aktualität und „in Arbeit“ eine Gemeinde."""
    lage = lage_von()
    vertreter = lage.index[~lage.duplicated(["status", "datenlage", "aktualitaet", "in_arbeit"])]
    assert len(vertreter) > 8
    for ags in vertreter:
        lauf = oeffne("gemeinde", gemeinde=ags)
        assert not lauf.exception, ags
        assert lage.loc[ags, "name"] in titel(lauf)


def test_gewaehlte_gemeinde_bleibt_beim_seitenwechsel():
    lauf = oeffne("karte", gemeinde="Plauen")
    assert any("Plauen" in m.value for m in lauf.markdown)
    wechsle(lauf, "gemeinde")
    assert titel(lauf).startswith("Plauen ")


def test_suche_auf_der_karte_waehlt_und_zurueck():
    lauf = oeffne("karte")
    lauf.selectbox(key="gemeinde_wahl").set_value("Plauen · Vogtlandkreis · 14523320").run()
    assert lauf.query_params["gemeinde"] == "14523320"
    assert '"gewaehlt-' in elemente(lauf, "deck_gl_json_chart")[0].proto.json
    lauf.selectbox(key="gemeinde_wahl").set_value(None).run()
    assert "gemeinde" not in lauf.query_params
    assert '"gewaehlt-' not in elemente(lauf, "deck_gl_json_chart")[0].proto.json


def test_gemeinde_ausserhalb_der_auswahl_wird_gesagt():
    lauf = oeffne("karte", gemeinde="14523320", kreis="Bautzen")
    assert "Diese Gemeinde gehört nicht zur Auswahl der Filterzeile." in [c.value for c in lauf.caption]
