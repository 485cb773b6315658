"""„An diesem Rechner“ gilt nur, wenn alles dafür spricht; jede Abweichung macht zum Gast."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.rahmen.zugang import WEITERLEITUNG, grund_dagegen, ist_schleife
from tests.hilfen.anmelden import LOKAL

pytestmark = pytest.mark.usefixtures("umgebung")


def mit_kopf(**kopfzeilen):
    neu = {name.replace("_", "-"): wert for name, wert in kopfzeilen.items()}
    return replace(LOKAL, kopfzeilen={**LOKAL.kopfzeilen, **neu})


@pytest.mark.parametrize("port", ["8501", "43210"])
@pytest.mark.parametrize(
    ("gebunden", "rechner", "gegenstelle"),
    [
        ("localhost", "localhost", None),
        ("127.0.0.1", "127.0.0.1", "127.0.0.1"),
        ("::1", "[::1]", "::1"),
        ("localhost", "LOCALHOST", "::ffff:127.0.0.1"),
    ],
)
def test_an_diesem_rechner(gebunden, rechner, gegenstelle, port):
    kopfzeilen = {"host": f"{rechner}:{port}", "origin": f"http://{rechner}:{port}"}
    umstaende = replace(LOKAL, gebunden_an=gebunden, gegenstelle=gegenstelle, kopfzeilen=kopfzeilen)
    assert grund_dagegen(umstaende) == ""


@pytest.mark.parametrize(
    "adresse", [None, "", "0.0.0.0", "::", "192.168.1.5", "insek.example.org", "unix:///s"]
)
def test_dienst_hoert_auch_nach_aussen(adresse):
    grund = "das Dashboard ist auch von anderen Rechnern erreichbar"
    assert grund_dagegen(replace(LOKAL, gebunden_an=adresse)) == grund


def test_server_gibt_nie_rechte():
    assert "INSEK_BETRIEB" in grund_dagegen(replace(LOKAL, server=True))


@pytest.mark.parametrize("name", ["insek.example.org", "10.0.0.1", ""])
def test_oeffentlicher_name(name):
    assert "öffentlichen Namen" in grund_dagegen(replace(LOKAL, nach_aussen=name))


@pytest.mark.parametrize(
    "name", [*sorted(WEITERLEITUNG), "x-forwarded-for", "x-forwarded-proto", "x-forwarded-user"]
)
@pytest.mark.parametrize("wert", ["127.0.0.1", ""])
def test_weitergeleitet(name, wert):
    """Auch wenn die Kopfzeile behauptet, es sei die eigene Schleife: Da steht ein anderer dazwischen."""
    umstaende = replace(LOKAL, kopfzeilen={**LOKAL.kopfzeilen, name: wert})
    assert grund_dagegen(umstaende) == "die Verbindung kommt über einen vorgeschalteten Server"


@pytest.mark.parametrize(
    "rechner",
    [
        "",
        "boese.example",
        "localhost.boese.example:8501",
        "127.0.0.1.boese.example",
        "localhost@boese.example",
        "localhost:99999",
        "localhost/..",
        "2130706433",  # 127.0.0.1 als eine Zahl
        "0.0.0.0:8501",
        "[::ffff:10.0.0.1]",
    ],
)
def test_fremder_name_im_browser(rechner):
    """Gegen Namen, die auf 127.0.0.1 zeigen (DNS rebinding), und Server, die Host weiterreichen."""
    assert grund_dagegen(mit_kopf(host=rechner)) == "die Adresse im Browser ist nicht localhost"


@pytest.mark.parametrize(
    "herkunft", ["", "null", "https://boese.example", "http://localhost.boese.example", "file:///tmp/x.html"]
)
def test_fremde_herkunft(herkunft):
    """Der Browser nennt die Seite, die die Verbindung öffnet; ein Reverse Proxy lässt sie meist stehen."""
    assert grund_dagegen(mit_kopf(origin=herkunft)) == "die Adresse im Browser ist nicht localhost"


def test_ohne_kopfzeilen():
    assert grund_dagegen(replace(LOKAL, kopfzeilen={})) == "die Adresse im Browser ist nicht localhost"


@pytest.mark.parametrize(
    "gegenstelle", ["192.168.1.7", "8.8.8.8", "2001:db8::1", "::ffff:10.0.0.1", "", object()]
)
def test_gegenstelle_an_anderem_rechner(gegenstelle):
    assert grund_dagegen(replace(LOKAL, gegenstelle=gegenstelle)) == (
        "die Verbindung kommt von einem anderen Rechner"
    )


@given(st.ip_addresses())
def test_schleife_sind_genau_diese_adressen(adresse):
    text = str(adresse)
    gemeint = getattr(adresse, "ipv4_mapped", None) or adresse
    erwartet = str(gemeint).startswith("127.") if gemeint.version == 4 else text == "::1"
    assert ist_schleife(text) is erwartet


@given(st.text(max_size=30))
def test_beliebiger_name_ist_nie_die_schleife(text):
    if text.lower() not in ("localhost", "::1") and not text.startswith(("127.", "::ffff:127.", "0")):
        assert ":" in text or not ist_schleife(text)
