"""Das Konzept als Datensatz und die Frames daraus."""

from __future__ import annotations

import pandas as pd
import pytest

from insek_monitor.kern.begriffe import (
    Datenlage,
    Foerdergrundlage,
    Konzeptart,
    Sicherheit,
    Status,
    werte,
)
from insek_monitor.kern.konzept import KonzeptFehler, als_frames
from tests.conftest import beispiel_konzept


@pytest.mark.parametrize(
    ("angaben", "meldung"),
    [
        ({"ags": ()}, "keiner Gemeinde"),
        ({"ags": ("14000000", "14000000")}, "doppelt"),
        ({"ags": ("1400",)}, "8 Ziffern"),
        ({"ags": ("1400000x",)}, "8 Ziffern"),
        ({"ags": ("14000000",), "beschluss": "im Mai"}, "beschluss"),
        ({"ags": ("14000000",), "belegt": "2019-40"}, "belegt"),
        ({"ags": ("14000000",), "art": "keins", "beschluss": "2019"}, "keinen Beschluss"),
    ],
)
def test_widerspruechliche_konzepte_werden_abgelehnt(angaben: dict, meldung: str) -> None:
    ags = angaben.pop("ags")
    with pytest.raises(KonzeptFehler, match=meldung):
        beispiel_konzept("K", *ags, **angaben)


def test_frames_haben_die_spalten_der_architektur() -> None:
    konzepte, zuordnung = als_frames(
        [
            beispiel_konzept("A", "14000000", "14000001", beschluss="2019-03", zieljahr=2035),
            beispiel_konzept("B", "14000000", art="keins", belegt="2019"),
        ]
    )
    assert konzepte.index.name == "konzept_id"
    assert str(konzepte["beschluss_tag"].dtype) == "datetime64[s]"
    assert konzepte.loc["A", "beschluss_tag"] == pd.Timestamp("2019-03-15")
    assert konzepte["zieljahr"].tolist() == [2035, pd.NA]
    assert konzepte.loc["B", "beschluss_tag"] is pd.NaT
    assert zuordnung.to_numpy().tolist() == [["A", "14000000"], ["A", "14000001"], ["B", "14000000"]]


def test_gleiche_kennung_wird_abgelehnt() -> None:
    doppelt = [beispiel_konzept("A", "14000000"), beispiel_konzept("A", "14000001")]
    with pytest.raises(KonzeptFehler, match="A kommt mehrfach vor"):
        als_frames(doppelt)


def test_ohne_konzepte_stimmen_die_typen() -> None:
    leer, zuordnung = als_frames([])
    voll, _ = als_frames([beispiel_konzept("A", "14000000")])
    assert leer.dtypes.equals(voll.dtypes)
    assert zuordnung.columns.tolist() == ["konzept_id", "ags"]


def test_begriffe_haben_beschriftungen() -> None:
    assert werte(Status) == ["vorhanden", "teilweise", "kein", "unbekannt"]
    assert [art for art in Konzeptart if art.ist_integriert] == ["insek", "ingeko", "seko"]
    assert Konzeptart.INGEKO.langname == "Integriertes Gemeindeentwicklungskonzept"
    assert werte(Datenlage) == ["gemeldet", "recherchiert"]
    for aufzaehlung in (Status, Konzeptart, Datenlage, Foerdergrundlage, Sicherheit):
        beschriftungen = [mitglied.beschriftung for mitglied in aufzaehlung]
        assert len(set(beschriftungen)) == len(beschriftungen)
