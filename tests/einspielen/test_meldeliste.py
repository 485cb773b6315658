"""Meldeliste: leere Vorlage und gefüllte Liste, so wie Excel sie zeigt."""

import io
from datetime import datetime

import openpyxl
import pytest

from insek_monitor.einspielen.gesamt import datum_als_text
from insek_monitor.einspielen.meldeliste import BLATT, BLATT_ERLAEUTERUNG, BLATT_SCHLUESSEL, als_meldeliste
from insek_monitor.kern.meldung import FELDER
from insek_monitor.register import tabellen
from tests.conftest import beispiel_konzept
from tests.einspielen.test_vergleich import AMTSBERG, ANNABERG, AUE, CHEMNITZ, inhalt

ERSTELLT = datetime(2026, 11, 21, 12)
TITEL = {feld.name: feld.titel for feld in FELDER}
KONZEPTE = (
    beispiel_konzept(
        "R-1",
        AMTSBERG,
        beschluss="2019-03-14",
        begonnen="2017-05",
        zieljahr=2030,
        belegt="2026",
        sicherheit="hoch",
    ),
    beispiel_konzept("R-2", ANNABERG, AUE, art="aehnlich", beschluss="unbekannt"),
    beispiel_konzept("R-3", CHEMNITZ, beschluss="2015", datenlage="recherchiert"),
)


@pytest.fixture(scope="module")
def gemeinden():
    return tabellen.gemeinden()


def oeffne(inhalt_):
    return openpyxl.load_workbook(io.BytesIO(inhalt_))


@pytest.fixture(scope="module")
def vorlage(gemeinden):
    return oeffne(als_meldeliste(gemeinden, None, {"Quelle": "Probe"}, ERSTELLT))


@pytest.fixture(scope="module")
def gefuellt(gemeinden):
    return oeffne(als_meldeliste(gemeinden, inhalt(*KONZEPTE), {"Quelle": "Probe"}, ERSTELLT))


def kopf(blatt):
    return next(n for n in range(1, 10) if blatt.cell(n, 1).value == "AGS")


def spalte(blatt, feld):
    return [zelle.value for zelle in blatt[kopf(blatt)]].index(TITEL[feld]) + 1


def zeilen(blatt, ags):
    return [z for z in range(kopf(blatt) + 1, blatt.max_row + 1) if blatt.cell(z, 1).value == ags]


def wert(blatt, zeile, feld):
    return blatt.cell(zeile, spalte(blatt, feld)).value


def test_vorlage_nennt_jede_gemeinde_einmal(vorlage, gemeinden):
    blatt = vorlage[BLATT]
    assert vorlage.sheetnames[:3] == [BLATT, BLATT_ERLAEUTERUNG, BLATT_SCHLUESSEL]
    assert [zelle.value for zelle in blatt[kopf(blatt)]] == [feld.titel for feld in FELDER]
    haupt = [feld.haupt for feld in FELDER]
    assert haupt == sorted(haupt, reverse=True)
    erste = kopf(blatt) + 1
    orte = [tuple(z.value for z in blatt[erste + n][:3]) for n in range(418)]
    erwartet = zip(gemeinden.index, gemeinden["name"], gemeinden["kreis"], strict=True)
    assert orte == [tuple(map(str, ort)) for ort in erwartet]
    rest = [z.value for zeile in blatt.iter_rows(min_row=erste, min_col=4) for z in zeile]
    assert not any(rest)


def test_schutz_ohne_kennwort_nur_fuer_den_ort(vorlage):
    blatt = vorlage[BLATT]
    schutz = blatt.protection
    assert schutz.sheet
    assert not schutz.password
    # „False“ heißt: trotz Blattschutz erlaubt.
    assert not (schutz.autoFilter)
    assert not (schutz.sort)
    assert not (schutz.formatColumns)
    assert not (schutz.insertRows)
    zeile = zeilen(blatt, AMTSBERG)[0]
    gesperrt = {feld.name for feld in FELDER if blatt.cell(zeile, spalte(blatt, feld.name)).protection.locked}
    assert gesperrt == {"ags", "gemeinde", "kreis"}
    assert blatt.cell(zeile, 1).data_type == "s"
    assert blatt.cell(zeile, 1).number_format == "@"
    freie = kopf(blatt) + 419
    assert not any(blatt.cell(freie, nummer).protection.locked for nummer in range(1, len(FELDER) + 1))


