"""Welche Fragen ein Gespräch offenlässt; jede Regel an einem Beispiel."""

import pandas as pd
import pytest

from insek_monitor.ansprache.prioritaet.gespraechsfragen import fragen
from tests.conftest import STICHTAG
from tests.hilfen.ansprache_beispiele import gemeinden
from tests.hilfen.darstellung_beispiele import REGELN

KEINE_KONZEPTE = pd.DataFrame({"gemeinsam": [], "art": [], "mitglieder": []})


def alle(zeile, nachbarn=(), konzepte=KEINE_KONZEPTE):
    frame = gemeinden({"name": "Hier"} | zeile)
    rund = gemeinden(*nachbarn) if nachbarn else frame.iloc[:0]
    return fragen(frame.iloc[0], rund, konzepte, STICHTAG, REGELN)


def eine(wort, *angaben, **weitere):
    treffer = [frage for frage in alle(*angaben, **weitere) if wort in frage]
    assert len(treffer) == 1, (wort, alle(*angaben, **weitere))
    return treffer[0]


def keine(wort, *angaben, **weitere):
    assert not [frage for frage in alle(*angaben, **weitere) if wort in frage]


UNBEKANNT = {"status": "unbekannt", "datenlage": None, "konzept_id": None, "geklaert": False}


def test_nicht_belegtes_wird_gefragt():
    assert "Gemeinderat" in eine("Gibt es ein INSEK", UNBEKANNT)
    assert "Stadtrat" in eine("Gibt es ein INSEK", UNBEKANNT | {"gemeindetyp": "Stadt"})
    keine("Was hat bisher gegen", UNBEKANNT)


def test_belegt_kein_konzept():
    zeile = {"status": "kein", "datenlage": "gemeldet"}
    assert "Personal, Geld" in eine("Was hat bisher gegen", zeile)
    keine("Gibt es ein INSEK", zeile)


def test_aehnliches_konzept():
    eine("ähnliche Konzept für die ganze Gemeinde", {"status": "teilweise", "datenlage": "gemeldet"})
    # Recherchiert schließt es ein INSEK daneben nicht aus.
    zeile = {"status": "teilweise", "datenlage": "recherchiert", "geklaert": False}
    eine("Gibt es neben dem ähnlichen Konzept ein INSEK", zeile)
    keine("ähnliche Konzept für die ganze Gemeinde", zeile)


def test_in_arbeit_fragt_nach_dem_stand_nicht_nach_der_fortschreibung():
    zeile = {"beschluss": "2014-05-06", "aktualitaet": "abgelaufen", "in_arbeit": True}
    eine("Wie weit ist das Konzept", zeile)
    keine("Fortschreibung", zeile)


@pytest.mark.parametrize(
    ("beschluss", "aktualitaet", "anfang"),
    [
        ("2014-05-06", "abgelaufen", "Das Konzept wurde am 06.05.2024 10 Jahre alt."),
        ("2014-05", "abgelaufen", "Das Konzept wurde im Monat 05/2024 10 Jahre alt."),
        ("2014", "abgelaufen", "Das Konzept wurde im Jahr 2024 10 Jahre alt."),
        # Ablauf am 21.11.2028: der letzte Tag der 24 Monate Erarbeitung.
        ("2018-11-21", "Fortschreibung einleiten", "Das Konzept wird am 21.11.2028 10 Jahre alt, die Erar"),
        ("2018-11-22", "Fortschreibung einleiten", "Das Konzept wird am 22.11.2028 10 Jahre alt. Wann"),
    ],
)
def test_frist(beschluss, aktualitaet, anfang):
    zeile = {"beschluss": beschluss, "aktualitaet": aktualitaet}
    assert eine("10 Jahre alt", zeile).startswith(anfang)


def test_aktuelles_konzept_stellt_keine_frage_zur_frist():
    zeile = {"beschluss": "2024-01-01", "aktualitaet": "aktuell", "foerdergrundlage": "ja"}
    assert len(alle(zeile)) == 1


def test_alter_unbekannt_und_unsichere_quelle():
    zeile = {"beschluss": "unbekannt", "aktualitaet": "Alter unbekannt", "sicherheit": "niedrig"}
    eine("Wann hat der Gemeinderat das Konzept beschlossen", zeile)
    eine("mittelbaren Hinweis", zeile)


