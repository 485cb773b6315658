"""vCard 3.0 (RFC 2426): eine Karte je Verwaltung, nie eine Person.

Version 3.0, weil Outlook 4.0 nicht einliest; ``KIND`` (aus 4.0) und ``X-ABSHOWAS`` übergehen Programme, die
sie nicht kennen, die anderen zeigen die Karte als Organisation.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pandas as pd
import vobject

from insek_monitor.ansprache.prioritaet.zeilen import verwaltung
from insek_monitor.lage.ausgabe.dateien import kuerzel
from insek_monitor.lage.bild import zahlen

QUELLE = "Anschrift der Verwaltung laut Gemeindeverzeichnis der Landesdirektion Sachsen, März 2026."


def als_vcard(gemeinden: pd.DataFrame, erstellt: datetime) -> bytes:
    """Adresskarten der Verwaltungen.

    Parameters
    ----------
    gemeinden : Zeilen von ``gemeinden`` oder ``lage`` (Index ``ags``).
    erstellt : Steht als ``REV`` auf jeder Karte, mit Zeitzone.

    Returns
    -------
    bytes
        UTF-8. ``UID`` ist ``<AGS>@insek-monitor``: Erneutes Einlesen ersetzt, statt zu verdoppeln.

    Raises
    ------
    ValueError
        Wenn ``erstellt`` keine Zeitzone hat.
    """
    if erstellt.tzinfo is None:
        raise ValueError("Der Zeitpunkt „erstellt“ braucht eine Zeitzone.")
    stand = f"{erstellt.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return "".join(_karte(str(ags), zeile, stand) for ags, zeile in gemeinden.iterrows()).encode("utf-8")


def als_vcard_zip(gemeinden: pd.DataFrame, erstellt: datetime) -> bytes:
    """ZIP-Archiv mit einer Datei je Verwaltung: Outlook liest aus einer Datei nur die erste Karte."""
    puffer = io.BytesIO()
    with zipfile.ZipFile(puffer, "w", zipfile.ZIP_DEFLATED) as archiv:
        for ags, zeile in gemeinden.iterrows():
            datei = zipfile.ZipInfo(f"{kuerzel(str(zeile['name']))}-{ags}.vcf", erstellt.timetuple()[:6])
            archiv.writestr(datei, als_vcard(gemeinden.loc[[ags]], erstellt))
    return puffer.getvalue()


def _karte(ags: str, zeile: pd.Series, stand: str) -> str:
    karte = vobject.vCard()
    name = _text(verwaltung(zeile))
    karte.add("fn").value = name
    # Pflichtfeld in 3.0; leer, weil hier keine Person steht.
    karte.add("n").value = vobject.vcard.Name()
    karte.add("org").value = [name]
    karte.add("kind").value = "org"
    karte.add("x-abshowas").value = "COMPANY"
    adresse = karte.add("adr")
    adresse.value = vobject.vcard.Address(
        street=_text(zeile["strasse"]),
        city=_text(zeile["ort"]),
        code=_text(zeile["plz"]),
        region="Sachsen",
        country="Deutschland",
    )
    adresse.type_param = "WORK"
    for feld, spalte, arten in (("tel", "telefon", ["WORK", "VOICE"]), ("email", "email", ["INTERNET"])):
        if text := _text(zeile[spalte]):
            eintrag = karte.add(feld)
            eintrag.value, eintrag.type_param = text, arten
    if (website := _text(zeile["website"])).startswith(("https://", "http://")):
        karte.add("url").value = website
    karte.add("categories").value = ["INSEK-Monitor", _text(zeile["kreis"])]
    karte.add("note").value = f"AGS {ags}. {QUELLE}"
    karte.add("rev").value = stand
    karte.add("uid").value = f"{ags}@insek-monitor"
    return str(karte.serialize())


def _text(wert: object) -> str:
    return "" if zahlen.fehlt(wert) else " ".join(str(wert).split())
