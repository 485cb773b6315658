"""Wiedervorlagen als Kalender: erneutes Einlesen ändert, statt zu verdoppeln."""

from datetime import UTC, date, timedelta

import icalendar
import pandas as pd
import pytest

from insek_monitor.ansprache.kontakte.kalender import als_ics_wiedervorlagen
from tests.conftest import STICHTAG
from tests.hilfen.ansprache_beispiele import BELEGT, ERSTELLT, LAGE, OHNE


def wiedervorlagen(*zeilen, **spalten):
    frame = pd.DataFrame(
        zeilen, columns=["nummer", "ags", "faellig_am", "ueberfaellig", "naechster_schritt", "stelle"]
    ).set_index("nummer")
    frame["faellig_am"] = pd.to_datetime(frame["faellig_am"])
    return frame.assign(**spalten)


OFFEN = wiedervorlagen(
    (7, BELEGT, "2026-12-04", False, "Angebot, schicken;\nzweite Zeile", "Bauamt"),
    (9, OHNE, "2026-11-02", True, "", ""),
)


def termine(inhalt):
    return {str(t["uid"]): t for t in icalendar.Calendar.from_ical(inhalt).walk("VEVENT")}


def test_termine():
    erste, zweite = termine(als_ics_wiedervorlagen(OFFEN, LAGE, ERSTELLT)).values()
    assert erste["uid"] == "wiedervorlage-7@insek-monitor"
    assert erste["summary"] == "Belegt: Angebot, schicken; zweite Zeile"
    assert (erste["dtstart"].dt, erste["dtend"].dt) == (date(2026, 12, 4), date(2026, 12, 5))
    assert "Stelle: Bauamt." in erste["description"]
    assert "Telefon der Verwaltung: 035793 1234." in erste["description"]
    assert [t["trigger"].dt for t in erste.walk("VALARM")] == [timedelta(hours=9)]
    assert zweite["summary"] == "[überfällig] Stadt Wehlen: Wiedervorlage"
    assert zweite.walk("VALARM") == []
    assert {t["class"] for t in (erste, zweite)} == {"CONFIDENTIAL"}


def test_erneute_ausgabe_hat_dieselben_kennungen_und_eine_hoehere_folgenummer():
    frueher = termine(als_ics_wiedervorlagen(OFFEN, LAGE, ERSTELLT))
    verschoben = OFFEN.assign(faellig_am=OFFEN["faellig_am"] + pd.Timedelta(days=7))
    spaeter = termine(als_ics_wiedervorlagen(verschoben, LAGE, ERSTELLT + timedelta(minutes=1)))
    assert set(frueher) == set(spaeter)
    for kennung, termin in spaeter.items():
        assert termin["sequence"] > frueher[kennung]["sequence"]
        assert termin["last-modified"].dt > frueher[kennung]["last-modified"].dt
        assert termin["dtstart"].dt == frueher[kennung]["dtstart"].dt + timedelta(days=7)
    # 21.11.2026, 12.30 Uhr: 2516 Tage und 750 Minuten nach dem 1.1.2020.
    assert {t["sequence"] for t in frueher.values()} == {2516 * 1440 + 750}


def test_erledigte_werden_abgesagt_und_ein_vorgang_behaelt_seine_kennung():
    frame = OFFEN.assign(ausgang=["erledigt", ""], vorgang=[3, 9], folge=[2, 0])
    erste, zweite = termine(als_ics_wiedervorlagen(frame, LAGE, ERSTELLT)).values()
    assert erste["uid"] == "wiedervorlage-3@insek-monitor"
    assert erste["status"] == "CANCELLED"
    assert erste["sequence"] == zweite["sequence"] + 2
    assert erste["summary"].startswith("[erledigt] ")
    assert erste.walk("VALARM") == []
    assert zweite["status"] == "CONFIRMED"


def test_zusammen_mit_belegten_ablauftagen():
    inhalt = als_ics_wiedervorlagen(OFFEN, LAGE, ERSTELLT, ablauf=LAGE, stichtag=STICHTAG)
    assert [str(t["uid"]) for t in termine(inhalt).values()] == [
        "wiedervorlage-7@insek-monitor",
        "wiedervorlage-9@insek-monitor",
        f"{BELEGT}-k1@insek-monitor",
    ]
    with pytest.raises(ValueError, match="Stichtag"):
        als_ics_wiedervorlagen(OFFEN, LAGE, ERSTELLT, ablauf=LAGE)


def test_gleichbleibend_mit_zeitzone_und_ohne_geloeschte_gemeinden():
    assert als_ics_wiedervorlagen(OFFEN, LAGE, ERSTELLT) == als_ics_wiedervorlagen(OFFEN, LAGE, ERSTELLT)
    weg = als_ics_wiedervorlagen(OFFEN, LAGE.loc[[BELEGT]], ERSTELLT)
    assert list(termine(weg)) == ["wiedervorlage-7@insek-monitor"]
    assert b"VEVENT" not in als_ics_wiedervorlagen(OFFEN.iloc[:0], LAGE, ERSTELLT)
    with pytest.raises(ValueError, match="Zeitzone"):
        als_ics_wiedervorlagen(OFFEN, LAGE, ERSTELLT.replace(tzinfo=None))
    assert ERSTELLT.tzinfo is UTC
