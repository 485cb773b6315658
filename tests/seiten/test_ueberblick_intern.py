"""Zeile „Nur intern“ auf dem Überblick: für alle, die bearbeiten, eine Abfrage; sonst für niemanden."""

import pytest
from sqlalchemy import event

from insek_monitor.kern.ansprache import Kontaktstand
from insek_monitor.rahmen import zwischenspeicher
from tests.hilfen.datenpflege_hilfen import ERIKA, LESERIN, NIEMAND, OHNE_ROLLE, alles
from tests.hilfen.kontakt_hilfen import AMTSBERG, BORNA, PLAUEN, trage_ein
from tests.hilfen.seiten import elemente, oeffne, texte

pytestmark = pytest.mark.usefixtures("eigenes_register")


def fuelle_register():
    trage_ein(AMTSBERG, frist_tage=-3, stand=Kontaktstand.IM_GESPRAECH)
    trage_ein(PLAUEN, frist_tage=0, stand=Kontaktstand.IM_GESPRAECH)
    trage_ein(BORNA, frist_tage=6, stand=Kontaktstand.BERATEN)
    trage_ein(BORNA, frist_tage=60)


def test_wer_bearbeitet_liest_was_offen_ist(wer):
    fuelle_register()
    wer(ERIKA)
    lauf = oeffne("ueberblick")
    zeile = "**Nur intern:** 1 Wiedervorlage überfällig · 2 bis Freitag · 2 Gemeinden im Gespräch"
    assert zeile in alles(lauf)
    verweis = next(e.proto for e in elemente(lauf, "page_link") if e.proto.label == "Zu den Kontakten")
    assert "planung=Kontakte" in verweis.query_string
    assert verweis.page == "ansprache"


@pytest.mark.parametrize("person", [NIEMAND, OHNE_ROLLE, LESERIN])
def test_wer_nicht_bearbeitet_dem_fehlt_die_zeile_spurlos(wer, person):
    wer(person)
    ohne = texte(oeffne("ueberblick"))
    fuelle_register()
    assert texte(oeffne("ueberblick")) == ohne
    assert "Nur intern" not in " ".join(ohne)


def test_ein_weiterer_lauf_stellt_zu_kontakten_nur_die_eine_frage_nach_dem_folgestand():
    fuelle_register()
    lauf = oeffne("ueberblick")
    fragen: list[str] = []

    def merke(_verbindung, _zeiger, text, *_):
        if "kontakt" in text:
            fragen.append(text)

    maschine = zwischenspeicher.register().engine
    event.listen(maschine, "before_cursor_execute", merke)
    try:
        lauf.run()
        assert len(fragen) == 1
        trage_ein(AMTSBERG, frist_tage=-2)
        fragen.clear()
        assert "2 Wiedervorlagen überfällig" in alles(lauf.run()), "Neues ist beim nächsten Lauf da"
        assert len(fragen) > 1
    finally:
        event.remove(maschine, "before_cursor_execute", merke)