def test_foerderung_nur_ab_der_grenze_und_nicht_wenn_sie_belegt_ist():
    eine("Städtebauförderung", UNBEKANNT | {"einwohner": 2000})
    keine("Städtebauförderung", UNBEKANNT | {"einwohner": 1999})
    keine("Städtebauförderung", UNBEKANNT | {"einwohner": None})
    belegt = {"beschluss": "2024", "aktualitaet": "aktuell", "foerdergrundlage": "ja"}
    keine("Städtebauförderung", belegt)


OHNE = {"status": "kein", "datenlage": "gemeldet", "einwohner": 900}
AKTUELL = {"beschluss": "2024", "aktualitaet": "aktuell", "einwohner": 900}
KLEIN = UNBEKANNT | {"einwohner": 1340}


def test_partner_unter_zweitausend_belegte_zuerst_nach_laenge_der_grenze():
    nachbarn = (
        OHNE | {"name": "Große", "einwohner": 5000},
        OHNE | {"name": "A", "einwohner": 4999},
        AKTUELL | {"name": "B"},
        UNBEKANNT | {"name": "D", "einwohner": 900},
        OHNE | {"name": "E", "status": "teilweise"},
        UNBEKANNT | {"name": "F", "einwohner": 900},
    )
    assert eine("gemeinsames Konzept", KLEIN, nachbarn) == (
        "Mit unter 2.000 Einwohnern: Käme ein gemeinsames Konzept mit Nachbarn in Frage, etwa mit A, "
        "E und D (Stand nicht belegt)?"
    )
    keine("gemeinsames Konzept", UNBEKANNT | {"einwohner": 2000}, nachbarn)
    keine("gemeinsames Konzept", KLEIN)


@pytest.mark.parametrize(
    ("nachbar", "genannt"),
    [
        (OHNE, "mit N?"),
        (AKTUELL | {"beschluss": "2010", "aktualitaet": "abgelaufen"}, "mit N?"),
        # Wie bei den Gruppen (kooperation_grundlage): in Arbeit und Alter unbekannt kommen nicht infrage.
        (OHNE | {"in_arbeit": True}, None),
        (UNBEKANNT | {"einwohner": 900, "in_arbeit": True}, None),
        (AKTUELL | {"beschluss": "unbekannt", "aktualitaet": "Alter unbekannt"}, None),
        (AKTUELL | {"aktualitaet": "Fortschreibung einleiten"}, None),
        (OHNE | {"einwohner": None}, None),
        (UNBEKANNT | {"einwohner": 900}, "mit N (Stand nicht belegt)?"),
        (UNBEKANNT | {"einwohner": 5000}, None),
    ],
)
def test_welche_nachbarn_als_partner_genannt_werden(nachbar, genannt):
    nachbarn = (nachbar | {"name": "N"},)
    if genannt is None:
        keine("gemeinsames Konzept", KLEIN, nachbarn)
    else:
        assert eine("gemeinsames Konzept", KLEIN, nachbarn).endswith(genannt)


def test_verwaltungsgemeinschaft_als_traegerin():
    zeile = UNBEKANNT | {"einwohner": 900, "verband": "Jägerswald", "verband_art": "Verwaltungsverband"}
    assert "„Jägerswald“ (Verwaltungsverband)" in eine("tragen", zeile)


def test_gemeinsames_konzept_nennt_die_anderen():
    nachbarn = ({"name": "Neben"}, {"name": "An"})
    konzepte = pd.DataFrame(
        {"gemeinsam": [True], "art": ["ingeko"], "mitglieder": [["14620000", "14620001", "14629999"]]},
        index=["k1"],
    )
    zeile = {"beschluss": "2024", "aktualitaet": "aktuell", "foerdergrundlage": "ja"}
    # Ein Mitglied ist kein Nachbar; sein Name ist hier nicht bekannt, also steht die Zahl da.
    assert "mit 2 anderen Gemeinden" in eine("auch gemeinsam fortgeschrieben", zeile, nachbarn, konzepte)
    konzepte.at["k1", "mitglieder"] = ["14620000", "14620001"]
    assert "Konzept mit An auch" in eine("auch gemeinsam fortgeschrieben", zeile, nachbarn, konzepte)


def test_angebot_zum_schluss_das_austauschformat_nur_fuer_kleine():
    assert alle(UNBEKANNT | {"einwohner": 14999})[-1].endswith(
        "Austauschformat für Gemeinden unter 15.000 Einwohnern?"
    )
    assert alle(UNBEKANNT | {"einwohner": 15000})[-1] == (
        "Welches Angebot der Fachstelle hilft am meisten: Beratung am Telefon, Seminar oder Erstberatung "
        "vor Ort?"
    )