def test_fixiert_gefiltert_druckbar(vorlage):
    blatt = vorlage[BLATT]
    erste = kopf(blatt) + 1
    assert blatt.freeze_panes == f"C{erste}"
    assert blatt.auto_filter.ref == f"A{erste - 1}:S{erste + 417}"
    assert blatt.print_title_rows == f"${erste - 1}:${erste - 1}"
    assert (blatt.page_setup.orientation, blatt.page_setup.fitToHeight) == ("landscape", 0)
    assert blatt.sheet_properties.pageSetUpPr.fitToPage
    assert blatt.column_dimensions["B"].width >= 20


def pruefungen(blatt):
    ergebnis = {}
    for pruefung in blatt.data_validations.dataValidation:
        bereich = next(iter(pruefung.sqref.ranges))
        ergebnis[FELDER[bereich.min_col - 1].name] = (pruefung, bereich)
    return ergebnis


@pytest.mark.parametrize(
    ("feld", "werte"),
    [
        (
            "vorhanden",
            [
                "ja",
                "nein",
                "ähnliches Konzept",
                "nur für ein Teilgebiet",
                "in Arbeit",
                "aufgehoben",
                "unbekannt",
            ],
        ),
        (
            "art",
            [
                "INSEK",
                "INGEKO",
                "SEKO",
                "ähnliches Konzept",
                "Konzept für ein Teilgebiet",
                "Meldung: kein Konzept",
            ],
        ),
        ("sicherheit", ["hoch", "mittel", "niedrig"]),
        ("datenlage", ["gemeldet", "recherchiert"]),
    ],
)
def test_auswahllisten(vorlage, feld, werte):
    pruefung, bereich = pruefungen(vorlage[BLATT])[feld]
    assert (pruefung.type, pruefung.showErrorMessage) == ("list", True)
    name, zellen = pruefung.formula1.rsplit("!", 1)
    assert name.strip("'") == BLATT_SCHLUESSEL
    assert [zeile[0].value for zeile in vorlage[BLATT_SCHLUESSEL][zellen.replace("$", "")]] == werte
    assert "wählen" in pruefung.error
    blatt = vorlage[BLATT]
    assert (bereich.min_row, bereich.max_row >= kopf(blatt) + 418) == (kopf(blatt) + 1, True)


def test_datum_und_zieljahr(vorlage):
    alle = pruefungen(vorlage[BLATT])
    for feld in ("beschluss", "begonnen", "aufgehoben", "belegt"):
        pruefung = alle[feld][0]
        # Eine Warnung, kein Verbot: „Sommer 2019“ darf dastehen, die Prüfung beim Einspielen sagt mehr.
        assert (pruefung.type, pruefung.errorStyle) == ("custom", "warning")
        assert "03/2019" in pruefung.prompt
        assert len(pruefung.formula1) <= 255
        zeile = kopf(vorlage[BLATT]) + 1
        assert vorlage[BLATT].cell(zeile, spalte(vorlage[BLATT], feld)).number_format == "@"
    jahr = alle["zieljahr"][0]
    assert (jahr.type, jahr.operator, jahr.formula1, jahr.formula2) == ("whole", "between", "1990", "2150")
    assert "1990" in jahr.error
    for pruefung, _ in alle.values():
        assert len(pruefung.error) <= 255
        assert len(pruefung.prompt) <= 255
        assert len(pruefung.errorTitle) <= 32


