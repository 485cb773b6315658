"""Anmelden mit einem echten Anmeldedienst, Rollen, Abmelden; ohne Anmeldung von außen nur lesen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from insek_monitor.kern.rollen import Person, Rolle, Zugang
from insek_monitor.register import protokoll, rechte, speicher, vermerke
from insek_monitor.register.verbindung import Register
from tests.hilfen.anmeldedienst import anmeldedienst, schreibe_zugangsdaten
from werkzeuge.chromium import oeffne, warte_bis_steht
from werkzeuge.dienst import Dienst, dienst

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::DeprecationWarning:authlib")]

GEMEINDE = "/gemeinde?gemeinde=14523320"
BETREUUNG = Person("Betreuung", "kommandozeile", Zugang.KOMMANDOZEILE)
MENSCHEN: dict[str, dict[str, Any]] = {
    "erika": {"name": "Erika Muster", "email": "Erika.Muster@example.org", "email_verified": True},
    "otto": {"name": "Otto Ohne", "email": "otto@example.org", "email_verified": True},
    "ines": {"name": "Ines Angabe", "rollen": ["mitarbeit", "insek-freigeben"]},
    "fremd": {"name": "Fremde Adresse", "email": "erika.muster@example.org", "email_verified": False},
}


@dataclass
class Stelle:
    """Ein Dashboard mit Anmeldung und sein Register."""

    dienst: Dienst
    register: Register

    def vergib(self, kennung: str, rolle: Rolle | None) -> None:
        rechte.vergib(self.register, BETREUUNG, kennung, rolle)

    def protokoll(self) -> pd.DataFrame:
        return protokoll.lies(self.register, person=BETREUUNG)


@pytest.fixture(scope="module")
def stelle(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stelle]:
    ordner = tmp_path_factory.mktemp("anmeldung")
    with anmeldedienst(MENSCHEN) as adresse:
        umgebung = schreibe_zugangsdaten(ordner / "secrets.toml", adresse)
        umgebung |= {"INSEK_ROLLEN_ANGABE": "rollen", "INSEK_BETRIEB": "server"}
        with dienst(ordner / "ablage", ordner / "server.log", umgebung=umgebung) as laufend:
            register = speicher.oeffne(f"sqlite:///{ordner / 'ablage' / 'insek_monitor.sqlite'}")
            yield Stelle(laufend, register)
            register.schliesse()


def melde_an(seite: Page, adresse: str, sub: str) -> None:
    """Vom Knopf in der Seitenleiste über den Anmeldedienst zurück zum Dashboard."""
    oeffne(seite, adresse)
    seite.get_by_role("button", name="Anmelden").click()
    seite.wait_for_url("**/oauth2/authorize**")
    seite.locator("input[name=sub]").fill(sub)
    seite.get_by_role("button", name="Authorize").click()
    seite.wait_for_url(f"{adresse.rsplit('/gemeinde', 1)[0]}/**")
    warte_bis_steht(seite)


def erwarte_in_der_leiste(seite: Page, text: str) -> None:
    expect(seite.get_by_test_id("stSidebar")).to_contain_text(text)


def schreibknoepfe(seite: Page) -> list[str]:
    """Was auf der Gemeindeseite schreiben kann."""
    namen = ("Angaben pflegen", "Angaben bestätigen", "Vermerk speichern", "Übernehmen")
    return [name for name in namen if seite.get_by_role("button", name=name).count()]


def test_bearbeiterin_meldet_sich_an_schreibt_und_ab(neue_seite: Callable[..., Page], stelle: Stelle) -> None:
    stelle.vergib("erika.muster@example.org", Rolle.BEARBEITEN)
    seite = neue_seite()
    oeffne(seite, stelle.dienst.adresse + GEMEINDE)
    erwarte_in_der_leiste(seite, "Nur lesen")
    assert not schreibknoepfe(seite)

    melde_an(seite, stelle.dienst.adresse + GEMEINDE, "erika")
    erwarte_in_der_leiste(seite, "Erika Muster · Rolle „Bearbeiten“")

    oeffne(seite, stelle.dienst.adresse + GEMEINDE)
    assert "Angaben pflegen" in schreibknoepfe(seite)
    seite.get_by_text("Vermerk hinzufügen").click()
    seite.get_by_role("textbox", name="Vermerk").fill("Rückruf am Montag")
    seite.get_by_role("button", name="Vermerk speichern").click()
    expect(seite.locator(".vermerk")).to_contain_text("Rückruf am Montag")
    liste = vermerke.lies(stelle.register, "14523320", BETREUUNG)
    assert list(liste["von"]) == ["Erika Muster"]
    eintrag = stelle.protokoll().iloc[0]
    assert (eintrag["kennung"], eintrag["vorgang"]) == ("erika.muster@example.org", "Vermerk schreiben")

    seite.get_by_role("button", name="Abmelden").click()
    seite.wait_for_url("**/oauth2/end_session**")
    oeffne(seite, stelle.dienst.adresse + GEMEINDE)
    erwarte_in_der_leiste(seite, "Nur lesen")
    assert not schreibknoepfe(seite)
    assert "Rückruf am Montag" not in seite.content()


def test_entzogene_rolle_wirkt_ohne_neue_anmeldung(neue_seite: Callable[..., Page], stelle: Stelle) -> None:
    """Das Formular steht noch auf dem Schirm; das Register weist ab, und der Versuch steht im Protokoll."""
    stelle.vergib("otto@example.org", Rolle.BEARBEITEN)
    seite = neue_seite()
    melde_an(seite, stelle.dienst.adresse + GEMEINDE, "otto")
    oeffne(seite, stelle.dienst.adresse + GEMEINDE)
    seite.get_by_text("Vermerk hinzufügen").click()
    seite.get_by_role("textbox", name="Vermerk").fill("Darf ich das noch?")
    stelle.vergib("otto@example.org", None)
    seite.get_by_role("button", name="Vermerk speichern").click()
    expect(seite.get_by_text("braucht die Rolle „Bearbeiten“; Otto Ohne hat keine Rolle")).to_be_visible()
    assert not schreibknoepfe(seite)
    erwarte_in_der_leiste(seite, "Otto Ohne · keine Rolle")
    eintraege = stelle.protokoll()
    abgewiesen = eintraege[eintraege["ergebnis"] == "verweigert"].iloc[0]
    assert (abgewiesen["kennung"], abgewiesen["vorgang"], abgewiesen["zugang"]) == (
        "otto@example.org",
        "Vermerk schreiben",
        "anmeldung",
    )
    liste = vermerke.lies(stelle.register, "14523320", BETREUUNG)
    assert "Darf ich das noch?" not in set(liste["text"])


def test_fremde_ungepruefte_adresse_gibt_keine_rolle(neue_seite: Callable[..., Page], stelle: Stelle) -> None:
    stelle.vergib("erika.muster@example.org", Rolle.FREIGEBEN)
    seite = neue_seite()
    melde_an(seite, stelle.dienst.adresse + GEMEINDE, "fremd")
    erwarte_in_der_leiste(seite, "Fremde Adresse · keine Rolle")


def test_abgebrochene_anmeldung_bleibt_gast(neue_seite: Callable[..., Page], stelle: Stelle) -> None:
    seite = neue_seite()
    oeffne(seite, stelle.dienst.adresse)
    seite.get_by_role("button", name="Anmelden").click()
    seite.wait_for_url("**/oauth2/authorize**")
    seite.get_by_role("button", name="Deny").click()
    seite.wait_for_url(f"{stelle.dienst.adresse}/**")
    warte_bis_steht(seite)
    erwarte_in_der_leiste(seite, "Nur lesen")


def test_gefaelschter_ausweis_zaehlt_nicht(neue_seite: Callable[..., Page], stelle: Stelle) -> None:
    seite = neue_seite()
    seite.context.add_cookies(
        [
            {
                "name": "_streamlit_user",
                "value": '"{\\"is_logged_in\\":true,\\"email\\":\\"erika.muster@example.org\\"}"',
                "url": stelle.dienst.adresse,
            }
        ]
    )
    oeffne(seite, stelle.dienst.adresse + GEMEINDE)
    erwarte_in_der_leiste(seite, "Nur lesen")
    assert not schreibknoepfe(seite)


def test_vorgeschalteter_server_ohne_anmeldung_ist_nur_lesbar(
    neue_seite: Callable[..., Page], dashboard: Dienst
) -> None:
    seite = neue_seite(extra_http_headers={"X-Forwarded-For": "203.0.113.5"})
    oeffne(seite, dashboard.adresse + GEMEINDE)
    erwarte_in_der_leiste(seite, "Nur lesen")
    assert not schreibknoepfe(seite)


def test_von_aussen_erreichbar_ohne_anmeldung_ist_nur_lesbar(
    neue_seite: Callable[..., Page], tmp_path_factory: pytest.TempPathFactory
) -> None:
    ordner = tmp_path_factory.mktemp("aussen")
    with dienst(
        ordner / "ablage", ordner / "server.log", umgebung={"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}
    ) as laufend:
        seite = neue_seite()
        oeffne(seite, laufend.adresse + GEMEINDE)
        erwarte_in_der_leiste(seite, "Nur lesen")
        assert not schreibknoepfe(seite)
        oeffne(seite, laufend.adresse + "/datenpflege")
        expect(seite.get_by_text("Nur lesen").first).to_be_visible()
        expect(seite.get_by_test_id("stFileUploader")).to_have_count(0)
