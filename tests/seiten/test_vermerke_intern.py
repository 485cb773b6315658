"""Interne Vermerke und Kontakte verlassen den angemeldeten Bereich nie.

Keine Seite für Gäste, kein Weg; Vermerke auch in keiner Ausgabe, Kontakte nur in denen, die „intern“ heißen.
"""

import gzip
import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from insek_monitor.__main__ import main
from insek_monitor.ansprache.seite.bereiche import KONTAKTANSICHTEN, PLANUNGEN
from insek_monitor.einspielen.register_eintragen import Quelldatei
from insek_monitor.einspielen.seite.zustand import BEREICHE
from insek_monitor.kern.ansprache import Kontaktstand
from insek_monitor.kern.vortrag import Folge, Folie, Folienart
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register import pruefrunden, vermerke
from insek_monitor.seiten import beitraege
from insek_monitor.workshop.saal.folienwege import FOLIENWEGE
from insek_monitor.workshop.saal.telefonwege import TELEFONWEGE
from insek_monitor.workshop.vortrag import register_vorfuehrungen as vorfuehrungen
from tests.conftest import STICHTAG
from tests.hilfen import saalraum
from tests.hilfen.asgi import frage
from tests.hilfen.datenpflege_hilfen import ERIKA, LESERIN, NIEMAND, OHNE_ROLLE, anderer_spielt_ein
from tests.hilfen.kontakt_hilfen import trage_ein
from tests.hilfen.seiten import SEITEN, elemente, merke_ausgaben, oeffne, texte

pytestmark = [pytest.mark.langsam, pytest.mark.usefixtures("modulregister")]

PLAUEN = "14523320"
GEHEIM = "GEHEIM-4711"
KONTAKTTEXTE = ("KONTAKT-4712", "SCHRITT-4713", "STELLE-4714")
"""Ergebnis, nächster Schritt und Stelle eines Kontakts."""
SEITEN_UND_BEREICHE = [
    *((name, {}) for name in SEITEN if name not in ("datenpflege", "ansprache")),
    *(("ansprache", {"planung": planung}) for planung in PLANUNGEN if planung != "Kontakte"),
    *(("ansprache", {"planung": "Kontakte", "kontakte": ansicht}) for ansicht in KONTAKTANSICHTEN),
    *(("datenpflege", {"bereich": bereich}) for bereich in BEREICHE),
]


def schreibe_internes():
    register = zwischenspeicher.register()
    anderer_spielt_ein("Herbst", quelle=Quelldatei("Muster-Liste.csv", b"a;b"))
    vermerke.schreibe(register, PLAUEN, GEHEIM, ERIKA)
    pruefrunden.beginne(register, "4. Quartal 2026", ERIKA)
    bestand = zwischenspeicher.bestand(2)
    pruefrunden.bestaetige(register, bestand, [PLAUEN], ERIKA)
    ergebnis, schritt, stelle = KONTAKTTEXTE
    trage_ein(
        PLAUEN,
        frist_tage=-3,
        ergebnis=ergebnis,
        schritt=schritt,
        stelle=stelle,
        stand=Kontaktstand.IN_UMSETZUNG,
    )


@pytest.fixture(scope="module")
def befuelle():
    return schreibe_internes


def gesehen(lauf):
    """Alles, was die Seite an den Browser schickt, auch HTML-Stücke."""
    return " ".join([*texte(lauf), *(str(e.value) for e in elemente(lauf, "html"))])


def ausgepackt(inhalt: bytes) -> bytes:
    """Der Inhalt, auch der gepackten Dateien darin (XLSX ist eine ZIP-Datei)."""
    if inhalt.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(inhalt)) as mappe:
            return b"\n".join(mappe.read(name) for name in mappe.namelist())
    return gzip.decompress(inhalt) if inhalt.startswith(b"\x1f\x8b") else inhalt


def test_die_suche_findet_was_da_ist(wer):
    """Sonst bewiesen die folgenden Tests nichts."""
    wer(ERIKA)
    alles = gesehen(oeffne("gemeinde", gemeinde=PLAUEN))
    assert GEHEIM in alles
    assert "von Erika Muster (Prüfrunde" in alles
    staende = gesehen(oeffne("datenpflege", bereich="Datenstände")) + gesehen(oeffne("methodik"))
    for internes in ("Max Andere", "Eilmeldung", "Muster-Liste"):
        assert internes in staende
    liste = gesehen(oeffne("ansprache", planung="Kontakte", kontakte="Liste"))
    for internes in (*KONTAKTTEXTE, "Zusage ist überfällig"):
        assert internes in liste
    assert "1 Wiedervorlage überfällig" in gesehen(oeffne("ueberblick"))
    assert "in Umsetzung" in alles


