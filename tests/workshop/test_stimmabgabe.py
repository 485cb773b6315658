"""Eine Stimme abgeben, ändern, zählen: je Gerät und Runde eine, und nur für die Frage, die zu sehen war."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from insek_monitor.kern.gruppenschutz import Gruppenzahl
from insek_monitor.kern.stimmungsbild import Frage, Freigabe, Gruppenfrage, Rundenstand
from insek_monitor.register import schema
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung import abgewiesen
from insek_monitor.workshop.abstimmung import register_auszaehlung as auszaehlung
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.abstimmung import register_stimmabgabe as stimmabgabe
from insek_monitor.workshop.abstimmung.abgewiesen import Abgewiesen, Grund
from insek_monitor.workshop.abstimmung.register_stimmabgabe import eigene_antwort, lies_raum
from tests.hilfen.ablage import LOKAL
from tests.hilfen.raumablage import EINFACH, GRUPPEN, MEHRFACH, SKALA, TEXT, Saal, lege_saal


@pytest.fixture
def saal(register: Register) -> Saal:
    return lege_saal(register)


def weise_ab(grund: Grund, saal: Saal, *werte: str, **angaben: object) -> str:
    """Die Stimme wird mit diesem Grund abgewiesen und nichts gespeichert; liefert die Meldung."""
    vorher = alle_stimmen(saal.register)
    with pytest.raises(Abgewiesen) as fehler:
        saal.stimme("neu", *(werte or ("1",)), **angaben)  # type: ignore[arg-type]
    assert fehler.value.grund == grund
    assert alle_stimmen(saal.register) == vorher
    return str(fehler.value)


def alle_stimmen(register: Register) -> list[tuple[object, ...]]:
    with register.lesen() as verbindung:
        return [tuple(zeile) for zeile in verbindung.execute(select(schema.stimme).order_by("geraet"))]


# --- lesen --------------------------------------------------------------------------------------------------


def test_ein_neuer_raum(saal: Saal) -> None:
    lage = saal.lage()
    assert (lage.titel, lage.gruppen, lage.beendet, lage.runde) == ("Workshop Plauen", GRUPPEN, False, None)
    assert lage.loeschen_am == saal.raum.loeschen_am
    code = saal.raum.code
    assert lies_raum(saal.register, f"{code[:4]}-{code[4:]}".lower()) == lage


@pytest.mark.parametrize("code", ["", "BCDFGHJK", "nichts", "x" * 1000, "' OR 1=1"])
def test_kein_raum(saal: Saal, code: str) -> None:
    assert lies_raum(saal.register, code) is None
    with pytest.raises(Abgewiesen) as fehler:
        stimmabgabe.gib_stimme(saal.register, code, runde=1, fassung=1, ausweis="g", werte=["1"])
    assert fehler.value.grund == "kein_raum"


def test_die_lage_verraet_kein_salz(saal: Saal) -> None:
    saal.oeffne()
    with saal.register.lesen() as verbindung:
        salz = verbindung.execute(select(schema.raum.c.salz)).scalar_one()
    assert salz not in repr(saal.lage())
    assert salz not in repr(saal.raum)


# --- zählen -------------------------------------------------------------------------------------------------


def test_skala_von_hand(saal: Saal) -> None:
    runde = saal.oeffne(SKALA)
    saal.stimmen(["1", "2", "2", "7"])
    saal.stimmen(["4", "4", "6"], gruppe="klein")
    zaehlung = saal.zaehle(runde)
    assert (zaehlung.anzahl, zaehlung.je_antwort) == (7, (1, 2, 0, 2, 0, 1, 1))
    assert zaehlung.je_gruppe == {"klein": Gruppenzahl(3, (0, 0, 0, 2, 0, 1, 0))}
    assert zaehlung.texte == ()
    assert zaehlung.runde == saal.aktive()


def test_mehrere_antworten_zaehlen_ein_geraet_einmal(saal: Saal) -> None:
    runde = saal.oeffne(MEHRFACH)
    saal.stimme("a", "1", "3", gruppe="groß")
    saal.stimme("b", "1", gruppe="groß")
    saal.stimme("c", "3", "2", "1")
    zaehlung = saal.zaehle(runde)
    assert (zaehlung.anzahl, zaehlung.je_antwort) == (3, (3, 1, 2))
    assert zaehlung.je_gruppe == {"groß": Gruppenzahl(2, (2, 0, 1))}


def test_freie_texte(saal: Saal) -> None:
    runde = saal.oeffne(TEXT)
    saal.stimme("a", " Mehr\nGeld ", gruppe="klein")
    saal.stimme("b", "<b>Rat</b>")
    zaehlung = saal.zaehle(runde)
    assert (zaehlung.anzahl, zaehlung.je_antwort) == (2, ())
    assert zaehlung.je_gruppe == {"klein": Gruppenzahl(1, ())}
    assert {text.text for text in zaehlung.texte} == {"Mehr Geld", "<b>Rat</b>"}
    assert {text.freigabe for text in zaehlung.texte} == {Freigabe.NEU}


def test_die_reihenfolge_der_texte_haengt_nicht_vom_zeitpunkt_ab(saal: Saal) -> None:
    """Zwanzig Texte in Reihe: kämen sie so zurück, wüsste man, wer zuerst geschrieben hat."""
    runde = saal.oeffne(TEXT)
    saal.stimmen([f"Text {nummer:02}" for nummer in range(20)])
    texte = [text.text for text in saal.zaehle(runde).texte]
    assert sorted(texte) != texte
    assert sorted(texte, reverse=True) != texte
    assert [text.text for text in saal.zaehle(runde).texte] == texte, "aber sie bleibt gleich"


def test_leere_runde_und_keine_runde(saal: Saal) -> None:
    runde = saal.oeffne()
    zaehlung = saal.zaehle(runde)
    assert (zaehlung.anzahl, zaehlung.je_antwort, zaehlung.je_gruppe) == (0, (0,) * 7, {})
    with pytest.raises(RegisterFehler, match="Abstimmungsrunde 999 gibt es"):
        saal.zaehle(999)


def test_alle_runden(saal: Saal) -> None:
    eins = saal.oeffne(SKALA)
    saal.stimme("a", "5")
    zwei = saal.oeffne(EINFACH)
    saal.stimme("a", "2")
    drei = saal.oeffne(SKALA, neue_runde=True)
    anderer = lege_saal(saal.register)
    anderer.oeffne()
    anderer.stimme("a", "1")
    runden = auszaehlung.runden(saal.register, saal.raum.code)
    assert [(r.nummer, r.frage.kennung, r.runde) for r in runden] == [
        (eins, "lohnt", 1),
        (zwei, "farbe", 1),
        (drei, "lohnt", 2),
    ]
    alle = auszaehlung.alle(saal.register, saal.raum.code)
    assert [z.anzahl for z in alle] == [1, 1, 0]
    assert [z.runde for z in alle] == runden


# --- ändern -------------------------------------------------------------------------------------------------


def test_dasselbe_geraet_aendert_seine_stimme(saal: Saal) -> None:
    runde = saal.oeffne()
    assert eigene_antwort(saal.register, saal.lage(), "a") is None
    saal.stimme("a", "2", gruppe="klein")
    assert eigene_antwort(saal.register, saal.lage(), "a") == ("2", "klein", 0)
    saal.stimme("a", "6")
    assert eigene_antwort(saal.register, saal.lage(), "a") == ("6", "", 0)
    assert eigene_antwort(saal.register, saal.lage(), "b") is None
    assert saal.zaehle(runde).je_antwort == (0, 0, 0, 0, 0, 1, 0)
    assert saal.zaehle(runde).je_gruppe == {}


def test_ohne_aktive_runde_gibt_es_keine_eigene_antwort(saal: Saal) -> None:
    assert eigene_antwort(saal.register, saal.lage(), "a") is None
    saal.oeffne()
    saal.stimme("a", "2")
    assert eigene_antwort(saal.register, saal.lage(), "") is None


def test_in_einer_neuen_runde_stimmt_dasselbe_geraet_noch_einmal(saal: Saal) -> None:
    eins = saal.oeffne()
    saal.stimme("a", "2")
    zwei = saal.oeffne(neue_runde=True)
    assert eigene_antwort(saal.register, saal.lage(), "a") is None
    saal.stimme("a", "7")
    assert [saal.zaehle(r).je_antwort.index(1) + 1 for r in (eins, zwei)] == [2, 7]


def test_die_kennung_eines_geraets_ist_je_runde_eine_andere(saal: Saal) -> None:
    saal.oeffne()
    saal.stimme("ausweis", "2")
    saal.oeffne(neue_runde=True)
    saal.stimme("ausweis", "2")
    kennungen = {zeile[1] for zeile in alle_stimmen(saal.register)}
    assert len(kennungen) == 2
    assert all(re.fullmatch("[0-9a-f]{64}", str(kennung)) for kennung in kennungen)


def test_geaenderter_text_muss_wieder_freigegeben_werden(saal: Saal) -> None:
    runde = saal.oeffne(TEXT)
    saal.stimme("a", "Mehr Geld")
    (text,) = saal.zaehle(runde).texte
    raumsteuerung.moderiere(*saal.zugang, runde, text.schluessel, Freigabe.GEZEIGT)
    saal.stimme("a", "Mehr Geld")
    assert [t.freigabe for t in saal.zaehle(runde).texte] == [Freigabe.GEZEIGT], "noch einmal derselbe"
    saal.stimme("a", "Weniger Geld")
    (neu,) = saal.zaehle(runde).texte
    assert (neu.text, neu.freigabe) == ("Weniger Geld", Freigabe.NEU)
    assert neu.schluessel != text.schluessel


@given(
    folge=st.lists(
        st.tuples(st.integers(0, 4), st.integers(1, 7), st.sampled_from(["", *GRUPPEN])), max_size=15
    )
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_es_zaehlt_die_letzte_antwort_jedes_geraets(
    register: Register, folge: list[tuple[int, int, str]]
) -> None:
    saal = lege_saal(register)
    runde = saal.oeffne()
    letzte: dict[int, tuple[int, str]] = {}
    for geraet, stufe, gruppe in folge:
        saal.stimme(f"g{geraet}", str(stufe), gruppe=gruppe)
        letzte[geraet] = (stufe, gruppe)
    werte = [stufe for stufe, _ in letzte.values()]
    zaehlung = saal.zaehle(runde)
    assert zaehlung.anzahl == len(letzte)
    assert zaehlung.je_antwort == tuple(werte.count(stufe) for stufe in range(1, 8))
    for name in GRUPPEN:
        seine = [stufe for stufe, gruppe in letzte.values() if gruppe == name]
        erwartet = Gruppenzahl(len(seine), tuple(seine.count(stufe) for stufe in range(1, 8)))
        assert zaehlung.je_gruppe.get(name, Gruppenzahl(0, (0,) * 7)) == erwartet


@given(ankunft=st.lists(st.tuples(st.integers(0, 4), st.integers(1, 7)), min_size=1, max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_jeder_reihenfolge_gilt_der_hoechste_zug(
    register: Register, ankunft: list[tuple[int, int]]
) -> None:
    saal = lege_saal(register)
    runde = saal.oeffne()
    gilt = (-1, 0)
    for zug, stufe in ankunft:
        if zug < gilt[0]:
            with pytest.raises(Abgewiesen) as fehler:
                saal.stimme("a", str(stufe), zug=zug)
            assert fehler.value.grund == "ueberholt"
        else:
            saal.stimme("a", str(stufe), zug=zug)
            gilt = (zug, stufe)
        assert eigene_antwort(saal.register, saal.lage(), "a") == (str(gilt[1]), "", gilt[0])
    saal.stimme("b", "1", zug=0)
    assert saal.zaehle(runde).anzahl == 2, "andere Geräte zählen für sich"


@pytest.mark.parametrize("zug", [-1, stimmabgabe.ZUG_HOECHSTENS + 1])
def test_unmoeglicher_zug(saal: Saal, zug: int) -> None:
    saal.oeffne()
    weise_ab("ungueltig", saal, zug=zug)
    saal.stimme("a", "1", zug=stimmabgabe.ZUG_HOECHSTENS)


def test_ueberholter_text_aendert_auch_die_freigabe_nicht(saal: Saal) -> None:
    runde = saal.oeffne(TEXT)
    saal.stimme("a", "Neu", zug=2)
    (text,) = saal.zaehle(runde).texte
    raumsteuerung.moderiere(*saal.zugang, runde, text.schluessel, Freigabe.GEZEIGT)
    with pytest.raises(Abgewiesen, match="kam zu spät an"):
        saal.stimme("a", "Alt", zug=1)
    assert [(t.text, t.freigabe) for t in saal.zaehle(runde).texte] == [("Neu", Freigabe.GEZEIGT)]


# --- abweisen -----------------------------------------------------------------------------------------------


def test_keine_frage(saal: Saal) -> None:
    weise_ab("keine_frage", saal)
    runde = saal.oeffne()
    raumsteuerung.waehle(*saal.zugang, None)
    weise_ab("keine_frage", saal, runde=runde)


def test_andere_frage(saal: Saal) -> None:
    alte = saal.oeffne(SKALA)
    saal.oeffne(EINFACH)
    weise_ab("andere_frage", saal, runde=alte)
    weise_ab("andere_frage", saal, runde=-1)


def test_runde_eines_anderen_raums(saal: Saal) -> None:
    anderer = lege_saal(saal.register)
    fremde = anderer.oeffne()
    saal.oeffne()
    weise_ab("andere_frage", saal, runde=fremde)


def test_pausiert_fortgesetzt_geschlossen_beendet(saal: Saal) -> None:
    runde = saal.oeffne()
    raumsteuerung.pausiere(*saal.zugang)
    assert "angehalten" in weise_ab("pausiert", saal)
    assert saal.oeffne() == runde
    saal.stimme("a", "1")
    raumsteuerung.schliesse(*saal.zugang)
    weise_ab("geschlossen", saal)
    assert saal.aktive().stand is Rundenstand.GESCHLOSSEN
    raeume.beende(saal.register, LOKAL, saal.raum.code)
    weise_ab("beendet", saal)
    assert saal.zaehle(runde).anzahl == 1


def test_geaenderte_frage(saal: Saal) -> None:
    saal.oeffne(EINFACH)
    neu = Frage("farbe", EINFACH.art, "Welche Farbe?", optionen=("Blau", "Grün", "Rot"))
    raumsteuerung.aendere_frage(*saal.zugang, neu)
    weise_ab("geaendert", saal, "1", fassung=1)
    saal.stimme("a", "1")
    assert saal.zaehle(saal.aktive().nummer).runde.frage.optionen[0] == "Blau"


@pytest.mark.parametrize(
    ("frage", "werte", "angaben", "meldung"),
    [
        (SKALA, ["8"], {}, "gibt es nicht"),
        (EINFACH, ["1", "2"], {}, "nur eine Antwort"),
        (TEXT, ["x" * 201], {}, "kürzen Sie auf 200"),
        (SKALA, ["1"], {"gruppe": "mittel"}, "nicht möglich"),
        (SKALA, ["1"], {"gruppe": "klein'; DROP TABLE stimme; --"}, "nicht möglich"),
    ],
)
def test_unmoeglich(
    saal: Saal, frage: Frage, werte: list[str], angaben: dict[str, str], meldung: str
) -> None:
    saal.oeffne(frage)
    assert meldung in weise_ab("ungueltig", saal, *werte, **angaben)


@pytest.mark.parametrize("ausweis", ["", "x" * 201])
def test_unmoeglicher_ausweis(saal: Saal, ausweis: str) -> None:
    saal.oeffne()
    with pytest.raises(Abgewiesen, match="nicht möglich"):
        saal.stimme(ausweis, "1")


def test_ein_seltsamer_ausweis_ist_auch_nur_ein_geraet(saal: Saal) -> None:
    runde = saal.oeffne()
    for _ in range(2):
        saal.stimme("\udcff\x00ä", "1")
    assert saal.zaehle(runde).anzahl == 1


def test_ohne_gruppenfrage_ist_jede_gruppe_unmoeglich(register: Register) -> None:
    saal = lege_saal(register, gruppenfrage=Gruppenfrage.KEINE, gruppen=())
    saal.oeffne()
    weise_ab("ungueltig", saal, gruppe="klein")
    saal.stimme("a", "1")


def test_voll(saal: Saal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stimmabgabe, "GERAETE_HOECHSTENS", 2)
    runde = saal.oeffne()
    saal.stimme("a", "1")
    saal.stimme("b", "1")
    weise_ab("voll", saal)
    saal.stimme("b", "7")
    assert saal.zaehle(runde).je_antwort == (1, 0, 0, 0, 0, 0, 1), "wer schon gestimmt hat, darf ändern"
    saal.oeffne(neue_runde=True)
    saal.stimme("c", "1")


def test_jeder_grund_hat_einen_satz() -> None:
    assert set(abgewiesen._SAETZE) == set(get_args(Grund))
    assert all(satz.endswith(".") for satz in abgewiesen._SAETZE.values())
