"""Methodik, Abschnitt Ansprache: Werte aus den Regeln, Gewichte aus den Voreinstellungen."""

import pytest

from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.gewichte import KRITERIEN, VOREINSTELLUNGEN
from insek_monitor.seiten import methodik_ansprache
from tests.conftest import rohe_regeln

pytestmark = pytest.mark.usefixtures("umgebung")


def test_abschnitt_nennt_jedes_kriterium_und_jede_voreinstellung(seite):
    offen = seite("methodik")
    tabellen = [t.value for t in offen.table if "Kriterium" in t.value.columns]
    assert [list(t["Kriterium"]) for t in tabellen] == [[k.titel for k in KRITERIEN]] * 2
    werte = dict(zip(tabellen[0]["Kriterium"], tabellen[0]["Wert"], strict=True))
    assert werte["kleine Verwaltung"] == (
        "unter 2.000 Einwohnern: 1; unter 5.000 Einwohnern: 0,75; unter 10.000 Einwohnern: 0,5; "
        "unter 15.000 Einwohnern: 0,25"
    )
    for name, gewichte in VOREINSTELLUNGEN.items():
        assert list(tabellen[1][name]) == [str(zahl) for _, zahl in gewichte.werte]
    assert any("bleiben drei Zehntel der Punkte" in m.value for m in offen.markdown)


def test_schwellen_kommen_aus_den_regeln():
    roh = rohe_regeln()
    for name, wert in (("klein_unter_einwohner", [1000, 3000]), ("schrumpfung_voll_prozent", 20)):
        roh[name] = roh[name] | {"wert": wert}
    werte = methodik_ansprache._werte(Regeln.aus_dict(roh))
    assert werte["klein"] == "unter 1.000 Einwohnern: 1; unter 3.000 Einwohnern: 0,5"
    assert "geteilt durch 20" in werte["schrumpfung"]
