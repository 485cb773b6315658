"""Was die Befehle ausgeben: Register öffnen, rechnen, in Text oder JSON fassen."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from insek_monitor.kern.begriffe import Status
from insek_monitor.kern.datum import DatumsFehler
from insek_monitor.kern.regeln import RegelFehler
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.lage import lage
from insek_monitor.lage.schaetzung import schaetze
from insek_monitor.lage.uebersicht import uebersicht
from insek_monitor.register import altbestand, datenstaende, tabellen
from insek_monitor.register.datenstaende import Datenstand
from insek_monitor.register.fehler import RegisterFehler, mit_ort
from insek_monitor.register.laden import lade
from insek_monitor.register.speicher import oeffne
from insek_monitor.register.woerterbuch import WoerterbuchFehler


class KennzahlenFehler(Exception):
    """Ein Befehl ist nicht möglich; der Text sagt auf Deutsch, warum."""


FEHLER = (RegisterFehler, tabellen.TabellenFehler, WoerterbuchFehler, RegelFehler, DatumsFehler)
"""Erwartete Fehler mit einem fertigen deutschen Satz."""


def kennzahlen(stichtag: date, datenstand: str | None, *, nur_belegt: bool, als_json: bool) -> str:
    """Kennzahlen eines Datenstands zum Stichtag.

    Raises
    ------
    KennzahlenFehler
        wenn Register, Datenstand oder Tabellen nicht benutzbar sind.
    """
    try:
        register = oeffne()
        try:
            bestand = lade(register, datenstand)
        finally:
            register.schliesse()
        gemeinden, regeln = tabellen.gemeinden(), tabellen.regeln()
        stand = lage(gemeinden, bestand.konzepte, bestand.zuordnung, stichtag, regeln)
        if not nur_belegt:
            stand = schaetze(stand, tabellen.eckwerte(), stichtag)
    except FEHLER as fehler:
        raise KennzahlenFehler(mit_ort(fehler)) from fehler
    zahlen = uebersicht(stand, stichtag, regeln, asdict(bestand.datenstand), nur_belegt=nur_belegt)
    if als_json:
        return json.dumps(zahlen, ensure_ascii=False, indent=2)
    return "\n\n".join(filter(None, (kennzahlen_text(zahlen), altbestand.weglassung(bestand.weggelassen))))


def datenstandsliste() -> str:
    """Alle Datenstände als Text, der neueste zuerst.

    Raises
    ------
    KennzahlenFehler
        wenn das Register nicht benutzbar ist.
    """
    try:
        register = oeffne()
        try:
            return datenstaende_text(datenstaende.liste(register), datenstaende.finde(register).nummer)
        finally:
            register.schliesse()
    except FEHLER as fehler:
        raise KennzahlenFehler(mit_ort(fehler)) from fehler


ABSTAND = "  "


def tabelle(kopf: Sequence[str], zeilen: Sequence[Sequence[str]], *, links: int = 1) -> str:
    """Text in Spalten: die ersten ``links`` Spalten linksbündig, alle übrigen rechtsbündig."""
    breiten = [max(len(zeile[spalte]) for zeile in (kopf, *zeilen)) for spalte in range(len(kopf))]

    def setze(zeile: Sequence[str]) -> str:
        felder = [
            feld.ljust(breite) if spalte < links else feld.rjust(breite)
            for spalte, (feld, breite) in enumerate(zip(zeile, breiten, strict=True))
        ]
        return ABSTAND.join(felder).rstrip()

    strich = "-" * (sum(breiten) + len(ABSTAND) * (len(breiten) - 1))
    return "\n".join([setze(kopf), strich, *(setze(zeile) for zeile in zeilen)])


def kennzahlen_text(uebersicht: Mapping[str, Any]) -> str:
    """Die Kennzahlen aus ``lage.uebersicht.uebersicht`` als lesbarer Text."""
    bloecke = [_kopf(uebersicht), _status(uebersicht)]
    for schema in ("kompakt", "fein"):
        bloecke.append(_gruppen(f"Größenklasse ({schema})", uebersicht["groessenklassen"][schema]))
    bloecke += [
        _gruppen("Kreis", uebersicht["kreise"]),
        _stufen("Aktualität der vorhandenen", uebersicht["aktualitaet"]),
        _faellig(uebersicht["faellig_in_monaten"]),
        _stufen("Fördergrundlage", uebersicht["foerdergrundlage"]),
        f"Konzept in Arbeit: {zahlen.gemeinden(uebersicht['in_arbeit']['gemeinden'])}",
        f"Quelle: {uebersicht['quelle']}",
    ]
    return "\n\n".join(bloecke)


def datenstaende_text(staende: Sequence[Datenstand], vorgabe: int) -> str:
    """Datenstände als Tabelle; der Stern steht bei dem, der ohne Angabe gilt."""
    zeilen = [
        (
            f"{'*' if stand.nummer == vorgabe else ' '} {stand.nummer}",
            stand.kuerzel or "",
            zahlen.zeitpunkt(stand.angelegt_am),
            stand.von,
            stand.pruefsumme[:12],
            stand.titel,
            stand.anlass,
        )
        for stand in staende
    ]
    kopf = ("  Nummer", "Kürzel", "angelegt am", "von", "Prüfsumme", "Titel", "Anlass")
    return tabelle(kopf, zeilen, links=len(kopf)) + "\n\n* gilt, wenn kein Datenstand angegeben ist"


def _kopf(uebersicht: Mapping[str, Any]) -> str:
    stand = uebersicht["datenstand"]
    name = f"{stand['nummer']} ({stand['kuerzel']})" if stand["kuerzel"] else str(stand["nummer"])
    zeilen = [
        "INSEK-Monitor Sachsen: Kennzahlen",
        f"Stichtag:   {zahlen.datum(date.fromisoformat(uebersicht['stichtag']))}",
        f"Datenstand: {name}, {stand['titel']}, Prüfsumme {stand['pruefsumme'][:12]}",
    ]
    if uebersicht["nur_belegt"]:
        zeilen.append("Angaben:    nur belegte")
    elif geschaetzt := sum(s["gemeinden"]["geschaetzt"] for s in uebersicht["status"].values()):
        zeilen.append(
            f"Achtung:    Für {zahlen.gemeinden(geschaetzt)} enthalten die Summen eine Schätzung nach den "
            "Eckwerten; ihr Stand ist nicht belegt."
        )
    return "\n".join(zeilen)


def _status(uebersicht: Mapping[str, Any]) -> str:
    zeilen = []
    for status in Status:
        gemeinden, einwohner = (
            uebersicht["status"][status.value][mass] for mass in ("gemeinden", "einwohner")
        )
        zeilen.append(
            (
                status.beschriftung,
                zahlen.zahl(gemeinden["belegt"]),
                zahlen.zahl(gemeinden["geschaetzt"]),
                zahlen.zahl(gemeinden["gesamt"]),
                zahlen.anteil(gemeinden["anteil"]),
                zahlen.zahl(einwohner["gesamt"]),
                zahlen.anteil(einwohner["anteil"]),
            )
        )
    gesamt = ("alle", "", "", zahlen.zahl(uebersicht["gemeinden_gesamt"]), "")
    zeilen.append((*gesamt, zahlen.zahl(uebersicht["einwohner_gesamt"]), ""))
    kopf = ("Status", "belegt", "geschätzt", "Gemeinden", "Anteil", "Einwohner", "Anteil")
    return tabelle(kopf, zeilen)


def _gruppen(name: str, gruppen: Sequence[Mapping[str, Any]]) -> str:
    status_kopf = ("vorhanden", "davon belegt", "von", "bis", "teilweise", "kein", "unbekannt")
    kopf = (name, "Gemeinden", *status_kopf, "Anteil vorhanden", "Einwohner", "davon mit Konzept")
    zeilen = []
    for gruppe in gruppen:
        status = gruppe["status"]
        vorhanden = status[Status.VORHANDEN.value]
        zeilen.append(
            (
                gruppe["gruppe"],
                zahlen.zahl(gruppe["gemeinden_gesamt"]),
                *(zahlen.zahl(vorhanden["gemeinden"][name]) for name in ("gesamt", "belegt", "von", "bis")),
                *(zahlen.zahl(status[s.value]["gemeinden"]["gesamt"]) for s in list(Status)[1:]),
                zahlen.anteil(vorhanden["gemeinden"]["anteil"]),
                zahlen.zahl(gruppe["einwohner_gesamt"]),
                zahlen.anteil(vorhanden["einwohner"]["anteil"]),
            )
        )
    return tabelle(kopf, zeilen)


def _stufen(name: str, stufen: Mapping[str, Mapping[str, Any]]) -> str:
    zeilen = [
        (
            stufe,
            zahlen.zahl(werte["gemeinden"]),
            zahlen.anteil(werte["gemeinden_anteil"]),
            zahlen.zahl(werte["einwohner"]),
        )
        for stufe, werte in stufen.items()
    ]
    return tabelle((name, "Gemeinden", "Anteil", "Einwohner"), zeilen)


def _faellig(baender: Mapping[str, Mapping[str, Any]]) -> str:
    zeilen = [
        (f"in {monate} Monaten", zahlen.zahl(werte["gemeinden"]), zahlen.zahl(werte["einwohner"]))
        for monate, werte in sorted(baender.items(), key=lambda band: int(band[0]))
    ]
    return tabelle(("Läuft ab", "Gemeinden", "Einwohner"), zeilen)
