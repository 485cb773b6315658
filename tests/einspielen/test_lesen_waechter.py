"""Der Wächter: Frist, Speicher, Absturz, leere Umgebung; und die Übertragung zwischen den Prozessen."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.einspielen.lesen import DateiFehler, lies_datei, waechter
from insek_monitor.einspielen.lesen.fehler import GLEICHZEITIG, SEKUNDEN, SPEICHER_BYTES
from insek_monitor.einspielen.lesen.kern import dateiname, lies_kern
from insek_monitor.einspielen.lesen.kindprozess import packe_aus, verpacke
from insek_monitor.kern.rohdatei import Rohblatt, Rohdatei
from tests.hilfen.tabellenbau import LISTE, csv, xlsx

pytestmark = pytest.mark.langsam

nur_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows kennt die Grenzen nicht")


def kind(art: str, *, sekunden: float = SEKUNDEN, frist: float | None = None, **angaben: Any) -> bytes:
    auftrag = {"art": art, **angaben}
    return waechter.im_kind("tests.hilfen.boeses_kind", auftrag, b"abc", sekunden=sekunden, frist=frist)


def test_das_kind_arbeitet() -> None:
    assert kind("brav") == b"cba"


def test_wer_schlaeft_wird_beendet() -> None:
    with pytest.raises(DateiFehler, match=r"länger als 1 Sekunden.*abgebrochen"):
        kind("schlafen", frist=1)


def test_hoechstens_zwei_kinder_gleichzeitig() -> None:
    """Sind beide Plätze besetzt, erfährt der Nächste nach seiner Frist, dass er warten müsste."""
    besetzt = pytest.raises(DateiFehler, match=r"schon 2 andere Dateien gelesen.*versuchen Sie es")
    with waechter._plaetze, waechter._plaetze, besetzt:
        kind("brav", frist=0.1)
    for _ in range(GLEICHZEITIG + 1):
        with pytest.raises(DateiFehler, match="ließ sich nicht lesen"):
            kind("absturz")
    assert kind("brav") == b"cba", "Auch nach Abstürzen sind die Plätze wieder frei."


def test_warten_zaehlt_zur_frist() -> None:
    """Wird ein Platz spät frei, bekommt das Kind nur den Rest; schuld ist dann nicht die Datei."""
    eingabe = b'{"art": "brav", "sekunden": 60, "speicher": %d}\nabc' % SPEICHER_BYTES
    assert waechter._lass_laufen("tests.hilfen.boeses_kind", eingabe, 60, 0)[:2] == (0, b"Ecba")
    with pytest.raises(DateiFehler, match="schon 2 andere Dateien"):
        waechter._lass_laufen("tests.hilfen.boeses_kind", eingabe, 60, 60)


@nur_posix
def test_wer_endlos_rechnet_wird_beendet() -> None:
    with pytest.raises(DateiFehler, match=r"länger als 1 Sekunden.*abgebrochen"):
        kind("rechnen", sekunden=1, frist=600)


@nur_posix
def test_zu_viel_speicher_ist_ein_satz() -> None:
    with pytest.raises(DateiFehler, match="Arbeitsspeicher"):
        kind("speicher")


@pytest.mark.parametrize("art", ["absturz", "ausnahme", "ausgabe"])
def test_absturz_nennt_keinen_grund(art: str) -> None:
    with pytest.raises(DateiFehler, match="ließ sich nicht lesen") as fehler:
        kind(art)
    assert "geheim" not in str(fehler.value)
    assert "Traceback" not in str(fehler.value)


def test_der_grund_steht_im_protokoll(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(DateiFehler):
        kind("ausnahme")
    assert "geheimer Grund" in caplog.text


@nur_posix
def test_das_kind_schreibt_keine_datei(tmp_path: Path) -> None:
    ziel = tmp_path / "spur"
    with pytest.raises(DateiFehler):
        kind("schreiben", ziel=str(ziel))
    assert not ziel.exists() or ziel.stat().st_size == 0


def test_das_kind_kennt_keine_geheimnisse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSEK_DATENBANK_URL", "postgresql://insek:geheim@localhost/insek")
    umgebung = json.loads(kind("umgebung"))
    assert "INSEK_DATENBANK_URL" not in umgebung
    assert "geheim" not in json.dumps(umgebung)


def test_lesen_im_kind_gleicht_dem_lesen_hier() -> None:
    for inhalt, name in ((xlsx(), "Liste.xlsx"), (csv().encode(), "Liste.csv")):
        assert lies_datei(inhalt, name) == lies_kern(inhalt, name)


def test_zehntausend_zeilen_werden_gelesen() -> None:
    datei = lies_datei(xlsx([*LISTE[:1], *[LISTE[1]] * 10_000]), "a.xlsx")
    assert len(datei.blaetter[0].zeilen) == 10_001
    assert datei.blaetter[0].zeilen[10_000][1] == "Amtsberg"


def test_der_leser_braucht_kein_pandas() -> None:
    befehl = (
        "import sys; import insek_monitor.einspielen.lesen.kind; "
        "print([m for m in ('pandas', 'numpy', 'sqlalchemy', 'openpyxl', 'streamlit') if m in sys.modules])"
    )
    import subprocess

    lauf = subprocess.run([sys.executable, "-c", befehl], capture_output=True, text=True, check=True)
    assert lauf.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("name", "erwartet"),
    [
        ("Liste.xlsx", "Liste.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Benutzer\\Frau X\\Liste 2026.xlsx", "Liste 2026.xlsx"),
        ("Li\x00ste\u202e.xlsx", "Liste.xlsx"),
        ("..", "Datei"),
        ("", "Datei"),
        ("ä" * 300 + ".csv", "ä" * 149 + "…"),
    ],
)
def test_dateiname(name: str, erwartet: str) -> None:
    assert dateiname(name) == erwartet
    assert lies_kern(b"a;b\n", name).name == erwartet


zellen = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
    st.dates(),
    st.datetimes(),
)
blaetter = st.builds(
    Rohblatt,
    st.text(),
    st.lists(st.lists(zellen, max_size=4).map(tuple), max_size=4).map(tuple),
    st.booleans(),
    st.frozensets(st.integers(1, 99)),
    st.lists(st.tuples(*[st.integers(1, 99)] * 4), max_size=3).map(tuple),
    st.frozensets(st.tuples(st.integers(1, 99), st.integers(1, 99))),
)


@given(st.lists(blaetter, max_size=3), st.lists(st.text(), max_size=2))
def test_die_uebertragung_veraendert_nichts(liste: list[Rohblatt], hinweise: list[str]) -> None:
    datei = Rohdatei("a.xlsx", "xlsx", 5, "0" * 64, tuple(liste), tuple(hinweise))
    zurueck = packe_aus(verpacke(datei))
    assert zurueck == datei
    for vorher, nachher in zip(datei.blaetter, zurueck.blaetter, strict=True):
        for zeile, zeile_neu in zip(vorher.zeilen, nachher.zeilen, strict=True):
            assert [type(z) for z in zeile] == [type(z) for z in zeile_neu]


def test_tag_und_zeitpunkt_bleiben_verschieden() -> None:
    zeilen = ((date(2019, 3, 14), datetime(2019, 3, 14, 12, 30)),)
    datei = Rohdatei("a", "xlsx", 1, "", (Rohblatt("B", zeilen),))
    tag, zeitpunkt = packe_aus(verpacke(datei)).blaetter[0].zeilen[0]
    assert (type(tag), type(zeitpunkt)) == (date, datetime)
