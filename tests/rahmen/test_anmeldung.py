"""Wer vor der Seite sitzt und was diese Person darf; im Zweifel nur lesen. Echter Dienst: tests/browser."""

import runpy
import time

import pytest
import streamlit as st
from streamlit import config
from streamlit.runtime.secrets import Secrets

from insek_monitor.kern.rollen import GAST, Person, Rolle, Zugang
from insek_monitor.rahmen import anmeldung, zwischenspeicher
from insek_monitor.register import rechte
from tests.conftest import WURZEL
from tests.hilfen.anmelden import an_diesem_rechner, angaben
from tests.hilfen.seiten import oeffne

pytestmark = pytest.mark.usefixtures("umgebung")

BETREUUNG = Person("Betreuung", "kommandozeile", Zugang.KOMMANDOZEILE)


def leiste(lauf):
    """Der Satz über der Anmeldung und die Hilfe dazu."""
    satz = next(c for c in lauf.sidebar.caption if "amtlich" not in c.value)
    return satz.value, satz.proto.help


def knoepfe(lauf):
    return [k.label for k in lauf.sidebar.button]


@pytest.fixture
def vergib():
    """Trägt Rollen ins Register ein und nimmt sie danach wieder."""
    vergeben = set()

    def trage_ein(kennung, rolle):
        vergeben.add(kennung)
        rechte.vergib(zwischenspeicher.register(), BETREUUNG, kennung, rolle)

    yield trage_ein
    for kennung in vergeben:
        rechte.vergib(zwischenspeicher.register(), BETREUUNG, kennung, None)


def test_ohne_verbindung_gast():
    """AppTest hat keine Kopfzeilen: Was man nicht weiß, gibt keine Rechte."""
    lauf = oeffne("methodik")
    satz, hilfe = leiste(lauf)
    assert satz == "Nur lesen"
    assert hilfe.startswith("Eine Anmeldung ist nicht eingerichtet, und die Adresse im Browser ist nicht")
    assert knoepfe(lauf) == []


def test_an_diesem_rechner_ist_alles_erlaubt(monkeypatch):
    an_diesem_rechner(monkeypatch)
    lauf = oeffne("methodik")
    satz, hilfe = leiste(lauf)
    assert satz == "An diesem Rechner: alles erlaubt"
    assert "nur von hier aus erreichbar" in hilfe
    assert knoepfe(lauf) == []


def test_server_ohne_anmeldung_ist_nur_lesbar(monkeypatch):
    monkeypatch.setenv("INSEK_BETRIEB", "server")
    assert "läuft auf einem Server" in leiste(oeffne("methodik"))[1]


def test_schreibfehler_am_betrieb_zeigt_einen_satz_statt_der_seite(monkeypatch):
    monkeypatch.setenv("INSEK_BETRIEB", "sever")
    lauf = oeffne("methodik")
    assert [e.value for e in lauf.error] == [
        r"Die Einstellung INSEK\_BETRIEB ist „sever“; erwartet wird „server“ oder „rechner“."
    ]


def test_eingerichtete_anmeldung_geht_vor(monkeypatch):
    """Wer sich anmelden kann, muss es auch: Der eigene Rechner gibt dann nichts mehr."""
    an_diesem_rechner(monkeypatch)
    lauf = oeffne("methodik", nutzer={"is_logged_in": False})
    satz, hilfe = leiste(lauf)
    assert (satz, hilfe) == (
        "Nur lesen",
        "Sie sind nicht angemeldet. Ändern darf, wer sich anmeldet und eine Rolle hat.",
    )
    assert knoepfe(lauf) == ["Anmelden"]


@pytest.mark.parametrize("wert", ["true", 1, "ja", None])
def test_nur_wahr_heisst_angemeldet(wert):
    assert leiste(oeffne("methodik", nutzer=angaben(is_logged_in=wert)))[0] == "Nur lesen"


def test_angemeldet_ohne_rolle():
    lauf = oeffne("methodik", nutzer=angaben())
    satz, hilfe = leiste(lauf)
    assert satz == "**Erika Muster** · keine Rolle"
    assert "hat aber keine Rolle" in hilfe
    assert knoepfe(lauf) == ["Abmelden"]


def test_rollen_in_einem_text_sagen_woran_es_liegt(monkeypatch, caplog):
    monkeypatch.setenv("INSEK_ROLLEN_ANGABE", "rollen")
    lauf = oeffne("methodik", nutzer=angaben(rollen="insek-lesen insek-freigeben"))
    satz, hilfe = leiste(lauf.run())
    assert satz.endswith("keine Rolle")
    assert "„insek-lesen insek-freigeben“ als ein einziger Text" in hilfe
    assert [e.getMessage() for e in caplog.records if "als ein einziger Text" in e.getMessage()] != []


