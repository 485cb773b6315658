"""Der Inhalt eines Dossiers in Worten: Sätze, Eckdaten, Konzepte, Nachbarn, Anschrift, Kontakte."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from insek_monitor.ansprache.prioritaet.zeilen import ablauf_text, verwaltung
from insek_monitor.kern.ansprache import Kontaktart, Kontaktstand
from insek_monitor.kern.begriffe import Datenlage, Konzeptart, Sicherheit, Status
from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.bild import befunde_gemeinde, zahlen
from insek_monitor.lage.bild.konzepttext import beschluss_belegt, ereignisse, mit_art
from insek_monitor.lage.gemeinde import GealterteArbeit

KONTAKTE_HOECHSTENS = 8
"""So viele Kontakte nennt ein Dossier außer denen mit offener Zusage; ältere stehen im Register."""


def saetze(zeile: pd.Series, gruende: str, stichtag: date, regeln: Regeln) -> dict[str, str]:
    """Befund, Frist und Fördergrundlage in ganzen Sätzen, ohne Auszeichnung."""
    ohne_titel = zeile.copy()
    # Die Sätze maskieren fremden Text für Markdown; hier steht der Titel ohnehin in der Liste der Konzepte.
    ohne_titel["titel"] = None
    zusammenhang = befunde_gemeinde.zusammenhang(zeile)
    if zusammenhang[1:-1] in gruende:  # die Gründe darunter sagen dasselbe schon als Satzteil
        zusammenhang = ""
    return {
        "befund": f"{befunde_gemeinde.gemeinde(zeile)} {zusammenhang}".strip(),
        "frist": befunde_gemeinde.frist(ohne_titel, stichtag, regeln),
        "foerderung": befunde_gemeinde.foerdergrundlage(zeile, regeln),
    }


def mit_datenlage(text: str, datenlage: Any) -> str:
    """Eine Angabe mit ihrer Datenlage: „kein Konzept (gemeldet)“."""
    return text if zahlen.fehlt(datenlage) else f"{text} ({Datenlage(datenlage).beschriftung})"


def statustext(status: Any, aktualitaet: Any, datenlage: Any) -> str:
    """„INSEK vorhanden, aktuell (recherchiert)“, „Stand nicht belegt“."""
    text = Status(status).beschriftung
    if not zahlen.fehlt(aktualitaet):
        text += f", {aktualitaet}"
    return mit_datenlage(text, datenlage)


def eckdaten(
    zeile: pd.Series, entwicklung: pd.DataFrame, arbeit: GealterteArbeit | None
) -> list[dict[str, str]]:
    """Bezeichnung und Wert je Zeile."""
    beschluss = zeile["beschluss"]
    einwohner = f"{zahlen.zahl(zeile['einwohner'])} (am {zahlen.datum(zeile['einwohner_stichtag'])})"
    werte = {
        "Status": mit_datenlage(Status(zeile["status"]).beschriftung, zeile["datenlage"]),
        "Beschluss": zahlen.ungenaues_datum(beschluss) if beschluss_belegt(beschluss, zeile["art"]) else "",
        "Ablauf": ablauf_text(zeile["beschluss"], zeile["ablauf_am"]) or "",
        "Aktualität": "" if zahlen.fehlt(zeile["aktualitaet"]) else str(zeile["aktualitaet"]),
        "Zieljahr": "" if zahlen.fehlt(zeile["zieljahr"]) else str(int(zeile["zieljahr"])),
        "In Arbeit": befunde_gemeinde.in_arbeit(zeile, arbeit),
        "Einwohner": einwohner,
        "Entwicklung": _entwicklung(entwicklung),
        "Gemeindetyp": str(zeile["gemeindetyp"]),
        "Kreis": str(zeile["kreis"]),
        "Planungsregion": str(zeile["planungsregion"]),
        "Verband": "" if zahlen.fehlt(zeile["verband"]) else f"{zeile['verband']} ({zeile['verband_art']})",
        "AGS": str(zeile.name),
    }
    return [{"name": name, "wert": wert} for name, wert in werte.items() if wert]


def _entwicklung(entwicklung: pd.DataFrame) -> str:
    if entwicklung.empty or zahlen.fehlt(entwicklung["veraenderung_prozent"].iloc[-1]):
        return ""
    prozent = zahlen.zahl(entwicklung["veraenderung_prozent"].iloc[-1], 1, vorzeichen=True)
    seit = entwicklung["stichtag"].iloc[0].year
    return f"{prozent}{zahlen.NBSP}% seit {seit}"


def konzeptangaben(konzepte: pd.DataFrame, namen: pd.Series) -> list[dict[str, Any]]:
    """Jeder Datensatz mit Ereignissen und Quelle."""
    return [_konzept(zeile, namen) for zeile in konzepte.itertuples()]


def _konzept(konzept: Any, namen: pd.Series) -> dict[str, Any]:
    art = Konzeptart(konzept.art)
    belege = [] if zahlen.fehlt(konzept.belegt) else [f"Stand {zahlen.ungenaues_datum(konzept.belegt)}"]
    if not zahlen.fehlt(konzept.sicherheit):
        belege.append(f"Sicherheit {Sicherheit(konzept.sicherheit).beschriftung}")
    zeilen = [
        "; ".join(ereignisse(konzept, namen)) or "ohne Datum",
        " · ".join([Datenlage(konzept.datenlage).beschriftung, *belege]),
        "" if zahlen.fehlt(konzept.notiz) else str(konzept.notiz),
    ]
    url = "" if zahlen.fehlt(konzept.quelle_url) else str(konzept.quelle_url).strip()
    quelle = "" if zahlen.fehlt(konzept.quelle) else str(konzept.quelle)
    return {
        "titel": art.langname if zahlen.fehlt(konzept.titel) else mit_art(konzept.titel, art),
        "zeilen": [zeile for zeile in zeilen if zeile],
        "url": url if url.startswith(("https://", "http://")) else "",
        "quelle": quelle or url,
    }


def nachbarzeilen(nachbarn: pd.DataFrame) -> list[list[str]]:
    """Nummer wie auf der Karte, Name, Einwohner, Status mit Aktualität und Datenlage, gemeinsame Grenze."""
    return [
        [
            str(nummer),
            str(zeile.name),
            zahlen.zahl(zeile.einwohner),
            statustext(zeile.status, zeile.aktualitaet, zeile.datenlage),
            f"{zahlen.zahl(zeile.grenze_km, 1)} km",
        ]
        for nummer, zeile in enumerate(nachbarn.itertuples(), start=1)
    ]


def anschrift(zeile: pd.Series) -> dict[str, Any]:
    """Kontakt der Verwaltung, nie einer Person."""
    website = "" if zahlen.fehlt(zeile["website"]) else str(zeile["website"])
    return {
        "zeilen": [verwaltung(zeile), str(zeile["strasse"]), f"{zeile['plz']} {zeile['ort']}"],
        "telefon": "" if zahlen.fehlt(zeile["telefon"]) else str(zeile["telefon"]),
        "email": "" if zahlen.fehlt(zeile["email"]) else str(zeile["email"]),
        "website": website if website.startswith(("https://", "http://")) else "",
        "website_kurz": website.split("//")[-1].rstrip("/"),
    }


def internes(stand: str, kontakte: pd.DataFrame) -> dict[str, Any]:
    """Stand der Ansprache, alle offenen Zusagen (die früh fällige zuerst), dann die letzten Kontakte.

    Eine Zusage darf nie hinter neueren Kontakten verschwinden; darum zählt die Höchstzahl nur die übrigen.
    """
    offen = kontakte["wiedervorlage"].notna() & ~kontakte["erledigt"].astype(bool)
    zusagen = kontakte[offen].sort_values("wiedervorlage", kind="stable")
    uebrige = kontakte[~offen]
    gezeigt = uebrige.head(KONTAKTE_HOECHSTENS)
    return {
        "stand": Kontaktstand(stand).beschriftung,
        "zusagen": [_kontakt(zeile) for zeile in zusagen.itertuples()],
        "kontakte": [_kontakt(zeile) for zeile in gezeigt.itertuples()],
        "weitere": len(uebrige) - len(gezeigt),
    }


def _kontakt(zeile: Any) -> dict[str, str]:
    offen = not zahlen.fehlt(zeile.wiedervorlage) and not zeile.erledigt
    faellig = f" (Wiedervorlage {zahlen.datum(zeile.wiedervorlage)})" if offen else ""
    schritt = "" if zahlen.fehlt(zeile.naechster_schritt) else str(zeile.naechster_schritt)
    return {
        "datum": zahlen.datum(zeile.datum),
        "art": Kontaktart(zeile.art).beschriftung,
        "stelle": "" if zahlen.fehlt(zeile.stelle) else str(zeile.stelle),
        "ergebnis": "" if zahlen.fehlt(zeile.ergebnis) else str(zeile.ergebnis),
        "schritt": f"{schritt}{faellig}".strip() + (" – erledigt" if zeile.erledigt and schritt else ""),
    }
