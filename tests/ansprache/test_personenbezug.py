"""Hinweise auf Angaben zu Personen: was auffällt und was nicht."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.ansprache.kontakte.pruefen import hinweise

EMAIL = "Im Text steht eine E-Mail-Adresse"
RUFNUMMER = "Im Text steht wohl eine Rufnummer"
NAME = "Im Text steht wohl der Name einer Person"


def arten(text: str) -> list[str]:
    return [satz.split(". ")[0] for satz in hinweise(text)]


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [
        ("Bitte an anna.amt@stadt-x.de schicken", [EMAIL]),
        ("müller@städte.example", [EMAIL]),
        ("Rückruf 0371 488-1500", [RUFNUMMER]),
        ("Rückruf: (03 71) 4 88 15 00, bis Freitag", [RUFNUMMER]),
        ("mobil 0171/1234567", [RUFNUMMER]),
        ("+49 371 4881500", [RUFNUMMER]),
        ("0049 371 4881500", [RUFNUMMER]),
        ("Frau Müller ruft zurück", [NAME]),
        ("mit Herrn Dr. Meyer-Schulz gesprochen", [NAME]),
        ("Hr. Krause weiß Bescheid", [NAME]),
        (
            "Frau Prof. Dr. Weiß, 0351 123456, weiss@x.de",
            [EMAIL, RUFNUMMER, NAME],
        ),
        ("anna.0371488150@stadt-x.de", [EMAIL]),
        # Nach dem Amt steht der Name.
        ("Herr Bürgermeister Müller sagt zu", [NAME]),
        ("Bürgermeisterin Schmidt ruft zurück", [NAME]),
        ("Frau Oberbürgermeisterin Dr. Weiß", [NAME]),
        ("Frau Dr. Meier", [NAME]),
        ("Dr. Meier weiß Bescheid", [NAME]),
        ("Amtsleiter Kunze fragen", [NAME]),
        ("mit der Hauptamtsleiterin Jung gesprochen", [NAME]),
        ("Kämmerin Lehmann, Bauamt", [NAME]),
        ("Landrat Meyer-Schulz", [NAME]),
        ("zuständig: Beigeordneter Öhme", [NAME]),
        ("Sachbearbeiterin Kowalski", [NAME]),
        ("Bgm. Böhme", [NAME]),
    ],
)
def test_faellt_auf(text: str, erwartet: list[str]) -> None:
    assert arten(text) == erwartet


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bauamt, Rückruf am 03.12.2026",
        "Beschluss 2019, Haushalt 2026/2027, 1.340 Einwohner, 120.000 € Förderung",
        "Termin 2026-11-21, Aktenzeichen 51-2511/12/7",
        "Postleitzahl 01067 Dresden, AGS 14521010",
        "Frau Bürgermeisterin ist verhindert; Herr Oberbürgermeister sagt zu",
        "Die Bürgermeisterin und der Kämmerer waren da.",
        "Herrnhut und Frauenstein machen mit",
        "Bürgermeister informiert",
        "Bürgermeister Rückruf zugesagt, Amtsleiterin Bauamt fragen",
        "Bürgermeisterin Montag erreichbar, Kämmerer Mitte Dezember",
        "Leiterin Stadtentwicklung und Leiter Hauptverwaltung",
        "Bürgermeister INSEK vorgestellt",
        "Amtsleiter Bau und Ordnung, Leiter Finanzen",
        "Frau Bürgermeisterin Termin angeboten",
        "Bürgermeisterkonferenz Leipzig, Landratsamt Meißen",
        "Der Platz (Frau Holle-Platz) wird saniert, ebenso der Dr.-Külz-Ring",
        "Weiterer Termin, Begleitung Umsetzung",
        "14 @ 3 Uhr",
        "03.12. bis 05.12.2026",
    ],
)
def test_faellt_nicht_auf(text: str) -> None:
    assert hinweise(text) == ()


@given(st.text(max_size=200))
def test_jeder_text_ergibt_hoechstens_drei_verschiedene_saetze(text: str) -> None:
    saetze = hinweise(text)
    assert len(set(saetze)) == len(saetze) <= 3
    assert all(satz.endswith(".") for satz in saetze)


def test_langer_text_ist_schnell() -> None:
    # Muster mit Rücksprüngen brauchten dafür Minuten.
    for stueck in ("0", "a@", "0 ", "Frau Dr.", "(", "+49"):
        assert isinstance(hinweise(stueck * 20_000), tuple)