def test_rolle_aus_dem_register_wirkt_sofort(vergib):
    vergib("ERIKA.muster@example.org", Rolle.BEARBEITEN)
    lauf = oeffne("methodik", nutzer=angaben())
    assert leiste(lauf)[0] == "**Erika Muster** · Rolle „Bearbeiten“"
    vergib("erika.muster@example.org", None)
    assert leiste(lauf.run())[0] == "**Erika Muster** · keine Rolle"
    vergib("erika.muster@example.org", Rolle.FREIGEBEN)
    assert leiste(lauf.run())[0] == "**Erika Muster** · Rolle „Freigeben“"


def test_rolle_aus_der_angabe_des_dienstes(monkeypatch, vergib):
    wer = angaben(sub="u-1", email="a@example.org", rollen=["insek-bearbeiten"])
    assert leiste(oeffne("methodik", nutzer=wer))[0].endswith("keine Rolle")
    monkeypatch.setenv("INSEK_ROLLEN_ANGABE", "rollen")
    lauf = oeffne("methodik", nutzer=wer)
    assert leiste(lauf)[0].endswith("Rolle „Bearbeiten“")
    vergib("a@example.org", None)  # der Eintrag im Register geht vor
    assert leiste(lauf.run())[0].endswith("keine Rolle")


@pytest.mark.parametrize("seit", [None, "gestern", True, float("nan")])
def test_anmeldung_ohne_zeitpunkt_zaehlt_nicht(seit):
    satz, hilfe = leiste(oeffne("methodik", nutzer=angaben(iat=seit)))
    assert satz == "Nur lesen"
    assert "Zeitpunkt" in hilfe or "älter als" in hilfe


@pytest.mark.parametrize(
    ("vor_sekunden", "gilt"), [(0, True), (-200, True), (-400, False), (7190, True), (7210, False)]
)
def test_anmeldung_gilt_nur_so_lange_wie_eingestellt(monkeypatch, vor_sekunden, gilt):
    monkeypatch.setenv("INSEK_ANMELDUNG_STUNDEN", "2")
    satz, hilfe = leiste(oeffne("methodik", nutzer=angaben(iat=time.time() - vor_sekunden)))
    assert (satz != "Nur lesen") is gilt
    assert gilt or hilfe == "Ihre Anmeldung ist älter als 2 Stunden. Bitte melden Sie sich neu an."


def test_abgemeldet_gilt_auch_im_anderen_fenster():
    """Streamlit prüft den Ausweis nur zu Beginn einer Sitzung."""
    wer = angaben(sub="u-zwei-fenster")
    eines, anderes = oeffne("methodik", nutzer=wer), oeffne("methodik", nutzer=wer)
    eines.sidebar.button[0].click().run()
    assert leiste(eines)[0] == "Nur lesen"
    assert leiste(anderes.run())[0] == "Nur lesen"
    zwischenspeicher.leere()  # wie nach einem Neustart
    assert leiste(oeffne("methodik", nutzer=wer))[0] == "Nur lesen", "auch mit abgeschriebenem Cookie"
    spaeter = oeffne("methodik", nutzer=wer | {"iat": wer["iat"] + 5})
    assert leiste(spaeter)[0] == "**Erika Muster** · keine Rolle"


def test_fremde_kopfzeilen_heben_die_anmeldung_auf(monkeypatch):
    """Mit trustedUserHeaders überschriebe eine Kopfzeile die geprüfte Adresse."""
    echt = st.get_option
    monkeypatch.setattr(
        st,
        "get_option",
        lambda name: {"x-user": "email"} if name == "server.trustedUserHeaders" else echt(name),
    )
    assert "trustedUserHeaders wird nicht unterstützt" in leiste(oeffne("methodik", nutzer=angaben()))[1]


def test_name_ist_text():
    satz, hilfe = leiste(oeffne("methodik", nutzer=angaben(name="<b>[x](http://b)**")))
    assert satz.startswith("**\\<b\\>\\[x\\](http\\:\u2060//b)\\*\\*** · keine Rolle")
    assert r"\[x\]" in hilfe


def test_unvollstaendig_eingerichtete_anmeldung_meldet_sich_deutsch():
    lauf = oeffne("methodik", nutzer={"is_logged_in": False})
    lauf.sidebar.button[0].click().run()
    assert [e.value for e in lauf.sidebar.error] == [
        "Die Anmeldung ist unvollständig eingerichtet. Bitte geben Sie der Betreuung Bescheid "
        "(docs/betrieb.md); die Einzelheiten stehen im Protokoll des Servers."
    ]


