"""Einzelne Werte fremder Listen lesen: Schlüssel, Zieljahr, Adressen und freier Text."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import urlsplit

from insek_monitor.einspielen.befund import Stufe
from insek_monitor.einspielen.datumsmuster import jahresspanne
from insek_monitor.einspielen.lesung import LEEREN, Lesung, als_vorschlaege
from insek_monitor.einspielen.tabelle import als_text, zitat
from insek_monitor.kern.rohdatei import Zelle
from insek_monitor.kern.schriftzeichen import ohne_unsichtbares
from insek_monitor.register.fassungen import ZIELJAHRE

#: Mehr Zeichen hat kein Titel und keine Bemerkung; darüber ist es ein Versehen.
HOECHSTLAENGE = {
    "titel": 500,
    "quelle": 500,
    "zielhorizont": 200,
    "notiz": 4000,
    "quelle_url": 2000,
    "konzept_id": 100,
}
_NICHTS = frozenset({"-", "--", "–", "—", "/", "k.a.", "k. a.", "n/a", "entfällt"})
_ARS = re.compile(r"\d{12}")


def lies_ziffern(zelle: Zelle) -> str:
    """Die Ziffern eines Schlüssels, wie immer er geschrieben ist; leer, wenn es keiner ist.

    „14 5 21 010“, „14-521-010“, 14521010.0 und der zwölfstellige Regionalschlüssel „145210010010“ werden zu
    „14521010“.
    """
    if zelle is None or isinstance(zelle, bool | date | datetime):
        return ""
    if isinstance(zelle, float) and not zelle.is_integer():
        return ""
    text = unicodedata.normalize("NFKC", als_text(zelle)[:60]).strip().lstrip("'’`").upper()
    text = re.sub(r"^(?:AGS|ARS|GKZ|DE)[:\s]*", "", text)
    ziffern = re.sub(r"[\s.\-/_]", "", re.sub(r"[.,]0$", "", text))
    if not re.fullmatch(r"[0-9]+", ziffern):
        return ""
    # Regionalschlüssel: Land, Bezirk, Kreis (5), Verband (4), Gemeinde (3).
    return ziffern[:5] + ziffern[9:] if _ARS.fullmatch(ziffern) else ziffern


def lies_zieljahr(zelle: Zelle) -> Lesung[int]:
    """Das Jahr, bis zu dem ein Konzept plant: „2030“, „2030 plus“, „bis 2030“, „2020–2035“."""
    if isinstance(zelle, datetime | date):
        return _zieljahr(zelle.year, als_text(zelle))
    if isinstance(zelle, bool):
        return _zieljahr(None, als_text(zelle))
    if isinstance(zelle, float) and not zelle.is_integer():
        return _zieljahr(None, als_text(zelle))
    return _zieljahr_aus_text(als_text(zelle))


@lru_cache(maxsize=5_000)
def _zieljahr_aus_text(roh: str) -> Lesung[int]:
    text = " ".join(unicodedata.normalize("NFKC", roh[:200]).casefold().lstrip("'").split())
    if text in _NICHTS or text in ("", "unbekannt", "?", "ka", "keine angabe", "offen"):
        return Lesung(None)
    treffer = re.fullmatch(
        r"(?:bis|ca\.?|etwa|horizont|zieljahr|zielhorizont|jahr|in|um)?[: ]*(?:(?:ca\.?|zum jahr|jahr) )?"
        r"(?:\d{4} ?(?:-|–|bis) ?)?(\d{4})(?:\.0)?(?: ?(?:\+|plus|ff?\.?|und danach|\(\?\)|\?))?",
        text,
    )
    if treffer is None:
        jahre = list(jahresspanne(text)[:2]) or re.findall(r"(?<!\d)(\d{4})(?!\d)", text)
        jahre = [jahr for jahr in jahre if _moeglich(int(jahr))]
        return _zieljahr(None, roh, als_vorschlaege(*jahre[:3]))
    return _zieljahr(int(treffer[1]), roh)


def _moeglich(jahr: int) -> bool:
    return ZIELJAHRE[0] <= jahr <= ZIELJAHRE[1]


def _zieljahr(jahr: int | None, roh: str, vorschlaege: tuple[tuple[str, str], ...] = ()) -> Lesung[int]:
    if jahr is not None and _moeglich(jahr):
        return Lesung(jahr)
    return Lesung(
        None,
        Stufe.FEHLER,
        "zieljahr_unlesbar",
        f"ein Jahr von {ZIELJAHRE[0]} bis {ZIELJAHRE[1]}",
        f"„{zitat(roh)}“ ist kein Zieljahr. Bitte nennen Sie ein Jahr von {ZIELJAHRE[0]} bis {ZIELJAHRE[1]}.",
        (*vorschlaege, LEEREN),
    )


def ist_nur_jahr(zelle: Zelle) -> bool:
    """Ob eine Zelle nichts als ein Jahr enthält."""
    return re.fullmatch(r"\d{4}", als_text(zelle).strip()) is not None


def lies_adresse(zelle: Zelle) -> Lesung[str]:
    """Eine Internetadresse; nur ``http`` und ``https``, weil andere beim Anklicken etwas ausführen können."""
    gelesen = lies_text(zelle, "quelle_url")
    text = gelesen.wert
    if text is None or gelesen.stufe is Stufe.FEHLER:
        return gelesen
    if ist_adresse(text):
        return gelesen
    ohne = text.removeprefix("//")
    vorschlag: tuple[tuple[str, str], ...] = ()
    if re.fullmatch(r"[\w.-]+\.[a-zäöü]{2,}(/\S*)?", ohne, re.IGNORECASE) and ist_adresse(f"https://{ohne}"):
        vorschlag = als_vorschlaege(f"https://{ohne}")
    return Lesung(
        None,
        Stufe.FEHLER,
        "adresse_unzulaessig",
        "eine Adresse, die mit https:// oder http:// beginnt",
        f"„{zitat(text)}“ ist keine Internetadresse, die mit https:// oder http:// beginnt. Bitte ergänzen "
        "Sie sie oder leeren Sie die Zelle.",
        (*vorschlag, LEEREN),
    )


def ist_adresse(text: str) -> bool:
    """Ob ein Text eine vollständige Adresse mit ``http`` oder ``https`` ist."""
    if re.search(r"[\s<>\"]", text):
        return False
    try:
        teile = urlsplit(text)
    except ValueError:
        return False
    return teile.scheme in ("http", "https") and bool(teile.hostname)


def lies_text(zelle: Zelle, feld: str) -> Lesung[str]:
    """Freier Text, wie er dasteht; nur unsichtbare Steuerzeichen fallen weg.

    HTML, Formeln und Sonderzeichen bleiben wörtlich; Anzeige und Ausgabe behandeln sie als Text.
    """
    roh = als_text(zelle)
    text = bereinige(roh)
    if not text or text.casefold() in _NICHTS:
        return Lesung(None)
    grenze = HOECHSTLAENGE.get(feld, HOECHSTLAENGE["notiz"])
    if len(text) > grenze:
        return Lesung(
            None,
            Stufe.FEHLER,
            "text_zu_lang",
            f"höchstens {grenze} Zeichen",
            f"Der Text hat {len(text)} Zeichen; erlaubt sind {grenze}. Bitte kürzen Sie ihn.",
            ((f"nach {grenze} Zeichen abschneiden", f"{text[: grenze - 1].rstrip()}…"), LEEREN),
        )
    if text != bereinige_enden(roh):
        return Lesung(
            text,
            Stufe.HINWEIS,
            "zeichen_entfernt",
            "Text ohne Steuerzeichen",
            "Unsichtbare Steuerzeichen im Text werden weggelassen.",
        )
    return Lesung(text)


def bereinige_enden(text: str) -> str:
    """Einheitliche Zeilenenden, keine Leerzeichen am Rand."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def bereinige(text: str) -> str:
    """Ohne Steuerzeichen, ohne Zeichen, die die Schreibrichtung umkehren oder unsichtbar sind."""
    return ohne_unsichtbares(bereinige_enden(text).replace("\t", " ")).strip()
