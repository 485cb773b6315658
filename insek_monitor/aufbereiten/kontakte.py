"""Kontakt der Verwaltungen aus dem Gemeindeverzeichnis der Landesdirektion Sachsen.

Kontakt heißt hier die Dienststelle, nie ein Mensch: Namen werden nicht übernommen, und eine E-Mail-Adresse,
die ein Personenname sein könnte, fällt weg.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pandas as pd

from insek_monitor.aufbereiten.fehler import AufbereitungsFehler
from insek_monitor.aufbereiten.recherche import lies_csv

_SPALTEN = [
    "SCHLNR",
    "GEMEINDE",
    "STRASSE",
    "PLZ",
    "ORT",
    "OKZ",
    "TELEFON",
    "E_MAIL",
    "HOMEPAGE",
    "AMTSBEZ_BM",
]

# Eine Adresse gilt nur dann als dienstlich, wenn ihr Teil vor dem „@“ aus diesen Wörtern, aus Kürzeln
# (höchstens drei Buchstaben) oder dem Namen der Gemeinde oder ihres Verwaltungssitzes besteht.
DIENSTWOERTER = frozenset(
    """
    info post mail office kontakt poststelle briefkasten buero sekretariat rathaus stadt stadtamt
    stadtverwaltung stadtinformation stadtmarketing gemeinde gemeindeamt gemeindeverwaltung verwaltung
    hauptamt buergerbuero buergerservice buergerzentrum buergermeister buergermeisterin buergermeisteramt
    oberbuergermeister oberbuergermeisterin erzg
    """.split()  # noqa: SIM905
)
_HOECHSTLAENGE_KUERZEL = 3
_VORSILBEN = ("gemeinde", "stadt")


def lies_kontakte(datei: Path) -> pd.DataFrame:
    """Kontakt der Verwaltung je Gemeinde.

    Returns
    -------
    DataFrame
        Index ``ags``; ``strasse``, ``plz_verwaltung``, ``ort``, ``telefon``, ``email``, ``website`` (leer,
        wenn nicht bekannt) und ``grosse_kreisstadt`` (bool).

    Raises
    ------
    AufbereitungsFehler
        Wenn die Datei nicht lesbar ist oder keine Gemeinden enthält.
    """
    roh = lies_csv(datei, ";", _SPALTEN, "das Gemeindeverzeichnis der Landesdirektion Sachsen (CSV)")
    roh = roh[roh["SCHLNR"].str.fullmatch(r"14\d{6}")]
    if roh.empty or roh["SCHLNR"].duplicated().any():
        raise AufbereitungsFehler(
            datei,
            erwartet="je sächsische Gemeinde eine Zeile mit achtstelliger SCHLNR",
            gefunden=f"{len(roh)} Zeilen, davon {int(roh['SCHLNR'].duplicated().sum())} doppelt",
            abhilfe="Bitte das vollständige Verzeichnis verwenden",
        )
    frame = pd.DataFrame(
        {
            "strasse": roh["STRASSE"],
            "plz_verwaltung": roh["PLZ"],
            "ort": roh["ORT"],
            "telefon": [telefon(o, t) for o, t in zip(roh["OKZ"], roh["TELEFON"], strict=True)],
            "email": [
                email(e, [g, o]) for e, g, o in zip(roh["E_MAIL"], roh["GEMEINDE"], roh["ORT"], strict=True)
            ],
            "website": [website(w) for w in roh["HOMEPAGE"]],
            "grosse_kreisstadt": [
                ist_grosse_kreisstadt(g, a) for g, a in zip(roh["GEMEINDE"], roh["AMTSBEZ_BM"], strict=True)
            ],
        }
    )
    frame.index = pd.Index(roh["SCHLNR"], name="ags")
    return frame.sort_index()


def telefon(vorwahl: str, nummer: str) -> str:
    """Vorwahl und Nummer mit einem Leerzeichen, etwa „037209 6790“; leer, wenn eines fehlt."""
    return f"{vorwahl} {nummer}" if vorwahl and nummer else ""


def website(text: str) -> str:
    """Gültige Adresse mit http oder https; ein doppelter Vorsatz („http://https://…“) wird bereinigt."""
    ohne = text.strip()
    protokoll = "http"
    while treffer := re.match(r"(https?):/*", ohne, re.IGNORECASE):
        protokoll = treffer.group(1).lower()
        ohne = ohne[treffer.end() :]
    if not re.fullmatch(r"[^\s/?#@]+\.[a-zA-Z]{2,}(?:[/?#]\S*)?", ohne):
        return ""
    return f"{protokoll}://{ohne}"


def email(text: str, ortsnamen: list[str]) -> str:
    """Dienstliche E-Mail-Adresse in Kleinschreibung; leer, wenn sie ein Personenname sein könnte.

    Parameters
    ----------
    ortsnamen : Namen der Gemeinde und ihres Verwaltungssitzes; sie dürfen vor dem „@“ stehen.
    """
    adresse = text.strip().lower()
    if not re.fullmatch(r"[a-z0-9._+-]+@[a-z0-9.-]+\.[a-z]{2,}", adresse):
        return ""
    erlaubt = DIENSTWOERTER | {wort for name in ortsnamen for wort in _woerter(name)}
    gekuerzt = tuple(
        wort for name in ortsnamen for teil in re.findall(r"\w{4,}(?=\.)", name) for wort in _woerter(teil)
    )
    woerter = re.split(r"[._+-]", adresse.partition("@")[0])
    return adresse if all(_dienstlich(w, erlaubt) or w.startswith(gekuerzt) for w in woerter) else ""


def _dienstlich(wort: str, erlaubt: frozenset[str]) -> bool:
    if wort in erlaubt or len(wort) <= _HOECHSTLAENGE_KUERZEL:
        return True
    return any(wort.startswith(v) and wort.removeprefix(v) in erlaubt for v in _VORSILBEN)


def _woerter(name: str) -> list[str]:
    """Wörter eines Ortsnamens in der Schreibweise von E-Mail-Adressen (ä → ae, Sonderzeichen fallen weg)."""
    klein = name.lower()
    for zeichen, ersatz in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        klein = klein.replace(zeichen, ersatz)
    klein = "".join(z for z in unicodedata.normalize("NFD", klein) if not unicodedata.combining(z))
    return [wort for wort in re.split(r"[^a-z]+", klein) if len(wort) > 1]


def ist_grosse_kreisstadt(name: str, amtsbezeichnung: str) -> bool:
    """Große Kreisstadt (oder Kreisfreie Stadt) nach Titel oder Amtsbezeichnung.

    Der Titel fehlt im Verzeichnis bei einigen Großen Kreisstädten. In Sachsen heißt das Amt nur in
    Kreisfreien Städten und Großen Kreisstädten „Oberbürgermeister“ (SächsGemO); daran ist der Status ebenso
    zu erkennen. Kreisfreie Städte scheidet der Aufrufer über das Textkennzeichen des Gemeindeverzeichnisses
    aus.
    """
    return "Große Kreisstadt" in name or amtsbezeichnung.startswith("Oberbürgermeister")
