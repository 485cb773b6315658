"""Sätze zu gemeinsamen Konzepten: wen zuerst fragen, wie gut eine Aufteilung ist, was eine Karte zeigt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from insek_monitor.darstellung import zahlen
from insek_monitor.kennzahlen.kooperation import Aufteilung, Guete
from insek_monitor.kennzahlen.kooperation_nachbarn import Stufe
from insek_monitor.modell.begriffe import Aktualitaet, Datenlage, Status

LAUT_MODELL = "laut Modell, nicht belegt"
ZUERST = 3
"""So viele Nachbarn nennt die Überschrift."""


def ist_modelliert(zeile: Any) -> bool:
    """Ob der Status der Gemeinde nur modelliert ist."""
    return bool(zeile.datenlage == Datenlage.MODELLIERT.value) if not zahlen.fehlt(zeile.datenlage) else False


def kurzstatus(zeile: Any) -> str:
    """Status in wenigen Worten, für eine Karte: „kein Konzept (Modell)“, „INSEK bis 2031“."""
    status = Status(zeile.status)
    text = status.beschriftung
    if status is Status.VORHANDEN:
        if zeile.aktualitaet == Aktualitaet.ABGELAUFEN.value:
            text = "INSEK abgelaufen"
        elif zahlen.fehlt(zeile.ablauf_am):
            text = "INSEK, Alter unbekannt"
        else:
            text = f"INSEK bis {zeile.ablauf_am.year}"
    if ist_modelliert(zeile):
        text += " (Modell)"
    return f"{text}, neues in Arbeit" if zeile.in_arbeit else text


def standsatz(zeile: Any) -> str:
    """Was über das Konzept eines Nachbarn bekannt ist; Modelliertes sagt es."""
    status = Status(zeile.status)
    satz = {
        Status.KEIN: "kein Konzept",
        Status.TEILWEISE: "nur ein ähnliches Konzept",
        Status.UNBEKANNT: "nichts bekannt",
        Status.VORHANDEN: _insek(zeile),
    }[status]
    if ist_modelliert(zeile):
        satz += f" ({LAUT_MODELL})"
    return f"{satz}, neues in Arbeit" if zeile.in_arbeit else satz


def _insek(zeile: Any) -> str:
    if zeile.aktualitaet == Aktualitaet.ABGELAUFEN.value:
        return "INSEK abgelaufen"
    if zahlen.fehlt(zeile.ablauf_am):
        return "INSEK, Alter unbekannt"
    return f"INSEK läuft {zeile.ablauf_am.year} ab"


def warum(zeile: Any, vorschlaege: int) -> str:
    """Warum ein Nachbar an dieser Stelle steht, mit allem, was dagegen spricht; die Größe zuerst."""
    stufe = Stufe(zeile.stufe)
    teile = [f"{stufe.beschriftung}: {standsatz(zeile)}"]
    if zeile.zu_gross and stufe is not Stufe.ZU_GROSS:
        teile.insert(0, Stufe.ZU_GROSS.beschriftung)
    if vorschlaege and zeile.vorschlaege:
        teile.append(
            f"in {zahlen.zahl(zeile.vorschlaege)} von {zahlen.anzahl(vorschlaege, *_VORSCHLAG_DATIV)}"
        )
    if zeile.gleicher_verband:
        teile.append("dieselbe Verwaltungsgemeinschaft")
    if not zeile.gleicher_kreis:
        teile.append(f"anderer Kreis ({zeile.kreis})")
    return f"{'; '.join(teile)}."


_VORSCHLAG_DATIV = ("Vorschlag", "Vorschlägen")


def um_titel(name: str, partner: Sequence[str], gruppen: int) -> str:
    """Überschrift: mit wem zuerst über ein gemeinsames Konzept sprechen."""
    if partner:
        return f"{name}: zuerst mit {zahlen.aufzaehlung(partner)} über ein gemeinsames Konzept sprechen"
    if gruppen:
        return f"{name}: ein gemeinsames Konzept geht nur mit Gemeinden, die nicht unmittelbar angrenzen"
    return f"{name}: mit diesen Vorgaben findet sich keine Gruppe"


def um_zusatz(gemeinde: Any, partner: pd.DataFrame) -> str:
    """Der Stand der Gemeinde selbst, und was an der Überschrift nicht belegt ist (Klartext)."""
    eigener = f"{gemeinde.bezeichnung} selbst: {standsatz(gemeinde)}."
    laut_modell = [z.bezeichnung for z in partner.itertuples() if ist_modelliert(z)]
    if not laut_modell:
        return eigener
    wer = zahlen.aufzaehlung(laut_modell)
    verb = "ist" if len(laut_modell) == 1 else "sind"
    return (
        f"{eigener} Dass {wer} ohne aktuelles Konzept {verb}, gilt nur laut Modell; es ist nicht belegt. "
        "Bitte zuerst nachfragen."
    )


def land_titel(guete: Guete) -> str:
    """Überschrift der Aufteilung."""
    if not guete.gruppen:
        return "Mit diesen Vorgaben findet sich keine Gruppe für ein gemeinsames Konzept"
    verb = "könnte" if guete.gruppen == 1 else "könnten"
    satz = (
        f"{zahlen.anzahl(guete.gruppen, 'Gruppe', 'Gruppen')} {verb} gemeinsame Konzepte für "
        f"{zahlen.gemeinden(guete.gemeinden)} tragen"
    )
    if not guete.uebrig:
        return f"{satz}, keine bleibt übrig"
    return f"{satz}, {zahlen.zahl(guete.uebrig)} {'bleibt' if guete.uebrig == 1 else 'bleiben'} übrig"


def land_zusatz(aufteilung: Aufteilung) -> str:
    """Wie viele der Gemeinden nur laut Modell ohne aktuelles Konzept sind (Klartext)."""
    modelliert = int(aufteilung.gruppen["modelliert"].sum())
    unbekannt = int(aufteilung.gruppen["unbekannt"].sum())
    saetze = []
    if modelliert:
        verb = "ist" if modelliert == 1 else "sind"
        saetze.append(
            f"{zahlen.zahl(modelliert)} der {zahlen.gemeinden(aufteilung.guete.gemeinden)} {verb} nur "
            "laut Modell "
            "ohne aktuelles Konzept; das ist nicht belegt."
        )
    if unbekannt:
        saetze.append(f"Bei {zahlen.zahl(unbekannt)} ist zuerst der Stand zu klären.")
    return " ".join(saetze)


def guetezahlen(guete: Guete) -> list[tuple[str, str, str | None]]:
    """Die großen Zahlen einer Aufteilung."""
    von = f"von {zahlen.zahl(guete.gruppen)}" if guete.gruppen else None
    kandidaten = guete.gemeinden + guete.uebrig
    return [
        ("Gruppen", zahlen.zahl(guete.gruppen), None),
        (
            "Gemeinden darin",
            zahlen.zahl(guete.gemeinden),
            f"von {zahlen.zahl(kandidaten)}, die infrage kommen",
        ),
        ("bleiben übrig", zahlen.zahl(guete.uebrig), None),
        ("ganz in einem Kreis", zahlen.zahl(guete.ein_kreis), von),
        ("ganz in einem Verband", zahlen.zahl(guete.ein_verband), von),
        ("Kompaktheit im Mittel", zahlen.zahl(guete.kompaktheit_mittel, 2), "höchstens 1"),
    ]


def vergleichssatz(guete: Guete, gierig: Guete) -> str:
    """Aufteilung neben dem einfachen Verfahren, in einem Satz."""
    return (
        f"Zum Vergleich: Wer einfach immer die beste noch freie Gruppe nimmt, bringt "
        f"{zahlen.zahl(gierig.gemeinden)} statt {zahlen.zahl(guete.gemeinden)} Gemeinden unter, lässt "
        f"{zahlen.zahl(gierig.uebrig)} statt {zahlen.zahl(guete.uebrig)} übrig und kommt auf eine "
        "Kompaktheit von "
        f"{zahlen.zahl(gierig.kompaktheit_mittel, 2)} statt {zahlen.zahl(guete.kompaktheit_mittel, 2)}."
    )


def gruppenzeile(zeile: Any) -> str:
    """Das Wichtigste einer Gruppe in einer Zeile (Markdown); alles Weitere steht in ihren Gründen."""
    return (
        f"**{zahlen.zahl(zeile.einwohner)} Einwohner** in {zahlen.gemeinden(zeile.gemeinden)} · "
        f"{zahlen.zahl(zeile.punkte)} von 100 Punkten"
    )


def belegtext(modelliert: int, unbekannt: int, gemeinden: int) -> str:
    """Wie viel an einer Gruppe belegt ist, für eine Spalte: „2 von 3 laut Modell“, „belegt“."""
    teile = []
    if modelliert:
        teile.append(f"{zahlen.zahl(modelliert)} von {zahlen.zahl(gemeinden)} laut Modell")
    if unbekannt:
        teile.append(f"{zahlen.zahl(unbekannt)} von {zahlen.zahl(gemeinden)} unbekannt")
    return ", ".join(teile) or "belegt"
