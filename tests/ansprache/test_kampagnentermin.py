"""Der Zeitraum einer Kampagne im Kalender."""

from dataclasses import replace
from datetime import date, timedelta

import icalendar
import pytest

from insek_monitor.ansprache.kampagnen.register_lesen import Kampagne
from insek_monitor.ansprache.kampagnen.termin import hat_zeitraum, zeitraum
from insek_monitor.ansprache.kontakte.kalender import als_ics_wiedervorlagen
from insek_monitor.kern.ansprache import Angebot, Kampagnenangaben
from tests.ansprache.test_wiedervorlagen_ics import OFFEN
from tests.conftest import STICHTAG
from tests.hilfen.ansprache_beispiele import BELEGT, ERSTELLT, LAGE

ANGABEN = Kampagnenangaben(
    titel="Frühjahr;\nkleine Gemeinden",
    zweck="Zwölf Plätze besetzen.",
    angebot=Angebot.SEMINAR,
    beginn=date(2027, 3, 1),
    ende=date(2027, 5, 31),
    stelle="Fachstelle",
)
KAMPAGNE = Kampagne(4, 2, ANGABEN, (BELEGT,), False, ERSTELLT, "x", None)


def termine(kampagne, erstellt=ERSTELLT):
    inhalt = als_ics_wiedervorlagen(OFFEN, LAGE, erstellt, ablauf=LAGE, stichtag=STICHTAG, kampagne=kampagne)
    return {str(t["uid"]): t for t in icalendar.Calendar.from_ical(inhalt).walk("VEVENT")}


def test_ein_ganztaegiger_termin_neben_den_wiedervorlagen():
    alle = termine(KAMPAGNE)
    assert {"wiedervorlage-7@insek-monitor", "kampagne-4@insek-monitor"} <= set(alle)
    termin = alle["kampagne-4@insek-monitor"]
    # Das Ende ist in iCalendar der Tag danach.
    assert (termin["dtstart"].dt, termin["dtend"].dt) == (date(2027, 3, 1), date(2027, 6, 1))
    assert termin["summary"] == "Kampagne Frühjahr; kleine Gemeinden"
    assert termin["description"] == (
        f"Zwölf Plätze besetzen. Angebot: {Angebot.SEMINAR.beschriftung}. 1 Gemeinde auf der Liste. "
        "Zuständig: Fachstelle."
    )
    assert termin["class"] == "CONFIDENTIAL"


def test_neue_fassung_ersetzt_die_alte():
    frueher = termine(KAMPAGNE)["kampagne-4@insek-monitor"]
    neu = replace(KAMPAGNE, fassung=3, angaben=replace(ANGABEN, ende=date(2027, 6, 30)))
    spaeter = termine(neu)["kampagne-4@insek-monitor"]
    assert spaeter["sequence"] == frueher["sequence"] + 1
    assert spaeter["dtend"].dt == date(2027, 7, 1)
    assert termine(KAMPAGNE, ERSTELLT + timedelta(minutes=5))["kampagne-4@insek-monitor"]["sequence"] == (
        frueher["sequence"] + 5
    )


@pytest.mark.parametrize(
    ("beginn", "ende", "tag", "zusatz"),
    [
        (date(2027, 3, 1), None, date(2027, 3, 1), " beginnt"),
        (None, date(2027, 5, 31), date(2027, 5, 31), " endet"),
    ],
)
def test_nur_anfang_oder_nur_ende(beginn, ende, tag, zusatz):
    halb = replace(KAMPAGNE, angaben=replace(ANGABEN, beginn=beginn, ende=ende))
    termin = termine(halb)["kampagne-4@insek-monitor"]
    assert hat_zeitraum(halb)
    assert (termin["dtstart"].dt, termin["dtend"].dt) == (tag, tag + timedelta(days=1))
    assert str(termin["summary"]).endswith(zusatz)


def test_ohne_zeitraum_kein_termin():
    ohne = replace(KAMPAGNE, angaben=replace(ANGABEN, beginn=None, ende=None))
    assert zeitraum(ohne, ERSTELLT) is None
    assert not hat_zeitraum(ohne)
    assert not hat_zeitraum(None)
    assert "kampagne-4@insek-monitor" not in termine(ohne)
