"""Die Seite für die Telefone: ein Raum, eine Frage, ein Formular. Reines HTML, ohne Skript benutzbar.

Die Vorlagen (``vorlagen/``) maskieren alle Texte. Die Seite ist in jedem Zustand dieselbe: Überschrift des
Raums, Frage oder Wartesatz, Meldung, Hinweis zum Datenschutz.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from insek_monitor.kern.stimmungsbild import (
    CODELAENGE,
    MINDESTENS_JE_GRUPPE,
    STUFEN,
    TEXT_HOECHSTENS,
    Frageart,
    Gruppenfrage,
    Herkunft,
    Rundenstand,
    stufentext,
    zeige_code,
)
from insek_monitor.kern.vorlagen import fuelle
from insek_monitor.kern.zeit import ORTSZEIT
from insek_monitor.workshop.abstimmung.register_stimmabgabe import ZUG_HOECHSTENS, Raumlage, Rundenlage

GESPEICHERT = "Gespeichert. Sie können Ihre Antwort ändern, bis die Abstimmung endet."
NACHLADEN_SEKUNDEN = 8
"""So oft lädt sich die Wartestellung ohne Skript neu."""


@dataclass(frozen=True)
class Beigaben:
    """Adressen von Stilblatt und Skript."""

    stil: str
    skript: str


@dataclass(frozen=True)
class Eigenes:
    """Was dieses Gerät geantwortet hat oder gerade abschicken wollte.

    Attributes
    ----------
    werte : Wie im Formular: Nummern oder der Text.
    gespeichert : Ob das so im Register steht.
    zug : Das wievielte Abschicken es war; das nächste trägt eine höhere Nummer.
    """

    werte: Sequence[str] = ()
    gruppe: str = ""
    gespeichert: bool = False
    zug: int = 0


@dataclass(frozen=True)
class Meldung:
    """Ein Satz über der Fußzeile; ``fehler`` lässt Vorleseprogramme ihn sofort lesen."""

    text: str = ""
    fehler: bool = False


KEINE_MELDUNG = Meldung()
NICHTS_EIGENES = Eigenes()


GRUPPENTEXT = {
    Gruppenfrage.KEINE: "",
    Gruppenfrage.GROESSE: "Wie groß ist Ihre Gemeinde?",
    Gruppenfrage.KREIS: "In welchem Kreis liegt Ihre Gemeinde?",
}
GRUPPENANGABE = {
    Gruppenfrage.KEINE: "",
    Gruppenfrage.GROESSE: ", auf Wunsch die Größe Ihrer Gemeinde",
    Gruppenfrage.KREIS: ", auf Wunsch der Kreis Ihrer Gemeinde",
}
_VORLAGEN = "workshop/saal/vorlagen/"


def raumseite(
    lage: Raumlage,
    beigaben: Beigaben,
    eigenes: Eigenes = NICHTS_EIGENES,
    meldung: Meldung = KEINE_MELDUNG,
) -> str:
    """Die ganze Seite eines Raums in seinem jetzigen Zustand."""
    zustand, satz = _zustand(lage, eigenes)
    runde = lage.runde
    stufen: list[tuple[str, str]] = []
    if runde is not None and runde.frage.art is Frageart.SKALA:
        stufen = [(str(stufe), stufentext(runde.frage, stufe)) for stufe in range(1, STUFEN + 1)]
    return fuelle(
        f"{_VORLAGEN}raum.html",
        lage=lage,
        code=zeige_code(lage.code),
        runde=runde,
        zustand=zustand,
        # Nachgeladen wird nur, wo niemand gerade etwas auswählt.
        nachladen=0 if zustand in ("offen", "beendet") else NACHLADEN_SEKUNDEN,
        beigaben=beigaben,
        eigenes=eigenes,
        worte=_in_worten(runde, eigenes) if runde and eigenes.gespeichert else [],
        meldung=meldung if meldung.text else Meldung(satz),
        stufen=stufen,
        zug=min(eigenes.zug + 1, ZUG_HOECHSTENS),
        text_hoechstens=TEXT_HOECHSTENS,
        gruppentext=GRUPPENTEXT[lage.gruppenfrage],
        gruppenangabe=GRUPPENANGABE[lage.gruppenfrage],
        mindestens=MINDESTENS_JE_GRUPPE,
        tag=tag(lage.loeschen_am),
    )


def codeseite(beigaben: Beigaben, meldung: Meldung = KEINE_MELDUNG, eingabe: str = "") -> str:
    """Die Seite, auf der man den Raumcode eingibt."""
    return fuelle(
        f"{_VORLAGEN}code.html", beigaben=beigaben, meldung=meldung, eingabe=eingabe[:40], laenge=CODELAENGE
    )


def satzseite(ueberschrift: str, meldung: Meldung, beigaben: Beigaben, zurueck: str = "/w") -> str:
    """Eine Seite mit einem Satz, wenn es nichts anderes zu zeigen gibt (ausgelastet, zu viele Anfragen)."""
    return fuelle(
        f"{_VORLAGEN}satz.html",
        ueberschrift=ueberschrift,
        meldung=meldung,
        beigaben=beigaben,
        zurueck=zurueck,
    )


def _zustand(lage: Raumlage, eigenes: Eigenes) -> tuple[str, str]:
    """Name des Zustands und der Satz, der zu ihm gehört."""
    if lage.beendet:
        return "beendet", ""
    runde = lage.runde
    if runde is None:
        return "wartet", ""
    if runde.herkunft is Herkunft.HANDZEICHEN:
        return "handzeichen", ""
    if runde.stand is Rundenstand.OFFEN:
        return "offen", GESPEICHERT if eigenes.gespeichert else ""
    if runde.stand is Rundenstand.PAUSIERT:
        return "pausiert", "Die Abstimmung macht gerade eine Pause. Sie geht hier von selbst weiter."
    satz = "Die Abstimmung über diese Frage ist geschlossen. Die nächste Frage erscheint hier von selbst."
    return "geschlossen", satz


def _in_worten(runde: Rundenlage, eigenes: Eigenes) -> list[str]:
    """Was dieses Gerät geantwortet hat."""
    if runde.frage.art is Frageart.FREITEXT:
        return list(eigenes.werte)
    moeglich = {str(nummer): text for nummer, text in enumerate(runde.frage.antworten, 1)}
    return [moeglich[wert] for wert in eigenes.werte if wert in moeglich]


def tag(zeitpunkt: datetime) -> str:
    """Tag in Ortszeit, „21.12.2026“."""
    return f"{zeitpunkt.astimezone(ORTSZEIT):%d.%m.%Y}"
