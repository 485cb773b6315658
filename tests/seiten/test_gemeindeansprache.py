"""Abschnitt „Ansprache“ der Gemeindeseite: Stand, Zusagen, Kontakte, Formular, Verlauf; nichts für Gäste."""

import pytest

from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.kern.ansprache import Kontaktstand
from insek_monitor.rahmen import zwischenspeicher
from tests.conftest import STICHTAG
from tests.hilfen.datenpflege_hilfen import ERIKA, LESERIN, NIEMAND, OHNE_ROLLE, alles
from tests.hilfen.kontakt_hilfen import (
    AMTSBERG,
    EINTRAGENDE,
    PLAUEN,
    fuelle,
    geltende,
    speichere,
    stand,
    trage_ein,
)
from tests.hilfen.seiten import elemente, oeffne, ohne_auszeichnung, texte, wechsle

pytestmark = pytest.mark.usefixtures("eigenes_register")


def seite(ags=AMTSBERG):
    lauf = oeffne("gemeinde", gemeinde=ags)
    felder = [feld for feld in lauf.text_input if feld.key == "datenpflege_name"]
    return felder[0].input("Erika Muster").run() if felder else lauf


def html(lauf):
    return ohne_auszeichnung(" ".join(str(e.value) for e in elemente(lauf, "html")))


@pytest.mark.parametrize("person", [NIEMAND, OHNE_ROLLE])
def test_gaeste_sehen_nicht_einmal_dass_es_den_abschnitt_gibt(wer, person):
    ohne = texte(seite(PLAUEN)) if not wer(person) else []
    trage_ein(PLAUEN, frist_tage=-3, ergebnis="GEHEIM-4711", stand=Kontaktstand.BERATEN)
    mit = texte(seite(PLAUEN))
    assert mit == ohne, "Ob es Kontakte gibt, darf an der Seite nicht zu sehen sein."
    assert "nur intern" not in " ".join(mit)


def test_stand_letzter_kontakt_und_zusagen_nur_dieser_gemeinde():
    trage_ein(AMTSBERG, vor_tagen=40, ergebnis="Erstes Gespräch", stand=Kontaktstand.IM_GESPRAECH)
    trage_ein(AMTSBERG, frist_tage=-3, ergebnis="Zweites Gespräch")
    trage_ein(PLAUEN, frist_tage=-3, ergebnis="Woanders")
    lauf = seite()
    gelesen = alles(lauf)
    assert "Stand: **im Gespräch** seit 12.10.2026 · letzter Kontakt 11.11.2026 (Telefon)" in gelesen
    assert "**seit 3 Tagen überfällig** · Muster schicken · Bauamt" in gelesen
    assert "**2 Kontakte**, der jüngste zuerst" in gelesen
    inhalt = html(lauf)
    assert inhalt.index("Zweites Gespräch") < inhalt.index("Erstes Gespräch")
    assert "Woanders" not in inhalt


def test_ohne_kontakt():
    lauf = seite()
    assert "Stand: **nicht angesprochen** · noch kein Kontakt" in alles(lauf)


def test_kontakt_eintragen_von_der_gemeindeseite():
    lauf = seite()
    lauf.button(key=f"kontakt_mit_{AMTSBERG}").click().run()
    assert "kontaktfeld_ags" not in [s.key for s in lauf.selectbox], "die Gemeinde steht fest"
    speichere(fuelle(lauf, ergebnis="Angerufen"))
    assert "Kontakt mit Amtsberg vom 21.11.2026 ist eingetragen." in alles(lauf)
    assert list(geltende(AMTSBERG)["ergebnis"]) == ["Angerufen"]
    assert stand(AMTSBERG) == "angesprochen", "der erste Kontakt setzt den Stand"


def test_stand_aendern_und_rolle_lesen_darf_es_nicht(wer):
    lauf = seite()
    lauf.menu_button(key=f"stand_{AMTSBERG}").click("ruht").run()
    assert stand(AMTSBERG) == "ruht"
    wer(LESERIN)
    lauf = seite()
    assert "Stand: **ruht** seit 21.11.2026" in alles(lauf)
    assert not lauf.menu_button


def test_verlauf_zeigt_ersetztes_und_zurueckgezogenes_mit_grund(wer):
    register = zwischenspeicher.register()
    erster = trage_ein(AMTSBERG, ergebnis="falsch verstanden")
    kontakte.berichtige(register, erster, None, EINTRAGENDE, heute=STICHTAG, grund="andere Gemeinde")
    lauf = seite()
    assert "falsch verstanden" not in " ".join(texte(lauf)), "Zurückgezogenes zählt nicht mehr"
    lauf.session_state[f"kontaktverlauf_{AMTSBERG}"] = True
    inhalt = html(lauf.run())
    assert "falsch verstanden" in inhalt
    assert "Rückzug von Nr. 1" in inhalt
    assert "andere Gemeinde" in inhalt
    wer(ERIKA)
    assert "Stand: **nicht angesprochen**" in alles(seite()), "der Stand kam mit dem Kontakt und ging mit ihm"


def test_entwurf_steht_nicht_unter_der_naechsten_gemeinde():
    lauf = seite()
    lauf.button(key=f"kontakt_mit_{AMTSBERG}").click().run()
    fuelle(lauf, ergebnis="Entwurf für Amtsberg")
    lauf.query_params["gemeinde"] = PLAUEN
    lauf.run()
    gelesen = " ".join(texte(lauf))
    assert "Plauen" in gelesen
    assert not [t for t in lauf.text_area if t.key == "kontaktfeld_ergebnis"]


def test_zurueckgelassenes_formular_kommt_nicht_leer_wieder():
    lauf = seite()
    lauf.button(key=f"kontakt_mit_{AMTSBERG}").click().run()
    fuelle(lauf, ergebnis="Entwurf für Amtsberg")
    wechsle(lauf, "methodik")
    wechsle(lauf, "gemeinde")
    assert not [t for t in lauf.text_area if t.key == "kontaktfeld_ergebnis"]
