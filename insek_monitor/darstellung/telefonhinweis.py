"""Hinweis zum Datenschutz auf jeder Seite für Telefone: ein Satz, den man sieht, der Rest zum Aufklappen."""

from __future__ import annotations

from datetime import datetime
from html import escape

from insek_monitor.modell.stimmungsbild import MINDESTENS_JE_GRUPPE, Gruppenfrage
from insek_monitor.modell.zeit import ORTSZEIT
from insek_monitor.register.stimmabgabe import Raumlage

GRUPPENANGABE = {
    Gruppenfrage.KEINE: "",
    Gruppenfrage.GROESSE: ", auf Wunsch die Größe Ihrer Gemeinde",
    Gruppenfrage.KREIS: ", auf Wunsch der Kreis Ihrer Gemeinde",
}


def datenschutz(lage: Raumlage | None) -> str:
    """Hinweis zum Datenschutz; ohne Raum (Eingabe des Codes) ohne Datum."""
    frist = f"am {tag(lage.loeschen_am)}" if lage else "nach einer Frist, die im Raum steht,"
    kurz = "Ohne Namen und ohne IP-Adresse." + (f" Gelöscht wird {frist}." if lage else "")
    angabe = GRUPPENANGABE[lage.gruppenfrage] if lage else ""
    saetze = [
        "Gespeichert wird keine IP-Adresse, kein Name und nichts über Ihr Gerät.",
        f"Gespeichert werden Ihre Antworten{angabe}, wie oft Sie sie abgeschickt haben, damit die letzte "
        "gilt, und eine Kennung aus Zufallszahlen, damit jedes Gerät je Frage einmal zählt. Die Kennung "
        "liegt als Cookie auf Ihrem Telefon, gilt nur für diesen Raum und verfällt mit ihm.",
        f"Raum und Antworten werden {frist} gelöscht. Behalten werden nur Summen.",
    ]
    if lage and lage.gruppenfrage is not Gruppenfrage.KEINE:
        saetze.append(f"Verglichen werden nur Gruppen mit mindestens {MINDESTENS_JE_GRUPPE} Stimmen.")
    saetze.append(
        "Damit niemand den Dienst lahmlegt, zählt er Anfragen je Anschluss. Das steht nur kurz im "
        "Arbeitsspeicher und wird nicht gespeichert."
    )
    absaetze = "".join(f"<p>{escape(satz)}</p>" for satz in saetze)
    return (
        f"<footer><p>{escape(kurz)}</p><details><summary>Datenschutz</summary>{absaetze}</details></footer>"
    )


def tag(zeitpunkt: datetime) -> str:
    """Tag in Ortszeit, „21.12.2026“."""
    return f"{zeitpunkt.astimezone(ORTSZEIT):%d.%m.%Y}"
