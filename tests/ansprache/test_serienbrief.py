"""Steuerdatei für Serienbriefe."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.ansprache.prioritaet.serienbrief import FELDER, als_serienbrief
from insek_monitor.ansprache.prioritaet.zeilen import zeilen
from tests.hilfen.ansprache_beispiele import BELEGT, LAGE


def gelesen(inhalt):
    return list(csv.DictReader(io.StringIO(inhalt.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_form_der_datei():
    inhalt = als_serienbrief(zeilen(LAGE))
    assert inhalt.startswith(b"\xef\xbb\xbf")
    assert inhalt.count(b"\r\n") == 4
    assert inhalt.count(b"\n") == 4
    # Word erlaubt in Feldnamen nur Buchstaben, Ziffern und den Unterstrich, höchstens 40 Zeichen.
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", feld) for feld, _ in FELDER)


def test_anschrift_und_schluessel_bleiben_text():
    erste, _, dritte = gelesen(als_serienbrief(zeilen(LAGE)))
    assert erste["Empfaenger"] == "Stadt Belegt"
    assert erste["PLZ_Ort"] == "01234 Musterort"
    assert erste["PLZ"] == "01234"
    assert erste["AGS"] == BELEGT
    assert erste["Telefon"] == "035793 1234"
    assert erste["Einwohner"] == "5.000"
    assert dritte["PLZ_Ort"] == "09111 Musterort"
    assert b'"01234"' in als_serienbrief(zeilen(LAGE))


def test_status_im_brief():
    erste, zweite, dritte = gelesen(als_serienbrief(zeilen(LAGE)))
    assert erste["Status"] == "INSEK vorhanden"
    assert erste["Ablauf"] == "14.03.2029"
    assert zweite["Status"] == "kein Konzept"
    assert zweite["Ablauf"] == ""
    assert dritte["Status"] == "Stand nicht belegt"


def test_leere_liste_hat_nur_feldnamen():
    assert gelesen(als_serienbrief(zeilen(LAGE.iloc[:0]))) == []
    assert als_serienbrief(zeilen(LAGE.iloc[:0])).count(b"\r\n") == 1


@pytest.mark.parametrize("text", ["=SUMME(A1)", "+49 3591", "-1", "@x", "＝1", "\t=1"])
def test_nichts_wird_zur_formel(text):
    (erste, *_) = gelesen(als_serienbrief(zeilen(LAGE, gruende={BELEGT: text})))
    assert erste["Gruende"][:1] not in "=+-@＝"


@given(st.text(max_size=80))
def test_jeder_text_bleibt_in_seiner_zelle(text):
    zeile = gelesen(als_serienbrief(zeilen(LAGE, gruende={BELEGT: text})))
    assert len(zeile) == 3
    assert set(zeile[0]) == {feld for feld, _ in FELDER}
    assert zeile[0]["Gruende"].lstrip("'").split() == " ".join(text.split()).lstrip("'").split()
    assert not set("\r\n\x0b\x0c\x85\u2028\u2029") & set(zeile[0]["Gruende"])
