"""Die Befehle der Datenpflege: prüfen, einspielen, ausgeben, Rolle, Protokoll."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from insek_monitor.kommandozeile import main
from tests.kommandozeile.test_befehle import ENGLISCH

pytestmark = pytest.mark.langsam

LISTE = """Liste der INSEK;;
;;
Gemeinde;INSEK vorhanden?;Beschluss am
Amtsberg;ja;14.03.2019
Bernsdorf;ja;2018
Summe;2;
"""


@pytest.fixture
def liste(tmp_path: Path) -> Path:
    datei = tmp_path / "liste.csv"
    datei.write_text(LISTE, encoding="utf-8")
    return datei


@dataclass(frozen=True)
class Lauf:
    returncode: int
    stdout: str
    stderr: str


Rufe = Callable[..., Lauf]


@pytest.fixture
def rufe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Rufe:
    """Ruft einen Befehl im selben Prozess, mit leerem Datenordner zu Beginn."""
    monkeypatch.setenv("INSEK_DATENORDNER", str(tmp_path / "ablage"))
    monkeypatch.delenv("INSEK_DATENBANK_URL", raising=False)

    def rufe(*worte: str) -> Lauf:
        try:
            rueckgabe = main(worte)
        except SystemExit as ende:
            rueckgabe = int(ende.code or 0)
        ausgabe = capsys.readouterr()
        return Lauf(rueckgabe, ausgabe.out, ausgabe.err)

    return rufe


def staende(rufe: Rufe) -> str:
    return rufe("datenstaende").stdout


def test_pruefen_nennt_ort_wert_und_vorschlag(liste: Path, rufe: Rufe) -> None:
    lauf = rufe("pruefe", str(liste))
    assert (lauf.returncode, lauf.stderr) == (1, "")
    assert "Fehler · Zeile 5 · Bernsdorf, Spalte A „Gemeinde“" in lauf.stdout
    assert "Bernsdorf (Zwickau) | Bernsdorf (Bautzen)" in lauf.stdout
    assert "1 Fehler, 0 Warnungen, 0 Hinweise" in lauf.stdout
    assert "Ausgabe" not in staende(rufe)
    assert not ENGLISCH.search(lauf.stdout)


def test_pruefen_als_json(liste: Path, rufe: Rufe) -> None:
    inhalt = json.loads(rufe("pruefe", str(liste), "--json").stdout)
    assert inhalt["datenstand"] == 1
    assert [(b["code"], b["zeile"]) for b in inhalt["befunde"]] == [("gemeinde_mehrdeutig", 5)]
    assert inhalt["befunde"][0]["gemeinde"] == "Bernsdorf"
    assert [spalte["feld"] for spalte in inhalt["spalten"]] == ["gemeinde", "vorhanden", "beschluss"]
    korrekturen = [v["korrektur"]["wert"] for v in inhalt["befunde"][0]["vorschlaege"]]
    assert korrekturen[:2] == ["14524010", "14625030"]


def test_bericht_ist_eine_kopie_mit_markierten_zellen(liste: Path, rufe: Rufe, tmp_path: Path) -> None:
    ziel = tmp_path / "bericht.xlsx"
    rufe("pruefe", str(liste), "--bericht", str(ziel))
    mappe = openpyxl.load_workbook(ziel)
    assert len(mappe.sheetnames) == 2
    zellen = [zelle for blatt in mappe for zeile in blatt.iter_rows() for zelle in zeile if zelle.comment]
    assert [zelle.value for zelle in zellen] == ["Bernsdorf"]
    assert "Bernsdorf (Zwickau)" in zellen[0].comment.text


def test_ohne_klarheit_wird_nichts_geschrieben(liste: Path, rufe: Rufe) -> None:
    vorher = staende(rufe)
    for weitere in ([], ["--vollstaendig", "--ohne-fehlerzeilen"]):
        lauf = rufe("einspielen", str(liste), "--anlass", "A", "--von", "Ich", *weitere)
        assert lauf.returncode == 1
        assert "1 Zeile hat Fehler (Zeile 5 · Bernsdorf)" in lauf.stderr
        assert "Es wurde nichts geschrieben." in lauf.stderr
    assert staende(rufe) == vorher


@pytest.mark.parametrize("weitere", [[], ["--vollstaendig"], ["--ohne-fehlerzeilen", "--warnungen-annehmen"]])
@pytest.mark.parametrize("kopf", ["Gemeinde;Quelle", "Kreis;INSEK vorhanden?"])
def test_ein_fehler_des_ganzen_blatts_haelt_alles_an(
    rufe: Rufe, tmp_path: Path, kopf: str, weitere: list[str]
) -> None:
    # Sonst bliebe keine Zeile übrig, und --vollstaendig leerte das Register.
    datei = tmp_path / "l.csv"
    datei.write_text(f"{kopf}\nBautzen;ja\nMeißen;nein\n", encoding="utf-8")
    vorher = staende(rufe)
    lauf = rufe("einspielen", str(datei), "--anlass", "A", "--von", "Ich", *weitere)
    assert lauf.returncode == 1
    assert "Es wurde nichts geschrieben." in lauf.stderr
    assert staende(rufe) == vorher


def test_eine_leere_liste_leert_das_register_nicht(rufe: Rufe, tmp_path: Path) -> None:
    datei = tmp_path / "l.csv"
    datei.write_text("Gemeinde;INSEK vorhanden?\nAmtsberg;\nAue-Bad Schlema;\n", encoding="utf-8")
    vorher = staende(rufe)
    weitere = ("--vollstaendig", "--warnungen-annehmen")
    lauf = rufe("einspielen", str(datei), "--anlass", "A", "--von", "Ich", *weitere)
    assert lauf.returncode == 1
    assert "Die Liste meldet nichts; mit --vollstaendig entfiele alles" in lauf.stderr
    assert staende(rufe) == vorher


def test_offene_warnungen_halten_an(rufe: Rufe, tmp_path: Path) -> None:
    datei = tmp_path / "l.csv"
    datei.write_text("Gemeinde;INSEK vorhanden?\nAmtsberg;ja\n", encoding="utf-8")
    angaben = ("einspielen", str(datei), "--anlass", "A", "--von", "Ich")
    lauf = rufe(*angaben)
    assert "1 Warnung ist offen" in lauf.stderr
    assert rufe(*angaben, "--warnungen-annehmen").returncode == 0


def test_einspielen_ausgeben_und_dieselbe_ausgabe_ohne_aenderung(
    liste: Path, rufe: Rufe, tmp_path: Path
) -> None:
    angaben = ("--anlass", "Herbst", "--von", "Frau Muster", "--ohne-fehlerzeilen")
    lauf = rufe("einspielen", str(liste), *angaben)
    assert (lauf.returncode, lauf.stderr) == (0, "")
    assert "INSEK vorhanden 120 → 121" in lauf.stdout
    assert "Eingespielt als Datenstand 2" in lauf.stdout
    assert "* 2" in staende(rufe)
    ziel = tmp_path / "register.xlsx"
    assert rufe("ausgeben", str(ziel)).returncode == 0
    zurueck = rufe("einspielen", str(ziel), "--anlass", "Probe", "--von", "Ich")
    assert "Keine Änderung" in zurueck.stdout
    assert "* 2" in staende(rufe)


FREMD = "Gemeinde;STATUS;INSEK;HSK\nAmtsberg;ja;nein;ja\n14612000;nein;;nein\n"


def gelesen(lauf: Lauf) -> dict[str, str]:
    """Überschrift → als was sie gelesen wird, aus der Tabelle des Prüfberichts."""
    zeilen = lauf.stdout.partition("gelesen als\n")[2].partition("\n\n")[0].splitlines()[1:]
    teile = (zeile.split(maxsplit=2) for zeile in zeilen)
    return {titel: bedeutung for _, titel, bedeutung in teile}


def test_spalten_werden_genannt_zugeordnet_und_gemerkt(rufe: Rufe, tmp_path: Path) -> None:
    datei = tmp_path / "fremd.csv"
    datei.write_text(FREMD, encoding="utf-8")
    von_selbst = {"Gemeinde": "Gemeinde", "STATUS": "nicht gelesen", "INSEK": "INSEK vorhanden?"}
    assert gelesen(rufe("pruefe", str(datei))) == von_selbst | {"HSK": "nicht gelesen"}
    wahl = ("--spalte", "STATUS=status", "--spalte", "INSEK=nichts", "--spalte", "HSK=notiz")
    anders = von_selbst | {"STATUS": "INSEK vorhanden?", "INSEK": "nicht gelesen", "HSK": "Bemerkung"}
    assert gelesen(rufe("pruefe", str(datei), *wahl)) == anders
    assert gelesen(rufe("pruefe", str(datei))) == anders, "gemerkt"
    assert "„status“ → INSEK vorhanden?" in rufe("protokoll").stdout
    # Das jüngste Wort gilt, auch gegen eine gemerkte Spalte.
    zurueck = gelesen(rufe("pruefe", str(datei), "--spalte", "INSEK=status", "--spalte", "HSK=nichts"))
    assert zurueck == von_selbst | {"HSK": "nicht gelesen"}


@pytest.mark.parametrize(
    ("wahl", "rueckgabe", "satz"),
    [
        (["INSEK"], 2, "ist keine Zuordnung"),
        (["=status"], 2, "ist keine Zuordnung"),
        (["INSEK=quatsch"], 2, "ist keine Zuordnung"),
        (["INSEKT=status"], 1, "Die Überschrift „INSEKT“ gibt es in der Liste nicht"),
        (["INSEK=status", "STATUS=vorhanden"], 1, "mehreren Spalten zugeordnet"),
    ],
)
def test_falsche_zuordnung_wird_nicht_gemerkt(
    rufe: Rufe, tmp_path: Path, wahl: list[str], rueckgabe: int, satz: str
) -> None:
    datei = tmp_path / "fremd.csv"
    datei.write_text(FREMD, encoding="utf-8")
    lauf = rufe("pruefe", str(datei), *(wort for zuordnung in wahl for wort in ("--spalte", zuordnung)))
    assert lauf.returncode == rueckgabe
    assert satz in lauf.stderr
    assert not ENGLISCH.search(lauf.stderr)
    assert "Spalten zuordnen" not in rufe("protokoll").stdout


def test_verlust_wird_gemeinde_fuer_gemeinde_genannt_und_mit_der_genauen_zahl_bestaetigt(
    rufe: Rufe, tmp_path: Path
) -> None:
    datei = tmp_path / "l.csv"
    datei.write_text("Gemeinde;INSEK vorhanden?;Beschluss am\nAmtsberg;ja;14.03.2019\n", encoding="utf-8")
    angaben = ("einspielen", str(datei), "--anlass", "A", "--von", "Ich", "--vollstaendig")
    vorher = staende(rufe)
    lauf = rufe(*angaben)
    assert lauf.returncode == 1
    anzahl = int(re.search(r"--verlust-bestaetigen (\d+)", lauf.stderr)[1])  # type: ignore[index]
    assert f"{anzahl} Datensätze aus" in lauf.stderr
    zeilen = lauf.stderr.partition("120 Gemeinden fallen von „INSEK vorhanden“ auf weniger:\n")[
        2
    ].splitlines()
    assert all(re.match(r"  .+: jetzt Stand nicht belegt; entfällt: ", zeile) for zeile in zeilen[:120])
    assert zeilen[119].startswith("  Z")
    for falsch in ("3", str(anzahl - 1)):
        assert f"Bestätigt sind {falsch}." in rufe(*angaben, "--verlust-bestaetigen", falsch).stderr
    assert staende(rufe) == vorher
    gewollt = rufe(*angaben, "--verlust-bestaetigen", str(anzahl))
    assert gewollt.returncode == 0
    assert gewollt.stdout.startswith("120 Gemeinden fallen von")


def test_wenig_verlust_braucht_keine_zahl(rufe: Rufe, tmp_path: Path) -> None:
    ziel = tmp_path / "register.xlsx"
    rufe("ausgeben", str(ziel))
    mappe = openpyxl.load_workbook(ziel)
    blatt = mappe["Meldeliste"]
    (zeile,) = (z[0].row for z in blatt.iter_rows() if any(zelle.value == "Zschopau" for zelle in z))
    blatt.delete_rows(zeile)
    mappe.save(ziel)
    angaben = ("einspielen", str(ziel), "--anlass", "A", "--von", "Ich", "--vollstaendig")
    lauf = rufe(*angaben, "--warnungen-annehmen")
    assert lauf.stdout.startswith("1 Gemeinde fällt von „INSEK vorhanden“ auf weniger:\n  Zschopau")


def test_unbekannte_endung(rufe: Rufe, tmp_path: Path) -> None:
    lauf = rufe("ausgeben", str(tmp_path / "x.doc"))
    assert lauf.returncode == 1
    assert "„.doc“" in lauf.stderr


def test_vorlage_leer_und_gefuellt(rufe: Rufe, tmp_path: Path) -> None:
    for name, weitere in (("leer.xlsx", []), ("voll.xlsx", ["--gefuellt"])):
        assert rufe("vorlage", str(tmp_path / name), *weitere).returncode == 0
    lauf = rufe("pruefe", str(tmp_path / "voll.xlsx"))
    assert "481 Meldungen" in lauf.stdout
    assert lauf.returncode == 0
    assert "418 Zeilen ohne Meldung" in rufe("pruefe", str(tmp_path / "leer.xlsx")).stdout


def test_rolle_und_protokoll(rufe: Rufe) -> None:
    lauf = rufe("rolle", "Eva@Beispiel.de", "bearbeiten", "--von", "Leitung")
    assert lauf.stdout == "eva@beispiel.de hat jetzt die Rolle „bearbeiten“.\n"
    protokoll = rufe("protokoll").stdout
    assert "Leitung" in protokoll
    assert "eva@beispiel.de" in protokoll
    falsch = rufe("rolle", "eva@beispiel.de", "chef", "--von", "Leitung")
    assert falsch.returncode == 2
    assert not ENGLISCH.search(falsch.stderr)


@pytest.mark.parametrize(
    "befehl",
    [["pruefe", "LISTE", "--bericht", "ZIEL"], ["ausgeben", "ZIEL"], ["vorlage", "ZIEL"]],
    ids=["bericht", "ausgeben", "vorlage"],
)
@pytest.mark.parametrize("art", ["datei", "verweis ins leere"])
def test_vorhandenes_wird_nie_ueberschrieben(
    liste: Path, rufe: Rufe, tmp_path: Path, befehl: list[str], art: str
) -> None:
    ziel = tmp_path / "ziel.xlsx"
    if art == "datei":
        ziel.write_bytes(b"meine Liste")
    else:
        ziel.symlink_to(tmp_path / "anderswo.xlsx")
    vorher = sorted(tmp_path.glob("*.*"))
    lauf = rufe(*({"LISTE": str(liste), "ZIEL": str(ziel)}.get(wort, wort) for wort in befehl))
    assert lauf.returncode == 1
    assert f"„{ziel}“ gibt es schon" in lauf.stderr
    assert "anderen Namen" in lauf.stderr
    assert sorted(tmp_path.glob("*.*")) == vorher
    if art == "datei":
        assert ziel.read_bytes() == b"meine Liste"


def test_der_bericht_ersetzt_nicht_die_liste(rufe: Rufe, tmp_path: Path) -> None:
    rufe("vorlage", str(tmp_path / "x.xlsx"))
    vorher = (tmp_path / "x.xlsx").read_bytes()
    lauf = rufe("pruefe", str(tmp_path / "x.xlsx"), "--bericht", str(tmp_path / "x.xlsx"))
    assert lauf.returncode == 1
    assert (tmp_path / "x.xlsx").read_bytes() == vorher


def test_volle_platte_laesst_nichts_zurueck(
    rufe: Rufe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def voll(_: int) -> None:
        raise OSError(28, "No space left on device")

    rufe("datenstaende")  # das Register ist angelegt
    ordner = tmp_path / "ausgabe"
    ordner.mkdir()
    monkeypatch.setattr("insek_monitor.kommandozeile.pflege.os.fsync", voll)
    lauf = rufe("vorlage", str(ordner / "v.xlsx"))
    assert lauf.returncode == 1
    assert "freien Platz" in lauf.stderr
    assert "space" not in lauf.stderr
    assert list(ordner.iterdir()) == []


def test_uebergrosse_datei_wird_nicht_erst_gelesen(
    rufe: Rufe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    riesig = tmp_path / "riesig.csv"
    with riesig.open("wb") as strom:
        strom.truncate(200 * 1024 * 1024)  # belegt keinen Platz
    oeffne = Path.open
    monkeypatch.setattr(
        Path,
        "open",
        lambda pfad, *a, **k: pytest.fail("gelesen") if pfad == riesig else oeffne(pfad, *a, **k),
    )
    monkeypatch.setattr(
        "insek_monitor.kommandozeile.einspielen.lies_datei", lambda *_: pytest.fail("dem Leser gegeben")
    )
    lauf = rufe("pruefe", str(riesig))
    assert lauf.returncode == 1
    assert "200 MB groß, erlaubt sind 50 MB" in lauf.stderr


@pytest.mark.parametrize(
    ("art", "satz"),
    [("ordner", "ist ein Ordner"), ("fifo", "keine gewöhnliche Datei"), ("fehlt", "Name und")],
)
def test_was_keine_datei_ist(rufe: Rufe, tmp_path: Path, art: str, satz: str) -> None:
    pfad = tmp_path / "liste.csv"
    if art == "ordner":
        pfad.mkdir()
    elif art == "fifo":
        os.mkfifo(pfad)
    lauf = rufe("pruefe", str(pfad))
    assert lauf.returncode == 1
    assert satz in lauf.stderr
