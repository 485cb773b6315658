"""Einzelne Werte aus fremden Listen: Datum, Antworten, Schlüssel, Zieljahr, Adresse, Text."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from insek_monitor.einspielen.befund import Stufe
from insek_monitor.einspielen.datumswerte import lies_datumszelle
from insek_monitor.einspielen.tabelle import als_text
from insek_monitor.einspielen.werte import (
    HOECHSTLAENGE,
    bereinige,
    lies_adresse,
    lies_text,
    lies_zieljahr,
    lies_ziffern,
)
from insek_monitor.einspielen.wortwerte import (
    lies_art,
    lies_datenlage,
    lies_sicherheit,
    lies_vorhanden,
)
from insek_monitor.einspielen.zeile import kurz, zeitraum
from insek_monitor.kern.begriffe import Datenlage, Konzeptart, Sicherheit
from insek_monitor.kern.datum import lies_datum
from insek_monitor.kern.meldung import Vorhanden
from insek_monitor.register import vermerke

GENAU = {
    "14.03.2019": "2019-03-14",
    "14.3.19": "2019-03-14",
    "14. März 2019": "2019-03-14",
    "14.März.2019": "2019-03-14",
    "14. 03. 2019": "2019-03-14",
    "14-03-2019": "2019-03-14",
    "2019-03-14": "2019-03-14",
    "2019-03-14 00:00:00": "2019-03-14",
    "Beschluss vom 14.03.2019": "2019-03-14",
    "beschlossen am 14.03.2019": "2019-03-14",
    "März 2019": "2019-03",
    "Maerz 2019": "2019-03",
    "Mrz. 2019": "2019-03",
    "Sept. 2019": "2019-09",
    "Dezember '19": "2019-12",
    "03/2019": "2019-03",
    "3.2019": "2019-03",
    "2019-03": "2019-03",
    "2019": "2019",
    "'2019": "2019",
    "seit 2019": "2019",
    "unbekannt": "unbekannt",
    "nicht bekannt": "unbekannt",
    "k. A.": None,
    "–": None,
    "": None,
}


@pytest.mark.parametrize(("text", "wert"), list(GENAU.items()))
def test_datum_ohne_befund(text: str, wert: str | None) -> None:
    gelesen = lies_datumszelle(text)
    assert (gelesen.wert, gelesen.stufe) == (wert, None)


@pytest.mark.parametrize(
    ("text", "wert"),
    [
        ("Sommer 2019", "2019"),
        ("Frühjahr 2019", "2019"),
        ("Winter 2019/20", "2019"),
        ("Mitte 2019", "2019"),
        ("Ende März 2019", "2019-03"),
        ("Q2 2019", "2019"),
        ("2. Quartal 2019", "2019"),
        ("II. Quartal 2019", "2019"),
        ("I/2019", "2019"),
        ("1. HJ 2019", "2019"),
        ("ca. 2019", "2019"),
        ("2019?", "2019"),
        ("ca. 14.03.2019", "2019-03-14"),
        ("x", "unbekannt"),
    ],
)
def test_ungenaues_datum_sagt_es(text: str, wert: str) -> None:
    gelesen = lies_datumszelle(text)
    assert (gelesen.wert, gelesen.stufe, gelesen.code) == (wert, Stufe.HINWEIS, "datum_ungenau")


@pytest.mark.parametrize(
    ("zelle", "code", "vorschlaege"),
    [
        ("2019/2020", "datum_unlesbar", ["2019", "2020", ""]),
        ("2019-2021", "datum_unlesbar", ["2019", "2021", ""]),
        ("nach 2019", "datum_unlesbar", ["2019", ""]),
        ("demnächst", "datum_unlesbar", [""]),
        (3.2019, "datum_unlesbar", ["03/2019", ""]),
        (True, "datum_unlesbar", [""]),
        (201903, "datum_unlesbar", [""]),
        (float("nan"), "datum_unlesbar", [""]),
        ("31.02.2019", "datum_gibt_es_nicht", ["02/2019", "2019"]),
        ("03/14/2019", "datum_gibt_es_nicht", ["14.03.2019", "2019"]),
        ("13/2019", "datum_gibt_es_nicht", ["2019"]),
        ("0.0.2019", "datum_gibt_es_nicht", ["2019"]),
        (1989, "datum_ausserhalb", [""]),
        (date(2101, 1, 1), "datum_ausserhalb", [""]),
        ("01.01.0001", "datum_ausserhalb", [""]),
    ],
)
def test_datum_das_keines_ist(zelle: object, code: str, vorschlaege: list[str]) -> None:
    gelesen = lies_datumszelle(zelle)  # type: ignore[arg-type]
    assert (gelesen.wert, gelesen.stufe, gelesen.code) == (None, Stufe.FEHLER, code)
    assert [text for _, text in gelesen.vorschlaege] == vorschlaege


def test_datum_als_zahl_und_tag() -> None:
    # 43538 ist in Excel und LibreOffice der 14.03.2019.
    for zelle in (43538, 43538.75, "43538"):
        assert (lies_datumszelle(zelle).wert, lies_datumszelle(zelle).code) == (
            "2019-03-14",
            "datum_tageszahl",
        )
    assert lies_datumszelle(datetime(2019, 3, 14, 23, 59)).wert == "2019-03-14"
    assert lies_datumszelle(2019.0).wert == "2019"
    assert lies_datumszelle(20190314).wert == "2019-03-14"
    assert lies_datumszelle("03/04/2019").code == "datum_zweideutig"
    assert lies_datumszelle("03/04/2019").wert == "2019-04-03"


TAGE = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@given(TAGE)
def test_jeder_tag_kommt_aus_jeder_schreibweise_zurueck(tag: date) -> None:
    for zelle in (
        tag,
        datetime(tag.year, tag.month, tag.day, 12),
        tag.isoformat(),
        f"{tag.day}.{tag.month}.{tag.year}",
        kurz(tag.isoformat()),
        (tag - date(1899, 12, 30)).days,
    ):
        # 1990 bis 2100 als bloße Zahl wäre ein Jahr; Tageszahlen beginnen erst bei 32874.
        assert lies_datumszelle(zelle).wert == tag.isoformat()


@given(st.text(max_size=60) | st.integers() | st.floats() | st.booleans() | st.none())
@example(1.5)
@example(3.2019)
def test_jede_zelle_ergibt_ein_datum_des_registers_oder_einen_fehler(zelle: object) -> None:
    gelesen = lies_datumszelle(zelle)  # type: ignore[arg-type]
    if gelesen.wert is not None:
        assert lies_datum(gelesen.wert) is not None
        assert gelesen.wert == "unbekannt" or "1990" <= gelesen.wert[:4] <= "2100"
    for _, text in gelesen.vorschlaege:
        assert lies_datumszelle(text).stufe is not Stufe.FEHLER


@given(st.sampled_from(["2019", "2019-02", "2020-02", "2019-12", "2019-03-14"]))
def test_zeitraum_umfasst_den_gerechneten_tag(wert: str) -> None:
    raum = zeitraum(wert)
    gelesen = lies_datum(wert)
    assert raum is not None
    assert gelesen is not None
    assert gelesen.tag is not None
    assert raum[0] <= gelesen.tag <= raum[1]
    assert (raum[1] + timedelta(days=1)).day == 1 or raum[0] == raum[1]


def test_zeitraum_ohne_zeitpunkt() -> None:
    assert zeitraum(None) is None
    assert zeitraum("unbekannt") is None
    assert zeitraum("2020-02") == (date(2020, 2, 1), date(2020, 2, 29))


@pytest.mark.parametrize("antwort", list(Vorhanden))
def test_jede_antwort_der_vorlage_wird_verstanden(antwort: Vorhanden) -> None:
    for text in (antwort.value, antwort.value.upper(), f" {antwort.value}. "):
        assert (lies_vorhanden(text).wert, lies_vorhanden(text).stufe) == (antwort, None)


@pytest.mark.parametrize(
    ("zelle", "antwort"),
    [
        ("x", Vorhanden.JA), ("✓", Vorhanden.JA), ("J", Vorhanden.JA), (1, Vorhanden.JA),
        (True, Vorhanden.JA),
        ("vorh.", Vorhanden.JA), ("liegt vor", Vorhanden.JA), ("beschlossen", Vorhanden.JA),
        ("n", Vorhanden.NEIN),
        ("nicht vorhanden", Vorhanden.NEIN), ("kein INSEK", Vorhanden.NEIN), (False, Vorhanden.NEIN),
        ("in Aufstellung", Vorhanden.IN_ARBEIT), ("i. B.", Vorhanden.IN_ARBEIT), ("?", Vorhanden.UNBEKANNT),
        ("k.A.", Vorhanden.UNBEKANNT), ("außer Kraft", Vorhanden.AUFGEHOBEN), ("INSEK", Vorhanden.JA),
        ("Ähnliches Konzept", Vorhanden.AEHNLICH), ("Teilgebiet", Vorhanden.TEILGEBIET), (None, None),
    ],
)  # fmt: skip
def test_antworten_aus_dem_alltag(zelle: object, antwort: Vorhanden | None) -> None:
    gelesen = lies_vorhanden(zelle)  # type: ignore[arg-type]
    assert (gelesen.wert, gelesen.stufe) == (antwort, None)


@pytest.mark.parametrize(
    ("zelle", "antwort"),
    [
        ("–", "nein"), ("-", "nein"), (0, "nein"), ("fehlt", "nein"), ("nein?", "nein"), ("ja ?", "ja"),
        ("x?", "ja"), ("INSEK?", "ja"), ("in Arbeit??", "in Arbeit"), ("teilweise?", "ähnliches Konzept"),
        ("(ja?)", "ja"),
    ],
)  # fmt: skip
def test_zweifelhafte_antwort_wird_gelesen_und_gefragt(zelle: object, antwort: str) -> None:
    gelesen = lies_vorhanden(zelle)  # type: ignore[arg-type]
    assert (gelesen.wert, gelesen.stufe, gelesen.code) == (antwort, Stufe.WARNUNG, "vorhanden_gedeutet")
    assert f"wird als „{antwort}“ gelesen" in gelesen.meldung
    assert [wert for _, wert in gelesen.vorschlaege] == [antwort, "unbekannt"]


@pytest.mark.parametrize("text", ["geplant", "in Fortschreibung", "abgelaufen", "vielleicht", "12"])
def test_unklare_antwort_wird_nie_geraten(text: str) -> None:
    gelesen = lies_vorhanden(text)
    assert gelesen.wert is None
    assert gelesen.stufe is Stufe.FEHLER


def test_arten_sicherheit_und_datenlage() -> None:
    for art in Konzeptart:
        assert lies_art(art.beschriftung).wert is art
    assert lies_art("Integriertes Stadtentwicklungskonzept").wert is Konzeptart.INSEK
    assert (lies_art("ISEK").wert, lies_art("ISEK").code) == (Konzeptart.INSEK, "art_gedeutet")
    assert lies_art("k. A.").wert is None
    assert lies_art("Insekt").vorschlaege[0][1] == "INSEK"
    assert [lies_sicherheit(s.value).wert for s in Sicherheit] == list(Sicherheit)
    assert [lies_datenlage(d.value).wert for d in Datenlage] == list(Datenlage)
    assert lies_datenlage("geschätzt").stufe is Stufe.FEHLER


@pytest.mark.parametrize(
    ("zelle", "ziffern"),
    [
        (14521010, "14521010"), (14521010.0, "14521010"), ("14 5 21 010", "14521010"),
        ("'14521010", "14521010"),
        ("14-521-010", "14521010"), ("14\u00a0521\u00a0010", "14521010"), ("AGS 14521010", "14521010"),
        ("145210010010", "14521010"), (145210010010, "14521010"), ("14521010,0", "14521010"),
        ("1452101", "1452101"), ("Amtsberg", ""), ("", ""), (None, ""), (True, ""), (1.5, ""),
        ("1,4521E+07", ""), (date(2019, 1, 1), ""),
    ],
)  # fmt: skip
def test_schluessel(zelle: object, ziffern: str) -> None:
    assert lies_ziffern(zelle) == ziffern  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("zelle", "jahr"),
    [
        (2035, 2035), ("2035", 2035), ("2030 plus", 2030), ("2030+", 2030), ("2035ff", 2035),
        ("2035 ff.", 2035),
        ("bis 2030", 2030), ("ca. 2030", 2030), ("Horizont 2035", 2035), ("2020–2035", 2035), (2035.0, 2035),
        ("–", None), (None, None), (date(2030, 12, 31), 2030), (1990, 1990), (2150, 2150),
    ],
)  # fmt: skip
def test_zieljahr(zelle: object, jahr: int | None) -> None:
    gelesen = lies_zieljahr(zelle)  # type: ignore[arg-type]
    assert (gelesen.wert, gelesen.stufe) == (jahr, None)


@pytest.mark.parametrize(
    ("zelle", "vorschlaege"),
    [
        ("2035/2050", ["2035", "2050", ""]),
        (1989, [""]),
        (2151, [""]),
        ("langfristig", [""]),
        (True, [""]),
        (20.5, [""]),
    ],
)
def test_kein_zieljahr(zelle: object, vorschlaege: list[str]) -> None:
    gelesen = lies_zieljahr(zelle)  # type: ignore[arg-type]
    assert (gelesen.wert, gelesen.stufe) == (None, Stufe.FEHLER)
    assert [text for _, text in gelesen.vorschlaege] == vorschlaege


@pytest.mark.parametrize(
    "text", ["https://www.plauen.de/a?b=c&d=ä", "http://x.de", "https://example.org:8080/ä/%C3%A4#x"]
)
def test_adresse(text: str) -> None:
    assert (lies_adresse(text).wert, lies_adresse(text).stufe) == (text, None)


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "mailto:a@b.de", "Amtsblatt 3/2019",
     "https://", "https://a b.de", "http://[::1", "https://x.de\" onclick=", "//evil.example/x"],
)  # fmt: skip
def test_unzulaessige_adresse(text: str) -> None:
    assert lies_adresse(text).wert is None
    assert lies_adresse(text).code == "adresse_unzulaessig"


def test_adresse_ohne_vorspann_wird_vorgeschlagen() -> None:
    assert lies_adresse("www.plauen.de/insek").vorschlaege[0][1] == "https://www.plauen.de/insek"


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 371", "-", "@x", "<b>fett</b>", "Zeile 1\nZeile 2", "👩\u200d🏫 Schule"]
)
def test_text_bleibt_woertlich(text: str) -> None:
    erwartet = None if text == "-" else text
    assert (lies_text(text, "notiz").wert, lies_text(text, "notiz").stufe) == (erwartet, None)


def test_text_aus_zahlen_und_tagen() -> None:
    assert lies_text(2035, "titel").wert == "2035"
    assert lies_text(2035.0, "titel").wert == "2035"
    assert lies_text(date(2019, 3, 14), "quelle").wert == "14.03.2019"
    assert als_text(1.5) == "1,5"


def test_zu_langer_text_ist_ein_fehler_mit_gekuerztem_vorschlag() -> None:
    grenze = HOECHSTLAENGE["titel"]
    assert lies_text("a" * grenze, "titel").wert == "a" * grenze
    gelesen = lies_text("a" * (grenze + 1), "titel")
    assert (gelesen.wert, gelesen.code) == (None, "text_zu_lang")
    assert len(gelesen.vorschlaege[0][1]) == grenze


UNSICHTBAR = (
    "\x00\xad\u034f\u061c\u115f\u200b\u200c\u200d\u200e\u202e\u2060\u2066\u3164\ufe0f\ufeff\U000e0041"
)


@pytest.mark.parametrize("feld", ["titel", "quelle", "zielhorizont", "notiz"])
def test_unsichtbares_faellt_ueberall_weg_wie_in_kontakten(feld: str) -> None:
    for zeichen in UNSICHTBAR:
        roh = f"INS{zeichen}EK 2035"
        gelesen = lies_text(roh, feld)
        assert (gelesen.wert, gelesen.code) == ("INSEK 2035", "zeichen_entfernt"), ascii(zeichen)
        assert vermerke.bereinige(roh) == "INSEK 2035", ascii(zeichen)
    for bild in ("👩\u200d🏫", "❤\ufe0f\u200d🔥", "👩🏽\u200d⚕\ufe0f"):
        assert lies_text(bild, feld).wert == vermerke.bereinige(bild) == bild


@given(st.text(max_size=80))
def test_text_enthaelt_danach_nichts_unsichtbares(text: str) -> None:
    sauber = bereinige(text)
    assert bereinige(sauber) == sauber
    assert not [z for z in sauber if unicodedata.category(z) in ("Cc", "Cs", "Cf") and z not in "\n\u200d"]
    gelesen = lies_text(text, "notiz")
    if gelesen.wert is not None and gelesen.stufe is None:
        assert gelesen.wert == text.replace("\r\n", "\n").replace("\r", "\n").strip()
