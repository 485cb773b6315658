"""Ein Datum in einer fremden Liste lesen, ohne mehr zu behaupten, als dasteht."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache

from insek_monitor.einspielen.befund import Stufe
from insek_monitor.einspielen.datumsmuster import Lesart, deute, jahresspanne, stellen
from insek_monitor.einspielen.lesung import LEEREN, Lesung, als_vorschlaege
from insek_monitor.einspielen.tabelle import als_text, zitat
from insek_monitor.einspielen.zeile import kurz
from insek_monitor.kern.datum import UNBEKANNT
from insek_monitor.kern.rohdatei import Zelle

FRUEHESTES_JAHR, SPAETESTES_JAHR = 1990, 2100
ERWARTET = "14.03.2019, 03/2019, 2019 oder unbekannt"
#: Tag 0 der Tageszahlen in Excel und LibreOffice (der Sprung im Jahr 1900 liegt vor allen Konzepten).
_EXCEL_NULL = date(1899, 12, 30)
_EXCEL_TAGE = range((date(1990, 1, 1) - _EXCEL_NULL).days, (date(2101, 1, 1) - _EXCEL_NULL).days)

_LEER = frozenset({"", "-", "–", "—", "/", "--", "---", "k. a.", "k.a.", "ka", "k.a", "k. a", "keine angabe"})
_LEER |= {"?", "??", "???", "nein", "keine", "kein", "entfaellt", "n. v.", "n.v.", "offen", "."}
_UNBEKANNT = frozenset({"unbekannt", "unbek.", "unbek", "nicht bekannt", "datum unbekannt", "n. bek."})
#: Angekreuzt statt datiert: es ist geschehen, wann, steht nicht da.
_ANGEKREUZT = frozenset({"x", "ja", "j", "✓", "✔"})
_VORN = re.compile(
    r"^(?:(?:(?:stadt|gemeinde)?rats?)?beschluss|beschlossen|(?:sr|gr)-beschluss|beschl\.)?[ :]*"
    r"(?:am|vom|von|seit|im|in|zum|datum|stand)?[ :]*"
)
_UNGEFAEHR = re.compile(r"^(?:ca\.?|circa|etwa|um|ungefaehr|rund|vermutlich|~|wohl)\s*|\s*\(?\?+\)?$")


def lies_datumszelle(zelle: Zelle) -> Lesung[str]:
    """Ein Datum, wie es bekannt ist, in der Schreibweise von ``kern.datum``.

    Genauer als das, was dasteht, wird es nie: „Sommer 2019“ ist 2019, und der Hinweis sagt es. Was sich nicht
    sicher lesen lässt, ist ein Fehler mit Vorschlägen.
    """
    if zelle is None:
        return Lesung(None)
    if isinstance(zelle, datetime):
        return _fertig(Lesart(zelle.year, zelle.month, zelle.day), als_text(zelle))
    if isinstance(zelle, date):
        return _fertig(Lesart(zelle.year, zelle.month, zelle.day), als_text(zelle))
    if isinstance(zelle, bool):
        return _unlesbar(als_text(zelle))
    if isinstance(zelle, int | float):
        return _aus_zahl(zelle)
    return _aus_text(zelle)


def _aus_zahl(zahl: int | float) -> Lesung[str]:
    if zahl != zahl or abs(zahl) > 1e9:
        return _unlesbar(als_text(zahl))
    ganz = int(zahl)
    if ganz == zahl and FRUEHESTES_JAHR <= ganz <= SPAETESTES_JAHR:
        return Lesung(str(ganz))
    if ganz in _EXCEL_TAGE:
        tag = _EXCEL_NULL + timedelta(days=ganz)
        return Lesung(
            tag.isoformat(),
            Stufe.HINWEIS,
            "datum_tageszahl",
            ERWARTET,
            f"Die Zahl {ganz} ist die Tageszahl einer Tabellenkalkulation; gelesen wird {als_text(tag)}.",
        )
    if ganz == zahl:
        return _aus_text(str(ganz))
    monat, _, jahr = f"{zahl:.4f}".partition(".")
    moeglich = FRUEHESTES_JAHR <= int(jahr) <= SPAETESTES_JAHR and _gibt_es(int(jahr), int(monat))
    vorschlaege = als_vorschlaege(f"{int(monat):02d}/{jahr}") if moeglich else ()
    return _unlesbar(als_text(zahl), vorschlaege)


@lru_cache(maxsize=20_000)
def _aus_text(text: str) -> Lesung[str]:
    roh = text.strip()
    klein = _vereinfache(roh)
    if klein in _LEER:
        return Lesung(None)
    if klein in _UNBEKANNT:
        return Lesung(UNBEKANNT)
    if klein in _ANGEKREUZT:
        return Lesung(
            UNBEKANNT,
            Stufe.HINWEIS,
            "datum_ungenau",
            ERWARTET,
            f"„{zitat(roh)}“ nennt keinen Zeitpunkt; gelesen wird „unbekannt“.",
        )
    kern = _VORN.sub("", klein)
    if kern in _UNBEKANNT:
        return Lesung(UNBEKANNT)
    genau = _UNGEFAEHR.sub("", _UNGEFAEHR.sub("", kern)).strip()
    spanne = jahresspanne(genau)
    if spanne:
        return _unlesbar(roh, als_vorschlaege(*spanne))
    lesart = deute(genau)
    if lesart is None and re.fullmatch(r"\d{5}", genau) and int(genau) in _EXCEL_TAGE:
        return _aus_zahl(int(genau))
    if lesart is None:
        return _unlesbar(roh, _vorschlaege(klein))
    return _fertig(lesart, roh, ungefaehr=genau != kern)


def _vereinfache(text: str) -> str:
    klein = unicodedata.normalize("NFKC", text[:200]).lstrip("'’`").casefold()
    for alt, neu in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("–", "-"), ("−", "-"), ("’", "'")):
        klein = klein.replace(alt, neu)
    return " ".join(klein.split()).rstrip(",;")


def _fertig(lesart: Lesart, roh: str, *, ungefaehr: bool = False) -> Lesung[str]:
    if not FRUEHESTES_JAHR <= lesart.jahr <= SPAETESTES_JAHR:
        return Lesung(
            None,
            Stufe.FEHLER,
            "datum_ausserhalb",
            f"ein Datum von {FRUEHESTES_JAHR} bis {SPAETESTES_JAHR}",
            f"„{zitat(roh)}“ liegt außerhalb der Jahre {FRUEHESTES_JAHR} bis {SPAETESTES_JAHR}. Bitte "
            "berichtigen Sie das Datum oder leeren Sie die Zelle.",
            (LEEREN,),
        )
    wert = _schreibe(lesart)
    if not _gibt_es(lesart.jahr, lesart.monat, lesart.tag):
        return _gibt_es_nicht(lesart, roh)
    if lesart.ungenau or ungefaehr:
        return Lesung(
            wert,
            Stufe.HINWEIS,
            "datum_ungenau",
            ERWARTET,
            f"„{zitat(roh)}“ wird als {kurz(wert)} gelesen; genauer lässt es sich nicht sagen.",
        )
    if lesart.zweideutig:
        return Lesung(
            wert,
            Stufe.HINWEIS,
            "datum_zweideutig",
            ERWARTET,
            f"„{zitat(roh)}“ wird als {kurz(wert)} gelesen (Tag vor Monat vor Jahr). Bitte prüfen Sie das.",
        )
    return Lesung(wert)


def _gibt_es_nicht(lesart: Lesart, roh: str) -> Lesung[str]:
    vorschlaege = []
    if lesart.tag and lesart.monat and _gibt_es(lesart.jahr, lesart.tag, lesart.monat):
        # Monat und Tag vertauscht, wie in amerikanischer Schreibweise.
        vorschlaege.append(f"{lesart.monat:02d}.{lesart.tag:02d}.{lesart.jahr}")
    if lesart.tag and lesart.monat and _gibt_es(lesart.jahr, lesart.monat):
        vorschlaege.append(f"{lesart.monat:02d}/{lesart.jahr}")
    vorschlaege.append(str(lesart.jahr))
    return Lesung(
        None,
        Stufe.FEHLER,
        "datum_gibt_es_nicht",
        ERWARTET,
        f"Das Datum „{zitat(roh)}“ gibt es nicht. Bitte berichtigen Sie Tag oder Monat.",
        als_vorschlaege(*vorschlaege),
    )


def _unlesbar(roh: str, vorschlaege: tuple[tuple[str, str], ...] = ()) -> Lesung[str]:
    return Lesung(
        None,
        Stufe.FEHLER,
        "datum_unlesbar",
        ERWARTET,
        f"„{zitat(roh)}“ lässt sich nicht als Datum lesen. Bitte schreiben Sie {ERWARTET}.",
        (*vorschlaege, LEEREN),
    )


def _vorschlaege(klein: str) -> tuple[tuple[str, str], ...]:
    """Was in einem längeren Text ein Datum sein könnte; entscheiden muss der Mensch."""
    gefunden = []
    for stelle in stellen(klein)[:5]:
        lesart = deute(stelle)
        if (
            lesart
            and FRUEHESTES_JAHR <= lesart.jahr <= SPAETESTES_JAHR
            and _gibt_es(lesart.jahr, lesart.monat, lesart.tag)
        ):
            gefunden.append(kurz(_schreibe(lesart)))
    return als_vorschlaege(*gefunden[:3])


def _gibt_es(jahr: int, monat: int | None = None, tag: int | None = None) -> bool:
    try:
        date(jahr, 1 if monat is None else monat, 1 if tag is None else tag)
    except ValueError:
        return False
    return True


def _schreibe(lesart: Lesart) -> str:
    teile = [f"{lesart.jahr:04d}"]
    teile += [f"{teil:02d}" for teil in (lesart.monat, lesart.tag) if teil is not None]
    return "-".join(teile)
