"""Eine Folge als Datei (JSON mit Prüfsumme) und zurück; streng, denn Dateien kommen von Fremden.

Der Leser kennt keine Gemeinden: Ob Kreise und Schlüssel zu diesem Register gehören, sagt ``pruefe_bezug``.
Was eingefrorene Folien zeigen, prüft ``workshop.vortrag.folieninhalt.aus_dict``.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING, Any, NoReturn

from insek_monitor.kern import vortrag
from insek_monitor.kern.angabenleser import Angaben, gekuerzt
from insek_monitor.kern.vortrag import Folge, FolgeFehler
from insek_monitor.workshop.vortrag.folgejson import NEU_HOLEN, als_json, aus_json

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FolgeFehler", "als_datei", "als_json", "aus_json", "lies_datei", "pruefe_bezug"]


def als_datei(folge: Folge) -> bytes:
    """Inhalt der Datei (UTF-8, lesbares JSON); gleiche Folge, gleiche Bytes."""
    inhalt = als_json(folge)
    huelle = {
        "format": vortrag.FORMAT,
        "formatfassung": vortrag.FORMATFASSUNG,
        "pruefsumme": _pruefsumme(inhalt),
        "folge": inhalt,
    }
    return json.dumps(huelle, ensure_ascii=False, indent=1).encode()


def lies_datei(inhalt: bytes) -> Folge:
    """Folge aus einer Datei.

    Raises
    ------
    FolgeFehler
        Wenn es keine Folge ist, sie beschädigt, zu groß oder aus einer neueren Fassung ist.
    """
    if len(inhalt) > vortrag.DATEI_HOECHSTENS:
        groesse = f"{len(inhalt) / 1e6:.1f}".replace(".", ",")
        raise FolgeFehler(
            f"Die Datei ist {groesse} MB groß; erlaubt sind {vortrag.DATEI_HOECHSTENS // 1_000_000} MB. "
            "Bitte prüfen Sie, ob es die richtige ist."
        )
    try:
        roh = json.loads(inhalt.decode("utf-8-sig"), parse_constant=_keine_zahl, object_pairs_hook=_objekt)
    except (ValueError, RecursionError):
        raise FolgeFehler(f"Die Datei ist keine Folge (kein lesbares JSON). {NEU_HOLEN}") from None
    if not isinstance(roh, dict) or roh.get("format") != vortrag.FORMAT:
        raise FolgeFehler(f"Die Datei ist keine Folge des INSEK-Monitors. {NEU_HOLEN}")
    fassung = roh.get("formatfassung")
    if type(fassung) is int and fassung > vortrag.FORMATFASSUNG:
        raise FolgeFehler(
            f"Die Datei hat die Formatfassung {gekuerzt(fassung)}, dieser INSEK-Monitor kennt bis "
            f"{vortrag.FORMATFASSUNG}. Bitte aktualisieren Sie das Programm auf diesem Rechner."
        )
    angaben = Angaben(roh, "Die Datei", ("format", "formatfassung", "pruefsumme", "folge"))
    if type(fassung) is not int or fassung < 1:
        raise angaben.fehler("formatfassung", f"Erwartet ist {vortrag.FORMATFASSUNG}. {NEU_HOLEN}")
    summe = angaben.text("pruefsumme", 64)
    if not hmac.compare_digest(summe.encode(), _pruefsumme(roh.get("folge")).encode()):
        raise FolgeFehler(
            "Die Prüfsumme passt nicht: Die Datei wurde verändert oder ist beschädigt. "
            "Bitte holen Sie sie neu von dem Rechner, auf dem die Folge gebaut wurde."
        )
    return aus_json(roh.get("folge"))


def _pruefsumme(inhalt: Any) -> str:
    text = json.dumps(inhalt, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _keine_zahl(text: str) -> NoReturn:
    raise ValueError(text)


def _objekt(paare: list[tuple[str, Any]]) -> dict[str, Any]:
    """Objekt ohne doppelte Namen: Was zweimal dasteht, läse jedes Programm anders."""
    objekt = dict(paare)
    if len(objekt) < len(paare):
        raise ValueError("doppelter Name")
    return objekt


def pruefe_bezug(folge: Folge, gemeinden: pd.DataFrame) -> list[str]:
    """Was die Folge nennt und es hier nicht gibt, in Sätzen; leer heißt: alles bekannt."""
    kreise = set(gemeinden["kreis"].astype(str))
    neu = "Bitte wählen Sie neu."
    saetze = []
    if folge.gebiet.kreis and folge.gebiet.kreis not in kreise:
        saetze.append(f"Das Gebiet: Den Kreis „{folge.gebiet.kreis}“ gibt es hier nicht. {neu}")
    if fremd := [ags for ags in folge.gebiet.ags if ags not in gemeinden.index]:
        gezeigt = ", ".join(fremd[:5]) + (f" und {len(fremd) - 5} weitere" if len(fremd) > 5 else "")
        saetze.append(f"Das Gebiet: Diese Schlüssel gibt es hier nicht, sie zählen nicht mit: {gezeigt}.")
    for nummer, folie in enumerate(folge.folien, 1):
        if folie.kreis and folie.kreis not in kreise:
            saetze.append(f"Folie {nummer}: Den Kreis „{folie.kreis}“ gibt es hier nicht. {neu}")
        if folie.ags and folie.ags not in gemeinden.index:
            saetze.append(f"Folie {nummer}: Zum Schlüssel {folie.ags} gibt es hier keine Gemeinde. {neu}")
    return saetze
