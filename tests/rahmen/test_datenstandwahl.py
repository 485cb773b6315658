"""Eigene Datenstände: Auswahl, Name, Freigabe; ein neuer gilt sofort; 500 machen keine Seite langsam."""

import gzip
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from insek_monitor.einstellungen import DATENBANK_DATEI
from insek_monitor.kern.rollen import Rolle
from insek_monitor.rahmen import datenstandwahl, zwischenspeicher
from insek_monitor.register import altbestand, datenstaende, verlauf
from insek_monitor.register.datenstaende import Datenstand
from tests.conftest import STICHTAG, WURZEL
from tests.hilfen.datenpflege_hilfen import ERIKA, alles, anderer_spielt_ein
from tests.hilfen.seiten import SEITEN, elemente, oeffne

pytestmark = pytest.mark.usefixtures("umgebung")

WANN = datetime(2026, 11, 21, tzinfo=UTC)
CHEFIN = ERIKA.__class__("Ida Chefin", "ida@fs.example", ERIKA.zugang, Rolle.FREIGEBEN)


def stand(nummer, kuerzel=None, titel="Meldungen"):
    return Datenstand(nummer, kuerzel, titel, WANN, "v", "a", "0" * 64)


def viele(anzahl):
    eigene = [stand(n, titel=f"Liste {n}") for n in range(anzahl, 2, -1)]
    return [*eigene, stand(2, "modell"), stand(1, "recherche")]


def auswahl(lauf):
    return lauf.sidebar.selectbox(key="datenstandwahl")


def test_zur_wahl_stehen_vorgabe_neueste_freigegebene_mitgelieferte_und_der_gewaehlte():
    alle = viele(500)
    gewaehlt = datenstandwahl.beschriftung(stand(77, titel="Liste 77"))
    wahl = datenstandwahl.zur_wahl(alle, alle[0], {40, 300}, gewaehlt)
    assert [d.nummer for d in wahl] == [*range(500, 488, -1), 300, 77, 40, 2, 1]


def test_zur_wahl_steht_die_vorgabe_vorn():
    """Ein neuerer mitgelieferter Datenstand gilt nicht, solange es eigene gibt."""
    alle = [stand(4, "recherche"), stand(3), stand(2, "modell"), stand(1, "recherche")]
    wahl = datenstandwahl.zur_wahl(alle, alle[1], (), None)
    assert [d.nummer for d in wahl] == [3, 4, 2, 1]


def test_name_ist_eindeutig_und_einzeilig():
    gleich = [datenstandwahl.beschriftung(stand(n, titel="Meldungen")) for n in (3, 4)]
    assert gleich == ["Meldungen (Nr. 3)", "Meldungen (Nr. 4)"]
    lang = datenstandwahl.beschriftung(stand(5, titel="A\nB " + "x" * 200))
    assert lang == f"A B {'x' * 55}… (Nr. 5)"


@pytest.mark.parametrize(
    ("angabe", "nummer"),
    [
        ("modell", 4),
        ("modell (Nr. 2)", 2),
        ("3", 3),
        ("Meldungen (Nr. 3)", 3),
        ("Anders (Nr. 3)", None),
        ("0", None),
        ("", None),
        ("None", None),
        ("03", None),
    ],
)
def test_angabe_in_der_adresse(angabe, nummer):
    alle = [stand(4, "modell"), stand(3), stand(2, "modell"), stand(1, "recherche")]
    gefunden = datenstandwahl.finde(angabe, alle)
    assert (gefunden and gefunden.nummer) == nummer


def test_quartale_nur_aus_geltenden_freigaben():
    def freigabe(nummer, datenstand, quartal):
        return verlauf.Freigabe(nummer, datenstand, quartal, None, WANN, "v")

    alle = [freigabe(3, 6, "2026-Q3"), freigabe(2, 5, "2026-Q4"), freigabe(1, 5, "2026-Q3")]
    assert datenstandwahl.quartale(alle, 5) == ("2026-Q4",)
    assert datenstandwahl.quartale(alle, 6) == ("2026-Q3",)
    assert datenstandwahl.freigabetext(("2026-Q3", "2026-Q4")) == "amtlich freigegeben, 2026-Q3 und 2026-Q4"
    assert datenstandwahl.freigabetext(()) == ""


BOESE = "<b>**Liste** [x](http://boese) $a$"


@pytest.mark.usefixtures("eigenes_register")
@pytest.mark.parametrize("name", SEITEN)
def test_fremder_titel_ist_auf_jeder_seite_text(name):
    anderer_spielt_ein(BOESE)
    lauf = oeffne(name, gemeinde="14523320")
    assert not lauf.exception
    assert auswahl(lauf).value == f"{BOESE} (Nr. 2)"
    maskiert = "\\<b\\>\\*\\*Liste\\*\\* \\[x\\](http\\:\u2060//boese) \\$a\\$"
    fuss = lauf.main.caption[-1].value
    assert f"Datenstand {maskiert} (Nr. 2)" in fuss
    for element in [*lauf.markdown, *lauf.caption, *lauf.info]:
        assert "[x](http" not in element.value, element.value


@pytest.mark.usefixtures("eigenes_register")
def test_ausgabe_nennt_den_titel_ohne_maskierung():
    anderer_spielt_ein("Liste_Herbst*")
    lauf = oeffne("ueberblick")
    html = " ".join(str(e.value) for e in elemente(lauf, "html"))
    assert "Datenstand Liste_Herbst* (Nr. 2)" in html


