"""Fragen, Antworten und Raumcodes: was gespeichert werden darf und was nicht."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.kern.fragensaetze import lies_saetze
from insek_monitor.kern.stimmungsbild import (
    CODELAENGE,
    FRAGEN_HOECHSTENS,
    TEXT_HOECHSTENS,
    ZEICHEN,
    Frage,
    Frageart,
    FrageFehler,
    einzeiler,
    lies_frage,
    lies_fragen,
    normiere_code,
    pruefe_antwort,
    zeige_code,
)
from insek_monitor.register import tabellen

SKALA = Frage("lohnt", Frageart.SKALA, "Lohnt es sich?", "Nein.", "Ja.")
EINFACH = Frage("eins", Frageart.EINFACH, "Welches?", optionen=("Rot", "Grün", "Blau"))
MEHRFACH = Frage("viele", Frageart.MEHRFACH, "Welche?", optionen=("Rot", "Grün", "Blau"))
TEXT = Frage("frei", Frageart.FREITEXT, "Was noch?")

WOERTER = st.text("abcäöüß „“&<>'\";0123", min_size=1, max_size=40).filter(lambda text: text.strip() != "")


@st.composite
def fragen(zieh: st.DrawFn) -> Frage:
    angaben: dict[str, Any] = {
        "kennung": zieh(st.from_regex(r"[a-z0-9-]{1,40}", fullmatch=True)),
        "art": zieh(st.sampled_from([art.value for art in Frageart])),
        "text": zieh(WOERTER),
        "links": zieh(WOERTER),
        "rechts": zieh(WOERTER),
        "optionen": zieh(
            st.lists(WOERTER, min_size=2, max_size=8, unique_by=lambda w: " ".join(w.split()).casefold())
        ),
    }
    return lies_frage(angaben)


def versuche(aufgabe: Callable[..., str], *angaben: Any) -> tuple[str, str]:
    """Ergebnis und leere Meldung oder umgekehrt."""
    try:
        return aufgabe(*angaben), ""
    except FrageFehler as fehler:
        return "", str(fehler)


@given(fragen())
def test_eine_frage_uebersteht_json(frage: Frage) -> None:
    assert lies_frage(frage.als_dict()) == frage
    assert lies_frage(frage.als_dict()).wortlaut == frage.wortlaut


@given(st.text())
def test_einzeiler_ist_eine_kurze_druckbare_zeile_oder_ein_satz(text: str) -> None:
    sauber, meldung = versuche(einzeiler, text, "Frage", TEXT_HOECHSTENS)
    if meldung:
        assert "Bitte" in meldung
        return
    assert 0 < len(sauber) <= TEXT_HOECHSTENS
    assert sauber.isprintable()
    assert sauber == sauber.strip()
    assert einzeiler(sauber, "Frage", TEXT_HOECHSTENS) == sauber, "ein zweites Mal ändert nichts"
    sauber.encode()


@given(
    st.sampled_from([SKALA, EINFACH, MEHRFACH, TEXT]),
    st.lists(st.one_of(st.text(max_size=5), st.integers(-3, 12).map(str)), max_size=5),
)
def test_jede_gespeicherte_antwort_ist_zaehlbar(frage: Frage, werte: list[str]) -> None:
    antwort, meldung = versuche(pruefe_antwort, frage, werte)
    if meldung:
        assert "Bitte" in meldung
        return
    if frage.art is Frageart.FREITEXT:
        assert antwort == einzeiler(werte[0], "", TEXT_HOECHSTENS)
        return
    nummern = [int(nummer) for nummer in antwort.split(",")]
    assert nummern == sorted(set(nummern)), "jede Antwort nur einmal"
    assert set(nummern) <= set(range(1, len(frage.antworten) + 1))
    assert len(nummern) == 1 or frage.art is Frageart.MEHRFACH


@pytest.mark.parametrize(
    ("frage", "werte", "erwartet"),
    [
        (SKALA, ["1"], "1"),
        (SKALA, ["7"], "7"),
        (EINFACH, ["2", "2"], "2"),
        (MEHRFACH, ["3", "1", "3"], "1,3"),
        (TEXT, ["  mehr\n Zeit\x00 "], "mehr Zeit"),
    ],
)
def test_antwort(frage: Frage, werte: list[str], erwartet: str) -> None:
    assert pruefe_antwort(frage, werte) == erwartet


@pytest.mark.parametrize(
    ("frage", "werte", "meldung"),
    [
        (SKALA, [], "noch nichts gewählt"),
        (SKALA, ["0"], "gibt es nicht"),
        (SKALA, ["8"], "gibt es nicht"),
        (SKALA, ["01"], "gibt es nicht"),
        (SKALA, ["²"], "gibt es nicht"),
        (SKALA, ["3", "4"], "nur eine Antwort"),
        (EINFACH, ["1", "2"], "nur eine Antwort"),
        (TEXT, [], "„Ihre Antwort“ ist leer"),
        (TEXT, ["\u200b\x07"], "„Ihre Antwort“ ist leer"),
        (TEXT, ["x" * 201], "201 Zeichen .* auf 200"),
    ],
)
def test_unmoegliche_antwort(frage: Frage, werte: list[str], meldung: str) -> None:
    with pytest.raises(FrageFehler, match=meldung):
        pruefe_antwort(frage, werte)


@pytest.mark.parametrize(
    ("aenderung", "meldung"),
    [
        ({"kennung": "Groß"}, "„kennung“ ist „Groß“"),
        ({"kennung": 7}, "„kennung“ ist „7“"),
        ({"art": "regler"}, "„art“ ist „regler“. Bitte wählen Sie: skala, einfach, mehrfach, freitext"),
        ({"text": ""}, "„Frage“ ist leer"),
        ({"text": None}, "„Frage“ ist kein Text"),
        ({"optionen": "Rot"}, "„optionen“ ist keine Liste"),
        ({"optionen": ["Rot"]}, "Es sind 1 Antworten. Bitte geben Sie 2 bis 8"),
        ({"optionen": list("abcdefghi")}, "Es sind 9 Antworten"),
        ({"optionen": ["Rot", "ROT"]}, "doppelt"),
        ({"optionen": ["Rot", "x" * 81]}, "„Antwort 2“ hat 81 Zeichen"),
        ({"art": "skala"}, "„Aussage links“ ist leer"),
    ],
)
def test_unbrauchbare_frage(aenderung: dict[str, Any], meldung: str) -> None:
    with pytest.raises(FrageFehler, match=meldung):
        lies_frage(EINFACH.als_dict() | aenderung)


def test_viele_fragen() -> None:
    viele = [EINFACH.als_dict() | {"kennung": f"f-{i}"} for i in range(FRAGEN_HOECHSTENS + 1)]
    assert len(lies_fragen(viele[:-1])) == 40
    with pytest.raises(FrageFehler, match="Es sind 41 Fragen"):
        lies_fragen(viele)
    with pytest.raises(FrageFehler, match="Frage 2: „eins“ gibt es schon"):
        lies_fragen([EINFACH.als_dict(), EINFACH.als_dict()])
    with pytest.raises(FrageFehler, match="Frage 1: Angaben fehlen"):
        lies_fragen(["Rot"])
    for keine in ("Rot", {"a": 1}, 7, None):
        with pytest.raises(FrageFehler, match="nicht als Liste"):
            lies_fragen(keine)


def test_stufen_in_worten() -> None:
    assert SKALA.antworten == (
        "1 von 7: voll für „Nein.“",
        "2 von 7: eher für „Nein.“",
        "3 von 7: leicht für „Nein.“",
        "4 von 7: unentschieden",
        "5 von 7: leicht für „Ja.“",
        "6 von 7: eher für „Ja.“",
        "7 von 7: voll für „Ja.“",
    )


def test_nur_gleich_gefragtes_hat_denselben_wortlaut() -> None:
    gleich = lies_frage(SKALA.als_dict() | {"kennung": "andere"})
    vertauscht = lies_frage(SKALA.als_dict() | {"links": "Ja.", "rechts": "Nein."})
    assert gleich.wortlaut == SKALA.wortlaut
    assert len({SKALA.wortlaut, vertauscht.wortlaut, EINFACH.wortlaut, MEHRFACH.wortlaut}) == 4


@given(st.text(ZEICHEN, min_size=CODELAENGE, max_size=CODELAENGE))
def test_code_laesst_sich_vorlesen_und_abtippen(code: str) -> None:
    assert normiere_code(zeige_code(code)) == code
    assert normiere_code(f"  {zeige_code(code).lower()} ") == code


@given(st.text(max_size=60))
def test_nur_ein_code_ist_ein_code(eingabe: str) -> None:
    code = normiere_code(eingabe)
    assert code == "" or (len(code) == 8 and set(code) <= set(ZEICHEN))


@pytest.mark.parametrize("eingabe", ["", "BCDF", "BCDFGHJKL", "BCDFGHJA", "BCDFGHJ0", "../../etc"])
def test_kein_code(eingabe: str) -> None:
    assert normiere_code(eingabe) == ""


# --- Sätze --------------------------------------------------------------------------------------------------


def test_mitgelieferte_saetze() -> None:
    zehn, schritte = tabellen.fragensaetze()
    assert (zehn.kennung, len(zehn.fragen)) == ("zehn-themen", 10)
    assert {frage.art for frage in zehn.fragen} == {Frageart.SKALA}
    assert [frage.art for frage in schritte.fragen] == [
        Frageart.EINFACH,
        Frageart.MEHRFACH,
        Frageart.FREITEXT,
    ]
    alle = [frage.kennung for satz in (zehn, schritte) for frage in satz.fragen]
    assert len(set(alle)) == 13, "danach werden Ergebnisse verglichen"


@pytest.mark.parametrize(
    ("angaben", "meldung"),
    [
        ({}, "„fassung“ ist „None“, gelesen wird 1"),
        ({"fassung": 1}, "„saetze“ ist leer"),
        ({"fassung": 1, "saetze": [7]}, "Satz 1: Angaben fehlen"),
        ({"fassung": 1, "saetze": [{"kennung": "Ä"}]}, "Satz 1: „kennung“ ist „Ä“"),
        ({"fassung": 1, "saetze": [{"kennung": "a", "fragen": []}]}, "Satz 1 .„a“.: „Name“ ist leer"),
        ({"fassung": 1, "saetze": [{"kennung": "a", "name": "A"}]}, "Satz 1 .„a“.: Die Fragen stehen nicht"),
        (
            {"fassung": 1, "saetze": [{"kennung": "a", "name": "A", "fragen": [SKALA.als_dict()]}] * 2},
            "Satz 2: „a“ gibt es schon",
        ),
    ],
)
def test_unbrauchbare_saetze(angaben: dict[str, Any], meldung: str) -> None:
    with pytest.raises(FrageFehler, match=meldung):
        lies_saetze(angaben)


# --- schlank ------------------------------------------------------------------------------------------------


def test_der_weg_einer_stimme_laedt_weder_pandas_noch_streamlit() -> None:
    befehl = (
        "import sys;"
        "import insek_monitor.kern.stimmungsbild, insek_monitor.kern.vortrag;"
        "import insek_monitor.kern.gruppenschutz, insek_monitor.kern.fragensaetze;"
        "from insek_monitor.workshop.abstimmung import register_stimmabgabe, register_auszaehlung;"
        "print([name for name in ('pandas', 'numpy', 'streamlit') if name in sys.modules])"
    )
    ergebnis = subprocess.run([sys.executable, "-c", befehl], capture_output=True, text=True, check=True)
    assert ergebnis.stdout.strip() == "[]"
