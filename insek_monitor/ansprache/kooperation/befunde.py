"""Sätze zu gemeinsamen Konzepten: wen zuerst fragen, wie gut eine Aufteilung ist, was eine Karte zeigt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from insek_monitor.ansprache.kooperation.kooperation import Aufteilung, Guete
from insek_monitor.ansprache.kooperation.nachbarn import Stufe
from insek_monitor.kern.begriffe import Aktualitaet, Status
from insek_monitor.lage.bild import zahlen

ZUERST = 3
"""So viele Nachbarn nennt die Überschrift."""


def kurzstatus(zeile: Any) -> str:
    """Status in wenigen Worten, für eine Karte: „kein Konzept“, „INSEK bis 2031“."""
    status = Status(zeile.status)
    text = status.beschriftung
    if status is Status.VORHANDEN:
        if zeile.aktualitaet == Aktualitaet.ABGELAUFEN.value:
            text = "INSEK abgelaufen"
        elif zahlen.fehlt(zeile.ablauf_am):
            text = "INSEK, Alter unbekannt"
        else:
            text = f"INSEK bis {zeile.ablauf_am.year}"
    return f"{text}, neues in Arbeit" if zeile.in_arbeit else text


def standsatz(zeile: Any) -> str:
    """Was über das Konzept eines Nachbarn bekannt ist."""
    status = Status(zeile.status)
    satz = {
        Status.KEIN: "kein Konzept",
        Status.TEILWEISE: "ähnliches Konzept belegt",
        Status.UNBEKANNT: "Stand nicht belegt",
        Status.VORHANDEN: _insek(zeile),
    }[status]
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
    offen = Status(zeile.status) is Status.UNBEKANNT
    teile = [f"{stufe.beschriftung}: {'nicht belegt' if offen else standsatz(zeile)}"]
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


def um_titel(name: str, partner: Sequence[str], klaeren: Sequence[str], gruppen: int) -> str:
    """Überschrift: mit wem zuerst über ein gemeinsames Konzept sprechen, bei wem zuerst den Stand klären."""
    if partner:
        return f"{name}: zuerst mit {zahlen.aufzaehlung(partner)} über ein gemeinsames Konzept sprechen"
    if gruppen and klaeren:
        return f"{name}: zuerst bei {zahlen.aufzaehlung(klaeren)} den Stand klären"
    if gruppen:
        return f"{name}: ein gemeinsames Konzept geht nur mit Gemeinden, die nicht unmittelbar angrenzen"
    return f"{name}: mit diesen Vorgaben findet sich keine Gruppe"


def um_zusatz(gemeinde: Any) -> str:
    """Der Stand der Gemeinde selbst (Klartext)."""
    return f"{gemeinde.bezeichnung} selbst: {standsatz(gemeinde)}."


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
    """Bei wie vielen der Gemeinden zuerst der Stand zu klären ist (Klartext)."""
    unbekannt = int(aufteilung.gruppen["unbekannt"].sum())
    return f"Bei {zahlen.zahl(unbekannt)} davon ist zuerst der Stand zu klären." if unbekannt else ""


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


def belegtext(unbekannt: int, gemeinden: int) -> str:
    """Wie viel an einer Gruppe belegt ist, für eine Spalte: „bei 2 von 3 zu klären“, „belegt“."""
    return f"bei {zahlen.zahl(unbekannt)} von {zahlen.zahl(gemeinden)} zu klären" if unbekannt else "belegt"
