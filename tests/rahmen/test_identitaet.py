"""Aus den Angaben des Anmeldedienstes wird eine Person; Unklares gibt niemandes Rolle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.kern.rollen import Rolle, Zugang
from insek_monitor.rahmen.zugang import grund_ohne_rolle, kennung_aus, person_aus, rolle_aus
from tests.hilfen.anmelden import angaben

pytestmark = pytest.mark.usefixtures("umgebung")


def person(werte, rollen_angabe=""):
    """Die Person; es muss eine geben."""
    gefunden = person_aus(werte, rollen_angabe)
    assert gefunden is not None
    return gefunden


def test_gepruefte_adresse_in_kleinschreibung():
    erika = person(angaben())
    assert (erika.name, erika.kennung) == ("Erika Muster", "erika.muster@example.org")
    assert (erika.zugang, erika.rolle_aus_angabe) == (Zugang.ANMELDUNG, None)


@pytest.mark.parametrize("geprueft", [False, None, "true", "false", 1, [True]])
def test_ungepruefte_adresse_zaehlt_nicht(geprueft):
    """Sonst gäbe sich jeder mit einer fremden Adresse deren Rolle."""
    assert kennung_aus(angaben(email_verified=geprueft)) == "u-4711"


@pytest.mark.parametrize("adresse", ["", None, 5, "ohne-at", "a@b@c", "straße@example.org", "a@b\n.org"])
def test_unbrauchbare_adresse(adresse):
    """Zeichen außerhalb von ASCII könnten beim Vergleichen mit einer anderen Adresse zusammenfallen."""
    assert kennung_aus(angaben(email=adresse)) == "u-4711"


def test_sub_in_gestalt_einer_adresse_ist_keine():
    assert person(angaben(email_verified=False, sub="chefin@example.org")).kennung == "sub:chefin@example.org"


@pytest.mark.parametrize("sub", [None, "", "  ", " u-1", 7, "a\u202eb", "x" * 201, ["u"]])
def test_ohne_brauchbare_kennung_niemand(sub):
    assert person_aus(angaben(email=None, sub=sub)) is None


def test_name():
    assert person(angaben(name=None, preferred_username="emuster")).name == "emuster"
    assert person(angaben(name=" ")).name == "erika.muster@example.org"
    assert person(angaben(name="Erika\nMuster")).name == "erika.muster@example.org"


@pytest.mark.parametrize(
    ("wert", "rolle"),
    [
        ("insek-bearbeiten", Rolle.BEARBEITEN),
        ("bearbeiten", None),
        (["lesen", "freigeben"], None),
        ("insek-", None),
        ("insek-freigeben", Rolle.FREIGEBEN),
        (["INSEK-Lesen"], Rolle.LESEN),
        (["insek-lesen", "insek-freigeben", "insek-bearbeiten"], Rolle.FREIGEBEN),
        (["insek-lesen", "freigeben"], Rolle.LESEN),
        (["admin", " insek-bearbeiten "], Rolle.BEARBEITEN),
        ([], None),
        ("", None),
        ("admin", None),
        ("nicht bearbeiten", None),
        ("insek-insek-lesen", None),
        ({"bearbeiten": True}, None),
        ([["freigeben"]], None),
        ([None, 3, True], None),
        (None, None),
        (True, None),
    ],
)
def test_rolle(wert, rolle):
    assert rolle_aus(wert) is rolle


@pytest.mark.parametrize(
    ("wert", "grund"),
    [
        ("insek-lesen insek-freigeben", "als ein einziger Text"),
        (["insek-lesen,insek-freigeben"], "als ein einziger Text"),
        (None, "fehlt"),
        (["admin"], "keine der Rollen insek-lesen, insek-bearbeiten, insek-freigeben"),
        ({"insek-lesen": True}, "keine der Rollen"),
        ("insek-lesen", ""),
    ],
)
def test_warum_die_angabe_keine_rolle_gibt(wert, grund):
    satz = grund_ohne_rolle({"rollen": wert}, "rollen")
    assert (grund in satz, bool(satz)) == (True, bool(grund))
    assert grund_ohne_rolle({"rollen": wert}, "") == "", "der Dienst soll keine nennen"


@pytest.mark.parametrize(
    ("name", "rolle"),
    [
        ("rollen", Rolle.LESEN),
        ("realm_access.roles", Rolle.BEARBEITEN),
        ("https://example.org/rollen", Rolle.FREIGEBEN),
        ("", None),
        ("fehlt", None),
        ("rollen.roles", None),
        ("name", None),
    ],
)
def test_angabe_mit_den_rollen(name, rolle):
    gefunden = person(
        angaben(
            rollen=["insek-lesen"],
            realm_access={"roles": ["insek-bearbeiten"]},
            **{"https://example.org/rollen": "insek-freigeben"},
        ),
        name,
    )
    assert gefunden.rolle_aus_angabe is rolle


_WERTE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda kinder: st.lists(kinder, max_size=3) | st.dictionaries(st.text(max_size=5), kinder, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["sub", "email", "email_verified", "name", "rollen"]), _WERTE))
def test_beliebige_angaben_ergeben_niemanden_oder_eine_kennung(werte):
    gefunden = person_aus(werte, "rollen")
    if gefunden is not None:
        kennung = gefunden.kennung
        assert kennung.strip() == kennung != ""
        assert kennung.isprintable()
        if "@" in kennung and not kennung.startswith("sub:"):
            assert werte["email_verified"] is True