@pytest.mark.usefixtures("eigenes_register")
def test_neuer_datenstand_zeigt_sich_sofort_in_anderen_sitzungen():
    folgt, fest = oeffne("ueberblick"), oeffne("ueberblick", datenstand="1")
    anderes = oeffne("ueberblick", datenstand="recherche")
    anderer_spielt_ein("Eilige Liste")
    assert auswahl(folgt.run()).value == "Eilige Liste (Nr. 2)"
    assert [t.value for t in folgt.toast] == ["Jetzt gilt Datenstand 2 „Eilige Liste“."]
    assert not folgt.run().toast
    for sitzung in (fest, anderes):
        assert auswahl(sitzung.run()).value == "recherche (Nr. 1)"
        assert "**Inzwischen gilt** „Eilige Liste“ (Nr. 2)." in alles(sitzung)
        assert not sitzung.toast


@pytest.mark.usefixtures("eigenes_register")
def test_wer_den_geltenden_wieder_waehlt_folgt_ihm():
    anderer_spielt_ein("Erste Liste")
    lauf = oeffne("ueberblick", datenstand="recherche")
    auswahl(lauf).set_value("Erste Liste (Nr. 2)").run()
    anderer_spielt_ein("Eilige Liste")
    assert auswahl(lauf.run()).value == "Eilige Liste (Nr. 3)"


@pytest.mark.usefixtures("eigenes_register")
def test_freigabe_steht_am_datenstand():
    register = zwischenspeicher.register()
    recherche = zwischenspeicher.bestand(1)
    nummer = datenstaende.lege_an(
        register, recherche.konzepte, recherche.zuordnung, titel="Amtliche Liste", von="E", anlass="Q4"
    ).nummer
    verlauf.gib_frei(register, nummer, "2026-Q4", person=CHEFIN)
    lauf = oeffne("ueberblick")
    assert "amtlich freigegeben, 2026-Q4" in [c.value.split("verified: ")[-1] for c in lauf.sidebar.caption]
    text = alles(lauf)
    assert "**Datenstand „Amtliche Liste“ (Nr. 2), amtlich freigegeben, 2026-Q4:**" in text
    assert "Datenstand Amtliche Liste (Nr. 2), amtlich freigegeben, 2026-Q4" in text
    assert "amtlich freigegeben" not in alles(oeffne("ueberblick", datenstand="1"))


@pytest.mark.usefixtures("eigenes_register")
def test_die_liste_wird_nur_gelesen_wenn_einer_hinzukommt():
    """Bei 500 Datenständen liest ein Lauf nur den jüngsten."""
    register = zwischenspeicher.register()
    zwischenspeicher.alle_datenstaende()
    anweisungen = []
    event.listen(register.engine, "before_cursor_execute", lambda *a: anweisungen.append(a[2]))
    assert [d.nummer for d in zwischenspeicher.alle_datenstaende()] == [1]
    gelesen = [a for a in anweisungen if "FROM datenstand" in a]
    assert len(gelesen) == 1
    assert "LIMIT" in gelesen[0]
    anderer_spielt_ein()
    assert [d.nummer for d in zwischenspeicher.alle_datenstaende()] == [2, 1]


# --- Links auf den errechneten Datenstand früherer Fassungen ------------------------------------------------


@pytest.mark.parametrize("angabe", ["modell", "modell (Nr. 2)"])
def test_alter_link_ohne_alten_datenstand_zeigt_die_recherche_und_sagt_warum(angabe):
    lauf = oeffne("ueberblick", datenstand=angabe)
    assert auswahl(lauf).value == "recherche (Nr. 1)"
    assert [w.value for w in lauf.warning] == [altbestand.HINWEIS]


@pytest.fixture
def altes_register(tmp_path, monkeypatch, wer):
    """Das Register einer früheren Fassung mit den Datenständen recherche, modell und einem eigenen."""
    vorlage = WURZEL / "tests" / "register" / "altbestand" / "register.sqlite.gz"
    (tmp_path / DATENBANK_DATEI).write_bytes(gzip.decompress(vorlage.read_bytes()))
    monkeypatch.setenv("INSEK_DATENORDNER", str(tmp_path))
    zwischenspeicher.leere()
    wer(ERIKA)
    yield
    zwischenspeicher.register().schliesse()
    zwischenspeicher.leere()


@pytest.mark.usefixtures("altes_register")
@pytest.mark.parametrize("angabe", ["modell", "2", "modell (Nr. 2)"])
def test_alter_link_zeigt_das_belegte_des_alten_datenstands_und_sagt_warum(angabe):
    lauf = oeffne("ueberblick", datenstand=angabe)
    assert not lauf.exception
    assert auswahl(lauf).value == "modell (Nr. 2)"
    assert altbestand.weglassung(286) in alles(lauf)
    assert set(zwischenspeicher.lage_gesamt(2, STICHTAG, True)["datenlage"].dropna()) == {"recherchiert"}


@pytest.mark.usefixtures("altes_register")
def test_ohne_link_gilt_der_eigene_datenstand():
    lauf = oeffne("ueberblick")
    assert auswahl(lauf).value.endswith("(Nr. 3)")
    assert altbestand.weglassung(284) in alles(lauf)