@pytest.mark.parametrize("person", [NIEMAND, OHNE_ROLLE])
@pytest.mark.parametrize(("name", "angaben"), SEITEN_UND_BEREICHE)
def test_keine_seite_zeigt_gaesten_vermerke_oder_namen(wer, person, name, angaben):
    wer(person)
    alles = gesehen(oeffne(name, gemeinde=PLAUEN, **angaben))
    assert GEHEIM not in alles
    for internes in (ERIKA.name, "Max Andere", "Eilmeldung", "Muster-Liste", *KONTAKTTEXTE):
        assert internes not in alles
    for kontaktwort in ("überfällig", "in Umsetzung", "letzter Kontakt", "Wiedervorlage"):
        assert name == "methodik" or kontaktwort not in alles, "Gäste erfahren nicht, ob es Kontakte gibt."
    if angaben.get("bereich") == "Datenstände":
        assert "Datenstand 2 „Herbst“" in alles.replace("\\", ""), "Nummer, Tag und Titel sind öffentlich."


@pytest.mark.parametrize("person", [NIEMAND, LESERIN, ERIKA])
@pytest.mark.parametrize(("name", "angaben"), SEITEN_UND_BEREICHE)
def test_was_in_ausgaben_steht(wer, monkeypatch, person, name, angaben):
    """Vermerke nie, auch nicht für jemanden mit Rolle; Kontakte nur, wo „intern“ im Namen steht."""
    wer(person)
    inhalte = merke_ausgaben(monkeypatch)
    lauf = oeffne(name, gemeinde=PLAUEN, kreis="Vogtlandkreis", **angaben)
    assert not lauf.exception
    for datei, inhalt in inhalte.items():
        intern = "intern" in datei
        assert person is not NIEMAND or not intern, f"{datei} wird Gästen angeboten"
        ausgabe = ausgepackt(inhalt())
        for text in (GEHEIM, "Max Andere", "Eilmeldung", "Muster-Liste", *(() if intern else KONTAKTTEXTE)):
            assert text.encode() not in ausgabe, datei


def _vorfuehrung_aus_allen_daten() -> str:
    """Eine laufende Präsentation mit jeder Folie aus Daten; liefert ihre Kennung."""
    folien = tuple(Folie(art, ags=PLAUEN, kreis="Vogtlandkreis") for art in Folienart if art.aus_daten)
    return vorfuehrungen.beginne(
        zwischenspeicher.register(),
        ERIKA,
        Folge("Alles", folien),
        datenstand_nummer=None,
        stichtag=STICHTAG,
        code=None,
        jetzt=saalraum.JETZT,
    ).kennung


def test_kein_http_weg_enthaelt_vermerke():
    app = Starlette(routes=beitraege.WEGE)
    grund = "datenstand=2&stichtag=2026-11-21"
    adressen = [
        f"/karte/gemeinden.json?{grund}",
        f"/karte/klein.svg?{grund}&gemeinde={PLAUEN}",
        f"/karte/klein.svg?{grund}&gemeinde={PLAUEN}&karte=Lage",
        "/karte/kreise.json",
        "/karte/innengrenzen.json",
        "/oberflaeche/deutsch.js",
        "/w",
        "/w/statisch/telefon.js",
        saalraum.lege_an(zwischenspeicher.register(), jetzt=datetime.now(UTC)).weg,
        f"/vorfuehrung/{_vorfuehrung_aus_allen_daten()}",
    ]
    saal = [*TELEFONWEGE, *FOLIENWEGE]
    eigene = [weg for weg in beitraege.WEGE if isinstance(weg, Route) and weg not in saal]
    assert {weg.path.rsplit("{")[0] for weg in eigene} <= {
        teil for adresse in adressen for teil in (adresse.split("?")[0], "/oberflaeche/")
    }, "ein neuer Weg gehört in diese Liste"
    for adresse in adressen:
        antwort = frage(app, adresse)
        assert antwort.status == 200, adresse
        assert "vorfuehrung" not in adresse or "Plauen" in antwort.text, "sonst sähe der Test nichts"
        for internes in (GEHEIM, *KONTAKTTEXTE):
            assert internes.encode() not in ausgepackt(antwort.inhalt), adresse


def test_kennzahlen_der_kommandozeile_enthalten_keine_vermerke(capsys):
    main(["kennzahlen", "--json"])
    ausgabe = capsys.readouterr().out
    assert json.loads(ausgabe)
    for internes in (GEHEIM, *KONTAKTTEXTE):
        assert internes not in ausgabe