def test_erlaeuterungen(vorlage):
    blatt = vorlage[BLATT_ERLAEUTERUNG]
    gelesen = {zeile[0]: zeile for zeile in blatt.iter_rows(min_row=2, values_only=True)}
    assert list(gelesen) == [feld.titel for feld in FELDER]
    assert "03/2019" in gelesen["Beschluss am"][2]
    assert all(erklaerung and beispiel for _, erklaerung, beispiel in gelesen.values())


def test_gefuellt(gefuellt):
    blatt = gefuellt[BLATT]
    (zeile,) = zeilen(blatt, AMTSBERG)
    angaben = {feld.name: wert(blatt, zeile, feld.name) for feld in FELDER}
    assert {name: text for name, text in angaben.items() if text is not None} == {
        "ags": AMTSBERG,
        "gemeinde": "Amtsberg",
        "kreis": "Erzgebirgskreis",
        "vorhanden": "ja",
        "art": "INSEK",
        "beschluss": "14.03.2019",
        "begonnen": "05/2017",
        "zieljahr": 2030,
        "belegt": "2026",
        "sicherheit": "hoch",
        "datenlage": "gemeldet",
        "konzept_id": "R-1",
    }
    assert blatt.cell(zeile, spalte(blatt, "beschluss")).data_type == "s"


def test_gemeinsames_konzept(gefuellt):
    blatt = gefuellt[BLATT]
    (annaberg,), (aue,) = zeilen(blatt, ANNABERG), zeilen(blatt, AUE)
    assert wert(blatt, annaberg, "konzept_id") == wert(blatt, aue, "konzept_id") == "R-2"
    assert wert(blatt, annaberg, "gemeinsam") == f"Aue-Bad Schlema ({AUE})"
    assert wert(blatt, aue, "gemeinsam") == f"Annaberg-Buchholz ({ANNABERG})"
    assert wert(blatt, aue, "vorhanden") == "ähnliches Konzept"
    assert wert(blatt, aue, "beschluss") == "unbekannt"


@pytest.mark.parametrize(
    ("angaben", "antwort"),
    [
        ({"beschluss": "2019"}, "ja"),
        ({"art": "keins"}, "nein"),
        ({"art": "aehnlich", "beschluss": "2019"}, "ähnliches Konzept"),
        ({"art": "teilgebiet", "beschluss": "2019"}, "nur für ein Teilgebiet"),
        ({"beschluss": "2019", "aufgehoben": "2022"}, "aufgehoben"),
        ({"begonnen": "2024"}, "in Arbeit"),
        ({}, "unbekannt"),
    ],
)
def test_antwort_aus_dem_datensatz(gemeinden, angaben, antwort):
    alt = inhalt(beispiel_konzept("R", AMTSBERG, **angaben))
    blatt = oeffne(als_meldeliste(gemeinden.loc[[AMTSBERG]], alt, {}, ERSTELLT))[BLATT]
    assert wert(blatt, zeilen(blatt, AMTSBERG)[0], "vorhanden") == antwort


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [
        ("2019-03-14", "14.03.2019"),
        ("2019-03", "03/2019"),
        ("2019", "2019"),
        ("unbekannt", "unbekannt"),
        (None, None),
    ],
)
def test_datum_in_der_bekannten_genauigkeit(text, erwartet):
    assert datum_als_text(text) == erwartet


def test_quelle_und_stand(gefuellt, vorlage):
    angaben = dict(gefuellt["Quelle und Stand"].iter_rows(values_only=True))
    assert angaben["Quelle"] == "Probe"
    assert angaben["Gefüllt mit Datenstand"] == "1 („Probe“)"
    assert angaben["Prüfsumme dieses Datenstands"] == "0" * 64
    assert "Gefüllt mit Datenstand" not in dict(vorlage["Quelle und Stand"].iter_rows(values_only=True))


def test_gleiche_eingabe_gleiche_bytes(gemeinden):
    alt = inhalt(*KONZEPTE)
    erste = als_meldeliste(gemeinden, alt, {}, ERSTELLT)
    assert erste == als_meldeliste(gemeinden, alt, {}, ERSTELLT)
    assert erste != als_meldeliste(gemeinden, alt, {}, ERSTELLT.replace(hour=13))