@pytest.fixture
def zugangsdaten(monkeypatch, tmp_path):
    """Setzt den Inhalt von `secrets.toml`."""

    def setze(inhalt):
        datei = tmp_path / "secrets.toml"
        datei.write_text(inhalt)
        config.set_option("secrets.files", [str(datei)])
        monkeypatch.setattr(st, "secrets", Secrets())
        return st.secrets

    vorher = config.get_option("secrets.files")
    yield setze
    config.set_option("secrets.files", vorher)


@pytest.mark.parametrize("inhalt", ["[auth]\n", "auth = 0\n", "auth = 5\n", "[auth]\nredirect_uri = 'x'\n"])
def test_auch_ein_leerer_abschnitt_heisst_eingerichtet(monkeypatch, zugangsdaten, inhalt):
    an_diesem_rechner(monkeypatch)
    zugangsdaten(inhalt)
    lauf = oeffne("methodik")
    assert leiste(lauf)[0] == "Nur lesen"
    assert knoepfe(lauf) == ["Anmelden"]


def test_unlesbare_zugangsdaten_sind_nicht_keine(monkeypatch, zugangsdaten):
    an_diesem_rechner(monkeypatch)
    zugangsdaten("[auth\n")
    assert "Zugangsdaten der Anmeldung lassen sich nicht lesen" in leiste(oeffne("methodik"))[1]


def test_andere_zugangsdaten_richten_keine_anmeldung_ein(monkeypatch, zugangsdaten):
    an_diesem_rechner(monkeypatch)
    zugangsdaten("[datenbank]\nname = 'x'\n")
    assert leiste(oeffne("methodik"))[0] == "An diesem Rechner: alles erlaubt"


@pytest.mark.parametrize("oben", ["", "client_id='c'\n"])
def test_mit_mehreren_diensten_ist_jeder_gast(zugangsdaten, vergib, oben):
    """Dieselbe Adresse oder dasselbe ``sub`` könnte bei jedem Dienst jemand anderem gehören."""
    vergib("erika.muster@example.org", Rolle.FREIGEBEN)
    weiterer = "" if oben else "[auth.kommunal]\nclient_id='b'\n"
    zugangsdaten(f"[auth]\ncookie_secret='x'\n{oben}[auth.land]\nclient_id='a'\n{weiterer}")
    for nutzer in (angaben(), {"is_logged_in": False}):
        lauf = oeffne("datenpflege", nutzer=nutzer)
        satz, hilfe = leiste(lauf)
        assert satz == "Nur lesen"
        assert "mehrere Anmeldedienste eingerichtet; unterstützt wird genau einer" in hilfe
        assert not [k for k in knoepfe(lauf) if "melden" in k]
        assert "mehrere Anmeldedienste" in " ".join(m.value for m in lauf.markdown)


def test_ein_benannter_dienst(zugangsdaten):
    zugangsdaten("[auth]\ncookie_secret='x'\n[auth.land]\nclient_id='a'\n")
    assert knoepfe(oeffne("methodik", nutzer={"is_logged_in": False})) == ["Anmelden"]


@pytest.mark.parametrize(("geheimnis", "startet"), [("x", False), ("ä" * 15, False), ("a" * 32, True)])
def test_mit_kurzem_cookie_secret_startet_es_nicht(zugangsdaten, geheimnis, startet):
    zugangsdaten(f"[auth]\ncookie_secret='{geheimnis}'\n")
    if startet:
        assert anmeldung.pruefe_cookie_secret() == ""
        return
    with pytest.raises(SystemExit, match="weniger als 32 Byte"):
        runpy.run_path(str(WURZEL / "app.py"))


@pytest.mark.parametrize(
    ("person", "rolle", "darf", "internes"),
    [
        (GAST, None, [], False),
        (Person("A", "a", Zugang.ANMELDUNG), None, [], False),
        (Person("A", "a", Zugang.ANMELDUNG, Rolle.LESEN), Rolle.LESEN, [Rolle.LESEN], True),
        (
            Person("A", "a", Zugang.ANMELDUNG, Rolle.BEARBEITEN),
            Rolle.BEARBEITEN,
            [Rolle.LESEN, Rolle.BEARBEITEN],
            True,
        ),
        (Person("", "lokal", Zugang.LOKAL), Rolle.FREIGEBEN, list(Rolle), True),
    ],
)
def test_was_wer_darf(monkeypatch, person, rolle, darf, internes):
    monkeypatch.setattr(anmeldung, "erkenne", lambda: anmeldung.Ergebnis(person, "Grund."))
    assert anmeldung.rolle() is rolle
    assert [r for r in Rolle if anmeldung.darf(r)] == darf
    assert anmeldung.darf_internes() is internes
    assert anmeldung.hinweis().startswith("**")
    assert ("Nur lesen" in anmeldung.hinweis()) is (rolle is None)
