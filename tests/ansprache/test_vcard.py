"""Adresskarten der Verwaltungen."""

import io
import zipfile

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.ansprache.prioritaet.vcard import als_vcard, als_vcard_zip
from tests.hilfen.ansprache_beispiele import BELEGT, ERSTELLT, LAGE


def karten(frame):
    return list(vobject.readComponents(als_vcard(frame, ERSTELLT).decode("utf-8")))


def test_eine_karte_je_verwaltung_und_keine_person():
    erste, zweite, dritte = karten(LAGE)
    assert [k.version.value for k in (erste, zweite, dritte)] == ["3.0"] * 3
    assert erste.fn.value == "Stadt Belegt"
    assert erste.org.value == ["Stadt Belegt"]
    assert erste.kind.value == "org"
    assert (erste.n.value.family, erste.n.value.given) == ("", "")
    adresse = erste.adr.value
    assert (adresse.street, adresse.code, adresse.city) == ("Markt 1", "01234", "Musterort")
    assert erste.tel.value == "035793 1234"
    assert erste.email.value == "post@muster.example"
    assert erste.url.value == "https://muster.example"
    assert dritte.fn.value == "Gemeinde Böhmen / Čěska"
    # Was fehlt, fehlt: keine leeren Felder.
    assert not hasattr(zweite, "email")
    assert not hasattr(zweite, "url")


def test_kennung_und_zeitpunkt_sind_fest():
    erste = karten(LAGE)[0]
    assert erste.uid.value == f"{BELEGT}@insek-monitor"
    assert erste.rev.value == "2026-11-21T12:30:00Z"
    assert als_vcard(LAGE, ERSTELLT) == als_vcard(LAGE, ERSTELLT)


def test_form():
    inhalt = als_vcard(LAGE, ERSTELLT)
    assert b"\r\n" in inhalt
    assert b"\n" not in inhalt.replace(b"\r\n", b"")
    assert als_vcard(LAGE.iloc[:0], ERSTELLT) == b""
    with pytest.raises(ValueError, match="Zeitzone"):
        als_vcard(LAGE, ERSTELLT.replace(tzinfo=None))


def test_fuer_outlook_je_verwaltung_eine_datei():
    inhalt = als_vcard_zip(LAGE, ERSTELLT)
    assert inhalt == als_vcard_zip(LAGE, ERSTELLT)
    with zipfile.ZipFile(io.BytesIO(inhalt)) as archiv:
        assert archiv.namelist() == [
            "belegt-14620000.vcf",
            "stadt-wehlen-14620001.vcf",
            "boehmen-ceska-14620002.vcf",
        ]
        einzeln = [archiv.read(name) for name in archiv.namelist()]
        assert {eintrag.date_time[:3] for eintrag in archiv.infolist()} == {(2026, 11, 21)}
    assert b"".join(einzeln) == als_vcard(LAGE, ERSTELLT)
    assert [karte.count(b"BEGIN:VCARD") for karte in einzeln] == [1, 1, 1]


def test_nur_http_adressen():
    assert not hasattr(karten(LAGE.assign(website="javascript:alert(1)"))[0], "url")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=120))
def test_jeder_name_kommt_heil_wieder_heraus(name):
    frame = LAGE.iloc[:1].assign(name=name, strasse="Straße 1; Haus, 2\nEND:VCARD")
    (karte,) = karten(frame)
    erwartet = " ".join(name.split())
    assert karte.fn.value.strip() in (f"Stadt {erwartet}".strip(), erwartet)
    assert karte.adr.value.street == "Straße 1; Haus, 2 END:VCARD"
