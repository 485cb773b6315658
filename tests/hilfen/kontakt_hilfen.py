"""Gemeinsames der Tests der Kontakte: eintragen am Register vorbei an der Seite, lesen, bedienen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from streamlit.testing.v1 import AppTest

from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.kern.ansprache import Kontakt, Kontaktart, Kontaktstand
from insek_monitor.kern.rollen import Person, Zugang
from insek_monitor.rahmen import zwischenspeicher
from tests.conftest import STICHTAG
from tests.hilfen.seiten import oeffne

PLAUEN, AMTSBERG, BORNA = "14523320", "14521010", "14729050"
EINTRAGENDE = Person("Erika Muster", "lokal", Zugang.LOKAL)


def trage_ein(
    ags: str = AMTSBERG,
    *,
    vor_tagen: int = 10,
    frist_tage: int | None = None,
    stand: Kontaktstand | None = None,
    art: Kontaktart = Kontaktart.TELEFON,
    schritt: str = "Muster schicken",
    ergebnis: str = "Interesse",
    stelle: str = "Bauamt",
) -> int:
    """Ein Kontakt im Register; ``frist_tage`` zählt vom Stichtag (negativ: überfällig)."""
    kontakt = Kontakt(
        STICHTAG - timedelta(days=vor_tagen),
        art,
        stelle,
        ergebnis,
        schritt if frist_tage is not None else "",
        None if frist_tage is None else STICHTAG + timedelta(days=frist_tage),
    )
    return kontakte.trage_ein(
        zwischenspeicher.register(), ags, kontakt, EINTRAGENDE, heute=STICHTAG, stand=stand
    )


def bereich(ansicht: str = "Tafel", *, name: str = "Erika Muster", **angaben: Any) -> AppTest:
    """Der Bereich Kontakte, an diesem Rechner mit eingetragenem Namen."""
    lauf = oeffne("ansprache", planung="Kontakte", kontakte=ansicht, **angaben)
    felder = [feld for feld in lauf.text_input if feld.key == "datenpflege_name"]
    return felder[0].input(name).run() if felder and name else lauf


def fuelle(lauf: AppTest, **felder: object) -> AppTest:
    """Füllt das offene Formular (Schlüssel ohne Vorsatz) und lässt einmal laufen."""
    arten = {
        **dict.fromkeys(("ergebnis",), lauf.text_area),
        **dict.fromkeys(("naechster_schritt", "grund", "name"), lauf.text_input),
        **dict.fromkeys(("datum", "wiedervorlage"), lauf.date_input),
    }
    for feld, wert in felder.items():
        element = lauf.checkbox if feld.startswith("erledigt_") else arten.get(feld, lauf.selectbox)
        element(key=f"kontaktfeld_{feld}").set_value(wert)
    return lauf.run()


def speichere(lauf: AppTest) -> AppTest:
    """Drückt „Speichern“ (oder „Zurückziehen“) im Formular."""
    return lauf.button(key="kontakt_speichern").click().run()


def geltende(ags: str | None = None):
    """Die geltenden Kontakte aus dem Register."""
    return kontakte.lies(zwischenspeicher.register(), EINTRAGENDE, ags)


def stand(ags: str) -> str | None:
    """Der geltende Stand aus dem Register."""
    alle = kontakte.staende(zwischenspeicher.register(), EINTRAGENDE)["stand"]
    return alle.get(ags)


def tag(text: str) -> date:
    """„2026-11-27“ → date."""
    return date.fromisoformat(text)
