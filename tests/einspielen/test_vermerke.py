"""Vermerke: nur mit Rolle, nur angehängt, ohne Zeichen, die etwas anderes vortäuschen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from insek_monitor.kern.rollen import GAST, Person, Rolle, Zugang
from insek_monitor.register import protokoll, rechte, vermerke
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.speicher import Register

pytestmark = pytest.mark.eine_datenbank

LOKAL = Person("Anna Amt", "lokal", Zugang.LOKAL)
LESERIN = Person("Lena Lese", "lena@example.org", Zugang.ANMELDUNG, Rolle.LESEN)
OHNE = Person("Otto Ohne", "otto@example.org", Zugang.ANMELDUNG)
AGS = "14521010"


def test_geschriebenes_steht_da_das_neueste_zuerst(register: Register) -> None:
    vermerke.schreibe(register, AGS, "Angerufen, Rückruf folgt.", LOKAL)
    vermerke.schreibe(register, AGS, "Rückruf: Beschluss im Mai.\nQuelle: Frau „Ö“", LOKAL)
    vermerke.schreibe(register, "14521020", "andere Gemeinde", LOKAL)
    gelesen = vermerke.lies(register, AGS, LESERIN)
    assert list(gelesen.columns) == ["nummer", "am", "von", "text"]
    assert gelesen["nummer"].tolist() == [2, 1]
    assert gelesen["text"].tolist() == [
        "Rückruf: Beschluss im Mai.\nQuelle: Frau „Ö“",
        "Angerufen, Rückruf folgt.",
    ]
    assert gelesen["von"].tolist() == ["Anna Amt", "Anna Amt"]
    assert str(gelesen["am"].dtype) == "datetime64[us, UTC]"


def test_ohne_vermerke_bleiben_die_spalten(register: Register) -> None:
    gelesen = vermerke.lies(register, AGS, LOKAL)
    assert gelesen.empty
    assert gelesen.dtypes.astype(str).to_dict() == {
        "nummer": "int64",
        "am": "datetime64[us, UTC]",
        "von": "str",
        "text": "str",
    }


@pytest.mark.parametrize("person", [GAST, OHNE])
def test_ohne_rolle_kein_lesen_und_kein_schreiben(register: Register, person: Person) -> None:
    vermerke.schreibe(register, AGS, "vertraulich", LOKAL)
    with pytest.raises(rechte.Verweigert, match="„Vermerke lesen“ braucht die Rolle „Lesen“"):
        vermerke.lies(register, AGS, person)
    with pytest.raises(rechte.Verweigert, match="„Vermerk schreiben“ braucht die Rolle „Bearbeiten“"):
        vermerke.schreibe(register, AGS, "untergeschoben", person)
    assert vermerke.lies(register, AGS, LOKAL)["text"].tolist() == ["vertraulich"]
    eintraege = protokoll.lies(register, person=LOKAL)
    assert eintraege["ergebnis"].tolist() == ["verweigert", "verweigert", "ausgefuehrt"]
    assert eintraege["gegenstand"].tolist() == [f"Gemeinde {AGS}"] * 3


def test_lesende_duerfen_nicht_schreiben(register: Register) -> None:
    with pytest.raises(rechte.Verweigert, match="nur die Rolle „Lesen“"):
        vermerke.schreibe(register, AGS, "Text", LESERIN)


def test_der_wortlaut_steht_nicht_im_protokoll(register: Register) -> None:
    vermerke.schreibe(register, AGS, "streng vertraulich", LOKAL)
    assert "vertraulich" not in protokoll.lies(register, person=LOKAL).to_string()


@pytest.mark.parametrize(
    ("roh", "sauber"),
    [
        ("  Rand  \n", "Rand"),
        ("a\x00b\x07c\x1bd\x7fe", "abcde"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\tb", "a b"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("Rechnung \u202egnp.exe", "Rechnung gnp.exe"),
        ("u\u0308ber", "über"),
        ("halb\ud800es Zeichen", "halbes Zeichen"),
        ("a\u034f\u0308b", "äb"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        (
            "Familie \U0001f468\u200d\U0001f469\u200d\U0001f467",
            "Familie \U0001f468\u200d\U0001f469\u200d\U0001f467",
        ),
    ],
)
def test_bereinigt(roh: str, sauber: str) -> None:
    assert vermerke.bereinige(roh) == sauber


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
def test_bereinigter_text_ist_immer_speicherbar(roh: str) -> None:
    sauber = vermerke.bereinige(roh)
    assert sauber.encode("utf-8").decode("utf-8") == sauber
    assert all(zeichen == "\n" or ord(zeichen) >= 32 for zeichen in sauber)
    assert vermerke.bereinige(sauber) == sauber, "zweimal bereinigen ändert nichts mehr"


def test_leer_zu_lang_und_falscher_schluessel(register: Register) -> None:
    with pytest.raises(RegisterFehler, match="leer"):
        vermerke.schreibe(register, AGS, " \n\x00 ", LOKAL)
    with pytest.raises(RegisterFehler, match="hat 4001 Zeichen, höchstens 4000"):
        vermerke.schreibe(register, AGS, "x" * 4001, LOKAL)
    vermerke.schreibe(register, AGS, "ä" * 4000, LOKAL)
    with pytest.raises(RegisterFehler, match="„1452‘ OR 1=1“ ist kein Gemeindeschlüssel"):
        vermerke.lies(register, "1452‘ OR 1=1", LOKAL)
    assert len(vermerke.lies(register, AGS, LOKAL)) == 1


def test_vermerke_lassen_sich_nicht_aendern(register: Register) -> None:
    vermerke.schreibe(register, AGS, "erster", LOKAL)
    for befehl in ("UPDATE vermerk SET text = 'anders'", "DELETE FROM vermerk"):
        with pytest.raises((RegisterFehler, DBAPIError)), register.schreiben() as verbindung:
            verbindung.execute(text(befehl))
    assert vermerke.lies(register, AGS, LOKAL)["text"].tolist() == ["erster"]
