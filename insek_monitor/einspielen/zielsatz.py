"""Was eine Meldung aus einem Datensatz macht, und ob sie ihn überhaupt meint.

Die Regeln stehen in docs/fachregeln.md, „Was eine Zeile bewirkt“.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from insek_monitor.einspielen.bekanntes import Bekannt
from insek_monitor.einspielen.zeile import zeitraum
from insek_monitor.kern.begriffe import Datenlage, Konzeptart
from insek_monitor.kern.datum import UNBEKANNT, lies_datum, plus_monate
from insek_monitor.kern.meldung import Meldung, Vorhanden

TOLERANZ_MONATE = 18
"""So weit dürfen zwei Beschlüsse (in Arbeit: Anfänge) auseinanderliegen, die dasselbe Konzept meinen."""

_OHNE_DATUM = 10**6
_EREIGNISSE = ("beschluss", "begonnen", "aufgehoben", "belegt")
_TEXTE = ("titel", "zieljahr", "zielhorizont", "quelle", "quelle_url", "sicherheit", "notiz")
#: Gehört zur linken Angabe und verliert mit einer neuen seinen Sinn.
_ABHAENGIG = {"quelle": ("quelle_url", "sicherheit"), "zieljahr": ("zielhorizont",)}
#: Was eine Quelle belegt, und was zu ihr gehört.
_BELEGTES = ("ags", "art", "titel", "beschluss", "begonnen", "aufgehoben", "zieljahr", "zielhorizont")
_HERKUNFT = ("quelle", "quelle_url", "sicherheit", "notiz", "belegt")
_ANGABEN_ZUM_KONZEPT: dict[str, Any] = {"titel": None, "zieljahr": None, "zielhorizont": None}


@dataclass(frozen=True)
class Ziel:
    """Der Datensatz nach der Meldung und, wenn sie noch eine Fortschreibung meldet, eine zweite Meldung."""

    satz: Bekannt
    in_arbeit: Meldung | None = None


def neuer_satz(meldung: Meldung, kennung: str, gemeldet_am: date | None = None) -> Ziel:
    """Ein Datensatz nur aus der Meldung.

    Parameters
    ----------
    gemeldet_am
        Stand der Angabe, wenn die Meldung keinen nennt: ab da zählt, was kein Datum hat.
    """
    if meldung.belegt is None and gemeldet_am is not None:
        meldung = replace(meldung, belegt=gemeldet_am.isoformat())
    leer = Bekannt(kennung, frozenset(meldung.ags), _art(meldung, None), Datenlage.GEMELDET)
    return _ziel(leer, meldung)


def ergaenzter_satz(alt: Bekannt, meldung: Meldung, gemeldet_am: date | None = None) -> Ziel:
    """Eine Zeile ohne Kennung: Leere Zellen und gröbere Daten behalten die alte Angabe.

    Die alte Quelle belegt eine neue Angabe nicht: Ändert sich etwas am Konzept, gilt nur noch die Herkunft
    aus der Zeile.
    """
    werte: dict[str, Any] = {name: _datum(meldung, alt, name) for name in _EREIGNISSE}
    werte |= {name: _oder(getattr(meldung, name), getattr(alt, name)) for name in _TEXTE}
    for name, abhaengige in _ABHAENGIG.items():
        if werte[name] != getattr(alt, name):
            werte |= {abhaengig: getattr(meldung, abhaengig) for abhaengig in abhaengige}
    ziel = _ziel(alt, replace(meldung, **werte), roh=meldung)
    if all(getattr(ziel.satz, name) == getattr(alt, name) for name in _BELEGTES):
        return ziel
    herkunft: dict[str, Any] = {name: getattr(meldung, name) for name in _HERKUNFT}
    if meldung.belegt is None and gemeldet_am is not None:
        herkunft["belegt"] = gemeldet_am.isoformat()
    return replace(ziel, satz=replace(ziel.satz, **herkunft))


def ersetzter_satz(alt: Bekannt, meldung: Meldung) -> Ziel:
    """Eine Zeile mit Kennung: Sie sagt alles, leere Zellen löschen die Angabe."""
    if alt.gleicht(meldung):
        gehoben = meldung.datenlage is Datenlage.GEMELDET
        return Ziel(replace(alt, datenlage=Datenlage.GEMELDET) if gehoben else alt)
    return _ziel(replace(alt, ags=frozenset(meldung.ags)), meldung, vorher=alt)


def _ziel(
    alt: Bekannt, meldung: Meldung, *, vorher: Bekannt | None = None, roh: Meldung | None = None
) -> Ziel:
    vorher = vorher or alt
    werte: dict[str, Any] = {name: getattr(meldung, name) for name in (*_EREIGNISSE, *_TEXTE)}
    werte["art"] = _art(meldung, vorher)
    # Ein Beginn, der so schon dasteht, meint dieses Konzept; neben „nein“ nur, wenn das schon „nein“ war.
    bleibt = meldung.begonnen == vorher.begonnen and (
        meldung.vorhanden is not Vorhanden.NEIN or vorher.art is Konzeptart.KEINS
    )
    if meldung.vorhanden is Vorhanden.NEIN:
        werte |= _ANGABEN_ZUM_KONZEPT | {"beschluss": None, "begonnen": meldung.begonnen if bleibt else None}
    elif meldung.vorhanden is Vorhanden.IN_ARBEIT:
        werte["begonnen"] = meldung.begonnen or UNBEKANNT
    elif meldung.vorhanden is Vorhanden.AUFGEHOBEN:
        werte["aufgehoben"] = meldung.aufgehoben or UNBEKANNT
        if meldung.begonnen is None:
            # Sonst wurde ein Entwurf aufgegeben, den niemand beschlossen hat.
            werte["beschluss"] = meldung.beschluss or UNBEKANNT
    elif meldung.vorhanden is Vorhanden.JA or meldung.begonnen is None:
        werte["beschluss"] = meldung.beschluss or UNBEKANNT
    in_arbeit = None
    if not bleibt:
        # Was ergänzt wurde, gilt dem alten Konzept; das zweite hat nur, was in der Zeile steht.
        in_arbeit = _fortschreibung(roh or meldung, werte["beschluss"], werte["art"])
    if in_arbeit is not None and meldung.vorhanden is not Vorhanden.NEIN:
        werte["begonnen"] = vorher.begonnen
    neu = replace(alt, **werte)
    if neu != vorher:
        neu = replace(neu, datenlage=Datenlage.GEMELDET)
    return Ziel(neu, in_arbeit)


def _fortschreibung(meldung: Meldung, beschluss: str | None, art: Konzeptart) -> Meldung | None:
    """„in Vorbereitung seit“ neben „nein“ oder nach dem Beschluss meint ein zweites Konzept."""
    if meldung.begonnen is None:
        return None
    zweite = replace(meldung, vorhanden=Vorhanden.IN_ARBEIT, konzept_id=None, beschluss=None, aufgehoben=None)
    if meldung.vorhanden is Vorhanden.NEIN:
        passend = meldung.art if meldung.art is not None and meldung.art.ist_integriert else None
        return replace(zweite, art=passend, notiz=None)
    beginn, ende = zeitraum(meldung.begonnen), zeitraum(beschluss)
    if meldung.vorhanden in (Vorhanden.IN_ARBEIT, Vorhanden.AUFGEHOBEN) or not (beschluss and beginn):
        return None
    if ende is not None and beginn[0] <= ende[1]:
        return None
    return replace(zweite, art=art, notiz=None, **_ANGABEN_ZUM_KONZEPT)


def _art(meldung: Meldung, alt: Bekannt | None) -> Konzeptart:
    fest = {
        Vorhanden.NEIN: Konzeptart.KEINS,
        Vorhanden.AEHNLICH: Konzeptart.AEHNLICH,
        Vorhanden.TEILGEBIET: Konzeptart.TEILGEBIET,
    }
    if meldung.vorhanden in fest:
        return fest[meldung.vorhanden]
    for art in (meldung.art, alt.art if alt else None):
        if art is not None and (
            art.ist_integriert or (meldung.vorhanden is not Vorhanden.JA and art is not Konzeptart.KEINS)
        ):
            return art
    return Konzeptart.INSEK


def _datum(meldung: Meldung, alt: Bekannt, name: str) -> str | None:
    gemeldet: str | None = getattr(meldung, name)
    bisher: str | None = getattr(alt, name)
    # „2019“ widerspricht „14.03.2019“ nicht: die genauere Angabe bleibt.
    groeber = gemeldet is None or gemeldet == UNBEKANNT or (bisher or "").startswith(f"{gemeldet}-")
    return bisher if bisher is not None and groeber else gemeldet


def _oder(gemeldet: Any, bisher: Any) -> Any:
    return bisher if gemeldet is None else gemeldet


def aussage(satz: Bekannt) -> tuple[str, bool]:
    """Art der Aussage: integriert, ähnlich, Teilgebiet oder „kein Konzept“; und ob erst begonnen."""
    gruppe = Konzeptart.INSEK if satz.art.ist_integriert else satz.art
    return gruppe.value, satz.beschluss is None and satz.begonnen is not None


def passt(satz: Bekannt, meldung: Meldung, ziel: Bekannt) -> bool:
    """Ob eine Zeile ohne Kennung diesen Datensatz meinen kann.

    Parameters
    ----------
    ziel
        Der Datensatz, der nur aus der Meldung entstünde.
    """
    if aussage(satz) != aussage(ziel):
        return False
    if satz.aufgehoben and meldung.vorhanden is not Vorhanden.AUFGEHOBEN and not meldung.aufgehoben:
        return False
    einer, anderer = _zeitpunkt(satz), _zeitpunkt(ziel)
    if einer is None or anderer is None:
        return True
    return plus_monate(min(einer, anderer), TOLERANZ_MONATE) >= max(einer, anderer)


def naehe(satz: Bekannt, meldung: Meldung, ziel: Bekannt) -> tuple[int, bool, int, str]:
    """Sortierschlüssel: der nächstliegende Datensatz zuerst, unter gleich nahen der neueste."""
    einer, anderer = _zeitpunkt(satz), _zeitpunkt(ziel)
    abstand = _OHNE_DATUM if einer is None or anderer is None else abs((einer - anderer).days)
    neueste = -einer.toordinal() if einer else 0
    return abstand, not _gleicher_titel(satz, meldung), neueste, satz.konzept_id


def _gleicher_titel(satz: Bekannt, meldung: Meldung) -> bool:
    return bool(meldung.titel) and _vereinfacht(meldung.titel) == _vereinfacht(satz.titel)


def _vereinfacht(titel: str | None) -> str:
    return " ".join((titel or "").casefold().split())


def _zeitpunkt(satz: Bekannt) -> date | None:
    """Tag des Beschlusses, bei einem erst begonnenen Konzept der des Beginns."""
    return _tag(satz.begonnen if aussage(satz)[1] else satz.beschluss)


@lru_cache(maxsize=20_000)
def _tag(text: str | None) -> date | None:
    gelesen = lies_datum(text)
    return gelesen.tag if gelesen else None
