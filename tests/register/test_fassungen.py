"""Prüfung und Prüfsumme der Datensätze."""

from __future__ import annotations

import hashlib

import pandas as pd
import pytest

from insek_monitor.register.fassungen import datensaetze, pruefsumme
from insek_monitor.register.fehler import RegisterFehler
from tests.conftest import beispiel_konzept
from tests.hilfen.vorrichtungen_register import frames


def test_fassung_ist_die_pruefsumme_des_inhalts() -> None:
    satz = datensaetze(
        *frames(beispiel_konzept("A", "14000001", "14000000", beschluss="2020", zieljahr=2030))
    )[0]
    # Feste Schreibweise: ändert sie sich, passen alle gespeicherten Prüfsummen nicht mehr.
    inhalt = '["A","insek",null,null,"2020",null,null,2030,null,null,null,null,"gemeldet",null,'
    inhalt += '["14000000","14000001"]]'
    assert satz["fassung"] == hashlib.sha256(inhalt.encode()).hexdigest()


def test_pruefsumme_haengt_nicht_von_der_reihenfolge_ab() -> None:
    assert pruefsumme(["b", "a"]) == pruefsumme(["a", "b"]) == hashlib.sha256(b"a\nb").hexdigest()


def test_leerer_text_gilt_als_fehlend() -> None:
    konzepte, zuordnung = frames(beispiel_konzept("A", "14000000", beschluss="2020"))
    leer = konzepte.assign(titel="")
    assert datensaetze(leer, zuordnung) == datensaetze(konzepte, zuordnung)


@pytest.mark.parametrize("jahr", [203, 20300])
def test_unzulaessiges_zieljahr(jahr: int) -> None:
    with pytest.raises(RegisterFehler, match="Unzulässiges Zieljahr bei: A"):
        datensaetze(*frames(beispiel_konzept("A", "14000000", zieljahr=jahr)))


@pytest.mark.parametrize(
    ("spalte", "wert", "meldung"),
    [
        ("art", "plan", "Unzulässige Angabe in „art“"),
        ("art", None, "Unzulässige Angabe in „art“"),
        ("datenlage", "geraten", "Unzulässige Angabe in „datenlage“"),
        ("sicherheit", "sehr", "Unzulässige Angabe in „sicherheit“"),
        ("beschluss", "2020-13", "Spalte „beschluss“"),
        ("begonnen", "Mai", "Spalte „begonnen“"),
    ],
)
def test_unzulaessige_angaben(spalte: str, wert: str | None, meldung: str) -> None:
    konzepte, zuordnung = frames(beispiel_konzept("A", "14000000", beschluss="2020"))
    konzepte[spalte] = pd.array([wert], dtype="str")
    with pytest.raises(RegisterFehler, match=meldung):
        datensaetze(konzepte, zuordnung)


def test_kennungen_und_zuordnung_muessen_passen() -> None:
    konzepte, zuordnung = frames(beispiel_konzept("A", "14000000"), beispiel_konzept("B", "14000001"))
    with pytest.raises(RegisterFehler, match="zu keiner Gemeinde: B"):
        datensaetze(konzepte, zuordnung[:1])
    with pytest.raises(RegisterFehler, match="unbekannte Konzepte: B"):
        datensaetze(konzepte[:1], zuordnung)
    with pytest.raises(RegisterFehler, match="mehrfach vor: A"):
        datensaetze(pd.concat([konzepte, konzepte[:1]]), zuordnung)
    with pytest.raises(RegisterFehler, match="doppelt: A"):
        datensaetze(konzepte, pd.concat([zuordnung, zuordnung[:1]]))
    with pytest.raises(RegisterFehler, match="Gemeindeschlüssel: 14"):
        datensaetze(konzepte, zuordnung.assign(ags=["14", "14000001"]))
    with pytest.raises(RegisterFehler, match="fehlen die Spalten notiz"):
        datensaetze(konzepte.drop(columns="notiz"), zuordnung)
