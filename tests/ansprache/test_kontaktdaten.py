"""Kontakte für Priorität und Filter: einmal gelesen für alle mit Rolle, nie für Gäste."""

from datetime import timedelta

import pytest

from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.ansprache.kontakte.seite import lesen
from insek_monitor.kern.ansprache import Kontaktstand
from tests.conftest import STICHTAG
from tests.hilfen.datenpflege_hilfen import ERIKA, LESERIN, NIEMAND, OHNE_ROLLE
from tests.hilfen.kontakt_hilfen import AMTSBERG, BORNA, trage_ein

pytestmark = pytest.mark.usefixtures("eigenes_register")


def test_alle_mit_rolle_teilen_sich_das_gelesene_gaeste_bekommen_nichts(wer, monkeypatch):
    trage_ein(AMTSBERG, stand=Kontaktstand.IM_GESPRAECH, frist_tage=3)
    gelesen = []
    staende = kontakte.staende

    def zaehle(*angaben):
        gelesen.append(1)
        return staende(*angaben)

    monkeypatch.setattr(kontakte, "staende", zaehle)
    for person in (ERIKA, LESERIN, ERIKA):
        wer(person)
        daten = lesen.lies(STICHTAG)
        assert daten is not None
        assert daten.stand(AMTSBERG) is Kontaktstand.IM_GESPRAECH
    assert len(gelesen) == 1
    for person in (NIEMAND, OHNE_ROLLE):
        wer(person)
        assert lesen.lies(STICHTAG) is None
    wer(LESERIN)
    trage_ein(BORNA)
    morgen = lesen.lies(STICHTAG + timedelta(days=1))
    assert morgen is not None
    assert morgen.stand(BORNA) is Kontaktstand.ANGESPROCHEN
    assert morgen.mit_wiedervorlage == {AMTSBERG}
