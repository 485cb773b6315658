"""Die Angaben eines Kontakts prüfen; Hinweise, wenn in freiem Text wohl Personen stehen."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from insek_monitor.kern.ansprache import FRUEHESTER_KONTAKT, Kontakt, Kontaktart
from insek_monitor.register.ansprachetexte import moeglicher_tag, tag, text, wort, zeile, zu_frueh
from insek_monitor.register.fehler import RegisterFehler

STELLE_HOECHSTENS = 200
ERGEBNIS_HOECHSTENS = 4000
SCHRITT_HOECHSTENS = 1000
GRUND_HOECHSTENS = 500


def geprueft(kontakt: Kontakt, heute: date) -> Kontakt:
    """Der Kontakt mit bereinigten Texten.

    Raises
    ------
    RegisterFehler
        wenn eine Angabe fehlt, zu lang oder unmöglich ist.
    """
    datum = tag(kontakt.datum, "Datum")
    if datum > heute:
        raise RegisterFehler(
            f"„Datum“ ist der {datum:%d.%m.%Y} und liegt nach heute ({heute:%d.%m.%Y}). Bitte tragen Sie den "
            "Kontakt ein, wenn er stattgefunden hat; Geplantes gehört in die Wiedervorlage."
        )
    if datum < FRUEHESTER_KONTAKT:
        raise RegisterFehler(zu_frueh("Datum", datum))
    schritt = text(kontakt.naechster_schritt, "Nächster Schritt", SCHRITT_HOECHSTENS)
    return Kontakt(
        datum=datum,
        art=wort(kontakt.art, Kontaktart, "Art des Kontakts"),
        stelle=zeile(kontakt.stelle, "Stelle", STELLE_HOECHSTENS),
        ergebnis=text(kontakt.ergebnis, "Ergebnis", ERGEBNIS_HOECHSTENS),
        naechster_schritt=schritt,
        wiedervorlage=_wiedervorlage(kontakt.wiedervorlage, datum, schritt, heute),
        # Aus einem Frame kommt eine Zahl von numpy, die nicht jede Datenbank kennt.
        kampagne=None if kontakt.kampagne is None or pd.isna(kontakt.kampagne) else int(kontakt.kampagne),
    )


def geprueft_grund(grund: str) -> str:
    """Warum etwas berichtigt wird; ohne Grund geht es nicht.

    Raises
    ------
    RegisterFehler
        wenn er leer oder zu lang ist.
    """
    warum = text(grund, "Grund", GRUND_HOECHSTENS)
    if not warum:
        raise RegisterFehler("„Grund“ ist leer. Bitte schreiben Sie, was falsch war.")
    return warum


def _wiedervorlage(wert: date | None, datum: date, schritt: str, heute: date) -> date | None:
    if wert is None:
        return None
    faellig = moeglicher_tag(wert, "Wiedervorlage", heute)
    if faellig < datum:
        raise RegisterFehler(
            f"„Wiedervorlage“ ist der {faellig:%d.%m.%Y} und liegt vor dem Kontakt ({datum:%d.%m.%Y}). Bitte "
            "geben Sie einen späteren Tag an."
        )
    if not schritt:
        raise RegisterFehler(
            f"Zur Wiedervorlage am {faellig:%d.%m.%Y} fehlt „Nächster Schritt“. Bitte schreiben Sie, was bis "
            "dahin zu tun ist, oder nehmen Sie die Wiedervorlage weg."
        )
    return faellig


#: Längen begrenzt, wie Adressen es sind; sonst dauerte ein langes Wort ohne „@“ quadratisch lange.
_EMAIL = re.compile(r"[^\s@<>,;:()\[\]]{1,64}@[^\s@<>,;:()\[\]]{1,200}\.[^\W\d_]{2,}")
#: Jahr, Betrag und Aktenzeichen sind keine Rufnummern: nötig sind eine führende 0 oder + und sechs Ziffern.
_RUFNUMMER = re.compile(r"(?<![\w.,/+-])(?:\+|00?(?=[1-9(]))(?:[ ()/.-]{0,2}\d){6,14}(?![\w])")
_DATUM = re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?|\b\d{4}-\d{2}-\d{2}\b")
_TITEL = r"(?:(?:Dr|Prof|Dipl)\.?(?:-\w+\.?)?[ \t\u00a0]*)*"
_NAME = r"(?P<name>[A-ZÄÖÜ][\w-]*)"
_AMT = (
    r"(?:\w{0,20}[Bb]ürgermeister|Bgm\.|\w{0,20}[Ll]eiter|\w{0,20}[Kk]ämmer(?:er)?|Landr(?:at|ät)"
    r"|Beigeordnete|\w{0,20}[Dd]ezernent|\w{0,20}[Rr]eferent|\w{0,20}[Bb]earbeiter|Mitarbeiter|Ansprechpartner"
    r"|\w{0,20}[Bb]eauftragte|Geschäftsführer)(?:in|[rn])?"
)
#: „Frau Müller“, „Bürgermeisterin Schmidt“, „Dr. Meier“: Es kommt auf das Wort danach an.
_VOR_NAMEN = (
    re.compile(rf"\b(?:Herrn?|Frau|Hr\.|Fr\.)[ \t\u00a0]+{_TITEL}{_NAME}"),
    re.compile(rf"\b{_AMT}[ \t\u00a0]+{_TITEL}{_NAME}"),
    re.compile(rf"\b(?:Dr|Prof)\.[ \t\u00a0]+{_TITEL}{_NAME}"),
)
_IST_AMT = re.compile(_AMT)
#: Was danach groß geschrieben und doch kein Name ist: Sachen, Zeiten, Abkürzungen, Orte („Holle-Platz“).
_IST_SACHE = re.compile(
    r"[A-ZÄÖÜ]{2,}(?:-\w*)*|\w+-(?:Platz|Straße|Weg|Allee|Ring|Schule|Haus|Park|Stiftung)"
    r"|(?i:Amt|Angebot|Anfang|Anfrage|Bau|Bitte|Büro|Ende|Finanzen|Gemeinde|Haus|Herrn?|Frau|Interesse|Konzept"
    r"|Kultur|Mail|E-Mail|Mitte|Nachricht|Soziales|Stadt|Unterlagen|Urlaub|Verwaltung|Wirtschaft"
    r"|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Mittwoch)"
    r"|\w*(?i:amt|rat|ruf|tag|termin|telefonat|gespräch|sache|sachen|absage|zusage|aussage|schaft|wesen|kreis|haushalt"
    r"|sprache|büro|konzept|recht|frist|heit|keit|woche)|\w{4,}(?:tung|lung|nung|rung|dung|zung|gung|mung|sung)"
)


def hinweise(text: str) -> tuple[str, ...]:
    """Deutsche Sätze, wenn im Text E-Mail-Adressen, Rufnummern oder wohl Namen stehen („Frau …“).

    Returns
    -------
    tuple of str
        leer, wenn nichts auffällt; höchstens ein Satz je Art.
    """
    saetze = []
    if _EMAIL.search(text):
        saetze.append("Im Text steht eine E-Mail-Adresse. Bitte nennen Sie nur die Stelle, etwa „Bauamt“.")
    if _RUFNUMMER.search(_DATUM.sub(" ", _EMAIL.sub(" ", text))):
        saetze.append(
            "Im Text steht wohl eine Rufnummer. Die der Gemeinde ist schon im Register; eine persönliche "
            "gehört nicht hierher."
        )
    if any(_ist_name(treffer["name"]) for muster in _VOR_NAMEN for treffer in muster.finditer(text)):
        saetze.append(
            "Im Text steht wohl der Name einer Person. Bitte nennen Sie nur die Stelle, etwa „Bauamt“."
        )
    return tuple(saetze)


def _ist_name(wort: str) -> bool:
    return _IST_AMT.fullmatch(wort) is None and _IST_SACHE.fullmatch(wort) is None
