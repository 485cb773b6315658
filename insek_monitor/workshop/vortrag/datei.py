"""Eine Folge als JSON und als Datei mit Prüfsumme; streng geprüft, denn Dateien kommen von Fremden.

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

if TYPE_CHECKING:
    import pandas as pd
import re
from collections.abc import Mapping
from datetime import date

from insek_monitor.kern.stimmungsbild import Frage, FrageFehler, lies_fragen
from insek_monitor.kern.vortrag import Eingefroren, Folie, Folienart, Gebiet

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


GEMEINDEN_HOECHSTENS = 500
_AGS = re.compile(r"14[0-9]{6}")
_SUMME = re.compile(r"[0-9a-f]{64}")
NEU_HOLEN = "Bitte holen Sie die Datei neu oder verwenden Sie eine andere."
_JE_ART: Mapping[str, tuple[Folienart, ...]] = {
    "text": (Folienart.TITEL, Folienart.TEXT),
    "kreis": (Folienart.REGION,),
    "ags": (Folienart.GEMEINDE,),
    "frage": (Folienart.ABSTIMMUNG, Folienart.ERGEBNIS),
}
"""Angaben, die nur zu manchen Folien gehören."""


def als_json(folge: Folge) -> dict[str, Any]:
    """Für JSON; was nicht zur Art einer Folie gehört, und leere Angaben fehlen."""
    angaben: dict[str, Any] = {"name": folge.name, "folien": [_folie_als_json(f) for f in folge.folien]}
    gebiet = folge.gebiet
    if gebiet.kreis:
        angaben["gebiet"] = {"kreis": gebiet.kreis}
    elif gebiet.ags:
        angaben["gebiet"] = {"ags": list(gebiet.ags), "bezeichnung": gebiet.bezeichnung}
    if folge.nur_belegt:
        angaben["nur_belegt"] = True
    if folge.fragen:
        angaben["fragen"] = [dict(frage) for frage in folge.fragen]
    if fest := folge.eingefroren:
        angaben["eingefroren"] = {
            "datenstand_nummer": fest.datenstand_nummer,
            "datenstand_name": fest.datenstand_name,
            "pruefsumme": fest.pruefsumme,
            "stichtag": fest.stichtag.isoformat(),
            "am": fest.am.isoformat(),
            "inhalte": [dict(inhalt) for inhalt in fest.inhalte],
        }
    return angaben


def _folie_als_json(folie: Folie) -> dict[str, str]:
    return {n: w for n, w in folie.als_dict().items() if n not in _JE_ART or folie.art in _JE_ART[n]}


def aus_json(roh: Any) -> Folge:
    """Folge aus ``als_json``, geprüft.

    Raises
    ------
    FolgeFehler
        Mit Folie, Angabe, Wert und Abhilfe.
    """
    angaben = Angaben(roh, "Die Folge", ("name", "folien", "gebiet", "nur_belegt", "fragen", "eingefroren"))
    fragen: tuple[Frage, ...] = ()
    if angaben.liste("fragen", 1000):
        try:
            fragen = lies_fragen(angaben.liste("fragen", 1000))
        except FrageFehler as fehler:
            raise FolgeFehler(f"Die Folge: {fehler}") from None
    kennungen = [frage.kennung for frage in fragen]
    folien = tuple(
        _lies_folie(folie, f"Folie {nummer}", kennungen)
        for nummer, folie in enumerate(angaben.liste("folien", vortrag.FOLIEN_HOECHSTENS), 1)
    )
    eingefroren = roh.get("eingefroren")
    return Folge(
        angaben.text("name", vortrag.NAME_HOECHSTENS, pflicht=True),
        folien,
        _lies_gebiet(roh.get("gebiet")),
        angaben.ja("nur_belegt"),
        tuple(frage.als_dict() for frage in fragen),
        None if eingefroren is None else _lies_eingefroren(eingefroren, folien),
    )


def _lies_folie(roh: Any, ort: str, kennungen: list[str]) -> Folie:
    angaben = Angaben(roh, ort, ("art", "titel", "text", "kreis", "ags", "frage", "notiz"))
    art = Folienart(angaben.wahl("art", [a.value for a in Folienart]))
    for name, arten in _JE_ART.items():
        if name in roh and art not in arten:
            raise angaben.fehler(name, f"Eine Folie „{art.beschriftung}“ hat diese Angabe nicht.")
    ags, frage = angaben.text("ags", 8), angaben.text("frage", 40)
    if art is Folienart.GEMEINDE and _AGS.fullmatch(ags) is None:
        raise angaben.fehler("ags", "Bitte wählen Sie eine Gemeinde (achtstelliger Schlüssel).")
    if art in _JE_ART["frage"] and frage not in kennungen:
        raise angaben.fehler("frage", "Bitte wählen Sie eine Frage, die zur Folge gehört.")
    return Folie(
        art,
        angaben.text("titel", vortrag.TITEL_HOECHSTENS, pflicht=art in (Folienart.TITEL, Folienart.TEXT)),
        angaben.absatz("text", vortrag.MARKDOWN_HOECHSTENS)
        if art is Folienart.TEXT
        else angaben.text("text", vortrag.TITEL_HOECHSTENS),
        angaben.text("kreis", vortrag.NAME_HOECHSTENS),
        ags,
        frage,
        angaben.absatz("notiz", vortrag.NOTIZ_HOECHSTENS),
    )


def _lies_gebiet(roh: Any) -> Gebiet:
    if roh is None:
        return Gebiet()
    angaben = Angaben(roh, "Das Gebiet", ("kreis", "ags", "bezeichnung"))
    kreis = angaben.text("kreis", vortrag.NAME_HOECHSTENS)
    ags = tuple(angaben.liste("ags", GEMEINDEN_HOECHSTENS))
    if bool(kreis) == bool(ags):
        raise FolgeFehler("Das Gebiet: Bitte geben Sie entweder einen Kreis oder Gemeinden an.")
    for schluessel in ags:
        if not isinstance(schluessel, str) or _AGS.fullmatch(schluessel) is None:
            raise FolgeFehler(
                f"Das Gebiet: „ags“ enthält „{gekuerzt(schluessel)}“. "
                "Erlaubt sind achtstellige Schlüssel, die mit 14 beginnen."
            )
    if len(set(ags)) < len(ags):
        raise FolgeFehler("Das Gebiet: Eine Gemeinde steht doppelt da. Bitte entfernen Sie eine davon.")
    if kreis and roh.get("bezeichnung"):
        raise angaben.fehler("bezeichnung", "Nur eine Liste von Gemeinden hat eine Bezeichnung.")
    return Gebiet(kreis, ags, angaben.text("bezeichnung", vortrag.NAME_HOECHSTENS))


def _lies_eingefroren(roh: Any, folien: tuple[Folie, ...]) -> Eingefroren:
    ort = "Eingefrorener Stand"
    namen = ("datenstand_nummer", "datenstand_name", "pruefsumme", "stichtag", "am", "inhalte")
    angaben = Angaben(roh, ort, namen)
    pruefsumme = angaben.text("pruefsumme", 64)
    if _SUMME.fullmatch(pruefsumme) is None:
        raise angaben.fehler("pruefsumme", "Erwartet sind 64 Zeichen von 0 bis 9 und a bis f.")
    inhalte = angaben.liste("inhalte", vortrag.FOLIEN_HOECHSTENS)
    if len(inhalte) != len(folien):
        raise FolgeFehler(
            f"{ort}: Zu {len(folien)} Folien gehören {len(inhalte)} eingefrorene Inhalte. {NEU_HOLEN}"
        )
    for nummer, (folie, inhalt) in enumerate(zip(folien, inhalte, strict=True), 1):
        if not isinstance(inhalt, Mapping):
            raise FolgeFehler(
                f"Folie {nummer}: Der eingefrorene Inhalt ist „{gekuerzt(inhalt)}“. {NEU_HOLEN}"
            )
        if folie.art.aus_abstimmung == bool(inhalt):
            was = "hat einen eingefrorenen Inhalt" if inhalt else "hat keinen eingefrorenen Inhalt"
            raise FolgeFehler(f"Folie {nummer} ({folie.art.beschriftung}) {was}. {NEU_HOLEN}")
        if inhalt and inhalt.get("art") != folie.art.value:
            raise FolgeFehler(
                f"Folie {nummer} ({folie.art.beschriftung}): Der eingefrorene Inhalt gehört zu "
                f"„{gekuerzt(inhalt.get('art'))}“. {NEU_HOLEN}"
            )
    return Eingefroren(
        angaben.zahl("datenstand_nummer", 10_000_000),
        angaben.text("datenstand_name", 200, pflicht=True),
        pruefsumme,
        _lies_tag(angaben, "stichtag"),
        _lies_tag(angaben, "am"),
        tuple(dict(inhalt) for inhalt in inhalte),
    )


def _lies_tag(angaben: Angaben, name: str) -> date:
    try:
        return date.fromisoformat(angaben.text(name, 10, pflicht=True))
    except ValueError:
        raise angaben.fehler(name, "Bitte geben Sie einen Tag an, etwa 2026-11-21.") from None
