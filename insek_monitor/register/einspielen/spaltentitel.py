"""Welche Überschrift welches Feld der Meldeliste meint."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from insek_monitor.modell.meldung import FELDER

_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l"})

#: Übliche Überschriften, mit Semikolon getrennt; Groß- und Kleinschreibung, Umlaute, Satzzeichen,
#: Leerzeichen und Zeilenwechsel sind gleichgültig.
_UEBLICH = {
    "ags": "AGS; Gemeindeschlüssel; amtl. Gemeindeschlüssel; Amtlicher Gemeindeschlüssel; amtl. Schlüssel; "
    "Amtlicher Schlüssel; Schlüssel; Schlüsselnummer; Gemeindenummer; Gemeinde-Nr.; Gemeindekennziffer; "
    "Gemeindekennzahl; GKZ; Gem.-Schl.; AGS-Nr.; AGS8; ARS; Regionalschlüssel; Amtl. Regionalschlüssel; "
    "Gemeinde AGS; Schlüssel der Gemeinde",
    "gemeinde": "Gemeinde; Gemeinden; Kommune; Kommunen; Stadt/Gemeinde; Gemeinde/Stadt; Stadt; Städte; "
    "Name; "
    "Gemeindename; Name der Gemeinde; Name der Kommune; Name der Stadt/Gemeinde; Ort; Ortsname; "
    "Städte und Gemeinden; Stadt und Gemeinde; Stadt bzw. Gemeinde; Stadt oder Gemeinde; Stadt/Kommune; "
    "Gebietskörperschaft; Gemeinde (Name); Gemeinde Name",
    "kreis": "Kreis; Landkreis; LK; LKR; Lkrs.; Kreisname; Landkreis/Kreisfreie Stadt; Kreisfreie Stadt; "
    "Kreis/kreisfreie Stadt; Landkreis bzw. kreisfreie Stadt; Name des Landkreises",
    "vorhanden": "INSEK vorhanden; INSEK; INSEK ja/nein; INSEK j/n; Status; Stand INSEK; INSEK-Status; "
    "Status INSEK; vorhanden; vorhanden ja/nein; Konzept vorhanden; INSEK/INGEKO vorhanden; INSEK/INGEKO; "
    "INGEKO vorhanden; INGEKO; SEKO vorhanden; liegt vor; Konzept; Konzept ja/nein; gibt es ein INSEK; "
    "Bearbeitungsstand; Sachstand; Umsetzungsstand; hat INSEK; INSEK liegt vor",
    "art": "Art; Konzeptart; Art des Konzepts; Art des Konzeptes; Konzepttyp; Typ; Art Konzept; Konzeptform",
    "titel": "Titel; Konzepttitel; Bezeichnung; Konzeptbezeichnung; Bezeichnung des Konzepts; Konzeptname; "
    "Name des Konzepts; Titel des Konzepts; Name des Konzeptes; Titel des Konzeptes; Name INSEK; Titel INSEK",
    "beschluss": "Beschluss am; Beschlussdatum; Beschluss; Beschluss vom; Ratsbeschluss; Stadtratsbeschluss; "
    "Gemeinderatsbeschluss; Ratsbeschluss vom; Ratsbeschluss am; beschlossen am; "
    "beschlossen; "
    "Datum Beschluss; Datum des Beschlusses; Beschlussjahr; Jahr des Beschlusses; Jahr Beschluss; "
    "Tag des Beschlusses; Datum INSEK; INSEK von; INSEK vom; Datum",
    "zieljahr": "Zieljahr; Horizont; Planungshorizont; Zeithorizont; Zielhorizont Jahr; Zieljahr INSEK; "
    "Planungszeitraum bis; Laufzeit bis; Laufzeit; Betrachtungszeitraum bis",
    "begonnen": "in Vorbereitung seit; in Arbeit seit; in Bearbeitung seit; begonnen; begonnen am; Beginn; "
    "Aufstellungsbeschluss; Aufstellungsbeschluss am; in Aufstellung seit; in Erarbeitung seit; Beginn am; "
    "Beginn der Arbeit; Beginn Erarbeitung; Fortschreibung seit; in Fortschreibung seit",
    "gemeinsam": "gemeinsam mit; gemeinsames Konzept mit; Partner; Partnergemeinden; Kooperation; "
    "Kooperation mit; weitere Gemeinden; beteiligte Gemeinden; beteiligte Kommunen; im Verbund mit; "
    "Verbund mit; interkommunal mit; zusammen mit; mit",
    "quelle": "Quelle; Quellen; Quellenangabe; Herkunft; Fundstelle; Quelle der Angabe",
    "notiz": "Bemerkung; Bemerkungen; Anmerkung; Anmerkungen; Notiz; Notizen; Hinweis; Hinweise; Kommentar; "
    "Sonstiges; Erläuterung; Erläuterungen; Bem.; Anm.",
    "aufgehoben": "aufgehoben am; aufgehoben; Aufhebung; Aufhebung am; außer Kraft; außer Kraft seit; "
    "außer Kraft am; Aufhebungsbeschluss",
    "zielhorizont": "Zielhorizont; Horizont im Wortlaut; Zielhorizont im Wortlaut",
    "belegt": "Stand der Angabe; Stand der Angaben; Stand der Meldung; Meldung vom; gemeldet am; Angabe vom; "
    "Datenstand; aktualisiert am; erfasst am; letzte Aktualisierung; Stand der Daten",
    "quelle_url": "Adresse der Quelle; Link; Links; URL; Internet; Internetadresse; Webseite; Website; "
    "Weblink; Hyperlink; Link zum Konzept; Quelle URL; Homepage",
    "sicherheit": "Sicherheit; Sicherheit der Angabe; Verlässlichkeit",
    "datenlage": "Datenlage",
    "konzept_id": "Kennung; Konzept-ID; Konzeptkennung; Kennung INSEK-Monitor; Kennung des Datensatzes",
}

#: Diese Überschriften sind mehrdeutig; der Inhalt entscheidet (siehe ``spalten_raten``).
NACH_INHALT = frozenset({"konzept", "insek", "ingeko", "insek ingeko", "beschlossen", "typ", "bezeichnung"})
#: Beschluss oder Stand der Angabe: nur Beschluss, wenn keine bessere Spalte da ist.
NOTNAGEL = frozenset(
    {"stand", "jahr", "jahr insek", "insek jahr", "datum", "jahr der erstellung", "erstellt"}
)

#: Muster für längere Überschriften, auf der Form mit Leerzeichen; das erste passende gilt.
_MUSTER = tuple(
    (re.compile(muster), feld)
    for muster, feld in (
        (
            r"beschl\w* ?(nr|nummer|vorlage)|vorlage|drucksache|einwohner|kreisschluessel|kreis schluessel",
            None,
        ),
        (r"\bags\b|gemeinde ?schluessel|amtl\w* \w*schluessel", "ags"),
        (r"\bgemeinsam|interkommunal|partnergemeinde", "gemeinsam"),
        (r"aufgehoben|aufhebung|ausser kraft", "aufgehoben"),
        (r"\b(vorbereitung|arbeit|bearbeitung|aufstellung|erarbeitung|fortschreibung) seit", "begonnen"),
        (r"beschluss|beschlossen am|datum des insek", "beschluss"),
        (r"zielhorizont", "zielhorizont"),
        (r"zieljahr|\bhorizont|planungshorizont", "zieljahr"),
        (r"vorhanden|\bvorh\b|liegt vor|ja nein|\bstatus\b", "vorhanden"),
        (r"^(insek|ingeko|isek|seko)( (und|oder|bzw|insek|ingeko|isek|seko))+$", "vorhanden"),
        (r"konzeptart|\bart (des|der)\b", "art"),
        (r"bemerkung|anmerkung|kommentar", "notiz"),
        (r"internetadresse|\b(url|link)\b", "quelle_url"),
        (r"\bquelle", "quelle"),
        (r"\blandkreis", "kreis"),
        (r"^(name )?(der |die )?(saechsische )?(stadt|gemeinde|kommune)n?( name)?$", "gemeinde"),
    )
)
#: „Internet“ und „interkommunal“ sind etwas anderes.
_INTERN = re.compile(r"\b(verwaltungs|dienst)?intern(e|er|es|en|em)?\b|vertraulich|nicht ?oeffentlich")


@lru_cache(maxsize=20_000)
def normiere_titel(text: str) -> str:
    """Überschrift zum Vergleichen: klein, ohne Umlaute und Satzzeichen, Wörter mit einem Leerzeichen.

    „INSEK vorhan-\\nden?“ und „Insek  vorhanden“ werden beide zu „insek vorhanden“.
    """
    # Ein Trennstrich am Zeilenende gehört zum Umbruch, nicht zum Wort.
    text = re.sub(r"(?<=\w)[-\u00ad]\s*\n\s*(?=[a-zäöüß])", "", unicodedata.normalize("NFKC", text[:300]))
    text = unicodedata.normalize("NFD", text.casefold().replace("\u00ad", "").translate(_UMLAUTE))
    text = "".join(zeichen for zeichen in text if not unicodedata.combining(zeichen))
    return " ".join(re.findall(r"[^\W_]+", text))


def _eng(normiert: str) -> str:
    return normiert.replace(" ", "")


_FELD_JE_NAME = {
    _eng(normiere_titel(name)): feld for feld, namen in _UEBLICH.items() for name in namen.split(";")
} | {_eng(normiere_titel(feld.titel)): feld.name for feld in FELDER}


def ist_intern(titel: str) -> bool:
    """Ob eine Überschrift sagt, dass ihr Inhalt nicht veröffentlicht werden soll."""
    return _INTERN.search(normiere_titel(titel)) is not None


@lru_cache(maxsize=20_000)
def feld_zu(titel: str) -> str | None:
    """Das Feld zu einer Überschrift oder None, wenn sie nicht bekannt ist.

    „Stand“ und „Jahr“ gehören hier zu keinem Feld; sie zählen erst, wenn nichts Besseres da ist.
    """
    normiert = normiere_titel(titel)
    eng = _eng(normiert)
    if not eng or normiert in NOTNAGEL or ist_intern(titel):
        return None
    if eng in _FELD_JE_NAME:
        return _FELD_JE_NAME[eng]
    for muster, feld in _MUSTER:
        if muster.search(normiert):
            return feld
    return None
