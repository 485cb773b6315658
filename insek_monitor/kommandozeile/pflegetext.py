"""Texte der Datenpflege auf der Kommandozeile: Prüfbericht, Vergleich, Protokoll."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date

import pandas as pd
from openpyxl.utils import get_column_letter

from insek_monitor.einspielen import aenderungstexte
from insek_monitor.einspielen.befund import Befund, Stufe
from insek_monitor.einspielen.ergebnis import Pruefergebnis
from insek_monitor.einspielen.tabelle import Tabelle
from insek_monitor.einspielen.vergleich import Aenderung, Vergleich
from insek_monitor.kern.begriffe import Status
from insek_monitor.kern.rohdatei import Rohdatei
from insek_monitor.kommandozeile.befehle import tabelle
from insek_monitor.lage.bild import zahlen
from insek_monitor.register.datenstaende import Datenstand
from insek_monitor.register.woerterbuch import woerterbuch

KURZ = 60


def sauber(text: str, laenge: int | None = None) -> str:
    """Fremder Text ohne Steuerzeichen (auch solche, die das Terminal umstellen), auf Wunsch gekürzt."""
    ohne = "".join(z if unicodedata.category(z) not in ("Cc", "Cf", "Cs") else " " for z in text)
    eng = " ".join(ohne.split())
    return eng if laenge is None or len(eng) <= laenge else eng[: laenge - 1] + "…"


def pruefbericht(datei: Rohdatei, ergebnis: Pruefergebnis) -> str:
    """Was welche Spalte ist, Befunde zeilenweise mit Ort, Wert, Satz und Vorschlag, die Zählung."""
    kopf = (
        f"{sauber(datei.name)}: Blatt „{sauber(ergebnis.tabelle.blatt)}“, Kopfzeile "
        f"{ergebnis.tabelle.kopfzeile}, {zahlen.anzahl(len(ergebnis.meldungen), 'Meldung', 'Meldungen')}, "
        f"{zahlen.anzahl(len(ergebnis.ausgelassen), 'Zeile', 'Zeilen')} ohne Meldung"
    )
    befunde = [_befund(befund, ergebnis) for befund in ergebnis.befunde]
    return "\n\n".join([kopf, _spalten(ergebnis.tabelle), *befunde, _zaehlung(ergebnis)])


def _spalten(gelesene: Tabelle) -> str:
    inhalt = [
        (get_column_letter(s.nummer), sauber(s.titel, KURZ) or "(ohne Überschrift)", s.bedeutung)
        for s in gelesene.spalten
    ]
    return tabelle(("Spalte", "Überschrift", "gelesen als"), inhalt, links=3)


def zeilen(ergebnis: Pruefergebnis, nummern: Iterable[int]) -> str:
    """„Zeile 18 · Dresden, Zeile 20 · Amtsberg“."""
    namen = ergebnis.gemeinde_je_zeile
    return ", ".join(
        f"Zeile {nummer}" + (f" · {sauber(name, KURZ)}" if (name := namen.get(nummer)) else "")
        for nummer in nummern
    )


def _befund(befund: Befund, ergebnis: Pruefergebnis) -> str:
    ort = zeilen(ergebnis, [befund.zeile]) if befund.zeile is not None else "ganzes Blatt"
    if befund.spalte is not None:
        titel = f" „{sauber(befund.spaltentitel, KURZ)}“" if befund.spaltentitel else ""
        ort += f", Spalte {get_column_letter(befund.spalte)}{titel}"
    saetze = [f"{befund.stufe.beschriftung} · {ort}", f"  {sauber(befund.meldung)}"]
    if befund.gefunden:
        saetze.append(f"  gefunden: {sauber(befund.gefunden, KURZ)}")
    if befund.erwartet:
        saetze.append(f"  erwartet: {sauber(befund.erwartet)}")
    if befund.vorschlaege:
        saetze.append(
            f"  Vorschlag: {' | '.join(sauber(vorschlag.beschriftung) for vorschlag in befund.vorschlaege)}"
        )
    return "\n".join(saetze)


def _zaehlung(ergebnis: Pruefergebnis) -> str:
    anzahl = {stufe: sum(b.stufe is stufe for b in ergebnis.befunde) for stufe in Stufe}
    return (
        f"{zahlen.zahl(anzahl[Stufe.FEHLER])} Fehler, "
        f"{zahlen.anzahl(anzahl[Stufe.WARNUNG], 'Warnung', 'Warnungen', keine='0 Warnungen')}, "
        f"{zahlen.anzahl(anzahl[Stufe.HINWEIS], 'Hinweis', 'Hinweise', keine='0 Hinweise')}"
    )


def vergleichstext(vergleich: Vergleich) -> str:
    """Wer sein INSEK verliert, Überschrift, Datensätze je Art der Änderung, geänderte Eckzahlen."""
    arten = vergleich.datensaetze["aenderung"].astype(str).value_counts()
    je_art = [(art.value, zahlen.zahl(int(arten.get(art.value, 0)))) for art in Aenderung]
    eckzahlen = [f"  {satz}" for satz in aenderungstexte.eckzahlen(vergleich)]
    bloecke = [
        verlusttext(vergleich),
        aenderungstexte.ueberschrift(vergleich),
        tabelle(("Datensätze", "Anzahl"), je_art),
        "\n".join(eckzahlen),
    ]
    return "\n\n".join(filter(None, bloecke))


def verlusttext(vergleich: Vergleich) -> str:
    """Gemeinde für Gemeinde, wer von „vorhanden“ auf weniger fällt, und warum; leer, wenn niemand."""
    gemeinden = vergleich.verlust
    gruende = aenderungstexte.je_gemeinde(vergleich, gemeinden.index.astype(str).tolist())
    saetze = [
        f"  {name}: jetzt {Status(status).beschriftung}; {sauber(grund)}"
        for name, status, grund in zip(
            gemeinden["bezeichnung"], gemeinden["status_neu"].astype(str), gruende, strict=True
        )
    ]
    return "\n".join([f"{aenderungstexte.verlust(vergleich)}:", *saetze]) if saetze else ""


def eingespielt(vergleich: Vergleich, stand: Datenstand) -> str:
    """Was sich geändert hat und als welcher Datenstand es gilt."""
    return (
        f"{vergleichstext(vergleich)}\n\nEingespielt als Datenstand {stand.nummer} "
        f"(„{sauber(stand.titel)}“), Prüfsumme {stand.pruefsumme[:12]}. Er gilt ab sofort."
    )


def angaben(stand: Datenstand, stichtag: date) -> dict[str, str]:
    """Blatt „Quelle und Stand“ der Ausgaben."""
    quellen = woerterbuch().quellen.values()
    return {
        "Stichtag": zahlen.datum(stichtag),
        "Datenstand": f"{stand.kuerzel or stand.titel} (Nr. {stand.nummer})",
        "Prüfsumme des Datenstands": stand.pruefsumme,
        "Quellen und Lizenzen": " · ".join(
            f"{quelle.namensnennung} ({quelle.lizenz})" for quelle in quellen if quelle.namensnennung
        ),
    }


def protokoll(zeilen: pd.DataFrame) -> str:
    """Das Protokoll als Tabelle, der neueste Eintrag zuerst."""
    if zeilen.empty:
        return "Das Protokoll ist leer."
    spalten = ("person", "kennung", "vorgang", "gegenstand", "ergebnis", "einzelheiten")
    werte = [
        (
            zahlen.zeitpunkt(zeile.am),
            *("" if pd.isna(w := getattr(zeile, name)) else sauber(str(w), KURZ) for name in spalten),
        )
        for zeile in zeilen.itertuples()
    ]
    kopf = ("am", "Person", "Kennung", "Vorgang", "Gegenstand", "Ergebnis", "Einzelheiten")
    return tabelle(kopf, werte, links=len(kopf))


def groesse(byte: int) -> str:
    """„1,2 MB“ oder „34 kB“."""
    return f"{byte / 1e6:.1f} MB".replace(".", ",") if byte >= 1e6 else f"{byte / 1000:.0f} kB"
