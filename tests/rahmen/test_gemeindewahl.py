"""Die Suche nach einer Gemeinde: Wer so heißt, wie getippt wurde, steht zuerst."""

from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.ansprache.prioritaet.seite import zusatzfilter
from insek_monitor.rahmen import gemeindewahl, zwischenspeicher


def erste(eingabe, beschriftungen):
    """Was das Suchfeld mit der Eingabetaste nimmt (``filter_mode="contains"``)."""
    return next(text for text in beschriftungen if eingabe.casefold() in text.casefold())


def test_jeder_name_findet_zuerst_eine_gemeinde_die_so_heisst():
    namen = zwischenspeicher.gemeinden()["name"]
    beschriftungen = gemeindewahl.beschriftungen()
    assert len(beschriftungen) == 418
    assert sorted(beschriftungen) == sorted(namen.index)
    ags = {text: schluessel for schluessel, text in beschriftungen.items()}
    for name in namen:
        kurz = name.split(" / ")[0]  # „Bautzen / Budyšin“
        for auswahl in (ags, zusatzfilter.orte()):
            assert namen[auswahl[erste(name, auswahl)]] == name
            assert namen[auswahl[erste(kurz, auswahl)]] == name


def test_kreisnamen_meinen_die_stadt():
    beschriftungen = gemeindewahl.beschriftungen().values()
    for name, ags in (
        ("Görlitz", "14626110"),
        ("Meißen", "14627140"),
        ("Zwickau", "14524330"),
        ("Bautzen", "14625020"),
        ("Leipzig", "14713000"),
    ):
        assert erste(name, beschriftungen).endswith(ags)


def test_nur_wer_muss_rueckt_vor():
    namen = {
        "Bad Muskau · Görlitz": "Bad Muskau",
        "Görlitz · Görlitz": "Görlitz",
        "Zittau · Görlitz": "Zittau",
    }
    assert gemeindewahl.suchfolge(namen) == ["Görlitz · Görlitz", "Bad Muskau · Görlitz", "Zittau · Görlitz"]
    gewoehnlich = {"Adorf · V": "Adorf", "Borna · L": "Borna"}
    assert gemeindewahl.suchfolge(gewoehnlich) == list(gewoehnlich)


@given(st.lists(st.text("abc", min_size=1, max_size=4), unique=True, min_size=1, max_size=12))
def test_ohne_kreis_steht_der_gesuchte_immer_vorn(namen):
    folge = gemeindewahl.suchfolge({name: name for name in sorted(namen)})
    assert sorted(folge) == sorted(namen)
    for name in namen:
        assert erste(name, folge) == name
