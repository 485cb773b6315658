"""Eine Registerdatei mit gekippten Bits: nie falsche Daten, nie eine fremde Ausnahme, der richtige Satz.

Mit ``INSEK_BITKIPPER=400`` so viele wie der Gutachter, sonst vierzig.
"""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from insek_monitor.ansprache.kontakte import register_lesen as kontakte_lesen
from insek_monitor.ansprache.kontakte import (
    register_zug,
    wiedervorlagen,
)
from insek_monitor.ansprache.prioritaet import register_gewichtungen as gewichtungen
from insek_monitor.einspielen import register_spaltennamen as spaltennamen
from insek_monitor.register import datenstaende, laden, protokoll, pruefrunden, rechte, verlauf, vermerke
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.sichern import sichere
from insek_monitor.register.speicher import oeffne_leer
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung import register_auszaehlung as auszaehlung
from insek_monitor.workshop.abstimmung import register_fragensaetze as fragensaetze
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung import register_stimmabgabe as stimmabgabe
from insek_monitor.workshop.abstimmung import register_stimmungsergebnisse as stimmungsergebnisse
from insek_monitor.workshop.vortrag import register_folgen as vortragsfolgen
from tests.hilfen.ablage import LOKAL
from tests.hilfen.sicherungen import HEUTE, fuelle_alles

ANZAHL = int(os.environ.get("INSEK_BITKIPPER", "40"))


def _alle_raeume(register: Register) -> None:
    for raum in raeume.liste(register, LOKAL):
        stimmabgabe.lies_raum(register, raum.code)
        auszaehlung.alle(register, raum.code)


ZUGRIFFE: dict[str, Callable[[Register], Any]] = {
    "Datenstände": datenstaende.liste,
    "geltender": datenstaende.finde,
    "Freigaben": verlauf.freigaben,
    "Vermerke": lambda r: vermerke.lies(r, "14000000", LOKAL),
    "Prüfrunde": pruefrunden.aktuelle,
    "Protokoll": lambda r: protokoll.lies(r, person=LOKAL),
    "Kontakte": lambda r: kontakte_lesen.verlauf(r, LOKAL),
    "Stände": lambda r: register_zug.staende(r, LOKAL),
    "Wiedervorlagen": lambda r: wiedervorlagen.wiedervorlagen(r, LOKAL, heute=HEUTE),
    "Räume": _alle_raeume,
    "Ergebnisse": stimmungsergebnisse.lies,
    "Fragensätze": lambda r: fragensaetze.lies(r, auch_archivierte=True),
    "Folgen": lambda r: vortragsfolgen.liste(r, LOKAL),
    "Gewichte": gewichtungen.lies,
    "Rollen": rechte.vergeben,
    "Spalten": spaltennamen.lies,
    "schreiben": lambda r: vermerke.schreibe(r, "14000000", "danach", LOKAL),
}


@pytest.fixture(scope="module")
def heil(tmp_path_factory, vorlage_sqlite: Path) -> tuple[Path, dict[int, str]]:
    datei = tmp_path_factory.mktemp("heil") / "register.sqlite"
    shutil.copyfile(vorlage_sqlite, datei)
    register = oeffne_leer(f"sqlite:///{datei}")
    fuelle_alles(register)
    inhalt = {nummer: inhalt_von(register, nummer) for nummer in (1, 2, 3)}
    register.schliesse()
    return datei, inhalt


def inhalt_von(register: Register, nummer: int) -> str:
    bestand = laden.lade(register, nummer)
    return bestand.konzepte.to_csv() + bestand.zuordnung.to_csv()


def versuche(zugriff: Callable[..., Any], *angaben: Any) -> tuple[str, Any]:
    """Der Satz, mit dem ein Zugriff abgewiesen wird (leer, wenn er gelang), und was er lieferte."""
    try:
        return "", zugriff(*angaben)
    except RegisterFehler as fehler:
        if fehler.__cause__ is None:
            return str(fehler), None  # ein fachlicher Satz, etwa zur Prüfsumme
        return (str(fehler) if "Sicherung" in str(fehler) else f"FALSCH: {fehler} {fehler.__cause__!r}"), None
    except Exception as fehler:  # noqa: BLE001  jede andere ist der gesuchte Mangel
        return f"FALSCH: {fehler!r}", None


def gehe_durch(datei: Path, inhalt: dict[int, str], *, auch_sichern: bool) -> Iterator[tuple[str, str]]:
    """Öffne und lies alles; liefert je Zugriff Name und Satz."""
    satz, register = versuche(oeffne_leer, f"sqlite:///{datei}")
    yield "öffnen", satz
    if register is None:
        return
    for nummer, erwartet in inhalt.items():
        satz, gelesen = versuche(inhalt_von, register, nummer)
        yield "Datenstand", satz if gelesen in (None, erwartet) else "FALSCH: andere Daten"
    for name, zugriff in ZUGRIFFE.items():
        yield name, versuche(zugriff, register)[0]
    if auch_sichern:
        yield "sichern", versuche(sichere, register, datei.with_suffix(".sicherung"))[0]
    register.schliesse()


@pytest.mark.langsam
def test_gekippte_bits(heil, tmp_path) -> None:
    datei, inhalt = heil
    original = datei.read_bytes()
    beschrieben = [stelle for stelle, byte in enumerate(original) if byte]
    zufall = random.Random(13)
    abgewiesen: Counter[str] = Counter()
    for lauf in range(ANZAHL):
        gekippt = bytearray(original)
        stelle, bit = zufall.choice(beschrieben), zufall.randrange(8)
        gekippt[stelle] ^= 1 << bit
        kopie = tmp_path / f"{lauf}.sqlite"
        kopie.write_bytes(gekippt)
        for name, satz in gehe_durch(kopie, inhalt, auch_sichern=lauf % 10 == 0):
            falsch = satz.startswith("FALSCH") or "Datenbankserver" in satz
            assert not falsch, f"{name}, Byte {stelle}, Bit {bit}: {satz}"
            abgewiesen[name] += bool(satz)
        kopie.unlink()
    print(f"{ANZAHL} gekippte Bits, abgewiesen:", dict(abgewiesen))
    assert abgewiesen.total(), "sonst traf kein Bit etwas"
