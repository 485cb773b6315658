"""Listen, die nicht oder nicht nur von INSEK handeln: Nichts anderes wird je als INSEK gelesen."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest
import yaml
from hypothesis import event, given
from hypothesis import strategies as st

from insek_monitor.einspielen.erkennen import erkenne
from insek_monitor.einspielen.lesen.kern import lies_kern
from insek_monitor.einspielen.pruefen import Pruefergebnis, pruefe
from insek_monitor.einspielen.spaltentitel import feld_zu, normiere_titel
from insek_monitor.kern.meldung import Meldung, Vorhanden
from insek_monitor.kern.rohdatei import Rohblatt, Zelle
from tests.conftest import WURZEL
from tests.hilfen.pruefhilfen import gemeinden, grundlage, kurzform, rohdatei

ORDNER = WURZEL / "tests" / "faelle" / "fremd"
FAELLE = yaml.safe_load((ORDNER / "erwartet.yaml").read_text(encoding="utf-8"))
TITEL = yaml.safe_load((ORDNER / "ueberschriften.yaml").read_text(encoding="utf-8"))
ORTE = ("Amtsberg", "Plauen", "Döbeln", "Freiberg", "Bockau")


def pruefe_datei(name: str) -> Pruefergebnis:
    datei = lies_kern((ORDNER / name).read_bytes(), name)
    return pruefe(erkenne(datei), grundlage(), datei=datei)


def pruefe_spalten(spalten: dict[str, list[Any]], wahl: dict[str, str] | None = None) -> Pruefergebnis:
    zeilen = (tuple(spalten), *zip(*spalten.values(), strict=True))
    datei = rohdatei(Rohblatt("Liste", zeilen))
    return pruefe(erkenne(datei, wahl or {}), grundlage(), datei=datei)


def kurz(meldung: Meldung) -> str:
    wann = meldung.begonnen if meldung.vorhanden is Vorhanden.IN_ARBEIT else meldung.beschluss
    return " ".join(filter(None, (gemeinden()["name"][meldung.ags[0]], meldung.vorhanden.value, wann)))


@pytest.mark.parametrize("fall", FAELLE, ids=[fall["datei"] for fall in FAELLE])
def test_datei(fall: dict[str, Any]) -> None:
    ergebnis = pruefe_datei(fall["datei"])
    assert [kurz(meldung) for meldung in ergebnis.meldungen] == fall.get("gelesen", [])
    # Was nicht eigens erwartet ist, hat auch keine Nebenangabe.
    assert all((m.titel, m.quelle_url, m.zieljahr) == (None,) * 3 for m in ergebnis.meldungen)
    assert set(fall.get("nicht_gelesen", [])) <= {spalte.titel for spalte in ergebnis.tabelle.nicht_gelesen()}
    assert kurzform(ergebnis) == fall["befunde"]


def test_alle_dateien_haben_einen_fall() -> None:
    dateien = {pfad.name for pfad in ORDNER.iterdir() if pfad.suffix in (".csv", ".xlsx", ".ods")}
    assert dateien == {fall["datei"] for fall in FAELLE} | {
        "amtliche_namen_alle.csv", "amtliche_namen_landesdirektion.csv"
    }  # fmt: skip


def test_alle_amtlichen_namen_nur_namensvettern_bleiben_eine_frage() -> None:
    ergebnis = pruefe_datei("amtliche_namen_alle.csv")
    name_je_zeile = {nummer: str(zellen[0]) for nummer, zellen in ergebnis.tabelle.zeilen}
    assert len(name_je_zeile) == 418
    for meldung in ergebnis.meldungen:
        # „Weißwasser/O.L., Stadt / Běła Woda“ heißt in gemeinden.csv ohne „, Stadt“.
        amtlich = re.sub(r",[^/]*?(?= /|$)", "", name_je_zeile[meldung.zeile])
        assert gemeinden()["name"][meldung.ags[0]] == amtlich
    assert {b.code for b in ergebnis.befunde} == {"gemeinde_mehrdeutig"}
    offen = sorted(name_je_zeile[zeile] for zeile in ergebnis.fehlerzeilen())
    assert offen == [
        "Auerbach", "Bernsdorf", "Bernsdorf, Stadt", "Hartmannsdorf", "Lichtenberg", "Neukirch", "Rosenbach"
    ]  # fmt: skip


def test_namen_der_landesdirektion_die_sie_anders_schreibt() -> None:
    """Ohne Schlüssel; der sagt nur, was herauskommen muss."""
    zeilen = (
        lies_kern((ORDNER / "amtliche_namen_landesdirektion.csv").read_bytes(), "l.csv").blaetter[0].zeilen
    )
    schluessel, namen, antworten = zip(*zeilen[1:], strict=True)
    ergebnis = pruefe_spalten({"GEMEINDE": list(namen), "INSEK": list(antworten)})
    assert [m.ags[0] for m in ergebnis.meldungen] == [str(s) for s in schluessel]
    assert len(schluessel) == 83
    assert not [b for b in ergebnis.befunde if b.zeile]


def test_konzept_unter_einem_titel_ueber_andere_konzepte() -> None:
    zeilen = (("Gemeinde", "Konzept vorhanden", "Beschluss am"), ("Amtsberg", "ja", "2019"))
    for titel, gelesen in (("Klimaschutzkonzepte in Sachsen", 0), ("Liste der Fachstelle", 1), ("INSEK", 1)):
        datei = rohdatei(Rohblatt("Liste", ((titel, None, None), *zeilen)))
        ergebnis = pruefe(erkenne(datei), grundlage(), datei=datei)
        assert len(ergebnis.meldungen) == gelesen, titel
        assert len(ergebnis.tabelle.nicht_gelesen()) == 2 * (1 - gelesen)
    kreuze = (("Klimaschutzkonzepte", None, None), ("Gemeinde", "vorhanden", "keins"), ("Plauen", None, "x"))
    datei = rohdatei(Rohblatt("Liste", kreuze))
    assert pruefe(erkenne(datei), grundlage(), datei=datei).meldungen == ()


def test_mehrere_gemeinden_haben_nie_eine_davon_als_vorschlag() -> None:
    befunde = [b for b in pruefe_datei("mehrere_in_einer_zelle.ods").befunde if b.zeile]
    felder = [[v.korrektur.feld for v in befund.vorschlaege] for befund in befunde]
    # In Zeile 3 steht „Auerbach“; welches, muss der Mensch sagen.
    assert felder == [["gemeinsam", "_weglassen"], ["_weglassen"], *[["gemeinsam", "_weglassen"]] * 2]
    assert all(len(b.vorschlaege[0].korrektur.wert.split(";")) >= 3 for b in befunde if b.zeile != 3)


def test_ohne_insek_kann_der_mensch_eine_spalte_waehlen() -> None:
    spalten = {"Gemeinde": ["Amtsberg"], "FNP vorhanden": ["ja"], "Beschluss FNP": ["2006"]}
    befund = pruefe_spalten(spalten).befunde[0]
    assert "Keine Spalte sagt etwas über ein INSEK" in befund.meldung
    assert "von Hand" in befund.meldung
    gewaehlt = pruefe_spalten(spalten, {"fnp vorhanden": "vorhanden"})
    assert [m.vorhanden for m in gewaehlt.meldungen] == [Vorhanden.JA]
    assert gewaehlt.meldungen[0].beschluss is None


EIGENE: dict[str, list[Any]] = {"Gemeinde": list(ORTE), "INSEK": ["ja", "nein", "ja", "nein", "in Arbeit"]}
WERTE: dict[str, list[Any]] = {
    "kreuz": ["ja", "ja", "nein", "ja", "nein"],
    "jahr": ["1991", "1992", "1993", "1994", "1995"],
    "tag": ["01.02.1991", "02.03.1992", None, "03.04.1994", "04.05.1995"],
    "stand": ["in Arbeit", "beschlossen", "nein", "fertig", "in Aufstellung"],
}


def unberuehrt(ergebnis: Pruefergebnis) -> bool:
    """Ob nur gelesen ist, was unter „INSEK“ steht."""
    return [
        (m.vorhanden.value, m.beschluss, m.begonnen, m.titel, m.notiz, m.quelle_url)
        for m in ergebnis.meldungen
    ] == [(antwort, None, None, None, None, None) for antwort in EIGENE["INSEK"]]


@pytest.mark.parametrize("art", WERTE)
@pytest.mark.parametrize("titel", TITEL["fremd"])
def test_fremde_ueberschrift_mit_aussage(titel: str, art: str) -> None:
    fremde: dict[str, list[Any]] = {titel: WERTE[art]}
    assert pruefe_spalten({"Gemeinde": list(ORTE)} | fremde).meldungen == ()
    assert pruefe_spalten({"Gemeinde": list(ORTE)} | fremde | {"Beschluss am": WERTE["jahr"]}).meldungen == ()
    for spalten in (EIGENE | fremde, fremde | EIGENE):
        assert unberuehrt(pruefe_spalten(spalten))
        # „Beschluss am“ könnte zum Fremden gehören: gefragt, nicht gelesen.
        daneben = pruefe_spalten(spalten | {"Beschluss am": WERTE["jahr"]})
        assert unberuehrt(daneben)
        assert "blatt warnung spalte_fraglich" in kurzform(daneben)


@pytest.mark.parametrize("art", WERTE)
@pytest.mark.parametrize("titel", TITEL["nebensache"])
def test_was_mit_insek_zu_tun_hat_sagt_nicht_ob_es_eines_gibt(titel: str, art: str) -> None:
    neben: dict[str, list[Any]] = {titel: WERTE[art]}
    assert pruefe_spalten({"Gemeinde": list(ORTE)} | neben).meldungen == ()
    for spalten in (EIGENE | neben, neben | EIGENE):
        assert unberuehrt(pruefe_spalten(spalten))


@pytest.mark.parametrize("titel", TITEL["stufen"])
@pytest.mark.parametrize("art", ["jahr", "tag"])
def test_eine_stufe_ist_kein_beschluss(titel: str, art: str) -> None:
    allein = pruefe_spalten({"Gemeinde": list(ORTE), titel: WERTE[art]})
    assert {m.vorhanden for m in allein.meldungen} <= {Vorhanden.IN_ARBEIT}
    neben = pruefe_spalten(EIGENE | {titel: WERTE[art]})
    assert [m.vorhanden.value for m in neben.meldungen] == EIGENE["INSEK"]
    assert all(m.beschluss is None for m in (*allein.meldungen, *neben.meldungen))
    # Ist die Stufe eine Frage, nennt sie, was gemeint sein kann.
    fragen = [b for b in allein.befunde if b.zeile and b.code.startswith("vorhanden")]
    assert all("in Arbeit" in [v.korrektur.wert for v in b.vorschlaege] for b in fragen)


@pytest.mark.parametrize(("titel", "antwort"), TITEL["kreuze"].items())
def test_kreuztabelle(titel: str, antwort: str) -> None:
    gegen = "INSEK nein" if antwort != "nein" else "INSEK ja"
    eine: dict[str, list[Any]] = {titel: ["x", None, None, "X", None], gegen: [None, "x", None, None, "✓"]}
    ort: dict[str, list[Any]] = {"Gemeinde": list(ORTE)}
    for spalten in (ort | eine, dict(reversed(eine.items())) | ort):
        ergebnis = pruefe_spalten(spalten)
        andere = "nein" if antwort != "nein" else "ja"
        assert [m.vorhanden.value for m in ergebnis.meldungen] == [antwort, andere, antwort, andere]
        assert set(ergebnis.ausgelassen) == {4}
        assert ergebnis.tabelle.nicht_gelesen() == ()


def test_zwei_kreuze_sind_eine_frage_mit_beiden_antworten() -> None:
    ergebnis = pruefe_spalten(
        {"Gemeinde": ["Amtsberg"], "INSEK ja": ["x"], "INSEK nein": ["x"], "in Bearb.": [None]}
    )
    assert kurzform(ergebnis) == ["2 fehler vorhanden_mehrere"]
    assert [v.korrektur.wert for v in ergebnis.befunde[0].vorschlaege] == ["ja", "nein", ""]


def test_fremde_kreuze_daneben_machen_aus_keins_keine_antwort() -> None:
    ergebnis = pruefe_spalten(
        {
            "Gemeinde": ["Amtsberg", "Plauen", "Döbeln"],
            "HSK ja": ["x", None, None],
            "keins": [None, "x", "x"],
            "INSEK ja": [None, None, "x"],
            "INSEK nein": ["x", None, None],
        }
    )
    assert [kurz(m) for m in ergebnis.meldungen] == ["Amtsberg nein", "Döbeln ja"]


@pytest.mark.parametrize(("titel", "inhalt"), TITEL["unbestimmt"].items())
def test_unbestimmte_ueberschrift_mit_fremdem_inhalt(titel: str, inhalt: object) -> None:
    fremd: dict[str, list[Any]] = {titel: [str(inhalt)] * 5}
    orte: dict[str, list[Any]] = {"Gemeinde": list(ORTE)}
    assert pruefe_spalten(orte | fremd).meldungen == ()
    assert pruefe_spalten(orte | fremd | {"Einwohner": [1, 2, 3, 4, 5]}).meldungen == ()
    for spalten in (EIGENE | fremd, fremd | EIGENE):
        assert unberuehrt(pruefe_spalten(spalten))


@pytest.mark.parametrize("fall", TITEL["inhalt"], ids=lambda fall: fall["titel"])
@pytest.mark.parametrize("eigene", ["INSEK", "Beschluss INSEK"])
def test_unbestimmte_ueberschrift_mit_wechselndem_fremdem_inhalt(fall: dict[str, Any], eigene: str) -> None:
    werte = EIGENE["INSEK"] if eigene == "INSEK" else ["2019", None, "2021", None, None]
    ohne: dict[str, list[Any]] = {"Gemeinde": list(ORTE), eigene: werte}
    fremd = {fall["titel"]: fall["werte"]}
    erwartet = [kurz(m) for m in pruefe_spalten(ohne).meldungen]
    assert len(erwartet) >= 2
    for spalten in (ohne | fremd, fremd | ohne):
        ergebnis = pruefe_spalten(spalten)
        assert [kurz(m) for m in ergebnis.meldungen] == erwartet
        assert [spalte.titel for spalte in ergebnis.tabelle.nicht_gelesen()] == [fall["titel"]]


@pytest.mark.parametrize(("titel", "feld"), TITEL["eigen"].items())
def test_eigene_ueberschrift_wird_verstanden(titel: str, feld: str) -> None:
    assert feld_zu(titel) == feld


def test_genug_erfundene_ueberschriften() -> None:
    arten = TITEL.keys() - {"inhalt"}
    assert all(len({normiere_titel(titel) for titel in TITEL[art]}) >= 20 for art in arten)


SILBEN = ["ba", "dro", "fek", "gim", "klu", "mor", "nip", "quas", "tev", "zwo"]
GEGENSTAENDE = st.sampled_from(
    ["FNP", "Haushalt", "HSK", "Wärmeplanung", "Klimaschutz", "Einzelhandel", "Denkmalpflege", "Verkehr",
     "Breitband", "Ansprechpartner", "Bürgermeister", "Fläche", "Feuerwehr", "LEADER", "Bebauungsplan Nr. 5"]
) | st.lists(st.sampled_from(SILBEN), min_size=2, max_size=4).map("".join)  # fmt: skip
AUSSAGEN = [
    "{} vorhanden", "{} ja/nein", "Beschluss {}", "{}-Beschluss vom", "Status {}", "Stand {}", "Datum {}",
    "{}", "Titel {}", "{} in Arbeit seit", "Beginn {}", "{} nein", "{} (Link)", "Jahr {}",
    "{} beschlossen am",
]  # fmt: skip
OHNE = ["Beschluss am", "Datum", "Jahr", "Beginn", "Titel", "in Vorbereitung seit", "Zieljahr", "Stand"]
FREMDWERTE = st.sampled_from(
    ["ja", "nein", "x", "in Arbeit", "beschlossen", "1991", "1995", "01.02.1993", 1997, "Dr.", "FREMD", None]
)


@st.composite
def listen(draw: st.DrawFn) -> tuple[list[list[Zelle]], list[tuple[str, str, str | None]]]:
    """Zeilen mit ein- oder zweizeiligem Kopf und was davon uns gehört; Spalten in beliebiger Folge."""
    anzahl = draw(st.integers(1, 5))
    antworten = draw(st.lists(st.sampled_from(["ja", "nein"]), min_size=anzahl, max_size=anzahl))
    jahre = [str(2010 + i) if antwort == "ja" else None for i, antwort in enumerate(antworten)]
    eigene: list[tuple[str, str, list[Any]]] = [
        ("", "Gemeinde", list(ORTE[:anzahl])),
        ("INSEK", "vorhanden", antworten),
        ("INSEK", "Beschluss", jahre),
    ]
    fremde: list[tuple[str, str, list[Any]]] = []
    for gegenstand in draw(st.lists(GEGENSTAENDE, min_size=1, max_size=3, unique=True)):
        for aussage in draw(st.lists(st.sampled_from(AUSSAGEN), min_size=1, max_size=3, unique=True)):
            werte = draw(st.lists(FREMDWERTE, min_size=anzahl, max_size=anzahl))
            fremde.append((gegenstand, aussage, werte))
    # Eine Aussage ohne Gegenstand kann neben dieser Spalte auch von ihr handeln.
    fremde.append((fremde[0][0], "{} vorhanden", ["ja"] * anzahl))
    ohne: list[tuple[str, str, list[Any]]] = [
        ("", titel, draw(st.lists(FREMDWERTE, min_size=anzahl, max_size=anzahl)))
        for titel in draw(st.lists(st.sampled_from(OHNE), max_size=2, unique=True))
    ]
    einzeilig = draw(st.booleans())
    if einzeilig:
        spalten = [("", f"{art} {gegenstand}".strip(), werte) for gegenstand, art, werte in eigene]
        spalten += [("", aussage.format(gegenstand), werte) for gegenstand, aussage, werte in fremde]
        spalten = draw(st.permutations(spalten + ohne))
    else:
        spalten = eigene + [
            (g, aussage.replace("{}", "").strip(" -()") or "Wert", w) for g, aussage, w in fremde
        ]
        # Rechts neben einer Gruppe gehörte eine Überschrift ohne Gruppe zu ihr.
        spalten = ohne + draw(st.permutations(spalten))
    zeilen: list[list[Zelle]] = [] if einzeilig else [[oben or None for oben, _, _ in spalten]]
    zeilen += [
        [unten for _, unten, _ in spalten],
        *map(list, zip(*(werte for _, _, werte in spalten), strict=True)),
    ]
    return zeilen, list(zip(ORTE, antworten, jahre, strict=False))


@given(listen())
def test_neben_fremdem_wird_nie_ein_fremder_wert_gelesen(
    liste: tuple[list[list[Zelle]], list[tuple[str, str, str | None]]],
) -> None:
    zeilen, eigenes = liste
    datei = rohdatei(Rohblatt("Liste", tuple(map(tuple, zeilen))))
    ergebnis = pruefe(erkenne(datei), grundlage(), datei=datei)
    name = gemeinden()["name"]
    gelesen = {name[m.ags[0]]: m for m in ergebnis.meldungen}
    event(f"{len(gelesen)} von {len(eigenes)} gelesen")
    wahr = {ort: (antwort, jahr) for ort, antwort, jahr in eigenes}
    assert gelesen.keys() == wahr.keys()
    for ort, meldung in gelesen.items():
        assert (meldung.vorhanden.value, meldung.beschluss) == wahr[ort]
        rest = (meldung.titel, meldung.begonnen, meldung.aufgehoben, meldung.zieljahr, meldung.quelle_url)
        assert rest == (None,) * 5


VIER = ["FNP vorhanden", "Beschluss FNP", "INSEK", "Beschluss INSEK"]


@pytest.mark.parametrize("folge", list(itertools.permutations(VIER)))
def test_unseres_gewinnt_in_jeder_reihenfolge(folge: tuple[str, ...]) -> None:
    werte = {"FNP vorhanden": "ja", "Beschluss FNP": "2006", "INSEK": "ja", "Beschluss INSEK": "2021"}
    ergebnis = pruefe_spalten({titel: [werte[titel]] for titel in folge} | {"Gemeinde": ["Amtsberg"]})
    assert [kurz(m) for m in ergebnis.meldungen] == ["Amtsberg ja 2021"]
