"""Stücke für Abstimmungsfolien: Beitritt mit QR-Code, Zahl der Stimmen, Sätze ohne Zahlen."""

from __future__ import annotations

from html import escape

from insek_monitor.kern.stimmungsbild import Herkunft, Rundenstand
from insek_monitor.workshop.abstimmung.saetze import stimmen
from insek_monitor.workshop.saal import qr

GELOESCHT = "Diese Abstimmung ist beendet und gelöscht."
WIRD_GELESEN = "Antworten werden noch gelesen."
OHNE_RAUM = "Ohne Abstimmung: Zu dieser Vorführung gehört kein Raum."
GLEICH = "Gleich wird abgestimmt."
NOCH_NICHT = "Noch nicht abgestimmt."
NOCH_VERBORGEN = "Das Ergebnis ist noch verborgen."
BEENDET = "Die Abstimmung ist beendet. Vielen Dank fürs Mitmachen!"
_STAND = {
    Rundenstand.OFFEN: "Abstimmung läuft",
    Rundenstand.PAUSIERT: "Pause",
    Rundenstand.GESCHLOSSEN: "Abstimmung geschlossen",
}


def beitritt(adresse: str, kurz: str, code: str, *, erreichbar: bool, gross: bool) -> str:
    """QR-Code, Adresse zum Abtippen und Code.

    Parameters
    ----------
    adresse, kurz, code : Adresse im QR-Code, kurze Adresse und Code zum Vorlesen.
    erreichbar : Kann kein Telefon die Adresse erreichen, steht statt des QR-Codes, woran es liegt.
    gross : Für die Folie „Mitmachen“; sonst klein neben der Frage.
    """
    if not erreichbar:
        return (
            '<p class="unerreichbar">Telefone erreichen diesen Rechner so nicht. '
            + (
                "Bitte starten Sie „make workshop“ und öffnen Sie die Leinwand von dort, oder stimmen Sie "
                "mit Handzeichen ab."
                if gross
                else "Abstimmung mit Handzeichen."
            )
            + "</p>"
        )
    bild = f'<div class="qr">{qr.svg(adresse, titel=f"QR-Code mit der Adresse {kurz}")}</div>'
    # In einer Zeile: Wer abtippt, soll keinen Umbruch deuten müssen; sehr lange Adressen gehen nicht anders.
    laenge = next((klasse for bis, klasse in _ADRESSEN if len(kurz) <= bis), " umbruch")
    text = _umbruch(kurz) if laenge == " umbruch" else escape(kurz)
    weg = f'<span class="adresse{laenge}">{text}</span> <span class="code">{escape(code)}</span>'
    if not gross:
        return f'{bild}<p class="weg">{weg}</p>'
    return (
        f'{bild}<div class="wege"><p>Mit der Kamera des Telefons scannen</p><p>oder im Browser öffnen</p>'
        f'<p class="weg">{weg}</p><p class="ruhig">Ohne Namen, ohne Anmeldung</p></div>'
    )


_ADRESSEN = ((19, ""), (24, " lang"), (29, " sehrlang"))
"""Zeichen und Klasse im Stilblatt; der Kasten neben dem großen QR-Code ist 47 ``--e`` breit."""


def _umbruch(adresse: str) -> str:
    """Lange Adressen brechen nur vor einem Punkt, Doppelpunkt oder Schrägstrich um."""
    return "".join(f"<wbr>{z}" if z in ".:/" else z for z in escape(adresse))


def stimmenzahl(stand: Rundenstand, anzahl: int, herkunft: Herkunft) -> str:
    """Wie viele gestimmt haben und ob noch gestimmt werden kann."""
    wort = "gezählt" if herkunft is Herkunft.HANDZEICHEN else _STAND[stand]
    zahl = escape(stimmen(anzahl, herkunft))
    return f'<p class="zaehler {stand.value}"><b>{zahl}</b> <span>{wort}</span></p>'


def satz(text: str) -> str:
    """Ein Satz anstelle von Zahlen."""
    return f'<p class="zaehler">{escape(text)}</p>'


def standwort(stand: Rundenstand | None) -> str:
    """Stand einer Runde für die Steuerung."""
    return "Noch nicht gefragt" if stand is None else stand.beschriftung.capitalize()
