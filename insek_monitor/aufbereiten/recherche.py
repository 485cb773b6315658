"""Liest die Recherche (eine Zeile je Fundstelle und Gemeinde) und prüft sie."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import pandas as pd

from insek_monitor.aufbereiten.fehler import AufbereitungsFehler
from insek_monitor.kern.datum import DatumsFehler, lies_datum

SPALTEN_ROH = [
    "ags", "status", "art", "konzept_titel", "beschluss_jahr", "beschluss_datum", "zielhorizont",
    "in_bearbeitung", "quelle_url", "quelle_stand", "sicherheit", "notiz",
]  # fmt: skip
STATUS = ("vorhanden", "teilweise", "in_erarbeitung", "teilgebiet", "kein")
ARTEN_ROH = (
    "INSEK",
    "INGEKO",
    "Gemeindeentwicklungskonzept",
    "SEKo",
    "Stadtentwicklungskonzept",
    "sonstiges",
    "",
)
SICHERHEITEN = ("hoch", "mittel", "niedrig")

# Namen von Menschen kommen in keine Tabelle; das Amt oder der Beruf bleibt stehen. Büros heißen oft nach
# Menschen („Planungsbüro Dr. …“): das sind Firmen und bleibt.
_NAME = r" (?:Dr\. )?[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)*"
_PERSONEN = (
    (re.compile(rf"\bEnde Amtszeit{_NAME}"), "Ende einer Amtszeit"),
    (
        re.compile(rf"\b(Architekt(?:in)?|(?:Ober)?[Bb]ürgermeister(?:in)?|OB|Landrat|Landrätin){_NAME}"),
        r"\1",
    ),
)
# Steht kein Stand der Quelle da, nennt die Notiz aber ihr Alter, gilt dieses Jahr statt des Monats der
# Recherche.
_ALTER_STAND = re.compile(r"(?:Seitenstand vor |Presse \d{4}/)(\d{4})")


@dataclass(frozen=True)
class Fund:
    """Eine Zeile der Recherche oder mehrere Zeilen zu demselben gemeinsamen Dokument.

    Attributes
    ----------
    kennung : ``R-<ags>-<Nummer der Zeile innerhalb der Gemeinde>``.
    beschluss : Tag, Monat oder Jahr; leer, wenn die Zeile keines nennt.
    belegt : Stand der Quelle, ersatzweise der Monat der Recherche.
    """

    kennung: str
    gemeinden: tuple[str, ...]
    status: str
    art: str
    titel: str
    beschluss: str
    zielhorizont: str
    in_bearbeitung: bool
    url: str
    belegt: str
    sicherheit: str
    notiz: str


def lies_funde(datei: Path, gemeinden: pd.Index) -> list[Fund]:
    """Zeilen der Recherchedatei, geprüft.

    Parameters
    ----------
    datei : Der Monat der Recherche steht im Namen: ``insek_recherche_2026-11.csv``.
    gemeinden : Die gültigen Schlüssel.

    Raises
    ------
    AufbereitungsFehler
        Wenn die Datei nicht lesbar ist oder einen unbekannten Schlüssel, Status, eine unbekannte Art, ein
        ungültiges Datum oder eine ungültige Adresse enthält.
    """
    roh = lies_csv(datei, ",", SPALTEN_ROH, "die Recherche der Konzepte (CSV)")
    monat = re.search(r"\d{4}-\d{2}", datei.stem)
    if monat is None:
        raise AufbereitungsFehler(
            datei,
            erwartet="ein Dateiname mit dem Monat der Recherche, etwa insek_recherche_2026-11.csv",
            gefunden=datei.name,
            abhilfe="Bitte die Datei so benennen",
        )
    _pruefe(datei, roh, gemeinden)
    return _funde(roh, monat.group())


def _pruefe(datei: Path, roh: pd.DataFrame, gemeinden: pd.Index) -> None:
    erlaubt = {
        "ags": set(gemeinden),
        "status": set(STATUS),
        "art": set(ARTEN_ROH),
        "in_bearbeitung": {"ja", ""},
        "sicherheit": set(SICHERHEITEN),
    }
    for spalte, werte in erlaubt.items():
        fremd = roh[~roh[spalte].isin(werte)]
        if not fremd.empty:
            _melde(datei, fremd.index[0], spalte, fremd[spalte].iloc[0], "einen der bekannten Werte")
    for spalte in ("beschluss_jahr", "beschluss_datum", "quelle_stand"):
        for zeile, wert in roh[spalte].items():
            try:
                lies_datum(wert)
            except DatumsFehler:
                _melde(datei, zeile, spalte, wert, "JJJJ, JJJJ-MM oder JJJJ-MM-TT")
    for zeile, wert in roh["quelle_url"].items():
        if urlsplit(wert).scheme not in ("http", "https") or not urlsplit(wert).hostname:
            _melde(datei, zeile, "quelle_url", wert, "eine Adresse mit http:// oder https://")


def _melde(datei: Path, zeile: object, spalte: str, wert: str, erwartet: str) -> None:
    nummer = int(str(zeile)) + 1
    raise AufbereitungsFehler(
        datei,
        erwartet=f"{erwartet} in der Spalte „{spalte}“",
        gefunden=f"„{wert}“ im Datensatz {nummer}",
        abhilfe="Bitte den Eintrag berichtigen",
    )


def ohne_personen(text: str) -> str:
    """Text ohne Namen von Amtsträgern und Freiberuflern.

    >>> ohne_personen("Gespräch mit Bürgermeisterin Musterfrau im Mai")
    'Gespräch mit Bürgermeisterin im Mai'
    """
    for muster, ersatz in _PERSONEN:
        text = muster.sub(ersatz, text)
    return text


def _funde(roh: pd.DataFrame, monat: str) -> list[Fund]:
    nummer = roh.groupby("ags").cumcount() + 1
    funde = []
    for zeile, n in zip(roh.to_dict("records"), nummer, strict=True):
        notiz, titel = ohne_personen(zeile["notiz"]), ohne_personen(zeile["konzept_titel"])
        alter_stand = _ALTER_STAND.search(notiz)
        funde.append(
            Fund(
                kennung=f"R-{zeile['ags']}-{n:02d}",
                gemeinden=(zeile["ags"],),
                status=zeile["status"],
                art=zeile["art"],
                titel=titel,
                beschluss=zeile["beschluss_datum"] or zeile["beschluss_jahr"],
                zielhorizont=zeile["zielhorizont"],
                in_bearbeitung=zeile["in_bearbeitung"] == "ja",
                url=quote(zeile["quelle_url"], safe="%/:?#[]@!$&'()*+,;=~-._"),
                belegt=zeile["quelle_stand"] or (alter_stand.group(1) if alter_stand else monat),
                sicherheit=zeile["sicherheit"],
                notiz=notiz,
            )
        )
    return funde


def lies_csv(datei: Path, trenner: str, spalten: list[str], was: str) -> pd.DataFrame:
    """Liest eine CSV-Datei ganz als Text.

    Parameters
    ----------
    spalten : Überschriften, die vorkommen müssen; weitere werden weggelassen.
    was : Bezeichnung der Datei für die Fehlermeldung.

    Returns
    -------
    DataFrame
        Nur ``spalten``; alle Werte Text ohne Leerraum am Rand, geschützte Leerzeichen als gewöhnliche.

    Raises
    ------
    AufbereitungsFehler
        Wenn die Datei fehlt, nicht UTF-8 ist, Spalten fehlen oder Zeilen anders lang sind als der Kopf.
    """
    try:
        text = datei.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as fehler:
        raise AufbereitungsFehler(
            datei, erwartet=was, gefunden="die Datei gibt es nicht", abhilfe="Bitte den Pfad prüfen"
        ) from fehler
    except UnicodeDecodeError as fehler:
        raise AufbereitungsFehler(
            datei,
            erwartet=f"{was} im Zeichensatz UTF-8",
            gefunden=f"ein Byte, das in UTF-8 nicht vorkommt, an Stelle {fehler.start}",
            abhilfe="Bitte die Datei als „CSV UTF-8“ speichern",
        ) from fehler
    zeilen = [zeile for zeile in csv.reader(text.splitlines(keepends=True), delimiter=trenner) if zeile]
    kopf = [wert.strip() for wert in zeilen[0]] if zeilen else []
    fehlend = [spalte for spalte in spalten if spalte not in kopf]
    if fehlend:
        raise AufbereitungsFehler(
            datei,
            erwartet=f"{was} mit den Spalten {', '.join(spalten)}",
            gefunden=f"es fehlen {', '.join(fehlend)}",
            abhilfe=f"Bitte die Kopfzeile und das Trennzeichen „{trenner}“ prüfen",
        )
    for nummer, zeile in enumerate(zeilen[1:], start=2):
        if len(zeile) != len(kopf):
            raise AufbereitungsFehler(
                datei,
                erwartet=f"{was} mit {len(kopf)} Feldern je Zeile",
                gefunden=f"{len(zeile)} Felder im Datensatz {nummer}",
                abhilfe="Bitte die Datei vollständig herunterladen und Anführungszeichen prüfen",
            )
    stellen = [kopf.index(spalte) for spalte in spalten]
    inhalt = [[zeile[i].replace("\xa0", " ").strip() for i in stellen] for zeile in zeilen[1:]]
    return pd.DataFrame(inhalt, columns=spalten, dtype="object")
